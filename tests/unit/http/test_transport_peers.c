/** The curl transport against peers that close one half, or go on behind the end of their answer. */
#include "http/message.h"
#include "http/transport_curl.h"
#include "support/cmocka.h"
#include "unit/http/loopback.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

typedef struct call {
  jumio__curl *curl;
  jumio_http_request request;
  jumio_http_response response;
} call;

static jumio_result get(call *c, const char *url)
{
  static const jumio__curl_options options = {.allow_plain_http = true};
  assert_int_equal(jumio__curl_new(NULL, &options, &c->curl, NULL), JUMIO_OK);
  jumio__request_init(&c->request, NULL);
  jumio__response_init(&c->response, NULL);
  jumio__response_reset(&c->response, 65536, 65536);
  jumio__buffer_text(&c->request.url, url);
  c->request.timeout_ms = c->request.connect_timeout_ms = 20000;
  c->request.fresh = true;
  return jumio__curl_ops.perform(&c->request, &c->response, c->curl);
}

static void call_free(call *c)
{
  jumio__request_free(&c->request);
  jumio__response_free(&c->response);
  jumio__curl_free(c->curl);
}

/* Closes its half behind the text in `data`, and listens on. */
static void serve_half_close(loopback_peer *peer)
{
  if (!loopback_read(peer))
    return;
  loopback_text(peer, peer->data);
  shutdown(peer->fd, SHUT_WR);
  loopback_drain(peer);
}

typedef struct half_row {
  const char *text;
  jumio_result result;
  int32_t status;
  jumio_delivery delivery;
} half_row;

/* N12: the end of the server's half ends the wait; what is not whole by then is no answer. */
static void test_transport_peers__half_closed_connections(void **state)
{
  (void)state;
  static const half_row rows[] = {
      {"", JUMIO_ERR_NETWORK, 0, JUMIO_DELIVERY_MAYBE_SENT},
      {"HTTP/1.1 200 OK\r\nContent-Le", JUMIO_ERR_NETWORK, 200, JUMIO_DELIVERY_ANSWERED},
      {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{", JUMIO_ERR_NETWORK, 200, JUMIO_DELIVERY_ANSWERED},
      {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", JUMIO_OK, 200, JUMIO_DELIVERY_ANSWERED},
      {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}more", JUMIO_OK, 200, JUMIO_DELIVERY_ANSWERED},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    loopback *server = loopback_start(serve_half_close, (void *)rows[i].text);
    call c;
    memset(&c, 0, sizeof c);
    jumio_result result = get(&c, loopback_url(server, "/"));
    if (result != rows[i].result)
      print_error("row %zu: %s\n", i, jumio_result_name(result));
    assert_int_equal(result, rows[i].result);
    assert_int_equal(c.response.status, rows[i].status);
    assert_int_equal(c.response.delivery, rows[i].delivery);
    if (result == JUMIO_OK)
      assert_int_equal(c.response.body.len, 2);
    call_free(&c);
    assert_int_equal(loopback_requests(server), 1);
    loopback_stop(server);
  }
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_transport_peers__half_closed_connections),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
