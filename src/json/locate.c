/** Where a value stands in a text that a person wrote: its line and its JSON pointer. */
#include "json/parser.h"

#include "core/text.h"

#include <string.h>

size_t jumio__text_line(const char *text, size_t byte, size_t *in_line)
{
  size_t line = 1, begin = 0;
  for (size_t i = 0; i < byte; i++)
    if (text[i] == '\n') {
      line++;
      begin = i + 1;
    }
  *in_line = byte - begin + 1;
  return line;
}

/* Texts are left where they stood in the copy of the document, and the nodes of a tree are in its order. */
static size_t byte_of(const jumio__json *json, const yyjson_val *value)
{
  const yyjson_val *root = yyjson_doc_get_root(json->doc);
  while (value != root && !unsafe_yyjson_is_str(jumio__json_node(value)))
    value--;
  return unsafe_yyjson_is_str(jumio__json_node(value)) ? (size_t)(value->uni.str - json->text) : 0;
}

static void put(jumio__json_place *place, size_t *len, const char *text, size_t text_len)
{
  for (size_t i = 0; i < text_len && *len + 1 < sizeof place->pointer; i++)
    place->pointer[(*len)++] = text[i];
  place->pointer[*len] = '\0';
}

static void put_key(jumio__json_place *place, size_t *len, const jumio__value *key)
{
  size_t key_len = 0;
  const char *text = jumio__json_text(key, &key_len);
  for (size_t i = 0; i < key_len; i++) {
    bool escaped = text[i] == '~' || text[i] == '/';
    put(place, len, escaped ? (text[i] == '~' ? "~0" : "~1") : text + i, escaped ? 2 : 1);
  }
}

/* The member or element of a container that is the value, or holds it. */
static const jumio__value *step_towards(const jumio__value *container, const jumio__value *value, jumio__json_place *place, size_t *len)
{
  bool object = jumio__json_is_object(container);
  const jumio__value *key = jumio__json_first(container), *member = object ? key + 1 : key;
  char digits[21];
  int64_t index = 0;
  for (; jumio__json_next(member) <= value; index++) {
    key = jumio__json_next(member);
    member = object ? key + 1 : key;
  }
  put(place, len, "/", 1);
  if (object)
    put_key(place, len, key);
  else
    put(place, len, digits, jumio__format_int64(index, digits));
  return value < member ? value : member;
}

void jumio__json_locate(const jumio__json *json, const jumio__value *value, jumio__json_place *out)
{
  size_t len = 0, in_line;
  out->pointer[0] = '\0';
  for (const jumio__value *at = jumio__json_root(json); at != value;)
    at = step_towards(at, value, out, &len);
  out->line = jumio__text_line(json->source, byte_of(json, value), &in_line);
}
