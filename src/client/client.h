/** The client and the cancel switch from the inside. */
#ifndef JUMIO__CLIENT_H
#define JUMIO__CLIENT_H

#include <jumio/client.h>

#include "protocol/op.h"
#include "store/store.h"

struct jumio_client {
  jumio_alloc *mem;
  atomic_size_t refs;
  jumio__session *session;
  jumio__store store; /* store.owner NULL: none configured */
  bool keep_links;
  char *portal_link; /* NULL: none configured */
};

/* A running request, so that a trigger on another thread can tell the transport. */
typedef struct jumio__running {
  struct jumio__running *next;
  const jumio__session *session;
  uint64_t request_id;
} jumio__running;

struct jumio_cancel {
  jumio_alloc *mem;
  atomic_bool triggered;
  pthread_mutex_t lock;
  jumio__running *running;
};

bool jumio__cancel_is_triggered(const jumio_cancel *cancel);
void jumio__cancel_enter(jumio_cancel *cancel, jumio__running *running);
void jumio__cancel_leave(jumio_cancel *cancel, jumio__running *running);

/* Drive an operation to its end with the client's transport and clock. Gives the operation's result; the operation stays the caller's. */
jumio_result jumio__run(jumio_op *op, jumio_cancel *cancel, jumio_error **err);

#endif
