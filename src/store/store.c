/** Calls of a storage plug-in: builds keys and terms of one tenant, and believes nothing that comes back. */
#include "store/store.h"

#include "core/text.h"

#include <string.h>

/* A key or a term's value under construction; len past the room means that it did not fit. */
typedef struct name {
  char text[JUMIO__TERM_VALUE_MAX + 1];
  size_t len;
} name;

static void name_add(name *out, const char *text, size_t len)
{
  if (out->len < sizeof out->text && len < sizeof out->text - out->len) {
    memcpy(out->text + out->len, text, len);
    out->len += len;
    out->text[out->len] = '\0';
  } else {
    out->len = sizeof out->text;
  }
}

static bool key_char(char c)
{
  return jumio__is_digit(c) || (c >= 'a' && c <= 'z') || c == '-';
}

/* What a key cannot hold becomes "_hh", the underscore too: two client ids never meet in one tenant. */
static void name_add_escaped(name *out, const char *text)
{
  static const char digits[] = "0123456789abcdef";
  for (; *text != '\0'; text++) {
    unsigned char byte = (unsigned char)*text;
    char escaped[3] = {'_', digits[byte >> 4], digits[byte & 15]};
    if (key_char(*text))
      name_add(out, text, 1);
    else
      name_add(out, escaped, sizeof escaped);
  }
}

jumio_result jumio__store_set_tenant(jumio__store *store, const char *region, const char *client_id, jumio_error **err)
{
  name tenant = {.len = 0};
  name_add(&tenant, "v/", 2);
  name_add_escaped(&tenant, region);
  name_add(&tenant, "/", 1);
  name_add_escaped(&tenant, client_id);
  if (tenant.len > JUMIO__TENANT_MAX)
    return jumio__fail(err, store->mem, JUMIO_ERR_ARGUMENT, "client id: too long for a storage key (%d bytes after escaping)",
                       JUMIO__TENANT_MAX);
  memcpy(store->tenant, tenant.text, tenant.len + 1);
  return jumio__ok(err);
}

bool jumio__store_id_valid(const char *id, size_t len)
{
  for (size_t i = 0; i < len; i++)
    if (!key_char(id[i]) && id[i] != '_')
      return false;
  return len >= 1 && len <= JUMIO__STORE_ID_MAX;
}

static jumio_result make_key(const jumio__store *store, const char *id, name *out, jumio_error **err)
{
  size_t len = strlen(id);
  out->len = 0;
  if (store->owner == NULL)
    return jumio__fail(err, store->mem, JUMIO_ERR_STATE, "the client has no store");
  if (!jumio__store_id_valid(id, len))
    return jumio__fail(err, store->mem, JUMIO_ERR_ARGUMENT, "id: 1..64 of [a-z0-9_-]");
  name_add(out, store->tenant, strlen(store->tenant));
  name_add(out, "/", 1);
  name_add(out, id, len);
  return JUMIO_OK;
}

/* Cut at a character, so that the value stays UTF-8. */
static size_t cut_at(const char *text, size_t len)
{
  while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80)
    len--;
  return len;
}

static void make_value(const jumio__store *store, const char *value, name *out)
{
  size_t len = strlen(value);
  out->len = 0;
  name_add(out, store->tenant, strlen(store->tenant));
  name_add(out, "/", 1);
  size_t room = JUMIO__TERM_VALUE_MAX - out->len;
  if (len <= room) {
    name_add(out, value, len);
    return;
  }
  char tail[17] = "~";                        /* 16 characters: 60 bits are enough to keep the finder's work small */
  uint64_t hash = jumio__hash(0, value, len); /* the finder compares the record */
  for (size_t i = 1; i < 16; i++, hash >>= 4)
    tail[i] = "0123456789abcdef"[hash & 15];
  name_add(out, value, cut_at(value, room - 16));
  name_add(out, tail, 16);
}

jumio_result jumio__store_term(const jumio__store *store, jumio_storage_terms *terms, const char *index, const char *value)
{
  name full;
  make_value(store, value, &full);
  return jumio_storage_terms_add(terms, index, full.text, full.len);
}

/* The codes that an operation may return. `also` is the one that only this operation has reason for. */
static bool documented(jumio_result code, jumio_result also)
{
  switch (code) {
  case JUMIO_OK:
  case JUMIO_ERR_STORE:
  case JUMIO_ERR_STORE_FULL:
  case JUMIO_ERR_STORE_BUSY:
  case JUMIO_ERR_STORE_CORRUPT:
  case JUMIO_ERR_STORE_VERSION:
  case JUMIO_ERR_OUT_OF_MEMORY:
    return true;
  default:
    return code == also;
  }
}

