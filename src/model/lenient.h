/** Reading what may be missing or of a wrong type: absent then, and remarked. Inline, for it is done for every element. */
#ifndef JUMIO__MODEL_LENIENT_H
#define JUMIO__MODEL_LENIENT_H

#include "json/json.h"

/* A text, or NULL; null counts as absent. */
static inline const char *jumio__lenient_text(const jumio__value *value, size_t *len, bool *odd)
{
  const char *text = jumio__json_text(value, len);
  if (text == NULL && value != NULL && jumio__json_kind(value) != JUMIO__KIND_NULL)
    *odd = true;
  return text;
}

/* A word that decides: what is no text, null too, is remarked; an empty one is missing. */
static inline const char *jumio__lenient_word(const jumio__value *value, size_t *len, bool *odd)
{
  const char *word = jumio__json_text(value, len);
  if (word == NULL && value != NULL)
    *odd = true;
  return word != NULL && *word != '\0' ? word : NULL;
}

/* A container of one kind, or NULL; null counts as absent. */
static inline const jumio__value *jumio__lenient_container(const jumio__value *value, bool fits, bool *odd)
{
  if (fits)
    return value;
  if (value != NULL && jumio__json_kind(value) != JUMIO__KIND_NULL)
    *odd = true;
  return NULL;
}

static inline const jumio__value *jumio__lenient_object(const jumio__value *value, bool *odd)
{
  return jumio__lenient_container(value, jumio__json_is_object(value), odd);
}

static inline const jumio__value *jumio__lenient_array(const jumio__value *value, bool *odd)
{
  return jumio__lenient_container(value, jumio__json_is_array(value), odd);
}

#endif
