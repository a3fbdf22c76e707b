/** The public verbs that take a client, in the order of the data flow: begin the operation, run it, hand over what it made. */
#include "client/client.h"

#include <jumio/account.h>
#include <jumio/credential.h>

static jumio_result no_client(jumio_error **err)
{
  return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "client or out is NULL");
}

static jumio_result end(jumio_op *op, jumio_result result)
{
  jumio_op_free(op);
  return result;
}

jumio_result jumio_client_check(jumio_client *client, uint32_t flags, int64_t deadline_ms, jumio_cancel *cancel,
                                jumio_check_finding *out_finding, jumio_error **err)
{
  jumio_op *op = NULL;
  if (out_finding != NULL)
    *out_finding = JUMIO_FINDING_OTHER;
  if (client == NULL)
    return no_client(err);
  jumio_result result = jumio__op_check(client->session, flags, deadline_ms, &op, err);
  if (result != JUMIO_OK)
    return result;
  result = jumio__run(op, cancel, err);
  if (out_finding != NULL)
    *out_finding = jumio__op_finding(op);
  return end(op, result);
}

/* Runs a create or an update that was begun with `result`. */
static jumio_result run_account(jumio_op *op, jumio_result result, jumio_cancel *cancel, jumio_account **out, jumio_error **err)
{
  if (result == JUMIO_OK)
    result = jumio__run(op, cancel, err);
  *out = jumio_op_take_account(op);
  return end(op, result);
}

jumio_result jumio_account_create(jumio_client *client, const jumio_account_request *request, int64_t deadline_ms, jumio_cancel *cancel,
                                  jumio_account **out, jumio_error **err)
{
  jumio_op *op = NULL;
  if (out != NULL)
    *out = NULL;
  if (client == NULL || out == NULL)
    return no_client(err);
  jumio_result result = jumio__op_account_create(client->session, request, deadline_ms, &op, err);
  return run_account(op, result, cancel, out, err);
}

jumio_result jumio_account_update(jumio_client *client, const char *account_id, size_t account_len, const jumio_account_request *request,
                                  int64_t deadline_ms, jumio_cancel *cancel, jumio_account **out, jumio_error **err)
{
  jumio_op *op = NULL;
  if (out != NULL)
    *out = NULL;
  if (client == NULL || out == NULL)
    return no_client(err);
  jumio_result result = jumio__op_account_update(client->session, account_id, account_len, request, deadline_ms, &op, err);
  return run_account(op, result, cancel, out, err);
}

jumio_result jumio_credential_upload(jumio_client *client, const jumio_account *account, const jumio_credential *credential,
                                     jumio_part part, int32_t page, const jumio_source *source, int64_t deadline_ms, jumio_cancel *cancel,
                                     jumio_upload_remarks *out_remarks, jumio_error **err)
{
  jumio_op *op = NULL;
  jumio__upload upload = {account, credential, part, page, source};
  if (out_remarks != NULL)
    *out_remarks = 0;
  if (client == NULL)
    return no_client(err);
  jumio_result result = jumio__op_upload(client->session, &upload, deadline_ms, &op, err);
  if (result == JUMIO_OK)
    result = jumio__run(op, cancel, err);
  if (result == JUMIO_OK && out_remarks != NULL)
    *out_remarks = op->remarks;
  return end(op, result);
}

jumio_result jumio_workflow_execution_finalize(jumio_client *client, const jumio_account *account, int64_t deadline_ms,
                                               jumio_cancel *cancel, jumio_error **err)
{
  jumio_op *op = NULL;
  if (client == NULL)
    return no_client(err);
  jumio_result result = jumio__op_finalize(client->session, account, deadline_ms, &op, err);
  if (result == JUMIO_OK)
    result = jumio__run(op, cancel, err);
  return end(op, result);
}

