/** What the tests of the guard share: a guard of emea-1, bodies, and checking a verdict with its findings. */
#ifndef JUMIO_TEST_GUARD_KIT_H
#define JUMIO_TEST_GUARD_KIT_H

#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <jumio/jumio.h>

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define WF "e4c9ccd0-8d13-45a5-ab15-53025ce7dc19"
#define ACC "89e7fd94-adb7-40ed-8110-183b1b015de8"
#define NOW INT64_C(1740774300000) /* 2025-02-28T20:25:00Z */
#define SENT INT64_C(1740774283886)
#define PEER "35.157.27.193" /* of emea-1 */
#define INTENT "abcdefghijklmnopqrstuvwx23"
#define TAG "case.7." INTENT ".vfBg3guuVUxN5CrKNn63kw"     /* by the key 0, 1, .. 31; computed outside */
#define OLD_TAG "case.7." INTENT ".H_Yp9hLEtI2YfWqjkjlVdQ" /* by the key of 40 times "o" */
#define URL_TOKEN "0123456789abcdef"

static const char tag_key[] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
                               16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31};
static const char old_key[] = "oooooooooooooooooooooooooooooooooooooooo";

static inline jumio_callback_guard *new_guard(void)
{
  jumio_callback_guard *guard = NULL;
  assert_int_equal(jumio_callback_guard_new(NULL, "EU", JUMIO_NTS, "tenant-1", JUMIO_NTS, &guard, NULL), JUMIO_OK);
  return guard;
}

static inline void set_secret(jumio_callback_guard *guard, jumio_guard_secret which, const char *data, size_t len)
{
  assert_int_equal(jumio_callback_guard_set_secret(guard, which, data, len, NULL), JUMIO_OK);
}

typedef struct outcome {
  jumio_guard_verdict verdict;
  jumio_guard_finding findings;
} outcome;

static inline outcome check_all(jumio_callback_guard *guard, const char *body, size_t len, const char *peer, const char *token, int64_t now)
{
  outcome got = {-1, 0xFFFF};
  jumio_error *error = (jumio_error *)(uintptr_t)8;
  jumio_callback *callback = (jumio_callback *)(uintptr_t)8;
  assert_int_equal(
      jumio_callback_guard_check(guard, body, len, peer, JUMIO_NTS, token, JUMIO_NTS, now, &callback, &got.verdict, &got.findings, &error),
      JUMIO_OK);
  assert_null(error);
  bool is_none = (got.findings & (JUMIO_GUARD_NOT_A_CALLBACK | JUMIO_GUARD_TOO_LARGE | JUMIO_GUARD_BAD_JSON)) != 0;
  assert_int_equal(callback == NULL, is_none);
  jumio_callback_free(callback);
  return got;
}

static inline void expect(outcome got, jumio_guard_verdict verdict, jumio_guard_finding findings, const char *what)
{
  if (got.verdict != verdict || got.findings != findings)
    fail_msg("%s: verdict %d, findings %x; expected %d, %x", what, got.verdict, got.findings, verdict, findings);
}

/* A body of the year 2025 with one thing at its choice; each call gives another one, for the same is a repetition. */
static inline char *body_with(const char *status, const char *reference, const char *execution)
{
  static int64_t count = 0;
  char *body = NULL;
  assert_int_equal(jumio_callback_build(NULL, execution, JUMIO_NTS, ACC, JUMIO_NTS, status, JUMIO_NTS, "10148", JUMIO_NTS, reference,
                                        JUMIO_NTS, SENT + ++count, "emea-1", JUMIO_NTS, &body, NULL, NULL),
                   JUMIO_OK);
  return body;
}

static inline outcome check_reference(jumio_callback_guard *guard, const char *reference)
{
  char *body = body_with("PROCESSED", reference, WF);
  outcome got = check_all(guard, body, JUMIO_NTS, NULL, NULL, NOW);
  jumio_text_free(body);
  return got;
}

static inline outcome check_peer(jumio_callback_guard *guard, const char *peer, int64_t now)
{
  char *body = body_with("PROCESSED", NULL, WF);
  outcome got = check_all(guard, body, JUMIO_NTS, peer, NULL, now);
  jumio_text_free(body);
  return got;
}

static inline bool has_digests(void)
{
  jumio_callback_guard *guard = new_guard();
  jumio_result result = jumio_callback_guard_set_secret(guard, JUMIO_GUARD_SECRET_TAG_KEY, tag_key, sizeof tag_key, NULL);
  jumio_callback_guard_free(guard);
  assert_true(result == JUMIO_OK || result == JUMIO_ERR_UNSUPPORTED);
  return result == JUMIO_OK;
}

#endif
