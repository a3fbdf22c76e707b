/** A form-encoded Netverify callback as a JSON tree of its fields, so that callbacks and retrieval answers are read by the same code. */
#include "decision/netverify.h"

#include <jumio/result.h>

#include "core/text.h"
#include "http/form.h"

#include <string.h>

#define FIELDS_MAX 500 /* a callback has some forty */
#define NAME_SIZE 128
#define VALUE_MAX ((size_t)64 * 1024)

/* What the reader looks at. Everything else is checked for its encoding and left out. */
static const char *const known[] = {
    "verificationStatus",
    "idScanStatus",
    "identityVerification",
    "rejectReason",
    "transactionResult",
    "additionalChecks",
    "mrzCheck",
    "document",
    "transaction",
    "verification",
    "status",
    "source",
    "scanReference",
};
#define KNOWN_COUNT (sizeof known / sizeof known[0])

typedef struct form_reading {
  jumio_alloc *mem;
  jumio__writer *writer;
  char *room; /* for everything decoded; the writer borrows from it */
  size_t used;
  size_t number; /* of the field at hand; 1 is the first */
  uint32_t seen; /* bits of known */
  jumio_error **err;
} form_reading;

/* A field that the reader knows is told by its name; the name of another may be a datum that lost its place. */
static jumio_result fail_field(const form_reading *r, const char *name, jumio_result code, const char *wrong)
{
  if (name == NULL)
    return jumio__fail(r->err, r->mem, code, "form: field %zu: %s", r->number, wrong);
  char pointer[NAME_SIZE] = "/";
  jumio__text_harmless(name, strlen(name), pointer + 1, sizeof pointer - 1);
  jumio__error_facts facts = {.retry_after_ms = -1, .json_pointer = pointer};
  return jumio__fail_with(r->err, r->mem, code, &facts, "form: %s: %s", name, wrong);
}

/* KNOWN_COUNT: not known. */
static size_t index_of(const char *name, size_t len)
{
  size_t i = 0;
  while (i < KNOWN_COUNT && !jumio__same(name, len, known[i]))
    i++;
  return i;
}

static jumio_result read_field(form_reading *r, const jumio__form_field *field)
{
  char *text = r->room + r->used;
  size_t len;
  if (field->name_len > NAME_SIZE)
    return fail_field(r, NULL, JUMIO_ERR_TOO_LARGE, "its name is too long");
  const char *wrong = jumio__form_decode(field->name, field->name_len, text, &len);
  if (wrong != NULL)
    return fail_field(r, NULL, JUMIO_ERR_PROTOCOL, wrong);
  size_t at = index_of(text, len);
  const char *name = at < KNOWN_COUNT ? known[at] : NULL;
  if (field->value_len > VALUE_MAX)
    return fail_field(r, name, JUMIO_ERR_TOO_LARGE, "its value is too long");
  wrong = jumio__form_decode(field->value, field->value_len, text, &len);
  if (wrong != NULL)
    return fail_field(r, name, JUMIO_ERR_PROTOCOL, wrong);
  if (name == NULL)
    return JUMIO_OK;
  if ((r->seen >> at & 1) != 0)
    return fail_field(r, name, JUMIO_ERR_PROTOCOL, "stands twice");
  r->seen |= 1u << at;
  r->used += len;
  jumio__writer_text_n(r->writer, name, text, len);
  return JUMIO_OK;
}

static jumio_result read_fields(form_reading *r, const char *text, size_t len)
{
  jumio__form form = jumio__form_of(text, len);
  jumio__form_field field;
  while (jumio__form_next(&form, &field)) {
    if (++r->number > FIELDS_MAX)
      return jumio__fail(r->err, r->mem, JUMIO_ERR_TOO_LARGE, "form: more than %d fields", FIELDS_MAX);
    jumio_result result = read_field(r, &field);
    if (result != JUMIO_OK)
      return result;
  }
  return JUMIO_OK;
}

static jumio_result make_tree(form_reading *r, jumio__json **out)
{
  jumio__buffer json;
  jumio__buffer_init(&json, r->mem, 8 * JUMIO__NV_BODY_MAX); /* an escape in JSON takes six bytes at most */
  jumio__writer_end(r->writer);
  jumio_result result = jumio__writer_finish(r->writer, &json);
  result = result == JUMIO_OK ? jumio__json_take(r->mem, &json, out, r->err) : jumio__fail_memory(r->err);
  jumio__buffer_free(&json);
  return result;
}

jumio_result jumio__nv_parse_form(jumio_alloc *mem, const char *text, size_t len, jumio__json **out, jumio_error **err)
{
  form_reading r = {.mem = mem, .err = err, .room = jumio__mem_raw(mem, len + 1), .writer = jumio__writer_new(mem)};
  jumio_result result;
  *out = NULL;
  if (r.room == NULL || r.writer == NULL) {
    result = jumio__fail_memory(err);
    goto done;
  }
  jumio__writer_object(r.writer, NULL);
  result = read_fields(&r, text, len);
  if (result == JUMIO_OK)
    result = make_tree(&r, out);
done:
  jumio__writer_free(r.writer);
  jumio__mem_erase(mem, r.room, len + 1);
  return result;
}
