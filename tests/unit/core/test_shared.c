/** A plug-in that a configuration and its clients share: destroyed once after the last, serial when asked. */
#include "core/shared.h"

#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <jumio/result.h>

static void count_destroy(void *user_data)
{
  atomic_fetch_add((atomic_int *)user_data, 1);
}

static void test_shared__destroyed_after_the_last_user(void **state)
{
  failing_alloc alloc;
  atomic_int destroyed = 0;
  jumio__shared *shared;
  (void)state;
  failing_alloc_begin(&alloc, 0, 0);
  assert_int_equal(jumio__shared_new(alloc.handle, &destroyed, count_destroy, false, &shared), JUMIO_OK);
  assert_ptr_equal(shared->user_data, &destroyed);
  assert_ptr_equal(jumio__shared_ref(shared), shared);
  jumio__shared_unref(shared);
  assert_int_equal(atomic_load(&destroyed), 0);
  jumio__shared_unref(shared);
  assert_int_equal(atomic_load(&destroyed), 1);
  jumio__shared_unref(NULL);
  assert_null(jumio__shared_ref(NULL));
  failing_alloc_end(&alloc);
}

static void test_shared__no_memory_destroys_at_once(void **state)
{
  failing_alloc alloc;
  atomic_int destroyed = 0;
  jumio__shared *shared = (jumio__shared *)(void *)&destroyed;
  (void)state;
  failing_alloc_begin(&alloc, 1, 1);
  assert_int_equal(jumio__shared_new(alloc.handle, &destroyed, count_destroy, true, &shared), JUMIO_ERR_OUT_OF_MEMORY);
  assert_null(shared);
  assert_int_equal(atomic_load(&destroyed), 1);
  assert_int_equal(jumio__shared_new(alloc.handle, &destroyed, NULL, true, &shared), JUMIO_ERR_OUT_OF_MEMORY);
  assert_int_equal(atomic_load(&destroyed), 1);
  failing_alloc_end(&alloc);
}

static void test_shared__works_without_destroy(void **state)
{
  jumio__shared *shared;
  (void)state;
  assert_int_equal(jumio__shared_new(NULL, NULL, NULL, false, &shared), JUMIO_OK);
  jumio__shared_unref(shared);
}

#define THREADS 4
#define ROUNDS 20000

typedef struct counter {
  jumio__shared *shared;
  long plain; /* no atomic: right only when one is inside at a time */
} counter;

static void *count_inside(void *data)
{
  counter *all = data;
  for (int i = 0; i < ROUNDS; i++) {
    jumio__shared *mine = jumio__shared_ref(all->shared);
    jumio__shared_enter(mine);
    all->plain++;
    jumio__shared_leave(mine);
    jumio__shared_unref(mine);
  }
  return NULL;
}

static void test_shared__serial_lets_one_in_at_a_time(void **state)
{
  pthread_t threads[THREADS];
  atomic_int destroyed = 0;
  counter all = {NULL, 0};
  (void)state;
  assert_int_equal(jumio__shared_new(NULL, &destroyed, count_destroy, true, &all.shared), JUMIO_OK);
  for (size_t i = 0; i < THREADS; i++)
    assert_int_equal(pthread_create(&threads[i], NULL, count_inside, &all), 0);
  for (size_t i = 0; i < THREADS; i++)
    assert_int_equal(pthread_join(threads[i], NULL), 0);
  assert_int_equal(all.plain, THREADS * ROUNDS);
  assert_int_equal(atomic_load(&destroyed), 0);
  jumio__shared_unref(all.shared);
  assert_int_equal(atomic_load(&destroyed), 1);
}

static void test_shared__others_are_not_locked(void **state)
{
  jumio__shared *shared;
  (void)state;
  assert_int_equal(jumio__shared_new(NULL, NULL, NULL, false, &shared), JUMIO_OK);
  jumio__shared_enter(shared);
  jumio__shared_enter(shared); /* a plug-in may be entered again: it would hang here if there were a lock */
  jumio__shared_leave(shared);
  jumio__shared_leave(shared);
  jumio__shared_unref(shared);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_shared__destroyed_after_the_last_user), cmocka_unit_test(test_shared__no_memory_destroys_at_once),
      cmocka_unit_test(test_shared__works_without_destroy),         cmocka_unit_test(test_shared__serial_lets_one_in_at_a_time),
      cmocka_unit_test(test_shared__others_are_not_locked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
