/** Small readings that several snapshots share. */
#ifndef JUMIO__MODEL_SCALAR_H
#define JUMIO__MODEL_SCALAR_H

#include "json/json.h"

/* A workflow key, which Jumio gives as a text or as a number: *out borrows the text or points to `digits`, and is NULL when the value is
 * absent or null. False when it is of another kind. */
bool jumio__read_key(const jumio__value *value, char digits[24], const char **out);

/* A time, or JUMIO_ABSENT when it is absent, no text or no RFC 3339 time. */
int64_t jumio__read_time(const jumio__value *value);

/* An integer, also one given as a text of digits, as some of Jumio's come both ways; JUMIO_ABSENT otherwise. */
int64_t jumio__read_int64(const jumio__value *value);

#endif
