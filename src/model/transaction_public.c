/** The getters of a transaction and its credentials. */
#include "model/transaction.h"

#include <jumio/result.h>

#include "model/owned_text.h"
#include "model/scalar.h"

#define LIST_MAX 1024 /* most entries that are shown of a list that is searched from its beginning each time */

static jumio_transaction_remarks remarks_of(const jumio_transaction *transaction)
{
  return transaction->wrong_type || jumio__transaction_has_odd_member(transaction) ? JUMIO_TRANSACTION_FIELD_IGNORED : 0;
}

int64_t jumio_transaction_get_int64(const jumio_transaction *transaction, jumio_transaction_number which)
{
  switch (which) {
  case JUMIO_TRANSACTION_STATUS:
    return transaction != NULL ? transaction->status : JUMIO_EXECUTION_UNKNOWN;
  case JUMIO_TRANSACTION_DECISION_TYPE:
    return transaction != NULL ? transaction->decision_type : JUMIO_TYPE_UNKNOWN;
  case JUMIO_TRANSACTION_RISK_SCORE_X100:
    return transaction != NULL ? transaction->score_x100 : JUMIO_ABSENT;
  case JUMIO_TRANSACTION_IS_WIPED:
    return transaction != NULL && transaction->wiped;
  case JUMIO_TRANSACTION_REMARKS:
    return transaction != NULL ? remarks_of(transaction) : 0;
  default:
    return JUMIO_ABSENT;
  }
}

static const char *text_at(const jumio__value *root, const char *path)
{
  return jumio__json_text(jumio__json_find(root, path), NULL);
}

const char *jumio_transaction_get_text(const jumio_transaction *transaction, jumio_transaction_text which)
{
  if (transaction == NULL)
    return NULL;
  switch (which) {
  case JUMIO_TEXT_DEFINITION_KEY:
    return transaction->definition_key;
  case JUMIO_TEXT_ORIGINAL_DEFINITION_KEY:
    return text_at(transaction->root, "workflow.originalDefinitionKey");
  case JUMIO_TEXT_USER_REFERENCE:
    return text_at(transaction->root, "workflow.userReference");
  case JUMIO_TEXT_CUSTOMER_INTERNAL_REFERENCE:
    return text_at(transaction->root, "workflow.customerInternalReference");
  case JUMIO_TEXT_REPORTING_CRITERIA:
    return text_at(transaction->root, "workflow.reportingCriteria");
  case JUMIO_TEXT_PARENT_ID:
    return text_at(transaction->root, "workflow.parentId");
  case JUMIO_TEXT_DECISION_TYPE:
    return transaction->decision_type_text;
  case JUMIO_TEXT_DECISION_LABEL:
    return transaction->decision_label;
  case JUMIO_TEXT_FEEDBACK_STATUS:
    return text_at(transaction->root, "feedback.status");
  case JUMIO_TEXT_FEEDBACK_REASON:
    return text_at(transaction->root, "feedback.reason");
  case JUMIO_TEXT_EXECUTION_ID:
    return transaction->execution_id;
  case JUMIO_TEXT_ACCOUNT_ID:
    return transaction->account_id;
  case JUMIO_TEXT_STATUS:
    return transaction->status_text;
  default:
    return NULL;
  }
}

int64_t jumio_transaction_get_unix_ms(const jumio_transaction *transaction, jumio_transaction_time which)
{
  if (transaction == NULL || which < JUMIO_TIME_CREATED || which > JUMIO_TIME_WIPED_OUT)
    return JUMIO_ABSENT;
  return jumio__read_time(transaction->times[which]);
}

const jumio_answer *jumio_transaction_get_answer(const jumio_transaction *transaction)
{
  return transaction != NULL ? &transaction->answer : NULL;
}

