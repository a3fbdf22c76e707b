/** The curl transport in order: what goes over the wire, kept and fresh connections, answers of every framing, many threads. */
#include "http/message.h"
#include "http/multipart.h"
#include "http/transport_curl.h"
#include "support/cmocka.h"
#include "unit/http/loopback.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define OK_EMPTY "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

static jumio__curl *new_curl(void)
{
  static const jumio__curl_options options = {.allow_plain_http = true};
  jumio__curl *curl = NULL;
  jumio_error *err = NULL;
  assert_int_equal(jumio__curl_new(NULL, &options, &curl, &err), JUMIO_OK);
  assert_null(err);
  return curl;
}

typedef struct call {
  jumio_http_request request;
  jumio_http_response response;
} call;

static void call_init(call *c)
{
  jumio__request_init(&c->request, NULL);
  jumio__response_init(&c->response, NULL);
}

static void call_free(call *c)
{
  jumio__request_free(&c->request);
  jumio__response_free(&c->response);
}

static void call_begin(call *c, const char *method, const char *url)
{
  jumio__request_reset(&c->request, method);
  jumio__response_reset(&c->response, 65536, 65536);
  jumio__buffer_text(&c->request.url, url);
  jumio__request_header_text(&c->request, "Accept", "application/json");
  jumio__request_header_text(&c->request, "Authorization", "Bearer abc");
  c->request.timeout_ms = 20000;
  c->request.connect_timeout_ms = 10000;
}

static jumio_result perform(jumio__curl *curl, call *c)
{
  return jumio__curl_ops.perform(&c->request, &c->response, curl);
}

/* Keeps the last request for the test and answers 200 without a body. */
typedef struct record {
  pthread_mutex_t lock;
  char *text;
  size_t len, head_len;
} record;

static void serve_and_record(loopback_peer *peer)
{
  record *r = peer->data;
  while (loopback_read(peer)) {
    pthread_mutex_lock(&r->lock);
    free(r->text);
    r->text = malloc(peer->len + 1);
    if (r->text == NULL)
      abort();
    memcpy(r->text, peer->request, peer->len + 1);
    r->len = peer->len;
    r->head_len = peer->head_len;
    pthread_mutex_unlock(&r->lock);
    loopback_text(peer, OK_EMPTY);
  }
}

/* What the server's thread wrote before it answered is now seen here too. */
static void settle(pthread_mutex_t *lock)
{
  pthread_mutex_lock(lock);
  pthread_mutex_unlock(lock);
}

static void expect_head(record *r, const loopback *server, const char *form)
{
  char want[400];
  settle(&r->lock);
  snprintf(want, sizeof want, form, loopback_port(server));
  assert_int_equal(r->head_len, strlen(want));
  assert_memory_equal(r->text, want, r->head_len);
}

static void test_transport__sends_exactly_what_it_is_given(void **state)
{
  (void)state;
  record r = {.text = NULL};
  pthread_mutex_init(&r.lock, NULL);
  loopback *server = loopback_start(serve_and_record, &r);
  jumio__curl *curl = new_curl();
  call c;
  call_init(&c);
  /* In this order, so that what one kind of request sets must not show in the next. */
  static const struct {
    const char *method;
    const char *body;
    const char *head;
  } rows[] = {
      {"GET", NULL, "GET /a HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: application/json\r\nAuthorization: Bearer abc\r\n\r\n"},
      {"POST", "{}",
       "POST /a HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: application/json\r\nAuthorization: Bearer abc\r\nContent-Length: 2\r\n\r\n"},
      {"GET", NULL, "GET /a HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: application/json\r\nAuthorization: Bearer abc\r\n\r\n"},
      {"PUT", "{1}",
       "PUT /a HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: application/json\r\nAuthorization: Bearer abc\r\nContent-Length: 3\r\n\r\n"},
      {"PUT", "",
       "PUT /a HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: application/json\r\nAuthorization: Bearer abc\r\nContent-Length: 0\r\n\r\n"},
      {"DELETE", NULL, "DELETE /a HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: application/json\r\nAuthorization: Bearer abc\r\n\r\n"},
      {"POST", "",
       "POST /a HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: application/json\r\nAuthorization: Bearer abc\r\nContent-Length: 0\r\n\r\n"},
      {"GET", NULL, "GET /a HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: application/json\r\nAuthorization: Bearer abc\r\n\r\n"},
  };
  for (int fresh = 0; fresh < 2; fresh++)
    for (size_t i = 0; i < COUNT(rows); i++) {
      call_begin(&c, rows[i].method, loopback_url(server, "/a"));
      c.request.fresh = fresh != 0;
      c.request.has_body = rows[i].body != NULL;
      if (rows[i].body != NULL)
        c.request.body[0] = (jumio__segment){rows[i].body, strlen(rows[i].body)};
      assert_int_equal(perform(curl, &c), JUMIO_OK);
      assert_int_equal(c.response.status, 200);
      expect_head(&r, server, rows[i].head);
      assert_int_equal(r.len - r.head_len, rows[i].body != NULL ? strlen(rows[i].body) : 0);
      assert_string_equal(r.text + r.head_len, rows[i].body != NULL ? rows[i].body : "");
    }
  call_free(&c);
  jumio__curl_free(curl);
  loopback_stop(server);
  free(r.text);
  pthread_mutex_destroy(&r.lock);
}

