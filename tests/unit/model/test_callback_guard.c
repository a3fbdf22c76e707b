/** The guard of callbacks: which body, sender and setting gives which verdict, and why (threats TH26, TH27, TH29, TH31). */
#include "support/failing_alloc.h"
#include "unit/model/guard_kit.h"

#include <stdlib.h>

/* C02: what is in order is worth a read, and no more. */
static void test_callback_guard__a_true_callback_is_reread(void **state)
{
  (void)state;
  static const char *const statuses[] = {"PROCESSED", "SESSION_EXPIRED", "TOKEN_EXPIRED", "ACQUIRED", "ACQUISITION_STARTED", "INITIATED"};
  jumio_callback_guard *guard = new_guard();
  for (size_t i = 0; i < COUNT(statuses); i++) {
    char *body = body_with(statuses[i], NULL, WF);
    expect(check_all(guard, body, JUMIO_NTS, PEER, NULL, NOW), JUMIO_GUARD_REREAD, 0, statuses[i]);
    jumio_text_free(body);
  }
  jumio_callback_guard_free(guard);
}

#define SHELL(inner) "{\"callbackSentAt\":\"2025-02-28T20:24:43.886Z\"," inner "}"
#define EXECUTION "\"workflowExecution\":{\"id\":\"" WF "\",\"status\":\"PROCESSED\"}"
#define ACCOUNT "\"account\":{\"id\":\"" ACC "\"}"

