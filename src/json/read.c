/** Walking a tree and reading values; everything accepts NULL and values of another kind. */
#include "json/parser.h"

#include <jumio/result.h>

#include "core/text.h"

#include <string.h>

#define POINTER_PART_MAX 256

jumio__kind jumio__json_kind(const jumio__value *value)
{
  yyjson_val *node = jumio__json_node(value);
  if (node == NULL)
    return JUMIO__KIND_ABSENT;
  switch (unsafe_yyjson_get_type(node)) {
  case YYJSON_TYPE_NULL:
    return JUMIO__KIND_NULL;
  case YYJSON_TYPE_BOOL:
    return JUMIO__KIND_BOOL;
  case YYJSON_TYPE_STR:
    return JUMIO__KIND_TEXT;
  case YYJSON_TYPE_ARR:
    return JUMIO__KIND_ARRAY;
  case YYJSON_TYPE_OBJ:
    return JUMIO__KIND_OBJECT;
  default: {
    int64_t number;
    return jumio__json_int(value, &number) ? JUMIO__KIND_INT : JUMIO__KIND_REAL;
  }
  }
}

static yyjson_val *member_n(yyjson_val *object, const char *key, size_t len)
{
  if (object == NULL || !unsafe_yyjson_is_obj(object))
    return NULL;
  yyjson_val *at = object + 1;
  for (size_t left = unsafe_yyjson_get_len(object); left > 0; left--, at = unsafe_yyjson_get_next(at + 1))
    if (unsafe_yyjson_get_len(at) == len && memcmp(at->uni.str, key, len) == 0)
      return at + 1;
  return NULL;
}

const jumio__value *jumio__json_member_n(const jumio__value *object, const char *key, size_t len)
{
  return jumio__json_value(member_n(jumio__json_node(object), key, len));
}

size_t jumio__json_count(const jumio__value *container)
{
  yyjson_val *node = jumio__json_node(container);
  return node != NULL && unsafe_yyjson_is_ctn(node) ? unsafe_yyjson_get_len(node) : 0;
}

const jumio__value *jumio__json_first(const jumio__value *container)
{
  return jumio__json_count(container) != 0 ? jumio__json_value(jumio__json_node(container) + 1) : NULL;
}

const jumio__value *jumio__json_next(const jumio__value *value)
{
  return jumio__json_value(unsafe_yyjson_get_next(jumio__json_node(value)));
}

const jumio__value *jumio__json_of_key(const jumio__value *key)
{
  return jumio__json_value(jumio__json_node(key) + 1);
}

const jumio__value *jumio__json_at(const jumio__value *array, size_t index)
{
  if (jumio__json_kind(array) != JUMIO__KIND_ARRAY || index >= jumio__json_count(array))
    return NULL;
  const jumio__value *at = jumio__json_first(array);
  while (index-- > 0)
    at = jumio__json_next(at);
  return at;
}

const char *jumio__json_text(const jumio__value *value, size_t *out_len)
{
  yyjson_val *node = jumio__json_node(value);
  if (node == NULL || !unsafe_yyjson_is_str(node))
    return NULL;
  if (out_len != NULL)
    *out_len = unsafe_yyjson_get_len(node);
  return node->uni.str;
}

bool jumio__json_bool(const jumio__value *value, bool *out)
{
  yyjson_val *node = jumio__json_node(value);
  if (node == NULL || !unsafe_yyjson_is_bool(node))
    return false;
  *out = unsafe_yyjson_get_bool(node);
  return true;
}

bool jumio__json_int(const jumio__value *value, int64_t *out)
{
  yyjson_val *node = jumio__json_node(value);
  if (node == NULL || !unsafe_yyjson_is_int(node))
    return false;
  if (unsafe_yyjson_is_uint(node) && node->uni.u64 > (uint64_t)INT64_MAX)
    return false;
  *out = node->uni.i64;
  return true;
}

