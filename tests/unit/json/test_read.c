/** Walking a tree and reading values: kinds, bounds, paths, pointers, and everything of a wrong kind (faults J12, J15 to J18). */
#include "json/json.h"

#include "support/cmocka.h"

#include <jumio/result.h>

#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static jumio__json *parse(const char *text)
{
  jumio__json *json;
  jumio_error *err = NULL;
  jumio__json_parse(NULL, text, strlen(text), 1024 * 1024, &json, &err);
  if (json == NULL)
    fail_msg("%s: %s", text, jumio_error_get_message(err));
  return json;
}

static void test_read__kinds(void **state)
{
  static const struct {
    const char *text;
    jumio__kind kind;
  } rows[] = {
      {"null", JUMIO__KIND_NULL},
      {"true", JUMIO__KIND_BOOL},
      {"false", JUMIO__KIND_BOOL},
      {"0", JUMIO__KIND_INT},
      {"-1", JUMIO__KIND_INT},
      {"9223372036854775807", JUMIO__KIND_INT},
      {"9223372036854775808", JUMIO__KIND_REAL},
      {"-9223372036854775808", JUMIO__KIND_INT},
      {"-9223372036854775809", JUMIO__KIND_REAL},
      {"18446744073709551615", JUMIO__KIND_REAL},
      {"18446744073709551616", JUMIO__KIND_REAL},
      {"1.0", JUMIO__KIND_REAL},
      {"1e2", JUMIO__KIND_REAL},
      {"\"\"", JUMIO__KIND_TEXT},
      {"\"1\"", JUMIO__KIND_TEXT},
      {"[]", JUMIO__KIND_ARRAY},
      {"{}", JUMIO__KIND_OBJECT},
  };
  (void)state;
  assert_int_equal(jumio__json_kind(NULL), JUMIO__KIND_ABSENT);
  for (size_t i = 0; i < COUNT(rows); i++) {
    jumio__json *json = parse(rows[i].text);
    if (jumio__json_kind(jumio__json_root(json)) != rows[i].kind)
      fail_msg("%s", rows[i].text);
    jumio__json_free(json);
  }
}

static void test_read__null_and_wrong_kinds_are_nothing(void **state)
{
  static const char *const texts[] = {"null", "true", "1", "1.5", "\"x\"", "[1]", "{\"a\":1}"};
  (void)state;
  for (size_t i = 0; i <= COUNT(texts); i++) {
    jumio__json *json = i < COUNT(texts) ? parse(texts[i]) : NULL;
    const jumio__value *value = jumio__json_root(json);
    jumio__kind kind = jumio__json_kind(value);
    int64_t number = 42;
    bool truth = true;
    size_t len = 42;
    assert_int_equal(jumio__json_text(value, &len) != NULL, kind == JUMIO__KIND_TEXT);
    assert_int_equal(jumio__json_bool(value, &truth), kind == JUMIO__KIND_BOOL);
    assert_int_equal(jumio__json_int(value, &number), kind == JUMIO__KIND_INT);
    assert_int_equal(jumio__json_hundredths(value, &number), kind == JUMIO__KIND_INT || kind == JUMIO__KIND_REAL);
    assert_int_equal(jumio__json_count(value), kind == JUMIO__KIND_ARRAY || kind == JUMIO__KIND_OBJECT);
    assert_int_equal(jumio__json_first(value) != NULL, kind == JUMIO__KIND_ARRAY || kind == JUMIO__KIND_OBJECT);
    assert_int_equal(jumio__json_at(value, 0) != NULL, kind == JUMIO__KIND_ARRAY);
    assert_null(jumio__json_at(value, 1));
    assert_null(jumio__json_at(value, SIZE_MAX));
    assert_int_equal(jumio__json_member(value, "a") != NULL, kind == JUMIO__KIND_OBJECT);
    assert_null(jumio__json_member(value, ""));
    assert_int_equal(jumio__json_find(value, "a") != NULL, kind == JUMIO__KIND_OBJECT);
    assert_null(jumio__json_find(value, "a.b"));
    assert_null(jumio__json_pointer(value, "/a/b"));
    jumio__json_free(json);
  }
}

