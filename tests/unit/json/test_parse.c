/** Reading whole documents: cut, mutated, without memory, and what is left in memory afterwards (faults J02, J20, J26, M01, M02). */
#include "json/json.h"

#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include "fixtures.h"

#include <jumio/result.h>

#include <stdlib.h>
#include <string.h>

#define MAX (1024 * 1024)

static jumio__json *parse(const char *text, size_t len)
{
  jumio__json *json;
  jumio__json_parse(NULL, text, len, MAX, &json, NULL);
  return json;
}

static void test_parse__fixtures_are_good(void **state)
{
  (void)state;
  for (size_t i = 0; i < JSON_FIXTURES; i++) {
    jumio_error *err = (jumio_error *)(uintptr_t)0x10;
    jumio__json *json;
    jumio_result result = jumio__json_parse(NULL, json_fixtures[i], strlen(json_fixtures[i]), MAX, &json, &err);
    assert_int_equal(result, JUMIO_OK);
    assert_int_equal(jumio__json_kind(jumio__json_root(json)), JUMIO__KIND_OBJECT);
    jumio__json_free(json);
  }
  jumio__json_free(NULL);
  assert_null(jumio__json_root(NULL));
}

static void test_parse__cut_at_every_byte(void **state)
{
  (void)state;
  for (size_t i = 0; i < JSON_FIXTURES; i++) {
    size_t whole = strlen(json_fixtures[i]);
    while (json_fixtures[i][whole - 1] == '\n')
      whole--; /* what follows the last bracket may be missing */
    for (size_t len = 0; len < whole; len++) {
      char *exact = malloc(len + (len == 0));
      memcpy(exact, json_fixtures[i], len);
      assert_null(parse(exact, len));
      free(exact);
    }
  }
}

static void test_parse__every_byte_more_is_refused_unless_blank(void **state)
{
  (void)state;
  for (size_t i = 0; i < JSON_FIXTURES; i++) {
    size_t len = strlen(json_fixtures[i]);
    char *longer = malloc(len + 1);
    memcpy(longer, json_fixtures[i], len);
    for (int c = 0; c < 256; c++) {
      longer[len] = (char)c;
      jumio__json *json = parse(longer, len + 1);
      assert_int_equal(json != NULL, c == ' ' || c == '\t' || c == '\r' || c == '\n');
      jumio__json_free(json);
    }
    free(longer);
  }
}

/* Visits every node by every reader, so that a checker sees whatever a mutation made possible. */
static size_t visit(const jumio__value *value)
{
  size_t nodes = 1, len = 0;
  int64_t number;
  bool truth;
  jumio__kind kind = jumio__json_kind(value);
  const char *text = jumio__json_text(value, &len);
  assert_int_equal(text != NULL, kind == JUMIO__KIND_TEXT);
  if (text != NULL)
    assert_int_equal(strlen(text), len);
  assert_int_equal(jumio__json_bool(value, &truth), kind == JUMIO__KIND_BOOL);
  assert_int_equal(jumio__json_int(value, &number), kind == JUMIO__KIND_INT);
  if (jumio__json_hundredths(value, &number))
    assert_true(kind == JUMIO__KIND_INT || kind == JUMIO__KIND_REAL);
  size_t count = jumio__json_count(value);
  const jumio__value *at = jumio__json_first(value);
  for (size_t i = 0; i < count; i++) {
    if (kind == JUMIO__KIND_OBJECT) {
      assert_int_equal(jumio__json_kind(at), JUMIO__KIND_TEXT);
      at = jumio__json_of_key(at);
    } else {
      assert_ptr_equal(jumio__json_at(value, i), at);
    }
    nodes += visit(at);
    if (i + 1 < count)
      at = jumio__json_next(at);
  }
  return nodes;
}

