/** The verbs of a stored verification: load, list, take in a callback, bring up to date, fetch a document. */
#include "client/verification_calls.h"

#include "core/text.h"
#include "verification/list.h"

#include <jumio/callback.h>

#include <string.h>

#define ENTITY_MAX_CHARS 100
#define LIST_MAX 1000

int64_t jumio__client_wall_ms(const jumio_client *client)
{
  return jumio__clock_wall_ms(&client->session->clock);
}

jumio_result jumio__verification_ready(const jumio_client *client, jumio_error **err)
{
  if (client == NULL)
    return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "client is NULL");
  if (client->store.owner == NULL)
    return jumio__fail(err, client->mem, JUMIO_ERR_STATE, "the client has no store");
  return JUMIO_OK;
}

jumio_result jumio__verification_id(const jumio_client *client, const char *id, size_t len, char out[JUMIO__STORE_ID_MAX + 1],
                                    jumio_error **err)
{
  if (!jumio__text_arg(id, &len) || !jumio__store_id_valid(id, len))
    return jumio__fail(err, client->mem, JUMIO_ERR_ARGUMENT, "id: must be 1..64 of [a-z0-9_-]");
  memcpy(out, id, len);
  out[len] = '\0';
  return JUMIO_OK;
}

jumio_result jumio__verification_entity(const jumio_client *client, const char *entity, size_t len, char **out, jumio_error **err)
{
  if (!jumio__text_arg(entity, &len) || len == 0 || jumio__utf8_count(entity, len) > ENTITY_MAX_CHARS || !jumio__no_controls(entity, len))
    return jumio__fail(err, client->mem, JUMIO_ERR_ARGUMENT, "entity: must be 1..100 characters of UTF-8 without control characters");
  *out = jumio__mem_text(client->mem, entity, len);
  return *out != NULL ? JUMIO_OK : jumio__fail_memory(err);
}

static jumio_result change_once(jumio_client *client, const char *id, jumio__change change, void *data, jumio_verification **out,
                                bool *raced, jumio_error **err)
{
  jumio_verification *present = NULL, *written = NULL;
  int64_t now = jumio__client_wall_ms(client);
  bool write = false;
  jumio_result result = jumio__record_load(&client->store, id, now, &present, err);
  if (result != JUMIO_OK)
    return result;
  jumio__record record = present->record;
  result = change(&record, data, &write, err);
  if (result == JUMIO_OK && write) {
    result = jumio__record_save(&client->store, &record, present->revision, now, &written, err);
    *raced = result == JUMIO_ERR_STORE_CONFLICT;
    jumio_verification_free(present);
    present = written;
  }
  if (result == JUMIO_OK)
    *out = present;
  else
    jumio_verification_free(present);
  return result;
}

jumio_result jumio__verification_change(jumio_client *client, const char *id, jumio__change change, void *data, jumio_verification **out,
                                        jumio_error **err)
{
  for (int i = 0;; i++) {
    jumio_error *cause = NULL;
    bool raced = false;
    *out = NULL;
    jumio_result result = change_once(client, id, change, data, out, &raced, &cause);
    if (!raced || i == JUMIO__CONFLICT_TRIES) {
      if (result == JUMIO_OK)
        return jumio__ok(err);
      jumio__error_copy(err, client->mem, cause);
      jumio_error_free(cause);
      return result;
    }
    jumio_error_free(cause);
  }
}

jumio_result jumio_verification_load(jumio_client *client, const char *id, size_t id_len, jumio_verification **out, jumio_error **err)
{
  char own[JUMIO__STORE_ID_MAX + 1];
  if (out == NULL)
    return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "out is NULL");
  *out = NULL;
  jumio_result result = jumio__verification_ready(client, err);
  if (result == JUMIO_OK)
    result = jumio__verification_id(client, id, id_len, own, err);
  if (result == JUMIO_OK)
    result = jumio__record_load(&client->store, own, jumio__client_wall_ms(client), out, err);
  return result == JUMIO_OK ? jumio__ok(err) : result;
}

/* ---- lists ---- */

