/** What the benchmark programs share: ending with a message, clocks, the median, options. */
#include "common.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define OPTIONS_MAX 16

static const char *known[OPTIONS_MAX];
static size_t known_count;

void bench_die(const char *format, ...)
{
  va_list list;
  va_start(list, format);
  fprintf(stderr, "bench: ");
  vfprintf(stderr, format, list);
  fprintf(stderr, "\n");
  va_end(list);
  exit(2);
}

void bench_say(const char *format, ...)
{
  va_list list;
  va_start(list, format);
  vfprintf(stdout, format, list);
  va_end(list);
  fflush(stdout);
}

static double read_us(clockid_t id)
{
  struct timespec now;
  if (clock_gettime(id, &now) != 0)
    bench_die("no clock");
  return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

double bench_wall_us(void)
{
  return read_us(CLOCK_MONOTONIC);
}

double bench_cpu_us(void)
{
  return read_us(CLOCK_PROCESS_CPUTIME_ID);
}

static int compare(const void *a, const void *b)
{
  double left = *(const double *)a, right = *(const double *)b;
  return (left > right) - (left < right);
}

double bench_median(double *values, size_t count)
{
  qsort(values, count, sizeof *values, compare);
  return count % 2 == 1 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

const char *bench_option(int argc, char **argv, const char *name, const char *fallback)
{
  if (known_count < OPTIONS_MAX)
    known[known_count++] = name;
  for (int i = 1; i + 1 < argc; i += 2)
    if (strcmp(argv[i], name) == 0)
      return argv[i + 1];
  return fallback;
}

long bench_option_number(int argc, char **argv, const char *name, long fallback)
{
  const char *text = bench_option(argc, argv, name, NULL);
  char *end = NULL;
  if (text == NULL)
    return fallback;
  errno = 0;
  long number = strtol(text, &end, 10);
  if (errno != 0 || end == text || *end != '\0' || number < 1)
    bench_die("%s must be a number above 0", name);
  return number;
}

static int is_known(const char *name)
{
  for (size_t i = 0; i < known_count; i++)
    if (strcmp(known[i], name) == 0)
      return 1;
  return 0;
}

void bench_options_end(int argc, char **argv, const char *usage)
{
  for (int i = 1; i < argc; i += 2)
    if (i + 1 == argc || !is_known(argv[i])) {
      fprintf(stderr, "%s", usage);
      exit(2);
    }
}
