/** How much of JSON we take: depth, values, texts, keys and bytes, and that nothing costs more than it may (faults J04 to J07). */
#include "json/json.h"

#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <jumio/result.h>

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define MAX (8 * 1024 * 1024)

static void expect(const char *text, size_t len, jumio_result expected)
{
  jumio__json *json = NULL;
  jumio_error *err = NULL;
  jumio_result result = jumio__json_parse(NULL, text, len, MAX, &json, &err);
  if (result != expected)
    fail_msg("%.*s gave %d: %s", len > 60 ? 60 : (int)len, text, (int)result, jumio_error_get_message(err));
  assert_int_equal(result == JUMIO_OK, json != NULL);
  assert_int_equal(jumio_error_get_code(err), result);
  jumio_error_free(err);
  jumio__json_free(json);
}

static void add_nested(jumio__buffer *text, size_t depth, bool objects, const char *inside)
{
  for (size_t i = 0; i < depth; i++)
    jumio__buffer_text(text, objects && i % 2 == 0 ? "{\"a\":" : "[");
  jumio__buffer_text(text, inside);
  for (size_t i = depth; i-- > 0;)
    jumio__buffer_text(text, objects && i % 2 == 0 ? "}" : "]");
}

static void expect_nested(size_t depth, bool objects, const char *inside, jumio_result expected)
{
  jumio__buffer text;
  jumio__buffer_init(&text, NULL, MAX);
  add_nested(&text, depth, objects, inside);
  expect(text.data, text.len, expected);
  jumio__buffer_free(&text);
}

static void test_limits__depth(void **state)
{
  static const char *const last_but_one[] = {"[[]]",
                                             "[1,{}]",
                                             "{\"a\":{}}",
                                             "{\"a\":1,\"b\":[]}",
                                             "{\"a\":{},\"b\":1}",
                                             "{\"a\":1,\"b\":2,\"c\":{\"d\":1}}",
                                             "{\"a\":{},\"b\":2,\"c\":3,\"d\":4}"};
  jumio__buffer wide;
  (void)state;
  for (int objects = 0; objects <= 1; objects++) {
    expect_nested(1, objects, "1", JUMIO_OK);
    expect_nested(31, objects, "[]", JUMIO_OK);
    expect_nested(32, objects, "1", JUMIO_OK);
    expect_nested(32, objects, "{}", JUMIO_ERR_JSON);
    expect_nested(33, objects, "1", JUMIO_ERR_JSON);
    expect_nested(40, objects, "1", JUMIO_ERR_JSON);
  }
  for (size_t i = 0; i < COUNT(last_but_one); i++)
    for (int objects = 0; objects <= 1; objects++) {
      expect_nested(30, objects, last_but_one[i], JUMIO_OK);
      expect_nested(31, objects, last_but_one[i], JUMIO_ERR_JSON);
    }
  /* Depth is counted anew behind a container that closed. */
  jumio__buffer_init(&wide, NULL, MAX);
  for (int i = 0; i < 40; i++) {
    jumio__buffer_text(&wide, i != 0 ? "," : "[");
    add_nested(&wide, 31, true, "1");
  }
  jumio__buffer_text(&wide, "]");
  expect(wide.data, wide.len, JUMIO_OK);
  jumio__buffer_free(&wide);
}

static void test_limits__a_million_brackets(void **state)
{
  static const size_t counts[] = {100000, 1000000, MAX};
  static const char *const units[] = {"[", "[0,", "{\"\":", "[[],"};
  char *text = malloc(MAX + 2);
  (void)state;
  assert_non_null(text);
  for (size_t i = 0; i < COUNT(counts); i++)
    for (size_t u = 0; u < COUNT(units); u++) {
      for (size_t at = 0; at < counts[i]; at++)
        text[at] = units[u][at % strlen(units[u])];
      expect(text, counts[i], JUMIO_ERR_JSON);
    }
  expect(text, MAX + 1, JUMIO_ERR_TOO_LARGE);
  for (size_t i = 0; i < 2; i++) { /* the same closed again */
    memset(text, '[', counts[i] / 2);
    memset(text + counts[i] / 2, ']', counts[i] / 2);
    expect(text, counts[i], JUMIO_ERR_JSON);
  }
  free(text);
}