static jumio_result check_page(const jumio_client *client, const char *after, size_t after_len, char own[JUMIO__STORE_ID_MAX + 1],
                               size_t limit, jumio_error **err)
{
  jumio_result result = jumio__verification_ready(client, err);
  if (result == JUMIO_OK && after != NULL)
    result = jumio__verification_id(client, after, after_len, own, err);
  if (result == JUMIO_OK && (limit < 1 || limit > LIST_MAX))
    return jumio__fail(err, client->mem, JUMIO_ERR_ARGUMENT, "limit: must be 1..1000");
  return result;
}

jumio_result jumio_verification_list_by_entity(jumio_client *client, const char *entity, size_t entity_len, const char *after,
                                               size_t after_len, size_t limit, jumio_verification_list **out, jumio_error **err)
{
  char own[JUMIO__STORE_ID_MAX + 1], *value = NULL;
  if (out == NULL)
    return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "out is NULL");
  *out = NULL;
  jumio_result result = check_page(client, after, after_len, own, limit, err);
  if (result == JUMIO_OK)
    result = jumio__verification_entity(client, entity, entity_len, &value, err);
  if (result != JUMIO_OK)
    return result;
  result = jumio__verification_list_find(&client->store, "entity", value, after != NULL ? own : NULL, limit, jumio__client_wall_ms(client),
                                         out, err);
  jumio__mem_text_erase(client->mem, value);
  return result == JUMIO_OK ? jumio__ok(err) : result;
}

jumio_result jumio_verification_list_by_status(jumio_client *client, int32_t status, const char *after, size_t after_len, size_t limit,
                                               jumio_verification_list **out, jumio_error **err)
{
  char own[JUMIO__STORE_ID_MAX + 1];
  if (out == NULL)
    return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "out is NULL");
  *out = NULL;
  jumio_result result = check_page(client, after, after_len, own, limit, err);
  if (result == JUMIO_OK && (status < JUMIO_IDV_PENDING || status > JUMIO_IDV_PASSED))
    return jumio__fail(err, client->mem, JUMIO_ERR_ARGUMENT, "status: not one of the JUMIO_IDV_ constants");
  if (result == JUMIO_OK)
    result = jumio__verification_list_find(&client->store, "status", jumio_idv_status_name(status), after != NULL ? own : NULL, limit,
                                           jumio__client_wall_ms(client), out, err);
  return result == JUMIO_OK ? jumio__ok(err) : result;
}

/* ---- callbacks ---- */

static jumio_result note_callback(jumio__record *record, void *data, bool *write, jumio_error **err)
{
  const jumio_callback *callback = data;
  if (record->account_id == NULL || !jumio__same_no_case(record->account_id, strlen(record->account_id),
                                                         jumio_callback_get_text(callback, JUMIO_CALLBACK_TEXT_ACCOUNT_ID)))
    return jumio__fail(err, NULL, JUMIO_ERR_ID_MISMATCH, "the callback names a known execution with another account");
  *write = record->processing == JUMIO_PROCESSING_WAITING;
  record->processing = *write ? JUMIO_PROCESSING_RESULT_DUE : record->processing;
  return JUMIO_OK;
}

static jumio_result take_callback(jumio_client *client, const jumio_callback *callback, jumio_verification **out, jumio_error **err)
{
  jumio_verification_list *list = NULL;
  char id[JUMIO__STORE_ID_MAX + 1];
  jumio_result result =
      jumio__verification_list_find(&client->store, "execution", jumio_callback_get_text(callback, JUMIO_CALLBACK_TEXT_EXECUTION_ID), NULL,
                                    1, jumio__client_wall_ms(client), &list, err);
  if (result != JUMIO_OK)
    return result;
  const jumio_verification *found = jumio_verification_list_get_at(list, 0);
  if (found == NULL) {
    jumio_verification_list_free(list);
    return jumio__fail(err, client->mem, JUMIO_ERR_STORE_NOT_FOUND, "no verification of this client has the execution of the callback");
  }
  memcpy(id, found->record.id, strlen(found->record.id) + 1);
  jumio_verification_list_free(list);
  return jumio__verification_change(client, id, note_callback, (void *)(uintptr_t)callback, out, err);
}

