/** Responses as a transport fills them: limits, order, delivery, and what Retry-After asks for. */
#include "http/message.h"
#include "support/cmocka.h"

#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

static jumio_result header(jumio_http_response *response, const char *name, const char *value)
{
  return jumio_http_response_add_header(response, name, JUMIO_NTS, value, JUMIO_NTS);
}

static void test_response__keeps_the_named_headers(void **state)
{
  (void)state;
  jumio_http_response response;
  jumio__response_init(&response, NULL);
  jumio__response_reset(&response, 100, 100);
  assert_int_equal(jumio_http_response_set_status(&response, 429), JUMIO_OK);
  assert_int_equal(header(&response, "CONTENT-type", "\t application/json; charset=utf-8 "), JUMIO_OK);
  assert_int_equal(header(&response, "content-encoding", "gzip"), JUMIO_OK);
  assert_int_equal(header(&response, "Retry-After", "120"), JUMIO_OK);
  assert_int_equal(header(&response, "Date", "Sun, 06 Nov 1994 08:49:37 GMT"), JUMIO_OK);
  assert_int_equal(header(&response, "Allow", "POST, OPTIONS"), JUMIO_OK);
  assert_int_equal(header(&response, "Set-Cookie", "secret=1"), JUMIO_OK);
  assert_int_equal(header(&response, "Content-Type", "text/html"), JUMIO_OK);
  assert_string_equal(response.content_type, "application/json; charset=utf-8");
  assert_string_equal(response.content_encoding, "gzip");
  assert_string_equal(response.retry_after, "120");
  assert_string_equal(response.date, "Sun, 06 Nov 1994 08:49:37 GMT");
  assert_string_equal(response.allow, "POST, OPTIONS");
  assert_int_equal(response.retry_after_count, 1);
  jumio__response_reset(&response, 100, 100);
  assert_string_equal(response.content_type, "");
  assert_string_equal(response.content_encoding, "");
  assert_int_equal(response.retry_after_count, 0);
  jumio__response_free(&response);
}

static void test_response__cuts_and_cleans_kept_headers(void **state)
{
  (void)state;
  jumio_http_response response;
  char longest[500];
  memset(longest, 'a', sizeof longest);
  longest[sizeof longest - 1] = '\0';
  jumio__response_init(&response, NULL);
  jumio_http_response_set_status(&response, 200);
  assert_int_equal(header(&response, "Content-Type", longest), JUMIO_OK);
  assert_int_equal(strlen(response.content_type), sizeof response.content_type - 1);
  assert_int_equal(header(&response, "Allow", "G\xC3\x8BT\t\"x\""), JUMIO_OK);
  assert_string_equal(response.allow, "G??T??x?");
  assert_int_equal(header(&response, "Content-Encoding", "Identity"), JUMIO_OK);
  assert_string_equal(response.content_encoding, "");
  assert_int_equal(header(&response, "Content-Encoding", "identity, br"), JUMIO_OK);
  assert_string_equal(response.content_encoding, "identity, br");
  jumio__response_free(&response);
}