static void test_transport__adds_no_header_of_its_own(void **state)
{
  (void)state;
  record r = {.text = NULL};
  pthread_mutex_init(&r.lock, NULL);
  loopback *server = loopback_start(serve_and_record, &r);
  jumio__curl *curl = new_curl();
  call c;
  call_init(&c);
  jumio__request_reset(&c.request, "GET");
  jumio__response_reset(&c.response, 100, 100);
  jumio__buffer_text(&c.request.url, loopback_url(server, "/a%2F..%2Fb/../c?d=e"));
  c.request.timeout_ms = c.request.connect_timeout_ms = 10000;
  assert_int_equal(perform(curl, &c), JUMIO_OK);
  expect_head(&r, server, "GET /a%%2F..%%2Fb/../c?d=e HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n");
  jumio__request_header_text(&c.request, "X-Empty", "");
  jumio__response_reset(&c.response, 100, 100);
  assert_int_equal(perform(curl, &c), JUMIO_OK);
  settle(&r.lock);
  assert_null(strstr(r.text, "Accept"));
  assert_non_null(strstr(r.text, "\r\nX-Empty:\r\n"));
  call_free(&c);
  jumio__curl_free(curl);
  loopback_stop(server);
  free(r.text);
  pthread_mutex_destroy(&r.lock);
}

static void test_transport__uploads_three_segments(void **state)
{
  (void)state;
  static const uint8_t boundary[16] = {1, 2, 3};
  enum { PICTURE = 3 * 1024 * 1024 + 17 };
  record r = {.text = NULL};
  pthread_mutex_init(&r.lock, NULL);
  loopback *server = loopback_start(serve_and_record, &r);
  jumio__curl *curl = new_curl();
  uint8_t *picture = test_malloc(PICTURE);
  for (size_t i = 0; i < PICTURE; i++)
    picture[i] = (uint8_t)(i * 2654435761u >> 13);
  const jumio_source source = {.kind = JUMIO__SOURCE_MEMORY, .size = PICTURE, .data = picture};
  call c;
  call_init(&c);
  for (int fresh = 0; fresh < 2; fresh++) {
    call_begin(&c, "POST", loopback_url(server, "/part"));
    c.request.fresh = fresh != 0;
    jumio__stream stream;
    assert_int_equal(jumio__stream_begin(&stream, &source), JUMIO_OK);
    assert_int_equal(jumio__multipart_build(&c.request, boundary, "front.jpg", "image/jpeg", &stream), JUMIO_OK);
    assert_int_equal(perform(curl, &c), JUMIO_OK);
    uint64_t total = (uint64_t)jumio_http_request_get_int64(&c.request, JUMIO_REQUEST_BODY_BYTES);
    settle(&r.lock);
    assert_int_equal(r.len - r.head_len, total);
    assert_null(strstr(r.text, "Transfer-Encoding"));
    assert_null(strstr(r.text, "Expect"));
    assert_memory_equal(r.text + r.head_len, c.request.text.data, c.request.text.len);
    assert_memory_equal(r.text + r.head_len + c.request.text.len, picture, PICTURE);
    assert_memory_equal(r.text + r.len - c.request.tail.len, c.request.tail.data, c.request.tail.len);
  }
  call_free(&c);
  jumio__curl_free(curl);
  loopback_stop(server);
  test_free(picture);
  free(r.text);
  pthread_mutex_destroy(&r.lock);
}

static void serve_empty(loopback_peer *peer)
{
  while (loopback_read(peer) && loopback_text(peer, OK_EMPTY))
    ;
}