jumio_result jumio_workflow_execution_fetch(jumio_client *client, const char *account_id, size_t account_len, const char *execution_id,
                                            size_t execution_len, int64_t deadline_ms, jumio_cancel *cancel, jumio_workflow_execution **out,
                                            jumio_error **err)
{
  jumio_op *op = NULL;
  jumio__ids ids = {account_id, account_len, execution_id, execution_len};
  if (out != NULL)
    *out = NULL;
  if (client == NULL || out == NULL)
    return no_client(err);
  jumio_result result = jumio__op_status(client->session, &ids, deadline_ms, &op, err);
  if (result == JUMIO_OK)
    result = jumio__run(op, cancel, err);
  *out = jumio_op_take_workflow_execution(op);
  return end(op, result);
}

jumio_result jumio_transaction_fetch(jumio_client *client, const char *account_id, size_t account_len, const char *execution_id,
                                     size_t execution_len, int64_t deadline_ms, jumio_cancel *cancel, jumio_transaction **out,
                                     jumio_error **err)
{
  jumio_op *op = NULL;
  jumio__ids ids = {account_id, account_len, execution_id, execution_len};
  if (out != NULL)
    *out = NULL;
  if (client == NULL || out == NULL)
    return no_client(err);
  jumio_result result = jumio__op_transaction(client->session, &ids, deadline_ms, &op, err);
  if (result == JUMIO_OK)
    result = jumio__run(op, cancel, err);
  *out = jumio_op_take_transaction(op);
  return end(op, result);
}

jumio_result jumio_transaction_fetch_answer(jumio_client *client, jumio_transaction_resource which, const char *account_id,
                                            size_t account_len, const char *execution_id, size_t execution_len, int64_t deadline_ms,
                                            jumio_cancel *cancel, jumio_answer **out, jumio_error **err)
{
  jumio_op *op = NULL;
  jumio__ids ids = {account_id, account_len, execution_id, execution_len};
  if (out != NULL)
    *out = NULL;
  if (client == NULL || out == NULL)
    return no_client(err);
  jumio_result result = jumio__op_answer(client->session, which, &ids, deadline_ms, &op, err);
  if (result == JUMIO_OK)
    result = jumio__run(op, cancel, err);
  *out = jumio_op_take_answer(op);
  return end(op, result);
}

jumio_result jumio_report_fetch(jumio_client *client, const jumio_answer *report, jumio_part_write_fn write, void *user_data,
                                int64_t deadline_ms, jumio_cancel *cancel, uint64_t *out_size, jumio_error **err)
{
  jumio_op *op = NULL;
  jumio__sink sink = {write, user_data};
  if (out_size != NULL)
    *out_size = 0;
  if (client == NULL)
    return no_client(err);
  jumio_result result = jumio__op_report(client->session, report, &sink, deadline_ms, &op, err);
  if (result == JUMIO_OK)
    result = jumio__run(op, cancel, err);
  if (result == JUMIO_OK && out_size != NULL)
    *out_size = op->size;
  return end(op, result);
}

jumio_result jumio_part_fetch(jumio_client *client, const char *account_id, size_t account_len, const char *credential_id,
                              size_t credential_len, const char *classifier, size_t classifier_len, jumio_part_write_fn write,
                              void *user_data, int64_t deadline_ms, jumio_cancel *cancel, jumio_media_type *out_type, uint64_t *out_size,
                              jumio_error **err)
{
  jumio_op *op = NULL;
  jumio__ids ids = {account_id, account_len, credential_id, credential_len};
  jumio__sink sink = {write, user_data};
  if (out_type != NULL)
    *out_type = JUMIO_MEDIA_OTHER;
  if (out_size != NULL)
    *out_size = 0;
  if (client == NULL)
    return no_client(err);
  jumio_result result = jumio__op_part(client->session, &ids, classifier, classifier_len, &sink, deadline_ms, &op, err);
  if (result == JUMIO_OK)
    result = jumio__run(op, cancel, err);
  if (result == JUMIO_OK && out_type != NULL)
    *out_type = op->media;
  if (result == JUMIO_OK && out_size != NULL)
    *out_size = op->size;
  return end(op, result);
}
