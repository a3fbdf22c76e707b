/** The trace hook: each request is shown twice and in order, over retries, token fetches, cancels and a host's own loop; nothing secret. */
#include "support/failing_alloc.h"
#include "support/rig.h"

#include "support/cmocka.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define PARENT "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
#define IDS RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS

/* One line for each call of the hook. */
typedef struct recorder {
  char lines[8000];
  size_t len;
  int64_t open; /* id of the span under way */
  int begins, ends;
  int64_t duration_ms;
  const char *parent;
} recorder;

static void record(jumio_span *span, void *user_data)
{
  recorder *r = user_data;
  bool begin = jumio_span_get_int64(span, JUMIO_SPAN_PHASE) == JUMIO_SPAN_BEGIN;
  int64_t id = jumio_span_get_int64(span, JUMIO_SPAN_REQUEST_ID);
  assert_true(id > 0);
  assert_true(begin ? r->open == 0 : r->open == id); /* one thread: never two at once */
  r->open = begin ? id : 0;
  *(begin ? &r->begins : &r->ends) += 1;
  r->len += (size_t)snprintf(r->lines + r->len, sizeof r->lines - r->len, "%s %s: %s %s%s #%d", begin ? "begin" : "end",
                             jumio_span_get_text(span, JUMIO_SPAN_TEXT_OPERATION), jumio_span_get_text(span, JUMIO_SPAN_TEXT_METHOD),
                             jumio_span_get_text(span, JUMIO_SPAN_TEXT_HOST), jumio_span_get_text(span, JUMIO_SPAN_TEXT_PATH),
                             (int)jumio_span_get_int64(span, JUMIO_SPAN_ATTEMPT));
  if (!begin)
    r->len += (size_t)snprintf(r->lines + r->len, sizeof r->lines - r->len, " %d %s %d bytes",
                               (int)jumio_span_get_int64(span, JUMIO_SPAN_HTTP_STATUS),
                               jumio_result_name((jumio_result)jumio_span_get_int64(span, JUMIO_SPAN_RESULT)),
                               (int)jumio_span_get_int64(span, JUMIO_SPAN_RESPONSE_BYTES));
  r->len += (size_t)snprintf(r->lines + r->len, sizeof r->lines - r->len, "\n");
  r->duration_ms = jumio_span_get_int64(span, JUMIO_SPAN_DURATION_MS);
  if (r->parent != NULL)
    assert_int_equal(jumio_span_set_traceparent(span, r->parent, JUMIO_NTS), begin ? JUMIO_OK : JUMIO_ERR_STATE);
}

static void begin(test_rig *rig, recorder *r, const fake_step *steps, size_t count)
{
  memset(r, 0, sizeof *r);
  assert_int_equal(rig_begin_traced(rig, NULL, steps, count, record, r, NULL), JUMIO_OK);
}

static void finish(test_rig *rig, const recorder *r, const char *expected)
{
  assert_int_equal(r->begins, r->ends);
  assert_null(strstr(r->lines, "canary"));
  assert_null(strstr(r->lines, "1111-"));
  if (expected != NULL)
    assert_string_equal(r->lines, expected);
  rig_end(rig);
}

static jumio_result fetch_status(jumio_client *client)
{
  jumio_workflow_execution *out = NULL;
  jumio_result result = jumio_workflow_execution_fetch(client, IDS, -1, NULL, &out, NULL);
  jumio_workflow_execution_free(out);
  return result;
}

#define STATUS_PATH "retrieval.amer-1.jumio.ai/api/v1/accounts/{account}/workflow-executions/{execution}/status"
#define TOKEN_SPAN                                                                                                                         \
  "begin token: POST auth.amer-1.jumio.ai/oauth2/token #1\nend token: POST auth.amer-1.jumio.ai/oauth2/token #1 200 JUMIO_OK 78 bytes\n"

