/** Files that the SQLite store must refuse, leave as they are, or survive: strangers, damage, other owners, replaced and full ones. */
#include "folder.h"
#include "support/cmocka.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static mode_t mode_of(const char *path)
{
  struct stat s;
  return lstat(path, &s) == 0 ? s.st_mode & 07777 : 0;
}

/* Runs SQL on a file as another program would. */
static void by_hand(const char *path, const char *sql)
{
  sqlite3 *db = NULL;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_close(db), SQLITE_OK);
  assert_int_equal(chmod(path, S_IRUSR | S_IWUSR), 0);
}

static void make_store(const char *path)
{
  jumio_sqlite_store *store = store_begin(path);
  assert_int_equal(store_write(store, "a", "first", 0), 1);
  assert_int_equal(store_write(store, "b", "first", 0), 1);
  jumio_sqlite_store_free(store);
}

/* Refused with this code, and not one byte is other than before. */
static void assert_untouched(const char *path, jumio_result want)
{
  size_t before_len = 0, after_len = 0;
  char *before = file_read(path, &before_len);
  assert_int_equal(store_try(path), want);
  char *after = file_read(path, &after_len);
  assert_int_equal(after_len, before_len);
  assert_memory_equal(after, before, before_len);
  free(before);
  free(after);
}

static void test_sqlite__refuses_bad_arguments(void **state)
{
  jumio_sqlite_store *store = NULL;
  jumio_error *err = NULL;
  (void)state;
  assert_int_equal(jumio_sqlite_store_new(NULL, "x", 1, NULL, &err), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_error_get_code(err), JUMIO_ERR_ARGUMENT);
  jumio_error_free(err);
  static const struct {
    const char *path;
    size_t len;
  } bad[] = {{NULL, JUMIO_NTS},
             {"", JUMIO_NTS},
             {"a\0b", 3},
             {"\xFF", JUMIO_NTS},
             {"a\xC3", JUMIO_NTS},
             {"\xC0\xAF", JUMIO_NTS},
             {"\xED\xA0\x80", JUMIO_NTS},
             {"\xE0\x80\x80", JUMIO_NTS},
             {"\xF4\x90\x80\x80", JUMIO_NTS}};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    assert_int_equal(jumio_sqlite_store_new(NULL, bad[i].path, bad[i].len, &store, NULL), JUMIO_ERR_ARGUMENT);
  assert_null(store);
  jumio_sqlite_store_free(NULL);
  char *longest = calloc(1, 4002);
  memset(longest, 'a', 4001);
  assert_int_equal(store_try(longest), JUMIO_ERR_ARGUMENT);
  longest[4000] = '\0';
  assert_int_equal(store_try(longest), JUMIO_ERR_FILE);
  free(longest);
}

static void test_sqlite__makes_private_files(void **state)
{
  static const mode_t masks[] = {0, 022, 0777};
  (void)state;
  for (size_t i = 0; i < sizeof masks / sizeof masks[0]; i++) {
    folder f;
    char side[120];
    folder_begin(&f);
    mode_t before = umask(masks[i]);
    jumio_sqlite_store *store = store_begin(f.file);
    assert_int_equal(store_write(store, "a", "first", 0), 1);
    umask(before);
    assert_int_equal(mode_of(f.file), 0600);
    snprintf(side, sizeof side, "%s-wal", f.file); /* there is one: the store is in WAL mode */
    assert_int_equal(mode_of(side), 0600);
    snprintf(side, sizeof side, "%s-shm", f.file);
    assert_int_equal(mode_of(side), 0600);
    jumio_sqlite_store_free(store);
    folder_end(&f);
  }
}

/* "file:" and ":memory:" mean nothing special. */
static void test_sqlite__takes_names_as_names(void **state)
{
  static const char *const names[] = {":memory:", "file:x?mode=memory", "a b%20'\"", "\xC3\xA9"};
  folder f;
  (void)state;
  folder_begin(&f);
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    char path[120];
    snprintf(path, sizeof path, "%s/%s", f.path, names[i]);
    make_store(path);
    assert_int_equal(mode_of(path), 0600);
    jumio_sqlite_store *store = store_begin(path);
    assert_int_equal(store_read(store, "a", "first"), 1);
    jumio_sqlite_store_free(store);
  }
  folder_end(&f);
}

