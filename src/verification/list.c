/** A page of verifications: found by an index, loaded one by one, each compared with what was asked for. */
#include "verification/list.h"

#include <jumio/result.h>

#include <string.h>

#define PAGES_MAX 1000

struct jumio_verification_list {
  jumio_alloc *mem;
  size_t count;
  size_t room;
  jumio_verification **items;
};

typedef struct search {
  const jumio__store *store;
  const char *index;
  const char *value;
  int64_t now_ms;
  jumio_verification_list *list;
  size_t visited;
  char last[JUMIO__STORE_ID_MAX + 1];
} search;

void jumio_verification_list_free(jumio_verification_list *list)
{
  if (list == NULL)
    return;
  jumio_alloc *mem = list->mem;
  for (size_t i = 0; i < list->count; i++)
    jumio_verification_free(list->items[i]);
  jumio__mem_free(mem, list->items, list->room * sizeof list->items[0]);
  jumio__mem_free(mem, list, sizeof *list);
  jumio__mem_unref(mem);
}

size_t jumio_verification_list_count(const jumio_verification_list *list)
{
  return list != NULL ? list->count : 0;
}

const jumio_verification *jumio_verification_list_get_at(const jumio_verification_list *list, size_t index)
{
  return index < jumio_verification_list_count(list) ? list->items[index] : NULL;
}

static bool fits(const search *s, const jumio__record *record)
{
  if (strcmp(s->index, "entity") == 0)
    return strcmp(record->entity, s->value) == 0;
  if (strcmp(s->index, "execution") == 0)
    return record->execution_id != NULL && strcmp(record->execution_id, s->value) == 0;
  return strcmp(jumio_idv_status_name(record->status), s->value) == 0;
}

static jumio_result found(const char *id, void *data, jumio_error **err)
{
  search *s = data;
  jumio_verification *verification = NULL;
  jumio_error *cause = NULL;
  s->visited++;
  memcpy(s->last, id, strlen(id) + 1);
  jumio_result result = jumio__record_load(s->store, id, s->now_ms, &verification, &cause);
  if (result == JUMIO_ERR_STORE_NOT_FOUND) { /* deleted since the scan */
    jumio_error_free(cause);
    return JUMIO_OK;
  }
  if (result != JUMIO_OK) {
    jumio__error_copy(err, s->store->mem, cause);
    jumio_error_free(cause);
    return result;
  }
  if (fits(s, &verification->record))
    s->list->items[s->list->count++] = verification;
  else
    jumio_verification_free(verification);
  return JUMIO_OK;
}

static jumio_result search_all(search *s, const char *after, size_t limit, jumio_error **err)
{
  for (int page = 0; page < PAGES_MAX; page++) {
    size_t wanted = limit - s->list->count;
    s->visited = 0;
    jumio_result result = jumio__store_find(s->store, s->index, s->value, after, wanted, found, s, err);
    if (result != JUMIO_OK || s->visited < wanted || s->list->count == limit)
      return result;
    after = s->last; /* rows were passed over: go on behind them */
  }
  return jumio__fail(err, s->store->mem, JUMIO_ERR_STORE_CORRUPT, "the index names too many records that are not there");
}

jumio_result jumio__verification_list_find(const jumio__store *store, const char *index, const char *value, const char *after, size_t limit,
                                           int64_t now_ms, jumio_verification_list **out, jumio_error **err)
{
  jumio_verification_list *list = JUMIO__NEW(store->mem, jumio_verification_list);
  *out = NULL;
  if (list == NULL)
    return jumio__fail_memory(err);
  list->mem = jumio__mem_ref(store->mem);
  list->items = jumio__mem_new(store->mem, limit * sizeof list->items[0]);
  list->room = limit;
  search s = {.store = store, .index = index, .value = value, .now_ms = now_ms, .list = list};
  jumio_result result = list->items != NULL ? search_all(&s, after, limit, err) : jumio__fail_memory(err);
  if (result == JUMIO_OK)
    *out = list;
  else
    jumio_verification_list_free(list);
  return result;
}
