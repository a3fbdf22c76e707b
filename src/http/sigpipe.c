/** SIGPIPE blocked for this thread alone: some TLS libraries write without asking for no signal, and a host's default is to die of it. */
#include "http/sigpipe.h"

#include <pthread.h>

void jumio__sigpipe_block(jumio__sigpipe *guard)
{
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, SIGPIPE);
  guard->blocked = pthread_sigmask(SIG_BLOCK, &only, &guard->old) == 0 && !sigismember(&guard->old, SIGPIPE);
}

void jumio__sigpipe_restore(jumio__sigpipe *guard)
{
  sigset_t set;
  int number;
  if (!guard->blocked)
    return;
  if (sigpending(&set) == 0 && sigismember(&set, SIGPIPE)) {
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    sigwait(&set, &number);
  }
  pthread_sigmask(SIG_SETMASK, &guard->old, NULL);
}
