/** The getters of a verification. */
#include "verification/lifecycle.h"

const char *jumio_verification_get_text(const jumio_verification *verification, jumio_verification_text which)
{
  const jumio__record *record = verification != NULL ? &verification->record : NULL;
  if (record == NULL)
    return NULL;
  switch (which) {
  case JUMIO_VERIFICATION_TEXT_ID:
    return record->id;
  case JUMIO_VERIFICATION_TEXT_ENTITY:
    return record->entity;
  case JUMIO_VERIFICATION_TEXT_REFERENCE:
    return record->reference;
  case JUMIO_VERIFICATION_TEXT_ACCOUNT_ID:
    return record->account_id;
  case JUMIO_VERIFICATION_TEXT_SCAN_REFERENCE:
    return record->execution_id;
  case JUMIO_VERIFICATION_TEXT_ID_TASK:
    return record->link;
  case JUMIO_VERIFICATION_TEXT_WORKFLOW_KEY:
    return record->workflow_key;
  case JUMIO_VERIFICATION_TEXT_EXECUTION_STATUS:
    return record->execution_status;
  case JUMIO_VERIFICATION_TEXT_DECISION_TYPE:
    return record->decision_type;
  case JUMIO_VERIFICATION_TEXT_DECISION_LABEL:
    return record->decision_label;
  case JUMIO_VERIFICATION_TEXT_RULESET_VERSION:
    return record->ruleset;
  case JUMIO_VERIFICATION_TEXT_POLICY_NAME:
    return record->policy;
  case JUMIO_VERIFICATION_TEXT_POLICY_HASH:
    return record->policy_hash;
  default:
    return NULL;
  }
}

int32_t jumio_verification_get_status(const jumio_verification *verification)
{
  return verification != NULL ? verification->record.status : JUMIO_IDV_UNKNOWN;
}

int64_t jumio_verification_get_int64(const jumio_verification *verification, jumio_verification_number which)
{
  const jumio__record *record = verification != NULL ? &verification->record : NULL;
  switch (which) {
  case JUMIO_VERIFICATION_IS_FINAL:
    return record != NULL && record->final;
  case JUMIO_VERIFICATION_FLAGS:
    return record != NULL ? record->flags : 0;
  case JUMIO_VERIFICATION_PROCESSING_STATUS:
    return record != NULL ? record->processing : JUMIO_PROCESSING_UNKNOWN;
  case JUMIO_VERIFICATION_DOCUMENT_STATUS:
    return record != NULL ? jumio__documents_status(record) : JUMIO_DOCUMENTS_NONE;
  case JUMIO_VERIFICATION_RISK_SCORE_X100:
    return record != NULL ? record->score_x100 : JUMIO_ABSENT;
  default:
    return JUMIO_ABSENT;
  }
}

int64_t jumio_verification_get_unix_ms(const jumio_verification *verification, jumio_verification_time which)
{
  if (verification == NULL)
    return JUMIO_ABSENT;
  return which == JUMIO_VERIFICATION_TIME_CREATED    ? verification->record.created_ms
         : which == JUMIO_VERIFICATION_TIME_RECEIVED ? verification->record.received_ms
                                                     : JUMIO_ABSENT;
}

size_t jumio_verification_reason_count(const jumio_verification *verification)
{
  return verification != NULL ? verification->record.reason_count : 0;
}

const char *jumio_verification_get_reason_at(const jumio_verification *verification, size_t index)
{
  return index < jumio_verification_reason_count(verification) ? verification->record.reasons[index] : NULL;
}

size_t jumio_verification_document_count(const jumio_verification *verification)
{
  return verification != NULL ? verification->record.document_count : 0;
}

static const jumio__document *document_at(const jumio_verification *verification, size_t index)
{
  return index < jumio_verification_document_count(verification) ? &verification->record.documents[index] : NULL;
}

const char *jumio_verification_get_document_text_at(const jumio_verification *verification, size_t index, jumio_document_text which)
{
  const jumio__document *document = document_at(verification, index);
  if (document == NULL)
    return NULL;
  switch (which) {
  case JUMIO_DOCUMENT_TEXT_CREDENTIAL_ID:
    return document->credential_id;
  case JUMIO_DOCUMENT_TEXT_CATEGORY:
    return document->category;
  case JUMIO_DOCUMENT_TEXT_CLASSIFIER:
    return document->classifier;
  default:
    return NULL;
  }
}

jumio_document_state jumio_verification_get_document_state_at(const jumio_verification *verification, size_t index)
{
  const jumio__document *document = document_at(verification, index);
  return document != NULL ? document->state : JUMIO_DOCUMENT_LISTED;
}
