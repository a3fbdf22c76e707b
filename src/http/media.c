/** Magic bytes and picture headers. Nothing is decoded: a header that lies costs a wrong number, never memory. */
#include "http/media.h"

#include "core/text.h"

#include <string.h>

#define END_WINDOW 4096 /* cameras append data after the end marker */

static const uint8_t png_magic[8] = {0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A};

static bool begins(const void *data, size_t len, const void *magic, size_t magic_len)
{
  return len >= magic_len && memcmp(data, magic, magic_len) == 0;
}

static bool is_blank(uint8_t c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static size_t skip_blanks(const uint8_t *bytes, size_t len)
{
  size_t i = 0;
  while (i < len && is_blank(bytes[i]))
    i++;
  return i;
}

jumio_media_type jumio__media_type(const void *data, size_t len)
{
  const uint8_t *bytes = data;
  if (bytes == NULL)
    return JUMIO_MEDIA_OTHER;
  if (begins(bytes, len, "\xFF\xD8\xFF", 3))
    return JUMIO_MEDIA_JPEG;
  if (begins(bytes, len, png_magic, sizeof png_magic))
    return JUMIO_MEDIA_PNG;
  if (begins(bytes, len, "%PDF-", 5))
    return JUMIO_MEDIA_PDF;
  size_t i = skip_blanks(bytes, len);
  if (i < len && (bytes[i] == '{' || bytes[i] == '['))
    return JUMIO_MEDIA_JSON;
  return JUMIO_MEDIA_OTHER;
}

bool jumio__media_is_html(const void *data, size_t len)
{
  static const char *const openings[] = {"<!doctype", "<html", "<head", "<body", "<title", "<meta", "<script", "<?xml", "<!--"};
  const uint8_t *bytes = data;
  if (bytes == NULL)
    return false;
  size_t i = begins(bytes, len, "\xEF\xBB\xBF", 3) ? 3 : 0;
  i += skip_blanks(bytes + i, len - i);
  for (size_t k = 0; k < sizeof openings / sizeof openings[0]; k++) {
    size_t opening_len = strlen(openings[k]);
    if (len - i >= opening_len && jumio__same_no_case((const char *)bytes + i, opening_len, openings[k]))
      return true;
  }
  return false;
}

const char *jumio__media_type_text(jumio_media_type type)
{
  switch (type) {
  case JUMIO_MEDIA_JPEG:
    return "image/jpeg";
  case JUMIO_MEDIA_PNG:
    return "image/png";
  case JUMIO_MEDIA_PDF:
    return "application/pdf";
  case JUMIO_MEDIA_JSON:
    return "application/json";
  default:
    return "application/octet-stream";
  }
}

static uint32_t read_be(const uint8_t *bytes, size_t count)
{
  uint32_t value = 0;
  for (size_t i = 0; i < count; i++)
    value = value << 8 | bytes[i];
  return value;
}

static bool png_sides(const uint8_t *bytes, size_t len, uint32_t *width, uint32_t *height)
{
  if (len < 24 || read_be(bytes + 8, 4) != 13 || memcmp(bytes + 12, "IHDR", 4) != 0)
    return false;
  *width = read_be(bytes + 16, 4);
  *height = read_be(bytes + 20, 4);
  return *width != 0 && *height != 0 && *width <= INT32_MAX && *height <= INT32_MAX;
}

/* The frame headers; C4, C8 and CC are a table, a reserved marker and arithmetic conditioning. */
static bool is_frame_marker(uint8_t marker)
{
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static bool jpeg_sides(const uint8_t *bytes, size_t len, uint32_t *width, uint32_t *height)
{
  size_t i = 2;
  for (;;) {
    if (i >= len || bytes[i] != 0xFF)
      return false;
    while (i < len && bytes[i] == 0xFF)
      i++; /* fill bytes */
    if (len - i < 3)
      return false;
    uint8_t marker = bytes[i++];
    if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7))
      continue; /* without a length */
    if (marker == 0x00 || marker == 0xD8 || marker == 0xD9 || marker == 0xDA)
      return false; /* the scan begins or the picture ends, and no frame header came */
    size_t size = read_be(bytes + i, 2);
    if (size < 2 || size > len - i)
      return false;
    if (is_frame_marker(marker)) {
      if (size < 8)
        return false;
      *height = read_be(bytes + i + 3, 2);
      *width = read_be(bytes + i + 5, 2);
      return *width != 0 && *height != 0;
    }
    i += size;
  }
}

bool jumio__media_sides(const void *data, size_t len, uint32_t *width, uint32_t *height)
{
  uint32_t w = 0, h = 0;
  jumio_media_type type = jumio__media_type(data, len);
  bool found = (type == JUMIO_MEDIA_JPEG && jpeg_sides(data, len, &w, &h)) || (type == JUMIO_MEDIA_PNG && png_sides(data, len, &w, &h));
  *width = found ? w : 0;
  *height = found ? h : 0;
  return found;
}

static bool tail_holds(const uint8_t *bytes, size_t len, const void *mark, size_t mark_len)
{
  size_t first = len > END_WINDOW ? len - END_WINDOW : 0;
  for (size_t i = len; i-- > first;)
    if (len - i >= mark_len && memcmp(bytes + i, mark, mark_len) == 0)
      return true;
  return false;
}

bool jumio__media_has_end(const void *data, size_t len)
{
  switch (jumio__media_type(data, len)) {
  case JUMIO_MEDIA_JPEG:
    return tail_holds(data, len, "\xFF\xD9", 2);
  case JUMIO_MEDIA_PNG:
    return tail_holds(data, len, "IEND\xAE\x42\x60\x82", 8);
  case JUMIO_MEDIA_PDF:
    return tail_holds(data, len, "%%EOF", 5);
  default:
    return false;
  }
}
