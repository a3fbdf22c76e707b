/** Writing JSON: a tree is filled in order and printed once; texts are checked for UTF-8 by the printer. */
#include "json/parser.h"

#include <jumio/result.h>

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