/* C06, C17, C18, C19, C21, N24: one row for each form that a body was seen in, or could be forged in. */
static void test_callback_guard__bodies(void **state)
{
  (void)state;
  static const struct {
    const char *body;
    jumio_guard_verdict verdict;
    jumio_guard_finding findings;
  } rows[] = {
      {"{\"message\":\"Test callback\"}", JUMIO_GUARD_IGNORE, JUMIO_GUARD_NOT_A_CALLBACK},
      {"{}", JUMIO_GUARD_IGNORE, JUMIO_GUARD_NOT_A_CALLBACK},
      {"[]", JUMIO_GUARD_IGNORE, JUMIO_GUARD_NOT_A_CALLBACK},
      {"null", JUMIO_GUARD_IGNORE, JUMIO_GUARD_NOT_A_CALLBACK},
      {"", JUMIO_GUARD_IGNORE, JUMIO_GUARD_NOT_A_CALLBACK},
      {"callBackType=NETVERIFYID&jumioIdScanReference=11111111&verificationStatus=APPROVED_VERIFIED", JUMIO_GUARD_IGNORE,
       JUMIO_GUARD_NOT_A_CALLBACK},
      {SHELL(EXECUTION), JUMIO_GUARD_IGNORE, JUMIO_GUARD_NOT_A_CALLBACK},
      {SHELL(ACCOUNT), JUMIO_GUARD_IGNORE, JUMIO_GUARD_NOT_A_CALLBACK},
      {SHELL("\"workflowExecution\":{\"id\":\"wfe_81f3\",\"status\":\"X\"}," ACCOUNT), JUMIO_GUARD_IGNORE, JUMIO_GUARD_NOT_A_CALLBACK},
      {SHELL(EXECUTION "," ACCOUNT) "x", JUMIO_GUARD_SUSPICIOUS, JUMIO_GUARD_BAD_JSON},
      {SHELL(EXECUTION "," ACCOUNT "," ACCOUNT), JUMIO_GUARD_SUSPICIOUS, JUMIO_GUARD_BAD_JSON},
      {"\x1F\x8B\x08\x00zip", JUMIO_GUARD_SUSPICIOUS, JUMIO_GUARD_BAD_JSON},
      {"\xEF\xBB\xBF{}", JUMIO_GUARD_SUSPICIOUS, JUMIO_GUARD_BAD_JSON},
      {SHELL(EXECUTION "," ACCOUNT ",\"userReference\":\"\xE9\""), JUMIO_GUARD_SUSPICIOUS, JUMIO_GUARD_BAD_JSON},
      {SHELL(EXECUTION "," ACCOUNT), JUMIO_GUARD_REREAD, 0},
      {SHELL(EXECUTION "," ACCOUNT ",\"later\":{\"field\":[1]}"), JUMIO_GUARD_REREAD, 0},
      {SHELL("\"workflowExecution\":{\"id\":\"" WF "\",\"status\":\"LATER\"}," ACCOUNT), JUMIO_GUARD_REREAD, JUMIO_GUARD_STATUS_UNKNOWN},
      {SHELL("\"workflowExecution\":{\"id\":\"" WF "\",\"status\":\"KYX_TOKEN_EXPIRED\",\"href\":\"\"}," ACCOUNT), JUMIO_GUARD_REREAD, 0},
      {SHELL("\"workflowExecution\":{\"id\":\"" WF "\",\"status\":\"PROCESSED\",\"href\":\"https://evil.example/\"}," ACCOUNT),
       JUMIO_GUARD_REREAD, JUMIO_GUARD_HREF_FOREIGN},
      {SHELL(EXECUTION ",\"account\":{\"id\":\"" ACC "\",\"href\":\"https://retrieval.amer-1.jumio.ai/api/v1/accounts/" ACC "\"}"),
       JUMIO_GUARD_REREAD, JUMIO_GUARD_HREF_FOREIGN},
      {SHELL(EXECUTION ",\"account\":{\"id\":\"" ACC "\",\"href\":\"http://retrieval.emea-1.jumio.ai/api/v1/accounts/" ACC "\"}"),
       JUMIO_GUARD_REREAD, JUMIO_GUARD_HREF_FOREIGN},
      {SHELL(EXECUTION ",\"account\":{\"id\":\"" ACC "\",\"href\":\"https://retrieval.emea-1.jumio.ai:8443/api/v1/accounts/" ACC "\"}"),
       JUMIO_GUARD_REREAD, JUMIO_GUARD_HREF_FOREIGN},
      {SHELL(EXECUTION ",\"account\":{\"id\":\"" ACC "\",\"href\":\"https://retrieval.emea-1.jumio.ai:443/api/v1/accounts/" ACC "\"}"),
       JUMIO_GUARD_REREAD, 0},
      {"{" EXECUTION "," ACCOUNT "}", JUMIO_GUARD_REREAD, JUMIO_GUARD_SENT_AT_ODD},
      {"{" EXECUTION "," ACCOUNT ",\"callbackSentAt\":5}", JUMIO_GUARD_REREAD, JUMIO_GUARD_SENT_AT_ODD},
      {"{" EXECUTION "," ACCOUNT ",\"callbackSentAt\":\"1970-01-01T00:00:00Z\"}", JUMIO_GUARD_REREAD, JUMIO_GUARD_SENT_AT_ODD},
      {"{" EXECUTION "," ACCOUNT ",\"callbackSentAt\":\"2099-01-01T00:00:00Z\"}", JUMIO_GUARD_REREAD, JUMIO_GUARD_SENT_AT_ODD},
      {"{" EXECUTION "," ACCOUNT ",\"callbackSentAt\":\"2025-02-28T21:24:43+01:00\"}", JUMIO_GUARD_REREAD, JUMIO_GUARD_SENT_AT_ODD},
      {"{" EXECUTION "," ACCOUNT ",\"callbackSentAt\":\"2025-03-01T20:25:00Z\"}", JUMIO_GUARD_REREAD, 0},
      {"{" EXECUTION "," ACCOUNT ",\"callbackSentAt\":\"2025-03-01T20:25:01Z\"}", JUMIO_GUARD_REREAD, JUMIO_GUARD_SENT_AT_ODD},
  };
  jumio_callback_guard *guard = new_guard();
  for (size_t i = 0; i < COUNT(rows); i++)
    expect(check_all(guard, rows[i].body, strlen(rows[i].body), PEER, NULL, NOW), rows[i].verdict, rows[i].findings, rows[i].body);
  jumio_callback_guard_free(guard);
}

