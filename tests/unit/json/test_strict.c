/** What is no JSON for us, by tables: grammar, numbers, UTF-8, escapes, duplicate keys (faults J01, J03, J08 to J14). */
#include "json/json.h"

#include "support/cmocka.h"

#include <jumio/result.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define MAX (8 * 1024 * 1024)

/* Parses a copy of exactly this size, so that a checker sees every byte read behind it. The message must hold nothing of the text. */
static jumio_result parse(const char *text, size_t len)
{
  char *exact = malloc(len != 0 ? len : 1);
  jumio__json *json = NULL;
  jumio_error *err = NULL;
  assert_non_null(exact);
  memcpy(exact, text, len);
  jumio_result result = jumio__json_parse(NULL, exact, len, MAX, &json, &err);
  free(exact);
  assert_int_equal(result == JUMIO_OK, json != NULL);
  if (result != JUMIO_OK) {
    assert_int_equal(jumio_error_get_code(err), result);
    assert_null(strstr(jumio_error_get_message(err), "canary"));
    assert_memory_equal(jumio_error_get_message(err), "JSON: ", 6);
    jumio_error_free(err);
  }
  jumio__json_free(json);
  return result;
}

static void expect(const char *text, size_t len, jumio_result expected)
{
  jumio_result result = parse(text, len);
  if (result != expected)
    fail_msg("%.*s gave %d", len > 60 ? 60 : (int)len, text, (int)result);
}

static void expect_all(const char *const *texts, size_t count, jumio_result expected)
{
  for (size_t i = 0; i < count; i++)
    expect(texts[i], strlen(texts[i]), expected);
}

static void test_strict__good_documents(void **state)
{
  static const char *const texts[] = {
      "null",
      "true",
      "false",
      "0",
      "-0",
      "-0.0",
      "\"\"",
      "\"x\"",
      "[]",
      "{}",
      " [] ",
      "\t\r\n{ }\n",
      "[ 1 , 2 ]",
      "[[[]]]",
      "[0e1]",
      "[0e+1]",
      "[1E22]",
      "[1e-2]",
      "[123.456e78]",
      "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]",
      "[\"\\u0060\\u012a\\u12AB\"]",
      "[\"\\uD801\\udc37\"]",
      "[\"\\uD83d\\ude39\\uD83d\\uDC8d\"]",
      "[\"\\u0001\\u001f\\uffff\\uFFFE\"]",
      "[\"\\\\u0000\"]",
      "[\"a/*b*/c\"]",
      "[\"\x7F\"]",
      "[\"\xC2\xA0\xEF\xBB\xBF\"]",
      "[\"\xF4\x8F\xBF\xBF\"]",
      "{\"\":0}",
      "{\"a\":1,\"A\":2,\"a \":3,\"\":4}",
      "{\"a\":{\"a\":{\"a\":1}},\"b\":[{\"a\":1},{\"a\":1}]}",
  };
  (void)state;
  expect_all(texts, COUNT(texts), JUMIO_OK);
}

static void test_strict__bad_grammar(void **state)
{
  static const char *const texts[] = {
      " ",
      "\n\t\r ",
      "[",
      "]",
      "{",
      "}",
      "[}",
      "{]",
      "[]]",
      "{}}",
      "[][]",
      "{} {}",
      "[1]x",
      "[1]#",
      "[1],",
      "1 2",
      "\"a\" \"b\"",
      "[1,]",
      "[,1]",
      "[1,,2]",
      "[,]",
      "[1 2]",
      "[1;2]",
      "[1:2]",
      "[3[4]]",
      "[\"a\" \"b\"]",
      "[a",
      "[\"a\"",
      "[\"",
      "[\"\\",
      "[\"a\\\"]",
      "{\"a\"}",
      "{\"a\":}",
      "{\"a\" 1}",
      "{\"a\"::1}",
      "{\"a\",1}",
      "{\"a\":1,}",
      "{,\"a\":1}",
      "{\"a\":1,,\"b\":2}",
      "{\"a\":1 \"b\":2}",
      "{\"a\":1}]",
      "{a:1}",
      "{'a':1}",
      "{1:1}",
      "{null:1}",
      "{[]:1}",
      "['a']",
      "'a'",
      "nul",
      "nulll",
      "tru",
      "True",
      "TRUE",
      "False",
      "None",
      "undefined",
      "nan",
      "NaN",
      "-NaN",
      "Infinity",
      "-Infinity",
      "inf",
      "[Inf]",
      "/* c */ 1",
      "1 // c",
      "[1/**/]",
      "#c\n1",
      "<html></html>",
      "<.>",
      "!",
      "*",
      "`",
      "a=1&b=2",
      "\x1E{}",
      "\f1",
      "\v1",
      "\xC2\xA0"
      "1",
      "\xE2\x80\xA8"
      "1",
      "\xE2\x81\xA0[]",
      "canary",
  };
  (void)state;
  expect("", 0, JUMIO_ERR_JSON);
  expect_all(texts, COUNT(texts), JUMIO_ERR_JSON);
}

