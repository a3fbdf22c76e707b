/** A clock for tests: stands still, moves when somebody sleeps or the test says so; its random bytes repeat from run to run. */
#ifndef JUMIO_TEST_FAKE_CLOCK_H
#define JUMIO_TEST_FAKE_CLOCK_H

#include <stdatomic.h>

#include <jumio/sys/clock.h>

typedef struct fake_clock {
  _Atomic int64_t wall_ms;
  _Atomic int64_t mono_ms;
  _Atomic int64_t slept_ms; /* in all */
  _Atomic uint32_t random;
  int no_random;   /* random_bytes fails */
  int random_byte; /* all that random_bytes gives; -1: bytes that differ */
} fake_clock;

#define FAKE_CLOCK_WALL_MS INT64_C(1790000000000)

extern const jumio_clock_ops fake_clock_ops; /* user_data is a fake_clock */
void fake_clock_begin(fake_clock *clock);
void fake_clock_advance(fake_clock *clock, int64_t ms);

#endif
