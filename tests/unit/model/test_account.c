/** The account answer and its credentials: what Jumio documents, what is seen in the wild, and what is refused. */
#include "model/account.h"

#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <jumio/result.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ACC "11111111-2222-4333-8444-555555555501"
#define WF "11111111-2222-4333-8444-555555555502"
#define PART(name) "https://api.emea-1.jumio.ai/api/v1/accounts/" ACC "/workflow-executions/" WF "/credentials/c1/parts/" name

static const char full[] =
    "{\"timestamp\":\"2025-01-31T10:20:31.120Z\",\"account\":{\"id\":\"" ACC "\"},"
    "\"web\":{\"href\":\"https://acme.web.emea-1.jumio.ai/web/v4/app?authorizationToken=t&locale=de\"},\"sdk\":{\"token\":\"sdk.jwt\"},"
    "\"later\":{\"x\":[1,2]},\"workflowExecution\":{\"id\":\"" WF "\",\"credentials\":["
    "{\"id\":\"c1\",\"category\":\"ID\",\"label\":\"Primary ID\",\"allowedChannels\":[\"WEB\",\"API\",\"LATER\"],"
    "\"api\":{\"token\":\"one\",\"parts\":{\"front\":\"" PART("FRONT") "\",\"back\":{\"1\":\"" PART(
        "BACK") "\",\"2\":\"other\"}},\"workflowExecution\":\"https://api.emea-1.jumio.ai/finalize\"}},"
                "{\"id\":\"c2\",\"category\":\"SELFIE\",\"allowedChannels\":[],\"api\":{\"token\":\"\",\"parts\":{\"face\":\"\",\"front\":"
                "7}}},"
                "{\"category\":\"FACEMAP\",\"allowedChannels\":[1,\"SDK\",null]},{\"id\":\"c4\",\"category\":\"LATER\",\"api\":[]},\"no "
                "object\"]}}";

static jumio_account *parse(const char *json)
{
  jumio_account *account = NULL;
  jumio_error *error = (jumio_error *)(uintptr_t)8;
  assert_int_equal(jumio_account_parse(NULL, json, JUMIO_NTS, &account, &error), JUMIO_OK);
  assert_null(error);
  return account;
}

static void test_account__reads_the_whole_answer(void **state)
{
  (void)state;
  size_t len = 0;
  jumio_account *a = parse(full);
  assert_string_equal(jumio_account_get_text(a, JUMIO_ACCOUNT_TEXT_ID), ACC);
  assert_string_equal(jumio_account_get_text(a, JUMIO_ACCOUNT_TEXT_EXECUTION_ID), WF);
  assert_int_equal(jumio_account_get_unix_ms(a, JUMIO_ACCOUNT_TIME_ANSWERED), INT64_C(1738318831120));
  assert_string_equal(jumio_account_get_text(a, JUMIO_ACCOUNT_TEXT_WEB_HREF),
                      "https://acme.web.emea-1.jumio.ai/web/v4/app?authorizationToken=t&locale=de");
  assert_string_equal(jumio_account_get_text(a, JUMIO_ACCOUNT_TEXT_SDK_TOKEN), "sdk.jwt");
  assert_string_equal(jumio_account_get_json(a, &len), full);
  assert_int_equal(len, strlen(full));
  assert_int_equal(jumio_account_credential_count(a), 4);
  assert_null(jumio_account_get_credential_at(a, 4));
  jumio_account *again = parse(jumio_account_get_json(a, NULL));
  assert_int_equal(jumio_account_credential_count(again), 4);
  jumio_account_free(again);
  jumio_account_free(a);
}

