/** Account create (POST /api/v1/accounts) and update (PUT below it): each starts a new, billable transaction, so neither is ever sent again
 *  once it may have been applied. */
#include "protocol/op.h"

#include "core/text.h"
#include "model/ids.h"

#include <string.h>

static jumio_result build(jumio_op *op, jumio_error **err)
{
  const char *const path[] = {"/api/v1/accounts", "/", op->account_id};
  jumio_http_request *request = &op->request;
  bool update = op->account_id[0] != '\0';
  (void)err;
  request->method = update ? "PUT" : "POST";
  jumio__op_url(op, JUMIO__ROLE_ACCOUNT, path, update ? 3 : 1);
  jumio__request_header_lasting(request, "Accept", "application/json");
  jumio__request_header_lasting(request, "Content-Type", "application/json");
  request->has_body = true;
  request->body[0].data = op->body.data;
  request->body[0].len = op->body.len;
  return JUMIO_OK;
}

static void warn(const jumio_op *op, const char *event)
{
  jumio_log_record record;
  if (!jumio__log_wants(&op->session->log, JUMIO_LOG_WARNING))
    return;
  jumio__log_begin(&record, JUMIO_LOG_WARNING, event);
  jumio__log_send(&op->session->log, &record);
}

/* The account exists, so a link that leads elsewhere is no error of the call: it is withheld, and the log says so. */
static void check_link(jumio_op *op)
{
  const char *link = jumio_account_get_text(op->account, JUMIO_ACCOUNT_TEXT_WEB_HREF);
  op->account->link_refused = link != NULL && !jumio__origin_is_link(&op->session->origins, link);
  if (op->account->link_refused)
    warn(op, "account.link_refused");
}

/* Everything that follows builds URLs and records from these two ids; an update must be answered for the account that was asked (H24). */
static jumio_result check_ids(const jumio_op *op, jumio_error **err)
{
  char account_id[37], execution_id[37];
  if (!jumio__uuid(op->account->id, strlen(op->account->id), account_id) ||
      !jumio__uuid(op->account->execution_id, strlen(op->account->execution_id), execution_id))
    return jumio__fail(err, op->mem, JUMIO_ERR_PROTOCOL, "/account/id or /workflowExecution/id is no UUID");
  jumio_result result = op->account_id[0] != '\0' ? jumio__id_check(op->mem, "/account/id", op->account_id, account_id, err) : JUMIO_OK;
  if (result != JUMIO_OK)
    warn(op, "account.id_mismatch");
  return result;
}

static jumio_result read(jumio_op *op, jumio_error **err)
{
  const jumio__buffer *body = &op->response.body;
  jumio_result result = jumio__account_read(op->mem, body->data, body->len, body->max, &op->account, err);
  if (result != JUMIO_OK)
    return result;
  check_link(op);
  op->account->lifetime_s = op->lifetime_s;
  result = check_ids(op, err);
  if (result == JUMIO_OK)
    return JUMIO_OK;
  jumio_account_free(op->account);
  op->account = NULL;
  return result;
}

static const jumio__call create = {.name = "account create",
                                   .role = JUMIO__ROLE_ACCOUNT,
                                   .tenant_token = true,
                                   .repeat = JUMIO__NOT_REPEATABLE,
                                   .body_limit = JUMIO_LIMIT_ACCOUNT_BODY_BYTES,
                                   .build = build,
                                   .read = read};

static const jumio__call update = {.name = "account update",
                                   .role = JUMIO__ROLE_ACCOUNT,
                                   .tenant_token = true,
                                   .repeat = JUMIO__NOT_REPEATABLE,
                                   .body_limit = JUMIO_LIMIT_ACCOUNT_BODY_BYTES,
                                   .build = build,
                                   .read = read};

/* account_id is empty for a create. */
static jumio_result begin(jumio__session *session, const char *account_id, const jumio_account_request *request, int64_t deadline_ms,
                          jumio_op **out, jumio_error **err)
{
  int64_t wall_ms = jumio__clock_wall_ms(&session->clock);
  *out = NULL;
  if (request == NULL)
    return jumio__fail(err, session->mem, JUMIO_ERR_ARGUMENT, "request is NULL");
  jumio_result result = jumio__account_request_check(request, &session->origins, wall_ms, session->mem, err);
  if (result == JUMIO_OK)
    result = jumio__op_new(session, account_id[0] == '\0' ? &create : &update, deadline_ms, out, err);
  if (result != JUMIO_OK)
    return result;
  memcpy((*out)->account_id, account_id, strlen(account_id) + 1);
  (*out)->lifetime_s = jumio__account_request_token_lifetime_s(request);
  result = jumio__account_request_write(request, &(*out)->body);
  if (result == JUMIO_OK)
    return JUMIO_OK;
  jumio_op_free(*out);
  *out = NULL;
  return jumio__fail(err, session->mem, result, "the account request could not be written: %s", jumio_result_meaning(result));
}

jumio_result jumio__op_account_create(jumio__session *session, const jumio_account_request *request, int64_t deadline_ms, jumio_op **out,
                                      jumio_error **err)
{
  return begin(session, "", request, deadline_ms, out, err);
}

jumio_result jumio__op_account_update(jumio__session *session, const char *account_id, size_t account_len,
                                      const jumio_account_request *request, int64_t deadline_ms, jumio_op **out, jumio_error **err)
{
  char id[37];
  *out = NULL;
  jumio_result result = jumio__op_uuid(session, "account_id", account_id, account_len, id, err);
  return result == JUMIO_OK ? begin(session, id, request, deadline_ms, out, err) : result;
}
