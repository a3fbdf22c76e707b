/** One client, many threads: one token request, and no race (run under the thread sanitizer too). */
#include "support/rig.h"

#include "support/cmocka.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define THREADS 16
#define CALLS 50

typedef struct worker {
  pthread_t thread;
  test_rig *rig;
  int good;
} worker;

static void *poll_many(void *data)
{
  worker *self = data;
  for (int i = 0; i < CALLS; i++) {
    jumio_workflow_execution *execution = NULL;
    self->good += jumio_workflow_execution_fetch(self->rig->client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS,
                                                 JUMIO_DEADLINE_DEFAULT, NULL, &execution, NULL) == JUMIO_OK;
    jumio_workflow_execution_free(execution);
  }
  return NULL;
}

static void run_all(test_rig *rig, int expected_each)
{
  worker workers[THREADS];
  for (size_t i = 0; i < THREADS; i++) {
    workers[i].rig = rig;
    workers[i].good = 0;
    assert_int_equal(pthread_create(&workers[i].thread, NULL, poll_many, &workers[i]), 0);
  }
  for (size_t i = 0; i < THREADS; i++) {
    assert_int_equal(pthread_join(workers[i].thread, NULL), 0);
    assert_int_equal(workers[i].good, expected_each);
  }
}

/* A03: a cold start of 16 threads. */
static void test_shared_client__one_token_for_all_threads(void **state)
{
  (void)state;
  test_rig rig;
  rig_begin(&rig, rig_happy, rig_happy_count);
  run_all(&rig, CALLS);
  assert_int_equal(fake_http_count(&rig.http, "/oauth2/token"), 1);
  rig_end(&rig);
}

/* A03: all get a 401 for the same token at once: one renewal, not sixteen. Each thread's first call is refused. */
static void test_shared_client__one_renewal_for_all_threads(void **state)
{
  (void)state;
  test_rig rig;
  fake_step steps[16] = {{.path = "/status", .status = 401, .times = 1}};
  memcpy(steps + 1, rig_happy, rig_happy_count * sizeof steps[0]);
  rig_begin(&rig, steps, rig_happy_count + 1);
  run_all(&rig, CALLS);
  assert_int_equal(fake_http_count(&rig.http, "/oauth2/token"), 2);
  rig_end(&rig);
}

typedef struct span_counter {
  atomic_int begins, ends, good;
} span_counter;

static void count_span(jumio_span *span, void *user_data)
{
  span_counter *counter = user_data;
  bool begin = jumio_span_get_int64(span, JUMIO_SPAN_PHASE) == JUMIO_SPAN_BEGIN;
  char text[64];
  snprintf(text, sizeof text, "00-%032x-%016x-01", 1, 1 + atomic_load(&counter->begins));
  atomic_fetch_add(begin ? &counter->begins : &counter->ends, 1);
  atomic_fetch_add(&counter->good, jumio_span_set_traceparent(span, text, JUMIO_NTS) == (begin ? JUMIO_OK : JUMIO_ERR_STATE));
}

/* The trace hook runs on many threads at once; each request has its own span. */
static void test_shared_client__spans_of_all_threads(void **state)
{
  (void)state;
  test_rig rig;
  span_counter counter = {0, 0, 0};
  assert_int_equal(rig_begin_traced(&rig, NULL, rig_happy, rig_happy_count, count_span, &counter, NULL), JUMIO_OK);
  run_all(&rig, CALLS);
  assert_int_equal(atomic_load(&counter.begins), THREADS * CALLS + 1);
  assert_int_equal(atomic_load(&counter.ends), THREADS * CALLS + 1);
  assert_int_equal(atomic_load(&counter.good), 2 * (THREADS * CALLS + 1));
  rig_end(&rig);
}

static void *free_client(void *data)
{
  jumio_client_unref(data);
  return NULL;
}

/* T02: the last reference frees, whichever thread gives it up. */
static void test_shared_client__references(void **state)
{
  (void)state;
  test_rig rig;
  pthread_t threads[THREADS];
  rig_begin(&rig, rig_happy, rig_happy_count);
  for (size_t i = 0; i < THREADS; i++)
    assert_int_equal(pthread_create(&threads[i], NULL, free_client, jumio_client_ref(rig.client)), 0);
  for (size_t i = 0; i < THREADS; i++)
    pthread_join(threads[i], NULL);
  assert_int_equal(jumio_client_check(rig.client, 0, JUMIO_DEADLINE_DEFAULT, NULL, NULL, NULL), JUMIO_OK);
  rig_end(&rig);
}

#define ROUNDS 50

/* The server holds a create until every other thread has ended or is held too, so that all of them meet the one in SENDING. */
typedef struct crowd {
  pthread_mutex_t lock;
  pthread_cond_t changed;
  int arrived; /* ended or held */
} crowd;

static void arrive(crowd *all, int wait)
{
  pthread_mutex_lock(&all->lock);
  all->arrived++;
  pthread_cond_broadcast(&all->changed);
  while (wait && all->arrived < THREADS)
    pthread_cond_wait(&all->changed, &all->lock);
  pthread_mutex_unlock(&all->lock);
}

static void hold(void *data)
{
  arrive(data, 1);
}

typedef struct verifier {
  pthread_t thread;
  pthread_barrier_t *start;
  crowd *all;
  test_rig *rig;
  jumio_result result;
} verifier;

