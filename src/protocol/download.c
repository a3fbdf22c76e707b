/** Downloads to a host's sink: the first bytes are held back until they tell a part from a page, however small a transport's chunks are. */
#include "protocol/download.h"

#include "http/media.h"

#include <string.h>

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

/* What was held back: looked at, then handed on. Some servers answer 200 with a page or a problem body (fault H25). */
static bool release(jumio_op *op)
{
  op->first_seen = true;
  op->media = jumio__media_type(op->first, op->first_len);
  op->sink_refusal = op->call->accepts(op, op->first, op->first_len) ? JUMIO_OK : JUMIO_ERR_PROTOCOL;
  return op->sink_refusal == JUMIO_OK && hand_on(op, op->first, op->first_len);
}

int32_t jumio__download_take(const void *data, size_t len, void *user_data)
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

jumio_result jumio__download_end(jumio_op *op, const char *what, jumio_error **err)
{
  if (op->first_len == 0)
    return jumio__fail(err, op->mem, JUMIO_ERR_PROTOCOL, "the %s is empty", what);
  if (op->first_seen || release(op))
    return JUMIO_OK;
  return jumio__fail(err, op->mem, op->sink_refusal, "the %s was refused: %s", what, jumio_result_meaning(op->sink_refusal));
}

jumio_result jumio__download_check(const jumio__session *session, const jumio__sink *sink, jumio_error **err)
{
  return sink->write != NULL ? JUMIO_OK : jumio__fail(err, session->mem, JUMIO_ERR_ARGUMENT, "write is NULL");
}

void jumio__download_set(jumio_op *op, const jumio__sink *sink)
{
  op->write = sink->write;
  op->write_data = sink->user_data;
}
