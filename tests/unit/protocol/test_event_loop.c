/** Every call by an event loop of the test's own, without a blocking verb: the same requests at the same times, the same result, error and
 *  answer as the blocking verb has, in good weather and in bad. */
#include "support/rig.h"

#include "support/cmocka.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define IDS RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS
#define RESOURCE "/workflow-executions/" RIG_EXECUTION
#define REPORT "{\"workflowId\":\"w\",\"presignedUrl\":\"https://reports.example/a.pdf?signature=canary\"}"

/* What a call is made from, and what came of it. */
typedef struct scene {
  test_rig rig;
  jumio_account *account;
  jumio_account_request *request;
  jumio_source *source;
  jumio_answer *report;
  jumio_op *op;
  jumio_error *error;
  jumio_result result;
  uint32_t remarks;
  int64_t numbers[3]; /* finding, media type, bytes */
  char *answer;       /* the noun as text; of a download its bytes */
  size_t answer_len;
  FILE *out;
} scene;

static int32_t keep(const void *data, size_t len, void *user_data)
{
  scene *at = user_data;
  return fwrite(data, 1, len, at->out) == len;
}

/* ---- the nouns: told as text and freed ---- */

static void tell_account(scene *at, jumio_account *account)
{
  fprintf(at->out, "%s", account != NULL ? jumio_account_get_json(account, NULL) : "none");
  jumio_account_free(account);
}

static void tell_execution(scene *at, jumio_workflow_execution *execution)
{
  for (jumio_execution_text i = JUMIO_EXECUTION_TEXT_ID; execution != NULL && i <= JUMIO_EXECUTION_TEXT_STATUS; i++)
    fprintf(at->out, "%s ", jumio_workflow_execution_get_text(execution, i));
  jumio_workflow_execution_free(execution);
}

static void tell_transaction(scene *at, jumio_transaction *transaction)
{
  jumio_decision *decision = NULL;
  if (transaction != NULL && jumio_decision_map(transaction, NULL, NULL, &decision, NULL) == JUMIO_OK)
    fprintf(at->out, "%d %s", (int)jumio_decision_get_status(decision), jumio_transaction_get_text(transaction, JUMIO_TEXT_EXECUTION_ID));
  jumio_decision_free(decision);
  jumio_transaction_free(transaction);
}

static void tell_answer(scene *at, jumio_answer *answer)
{
  fprintf(at->out, "%s", answer != NULL ? jumio_answer_get_body(answer, NULL) : "none");
  jumio_answer_free(answer);
}

/* ---- the calls: each begins an operation, or runs the blocking verb ---- */

static jumio_result make_create(scene *at, int begin)
{
  jumio_account *account = NULL;
  if (begin)
    return jumio_op_account_create(at->rig.client, at->request, -1, &at->op, &at->error);
  jumio_result result = jumio_account_create(at->rig.client, at->request, -1, NULL, &account, &at->error);
  tell_account(at, account);
  return result;
}

static jumio_result make_update(scene *at, int begin)
{
  jumio_account *account = NULL;
  if (begin)
    return jumio_op_account_update(at->rig.client, RIG_ACCOUNT, JUMIO_NTS, at->request, -1, &at->op, &at->error);
  jumio_result result = jumio_account_update(at->rig.client, RIG_ACCOUNT, JUMIO_NTS, at->request, -1, NULL, &account, &at->error);
  tell_account(at, account);
  return result;
}

static jumio_result make_upload(scene *at, int begin)
{
  const jumio_credential *selfie = jumio_account_get_credential_at(at->account, 1);
  if (begin)
    return jumio_op_credential_upload(at->rig.client, at->account, selfie, JUMIO_PART_FACE, 1, at->source, -1, &at->op, &at->error);
  return jumio_credential_upload(at->rig.client, at->account, selfie, JUMIO_PART_FACE, 1, at->source, -1, NULL, &at->remarks, &at->error);
}

static jumio_result make_finalize(scene *at, int begin)
{
  if (begin)
    return jumio_op_workflow_execution_finalize(at->rig.client, at->account, -1, &at->op, &at->error);
  return jumio_workflow_execution_finalize(at->rig.client, at->account, -1, NULL, &at->error);
}

