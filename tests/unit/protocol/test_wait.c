/** Waiting for a final status: the whole schedule in virtual time, notices of callbacks, and every way in which a wait can end. */
#include "support/failing_alloc.h"
#include "support/rig.h"

#include "support/cmocka.h"

#include <stdio.h>
#include <string.h>

#define EXECUTION_PATH "/workflow-executions/" RIG_EXECUTION "/status"
#define STATUS(word)                                                                                                                       \
  "{\"account\":{\"id\":\"" RIG_ACCOUNT "\"},\"workflowExecution\":{\"id\":\"" RIG_EXECUTION "\",\"status\":\"" word "\"}}"
#define ACQUIRED                                                                                                                           \
  {                                                                                                                                        \
    .path = "/status", .status = 200, .body = STATUS("ACQUIRED"), .times = -1                                                              \
  }
#define PROCESSED                                                                                                                          \
  {                                                                                                                                        \
    .path = "/status", .status = 200, .body = STATUS("PROCESSED"), .times = -1                                                             \
  }
#define OTHER "99999999-9999-4999-8999-999999999999"

/* A client on these steps whose random bytes are all `byte`; below zero: there are none. */
static void begin(test_rig *rig, const fake_step *steps, size_t count, int byte, const char *offsets)
{
  jumio_config *config = NULL;
  fake_clock_begin(&rig->clock);
  fake_http_begin(&rig->http, steps, count);
  rig->clock.no_random = byte < 0;
  rig->clock.random_byte = byte;
  assert_int_equal(jumio_config_new(NULL, &config, NULL), JUMIO_OK);
  assert_int_equal(jumio_config_set_region(config, "EU", JUMIO_NTS, NULL), JUMIO_OK);
  assert_int_equal(jumio_config_set_credentials(config, "client", JUMIO_NTS, RIG_SECRET, JUMIO_NTS, NULL), JUMIO_OK);
  assert_int_equal(jumio_config_set_user_agent(config, "Acme Onboarding/2.1", JUMIO_NTS, NULL), JUMIO_OK);
  assert_int_equal(jumio_config_set_clock(config, &fake_clock_ops, &rig->clock, NULL, NULL), JUMIO_OK);
  assert_int_equal(jumio_config_set_http(config, &fake_http_ops, &rig->http, NULL, 0, NULL), JUMIO_OK);
  if (offsets != NULL)
    assert_int_equal(jumio_config_set_option(config, JUMIO_OPTION_POLL_OFFSETS_S, offsets, JUMIO_NTS, NULL), JUMIO_OK);
  assert_int_equal(jumio_client_new(config, &rig->client, NULL), JUMIO_OK);
  jumio_config_free(config);
}

static int64_t now(test_rig *rig)
{
  return atomic_load(&rig->clock.mono_ms);
}

static jumio_op *begin_wait(test_rig *rig, int64_t deadline_ms)
{
  jumio_op *op = NULL;
  assert_int_equal(jumio_op_workflow_execution_wait(rig->client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, deadline_ms, &op, NULL),
                   JUMIO_OK);
  return op;
}

static void feed(test_rig *rig, jumio_op *op)
{
  jumio_result result = fake_http_ops.perform(jumio_op_get_request(op), jumio_op_get_response(op), &rig->http);
  assert_int_equal(jumio_op_feed(op, result), JUMIO_OK);
}

/* An event loop that sleeps as long as it is told; the times of the status reads from now on. */
static size_t run_loop(test_rig *rig, jumio_op *op, int64_t *times, size_t most)
{
  size_t reads = 0;
  int64_t start = now(rig);
  for (jumio_op_state state; (state = jumio_op_step(op)) != JUMIO_OP_DONE;) {
    if (state == JUMIO_OP_WAIT) {
      fake_clock_advance(&rig->clock, jumio_op_get_wake_mono_ms(op) - now(rig));
      continue;
    }
    if (strstr(jumio_http_request_get_url(jumio_op_get_request(op)), EXECUTION_PATH) != NULL && reads < most)
      times[reads++] = now(rig) - start;
    feed(rig, op);
  }
  return reads;
}

