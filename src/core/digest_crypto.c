/** SHA-256 and HMAC-SHA256 by libcrypto. */
#include "core/digest.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <limits.h>

/* libcrypto's context itself: only this file knows. */
static EVP_MD_CTX *context(jumio__digest *digest)
{
  return (EVP_MD_CTX *)digest;
}

bool jumio__digest_available(void)
{
  return true;
}

jumio_result jumio__digest_new(jumio__digest **out)
{
  EVP_MD_CTX *made = EVP_MD_CTX_new();
  *out = NULL;
  if (made == NULL || EVP_DigestInit_ex(made, EVP_sha256(), NULL) != 1) {
    EVP_MD_CTX_free(made);
    return JUMIO_ERR_OUT_OF_MEMORY;
  }
  *out = (jumio__digest *)made;
  return JUMIO_OK;
}

jumio_result jumio__digest_add(jumio__digest *digest, const void *data, size_t len)
{
  return EVP_DigestUpdate(context(digest), data, len) == 1 ? JUMIO_OK : JUMIO_ERR_OUT_OF_MEMORY;
}

jumio_result jumio__digest_finish(jumio__digest *digest, uint8_t out[JUMIO__DIGEST_SIZE])
{
  bool good = EVP_DigestFinal_ex(context(digest), out, NULL) == 1 && EVP_DigestInit_ex(context(digest), EVP_sha256(), NULL) == 1;
  return good ? JUMIO_OK : JUMIO_ERR_OUT_OF_MEMORY;
}

jumio_result jumio__digest_peek(const jumio__digest *digest, uint8_t out[JUMIO__DIGEST_SIZE])
{
  EVP_MD_CTX *copy = EVP_MD_CTX_new();
  bool good = copy != NULL && EVP_MD_CTX_copy_ex(copy, (const EVP_MD_CTX *)digest) == 1 && EVP_DigestFinal_ex(copy, out, NULL) == 1;
  EVP_MD_CTX_free(copy);
  return good ? JUMIO_OK : JUMIO_ERR_OUT_OF_MEMORY;
}

void jumio__digest_free(jumio__digest *digest)
{
  EVP_MD_CTX_free(context(digest));
}

jumio_result jumio__digest_hex(const void *data, size_t len, char out[JUMIO__DIGEST_HEX])
{
  static const char digits[] = "0123456789abcdef";
  uint8_t digest[JUMIO__DIGEST_SIZE];
  if (EVP_Digest(data, len, digest, NULL, EVP_sha256(), NULL) != 1)
    return JUMIO_ERR_OUT_OF_MEMORY;
  for (size_t i = 0; i < sizeof digest; i++) {
    out[2 * i] = digits[digest[i] >> 4];
    out[2 * i + 1] = digits[digest[i] & 15];
  }
  out[2 * sizeof digest] = '\0';
  return JUMIO_OK;
}

jumio_result jumio__hmac(const void *key, size_t key_len, const void *data, size_t len, uint8_t out[JUMIO__DIGEST_SIZE])
{
  unsigned made = 0;
  if (key_len > INT_MAX)
    return JUMIO_ERR_ARGUMENT;
  bool good = HMAC(EVP_sha256(), key, (int)key_len, data, len, out, &made) != NULL && made == JUMIO__DIGEST_SIZE;
  return good ? JUMIO_OK : JUMIO_ERR_OUT_OF_MEMORY;
}