static void test_account__credentials(void **state)
{
  (void)state;
  jumio_account *a = parse(full);
  const jumio_credential *c = jumio_account_get_credential_at(a, 0);
  assert_string_equal(jumio_credential_get_text(c, JUMIO_CREDENTIAL_TEXT_ID), "c1");
  assert_int_equal(jumio_credential_get_category(c), JUMIO_CATEGORY_ID);
  assert_string_equal(jumio_credential_get_text(c, JUMIO_CREDENTIAL_TEXT_CATEGORY), "ID");
  assert_string_equal(jumio_credential_get_text(c, JUMIO_CREDENTIAL_TEXT_LABEL), "Primary ID");
  assert_int_equal(jumio_credential_channel_count(c), 3);
  assert_string_equal(jumio_credential_get_channel_at(c, 2), "LATER");
  assert_null(jumio_credential_get_channel_at(c, 3));
  assert_int_equal(jumio_credential_part_page_count(c, JUMIO_PART_FRONT), 1);
  assert_int_equal(jumio_credential_part_page_count(c, JUMIO_PART_BACK), 2);
  assert_int_equal(jumio_credential_part_page_count(c, JUMIO_PART_FACE), 0);
  assert_int_equal(jumio_credential_part_page_count(c, JUMIO_PART_UNKNOWN), 0);
  assert_int_equal(jumio_credential_part_page_count(c, 99), 0);
  assert_string_equal(jumio__credential_part_url(c, JUMIO_PART_FRONT, 1), PART("FRONT"));
  assert_string_equal(jumio__credential_part_url(c, JUMIO_PART_BACK, 1), PART("BACK"));
  assert_string_equal(jumio__credential_token(c), "one");
  assert_string_equal(jumio__credential_finalize_url(c), "https://api.emea-1.jumio.ai/finalize");
  jumio_account_free(a);
}

static void test_account__what_is_missing_is_null(void **state)
{
  (void)state;
  jumio_account *a = parse(full);
  const jumio_credential *selfie = jumio_account_get_credential_at(a, 1), *facemap = jumio_account_get_credential_at(a, 2),
                         *later = jumio_account_get_credential_at(a, 3);
  assert_int_equal(jumio_credential_channel_count(selfie), 0);
  assert_null(jumio__credential_token(selfie));
  assert_int_equal(jumio_credential_part_page_count(selfie, JUMIO_PART_FACE), 0);
  assert_int_equal(jumio_credential_part_page_count(selfie, JUMIO_PART_FRONT), 0);
  assert_null(jumio_credential_get_text(selfie, JUMIO_CREDENTIAL_TEXT_LABEL));
  assert_null(jumio_credential_get_text(facemap, JUMIO_CREDENTIAL_TEXT_ID));
  assert_int_equal(jumio_credential_channel_count(facemap), 1);
  assert_string_equal(jumio_credential_get_channel_at(facemap, 0), "SDK");
  assert_null(jumio__credential_finalize_url(facemap));
  assert_int_equal(jumio_credential_get_category(later), JUMIO_CATEGORY_UNKNOWN);
  assert_string_equal(jumio_credential_get_text(later, JUMIO_CREDENTIAL_TEXT_CATEGORY), "LATER");
  assert_null(jumio__credential_token(later));
  jumio_account_free(a);

  a = parse("{\"workflowExecution\":{\"id\":\"wfe_1\",\"credentials\":{}},\"account\":{\"id\":\"acc_1\"},\"web\":{},\"sdk\":5,"
            "\"timestamp\":\"soon\"}");
  assert_string_equal(jumio_account_get_text(a, JUMIO_ACCOUNT_TEXT_ID), "acc_1"); /* ids are as received: not every peer has UUIDs */
  assert_null(jumio_account_get_text(a, JUMIO_ACCOUNT_TEXT_WEB_HREF));
  assert_null(jumio_account_get_text(a, JUMIO_ACCOUNT_TEXT_SDK_TOKEN));
  assert_int_equal(jumio_account_get_unix_ms(a, JUMIO_ACCOUNT_TIME_ANSWERED), INT64_MIN);
  assert_int_equal(jumio_account_credential_count(a), 0);
  jumio_account_free(a);
}

