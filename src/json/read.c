/** Walking a tree and reading values; everything accepts NULL and values of another kind. */
#include "json/parser.h"

#include <jumio/result.h>

#include "core/text.h"

#include <string.h>

const jumio__value *jumio__json_at(const jumio__value *array, size_t index)
{
  if (!jumio__json_is_array(array) || index >= jumio__json_count(array))
    return NULL;
  const jumio__value *at = jumio__json_first(array);
  while (index-- > 0)
    at = jumio__json_next(at);
  return at;
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
  while (root != NULL) {
    const char *dot = strchr(path, '.');
    root = jumio__json_member_n(root, path, dot != NULL ? (size_t)(dot - path) : strlen(path));
    if (dot == NULL)
      break;
    path = dot + 1;
  }
  return root;
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

static jumio_result fail_text(const jumio__value *value, const char *pointer, jumio_result code, jumio_alloc *mem, jumio_error **err)
{
  jumio__error_facts facts = {.retry_after_ms = -1, .json_pointer = pointer};
  jumio__kind kind = jumio__json_kind(value);
  bool missing = kind == JUMIO__KIND_ABSENT || kind == JUMIO__KIND_NULL;
  const char *wrong = missing ? "missing" : kind != JUMIO__KIND_TEXT ? "not a text" : "empty";
  return jumio__fail_with(err, mem, code, &facts, "%s is %s", pointer, wrong);
}

jumio_result jumio__json_need(const jumio__value *value, const char *pointer, jumio_result code, const char **out, jumio_alloc *mem,
                              jumio_error **err)
{
  size_t len = 0;
  *out = jumio__json_text(value, &len);
  if (*out != NULL && len != 0)
    return JUMIO_OK;
  *out = NULL;
  return fail_text(value, pointer, code, mem, err);
}

jumio_result jumio__json_need_text(const jumio__value *root, const char *path, jumio_result code, const char **out, jumio_alloc *mem,
                                   jumio_error **err)
{
  char pointer[JUMIO__JSON_TOKEN_MAX];
  size_t at = 0;
  pointer[at++] = '/';
  for (const char *c = path; *c != '\0' && at + 1 < sizeof pointer; c++)
    pointer[at++] = *c == '.' ? '/' : *c;
  pointer[at] = '\0';
  return jumio__json_need(jumio__json_find(root, path), pointer, code, out, mem, err);
}

const char *jumio__json_token(const char *at, char part[JUMIO__JSON_TOKEN_MAX], size_t *len)
{
  for (*len = 0; *at != '\0' && *at != '/'; at++) {
    char c = *at;
    if (c == '~') {
      at++;
      if (*at != '0' && *at != '1')
        return NULL;
      c = *at == '0' ? '~' : '/';
    }
    if (*len == JUMIO__JSON_TOKEN_MAX)
      return NULL;
    part[(*len)++] = c;
  }
  return at;
}

static const jumio__value *pointer_step(const jumio__value *value, const char *part, size_t len)
{
  int64_t index;
  if (jumio__json_is_object(value))
    return jumio__json_member_n(value, part, len);
  if ((len > 1 && part[0] == '0') || !jumio__parse_int64(part, len, &index) || part[0] == '-')
    return NULL;
  return jumio__json_at(value, (size_t)index);
}

const jumio__value *jumio__json_pointer(const jumio__value *root, const char *pointer)
{
  char part[JUMIO__JSON_TOKEN_MAX];
  size_t len;
  while (root != NULL && pointer != NULL && *pointer == '/') {
    pointer = jumio__json_token(pointer + 1, part, &len);
    root = pointer != NULL ? pointer_step(root, part, len) : NULL;
  }
  return pointer != NULL && *pointer == '\0' ? root : NULL;
}
