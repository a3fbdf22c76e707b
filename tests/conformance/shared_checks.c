/** Checks of sharing: two handles on one storage, and many threads on one record. */
#include "kit.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define THREADS 8
#define TURNS 40
#define PATIENCE 20000

static const char *const red[] = {"colour", "red", NULL};

/* Another view of the kit, on a second handle. */
static bool open_again(kit *k, kit *second)
{
  *second = *k;
  second->store = NULL;
  jumio_result result = k->host->open_again != NULL ? k->host->open_again(k->store, &second->store, k->user_data) : JUMIO_ERR_UNSUPPORTED;
  if (result == JUMIO_ERR_UNSUPPORTED)
    return kit_skip(k, "the host offers no second handle");
  return kit_want(k, result == JUMIO_OK, "the second handle could not be opened: %s", jumio_result_name(result));
}

static bool end(kit *k, kit *second, bool good)
{
  if (second->store != NULL)
    k->host->close(second->store, k->user_data);
  if (!good && k->detail[0] == '\0')
    memcpy(k->detail, second->detail, sizeof k->detail);
  return good;
}

static bool handles_see(kit *k)
{
  kit second;
  bool good = open_again(k, &second);
  if (k->skipped)
    return true;
  good = good && kit_puts(k, "a", "1", red, JUMIO_REV_ABSENT, 1) && kit_holds(&second, "a", "1", 1, 1) &&
         kit_scans(&second, "colour", "a", "z", "", 10, "a=red") && kit_puts(&second, "a", "2", NULL, 1, 2) &&
         kit_holds(k, "a", "2", 1, 2) && kit_scans(k, "colour", "a", "z", "", 10, "") && kit_deletes(k, "a", 2, JUMIO_OK) &&
         kit_lacks(&second, "a");
  return end(k, &second, good);
}

static bool handles_conflict(kit *k)
{
  kit second;
  bool good = open_again(k, &second);
  if (k->skipped)
    return true;
  good = good && kit_puts(k, "a", "1", red, JUMIO_REV_ABSENT, 1) && kit_refuses(&second, "a", "other", NULL, JUMIO_REV_ABSENT) &&
         kit_puts(&second, "a", "2", red, 1, 2) && kit_refuses(k, "a", "3", NULL, 1) && kit_holds(k, "a", "2", 1, 2) &&
         kit_scans(k, "colour", "a", "z", "", 10, "a=red");
  return end(k, &second, good);
}

/* What one handle wrote outlives it. */
static bool handles_outlive(kit *k)
{
  kit second;
  bool good = open_again(k, &second);
  if (k->skipped)
    return true;
  good = good && kit_puts(&second, "a", "first", red, JUMIO_REV_ABSENT, 1);
  good = end(k, &second, good);
  return good && kit_holds(k, "a", "first", 5, 1) && kit_scans(k, "colour", "a", "z", "", 10, "a=red");
}

typedef struct worker {
  kit view;
  pthread_t thread;
  size_t done;
  bool started;
  bool good;
} worker;

/* Writes the number that follows the one that was read. */
static jumio_result write_next(kit *k, const jumio_storage_reply *reply)
{
  char text[24] = "";
  int64_t revision = 0;
  size_t len = 0;
  const void *data = jumio_storage_reply_get_data(reply, &len);
  if (data == NULL || len >= sizeof text)
    return JUMIO_ERR_STORE_CORRUPT;
  memcpy(text, data, len);
  int next = snprintf(text, sizeof text, "%ld", strtol(text, NULL, 10) + 1);
  return kit_put(k, "counter", text, (size_t)next, red, jumio_storage_reply_get_revision(reply), &revision);
}

