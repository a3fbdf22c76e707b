/** The library under test, through its public interface only. */
#ifndef BENCH_SDK_H
#define BENCH_SDK_H

#include <jumio/jumio.h>

/* A client of a test endpoint with the bundled transport, without pacing. alloc and the two sources of trust may be NULL. */
jumio_client *bench_sdk_client(jumio_alloc *alloc, const char *origin, const char *ca_file, const char *ca_path, const char *id,
                               const char *secret);
void bench_sdk_must(jumio_result result, jumio_error *err, const char *what); /* ends the program with the error's message */

#endif
