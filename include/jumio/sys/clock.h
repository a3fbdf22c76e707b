/** @file clock.h
 *  The clock table: time, sleep and random bytes. Tests inject all four, so nothing sleeps in a test.
 */
#ifndef JUMIO_SYS_CLOCK_H
#define JUMIO_SYS_CLOCK_H

#include <jumio/base.h>

/** Clock operations. All are required and may be called from any thread. */
typedef struct jumio_clock_ops {
  uint32_t struct_size; /**< sizeof(jumio_clock_ops) */
  uint32_t reserved;    /**< 0 */
  /** Wall time: milliseconds since 1970-01-01T00:00:00Z. What lies outside of the years 1 to 9999 is read as their end. */
  int64_t (*wall_unix_ms)(void *user_data);
  /** Monotonic time in milliseconds from any start, within 2^51 of 0: what lies beyond is read as that. */
  int64_t (*mono_ms)(void *user_data);
  /** Wait; may return early. Called in short slices so that a cancelled call returns soon. */
  void (*sleep_ms)(int64_t ms, void *user_data);
  /** Fill with unpredictable bytes; ::JUMIO_OK, or ::JUMIO_ERR_RANDOM. */
  jumio_result (*random_bytes)(void *buffer, size_t len, void *user_data);
} jumio_clock_ops;

#endif
