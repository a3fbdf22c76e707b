/** Writing JSON: order, escapes, deep copies, sticky failure, and that everything written is read back. */
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
  assert_int_equal(jumio__json_parse(NULL, text, len, MAX, &json, NULL), JUMIO_OK);
  return json;
}

static void expect_finish(jumio__writer *writer, const char *expected)
{
  jumio__buffer out;
  jumio__buffer_init(&out, NULL, MAX);
  assert_int_equal(jumio__writer_finish(writer, &out), JUMIO_OK);
  assert_string_equal(out.data, expected);
  jumio__buffer_free(&out);
  jumio__writer_free(writer);
}

static void test_write__every_kind_in_order(void **state)
{
  jumio__writer *writer = jumio__writer_new(NULL);
  (void)state;
  jumio__writer_object(writer, NULL);
  jumio__writer_text(writer, "text", "x");
  jumio__writer_text(writer, "absent", NULL);
  jumio__writer_text_n(writer, "cut", "abcdef", 3);
  jumio__writer_text_n(writer, "absent", NULL, 3);
  jumio__writer_text(writer, "empty", "");
  jumio__writer_int(writer, "least", INT64_MIN);
  jumio__writer_int(writer, "most", INT64_MAX);
  jumio__writer_bool(writer, "yes", true);
  jumio__writer_bool(writer, "no", false);
  jumio__writer_array(writer, "array");
  jumio__writer_int(writer, NULL, 0);
  jumio__writer_text(writer, NULL, "y");
  jumio__writer_object(writer, NULL);
  jumio__writer_end(writer);
  jumio__writer_array(writer, NULL);
  jumio__writer_end(writer);
  jumio__writer_end(writer);
  jumio__writer_text(writer, "last", "z");
  jumio__writer_end(writer);
  expect_finish(writer, "{\"text\":\"x\",\"cut\":\"abc\",\"empty\":\"\",\"least\":-9223372036854775808,\"most\":9223372036854775807,"
                        "\"yes\":true,\"no\":false,\"array\":[0,\"y\",{},[]],\"last\":\"z\"}");
}

static void test_write__root_can_be_any_value(void **state)
{
  jumio__writer *writer = jumio__writer_new(NULL);
  (void)state;
  jumio__writer_text(writer, NULL, "x");
  expect_finish(writer, "\"x\"");
  writer = jumio__writer_new(NULL);
  jumio__writer_int(writer, NULL, -7);
  expect_finish(writer, "-7");
  writer = jumio__writer_new(NULL);
  jumio__writer_array(writer, NULL);
  expect_finish(writer, "[]");
}

static void test_write__texts_are_escaped(void **state)
{
  char every[128];
  jumio__buffer out;
  (void)state;
  for (int i = 1; i < 128; i++)
    every[i - 1] = (char)i;
  every[127] = '\0';
  jumio__writer *writer = jumio__writer_new(NULL);
  jumio__writer_object(writer, NULL);
  jumio__writer_text(writer, "ascii", every);
  jumio__writer_text(writer, "wide", "\"};--\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80</script>");
  jumio__writer_end(writer);
  jumio__buffer_init(&out, NULL, MAX);
  assert_int_equal(jumio__writer_finish(writer, &out), JUMIO_OK);
  for (size_t i = 0; i < out.len; i++)
    assert_true((unsigned char)out.data[i] >= 0x20);
  jumio__json *json = parse(out.data, out.len);
  assert_int_equal(jumio__json_count(jumio__json_root(json)), 2);
  assert_string_equal(jumio__json_text(jumio__json_find(jumio__json_root(json), "ascii"), NULL), every);
  assert_string_equal(jumio__json_text(jumio__json_find(jumio__json_root(json), "wide"), NULL),
                      "\"};--\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80</script>");
  jumio__json_free(json);
  jumio__buffer_free(&out);
  jumio__writer_free(writer);
}

static void test_write__invalid_utf8_is_refused(void **state)
{
  static const char *const bad[] = {"\xFF", "a\xC3", "\xED\xA0\x80", "\xC0\x80", "\xF4\x90\x80\x80", "J\xFCrgen"};
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    jumio__buffer out;
    jumio__writer *writer = jumio__writer_new(NULL);
    jumio__buffer_init(&out, NULL, MAX);
    jumio__writer_object(writer, NULL);
    jumio__writer_text(writer, "a", bad[i]);
    jumio__writer_end(writer);
    assert_int_equal(jumio__writer_finish(writer, &out), JUMIO_ERR_ARGUMENT);
    assert_int_equal(out.len, 0);
    jumio__buffer_free(&out);
    jumio__writer_free(writer);
  }
}

static void test_write__fixtures_are_printed_and_read_back(void **state)
{
  (void)state;
  for (size_t i = 0; i < JSON_FIXTURES; i++) {
    jumio__buffer first, second;
    jumio__json *json = parse(json_fixtures[i], strlen(json_fixtures[i]));
    jumio__buffer_init(&first, NULL, MAX);
    jumio__buffer_init(&second, NULL, MAX);
    assert_int_equal(jumio__json_print(jumio__json_root(json), &first), JUMIO_OK);
    jumio__json_free(json);
    json = parse(first.data, first.len);
    assert_int_equal(jumio__json_print(jumio__json_root(json), &second), JUMIO_OK);
    assert_string_equal(first.data, second.data);
    jumio__json_free(json);
    jumio__buffer_free(&first);
    jumio__buffer_free(&second);
  }
}

