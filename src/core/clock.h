/** The clock table from the inside, and the system's clock as its default. */
#ifndef JUMIO__CLOCK_H
#define JUMIO__CLOCK_H

#include <jumio/sys/clock.h>

typedef struct jumio__clock {
  jumio_clock_ops ops;
  void *user_data;
} jumio__clock;

extern const jumio_clock_ops jumio__system_clock;

static inline int64_t jumio__clock_wall_ms(const jumio__clock *clock)
{
  return clock->ops.wall_unix_ms(clock->user_data);
}

static inline int64_t jumio__clock_mono_ms(const jumio__clock *clock)
{
  return clock->ops.mono_ms(clock->user_data);
}

#endif
