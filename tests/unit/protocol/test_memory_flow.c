/** Every allocation of a whole verification is failed, once and from then on (reliability.md M01, M02). */
#include "support/failing_alloc.h"
#include "support/rig.h"

#include "support/cmocka.h"

#include <stdlib.h>
#include <string.h>

#define CALLBACK                                                                                                                           \
  "{\"callbackSentAt\":\"2026-01-31T10:25:00.000Z\",\"workflowExecution\":{\"id\":\"" RIG_EXECUTION                                        \
  "\",\"definitionKey\":\"10011\",\"status\":\"PROCESSED\"},\"account\":{\"id\":\"" RIG_ACCOUNT "\"}}"

static int32_t swallow(const void *data, size_t len, void *user_data)
{
  (void)data;
  (void)len;
  (void)user_data;
  return 1;
}

static jumio_result make_request(jumio_alloc *alloc, jumio_account_request **out, jumio_error **err)
{
  jumio_result result = jumio_account_request_new(alloc, out, err);
  if (result == JUMIO_OK)
    result = jumio_account_request_set_customer_internal_reference(*out, "case-1", JUMIO_NTS, err);
  if (result == JUMIO_OK)
    result = jumio_account_request_set_workflow_key(*out, "10011", JUMIO_NTS, err);
  if (result == JUMIO_OK)
    result = jumio_account_request_set_web(*out, "https://www.example.com/ok", JUMIO_NTS, NULL, 0, "de", JUMIO_NTS, err);
  if (result == JUMIO_OK)
    result = jumio_account_request_add_credential(*out, JUMIO_CATEGORY_ID, "AUT", JUMIO_NTS, "PASSPORT", JUMIO_NTS, NULL, err);
  return result;
}

static jumio_result upload_all(jumio_client *client, const jumio_account *account, jumio_error **err)
{
  static const jumio_part parts[] = {JUMIO_PART_FRONT, JUMIO_PART_BACK, JUMIO_PART_FACE};
  jumio_result result = JUMIO_OK;
  for (size_t i = 0; i < 3 && result == JUMIO_OK; i++)
    result = rig_upload(client, account, jumio_account_get_credential_at(account, i / 2), parts[i], rig_jpeg, rig_jpeg_len, NULL, err);
  if (result == JUMIO_OK)
    result = jumio_workflow_execution_finalize(client, account, -1, NULL, err);
  return result;
}

static jumio_result finish(jumio_client *client, jumio_error **err)
{
  jumio_verification *verification = NULL;
  jumio_verification_list *list = NULL;
  jumio_result result = jumio_verification_apply_callback(client, CALLBACK, JUMIO_NTS, NULL, err);
  if (result == JUMIO_OK)
    result = jumio_verification_refresh(client, "v-1", JUMIO_NTS, NULL, -1, NULL, &verification, err);
  if (result == JUMIO_OK) {
    assert_int_equal(jumio_verification_get_status(verification), JUMIO_IDV_PASSED);
    result = jumio_verification_fetch_document(client, "v-1", JUMIO_NTS, 0, swallow, NULL, -1, NULL, NULL, err);
  }
  if (result == JUMIO_OK)
    result = jumio_verification_list_by_status(client, JUMIO_IDV_PASSED, NULL, 0, 10, &list, err);
  if (result == JUMIO_OK)
    assert_int_equal(jumio_verification_list_count(list), 1);
  jumio_verification_list_free(list);
  jumio_verification_free(verification);
  return result;
}

/* Lost for want of memory after the answer: the create stays in doubt, as its record says. */
static int outcome(jumio_result result)
{
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY || result == JUMIO_ERR_OUTCOME_UNKNOWN ? 1 : 2;
}

