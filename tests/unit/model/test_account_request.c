/** The account request: the rule of each field, the checks of the whole, and the bytes that go out. */
#include "model/account_request.h"

#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <jumio/result.h>

#include <stdio.h>
#include <string.h>

#define NOW INT64_C(1767225600000) /* 2026-01-01T00:00:00Z */
#define DAY INT64_C(86400000)

static jumio_account_request *request_new(void)
{
  jumio_account_request *request = NULL;
  assert_int_equal(jumio_account_request_new(NULL, &request, NULL), JUMIO_OK);
  return request;
}

static void expect_body(const jumio_account_request *request, const char *want)
{
  jumio__buffer out;
  jumio__buffer_init(&out, NULL, 65536);
  assert_int_equal(jumio__account_request_write(request, &out), JUMIO_OK);
  assert_string_equal(out.data, want);
  jumio__buffer_free(&out);
}

static jumio_result set_all(jumio_account_request *r)
{
  jumio_result result = jumio_account_request_set_customer_internal_reference(r, "order-000123", JUMIO_NTS, NULL);
  if (result == JUMIO_OK)
    result = jumio_account_request_set_user_reference(r, "user-77", JUMIO_NTS, NULL);
  if (result == JUMIO_OK)
    result = jumio_account_request_set_reporting_criteria(r, "branch-4", JUMIO_NTS, NULL);
  if (result == JUMIO_OK)
    result = jumio_account_request_set_callback_url(r, "https://kyc.example.com/jumio/cb", JUMIO_NTS, NULL);
  if (result == JUMIO_OK)
    result = jumio_account_request_set_token_lifetime(r, 3600, NULL);
  if (result == JUMIO_OK)
    result = jumio_account_request_set_workflow_key(r, "10164", JUMIO_NTS, NULL);
  if (result == JUMIO_OK)
    result = jumio_account_request_add_credential(r, JUMIO_CATEGORY_ID, "AUT", JUMIO_NTS, "PASSPORT", JUMIO_NTS, NULL, NULL);
  if (result == JUMIO_OK)
    result = jumio_account_request_add_credential(r, JUMIO_CATEGORY_SELFIE, NULL, 0, NULL, 0, NULL, NULL);
  if (result == JUMIO_OK)
    result = jumio_account_request_set_web(r, "https://www.example.com/ok", JUMIO_NTS, "https://www.example.com/err", JUMIO_NTS, "de",
                                           JUMIO_NTS, NULL);
  if (result == JUMIO_OK)
    result = jumio_account_request_set_user_consent(r, "203.0.113.9", JUMIO_NTS, "USA", JUMIO_NTS, "IL", JUMIO_NTS, "yes", JUMIO_NTS,
                                                    INT64_C(1738318830000), NULL);
  return result;
}

static const char whole[] =
    "{\"customerInternalReference\":\"order-000123\",\"userReference\":\"user-77\",\"reportingCriteria\":\"branch-4\","
    "\"callbackUrl\":\"https://kyc.example.com/jumio/"
    "cb\",\"tokenLifetime\":\"3600s\",\"workflowDefinition\":{\"key\":10164,\"credentials\":["
    "{\"category\":\"ID\",\"country\":{\"predefinedType\":\"DEFINED\",\"values\":[\"AUT\"]},\"type\":{\"predefinedType\":\"DEFINED\","
    "\"values\":[\"PASSPORT\"]}},"
    "{\"category\":\"SELFIE\"}]},"
    "\"web\":{\"successUrl\":\"https://www.example.com/ok\",\"errorUrl\":\"https://www.example.com/err\",\"locale\":\"de\"},"
    "\"userConsent\":{\"userIp\":\"203.0.113.9\",\"userLocation\":{\"country\":\"USA\",\"state\":\"IL\"},"
    "\"consent\":{\"obtained\":\"yes\",\"obtainedAt\":\"2025-01-31T10:20:30.000Z\"}}}";