static jumio_result make_status(scene *at, int begin)
{
  jumio_workflow_execution *execution = NULL;
  if (begin)
    return jumio_op_workflow_execution_fetch(at->rig.client, IDS, -1, &at->op, &at->error);
  jumio_result result = jumio_workflow_execution_fetch(at->rig.client, IDS, -1, NULL, &execution, &at->error);
  tell_execution(at, execution);
  return result;
}

static jumio_result make_wait(scene *at, int begin)
{
  jumio_workflow_execution *execution = NULL;
  if (begin)
    return jumio_op_workflow_execution_wait(at->rig.client, IDS, -1, &at->op, &at->error);
  jumio_result result = jumio_workflow_execution_wait(at->rig.client, IDS, -1, NULL, &execution, &at->error);
  tell_execution(at, execution);
  return result;
}

static jumio_result make_transaction(scene *at, int begin)
{
  jumio_transaction *transaction = NULL;
  if (begin)
    return jumio_op_transaction_fetch(at->rig.client, IDS, -1, &at->op, &at->error);
  jumio_result result = jumio_transaction_fetch(at->rig.client, IDS, -1, NULL, &transaction, &at->error);
  tell_transaction(at, transaction);
  return result;
}

static jumio_result resource(scene *at, int begin, jumio_transaction_resource which)
{
  jumio_answer *answer = NULL;
  if (begin)
    return jumio_op_transaction_fetch_answer(at->rig.client, which, IDS, -1, &at->op, &at->error);
  jumio_result result = jumio_transaction_fetch_answer(at->rig.client, which, IDS, -1, NULL, &answer, &at->error);
  tell_answer(at, answer);
  return result;
}

static jumio_result make_steps(scene *at, int begin)
{
  return resource(at, begin, JUMIO_RESOURCE_STEPS);
}

static jumio_result make_rules(scene *at, int begin)
{
  return resource(at, begin, JUMIO_RESOURCE_RULES);
}

static jumio_result make_report(scene *at, int begin)
{
  return resource(at, begin, JUMIO_RESOURCE_REPORT);
}

static jumio_result make_report_file(scene *at, int begin)
{
  if (begin)
    return jumio_op_report_fetch(at->rig.client, at->report, keep, at, -1, &at->op, &at->error);
  uint64_t size = 99;
  jumio_result result = jumio_report_fetch(at->rig.client, at->report, keep, at, -1, NULL, &size, &at->error);
  at->numbers[1] = result == JUMIO_OK ? JUMIO_MEDIA_PDF : JUMIO_MEDIA_OTHER; /* a report is nothing else */
  at->numbers[2] = (int64_t)size;
  return result;
}

static jumio_result make_part(scene *at, int begin)
{
  if (begin)
    return jumio_op_part_fetch(at->rig.client, RIG_ACCOUNT, JUMIO_NTS, RIG_ID, JUMIO_NTS, "FRONT", JUMIO_NTS, keep, at, -1, &at->op,
                               &at->error);
  uint64_t size = 99;
  jumio_media_type type = 99;
  jumio_result result = jumio_part_fetch(at->rig.client, RIG_ACCOUNT, JUMIO_NTS, RIG_ID, JUMIO_NTS, "FRONT", JUMIO_NTS, keep, at, -1, NULL,
                                         &type, &size, &at->error);
  at->numbers[1] = type;
  at->numbers[2] = (int64_t)size;
  return result;
}

static jumio_result deleted(scene *at, jumio_result result, int32_t absent)
{
  at->remarks = absent ? JUMIO_OP_WAS_ABSENT : 0;
  return result;
}

static jumio_result make_delete(scene *at, int begin)
{
  int32_t absent = 0;
  if (begin)
    return jumio_op_transaction_delete(at->rig.client, IDS, -1, &at->op, &at->error);
  jumio_result result = jumio_transaction_delete(at->rig.client, IDS, -1, NULL, &absent, &at->error);
  return deleted(at, result, absent);
}

static jumio_result make_delete_account(scene *at, int begin)
{
  int32_t absent = 0;
  if (begin)
    return jumio_op_account_delete(at->rig.client, RIG_ACCOUNT, JUMIO_NTS, -1, &at->op, &at->error);
  jumio_result result = jumio_account_delete(at->rig.client, RIG_ACCOUNT, JUMIO_NTS, -1, NULL, &absent, &at->error);
  return deleted(at, result, absent);
}

