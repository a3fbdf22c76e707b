/** The JSON form of a record. */
#include "verification/record.h"

#include <jumio/result.h>

#include "verification/words.h"

#include <string.h>

#define WORD_MAX 120

/* A word of Jumio's, cut at 120 bytes and at no half character: a record stays small whatever an answer holds. */
static void write_word(jumio__writer *writer, const char *key, const char *word)
{
  size_t len = word != NULL ? strlen(word) : 0;
  if (len > WORD_MAX)
    for (len = WORD_MAX; len > 0 && ((unsigned char)word[len] & 0xC0) == 0x80;)
      len--;
  jumio__writer_text_n(writer, key, word, len);
}

static void write_reasons(jumio__writer *writer, const jumio__record *record)
{
  jumio__writer_array(writer, "reasons");
  for (size_t i = 0; i < record->reason_count; i++)
    jumio__writer_text(writer, NULL, record->reasons[i]);
  jumio__writer_end(writer);
}

static void write_documents(jumio__writer *writer, const jumio__record *record)
{
  jumio__writer_array(writer, "documents");
  for (size_t i = 0; i < record->document_count; i++) {
    const jumio__document *document = &record->documents[i];
    jumio__writer_object(writer, NULL);
    jumio__writer_text(writer, "credential", document->credential_id);
    write_word(writer, "category", document->category);
    jumio__writer_text(writer, "classifier", document->classifier);
    jumio__writer_text(writer, "state", jumio__document_state_word(document->state));
    jumio__writer_end(writer);
  }
  jumio__writer_end(writer);
}

static void write_time(jumio__writer *writer, const char *key, int64_t ms)
{
  if (ms != JUMIO_ABSENT)
    jumio__writer_int(writer, key, ms);
}

static void write_outcome(jumio__writer *writer, const jumio__record *record)
{
  jumio__writer_text(writer, "status", jumio_idv_status_name(record->status));
  jumio__writer_bool(writer, "final", record->final);
  jumio__writer_int(writer, "flags", record->flags);
  write_time(writer, "receivedMs", record->received_ms);
  write_time(writer, "scoreX100", record->score_x100);
  write_word(writer, "decisionType", record->decision_type);
  write_word(writer, "decisionLabel", record->decision_label);
  jumio__writer_text(writer, "ruleset", record->ruleset);
  jumio__writer_text(writer, "policy", record->policy);
  jumio__writer_text(writer, "policyHash", record->policy_hash);
  write_reasons(writer, record);
  write_documents(writer, record);
}

jumio_result jumio__record_write(const jumio__record *record, jumio__buffer *out)
{
  jumio__writer *writer = jumio__writer_new(out->mem);
  if (writer == NULL)
    return JUMIO_ERR_OUT_OF_MEMORY;
  jumio__writer_object(writer, NULL);
  jumio__writer_int(writer, "v", JUMIO__RECORD_VERSION);
  jumio__writer_text(writer, "id", record->id);
  jumio__writer_text(writer, "entity", record->entity);
  jumio__writer_text(writer, "reference", record->reference);
  jumio__writer_text(writer, "workflowKey", record->workflow_key);
  jumio__writer_text(writer, "fingerprint", record->fingerprint);
  jumio__writer_text(writer, "processing", jumio__processing_word(record->processing));
  jumio__writer_int(writer, "createdMs", record->created_ms);
  jumio__writer_text(writer, "attempt", record->attempt);
  write_time(writer, "leaseMs", record->lease_ms);
  jumio__writer_text(writer, "account", record->account_id);
  jumio__writer_text(writer, "execution", record->execution_id);
  jumio__writer_text(writer, "link", record->link);
  write_word(writer, "executionStatus", record->execution_status);
  write_outcome(writer, record);
  jumio__writer_end(writer);
  jumio_result result = jumio__writer_finish(writer, out);
  jumio__writer_free(writer);
  return result;
}