static void assert_status(jumio_workflow_execution *execution, jumio_execution_status status)
{
  assert_int_equal(jumio_workflow_execution_get_status(execution), status);
  jumio_workflow_execution_free(execution);
}

/* Runs a blocking wait; what it handed out is compared and freed. */
static jumio_result wait_for(test_rig *rig, int64_t deadline_ms, jumio_cancel *cancel, jumio_execution_status status)
{
  jumio_workflow_execution *execution = NULL;
  jumio_result result =
      jumio_workflow_execution_wait(rig->client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, deadline_ms, cancel, &execution, NULL);
  assert_status(execution, status);
  return result;
}

/* ---- the schedule ---- */

static const int64_t published_s[] = {40, 60, 100, 160, 240, 340, 460, 600, 760, 940};

/* Every read at its very time: without chance, and with the least and the most of it. */
static void test_wait__the_published_schedule(void **state)
{
  static const struct {
    int byte;
    int64_t per_s;
  } jitters[] = {{-1, 1000}, {0, 1000}, {127, 1100}, {129, 900}, {128, 900}};
  static const fake_step steps[] = {RIG_TOKEN_STEP, ACQUIRED};
  (void)state;
  for (size_t i = 0; i < sizeof jitters / sizeof jitters[0]; i++) {
    test_rig rig;
    int64_t times[16];
    jumio_error *error = NULL;
    begin(&rig, steps, 2, jitters[i].byte, NULL);
    jumio_op *op = begin_wait(&rig, JUMIO_DEADLINE_DEFAULT);
    assert_int_equal(jumio_op_get_wake_mono_ms(op), now(&rig) + published_s[0] * jitters[i].per_s);
    assert_int_equal(run_loop(&rig, op, times, 16), 10);
    for (size_t k = 0; k < 10; k++)
      assert_int_equal(times[k], published_s[k] * jitters[i].per_s);
    assert_int_equal(jumio_op_get_result(op, &error), JUMIO_ERR_NOT_FINISHED);
    assert_int_equal(jumio_error_get_action(error), JUMIO_ACTION_WAIT_FOR_RESULT);
    assert_int_equal(jumio_error_get_int64(error, JUMIO_ERROR_HTTP_STATUS), 0);
    assert_status(jumio_op_take_workflow_execution(op), JUMIO_EXECUTION_ACQUIRED);
    assert_int_equal(fake_http_count(&rig.http, "/oauth2/token"), 1);
    jumio_error_free(error);
    jumio_op_free(op);
    rig_end(&rig);
  }
}

static void test_wait__golden(void **state)
{
  static const fake_step steps[] = {RIG_TOKEN_STEP, PROCESSED};
  (void)state;
  test_rig rig;
  begin(&rig, steps, 2, 0, NULL);
  assert_int_equal(wait_for(&rig, JUMIO_DEADLINE_DEFAULT, NULL, JUMIO_EXECUTION_PROCESSED), JUMIO_OK);
  assert_int_equal(atomic_load(&rig.clock.slept_ms), 40000);
  assert_int_equal(rig.http.requests, 2);
  assert_string_equal(rig.http.seen[1], "GET https://retrieval.emea-1.jumio.ai/api/v1/accounts/" RIG_ACCOUNT EXECUTION_PATH
                                        "\nAuthorization: Bearer " RIG_TOKEN
                                        "\nAccept: application/json\nUser-Agent: Acme Onboarding/2.1 libjumio-idv/" JUMIO_VERSION "\n\n");
  rig_end(&rig);
}

