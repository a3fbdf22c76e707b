/** The body of a part upload: multipart/form-data with one field "file", around the caller's bytes. */
#ifndef JUMIO__MULTIPART_H
#define JUMIO__MULTIPART_H

#include "http/message.h"

/* Fills the request's body and Content-Type header. The boundary is made of 16 random bytes, given so that a repeat sends the same bytes;
 * the content is held to not having it as it passes by (fault U11). */
jumio_result jumio__multipart_build(jumio_http_request *request, const uint8_t random[16], const char *file_name, const char *media_type,
                                    jumio__stream *content);

/* application/x-www-form-urlencoded: appends name=value, with '&' before all but the first. */
bool jumio__form_add(jumio__buffer *out, const char *name, const char *value);

#endif
