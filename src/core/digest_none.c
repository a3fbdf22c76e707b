/** No digests: built without libcrypto. Who needs one says ERR_UNSUPPORTED. */
#include "core/digest.h"

bool jumio__digest_available(void)
{
  return false;
}

jumio_result jumio__digest_new(jumio__digest **out)
{
  *out = NULL;
  return JUMIO_ERR_UNSUPPORTED;
}

jumio_result jumio__digest_add(jumio__digest *digest, const void *data, size_t len)
{
  (void)digest;
  (void)data;
  (void)len;
  return JUMIO_ERR_UNSUPPORTED;
}

jumio_result jumio__digest_finish(jumio__digest *digest, uint8_t out[JUMIO__DIGEST_SIZE])
{
  (void)digest;
  (void)out;
  return JUMIO_ERR_UNSUPPORTED;
}

jumio_result jumio__digest_peek(const jumio__digest *digest, uint8_t out[JUMIO__DIGEST_SIZE])
{
  (void)digest;
  (void)out;
  return JUMIO_ERR_UNSUPPORTED;
}

void jumio__digest_free(jumio__digest *digest)
{
  (void)digest;
}

jumio_result jumio__digest_hex(const void *data, size_t len, char out[JUMIO__DIGEST_HEX])
{
  (void)data;
  (void)len;
  out[0] = '\0';
  return JUMIO_OK;
}

jumio_result jumio__hmac(const void *key, size_t key_len, const void *data, size_t len, uint8_t out[JUMIO__DIGEST_SIZE])
{
  (void)key;
  (void)key_len;
  (void)data;
  (void)len;
  (void)out;
  return JUMIO_ERR_UNSUPPORTED;
}