/* Each final word ends it, and no other does. */
static void test_wait__ends_with_a_final_word(void **state)
{
  static const char *const words[] = {STATUS("PROCESSED"), STATUS("SESSION_EXPIRED"), STATUS("TOKEN_EXPIRED")};
  static const jumio_execution_status statuses[] = {JUMIO_EXECUTION_PROCESSED, JUMIO_EXECUTION_SESSION_EXPIRED,
                                                    JUMIO_EXECUTION_TOKEN_EXPIRED};
  (void)state;
  for (size_t i = 0; i < 3; i++) {
    test_rig rig;
    const fake_step steps[] = {RIG_TOKEN_STEP,
                               {.path = "/status", .status = 200, .body = STATUS("INITIATED")},
                               {.path = "/status", .status = 200, .body = STATUS("ACQUISITION_STARTED")},
                               {.path = "/status", .status = 200, .body = STATUS("SOMETHING_NEW")},
                               {.path = "/status", .status = 200, .body = STATUS("ACQUIRED")},
                               {.path = "/status", .status = 200, .body = words[i], .times = -1}};
    begin(&rig, steps, 6, 0, NULL);
    assert_int_equal(wait_for(&rig, JUMIO_DEADLINE_DEFAULT, NULL, statuses[i]), JUMIO_OK);
    assert_int_equal(fake_http_count(&rig.http, "/status"), 5);
    assert_int_equal(atomic_load(&rig.clock.slept_ms), 240000);
    rig_end(&rig);
  }
}

static void test_wait__a_schedule_of_the_hosts_own(void **state)
{
  static const fake_step steps[] = {RIG_TOKEN_STEP, ACQUIRED};
  (void)state;
  test_rig rig;
  int64_t times[4];
  begin(&rig, steps, 2, 127, "1,2,604800");
  jumio_op *op = begin_wait(&rig, JUMIO_DEADLINE_DEFAULT);
  assert_int_equal(run_loop(&rig, op, times, 4), 3);
  assert_int_equal(times[0], 1100);
  assert_int_equal(times[1], 2200);
  assert_int_equal(times[2], 665280000);
  jumio_op_free(op);
  rig_end(&rig);
}

static void test_wait__bad_schedules_are_refused(void **state)
{
  static const char *const bad[] = {"",
                                    ",",
                                    "1,",
                                    ",1",
                                    "0",
                                    "-1",
                                    "1,1",
                                    "2,1",
                                    "1 ,2",
                                    "1.5",
                                    "x",
                                    "1;2",
                                    "604801",
                                    "1,,2",
                                    "99999999999999999999",
                                    "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25"};
  (void)state;
  jumio_config *config = NULL;
  assert_int_equal(jumio_config_new(NULL, &config, NULL), JUMIO_OK);
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    jumio_error *error = NULL;
    assert_int_equal(jumio_config_set_option(config, JUMIO_OPTION_POLL_OFFSETS_S, bad[i], JUMIO_NTS, &error), JUMIO_ERR_ARGUMENT);
    assert_memory_equal(jumio_error_get_message(error), "poll offsets", 12);
    jumio_error_free(error);
  }
  assert_int_equal(jumio_config_set_option(config, JUMIO_OPTION_POLL_OFFSETS_S,
                                           "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,604800", JUMIO_NTS, NULL),
                   JUMIO_OK);
  jumio_config_free(config);
}

/* ---- failures on the way ---- */

