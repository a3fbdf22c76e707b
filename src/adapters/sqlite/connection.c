/** Opens the database: settings first, then who made it, then whether it is whole, and only then the statements. */
#include "connection.h"

#include <errno.h>
#include <string.h>

#define APPLICATION_ID 1246315606 /* "JIDV" in ASCII */
#define SCHEMA_VERSION 1
#define TEXT_OF_VALUE(number) #number
#define TEXT_OF(number) TEXT_OF_VALUE(number)
#ifndef BUSY_MS
#define BUSY_MS 5000 /* the tests of a locked file do not wait that long */
#endif
#define SETTLE_MS 10
#define SMALLEST_PAGE 512

/* Compared byte by byte with what a file holds: a file with anything else in its schema is not ours. */
static const char *const schema[] = {
    "CREATE TABLE record(key TEXT NOT NULL PRIMARY KEY, revision INTEGER NOT NULL, data BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE term(idx TEXT NOT NULL, value TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY(idx, value, key)) WITHOUT ROWID",
    "CREATE INDEX term_key ON term(key)",
};
#define SCHEMA_ROWS (sizeof schema / sizeof schema[0])

static const char *const texts[STATEMENTS] = {
    [BEGIN_WRITE] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [ROLLBACK] = "ROLLBACK",
    [GET_RECORD] = "SELECT revision, data FROM record WHERE key = ?1",
    [GET_REVISION] = "SELECT revision FROM record WHERE key = ?1",
    [INSERT_RECORD] = "INSERT INTO record(key, revision, data) VALUES(?1, ?2, ?3)",
    [UPDATE_RECORD] = "UPDATE record SET revision = ?2, data = ?3 WHERE key = ?1",
    [DELETE_RECORD] = "DELETE FROM record WHERE key = ?1",
    [INSERT_TERM] = "INSERT INTO term(idx, value, key) VALUES(?1, ?2, ?3)",
    [DELETE_TERMS] = "DELETE FROM term WHERE key = ?1",
    [SCAN_TERMS] = "SELECT key, value FROM term WHERE idx = ?1 AND (value, key) > (?2, ?3) AND value <= ?4 ORDER BY value, key LIMIT ?5",
};

/* Some settings are questions as well: the answer to journal_mode says whether it was taken. */
static const char *const settings[] = {
    "PRAGMA trusted_schema = OFF", "PRAGMA cell_size_check = ON",     "PRAGMA mmap_size = 0",
    "PRAGMA temp_store = MEMORY",  "PRAGMA synchronous = EXTRA", /* as FULL, and in the rollback mode the folder is synced too, without
                                                                    which a commit can be undone */
    "PRAGMA secure_delete = ON",   "PRAGMA recursive_triggers = OFF", "PRAGMA journal_size_limit = 4194304",
};

jumio_result sqlite_result(sqlite3 *db, int code)
{
  int system = db != NULL ? sqlite3_system_errno(db) : 0;
  switch (code & 0xFF) {
  case SQLITE_OK:
  case SQLITE_ROW:
  case SQLITE_DONE:
    return JUMIO_OK;
  case SQLITE_NOMEM:
    return JUMIO_ERR_OUT_OF_MEMORY;
  case SQLITE_FULL:
    return JUMIO_ERR_STORE_FULL;
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
  case SQLITE_PROTOCOL:
    return JUMIO_ERR_STORE_BUSY;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return JUMIO_ERR_STORE_CORRUPT;
  case SQLITE_IOERR:
    if (code == SQLITE_IOERR_NOMEM)
      return JUMIO_ERR_OUT_OF_MEMORY;
    return system == ENOSPC || system == EDQUOT ? JUMIO_ERR_STORE_FULL : JUMIO_ERR_STORE;
  default:
    return JUMIO_ERR_STORE;
  }
}

static jumio_result fail(const connection *c, int code, const char *text, reason *why)
{
  why->text = text;
  why->source = code;
  return sqlite_result(c->db, code);
}

