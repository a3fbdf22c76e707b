/** What the benchmark programs share: ending with a message, clocks, the median, options, and the canned answers. */
#ifndef BENCH_COMMON_H
#define BENCH_COMMON_H

#include <stddef.h>
#include <stdint.h>

#define BENCH_ACCOUNT "2f6b1c1e-5b0a-4f1e-9d55-0c8a7e4b9a10"
#define BENCH_EXECUTION "9c0d7a52-3e61-4b0f-8a77-51f2c6d0e3b4"
#define BENCH_CREDENTIAL "0d6a4e8b-7c15-4f2d-a1b9-6e3f52c8d701"
#define BENCH_CLIENT_ID "bench-client"
#define BENCH_CLIENT_SECRET "bench-secret"
#define BENCH_PART_BYTES ((size_t)15000000)

#if defined(__GNUC__)
#define BENCH_FORMAT(at) __attribute__((format(printf, at, at + 1)))
#else
#define BENCH_FORMAT(at)
#endif

void bench_die(const char *format, ...) BENCH_FORMAT(1); /* to standard error, then exit status 2 */
void bench_say(const char *format, ...) BENCH_FORMAT(1); /* to standard output, at once */

double bench_wall_us(void);
double bench_cpu_us(void);                         /* of this process, user and system */
double bench_median(double *values, size_t count); /* sorts them */

/* The text after `name` on the command line, or `fallback`. Each asked name is known; bench_options_end() refuses the rest. */
const char *bench_option(int argc, char **argv, const char *name, const char *fallback);
long bench_option_number(int argc, char **argv, const char *name, long fallback);
void bench_options_end(int argc, char **argv, const char *usage);

typedef struct bench_text {
  char *data;
  size_t len;
} bench_text;

bench_text bench_token(void);                 /* the token endpoint's answer; its token has 900 characters */
bench_text bench_status(void);                /* a status answer */
bench_text bench_transaction(void);           /* a workflow-details body of about 12 KB, without blanks */
bench_text bench_account(const char *origin); /* an account answer with upload addresses at that origin */
bench_text bench_picture(size_t size);        /* bytes that begin and end as a JPEG does */

#endif