/* What may pass counts as a read that found nothing final; the last one is told. H13, H15, H17, N01, N03, N07, N11, A05. */
static void test_wait__outlasts_what_may_pass(void **state)
{
  static const fake_step faults[] = {
      {.path = "/status", .result = JUMIO_ERR_RESOLVE, .delivery = JUMIO_DELIVERY_NOT_SENT, .times = 3},
      {.path = "/status", .result = JUMIO_ERR_CONNECT, .delivery = JUMIO_DELIVERY_NOT_SENT, .times = 3},
      {.path = "/status", .result = JUMIO_ERR_NETWORK, .delivery = JUMIO_DELIVERY_MAYBE_SENT, .times = 3},
      {.path = "/status", .result = JUMIO_ERR_DEADLINE, .delivery = JUMIO_DELIVERY_MAYBE_SENT},
      {.path = "/status", .status = 503, .headers = "Retry-After: 86400"},
      {.path = "/status", .status = 429, .body = "{\"title\":\"Too Many Requests\"}", .times = 3},
      {.path = "/oauth2/token", .status = 500, .times = 3},
  };
  static const jumio_result results[] = {JUMIO_ERR_RESOLVE, JUMIO_ERR_CONNECT,      JUMIO_ERR_NETWORK, JUMIO_ERR_DEADLINE,
                                         JUMIO_ERR_SERVER,  JUMIO_ERR_RATE_LIMITED, JUMIO_ERR_SERVER};
  (void)state;
  for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
    test_rig rig;
    fake_step steps[] = {faults[i], RIG_TOKEN_STEP, PROCESSED};
    begin(&rig, steps, 3, 0, NULL);
    assert_int_equal(wait_for(&rig, JUMIO_DEADLINE_DEFAULT, NULL, JUMIO_EXECUTION_PROCESSED), JUMIO_OK);
    assert_in_range(atomic_load(&rig.clock.slept_ms), 60000, 60000);
    rig_end(&rig);
    begin(&rig, steps, 3, 0, "50");
    jumio_workflow_execution *execution = NULL;
    assert_int_equal(
        jumio_workflow_execution_wait(rig.client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, -1, NULL, &execution, NULL),
        results[i]);
    assert_null(execution);
    rig_end(&rig);
  }
}

/* What does not pass ends it at once. H02, H04, H06, H22. */
static void test_wait__ends_with_what_lasts(void **state)
{
  static const struct {
    fake_step fault;
    jumio_result result;
  } cases[] = {
      {{.path = "/status", .status = 401, .times = -1}, JUMIO_ERR_AUTH},
      {{.path = "/status", .status = 403, .times = -1}, JUMIO_ERR_PERMISSION},
      {{.path = "/status", .status = 404, .times = -1}, JUMIO_ERR_NOT_FOUND},
      {{.path = "/status", .status = 200, .times = -1}, JUMIO_ERR_JSON},
      {{.path = "/status", .status = 200, .body = "{}", .times = -1}, JUMIO_ERR_PROTOCOL},
      {{.path = "/status", .result = JUMIO_ERR_TLS, .delivery = JUMIO_DELIVERY_NOT_SENT}, JUMIO_ERR_TLS},
      {{.path = "/oauth2/token", .status = 401, .times = -1}, JUMIO_ERR_AUTH},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    test_rig rig;
    const fake_step steps[] = {cases[i].fault, RIG_TOKEN_STEP};
    begin(&rig, steps, 2, 0, NULL);
    assert_int_equal(wait_for(&rig, JUMIO_DEADLINE_DEFAULT, NULL, JUMIO_EXECUTION_UNKNOWN), cases[i].result);
    assert_int_equal(atomic_load(&rig.clock.slept_ms), 40000);
    rig_end(&rig);
  }
}

/* A01, A02: the token is renewed on the way, before its end and after a refusal. */
static void test_wait__renews_its_token(void **state)
{
  static const fake_step steps[] = {
      {.path = "/oauth2/token", .status = 200, .body = "{\"access_token\":\"short\",\"expires_in\":200}", .times = -1},
      {.path = "/status", .status = 401},
      ACQUIRED};
  (void)state;
  test_rig rig;
  int64_t times[16];
  begin(&rig, steps, 3, 0, NULL);
  jumio_op *op = begin_wait(&rig, JUMIO_DEADLINE_DEFAULT);
  assert_int_equal(run_loop(&rig, op, times, 16), 11); /* the refused one, too */
  assert_int_equal(jumio_op_get_result(op, NULL), JUMIO_ERR_NOT_FINISHED);
  assert_in_range(fake_http_count(&rig.http, "/oauth2/token"), 5, 8);
  jumio_op_free(op);
  rig_end(&rig);
}

