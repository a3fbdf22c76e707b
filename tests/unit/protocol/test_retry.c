/** What each call does with each HTTP status and each delivery (reliability.md groups N and H): the result, and how often it was sent. */
#include "support/rig.h"

#include "support/cmocka.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* An update is expected to do what a create does, so the rows have no column of its own. */
typedef enum call_kind { CREATE, UPLOAD, FINALIZE, STATUS, TRANSACTION, PART, COLUMNS, UPDATE = COLUMNS, CALLS } call_kind;

static const char *const call_names[] = {"create", "upload", "finalize", "status", "transaction", "part", "update"};

static int32_t swallow(const void *data, size_t len, void *user_data)
{
  (void)data;
  (void)len;
  (void)user_data;
  return 1;
}

static jumio_result make_call(jumio_client *client, call_kind kind, jumio_error **err)
{
  jumio_result result = JUMIO_ERR_STATE;
  if (kind == CREATE || kind == UPDATE) {
    jumio_account *out = NULL;
    jumio_account_request *request = rig_request();
    result = kind == CREATE ? jumio_account_create(client, request, JUMIO_DEADLINE_DEFAULT, NULL, &out, err)
                            : jumio_account_update(client, RIG_ACCOUNT, JUMIO_NTS, request, JUMIO_DEADLINE_DEFAULT, NULL, &out, err);
    assert_int_equal(out != NULL, result == JUMIO_OK);
    jumio_account_free(out);
    jumio_account_request_free(request);
  } else if (kind == UPLOAD || kind == FINALIZE) {
    jumio_account *account = rig_account();
    const jumio_credential *id = jumio_account_get_credential_at(account, 0);
    result = kind == FINALIZE ? jumio_workflow_execution_finalize(client, account, JUMIO_DEADLINE_DEFAULT, NULL, err)
                              : rig_upload(client, account, id, JUMIO_PART_FRONT, rig_jpeg, rig_jpeg_len, NULL, err);
    jumio_account_free(account);
  } else if (kind == STATUS) {
    jumio_workflow_execution *out = NULL;
    result =
        jumio_workflow_execution_fetch(client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, JUMIO_DEADLINE_DEFAULT, NULL, &out, err);
    jumio_workflow_execution_free(out);
  } else if (kind == TRANSACTION) {
    jumio_transaction *out = NULL;
    result = jumio_transaction_fetch(client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, JUMIO_DEADLINE_DEFAULT, NULL, &out, err);
    jumio_transaction_free(out);
  } else {
    result = jumio_part_fetch(client, RIG_ACCOUNT, JUMIO_NTS, RIG_ID, JUMIO_NTS, "FRONT", JUMIO_NTS, swallow, NULL, JUMIO_DEADLINE_DEFAULT,
                              NULL, NULL, NULL, err);
  }
  return result;
}

/* The URL path that only this call has. */
static const char *const call_paths[] = {"account.amer-1",   "/parts/FRONT", RIG_HOST,        "/status",
                                         "retrieval.amer-1", "/parts/FRONT", "account.amer-1"};

typedef struct expectation {
  jumio_result result;
  int sent;
} expectation;

typedef struct row {
  const char *what;
  fake_step fault; /* answers the call for ever */
  expectation expected[COLUMNS];
} row;

#define SAME(result, sent)                                                                                                                 \
  {                                                                                                                                        \
    {result, sent}, {result, sent}, {result, sent}, {result, sent}, {result, sent},                                                        \
    {                                                                                                                                      \
      result, sent                                                                                                                         \
    }                                                                                                                                      \
  }
#define READS(result, sent)                                                                                                                \
  {result, sent}, {result, sent},                                                                                                          \
  {                                                                                                                                        \
    result, sent                                                                                                                           \
  }
#define PROBLEM(status) "{\"title\":\"Problem\",\"status\":" #status ",\"detail\":\"canary-detail\"}"
#define UNKNOWN JUMIO_ERR_OUTCOME_UNKNOWN

