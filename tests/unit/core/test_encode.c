/** Ids and binary-to-text codes: UUIDs (fault J23), base64 and base32. */
#include "core/text.h"

#include "support/cmocka.h"

#include <string.h>

#define UUID "0123abcd-89ef-4abc-9def-0123456789ab"

static void test_encode__uuid_is_canonical(void **state)
{
  char out[37];
  (void)state;
  assert_true(jumio__uuid(UUID, 36, out));
  assert_string_equal(out, UUID);
  assert_true(jumio__uuid("0123ABCD-89EF-4ABC-9DEF-0123456789AB", 36, out));
  assert_string_equal(out, UUID);
  assert_true(jumio__uuid("0123AbCd-89eF-4aBc-9DEf-0123456789aB-and-more", 36, out));
  assert_string_equal(out, UUID);
  assert_true(jumio__uuid("00000000-0000-0000-0000-000000000000", 36, out));
}

static void test_encode__uuid_refuses_everything_else(void **state)
{
  static const char *const bad[] = {
      "",
      "0123abcd-89ef-4abc-9def-0123456789a",
      UUID "0",
      "{" UUID "}",
      "{123abcd-89ef-4abc-9def-0123456789a}",
      "0123abcd089ef-4abc-9def-0123456789ab",
      "0123abcd-89ef-4abc-9def00123456789ab",
      "0123abc--89ef-4abc-9def-0123456789ab",
      "0123abcg-89ef-4abc-9def-0123456789ab",
      "0123abcd-89ef-4abc-9def-0123456789a ",
      " 123abcd-89ef-4abc-9def-0123456789ab",
      "../../..-..%2-....-....-............",
      "' OR 1=1 --------------------------,",
      "0123abcd-89ef-4abc-9def-0123456789\xC3\xA4",
  };
  char out[37];
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    if (jumio__uuid(bad[i], strlen(bad[i]), out))
      fail_msg("%s", bad[i]);
  assert_false(jumio__uuid(NULL, 36, out));
  assert_false(jumio__uuid(UUID, 35, out));
  assert_false(jumio__uuid(UUID, 37, out));
}

static void test_encode__uuid_takes_hex_digits_and_dashes_at_each_place(void **state)
{
  (void)state;
  for (size_t at = 0; at < 36; at++)
    for (int c = 0; c < 256; c++) {
      char text[37] = UUID, out[37];
      bool dash = at == 8 || at == 13 || at == 18 || at == 23;
      bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      text[at] = (char)c;
      assert_int_equal(jumio__uuid(text, 36, out), dash ? c == '-' : hex);
    }
}

static void check_base64(const char *data, const char *expected)
{
  char out[64];
  memset(out, 'x', sizeof out);
  assert_int_equal(jumio__base64(data, strlen(data), out), strlen(expected));
  assert_string_equal(out, expected);
}

static void test_encode__base64_of_rfc_4648(void **state)
{
  (void)state;
  check_base64("", "");
  check_base64("f", "Zg==");
  check_base64("fo", "Zm8=");
  check_base64("foo", "Zm9v");
  check_base64("foob", "Zm9vYg==");
  check_base64("fooba", "Zm9vYmE=");
  check_base64("foobar", "Zm9vYmFy");
  check_base64("Aladdin:open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="); /* RFC 7617 */
  check_base64("\xFB\xFF\xBF", "+/+/");
}

static void test_encode__base64_of_every_byte(void **state)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  (void)state;
  for (int i = 0; i < 256; i++) {
    const unsigned char data[] = {(unsigned char)i, 0, (unsigned char)i};
    char out[5];
    assert_int_equal(jumio__base64(data, 3, out), 4);
    long value = 0;
    for (int k = 0; k < 4; k++)
      value = value * 64 + (strchr(alphabet, out[k]) - alphabet);
    assert_int_equal(value, i * 65536L + i);
  }
}

static void check_base32(const uint8_t data[16], const char *expected)
{
  char out[28];
  out[27] = '!';
  jumio__base32(data, out);
  assert_string_equal(out, expected);
  assert_int_equal(out[27], '!');
}

static void test_encode__base32_of_16_bytes(void **state)
{
  static const uint8_t zero[16] = {0};
  uint8_t ones[16], ramp[16];
  (void)state;
  memset(ones, 0xFF, sizeof ones);
  for (size_t i = 0; i < sizeof ramp; i++)
    ramp[i] = (uint8_t)(i * 17);
  check_base32(zero, "aaaaaaaaaaaaaaaaaaaaaaaaaa");
  check_base32(ones, "7777777777777777777777777"
                     "4");
  check_base32((const uint8_t *)"foobarfoobarfoob", "mzxw6ytbojtg633cmfzgm33pmi");
  check_base32(ramp, "aaisem2ekvthpcezvk54zxpo74");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_encode__uuid_is_canonical),
      cmocka_unit_test(test_encode__uuid_refuses_everything_else),
      cmocka_unit_test(test_encode__uuid_takes_hex_digits_and_dashes_at_each_place),
      cmocka_unit_test(test_encode__base64_of_rfc_4648),
      cmocka_unit_test(test_encode__base64_of_every_byte),
      cmocka_unit_test(test_encode__base32_of_16_bytes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
