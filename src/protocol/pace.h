/** Pacing to Jumio's published rates, the retry quota and the breaker: one of each per role, shared by all threads of a client. */
#ifndef JUMIO__PACE_H
#define JUMIO__PACE_H

#include <pthread.h>
#include <stdbool.h>

#include <jumio/base.h>

#include "http/origin.h"

typedef struct jumio__pace_role {
  int64_t next_us;          /* when the pacing bucket would be empty again */
  int32_t quota;            /* retry tokens left */
  int32_t last_cost;        /* of the last retry, given back by a success */
  int32_t connect_failures; /* in a row */
  int64_t open_until_ms;    /* breaker; 0: closed */
  bool probing;             /* one call tries whether the server is back */
  int64_t window_ms;        /* begin of the window in which calls and failures are counted */
  int32_t window_calls;
  int32_t window_failures;
} jumio__pace_role;

typedef struct jumio__pace {
  pthread_mutex_t lock;
  bool paced;
  jumio__pace_role roles[JUMIO__ROLES];
} jumio__pace;

typedef enum jumio__pace_outcome { JUMIO__PACE_GOOD, JUMIO__PACE_NO_CONNECTION, JUMIO__PACE_BAD, JUMIO__PACE_UNKNOWN } jumio__pace_outcome;

#define JUMIO__RETRY_COST 10
#define JUMIO__RETRY_COST_LIMITED 5 /* after a 429 */

bool jumio__pace_init(jumio__pace *pace, bool paced);
void jumio__pace_destroy(jumio__pace *pace);

/* 0: go. Positive: the monotonic time at which to ask again. Negative: the breaker is open, and -value is when it tries again. */
int64_t jumio__pace_admit(jumio__pace *pace, jumio__role role, int64_t now_ms, bool *out_probe);
/* How an admitted call ended; every admission is reported once, also one that came to nothing. `probe` as admit said: only the probe closes
 * the breaker. jitter 0..255 spreads its time. */
void jumio__pace_report(jumio__pace *pace, jumio__role role, int64_t now_ms, jumio__pace_outcome outcome, bool probe, uint8_t jitter);
/* Take the cost of a retry; false when the quota is used up. */
bool jumio__pace_spend(jumio__pace *pace, jumio__role role, int32_t cost);

#endif
