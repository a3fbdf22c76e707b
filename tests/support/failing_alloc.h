/** An allocator for tests: counts, can fail the n-th allocation once or from there on, and knows when a block is freed with a wrong size.
 */
#ifndef JUMIO_TEST_FAILING_ALLOC_H
#define JUMIO_TEST_FAILING_ALLOC_H

#include <stdatomic.h>

#include <jumio/sys/alloc.h>

typedef struct failing_alloc {
  jumio_alloc *handle;
  atomic_size_t made; /* allocations asked for */
  atomic_size_t live; /* blocks not freed yet */
  atomic_size_t live_bytes;
  atomic_size_t wrong_size; /* frees whose size was not that of the allocation */
  size_t fail_at;           /* 1 is the first; 0: never */
  int from_then_on;
} failing_alloc;

/* The handle itself is one live block until failing_alloc_end. */
void failing_alloc_begin(failing_alloc *alloc, size_t fail_at, int from_then_on);
/* Gives up the handle; asserts that nothing is left and no size was wrong. */
void failing_alloc_end(failing_alloc *alloc);

/* Runs a scenario until it needs no more allocations than it was given: for every n, the n-th failing once and from then on. The scenario
 * must return 0 when it succeeded and 1 when it failed with JUMIO_ERR_OUT_OF_MEMORY; anything else fails the test. Returns the number of
 * faults. */
typedef int (*failing_scenario)(jumio_alloc *alloc, void *data);
size_t failing_alloc_sweep(failing_scenario scenario, void *data);

#endif