static void test_transport__keeps_one_connection_for_1000_gets(void **state)
{
  (void)state;
  loopback *server = loopback_start(serve_empty, NULL);
  jumio__curl *curl = new_curl();
  call c;
  call_init(&c);
  for (int i = 0; i < 1000; i++) {
    call_begin(&c, "GET", loopback_url(server, i % 3 == 0 ? "/a" : "/b"));
    c.request.timeout_ms -= i;
    assert_int_equal(perform(curl, &c), JUMIO_OK);
    assert_int_equal(c.response.delivery, JUMIO_DELIVERY_ANSWERED);
  }
  assert_int_equal(loopback_requests(server), 1000);
  assert_int_equal(loopback_connections(server), 1);
  call_free(&c);
  jumio__curl_free(curl);
  loopback_stop(server);
}

static void test_transport__a_fresh_request_has_a_connection_of_its_own(void **state)
{
  (void)state;
  loopback *server = loopback_start(serve_empty, NULL);
  jumio__curl *curl = new_curl();
  call c;
  call_init(&c);
  for (int i = 0; i < 6; i++) { /* kept, fresh, kept, fresh ... */
    call_begin(&c, "GET", loopback_url(server, "/"));
    c.request.fresh = i % 2 == 1;
    assert_int_equal(perform(curl, &c), JUMIO_OK);
    assert_int_equal(loopback_connections(server), 1 + (i + 1) / 2);
  }
  call_free(&c);
  jumio__curl_free(curl);
  loopback_stop(server);
}

/* Answers the first `data` requests of a connection, then takes one more and drops the connection without a word. */
static void serve_then_drop(loopback_peer *peer)
{
  const int *answered = peer->data;
  for (int i = 0; loopback_read(peer) && i < *answered; i++)
    loopback_text(peer, OK_EMPTY);
}

/* N07: libcurl repeats a request by itself when a reused connection dies; for a create that would be a second person. */
static void test_transport__a_fresh_request_is_never_sent_twice(void **state)
{
  (void)state;
  for (int warm = 0; warm < 2; warm++)
    for (int with_body = 0; with_body < 2; with_body++) {
      int answered = 0;
      loopback *server = loopback_start(serve_then_drop, &answered);
      jumio__curl *curl = new_curl();
      call c;
      call_init(&c);
      if (warm) { /* leave a kept connection behind, which must not be used */
        answered = 1;
        call_begin(&c, "GET", loopback_url(server, "/"));
        assert_int_equal(perform(curl, &c), JUMIO_OK);
        answered = 0; /* the kept one would now drop the request as well */
      }
      call_begin(&c, "POST", loopback_url(server, "/"));
      c.request.fresh = true;
      c.request.has_body = with_body != 0;
      c.request.body[0] = (jumio__segment){"{}", 2};
      assert_int_equal(perform(curl, &c), JUMIO_ERR_NETWORK);
      assert_int_equal(c.response.delivery, JUMIO_DELIVERY_MAYBE_SENT);
      assert_int_equal(c.response.status, 0);
      assert_int_equal(c.response.source, 52); /* CURLE_GOT_NOTHING */
      call_free(&c);
      jumio__curl_free(curl);
      assert_int_equal(loopback_requests(server), warm + 1);
      assert_int_equal(loopback_connections(server), warm + 1);
      loopback_stop(server);
    }
}

typedef struct drop_second {
  char bodies[4][16];
  int count;
  pthread_mutex_t lock;
} drop_second;

static void serve_drop_second(loopback_peer *peer)
{
  drop_second *d = peer->data;
  while (loopback_read(peer)) {
    pthread_mutex_lock(&d->lock);
    int number = d->count++;
    if (number < 4)
      snprintf(d->bodies[number], sizeof d->bodies[number], "%s", peer->request + peer->head_len);
    pthread_mutex_unlock(&d->lock);
    if (number == 1)
      return;
    loopback_text(peer, OK_EMPTY);
  }
}

/* A repeatable request may be repeated by libcurl on a new connection: then with the same body from its beginning. */
static void test_transport__a_repetition_by_libcurl_sends_the_same_body(void **state)
{
  (void)state;
  drop_second d = {.count = 0};
  pthread_mutex_init(&d.lock, NULL);
  loopback *server = loopback_start(serve_drop_second, &d);
  jumio__curl *curl = new_curl();
  call c;
  call_init(&c);
  jumio_result result = JUMIO_OK;
  for (int i = 0; i < 2; i++) {
    call_begin(&c, "POST", loopback_url(server, "/"));
    c.request.has_body = true;
    c.request.body[0] = (jumio__segment){"head", 4};
    c.request.body[2] = (jumio__segment){"tail", 4};
    result = perform(curl, &c);
  }
  settle(&d.lock);
  if (result == JUMIO_OK) {
    assert_int_equal(d.count, 3);
    assert_string_equal(d.bodies[2], "headtail");
  } else { /* a libcurl that does not repeat */
    assert_int_equal(result, JUMIO_ERR_NETWORK);
    assert_int_equal(c.response.delivery, JUMIO_DELIVERY_MAYBE_SENT);
  }
  assert_string_equal(d.bodies[1], "headtail");
  call_free(&c);
  jumio__curl_free(curl);
  loopback_stop(server);
  pthread_mutex_destroy(&d.lock);
}

