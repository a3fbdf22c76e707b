/** Calls of a storage plug-in that lies: everything it returns is checked, and nothing of another tenant comes through. */
#include "store/store.h"

#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <stdio.h>
#include <string.h>

typedef struct row {
  const char *key;
  const char *value;
  size_t key_len; /* 0: strlen */
} row;

/* A plug-in that answers as the test says and keeps what it was asked. */
typedef struct liar {
  jumio_result code;
  int sets; /* replies given by get */
  size_t reply_len;
  int64_t revision; /* of get, and what put gives */
  const row *rows;  /* of scan */
  size_t row_count;
  int goes_on; /* does not stop when told to */
  char key[210];
  char value[260];
  char after[210];
  char index[30];
  int64_t expected;
  int calls;
  int inside; /* calls under way: must not pass 1 for a serial plug-in */
} liar;

static void note(char *out, size_t size, const char *text, size_t len)
{
  assert_true(len < size);
  memcpy(out, text, len);
  out[len] = '\0';
}

static jumio_result lie_get(const char *key, size_t key_len, jumio_storage_reply *reply, void *user_data)
{
  liar *l = user_data;
  l->calls++;
  note(l->key, sizeof l->key, key, key_len);
  static char large[JUMIO__RECORD_MAX + 1] = "record";
  for (int i = 0; i < l->sets; i++)
    jumio_storage_reply_set(reply, large, l->reply_len, l->revision);
  return l->code;
}

static jumio_result lie_put(const char *key, size_t key_len, const void *data, size_t len, const jumio_storage_terms *terms,
                            int64_t expected, int64_t *out_revision, void *user_data)
{
  liar *l = user_data;
  (void)data;
  (void)len;
  (void)terms;
  l->calls++;
  note(l->key, sizeof l->key, key, key_len);
  l->expected = expected;
  if (l->revision != INT64_MIN)
    *out_revision = l->revision;
  return l->code;
}

static jumio_result lie_del(const char *key, size_t key_len, int64_t expected, void *user_data)
{
  (void)key;
  (void)key_len;
  (void)expected;
  return ((liar *)user_data)->code;
}

static jumio_result lie_scan(const char *index, const char *from, size_t from_len, const char *to, size_t to_len, const char *after_key,
                             size_t after_key_len, size_t limit, jumio_storage_visit_fn visit, void *visit_data, void *user_data)
{
  liar *l = user_data;
  (void)limit;
  l->calls++;
  note(l->index, sizeof l->index, index, strlen(index));
  note(l->value, sizeof l->value, from, from_len);
  note(l->after, sizeof l->after, after_key, after_key_len);
  assert_int_equal(from_len, to_len);
  assert_memory_equal(from, to, to_len);
  for (size_t i = 0; i < l->row_count; i++) {
    const row *r = &l->rows[i];
    size_t key_len = r->key_len != 0 || r->key == NULL ? r->key_len : strlen(r->key);
    if (visit(r->key, key_len, r->value, r->value != NULL ? strlen(r->value) : 0, visit_data) == 0 && !l->goes_on)
      break;
  }
  return l->code;
}

static const jumio_storage_ops liar_ops = {sizeof liar_ops, 0, lie_get, lie_put, lie_del, lie_scan};

static void begin_with(jumio__store *store, liar *l, jumio_alloc *mem)
{
  memset(store, 0, sizeof *store);
  store->mem = mem;
  store->ops = liar_ops;
  assert_int_equal(jumio__shared_new(NULL, l, NULL, false, &store->owner), JUMIO_OK);
  assert_int_equal(jumio__store_set_tenant(store, "amer-1", "abc", NULL), JUMIO_OK);
}

static void begin(jumio__store *store, liar *l)
{
  begin_with(store, l, NULL);
}

static void end(jumio__store *store)
{
  jumio__shared_unref(store->owner);
}

static jumio_result get(const jumio__store *store, const char *id, size_t *out_len)
{
  jumio__buffer out;
  jumio_error *err = NULL;
  int64_t revision = 99;
  jumio__buffer_init(&out, NULL, JUMIO__RECORD_MAX);
  jumio_result result = jumio__store_get(store, id, &out, &revision, &err);
  assert_int_equal(jumio_error_get_code(err), result);
  assert_true(result == JUMIO_OK ? revision >= 1 : revision == 0 && out.len == 0);
  *out_len = out.len;
  jumio_error_free(err);
  jumio__buffer_free(&out);
  return result;
}

