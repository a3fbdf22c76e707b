/** The session: shared by a client and the operations it began, freed and wiped after the last of them. */
#include "protocol/session.h"

#include <string.h>

#define DAY_MS INT64_C(86400000)

jumio__session *jumio__session_ref(jumio__session *session)
{
  atomic_fetch_add_explicit(&session->refs, 1, memory_order_relaxed);
  return session;
}

jumio__session *jumio__session_new(jumio_alloc *mem, bool paced)
{
  jumio__session *session = JUMIO__NEW(mem, jumio__session);
  if (session == NULL)
    return NULL;
  if (!jumio__token_init(&session->token, mem))
    goto no_token;
  if (!jumio__pace_init(&session->pace, paced))
    goto no_pace;
  if (!jumio__notices_init(&session->notices))
    goto no_notices;
  session->schedule = jumio__schedule_default;
  session->mem = jumio__mem_ref(mem);
  atomic_init(&session->refs, 1);
  return session;
no_notices:
  jumio__pace_destroy(&session->pace);
no_pace:
  jumio__token_destroy(&session->token);
no_token:
  jumio__mem_free(mem, session, sizeof *session);
  return NULL;
}

void jumio__session_unref(jumio__session *session)
{
  if (session == NULL || atomic_fetch_sub_explicit(&session->refs, 1, memory_order_acq_rel) != 1)
    return;
  jumio_alloc *mem = session->mem;
  jumio__token_destroy(&session->token);
  jumio__pace_destroy(&session->pace);
  jumio__notices_destroy(&session->notices, mem);
  jumio__mem_text_erase(mem, session->user_agent);
  jumio__mem_text_erase(mem, session->report_hosts);
  jumio__mem_text_erase(mem, session->basic);
  jumio__shared_unref(session->http_owner);
  jumio__shared_unref(session->clock_owner);
  jumio__shared_unref(session->log_owner);
  jumio__shared_unref(session->trace_owner);
  jumio__mem_erase(mem, session, sizeof *session);
  jumio__mem_unref(mem);
}

void jumio__session_start_clock(jumio__session *session)
{
  int64_t now = jumio__clock_mono_ms(&session->clock);
  session->mono_shift_ms = now < 0 ? DAY_MS - now : 0;
}

int64_t jumio__session_now(const jumio__session *session)
{
  int64_t now = jumio__clock_mono_ms(&session->clock) + session->mono_shift_ms;
  return now > 0 ? now : 0;
}

uint8_t jumio__session_jitter(const jumio__session *session)
{
  uint8_t byte = 0;
  /* Without random bytes the jitter is merely none. */
  if (session->clock.ops.random_bytes(&byte, sizeof byte, session->clock.user_data) != JUMIO_OK)
    return 0;
  return byte;
}
