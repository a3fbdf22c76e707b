/** The status answer: its required fields, its optional ones, and what ends an execution. */
#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <jumio/result.h>
#include <jumio/workflow_execution.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char good[] = "{\"account\":{\"id\":\"11111111-xxxx\",\"href\":\"https://x\"},\"later\":null,"
                           "\"workflowExecution\":{\"id\":\"22222222-xxxx\",\"definitionKey\":\"10011\",\"status\":\"ACQUIRED\"}}";

static jumio_workflow_execution *parse(const char *json)
{
  jumio_workflow_execution *execution = NULL;
  assert_int_equal(jumio_workflow_execution_parse(NULL, json, JUMIO_NTS, &execution, NULL), JUMIO_OK);
  return execution;
}

static void test_workflow_execution__reads(void **state)
{
  (void)state;
  jumio_workflow_execution *e = parse(good);
  assert_string_equal(jumio_workflow_execution_get_text(e, JUMIO_EXECUTION_TEXT_ID), "22222222-xxxx");
  assert_string_equal(jumio_workflow_execution_get_text(e, JUMIO_EXECUTION_TEXT_ACCOUNT_ID), "11111111-xxxx");
  assert_string_equal(jumio_workflow_execution_get_text(e, JUMIO_EXECUTION_TEXT_DEFINITION_KEY), "10011");
  assert_int_equal(jumio_workflow_execution_get_status(e), JUMIO_EXECUTION_ACQUIRED);
  assert_string_equal(jumio_workflow_execution_get_text(e, JUMIO_EXECUTION_TEXT_STATUS), "ACQUIRED");
  jumio_workflow_execution_free(e);
}

static void test_workflow_execution__keys_and_unknown_words(void **state)
{
  (void)state;
  jumio_workflow_execution *e =
      parse("{\"account\":{\"id\":\"a\"},\"workflowExecution\":{\"id\":\"w\",\"definitionKey\":10164,\"status\":\"PROCESSING\"}}");
  assert_string_equal(jumio_workflow_execution_get_text(e, JUMIO_EXECUTION_TEXT_DEFINITION_KEY), "10164");
  assert_int_equal(jumio_workflow_execution_get_status(e), JUMIO_EXECUTION_UNKNOWN);
  assert_string_equal(jumio_workflow_execution_get_text(e, JUMIO_EXECUTION_TEXT_STATUS), "PROCESSING");
  jumio_workflow_execution_free(e);
  static const char *const odd[] = {"true", "{}", "[1]", "-3", "1.5", "1e400", "null"};
  for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
    char json[200];
    jumio_workflow_execution *execution = NULL;
    snprintf(json, sizeof json,
             "{\"account\":{\"id\":\"a\"},\"workflowExecution\":{\"id\":\"w\",\"status\":\"PROCESSED\",\"definitionKey\":%s}}", odd[i]);
    if (jumio_workflow_execution_parse(NULL, json, JUMIO_NTS, &execution, NULL) == JUMIO_OK)
      assert_null(jumio_workflow_execution_get_text(execution, JUMIO_EXECUTION_TEXT_DEFINITION_KEY));
    jumio_workflow_execution_free(execution);
  }
}

static void expect_refused(const char *json, jumio_result code, const char *pointer)
{
  jumio_workflow_execution *execution = (jumio_workflow_execution *)(uintptr_t)8;
  jumio_error *error = NULL;
  assert_int_equal(jumio_workflow_execution_parse(NULL, json, JUMIO_NTS, &execution, &error), code);
  assert_null(execution);
  if (pointer != NULL)
    assert_string_equal(jumio_error_get_text(error, JUMIO_ERROR_TEXT_JSON_POINTER), pointer);
  jumio_error_free(error);
}