/* One stalled request does not eat the wait. */
static void test_wait__bounds_each_request(void **state)
{
  static const fake_step steps[] = {RIG_TOKEN_STEP, PROCESSED};
  (void)state;
  test_rig rig;
  begin(&rig, steps, 2, 0, NULL);
  assert_int_equal(wait_for(&rig, 900000, NULL, JUMIO_EXECUTION_PROCESSED), JUMIO_OK);
  assert_int_equal(rig.http.timeout_ms[0], 60000);
  assert_int_equal(rig.http.timeout_ms[1], 60000);
  rig_end(&rig);
}

/* K02: after a night's sleep there is one read with a new token, and no run of those that were missed. K01: the wall clock means nothing.
 */
static void test_wait__a_suspended_machine(void **state)
{
  static const fake_step steps[] = {RIG_TOKEN_STEP, ACQUIRED};
  (void)state;
  test_rig rig;
  int64_t times[16];
  begin(&rig, steps, 2, 0, NULL);
  jumio_op *op = begin_wait(&rig, INT64_MAX);
  fake_clock_advance(&rig.clock, 50000);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
  feed(&rig, op);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
  feed(&rig, op);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_WAIT);
  atomic_fetch_sub(&rig.clock.wall_ms, INT64_C(315360000000));
  assert_int_equal(jumio_op_get_wake_mono_ms(op), now(&rig) + 10000);
  fake_clock_advance(&rig.clock, INT64_C(8) * 3600 * 1000);
  assert_int_equal(run_loop(&rig, op, times, 16), 1);
  assert_int_equal(jumio_op_get_result(op, NULL), JUMIO_ERR_NOT_FINISHED);
  assert_int_equal(fake_http_count(&rig.http, "/oauth2/token"), 2);
  jumio_op_free(op);
  rig_end(&rig);
}

/* ---- deadline and cancel ---- */

/* D01, D03, D08: in the past, between two reads, never. */
static void test_wait__deadline(void **state)
{
  static const fake_step steps[] = {RIG_TOKEN_STEP, ACQUIRED};
  (void)state;
  test_rig rig;
  begin(&rig, steps, 2, 0, NULL);
  assert_int_equal(wait_for(&rig, 0, NULL, JUMIO_EXECUTION_UNKNOWN), JUMIO_ERR_DEADLINE);
  assert_int_equal(wait_for(&rig, 39999, NULL, JUMIO_EXECUTION_UNKNOWN), JUMIO_ERR_DEADLINE);
  assert_int_equal(rig.http.requests, 0);
  assert_int_equal(atomic_load(&rig.clock.slept_ms), 39999);
  /* What was read last is handed out. */
  assert_int_equal(wait_for(&rig, 70000, NULL, JUMIO_EXECUTION_ACQUIRED), JUMIO_ERR_DEADLINE);
  assert_int_equal(atomic_load(&rig.clock.slept_ms), 39999 + 70000);
  assert_int_equal(wait_for(&rig, INT64_MAX, NULL, JUMIO_EXECUTION_ACQUIRED), JUMIO_ERR_NOT_FINISHED);
  rig_end(&rig);
}

static void trigger(void *data)
{
  jumio_cancel_trigger(data);
}