/* Answers every request with the text in `data`. */
static void serve_text(loopback_peer *peer)
{
  while (loopback_read(peer) && loopback_text(peer, peer->data))
    ;
}

static void test_transport__reads_answers_of_every_framing(void **state)
{
  (void)state;
  static const struct {
    const char *answer;
    int32_t status;
    const char *body;
  } rows[] = {
      {"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}", 200, "{}"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1;x=y\r\n}\r\n0\r\n\r\n", 200, "{}"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n2\r\n{}\r\n0\r\nRetry-After: 7\r\n\r\n", 200, "{}"},
      {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", 200, "{}"},
      {"HTTP/1.1 103 Early Hints\r\nRetry-After: 5\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: "
       "2\r\n\r\n{}",
       201, "{}"},
      {"HTTP/1.1 204 No Content\r\n\r\n", 204, ""},
      {"HTTP/1.1 304 Not Modified\r\n\r\n", 304, ""},
      {"HTTP/1.1 429 Too Many Requests\r\nContent-Length: 1\r\nRetry-After: 1\r\n\r\nx", 429, "x"},
      {"HTTP/1.1 503\r\nContent-Length: 0\r\n\r\n", 503, ""},
      {"HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\nContent-Length: 2\r\n\r\n{}", 200, "{}"},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    loopback *server = loopback_start(serve_text, (void *)(uintptr_t)rows[i].answer);
    jumio__curl *curl = new_curl();
    call c;
    call_init(&c);
    for (int k = 0; k < 2; k++) {
      call_begin(&c, "GET", loopback_url(server, "/"));
      if (perform(curl, &c) != JUMIO_OK)
        fail_msg("row %zu", i);
      assert_int_equal(c.response.status, rows[i].status);
      assert_int_equal(c.response.delivery, JUMIO_DELIVERY_ANSWERED);
      assert_int_equal(c.response.body.len, strlen(rows[i].body));
      if (c.response.body.len != 0)
        assert_string_equal(c.response.body.data, rows[i].body);
      assert_int_equal(c.response.retry_after_count, rows[i].status == 429);
    }
    assert_int_equal(loopback_connections(server), 1);
    call_free(&c);
    jumio__curl_free(curl);
    loopback_stop(server);
  }
}

static int32_t count_bytes(const void *data, size_t len, void *user_data)
{
  const unsigned char *bytes = data;
  size_t *count = user_data;
  for (size_t i = 0; i < len; i++, (*count)++)
    if (bytes[i] != (unsigned char)(*count * 7))
      return 0;
  return 1;
}

#define PICTURE (5 * 1024 * 1024)

static void serve_picture(loopback_peer *peer)
{
  unsigned char block[65536];
  while (loopback_read(peer)) {
    loopback_text(peer, "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 5242880\r\n\r\n");
    for (size_t done = 0; done < PICTURE; done += sizeof block) {
      for (size_t i = 0; i < sizeof block; i++)
        block[i] = (unsigned char)((done + i) * 7);
      loopback_write(peer, block, sizeof block);
    }
  }
}

static void test_transport__streams_a_download(void **state)
{
  (void)state;
  loopback *server = loopback_start(serve_picture, NULL);
  jumio__curl *curl = new_curl();
  call c;
  size_t count = 0;
  call_init(&c);
  call_begin(&c, "GET", loopback_url(server, "/part"));
  jumio__response_reset(&c.response, PICTURE, 1000);
  c.response.sink = count_bytes;
  c.response.sink_data = &count;
  assert_int_equal(perform(curl, &c), JUMIO_OK);
  assert_int_equal(count, PICTURE);
  assert_int_equal(c.response.body.room, 0); /* nothing was kept */
  assert_int_equal(c.response.head_len, 16);
  call_begin(&c, "GET", loopback_url(server, "/part"));
  jumio__response_reset(&c.response, PICTURE - 1, 1000);
  c.response.sink = count_bytes;
  c.response.sink_data = &count;
  count = 0;
  assert_int_equal(perform(curl, &c), JUMIO_ERR_RESPONSE_TOO_LARGE);
  assert_int_equal(c.response.delivery, JUMIO_DELIVERY_ANSWERED);
  assert_true(count < PICTURE);
  call_free(&c);
  jumio__curl_free(curl);
  loopback_stop(server);
}

