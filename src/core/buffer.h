/** A growable byte buffer with a maximum. Always wiped when it moves or is freed, for it may hold a secret. */
#ifndef JUMIO__BUFFER_H
#define JUMIO__BUFFER_H

#include "core/mem.h"

typedef struct jumio__buffer {
  jumio_alloc *mem; /* borrowed from the object that holds the buffer */
  char *data;       /* NUL-terminated once anything was appended */
  size_t len;
  size_t room;
  size_t max;   /* most bytes, the NUL not counted */
  bool failed;  /* an append did not fit or found no memory: later appends do nothing */
  bool too_big; /* failed because of max */
} jumio__buffer;

void jumio__buffer_init(jumio__buffer *buffer, jumio_alloc *mem, size_t max);
void jumio__buffer_free(jumio__buffer *buffer);
void jumio__buffer_reset(jumio__buffer *buffer); /* empty and wiped, room kept */
bool jumio__buffer_reserve(jumio__buffer *buffer, size_t more);
bool jumio__buffer_add(jumio__buffer *buffer, const void *data, size_t len);
bool jumio__buffer_text(jumio__buffer *buffer, const char *text);
bool jumio__buffer_number(jumio__buffer *buffer, int64_t number);
jumio_result jumio__buffer_result(const jumio__buffer *buffer); /* OK, ERR_TOO_LARGE or ERR_OUT_OF_MEMORY */

#endif
