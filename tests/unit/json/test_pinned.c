/** J25: a pinned list in the place of the public JSONTestSuite, which is not part of the tree: documents of our own for each of its classes
 * that test_strict.c leaves open. First what every reader must take, then what none may, then what the suite leaves to the reader and we
 * refuse. */
#include "json/json.h"

#include "support/cmocka.h"

#include <jumio/result.h>

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define MAX (8 * 1024 * 1024)

static void expect(const char *text, size_t len, jumio_result expected)
{
  jumio__json *json = NULL;
  char *exact = malloc(len);
  assert_non_null(exact);
  memcpy(exact, text, len);
  jumio_result result = jumio__json_parse(NULL, exact, len, MAX, &json, NULL);
  free(exact);
  jumio__json_free(json);
  if (result != expected)
    fail_msg("%.*s gave %d", len > 60 ? 60 : (int)len, text, (int)result);
}

static void expect_all(const char *const *texts, size_t count, jumio_result expected)
{
  for (size_t i = 0; i < count; i++)
    expect(texts[i], strlen(texts[i]), expected);
}

static void test_pinned__accepted_everywhere(void **state)
{
  static const char *const texts[] = {
      "[[]   ]",
      "[\"\"]",
      "[\"a\"]",
      "[false]",
      "[null, 1, \"1\", {}]",
      "[null]",
      "[1\n]",
      " [1]",
      "[1,null,null,null,2]",
      "[2] ",
      "[123e65]",
      "[ 4]",
      "[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]",
      "[20e1]",
      "[-0]",
      "[-123]",
      "[-1]",
      "[1E-2]",
      "[1E+2]",
      "[123e45]",
      "[123.456789]",
      "{\"asd\":\"sdf\", \"dfg\":\"fgh\"}",
      "{\"min\": -1.0e+28, \"max\": 1.0e+28}",
      "{\"x\":[{\"id\": \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}], \"id\": \"x\"}",
      "{\"a\":[]}",
      "{\"title\":\"\\u041f\\u043e\\u043b\\u0442\\u043e\\u0440\\u0430\"}",
      "{\n\"a\": \"b\"\n}",
      "[\"\\u0012\"]",
      "[\"\\\\a\"]",
      "[\"\\\\n\"]",
      "[\"\\u0821\"]",
      "[\"\\u0123\"]",
      "[\"\\uDBFF\\uDFFF\"]",
      "[\"new\\u00A0line\"]",
      "[\"\xF4\x8F\xBF\xBF\xEF\xBF\xBF\"]",
      "[\"\\u002c\"]",
      "[\"\xCF\x80\"]",
      "[\"asd \"]",
      "\" \"",
      "[\"\\uD834\\uDd1e\"]",
      "[\"\xE2\x82\xAC\xF0\x9D\x84\x9E\"]",
      "[\"\xE2\x80\xA8\xE2\x80\xA9\"]",
      "[\"\\u200B\\u2064\\uFDD0\\uFFFE\"]",
      "[\"\\u0022\\u005C\"]",
      "42",
      "-0.1",
      "[\"a\"]\n",
      "[true]",
  };
  (void)state;
  expect_all(texts, COUNT(texts), JUMIO_OK);
}

