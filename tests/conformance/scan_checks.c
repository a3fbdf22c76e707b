/** Checks of scans: order, bounds, limit, continuation, stopping. */
#include "kit.h"

#include <stdio.h>
#include <string.h>

typedef struct sample {
  const char *key;
  const char *value;
} sample;

static bool put_samples(kit *k, const sample *samples)
{
  for (; samples->key != NULL; samples++) {
    const char *const terms[] = {"name", samples->value, NULL};
    if (!kit_puts(k, samples->key, "x", terms, JUMIO_REV_ABSENT, 1))
      return false;
  }
  return true;
}

/* Written out of order on purpose. */
static const sample few[] = {{"k3", "bb"}, {"k1", "cc"}, {"k4", "aa"}, {"k2", "bb"}, {"k5", "bb"}, {"k0", "dd"}, {NULL, NULL}};

static bool scan_empty(kit *k)
{
  return kit_scans(k, "name", "a", "z", "", 10, "") && put_samples(k, few) && kit_scans(k, "other", "a", "z", "", 10, "");
}

static bool scan_order(kit *k)
{
  return put_samples(k, few) && kit_scans(k, "name", "a", "z", "", 10, "k4=aa k2=bb k3=bb k5=bb k1=cc k0=dd");
}

/* As bytes without sign: a shorter value first, capitals before small letters, UTF-8 behind ASCII. */
static bool scan_order_bytes(kit *k)
{
  static const sample samples[] = {{"k1", "a"},   {"k2", "B"},  {"k3", "aa"},           {"k4", "\xC3\xA9"},
                                   {"k5", "a b"}, {"k6", "a-"}, {"k7", "\xE2\x82\xAC"}, {"k8", "~"},
                                   {"k9", "9"},   {NULL, NULL}};
  return put_samples(k, samples) &&
         kit_scans(k, "name", "!", "\xF4\x8F\xBF\xBF", "", 20, "k9=9 k2=B k1=a k5=a b k6=a- k3=aa k8=~ k4=\xC3\xA9 k7=\xE2\x82\xAC");
}

static bool scan_order_keys(kit *k)
{
  static const sample samples[] = {{"b", "v"}, {"a_", "v"}, {"a/", "v"}, {"a", "v"}, {"a0", "v"}, {"a-", "v"}, {"aa", "v"}, {NULL, NULL}};
  return put_samples(k, samples) && kit_scans(k, "name", "v", "v", "", 20, "a=v a-=v a/=v a0=v a_=v aa=v b=v");
}

static bool scan_bounds(kit *k)
{
  return put_samples(k, few) && kit_scans(k, "name", "bb", "cc", "", 10, "k2=bb k3=bb k5=bb k1=cc") &&
         kit_scans(k, "name", "bb", "bb", "", 10, "k2=bb k3=bb k5=bb") && kit_scans(k, "name", "b", "bc", "", 10, "k2=bb k3=bb k5=bb") &&
         kit_scans(k, "name", "dd", "dd", "", 10, "k0=dd") && kit_scans(k, "name", "de", "z", "", 10, "") &&
         kit_scans(k, "name", "b", "ba", "", 10, "") && kit_scans(k, "name", "cc", "bb", "", 10, "");
}

static bool scan_limit(kit *k)
{
  return put_samples(k, few) && kit_scans(k, "name", "a", "z", "", 1, "k4=aa") &&
         kit_scans(k, "name", "a", "z", "", 3, "k4=aa k2=bb k3=bb") &&
         kit_scans(k, "name", "a", "z", "", 6, "k4=aa k2=bb k3=bb k5=bb k1=cc k0=dd") &&
         kit_scans(k, "name", "bb", "bb", "", SIZE_MAX, "k2=bb k3=bb k5=bb");
}

/* Rows of other values than `from` are not touched by after_key: k1=cc and k0=dd come although their keys are smaller. */
static bool scan_after(kit *k)
{
  return put_samples(k, few) && kit_scans(k, "name", "bb", "z", "k3", 10, "k5=bb k1=cc k0=dd") &&
         kit_scans(k, "name", "bb", "bb", "k2", 10, "k3=bb k5=bb") && kit_scans(k, "name", "bb", "bb", "k5", 10, "") &&
         kit_scans(k, "name", "bb", "bb", "k", 10, "k2=bb k3=bb k5=bb") && kit_scans(k, "name", "bb", "bb", "k2-", 10, "k3=bb k5=bb") &&
         kit_scans(k, "name", "b", "z", "z", 10, "k2=bb k3=bb k5=bb k1=cc k0=dd");
}