/* In these rows the status read of a finalize answers PROCESSED: a lost answer of a finalize counts as done. */
static const row rows[] = {
    {"N01 name unknown", {.result = JUMIO_ERR_RESOLVE, .delivery = JUMIO_DELIVERY_NOT_SENT}, SAME(JUMIO_ERR_RESOLVE, 3)},
    {"N03 refused", {.result = JUMIO_ERR_CONNECT, .delivery = JUMIO_DELIVERY_NOT_SENT}, SAME(JUMIO_ERR_CONNECT, 3)},
    {"N05 reset before the request", {.result = JUMIO_ERR_NETWORK, .delivery = JUMIO_DELIVERY_NOT_SENT}, SAME(JUMIO_ERR_NETWORK, 3)},
    {"N07 taken and dropped",
     {.result = JUMIO_ERR_NETWORK, .delivery = JUMIO_DELIVERY_MAYBE_SENT},
     {{UNKNOWN, 1}, {JUMIO_ERR_NETWORK, 3}, {JUMIO_OK, 1}, READS(JUMIO_ERR_NETWORK, 3)}},
    {"N07 a transport that says nothing about delivery",
     {.result = JUMIO_ERR_NETWORK},
     {{UNKNOWN, 1}, {JUMIO_ERR_NETWORK, 3}, {JUMIO_OK, 1}, READS(JUMIO_ERR_NETWORK, 3)}},
    {"N09 cut in the body",
     {.status = 200, .body = "{\"acc", .result = JUMIO_ERR_NETWORK, .delivery = JUMIO_DELIVERY_ANSWERED},
     {{UNKNOWN, 1}, {JUMIO_ERR_NETWORK, 3}, {JUMIO_OK, 1}, READS(JUMIO_ERR_NETWORK, 3)}},
    {"N11 stalled past the deadline",
     {.result = JUMIO_ERR_DEADLINE, .delivery = JUMIO_DELIVERY_MAYBE_SENT},
     {{UNKNOWN, 1}, {JUMIO_ERR_DEADLINE, 1}, {JUMIO_OK, 1}, READS(JUMIO_ERR_DEADLINE, 1)}},
    {"N14 certificate", {.result = JUMIO_ERR_TLS, .delivery = JUMIO_DELIVERY_NOT_SENT}, SAME(JUMIO_ERR_TLS, 1)},
    {"the transport refuses the origin",
     {.result = JUMIO_ERR_ORIGIN_REFUSED, .delivery = JUMIO_DELIVERY_NOT_SENT},
     SAME(JUMIO_ERR_ORIGIN_REFUSED, 1)},
    {"the transport lacks the protocol",
     {.result = JUMIO_ERR_UNSUPPORTED, .delivery = JUMIO_DELIVERY_NOT_SENT},
     SAME(JUMIO_ERR_UNSUPPORTED, 1)},
    {"N21 301",
     {.status = 301, .headers = "Location: https://evil.example/"},
     {{UNKNOWN, 1}, {JUMIO_ERR_REDIRECT, 1}, {JUMIO_OK, 1}, READS(JUMIO_ERR_REDIRECT, 1)}},
    {"N21 303",
     {.status = 303, .headers = "Location: https://evil.example/"},
     {{UNKNOWN, 1}, {JUMIO_ERR_REDIRECT, 1}, {JUMIO_OK, 1}, READS(JUMIO_ERR_REDIRECT, 1)}},
    {"N21 308", {.status = 308, .headers = "Location: /elsewhere"}, SAME(JUMIO_ERR_REDIRECT, 1)},
    {"N28 compressed unasked",
     {.status = 200, .headers = "Content-Encoding: gzip", .body = "{}"},
     {{UNKNOWN, 1}, {JUMIO_ERR_PROTOCOL, 1}, {JUMIO_OK, 1}, READS(JUMIO_ERR_PROTOCOL, 1)}},
    {"H01 400", {.status = 400, .body = PROBLEM(400)}, SAME(JUMIO_ERR_REQUEST_REFUSED, 1)},
    {"H01 400 empty", {.status = 400}, SAME(JUMIO_ERR_REQUEST_REFUSED, 1)},
    {"H03 401",
     {.status = 401, .body = PROBLEM(401)},
     {{JUMIO_ERR_AUTH, 2}, {JUMIO_ERR_TOKEN_DEAD, 1}, {JUMIO_ERR_TOKEN_DEAD, 1}, READS(JUMIO_ERR_AUTH, 2)}},
    {"H04 403 from an edge", {.status = 403, .headers = "Content-Type: text/html", .body = "<html>"}, SAME(JUMIO_ERR_PERMISSION, 1)},
    {"H06 404", {.status = 404, .body = PROBLEM(404)}, SAME(JUMIO_ERR_NOT_FOUND, 1)},
    {"H07 405", {.status = 405, .headers = "Allow: POST, OPTIONS"}, SAME(JUMIO_ERR_PROTOCOL, 1)},
    {"H08 408", {.status = 408}, {{UNKNOWN, 1}, {JUMIO_ERR_SERVER, 3}, {JUMIO_OK, 1}, READS(JUMIO_ERR_SERVER, 3)}},
    {"H09 409", {.status = 409}, {{JUMIO_ERR_CONFLICT, 1}, {JUMIO_ERR_CONFLICT, 1}, {JUMIO_OK, 1}, READS(JUMIO_ERR_CONFLICT, 1)}},
    {"H10 410", {.status = 410}, SAME(JUMIO_ERR_GONE, 1)},
    {"H11 411", {.status = 411}, SAME(JUMIO_ERR_REQUEST_REFUSED, 1)},
    {"H11 413", {.status = 413}, SAME(JUMIO_ERR_REQUEST_REFUSED, 1)},
    {"H11 414", {.status = 414}, SAME(JUMIO_ERR_REQUEST_REFUSED, 1)},
    {"H11 415", {.status = 415}, SAME(JUMIO_ERR_REQUEST_REFUSED, 1)},
    {"H11 431", {.status = 431}, SAME(JUMIO_ERR_REQUEST_REFUSED, 1)},
    {"H12 422", {.status = 422, .body = PROBLEM(422)}, SAME(JUMIO_ERR_REQUEST_REFUSED, 1)},
    {"H13 429 with a problem body", {.status = 429, .body = PROBLEM(429)}, SAME(JUMIO_ERR_RATE_LIMITED, 3)},
    {"H13 429 from an edge",
     {.status = 429, .body = "slow down"},
     {{JUMIO_ERR_RATE_LIMITED, 1}, {JUMIO_ERR_RATE_LIMITED, 3}, {JUMIO_ERR_RATE_LIMITED, 3}, READS(JUMIO_ERR_RATE_LIMITED, 3)}},
    {"H15 429 Retry-After beyond the deadline",
     {.status = 429, .headers = "Retry-After: 86400", .body = PROBLEM(429)},
     SAME(JUMIO_ERR_RATE_LIMITED, 1)},
    {"H17 500", {.status = 500}, {{UNKNOWN, 1}, {JUMIO_ERR_SERVER, 3}, {JUMIO_OK, 1}, READS(JUMIO_ERR_SERVER, 3)}},
    {"H17 502", {.status = 502, .body = "<html>"}, {{UNKNOWN, 1}, {JUMIO_ERR_SERVER, 3}, {JUMIO_OK, 1}, READS(JUMIO_ERR_SERVER, 3)}},
    {"H17 503", {.status = 503}, {{UNKNOWN, 1}, {JUMIO_ERR_SERVER, 3}, {JUMIO_OK, 1}, READS(JUMIO_ERR_SERVER, 3)}},
    {"H17 504", {.status = 504}, {{UNKNOWN, 1}, {JUMIO_ERR_SERVER, 3}, {JUMIO_OK, 1}, READS(JUMIO_ERR_SERVER, 3)}},
    {"H19 501", {.status = 501}, {{UNKNOWN, 1}, {JUMIO_ERR_SERVER, 3}, {JUMIO_OK, 1}, READS(JUMIO_ERR_SERVER, 3)}},
    {"N39 407", {.status = 407}, SAME(JUMIO_ERR_PROXY, 1)},
    {"N39 a proxy refuses", {.result = JUMIO_ERR_PROXY, .delivery = JUMIO_DELIVERY_NOT_SENT}, SAME(JUMIO_ERR_PROXY, 1)},
    {"H19 511", {.status = 511}, {{UNKNOWN, 1}, {JUMIO_ERR_PROXY, 1}, {JUMIO_OK, 1}, READS(JUMIO_ERR_PROXY, 1)}},
    {"H20 204", {.status = 204}, {{UNKNOWN, 1}, {JUMIO_OK, 1}, {JUMIO_OK, 1}, READS(JUMIO_ERR_PROTOCOL, 1)}},
    {"H20 206", {.status = 206, .body = "{}"}, {{UNKNOWN, 1}, {JUMIO_OK, 1}, {JUMIO_OK, 1}, READS(JUMIO_ERR_PROTOCOL, 1)}},
    {"H20 304", {.status = 304}, {{UNKNOWN, 1}, {JUMIO_ERR_PROTOCOL, 1}, {JUMIO_OK, 1}, READS(JUMIO_ERR_PROTOCOL, 1)}},
    {"H21 200 with a page",
     {.status = 200, .headers = "Content-Type: text/html", .body = "<html>log in</html>"},
     {{UNKNOWN, 1}, {JUMIO_ERR_PROTOCOL, 1}, {JUMIO_OK, 1}, {JUMIO_ERR_JSON, 1}, {JUMIO_ERR_JSON, 1}, {JUMIO_ERR_PROTOCOL, 1}}},
    {"H22 200 empty",
     {.status = 200},
     {{UNKNOWN, 1}, {JUMIO_OK, 1}, {JUMIO_OK, 1}, {JUMIO_ERR_JSON, 1}, {JUMIO_ERR_JSON, 1}, {JUMIO_ERR_PROTOCOL, 1}}},
    {"J02 200 truncated JSON",
     {.status = 200, .body = "{\"account\":{\"id\":"},
     {{UNKNOWN, 1}, {JUMIO_OK, 1}, {JUMIO_OK, 1}, {JUMIO_ERR_JSON, 1}, {JUMIO_ERR_JSON, 1}, {JUMIO_ERR_PROTOCOL, 1}}},
    {"J14 200 with a key twice",
     {.status = 200, .body = "{\"account\":{},\"account\":{}}"},
     {{UNKNOWN, 1}, {JUMIO_OK, 1}, {JUMIO_OK, 1}, {JUMIO_ERR_JSON, 1}, {JUMIO_ERR_JSON, 1}, {JUMIO_ERR_PROTOCOL, 1}}},
    {"200 with an empty object",
     {.status = 200, .body = "{}"},
     {{UNKNOWN, 1}, {JUMIO_OK, 1}, {JUMIO_OK, 1}, {JUMIO_ERR_PROTOCOL, 1}, {JUMIO_ERR_NOT_A_TRANSACTION, 1}, {JUMIO_ERR_PROTOCOL, 1}}},
    {"a status that does not exist",
     {.status = 999},
     {{UNKNOWN, 1}, {JUMIO_ERR_HOST_CALLBACK, 1}, {JUMIO_OK, 1}, READS(JUMIO_ERR_HOST_CALLBACK, 1)}},
    {"G01 a transport that claims success without an answer",
     {.result = JUMIO_OK},
     {{UNKNOWN, 1}, {JUMIO_ERR_HOST_CALLBACK, 1}, {JUMIO_OK, 1}, READS(JUMIO_ERR_HOST_CALLBACK, 1)}},
    {"a transport that returns a positive number",
     {.result = 7},
     {{UNKNOWN, 1}, {JUMIO_ERR_HOST_CALLBACK, 1}, {JUMIO_OK, 1}, READS(JUMIO_ERR_HOST_CALLBACK, 1)}},
};