static void test_response__refuses_statuses_out_of_range_and_order(void **state)
{
  (void)state;
  static const int32_t bad[] = {0, -1, 99, 600, 999, 1000, INT32_MIN, INT32_MAX};
  jumio_http_response response;
  jumio__response_init(&response, NULL);
  for (size_t i = 0; i < COUNT(bad); i++) {
    jumio__response_reset(&response, 10, 10);
    assert_int_equal(jumio_http_response_set_status(&response, bad[i]), JUMIO_ERR_HOST_CALLBACK);
    assert_int_equal(jumio_http_response_set_status(&response, 200), JUMIO_ERR_HOST_CALLBACK); /* the first failure stays */
    assert_int_equal(response.failed, JUMIO_ERR_HOST_CALLBACK);
    assert_int_equal(response.status, 0);
  }
  jumio__response_reset(&response, 10, 10);
  assert_int_equal(jumio_http_response_append_body(&response, "x", 1), JUMIO_ERR_HOST_CALLBACK);
  jumio__response_reset(&response, 10, 10);
  assert_int_equal(jumio_http_response_set_status(&response, 100), JUMIO_OK);
  assert_int_equal(header(&response, "Retry-After", "5"), JUMIO_OK);
  assert_int_equal(jumio_http_response_set_status(&response, 599), JUMIO_OK);
  assert_int_equal(response.retry_after_count, 0); /* that was the interim answer's */
  assert_int_equal(jumio_http_response_append_body(&response, "x", 1), JUMIO_OK);
  assert_int_equal(jumio_http_response_set_status(&response, 200), JUMIO_ERR_HOST_CALLBACK);
  assert_int_equal(response.status, 599);
  jumio__response_reset(&response, 10, 10);
  jumio_http_response_set_status(&response, 200);
  assert_int_equal(jumio_http_response_append_body(&response, NULL, 1), JUMIO_ERR_HOST_CALLBACK);
  jumio__response_reset(&response, 10, 10);
  assert_int_equal(jumio_http_response_add_header(&response, NULL, 0, "x", 1), JUMIO_ERR_HOST_CALLBACK);
  jumio__response_reset(&response, 10, 10);
  assert_int_equal(jumio_http_response_add_header(&response, "x", 1, NULL, 0), JUMIO_ERR_HOST_CALLBACK);
  jumio__response_free(&response);
}

static void test_response__refuses_control_bytes(void **state)
{
  (void)state;
  jumio_http_response response;
  jumio__response_init(&response, NULL);
  for (int byte = 0; byte < 256; byte++) {
    char value[3] = {'a', (char)byte, 'b'};
    bool control = (byte < 0x20 && byte != '\t') || byte == 0x7F;
    jumio__response_reset(&response, 10, 10);
    jumio_http_response_set_status(&response, 200);
    assert_int_equal(jumio_http_response_add_header(&response, "X", 1, value, 3), control ? JUMIO_ERR_PROTOCOL : JUMIO_OK);
    assert_int_equal(response.failed, control ? JUMIO_ERR_PROTOCOL : JUMIO_OK);
    bool token = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
                 (byte != 0 && strchr("!#$%&'*+-.^_`|~", byte) != NULL);
    jumio__response_reset(&response, 10, 10);
    jumio_http_response_set_status(&response, 200);
    assert_int_equal(jumio_http_response_add_header(&response, value, 3, "v", 1), token ? JUMIO_OK : JUMIO_ERR_PROTOCOL);
  }
  jumio__response_reset(&response, 10, 10);
  assert_int_equal(header(&response, "", "v"), JUMIO_ERR_PROTOCOL);
  jumio__response_free(&response);
}

static void test_response__caps_headers_at_64_kib(void **state)
{
  (void)state;
  static char huge[JUMIO__HEADERS_MAX + 1];
  jumio_http_response response;
  memset(huge, 'v', sizeof huge);
  jumio__response_init(&response, NULL);
  jumio_http_response_set_status(&response, 200);
  assert_int_equal(jumio_http_response_add_header(&response, "N", 1, huge, JUMIO__HEADERS_MAX - 5), JUMIO_OK);
  assert_int_equal(jumio_http_response_add_header(&response, "N", 1, huge, 0), JUMIO_ERR_RESPONSE_TOO_LARGE);
  for (size_t extra = 0; extra < 5; extra++) {
    jumio__response_reset(&response, 10, 10);
    assert_int_equal(jumio_http_response_add_header(&response, "N", 1, huge, JUMIO__HEADERS_MAX - 4 + extra), JUMIO_ERR_RESPONSE_TOO_LARGE);
  }
  jumio__response_reset(&response, 10, 10);
  assert_int_equal(jumio_http_response_add_header(&response, huge, SIZE_MAX - 8, "v", 1), JUMIO_ERR_RESPONSE_TOO_LARGE);
  jumio__response_reset(&response, 10, 10);
  assert_int_equal(jumio_http_response_add_header(&response, "N", 1, huge, SIZE_MAX - 2), JUMIO_ERR_RESPONSE_TOO_LARGE);
  jumio__response_reset(&response, 10, 10);
  jumio_result result = JUMIO_OK;
  size_t count = 0;
  while (result == JUMIO_OK) {
    result = jumio_http_response_add_header(&response, "Name", 4, "val", 3);
    count++;
  }
  assert_int_equal(result, JUMIO_ERR_RESPONSE_TOO_LARGE);
  assert_int_equal(count, JUMIO__HEADERS_MAX / 11 + 1);
  assert_int_equal(response.failed, JUMIO_ERR_RESPONSE_TOO_LARGE);
  jumio__response_free(&response);
}

