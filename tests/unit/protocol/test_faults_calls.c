/** Faults against every call by one table: what must never happen whatever comes back, and how often a request may go out for it. */
#include "support/rig.h"

#include "support/cmocka.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "client/client.h"

#define IDS RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS
#define PROBLEM "{\"title\":\"Problem\",\"status\":429,\"detail\":\"canary-detail\"}"

typedef enum repeat { ONCE, BY_STATUS, REPEATED } repeat;

/* What an operation is begun from; it lives as long as the operation. */
typedef struct inputs {
  jumio_account *account;
  jumio_account_request *request;
  jumio_source *source;
} inputs;

static int32_t swallow(const void *data, size_t len, void *user_data)
{
  (void)data;
  (void)len;
  (void)user_data;
  return 1;
}

static jumio_result begin_create(jumio_client *client, const inputs *in, jumio_op **out)
{
  return jumio_op_account_create(client, in->request, -1, out, NULL);
}

static jumio_result begin_update(jumio_client *client, const inputs *in, jumio_op **out)
{
  return jumio_op_account_update(client, RIG_ACCOUNT, JUMIO_NTS, in->request, -1, out, NULL);
}

static jumio_result begin_upload(jumio_client *client, const inputs *in, jumio_op **out)
{
  const jumio_credential *selfie = jumio_account_get_credential_at(in->account, 1);
  return jumio_op_credential_upload(client, in->account, selfie, JUMIO_PART_FACE, 1, in->source, -1, out, NULL);
}

static jumio_result begin_finalize(jumio_client *client, const inputs *in, jumio_op **out)
{
  return jumio_op_workflow_execution_finalize(client, in->account, -1, out, NULL);
}

static jumio_result begin_status(jumio_client *client, const inputs *in, jumio_op **out)
{
  (void)in;
  return jumio_op_workflow_execution_fetch(client, IDS, -1, out, NULL);
}

static jumio_result begin_transaction(jumio_client *client, const inputs *in, jumio_op **out)
{
  (void)in;
  return jumio_op_transaction_fetch(client, IDS, -1, out, NULL);
}

static jumio_result begin_part(jumio_client *client, const inputs *in, jumio_op **out)
{
  (void)in;
  return jumio_op_part_fetch(client, RIG_ACCOUNT, JUMIO_NTS, RIG_ID, JUMIO_NTS, "FRONT", JUMIO_NTS, swallow, NULL, -1, out, NULL);
}

static jumio_result begin_delete(jumio_client *client, const inputs *in, jumio_op **out)
{
  (void)in;
  return jumio_op_transaction_delete(client, IDS, -1, out, NULL);
}

typedef struct call_row {
  const char *name;
  const char *own; /* in the first line of its own requests only */
  repeat repeat;
  bool reads_json;
  jumio_result (*begin)(jumio_client *client, const inputs *in, jumio_op **out);
} call_row;

#define WORKFLOW "/workflow-executions/" RIG_EXECUTION
static const call_row calls[] = {
    {"create", "POST https://account.", ONCE, true, begin_create},
    {"update", "PUT https://account.", ONCE, true, begin_update},
    {"upload", "/parts/FACE", REPEATED, false, begin_upload},
    {"finalize", "PUT " RIG_HOST, BY_STATUS, false, begin_finalize},
    {"status", "/status", REPEATED, true, begin_status},
    {"transaction", "GET https://retrieval.amer-1.jumio.ai/api/v1/accounts/" RIG_ACCOUNT WORKFLOW, REPEATED, true, begin_transaction},
    {"part", "/parts/FRONT", REPEATED, false, begin_part},
    {"delete", "DELETE ", REPEATED, false, begin_delete},
};
#define CALLS (sizeof calls / sizeof calls[0])

static size_t own_requests(const test_rig *rig, const call_row *call)
{
  size_t count = 0;
  for (size_t i = 0; i < rig->http.requests; i++) {
    const char *at = strstr(rig->http.seen[i], call->own);
    count += at != NULL && at < strchr(rig->http.seen[i], '\n');
  }
  return count;
}

typedef struct outcome {
  jumio_result result;
  size_t sent;
  int64_t delivery;
  int64_t retry_after_ms;
  int64_t took_ms;
} outcome;