static void test_parse__every_mutated_byte_is_read_safely_or_refused(void **state)
{
  size_t taken = 0, refused = 0;
  (void)state;
  for (size_t i = 0; i < JSON_FIXTURES; i++) {
    size_t len = strlen(json_fixtures[i]);
    char *text = malloc(len);
    memcpy(text, json_fixtures[i], len);
    for (size_t at = 0; at < len; at++)
      for (int c = 0; c < 256; c++) {
        text[at] = (char)c;
        jumio__json *json = parse(text, len);
        if (json != NULL)
          assert_true(visit(jumio__json_root(json)) > 0);
        taken += json != NULL;
        refused += json == NULL;
        jumio__json_free(json);
        text[at] = json_fixtures[i][at];
      }
    free(text);
  }
  assert_true(taken > 10000); /* letters within texts */
  assert_true(refused > taken);
}

static void test_parse__every_removed_or_doubled_byte_is_read_safely_or_refused(void **state)
{
  (void)state;
  for (size_t i = 0; i < JSON_FIXTURES; i++) {
    const char *fixture = json_fixtures[i];
    size_t len = strlen(fixture);
    for (size_t at = 0; at < len; at++) {
      char *shorter = malloc(len), *longer = malloc(len + 1);
      memcpy(shorter, fixture, at);
      memcpy(shorter + at, fixture + at + 1, len - at - 1);
      memcpy(longer, fixture, at + 1);
      memcpy(longer + at + 1, fixture + at, len - at);
      jumio__json *one = parse(shorter, len - 1), *two = parse(longer, len + 1);
      if (one != NULL)
        visit(jumio__json_root(one));
      if (two != NULL)
        visit(jumio__json_root(two));
      jumio__json_free(one);
      jumio__json_free(two);
      free(shorter);
      free(longer);
    }
  }
}

static void test_parse__unknown_members_and_their_order_do_not_matter(void **state)
{
  static const char *const texts[] = {
      "{\"workflow\":{\"status\":\"PROCESSED\",\"id\":\"x\"},\"decision\":{\"type\":\"PASSED\"}}",
      "{\"decision\":{\"type\":\"PASSED\"},\"workflow\":{\"id\":\"x\",\"status\":\"PROCESSED\"}}",
      ("{\"new\":[{\"workflow\":{\"status\":\"FAKE\"}}],\"decision\":{\"zzz\":{},\"type\":\"PASSED\",\"aaa\":[]},\"x\":1,"
       "\"workflow\":{\"idx\":\"y\",\"Status\":\"no\",\"id\":\"x\",\"statu\":0,\"status\":\"PROCESSED\",\"status2\":null},\"zz\":\"\"}"),
  };
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    jumio__json *json = parse(texts[i], strlen(texts[i]));
    const jumio__value *root = jumio__json_root(json);
    assert_string_equal(jumio__json_text(jumio__json_find(root, "workflow.status"), NULL), "PROCESSED");
    assert_string_equal(jumio__json_text(jumio__json_find(root, "workflow.id"), NULL), "x");
    assert_string_equal(jumio__json_text(jumio__json_find(root, "decision.type"), NULL), "PASSED");
    jumio__json_free(json);
  }
}

static void test_parse__error_tells_the_place_and_not_the_text(void **state)
{
  jumio_error *err;
  jumio__json *json;
  (void)state;
  assert_int_equal(jumio__json_parse(NULL, "{\"canary\":canary}", 17, MAX, &json, &err), JUMIO_ERR_JSON);
  assert_non_null(strstr(jumio_error_get_message(err), "byte 10"));
  assert_null(strstr(jumio_error_get_message(err), "canary"));
  jumio_error_free(err);
  assert_int_equal(jumio__json_parse(NULL, "{}", 2, 1, &json, &err), JUMIO_ERR_TOO_LARGE);
  assert_string_equal(jumio_error_get_message(err), "JSON: 2 bytes, the limit is 1");
  jumio_error_free(err);
}

static int parse_without_memory(jumio_alloc *alloc, void *data)
{
  const char *text = data;
  jumio_error *err = NULL;
  jumio__json *json = (jumio__json *)(uintptr_t)0x10;
  jumio_result result = jumio__json_parse(alloc, text, strlen(text), MAX, &json, &err);
  int outcome = result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
  if ((outcome == 0) != (json != NULL) || (outcome != 0 && jumio_error_get_code(err) != JUMIO_ERR_OUT_OF_MEMORY))
    outcome = 3;
  if (outcome == 0 && visit(jumio__json_root(json)) == 0)
    outcome = 4;
  jumio_error_free(err);
  jumio__json_free(json);
  return outcome;
}

