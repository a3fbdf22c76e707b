/** Allocations counted where they are made: libcurl's through its own hooks, the library's and the parser's through their tables. */
#ifndef BENCH_COUNT_H
#define BENCH_COUNT_H

#include <jumio/result.h>
#include <jumio/sys/alloc.h>

#include <yyjson.h>

#include <stddef.h>

typedef struct bench_counts {
  size_t allocations; /* a reallocation counts as one */
  size_t live_bytes;
  size_t peak_bytes;
} bench_counts;

extern bench_counts bench_counts_now;

void bench_count_curl(void);          /* before the first use of libcurl */
jumio_alloc *bench_count_alloc(void); /* owned */
yyjson_alc bench_count_yyjson(void);
void bench_count_restart(void); /* no allocations yet, and the peak is what lives now */

#endif
