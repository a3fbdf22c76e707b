/** The operations for event loops: the same beginnings as the blocking verbs, without the driver. */
#include "client/client.h"

static jumio_result no_client(jumio_op **out, jumio_error **err)
{
  if (out != NULL)
    *out = NULL;
  return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "client or out is NULL");
}

static jumio_result begun(jumio_result result, jumio_error **err)
{
  return result == JUMIO_OK ? jumio__ok(err) : result;
}

jumio_result jumio_op_account_create(jumio_client *client, const jumio_account_request *request, int64_t deadline_ms, jumio_op **out,
                                     jumio_error **err)
{
  if (client == NULL || out == NULL)
    return no_client(out, err);
  return begun(jumio__op_account_create(client->session, request, deadline_ms, out, err), err);
}

jumio_result jumio_op_account_update(jumio_client *client, const char *account_id, size_t account_len, const jumio_account_request *request,
                                     int64_t deadline_ms, jumio_op **out, jumio_error **err)
{
  if (client == NULL || out == NULL)
    return no_client(out, err);
  return begun(jumio__op_account_update(client->session, account_id, account_len, request, deadline_ms, out, err), err);
}

jumio_result jumio_op_credential_upload(jumio_client *client, const jumio_account *account, const jumio_credential *credential,
                                        int32_t part, int32_t page, const jumio_source *source, int64_t deadline_ms, jumio_op **out,
                                        jumio_error **err)
{
  jumio__upload upload = {account, credential, part, page, source};
  if (client == NULL || out == NULL)
    return no_client(out, err);
  return begun(jumio__op_upload(client->session, &upload, deadline_ms, out, err), err);
}

jumio_result jumio_op_workflow_execution_finalize(jumio_client *client, const jumio_account *account, int64_t deadline_ms, jumio_op **out,
                                                  jumio_error **err)
{
  if (client == NULL || out == NULL)
    return no_client(out, err);
  return begun(jumio__op_finalize(client->session, account, deadline_ms, out, err), err);
}

jumio_result jumio_op_workflow_execution_fetch(jumio_client *client, const char *account_id, size_t account_len, const char *execution_id,
                                               size_t execution_len, int64_t deadline_ms, jumio_op **out, jumio_error **err)
{
  jumio__ids ids = {account_id, account_len, execution_id, execution_len};
  if (client == NULL || out == NULL)
    return no_client(out, err);
  return begun(jumio__op_status(client->session, &ids, deadline_ms, out, err), err);
}

jumio_result jumio_op_transaction_fetch(jumio_client *client, const char *account_id, size_t account_len, const char *execution_id,
                                        size_t execution_len, int64_t deadline_ms, jumio_op **out, jumio_error **err)
{
  jumio__ids ids = {account_id, account_len, execution_id, execution_len};
  if (client == NULL || out == NULL)
    return no_client(out, err);
  return begun(jumio__op_transaction(client->session, &ids, deadline_ms, out, err), err);
}

jumio_result jumio_op_transaction_fetch_answer(jumio_client *client, int32_t which, const char *account_id, size_t account_len,
                                               const char *execution_id, size_t execution_len, int64_t deadline_ms, jumio_op **out,
                                               jumio_error **err)
{
  jumio__ids ids = {account_id, account_len, execution_id, execution_len};
  if (client == NULL || out == NULL)
    return no_client(out, err);
  return begun(jumio__op_answer(client->session, which, &ids, deadline_ms, out, err), err);
}

jumio_result jumio_op_report_fetch(jumio_client *client, const jumio_answer *report, jumio_part_write_fn write, void *user_data,
                                   int64_t deadline_ms, jumio_op **out, jumio_error **err)
{
  jumio__sink sink = {write, user_data};
  if (client == NULL || out == NULL)
    return no_client(out, err);
  return begun(jumio__op_report(client->session, report, &sink, deadline_ms, out, err), err);
}

jumio_result jumio_op_part_fetch(jumio_client *client, const char *account_id, size_t account_len, const char *credential_id,
                                 size_t credential_len, const char *classifier, size_t classifier_len, jumio_part_write_fn write,
                                 void *user_data, int64_t deadline_ms, jumio_op **out, jumio_error **err)
{
  jumio__ids ids = {account_id, account_len, credential_id, credential_len};
  jumio__sink sink = {write, user_data};
  if (client == NULL || out == NULL)
    return no_client(out, err);
  return begun(jumio__op_part(client->session, &ids, classifier, classifier_len, &sink, deadline_ms, out, err), err);
}

jumio_result jumio_op_workflow_execution_wait(jumio_client *client, const char *account_id, size_t account_len, const char *execution_id,
                                              size_t execution_len, int64_t deadline_ms, jumio_op **out, jumio_error **err)
{
  jumio__ids ids = {account_id, account_len, execution_id, execution_len};
  if (client == NULL || out == NULL)
    return no_client(out, err);
  return begun(jumio__op_wait(client->session, &ids, deadline_ms, out, err), err);
}

jumio_result jumio_op_transaction_delete(jumio_client *client, const char *account_id, size_t account_len, const char *execution_id,
                                         size_t execution_len, int64_t deadline_ms, jumio_op **out, jumio_error **err)
{
  if (client == NULL || out == NULL)
    return no_client(out, err);
  /* Never NULL, which would mean the whole account. */
  jumio__ids ids = {account_id, account_len, execution_id != NULL ? execution_id : "", execution_id != NULL ? execution_len : 0};
  return begun(jumio__op_delete(client->session, &ids, deadline_ms, out, err), err);
}

jumio_result jumio_op_account_delete(jumio_client *client, const char *account_id, size_t account_len, int64_t deadline_ms, jumio_op **out,
                                     jumio_error **err)
{
  jumio__ids ids = {account_id, account_len, NULL, 0};
  if (client == NULL || out == NULL)
    return no_client(out, err);
  return begun(jumio__op_delete(client->session, &ids, deadline_ms, out, err), err);
}

jumio_result jumio_op_check(jumio_client *client, uint32_t flags, int64_t deadline_ms, jumio_op **out, jumio_error **err)
{
  if (client == NULL || out == NULL)
    return no_client(out, err);
  return begun(jumio__op_check(client->session, flags, deadline_ms, out, err), err);
}

jumio_result jumio_op_fetch_health(jumio_client *client, int64_t deadline_ms, jumio_op **out, jumio_error **err)
{
  if (client == NULL || out == NULL)
    return no_client(out, err);
  return begun(jumio__op_health(client->session, deadline_ms, out, err), err);
}

jumio_result jumio_op_raw_call(jumio_client *client, int32_t host, const char *method, size_t method_len, const char *path, size_t path_len,
                               const void *body, size_t len, const char *content_type, size_t content_type_len, uint32_t flags,
                               int64_t deadline_ms, jumio_op **out, jumio_error **err)
{
  jumio__raw raw = {host, method, method_len, path, path_len, body, len, content_type, content_type_len, flags};
  if (client == NULL || out == NULL)
    return no_client(out, err);
  return begun(jumio__op_raw(client->session, &raw, deadline_ms, out, err), err);
}
