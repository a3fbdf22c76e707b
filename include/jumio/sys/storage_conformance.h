/** @file storage_conformance.h
 *  The conformance kit: proves that somebody's storage table keeps the contract of storage.h. In a static library of its own
 *  (libjumio-idv-conformance) for the tests of those who write a store; it allocates, starts threads and takes some seconds.
 */
#ifndef JUMIO_SYS_STORAGE_CONFORMANCE_H
#define JUMIO_SYS_STORAGE_CONFORMANCE_H

#include <jumio/base.h>
#include <jumio/sys/storage.h>

/** How a check ended. */
typedef int32_t jumio_conformance_outcome;
/** Values of ::jumio_conformance_outcome. */
enum {
  JUMIO_CONFORMANCE_FAILED = 0, /**< the store broke the contract */
  JUMIO_CONFORMANCE_PASSED = 1, /**< as the contract says */
  JUMIO_CONFORMANCE_SKIPPED = 2 /**< the host does not offer what the check needs */
};

/** What the kit needs of its host. Called from the thread that runs the kit. */
typedef struct jumio_storage_conformance_ops {
  uint32_t struct_size; /**< sizeof(jumio_storage_conformance_ops) */
  uint32_t reserved;    /**< 0 */
  /** Required. Open a fresh, empty store; *out_store becomes the user_data of the storage operations. */
  jumio_result (*open)(void **out_store, void *user_data);
  /** Optional. Open another handle on the same storage while `store` is open, as another process would. */
  jumio_result (*open_again)(void *store, void **out_store, void *user_data);
  /** Required. Close a handle of open() or open_again(). */
  void (*close)(void *store, void *user_data);
  /** Required. Receives the outcome of one check.
   *  `check` is its stable name, such as "put.stale"; `detail` says what was expected when it failed, or why it was skipped, else "". */
  void (*report)(const char *check, jumio_conformance_outcome outcome, const char *detail, void *user_data);
} jumio_storage_conformance_ops;

JUMIO_BEGIN

/** Run all checks, each on a store of its own.
 *  @param ops        [in]  the storage table under test, all operations set
 *  @param flags      [in]  0, or ::JUMIO_OPS_SERIAL of http.h when the store may not be entered twice at once
 *  @param host       [in]  what opens stores and takes reports
 *  @param user_data  [in]  passed to every operation of host
 *  @param out_failed [out] number of checks that failed; may be NULL
 *  @retval JUMIO_OK every check passed or was skipped
 *  @retval JUMIO_ERR_HOST_CALLBACK at least one failed
 *  @retval JUMIO_ERR_ARGUMENT a table, or a required operation of one, is NULL, or an unknown flag
 *  @retval JUMIO_ERR_ABI_SIZE a struct_size is too small
 *  @return a result code @blocks{store, some seconds} @threads{any, concurrent on different stores} @since 0.1
 */
JUMIO_API jumio_result jumio_storage_conformance_run(const jumio_storage_ops *ops, uint32_t flags, const jumio_storage_conformance_ops *host,
                                                     void *user_data, size_t *out_failed);

JUMIO_END

#endif