static void test_pinned__refused_everywhere(void **state)
{
  static const char *const texts[] = {
      "[1 true]",
      "[\"\": 1]",
      "[\"\"],",
      "[,",
      "[x",
      "[\"x\"]]",
      "[\"\",]",
      "[\"a\",\n4\n,1,",
      "[1,\n1\n,1",
      "[{}",
      "[*]",
      "[-]",
      "[   , \"\"]",
      "[\"\va\"\\f]",
      "[fals]",
      "[nul]",
      "[tru]",
      "[++1234]",
      "[-2.]",
      "[.2e-3]",
      "[0.1.2]",
      "[0e+-1]",
      "[1eE2]",
      "[1+2]",
      "[1.2a-3]",
      "[1.8011670033376514H-308]",
      "[-1.0.]",
      "[\"x\", truth]",
      "{[: \"x\"}\n",
      "{\"x\", null}",
      "{\"x\"::\"b\"}",
      "{\xF0\x9F\x87\xA8\xF0\x9F\x87\xAD}",
      "{\"a\":\"a\" 123}",
      "{key: 'value'}",
      "{\"a\" b}",
      "{:\"b\"}",
      "{\"a\":",
      "{\"a\"",
      "{1:1}",
      "{9999E9999:1}",
      "{null:null,null:null}",
      "{\"id\":0,,,,,}",
      "{\"id\":0,}",
      "{\"a\":\"b\"}/**/",
      "{\"a\":\"b\"}/**//",
      "{\"a\":\"b\"}//",
      "{\"a\":\"b\"}/",
      "{\"a\":\"b\",,\"c\":\"d\"}",
      "{a: \"b\"}",
      "{\"a\":\"a",
      "{ \"foo\" : \"bar\", \"a\" }",
      "{\"a\":\"b\"}#",
      "[\"\\uD800\\u\"]",
      "[\"\\uD800\\u1\"]",
      "[\"\\uD800\\u1x\"]",
      "[\xC3\xA9]",
      "[\"\\x00\"]",
      "[\"\\\\\\\"]",
      "[\"\\\xF0\x9F\x8C\x80\"]",
      "[\"\\\"]",
      "[\"\\u00A\"]",
      "[\"\\uD834\\uDd\"]",
      "[\"\\uqqqq\"]",
      "[\\u0020\"asd\"]",
      "[\\n]",
      "\"",
      "['single quote']",
      "abc",
      "[\"a\nb\"]",
      "\"\\UA66D\"",
      "\"\"x",
      "[1}",
      "[\"asd]",
      "a\xC3\xA5",
      "[True]",
      "{\"x\": true,",
      "[][]",
      "]",
      "\xEF\xBB{}",
      "\xE5",
      "2@",
      "{}}",
      "{\"\":",
      "{\"a\":/*comment*/\"b\"}",
      "{\"a\": true} \"x\"",
      "['",
      "[\"a\", {",
      "{[",
      "{,",
      "{\"a",
      "{'a'",
      "[\"\\{[\"\\{[\"\\{[\"\\{",
      "\xC3\xA9",
      "*",
      "{\"a\":\"b\"}#{}",
      "[\\u000A\"\"]",
      "[1",
      "[ false, nul",
      "{\"asd\":\"asd\"",
      "\xE2\x81\xA0",
      "[\x0c]",
  };
  (void)state;
  expect_all(texts, COUNT(texts), JUMIO_ERR_JSON);
}

/* Numbers beyond a double, half pairs, and bytes that are no UTF-8: a reader may guess, ours does not. */
static void test_pinned__left_open_and_refused(void **state)
{
  static const char *const texts[] = {
      "[0.4e00669999999999999999999999999999999999999999999999999999999999999969999999006]",
      "[-1e+9999]",
      "[1.5e+9999]",
      "[123123e100000]",
      "{\"\\uDFAA\":0}",
      "[\"\\uDADA\"]",
      "[\"\\uD888\\u1234\"]",
      "[\"\\uD800\\uD800\\n\"]",
      "[\"\\uDd1e\\uD834\"]",
      "[\"\xFF\"]",
      "[\"\xE0\xFF\"]",
      "[\"\xFC\x80\x80\x80\x80\x80\"]",
      "[\"\xE6\x97\xA5\xD1\x88\xFA\"]",
      "\xEF\xBB\xBF{}",
  };
  (void)state;
  expect_all(texts, COUNT(texts), JUMIO_ERR_JSON);
  expect("[123e-10000000]", 15, JUMIO_OK); /* so near to nothing that it is nothing */
  expect("[-123123123123123123123123123123]", 33, JUMIO_OK);
}

/* A hundred thousand of them, closed and not: the stack does not grow with what comes in. */
static void test_pinned__nested_without_end(void **state)
{
  static const char *const units[] = {"[", "{\"\":", "[{\"\":"};
  (void)state;
  for (size_t u = 0; u < COUNT(units); u++) {
    size_t len = strlen(units[u]), count = 100000;
    char *text = malloc(len * count * 2);
    assert_non_null(text);
    for (size_t i = 0; i < count; i++)
      memcpy(text + i * len, units[u], len);
    memset(text + len * count, u == 0 ? ']' : '}', count);
    expect(text, len * count, JUMIO_ERR_JSON);
    if (u < 2)
      expect(text, len * count + count, JUMIO_ERR_JSON);
    free(text);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pinned__accepted_everywhere),
      cmocka_unit_test(test_pinned__refused_everywhere),
      cmocka_unit_test(test_pinned__left_open_and_refused),
      cmocka_unit_test(test_pinned__nested_without_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
