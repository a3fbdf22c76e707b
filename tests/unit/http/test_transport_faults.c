/** The curl transport against servers that refuse, break off, flood, redirect and lie. */
#include "http/message.h"
#include "http/transport_curl.h"
#include "support/cmocka.h"
#include "unit/http/loopback.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

typedef struct call {
  jumio__curl *curl;
  jumio_http_request request;
  jumio_http_response response;
} call;

static const jumio__curl_options plain_options = {.allow_plain_http = true};

static void call_init(call *c, const jumio__curl_options *options)
{
  assert_int_equal(jumio__curl_new(NULL, options, &c->curl, NULL), JUMIO_OK);
  jumio__request_init(&c->request, NULL);
  jumio__response_init(&c->response, NULL);
}

static void call_free(call *c)
{
  jumio__request_free(&c->request);
  jumio__response_free(&c->response);
  jumio__curl_free(c->curl);
}

static void call_begin(call *c, const char *method, const char *url)
{
  jumio__request_reset(&c->request, method);
  jumio__response_reset(&c->response, 65536, 65536);
  jumio__buffer_text(&c->request.url, url);
  jumio__request_header_text(&c->request, "Accept", "application/json");
  c->request.timeout_ms = 20000;
  c->request.connect_timeout_ms = 10000;
}

static jumio_result perform(call *c)
{
  return jumio__curl_ops.perform(&c->request, &c->response, c->curl);
}

static jumio_result get(call *c, const char *url)
{
  call_begin(c, "GET", url);
  c->request.fresh = true;
  return perform(c);
}

/* ---- no connection ---- */

/* N03 */
static void test_transport_faults__a_refused_connection_is_proved_unsent(void **state)
{
  (void)state;
  int port;
  int fd = loopback_dead_port(&port);
  char url[64];
  call c;
  call_init(&c, &plain_options);
  snprintf(url, sizeof url, "http://127.0.0.1:%d/", port);
  assert_int_equal(get(&c, url), JUMIO_ERR_CONNECT);
  assert_int_equal(c.response.delivery, JUMIO_DELIVERY_NOT_SENT);
  assert_int_equal(c.response.source, 7); /* CURLE_COULDNT_CONNECT */
  assert_int_equal(c.response.status, 0);
  call_free(&c);
  close(fd);
}

/* N04 */
static void test_transport_faults__tells_the_connect_timeout_from_the_deadline(void **state)
{
  (void)state;
  loopback_clog clog;
  char url[64];
  call c;
  assert_true(loopback_clog_start(&clog));
  call_init(&c, &plain_options);
  snprintf(url, sizeof url, "http://127.0.0.1:%d/", clog.port);
  call_begin(&c, "GET", url);
  c.request.connect_timeout_ms = 50;
  assert_int_equal(perform(&c), JUMIO_ERR_CONNECT);
  assert_int_equal(c.response.delivery, JUMIO_DELIVERY_NOT_SENT);
  assert_int_equal(c.response.source, 28); /* CURLE_OPERATION_TIMEDOUT */
  call_begin(&c, "GET", url);
  c.request.timeout_ms = 50;
  assert_int_equal(perform(&c), JUMIO_ERR_DEADLINE);
  assert_int_equal(c.response.delivery, JUMIO_DELIVERY_NOT_SENT);
  call_free(&c);
  loopback_unclog(&clog);
}

static void serve_nothing(loopback_peer *peer)
{
  (void)peer; /* closes at once */
}

