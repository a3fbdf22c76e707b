/** The getters of a capability's element. */
#include "model/transaction.h"

#include "core/text.h"
#include "model/scalar.h"

#include <string.h>

#define LIST_MAX 1024 /* most credentials that are shown of one element */

size_t jumio_transaction_capability_count(const jumio_transaction *transaction)
{
  return transaction != NULL ? transaction->capability_count : 0;
}

const jumio_capability *jumio_transaction_get_capability_at(const jumio_transaction *transaction, size_t index)
{
  return index < jumio_transaction_capability_count(transaction) ? &transaction->capabilities[index] : NULL;
}

const char *jumio_capability_get_word(const jumio_capability *capability, jumio_capability_word which)
{
  if (capability == NULL)
    return NULL;
  switch (which) {
  case JUMIO_WORD_NAME:
    return capability->name;
  case JUMIO_WORD_ID:
    return jumio__json_text(jumio__json_member(capability->value, "id"), NULL);
  case JUMIO_WORD_TYPE:
    return capability->type_text;
  case JUMIO_WORD_LABEL:
    return capability->label;
  default:
    return NULL;
  }
}

jumio_decision_type jumio_capability_get_type(const jumio_capability *capability)
{
  return capability != NULL ? capability->type : JUMIO_TYPE_UNKNOWN;
}

typedef struct bounded_text {
  char *at;
  size_t size, len;
} bounded_text;

static void put(bounded_text *out, const char *text, size_t len)
{
  for (size_t i = 0; i < len; i++, out->len++)
    if (out->len + 1 < out->size)
      out->at[out->len] = text[i];
}

/* RFC 6901: "~" is "~0" and "/" is "~1". */
static void put_escaped(bounded_text *out, const char *text, size_t len)
{
  for (size_t i = 0; i < len; i++) {
    if (text[i] == '~')
      put(out, "~0", 2);
    else if (text[i] == '/')
      put(out, "~1", 2);
    else
      put(out, text + i, 1);
  }
}

size_t jumio_capability_get_pointer(const jumio_capability *capability, char *buffer, size_t size)
{
  static const char top[] = "/capabilities/";
  bounded_text out = {buffer, buffer != NULL ? size : 0, 0};
  char digits[21];
  if (capability != NULL) {
    put(&out, top, sizeof top - 1);
    put_escaped(&out, capability->name, capability->name_len);
    put(&out, "/", 1);
    put(&out, digits, jumio__format_int64((int64_t)capability->index, digits));
  }
  if (out.size != 0)
    out.at[out.len < out.size ? out.len : out.size - 1] = '\0';
  return out.len;
}

static const jumio__value *references_of(const jumio_capability *capability)
{
  const jumio__value *list = capability != NULL ? capability->credentials : NULL;
  return jumio__json_is_array(list) ? list : NULL;
}

size_t jumio_capability_credential_count(const jumio_capability *capability)
{
  size_t count = jumio__json_count(references_of(capability));
  return count < LIST_MAX ? count : LIST_MAX;
}

static const jumio__value *reference_at(const jumio_capability *capability, size_t index)
{
  return index < LIST_MAX ? jumio__json_at(references_of(capability), index) : NULL;
}

const char *jumio_capability_get_credential_id_at(const jumio_capability *capability, size_t index)
{
  return jumio__json_text(jumio__json_member(reference_at(capability, index), "id"), NULL);
}

int32_t jumio_capability_get_credential_category_at(const jumio_capability *capability, size_t index)
{
  const jumio__value *reference = reference_at(capability, index);
  if (reference == NULL)
    return JUMIO_CATEGORY_UNKNOWN;
  const char *text;
  bool odd = false;
  uint32_t bits = jumio__reference_category(capability->transaction, reference, &text, &odd);
  for (jumio_category category = JUMIO_CATEGORY_ID; category <= JUMIO_CATEGORY_DATA; category++)
    if (bits == JUMIO__CATEGORY_BIT(category))
      return category;
  return JUMIO_CATEGORY_UNKNOWN;
}

JUMIO__APART static uint32_t category_bits_elsewhere(const jumio_capability *capability, const jumio__value *reference)
{
  const char *text;
  bool odd = false;
  return jumio__reference_category(capability->transaction, reference, &text, &odd);
}

/* Nearly every entry tells a known category itself; the rest is looked for. */
static uint32_t category_bits(const jumio_capability *capability, const jumio__value *reference)
{
  size_t len = 0;
  const char *text = jumio__json_text(jumio__json_member(reference, "category"), &len);
  jumio_category category = jumio__category_n(text, len);
  return category != JUMIO_CATEGORY_UNKNOWN ? JUMIO__CATEGORY_BIT(category) : category_bits_elsewhere(capability, reference);
}

uint32_t jumio__capability_categories(const jumio_capability *capability)
{
  uint32_t bits = capability->categories;
  if (bits != 0) /* a usability's are known already */
    return bits;
  const jumio__value *list = capability->credentials;
  const jumio__value *reference = jumio__json_is_array(list) ? jumio__json_first(list) : NULL;
  for (size_t left = jumio__json_count(list); reference != NULL; reference = jumio__json_next(reference)) {
    bits |= category_bits(capability, reference);
    if (--left == 0)
      break;
  }
  return bits;
}

/* Whether the words so far, which are joined by "+", have this one. */
static bool has_word(const char *words, size_t words_len, const char *word, size_t len)
{
  for (size_t at = 0; at + len <= words_len; at++) {
    bool begins = at == 0 || words[at - 1] == '+', ends = at + len == words_len || words[at + len] == '+';
    if (begins && ends && memcmp(words + at, word, len) == 0)
      return true;
  }
  return false;
}

static size_t add_word(char *words, size_t size, size_t words_len, const char *word)
{
  size_t len = strlen(word), glue = words_len != 0 ? 1 : 0;
  if (len >= size - words_len - glue || has_word(words, words_len, word, len))
    return words_len;
  memcpy(words + words_len, "+", glue);
  memcpy(words + words_len + glue, word, len + 1);
  return words_len + glue + len;
}

size_t jumio__capability_category_text(const jumio_capability *capability, char *out, size_t size)
{
  const jumio__value *list = references_of(capability);
  const jumio__value *reference = jumio__json_first(list);
  const char *text;
  bool odd = false;
  size_t len = 0;
  uint32_t bits = jumio__capability_categories(capability);
  for (jumio_category category = JUMIO_CATEGORY_ID; category <= JUMIO_CATEGORY_DATA; category++)
    if ((bits & JUMIO__CATEGORY_BIT(category)) != 0)
      len = add_word(out, size, len, jumio__category_word(category));
  for (size_t left = jumio__json_count(list); left > 0; left--) {
    jumio__reference_category(capability->transaction, reference, &text, &odd);
    len = text != NULL ? add_word(out, size, len, text) : len;
    reference = left > 1 ? jumio__json_next(reference) : NULL;
  }
  return len;
}

const char *jumio_capability_get_text(const jumio_capability *capability, const char *pointer)
{
  return capability != NULL ? jumio__json_text(jumio__json_pointer(capability->value, pointer), NULL) : NULL;
}

int64_t jumio_capability_get_int64(const jumio_capability *capability, const char *pointer)
{
  return capability != NULL ? jumio__read_int64(jumio__json_pointer(capability->value, pointer)) : JUMIO_ABSENT;
}
