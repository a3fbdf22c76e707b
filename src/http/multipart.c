/** The two kinds of form that are sent: a part upload around its content, and name=value pairs. */
#include "http/multipart.h"

#include "core/text.h"

#include <string.h>

static void write_boundary(const uint8_t random[16], char out[JUMIO__BOUNDARY_LEN + 1])
{
  static const char digits[] = "0123456789abcdef";
  for (size_t i = 0; i < 16; i++) {
    out[2 * i] = digits[random[i] >> 4];
    out[2 * i + 1] = digits[random[i] & 15];
  }
  out[JUMIO__BOUNDARY_LEN] = '\0';
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
                                    jumio__stream *content)
{
  char boundary[JUMIO__BOUNDARY_LEN + 1];
  write_boundary(random, boundary);
  if (!is_plain(file_name) || !is_plain(media_type))
    return JUMIO_ERR_ARGUMENT;
  jumio__stream_forbid(content, boundary);
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
  request->content = content;
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
