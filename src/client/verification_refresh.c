/** Bringing a verification up to date: the status first, the transaction once it is final, its steps where only they tell the cause, then
 * the decision into the record. */
#include "client/verification_calls.h"

#include "core/text.h"

#include <stdio.h>
#include <string.h>

/* One refresh: what was read. */
typedef struct refreshing {
  jumio_client *client;
  const jumio_policy *policy;
  int64_t deadline_mono_ms;
  jumio_cancel *cancel;
  jumio_workflow_execution *execution;
  jumio_transaction *transaction;
  jumio_decision *decision;
  jumio_processing_status before; /* when Jumio was asked */
  jumio__step step;
} refreshing;

static int64_t time_left(const refreshing *r)
{
  int64_t left = r->deadline_mono_ms - jumio__session_now(r->client->session);
  return left > 0 ? left : 0;
}

static bool is_expired(jumio_execution_status status)
{
  return status == JUMIO_EXECUTION_SESSION_EXPIRED || status == JUMIO_EXECUTION_TOKEN_EXPIRED;
}

/* One page of Jumio says that details of expired executions cannot be had, recorded answers show them (jumio-api-read 4): then the status
 * alone decides. */
static jumio_result decide_by_status(refreshing *r, jumio_error **err)
{
  char body[120];
  snprintf(body, sizeof body, "{\"workflow\":{\"status\":\"%s\"}}",
           jumio_workflow_execution_get_status(r->execution) == JUMIO_EXECUTION_TOKEN_EXPIRED ? "TOKEN_EXPIRED" : "SESSION_EXPIRED");
  return jumio_decision_map_json(r->client->mem, body, JUMIO_NTS, NULL, 0, r->policy, &r->decision, err);
}

static jumio_result pass_up(const refreshing *r, jumio_result result, jumio_error *cause, jumio_error **err)
{
  jumio__error_copy(err, r->client->mem, cause);
  jumio_error_free(cause);
  return result;
}

/* Steps explain and never prove (ADR 0016): where they cannot be had the decision stays as it is, and its flag says that they are wanted.
 * Who cancels, or has no memory, stores nothing. */
static jumio_result add_steps(refreshing *r, const jumio__record *record, jumio_error **err)
{
  jumio_answer *steps = NULL;
  jumio_decision *decision = NULL;
  jumio_error *cause = NULL;
  jumio_result result = jumio_transaction_fetch_answer(r->client, JUMIO_RESOURCE_STEPS, record->account_id, JUMIO_NTS, record->execution_id,
                                                       JUMIO_NTS, time_left(r), r->cancel, &steps, &cause);
  if (result == JUMIO_OK)
    result = jumio_decision_map(r->transaction, steps, r->policy, &decision, &cause);
  jumio_answer_free(steps);
  if (result == JUMIO_ERR_CANCELLED || result == JUMIO_ERR_OUT_OF_MEMORY)
    return pass_up(r, result, cause, err);
  jumio_error_free(cause);
  if (result == JUMIO_OK) {
    jumio_decision_free(r->decision);
    r->decision = decision;
  }
  return JUMIO_OK;
}

static jumio_result decide(refreshing *r, const jumio__record *record, jumio_error **err)
{
  jumio_error *cause = NULL;
  jumio_result result = jumio_transaction_fetch(r->client, record->account_id, JUMIO_NTS, record->execution_id, JUMIO_NTS, time_left(r),
                                                r->cancel, &r->transaction, &cause);
  if ((result == JUMIO_ERR_NOT_FOUND || result == JUMIO_ERR_GONE) && is_expired(jumio_workflow_execution_get_status(r->execution))) {
    jumio_error_free(cause);
    return decide_by_status(r, err);
  }
  if (result != JUMIO_OK)
    return pass_up(r, result, cause, err);
  result = jumio_decision_map(r->transaction, NULL, r->policy, &r->decision, err);
  if (result == JUMIO_OK && (jumio_decision_get_flags(r->decision) & JUMIO_FLAG_STEPS_WANTED) != 0)
    result = add_steps(r, record, err);
  return result;
}