/* The shapes of answers that are seen: data only without link and SDK, a reused credential, pages, placeholders, no credentials at all. */
static void test_account__shapes_of_answers(void **state)
{
  (void)state;
  jumio_account *a = parse("{\"account\":{\"id\":\"" ACC "\"},\"workflowExecution\":{\"id\":\"" WF "\",\"credentials\":[{\"id\":\"c1\","
                           "\"category\":\"DATA\",\"label\":\"DATA\",\"allowedChannels\":[\"API\"],\"api\":{\"token\":\"t\",\"parts\":{"
                           "\"prepared_data\":\"" PART("PREPARED_DATA") "\"}}}]}}");
  assert_null(jumio_account_get_text(a, JUMIO_ACCOUNT_TEXT_WEB_HREF));
  assert_null(jumio_account_get_text(a, JUMIO_ACCOUNT_TEXT_SDK_TOKEN));
  assert_int_equal(jumio_credential_part_page_count(jumio_account_get_credential_at(a, 0), JUMIO_PART_PREPARED_DATA), 1);
  jumio_account_free(a);
  a = parse("{\"account\":{\"id\":\"" ACC "\"},\"workflowExecution\":{\"id\":\"" WF
            "\",\"credentials\":[{\"id\":\"c1\",\"category\":\"ID\","
            "\"allowedChannels\":[]},{\"id\":\"c2\",\"category\":\"SELFIE\",\"allowedChannels\":[\"API\",\"SDK\"]}]}}");
  assert_int_equal(jumio_credential_channel_count(jumio_account_get_credential_at(a, 0)), 0);
  assert_null(jumio__credential_token(jumio_account_get_credential_at(a, 0)));
  assert_int_equal(jumio_credential_part_page_count(jumio_account_get_credential_at(a, 0), JUMIO_PART_FRONT), 0);
  assert_int_equal(jumio_credential_channel_count(jumio_account_get_credential_at(a, 1)), 2); /* allowed, and yet without an address */
  assert_int_equal(jumio_credential_part_page_count(jumio_account_get_credential_at(a, 1), JUMIO_PART_FACE), 0);
  jumio_account_free(a);
  a = parse("{\"timestamp\":\"2026-01-31T10:20:30Z\",\"account\":{\"id\":\"" ACC
            "\"},\"web\":{\"successUrl\":\"https://www.example.com/ok\","
            "\"errorUrl\":\"https://www.example.com/err\"},\"sdk\":{},\"workflowExecution\":{\"id\":\"" WF "\"}}");
  assert_int_equal(jumio_account_credential_count(a), 0);
  assert_null(jumio_account_get_text(a, JUMIO_ACCOUNT_TEXT_WEB_HREF));
  assert_string_equal(jumio_account_get_text(a, JUMIO_ACCOUNT_TEXT_WEB_SUCCESS_URL), "https://www.example.com/ok");
  assert_string_equal(jumio_account_get_text(a, JUMIO_ACCOUNT_TEXT_WEB_ERROR_URL), "https://www.example.com/err");
  assert_null(jumio_account_get_text(a, 99));
  assert_int_equal(jumio_account_get_unix_ms(a, JUMIO_ACCOUNT_TIME_ANSWERED), INT64_C(1769854830000));
  assert_int_equal(jumio_account_get_unix_ms(a, JUMIO_ACCOUNT_TIME_WEB_EXPIRES), JUMIO_ABSENT);
  assert_int_equal(jumio_account_get_unix_ms(a, 99), JUMIO_ABSENT);
  jumio_account_free(a);
}

static void expect_refused(const char *json, jumio_result code, const char *pointer)
{
  jumio_account *account = (jumio_account *)(uintptr_t)8;
  jumio_error *error = NULL;
  assert_int_equal(jumio_account_parse(NULL, json, JUMIO_NTS, &account, &error), code);
  assert_null(account);
  assert_int_equal(jumio_error_get_code(error), code);
  if (pointer != NULL)
    assert_string_equal(jumio_error_get_text(error, JUMIO_ERROR_TEXT_JSON_POINTER), pointer);
  jumio_error_free(error);
}

static void test_account__required_fields(void **state)
{
  (void)state;
  expect_refused("{}", JUMIO_ERR_PROTOCOL, "/account/id");
  expect_refused("[]", JUMIO_ERR_PROTOCOL, "/account/id");
  expect_refused("{\"account\":{\"id\":7},\"workflowExecution\":{\"id\":\"w\"}}", JUMIO_ERR_PROTOCOL, "/account/id");
  expect_refused("{\"account\":{\"id\":\"\"},\"workflowExecution\":{\"id\":\"w\"}}", JUMIO_ERR_PROTOCOL, "/account/id");
  expect_refused("{\"account\":{\"id\":\"a\"}}", JUMIO_ERR_PROTOCOL, "/workflowExecution/id");
  expect_refused("{\"account\":{\"id\":\"a\"},\"workflowExecution\":{\"id\":null}}", JUMIO_ERR_PROTOCOL, "/workflowExecution/id");
  expect_refused("{\"account\":{\"id\":\"a\"}", JUMIO_ERR_JSON, NULL);
  expect_refused("", JUMIO_ERR_JSON, NULL);
}

