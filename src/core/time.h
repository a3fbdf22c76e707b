/** Time as int64 milliseconds since 1970 UTC: RFC 3339 and HTTP dates, without locale or time zone. */
#ifndef JUMIO__TIME_H
#define JUMIO__TIME_H

#include <stdbool.h>

#include <jumio/base.h>

/* "YYYY-MM-DDThh:mm:ss[.fraction](Z|+hh:mm|-hh:mm)"; second 60 counts as 59; years 1970..9999. A zone is required. */
bool jumio__time_parse_rfc3339(const char *text, size_t len, int64_t *out_ms);
/* "YYYY-MM-DD", a day that there is, from year 1 on. */
bool jumio__time_is_date(const char *text, size_t len);
/* Always "YYYY-MM-DDThh:mm:ss.SSSZ"; false outside the years 1970..9999. */
bool jumio__time_format_rfc3339(int64_t ms, char out[25]);
/* The three date forms of HTTP. */
bool jumio__time_parse_http(const char *text, size_t len, int64_t *out_ms);

#endif
