/** The operation's engine: START takes a token and a place in the pace and builds the request, FED judges what came back. */
#include "protocol/op.h"

#include "core/text.h"
#include "http/url.h"
#include "protocol/trace.h"

#include <string.h>

#define BACKOFF_CAP_MS 20000
#define HINT_CAP_MS 120000
#define TOKEN_POLL_MS 20
#define ATTEMPT_SHIFT_MAX 10

jumio_result jumio__op_new(jumio__session *session, const jumio__call *call, int64_t deadline_ms, jumio_op **out, jumio_error **err)
{
  jumio_alloc *mem = session->mem;
  jumio_op *op = JUMIO__NEW(mem, jumio_op);
  *out = NULL;
  if (op == NULL)
    return jumio__fail_memory(err);
  op->mem = jumio__mem_ref(mem);
  op->session = jumio__session_ref(session);
  op->call = call;
  jumio__request_init(&op->request, mem);
  jumio__response_init(&op->response, mem);
  jumio__buffer_init(&op->bearer, mem, JUMIO__HEADERS_MAX);
  jumio__buffer_init(&op->url, mem, JUMIO__URL_MAX);
  jumio__buffer_init(&op->body, mem, 1024 * 1024);
  if (deadline_ms < 0)
    deadline_ms = session->limits[call->media ? JUMIO_LIMIT_MEDIA_DEADLINE_MS : JUMIO_LIMIT_CALL_DEADLINE_MS];
  int64_t now = jumio__session_now(session);
  op->deadline_mono_ms = deadline_ms < INT64_MAX - now ? now + deadline_ms : INT64_MAX;
  *out = op;
  return JUMIO_OK;
}

const jumio__call *jumio__op_current(const jumio_op *op)
{
  return op->purpose == JUMIO__FOR_TOKEN ? &jumio__call_token : op->purpose == JUMIO__FOR_STATUS ? &jumio__call_status : op->call;
}

bool jumio__op_url(jumio_op *op, jumio__role role, const char *const *segments, size_t count)
{
  jumio__buffer *url = &op->request.url;
  jumio__buffer_reserve(url, 255); /* at once what most addresses need */
  jumio__buffer_text(url, op->session->origins.base[role]);
  for (size_t i = 0; i < count; i++)
    jumio__buffer_text(url, segments[i]);
  return !url->failed;
}

/* ---- ending ---- */

/* Tells the pace how the admitted request ended; one that never was (given up, not built) ended as nothing. */
static void give_back(jumio_op *op, jumio__pace_outcome outcome)
{
  if (!op->admitted)
    return;
  bool bad = outcome == JUMIO__PACE_NO_CONNECTION || outcome == JUMIO__PACE_BAD;
  op->admitted = false;
  jumio__pace_report(&op->session->pace, jumio__op_current(op)->role, jumio__session_now(op->session), outcome, op->probe,
                     bad ? jumio__session_jitter(op->session) : 0);
}

static void change_purpose(jumio_op *op, jumio__purpose purpose)
{
  give_back(op, JUMIO__PACE_UNKNOWN);
  op->purpose = purpose;
  op->phase = JUMIO__PHASE_START;
}

static void finish(jumio_op *op, jumio_result result)
{
  give_back(op, JUMIO__PACE_UNKNOWN);
  jumio__token_abandon(&op->session->token, &op->ticket);
  op->result = result;
  op->phase = JUMIO__PHASE_DONE;
}

/* The call itself succeeded: that is the end, unless it wants to go on. */
static void conclude(jumio_op *op)
{
  if (op->call->go_on == NULL || !op->call->go_on(op, JUMIO_OK))
    finish(op, JUMIO_OK);
}

