/** Deadlines and cancel (reliability.md group D), and operations driven without the blocking driver. */
#include "support/rig.h"

#include "support/cmocka.h"

#include <string.h>

static jumio_result poll_once(test_rig *rig, int64_t deadline_ms, jumio_cancel *cancel, jumio_error **err)
{
  jumio_workflow_execution *execution = NULL;
  jumio_result result =
      jumio_workflow_execution_fetch(rig->client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, deadline_ms, cancel, &execution, err);
  assert_int_equal(execution != NULL, result == JUMIO_OK);
  jumio_workflow_execution_free(execution);
  return result;
}

static void test_deadline__zero_sends_nothing(void **state)
{
  (void)state;
  test_rig rig;
  rig_begin(&rig, rig_happy, rig_happy_count);
  assert_int_equal(poll_once(&rig, 0, NULL, NULL), JUMIO_ERR_DEADLINE);
  assert_int_equal(rig.http.requests, 0);
  rig_end(&rig);
}

static void test_deadline__bounds_the_request(void **state)
{
  (void)state;
  test_rig rig;
  rig_begin(&rig, rig_happy, rig_happy_count);
  assert_int_equal(poll_once(&rig, 1234, NULL, NULL), JUMIO_OK);
  assert_int_equal(rig.http.timeout_ms[1], 1234);
  assert_int_equal(poll_once(&rig, -7, NULL, NULL), JUMIO_OK); /* negative: the default of 60 s */
  assert_int_equal(rig.http.timeout_ms[2], 60000);
  assert_int_equal(poll_once(&rig, INT64_MAX, NULL, NULL), JUMIO_OK);
  assert_true(rig.http.timeout_ms[3] > 60000);
  assert_int_equal(poll_once(&rig, INT64_MAX - 100000000, NULL, NULL), JUMIO_OK); /* a transport adds it to its own clock */
  assert_int_equal(rig.http.timeout_ms[4], INT32_MAX);
  rig_end(&rig);
}

/* D03: no sleep into the deadline; the last error is told at once. */
static void test_deadline__ends_a_back_off(void **state)
{
  (void)state;
  test_rig rig;
  jumio_error *error = NULL;
  const fake_step steps[] = {RIG_TOKEN_STEP, {.path = "/status", .status = 503, .headers = "Retry-After: 100", .times = -1}};
  rig_begin(&rig, steps, 2);
  assert_int_equal(poll_once(&rig, 50000, NULL, &error), JUMIO_ERR_SERVER);
  assert_int_equal(atomic_load(&rig.clock.slept_ms), 0);
  assert_int_equal(jumio_error_get_int64(error, JUMIO_ERROR_RETRY_AFTER_MS), 100000);
  jumio_error_free(error);
  rig_end(&rig);
}

static test_rig *starting;
static int64_t start_ms;

static jumio_result start_clock(jumio_config *config, jumio_error **err)
{
  (void)config;
  (void)err;
  atomic_store(&starting->clock.mono_ms, start_ms);
  atomic_store(&starting->clock.wall_ms, start_ms);
  return JUMIO_OK;
}

static jumio_result poll_from(int64_t start, const fake_step *steps, size_t count)
{
  test_rig rig;
  starting = &rig;
  start_ms = start;
  assert_int_equal(rig_begin_adjusted(&rig, NULL, steps, count, start_clock, NULL), JUMIO_OK);
  assert_int_equal(jumio_client_notify(rig.client, RIG_EXECUTION, JUMIO_NTS, NULL), JUMIO_OK);
  jumio_result result = poll_once(&rig, INT64_MAX, NULL, NULL);
  rig_end(&rig);
  return result;
}