static void *verify_same_id(void *data)
{
  verifier *self = data;
  jumio_verification *verification = NULL;
  jumio_account *account = NULL;
  jumio_account_request *request = rig_request();
  pthread_barrier_wait(self->start);
  self->result = jumio_verification_create(self->rig->client, "same", JUMIO_NTS, "entity", JUMIO_NTS, request, JUMIO_DEADLINE_DEFAULT, NULL,
                                           &verification, &account, NULL);
  if (account == NULL)
    arrive(self->all, 0);
  jumio_account_free(account);
  jumio_verification_free(verification);
  jumio_account_request_free(request);
  return NULL;
}

static void one_round(void)
{
  test_rig rig;
  verifier threads[THREADS];
  pthread_barrier_t start;
  crowd all = {.arrived = 0};
  fake_step steps[16];
  memcpy(steps, rig_happy, rig_happy_count * sizeof steps[0]);
  for (size_t i = 0; i < rig_happy_count; i++)
    if (strstr(steps[i].path, "account.amer-1") != NULL) {
      steps[i].before = hold;
      steps[i].before_data = &all;
    }
  pthread_mutex_init(&all.lock, NULL);
  pthread_cond_init(&all.changed, NULL);
  assert_int_equal(pthread_barrier_init(&start, NULL, THREADS), 0);
  rig_begin(&rig, steps, rig_happy_count);
  for (size_t i = 0; i < THREADS; i++) {
    threads[i] = (verifier){.start = &start, .all = &all, .rig = &rig};
    assert_int_equal(pthread_create(&threads[i].thread, NULL, verify_same_id, &threads[i]), 0);
  }
  for (size_t i = 0; i < THREADS; i++) {
    pthread_join(threads[i].thread, NULL);
    assert_true(threads[i].result == JUMIO_OK || threads[i].result == JUMIO_ERR_STATE); /* done, or running elsewhere */
  }
  assert_int_equal(fake_http_count(&rig.http, "account.amer-1"), 1);
  rig_end(&rig);
  pthread_barrier_destroy(&start);
  pthread_cond_destroy(&all.changed);
  pthread_mutex_destroy(&all.lock);
}

/* S15: one id from many threads is one create at Jumio, also where all of them begin in the same millisecond. */
static void test_shared_client__one_create_for_one_id(void **state)
{
  (void)state;
  for (int round = 0; round < ROUNDS; round++)
    one_round();
}

#define NOTICES 500

static void *wait_for_the_end(void *data)
{
  worker *self = data;
  jumio_workflow_execution *execution = NULL;
  self->good = jumio_workflow_execution_wait(self->rig->client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, INT64_MAX, NULL,
                                             &execution, NULL) == JUMIO_OK;
  jumio_workflow_execution_free(execution);
  return NULL;
}

static void *tell(void *data)
{
  worker *self = data;
  for (int i = 0; i < NOTICES; i++)
    self->good += jumio_client_notify(self->rig->client, RIG_EXECUTION, JUMIO_NTS, NULL) == JUMIO_OK;
  return NULL;
}

/* Every sleeping thread moves the one clock of the rig on, and a thread that does not run for a moment finds hours gone: the times go far
 * enough that nobody misses the last. */
static jumio_result wait_long(jumio_config *config, jumio_error **err)
{
  static const char offsets[] = "40,80,160,320,640,1280,2560,5120,10240,20480,40960,81920,163840,327680,604800";
  return jumio_config_set_option(config, JUMIO_OPTION_POLL_OFFSETS_S, offsets, JUMIO_NTS, err);
}

/* Callbacks arrive on other threads than those that wait. */
static void test_shared_client__notices_from_other_threads(void **state)
{
  (void)state;
  test_rig rig;
  worker workers[THREADS];
  fake_step steps[16] = {
      {.path = "/status",
       .status = 200,
       .body = "{\"account\":{\"id\":\"" RIG_ACCOUNT "\"},\"workflowExecution\":{\"id\":\"" RIG_EXECUTION "\",\"status\":\"ACQUIRED\"}}",
       .times = THREADS}};
  memcpy(steps + 1, rig_happy, rig_happy_count * sizeof steps[0]);
  assert_int_equal(rig_begin_adjusted(&rig, NULL, steps, rig_happy_count + 1, wait_long, NULL), JUMIO_OK);
  for (size_t i = 0; i < THREADS; i++) {
    workers[i] = (worker){.rig = &rig};
    assert_int_equal(pthread_create(&workers[i].thread, NULL, i % 2 == 0 ? wait_for_the_end : tell, &workers[i]), 0);
  }
  for (size_t i = 0; i < THREADS; i++) {
    assert_int_equal(pthread_join(workers[i].thread, NULL), 0);
    assert_int_equal(workers[i].good, i % 2 == 0 ? 1 : NOTICES);
  }
  rig_end(&rig);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_shared_client__one_token_for_all_threads), cmocka_unit_test(test_shared_client__one_renewal_for_all_threads),
      cmocka_unit_test(test_shared_client__spans_of_all_threads),      cmocka_unit_test(test_shared_client__references),
      cmocka_unit_test(test_shared_client__one_create_for_one_id),     cmocka_unit_test(test_shared_client__notices_from_other_threads),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
