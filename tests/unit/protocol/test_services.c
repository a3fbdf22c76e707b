/** Deletion, health and raw calls: golden bytes, what each answer makes of them, and that nothing is sent twice that must not be. */
#include "support/rig.h"

#include "support/cmocka.h"

#include <string.h>

#define UA "User-Agent: Acme Onboarding/2.1 libjumio-idv/" JUMIO_VERSION "\n"
#define TENANT "Authorization: Bearer " RIG_TOKEN "\n"
#define RETRIEVAL "https://retrieval.amer-1.jumio.ai"
#define ACCOUNT "/api/v1/accounts/" RIG_ACCOUNT
#define EXECUTION ACCOUNT "/workflow-executions/" RIG_EXECUTION
#define PROBLEM(status) "{\"title\":\"Problem\",\"status\":" #status ",\"detail\":\"canary-detail\"}"
#define UP "{\"status\":\"UP\"}"

typedef enum call_kind { DELETE_TRANSACTION, DELETE_ACCOUNT, HEALTH, RAW_GET, RAW_POST, RAW_PUT_REPEATABLE, CALLS } call_kind;
static const char *const call_names[CALLS] = {"delete transaction", "delete account",    "health", "raw GET",
                                              "raw POST",           "repeatable raw PUT"};
/* What only the call's own URL holds. */
static const char *const call_paths[CALLS] = {EXECUTION, ACCOUNT, "https://status.", "/api/v1/things", "/api/v1/things", "/api/v1/things"};

static jumio_result raw(test_rig *rig, const char *method, uint32_t flags, jumio_cancel *cancel, jumio_answer **out, jumio_error **err)
{
  int body = strcmp(method, "GET") != 0;
  return jumio_raw_call(rig->client, JUMIO_HOST_RETRIEVAL, method, JUMIO_NTS, "/api/v1/things", JUMIO_NTS, body ? "{}" : NULL, body ? 2 : 0,
                        NULL, 0, flags, JUMIO_DEADLINE_DEFAULT, cancel, out, err);
}

static jumio_result make_call(test_rig *rig, call_kind kind, jumio_cancel *cancel, int32_t *absent, jumio_error **err)
{
  jumio_answer *answer = NULL;
  jumio_result result;
  if (kind == DELETE_TRANSACTION)
    return jumio_transaction_delete(rig->client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, JUMIO_DEADLINE_DEFAULT, cancel, absent,
                                    err);
  if (kind == DELETE_ACCOUNT)
    return jumio_account_delete(rig->client, RIG_ACCOUNT, JUMIO_NTS, JUMIO_DEADLINE_DEFAULT, cancel, absent, err);
  if (kind == HEALTH)
    result = jumio_client_fetch_health(rig->client, JUMIO_DEADLINE_DEFAULT, cancel, &answer, err);
  else if (kind == RAW_GET)
    result = raw(rig, "GET", 0, cancel, &answer, err);
  else if (kind == RAW_POST)
    result = raw(rig, "POST", 0, cancel, &answer, err);
  else
    result = raw(rig, "PUT", JUMIO_RAW_REPEATABLE, cancel, &answer, err);
  assert_int_equal(answer != NULL, result == JUMIO_OK);
  jumio_answer_free(answer);
  return result;
}

/* ---- golden bytes ---- */

static void assert_sent(call_kind kind, size_t at, const char *expected, int fresh)
{
  test_rig rig;
  const fake_step steps[] = {RIG_TOKEN_STEP, {.status = 200, .body = UP, .times = -1}};
  rig_begin(&rig, steps, 2);
  assert_int_equal(make_call(&rig, kind, NULL, NULL, NULL), JUMIO_OK);
  assert_int_equal(rig.http.requests, at + 1);
  assert_string_equal(rig.http.seen[at], expected);
  assert_int_equal(rig.http.fresh[at], fresh);
  rig_end(&rig);
}

