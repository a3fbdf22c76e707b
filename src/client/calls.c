/** The public verbs that take a client, in the order of the data flow: each runs its operation to the end and hands over what that made.
 *  The client is looked at where the operation begins. */
#include "client/client.h"

#include <jumio/account.h>
#include <jumio/answer.h>
#include <jumio/credential.h>
#include <jumio/raw.h>

static jumio_result no_out(jumio_error **err)
{
  return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "out is NULL");
}

/* Of an operation whose beginning gave `begun`. */
static jumio_result run(jumio_op *op, jumio_result begun, jumio_cancel *cancel, jumio_error **err)
{
  return begun == JUMIO_OK ? jumio__run(op, cancel, err) : begun;
}

static jumio_result end(jumio_op *op, jumio_result result)
{
  jumio_op_free(op);
  return result;
}

static jumio_result run_account(jumio_op *op, jumio_result begun, jumio_cancel *cancel, jumio_account **out, jumio_error **err)
{
  jumio_result result = run(op, begun, cancel, err);
  *out = jumio_op_take_account(op);
  return end(op, result);
}

/* Of a wait also after a failure: what was read last. */
static jumio_result run_execution(jumio_op *op, jumio_result begun, jumio_cancel *cancel, jumio_workflow_execution **out, jumio_error **err)
{
  jumio_result result = run(op, begun, cancel, err);
  *out = jumio_op_take_workflow_execution(op);
  return end(op, result);
}

static jumio_result run_answer(jumio_op *op, jumio_result begun, jumio_cancel *cancel, jumio_answer **out, jumio_error **err)
{
  jumio_result result = run(op, begun, cancel, err);
  *out = jumio_op_take_answer(op);
  return end(op, result);
}

static jumio_result run_download(jumio_op *op, jumio_result begun, jumio_cancel *cancel, jumio_media_type *out_type, uint64_t *out_size,
                                 jumio_error **err)
{
  jumio_result result = run(op, begun, cancel, err);
  if (out_type != NULL)
    *out_type = result == JUMIO_OK ? op->media : JUMIO_MEDIA_OTHER;
  if (out_size != NULL)
    *out_size = result == JUMIO_OK ? op->size : 0;
  return end(op, result);
}

static jumio_result run_delete(jumio_op *op, jumio_result begun, jumio_cancel *cancel, int32_t *out_was_absent, jumio_error **err)
{
  jumio_result result = run(op, begun, cancel, err);
  if (out_was_absent != NULL)
    *out_was_absent = (jumio_op_get_int64(op, JUMIO_OP_REMARKS) & JUMIO_OP_WAS_ABSENT) != 0;
  return end(op, result);
}

/* ---- the client itself ---- */

jumio_result jumio_client_check(jumio_client *client, uint32_t flags, int64_t deadline_ms, jumio_cancel *cancel,
                                jumio_check_finding *out_finding, jumio_error **err)
{
  jumio_op *op = NULL;
  jumio_result begun = jumio_op_check(client, flags, deadline_ms, &op, err);
  jumio_result result = run(op, begun, cancel, err);
  if (out_finding != NULL)
    *out_finding = begun == JUMIO_OK ? jumio__op_finding(op) : JUMIO_FINDING_OTHER;
  return end(op, result);
}

