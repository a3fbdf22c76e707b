/** Sources: what may be one, files that change under the upload, readers that lie, progress, and a repeat that must send the same bytes. */
#include "http/picture.h"
#include "http/stream.h"
#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <jumio/source.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int made_file(const char *text)
{
  char path[] = "/tmp/jumio-source-XXXXXX";
  int fd = mkstemp(path);
  assert_true(fd >= 0);
  assert_int_equal(unlink(path), 0); /* U01: gone by name, there by descriptor */
  assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
  return fd;
}

static jumio_source *file_source(int fd)
{
  jumio_source *source = NULL;
  assert_int_equal(jumio_source_new_fd(NULL, fd, &source, NULL), JUMIO_OK);
  return source;
}

static int destroyed;

static void count_destroy(void *user_data)
{
  (void)user_data;
  destroyed++;
}

/* How a reader misbehaves, from which call on. */
typedef struct reader {
  const char *text;
  int64_t lie; /* returned at `from` instead of a count */
  size_t from;
  size_t calls;
  size_t most; /* bytes of one answer; 0: all that is asked for */
} reader;

static int64_t read_text(uint64_t offset, void *buffer, size_t size, void *user_data)
{
  reader *self = user_data;
  if (self->from != 0 && ++self->calls >= self->from)
    return self->lie;
  size_t count = self->most != 0 && size > self->most ? self->most : size;
  assert_true(offset + size <= strlen(self->text)); /* never asked beyond the announced size */
  memcpy(buffer, self->text + offset, count);
  return (int64_t)count;
}

static jumio_source *reader_source(reader *self)
{
  jumio_source *source = NULL;
  assert_int_equal(jumio_source_new_reader(NULL, strlen(self->text), read_text, self, count_destroy, &source, NULL), JUMIO_OK);
  return source;
}

static size_t pull(jumio__stream *stream, char *out, size_t step)
{
  size_t len = 0, got;
  while ((got = jumio__stream_read(stream, len, out + len, step)) != 0)
    len += got;
  return len;
}

