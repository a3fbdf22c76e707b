/** Waiting for an execution's status in virtual time. */
#include "waiting.h"

void waiting_begin(test_rig *rig, const fake_step *steps, size_t count, int byte, const char *offsets)
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

int64_t waiting_now(test_rig *rig)
{
  return atomic_load(&rig->clock.mono_ms);
}

jumio_op *waiting_wait(test_rig *rig, int64_t deadline_ms)
{
  jumio_op *op = NULL;
  assert_int_equal(jumio_op_workflow_execution_wait(rig->client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, deadline_ms, &op, NULL),
                   JUMIO_OK);
  return op;
}

void waiting_feed(test_rig *rig, jumio_op *op)
{
  jumio_result result = fake_http_ops.perform(jumio_op_get_request(op), jumio_op_get_response(op), &rig->http);
  assert_int_equal(jumio_op_feed(op, result), JUMIO_OK);
}
