/** The reads of a transaction that have no noun of their own: its steps, the rules that fired, and where its report lies. */
#include "protocol/op.h"

#include <jumio/transaction.h>

#include "model/answer.h"

/* Their shape is not published: whatever JSON they are. */
static jumio_result read_any(jumio_op *op, jumio_error **err)
{
  return jumio__answer_take(op->mem, &op->response.body, op->response.status, false, &op->answer, err);
}

static jumio_result read_steps(jumio_op *op, jumio_error **err)
{
  jumio_result result = read_any(op, err);
  if (result != JUMIO_OK || jumio__json_is_array(jumio__json_member(op->answer->root, "steps")))
    return result;
  jumio_answer_free(op->answer);
  op->answer = NULL;
  return jumio__fail(err, op->mem, JUMIO_ERR_PROTOCOL, "it has no list \"steps\"");
}

#define READING(call_name, path, limit, reader)                                                                                            \
  {                                                                                                                                        \
    .name = call_name, .role = JUMIO__ROLE_RETRIEVAL, .tenant_token = true, .repeat = JUMIO__REPEATABLE, .body_limit = limit,              \
    .tail = path, .build = jumio__op_execution_get, .read = reader                                                                         \
  }

static const jumio__call calls[] = {
    [JUMIO_RESOURCE_STEPS] = READING("steps", "/steps", JUMIO_LIMIT_TRANSACTION_BYTES, read_steps),
    [JUMIO_RESOURCE_RULES] = READING("rules", "/rules", JUMIO_LIMIT_TRANSACTION_BYTES, read_any),
    [JUMIO_RESOURCE_REPORT] = READING("report", "/generate", JUMIO_LIMIT_SMALL_BODY_BYTES, read_any),
};

jumio_result jumio__op_answer(jumio__session *session, int32_t which, const jumio__ids *ids, int64_t deadline_ms, jumio_op **out,
                              jumio_error **err)
{
  *out = NULL;
  if (which < JUMIO_RESOURCE_STEPS || which > JUMIO_RESOURCE_REPORT)
    return jumio__fail(err, session->mem, JUMIO_ERR_ARGUMENT, "which: not one of the JUMIO_RESOURCE_ constants");
  return jumio__op_execution_begin(session, &calls[which], ids, deadline_ms, out, err);
}