static void test_sqlite__refuses_what_is_no_private_file(void **state)
{
  folder f;
  char other[120], side[120];
  (void)state;
  folder_begin(&f);
  snprintf(other, sizeof other, "%s/other", f.path);
  snprintf(side, sizeof side, "%s-wal", f.file);
  assert_int_equal(store_try(f.path), JUMIO_ERR_FILE);
  assert_int_equal(store_try("."), JUMIO_ERR_FILE);
  assert_int_equal(store_try("no-such-folder/store.db"), JUMIO_ERR_FILE);
  assert_int_equal(mkfifo(f.file, 0600), 0);
  assert_int_equal(store_try(f.file), JUMIO_ERR_FILE);
  unlink(f.file);
  make_store(other);
  assert_int_equal(symlink("other", f.file), 0);
  assert_int_equal(store_try(f.file), JUMIO_ERR_FILE);
  unlink(f.file);
  assert_int_equal(symlink("nothing", f.file), 0);
  assert_int_equal(store_try(f.file), JUMIO_ERR_FILE);
  unlink(f.file);
  assert_int_equal(symlink("other", side), 0); /* a side file that leads elsewhere */
  assert_int_equal(store_try(f.file), JUMIO_ERR_FILE);
  unlink(side);
  static const mode_t open_modes[] = {0640, 0604, 0660, 0601};
  for (size_t i = 0; i < sizeof open_modes / sizeof open_modes[0]; i++) {
    chmod(other, open_modes[i]);
    assert_int_equal(store_try(other), JUMIO_ERR_FILE);
  }
  chmod(other, 0600);
  static const mode_t open_folders[] = {0777, 01777, 0770, 0720};
  for (size_t i = 0; i < sizeof open_folders / sizeof open_folders[0]; i++) {
    chmod(f.path, open_folders[i]);
    assert_int_equal(store_try(other), JUMIO_ERR_FILE);
    assert_int_equal(store_try(f.file), JUMIO_ERR_FILE);
  }
  chmod(f.path, 0755);
  assert_int_equal(store_try(other), JUMIO_OK);
  folder_end(&f);
}

static void test_sqlite__refuses_other_owners(void **state)
{
  folder f;
  (void)state;
  if (geteuid() != 0)
    skip();
  folder_begin(&f);
  make_store(f.file);
  assert_int_equal(chown(f.file, 1, 1), 0);
  assert_int_equal(store_try(f.file), JUMIO_ERR_FILE);
  assert_int_equal(chown(f.file, 0, 0), 0);
  assert_int_equal(chown(f.path, 1, 1), 0);
  assert_int_equal(store_try(f.file), JUMIO_ERR_FILE);
  assert_int_equal(chown(f.path, 0, 0), 0);
  assert_int_equal(store_try(f.file), JUMIO_OK);
  folder_end(&f);
}

static void test_sqlite__leaves_strangers_untouched(void **state)
{
  static const char *const strangers[] = {
      "CREATE TABLE mine(x); INSERT INTO mine VALUES(1);",
      "PRAGMA application_id = 7; CREATE TABLE record(x);",
      "PRAGMA application_id = 7;",
      "PRAGMA user_version = 1;",
      ("PRAGMA user_version = 1; CREATE TABLE record(key TEXT NOT NULL PRIMARY KEY, revision INTEGER NOT NULL, data BLOB NOT NULL) WITHOUT "
       "ROWID;"),
      "PRAGMA journal_mode = WAL; CREATE TABLE mine(x);",
      "PRAGMA encoding = 'UTF-16'; CREATE TABLE mine(x);",
  };
  char noise[8192];
  folder f;
  (void)state;
  folder_begin(&f);
  for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
    by_hand(f.file, strangers[i]);
    assert_untouched(f.file, JUMIO_ERR_STORE_CORRUPT);
    unlink(f.file);
  }
  memset(noise, 'x', sizeof noise);
  memcpy(noise, "\x89PNG\r\n\x1A\n", 8);
  static const size_t lengths[] = {1, 99, 100, 512, 8192};
  for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
    file_write(f.file, noise, lengths[i]);
    assert_untouched(f.file, JUMIO_ERR_STORE_CORRUPT);
  }
  folder_end(&f);
}

/* The log that another application left behind is not folded into its database. */
static void test_sqlite__leaves_a_strangers_log(void **state)
{
  folder f;
  sqlite3 *db = NULL;
  (void)state;
  folder_begin(&f);
  assert_int_equal(sqlite3_open(f.file, &db), SQLITE_OK);
  chmod(f.file, 0600);
  assert_int_equal(sqlite3_exec(db, "PRAGMA journal_mode = WAL; CREATE TABLE mine(x);", NULL, NULL, NULL), SQLITE_OK);
  sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  assert_int_equal(sqlite3_close(db), SQLITE_OK);
  assert_untouched(f.file, JUMIO_ERR_STORE_CORRUPT);
  folder_end(&f);
}

