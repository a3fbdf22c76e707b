/** Callbacks: ids are UUIDs, everything else is a claim, and what is no callback is told apart from what is no JSON. */
#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <jumio/callback.h>
#include <jumio/result.h>
#include <jumio/workflow_execution.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WF "E4C9CCD0-8d13-45a5-ab15-53025ce7dc19"
#define ACC "89e7fd94-adb7-40ed-8110-183B1B015DE8"

static const char good[] =
    "{\"callbackSentAt\":\"2025-02-28T20:24:43.886Z\",\"userReference\":\"t=1,v1=ab\",\"workflowExecution\":{\"id\":\"" WF
    "\",\"href\":\"https://elsewhere.example/\",\"definitionKey\":\"10148\",\"status\":\"PROCESSED\"},\"account\":{\"id\":\"" ACC
    "\",\"href\":\"\"}}";

static jumio_callback *parse(const char *json)
{
  jumio_callback *callback = NULL;
  jumio_error *error = (jumio_error *)(uintptr_t)8;
  assert_int_equal(jumio_callback_parse(NULL, json, JUMIO_NTS, &callback, &error), JUMIO_OK);
  assert_null(error);
  return callback;
}

static void test_callback__reads(void **state)
{
  (void)state;
  jumio_callback *c = parse(good);
  assert_string_equal(jumio_callback_get_text(c, JUMIO_CALLBACK_TEXT_EXECUTION_ID), "e4c9ccd0-8d13-45a5-ab15-53025ce7dc19");
  assert_string_equal(jumio_callback_get_text(c, JUMIO_CALLBACK_TEXT_ACCOUNT_ID), "89e7fd94-adb7-40ed-8110-183b1b015de8");
  assert_int_equal(jumio_callback_get_int64(c, JUMIO_CALLBACK_STATUS), JUMIO_EXECUTION_PROCESSED);
  assert_string_equal(jumio_callback_get_text(c, JUMIO_CALLBACK_TEXT_STATUS), "PROCESSED");
  assert_string_equal(jumio_callback_get_text(c, JUMIO_CALLBACK_TEXT_USER_REFERENCE), "t=1,v1=ab");
  assert_string_equal(jumio_callback_get_text(c, JUMIO_CALLBACK_TEXT_DEFINITION_KEY), "10148");
  assert_int_equal(jumio_callback_get_int64(c, JUMIO_CALLBACK_SENT_UNIX_MS), INT64_C(1740774283886));
  jumio_callback_free(c);
}

static void test_callback__only_the_ids_and_the_status_are_needed(void **state)
{
  (void)state;
  jumio_callback *c =
      parse("{\"workflowExecution\":{\"status\":\"KYX_TOKEN_EXPIRED\",\"id\":\"" WF "\",\"definitionKey\":10013},\"account\":{\"id\":\"" ACC
            "\"},\"callbackSentAt\":\"yesterday\",\"userReference\":5}");
  assert_int_equal(jumio_callback_get_int64(c, JUMIO_CALLBACK_STATUS), JUMIO_EXECUTION_TOKEN_EXPIRED);
  assert_string_equal(jumio_callback_get_text(c, JUMIO_CALLBACK_TEXT_STATUS), "KYX_TOKEN_EXPIRED");
  assert_string_equal(jumio_callback_get_text(c, JUMIO_CALLBACK_TEXT_DEFINITION_KEY), "10013");
  assert_null(jumio_callback_get_text(c, JUMIO_CALLBACK_TEXT_USER_REFERENCE));
  assert_int_equal(jumio_callback_get_int64(c, JUMIO_CALLBACK_SENT_UNIX_MS), INT64_MIN);
  jumio_callback_free(c);
  c = parse("{\"workflowExecution\":{\"status\":\"LATER\",\"id\":\"" WF "\"},\"account\":{\"id\":\"" ACC "\"}}");
  assert_int_equal(jumio_callback_get_int64(c, JUMIO_CALLBACK_STATUS), JUMIO_EXECUTION_UNKNOWN);
  assert_null(jumio_callback_get_text(c, JUMIO_CALLBACK_TEXT_DEFINITION_KEY));
  jumio_callback_free(c);
}

static void expect_refused(const char *json, jumio_result code, const char *pointer)
{
  jumio_callback *callback = (jumio_callback *)(uintptr_t)8;
  jumio_error *error = NULL;
  assert_int_equal(jumio_callback_parse(NULL, json, JUMIO_NTS, &callback, &error), code);
  assert_null(callback);
  assert_int_equal(jumio_error_get_code(error), code);
  if (pointer != NULL)
    assert_string_equal(jumio_error_get_text(error, JUMIO_ERROR_TEXT_JSON_POINTER), pointer);
  jumio_error_free(error);
}