/* C21: one byte over the limit is refused before it is parsed: what is no JSON there is not noticed. */
static void test_callback_guard__size(void **state)
{
  (void)state;
  size_t limit = (size_t)64 * 1024;
  char *body = malloc(limit + 1);
  assert_non_null(body);
  memset(body, ' ', limit + 1);
  memcpy(body, SHELL(EXECUTION "," ACCOUNT), sizeof SHELL(EXECUTION "," ACCOUNT) - 1);
  body[limit] = '}';
  jumio_callback_guard *guard = new_guard();
  expect(check_all(guard, body, limit, NULL, NULL, NOW), JUMIO_GUARD_REREAD, 0, "64 KiB");
  expect(check_all(guard, body, limit + 1, NULL, NULL, NOW), JUMIO_GUARD_SUSPICIOUS, JUMIO_GUARD_TOO_LARGE, "one more");
  jumio_callback_guard_free(guard);
  free(body);
}

static outcome check_token(jumio_callback_guard *guard, const char *token)
{
  char *body = body_with("PROCESSED", NULL, WF);
  outcome got = check_all(guard, body, JUMIO_NTS, NULL, token, NOW);
  jumio_text_free(body);
  return got;
}

/* C20, TH26: every prefix, every changed byte and every longer token is as wrong as none. */
static void test_callback_guard__url_token(void **state)
{
  (void)state;
  char token[300];
  jumio_callback_guard *guard = new_guard();
  expect(check_token(guard, "any"), JUMIO_GUARD_REREAD, 0, "no token set");
  set_secret(guard, JUMIO_GUARD_SECRET_URL_TOKEN, URL_TOKEN, 16);
  expect(check_token(guard, URL_TOKEN), JUMIO_GUARD_REREAD, 0, "the token");
  expect(check_token(guard, NULL), JUMIO_GUARD_SUSPICIOUS, JUMIO_GUARD_URL_TOKEN_WRONG, "none");
  for (size_t len = 0; len <= 16; len++) {
    snprintf(token, sizeof token, "%.*s%s", (int)len, URL_TOKEN, len == 16 ? "g" : "");
    expect(check_token(guard, token), JUMIO_GUARD_SUSPICIOUS, JUMIO_GUARD_URL_TOKEN_WRONG, token);
    if (len == 16)
      break;
    snprintf(token, sizeof token, "%s", URL_TOKEN);
    token[len] ^= 1;
    expect(check_token(guard, token), JUMIO_GUARD_SUSPICIOUS, JUMIO_GUARD_URL_TOKEN_WRONG, token);
  }
  memset(token, '0', 299);
  token[299] = '\0';
  expect(check_token(guard, token), JUMIO_GUARD_SUSPICIOUS, JUMIO_GUARD_URL_TOKEN_WRONG, "too long");
  set_secret(guard, JUMIO_GUARD_SECRET_URL_TOKEN_OLD, URL_TOKEN, 16);
  set_secret(guard, JUMIO_GUARD_SECRET_URL_TOKEN, "fedcba9876543210", 16);
  expect(check_token(guard, URL_TOKEN), JUMIO_GUARD_REREAD, 0, "the old token");
  expect(check_token(guard, "fedcba9876543210"), JUMIO_GUARD_REREAD, 0, "the new token");
  set_secret(guard, JUMIO_GUARD_SECRET_URL_TOKEN_OLD, NULL, 0);
  expect(check_token(guard, URL_TOKEN), JUMIO_GUARD_SUSPICIOUS, JUMIO_GUARD_URL_TOKEN_WRONG, "the old token, gone");
  set_secret(guard, JUMIO_GUARD_SECRET_URL_TOKEN, NULL, 0);
  expect(check_token(guard, "any"), JUMIO_GUARD_REREAD, 0, "no token any more");
  jumio_callback_guard_free(guard);
}

typedef struct registry {
  int32_t answer;
  int asked, destroyed;
} registry;

static int32_t ask(const char *execution_id, const char *account_id, void *data)
{
  registry *self = data;
  assert_string_equal(execution_id, WF);
  assert_string_equal(account_id, ACC);
  self->asked++;
  return self->answer;
}