static int sent_count(test_rig *rig, call_kind kind)
{
  size_t count = 0;
  for (size_t i = 0; i < rig->http.requests; i++) {
    const char *seen = rig->http.seen[i];
    int own = strstr(seen, call_paths[kind]) != NULL && strstr(seen, call_paths[kind]) < strchr(seen, '\n');
    if (kind == TRANSACTION)
      own = own && strstr(seen, "/status") == NULL;
    count += own;
  }
  return (int)count;
}

static void check_no_canary(const jumio_error *error)
{
  const char *message = jumio_error_get_message(error);
  const char *title = jumio_error_get_text(error, JUMIO_ERROR_TEXT_SERVER_TITLE);
  assert_null(strstr(message, "canary"));
  assert_true(title == NULL || strstr(title, "canary") == NULL);
}

static void check_row(const row *one, call_kind kind)
{
  test_rig rig;
  jumio_error *error = NULL;
  fake_step steps[] = {RIG_TOKEN_STEP, one->fault, {.path = "/status", .status = 200, .body = rig_status_body, .times = -1}};
  steps[1].path = call_paths[kind];
  steps[1].times = -1;
  rig_begin(&rig, steps, 3);
  jumio_result result = make_call(rig.client, kind, &error);
  int sent = sent_count(&rig, kind);
  expectation expected = one->expected[kind == UPDATE ? CREATE : kind];
  if (result != expected.result || sent != expected.sent)
    print_error("%s, %s: %s sent %d times, expected %s and %d (%s)\n", one->what, call_names[kind], jumio_result_name(result), sent,
                jumio_result_name(expected.result), expected.sent, jumio_error_get_message(error));
  assert_int_equal(result, expected.result);
  assert_int_equal(sent, expected.sent);
  assert_int_equal(jumio_error_get_code(error), result);
  check_no_canary(error);
  jumio_error_free(error);
  rig_end(&rig);
}

