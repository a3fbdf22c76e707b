/** Requests as they are built and as a transport reads them. */
#include "http/message.h"
#include "support/cmocka.h"

#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

static void test_message__request_reads_back(void **state)
{
  (void)state;
  static const atomic_bool off = false;
  jumio_http_request request;
  jumio__request_init(&request, NULL);
  request.cancelled = &off;
  jumio__request_reset(&request, "POST");
  jumio__buffer_text(&request.url, "https://example.com/x");
  jumio__request_header_text(&request, "Accept", "application/json");
  jumio__buffer *auth = jumio__request_header(&request, "Authorization");
  jumio__buffer_text(auth, "Bearer ");
  jumio__buffer_text(auth, "t");
  assert_non_null(jumio__request_header(&request, "X-Empty"));
  request.timeout_ms = 5000;
  request.connect_timeout_ms = 1000;
  request.fresh = true;
  assert_int_equal(jumio__request_result(&request), JUMIO_OK);
  assert_string_equal(jumio_http_request_get_method(&request), "POST");
  assert_string_equal(jumio_http_request_get_url(&request), "https://example.com/x");
  assert_int_equal(jumio_http_request_header_count(&request), 3);
  assert_string_equal(jumio_http_request_header_name_at(&request, 1), "Authorization");
  assert_string_equal(jumio_http_request_header_value_at(&request, 1), "Bearer t");
  assert_string_equal(jumio_http_request_header_value_at(&request, 2), "");
  assert_null(jumio_http_request_header_name_at(&request, 3));
  assert_null(jumio_http_request_header_value_at(&request, 3));
  assert_int_equal(jumio_http_request_get_int64(&request, JUMIO_REQUEST_TIMEOUT_MS), 5000);
  assert_int_equal(jumio_http_request_get_int64(&request, JUMIO_REQUEST_CONNECT_TIMEOUT_MS), 1000);
  assert_int_equal(jumio_http_request_get_int64(&request, JUMIO_REQUEST_FRESH_CONNECTION), 1);
  assert_int_equal(jumio_http_request_get_int64(&request, JUMIO_REQUEST_HAS_BODY), 0);
  assert_int_equal(jumio_http_request_get_int64(&request, JUMIO_REQUEST_BODY_BYTES), 0);
  assert_int_equal(jumio_http_request_get_int64(&request, JUMIO_REQUEST_IS_CANCELLED), 0);
  jumio__request_free(&request);
}

static void test_message__request_reset_empties_and_wipes(void **state)
{
  (void)state;
  atomic_bool on = true;
  jumio_http_request request;
  jumio__request_init(&request, NULL);
  uint64_t first = request.id;
  jumio__buffer_text(&request.url, "https://example.com/x");
  jumio__request_header_text(&request, "Authorization", "Bearer secret");
  const char *kept = request.header_values[0].data;
  request.has_body = true;
  request.body[0] = (jumio__segment){"x", 1};
  request.fresh = true;
  request.timeout_ms = 9;
  request.cancelled = &on;
  jumio__request_reset(&request, "GET");
  assert_int_not_equal(request.id, first);
  assert_ptr_equal(request.header_values[0].data, kept); /* the room stays, its content does not */
  for (size_t i = 0; i < strlen("Bearer secret"); i++)
    assert_int_equal(kept[i], 0);
  assert_string_equal(jumio_http_request_get_url(&request), "");
  assert_int_equal(jumio_http_request_header_count(&request), 0);
  assert_int_equal(jumio_http_request_get_int64(&request, JUMIO_REQUEST_HAS_BODY), 0);
  assert_int_equal(jumio_http_request_get_int64(&request, JUMIO_REQUEST_BODY_BYTES), 0);
  assert_int_equal(jumio_http_request_get_int64(&request, JUMIO_REQUEST_FRESH_CONNECTION), 0);
  assert_int_equal(jumio_http_request_get_int64(&request, JUMIO_REQUEST_TIMEOUT_MS), 1);
  assert_int_equal(jumio_http_request_get_int64(&request, JUMIO_REQUEST_IS_CANCELLED), 1);
  jumio__request_free(&request);
}

