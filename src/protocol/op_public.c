/** The accessors of an operation. */
#include "protocol/op.h"

#include "model/ids.h"

jumio_result jumio__op_uuid(const jumio__session *session, const char *field, const char *text, size_t len, char out[37], jumio_error **err)
{
  return jumio__id_arg(session->mem, field, text, len, out, err);
}

const jumio_http_request *jumio_op_get_request(const jumio_op *op)
{
  return op != NULL && op->phase == JUMIO__PHASE_SENDING ? &op->request : NULL;
}

jumio_http_response *jumio_op_get_response(jumio_op *op)
{
  return op != NULL && op->phase == JUMIO__PHASE_SENDING ? &op->response : NULL;
}

int64_t jumio_op_get_wake_mono_ms(const jumio_op *op)
{
  return op != NULL && op->phase == JUMIO__PHASE_PAUSE ? jumio__op_wake(op) - op->session->mono_shift_ms : 0;
}

jumio_result jumio_op_get_result(const jumio_op *op, jumio_error **err)
{
  if (op == NULL || op->phase != JUMIO__PHASE_DONE)
    return jumio__fail(err, op != NULL ? op->mem : NULL, JUMIO_ERR_STATE, "the operation is not finished");
  if (op->result == JUMIO_OK)
    return jumio__ok(err);
  jumio__error_copy(err, op->mem, op->error);
  return op->result;
}

int64_t jumio_op_get_int64(const jumio_op *op, jumio_op_number which)
{
  if (op == NULL || op->phase != JUMIO__PHASE_DONE)
    return 0;
  bool received = op->result == JUMIO_OK;
  switch (which) {
  case JUMIO_OP_REMARKS:
    return op->remarks;
  case JUMIO_OP_FINDING:
    return op->check.wanted ? jumio__op_finding(op) : 0;
  case JUMIO_OP_MEDIA_TYPE:
    return received && op->write != NULL ? op->media : JUMIO_MEDIA_OTHER;
  case JUMIO_OP_BYTES:
    return received && op->write != NULL ? (int64_t)op->size : 0;
  default:
    return 0;
  }
}

jumio_account *jumio_op_take_account(jumio_op *op)
{
  if (op == NULL || op->result != JUMIO_OK || op->phase != JUMIO__PHASE_DONE)
    return NULL;
  jumio_account *account = op->account;
  op->account = NULL;
  return account;
}

jumio_workflow_execution *jumio_op_take_workflow_execution(jumio_op *op)
{
  /* Also of a wait that failed: what it read last. */
  if (op == NULL || op->phase != JUMIO__PHASE_DONE || (op->result != JUMIO_OK && !op->call->patient))
    return NULL;
  jumio_workflow_execution *execution = op->execution;
  op->execution = NULL;
  return execution;
}

jumio_transaction *jumio_op_take_transaction(jumio_op *op)
{
  if (op == NULL || op->result != JUMIO_OK || op->phase != JUMIO__PHASE_DONE)
    return NULL;
  jumio_transaction *transaction = op->transaction;
  op->transaction = NULL;
  return transaction;
}

jumio_answer *jumio_op_take_answer(jumio_op *op)
{
  if (op == NULL || op->result != JUMIO_OK || op->phase != JUMIO__PHASE_DONE)
    return NULL;
  jumio_answer *answer = op->answer;
  op->answer = NULL;
  return answer;
}
