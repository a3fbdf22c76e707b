/** A clock for tests. */
#include "support/fake_clock.h"

#include <jumio/result.h>

static int64_t wall(void *user_data)
{
  fake_clock *clock = user_data;
  return atomic_load(&clock->wall_ms);
}

static int64_t mono(void *user_data)
{
  fake_clock *clock = user_data;
  return atomic_load(&clock->mono_ms);
}

static void sleep_for(int64_t ms, void *user_data)
{
  fake_clock *clock = user_data;
  atomic_fetch_add(&clock->slept_ms, ms);
  fake_clock_advance(clock, ms);
}

static jumio_result random_bytes(void *buffer, size_t len, void *user_data)
{
  fake_clock *clock = user_data;
  unsigned char *bytes = buffer;
  if (clock->no_random)
    return JUMIO_ERR_RANDOM;
  for (size_t i = 0; i < len; i++) {
    /* In one step: two threads must never be given the same bytes. */
    uint32_t last = atomic_load(&clock->random), next;
    do
      next = last * 1664525u + 1013904223u;
    while (!atomic_compare_exchange_weak(&clock->random, &last, next));
    bytes[i] = clock->random_byte >= 0 ? (unsigned char)clock->random_byte : (unsigned char)(next >> 24);
  }
  return JUMIO_OK;
}

const jumio_clock_ops fake_clock_ops = {sizeof(jumio_clock_ops), 0, wall, mono, sleep_for, random_bytes};

void fake_clock_begin(fake_clock *clock)
{
  atomic_init(&clock->wall_ms, FAKE_CLOCK_WALL_MS);
  atomic_init(&clock->mono_ms, 1000000);
  atomic_init(&clock->slept_ms, 0);
  atomic_init(&clock->random, 1);
  clock->no_random = 0;
  clock->random_byte = -1;
}

void fake_clock_advance(fake_clock *clock, int64_t ms)
{
  atomic_fetch_add(&clock->wall_ms, ms);
  atomic_fetch_add(&clock->mono_ms, ms);
}
