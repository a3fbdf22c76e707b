/** Memory: sizes are checked, blocks come back with the size they were asked for, secrets are wiped, allocators live as long as needed. */
#include "core/mem.h"

#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <jumio/result.h>

#include <stdlib.h>
#include <string.h>

static void test_mem__size_add_tells_overflow(void **state)
{
  size_t out;
  (void)state;
  assert_true(jumio__size_add(1, 2, &out));
  assert_int_equal(out, 3);
  assert_true(jumio__size_add(SIZE_MAX, 0, &out));
  assert_true(out == SIZE_MAX);
  assert_true(jumio__size_add(SIZE_MAX / 2, SIZE_MAX / 2 + 1, &out));
  assert_true(out == SIZE_MAX);
  assert_false(jumio__size_add(SIZE_MAX, 1, &out));
  assert_false(jumio__size_add(1, SIZE_MAX, &out));
  assert_false(jumio__size_add(SIZE_MAX, SIZE_MAX, &out));
}

static void test_mem__size_mul_tells_overflow(void **state)
{
  const size_t half = (size_t)1 << (sizeof(size_t) * 4); /* half * half is the first product that does not fit */
  size_t out;
  (void)state;
  assert_true(jumio__size_mul(0, SIZE_MAX, &out));
  assert_int_equal(out, 0);
  assert_true(jumio__size_mul(SIZE_MAX, 0, &out));
  assert_int_equal(out, 0);
  assert_true(jumio__size_mul(SIZE_MAX, 1, &out));
  assert_true(out == SIZE_MAX);
  assert_true(jumio__size_mul(half, half - 1, &out));
  assert_false(jumio__size_mul(half, half, &out));
  assert_false(jumio__size_mul(SIZE_MAX / 2 + 1, 2, &out));
  assert_false(jumio__size_mul(3, SIZE_MAX / 2, &out));
}

static void test_mem__new_is_zeroed_and_zero_sizes_are_blocks(void **state)
{
  failing_alloc alloc;
  (void)state;
  failing_alloc_begin(&alloc, 0, 0);
  unsigned char *block = jumio__mem_new(alloc.handle, 200);
  for (size_t i = 0; i < 200; i++)
    assert_int_equal(block[i], 0);
  void *empty = jumio__mem_new(alloc.handle, 0);
  assert_non_null(empty);
  jumio__mem_free(alloc.handle, empty, 0);
  jumio__mem_erase(alloc.handle, block, 200);
  jumio__mem_free(alloc.handle, NULL, 7);
  jumio__mem_erase(alloc.handle, NULL, 7);
  jumio__mem_text_erase(alloc.handle, NULL);
  failing_alloc_end(&alloc);
}

static void test_mem__text_is_a_terminated_copy(void **state)
{
  failing_alloc alloc;
  (void)state;
  failing_alloc_begin(&alloc, 0, 0);
  char *text = jumio__mem_text(alloc.handle, "abcdef", 3);
  assert_string_equal(text, "abc");
  char *empty = jumio__mem_text(alloc.handle, NULL, 0);
  assert_string_equal(empty, "");
  assert_null(jumio__mem_text(alloc.handle, "abc", SIZE_MAX));
  jumio__mem_text_erase(alloc.handle, text);
  jumio__mem_text_erase(alloc.handle, empty);
  failing_alloc_end(&alloc);
}

/* An allocator on one array that never reuses memory, so that a test can look at what was freed. */
typedef struct arena {
  unsigned char bytes[16384];
  size_t used;
  size_t resizes;
} arena;

static void *arena_allocate(size_t size, void *user_data)
{
  arena *memory = user_data;
  size_t at = (memory->used + 15) & ~(size_t)15;
  if (at + size > sizeof memory->bytes)
    return NULL;
  memory->used = at + size;
  memset(memory->bytes + at, 0xAA, size);
  return memory->bytes + at;
}

static void *arena_resize(void *block, size_t old_size, size_t new_size, void *user_data)
{
  arena *memory = user_data;
  memory->resizes++;
  (void)block;
  (void)old_size;
  return arena_allocate(new_size, user_data);
}

static void arena_release(void *block, size_t size, void *user_data)
{
  (void)block;
  (void)size;
  (void)user_data;
}

static const jumio_alloc_ops arena_ops = {sizeof arena_ops, 0, arena_allocate, arena_resize, arena_release};