void jumio_op_free(jumio_op *op)
{
  if (op == NULL)
    return;
  jumio_alloc *mem = op->mem;
  jumio__trace_end_given_up(op);
  give_back(op, JUMIO__PACE_UNKNOWN);
  jumio__token_abandon(&op->session->token, &op->ticket);
  jumio__token_let_go(&op->ticket);
  jumio__request_free(&op->request);
  jumio__response_free(&op->response);
  jumio__stream_end(&op->stream);
  jumio__buffer_free(&op->bearer);
  jumio__buffer_free(&op->url);
  jumio__buffer_free(&op->body);
  jumio_error_free(op->error);
  jumio_account_free(op->account);
  jumio_workflow_execution_free(op->execution);
  jumio_transaction_free(op->transaction);
  jumio_answer_free(op->answer);
  jumio__session_unref(op->session);
  jumio__mem_erase(mem, op, sizeof *op);
  jumio__mem_unref(mem);
}

/* A problem body's title is shown; its detail may echo the request and is not. */
static const char *server_title(const jumio_op *op, jumio__json **holder)
{
  const char *title = NULL;
  size_t len;
  *holder = NULL;
  if (op->response.status < 400 || op->response.body.len == 0)
    return NULL;
  if (jumio__json_parse(op->mem, op->response.body.data, op->response.body.len, JUMIO__HEADERS_MAX, holder, NULL) != JUMIO_OK)
    return NULL;
  return jumio__json_get_text(jumio__json_root(*holder), "title", &title, &len) == JUMIO__PRESENT ? title : NULL;
}

/* A token fetch that failed: its waiters share the failure, and while the old token lives nobody fails. What concerns this operation alone
 * (cancelled, out of time, no memory) is not shared. */
static bool old_token_serves(jumio_op *op, jumio_result result)
{
  bool own = result == JUMIO_ERR_CANCELLED || result == JUMIO_ERR_DEADLINE || result == JUMIO_ERR_OUT_OF_MEMORY;
  bool shared = op->ticket.leads && !own;
  if (!shared || !jumio__token_failed(&op->session->token, jumio__session_now(op->session), &op->ticket, result, op->response.status))
    return false;
  change_purpose(op, op->after_token);
  return true;
}

/* What an error says of delivery is about the call's own request: while its token was being fetched, that one had not left. */
static jumio_delivery delivery_of(const jumio_op *op)
{
  if (op->may_have_been_applied)
    return JUMIO_DELIVERY_MAYBE_SENT;
  bool own_not_sent = op->purpose == JUMIO__FOR_TOKEN && op->call->build != NULL;
  return own_not_sent ? JUMIO_DELIVERY_NOT_SENT : op->response.delivery;
}

static void fail(jumio_op *op, jumio_result result, int64_t retry_after_ms, const char *why)
{
  jumio__json *holder = NULL;
  if (op->purpose == JUMIO__FOR_TOKEN && old_token_serves(op, result))
    return;
  if (op->call->go_on != NULL && op->call->go_on(op, result))
    return;
  jumio__error_facts facts = {.http_status = op->response.status,
                              .retry_after_ms = retry_after_ms,
                              .attempts = op->attempts[op->purpose],
                              .delivery = delivery_of(op),
                              .source = op->response.source,
                              .server_title = server_title(op, &holder),
                              .allow = op->response.allow};
  jumio__fail_with(&op->error, op->mem, result, &facts, "%s: %s", jumio__op_current(op)->name, why);
  jumio__json_free(holder);
  finish(op, result);
}

/* Nothing of the present attempt has been sent: a finalize whose answer was lost before stays in doubt all the same. */
static void fail_unsent(jumio_op *op, jumio_result result, int64_t retry_after_ms, const char *why)
{
  if (op->phase != JUMIO__PHASE_FED) {
    op->response.status = 0;
    op->response.source = 0;
    op->response.delivery = JUMIO_DELIVERY_NOT_SENT;
  }
  if (op->may_have_been_applied) {
    op->response.delivery = JUMIO_DELIVERY_MAYBE_SENT;
    result = JUMIO_ERR_OUTCOME_UNKNOWN;
  }
  fail(op, result, retry_after_ms, why);
}

/* ---- START ---- */

/* Never beyond the deadline: what is due later fails there, with its own error. */
static void pause_until(jumio_op *op, int64_t wake_mono_ms)
{
  op->wake_mono_ms = wake_mono_ms < op->deadline_mono_ms ? wake_mono_ms : op->deadline_mono_ms;
  op->phase = JUMIO__PHASE_PAUSE;
}