/* A monotonic clock may count from any start, also towards 0, and no time of a host's overflows ours. */
static void test_deadline__clocks_from_any_start(void **state)
{
  static const int64_t starts[] = {-1, -1000000, -(INT64_C(1) << 40), -(INT64_C(1) << 51), 0, INT64_C(1) << 50};
  const fake_step steps[] = {
      RIG_TOKEN_STEP, {.path = "/status", .status = 503}, {.path = "/status", .status = 200, .body = rig_status_body, .times = -1}};
  (void)state;
  for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
    assert_int_equal(poll_from(starts[i], steps, 3), JUMIO_OK);
  assert_int_equal(poll_from(INT64_MIN, rig_happy, rig_happy_count), JUMIO_OK);
  assert_int_equal(poll_from(INT64_MAX, rig_happy, rig_happy_count), JUMIO_OK);
}

static void test_cancel__before_the_call(void **state)
{
  (void)state;
  test_rig rig;
  jumio_cancel *cancel = NULL;
  jumio_error *error = NULL;
  rig_begin(&rig, rig_happy, rig_happy_count);
  assert_int_equal(jumio_cancel_new(NULL, &cancel, NULL), JUMIO_OK);
  jumio_cancel_trigger(cancel);
  jumio_cancel_trigger(cancel); /* D06 */
  assert_int_equal(poll_once(&rig, JUMIO_DEADLINE_DEFAULT, cancel, &error), JUMIO_ERR_CANCELLED);
  assert_int_equal(jumio_error_get_int64(error, JUMIO_ERROR_DELIVERY), JUMIO_DELIVERY_NOT_SENT);
  assert_int_equal(rig.http.requests, 0);
  jumio_error_free(error);
  jumio_cancel_free(cancel);
  rig_end(&rig);
}

static void trigger(void *data)
{
  jumio_cancel_trigger(data);
}

/* D05: an answer that arrived is kept. */
static void test_cancel__after_the_answer(void **state)
{
  (void)state;
  test_rig rig;
  jumio_cancel *cancel = NULL;
  assert_int_equal(jumio_cancel_new(NULL, &cancel, NULL), JUMIO_OK);
  const fake_step steps[] = {
      RIG_TOKEN_STEP, {.path = "/status", .status = 200, .body = rig_status_body, .before = trigger, .before_data = cancel, .times = -1}};
  rig_begin(&rig, steps, 2);
  assert_int_equal(poll_once(&rig, JUMIO_DEADLINE_DEFAULT, cancel, NULL), JUMIO_OK);
  jumio_cancel_free(cancel);
  rig_end(&rig);
}

/* D04: while it waits to try again. */
static void test_cancel__during_a_back_off(void **state)
{
  (void)state;
  test_rig rig;
  jumio_cancel *cancel = NULL;
  assert_int_equal(jumio_cancel_new(NULL, &cancel, NULL), JUMIO_OK);
  const fake_step steps[] = {
      RIG_TOKEN_STEP,
      {.path = "/status", .status = 503, .headers = "Retry-After: 9", .before = trigger, .before_data = cancel, .times = -1}};
  rig_begin(&rig, steps, 2);
  assert_int_equal(poll_once(&rig, JUMIO_DEADLINE_DEFAULT, cancel, NULL), JUMIO_ERR_CANCELLED);
  assert_int_equal(fake_http_count(&rig.http, "/status"), 1);
  assert_int_equal(atomic_load(&rig.clock.slept_ms), 0);
  jumio_cancel_free(cancel);
  rig_end(&rig);
}

/* A create that is cancelled while its request is out stays in doubt; one whose request did not leave does not. */
static void test_cancel__a_create_tells_the_truth(void **state)
{
  static const int32_t deliveries[] = {JUMIO_DELIVERY_NOT_SENT, JUMIO_DELIVERY_MAYBE_SENT};
  static const jumio_result results[] = {JUMIO_ERR_CANCELLED, JUMIO_ERR_OUTCOME_UNKNOWN};
  (void)state;
  for (size_t i = 0; i < 2; i++) {
    test_rig rig;
    jumio_account *account = NULL;
    const fake_step steps[] = {RIG_TOKEN_STEP, {.path = "/accounts", .result = JUMIO_ERR_CANCELLED, .delivery = deliveries[i]}};
    rig_begin(&rig, steps, 2);
    jumio_account_request *request = rig_request();
    assert_int_equal(jumio_account_create(rig.client, request, JUMIO_DEADLINE_DEFAULT, NULL, &account, NULL), results[i]);
    jumio_account_request_free(request);
    rig_end(&rig);
  }
}

