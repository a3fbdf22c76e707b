/** Picture headers. Nothing is decoded: a header that lies costs a wrong number, never memory. */
#include "http/picture.h"

#include "http/media.h"

#include <string.h>

#define WINDOW 4096 /* also how far from the end an end marker is looked for: cameras append data behind it */

/* A few bytes of the source at a time. */
typedef struct view {
  const jumio_source *source;
  uint64_t at;
  size_t len;
  jumio_result result;
  const char *why;
  uint8_t bytes[WINDOW];
} view;

/* The bytes at an offset, or NULL beyond the end and after a failure. */
static const uint8_t *see(view *v, uint64_t offset, size_t count)
{
  uint64_t size = v->source->size;
  if (v->result != JUMIO_OK || offset > size || count > size - offset)
    return NULL;
  if (offset < v->at || offset + count > v->at + v->len) {
    v->at = offset;
    v->len = size - offset < WINDOW ? (size_t)(size - offset) : WINDOW;
    v->result = jumio__source_read(v->source, offset, v->bytes, v->len, &v->why);
    if (v->result != JUMIO_OK)
      return NULL;
  }
  return v->bytes + (offset - v->at);
}

static uint32_t read_be(const uint8_t *bytes, size_t count)
{
  uint32_t value = 0;
  for (size_t i = 0; i < count; i++)
    value = value << 8 | bytes[i];
  return value;
}

static void png_sides(view *v, jumio__picture *out)
{
  const uint8_t *bytes = see(v, 0, 24);
  if (bytes == NULL || read_be(bytes + 8, 4) != 13 || memcmp(bytes + 12, "IHDR", 4) != 0)
    return;
  out->width = read_be(bytes + 16, 4);
  out->height = read_be(bytes + 20, 4);
}

/* The frame headers; C4, C8 and CC are a table, a reserved marker and arithmetic conditioning. */
static bool is_frame_marker(uint8_t marker)
{
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static bool stands_alone(uint8_t marker)
{
  return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7);
}

/* Behind these comes no frame header any more: the scan begins or the picture ends. */
static bool ends_headers(uint8_t marker)
{
  return marker == 0x00 || marker == 0xD8 || marker == 0xD9 || marker == 0xDA;
}

static void jpeg_sides(view *v, jumio__picture *out)
{
  const uint8_t *bytes;
  uint64_t i = 2;
  for (;;) {
    if ((bytes = see(v, i, 1)) == NULL || *bytes != 0xFF)
      return;
    while (bytes != NULL && *bytes == 0xFF) /* fill bytes */
      bytes = see(v, ++i, 1);
    if (bytes == NULL || (bytes = see(v, i, 3)) == NULL)
      return;
    uint8_t marker = bytes[0];
    i++;
    if (stands_alone(marker))
      continue;
    uint32_t size = read_be(bytes + 1, 2);
    if (ends_headers(marker) || size < 2 || size > v->source->size - i)
      return;
    if (is_frame_marker(marker)) {
      bytes = size >= 8 ? see(v, i, 8) : NULL;
      if (bytes == NULL)
        return;
      out->height = read_be(bytes + 3, 2);
      out->width = read_be(bytes + 5, 2);
      return;
    }
    i += size;
  }
}

static bool tail_holds(view *v, const void *mark, size_t mark_len)
{
  size_t len = v->source->size < WINDOW ? (size_t)v->source->size : WINDOW;
  const uint8_t *bytes = see(v, v->source->size - len, len);
  for (size_t i = 0; bytes != NULL && i + mark_len <= len; i++)
    if (memcmp(bytes + i, mark, mark_len) == 0)
      return true;
  return false;
}

static bool has_end(view *v, jumio_media_type type)
{
  switch (type) {
  case JUMIO_MEDIA_JPEG:
    return tail_holds(v, "\xFF\xD9", 2);
  case JUMIO_MEDIA_PNG:
    return tail_holds(v, "IEND\xAE\x42\x60\x82", 8);
  case JUMIO_MEDIA_PDF:
    return tail_holds(v, "%%EOF", 5);
  default:
    return false;
  }
}

jumio_result jumio__picture_look(const jumio_source *source, jumio__picture *out, const char **why)
{
  view v = {.source = source};
  size_t first = source->size < 16 ? (size_t)source->size : 16;
  memset(out, 0, sizeof *out);
  out->type = jumio__media_type(see(&v, 0, first), first);
  if (out->type == JUMIO_MEDIA_JPEG)
    jpeg_sides(&v, out);
  else if (out->type == JUMIO_MEDIA_PNG)
    png_sides(&v, out);
  if (out->width == 0 || out->height == 0 || out->width > INT32_MAX || out->height > INT32_MAX)
    out->width = out->height = 0;
  out->has_end = has_end(&v, out->type);
  *why = v.why;
  jumio_result result = v.result;
  jumio__wipe(&v, sizeof v);
  return result;
}
