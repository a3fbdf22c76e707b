/** What bytes are, by the first of them. */
#ifndef JUMIO__MEDIA_H
#define JUMIO__MEDIA_H

#include <stdbool.h>

#include <jumio/base.h>

jumio_media_type jumio__media_type(const void *data, size_t len); /* by magic bytes */
bool jumio__media_is_html(const void *data, size_t len);          /* looks like a page instead of a part */
const char *jumio__media_type_text(jumio_media_type type);        /* "image/jpeg" ...; "application/octet-stream" */

#endif
