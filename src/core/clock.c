/** The system's clock, sleep and random bytes behind the clock table. */
#include "core/clock.h"

#include <jumio/result.h>

#include <errno.h>
#include <sys/random.h>
#include <time.h>

static int64_t read_ms(clockid_t id)
{
  struct timespec now;
  if (clock_gettime(id, &now) != 0)
    return 0;
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t wall_unix_ms(void *user_data)
{
  (void)user_data;
  return read_ms(CLOCK_REALTIME);
}

static int64_t mono_ms(void *user_data)
{
  (void)user_data;
  /* Where it exists the clock that also counts suspended time, so that a token is known to be old after a night's sleep (fault K02). */
#ifdef CLOCK_BOOTTIME
  return read_ms(CLOCK_BOOTTIME);
#else
  return read_ms(CLOCK_MONOTONIC);
#endif
}

static void sleep_ms(int64_t ms, void *user_data)
{
  (void)user_data;
  if (ms <= 0)
    return;
  struct timespec span = {(time_t)(ms / 1000), (long)(ms % 1000) * 1000000};
  nanosleep(&span, NULL); /* an early return is allowed */
}

static jumio_result random_bytes(void *buffer, size_t len, void *user_data)
{
  (void)user_data;
  unsigned char *at = buffer;
  while (len != 0) {
    size_t want = len < 256 ? len : 256;
    ssize_t got = getrandom(at, want, 0);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      return JUMIO_ERR_RANDOM;
    at += got;
    len -= (size_t)got;
  }
  return JUMIO_OK;
}

const jumio_clock_ops jumio__system_clock = {sizeof(jumio_clock_ops), 0, wall_unix_ms, mono_ms, sleep_ms, random_bytes};
