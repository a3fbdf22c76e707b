/** The body of an upload as it passes by. What cannot change, memory, is not hashed. */
#include "http/stream.h"

#include <string.h>

jumio_result jumio__stream_begin(jumio__stream *stream, const jumio_source *source)
{
  memset(stream, 0, sizeof *stream);
  stream->source = source;
  if (source->kind == JUMIO__SOURCE_MEMORY || !jumio__digest_available())
    return JUMIO_OK;
  return jumio__digest_new(&stream->digest);
}

void jumio__stream_end(jumio__stream *stream)
{
  jumio__digest_free(stream->digest);
  jumio__wipe(stream, sizeof *stream);
}

void jumio__stream_forbid(jumio__stream *stream, const char *boundary)
{
  memcpy(stream->boundary, boundary, strlen(boundary) + 1);
}

bool jumio__stream_may_repeat(const jumio__stream *stream)
{
  if (stream->source == NULL || stream->source->kind == JUMIO__SOURCE_MEMORY || (stream->next == 0 && stream->known == 0))
    return true;
  return stream->digest != NULL && !stream->disordered;
}

static jumio_result refuse(jumio__stream *stream, jumio_result result, const char *why)
{
  stream->failed = result;
  stream->why = why;
  return result;
}

/* ---- the boundary ---- */

static bool holds_here(const uint8_t *bytes, size_t len, const char *boundary)
{
  for (size_t i = 0; i + JUMIO__BOUNDARY_LEN <= len; i++)
    if (bytes[i] == (uint8_t)boundary[0] && memcmp(bytes + i, boundary, JUMIO__BOUNDARY_LEN) == 0)
      return true;
  return false;
}

/* Wherever a boundary stands, two of the bytes looked at, one behind the other, are digits of it; few places of a picture are like that.
 * A search byte by byte would cost a third of the sending. */
