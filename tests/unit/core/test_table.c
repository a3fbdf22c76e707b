/** The one check of plug-in tables: older, equal and newer ones, and newer ones that use what this library does not know. */
#include "core/mem.h"

#include "support/cmocka.h"

#include <jumio/result.h>

#include <stdlib.h>
#include <string.h>

typedef void (*operation)(void);

typedef struct table_v1 {
  uint32_t struct_size;
  uint32_t reserved;
  operation first;
} table_v1;

typedef struct table_v2 {
  uint32_t struct_size;
  uint32_t reserved;
  operation first;
  operation second;
} table_v2;

typedef struct table_v4 {
  uint32_t struct_size;
  uint32_t reserved;
  operation first;
  operation second;
  operation third;
  operation fourth;
} table_v4;

static void run(void)
{
}

/* What a library of version 2 makes of a table. */
static jumio_result copy_v2(table_v2 *copy, const void *table)
{
  memset(copy, 0x5A, sizeof *copy);
  return jumio__table_copy(copy, sizeof *copy, sizeof(table_v1), table);
}

static void test_table__equal_is_copied(void **state)
{
  const table_v2 table = {sizeof table, 0, run, run};
  table_v2 copy;
  (void)state;
  assert_int_equal(copy_v2(&copy, &table), JUMIO_OK);
  assert_memory_equal(&copy, &table, sizeof copy);
}

static void test_table__older_has_an_empty_tail(void **state)
{
  /* In memory of its own size, so that a checker sees every byte read behind it. */
  table_v1 *table = malloc(sizeof *table);
  table_v2 copy;
  (void)state;
  *table = (table_v1){sizeof *table, 0, run};
  assert_int_equal(copy_v2(&copy, table), JUMIO_OK);
  assert_true(copy.first == run);
  assert_true(copy.second == NULL);
  assert_int_equal(copy.struct_size, sizeof(table_v1));
  free(table);
}

static void test_table__smaller_than_the_first_version_is_refused(void **state)
{
  table_v1 table = {0, 0, run};
  table_v2 copy;
  (void)state;
  for (uint32_t size = 0; size < sizeof table; size++) {
    table.struct_size = size;
    assert_int_equal(copy_v2(&copy, &table), JUMIO_ERR_ABI_SIZE);
  }
}

static void test_table__newer_with_an_empty_tail_is_taken(void **state)
{
  const table_v4 table = {sizeof table, 0, run, run, NULL, NULL};
  table_v2 copy;
  (void)state;
  assert_int_equal(copy_v2(&copy, &table), JUMIO_OK);
  assert_true(copy.first == run);
  assert_true(copy.second == run);
}

static void test_table__newer_with_a_used_tail_is_refused(void **state)
{
  table_v4 table = {sizeof table, 0, run, run, NULL, run};
  table_v2 copy;
  (void)state;
  assert_int_equal(copy_v2(&copy, &table), JUMIO_ERR_ABI_NEWER);
  table.fourth = NULL;
  /* One bit anywhere behind what is known is enough. */
  for (size_t i = sizeof(table_v2); i < sizeof table; i++)
    for (unsigned bit = 0; bit < 8; bit++) {
      unsigned char *byte = (unsigned char *)&table + i;
      *byte = (unsigned char)(1u << bit);
      assert_int_equal(copy_v2(&copy, &table), JUMIO_ERR_ABI_NEWER);
      *byte = 0;
    }
  assert_int_equal(copy_v2(&copy, &table), JUMIO_OK);
}

static void test_table__sizes_between_two_versions_are_cut(void **state)
{
  const table_v2 whole = {sizeof(table_v1) + 3, 0, run, run};
  table_v2 copy;
  (void)state;
  assert_int_equal(copy_v2(&copy, &whole), JUMIO_OK);
  assert_true(copy.first == run);
  assert_memory_equal(&copy.second, &whole.second, 3);
  for (size_t i = 3; i < sizeof copy.second; i++)
    assert_int_equal(((unsigned char *)&copy.second)[i], 0);
}

static void test_table__later_edits_change_nothing(void **state)
{
  table_v2 table = {sizeof table, 0, run, NULL};
  table_v2 copy;
  (void)state;
  assert_int_equal(copy_v2(&copy, &table), JUMIO_OK);
  table.first = NULL;
  table.second = run;
  assert_true(copy.first == run);
  assert_true(copy.second == NULL);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_table__equal_is_copied),
      cmocka_unit_test(test_table__older_has_an_empty_tail),
      cmocka_unit_test(test_table__smaller_than_the_first_version_is_refused),
      cmocka_unit_test(test_table__newer_with_an_empty_tail_is_taken),
      cmocka_unit_test(test_table__newer_with_a_used_tail_is_refused),
      cmocka_unit_test(test_table__sizes_between_two_versions_are_cut),
      cmocka_unit_test(test_table__later_edits_change_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
