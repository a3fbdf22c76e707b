/** Walking the members of an object once, and recognising them by length and bytes. */
#ifndef JUMIO__MODEL_WALK_H
#define JUMIO__MODEL_WALK_H

#include "json/json.h"

#include <string.h>

typedef struct jumio__walk {
  const char *key; /* the member at hand */
  size_t len;
  const jumio__value *value;
  const jumio__value *next; /* the next member's key */
  size_t left;
} jumio__walk;

/* Of anything but an object there are no members. */
static inline jumio__walk jumio__walk_members(const jumio__value *object)
{
  jumio__walk walk = {0};
  if (jumio__json_is_object(object)) {
    walk.left = jumio__json_count(object);
    walk.next = jumio__json_first(object);
  }
  return walk;
}

static inline bool jumio__walk_next(jumio__walk *walk)
{
  if (walk->left == 0)
    return false;
  walk->left--;
  walk->key = jumio__json_key(walk->next, &walk->len);
  walk->value = jumio__json_of_key(walk->next);
  if (walk->left != 0)
    walk->next = jumio__json_next(walk->value);
  return true;
}

/* `name` is a literal, so that its length is known when compiling. */
static inline bool jumio__walk_is(const jumio__walk *walk, const char *name)
{
  return walk->len == strlen(name) && memcmp(walk->key, name, strlen(name)) == 0;
}

#endif