static void test_response__caps_the_body(void **state)
{
  (void)state;
  jumio_http_response response;
  jumio__response_init(&response, NULL);
  jumio__response_reset(&response, 8, 4);
  jumio_http_response_set_status(&response, 200);
  assert_int_equal(jumio_http_response_append_body(&response, "01234567", 8), JUMIO_OK);
  assert_int_equal(jumio_http_response_append_body(&response, NULL, 0), JUMIO_OK);
  assert_int_equal(jumio_http_response_append_body(&response, "8", 1), JUMIO_ERR_RESPONSE_TOO_LARGE);
  assert_int_equal(jumio_http_response_append_body(&response, "8", 1), JUMIO_ERR_RESPONSE_TOO_LARGE);
  assert_int_equal(response.failed, JUMIO_ERR_RESPONSE_TOO_LARGE);
  assert_int_equal(response.body.len, 8);
  jumio__response_reset(&response, 8, 4);
  jumio_http_response_set_status(&response, 200);
  assert_int_equal(jumio_http_response_append_body(&response, "x", SIZE_MAX), JUMIO_ERR_RESPONSE_TOO_LARGE);
  jumio__response_reset(&response, 0, 0);
  jumio_http_response_set_status(&response, 200);
  assert_int_equal(jumio_http_response_append_body(&response, "x", 1), JUMIO_ERR_RESPONSE_TOO_LARGE);
  jumio__response_free(&response);
}

static void test_response__an_error_answer_is_cut_off_and_only_an_endless_one_refused(void **state)
{
  (void)state;
  static char block[4096];
  jumio_http_response response;
  memset(block, 'e', sizeof block);
  jumio__response_init(&response, NULL);
  jumio__response_reset(&response, 1000000, 5000);
  jumio_http_response_set_status(&response, 502);
  jumio_result result = JUMIO_OK;
  size_t taken = 0;
  while ((result = jumio_http_response_append_body(&response, block, sizeof block)) == JUMIO_OK)
    taken += sizeof block;
  assert_int_equal(result, JUMIO_ERR_RESPONSE_TOO_LARGE);
  assert_true(taken > JUMIO__ERROR_SLACK && taken <= 5000 + JUMIO__ERROR_SLACK);
  assert_int_equal(response.body.len, 5000);
  assert_true(response.body.room <= 8192);
  jumio__response_free(&response);
}

typedef struct collector {
  char data[64];
  size_t len;
  size_t calls;
  size_t refuse_at; /* the call that returns 0 */
} collector;

static int32_t collect(const void *data, size_t len, void *user_data)
{
  collector *c = user_data;
  assert_true(len <= sizeof c->data - c->len);
  memcpy(c->data + c->len, data, len);
  c->len += len;
  return ++c->calls != c->refuse_at;
}