static void test_strict__bad_numbers(void **state)
{
  static const char *const texts[] = {
      "-",        "+1",     "+",       "--1",          "-+1",
      "- 1",      "01",     "-01",     "00",           "-00",
      "012",      "1.",     "-1.",     ".5",           "-.5",
      ".",        "0.e1",   "1.e1",    "1e",           "1e+",
      "1e-",      "1eE2",   "1e1.5",   "1E+-2",        "0e",
      "0.3e",     "1ea",    "0x1",     "0x42",         "1x",
      "1a",       "1_000",  "1,000",   "1 000",        "1.2.3",
      "1-1",      "1+1",    "0b1",     "1f",           "1n",
      "1e400",    "-1e400", "1e99999", "9e9999999999", "\xEF\xBC\x91",
      "\xD9\xA1", "--0",    "-foo",    "-1x",          "2.e3",
      "2.e+3",    "2.e-3",  "0E+",     "1.0e",         "1.8011670033376514H-308",
  };
  (void)state;
  for (size_t i = 0; i < COUNT(texts); i++) {
    char text[64];
    expect(texts[i], strlen(texts[i]), JUMIO_ERR_JSON);
    /* In an array a blank or a comma could make two numbers of it. */
    if (strcmp(texts[i], "1,000") == 0)
      continue;
    expect(text, (size_t)snprintf(text, sizeof text, "[%s]", texts[i]), JUMIO_ERR_JSON);
    expect(text, (size_t)snprintf(text, sizeof text, "{\"a\":%s}", texts[i]), JUMIO_ERR_JSON);
  }
}

static void test_strict__numbers_of_ten_thousand_digits(void **state)
{
  char *text = malloc(20000);
  (void)state;
  assert_non_null(text);
  memset(text, '1', 20000);
  expect(text, 10000, JUMIO_ERR_JSON); /* beyond a double */
  text[1] = '.';
  expect(text, 10000, JUMIO_OK);
  memset(text, '0', 20000);
  text[1] = '.';
  expect(text, 10000, JUMIO_OK);
  memcpy(text + 9990, "1e-9999999", 10);
  expect(text, 10000, JUMIO_OK);
  free(text);
}

static void test_strict__bad_texts(void **state)
{
  static const char *const texts[] = {
      "\"\\a\"",
      "\"\\x41\"",
      "\"\\'\"",
      "\"\\0\"",
      "\"\\1\"",
      "\"\\ \"",
      "\"\\\n\"",
      "\"\\U0041\"",
      "\"\\u\"",
      "\"\\u0\"",
      "\"\\u00\"",
      "\"\\u004\"",
      "\"\\u004g\"",
      "\"\\u 041\"",
      "\"\\u+041\"",
      "\"\\u{41}\"",
      "\"\\ud800\"",
      "\"\\uD800x\"",
      "\"\\ud800\\n\"",
      "\"\\ud800\\u0041\"",
      "\"\\ud800\\ud800\"",
      "\"\\udc00\"",
      "\"\\udfff\\ud800\"",
      "\"\\ude39\\ud83d\"",
      "\"\\ud83d\\",
      "\"\\ud83d\\u",
      "\"\\ud83d\\ude3",
      "\"\n\"",
      "\"\t\"",
      "\"\r\"",
      "\"\x01\"",
      "\"\x1F\"",
      "\"abc",
      "\"abc\\\"",
      "\"\xF0\x9F\x98\"",
  };
  (void)state;
  expect_all(texts, COUNT(texts), JUMIO_ERR_JSON);
  for (size_t i = 0; i < COUNT(texts); i++) { /* the same as a key */
    char text[64];
    expect(text, (size_t)snprintf(text, sizeof text, "{%s:1}", texts[i]), JUMIO_ERR_JSON);
  }
}

