/** The conformance kit on the SQLite store, and what the kit cannot know: files, processes, and death without warning. */
#include "folder.h"
#include "support/cmocka.h"

#include <jumio/config.h>
#include <jumio/sys/storage_conformance.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct kit_host {
  folder f;
  size_t handles, passed, skipped;
} kit_host;

static jumio_result open_store(void **out_store, void *user_data)
{
  kit_host *h = user_data;
  folder_begin(&h->f);
  h->handles = 1;
  *out_store = store_begin(h->f.file);
  return JUMIO_OK;
}

static jumio_result open_again(void *store, void **out_store, void *user_data)
{
  kit_host *h = user_data;
  (void)store;
  h->handles++;
  *out_store = store_begin(h->f.file);
  return JUMIO_OK;
}

static void close_store(void *store, void *user_data)
{
  kit_host *h = user_data;
  jumio_sqlite_store_free(store);
  if (--h->handles == 0)
    folder_end(&h->f);
}

static void report(const char *check, jumio_conformance_outcome outcome, const char *detail, void *user_data)
{
  kit_host *h = user_data;
  h->passed += outcome == JUMIO_CONFORMANCE_PASSED;
  h->skipped += outcome == JUMIO_CONFORMANCE_SKIPPED;
  if (outcome == JUMIO_CONFORMANCE_FAILED)
    fprintf(stderr, "%s: %s\n", check, detail);
}

static void test_sqlite__passes(void **state)
{
  static const jumio_storage_conformance_ops host = {sizeof host, 0, open_store, open_again, close_store, report};
  kit_host h = {.handles = 0};
  size_t failed = 99;
  (void)state;
  assert_int_equal(jumio_storage_conformance_run(jumio_sqlite_store_get_ops(), 0, &host, &h, &failed), JUMIO_OK);
  assert_int_equal(failed, 0);
  assert_int_equal(h.passed, 38);
  assert_int_equal(h.skipped, 0);
}

static void test_sqlite__keeps_records_when_closed(void **state)
{
  folder f;
  (void)state;
  folder_begin(&f);
  jumio_sqlite_store *store = store_begin(f.file);
  assert_int_equal(store_write(store, "a", "first", JUMIO_REV_ABSENT), 1);
  assert_int_equal(store_write(store, "a", "second", 1), 2);
  jumio_sqlite_store_free(store);
  store = store_begin(f.file);
  assert_int_equal(store_read(store, "a", "second"), 2);
  assert_int_equal(store_read(store, "b", NULL), JUMIO_ERR_STORE_NOT_FOUND);
  jumio_sqlite_store_free(store);
  folder_end(&f);
}

/* Writes a, b, c ... and tells the parent of each, until it is killed. */
static void write_until_killed(const char *path, int tell)
{
  char key[] = "k00";
  jumio_sqlite_store *store = NULL;
  if (jumio_sqlite_store_new(NULL, path, JUMIO_NTS, &store, NULL) != JUMIO_OK)
    _exit(1);
  for (unsigned char i = 0; i < 100; i++) {
    key[1] = (char)('0' + i / 10);
    key[2] = (char)('0' + i % 10);
    if (store_write(store, key, key, JUMIO_REV_ANY) < 1 || write(tell, &i, 1) != 1)
      _exit(1);
  }
  for (;;)
    pause(); /* killed between its last put and a close that never comes */
}

/* Every acknowledged record is there after a kill -9, and the one under way is whole or not there. */
static void test_sqlite__survives_kill(void **state)
{
  folder f;
  (void)state;
  folder_begin(&f);
  for (int round = 0; round < 25; round++) {
    int ends[2], status, last = -1;
    unsigned char seen;
    char key[] = "k00";
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0)
      write_until_killed(f.file, ends[1]);
    assert_true(child > 0);
    close(ends[1]);
    while (last < round * 4 && read(ends[0], &seen, 1) == 1)
      last = seen;
    kill(child, SIGKILL);
    while (read(ends[0], &seen, 1) == 1)
      last = seen;
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_true(last >= round * 4);
    jumio_sqlite_store *store = store_begin(f.file);
    for (int i = 0; i < 100; i++) {
      key[1] = (char)('0' + i / 10);
      key[2] = (char)('0' + i % 10);
      int64_t revision = store_read(store, key, key);
      assert_true(revision >= 1 || (revision == JUMIO_ERR_STORE_NOT_FOUND && i > last));
    }
    jumio_sqlite_store_free(store);
  }
  folder_end(&f);
}