static void test_message__request_ids_differ(void **state)
{
  (void)state;
  static jumio_http_request requests[8];
  static uint64_t seen[8 * 200];
  size_t count = 0;
  for (size_t i = 0; i < COUNT(requests); i++)
    jumio__request_init(&requests[i], NULL);
  for (size_t use = 0; use < 200; use++)
    for (size_t i = 0; i < COUNT(requests); i++) {
      jumio__request_reset(&requests[i], "GET");
      assert_int_not_equal(requests[i].id, 0);
      for (size_t k = 0; k < count; k++)
        assert_true(seen[k] != requests[i].id);
      seen[count++] = requests[i].id;
    }
  for (size_t i = 0; i < COUNT(requests); i++)
    jumio__request_free(&requests[i]);
}

static void test_message__request_says_why_it_is_not_whole(void **state)
{
  (void)state;
  static const char *const names[] = {"A", "B", "C", "D", "E", "F", "G", "H", "I"};
  jumio_http_request request;
  jumio__request_init(&request, NULL);
  for (size_t i = 0; i < JUMIO__REQUEST_HEADERS; i++)
    jumio__request_header_text(&request, names[i], "v");
  assert_int_equal(jumio__request_result(&request), JUMIO_OK);
  assert_null(jumio__request_header(&request, "I"));
  jumio__request_header_text(&request, "I", "v");
  assert_int_equal(jumio__request_result(&request), JUMIO_ERR_TOO_LARGE);
  assert_int_equal(jumio_http_request_header_count(&request), JUMIO__REQUEST_HEADERS);
  jumio__request_reset(&request, "GET");
  assert_int_equal(jumio__request_result(&request), JUMIO_OK);
  for (int i = 0; i < 5000; i++)
    jumio__buffer_text(&request.url, "x");
  assert_int_equal(jumio__request_result(&request), JUMIO_ERR_TOO_LARGE);
  jumio__request_free(&request);
}

static void test_message__request_holds_no_line_break(void **state)
{
  (void)state;
  static const char bad[] = {'\r', '\n', '\0'};
  jumio_http_request request;
  jumio__request_init(&request, NULL);
  for (size_t i = 0; i < COUNT(bad); i++) {
    jumio__request_reset(&request, "GET");
    jumio__buffer *value = jumio__request_header(&request, "User-Agent");
    jumio__buffer_text(value, "ACME");
    jumio__buffer_add(value, &bad[i], 1);
    jumio__buffer_text(value, "X: y");
    assert_int_equal(jumio__request_result(&request), JUMIO_ERR_ARGUMENT);
    jumio__request_reset(&request, "GET");
    jumio__buffer_text(&request.url, "https://h/");
    jumio__buffer_add(&request.url, &bad[i], 1);
    assert_int_equal(jumio__request_result(&request), JUMIO_ERR_ARGUMENT);
  }
  jumio__request_free(&request);
}

static void test_message__a_lasting_value_is_not_copied(void **state)
{
  (void)state;
  static const char agent[] = "ACME Shop/1.0";
  jumio_http_request request;
  jumio__request_init(&request, NULL);
  for (int i = 0; i < 2; i++) {
    jumio__request_reset(&request, "GET");
    if (i == 0)
      jumio__request_header_lasting(&request, "User-Agent", agent);
    jumio__request_header_text(&request, "Accept", "*/*");
    assert_int_equal(jumio__request_result(&request), JUMIO_OK);
    assert_int_equal(jumio_http_request_header_count(&request), 2 - i);
    if (i == 0)
      assert_ptr_equal(jumio_http_request_header_value_at(&request, 0), agent);
    assert_string_equal(jumio_http_request_header_value_at(&request, (size_t)(1 - i)), "*/*"); /* also where the other was before */
  }
  for (size_t i = 1; i < JUMIO__REQUEST_HEADERS; i++)
    jumio__request_header_text(&request, "A", "v");
  jumio__request_header_lasting(&request, "User-Agent", agent);
  assert_int_equal(jumio__request_result(&request), JUMIO_ERR_TOO_LARGE);
  jumio__request_free(&request);
}

