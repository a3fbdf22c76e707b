/** The token fetch (POST /oauth2/token) that every other call may go through. */
#include "protocol/op.h"

#include "core/text.h"
#include "http/multipart.h"

#define LIFE_DEFAULT_S 300
#define LIFE_MAX_S 86400
#define TOKEN_MAX 16384

static jumio_result build(jumio_op *op, jumio_error **err)
{
  static const char *const path[] = {"/oauth2/token"};
  jumio_http_request *request = &op->request;
  (void)err;
  request->method = "POST";
  jumio__op_url(op, JUMIO__ROLE_AUTH, path, 1);
  jumio__request_header_lasting(request, "Accept", "application/json");
  jumio__request_header_lasting(request, "Content-Type", "application/x-www-form-urlencoded");
  jumio__form_add(&request->text, "grant_type", "client_credentials");
  request->has_body = true;
  request->body[0].data = request->text.data;
  request->body[0].len = request->text.len;
  return JUMIO_OK;
}

/* expires_in as a number or as digits; anything else is the cautious default. */
static int64_t life_s(const jumio__value *root)
{
  const jumio__value *value = jumio__json_member(root, "expires_in");
  size_t len = 0;
  const char *digits = jumio__json_text(value, &len);
  int64_t life = 0;
  bool known = digits != NULL ? jumio__parse_int64(digits, len, &life) : jumio__json_int(value, &life);
  if (!known || life < 1)
    return LIFE_DEFAULT_S;
  return life > LIFE_MAX_S ? LIFE_MAX_S : life;
}

static bool is_bearer(const jumio__value *root)
{
  const char *type = NULL;
  size_t len = 0;
  jumio__got got = jumio__json_get_text(root, "token_type", &type, &len);
  return got == JUMIO__MISSING || (got == JUMIO__PRESENT && jumio__same_no_case(type, len, "bearer"));
}

static jumio_result take(jumio_op *op, const jumio__value *root, jumio_error **err)
{
  const char *token = NULL;
  size_t len = 0;
  if (jumio__json_get_text(root, "access_token", &token, &len) != JUMIO__PRESENT || len == 0 || len > TOKEN_MAX)
    return jumio__fail(err, op->mem, JUMIO_ERR_PROTOCOL, "/access_token is missing, no text, empty or too long");
  if (!jumio__all_of(token, len, "-._~+/=")) /* RFC 6750: anything else could break out of the header */
    return jumio__fail(err, op->mem, JUMIO_ERR_PROTOCOL, "/access_token holds a character that no bearer token has");
  if (!is_bearer(root))
    return jumio__fail(err, op->mem, JUMIO_ERR_PROTOCOL, "/token_type is not Bearer");
  jumio__session *session = op->session;
  int64_t life = life_s(root);
  if (!jumio__token_fetched(&session->token, jumio__session_now(session), &op->ticket, token, life, jumio__session_jitter(session)))
    return jumio__fail_memory(err);
  return JUMIO_OK;
}

static jumio_result read(jumio_op *op, jumio_error **err)
{
  jumio__json *json = NULL;
  const jumio__buffer *body = &op->response.body;
  jumio_result result = jumio__json_parse(op->mem, body->data, body->len, body->max, &json, err);
  if (result == JUMIO_OK)
    result = take(op, jumio__json_root(json), err);
  jumio__json_free(json);
  return result;
}

const jumio__call jumio__call_token = {.name = "token",
                                       .role = JUMIO__ROLE_AUTH,
                                       .repeat = JUMIO__REPEATABLE,
                                       .body_limit = JUMIO_LIMIT_SMALL_BODY_BYTES,
                                       .build = build,
                                       .read = read};
