/** The memory store beyond the conformance kit: what memory that runs out leaves behind. */
#include "store/store.h"

#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <stdio.h>
#include <string.h>

static jumio_result put(jumio__memory_store *store, const char *key, const char *text, const char *colour, int64_t expected)
{
  jumio_storage_terms terms = {.count = 0};
  int64_t revision = 0;
  assert_int_equal(jumio_storage_terms_add(&terms, "colour", colour, JUMIO_NTS), JUMIO_OK);
  return jumio__memory_store_ops.put(key, strlen(key), text, strlen(text), &terms, expected, &revision, store);
}

static int32_t join(const char *key, size_t key_len, const char *value, size_t value_len, void *user_data)
{
  char *rows = user_data;
  snprintf(rows + strlen(rows), 200 - strlen(rows), "%.*s=%.*s ", (int)key_len, key, (int)value_len, value);
  return 1;
}

/* Reads without memory of its own: only the scan can look when nothing can be allocated. */
static void assert_rows(jumio__memory_store *store, const char *want)
{
  char rows[200] = "";
  assert_int_equal(jumio__memory_store_ops.scan("colour", "a", 1, "z", 1, "", 0, 100, join, rows, store), JUMIO_OK);
  assert_string_equal(rows, want);
}

/* A put that fails for want of memory leaves the record, its revision and its terms as they were. */
static int change(jumio_alloc *alloc, void *data)
{
  jumio__memory_store *store = NULL;
  int outcome = 1;
  (void)data;
  if (jumio__memory_store_new(alloc, &store) != JUMIO_OK) {
    assert_null(store);
    return 1;
  }
  jumio_result result = put(store, "a", "first", "red", 0);
  assert_rows(store, result == JUMIO_OK ? "a=red " : "");
  if (result == JUMIO_OK) {
    result = put(store, "a", "second", "blue", 1);
    assert_rows(store, result == JUMIO_OK ? "a=blue " : "a=red ");
    if (result == JUMIO_OK)
      outcome = 0;
    else
      assert_int_equal(jumio__memory_store_ops.del("a", 1, 1, store), JUMIO_OK); /* still at its first revision */
  }
  assert_true(result == JUMIO_OK || result == JUMIO_ERR_OUT_OF_MEMORY);
  jumio__memory_store_free(store);
  return outcome;
}

static void test_memory_store__without_memory(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(change, NULL) >= 12);
}

/* Many records, so that both arrays grow several times, each growth failing once. */
static int grow(jumio_alloc *alloc, void *data)
{
  jumio__memory_store *store = NULL;
  jumio_result result = jumio__memory_store_new(alloc, &store);
  (void)data;
  for (int i = 0; result == JUMIO_OK && i < 40; i++) {
    char key[8];
    snprintf(key, sizeof key, "k%02d", i * 7 % 40);
    result = put(store, key, key, "red", 0);
  }
  jumio__memory_store_free(store);
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

static void test_memory_store__grows_without_memory(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(grow, NULL) > 100);
}

static void test_memory_store__refuses_longer_keys(void **state)
{
  char key[202];
  jumio__memory_store *store = NULL;
  (void)state;
  memset(key, 'k', sizeof key);
  key[201] = '\0';
  assert_int_equal(jumio__memory_store_new(NULL, &store), JUMIO_OK);
  assert_int_equal(put(store, key, "x", "red", 0), JUMIO_ERR_STORE);
  key[200] = '\0';
  assert_int_equal(put(store, key, "x", "red", 0), JUMIO_OK);
  jumio__memory_store_free(store);
  jumio__memory_store_free(NULL);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_memory_store__without_memory),
      cmocka_unit_test(test_memory_store__grows_without_memory),
      cmocka_unit_test(test_memory_store__refuses_longer_keys),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
