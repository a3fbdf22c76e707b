/** What a transport sees of a request and a response: the accessors and sinks of sys/http.h. What comes in here is hostile. */
#include "http/message.h"

#include "core/text.h"

#include <string.h>

static const jumio__stream *streamed(const jumio_http_request *request, size_t segment)
{
  return segment == 1 ? request->content : NULL;
}

static uint64_t segment_bytes(const jumio_http_request *request, size_t segment)
{
  const jumio__stream *stream = streamed(request, segment);
  return stream != NULL ? stream->source->size : request->body[segment].len;
}

static int64_t body_bytes(const jumio_http_request *request)
{
  uint64_t len = 0;
  for (size_t i = 0; request->has_body && i < JUMIO__SEGMENTS; i++)
    len += segment_bytes(request, i);
  return (int64_t)len;
}

static int64_t at_least_one(int64_t ms)
{
  return ms > 1 ? ms : 1;
}

static bool is_cancelled(const jumio_http_request *request)
{
  return request->cancelled != NULL && atomic_load_explicit(request->cancelled, memory_order_acquire);
}

int64_t jumio_http_request_get_int64(const jumio_http_request *request, jumio_request_number which)
{
  switch (which) {
  case JUMIO_REQUEST_ID:
    return request != NULL ? (int64_t)request->id : 0;
  case JUMIO_REQUEST_TIMEOUT_MS:
    return request != NULL ? at_least_one(request->timeout_ms) : 1;
  case JUMIO_REQUEST_CONNECT_TIMEOUT_MS:
    return request != NULL ? at_least_one(request->connect_timeout_ms) : 1;
  case JUMIO_REQUEST_HAS_BODY:
    return request != NULL && request->has_body;
  case JUMIO_REQUEST_BODY_BYTES:
    return request != NULL ? body_bytes(request) : 0;
  case JUMIO_REQUEST_FRESH_CONNECTION:
    return request != NULL && request->fresh;
  case JUMIO_REQUEST_IS_CANCELLED:
    return request != NULL && is_cancelled(request);
  default:
    return JUMIO_ABSENT;
  }
}

const char *jumio_http_request_get_method(const jumio_http_request *request)
{
  return request != NULL ? request->method : NULL;
}

static const char *text_of(const jumio__buffer *buffer)
{
  return buffer->len != 0 ? buffer->data : "";
}

const char *jumio_http_request_get_url(const jumio_http_request *request)
{
  return request != NULL ? text_of(&request->url) : NULL;
}

size_t jumio_http_request_header_count(const jumio_http_request *request)
{
  return request != NULL ? request->header_count : 0;
}

const char *jumio_http_request_header_name_at(const jumio_http_request *request, size_t index)
{
  return request != NULL && index < request->header_count ? request->header_names[index] : NULL;
}

const char *jumio_http_request_header_value_at(const jumio_http_request *request, size_t index)
{
  if (request == NULL || index >= request->header_count)
    return NULL;
  return request->lasting_values[index] != NULL ? request->lasting_values[index] : text_of(&request->header_values[index]);
}

static size_t read_segment(const jumio_http_request *request, size_t segment, uint64_t offset, void *buffer, size_t size)
{
  if (streamed(request, segment) != NULL)
    return jumio__stream_read(request->content, offset, buffer, size);
  memcpy(buffer, (const uint8_t *)request->body[segment].data + offset, size);
  return size;
}

size_t jumio_http_request_read_body(const jumio_http_request *request, uint64_t offset, void *buffer, size_t size)
{
  size_t done = 0;
  if (request == NULL || !request->has_body || buffer == NULL)
    return 0;
  for (size_t i = 0; i < JUMIO__SEGMENTS && done < size; i++) {
    uint64_t len = segment_bytes(request, i);
    if (offset >= len) {
      offset -= len;
      continue;
    }
    size_t count = len - offset < size - done ? (size_t)(len - offset) : size - done;
    size_t got = read_segment(request, i, offset, (uint8_t *)buffer + done, count);
    done += got;
    if (got != count)
      break; /* a source that failed: what stands behind it must not take its place */
    offset = 0;
  }
  return done;
}

/* The first failure stays: a transport that goes on regardless changes nothing any more. */
static jumio_result refuse(jumio_http_response *response, jumio_result result)
{
  if (response->failed == JUMIO_OK)
    response->failed = result;
  return response->failed;
}

