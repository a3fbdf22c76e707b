/** The region's health (GET the root of the status host): without any credentials, and apart from the pace of all other calls. */
#include "protocol/op.h"

#include "model/answer.h"

#define HEALTH_ATTEMPTS 2

static jumio_result build(jumio_op *op, jumio_error **err)
{
  static const char *const path[] = {"/"};
  (void)err;
  op->request.method = "GET";
  jumio__op_url(op, JUMIO__ROLE_STATUS, path, 1);
  jumio__request_header_lasting(&op->request, "Accept", "application/json");
  return JUMIO_OK;
}

static jumio_result read(jumio_op *op, jumio_error **err)
{
  jumio_result result = jumio__answer_take(op->mem, &op->response.body, op->response.status, false, &op->answer, err);
  if (result != JUMIO_OK || jumio_answer_get_text(op->answer, "/status") != NULL)
    return result;
  jumio_answer_free(op->answer);
  op->answer = NULL;
  return jumio__fail(err, op->mem, JUMIO_ERR_PROTOCOL, "/status is missing or no text");
}

/* It only advises: a server that is busy is not asked again (reliability 4.2). */
static void weigh(jumio_op *op, jumio__judgement *judgement)
{
  (void)op;
  if (judgement->verdict == JUMIO__AGAIN && judgement->result == JUMIO_ERR_RATE_LIMITED)
    judgement->verdict = JUMIO__FAILED;
}

static const jumio__call call = {.name = "health",
                                 .role = JUMIO__ROLE_STATUS,
                                 .anonymous = true,
                                 .repeat = JUMIO__REPEATABLE,
                                 .attempts = HEALTH_ATTEMPTS,
                                 .body_limit = JUMIO_LIMIT_SMALL_BODY_BYTES,
                                 .build = build,
                                 .read = read,
                                 .weigh = weigh};

jumio_result jumio__op_health(jumio__session *session, int64_t deadline_ms, jumio_op **out, jumio_error **err)
{
  return jumio__op_new(session, &call, deadline_ms, out, err);
}