static void test_read__walks_arrays_and_objects_of_mixed_depth(void **state)
{
  jumio__json *json = parse("{\"a\":[1,[2,[3]],{\"x\":4}],\"b\":{},\"c\":[],\"d\":\"end\"}");
  const jumio__value *root = jumio__json_root(json);
  static const char *const names[] = {"a", "b", "c", "d"};
  (void)state;
  assert_int_equal(jumio__json_count(root), 4);
  const jumio__value *key = jumio__json_first(root);
  for (size_t i = 0; i < 4; i++) {
    assert_string_equal(jumio__json_text(key, NULL), names[i]);
    assert_ptr_equal(jumio__json_of_key(key), jumio__json_member(root, names[i]));
    if (i < 3)
      key = jumio__json_next(jumio__json_of_key(key));
  }
  const jumio__value *array = jumio__json_member(root, "a");
  assert_int_equal(jumio__json_count(array), 3);
  assert_int_equal(jumio__json_kind(jumio__json_at(array, 1)), JUMIO__KIND_ARRAY);
  assert_int_equal(jumio__json_kind(jumio__json_at(array, 2)), JUMIO__KIND_OBJECT);
  assert_null(jumio__json_at(array, 3));
  assert_null(jumio__json_first(jumio__json_member(root, "b")));
  assert_null(jumio__json_first(jumio__json_member(root, "c")));
  assert_string_equal(jumio__json_text(jumio__json_of_key(key), NULL), "end");
  jumio__json_free(json);
}

static void test_read__members_are_found_by_their_exact_name(void **state)
{
  jumio__json *json = parse("{\"stat\\u0075s\":1,\"Status\":2,\"statu\":3,\"statuss\":4,\"\":5,\"a.b\":6,\"a\":{\"b\":7}}");
  const jumio__value *root = jumio__json_root(json);
  int64_t number;
  (void)state;
  assert_true(jumio__json_int(jumio__json_member(root, "status"), &number));
  assert_int_equal(number, 1);
  assert_true(jumio__json_int(jumio__json_member(root, ""), &number));
  assert_int_equal(number, 5);
  assert_true(jumio__json_int(jumio__json_member(root, "a.b"), &number));
  assert_int_equal(number, 6);
  assert_true(jumio__json_int(jumio__json_find(root, "a.b"), &number)); /* a path goes down, it does not name */
  assert_int_equal(number, 7);
  assert_null(jumio__json_member(root, "STATUS"));
  assert_null(jumio__json_find(root, "a."));
  assert_null(jumio__json_find(root, ".a"));
  assert_null(jumio__json_find(root, "a.b.c"));
  assert_null(jumio__json_find(root, "x.b"));
  jumio__json_free(json);
}

static void test_read__integers_are_exact_or_none(void **state)
{
  static const struct {
    const char *text;
    int64_t number;
  } good[] = {
      {"0", 0},
      {"9007199254740991", INT64_C(9007199254740991)},
      {"9007199254740993", INT64_C(9007199254740993)},
      {"-9007199254740993", -INT64_C(9007199254740993)},
      {"9223372036854775807", INT64_MAX},
      {"-9223372036854775808", INT64_MIN},
  };
  static const char *const bad[] = {"9223372036854775808",
                                    "-9223372036854775809",
                                    "18446744073709551615",
                                    "18446744073709551616",
                                    "1.0",
                                    "1e3",
                                    "\"1\"",
                                    "true",
                                    "null",
                                    "[1]"};
  int64_t number;
  (void)state;
  for (size_t i = 0; i < COUNT(good); i++) {
    jumio__json *json = parse(good[i].text);
    assert_true(jumio__json_int(jumio__json_root(json), &number));
    assert_true(number == good[i].number);
    jumio__json_free(json);
  }
  for (size_t i = 0; i < COUNT(bad); i++) {
    jumio__json *json = parse(bad[i]);
    number = 42;
    assert_false(jumio__json_int(jumio__json_root(json), &number));
    assert_int_equal(number, 42);
    jumio__json_free(json);
  }
}

static void expect_hundredths(const char *text, bool good, int64_t expected)
{
  jumio__json *json = parse(text);
  int64_t number = 42;
  if (jumio__json_hundredths(jumio__json_root(json), &number) != good || number != (good ? expected : 42))
    fail_msg("%s gave %lld", text, (long long)number);
  jumio__json_free(json);
}

/* J17 */
static void test_read__hundredths(void **state)
{
  char text[32];
  (void)state;
  for (int n = 0; n <= 10000; n++) { /* every score there can be */
    snprintf(text, sizeof text, "%d.%02d", n / 100, n % 100);
    expect_hundredths(text, true, n);
    snprintf(text, sizeof text, "-%d.%02d", n / 100, n % 100);
    expect_hundredths(text, true, -n);
  }
  expect_hundredths("-1", true, -100);
  expect_hundredths("-1.0", true, -100);
  expect_hundredths("-0", true, 0);
  expect_hundredths("-0.0", true, 0);
  expect_hundredths("1e2", true, 10000);
  expect_hundredths("0.005", true, 1);
  expect_hundredths("0.0049", true, 0);
  expect_hundredths("-0.005", true, -1);
  expect_hundredths("99.999", true, 10000);
  expect_hundredths("1e-300", true, 0);
  expect_hundredths("1000000000000", true, INT64_C(100000000000000));
  expect_hundredths("-1e12", true, -INT64_C(100000000000000));
  expect_hundredths("1000000000001", false, 0);
  expect_hundredths("1e13", false, 0);
  expect_hundredths("-1e300", false, 0);
  expect_hundredths("18446744073709551615", false, 0);
  expect_hundredths("-9223372036854775808", false, 0);
  expect_hundredths("\"50\"", false, 0);
  expect_hundredths("true", false, 0);
  expect_hundredths("[50]", false, 0);
}