static void test_strict__no_nul_in_any_form(void **state)
{
  static const char *const bad[] = {"\"\\u0000\"",       "[\"PASSED\\u0000...\"]", "{\"stat\\u0000us\":1}", "{\"a\":{\"b\":[\"\\u0000\"]}}",
                                    "[\"\\\\\\u0000\"]", "[\"\\\"\\u0000\"]",      "[\"\\u0041\\u0000\"]",  "[\"\\u00001\"]"};
  static const char *const good[] = {"[\"\\\\u0000\"]", "[\"\\\\\\\\u0000\"]", "[\"u0000\"]", "[\"\\u0001\"]"};
  (void)state;
  expect_all(bad, COUNT(bad), JUMIO_ERR_JSON);
  expect_all(good, COUNT(good), JUMIO_OK);
  expect("[\"a\0b\"]", 7, JUMIO_ERR_JSON);
  expect("[1]\0", 4, JUMIO_ERR_JSON);
  expect("\0[1]", 4, JUMIO_ERR_JSON);
  expect("[1\0]", 4, JUMIO_ERR_JSON);
  expect("{\"a\0\":1}", 8, JUMIO_ERR_JSON);
  expect("\0", 1, JUMIO_ERR_JSON);
}

static void test_strict__no_byte_order_mark_and_no_wide_text(void **state)
{
  (void)state;
  expect("\xEF\xBB\xBF{}", 5, JUMIO_ERR_JSON);
  expect("\xEF\xBB\xBF", 3, JUMIO_ERR_JSON);
  expect("\xEF\xBB{}", 4, JUMIO_ERR_JSON);
  expect("\xFE\xFF\0{\0}", 6, JUMIO_ERR_JSON);
  expect("\xFF\xFE{\0}\0", 6, JUMIO_ERR_JSON);
  expect("{\0}\0", 4, JUMIO_ERR_JSON);
  expect("\0{\0}", 4, JUMIO_ERR_JSON);
  expect("\xFF\xFE\0\0{\0\0\0}\0\0\0", 12, JUMIO_ERR_JSON);
}

static void test_strict__invalid_utf8(void **state)
{
  static const char *const sequences[] = {
      "\x80",
      "\xBF",
      "\xC0\x80",
      "\xC0\xAF",
      "\xC1\xBF",
      "\xC2",
      "\xC2\x41",
      "\xC2\xC2",
      "\xDF\xC0",
      "\xE0\x80\x80",
      "\xE0\x9F\xBF",
      "\xE0\xA0",
      "\xE1\x80",
      "\xE1\x80\x41",
      "\xE2\x28\xA1",
      "\xED\xA0\x80",
      "\xED\xBF\xBF",
      "\xED\xA0\xBD\xED\xB8\x80",
      "\xEF\xBF",
      "\xF0\x80\x80\x80",
      "\xF0\x8F\xBF\xBF",
      "\xF0\x90\x80",
      "\xF0\x90\x80\x41",
      "\xF0\x28\x8C\xBC",
      "\xF4\x90\x80\x80",
      "\xF5\x80\x80\x80",
      "\xF7\xBF\xBF\xBF",
      "\xF8\x88\x80\x80\x80",
      "\xFC\x84\x80\x80\x80\x80",
      "\xFE",
      "\xFF",
      "\xE9",
      "J\xFCrgen",
      "\x81",
      "\xC3\xA4\xA4",
      "\xF0\x9F\x98\x80\x80",
  };
  static const char *const forms[] = {"\"%s\"", "[\"abc%sdef\"]", "{\"%s\":1}", "{\"a\":\"%s\\n\"}", "[\"0123456789abcdef%s\"]",
                                      "%s",     "[1]%s",          "[%s]"};
  (void)state;
  for (size_t i = 0; i < COUNT(sequences); i++)
    for (size_t k = 0; k < COUNT(forms); k++) {
      char text[80], *out = text;
      const char *at = strstr(forms[k], "%s");
      memcpy(out, forms[k], (size_t)(at - forms[k]));
      out += at - forms[k];
      memcpy(out, sequences[i], strlen(sequences[i]));
      out += strlen(sequences[i]);
      memcpy(out, at + 2, strlen(at + 2));
      out += strlen(at + 2);
      expect(text, (size_t)(out - text), JUMIO_ERR_JSON);
    }
}

