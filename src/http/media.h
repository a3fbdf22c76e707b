/** What bytes are, by their first bytes, and a picture's sides without decoding it. */
#ifndef JUMIO__MEDIA_H
#define JUMIO__MEDIA_H

#include <stdbool.h>

#include <jumio/base.h>

jumio_media_type jumio__media_type(const void *data, size_t len); /* by magic bytes */
bool jumio__media_is_html(const void *data, size_t len);          /* looks like a page instead of a part */
const char *jumio__media_type_text(jumio_media_type type);        /* "image/jpeg" ...; "application/octet-stream" */
/* Sides of a JPEG or PNG from its header; false when they cannot be found. */
bool jumio__media_sides(const void *data, size_t len, uint32_t *width, uint32_t *height);
bool jumio__media_has_end(const void *data, size_t len); /* JPEG EOI, PNG IEND, PDF %%EOF near the end */

#endif