static void test_account_request__writes_the_whole(void **state)
{
  (void)state;
  jumio_account_request *r = request_new();
  assert_int_equal(set_all(r), JUMIO_OK);
  expect_body(r, whole);
  expect_body(r, whole); /* the same request, the same bytes */
  assert_string_equal(jumio__account_request_reference(r), "order-000123");
  assert_string_equal(jumio__account_request_workflow_key(r), "10164");
  assert_int_equal(jumio__account_request_token_lifetime_s(r), 3600);
  jumio_account_request_free(r);
}

static void test_account_request__writes_only_what_is_set(void **state)
{
  (void)state;
  jumio_account_request *r = request_new();
  jumio_account_request_set_customer_internal_reference(r, "a", 1, NULL);
  jumio_account_request_set_workflow_key(r, "3", 1, NULL);
  expect_body(r, "{\"customerInternalReference\":\"a\",\"workflowDefinition\":{\"key\":3}}");
  jumio_account_request_set_web(r, NULL, 0, NULL, 0, "en-GB", JUMIO_NTS, NULL);
  jumio_account_request_set_user_consent(r, "2001:db8::1", JUMIO_NTS, "AUT", JUMIO_NTS, NULL, 0, "no", JUMIO_NTS, 0, NULL);
  expect_body(r, "{\"customerInternalReference\":\"a\",\"workflowDefinition\":{\"key\":3},\"web\":{\"locale\":\"en-GB\"},"
                 "\"userConsent\":{\"userIp\":\"2001:db8::1\",\"userLocation\":{\"country\":\"AUT\"},\"consent\":{\"obtained\":\"no\"}}}");
  jumio_account_request_free(r);
}

static void test_account_request__keys_are_numbers_where_they_can_be(void **state)
{
  (void)state;
  static const char *const rows[][2] = {{"10011", "10011"},
                                        {"0", "0"},
                                        {"007", "\"007\""},
                                        {"9223372036854775807", "9223372036854775807"},
                                        {"9223372036854775808", "\"9223372036854775808\""},
                                        {"-5", "\"-5\""},
                                        {"my.flow_1", "\"my.flow_1\""},
                                        {"1e3", "\"1e3\""}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    jumio_account_request *r = request_new();
    char want[128];
    assert_int_equal(jumio_account_request_set_workflow_key(r, rows[i][0], JUMIO_NTS, NULL), JUMIO_OK);
    snprintf(want, sizeof want, "{\"workflowDefinition\":{\"key\":%s}}", rows[i][1]);
    expect_body(r, want);
    jumio_account_request_free(r);
  }
}

typedef jumio_result (*text_setter)(jumio_account_request *request, const char *text, size_t len, jumio_error **err);

static void expect_setter(text_setter set, const char *text, size_t len, jumio_result want)
{
  jumio_account_request *r = request_new();
  jumio_error *error = NULL;
  assert_int_equal(set(r, text, len, &error), want);
  assert_true((error == NULL) == (want == JUMIO_OK));
  jumio_error_free(error);
  jumio_account_request_free(r);
}

static void expect_longest(text_setter set, size_t max)
{
  char text[600];
  memset(text, 'a', sizeof text);
  expect_setter(set, text, max, JUMIO_OK);
  expect_setter(set, text, max + 1, JUMIO_ERR_ARGUMENT);
  expect_setter(set, text, 0, JUMIO_ERR_ARGUMENT);
  expect_setter(set, NULL, 1, JUMIO_ERR_ARGUMENT);
  expect_setter(set, "a\0b", 3, JUMIO_ERR_ARGUMENT);
  expect_setter(set, "a\xFF", 2, JUMIO_ERR_ARGUMENT);
  expect_setter(set, "a\nb", 3, JUMIO_ERR_ARGUMENT);
  assert_int_equal(set(NULL, "a", 1, NULL), JUMIO_ERR_ARGUMENT);
}