static void test_sqlite__refuses_newer_versions(void **state)
{
  folder f;
  (void)state;
  folder_begin(&f);
  make_store(f.file);
  by_hand(f.file, "PRAGMA user_version = 2;");
  assert_untouched(f.file, JUMIO_ERR_STORE_VERSION);
  by_hand(f.file, "PRAGMA user_version = 1;");
  assert_int_equal(store_try(f.file), JUMIO_OK);
  folder_end(&f);
}

static void test_sqlite__refuses_other_schemas(void **state)
{
  static const char *const changes[] = {
      "CREATE TABLE extra(x);",
      "CREATE TRIGGER t AFTER INSERT ON record BEGIN DELETE FROM term; END;",
      "CREATE VIEW v AS SELECT * FROM record;",
      "DROP INDEX term_key;",
      "DROP TABLE term;",
      "DROP TABLE record; CREATE VIEW record AS SELECT 'a' AS key, 1 AS revision, x'00' AS data;",
      "ALTER TABLE record ADD COLUMN more;",
      "PRAGMA application_id = 8;",
      "PRAGMA user_version = 0;",
      "PRAGMA user_version = -1;",
  };
  (void)state;
  for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
    folder f;
    folder_begin(&f);
    make_store(f.file);
    by_hand(f.file, changes[i]);
    assert_untouched(f.file, JUMIO_ERR_STORE_CORRUPT);
    folder_end(&f);
  }
}

static void test_sqlite__refuses_impossible_rows(void **state)
{
  static const char *const changes[] = {
      "UPDATE record SET revision = 0 WHERE key = 'a';",
      "UPDATE record SET revision = -5 WHERE key = 'a';",
      "UPDATE record SET revision = 'x' WHERE key = 'a';",
      "UPDATE record SET revision = 1.5 WHERE key = 'a';",
      "UPDATE record SET data = 'text' WHERE key = 'a';",
      "UPDATE record SET data = 7 WHERE key = 'a';",
      "UPDATE record SET data = zeroblob(1048577) WHERE key = 'a';",
  };
  (void)state;
  for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
    folder f;
    folder_begin(&f);
    make_store(f.file);
    by_hand(f.file, changes[i]);
    jumio_sqlite_store *store = store_begin(f.file);
    assert_int_equal(store_read(store, "a", NULL), JUMIO_ERR_STORE_CORRUPT);
    if (i < 4)
      assert_int_equal(store_write(store, "a", "x", JUMIO_REV_ANY), JUMIO_ERR_STORE_CORRUPT);
    assert_int_equal(store_read(store, "b", "first"), 1);
    jumio_sqlite_store_free(store);
    folder_end(&f);
  }
}

static int32_t count_row(const char *key, size_t key_len, const char *value, size_t value_len, void *user_data)
{
  (void)key;
  (void)value;
  assert_true(key_len <= 200 && value_len <= 240);
  ++*(size_t *)user_data;
  return 1;
}

/* Everything that a store of damaged bytes may say: a code of the contract, or the text that was written. */
static void use_damaged(const char *path)
{
  jumio_sqlite_store *store = NULL;
  size_t rows = 0;
  jumio_result result = jumio_sqlite_store_new(NULL, path, JUMIO_NTS, &store, NULL);
  if (result != JUMIO_OK) {
    assert_true(result == JUMIO_ERR_STORE_CORRUPT || result == JUMIO_ERR_STORE_VERSION || result == JUMIO_ERR_STORE ||
                result == JUMIO_ERR_OUT_OF_MEMORY);
    return;
  }
  int64_t revision = store_read(store, "a", NULL);
  assert_true(revision >= 1 || revision == JUMIO_ERR_STORE_CORRUPT || revision == JUMIO_ERR_STORE_NOT_FOUND);
  jumio_sqlite_store_get_ops()->scan("colour", "a", 1, "z", 1, "", 0, 10, count_row, &rows, store);
  revision = store_write(store, "a", "second", 1);
  assert_true(revision == 2 || revision < 0);
  jumio_sqlite_store_free(store);
}

