/** Form bodies: which fields there are, and what their encoding hides. */
#include "http/form.h"

#include "support/cmocka.h"

#include <string.h>

static void test_form__fields(void **state)
{
  (void)state;
  static const char body[] = "&a=1&&b&=c&d=e=f&g=";
  static const char *const expected[][2] = {{"a", "1"}, {"b", ""}, {"", "c"}, {"d", "e=f"}, {"g", ""}};
  jumio__form form = jumio__form_of(body, sizeof body - 1);
  jumio__form_field field;
  for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
    assert_true(jumio__form_next(&form, &field));
    assert_int_equal(field.name_len, strlen(expected[i][0]));
    assert_memory_equal(field.name, expected[i][0], field.name_len);
    assert_int_equal(field.value_len, strlen(expected[i][1]));
    assert_memory_equal(field.value, expected[i][1], field.value_len);
  }
  assert_false(jumio__form_next(&form, &field));
  assert_false(jumio__form_next(&form, &field));
  form = jumio__form_of(body, 0);
  assert_false(jumio__form_next(&form, &field));
}

static void test_form__decoding(void **state)
{
  (void)state;
  static const struct {
    const char *text, *decoded; /* NULL: refused */
  } rows[] = {
      {"", ""},
      {"a+b", "a b"},
      {"%41%6a%6A", "Ajj"},
      {"%2B%25%26", "+%&"},
      {"%C3%BC", "\xC3\xBC"},
      {"\xC3\xBC", "\xC3\xBC"},
      {"%0a", "\n"},
      {"*-._~=", "*-._~="},
      {"%", NULL},
      {"%4", NULL},
      {"%4x", NULL},
      {"%x4", NULL},
      {"%00", NULL},
      {"a b", NULL},
      {"a\tb", NULL},
      {"\x7F", NULL},
      {"%C3", NULL},
      {"\xFF", NULL},
      {"%ED%A0%80", NULL},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char out[32];
    size_t len = 99;
    const char *wrong = jumio__form_decode(rows[i].text, strlen(rows[i].text), out, &len);
    assert_true((wrong != NULL) == (rows[i].decoded == NULL));
    if (wrong != NULL)
      continue;
    assert_int_equal(len, strlen(rows[i].decoded));
    assert_memory_equal(out, rows[i].decoded, len);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_form__fields),
      cmocka_unit_test(test_form__decoding),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