static jumio_result broken(const jumio__store *store, const char *what, jumio_error **err)
{
  return jumio__fail(err, store->mem, JUMIO_ERR_HOST_CALLBACK, "the store broke its contract: %s", what);
}

static jumio_result failed(const jumio__store *store, const char *operation, jumio_result code, jumio_error **err)
{
  if (code == JUMIO_ERR_OUT_OF_MEMORY)
    return jumio__fail_memory(err);
  return jumio__fail(err, store->mem, code, "store %s: %s", operation, jumio_result_meaning(code));
}

static jumio_result judge_get(const jumio__store *store, const jumio_storage_reply *reply, jumio_result code, jumio_error **err)
{
  if (reply->failed == JUMIO_ERR_OUT_OF_MEMORY)
    return jumio__fail_memory(err);
  if (reply->failed != JUMIO_OK)
    return broken(store, "get gave a second reply, a revision below 1 or more than 1 MiB", err);
  if (!documented(code, JUMIO_ERR_STORE_NOT_FOUND))
    return broken(store, "get returned an undocumented code", err);
  if (code == JUMIO_OK && !reply->set)
    return broken(store, "get succeeded without a reply", err);
  if (code == JUMIO_ERR_STORE_NOT_FOUND && reply->set)
    return broken(store, "get gave a reply and found nothing", err);
  return code == JUMIO_OK ? JUMIO_OK : failed(store, "get", code, err);
}

jumio_result jumio__store_get(const jumio__store *store, const char *id, jumio__buffer *out, int64_t *out_revision, jumio_error **err)
{
  name key;
  jumio_storage_reply reply;
  *out_revision = 0;
  jumio__buffer_reset(out);
  jumio_result result = make_key(store, id, &key, err);
  if (result != JUMIO_OK)
    return result;
  jumio__storage_reply_init(&reply, store->mem);
  jumio__shared_enter(store->owner);
  result = store->ops.get(key.text, key.len, &reply, store->owner->user_data);
  jumio__shared_leave(store->owner);
  result = judge_get(store, &reply, result, err);
  if (result != JUMIO_OK) {
    jumio__buffer_free(&reply.data);
    return result;
  }
  jumio__buffer_free(out);
  *out = reply.data;
  *out_revision = reply.revision;
  return jumio__ok(err);
}

jumio_result jumio__store_put(const jumio__store *store, const char *id, const void *data, size_t len, const jumio_storage_terms *terms,
                              int64_t expected, int64_t *out_revision, jumio_error **err)
{
  name key;
  int64_t revision = 0;
  *out_revision = 0;
  jumio_result result = make_key(store, id, &key, err);
  if (result != JUMIO_OK)
    return result;
  if (len > JUMIO__RECORD_MAX)
    return jumio__fail(err, store->mem, JUMIO_ERR_TOO_LARGE, "a record holds at most 1 MiB");
  if (expected < JUMIO_REV_ANY || expected == INT64_MAX)
    return jumio__fail(err, store->mem, JUMIO_ERR_STORE_CORRUPT, "no such revision can follow");
  jumio__shared_enter(store->owner);
  result = store->ops.put(key.text, key.len, data, len, terms, expected, &revision, store->owner->user_data);
  jumio__shared_leave(store->owner);
  if (!documented(result, JUMIO_ERR_STORE_CONFLICT))
    return broken(store, "put returned an undocumented code", err);
  if (result != JUMIO_OK)
    return failed(store, "put", result, err);
  if (revision < 1 || (expected != JUMIO_REV_ANY && revision != expected + 1))
    return broken(store, "put gave a revision that cannot follow the expected one", err);
  *out_revision = revision;
  return jumio__ok(err);
}

/* What a scan has shown so far. */
typedef struct gathering {
  const jumio__store *store;
  const name *value;
  name prefix;       /* tenant and "/": what every key begins with */
  name last;         /* the key that the next one must follow */
  jumio__buffer ids; /* each with its NUL */
  size_t count;
  size_t limit;
  jumio_result failed;
  const char *why; /* of a broken contract */
} gathering;

