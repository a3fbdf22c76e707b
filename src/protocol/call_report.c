/** Report download (GET of a presigned address): on a host that the configuration allows for it, and never with any token (threat TH03). */
#include "protocol/download.h"

#include "model/answer.h"

static jumio_result build(jumio_op *op, jumio_error **err)
{
  (void)err;
  op->request.method = "GET";
  jumio__buffer_add(&op->request.url, op->url.data, op->url.len);
  jumio__request_header_lasting(&op->request, "Accept", "application/pdf");
  return JUMIO_OK;
}

static bool accepts(const jumio_op *op, const void *data, size_t len)
{
  (void)data;
  (void)len;
  return op->media == JUMIO_MEDIA_PDF;
}

static jumio_result read(jumio_op *op, jumio_error **err)
{
  return jumio__download_end(op, "report", err);
}

/* There is no token that could be refused: the address itself is the permission. */
static void weigh(jumio_op *op, jumio__judgement *judgement)
{
  if (op->response.status != 401 && op->response.status != 403)
    return;
  judgement->result = JUMIO_ERR_PERMISSION;
  judgement->why = "the address of the report was refused, it may have expired: fetch the report again";
}

static const jumio__call call = {.name = "report download",
                                 .role = JUMIO__ROLE_REPORT,
                                 .anonymous = true,
                                 .media = true,
                                 .repeat = JUMIO__REPEATABLE,
                                 .body_limit = JUMIO_LIMIT_PART_BYTES,
                                 .build = build,
                                 .read = read,
                                 .sink = jumio__download_take,
                                 .accepts = accepts,
                                 .weigh = weigh};

jumio_result jumio__op_report(jumio__session *session, const jumio_answer *report, const jumio__sink *sink, int64_t deadline_ms,
                              jumio_op **out, jumio_error **err)
{
  *out = NULL;
  jumio_result result = jumio__download_check(session, sink, err);
  if (result != JUMIO_OK)
    return result;
  if (report == NULL)
    return jumio__fail(err, session->mem, JUMIO_ERR_ARGUMENT, "report is NULL");
  size_t len = 0;
  const char *url = jumio__json_text(jumio__json_member(report->root, "presignedUrl"), &len);
  if (url == NULL)
    return jumio__fail(err, session->mem, JUMIO_ERR_PROTOCOL, "the report has no text /presignedUrl");
  result = jumio__origin_check_report(&session->origins, session->report_hosts, url, len, session->mem, err);
  if (result == JUMIO_OK)
    result = jumio__op_new(session, &call, deadline_ms, out, err);
  if (result != JUMIO_OK)
    return result;
  jumio__download_set(*out, sink);
  if (jumio__buffer_add(&(*out)->url, url, len))
    return JUMIO_OK;
  jumio_op_free(*out);
  *out = NULL;
  return jumio__fail_memory(err);
}