static void test_trace__each_try_is_a_span(void **state)
{
  (void)state;
  test_rig rig;
  recorder r;
  fake_step steps[16] = {{.path = "/status", .status = 503, .body = "busy"},
                         {.path = "/status", .result = JUMIO_ERR_CONNECT, .delivery = JUMIO_DELIVERY_NOT_SENT}};
  memcpy(steps + 2, rig_happy, rig_happy_count * sizeof steps[0]);
  begin(&rig, &r, steps, rig_happy_count + 2);
  assert_int_equal(fetch_status(rig.client), JUMIO_OK);
  char answer[300];
  snprintf(answer, sizeof answer, "end status: GET " STATUS_PATH " #3 200 JUMIO_OK %zu bytes\n", strlen(rig_status_body));
  char expected[3000];
  snprintf(expected, sizeof expected, "%s%s%s", TOKEN_SPAN,
           "begin status: GET " STATUS_PATH " #1\nend status: GET " STATUS_PATH " #1 503 JUMIO_ERR_SERVER 4 bytes\n"
           "begin status: GET " STATUS_PATH " #2\nend status: GET " STATUS_PATH " #2 0 JUMIO_ERR_CONNECT 0 bytes\n"
           "begin status: GET " STATUS_PATH " #3\n",
           answer);
  finish(&rig, &r, expected);
}

static void test_trace__a_renewed_token_is_a_span_of_its_own(void **state)
{
  (void)state;
  test_rig rig;
  recorder r;
  fake_step steps[16] = {{.path = "/status", .status = 401}};
  memcpy(steps + 1, rig_happy, rig_happy_count * sizeof steps[0]);
  begin(&rig, &r, steps, rig_happy_count + 1);
  assert_int_equal(fetch_status(rig.client), JUMIO_OK);
  assert_int_equal(r.begins, 4); /* token, refused, token, good */
  assert_non_null(strstr(r.lines, "#1 401 JUMIO_ERR_AUTH"));
  finish(&rig, &r, NULL);
}

static void test_trace__paths_hold_no_id(void **state)
{
  (void)state;
  test_rig rig;
  recorder r;
  begin(&rig, &r, rig_happy, rig_happy_count);
  jumio_account *account = rig_account();
  jumio_account *made = NULL;
  jumio_account_request *request = rig_request();
  assert_int_equal(jumio_account_create(rig.client, request, -1, NULL, &made, NULL), JUMIO_OK);
  assert_int_equal(
      rig_upload(rig.client, account, jumio_account_get_credential_at(account, 1), JUMIO_PART_FACE, rig_jpeg, rig_jpeg_len, NULL, NULL),
      JUMIO_OK);
  assert_int_equal(jumio_workflow_execution_finalize(rig.client, account, -1, NULL, NULL), JUMIO_OK);
  assert_non_null(strstr(r.lines, "begin account create: POST account.amer-1.jumio.ai/api/v1/accounts #1\n"));
  assert_non_null(strstr(r.lines, "begin part upload: POST api.amer-1.jumio.ai/api/v1/accounts/{account}/workflow-executions/{execution}"
                                  "/credentials/{credential}/parts/FACE #1\n"));
  assert_non_null(
      strstr(r.lines, "begin finalize: PUT api.amer-1.jumio.ai/api/v1/accounts/{account}/workflow-executions/{execution} #1\n"));
  assert_null(strstr(r.lines, "3333"));
  assert_null(strstr(r.lines, "4444"));
  jumio_account_free(made);
  jumio_account_free(account);
  jumio_account_request_free(request);
  finish(&rig, &r, NULL);
}

static void test_trace__nothing_sent_is_nothing_shown(void **state)
{
  (void)state;
  test_rig rig;
  recorder r;
  jumio_workflow_execution *out = NULL;
  begin(&rig, &r, rig_happy, rig_happy_count);
  assert_int_equal(jumio_workflow_execution_fetch(rig.client, IDS, 0, NULL, &out, NULL), JUMIO_ERR_DEADLINE);
  assert_int_equal(jumio_workflow_execution_fetch(rig.client, "no id", JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, -1, NULL, &out, NULL),
                   JUMIO_ERR_ARGUMENT);
  finish(&rig, &r, "");
}

/* ---- a host that drives the operation itself ---- */

static jumio_op *status_op(test_rig *rig)
{
  jumio_op *op = NULL;
  assert_int_equal(jumio_op_workflow_execution_fetch(rig->client, IDS, -1, &op, NULL), JUMIO_OK);
  return op;
}

