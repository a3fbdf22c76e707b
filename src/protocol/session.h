/** What all operations of one client share: origins, credentials, token, pace, limits, clock, log. Owned by the client, referenced by
 * operations. */
#ifndef JUMIO__SESSION_H
#define JUMIO__SESSION_H

#include <jumio/config.h>

#include "core/clock.h"
#include "core/log.h"
#include "core/shared.h"
#include "http/message.h"
#include "http/origin.h"
#include "protocol/notices.h"
#include "protocol/pace.h"
#include "protocol/schedule.h"
#include "protocol/token.h"

#define JUMIO__LIMITS 13 /* indexed by jumio_limit */

typedef struct jumio__trace {
  jumio_trace_fn fn; /* NULL: none */
  void *user_data;
} jumio__trace;

typedef struct jumio__session {
  jumio_alloc *mem;
  atomic_size_t refs;
  jumio__origins origins;
  char *user_agent;
  char *report_hosts; /* "a,b"; NULL: none */
  char *basic;        /* "Basic ...", a secret */
  int64_t limits[JUMIO__LIMITS];
  bool id_pdf; /* JUMIO_SWITCH_ID_PDF */
  jumio__clock clock;
  jumio__shared *clock_owner;
  int64_t mono_shift_ms; /* added to the clock's monotonic time, so that no time of ours is below 0 */
  jumio__log log;
  jumio__shared *log_owner;
  jumio__trace trace;
  jumio__shared *trace_owner;
  jumio_http_ops http;
  jumio__shared *http_owner;
  jumio__token_cache token;
  jumio__pace pace;
  jumio__notices notices;
  jumio__schedule schedule;
} jumio__session;

/* Locks and counters ready, everything else zero: the client fills it in. NULL when there is no memory. */
jumio__session *jumio__session_new(jumio_alloc *mem, bool paced);
jumio__session *jumio__session_ref(jumio__session *session);
void jumio__session_unref(jumio__session *session);
/* Once, when the clock is set: it may count from any start, also up to 0. */
void jumio__session_start_clock(jumio__session *session);
int64_t jumio__session_now(const jumio__session *session); /* monotonic ms, 0 or more */
uint8_t jumio__session_jitter(const jumio__session *session);

#endif
