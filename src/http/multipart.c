/** The two kinds of form that are sent: a part upload in three segments, and name=value pairs. */
#include "http/multipart.h"

#include "core/text.h"

#include <string.h>

#define BOUNDARY_LEN 32

static void write_boundary(const uint8_t random[16], char out[BOUNDARY_LEN + 1])
{
  static const char digits[] = "0123456789abcdef";
  for (size_t i = 0; i < 16; i++) {
    out[2 * i] = digits[random[i] >> 4];
    out[2 * i + 1] = digits[random[i] & 15];
  }
  out[BOUNDARY_LEN] = '\0';
}

static bool holds_here(const uint8_t *bytes, size_t len, const char *boundary)
{
  for (size_t i = 0; i + BOUNDARY_LEN <= len; i++)
    if (bytes[i] == (uint8_t)boundary[0] && memcmp(bytes + i, boundary, BOUNDARY_LEN) == 0)
      return true;
  return false;
}

/* Wherever a boundary stands, two of the bytes looked at, one behind the other, are digits of it; few places of a picture are like that.
 * A search byte by byte would cost a third of the sending. */
static bool holds(const void *data, size_t len, const char *boundary)
{
  enum { STEP = BOUNDARY_LEN / 2 };
  static const uint8_t digit[256] = {['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1,
                                     ['8'] = 1, ['9'] = 1, ['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1};
  const uint8_t *bytes = data;
  uint8_t before = 0;
  for (size_t i = 0; i < len; i += STEP) {
    uint8_t now = digit[bytes[i]];
    if ((now & before) != 0) { /* one branch that is hardly ever taken */
      size_t first = i > BOUNDARY_LEN - 1 ? i - (BOUNDARY_LEN - 1) : 0;
      size_t end = len - i > STEP ? i + STEP : len;
      if (holds_here(bytes + first, end - first, boundary))
        return true;
    }
    before = now;
  }
  return false;
}

/* Both are constants of the library; a quote or a line break in one of them would be an error of ours. */
static bool is_plain(const char *text)
{
  size_t len = strlen(text);
  return len != 0 && len <= 100 && jumio__all_of(text, len, "./+-_");
}

static void write_head(jumio__buffer *out, const char *boundary, const char *file_name, const char *media_type)
{
  jumio__buffer_text(out, "--");
  jumio__buffer_text(out, boundary);
  jumio__buffer_text(out, "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"");
  jumio__buffer_text(out, file_name);
  jumio__buffer_text(out, "\"\r\nContent-Type: ");
  jumio__buffer_text(out, media_type);
  jumio__buffer_text(out, "\r\n\r\n");
}

static void write_tail(jumio__buffer *out, const char *boundary)
{
  jumio__buffer_text(out, "\r\n--");
  jumio__buffer_text(out, boundary);
  jumio__buffer_text(out, "--\r\n");
}

jumio_result jumio__multipart_build(jumio_http_request *request, const uint8_t random[16], const char *file_name, const char *media_type,
                                    const void *data, size_t len)
{
  char boundary[BOUNDARY_LEN + 1];
  write_boundary(random, boundary);
  if (!is_plain(file_name) || !is_plain(media_type) || data == NULL || holds(data, len, boundary))
    return JUMIO_ERR_ARGUMENT;
  jumio__buffer *type = jumio__request_header(request, "Content-Type");
  if (type != NULL) {
    jumio__buffer_text(type, "multipart/form-data; boundary=");
    jumio__buffer_text(type, boundary);
  }
  write_head(&request->text, boundary, file_name, media_type);
  write_tail(&request->tail, boundary);
  jumio_result result = jumio__request_result(request);
  if (result != JUMIO_OK)
    return result;
  request->has_body = true;
  request->body[0] = (jumio__segment){request->text.data, request->text.len};
  request->body[1] = (jumio__segment){data, len};
  request->body[2] = (jumio__segment){request->tail.data, request->tail.len};
  return JUMIO_OK;
}

static bool add_escaped(jumio__buffer *out, const char *text)
{
  static const char digits[] = "0123456789ABCDEF";
  for (const char *c = text; *c != '\0'; c++) {
    uint8_t byte = (uint8_t)*c;
    char escape[3] = {'%', digits[byte >> 4], digits[byte & 15]};
    bool plain = jumio__all_of(c, 1, "-._~");
    if (!jumio__buffer_add(out, plain ? c : escape, plain ? 1 : 3))
      return false;
  }
  return true;
}

bool jumio__form_add(jumio__buffer *out, const char *name, const char *value)
{
  if (out->len != 0)
    jumio__buffer_text(out, "&");
  return add_escaped(out, name) && jumio__buffer_text(out, "=") && add_escaped(out, value);
}
