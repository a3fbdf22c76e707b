/** Text without locale: UTF-8, classes, comparison, int64 (faults J09, J18, X01, X09, X10). */
#include "core/text.h"

#include "support/cmocka.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void test_text__utf8_takes_every_code_point_but_surrogates(void **state)
{
  (void)state;
  for (uint32_t c = 0; c <= 0x110005; c++) {
    char s[4];
    size_t len;
    if (c < 0x80) {
      s[0] = (char)c;
      len = 1;
    } else if (c < 0x800) {
      s[0] = (char)(0xC0 | c >> 6);
      s[1] = (char)(0x80 | (c & 63));
      len = 2;
    } else if (c < 0x10000) {
      s[0] = (char)(0xE0 | c >> 12);
      s[1] = (char)(0x80 | (c >> 6 & 63));
      s[2] = (char)(0x80 | (c & 63));
      len = 3;
    } else {
      s[0] = (char)(0xF0 | c >> 18);
      s[1] = (char)(0x80 | (c >> 12 & 63));
      s[2] = (char)(0x80 | (c >> 6 & 63));
      s[3] = (char)(0x80 | (c & 63));
      len = 4;
    }
    bool good = c <= 0x10FFFF && !(c >= 0xD800 && c <= 0xDFFF);
    if (jumio__utf8_valid(s, len) != good)
      fail_msg("U+%04" PRIX32, c);
    if (len > 1 && jumio__utf8_valid(s, len - 1))
      fail_msg("cut U+%04" PRIX32, c);
    if (good && jumio__utf8_count(s, len) != 1)
      fail_msg("count of U+%04" PRIX32, c);
  }
}

/* The same rule by the book: decode, then compare with the shortest form. */
static bool valid_by_decoding(const unsigned char *s, size_t len)
{
  static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  for (size_t i = 0; i < len;) {
    size_t step = s[i] < 0x80 ? 1 : s[i] >> 5 == 6 ? 2 : s[i] >> 4 == 14 ? 3 : s[i] >> 3 == 30 ? 4 : 0;
    if (step == 0 || step > len - i)
      return false;
    uint32_t c = step == 1 ? s[i] : s[i] & (0x7Fu >> step);
    for (size_t k = 1; k < step; k++) {
      if (s[i + k] >> 6 != 2)
        return false;
      c = c << 6 | (s[i + k] & 63u);
    }
    if (c < least[step] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
      return false;
    i += step;
  }
  return true;
}

static void test_text__utf8_agrees_with_a_decoder_on_all_short_texts(void **state)
{
  unsigned char s[4];
  (void)state;
  for (uint32_t n = 0; n < 0x1000000; n++) {
    s[0] = (unsigned char)(n >> 16);
    s[1] = (unsigned char)(n >> 8);
    s[2] = (unsigned char)n;
    if (s[0] < 0x80 && s[0] != 'a')
      continue; /* one byte of ASCII in front stands for all */
    if (jumio__utf8_valid((const char *)s, 3) != valid_by_decoding(s, 3))
      fail_msg("%02X %02X %02X", s[0], s[1], s[2]);
  }
  /* Four bytes: every first byte from F0, every pair of edges behind it. */
  static const unsigned char edges[] = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF};
  for (unsigned first = 0xF0; first <= 0xFF; first++)
    for (size_t a = 0; a < COUNT(edges); a++)
      for (size_t b = 0; b < COUNT(edges); b++)
        for (size_t c = 0; c < COUNT(edges); c++) {
          const unsigned char four[] = {(unsigned char)first, edges[a], edges[b], edges[c]};
          assert_int_equal(jumio__utf8_valid((const char *)four, 4), valid_by_decoding(four, 4));
        }
}

static void test_text__utf8_counts_code_points(void **state)
{
  (void)state;
  assert_int_equal(jumio__utf8_count("", 0), 0);
  assert_int_equal(jumio__utf8_count("abc", 3), 3);
  assert_int_equal(jumio__utf8_count("a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80", 10), 4);
  assert_int_equal(jumio__utf8_count("e\xCC\x81", 3), 2); /* a combining mark is a code point of its own */
}

static void test_text__arg_resolves_lengths_and_refuses_bad_texts(void **state)
{
  size_t len = JUMIO_NTS;
  (void)state;
  assert_true(jumio__text_arg("abc", &len));
  assert_int_equal(len, 3);
  len = 2;
  assert_true(jumio__text_arg("abc", &len));
  assert_int_equal(len, 2);
  len = 0;
  assert_true(jumio__text_arg("", &len));
  assert_int_equal(len, 0);
  assert_false(jumio__text_arg(NULL, &len));
  len = JUMIO_NTS;
  assert_false(jumio__text_arg(NULL, &len));
  len = 4;
  assert_false(jumio__text_arg("a\0bc", &len));
  len = 3;
  assert_false(jumio__text_arg("ab\0", &len));
  len = JUMIO_NTS;
  assert_false(jumio__text_arg("a\xFF", &len));
  len = 2;
  assert_false(jumio__text_arg("a\xC3\xA4", &len)); /* the length cuts a character */
}