/* J02: cut at each byte, never a part of an answer. */
static void test_account__cut_at_every_byte(void **state)
{
  (void)state;
  for (size_t len = 0; len < sizeof full - 1; len++) {
    jumio_account *account = NULL;
    assert_int_equal(jumio_account_parse(NULL, full, len, &account, NULL), JUMIO_ERR_JSON);
    assert_null(account);
  }
}

static void test_account__too_large(void **state)
{
  (void)state;
  size_t len = (size_t)1024 * 1024 + 1;
  char *json = malloc(len);
  memset(json, ' ', len);
  jumio_account *account;
  assert_int_equal(jumio_account_parse(NULL, json, len, &account, NULL), JUMIO_ERR_TOO_LARGE);
  assert_null(account);
  free(json);
}

static void test_account__many_credentials_are_bounded(void **state)
{
  (void)state;
  char json[4096];
  size_t at = (size_t)snprintf(json, sizeof json, "{\"account\":{\"id\":\"a\"},\"workflowExecution\":{\"id\":\"w\",\"credentials\":[{}");
  for (int i = 0; i < 200; i++)
    at += (size_t)snprintf(json + at, sizeof json - at, ",{}");
  snprintf(json + at, sizeof json - at, "]}}");
  jumio_account *a = parse(json);
  assert_int_equal(jumio_account_credential_count(a), JUMIO__CREDENTIALS_MAX);
  jumio_account_free(a);
}

static void test_account__null_handles(void **state)
{
  (void)state;
  jumio_account *account;
  size_t len = 5;
  assert_int_equal(jumio_account_parse(NULL, NULL, 0, &account, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_account_parse(NULL, full, JUMIO_NTS, NULL, NULL), JUMIO_ERR_ARGUMENT);
  jumio_account_free(NULL);
  assert_null(jumio_account_get_text(NULL, JUMIO_ACCOUNT_TEXT_ID));
  assert_null(jumio_account_get_text(NULL, JUMIO_ACCOUNT_TEXT_EXECUTION_ID));
  assert_int_equal(jumio_account_get_unix_ms(NULL, JUMIO_ACCOUNT_TIME_ANSWERED), INT64_MIN);
  assert_null(jumio_account_get_text(NULL, JUMIO_ACCOUNT_TEXT_WEB_HREF));
  assert_null(jumio_account_get_text(NULL, JUMIO_ACCOUNT_TEXT_SDK_TOKEN));
  assert_null(jumio_account_get_json(NULL, &len));
  assert_int_equal(len, 0);
  assert_int_equal(jumio_account_credential_count(NULL), 0);
  assert_null(jumio_account_get_credential_at(NULL, 0));
  assert_null(jumio_credential_get_text(NULL, JUMIO_CREDENTIAL_TEXT_ID));
  assert_int_equal(jumio_credential_get_category(NULL), 0);
  assert_null(jumio_credential_get_text(NULL, JUMIO_CREDENTIAL_TEXT_CATEGORY));
  assert_null(jumio_credential_get_text(NULL, JUMIO_CREDENTIAL_TEXT_LABEL));
  assert_int_equal(jumio_credential_channel_count(NULL), 0);
  assert_null(jumio_credential_get_channel_at(NULL, 0));
  assert_int_equal(jumio_credential_part_page_count(NULL, JUMIO_PART_FRONT), 0);
}

static int parse_scenario(jumio_alloc *alloc, void *data)
{
  jumio_account *account = NULL;
  jumio_error *error = NULL;
  jumio_result result = jumio_account_parse(alloc, data, JUMIO_NTS, &account, &error);
  assert_int_equal(jumio_error_get_code(error), result);
  jumio_error_free(error);
  jumio_account_free(account);
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

static void test_account__without_memory(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(parse_scenario, (void *)(uintptr_t)full) > 2);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_account__reads_the_whole_answer),
      cmocka_unit_test(test_account__credentials),
      cmocka_unit_test(test_account__what_is_missing_is_null),
      cmocka_unit_test(test_account__shapes_of_answers),
      cmocka_unit_test(test_account__required_fields),
      cmocka_unit_test(test_account__cut_at_every_byte),
      cmocka_unit_test(test_account__too_large),
      cmocka_unit_test(test_account__many_credentials_are_bounded),
      cmocka_unit_test(test_account__null_handles),
      cmocka_unit_test(test_account__without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
