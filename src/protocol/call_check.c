/** The credential check: a token fetched anew, and where the caller allows it a look at the other regions or at the retrieval host. */
#include "protocol/op.h"

#include <jumio/client.h>
#include <jumio/region.h>

#include "core/time.h"

#include <stdio.h>
#include <string.h>

#define CLOCK_SKEW_MS 300000
/* No honest clock of a host that runs this library shows an earlier time. 2026-01-01. */
#define RELEASE_UNIX_MS INT64_C(1767225600000)

/* ---- the other regions ---- */

static jumio_result build_region(jumio_op *op, jumio_error **err)
{
  jumio_result result = jumio__call_token.build(op, err);
  jumio__buffer *url = &op->request.url;
  jumio__buffer_reset(url);
  jumio__buffer_text(url, "https://");
  jumio__buffer_text(url, jumio_region_get_text(op->check.region, JUMIO_NTS, JUMIO_REGION_TEXT_AUTH_HOST));
  jumio__buffer_text(url, "/oauth2/token");
  jumio__request_header_lasting(&op->request, "Authorization", op->session->basic);
  return result;
}

/* That it is a token is enough: it belongs to another region, and is not kept. */
static jumio_result read_region(jumio_op *op, jumio_error **err)
{
  jumio__json *json = NULL;
  const jumio__buffer *body = &op->response.body;
  const char *token = NULL;
  size_t len = 0;
  jumio_result result = jumio__json_parse(op->mem, body->data, body->len, body->max, &json, err);
  if (result == JUMIO_OK && jumio__json_get_text(jumio__json_root(json), "access_token", &token, &len) != JUMIO__PRESENT)
    result = jumio__fail(err, op->mem, JUMIO_ERR_PROTOCOL, "/access_token is missing or no text");
  jumio__json_free(json);
  return result;
}

static bool after_region(jumio_op *op, jumio_result result);

static const jumio__call call_region = {.name = "check",
                                        .role = JUMIO__ROLE_AUTH,
                                        .anonymous = true,
                                        .aside = true,
                                        .repeat = JUMIO__REPEATABLE,
                                        .attempts = 1,
                                        .body_limit = JUMIO_LIMIT_SMALL_BODY_BYTES,
                                        .build = build_region,
                                        .read = read_region,
                                        .go_on = after_region};

static bool try_next_region(jumio_op *op)
{
  while ((op->check.region = jumio__region_at(op->check.next++)) != NULL) {
    if (strcmp(op->check.region, op->session->origins.region) == 0)
      continue;
    jumio__op_turn(op, &call_region);
    return true;
  }
  return false;
}

static bool after_region(jumio_op *op, jumio_result result)
{
  char why[120] = "the client id or secret was refused, and no other region accepted them";
  if (op->check.told || result == JUMIO_ERR_CANCELLED || result == JUMIO_ERR_OUT_OF_MEMORY)
    return false;
  if (result != JUMIO_OK && result != JUMIO_ERR_DEADLINE && try_next_region(op))
    return true;
  op->check.elsewhere = result == JUMIO_OK;
  op->check.told = true;
  if (op->check.elsewhere)
    snprintf(why, sizeof why, "the client id and secret were refused here and accepted in %s (%s)", op->check.region,
             jumio_region_get_text(op->check.region, JUMIO_NTS, JUMIO_REGION_TEXT_NAME));
  jumio__op_fail(op, JUMIO_ERR_AUTH, op->lost_status, why);
  return true;
}

/* ---- the retrieval host ---- */

static void format_uuid(uint8_t bytes[16], char out[37])
{
  static const char digits[] = "0123456789abcdef";
  size_t at = 0;
  bytes[6] = (uint8_t)((bytes[6] & 0x0F) | 0x40); /* version 4 */
  bytes[8] = (uint8_t)((bytes[8] & 0x3F) | 0x80);
  for (size_t i = 0; i < 16; i++) {
    if (i == 4 || i == 6 || i == 8 || i == 10)
      out[at++] = '-';
    out[at++] = digits[bytes[i] >> 4];
    out[at++] = digits[bytes[i] & 15];
  }
  out[at] = '\0';
}

/* The status of an execution that cannot exist. */
static jumio_result build_retrieval(jumio_op *op, jumio_error **err)
{
  const jumio__clock *clock = &op->session->clock;
  uint8_t bytes[32];
  if (clock->ops.random_bytes(bytes, sizeof bytes, clock->user_data) != JUMIO_OK)
    return jumio__fail(err, op->mem, JUMIO_ERR_RANDOM, "no random bytes for an id");
  format_uuid(bytes, op->account_id);
  format_uuid(bytes + 16, op->execution_id);
  return jumio__op_execution_get(op, err);
}

static jumio_result read_nothing(jumio_op *op, jumio_error **err)
{
  (void)op;
  (void)err;
  return JUMIO_OK;
}

