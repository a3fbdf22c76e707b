/** Jumio's words: exact spelling, both directions, and nothing that is unknown becomes something. */
#include "model/words.h"

#include "support/cmocka.h"

#include <string.h>

typedef struct row {
  const char *word;
  int32_t value;
} row;

static void test_words__categories(void **state)
{
  (void)state;
  static const row rows[] = {{"ID", JUMIO_CATEGORY_ID},
                             {"SELFIE", JUMIO_CATEGORY_SELFIE},
                             {"FACEMAP", JUMIO_CATEGORY_FACEMAP},
                             {"DOCUMENT", JUMIO_CATEGORY_DOCUMENT},
                             {"DATA", JUMIO_CATEGORY_DATA},
                             {"id", 0},
                             {"ID ", 0},
                             {"", 0},
                             {NULL, 0},
                             {"FACE", 0}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    assert_int_equal(jumio__category(rows[i].word), rows[i].value);
    if (rows[i].value != 0)
      assert_string_equal(jumio__category_word(rows[i].value), rows[i].word);
  }
  assert_null(jumio__category_word(0));
  assert_null(jumio__category_word(-1));
  assert_null(jumio__category_word(6));
}

static void test_words__execution_statuses(void **state)
{
  (void)state;
  static const row rows[] = {{"INITIATED", JUMIO_EXECUTION_INITIATED},
                             {"ACQUISITION_STARTED", JUMIO_EXECUTION_ACQUISITION_STARTED},
                             {"ACQUIRED", JUMIO_EXECUTION_ACQUIRED},
                             {"PROCESSED", JUMIO_EXECUTION_PROCESSED},
                             {"SESSION_EXPIRED", JUMIO_EXECUTION_SESSION_EXPIRED},
                             {"TOKEN_EXPIRED", JUMIO_EXECUTION_TOKEN_EXPIRED},
                             {"KYX_SESSION_EXPIRED", JUMIO_EXECUTION_SESSION_EXPIRED},
                             {"KYX_TOKEN_EXPIRED", JUMIO_EXECUTION_TOKEN_EXPIRED},
                             {"KYX_PROCESSED", 0},
                             {"KYX_", 0},
                             {"PROCESSING", 0},
                             {"processed", 0},
                             {"", 0},
                             {NULL, 0}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    assert_int_equal(jumio__execution_status(rows[i].word), rows[i].value);
}

static void test_words__decision_types(void **state)
{
  (void)state;
  static const row rows[] = {{"PASSED", JUMIO_TYPE_PASSED},
                             {"WARNING", JUMIO_TYPE_WARNING},
                             {"REJECTED", JUMIO_TYPE_REJECTED},
                             {"NOT_EXECUTED", JUMIO_TYPE_NOT_EXECUTED},
                             {"PASSES", 0},
                             {"Passed", 0},
                             {"PASSED\n", 0},
                             {NULL, 0}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    assert_int_equal(jumio__decision_type(rows[i].word), rows[i].value);
    if (rows[i].value != 0)
      assert_string_equal(jumio__decision_type_word(rows[i].value), rows[i].word);
  }
  assert_null(jumio__decision_type_word(0));
}

static void test_words__capabilities(void **state)
{
  (void)state;
  for (int kind = 1; kind < JUMIO__CAPABILITY_COUNT; kind++) {
    const char *name = jumio__capability_name((jumio__capability_kind)kind);
    assert_true(strlen(name) < JUMIO__CAPABILITY_NAME_MAX);
    assert_int_equal(jumio__capability_kind_of(name, strlen(name)), kind);
    assert_int_equal(jumio__capability_kind_of(name, strlen(name) - 1), JUMIO__CAPABILITY_unknown);
  }
  static const char *const others[] = {"", "Usability", "usability ", "imagechecks", "faceLookup", "addressVerification"};
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    assert_int_equal(jumio__capability_kind_of(others[i], strlen(others[i])), JUMIO__CAPABILITY_unknown);
  assert_null(jumio__capability_name(JUMIO__CAPABILITY_unknown));
  assert_null(jumio__capability_name(JUMIO__CAPABILITY_COUNT));
}

static void test_words__parts(void **state)
{
  (void)state;
  static const char *const keys[] = {NULL, "front", "back", "face", "facemap", "document", "prepared_data", NULL};
  static const char *const classifiers[] = {NULL, "FRONT", "BACK", "FACE", "FACEMAP", "DOCUMENT", "PREPARED_DATA", NULL};
  for (jumio_part part = 0; part < 8; part++) {
    if (keys[part] == NULL) {
      assert_null(jumio__part_key(part));
      assert_null(jumio__part_classifier(part));
    } else {
      assert_string_equal(jumio__part_key(part), keys[part]);
      assert_string_equal(jumio__part_classifier(part), classifiers[part]);
    }
  }
  assert_null(jumio__part_key(-1));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_words__categories),     cmocka_unit_test(test_words__execution_statuses),
      cmocka_unit_test(test_words__decision_types), cmocka_unit_test(test_words__capabilities),
      cmocka_unit_test(test_words__parts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