void jumio__op_turn(jumio_op *op, const jumio__call *call)
{
  change_purpose(op, JUMIO__FOR_CALL);
  jumio__token_abandon(&op->session->token, &op->ticket);
  op->call = call;
  op->attempts[JUMIO__FOR_CALL] = 0;
  op->renewed = false;
  op->awaiting_token = false;
}

void jumio__op_rest(jumio_op *op, int64_t wake_mono_ms)
{
  jumio__op_turn(op, op->call);
  op->resting = true;
  pause_until(op, wake_mono_ms);
}

void jumio__op_fail(jumio_op *op, jumio_result result, int32_t http_status, const char *why)
{
  op->response.status = http_status;
  fail(op, result, -1, why);
}

/* True when the pace lets the request pass; else the operation pauses or has failed. */
static bool admit(jumio_op *op, int64_t now)
{
  if (op->admitted || jumio__op_current(op)->aside)
    return true;
  int64_t answer = jumio__pace_admit(&op->session->pace, jumio__op_current(op)->role, now, &op->probe);
  op->admitted = answer == 0;
  if (answer < 0)
    fail_unsent(op, JUMIO_ERR_CIRCUIT_OPEN, -answer - now, "too many failures in a row, the server is left alone for a while");
  else if (answer > op->deadline_mono_ms)
    fail_unsent(op, JUMIO_ERR_RATE_LIMITED, answer - now, "the pace of the published rates leaves no time before the deadline");
  else if (answer > 0)
    pause_until(op, answer);
  return op->admitted;
}

static jumio_result add_tenant_token(jumio_op *op, int64_t now, bool *go)
{
  jumio__token_cache *cache = &op->session->token;
  *go = false;
  op->awaiting_token = false;
  switch (jumio__token_take(cache, now, &op->ticket)) {
  case JUMIO__TOKEN_READY:
    jumio__request_header_lasting(&op->request, "Authorization", op->ticket.bearer->text);
    *go = true;
    return JUMIO_OK;
  case JUMIO__TOKEN_FETCH:
    op->after_token = op->purpose;
    op->attempts[JUMIO__FOR_TOKEN] = 0;
    change_purpose(op, JUMIO__FOR_TOKEN);
    return JUMIO_OK;
  case JUMIO__TOKEN_WAIT:
    op->awaiting_token = true;
    pause_until(op, now + TOKEN_POLL_MS);
    return JUMIO_OK;
  default:
    return op->ticket.failure;
  }
}

static void add_basic(jumio_op *op)
{
  jumio__request_header_lasting(&op->request, "Authorization", op->session->basic);
}

static void add_bearer(jumio_op *op)
{
  jumio__buffer *header = jumio__request_header(&op->request, "Authorization");
  jumio__buffer_add(header, op->bearer.data, op->bearer.len);
}

/* True when the request carries its authorization; else the operation fetches a token, pauses or has failed. */
static bool authorize(jumio_op *op, int64_t now)
{
  const jumio__call *call = jumio__op_current(op);
  bool go = true;
  jumio_result result = JUMIO_OK;
  if (op->purpose == JUMIO__FOR_TOKEN)
    add_basic(op);
  else if (call->tenant_token)
    result = add_tenant_token(op, now, &go);
  else if (!call->anonymous)
    add_bearer(op);
  if (result == JUMIO_OK)
    return go;
  fail_unsent(op, result, -1, "no access token could be had");
  return false;
}

static size_t limit_of(const jumio_op *op, jumio_limit limit)
{
  return (size_t)op->session->limits[limit];
}

static bool build(jumio_op *op)
{
  jumio_error *error = NULL;
  const jumio__call *call = jumio__op_current(op);
  jumio_result result = call->build(op, &error);
  jumio__request_header_lasting(&op->request, "User-Agent", op->session->user_agent);
  if (result == JUMIO_OK)
    result = jumio__request_result(&op->request);
  op->request.fresh = op->request.fresh || call->repeat != JUMIO__REPEATABLE;
  jumio__response_reset(&op->response, limit_of(op, call->body_limit), limit_of(op, JUMIO_LIMIT_SMALL_BODY_BYTES));
  op->response.sink = call->sink;
  op->first_len = 0; /* of a download that broke off before anything was handed on */
  op->response.sink_data = op;
  jumio_error_free(error);
  if (result == JUMIO_OK)
    return true;
  fail_unsent(op, result, -1, "the request could not be built");
  return false;
}

