/** How a record moves on. No I/O and no clock: the caller gives the time. */
#include "verification/lifecycle.h"

#include <jumio/result.h>

#include "core/text.h"
#include "model/words.h"

#include <stdio.h>
#include <string.h>

jumio_result jumio__step_fingerprint(jumio__step *step, jumio_alloc *mem, const char *entity, const jumio_account_request *request)
{
  jumio__buffer body;
  jumio__buffer_init(&body, mem, JUMIO__REQUEST_MAX);
  jumio_result result = jumio__account_request_write(request, &body);
  if (result == JUMIO_OK) {
    uint64_t hash = jumio__hash(jumio__hash(0, entity, strlen(entity) + 1), body.data, body.len);
    snprintf(step->fingerprint, sizeof step->fingerprint, "%zu-%08lx%08lx", body.len, (unsigned long)(hash >> 32),
             (unsigned long)(hash & 0xFFFFFFFFu));
  }
  jumio__buffer_free(&body);
  return result;
}

void jumio__step_prepare(jumio__record *record, const jumio__step *step, const char *id, const char *entity,
                         const jumio_account_request *request, int64_t now_ms)
{
  memset(record, 0, sizeof *record);
  record->id = id;
  record->entity = entity;
  record->reference = jumio__account_request_reference(request);
  record->workflow_key = jumio__account_request_workflow_key(request);
  record->fingerprint = step->fingerprint;
  record->processing = JUMIO_PROCESSING_PREPARED;
  record->created_ms = now_ms;
  record->lease_ms = JUMIO_ABSENT;
  record->status = JUMIO_IDV_PENDING;
  record->received_ms = JUMIO_ABSENT;
  record->score_x100 = JUMIO_ABSENT;
}

/* Refused by Jumio for what the request is. Everything else that proves nothing was created (a rate limit, a permission that an operator
 * can grant, no token) leaves the intent prepared for another try. */
static bool is_refusal(jumio_result result, const jumio_error *error)
{
  return result == JUMIO_ERR_REQUEST_REFUSED && jumio_error_get_int64(error, JUMIO_ERROR_DELIVERY) == JUMIO_DELIVERY_ANSWERED;
}

/* The create has checked that it is a UUID. */
static const char *canonical(const char *id, char out[37])
{
  return jumio__uuid(id, strlen(id), out) ? out : id;
}

void jumio__step_answered(jumio__record *record, jumio__step *step, jumio_result result, const jumio_error *error,
                          const jumio_account *account, bool keep_link)
{
  record->lease_ms = JUMIO_ABSENT;
  if (result == JUMIO_OK) {
    record->processing = JUMIO_PROCESSING_WAITING;
    record->account_id = canonical(jumio_account_get_text(account, JUMIO_ACCOUNT_TEXT_ID), step->account_id);
    record->execution_id = canonical(jumio_account_get_text(account, JUMIO_ACCOUNT_TEXT_EXECUTION_ID), step->execution_id);
    record->link = keep_link ? jumio_account_get_text(account, JUMIO_ACCOUNT_TEXT_WEB_HREF) : NULL;
  } else if (result == JUMIO_ERR_OUTCOME_UNKNOWN) {
    record->processing = JUMIO_PROCESSING_OUTCOME_UNKNOWN;
  } else {
    record->processing = is_refusal(result, error) ? JUMIO_PROCESSING_REFUSED : JUMIO_PROCESSING_PREPARED;
  }
}

void jumio__step_status(jumio__record *record, const jumio_workflow_execution *execution, jumio_processing_status before)
{
  record->execution_status = jumio_workflow_execution_get_text(execution, JUMIO_EXECUTION_TEXT_STATUS);
  if (record->processing == before)
    record->processing = JUMIO_PROCESSING_WAITING; /* the hint, if there was one, is used up */
}

static const char *or_dash(const char *text)
{
  return text != NULL ? text : "-";
}