jumio_result jumio_verification_apply_callback(jumio_client *client, const char *body, size_t len, jumio_verification **out,
                                               jumio_error **err)
{
  jumio_callback *callback = NULL;
  jumio_verification *verification = NULL;
  if (out != NULL)
    *out = NULL;
  jumio_result result = jumio__verification_ready(client, err);
  if (result == JUMIO_OK)
    result = jumio_callback_parse(client->mem, body, len, &callback, err);
  if (result != JUMIO_OK)
    return result;
  result = take_callback(client, callback, &verification, err);
  jumio_callback_free(callback);
  if (out != NULL && result == JUMIO_OK)
    *out = verification;
  else
    jumio_verification_free(verification);
  return result == JUMIO_OK ? jumio__ok(err) : result;
}

/* ---- documents ---- */

typedef struct document_change {
  size_t index;
  char credential_id[37];
  char classifier[41];
  jumio_document_state state;
} document_change;

/* By what the document is and not by its place alone: another host may have read a newer transaction meanwhile. */
static jumio_result set_state(jumio__record *record, void *data, bool *write, jumio_error **err)
{
  const document_change *change = data;
  (void)err;
  if (change->index >= record->document_count)
    return JUMIO_OK;
  jumio__document *document = &record->documents[change->index];
  if (strcmp(document->classifier, change->classifier) != 0 ||
      !jumio__same_no_case(document->credential_id, strlen(document->credential_id), change->credential_id))
    return JUMIO_OK;
  /* What was fetched once stays so, whatever Jumio deletes later. */
  *write = document->state != change->state && document->state != JUMIO_DOCUMENT_FETCHED;
  if (*write)
    document->state = change->state;
  return JUMIO_OK;
}

static jumio_result find_document(jumio_client *client, const char *id, document_change *change, char account_id[37], jumio_error **err)
{
  jumio_verification *verification = NULL;
  jumio_result result = jumio__record_load(&client->store, id, jumio__client_wall_ms(client), &verification, err);
  if (result != JUMIO_OK)
    return result;
  const jumio__record *record = &verification->record;
  bool found = change->index < record->document_count;
  const jumio__document *document = found ? &record->documents[change->index] : NULL;
  found = found && record->account_id != NULL && jumio__uuid(record->account_id, strlen(record->account_id), account_id) &&
          jumio__uuid(document->credential_id, strlen(document->credential_id), change->credential_id) &&
          strlen(document->classifier) <= 40;
  if (found)
    memcpy(change->classifier, document->classifier, strlen(document->classifier) + 1);
  jumio_verification_free(verification);
  return found ? JUMIO_OK : jumio__fail(err, client->mem, JUMIO_ERR_ARGUMENT, "index: no such document");
}

/* What no later try can change. */
static bool is_lost(jumio_result result)
{
  return result == JUMIO_ERR_NOT_FOUND || result == JUMIO_ERR_GONE;
}

jumio_result jumio_verification_fetch_document(jumio_client *client, const char *id, size_t id_len, size_t index, jumio_part_write_fn write,
                                               void *user_data, int64_t deadline_ms, jumio_cancel *cancel, jumio_media_type *out_type,
                                               jumio_error **err)
{
  char own[JUMIO__STORE_ID_MAX + 1], account_id[37];
  document_change change = {.index = index};
  jumio_verification *verification = NULL;
  if (out_type != NULL)
    *out_type = JUMIO_MEDIA_OTHER;
  jumio_result result = jumio__verification_ready(client, err);
  if (result == JUMIO_OK)
    result = jumio__verification_id(client, id, id_len, own, err);
  if (result == JUMIO_OK)
    result = find_document(client, own, &change, account_id, err);
  if (result != JUMIO_OK)
    return result;
  result = jumio_part_fetch(client, account_id, 36, change.credential_id, 36, change.classifier, JUMIO_NTS, write, user_data, deadline_ms,
                            cancel, out_type, NULL, err);
  if (result != JUMIO_OK && !is_lost(result))
    return result;
  change.state = result == JUMIO_OK ? JUMIO_DOCUMENT_FETCHED : JUMIO_DOCUMENT_UNAVAILABLE;
  jumio_result noted = jumio__verification_change(client, own, set_state, &change, &verification, result == JUMIO_OK ? err : NULL);
  jumio_verification_free(verification);
  return result == JUMIO_OK ? noted : result;
}