jumio_result jumio_http_response_set_status(jumio_http_response *response, int32_t status)
{
  if (response == NULL)
    return JUMIO_ERR_ARGUMENT;
  if (response->failed != JUMIO_OK)
    return response->failed;
  if (status < 100 || status > 599 || response->body_bytes != 0)
    return refuse(response, JUMIO_ERR_HOST_CALLBACK);
  if (response->status != 0)
    jumio__response_forget_headers(response); /* those of an interim answer */
  response->status = status;
  response->delivery = JUMIO_DELIVERY_ANSWERED;
  return JUMIO_OK;
}

static bool is_name(const char *name, size_t len)
{
  /* The characters of a token (RFC 9110 5.6.2). */
  static const bool token[256] = {
      ['!'] = 1, ['#'] = 1, ['$'] = 1, ['%'] = 1, ['&'] = 1, ['\''] = 1, ['*'] = 1, ['+'] = 1, ['-'] = 1, ['.'] = 1, ['^'] = 1,
      ['_'] = 1, ['`'] = 1, ['|'] = 1, ['~'] = 1, ['0'] = 1, ['1'] = 1,  ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1,
      ['7'] = 1, ['8'] = 1, ['9'] = 1, ['A'] = 1, ['B'] = 1, ['C'] = 1,  ['D'] = 1, ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1,
      ['I'] = 1, ['J'] = 1, ['K'] = 1, ['L'] = 1, ['M'] = 1, ['N'] = 1,  ['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1, ['S'] = 1,
      ['T'] = 1, ['U'] = 1, ['V'] = 1, ['W'] = 1, ['X'] = 1, ['Y'] = 1,  ['Z'] = 1, ['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1,
      ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1,  ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1, ['o'] = 1,
      ['p'] = 1, ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1, ['u'] = 1,  ['v'] = 1, ['w'] = 1, ['x'] = 1, ['y'] = 1, ['z'] = 1,
  };
  bool all = len != 0;
  for (size_t i = 0; i < len; i++)
    all &= token[(unsigned char)name[i]];
  return all;
}

/* The name is a token, and of the characters of a token only letters differ from others by this bit: '-' and digits have it set. */
static bool is_named(const char *name, const char *lower_case, size_t len)
{
  for (size_t i = 0; i < len; i++)
    if ((name[i] | 0x20) != lower_case[i])
      return false;
  return true;
}

/* True where some byte of the word is below 0x20 or DEL. */
static bool has_control(uint64_t word)
{
  const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
  uint64_t del = word ^ (ones * 0x7F);
  return (((word - ones * 0x20) & ~word & high) | ((del - ones) & ~del & high)) != 0;
}

static bool word_has_control(const char *bytes)
{
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
  return has_control(word);
}

/* A tab is white space in a header's value; every other control byte is refused. */
static bool is_value(const char *value, size_t len)
{
  size_t i = 0;
  while (len - i >= sizeof(uint64_t) && !word_has_control(value + i))
    i += sizeof(uint64_t);
  if (i != 0 && len - i < sizeof(uint64_t) && !word_has_control(value + len - sizeof(uint64_t)))
    return true; /* the last word overlaps the one before */
  for (; i < len; i++)
    if (((unsigned char)value[i] < 0x20 && value[i] != '\t') || value[i] == 0x7F)
      return false;
  return true;
}

static void trim(const char **value, size_t *len)
{
  while (*len != 0 && (**value == ' ' || **value == '\t')) {
    (*value)++;
    (*len)--;
  }
  while (*len != 0 && ((*value)[*len - 1] == ' ' || (*value)[*len - 1] == '\t'))
    (*len)--;
}

/* For a text that may be shown. */
static void keep(char *out, size_t size, const char *value, size_t len)
{
  if (out[0] == '\0')
    jumio__text_harmless(value, len, out, size);
}

/* For one that is only parsed: what is longer than any valid form then says nothing. */
static void keep_whole(char *out, size_t size, const char *value, size_t len)
{
  if (out[0] != '\0' || len >= size)
    return;
  memcpy(out, value, len);
  out[len] = '\0';
}

/* "identity" says nothing; of several codings the first real one is kept. */
static void keep_encoding(jumio_http_response *response, const char *value, size_t len)
{
  if (!jumio__same_no_case(value, len, "identity"))
    keep(response->content_encoding, sizeof response->content_encoding, value, len);
}

static void keep_header(jumio_http_response *response, const char *name, size_t name_len, const char *value, size_t len)
{
  switch (name_len) { /* most headers are done with by their length alone */
  case 4:
    if (is_named(name, "date", name_len))
      keep_whole(response->date, sizeof response->date, value, len);
    break;
  case 5:
    if (is_named(name, "allow", name_len))
      keep(response->allow, sizeof response->allow, value, len);
    break;
  case 11:
    if (is_named(name, "retry-after", name_len)) {
      response->retry_after_count++;
      keep_whole(response->retry_after, sizeof response->retry_after, value, len);
    }
    break;
  case 12:
    if (is_named(name, "content-type", name_len))
      keep(response->content_type, sizeof response->content_type, value, len);
    break;
  case 16:
    if (is_named(name, "content-encoding", name_len))
      keep_encoding(response, value, len);
    break;
  default:
    break;
  }
}

jumio_result jumio_http_response_add_header(jumio_http_response *response, const char *name, size_t name_len, const char *value,
                                            size_t value_len)
{
  if (response == NULL)
    return JUMIO_ERR_ARGUMENT;
  if (response->failed != JUMIO_OK)
    return response->failed;
  if (name == NULL || value == NULL)
    return refuse(response, JUMIO_ERR_HOST_CALLBACK);
  if (name_len == JUMIO_NTS)
    name_len = strlen(name);
  if (value_len == JUMIO_NTS)
    value_len = strlen(value);
  size_t left = JUMIO__HEADERS_MAX - response->header_bytes;
  if (name_len > left || value_len > left - name_len || left - name_len - value_len < 4)
    return refuse(response, JUMIO_ERR_RESPONSE_TOO_LARGE);
  response->header_bytes += name_len + value_len + 4; /* ": " and the line's end */
  if (!is_name(name, name_len) || !is_value(value, value_len))
    return refuse(response, JUMIO_ERR_PROTOCOL);
  if (response->body_bytes != 0)
    return JUMIO_OK; /* a trailer counts but says nothing */
  trim(&value, &value_len);
  keep_header(response, name, name_len, value, value_len);
  return JUMIO_OK;
}

/* A download's own bytes. */
static jumio_result pass_on(jumio_http_response *response, const void *data, size_t len)
{
  size_t room = sizeof response->head - response->head_len;
  size_t count = len < room ? len : room;
  memcpy(response->head + response->head_len, data, count);
  response->head_len += count;
  return response->sink(data, len, response->sink_data) != 0 ? JUMIO_OK : JUMIO_ERR_CANCELLED;
}

static jumio_result keep_body(jumio_http_response *response, const void *data, size_t len)
{
  if (jumio__buffer_add(&response->body, data, len))
    return JUMIO_OK;
  return jumio__buffer_result(&response->body) == JUMIO_ERR_TOO_LARGE ? JUMIO_ERR_RESPONSE_TOO_LARGE : JUMIO_ERR_OUT_OF_MEMORY;
}

static jumio_result take_body(jumio_http_response *response, const void *data, size_t len)
{
  if (!jumio__response_ok(response)) {
    size_t room = response->error_max - response->body.len;
    return len == 0 || room == 0 ? JUMIO_OK : keep_body(response, data, len < room ? len : room);
  }
  return response->sink != NULL ? pass_on(response, data, len) : keep_body(response, data, len);
}

/* An error answer is worth its status even where its text is too long to keep; only an endless one is refused. */
static size_t body_limit(const jumio_http_response *response)
{
  size_t limit;
  if (jumio__response_ok(response))
    return response->body_max;
  return jumio__size_add(response->error_max, JUMIO__ERROR_SLACK, &limit) ? limit : SIZE_MAX;
}

jumio_result jumio_http_response_append_body(jumio_http_response *response, const void *data, size_t len)
{
  if (response == NULL)
    return JUMIO_ERR_ARGUMENT;
  if (response->failed != JUMIO_OK)
    return response->failed;
  if (response->status == 0 || (data == NULL && len != 0))
    return refuse(response, JUMIO_ERR_HOST_CALLBACK);
  if (len == 0)
    return JUMIO_OK;
  if (len > body_limit(response) - response->body_bytes)
    return refuse(response, JUMIO_ERR_RESPONSE_TOO_LARGE);
  jumio_result result = take_body(response, data, len);
  response->body_bytes += len;
  return result == JUMIO_OK ? JUMIO_OK : refuse(response, result);
}

void jumio_http_response_set_delivery(jumio_http_response *response, jumio_delivery delivery)
{
  if (response == NULL || response->status != 0) /* a status line proves more than anyone's word */
    return;
  response->delivery = delivery == JUMIO_DELIVERY_NOT_SENT ? JUMIO_DELIVERY_NOT_SENT : JUMIO_DELIVERY_MAYBE_SENT;
}

void jumio_http_response_set_source(jumio_http_response *response, int32_t source)
{
  if (response != NULL)
    response->source = source;
}
