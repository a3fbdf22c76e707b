/** Answers line by line: what is final, how the body is framed, and floods. */
#include "http/answer.h"
#include "http/message.h"
#include "support/cmocka.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

static jumio_http_response response;
static jumio__answer answer;

static int begin(void **state)
{
  (void)state;
  jumio__response_init(&response, NULL);
  jumio__response_reset(&response, 1000, 1000);
  jumio__answer_begin(&answer, &response);
  return 0;
}

static int end(void **state)
{
  (void)state;
  jumio__response_free(&response);
  return 0;
}

static void again(void)
{
  end(NULL);
  begin(NULL);
}

static jumio_result line(const char *text)
{
  return jumio__answer_line(&answer, text, strlen(text));
}

/* All lines, up to the first that is not OK. */
static jumio_result lines(const char *const *texts)
{
  jumio_result result = JUMIO_OK;
  for (; *texts != NULL && result == JUMIO_OK; texts++)
    result = line(*texts);
  return result;
}

static void test_answer__reads_a_plain_answer(void **state)
{
  (void)state;
  static const char *const texts[] = {"HTTP/1.1 429 Too Many Requests\r\n", "Retry-After:  5 \r\n", "content-length: 3\r\n", "\r\n", NULL};
  assert_int_equal(lines(texts), JUMIO_OK);
  assert_int_equal(response.status, 429);
  assert_string_equal(response.retry_after, "5");
  assert_true(answer.complete);
  assert_true(answer.has_length);
  assert_int_equal(answer.length, 3);
  assert_int_equal(jumio__answer_body(&answer, "abc", 3), JUMIO_OK);
  assert_int_equal(jumio__answer_end(&answer), JUMIO_OK);
  assert_string_equal(response.body.data, "abc");
}

static void test_answer__reads_status_lines(void **state)
{
  (void)state;
  static const char *const good[] = {"HTTP/1.1 200 OK\r\n", "HTTP/1.0 200 OK\n", "HTTP/2 200\r\n",
                                     "HTTP/2 200 \r\n",     "HTTP/1.1 200",      "HTTP/3 200 x"};
  static const char *const bad[] = {
      "HTTP/ 200 OK",     "HTTP/1.1200 OK",  "HTTP/1.1 20 OK", "HTTP/1.1 2000 OK", "HTTP/1.1 2000",  "HTTP/1.1 20a OK", "HTTP/1.1  200 OK",
      "HTTP/1.1 000 ",    "HTTP/1.1 099 ",   "HTTP/1.1 600 x", "HTTP/1.1 999 x",   "HTTP/1.1 -20 x", "HTTP/1.1",        "HTTP/x 200 OK",
      "HTTP/1.1 200\tOK", "http/1.1 200 OK", "ICY 200 OK",     "200 OK",           "<html>",         "Retry-After: 5",  "\x16\x03\x01"};
  for (size_t i = 0; i < COUNT(good); i++) {
    again();
    assert_int_equal(line(good[i]), JUMIO_OK);
    assert_int_equal(response.status, 200);
  }
  for (size_t i = 0; i < COUNT(bad); i++) {
    again();
    if (line(bad[i]) != JUMIO_ERR_PROTOCOL)
      fail_msg("taken: %s", bad[i]);
    assert_int_equal(response.status, 0);
  }
}

static void test_answer__skips_interim_answers(void **state)
{
  (void)state;
  static const char *const texts[] = {"HTTP/1.1 100 Continue\r\n",
                                      "\r\n",
                                      "HTTP/1.1 103 Early Hints\r\n",
                                      "Retry-After: 9\r\n",
                                      "Content-Encoding: gzip\r\n",
                                      "\r\n",
                                      NULL};
  static const char *const final[] = {"HTTP/1.1 200 OK\r\n", "Content-Length: 1\r\n", "\r\n", NULL};
  assert_int_equal(lines(texts), JUMIO_OK);
  assert_int_equal(response.status, 0);
  assert_int_equal(response.delivery, JUMIO_DELIVERY_MAYBE_SENT);
  assert_false(answer.complete);
  assert_int_equal(jumio__answer_end(&answer), JUMIO_ERR_NETWORK);
  assert_int_equal(lines(final), JUMIO_OK);
  assert_int_equal(response.status, 200);
  assert_int_equal(response.retry_after_count, 0);
  assert_int_equal(jumio__answer_body(&answer, "x", 1), JUMIO_OK);
  assert_int_equal(jumio__answer_end(&answer), JUMIO_OK);
}

