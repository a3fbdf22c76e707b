/** The system's clock table: complete, monotonic, and its sleep and random bytes keep their contract. */
#include "core/clock.h"

#include "support/cmocka.h"

#include <jumio/result.h>

#include <string.h>

static const jumio__clock *system_clock(void)
{
  static jumio__clock clock;
  clock.ops = jumio__system_clock;
  return &clock;
}

static void test_clock__table_is_complete(void **state)
{
  (void)state;
  assert_int_equal(jumio__system_clock.struct_size, sizeof(jumio_clock_ops));
  assert_int_equal(jumio__system_clock.reserved, 0);
  assert_true(jumio__system_clock.wall_unix_ms != NULL && jumio__system_clock.mono_ms != NULL);
  assert_true(jumio__system_clock.sleep_ms != NULL && jumio__system_clock.random_bytes != NULL);
}

static void test_clock__monotonic_time_never_runs_back(void **state)
{
  (void)state;
  int64_t before = jumio__clock_mono_ms(system_clock());
  for (int i = 0; i < 10000; i++) {
    int64_t now = jumio__clock_mono_ms(system_clock());
    assert_true(now >= before);
    before = now;
  }
}

static void test_clock__wall_time_is_of_this_century(void **state)
{
  (void)state;
  int64_t now = jumio__clock_wall_ms(system_clock());
  assert_true(now > INT64_C(946684800000)); /* seconds or nanoseconds would be far outside */
  assert_true(now < INT64_C(4102444800000));
}

static void test_clock__sleep_of_nothing_returns(void **state)
{
  (void)state;
  jumio__system_clock.sleep_ms(0, NULL);
  jumio__system_clock.sleep_ms(-1, NULL);
  jumio__system_clock.sleep_ms(INT64_MIN, NULL);
}

static void test_clock__random_bytes_fill_every_length_and_no_more(void **state)
{
  unsigned char first[700], second[700];
  (void)state;
  for (size_t len = 0; len <= 690; len += 23) { /* more than one call of the system can give at once */
    memset(first, 0, sizeof first);
    memset(second, 0, sizeof second);
    assert_int_equal(jumio__system_clock.random_bytes(first, len, NULL), JUMIO_OK);
    assert_int_equal(jumio__system_clock.random_bytes(second, len, NULL), JUMIO_OK);
    for (size_t i = len; i < sizeof first; i++)
      assert_int_equal(first[i], 0);
    if (len >= 16) {
      static const unsigned char zeros[16];
      assert_memory_not_equal(first, second, len);
      assert_memory_not_equal(first + len - 16, zeros, 16); /* filled to the end: 2^-128 otherwise */
    }
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_clock__table_is_complete),
      cmocka_unit_test(test_clock__monotonic_time_never_runs_back),
      cmocka_unit_test(test_clock__wall_time_is_of_this_century),
      cmocka_unit_test(test_clock__sleep_of_nothing_returns),
      cmocka_unit_test(test_clock__random_bytes_fill_every_length_and_no_more),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