static int32_t gather_fail(gathering *g, jumio_result code, const char *why)
{
  if (g->failed == JUMIO_OK) {
    g->failed = code;
    g->why = why;
  }
  return 0;
}

static bool follows(const gathering *g, const char *key, size_t len)
{
  size_t common = len < g->last.len ? len : g->last.len;
  int order = memcmp(key, g->last.text, common);
  return order > 0 || (order == 0 && len > g->last.len);
}

/* Bounds come first: nothing is read beyond what the contract lets a store pass. */
static int32_t gather(const char *key, size_t key_len, const char *value, size_t value_len, void *user_data)
{
  gathering *g = user_data;
  if (g->failed != JUMIO_OK || g->count == g->limit)
    return gather_fail(g, JUMIO_ERR_HOST_CALLBACK, "scan went on after it was told to stop");
  if (key == NULL || key_len == 0 || key_len > JUMIO__KEY_MAX)
    return gather_fail(g, JUMIO_ERR_HOST_CALLBACK, "scan gave no possible key");
  if (value == NULL || value_len != g->value->len || memcmp(value, g->value->text, value_len) != 0)
    return gather_fail(g, JUMIO_ERR_HOST_CALLBACK, "scan gave a row outside its bounds");
  if (!follows(g, key, key_len))
    return gather_fail(g, JUMIO_ERR_HOST_CALLBACK, "scan gave keys out of order");
  if (key_len <= g->prefix.len || memcmp(key, g->prefix.text, g->prefix.len) != 0 ||
      !jumio__store_id_valid(key + g->prefix.len, key_len - g->prefix.len))
    return gather_fail(g, JUMIO_ERR_STORE_CORRUPT, NULL);
  if (!jumio__buffer_add(&g->ids, key + g->prefix.len, key_len - g->prefix.len) || !jumio__buffer_add(&g->ids, "", 1))
    return gather_fail(g, JUMIO_ERR_OUT_OF_MEMORY, NULL);
  g->last.len = 0;
  name_add(&g->last, key, key_len);
  g->count++;
  return g->count < g->limit;
}

static jumio_result judge_scan(const gathering *g, jumio_result code, jumio_error **err)
{
  if (g->failed == JUMIO_ERR_OUT_OF_MEMORY)
    return jumio__fail_memory(err);
  if (g->failed == JUMIO_ERR_STORE_CORRUPT)
    return jumio__fail(err, g->store->mem, JUMIO_ERR_STORE_CORRUPT, "a term of this tenant belongs to a record of another");
  if (g->failed != JUMIO_OK)
    return broken(g->store, g->why, err);
  if (!documented(code, JUMIO_OK))
    return broken(g->store, "scan returned an undocumented code", err);
  return code == JUMIO_OK ? JUMIO_OK : failed(g->store, "scan", code, err);
}

static jumio_result pass_on(const gathering *g, jumio__store_found found, void *data, jumio_error **err)
{
  const char *id = g->ids.data;
  for (size_t i = 0; i < g->count; i++, id += strlen(id) + 1) {
    jumio_result result = found(id, data, err);
    if (result != JUMIO_OK)
      return result;
  }
  return jumio__ok(err);
}

jumio_result jumio__store_find(const jumio__store *store, const char *index, const char *value, const char *after, size_t limit,
                               jumio__store_found found, void *data, jumio_error **err)
{
  name bound, last = {.len = 0};
  jumio_result result = after != NULL ? make_key(store, after, &last, err) : JUMIO_OK;
  if (result != JUMIO_OK)
    return result;
  if (store->owner == NULL)
    return jumio__fail(err, store->mem, JUMIO_ERR_STATE, "the client has no store");
  if (limit == 0)
    return jumio__ok(err);
  make_value(store, value, &bound);
  gathering g = {.store = store, .value = &bound, .last = last, .limit = limit};
  name_add(&g.prefix, store->tenant, strlen(store->tenant));
  name_add(&g.prefix, "/", 1);
  jumio__buffer_init(&g.ids, store->mem, SIZE_MAX - 1);
  jumio__shared_enter(store->owner);
  result =
      store->ops.scan(index, bound.text, bound.len, bound.text, bound.len, last.text, last.len, limit, gather, &g, store->owner->user_data);
  jumio__shared_leave(store->owner);
  result = judge_scan(&g, result, err);
  if (result == JUMIO_OK)
    result = pass_on(&g, found, data, err);
  jumio__buffer_free(&g.ids);
  return result;
}
