/** The curl transport behind proxies that let through, refuse, ask for credentials and lie; and its bound on requests at once. */
#include "http/message.h"
#include "http/transport_curl.h"
#include "support/cmocka.h"
#include "unit/http/loopback.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define TUNNEL "HTTP/1.1 200 Connection established\r\n\r\n"
#define ANSWER "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"

typedef struct call {
  jumio__curl *curl;
  jumio_http_request request;
  jumio_http_response response;
} call;

static void call_init(call *c, const char *proxy, const char *credentials)
{
  jumio__curl_options options = {.allow_plain_http = true};
  options.texts[JUMIO_OPTION_PROXY] = proxy;
  options.texts[JUMIO_OPTION_PROXY_CREDENTIALS] = credentials;
  assert_int_equal(jumio__curl_new(NULL, &options, &c->curl, NULL), JUMIO_OK);
  jumio__request_init(&c->request, NULL);
  jumio__response_init(&c->response, NULL);
}

static void call_free(call *c)
{
  jumio__request_free(&c->request);
  jumio__response_free(&c->response);
  jumio__curl_free(c->curl);
}

static jumio_result get(call *c, const char *url)
{
  jumio__request_reset(&c->request, "GET");
  jumio__response_reset(&c->response, 65536, 65536);
  jumio__buffer_text(&c->request.url, url);
  jumio__request_header_text(&c->request, "Authorization", "Bearer token-of-the-tenant");
  jumio__request_header_text(&c->request, "User-Agent", "Test/1.0");
  c->request.timeout_ms = 20000;
  c->request.connect_timeout_ms = 10000;
  return jumio__curl_ops.perform(&c->request, &c->response, c->curl);
}

/* A proxy and the server behind it in one: what follows CONNECT on the connection is the tunnel's. */
typedef struct proxy_script {
  const char *answer; /* to CONNECT */
  char connect[2000];
  char inner[2000];
  bool was_connect; /* the first line asked for a tunnel */
} proxy_script;

static void serve_proxy(loopback_peer *peer)
{
  proxy_script *script = peer->data;
  if (!loopback_read(peer))
    return;
  script->was_connect = strncmp(peer->request, "CONNECT ", 8) == 0;
  snprintf(script->connect, sizeof script->connect, "%s", peer->request);
  loopback_text(peer, script->answer);
  if (strcmp(script->answer, TUNNEL) != 0)
    return;
  while (loopback_read(peer)) {
    snprintf(script->inner, sizeof script->inner, "%s", peer->request);
    loopback_text(peer, ANSWER);
  }
}

static void start(loopback **server, proxy_script *script, const char *answer, char url[64])
{
  memset(script, 0, sizeof *script);
  script->answer = answer;
  *server = loopback_start(serve_proxy, script);
  snprintf(url, 64, "http://127.0.0.1:%d", loopback_port(*server));
}

/* N39: the words that ask for the tunnel hold nothing of the request. */
static void test_transport_proxy__sees_a_host_and_no_header(void **state)
{
  (void)state;
  loopback *server;
  proxy_script script;
  char url[64];
  call c;
  start(&server, &script, TUNNEL, url);
  call_init(&c, url, NULL);
  assert_int_equal(get(&c, "http://api.example.com:81/x"), JUMIO_OK);
  assert_int_equal(c.response.status, 200);
  assert_int_equal(get(&c, "http://api.example.com:81/y"), JUMIO_OK); /* through the same tunnel */
  call_free(&c);
  assert_int_equal(loopback_connections(server), 1);
  loopback_stop(server);
  assert_non_null(strstr(script.connect, "CONNECT api.example.com:81 HTTP/1.1\r\n"));
  assert_null(strstr(script.connect, "Authorization"));
  assert_null(strstr(script.connect, "token-of-the-tenant"));
  assert_null(strstr(script.connect, "User-Agent"));
  assert_non_null(strstr(script.inner, "GET /y HTTP/1.1\r\n"));
  assert_non_null(strstr(script.inner, "Authorization: Bearer token-of-the-tenant\r\n"));
}

/* N39: the secret goes to the proxy only, with every sign as it was given. */
static void test_transport_proxy__is_given_its_credentials(void **state)
{
  (void)state;
  loopback *server;
  proxy_script script;
  char url[64];
  call c;
  start(&server, &script, TUNNEL, url);
  call_init(&c, url, "user:s%41:cret");
  assert_int_equal(get(&c, "http://api.example.com:81/x"), JUMIO_OK);
  call_free(&c);
  loopback_stop(server);
  assert_non_null(strstr(script.connect, "Proxy-Authorization: Basic dXNlcjpzJTQxOmNyZXQ=\r\n"));
  assert_null(strstr(script.inner, "Proxy-"));
}