jumio_result jumio_transaction_dup_json(const jumio_transaction *transaction, char **out, size_t *out_len, jumio_error **err)
{
  if (out != NULL)
    *out = NULL;
  if (out_len != NULL)
    *out_len = 0;
  if (transaction == NULL || out == NULL)
    return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "%s is NULL", out == NULL ? "out" : "transaction");
  return jumio__dup_json(transaction->mem, transaction->root, out, out_len, err);
}

size_t jumio_transaction_credential_count(const jumio_transaction *transaction)
{
  return transaction != NULL ? transaction->credential_count : 0;
}

const jumio_transaction_credential *jumio_transaction_get_credential_at(const jumio_transaction *transaction, size_t index)
{
  return index < jumio_transaction_credential_count(transaction) ? &transaction->credentials[index] : NULL;
}

const char *jumio_transaction_credential_get_text(const jumio_transaction_credential *credential, jumio_credential_text which)
{
  if (credential == NULL)
    return NULL;
  switch (which) {
  case JUMIO_CREDENTIAL_TEXT_ID:
    return credential->id;
  case JUMIO_CREDENTIAL_TEXT_CATEGORY:
    return credential->category_text;
  case JUMIO_CREDENTIAL_TEXT_LABEL:
    return text_at(credential->value, "label");
  case JUMIO_CREDENTIAL_TEXT_CLIENT_IP:
    return text_at(credential->value, "clientIp");
  case JUMIO_CREDENTIAL_TEXT_CONSENT_COLLECTED_BY:
    return text_at(credential->value, "consent.collectedBy");
  case JUMIO_CREDENTIAL_TEXT_REUSABLE_IDENTITY_STATUS:
    return text_at(credential->value, "reusableIdentity.status");
  case JUMIO_CREDENTIAL_TEXT_REUSABLE_IDENTITY_SOURCE:
    return text_at(credential->value, "reusableIdentity.source");
  default:
    return NULL;
  }
}

int32_t jumio_transaction_credential_get_category(const jumio_transaction_credential *credential)
{
  return credential != NULL ? credential->category : JUMIO_CATEGORY_UNKNOWN;
}

int32_t jumio_transaction_credential_get_consent(const jumio_transaction_credential *credential)
{
  bool accepted;
  if (credential == NULL || !jumio__json_bool(jumio__json_find(credential->value, "consent.decisionAccepted"), &accepted))
    return -1;
  return accepted;
}

static const jumio__value *parts_of(const jumio_transaction_credential *credential)
{
  const jumio__value *parts = credential != NULL ? jumio__json_member(credential->value, "parts") : NULL;
  return jumio__json_is_array(parts) ? parts : NULL;
}

static const char *part_text(const jumio_transaction_credential *credential, size_t index, const char *member)
{
  if (index >= LIST_MAX)
    return NULL;
  return text_at(jumio__json_at(parts_of(credential), index), member);
}

size_t jumio_transaction_credential_part_count(const jumio_transaction_credential *credential)
{
  size_t count = jumio__json_count(parts_of(credential));
  return count < LIST_MAX ? count : LIST_MAX;
}

const char *jumio_transaction_credential_get_part_text_at(const jumio_transaction_credential *credential, size_t index,
                                                          jumio_part_text which)
{
  const char *member = which == JUMIO_PART_TEXT_CLASSIFIER ? "classifier" : which == JUMIO_PART_TEXT_CAPTURE_TYPE ? "captureType" : NULL;
  return member != NULL ? part_text(credential, index, member) : NULL;
}

jumio_part_state jumio_transaction_credential_get_part_state_at(const jumio_transaction_credential *credential, size_t index)
{
  if (credential != NULL && credential->transaction->wiped)
    return JUMIO_PART_STATE_WIPED;
  if (index >= jumio_transaction_credential_part_count(credential))
    return JUMIO_PART_STATE_ABSENT;
  const char *href = part_text(credential, index, "href");
  return href != NULL && *href != '\0' ? JUMIO_PART_STATE_DOWNLOADABLE : JUMIO_PART_STATE_NO_ADDRESS;
}