static void test_message__body_is_read_from_every_offset(void **state)
{
  (void)state;
  static const char whole[] = "HEADpictureTAIL";
  jumio_http_request request;
  jumio__request_init(&request, NULL);
  request.has_body = true;
  request.body[0] = (jumio__segment){whole, 4};
  request.body[1] = (jumio__segment){whole + 4, 7};
  request.body[2] = (jumio__segment){whole + 11, 4};
  assert_int_equal(jumio_http_request_get_int64(&request, JUMIO_REQUEST_BODY_BYTES), 15);
  for (size_t offset = 0; offset <= 16; offset++)
    for (size_t size = 0; size <= 16; size++) {
      char out[17];
      memset(out, '#', sizeof out);
      size_t left = offset < 15 ? 15 - offset : 0;
      size_t want = size < left ? size : left;
      assert_int_equal(jumio_http_request_read_body(&request, offset, out, size), want);
      assert_memory_equal(out, whole + (offset < 15 ? offset : 15), want);
      assert_int_equal(out[want], '#');
    }
  char out[4];
  assert_int_equal(jumio_http_request_read_body(&request, UINT64_MAX, out, sizeof out), 0);
  assert_int_equal(jumio_http_request_read_body(&request, 0, NULL, 4), 0);
  request.body[1] = (jumio__segment){NULL, 0};
  assert_int_equal(jumio_http_request_read_body(&request, 3, out, sizeof out), 4);
  assert_memory_equal(out, "DTAI", 4);
  request.has_body = false;
  assert_int_equal(jumio_http_request_read_body(&request, 0, out, sizeof out), 0);
  jumio__request_free(&request);
}

static void test_message__accessors_tolerate_null(void **state)
{
  (void)state;
  char out[1];
  assert_int_equal(jumio_http_request_get_int64(NULL, JUMIO_REQUEST_ID), 0);
  assert_null(jumio_http_request_get_method(NULL));
  assert_null(jumio_http_request_get_url(NULL));
  assert_int_equal(jumio_http_request_header_count(NULL), 0);
  assert_null(jumio_http_request_header_name_at(NULL, 0));
  assert_null(jumio_http_request_header_value_at(NULL, 0));
  assert_int_equal(jumio_http_request_get_int64(NULL, JUMIO_REQUEST_HAS_BODY), 0);
  assert_int_equal(jumio_http_request_get_int64(NULL, JUMIO_REQUEST_BODY_BYTES), 0);
  assert_int_equal(jumio_http_request_read_body(NULL, 0, out, 1), 0);
  assert_int_equal(jumio_http_request_get_int64(NULL, JUMIO_REQUEST_TIMEOUT_MS), 1);
  assert_int_equal(jumio_http_request_get_int64(NULL, JUMIO_REQUEST_CONNECT_TIMEOUT_MS), 1);
  assert_int_equal(jumio_http_request_get_int64(NULL, JUMIO_REQUEST_FRESH_CONNECTION), 0);
  assert_int_equal(jumio_http_request_get_int64(NULL, JUMIO_REQUEST_IS_CANCELLED), 0);
  assert_true(jumio_http_request_get_int64(NULL, 0) == JUMIO_ABSENT);
  assert_true(jumio_http_request_get_int64(NULL, 99) == JUMIO_ABSENT);
  assert_int_equal(jumio_http_response_set_status(NULL, 200), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_http_response_add_header(NULL, "A", JUMIO_NTS, "b", JUMIO_NTS), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_http_response_append_body(NULL, "b", 1), JUMIO_ERR_ARGUMENT);
  jumio_http_response_set_delivery(NULL, JUMIO_DELIVERY_NOT_SENT);
  jumio_http_response_set_source(NULL, 1);
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_message__request_reads_back),
      cmocka_unit_test(test_message__request_reset_empties_and_wipes),
      cmocka_unit_test(test_message__request_ids_differ),
      cmocka_unit_test(test_message__request_says_why_it_is_not_whole),
      cmocka_unit_test(test_message__request_holds_no_line_break),
      cmocka_unit_test(test_message__a_lasting_value_is_not_copied),
      cmocka_unit_test(test_message__body_is_read_from_every_offset),
      cmocka_unit_test(test_message__accessors_tolerate_null),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