/* D04, D05, D06: while it rests; a final answer that had come is kept. */
static void test_wait__cancel(void **state)
{
  static const char *const bodies[] = {STATUS("ACQUIRED"), STATUS("PROCESSED")};
  static const jumio_result results[] = {JUMIO_ERR_CANCELLED, JUMIO_OK};
  static const jumio_execution_status statuses[] = {JUMIO_EXECUTION_ACQUIRED, JUMIO_EXECUTION_PROCESSED};
  (void)state;
  for (size_t i = 0; i < 2; i++) {
    test_rig rig;
    jumio_cancel *cancel = NULL;
    assert_int_equal(jumio_cancel_new(NULL, &cancel, NULL), JUMIO_OK);
    const fake_step steps[] = {
        RIG_TOKEN_STEP, {.path = "/status", .status = 200, .body = bodies[i], .before = trigger, .before_data = cancel, .times = -1}};
    begin(&rig, steps, 2, 0, NULL);
    assert_int_equal(wait_for(&rig, JUMIO_DEADLINE_DEFAULT, cancel, statuses[i]), results[i]);
    assert_int_equal(fake_http_count(&rig.http, "/status"), 1);
    assert_int_equal(atomic_load(&rig.clock.slept_ms), 40000);
    assert_int_equal(wait_for(&rig, JUMIO_DEADLINE_DEFAULT, cancel, JUMIO_EXECUTION_UNKNOWN), JUMIO_ERR_CANCELLED);
    assert_int_equal(atomic_load(&rig.clock.slept_ms), 40000);
    jumio_cancel_free(cancel);
    jumio_op *op = begin_wait(&rig, JUMIO_DEADLINE_DEFAULT);
    jumio_op_cancel(op);
    jumio_op_cancel(op);
    assert_int_equal(jumio_op_step(op), JUMIO_OP_DONE);
    assert_int_equal(jumio_op_get_result(op, NULL), JUMIO_ERR_CANCELLED);
    jumio_op_free(op);
    rig_end(&rig);
  }
}

/* ---- notices ---- */

static void notify(test_rig *rig, const char *execution)
{
  assert_int_equal(jumio_client_notify(rig->client, execution, JUMIO_NTS, NULL), JUMIO_OK);
}

/* Reads now, and is told this word; it waits again afterwards. */
static void read_now(test_rig *rig, jumio_op *op)
{
  assert_int_equal(jumio_op_get_wake_mono_ms(op), now(rig));
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
  feed(rig, op);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_WAIT);
}

static jumio_op *begin_wait_with_token(test_rig *rig)
{
  jumio_answer *answer = NULL;
  assert_int_equal(jumio_raw_call(rig->client, JUMIO_HOST_API, "GET", JUMIO_NTS, "/api/v1/status", JUMIO_NTS, NULL, 0, NULL, 0, 0, -1, NULL,
                                  &answer, NULL),
                   JUMIO_OK);
  jumio_answer_free(answer);
  return begin_wait(rig, JUMIO_DEADLINE_DEFAULT);
}

/* TH28, C07: a notice makes it due; more of them within 30 s make one further read at the end of that time. */
static void test_notify__makes_the_wait_due(void **state)
{
  static const fake_step steps[] = {RIG_TOKEN_STEP, ACQUIRED};
  (void)state;
  test_rig rig;
  begin(&rig, steps, 2, 0, NULL);
  jumio_op *op = begin_wait_with_token(&rig);
  int64_t start = now(&rig);
  notify(&rig, OTHER);
  assert_int_equal(jumio_op_get_wake_mono_ms(op), start + 40000);
  fake_clock_advance(&rig.clock, 1000);
  notify(&rig, "22222222-2222-4222-8222-222222222222");
  read_now(&rig, op);
  assert_int_equal(jumio_op_get_wake_mono_ms(op), start + 40000); /* the schedule goes on as it was */
  for (int i = 0; i < 20; i++) {
    fake_clock_advance(&rig.clock, 100);
    notify(&rig, RIG_EXECUTION);
  }
  assert_int_equal(jumio_op_get_wake_mono_ms(op), start + 31000);
  fake_clock_advance(&rig.clock, 28000);
  read_now(&rig, op);
  assert_int_equal(jumio_op_get_wake_mono_ms(op), start + 40000);
  jumio_op_free(op);
  rig_end(&rig);
}

