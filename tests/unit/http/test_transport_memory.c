/** The memory of the curl transport: every allocation of ours failed in turn, and nothing secret left behind after a call. */
#include "http/message.h"
#include "http/transport_curl.h"
#include "support/cmocka.h"
#include "support/failing_alloc.h"
#include "unit/http/loopback.h"

#include <string.h>

/* An allocator over one block of its own, so that everything the library ever held can be looked through. */
typedef struct arena {
  unsigned char *block;
  size_t used;
  long alive;
} arena;

#define ARENA_SIZE (4 * 1024 * 1024)

static void *arena_allocate(size_t size, void *user_data)
{
  arena *a = user_data;
  size = (size + 15) & ~(size_t)15;
  if (size > ARENA_SIZE - a->used)
    return NULL;
  void *block = a->block + a->used;
  a->used += size;
  a->alive++;
  return block;
}

static void *arena_resize(void *block, size_t old_size, size_t new_size, void *user_data)
{
  void *moved = arena_allocate(new_size, user_data);
  if (moved != NULL && block != NULL) {
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
    ((arena *)user_data)->alive--;
  }
  return moved;
}

static void arena_release(void *block, size_t size, void *user_data)
{
  (void)block;
  (void)size;
  ((arena *)user_data)->alive--;
}

static bool arena_holds(const arena *a, const char *text)
{
  size_t len = strlen(text);
  for (size_t i = 0; i + len <= a->used; i++)
    if (memcmp(a->block + i, text, len) == 0)
      return true;
  return false;
}

static void serve_empty(loopback_peer *peer)
{
  while (loopback_read(peer) && loopback_text(peer, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"))
    ;
}

static jumio_result fill(jumio_http_request *request, const char *url)
{
  jumio__request_reset(request, "POST");
  jumio__buffer_text(&request->url, url);
  jumio__request_header_text(request, "Authorization", "Bearer canary-7f3a");
  jumio__request_header_text(request, "Content-Type", "application/json");
  request->timeout_ms = request->connect_timeout_ms = 20000;
  request->has_body = true;
  request->body[0] = (jumio__segment){"{}", 2};
  return jumio__request_result(request);
}

/* One call with everything made from `mem`; the transport outlives it. */
static jumio_result call_once(jumio_alloc *mem, loopback *server, jumio__curl **curl)
{
  static const jumio__curl_options options = {.allow_plain_http = true};
  jumio_http_request request;
  jumio_http_response response;
  jumio_error *err = NULL;
  jumio_result result = jumio__curl_new(mem, &options, curl, &err);
  assert_int_equal(jumio_error_get_code(err), result);
  jumio_error_free(err);
  if (result != JUMIO_OK)
    return result;
  jumio__request_init(&request, mem);
  jumio__response_init(&response, mem);
  jumio__response_reset(&response, 1000, 1000);
  result = fill(&request, loopback_url(server, "/"));
  if (result == JUMIO_OK) {
    result = jumio__curl_ops.perform(&request, &response, *curl);
    assert_true(result != JUMIO_OK || response.status == 200);
    assert_true(response.status == 200 || response.delivery == JUMIO_DELIVERY_NOT_SENT);
  }
  jumio__request_free(&request);
  jumio__response_free(&response);
  return result;
}

static void test_transport_memory__keeps_no_secret_after_a_call(void **state)
{
  (void)state;
  static const jumio_alloc_ops ops = {sizeof ops, 0, arena_allocate, arena_resize, arena_release};
  arena a = {.block = test_malloc(ARENA_SIZE)};
  jumio_alloc *mem = NULL;
  jumio__curl *curl = NULL;
  loopback *server = loopback_start(serve_empty, NULL);
  assert_int_equal(jumio_alloc_new(&ops, &a, NULL, &mem), JUMIO_OK);
  assert_int_equal(call_once(mem, server, &curl), JUMIO_OK);
  assert_true(arena_holds(&a, "127.0.0.1")); /* the kept handle knows its URL, so the search does find things */
  assert_false(arena_holds(&a, "canary-7f3a"));
  jumio__curl_free(curl);
  jumio_alloc_free(mem);
  assert_int_equal(a.alive, 0);
  assert_false(arena_holds(&a, "127.0.0.1"));
  loopback_stop(server);
  test_free(a.block);
}

static int scenario(jumio_alloc *mem, void *server)
{
  jumio__curl *curl = NULL;
  jumio_result result = call_once(mem, server, &curl);
  jumio__curl_free(curl);
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

static void test_transport_memory__survives_each_failed_allocation(void **state)
{
  (void)state;
  loopback *server = loopback_start(serve_empty, NULL);
  assert_true(failing_alloc_sweep(scenario, server) >= 10);
  loopback_stop(server);
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_transport_memory__keeps_no_secret_after_a_call),
      cmocka_unit_test(test_transport_memory__survives_each_failed_allocation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
