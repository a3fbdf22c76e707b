/** A tag in userReference or in the callback URL: reference "." intent "." MAC (reliability 4.5). The form alone proves nothing. */
#ifndef JUMIO__MODEL_CALLBACK_TAG_H
#define JUMIO__MODEL_CALLBACK_TAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jumio/base.h>

#define JUMIO__TAG_REFERENCE_MAX 45
#define JUMIO__TAG_INTENT_LEN 26 /* 128 bits in base32 */
#define JUMIO__TAG_MAC_LEN 22    /* 128 bits in base64url */
#define JUMIO__TAG_TEXT_MAX (JUMIO__TAG_REFERENCE_MAX + 1 + JUMIO__TAG_INTENT_LEN + 1 + JUMIO__TAG_MAC_LEN)

typedef struct jumio__tag {
  char reference[JUMIO__TAG_REFERENCE_MAX + 1];
  char intent[JUMIO__TAG_INTENT_LEN + 1];
  char mac[JUMIO__TAG_MAC_LEN + 1];
} jumio__tag;

/* Whether a text has the form of a tag; then its parts. */
bool jumio__tag_split(const char *text, jumio__tag *out);
bool jumio__tag_is_reference(const char *text, size_t len);
bool jumio__tag_is_intent(const char *text, size_t len);

/* The MAC over tenant, region and intent. ERR_UNSUPPORTED or ERR_OUT_OF_MEMORY. */
jumio_result jumio__tag_mac(const void *key, size_t key_len, const char *tenant, const char *region, const char *intent,
                            char out[JUMIO__TAG_MAC_LEN + 1]);

#endif