/* A storm of callbacks over the whole time is the schedule and one read in 30 s. */
static void test_notify__a_storm_is_bounded(void **state)
{
  static const fake_step steps[] = {RIG_TOKEN_STEP, ACQUIRED};
  (void)state;
  test_rig rig;
  size_t reads = 0;
  begin(&rig, steps, 2, 0, NULL);
  jumio_op *op = begin_wait_with_token(&rig);
  int64_t start = now(&rig);
  jumio_op_state at;
  while ((at = jumio_op_step(op)) != JUMIO_OP_DONE) {
    notify(&rig, RIG_EXECUTION);
    if (at == JUMIO_OP_SEND) {
      reads++;
      feed(&rig, op);
    } else {
      fake_clock_advance(&rig.clock, 500);
    }
  }
  assert_int_equal(now(&rig) - start, 940000);
  assert_in_range(reads, 30, 10 + 940 / 30 + 1);
  assert_int_equal(jumio_op_get_result(op, NULL), JUMIO_ERR_NOT_FINISHED);
  jumio_op_free(op);
  rig_end(&rig);
}

/* The callback was faster than the wait. H05: what it tells of may not be there yet, and its 404 is not believed; that of a scheduled read
 * is. */
static void test_notify__before_the_wait(void **state)
{
  static const fake_step steps[] = {RIG_TOKEN_STEP, {.path = "/status", .status = 404}, ACQUIRED};
  (void)state;
  test_rig rig;
  begin(&rig, steps, 3, 0, NULL);
  notify(&rig, RIG_EXECUTION);
  fake_clock_advance(&rig.clock, 2000);
  jumio_op *op = begin_wait(&rig, JUMIO_DEADLINE_DEFAULT);
  assert_true(jumio_op_get_wake_mono_ms(op) <= now(&rig));
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
  feed(&rig, op);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
  feed(&rig, op);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_WAIT);
  assert_int_equal(jumio_op_get_wake_mono_ms(op), now(&rig) + 40000);
  jumio_op_free(op);
  rig_end(&rig);
}

/* A notice that comes while a request is out is not covered by that request. */
static void test_notify__while_a_read_is_out(void **state)
{
  static const fake_step steps[] = {RIG_TOKEN_STEP, ACQUIRED};
  (void)state;
  test_rig rig;
  begin(&rig, steps, 2, 0, NULL);
  jumio_op *op = begin_wait_with_token(&rig);
  fake_clock_advance(&rig.clock, 40000);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
  notify(&rig, RIG_EXECUTION);
  feed(&rig, op);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
  feed(&rig, op);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_WAIT);
  jumio_op_free(op);
  rig_end(&rig);
}

static void test_notify__every_wait_of_the_execution(void **state)
{
  static const fake_step steps[] = {RIG_TOKEN_STEP, PROCESSED};
  (void)state;
  test_rig rig;
  begin(&rig, steps, 2, 0, NULL);
  jumio_op *one = begin_wait_with_token(&rig), *two = begin_wait(&rig, JUMIO_DEADLINE_DEFAULT);
  notify(&rig, RIG_EXECUTION);
  jumio_op *both[] = {one, two};
  for (size_t i = 0; i < 2; i++) {
    assert_int_equal(jumio_op_step(both[i]), JUMIO_OP_SEND);
    feed(&rig, both[i]);
    assert_int_equal(jumio_op_step(both[i]), JUMIO_OP_DONE);
    assert_int_equal(jumio_op_get_result(both[i], NULL), JUMIO_OK);
    jumio_op_free(both[i]);
  }
  rig_end(&rig);
}

