/** Texts that a `dup` function hands out: a hidden head in front remembers the allocator and the size. */
#include "model/owned_text.h"

#include <jumio/transaction.h>

#include <stdalign.h>
#include <string.h>

typedef struct head {
  alignas(max_align_t) jumio_alloc *mem;
  size_t room;
} head;

bool jumio__owned_text_begin(jumio__buffer *buffer)
{
  static const head empty;
  return jumio__buffer_add(buffer, &empty, sizeof empty);
}

char *jumio__owned_text_take(jumio__buffer *buffer, size_t *out_len)
{
  if (buffer->failed || buffer->len < sizeof(head))
    return NULL;
  head filled = {.mem = jumio__mem_ref(buffer->mem), .room = buffer->room};
  char *text = buffer->data + sizeof filled;
  memcpy(buffer->data, &filled, sizeof filled);
  if (out_len != NULL)
    *out_len = buffer->len - sizeof filled;
  jumio__buffer_init(buffer, buffer->mem, buffer->max);
  return text;
}

void jumio_text_free(char *text)
{
  head found;
  if (text == NULL)
    return;
  char *block = text - sizeof found;
  memcpy(&found, block, sizeof found);
  jumio__mem_erase(found.mem, block, found.room);
  jumio__mem_unref(found.mem);
}

static jumio_result write_owned(jumio_alloc *mem, jumio__text_fn write, const void *object, char **out, size_t *out_len, jumio_error **err)
{
  jumio__buffer text;
  jumio__buffer_init(&text, mem, SIZE_MAX / 2);
  if (jumio__owned_text_begin(&text) && write(object, &text) == JUMIO_OK)
    *out = jumio__owned_text_take(&text, out_len);
  jumio__buffer_free(&text);
  return *out != NULL ? jumio__ok(err) : jumio__fail_memory(err);
}

jumio_result jumio__dup_text(jumio_alloc *mem, jumio__text_fn write, const void *object, const char *name, char **out, size_t *out_len,
                             jumio_error **err)
{
  if (out != NULL)
    *out = NULL;
  if (out_len != NULL)
    *out_len = 0;
  if (object == NULL || out == NULL)
    return jumio__fail(err, mem, JUMIO_ERR_ARGUMENT, "%s is NULL", object == NULL ? name : "out");
  return write_owned(mem, write, object, out, out_len, err);
}

static jumio_result write_value(const void *value, jumio__buffer *out)
{
  return jumio__json_print(value, out);
}

jumio_result jumio__dup_json(jumio_alloc *mem, const jumio__value *value, char **out, size_t *out_len, jumio_error **err)
{
  return write_owned(mem, write_value, value, out, out_len, err);
}
