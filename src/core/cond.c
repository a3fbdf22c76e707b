/** Conditions on the monotonic clock where the system has them: a wall clock that is set back would make a wait of milliseconds one of
 * hours. */
#include "core/cond.h"

#include <time.h>
#include <unistd.h>

#if defined(_POSIX_CLOCK_SELECTION) && _POSIX_CLOCK_SELECTION > 0 && defined(CLOCK_MONOTONIC)
#define WAIT_CLOCK CLOCK_MONOTONIC

bool jumio__cond_init(pthread_cond_t *cond)
{
  pthread_condattr_t attributes;
  if (pthread_condattr_init(&attributes) != 0)
    return false;
  bool made = pthread_condattr_setclock(&attributes, WAIT_CLOCK) == 0 && pthread_cond_init(cond, &attributes) == 0;
  pthread_condattr_destroy(&attributes);
  return made;
}

#else
#define WAIT_CLOCK CLOCK_REALTIME

bool jumio__cond_init(pthread_cond_t *cond)
{
  return pthread_cond_init(cond, NULL) == 0;
}

#endif

void jumio__cond_wait(pthread_cond_t *cond, pthread_mutex_t *lock, int32_t ms)
{
  struct timespec until;
  if (clock_gettime(WAIT_CLOCK, &until) != 0)
    return;
  int64_t nanoseconds = until.tv_nsec + (int64_t)ms * 1000000;
  until.tv_sec += (time_t)(nanoseconds / 1000000000);
  until.tv_nsec = (long)(nanoseconds % 1000000000);
  pthread_cond_timedwait(cond, lock, &until);
}
