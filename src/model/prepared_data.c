/** Prepared data as it is filled in and written: setters that check their field, members as they are, and the source made of both. */
#include "model/prepared_data.h"

#include "core/text.h"
#include "http/source.h"

#include <string.h>

#define NAME_MAX_BYTES 64

jumio_result jumio_prepared_data_new(jumio_alloc *alloc, jumio_prepared_data **out, jumio_error **err)
{
  if (out == NULL)
    return jumio__fail(err, alloc, JUMIO_ERR_ARGUMENT, "out is NULL");
  *out = JUMIO__NEW(alloc, jumio_prepared_data);
  if (*out == NULL)
    return jumio__fail_memory(err);
  (*out)->mem = jumio__mem_ref(alloc);
  return jumio__ok(err);
}

static void free_member(jumio_alloc *mem, jumio__data_member *member)
{
  if (member == NULL)
    return;
  jumio__mem_erase(mem, member->names, member->names_size);
  jumio__mem_text_erase(mem, member->text);
  jumio__json_free(member->json);
  jumio__mem_free(mem, member, sizeof *member);
}

void jumio_prepared_data_free(jumio_prepared_data *data)
{
  if (data == NULL)
    return;
  jumio_alloc *mem = data->mem;
  for (size_t i = 0; i < data->count; i++)
    free_member(mem, data->members[i]);
  jumio__mem_free(mem, data, sizeof *data);
  jumio__mem_unref(mem);
}

/* ---- pointers ---- */

/* Splits and unescapes in place. NULL when the pointer is in order, else the rule that is broken. */
static const char *split(jumio__data_member *member)
{
  char *to = member->names;
  const char *from = member->names;
  if (*from != '/')
    return "must begin with /";
  while (*from == '/') {
    const char *begin = to;
    if (member->depth == JUMIO__DATA_DEPTH)
      return "must have at most 8 levels";
    member->name[member->depth++] = to;
    for (from++; *from != '\0' && *from != '/'; from++) {
      if (*from == '~' && from[1] != '0' && from[1] != '1')
        return "must escape ~ as ~0";
      *to++ = *from != '~' ? *from : *++from == '0' ? '~' : '/';
    }
    if (to == begin || to - begin > NAME_MAX_BYTES)
      return "each level must have a name of 1 to 64 bytes";
    if (*from == '\0') {
      *to = '\0';
      return NULL;
    }
    *to++ = '\0'; /* where the next slash stood, or before it: what is unescaped grows no longer */
  }
  return NULL;
}

static jumio_data_field field_at(const char *pointer)
{
  for (jumio_data_field field = 1; field < JUMIO__DATA_FIELDS; field++)
    if (strcmp(jumio__data_pointer(field), pointer) == 0)
      return field;
  return 0;
}

static jumio_result new_member(jumio_prepared_data *data, const char *pointer, size_t len, jumio__data_member **out, jumio_error **err)
{
  jumio__data_member *member = JUMIO__NEW(data->mem, jumio__data_member);
  *out = NULL;
  if (member == NULL)
    return jumio__fail_memory(err);
  member->names = jumio__mem_text(data->mem, pointer, len);
  member->names_size = len + 1;
  const char *rule = NULL;
  if (member->names != NULL) {
    member->field = field_at(member->names);
    rule = split(member);
  }
  if (member->names == NULL || rule != NULL) {
    bool no_memory = member->names == NULL;
    free_member(data->mem, member);
    return no_memory ? jumio__fail_memory(err) : jumio__fail(err, data->mem, JUMIO_ERR_ARGUMENT, "pointer: %s", rule);
  }
  *out = member;
  return JUMIO_OK;
}

static bool same_way(const jumio__data_member *a, const jumio__data_member *b, size_t depth)
{
  if (a->depth < depth || b->depth < depth)
    return false;
  for (size_t i = 0; i < depth; i++)
    if (strcmp(a->name[i], b->name[i]) != 0)
      return false;
  return true;
}

/* Takes the member over, also when it fails. */
static jumio_result put(jumio_prepared_data *data, jumio__data_member *member, jumio_error **err)
{
  size_t at = data->count;
  for (size_t i = 0; i < data->count; i++) {
    const jumio__data_member *other = data->members[i];
    size_t shorter = other->depth < member->depth ? other->depth : member->depth;
    if (!same_way(other, member, shorter))
      continue;
    if (other->depth != member->depth) {
      free_member(data->mem, member);
      return jumio__fail(err, data->mem, JUMIO_ERR_ARGUMENT, "pointer: another member lies above or below it");
    }
    at = i;
  }
  if (at == JUMIO__DATA_MEMBERS) {
    free_member(data->mem, member);
    return jumio__fail(err, data->mem, JUMIO_ERR_TOO_LARGE, "prepared data: at most %d fields and members", JUMIO__DATA_MEMBERS);
  }
  if (at < data->count)
    free_member(data->mem, data->members[at]);
  else
    data->count++;
  data->members[at] = member;
  return jumio__ok(err);
}

