/** An allocator for tests: every block carries its size in front. */
#include "support/failing_alloc.h"

#include "support/cmocka.h"

#include <stdlib.h>

typedef union head {
  size_t size;
  max_align_t align;
} head;

static int must_fail(failing_alloc *alloc)
{
  size_t n = atomic_fetch_add(&alloc->made, 1) + 1;
  return alloc->fail_at != 0 && (n == alloc->fail_at || (alloc->from_then_on && n > alloc->fail_at));
}

static void *allocate(size_t size, void *user_data)
{
  failing_alloc *alloc = user_data;
  head *block = must_fail(alloc) ? NULL : malloc(sizeof(head) + size);
  if (block == NULL)
    return NULL;
  block->size = size;
  atomic_fetch_add(&alloc->live, 1);
  atomic_fetch_add(&alloc->live_bytes, size);
  return block + 1;
}

static void release(void *pointer, size_t size, void *user_data)
{
  failing_alloc *alloc = user_data;
  head *block = (head *)pointer - 1;
  if (block->size != size)
    atomic_fetch_add(&alloc->wrong_size, 1);
  atomic_fetch_sub(&alloc->live, 1);
  atomic_fetch_sub(&alloc->live_bytes, block->size);
  free(block);
}

static void *resize(void *pointer, size_t old_size, size_t new_size, void *user_data)
{
  failing_alloc *alloc = user_data;
  head *block = (head *)pointer - 1;
  if (block->size != old_size)
    atomic_fetch_add(&alloc->wrong_size, 1);
  if (must_fail(alloc) || (block = realloc(block, sizeof(head) + new_size)) == NULL)
    return NULL;
  block->size = new_size;
  return block + 1;
}

void failing_alloc_begin(failing_alloc *alloc, size_t fail_at, int from_then_on)
{
  static const jumio_alloc_ops ops = {sizeof ops, 0, allocate, resize, release};
  alloc->handle = NULL;
  atomic_init(&alloc->made, 0);
  atomic_init(&alloc->live, 0);
  atomic_init(&alloc->live_bytes, 0);
  atomic_init(&alloc->wrong_size, 0);
  alloc->fail_at = 0;
  assert_int_equal(jumio_alloc_new(&ops, alloc, NULL, &alloc->handle), 0);
  atomic_store(&alloc->made, 0);
  alloc->fail_at = fail_at;
  alloc->from_then_on = from_then_on;
}

void failing_alloc_end(failing_alloc *alloc)
{
  jumio_alloc_free(alloc->handle);
  assert_int_equal(atomic_load(&alloc->live), 0);
  assert_int_equal(atomic_load(&alloc->wrong_size), 0);
}

size_t failing_alloc_sweep(failing_scenario scenario, void *data)
{
  size_t faults = 0;
  for (int from_then_on = 0; from_then_on <= 1; from_then_on++) {
    for (size_t n = 1;; n++) {
      failing_alloc alloc;
      failing_alloc_begin(&alloc, n, from_then_on);
      int outcome = scenario(alloc.handle, data);
      int reached = atomic_load(&alloc.made) >= n;
      failing_alloc_end(&alloc);
      assert_in_range(outcome, 0, 1);
      if (!reached)
        break;
      faults++;
    }
  }
  return faults;
}
