/** Every allocation of the verbs of a verification fails once, and from then on: nothing leaks, no second request goes out, no answer and
 * no result is lost or made up. */
#include "stage.h"

#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <string.h>

/* What went wrong so far: the first failure ends the flow. */
static int ended(jumio_result result)
{
  assert_true(result == JUMIO_OK || result == JUMIO_ERR_OUT_OF_MEMORY || result == JUMIO_ERR_OUTCOME_UNKNOWN);
  return result != JUMIO_OK;
}

/* A request that went out leaves its trace: in the hands of the caller, or in a record that nobody will send again. */
static jumio_result create(stage *s)
{
  jumio_verification *record = NULL;
  jumio_account *account = NULL;
  jumio_account_request *request = rig_request();
  jumio_error *err = NULL;
  jumio_result result = jumio_verification_create(s->client, "a", 1, "person-1", JUMIO_NTS, request, -1, NULL, &record, &account, &err);
  assert_true(err != NULL || result == JUMIO_OK);
  assert_true(stage_posts(s) <= 1);
  if (result == JUMIO_OK)
    assert_true(record != NULL && account != NULL);
  jumio_error_free(err);
  jumio_verification_free(record);
  jumio_account_free(account);
  jumio_account_request_free(request);
  return result;
}

/* By a client that has memory: how the record stands. */
static int32_t seen_by_another(stage *s)
{
  stage other;
  int32_t processing;
  assert_int_equal(stage_begin_with(&other, NULL, rig_happy, rig_happy_count, 0), JUMIO_OK);
  jumio__memory_store *own = other.store.real;
  other.store.real = s->store.real;
  processing = stage_processing(other.client, "a");
  if (processing == JUMIO_PROCESSING_DONE) {
    jumio_verification *record = NULL;
    assert_int_equal(jumio_verification_load(other.client, "a", 1, &record, NULL), JUMIO_OK);
    assert_int_equal(jumio_verification_get_status(record), JUMIO_IDV_PASSED);
    assert_int_equal(jumio_verification_document_count(record), 3);
    jumio_verification_free(record);
  }
  other.store.real = own;
  stage_end(&other);
  return processing;
}

static int32_t swallow(const void *data, size_t len, void *user_data)
{
  (void)data;
  (void)len;
  (void)user_data;
  return 1;
}

static jumio_result use(stage *s)
{
  jumio_verification *record = NULL;
  jumio_verification_list *list = NULL;
  jumio_result result = stage_call_back(s->client, RIG_EXECUTION, RIG_ACCOUNT, "PROCESSED");
  if (result == JUMIO_OK)
    result = jumio_verification_refresh(s->client, "a", 1, NULL, -1, NULL, &record, NULL);
  if (result == JUMIO_OK)
    assert_int_equal(jumio_verification_get_status(record), JUMIO_IDV_PASSED);
  jumio_verification_free(record);
  if (result == JUMIO_OK)
    result = jumio_verification_fetch_document(s->client, "a", 1, 0, swallow, NULL, -1, NULL, NULL, NULL);
  if (result == JUMIO_OK)
    result = jumio_verification_list_by_entity(s->client, "person-1", JUMIO_NTS, NULL, 0, 20, &list, NULL);
  if (result == JUMIO_OK)
    assert_int_equal(jumio_verification_list_count(list), 1);
  jumio_verification_list_free(list);
  return result;
}

static int flow(jumio_alloc *alloc, void *data)
{
  stage s;
  jumio_result result = stage_begin_with(&s, alloc, rig_happy, rig_happy_count, 1);
  (void)data;
  if (result == JUMIO_OK) {
    result = create(&s);
    int32_t processing = seen_by_another(&s);
    if (stage_posts(&s) == 1)
      assert_true(processing == JUMIO_PROCESSING_SENDING || processing == JUMIO_PROCESSING_OUTCOME_UNKNOWN ||
                  processing == JUMIO_PROCESSING_WAITING);
    else
      assert_true(processing == JUMIO_ERR_STORE_NOT_FOUND || processing == JUMIO_PROCESSING_PREPARED ||
                  processing == JUMIO_PROCESSING_SENDING);
  }
  if (result == JUMIO_OK) {
    result = use(&s);
    int32_t processing = seen_by_another(&s);
    assert_true(processing == JUMIO_PROCESSING_WAITING || processing == JUMIO_PROCESSING_RESULT_DUE || processing == JUMIO_PROCESSING_DONE);
  }
  int outcome = ended(result);
  stage_end(&s);
  return outcome;
}

static void test_verification__without_memory(void **state)
{
  (void)state;
  size_t faults = failing_alloc_sweep(flow, NULL);
  assert_true(faults > 200);
  print_message("# %zu failed allocations\n", faults);
}

/* Whoever reaches the end has weighed the steps: a lack of memory while they are read never stores the outcome without them. */
static int flow_with_steps(jumio_alloc *alloc, void *data)
{
  static const fake_step script[] = {
      RIG_TOKEN_STEP,
      STAGE_CREATED,
      {.path = STAGE_ON_STATUS, .status = 200, .body = STAGE_STATUS("PROCESSED"), .times = -1},
      {.path = "/steps",
       .status = 200,
       .body = "{\"steps\":[{\"name\":\"AUTHENTICATION\",\"decision\":{\"type\":\"REJECTED\"}}]}",
       .times = -1},
      {.path = STAGE_ON_DETAILS,
       .status = 200,
       .body = STAGE_TRANSACTION("PROCESSED", ",\"decision\":{\"type\":\"REJECTED\"}"),
       .times = -1},
  };
  stage s;
  jumio_verification *record = NULL;
  (void)data;
  jumio_result result = stage_begin_with(&s, alloc, script, sizeof script / sizeof script[0], 1);
  if (result == JUMIO_OK)
    result = create(&s);
  if (result == JUMIO_OK)
    result = jumio_verification_refresh(s.client, "a", 1, NULL, -1, NULL, &record, NULL);
  if (result == JUMIO_OK)
    assert_int_equal(jumio_verification_get_status(record), JUMIO_IDV_DENIED);
  jumio_verification_free(record);
  int outcome = ended(result);
  stage_end(&s);
  return outcome;
}

static void test_verification__without_memory_for_its_steps(void **state)
{
  (void)state;
  size_t faults = failing_alloc_sweep(flow_with_steps, NULL);
  assert_true(faults > 100);
  print_message("# %zu failed allocations\n", faults);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_verification__without_memory),
                                     cmocka_unit_test(test_verification__without_memory_for_its_steps)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