static void test_store__get_checks_the_reply(void **state)
{
  static const struct {
    liar plug_in;
    jumio_result want;
  } cases[] = {
      {{.code = JUMIO_OK, .sets = 1, .reply_len = 6, .revision = 1}, JUMIO_OK},
      {{.code = JUMIO_OK, .sets = 1, .reply_len = 0, .revision = 7}, JUMIO_OK},
      {{.code = JUMIO_OK, .sets = 1, .reply_len = JUMIO__RECORD_MAX, .revision = INT64_MAX}, JUMIO_OK},
      {{.code = JUMIO_OK, .sets = 1, .reply_len = JUMIO__RECORD_MAX + 1, .revision = 1}, JUMIO_ERR_HOST_CALLBACK},
      {{.code = JUMIO_OK, .sets = 0}, JUMIO_ERR_HOST_CALLBACK},
      {{.code = JUMIO_OK, .sets = 2, .reply_len = 6, .revision = 1}, JUMIO_ERR_HOST_CALLBACK},
      {{.code = JUMIO_OK, .sets = 1, .reply_len = 6, .revision = 0}, JUMIO_ERR_HOST_CALLBACK},
      {{.code = JUMIO_OK, .sets = 1, .reply_len = 6, .revision = -1}, JUMIO_ERR_HOST_CALLBACK},
      {{.code = JUMIO_ERR_STORE_NOT_FOUND, .sets = 0}, JUMIO_ERR_STORE_NOT_FOUND},
      {{.code = JUMIO_ERR_STORE_NOT_FOUND, .sets = 1, .reply_len = 6, .revision = 1}, JUMIO_ERR_HOST_CALLBACK},
      {{.code = JUMIO_ERR_STORE}, JUMIO_ERR_STORE},
      {{.code = JUMIO_ERR_STORE_BUSY}, JUMIO_ERR_STORE_BUSY},
      {{.code = JUMIO_ERR_STORE_FULL}, JUMIO_ERR_STORE_FULL},
      {{.code = JUMIO_ERR_STORE_CORRUPT}, JUMIO_ERR_STORE_CORRUPT},
      {{.code = JUMIO_ERR_STORE_VERSION}, JUMIO_ERR_STORE_VERSION},
      {{.code = JUMIO_ERR_OUT_OF_MEMORY}, JUMIO_ERR_OUT_OF_MEMORY},
      {{.code = JUMIO_ERR_STORE_CONFLICT}, JUMIO_ERR_HOST_CALLBACK},
      {{.code = JUMIO_ERR_AUTH}, JUMIO_ERR_HOST_CALLBACK},
      {{.code = 1}, JUMIO_ERR_HOST_CALLBACK},
      {{.code = -12345}, JUMIO_ERR_HOST_CALLBACK},
      {{.code = INT32_MIN}, JUMIO_ERR_HOST_CALLBACK},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    liar l = cases[i].plug_in;
    jumio__store store;
    size_t len;
    begin(&store, &l);
    jumio_result result = get(&store, "id_1-a", &len);
    if (result != cases[i].want)
      fail_msg("case %zu: %d", i, result);
    assert_string_equal(l.key, "v/amer-1/abc/id_1-a");
    assert_int_equal(len, result == JUMIO_OK ? l.reply_len : 0);
    end(&store);
  }
}

