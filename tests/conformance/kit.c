/** Runs the conformance checks one by one, each on a fresh store, and gives them the words they are written in. */
#include "kit.h"

#include <jumio/sys/http.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool kit_want(kit *k, bool truth, const char *format, ...)
{
  if (truth || k->detail[0] != '\0')
    return truth;
  va_list list;
  va_start(list, format);
  if (vsnprintf(k->detail, sizeof k->detail, format, list) < 1)
    memcpy(k->detail, "?", 2);
  va_end(list);
  return false;
}

bool kit_skip(kit *k, const char *why)
{
  k->skipped = true;
  snprintf(k->detail, sizeof k->detail, "%s", why);
  return true;
}

static void enter(kit *k)
{
  if (k->serial)
    pthread_mutex_lock(k->lock);
}

static void leave(kit *k)
{
  if (k->serial)
    pthread_mutex_unlock(k->lock);
}

jumio_result kit_get(kit *k, const char *key, jumio_storage_reply *reply)
{
  enter(k);
  jumio_result result = k->ops->get(key, strlen(key), reply, k->store);
  leave(k);
  return result;
}

static jumio_result make_terms(const char *const *texts, jumio_storage_terms **out)
{
  jumio_result result = jumio_storage_terms_new(NULL, out);
  for (; result == JUMIO_OK && texts != NULL && texts[0] != NULL; texts += 2)
    result = jumio_storage_terms_add(*out, texts[0], texts[1], JUMIO_NTS);
  return result;
}

jumio_result kit_put(kit *k, const char *key, const void *data, size_t len, const char *const *terms, int64_t expected,
                     int64_t *out_revision)
{
  jumio_storage_terms *set = NULL;
  jumio_result result = make_terms(terms, &set);
  if (result == JUMIO_OK) {
    enter(k);
    result = k->ops->put(key, strlen(key), data, len, set, expected, out_revision, k->store);
    leave(k);
  }
  jumio_storage_terms_free(set);
  return result;
}

jumio_result kit_del(kit *k, const char *key, int64_t expected)
{
  enter(k);
  jumio_result result = k->ops->del(key, strlen(key), expected, k->store);
  leave(k);
  return result;
}

jumio_result kit_scan(kit *k, const char *index, const char *from, const char *to, const char *after, size_t limit,
                      jumio_storage_visit_fn visit, void *visit_data)
{
  enter(k);
  jumio_result result = k->ops->scan(index, from, strlen(from), to, strlen(to), after, strlen(after), limit, visit, visit_data, k->store);
  leave(k);
  return result;
}

bool kit_puts(kit *k, const char *key, const char *text, const char *const *terms, int64_t expected, int64_t revision)
{
  int64_t got = -7;
  jumio_result result = kit_put(k, key, text, strlen(text), terms, expected, &got);
  return kit_want(k, result == JUMIO_OK, "put of %.40s with expected revision %lld: want success, got %s", key, (long long)expected,
                  jumio_result_name(result)) &&
         kit_want(k, got == revision, "put of %.40s: want revision %lld, got %lld", key, (long long)revision, (long long)got);
}

bool kit_refuses(kit *k, const char *key, const char *text, const char *const *terms, int64_t expected)
{
  int64_t got = 0;
  jumio_result result = kit_put(k, key, text, strlen(text), terms, expected, &got);
  return kit_want(k, result == JUMIO_ERR_STORE_CONFLICT, "put of %.40s with expected revision %lld: want a conflict, got %s", key,
                  (long long)expected, jumio_result_name(result));
}

bool kit_holds(kit *k, const char *key, const void *data, size_t len, int64_t revision)
{
  jumio_storage_reply *reply = NULL;
  size_t got_len = 0;
  if (!kit_want(k, jumio_storage_reply_new(NULL, &reply) == JUMIO_OK, "no memory"))
    return false;
  jumio_result result = kit_get(k, key, reply);
  const void *got = jumio_storage_reply_get_data(reply, &got_len);
  int64_t got_revision = jumio_storage_reply_get_revision(reply);
  bool good = kit_want(k, result == JUMIO_OK && got != NULL, "get of %.40s: want the record, got %s", key, jumio_result_name(result)) &&
              kit_want(k, got_len == len, "get of %.40s: want %zu bytes, got %zu", key, len, got_len) &&
              kit_want(k, len == 0 || memcmp(got, data, len) == 0, "get of %.40s: the bytes differ", key) &&
              kit_want(k, got_revision == revision, "get of %.40s: want revision %lld, got %lld", key, (long long)revision,
                       (long long)got_revision);
  jumio_storage_reply_free(reply);
  return good;
}