static void test_strict__two_bytes_in_a_text_are_right_or_refused(void **state)
{
  (void)state;
  for (unsigned n = 0; n < 0x10000; n++) {
    unsigned char a = (unsigned char)(n >> 8), b = (unsigned char)n;
    const char text[] = {'"', (char)a, (char)b, '"'};
    bool plain = a >= 0x20 && a < 0x80 && a != '"' && a != '\\' && b >= 0x20 && b < 0x80 && b != '"' && b != '\\';
    bool escape = a == '\\' && b != '\0' && strchr("\"\\/bfnrt", b) != NULL;
    bool wide = a >= 0xC2 && a <= 0xDF && b >= 0x80 && b <= 0xBF;
    if ((parse(text, 4) == JUMIO_OK) != (plain || escape || wide))
      fail_msg("%02X %02X", a, b);
  }
}

static void test_strict__same_key_twice(void **state)
{
  static const char *const texts[] = {
      "{\"a\":1,\"a\":1}",
      "{\"\":1,\"\":2}",
      "{\"status\":1,\"stat\\u0075s\":2}",
      "{\"stat\\u0075s\":1,\"status\":2}",
      "{\"stat\\u0075s\":1,\"\\u0073tatus\":2}",
      "{\"\\u0061\":1,\"x\":0,\"a\":2}",
      "{\"\xC3\xA4\":1,\"\\u00e4\":2}",
      "{\"\\u00E4\":1,\"\\u00e4\":2}",
      "{\"\xF0\x9F\x98\x80\":1,\"\\ud83d\\ude00\":2}",
      "{\"a/b\":1,\"a\\/b\":2}",
      "{\"\\\"\":1,\"\\u0022\":2}",
      "{\"a\":{\"b\":1,\"b\":2}}",
      "[[{\"a\":[{\"b\":1,\"c\":2,\"b\":3}]}]]",
      "{\"decision\":{\"type\":\"REJECTED\",\"type\":\"PASSED\"}}",
      "{\"a\":{},\"b\":[{}],\"a\":{}}",
      "{\"x\":{\"p\":1,\"q\":2},\"y\":3,\"x\":4}",
      "{\"x\":null,\"x\":{\"p\":1,\"q\":2},\"y\":3}",
      "{\"x\":null,\"y\":{},\"x\":{\"p\":1,\"q\":2,\"r\":3}}",
      "{\"x\":null,\"y\":{},\"x\":[]}",
      "{\"x\":null,\"x\":{\"p\":1,\"q\":2}}",
  };
  static const char *const good[] = {
      "{\"status\":1,\"Status\":2,\"STATUS\":3}", "{\"a\":1,\"ab\":2,\"abc\":3,\"b\":4}",
      "{\"\xC3\xA4\":1,\"a\xCC\x88\":2}", /* not normalised: other bytes are another key */
      "{\"a\":{\"a\":1},\"b\":{\"a\":1}}",        "[{\"a\":1},{\"a\":1}]",
  };
  (void)state;
  expect_all(texts, COUNT(texts), JUMIO_ERR_JSON);
  expect_all(good, COUNT(good), JUMIO_OK);
}

/* The second of two same keys is found whatever its value is, and whatever stands around it. */
static void test_strict__same_key_twice_before_any_value(void **state)
{
  static const char *const rests[] = {"", ",\"y\":1", ",\"y\":{\"a\":1,\"b\":2},\"z\":[]"};
  (void)state;
  for (size_t members = 0; members <= 40; members++)
    for (size_t r = 0; r < COUNT(rests); r++)
      for (int twice = 0; twice <= 1; twice++) {
        jumio__buffer text;
        jumio__buffer_init(&text, NULL, MAX);
        jumio__buffer_text(&text, twice ? "{\"x\":null,\"x\":{" : "{\"x\":null,\"x2\":{");
        for (size_t i = 0; i < members; i++) {
          jumio__buffer_text(&text, i != 0 ? ",\"" : "\"");
          jumio__buffer_number(&text, (int64_t)i);
          jumio__buffer_text(&text, "\":{}");
        }
        jumio__buffer_text(&text, "}");
        jumio__buffer_text(&text, rests[r]);
        jumio__buffer_text(&text, "}");
        expect(text.data, text.len, twice ? JUMIO_ERR_JSON : JUMIO_OK);
        jumio__buffer_free(&text);
      }
}

/* An object with `count` keys, in an order and with lengths that depend on `step`; the keys at `twin` and `of` are the same, the former
 * written with an escape where wished. */
