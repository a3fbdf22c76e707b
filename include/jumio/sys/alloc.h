/** @file alloc.h
 *  The allocator table.
 */
#ifndef JUMIO_SYS_ALLOC_H
#define JUMIO_SYS_ALLOC_H

#include <jumio/base.h>

/** Allocator operations. All are required, may be called from any thread, and must return memory aligned for any type. */
typedef struct jumio_alloc_ops {
  uint32_t struct_size; /**< sizeof(jumio_alloc_ops) */
  uint32_t reserved;    /**< 0 */
  /** Allocate; NULL when there is no memory. */
  void *(*allocate)(size_t size, void *user_data);
  /** Grow or shrink; NULL when there is no memory, the old block then stays. */
  void *(*resize)(void *block, size_t old_size, size_t new_size, void *user_data);
  /** Release a block of exactly this size. */
  void (*release)(void *block, size_t size, void *user_data);
} jumio_alloc_ops;

JUMIO_BEGIN

/** Make an allocator handle from a table. Objects made with it keep it alive until the last of them is freed.
 *  @param ops       [in]  table, copied
 *  @param user_data [in]  passed to every operation
 *  @param destroy   [in]  called once with user_data when the last user is gone, also when this call fails; may be NULL
 *  @param out       [out] owned; free with jumio_alloc_free()
 *  @retval JUMIO_OK made
 *  @retval JUMIO_ERR_ARGUMENT a required operation or out is NULL
 *  @retval JUMIO_ERR_ABI_SIZE struct_size is too small
 *  @retval JUMIO_ERR_ABI_NEWER the table has operations this library does not know
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_alloc_new(const jumio_alloc_ops *ops, void *user_data, void (*destroy)(void *user_data), jumio_alloc **out);

/** Give up the caller's share of an allocator.
 *  @param alloc [in] allocator, or NULL
 *  @threads{any, concurrent} @since 0.1
 */
JUMIO_API void jumio_alloc_free(jumio_alloc *alloc);

JUMIO_END

#endif