static void log_request(const jumio_op *op)
{
  if (!jumio__log_wants(&op->session->log, JUMIO_LOG_DEBUG))
    return;
  jumio_log_record record;
  jumio__log_begin(&record, JUMIO_LOG_DEBUG, "http.request");
  jumio__log_text(&record, "call", jumio__op_current(op)->name);
  jumio__log_text(&record, "method", op->request.method);
  jumio__log_number(&record, "attempt", op->attempts[op->purpose]);
  jumio__log_number(&record, "body_bytes", jumio_http_request_get_int64(&op->request, JUMIO_REQUEST_BODY_BYTES));
  jumio__log_send(&op->session->log, &record);
}

static void start(jumio_op *op)
{
  int64_t now = jumio__session_now(op->session);
  if (now >= op->deadline_mono_ms) {
    fail_unsent(op, JUMIO_ERR_DEADLINE, -1, "the deadline passed before the request was sent");
    return;
  }
  jumio__request_reset(&op->request, "GET");
  if (!authorize(op, now))
    return;
  if (jumio__op_current(op)->build == NULL) {
    conclude(op);
    return;
  }
  if (!admit(op, now) || !build(op))
    return;
  op->attempts[op->purpose]++;
  /* Bounded, so that a transport may add it to a clock of its own. */
  op->request.timeout_ms = op->deadline_mono_ms < INT32_MAX + now ? op->deadline_mono_ms - now : INT32_MAX;
  if (op->call->patient && op->request.timeout_ms > op->session->limits[JUMIO_LIMIT_CALL_DEADLINE_MS])
    op->request.timeout_ms = op->session->limits[JUMIO_LIMIT_CALL_DEADLINE_MS];
  op->request.connect_timeout_ms = op->session->limits[JUMIO_LIMIT_CONNECT_MS];
  op->sent_mono_ms = now;
  op->phase = JUMIO__PHASE_SENDING;
  log_request(op);
  jumio__trace_begin(op);
}

/* ---- FED ---- */

static int64_t back_off(const jumio_op *op, const jumio__judgement *judgement)
{
  int32_t attempts = op->attempts[op->purpose];
  int64_t most = judgement->base_ms << (attempts - 1 < ATTEMPT_SHIFT_MAX ? attempts - 1 : ATTEMPT_SHIFT_MAX);
  if (most > BACKOFF_CAP_MS)
    most = BACKOFF_CAP_MS;
  int64_t own = most * jumio__session_jitter(op->session) / 255; /* full jitter */
  int64_t hint = judgement->retry_after_ms < HINT_CAP_MS ? judgement->retry_after_ms : HINT_CAP_MS;
  return own > hint ? own : hint;
}

static bool attempts_left(const jumio_op *op)
{
  int32_t most = jumio__op_current(op)->attempts;
  return op->attempts[op->purpose] < (most != 0 ? most : op->session->limits[JUMIO_LIMIT_ATTEMPTS]);
}

static void try_again(jumio_op *op, const jumio__judgement *judgement, int64_t now)
{
  int64_t delay = back_off(op, judgement);
  int64_t left = op->deadline_mono_ms - now;
  bool in_time = delay < left && judgement->retry_after_ms < left; /* a hint beyond the deadline is for the host to keep */
  if (attempts_left(op) && in_time && (op->response.delivery == JUMIO_DELIVERY_NOT_SENT || jumio__stream_may_repeat(&op->stream)) &&
      jumio__pace_spend(&op->session->pace, jumio__op_current(op)->role, judgement->cost))
    pause_until(op, now + delay);
  else
    fail_unsent(op, judgement->result, judgement->retry_after_ms, judgement->why);
}

