/** When the status of an execution is read while somebody waits for it: times from the start, as data. */
#ifndef JUMIO__SCHEDULE_H
#define JUMIO__SCHEDULE_H

#include <stdbool.h>

#include <jumio/base.h>

#define JUMIO__SCHEDULE_MAX 24

typedef struct jumio__schedule {
  size_t count;
  int32_t offsets_s[JUMIO__SCHEDULE_MAX]; /* ascending */
} jumio__schedule;

extern const jumio__schedule jumio__schedule_default;

/* "40,60,100": 1..24 ascending numbers of 0..604800. False: *out is as it was. */
bool jumio__schedule_parse(const char *text, size_t len, jumio__schedule *out);

/* The offset in ms, moved by up to a tenth: jitter 0 not at all, 127 and -127 the most. One jitter for all offsets keeps their order. */
int64_t jumio__schedule_ms(const jumio__schedule *schedule, size_t index, int32_t jitter);

#endif
