/** The SQLite store: the storage table over one connection and its lock. */
#include <jumio/config.h>
#include <jumio/stores/sqlite.h>

#include "connection.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct jumio_sqlite_store {
  pthread_mutex_t lock;
  connection connection;
  char *path;
  file_identity file; /* of the file that was opened: another one that comes in its place is not taken for it */
  pid_t process;      /* a connection must not be used, nor even closed, by a forked child */
  bool doubtful;      /* after an I/O error nothing that the connection remembers is believed: it is opened anew */
};

/* Never makes a file: where the store was, an empty one would look as if nothing had ever been stored. */
static jumio_result reopen(jumio_sqlite_store *store)
{
  reason why = {0};
  file_identity now;
  connection_close(&store->connection);
  jumio_result result = path_identify(store->path, &now, &why);
  if (result == JUMIO_OK && !path_same_file(&now, &store->file))
    result = JUMIO_ERR_STORE;
  if (result == JUMIO_OK)
    result = connection_open(&store->connection, store->path, &why);
  store->doubtful = result != JUMIO_OK;
  return result == JUMIO_ERR_FILE ? JUMIO_ERR_STORE : result; /* FILE is not among the codes of an operation */
}

/* Enters the store with a usable connection; leave() is due only after success. */
static jumio_result enter(jumio_sqlite_store *store)
{
  if (getpid() != store->process)
    return JUMIO_ERR_STORE;
  pthread_mutex_lock(&store->lock);
  jumio_result result = store->doubtful ? reopen(store) : JUMIO_OK;
  if (result != JUMIO_OK)
    pthread_mutex_unlock(&store->lock);
  return result;
}

static void leave(jumio_sqlite_store *store)
{
  pthread_mutex_unlock(&store->lock);
}

static jumio_result result_of(jumio_sqlite_store *store, int code)
{
  if ((code & 0xFF) == SQLITE_IOERR && code != SQLITE_IOERR_NOMEM)
    store->doubtful = true;
  return sqlite_result(store->connection.db, code);
}

static int bind_text(sqlite3_stmt *s, int at, const char *text, size_t len)
{
  return sqlite3_bind_text64(s, at, text != NULL ? text : "", len, SQLITE_STATIC, SQLITE_UTF8);
}

