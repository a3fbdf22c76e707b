/** The body of an upload as it passes by: read from its source, looked through for the form's boundary, and held to the bytes of the
 * attempt before. Nothing is kept of it but a digest. */
#ifndef JUMIO__STREAM_H
#define JUMIO__STREAM_H

#include "core/digest.h"
#include "http/source.h"

#define JUMIO__BOUNDARY_LEN 32

typedef struct jumio__stream {
  const jumio_source *source; /* borrowed; NULL: no such body */
  char boundary[JUMIO__BOUNDARY_LEN + 1];
  uint8_t last[JUMIO__BOUNDARY_LEN - 1]; /* the end of what was looked through: a boundary may begin there */
  size_t last_len;
  uint64_t next;         /* bytes handed out in this attempt, in order */
  bool disordered;       /* some were asked for out of order: what went out is not known */
  jumio__digest *digest; /* of those bytes; NULL: memory, or a build without libcrypto */
  uint64_t known;        /* how many bytes an earlier attempt got, at most */
  uint8_t known_digest[JUMIO__DIGEST_SIZE];
  jumio_result failed; /* why no more bytes come; the first reason stays */
  const char *why;
} jumio__stream;

/* ERR_OUT_OF_MEMORY when there is no room for the digest. */
jumio_result jumio__stream_begin(jumio__stream *stream, const jumio_source *source);
void jumio__stream_end(jumio__stream *stream);
/* The boundary that must not occur, as text; "" for none. */
void jumio__stream_forbid(jumio__stream *stream, const char *boundary);
/* Before each attempt, so that what an earlier one sent does not count for it. */
void jumio__stream_rewind(jumio__stream *stream);
/* Whether all bytes were handed out in this attempt, as far as that is known. */
bool jumio__stream_is_whole(const jumio__stream *stream);
/* Bytes for a transport; 0 at the end and after a failure. Going back to 0 begins an attempt anew. */
size_t jumio__stream_read(jumio__stream *stream, uint64_t offset, void *buffer, size_t size);
/* Whether a repeat would be seen to send the same bytes. */
bool jumio__stream_may_repeat(const jumio__stream *stream);

#endif
