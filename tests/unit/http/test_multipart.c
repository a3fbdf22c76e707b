/** The upload body byte for byte, the boundary, form pairs; and every allocation of messages and forms failed in turn. */
#include "http/multipart.h"
#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <string.h>

/* The builder with a source of its own, which lives as long as the test. */
static jumio_source source;
static jumio__stream stream;

static jumio_result build(jumio_http_request *request, const uint8_t random[16], const char *name, const char *type, const void *data,
                          size_t len)
{
  source = (jumio_source){.kind = JUMIO__SOURCE_MEMORY, .size = len, .data = data};
  assert_int_equal(jumio__stream_begin(&stream, &source), JUMIO_OK);
  return jumio__multipart_build(request, random, name, type, &stream);
}

#define COUNT(a) (sizeof(a) / sizeof *(a))

static const uint8_t random_bytes[16] = {0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF};

static size_t read_all(const jumio_http_request *request, char *out, size_t size)
{
  size_t len = 0, count;
  while ((count = jumio_http_request_read_body(request, len, out + len, size - len)) != 0)
    len += count;
  return len;
}

static void test_multipart__has_these_bytes(void **state)
{
  (void)state;
  static const char golden[] = "--00112233445566778899aabbccddeeff\r\n"
                               "Content-Disposition: form-data; name=\"file\"; filename=\"front.jpg\"\r\n"
                               "Content-Type: image/jpeg\r\n"
                               "\r\n"
                               "\xFF\xD8\xFF picture"
                               "\r\n--00112233445566778899aabbccddeeff--\r\n";
  static const char picture[] = "\xFF\xD8\xFF picture";
  char out[sizeof golden + 10];
  jumio_http_request request;
  jumio__request_init(&request, NULL);
  for (int repeat = 0; repeat < 2; repeat++) { /* a second try sends the same bytes */
    jumio__request_reset(&request, "POST");
    assert_int_equal(build(&request, random_bytes, "front.jpg", "image/jpeg", picture, sizeof picture - 1), JUMIO_OK);
    assert_int_equal(jumio_http_request_get_int64(&request, JUMIO_REQUEST_HAS_BODY), 1);
    assert_int_equal(jumio_http_request_get_int64(&request, JUMIO_REQUEST_BODY_BYTES), sizeof golden - 1);
    assert_int_equal(read_all(&request, out, sizeof out), sizeof golden - 1);
    assert_memory_equal(out, golden, sizeof golden - 1);
    assert_int_equal(jumio_http_request_header_count(&request), 1);
    assert_string_equal(jumio_http_request_header_name_at(&request, 0), "Content-Type");
    assert_string_equal(jumio_http_request_header_value_at(&request, 0), "multipart/form-data; boundary=00112233445566778899aabbccddeeff");
  }
  jumio__request_free(&request);
}

/* U11 */
static void test_multipart__refuses_content_that_holds_the_boundary(void **state)
{
  (void)state;
  static const char boundary[] = "00112233445566778899aabbccddeeff";
  char data[100], out[100];
  jumio_http_request request;
  jumio__request_init(&request, NULL);
  for (size_t at = 0; at + 32 <= sizeof data; at++)
    for (size_t cut = 31; cut <= 32; cut++) {
      memset(data, '0', sizeof data);
      memcpy(data + at, boundary, cut);
      if (cut == 31)
        data[at + 31] = 'x';
      jumio__request_reset(&request, "POST");
      for (size_t chunk = 1; chunk <= sizeof data; chunk += 7) { /* wherever a read of the transport ends */
        jumio__request_reset(&request, "POST");
        assert_int_equal(build(&request, random_bytes, "f", "image/png", data, sizeof data), JUMIO_OK);
        size_t got, len = 0;
        while ((got = jumio__stream_read(&stream, len, out, chunk)) != 0)
          len += got;
        assert_int_equal(stream.failed, cut == 32 ? JUMIO_ERR_ARGUMENT : JUMIO_OK);
        assert_true(cut == 31 ? len == sizeof data : len < at + 32); /* it never goes out whole */
      }
    }
  jumio__request_reset(&request, "POST");
  assert_int_equal(build(&request, random_bytes, "f", "image/png", boundary, 31), JUMIO_OK);
  jumio__request_free(&request);
}

