/** Spans: what the trace hook is shown of each request, with every id taken out of its path, and the header it may add. */
#include "protocol/trace.h"

#include "core/text.h"
#include "http/url.h"

#include <stdio.h>
#include <string.h>

#define TRACEPARENT_LEN 55

struct jumio_span {
  jumio_op *op;
  jumio_span_phase phase;
  jumio_result result;
  int64_t duration_ms;
  char host[280];
  char path[300];
};

/* ---- the path without ids ---- */

typedef struct slice {
  const char *text;
  size_t len;
} slice;

static bool is_word(slice part, const char *word)
{
  return part.len == strlen(word) && memcmp(part.text, word, part.len) == 0;
}

/* The paths of Jumio's that hold digits without holding an id. */
static bool is_known(slice part)
{
  static const char *const words[] = {"v1", "oauth2"};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    if (is_word(part, words[i]))
      return true;
  return false;
}

/* A classifier or a word of a path; whatever else is there, such as in a path of the host's own, may be an id. */
static bool is_plain(slice part)
{
  for (size_t i = 0; i < part.len; i++) {
    bool letter = (part.text[i] >= 'a' && part.text[i] <= 'z') || (part.text[i] >= 'A' && part.text[i] <= 'Z');
    if (!letter && part.text[i] != '-' && part.text[i] != '_')
      return false;
  }
  return part.len <= 40;
}

static slice shown(slice part, slice before)
{
  static const char *const names[][2] = {
      {"accounts", "{account}"}, {"workflow-executions", "{execution}"}, {"workflows", "{execution}"}, {"credentials", "{credential}"}};
  char uuid[37];
  const char *name = "{id}";
  if (!jumio__uuid(part.text, part.len, uuid) && (is_known(part) || is_plain(part)))
    return part;
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (is_word(before, names[i][0]))
      name = names[i][1];
  slice replaced = {name, strlen(name)};
  return replaced;
}

static void write_path(const char *path, size_t len, char *out, size_t size)
{
  slice before = {"", 0};
  size_t used = 0;
  for (size_t at = 0; at < len;) {
    const char *begin = path + at + 1; /* each segment follows a slash */
    const char *end = memchr(begin, '/', len - at - 1);
    slice part = {begin, end != NULL ? (size_t)(end - begin) : len - at - 1};
    slice text = shown(part, before);
    if (text.len + 2 > size - used)
      break;
    out[used++] = '/';
    memcpy(out + used, text.text, text.len);
    used += text.len;
    before = part;
    at += 1 + part.len;
  }
  out[used] = '\0';
}

/* The whole address of a report is a permission: nothing of its path is shown. */
static void write_place(const char *address, size_t len, bool secret, jumio_span *span)
{
  jumio__url url;
  char port[8] = "";
  span->host[0] = span->path[0] = '\0';
  if (!jumio__url_parse(address, len, &url))
    return;
  if (url.port != (url.https ? 443 : 80))
    snprintf(port, sizeof port, ":%d", (int)url.port);
  snprintf(span->host, sizeof span->host, "%.*s%s", (int)url.host_len, url.host, port);
  if (secret)
    memcpy(span->path, "/{id}", sizeof "/{id}");
  else
    write_path(url.path, url.path_len, span->path, sizeof span->path);
}

/* ---- begin and end ---- */

static void show(jumio_op *op, jumio_span_phase phase, jumio_result result)
{
  jumio__session *session = op->session;
  jumio_span span = {.op = op, .phase = phase, .result = result};
  if (phase == JUMIO_SPAN_END)
    span.duration_ms = jumio__session_now(session) - op->sent_mono_ms;
  write_place(op->request.url.data, op->request.url.len, jumio__op_current(op)->role == JUMIO__ROLE_REPORT, &span);
  session->trace.fn(&span, session->trace.user_data);
}