/* However many executions are told of: the newest 256 are kept, in bounded memory. */
static void test_notify__the_ring_is_bounded(void **state)
{
  static const fake_step steps[] = {RIG_TOKEN_STEP, PROCESSED};
  (void)state;
  test_rig rig;
  begin(&rig, steps, 2, 0, NULL);
  notify(&rig, RIG_EXECUTION);
  for (int other = 1; other <= 256; other++) {
    char id[37];
    jumio_op *op = begin_wait(&rig, JUMIO_DEADLINE_DEFAULT);
    assert_int_equal(jumio_op_get_wake_mono_ms(op) <= now(&rig), 1);
    jumio_op_free(op);
    snprintf(id, sizeof id, "%08x-0000-4000-8000-000000000000", (unsigned)other);
    notify(&rig, id);
  }
  jumio_op *op = begin_wait(&rig, JUMIO_DEADLINE_DEFAULT); /* the schedule stands without it */
  assert_int_equal(jumio_op_get_wake_mono_ms(op), now(&rig) + 40000);
  jumio_op_free(op);
  rig_end(&rig);
}

static void test_notify__bad_arguments(void **state)
{
  (void)state;
  test_rig rig;
  jumio_workflow_execution *execution = NULL;
  rig_begin(&rig, rig_happy, rig_happy_count);
  assert_int_equal(jumio_client_notify(NULL, RIG_EXECUTION, JUMIO_NTS, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_client_notify(rig.client, NULL, 0, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_client_notify(rig.client, "x", JUMIO_NTS, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_workflow_execution_wait(NULL, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, -1, NULL, &execution, NULL),
                   JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_workflow_execution_wait(rig.client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, -1, NULL, NULL, NULL),
                   JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_workflow_execution_wait(rig.client, "x", JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, -1, NULL, &execution, NULL),
                   JUMIO_ERR_ARGUMENT);
  assert_int_equal(rig.http.requests, 0);
  rig_end(&rig);
}

/* ---- memory ---- */

static int wait_with(jumio_alloc *alloc, void *data)
{
  static const fake_step steps[] = {RIG_TOKEN_STEP,
                                    {.path = "/status", .status = 503, .times = 3},
                                    {.path = "/status", .status = 200, .body = STATUS("ACQUIRED"), .times = 2},
                                    PROCESSED};
  test_rig rig;
  jumio_error *error = NULL;
  jumio_workflow_execution *execution = NULL;
  (void)data;
  jumio_result result = rig_begin_with(&rig, alloc, steps, 4, &error);
  if (result == JUMIO_OK)
    result = jumio_client_notify(rig.client, RIG_EXECUTION, JUMIO_NTS, &error);
  if (result == JUMIO_OK)
    result = jumio_workflow_execution_wait(rig.client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, -1, NULL, &execution, &error);
  assert_true(result == JUMIO_OK || result == JUMIO_ERR_OUT_OF_MEMORY);
  assert_true(result != JUMIO_OK || execution != NULL);
  jumio_workflow_execution_free(execution);
  jumio_error_free(error);
  rig_end(&rig);
  return result != JUMIO_OK;
}

static void test_wait__every_allocation(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(wait_with, NULL) > 50);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_wait__the_published_schedule),
      cmocka_unit_test(test_wait__golden),
      cmocka_unit_test(test_wait__ends_with_a_final_word),
      cmocka_unit_test(test_wait__a_schedule_of_the_hosts_own),
      cmocka_unit_test(test_wait__bad_schedules_are_refused),
      cmocka_unit_test(test_wait__outlasts_what_may_pass),
      cmocka_unit_test(test_wait__ends_with_what_lasts),
      cmocka_unit_test(test_wait__renews_its_token),
      cmocka_unit_test(test_wait__bounds_each_request),
      cmocka_unit_test(test_wait__a_suspended_machine),
      cmocka_unit_test(test_wait__deadline),
      cmocka_unit_test(test_wait__cancel),
      cmocka_unit_test(test_notify__makes_the_wait_due),
      cmocka_unit_test(test_notify__a_storm_is_bounded),
      cmocka_unit_test(test_notify__before_the_wait),
      cmocka_unit_test(test_notify__while_a_read_is_out),
      cmocka_unit_test(test_notify__every_wait_of_the_execution),
      cmocka_unit_test(test_notify__the_ring_is_bounded),
      cmocka_unit_test(test_notify__bad_arguments),
      cmocka_unit_test(test_wait__every_allocation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