static outcome run_call(const call_row *call, const fake_step *steps, size_t count)
{
  test_rig rig;
  outcome seen = {0};
  jumio_op *op = NULL;
  jumio_error *error = NULL;
  rig_begin(&rig, steps, count);
  inputs in = {rig_account(), rig_request(), NULL};
  assert_int_equal(jumio_source_new_memory(NULL, rig_jpeg, rig_jpeg_len, &in.source, NULL), JUMIO_OK);
  assert_int_equal(call->begin(rig.client, &in, &op), JUMIO_OK);
  int64_t before = atomic_load(&rig.clock.mono_ms);
  seen.result = jumio__run(op, NULL, &error);
  seen.took_ms = atomic_load(&rig.clock.mono_ms) - before;
  seen.sent = own_requests(&rig, call);
  seen.delivery = jumio_error_get_int64(error, JUMIO_ERROR_DELIVERY);
  seen.retry_after_ms = jumio_error_get_int64(error, JUMIO_ERROR_RETRY_AFTER_MS);
  assert_null(strstr(jumio_error_get_message(error), "canary"));
  jumio_error_free(error);
  jumio_op_free(op);
  jumio_source_free(in.source);
  jumio_account_request_free(in.request);
  jumio_account_free(in.account);
  rig_end(&rig);
  return seen;
}

/* The fault for ever, with a token and a status that says PROCESSED beside it. */
static outcome run_fault(const call_row *call, fake_step fault)
{
  fake_step steps[] = {RIG_TOKEN_STEP, fault, {.path = "/status", .status = 200, .body = rig_status_body, .times = -1}};
  steps[1].times = -1;
  if (call->own[0] == '/') {
    steps[1].path = call->own;
  } else { /* "METHOD address" */
    static const char *const methods[] = {"POST", "PUT", "GET", "DELETE"};
    for (size_t i = 0; i < 4; i++)
      if (strncmp(call->own, methods[i], strlen(methods[i])) == 0)
        steps[1].method = methods[i];
    steps[1].path = strncmp(call->own, "DELETE", 6) == 0 ? WORKFLOW : strchr(call->own, ' ') + 1;
  }
  return run_call(call, steps, 3);
}

static void check(const char *what, const call_row *call, bool good)
{
  if (!good)
    print_error("%s, %s\n", what, call->name);
  assert_true(good);
}

/* N01, N03-N05: proved unsent, so any call may be tried again, also a create; and the error says so. */
static void test_faults_calls__what_did_not_leave_is_tried_again(void **state)
{
  static const jumio_result results[] = {JUMIO_ERR_RESOLVE, JUMIO_ERR_CONNECT, JUMIO_ERR_NETWORK};
  (void)state;
  for (size_t f = 0; f < 3; f++)
    for (size_t i = 0; i < CALLS; i++) {
      outcome seen = run_fault(&calls[i], (fake_step){.result = results[f], .delivery = JUMIO_DELIVERY_NOT_SENT});
      check(jumio_result_name(results[f]), &calls[i],
            seen.result == results[f] && seen.sent == 3 && seen.delivery == JUMIO_DELIVERY_NOT_SENT);
    }
}

/* N02: the time passed while nothing had left yet. That is no doubt, also of a create, and there is no time for another try. */
static void test_faults_calls__a_deadline_before_anything_left(void **state)
{
  (void)state;
  for (size_t i = 0; i < CALLS; i++) {
    outcome seen = run_fault(&calls[i], (fake_step){.result = JUMIO_ERR_DEADLINE, .delivery = JUMIO_DELIVERY_NOT_SENT});
    check("N02", &calls[i], seen.result == JUMIO_ERR_DEADLINE && seen.sent == 1 && seen.delivery == JUMIO_DELIVERY_NOT_SENT);
  }
}

/* N14-N17, N19, N39: what a certificate or a proxy refuses stays refused; nothing is repeated. */
static void test_faults_calls__refusals_on_the_way_are_final(void **state)
{
  static const jumio_result results[] = {JUMIO_ERR_TLS, JUMIO_ERR_PROXY, JUMIO_ERR_ORIGIN_REFUSED};
  (void)state;
  for (size_t f = 0; f < 3; f++)
    for (size_t i = 0; i < CALLS; i++) {
      outcome seen = run_fault(&calls[i], (fake_step){.result = results[f], .delivery = JUMIO_DELIVERY_NOT_SENT});
      check(jumio_result_name(results[f]), &calls[i], seen.result == results[f] && seen.sent == 1 && seen.took_ms == 0);
    }
}

