/** Members that have no setter: where they may be set, what they may not touch, and that a refusal changes nothing. */
#include "model/account_request.h"

#include "support/cmocka.h"

#include <jumio/jumio.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOW INT64_C(1769854830000)

static jumio_account_request *request_new(void)
{
  jumio_account_request *request = NULL;
  assert_int_equal(jumio_account_request_new(NULL, &request, NULL), JUMIO_OK);
  jumio_account_request_set_customer_internal_reference(request, "a", 1, NULL);
  jumio_account_request_set_workflow_key(request, "3", 1, NULL);
  return request;
}

static jumio_result set(jumio_account_request *r, const char *pointer, const char *json)
{
  jumio_error *error = NULL;
  jumio_result result = jumio_account_request_set_json(r, pointer, JUMIO_NTS, json, JUMIO_NTS, &error);
  assert_int_equal(jumio_error_get_code(error), result);
  jumio_error_free(error);
  return result;
}

static void expect_body(const jumio_account_request *r, const char *want)
{
  char *body = NULL;
  assert_int_equal(jumio_account_request_dup_json(r, &body, NULL, NULL), JUMIO_OK);
  assert_string_equal(body, want);
  jumio_text_free(body);
}

#define BASE "{\"customerInternalReference\":\"a\",\"workflowDefinition\":{\"key\":3"

static void test_raw__sets_members_anywhere(void **state)
{
  (void)state;
  jumio_account_request *r = request_new();
  jumio_account_request_add_credential(r, JUMIO_CATEGORY_ID, NULL, 0, NULL, 0, NULL, NULL);
  jumio_account_request_set_capability(r, JUMIO_CAPABILITY_OPTION_SEARCH_TYPE, "one", JUMIO_NTS, NULL);
  assert_int_equal(set(r, "/later", "[1,2.5,\"x\",null,true]"), JUMIO_OK);
  assert_int_equal(set(r, "/deep/a~1b/c~0d", "{\"e\":{}}"), JUMIO_OK);
  assert_int_equal(set(r, "/deep/a~1b/f", "1"), JUMIO_OK); /* beside the other, in an object of ours */
  assert_int_equal(set(r, "/workflowDefinition/credentials/0/later", "true"), JUMIO_OK);
  assert_int_equal(set(r, "/workflowDefinition/capabilities/watchlistScreening/later", "1"), JUMIO_OK);
  assert_int_equal(set(r, "/workflowDefinition/capabilities/later", "{}"), JUMIO_OK);
  assert_int_equal(set(r, "/later", "7"), JUMIO_OK); /* takes the place of the first */
  expect_body(r, BASE ",\"credentials\":[{\"category\":\"ID\",\"later\":true}],\"capabilities\":{\"watchlistScreening\":{\"searchType\":"
                      "\"one\",\"later\":1},\"later\":{}}},\"later\":7,\"deep\":{\"a/b\":{\"c~d\":{\"e\":{}},\"f\":1}}}");
  jumio_account_request_free(r);
}

/* Forms that others send and no setter does: an empty list, options outside of their place, and an id that is no UUID. */
static void test_raw__forms_that_are_seen(void **state)
{
  (void)state;
  jumio_account_request *r = request_new();
  assert_int_equal(set(r, "/workflowDefinition/credentials", "[]"), JUMIO_OK);
  assert_int_equal(set(r, "/workflowDefinition/workflowDecision", "{\"riskScoreRulesetId\":\"RISK-1\"}"), JUMIO_OK);
  expect_body(r, BASE ",\"credentials\":[],\"workflowDecision\":{\"riskScoreRulesetId\":\"RISK-1\"}}}");
  jumio_account_request_free(r);
  r = request_new();
  jumio_account_request_add_credential(r, JUMIO_CATEGORY_FACEMAP, NULL, 0, NULL, 0, NULL, NULL);
  assert_int_equal(set(r, "/workflowDefinition/credentials/0/id", "\"3333-aaaa\""), JUMIO_OK);
  expect_body(r, BASE ",\"credentials\":[{\"category\":\"FACEMAP\",\"id\":\"3333-aaaa\"}]}}");
  jumio_account_request_free(r);
}

