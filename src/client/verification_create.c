/** Creating a verification: the intent is stored before anything is sent, and whatever comes back is stored with it. */
#include "client/verification_calls.h"

#include "core/text.h"

#include <jumio/account.h>

#include <string.h>

#define OUTCOME_TRIES 6 /* 50 ms, doubled each time: 3 seconds in all */
#define OUTCOME_PAUSE_MS INT64_C(50)
#define LEASE_GRACE_MS 60000 /* for a host whose clock or disk is slow */

/* One create: what was asked for, and what came of it. */
typedef struct creation {
  jumio_client *client;
  const jumio_account_request *request;
  int64_t deadline_ms;
  jumio_cancel *cancel;
  char id[JUMIO__STORE_ID_MAX + 1];
  char attempt[27];
  char *entity;
  jumio__step step;
  jumio_account *account;
  jumio_verification *verification;
} creation;

static jumio_result random_mark(creation *c, char out[27], jumio_error **err)
{
  const jumio__clock *clock = &c->client->session->clock;
  uint8_t bytes[16];
  if (clock->ops.random_bytes(bytes, sizeof bytes, clock->user_data) != JUMIO_OK)
    return jumio__fail(err, c->client->mem, JUMIO_ERR_RANDOM, "no random bytes for an id");
  jumio__base32(bytes, out);
  return JUMIO_OK;
}

static jumio_result check(creation *c, const char *id, size_t id_len, const char *entity, size_t entity_len, jumio_error **err)
{
  jumio_alloc *mem = c->client->mem;
  int64_t now = jumio__client_wall_ms(c->client);
  if (c->request == NULL)
    return jumio__fail(err, mem, JUMIO_ERR_ARGUMENT, "request is NULL");
  jumio_result result = id != NULL ? jumio__verification_id(c->client, id, id_len, c->id, err) : random_mark(c, c->id, err);
  if (result == JUMIO_OK)
    result = random_mark(c, c->attempt, err);
  if (result == JUMIO_OK)
    result = jumio__verification_entity(c->client, entity, entity_len, &c->entity, err);
  if (result == JUMIO_OK)
    result = jumio__account_request_check(c->request, &c->client->session->origins, now, mem, err);
  if (result != JUMIO_OK)
    return result;
  result = jumio__step_fingerprint(&c->step, mem, c->entity, c->request);
  return result == JUMIO_OK ? JUMIO_OK
                            : jumio__fail(err, mem, result, "the request could not be written: %s", jumio_result_meaning(result));
}

/* Takes the place of the snapshot held so far. */
static jumio_result save(creation *c, const jumio__record *record, int64_t expected, jumio_error **err)
{
  jumio_verification *written = NULL;
  jumio_result result = jumio__record_save(&c->client->store, record, expected, jumio__client_wall_ms(c->client), &written, err);
  if (result != JUMIO_OK)
    return result;
  jumio_verification_free(c->verification);
  c->verification = written;
  return JUMIO_OK;
}

static int64_t lease_end(const creation *c)
{
  const jumio__session *session = c->client->session;
  int64_t deadline = c->deadline_ms >= 0 ? c->deadline_ms : session->limits[JUMIO_LIMIT_CALL_DEADLINE_MS];
  int64_t now = jumio__client_wall_ms(c->client);
  return deadline < INT64_MAX - LEASE_GRACE_MS - (now > 0 ? now : 0) ? now + deadline + LEASE_GRACE_MS : INT64_MAX;
}

