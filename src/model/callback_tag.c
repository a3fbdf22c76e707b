/** The form of tags and their MAC. */
#include "model/callback_tag.h"

#include <jumio/result.h>

#include "core/digest.h"
#include "core/text.h"

#include <string.h>

#define MAC_BYTES 16
#define TENANT_MAX 128
#define PURPOSE "jumio-idv callback tag 1" /* a key that is used for something else too yields no tags there */

bool jumio__tag_is_reference(const char *text, size_t len)
{
  return len >= 1 && len <= JUMIO__TAG_REFERENCE_MAX && jumio__all_of(text, len, "._:-");
}

bool jumio__tag_is_intent(const char *text, size_t len)
{
  for (size_t i = 0; i < len; i++)
    if ((text[i] < 'a' || text[i] > 'z') && (text[i] < '2' || text[i] > '7'))
      return false;
  return len == JUMIO__TAG_INTENT_LEN;
}

/* From the end: the reference may hold dots of its own. */
bool jumio__tag_split(const char *text, jumio__tag *out)
{
  const size_t tail = 1 + JUMIO__TAG_INTENT_LEN + 1 + JUMIO__TAG_MAC_LEN;
  size_t len = strlen(text);
  if (len <= tail || !jumio__tag_is_reference(text, len - tail))
    return false;
  const char *intent = text + len - tail + 1, *mac = intent + JUMIO__TAG_INTENT_LEN + 1;
  if (intent[-1] != '.' || mac[-1] != '.' || !jumio__tag_is_intent(intent, JUMIO__TAG_INTENT_LEN) ||
      !jumio__all_of(mac, JUMIO__TAG_MAC_LEN, "-_"))
    return false;
  *out = (jumio__tag){0};
  memcpy(out->reference, text, len - tail);
  memcpy(out->intent, intent, JUMIO__TAG_INTENT_LEN);
  memcpy(out->mac, mac, JUMIO__TAG_MAC_LEN);
  return true;
}

static size_t put(char *out, size_t at, const char *text)
{
  size_t size = strlen(text) + 1; /* with its NUL, which none of the parts can hold */
  memcpy(out + at, text, size);
  return at + size;
}

jumio_result jumio__tag_mac(const void *key, size_t key_len, const char *tenant, const char *region, const char *intent,
                            char out[JUMIO__TAG_MAC_LEN + 1])
{
  char message[sizeof PURPOSE + TENANT_MAX + 1 + 16 + JUMIO__TAG_INTENT_LEN + 1];
  uint8_t digest[JUMIO__DIGEST_SIZE];
  char text[4 * ((MAC_BYTES + 2) / 3) + 1];
  size_t len = put(message, put(message, put(message, put(message, 0, PURPOSE), tenant), region), intent);
  jumio_result result = jumio__hmac(key, key_len, message, len, digest);
  if (result != JUMIO_OK)
    return result;
  jumio__base64(digest, MAC_BYTES, text);
  for (size_t i = 0; i < JUMIO__TAG_MAC_LEN; i++)
    out[i] = text[i] == '+' ? '-' : text[i] == '/' ? '_' : text[i];
  out[JUMIO__TAG_MAC_LEN] = '\0';
  jumio__wipe(digest, sizeof digest);
  jumio__wipe(text, sizeof text);
  return JUMIO_OK;
}