static void test_response__a_download_goes_to_the_sink(void **state)
{
  (void)state;
  collector c = {.refuse_at = 0};
  jumio_http_response response;
  jumio__response_init(&response, NULL);
  jumio__response_reset(&response, 40, 10);
  response.sink = collect;
  response.sink_data = &c;
  jumio_http_response_set_status(&response, 200);
  assert_true(jumio__response_ok(&response));
  assert_int_equal(jumio_http_response_append_body(&response, "\xFF\xD8\xFF", 3), JUMIO_OK);
  assert_int_equal(response.head_len, 3);
  assert_int_equal(jumio_http_response_append_body(&response, "0123456789abcdefghij", 20), JUMIO_OK);
  assert_int_equal(response.head_len, 16);
  assert_memory_equal(response.head,
                      "\xFF\xD8\xFF"
                      "0123456789abc",
                      16);
  assert_int_equal(response.body.len, 0);
  assert_int_equal(c.len, 23);
  assert_memory_equal(c.data,
                      "\xFF\xD8\xFF"
                      "0123456789abcdefghij",
                      23);
  assert_int_equal(jumio_http_response_append_body(&response, "0123456789abcdefgh", 18), JUMIO_ERR_RESPONSE_TOO_LARGE);
  assert_int_equal(c.len, 23);
  jumio__response_free(&response);
}

static void test_response__a_download_s_error_answer_is_kept(void **state)
{
  (void)state;
  static const int32_t statuses[] = {199, 300, 304, 401, 404, 500};
  collector c = {.refuse_at = 0};
  jumio_http_response response;
  jumio__response_init(&response, NULL);
  for (size_t i = 0; i < COUNT(statuses); i++) {
    jumio__response_reset(&response, 4, 10);
    response.sink = collect;
    response.sink_data = &c;
    jumio_http_response_set_status(&response, statuses[i]);
    assert_false(jumio__response_ok(&response));
    assert_int_equal(jumio_http_response_append_body(&response, "{\"title\":1}", 11), JUMIO_OK);
    assert_int_equal(c.calls, 0);
    assert_int_equal(response.head_len, 0);
    assert_int_equal(response.body.len, 10);
    assert_string_equal(response.body.data, "{\"title\":1");
  }
  jumio__response_free(&response);
}

static void test_response__a_sink_can_end_the_download(void **state)
{
  (void)state;
  collector c = {.refuse_at = 2};
  jumio_http_response response;
  jumio__response_init(&response, NULL);
  jumio__response_reset(&response, 40, 10);
  response.sink = collect;
  response.sink_data = &c;
  jumio_http_response_set_status(&response, 200);
  assert_int_equal(jumio_http_response_append_body(&response, "a", 1), JUMIO_OK);
  assert_int_equal(jumio_http_response_append_body(&response, "b", 1), JUMIO_ERR_CANCELLED);
  assert_int_equal(jumio_http_response_append_body(&response, "c", 1), JUMIO_ERR_CANCELLED);
  assert_int_equal(c.calls, 2); /* a transport that goes on does not reach the host again */
  assert_int_equal(response.failed, JUMIO_ERR_CANCELLED);
  jumio__response_free(&response);
}

static void test_response__delivery_is_what_can_be_proved(void **state)
{
  (void)state;
  jumio_http_response response;
  jumio__response_init(&response, NULL);
  assert_int_equal(response.delivery, JUMIO_DELIVERY_MAYBE_SENT);
  jumio_http_response_set_delivery(&response, JUMIO_DELIVERY_NOT_SENT);
  assert_int_equal(response.delivery, JUMIO_DELIVERY_NOT_SENT);
  jumio_http_response_set_delivery(&response, JUMIO_DELIVERY_UNKNOWN);
  assert_int_equal(response.delivery, JUMIO_DELIVERY_MAYBE_SENT);
  jumio_http_response_set_delivery(&response, JUMIO_DELIVERY_ANSWERED); /* without a status nothing was answered */
  assert_int_equal(response.delivery, JUMIO_DELIVERY_MAYBE_SENT);
  jumio_http_response_set_delivery(&response, 77);
  assert_int_equal(response.delivery, JUMIO_DELIVERY_MAYBE_SENT);
  jumio_http_response_set_status(&response, 500);
  jumio_http_response_set_delivery(&response, JUMIO_DELIVERY_NOT_SENT);
  assert_int_equal(response.delivery, JUMIO_DELIVERY_ANSWERED);
  jumio_http_response_set_source(&response, 28);
  assert_int_equal(response.source, 28);
  jumio__response_reset(&response, 1, 1);
  assert_int_equal(response.delivery, JUMIO_DELIVERY_MAYBE_SENT);
  assert_int_equal(response.source, 0);
  jumio__response_free(&response);
}