/* A finalize that never took effect fails with what became of its last request, not with the status read behind it. */
static void fail_as_lost(jumio_op *op)
{
  op->response.status = op->lost_status;
  op->response.delivery = op->lost_delivery;
  fail(op, op->lost_result, -1, "not applied, and no attempt is left");
}

/* The answer of a finalize was lost and the status has been read: it says what became of it. */
static void decide_by_status(jumio_op *op)
{
  switch (jumio_workflow_execution_get_status(op->execution)) {
  case JUMIO_EXECUTION_ACQUIRED:
  case JUMIO_EXECUTION_PROCESSED:
    finish(op, JUMIO_OK);
    break;
  case JUMIO_EXECUTION_SESSION_EXPIRED:
  case JUMIO_EXECUTION_TOKEN_EXPIRED:
    fail(op, JUMIO_ERR_TOKEN_DEAD, -1, "the execution expired");
    break;
  case JUMIO_EXECUTION_INITIATED:
  case JUMIO_EXECUTION_ACQUISITION_STARTED:
    op->may_have_been_applied = false;
    change_purpose(op, JUMIO__FOR_CALL);
    if (!attempts_left(op))
      fail_as_lost(op);
    break;
  default:
    fail(op, JUMIO_ERR_OUTCOME_UNKNOWN, -1, "the answer was lost and the status is a word that this version does not know");
  }
}

/* The answer was accepted by its status but cannot be read. */
static void fail_reading(jumio_op *op, jumio_result result, const jumio_error *cause)
{
  bool accepted = op->purpose == JUMIO__FOR_CALL && op->call->repeat == JUMIO__NOT_REPEATABLE;
  bool doubt = accepted || op->may_have_been_applied;
  jumio__error_facts facts = {.http_status = op->response.status,
                              .retry_after_ms = -1,
                              .attempts = op->attempts[op->purpose],
                              .delivery = delivery_of(op),
                              .json_pointer = jumio_error_get_text(cause, JUMIO_ERROR_TEXT_JSON_POINTER)};
  if (op->purpose == JUMIO__FOR_TOKEN && old_token_serves(op, result))
    return;
  if (op->call->go_on != NULL && op->call->go_on(op, result))
    return;
  if (doubt)
    result = JUMIO_ERR_OUTCOME_UNKNOWN;
  jumio__fail_with(&op->error, op->mem, result, &facts, "%s: the answer cannot be used: %s", jumio__op_current(op)->name,
                   jumio_error_get_message(cause));
  finish(op, result);
}

/* The 2xx answer of the present purpose is read; a token or a status leads back to the call itself. */
static void succeed(jumio_op *op)
{
  jumio_error *error = NULL;
  jumio_result result = jumio__op_current(op)->read(op, &error);
  if (result != JUMIO_OK)
    fail_reading(op, result, error);
  else if (op->purpose == JUMIO__FOR_TOKEN)
    change_purpose(op, op->after_token);
  else if (op->purpose == JUMIO__FOR_STATUS)
    decide_by_status(op);
  else
    conclude(op);
  jumio_error_free(error);
}

static void log_answer(const jumio_op *op, int64_t now, const jumio__judgement *judgement)
{
  if (!jumio__log_wants(&op->session->log, JUMIO_LOG_DEBUG))
    return;
  jumio_log_record record;
  jumio__log_begin(&record, JUMIO_LOG_DEBUG, "http.answer");
  jumio__log_text(&record, "call", jumio__op_current(op)->name);
  jumio__log_number(&record, "attempt", op->attempts[op->purpose]);
  jumio__log_number(&record, "status", op->response.status);
  jumio__log_number(&record, "duration_ms", now - op->sent_mono_ms);
  jumio__log_number(&record, "body_bytes", (int64_t)op->response.body_bytes);
  jumio__log_text(&record, "result", judgement->verdict == JUMIO__SUCCEEDED ? "JUMIO_OK" : jumio_result_name(judgement->result));
  jumio__log_send(&op->session->log, &record);
}

