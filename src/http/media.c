/** What bytes are, by the first of them. */
#include "http/media.h"

#include "core/text.h"

#include <string.h>

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