/* Read, add one, write under the revision that was read; again when somebody was faster. */
static bool increment(kit *k)
{
  for (long tries = 0; tries < PATIENCE; tries++) {
    jumio_storage_reply *reply = NULL;
    if (!kit_want(k, jumio_storage_reply_new(NULL, &reply) == JUMIO_OK, "no memory"))
      return false;
    jumio_result result = kit_get(k, "counter", reply);
    if (result == JUMIO_OK)
      result = write_next(k, reply);
    jumio_storage_reply_free(reply);
    if (result == JUMIO_OK)
      return true;
    if (!kit_want(k, result == JUMIO_ERR_STORE_CONFLICT || result == JUMIO_ERR_STORE_BUSY, "a thread's increment: got %s",
                  jumio_result_name(result)))
      return false;
    sched_yield();
  }
  return kit_want(k, false, "a thread never got its turn");
}

static void *run_increments(void *data)
{
  worker *w = data;
  w->good = true;
  for (size_t i = 0; w->good && i < TURNS; i++) {
    w->good = increment(&w->view);
    w->done += w->good;
  }
  return NULL;
}

/* Creates what all others try to create as well. */
static void *run_creates(void *data)
{
  worker *w = data;
  char key[24];
  w->good = true;
  for (unsigned i = 0; w->good && i < TURNS; i++) {
    int64_t revision = 0;
    jumio_result result = JUMIO_ERR_STORE_BUSY;
    snprintf(key, sizeof key, "once/%u", i);
    for (long tries = 0; result == JUMIO_ERR_STORE_BUSY && tries < PATIENCE; tries++)
      result = kit_put(&w->view, key, "x", 1, red, JUMIO_REV_ABSENT, &revision);
    w->good = kit_want(&w->view, result == JUMIO_OK || result == JUMIO_ERR_STORE_CONFLICT, "a thread's create: got %s",
                       jumio_result_name(result));
    w->done += result == JUMIO_OK;
  }
  return NULL;
}

/* Half of the threads work on the second handle where there is one. */
static bool run_threads(kit *k, void *(*run)(void *), size_t *out_done)
{
  worker workers[THREADS];
  kit second;
  bool good = open_again(k, &second);
  bool two = good && !k->skipped;
  k->skipped = false;
  k->detail[0] = good ? '\0' : k->detail[0];
  *out_done = 0;
  for (size_t i = 0; i < THREADS; i++) {
    workers[i] = (worker){.view = two && i % 2 == 1 ? second : *k};
    workers[i].started = good && pthread_create(&workers[i].thread, NULL, run, &workers[i]) == 0;
    good = good && kit_want(k, workers[i].started, "a thread could not be started");
  }
  for (size_t i = 0; i < THREADS; i++) {
    if (workers[i].started)
      pthread_join(workers[i].thread, NULL);
    *out_done += workers[i].started ? workers[i].done : 0;
    if (workers[i].started && !workers[i].good)
      good = kit_want(k, false, "%s", workers[i].view.detail);
  }
  return end(k, &second, good);
}

static bool threads_increment(kit *k)
{
  char text[24];
  size_t done;
  if (!kit_puts(k, "counter", "0", red, JUMIO_REV_ABSENT, 1) || !run_threads(k, run_increments, &done))
    return false;
  int len = snprintf(text, sizeof text, "%d", THREADS * TURNS);
  return kit_want(k, done == THREADS * TURNS, "increments: want %d, got %zu", THREADS * TURNS, done) &&
         kit_holds(k, "counter", text, (size_t)len, THREADS * TURNS + 1) && kit_scans(k, "colour", "a", "z", "", 10, "counter=red");
}

static bool threads_create_once(kit *k)
{
  size_t done;
  return run_threads(k, run_creates, &done) &&
         kit_want(k, done == TURNS, "%d records created by %d threads: %zu successes", TURNS, THREADS, done) &&
         kit_holds(k, "once/0", "x", 1, 1);
}

const kit_check kit_shared_checks[] = {{"handles.see", handles_see},
                                       {"handles.conflict", handles_conflict},
                                       {"handles.outlive", handles_outlive},
                                       {"threads.increment", threads_increment},
                                       {"threads.create-once", threads_create_once},
                                       {NULL, NULL}};
