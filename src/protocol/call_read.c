/** The two reads of a workflow execution: its status, and the transaction. URLs are built from ids, never taken from an answer. */
#include "protocol/op.h"

#include "model/ids.h"

#include <string.h>

jumio_result jumio__op_execution_get(jumio_op *op, jumio_error **err)
{
  const char *const path[] = {"/api/v1/accounts/", op->account_id, "/workflow-executions/", op->execution_id, jumio__op_current(op)->tail};
  (void)err;
  op->request.method = "GET";
  jumio__op_url(op, JUMIO__ROLE_RETRIEVAL, path, 5);
  jumio__request_header_lasting(&op->request, "Accept", "application/json");
  return JUMIO_OK;
}

jumio_result jumio__op_read_status(jumio_op *op, jumio_error **err)
{
  jumio_workflow_execution *execution = NULL;
  jumio__json *tree;
  jumio_result result = jumio__json_take(op->mem, &op->response.body, &tree, err);
  if (result == JUMIO_OK)
    result = jumio__workflow_execution_read(op->mem, tree, &execution, err);
  if (result == JUMIO_OK)
    result = jumio__id_check(op->mem, "/account/id", op->account_id,
                             jumio_workflow_execution_get_text(execution, JUMIO_EXECUTION_TEXT_ACCOUNT_ID), err);
  if (result == JUMIO_OK)
    result = jumio__id_check(op->mem, "/workflowExecution/id", op->execution_id,
                             jumio_workflow_execution_get_text(execution, JUMIO_EXECUTION_TEXT_ID), err);
  if (result != JUMIO_OK) {
    jumio_workflow_execution_free(execution);
    return result;
  }
  jumio_workflow_execution_free(op->execution); /* of an earlier read of the same finalize */
  op->execution = execution;
  return JUMIO_OK;
}

const jumio__call jumio__call_status = {.name = "status",
                                        .role = JUMIO__ROLE_RETRIEVAL,
                                        .tenant_token = true,
                                        .repeat = JUMIO__REPEATABLE,
                                        .body_limit = JUMIO_LIMIT_SMALL_BODY_BYTES,
                                        .tail = "/status",
                                        .build = jumio__op_execution_get,
                                        .read = jumio__op_read_status};

static jumio_result read_transaction(jumio_op *op, jumio_error **err)
{
  jumio__json *tree;
  jumio_result result = jumio__json_take(op->mem, &op->response.body, &tree, err);
  if (result == JUMIO_OK)
    result = jumio__transaction_read(op->mem, tree, &op->transaction, err);
  if (result == JUMIO_OK)
    result = jumio__transaction_ids_check(op->transaction, op->account_id, op->execution_id, err);
  if (result != JUMIO_OK) {
    jumio_transaction_free(op->transaction);
    op->transaction = NULL;
  }
  return result;
}

static const jumio__call call_transaction = {.name = "transaction",
                                             .role = JUMIO__ROLE_RETRIEVAL,
                                             .tenant_token = true,
                                             .repeat = JUMIO__REPEATABLE,
                                             .body_limit = JUMIO_LIMIT_TRANSACTION_BYTES,
                                             .tail = "",
                                             .build = jumio__op_execution_get,
                                             .read = read_transaction};

jumio_result jumio__op_execution_begin(jumio__session *session, const jumio__call *call, const jumio__ids *ids, int64_t deadline_ms,
                                       jumio_op **out, jumio_error **err)
{
  char account_id[37], execution_id[37];
  *out = NULL;
  jumio_result result = jumio__op_uuid(session, "account_id", ids->account, ids->account_len, account_id, err);
  if (result == JUMIO_OK)
    result = jumio__op_uuid(session, "execution_id", ids->object, ids->object_len, execution_id, err);
  if (result == JUMIO_OK)
    result = jumio__op_new(session, call, deadline_ms, out, err);
  if (result != JUMIO_OK)
    return result;
  memcpy((*out)->account_id, account_id, sizeof account_id);
  memcpy((*out)->execution_id, execution_id, sizeof execution_id);
  return JUMIO_OK;
}

jumio_result jumio__op_status(jumio__session *session, const jumio__ids *ids, int64_t deadline_ms, jumio_op **out, jumio_error **err)
{
  return jumio__op_execution_begin(session, &jumio__call_status, ids, deadline_ms, out, err);
}

jumio_result jumio__op_transaction(jumio__session *session, const jumio__ids *ids, int64_t deadline_ms, jumio_op **out, jumio_error **err)
{
  return jumio__op_execution_begin(session, &call_transaction, ids, deadline_ms, out, err);
}
