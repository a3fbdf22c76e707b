/** The workflow definition, overrides, lifetimes, consent by country, and the rules that a lenient request only warns of. */
#include "model/account_request.h"

#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <jumio/jumio.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define UUID "33333333-3333-4333-8333-aaaaaaaaaaaa"

static jumio_account_request *request_new(void)
{
  jumio_account_request *request = NULL;
  assert_int_equal(jumio_account_request_new(NULL, &request, NULL), JUMIO_OK);
  return request;
}

static void expect_body(const jumio_account_request *request, const char *want)
{
  char *body = NULL;
  size_t len = 0;
  assert_int_equal(jumio_account_request_dup_json(request, &body, &len, NULL), JUMIO_OK);
  assert_string_equal(body, want);
  assert_int_equal(len, strlen(want));
  jumio_text_free(body);
}

/* The result, and that a refusal tells field and rule and nothing of the value. */
static void expect(jumio_result result, jumio_error *error, jumio_result want, const char *told)
{
  if (result != want)
    print_error("%s\n", jumio_error_get_message(error));
  assert_int_equal(result, want);
  assert_int_equal(jumio_error_get_code(error), want);
  if (want != JUMIO_OK && strstr(jumio_error_get_message(error), told) == NULL)
    fail_msg("%s does not tell %s", jumio_error_get_message(error), told);
  if (want != JUMIO_OK)
    assert_null(strstr(jumio_error_get_message(error), "canary"));
  jumio_error_free(error);
}

#define EXPECT(call, want, told)                                                                                                           \
  do {                                                                                                                                     \
    jumio_error *error = NULL;                                                                                                             \
    jumio_result result = call;                                                                                                            \
    expect(result, error, want, told);                                                                                                     \
  } while (0)
#define GOOD(call) EXPECT(call, JUMIO_OK, "")
#define BAD(call, told) EXPECT(call, JUMIO_ERR_ARGUMENT, told)

static jumio_result add(jumio_account_request *r, jumio_category category, const char *country, const char *type, jumio_error **err)
{
  return jumio_account_request_add_credential(r, category, country, JUMIO_NTS, type, JUMIO_NTS, NULL, err);
}

static jumio_result set(jumio_account_request *r, size_t index, jumio_credential_setting which, const char *text, jumio_error **err)
{
  return jumio_account_request_set_credential(r, index, which, text, JUMIO_NTS, err);
}

static void test_options__a_credential_with_all_its_settings(void **state)
{
  (void)state;
  jumio_account_request *r = request_new();
  size_t index = 99;
  GOOD(jumio_account_request_add_credential(r, JUMIO_CATEGORY_ID, "USA", 3, "PASSPORT", JUMIO_NTS, &index, &error));
  assert_int_equal(index, 0);
  GOOD(set(r, 0, JUMIO_CREDENTIAL_SETTING_ID, "33333333-3333-4333-8333-AAAAAAAAAAAA", &error));
  GOOD(set(r, 0, JUMIO_CREDENTIAL_SETTING_LABEL, "Primary ID", &error));
  GOOD(set(r, 0, JUMIO_CREDENTIAL_SETTING_ADD_COUNTRY, "XKX", &error));
  GOOD(set(r, 0, JUMIO_CREDENTIAL_SETTING_ADD_TYPE, "ID_CARD", &error));
  GOOD(set(r, 0, JUMIO_CREDENTIAL_SETTING_ADD_TYPE, "VISA", &error));
  GOOD(set(r, 0, JUMIO_CREDENTIAL_SETTING_COUNTRY_PRESET, "RECOMMENDED", &error));
  GOOD(set(r, 0, JUMIO_CREDENTIAL_SETTING_TYPE_PRESET, "", &error));
  expect_body(r, "{\"workflowDefinition\":{\"credentials\":[{\"id\":\"" UUID "\",\"category\":\"ID\",\"label\":\"Primary ID\","
                 "\"country\":{\"predefinedType\":\"RECOMMENDED\",\"values\":[\"USA\",\"XKX\"]},"
                 "\"type\":{\"values\":[\"PASSPORT\",\"ID_CARD\",\"VISA\"]}}]}}");
  jumio_account_request_free(r);
}