static void test_store__put_checks_the_revision(void **state)
{
  static const struct {
    jumio_result code;
    int64_t expected, given;
    jumio_result want;
  } cases[] = {
      {JUMIO_OK, 0, 1, JUMIO_OK},
      {JUMIO_OK, 0, 2, JUMIO_ERR_HOST_CALLBACK},
      {JUMIO_OK, 0, 0, JUMIO_ERR_HOST_CALLBACK},
      {JUMIO_OK, 0, INT64_MIN, JUMIO_ERR_HOST_CALLBACK}, /* never set */
      {JUMIO_OK, 5, 6, JUMIO_OK},
      {JUMIO_OK, 5, 5, JUMIO_ERR_HOST_CALLBACK},
      {JUMIO_OK, 5, 7, JUMIO_ERR_HOST_CALLBACK},
      {JUMIO_OK, 5, 1, JUMIO_ERR_HOST_CALLBACK},
      {JUMIO_OK, JUMIO_REV_ANY, 1, JUMIO_OK},
      {JUMIO_OK, JUMIO_REV_ANY, 99, JUMIO_OK},
      {JUMIO_OK, JUMIO_REV_ANY, 0, JUMIO_ERR_HOST_CALLBACK},
      {JUMIO_OK, JUMIO_REV_ANY, -3, JUMIO_ERR_HOST_CALLBACK},
      {JUMIO_ERR_STORE_CONFLICT, 5, 6, JUMIO_ERR_STORE_CONFLICT},
      {JUMIO_ERR_STORE_NOT_FOUND, 5, 6, JUMIO_ERR_HOST_CALLBACK},
      {JUMIO_ERR_STORE_FULL, 5, 6, JUMIO_ERR_STORE_FULL},
      {JUMIO_ERR_OUT_OF_MEMORY, 5, 6, JUMIO_ERR_OUT_OF_MEMORY},
      {JUMIO_ERR_NETWORK, 5, 6, JUMIO_ERR_HOST_CALLBACK},
      {1, 0, 1, JUMIO_ERR_HOST_CALLBACK},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    liar l = {.code = cases[i].code, .revision = cases[i].given};
    jumio__store store;
    jumio_error *err = NULL;
    int64_t revision = 77;
    begin(&store, &l);
    jumio_result result = jumio__store_put(&store, "a", "x", 1, NULL, cases[i].expected, &revision, &err);
    if (result != cases[i].want)
      fail_msg("case %zu: %d", i, result);
    assert_true(revision == (result == JUMIO_OK ? cases[i].given : 0));
    assert_int_equal(jumio_error_get_code(err), result);
    assert_true(l.expected == cases[i].expected);
    jumio_error_free(err);
    end(&store);
  }
}