static jumio_result make_check(scene *at, int begin)
{
  jumio_check_finding finding = 99;
  uint32_t flags = JUMIO_CHECK_OTHER_REGIONS | JUMIO_CHECK_RETRIEVAL;
  if (begin)
    return jumio_op_check(at->rig.client, flags, -1, &at->op, &at->error);
  jumio_result result = jumio_client_check(at->rig.client, flags, -1, NULL, &finding, &at->error);
  at->numbers[0] = finding;
  return result;
}

static jumio_result make_health(scene *at, int begin)
{
  jumio_answer *answer = NULL;
  if (begin)
    return jumio_op_fetch_health(at->rig.client, -1, &at->op, &at->error);
  jumio_result result = jumio_client_fetch_health(at->rig.client, -1, NULL, &answer, &at->error);
  tell_answer(at, answer);
  return result;
}

static jumio_result make_raw(scene *at, int begin)
{
  jumio_answer *answer = NULL;
  if (begin)
    return jumio_op_raw_call(at->rig.client, JUMIO_HOST_RETRIEVAL, "POST", JUMIO_NTS, "/api/v1/things", JUMIO_NTS, "{}", 2, NULL, 0, 0, -1,
                             &at->op, &at->error);
  jumio_result result = jumio_raw_call(at->rig.client, JUMIO_HOST_RETRIEVAL, "POST", JUMIO_NTS, "/api/v1/things", JUMIO_NTS, "{}", 2, NULL,
                                       0, 0, -1, NULL, &answer, &at->error);
  tell_answer(at, answer);
  return result;
}

typedef enum noun { NOTHING, ACCOUNT, EXECUTION, TRANSACTION, ANSWER } noun;

static const struct call {
  const char *name;
  jumio_result (*make)(scene *at, int begin);
  noun noun;
} calls[] = {
    {"account_create", make_create, ACCOUNT},
    {"account_update", make_update, ACCOUNT},
    {"credential_upload", make_upload, NOTHING},
    {"workflow_execution_finalize", make_finalize, NOTHING},
    {"workflow_execution_fetch", make_status, EXECUTION},
    {"workflow_execution_wait", make_wait, EXECUTION},
    {"transaction_fetch", make_transaction, TRANSACTION},
    {"transaction_fetch_answer, steps", make_steps, ANSWER},
    {"transaction_fetch_answer, rules", make_rules, ANSWER},
    {"transaction_fetch_answer, report", make_report, ANSWER},
    {"report_fetch", make_report_file, NOTHING},
    {"part_fetch", make_part, NOTHING},
    {"transaction_delete", make_delete, NOTHING},
    {"account_delete", make_delete_account, NOTHING},
    {"check", make_check, NOTHING},
    {"fetch_health", make_health, ANSWER},
    {"raw_call", make_raw, ANSWER},
};
#define CALLS (sizeof calls / sizeof calls[0])

/* ---- the weather: what the first requests meet, but for those of the token ---- */

#define STATUS(word)                                                                                                                       \
  "{\"account\":{\"id\":\"" RIG_ACCOUNT "\"},\"workflowExecution\":{\"id\":\"" RIG_EXECUTION "\",\"status\":\"" word "\"}}"
#define PROBLEM "{\"title\":\"Problem\",\"status\":500,\"detail\":\"canary-detail\"}"

