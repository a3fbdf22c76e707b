/** What an answer or a failure means and whether the request may go out again: the retry table of reliability.md 4.2 as code. */
#include "protocol/op.h"

#include "http/media.h"

#include <string.h>

#define BASE_TRANSPORT_MS 100
#define BASE_SERVER_MS 1000

static jumio__judgement failed(jumio_result result, const char *why, jumio__pace_outcome pace)
{
  jumio__judgement judgement = {.verdict = JUMIO__FAILED, .result = result, .why = why, .retry_after_ms = -1, .pace = pace};
  return judgement;
}

static jumio__judgement again(jumio__judgement judgement, int64_t base_ms)
{
  judgement.verdict = JUMIO__AGAIN;
  judgement.base_ms = base_ms;
  judgement.cost = judgement.result == JUMIO_ERR_RATE_LIMITED ? JUMIO__RETRY_COST_LIMITED : JUMIO__RETRY_COST;
  return judgement;
}

/* The request may have been applied: what follows depends on the call. */
static jumio__judgement in_doubt(const jumio_op *op, jumio__judgement judgement, int64_t base_ms)
{
  switch (jumio__op_current(op)->repeat) {
  case JUMIO__REPEATABLE:
    return again(judgement, base_ms);
  case JUMIO__READ_FIRST:
    judgement.verdict = JUMIO__READ_STATUS;
    judgement.base_ms = base_ms;
    return judgement;
  default:
    judgement.result = JUMIO_ERR_OUTCOME_UNKNOWN;
    return judgement;
  }
}

/* A failure that no repetition mends, although the request may have been applied. */
static jumio__judgement hopeless(const jumio_op *op, jumio__judgement judgement, bool sent)
{
  if (!sent || jumio__op_current(op)->repeat == JUMIO__REPEATABLE)
    return judgement;
  return in_doubt(op, judgement, BASE_TRANSPORT_MS);
}

static bool is_transient(jumio_result result)
{
  return result == JUMIO_ERR_RESOLVE || result == JUMIO_ERR_CONNECT || result == JUMIO_ERR_NETWORK;
}

static bool is_of_transport(jumio_result result)
{
  switch (result) {
  case JUMIO_ERR_RESOLVE:
  case JUMIO_ERR_CONNECT:
  case JUMIO_ERR_TLS:
  case JUMIO_ERR_NETWORK:
  case JUMIO_ERR_PROXY:
  case JUMIO_ERR_ORIGIN_REFUSED:
  case JUMIO_ERR_UNSUPPORTED:
  case JUMIO_ERR_DEADLINE:
  case JUMIO_ERR_CANCELLED:
  case JUMIO_ERR_PROTOCOL:
  case JUMIO_ERR_RESPONSE_TOO_LARGE:
  case JUMIO_ERR_OUT_OF_MEMORY:
  case JUMIO_ERR_HOST_CALLBACK:
    return true;
  default:
    return false;
  }
}

static const char *reason_of(jumio_result result)
{
  return result == JUMIO_ERR_HOST_CALLBACK ? "the transport broke its contract" : jumio_result_meaning(result);
}

/* No complete, acceptable answer came back. */
static jumio__judgement judge_failure(const jumio_op *op)
{
  const jumio_http_response *response = &op->response;
  jumio_result result = response->failed != JUMIO_OK ? response->failed : op->fed;
  if (op->sink_refusal != JUMIO_OK)
    result = op->sink_refusal;
  if (!is_of_transport(result))
    result = JUMIO_ERR_HOST_CALLBACK; /* success without a status, or a code that sys/http.h does not name */
  if (op->stream.failed != JUMIO_OK)
    return failed(op->stream.failed, op->stream.why, JUMIO__PACE_UNKNOWN); /* whatever the transport made of it */
  bool sent = response->delivery != JUMIO_DELIVERY_NOT_SENT;
  jumio__pace_outcome pace = result == JUMIO_ERR_RESOLVE || result == JUMIO_ERR_CONNECT ? JUMIO__PACE_NO_CONNECTION
                             : result == JUMIO_ERR_NETWORK                              ? JUMIO__PACE_BAD
                                                                                        : JUMIO__PACE_UNKNOWN;
  jumio__judgement judgement = failed(result, reason_of(result), pace);
  if (op->size != 0 || !is_transient(result))
    return hopeless(op, judgement, sent); /* a download that began to reach the host's sink is not begun again */
  if (!sent)
    return again(judgement, BASE_TRANSPORT_MS);
  return in_doubt(op, judgement, BASE_TRANSPORT_MS);
}