static void test_retry__every_fault_of_every_call(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    for (call_kind kind = CREATE; kind < CALLS; kind++)
      check_row(&rows[i], kind);
}

/* Once the fault has passed, the repeatable calls succeed. */
static void test_retry__a_passing_fault_is_survived(void **state)
{
  static const fake_step faults[] = {{.result = JUMIO_ERR_CONNECT, .delivery = JUMIO_DELIVERY_NOT_SENT},
                                     {.status = 503, .headers = "Retry-After: 2"},
                                     {.status = 429, .body = PROBLEM(429)}};
  (void)state;
  for (size_t f = 0; f < sizeof faults / sizeof faults[0]; f++) {
    for (call_kind kind = UPLOAD; kind < COLUMNS; kind++) {
      test_rig rig;
      fake_step steps[16] = {faults[f]};
      memcpy(steps + 1, rig_happy, rig_happy_count * sizeof steps[0]);
      steps[0].path = call_paths[kind];
      rig_begin(&rig, steps, rig_happy_count + 1);
      assert_int_equal(make_call(rig.client, kind, NULL), JUMIO_OK);
      rig_end(&rig);
    }
  }
}

static void test_retry__the_hint_of_the_server_is_kept(void **state)
{
  (void)state;
  test_rig rig;
  fake_step steps[16] = {{.path = "/status", .status = 503, .headers = "Retry-After: 7"}};
  memcpy(steps + 1, rig_happy, rig_happy_count * sizeof steps[0]);
  rig_begin(&rig, steps, rig_happy_count + 1);
  assert_int_equal(make_call(rig.client, STATUS, NULL), JUMIO_OK);
  assert_in_range(atomic_load(&rig.clock.slept_ms), 7000, 7100);
  rig_end(&rig);
}

