/** The index terms of one record: a small set that is checked when it is filled, so that no store has to. */
#include "store/store.h"

#include "core/text.h"

#include <string.h>

jumio_result jumio_storage_terms_new(jumio_alloc *alloc, jumio_storage_terms **out)
{
  if (out == NULL)
    return JUMIO_ERR_ARGUMENT;
  *out = JUMIO__NEW(alloc, jumio_storage_terms);
  if (*out == NULL)
    return JUMIO_ERR_OUT_OF_MEMORY;
  (*out)->mem = jumio__mem_ref(alloc);
  return JUMIO_OK;
}

void jumio_storage_terms_free(jumio_storage_terms *terms)
{
  if (terms == NULL)
    return;
  jumio_alloc *mem = terms->mem;
  jumio__mem_erase(mem, terms, sizeof *terms);
  jumio__mem_unref(mem);
}

/* 1..20 of [a-z]; the length, or 0. */
static size_t index_length(const char *index)
{
  size_t len = 0;
  while (len <= JUMIO__TERM_INDEX_MAX && index[len] >= 'a' && index[len] <= 'z')
    len++;
  return len <= JUMIO__TERM_INDEX_MAX && index[len] == '\0' ? len : 0;
}

static bool has_index(const jumio_storage_terms *terms, const char *index)
{
  for (size_t i = 0; i < terms->count; i++)
    if (strcmp(terms->items[i].index, index) == 0)
      return true;
  return false;
}

jumio_result jumio_storage_terms_add(jumio_storage_terms *terms, const char *index, const char *value, size_t len)
{
  if (terms == NULL || index == NULL || !jumio__text_arg(value, &len))
    return JUMIO_ERR_ARGUMENT;
  size_t index_len = index_length(index);
  if (index_len == 0 || len == 0 || len > JUMIO__TERM_VALUE_MAX || terms->count == JUMIO__TERMS_MAX || has_index(terms, index))
    return JUMIO_ERR_ARGUMENT;
  jumio__term *term = &terms->items[terms->count++];
  memcpy(term->index, index, index_len + 1);
  memcpy(term->value, value, len);
  term->value[len] = '\0';
  term->len = len;
  return JUMIO_OK;
}

size_t jumio_storage_terms_count(const jumio_storage_terms *terms)
{
  return terms != NULL ? terms->count : 0;
}

const char *jumio_storage_terms_index_at(const jumio_storage_terms *terms, size_t i)
{
  return terms != NULL && i < terms->count ? terms->items[i].index : NULL;
}

const char *jumio_storage_terms_value_at(const jumio_storage_terms *terms, size_t i, size_t *out_len)
{
  bool there = terms != NULL && i < terms->count;
  if (out_len != NULL)
    *out_len = there ? terms->items[i].len : 0;
  return there ? terms->items[i].value : NULL;
}
