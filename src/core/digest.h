/** SHA-256 and HMAC-SHA256, by libcrypto where it was built in: for callback tags, and for holding repeated uploads to the same bytes. */
#ifndef JUMIO__DIGEST_H
#define JUMIO__DIGEST_H

#include "core/mem.h"

#include <jumio/result.h>

#include <stdbool.h>
#include <stddef.h>

#define JUMIO__DIGEST_SIZE 32

typedef struct jumio__digest jumio__digest;

/* Whether the functions below can answer anything but ERR_UNSUPPORTED. */
bool jumio__digest_available(void);

/* A running SHA-256. ERR_UNSUPPORTED or ERR_OUT_OF_MEMORY. */
jumio_result jumio__digest_new(jumio__digest **out);
jumio_result jumio__digest_add(jumio__digest *digest, const void *data, size_t len);
/* The digest of everything added; the object begins anew. */
jumio_result jumio__digest_finish(jumio__digest *digest, uint8_t out[JUMIO__DIGEST_SIZE]);
/* The same, and the object goes on. */
jumio_result jumio__digest_peek(const jumio__digest *digest, uint8_t out[JUMIO__DIGEST_SIZE]);
void jumio__digest_free(jumio__digest *digest);

#define JUMIO__DIGEST_HEX (2 * JUMIO__DIGEST_SIZE + 1)
/* The SHA-256 of one text in hexadecimal digits; an empty text where there are no digests. OK or ERR_OUT_OF_MEMORY. */
jumio_result jumio__digest_hex(const void *data, size_t len, char out[JUMIO__DIGEST_HEX]);

/* Compare results with jumio__same_secret(). */
jumio_result jumio__hmac(const void *key, size_t key_len, const void *data, size_t len, uint8_t out[JUMIO__DIGEST_SIZE]);

#endif