static void test_text__classes_are_ascii_and_know_no_locale(void **state)
{
  (void)state;
  for (int i = 0; i < 256; i++) {
    char c = (char)i;
    bool digit = i >= '0' && i <= '9', upper = i >= 'A' && i <= 'Z', lower = i >= 'a' && i <= 'z';
    assert_int_equal(jumio__is_digit(c), digit);
    assert_int_equal(jumio__is_alnum(c), digit || upper || lower);
    assert_int_equal((unsigned char)jumio__lower(c), upper ? i + 32 : i); /* I becomes i, in Turkey too */
    assert_int_equal(jumio__printable(&c, 1), i >= 0x20 && i <= 0x7E);
    assert_int_equal(jumio__no_controls(&c, 1), i >= 0x20 && i != 0x7F);
    assert_int_equal(jumio__all_of(&c, 1, "._-"), digit || upper || lower || i == '.' || i == '_' || i == '-');
    assert_int_equal(jumio__all_of(&c, 1, ""), digit || upper || lower);
  }
  assert_true(jumio__all_of("", 0, ""));
  assert_true(jumio__printable("", 0));
  assert_false(jumio__printable("ab\n", 3));
  assert_false(jumio__no_controls("ab\x1B[1m", 6));
}

/* Long texts are looked at eight bytes at a time: what is wrong must be seen at every place of such a group. */
static void test_text__every_byte_is_seen_at_every_place(void **state)
{
  char text[40];
  (void)state;
  for (size_t len = 1; len <= 33; len++)
    for (size_t at = 0; at < len; at++)
      for (int c = 0; c < 256; c++) {
        for (size_t i = 0; i < len; i++)
          text[i] = i % 3 == 0 ? ' ' : '~';
        text[at] = (char)c;
        bool control = c < 0x20 || c == 0x7F;
        if (jumio__utf8_valid(text, len) != (c < 0x80) || jumio__no_controls(text, len) == control ||
            jumio__printable(text, len) == (control || c >= 0x80))
          fail_msg("%02X at %zu of %zu", (unsigned)c, at, len);
      }
}

static void test_text__every_sequence_is_seen_at_every_place(void **state)
{
  static const char *const good[] = {"\xC2\x80", "\xC3\xA4", "\xE2\x82\xAC", "\xEF\xBF\xBF", "\xF0\x9F\x98\x80", "\xF4\x8F\xBF\xBF"};
  static const char *const bad[] = {"\x80", "\xC0\x80", "\xC2", "\xE2\x82", "\xED\xA0\x80", "\xF0\x9F\x98", "\xF4\x90\x80\x80", "\xFF"};
  (void)state;
  for (size_t len = 4; len <= 33; len++)
    for (size_t i = 0; i < COUNT(good) + COUNT(bad); i++) {
      const char *sequence = i < COUNT(good) ? good[i] : bad[i - COUNT(good)];
      size_t width = strlen(sequence);
      for (size_t at = 0; at + width <= len; at++) {
        char text[40];
        memset(text, 'x', sizeof text);
        memcpy(text + at, sequence, width);
        if (jumio__utf8_valid(text, len) != (i < COUNT(good)))
          fail_msg("sequence %zu at %zu of %zu", i, at, len);
        if (jumio__utf8_valid(text, at + width - 1) != (width == 1)) /* cut inside */
          fail_msg("cut sequence %zu at %zu of %zu", i, at, len);
        if (!jumio__no_controls(text, len))
          fail_msg("no control, but sequence %zu at %zu", i, at);
      }
    }
}

static void test_text__comparison(void **state)
{
  (void)state;
  assert_true(jumio__same("abcX", 3, "abc"));
  assert_false(jumio__same("abc", 3, "abcd"));
  assert_false(jumio__same("ab", 2, "abc"));
  assert_false(jumio__same("ABC", 3, "abc"));
  assert_false(jumio__same("ab\0c", 4, "ab"));
  assert_true(jumio__same("", 0, ""));
  assert_false(jumio__same(NULL, 0, ""));
  assert_false(jumio__same("", 0, NULL));
  assert_true(jumio__same_no_case("Content-TYPE", 12, "content-type"));
  assert_true(jumio__same_no_case("INIT", 4, "init"));
  assert_false(jumio__same_no_case("\xC3\x84", 2, "\xC3\xA4")); /* only ASCII is folded */
  assert_false(jumio__same_no_case("a[", 2, "a{"));
  assert_false(jumio__same_no_case("@", 1, "`"));
  assert_false(jumio__same_no_case(NULL, 0, ""));
  assert_false(jumio__same_no_case("a", 1, NULL));
  assert_true(jumio__starts("https://x", 9, "https://"));
  assert_false(jumio__starts("https:/", 7, "https://"));
  assert_true(jumio__starts("x", 1, ""));
  assert_false(jumio__starts(NULL, 0, ""));
}