static void test_answer__refuses_a_second_status_line_in_one_block(void **state)
{
  (void)state;
  assert_int_equal(line("HTTP/1.1 103 Early Hints\r\n"), JUMIO_OK);
  assert_int_equal(line("HTTP/1.1 200 OK\r\n"), JUMIO_OK); /* a line of the interim answer, whatever it says */
  assert_int_equal(line("\r\n"), JUMIO_OK);
  assert_int_equal(response.status, 0);
  assert_false(answer.complete);
  again();
  assert_int_equal(line("HTTP/1.1 200 OK\r\n"), JUMIO_OK);
  assert_int_equal(line("HTTP/1.1 500 x\r\n"), JUMIO_ERR_PROTOCOL);
  assert_int_equal(response.status, 200);
}

static void test_answer__refuses_framing_that_contradicts_itself(void **state)
{
  (void)state;
  static const char *const bad[][3] = {
      {"Content-Length: 1", "Content-Length: 2", NULL},
      {"Content-Length: 1", "Transfer-Encoding: chunked", NULL},
      {"Transfer-Encoding: chunked", "Content-Length: 1", NULL},
      {"Transfer-Encoding: chunked", "Transfer-Encoding: chunked", NULL},
      {"Transfer-Encoding: gzip, chunked", NULL, NULL},
      {"Transfer-Encoding: chunked, gzip", NULL, NULL},
      {"Transfer-Encoding: identity", NULL, NULL},
      {"Transfer-Encoding:", NULL, NULL},
      {"Content-Length: -1", NULL, NULL},
      {"Content-Length: +1", NULL, NULL},
      {"Content-Length:", NULL, NULL},
      {"Content-Length: 1, 1", NULL, NULL},
      {"Content-Length: 1 2", NULL, NULL},
      {"Content-Length: 0x1", NULL, NULL},
      {"Content-Length: 1.0", NULL, NULL},
      {"Content-Length: 18446744073709551616", NULL, NULL},
      {"Content-Length: 9223372036854775808", NULL, NULL},
      {"No colon", NULL, NULL},
      {"Spaced : x", NULL, NULL},
      {" folded", NULL, NULL},
      {" X: folded", NULL, NULL},
      {": empty", NULL, NULL},
      {"X: a\x01", NULL, NULL},
      {"X: a\rb", NULL, NULL},
  };
  static const char *const good[][3] = {{"Content-Length: 1", "content-length: 01", NULL}, {"TRANSFER-ENCODING: Chunked", NULL, NULL}};
  for (size_t i = 0; i < COUNT(bad); i++) {
    again();
    assert_int_equal(line("HTTP/1.1 200 OK"), JUMIO_OK);
    if (lines(bad[i]) != JUMIO_ERR_PROTOCOL)
      fail_msg("row %zu", i);
  }
  for (size_t i = 0; i < COUNT(good); i++) {
    again();
    assert_int_equal(line("HTTP/1.1 200 OK"), JUMIO_OK);
    assert_int_equal(lines(good[i]), JUMIO_OK);
  }
}