/* Every 7th byte with one bit turned, and every length in steps of 64: no crash, no code outside the contract. */
static void test_sqlite__survives_damage(void **state)
{
  folder f;
  size_t len;
  (void)state;
  folder_begin(&f);
  make_store(f.file);
  char *whole = file_read(f.file, &len);
  assert_true(len >= 4096);
  for (size_t i = 0; i < len; i += i < 128 ? 1 : 7) {
    if (whole[i] == 0 && i >= 128 && i % 5 != 0)
      continue; /* most of a small database is empty */
    whole[i] = (char)(whole[i] ^ (1 << i % 8));
    file_write(f.file, whole, len);
    whole[i] = (char)(whole[i] ^ (1 << i % 8));
    use_damaged(f.file);
  }
  for (size_t cut = 1; cut < len; cut += 64) {
    file_write(f.file, whole, cut);
    assert_int_equal(store_try(f.file), JUMIO_ERR_STORE_CORRUPT);
  }
  free(whole);
  folder_end(&f);
}

static size_t root_page(const char *path, const char *select)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *s = NULL;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(db, select, -1, &s, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(s), SQLITE_ROW);
  size_t page = (size_t)sqlite3_column_int(s, 0);
  sqlite3_finalize(s);
  sqlite3_close(db);
  return page;
}

/* After an unclean end the whole file is checked: damage in a page that no read touches is found at open, and not before. */
static void test_sqlite__checks_after_an_unclean_end(void **state)
{
  folder f;
  char log[120];
  size_t len;
  (void)state;
  folder_begin(&f);
  snprintf(log, sizeof log, "%s-wal", f.file);
  make_store(f.file);
  size_t page = root_page(f.file, "SELECT rootpage FROM sqlite_master WHERE name = 'term_key'");
  char *whole = file_read(f.file, &len);
  assert_true(page >= 2 && page * 4096 <= len);
  whole[(page - 1) * 4096] = 99; /* no such kind of page */
  file_write(f.file, whole, len);
  free(whole);
  assert_int_equal(store_try(f.file), JUMIO_OK);
  file_write(log, "a log that was not folded in", 28);
  assert_int_equal(store_try(f.file), JUMIO_ERR_STORE_CORRUPT);
  folder_end(&f);
}

static void test_sqlite__waits_and_gives_up(void **state)
{
  folder f;
  sqlite3 *db = NULL;
  (void)state;
  folder_begin(&f);
  make_store(f.file);
  jumio_sqlite_store *store = store_begin(f.file);
  assert_int_equal(sqlite3_open(f.file, &db), SQLITE_OK);
  assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
  assert_int_equal(store_write(store, "a", "second", 1), JUMIO_ERR_STORE_BUSY);
  assert_int_equal(jumio_sqlite_store_get_ops()->del("a", 1, 1, store), JUMIO_ERR_STORE_BUSY);
  assert_int_equal(store_read(store, "a", "first"), 1); /* readers do not wait for a writer */
  assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
  assert_int_equal(store_write(store, "a", "second", 1), 2);
  jumio_sqlite_store_free(store);
  sqlite3_close(db);
  folder_end(&f);
}