static void test_text__int64_within_its_bounds(void **state)
{
  static const struct {
    const char *text;
    int64_t number;
  } good[] = {
      {"0", 0},
      {"-0", 0},
      {"7", 7},
      {"007", 7},
      {"-1", -1},
      {"9007199254740993", INT64_C(9007199254740993)},
      {"9223372036854775806", INT64_MAX - 1},
      {"9223372036854775807", INT64_MAX},
      {"-9223372036854775807", -INT64_MAX},
      {"-9223372036854775808", INT64_MIN},
      {"00000000000000000000000000009223372036854775807", INT64_MAX},
      {"-00000000000000000000000000009223372036854775808", INT64_MIN},
  };
  static const char *const bad[] = {"",
                                    "-",
                                    "--1",
                                    "+1",
                                    " 1",
                                    "1 ",
                                    "1.0",
                                    "1e3",
                                    "0x10",
                                    "1,000",
                                    "a",
                                    "9223372036854775808",
                                    "9223372036854775809",
                                    "9223372036854775810",
                                    "-9223372036854775809",
                                    "-9223372036854775810",
                                    "18446744073709551616",
                                    "18446744073709551617",
                                    "92233720368547758070",
                                    "99999999999999999999999999999999999999",
                                    "\xD9\xA1"};
  (void)state;
  for (size_t i = 0; i < COUNT(good); i++) {
    int64_t number = 42;
    if (!jumio__parse_int64(good[i].text, strlen(good[i].text), &number) || number != good[i].number)
      fail_msg("%s", good[i].text);
  }
  for (size_t i = 0; i < COUNT(bad); i++) {
    int64_t number = 42;
    if (jumio__parse_int64(bad[i], strlen(bad[i]), &number) || number != 42)
      fail_msg("%s", bad[i]);
  }
  int64_t number = 42;
  assert_false(jumio__parse_int64("1\0002", 3, &number));
  assert_true(jumio__parse_int64("123456", 3, &number));
  assert_int_equal(number, 123);
}

static void check_format(int64_t number)
{
  char expected[32], text[21];
  int64_t back = 0;
  snprintf(expected, sizeof expected, "%" PRId64, number);
  size_t len = jumio__format_int64(number, text);
  assert_string_equal(text, expected);
  assert_int_equal(len, strlen(expected));
  assert_true(jumio__parse_int64(text, len, &back));
  assert_true(back == number);
}

static void test_text__int64_is_written_and_read_back(void **state)
{
  (void)state;
  check_format(0);
  check_format(INT64_MIN);
  check_format(INT64_MAX);
  for (int64_t n = 1; n < INT64_MAX / 10; n *= 10)
    for (int64_t d = -1; d <= 1; d++) {
      check_format(n + d);
      check_format(-n + d);
    }
}

/* X03, X04 */
static void test_text__harmless_copies_are_one_line_of_ascii(void **state)
{
  char out[16], every[257], copy[257];
  (void)state;
  jumio__text_harmless("a\r\nb\x1B\"\\\xE2\x80\xAE", 10, out, sizeof out);
  assert_string_equal(out, "a??b??????"); /* the bidirectional override is three bytes */
  jumio__text_harmless("0123456789", 10, out, 5);
  assert_string_equal(out, "0123");
  jumio__text_harmless("0123456789", 3, out, sizeof out);
  assert_string_equal(out, "012");
  out[0] = 'x';
  jumio__text_harmless("abc", 3, out, 1);
  assert_string_equal(out, "");
  out[0] = 'x';
  jumio__text_harmless("abc", 3, out, 0);
  assert_int_equal(out[0], 'x');
  for (int i = 0; i < 256; i++)
    every[i] = (char)i;
  jumio__text_harmless(every, 256, copy, sizeof copy);
  assert_int_equal(strlen(copy), 256);
  assert_true(jumio__printable(copy, 256));
  assert_null(strchr(copy, '"'));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_text__utf8_takes_every_code_point_but_surrogates),
      cmocka_unit_test(test_text__utf8_agrees_with_a_decoder_on_all_short_texts),
      cmocka_unit_test(test_text__utf8_counts_code_points),
      cmocka_unit_test(test_text__arg_resolves_lengths_and_refuses_bad_texts),
      cmocka_unit_test(test_text__classes_are_ascii_and_know_no_locale),
      cmocka_unit_test(test_text__every_byte_is_seen_at_every_place),
      cmocka_unit_test(test_text__every_sequence_is_seen_at_every_place),
      cmocka_unit_test(test_text__comparison),
      cmocka_unit_test(test_text__int64_within_its_bounds),
      cmocka_unit_test(test_text__int64_is_written_and_read_back),
      cmocka_unit_test(test_text__harmless_copies_are_one_line_of_ascii),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
