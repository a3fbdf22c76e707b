/** The error object from the inside: how a failure is described once and passed up. */
#ifndef JUMIO__ERROR_H
#define JUMIO__ERROR_H

#include <stdarg.h>

#include <jumio/error.h>

#include "core/mem.h"

#if defined(__GNUC__)
#define JUMIO__FORMAT(at, args) __attribute__((format(printf, at, args)))
#else
#define JUMIO__FORMAT(at, args)
#endif

/* Facts beside code and message; all optional. */
typedef struct jumio__error_facts {
  int32_t http_status;
  int64_t retry_after_ms; /* -1 when not said */
  int32_t attempts;
  int32_t delivery;
  int32_t source;
  const char *server_title; /* copied, made harmless */
  const char *json_pointer; /* copied */
  const char *allow;        /* copied, made harmless */
} jumio__error_facts;

/* Describe a failure. err NULL: nothing is allocated. *err is never read: a caller may hand in a pointer that was never set or is
 * already freed. So describe a failure once: describing it twice leaks the first. Returns code.
 * The format must not be given a secret or a personal datum. */
jumio_result jumio__fail(jumio_error **err, jumio_alloc *mem, jumio_result code, const char *format, ...) JUMIO__FORMAT(4, 5);
jumio_result jumio__fail_with(jumio_error **err, jumio_alloc *mem, jumio_result code, const jumio__error_facts *facts, const char *format,
                              ...) JUMIO__FORMAT(5, 6);
/* "no memory": the static error, never allocates. */
jumio_result jumio__fail_memory(jumio_error **err);
/* Success: *err = NULL. */
jumio_result jumio__ok(jumio_error **err);
/* A copy of an error, for one that is kept; NULL err: nothing. Returns its code. */
jumio_result jumio__error_copy(jumio_error **err, jumio_alloc *mem, const jumio_error *from);

#endif
