/** A host's plug-in that a configuration and its clients share: destroyed once, after the last of them. */
#include "core/shared.h"

#include <jumio/result.h>

jumio_result jumio__shared_new(jumio_alloc *mem, void *user_data, void (*destroy)(void *user_data), bool serial, jumio__shared **out)
{
  jumio__shared *shared = JUMIO__NEW(mem, jumio__shared);
  *out = NULL;
  if (shared != NULL && pthread_mutex_init(&shared->lock, NULL) != 0) {
    jumio__mem_free(mem, shared, sizeof *shared);
    shared = NULL;
  }
  if (shared == NULL) {
    if (destroy != NULL)
      destroy(user_data);
    return JUMIO_ERR_OUT_OF_MEMORY;
  }
  shared->mem = jumio__mem_ref(mem);
  shared->user_data = user_data;
  shared->destroy = destroy;
  shared->serial = serial;
  atomic_init(&shared->refs, 1);
  *out = shared;
  return JUMIO_OK;
}

jumio__shared *jumio__shared_ref(jumio__shared *shared)
{
  if (shared != NULL)
    atomic_fetch_add_explicit(&shared->refs, 1, memory_order_relaxed);
  return shared;
}

void jumio__shared_unref(jumio__shared *shared)
{
  if (shared == NULL || atomic_fetch_sub_explicit(&shared->refs, 1, memory_order_acq_rel) != 1)
    return;
  jumio_alloc *mem = shared->mem;
  if (shared->destroy != NULL)
    shared->destroy(shared->user_data);
  pthread_mutex_destroy(&shared->lock);
  jumio__mem_free(mem, shared, sizeof *shared);
  jumio__mem_unref(mem);
}

void jumio__shared_enter(jumio__shared *shared)
{
  if (shared->serial)
    pthread_mutex_lock(&shared->lock);
}

void jumio__shared_leave(jumio__shared *shared)
{
  if (shared->serial)
    pthread_mutex_unlock(&shared->lock);
}
