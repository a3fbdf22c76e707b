/** Test callbacks: as Jumio sends them, and nothing that it could not send. */
#include "support/failing_alloc.h"
#include "unit/model/guard_kit.h"

static int build_scenario(jumio_alloc *alloc, void *data)
{
  char *body = NULL;
  jumio_error *error = NULL;
  (void)data;
  jumio_result result = jumio_callback_build(alloc, WF, JUMIO_NTS, ACC, JUMIO_NTS, "PROCESSED", JUMIO_NTS, "10011", JUMIO_NTS, "user",
                                             JUMIO_NTS, SENT, "EU", JUMIO_NTS, &body, NULL, &error);
  jumio_error_free(error);
  jumio_text_free(body);
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

static void test_callback_build__every_allocation_fails(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(build_scenario, NULL) > 0);
}

static void test_callback_build__is_what_jumio_sends(void **state)
{
  (void)state;
  char *body = NULL;
  size_t len = 0;
  assert_int_equal(jumio_callback_build(NULL, "E4C9CCD0-8d13-45a5-ab15-53025ce7dc19", JUMIO_NTS, ACC, JUMIO_NTS, "PROCESSED", JUMIO_NTS,
                                        "10148", JUMIO_NTS, "conditional", JUMIO_NTS, SENT, "EU", JUMIO_NTS, &body, &len, NULL),
                   JUMIO_OK);
  assert_string_equal(body,
                      "{\"callbackSentAt\":\"2025-02-28T20:24:43.886Z\",\"userReference\":\"conditional\",\"workflowExecution\":{\"id\":"
                      "\"" WF "\",\"href\":\"https://retrieval.emea-1.jumio.ai/api/v1/workflow-executions/" WF
                      "\",\"definitionKey\":\"10148\",\"status\":\"PROCESSED\"},\"account\":{\"id\":\"" ACC
                      "\",\"href\":\"https://retrieval.emea-1.jumio.ai/api/v1/accounts/" ACC "\"}}");
  assert_int_equal(len, strlen(body));
  jumio_text_free(body);
}

static void test_callback_build__names_the_field(void **state)
{
  (void)state;
  static const struct {
    const char *execution, *account, *status, *workflow, *reference, *region, *field;
    int64_t sent;
  } rows[] = {{"x", ACC, "PROCESSED", "1", NULL, "EU", "execution id", SENT},
              {WF, NULL, "PROCESSED", "1", NULL, "EU", "account id", SENT},
              {WF, ACC, "", "1", NULL, "EU", "status", SENT},
              {WF, ACC, "PRO CESSED", "1", NULL, "EU", "status", SENT},
              {WF, ACC, "PROCESSED", "", NULL, "EU", "key", SENT},
              {WF, ACC, "PROCESSED", "a b", NULL, "EU", "key", SENT},
              {WF, ACC, "PROCESSED", "1", "", "EU", "userReference", SENT},
              {WF, ACC, "PROCESSED", "1", "\n", "EU", "userReference", SENT},
              {WF, ACC, "PROCESSED", "1", "\xFF", "EU", "userReference", SENT},
              {WF, ACC, "PROCESSED", "1", NULL, "mars", "region", SENT},
              {WF, ACC, "PROCESSED", "1", NULL, "EU", "sent_unix_ms", -1}};
  for (size_t i = 0; i < COUNT(rows); i++) {
    char *body = (char *)(uintptr_t)8;
    jumio_error *error = NULL;
    assert_int_equal(jumio_callback_build(NULL, rows[i].execution, JUMIO_NTS, rows[i].account, JUMIO_NTS, rows[i].status, JUMIO_NTS,
                                          rows[i].workflow, JUMIO_NTS, rows[i].reference, JUMIO_NTS, rows[i].sent, rows[i].region,
                                          JUMIO_NTS, &body, NULL, &error),
                     JUMIO_ERR_ARGUMENT);
    assert_null(body);
    if (strstr(jumio_error_get_message(error), rows[i].field) == NULL)
      fail_msg("%s: %s", rows[i].field, jumio_error_get_message(error));
    jumio_error_free(error);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_callback_build__every_allocation_fails),
      cmocka_unit_test(test_callback_build__is_what_jumio_sends),
      cmocka_unit_test(test_callback_build__names_the_field),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
