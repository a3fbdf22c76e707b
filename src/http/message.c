/** A request as it is built and a response as it is filled: limits that hold for every transport, and what Retry-After asks for. */
#include "http/message.h"

#include "core/text.h"
#include "core/time.h"
#include "http/url.h"

#include <string.h>

#define TEXT_MAX (4 * 1024 * 1024)
#define TAIL_MAX 256
#define RETRY_AFTER_MAX_MS (INT64_C(3650) * 24 * 60 * 60 * 1000) /* what is larger is no longer a number worth telling apart */

/* Unique among the requests that live at once without a global counter: the address differs, and the count differs between the uses of one.
 * Addresses of one machine fill fewer than 58 bits and such an object lies at a multiple of eight. */
static uint64_t first_id(const jumio_http_request *request)
{
  return ((uint64_t)(uintptr_t)request >> 3) << 12 | 1;
}

static uint64_t next_id(uint64_t id)
{
  return (id & ~UINT64_C(0xFFF)) | ((id + 1) & 0xFFF);
}

void jumio__request_init(jumio_http_request *request, jumio_alloc *mem)
{
  memset(request, 0, sizeof *request);
  request->id = first_id(request);
  request->method = "GET";
  jumio__buffer_init(&request->url, mem, JUMIO__URL_MAX);
  jumio__buffer_init(&request->text, mem, TEXT_MAX);
  jumio__buffer_init(&request->tail, mem, TAIL_MAX);
}

void jumio__request_free(jumio_http_request *request)
{
  jumio__buffer_free(&request->url);
  for (size_t i = 0; i < JUMIO__REQUEST_HEADERS; i++)
    if (request->header_values[i].room != 0)
      jumio__buffer_free(&request->header_values[i]);
  jumio__buffer_free(&request->text);
  jumio__buffer_free(&request->tail);
}

void jumio__request_reset(jumio_http_request *request, const char *method)
{
  request->id = next_id(request->id);
  request->method = method;
  jumio__buffer_reset(&request->url);
  for (size_t i = 0; i < request->header_count; i++)
    if (request->lasting_values[i] == NULL)
      jumio__buffer_reset(&request->header_values[i]);
  request->header_count = 0;
  request->too_many = false;
  request->has_body = false;
  memset(request->body, 0, sizeof request->body);
  request->content = NULL;
  jumio__buffer_reset(&request->text);
  jumio__buffer_reset(&request->tail);
  request->timeout_ms = 0;
  request->connect_timeout_ms = 0;
  request->fresh = false;
}

static bool add_name(jumio_http_request *request, const char *literal_name, const char *lasting)
{
  size_t at = request->header_count;
  request->too_many = request->too_many || at == JUMIO__REQUEST_HEADERS;
  if (at == JUMIO__REQUEST_HEADERS)
    return false;
  request->header_names[at] = literal_name;
  request->lasting_values[at] = lasting;
  request->header_count++;
  return true;
}

/* Few headers need a buffer, so it is made when it is wanted first. */
jumio__buffer *jumio__request_header(jumio_http_request *request, const char *literal_name)
{
  if (!add_name(request, literal_name, NULL))
    return NULL;
  jumio__buffer *value = &request->header_values[request->header_count - 1];
  if (value->max == 0)
    jumio__buffer_init(value, request->url.mem, JUMIO__HEADERS_MAX);
  return value;
}

void jumio__request_header_text(jumio_http_request *request, const char *literal_name, const char *value)
{
  jumio__buffer *buffer = jumio__request_header(request, literal_name);
  if (buffer != NULL)
    jumio__buffer_text(buffer, value);
}

void jumio__request_header_lasting(jumio_http_request *request, const char *literal_name, const char *value)
{
  add_name(request, literal_name, value);
}

