/** A node of a tree and the readers that are called for each of them, inline: a call would cost more than what they do. For json.h. */
#ifndef JUMIO__JSON_NODE_H
#define JUMIO__JSON_NODE_H

#include <yyjson.h>

#include <stdbool.h>
#include <string.h>

typedef struct yyjson_val jumio__value; /* borrowed from the tree; other layers look at it through these functions only */

typedef enum jumio__kind {
  JUMIO__KIND_ABSENT, /* no such value: also the kind of NULL */
  JUMIO__KIND_NULL,
  JUMIO__KIND_BOOL,
  JUMIO__KIND_INT,
  JUMIO__KIND_REAL, /* any number that is no int64 */
  JUMIO__KIND_TEXT,
  JUMIO__KIND_ARRAY,
  JUMIO__KIND_OBJECT
} jumio__kind;

bool jumio__json_int(const jumio__value *value, int64_t *out);

/* All accept NULL and values of another kind, for which they give NULL, 0 or absence. */

/* The parser's readers take pointers to non-const, although they only read. */
static inline yyjson_val *jumio__json_node(const jumio__value *value)
{
  return (yyjson_val *)(uintptr_t)value;
}

static inline jumio__kind jumio__json_kind(const jumio__value *value)
{
  int64_t number;
  if (value == NULL)
    return JUMIO__KIND_ABSENT;
  switch (unsafe_yyjson_get_type(jumio__json_node(value))) {
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
  default:
    return jumio__json_int(value, &number) ? JUMIO__KIND_INT : JUMIO__KIND_REAL;
  }
}

/* Cheaper than the kind where only one is asked for. */
static inline bool jumio__json_is_object(const jumio__value *value)
{
  return value != NULL && unsafe_yyjson_is_obj(jumio__json_node(value));
}

static inline bool jumio__json_is_array(const jumio__value *value)
{
  return value != NULL && unsafe_yyjson_is_arr(jumio__json_node(value));
}

static inline size_t jumio__json_count(const jumio__value *container)
{
  yyjson_val *node = jumio__json_node(container);
  return node != NULL && unsafe_yyjson_is_ctn(node) ? unsafe_yyjson_get_len(node) : 0;
}

/* An object's first member is its first key. */
static inline const jumio__value *jumio__json_first(const jumio__value *container)
{
  return jumio__json_count(container) != 0 ? container + 1 : NULL;
}

/* The sibling, of a value that has one: call it at most count - 1 times. */
static inline const jumio__value *jumio__json_next(const jumio__value *value)
{
  return unsafe_yyjson_get_next(jumio__json_node(value));
}

/* The value of a key; the next key is next(of_key(key)). */
static inline const jumio__value *jumio__json_of_key(const jumio__value *key)
{
  return key + 1;
}

/* Keys are texts always. */
static inline const char *jumio__json_key(const jumio__value *key, size_t *out_len)
{
  *out_len = unsafe_yyjson_get_len(jumio__json_node(key));
  return key->uni.str;
}

/* NUL-terminated. */
static inline const char *jumio__json_text(const jumio__value *value, size_t *out_len)
{
  yyjson_val *node = jumio__json_node(value);
  if (node == NULL || !unsafe_yyjson_is_str(node))
    return NULL;
  if (out_len != NULL)
    *out_len = unsafe_yyjson_get_len(node);
  return node->uni.str;
}

static inline const jumio__value *jumio__json_member_n(const jumio__value *object, const char *key, size_t len)
{
  yyjson_val *node = jumio__json_node(object);
  if (node == NULL || !unsafe_yyjson_is_obj(node))
    return NULL;
  yyjson_val *at = node + 1;
  for (size_t left = unsafe_yyjson_get_len(node); left > 0; left--, at = unsafe_yyjson_get_next(at + 1))
    if (unsafe_yyjson_get_len(at) == len && memcmp(at->uni.str, key, len) == 0)
      return at + 1;
  return NULL;
}

/* `key` is a literal, so that its length is known when compiling. */
static inline const jumio__value *jumio__json_member(const jumio__value *object, const char *key)
{
  return jumio__json_member_n(object, key, strlen(key));
}

#endif
