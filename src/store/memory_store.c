/** The store in memory: two sorted arrays under one lock. For tests, and for hosts that keep nothing; an ordinary user of the storage
 * table. */
#include "store/store.h"

#include <string.h>

typedef struct record record;

/* One row of an index. Rows of a record live in its array, so they come and go together. */
typedef struct row {
  const record *owner;
  char index[JUMIO__TERM_INDEX_MAX + 1];
  const char *value; /* in the block of its record */
  size_t len;
} row;

struct record {
  char key[JUMIO__KEY_MAX + 1];
  size_t key_len;
  int64_t revision;
  char *block; /* the data, then the values of the terms: one allocation, as long as they are and no longer */
  size_t block_size;
  size_t len; /* of the data */
  row *rows;
  size_t row_count;
};

/* A sorted array of borrowed pointers. */
typedef struct array {
  void **items;
  size_t count;
  size_t room;
} array;

struct jumio__memory_store {
  jumio_alloc *mem;
  pthread_mutex_t lock;
  array records; /* by key */
  array rows;    /* by index, value, key */
};

static int compare_bytes(const char *a, size_t a_len, const char *b, size_t b_len)
{
  size_t common = a_len < b_len ? a_len : b_len;
  int order = common != 0 ? memcmp(a, b, common) : 0;
  return order != 0 ? order : (a_len > b_len) - (a_len < b_len);
}

/* Where a row stands: all that decides the order. */
typedef struct place {
  const char *index;
  const char *value;
  size_t value_len;
  const char *key;
  size_t key_len;
} place;

static int compare_place(const row *r, const place *p)
{
  int order = strcmp(r->index, p->index);
  if (order == 0)
    order = compare_bytes(r->value, r->len, p->value, p->value_len);
  return order != 0 ? order : compare_bytes(r->owner->key, r->owner->key_len, p->key, p->key_len);
}

