/** Account create (POST /api/v1/accounts): a new, billable transaction, so never sent again once it may have been applied. */
#include "protocol/op.h"

#include "core/text.h"

#include <string.h>

static jumio_result build(jumio_op *op, jumio_error **err)
{
  static const char *const path[] = {"/api/v1/accounts"};
  jumio_http_request *request = &op->request;
  (void)err;
  request->method = "POST";
  jumio__op_url(op, JUMIO__ROLE_ACCOUNT, path, 1);
  jumio__request_header_lasting(request, "Accept", "application/json");
  jumio__request_header_lasting(request, "Content-Type", "application/json");
  request->has_body = true;
  request->body[0].data = op->body.data;
  request->body[0].len = op->body.len;
  return JUMIO_OK;
}

/* The account exists, so a link that leads elsewhere is no error of the call: it is withheld, and the log says so. */
static void check_link(jumio_op *op)
{
  const char *link = jumio_account_get_text(op->account, JUMIO_ACCOUNT_TEXT_WEB_HREF);
  op->account->link_refused = link != NULL && !jumio__origin_is_link(&op->session->origins, link);
  if (!op->account->link_refused || !jumio__log_wants(&op->session->log, JUMIO_LOG_WARNING))
    return;
  jumio_log_record record;
  jumio__log_begin(&record, JUMIO_LOG_WARNING, "account.link_refused");
  jumio__log_send(&op->session->log, &record);
}

static jumio_result read(jumio_op *op, jumio_error **err)
{
  const jumio__buffer *body = &op->response.body;
  char uuid[37];
  jumio_result result = jumio__account_read(op->mem, body->data, body->len, body->max, &op->account, err);
  if (result != JUMIO_OK)
    return result;
  check_link(op);
  /* Everything that follows builds URLs and records from these two ids. */
  if (jumio__uuid(op->account->id, strlen(op->account->id), uuid) &&
      jumio__uuid(op->account->execution_id, strlen(op->account->execution_id), uuid))
    return JUMIO_OK;
  jumio_account_free(op->account);
  op->account = NULL;
  return jumio__fail(err, op->mem, JUMIO_ERR_PROTOCOL, "/account/id or /workflowExecution/id is no UUID");
}

static const jumio__call call = {.name = "account create",
                                 .role = JUMIO__ROLE_ACCOUNT,
                                 .tenant_token = true,
                                 .repeat = JUMIO__NOT_REPEATABLE,
                                 .body_limit = JUMIO_LIMIT_ACCOUNT_BODY_BYTES,
                                 .build = build,
                                 .read = read};

jumio_result jumio__op_account_create(jumio__session *session, const jumio_account_request *request, int64_t deadline_ms, jumio_op **out,
                                      jumio_error **err)
{
  int64_t wall_ms = jumio__clock_wall_ms(&session->clock);
  *out = NULL;
  if (request == NULL)
    return jumio__fail(err, session->mem, JUMIO_ERR_ARGUMENT, "request is NULL");
  jumio_result result = jumio__account_request_check(request, &session->origins, wall_ms, session->mem, err);
  if (result == JUMIO_OK)
    result = jumio__op_new(session, &call, deadline_ms, out, err);
  if (result != JUMIO_OK)
    return result;
  result = jumio__account_request_write(request, &(*out)->body);
  if (result == JUMIO_OK)
    return JUMIO_OK;
  jumio_op_free(*out);
  *out = NULL;
  return jumio__fail(err, session->mem, result, "the account request could not be written: %s", jumio_result_meaning(result));
}
