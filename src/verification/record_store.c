/** Records in a store: loaded by id, saved by compare-and-swap together with their index terms. */
#include "verification/record.h"

#include <jumio/result.h>

#include "core/text.h"

#include <string.h>

jumio_result jumio__record_load(const jumio__store *store, const char *id, int64_t now_ms, jumio_verification **out, jumio_error **err)
{
  jumio__buffer bytes;
  int64_t revision;
  *out = NULL;
  jumio__buffer_init(&bytes, store->mem, JUMIO__RECORD_MAX);
  jumio_result result = jumio__store_get(store, id, &bytes, &revision, err);
  if (result == JUMIO_OK)
    result = jumio__record_read(store->mem, bytes.data, bytes.len, revision, now_ms, out, err);
  jumio__buffer_free(&bytes);
  if (result == JUMIO_OK && strcmp((*out)->record.id, id) != 0) {
    jumio_verification_free(*out);
    *out = NULL;
    return jumio__fail(err, store->mem, JUMIO_ERR_STORE_CORRUPT, "the store gave the record of another id");
  }
  return result;
}

/* When the record next wants attention, so that a scan up to now finds what is due. Zero-padded: terms are compared as bytes. */
static jumio_result add_due(const jumio__store *store, jumio_storage_terms *terms, int64_t ms)
{
  char digits[21], padded[21] = "00000000000000000000";
  size_t len = jumio__format_int64(ms, digits);
  if (ms < 0)
    return JUMIO_OK;
  memcpy(padded + 20 - len, digits, len);
  return jumio__store_term(store, terms, "due", padded);
}

static jumio_result add_terms(const jumio__store *store, const jumio__record *record, int64_t now_ms, jumio_storage_terms *terms)
{
  jumio_result result = jumio__store_term(store, terms, "entity", record->entity);
  if (result == JUMIO_OK && record->reference[0] != '{') /* the order of a mock outcome is no reference, and may hold names */
    result = jumio__store_term(store, terms, "reference", record->reference);
  if (result == JUMIO_OK)
    result = jumio__store_term(store, terms, "status", jumio_idv_status_name(record->status));
  if (result == JUMIO_OK && record->execution_id != NULL)
    result = jumio__store_term(store, terms, "execution", record->execution_id);
  if (result == JUMIO_OK && record->processing == JUMIO_PROCESSING_SENDING)
    result = add_due(store, terms, record->lease_ms);
  if (result == JUMIO_OK && (record->processing == JUMIO_PROCESSING_WAITING || record->processing == JUMIO_PROCESSING_RESULT_DUE))
    result = add_due(store, terms, now_ms);
  return result;
}

static jumio_result put(const jumio__store *store, const jumio__record *record, const jumio__buffer *bytes, int64_t expected,
                        int64_t now_ms, int64_t *out_revision, jumio_error **err)
{
  jumio_storage_terms *terms = NULL;
  jumio_result result = jumio_storage_terms_new(store->mem, &terms);
  if (result == JUMIO_OK)
    result = add_terms(store, record, now_ms, terms);
  if (result == JUMIO_OK)
    result = jumio__store_put(store, record->id, bytes->data, bytes->len, terms, expected, out_revision, err);
  else if (result == JUMIO_ERR_OUT_OF_MEMORY)
    jumio__fail_memory(err);
  else
    jumio__fail(err, store->mem, result, "an index term of the record breaks the rules of the store");
  jumio_storage_terms_free(terms);
  return result;
}

/* Writes the record and reads it back at once: what is stored can be read, and after the store took it nothing can fail. */
static jumio_result render(jumio_alloc *mem, const jumio__record *record, int64_t now_ms, jumio__buffer *bytes, jumio_verification **out,
                           jumio_error **err)
{
  jumio__buffer_init(bytes, mem, JUMIO__RECORD_MAX);
  jumio_result result = jumio__record_write(record, bytes);
  if (result == JUMIO_OK)
    return jumio__record_read(mem, bytes->data, bytes->len, 0, now_ms, out, err);
  if (result == JUMIO_ERR_OUT_OF_MEMORY)
    return jumio__fail_memory(err);
  return jumio__fail(err, mem, result, "the record cannot be written: %s", jumio_result_meaning(result));
}

jumio_result jumio__record_save(const jumio__store *store, const jumio__record *record, int64_t expected, int64_t now_ms,
                                jumio_verification **out, jumio_error **err)
{
  jumio__buffer bytes;
  int64_t revision = 0;
  jumio_verification *written = NULL;
  *out = NULL;
  jumio_result result = render(store->mem, record, now_ms, &bytes, &written, err);
  if (result == JUMIO_OK)
    result = put(store, record, &bytes, expected, now_ms, &revision, err);
  jumio__buffer_free(&bytes);
  if (result != JUMIO_OK) {
    jumio_verification_free(written);
    return result;
  }
  written->revision = revision;
  *out = written;
  return jumio__ok(err);
}

jumio_result jumio__record_keep(jumio_alloc *mem, const jumio__record *record, int64_t now_ms, jumio_verification **out, jumio_error **err)
{
  jumio__buffer bytes;
  *out = NULL;
  jumio_result result = render(mem, record, now_ms, &bytes, out, err);
  jumio__buffer_free(&bytes);
  return result;
}