static void answer(jumio_op *op, const char *body)
{
  jumio_http_response *response = jumio_op_get_response(op);
  assert_int_equal(jumio_http_response_set_status(response, 200), JUMIO_OK);
  assert_int_equal(jumio_http_response_append_body(response, body, strlen(body)), JUMIO_OK);
  assert_int_equal(jumio_op_feed(op, JUMIO_OK), JUMIO_OK);
}

static void test_trace__of_a_host_s_own_loop(void **state)
{
  (void)state;
  test_rig rig;
  recorder r;
  begin(&rig, &r, rig_happy, rig_happy_count);
  jumio_op *op = status_op(&rig);
  assert_int_equal(r.begins, 0);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND); /* the same request: shown once */
  assert_int_equal(r.begins, 1);
  answer(op, rig_token_body);
  assert_int_equal(r.ends, 1);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
  answer(op, rig_status_body);
  assert_int_equal(r.ends, 2);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_DONE);
  jumio_op_free(op);
  finish(&rig, &r, NULL);
}

/* Cancelled or freed while the request is out: its end is told all the same, once. */
static void test_trace__of_requests_given_up(void **state)
{
  (void)state;
  for (int how = 0; how < 3; how++) {
    test_rig rig;
    recorder r;
    begin(&rig, &r, rig_happy, rig_happy_count);
    jumio_op *op = status_op(&rig);
    assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
    if (how != 0)
      jumio_op_cancel(op);
    if (how == 2)
      assert_int_equal(jumio_op_step(op), JUMIO_OP_DONE);
    jumio_op_free(op);
    assert_int_equal(r.begins, 1);
    assert_non_null(strstr(r.lines, "0 JUMIO_ERR_CANCELLED 0 bytes\n"));
    finish(&rig, &r, NULL);
  }
}

static void test_trace__durations_are_of_the_monotonic_clock(void **state)
{
  (void)state;
  test_rig rig;
  recorder r;
  begin(&rig, &r, rig_happy, rig_happy_count);
  jumio_op *op = status_op(&rig);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
  atomic_fetch_add(&rig.clock.mono_ms, 731);
  answer(op, rig_token_body);
  assert_int_equal(r.duration_ms, 731);
  jumio_op_free(op);
  finish(&rig, &r, NULL);
}

/* ---- traceparent ---- */

/* Golden bytes: one header more, and of the request that it was given to. */
static void test_trace__a_traceparent_is_sent(void **state)
{
  (void)state;
  test_rig rig;
  recorder r;
  char wanted[2][400];
  for (int with = 0; with < 2; with++) {
    begin(&rig, &r, rig_happy, rig_happy_count);
    r.parent = with ? PARENT : NULL;
    assert_int_equal(fetch_status(rig.client), JUMIO_OK);
    assert_int_equal(rig.http.requests, 2);
    snprintf(wanted[with], sizeof wanted[with], "%s", rig.http.seen[1]);
    for (size_t i = 0; i < 2; i++)
      assert_int_equal(strstr(rig.http.seen[i], "\ntraceparent: " PARENT "\n") != NULL, with);
    finish(&rig, &r, NULL);
  }
  assert_int_equal(strlen(wanted[1]), strlen(wanted[0]) + strlen("traceparent: " PARENT "\n"));
}

static const char *const bad_parents[] = {
    "",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-011",
    "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    "00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    "00-0gf7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    "00-00000000000000000000000000000000-b7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
    "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0\n",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331_01",
};

static void refuse_all(jumio_span *span, void *user_data)
{
  int *calls = user_data;
  *calls += 1;
  for (size_t i = 0; i < sizeof bad_parents / sizeof bad_parents[0]; i++)
    assert_int_equal(jumio_span_set_traceparent(span, bad_parents[i], JUMIO_NTS), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_span_set_traceparent(span, NULL, 0), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_span_set_traceparent(span, PARENT, 54), JUMIO_ERR_ARGUMENT);
  assert_null(jumio_span_get_text(span, 99));
  assert_true(jumio_span_get_int64(span, 99) == JUMIO_ABSENT);
  if (jumio_span_get_int64(span, JUMIO_SPAN_PHASE) == JUMIO_SPAN_END)
    return;
  assert_int_equal(jumio_span_get_int64(span, JUMIO_SPAN_DURATION_MS), 0);
  assert_int_equal(jumio_span_set_traceparent(span, PARENT, JUMIO_NTS), JUMIO_OK);
  assert_int_equal(jumio_span_set_traceparent(span, "00-11111111111111111111111111111111-2222222222222222-00", JUMIO_NTS), JUMIO_OK);
}

