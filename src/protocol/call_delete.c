/** Deletion of an account or of one transaction (DELETE on the retrieval host): repeated by its effect, so that "gone" after a lost answer
 * is done. */
#include "protocol/op.h"

#include <string.h>

static jumio_result build(jumio_op *op, jumio_error **err)
{
  const char *const path[] = {"/api/v1/accounts/", op->account_id, "/workflow-executions/", op->execution_id};
  (void)err;
  op->request.method = "DELETE";
  jumio__op_url(op, JUMIO__ROLE_RETRIEVAL, path, op->execution_id[0] != '\0' ? 4 : 2);
  jumio__request_header_lasting(&op->request, "Accept", "application/json");
  op->request.fresh = true; /* a hidden second sending (threat TH45) would make the first one's success look like "not found" */
  return JUMIO_OK;
}

/* Any 2xx is success: the body is not specified (jumio-api-write 8). */
static jumio_result read(jumio_op *op, jumio_error **err)
{
  (void)op;
  (void)err;
  return JUMIO_OK;
}

/* "Not found" is what an earlier attempt whose answer was lost has made (fault H06); "gone" says so by itself. */
static void weigh(jumio_op *op, jumio__judgement *judgement)
{
  bool repeated = (op->remarks & JUMIO_UPLOAD_REPEATED) != 0;
  bool absent = judgement->verdict == JUMIO__FAILED && (judgement->result == JUMIO_ERR_NOT_FOUND || judgement->result == JUMIO_ERR_GONE);
  if (!absent)
    return;
  op->remarks |= JUMIO_OP_WAS_ABSENT;
  if (repeated || judgement->result == JUMIO_ERR_GONE)
    judgement->verdict = JUMIO__SUCCEEDED;
}

static const jumio__call call = {.name = "delete",
                                 .role = JUMIO__ROLE_RETRIEVAL,
                                 .tenant_token = true,
                                 .blind = true,
                                 .repeat = JUMIO__REPEATABLE,
                                 .body_limit = JUMIO_LIMIT_SMALL_BODY_BYTES,
                                 .build = build,
                                 .read = read,
                                 .weigh = weigh};

jumio_result jumio__op_delete(jumio__session *session, const jumio__ids *ids, int64_t deadline_ms, jumio_op **out, jumio_error **err)
{
  if (ids->object != NULL)
    return jumio__op_execution_begin(session, &call, ids, deadline_ms, out, err);
  char account_id[37];
  *out = NULL;
  jumio_result result = jumio__op_uuid(session, "account_id", ids->account, ids->account_len, account_id, err);
  if (result == JUMIO_OK)
    result = jumio__op_new(session, &call, deadline_ms, out, err);
  if (result == JUMIO_OK)
    memcpy((*out)->account_id, account_id, sizeof account_id);
  return result;
}