static const struct weather {
  const char *name;
  fake_step step;
} weathers[] = {
    {.name = "good", .step = {.path = "nowhere", .status = 500}},
    {.name = "one 503", .step = {.status = 503, .headers = "Retry-After: 7", .body = PROBLEM}},
    {.name = "503 for ever", .step = {.status = 503, .body = PROBLEM, .times = -1}},
    {.name = "one 429", .step = {.status = 429, .headers = "Retry-After: 3", .body = PROBLEM}},
    {.name = "one 401", .step = {.status = 401, .body = PROBLEM}},
    {.name = "401 for ever", .step = {.status = 401, .body = PROBLEM, .times = -1}},
    {.name = "400", .step = {.status = 400, .body = PROBLEM, .times = -1}},
    {.name = "403", .step = {.status = 403, .body = PROBLEM, .times = -1}},
    {.name = "404", .step = {.status = 404, .body = PROBLEM, .times = -1}},
    {.name = "not sent", .step = {.result = JUMIO_ERR_CONNECT, .delivery = JUMIO_DELIVERY_NOT_SENT}},
    {.name = "a lost answer", .step = {.result = JUMIO_ERR_NETWORK, .delivery = JUMIO_DELIVERY_UNKNOWN}},
    {.name = "lost answers for ever", .step = {.result = JUMIO_ERR_NETWORK, .delivery = JUMIO_DELIVERY_UNKNOWN, .times = -1}},
    {.name = "no certificate", .step = {.result = JUMIO_ERR_TLS, .delivery = JUMIO_DELIVERY_NOT_SENT, .times = -1}},
    {.name = "no JSON", .step = {.status = 200, .body = "<html>", .times = -1}},
    {.name = "an empty answer", .step = {.status = 200, .body = "", .times = -1}},
    {.name = "two unfinished ones", .step = {.path = "/status", .status = 200, .body = STATUS("ACQUIRED"), .times = 2}},
};
#define WEATHERS (sizeof weathers / sizeof weathers[0])

static const fake_step good[] = {
    {.path = RESOURCE "/steps", .status = 200, .body = "{\"steps\":[]}", .times = -1},
    {.path = RESOURCE "/rules", .status = 200, .body = "{\"rules\":[]}", .times = -1},
    {.path = RESOURCE "/generate", .status = 200, .body = REPORT, .times = -1},
    {.path = "https://reports.example/", .status = 200, .body = "%PDF-1.7\n... %%EOF\n", .times = -1},
    {.path = "https://status.", .status = 200, .body = "{\"status\":\"UP\"}", .times = -1},
    {.path = "/api/v1/things", .status = 200, .body = "{\"thing\":1}", .times = -1},
    {.method = "DELETE", .status = 200, .body = "", .times = -1},
};
#define GOOD (sizeof good / sizeof good[0])

static jumio_result allow(jumio_config *config, jumio_error **err)
{
  return jumio_config_set_option(config, JUMIO_OPTION_REPORT_HOSTS, "reports.example", JUMIO_NTS, err);
}

/* ---- the two ways ---- */

static void enter(scene *at, fake_step *steps, const struct weather *weather)
{
  static const fake_step token = RIG_TOKEN_STEP;
  memset(at, 0, sizeof *at);
  steps[0] = token;
  steps[1] = weather->step;
  memcpy(steps + 2, good, sizeof good);
  memcpy(steps + 2 + GOOD, rig_happy, rig_happy_count * sizeof rig_happy[0]);
  assert_int_equal(rig_begin_adjusted(&at->rig, NULL, steps, 2 + GOOD + rig_happy_count, allow, NULL), JUMIO_OK);
  at->account = rig_account();
  at->request = rig_request();
  assert_int_equal(jumio_source_new_memory(NULL, rig_jpeg, rig_jpeg_len, &at->source, NULL), JUMIO_OK);
  assert_int_equal(jumio_answer_parse(NULL, REPORT, JUMIO_NTS, &at->report, NULL), JUMIO_OK);
  at->out = open_memstream(&at->answer, &at->answer_len);
  assert_non_null(at->out);
}

static void leave(scene *at)
{
  free(at->answer);
  jumio_error_free(at->error);
  jumio_answer_free(at->report);
  jumio_source_free(at->source);
  jumio_account_request_free(at->request);
  jumio_account_free(at->account);
  rig_end(&at->rig);
}

static void take(scene *at, noun which)
{
  if (which == ACCOUNT)
    tell_account(at, jumio_op_take_account(at->op));
  else if (which == EXECUTION)
    tell_execution(at, jumio_op_take_workflow_execution(at->op));
  else if (which == TRANSACTION)
    tell_transaction(at, jumio_op_take_transaction(at->op));
  else if (which == ANSWER)
    tell_answer(at, jumio_op_take_answer(at->op));
}