/* The shapes that Jumio's guides print: several values without preset, facemap types, one category twice, a reused credential. */
static void test_options__credentials_as_the_guides_print_them(void **state)
{
  (void)state;
  jumio_account_request *r = request_new();
  GOOD(add(r, JUMIO_CATEGORY_FACEMAP, NULL, "IPROOV_STANDARD", &error));
  GOOD(set(r, 0, JUMIO_CREDENTIAL_SETTING_ADD_TYPE, "JUMIO_STANDARD", &error));
  GOOD(set(r, 0, JUMIO_CREDENTIAL_SETTING_TYPE_PRESET, "", &error));
  GOOD(add(r, JUMIO_CATEGORY_SELFIE, NULL, NULL, &error));
  GOOD(add(r, JUMIO_CATEGORY_SELFIE, NULL, NULL, &error));
  GOOD(add(r, JUMIO_CATEGORY_ID, NULL, NULL, &error));
  GOOD(set(r, 3, JUMIO_CREDENTIAL_SETTING_ID, UUID, &error));
  GOOD(add(r, JUMIO_CATEGORY_DOCUMENT, "USA", "UB", &error));
  expect_body(r, "{\"workflowDefinition\":{\"credentials\":[{\"category\":\"FACEMAP\",\"type\":{\"values\":[\"IPROOV_STANDARD\","
                 "\"JUMIO_STANDARD\"]}},{\"category\":\"SELFIE\"},{\"category\":\"SELFIE\"},{\"id\":\"" UUID "\",\"category\":\"ID\"},"
                 "{\"category\":\"DOCUMENT\",\"country\":{\"predefinedType\":\"DEFINED\",\"values\":[\"USA\"]},"
                 "\"type\":{\"predefinedType\":\"DEFINED\",\"values\":[\"UB\"]}}]}}");
  jumio_account_request_free(r);
}

static void test_options__settings_that_are_refused(void **state)
{
  (void)state;
  jumio_account_request *r = request_new();
  char label[257];
  memset(label, 'l', sizeof label);
  label[256] = '\0';
  GOOD(add(r, JUMIO_CATEGORY_ID, NULL, NULL, &error));
  GOOD(add(r, JUMIO_CATEGORY_DOCUMENT, "USA", "UB", &error));
  BAD(set(r, 2, JUMIO_CREDENTIAL_SETTING_LABEL, "x", &error), "no such credential");
  BAD(set(r, 0, 0, "x", &error), "setting");
  BAD(set(r, 0, 7, "x", &error), "setting");
  BAD(set(NULL, 0, 1, "x", &error), "request");
  BAD(set(r, 0, JUMIO_CREDENTIAL_SETTING_LABEL, label, &error), "credential.label");
  BAD(set(r, 0, JUMIO_CREDENTIAL_SETTING_LABEL, NULL, &error), "credential.label");
  BAD(set(r, 0, JUMIO_CREDENTIAL_SETTING_ID, "canary", &error), "credential.id");
  BAD(set(r, 0, JUMIO_CREDENTIAL_SETTING_ID, NULL, &error), "credential.id");
  BAD(set(r, 0, JUMIO_CREDENTIAL_SETTING_ADD_COUNTRY, "can", &error), "credential.country");
  BAD(set(r, 0, JUMIO_CREDENTIAL_SETTING_ADD_TYPE, "a-canary", &error), "credential.type");
  BAD(set(r, 0, JUMIO_CREDENTIAL_SETTING_COUNTRY_PRESET, "defined", &error), "predefinedType");
  BAD(set(r, 0, JUMIO_CREDENTIAL_SETTING_TYPE_PRESET, NULL, &error), "predefinedType");
  BAD(set(r, 1, JUMIO_CREDENTIAL_SETTING_ADD_COUNTRY, "AUT", &error), "exactly one");
  BAD(set(r, 1, JUMIO_CREDENTIAL_SETTING_ADD_TYPE, "BS", &error), "exactly one");
  expect_body(r, "{\"workflowDefinition\":{\"credentials\":[{\"category\":\"ID\"},{\"category\":\"DOCUMENT\",\"country\":{"
                 "\"predefinedType\":\"DEFINED\",\"values\":[\"USA\"]},\"type\":{\"predefinedType\":\"DEFINED\",\"values\":[\"UB\"]}}]}}");
  for (int i = 0; i < 1024; i++)
    GOOD(set(r, 0, JUMIO_CREDENTIAL_SETTING_ADD_COUNTRY, "AUT", &error));
  EXPECT(set(r, 0, JUMIO_CREDENTIAL_SETTING_ADD_COUNTRY, "AUT", &error), JUMIO_ERR_TOO_LARGE, "bytes");
  jumio_account_request_free(r);
}

