/** A transport for tests. */
#include "support/fake_http.h"

#include "support/cmocka.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *render(const jumio_http_request *request, const fake_step *step)
{
  char *text = NULL;
  size_t size = 0;
  FILE *out = open_memstream(&text, &size);
  assert_non_null(out);
  fprintf(out, "%s %s\n", jumio_http_request_get_method(request), jumio_http_request_get_url(request));
  for (size_t i = 0; i < jumio_http_request_header_count(request); i++)
    fprintf(out, "%s: %s\n", jumio_http_request_header_name_at(request, i), jumio_http_request_header_value_at(request, i));
  if (jumio_http_request_get_int64(request, JUMIO_REQUEST_HAS_BODY))
    fprintf(out, "Content-Length: %llu\n", (unsigned long long)jumio_http_request_get_int64(request, JUMIO_REQUEST_BODY_BYTES));
  fprintf(out, "\n");
  char chunk[7]; /* an odd size, so that segments are crossed in the middle */
  size_t got;
  size_t most = step != NULL && step->unread ? 1 : sizeof chunk;
  for (uint64_t at = 0; (got = jumio_http_request_read_body(request, at, chunk, most)) != 0 && (most != 1 || at == 0); at += got)
    fwrite(chunk, 1, got, out);
  fclose(out);
  return text;
}

static const fake_step *choose(fake_http *http, const jumio_http_request *request)
{
  for (size_t i = 0; i < http->count; i++) {
    const fake_step *step = &http->steps[i];
    int most = step->times == 0 ? 1 : step->times;
    if (most >= 0 && http->used[i] >= most)
      continue;
    if (step->path != NULL && strstr(jumio_http_request_get_url(request), step->path) == NULL)
      continue;
    if (step->method != NULL && strcmp(step->method, jumio_http_request_get_method(request)) != 0)
      continue;
    http->used[i]++;
    return step;
  }
  return NULL;
}

static jumio_result add_headers(jumio_http_response *response, const char *headers)
{
  jumio_result result = JUMIO_OK;
  while (headers != NULL && *headers != '\0' && result == JUMIO_OK) {
    size_t line = strcspn(headers, "\n");
    size_t name = strcspn(headers, ":");
    const char *value = headers + name + 1 + (headers[name + 1] == ' ');
    result = jumio_http_response_add_header(response, headers, name, value, (size_t)(headers + line - value));
    headers += line + (headers[line] == '\n');
  }
  return result;
}

static jumio_result answer(const fake_step *step, jumio_http_response *response)
{
  jumio_result result = JUMIO_OK;
  if (step->status != 0)
    result = jumio_http_response_set_status(response, step->status);
  if (step->delivery != 0)
    jumio_http_response_set_delivery(response, step->delivery);
  if (result == JUMIO_OK)
    result = add_headers(response, step->headers);
  size_t len = step->body_len != 0 || step->body == NULL ? step->body_len : strlen(step->body);
  for (size_t at = 0; at < len && result == JUMIO_OK; at += 1000)
    result = jumio_http_response_append_body(response, step->body + at, len - at < 1000 ? len - at : 1000);
  return result != JUMIO_OK ? result : step->result;
}

static jumio_result perform(const jumio_http_request *request, jumio_http_response *response, void *user_data)
{
  fake_http *http = user_data;
  pthread_mutex_lock(&http->lock);
  const fake_step *step = choose(http, request);
  if (http->requests < FAKE_REQUESTS) {
    http->seen[http->requests] = render(request, step);
    http->fresh[http->requests] = jumio_http_request_get_int64(request, JUMIO_REQUEST_FRESH_CONNECTION);
    http->timeout_ms[http->requests++] = jumio_http_request_get_int64(request, JUMIO_REQUEST_TIMEOUT_MS);
  }
  http->unexpected += step == NULL;
  pthread_mutex_unlock(&http->lock);
  if (step == NULL) {
    jumio_http_response_set_delivery(response, JUMIO_DELIVERY_NOT_SENT);
    return JUMIO_ERR_TLS; /* never repeated */
  }
  if (step->before != NULL)
    step->before(step->before_data);
  return answer(step, response);
}

const jumio_http_ops fake_http_ops = {sizeof(jumio_http_ops), 0, perform, NULL};

void fake_http_begin(fake_http *http, const fake_step *steps, size_t count)
{
  memset(http, 0, sizeof *http);
  assert_true(count <= sizeof http->used / sizeof http->used[0]);
  pthread_mutex_init(&http->lock, NULL);
  http->steps = steps;
  http->count = count;
}

void fake_http_end(fake_http *http)
{
  for (size_t i = 0; i < http->requests; i++)
    free(http->seen[i]);
  pthread_mutex_destroy(&http->lock);
}

size_t fake_http_count(fake_http *http, const char *text)
{
  size_t count = 0;
  for (size_t i = 0; i < http->requests; i++) {
    const char *found = strstr(http->seen[i], text);
    count += found != NULL && found < strchr(http->seen[i], '\n');
  }
  return count;
}