static void test_retry__facts_of_the_error(void **state)
{
  (void)state;
  test_rig rig;
  jumio_error *error = NULL;
  fake_step steps[] = {RIG_TOKEN_STEP,
                       {.path = "/status", .status = 429, .headers = "Retry-After: 3000", .body = PROBLEM(429), .times = -1}};
  rig_begin(&rig, steps, 2);
  assert_int_equal(make_call(rig.client, STATUS, &error), JUMIO_ERR_RATE_LIMITED);
  assert_int_equal(jumio_error_get_int64(error, JUMIO_ERROR_HTTP_STATUS), 429);
  assert_int_equal(jumio_error_get_int64(error, JUMIO_ERROR_RETRY_AFTER_MS), 3000000);
  assert_int_equal(jumio_error_get_int64(error, JUMIO_ERROR_ATTEMPTS), 1);
  assert_int_equal(jumio_error_get_int64(error, JUMIO_ERROR_DELIVERY), JUMIO_DELIVERY_ANSWERED);
  assert_int_equal(jumio_error_get_action(error), JUMIO_ACTION_RETRY_LATER);
  assert_string_equal(jumio_error_get_text(error, JUMIO_ERROR_TEXT_SERVER_TITLE), "Problem");
  jumio_error_free(error);
  rig_end(&rig);
}