static void destroy_registry(void *data)
{
  ((registry *)data)->destroyed++;
}

/* C01, C02, C05: an unknown execution is nothing, another account is a forgery or an error. */
static void test_callback_guard__lookup(void **state)
{
  (void)state;
  registry known = {.answer = JUMIO_LOOKUP_KNOWN};
  jumio_callback_guard *guard = new_guard();
  assert_int_equal(jumio_callback_guard_set_lookup(guard, ask, &known, destroy_registry, NULL), JUMIO_OK);
  expect(check_reference(guard, "x"), JUMIO_GUARD_REREAD, 0, "known");
  known.answer = JUMIO_LOOKUP_UNKNOWN;
  expect(check_reference(guard, "x"), JUMIO_GUARD_IGNORE, JUMIO_GUARD_EXECUTION_UNKNOWN, "unknown");
  known.answer = JUMIO_LOOKUP_OTHER_ACCOUNT;
  expect(check_reference(guard, "x"), JUMIO_GUARD_SUSPICIOUS, JUMIO_GUARD_ACCOUNT_MISMATCH, "of another account");
  assert_int_equal(known.asked, 3);
  expect(check_peer(guard, "192.0.2.9", NOW), JUMIO_GUARD_SUSPICIOUS, JUMIO_GUARD_PEER_UNKNOWN, "a stranger");
  assert_int_equal(known.asked, 3); /* forgeries cost the host nothing */
  assert_int_equal(known.destroyed, 0);
  assert_int_equal(jumio_callback_guard_set_lookup(guard, NULL, NULL, NULL, NULL), JUMIO_OK);
  assert_int_equal(known.destroyed, 1);
  expect(check_reference(guard, "x"), JUMIO_GUARD_REREAD, 0, "without a lookup every execution counts as known");
  jumio_callback_guard_free(guard);
}

/* C22, C23: our own tag on an execution that nobody knows yet is the create whose answer is missing. */
static void test_callback_guard__unknown_execution_with_our_tag_is_reread(void **state)
{
  (void)state;
  registry none = {.answer = JUMIO_LOOKUP_UNKNOWN};
  if (!has_digests())
    skip();
  jumio_callback_guard *guard = new_guard();
  set_secret(guard, JUMIO_GUARD_SECRET_TAG_KEY, tag_key, sizeof tag_key);
  assert_int_equal(jumio_callback_guard_set_lookup(guard, ask, &none, NULL, NULL), JUMIO_OK);
  expect(check_reference(guard, TAG), JUMIO_GUARD_REREAD, JUMIO_GUARD_TAG_VALID | JUMIO_GUARD_EXECUTION_UNKNOWN, "our tag");
  expect(check_reference(guard, OLD_TAG), JUMIO_GUARD_SUSPICIOUS, JUMIO_GUARD_TAG_WRONG, "a forged one");
  jumio_callback_guard_free(guard);
}

