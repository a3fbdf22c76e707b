/** What the files of the JSON layer share: the parser's own types, and its allocator over ours. */
#ifndef JUMIO__JSON_PARSER_H
#define JUMIO__JSON_PARSER_H

#include "json/json.h"

#include <yyjson.h>

/* What the parser's allocator works with; it must live as long as what was allocated. */
typedef struct jumio__json_memory {
  jumio_alloc *mem;
  const char *end; /* the block that holds this was written up to here; NULL: up to its own end */
} jumio__json_memory;

struct jumio__json {
  jumio__json_memory memory;
  yyjson_doc *doc;
  const char *source;  /* the text of the caller, for lines; NULL */
  jumio__buffer taken; /* the document, in which the parser leaves the texts; or a copy of it, behind this: */
  size_t size;         /* of this block */
  char text[];
};

#define JUMIO__JSON_TOKEN_MAX 256
/* One reference token of a JSON pointer, unescaped into `part`. Returns where the next begins, or NULL when it is too long or malformed. */
const char *jumio__json_token(const char *at, char part[JUMIO__JSON_TOKEN_MAX], size_t *len);

/* The line of a byte of a text, and *in_line its place there, both from 1. */
size_t jumio__text_line(const char *text, size_t byte, size_t *in_line);

/* An allocator for the parser that knows every size and wipes what it frees. */
yyjson_alc jumio__json_alc(jumio__json_memory *memory);

#endif