/* TH45: a deletion has a connection of its own, so that no transport's hidden second sending answers "not found". */
static void test_services__golden(void **state)
{
  (void)state;
  assert_sent(DELETE_TRANSACTION, 1, "DELETE " RETRIEVAL EXECUTION "\n" TENANT "Accept: application/json\n" UA "\n", 1);
  assert_sent(DELETE_ACCOUNT, 1, "DELETE " RETRIEVAL ACCOUNT "\n" TENANT "Accept: application/json\n" UA "\n", 1);
  assert_sent(HEALTH, 0, "GET https://status.amer-1.jumio.ai/\nAccept: application/json\n" UA "\n", 0);
  assert_sent(RAW_GET, 1, "GET " RETRIEVAL "/api/v1/things\n" TENANT "Accept: application/json, */*\n" UA "\n", 0);
  assert_sent(RAW_POST, 1,
              "POST " RETRIEVAL "/api/v1/things\n" TENANT "Accept: application/json, */*\nContent-Type: application/json\n" UA
              "Content-Length: 2\n\n{}",
              1);
  assert_sent(RAW_PUT_REPEATABLE, 1,
              "PUT " RETRIEVAL "/api/v1/things\n" TENANT "Accept: application/json, */*\nContent-Type: application/json\n" UA
              "Content-Length: 2\n\n{}",
              0);
}

static void test_services__health_is_read_by_pointer(void **state)
{
  (void)state;
  test_rig rig;
  jumio_answer *answer = NULL;
  const fake_step steps[] = {{.status = 200, .body = "{\"status\":\"DOWN\",\"details\":{\"retrieval\":\"DOWN\",\"api\":\"DEGRADED\"}}"}};
  rig_begin(&rig, steps, 1);
  assert_int_equal(jumio_client_fetch_health(rig.client, -1, NULL, &answer, NULL), JUMIO_OK);
  assert_string_equal(jumio_answer_get_text(answer, "/status"), "DOWN");
  assert_string_equal(jumio_answer_get_text(answer, "/details/api"), "DEGRADED");
  assert_null(jumio_answer_get_text(answer, "/details/web"));
  assert_int_equal(fake_http_count(&rig.http, "/oauth2/token"), 0);
  jumio_answer_free(answer);
  rig_end(&rig);
}

/* ---- what an answer makes of a call ---- */

typedef struct expectation {
  jumio_result result;
  int sent;
} expectation;

typedef struct row {
  const char *what;
  fake_step fault; /* answers the call for ever */
  expectation deletion, health, read, once, again;
} row;

#define ALL(result, sent)                                                                                                                  \
  {result, sent}, {result, sent}, {result, sent}, {result, sent},                                                                          \
  {                                                                                                                                        \
    result, sent                                                                                                                           \
  }
#define UNKNOWN                                                                                                                            \
  {                                                                                                                                        \
    JUMIO_ERR_OUTCOME_UNKNOWN, 1                                                                                                           \
  }