#define NOV_6 INT64_C(784111777000) /* Sun, 06 Nov 1994 08:49:37 GMT */
#define TEN_YEARS (INT64_C(3650) * 86400000)

static int64_t retry_after(const char *date, const char *first, const char *second)
{
  jumio_http_response response;
  jumio__response_init(&response, NULL);
  jumio_http_response_set_status(&response, 429);
  if (date != NULL)
    assert_int_equal(header(&response, "Date", date), JUMIO_OK);
  if (first != NULL)
    assert_int_equal(header(&response, "Retry-After", first), JUMIO_OK);
  if (second != NULL)
    assert_int_equal(header(&response, "retry-after", second), JUMIO_OK);
  int64_t ms = jumio__response_retry_after_ms(&response, NOV_6);
  jumio__response_free(&response);
  return ms;
}

static void test_response__retry_after_in_seconds(void **state)
{
  (void)state;
  static const struct {
    const char *text;
    int64_t ms;
  } rows[] = {
      {"0", 0},
      {"1", 1000},
      {"120", 120000},
      {" 7\t", 7000},
      {"007", 7000},
      {"86400", 86400000},
      {"315360000", TEN_YEARS},
      {"315360001", TEN_YEARS},
      {"9223372036854775807", TEN_YEARS},
      {"9223372036854775808", TEN_YEARS},
      {"1000000000000000000000000000000", TEN_YEARS},
      {"-5", -1},
      {"-0", -1},
      {"+5", -1},
      {"1.5", -1},
      {"1e3", -1},
      {"0x10", -1},
      {"5 s", -1},
      {"5, 6", -1},
      {"soon", -1},
      {"", -1},
      {"\xD9\xA3", -1},
      {"10000000000000000000000000000000000000000000000000000000000000000000000000000000", -1}, /* too long to keep */
  };
  for (size_t i = 0; i < COUNT(rows); i++)
    if (retry_after(NULL, rows[i].text, NULL) != rows[i].ms)
      fail_msg("%s: %lld", rows[i].text, (long long)retry_after(NULL, rows[i].text, NULL));
  assert_int_equal(retry_after(NULL, NULL, NULL), -1);
  assert_int_equal(retry_after(NULL, "5", "5"), -1);
  assert_int_equal(retry_after(NULL, "", "5"), -1);
}

static void test_response__retry_after_as_a_date(void **state)
{
  (void)state;
  static const char base[] = "Sun, 06 Nov 1994 08:50:00 GMT";
  static const char *const forms[] = {"Sun, 06 Nov 1994 08:51:00 GMT", "Sunday, 06-Nov-94 08:51:00 GMT", "Sun Nov  6 08:51:00 1994"};
  for (size_t i = 0; i < COUNT(forms); i++) {
    assert_int_equal(retry_after(base, forms[i], NULL), 60000);
    assert_int_equal(retry_after(NULL, forms[i], NULL), 83000);        /* from our own clock */
    assert_int_equal(retry_after("yesterday", forms[i], NULL), 83000); /* a Date that is none */
    assert_int_equal(retry_after(forms[i], base, NULL), 0);            /* past */
    assert_int_equal(retry_after(forms[i], forms[i], NULL), 0);
  }
  assert_int_equal(retry_after("Sunday, 06-Nov-94 08:50:00 GMT", "Sun Nov  6 08:50:01 1994", NULL), 1000);
  assert_int_equal(retry_after(base, "Wed, 30 Feb 1994 08:51:00 GMT", NULL), -1);
  assert_int_equal(retry_after(base, "Sun, 06 Nov 1994 24:00:00 GMT", NULL), -1);
  assert_int_equal(retry_after(base, "Sun, 06 Nov 1994 08:51:00 CET", NULL), -1);
  assert_int_equal(retry_after(base, "1994-11-06T08:51:00Z", NULL), -1);
  assert_int_equal(retry_after(base, "Fri, 31 Dec 9999 23:59:59 GMT", NULL), TEN_YEARS);
}