static bool arena_holds(const arena *memory, const char *text)
{
  size_t len = strlen(text);
  for (size_t i = 0; i + len <= memory->used; i++)
    if (memcmp(memory->bytes + i, text, len) == 0)
      return true;
  return false;
}

static void test_mem__erase_leaves_nothing_behind(void **state)
{
  static arena memory;
  jumio_alloc *handle;
  (void)state;
  memset(&memory, 0, sizeof memory);
  assert_int_equal(jumio_alloc_new(&arena_ops, &memory, NULL, &handle), JUMIO_OK);
  char *text = jumio__mem_text(handle, "canary-text", 11);
  assert_true(arena_holds(&memory, "canary-text"));
  jumio__mem_text_erase(handle, text);
  assert_false(arena_holds(&memory, "canary"));

  char *block = jumio__mem_text(handle, "canary-block", 12);
  jumio__mem_erase(handle, block, 13);
  assert_false(arena_holds(&memory, "canary"));
  jumio_alloc_free(handle);
}

static void test_mem__resize_moves_and_wipes_the_old_block(void **state)
{
  static arena memory;
  jumio_alloc *handle;
  (void)state;
  memset(&memory, 0, sizeof memory);
  assert_int_equal(jumio_alloc_new(&arena_ops, &memory, NULL, &handle), JUMIO_OK);
  char *block = jumio__mem_resize(handle, NULL, 0, 16);
  memcpy(block, "canary-resize-01", 16);
  char *longer = jumio__mem_resize(handle, block, 16, 64);
  assert_ptr_not_equal(longer, block);
  assert_memory_equal(longer, "canary-resize-01", 16);
  for (size_t i = 0; i < 16; i++)
    assert_int_equal((unsigned char)block[i], 0);
  char *shorter = jumio__mem_resize(handle, longer, 64, 6);
  assert_memory_equal(shorter, "canary", 6);
  assert_int_equal(longer[0], 0);
  jumio__mem_erase(handle, shorter, 6);
  assert_false(arena_holds(&memory, "canary"));
  assert_int_equal(memory.resizes, 0); /* the host's own resize would leave a copy behind */
  jumio_alloc_free(handle);
}

static void test_mem__resize_keeps_the_block_when_there_is_no_memory(void **state)
{
  failing_alloc alloc;
  (void)state;
  failing_alloc_begin(&alloc, 2, 1);
  char *block = jumio__mem_raw(alloc.handle, 8);
  memcpy(block, "seven!!", 8);
  assert_null(jumio__mem_resize(alloc.handle, block, 8, 4096));
  assert_string_equal(block, "seven!!");
  jumio__mem_free(alloc.handle, block, 8);
  failing_alloc_end(&alloc);
}

static void test_mem__wipe_covers_exactly_its_bytes(void **state)
{
  char text[] = "0123456789";
  (void)state;
  jumio__wipe(text + 2, 5);
  assert_memory_equal(text,
                      "01\0\0\0\0\0"
                      "789",
                      11);
  jumio__wipe(text, 0);
  assert_int_equal(text[0], '0');
}

static void test_mem__same_secret_compares_every_byte(void **state)
{
  unsigned char a[64], b[64];
  (void)state;
  for (size_t i = 0; i < sizeof a; i++)
    a[i] = (unsigned char)(i * 37);
  memcpy(b, a, sizeof b);
  assert_true(jumio__same_secret(a, b, sizeof a));
  for (size_t i = 0; i < sizeof a; i++)
    for (unsigned bit = 0; bit < 8; bit++) {
      b[i] = (unsigned char)(b[i] ^ (1u << bit));
      assert_false(jumio__same_secret(a, b, sizeof a));
      assert_true(jumio__same_secret(a, b, i)); /* bytes behind the size do not matter */
      b[i] = a[i];
    }
  assert_true(jumio__same_secret("", "x", 0));
  assert_true(jumio__same_secret("a\0b", "a\0b", 3)); /* no text: a NUL does not end it */
  assert_false(jumio__same_secret("a\0b", "a\0c", 3));
}

static void count_destroy(void *user_data)
{
  ++*(int *)user_data;
}

static void *host_allocate(size_t size, void *user_data)
{
  (void)user_data;
  return malloc(size);
}

static void *host_resize(void *block, size_t old_size, size_t new_size, void *user_data)
{
  (void)user_data;
  (void)old_size;
  return realloc(block, new_size);
}

