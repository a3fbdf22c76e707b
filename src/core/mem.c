/** Memory: every allocation of the library passes here, so that a host's allocator sees all of them and every size is known when freed. */
#include "core/mem.h"

#include <jumio/result.h>

#include <stdlib.h>
#include <string.h>

static void *system_allocate(size_t size, void *user_data)
{
  (void)user_data;
  return malloc(size);
}

static void *system_resize(void *block, size_t old_size, size_t new_size, void *user_data)
{
  (void)user_data;
  (void)old_size;
  return realloc(block, new_size);
}

static void system_release(void *block, size_t size, void *user_data)
{
  (void)user_data;
  (void)size;
  free(block);
}

static const jumio_alloc_ops system_ops = {sizeof(jumio_alloc_ops), 0, system_allocate, system_resize, system_release};

static const jumio_alloc_ops *ops_of(const jumio_alloc *mem)
{
  return mem != NULL ? &mem->ops : &system_ops;
}

static void *data_of(const jumio_alloc *mem)
{
  return mem != NULL ? mem->user_data : NULL;
}

jumio_result jumio__table_copy(void *copy, size_t known, size_t first, const void *table)
{
  uint32_t size;
  memcpy(&size, table, sizeof size); /* struct_size is the first member of every table */
  if (size < first)
    return JUMIO_ERR_ABI_SIZE;
  for (size_t i = known; i < size; i++)
    if (((const unsigned char *)table)[i] != 0)
      return JUMIO_ERR_ABI_NEWER;
  memset(copy, 0, known);
  memcpy(copy, table, size < known ? size : known);
  return JUMIO_OK;
}

jumio_result jumio_alloc_new(const jumio_alloc_ops *ops, void *user_data, void (*destroy)(void *user_data), jumio_alloc **out)
{
  jumio_alloc_ops copy;
  jumio_alloc *mem = NULL;
  jumio_result result = JUMIO_ERR_ARGUMENT;
  if (out != NULL)
    *out = NULL;
  if (ops == NULL || out == NULL)
    goto done;
  result = jumio__table_copy(&copy, sizeof copy, sizeof copy, ops);
  if (result != JUMIO_OK)
    goto done;
  if (copy.allocate == NULL || copy.resize == NULL || copy.release == NULL) {
    result = JUMIO_ERR_ARGUMENT;
    goto done;
  }
  mem = copy.allocate(sizeof *mem, user_data);
  if (mem == NULL) {
    result = JUMIO_ERR_OUT_OF_MEMORY;
    goto done;
  }
  mem->ops = copy;
  mem->user_data = user_data;
  mem->destroy = destroy;
  atomic_init(&mem->refs, 1);
  *out = mem;
done:
  if (result != JUMIO_OK && destroy != NULL)
    destroy(user_data);
  return result;
}

void jumio_alloc_free(jumio_alloc *alloc)
{
  jumio__mem_unref(alloc);
}

jumio_alloc *jumio__mem_ref(jumio_alloc *mem)
{
  if (mem != NULL)
    atomic_fetch_add_explicit(&mem->refs, 1, memory_order_relaxed);
  return mem;
}

void jumio__mem_unref(jumio_alloc *mem)
{
  if (mem == NULL || atomic_fetch_sub_explicit(&mem->refs, 1, memory_order_acq_rel) != 1)
    return;
  jumio_alloc last = *mem;
  last.ops.release(mem, sizeof *mem, last.user_data);
  if (last.destroy != NULL)
    last.destroy(last.user_data);
}

void *jumio__mem_new(jumio_alloc *mem, size_t size)
{
  void *block = jumio__mem_raw(mem, size);
  if (block != NULL)
    memset(block, 0, size != 0 ? size : 1);
  return block;
}

void *jumio__mem_raw(jumio_alloc *mem, size_t size)
{
  return ops_of(mem)->allocate(size != 0 ? size : 1, data_of(mem));
}

void *jumio__mem_resize(jumio_alloc *mem, void *block, size_t old_size, size_t new_size)
{
  /* Never the allocator's own resize: it would leave the old bytes behind where it moved them. */
  void *moved = jumio__mem_raw(mem, new_size);
  if (moved == NULL)
    return NULL;
  if (block != NULL)
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
  jumio__mem_erase(mem, block, old_size);
  return moved;
}

void jumio__mem_free(jumio_alloc *mem, void *block, size_t size)
{
  if (block != NULL)
    ops_of(mem)->release(block, size != 0 ? size : 1, data_of(mem));
}

void jumio__mem_erase(jumio_alloc *mem, void *block, size_t size)
{
  if (block == NULL)
    return;
  jumio__wipe(block, size);
  jumio__mem_free(mem, block, size);
}

char *jumio__mem_text(jumio_alloc *mem, const char *text, size_t len)
{
  size_t size;
  if (!jumio__size_add(len, 1, &size))
    return NULL;
  char *copy = jumio__mem_raw(mem, size);
  if (copy == NULL)
    return NULL;
  if (len != 0)
    memcpy(copy, text, len);
  copy[len] = '\0';
  return copy;
}

void jumio__mem_text_erase(jumio_alloc *mem, char *text)
{
  if (text != NULL)
    jumio__mem_erase(mem, text, strlen(text) + 1);
}

bool jumio__size_add(size_t a, size_t b, size_t *out)
{
  *out = a + b;
  return *out >= a;
}

bool jumio__size_mul(size_t a, size_t b, size_t *out)
{
  *out = a * b;
  return a == 0 || *out / a == b;
}

void jumio__wipe(void *block, size_t size)
{
  memset(block, 0, size);
  /* The compiler must believe that somebody looks at the zeros. */
#if defined(__GNUC__)
  __asm__ __volatile__("" : : "r"(block) : "memory");
#else
  volatile unsigned char *bytes = block;
  for (size_t i = 0; i < size; i++)
    bytes[i] = 0;
#endif
}

bool jumio__same_secret(const void *a, const void *b, size_t size)
{
  const volatile unsigned char *left = a;
  const volatile unsigned char *right = b;
  unsigned char differ = 0;
  for (size_t i = 0; i < size; i++)
    differ = (unsigned char)(differ | (left[i] ^ right[i]));
  return differ == 0;
}
