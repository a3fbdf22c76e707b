/** Reading a document: the parser checks the grammar and UTF-8, one walk over its tree checks what it lets through. */
#include "json/parser.h"

#include <string.h>

#define TEXT_MAX (1024 * 1024)
#define TOO_DEEP "nested deeper than 32"
_Static_assert(JUMIO__JSON_DEPTH == 32, "as TOO_DEEP says");
#define SMALL 8
#define FEW 32 /* keys of one object that may be compared each with each */

/* The parser does not tell sizes when it frees, so each block carries its own in front. */
typedef union block_head {
  size_t size;
  max_align_t align;
} block_head;

static void *parser_malloc(void *ctx, size_t size)
{
  const jumio__json_memory *memory = ctx;
  size_t whole;
  if (!jumio__size_add(size, sizeof(block_head), &whole))
    return NULL;
  block_head *head = jumio__mem_raw(memory->mem, whole);
  if (head == NULL)
    return NULL;
  head->size = whole;
  return head + 1;
}

static void *parser_realloc(void *ctx, void *ptr, size_t old_size, size_t size)
{
  const jumio__json_memory *memory = ctx;
  size_t whole;
  (void)old_size;
  if (!jumio__size_add(size, sizeof(block_head), &whole))
    return NULL;
  block_head *head = (block_head *)ptr - 1;
  head = jumio__mem_resize(memory->mem, head, head->size, whole);
  if (head == NULL)
    return NULL;
  head->size = whole;
  return head + 1;
}

/* The parser reserves room for far more values than most documents have. */
static size_t written(const jumio__json_memory *memory, const block_head *head)
{
  uintptr_t first = (uintptr_t)head, end = (uintptr_t)memory->end;
  return end >= first && end - first < head->size ? end - first : head->size;
}

static void parser_free(void *ctx, void *ptr)
{
  const jumio__json_memory *memory = ctx;
  if (ptr == NULL)
    return;
  block_head *head = (block_head *)ptr - 1;
  size_t size = head->size;
  jumio__wipe(head, written(memory, head));
  jumio__mem_free(memory->mem, head, size);
}

yyjson_alc jumio__json_alc(jumio__json_memory *memory)
{
  yyjson_alc alc = {parser_malloc, parser_realloc, parser_free, memory};
  return alc;
}

/* A text with an inner NUL would be cut where C ends it: "PASSED\u0000..." must not read as PASSED. No such document is taken. */
static const char *find_nul_escape(const char *text, size_t len)
{
  const char *end = text + len;
  for (const char *at = text; (at = memchr(at, '\\', (size_t)(end - at))) != NULL; at += 2) {
    if (end - at >= 6 && memcmp(at, "\\u0000", 6) == 0)
      return at;
    if (end - at < 2)
      return NULL;
  }
  return NULL;
}

/* `source` is the text where a person wrote it, NULL elsewhere. */
static jumio_result fail_at(jumio_alloc *mem, const char *source, size_t byte, const char *what, jumio_error **err)
{
  if (source == NULL)
    return jumio__fail(err, mem, JUMIO_ERR_JSON, "JSON: %s at byte %zu", what, byte);
  size_t in_line, line = jumio__text_line(source, byte, &in_line);
  return jumio__fail(err, mem, JUMIO_ERR_JSON, "line %zu, byte %zu: %s", line, in_line, what);
}

static jumio_result fail_node(const jumio__json *json, const yyjson_val *node, const char *what, jumio_error **err)
{
  jumio__json_place place;
  jumio__error_facts facts = {.retry_after_ms = -1, .json_pointer = place.pointer};
  if (json->source == NULL)
    return jumio__fail(err, json->memory.mem, JUMIO_ERR_JSON, "JSON: %s", what);
  jumio__json_locate(json, node, &place);
  return jumio__fail_with(err, json->memory.mem, JUMIO_ERR_JSON, &facts, "line %zu, %s: %s", place.line, place.pointer, what);
}

static int compare_keys(yyjson_val *a, yyjson_val *b)
{
  size_t a_len = unsafe_yyjson_get_len(a), b_len = unsafe_yyjson_get_len(b);
  if (a_len != b_len)
    return a_len < b_len ? -1 : 1;
  return memcmp(a->uni.str, b->uni.str, a_len);
}

static void sift_down(yyjson_val **keys, size_t root, size_t count)
{
  for (size_t child; (child = 2 * root + 1) < count; root = child) {
    if (child + 1 < count && compare_keys(keys[child], keys[child + 1]) < 0)
      child++;
    if (compare_keys(keys[root], keys[child]) >= 0)
      return;
    yyjson_val *held = keys[root];
    keys[root] = keys[child];
    keys[child] = held;
  }
}