static void test_callback_guard__lookup_that_breaks_its_contract(void **state)
{
  (void)state;
  registry broken = {.answer = 7};
  jumio_guard_verdict verdict = 9;
  jumio_callback *callback = NULL;
  char *body = body_with("PROCESSED", NULL, WF);
  jumio_callback_guard *guard = new_guard();
  assert_int_equal(jumio_callback_guard_set_lookup(guard, ask, &broken, destroy_registry, NULL), JUMIO_OK);
  assert_int_equal(jumio_callback_guard_check(guard, body, JUMIO_NTS, NULL, 0, NULL, 0, NOW, &callback, &verdict, NULL, NULL),
                   JUMIO_ERR_HOST_CALLBACK);
  assert_null(callback);
  assert_int_equal(verdict, 0);
  jumio_callback_guard_free(guard);
  assert_int_equal(broken.destroyed, 1);
  assert_int_equal(jumio_callback_guard_set_lookup(NULL, ask, &broken, destroy_registry, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(broken.destroyed, 2);
  jumio_text_free(body);
}

/* TH29: the same body once; the memory is bounded, and nothing that was refused is in it. */
static void test_callback_guard__replay(void **state)
{
  (void)state;
  jumio_callback_guard *guard = new_guard();
  char *body = body_with("PROCESSED", NULL, WF);
  expect(check_all(guard, body, JUMIO_NTS, "192.0.2.9", NULL, NOW), JUMIO_GUARD_SUSPICIOUS, JUMIO_GUARD_PEER_UNKNOWN, "a forgery first");
  expect(check_all(guard, body, JUMIO_NTS, PEER, NULL, NOW), JUMIO_GUARD_REREAD, 0, "does not take the true one's place");
  for (int i = 0; i < 1000; i++)
    expect(check_all(guard, body, JUMIO_NTS, PEER, NULL, NOW), JUMIO_GUARD_IGNORE, JUMIO_GUARD_REPLAY, "again");
  for (int i = 0; i < 1023; i++)
    expect(check_reference(guard, "x"), JUMIO_GUARD_REREAD, 0, "others");
  expect(check_all(guard, body, JUMIO_NTS, PEER, NULL, NOW), JUMIO_GUARD_IGNORE, JUMIO_GUARD_REPLAY, "the oldest that is remembered");
  expect(check_reference(guard, "x"), JUMIO_GUARD_REREAD, 0, "one more");
  expect(check_all(guard, body, JUMIO_NTS, PEER, NULL, NOW), JUMIO_GUARD_REREAD, 0, "forgotten");
  jumio_text_free(body);
  jumio_callback_guard_free(guard);
}

/* C21: mutated bodies, some thousands of them, get a verdict each, and none is worth a read but a callback. */
static void test_callback_guard__mutated_bodies(void **state)
{
  (void)state;
  static const char from[] = SHELL(EXECUTION "," ACCOUNT ",\"userReference\":\"" TAG "\"");
  char body[sizeof from];
  uint32_t random = 12345;
  jumio_callback_guard *guard = new_guard();
  set_secret(guard, JUMIO_GUARD_SECRET_URL_TOKEN, URL_TOKEN, 16);
  for (int i = 0; i < 20000; i++) {
    memcpy(body, from, sizeof body);
    size_t len = sizeof from - 1;
    for (int k = 0; k <= i % 3; k++) {
      random = random * 1664525 + 1013904223;
      body[(random >> 8) % len] = (char)(random >> 24);
    }
    if (i % 7 == 0)
      len = (random >> 4) % len;
    outcome got = check_all(guard, body, len, NULL, URL_TOKEN, NOW);
    const jumio_guard_finding none = JUMIO_GUARD_NOT_A_CALLBACK | JUMIO_GUARD_BAD_JSON;
    assert_true(got.verdict >= JUMIO_GUARD_REREAD && got.verdict <= JUMIO_GUARD_SUSPICIOUS);
    assert_int_equal(got.verdict != JUMIO_GUARD_REREAD, (got.findings & (none | JUMIO_GUARD_REPLAY)) != 0);
  }
  jumio_callback_guard_free(guard);
}

static void test_callback_guard__misuse(void **state)
{
  (void)state;
  jumio_guard_verdict verdict = 9;
  jumio_callback_guard *guard = (jumio_callback_guard *)(uintptr_t)8;
  char tenant[130];
  memset(tenant, 't', 129);
  assert_int_equal(jumio_callback_guard_new(NULL, "mars", 4, "t", 1, &guard, NULL), JUMIO_ERR_ARGUMENT);
  assert_null(guard);
  assert_int_equal(jumio_callback_guard_new(NULL, "EU", 2, "", 0, &guard, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_callback_guard_new(NULL, "EU", 2, NULL, 0, &guard, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_callback_guard_new(NULL, "EU", 2, tenant, 129, &guard, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_callback_guard_new(NULL, "EU", 2, "t", 1, NULL, NULL), JUMIO_ERR_ARGUMENT);
  guard = new_guard();
  static const struct {
    jumio_guard_secret which;
    size_t len;
  } bad[] = {{0, 40},
             {5, 40},
             {JUMIO_GUARD_SECRET_TAG_KEY, 31},
             {JUMIO_GUARD_SECRET_TAG_KEY_OLD, 257},
             {JUMIO_GUARD_SECRET_URL_TOKEN, 15},
             {JUMIO_GUARD_SECRET_URL_TOKEN, 0},
             {JUMIO_GUARD_SECRET_URL_TOKEN_OLD, 257}};
  for (size_t i = 0; i < COUNT(bad); i++) {
    jumio_error *error = NULL;
    assert_int_equal(jumio_callback_guard_set_secret(guard, bad[i].which, tenant, bad[i].len, &error), JUMIO_ERR_ARGUMENT);
    assert_null(strstr(jumio_error_get_message(error), "ttt"));
    jumio_error_free(error);
  }
  assert_int_equal(jumio_callback_guard_check(guard, NULL, 0, NULL, 0, NULL, 0, NOW, NULL, &verdict, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_callback_guard_check(guard, "{}", 2, NULL, 0, NULL, 0, NOW, NULL, NULL, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_callback_guard_check(NULL, "{}", 2, NULL, 0, NULL, 0, NOW, NULL, &verdict, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_callback_guard_check(guard, "{}", 2, NULL, 0, NULL, 0, NOW, NULL, &verdict, NULL, NULL), JUMIO_OK);
  assert_int_equal(verdict, JUMIO_GUARD_IGNORE);
  jumio_callback_guard_free(guard);
  jumio_callback_guard_free(NULL);
}

static jumio_result use(jumio_callback_guard *guard, registry *known)
{
  jumio_guard_verdict verdict;
  jumio_callback *callback = NULL;
  char *body = body_with("PROCESSED", "x", WF), *tag = NULL;
  jumio_error *error = NULL;
  jumio_result result =
      jumio_callback_guard_set_sources(guard, "{\"date\":\"2025-02-01\",\"regions\":{\"EU\":[\"192.0.2.1\"]}}", JUMIO_NTS, &error);
  if (result == JUMIO_OK)
    result = jumio_callback_guard_set_lookup(guard, ask, known, destroy_registry, &error);
  if (result == JUMIO_OK)
    result = jumio_callback_guard_check(guard, body, JUMIO_NTS, "192.0.2.1", JUMIO_NTS, NULL, 0, NOW, &callback, &verdict, NULL, &error);
  if (result == JUMIO_OK && has_digests()) {
    set_secret(guard, JUMIO_GUARD_SECRET_TAG_KEY, tag_key, sizeof tag_key);
    result = jumio_callback_guard_build_tag(guard, "ref", 3, NULL, 0, &tag, &error);
  }
  jumio_error_free(error);
  jumio_text_free(tag);
  jumio_callback_free(callback);
  jumio_text_free(body);
  return result;
}

static int guard_scenario(jumio_alloc *alloc, void *data)
{
  jumio_callback_guard *guard = NULL;
  registry known = {.answer = JUMIO_LOOKUP_KNOWN};
  (void)data;
  jumio_result result = jumio_callback_guard_new(alloc, "EU", 2, "tenant-1", JUMIO_NTS, &guard, NULL);
  if (result == JUMIO_OK)
    result = use(guard, &known);
  jumio_callback_guard_free(guard);
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

static void test_callback_guard__every_allocation_fails(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(guard_scenario, NULL) > 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_callback_guard__a_true_callback_is_reread),
      cmocka_unit_test(test_callback_guard__bodies),
      cmocka_unit_test(test_callback_guard__size),
      cmocka_unit_test(test_callback_guard__url_token),
      cmocka_unit_test(test_callback_guard__lookup),
      cmocka_unit_test(test_callback_guard__unknown_execution_with_our_tag_is_reread),
      cmocka_unit_test(test_callback_guard__lookup_that_breaks_its_contract),
      cmocka_unit_test(test_callback_guard__replay),
      cmocka_unit_test(test_callback_guard__mutated_bodies),
      cmocka_unit_test(test_callback_guard__misuse),
      cmocka_unit_test(test_callback_guard__every_allocation_fails),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