/* Also what is no file at all, and U02. */
static void test_source__takes_only_what_can_be_sent(void **state)
{
  (void)state;
  jumio_source *source = (jumio_source *)8;
  jumio_error *error = NULL;
  int pipes[2], empty = made_file("");
  assert_int_equal(jumio_source_new_memory(NULL, "", 0, &source, &error), JUMIO_ERR_ARGUMENT);
  jumio_error_free(error);
  assert_null(source);
  assert_int_equal(jumio_source_new_memory(NULL, NULL, 5, &source, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_source_new_memory(NULL, "x", 1, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_source_new_fd(NULL, -1, &source, NULL), JUMIO_ERR_FILE);
  assert_int_equal(jumio_source_new_fd(NULL, empty, &source, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_source_new_fd(NULL, empty, NULL, NULL), JUMIO_ERR_ARGUMENT);
  close(empty);
  destroyed = 0;
  assert_int_equal(jumio_source_new_reader(NULL, 0, read_text, NULL, count_destroy, &source, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_source_new_reader(NULL, 1, NULL, NULL, count_destroy, &source, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_source_new_reader(NULL, 1, read_text, NULL, count_destroy, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_source_set_progress(NULL, NULL, NULL, count_destroy, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(destroyed, 4);
  /* U09: a pipe, a device, a folder, a file of /proc, which is empty by its length */
  assert_int_equal(pipe(pipes), 0);
  int others[] = {pipes[0], open("/dev/null", O_RDONLY), open("/tmp", O_RDONLY), open("/proc/self/status", O_RDONLY)};
  for (size_t i = 0; i < 4; i++) {
    assert_true(others[i] >= 0);
    assert_int_equal(jumio_source_new_fd(NULL, others[i], &source, &error), JUMIO_ERR_ARGUMENT);
    assert_non_null(strstr(jumio_error_get_message(error), "fd"));
    jumio_error_free(error);
    assert_null(source);
    close(others[i]);
  }
  close(pipes[1]);
  jumio_source_free(NULL);
}

static void test_source__file_outlives_the_callers_descriptor(void **state)
{
  (void)state;
  char out[32];
  jumio__stream stream;
  int fd = made_file("0123456789");
  assert_int_equal(lseek(fd, 7, SEEK_SET), 7); /* wherever it stands */
  jumio_source *source = file_source(fd);
  close(fd);
  assert_true(fcntl(source->fd, F_GETFD) & FD_CLOEXEC);
  for (int round = 0; round < 2; round++) { /* reusable */
    assert_int_equal(jumio__stream_begin(&stream, source), JUMIO_OK);
    assert_int_equal(pull(&stream, out, 3), 10);
    assert_int_equal(stream.failed, JUMIO_OK);
    assert_memory_equal(out, "0123456789", 10);
    jumio__stream_end(&stream);
  }
  jumio_source_free(source);
}

/* U01 */
static void test_source__notices_a_file_that_changes_its_length(void **state)
{
  static const off_t lengths[] = {0, 4, 9, 11, 4096};
  (void)state;
  for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
    char out[32];
    jumio__stream stream;
    int fd = made_file("0123456789");
    jumio_source *source = file_source(fd);
    assert_int_equal(jumio__stream_begin(&stream, source), JUMIO_OK);
    assert_int_equal(jumio__stream_read(&stream, 0, out, 3), 3);
    assert_int_equal(ftruncate(fd, lengths[i]), 0);
    assert_true(3 + pull(&stream, out, 4) < 10 || stream.failed != JUMIO_OK);
    assert_int_equal(stream.failed, JUMIO_ERR_FILE);
    assert_non_null(strstr(stream.why, "changed"));
    assert_int_equal(jumio__stream_read(&stream, 9, out, 1), 0); /* and it stays so */
    jumio__stream_end(&stream);
    jumio_source_free(source);
    close(fd);
  }
}

/* U10 */
static void test_source__does_not_trust_a_reader(void **state)
{
  static const int64_t lies[] = {0, -1, INT64_MIN, 1000, INT64_MAX};
  (void)state;
  for (size_t i = 0; i < sizeof lies / sizeof lies[0]; i++)
    for (size_t from = 1; from <= 3; from++) {
      char out[32];
      jumio__stream stream;
      reader self = {.text = "0123456789", .lie = lies[i], .from = from};
      jumio_source *source = reader_source(&self);
      assert_int_equal(jumio__stream_begin(&stream, source), JUMIO_OK);
      assert_true(pull(&stream, out, 4) < 10);
      assert_int_equal(stream.failed, JUMIO_ERR_FILE);
      jumio__stream_end(&stream);
      jumio_source_free(source);
    }
}

static void test_source__puts_short_answers_of_a_reader_together(void **state)
{
  (void)state;
  char out[32];
  jumio__stream stream;
  reader self = {.text = "0123456789", .most = 1};
  jumio_source *source = reader_source(&self);
  assert_int_equal(jumio__stream_begin(&stream, source), JUMIO_OK);
  assert_int_equal(jumio__stream_read(&stream, 0, out, sizeof out), 10);
  assert_memory_equal(out, "0123456789", 10);
  jumio__stream_end(&stream);
  destroyed = 0;
  jumio_source_free(source);
  assert_int_equal(destroyed, 1);
}

typedef struct watcher {
  uint64_t sent[64];
  size_t count;
  uint64_t most;
} watcher;

static int32_t watch(uint64_t sent, uint64_t total, void *user_data)
{
  watcher *self = user_data;
  assert_int_equal(total, 10);
  self->sent[self->count++] = sent;
  return self->most == 0 || sent < self->most;
}

static void test_source__progress_is_told_and_may_end_it(void **state)
{
  (void)state;
  char out[32];
  jumio__stream stream;
  watcher all = {.count = 0}, some = {.most = 5};
  jumio_source *source = NULL;
  destroyed = 0;
  assert_int_equal(jumio_source_new_memory(NULL, "0123456789", 10, &source, NULL), JUMIO_OK);
  assert_int_equal(jumio_source_set_progress(source, watch, &all, count_destroy, NULL), JUMIO_OK);
  assert_int_equal(jumio__stream_begin(&stream, source), JUMIO_OK);
  assert_int_equal(pull(&stream, out, 4), 10);
  jumio__stream_end(&stream);
  assert_int_equal(all.count, 3);
  assert_true(all.sent[0] == 4 && all.sent[1] == 8 && all.sent[2] == 10);
  assert_int_equal(jumio_source_set_progress(source, watch, &some, count_destroy, NULL), JUMIO_OK);
  assert_int_equal(destroyed, 1);
  assert_int_equal(jumio__stream_begin(&stream, source), JUMIO_OK);
  assert_int_equal(pull(&stream, out, 4), 4);
  assert_int_equal(stream.failed, JUMIO_ERR_CANCELLED);
  jumio__stream_end(&stream);
  jumio_source_free(source);
  assert_int_equal(destroyed, 2);
}

/* U13: whatever the first attempt got, the second is held to it. */
static void test_source__a_repeat_sends_the_same_bytes_or_none(void **state)
{
  (void)state;
  if (!jumio__digest_available())
    skip();
  for (size_t first = 1; first <= 10; first++)
    for (size_t changed = 0; changed <= 10; changed++) { /* 10: not at all */
      char out[32], text[] = "0123456789";
      jumio__stream stream;
      reader self = {.text = text};
      jumio_source *source = reader_source(&self);
      assert_int_equal(jumio__stream_begin(&stream, source), JUMIO_OK);
      for (size_t at = 0; at < first; at++)
        assert_int_equal(jumio__stream_read(&stream, at, out, 1), 1);
      assert_true(jumio__stream_may_repeat(&stream));
      if (changed < 10)
        text[changed] = 'x';
      size_t got = pull(&stream, out, 3);
      bool refused = changed < first;
      assert_int_equal(stream.failed, refused ? JUMIO_ERR_FILE : JUMIO_OK);
      assert_int_equal(got == 10, !refused);
      assert_int_equal(pull(&stream, out, 4) == 10, !refused); /* a third time */
      jumio__stream_end(&stream);
      jumio_source_free(source);
    }
}

static void test_source__what_cannot_be_compared_is_not_repeated(void **state)
{
  (void)state;
  char out[32];
  jumio__stream stream;
  reader self = {.text = "0123456789"};
  jumio_source *source = reader_source(&self);
  assert_int_equal(jumio__stream_begin(&stream, source), JUMIO_OK);
  assert_true(jumio__stream_may_repeat(&stream)); /* nothing was handed out */
  assert_int_equal(jumio__stream_read(&stream, 0, out, 5), 5);
  assert_int_equal(jumio__stream_may_repeat(&stream), jumio__digest_available());
  assert_int_equal(jumio__stream_read(&stream, 3, out, 5), 5); /* a transport that could send only three */
  assert_memory_equal(out, "34567", 5);
  assert_int_equal(jumio__stream_may_repeat(&stream), jumio__digest_available());
  assert_int_equal(jumio__stream_read(&stream, 9, out, 1), 1); /* one that skips */
  assert_false(jumio__stream_may_repeat(&stream));
  jumio__stream_end(&stream);
  jumio_source_free(source);
  assert_int_equal(jumio_source_new_memory(NULL, "0123456789", 10, &source, NULL), JUMIO_OK);
  assert_int_equal(jumio__stream_begin(&stream, source), JUMIO_OK);
  assert_int_equal(jumio__stream_read(&stream, 5, out, 5), 5);
  assert_true(jumio__stream_may_repeat(&stream)); /* memory is what it was */
  jumio__stream_end(&stream);
  jumio_source_free(source);
}

static uint32_t pages(const char *text)
{
  reader self = {.text = text};
  jumio_source *source = reader_source(&self);
  const char *why = NULL;
  uint32_t count = 99;
  assert_int_equal(jumio__pdf_pages(source, &count, &why), JUMIO_OK);
  jumio_source_free(source);
  return count;
}

static void test_source__counts_the_pages_of_a_plain_pdf(void **state)
{
  (void)state;
  static char large[20000];
  assert_int_equal(pages("%PDF-1.4 <</Type/Pages/Count 2>> <</Type /Page>> <</Type\n/Page/Parent 1 0 R>> startxref 9 %%EOF"), 2);
  assert_int_equal(pages("%PDF-1.4 <</Type/PageLabel>> <</Type/Page>> startxref %%EOF"), 1);
  assert_int_equal(pages("%PDF-1.5 <</Type/Page>> <</Type/ObjStm>> startxref %%EOF"), 0);
  assert_int_equal(pages("%PDF-1.4 <</Type/Page>> trailer <</Encrypt 3 0 R>> startxref %%EOF"), 0);
  assert_int_equal(pages("%PDF-1.4 <</Type/Page>> startxref %%EOF <</Type/Page>> startxref %%EOF"), 0); /* changed by appending */
  assert_int_equal(pages("%PDF-1.4 <</Type/Page>>"), 0);
  for (size_t at = 3900; at < 4200; at++) { /* across every seam of the windows */
    memset(large, 'x', sizeof large - 1);
    memcpy(large + at, "/Type  /Page ", 13);
    memcpy(large + 2 * at, "startxref", 9);
    assert_int_equal(pages(large), 1);
  }
}

static int scenario(jumio_alloc *alloc, void *data)
{
  reader self = {.text = "0123456789"};
  jumio_source *source = NULL;
  jumio_error *error = NULL;
  int kind = *(int *)data, fd = made_file("x");
  jumio_result result = kind == 0   ? jumio_source_new_memory(alloc, "x", 1, &source, &error)
                        : kind == 1 ? jumio_source_new_fd(alloc, fd, &source, &error)
                                    : jumio_source_new_reader(alloc, 10, read_text, &self, count_destroy, &source, &error);
  close(fd);
  jumio_error_free(error);
  jumio_source_free(source);
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

static void test_source__survives_each_failed_allocation(void **state)
{
  (void)state;
  for (int kind = 0; kind < 3; kind++) {
    destroyed = 0;
    size_t faults = failing_alloc_sweep(scenario, &kind);
    assert_true(faults >= 2);
    assert_int_equal(destroyed, kind == 2 ? (int)faults + 2 : 0); /* once for each try */
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_source__takes_only_what_can_be_sent),
      cmocka_unit_test(test_source__file_outlives_the_callers_descriptor),
      cmocka_unit_test(test_source__notices_a_file_that_changes_its_length),
      cmocka_unit_test(test_source__does_not_trust_a_reader),
      cmocka_unit_test(test_source__puts_short_answers_of_a_reader_together),
      cmocka_unit_test(test_source__progress_is_told_and_may_end_it),
      cmocka_unit_test(test_source__a_repeat_sends_the_same_bytes_or_none),
      cmocka_unit_test(test_source__what_cannot_be_compared_is_not_repeated),
      cmocka_unit_test(test_source__counts_the_pages_of_a_plain_pdf),
      cmocka_unit_test(test_source__survives_each_failed_allocation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