/* Heap sort: n log n for every input, so that chosen keys cannot make it slow, and no memory of its own. A key that came before, or NULL.
 */
static yyjson_val *sorted_have_twins(yyjson_val **keys, size_t count)
{
  for (size_t i = count / 2; i-- > 0;)
    sift_down(keys, i, count);
  for (size_t last = count - 1; last > 0; last--) {
    yyjson_val *held = keys[0];
    keys[0] = keys[last];
    keys[last] = held;
    sift_down(keys, 0, last);
  }
  for (size_t i = 1; i < count; i++)
    if (compare_keys(keys[i - 1], keys[i]) == 0)
      return keys[i - 1] > keys[i] ? keys[i - 1] : keys[i];
  return NULL;
}

/* Never by the whole tag: it also tells whether the text was written with escapes. */
static bool same_key(yyjson_val *a, yyjson_val *b)
{
  size_t len = unsafe_yyjson_get_len(a);
  return len == unsafe_yyjson_get_len(b) && memcmp(a->uni.str, b->uni.str, len) == 0;
}

/* One bit of 64. Most keys of one object differ in it, so that few are ever compared. */
static inline uint64_t mark_of(yyjson_val *key)
{
  return UINT64_C(1) << ((unsafe_yyjson_get_len(key) + 8u * (unsigned char)*key->uni.str) & 63);
}

/* Is one of an object's keys before this one the same? */
static bool came_before(yyjson_val *first, yyjson_val *key)
{
  for (yyjson_val *other = first; other != key;) {
    if (same_key(other, key))
      return true;
    other++;
    other = unsafe_yyjson_is_ctn(other) ? unsafe_yyjson_get_next(other) : other + 1;
  }
  return false;
}

/* Keys are compared without a look into the values. These tell where that look goes on: at the first value that may hold something, or
 * behind the object. NULL where two keys are the same. */
static yyjson_val *past_two_keys(yyjson_val *first)
{
  yyjson_val *value = first + 1;
  yyjson_val *second = unsafe_yyjson_get_next(value);
  if (same_key(first, second))
    return NULL;
  return unsafe_yyjson_is_ctn(value) ? value : second + 1;
}

/* `exact` false: NULL already where two keys have the same mark. */
static inline yyjson_val *past_marked_keys(yyjson_val *first, yyjson_val *end, bool exact)
{
  yyjson_val *inner = end; /* the first value that is a container */
  uint64_t seen = 0;
  for (yyjson_val *key = first; key != end;) {
    uint64_t mark = mark_of(key);
    if ((seen & mark) != 0 && (!exact || came_before(first, key)))
      return NULL;
    seen |= mark;
    key++;
    if (unsafe_yyjson_is_ctn(key)) {
      if (inner == end)
        inner = key;
      key = unsafe_yyjson_get_next(key);
    } else {
      key++;
    }
  }
  return inner;
}

/* In a small object no two marks are the same as a rule. */
static yyjson_val *past_few_keys(yyjson_val *first, yyjson_val *end, size_t count)
{
  yyjson_val *inner = count <= SMALL ? past_marked_keys(first, end, false) : NULL;
  return inner != NULL ? inner : past_marked_keys(first, end, true);
}

/* A key that came before, or NULL. *no_memory becomes true where NULL means that. */
static yyjson_val *find_twin(jumio_alloc *mem, yyjson_val *first, size_t count, bool *no_memory)
{
  size_t size = count * sizeof(yyjson_val *); /* fewer than the bytes of the tree */
  yyjson_val **keys = jumio__mem_raw(mem, size);
  *no_memory = keys == NULL;
  if (keys == NULL)
    return NULL;
  yyjson_val *key = first;
  for (size_t i = 0; i < count; i++, key = unsafe_yyjson_get_next(key + 1))
    keys[i] = key;
  yyjson_val *twin = sorted_have_twins(keys, count);
  jumio__mem_free(mem, keys, size);
  return twin;
}

static yyjson_val *past_many_keys(jumio_alloc *mem, yyjson_val *first, size_t count, bool *no_memory)
{
  yyjson_val *twin = find_twin(mem, first, count, no_memory);
  return twin != NULL || *no_memory ? NULL : first;
}

/* Looked for a second time, in the first object that has any. */
static jumio_result fail_twins(const jumio__json *json, yyjson_val *node, jumio_error **err)
{
  bool no_memory = false;
  yyjson_val *twin = NULL;
  for (; json->source != NULL && twin == NULL && !no_memory; node++)
    if (unsafe_yyjson_is_obj(node) && unsafe_yyjson_get_len(node) > 1)
      twin = find_twin(json->memory.mem, node + 1, unsafe_yyjson_get_len(node), &no_memory);
  return no_memory ? jumio__fail_memory(err) : fail_node(json, twin, "an object has the same key twice", err);
}