/* N06-N10, N12, N18, N30, H08, H17, H19: it may have been applied. What starts something at Jumio goes out once and says that it is in
 * doubt; a finalize asks for the status; the rest is tried again. */
static void test_faults_calls__doubt_is_told(void **state)
{
  static const fake_step faults[] = {
      {.result = JUMIO_ERR_NETWORK, .delivery = JUMIO_DELIVERY_MAYBE_SENT},
      {.result = JUMIO_ERR_NETWORK},
      {.status = 200, .body = "{\"acc", .result = JUMIO_ERR_NETWORK, .delivery = JUMIO_DELIVERY_ANSWERED},
      {.status = 408},
      {.status = 425},
      {.status = 500},
      {.status = 502, .body = "<html>canary"},
      {.status = 503},
      {.status = 504},
      {.status = 505},
      {.status = 520},
      {.status = 526},
  };
  (void)state;
  for (size_t f = 0; f < sizeof faults / sizeof faults[0]; f++)
    for (size_t i = 0; i < CALLS; i++) {
      outcome seen = run_fault(&calls[i], faults[f]);
      jumio_result expected = faults[f].status >= 400 ? JUMIO_ERR_SERVER : JUMIO_ERR_NETWORK;
      bool good = calls[i].repeat == ONCE        ? seen.result == JUMIO_ERR_OUTCOME_UNKNOWN && seen.sent == 1
                  : calls[i].repeat == BY_STATUS ? seen.result == JUMIO_OK && seen.sent == 1
                                                 : seen.result == expected && seen.sent == 3;
      check("in doubt", &calls[i], good);
    }
}

/* H13, H14, H15: a refusal before any work may be tried again, as the hint says; one that outlasts the deadline is told at once. */
static void test_faults_calls__hints_of_a_limit(void **state)
{
  static const struct {
    const char *headers;
    int64_t least_ms, most_ms; /* of two pauses */
    size_t sent;
  } hints[] = {
      {NULL, 0, 3000, 3},
      {"Retry-After: 0", 0, 3000, 3},
      {"Retry-After: 1", 2000, 4000, 3},
      {"Retry-After: 20", 40000, 40000, 3},
      {"Retry-After: 86400", 0, 0, 1},
      {"Retry-After: 1000000000000000000000000000000", 0, 0, 1},
      {"Retry-After: -5", 0, 3000, 3},
      {"Retry-After: 1.5", 0, 3000, 3},
      {"Retry-After: soon", 0, 3000, 3},
      {"Retry-After: ", 0, 3000, 3},
      {"Retry-After: 50\nRetry-After: 50", 0, 3000, 3},
  };
  (void)state;
  for (size_t h = 0; h < sizeof hints / sizeof hints[0]; h++)
    for (size_t i = 0; i < CALLS; i++) {
      outcome seen = run_fault(&calls[i], (fake_step){.status = 429, .headers = hints[h].headers, .body = PROBLEM});
      check(hints[h].headers != NULL ? hints[h].headers : "no hint", &calls[i],
            seen.result == JUMIO_ERR_RATE_LIMITED && seen.sent == hints[h].sent &&
                (hints[h].sent != 1 || seen.retry_after_ms >= 86400000) && seen.took_ms >= hints[h].least_ms &&
                seen.took_ms <= hints[h].most_ms + 100);
    }
}

/* H15: what fits into the deadline is slept, but never more than two minutes at a time. */
static void test_faults_calls__a_long_hint_is_not_slept_to_its_end(void **state)
{
  const fake_step steps[] = {RIG_TOKEN_STEP,
                             {.path = "/status", .status = 429, .headers = "Retry-After: 200", .body = PROBLEM},
                             {.path = "/status", .status = 200, .body = rig_status_body}};
  test_rig rig;
  jumio_workflow_execution *execution = NULL;
  (void)state;
  rig_begin(&rig, steps, 3);
  int64_t before = atomic_load(&rig.clock.mono_ms);
  assert_int_equal(jumio_workflow_execution_fetch(rig.client, IDS, 600000, NULL, &execution, NULL), JUMIO_OK);
  assert_int_equal(atomic_load(&rig.clock.mono_ms) - before, 120000);
  jumio_workflow_execution_free(execution);
  rig_end(&rig);
}

