/** Whether a transaction carries the ids that were asked for. */
#include <jumio/result.h>
#include <jumio/transaction.h>

#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define ACCOUNT "9b7e2a10-5c44-4f6d-8e21-5a4d3c2b1a02"
#define EXECUTION "3f0c1d52-7a41-4c0e-9a55-0d8c1e6f7a01"
#define OTHER "00000000-0000-4000-8000-000000000001"

static jumio_transaction *read_transaction(const char *account, const char *execution)
{
  char json[256];
  jumio_transaction *transaction = NULL;
  snprintf(json, sizeof json, "{\"workflow\":{%s\"status\":\"PROCESSED\"},\"account\":{%s}}", execution, account);
  assert_int_equal(jumio_transaction_parse(NULL, json, JUMIO_NTS, &transaction, NULL), JUMIO_OK);
  return transaction;
}

/* The message names the place, and no id. */
static void expect_mismatch(const char *account, const char *execution, const char *message, const char *pointer)
{
  jumio_error *error = NULL;
  jumio_transaction *transaction = read_transaction(account, execution);
  assert_int_equal(jumio_transaction_check_ids(transaction, ACCOUNT, JUMIO_NTS, EXECUTION, JUMIO_NTS, &error), JUMIO_ERR_ID_MISMATCH);
  assert_string_equal(jumio_error_get_message(error), message);
  assert_string_equal(jumio_error_get_text(error, JUMIO_ERROR_TEXT_JSON_POINTER), pointer);
  jumio_error_free(error);
  jumio_transaction_free(transaction);
}

static void test_ids__of_a_transaction(void **state)
{
  (void)state;
  jumio_error *error = NULL;
  jumio_transaction *transaction = read_transaction("\"id\":\"" ACCOUNT "\"", "\"id\":\"3F0C1D52-7a41-4c0e-9a55-0d8c1e6f7a01\",");
  assert_int_equal(jumio_transaction_check_ids(transaction, ACCOUNT, JUMIO_NTS, EXECUTION, JUMIO_NTS, &error), JUMIO_OK);
  assert_null(error);
  assert_int_equal(jumio_transaction_check_ids(transaction, ACCOUNT "/x", 36, "3f0c1d52-7A41-4C0E-9A55-0D8C1E6F7A01", 36, NULL), JUMIO_OK);
  jumio_transaction_free(transaction);
  expect_mismatch("\"id\":\"" OTHER "\"", "\"id\":\"" EXECUTION "\",", "/account/id is not the id that was asked for", "/account/id");
  expect_mismatch("\"id\":\"" ACCOUNT "\"", "\"id\":\"" OTHER "\",", "/workflow/id is not the id that was asked for", "/workflow/id");
  expect_mismatch("\"id\":\"" ACCOUNT "0\"", "\"id\":\"" EXECUTION "\",", "/account/id is not the id that was asked for", "/account/id");
  expect_mismatch("", "\"id\":\"" EXECUTION "\",", "/account/id is missing", "/account/id");
  expect_mismatch("\"id\":\"" ACCOUNT "\"", "", "/workflow/id is missing", "/workflow/id");
  expect_mismatch("\"id\":\"" ACCOUNT "\"", "\"id\":7,", "/workflow/id is missing", "/workflow/id");
}

static void test_ids__arguments(void **state)
{
  (void)state;
  jumio_error *error = NULL;
  jumio_transaction *transaction = read_transaction("\"id\":\"\"", "\"id\":\"\",");
  assert_int_equal(jumio_transaction_check_ids(NULL, ACCOUNT, JUMIO_NTS, EXECUTION, JUMIO_NTS, &error), JUMIO_ERR_ARGUMENT);
  assert_string_equal(jumio_error_get_message(error), "transaction is NULL");
  jumio_error_free(error);
  /* Two empty ids are no agreement. */
  assert_int_equal(jumio_transaction_check_ids(transaction, "", 0, "", 0, &error), JUMIO_ERR_ARGUMENT);
  assert_string_equal(jumio_error_get_message(error), "account_id: not a UUID of 36 characters");
  jumio_error_free(error);
  assert_int_equal(jumio_transaction_check_ids(transaction, ACCOUNT, JUMIO_NTS, NULL, JUMIO_NTS, &error), JUMIO_ERR_ARGUMENT);
  assert_string_equal(jumio_error_get_message(error), "execution_id: not a UUID of 36 characters");
  jumio_error_free(error);
  jumio_transaction_free(transaction);
}

static int mismatch_scenario(jumio_alloc *alloc, void *data)
{
  jumio_error *error = NULL;
  jumio_transaction *transaction = NULL;
  if (jumio_transaction_parse(alloc, data, JUMIO_NTS, &transaction, NULL) != JUMIO_OK)
    return 1;
  jumio_result result = jumio_transaction_check_ids(transaction, ACCOUNT, JUMIO_NTS, EXECUTION, JUMIO_NTS, &error);
  assert_int_equal(result, JUMIO_ERR_ID_MISMATCH); /* also where there is no memory to say so */
  bool told = jumio_error_get_code(error) == JUMIO_ERR_ID_MISMATCH;
  jumio_error_free(error);
  jumio_transaction_free(transaction);
  return told ? 0 : 1;
}

static void test_ids__without_memory(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(mismatch_scenario, "{\"workflow\":{\"status\":\"PROCESSED\"}}") > 2);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_ids__of_a_transaction),
      cmocka_unit_test(test_ids__arguments),
      cmocka_unit_test(test_ids__without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