/* One statement; with `out` one that answers with a number, and no answer is none that could be trusted. */
static int ask(const connection *c, const char *sql, int64_t *out)
{
  sqlite3_stmt *s = NULL;
  if (out != NULL)
    *out = 0;
  int code = sqlite3_prepare_v2(c->db, sql, -1, &s, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_step(s);
  if (code == SQLITE_ROW && out != NULL)
    *out = sqlite3_column_int64(s, 0);
  else if (code == SQLITE_DONE && out != NULL)
    code = SQLITE_CORRUPT;
  int end = sqlite3_finalize(s);
  return code == SQLITE_ROW || code == SQLITE_DONE ? end : code;
}

/* The same with a word: whether the first row says it. */
static int ask_word(const connection *c, const char *sql, const char *word, bool *out_same)
{
  sqlite3_stmt *s = NULL;
  int code = sqlite3_prepare_v2(c->db, sql, -1, &s, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_step(s);
  const char *text = code == SQLITE_ROW ? (const char *)sqlite3_column_text(s, 0) : NULL;
  *out_same = text != NULL && strcmp(text, word) == 0;
  int end = sqlite3_finalize(s);
  return code == SQLITE_ROW || code == SQLITE_DONE ? end : code;
}

static void set_limits(sqlite3 *db)
{
  static const int limits[][2] = {
      {SQLITE_LIMIT_LENGTH, RECORD_MAX + 65536},
      {SQLITE_LIMIT_SQL_LENGTH, 1000},
      {SQLITE_LIMIT_COLUMN, 16},
      {SQLITE_LIMIT_EXPR_DEPTH, 16},
      {SQLITE_LIMIT_COMPOUND_SELECT, 2},
      {SQLITE_LIMIT_VDBE_OP, 5000},
      {SQLITE_LIMIT_FUNCTION_ARG, 4},
      {SQLITE_LIMIT_ATTACHED, 0},
      {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50},
      {SQLITE_LIMIT_VARIABLE_NUMBER, 16},
      {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
      {SQLITE_LIMIT_WORKER_THREADS, 0},
  };
  for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
    sqlite3_limit(db, limits[i][0], limits[i][1]);
}

/* None of this reads the file. */
static int configure(const connection *c)
{
  static const int switches[][2] = {{SQLITE_DBCONFIG_DEFENSIVE, 1},      {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
                                    {SQLITE_DBCONFIG_ENABLE_VIEW, 0},    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
                                    {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0}, {SQLITE_DBCONFIG_DQS_DDL, 0},
                                    {SQLITE_DBCONFIG_DQS_DML, 0},        {SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0}};
  int code = sqlite3_extended_result_codes(c->db, 1);
  for (size_t i = 0; code == SQLITE_OK && i < sizeof switches / sizeof switches[0]; i++)
    code = sqlite3_db_config(c->db, switches[i][0], switches[i][1], NULL);
  if (code == SQLITE_OK)
    code = sqlite3_busy_timeout(c->db, BUSY_MS);
  set_limits(c->db);
  return code;
}

static int apply_settings(const connection *c)
{
  int code = SQLITE_OK;
  for (size_t i = 0; code == SQLITE_OK && i < sizeof settings / sizeof settings[0]; i++)
    code = ask(c, settings[i], NULL);
  return code;
}

/* What the file says of itself. */
typedef struct stamp {
  int64_t application;
  int64_t version;
  int64_t objects; /* rows of the schema */
  int64_t pages;
} stamp;

static int read_stamp(const connection *c, stamp *out)
{
  int code = ask(c, "PRAGMA application_id", &out->application);
  if (code == SQLITE_OK)
    code = ask(c, "PRAGMA user_version", &out->version);
  if (code == SQLITE_OK)
    code = ask(c, "SELECT count(*) FROM sqlite_master", &out->objects);
  if (code == SQLITE_OK)
    code = ask(c, "PRAGMA page_count", &out->pages);
  return code;
}

static bool is_unmarked(const stamp *s)
{
  return s->application == 0 && s->version == 0 && s->objects == 0;
}

/* Only an empty file is: an empty database belongs to whoever made it. */
static bool is_blank(const stamp *s)
{
  return is_unmarked(s) && s->pages == 0;
}

/* In one transaction, so that no other process ever sees half of it. */
static int create_schema(const connection *c)
{
  stamp now = {0};
  int code = ask(c, "BEGIN IMMEDIATE", NULL);
  if (code != SQLITE_OK)
    return code;
  code = read_stamp(c, &now); /* another process may have been faster; the first page is there by now in any case */
  for (size_t i = 0; code == SQLITE_OK && is_unmarked(&now) && i < SCHEMA_ROWS; i++)
    code = ask(c, schema[i], NULL);
  if (code == SQLITE_OK && is_unmarked(&now))
    code = ask(c, "PRAGMA application_id = " TEXT_OF(APPLICATION_ID), NULL);
  if (code == SQLITE_OK && is_unmarked(&now))
    code = ask(c, "PRAGMA user_version = " TEXT_OF(SCHEMA_VERSION), NULL);
  if (code == SQLITE_OK)
    code = ask(c, "COMMIT", NULL);
  if (sqlite3_get_autocommit(c->db) == 0)
    ask(c, "ROLLBACK", NULL);
  return code;
}

static bool is_ours(const char *sql)
{
  for (size_t i = 0; sql != NULL && i < SCHEMA_ROWS; i++)
    if (strcmp(sql, schema[i]) == 0)
      return true;
  return false;
}

/* Every object is one of ours and all of ours are there: the same text twice cannot be, names are unique. */
static jumio_result compare_schema(const connection *c, reason *why)
{
  sqlite3_stmt *s = NULL;
  size_t known = 0, strange = 0;
  int code = sqlite3_prepare_v2(c->db, "SELECT sql FROM sqlite_master", -1, &s, NULL);
  while (code == SQLITE_OK || code == SQLITE_ROW) {
    code = sqlite3_step(s);
    if (code != SQLITE_ROW)
      break;
    if (is_ours((const char *)sqlite3_column_text(s, 0)))
      known++;
    else
      strange++;
  }
  sqlite3_finalize(s);
  if (code != SQLITE_DONE)
    return fail(c, code, "the schema cannot be read", why);
  if (known == SCHEMA_ROWS && strange == 0)
    return JUMIO_OK;
  why->text = "the schema of the database is not that of this store";
  return JUMIO_ERR_STORE_CORRUPT;
}

static jumio_result check_stamp(const connection *c, reason *why)
{
  stamp now = {0};
  int code = read_stamp(c, &now);
  if (code == SQLITE_OK && is_blank(&now)) {
    code = create_schema(c);
    if (code == SQLITE_OK)
      code = read_stamp(c, &now);
  }
  if (code != SQLITE_OK)
    return fail(c, code, "the database cannot be read or made", why);
  if (now.application != APPLICATION_ID) {
    why->text = "the database belongs to another application";
    return JUMIO_ERR_STORE_CORRUPT;
  }
  if (now.version > SCHEMA_VERSION) {
    why->text = "the database was written by a newer version";
    return JUMIO_ERR_STORE_VERSION;
  }
  if (now.version < SCHEMA_VERSION) {
    why->text = "the database has an impossible version";
    return JUMIO_ERR_STORE_CORRUPT;
  }
  return compare_schema(c, why);
}

/* All of it, when the last user had no time to end well, or the file does not end with a page. */
static jumio_result check_whole(const connection *c, bool unclean, int64_t size, reason *why)
{
  bool same = false;
  int64_t page = 0;
  int code = ask(c, "PRAGMA page_size", &page);
  if (code == SQLITE_OK && !unclean && page > 0 && size % page == 0)
    return JUMIO_OK;
  if (code == SQLITE_OK)
    code = ask_word(c, "PRAGMA quick_check(1)", "ok", &same);
  if (code != SQLITE_OK)
    return fail(c, code, "the database cannot be checked", why);
  if (!same)
    why->text = "the database is damaged";
  return same ? JUMIO_OK : JUMIO_ERR_STORE_CORRUPT;
}

static jumio_result check_encoding(const connection *c, reason *why)
{
  bool same;
  int code = ask_word(c, "PRAGMA encoding", "UTF-8", &same); /* keys and values are compared as bytes of UTF-8 */
  if (code != SQLITE_OK)
    return fail(c, code, "the encoding cannot be read", why);
  if (!same)
    why->text = "the database has another text encoding";
  return same ? JUMIO_OK : JUMIO_ERR_STORE_CORRUPT;
}

/* The change to WAL needs the file alone for a moment. Where WAL is not possible the rollback journal stays. */
static jumio_result choose_journal(const connection *c, reason *why)
{
  bool taken = false;
  int code = SQLITE_BUSY;
  sqlite3_busy_timeout(c->db, 0); /* SQLite waits in some of the steps only; this way the whole wait is bounded here */
  for (int i = 0; i < BUSY_MS / SETTLE_MS && (code & 0xFF) == SQLITE_BUSY; i++) {
    if (i > 0)
      sqlite3_sleep(SETTLE_MS);
    code = ask_word(c, "PRAGMA journal_mode = WAL", "wal", &taken);
  }
  sqlite3_busy_timeout(c->db, BUSY_MS);
  if (taken)
    return JUMIO_OK;
  code = ask_word(c, "PRAGMA journal_mode = DELETE", "delete", &taken);
  return taken ? JUMIO_OK : fail(c, code != SQLITE_OK ? code : SQLITE_ERROR, "no safe journal mode can be had", why);
}

static jumio_result prepare(connection *c, reason *why)
{
  for (size_t i = 0; i < STATEMENTS; i++) {
    int code = sqlite3_prepare_v3(c->db, texts[i], -1, SQLITE_PREPARE_PERSISTENT, &c->statements[i], NULL);
    if (code != SQLITE_OK)
      return fail(c, code, "a statement does not fit the database", why);
  }
  return JUMIO_OK;
}

/* A file that is refused stays as it is: a log that others left in it is not folded in when we close. */
static void keep_untouched(const connection *c, const char *path)
{
  if (c->db != NULL && path_side_file_in_use(path, "-wal"))
    sqlite3_db_config(c->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
}

jumio_result connection_open(connection *c, const char *path, reason *why)
{
  memset(c, 0, sizeof *c);
  bool unclean = path_side_file_in_use(path, "-wal") || path_side_file_in_use(path, "-journal");
  int64_t size = path_size(path);
  if (size > 0 && size < SMALLEST_PAGE) { /* SQLite would take it for an empty database and write over it */
    why->text = "not a database";
    return JUMIO_ERR_STORE_CORRUPT;
  }
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_NOFOLLOW;
  int code = sqlite3_open_v2(path, &c->db, flags, NULL);
  if (code == SQLITE_OK)
    code = configure(c);
  if (code == SQLITE_OK)
    code = apply_settings(c);
  if (code == SQLITE_OK && sqlite3_db_readonly(c->db, "main") != 0)
    code = SQLITE_READONLY;
  jumio_result result = code == SQLITE_OK ? check_stamp(c, why) : fail(c, code, "the database cannot be opened for writing", why);
  if (result == JUMIO_OK)
    result = check_encoding(c, why);
  if (result == JUMIO_OK)
    result = check_whole(c, unclean, size, why);
  if (result == JUMIO_OK)
    result = choose_journal(c, why);
  if (result == JUMIO_OK)
    result = prepare(c, why);
  if (result != JUMIO_OK) {
    keep_untouched(c, path);
    connection_close(c);
  }
  return result;
}

void connection_close(connection *c)
{
  for (size_t i = 0; i < STATEMENTS; i++)
    sqlite3_finalize(c->statements[i]);
  sqlite3_close(c->db);
  memset(c, 0, sizeof *c);
}