/* X01, X05: refused by field and rule; characters are counted as code points. */
static void test_account_request__text_rules(void **state)
{
  (void)state;
  static const char forbidden[] = "<>\"/;`%{}|";
  char reference[] = "a?b", umlauts[201];
  expect_longest(jumio_account_request_set_customer_internal_reference, 100);
  expect_longest(jumio_account_request_set_user_reference, 100);
  expect_longest(jumio_account_request_set_reporting_criteria, 255);
  expect_longest(jumio_account_request_set_workflow_key, 255);
  expect_longest(jumio_account_request_set_callback_url, 255);
  for (size_t i = 0; i < sizeof forbidden - 1; i++) {
    reference[1] = forbidden[i];
    expect_setter(jumio_account_request_set_customer_internal_reference, reference, 3, JUMIO_ERR_ARGUMENT);
    expect_setter(jumio_account_request_set_user_reference, reference, 3, JUMIO_OK);
  }
  for (size_t i = 0; i < 200; i += 2)
    memcpy(umlauts + i, "\xC3\xBC", 3);
  expect_setter(jumio_account_request_set_customer_internal_reference, umlauts, 200, JUMIO_OK); /* 100 characters */
  expect_setter(jumio_account_request_set_workflow_key, "a b", 3, JUMIO_ERR_ARGUMENT);
  expect_setter(jumio_account_request_set_workflow_key, "a/b", 3, JUMIO_ERR_ARGUMENT);
  expect_setter(jumio_account_request_set_callback_url, "https://a b", JUMIO_NTS, JUMIO_ERR_ARGUMENT);
  expect_setter(jumio_account_request_set_callback_url, "https://\xC3\xBC.example", JUMIO_NTS, JUMIO_ERR_ARGUMENT);
  expect_setter(jumio_account_request_set_callback_url, "https://a.example/<x>", JUMIO_NTS, JUMIO_ERR_ARGUMENT);
}

/* X02, X03, X08: whatever a host writes comes out as it was, byte for byte. */
static void test_account_request__texts_stay_as_they_are(void **state)
{
  (void)state;
  static const char *const texts[] = {"\xF0\x9F\x98\x80 smile", "Zoe\xCC\x88 and Zo\xC3\xAB", "\xE2\x80\xAE right to left",
                                      "'; DROP TABLE users; --"};
  char want[200];
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    jumio_account_request *r = request_new();
    assert_int_equal(jumio_account_request_set_user_reference(r, texts[i], JUMIO_NTS, NULL), JUMIO_OK);
    snprintf(want, sizeof want, "{\"userReference\":\"%s\",\"workflowDefinition\":{}}", texts[i]);
    expect_body(r, want);
    jumio_account_request_free(r);
  }
}

static void test_account_request__mock_outcome(void **state)
{
  (void)state;
  char longest[2002];
  expect_setter(jumio_account_request_set_mock_outcome, "{\"usability\":{\"label\":\"BLURRED\"}}", JUMIO_NTS, JUMIO_OK);
  expect_setter(jumio_account_request_set_mock_outcome, "{}", 2, JUMIO_OK);
  expect_setter(jumio_account_request_set_mock_outcome, "[]", 2, JUMIO_ERR_ARGUMENT);
  expect_setter(jumio_account_request_set_mock_outcome, "{\"a\":1,\"a\":2}", JUMIO_NTS, JUMIO_ERR_ARGUMENT);
  expect_setter(jumio_account_request_set_mock_outcome, "{", 1, JUMIO_ERR_ARGUMENT);
  expect_setter(jumio_account_request_set_mock_outcome, "{a", 2, JUMIO_ERR_ARGUMENT);
  expect_setter(jumio_account_request_set_mock_outcome, NULL, 2, JUMIO_ERR_ARGUMENT);
  memset(longest, ' ', sizeof longest);
  longest[0] = '{';
  longest[1] = '}';
  expect_setter(jumio_account_request_set_mock_outcome, longest, 2000, JUMIO_OK);
  expect_setter(jumio_account_request_set_mock_outcome, longest, 2001, JUMIO_ERR_ARGUMENT);
  jumio_account_request *r = request_new();
  jumio_account_request_set_mock_outcome(r, "{\"a\":1}", JUMIO_NTS, NULL);
  expect_body(r, "{\"customerInternalReference\":\"{\\\"a\\\":1}\",\"workflowDefinition\":{}}");
  jumio_account_request_free(r);
}