jumio_result jumio_client_fetch_health(jumio_client *client, int64_t deadline_ms, jumio_cancel *cancel, jumio_answer **out,
                                       jumio_error **err)
{
  jumio_op *op = NULL;
  if (out == NULL)
    return no_out(err);
  jumio_result begun = jumio_op_fetch_health(client, deadline_ms, &op, err);
  return run_answer(op, begun, cancel, out, err);
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

jumio_result jumio_raw_call(jumio_client *client, jumio_host host, const char *method, size_t method_len, const char *path, size_t path_len,
                            const void *body, size_t len, const char *content_type, size_t content_type_len, uint32_t flags,
                            int64_t deadline_ms, jumio_cancel *cancel, jumio_answer **out, jumio_error **err)
{
  jumio_op *op = NULL;
  if (out == NULL)
    return no_out(err);
  jumio_result begun = jumio_op_raw_call(client, host, method, method_len, path, path_len, body, len, content_type, content_type_len, flags,
                                         deadline_ms, &op, err);
  return run_answer(op, begun, cancel, out, err);
}

/* ---- accounts and credentials ---- */

jumio_result jumio_account_create(jumio_client *client, const jumio_account_request *request, int64_t deadline_ms, jumio_cancel *cancel,
                                  jumio_account **out, jumio_error **err)
{
  jumio_op *op = NULL;
  if (out == NULL)
    return no_out(err);
  jumio_result begun = jumio_op_account_create(client, request, deadline_ms, &op, err);
  return run_account(op, begun, cancel, out, err);
}

jumio_result jumio_account_update(jumio_client *client, const char *account_id, size_t account_len, const jumio_account_request *request,
                                  int64_t deadline_ms, jumio_cancel *cancel, jumio_account **out, jumio_error **err)
{
  jumio_op *op = NULL;
  if (out == NULL)
    return no_out(err);
  jumio_result begun = jumio_op_account_update(client, account_id, account_len, request, deadline_ms, &op, err);
  return run_account(op, begun, cancel, out, err);
}

jumio_result jumio_credential_upload(jumio_client *client, const jumio_account *account, const jumio_credential *credential,
                                     jumio_part part, int32_t page, const jumio_source *source, int64_t deadline_ms, jumio_cancel *cancel,
                                     jumio_upload_remarks *out_remarks, jumio_error **err)
{
  jumio_op *op = NULL;
  jumio_result begun = jumio_op_credential_upload(client, account, credential, part, page, source, deadline_ms, &op, err);
  jumio_result result = run(op, begun, cancel, err);
  if (out_remarks != NULL)
    *out_remarks = result == JUMIO_OK ? op->remarks : 0;
  return end(op, result);
}

/* ---- workflow executions ---- */

jumio_result jumio_workflow_execution_finalize(jumio_client *client, const jumio_account *account, int64_t deadline_ms,
                                               jumio_cancel *cancel, jumio_error **err)
{
  jumio_op *op = NULL;
  jumio_result begun = jumio_op_workflow_execution_finalize(client, account, deadline_ms, &op, err);
  return end(op, run(op, begun, cancel, err));
}

jumio_result jumio_workflow_execution_fetch(jumio_client *client, const char *account_id, size_t account_len, const char *execution_id,
                                            size_t execution_len, int64_t deadline_ms, jumio_cancel *cancel, jumio_workflow_execution **out,
                                            jumio_error **err)
{
  jumio_op *op = NULL;
  if (out == NULL)
    return no_out(err);
  jumio_result begun =
      jumio_op_workflow_execution_fetch(client, account_id, account_len, execution_id, execution_len, deadline_ms, &op, err);
  return run_execution(op, begun, cancel, out, err);
}

jumio_result jumio_workflow_execution_wait(jumio_client *client, const char *account_id, size_t account_len, const char *execution_id,
                                           size_t execution_len, int64_t deadline_ms, jumio_cancel *cancel, jumio_workflow_execution **out,
                                           jumio_error **err)
{
  jumio_op *op = NULL;
  if (out == NULL)
    return no_out(err);
  jumio_result begun =
      jumio_op_workflow_execution_wait(client, account_id, account_len, execution_id, execution_len, deadline_ms, &op, err);
  return run_execution(op, begun, cancel, out, err);
}

/* ---- transactions, their parts, and deletion ---- */

jumio_result jumio_transaction_fetch(jumio_client *client, const char *account_id, size_t account_len, const char *execution_id,
                                     size_t execution_len, int64_t deadline_ms, jumio_cancel *cancel, jumio_transaction **out,
                                     jumio_error **err)
{
  jumio_op *op = NULL;
  if (out == NULL)
    return no_out(err);
  jumio_result begun = jumio_op_transaction_fetch(client, account_id, account_len, execution_id, execution_len, deadline_ms, &op, err);
  jumio_result result = run(op, begun, cancel, err);
  *out = jumio_op_take_transaction(op);
  return end(op, result);
}

jumio_result jumio_transaction_fetch_answer(jumio_client *client, jumio_transaction_resource which, const char *account_id,
                                            size_t account_len, const char *execution_id, size_t execution_len, int64_t deadline_ms,
                                            jumio_cancel *cancel, jumio_answer **out, jumio_error **err)
{
  jumio_op *op = NULL;
  if (out == NULL)
    return no_out(err);
  jumio_result begun =
      jumio_op_transaction_fetch_answer(client, which, account_id, account_len, execution_id, execution_len, deadline_ms, &op, err);
  return run_answer(op, begun, cancel, out, err);
}

jumio_result jumio_report_fetch(jumio_client *client, const jumio_answer *report, jumio_part_write_fn write, void *user_data,
                                int64_t deadline_ms, jumio_cancel *cancel, uint64_t *out_size, jumio_error **err)
{
  jumio_op *op = NULL;
  jumio_result begun = jumio_op_report_fetch(client, report, write, user_data, deadline_ms, &op, err);
  return run_download(op, begun, cancel, NULL, out_size, err);
}

jumio_result jumio_part_fetch(jumio_client *client, const char *account_id, size_t account_len, const char *credential_id,
                              size_t credential_len, const char *classifier, size_t classifier_len, jumio_part_write_fn write,
                              void *user_data, int64_t deadline_ms, jumio_cancel *cancel, jumio_media_type *out_type, uint64_t *out_size,
                              jumio_error **err)
{
  jumio_op *op = NULL;
  jumio_result begun = jumio_op_part_fetch(client, account_id, account_len, credential_id, credential_len, classifier, classifier_len,
                                           write, user_data, deadline_ms, &op, err);
  return run_download(op, begun, cancel, out_type, out_size, err);
}

jumio_result jumio_transaction_delete(jumio_client *client, const char *account_id, size_t account_len, const char *execution_id,
                                      size_t execution_len, int64_t deadline_ms, jumio_cancel *cancel, int32_t *out_was_absent,
                                      jumio_error **err)
{
  jumio_op *op = NULL;
  jumio_result begun = jumio_op_transaction_delete(client, account_id, account_len, execution_id, execution_len, deadline_ms, &op, err);
  return run_delete(op, begun, cancel, out_was_absent, err);
}

jumio_result jumio_account_delete(jumio_client *client, const char *account_id, size_t account_len, int64_t deadline_ms,
                                  jumio_cancel *cancel, int32_t *out_was_absent, jumio_error **err)
{
  jumio_op *op = NULL;
  jumio_result begun = jumio_op_account_delete(client, account_id, account_len, deadline_ms, &op, err);
  return run_delete(op, begun, cancel, out_was_absent, err);
}