static void test_answer__refuses_encoded_bodies(void **state)
{
  (void)state;
  static const char *const codings[] = {"Content-Encoding: gzip", "content-encoding: BR", "Content-Encoding: zstd",
                                        "Content-Encoding: identity, gzip", "Content-Encoding: x"};
  for (size_t i = 0; i < COUNT(codings); i++) {
    again();
    assert_int_equal(line("HTTP/1.1 200 OK"), JUMIO_OK);
    assert_int_equal(line(codings[i]), JUMIO_OK);
    assert_int_equal(line("Content-Encoding: identity"), JUMIO_OK); /* takes nothing back */
    assert_int_equal(line(""), JUMIO_OK);
    assert_int_equal(jumio__answer_body(&answer, "", 0), JUMIO_OK);
    assert_int_equal(jumio__answer_body(&answer, "\x1F\x8B", 2), JUMIO_ERR_PROTOCOL);
    assert_int_equal(response.body.len, 0);
  }
  again();
  assert_int_equal(line("HTTP/1.1 200 OK"), JUMIO_OK);
  assert_int_equal(line("Content-Encoding: Identity"), JUMIO_OK);
  assert_int_equal(jumio__answer_body(&answer, "x", 1), JUMIO_OK);
}

static void test_answer__refuses_what_may_be_cut_off(void **state)
{
  (void)state;
  assert_int_equal(jumio__answer_end(&answer), JUMIO_ERR_NETWORK);
  assert_int_equal(line("HTTP/1.1 200 OK\r\n"), JUMIO_OK);
  assert_int_equal(jumio__answer_end(&answer), JUMIO_ERR_NETWORK);
  assert_int_equal(line("Connection: close\r\n"), JUMIO_OK);
  assert_int_equal(line("\r\n"), JUMIO_OK);
  assert_int_equal(jumio__answer_end(&answer), JUMIO_OK); /* no body at all, as an upload is answered */
  assert_int_equal(jumio__answer_body(&answer, "{", 1), JUMIO_OK);
  assert_int_equal(jumio__answer_end(&answer), JUMIO_ERR_NETWORK);
  again();
  assert_int_equal(line("HTTP/1.1 502 Bad Gateway\r\n"), JUMIO_OK);
  assert_int_equal(line("\r\n"), JUMIO_OK);
  assert_int_equal(jumio__answer_body(&answer, "<html>", 6), JUMIO_OK);
  assert_int_equal(jumio__answer_end(&answer), JUMIO_OK); /* its status says it all */
  again();
  assert_int_equal(line("HTTP/2 200\r\n"), JUMIO_OK);
  assert_int_equal(line("\r\n"), JUMIO_OK);
  assert_int_equal(jumio__answer_body(&answer, "{}", 2), JUMIO_OK);
  assert_int_equal(jumio__answer_end(&answer), JUMIO_OK);
}

static void test_answer__counts_trailers_but_does_not_hear_them(void **state)
{
  (void)state;
  static const char *const texts[] = {"HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", NULL};
  assert_int_equal(lines(texts), JUMIO_OK);
  assert_int_equal(line("Retry-After: 5"), JUMIO_OK);
  assert_int_equal(line("Content-Length: 5"), JUMIO_OK);
  assert_int_equal(line("HTTP/1.1 500 x"), JUMIO_OK);
  assert_int_equal(line(""), JUMIO_OK);
  assert_true(answer.complete);
  assert_int_equal(response.status, 200);
  assert_int_equal(response.retry_after_count, 0);
  jumio_result result = JUMIO_OK;
  size_t count = 0;
  while ((result = line("X-Trailer: 0123456789012345678901234567890123456789")) == JUMIO_OK)
    assert_true(++count < 65536);
  assert_int_equal(result, JUMIO_ERR_RESPONSE_TOO_LARGE);
}

