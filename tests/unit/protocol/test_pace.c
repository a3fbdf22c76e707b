/** Pacing, quota and breaker as a host sees them: waits on the injected clock, and local refusals. */
#include "support/rig.h"

#include "support/cmocka.h"

#include <string.h>

static jumio_result poll_once(test_rig *rig, int64_t deadline_ms, jumio_error **err)
{
  jumio_workflow_execution *execution = NULL;
  jumio_result result =
      jumio_workflow_execution_fetch(rig->client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, deadline_ms, NULL, &execution, err);
  jumio_workflow_execution_free(execution);
  return result;
}

/* Jumio's published rate of retrieval: 15 a second after a burst of 75. */
static void test_pace__keeps_the_published_rate(void **state)
{
  (void)state;
  test_rig rig;
  rig_begin(&rig, rig_happy, rig_happy_count);
  for (int i = 0; i < 75; i++)
    assert_int_equal(poll_once(&rig, JUMIO_DEADLINE_DEFAULT, NULL), JUMIO_OK);
  assert_int_equal(atomic_load(&rig.clock.slept_ms), 0);
  for (int i = 0; i < 30; i++)
    assert_int_equal(poll_once(&rig, JUMIO_DEADLINE_DEFAULT, NULL), JUMIO_OK);
  assert_in_range(atomic_load(&rig.clock.slept_ms), 1900, 2100);
  rig_end(&rig);
}

static void test_pace__no_time_before_the_deadline(void **state)
{
  (void)state;
  test_rig rig;
  jumio_error *error = NULL;
  rig_begin(&rig, rig_happy, rig_happy_count);
  for (int i = 0; i < 75; i++)
    assert_int_equal(poll_once(&rig, JUMIO_DEADLINE_DEFAULT, NULL), JUMIO_OK);
  size_t sent = rig.http.requests;
  assert_int_equal(poll_once(&rig, 20, &error), JUMIO_ERR_RATE_LIMITED);
  assert_int_equal(rig.http.requests, sent);
  assert_int_equal(jumio_error_get_int64(error, JUMIO_ERROR_DELIVERY), JUMIO_DELIVERY_NOT_SENT);
  assert_in_range(jumio_error_get_int64(error, JUMIO_ERROR_RETRY_AFTER_MS), 21, 70);
  jumio_error_free(error);
  rig_end(&rig);
}

/* H18: five failures to connect in a row open the breaker; one probe after its time closes it again. */
static void test_pace__breaker(void **state)
{
  (void)state;
  test_rig rig;
  jumio_error *error = NULL;
  const fake_step steps[] = {RIG_TOKEN_STEP,
                             {.path = "/status", .result = JUMIO_ERR_CONNECT, .delivery = JUMIO_DELIVERY_NOT_SENT, .times = 5},
                             {.path = "/status", .status = 200, .body = rig_status_body, .times = -1}};
  rig_begin(&rig, steps, 3);
  assert_int_equal(poll_once(&rig, JUMIO_DEADLINE_DEFAULT, NULL), JUMIO_ERR_CONNECT);
  assert_int_equal(poll_once(&rig, JUMIO_DEADLINE_DEFAULT, &error), JUMIO_ERR_CIRCUIT_OPEN);
  assert_int_equal(jumio_error_get_int64(error, JUMIO_ERROR_DELIVERY), JUMIO_DELIVERY_NOT_SENT);
  assert_in_range(jumio_error_get_int64(error, JUMIO_ERROR_RETRY_AFTER_MS), 14000, 30000);
  jumio_error_free(error);
  size_t sent = rig.http.requests;
  assert_int_equal(poll_once(&rig, JUMIO_DEADLINE_DEFAULT, NULL), JUMIO_ERR_CIRCUIT_OPEN);
  assert_int_equal(rig.http.requests, sent);
  fake_clock_advance(&rig.clock, 31000);
  assert_int_equal(poll_once(&rig, JUMIO_DEADLINE_DEFAULT, NULL), JUMIO_OK);
  assert_int_equal(poll_once(&rig, JUMIO_DEADLINE_DEFAULT, NULL), JUMIO_OK);
  rig_end(&rig);
}