static jumio_result override(jumio_account_request *r, const char *key, const char *value, jumio_error **err)
{
  return jumio_account_request_set_override(r, key, JUMIO_NTS, value, JUMIO_NTS, err);
}

static void test_options__overrides(void **state)
{
  (void)state;
  jumio_account_request *r = request_new();
  char key[102], value[1002];
  GOOD(override(r, "explicitUploadEnabled", "false", &error));
  GOOD(override(r, "forceCrossDevice", "", &error));
  GOOD(override(r, "explicitUploadEnabled", "true", &error)); /* replaces */
  expect_body(r, "{\"overrideSettings\":{\"explicitUploadEnabled\":\"true\",\"forceCrossDevice\":\"\"},\"workflowDefinition\":{}}");
  memset(key, 'k', sizeof key);
  memset(value, 'v', sizeof value);
  key[101] = value[1001] = '\0';
  BAD(override(r, "", "x", &error), "overrideSettings");
  BAD(override(r, NULL, "x", &error), "overrideSettings");
  BAD(override(r, key, "x", &error), "overrideSettings");
  BAD(override(r, "a\nb", "x", &error), "overrideSettings");
  BAD(override(r, "k", NULL, &error), "overrideSettings");
  BAD(override(r, "k", value, &error), "overrideSettings");
  BAD(jumio_account_request_set_override(r, "k", 1, "a\0b", 3, &error), "overrideSettings");
  BAD(override(NULL, "k", "v", &error), "request");
  for (int i = 2; i < 32; i++) {
    snprintf(key, sizeof key, "key%d", i);
    GOOD(override(r, key, "v", &error));
  }
  EXPECT(override(r, "one more", "v", &error), JUMIO_ERR_TOO_LARGE, "overrideSettings");
  GOOD(override(r, "key31", "w", &error));
  jumio_account_request_free(r);
}

static jumio_result option(jumio_account_request *r, jumio_capability_option which, const char *text, jumio_error **err)
{
  return jumio_account_request_set_capability(r, which, text, JUMIO_NTS, err);
}

static void test_options__capabilities(void **state)
{
  (void)state;
  jumio_account_request *r = request_new();
  GOOD(option(r, JUMIO_CAPABILITY_OPTION_ENABLE_EXTRACTION, "true", &error));
  expect_body(r, "{\"workflowDefinition\":{\"capabilities\":{\"documentVerification\":{\"enableExtraction\":true}}}}");
  GOOD(option(r, JUMIO_CAPABILITY_OPTION_ADDITIONAL_PROPERTIES, "", &error));
  GOOD(option(r, JUMIO_CAPABILITY_OPTION_SEARCH_PROFILE, "default", &error));
  GOOD(option(r, JUMIO_CAPABILITY_OPTION_SEARCH_TYPE, "one", &error));
  GOOD(option(r, JUMIO_CAPABILITY_OPTION_EKYC_SEARCH_TYPE, "two", &error));
  GOOD(option(r, JUMIO_CAPABILITY_OPTION_DECISION_LABEL_RULESET_ID, "LABEL-1", &error));
  GOOD(option(r, JUMIO_CAPABILITY_OPTION_RISK_SCORE_RULESET_ID, UUID, &error));
  GOOD(option(r, JUMIO_CAPABILITY_OPTION_ENABLE_EXTRACTION, "false", &error));
  expect_body(r,
              "{\"workflowDefinition\":{\"capabilities\":{\"watchlistScreening\":{\"searchProfile\":\"default\",\"additionalProperties\":"
              "\"\",\"searchType\":\"one\"},\"ekycCheck\":{\"searchType\":\"two\"},\"workflowDecision\":{\"decisionLabelRulesetId\":"
              "\"LABEL-1\",\"riskScoreRulesetId\":\"" UUID "\"},\"documentVerification\":{\"enableExtraction\":false}}}}");
  BAD(option(r, JUMIO_CAPABILITY_OPTION_ENABLE_EXTRACTION, "canary", &error), "true or false");
  BAD(option(r, JUMIO_CAPABILITY_OPTION_ENABLE_EXTRACTION, "", &error), "true or false");
  BAD(option(r, 0, "x", &error), "which");
  BAD(option(r, 8, "x", &error), "which");
  BAD(option(r, JUMIO_CAPABILITY_OPTION_SEARCH_TYPE, NULL, &error), "capabilities");
  BAD(option(r, JUMIO_CAPABILITY_OPTION_SEARCH_TYPE, "canary\x1b", &error), "capabilities");
  BAD(option(NULL, JUMIO_CAPABILITY_OPTION_SEARCH_TYPE, "x", &error), "request");
  jumio_account_request_free(r);
}