static void expect_keys(size_t count, size_t step, size_t twin, size_t of, bool escaped, jumio_result expected)
{
  jumio__buffer text;
  jumio__buffer_init(&text, NULL, MAX);
  for (size_t i = 0; i < count; i++) {
    jumio__buffer_text(&text, i != 0 ? ",\"" : "{\"");
    jumio__buffer_text(&text, i == twin && escaped ? "\\u006b" : "k");
    jumio__buffer_number(&text, (int64_t)((i == twin ? of : i) * step % 100003));
    jumio__buffer_text(&text, "\":{\"k\":");
    jumio__buffer_number(&text, (int64_t)i);
    jumio__buffer_text(&text, "}");
  }
  jumio__buffer_text(&text, "}");
  assert_int_equal(jumio__buffer_result(&text), JUMIO_OK);
  expect(text.data, text.len, expected);
  jumio__buffer_free(&text);
}

static void test_strict__same_key_twice_among_many(void **state)
{
  static const size_t counts[] = {2, 3, 31, 32, 33, 34, 64, 100};
  (void)state;
  for (size_t c = 0; c < COUNT(counts); c++) {
    size_t count = counts[c];
    expect_keys(count, 7919, SIZE_MAX, 0, false, JUMIO_OK);
    for (size_t twin = 1; twin<count; twin += count> 40 ? 7 : 1)
      for (size_t of = 0; of<twin; of += count> 40 ? 5 : 1) {
        expect_keys(count, 7919, twin, of, false, JUMIO_ERR_JSON);
        expect_keys(count, 1, twin, of, true, JUMIO_ERR_JSON);
      }
  }
}

/* An object of `members`, of which the one at `place` is an object with two keys, and the others are `other`. */
static void expect_member(size_t members, size_t place, const char *other, bool twice)
{
  jumio__buffer text;
  jumio__buffer_init(&text, NULL, MAX);
  for (size_t i = 0; i < members; i++) {
    jumio__buffer_text(&text, i != 0 ? ",\"k" : "{\"k");
    jumio__buffer_number(&text, (int64_t)i);
    jumio__buffer_text(&text, "\":");
    jumio__buffer_text(&text, i != place ? other : twice ? "{\"type\":{},\"typ\\u0065\":{}}" : "{\"type\":{},\"Type\":{}}");
  }
  jumio__buffer_text(&text, "}");
  expect(text.data, text.len, twice ? JUMIO_ERR_JSON : JUMIO_OK);
  jumio__buffer_free(&text);
}

static void test_strict__same_key_twice_in_any_member(void **state)
{
  static const size_t counts[] = {1, 2, 3, 4, 5, 32, 33};
  static const char *const others[] = {"1", "\"k0\"", "{}", "[]", "{\"k0\":{}}", "[{\"a\":1,\"b\":[]},2]"};
  (void)state;
  for (size_t c = 0; c < COUNT(counts); c++)
    for (size_t place = 0; place < counts[c]; place++)
      for (size_t o = 0; o < COUNT(others); o++) {
        expect_member(counts[c], place, others[o], false);
        expect_member(counts[c], place, others[o], true);
      }
}

static void test_strict__objects_of_many_thousand_keys_in_any_order(void **state)
{
  static const size_t steps[] = {1, 100002, 7919, 2}; /* rising, falling, scattered, two rising runs */
  const size_t count = 33000;                         /* four values each */
  (void)state;
  for (size_t i = 0; i < COUNT(steps); i++) {
    expect_keys(2 * count, steps[i], SIZE_MAX, 0, false, JUMIO_ERR_TOO_LARGE);
    expect_keys(count, steps[i], SIZE_MAX, 0, false, JUMIO_OK);
    expect_keys(count, steps[i], count - 1, 17, true, JUMIO_ERR_JSON);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_strict__good_documents),
      cmocka_unit_test(test_strict__bad_grammar),
      cmocka_unit_test(test_strict__bad_numbers),
      cmocka_unit_test(test_strict__numbers_of_ten_thousand_digits),
      cmocka_unit_test(test_strict__bad_texts),
      cmocka_unit_test(test_strict__no_nul_in_any_form),
      cmocka_unit_test(test_strict__no_byte_order_mark_and_no_wide_text),
      cmocka_unit_test(test_strict__invalid_utf8),
      cmocka_unit_test(test_strict__two_bytes_in_a_text_are_right_or_refused),
      cmocka_unit_test(test_strict__same_key_twice),
      cmocka_unit_test(test_strict__same_key_twice_before_any_value),
      cmocka_unit_test(test_strict__same_key_twice_among_many),
      cmocka_unit_test(test_strict__same_key_twice_in_any_member),
      cmocka_unit_test(test_strict__objects_of_many_thousand_keys_in_any_order),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
