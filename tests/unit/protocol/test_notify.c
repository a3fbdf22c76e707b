/** Callbacks cut a wait short: at most one early read in thirty seconds, and none is lost for want of timing. */
#include "waiting.h"

#include <stdio.h>

#define OTHER "99999999-9999-4999-8999-999999999999"

static void notify(test_rig *rig, const char *execution)
{
  assert_int_equal(jumio_client_notify(rig->client, execution, JUMIO_NTS, NULL), JUMIO_OK);
}

/* Reads now, and is told this word; it waits again afterwards. */
static void read_now(test_rig *rig, jumio_op *op)
{
  assert_int_equal(jumio_op_get_wake_mono_ms(op), waiting_now(rig));
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
  waiting_feed(rig, op);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_WAIT);
}

static jumio_op *begin_wait_with_token(test_rig *rig)
{
  jumio_answer *answer = NULL;
  assert_int_equal(jumio_raw_call(rig->client, JUMIO_HOST_API, "GET", JUMIO_NTS, "/api/v1/status", JUMIO_NTS, NULL, 0, NULL, 0, 0, -1, NULL,
                                  &answer, NULL),
                   JUMIO_OK);
  jumio_answer_free(answer);
  return waiting_wait(rig, JUMIO_DEADLINE_DEFAULT);
}

/* TH28, C07: a notice makes it due; more of them within 30 s make one further read at the end of that time. */
static void test_notify__makes_the_wait_due(void **state)
{
  static const fake_step steps[] = {RIG_TOKEN_STEP, ACQUIRED};
  (void)state;
  test_rig rig;
  waiting_begin(&rig, steps, 2, 0, NULL);
  jumio_op *op = begin_wait_with_token(&rig);
  int64_t start = waiting_now(&rig);
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
  waiting_begin(&rig, steps, 2, 0, NULL);
  jumio_op *op = begin_wait_with_token(&rig);
  int64_t start = waiting_now(&rig);
  jumio_op_state at;
  while ((at = jumio_op_step(op)) != JUMIO_OP_DONE) {
    notify(&rig, RIG_EXECUTION);
    if (at == JUMIO_OP_SEND) {
      reads++;
      waiting_feed(&rig, op);
    } else {
      fake_clock_advance(&rig.clock, 500);
    }
  }
  assert_int_equal(waiting_now(&rig) - start, 940000);
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
  waiting_begin(&rig, steps, 3, 0, NULL);
  notify(&rig, RIG_EXECUTION);
  fake_clock_advance(&rig.clock, 2000);
  jumio_op *op = waiting_wait(&rig, JUMIO_DEADLINE_DEFAULT);
  assert_true(jumio_op_get_wake_mono_ms(op) <= waiting_now(&rig));
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
  waiting_feed(&rig, op);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
  waiting_feed(&rig, op);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_WAIT);
  assert_int_equal(jumio_op_get_wake_mono_ms(op), waiting_now(&rig) + 40000);
  jumio_op_free(op);
  rig_end(&rig);
}

/* A notice that comes while a request is out is not covered by that request. */
static void test_notify__while_a_read_is_out(void **state)
{
  static const fake_step steps[] = {RIG_TOKEN_STEP, ACQUIRED};
  (void)state;
  test_rig rig;
  waiting_begin(&rig, steps, 2, 0, NULL);
  jumio_op *op = begin_wait_with_token(&rig);
  fake_clock_advance(&rig.clock, 40000);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
  notify(&rig, RIG_EXECUTION);
  waiting_feed(&rig, op);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
  waiting_feed(&rig, op);
  assert_int_equal(jumio_op_step(op), JUMIO_OP_WAIT);
  jumio_op_free(op);
  rig_end(&rig);
}

static void test_notify__every_wait_of_the_execution(void **state)
{
  static const fake_step steps[] = {RIG_TOKEN_STEP, PROCESSED};
  (void)state;
  test_rig rig;
  waiting_begin(&rig, steps, 2, 0, NULL);
  jumio_op *one = begin_wait_with_token(&rig), *two = waiting_wait(&rig, JUMIO_DEADLINE_DEFAULT);
  notify(&rig, RIG_EXECUTION);
  jumio_op *both[] = {one, two};
  for (size_t i = 0; i < 2; i++) {
    assert_int_equal(jumio_op_step(both[i]), JUMIO_OP_SEND);
    waiting_feed(&rig, both[i]);
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
  waiting_begin(&rig, steps, 2, 0, NULL);
  notify(&rig, RIG_EXECUTION);
  for (int other = 1; other <= 256; other++) {
    char id[37];
    jumio_op *op = waiting_wait(&rig, JUMIO_DEADLINE_DEFAULT);
    assert_int_equal(jumio_op_get_wake_mono_ms(op) <= waiting_now(&rig), 1);
    jumio_op_free(op);
    snprintf(id, sizeof id, "%08x-0000-4000-8000-000000000000", (unsigned)other);
    notify(&rig, id);
  }
  jumio_op *op = waiting_wait(&rig, JUMIO_DEADLINE_DEFAULT); /* the schedule stands without it */
  assert_int_equal(jumio_op_get_wake_mono_ms(op), waiting_now(&rig) + 40000);
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

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_notify__makes_the_wait_due),
      cmocka_unit_test(test_notify__a_storm_is_bounded),
      cmocka_unit_test(test_notify__before_the_wait),
      cmocka_unit_test(test_notify__while_a_read_is_out),
      cmocka_unit_test(test_notify__every_wait_of_the_execution),
      cmocka_unit_test(test_notify__the_ring_is_bounded),
      cmocka_unit_test(test_notify__bad_arguments),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