static jumio_result read_all(refreshing *r, const jumio__record *record, jumio_error **err)
{
  jumio_result result = jumio_workflow_execution_fetch(r->client, record->account_id, JUMIO_NTS, record->execution_id, JUMIO_NTS,
                                                       time_left(r), r->cancel, &r->execution, err);
  if (result == JUMIO_OK && jumio_execution_status_is_final(jumio_workflow_execution_get_status(r->execution)))
    result = decide(r, record, err);
  return result;
}

/* Another host may have finished meanwhile: a final outcome stays. */
static jumio_result note_result(jumio__record *record, void *data, bool *write, jumio_error **err)
{
  refreshing *r = data;
  (void)err;
  if (record->processing != JUMIO_PROCESSING_WAITING && record->processing != JUMIO_PROCESSING_RESULT_DUE)
    return JUMIO_OK;
  jumio_processing_status before = record->processing;
  const char *status = record->execution_status;
  jumio__step_status(record, r->execution, r->before);
  if (r->decision != NULL)
    jumio__step_decided(record, &r->step, r->transaction, r->decision, jumio__client_wall_ms(r->client));
  bool same = r->decision == NULL && before == record->processing && status != NULL && strcmp(status, record->execution_status) == 0;
  *write = !same; /* written on a change of state only: a poll costs no commit */
  return JUMIO_OK;
}

static jumio_result not_created(jumio_client *client, jumio_error **err)
{
  return jumio__fail(err, client->mem, JUMIO_ERR_STATE, "the account of this verification was never created, or that is in doubt");
}

static jumio_result refresh(refreshing *r, const char *id, jumio_verification **out, jumio_error **err)
{
  jumio_client *client = r->client;
  jumio_verification *present = NULL;
  jumio_result result = jumio__record_load(&client->store, id, jumio__client_wall_ms(client), &present, err);
  if (result != JUMIO_OK)
    return result;
  if (present->record.processing == JUMIO_PROCESSING_DONE) {
    *out = present;
    return JUMIO_OK;
  }
  r->before = present->record.processing;
  result = present->record.processing < JUMIO_PROCESSING_WAITING ? not_created(client, err) : read_all(r, &present->record, err);
  jumio_verification_free(present);
  if (result != JUMIO_OK)
    return result;
  return jumio__verification_change(client, id, note_result, r, out, err);
}

jumio_result jumio_verification_refresh(jumio_client *client, const char *id, size_t id_len, const jumio_policy *policy,
                                        int64_t deadline_ms, jumio_cancel *cancel, jumio_verification **out, jumio_error **err)
{
  char own[JUMIO__STORE_ID_MAX + 1];
  if (out == NULL)
    return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "out is NULL");
  *out = NULL;
  jumio_result result = jumio__verification_ready(client, err);
  if (result == JUMIO_OK)
    result = jumio__verification_id(client, id, id_len, own, err);
  if (result != JUMIO_OK)
    return result;
  refreshing *r = JUMIO__NEW(client->mem, refreshing);
  if (r == NULL)
    return jumio__fail_memory(err);
  int64_t now = jumio__session_now(client->session);
  int64_t limit = deadline_ms >= 0 ? deadline_ms : client->session->limits[JUMIO_LIMIT_CALL_DEADLINE_MS];
  r->client = client;
  r->policy = policy;
  r->deadline_mono_ms = limit < INT64_MAX - now ? now + limit : INT64_MAX;
  r->cancel = cancel;
  result = refresh(r, own, out, err);
  jumio_workflow_execution_free(r->execution);
  jumio_transaction_free(r->transaction);
  jumio_decision_free(r->decision);
  jumio__mem_erase(client->mem, r, sizeof *r);
  return result == JUMIO_OK ? jumio__ok(err) : result;
}