static const row rows[] = {
    {"N01 name unknown",
     {.result = JUMIO_ERR_RESOLVE, .delivery = JUMIO_DELIVERY_NOT_SENT},
     {JUMIO_ERR_RESOLVE, 3},
     {JUMIO_ERR_RESOLVE, 2},
     {JUMIO_ERR_RESOLVE, 3},
     {JUMIO_ERR_RESOLVE, 3},
     {JUMIO_ERR_RESOLVE, 3}},
    {"N03, N04 no connection",
     {.result = JUMIO_ERR_CONNECT, .delivery = JUMIO_DELIVERY_NOT_SENT},
     {JUMIO_ERR_CONNECT, 3},
     {JUMIO_ERR_CONNECT, 2},
     {JUMIO_ERR_CONNECT, 3},
     {JUMIO_ERR_CONNECT, 3},
     {JUMIO_ERR_CONNECT, 3}},
    {"N05 reset before the request",
     {.result = JUMIO_ERR_NETWORK, .delivery = JUMIO_DELIVERY_NOT_SENT},
     {JUMIO_ERR_NETWORK, 3},
     {JUMIO_ERR_NETWORK, 2},
     {JUMIO_ERR_NETWORK, 3},
     {JUMIO_ERR_NETWORK, 3},
     {JUMIO_ERR_NETWORK, 3}},
    {"N06, N07, N08 taken and dropped",
     {.result = JUMIO_ERR_NETWORK, .delivery = JUMIO_DELIVERY_MAYBE_SENT},
     {JUMIO_ERR_NETWORK, 3},
     {JUMIO_ERR_NETWORK, 2},
     {JUMIO_ERR_NETWORK, 3},
     UNKNOWN,
     {JUMIO_ERR_NETWORK, 3}},
    {"N09, N10 cut in the body",
     {.status = 200, .body = "{\"st", .result = JUMIO_ERR_NETWORK, .delivery = JUMIO_DELIVERY_ANSWERED},
     {JUMIO_ERR_NETWORK, 3},
     {JUMIO_ERR_NETWORK, 2},
     {JUMIO_ERR_NETWORK, 3},
     UNKNOWN,
     {JUMIO_ERR_NETWORK, 3}},
    {"N11 stalled past the deadline",
     {.result = JUMIO_ERR_DEADLINE, .delivery = JUMIO_DELIVERY_MAYBE_SENT},
     {JUMIO_ERR_DEADLINE, 1},
     {JUMIO_ERR_DEADLINE, 1},
     {JUMIO_ERR_DEADLINE, 1},
     UNKNOWN,
     {JUMIO_ERR_DEADLINE, 1}},
    {"H01 400", {.status = 400, .body = PROBLEM(400)}, ALL(JUMIO_ERR_REQUEST_REFUSED, 1)},
    {"H04 403", {.status = 403, .body = "<html>no</html>"}, ALL(JUMIO_ERR_PERMISSION, 1)},
    {"H06 404", {.status = 404, .body = PROBLEM(404)}, ALL(JUMIO_ERR_NOT_FOUND, 1)},
    {"H07 405", {.status = 405, .headers = "Allow: GET"}, ALL(JUMIO_ERR_PROTOCOL, 1)},
    {"H10 410",
     {.status = 410},
     {JUMIO_OK, 1}, /* what a deletion is for */
     {JUMIO_ERR_GONE, 1},
     {JUMIO_ERR_GONE, 1},
     {JUMIO_ERR_GONE, 1},
     {JUMIO_ERR_GONE, 1}},
    {"H13 429 with a problem body",
     {.status = 429, .body = PROBLEM(429)},
     {JUMIO_ERR_RATE_LIMITED, 3},
     {JUMIO_ERR_RATE_LIMITED, 1},
     {JUMIO_ERR_RATE_LIMITED, 3},
     {JUMIO_ERR_RATE_LIMITED, 3},
     {JUMIO_ERR_RATE_LIMITED, 3}},
    {"H15 a hint that outlasts the deadline",
     {.status = 503, .headers = "Retry-After: 86400"},
     {JUMIO_ERR_SERVER, 1},
     {JUMIO_ERR_SERVER, 1},
     {JUMIO_ERR_SERVER, 1},
     UNKNOWN,
     {JUMIO_ERR_SERVER, 1}},
    {"H15 a hint that is none",
     {.status = 503, .headers = "Retry-After: soon"},
     {JUMIO_ERR_SERVER, 3},
     {JUMIO_ERR_SERVER, 2},
     {JUMIO_ERR_SERVER, 3},
     UNKNOWN,
     {JUMIO_ERR_SERVER, 3}},
    {"H17 500", {.status = 500}, {JUMIO_ERR_SERVER, 3}, {JUMIO_ERR_SERVER, 2}, {JUMIO_ERR_SERVER, 3}, UNKNOWN, {JUMIO_ERR_SERVER, 3}},
    {"H20 204", {.status = 204}, {JUMIO_OK, 1}, {JUMIO_ERR_PROTOCOL, 1}, {JUMIO_OK, 1}, {JUMIO_OK, 1}, {JUMIO_OK, 1}},
    {"H20 304",
     {.status = 304},
     {JUMIO_ERR_PROTOCOL, 1},
     {JUMIO_ERR_PROTOCOL, 1},
     {JUMIO_ERR_PROTOCOL, 1},
     UNKNOWN,
     {JUMIO_ERR_PROTOCOL, 1}},
    {"H22 200 empty", {.status = 200}, {JUMIO_OK, 1}, {JUMIO_ERR_JSON, 1}, {JUMIO_OK, 1}, {JUMIO_OK, 1}, {JUMIO_OK, 1}},
    {"H21 200 HTML",
     {.status = 200, .body = "<html>log in</html>"},
     {JUMIO_ERR_PROTOCOL, 1},
     {JUMIO_ERR_JSON, 1},
     {JUMIO_OK, 1},
     {JUMIO_OK, 1},
     {JUMIO_OK, 1}},
};

