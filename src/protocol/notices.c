/** The ring of notices: one entry for each execution; when all are taken, the longest unheard-of gives way. */
#include "protocol/notices.h"

#include <string.h>

bool jumio__notices_init(jumio__notices *notices)
{
  notices->ring = NULL;
  notices->last = 0;
  return pthread_mutex_init(&notices->lock, NULL) == 0;
}

void jumio__notices_destroy(jumio__notices *notices, jumio_alloc *mem)
{
  if (notices->ring != NULL)
    jumio__mem_free(mem, notices->ring, JUMIO__NOTICES * sizeof *notices->ring);
  pthread_mutex_destroy(&notices->lock);
}

/* The execution's entry, else the one to be used for it. */
static jumio__notice *entry_for(jumio__notices *notices, const char *execution_id)
{
  jumio__notice *oldest = &notices->ring[0];
  for (size_t i = 0; i < JUMIO__NOTICES; i++) {
    jumio__notice *at = &notices->ring[i];
    if (at->number != 0 && strcmp(at->execution_id, execution_id) == 0)
      return at;
    if (at->number < oldest->number)
      oldest = at;
  }
  oldest->number = 0;
  memcpy(oldest->execution_id, execution_id, sizeof oldest->execution_id);
  return oldest;
}

static void post(jumio__notices *notices, jumio__notice *notice, int64_t now)
{
  if (notice->number != 0 && now < notice->due_mono_ms)
    return; /* put off already, and its read will see this callback's state too */
  bool soon = notice->number != 0 && now - notice->due_mono_ms < JUMIO__NOTICE_GAP_MS;
  notice->due_mono_ms = soon ? notice->due_mono_ms + JUMIO__NOTICE_GAP_MS : now;
  notice->number = ++notices->last;
}

bool jumio__notices_add(jumio__notices *notices, jumio_alloc *mem, const char *execution_id, int64_t now_mono_ms)
{
  pthread_mutex_lock(&notices->lock);
  if (notices->ring == NULL)
    notices->ring = jumio__mem_new(mem, JUMIO__NOTICES * sizeof *notices->ring);
  bool made = notices->ring != NULL;
  if (made)
    post(notices, entry_for(notices, execution_id), now_mono_ms);
  pthread_mutex_unlock(&notices->lock);
  return made;
}

uint64_t jumio__notices_find(jumio__notices *notices, const char *execution_id, uint64_t seen, int64_t *out_due_mono_ms)
{
  uint64_t found = 0;
  pthread_mutex_lock(&notices->lock);
  for (size_t i = 0; notices->ring != NULL && notices->last > seen && i < JUMIO__NOTICES; i++)
    if (notices->ring[i].number > seen && strcmp(notices->ring[i].execution_id, execution_id) == 0) {
      found = notices->ring[i].number;
      *out_due_mono_ms = notices->ring[i].due_mono_ms;
    }
  pthread_mutex_unlock(&notices->lock);
  return found;
}