static void test_options__token_lifetime_as_text(void **state)
{
  (void)state;
  static const struct {
    const char *text;
    int64_t seconds; /* 0: refused */
  } rows[] = {{"5m", 300},
              {"300s", 300},
              {"+30m", 1800},
              {"1h", 3600},
              {"7d", 604800},
              {"60d", 5184000},
              {"0030m", 1800},
              {"299s", 0},
              {"4m", 0},
              {"61d", 0},
              {"5184001s", 0},
              {"-30m", 0},
              {"m", 0},
              {"", 0},
              {"30", 0},
              {"30M", 0},
              {"30 m", 0},
              {"3.5h", 0},
              {"30mm", 0},
              {"+m", 0},
              {"--30m", 0},
              {"0x30m", 0},
              {"1w", 0},
              {"9223372036854775807d", 0},
              {"5184000d", 0},
              {"99999999999999999d", 0},
              {"000000000000000000030m", 0}};
  jumio_account_request *r = request_new();
  char want[80];
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    EXPECT(jumio_account_request_set_token_lifetime_text(r, rows[i].text, JUMIO_NTS, &error),
           rows[i].seconds != 0 ? JUMIO_OK : JUMIO_ERR_ARGUMENT, "tokenLifetime");
    if (rows[i].seconds == 0)
      continue;
    assert_int_equal(jumio__account_request_token_lifetime_s(r), rows[i].seconds);
    snprintf(want, sizeof want, "{\"tokenLifetime\":\"%s\",\"workflowDefinition\":{}}", rows[i].text);
    expect_body(r, want);
  }
  GOOD(jumio_account_request_set_token_lifetime(r, 900, &error)); /* the later one rules */
  expect_body(r, "{\"tokenLifetime\":\"900s\",\"workflowDefinition\":{}}");
  BAD(jumio_account_request_set_token_lifetime_text(r, NULL, 0, &error), "tokenLifetime");
  BAD(jumio_account_request_set_token_lifetime_text(NULL, "5m", 2, &error), "request");
  jumio_account_request_free(r);
}

static jumio_result consent(jumio_account_request *r, const char *country, const char *place, const char *obtained, int64_t at,
                            jumio_error **err)
{
  return jumio_account_request_set_user_consent(r, "203.0.113.9", JUMIO_NTS, country, JUMIO_NTS, place, JUMIO_NTS, obtained, JUMIO_NTS, at,
                                                err);
}