static void test_store__put_refuses_before_it_calls(void **state)
{
  liar l = {.code = JUMIO_OK, .revision = 1};
  jumio__store store;
  int64_t revision;
  (void)state;
  begin(&store, &l);
  assert_int_equal(jumio__store_put(&store, "a", "x", JUMIO__RECORD_MAX + 1, NULL, 0, &revision, NULL), JUMIO_ERR_TOO_LARGE);
  assert_int_equal(jumio__store_put(&store, "a", "x", 1, NULL, -2, &revision, NULL), JUMIO_ERR_STORE_CORRUPT);
  assert_int_equal(jumio__store_put(&store, "a", "x", 1, NULL, INT64_MAX, &revision, NULL), JUMIO_ERR_STORE_CORRUPT);
  assert_int_equal(jumio__store_put(&store, "", "x", 1, NULL, 0, &revision, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio__store_put(&store, "A", "x", 1, NULL, 0, &revision, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio__store_put(&store, "a/b", "x", 1, NULL, 0, &revision, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(l.calls, 0);
  end(&store);
}

/* The ids that a find passed on. */
typedef struct ids {
  char text[400];
  jumio_result then; /* what `found` returns */
} ids;

static jumio_result take(const char *id, void *data, jumio_error **err)
{
  ids *i = data;
  snprintf(i->text + strlen(i->text), sizeof i->text - strlen(i->text), "%s ", id);
  return i->then == JUMIO_OK ? JUMIO_OK : jumio__fail(err, NULL, i->then, "found enough");
}

static jumio_result find(liar *l, const char *after, size_t limit, ids *out)
{
  jumio__store store;
  jumio_error *err = NULL;
  begin(&store, l);
  jumio_result result = jumio__store_find(&store, "status", "Pending", after, limit, take, out, &err);
  assert_int_equal(jumio_error_get_code(err), result);
  jumio_error_free(err);
  end(&store);
  return result;
}

#define T "v/amer-1/abc/"
#define V "v/amer-1/abc/Pending"

static void test_store__find_passes_ids_on(void **state)
{
  static const row rows[] = {{T "a", V, 0}, {T "b", V, 0}, {T "b1", V, 0}};
  liar l = {.rows = rows, .row_count = 3};
  ids all = {.text = ""}, two = {.text = ""}, one = {.then = JUMIO_ERR_STORE}, none = {.text = ""};
  (void)state;
  assert_int_equal(find(&l, NULL, 10, &all), JUMIO_OK);
  assert_string_equal(all.text, "a b b1 ");
  assert_string_equal(l.index, "status");
  assert_string_equal(l.value, V);
  assert_string_equal(l.after, "");
  assert_int_equal(find(&l, NULL, 2, &two), JUMIO_OK);
  assert_string_equal(two.text, "a b ");
  assert_int_equal(find(&l, "0", 10, &one), JUMIO_ERR_STORE); /* what found returns ends it */
  assert_string_equal(one.text, "a ");
  assert_string_equal(l.after, T "0");
  int calls = l.calls;
  assert_int_equal(find(&l, NULL, 0, &none), JUMIO_OK);
  assert_int_equal(find(&l, "A b", 5, &none), JUMIO_ERR_ARGUMENT);
  assert_int_equal(l.calls, calls);
  assert_string_equal(none.text, "");
}

static char long_key[300];

static void test_store__find_checks_the_rows(void **state)
{
  memset(long_key, 'k', 250);
  memcpy(long_key, T, strlen(T));
  const struct {
    row rows[3];
    size_t count;
    jumio_result code;
    jumio_result want;
    int goes_on;
  } cases[] = {
      {{{T "a", V, 0}, {T "a", V, 0}}, 2, JUMIO_OK, JUMIO_ERR_HOST_CALLBACK, 0},       /* twice */
      {{{T "b", V, 0}, {T "a", V, 0}}, 2, JUMIO_OK, JUMIO_ERR_HOST_CALLBACK, 0},       /* out of order */
      {{{T "ab", V, 0}, {T "a", V, 0}}, 2, JUMIO_OK, JUMIO_ERR_HOST_CALLBACK, 0},      /* the shorter one comes first */
      {{{T "a", T "Passed", 0}}, 1, JUMIO_OK, JUMIO_ERR_HOST_CALLBACK, 0},             /* another value */
      {{{T "a", "v/amer-1/xyz/Pending", 0}}, 1, JUMIO_OK, JUMIO_ERR_HOST_CALLBACK, 0}, /* another tenant's */
      {{{T "a", NULL, 0}}, 1, JUMIO_OK, JUMIO_ERR_HOST_CALLBACK, 0},
      {{{NULL, V, 5}}, 1, JUMIO_OK, JUMIO_ERR_HOST_CALLBACK, 0},
      {{{"", V, 0}}, 1, JUMIO_OK, JUMIO_ERR_HOST_CALLBACK, 0},
      {{{long_key, V, 201}}, 1, JUMIO_OK, JUMIO_ERR_HOST_CALLBACK, 0}, /* longer than any key */
      {{{long_key, V, SIZE_MAX}}, 1, JUMIO_OK, JUMIO_ERR_HOST_CALLBACK, 0},
      {{{long_key, V, 200}}, 1, JUMIO_OK, JUMIO_ERR_STORE_CORRUPT, 0},       /* an id longer than 64 */
      {{{"v/amer-1/xyz/a", V, 0}}, 1, JUMIO_OK, JUMIO_ERR_STORE_CORRUPT, 0}, /* a record of another tenant */
      {{{"v/amer-1/abcd", V, 0}}, 1, JUMIO_OK, JUMIO_ERR_STORE_CORRUPT, 0},
      {{{T, V, 0}}, 1, JUMIO_OK, JUMIO_ERR_STORE_CORRUPT, 0}, /* no id */
      {{{T "A", V, 0}}, 1, JUMIO_OK, JUMIO_ERR_STORE_CORRUPT, 0},
      {{{T "a/b", V, 0}}, 1, JUMIO_OK, JUMIO_ERR_STORE_CORRUPT, 0},
      {{{T "a\0b", V, sizeof T + 2}}, 1, JUMIO_OK, JUMIO_ERR_STORE_CORRUPT, 0},
      {{{T "a", V, 0}, {T "b", V, 0}, {T "c", V, 0}}, 3, JUMIO_OK, JUMIO_ERR_HOST_CALLBACK, 1}, /* more than the limit */
      {{{T "a", V, 0}}, 1, JUMIO_ERR_STORE_BUSY, JUMIO_ERR_STORE_BUSY, 0},                      /* half a scan is none */
      {{{T "a", V, 0}}, 1, JUMIO_ERR_STORE_NOT_FOUND, JUMIO_ERR_HOST_CALLBACK, 0},
      {{{T "a", V, 0}}, 1, JUMIO_ERR_STORE_CONFLICT, JUMIO_ERR_HOST_CALLBACK, 0},
      {{{T "a", V, 0}}, 1, 5, JUMIO_ERR_HOST_CALLBACK, 0},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    liar l = {.code = cases[i].code, .rows = cases[i].rows, .row_count = cases[i].count, .goes_on = cases[i].goes_on};
    ids out = {.text = ""};
    jumio_result result = find(&l, NULL, 2, &out);
    if (result != cases[i].want || out.text[0] != '\0')
      fail_msg("case %zu: %d, \"%s\"", i, result, out.text);
  }
}

/* A row at or before the place where the scan was to go on. */
static void test_store__find_checks_the_continuation(void **state)
{
  static const row same[] = {{T "m", V, 0}}, earlier[] = {{T "a", V, 0}}, later[] = {{T "m0", V, 0}};
  const row *const rows[] = {same, earlier, later};
  (void)state;
  for (size_t i = 0; i < 3; i++) {
    liar l = {.rows = rows[i], .row_count = 1};
    ids out = {.text = ""};
    assert_int_equal(find(&l, "m", 5, &out), i == 2 ? JUMIO_OK : JUMIO_ERR_HOST_CALLBACK);
  }
}

static void test_store__tenants_never_meet(void **state)
{
  static const char *const clients[] = {"abc", "ABC", "a_bc", "a_5fbc", "_61bc", "a/bc", "a-bc", "a.bc", "a bc", "a%bc", "a_2fbc"};
  char seen[16][200];
  jumio__store store = {.mem = NULL};
  size_t count = sizeof clients / sizeof clients[0];
  (void)state;
  for (size_t i = 0; i < count; i++) {
    assert_int_equal(jumio__store_set_tenant(&store, "amer-1", clients[i], NULL), JUMIO_OK);
    memcpy(seen[i], store.tenant, sizeof store.tenant);
    for (const char *c = store.tenant; *c != '\0'; c++)
      assert_non_null(strchr("abcdefghijklmnopqrstuvwxyz0123456789/_-", *c));
    assert_int_equal(strcspn(store.tenant + 9, "/"), strlen(store.tenant + 9)); /* no slash but the two of the form */
    for (size_t k = 0; k < i; k++)
      assert_string_not_equal(seen[k], seen[i]);
  }
  assert_string_equal(seen[1], "v/amer-1/_41_42_43");
  assert_int_equal(jumio__store_set_tenant(&store, "emea-1", "abc", NULL), JUMIO_OK);
  assert_string_equal(store.tenant, "v/emea-1/abc");
}

static void test_store__tenant_has_a_length(void **state)
{
  char client[200];
  jumio__store store = {.mem = NULL};
  jumio_error *err = NULL;
  (void)state;
  memset(client, 'a', sizeof client);
  client[126] = '\0';
  assert_int_equal(jumio__store_set_tenant(&store, "amer-1", client, &err), JUMIO_OK);
  assert_int_equal(strlen(store.tenant), JUMIO__TENANT_MAX);
  assert_null(err);
  client[126] = 'a';
  client[127] = '\0';
  assert_int_equal(jumio__store_set_tenant(&store, "amer-1", client, &err), JUMIO_ERR_ARGUMENT);
  assert_null(strstr(jumio_error_get_message(err), "aaaa"));
  jumio_error_free(err);
  memset(client, 'A', 128); /* 128 characters are allowed, and 384 after escaping are too long */
  client[128] = '\0';
  assert_int_equal(jumio__store_set_tenant(&store, "amer-1", client, NULL), JUMIO_ERR_ARGUMENT);
}

/* A value that is too long for a term keeps its beginning and gets a tail of its own; it stays UTF-8. */
static void test_store__terms_of_long_values(void **state)
{
  char first[500], second[500];
  liar l = {0};
  jumio__store store;
  jumio_storage_terms terms = {.count = 0};
  size_t len;
  (void)state;
  begin(&store, &l);
  assert_int_equal(jumio__store_term(&store, &terms, "entity", "me"), JUMIO_OK);
  assert_string_equal(jumio_storage_terms_value_at(&terms, 0, NULL), T "me");
  for (size_t i = 0; i < 400; i += 4)
    memcpy(first + i, "\xF0\x9F\x98\x80", 4);
  first[400] = '\0';
  memcpy(second, first, sizeof second);
  second[399] = '\x81';
  assert_int_equal(jumio__store_term(&store, &terms, "reference", first), JUMIO_OK);
  assert_int_equal(jumio__store_term(&store, &terms, "execution", second), JUMIO_OK);
  assert_string_not_equal(jumio_storage_terms_value_at(&terms, 1, NULL), jumio_storage_terms_value_at(&terms, 2, NULL));
  jumio_storage_terms_value_at(&terms, 1, &len);
  assert_true(len > 200 && len <= JUMIO__TERM_VALUE_MAX);
  ids out = {.text = ""};
  assert_int_equal(jumio__store_find(&store, "reference", first, NULL, 5, take, &out, NULL), JUMIO_OK);
  assert_string_equal(l.value, jumio_storage_terms_value_at(&terms, 1, NULL)); /* found under the same value */
  assert_int_equal(jumio__store_term(&store, &terms, "entity", "again"), JUMIO_ERR_ARGUMENT);
  end(&store);
}

static void test_store__without_one(void **state)
{
  jumio__store store = {.mem = NULL};
  jumio__buffer out;
  int64_t revision;
  ids found = {.text = ""};
  (void)state;
  jumio__buffer_init(&out, NULL, 100);
  assert_int_equal(jumio__store_get(&store, "a", &out, &revision, NULL), JUMIO_ERR_STATE);
  assert_int_equal(jumio__store_put(&store, "a", "x", 1, NULL, 0, &revision, NULL), JUMIO_ERR_STATE);
  assert_int_equal(jumio__store_find(&store, "entity", "a", NULL, 1, take, &found, NULL), JUMIO_ERR_STATE);
}

/* Only under the lock may a serial plug-in run, and the lock is free again after every call. */
static jumio_result locked_get(const char *key, size_t key_len, jumio_storage_reply *reply, void *user_data)
{
  jumio__store *store = user_data;
  (void)key;
  (void)key_len;
  (void)reply;
  assert_int_not_equal(pthread_mutex_trylock(&store->owner->lock), 0);
  return JUMIO_ERR_STORE_NOT_FOUND;
}

static void test_store__holds_the_lock_of_a_serial_plug_in(void **state)
{
  jumio__store store = {.ops = liar_ops};
  size_t len;
  (void)state;
  store.ops.get = locked_get;
  assert_int_equal(jumio__shared_new(NULL, &store, NULL, true, &store.owner), JUMIO_OK);
  assert_int_equal(jumio__store_set_tenant(&store, "amer-1", "abc", NULL), JUMIO_OK);
  assert_int_equal(get(&store, "a", &len), JUMIO_ERR_STORE_NOT_FOUND);
  assert_int_equal(pthread_mutex_trylock(&store.owner->lock), 0);
  pthread_mutex_unlock(&store.owner->lock);
  end(&store);
}

static int use_all(jumio_alloc *alloc, void *data)
{
  static const row rows[] = {{T "a", V, 0}, {T "b", V, 0}};
  liar l = {.sets = 1, .reply_len = 500, .revision = 1, .rows = rows, .row_count = 2};
  jumio__store store;
  jumio__buffer out;
  jumio_error *err = NULL;
  ids found = {.text = ""};
  int64_t revision;
  (void)data;
  begin_with(&store, &l, alloc);
  jumio__buffer_init(&out, alloc, JUMIO__RECORD_MAX);
  jumio_result result = jumio__store_get(&store, "a", &out, &revision, &err);
  if (result == JUMIO_OK)
    result = jumio__store_find(&store, "status", "Pending", NULL, 5, take, &found, &err);
  assert_int_equal(jumio_error_get_code(err), result);
  jumio_error_free(err);
  jumio__buffer_free(&out);
  end(&store);
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

static void test_store__without_memory(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(use_all, NULL) >= 4);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_store__get_checks_the_reply),
      cmocka_unit_test(test_store__put_checks_the_revision),
      cmocka_unit_test(test_store__put_refuses_before_it_calls),
      cmocka_unit_test(test_store__find_passes_ids_on),
      cmocka_unit_test(test_store__find_checks_the_rows),
      cmocka_unit_test(test_store__find_checks_the_continuation),
      cmocka_unit_test(test_store__tenants_never_meet),
      cmocka_unit_test(test_store__tenant_has_a_length),
      cmocka_unit_test(test_store__terms_of_long_values),
      cmocka_unit_test(test_store__without_one),
      cmocka_unit_test(test_store__holds_the_lock_of_a_serial_plug_in),
      cmocka_unit_test(test_store__without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