/* The same bytes go out again, boundary included (fault U13). */
static void test_retry__an_upload_repeats_the_same_bytes(void **state)
{
  (void)state;
  test_rig rig;
  jumio_upload_remarks remarks = 0;
  fake_step steps[16] = {{.path = "/parts/", .result = JUMIO_ERR_NETWORK, .delivery = JUMIO_DELIVERY_MAYBE_SENT}};
  memcpy(steps + 1, rig_happy, rig_happy_count * sizeof steps[0]);
  rig_begin(&rig, steps, rig_happy_count + 1);
  jumio_account *account = rig_account();
  assert_int_equal(
      rig_upload(rig.client, account, jumio_account_get_credential_at(account, 1), JUMIO_PART_FACE, rig_jpeg, rig_jpeg_len, &remarks, NULL),
      JUMIO_OK);
  assert_int_equal(rig.http.requests, 2);
  assert_string_equal(rig.http.seen[0], rig.http.seen[1]);
  assert_int_equal(remarks, JUMIO_UPLOAD_REPEATED);
  jumio_account_free(account);
  rig_end(&rig);
}

/* A hostile hint must not outlast the deadline, whatever the call does with it. */
static void test_retry__no_hint_outlasts_the_deadline(void **state)
{
  (void)state;
  for (call_kind kind = CREATE; kind < CALLS; kind++) {
    test_rig rig;
    fake_step steps[] = {RIG_TOKEN_STEP,
                         {.path = call_paths[kind], .status = 503, .headers = "Retry-After: 315360000", .times = -1},
                         {.path = "/status", .status = 200, .body = rig_status_body, .times = -1}};
    rig_begin(&rig, steps, 3);
    int64_t before = atomic_load(&rig.clock.mono_ms);
    make_call(rig.client, kind, NULL);
    assert_in_range(atomic_load(&rig.clock.mono_ms) - before, 0, 300000);
    rig_end(&rig);
  }
}

/* The token that the status read of a doubtful finalize needs cannot be had: the doubt stays. */
static void test_retry__a_finalize_keeps_its_doubt_through_a_bad_token(void **state)
{
  static const fake_step bad[] = {{.path = "/oauth2/token", .status = 200, .body = "garbage", .times = -1},
                                  {.path = "/oauth2/token", .status = 403, .times = -1},
                                  {.path = "/oauth2/token", .result = JUMIO_ERR_CONNECT, .delivery = JUMIO_DELIVERY_NOT_SENT, .times = -1}};
  (void)state;
  for (size_t i = 0; i < 3; i++) {
    test_rig rig;
    jumio_error *error = NULL;
    fake_step steps[] = {bad[i], {.path = RIG_HOST, .result = JUMIO_ERR_NETWORK, .delivery = JUMIO_DELIVERY_MAYBE_SENT, .times = -1}};
    rig_begin(&rig, steps, 2);
    assert_int_equal(make_call(rig.client, FINALIZE, &error), JUMIO_ERR_OUTCOME_UNKNOWN);
    assert_int_equal(jumio_error_get_int64(error, JUMIO_ERROR_DELIVERY), JUMIO_DELIVERY_MAYBE_SENT);
    jumio_error_free(error);
    rig_end(&rig);
  }
}

typedef struct tiny_sink {
  char bytes[200];
  size_t len;
} tiny_sink;

static int32_t keep_bytes(const void *data, size_t len, void *user_data)
{
  tiny_sink *sink = user_data;
  memcpy(sink->bytes + sink->len, data, len);
  sink->len += len;
  return 1;
}

static jumio_result perform_byte_by_byte(const jumio_http_request *request, jumio_http_response *response, void *user_data)
{
  bool token = strstr(jumio_http_request_get_url(request), "/oauth2/token") != NULL;
  const char *body = token ? rig_token_body : user_data;
  jumio_result result = jumio_http_response_set_status(response, 200);
  for (; *body != '\0' && result == JUMIO_OK; body++)
    result = jumio_http_response_append_body(response, body, 1);
  return result;
}

