/** The reply that a store fills: taken once, copied, bounded; after a breach it holds nothing. */
#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <jumio/sys/storage.h>

#include <stdlib.h>
#include <string.h>

#define MOST (1024 * 1024)

static jumio_storage_reply *make(void)
{
  jumio_storage_reply *reply = NULL;
  assert_int_equal(jumio_storage_reply_new(NULL, &reply), JUMIO_OK);
  return reply;
}

static void assert_holds_nothing(const jumio_storage_reply *reply)
{
  size_t len = 99;
  assert_null(jumio_storage_reply_get_data(reply, &len));
  assert_int_equal(len, 0);
  assert_int_equal(jumio_storage_reply_get_revision(reply), 0);
}

static void test_storage_reply__copies(void **state)
{
  char bytes[] = "a\0b";
  size_t len = 0;
  jumio_storage_reply *reply = make();
  (void)state;
  assert_holds_nothing(reply);
  assert_int_equal(jumio_storage_reply_set(reply, bytes, 3, INT64_MAX), JUMIO_OK);
  memset(bytes, 'x', sizeof bytes);
  assert_memory_equal(jumio_storage_reply_get_data(reply, &len), "a\0b", 3);
  assert_int_equal(len, 3);
  assert_true(jumio_storage_reply_get_revision(reply) == INT64_MAX);
  jumio_storage_reply_free(reply);
}

/* An empty record is one: its data is not NULL. */
static void test_storage_reply__takes_empty_data(void **state)
{
  static const char *const empties[] = {"", NULL};
  (void)state;
  for (size_t i = 0; i < 2; i++) {
    size_t len = 99;
    jumio_storage_reply *reply = make();
    assert_int_equal(jumio_storage_reply_set(reply, empties[i], 0, 1), JUMIO_OK);
    assert_non_null(jumio_storage_reply_get_data(reply, &len));
    assert_int_equal(len, 0);
    assert_int_equal(jumio_storage_reply_get_revision(reply), 1);
    jumio_storage_reply_free(reply);
  }
}

static void test_storage_reply__refuses_breaches(void **state)
{
  static const struct {
    const char *data;
    size_t len;
    int64_t revision;
  } bad[] = {{"x", 1, 0}, {"x", 1, -1}, {"x", 1, INT64_MIN}, {NULL, 1, 1}, {"x", MOST + 1, 1}, {"x", SIZE_MAX, 1}};
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    jumio_storage_reply *reply = make();
    assert_int_equal(jumio_storage_reply_set(reply, bad[i].data, bad[i].len, bad[i].revision), JUMIO_ERR_HOST_CALLBACK);
    assert_holds_nothing(reply);
    assert_int_equal(jumio_storage_reply_set(reply, "good", 4, 1), JUMIO_ERR_HOST_CALLBACK); /* no second try */
    assert_holds_nothing(reply);
    jumio_storage_reply_free(reply);
  }
}

static void test_storage_reply__refuses_a_second_set(void **state)
{
  jumio_storage_reply *reply = make();
  (void)state;
  assert_int_equal(jumio_storage_reply_set(reply, "one", 3, 1), JUMIO_OK);
  assert_int_equal(jumio_storage_reply_set(reply, "two", 3, 2), JUMIO_ERR_HOST_CALLBACK);
  assert_holds_nothing(reply);
  jumio_storage_reply_free(reply);
}

static void test_storage_reply__takes_one_mebibyte(void **state)
{
  size_t len = 0;
  char *large = calloc(1, MOST);
  jumio_storage_reply *reply = make();
  (void)state;
  assert_non_null(large);
  memset(large, 'l', MOST);
  assert_int_equal(jumio_storage_reply_set(reply, large, MOST, 1), JUMIO_OK);
  assert_memory_equal(jumio_storage_reply_get_data(reply, &len), large, MOST);
  assert_int_equal(len, MOST);
  jumio_storage_reply_free(reply);
  free(large);
}

static void test_storage_reply__tolerates_null(void **state)
{
  (void)state;
  assert_int_equal(jumio_storage_reply_new(NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_storage_reply_set(NULL, "x", 1, 1), JUMIO_ERR_ARGUMENT);
  assert_holds_nothing(NULL);
  jumio_storage_reply_free(NULL);
}

static int make_and_set(jumio_alloc *alloc, void *data)
{
  jumio_storage_reply *reply = NULL;
  (void)data;
  jumio_result result = jumio_storage_reply_new(alloc, &reply);
  assert_true((reply != NULL) == (result == JUMIO_OK));
  if (result == JUMIO_OK) {
    result = jumio_storage_reply_set(reply, "some data", 9, 1);
    if (result != JUMIO_OK)
      assert_holds_nothing(reply);
  }
  jumio_storage_reply_free(reply);
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

static void test_storage_reply__without_memory(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(make_and_set, NULL) >= 4);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_storage_reply__copies),
      cmocka_unit_test(test_storage_reply__takes_empty_data),
      cmocka_unit_test(test_storage_reply__refuses_breaches),
      cmocka_unit_test(test_storage_reply__refuses_a_second_set),
      cmocka_unit_test(test_storage_reply__takes_one_mebibyte),
      cmocka_unit_test(test_storage_reply__tolerates_null),
      cmocka_unit_test(test_storage_reply__without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