/* Jumio's 429 is given before any work. An edge that answers so without a problem body proves nothing, so a create stops there. */
static jumio__judgement judge_limited(const jumio_op *op, int64_t retry_after_ms)
{
  jumio__json *json = NULL;
  jumio__judgement judgement = failed(JUMIO_ERR_RATE_LIMITED, "the rate limit was reached", JUMIO__PACE_UNKNOWN);
  judgement.retry_after_ms = retry_after_ms;
  bool problem = jumio__json_parse(op->mem, op->response.body.data, op->response.body.len, JUMIO__HEADERS_MAX, &json, NULL) == JUMIO_OK &&
                 jumio__json_is_object(jumio__json_root(json));
  jumio__json_free(json);
  if (!problem && jumio__op_current(op)->repeat == JUMIO__NOT_REPEATABLE)
    return judgement;
  return again(judgement, BASE_SERVER_MS);
}

static jumio__judgement judge_unauthorized(const jumio_op *op)
{
  const jumio__call *call = jumio__op_current(op);
  if (op->purpose == JUMIO__FOR_TOKEN)
    return failed(JUMIO_ERR_AUTH, "the client id or secret was refused", JUMIO__PACE_GOOD);
  if (!call->tenant_token)
    return failed(JUMIO_ERR_TOKEN_DEAD, "the transaction token was refused", JUMIO__PACE_GOOD);
  jumio__judgement judgement = failed(JUMIO_ERR_AUTH, "a fresh access token was refused", JUMIO__PACE_GOOD);
  if (!op->renewed)
    judgement.verdict = JUMIO__RENEW_TOKEN;
  return judgement;
}

static jumio__judgement judge_client_error(const jumio_op *op)
{
  int32_t status = op->response.status;
  /* The token endpoint answers bad credentials, and headers it does not like, with 400 or 403 (jumio-api-write 1.2). */
  if (op->purpose == JUMIO__FOR_TOKEN && (status == 400 || status == 403))
    return failed(JUMIO_ERR_AUTH, "the client id or secret was refused, or the User-Agent", JUMIO__PACE_GOOD);
  switch (status) {
  case 401:
    return judge_unauthorized(op);
  case 403:
    return failed(JUMIO_ERR_PERMISSION, "refused: a permission is missing, or the User-Agent or another header is not accepted",
                  JUMIO__PACE_GOOD);
  case 404:
    return failed(JUMIO_ERR_NOT_FOUND, "not found: an unknown id, another tenant or region, or deleted", JUMIO__PACE_GOOD);
  case 405:
    return failed(JUMIO_ERR_PROTOCOL, "the method is not allowed there", JUMIO__PACE_GOOD);
  case 407:
    return failed(JUMIO_ERR_PROXY, "a proxy asks for credentials", JUMIO__PACE_GOOD);
  case 408:
  case 425:
    return in_doubt(op, failed(JUMIO_ERR_SERVER, "the server gave up waiting", JUMIO__PACE_BAD), BASE_SERVER_MS);
  case 409:
    if (jumio__op_current(op)->repeat == JUMIO__READ_FIRST)
      return in_doubt(op, failed(JUMIO_ERR_CONFLICT, "the state does not allow it", JUMIO__PACE_GOOD), BASE_TRANSPORT_MS);
    return failed(JUMIO_ERR_CONFLICT, "the state does not allow it", JUMIO__PACE_GOOD);
  case 410:
    return failed(JUMIO_ERR_GONE, "deleted", JUMIO__PACE_GOOD);
  default:
    return failed(JUMIO_ERR_REQUEST_REFUSED, "the request was refused", JUMIO__PACE_GOOD);
  }
}