/* A transport may hand on one byte at a time: a page is told from a part all the same, and nothing of it reaches the host (fault H25). */
static void test_retry__a_part_in_tiny_chunks(void **state)
{
  static const struct {
    const char *body;
    jumio_result result;
    jumio_media_type type;
  } parts[] = {{"<!DOCTYPE html><html><body>please log in to the network of this hotel first, thank you very much</body></html>",
                JUMIO_ERR_PROTOCOL, 0},
               {"<html>short</html>", JUMIO_ERR_PROTOCOL, 0},
               {"{\"title\":\"x\"}", JUMIO_ERR_PROTOCOL, 0},
               {"\xFF\xD8\xFF tiny", JUMIO_OK, JUMIO_MEDIA_JPEG},
               {"%PDF-1.7 0123456789012345678901234567890123456789012345678901234567890123456789", JUMIO_OK, JUMIO_MEDIA_PDF}};
  static const jumio_http_ops ops = {sizeof ops, 0, perform_byte_by_byte, NULL};
  (void)state;
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
    jumio_config *config = NULL;
    jumio_client *client = NULL;
    tiny_sink sink = {.len = 0};
    jumio_media_type type = 99;
    uint64_t size = 99;
    assert_int_equal(jumio_config_new(NULL, &config, NULL), JUMIO_OK);
    jumio_config_set_region(config, "amer-1", JUMIO_NTS, NULL);
    jumio_config_set_credentials(config, "client", JUMIO_NTS, RIG_SECRET, JUMIO_NTS, NULL);
    jumio_config_set_user_agent(config, "Acme/1", JUMIO_NTS, NULL);
    jumio_config_set_http(config, &ops, (void *)(uintptr_t)parts[i].body, NULL, 0, NULL);
    assert_int_equal(jumio_client_new(config, &client, NULL), JUMIO_OK);
    assert_int_equal(jumio_part_fetch(client, RIG_ACCOUNT, JUMIO_NTS, RIG_ID, JUMIO_NTS, "FRONT", JUMIO_NTS, keep_bytes, &sink, -1, NULL,
                                      &type, &size, NULL),
                     parts[i].result);
    size_t expected = parts[i].result == JUMIO_OK ? strlen(parts[i].body) : 0;
    assert_int_equal(sink.len, expected);
    assert_memory_equal(sink.bytes, parts[i].body, expected);
    assert_int_equal(size, expected);
    assert_int_equal(type, parts[i].type);
    jumio_client_unref(client);
    jumio_config_free(config);
  }
}

typedef struct finalize_row {
  const char *status;
  jumio_result result;
  int sent;
} finalize_row;

static void test_retry__finalize_reads_before_it_repeats(void **state)
{
  static const finalize_row finalize_rows[] = {{"INITIATED", JUMIO_OK, 2},
                                               {"ACQUISITION_STARTED", JUMIO_OK, 2},
                                               {"ACQUIRED", JUMIO_OK, 1},
                                               {"PROCESSED", JUMIO_OK, 1},
                                               {"SESSION_EXPIRED", JUMIO_ERR_TOKEN_DEAD, 1},
                                               {"TOKEN_EXPIRED", JUMIO_ERR_TOKEN_DEAD, 1},
                                               {"SOMETHING_NEW", JUMIO_ERR_OUTCOME_UNKNOWN, 1}};
  (void)state;
  for (size_t i = 0; i < sizeof finalize_rows / sizeof finalize_rows[0]; i++) {
    test_rig rig;
    char body[400];
    snprintf(body, sizeof body, "{\"account\":{\"id\":\"%s\"},\"workflowExecution\":{\"id\":\"%s\",\"status\":\"%s\"}}", RIG_ACCOUNT,
             RIG_EXECUTION, finalize_rows[i].status);
    fake_step steps[] = {RIG_TOKEN_STEP,
                         {.path = RIG_HOST, .result = JUMIO_ERR_NETWORK, .delivery = JUMIO_DELIVERY_MAYBE_SENT},
                         {.path = RIG_HOST, .status = 200},
                         {.path = "/status", .status = 200, .body = body, .times = -1}};
    rig_begin(&rig, steps, 4);
    assert_int_equal(make_call(rig.client, FINALIZE, NULL), finalize_rows[i].result);
    assert_int_equal(sent_count(&rig, FINALIZE), finalize_rows[i].sent);
    rig_end(&rig);
  }
}