static void count_up(const char *path, int turns)
{
  jumio_sqlite_store *store = NULL;
  if (jumio_sqlite_store_new(NULL, path, JUMIO_NTS, &store, NULL) != JUMIO_OK)
    _exit(1);
  while (turns > 0) {
    int64_t revision = store_read(store, "counter", NULL);
    if (revision == JUMIO_ERR_STORE_NOT_FOUND)
      revision = 0;
    int64_t next = revision >= 0 ? store_write(store, "counter", "x", revision) : revision;
    if (next == revision + 1)
      turns--;
    else if (next != JUMIO_ERR_STORE_CONFLICT && next != JUMIO_ERR_STORE_BUSY)
      _exit(2);
  }
  jumio_sqlite_store_free(store);
  _exit(0);
}

/* The file is made by whoever comes first; the revision counts every increment of every process. */
static void test_sqlite__is_shared_by_processes(void **state)
{
  folder f;
  pid_t children[6];
  (void)state;
  folder_begin(&f);
  for (int i = 0; i < 6; i++) {
    children[i] = fork();
    if (children[i] == 0)
      count_up(f.file, 50);
    assert_true(children[i] > 0);
  }
  for (int i = 0; i < 6; i++) {
    int status = -1;
    assert_int_equal(waitpid(children[i], &status, 0), children[i]);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  }
  jumio_sqlite_store *store = store_begin(f.file);
  assert_int_equal(store_read(store, "counter", "x"), 300);
  jumio_sqlite_store_free(store);
  folder_end(&f);
}

/* A forked child must neither use nor close the parent's connection. */
static void test_sqlite__is_dead_in_a_forked_child(void **state)
{
  folder f;
  int status = -1;
  (void)state;
  folder_begin(&f);
  jumio_sqlite_store *store = store_begin(f.file);
  assert_int_equal(store_write(store, "a", "first", 0), 1);
  pid_t child = fork();
  if (child == 0) {
    bool refused = store_read(store, "a", NULL) == JUMIO_ERR_STORE && store_write(store, "a", "x", 1) == JUMIO_ERR_STORE;
    jumio_sqlite_store_free(store);
    _exit(refused ? 0 : 1);
  }
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  assert_int_equal(store_write(store, "a", "second", 1), 2);
  assert_int_equal(store_read(store, "a", "second"), 2);
  jumio_sqlite_store_free(store);
  folder_end(&f);
}

/* What was deleted or replaced is not left in the files. */
static void test_sqlite__erases(void **state)
{
  folder f;
  char log[120];
  (void)state;
  folder_begin(&f);
  snprintf(log, sizeof log, "%s-wal", f.file);
  jumio_sqlite_store *store = store_begin(f.file);
  assert_int_equal(store_write(store, "a", "canary-one-canary-one", 0), 1);
  assert_true(file_holds(log, "canary-one") || file_holds(f.file, "canary-one"));
  assert_int_equal(store_write(store, "a", "canary-two-canary-two", 1), 2);
  assert_int_equal(jumio_sqlite_store_get_ops()->del("a", 1, 2, store), JUMIO_OK);
  for (int i = 0; i < 2; i++) {
    assert_false(file_holds(log, "canary"));
    assert_false(file_holds(f.file, "canary"));
    if (i == 0)
      jumio_sqlite_store_free(store);
  }
  folder_end(&f);
}

static void test_sqlite__belongs_to_a_configuration(void **state)
{
  folder f;
  jumio_config *config = NULL;
  jumio_error *err = NULL;
  struct stat s;
  (void)state;
  folder_begin(&f);
  assert_int_equal(jumio_sqlite_store_attach(NULL, f.file, JUMIO_NTS, &err), JUMIO_ERR_ARGUMENT);
  assert_non_null(err);
  jumio_error_free(err);
  assert_int_not_equal(stat(f.file, &s), 0);
  assert_int_equal(jumio_config_new(NULL, &config, NULL), JUMIO_OK);
  err = NULL;
  assert_int_equal(jumio_sqlite_store_attach(config, f.path, JUMIO_NTS, &err), JUMIO_ERR_FILE);
  jumio_error_free(err);
  assert_int_equal(jumio_sqlite_store_attach(config, f.file, JUMIO_NTS, &err), JUMIO_OK);
  assert_null(err);
  assert_int_equal(stat(f.file, &s), 0);
  jumio_config_free(config);
  folder_end(&f);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_sqlite__passes),
      cmocka_unit_test(test_sqlite__keeps_records_when_closed),
      cmocka_unit_test(test_sqlite__survives_kill),
      cmocka_unit_test(test_sqlite__is_shared_by_processes),
      cmocka_unit_test(test_sqlite__is_dead_in_a_forked_child),
      cmocka_unit_test(test_sqlite__erases),
      cmocka_unit_test(test_sqlite__belongs_to_a_configuration),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
