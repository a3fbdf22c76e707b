/** Texts that a person wrote: failures tell the line, and every value and key can be located. */
#include "json/json.h"

#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <jumio/result.h>

#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char text[] = "{\n"
                           "  \"a\\nb\": [1, \"x\\ny\",\n"
                           "    {\"c/d~\": null}],\n"
                           "  \"e\":\n"
                           "    true,\n"
                           "  \"\": {}\n"
                           "}";

static jumio__json *parsed(void)
{
  jumio__json *json = NULL;
  assert_int_equal(jumio__json_parse_lines(NULL, text, sizeof text - 1, 1000, &json, NULL), JUMIO_OK);
  return json;
}

static void assert_place(const jumio__json *json, const jumio__value *value, size_t line, const char *pointer)
{
  jumio__json_place place;
  assert_non_null(value);
  jumio__json_locate(json, value, &place);
  assert_string_equal(place.pointer, pointer);
  assert_int_equal(place.line, line);
  if (jumio__json_kind(value) != JUMIO__KIND_TEXT) /* a key has the pointer of its value */
    assert_ptr_equal(jumio__json_pointer(jumio__json_root(json), pointer), value);
}

static void test_lines__values_and_keys_are_located(void **state)
{
  (void)state;
  jumio__json *json = parsed();
  const jumio__value *root = jumio__json_root(json), *list = jumio__json_pointer(root, "/a\nb");
  assert_place(json, root, 1, "");
  assert_place(json, jumio__json_first(root), 2, "/a\nb");
  assert_place(json, list, 2, "/a\nb");
  assert_place(json, jumio__json_at(list, 0), 2, "/a\nb/0");
  assert_place(json, jumio__json_at(list, 1), 2, "/a\nb/1");
  assert_place(json, jumio__json_at(list, 2), 2, "/a\nb/2"); /* the nearest text before it */
  assert_place(json, jumio__json_first(jumio__json_at(list, 2)), 3, "/a\nb/2/c~1d~0");
  assert_place(json, jumio__json_pointer(root, "/a\nb/2/c~1d~0"), 3, "/a\nb/2/c~1d~0");
  assert_place(json, jumio__json_member(root, "e"), 4, "/e");
  assert_place(json, jumio__json_member(root, ""), 6, "/");
  jumio__json_free(json);
}

static void test_lines__failures_tell_their_place(void **state)
{
  (void)state;
  static char deep[200];
  memset(deep, '[', 40);
  memcpy(deep, "{\n\"a\":\n", 7);
  memset(deep + 40, ']', 33);
  deep[73] = '}';
  const struct {
    const char *text, *message;
  } rows[] = {
      {"{\n\n  x", "line 3, byte 3: "},
      {"[1,\n2", "line 2, byte 2: "},
      {"[\n\"\xC0\"]", "line 2, byte 2: "},
      {"[\"a\",\n \"b\\u0000\"]", "line 2, byte 4: a text holds a NUL character"},
      {"{\"a\":1,\n\"b\":{\"c\":1,\n\"d\":1,\"c\":2}}", "line 3, /b/c: an object has the same key twice"},
      {"{\"a\":1,\n\"a\":2}", "line 2, /a: an object has the same key twice"},
      {deep, "line 2, /a/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0: nested deeper than 32"},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    jumio__json *json = NULL;
    jumio_error *err = NULL;
    assert_int_equal(jumio__json_parse_lines(NULL, rows[i].text, strlen(rows[i].text), 1000, &json, &err), JUMIO_ERR_JSON);
    assert_null(json);
    assert_memory_equal(jumio_error_get_message(err), rows[i].message, strlen(rows[i].message));
    jumio_error_free(err);
  }
}

/* The key that came second is the one that is told, however many there are. */
static void test_lines__twin_among_many(void **state)
{
  (void)state;
  static char many[60000];
  size_t len = (size_t)snprintf(many, sizeof many, "{");
  for (int i = 0; i < 3000; i++)
    len += (size_t)snprintf(many + len, sizeof many - len, "\"key %d\":%d,\n", i, i);
  len += (size_t)snprintf(many + len, sizeof many - len, "\"key 1234\":0}");
  jumio__json *json = NULL;
  jumio_error *err = NULL;
  assert_int_equal(jumio__json_parse_lines(NULL, many, len, sizeof many, &json, &err), JUMIO_ERR_JSON);
  assert_string_equal(jumio_error_get_message(err), "line 3001, /key 1234: an object has the same key twice");
  assert_string_equal(jumio_error_get_text(err, JUMIO_ERROR_TEXT_JSON_POINTER), "/key 1234");
  jumio_error_free(err);
}

static int refuse_twin(jumio_alloc *alloc, void *data)
{
  jumio__json *json = NULL;
  jumio_error *err = NULL;
  (void)data;
  jumio__json_parse_lines(alloc, "{\"a\":1,\"a\":2}", 13, 100, &json, &err);
  jumio_result told = jumio_error_get_code(err);
  jumio_error_free(err);
  assert_null(json);
  assert_true(told == JUMIO_ERR_JSON || told == JUMIO_ERR_OUT_OF_MEMORY);
  return told == JUMIO_ERR_JSON ? 0 : 1;
}

static void test_lines__no_memory(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(refuse_twin, NULL) > 3);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_lines__values_and_keys_are_located),
      cmocka_unit_test(test_lines__failures_tell_their_place),
      cmocka_unit_test(test_lines__twin_among_many),
      cmocka_unit_test(test_lines__no_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
