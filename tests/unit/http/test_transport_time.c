/** The curl transport against the clock: deadlines, stalls, and the switch that ends a call from another thread. */
#include "http/message.h"
#include "http/transport_curl.h"
#include "support/cmocka.h"
#include "unit/http/loopback.h"

#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

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

static int64_t now_ms(void)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void serve_ok(loopback_peer *peer)
{
  while (loopback_read(peer) && loopback_text(peer, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
    ;
}

static void serve_silence(loopback_peer *peer)
{
  if (loopback_read(peer))
    loopback_drain(peer);
}

static void test_transport_time__the_deadline_ends_a_silent_server(void **state)
{
  (void)state;
  loopback *server = loopback_start(serve_silence, NULL);
  call c;
  call_init(&c, &plain_options);
  call_begin(&c, "POST", loopback_url(server, "/"));
  c.request.fresh = true;
  c.request.has_body = true;
  c.request.body[0] = (jumio__segment){"{}", 2};
  c.request.timeout_ms = 400;
  c.request.connect_timeout_ms = 200; /* already connected: not this one */
  assert_int_equal(perform(&c), JUMIO_ERR_DEADLINE);
  assert_int_equal(c.response.delivery, JUMIO_DELIVERY_MAYBE_SENT);
  assert_int_equal(c.response.source, 28);
  call_free(&c);
  assert_int_equal(loopback_requests(server), 1);
  loopback_stop(server);
}

/* D08 */
static void test_transport_time__takes_any_timeout(void **state)
{
  (void)state;
  static const int64_t times[] = {INT64_MAX, INT64_C(2147483648), 2147483647};
  loopback *server = loopback_start(serve_ok, NULL);
  call c;
  call_init(&c, &plain_options);
  for (size_t i = 0; i < COUNT(times); i++) {
    call_begin(&c, "GET", loopback_url(server, "/"));
    c.request.timeout_ms = c.request.connect_timeout_ms = times[i];
    assert_int_equal(perform(&c), JUMIO_OK);
  }
  call_free(&c);
  loopback_stop(server);
}

static void serve_begun(loopback_peer *peer)
{
  if (loopback_read(peer) && loopback_text(peer, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"))
    loopback_drain(peer);
}

static void serve_deaf(loopback_peer *peer)
{
  loopback_read_head(peer);
  /* Reads nothing more until the client gives up, which shows only when this end is closed: by then its buffers are full. */
  loopback_await_requests(peer->server, 1);
  while (*(atomic_bool *)peer->data == false)
    sched_yield();
}

/* N10: something moves too slowly; and N11: a server that thinks is not stalled. */
static void test_transport_time__tells_a_stall_from_thinking(void **state)
{
  (void)state;
  static char body[8 * 1024 * 1024];
  static const jumio__curl_options impatient = {.allow_plain_http = true, .stall_ms = 60};
  atomic_bool given_up = false;
  call c;
  loopback *server = loopback_start(serve_begun, NULL);
  call_init(&c, &impatient);
  assert_int_equal(get(&c, loopback_url(server, "/")), JUMIO_ERR_NETWORK);
  assert_int_equal(c.response.delivery, JUMIO_DELIVERY_ANSWERED);
  call_free(&c);
  loopback_stop(server);

  server = loopback_start(serve_silence, NULL);
  call_init(&c, &impatient);
  call_begin(&c, "GET", loopback_url(server, "/"));
  c.request.timeout_ms = 400;
  assert_int_equal(perform(&c), JUMIO_ERR_DEADLINE);
  call_free(&c);
  loopback_stop(server);

  server = loopback_start(serve_deaf, &given_up);
  call_init(&c, &impatient);
  call_begin(&c, "POST", loopback_url(server, "/"));
  c.request.fresh = true;
  c.request.has_body = true;
  c.request.body[1] = (jumio__segment){body, sizeof body};
  assert_int_equal(perform(&c), JUMIO_ERR_NETWORK);
  assert_int_equal(c.response.delivery, JUMIO_DELIVERY_MAYBE_SENT);
  atomic_store(&given_up, true);
  call_free(&c);
  loopback_stop(server);
}

/* ---- cancel ---- */

typedef struct canceller {
  call *c;
  loopback *server; /* cancel once it has the request; NULL: at once and again until the call is over */
  atomic_bool over;
  atomic_bool flag;
  bool by_flag;
  int64_t at_ms;
} canceller;

static void *run_canceller(void *user_data)
{
  canceller *k = user_data;
  if (k->server != NULL)
    loopback_await_requests(k->server, 1);
  k->at_ms = now_ms();
  if (k->by_flag) {
    atomic_store(&k->flag, true);
    return NULL;
  }
  do {
    jumio__curl_ops.cancel(k->c->request.id, k->c->curl);
    sched_yield();
  } while (k->server == NULL && !atomic_load(&k->over));
  return NULL;
}

static jumio_result perform_and_cancel(canceller *k)
{
  pthread_t thread;
  atomic_init(&k->over, false);
  atomic_init(&k->flag, false);
  k->c->request.cancelled = k->by_flag ? &k->flag : NULL;
  assert_int_equal(pthread_create(&thread, NULL, run_canceller, k), 0);
  jumio_result result = perform(k->c);
  int64_t took = now_ms();
  atomic_store(&k->over, true);
  pthread_join(thread, NULL);
  k->c->request.cancelled = NULL;
  assert_true(took - k->at_ms < 2000); /* of 20 s; 50 ms on a machine that does nothing else */
  return result;
}

static void test_transport_time__cancel_ends_a_silent_call(void **state)
{
  (void)state;
  for (int by_flag = 0; by_flag < 2; by_flag++) {
    loopback *server = loopback_start(serve_silence, NULL);
    call c;
    call_init(&c, &plain_options);
    call_begin(&c, "POST", loopback_url(server, "/"));
    c.request.has_body = true;
    c.request.body[0] = (jumio__segment){"{}", 2};
    canceller k = {.c = &c, .server = server, .by_flag = by_flag != 0};
    assert_int_equal(perform_and_cancel(&k), JUMIO_ERR_CANCELLED);
    assert_int_equal(c.response.delivery, JUMIO_DELIVERY_MAYBE_SENT);
    call_begin(&c, "GET", loopback_url(server, "/")); /* the next call is another one */
    c.request.timeout_ms = 50;
    assert_int_equal(perform(&c), JUMIO_ERR_DEADLINE);
    call_free(&c);
    loopback_stop(server);
  }
}

static void test_transport_time__cancel_ends_a_connect(void **state)
{
  (void)state;
  loopback_clog clog;
  char url[64];
  call c;
  assert_true(loopback_clog_start(&clog));
  call_init(&c, &plain_options);
  snprintf(url, sizeof url, "http://127.0.0.1:%d/", clog.port);
  call_begin(&c, "GET", url);
  canceller k = {.c = &c, .server = NULL};
  assert_int_equal(perform_and_cancel(&k), JUMIO_ERR_CANCELLED);
  assert_int_equal(c.response.delivery, JUMIO_DELIVERY_NOT_SENT);
  call_free(&c);
  loopback_unclog(&clog);
}

static void test_transport_time__cancel_in_the_body_says_answered(void **state)
{
  (void)state;
  loopback *server = loopback_start(serve_begun, NULL);
  call c;
  call_init(&c, &plain_options);
  call_begin(&c, "GET", loopback_url(server, "/"));
  canceller k = {.c = &c, .server = NULL};
  /* Without the server the canceller repeats itself from before the call to its end. */
  jumio_result result = perform_and_cancel(&k);
  assert_int_equal(result, JUMIO_ERR_CANCELLED);
  assert_int_equal(c.response.delivery == JUMIO_DELIVERY_ANSWERED, c.response.status == 200);
  call_free(&c);
  loopback_stop(server);
}

static void test_transport_time__cancel_of_another_id_does_nothing(void **state)
{
  (void)state;
  loopback *server = loopback_start(serve_ok, NULL);
  call c;
  call_init(&c, &plain_options);
  call_begin(&c, "GET", loopback_url(server, "/"));
  uint64_t id = c.request.id;
  jumio__curl_ops.cancel(id, c.curl); /* not running yet */
  jumio__curl_ops.cancel(id + 1, c.curl);
  assert_int_equal(perform(&c), JUMIO_OK);
  jumio__curl_ops.cancel(id, c.curl); /* over */
  call_begin(&c, "GET", loopback_url(server, "/"));
  assert_int_equal(perform(&c), JUMIO_OK);
  assert_int_equal(loopback_connections(server), 1);
  call_free(&c);
  loopback_stop(server);
}

static void test_transport_time__a_cancelled_request_is_not_begun(void **state)
{
  (void)state;
  atomic_bool on = true;
  loopback *server = loopback_start(serve_ok, NULL);
  call c;
  call_init(&c, &plain_options);
  call_begin(&c, "GET", loopback_url(server, "/"));
  c.request.cancelled = &on;
  assert_int_equal(perform(&c), JUMIO_ERR_CANCELLED);
  assert_int_equal(c.response.delivery, JUMIO_DELIVERY_NOT_SENT);
  call_free(&c);
  assert_int_equal(loopback_connections(server), 0);
  loopback_stop(server);
}

static int32_t refuse_bytes(const void *data, size_t len, void *user_data)
{
  (void)data;
  (void)len;
  (*(int *)user_data)++;
  return 0;
}

static void test_transport_time__what_a_sink_says_wins(void **state)
{
  (void)state;
  int calls = 0;
  loopback *server = loopback_start(serve_begun, NULL);
  call c;
  call_init(&c, &plain_options);
  call_begin(&c, "GET", loopback_url(server, "/"));
  c.response.sink = refuse_bytes;
  c.response.sink_data = &calls;
  assert_int_equal(perform(&c), JUMIO_ERR_CANCELLED);
  assert_int_equal(c.response.delivery, JUMIO_DELIVERY_ANSWERED);
  assert_int_equal(c.response.failed, JUMIO_ERR_CANCELLED);
  assert_int_equal(calls, 1);
  call_free(&c);
  loopback_stop(server);
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_transport_time__the_deadline_ends_a_silent_server),
      cmocka_unit_test(test_transport_time__takes_any_timeout),
      cmocka_unit_test(test_transport_time__tells_a_stall_from_thinking),
      cmocka_unit_test(test_transport_time__cancel_ends_a_silent_call),
      cmocka_unit_test(test_transport_time__cancel_ends_a_connect),
      cmocka_unit_test(test_transport_time__cancel_in_the_body_says_answered),
      cmocka_unit_test(test_transport_time__cancel_of_another_id_does_nothing),
      cmocka_unit_test(test_transport_time__a_cancelled_request_is_not_begun),
      cmocka_unit_test(test_transport_time__what_a_sink_says_wins),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