/* ---- setters ---- */

jumio_result jumio_prepared_data_set(jumio_prepared_data *data, jumio_data_field which, const char *text, size_t len, jumio_error **err)
{
  jumio__data_member *member = NULL;
  if (data == NULL)
    return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "data is NULL");
  const char *pointer = jumio__data_pointer(which);
  if (pointer == NULL)
    return jumio__fail(err, data->mem, JUMIO_ERR_ARGUMENT, "which: not one of the JUMIO_DATA_ constants");
  const char *rule = jumio__text_arg(text, &len) ? jumio__data_rule(which, text, len) : "must be UTF-8 without NUL";
  if (rule != NULL)
    return jumio__fail(err, data->mem, JUMIO_ERR_ARGUMENT, "%s: %s", pointer, rule);
  jumio_result result = new_member(data, pointer, strlen(pointer), &member, err);
  if (result != JUMIO_OK)
    return result;
  member->text = jumio__mem_text(data->mem, text, len);
  if (member->text != NULL)
    return put(data, member, err);
  free_member(data->mem, member);
  return jumio__fail_memory(err);
}

jumio_result jumio_prepared_data_set_member(jumio_prepared_data *data, const char *pointer, size_t pointer_len, const char *json,
                                            size_t json_len, jumio_error **err)
{
  jumio__data_member *member = NULL;
  if (data == NULL)
    return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "data is NULL");
  if (!jumio__text_arg(pointer, &pointer_len) || !jumio__no_controls(pointer, pointer_len))
    return jumio__fail(err, data->mem, JUMIO_ERR_ARGUMENT, "pointer: must be UTF-8 without control characters");
  if (!jumio__text_arg(json, &json_len))
    return jumio__fail(err, data->mem, JUMIO_ERR_ARGUMENT, "json: must be UTF-8 without NUL");
  jumio_result result = new_member(data, pointer, pointer_len, &member, err);
  if (result == JUMIO_OK)
    result = jumio__json_parse(data->mem, json, json_len, JUMIO__DATA_JSON_MAX, &member->json, err);
  if (result == JUMIO_OK)
    return put(data, member, err);
  free_member(data->mem, member);
  return result;
}

const char *jumio__data_text(const jumio__data_member *member, size_t *len)
{
  if (member->text == NULL)
    return jumio__json_text(jumio__json_root(member->json), len);
  *len = strlen(member->text);
  return member->text;
}

/* ---- writing ---- */

/* Some member before this one shares its way so far, and wrote this level already. */
static bool is_written(const jumio_prepared_data *data, size_t index, size_t depth)
{
  for (size_t i = 0; i < index; i++)
    if (same_way(data->members[i], data->members[index], depth))
      return true;
  return false;
}

/* The members below the first `depth` names of one of them. */
static void write_level(jumio__writer *writer, const jumio_prepared_data *data, const jumio__data_member *way, size_t depth)
{
  for (size_t i = 0; i < data->count; i++) {
    const jumio__data_member *member = data->members[i];
    if (member->depth <= depth || (way != NULL && !same_way(way, member, depth)) || is_written(data, i, depth + 1))
      continue;
    const char *name = member->name[depth];
    if (member->depth > depth + 1) {
      jumio__writer_object(writer, name);
      write_level(writer, data, member, depth + 1);
      jumio__writer_end(writer);
    } else if (member->text != NULL) {
      jumio__writer_text(writer, name, member->text);
    } else {
      jumio__writer_copy(writer, name, jumio__json_root(member->json));
    }
  }
}

static jumio_result write_all(const jumio_prepared_data *data, jumio__buffer *out)
{
  jumio__writer *writer = jumio__writer_new(data->mem);
  if (writer == NULL)
    return JUMIO_ERR_OUT_OF_MEMORY;
  jumio__writer_object(writer, NULL);
  write_level(writer, data, NULL, 0);
  jumio__writer_end(writer);
  jumio_result result = jumio__writer_finish(writer, out);
  jumio__writer_free(writer);
  return result;
}

jumio_result jumio_source_new_prepared_data(const jumio_prepared_data *data, jumio_source **out, jumio_error **err)
{
  jumio__buffer json;
  if (out != NULL)
    *out = NULL;
  if (data == NULL || out == NULL || data->count == 0)
    return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "data, out: must not be NULL, and data not empty");
  jumio__buffer_init(&json, data->mem, SIZE_MAX / 2); /* bounded by what was let in */
  jumio_result result = write_all(data, &json);
  if (result == JUMIO_OK) {
    char *text = jumio__mem_text(data->mem, json.data, json.len);
    result = text != NULL ? jumio__source_new_json(data->mem, text, json.len, out) : JUMIO_ERR_OUT_OF_MEMORY;
  }
  jumio__buffer_free(&json);
  return result == JUMIO_OK ? jumio__ok(err) : jumio__fail_memory(err);
}