static void test_answer__caps_floods(void **state)
{
  (void)state;
  jumio_result result = JUMIO_OK;
  size_t count = 0;
  while (result == JUMIO_OK) {
    result = line(count % 2 == 0 ? "HTTP/1.1 103 Early Hints\r\n" : "\r\n");
    count++;
  }
  assert_int_equal(result, JUMIO_ERR_PROTOCOL);
  assert_true(count < 5000);
  assert_int_equal(response.status, 0);
  again();
  assert_int_equal(line("HTTP/1.1 200 OK\r\n"), JUMIO_OK);
  while ((result = line("X-Flood: 0123456789\r\n")) == JUMIO_OK)
    ;
  assert_int_equal(result, JUMIO_ERR_RESPONSE_TOO_LARGE);
  assert_true(response.header_bytes <= JUMIO__HEADERS_MAX);
  again();
  assert_int_equal(line("HTTP/1.1 200 OK\r\n"), JUMIO_OK);
  assert_int_equal(jumio__answer_line(&answer, "X: y", 65537), JUMIO_ERR_RESPONSE_TOO_LARGE);
}

static void test_answer__takes_the_edges(void **state)
{
  (void)state;
  static const char *const texts[] = {"HTTP/1.1 199 x\n",
                                      "\n",
                                      "HTTP/1.1 599",
                                      "Content-Length:000000000000000001 \t ",
                                      "X-Longer-Heads: a",
                                      "X-Another-Headers: b",
                                      "X-Another-Header: gzip",
                                      "Empty:",
                                      "\n",
                                      NULL};
  assert_int_equal(lines(texts), JUMIO_OK);
  assert_int_equal(response.status, 599);
  assert_true(answer.complete);
  assert_false(answer.chunked);
  assert_false(answer.encoded);
  assert_int_equal(answer.length, 1);
  again();
  assert_int_equal(line("HTTP/1.1 299"), JUMIO_OK);
  assert_int_equal(line("Content-Length: 0000000000000000001"), JUMIO_ERR_PROTOCOL); /* 19 digits */
  again();
  assert_int_equal(line("HTTP/1.1 299"), JUMIO_OK);
  assert_int_equal(line(""), JUMIO_OK);
  assert_int_equal(jumio__answer_body(&answer, "x", 1), JUMIO_OK);
  assert_int_equal(jumio__answer_end(&answer), JUMIO_ERR_NETWORK);
  again();
  assert_int_equal(jumio__answer_line(&answer, "HTTP/1.1 200 OK", 65537), JUMIO_ERR_PROTOCOL);
}

static void test_answer__never_reads_past_a_line(void **state)
{
  (void)state;
  static const char *const texts[] = {
      "HTTP/1.1 200 OK\r\n", "HTTP/2 200\r\n", "Content-Length: 12 \t\r\n", "Transfer-Encoding:\tchunked \r\n", ":\r\n", "A:\r\n"};
  for (size_t i = 0; i < COUNT(texts); i++)
    for (size_t len = 1; len <= strlen(texts[i]); len++) {
      char *exact = malloc(len); /* the sanitizer sees the first byte beyond */
      assert_non_null(exact);
      memcpy(exact, texts[i], len);
      again();
      jumio__answer_line(&answer, exact, len);
      again();
      assert_int_equal(line("HTTP/1.1 200 OK"), JUMIO_OK);
      jumio__answer_line(&answer, exact, len);
      free(exact);
    }
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_answer__reads_a_plain_answer, begin, end),
      cmocka_unit_test_setup_teardown(test_answer__reads_status_lines, begin, end),
      cmocka_unit_test_setup_teardown(test_answer__skips_interim_answers, begin, end),
      cmocka_unit_test_setup_teardown(test_answer__refuses_a_second_status_line_in_one_block, begin, end),
      cmocka_unit_test_setup_teardown(test_answer__refuses_framing_that_contradicts_itself, begin, end),
      cmocka_unit_test_setup_teardown(test_answer__refuses_encoded_bodies, begin, end),
      cmocka_unit_test_setup_teardown(test_answer__refuses_what_may_be_cut_off, begin, end),
      cmocka_unit_test_setup_teardown(test_answer__counts_trailers_but_does_not_hear_them, begin, end),
      cmocka_unit_test_setup_teardown(test_answer__caps_floods, begin, end),
      cmocka_unit_test_setup_teardown(test_answer__takes_the_edges, begin, end),
      cmocka_unit_test_setup_teardown(test_answer__never_reads_past_a_line, begin, end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