/* A finalize whose answer was lost: ask where the execution stands before anything is repeated. */
static void read_status_first(jumio_op *op, const jumio__judgement *judgement, int64_t now)
{
  int64_t wake = now + back_off(op, judgement);
  op->may_have_been_applied = true;
  op->lost_result = judgement->result;
  op->lost_status = op->response.status;
  op->lost_delivery = op->response.delivery;
  op->attempts[JUMIO__FOR_STATUS] = 0;
  change_purpose(op, JUMIO__FOR_STATUS);
  pause_until(op, wake);
}

static void act_on(jumio_op *op, const jumio__judgement *judgement, int64_t now)
{
  switch (judgement->verdict) {
  case JUMIO__SUCCEEDED:
    succeed(op);
    break;
  case JUMIO__AGAIN:
    if (op->response.delivery != JUMIO_DELIVERY_NOT_SENT && op->response.status != 429)
      op->remarks |= JUMIO_UPLOAD_REPEATED;
    try_again(op, judgement, now);
    break;
  case JUMIO__RENEW_TOKEN:
    jumio__token_condemn(&op->session->token, op->ticket.generation);
    op->renewed = true;
    op->attempts[op->purpose]--; /* refused before any work: not an attempt of its own */
    op->phase = JUMIO__PHASE_START;
    break;
  case JUMIO__READ_STATUS:
    read_status_first(op, judgement, now);
    break;
  default:
    fail_unsent(op, judgement->result, judgement->retry_after_ms, judgement->why);
  }
}

static void judge(jumio_op *op)
{
  int64_t now = jumio__session_now(op->session);
  jumio__judgement judgement = jumio__judge(op);
  if (op->purpose == JUMIO__FOR_CALL && op->call->weigh != NULL)
    op->call->weigh(op, &judgement);
  give_back(op, judgement.pace);
  log_answer(op, now, &judgement);
  act_on(op, &judgement, now);
}

/* ---- the public engine ---- */

/* A request that was handed out may be on its way: whoever performs it is the one to say that it is not. */
static void cancel_now(jumio_op *op)
{
  bool in_flight = op->phase == JUMIO__PHASE_SENDING;
  jumio__trace_end_given_up(op);
  if (in_flight && op->purpose == JUMIO__FOR_CALL && op->call->repeat != JUMIO__REPEATABLE)
    op->may_have_been_applied = true;
  if (!in_flight || op->may_have_been_applied) {
    fail_unsent(op, JUMIO_ERR_CANCELLED, -1, "cancelled");
    return;
  }
  op->response.delivery = JUMIO_DELIVERY_MAYBE_SENT;
  fail(op, JUMIO_ERR_CANCELLED, -1, "cancelled");
}

jumio_op_state jumio_op_step(jumio_op *op)
{
  while (op != NULL && op->phase != JUMIO__PHASE_DONE) {
    if (op->cancelled && op->phase != JUMIO__PHASE_FED) {
      cancel_now(op);
      break;
    }
    if (op->phase == JUMIO__PHASE_SENDING)
      return JUMIO_OP_SEND;
    if (op->phase == JUMIO__PHASE_FED) {
      judge(op);
    } else if (op->phase == JUMIO__PHASE_PAUSE && !op->awaiting_token && jumio__session_now(op->session) < jumio__op_wake(op)) {
      return JUMIO_OP_WAIT;
    } else {
      /* One that awaits another's token looks at each step, since a blocking driver is woken by the token and not by the clock. */
      op->phase = JUMIO__PHASE_START;
      if (op->resting)
        jumio__op_end_rest(op);
      start(op);
      if (op->phase == JUMIO__PHASE_PAUSE)
        return JUMIO_OP_WAIT;
    }
  }
  return JUMIO_OP_DONE;
}

jumio_result jumio_op_feed(jumio_op *op, jumio_result result)
{
  if (op == NULL || op->phase != JUMIO__PHASE_SENDING)
    return JUMIO_ERR_STATE;
  op->fed = result;
  op->phase = JUMIO__PHASE_FED;
  jumio__trace_end_fed(op);
  return JUMIO_OK;
}

void jumio_op_cancel(jumio_op *op)
{
  if (op != NULL)
    op->cancelled = true;
}
