/** What callbacks have told of: a bounded ring of executions whose status is worth an early read. */
#ifndef JUMIO__NOTICES_H
#define JUMIO__NOTICES_H

#include <pthread.h>
#include <stdbool.h>

#include "core/mem.h"

#define JUMIO__NOTICE_GAP_MS 30000 /* threat TH28: one early read of an execution in this time */
#define JUMIO__NOTICES 256

typedef struct jumio__notice {
  char execution_id[37];
  uint64_t number; /* counts all notices of the client; 0: free */
  int64_t due_mono_ms;
} jumio__notice;

typedef struct jumio__notices {
  pthread_mutex_t lock;
  jumio__notice *ring; /* NULL until the first notice */
  uint64_t last;
} jumio__notices;

bool jumio__notices_init(jumio__notices *notices);
void jumio__notices_destroy(jumio__notices *notices, jumio_alloc *mem);

/* A callback arrived. A further one within the gap is put off to its end; one more changes nothing. False: no memory. */
bool jumio__notices_add(jumio__notices *notices, jumio_alloc *mem, const char *execution_id, int64_t now_mono_ms);

/* The newest notice of an execution after number `seen`: its number, and when the early read is due. 0: none. */
uint64_t jumio__notices_find(jumio__notices *notices, const char *execution_id, uint64_t seen, int64_t *out_due_mono_ms);

#endif