static jumio__judgement judge_redirect(const jumio_op *op)
{
  jumio__judgement judgement = failed(JUMIO_ERR_REDIRECT, "answered with a redirect, which is never followed", JUMIO__PACE_GOOD);
  /* Only these two say that the request itself is to be sent elsewhere; the others are also what a server says after it took a POST. */
  bool untouched = op->response.status == 307 || op->response.status == 308;
  return untouched ? judgement : hopeless(op, judgement, true);
}

static bool is_encoded(const jumio_http_response *response)
{
  return response->content_encoding[0] != '\0' && strcmp(response->content_encoding, "identity") != 0;
}

/* 2xx that a read never answers with: no content, or a part of it. */
static bool is_odd_success(const jumio_op *op)
{
  int32_t status = op->response.status;
  const jumio__call *call = jumio__op_current(op);
  return (status == 204 || status == 205 || status == 206) && call->repeat == JUMIO__REPEATABLE && !call->any &&
         strcmp(op->request.method, "GET") == 0;
}

/* Unless it comes from somebody who cannot have done what was asked. */
static jumio__judgement judge_success(const jumio_op *op)
{
  const jumio__buffer *body = &op->response.body;
  jumio__judgement good = {.verdict = JUMIO__SUCCEEDED, .retry_after_ms = -1, .pace = JUMIO__PACE_GOOD};
  if (op->request.content != NULL && !jumio__stream_is_whole(op->request.content))
    return in_doubt(op, failed(JUMIO_ERR_PROTOCOL, "answered before the whole part was sent", JUMIO__PACE_GOOD), BASE_TRANSPORT_MS);
  if (jumio__op_current(op)->blind && jumio__media_is_html(body->data, body->len))
    return hopeless(op, failed(JUMIO_ERR_PROTOCOL, "answered with a page, as a network or an edge in between does", JUMIO__PACE_GOOD),
                    true);
  return good;
}

jumio__judgement jumio__judge(jumio_op *op)
{
  const jumio_http_response *response = &op->response;
  int32_t status = response->status;
  if (op->fed != JUMIO_OK || response->failed != JUMIO_OK || op->sink_refusal != JUMIO_OK || op->stream.failed != JUMIO_OK || status == 0)
    return judge_failure(op);
  if (is_encoded(response))
    return hopeless(op, failed(JUMIO_ERR_PROTOCOL, "the answer is compressed although no compression was asked for", JUMIO__PACE_GOOD),
                    true);
  if (status >= 200 && status <= 299 && !is_odd_success(op))
    return judge_success(op);
  if (status >= 300 && status <= 399 && status != 304)
    return judge_redirect(op);
  int64_t hint = jumio__response_retry_after_ms(response, jumio__clock_wall_ms(&op->session->clock));
  if (status == 429)
    return judge_limited(op, hint);
  if (status >= 400 && status <= 499)
    return judge_client_error(op);
  if (status == 511) /* RFC 6585: of a network in between, never of the server */
    return hopeless(op, failed(JUMIO_ERR_PROXY, "a network in between asks to log in", JUMIO__PACE_GOOD), true);
  if (status >= 500) {
    jumio__judgement judgement = failed(JUMIO_ERR_SERVER, "the server failed", JUMIO__PACE_BAD);
    judgement.retry_after_ms = hint;
    return in_doubt(op, judgement, status == 503 ? BASE_SERVER_MS : BASE_TRANSPORT_MS);
  }
  return hopeless(op, failed(JUMIO_ERR_PROTOCOL, "an answer with a status that no answer here has", JUMIO__PACE_GOOD), true);
}