static void test_options__consent_by_country(void **state)
{
  (void)state;
  jumio_account_request *r = request_new();
  BAD(consent(r, "USA", "IL", NULL, 0, &error), "userConsent.consent.obtained: is required");
  BAD(consent(r, "USA", NULL, "yes", 1, &error), "userConsent.userLocation.state: is required");
  BAD(consent(r, "USA", "Illinois", "yes", 1, &error), "subdivision");
  BAD(consent(r, "AUS", "New South Wales", "yes", 1, &error), "subdivision");
  BAD(consent(r, "CAN", "CA-ON", NULL, 0, &error), "subdivision");
  BAD(consent(r, "ZZZ", NULL, NULL, 0, &error), "ISO 3166-1");
  BAD(consent(r, "AUT", NULL, "yes", 0, &error), "obtainedAt");
  BAD(consent(r, "AUT", NULL, "yes", -1, &error), "obtainedAt");
  BAD(consent(r, "AUT", NULL, "yes", INT64_C(1763700000000000), &error), "obtainedAt: must be milliseconds"); /* microseconds */
  BAD(consent(r, "AUT", NULL, "no", INT64_MAX, &error), "obtainedAt: must be milliseconds");
  expect_body(r, "{\"workflowDefinition\":{}}");
  GOOD(consent(r, "AUT", NULL, NULL, 0, &error));
  expect_body(r, "{\"workflowDefinition\":{},\"userConsent\":{\"userIp\":\"203.0.113.9\",\"userLocation\":{\"country\":\"AUT\"}}}");
  GOOD(consent(r, "AUS", "NSW", NULL, 0, &error));
  GOOD(consent(r, "CAN", NULL, "na", 0, &error));
  GOOD(consent(r, "MYS", "any text", "no", 1000, &error));
  expect_body(r, "{\"workflowDefinition\":{},\"userConsent\":{\"userIp\":\"203.0.113.9\",\"userLocation\":{\"country\":\"MYS\",\"state\":"
                 "\"any text\"},\"consent\":{\"obtained\":\"no\",\"obtainedAt\":\"1970-01-01T00:00:01.000Z\"}}}");
  assert_null(jumio_account_request_get_warning_at(r, 0));
  jumio_account_request_free(r);
}

static jumio_result reference(jumio_account_request *r, const char *text, jumio_error **err)
{
  return jumio_account_request_set_customer_internal_reference(r, text, JUMIO_NTS, err);
}

static jumio_result callback(jumio_account_request *r, const char *url, jumio_error **err)
{
  return jumio_account_request_set_callback_url(r, url, JUMIO_NTS, err);
}

static jumio_result web(jumio_account_request *r, const char *success, const char *failure, const char *locale, jumio_error **err)
{
  return jumio_account_request_set_web(r, success, JUMIO_NTS, failure, JUMIO_NTS, locale, JUMIO_NTS, err);
}

static jumio_result country(jumio_account_request *r, jumio_error **err)
{
  return add(r, JUMIO_CATEGORY_ID, "UKD", NULL, err);
}

static jumio_result reuse(jumio_account_request *r, jumio_error **err)
{
  add(r, JUMIO_CATEGORY_DATA, NULL, NULL, NULL);
  return set(r, r->credential_count - 1, JUMIO_CREDENTIAL_SETTING_ID, UUID, err);
}

static jumio_result reuse_twice(jumio_account_request *r, jumio_error **err)
{
  add(r, JUMIO_CATEGORY_ID, NULL, NULL, NULL);
  set(r, r->credential_count - 1, JUMIO_CREDENTIAL_SETTING_ID, UUID, NULL);
  add(r, JUMIO_CATEGORY_ID, NULL, NULL, NULL);
  return set(r, r->credential_count - 1, JUMIO_CREDENTIAL_SETTING_ID, UUID, err);
}

#define ADVICE(call, field)                                                                                                                \
  do {                                                                                                                                     \
    jumio_account_request *r = request_new();                                                                                              \
    BAD(call, field);                                                                                                                      \
    assert_null(jumio_account_request_get_warning_at(r, 0));                                                                               \
    jumio_account_request_set_lenient(r, 1);                                                                                               \
    GOOD(call);                                                                                                                            \
    assert_non_null(strstr(jumio_account_request_get_warning_at(r, 0), field));                                                            \
    assert_null(strstr(jumio_account_request_get_warning_at(r, 0), "canary"));                                                             \
    assert_null(jumio_account_request_get_warning_at(r, 1));                                                                               \
    jumio_account_request_set_lenient(r, 0);                                                                                               \
    BAD(call, field);                                                                                                                      \
    jumio_account_request_free(r);                                                                                                         \
  } while (0)

