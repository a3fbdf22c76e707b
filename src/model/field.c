/** The members of the capabilities' elements by constant: a table made from fields.def, and their reading. */
#include "model/field.h"

#include <jumio/result.h>

#include "model/owned_text.h"
#include "model/transaction.h"

typedef enum field_kind { KIND_TEXT, KIND_BOTH, KIND_NUMBER, KIND_REAL, KIND_TRUTH, KIND_LIST, KIND_OBJECT } field_kind;

typedef struct field_row {
  const char *pointer;
  uint8_t capability;
  uint8_t kind;
} field_row;

#define JUMIO__FIELD(number, name, capability, pointer, kind) [number] = {pointer, JUMIO__CAPABILITY_##capability, KIND_##kind},
static const field_row rows[] = {
#include "model/fields.def"
};
#define ROWS ((jumio_field)(sizeof rows / sizeof rows[0]))

static const field_row *row_of(jumio_field which)
{
  return which > 0 && which < ROWS && rows[which].pointer != NULL ? &rows[which] : NULL;
}

const char *jumio_field_get_pointer(jumio_field which)
{
  const field_row *row = row_of(which);
  return row != NULL ? row->pointer : NULL;
}

const char *jumio_capability_get_field(const jumio_capability *capability, jumio_field which)
{
  const field_row *row = row_of(which);
  bool truth;
  if (row == NULL || capability == NULL || capability->kind != row->capability)
    return NULL;
  const jumio__value *value = jumio__json_pointer(capability->value, row->pointer);
  if (row->kind == KIND_TRUTH && jumio__json_bool(value, &truth))
    return truth ? "true" : "false";
  if (row->kind == KIND_BOTH && jumio__json_kind(value) == JUMIO__KIND_INT)
    return capability->digits;
  return jumio__json_text(value, NULL);
}

size_t jumio_capability_count(const jumio_capability *capability, const char *pointer)
{
  return capability != NULL ? jumio__json_count(jumio__json_pointer(capability->value, pointer)) : 0;
}

jumio_result jumio_capability_dup_json(const jumio_capability *capability, const char *pointer, char **out, size_t *out_len,
                                       jumio_error **err)
{
  const jumio__value *value = capability != NULL ? jumio__json_pointer(capability->value, pointer) : NULL;
  if (out != NULL)
    *out = NULL;
  if (out_len != NULL)
    *out_len = 0;
  if (capability == NULL || pointer == NULL || out == NULL)
    return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "capability, pointer or out is NULL");
  return value != NULL ? jumio__dup_json(capability->transaction->mem, value, out, out_len, err) : jumio__ok(err);
}