typedef struct refusal_row {
  const char *answer;
  const char *url;
  jumio_result result;
} refusal_row;

/* N39: whatever a proxy says instead of letting through, nothing was sent. */
static void test_transport_proxy__refusals_are_proved_unsent(void **state)
{
  (void)state;
  static const char plain[] = "http://api.example.com:81/x", tls[] = "https://api.example.com/x";
  static const refusal_row rows[] = {
      {"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n", plain,
       JUMIO_ERR_PROXY},
      {"HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\nno!!", tls, JUMIO_ERR_PROXY},
      {"HTTP/1.1 511 Network Authentication Required\r\nContent-Length: 0\r\n\r\n", tls, JUMIO_ERR_PROXY},
      {"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n", tls, JUMIO_ERR_PROXY},
      {"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", tls, JUMIO_ERR_CONNECT},
      {"HTTP/1.1 503 Unavailable\r\nContent-Length: 0\r\n\r\n", plain, JUMIO_ERR_CONNECT},
      {"HTTP/1.1 200 OK\r\n\r\nthis is no TLS at all, but a page of text of somebody else\r\n", tls, JUMIO_ERR_PROXY},
      {"SSH-2.0-OpenSSH_9.2\r\n\r\n", tls, JUMIO_ERR_PROXY},
      {"", tls, JUMIO_ERR_NETWORK}, /* hangs up */
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    loopback *server;
    proxy_script script;
    char url[64];
    call c;
    start(&server, &script, rows[i].answer, url);
    call_init(&c, url, "user:secret");
    jumio_result result = get(&c, rows[i].url);
    if (result != rows[i].result)
      print_message("row %zu: %s\n", i, jumio_result_name(result));
    assert_int_equal(result, rows[i].result);
    assert_int_equal(c.response.status, 0); /* a proxy's word is no answer of the server */
    assert_int_equal(c.response.delivery, JUMIO_DELIVERY_NOT_SENT);
    call_free(&c);
    loopback_stop(server);
    assert_true(script.was_connect);
    assert_null(strstr(script.connect, "token-of-the-tenant"));
  }
}

/* A proxy that is not there is no refusal: it may come back. */
static void test_transport_proxy__that_is_not_there(void **state)
{
  (void)state;
  static const char *const schemes[] = {"http", "https", "socks5h"};
  int port, socket = loopback_dead_port(&port);
  for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
    char url[64];
    call c;
    snprintf(url, sizeof url, "%s://127.0.0.1:%d", schemes[i], port);
    call_init(&c, url, NULL);
    assert_int_equal(get(&c, "https://api.example.com/x"), JUMIO_ERR_CONNECT);
    assert_int_equal(c.response.delivery, JUMIO_DELIVERY_NOT_SENT);
    call_free(&c);
  }
  close(socket);
}

static void serve_socks(loopback_peer *peer)
{
  proxy_script *script = peer->data;
  static const char hello[] = {5, 0}, done[] = {5, 0, 0, 1, 0, 0, 0, 0, 0, 0};
  char bytes[300];
  if (recv(peer->fd, bytes, sizeof bytes, 0) < 3 || !loopback_write(peer, hello, sizeof hello))
    return;
  ssize_t count = recv(peer->fd, bytes, sizeof bytes, 0);
  if (count < 5 || bytes[3] != 3) /* a name, not an address */
    return;
  snprintf(script->connect, sizeof script->connect, "%.*s", bytes[4], bytes + 5);
  loopback_write(peer, done, sizeof done);
  while (loopback_read(peer))
    loopback_text(peer, ANSWER);
}

/* The name goes to the proxy unresolved. */
static void test_transport_proxy__socks_resolves_the_name(void **state)
{
  (void)state;
  proxy_script script;
  memset(&script, 0, sizeof script);
  loopback *server = loopback_start(serve_socks, &script);
  char url[64];
  call c;
  snprintf(url, sizeof url, "socks5h://127.0.0.1:%d", loopback_port(server));
  call_init(&c, url, NULL);
  assert_int_equal(get(&c, "http://api.example.com:81/x"), JUMIO_OK);
  call_free(&c);
  loopback_stop(server);
  assert_string_equal(script.connect, "api.example.com");
}

/* ---- requests at once ---- */