static void test_raw__never_touches_what_a_setter_set(void **state)
{
  (void)state;
  static const char *const taken[] = {"/userReference",
                                      "/workflowDefinition",
                                      "/workflowDefinition/credentials",
                                      "/workflowDefinition/credentials/0",
                                      "/workflowDefinition/credentials/0/category",
                                      "/web",
                                      "/web/locale"};
  static const char *const nowhere[] = {"/userReference/x",
                                        "/workflowDefinition/credentials/1",
                                        "/workflowDefinition/credentials/-",
                                        "/web/locale/x",
                                        "/workflowDefinition/credentials/00/x",
                                        "/workflowDefinition/credentials/1/x",
                                        "/a~2b",
                                        "/a~",
                                        "later",
                                        ""};
  jumio_account_request *r = request_new();
  jumio_account_request_set_user_reference(r, "u", 1, NULL);
  jumio_account_request_add_credential(r, JUMIO_CATEGORY_ID, NULL, 0, NULL, 0, NULL, NULL);
  jumio_account_request_set_web(r, NULL, 0, NULL, 0, "de", 2, NULL);
  for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++)
    assert_int_equal(set(r, taken[i], "{}"), JUMIO_ERR_CONFLICT);
  for (size_t i = 0; i < sizeof nowhere / sizeof nowhere[0]; i++)
    assert_int_equal(set(r, nowhere[i], "{}"), JUMIO_ERR_ARGUMENT);
  expect_body(r, "{\"customerInternalReference\":\"a\",\"userReference\":\"u\",\"workflowDefinition\":{\"key\":3,\"credentials\":[{"
                 "\"category\":\"ID\"}]},\"web\":{\"locale\":\"de\"}}");
  jumio_account_request_free(r);
}

/* The other way round: the setter does not know, so the whole is refused and neither is lost. */
static void test_raw__a_setter_that_comes_later_is_a_conflict(void **state)
{
  (void)state;
  jumio__origins origins;
  char *body = NULL;
  jumio_error *error = NULL;
  jumio_account_request *r = request_new();
  assert_int_equal(jumio__origins_set_region(&origins, "EU", JUMIO_NTS, NULL, NULL), JUMIO_OK);
  assert_int_equal(set(r, "/userReference", "\"raw\""), JUMIO_OK);
  assert_int_equal(jumio__account_request_check(r, &origins, NOW, NULL, NULL), JUMIO_OK);
  assert_int_equal(jumio_account_request_set_user_reference(r, "set", JUMIO_NTS, NULL), JUMIO_OK);
  assert_int_equal(jumio_account_request_dup_json(r, &body, NULL, &error), JUMIO_ERR_CONFLICT);
  assert_null(body);
  assert_string_equal(jumio_error_get_text(error, JUMIO_ERROR_TEXT_JSON_POINTER), "/userReference");
  jumio_error_free(error);
  assert_int_equal(jumio__account_request_check(r, &origins, NOW, NULL, NULL), JUMIO_ERR_CONFLICT);
  jumio_account_request_free(r);
}