static void serve_plain_on_tls(loopback_peer *peer)
{
  loopback_text(peer, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
  loopback_drain(peer);
}

static void serve_reset(loopback_peer *peer)
{
  loopback_reset(peer);
}

static jumio_result get_tls(loopback_serve serve, jumio_delivery *delivery)
{
  loopback *server = loopback_start(serve, NULL);
  char url[64];
  call c;
  call_init(&c, &plain_options);
  snprintf(url, sizeof url, "https://127.0.0.1:%d/", loopback_port(server));
  jumio_result result = get(&c, url);
  *delivery = c.response.delivery;
  call_free(&c);
  loopback_stop(server);
  return result;
}

/* N05, N20 */
static void test_transport_faults__a_broken_handshake_is_no_refused_one(void **state)
{
  (void)state;
  jumio_delivery delivery;
  assert_int_equal(get_tls(serve_nothing, &delivery), JUMIO_ERR_CONNECT);
  assert_int_equal(delivery, JUMIO_DELIVERY_NOT_SENT);
  assert_int_equal(get_tls(serve_reset, &delivery), JUMIO_ERR_CONNECT);
  assert_int_equal(delivery, JUMIO_DELIVERY_NOT_SENT);
  assert_int_equal(get_tls(serve_plain_on_tls, &delivery), JUMIO_ERR_TLS);
  assert_int_equal(delivery, JUMIO_DELIVERY_NOT_SENT);
}

static void serve_ok(loopback_peer *peer)
{
  while (loopback_read(peer) && loopback_text(peer, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
    ;
}

static void test_transport_faults__speaks_https_only_unless_told(void **state)
{
  (void)state;
  static const jumio__curl_options strict = {.allow_plain_http = false};
  static const char *const others[] = {"file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "dict://127.0.0.1/"};
  loopback *server = loopback_start(serve_ok, NULL);
  call c;
  call_init(&c, &strict);
  assert_int_equal(get(&c, loopback_url(server, "/")), JUMIO_ERR_ORIGIN_REFUSED);
  assert_int_equal(c.response.delivery, JUMIO_DELIVERY_NOT_SENT);
  call_free(&c);
  call_init(&c, &plain_options);
  for (size_t i = 0; i < COUNT(others); i++) {
    assert_int_equal(get(&c, others[i]), JUMIO_ERR_ORIGIN_REFUSED);
    assert_int_equal(c.response.delivery, JUMIO_DELIVERY_NOT_SENT);
  }
  assert_int_not_equal(get(&c, "http://user:pw@127.0.0.1/"), JUMIO_OK);
  assert_int_equal(c.response.delivery, JUMIO_DELIVERY_NOT_SENT);
  call_free(&c);
  assert_int_equal(loopback_connections(server), 0);
  loopback_stop(server);
}

/* N25 */
static void test_transport_faults__refuses_private_peers(void **state)
{
  (void)state;
  static const jumio__curl_options guarded = {.allow_plain_http = true, .refuse_private_peers = true};
  loopback *server = loopback_start(serve_ok, NULL);
  char url[64];
  call c;
  call_init(&c, &guarded);
  assert_int_equal(get(&c, loopback_url(server, "/")), JUMIO_ERR_CONNECT);
  assert_int_equal(c.response.delivery, JUMIO_DELIVERY_NOT_SENT);
  snprintf(url, sizeof url, "http://localhost:%d/", loopback_port(server));
  assert_int_equal(get(&c, url), JUMIO_ERR_CONNECT);
  call_free(&c);
  assert_int_equal(loopback_connections(server), 0);
  loopback_stop(server);
}

/* E01 */
static void test_transport_faults__ignores_proxies_of_the_environment(void **state)
{
  (void)state;
  static const char *const names[] = {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY", "HTTPS_PROXY"};
  loopback *server = loopback_start(serve_ok, NULL);
  loopback *proxy = loopback_start(serve_ok, NULL);
  call c;
  for (size_t i = 0; i < COUNT(names); i++)
    setenv(names[i], loopback_url(proxy, ""), 1);
  setenv("no_proxy", "other.example", 1);
  call_init(&c, &plain_options);
  assert_int_equal(get(&c, loopback_url(server, "/")), JUMIO_OK);
  call_free(&c);
  for (size_t i = 0; i < COUNT(names); i++)
    unsetenv(names[i]);
  unsetenv("no_proxy");
  assert_int_equal(loopback_requests(server), 1);
  assert_int_equal(loopback_connections(proxy), 0);
  loopback_stop(server);
  loopback_stop(proxy);
}

static void test_transport_faults__refuses_urls_that_are_none(void **state)
{
  (void)state;
  static const char *const urls[] = {"", "http://", "http:///", "http://127.0.0.1:99999/", "http://a b/"};
  call c;
  call_init(&c, &plain_options);
  for (size_t i = 0; i < COUNT(urls); i++) {
    assert_int_equal(get(&c, urls[i]), JUMIO_ERR_ARGUMENT);
    assert_int_equal(c.response.delivery, JUMIO_DELIVERY_NOT_SENT);
  }
  call_free(&c);
}

/* N16 */
static void test_transport_faults__trusts_nobody_without_certificates(void **state)
{
  (void)state;
  static const jumio__curl_options rows[] = {{.texts[JUMIO_OPTION_CA_FILE] = "/dev/null"},
                                             {.texts[JUMIO_OPTION_CA_FILE] = "/dev/null/missing"},
                                             {.texts[JUMIO_OPTION_CA_PATH] = "/dev/null/missing"}};
  for (size_t i = 0; i < COUNT(rows); i++) {
    loopback *server = loopback_start(serve_plain_on_tls, NULL);
    char url[64];
    call c;
    call_init(&c, &rows[i]);
    snprintf(url, sizeof url, "https://127.0.0.1:%d/", loopback_port(server));
    assert_int_equal(get(&c, url), JUMIO_ERR_TLS);
    assert_int_equal(c.response.delivery, JUMIO_DELIVERY_NOT_SENT);
    call_free(&c);
    loopback_stop(server);
  }
}

/* ---- answers cut off ---- */

typedef struct cut {
  const char *text;
  size_t len;
  bool reset;
} cut;

static void serve_cut(loopback_peer *peer)
{
  const cut *k = peer->data;
  if (!loopback_read(peer))
    return;
  loopback_write(peer, k->text, k->len);
  if (k->reset)
    loopback_reset(peer);
}

/* N08, N09: at every byte. */
static void cut_everywhere(const char *text, size_t whole, const char *body)
{
  size_t status_line = strcspn(text, "\n") + 1;
  for (size_t len = 0; len <= strlen(text); len++) {
    cut k = {text, len, false};
    loopback *server = loopback_start(serve_cut, &k);
    call c;
    call_init(&c, &plain_options);
    jumio_result result = get(&c, loopback_url(server, "/"));
    if (len >= whole) {
      assert_int_equal(result, JUMIO_OK);
      assert_string_equal(c.response.body.data, body);
    } else if (result != JUMIO_ERR_NETWORK) {
      fail_msg("cut at %zu: %d", len, (int)result);
    }
    assert_int_equal(c.response.delivery, len >= status_line ? JUMIO_DELIVERY_ANSWERED : JUMIO_DELIVERY_MAYBE_SENT);
    assert_int_equal(c.response.status, len >= status_line ? 200 : 0);
    call_free(&c);
    assert_int_equal(loopback_requests(server), 1);
    loopback_stop(server);
  }
}

/* N30 */
static void test_transport_faults__a_cut_answer_is_no_answer(void **state)
{
  (void)state;
  static const char sized[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"status\":\"UP\"}";
  static const char chunked[] = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{\"status\"\r\n6\r\n:\"UP\"}\r\n0\r\n\r\n";
  cut_everywhere(sized, strlen(sized), "{\"status\":\"UP\"}");
  cut_everywhere(chunked, strlen(chunked) - 1, "{\"status\":\"UP\"}"); /* after the last chunk one line feed more tells nothing */
}

/* N18 */
static void test_transport_faults__a_body_without_length_is_refused(void **state)
{
  (void)state;
  static const char text[] = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"status\":\"UP\"}";
  static const char empty[] = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
  static const char error[] = "HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\n\r\n<html>";
  static const struct {
    cut k;
    jumio_result result;
  } rows[] = {{{text, sizeof text - 1, false}, JUMIO_ERR_NETWORK},
              {{empty, sizeof empty - 1, false}, JUMIO_OK},
              {{error, sizeof error - 1, false}, JUMIO_OK}};
  for (size_t i = 0; i < COUNT(rows); i++) {
    cut k = rows[i].k;
    loopback *server = loopback_start(serve_cut, &k);
    call c;
    call_init(&c, &plain_options);
    assert_int_equal(get(&c, loopback_url(server, "/")), rows[i].result);
    assert_int_equal(c.response.delivery, JUMIO_DELIVERY_ANSWERED);
    call_free(&c);
    loopback_stop(server);
  }
}

static void serve_reset_in_upload(loopback_peer *peer)
{
  loopback_read_head(peer);
  loopback_reset(peer);
}

/* N06, T11: the process also lives on with the default disposition of SIGPIPE. */
static void test_transport_faults__a_reset_in_the_upload_leaves_doubt(void **state)
{
  (void)state;
  static char body[8 * 1024 * 1024];
  loopback *server = loopback_start(serve_reset_in_upload, NULL);
  call c;
  call_init(&c, &plain_options);
  call_begin(&c, "POST", loopback_url(server, "/"));
  c.request.fresh = true;
  c.request.has_body = true;
  c.request.body[1] = (jumio__segment){body, sizeof body};
  assert_int_equal(perform(&c), JUMIO_ERR_NETWORK);
  assert_int_equal(c.response.delivery, JUMIO_DELIVERY_MAYBE_SENT);
  call_free(&c);
  assert_int_equal(loopback_requests(server), 1);
  loopback_stop(server);
}

static void serve_early_answer(loopback_peer *peer)
{
  loopback_read_head(peer);
  loopback_text(peer, "HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
  loopback_drain(peer);
}

/* N13 */
static void test_transport_faults__an_answer_before_the_upload_s_end_counts(void **state)
{
  (void)state;
  static char body[8 * 1024 * 1024];
  loopback *server = loopback_start(serve_early_answer, NULL);
  call c;
  call_init(&c, &plain_options);
  call_begin(&c, "POST", loopback_url(server, "/"));
  c.request.fresh = true;
  c.request.has_body = true;
  c.request.body[1] = (jumio__segment){body, sizeof body};
  assert_int_equal(perform(&c), JUMIO_OK);
  assert_int_equal(c.response.status, 401);
  assert_string_equal(c.response.body.data, "{}");
  call_free(&c);
  loopback_stop(server);
}

/* ---- answers that lie ---- */

static void serve_text_once(loopback_peer *peer)
{
  if (loopback_read(peer) && loopback_text(peer, peer->data))
    loopback_drain(peer);
}

static jumio_result get_text(const char *text, call *c)
{
  loopback *server = loopback_start(serve_text_once, (void *)(uintptr_t)text);
  call_init(c, &plain_options);
  jumio_result result = get(c, loopback_url(server, "/"));
  jumio_http_response kept = c->response;
  call_free(c);
  c->response = kept; /* numbers only: the body is gone */
  loopback_stop(server);
  return result;
}

/* N37 */
static void test_transport_faults__refuses_answers_that_are_none(void **state)
{
  (void)state;
  static const char *const garbage[] = {
      "hello\r\n\r\n",
      "<html>404</html>",
      "SSH-2.0-OpenSSH_9.2\r\n",
      "ICY 200 OK\r\n\r\n",
      "HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n",
      "HTTP/1.1 000 Odd\r\nContent-Length: 0\r\n\r\n",
      "HTTP/1.1 600 Odd\r\nContent-Length: 0\r\n\r\n",
      "HTTP/1.1 abc OK\r\n\r\n",
      "HTTP/1.1 20 OK\r\n\r\n",
      "HTTP/9.9 200 OK\r\n\r\n",
      "\x15\x03\x01\x00\x02\x02\x28\r\n\r\n",
  };
  call c;
  for (size_t i = 0; i < COUNT(garbage); i++) {
    jumio_result result = get_text(garbage[i], &c);
    if (result != JUMIO_ERR_PROTOCOL)
      fail_msg("%s: %d, source %d", garbage[i], (int)result, (int)c.response.source);
    assert_int_equal(c.response.delivery, JUMIO_DELIVERY_MAYBE_SENT);
    assert_int_equal(c.response.status, 0);
  }
}

/* N31, N32 */
static void test_transport_faults__refuses_contradicting_framing(void **state)
{
  (void)state;
  static const char *const answers[] = {
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}x",
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\n{}",
      "HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551616\r\n\r\n{}",
      "HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\n{}",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n80000000000000000\r\n{}\r\n0\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}{}{}\r\n0\r\n\r\n",
      "HTTP/1.1 200 OK\r\nX: a\x01\r\nContent-Length: 2\r\n\r\n{}",
  };
  call c;
  for (size_t i = 0; i < COUNT(answers); i++) {
    jumio_result result = get_text(answers[i], &c);
    if (result != JUMIO_ERR_PROTOCOL)
      fail_msg("row %zu: %d, source %d", i, (int)result, (int)c.response.source);
    assert_int_equal(c.response.delivery, JUMIO_DELIVERY_ANSWERED);
  }
}

/* N28 */
static void test_transport_faults__refuses_bodies_with_a_coding(void **state)
{
  (void)state;
  static const char *const codings[] = {"gzip", "br", "zstd", "deflate", "gzip, gzip", "identity, gzip", "unknown"};
  char text[200];
  call c;
  for (size_t i = 0; i < COUNT(codings); i++) {
    snprintf(text, sizeof text, "HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\nContent-Length: 4\r\n\r\n\x1F\x8B\x08\x01", codings[i]);
    assert_int_equal(get_text(text, &c), JUMIO_ERR_PROTOCOL);
    assert_int_equal(c.response.delivery, JUMIO_DELIVERY_ANSWERED);
    assert_int_equal(c.response.status, 200);
  }
}

/* N21-N23 */
static void test_transport_faults__follows_no_redirect(void **state)
{
  (void)state;
  static const int statuses[] = {300, 301, 302, 303, 305, 307, 308};
  loopback *second = loopback_start(serve_ok, NULL);
  char locations[6][12000];
  char text[12200];
  call c;
  snprintf(locations[0], sizeof locations[0], "%s", loopback_url(second, "/stolen"));
  snprintf(locations[1], sizeof locations[1], "/same");
  snprintf(locations[2], sizeof locations[2], "file:///etc/passwd");
  snprintf(locations[3], sizeof locations[3], "//127.0.0.1:%d/", loopback_port(second));
  snprintf(locations[4], sizeof locations[4], "%s", "");
  memset(locations[5], 'x', 10000);
  locations[5][10000] = '\0';
  for (size_t i = 0; i < COUNT(statuses); i++)
    for (size_t k = 0; k < COUNT(locations); k++) {
      snprintf(text, sizeof text, "HTTP/1.1 %d Moved\r\nLocation: %.10000s\r\nContent-Length: 0\r\n\r\n", statuses[i], locations[k]);
      loopback *server = loopback_start(serve_text_once, text);
      call_init(&c, &plain_options);
      call_begin(&c, "POST", loopback_url(server, "/"));
      c.request.has_body = true;
      c.request.body[0] = (jumio__segment){"{\"secret\":1}", 12};
      assert_int_equal(perform(&c), JUMIO_OK);
      assert_int_equal(c.response.status, statuses[i]);
      call_free(&c);
      assert_int_equal(loopback_requests(server), 1);
      loopback_stop(server);
    }
  assert_int_equal(loopback_connections(second), 0);
  loopback_stop(second);
}

/* ---- floods ---- */

typedef struct flood {
  const char *first;
  const char *repeat;
  const char *name;
  jumio_result result;
} flood;

static void serve_flood(loopback_peer *peer)
{
  const flood *f = peer->data;
  static char block[1 << 16];
  size_t piece = strlen(f->repeat), len = 0;
  char *text = malloc(sizeof block);
  if (text == NULL)
    abort();
  while (len + piece < sizeof block) {
    memcpy(text + len, f->repeat, piece);
    len += piece;
  }
  if (loopback_read(peer) && loopback_text(peer, f->first)) {
    size_t total = 0;
    while (total < (size_t)200 * 1024 * 1024 && loopback_write(peer, text, len))
      total += len;
  }
  free(text);
}

/* N26, N27, N32, N33 */
static void test_transport_faults__stops_floods(void **state)
{
  (void)state;
  static const flood rows[] = {
      {"HTTP/1.1 200 OK\r\n", "X-Flood: 0123456789012345678901234567890123456789\r\n", "headers", JUMIO_ERR_RESPONSE_TOO_LARGE},
      {"HTTP/1.1 200 OK\r\n", "A:\r\n", "small headers", JUMIO_ERR_RESPONSE_TOO_LARGE},
      {"", "HTTP/1.1 103 Early Hints\r\n\r\n", "103", JUMIO_ERR_PROTOCOL},
      {"", "HTTP/1.1 100 Continue\r\n\r\n", "100", JUMIO_ERR_PROTOCOL},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "10\r\n0123456789abcdef\r\n", "chunks", JUMIO_ERR_RESPONSE_TOO_LARGE},
      {"HTTP/1.1 200 OK\r\nContent-Length: 9000000000\r\n\r\n", "0123456789abcdef", "length", JUMIO_ERR_RESPONSE_TOO_LARGE},
      {"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", "0123456789abcdef", "until close", JUMIO_ERR_RESPONSE_TOO_LARGE},
      {"HTTP/1.1 500 Oops\r\nConnection: close\r\n\r\n", "0123456789abcdef", "error", JUMIO_ERR_RESPONSE_TOO_LARGE},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n", "X-Trailer: 0123456789\r\n", "trailers",
       JUMIO_ERR_RESPONSE_TOO_LARGE},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    flood f = rows[i];
    loopback *server = loopback_start(serve_flood, &f);
    call c;
    call_init(&c, &plain_options);
    jumio_result result = get(&c, loopback_url(server, "/"));
    if (result != f.result)
      fail_msg("%s: %d, source %d", f.name, (int)result, (int)c.response.source);
    assert_true(c.response.body.room <= 4 * 65536);
    call_free(&c);
    loopback_stop(server);
  }
}

static void test_transport_faults__stops_an_endless_header_line(void **state)
{
  (void)state;
  flood f = {"HTTP/1.1 200 OK\r\nX-Endless: ", "0123456789abcdef", "line", JUMIO_OK};
  loopback *server = loopback_start(serve_flood, &f);
  call c;
  call_init(&c, &plain_options);
  jumio_result result = get(&c, loopback_url(server, "/"));
  /* libcurl cuts the line off itself; its older versions call that "out of memory". */
  assert_true(result == JUMIO_ERR_RESPONSE_TOO_LARGE || result == JUMIO_ERR_PROTOCOL || result == JUMIO_ERR_OUT_OF_MEMORY);
  assert_int_equal(c.response.delivery, JUMIO_DELIVERY_ANSWERED);
  call_free(&c);
  loopback_stop(server);
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_transport_faults__a_refused_connection_is_proved_unsent),
      cmocka_unit_test(test_transport_faults__tells_the_connect_timeout_from_the_deadline),
      cmocka_unit_test(test_transport_faults__a_broken_handshake_is_no_refused_one),
      cmocka_unit_test(test_transport_faults__speaks_https_only_unless_told),
      cmocka_unit_test(test_transport_faults__refuses_private_peers),
      cmocka_unit_test(test_transport_faults__ignores_proxies_of_the_environment),
      cmocka_unit_test(test_transport_faults__refuses_urls_that_are_none),
      cmocka_unit_test(test_transport_faults__trusts_nobody_without_certificates),
      cmocka_unit_test(test_transport_faults__a_cut_answer_is_no_answer),
      cmocka_unit_test(test_transport_faults__a_body_without_length_is_refused),
      cmocka_unit_test(test_transport_faults__a_reset_in_the_upload_leaves_doubt),
      cmocka_unit_test(test_transport_faults__an_answer_before_the_upload_s_end_counts),
      cmocka_unit_test(test_transport_faults__refuses_answers_that_are_none),
      cmocka_unit_test(test_transport_faults__refuses_contradicting_framing),
      cmocka_unit_test(test_transport_faults__refuses_bodies_with_a_coding),
      cmocka_unit_test(test_transport_faults__follows_no_redirect),
      cmocka_unit_test(test_transport_faults__stops_floods),
      cmocka_unit_test(test_transport_faults__stops_an_endless_header_line),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
