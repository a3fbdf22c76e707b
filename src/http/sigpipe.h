/** Keeps SIGPIPE away from the host while a client library may write to a closed socket. No handler is installed. */
#ifndef JUMIO__SIGPIPE_H
#define JUMIO__SIGPIPE_H

#include <signal.h>
#include <stdbool.h>

typedef struct jumio__sigpipe {
  bool blocked; /* by us: it was not before */
  sigset_t old;
} jumio__sigpipe;

void jumio__sigpipe_block(jumio__sigpipe *guard);
void jumio__sigpipe_restore(jumio__sigpipe *guard); /* takes away one that came meanwhile */

#endif
