/** SIGPIPE is kept away for as long as the guard stands, and the host's own arrangement stays as it was. */
#include "http/sigpipe.h"
#include "support/cmocka.h"

#include <signal.h>
#include <unistd.h>

/* The signal as the kernel raises it: for this thread, by a write that nobody can read. */
static void write_into_nothing(void)
{
  int ends[2];
  assert_int_equal(pipe(ends), 0);
  close(ends[0]);
  assert_int_equal(write(ends[1], "x", 1), -1);
  close(ends[1]);
}

static bool is_in_mask(void)
{
  sigset_t mask;
  sigemptyset(&mask);
  pthread_sigmask(SIG_BLOCK, NULL, &mask);
  return sigismember(&mask, SIGPIPE) == 1;
}

static bool is_pending(void)
{
  sigset_t pending;
  sigemptyset(&pending);
  sigpending(&pending);
  return sigismember(&pending, SIGPIPE) == 1;
}

static void test_sigpipe__is_kept_away_from_the_default_disposition(void **state)
{
  (void)state;
  jumio__sigpipe guard;
  signal(SIGPIPE, SIG_DFL); /* the process would die */
  for (int writes = 0; writes < 3; writes++) {
    jumio__sigpipe_block(&guard);
    assert_true(is_in_mask());
    for (int i = 0; i < writes; i++)
      write_into_nothing();
    assert_int_equal(is_pending(), writes != 0);
    jumio__sigpipe_restore(&guard);
    assert_false(is_in_mask());
    assert_false(is_pending());
  }
}

static void test_sigpipe__leaves_a_host_that_blocks_it_alone(void **state)
{
  (void)state;
  jumio__sigpipe guard;
  sigset_t only;
  int number;
  sigemptyset(&only);
  sigaddset(&only, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &only, NULL);
  write_into_nothing(); /* the host's own, not ours to take away */
  jumio__sigpipe_block(&guard);
  jumio__sigpipe_restore(&guard);
  assert_true(is_in_mask());
  assert_true(is_pending());
  sigwait(&only, &number);
  pthread_sigmask(SIG_UNBLOCK, &only, NULL);
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_sigpipe__is_kept_away_from_the_default_disposition),
      cmocka_unit_test(test_sigpipe__leaves_a_host_that_blocks_it_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
