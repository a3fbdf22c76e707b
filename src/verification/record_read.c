/** Reading a stored record: every byte is treated as if it came from outside, for a store can be damaged or lie. */
#include "verification/record.h"

#include <jumio/result.h>

#include "core/text.h"
#include "verification/lifecycle.h"
#include "verification/words.h"

#include <string.h>

/* Reading goes on over missing and odd members; the first odd one is remembered. */
typedef struct reader {
  const jumio__value *root;
  const char *odd;
} reader;

static void blame(reader *r, const char *member)
{
  if (r->odd == NULL)
    r->odd = member;
}

static const char *text(reader *r, const char *member)
{
  const char *found = NULL;
  size_t len = 0;
  jumio__got got = jumio__json_get_text(r->root, member, &found, &len);
  if (got == JUMIO__WRONG_TYPE || (got == JUMIO__PRESENT && len == 0))
    blame(r, member);
  return found;
}

static const char *needed_text(reader *r, const char *member)
{
  const char *found = text(r, member);
  if (found == NULL)
    blame(r, member);
  return found != NULL ? found : "";
}

static int64_t number(reader *r, const char *member)
{
  const jumio__value *value = jumio__json_member(r->root, member);
  int64_t found = JUMIO_ABSENT;
  if (value != NULL && !jumio__json_int(value, &found))
    blame(r, member);
  return found;
}

static void read_reasons(reader *r, jumio__record *record)
{
  const jumio__value *list = jumio__json_member(r->root, "reasons");
  size_t count = jumio__json_count(list);
  if (!jumio__json_is_array(list) || count > JUMIO__RECORD_REASONS) {
    blame(r, "reasons");
    return;
  }
  for (size_t i = 0; i < count; i++) {
    record->reasons[i] = jumio__json_text(jumio__json_at(list, i), NULL);
    if (record->reasons[i] == NULL)
      blame(r, "reasons");
  }
  record->reason_count = count;
}

static bool read_document(const jumio__value *value, jumio__document *document)
{
  reader r = {value, NULL};
  document->credential_id = needed_text(&r, "credential");
  document->category = text(&r, "category");
  document->classifier = needed_text(&r, "classifier");
  return jumio__document_state_of(needed_text(&r, "state"), &document->state) && r.odd == NULL &&
         jumio__document_is_addressable(document->credential_id, document->classifier);
}

static void read_documents(reader *r, jumio__record *record)
{
  const jumio__value *list = jumio__json_member(r->root, "documents");
  size_t count = jumio__json_count(list);
  if (!jumio__json_is_array(list) || count > JUMIO__RECORD_DOCUMENTS) {
    blame(r, "documents");
    return;
  }
  for (size_t i = 0; i < count; i++)
    if (!read_document(jumio__json_at(list, i), &record->documents[i]))
      blame(r, "documents");
  record->document_count = count;
}

static void read_request(reader *r, jumio__record *record)
{
  record->id = needed_text(r, "id");
  record->entity = needed_text(r, "entity");
  record->reference = needed_text(r, "reference");
  record->workflow_key = needed_text(r, "workflowKey");
  record->fingerprint = needed_text(r, "fingerprint");
  record->processing = jumio__processing_of(needed_text(r, "processing"));
  record->created_ms = number(r, "createdMs");
  record->attempt = text(r, "attempt");
  record->lease_ms = number(r, "leaseMs");
  record->account_id = text(r, "account");
  record->execution_id = text(r, "execution");
  record->link = text(r, "link");
  record->execution_status = text(r, "executionStatus");
  if (record->processing == JUMIO_PROCESSING_UNKNOWN)
    blame(r, "processing");
  if (record->created_ms == JUMIO_ABSENT)
    blame(r, "createdMs");
}

static void read_outcome(reader *r, jumio__record *record)
{
  int64_t flags = number(r, "flags");
  record->status = jumio__idv_status_of(needed_text(r, "status"));
  record->received_ms = number(r, "receivedMs");
  record->score_x100 = number(r, "scoreX100");
  record->decision_type = text(r, "decisionType");
  record->decision_label = text(r, "decisionLabel");
  record->ruleset = text(r, "ruleset");
  record->policy = text(r, "policy"); /* absent in records of earlier versions */
  record->policy_hash = text(r, "policyHash");
  record->flags = (uint32_t)flags;
  if (record->status == JUMIO_IDV_UNKNOWN)
    blame(r, "status");
  if (flags < 0 || flags > UINT32_MAX)
    blame(r, "flags");
  if (!jumio__json_bool(jumio__json_member(r->root, "final"), &record->final))
    blame(r, "final");
}