static size_t number_array(char *text, size_t count)
{
  size_t len = 0;
  text[len++] = '[';
  for (size_t i = 0; i < count; i++) {
    text[len++] = (char)('0' + i % 10);
    text[len++] = ',';
  }
  text[len - 1] = ']';
  return len;
}

static void test_limits__bombs_cost_nothing(void **state)
{
  static const char *const units[] = {"[", "[0,", "{\"\":", "0,", "{},"};
  char *text = malloc(MAX);
  (void)state;
  assert_non_null(text);
  for (size_t u = 0; u < COUNT(units); u++) {
    failing_alloc alloc;
    jumio__json *json;
    failing_alloc_begin(&alloc, 0, 0);
    for (size_t at = 0; at < MAX; at++)
      text[at] = units[u][at % strlen(units[u])];
    assert_int_not_equal(jumio__json_parse(alloc.handle, text, MAX, MAX, &json, NULL), JUMIO_OK);
    assert_int_equal(atomic_load(&alloc.made), 0); /* sixteen bytes for each value otherwise */
    failing_alloc_end(&alloc);
  }
  free(text);
}

static void test_limits__number_of_values(void **state)
{
  char *text = malloc(4 * 1024 * 1024);
  size_t len = 0;
  (void)state;
  assert_non_null(text);
  expect(text, number_array(text, JUMIO__JSON_VALUES - 1), JUMIO_OK);
  expect(text, number_array(text, JUMIO__JSON_VALUES), JUMIO_ERR_TOO_LARGE);
  expect(text, number_array(text, 1000000), JUMIO_ERR_TOO_LARGE);
  text[len++] = '['; /* empty containers and texts full of brackets are no reason to refuse */
  for (size_t i = 0; i < JUMIO__JSON_VALUES - 1; i++) {
    memcpy(text + len, i % 2 ? "[]," : "{},", 3);
    len += 3;
  }
  text[len - 1] = ']';
  expect(text, len, JUMIO_OK);
  len = 0;
  text[len++] = '[';
  for (size_t i = 0; i < 100000; i++) {
    memcpy(text + len, "\"[{\\\",:[{\\\\\",", 13);
    len += 13;
  }
  text[len - 1] = ']';
  expect(text, len, JUMIO_OK);
  free(text);
}

static void test_limits__length_of_a_text(void **state)
{
  const size_t most = 1024 * 1024;
  char *text = malloc(most + 20);
  (void)state;
  assert_non_null(text);
  memset(text, 'x', most + 20);
  for (size_t over = 0; over <= 1; over++) {
    text[0] = '"';
    text[most + over + 1] = '"';
    expect(text, most + over + 2, over ? JUMIO_ERR_TOO_LARGE : JUMIO_OK);
    memset(text, 'x', most + 20);
    memcpy(text, "{\"", 2);
    memcpy(text + 2 + most + over, "\":1}", 4);
    expect(text, most + over + 6, over ? JUMIO_ERR_TOO_LARGE : JUMIO_OK);
    memset(text, 'x', most + 20);
  }
  free(text);
}

static void test_limits__size_of_the_document(void **state)
{
  jumio__json *json;
  (void)state;
  assert_int_equal(jumio__json_parse(NULL, "[1]", 3, 3, &json, NULL), JUMIO_OK);
  jumio__json_free(json);
  assert_int_equal(jumio__json_parse(NULL, "[1]", 3, 2, &json, NULL), JUMIO_ERR_TOO_LARGE);
  assert_null(json);
  assert_int_equal(jumio__json_parse(NULL, "[1] ", 4, 3, &json, NULL), JUMIO_ERR_TOO_LARGE);
  assert_int_equal(jumio__json_parse(NULL, NULL, 0, 3, &json, NULL), JUMIO_ERR_JSON);
  assert_int_equal(jumio__json_parse(NULL, "[1]", SIZE_MAX, 3, &json, NULL), JUMIO_ERR_TOO_LARGE);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_limits__depth),
      cmocka_unit_test(test_limits__a_million_brackets),
      cmocka_unit_test(test_limits__bombs_cost_nothing),
      cmocka_unit_test(test_limits__number_of_values),
      cmocka_unit_test(test_limits__length_of_a_text),
      cmocka_unit_test(test_limits__size_of_the_document),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