static void feed_from(test_rig *rig, jumio_op *op)
{
  jumio_result result = fake_http_ops.perform(jumio_op_get_request(op), jumio_op_get_response(op), &rig->http);
  assert_int_equal(jumio_op_feed(op, result), JUMIO_OK);
}

static void test_op__is_driven_by_an_event_loop(void **state)
{
  (void)state;
  test_rig rig;
  jumio_op *op = NULL;
  jumio_error *error = NULL;
  fake_step steps[16] = {{.path = "/status", .status = 503, .headers = "Retry-After: 5"}};
  memcpy(steps + 1, rig_happy, rig_happy_count * sizeof steps[0]);
  rig_begin(&rig, steps, rig_happy_count + 1);
  assert_int_equal(
      jumio_op_workflow_execution_fetch(rig.client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, JUMIO_DEADLINE_DEFAULT, &op, NULL),
      JUMIO_OK);
  assert_int_equal(jumio_op_feed(op, JUMIO_OK), JUMIO_ERR_STATE);
  assert_int_equal(jumio_op_get_result(op, &error), JUMIO_ERR_STATE);
  jumio_error_free(error);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND); /* the token */
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND); /* stepping twice changes nothing */
  feed_from(&rig, op);
  assert_null(jumio_op_get_request(op));
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
  feed_from(&rig, op);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_WAIT);
  assert_int_equal(jumio_op_get_wake_mono_ms(op), atomic_load(&rig.clock.mono_ms) + 5000);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_WAIT);
  fake_clock_advance(&rig.clock, 5000);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
  feed_from(&rig, op);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_DONE);
  assert_int_equal(jumio_op_get_result(op, NULL), JUMIO_OK);
  jumio_workflow_execution *execution = jumio_op_take_workflow_execution(op);
  assert_non_null(execution);
  assert_null(jumio_op_take_workflow_execution(op));
  assert_null(jumio_op_take_transaction(op));
  assert_null(jumio_op_take_account(op));
  jumio_workflow_execution_free(execution);
  jumio_op_free(op);
  rig_end(&rig);
}

/* Two operations, one token: the second waits for the first's flight, and takes over when the first is given up (A04). */
static void test_op__shares_the_flight_of_the_token(void **state)
{
  (void)state;
  test_rig rig;
  jumio_op *leader = NULL, *waiter = NULL;
  rig_begin(&rig, rig_happy, rig_happy_count);
  assert_int_equal(
      jumio_op_transaction_fetch(rig.client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, JUMIO_DEADLINE_DEFAULT, &leader, NULL),
      JUMIO_OK);
  assert_int_equal(
      jumio_op_transaction_fetch(rig.client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, JUMIO_DEADLINE_DEFAULT, &waiter, NULL),
      JUMIO_OK);
  assert_int_equal(jumio_op_step(leader), JUMIO_OP_SEND);
  assert_int_equal(jumio_op_step(waiter), JUMIO_OP_WAIT);
  jumio_op_free(leader);
  assert_int_equal(jumio_op_step(waiter), JUMIO_OP_SEND);
  feed_from(&rig, waiter);
  assert_int_equal(jumio_op_step(waiter), JUMIO_OP_SEND);
  feed_from(&rig, waiter);
  assert_int_equal(jumio_op_step(waiter), JUMIO_OP_DONE);
  jumio_transaction *transaction = jumio_op_take_transaction(waiter);
  assert_non_null(transaction);
  jumio_transaction_free(transaction);
  jumio_op_free(waiter);
  assert_int_equal(fake_http_count(&rig.http, "/oauth2/token"), 1);
  rig_end(&rig);
}