static expectation expected_of(const row *one, call_kind kind)
{
  return kind <= DELETE_ACCOUNT ? one->deletion
         : kind == HEALTH       ? one->health
         : kind == RAW_GET      ? one->read
         : kind == RAW_POST     ? one->once
                                : one->again;
}

static void check_row(const row *one, call_kind kind)
{
  test_rig rig;
  jumio_error *error = NULL;
  fake_step steps[] = {RIG_TOKEN_STEP, one->fault};
  steps[1].times = -1;
  rig_begin(&rig, steps, 2);
  jumio_result result = make_call(&rig, kind, NULL, NULL, &error);
  int sent = (int)fake_http_count(&rig.http, call_paths[kind]);
  expectation expected = expected_of(one, kind);
  if (result != expected.result || sent != expected.sent)
    print_error("%s, %s: %s sent %d times, expected %s and %d\n", one->what, call_names[kind], jumio_result_name(result), sent,
                jumio_result_name(expected.result), expected.sent);
  assert_int_equal(result, expected.result);
  assert_int_equal(sent, expected.sent);
  assert_int_equal(error == NULL ? JUMIO_OK : jumio_error_get_code(error), result);
  assert_true(error == NULL || strstr(jumio_error_get_message(error), "canary") == NULL);
  jumio_error_free(error);
  rig_end(&rig);
}

static void test_services__every_fault(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    for (call_kind kind = 0; kind < CALLS; kind++)
      check_row(&rows[i], kind);
}

/* H14, H16: the hint is kept, in seconds or as a date measured from the server's own. */
static void test_services__hints_are_kept(void **state)
{
  static const char *const hints[] = {"Retry-After: 5", "Date: Sat, 31 Jan 2026 10:20:30 GMT\nRetry-After: Sat, 31 Jan 2026 10:20:35 GMT"};
  (void)state;
  for (size_t i = 0; i < 2; i++) {
    test_rig rig;
    const fake_step steps[] = {
        RIG_TOKEN_STEP, {.path = EXECUTION, .status = 429, .headers = hints[i], .body = PROBLEM(429)}, {.path = EXECUTION, .status = 200}};
    rig_begin(&rig, steps, 3);
    assert_int_equal(make_call(&rig, DELETE_TRANSACTION, NULL, NULL, NULL), JUMIO_OK);
    assert_in_range(atomic_load(&rig.clock.slept_ms), 5000, 5000);
    rig_end(&rig);
  }
}

