/** HTTP answers line by line: interim answers, framing that contradicts itself, codings that nobody asked for. */
#include "http/answer.h"

#include "core/text.h"

#include <string.h>

#define LINES_MAX 65536

void jumio__answer_begin(jumio__answer *answer, jumio_http_response *response)
{
  memset(answer, 0, sizeof *answer);
  answer->response = response;
}

static bool is_interim(const jumio__answer *answer)
{
  return answer->status >= 100 && answer->status <= 199;
}

/* "HTTP/1.1 200 OK", "HTTP/2 200". */
static jumio_result take_status(jumio__answer *answer, const char *line, size_t len)
{
  size_t i = 5;
  while (i < len && (jumio__is_digit(line[i]) || line[i] == '.'))
    i++;
  if (i == 5 || len - i < 4 || line[i] != ' ' || (len - i > 4 && line[i + 4] != ' '))
    return JUMIO_ERR_PROTOCOL;
  int32_t status = 0;
  for (size_t k = i + 1; k < i + 4; k++) {
    if (!jumio__is_digit(line[k]))
      return JUMIO_ERR_PROTOCOL;
    status = status * 10 + (line[k] - '0');
  }
  if (status < 100 || status > 599)
    return JUMIO_ERR_PROTOCOL;
  answer->status = status;
  answer->open = true;
  answer->multiplexed = line[5] >= '2';
  answer->encoded = answer->chunked = answer->has_length = false;
  return is_interim(answer) ? JUMIO_OK : jumio_http_response_set_status(answer->response, status);
}

/* A client library may believe the one length or the other, and who sits between us may believe the third. */
static jumio_result take_length(jumio__answer *answer, const char *value, size_t len)
{
  int64_t length;
  if (len == 0 || len > 18 || !jumio__is_digit(value[0]) || !jumio__parse_int64(value, len, &length))
    return JUMIO_ERR_PROTOCOL;
  if ((answer->has_length && answer->length != length) || answer->chunked)
    return JUMIO_ERR_PROTOCOL;
  answer->has_length = true;
  answer->length = length;
  return JUMIO_OK;
}

static jumio_result take_transfer_encoding(jumio__answer *answer, const char *value, size_t len)
{
  if (!jumio__same_no_case(value, len, "chunked") || answer->chunked || answer->has_length)
    return JUMIO_ERR_PROTOCOL;
  answer->chunked = true;
  return JUMIO_OK;
}

/* The names as HTTP/1.1 servers spell them are found by one comparison. */
static jumio_result take_framing(jumio__answer *answer, const char *name, size_t name_len, const char *value, size_t len)
{
  if (name_len == 14 && jumio__same_no_case(name, name_len, "Content-Length"))
    return take_length(answer, value, len);
  if (name_len == 17 && jumio__same_no_case(name, name_len, "Transfer-Encoding"))
    return take_transfer_encoding(answer, value, len);
  if (name_len == 16 && jumio__same_no_case(name, name_len, "Content-Encoding") && !jumio__same_no_case(value, len, "identity"))
    answer->encoded = true;
  return JUMIO_OK;
}

static jumio_result take_header(jumio__answer *answer, const char *line, size_t len)
{
  const char *colon = memchr(line, ':', len);
  if (colon == NULL)
    return JUMIO_ERR_PROTOCOL;
  const char *value = colon + 1;
  const char *end = line + len;
  while (value != end && (*value == ' ' || *value == '\t'))
    value++;
  while (end != value && (end[-1] == ' ' || end[-1] == '\t'))
    end--;
  size_t name_len = (size_t)(colon - line);
  size_t value_len = (size_t)(end - value);
  jumio_result result = take_framing(answer, line, name_len, value, value_len);
  if (result != JUMIO_OK)
    return result;
  return jumio_http_response_add_header(answer->response, line, name_len, value, value_len);
}

jumio_result jumio__answer_line(jumio__answer *answer, const char *line, size_t len)
{
  if (len > LINES_MAX - answer->line_bytes)
    return answer->status == 0 || is_interim(answer) ? JUMIO_ERR_PROTOCOL : JUMIO_ERR_RESPONSE_TOO_LARGE;
  answer->line_bytes += len;
  if (len != 0 && line[len - 1] == '\n')
    len--;
  if (len != 0 && line[len - 1] == '\r')
    len--;
  if (len == 0) { /* also the one after the trailers */
    answer->complete = answer->complete || (answer->open && !is_interim(answer));
    answer->open = false;
    return JUMIO_OK;
  }
  if (answer->complete)
    return JUMIO_OK; /* a trailer counts but says nothing */
  if (!answer->open)
    return jumio__starts(line, len, "HTTP/") ? take_status(answer, line, len) : JUMIO_ERR_PROTOCOL;
  return is_interim(answer) ? JUMIO_OK : take_header(answer, line, len);
}

jumio_result jumio__answer_body(jumio__answer *answer, const void *data, size_t len)
{
  if (len != 0 && answer->encoded)
    return JUMIO_ERR_PROTOCOL;
  answer->body_bytes += len;
  return jumio_http_response_append_body(answer->response, data, len);
}

jumio_result jumio__answer_end(const jumio__answer *answer)
{
  if (!answer->complete)
    return JUMIO_ERR_NETWORK;
  /* A body that only the connection's end delimits is the same as one cut off. Of an error answer the status is enough. */
  bool delimited = answer->multiplexed || answer->chunked || answer->has_length || answer->body_bytes == 0;
  return delimited || answer->status < 200 || answer->status > 299 ? JUMIO_OK : JUMIO_ERR_NETWORK;
}