/* Members that exclude each other: what was created has ids, and they are UUIDs, since URLs are built of them. */
static void check_sense(reader *r, const jumio__record *record)
{
  char uuid[37];
  bool created = record->processing >= JUMIO_PROCESSING_WAITING;
  if (!jumio__store_id_valid(record->id, strlen(record->id)))
    blame(r, "id");
  if (created && (record->account_id == NULL || !jumio__uuid(record->account_id, strlen(record->account_id), uuid)))
    blame(r, "account");
  if (created && (record->execution_id == NULL || !jumio__uuid(record->execution_id, strlen(record->execution_id), uuid)))
    blame(r, "execution");
  if (record->final != (record->processing == JUMIO_PROCESSING_DONE))
    blame(r, "final");
  if (record->final == (record->status == JUMIO_IDV_PENDING)) /* an outcome that nobody decided */
    blame(r, "status");
  if (record->processing == JUMIO_PROCESSING_SENDING && record->lease_ms == JUMIO_ABSENT)
    blame(r, "leaseMs");
}

static jumio_result check_version(jumio_alloc *mem, const jumio__value *root, jumio_error **err)
{
  int64_t version = 0;
  if (!jumio__json_int(jumio__json_member(root, "v"), &version) || version < 1)
    return jumio__fail(err, mem, JUMIO_ERR_STORE_CORRUPT, "the stored record has no version");
  if (version > JUMIO__RECORD_VERSION)
    return jumio__fail(err, mem, JUMIO_ERR_STORE_VERSION, "the stored record was written by a newer version");
  return JUMIO_OK;
}

static jumio_result fill(jumio_verification *verification, int64_t now_ms, jumio_error **err)
{
  jumio__record *record = &verification->record;
  reader r = {jumio__json_root(verification->json), NULL};
  jumio_result result = check_version(verification->mem, r.root, err);
  if (result != JUMIO_OK)
    return result;
  read_request(&r, record);
  read_outcome(&r, record);
  read_reasons(&r, record);
  read_documents(&r, record);
  check_sense(&r, record);
  if (r.odd != NULL)
    return jumio__fail(err, verification->mem, JUMIO_ERR_STORE_CORRUPT, "the stored record is damaged at /%s", r.odd);
  if (record->processing == JUMIO_PROCESSING_SENDING && now_ms > record->lease_ms)
    record->processing = JUMIO_PROCESSING_OUTCOME_UNKNOWN;
  return JUMIO_OK;
}

jumio_result jumio__record_read(jumio_alloc *mem, const char *json, size_t len, int64_t revision, int64_t now_ms, jumio_verification **out,
                                jumio_error **err)
{
  jumio__json *tree = NULL;
  *out = NULL;
  jumio_result result = jumio__json_parse(mem, json, len, JUMIO__RECORD_MAX, &tree, NULL);
  if (result == JUMIO_ERR_OUT_OF_MEMORY)
    return jumio__fail_memory(err);
  if (result != JUMIO_OK)
    return jumio__fail(err, mem, JUMIO_ERR_STORE_CORRUPT, "the stored record is no JSON document");
  jumio_verification *verification = JUMIO__NEW(mem, jumio_verification);
  if (verification == NULL) {
    jumio__json_free(tree);
    return jumio__fail_memory(err);
  }
  verification->mem = jumio__mem_ref(mem);
  verification->json = tree;
  verification->revision = revision;
  result = fill(verification, now_ms, err);
  if (result == JUMIO_OK)
    *out = verification;
  else
    jumio_verification_free(verification);
  return result;
}

void jumio_verification_free(jumio_verification *verification)
{
  if (verification == NULL)
    return;
  jumio_alloc *mem = verification->mem;
  jumio__json_free(verification->json);
  jumio__mem_erase(mem, verification, sizeof *verification);
  jumio__mem_unref(mem);
}
