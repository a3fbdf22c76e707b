/** The conformance kit on the memory store, and on stores that break the contract in one point each: the kit must see every one. */
#include "store/store.h"

#include <jumio/sys/http.h>
#include <jumio/sys/storage_conformance.h>

#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

typedef struct outcome {
  void *borrowed; /* the second view of a store: closed without being freed */
  size_t passed, failed, skipped;
  bool quiet;
} outcome;

static jumio_result open_store(void **out_store, void *user_data)
{
  jumio__memory_store *store = NULL;
  (void)user_data;
  jumio_result result = jumio__memory_store_new(NULL, &store);
  *out_store = store;
  return result;
}

static jumio_result open_same(void *store, void **out_store, void *user_data)
{
  ((outcome *)user_data)->borrowed = store;
  *out_store = store;
  return JUMIO_OK;
}

static void close_store(void *store, void *user_data)
{
  outcome *o = user_data;
  if (o->borrowed == store)
    o->borrowed = NULL;
  else
    jumio__memory_store_free(store);
}

static void report(const char *check, jumio_conformance_outcome how, const char *detail, void *user_data)
{
  outcome *o = user_data;
  o->passed += how == JUMIO_CONFORMANCE_PASSED;
  o->failed += how == JUMIO_CONFORMANCE_FAILED;
  o->skipped += how == JUMIO_CONFORMANCE_SKIPPED;
  assert_true((how == JUMIO_CONFORMANCE_PASSED) == (detail[0] == '\0'));
  if (how == JUMIO_CONFORMANCE_FAILED && !o->quiet)
    fprintf(stderr, "%s: %s\n", check, detail);
}

static const jumio_storage_conformance_ops alone = {sizeof alone, 0, open_store, NULL, close_store, report};
static const jumio_storage_conformance_ops two_views = {sizeof two_views, 0, open_store, open_same, close_store, report};

static void test_memory__passes(void **state)
{
  outcome o = {0};
  size_t failed = 99;
  (void)state;
  assert_int_equal(jumio_storage_conformance_run(&jumio__memory_store_ops, 0, &alone, &o, &failed), JUMIO_OK);
  assert_int_equal(failed, 0);
  assert_int_equal(o.passed, 35);
  assert_int_equal(o.skipped, 3);
}

static void test_memory__passes_with_two_views(void **state)
{
  outcome o = {0};
  (void)state;
  assert_int_equal(jumio_storage_conformance_run(&jumio__memory_store_ops, JUMIO_OPS_SERIAL, &two_views, &o, NULL), JUMIO_OK);
  assert_int_equal(o.passed, 38);
  assert_int_equal(o.skipped, 0);
}

/* One breach of the contract each. */
typedef enum breach {
  IGNORES_EXPECTED,
  CREATES_OVER,
  UPDATES_MISSING,
  WRITES_ON_CONFLICT,
  SAYS_BUSY_FOR_CONFLICT,
  WRONG_REVISION,
  WRONG_REVISION_READ,
  LOSES_WRITES,
  LOSES_TERMS,
  CUTS_AT_NUL,
  CUTS_LARGE,
  CUTS_KEYS,
  EMPTY_IS_ABSENT,
  SETS_WITHOUT_RECORD,
  DEL_DOES_NOTHING,
  DEL_IGNORES_EXPECTED,
  DEL_FINDS_ALL,
  SCAN_WITHOUT_UPPER,
  SCAN_EXCLUDES_LOWER,
  SCAN_WITHOUT_AFTER,
  SCAN_AFTER_FOR_ALL,
  SCAN_WITHOUT_LIMIT,
  SCAN_ENDLESS,
  SCAN_STOP_IS_ERROR,
  SCAN_UNORDERED,
  CHECKS_THEN_WRITES,
  BREACHES
} breach;

static breach broken; /* the breach under test; set while nothing runs */