/* Runs a statement that gives no rows; the bindings are the caller's memory and so are dropped at once. */
static int run(sqlite3_stmt *s)
{
  int code = sqlite3_step(s);
  sqlite3_reset(s);
  sqlite3_clear_bindings(s);
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int run_with_key(sqlite3_stmt *s, const char *key, size_t key_len)
{
  int code = bind_text(s, 1, key, key_len);
  return code == SQLITE_OK ? run(s) : code;
}

/* A stored value of an impossible type or range is damage, whoever made it. */
static bool read_revision(sqlite3_stmt *s, int64_t *out)
{
  *out = sqlite3_column_int64(s, 0);
  return sqlite3_column_type(s, 0) == SQLITE_INTEGER && *out >= 1;
}

static jumio_result get_row(jumio_sqlite_store *store, sqlite3_stmt *s, jumio_storage_reply *reply)
{
  int64_t revision;
  int code = sqlite3_step(s);
  if (code == SQLITE_DONE)
    return JUMIO_ERR_STORE_NOT_FOUND;
  if (code != SQLITE_ROW)
    return result_of(store, code);
  if (!read_revision(s, &revision) || sqlite3_column_type(s, 1) != SQLITE_BLOB || sqlite3_column_bytes(s, 1) > RECORD_MAX)
    return JUMIO_ERR_STORE_CORRUPT;
  int len = sqlite3_column_bytes(s, 1);
  const void *data = sqlite3_column_blob(s, 1);
  if (data == NULL && len != 0)
    return JUMIO_ERR_OUT_OF_MEMORY;
  return jumio_storage_reply_set(reply, data, (size_t)len, revision);
}

static jumio_result store_get(const char *key, size_t key_len, jumio_storage_reply *reply, void *user_data)
{
  jumio_sqlite_store *store = user_data;
  jumio_result result = enter(store);
  if (result != JUMIO_OK)
    return result;
  sqlite3_stmt *s = store->connection.statements[GET_RECORD];
  int code = bind_text(s, 1, key, key_len);
  result = code == SQLITE_OK ? get_row(store, s, reply) : result_of(store, code);
  sqlite3_reset(s);
  sqlite3_clear_bindings(s);
  leave(store);
  return result;
}

/* The revision of a record, 0 when there is none. */
static jumio_result current_revision(jumio_sqlite_store *store, const char *key, size_t key_len, int64_t *out)
{
  sqlite3_stmt *s = store->connection.statements[GET_REVISION];
  jumio_result result = JUMIO_OK;
  int code = bind_text(s, 1, key, key_len);
  *out = 0;
  if (code == SQLITE_OK)
    code = sqlite3_step(s);
  if (code == SQLITE_ROW)
    result = read_revision(s, out) ? JUMIO_OK : JUMIO_ERR_STORE_CORRUPT;
  else if (code != SQLITE_DONE)
    result = result_of(store, code);
  sqlite3_reset(s);
  sqlite3_clear_bindings(s);
  return result;
}

static jumio_result write_terms(jumio_sqlite_store *store, const char *key, size_t key_len, const jumio_storage_terms *terms)
{
  sqlite3_stmt *s = store->connection.statements[INSERT_TERM];
  int code = run_with_key(store->connection.statements[DELETE_TERMS], key, key_len);
  for (size_t i = 0; code == SQLITE_OK && i < jumio_storage_terms_count(terms); i++) {
    size_t len;
    const char *value = jumio_storage_terms_value_at(terms, i, &len);
    const char *index = jumio_storage_terms_index_at(terms, i);
    code = bind_text(s, 1, index, strlen(index));
    if (code == SQLITE_OK)
      code = bind_text(s, 2, value, len);
    if (code == SQLITE_OK)
      code = bind_text(s, 3, key, key_len);
    if (code == SQLITE_OK)
      code = run(s);
  }
  return result_of(store, code);
}

static jumio_result write_record(jumio_sqlite_store *store, const char *key, size_t key_len, const void *data, size_t len, int64_t revision)
{
  sqlite3_stmt *s = store->connection.statements[revision == 1 ? INSERT_RECORD : UPDATE_RECORD];
  int code = bind_text(s, 1, key, key_len);
  if (code == SQLITE_OK)
    code = sqlite3_bind_int64(s, 2, revision);
  if (code == SQLITE_OK)
    code = len != 0 ? sqlite3_bind_blob64(s, 3, data, len, SQLITE_STATIC) : sqlite3_bind_zeroblob(s, 3, 0);
  return result_of(store, code == SQLITE_OK ? run(s) : code);
}

static jumio_result begin(jumio_sqlite_store *store)
{
  return result_of(store, run(store->connection.statements[BEGIN_WRITE]));
}

/* Commits what succeeded, unless the file is no longer the one that others will open; takes back everything else. */
static jumio_result end(jumio_sqlite_store *store, jumio_result result)
{
  connection *c = &store->connection;
  int moved = 0;
  if (result == JUMIO_OK && sqlite3_file_control(c->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved != 0) {
    store->doubtful = true;
    result = JUMIO_ERR_STORE;
  }
  if (result == JUMIO_OK)
    result = result_of(store, run(c->statements[COMMIT]));
  if (sqlite3_get_autocommit(c->db) == 0 && run(c->statements[ROLLBACK]) != SQLITE_OK)
    store->doubtful = true;
  return result;
}

static jumio_result put_inside(jumio_sqlite_store *store, const char *key, size_t key_len, const void *data, size_t len,
                               const jumio_storage_terms *terms, int64_t expected, int64_t *out_revision)
{
  int64_t now;
  jumio_result result = current_revision(store, key, key_len, &now);
  if (result != JUMIO_OK)
    return result;
  if (expected != JUMIO_REV_ANY && expected != now)
    return JUMIO_ERR_STORE_CONFLICT;
  if (now == INT64_MAX)
    return JUMIO_ERR_STORE_CORRUPT;
  result = write_record(store, key, key_len, data, len, now + 1);
  if (result == JUMIO_OK)
    result = write_terms(store, key, key_len, terms);
  *out_revision = now + 1;
  return result;
}

static jumio_result store_put(const char *key, size_t key_len, const void *data, size_t len, const jumio_storage_terms *terms,
                              int64_t expected_revision, int64_t *out_revision, void *user_data)
{
  jumio_sqlite_store *store = user_data;
  int64_t revision = 0;
  if (len > RECORD_MAX)
    return JUMIO_ERR_STORE;
  jumio_result result = enter(store);
  if (result != JUMIO_OK)
    return result;
  result = begin(store);
  if (result == JUMIO_OK)
    result = put_inside(store, key, key_len, data, len, terms, expected_revision, &revision);
  result = end(store, result);
  leave(store);
  *out_revision = result == JUMIO_OK ? revision : 0;
  return result;
}

static jumio_result del_inside(jumio_sqlite_store *store, const char *key, size_t key_len, int64_t expected)
{
  int64_t now;
  jumio_result result = current_revision(store, key, key_len, &now);
  if (result != JUMIO_OK)
    return result;
  if (now == 0)
    return JUMIO_ERR_STORE_NOT_FOUND;
  if (expected != JUMIO_REV_ANY && expected != now)
    return JUMIO_ERR_STORE_CONFLICT;
  result = result_of(store, run_with_key(store->connection.statements[DELETE_RECORD], key, key_len));
  return result == JUMIO_OK ? write_terms(store, key, key_len, NULL) : result;
}

static jumio_result store_del(const char *key, size_t key_len, int64_t expected_revision, void *user_data)
{
  jumio_sqlite_store *store = user_data;
  jumio_result result = enter(store);
  if (result != JUMIO_OK)
    return result;
  result = begin(store);
  if (result == JUMIO_OK)
    result = del_inside(store, key, key_len, expected_revision);
  result = end(store, result);
  if (result == JUMIO_OK) /* old pages live on in the log until it is emptied; when a reader is in the way the next checkpoint does it */
    sqlite3_wal_checkpoint_v2(store->connection.db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  leave(store);
  return result;
}

static int bind_scan(sqlite3_stmt *s, const char *index, const char *from, size_t from_len, const char *to, size_t to_len,
                     const char *after_key, size_t after_key_len, size_t limit)
{
  int code = bind_text(s, 1, index, strlen(index));
  if (code == SQLITE_OK)
    code = bind_text(s, 2, from, from_len);
  if (code == SQLITE_OK)
    code = bind_text(s, 3, after_key, after_key_len); /* "" stands before every key */
  if (code == SQLITE_OK)
    code = bind_text(s, 4, to, to_len);
  return code == SQLITE_OK ? sqlite3_bind_int64(s, 5, limit > INT32_MAX ? INT32_MAX : (int64_t)limit) : code;
}

static jumio_result visit_rows(jumio_sqlite_store *store, sqlite3_stmt *s, jumio_storage_visit_fn visit, void *visit_data)
{
  for (;;) {
    int code = sqlite3_step(s);
    if (code != SQLITE_ROW)
      return result_of(store, code);
    if (sqlite3_column_type(s, 0) != SQLITE_TEXT || sqlite3_column_type(s, 1) != SQLITE_TEXT)
      return JUMIO_ERR_STORE_CORRUPT;
    const char *key = (const char *)sqlite3_column_text(s, 0);
    const char *value = (const char *)sqlite3_column_text(s, 1);
    if (key == NULL || value == NULL)
      return JUMIO_ERR_OUT_OF_MEMORY;
    if (visit(key, (size_t)sqlite3_column_bytes(s, 0), value, (size_t)sqlite3_column_bytes(s, 1), visit_data) == 0)
      return JUMIO_OK;
  }
}

static jumio_result store_scan(const char *index, const char *from, size_t from_len, const char *to, size_t to_len, const char *after_key,
                               size_t after_key_len, size_t limit, jumio_storage_visit_fn visit, void *visit_data, void *user_data)
{
  jumio_sqlite_store *store = user_data;
  jumio_result result = enter(store);
  if (result != JUMIO_OK)
    return result;
  sqlite3_stmt *s = store->connection.statements[SCAN_TERMS];
  int code = bind_scan(s, index, from, from_len, to, to_len, after_key, after_key_len, limit);
  result = code == SQLITE_OK ? visit_rows(store, s, visit, visit_data) : result_of(store, code);
  sqlite3_reset(s);
  sqlite3_clear_bindings(s);
  leave(store);
  return result;
}

const jumio_storage_ops *jumio_sqlite_store_get_ops(void)
{
  static const jumio_storage_ops ops = {sizeof ops, 0, store_get, store_put, store_del, store_scan};
  return &ops;
}

static jumio_result describe(jumio_alloc *alloc, jumio_result result, const reason *why, jumio_error **err)
{
  char text[200];
  if (result == JUMIO_OK || err == NULL)
    return result;
  if (why->text == NULL || result == JUMIO_ERR_OUT_OF_MEMORY)
    return jumio_error_new(alloc, result, NULL, 0, err);
  if (why->source != 0)
    snprintf(text, sizeof text, "%s (SQLite code %d)", why->text, why->source);
  else
    snprintf(text, sizeof text, "%s", why->text);
  return jumio_error_new(alloc, result, text, JUMIO_NTS, err);
}

static jumio_result store_open(const char *path, size_t len, jumio_sqlite_store **out, reason *why)
{
  jumio_sqlite_store *store = sqlite3_malloc64(sizeof *store);
  if (store == NULL)
    return JUMIO_ERR_OUT_OF_MEMORY;
  memset(store, 0, sizeof *store);
  char *copy = sqlite3_mprintf("%.*s", (int)len, path);
  jumio_result result = copy != NULL ? path_resolve(copy, &store->path, why) : JUMIO_ERR_OUT_OF_MEMORY;
  if (result == JUMIO_OK)
    result = path_create(store->path, why);
  if (result == JUMIO_OK)
    result = path_identify(store->path, &store->file, why);
  if (result == JUMIO_OK)
    result = connection_open(&store->connection, store->path, why);
  if (result == JUMIO_OK && pthread_mutex_init(&store->lock, NULL) != 0) {
    connection_close(&store->connection);
    result = JUMIO_ERR_OUT_OF_MEMORY;
  }
  sqlite3_free(copy);
  if (result == JUMIO_OK) {
    store->process = getpid();
    *out = store;
  } else {
    sqlite3_free(store->path);
    sqlite3_free(store);
  }
  return result;
}

static jumio_result store_unusable(reason *why)
{
  why->text = "this build of SQLite is too old, or not safe for threads";
  return JUMIO_ERR_STORE;
}

jumio_result jumio_sqlite_store_new(jumio_alloc *alloc, const char *path, size_t len, jumio_sqlite_store **out, jumio_error **err)
{
  reason why = {0};
  jumio_result result = JUMIO_ERR_ARGUMENT;
  if (err != NULL)
    *err = NULL;
  if (out != NULL)
    *out = NULL;
  if (path != NULL && len == JUMIO_NTS)
    len = strlen(path);
  if (out == NULL)
    why.text = "out: must not be NULL";
  else if (path == NULL || len > 4000 || !path_is_text(path, len))
    why.text = "path: 1..4000 bytes of UTF-8";
  else if (sqlite3_threadsafe() == 0 || sqlite3_libversion_number() < 3031000)
    result = store_unusable(&why);
  else
    result = store_open(path, len, out, &why);
  return describe(alloc, result, &why, err);
}

void jumio_sqlite_store_free(jumio_sqlite_store *store)
{
  if (store == NULL || getpid() != store->process)
    return; /* in a forked child closing would drop the parent's locks: the memory is left to the end of the child */
  connection_close(&store->connection);
  pthread_mutex_destroy(&store->lock);
  sqlite3_free(store->path);
  sqlite3_free(store);
}

static void destroy(void *user_data)
{
  jumio_sqlite_store_free(user_data);
}

jumio_result jumio_sqlite_store_attach(jumio_config *config, const char *path, size_t len, jumio_error **err)
{
  jumio_sqlite_store *store = NULL;
  if (config == NULL) /* before a file is made for nobody */
    return jumio_config_set_store(NULL, jumio_sqlite_store_get_ops(), NULL, NULL, 0, err);
  jumio_result result = jumio_sqlite_store_new(NULL, path, len, &store, err);
  return result == JUMIO_OK ? jumio_config_set_store(config, jumio_sqlite_store_get_ops(), store, destroy, 0, err) : result;
}
