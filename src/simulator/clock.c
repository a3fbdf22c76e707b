/* Simulator time (real, faster than real, or standing still), the events that fall due in it, and answers that wait. */
#define _GNU_SOURCE
#include "sim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int64_t clock_real_ms(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void clock_start(struct sim *sim)
{
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  sim->clock_base = sim->options.clock_start ? sim->options.clock_start : (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
  sim->clock_real_base = clock_real_ms();
  sim->clock_offset = 0;
}

int64_t clock_now(struct sim *sim)
{
  int64_t now = sim->clock_base + sim->clock_offset;
  if (!sim->options.virtual_clock)
    now += (clock_real_ms() - sim->clock_real_base) * (int64_t)sim->options.scale;
  return now;
}

/* Moves time forward event by event, so that each one sees the moment at which it fell due. */
void clock_advance(struct sim *sim, int64_t ms)
{
  int64_t target = clock_now(sim) + ms;
  while (sim->heap_len && sim->heap[0].at <= target) {
    int64_t now = clock_now(sim);
    if (sim->heap[0].at > now)
      sim->clock_offset += sim->heap[0].at - now;
    clock_run_due(sim);
  }
  int64_t now = clock_now(sim);
  if (target > now)
    sim->clock_offset += target - now;
  pthread_cond_broadcast(&sim->ticker_wake);
}

static void heap_push(struct sim *sim, struct sim_due due)
{
  if (sim->heap_len == sim->heap_cap) {
    sim->heap_cap = sim->heap_cap ? sim->heap_cap * 2 : 64;
    sim->heap = sim_grow(sim->heap, sim->heap_cap * sizeof *sim->heap);
  }
  size_t i = sim->heap_len++;
  while (i && sim->heap[(i - 1) / 2].at > due.at) {
    sim->heap[i] = sim->heap[(i - 1) / 2];
    i = (i - 1) / 2;
  }
  sim->heap[i] = due;
}

static struct sim_due heap_pop(struct sim *sim)
{
  struct sim_due top = sim->heap[0], last = sim->heap[--sim->heap_len];
  size_t i = 0;
  for (;;) {
    size_t child = 2 * i + 1;
    if (child >= sim->heap_len)
      break;
    if (child + 1 < sim->heap_len && sim->heap[child + 1].at < sim->heap[child].at)
      child++;
    if (sim->heap[child].at >= last.at)
      break;
    sim->heap[i] = sim->heap[child];
    i = child;
  }
  if (sim->heap_len)
    sim->heap[i] = last;
  return top;
}

/* A later schedule overrides an earlier one: the heap's stale entries are recognised by their time and skipped. */
void clock_schedule(struct sim *sim, struct sim_execution *execution, int64_t at)
{
  execution->due = at;
  if (at == 0)
    return;
  heap_push(sim, (struct sim_due){at, execution});
  if (sim->heap[0].execution == execution)
    pthread_cond_broadcast(&sim->ticker_wake);
}

size_t clock_run_due(struct sim *sim)
{
  size_t count = 0;
  int64_t now = clock_now(sim);
  while (sim->heap_len && sim->heap[0].at <= now) {
    struct sim_due due = heap_pop(sim);
    if (due.execution->due != due.at)
      continue;
    due.execution->due = 0;
    execution_due(sim, due.execution, due.at);
    count++;
  }
  return count;
}

void clock_format(int64_t ms, char out[SIM_TIME_SIZE])
{
  time_t seconds = (time_t)(ms / 1000);
  struct tm tm;
  gmtime_r(&seconds, &tm);
  snprintf(out, SIM_TIME_SIZE, "%04u-%02u-%02uT%02u:%02u:%02u.%03uZ", (unsigned)(tm.tm_year + 1900) % 10000u,
           (unsigned)(tm.tm_mon + 1) % 100u, (unsigned)tm.tm_mday % 100u, (unsigned)tm.tm_hour % 100u, (unsigned)tm.tm_min % 100u,
           (unsigned)tm.tm_sec % 100u, (unsigned)(ms % 1000) % 1000u);
}

/* Milliseconds since 1970, or YYYY-MM-DDThh:mm:ssZ. */
bool clock_parse(const char *text, int64_t *ms)
{
  if (text_to_int(text, 1, INT64_C(4102444800000), ms))
    return true;
  struct tm tm = {0};
  const char *end = strptime(text, "%Y-%m-%dT%H:%M:%SZ", &tm);
  if (!end || *end)
    return false;
  *ms = (int64_t)timegm(&tm) * 1000;
  return *ms > 0;
}

/* The caller has already decided that the answer is ready; it leaves when the wait ends. */
void wait_begin(struct sim_request *request, enum sim_wait wait, int64_t until)
{
  struct sim *sim = request->sim;
  request->wait = wait;
  request->wait_until = until;
  request->next_waiting = sim->waiting;
  sim->waiting = request;
  MHD_suspend_connection(request->connection);
  pthread_cond_broadcast(&sim->ticker_wake);
}

static size_t resume_if(struct sim *sim, enum sim_wait wait, int64_t until)
{
  size_t count = 0;
  for (struct sim_request **p = &sim->waiting; *p;) {
    struct sim_request *request = *p;
    if ((wait != WAIT_NONE && request->wait != wait) || (wait == WAIT_TIME && request->wait_until > until)) {
      p = &request->next_waiting;
      continue;
    }
    *p = request->next_waiting;
    request->wait = WAIT_NONE;
    MHD_resume_connection(request->connection);
    count++;
  }
  return count;
}

/* WAIT_NONE ends every wait, as at the end of the program. */
size_t wait_end(struct sim *sim, enum sim_wait wait)
{
  return resume_if(sim, wait, INT64_MAX);
}

void wait_forget(struct sim_request *request)
{
  for (struct sim_request **p = &request->sim->waiting; *p; p = &(*p)->next_waiting)
    if (*p == request) {
      *p = request->next_waiting;
      return;
    }
}

static int64_t next_wake(struct sim *sim)
{
  int64_t at = INT64_MAX;
  for (struct sim_request *r = sim->waiting; r; r = r->next_waiting)
    if (r->wait == WAIT_TIME && r->wait_until < at)
      at = r->wait_until;
  if (!sim->options.virtual_clock && sim->heap_len) {
    int64_t left = (sim->heap[0].at - clock_now(sim)) / (int64_t)sim->options.scale + 1;
    int64_t when = clock_real_ms() + (left > 0 ? left : 0);
    if (when < at)
      at = when;
  }
  return at;
}

/* The thread behind delayed answers and, unless time stands still, behind everything that falls due. */
void *clock_ticker(void *argument)
{
  struct sim *sim = argument;
  pthread_mutex_lock(&sim->lock);
  while (!sim->stopping) {
    int64_t at = next_wake(sim);
    if (at == INT64_MAX) {
      pthread_cond_wait(&sim->ticker_wake, &sim->lock);
    } else if (at > clock_real_ms()) {
      struct timespec until = {.tv_sec = (time_t)(at / 1000), .tv_nsec = (long)(at % 1000) * 1000000};
      pthread_cond_timedwait(&sim->ticker_wake, &sim->lock, &until);
    }
    resume_if(sim, WAIT_TIME, clock_real_ms());
    if (!sim->options.virtual_clock)
      clock_run_due(sim);
  }
  pthread_mutex_unlock(&sim->lock);
  return NULL;
}