static jumio_result broken_get(const char *key, size_t key_len, jumio_storage_reply *reply, void *user_data)
{
  jumio_storage_reply inner;
  jumio__storage_reply_init(&inner, NULL);
  if (broken == CUTS_KEYS && key_len > 100)
    key_len = 100;
  jumio_result result = jumio__memory_store_ops.get(key, key_len, &inner, user_data);
  if (result == JUMIO_OK && broken == EMPTY_IS_ABSENT && inner.data.len == 0)
    result = JUMIO_ERR_STORE_NOT_FOUND;
  else if (result == JUMIO_OK)
    result = jumio_storage_reply_set(reply, inner.data.data, inner.data.len, inner.revision + (broken == WRONG_REVISION_READ));
  else if (broken == SETS_WITHOUT_RECORD)
    jumio_storage_reply_set(reply, "", 0, 1);
  jumio__buffer_free(&inner.data);
  return result;
}

static int64_t revision_of(const char *key, size_t key_len, void *user_data)
{
  jumio_storage_reply inner;
  jumio__storage_reply_init(&inner, NULL);
  jumio_result result = jumio__memory_store_ops.get(key, key_len, &inner, user_data);
  jumio__buffer_free(&inner.data);
  return result == JUMIO_OK ? inner.revision : 0;
}

static bool overwrites(int64_t expected, int64_t now)
{
  return broken == IGNORES_EXPECTED || (broken == CREATES_OVER && expected == 0) || (broken == UPDATES_MISSING && now == 0);
}

static jumio_result broken_put(const char *key, size_t key_len, const void *data, size_t len, const jumio_storage_terms *terms,
                               int64_t expected, int64_t *out_revision, void *user_data)
{
  const jumio_storage_ops *ops = &jumio__memory_store_ops;
  int64_t now = revision_of(key, key_len, user_data);
  if (broken == CUTS_KEYS && key_len > 100)
    key_len = 100;
  if (broken == CUTS_AT_NUL && memchr(data, 0, len) != NULL)
    len = (size_t)((const char *)memchr(data, 0, len) - (const char *)data);
  if (broken == CUTS_LARGE && len > 65536)
    len = 65536;
  if (broken == LOSES_TERMS)
    terms = NULL;
  if (broken == CHECKS_THEN_WRITES && (expected == JUMIO_REV_ANY || expected == now)) {
    sched_yield();
    expected = JUMIO_REV_ANY;
  }
  if (broken == LOSES_WRITES && expected == now && now == 2) {
    *out_revision = 3;
    return JUMIO_OK;
  }
  jumio_result result =
      ops->put(key, key_len, data, len, terms, overwrites(expected, now) ? JUMIO_REV_ANY : expected, out_revision, user_data);
  if (result == JUMIO_ERR_STORE_CONFLICT && broken == WRITES_ON_CONFLICT)
    ops->put(key, key_len, data, len, terms, JUMIO_REV_ANY, out_revision, user_data);
  if (result == JUMIO_ERR_STORE_CONFLICT && broken == SAYS_BUSY_FOR_CONFLICT)
    result = JUMIO_ERR_STORE_BUSY;
  if (result == JUMIO_OK && broken == WRONG_REVISION)
    *out_revision = 1;
  return result;
}

static jumio_result broken_del(const char *key, size_t key_len, int64_t expected, void *user_data)
{
  if (broken == DEL_DOES_NOTHING)
    return JUMIO_OK;
  jumio_result result = jumio__memory_store_ops.del(key, key_len, broken == DEL_IGNORES_EXPECTED ? JUMIO_REV_ANY : expected, user_data);
  return broken == DEL_FINDS_ALL && result == JUMIO_ERR_STORE_NOT_FOUND ? JUMIO_OK : result;
}

typedef struct relay {
  jumio_storage_visit_fn visit;
  void *data;
  const char *from, *after;
  size_t from_len, after_len;
  bool stopped;
} relay;

static int32_t pass_row(const char *key, size_t key_len, const char *value, size_t value_len, void *user_data)
{
  relay *r = user_data;
  size_t common = key_len < r->after_len ? key_len : r->after_len;
  if (broken == SCAN_EXCLUDES_LOWER && value_len == r->from_len && memcmp(value, r->from, value_len) == 0)
    return 1;
  if (broken == SCAN_AFTER_FOR_ALL && common != 0 && memcmp(key, r->after, common) <= 0)
    return 1;
  r->stopped = r->visit(key, key_len, value, value_len, r->data) == 0 || r->stopped;
  return broken == SCAN_ENDLESS || !r->stopped;
}