static void host_release(void *block, size_t size, void *user_data)
{
  (void)user_data;
  (void)size;
  free(block);
}

static void *host_has_none(size_t size, void *user_data)
{
  (void)size;
  (void)user_data;
  return NULL;
}

static void test_mem__allocator_dies_with_its_last_user(void **state)
{
  static const jumio_alloc_ops ops = {sizeof ops, 0, host_allocate, host_resize, host_release};
  int destroyed = 0;
  jumio_alloc *handle;
  (void)state;
  assert_int_equal(jumio_alloc_new(&ops, &destroyed, count_destroy, &handle), JUMIO_OK);
  assert_ptr_equal(jumio__mem_ref(handle), handle);
  jumio_alloc_free(handle);
  assert_int_equal(destroyed, 0);
  void *block = jumio__mem_new(handle, 10); /* an object that still holds a reference goes on using it */
  jumio__mem_free(handle, block, 10);
  jumio__mem_unref(handle);
  assert_int_equal(destroyed, 1);
  jumio_alloc_free(NULL);
  assert_null(jumio__mem_ref(NULL));
}

static void test_mem__allocator_new_destroys_once_when_it_fails(void **state)
{
  const jumio_alloc_ops good = {sizeof good, 0, host_allocate, host_resize, host_release};
  jumio_alloc_ops ops = good;
  jumio_alloc *handle = (jumio_alloc *)&ops;
  int destroyed = 0;
  (void)state;
  assert_int_equal(jumio_alloc_new(NULL, &destroyed, count_destroy, &handle), JUMIO_ERR_ARGUMENT);
  assert_null(handle);
  assert_int_equal(jumio_alloc_new(&good, &destroyed, count_destroy, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(destroyed, 2);
  ops.allocate = NULL;
  assert_int_equal(jumio_alloc_new(&ops, &destroyed, count_destroy, &handle), JUMIO_ERR_ARGUMENT);
  ops = good;
  ops.resize = NULL;
  assert_int_equal(jumio_alloc_new(&ops, &destroyed, count_destroy, &handle), JUMIO_ERR_ARGUMENT);
  ops = good;
  ops.release = NULL;
  assert_int_equal(jumio_alloc_new(&ops, &destroyed, count_destroy, &handle), JUMIO_ERR_ARGUMENT);
  ops = good;
  ops.allocate = host_has_none;
  assert_int_equal(jumio_alloc_new(&ops, &destroyed, count_destroy, &handle), JUMIO_ERR_OUT_OF_MEMORY);
  ops = good;
  ops.struct_size = sizeof ops - 1;
  assert_int_equal(jumio_alloc_new(&ops, &destroyed, count_destroy, &handle), JUMIO_ERR_ABI_SIZE);
  assert_int_equal(destroyed, 7);
  assert_null(handle);
  assert_int_equal(jumio_alloc_new(NULL, NULL, NULL, &handle), JUMIO_ERR_ARGUMENT);
}

static void test_mem__default_allocator_is_null(void **state)
{
  (void)state;
  char *block = jumio__mem_new(NULL, 5);
  assert_int_equal(block[4], 0);
  block = jumio__mem_resize(NULL, block, 5, 5000);
  assert_int_equal(block[4], 0);
  jumio__mem_erase(NULL, block, 5000);
  jumio__mem_unref(NULL);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_mem__size_add_tells_overflow),
      cmocka_unit_test(test_mem__size_mul_tells_overflow),
      cmocka_unit_test(test_mem__new_is_zeroed_and_zero_sizes_are_blocks),
      cmocka_unit_test(test_mem__text_is_a_terminated_copy),
      cmocka_unit_test(test_mem__erase_leaves_nothing_behind),
      cmocka_unit_test(test_mem__resize_moves_and_wipes_the_old_block),
      cmocka_unit_test(test_mem__resize_keeps_the_block_when_there_is_no_memory),
      cmocka_unit_test(test_mem__wipe_covers_exactly_its_bytes),
      cmocka_unit_test(test_mem__same_secret_compares_every_byte),
      cmocka_unit_test(test_mem__allocator_dies_with_its_last_user),
      cmocka_unit_test(test_mem__allocator_new_destroys_once_when_it_fails),
      cmocka_unit_test(test_mem__default_allocator_is_null),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
