/** How a record moves on: pure steps, from an intent to a decided verification. */
#ifndef JUMIO__LIFECYCLE_H
#define JUMIO__LIFECYCLE_H

#include <jumio/workflow_execution.h>

#include "model/account_request.h"
#include "model/transaction.h"
#include "verification/record.h"

/* What the steps need room for; the record borrows from it. */
typedef struct jumio__step {
  char fingerprint[48];
  char account_id[37]; /* lower case, so that a callback finds them however it spells them */
  char execution_id[37];
  char reasons[JUMIO__RECORD_REASONS][JUMIO__REASON_MAX];
} jumio__step;

/* Tells one request for one entity from every other that is used by accident. */
jumio_result jumio__step_fingerprint(jumio__step *step, jumio_alloc *mem, const char *entity, const jumio_account_request *request);
/* PREPARED: nothing was sent. */
void jumio__step_prepare(jumio__record *record, const jumio__step *step, const char *id, const char *entity,
                         const jumio_account_request *request, int64_t now_ms);
/* What became of the create: WAITING, REFUSED, OUTCOME_UNKNOWN, or PREPARED again when nothing was sent. */
void jumio__step_answered(jumio__record *record, jumio__step *step, jumio_result result, const jumio_error *error,
                          const jumio_account *account, bool keep_link);
/* Jumio's word for where the execution stands. `before` is what the processing status was when Jumio was asked: a callback that came
 * afterwards is news, and its hint stays. */
void jumio__step_status(jumio__record *record, const jumio_workflow_execution *execution, jumio_processing_status before);
/* The decision. transaction is NULL where Jumio no longer has the details of an expired execution. */
void jumio__step_decided(jumio__record *record, jumio__step *step, const jumio_transaction *transaction, const jumio_decision *decision,
                         int64_t now_ms);
/* What a part's address is built of, and what a host may name a file after. */
bool jumio__document_is_addressable(const char *credential_id, const char *classifier);
jumio_document_status jumio__documents_status(const jumio__record *record);

#endif
