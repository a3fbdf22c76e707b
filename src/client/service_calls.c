/** Waiting, deletion, health and the raw call: the blocking verbs that run their operations. */
#include "client/client.h"

#include <jumio/answer.h>
#include <jumio/raw.h>
#include <jumio/transaction.h>
#include <jumio/workflow_execution.h>

/* The client is looked at where the operation begins. */
static jumio_result no_out(jumio_error **err)
{
  return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "out is NULL");
}

/* ---- waiting ---- */

jumio_result jumio_workflow_execution_wait(jumio_client *client, const char *account_id, size_t account_len, const char *execution_id,
                                           size_t execution_len, int64_t deadline_ms, jumio_cancel *cancel, jumio_workflow_execution **out,
                                           jumio_error **err)
{
  jumio_op *op = NULL;
  if (out == NULL)
    return no_out(err);
  jumio_result result =
      jumio_op_workflow_execution_wait(client, account_id, account_len, execution_id, execution_len, deadline_ms, &op, err);
  if (result == JUMIO_OK)
    result = jumio__run(op, cancel, err);
  *out = jumio_op_take_workflow_execution(op); /* also after a failure: what was read last */
  jumio_op_free(op);
  return result;
}

jumio_result jumio_client_notify(jumio_client *client, const char *execution_id, size_t execution_len, jumio_error **err)
{
  char id[37];
  if (client == NULL)
    return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "client is NULL");
  jumio__session *session = client->session;
  jumio_result result = jumio__op_uuid(session, "execution_id", execution_id, execution_len, id, err);
  if (result != JUMIO_OK)
    return result;
  bool kept = jumio__notices_add(&session->notices, session->mem, id, jumio__session_now(session));
  return kept ? jumio__ok(err) : jumio__fail_memory(err);
}

/* ---- deletion ---- */

static jumio_result run_delete(jumio_op *op, jumio_result result, jumio_cancel *cancel, int32_t *out_was_absent, jumio_error **err)
{
  if (result == JUMIO_OK)
    result = jumio__run(op, cancel, err);
  if (out_was_absent != NULL)
    *out_was_absent = (jumio_op_get_int64(op, JUMIO_OP_REMARKS) & JUMIO_OP_WAS_ABSENT) != 0;
  jumio_op_free(op);
  return result;
}

jumio_result jumio_transaction_delete(jumio_client *client, const char *account_id, size_t account_len, const char *execution_id,
                                      size_t execution_len, int64_t deadline_ms, jumio_cancel *cancel, int32_t *out_was_absent,
                                      jumio_error **err)
{
  jumio_op *op = NULL;
  jumio_result result = jumio_op_transaction_delete(client, account_id, account_len, execution_id, execution_len, deadline_ms, &op, err);
  return run_delete(op, result, cancel, out_was_absent, err);
}

jumio_result jumio_account_delete(jumio_client *client, const char *account_id, size_t account_len, int64_t deadline_ms,
                                  jumio_cancel *cancel, int32_t *out_was_absent, jumio_error **err)
{
  jumio_op *op = NULL;
  jumio_result result = jumio_op_account_delete(client, account_id, account_len, deadline_ms, &op, err);
  return run_delete(op, result, cancel, out_was_absent, err);
}

/* ---- health and the raw call ---- */

static jumio_result run_answer(jumio_op *op, jumio_result result, jumio_cancel *cancel, jumio_answer **out, jumio_error **err)
{
  if (result == JUMIO_OK)
    result = jumio__run(op, cancel, err);
  *out = jumio_op_take_answer(op);
  jumio_op_free(op);
  return result;
}

jumio_result jumio_client_fetch_health(jumio_client *client, int64_t deadline_ms, jumio_cancel *cancel, jumio_answer **out,
                                       jumio_error **err)
{
  jumio_op *op = NULL;
  if (out == NULL)
    return no_out(err);
  jumio_result result = jumio_op_fetch_health(client, deadline_ms, &op, err);
  return run_answer(op, result, cancel, out, err);
}

jumio_result jumio_raw_call(jumio_client *client, jumio_host host, const char *method, size_t method_len, const char *path, size_t path_len,
                            const void *body, size_t len, const char *content_type, size_t content_type_len, uint32_t flags,
                            int64_t deadline_ms, jumio_cancel *cancel, jumio_answer **out, jumio_error **err)
{
  jumio_op *op = NULL;
  if (out == NULL)
    return no_out(err);
  jumio_result result = jumio_op_raw_call(client, host, method, method_len, path, path_len, body, len, content_type, content_type_len,
                                          flags, deadline_ms, &op, err);
  return run_answer(op, result, cancel, out, err);
}
