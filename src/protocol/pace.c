/** Pacing, retry quota and breaker: plain arithmetic on the caller's clock under one lock. */
#include "protocol/pace.h"

#include <string.h>

#define QUOTA 500
#define CONNECT_FAILURES 5
#define WINDOW_MS 30000
#define WINDOW_CALLS 20
#define OPEN_MS 15000

/* Jumio's published default rates (jumio-api-write 9.1): one call per `every_us`, after a burst. 0: no rate is published. */
static const struct {
  int64_t every_us;
  int32_t burst;
} rates[JUMIO__ROLES] = {
    [JUMIO__ROLE_AUTH] = {100000, 10},     [JUMIO__ROLE_ACCOUNT] = {1000000, 5}, [JUMIO__ROLE_API] = {0, 0},
    [JUMIO__ROLE_RETRIEVAL] = {66667, 75}, [JUMIO__ROLE_STATUS] = {0, 0},        [JUMIO__ROLE_REPORT] = {0, 0},
};

bool jumio__pace_init(jumio__pace *pace, bool paced)
{
  memset(pace, 0, sizeof *pace);
  pace->paced = paced;
  for (size_t i = 0; i < JUMIO__ROLES; i++)
    pace->roles[i].quota = QUOTA;
  return pthread_mutex_init(&pace->lock, NULL) == 0;
}

void jumio__pace_destroy(jumio__pace *pace)
{
  pthread_mutex_destroy(&pace->lock);
}

/* A bucket kept as one number: the time at which everything admitted so far would have been due at the steady rate. */
static int64_t admit_by_rate(jumio__pace_role *state, jumio__role role, int64_t now_ms)
{
  int64_t every = rates[role].every_us, now_us = now_ms * 1000;
  int64_t slack = every * (rates[role].burst - 1);
  if (every == 0)
    return 0;
  if (state->next_us - slack > now_us)
    return (state->next_us - slack + 999) / 1000;
  state->next_us = (state->next_us > now_us ? state->next_us : now_us) + every;
  return 0;
}

int64_t jumio__pace_admit(jumio__pace *pace, jumio__role role, int64_t now_ms, bool *out_probe)
{
  jumio__pace_role *state = &pace->roles[role];
  int64_t answer = 0;
  pthread_mutex_lock(&pace->lock);
  if (state->open_until_ms != 0 && (now_ms < state->open_until_ms || state->probing))
    answer = -(now_ms < state->open_until_ms ? state->open_until_ms : now_ms + 1000);
  else if (pace->paced)
    answer = admit_by_rate(state, role, now_ms);
  *out_probe = answer == 0 && state->open_until_ms != 0;
  if (*out_probe)
    state->probing = true;
  pthread_mutex_unlock(&pace->lock);
  return answer;
}

static void count_in_window(jumio__pace_role *state, int64_t now_ms, bool failure)
{
  if (now_ms - state->window_ms > WINDOW_MS) {
    state->window_ms = now_ms;
    state->window_calls = 0;
    state->window_failures = 0;
  }
  state->window_calls++;
  state->window_failures += failure;
}

static void refund(jumio__pace_role *state)
{
  state->quota += state->last_cost + 1;
  state->last_cost = 0;
  if (state->quota > QUOTA)
    state->quota = QUOTA;
}

static void close_breaker(jumio__pace_role *state)
{
  state->open_until_ms = 0;
  state->window_calls = 0;
  state->window_failures = 0;
}

static bool is_too_much(const jumio__pace_role *state, bool probe)
{
  bool many = state->window_calls >= WINDOW_CALLS && state->window_failures * 2 >= state->window_calls;
  return probe || many || state->connect_failures >= CONNECT_FAILURES;
}

void jumio__pace_report(jumio__pace *pace, jumio__role role, int64_t now_ms, jumio__pace_outcome outcome, bool probe, uint8_t jitter)
{
  jumio__pace_role *state = &pace->roles[role];
  bool failure = outcome == JUMIO__PACE_NO_CONNECTION || outcome == JUMIO__PACE_BAD;
  pthread_mutex_lock(&pace->lock);
  if (probe)
    state->probing = false;
  if (outcome != JUMIO__PACE_UNKNOWN)
    count_in_window(state, now_ms, failure);
  state->connect_failures = outcome == JUMIO__PACE_NO_CONNECTION ? state->connect_failures + 1 : 0;
  if (outcome == JUMIO__PACE_GOOD) {
    refund(state);
    if (probe)
      close_breaker(state);
  } else if (failure && is_too_much(state, probe)) {
    state->open_until_ms = now_ms + OPEN_MS + OPEN_MS * jitter / 255;
  }
  pthread_mutex_unlock(&pace->lock);
}

bool jumio__pace_spend(jumio__pace *pace, jumio__role role, int32_t cost)
{
  jumio__pace_role *state = &pace->roles[role];
  pthread_mutex_lock(&pace->lock);
  bool enough = state->quota >= cost;
  if (enough) {
    state->quota -= cost;
    state->last_cost = cost;
  }
  pthread_mutex_unlock(&pace->lock);
  return enough;
}
