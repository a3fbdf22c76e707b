/** What the files of the JSON layer share: the parser's own types, and its allocator over ours. */
#ifndef JUMIO__JSON_PARSER_H
#define JUMIO__JSON_PARSER_H

#include "json/json.h"

#include <yyjson.h>

struct jumio__json {
  jumio_alloc *mem;
  yyjson_doc *doc;
};

/* An allocator for the parser that knows every size and wipes what it frees. */
yyjson_alc jumio__json_alc(jumio_alloc *mem);

/* The parser's readers take pointers to non-const, although they only read. */
static inline yyjson_val *jumio__json_node(const jumio__value *value)
{
  return (yyjson_val *)(uintptr_t)value;
}

static inline const jumio__value *jumio__json_value(const yyjson_val *node)
{
  return (const jumio__value *)(const void *)node;
}

#endif
