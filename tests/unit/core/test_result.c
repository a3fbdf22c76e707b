/** The table of result codes: header, names, meanings and actions agree; unknown codes are answered too. */
#include <jumio/jumio.h>

#include "support/cmocka.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

typedef struct expected {
  const char *name;
  const char *meaning;
  jumio_result constant; /* as the header says */
  jumio_result number;   /* as the table says */
  jumio_action action;
} expected;

static const expected table[] = {
#define JUMIO__ROW(row, number, act, meaning) {"JUMIO_" #row, meaning, JUMIO_##row, number, JUMIO_ACTION_##act},
#include "core/result.def"
#undef JUMIO__ROW
};

#define ROWS (sizeof table / sizeof table[0])

static void test_result__every_row_is_told(void **state)
{
  (void)state;
  for (size_t i = 0; i < ROWS; i++) {
    assert_int_equal(table[i].constant, table[i].number);
    assert_string_equal(jumio_result_name(table[i].number), table[i].name);
    assert_string_equal(jumio_result_meaning(table[i].number), table[i].meaning);
    assert_int_equal(jumio_result_action(table[i].number), table[i].action);
  }
}

static void test_result__numbers_and_names_are_unique(void **state)
{
  (void)state;
  for (size_t i = 0; i < ROWS; i++)
    for (size_t k = 0; k < i; k++) {
      assert_int_not_equal(table[i].number, table[k].number);
      assert_string_not_equal(table[i].name, table[k].name);
      assert_string_not_equal(table[i].meaning, table[k].meaning);
    }
}

static void test_result__numbers_lie_in_the_ranges_of_their_layers(void **state)
{
  (void)state;
  for (size_t i = 0; i < ROWS; i++) {
    jumio_result number = table[i].number;
    bool known = number == 0 || (number <= -1 && number > -100) || (number <= -100 && number > -600) || (number <= -900 && number > -1000);
    assert_true(known);
    assert_true((number == 0) == (strstr(table[i].name, "_ERR_") == NULL));
  }
}

/* A promise to callers: a number that moved would break every program built before. */
static void test_result__numbers_never_change(void **state)
{
  (void)state;
  assert_int_equal(JUMIO_OK, 0);
  assert_int_equal(JUMIO_ERR_ARGUMENT, -1);
  assert_int_equal(JUMIO_ERR_OUT_OF_MEMORY, -100);
  assert_int_equal(JUMIO_ERR_RESOLVE, -200);
  assert_int_equal(JUMIO_ERR_JSON, -300);
  assert_int_equal(JUMIO_ERR_REQUEST_REFUSED, -400);
  assert_int_equal(JUMIO_ERR_OUTCOME_UNKNOWN, -451);
  assert_int_equal(JUMIO_ERR_STORE, -500);
  assert_int_equal(JUMIO_ERR_HOST_CALLBACK, -900);
}

static void test_result__unknown_codes_give_up(void **state)
{
  static const jumio_result unknown[] = {1, 200, -8, -99, -599, -1000, INT32_MIN, INT32_MAX};
  (void)state;
  for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
    assert_string_equal(jumio_result_name(unknown[i]), "JUMIO_ERR_?");
    assert_true(strlen(jumio_result_meaning(unknown[i])) > 10);
    assert_int_equal(jumio_result_action(unknown[i]), JUMIO_ACTION_GIVE_UP);
  }
}

static void test_result__only_an_uncertain_outcome_must_not_be_repeated(void **state)
{
  (void)state;
  assert_int_equal(jumio_result_action(JUMIO_ERR_OUTCOME_UNKNOWN), JUMIO_ACTION_WAIT_FOR_RESULT);
  assert_int_equal(jumio_result_action(JUMIO_ERR_STORE_CONFLICT), JUMIO_ACTION_REFETCH);
  assert_int_equal(jumio_result_action(JUMIO_ERR_AUTH), JUMIO_ACTION_REAUTHENTICATE);
  assert_int_equal(jumio_result_action(JUMIO_OK), JUMIO_ACTION_NONE);
}

static void test_result__version_and_features(void **state)
{
  char text[32];
  (void)state;
  assert_string_equal(jumio_version(), JUMIO_VERSION);
  snprintf(text, sizeof text, "%d.%d.%d", JUMIO_VERSION_MAJOR, JUMIO_VERSION_MINOR, JUMIO_VERSION_PATCH);
  assert_string_equal(jumio_version(), text);
  assert_int_equal(jumio_has_feature(0), 0);
  assert_int_equal(jumio_has_feature(-1), 0);
  assert_int_equal(jumio_has_feature(9999), 0);
  assert_in_range(jumio_has_feature(JUMIO_FEATURE_CURL), 0, 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_result__every_row_is_told),
      cmocka_unit_test(test_result__numbers_and_names_are_unique),
      cmocka_unit_test(test_result__numbers_lie_in_the_ranges_of_their_layers),
      cmocka_unit_test(test_result__numbers_never_change),
      cmocka_unit_test(test_result__unknown_codes_give_up),
      cmocka_unit_test(test_result__only_an_uncertain_outcome_must_not_be_repeated),
      cmocka_unit_test(test_result__version_and_features),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
