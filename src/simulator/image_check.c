/* Tells pictures by their bytes and holds them to Jumio's limits: JPEG or PNG, at most 8000 x 8000, longest side above 300. */
#include "sim.h"

#include <string.h>

static unsigned big16(const unsigned char *p)
{
  return (unsigned)p[0] << 8 | p[1];
}

static uint32_t big32(const unsigned char *p)
{
  return (uint32_t)big16(p) << 16 | big16(p + 2);
}

/* Walks the JPEG's segments to the frame header, which holds the size. */
static bool jpeg_size(const unsigned char *data, size_t len, uint32_t *width, uint32_t *height)
{
  size_t i = 2;
  while (i + 4 <= len) {
    if (data[i] != 0xFF)
      return false;
    unsigned char marker = data[i + 1];
    if (marker == 0xFF) {
      i++;
      continue;
    }
    if (marker == 0xD8 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7)) {
      i += 2;
      continue;
    }
    if (marker == 0xD9 || marker == 0xDA)
      return false;
    size_t size = big16(data + i + 2);
    bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (size < 2 || (frame && (size < 7 || i + 9 > len)))
      return false;
    if (frame) {
      *height = big16(data + i + 5);
      *width = big16(data + i + 7);
      return true;
    }
    i += 2 + size;
  }
  return false;
}

bool image_check(const unsigned char *data, size_t len, bool pdf_allowed, enum sim_media *media, char **error)
{
  static const unsigned char png[] = {0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A};
  uint32_t width = 0, height = 0;
  bool readable = false;
  if (len >= 5 && memcmp(data, "%PDF-", 5) == 0 && pdf_allowed) {
    *media = MEDIA_PDF;
    return true;
  }
  if (len >= 3 && data[0] == 0xFF && data[1] == 0xD8 && data[2] == 0xFF) {
    *media = MEDIA_JPEG;
    readable = jpeg_size(data, len, &width, &height);
  } else if (len >= 8 && memcmp(data, png, sizeof png) == 0) {
    *media = MEDIA_PNG;
    readable = len >= 33 && memcmp(data + 12, "IHDR", 4) == 0;
    if (readable) {
      width = big32(data + 16);
      height = big32(data + 20);
    }
  } else {
    *error = text_format("file: must be JPEG%s", pdf_allowed ? ", PNG or PDF" : " or PNG");
    return false;
  }
  uint32_t longest = width > height ? width : height;
  if (!readable || width == 0 || height == 0)
    *error = text_copy("file: the picture's header cannot be read");
  else if (longest > 8000)
    *error = text_copy("file: the picture is larger than 8000 x 8000 pixels");
  else if (longest <= 300)
    *error = text_copy("file: the picture's longest side must be above 300 pixels");
  return *error == NULL;
}
