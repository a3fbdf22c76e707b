/** Any JSON of Jumio, read by pointer. */
#include <jumio/jumio.h>

#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <string.h>

static const char steps[] =
    "{\"steps\":[{\"name\":\"ID_IV\",\"decision\":{\"risk\":{\"score\":100}},\"a/b\":\"12\",\"ok\":true,\"n\":null}]}";

static jumio_answer *parse(const char *json)
{
  jumio_answer *answer = NULL;
  assert_int_equal(jumio_answer_parse(NULL, json, JUMIO_NTS, &answer, NULL), JUMIO_OK);
  return answer;
}

static void test_answer__values(void **state)
{
  (void)state;
  jumio_answer *answer = parse(steps);
  assert_string_equal(jumio_answer_get_text(answer, "/steps/0/name"), "ID_IV");
  assert_int_equal(jumio_answer_get_int64(answer, "/steps/0/decision/risk/score"), 100);
  assert_int_equal(jumio_answer_get_int64(answer, "/steps/0/a~1b"), 12);
  assert_int_equal(jumio_answer_get_int64(answer, "/steps/0/ok"), 1);
  assert_int_equal(jumio_answer_count(answer, ""), 1);
  assert_int_equal(jumio_answer_count(answer, "/steps"), 1);
  assert_int_equal(jumio_answer_count(answer, "/steps/0"), 5);
  assert_string_equal(jumio_answer_get_name_at(answer, "/steps/0", 4), "n");
  jumio_answer_free(answer);
}

static void test_answer__what_is_not_there(void **state)
{
  (void)state;
  static const char *const pointers[] = {"/steps/0/n", "/steps/1", "/none", "steps", "/steps/00", "/steps/0/name/0", "/~2", NULL};
  jumio_answer *answer = parse(steps);
  for (size_t i = 0; i < sizeof pointers / sizeof pointers[0]; i++) {
    assert_null(jumio_answer_get_text(answer, pointers[i]));
    assert_int_equal(jumio_answer_get_int64(answer, pointers[i]), JUMIO_ABSENT);
    assert_int_equal(jumio_answer_count(answer, pointers[i]), 0);
    assert_null(jumio_answer_get_name_at(answer, pointers[i], 0));
  }
  assert_null(jumio_answer_get_name_at(answer, "/steps", 0));
  assert_null(jumio_answer_get_name_at(answer, "/steps/0", 5));
  assert_null(jumio_answer_get_text(NULL, ""));
  jumio_answer_free(answer);
}

static void test_answer__body(void **state)
{
  (void)state;
  size_t len = 0;
  jumio_answer *answer = parse(steps);
  assert_string_equal(jumio_answer_get_body(answer, &len), steps);
  assert_int_equal(len, strlen(steps));
  assert_int_equal(jumio_answer_get_http_status(answer), 0);
  jumio_answer_free(answer);
}

static void test_answer__refused(void **state)
{
  (void)state;
  jumio_answer *answer = (jumio_answer *)1;
  assert_int_equal(jumio_answer_parse(NULL, "{\"a\":1,\"a\":2}", JUMIO_NTS, &answer, NULL), JUMIO_ERR_JSON);
  assert_null(answer);
  assert_int_equal(jumio_answer_parse(NULL, "", 0, &answer, NULL), JUMIO_ERR_JSON);
  assert_int_equal(jumio_answer_parse(NULL, "{}", (size_t)8 * 1024 * 1024 + 1, &answer, NULL), JUMIO_ERR_TOO_LARGE);
  assert_int_equal(jumio_answer_parse(NULL, NULL, 0, &answer, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_answer_parse(NULL, "{}", 2, NULL, NULL), JUMIO_ERR_ARGUMENT);
}

static int parse_scenario(jumio_alloc *alloc, void *data)
{
  jumio_answer *answer = NULL;
  jumio_error *error = NULL;
  (void)data;
  jumio_result result = jumio_answer_parse(alloc, steps, JUMIO_NTS, &answer, &error);
  jumio_answer_free(answer);
  jumio_error_free(error);
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

static void test_answer__every_allocation_fails(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(parse_scenario, NULL) > 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_answer__values),  cmocka_unit_test(test_answer__what_is_not_there),      cmocka_unit_test(test_answer__body),
      cmocka_unit_test(test_answer__refused), cmocka_unit_test(test_answer__every_allocation_fails),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
