/** Part download (GET .../parts/{classifier}): the bytes go to the host's sink as they arrive; a page or a problem instead of a part does
 * not (fault H25). */
#include "protocol/download.h"

#include "core/text.h"
#include "http/media.h"

#include <string.h>

static jumio_result build(jumio_op *op, jumio_error **err)
{
  const char *const path[] = {"/api/v1/accounts/", op->account_id, "/credentials/", op->credential_id, "/parts/", op->classifier};
  (void)err;
  op->request.method = "GET";
  jumio__op_url(op, JUMIO__ROLE_RETRIEVAL, path, 6);
  jumio__request_header_lasting(&op->request, "Accept", "*/*");
  return JUMIO_OK;
}

static bool is_data(const jumio_op *op)
{
  return strcmp(op->classifier, "PREPARED_DATA") == 0 || strcmp(op->classifier, "FACEMAP") == 0;
}

static bool accepts(const jumio_op *op, const void *data, size_t len)
{
  return !jumio__media_is_html(data, len) && (op->media != JUMIO_MEDIA_JSON || is_data(op));
}

static jumio_result read(jumio_op *op, jumio_error **err)
{
  return jumio__download_end(op, "part", err);
}

static const jumio__call call = {.name = "part download",
                                 .role = JUMIO__ROLE_RETRIEVAL,
                                 .tenant_token = true,
                                 .media = true,
                                 .repeat = JUMIO__REPEATABLE,
                                 .body_limit = JUMIO_LIMIT_PART_BYTES,
                                 .build = build,
                                 .read = read,
                                 .sink = jumio__download_take,
                                 .accepts = accepts};

jumio_result jumio__op_part(jumio__session *session, const jumio__ids *ids, const char *classifier, size_t classifier_len,
                            const jumio__sink *sink, int64_t deadline_ms, jumio_op **out, jumio_error **err)
{
  char account_id[37], credential_id[37];
  *out = NULL;
  jumio_result result = jumio__download_check(session, sink, err);
  if (result != JUMIO_OK)
    return result;
  if (!jumio__text_arg(classifier, &classifier_len) || !jumio__is_classifier(classifier, classifier_len))
    return jumio__fail(err, session->mem, JUMIO_ERR_ARGUMENT, "classifier: not 1..40 of [A-Z0-9_]");
  result = jumio__op_uuid(session, "account_id", ids->account, ids->account_len, account_id, err);
  if (result == JUMIO_OK)
    result = jumio__op_uuid(session, "credential_id", ids->object, ids->object_len, credential_id, err);
  if (result == JUMIO_OK)
    result = jumio__op_new(session, &call, deadline_ms, out, err);
  if (result != JUMIO_OK)
    return result;
  memcpy((*out)->account_id, account_id, sizeof account_id);
  memcpy((*out)->credential_id, credential_id, sizeof credential_id);
  memcpy((*out)->classifier, classifier, classifier_len);
  jumio__download_set(*out, sink);
  return JUMIO_OK;
}