static void test_response__retry_after_survives_any_clock(void **state)
{
  (void)state;
  jumio_http_response response;
  jumio__response_init(&response, NULL);
  jumio_http_response_set_status(&response, 503);
  assert_int_equal(header(&response, "Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT"), JUMIO_OK);
  assert_int_equal(jumio__response_retry_after_ms(&response, INT64_MIN), TEN_YEARS);
  assert_int_equal(jumio__response_retry_after_ms(&response, 0), TEN_YEARS);
  assert_int_equal(jumio__response_retry_after_ms(&response, INT64_MAX), 0);
  jumio__response_free(&response);
}

static void test_response__a_failed_one_takes_nothing_more(void **state)
{
  (void)state;
  jumio_http_response response;
  jumio__response_init(&response, NULL);
  jumio__response_reset(&response, 10, 10);
  jumio_http_response_set_status(&response, 200);
  assert_int_equal(header(&response, "X", "a\x01"), JUMIO_ERR_PROTOCOL);
  assert_int_equal(header(&response, "Retry-After", "1"), JUMIO_ERR_PROTOCOL);
  assert_int_equal(jumio_http_response_append_body(&response, "x", 1), JUMIO_ERR_PROTOCOL);
  assert_int_equal(jumio_http_response_set_status(&response, 500), JUMIO_ERR_PROTOCOL);
  assert_int_equal(response.retry_after_count, 0);
  assert_int_equal(response.status, 200);
  assert_int_equal(response.body.len, 0);
  jumio__response_free(&response);
}

static void test_response__hears_no_trailer(void **state)
{
  (void)state;
  jumio_http_response response;
  jumio__response_init(&response, NULL);
  jumio__response_reset(&response, 10, 10);
  jumio_http_response_set_status(&response, 200);
  assert_int_equal(jumio_http_response_append_body(&response, "x", 1), JUMIO_OK);
  size_t before = response.header_bytes;
  assert_int_equal(header(&response, "Retry-After", "1"), JUMIO_OK);
  assert_int_equal(response.retry_after_count, 0);
  assert_true(response.header_bytes > before);
  assert_int_equal(header(&response, "X", "a\x7f"), JUMIO_ERR_PROTOCOL);
  jumio__response_free(&response);
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_response__keeps_the_named_headers),
      cmocka_unit_test(test_response__cuts_and_cleans_kept_headers),
      cmocka_unit_test(test_response__refuses_statuses_out_of_range_and_order),
      cmocka_unit_test(test_response__refuses_control_bytes),
      cmocka_unit_test(test_response__caps_headers_at_64_kib),
      cmocka_unit_test(test_response__caps_the_body),
      cmocka_unit_test(test_response__an_error_answer_is_cut_off_and_only_an_endless_one_refused),
      cmocka_unit_test(test_response__a_download_goes_to_the_sink),
      cmocka_unit_test(test_response__a_download_s_error_answer_is_kept),
      cmocka_unit_test(test_response__a_sink_can_end_the_download),
      cmocka_unit_test(test_response__delivery_is_what_can_be_proved),
      cmocka_unit_test(test_response__a_failed_one_takes_nothing_more),
      cmocka_unit_test(test_response__hears_no_trailer),
      cmocka_unit_test(test_response__retry_after_in_seconds),
      cmocka_unit_test(test_response__retry_after_as_a_date),
      cmocka_unit_test(test_response__retry_after_survives_any_clock),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
