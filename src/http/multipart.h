/** The body of a part upload: multipart/form-data with one field "file", as three segments around the caller's bytes. */
#ifndef JUMIO__MULTIPART_H
#define JUMIO__MULTIPART_H

#include "http/message.h"

/* Fills request->body, text, tail and the Content-Type header. The boundary is made of 16 random bytes (given, so that a repeat sends the
 * same bytes) and checked against the content. ERR_ARGUMENT when the content holds it. */
jumio_result jumio__multipart_build(jumio_http_request *request, const uint8_t random[16], const char *file_name, const char *media_type,
                                    const void *data, size_t len);

/* application/x-www-form-urlencoded: appends name=value, with '&' before all but the first. */
bool jumio__form_add(jumio__buffer *out, const char *name, const char *value);

#endif