void jumio__trace_begin(jumio_op *op)
{
  op->traceparent[0] = '\0';
  op->span_open = op->session->trace.fn != NULL;
  if (op->span_open)
    show(op, JUMIO_SPAN_BEGIN, JUMIO_OK);
}

static void end(jumio_op *op, jumio_result result)
{
  op->span_open = false;
  show(op, JUMIO_SPAN_END, result);
}

void jumio__trace_end_fed(jumio_op *op)
{
  if (!op->span_open)
    return;
  jumio__judgement judgement = jumio__judge(op);
  end(op, judgement.verdict == JUMIO__SUCCEEDED ? JUMIO_OK : judgement.result);
}

void jumio__trace_end_given_up(jumio_op *op)
{
  if (op->span_open)
    end(op, JUMIO_ERR_CANCELLED);
}

/* ---- for the hook ---- */

const char *jumio_span_get_text(const jumio_span *span, jumio_span_text which)
{
  if (span == NULL)
    return NULL;
  switch (which) {
  case JUMIO_SPAN_TEXT_OPERATION:
    return jumio__op_current(span->op)->name;
  case JUMIO_SPAN_TEXT_HOST:
    return span->host;
  case JUMIO_SPAN_TEXT_PATH:
    return span->path;
  case JUMIO_SPAN_TEXT_METHOD:
    return span->op->request.method;
  default:
    return NULL;
  }
}

int64_t jumio_span_get_int64(const jumio_span *span, jumio_span_number which)
{
  if (span == NULL)
    return JUMIO_ABSENT;
  const jumio_op *op = span->op;
  bool ended = span->phase == JUMIO_SPAN_END;
  switch (which) {
  case JUMIO_SPAN_PHASE:
    return span->phase;
  case JUMIO_SPAN_REQUEST_ID:
    return jumio_http_request_get_int64(&op->request, JUMIO_REQUEST_ID);
  case JUMIO_SPAN_ATTEMPT:
    return op->attempts[op->purpose];
  case JUMIO_SPAN_REQUEST_BYTES:
    return jumio_http_request_get_int64(&op->request, JUMIO_REQUEST_BODY_BYTES);
  case JUMIO_SPAN_HTTP_STATUS:
    return ended ? op->response.status : 0;
  case JUMIO_SPAN_RESPONSE_BYTES:
    return ended ? (int64_t)op->response.body_bytes : 0;
  case JUMIO_SPAN_DURATION_MS:
    return span->duration_ms;
  case JUMIO_SPAN_RESULT:
    return span->result;
  default:
    return JUMIO_ABSENT;
  }
}

/* So many lower-case hex digits; with `some` not all of them zero. */
static bool is_hex(const char *text, size_t len, bool some)
{
  for (size_t i = 0; i < len; i++) {
    if (!jumio__is_digit(text[i]) && (text[i] < 'a' || text[i] > 'f'))
      return false;
    some = some && text[i] == '0';
  }
  return !some;
}

static bool is_traceparent(const char *text, size_t len)
{
  return len == TRACEPARENT_LEN && memcmp(text, "00-", 3) == 0 && is_hex(text + 3, 32, true) && text[35] == '-' &&
         is_hex(text + 36, 16, true) && text[52] == '-' && is_hex(text + 53, 2, false);
}

jumio_result jumio_span_set_traceparent(jumio_span *span, const char *text, size_t len)
{
  if (span == NULL || !jumio__text_arg(text, &len) || !is_traceparent(text, len))
    return JUMIO_ERR_ARGUMENT;
  if (span->phase != JUMIO_SPAN_BEGIN)
    return JUMIO_ERR_STATE;
  jumio_op *op = span->op;
  if (op->traceparent[0] == '\0') {
    if (op->request.header_count == JUMIO__REQUEST_HEADERS)
      return JUMIO_ERR_TOO_LARGE;
    jumio__request_header_lasting(&op->request, "traceparent", op->traceparent);
  }
  memcpy(op->traceparent, text, len);
  op->traceparent[len] = '\0';
  return JUMIO_OK;
}