static void test_retry__finalize_that_never_takes_effect_tells_its_own_failure(void **state)
{
  static const struct {
    fake_step step;
    jumio_result result;
    jumio_delivery delivery;
  } lost[] = {{{.path = RIG_HOST, .status = 500, .times = -1}, JUMIO_ERR_SERVER, JUMIO_DELIVERY_ANSWERED},
              {{.path = RIG_HOST, .status = 409, .times = -1}, JUMIO_ERR_CONFLICT, JUMIO_DELIVERY_ANSWERED},
              {{.path = RIG_HOST, .result = JUMIO_ERR_NETWORK, .delivery = JUMIO_DELIVERY_MAYBE_SENT, .times = -1},
               JUMIO_ERR_NETWORK,
               JUMIO_DELIVERY_MAYBE_SENT}};
  static const char body[] =
      "{\"account\":{\"id\":\"" RIG_ACCOUNT "\"},\"workflowExecution\":{\"id\":\"" RIG_EXECUTION "\",\"status\":\"INITIATED\"}}";
  (void)state;
  for (size_t i = 0; i < sizeof lost / sizeof lost[0]; i++) {
    test_rig rig;
    jumio_error *error = NULL;
    fake_step steps[] = {RIG_TOKEN_STEP, {.path = "/status", .status = 200, .body = body, .times = -1}, lost[i].step};
    rig_begin(&rig, steps, 3);
    assert_int_equal(make_call(rig.client, FINALIZE, &error), lost[i].result);
    assert_int_equal(jumio_error_get_int64(error, JUMIO_ERROR_HTTP_STATUS), lost[i].step.status);
    assert_int_equal(jumio_error_get_int64(error, JUMIO_ERROR_DELIVERY), lost[i].delivery);
    assert_int_equal(jumio_error_get_int64(error, JUMIO_ERROR_ATTEMPTS), 3);
    assert_int_equal(sent_count(&rig, FINALIZE), 3);
    jumio_error_free(error);
    rig_end(&rig);
  }
}

static void test_retry__finalize_stays_in_doubt_when_the_status_cannot_be_read(void **state)
{
  static const fake_step bad[] = {{.path = "/status", .status = 500, .times = -1},
                                  {.path = "/status", .status = 404, .times = -1},
                                  {.path = "/status", .status = 200, .body = "{}", .times = -1},
                                  {.path = "/status", .result = JUMIO_ERR_CONNECT, .delivery = JUMIO_DELIVERY_NOT_SENT, .times = -1}};
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    test_rig rig;
    fake_step steps[] = {RIG_TOKEN_STEP, {.path = RIG_HOST, .status = 502, .times = -1}, bad[i]};
    rig_begin(&rig, steps, 3);
    assert_int_equal(make_call(rig.client, FINALIZE, NULL), JUMIO_ERR_OUTCOME_UNKNOWN);
    assert_int_equal(sent_count(&rig, FINALIZE), 1);
    rig_end(&rig);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_retry__every_fault_of_every_call),
      cmocka_unit_test(test_retry__a_passing_fault_is_survived),
      cmocka_unit_test(test_retry__the_hint_of_the_server_is_kept),
      cmocka_unit_test(test_retry__facts_of_the_error),
      cmocka_unit_test(test_retry__no_hint_outlasts_the_deadline),
      cmocka_unit_test(test_retry__a_finalize_keeps_its_doubt_through_a_bad_token),
      cmocka_unit_test(test_retry__a_part_in_tiny_chunks),
      cmocka_unit_test(test_retry__an_upload_repeats_the_same_bytes),
      cmocka_unit_test(test_retry__finalize_reads_before_it_repeats),
      cmocka_unit_test(test_retry__finalize_that_never_takes_effect_tells_its_own_failure),
      cmocka_unit_test(test_retry__finalize_stays_in_doubt_when_the_status_cannot_be_read),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