static void test_sqlite__opens_no_locked_file(void **state)
{
  folder f;
  sqlite3 *db = NULL;
  (void)state;
  folder_begin(&f);
  make_store(f.file);
  by_hand(f.file, "PRAGMA journal_mode = DELETE;");
  assert_int_equal(sqlite3_open(f.file, &db), SQLITE_OK);
  assert_int_equal(sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
  assert_int_equal(store_try(f.file), JUMIO_ERR_STORE_BUSY);
  sqlite3_close(db);
  assert_int_equal(store_try(f.file), JUMIO_OK);
  folder_end(&f);
}

/* While somebody reads in the rollback mode the change to WAL is not possible: the store works without it. */
static void test_sqlite__works_without_wal(void **state)
{
  folder f;
  char log[120];
  sqlite3 *db = NULL;
  sqlite3_stmt *s = NULL;
  (void)state;
  folder_begin(&f);
  snprintf(log, sizeof log, "%s-wal", f.file);
  make_store(f.file);
  by_hand(f.file, "PRAGMA journal_mode = DELETE;");
  assert_int_equal(sqlite3_open(f.file, &db), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(db, "SELECT key FROM record", -1, &s, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(s), SQLITE_ROW);
  jumio_sqlite_store *store = store_begin(f.file);
  assert_int_equal(store_write(store, "a", "second", 1), JUMIO_ERR_STORE_BUSY);
  sqlite3_finalize(s);
  sqlite3_close(db);
  assert_int_equal(store_write(store, "a", "second", 1), 2);
  assert_int_equal(store_read(store, "a", "second"), 2);
  assert_int_equal(access(log, F_OK), -1);
  jumio_sqlite_store_free(store);
  folder_end(&f);
}

/* A file that vanished or was swapped takes no write, and no empty one comes in its place. */
static void test_sqlite__notices_another_file(void **state)
{
  folder f;
  char aside[120];
  (void)state;
  folder_begin(&f);
  snprintf(aside, sizeof aside, "%s/aside", f.path);
  jumio_sqlite_store *store = store_begin(f.file);
  assert_int_equal(store_write(store, "a", "first", 0), 1);
  assert_int_equal(rename(f.file, aside), 0);
  assert_int_equal(store_write(store, "a", "second", 1), JUMIO_ERR_STORE);
  assert_int_equal(store_write(store, "a", "second", 1), JUMIO_ERR_STORE);
  assert_int_equal(store_read(store, "a", NULL), JUMIO_ERR_STORE);
  assert_int_equal(access(f.file, F_OK), -1);
  char side[120];
  snprintf(side, sizeof side, "%s-wal", f.file);
  unlink(side);
  snprintf(side, sizeof side, "%s-shm", f.file);
  unlink(side);
  make_store(f.file);
  assert_int_equal(store_read(store, "a", NULL), JUMIO_ERR_STORE);
  unlink(f.file);
  assert_int_equal(rename(aside, f.file), 0);
  int64_t revision = store_read(store, "a", NULL); /* its log is lost, so is what only the log held */
  assert_true(revision == 1 || revision == JUMIO_ERR_STORE_NOT_FOUND);
  jumio_sqlite_store_free(store);
  folder_end(&f);
}

/* A limit on the size of files stands for a full disk: an error, no signal, and afterwards all is well. */
static void fill(const char *path)
{
  char *large = calloc(1, 300001);
  struct rlimit limit;
  memset(large, 'x', 300000);
  signal(SIGXFSZ, SIG_IGN);
  jumio_sqlite_store *store = NULL;
  if (jumio_sqlite_store_new(NULL, path, JUMIO_NTS, &store, NULL) != JUMIO_OK || getrlimit(RLIMIT_FSIZE, &limit) != 0)
    _exit(1);
  rlim_t before = limit.rlim_cur;
  limit.rlim_cur = 200000;
  if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
    _exit(2);
  int64_t revision = store_write(store, "a", large, 1);
  if (revision != JUMIO_ERR_STORE && revision != JUMIO_ERR_STORE_FULL)
    _exit(3);
  limit.rlim_cur = before;
  setrlimit(RLIMIT_FSIZE, &limit);
  if (store_write(store, "a", large, 1) != 2)
    _exit(4);
  jumio_sqlite_store_free(store);
  _exit(0);
}

static void test_sqlite__recovers_from_a_full_disk(void **state)
{
  folder f;
  int status = -1;
  (void)state;
  folder_begin(&f);
  make_store(f.file);
  pid_t child = fork();
  if (child == 0)
    fill(f.file);
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), 0);
  jumio_sqlite_store *store = store_begin(f.file);
  assert_int_equal(store_read(store, "a", NULL), 2);
  jumio_sqlite_store_free(store);
  folder_end(&f);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_sqlite__refuses_bad_arguments),     cmocka_unit_test(test_sqlite__makes_private_files),
      cmocka_unit_test(test_sqlite__takes_names_as_names),      cmocka_unit_test(test_sqlite__refuses_what_is_no_private_file),
      cmocka_unit_test(test_sqlite__refuses_other_owners),      cmocka_unit_test(test_sqlite__leaves_strangers_untouched),
      cmocka_unit_test(test_sqlite__leaves_a_strangers_log),    cmocka_unit_test(test_sqlite__refuses_newer_versions),
      cmocka_unit_test(test_sqlite__refuses_other_schemas),     cmocka_unit_test(test_sqlite__refuses_impossible_rows),
      cmocka_unit_test(test_sqlite__survives_damage),           cmocka_unit_test(test_sqlite__checks_after_an_unclean_end),
      cmocka_unit_test(test_sqlite__waits_and_gives_up),        cmocka_unit_test(test_sqlite__opens_no_locked_file),
      cmocka_unit_test(test_sqlite__works_without_wal),         cmocka_unit_test(test_sqlite__notices_another_file),
      cmocka_unit_test(test_sqlite__recovers_from_a_full_disk),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