/* X05 among them: each of these is an error, and a warning in a lenient request. */
static void test_options__rules_that_a_lenient_request_lets_pass(void **state)
{
  static const char forbidden[] = "<>\"/;`%{}|";
  char text[] = "canary?";
  (void)state;
  for (size_t i = 0; i < sizeof forbidden - 1; i++) {
    text[6] = forbidden[i];
    ADVICE(reference(r, text, &error), "customerInternalReference");
  }
  ADVICE(callback(r, "https://canary.example/?customerInternalReference=1", &error), "callbackUrl");
  ADVICE(callback(r, "https://canary.example/?a=b&errorCode", &error), "callbackUrl");
  ADVICE(callback(r, "https://canary.example/?a=b&%61ccountId=1", &error), "callbackUrl"); /* the same to who decodes it */
  ADVICE(callback(r, "https://canary.example/?error%43ode", &error), "callbackUrl");
  ADVICE(web(r, "https://canary.example/?a=b", NULL, NULL, &error), "web.successUrl");
  ADVICE(web(r, NULL, "https://canary.example/?", NULL, &error), "web.errorUrl");
  ADVICE(web(r, NULL, NULL, "sr_Cyrl", &error), "web.locale");
  ADVICE(country(r, &error), "credentials.country");
  ADVICE(reuse(r, &error), "credentials.id");
  ADVICE(reuse_twice(r, &error), "credentials.id");
  ADVICE(consent(r, "ZZZ", NULL, NULL, 0, &error), "userLocation.country");
  ADVICE(consent(r, "USA", NULL, "no", 0, &error), "userLocation.state");
  ADVICE(consent(r, "USA", "canary state", "no", 0, &error), "userLocation.state");
  assert_null(jumio_account_request_get_warning_at(NULL, 0));
  jumio_account_request_set_lenient(NULL, 1);
}

static void test_options__warnings_go_with_their_field(void **state)
{
  (void)state;
  jumio_account_request *r = request_new();
  jumio_account_request_set_lenient(r, 1);
  GOOD(reference(r, "a<b", &error));
  GOOD(web(r, "https://a.example/?locale=de", "https://b.example/?x", "sr_Latn", &error));
  assert_non_null(strstr(jumio_account_request_get_warning_at(r, 0), "customerInternalReference"));
  assert_non_null(jumio_account_request_get_warning_at(r, 4)); /* success: query and name; error: query; locale */
  assert_null(jumio_account_request_get_warning_at(r, 5));
  GOOD(web(r, "https://a.example/", NULL, NULL, &error));
  assert_null(jumio_account_request_get_warning_at(r, 1));
  GOOD(reference(r, "ab", &error));
  assert_null(jumio_account_request_get_warning_at(r, 0));
  jumio_account_request_free(r);
}

static void test_options__names_like_jumio_s_are_no_names_of_jumio_s(void **state)
{
  static const char *const queries[] = {"accountI",       "accountIds", "%61ccountI", "accountId%00",
                                        "accountId%2561", "AccountId",  "",           "=accountId"};
  (void)state;
  for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
    char url[80];
    jumio_account_request *r = request_new();
    snprintf(url, sizeof url, "https://a.example/?%s", queries[i]);
    GOOD(callback(r, url, &error));
    jumio_account_request_free(r);
  }
}

/* What cannot be sent stays an error, lenient or not (X01, X05, X12). */
static void test_options__hard_rules_stay(void **state)
{
  (void)state;
  jumio_account_request *r = request_new();
  char *huge = malloc(100001), *long_locale = malloc(37);
  memset(huge, 'x', 100000);
  huge[100000] = '\0';
  memset(long_locale, 'a', 36);
  long_locale[36] = '\0';
  jumio_account_request_set_lenient(r, 1);
  BAD(reference(r, "", &error), "customerInternalReference");
  BAD(reference(r, huge, &error), "customerInternalReference");
  BAD(reference(r, "a\x7f", &error), "customerInternalReference");
  BAD(jumio_account_request_set_customer_internal_reference(r, "a\0b", 3, &error), "customerInternalReference");
  BAD(callback(r, huge, &error), "callbackUrl");
  BAD(web(r, huge, NULL, NULL, &error), "web.successUrl");
  BAD(web(r, NULL, NULL, long_locale, &error), "web.locale");
  BAD(web(r, NULL, NULL, "d e", &error), "web.locale");
  BAD(add(r, JUMIO_CATEGORY_ID, "aut", NULL, &error), "credential.country");
  BAD(consent(r, "USA", "IL", NULL, 0, &error), "obtained");
  BAD(override(r, huge, "v", &error), "overrideSettings");
  BAD(option(r, JUMIO_CAPABILITY_OPTION_SEARCH_TYPE, huge, &error), "capabilities");
  assert_null(jumio_account_request_get_warning_at(r, 0));
  jumio_account_request_free(r);
  free(huge);
  free(long_locale);
}