bool jumio__json_hundredths(const jumio__value *value, int64_t *out)
{
  const double limit = 1e12;
  yyjson_val *node = jumio__json_node(value);
  if (node == NULL || !unsafe_yyjson_is_num(node))
    return false;
  double number = yyjson_get_num(node);
  if (!(number >= -limit && number <= limit))
    return false;
  *out = (int64_t)(number * 100 + (number < 0 ? -0.5 : 0.5));
  return true;
}

const jumio__value *jumio__json_find(const jumio__value *root, const char *path)
{
  yyjson_val *node = jumio__json_node(root);
  while (node != NULL) {
    const char *dot = strchr(path, '.');
    node = member_n(node, path, dot != NULL ? (size_t)(dot - path) : strlen(path));
    if (dot == NULL)
      break;
    path = dot + 1;
  }
  return jumio__json_value(node);
}

jumio__got jumio__json_get_text(const jumio__value *root, const char *path, const char **out, size_t *out_len)
{
  const jumio__value *value = jumio__json_find(root, path);
  jumio__kind kind = jumio__json_kind(value);
  *out = NULL;
  if (kind == JUMIO__KIND_ABSENT || kind == JUMIO__KIND_NULL)
    return JUMIO__MISSING;
  *out = jumio__json_text(value, out_len);
  return *out != NULL ? JUMIO__PRESENT : JUMIO__WRONG_TYPE;
}

jumio_result jumio__json_need_text(const jumio__value *root, const char *path, jumio_result code, const char **out, jumio_alloc *mem,
                                   jumio_error **err)
{
  char pointer[POINTER_PART_MAX];
  size_t len = 0, at = 0;
  jumio__got got = jumio__json_get_text(root, path, out, &len);
  if (got == JUMIO__PRESENT && len != 0)
    return JUMIO_OK;
  *out = NULL;
  pointer[at++] = '/';
  for (const char *c = path; *c != '\0' && at + 1 < sizeof pointer; c++)
    pointer[at++] = *c == '.' ? '/' : *c;
  pointer[at] = '\0';
  jumio__error_facts facts = {.retry_after_ms = -1, .json_pointer = pointer};
  const char *wrong = got == JUMIO__MISSING ? "missing" : got == JUMIO__WRONG_TYPE ? "not a text" : "empty";
  return jumio__fail_with(err, mem, code, &facts, "%s is %s", pointer, wrong);
}

/* One reference token of a JSON pointer, unescaped into `part`. Returns where the next begins, or NULL when it is too long or malformed. */
static const char *pointer_token(const char *at, char part[POINTER_PART_MAX], size_t *len)
{
  for (*len = 0; *at != '\0' && *at != '/'; at++) {
    char c = *at;
    if (c == '~') {
      at++;
      if (*at != '0' && *at != '1')
        return NULL;
      c = *at == '0' ? '~' : '/';
    }
    if (*len == POINTER_PART_MAX)
      return NULL;
    part[(*len)++] = c;
  }
  return at;
}

static const jumio__value *pointer_step(const jumio__value *value, const char *part, size_t len)
{
  int64_t index;
  if (jumio__json_kind(value) == JUMIO__KIND_OBJECT)
    return jumio__json_value(member_n(jumio__json_node(value), part, len));
  if ((len > 1 && part[0] == '0') || !jumio__parse_int64(part, len, &index) || part[0] == '-')
    return NULL;
  return jumio__json_at(value, (size_t)index);
}

const jumio__value *jumio__json_pointer(const jumio__value *root, const char *pointer)
{
  char part[POINTER_PART_MAX];
  size_t len;
  while (root != NULL && pointer != NULL && *pointer == '/') {
    pointer = pointer_token(pointer + 1, part, &len);
    root = pointer != NULL ? pointer_step(root, part, len) : NULL;
  }
  return pointer != NULL && *pointer == '\0' ? root : NULL;
}