/* A02, H02: a refused access token is renewed once, and the call made once more. */
static void test_services__one_renewal(void **state)
{
  (void)state;
  for (call_kind kind = 0; kind < CALLS; kind++) {
    if (kind == HEALTH)
      continue;
    for (int lasting = 0; lasting < 2; lasting++) {
      test_rig rig;
      const fake_step steps[] = {RIG_TOKEN_STEP, {.path = call_paths[kind], .status = 401, .times = lasting ? -1 : 1}, {.status = 200}};
      rig_begin(&rig, steps, 3);
      assert_int_equal(make_call(&rig, kind, NULL, NULL, NULL), lasting ? JUMIO_ERR_AUTH : JUMIO_OK);
      assert_int_equal(fake_http_count(&rig.http, "/oauth2/token"), 2);
      assert_int_equal(fake_http_count(&rig.http, call_paths[kind]), 2);
      rig_end(&rig);
    }
  }
}

/* ---- deletion ---- */

/* H06: "not found" after a lost answer is the work of the lost request; on the first attempt it is told. */
static void test_deletion__not_found(void **state)
{
  static const struct {
    fake_step first;
    jumio_result result;
  } cases[] = {
      {{.result = JUMIO_ERR_NETWORK, .delivery = JUMIO_DELIVERY_MAYBE_SENT}, JUMIO_OK},
      {{.status = 502}, JUMIO_OK},
      {{.status = 408}, JUMIO_OK},
      {{.result = JUMIO_ERR_CONNECT, .delivery = JUMIO_DELIVERY_NOT_SENT}, JUMIO_ERR_NOT_FOUND},
      {{.status = 429, .body = PROBLEM(429)}, JUMIO_ERR_NOT_FOUND},
      {{.status = 401}, JUMIO_ERR_NOT_FOUND},
      {{.status = 404}, JUMIO_ERR_NOT_FOUND},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    for (call_kind kind = DELETE_TRANSACTION; kind <= DELETE_ACCOUNT; kind++) {
      test_rig rig;
      int32_t absent = 99;
      fake_step steps[] = {RIG_TOKEN_STEP, cases[i].first, {.path = ACCOUNT, .status = 404, .times = -1}};
      steps[1].path = ACCOUNT;
      rig_begin(&rig, steps, 3);
      assert_int_equal(make_call(&rig, kind, NULL, &absent, NULL), cases[i].result);
      assert_int_equal(absent, 1);
      rig_end(&rig);
    }
}

static void test_deletion__was_there(void **state)
{
  (void)state;
  test_rig rig;
  int32_t absent = 99;
  jumio_op *op = NULL;
  const fake_step steps[] = {RIG_TOKEN_STEP, {.status = 200, .times = -1}};
  rig_begin(&rig, steps, 2);
  assert_int_equal(make_call(&rig, DELETE_ACCOUNT, NULL, &absent, NULL), JUMIO_OK);
  assert_int_equal(absent, 0);
  assert_int_equal(jumio_op_account_delete(rig.client, RIG_ACCOUNT, JUMIO_NTS, -1, &op, NULL), JUMIO_OK);
  assert_int_equal(jumio_op_get_int64(op, JUMIO_OP_REMARKS), 0);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
  jumio_op_cancel(op);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_DONE);
  assert_int_equal(jumio_op_get_result(op, NULL), JUMIO_ERR_CANCELLED);
  jumio_op_free(op);
  rig_end(&rig);
}

/* ---- health stands apart ---- */

/* However often it fails, no other call is refused for it. */
static void test_health__does_not_open_the_breaker_of_others(void **state)
{
  (void)state;
  test_rig rig;
  fake_step steps[16] = {{.path = "https://status.", .result = JUMIO_ERR_CONNECT, .delivery = JUMIO_DELIVERY_NOT_SENT, .times = -1}};
  memcpy(steps + 1, rig_happy, rig_happy_count * sizeof steps[0]);
  rig_begin(&rig, steps, rig_happy_count + 1);
  for (int i = 0; i < 10; i++)
    assert_int_not_equal(make_call(&rig, HEALTH, NULL, NULL, NULL), JUMIO_OK);
  jumio_transaction *transaction = NULL;
  assert_int_equal(jumio_transaction_fetch(rig.client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, -1, NULL, &transaction, NULL),
                   JUMIO_OK);
  jumio_transaction_free(transaction);
  rig_end(&rig);
}

