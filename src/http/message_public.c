/** What a transport sees of a request and a response: the accessors and sinks of sys/http.h. What comes in here is hostile. */
#include "http/message.h"

#include "core/text.h"

#include <string.h>

uint64_t jumio_http_request_get_id(const jumio_http_request *request)
{
  return request != NULL ? request->id : 0;
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
  return request != NULL && index < request->header_count ? text_of(&request->header_values[index]) : NULL;
}

int32_t jumio_http_request_has_body(const jumio_http_request *request)
{
  return request != NULL && request->has_body;
}

uint64_t jumio_http_request_get_body_length(const jumio_http_request *request)
{
  uint64_t len = 0;
  if (request == NULL || !request->has_body)
    return 0;
  for (size_t i = 0; i < JUMIO__SEGMENTS; i++)
    len += request->body[i].len;
  return len;
}

size_t jumio_http_request_read_body(const jumio_http_request *request, uint64_t offset, void *buffer, size_t size)
{
  size_t done = 0;
  if (request == NULL || !request->has_body || buffer == NULL)
    return 0;
  for (size_t i = 0; i < JUMIO__SEGMENTS && done < size; i++) {
    const jumio__segment *segment = &request->body[i];
    if (offset >= segment->len) {
      offset -= segment->len;
      continue;
    }
    size_t left = segment->len - (size_t)offset;
    size_t count = left < size - done ? left : size - done;
    memcpy((uint8_t *)buffer + done, (const uint8_t *)segment->data + offset, count);
    done += count;
    offset = 0;
  }
  return done;
}

static int64_t at_least_one(int64_t ms)
{
  return ms > 1 ? ms : 1;
}

int64_t jumio_http_request_get_timeout_ms(const jumio_http_request *request)
{
  return request != NULL ? at_least_one(request->timeout_ms) : 1;
}

int64_t jumio_http_request_get_connect_timeout_ms(const jumio_http_request *request)
{
  return request != NULL ? at_least_one(request->connect_timeout_ms) : 1;
}

int32_t jumio_http_request_wants_fresh_connection(const jumio_http_request *request)
{
  return request != NULL && request->fresh;
}

int32_t jumio_http_request_is_cancelled(const jumio_http_request *request)
{
  return request != NULL && request->cancelled != NULL && atomic_load_explicit(request->cancelled, memory_order_acquire);
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
  return len != 0 && jumio__all_of(name, len, "!#$%&'*+-.^_`|~");
}

/* A tab is white space in a header's value; every other control byte is refused. */
static bool is_value(const char *value, size_t len)
{
  for (size_t i = 0; i < len; i++)
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

static void keep(char *out, size_t size, const char *value, size_t len)
{
  if (out[0] == '\0')
    jumio__text_harmless(value, len, out, size);
}

/* Twice, or longer than any valid one: it then says nothing. */
static void keep_retry_after(jumio_http_response *response, const char *value, size_t len)
{
  response->retry_after_count++;
  if (len >= sizeof response->retry_after)
    len = 0;
  keep(response->retry_after, sizeof response->retry_after, value, len);
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
    if (jumio__same_no_case(name, name_len, "date"))
      keep(response->date, sizeof response->date, value, len);
    break;
  case 5:
    if (jumio__same_no_case(name, name_len, "allow"))
      keep(response->allow, sizeof response->allow, value, len);
    break;
  case 11:
    if (jumio__same_no_case(name, name_len, "retry-after"))
      keep_retry_after(response, value, len);
    break;
  case 12:
    if (jumio__same_no_case(name, name_len, "content-type"))
      keep(response->content_type, sizeof response->content_type, value, len);
    break;
  case 16:
    if (jumio__same_no_case(name, name_len, "content-encoding"))
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
