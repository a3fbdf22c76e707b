/** One guard, many threads of a web server: each callback is worth one read, and settings change meanwhile (run under the thread sanitizer
 *  too). */
#include "support/cmocka.h"

#include <jumio/jumio.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#define THREADS 16
#define BODIES 100
#define NOW INT64_C(1740774300000)
#define PEER "35.157.27.193"

static const char list[] = "{\"date\":\"2025-02-01\",\"regions\":{\"emea-1\":[\"" PEER "\"]}}";

typedef struct worker {
  pthread_t thread;
  jumio_callback_guard *guard;
  int rereads, replays, others;
} worker;

static int32_t know_all(const char *execution_id, const char *account_id, void *data)
{
  (void)execution_id;
  (void)account_id;
  atomic_fetch_add((atomic_int *)data, 1);
  return JUMIO_LOOKUP_KNOWN;
}

static void *check_many(void *data)
{
  worker *self = data;
  for (int i = 0; i < BODIES; i++) {
    char body[300];
    jumio_guard_verdict verdict = 0;
    jumio_guard_finding findings = 0;
    snprintf(body, sizeof body,
             "{\"callbackSentAt\":\"2025-02-28T20:24:43.%03dZ\",\"workflowExecution\":{\"id\":\"e4c9ccd0-8d13-45a5-ab15-53025ce7dc19\","
             "\"status\":\"PROCESSED\"},\"account\":{\"id\":\"89e7fd94-adb7-40ed-8110-183b1b015de8\"}}",
             i);
    jumio_callback_guard_check(self->guard, body, JUMIO_NTS, PEER, JUMIO_NTS, "0123456789abcdef", JUMIO_NTS, NOW, NULL, &verdict, &findings,
                               NULL);
    self->rereads += verdict == JUMIO_GUARD_REREAD && findings == 0;
    self->replays += verdict == JUMIO_GUARD_IGNORE && findings == JUMIO_GUARD_REPLAY;
    self->others += verdict == JUMIO_GUARD_SUSPICIOUS;
  }
  return NULL;
}

static void *change_settings(void *data)
{
  worker *self = data;
  for (int i = 0; i < BODIES; i++) {
    jumio_callback_guard_set_sources(self->guard, list, JUMIO_NTS, NULL);
    jumio_callback_guard_set_secret(self->guard, JUMIO_GUARD_SECRET_URL_TOKEN, "0123456789abcdef", 16, NULL);
    jumio_callback_guard_set_secret(self->guard, JUMIO_GUARD_SECRET_URL_TOKEN_OLD, "fedcba9876543210", 16, NULL);
  }
  return NULL;
}

/* TH29, TH36: of sixteen that bring the same callback, one is told to read again. */
static void test_callback_guard__one_read_for_all_threads(void **state)
{
  (void)state;
  worker workers[THREADS + 1];
  atomic_int asked = 0;
  int rereads = 0, replays = 0;
  jumio_callback_guard *guard = NULL;
  assert_int_equal(jumio_callback_guard_new(NULL, "EU", 2, "tenant-1", JUMIO_NTS, &guard, NULL), JUMIO_OK);
  assert_int_equal(jumio_callback_guard_set_lookup(guard, know_all, &asked, NULL, NULL), JUMIO_OK);
  for (size_t i = 0; i <= THREADS; i++) {
    workers[i] = (worker){.guard = guard};
    assert_int_equal(pthread_create(&workers[i].thread, NULL, i < THREADS ? check_many : change_settings, &workers[i]), 0);
  }
  for (size_t i = 0; i <= THREADS; i++) {
    assert_int_equal(pthread_join(workers[i].thread, NULL), 0);
    rereads += workers[i].rereads;
    replays += workers[i].replays;
    assert_int_equal(workers[i].others, 0);
  }
  assert_int_equal(rereads, BODIES);
  assert_int_equal(replays, (THREADS - 1) * BODIES);
  assert_int_equal(atomic_load(&asked), THREADS * BODIES);
  jumio_callback_guard_free(guard);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_callback_guard__one_read_for_all_threads)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