static void test_read__texts_come_unescaped_and_whole(void **state)
{
  jumio__json *json = parse("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e4\\u20ac\\ud83d\\ude00\",\"\",\"J\xC3\xBCrgen\"]");
  const jumio__value *root = jumio__json_root(json);
  size_t len;
  (void)state;
  assert_string_equal(jumio__json_text(jumio__json_at(root, 0), &len), "\"\\/\b\f\n\r\tA\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80");
  assert_int_equal(len, 18);
  assert_string_equal(jumio__json_text(jumio__json_at(root, 1), &len), "");
  assert_int_equal(len, 0);
  assert_string_equal(jumio__json_text(jumio__json_at(root, 2), NULL), "J\xC3\xBCrgen");
  jumio__json_free(json);
}

static void test_read__get_text_tells_missing_from_wrong(void **state)
{
  jumio__json *json = parse("{\"w\":{\"s\":\"x\",\"e\":\"\",\"n\":null,\"i\":1,\"b\":false,\"a\":[\"x\"],\"o\":{}},\"t\":\"text\"}");
  const jumio__value *root = jumio__json_root(json);
  static const struct {
    const char *path;
    jumio__got got;
  } rows[] = {
      {"w.s", JUMIO__PRESENT},    {"w.e", JUMIO__PRESENT},    {"w.n", JUMIO__MISSING},    {"w.i", JUMIO__WRONG_TYPE},
      {"w.b", JUMIO__WRONG_TYPE}, {"w.a", JUMIO__WRONG_TYPE}, {"w.o", JUMIO__WRONG_TYPE}, {"w.x", JUMIO__MISSING},
      {"x.s", JUMIO__MISSING},    {"w", JUMIO__WRONG_TYPE},   {"t.x", JUMIO__MISSING},    {"w.n.x", JUMIO__MISSING},
  };
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    const char *text = "old";
    size_t len = 42;
    if (jumio__json_get_text(root, rows[i].path, &text, &len) != rows[i].got)
      fail_msg("%s", rows[i].path);
    assert_int_equal(text != NULL, rows[i].got == JUMIO__PRESENT);
  }
  const char *text = "old";
  assert_int_equal(jumio__json_get_text(NULL, "a", &text, NULL), JUMIO__MISSING);
  assert_null(text);
  jumio__json_free(json);
}

static void test_read__need_text_names_the_place(void **state)
{
  jumio__json *json = parse("{\"w\":{\"s\":\"canary\",\"e\":\"\",\"n\":null,\"i\":12345}}");
  const jumio__value *root = jumio__json_root(json);
  static const struct {
    const char *path, *pointer, *message;
  } rows[] = {
      {"w.e", "/w/e", "/w/e is empty"},         {"w.n", "/w/n", "/w/n is missing"}, {"w.i", "/w/i", "/w/i is not a text"},
      {"w.x.y", "/w/x/y", "/w/x/y is missing"}, {"z", "/z", "/z is missing"},
  };
  const char *text = NULL;
  (void)state;
  jumio_error *err = (jumio_error *)(uintptr_t)0x10; /* left as it is on success */
  assert_int_equal(jumio__json_need_text(root, "w.s", JUMIO_ERR_PROTOCOL, &text, NULL, &err), JUMIO_OK);
  assert_string_equal(text, "canary");
  for (size_t i = 0; i < COUNT(rows); i++) {
    assert_int_equal(jumio__json_need_text(root, rows[i].path, JUMIO_ERR_NOT_A_CALLBACK, &text, NULL, &err), JUMIO_ERR_NOT_A_CALLBACK);
    assert_null(text);
    assert_string_equal(jumio_error_get_text(err, JUMIO_ERROR_TEXT_JSON_POINTER), rows[i].pointer);
    assert_string_equal(jumio_error_get_message(err), rows[i].message);
    jumio_error_free(err);
  }
  char long_path[600];
  memset(long_path, 'a', sizeof long_path);
  long_path[sizeof long_path - 1] = '\0';
  assert_int_equal(jumio__json_need_text(root, long_path, JUMIO_ERR_PROTOCOL, &text, NULL, &err), JUMIO_ERR_PROTOCOL);
  jumio_error_free(err);
  jumio__json_free(json);
}