/* X11: a warning whatever the request is, and never a refusal, for a case number may look like that. */
static void test_options__references_that_look_personal(void **state)
{
  static const char *const personal[] = {"jane@mail.example", "+43 660 1234567", "+1-202-555-0147", "+442071838750"};
  static const char *const plain[] = {"case-1", "20260131123456",     "a@b",        "@mail.example", "x@.y",
                                      "+1",     "+12345678901234567", "t=16,v1=ab", "+1234567x"};
  (void)state;
  jumio_account_request *r = request_new();
  for (size_t i = 0; i < sizeof personal / sizeof personal[0]; i++) {
    GOOD(jumio_account_request_set_user_reference(r, personal[i], JUMIO_NTS, &error));
    assert_non_null(strstr(jumio_account_request_get_warning_at(r, 0), "userReference"));
    assert_null(strstr(jumio_account_request_get_warning_at(r, 0), personal[i]));
  }
  for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
    GOOD(jumio_account_request_set_user_reference(r, plain[i], JUMIO_NTS, &error));
    assert_null(jumio_account_request_get_warning_at(r, 0));
  }
  GOOD(jumio_account_request_set_reporting_criteria(r, "+43 660 1234567", JUMIO_NTS, &error));
  GOOD(jumio_account_request_set_customer_internal_reference(r, "jane@mail.example", JUMIO_NTS, &error));
  assert_non_null(strstr(jumio_account_request_get_warning_at(r, 0), "customerInternalReference"));
  assert_non_null(strstr(jumio_account_request_get_warning_at(r, 1), "reportingCriteria"));
  jumio_account_request_free(r);
}

static int build(jumio_alloc *alloc, void *data)
{
  (void)data;
  jumio_account_request *r = NULL;
  char *body = NULL;
  jumio_result result = jumio_account_request_new(alloc, &r, NULL);
  for (int i = 0; i < 2 && result == JUMIO_OK; i++) {
    result = add(r, JUMIO_CATEGORY_ID, "AUT", "PASSPORT", NULL);
    if (result == JUMIO_OK)
      result = set(r, 0, JUMIO_CREDENTIAL_SETTING_ADD_COUNTRY, "DEU", NULL);
    if (result == JUMIO_OK)
      result = set(r, 0, JUMIO_CREDENTIAL_SETTING_ADD_TYPE, "VISA", NULL);
    if (result == JUMIO_OK)
      result = set(r, 0, JUMIO_CREDENTIAL_SETTING_LABEL, "label", NULL);
    if (result == JUMIO_OK)
      result = override(r, "key", "value", NULL);
    if (result == JUMIO_OK)
      result = option(r, JUMIO_CAPABILITY_OPTION_SEARCH_TYPE, "one", NULL);
    if (result == JUMIO_OK)
      result = jumio_account_request_set_json(r, "/later/a", JUMIO_NTS, "{\"b\":[1]}", JUMIO_NTS, NULL);
    if (result == JUMIO_OK)
      result = jumio_account_request_set_json(r, "/workflowDefinition/key", JUMIO_NTS, "\"7\"", JUMIO_NTS, NULL);
  }
  if (result == JUMIO_OK)
    result = jumio_account_request_dup_json(r, &body, NULL, NULL);
  jumio_text_free(body);
  jumio_account_request_free(r);
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

static void test_options__without_memory(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(build, NULL) > 40);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_options__a_credential_with_all_its_settings),
      cmocka_unit_test(test_options__credentials_as_the_guides_print_them),
      cmocka_unit_test(test_options__settings_that_are_refused),
      cmocka_unit_test(test_options__overrides),
      cmocka_unit_test(test_options__capabilities),
      cmocka_unit_test(test_options__token_lifetime_as_text),
      cmocka_unit_test(test_options__consent_by_country),
      cmocka_unit_test(test_options__rules_that_a_lenient_request_lets_pass),
      cmocka_unit_test(test_options__warnings_go_with_their_field),
      cmocka_unit_test(test_options__names_like_jumio_s_are_no_names_of_jumio_s),
      cmocka_unit_test(test_options__hard_rules_stay),
      cmocka_unit_test(test_options__references_that_look_personal),
      cmocka_unit_test(test_options__without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