/* Index names that begin alike are still two indexes. */
static bool scan_indexes(kit *k)
{
  static const char *const terms[] = {"na", "v", "name", "w", "names", "x", NULL};
  return kit_puts(k, "a", "x", terms, JUMIO_REV_ABSENT, 1) && kit_scans(k, "name", "a", "z", "", 10, "a=w") &&
         kit_scans(k, "na", "a", "z", "", 10, "a=v") && kit_scans(k, "names", "a", "z", "", 10, "a=x") &&
         kit_scans(k, "n", "a", "z", "", 10, "");
}

typedef struct stopping {
  size_t after;
  size_t seen;
} stopping;

static int32_t stop(const char *key, size_t key_len, const char *value, size_t value_len, void *user_data)
{
  stopping *s = user_data;
  (void)key;
  (void)key_len;
  (void)value;
  (void)value_len;
  s->seen++;
  return s->seen < s->after;
}

static bool scan_stop(kit *k)
{
  stopping s = {.after = 2};
  if (!put_samples(k, few))
    return false;
  jumio_result result = kit_scan(k, "name", "a", "z", "", 10, stop, &s);
  return kit_want(k, result == JUMIO_OK, "scan stopped by its visitor: want success, got %s", jumio_result_name(result)) &&
         kit_want(k, s.seen == 2, "scan: the visitor stopped after 2 rows and saw %zu", s.seen) &&
         kit_puts(k, "k9", "x", NULL, JUMIO_REV_ABSENT, 1);
}

typedef struct page {
  char last[64];
  size_t count;
  bool ordered;
} page;

static int32_t turn(const char *key, size_t key_len, const char *value, size_t value_len, void *user_data)
{
  page *p = user_data;
  char text[64] = "";
  (void)value;
  (void)value_len;
  if (key_len >= sizeof text)
    return 0;
  memcpy(text, key, key_len);
  p->ordered = p->ordered && strcmp(text, p->last) > 0;
  memcpy(p->last, text, sizeof text);
  p->count++;
  return 1;
}

/* 10 000 records of one value, written in no order, read in pages that follow one another. */
static bool scan_many(kit *k)
{
  static const char *const terms[] = {"name", "v", NULL};
  page p = {.last = "", .ordered = true};
  char key[64];
  for (unsigned i = 0; i < 10000; i++) {
    snprintf(key, sizeof key, "k/%05u", i * 7919 % 10000);
    if (!kit_puts(k, key, key, terms, JUMIO_REV_ABSENT, 1))
      return false;
  }
  for (size_t before = SIZE_MAX; p.count != before && p.count <= 10000;) { /* a store that ignores after_key never ends */
    char after[64];
    before = p.count;
    memcpy(after, p.last, sizeof after);
    jumio_result result = kit_scan(k, "name", "v", "v", after, 999, turn, &p);
    if (!kit_want(k, result == JUMIO_OK, "scan of a page: got %s", jumio_result_name(result)))
      return false;
  }
  return kit_want(k, p.count == 10000, "pages of 10000 records: saw %zu", p.count) && kit_want(k, p.ordered, "pages: a key out of order") &&
         kit_holds(k, "k/00042", "k/00042", 7, 1) && kit_holds(k, "k/09999", "k/09999", 7, 1);
}

const kit_check kit_scan_checks[] = {{"scan.empty", scan_empty},
                                     {"scan.order", scan_order},
                                     {"scan.order-bytes", scan_order_bytes},
                                     {"scan.order-keys", scan_order_keys},
                                     {"scan.bounds", scan_bounds},
                                     {"scan.limit", scan_limit},
                                     {"scan.after", scan_after},
                                     {"scan.indexes", scan_indexes},
                                     {"scan.stop", scan_stop},
                                     {"scan.many", scan_many},
                                     {NULL, NULL}};