typedef struct gate {
  pthread_mutex_t lock;
  pthread_cond_t changed;
  int inside, most, open;
} gate;

static void serve_gated(loopback_peer *peer)
{
  gate *g = peer->data;
  while (loopback_read(peer)) {
    pthread_mutex_lock(&g->lock);
    if (++g->inside > g->most)
      g->most = g->inside;
    pthread_cond_broadcast(&g->changed);
    while (!g->open)
      pthread_cond_wait(&g->changed, &g->lock);
    g->inside--;
    pthread_mutex_unlock(&g->lock);
    loopback_text(peer, ANSWER);
  }
}

typedef struct worker {
  pthread_t thread;
  jumio__curl *curl;
  const char *url;
  int64_t timeout_ms;
  const atomic_bool *cancelled;
  jumio_result result;
  jumio_delivery delivery;
} worker;

static void *run_worker(void *user_data)
{
  worker *w = user_data;
  call c = {.curl = w->curl};
  jumio__request_init(&c.request, NULL);
  jumio__response_init(&c.response, NULL);
  jumio__request_reset(&c.request, "GET");
  jumio__response_reset(&c.response, 65536, 65536);
  jumio__buffer_text(&c.request.url, w->url);
  c.request.timeout_ms = c.request.connect_timeout_ms = w->timeout_ms;
  c.request.cancelled = w->cancelled;
  w->result = jumio__curl_ops.perform(&c.request, &c.response, w->curl);
  w->delivery = c.response.delivery;
  jumio__request_free(&c.request);
  jumio__response_free(&c.response);
  return NULL;
}

static void await_inside(gate *g, int count)
{
  pthread_mutex_lock(&g->lock);
  while (g->inside < count)
    pthread_cond_wait(&g->changed, &g->lock);
  pthread_mutex_unlock(&g->lock);
}

static void open_gate(gate *g)
{
  pthread_mutex_lock(&g->lock);
  g->open = 1;
  pthread_cond_broadcast(&g->changed);
  pthread_mutex_unlock(&g->lock);
}

static void test_transport_proxy__requests_at_once_are_bounded(void **state)
{
  (void)state;
  gate g = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0, 0};
  jumio__curl_options options = {.allow_plain_http = true, .connections = 2};
  loopback *server = loopback_start(serve_gated, &g);
  const char *url = loopback_url(server, "/");
  atomic_bool on = true;
  jumio__curl *curl;
  worker workers[6];
  assert_int_equal(jumio__curl_new(NULL, &options, &curl, NULL), JUMIO_OK);
  for (size_t i = 0; i < 6; i++)
    workers[i] = (worker){.curl = curl, .url = url, .timeout_ms = 20000};
  for (size_t i = 0; i < 2; i++)
    assert_int_equal(pthread_create(&workers[i].thread, NULL, run_worker, &workers[i]), 0);
  await_inside(&g, 2);
  /* No place is free: time runs out, or the switch is turned, before anything is sent. */
  workers[2].timeout_ms = 1;
  run_worker(&workers[2]);
  assert_int_equal(workers[2].result, JUMIO_ERR_DEADLINE);
  assert_int_equal(workers[2].delivery, JUMIO_DELIVERY_NOT_SENT);
  workers[3].cancelled = &on;
  run_worker(&workers[3]);
  assert_int_equal(workers[3].result, JUMIO_ERR_CANCELLED);
  assert_int_equal(workers[3].delivery, JUMIO_DELIVERY_NOT_SENT);
  for (size_t i = 4; i < 6; i++)
    assert_int_equal(pthread_create(&workers[i].thread, NULL, run_worker, &workers[i]), 0);
  open_gate(&g);
  for (size_t i = 0; i < 6; i++)
    if (i != 2 && i != 3) {
      pthread_join(workers[i].thread, NULL);
      assert_int_equal(workers[i].result, JUMIO_OK);
    }
  jumio__curl_free(curl);
  assert_true(loopback_connections(server) <= 2);
  loopback_stop(server);
  assert_int_equal(g.most, 2);
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_transport_proxy__sees_a_host_and_no_header),
      cmocka_unit_test(test_transport_proxy__is_given_its_credentials),
      cmocka_unit_test(test_transport_proxy__refusals_are_proved_unsent),
      cmocka_unit_test(test_transport_proxy__that_is_not_there),
      cmocka_unit_test(test_transport_proxy__socks_resolves_the_name),
      cmocka_unit_test(test_transport_proxy__requests_at_once_are_bounded),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