/* Values are checked in full where they enter the library. This last look stops what would split one request into two. */
static jumio_result line_result(const jumio__buffer *buffer)
{
  if (buffer->failed || buffer->len == 0)
    return jumio__buffer_result(buffer);
  bool breaks = memchr(buffer->data, '\n', buffer->len) != NULL || memchr(buffer->data, '\r', buffer->len) != NULL;
  return breaks || strlen(buffer->data) != buffer->len ? JUMIO_ERR_ARGUMENT : JUMIO_OK;
}

jumio_result jumio__request_result(const jumio_http_request *request)
{
  jumio_result result = line_result(&request->url);
  for (size_t i = 0; i < request->header_count && result == JUMIO_OK; i++)
    if (request->lasting_values[i] == NULL)
      result = line_result(&request->header_values[i]);
  if (result == JUMIO_OK)
    result = jumio__buffer_result(&request->text);
  if (result == JUMIO_OK)
    result = jumio__buffer_result(&request->tail);
  return result == JUMIO_OK && request->too_many ? JUMIO_ERR_TOO_LARGE : result;
}

void jumio__response_init(jumio_http_response *response, jumio_alloc *mem)
{
  memset(response, 0, sizeof *response);
  response->mem = mem;
  jumio__buffer_init(&response->body, mem, 0);
  jumio__response_reset(response, 0, 0);
}

void jumio__response_free(jumio_http_response *response)
{
  jumio__buffer_free(&response->body);
  jumio__wipe(response->head, sizeof response->head);
}

void jumio__response_reset(jumio_http_response *response, size_t body_max, size_t error_max)
{
  response->status = 0;
  response->delivery = JUMIO_DELIVERY_MAYBE_SENT;
  response->source = 0;
  response->header_bytes = 0;
  response->body_bytes = 0;
  response->body_max = body_max;
  response->error_max = error_max;
  response->failed = JUMIO_OK;
  jumio__buffer_reset(&response->body);
  response->body.max = body_max > error_max ? body_max : error_max;
  response->sink = NULL;
  response->sink_data = NULL;
  jumio__wipe(response->head, sizeof response->head);
  response->head_len = 0;
  jumio__response_forget_headers(response);
}

void jumio__response_forget_headers(jumio_http_response *response)
{
  response->content_type[0] = '\0';
  response->content_encoding[0] = '\0';
  response->retry_after[0] = '\0';
  response->date[0] = '\0';
  response->allow[0] = '\0';
  response->retry_after_count = 0;
}

bool jumio__response_ok(const jumio_http_response *response)
{
  return response->status >= 200 && response->status <= 299;
}

static bool all_digits(const char *text, size_t len)
{
  for (size_t i = 0; i < len; i++)
    if (!jumio__is_digit(text[i]))
      return false;
  return len != 0;
}

/* Both times are within the years 1970..9999, or wall_ms is a clock's: the difference is taken so that it cannot overflow. */
static int64_t delay_until(int64_t when_ms, int64_t now_ms)
{
  if (now_ms >= when_ms)
    return 0;
  if (now_ms < when_ms - RETRY_AFTER_MAX_MS)
    return RETRY_AFTER_MAX_MS;
  return when_ms - now_ms;
}

int64_t jumio__response_retry_after_ms(const jumio_http_response *response, int64_t wall_ms)
{
  const char *text = response->retry_after;
  size_t len = strlen(text);
  int64_t value;
  if (response->retry_after_count != 1)
    return -1;
  if (all_digits(text, len)) {
    if (!jumio__parse_int64(text, len, &value) || value > RETRY_AFTER_MAX_MS / 1000)
      return RETRY_AFTER_MAX_MS;
    return value * 1000;
  }
  if (!jumio__time_parse_http(text, len, &value))
    return -1;
  int64_t now_ms = wall_ms;
  if (!jumio__time_parse_http(response->date, strlen(response->date), &now_ms))
    now_ms = wall_ms; /* our clock may be wrong; the server's is the one it reckons with */
  return delay_until(value, now_ms);
}