static void test_trace__a_traceparent_is_checked(void **state)
{
  (void)state;
  test_rig rig;
  int calls = 0;
  assert_int_equal(rig_begin_traced(&rig, NULL, rig_happy, rig_happy_count, refuse_all, &calls, NULL), JUMIO_OK);
  assert_int_equal(fetch_status(rig.client), JUMIO_OK);
  assert_int_equal(calls, 4);
  const char *header = strstr(rig.http.seen[1], "traceparent: "); /* the later one, once */
  assert_memory_equal(header, "traceparent: 00-1111", 20);
  assert_null(strstr(header + 1, "traceparent: "));
  rig_end(&rig);
  assert_int_equal(jumio_span_set_traceparent(NULL, PARENT, JUMIO_NTS), JUMIO_ERR_ARGUMENT);
}

/* ---- memory and ownership ---- */

static int traced_status(jumio_alloc *alloc, void *data)
{
  test_rig rig;
  recorder r;
  jumio_workflow_execution *out = NULL;
  fake_step steps[16] = {{.path = "/status", .status = 503}};
  (void)data;
  memcpy(steps + 1, rig_happy, rig_happy_count * sizeof steps[0]);
  memset(&r, 0, sizeof r);
  r.parent = PARENT;
  jumio_result result = rig_begin_traced(&rig, alloc, steps, rig_happy_count + 1, record, &r, NULL);
  if (result == JUMIO_OK)
    result = jumio_workflow_execution_fetch(rig.client, IDS, -1, NULL, &out, NULL);
  jumio_workflow_execution_free(out);
  rig_end(&rig);
  assert_int_equal(r.begins, r.ends);
  assert_true(result == JUMIO_OK || result == JUMIO_ERR_OUT_OF_MEMORY);
  return result != JUMIO_OK;
}

static void test_trace__pairs_hold_when_memory_runs_out(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(traced_status, NULL) > 20);
}

static void count_destroy(void *user_data)
{
  *(int *)user_data += 1;
}

static void ignore(jumio_span *span, void *user_data)
{
  (void)span;
  (void)user_data;
}

static void test_trace__the_hook_is_destroyed_once(void **state)
{
  (void)state;
  int destroyed[3] = {0, 0, 0};
  jumio_config *config = NULL;
  assert_int_equal(jumio_config_set_trace(NULL, ignore, &destroyed[0], count_destroy, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(destroyed[0], 1); /* also by a call that fails */
  assert_int_equal(jumio_config_new(NULL, &config, NULL), JUMIO_OK);
  assert_int_equal(jumio_config_set_trace(config, ignore, &destroyed[1], count_destroy, NULL), JUMIO_OK);
  assert_int_equal(jumio_config_set_trace(config, NULL, &destroyed[2], count_destroy, NULL), JUMIO_OK);
  assert_int_equal(destroyed[1], 1); /* replaced */
  assert_int_equal(destroyed[2], 0);
  jumio_config_free(config);
  assert_int_equal(destroyed[2], 1);
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_trace__each_try_is_a_span),
      cmocka_unit_test(test_trace__a_renewed_token_is_a_span_of_its_own),
      cmocka_unit_test(test_trace__paths_hold_no_id),
      cmocka_unit_test(test_trace__nothing_sent_is_nothing_shown),
      cmocka_unit_test(test_trace__of_a_host_s_own_loop),
      cmocka_unit_test(test_trace__of_requests_given_up),
      cmocka_unit_test(test_trace__durations_are_of_the_monotonic_clock),
      cmocka_unit_test(test_trace__a_traceparent_is_sent),
      cmocka_unit_test(test_trace__a_traceparent_is_checked),
      cmocka_unit_test(test_trace__pairs_hold_when_memory_runs_out),
      cmocka_unit_test(test_trace__the_hook_is_destroyed_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
