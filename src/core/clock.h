/** The clock table from the inside, and the system's clock as its default. */
#ifndef JUMIO__CLOCK_H
#define JUMIO__CLOCK_H

#include <jumio/sys/clock.h>

typedef struct jumio__clock {
  jumio_clock_ops ops;
  void *user_data;
} jumio__clock;

extern const jumio_clock_ops jumio__system_clock;

/* A clock of the host's is believed within the years that can be written, and so far that sums and microseconds cannot overflow. */
#define JUMIO__CLOCK_WALL_MIN_MS (-INT64_C(62135596800000)) /* 0001-01-01T00:00:00.000Z */
#define JUMIO__CLOCK_WALL_MAX_MS INT64_C(253402300799999)   /* 9999-12-31T23:59:59.999Z */
#define JUMIO__CLOCK_MONO_MAX_MS (INT64_C(1) << 51)

static inline int64_t jumio__clock_between(int64_t ms, int64_t low, int64_t high)
{
  return ms < low ? low : ms > high ? high : ms;
}

static inline int64_t jumio__clock_wall_ms(const jumio__clock *clock)
{
  return jumio__clock_between(clock->ops.wall_unix_ms(clock->user_data), JUMIO__CLOCK_WALL_MIN_MS, JUMIO__CLOCK_WALL_MAX_MS);
}

static inline int64_t jumio__clock_mono_ms(const jumio__clock *clock)
{
  return jumio__clock_between(clock->ops.mono_ms(clock->user_data), -JUMIO__CLOCK_MONO_MAX_MS, JUMIO__CLOCK_MONO_MAX_MS);
}

#endif