static bool same_text(const char *a, const char *b)
{
  return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* After a conflict: what stands in the store now. True when the outcome may be written over it: it is this create's, still sent or in
 * doubt. Where it is the outcome itself (its acknowledgement was lost), it is taken as the present record. */
static bool look_again(creation *c, const jumio__record *outcome, int64_t *revision, bool *stored)
{
  jumio_verification *present = NULL;
  if (jumio__record_load(&c->client->store, c->id, jumio__client_wall_ms(c->client), &present, NULL) != JUMIO_OK)
    return false;
  bool ours = same_text(present->record.attempt, c->attempt);
  *stored = ours && present->record.processing == outcome->processing && same_text(present->record.execution_id, outcome->execution_id);
  bool open =
      ours && (present->record.processing == JUMIO_PROCESSING_OUTCOME_UNKNOWN || present->record.processing == JUMIO_PROCESSING_SENDING);
  *revision = present->revision;
  if (*stored) {
    jumio_verification_free(c->verification);
    c->verification = present;
  } else {
    jumio_verification_free(present);
  }
  return open;
}

static bool may_pass(jumio_result result)
{
  return result == JUMIO_ERR_STORE || result == JUMIO_ERR_STORE_BUSY || result == JUMIO_ERR_STORE_FULL || result == JUMIO_ERR_OUT_OF_MEMORY;
}

/* Stores the outcome. A billed transaction hangs on it, so a store that fails for a moment is tried again; and another host may have found
 * the lease over meanwhile and noted the outcome as unknown, while this answer knows better. */
static jumio_result save_outcome(creation *c, const jumio__record *outcome, jumio_error **err)
{
  const jumio__clock *clock = &c->client->session->clock;
  int64_t revision = c->verification->revision;
  for (int i = 0;; i++) {
    jumio_error *cause = NULL;
    bool stored = false, again = false;
    jumio_verification *held = c->verification; /* the outcome borrows its texts */
    c->verification = NULL;
    jumio_result result = save(c, outcome, revision, &cause);
    if (c->verification == NULL)
      c->verification = held;
    else
      jumio_verification_free(held);
    if (result == JUMIO_ERR_STORE_CONFLICT)
      again = look_again(c, outcome, &revision, &stored);
    else
      again = may_pass(result);
    if (!again || stored || i == OUTCOME_TRIES) {
      result = stored ? JUMIO_OK : result;
      if (result != JUMIO_OK)
        jumio__error_copy(err, c->client->mem, cause);
      jumio_error_free(cause);
      return result;
    }
    jumio_error_free(cause);
    clock->ops.sleep_ms(OUTCOME_PAUSE_MS << i, clock->user_data);
  }
}

/* The store failed after Jumio answered: the caller gets the record all the same, so that nothing is lost. */
static void keep_outcome(creation *c, const jumio__record *outcome)
{
  jumio_verification *kept = NULL;
  if (jumio__record_keep(c->client->mem, outcome, jumio__client_wall_ms(c->client), &kept, NULL) != JUMIO_OK)
    return;
  jumio_verification_free(c->verification);
  c->verification = kept;
}

/* A store that says it wrote but did not would let a repeat send a second time: so the intent is read back before money is spent. */
static jumio_result confirm_intent(creation *c, jumio_error **err)
{
  jumio_verification *stored = NULL;
  jumio_result result = jumio__record_load(&c->client->store, c->id, jumio__client_wall_ms(c->client), &stored, err);
  if (result != JUMIO_OK)
    return result;
  bool same = stored->revision == c->verification->revision && same_text(stored->record.attempt, c->attempt) &&
              stored->record.processing == JUMIO_PROCESSING_SENDING;
  jumio_verification_free(stored);
  return same ? JUMIO_OK
              : jumio__fail(err, c->client->mem, JUMIO_ERR_STORE, "the store lost the intent that it said it wrote; nothing was sent");
}

/* The write of the intent failed, so nothing is sent. A store that wrote it all the same and lost its acknowledgement would show a create
 * that runs and then one in doubt: where the record is this very intent, it is put back. */
static void take_back(creation *c)
{
  jumio_verification *present = NULL, *written = NULL;
  int64_t now = jumio__client_wall_ms(c->client);
  if (jumio__record_load(&c->client->store, c->id, now, &present, NULL) != JUMIO_OK)
    return;
  jumio__record record = present->record;
  bool ours = record.processing == JUMIO_PROCESSING_SENDING && same_text(record.attempt, c->attempt);
  record.processing = JUMIO_PROCESSING_PREPARED;
  record.lease_ms = JUMIO_ABSENT;
  if (ours)
    jumio__record_save(&c->client->store, &record, present->revision, now, &written, NULL);
  jumio_verification_free(written);
  jumio_verification_free(present);
}

static jumio_result send(creation *c, jumio_error **err)
{
  jumio__record record = c->verification->record;
  record.processing = JUMIO_PROCESSING_SENDING;
  record.attempt = c->attempt;
  record.lease_ms = lease_end(c);
  jumio_result saved = save(c, &record, c->verification->revision, err);
  if (saved != JUMIO_OK) {
    if (saved != JUMIO_ERR_STORE_CONFLICT) /* which says that it was not written */
      take_back(c);
    return saved;
  }
  saved = confirm_intent(c, err);
  if (saved != JUMIO_OK) {
    record = c->verification->record;
    record.processing = JUMIO_PROCESSING_PREPARED; /* as far as the store lets it: nothing was sent */
    record.lease_ms = JUMIO_ABSENT;
    save(c, &record, c->verification->revision, NULL);
    return saved;
  }
  jumio_error *cause = NULL;
  jumio_result result = jumio_account_create(c->client, c->request, c->deadline_ms, c->cancel, &c->account, &cause);
  record = c->verification->record;
  jumio__step_answered(&record, &c->step, result, cause, c->account, c->client->keep_links);
  /* After a failure its own error is the one to tell; a record that then stays in SENDING turns into OUTCOME_UNKNOWN by itself. */
  saved = save_outcome(c, &record, result == JUMIO_OK ? err : NULL);
  if (saved != JUMIO_OK)
    keep_outcome(c, &record);
  if (result == JUMIO_OK)
    return saved;
  jumio__error_copy(err, c->client->mem, cause);
  jumio_error_free(cause);
  return result;
}

static jumio_result in_doubt(creation *c, jumio_error **err)
{
  return jumio__fail(err, c->client->mem, JUMIO_ERR_OUTCOME_UNKNOWN,
                     "an earlier create with this id may have been applied; it is not repeated. A callback or the expiry will tell");
}

/* The id was used before: what the stored record says decides. */
static jumio_result go_on(creation *c, jumio_error **err)
{
  const jumio__record *record = &c->verification->record;
  jumio_alloc *mem = c->client->mem;
  if (strcmp(record->entity, c->entity) != 0 || strcmp(record->fingerprint, c->step.fingerprint) != 0)
    return jumio__fail(err, mem, JUMIO_ERR_CONFLICT, "id: used before for another entity or another request");
  switch (record->processing) {
  case JUMIO_PROCESSING_PREPARED:
    return send(c, err);
  case JUMIO_PROCESSING_SENDING:
    return jumio__fail(err, mem, JUMIO_ERR_STATE, "a create with this id is running elsewhere");
  case JUMIO_PROCESSING_OUTCOME_UNKNOWN:
    return in_doubt(c, err);
  case JUMIO_PROCESSING_REFUSED:
    return jumio__fail(err, mem, JUMIO_ERR_REQUEST_REFUSED, "Jumio refused this request before; use another id for a changed one");
  default:
    return JUMIO_OK;
  }
}

static jumio_result begin(creation *c, jumio_error **err)
{
  jumio__record record;
  jumio__step_prepare(&record, &c->step, c->id, c->entity, c->request, jumio__client_wall_ms(c->client));
  return save(c, &record, JUMIO_REV_ABSENT, err);
}

/* Finds the record of the id or makes it, and goes on from there. Whoever loses a race looks again. */
static jumio_result create(creation *c, jumio_error **err)
{
  for (int i = 0;; i++) {
    jumio_error *cause = NULL;
    jumio_result result = jumio__record_load(&c->client->store, c->id, jumio__client_wall_ms(c->client), &c->verification, &cause);
    bool found = result == JUMIO_OK;
    if (result == JUMIO_ERR_STORE_NOT_FOUND) {
      jumio_error_free(cause);
      cause = NULL;
      result = begin(c, &cause);
    }
    if (result == JUMIO_OK)
      result = found ? go_on(c, &cause) : send(c, &cause);
    if (result != JUMIO_ERR_STORE_CONFLICT || i == JUMIO__CONFLICT_TRIES || c->account != NULL) {
      jumio__error_copy(err, c->client->mem, cause);
      jumio_error_free(cause);
      return result;
    }
    jumio_error_free(cause);
    jumio_verification_free(c->verification);
    c->verification = NULL;
  }
}

/* With these failures the record tells the caller more than the error alone. */
static bool tells_more(jumio_result result)
{
  return result == JUMIO_OK || result == JUMIO_ERR_OUTCOME_UNKNOWN || result == JUMIO_ERR_REQUEST_REFUSED;
}

jumio_result jumio_verification_create(jumio_client *client, const char *id, size_t id_len, const char *entity, size_t entity_len,
                                       const jumio_account_request *request, int64_t deadline_ms, jumio_cancel *cancel,
                                       jumio_verification **out, jumio_account **out_account, jumio_error **err)
{
  if (out != NULL)
    *out = NULL;
  if (out_account != NULL)
    *out_account = NULL;
  if (out == NULL)
    return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "out is NULL");
  jumio_result result = jumio__verification_ready(client, err);
  if (result != JUMIO_OK)
    return result;
  creation *c = JUMIO__NEW(client->mem, creation);
  if (c == NULL)
    return jumio__fail_memory(err);
  c->client = client;
  c->request = request;
  c->deadline_ms = deadline_ms;
  c->cancel = cancel;
  result = check(c, id, id_len, entity, entity_len, err);
  if (result == JUMIO_OK)
    result = create(c, err);
  if (tells_more(result) || c->account != NULL) {
    *out = c->verification;
    c->verification = NULL;
  }
  if (out_account != NULL) {
    *out_account = c->account;
    c->account = NULL;
  }
  jumio_verification_free(c->verification);
  jumio_account_free(c->account);
  jumio__mem_text_erase(client->mem, c->entity);
  jumio__mem_erase(client->mem, c, sizeof *c);
  return result == JUMIO_OK ? jumio__ok(err) : result;
}