/* The waiters share a failure of the flight; the next caller begins a new one. */
static void test_op__shares_the_failure_of_the_token(void **state)
{
  (void)state;
  test_rig rig;
  jumio_op *leader = NULL, *waiter = NULL;
  const fake_step steps[] = {
      {.path = "/oauth2/token", .status = 422}, RIG_TOKEN_STEP, {.path = "/status", .status = 200, .body = rig_status_body, .times = -1}};
  rig_begin(&rig, steps, 3);
  jumio_op_workflow_execution_fetch(rig.client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, JUMIO_DEADLINE_DEFAULT, &leader, NULL);
  jumio_op_workflow_execution_fetch(rig.client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, JUMIO_DEADLINE_DEFAULT, &waiter, NULL);
  assert_int_equal(jumio_op_step(leader), JUMIO_OP_SEND);
  assert_int_equal(jumio_op_step(waiter), JUMIO_OP_WAIT);
  feed_from(&rig, leader);
  assert_int_equal(jumio_op_step(leader), JUMIO_OP_DONE);
  assert_int_equal(jumio_op_step(waiter), JUMIO_OP_DONE);
  assert_int_equal(jumio_op_get_result(leader, NULL), JUMIO_ERR_REQUEST_REFUSED);
  assert_int_equal(jumio_op_get_result(waiter, NULL), JUMIO_ERR_REQUEST_REFUSED);
  jumio_op_free(leader);
  jumio_op_free(waiter);
  assert_int_equal(poll_once(&rig, JUMIO_DEADLINE_DEFAULT, NULL, NULL), JUMIO_OK);
  rig_end(&rig);
}

static void test_op__cancelled_in_flight(void **state)
{
  (void)state;
  test_rig rig;
  jumio_op *op = NULL;
  jumio_account_request *request = rig_request();
  rig_begin(&rig, rig_happy, rig_happy_count);
  assert_int_equal(jumio_op_account_create(rig.client, request, JUMIO_DEADLINE_DEFAULT, &op, NULL), JUMIO_OK);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
  feed_from(&rig, op);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
  jumio_op_cancel(op);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_DONE);
  assert_int_equal(jumio_op_get_result(op, NULL), JUMIO_ERR_OUTCOME_UNKNOWN);
  jumio_op_free(op);
  jumio_account_request_free(request);
  rig_end(&rig);
}

/* An operation outlives the client that began it. */
static void test_op__outlives_its_client(void **state)
{
  (void)state;
  test_rig rig;
  jumio_op *op = NULL;
  rig_begin(&rig, rig_happy, rig_happy_count);
  jumio_op_workflow_execution_fetch(rig.client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, JUMIO_DEADLINE_DEFAULT, &op, NULL);
  jumio_client_unref(rig.client);
  rig.client = NULL;
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
  feed_from(&rig, op);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
  feed_from(&rig, op);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_DONE);
  assert_int_equal(jumio_op_get_result(op, NULL), JUMIO_OK);
  jumio_op_free(op);
  rig_end(&rig);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_deadline__zero_sends_nothing),
      cmocka_unit_test(test_deadline__bounds_the_request),
      cmocka_unit_test(test_deadline__ends_a_back_off),
      cmocka_unit_test(test_deadline__clocks_from_any_start),
      cmocka_unit_test(test_cancel__before_the_call),
      cmocka_unit_test(test_cancel__after_the_answer),
      cmocka_unit_test(test_cancel__during_a_back_off),
      cmocka_unit_test(test_cancel__a_create_tells_the_truth),
      cmocka_unit_test(test_op__is_driven_by_an_event_loop),
      cmocka_unit_test(test_op__shares_the_flight_of_the_token),
      cmocka_unit_test(test_op__shares_the_failure_of_the_token),
      cmocka_unit_test(test_op__cancelled_in_flight),
      cmocka_unit_test(test_op__outlives_its_client),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