/* Only a document of more than that can hold such a text. */
static bool has_long_text(yyjson_val *node, size_t count)
{
  for (yyjson_val *end = node + count; node < end; node++)
    if (unsafe_yyjson_is_str(node) && unsafe_yyjson_get_len(node) > TEXT_MAX)
      return true;
  return false;
}

static yyjson_val *past_object(jumio_alloc *mem, yyjson_val *object, bool *no_memory)
{
  yyjson_val *first = object + 1;
  size_t count = unsafe_yyjson_get_len(object);
  if (count < 2)
    return first + count; /* nothing, or one value */
  if (count == 2)
    return past_two_keys(first);
  if (count <= FEW)
    return past_few_keys(first, unsafe_yyjson_get_next(object), count);
  return past_many_keys(mem, first, count, no_memory);
}

/* The nodes of a tree stand one behind the other, so one loop without recursion sees them all. A container of few nodes cannot be too deep,
 * whatever is in it: only of others the end is kept, to know the depth of what is inside. */
static jumio_result check_containers(const jumio__json *json, yyjson_val *node, size_t count, jumio_error **err)
{
  yyjson_val *ends[JUMIO__JSON_DEPTH + 1];
  yyjson_val *end = node + count;
  size_t depth = 0;
  size_t room = JUMIO__JSON_DEPTH * sizeof *node; /* what has so many bytes of nodes has no more levels than may follow */
  bool no_memory = false;
  jumio_alloc *mem = json->memory.mem;
  ends[0] = end;
  while (node < end) {
    if (!unsafe_yyjson_is_ctn(node)) {
      node++;
      continue;
    }
    for (; node >= ends[depth]; room += sizeof *node)
      depth--;
    if (node->uni.ofs > room) {
      if (room == 0)
        return fail_node(json, node, TOO_DEEP, err);
      ends[++depth] = unsafe_yyjson_get_next(node);
      room -= sizeof *node;
    }
    if (!unsafe_yyjson_is_obj(node)) {
      node++;
      continue;
    }
    node = past_object(mem, node, &no_memory);
    if (node == NULL)
      return no_memory ? jumio__fail_memory(err) : fail_twins(json, yyjson_doc_get_root(json->doc), err);
  }
  return JUMIO_OK;
}

static jumio_result check_tree(const jumio__json *json, size_t len, jumio_error **err)
{
  jumio_alloc *mem = json->memory.mem;
  yyjson_val *root = yyjson_doc_get_root(json->doc);
  size_t count = yyjson_doc_get_val_count(json->doc);
  if (count > JUMIO__JSON_VALUES)
    return jumio__fail(err, mem, JUMIO_ERR_TOO_LARGE, "JSON: more than %d values", JUMIO__JSON_VALUES);
  if (len > TEXT_MAX && has_long_text(root, count))
    return jumio__fail(err, mem, JUMIO_ERR_TOO_LARGE, "JSON: a text of more than %d bytes", TEXT_MAX);
  return check_containers(json, root, count, err);
}

/* Every value costs the parser 16 bytes and takes one byte of text at least, so a long text of brackets would cost many times its size
 * before the tree could be checked. Such texts, and no ordinary ones, are counted first; an empty container counts twice. */
static jumio_result check_long_text(jumio_alloc *mem, const char *text, size_t len, const char *source, jumio_error **err)
{
  size_t values = 0, depth = 0;
  bool quoted = false;
  for (size_t i = 0; len > JUMIO__JSON_VALUES && i < len; i++) {
    char c = text[i];
    if (c == '"')
      quoted = !quoted;
    else if (quoted)
      i += c == '\\';
    else if (c == '[' || c == '{')
      values++, depth++;
    else if (c == ',' || c == ':')
      values++;
    else if ((c == ']' || c == '}') && depth > 0)
      depth--;
    if (depth > JUMIO__JSON_DEPTH)
      return fail_at(mem, source, i, TOO_DEEP, err);
    if (values > 2 * JUMIO__JSON_VALUES)
      return jumio__fail(err, mem, JUMIO_ERR_TOO_LARGE, "JSON: more than %d values", JUMIO__JSON_VALUES);
  }
  return JUMIO_OK;
}

/* With room for a text of `len` bytes in its block. */
static jumio__json *new_json(jumio_alloc *mem, size_t len)
{
  size_t size;
  if (!jumio__size_add(len, sizeof(jumio__json), &size))
    return NULL;
  jumio__json *json = jumio__mem_raw(mem, size);
  if (json == NULL)
    return NULL;
  memset(json, 0, sizeof *json);
  json->memory.mem = jumio__mem_ref(mem);
  json->size = size;
  return json;
}