static jumio_result broken_scan(const char *index, const char *from, size_t from_len, const char *to, size_t to_len, const char *after,
                                size_t after_len, size_t limit, jumio_storage_visit_fn visit, void *visit_data, void *user_data)
{
  const jumio_storage_ops *ops = &jumio__memory_store_ops;
  relay r = {visit, visit_data, from, after, from_len, after_len, false};
  if (broken == SCAN_WITHOUT_UPPER) {
    to = "\xFF";
    to_len = 1;
  }
  if (broken == SCAN_WITHOUT_AFTER)
    after_len = 0;
  if (broken == SCAN_WITHOUT_LIMIT)
    limit = SIZE_MAX;
  if (broken == SCAN_UNORDERED && from_len == 1 && limit > 1)
    ops->scan(index, "bb", 2, "bb", 2, "", 0, 1, pass_row, &r, user_data);
  jumio_result result = ops->scan(index, from, from_len, to, to_len, after, after_len, limit, pass_row, &r, user_data);
  return broken == SCAN_STOP_IS_ERROR && r.stopped ? JUMIO_ERR_STORE : result;
}

static void test_kit__sees_every_breach(void **state)
{
  static const jumio_storage_ops ops = {sizeof ops, 0, broken_get, broken_put, broken_del, broken_scan};
  (void)state;
  for (int b = 0; b < BREACHES; b++) {
    outcome o = {.quiet = true};
    size_t failed = 0;
    broken = (breach)b;
    if (jumio_storage_conformance_run(&ops, 0, &alone, &o, &failed) != JUMIO_ERR_HOST_CALLBACK || failed == 0 || failed != o.failed)
      fail_msg("breach %d was not seen", b);
  }
}

static jumio_result open_nothing(void **out_store, void *user_data)
{
  (void)user_data;
  *out_store = NULL;
  return JUMIO_ERR_STORE;
}

static void test_kit__counts_a_store_that_does_not_open(void **state)
{
  jumio_storage_conformance_ops host = alone;
  outcome o = {.quiet = true};
  size_t failed = 0;
  (void)state;
  host.open = open_nothing;
  assert_int_equal(jumio_storage_conformance_run(&jumio__memory_store_ops, 0, &host, &o, &failed), JUMIO_ERR_HOST_CALLBACK);
  assert_int_equal(failed, 38);
  assert_int_equal(o.passed, 0);
}

static void test_kit__refuses_bad_tables(void **state)
{
  jumio_storage_ops ops = jumio__memory_store_ops;
  jumio_storage_conformance_ops host = alone;
  outcome o = {0};
  size_t failed = 7;
  (void)state;
  assert_int_equal(jumio_storage_conformance_run(NULL, 0, &host, &o, &failed), JUMIO_ERR_ARGUMENT);
  assert_int_equal(failed, 0);
  assert_int_equal(jumio_storage_conformance_run(&ops, 0, NULL, &o, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_storage_conformance_run(&ops, 2, &host, &o, NULL), JUMIO_ERR_ARGUMENT);
  ops.struct_size--;
  assert_int_equal(jumio_storage_conformance_run(&ops, 0, &host, &o, NULL), JUMIO_ERR_ABI_SIZE);
  ops = jumio__memory_store_ops;
  ops.del = NULL;
  assert_int_equal(jumio_storage_conformance_run(&ops, 0, &host, &o, NULL), JUMIO_ERR_ARGUMENT);
  host.report = NULL;
  assert_int_equal(jumio_storage_conformance_run(&jumio__memory_store_ops, 0, &host, &o, NULL), JUMIO_ERR_ARGUMENT);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_memory__passes),          cmocka_unit_test(test_memory__passes_with_two_views),
      cmocka_unit_test(test_kit__sees_every_breach),  cmocka_unit_test(test_kit__counts_a_store_that_does_not_open),
      cmocka_unit_test(test_kit__refuses_bad_tables),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