typedef struct worker {
  pthread_t thread;
  jumio__curl *curl;
  const char *url;
  int failures;
} worker;

static void *work(void *user_data)
{
  worker *w = user_data;
  call c;
  call_init(&c);
  for (int i = 0; i < 50; i++) {
    call_begin(&c, i % 2 == 0 ? "GET" : "POST", w->url);
    c.request.has_body = i % 2 == 1;
    c.request.body[0] = (jumio__segment){"{}", 2};
    if (perform(w->curl, &c) != JUMIO_OK || c.response.status != 200)
      w->failures++;
  }
  call_free(&c);
  return NULL;
}

static void test_transport__serves_many_threads(void **state)
{
  (void)state;
  worker workers[24];
  loopback *server = loopback_start(serve_empty, NULL);
  jumio__curl *curl = new_curl();
  const char *url = loopback_url(server, "/");
  for (size_t i = 0; i < COUNT(workers); i++) {
    workers[i] = (worker){.curl = curl, .url = url};
    assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
  }
  for (size_t i = 0; i < COUNT(workers); i++) {
    pthread_join(workers[i].thread, NULL);
    assert_int_equal(workers[i].failures, 0);
  }
  assert_int_equal(loopback_requests(server), (int)COUNT(workers) * 50);
  jumio__curl_free(curl);
  loopback_stop(server);
}

static void test_transport__checks_its_options(void **state)
{
  (void)state;
  jumio__curl_options both = {.texts[JUMIO_OPTION_CA_FILE] = "a", .texts[JUMIO_OPTION_CA_PATH] = "b"};
  jumio__curl_options file = {.texts[JUMIO_OPTION_CA_FILE] = "/dev/null"}, path = {.texts[JUMIO_OPTION_CA_PATH] = "/dev/null"},
                      nothing = {.texts[JUMIO_OPTION_CA_FILE] = NULL};
  const jumio__curl_options *const good[] = {&file, &path, &nothing};
  jumio__curl *curl = NULL;
  jumio_error *err = NULL;
  assert_int_equal(jumio__curl_new(NULL, &both, &curl, &err), JUMIO_ERR_ARGUMENT);
  assert_null(curl);
  jumio_error_free(err);
  for (size_t i = 0; i < COUNT(good); i++) {
    assert_int_equal(jumio__curl_new(NULL, good[i], &curl, NULL), JUMIO_OK);
    jumio__curl_free(curl);
  }
  jumio__curl_free(NULL);
}

static void serve_extra_bytes(loopback_peer *peer)
{
  while (loopback_read(peer) &&
         loopback_text(peer, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"))
    ;
}

/* N38 */
static void test_transport__drops_a_connection_that_says_too_much(void **state)
{
  (void)state;
  loopback *server = loopback_start(serve_extra_bytes, NULL);
  jumio__curl *curl = new_curl();
  call c;
  call_init(&c);
  for (int i = 0; i < 3; i++) {
    call_begin(&c, "GET", loopback_url(server, "/"));
    assert_int_equal(perform(curl, &c), JUMIO_OK);
    assert_string_equal(c.response.body.data, "{}");
    assert_int_equal(loopback_connections(server), i + 1);
  }
  call_free(&c);
  jumio__curl_free(curl);
  loopback_stop(server);
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_transport__sends_exactly_what_it_is_given),
      cmocka_unit_test(test_transport__adds_no_header_of_its_own),
      cmocka_unit_test(test_transport__uploads_three_segments),
      cmocka_unit_test(test_transport__keeps_one_connection_for_1000_gets),
      cmocka_unit_test(test_transport__a_fresh_request_has_a_connection_of_its_own),
      cmocka_unit_test(test_transport__a_fresh_request_is_never_sent_twice),
      cmocka_unit_test(test_transport__a_repetition_by_libcurl_sends_the_same_body),
      cmocka_unit_test(test_transport__reads_answers_of_every_framing),
      cmocka_unit_test(test_transport__streams_a_download),
      cmocka_unit_test(test_transport__drops_a_connection_that_says_too_much),
      cmocka_unit_test(test_transport__serves_many_threads),
      cmocka_unit_test(test_transport__checks_its_options),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