static void test_raw__the_other_form_of_reference_and_key(void **state)
{
  (void)state;
  jumio_account_request *r = NULL;
  assert_int_equal(jumio_account_request_new(NULL, &r, NULL), JUMIO_OK);
  assert_int_equal(set(r, "/customerInternalReference", "123"), JUMIO_OK);
  assert_int_equal(set(r, "/workflowDefinition/key", "\"10032\""), JUMIO_OK);
  assert_int_equal(set(r, "/tokenLifetime", "\"30m\""), JUMIO_OK);
  expect_body(r, "{\"customerInternalReference\":123,\"tokenLifetime\":\"30m\",\"workflowDefinition\":{\"key\":\"10032\"}}");
  assert_string_equal(jumio__account_request_reference(r), "123");
  assert_string_equal(jumio__account_request_workflow_key(r), "10032");
  assert_int_equal(jumio__account_request_token_lifetime_s(r), 1800);
  assert_int_equal(set(r, "/customerInternalReference", "\"123\""), JUMIO_OK);
  assert_int_equal(set(r, "/workflowDefinition/key", "10032"), JUMIO_OK);
  expect_body(r, "{\"customerInternalReference\":\"123\",\"tokenLifetime\":\"30m\",\"workflowDefinition\":{\"key\":10032}}");
  assert_int_equal(set(r, "/customerInternalReference", "124"), JUMIO_ERR_CONFLICT); /* another value */
  assert_int_equal(set(r, "/workflowDefinition/key", "\"1\""), JUMIO_ERR_CONFLICT);
  assert_int_equal(set(r, "/tokenLifetime", "\"31m\""), JUMIO_ERR_CONFLICT);
  static const char *const odd[] = {"{}", "[]", "null", "true", "1.5", "-1", "1e400", "18446744073709551616"};
  for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
    jumio_account_request *fresh = NULL;
    assert_int_equal(jumio_account_request_new(NULL, &fresh, NULL), JUMIO_OK);
    assert_true(set(fresh, "/customerInternalReference", odd[i]) != JUMIO_OK);
    assert_true(set(fresh, "/workflowDefinition/key", odd[i]) != JUMIO_OK);
    assert_true(set(fresh, "/tokenLifetime", odd[i]) != JUMIO_OK);
    expect_body(fresh, "{\"workflowDefinition\":{}}");
    jumio_account_request_free(fresh);
  }
  /* The rules of the setter hold. */
  jumio_account_request *fresh = NULL;
  assert_int_equal(jumio_account_request_new(NULL, &fresh, NULL), JUMIO_OK);
  assert_int_equal(set(fresh, "/customerInternalReference", "\"a<b\""), JUMIO_ERR_ARGUMENT);
  assert_int_equal(set(fresh, "/workflowDefinition/key", "\"a b\""), JUMIO_ERR_ARGUMENT);
  assert_int_equal(set(fresh, "/tokenLifetime", "\"1m\""), JUMIO_ERR_ARGUMENT);
  jumio_account_request_free(fresh);
  /* The setter itself goes back to the form that it sends. */
  assert_int_equal(set(r, "/customerInternalReference", "123"), JUMIO_OK);
  assert_int_equal(set(r, "/workflowDefinition/key", "\"10032\""), JUMIO_OK);
  jumio_account_request_set_customer_internal_reference(r, "123", JUMIO_NTS, NULL);
  jumio_account_request_set_workflow_key(r, "10032", JUMIO_NTS, NULL);
  expect_body(r, "{\"customerInternalReference\":\"123\",\"tokenLifetime\":\"30m\",\"workflowDefinition\":{\"key\":10032}}");
  jumio_account_request_free(r);
}

