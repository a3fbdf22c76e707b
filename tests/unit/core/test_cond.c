/** Bounded waits of threads for each other, while the wall clock jumps. */
#include "core/cond.h"

#include "support/cmocka.h"

#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* The library's own in this program: the wall clock is an hour ahead of the one that a wait would be held against. */
int clock_gettime(clockid_t clock, struct timespec *out)
{
  int result = (int)syscall(SYS_clock_gettime, clock, out);
  if (clock == CLOCK_REALTIME)
    out->tv_sec += 3600;
  return result;
}

static int64_t mono_ms(void)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* K02: a clock that is set back by an hour makes no wait longer. */
static void test_cond__a_wait_ends_whatever_the_wall_clock_does(void **state)
{
  (void)state;
  pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t cond;
  assert_true(jumio__cond_init(&cond));
  pthread_mutex_lock(&lock);
  int64_t began = mono_ms();
  for (int i = 0; i < 3; i++)
    jumio__cond_wait(&cond, &lock, i == 0 ? 1 : i * 10);
  jumio__cond_wait(&cond, &lock, 0);
  assert_in_range(mono_ms() - began, 0, 60000);
  pthread_mutex_unlock(&lock);
  assert_int_equal(pthread_cond_destroy(&cond), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_cond__a_wait_ends_whatever_the_wall_clock_does),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
