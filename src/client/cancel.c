/** The cancel switch: a flag that calls look at, and a list of running requests so that a transport can be woken. */
#include "client/client.h"

jumio_result jumio_cancel_new(jumio_alloc *alloc, jumio_cancel **out, jumio_error **err)
{
  if (out == NULL)
    return jumio__fail(err, alloc, JUMIO_ERR_ARGUMENT, "out is NULL");
  *out = NULL;
  jumio_cancel *cancel = JUMIO__NEW(alloc, jumio_cancel);
  if (cancel == NULL)
    return jumio__fail_memory(err);
  if (pthread_mutex_init(&cancel->lock, NULL) != 0) {
    jumio__mem_free(alloc, cancel, sizeof *cancel);
    return jumio__fail_memory(err);
  }
  cancel->mem = jumio__mem_ref(alloc);
  atomic_init(&cancel->triggered, false);
  *out = cancel;
  return jumio__ok(err);
}

void jumio_cancel_trigger(jumio_cancel *cancel)
{
  if (cancel == NULL)
    return;
  atomic_store(&cancel->triggered, true);
  pthread_mutex_lock(&cancel->lock);
  /* Under the lock, so that no request on the list can end and its transport be freed meanwhile. The table forbids cancel to block. */
  for (const jumio__running *at = cancel->running; at != NULL; at = at->next)
    if (at->session->http.cancel != NULL)
      at->session->http.cancel(at->request_id, at->session->http_owner->user_data);
  pthread_mutex_unlock(&cancel->lock);
}

void jumio_cancel_free(jumio_cancel *cancel)
{
  if (cancel == NULL)
    return;
  jumio_alloc *mem = cancel->mem;
  pthread_mutex_destroy(&cancel->lock);
  jumio__mem_free(mem, cancel, sizeof *cancel);
  jumio__mem_unref(mem);
}

bool jumio__cancel_is_triggered(const jumio_cancel *cancel)
{
  return cancel != NULL && atomic_load(&cancel->triggered);
}

void jumio__cancel_enter(jumio_cancel *cancel, jumio__running *running)
{
  if (cancel == NULL)
    return;
  pthread_mutex_lock(&cancel->lock);
  running->next = cancel->running;
  cancel->running = running;
  pthread_mutex_unlock(&cancel->lock);
}

void jumio__cancel_leave(jumio_cancel *cancel, jumio__running *running)
{
  if (cancel == NULL)
    return;
  pthread_mutex_lock(&cancel->lock);
  jumio__running **at = &cancel->running;
  while (*at != running)
    at = &(*at)->next;
  *at = running->next;
  pthread_mutex_unlock(&cancel->lock);
}