static void test_parse__survives_every_failed_allocation(void **state)
{
  jumio__buffer large;
  size_t faults = 0;
  (void)state;
  for (size_t i = 0; i < JSON_FIXTURES; i++)
    faults += failing_alloc_sweep(parse_without_memory, (void *)(uintptr_t)json_fixtures[i]);
  jumio__buffer_init(&large, NULL, MAX);
  for (int i = 0; i < 5000; i++) { /* makes the tree grow, and needs room to compare the keys */
    jumio__buffer_text(&large, i != 0 ? ",\"" : "{\"");
    jumio__buffer_number(&large, i);
    jumio__buffer_text(&large, "\":[[],[],[]]");
  }
  jumio__buffer_text(&large, "}");
  faults += failing_alloc_sweep(parse_without_memory, large.data);
  jumio__buffer_free(&large);
  assert_true(faults >= 30);
}

static int parse_bad_without_memory(jumio_alloc *alloc, void *data)
{
  const char *text = data;
  jumio_error *err = NULL;
  jumio__json *json;
  jumio_result result = jumio__json_parse(alloc, text, strlen(text), MAX, &json, &err);
  /* The text is wrong: that is said, or that there was no memory to find out; the error object alone may be lost. */
  int outcome = json != NULL ? 2 : result == JUMIO_ERR_JSON ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 3;
  jumio_error_free(err);
  return outcome;
}

static void test_parse__refuses_bad_texts_without_memory_too(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(parse_bad_without_memory, (void *)(uintptr_t) "{\"a\":[1,2,3],\"\\u0061\":1}") >= 4);
  assert_true(failing_alloc_sweep(parse_bad_without_memory, (void *)(uintptr_t) "{\"a\":[1,2,3],") >= 2);
  assert_true(failing_alloc_sweep(parse_bad_without_memory, (void *)(uintptr_t) "[\"\\u0000\"]") >= 2);
}

/* An allocator on one array that never reuses memory: what a freed tree left behind can be looked at. */
typedef struct arena {
  unsigned char bytes[512 * 1024];
  size_t used;
} arena;

static void *arena_allocate(size_t size, void *user_data)
{
  arena *memory = user_data;
  size_t at = (memory->used + 15) & ~(size_t)15;
  if (at + size > sizeof memory->bytes)
    return NULL;
  memory->used = at + size;
  return memory->bytes + at;
}

static void *arena_resize(void *block, size_t old_size, size_t new_size, void *user_data)
{
  void *moved = arena_allocate(new_size, user_data);
  if (moved != NULL)
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
  return moved;
}

static void arena_release(void *block, size_t size, void *user_data)
{
  (void)block;
  (void)size;
  (void)user_data;
}

static bool holds_canary(const arena *memory)
{
  for (size_t i = 0; i + 6 <= memory->used; i++)
    if (memcmp(memory->bytes + i, "canary", 6) == 0)
      return true;
  return false;
}

static void test_parse__freed_trees_are_wiped(void **state)
{
  static const jumio_alloc_ops ops = {sizeof ops, 0, arena_allocate, arena_resize, arena_release};
  static const char *const texts[] = {"{\"name\":\"canary\",\"canary\":[\"c\\u0061nary\"]}", "{\"name\":\"canary\",\"name\":1}",
                                      "{\"name\":\"canary\"} canary", "[\"canary"};
  static arena memory;
  (void)state;
  for (size_t i = 0; i < 2 * (sizeof texts / sizeof texts[0]); i++) {
    const char *text = texts[i / 2];
    jumio_alloc *alloc;
    jumio__json *json;
    jumio__buffer out;
    memset(&memory, 0, sizeof memory);
    assert_int_equal(jumio_alloc_new(&ops, &memory, NULL, &alloc), JUMIO_OK);
    jumio__buffer_init(&out, alloc, MAX);
    if (i % 2 == 0) {
      jumio__json_parse(alloc, text, strlen(text), MAX, &json, NULL);
    } else {
      jumio__buffer_text(&out, text);
      jumio__json_take(alloc, &out, &json, NULL);
      jumio__buffer_reset(&out);
    }
    assert_int_equal(json != NULL, i / 2 == 0);
    if (json != NULL) {
      assert_true(holds_canary(&memory));
      assert_int_equal(jumio__json_print(jumio__json_root(json), &out), JUMIO_OK);
    }
    jumio__buffer_free(&out);
    jumio__json_free(json);
    assert_false(holds_canary(&memory));
    jumio_alloc_free(alloc);
  }
}