/* An event loop of one operation: the time moves only while it waits. */
static jumio_result drive(scene *at)
{
  jumio_op_state state;
  while ((state = jumio_op_step(at->op)) != JUMIO_OP_DONE) {
    if (state == JUMIO_OP_WAIT) {
      int64_t left = jumio_op_get_wake_mono_ms(at->op) - at->rig.clock.mono_ms;
      assert_true(left > 0);
      assert_null(jumio_op_get_request(at->op));
      fake_clock_advance(&at->rig.clock, left);
      continue;
    }
    const jumio_http_request *request = jumio_op_get_request(at->op);
    jumio_http_response *response = jumio_op_get_response(at->op);
    assert_non_null(request);
    assert_int_equal(jumio_op_feed(at->op, fake_http_ops.perform(request, response, &at->rig.http)), JUMIO_OK);
  }
  return jumio_op_get_result(at->op, &at->error);
}

static void play(scene *at, fake_step *steps, const struct call *call, const struct weather *weather, int by_loop)
{
  enter(at, steps, weather);
  at->result = call->make(at, by_loop);
  if (by_loop && at->result == JUMIO_OK) {
    at->result = drive(at);
    at->remarks = (uint32_t)jumio_op_get_int64(at->op, JUMIO_OP_REMARKS);
    at->numbers[0] = call->make == make_check ? jumio_op_get_int64(at->op, JUMIO_OP_FINDING) : 0;
    at->numbers[1] = jumio_op_get_int64(at->op, JUMIO_OP_MEDIA_TYPE);
    at->numbers[2] = jumio_op_get_int64(at->op, JUMIO_OP_BYTES);
    take(at, call->noun);
  }
  jumio_op_free(at->op);
  fclose(at->out);
}

static const char *message(const scene *at)
{
  return at->error != NULL ? jumio_error_get_message(at->error) : "none";
}

/* Only an upload and a deletion hand their remarks out of the blocking verb, and only of a success. */
static int remarks_differ(const struct call *call, const scene *verb, const scene *loop)
{
  if (call->make == make_upload && verb->result == JUMIO_OK)
    return verb->remarks != loop->remarks;
  if (call->make == make_delete || call->make == make_delete_account)
    return verb->remarks != (loop->remarks & JUMIO_OP_WAS_ABSENT);
  return 0;
}

static int differ(const struct call *call, const scene *verb, const scene *loop)
{
  int found = verb->result != loop->result || strcmp(message(verb), message(loop)) != 0 || remarks_differ(call, verb, loop) ||
              memcmp(verb->numbers, loop->numbers, sizeof verb->numbers) != 0 || verb->answer_len != loop->answer_len ||
              memcmp(verb->answer, loop->answer, verb->answer_len) != 0 || verb->rig.http.requests != loop->rig.http.requests ||
              verb->rig.clock.mono_ms != loop->rig.clock.mono_ms;
  for (size_t i = 0; !found && i < verb->rig.http.requests; i++)
    found = strcmp(verb->rig.http.seen[i], loop->rig.http.seen[i]) != 0 || verb->rig.http.fresh[i] != loop->rig.http.fresh[i] ||
            verb->rig.http.timeout_ms[i] != loop->rig.http.timeout_ms[i];
  return found;
}

static void test_event_loop__gives_what_the_blocking_verb_gives(void **state)
{
  (void)state;
  for (size_t c = 0; c < CALLS; c++)
    for (size_t w = 0; w < WEATHERS; w++) {
      scene verb, loop;
      fake_step steps[2][2 + GOOD + 16];
      assert_true(rig_happy_count <= 16);
      play(&verb, steps[0], &calls[c], &weathers[w], 0);
      play(&loop, steps[1], &calls[c], &weathers[w], 1);
      if (w == 0 && (verb.result != JUMIO_OK || (calls[c].noun != NOTHING && verb.answer_len < 8)))
        fail_msg("%s fails in good weather: %d %s", calls[c].name, (int)verb.result, message(&verb));
      if (differ(&calls[c], &verb, &loop))
        fail_msg("%s, %s: verb %d \"%s\" %zu requests %lld ms \"%s\", loop %d \"%s\" %zu requests %lld ms \"%s\"", calls[c].name,
                 weathers[w].name, (int)verb.result, message(&verb), verb.rig.http.requests, (long long)verb.rig.clock.mono_ms, verb.answer,
                 (int)loop.result, message(&loop), loop.rig.http.requests, (long long)loop.rig.clock.mono_ms, loop.answer);
      leave(&verb);
      leave(&loop);
    }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_event_loop__gives_what_the_blocking_verb_gives),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