static void test_health__needs_a_status(void **state)
{
  static const char *const bodies[] = {"{}", "[]", "{\"status\":1}", "{\"status\":null}", "\"UP\""};
  (void)state;
  for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
    test_rig rig;
    const fake_step steps[] = {{.status = 200, .body = bodies[i]}};
    rig_begin(&rig, steps, 1);
    assert_int_equal(make_call(&rig, HEALTH, NULL, NULL, NULL), JUMIO_ERR_PROTOCOL);
    rig_end(&rig);
  }
}

static void test_services__null_is_refused(void **state)
{
  (void)state;
  test_rig rig;
  jumio_op *op = (jumio_op *)&rig;
  rig_begin(&rig, rig_happy, rig_happy_count);
  assert_int_equal(jumio_client_fetch_health(NULL, -1, NULL, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_op_fetch_health(NULL, -1, &op, NULL), JUMIO_ERR_ARGUMENT);
  assert_null(op);
  assert_int_equal(jumio_op_fetch_health(rig.client, -1, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_raw_call(rig.client, 1, "GET", JUMIO_NTS, "/api/x", JUMIO_NTS, NULL, 0, NULL, 0, 0, -1, NULL, NULL, NULL),
                   JUMIO_ERR_ARGUMENT);
  /* A missing execution must never turn into the whole account. */
  assert_int_equal(jumio_transaction_delete(rig.client, RIG_ACCOUNT, JUMIO_NTS, NULL, 0, -1, NULL, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_transaction_delete(rig.client, RIG_ACCOUNT, JUMIO_NTS, "", 0, -1, NULL, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_account_delete(rig.client, "x", JUMIO_NTS, -1, NULL, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_account_delete(NULL, RIG_ACCOUNT, JUMIO_NTS, -1, NULL, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(rig.http.requests, 0);
  rig_end(&rig);
}

/* ---- deadline, cancel, memory ---- */

static void trigger(void *data)
{
  jumio_cancel_trigger(data);
}

/* D04: a raw call that is cancelled while its request is out says whether it may have been applied. */
static void test_raw__a_cancelled_call_tells_the_truth(void **state)
{
  static const int32_t deliveries[] = {JUMIO_DELIVERY_NOT_SENT, JUMIO_DELIVERY_MAYBE_SENT};
  static const jumio_result results[] = {JUMIO_ERR_CANCELLED, JUMIO_ERR_OUTCOME_UNKNOWN};
  (void)state;
  for (size_t i = 0; i < 2; i++) {
    test_rig rig;
    jumio_op *op = NULL;
    const fake_step steps[] = {RIG_TOKEN_STEP, {.result = JUMIO_ERR_CANCELLED, .delivery = deliveries[i], .times = -1}};
    rig_begin(&rig, steps, 2);
    assert_int_equal(make_call(&rig, RAW_POST, NULL, NULL, NULL), results[i]);
    assert_int_equal(make_call(&rig, RAW_PUT_REPEATABLE, NULL, NULL, NULL), JUMIO_ERR_CANCELLED);
    /* Given up by the event loop: nobody can say that it did not leave. */
    assert_int_equal(
        jumio_op_raw_call(rig.client, JUMIO_HOST_API, "POST", JUMIO_NTS, "/api/v1/things", JUMIO_NTS, NULL, 0, NULL, 0, 0, -1, &op, NULL),
        JUMIO_OK);
    assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
    jumio_op_cancel(op);
    assert_int_equal(jumio_op_step(op), JUMIO_OP_DONE);
    assert_int_equal(jumio_op_get_result(op, NULL), JUMIO_ERR_OUTCOME_UNKNOWN);
    jumio_op_free(op);
    rig_end(&rig);
  }
}

/* D03: no sleep into the deadline, which a slow token has nearly used up. */
static void pass_a_second(void *data)
{
  fake_clock_advance(data, 1000);
}

static void test_services__a_deadline_in_the_middle(void **state)
{
  (void)state;
  test_rig rig;
  const fake_step steps[] = {
      {.path = "/oauth2/token", .status = 200, .body = rig_token_body, .before = pass_a_second, .before_data = &rig.clock, .times = -1},
      {.path = ACCOUNT, .status = 503, .headers = "Retry-After: 3", .times = -1}};
  rig_begin(&rig, steps, 2);
  assert_int_equal(jumio_account_delete(rig.client, RIG_ACCOUNT, JUMIO_NTS, 1000, NULL, NULL, NULL), JUMIO_ERR_DEADLINE);
  assert_int_equal(fake_http_count(&rig.http, ACCOUNT), 0);
  assert_int_equal(jumio_account_delete(rig.client, RIG_ACCOUNT, JUMIO_NTS, 2999, NULL, NULL, NULL), JUMIO_ERR_SERVER);
  assert_int_equal(fake_http_count(&rig.http, ACCOUNT), 1);
  assert_int_equal(atomic_load(&rig.clock.slept_ms), 0);
  rig_end(&rig);
}

/* D01, D04, D05, D06 of each call. */
static void test_services__deadline_and_cancel(void **state)
{
  (void)state;
  for (call_kind kind = 0; kind < CALLS; kind++) {
    test_rig rig;
    jumio_cancel *cancel = NULL;
    assert_int_equal(jumio_cancel_new(NULL, &cancel, NULL), JUMIO_OK);
    fake_step steps[] = {RIG_TOKEN_STEP,
                         {.path = call_paths[kind], .status = 200, .body = UP, .before = trigger, .before_data = cancel},
                         {.path = call_paths[kind], .status = 200, .body = UP, .times = -1}};
    rig_begin(&rig, steps, 3);
    assert_int_equal(make_call(&rig, kind, cancel, NULL, NULL), JUMIO_OK); /* the answer had come */
    assert_int_equal(make_call(&rig, kind, cancel, NULL, NULL), JUMIO_ERR_CANCELLED);
    assert_int_equal(fake_http_count(&rig.http, call_paths[kind]), 1);
    jumio_cancel_free(cancel);
    rig_end(&rig);
  }
  test_rig rig;
  jumio_answer *answer = NULL;
  rig_begin(&rig, rig_happy, rig_happy_count);
  assert_int_equal(jumio_client_fetch_health(rig.client, 0, NULL, &answer, NULL), JUMIO_ERR_DEADLINE);
  assert_int_equal(jumio_account_delete(rig.client, RIG_ACCOUNT, JUMIO_NTS, 0, NULL, NULL, NULL), JUMIO_ERR_DEADLINE);
  assert_int_equal(jumio_raw_call(rig.client, 1, "GET", JUMIO_NTS, "/api/x", JUMIO_NTS, NULL, 0, NULL, 0, 0, 0, NULL, &answer, NULL),
                   JUMIO_ERR_DEADLINE);
  assert_int_equal(rig.http.requests, 0);
  rig_end(&rig);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_services__golden),
      cmocka_unit_test(test_services__health_is_read_by_pointer),
      cmocka_unit_test(test_services__every_fault),
      cmocka_unit_test(test_services__hints_are_kept),
      cmocka_unit_test(test_services__one_renewal),
      cmocka_unit_test(test_deletion__not_found),
      cmocka_unit_test(test_deletion__was_there),
      cmocka_unit_test(test_health__does_not_open_the_breaker_of_others),
      cmocka_unit_test(test_health__needs_a_status),
      cmocka_unit_test(test_services__null_is_refused),
      cmocka_unit_test(test_raw__a_cancelled_call_tells_the_truth),
      cmocka_unit_test(test_services__a_deadline_in_the_middle),
      cmocka_unit_test(test_services__deadline_and_cancel),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