static int whole_flow(jumio_alloc *alloc, void *data)
{
  (void)data;
  test_rig rig;
  jumio_error *error = NULL;
  jumio_account_request *request = NULL;
  jumio_account *account = NULL;
  jumio_verification *verification = NULL;
  jumio_result result = rig_begin_with(&rig, alloc, rig_happy, rig_happy_count, &error);
  if (result == JUMIO_OK)
    result = make_request(alloc, &request, &error);
  if (result == JUMIO_OK)
    result =
        jumio_verification_create(rig.client, "v-1", JUMIO_NTS, "entity", JUMIO_NTS, request, -1, NULL, &verification, &account, &error);
  if (result == JUMIO_OK)
    result = upload_all(rig.client, account, &error);
  if (result == JUMIO_OK)
    result = finish(rig.client, &error);
  if (outcome(result) == 2)
    print_error("%s: %s\n", jumio_result_name(result), jumio_error_get_message(error));
  /* Where there was no memory for the error object either, the static one stands in for it. */
  assert_true(jumio_error_get_code(error) == result || jumio_error_get_code(error) == JUMIO_ERR_OUT_OF_MEMORY);
  assert_true(fake_http_count(&rig.http, "account.amer-1") <= 1);
  jumio_error_free(error);
  jumio_verification_free(verification);
  jumio_account_free(account);
  jumio_account_request_free(request);
  rig_end(&rig);
  return outcome(result);
}

static void test_memory__every_allocation_of_a_verification(void **state)
{
  (void)state;
  size_t faults = failing_alloc_sweep(whole_flow, NULL);
  print_message("# %zu allocation faults\n", faults);
  assert_true(faults > 200);
}

static int update_flow(jumio_alloc *alloc, void *data)
{
  (void)data;
  test_rig rig;
  jumio_account_request *request = NULL;
  jumio_account *account = NULL;
  jumio_result result = rig_begin_with(&rig, alloc, rig_happy, rig_happy_count, NULL);
  if (result == JUMIO_OK)
    result = make_request(alloc, &request, NULL);
  if (result == JUMIO_OK)
    result = jumio_account_update(rig.client, RIG_ACCOUNT, JUMIO_NTS, request, -1, NULL, &account, NULL);
  assert_int_equal(account != NULL, result == JUMIO_OK);
  assert_true(fake_http_count(&rig.http, "account.amer-1") <= 1);
  jumio_account_free(account);
  jumio_account_request_free(request);
  rig_end(&rig);
  return outcome(result);
}

static void test_memory__every_allocation_of_an_update(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(update_flow, NULL) > 50);
}

/* Nothing of the secrets is left in freed memory: the allocator sees each block as it is freed. */
typedef struct watch {
  size_t found;
} watch;

static void *watch_allocate(size_t size, void *user_data)
{
  (void)user_data;
  return calloc(1, size); /* what the test itself freed must not be found in a block that the library only half fills */
}

static void *watch_resize(void *block, size_t old_size, size_t new_size, void *user_data)
{
  (void)user_data;
  (void)old_size;
  return realloc(block, new_size);
}

static void watch_release(void *block, size_t size, void *user_data)
{
  watch *self = user_data;
  const char *bytes = block;
  for (size_t i = 0; i + 6 <= size; i++)
    self->found += memcmp(bytes + i, "canary", 6) == 0 || memcmp(bytes + i, "CANARY", 6) == 0;
  free(block);
}

static void test_memory__freed_blocks_hold_no_secret(void **state)
{
  static const jumio_alloc_ops ops = {sizeof ops, 0, watch_allocate, watch_resize, watch_release};
  (void)state;
  watch self = {0};
  jumio_alloc *alloc = NULL;
  assert_int_equal(jumio_alloc_new(&ops, &self, NULL, &alloc), JUMIO_OK);
  assert_int_equal(whole_flow(alloc, NULL), 0);
  jumio_alloc_free(alloc);
  assert_int_equal(self.found, 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_memory__every_allocation_of_a_verification),
      cmocka_unit_test(test_memory__every_allocation_of_an_update),
      cmocka_unit_test(test_memory__freed_blocks_hold_no_secret),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
