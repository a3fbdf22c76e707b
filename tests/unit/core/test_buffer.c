/** The growable buffer: limits, growth, sticky failure, wiping. */
#include "core/buffer.h"

#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <jumio/result.h>

#include <string.h>

static void test_buffer__collects_texts_numbers_and_bytes(void **state)
{
  jumio__buffer buffer;
  (void)state;
  jumio__buffer_init(&buffer, NULL, 1000);
  assert_true(jumio__buffer_text(&buffer, "a="));
  assert_true(jumio__buffer_number(&buffer, INT64_MIN));
  assert_true(jumio__buffer_add(&buffer, "\0b", 2));
  assert_true(jumio__buffer_add(&buffer, NULL, 0));
  assert_int_equal(buffer.len, 24);
  assert_memory_equal(buffer.data, "a=-9223372036854775808\0b", 25);
  assert_int_equal(jumio__buffer_result(&buffer), JUMIO_OK);
  jumio__buffer_free(&buffer);
  assert_null(buffer.data);
  assert_int_equal(buffer.max, 1000);
}

static void test_buffer__adding_nothing_makes_an_empty_text(void **state)
{
  jumio__buffer buffer;
  (void)state;
  jumio__buffer_init(&buffer, NULL, 0);
  assert_true(jumio__buffer_add(&buffer, "", 0));
  assert_string_equal(buffer.data, "");
  assert_false(jumio__buffer_add(&buffer, "x", 1));
  assert_int_equal(jumio__buffer_result(&buffer), JUMIO_ERR_TOO_LARGE);
  jumio__buffer_free(&buffer);
}

static void test_buffer__holds_its_maximum_and_no_byte_more(void **state)
{
  static const size_t limits[] = {1, 126, 127, 128, 129, 255, 256, 257, 5000};
  (void)state;
  for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
    jumio__buffer buffer;
    jumio__buffer_init(&buffer, NULL, limits[i]);
    for (size_t n = 0; n < limits[i]; n++)
      assert_true(jumio__buffer_add(&buffer, "x", 1));
    assert_int_equal(buffer.len, limits[i]);
    assert_int_equal(strlen(buffer.data), limits[i]);
    assert_false(jumio__buffer_add(&buffer, "y", 1));
    assert_true(buffer.too_big);
    assert_int_equal(jumio__buffer_result(&buffer), JUMIO_ERR_TOO_LARGE);
    assert_int_equal(strlen(buffer.data), limits[i]);
    jumio__buffer_free(&buffer);
  }
}

static void test_buffer__failure_sticks_until_reset(void **state)
{
  jumio__buffer buffer;
  (void)state;
  jumio__buffer_init(&buffer, NULL, 4);
  assert_true(jumio__buffer_text(&buffer, "ab"));
  assert_false(jumio__buffer_text(&buffer, "cde"));
  assert_false(jumio__buffer_text(&buffer, "c")); /* it would fit, but a hole would be hidden */
  assert_false(jumio__buffer_reserve(&buffer, 0));
  assert_string_equal(buffer.data, "ab");
  jumio__buffer_reset(&buffer);
  assert_int_equal(buffer.len, 0);
  assert_int_equal(jumio__buffer_result(&buffer), JUMIO_OK);
  assert_true(jumio__buffer_text(&buffer, "wxyz"));
  assert_string_equal(buffer.data, "wxyz");
  jumio__buffer_free(&buffer);
}

static void test_buffer__sizes_near_the_end_of_memory_are_too_large(void **state)
{
  jumio__buffer buffer;
  (void)state;
  jumio__buffer_init(&buffer, NULL, SIZE_MAX);
  assert_true(jumio__buffer_text(&buffer, "ab"));
  assert_false(jumio__buffer_reserve(&buffer, SIZE_MAX));
  assert_int_equal(jumio__buffer_result(&buffer), JUMIO_ERR_TOO_LARGE);
  jumio__buffer_reset(&buffer);
  assert_false(jumio__buffer_reserve(&buffer, SIZE_MAX)); /* no room for the NUL */
  assert_int_equal(jumio__buffer_result(&buffer), JUMIO_ERR_TOO_LARGE);
  jumio__buffer_free(&buffer);
}

static void test_buffer__reserve_prevents_later_failures(void **state)
{
  failing_alloc alloc;
  jumio__buffer buffer;
  (void)state;
  failing_alloc_begin(&alloc, 2, 1);
  jumio__buffer_init(&buffer, alloc.handle, 10000);
  assert_true(jumio__buffer_reserve(&buffer, 9000));
  for (size_t i = 0; i < 9000; i++)
    assert_true(jumio__buffer_add(&buffer, "x", 1));
  assert_int_equal(jumio__buffer_result(&buffer), JUMIO_OK);
  jumio__buffer_free(&buffer);
  failing_alloc_end(&alloc);
}

static void test_buffer__reset_and_free_wipe(void **state)
{
  jumio__buffer buffer;
  (void)state;
  jumio__buffer_init(&buffer, NULL, 1000);
  assert_true(jumio__buffer_text(&buffer, "canary"));
  char *data = buffer.data;
  jumio__buffer_reset(&buffer);
  assert_ptr_equal(buffer.data, data); /* the room is kept */
  assert_memory_equal(data, "\0\0\0\0\0\0", 6);
  jumio__buffer_reset(&buffer);
  jumio__buffer_free(&buffer);
  jumio__buffer_free(&buffer);
}

static int fill(jumio_alloc *alloc, void *data)
{
  jumio__buffer buffer;
  (void)data;
  jumio__buffer_init(&buffer, alloc, 100000);
  for (int i = 0; i < 3000; i++)
    jumio__buffer_text(&buffer, "0123456789");
  jumio_result result = jumio__buffer_result(&buffer);
  int outcome = result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
  if (outcome == 0 && buffer.len != 30000)
    outcome = 3;
  if (buffer.data != NULL && (buffer.len % 10 != 0 || strlen(buffer.data) != buffer.len))
    outcome = 4;
  jumio__buffer_free(&buffer);
  return outcome;
}

static void test_buffer__survives_every_failed_allocation(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(fill, NULL) >= 16);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_buffer__collects_texts_numbers_and_bytes),
      cmocka_unit_test(test_buffer__adding_nothing_makes_an_empty_text),
      cmocka_unit_test(test_buffer__holds_its_maximum_and_no_byte_more),
      cmocka_unit_test(test_buffer__failure_sticks_until_reset),
      cmocka_unit_test(test_buffer__sizes_near_the_end_of_memory_are_too_large),
      cmocka_unit_test(test_buffer__reserve_prevents_later_failures),
      cmocka_unit_test(test_buffer__reset_and_free_wipe),
      cmocka_unit_test(test_buffer__survives_every_failed_allocation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
