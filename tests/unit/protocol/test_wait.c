/** Waiting for a final status: the whole schedule in virtual time, and every way in which a wait can end. */
#include "support/failing_alloc.h"
#include "waiting.h"

#include <string.h>

/* An event loop that sleeps as long as it is told; the times of the status reads from now on. */
static size_t run_loop(test_rig *rig, jumio_op *op, int64_t *times, size_t most)
{
  size_t reads = 0;
  int64_t start = waiting_now(rig);
  for (jumio_op_state state; (state = jumio_op_step(op)) != JUMIO_OP_DONE;) {
    if (state == JUMIO_OP_WAIT) {
      fake_clock_advance(&rig->clock, jumio_op_get_wake_mono_ms(op) - waiting_now(rig));
      continue;
    }
    if (strstr(jumio_http_request_get_url(jumio_op_get_request(op)), EXECUTION_PATH) != NULL && reads < most)
      times[reads++] = waiting_now(rig) - start;
    waiting_feed(rig, op);
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
    waiting_begin(&rig, steps, 2, jitters[i].byte, NULL);
    jumio_op *op = waiting_wait(&rig, JUMIO_DEADLINE_DEFAULT);
    assert_int_equal(jumio_op_get_wake_mono_ms(op), waiting_now(&rig) + published_s[0] * jitters[i].per_s);
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
  waiting_begin(&rig, steps, 2, 0, NULL);
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
    waiting_begin(&rig, steps, 6, 0, NULL);
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
  waiting_begin(&rig, steps, 2, 127, "1,2,604800");
  jumio_op *op = waiting_wait(&rig, JUMIO_DEADLINE_DEFAULT);
  assert_int_equal(run_loop(&rig, op, times, 4), 3);
  assert_int_equal(times[0], 1100);
  assert_int_equal(times[1], 2200);
  assert_int_equal(times[2], 665280000);
  jumio_op_free(op);
  rig_end(&rig);
}

static void test_wait__zero_reads_at_once(void **state)
{
  (void)state;
  test_rig rig;
  fake_step steps[] = {RIG_TOKEN_STEP, PROCESSED};
  waiting_begin(&rig, steps, 2, 0, "0,60");
  int64_t start = waiting_now(&rig);
  assert_int_equal(wait_for(&rig, 1000, NULL, JUMIO_EXECUTION_PROCESSED), JUMIO_OK);
  assert_int_equal(waiting_now(&rig), start);
  rig_end(&rig);
}

static void test_wait__bad_schedules_are_refused(void **state)
{
  static const char *const bad[] = {"",
                                    ",",
                                    "1,",
                                    ",1",
                                    "0,0",
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
                                           "0,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,604800", JUMIO_NTS, NULL),
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
    waiting_begin(&rig, steps, 3, 0, NULL);
    assert_int_equal(wait_for(&rig, JUMIO_DEADLINE_DEFAULT, NULL, JUMIO_EXECUTION_PROCESSED), JUMIO_OK);
    assert_in_range(atomic_load(&rig.clock.slept_ms), 60000, 60000);
    rig_end(&rig);
    waiting_begin(&rig, steps, 3, 0, "50");
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
    waiting_begin(&rig, steps, 2, 0, NULL);
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
  waiting_begin(&rig, steps, 3, 0, NULL);
  jumio_op *op = waiting_wait(&rig, JUMIO_DEADLINE_DEFAULT);
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
  waiting_begin(&rig, steps, 2, 0, NULL);
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
  waiting_begin(&rig, steps, 2, 0, NULL);
  jumio_op *op = waiting_wait(&rig, INT64_MAX);
  fake_clock_advance(&rig.clock, 50000);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
  waiting_feed(&rig, op);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
  waiting_feed(&rig, op);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_WAIT);
  atomic_fetch_sub(&rig.clock.wall_ms, INT64_C(315360000000));
  assert_int_equal(jumio_op_get_wake_mono_ms(op), waiting_now(&rig) + 10000);
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
  waiting_begin(&rig, steps, 2, 0, NULL);
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
    waiting_begin(&rig, steps, 2, 0, NULL);
    assert_int_equal(wait_for(&rig, JUMIO_DEADLINE_DEFAULT, cancel, statuses[i]), results[i]);
    assert_int_equal(fake_http_count(&rig.http, "/status"), 1);
    assert_int_equal(atomic_load(&rig.clock.slept_ms), 40000);
    assert_int_equal(wait_for(&rig, JUMIO_DEADLINE_DEFAULT, cancel, JUMIO_EXECUTION_UNKNOWN), JUMIO_ERR_CANCELLED);
    assert_int_equal(atomic_load(&rig.clock.slept_ms), 40000);
    jumio_cancel_free(cancel);
    jumio_op *op = waiting_wait(&rig, JUMIO_DEADLINE_DEFAULT);
    jumio_op_cancel(op);
    jumio_op_cancel(op);
    assert_int_equal(jumio_op_step(op), JUMIO_OP_DONE);
    assert_int_equal(jumio_op_get_result(op, NULL), JUMIO_ERR_CANCELLED);
    jumio_op_free(op);
    rig_end(&rig);
  }
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
      cmocka_unit_test(test_wait__zero_reads_at_once),
      cmocka_unit_test(test_wait__bad_schedules_are_refused),
      cmocka_unit_test(test_wait__outlasts_what_may_pass),
      cmocka_unit_test(test_wait__ends_with_what_lasts),
      cmocka_unit_test(test_wait__renews_its_token),
      cmocka_unit_test(test_wait__bounds_each_request),
      cmocka_unit_test(test_wait__a_suspended_machine),
      cmocka_unit_test(test_wait__deadline),
      cmocka_unit_test(test_wait__cancel),
      cmocka_unit_test(test_wait__every_allocation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
