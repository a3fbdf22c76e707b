/** Prepared data from the inside: an ordered list of members, each by the names on the way to it. */
#ifndef JUMIO__MODEL_PREPARED_DATA_H
#define JUMIO__MODEL_PREPARED_DATA_H

#include <jumio/prepared_data.h>

#include "json/json.h"

#define JUMIO__DATA_DEPTH 8
#define JUMIO__DATA_MEMBERS 128
#define JUMIO__DATA_TEXT_MAX 4096
#define JUMIO__DATA_JSON_MAX 65536
#define JUMIO__DATA_FIELDS 39 /* and 0: a member that this version does not know */

/* One member: a text, or JSON as the host gave it. */
typedef struct jumio__data_member {
  jumio_data_field field; /* 0: not a known one */
  char *names;            /* owned: unescaped, each closed by a NUL */
  size_t names_size;
  size_t depth;
  const char *name[JUMIO__DATA_DEPTH];
  char *text; /* owned; NULL: json */
  jumio__json *json;
} jumio__data_member;

struct jumio_prepared_data {
  jumio_alloc *mem;
  size_t count;
  jumio__data_member *members[JUMIO__DATA_MEMBERS];
};

/* Where a field stands in the JSON; NULL for none. */
const char *jumio__data_pointer(jumio_data_field field);
/* NULL when the text has the field's form, else the rule that is broken. */
const char *jumio__data_rule(jumio_data_field field, const char *text, size_t len);
/* The text of a member; NULL when it is JSON of another kind. */
const char *jumio__data_text(const jumio__data_member *member, size_t *len);

#endif