static jumio__json *copy_text(jumio_alloc *mem, const char *text, size_t len)
{
  size_t room;
  if (!jumio__size_add(len, YYJSON_PADDING_SIZE, &room))
    return NULL;
  jumio__json *json = new_json(mem, room);
  if (json == NULL)
    return NULL;
  memcpy(json->text, text, len);
  memset(json->text + len, 0, YYJSON_PADDING_SIZE);
  return json;
}

static jumio__json *take_text(jumio_alloc *mem, jumio__buffer *text)
{
  jumio__json *json = new_json(mem, 0);
  if (json == NULL)
    return NULL;
  json->taken = *text;
  jumio__buffer_init(text, text->mem, text->max);
  json->taken.max = json->taken.len + YYJSON_PADDING_SIZE;
  if (!jumio__buffer_reserve(&json->taken, YYJSON_PADDING_SIZE)) {
    jumio__json_free(json);
    return NULL;
  }
  memset(json->taken.data + json->taken.len, 0, YYJSON_PADDING_SIZE);
  return json;
}

static jumio_result read_document(jumio__json *json, char *text, size_t len, jumio_error **err)
{
  jumio_alloc *mem = json->memory.mem;
  yyjson_alc alc = jumio__json_alc(&json->memory);
  yyjson_read_err failure = {0};
  json->doc = yyjson_read_opts(text, len, YYJSON_READ_INSITU, &alc, &failure);
  if (json->doc != NULL) {
    json->memory.end = (const char *)(yyjson_doc_get_root(json->doc) + yyjson_doc_get_val_count(json->doc));
    return JUMIO_OK;
  }
  if (failure.code == YYJSON_READ_ERROR_MEMORY_ALLOCATION)
    return jumio__fail_memory(err);
  return fail_at(mem, json->source, failure.pos, failure.msg != NULL ? failure.msg : "malformed", err);
}

static jumio_result check_text(jumio_alloc *mem, const char *text, size_t len, size_t max, const char *source, jumio_error **err)
{
  if (len > max)
    return jumio__fail(err, mem, JUMIO_ERR_TOO_LARGE, "JSON: %zu bytes, the limit is %zu", len, max);
  if (text == NULL || len == 0)
    return jumio__fail(err, mem, JUMIO_ERR_JSON, "JSON: empty");
  const char *nul = find_nul_escape(text, len);
  if (nul != NULL)
    return fail_at(mem, source, (size_t)(nul - text), "a text holds a NUL character", err);
  return check_long_text(mem, text, len, source, err);
}

/* The tree owns its text, NULL where there was no memory for it. */
static jumio_result read_and_check(jumio__json *json, char *text, size_t len, jumio__json **out, jumio_error **err)
{
  if (json == NULL)
    return jumio__fail_memory(err);
  jumio_result result = read_document(json, text, len, err);
  if (result == JUMIO_OK)
    result = check_tree(json, len, err);
  if (result == JUMIO_OK)
    *out = json;
  else
    jumio__json_free(json);
  return result;
}

static jumio_result parse_copy(jumio_alloc *mem, const char *text, size_t len, size_t max, const char *source, jumio__json **out,
                               jumio_error **err)
{
  *out = NULL;
  jumio_result result = check_text(mem, text, len, max, source, err);
  if (result != JUMIO_OK)
    return result;
  jumio__json *json = copy_text(mem, text, len);
  if (json != NULL)
    json->source = source;
  return read_and_check(json, json != NULL ? json->text : NULL, len, out, err);
}

jumio_result jumio__json_parse(jumio_alloc *mem, const char *text, size_t len, size_t max, jumio__json **out, jumio_error **err)
{
  return parse_copy(mem, text, len, max, NULL, out, err);
}

jumio_result jumio__json_parse_lines(jumio_alloc *mem, const char *text, size_t len, size_t max, jumio__json **out, jumio_error **err)
{
  return parse_copy(mem, text, len, max, text, out, err);
}

jumio_result jumio__json_take(jumio_alloc *mem, jumio__buffer *text, jumio__json **out, jumio_error **err)
{
  size_t len = text->len;
  *out = NULL;
  jumio_result result = check_text(mem, text->data, len, text->max, NULL, err);
  if (result != JUMIO_OK)
    return result;
  jumio__json *json = take_text(mem, text);
  return read_and_check(json, json != NULL ? json->taken.data : NULL, len, out, err);
}

void jumio__json_free(jumio__json *json)
{
  if (json == NULL)
    return;
  jumio_alloc *mem = json->memory.mem;
  yyjson_doc_free(json->doc);
  jumio__buffer_free(&json->taken);
  jumio__mem_erase(mem, json, json->size);
  jumio__mem_unref(mem);
}

const jumio__value *jumio__json_root(const jumio__json *json)
{
  return json != NULL ? yyjson_doc_get_root(json->doc) : NULL;
}
