/** Waiting for the final status of an execution: reads of the status by a schedule, and earlier ones when a callback told of it. */
#include "protocol/op.h"

static bool go_on(jumio_op *op, jumio_result result);

static const jumio__call call = {.name = "wait",
                                 .role = JUMIO__ROLE_RETRIEVAL,
                                 .tenant_token = true,
                                 .patient = true,
                                 .repeat = JUMIO__REPEATABLE,
                                 .body_limit = JUMIO_LIMIT_SMALL_BODY_BYTES,
                                 .tail = "/status",
                                 .build = jumio__op_execution_get,
                                 .read = jumio__op_read_status,
                                 .go_on = go_on};

static int64_t due_at(const jumio_op *op, size_t index)
{
  return op->wait.start_mono_ms + jumio__schedule_ms(&op->session->schedule, index, op->wait.jitter);
}

/* What a later read may find mended: such a read counts as one that found no final status. */
static bool is_passing(const jumio_op *op, jumio_result result)
{
  switch (result) {
  case JUMIO_ERR_RESOLVE:
  case JUMIO_ERR_CONNECT:
  case JUMIO_ERR_NETWORK:
  case JUMIO_ERR_SERVER:
  case JUMIO_ERR_RATE_LIMITED:
  case JUMIO_ERR_CIRCUIT_OPEN:
    return true;
  case JUMIO_ERR_DEADLINE: /* of one request, which is bounded on its own */
    return jumio__session_now(op->session) < op->deadline_mono_ms;
  case JUMIO_ERR_NOT_FOUND: /* a callback can be faster than what it tells of (fault H05) */
    return op->wait.early;
  default:
    return false;
  }
}

static bool go_on(jumio_op *op, jumio_result result)
{
  const jumio__schedule *schedule = &op->session->schedule;
  int64_t now = jumio__session_now(op->session);
  if (result == JUMIO_OK ? jumio_execution_status_is_final(jumio_workflow_execution_get_status(op->execution)) : !is_passing(op, result))
    return false;
  /* Times that passed during this read, or while the machine slept, are not made up for (fault K02). */
  while (op->wait.next < schedule->count && due_at(op, op->wait.next) <= now)
    op->wait.next++;
  if (op->wait.next < schedule->count) {
    jumio__op_rest(op, due_at(op, op->wait.next));
    return true;
  }
  if (result != JUMIO_OK)
    return false;
  jumio__op_fail(op, JUMIO_ERR_NOT_FINISHED, 0, "the last read of the schedule found no final status");
  return true;
}

int64_t jumio__op_wake(const jumio_op *op)
{
  int64_t due = 0;
  bool told = op->resting && jumio__notices_find(&op->session->notices, op->execution_id, op->wait.seen, &due) != 0;
  return told && due < op->wake_mono_ms ? due : op->wake_mono_ms;
}

void jumio__op_end_rest(jumio_op *op)
{
  int64_t due;
  uint64_t number = jumio__notices_find(&op->session->notices, op->execution_id, op->wait.seen, &due);
  op->wait.early = jumio__session_now(op->session) < op->wake_mono_ms;
  if (number != 0)
    op->wait.seen = number; /* the read that follows sees what it told of, also where it was put off */
  op->resting = false;
}

jumio_result jumio__op_wait(jumio__session *session, const jumio__ids *ids, int64_t deadline_ms, jumio_op **out, jumio_error **err)
{
  const jumio__schedule *schedule = &session->schedule;
  if (deadline_ms < 0) /* enough for the whole schedule */
    deadline_ms = jumio__schedule_ms(schedule, schedule->count - 1, INT8_MAX) + session->limits[JUMIO_LIMIT_CALL_DEADLINE_MS];
  jumio_result result = jumio__op_execution_begin(session, &call, ids, deadline_ms, out, err);
  if (result != JUMIO_OK)
    return result;
  jumio_op *op = *out;
  op->wait.start_mono_ms = jumio__session_now(session);
  op->wait.jitter = (int8_t)jumio__session_jitter(session); /* 0, which is none, where there are no random bytes */
  jumio__op_rest(op, due_at(op, 0));
  return JUMIO_OK;
}