static void take_reasons(jumio__record *record, jumio__step *step, const jumio_decision *decision)
{
  size_t count = jumio_decision_reason_count(decision);
  if (count > JUMIO__RECORD_REASONS)
    count = JUMIO__RECORD_REASONS;
  for (size_t i = 0; i < count; i++) {
    const jumio_reason *reason = jumio_decision_get_reason_at(decision, i);
    char *text = step->reasons[i];
    int len =
        snprintf(text, JUMIO__REASON_MAX, "%s %s %s/%s %s", jumio_reason_get_text(reason, JUMIO_REASON_TEXT_RULE),
                 or_dash(jumio_reason_get_text(reason, JUMIO_REASON_TEXT_CAPABILITY)),
                 or_dash(jumio_reason_get_text(reason, JUMIO_REASON_TEXT_TYPE)),
                 or_dash(jumio_reason_get_text(reason, JUMIO_REASON_TEXT_LABEL)), jumio_reason_get_text(reason, JUMIO_REASON_TEXT_POINTER));
    size_t end = len < JUMIO__REASON_MAX ? (size_t)len : JUMIO__REASON_MAX - 1;
    while (end > 0 && !jumio__utf8_valid(text, end))
      end--; /* a cut may have split a character */
    text[end] = '\0';
    record->reasons[i] = text;
  }
  record->reason_count = count;
}

bool jumio__document_is_addressable(const char *credential_id, const char *classifier)
{
  char uuid[37];
  return credential_id != NULL && jumio__uuid(credential_id, strlen(credential_id), uuid) &&
         jumio__is_classifier(classifier, classifier != NULL ? strlen(classifier) : 0);
}

/* Every part that Jumio says can be downloaded. What could not be asked for (an id that is none) is left out. */
static void list_documents(jumio__record *record, const jumio_transaction *transaction)
{
  record->document_count = 0;
  for (size_t c = 0; c < jumio_transaction_credential_count(transaction); c++) {
    const jumio_transaction_credential *credential = jumio_transaction_get_credential_at(transaction, c);
    const char *id = jumio_transaction_credential_get_text(credential, JUMIO_CREDENTIAL_TEXT_ID);
    for (size_t p = 0; p < jumio_transaction_credential_part_count(credential); p++) {
      const char *classifier = jumio_transaction_credential_get_part_text_at(credential, p, JUMIO_PART_TEXT_CLASSIFIER);
      if (record->document_count == JUMIO__RECORD_DOCUMENTS || !jumio__document_is_addressable(id, classifier) ||
          jumio_transaction_credential_get_part_state_at(credential, p) != JUMIO_PART_STATE_DOWNLOADABLE)
        continue;
      jumio__document *document = &record->documents[record->document_count++];
      document->credential_id = id;
      document->category = jumio_transaction_credential_get_text(credential, JUMIO_CREDENTIAL_TEXT_CATEGORY);
      document->classifier = classifier;
      document->state = JUMIO_DOCUMENT_LISTED;
    }
  }
}

void jumio__step_decided(jumio__record *record, jumio__step *step, const jumio_transaction *transaction, const jumio_decision *decision,
                         int64_t now_ms)
{
  record->status = jumio_decision_get_status(decision);
  record->final = jumio_decision_is_final(decision) != 0;
  record->flags = jumio_decision_get_flags(decision);
  record->ruleset = jumio_decision_get_text(decision, JUMIO_DECISION_TEXT_RULESET);
  record->policy = jumio_decision_get_text(decision, JUMIO_DECISION_TEXT_POLICY_NAME);
  record->policy_hash = jumio_decision_get_text(decision, JUMIO_DECISION_TEXT_POLICY_HASH);
  record->received_ms = record->final ? now_ms : JUMIO_ABSENT;
  record->processing = record->final ? JUMIO_PROCESSING_DONE : JUMIO_PROCESSING_WAITING;
  take_reasons(record, step, decision);
  if (transaction == NULL)
    return;
  record->score_x100 = jumio_transaction_get_int64(transaction, JUMIO_TRANSACTION_RISK_SCORE_X100);
  record->decision_type = jumio_transaction_get_text(transaction, JUMIO_TEXT_DECISION_TYPE);
  record->decision_label = jumio_transaction_get_text(transaction, JUMIO_TEXT_DECISION_LABEL);
  list_documents(record, transaction);
}

jumio_document_status jumio__documents_status(const jumio__record *record)
{
  size_t fetched = 0;
  for (size_t i = 0; i < record->document_count; i++) {
    if (record->documents[i].state == JUMIO_DOCUMENT_UNAVAILABLE)
      return JUMIO_DOCUMENTS_MISSING;
    fetched += record->documents[i].state == JUMIO_DOCUMENT_FETCHED;
  }
  if (record->document_count == 0)
    return JUMIO_DOCUMENTS_NONE;
  return fetched == record->document_count ? JUMIO_DOCUMENTS_FETCHED : JUMIO_DOCUMENTS_AVAILABLE;
}