static void test_multipart__refuses_names_that_are_not_plain(void **state)
{
  (void)state;
  static const char *const bad[] = {"", "a\"b", "a\r\nX: y", "a b", "..\\x", "a;b", "\xE2\x80\xAEgpj", "a\nb", "%22"};
  jumio_http_request request;
  jumio__request_init(&request, NULL);
  for (size_t i = 0; i < COUNT(bad); i++) {
    jumio__request_reset(&request, "POST");
    assert_int_equal(build(&request, random_bytes, bad[i], "image/png", "x", 1), JUMIO_ERR_ARGUMENT);
    assert_int_equal(build(&request, random_bytes, "front.png", bad[i], "x", 1), JUMIO_ERR_ARGUMENT);
    assert_int_equal(jumio_http_request_get_int64(&request, JUMIO_REQUEST_HAS_BODY), 0);
  }
  jumio__request_free(&request);
}

static void test_multipart__says_when_there_are_too_many_headers(void **state)
{
  (void)state;
  jumio_http_request request;
  jumio__request_init(&request, NULL);
  for (size_t i = 0; i < JUMIO__REQUEST_HEADERS; i++)
    jumio__request_header_text(&request, "A", "v");
  assert_int_equal(build(&request, random_bytes, "front.png", "image/png", "x", 1), JUMIO_ERR_TOO_LARGE);
  jumio__request_free(&request);
}

static void test_multipart__form_pairs_are_escaped(void **state)
{
  (void)state;
  jumio__buffer out;
  jumio__buffer_init(&out, NULL, 200);
  assert_true(jumio__form_add(&out, "grant_type", "client_credentials"));
  assert_string_equal(out.data, "grant_type=client_credentials");
  assert_true(jumio__form_add(&out, "a b&c=d", "\xC3\xA9+%/~-._\r\n"));
  assert_string_equal(out.data, "grant_type=client_credentials&a%20b%26c%3Dd=%C3%A9%2B%25%2F~-._%0D%0A");
  assert_true(jumio__form_add(&out, "e", ""));
  assert_string_equal(out.data + out.len - 3, "&e=");
  jumio__buffer_free(&out);
  jumio__buffer_init(&out, NULL, 5);
  assert_false(jumio__form_add(&out, "abc", "de"));
  assert_int_equal(jumio__buffer_result(&out), JUMIO_ERR_TOO_LARGE);
  jumio__buffer_free(&out);
}

static jumio_result fill_request(jumio_http_request *request)
{
  jumio__request_reset(request, "POST");
  jumio__buffer_text(&request->url, "https://api.emea-1.jumio.ai/api/v1/accounts/9b7e2a10-5c44-4f6d-8e21-5a4d3c2b1a02/workflow-executions/"
                                    "3f0c1d52-7a41-4c0e-9a55-0d8c1e6f7a01/credentials/a1d0c0de-0001-4a00-8000-000000000001/parts/FRONT");
  jumio__request_header_text(request, "Accept", "application/json");
  jumio__request_header_text(request, "User-Agent", "ACME Shop/1.0");
  jumio__request_header_text(request, "Authorization", "Bearer x");
  return build(request, random_bytes, "front.jpg", "image/jpeg", "\xFF\xD8\xFF", 3);
}

static jumio_result fill_response(jumio_http_response *response)
{
  static char block[3000];
  jumio_result result = jumio_http_response_set_status(response, 200);
  if (result == JUMIO_OK)
    result = jumio_http_response_add_header(response, "Content-Type", JUMIO_NTS, "application/json", JUMIO_NTS);
  for (int i = 0; i < 8 && result == JUMIO_OK; i++)
    result = jumio_http_response_append_body(response, block, sizeof block);
  return result;
}

static int scenario(jumio_alloc *mem, void *data)
{
  (void)data;
  jumio_http_request request;
  jumio_http_response response;
  jumio__buffer form;
  jumio__request_init(&request, mem);
  jumio__response_init(&response, mem);
  jumio__buffer_init(&form, mem, 1000);
  jumio__response_reset(&response, 100000, 1000);
  jumio_result result = fill_request(&request);
  assert_true(result == JUMIO_OK || !request.has_body);
  if (result == JUMIO_OK)
    result = fill_response(&response);
  assert_true(result == JUMIO_OK || response.failed == JUMIO_OK || response.failed == result);
  if (result == JUMIO_OK && !jumio__form_add(&form, "grant_type", "client_credentials"))
    result = jumio__buffer_result(&form);
  jumio__buffer_free(&form);
  jumio__response_free(&response);
  jumio__request_free(&request);
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

static void test_multipart__survives_each_failed_allocation(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(scenario, NULL) >= 20); /* the scenario does allocate */
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_multipart__has_these_bytes),
      cmocka_unit_test(test_multipart__refuses_content_that_holds_the_boundary),
      cmocka_unit_test(test_multipart__refuses_names_that_are_not_plain),
      cmocka_unit_test(test_multipart__says_when_there_are_too_many_headers),
      cmocka_unit_test(test_multipart__form_pairs_are_escaped),
      cmocka_unit_test(test_multipart__survives_each_failed_allocation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
