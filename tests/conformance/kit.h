/** The conformance kit from the inside: one check's view of the store under test, and the small words that checks are written in. */
#ifndef JUMIO__CONFORMANCE_KIT_H
#define JUMIO__CONFORMANCE_KIT_H

#include <pthread.h>
#include <stdbool.h>

#include <jumio/sys/storage_conformance.h>

#define KIT_RECORD_MAX (1024 * 1024)
#define KIT_ROWS_MAX 4096

typedef struct kit {
  const jumio_storage_ops *ops;
  const jumio_storage_conformance_ops *host;
  void *user_data;
  bool serial;
  pthread_mutex_t *lock; /* around every call of a serial store */
  void *store;
  bool skipped;
  char detail[240]; /* of the first failure */
} kit;

typedef struct kit_check {
  const char *name;
  bool (*run)(kit *k);
} kit_check;

extern const kit_check kit_record_checks[];
extern const kit_check kit_scan_checks[];
extern const kit_check kit_shared_checks[];

/* The truth; the first falsehood is kept as the detail. */
bool kit_want(kit *k, bool truth, const char *format, ...) __attribute__((format(printf, 3, 4)));
bool kit_skip(kit *k, const char *why);

/* The storage operations, under the lock of a serial store. terms: {"index", "value", ..., NULL}, or NULL for none. */
jumio_result kit_get(kit *k, const char *key, jumio_storage_reply *reply);
jumio_result kit_put(kit *k, const char *key, const void *data, size_t len, const char *const *terms, int64_t expected,
                     int64_t *out_revision);
jumio_result kit_del(kit *k, const char *key, int64_t expected);

/* Expectations. */
bool kit_puts(kit *k, const char *key, const char *text, const char *const *terms, int64_t expected, int64_t revision);
bool kit_refuses(kit *k, const char *key, const char *text, const char *const *terms, int64_t expected);
bool kit_holds(kit *k, const char *key, const void *data, size_t len, int64_t revision);
bool kit_lacks(kit *k, const char *key);
bool kit_deletes(kit *k, const char *key, int64_t expected, jumio_result want);
/* Rows as "key=value" with a blank between, in the order visited. */
bool kit_scans(kit *k, const char *index, const char *from, const char *to, const char *after, size_t limit, const char *rows);

jumio_result kit_scan(kit *k, const char *index, const char *from, const char *to, const char *after, size_t limit,
                      jumio_storage_visit_fn visit, void *visit_data);

#endif
