/** Every allocation of deletion, health and raw calls is failed, once and from then on (reliability.md M01, M02). */
#include "support/failing_alloc.h"
#include "support/rig.h"

#include "support/cmocka.h"

typedef jumio_result (*verb)(jumio_client *client, jumio_error **err);

static jumio_result delete_both(jumio_client *client, jumio_error **err)
{
  int32_t absent = 0;
  jumio_result result = jumio_transaction_delete(client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, -1, NULL, &absent, err);
  return result == JUMIO_OK ? jumio_account_delete(client, RIG_ACCOUNT, JUMIO_NTS, -1, NULL, &absent, err) : result;
}

static jumio_result ask_health(jumio_client *client, jumio_error **err)
{
  jumio_answer *answer = NULL;
  jumio_result result = jumio_client_fetch_health(client, -1, NULL, &answer, err);
  assert_int_equal(answer != NULL, result == JUMIO_OK);
  jumio_answer_free(answer);
  return result;
}

static jumio_result call_raw(jumio_client *client, jumio_error **err)
{
  jumio_answer *answer = NULL;
  jumio_result result = jumio_raw_call(client, JUMIO_HOST_RETRIEVAL, "PUT", JUMIO_NTS, "/api/v1/x?y=z", JUMIO_NTS, "{\"a\":1}", 7, NULL, 0,
                                       JUMIO_RAW_REPEATABLE, -1, NULL, &answer, err);
  assert_int_equal(answer != NULL, result == JUMIO_OK);
  jumio_answer_free(answer);
  return result;
}

static int scenario(jumio_alloc *alloc, void *data)
{
  static const fake_step steps[] = {RIG_TOKEN_STEP, {.status = 200, .body = "{\"status\":\"UP\"}", .times = -1}};
  test_rig rig;
  jumio_error *error = NULL;
  jumio_result result = rig_begin_with(&rig, alloc, steps, 2, &error);
  if (result == JUMIO_OK)
    result = (*(verb *)data)(rig.client, &error);
  assert_true(result == JUMIO_OK || result == JUMIO_ERR_OUT_OF_MEMORY);
  jumio_error_free(error);
  rig_end(&rig);
  return result != JUMIO_OK;
}

static void test_memory__every_allocation_of_the_services(void **state)
{
  static verb verbs[] = {delete_both, ask_health, call_raw};
  (void)state;
  for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
    assert_true(failing_alloc_sweep(scenario, &verbs[i]) > 20);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_memory__every_allocation_of_the_services)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