/* H18: an outage of a server that answers 503: at most 50 extra requests in all (goal 16), counted on a breaker-free trickle. */
static void test_pace__quota_bounds_the_retries(void **state)
{
  (void)state;
  test_rig rig;
  const fake_step steps[] = {RIG_TOKEN_STEP, {.path = "/status", .status = 503, .times = -1}};
  size_t calls = 0;
  rig_begin(&rig, steps, 2);
  for (int i = 0; i < 100; i++) {
    jumio_result result = poll_once(&rig, JUMIO_DEADLINE_DEFAULT, NULL);
    assert_true(result == JUMIO_ERR_SERVER || result == JUMIO_ERR_CIRCUIT_OPEN);
    calls += result == JUMIO_ERR_SERVER;
    fake_clock_advance(&rig.clock, 31000);
  }
  assert_true(fake_http_count(&rig.http, "/status") <= calls + 50);
  assert_true(fake_http_count(&rig.http, "/status") > calls);
  rig_end(&rig);
}

/* A probe that its event loop gives up does not leave the breaker open for good. */
static void test_pace__a_probe_that_is_given_up(void **state)
{
  (void)state;
  test_rig rig;
  jumio_op *op = NULL;
  const fake_step steps[] = {RIG_TOKEN_STEP,
                             {.path = "/status", .result = JUMIO_ERR_CONNECT, .delivery = JUMIO_DELIVERY_NOT_SENT, .times = 5},
                             {.path = "/status", .status = 200, .body = rig_status_body, .times = -1}};
  rig_begin(&rig, steps, 3);
  assert_int_equal(poll_once(&rig, JUMIO_DEADLINE_DEFAULT, NULL), JUMIO_ERR_CONNECT);
  assert_int_equal(poll_once(&rig, JUMIO_DEADLINE_DEFAULT, NULL), JUMIO_ERR_CIRCUIT_OPEN);
  fake_clock_advance(&rig.clock, 40000);
  assert_int_equal(
      jumio_op_workflow_execution_fetch(rig.client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, JUMIO_DEADLINE_DEFAULT, &op, NULL),
      JUMIO_OK);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
  assert_int_equal(poll_once(&rig, JUMIO_DEADLINE_DEFAULT, NULL), JUMIO_ERR_CIRCUIT_OPEN); /* one probe at a time */
  jumio_op_free(op);
  assert_int_equal(poll_once(&rig, JUMIO_DEADLINE_DEFAULT, NULL), JUMIO_OK);
  rig_end(&rig);
}

/* The auth host is down while the cached token still lives: nobody notices. */
static void test_pace__a_live_token_serves_through_an_outage_of_the_auth_host(void **state)
{
  (void)state;
  test_rig rig;
  const fake_step steps[] = {{.path = "/oauth2/token", .status = 200, .body = rig_token_body},
                             {.path = "/oauth2/token", .result = JUMIO_ERR_CONNECT, .delivery = JUMIO_DELIVERY_NOT_SENT, .times = -1},
                             {.path = "/status", .status = 200, .body = rig_status_body, .times = -1}};
  rig_begin(&rig, steps, 3);
  assert_int_equal(poll_once(&rig, JUMIO_DEADLINE_DEFAULT, NULL), JUMIO_OK);
  fake_clock_advance(&rig.clock, 3400000);
  for (int i = 0; i < 150; i++) {
    assert_int_equal(poll_once(&rig, JUMIO_DEADLINE_DEFAULT, NULL), JUMIO_OK);
    fake_clock_advance(&rig.clock, 1000);
  }
  rig_end(&rig);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pace__keeps_the_published_rate),
      cmocka_unit_test(test_pace__no_time_before_the_deadline),
      cmocka_unit_test(test_pace__breaker),
      cmocka_unit_test(test_pace__a_probe_that_is_given_up),
      cmocka_unit_test(test_pace__a_live_token_serves_through_an_outage_of_the_auth_host),
      cmocka_unit_test(test_pace__quota_bounds_the_retries),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
