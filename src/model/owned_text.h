/** Texts that a `dup` function hands out: a hidden head in front remembers the allocator and the size. */
#ifndef JUMIO__MODEL_OWNED_TEXT_H
#define JUMIO__MODEL_OWNED_TEXT_H

#include "json/json.h"

/* Begin a text: the buffer gets the room of the head, everything added behind it is the text. */
bool jumio__owned_text_begin(jumio__buffer *buffer);
/* Hand the text out; the buffer is empty afterwards. Only after a successful begin; NULL when an append had failed. */
char *jumio__owned_text_take(jumio__buffer *buffer, size_t *out_len);
/* A value as JSON in such a text; *out is NULL before. */
jumio_result jumio__dup_json(jumio_alloc *mem, const jumio__value *value, char **out, size_t *out_len, jumio_error **err);

#endif