static int take_without_memory(jumio_alloc *alloc, void *data)
{
  jumio__buffer text;
  jumio__json *json = NULL;
  jumio_error *err = NULL;
  jumio__buffer_init(&text, alloc, MAX);
  jumio_result result = jumio__buffer_text(&text, data) ? jumio__json_take(alloc, &text, &json, &err) : JUMIO_ERR_OUT_OF_MEMORY;
  int outcome = result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
  assert_int_equal(outcome == 0, json != NULL);
  jumio_error_free(err);
  jumio__json_free(json);
  jumio__buffer_free(&text);
  return outcome;
}

/* At every length around the rooms that a buffer has, and where its maximum leaves no room for what the parser wants behind the text. */
static void test_parse__takes_what_a_buffer_holds(void **state)
{
  char body[300], expected[300];
  (void)state;
  for (size_t len = 4; len < 290; len++) {
    jumio__buffer text;
    jumio__json *json = NULL;
    size_t text_len = 0;
    memset(body, 'x', sizeof body);
    memcpy(body, "[\"", 2);
    memcpy(body + len - 2, "\"]", 2);
    memset(expected, 'x', sizeof expected);
    jumio__buffer_init(&text, NULL, len);
    assert_true(jumio__buffer_add(&text, body, len));
    assert_int_equal(jumio__json_take(NULL, &text, &json, NULL), JUMIO_OK);
    assert_null(text.data);
    assert_int_equal(text.len, 0);
    assert_true(jumio__buffer_add(&text, body, len)); /* it can be used on */
    const char *got = jumio__json_text(jumio__json_at(jumio__json_root(json), 0), &text_len);
    assert_int_equal(text_len, len - 4);
    assert_memory_equal(got, expected, text_len);
    assert_int_equal(got[text_len], '\0');
    jumio__json_free(json);
    jumio__buffer_free(&text);
  }
  for (size_t i = 0; i < JSON_FIXTURES; i++)
    assert_true(failing_alloc_sweep(take_without_memory, (void *)(uintptr_t)json_fixtures[i]) >= 3);
}

static void test_parse__takes_no_bad_text(void **state)
{
  static const char *const texts[] = {"", "[", "{\"a\":1,\"a\":2}", "[\"\\u0000\"]", "[1] 2"};
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    jumio__buffer text;
    jumio__json *json = NULL;
    jumio__buffer_init(&text, NULL, MAX);
    jumio__buffer_text(&text, texts[i]);
    assert_int_equal(jumio__json_take(NULL, &text, &json, NULL), JUMIO_ERR_JSON);
    assert_null(json);
    jumio__buffer_free(&text);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_parse__fixtures_are_good),
      cmocka_unit_test(test_parse__cut_at_every_byte),
      cmocka_unit_test(test_parse__every_byte_more_is_refused_unless_blank),
      cmocka_unit_test(test_parse__every_mutated_byte_is_read_safely_or_refused),
      cmocka_unit_test(test_parse__every_removed_or_doubled_byte_is_read_safely_or_refused),
      cmocka_unit_test(test_parse__unknown_members_and_their_order_do_not_matter),
      cmocka_unit_test(test_parse__error_tells_the_place_and_not_the_text),
      cmocka_unit_test(test_parse__survives_every_failed_allocation),
      cmocka_unit_test(test_parse__refuses_bad_texts_without_memory_too),
      cmocka_unit_test(test_parse__freed_trees_are_wiped),
      cmocka_unit_test(test_parse__takes_what_a_buffer_holds),
      cmocka_unit_test(test_parse__takes_no_bad_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
