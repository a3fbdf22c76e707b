/** Memory: the allocator that every object remembers, checked sizes, and wiping. Lowest file of the lowest layer. */
#ifndef JUMIO__MEM_H
#define JUMIO__MEM_H

#include <stdatomic.h>
#include <stdbool.h>

#include <jumio/base.h>
#include <jumio/sys/alloc.h>

/* A function that only some calls of its caller come to: never inlined, or all calls would pay for the registers that it needs. */
#if defined(__GNUC__)
#define JUMIO__APART __attribute__((noinline))
#else
#define JUMIO__APART
#endif

struct jumio_alloc {
  jumio_alloc_ops ops;
  void *user_data;
  void (*destroy)(void *user_data);
  atomic_size_t refs; /* the default allocator is static and never counted down to nothing */
};

/* Every object holds one reference; NULL stands for the default allocator. */
jumio_alloc *jumio__mem_ref(jumio_alloc *mem);
void jumio__mem_unref(jumio_alloc *mem);

void *jumio__mem_new(jumio_alloc *mem, size_t size);                                      /* zeroed; NULL when there is no memory */
void *jumio__mem_raw(jumio_alloc *mem, size_t size);                                      /* not zeroed */
void *jumio__mem_resize(jumio_alloc *mem, void *block, size_t old_size, size_t new_size); /* wipes what it leaves behind */
void jumio__mem_free(jumio_alloc *mem, void *block, size_t size);                         /* NULL is allowed */
void jumio__mem_erase(jumio_alloc *mem, void *block, size_t size);     /* the same for secrets and personal data: wiped first */
char *jumio__mem_text(jumio_alloc *mem, const char *text, size_t len); /* a NUL-terminated copy of len + 1 bytes */
void jumio__mem_text_erase(jumio_alloc *mem, char *text);              /* frees such a copy; it must hold no inner NUL */

#define JUMIO__NEW(mem, type) ((type *)jumio__mem_new(mem, sizeof(type)))

bool jumio__size_add(size_t a, size_t b, size_t *out); /* false on overflow */
bool jumio__size_mul(size_t a, size_t b, size_t *out);

void jumio__wipe(void *block, size_t size);                         /* never optimised away */
bool jumio__same_secret(const void *a, const void *b, size_t size); /* time depends on size only */

/* The one check of a plug-in table: copies it into `known` bytes, the missing tail as zeros.
 * ABI_SIZE when it is smaller than `first`, ABI_NEWER when bytes beyond `known` are set. */
jumio_result jumio__table_copy(void *copy, size_t known, size_t first, const void *table);

#endif
