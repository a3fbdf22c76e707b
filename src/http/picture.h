/** What an upload's bytes say of themselves: type, sides, end marker, and of a PDF its pages. Read through the source, held in no memory.
 */
#ifndef JUMIO__PICTURE_H
#define JUMIO__PICTURE_H

#include "http/source.h"

typedef struct jumio__picture {
  jumio_media_type type;  /* by magic bytes */
  uint32_t width, height; /* of a JPEG or PNG, from its header; 0 when they cannot be found */
  bool has_end;           /* JPEG EOI, PNG IEND, PDF %%EOF near the end */
} jumio__picture;

/* ERR_FILE, and *why, when the source cannot be read. */
jumio_result jumio__picture_look(const jumio_source *source, jumio__picture *out, const char **why);

/* Counts the page objects of a PDF; 0 where that does not tell their number: encrypted, in compressed objects, or changed by appending. */
jumio_result jumio__pdf_pages(const jumio_source *source, uint32_t *out, const char **why);

#endif