static void test_raw__bounds_and_strictness(void **state)
{
  (void)state;
  static const char *const loose[] = {"", "{", "{a:1}", "{\"a\":1,\"a\":2}", "[1,]", "1 2", "NaN", "'x'", "\"\xff\""};
  jumio_account_request *r = request_new();
  char pointer[300];
  char *big = malloc(70000);
  for (size_t i = 0; i < sizeof loose / sizeof loose[0]; i++)
    assert_int_equal(set(r, "/later", loose[i]), JUMIO_ERR_JSON);
  memset(big, 'x', 70000);
  big[0] = big[65537] = '"';
  big[65538] = '\0';
  assert_int_equal(set(r, "/later", big), JUMIO_ERR_TOO_LARGE);
  big[65535] = '"';
  big[65536] = '\0';
  for (int i = 0; i < 32; i++) {
    snprintf(pointer, sizeof pointer, "/later%d", i);
    assert_int_equal(set(r, pointer, i < 15 ? big : i == 15 ? "\"fits\"" : "0"), JUMIO_OK);
  }
  assert_int_equal(set(r, "/one-more", "0"), JUMIO_ERR_TOO_LARGE);
  assert_int_equal(set(r, "/later15", big), JUMIO_ERR_TOO_LARGE); /* the body */
  memset(pointer, 'p', sizeof pointer);
  pointer[0] = '/';
  pointer[256] = '\0';
  assert_int_equal(set(r, pointer, "0"), JUMIO_ERR_ARGUMENT);
  free(big);
  jumio_account_request_free(r);
  r = request_new();
  assert_int_equal(set(r, "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/21/22/23/24/25/26/27/28/29/30", "[[[[[]]]]]"),
                   JUMIO_ERR_JSON);
  expect_body(r, BASE "}}");
  assert_int_equal(jumio_account_request_set_json(r, NULL, 0, "1", 1, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_account_request_set_json(r, "/a", 2, NULL, 0, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_account_request_set_json(r, "/a\0b", 4, "1", 1, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_account_request_set_json(NULL, "/a", 2, "1", 1, NULL), JUMIO_ERR_ARGUMENT);
  jumio_account_request_free(r);
}

/* Rules that hold for the body hold for what came raw, too. */
static void test_raw__the_whole_is_checked_as_it_would_be_sent(void **state)
{
  (void)state;
  static const struct {
    const char *pointer, *json, *field; /* NULL: taken */
  } rows[] = {{"/callbackUrl", "\"http://kyc.example.com/\"", "callbackUrl"},
              {"/callbackUrl", "7", "callbackUrl"},
              {"/callbackUrl", "\"https://kyc.example.com/\"", NULL},
              {"/web", "{\"errorUrl\":\"https://192.0.2.1/\"}", "web.errorUrl"},
              {"/web/successUrl", "\"https://u@kyc.example.com/\"", "web.successUrl"},
              {"/userConsent", "{\"consent\":{\"obtainedAt\":\"2022-01-01T00:00:00Z\"}}", "obtainedAt"},
              {"/userConsent", "{\"consent\":{\"obtainedAt\":\"soon\"}}", "obtainedAt"},
              {"/userConsent", "{\"consent\":{\"obtainedAt\":1}}", "obtainedAt"},
              {"/userConsent", "{\"consent\":{\"obtainedAt\":\"2026-01-01T00:00:00Z\"}}", NULL}};
  jumio__origins origins;
  assert_int_equal(jumio__origins_set_region(&origins, "EU", JUMIO_NTS, NULL, NULL), JUMIO_OK);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    jumio_account_request *r = request_new();
    jumio_error *error = NULL;
    assert_int_equal(set(r, rows[i].pointer, rows[i].json), JUMIO_OK);
    assert_int_equal(jumio__account_request_check(r, &origins, NOW, NULL, &error), rows[i].field == NULL ? JUMIO_OK : JUMIO_ERR_ARGUMENT);
    assert_true(rows[i].field == NULL || strstr(jumio_error_get_message(error), rows[i].field) != NULL);
    jumio_error_free(error);
    jumio_account_request_free(r);
  }
  jumio_account_request *r = request_new();
  jumio_account_request_set_workflow_key(r, "10010", JUMIO_NTS, NULL);
  assert_int_equal(jumio__account_request_check(r, &origins, NOW, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(set(r, "/userReference", "\"u\""), JUMIO_OK);
  assert_int_equal(jumio__account_request_check(r, &origins, NOW, NULL, NULL), JUMIO_OK);
  jumio_account_request_free(r);
}

static void test_raw__dup_of_nothing(void **state)
{
  (void)state;
  char *body = (char *)(uintptr_t)8;
  size_t len = 9;
  jumio_account_request *r = request_new();
  assert_int_equal(jumio_account_request_dup_json(NULL, &body, &len, NULL), JUMIO_ERR_ARGUMENT);
  assert_null(body);
  assert_int_equal(len, 0);
  assert_int_equal(jumio_account_request_dup_json(r, NULL, &len, NULL), JUMIO_ERR_ARGUMENT);
  jumio_account_request_free(r);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_raw__sets_members_anywhere),
      cmocka_unit_test(test_raw__forms_that_are_seen),
      cmocka_unit_test(test_raw__never_touches_what_a_setter_set),
      cmocka_unit_test(test_raw__a_setter_that_comes_later_is_a_conflict),
      cmocka_unit_test(test_raw__the_other_form_of_reference_and_key),
      cmocka_unit_test(test_raw__bounds_and_strictness),
      cmocka_unit_test(test_raw__the_whole_is_checked_as_it_would_be_sent),
      cmocka_unit_test(test_raw__dup_of_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
