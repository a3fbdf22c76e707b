/** Orders for the Mock Service: what a scenario file makes, and which field of it is refused. */
#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <jumio/jumio.h>

#include <stdio.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

static const char file[] =
    "{\"faults\":[{\"operation\":\"create\",\"on\":1,\"status\":503}],\"scenarios\":["
    "{\"match\":{\"order\":1},\"scenario\":\"fraud-fake\"},"
    "{\"name\":\"chip\",\"decisionLabel\":\"NFC_CERTIFICATE\",\"credentialWithDecision\":\"ID\","
    "\"extractionOverrides\":{\"firstName\":\"ZOE\",\"idType\":null},\"mock\":{\"later\":{\"a\":[1,true]},\"b\":\"c\"}},"
    "{\"name\":\"own\",\"scenario\":\"denied-no-match\",\"decisionLabel\":\"FAKE\"},"
    "{\"name\":\"clean\",\"scenario\":\"passed\"},"
    "{\"scenario\":\"wiped\"},"
    "{\"extractionOverrides\":{}}]}";

static void expect(const char *name, const char *json)
{
  char *out = NULL;
  size_t len = 0;
  jumio_error *error = (jumio_error *)(uintptr_t)8;
  assert_int_equal(jumio_mock_outcome_build(NULL, file, JUMIO_NTS, name, JUMIO_NTS, "case-7", JUMIO_NTS, &out, &len, &error), JUMIO_OK);
  assert_null(error);
  assert_string_equal(out, json);
  assert_int_equal(len, strlen(json));
  jumio_text_free(out);
}

static void test_mock_outcome__of_each_kind_of_rule(void **state)
{
  (void)state;
  expect(NULL, "{\"customerInternalReference\":\"case-7\",\"decisionLabel\":\"FAKE\",\"credentialWithDecision\":\"ID\"}");
  expect("fraud-fake", "{\"customerInternalReference\":\"case-7\",\"decisionLabel\":\"FAKE\",\"credentialWithDecision\":\"ID\"}");
  expect("chip", "{\"customerInternalReference\":\"case-7\",\"decisionLabel\":\"NFC_CERTIFICATE\",\"credentialWithDecision\":\"ID\","
                 "\"extractionOverrides\":{\"firstName\":\"ZOE\",\"idType\":null},\"later\":{\"a\":[1,true]},\"b\":\"c\"}");
  expect("own", "{\"customerInternalReference\":\"case-7\",\"decisionLabel\":\"FAKE\"}"); /* a label goes before the scenario */
  expect("clean", "{\"customerInternalReference\":\"case-7\"}");
}

static void test_mock_outcome__is_taken_by_a_request(void **state)
{
  (void)state;
  char *out = NULL;
  jumio_account_request *request = NULL;
  assert_int_equal(jumio_account_request_new(NULL, &request, NULL), JUMIO_OK);
  assert_int_equal(jumio_mock_outcome_build(NULL, file, JUMIO_NTS, NULL, 0, "case-7", JUMIO_NTS, &out, NULL, NULL), JUMIO_OK);
  assert_int_equal(jumio_account_request_set_mock_outcome(request, out, JUMIO_NTS, NULL), JUMIO_OK);
  jumio_text_free(out);
  jumio_account_request_free(request);
}

static void refuse(const char *json, const char *name, const char *reference, jumio_result code, const char *told)
{
  char *out = (char *)(uintptr_t)8;
  size_t len = 8;
  jumio_error *error = NULL;
  jumio_result result = jumio_mock_outcome_build(NULL, json, JUMIO_NTS, name, JUMIO_NTS, reference, JUMIO_NTS, &out, &len, &error);
  if (result != code || strstr(jumio_error_get_message(error), told) == NULL)
    fail_msg("%s: %s, %s", json, jumio_result_name(result), jumio_error_get_message(error));
  assert_null(out);
  assert_int_equal(len, 0);
  jumio_error_free(error);
}

static void test_mock_outcome__names_what_is_wrong(void **state)
{
  (void)state;
#define RULE(members) "{\"scenarios\":[{" members "}]}"
  static const struct {
    const char *json, *told;
  } rows[] = {
      {"[]", "scenarios must be an array"},
      {"{\"scenarios\":{}}", "scenarios must be an array"},
      {"{\"scenarios\":[]}", "none of that name"},
      {"{\"scenarios\":[5]}", "scenarios must hold objects"},
      {RULE("\"scenaro\":\"passed\""), "scenaro is no member"},
      {RULE("\"name\":5"), "name must be a string"},
      {RULE("\"decisionLabel\":null"), "decisionLabel must be a string"},
      {RULE("\"extractionOverrides\":[]"), "extractionOverrides must be an object"},
      {RULE("\"mock\":\"x\""), "mock must be an object"},
      {RULE("\"mock\":{\"decisionLabel\":\"FAKE\"}"), "mock must not hold a member"},
  };
  for (size_t i = 0; i < COUNT(rows); i++)
    refuse(rows[i].json, NULL, "case-7", JUMIO_ERR_ARGUMENT, rows[i].told);
  refuse(file, "nobody", "case-7", JUMIO_ERR_ARGUMENT, "none of that name");
  refuse(file, "wiped", "case-7", JUMIO_ERR_UNSUPPORTED, "add a decisionLabel");
  refuse(RULE("\"scenario\":\"later\""), NULL, "case-7", JUMIO_ERR_UNSUPPORTED, "add a decisionLabel");
  refuse("{", NULL, "case-7", JUMIO_ERR_JSON, "JSON");
  refuse(file, NULL, "case/7", JUMIO_ERR_ARGUMENT, "customerInternalReference");
  refuse(file, NULL, "", JUMIO_ERR_ARGUMENT, "customerInternalReference");
  refuse(file, NULL, NULL, JUMIO_ERR_ARGUMENT, "reference");
}

static void test_mock_outcome__size(void **state)
{
  (void)state;
  char json[6000];
  snprintf(json, sizeof json, RULE("\"decisionLabel\":\"%01950d\""), 0);
  refuse(json, NULL, "case-7", JUMIO_ERR_ARGUMENT, "2 to 2000 bytes");
  snprintf(json, sizeof json, RULE("\"decisionLabel\":\"%05000d\""), 0);
  refuse(json, NULL, "case-7", JUMIO_ERR_ARGUMENT, "fits into customerInternalReference");
}

static int build_scenario(jumio_alloc *alloc, void *data)
{
  char *out = NULL;
  jumio_error *error = NULL;
  jumio_result result = jumio_mock_outcome_build(alloc, file, JUMIO_NTS, data, JUMIO_NTS, "case-7", JUMIO_NTS, &out, NULL, &error);
  jumio_text_free(out);
  jumio_error_free(error);
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

static void test_mock_outcome__every_allocation_fails(void **state)
{
  (void)state;
  char name[] = "chip";
  assert_true(failing_alloc_sweep(build_scenario, name) > 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_mock_outcome__of_each_kind_of_rule),   cmocka_unit_test(test_mock_outcome__is_taken_by_a_request),
      cmocka_unit_test(test_mock_outcome__names_what_is_wrong),    cmocka_unit_test(test_mock_outcome__size),
      cmocka_unit_test(test_mock_outcome__every_allocation_fails),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