static bool holds(const uint8_t *bytes, size_t len, const char *boundary)
{
  enum { STEP = JUMIO__BOUNDARY_LEN / 2 };
  static const uint8_t digit[256] = {['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1,
                                     ['8'] = 1, ['9'] = 1, ['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1};
  uint8_t before = 0;
  for (size_t i = 0; i < len; i += STEP) {
    uint8_t now = digit[bytes[i]];
    if ((now & before) != 0) { /* one branch that is hardly ever taken */
      size_t first = i > JUMIO__BOUNDARY_LEN - 1 ? i - (JUMIO__BOUNDARY_LEN - 1) : 0;
      size_t end = len - i > STEP ? i + STEP : len;
      if (holds_here(bytes + first, end - first, boundary))
        return true;
    }
    before = now;
  }
  return false;
}

/* Also across the seam to what was handed out before. */
static bool brings_the_boundary(jumio__stream *stream, const uint8_t *bytes, size_t len)
{
  uint8_t seam[2 * (JUMIO__BOUNDARY_LEN - 1)];
  size_t head = len < sizeof stream->last ? len : sizeof stream->last;
  memcpy(seam, stream->last, stream->last_len);
  memcpy(seam + stream->last_len, bytes, head);
  if (holds_here(seam, stream->last_len + head, stream->boundary) || holds(bytes, len, stream->boundary))
    return true;
  size_t all = stream->last_len + head; /* what is kept is the end of seam, or of a chunk that is longer */
  size_t keep = all < sizeof stream->last ? all : sizeof stream->last;
  memcpy(stream->last, len > head ? bytes + len - keep : seam + all - keep, keep);
  stream->last_len = keep;
  return false;
}

/* ---- the same bytes again ---- */

/* The longest beginning that any attempt got is what the next ones are held to. */
static jumio_result begin_attempt(jumio__stream *stream)
{
  jumio_result result = JUMIO_OK;
  if (stream->next > stream->known && stream->digest != NULL) {
    result = jumio__digest_finish(stream->digest, stream->known_digest);
    stream->known = stream->next;
  } else if (stream->digest != NULL) {
    uint8_t unused[JUMIO__DIGEST_SIZE];
    result = jumio__digest_finish(stream->digest, unused);
  }
  stream->next = 0;
  stream->last_len = 0;
  return result == JUMIO_OK ? JUMIO_OK : refuse(stream, result, "the digest of the upload could not be made");
}

void jumio__stream_rewind(jumio__stream *stream)
{
  if (stream->next != 0)
    begin_attempt(stream);
}

bool jumio__stream_is_whole(const jumio__stream *stream)
{
  return stream->disordered || stream->next == stream->source->size;
}

static jumio_result add(jumio__stream *stream, const uint8_t *bytes, size_t len)
{
  jumio_result result = jumio__digest_add(stream->digest, bytes, len);
  return result == JUMIO_OK ? JUMIO_OK : refuse(stream, result, "the digest of the upload could not be made");
}

static jumio_result compare(jumio__stream *stream)
{
  uint8_t now[JUMIO__DIGEST_SIZE];
  jumio_result result = jumio__digest_peek(stream->digest, now);
  if (result != JUMIO_OK)
    return refuse(stream, result, "the digest of the upload could not be made");
  if (!jumio__same_secret(now, stream->known_digest, sizeof now))
    return refuse(stream, JUMIO_ERR_FILE, "the source changed: a repeat would not send the same bytes");
  return JUMIO_OK;
}

/* New bytes, in order, before they are handed out. */
static jumio_result digest_bytes(jumio__stream *stream, const uint8_t *bytes, size_t len)
{
  uint64_t before = stream->known > stream->next ? stream->known - stream->next : 0;
  jumio_result result = JUMIO_OK;
  if (before != 0 && before <= len) {
    result = add(stream, bytes, (size_t)before);
    if (result == JUMIO_OK)
      result = compare(stream);
    bytes += before;
    len -= (size_t)before;
  }
  return result == JUMIO_OK && len != 0 ? add(stream, bytes, len) : result;
}

/* ---- reading ---- */

static jumio_result look_at(jumio__stream *stream, const uint8_t *bytes, size_t len)
{
  if (stream->boundary[0] != '\0' && brings_the_boundary(stream, bytes, len))
    return refuse(stream, JUMIO_ERR_ARGUMENT, "the source holds the boundary of its form");
  jumio_result result = stream->digest != NULL ? digest_bytes(stream, bytes, len) : JUMIO_OK;
  stream->next += len;
  return result;
}

static jumio_result tell_progress(jumio__stream *stream)
{
  const jumio_source *source = stream->source;
  if (source->progress == NULL || source->progress(stream->next, source->size, source->watcher.user_data) != 0)
    return JUMIO_OK;
  return refuse(stream, JUMIO_ERR_CANCELLED, "cancelled by the progress callback");
}

size_t jumio__stream_read(jumio__stream *stream, uint64_t offset, void *buffer, size_t size)
{
  const jumio_source *source = stream->source;
  if (offset >= source->size || size == 0 || stream->failed != JUMIO_OK)
    return 0;
  if (size > source->size - offset)
    size = (size_t)(source->size - offset);
  if (offset == 0 && stream->next != 0 && begin_attempt(stream) != JUMIO_OK)
    return 0;
  const char *why = NULL;
  jumio_result result = jumio__source_read(source, offset, buffer, size, &why);
  if (result != JUMIO_OK) {
    refuse(stream, result, why);
    return 0;
  }
  if (offset > stream->next)
    stream->disordered = true;
  if (stream->disordered || offset + size <= stream->next)
    return size;
  size_t seen = (size_t)(stream->next - offset); /* a transport that sent less than it read comes back for the rest */
  if (look_at(stream, (const uint8_t *)buffer + seen, size - seen) != JUMIO_OK || tell_progress(stream) != JUMIO_OK)
    return 0;
  return size;
}