static void test_read__pointers_of_rfc_6901(void **state)
{
  jumio__json *json =
      parse("{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"c%d\":2,\"e^f\":3,\"g|h\":4,\"i\\\\j\":5,\"k\\\"l\":6,\" \":7,\"m~n\":8,"
            "\"~1\":9,\"o\":{\"0\":{\"p\":[[10]]}}}");
  const jumio__value *root = jumio__json_root(json);
  static const struct {
    const char *pointer;
    int64_t number;
  } numbers[] = {{"/", 0},     {"/a~1b", 1}, {"/c%d", 2},  {"/e^f", 3}, {"/g|h", 4},       {"/i\\j", 5},
                 {"/k\"l", 6}, {"/ ", 7},    {"/m~0n", 8}, {"/~01", 9}, {"/o/0/p/0/0", 10}};
  static const char *const nowhere[] = {"foo",
                                        "/foo/2",
                                        "/foo/-",
                                        "/foo/-1",
                                        "/foo/00",
                                        "/foo/01",
                                        "/foo/+0",
                                        "/foo/0x",
                                        "/foo/",
                                        "/foo/0/",
                                        "/foo//0",
                                        "/a/b",
                                        "/m~n",
                                        "/m~2n",
                                        "/m~",
                                        "/~",
                                        "/fo",
                                        "/fooo",
                                        "/FOO",
                                        "/o/0/p/1",
                                        "/foo/ 0",
                                        "x/foo",
                                        "/foo/bar",
                                        "/foo/18446744073709551616",
                                        "//",
                                        "/foo/9223372036854775807",
                                        "/foo/9223372036854775808"};
  (void)state;
  assert_ptr_equal(jumio__json_pointer(root, ""), root);
  assert_string_equal(jumio__json_text(jumio__json_pointer(root, "/foo/0"), NULL), "bar");
  assert_string_equal(jumio__json_text(jumio__json_pointer(root, "/foo/1"), NULL), "baz");
  assert_int_equal(jumio__json_kind(jumio__json_pointer(root, "/foo")), JUMIO__KIND_ARRAY);
  for (size_t i = 0; i < COUNT(numbers); i++) {
    int64_t number = -1;
    if (!jumio__json_int(jumio__json_pointer(root, numbers[i].pointer), &number) || number != numbers[i].number)
      fail_msg("%s", numbers[i].pointer);
  }
  for (size_t i = 0; i < COUNT(nowhere); i++)
    if (jumio__json_pointer(root, nowhere[i]) != NULL)
      fail_msg("%s", nowhere[i]);
  assert_null(jumio__json_pointer(root, NULL));
  assert_null(jumio__json_pointer(NULL, ""));
  assert_null(jumio__json_pointer(NULL, "/a"));
  jumio__json_free(json);
}

static void test_read__pointer_tokens_of_any_length(void **state)
{
  char text[700], pointer[700];
  (void)state;
  for (size_t len = 250; len <= 260; len++) { /* more than fits is nowhere, never cut to another name */
    memset(text, 'k', sizeof text);
    memcpy(text, "{\"", 2);
    memcpy(text + 2 + len, "\":1}", 5);
    jumio__json *json = parse(text);
    memset(pointer, 'k', sizeof pointer);
    pointer[0] = '/';
    pointer[len + 1] = '\0';
    assert_int_equal(jumio__json_pointer(jumio__json_root(json), pointer) != NULL, len <= 256);
    pointer[len + 1] = 'k';
    pointer[600] = '\0';
    assert_null(jumio__json_pointer(jumio__json_root(json), pointer));
    jumio__json_free(json);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_read__kinds),
      cmocka_unit_test(test_read__null_and_wrong_kinds_are_nothing),
      cmocka_unit_test(test_read__walks_arrays_and_objects_of_mixed_depth),
      cmocka_unit_test(test_read__members_are_found_by_their_exact_name),
      cmocka_unit_test(test_read__integers_are_exact_or_none),
      cmocka_unit_test(test_read__hundredths),
      cmocka_unit_test(test_read__texts_come_unescaped_and_whole),
      cmocka_unit_test(test_read__get_text_tells_missing_from_wrong),
      cmocka_unit_test(test_read__need_text_names_the_place),
      cmocka_unit_test(test_read__pointers_of_rfc_6901),
      cmocka_unit_test(test_read__pointer_tokens_of_any_length),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
