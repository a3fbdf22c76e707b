/** The raw call: any method and path on a host of Jumio's, with the tenant's token, through guard, retry table and limits. */
#include "protocol/op.h"

#include "core/text.h"
#include "model/answer.h"

#include <jumio/raw.h>

#include <string.h>

static jumio_result build(jumio_op *op, jumio_error **err)
{
  jumio_http_request *request = &op->request;
  (void)err;
  request->method = op->method;
  jumio__op_url(op, op->call->role, NULL, 0);
  jumio__buffer_add(&request->url, op->url.data, op->url.len);
  jumio__request_header_lasting(request, "Accept", "application/json, */*");
  request->has_body = op->body.len != 0 || (strcmp(op->method, "GET") != 0 && strcmp(op->method, "DELETE") != 0);
  if (op->body.len == 0)
    return JUMIO_OK;
  jumio__request_header_lasting(request, "Content-Type", op->content_type);
  request->body[0].data = op->body.data;
  request->body[0].len = op->body.len;
  return JUMIO_OK;
}

static jumio_result read(jumio_op *op, jumio_error **err)
{
  return jumio__answer_take(op->mem, &op->response.body, op->response.status, true, &op->answer, err);
}

#define ROW(host, how)                                                                                                                     \
  {                                                                                                                                        \
    .name = "raw", .role = host, .tenant_token = true, .any = true, .repeat = how, .body_limit = JUMIO_LIMIT_TRANSACTION_BYTES,            \
    .build = build, .read = read                                                                                                           \
  }

/* By host, then: not repeatable, repeatable. */
static const jumio__call calls[][2] = {
    [JUMIO_HOST_ACCOUNT] = {ROW(JUMIO__ROLE_ACCOUNT, JUMIO__NOT_REPEATABLE), ROW(JUMIO__ROLE_ACCOUNT, JUMIO__REPEATABLE)},
    [JUMIO_HOST_API] = {ROW(JUMIO__ROLE_API, JUMIO__NOT_REPEATABLE), ROW(JUMIO__ROLE_API, JUMIO__REPEATABLE)},
    [JUMIO_HOST_RETRIEVAL] = {ROW(JUMIO__ROLE_RETRIEVAL, JUMIO__NOT_REPEATABLE), ROW(JUMIO__ROLE_RETRIEVAL, JUMIO__REPEATABLE)},
};

static const char *method_of(const char *method, size_t len)
{
  static const char *const methods[] = {"GET", "POST", "PUT", "DELETE", "PATCH"};
  for (size_t i = 0; method != NULL && i < sizeof methods / sizeof methods[0]; i++)
    if (len == JUMIO_NTS ? strcmp(method, methods[i]) == 0 : jumio__same(method, len, methods[i]))
      return methods[i];
  return NULL;
}

/* NULL, or the field and the rule that is broken. */
static const char *broken_rule(const jumio__raw *raw, const char *method, const char *content_type, size_t content_type_len)
{
  if (raw->host < JUMIO_HOST_ACCOUNT || raw->host > JUMIO_HOST_RETRIEVAL)
    return "host: not one of the JUMIO_HOST_ constants";
  if (method == NULL)
    return "method: must be GET, POST, PUT, DELETE or PATCH";
  if ((raw->flags & ~(uint32_t)JUMIO_RAW_REPEATABLE) != 0)
    return "flags: not one of the JUMIO_RAW_ constants";
  if (raw->body == NULL && raw->len != 0)
    return "body: NULL with a length";
  if (raw->len != 0 && strcmp(method, "GET") == 0)
    return "body: a GET has none";
  if (content_type_len == 0 || content_type_len > 100 || !jumio__printable(content_type, content_type_len))
    return "content_type: must be 1..100 printable ASCII characters";
  return NULL;
}

static jumio_result fill(jumio_op *op, const jumio__raw *raw, size_t path_len, const char *content_type, size_t content_type_len,
                         jumio_error **err)
{
  jumio__buffer_add(&op->url, raw->path, path_len);
  if (raw->len != 0)
    jumio__buffer_add(&op->body, raw->body, raw->len);
  memcpy(op->content_type, content_type, content_type_len);
  jumio_result result = op->url.failed ? jumio__buffer_result(&op->url) : jumio__buffer_result(&op->body);
  if (result == JUMIO_ERR_TOO_LARGE)
    return jumio__fail(err, op->mem, result, "body: %zu bytes, the most is %zu", raw->len, op->body.max);
  return result == JUMIO_OK ? JUMIO_OK : jumio__fail_memory(err);
}

jumio_result jumio__op_raw(jumio__session *session, const jumio__raw *raw, int64_t deadline_ms, jumio_op **out, jumio_error **err)
{
  const char *content_type = raw->content_type != NULL ? raw->content_type : "application/json";
  size_t content_type_len = raw->content_type == NULL || raw->content_type_len == JUMIO_NTS ? strlen(content_type) : raw->content_type_len;
  size_t path_len = raw->path_len;
  const char *method = method_of(raw->method, raw->method_len);
  *out = NULL;
  const char *rule = broken_rule(raw, method, content_type, content_type_len);
  if (rule != NULL)
    return jumio__fail(err, session->mem, JUMIO_ERR_ARGUMENT, "%s", rule);
  jumio_result result = jumio__origin_check_path(&session->origins, raw->path, &path_len, session->mem, err);
  if (result != JUMIO_OK)
    return result;
  bool repeatable = strcmp(method, "GET") == 0 || (raw->flags & JUMIO_RAW_REPEATABLE) != 0;
  result = jumio__op_new(session, &calls[raw->host][repeatable], deadline_ms, out, err);
  if (result != JUMIO_OK)
    return result;
  (*out)->method = method;
  result = fill(*out, raw, path_len, content_type, content_type_len, err);
  if (result == JUMIO_OK)
    return JUMIO_OK;
  jumio_op_free(*out);
  *out = NULL;
  return result;
}