bool kit_lacks(kit *k, const char *key)
{
  jumio_storage_reply *reply = NULL;
  if (!kit_want(k, jumio_storage_reply_new(NULL, &reply) == JUMIO_OK, "no memory"))
    return false;
  jumio_result result = kit_get(k, key, reply);
  bool good = kit_want(k, result == JUMIO_ERR_STORE_NOT_FOUND, "get of %.40s: want not found, got %s", key, jumio_result_name(result)) &&
              kit_want(k, jumio_storage_reply_get_data(reply, NULL) == NULL, "get of %.40s: not found, yet a reply was set", key);
  jumio_storage_reply_free(reply);
  return good;
}

bool kit_deletes(kit *k, const char *key, int64_t expected, jumio_result want)
{
  jumio_result result = kit_del(k, key, expected);
  return kit_want(k, result == want, "del of %.40s with expected revision %lld: want %s, got %s", key, (long long)expected,
                  jumio_result_name(want), jumio_result_name(result));
}

typedef struct rows {
  char text[KIT_ROWS_MAX];
  size_t len;
} rows;

static void add(rows *r, const char *text, size_t len)
{
  if (len >= sizeof r->text - r->len)
    return;
  memcpy(r->text + r->len, text, len);
  r->len += len;
  r->text[r->len] = '\0';
}

static int32_t collect(const char *key, size_t key_len, const char *value, size_t value_len, void *user_data)
{
  rows *r = user_data;
  if (r->len != 0)
    add(r, " ", 1);
  add(r, key, key_len);
  add(r, "=", 1);
  add(r, value, value_len);
  return 1;
}

bool kit_scans(kit *k, const char *index, const char *from, const char *to, const char *after, size_t limit, const char *want)
{
  rows got = {.len = 0};
  jumio_result result = kit_scan(k, index, from, to, after, limit, collect, &got);
  return kit_want(k, result == JUMIO_OK, "scan of %s: want success, got %s", index, jumio_result_name(result)) &&
         kit_want(k, strcmp(got.text, want) == 0, "scan of %s from \"%.20s\" to \"%.20s\": want \"%.60s\", got \"%.60s\"", index, from, to,
                  want, got.text);
}

static bool run_check(kit *k, const kit_check *check)
{
  k->detail[0] = '\0';
  k->skipped = false;
  k->store = NULL;
  jumio_result result = k->host->open(&k->store, k->user_data);
  bool good = kit_want(k, result == JUMIO_OK, "the store could not be opened: %s", jumio_result_name(result));
  if (good) {
    good = check->run(k);
    k->host->close(k->store, k->user_data);
  }
  jumio_conformance_outcome outcome = good ? JUMIO_CONFORMANCE_PASSED : JUMIO_CONFORMANCE_FAILED;
  k->host->report(check->name, good && k->skipped ? JUMIO_CONFORMANCE_SKIPPED : outcome, k->detail, k->user_data);
  return good;
}

static jumio_result check_tables(const jumio_storage_ops *ops, uint32_t flags, const jumio_storage_conformance_ops *host)
{
  if (ops == NULL || host == NULL || (flags & ~JUMIO_OPS_SERIAL) != 0)
    return JUMIO_ERR_ARGUMENT;
  if (ops->struct_size < sizeof *ops || host->struct_size < sizeof *host)
    return JUMIO_ERR_ABI_SIZE;
  if (ops->get == NULL || ops->put == NULL || ops->del == NULL || ops->scan == NULL)
    return JUMIO_ERR_ARGUMENT;
  return host->open != NULL && host->close != NULL && host->report != NULL ? JUMIO_OK : JUMIO_ERR_ARGUMENT;
}

jumio_result jumio_storage_conformance_run(const jumio_storage_ops *ops, uint32_t flags, const jumio_storage_conformance_ops *host,
                                           void *user_data, size_t *out_failed)
{
  static const kit_check *const groups[] = {kit_record_checks, kit_scan_checks, kit_shared_checks};
  pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
  size_t failed = 0;
  if (out_failed != NULL)
    *out_failed = 0;
  jumio_result result = check_tables(ops, flags, host);
  if (result != JUMIO_OK)
    return result;
  kit k = {.ops = ops, .host = host, .user_data = user_data, .serial = flags != 0, .lock = &lock};
  for (size_t g = 0; g < sizeof groups / sizeof groups[0]; g++)
    for (const kit_check *check = groups[g]; check->name != NULL; check++)
      failed += !run_check(&k, check);
  pthread_mutex_destroy(&lock);
  if (out_failed != NULL)
    *out_failed = failed;
  return failed == 0 ? JUMIO_OK : JUMIO_ERR_HOST_CALLBACK;
}
