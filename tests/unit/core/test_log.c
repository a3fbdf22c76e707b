/** The log hook: silent by default, level first, fields in order, getters that tolerate anything. */
#include "core/log.h"

#include "support/cmocka.h"

#include <stdio.h>
#include <string.h>

typedef struct heard {
  size_t calls;
  char event[40];
  char fields[400];
} heard;

static void listen(const jumio_log_record *record, void *user_data)
{
  heard *ear = user_data;
  ear->calls++;
  strncpy(ear->event, jumio_log_record_get_event(record), sizeof ear->event - 1);
  ear->fields[0] = '\0';
  for (size_t i = 0; i < jumio_log_record_field_count(record); i++) {
    size_t len = strlen(ear->fields);
    snprintf(ear->fields + len, sizeof ear->fields - len, "%s=%s;", jumio_log_record_field_name_at(record, i),
             jumio_log_record_field_value_at(record, i));
  }
}

static void test_log__wants_by_level_and_never_without_a_hook(void **state)
{
  const jumio__log silent = {NULL, NULL, JUMIO_LOG_DEBUG};
  const jumio__log warning = {listen, NULL, JUMIO_LOG_WARNING};
  (void)state;
  for (jumio_log_level level = JUMIO_LOG_ERROR; level <= JUMIO_LOG_DEBUG; level++) {
    assert_false(jumio__log_wants(&silent, level));
    assert_int_equal(jumio__log_wants(&warning, level) != 0, level <= JUMIO_LOG_WARNING);
  }
}

static void test_log__hook_gets_the_fields_in_order(void **state)
{
  heard ear = {0};
  const jumio__log log = {listen, &ear, JUMIO_LOG_DEBUG};
  jumio_log_record record;
  (void)state;
  jumio__log_begin(&record, JUMIO_LOG_INFO, "http.answer");
  jumio__log_text(&record, "op", "create");
  jumio__log_number(&record, "status", 200);
  jumio__log_number(&record, "least", INT64_MIN);
  jumio__log_text(&record, "none", NULL);
  assert_int_equal(jumio_log_record_get_level(&record), JUMIO_LOG_INFO);
  jumio__log_send(&log, &record);
  assert_int_equal(ear.calls, 1);
  assert_string_equal(ear.event, "http.answer");
  assert_string_equal(ear.fields, "op=create;status=200;least=-9223372036854775808;none=;");
}

static void test_log__more_fields_than_fit_are_left_out(void **state)
{
  jumio_log_record record;
  (void)state;
  jumio__log_begin(&record, JUMIO_LOG_DEBUG, "many");
  for (int i = 0; i < JUMIO__LOG_FIELDS + 3; i++) {
    if (i % 2 == 0)
      jumio__log_number(&record, "n", i);
    else
      jumio__log_text(&record, "t", "x");
  }
  assert_int_equal(jumio_log_record_field_count(&record), JUMIO__LOG_FIELDS);
  assert_string_equal(jumio_log_record_field_value_at(&record, JUMIO__LOG_FIELDS - 2), "6");
  assert_null(jumio_log_record_field_name_at(&record, JUMIO__LOG_FIELDS));
  assert_null(jumio_log_record_field_value_at(&record, JUMIO__LOG_FIELDS));
  assert_null(jumio_log_record_field_name_at(&record, SIZE_MAX));
}

static void test_log__getters_take_null(void **state)
{
  (void)state;
  assert_int_equal(jumio_log_record_get_level(NULL), 0);
  assert_null(jumio_log_record_get_event(NULL));
  assert_int_equal(jumio_log_record_field_count(NULL), 0);
  assert_null(jumio_log_record_field_name_at(NULL, 0));
  assert_null(jumio_log_record_field_value_at(NULL, 0));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_log__wants_by_level_and_never_without_a_hook),
      cmocka_unit_test(test_log__hook_gets_the_fields_in_order),
      cmocka_unit_test(test_log__more_fields_than_fit_are_left_out),
      cmocka_unit_test(test_log__getters_take_null),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
