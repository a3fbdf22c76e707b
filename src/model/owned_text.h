/** Texts that a `dup` function hands out: a hidden head in front remembers the allocator and the size. */
#ifndef JUMIO__MODEL_OWNED_TEXT_H
#define JUMIO__MODEL_OWNED_TEXT_H

#include "json/json.h"

/* Begin a text: the buffer gets the room of the head, everything added behind it is the text. */
bool jumio__owned_text_begin(jumio__buffer *buffer);
/* Hand the text out; the buffer is empty afterwards. Only after a successful begin; NULL when an append had failed. */
char *jumio__owned_text_take(jumio__buffer *buffer, size_t *out_len);
/* Writes a text of an object; a failure is one of memory, and may stick in the buffer instead of being told. */
typedef jumio_result (*jumio__text_fn)(const void *object, jumio__buffer *out);
/* What a public dup function does: ERR_ARGUMENT when the object, of which `name` is the parameter's name, or out is NULL;
 * ERR_OUT_OF_MEMORY. The outputs are emptied first. */
jumio_result jumio__dup_text(jumio_alloc *mem, jumio__text_fn write, const void *object, const char *name, char **out, size_t *out_len,
                             jumio_error **err);
/* A value as JSON in such a text; *out is NULL before. */
jumio_result jumio__dup_json(jumio_alloc *mem, const jumio__value *value, char **out, size_t *out_len, jumio_error **err);

#endif
