/** Index terms: every rule at the top of storage.h is checked when a term is added, and a term that breaks one changes nothing. */
#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <jumio/sys/storage.h>

#include <string.h>

static jumio_storage_terms *make(void)
{
  jumio_storage_terms *terms = NULL;
  assert_int_equal(jumio_storage_terms_new(NULL, &terms), JUMIO_OK);
  assert_int_equal(jumio_storage_terms_count(terms), 0);
  return terms;
}

static void test_storage_terms__keeps_what_was_added(void **state)
{
  jumio_storage_terms *terms = make();
  char index[] = "colour", value[] = "red";
  size_t len = 99;
  (void)state;
  assert_int_equal(jumio_storage_terms_add(terms, index, value, JUMIO_NTS), JUMIO_OK);
  assert_int_equal(jumio_storage_terms_add(terms, "shape", "rounded", 5), JUMIO_OK);
  memset(index, 'x', sizeof index - 1);
  memset(value, 'x', sizeof value - 1);
  assert_int_equal(jumio_storage_terms_count(terms), 2);
  assert_string_equal(jumio_storage_terms_index_at(terms, 0), "colour");
  assert_string_equal(jumio_storage_terms_value_at(terms, 0, &len), "red");
  assert_int_equal(len, 3);
  assert_string_equal(jumio_storage_terms_index_at(terms, 1), "shape");
  assert_string_equal(jumio_storage_terms_value_at(terms, 1, NULL), "round");
  assert_null(jumio_storage_terms_index_at(terms, 2));
  assert_null(jumio_storage_terms_value_at(terms, 2, &len));
  assert_int_equal(len, 0);
  jumio_storage_terms_free(terms);
}

static void test_storage_terms__refuses_bad_terms(void **state)
{
  static const struct {
    const char *index;
    const char *value;
    size_t len;
  } bad[] = {
      {NULL, "v", 1},
      {"", "v", 1},
      {"aaaaaaaaaaaaaaaaaaaaa", "v", 1},
      {"Colour", "v", 1},
      {"co1our", "v", 1},
      {"co our", "v", 1},
      {"col-our", "v", 1},
      {"colo\xC3\xBCr", "v", 1},
      {"ok", NULL, 1},
      {"ok", "", JUMIO_NTS},
      {"ok", "a\0b", 3},
      {"ok", "\xFF", 1},
      {"ok", "a\xC3", 2},
      {"taken", "other", JUMIO_NTS},
  };
  jumio_storage_terms *terms = make();
  (void)state;
  assert_int_equal(jumio_storage_terms_add(terms, "taken", "first", JUMIO_NTS), JUMIO_OK);
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    assert_int_equal(jumio_storage_terms_add(terms, bad[i].index, bad[i].value, bad[i].len), JUMIO_ERR_ARGUMENT);
    assert_int_equal(jumio_storage_terms_count(terms), 1);
  }
  assert_string_equal(jumio_storage_terms_value_at(terms, 0, NULL), "first");
  jumio_storage_terms_free(terms);
}

static void test_storage_terms__bounds(void **state)
{
  char value[242];
  jumio_storage_terms *terms = make();
  size_t len = 0;
  (void)state;
  memset(value, 'v', sizeof value);
  assert_int_equal(jumio_storage_terms_add(terms, "a", value, 241), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_storage_terms_add(terms, "a", value, 240), JUMIO_OK);
  jumio_storage_terms_value_at(terms, 0, &len);
  assert_int_equal(len, 240);
  assert_int_equal(jumio_storage_terms_add(terms, "aaaaaaaaaaaaaaaaaaaa", "v", 1), JUMIO_OK);
  for (char name[] = "b"; name[0] <= 'g'; name[0]++)
    assert_int_equal(jumio_storage_terms_add(terms, name, "v", 1), JUMIO_OK);
  assert_int_equal(jumio_storage_terms_count(terms), 8);
  assert_int_equal(jumio_storage_terms_add(terms, "h", "v", 1), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_storage_terms_count(terms), 8);
  jumio_storage_terms_free(terms);
}

static void test_storage_terms__tolerates_null(void **state)
{
  size_t len = 7;
  (void)state;
  assert_int_equal(jumio_storage_terms_new(NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_storage_terms_add(NULL, "a", "v", 1), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_storage_terms_count(NULL), 0);
  assert_null(jumio_storage_terms_index_at(NULL, 0));
  assert_null(jumio_storage_terms_value_at(NULL, 0, &len));
  assert_int_equal(len, 0);
  jumio_storage_terms_free(NULL);
}

static int make_and_fill(jumio_alloc *alloc, void *data)
{
  jumio_storage_terms *terms = NULL;
  (void)data;
  jumio_result result = jumio_storage_terms_new(alloc, &terms);
  assert_true((terms != NULL) == (result == JUMIO_OK));
  if (result == JUMIO_OK)
    result = jumio_storage_terms_add(terms, "a", "v", 1);
  jumio_storage_terms_free(terms);
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

static void test_storage_terms__without_memory(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(make_and_fill, NULL) >= 2);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_storage_terms__keeps_what_was_added),
      cmocka_unit_test(test_storage_terms__refuses_bad_terms),
      cmocka_unit_test(test_storage_terms__bounds),
      cmocka_unit_test(test_storage_terms__tolerates_null),
      cmocka_unit_test(test_storage_terms__without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
