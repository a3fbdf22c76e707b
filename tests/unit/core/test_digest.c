/** SHA-256 and HMAC-SHA256 against published vectors (FIPS 180-2 "abc"; RFC 4231 cases 1, 2 and 6). */
#include "core/digest.h"

#include "support/cmocka.h"

#include <stdio.h>
#include <string.h>

static void assert_hex(const uint8_t *digest, const char *expected)
{
  char hex[2 * JUMIO__DIGEST_SIZE + 1];
  for (size_t i = 0; i < JUMIO__DIGEST_SIZE; i++)
    snprintf(hex + 2 * i, 3, "%02x", digest[i]);
  assert_string_equal(hex, expected);
}

static void need_crypto(void)
{
  if (!jumio__digest_available())
    skip();
}

static void test_digest__sha256_in_pieces(void **state)
{
  static const char abc[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  uint8_t out[JUMIO__DIGEST_SIZE];
  jumio__digest *digest = NULL;
  (void)state;
  need_crypto();
  assert_int_equal(jumio__digest_new(&digest), JUMIO_OK);
  for (int round = 0; round < 2; round++) { /* finishing begins anew */
    assert_int_equal(jumio__digest_add(digest, "a", 1), JUMIO_OK);
    assert_int_equal(jumio__digest_add(digest, "", 0), JUMIO_OK);
    assert_int_equal(jumio__digest_add(digest, "bc", 2), JUMIO_OK);
    assert_int_equal(jumio__digest_finish(digest, out), JUMIO_OK);
    assert_hex(out, abc);
  }
  assert_int_equal(jumio__digest_finish(digest, out), JUMIO_OK);
  assert_hex(out, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  jumio__digest_free(digest);
  jumio__digest_free(NULL);
}

static void test_digest__hmac(void **state)
{
  uint8_t out[JUMIO__DIGEST_SIZE];
  char key[131];
  (void)state;
  need_crypto();
  memset(key, 0x0b, 20);
  assert_int_equal(jumio__hmac(key, 20, "Hi There", 8, out), JUMIO_OK);
  assert_hex(out, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  assert_int_equal(jumio__hmac("Jefe", 4, "what do ya want for nothing?", 28, out), JUMIO_OK);
  assert_hex(out, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  memset(key, 0xaa, sizeof key);
  assert_int_equal(jumio__hmac(key, sizeof key, "Test Using Larger Than Block-Size Key - Hash Key First", 54, out), JUMIO_OK);
  assert_hex(out, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_digest__sha256_in_pieces),
      cmocka_unit_test(test_digest__hmac),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