static const char *const bad_bodies[] = {
    "",
    " \r\n ", /* J01 */
    "{\"account\":{\"id\":\"" RIG_ACCOUNT "\"}",
    "{\"account\":{\"id\":", /* J02 */
    "{} {}",
    "{}x",
    "{\"a\":NaN}",
    "{/* */}",
    "{'a':1}",
    "[1,]",                                                                 /* J03 */
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", /* J04 */
    "{\"a\":\"\xC0\xAF\"}",
    "{\"a\":\"\xED\xA0\x80\"}",
    "{\"a\":\"\xF4\x90\x80\x80\"}", /* J09 */
    "{\"a\":\"\\ud800\"}",
    "{\"id\":\"a\\u0000b\"}",            /* J10 */
    "\xEF\xBB\xBF{}",                    /* J11 */
    "{\"stat\\u0075s\":1,\"status\":1}", /* J12 */
    "{\"account\":{},\"account\":{}}",
    "{\"a\":{\"decision\":1,\"decision\":2}}", /* J14 */
    "<html>canary</html>",                     /* H21 */
};

/* J01-J04, J09-J12, J14, H21, H22: a body that is no JSON by the strict rules is never half used. What was accepted by its status is in
 * doubt for a create; nothing is repeated. */
static void test_faults_calls__bodies_that_are_no_json(void **state)
{
  (void)state;
  for (size_t b = 0; b < sizeof bad_bodies / sizeof bad_bodies[0]; b++)
    for (size_t i = 0; i < CALLS; i++) {
      if (!calls[i].reads_json)
        continue;
      outcome seen = run_fault(&calls[i], (fake_step){.status = 200, .body = bad_bodies[b]});
      jumio_result expected = calls[i].repeat == ONCE ? JUMIO_ERR_OUTCOME_UNKNOWN : JUMIO_ERR_JSON;
      check(bad_bodies[b], &calls[i], seen.result == expected && seen.sent == 1 && seen.delivery == JUMIO_DELIVERY_ANSWERED);
    }
}

/* H23: the content type says nothing that the body does not say better. H26: any success is one. */
static void test_faults_calls__odd_successes(void **state)
{
  static const char *const types[] = {"Content-Type: text/html", "Content-Type: ", "Content-Type: application/json; charset=utf-8"};
  static const char *const bodies[] = {rig_account_body, rig_account_body, NULL, NULL, rig_status_body, rig_transaction_body};
  (void)state;
  for (size_t t = 0; t < 3; t++)
    for (size_t i = 0; i < 6; i++)
      for (int32_t status = 200; status < 203; status++) {
        fake_step answer = {.status = status, .headers = types[t], .body = bodies[i]};
        check(types[t], &calls[i], run_fault(&calls[i], answer).result == JUMIO_OK);
      }
}

/* H24: ids of somebody else. */
static void test_faults_calls__foreign_ids(void **state)
{
  static const char foreign[] =
      "{\"account\":{\"id\":\"99999999-1111-4111-8111-111111111111\"},\"workflowExecution\":{\"id\":\"" RIG_EXECUTION
      "\",\"status\":\"PROCESSED\"},\"workflow\":{\"id\":\"" RIG_EXECUTION "\",\"status\":\"PROCESSED\"}}";
  (void)state;
  for (size_t i = 4; i < 6; i++)
    check("foreign", &calls[i], run_fault(&calls[i], (fake_step){.status = 200, .body = foreign}).result == JUMIO_ERR_ID_MISMATCH);
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_faults_calls__what_did_not_leave_is_tried_again),
      cmocka_unit_test(test_faults_calls__a_deadline_before_anything_left),
      cmocka_unit_test(test_faults_calls__a_long_hint_is_not_slept_to_its_end),
      cmocka_unit_test(test_faults_calls__refusals_on_the_way_are_final),
      cmocka_unit_test(test_faults_calls__doubt_is_told),
      cmocka_unit_test(test_faults_calls__hints_of_a_limit),
      cmocka_unit_test(test_faults_calls__bodies_that_are_no_json),
      cmocka_unit_test(test_faults_calls__odd_successes),
      cmocka_unit_test(test_faults_calls__foreign_ids),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