static void test_callback__what_is_none(void **state)
{
  (void)state;
  static const char *const bad[] = {
      "wfe_81f32f837fb7679936eaff29d4355d8f",  "{e4c9ccd0-8d13-45a5-ab15-53025ce7dc19}", "e4c9ccd0-8d13-45a5-ab15-53025ce7dc1",
      "e4c9ccd0-8d13-45a5-ab15-53025ce7dc190", "e4c9ccd0-8d13-45a5-ab15-53025ce7dc1g",   "e4c9ccd08d1345a5ab1553025ce7dc19",
      "22222222-xxxx-xxxx-xxxx-xxxxxxxxxxxx",  " e4c9ccd0-8d13-45a5-ab15-53025ce7dc1",   "../../../../../../../etc/passwd......"};
  char json[512];
  expect_refused("{\"message\":\"Test callback\"}", JUMIO_ERR_NOT_A_CALLBACK, "/workflowExecution/id");
  expect_refused("{}", JUMIO_ERR_NOT_A_CALLBACK, "/workflowExecution/id");
  expect_refused("[1]", JUMIO_ERR_NOT_A_CALLBACK, "/workflowExecution/id");
  expect_refused("\"PROCESSED\"", JUMIO_ERR_NOT_A_CALLBACK, "/workflowExecution/id");
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    snprintf(json, sizeof json, "{\"workflowExecution\":{\"status\":\"PROCESSED\",\"id\":\"%s\"},\"account\":{\"id\":\"" ACC "\"}}",
             bad[i]);
    expect_refused(json, JUMIO_ERR_NOT_A_CALLBACK, "/workflowExecution/id");
    snprintf(json, sizeof json, "{\"workflowExecution\":{\"status\":\"PROCESSED\",\"id\":\"" WF "\"},\"account\":{\"id\":\"%s\"}}", bad[i]);
    expect_refused(json, JUMIO_ERR_NOT_A_CALLBACK, "/account/id");
  }
  expect_refused("{\"workflowExecution\":{\"id\":\"" WF "\"},\"account\":{\"id\":\"" ACC "\"}}", JUMIO_ERR_NOT_A_CALLBACK,
                 "/workflowExecution/status");
  expect_refused("{\"workflowExecution\":{\"id\":\"" WF "\",\"status\":1},\"account\":{\"id\":\"" ACC "\"}}", JUMIO_ERR_NOT_A_CALLBACK,
                 "/workflowExecution/status");
  expect_refused("", JUMIO_ERR_JSON, NULL);
  expect_refused("id=1&status=PROCESSED", JUMIO_ERR_JSON, NULL);
  expect_refused("{\"workflowExecution\":{\"id\":\"" WF "\",\"id\":\"" WF "\"}}", JUMIO_ERR_JSON, NULL);
  expect_refused("{\"workflowExecution\":{\"id\":\"" WF "\",\"status\":\"PROCESSED\\u0000\"},\"account\":{\"id\":\"" ACC "\"}}",
                 JUMIO_ERR_JSON, NULL);
}

static void test_callback__too_large_is_not_parsed(void **state)
{
  (void)state;
  size_t len = 64 * 1024 + 1;
  char *json = malloc(len);
  jumio_callback *callback;
  memset(json, '[', len);
  assert_int_equal(jumio_callback_parse(NULL, json, len, &callback, NULL), JUMIO_ERR_TOO_LARGE);
  assert_null(callback);
  free(json);
}

/* Cut anywhere, changed anywhere: an error or a callback, never a crash, and never other ids than well-formed ones. */
static void test_callback__cut_and_mutated(void **state)
{
  (void)state;
  size_t len = strlen(good);
  char *copy = malloc(len);
  for (size_t i = 0; i < len; i++) {
    jumio_callback *callback = NULL;
    assert_int_equal(jumio_callback_parse(NULL, good, i, &callback, NULL), JUMIO_ERR_JSON);
    for (int byte = 0; byte < 256; byte += 3) {
      memcpy(copy, good, len);
      copy[i] = (char)byte;
      if (jumio_callback_parse(NULL, copy, len, &callback, NULL) == JUMIO_OK) {
        assert_int_equal(strlen(jumio_callback_get_text(callback, JUMIO_CALLBACK_TEXT_EXECUTION_ID)), 36);
        assert_int_equal(strlen(jumio_callback_get_text(callback, JUMIO_CALLBACK_TEXT_ACCOUNT_ID)), 36);
      }
      jumio_callback_free(callback);
      callback = NULL;
    }
  }
  free(copy);
}

static void test_callback__null_handles(void **state)
{
  (void)state;
  jumio_callback *callback;
  assert_int_equal(jumio_callback_parse(NULL, NULL, 0, &callback, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_callback_parse(NULL, good, JUMIO_NTS, NULL, NULL), JUMIO_ERR_ARGUMENT);
  jumio_callback_free(NULL);
  assert_null(jumio_callback_get_text(NULL, JUMIO_CALLBACK_TEXT_EXECUTION_ID));
  assert_null(jumio_callback_get_text(NULL, JUMIO_CALLBACK_TEXT_ACCOUNT_ID));
  assert_int_equal(jumio_callback_get_int64(NULL, JUMIO_CALLBACK_STATUS), 0);
  assert_null(jumio_callback_get_text(NULL, JUMIO_CALLBACK_TEXT_STATUS));
  assert_null(jumio_callback_get_text(NULL, JUMIO_CALLBACK_TEXT_USER_REFERENCE));
  assert_null(jumio_callback_get_text(NULL, JUMIO_CALLBACK_TEXT_DEFINITION_KEY));
  assert_int_equal(jumio_callback_get_int64(NULL, JUMIO_CALLBACK_SENT_UNIX_MS), INT64_MIN);
}

static int parse_scenario(jumio_alloc *alloc, void *data)
{
  jumio_callback *callback = NULL;
  jumio_error *error = NULL;
  jumio_result result = jumio_callback_parse(alloc, data, JUMIO_NTS, &callback, &error);
  assert_int_equal(jumio_error_get_code(error), result);
  jumio_error_free(error);
  jumio_callback_free(callback);
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

static void test_callback__without_memory(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(parse_scenario, (void *)(uintptr_t)good) > 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_callback__reads),           cmocka_unit_test(test_callback__only_the_ids_and_the_status_are_needed),
      cmocka_unit_test(test_callback__what_is_none),    cmocka_unit_test(test_callback__too_large_is_not_parsed),
      cmocka_unit_test(test_callback__cut_and_mutated), cmocka_unit_test(test_callback__null_handles),
      cmocka_unit_test(test_callback__without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