static void test_account_request__token_lifetime(void **state)
{
  (void)state;
  jumio_account_request *r = request_new();
  static const int64_t bad[] = {INT64_MIN, -1, 0, 299, 5184001, INT64_MAX};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    assert_int_equal(jumio_account_request_set_token_lifetime(r, bad[i], NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio__account_request_token_lifetime_s(r), 0);
  assert_int_equal(jumio_account_request_set_token_lifetime(r, 300, NULL), JUMIO_OK);
  assert_int_equal(jumio_account_request_set_token_lifetime(r, 5184000, NULL), JUMIO_OK);
  assert_int_equal(jumio_account_request_set_token_lifetime(NULL, 300, NULL), JUMIO_ERR_ARGUMENT);
  jumio_account_request_free(r);
}

static void test_account_request__web_changes_all_or_nothing(void **state)
{
  (void)state;
  jumio_account_request *r = request_new();
  static const char *const locales[] = {"d", "de-DE1", "english", "d1", "d e", ""};
  assert_int_equal(jumio_account_request_set_web(r, "https://a.example/", JUMIO_NTS, NULL, 0, "de", JUMIO_NTS, NULL), JUMIO_OK);
  for (size_t i = 0; i < sizeof locales / sizeof locales[0]; i++)
    assert_int_equal(jumio_account_request_set_web(r, "https://b.example/", JUMIO_NTS, NULL, 0, locales[i], JUMIO_NTS, NULL),
                     JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_account_request_set_web(r, "https://b.example/", JUMIO_NTS, "", 0, NULL, 0, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_account_request_set_web(NULL, NULL, 0, NULL, 0, NULL, 0, NULL), JUMIO_ERR_ARGUMENT);
  expect_body(r, "{\"workflowDefinition\":{},\"web\":{\"successUrl\":\"https://a.example/\",\"locale\":\"de\"}}");
  assert_int_equal(jumio_account_request_set_web(r, NULL, 0, "https://c.example/", JUMIO_NTS, NULL, 0, NULL), JUMIO_OK);
  expect_body(r, "{\"workflowDefinition\":{},\"web\":{\"errorUrl\":\"https://c.example/\"}}");
  jumio_account_request_free(r);
}

static jumio_result add(jumio_account_request *r, jumio_category category, const char *country, const char *type)
{
  return jumio_account_request_add_credential(r, category, country, JUMIO_NTS, type, JUMIO_NTS, NULL, NULL);
}

static void test_account_request__credentials(void **state)
{
  (void)state;
  jumio_account_request *r = request_new();
  char type[42];
  memset(type, 'T', 41);
  type[41] = '\0';
  assert_int_equal(add(r, 0, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(add(r, 6, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(add(r, JUMIO_CATEGORY_ID, "aut", NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(add(r, JUMIO_CATEGORY_ID, "AU", NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(add(r, JUMIO_CATEGORY_ID, "AUTX", NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(add(r, JUMIO_CATEGORY_ID, "AU1", NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(add(r, JUMIO_CATEGORY_ID, NULL, "passport"), JUMIO_ERR_ARGUMENT);
  assert_int_equal(add(r, JUMIO_CATEGORY_ID, NULL, ""), JUMIO_ERR_ARGUMENT);
  assert_int_equal(add(r, JUMIO_CATEGORY_ID, NULL, type), JUMIO_ERR_ARGUMENT);
  assert_int_equal(add(r, JUMIO_CATEGORY_DOCUMENT, "USA", NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(add(r, JUMIO_CATEGORY_DOCUMENT, NULL, "UB"), JUMIO_ERR_ARGUMENT);
  expect_body(r, "{\"workflowDefinition\":{}}");
  assert_int_equal(add(r, JUMIO_CATEGORY_DOCUMENT, "USA", "UB"), JUMIO_OK);
  assert_int_equal(add(r, JUMIO_CATEGORY_ID, NULL, type + 1), JUMIO_OK);
  for (int i = 0; i < 14; i++)
    assert_int_equal(add(r, JUMIO_CATEGORY_ID, NULL, NULL), JUMIO_OK);
  assert_int_equal(add(r, JUMIO_CATEGORY_ID, NULL, NULL), JUMIO_ERR_TOO_LARGE);
  assert_int_equal(add(NULL, JUMIO_CATEGORY_ID, NULL, NULL), JUMIO_ERR_ARGUMENT);
  jumio_account_request_free(r);
}

static jumio_result consent(jumio_account_request *r, const char *ip, const char *country, const char *place, const char *obtained,
                            int64_t at)
{
  return jumio_account_request_set_user_consent(r, ip, JUMIO_NTS, country, JUMIO_NTS, place, JUMIO_NTS, obtained, JUMIO_NTS, at, NULL);
}

static void test_account_request__consent(void **state)
{
  (void)state;
  jumio_account_request *r = request_new();
  static const char *const addresses[] = {
      "", "1.2.3", "1.2.3.4.5", "256.1.1.1", "host.example", "::g", "1.2.3.4 ", "12345678901234567890123456789012345678901234567890"};
  for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++)
    assert_int_equal(consent(r, addresses[i], "AUT", NULL, "yes", NOW), JUMIO_ERR_ARGUMENT);
  assert_int_equal(consent(r, NULL, "AUT", NULL, "yes", NOW), JUMIO_ERR_ARGUMENT);
  assert_int_equal(consent(r, "1.2.3.4", NULL, NULL, "yes", NOW), JUMIO_ERR_ARGUMENT);
  assert_int_equal(consent(r, "1.2.3.4", "usa", "IL", "yes", NOW), JUMIO_ERR_ARGUMENT);
  assert_int_equal(consent(r, "1.2.3.4", "USA", NULL, "yes", NOW), JUMIO_ERR_ARGUMENT);
  assert_int_equal(consent(r, "1.2.3.4", "USA", "", "yes", NOW), JUMIO_ERR_ARGUMENT);
  assert_int_equal(consent(r, "1.2.3.4", "USA", "IL", "Yes", NOW), JUMIO_ERR_ARGUMENT);
  assert_int_equal(consent(r, "1.2.3.4", "USA", "IL", NULL, NOW), JUMIO_ERR_ARGUMENT);
  assert_int_equal(consent(r, "1.2.3.4", "USA", "IL", "yes", 0), JUMIO_ERR_ARGUMENT);
  assert_int_equal(consent(r, "1.2.3.4", "USA", "IL", "yes", -1), JUMIO_ERR_ARGUMENT);
  assert_int_equal(consent(NULL, "1.2.3.4", "USA", "IL", "yes", NOW), JUMIO_ERR_ARGUMENT);
  expect_body(r, "{\"workflowDefinition\":{}}"); /* nothing was changed */
  assert_int_equal(consent(r, "::1", "USA", "IL", "na", 0), JUMIO_OK);
  assert_int_equal(consent(r, "1.2.3.4", "AUT", NULL, "no", 0), JUMIO_OK); /* replaces all of it */
  expect_body(r, "{\"workflowDefinition\":{},\"userConsent\":{\"userIp\":\"1.2.3.4\",\"userLocation\":{\"country\":\"AUT\"},\"consent\":{"
                 "\"obtained\":\"no\"}}}");
  jumio_account_request_free(r);
}

static void expect_whole(const jumio_account_request *r, jumio_result want, const char *field)
{
  jumio__origins origins;
  jumio_error *error = NULL;
  assert_int_equal(jumio__origins_set_region(&origins, "emea-1", JUMIO_NTS, NULL, NULL), JUMIO_OK);
  assert_int_equal(jumio__account_request_check(r, &origins, NOW, NULL, &error), want);
  if (want != JUMIO_OK)
    assert_non_null(strstr(jumio_error_get_message(error), field));
  jumio_error_free(error);
}

/* P16 */
static void test_account_request__checks_of_the_whole(void **state)
{
  (void)state;
  jumio_account_request *r = request_new();
  expect_whole(r, JUMIO_ERR_ARGUMENT, "customerInternalReference");
  jumio_account_request_set_customer_internal_reference(r, "a", 1, NULL);
  expect_whole(r, JUMIO_ERR_ARGUMENT, "workflowDefinition.key");
  jumio_account_request_set_workflow_key(r, "10010", JUMIO_NTS, NULL);
  expect_whole(r, JUMIO_ERR_ARGUMENT, "userReference"); /* screening needs it */
  jumio_account_request_set_user_reference(r, "u", 1, NULL);
  expect_whole(r, JUMIO_OK, NULL);
  jumio_account_request_set_callback_url(r, "http://kyc.example.com/", JUMIO_NTS, NULL);
  expect_whole(r, JUMIO_ERR_ARGUMENT, "callbackUrl");
  jumio_account_request_set_callback_url(r, "https://kyc.example.com/", JUMIO_NTS, NULL);
  jumio_account_request_set_web(r, NULL, 0, "https://192.0.2.1/", JUMIO_NTS, NULL, 0, NULL);
  expect_whole(r, JUMIO_ERR_ARGUMENT, "web.errorUrl");
  jumio_account_request_set_web(r, "https://www.example.com:8443/", JUMIO_NTS, NULL, 0, NULL, 0, NULL);
  expect_whole(r, JUMIO_ERR_ARGUMENT, "web.successUrl");
  jumio_account_request_set_web(r, "https://www.example.com/", JUMIO_NTS, NULL, 0, NULL, 0, NULL);
  consent(r, "1.2.3.4", "AUT", NULL, "yes", NOW + 1);
  expect_whole(r, JUMIO_ERR_ARGUMENT, "obtainedAt");
  consent(r, "1.2.3.4", "AUT", NULL, "yes", NOW - 3 * 366 * DAY - 1);
  expect_whole(r, JUMIO_ERR_ARGUMENT, "obtainedAt");
  consent(r, "1.2.3.4", "AUT", NULL, "yes", NOW - 3 * 365 * DAY);
  expect_whole(r, JUMIO_OK, NULL);
  consent(r, "1.2.3.4", "AUT", NULL, "yes", NOW);
  expect_whole(r, JUMIO_OK, NULL);
  jumio_account_request_free(r);
}

static int build_scenario(jumio_alloc *alloc, void *data)
{
  (void)data;
  jumio_account_request *r = NULL;
  jumio__buffer out;
  jumio_result result = jumio_account_request_new(alloc, &r, NULL);
  jumio__buffer_init(&out, alloc, 65536);
  for (int twice = 0; twice < 2 && result == JUMIO_OK; twice++)
    result = set_all(r); /* the second time every text is replaced */
  if (result == JUMIO_OK)
    result = jumio_account_request_set_mock_outcome(r, "{\"a\":{}}", JUMIO_NTS, NULL);
  if (result == JUMIO_OK)
    result = jumio__account_request_write(r, &out);
  jumio__buffer_free(&out);
  jumio_account_request_free(r);
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

static void test_account_request__without_memory(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(build_scenario, NULL) > 20);
}

static void test_account_request__null_handles(void **state)
{
  (void)state;
  assert_int_equal(jumio_account_request_new(NULL, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_account_request_set_mock_outcome(NULL, "{}", 2, NULL), JUMIO_ERR_ARGUMENT);
  jumio_account_request_free(NULL);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_account_request__writes_the_whole),
      cmocka_unit_test(test_account_request__writes_only_what_is_set),
      cmocka_unit_test(test_account_request__keys_are_numbers_where_they_can_be),
      cmocka_unit_test(test_account_request__text_rules),
      cmocka_unit_test(test_account_request__texts_stay_as_they_are),
      cmocka_unit_test(test_account_request__mock_outcome),
      cmocka_unit_test(test_account_request__token_lifetime),
      cmocka_unit_test(test_account_request__web_changes_all_or_nothing),
      cmocka_unit_test(test_account_request__credentials),
      cmocka_unit_test(test_account_request__consent),
      cmocka_unit_test(test_account_request__checks_of_the_whole),
      cmocka_unit_test(test_account_request__without_memory),
      cmocka_unit_test(test_account_request__null_handles),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