static void test_write__print_keeps_order_and_drops_blanks(void **state)
{
  static const char text[] = "{ \"z\" : [ 1 , -2.5 , true , null ] , \"a\" : { \"\\u0062\" : \"\\u00e4\" } }";
  jumio__json *json = parse(text, strlen(text));
  jumio__buffer out;
  (void)state;
  jumio__buffer_init(&out, NULL, MAX);
  assert_int_equal(jumio__json_print(jumio__json_root(json), &out), JUMIO_OK);
  assert_string_equal(out.data, "{\"z\":[1,-2.5,true,null],\"a\":{\"b\":\"\xC3\xA4\"}}");
  jumio__buffer_reset(&out);
  assert_int_equal(jumio__json_print(jumio__json_find(jumio__json_root(json), "a.b"), &out), JUMIO_OK);
  assert_string_equal(out.data, "\"\xC3\xA4\"");
  jumio__buffer_free(&out);
  jumio__buffer_init(&out, NULL, 10);
  assert_int_equal(jumio__json_print(jumio__json_root(json), &out), JUMIO_ERR_TOO_LARGE);
  assert_int_equal(out.len, 0);
  jumio__buffer_free(&out);
  jumio__json_free(json);
}

static void test_write__copies_outlive_their_source(void **state)
{
  static const char text[] = "{\"a\":[1,{\"b\":\"deep\"}],\"c\":null}";
  char *source = malloc(sizeof text);
  memcpy(source, text, sizeof text);
  jumio__json *json = parse(source, strlen(source));
  jumio__writer *writer = jumio__writer_new(NULL);
  (void)state;
  jumio__writer_object(writer, NULL);
  jumio__writer_copy(writer, "whole", jumio__json_root(json));
  jumio__writer_copy(writer, "none", NULL);
  jumio__writer_copy(writer, "null", jumio__json_find(jumio__json_root(json), "c"));
  jumio__writer_end(writer);
  memset(source, 'x', sizeof text);
  free(source);
  jumio__json_free(json);
  expect_finish(writer, "{\"whole\":{\"a\":[1,{\"b\":\"deep\"}],\"c\":null},\"null\":null}");
}

static void test_write__misuse_sticks(void **state)
{
  jumio__buffer out;
  (void)state;
  jumio__buffer_init(&out, NULL, MAX);
  jumio__writer *writer = jumio__writer_new(NULL); /* two roots */
  jumio__writer_int(writer, NULL, 1);
  jumio__writer_int(writer, NULL, 2);
  assert_int_not_equal(jumio__writer_finish(writer, &out), JUMIO_OK);
  jumio__writer_free(writer);

  writer = jumio__writer_new(NULL); /* too deep to be read again */
  for (int i = 0; i < JUMIO__JSON_DEPTH; i++)
    jumio__writer_array(writer, NULL);
  assert_int_equal(jumio__writer_finish(writer, &out), JUMIO_OK);
  jumio__json *json = parse(out.data, out.len);
  jumio__json_free(json);
  jumio__buffer_reset(&out);
  jumio__writer_array(writer, NULL);
  jumio__writer_int(writer, NULL, 1);
  assert_int_not_equal(jumio__writer_finish(writer, &out), JUMIO_OK);
  for (int i = 0; i < 2 * JUMIO__JSON_DEPTH; i++)
    jumio__writer_end(writer);
  jumio__writer_free(writer);

  writer = jumio__writer_new(NULL); /* nothing at all */
  assert_int_not_equal(jumio__writer_finish(writer, &out), JUMIO_OK);
  assert_int_equal(out.len, 0);
  jumio__writer_free(writer);
  jumio__writer_free(NULL);
  jumio__buffer_free(&out);
}

static int write_much(jumio_alloc *alloc, void *data)
{
  const jumio__json *json = data;
  jumio__buffer out;
  jumio_result result = JUMIO_ERR_OUT_OF_MEMORY;
  jumio__writer *writer = jumio__writer_new(alloc);
  jumio__buffer_init(&out, alloc, MAX);
  if (writer != NULL) {
    jumio__writer_object(writer, NULL);
    jumio__writer_array(writer, "list");
    for (int i = 0; i < 2000; i++)
      jumio__writer_int(writer, NULL, i);
    jumio__writer_end(writer);
    jumio__writer_copy(writer, "copy", jumio__json_root(json));
    jumio__writer_text(writer, "text", "x");
    jumio__writer_end(writer);
    result = jumio__writer_finish(writer, &out);
  }
  int outcome = result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
  if (outcome == 0 && (out.len < 8000 || out.data[out.len - 1] != '}'))
    outcome = 3;
  jumio__buffer_free(&out);
  jumio__writer_free(writer);
  return outcome;
}

static void test_write__survives_every_failed_allocation(void **state)
{
  jumio__json *json = parse(json_fixtures[4], strlen(json_fixtures[4]));
  (void)state;
  assert_true(failing_alloc_sweep(write_much, json) >= 14);
  jumio__json_free(json);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_write__every_kind_in_order),
      cmocka_unit_test(test_write__root_can_be_any_value),
      cmocka_unit_test(test_write__texts_are_escaped),
      cmocka_unit_test(test_write__invalid_utf8_is_refused),
      cmocka_unit_test(test_write__fixtures_are_printed_and_read_back),
      cmocka_unit_test(test_write__print_keeps_order_and_drops_blanks),
      cmocka_unit_test(test_write__copies_outlive_their_source),
      cmocka_unit_test(test_write__misuse_sticks),
      cmocka_unit_test(test_write__survives_every_failed_allocation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