static void test_workflow_execution__required_fields(void **state)
{
  (void)state;
  expect_refused("{}", JUMIO_ERR_PROTOCOL, "/workflowExecution/id");
  expect_refused("{\"workflowExecution\":{\"id\":\"w\",\"status\":\"X\"}}", JUMIO_ERR_PROTOCOL, "/account/id");
  expect_refused("{\"account\":{\"id\":\"a\"},\"workflowExecution\":{\"id\":\"w\"}}", JUMIO_ERR_PROTOCOL, "/workflowExecution/status");
  expect_refused("{\"account\":{\"id\":\"a\"},\"workflowExecution\":{\"id\":\"w\",\"status\":\"\"}}", JUMIO_ERR_PROTOCOL,
                 "/workflowExecution/status");
  expect_refused("{\"account\":{\"id\":\"a\"},\"workflowExecution\":{\"id\":\"w\",\"status\":[\"PROCESSED\"]}}", JUMIO_ERR_PROTOCOL,
                 "/workflowExecution/status");
  expect_refused("{\"account\":{\"id\":\"a\"},\"workflow\":{\"id\":\"w\",\"status\":\"PROCESSED\"}}", JUMIO_ERR_PROTOCOL,
                 "/workflowExecution/id");
  expect_refused("not JSON", JUMIO_ERR_JSON, NULL);
}

static void test_workflow_execution__too_large(void **state)
{
  (void)state;
  size_t len = 64 * 1024 + 1;
  char *json = malloc(len);
  memset(json, ' ', len);
  memcpy(json, good, strlen(good));
  jumio_workflow_execution *execution;
  assert_int_equal(jumio_workflow_execution_parse(NULL, json, len, &execution, NULL), JUMIO_ERR_TOO_LARGE);
  assert_int_equal(jumio_workflow_execution_parse(NULL, json, len - 1, &execution, NULL), JUMIO_OK);
  jumio_workflow_execution_free(execution);
  free(json);
}

static void test_workflow_execution__final_statuses(void **state)
{
  (void)state;
  for (jumio_execution_status status = -1; status < 9; status++)
    assert_int_equal(jumio_execution_status_is_final(status),
                     status >= JUMIO_EXECUTION_PROCESSED && status <= JUMIO_EXECUTION_TOKEN_EXPIRED);
}

static void test_workflow_execution__null_handles(void **state)
{
  (void)state;
  jumio_workflow_execution *execution;
  assert_int_equal(jumio_workflow_execution_parse(NULL, NULL, 0, &execution, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_workflow_execution_parse(NULL, good, JUMIO_NTS, NULL, NULL), JUMIO_ERR_ARGUMENT);
  jumio_workflow_execution_free(NULL);
  assert_null(jumio_workflow_execution_get_text(NULL, JUMIO_EXECUTION_TEXT_ID));
  assert_null(jumio_workflow_execution_get_text(NULL, JUMIO_EXECUTION_TEXT_ACCOUNT_ID));
  assert_null(jumio_workflow_execution_get_text(NULL, JUMIO_EXECUTION_TEXT_DEFINITION_KEY));
  assert_int_equal(jumio_workflow_execution_get_status(NULL), 0);
  assert_null(jumio_workflow_execution_get_text(NULL, JUMIO_EXECUTION_TEXT_STATUS));
}

static int parse_scenario(jumio_alloc *alloc, void *data)
{
  jumio_workflow_execution *execution = NULL;
  jumio_error *error = NULL;
  jumio_result result = jumio_workflow_execution_parse(alloc, data, JUMIO_NTS, &execution, &error);
  assert_int_equal(jumio_error_get_code(error), result);
  jumio_error_free(error);
  jumio_workflow_execution_free(execution);
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

static void test_workflow_execution__without_memory(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(parse_scenario, (void *)(uintptr_t)good) > 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_workflow_execution__reads),           cmocka_unit_test(test_workflow_execution__keys_and_unknown_words),
      cmocka_unit_test(test_workflow_execution__required_fields), cmocka_unit_test(test_workflow_execution__too_large),
      cmocka_unit_test(test_workflow_execution__final_statuses),  cmocka_unit_test(test_workflow_execution__null_handles),
      cmocka_unit_test(test_workflow_execution__without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
