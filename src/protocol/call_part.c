/** Part download (GET .../parts/{classifier}): the bytes go to the host's sink as they arrive; a page or a problem instead of a part does
 * not. */
#include "protocol/op.h"

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

/* Looks at the first bytes before the host sees any: some servers answer 200 with a page or a problem body (fault H25). */
static jumio_result inspect(jumio_op *op, const void *data, size_t len)
{
  op->media = jumio__media_type(data, len);
  if (jumio__media_is_html(data, len) || (op->media == JUMIO_MEDIA_JSON && !is_data(op)))
    return JUMIO_ERR_PROTOCOL;
  return JUMIO_OK;
}

static bool hand_on(jumio_op *op, const void *data, size_t len)
{
  if (len == 0)
    return true;
  op->size += len;
  if (op->write(data, len, op->write_data) != 0)
    return true;
  op->sink_refusal = JUMIO_ERR_CANCELLED;
  return false;
}

/* What was held back: looked at, then handed on. */
static bool release(jumio_op *op)
{
  op->first_seen = true;
  op->sink_refusal = inspect(op, op->first, op->first_len);
  return op->sink_refusal == JUMIO_OK && hand_on(op, op->first, op->first_len);
}

/* However small the chunks of a transport are, nothing reaches the host before enough has come to tell a page from a part. */
static int32_t to_sink(const void *data, size_t len, void *user_data)
{
  jumio_op *op = user_data;
  if (op->sink_refusal != JUMIO_OK)
    return 0;
  if (!op->first_seen) {
    size_t room = sizeof op->first - op->first_len;
    size_t held = len < room ? len : room;
    memcpy(op->first + op->first_len, data, held);
    op->first_len += held;
    data = (const char *)data + held;
    len -= held;
    if (op->first_len < sizeof op->first)
      return 1;
    if (!release(op))
      return 0;
  }
  return hand_on(op, data, len);
}

/* The end of the body: a part shorter than what is held back comes only now. */
static jumio_result read(jumio_op *op, jumio_error **err)
{
  if (op->first_len == 0)
    return jumio__fail(err, op->mem, JUMIO_ERR_PROTOCOL, "the part is empty");
  if (op->first_seen || release(op))
    return JUMIO_OK;
  return jumio__fail(err, op->mem, op->sink_refusal, "the part was refused: %s", jumio_result_meaning(op->sink_refusal));
}

static const jumio__call call = {.name = "part download",
                                 .role = JUMIO__ROLE_RETRIEVAL,
                                 .tenant_token = true,
                                 .media = true,
                                 .repeat = JUMIO__REPEATABLE,
                                 .body_limit = JUMIO_LIMIT_PART_BYTES,
                                 .build = build,
                                 .read = read,
                                 .sink = to_sink};

jumio_result jumio__op_part(jumio__session *session, const jumio__ids *ids, const char *classifier, size_t classifier_len,
                            const jumio__sink *sink, int64_t deadline_ms, jumio_op **out, jumio_error **err)
{
  char account_id[37], credential_id[37];
  *out = NULL;
  if (sink->write == NULL)
    return jumio__fail(err, session->mem, JUMIO_ERR_ARGUMENT, "write is NULL");
  if (!jumio__text_arg(classifier, &classifier_len) || !jumio__is_classifier(classifier, classifier_len))
    return jumio__fail(err, session->mem, JUMIO_ERR_ARGUMENT, "classifier: not 1..40 of [A-Z0-9_]");
  jumio_result result = jumio__op_uuid(session, "account_id", ids->account, ids->account_len, account_id, err);
  if (result == JUMIO_OK)
    result = jumio__op_uuid(session, "credential_id", ids->object, ids->object_len, credential_id, err);
  if (result == JUMIO_OK)
    result = jumio__op_new(session, &call, deadline_ms, out, err);
  if (result != JUMIO_OK)
    return result;
  memcpy((*out)->account_id, account_id, sizeof account_id);
  memcpy((*out)->credential_id, credential_id, sizeof credential_id);
  memcpy((*out)->classifier, classifier, classifier_len);
  (*out)->write = sink->write;
  (*out)->write_data = sink->user_data;
  return JUMIO_OK;
}