/* "Not found" is the answer of a host that let the token in. */
static void weigh_retrieval(jumio_op *op, jumio__judgement *judgement)
{
  (void)op;
  if (judgement->verdict == JUMIO__FAILED && judgement->result == JUMIO_ERR_NOT_FOUND)
    judgement->verdict = JUMIO__SUCCEEDED;
}

static const jumio__call call_retrieval = {.name = "check",
                                           .role = JUMIO__ROLE_RETRIEVAL,
                                           .tenant_token = true,
                                           .any = true,
                                           .blind = true,
                                           .repeat = JUMIO__REPEATABLE,
                                           .body_limit = JUMIO_LIMIT_SMALL_BODY_BYTES,
                                           .tail = "/status",
                                           .build = build_retrieval,
                                           .read = read_nothing,
                                           .weigh = weigh_retrieval};

/* ---- the token ---- */

/* The server's clock against the host's, where this very operation fetched the token. */
static bool is_clock_off(const jumio_op *op)
{
  int64_t server, host = jumio__clock_wall_ms(&op->session->clock);
  const char *date = op->response.date;
  if (op->attempts[JUMIO__FOR_TOKEN] == 0 || !jumio__time_parse_http(date, strlen(date), &server))
    return false;
  return host < server - CLOCK_SKEW_MS || host > server + CLOCK_SKEW_MS;
}

static bool after_token(jumio_op *op, jumio_result result)
{
  if (result == JUMIO_OK) {
    op->check.clock_off = is_clock_off(op);
    if ((op->check.flags & JUMIO_CHECK_RETRIEVAL) != 0)
      jumio__op_turn(op, &call_retrieval);
    return (op->check.flags & JUMIO_CHECK_RETRIEVAL) != 0;
  }
  if (result != JUMIO_ERR_AUTH || (op->check.flags & JUMIO_CHECK_OTHER_REGIONS) == 0 || op->session->origins.test)
    return false;
  op->lost_status = op->response.status;
  return try_next_region(op);
}

static const jumio__call call = {.name = "check",
                                 .role = JUMIO__ROLE_AUTH,
                                 .tenant_token = true,
                                 .repeat = JUMIO__REPEATABLE,
                                 .body_limit = JUMIO_LIMIT_SMALL_BODY_BYTES,
                                 .go_on = after_token};

jumio_result jumio__op_check(jumio__session *session, uint32_t flags, int64_t deadline_ms, jumio_op **out, jumio_error **err)
{
  *out = NULL;
  if ((flags & ~(uint32_t)(JUMIO_CHECK_OTHER_REGIONS | JUMIO_CHECK_RETRIEVAL)) != 0)
    return jumio__fail(err, session->mem, JUMIO_ERR_ARGUMENT, "flags: not one of the JUMIO_CHECK_ constants");
  jumio_result result = jumio__op_new(session, &call, deadline_ms, out, err);
  if (result != JUMIO_OK)
    return result;
  (*out)->check.wanted = true;
  (*out)->check.flags = flags;
  jumio__token_forget(&session->token);
  return JUMIO_OK;
}

/* ---- what it means ---- */

jumio_check_finding jumio__op_finding(const jumio_op *op)
{
  switch (op->result) {
  case JUMIO_OK:
    return op->check.clock_off ? JUMIO_FINDING_CLOCK : JUMIO_FINDING_OK;
  case JUMIO_ERR_AUTH:
    if (op->call == &call_retrieval) /* which refused a token that was just given */
      return JUMIO_FINDING_OTHER;
    return op->check.elsewhere ? JUMIO_FINDING_WRONG_REGION : JUMIO_FINDING_WRONG_CREDENTIALS;
  case JUMIO_ERR_PERMISSION:
    return JUMIO_FINDING_PERMISSION;
  case JUMIO_ERR_RESOLVE:
  case JUMIO_ERR_CONNECT:
  case JUMIO_ERR_NETWORK:
  case JUMIO_ERR_DEADLINE:
  case JUMIO_ERR_CIRCUIT_OPEN:
  case JUMIO_ERR_PROXY:
    return JUMIO_FINDING_UNREACHABLE;
  case JUMIO_ERR_TLS: /* a clock that is behind makes every certificate one of the future (fault K03) */
    return jumio__clock_wall_ms(&op->session->clock) < RELEASE_UNIX_MS ? JUMIO_FINDING_CLOCK : JUMIO_FINDING_TLS;
  default:
    return JUMIO_FINDING_OTHER;
  }
}

const char *jumio_check_finding_name(jumio_check_finding finding)
{
  static const char *const names[] = {"OK", "WRONG_CREDENTIALS", "WRONG_REGION", "PERMISSION", "UNREACHABLE", "TLS", "CLOCK", "OTHER"};
  return finding >= JUMIO_FINDING_OK && finding <= JUMIO_FINDING_OTHER ? names[finding] : "?";
}
