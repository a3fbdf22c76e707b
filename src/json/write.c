/** Writing JSON: a tree is filled in order and printed once; texts are checked for UTF-8 by the printer. */
#include "json/parser.h"

#include <jumio/result.h>

#include "core/text.h"

#include <string.h>

struct jumio__writer {
  jumio__json_memory memory;
  yyjson_mut_doc *doc;
  bool failed;
  size_t depth;
  yyjson_mut_val *open[JUMIO__JSON_DEPTH];
};

jumio__writer *jumio__writer_new(jumio_alloc *mem)
{
  jumio__writer *writer = JUMIO__NEW(mem, jumio__writer);
  if (writer == NULL)
    return NULL;
  writer->memory.mem = mem;
  yyjson_alc alc = jumio__json_alc(&writer->memory);
  writer->doc = yyjson_mut_doc_new(&alc);
  if (writer->doc == NULL) {
    jumio__mem_free(mem, writer, sizeof *writer);
    return NULL;
  }
  return writer;
}

void jumio__writer_free(jumio__writer *writer)
{
  if (writer == NULL)
    return;
  yyjson_mut_doc_free(writer->doc);
  jumio__mem_free(writer->memory.mem, writer, sizeof *writer);
}

/* Hangs a new node below the innermost open container. */
static void place(jumio__writer *writer, const char *key, yyjson_mut_val *node)
{
  bool placed = node != NULL;
  if (placed && writer->depth == 0) {
    placed = yyjson_mut_doc_get_root(writer->doc) == NULL;
    yyjson_mut_doc_set_root(writer->doc, node);
  } else if (placed && key == NULL) {
    placed = yyjson_mut_arr_append(writer->open[writer->depth - 1], node);
  } else if (placed) {
    placed = yyjson_mut_obj_add(writer->open[writer->depth - 1], yyjson_mut_str(writer->doc, key), node);
  }
  if (!placed)
    writer->failed = true;
}

static void open_container(jumio__writer *writer, const char *key, yyjson_mut_val *node)
{
  if (writer->depth == JUMIO__JSON_DEPTH)
    writer->failed = true;
  if (writer->failed)
    return;
  place(writer, key, node);
  writer->open[writer->depth++] = node;
}

void jumio__writer_object(jumio__writer *writer, const char *key)
{
  open_container(writer, key, yyjson_mut_obj(writer->doc));
}

void jumio__writer_array(jumio__writer *writer, const char *key)
{
  open_container(writer, key, yyjson_mut_arr(writer->doc));
}

void jumio__writer_end(jumio__writer *writer)
{
  if (writer->depth != 0)
    writer->depth--;
}

void jumio__writer_text_n(jumio__writer *writer, const char *key, const char *text, size_t len)
{
  if (text != NULL && !writer->failed)
    place(writer, key, yyjson_mut_strn(writer->doc, text, len));
}

void jumio__writer_text(jumio__writer *writer, const char *key, const char *text)
{
  if (text != NULL)
    jumio__writer_text_n(writer, key, text, strlen(text));
}

void jumio__writer_int(jumio__writer *writer, const char *key, int64_t number)
{
  if (!writer->failed)
    place(writer, key, yyjson_mut_sint(writer->doc, number));
}

void jumio__writer_bool(jumio__writer *writer, const char *key, bool truth)
{
  if (!writer->failed)
    place(writer, key, yyjson_mut_bool(writer->doc, truth));
}

void jumio__writer_copy(jumio__writer *writer, const char *key, const jumio__value *value)
{
  if (value != NULL && !writer->failed)
    place(writer, key, yyjson_val_mut_copy(writer->doc, jumio__json_node(value)));
}

static yyjson_mut_val *step(yyjson_mut_val *at, const char *part, size_t len)
{
  int64_t index;
  if (yyjson_mut_is_obj(at))
    return yyjson_mut_obj_getn(at, part, len);
  if ((len > 1 && part[0] == '0') || !jumio__parse_int64(part, len, &index) || part[0] == '-')
    return NULL;
  return yyjson_mut_arr_get(at, (size_t)index); /* NULL when it is no array, or has no such element */
}

/* A member of an object; `node` is NULL when there was no memory. */
static jumio_result hang(jumio__writer *writer, yyjson_mut_val *object, const char *part, size_t len, yyjson_mut_val *node)
{
  if (!yyjson_mut_is_obj(object))
    return JUMIO_ERR_ARGUMENT;
  yyjson_mut_val *key = yyjson_mut_strncpy(writer->doc, part, len);
  return key != NULL && node != NULL && yyjson_mut_obj_add(object, key, node) ? JUMIO_OK : JUMIO_ERR_OUT_OF_MEMORY;
}

jumio_result jumio__writer_put(jumio__writer *writer, const char *pointer, const jumio__value *value)
{
  char part[JUMIO__JSON_TOKEN_MAX];
  size_t len;
  yyjson_mut_val *at = yyjson_mut_doc_get_root(writer->doc), *next;
  if (writer->failed)
    return JUMIO_ERR_OUT_OF_MEMORY;
  while (*pointer == '/' && (pointer = jumio__json_token(pointer + 1, part, &len)) != NULL) {
    next = step(at, part, len);
    if (*pointer == '\0')
      return next != NULL ? JUMIO_ERR_CONFLICT : hang(writer, at, part, len, yyjson_val_mut_copy(writer->doc, jumio__json_node(value)));
    if (next == NULL) {
      next = yyjson_mut_obj(writer->doc);
      jumio_result result = hang(writer, at, part, len, next);
      if (result != JUMIO_OK)
        return result;
    }
    at = next;
  }
  return JUMIO_ERR_ARGUMENT;
}

static jumio_result hand_over(const yyjson_alc *alc, char *text, size_t len, yyjson_write_code code, jumio__buffer *out)
{
  if (text == NULL)
    return code == YYJSON_WRITE_ERROR_INVALID_STRING ? JUMIO_ERR_ARGUMENT : JUMIO_ERR_OUT_OF_MEMORY;
  jumio__buffer_add(out, text, len);
  alc->free(alc->ctx, text);
  return jumio__buffer_result(out);
}

jumio_result jumio__writer_finish(jumio__writer *writer, jumio__buffer *out)
{
  if (writer->failed)
    return JUMIO_ERR_OUT_OF_MEMORY;
  yyjson_alc alc = jumio__json_alc(&writer->memory);
  yyjson_write_err failure = {0};
  size_t len = 0;
  char *text = yyjson_mut_write_opts(writer->doc, YYJSON_WRITE_NOFLAG, &alc, &len, &failure);
  return hand_over(&alc, text, len, failure.code, out);
}

jumio_result jumio__json_print(const jumio__value *value, jumio__buffer *out)
{
  jumio__json_memory memory = {.mem = out->mem};
  yyjson_alc alc = jumio__json_alc(&memory);
  yyjson_write_err failure = {0};
  size_t len = 0;
  char *text = yyjson_val_write_opts(jumio__json_node(value), YYJSON_WRITE_NOFLAG, &alc, &len, &failure);
  return hand_over(&alc, text, len, failure.code, out);
}
