/** A host's plug-in (table, user data, destroy, optional lock) that a configuration and its clients share. */
#ifndef JUMIO__SHARED_H
#define JUMIO__SHARED_H

#include <pthread.h>

#include "core/mem.h"

typedef struct jumio__shared {
  jumio_alloc *mem;
  void *user_data;
  void (*destroy)(void *user_data);
  atomic_size_t refs;
  bool serial; /* JUMIO_OPS_SERIAL: every call runs under the lock */
  pthread_mutex_t lock;
} jumio__shared;

/* Calls destroy at once when it fails, as every registration promises. */
jumio_result jumio__shared_new(jumio_alloc *mem, void *user_data, void (*destroy)(void *user_data), bool serial, jumio__shared **out);
jumio__shared *jumio__shared_ref(jumio__shared *shared);
void jumio__shared_unref(jumio__shared *shared);
void jumio__shared_enter(jumio__shared *shared); /* takes the lock of a serial plug-in */
void jumio__shared_leave(jumio__shared *shared);

#endif