/* The first record not before the key. */
static size_t find_record(const array *records, const char *key, size_t key_len, bool *out_same)
{
  size_t low = 0, high = records->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const record *r = records->items[middle];
    if (compare_bytes(r->key, r->key_len, key, key_len) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  const record *r = low < records->count ? records->items[low] : NULL;
  *out_same = r != NULL && compare_bytes(r->key, r->key_len, key, key_len) == 0;
  return low;
}

/* The first row not before the place. */
static size_t find_row(const array *rows, const place *p)
{
  size_t low = 0, high = rows->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (compare_place(rows->items[middle], p) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static bool array_reserve(jumio_alloc *mem, array *a, size_t more)
{
  size_t need, bytes, room = a->room < 16 ? 16 : a->room;
  if (!jumio__size_add(a->count, more, &need))
    return false;
  if (need <= a->room)
    return true;
  while (room < need)
    room = room > SIZE_MAX / 2 ? need : room * 2;
  if (!jumio__size_mul(room, sizeof *a->items, &bytes))
    return false;
  void **items = jumio__mem_resize(mem, a->items, a->room * sizeof *a->items, bytes);
  if (items == NULL)
    return false;
  a->items = items;
  a->room = room;
  return true;
}

static void array_insert(array *a, size_t at, void *item)
{
  memmove(a->items + at + 1, a->items + at, (a->count - at) * sizeof *a->items);
  a->items[at] = item;
  a->count++;
}

static void array_remove(array *a, size_t at)
{
  a->count--;
  memmove(a->items + at, a->items + at + 1, (a->count - at) * sizeof *a->items);
}

static void record_free(jumio_alloc *mem, record *r)
{
  if (r == NULL)
    return;
  jumio__mem_erase(mem, r->block, r->block_size);
  jumio__mem_erase(mem, r->rows, r->row_count * sizeof *r->rows);
  jumio__mem_erase(mem, r, sizeof *r);
}

static void take_terms(record *r, const jumio_storage_terms *terms)
{
  char *at = r->block + r->len;
  for (size_t i = 0; i < r->row_count; i++) {
    const jumio__term *term = &terms->items[i];
    row *fresh = &r->rows[i];
    fresh->owner = r;
    memcpy(fresh->index, term->index, sizeof fresh->index);
    memcpy(at, term->value, term->len);
    fresh->value = at;
    fresh->len = term->len;
    at += term->len;
  }
}

static bool block_size(size_t len, const jumio_storage_terms *terms, size_t *out)
{
  bool fits = true;
  *out = len;
  for (size_t i = 0; i < jumio_storage_terms_count(terms); i++)
    fits = fits && jumio__size_add(*out, terms->items[i].len, out);
  return fits;
}

static record *record_new(jumio_alloc *mem, const char *key, size_t key_len, const void *data, size_t len, const jumio_storage_terms *terms)
{
  record *r = JUMIO__NEW(mem, record);
  if (r == NULL)
    return NULL;
  r->len = len;
  r->row_count = jumio_storage_terms_count(terms);
  r->rows = jumio__mem_new(mem, r->row_count * sizeof *r->rows);
  r->block = block_size(len, terms, &r->block_size) ? jumio__mem_new(mem, r->block_size) : NULL;
  if (r->block == NULL || r->rows == NULL) {
    record_free(mem, r);
    return NULL;
  }
  memcpy(r->key, key, key_len);
  r->key_len = key_len;
  if (len != 0)
    memcpy(r->block, data, len);
  take_terms(r, terms);
  return r;
}

static place place_of(const row *r)
{
  return (place){r->index, r->value, r->len, r->owner->key, r->owner->key_len};
}

static void remove_rows(jumio__memory_store *store, const record *r)
{
  for (size_t i = 0; i < r->row_count; i++) {
    place at = place_of(&r->rows[i]);
    array_remove(&store->rows, find_row(&store->rows, &at));
  }
}

static void insert_rows(jumio__memory_store *store, record *r)
{
  for (size_t i = 0; i < r->row_count; i++) {
    place at = place_of(&r->rows[i]);
    array_insert(&store->rows, find_row(&store->rows, &at), &r->rows[i]);
  }
}

static jumio_result memory_get(const char *key, size_t key_len, jumio_storage_reply *reply, void *user_data)
{
  jumio__memory_store *store = user_data;
  jumio_result result = JUMIO_ERR_STORE_NOT_FOUND;
  bool same;
  pthread_mutex_lock(&store->lock);
  size_t at = find_record(&store->records, key, key_len, &same);
  if (same) {
    const record *r = store->records.items[at];
    result = jumio_storage_reply_set(reply, r->block, r->len, r->revision);
  }
  pthread_mutex_unlock(&store->lock);
  return result;
}

static bool expected_here(int64_t expected, const record *old)
{
  return expected == JUMIO_REV_ANY || expected == (old != NULL ? old->revision : JUMIO_REV_ABSENT);
}

/* Everything that can fail comes before the first change. */
static jumio_result replace(jumio__memory_store *store, record *fresh, int64_t expected, int64_t *out_revision)
{
  bool same;
  size_t at = find_record(&store->records, fresh->key, fresh->key_len, &same);
  record *old = same ? store->records.items[at] : NULL;
  if (!expected_here(expected, old))
    return JUMIO_ERR_STORE_CONFLICT;
  if (old != NULL && old->revision == INT64_MAX)
    return JUMIO_ERR_STORE;
  if (!array_reserve(store->mem, &store->records, 1) || !array_reserve(store->mem, &store->rows, fresh->row_count))
    return JUMIO_ERR_OUT_OF_MEMORY;
  fresh->revision = old != NULL ? old->revision + 1 : 1;
  if (old != NULL) {
    remove_rows(store, old);
    store->records.items[at] = fresh;
  } else {
    array_insert(&store->records, at, fresh);
  }
  insert_rows(store, fresh);
  record_free(store->mem, old);
  *out_revision = fresh->revision;
  return JUMIO_OK;
}

static jumio_result memory_put(const char *key, size_t key_len, const void *data, size_t len, const jumio_storage_terms *terms,
                               int64_t expected_revision, int64_t *out_revision, void *user_data)
{
  jumio__memory_store *store = user_data;
  if (key_len > JUMIO__KEY_MAX)
    return JUMIO_ERR_STORE;
  record *fresh = record_new(store->mem, key, key_len, data, len, terms);
  if (fresh == NULL)
    return JUMIO_ERR_OUT_OF_MEMORY;
  pthread_mutex_lock(&store->lock);
  jumio_result result = replace(store, fresh, expected_revision, out_revision);
  pthread_mutex_unlock(&store->lock);
  if (result != JUMIO_OK)
    record_free(store->mem, fresh);
  return result;
}

static jumio_result memory_del(const char *key, size_t key_len, int64_t expected_revision, void *user_data)
{
  jumio__memory_store *store = user_data;
  jumio_result result = JUMIO_OK;
  record *old = NULL;
  bool same;
  pthread_mutex_lock(&store->lock);
  size_t at = find_record(&store->records, key, key_len, &same);
  if (!same) {
    result = JUMIO_ERR_STORE_NOT_FOUND;
  } else if (!expected_here(expected_revision, store->records.items[at])) {
    result = JUMIO_ERR_STORE_CONFLICT;
  } else {
    old = store->records.items[at];
    remove_rows(store, old);
    array_remove(&store->records, at);
  }
  pthread_mutex_unlock(&store->lock);
  record_free(store->mem, old);
  return result;
}

static bool in_range(const row *r, const char *index, const char *to, size_t to_len)
{
  return strcmp(r->index, index) == 0 && compare_bytes(r->value, r->len, to, to_len) <= 0;
}

static jumio_result memory_scan(const char *index, const char *from, size_t from_len, const char *to, size_t to_len, const char *after_key,
                                size_t after_key_len, size_t limit, jumio_storage_visit_fn visit, void *visit_data, void *user_data)
{
  jumio__memory_store *store = user_data;
  place start = {index, from, from_len, after_key, after_key_len};
  pthread_mutex_lock(&store->lock);
  size_t at = find_row(&store->rows, &start);
  if (at < store->rows.count && compare_place(store->rows.items[at], &start) == 0)
    at++; /* strictly after that key */
  for (; limit > 0 && at < store->rows.count; limit--, at++) {
    const row *r = store->rows.items[at];
    if (!in_range(r, index, to, to_len) || visit(r->owner->key, r->owner->key_len, r->value, r->len, visit_data) == 0)
      break;
  }
  pthread_mutex_unlock(&store->lock);
  return JUMIO_OK;
}

const jumio_storage_ops jumio__memory_store_ops = {sizeof(jumio_storage_ops), 0, memory_get, memory_put, memory_del, memory_scan};

jumio_result jumio__memory_store_new(jumio_alloc *mem, jumio__memory_store **out)
{
  jumio__memory_store *store = JUMIO__NEW(mem, jumio__memory_store);
  *out = NULL;
  if (store == NULL)
    return JUMIO_ERR_OUT_OF_MEMORY;
  if (pthread_mutex_init(&store->lock, NULL) != 0) {
    jumio__mem_free(mem, store, sizeof *store);
    return JUMIO_ERR_OUT_OF_MEMORY;
  }
  store->mem = jumio__mem_ref(mem);
  *out = store;
  return JUMIO_OK;
}

void jumio__memory_store_free(void *user_data)
{
  jumio__memory_store *store = user_data;
  if (store == NULL)
    return;
  jumio_alloc *mem = store->mem;
  for (size_t i = 0; i < store->records.count; i++)
    record_free(mem, store->records.items[i]);
  jumio__mem_free(mem, store->records.items, store->records.room * sizeof *store->records.items);
  jumio__mem_free(mem, store->rows.items, store->rows.room * sizeof *store->rows.items);
  pthread_mutex_destroy(&store->lock);
  jumio__mem_free(mem, store, sizeof *store);
  jumio__mem_unref(mem);
}
