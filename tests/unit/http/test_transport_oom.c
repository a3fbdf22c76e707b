/** Every allocation inside libcurl failed in turn (fault M03): an error and nothing leaked, and the next call works. */
#include "http/message.h"
#include "http/transport_curl.h"
#include "support/cmocka.h"
#include "unit/http/loopback.h"

#include <curl/curl.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* libcurl's allocator belongs to the process. Only the test's own thread is failed and counted. */
static pthread_t tested;
static size_t made, fail_at;
static bool from_then_on;
static atomic_long alive;

static bool must_fail(void)
{
  if (!pthread_equal(pthread_self(), tested))
    return false;
  made++;
  return fail_at != 0 && (made == fail_at || (from_then_on && made > fail_at));
}

static void *counted(void *block)
{
  if (block != NULL)
    atomic_fetch_add(&alive, 1);
  return block;
}

static void *test_alloc(size_t size)
{
  return must_fail() ? NULL : counted(malloc(size));
}

static void test_release(void *block)
{
  if (block != NULL)
    atomic_fetch_sub(&alive, 1);
  free(block);
}

static void *test_resize(void *block, size_t size)
{
  if (must_fail())
    return NULL;
  return block != NULL ? realloc(block, size) : counted(malloc(size));
}

static void *test_zeroed(size_t count, size_t size)
{
  return must_fail() ? NULL : counted(calloc(count, size));
}

static char *test_copy(const char *text)
{
  size_t size = strlen(text) + 1;
  char *copy = test_alloc(size);
  return copy != NULL ? memcpy(copy, text, size) : NULL;
}

static atomic_int taken; /* requests, without those for a tunnel */

/* Also its own proxy: what follows CONNECT on a connection is the tunnel's. */
static void serve_ok(loopback_peer *peer)
{
  static const char answer[] = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n";
  while (loopback_read(peer)) {
    bool tunnel = strncmp(peer->request, "CONNECT ", 8) == 0;
    if (!tunnel)
      atomic_fetch_add(&taken, 1);
    if (!loopback_text(peer, tunnel ? "HTTP/1.1 200 OK\r\n\r\n" : answer))
      return;
  }
}

typedef struct call {
  jumio_http_request request;
  jumio_http_response response;
} call;

static jumio_result perform(call *c, jumio__curl *curl, const char *url, bool fresh)
{
  jumio__request_reset(&c->request, "POST");
  jumio__response_reset(&c->response, 1000, 1000);
  jumio__buffer_text(&c->request.url, url);
  jumio__request_header_text(&c->request, "Authorization", "Bearer abc");
  jumio__request_header_text(&c->request, "Content-Type", "application/json");
  c->request.timeout_ms = c->request.connect_timeout_ms = 20000;
  c->request.fresh = fresh;
  c->request.has_body = true;
  c->request.body[0] = (jumio__segment){"{}", 2};
  return jumio__curl_ops.perform(&c->request, &c->response, curl);
}

/* What may be said when libcurl runs out of memory somewhere: its own word for it, or that something broke; never a success that is none.
 */
static void check_result(const call *c, jumio_result result)
{
  if (result == JUMIO_OK) {
    assert_int_equal(c->response.status, 200);
    assert_string_equal(c->response.body.data, "{}");
    return;
  }
  assert_true(result == JUMIO_ERR_OUT_OF_MEMORY || result == JUMIO_ERR_CONNECT || result == JUMIO_ERR_NETWORK ||
              result == JUMIO_ERR_RESOLVE || result == JUMIO_ERR_ARGUMENT);
  if (c->response.status == 0)
    assert_true(c->response.delivery == JUMIO_DELIVERY_NOT_SENT || c->response.delivery == JUMIO_DELIVERY_MAYBE_SENT);
}

static size_t sweep(const char *url, const jumio__curl_options *options, bool warm, bool fresh)
{
  size_t faults = 0;
  for (size_t n = 1;; n++) {
    call c;
    jumio__curl *curl = NULL;
    jumio__request_init(&c.request, NULL);
    jumio__response_init(&c.response, NULL);
    assert_int_equal(jumio__curl_new(NULL, options, &curl, NULL), JUMIO_OK);
    if (warm)
      assert_int_equal(perform(&c, curl, url, false), JUMIO_OK);
    int before = atomic_load(&taken);
    made = 0;
    fail_at = n;
    jumio_result result = perform(&c, curl, url, fresh);
    bool reached = made >= n;
    fail_at = 0;
    check_result(&c, result);
    if (c.response.delivery == JUMIO_DELIVERY_NOT_SENT)
      assert_int_equal(atomic_load(&taken), before);
    assert_int_equal(perform(&c, curl, url, fresh), JUMIO_OK); /* whatever happened, the next call works */
    jumio__curl_free(curl);
    jumio__request_free(&c.request);
    jumio__response_free(&c.response);
    assert_int_equal(atomic_load(&alive), 0);
    if (!reached)
      return faults;
    faults++;
  }
}

static void test_transport_oom__each_allocation_of_libcurl_may_fail(void **state)
{
  (void)state;
  char url[100];
  static const jumio__curl_options options = {.allow_plain_http = true};
  loopback *server = loopback_start(serve_ok, NULL);
  snprintf(url, sizeof url, "%s", loopback_url(server, "/"));
  size_t faults = 0;
  for (int onwards = 0; onwards < 2; onwards++)
    for (int warm = 0; warm < 2; warm++)
      for (int fresh = 0; fresh < 2; fresh++) {
        from_then_on = onwards != 0;
        faults += sweep(url, &options, warm != 0, fresh != 0);
      }
  assert_true(faults > 200);
  loopback_stop(server);
}

/* M03: the same with every option set, through a proxy. */
static void test_transport_oom__also_behind_a_proxy(void **state)
{
  (void)state;
  char url[100], proxy[100];
  loopback *server = loopback_start(serve_ok, NULL);
  snprintf(url, sizeof url, "%s", loopback_url(server, "/"));
  snprintf(proxy, sizeof proxy, "%s", loopback_url(server, ""));
  jumio__curl_options options = {.allow_plain_http = true, .connections = 2, .idle_ms = 1500, .life_ms = 60000};
  options.texts[JUMIO_OPTION_PROXY] = proxy;
  options.texts[JUMIO_OPTION_PROXY_CREDENTIALS] = "user:secret";
  options.texts[JUMIO_OPTION_CLIENT_CERTIFICATE] = "/dev/null";
  options.texts[JUMIO_OPTION_CLIENT_KEY] = "/dev/null";
  options.texts[JUMIO_OPTION_CLIENT_KEY_PASSWORD] = "secret";
  size_t faults = 0;
  for (int onwards = 0; onwards < 2; onwards++) {
    from_then_on = onwards != 0;
    faults += sweep(url, &options, false, false) + sweep(url, &options, true, true);
  }
  assert_true(faults > 100);
  loopback_stop(server);
}

int main(void)
{
  static const struct CMUnitTest tests[] = {cmocka_unit_test(test_transport_oom__each_allocation_of_libcurl_may_fail),
                                            cmocka_unit_test(test_transport_oom__also_behind_a_proxy)};
  tested = pthread_self();
  if (curl_global_init_mem(CURL_GLOBAL_DEFAULT, test_alloc, test_release, test_resize, test_copy, test_zeroed) != CURLE_OK)
    return 1;
  /* What the first use of libcurl keeps for the process is not a leak of a call. */
  curl_easy_cleanup(curl_easy_init());
  atomic_store(&alive, 0);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
