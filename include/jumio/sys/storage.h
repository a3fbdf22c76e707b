/** @file storage.h
 *  The storage table: where verifications live. A record is opaque bytes under a key, with a revision and a few index terms.
 *
 *  Keys are ASCII `[a-z0-9/_-]`, 1..200 bytes. Index names are ASCII `[a-z]`, 1..20 bytes; term values are UTF-8, 1..240 bytes, compared
 *  as bytes; they hold ids, words and times, never personal data. A record has at most 8 terms, at most one for each index.
 *  One `put` is atomic: the bytes, the terms and the revision change together or not at all.
 */
#ifndef JUMIO_SYS_STORAGE_H
#define JUMIO_SYS_STORAGE_H

#include <jumio/base.h>
#include <jumio/error.h>

/** expected_revision: the record must not exist yet. Revisions of existing records are 1 or more. */
#define JUMIO_REV_ABSENT INT64_C(0)
/** expected_revision: whatever is there is replaced. */
#define JUMIO_REV_ANY INT64_C(-1)

/** Receives the rows of a scan.
 *  @param key       [in] record key @param key_len [in] bytes
 *  @param value     [in] the term's value @param value_len [in] bytes
 *  @param user_data [in] as given to scan
 *  @return 1 to go on, 0 to stop the scan (which is then a success)
 */
typedef int32_t (*jumio_storage_visit_fn)(const char *key, size_t key_len, const char *value, size_t value_len, void *user_data);

/** Storage operations, all required. They may be called from any thread unless ::JUMIO_OPS_SERIAL is registered.
 *  Each returns ::JUMIO_OK or ::JUMIO_ERR_STORE, ::JUMIO_ERR_STORE_CONFLICT, ::JUMIO_ERR_STORE_NOT_FOUND, ::JUMIO_ERR_STORE_FULL,
 *  ::JUMIO_ERR_STORE_BUSY, ::JUMIO_ERR_STORE_CORRUPT, ::JUMIO_ERR_STORE_VERSION or ::JUMIO_ERR_OUT_OF_MEMORY. */
typedef struct jumio_storage_ops {
  uint32_t struct_size; /**< sizeof(jumio_storage_ops) */
  uint32_t reserved;    /**< 0 */
  /** Read a record: calls jumio_storage_reply_set() once, or returns ::JUMIO_ERR_STORE_NOT_FOUND. */
  jumio_result (*get)(const char *key, size_t key_len, jumio_storage_reply *reply, void *user_data);
  /** Write a record and its terms if the revision is as expected, else ::JUMIO_ERR_STORE_CONFLICT. Durable when it returns.
   *  The new revision is the old one plus 1, or 1. */
  jumio_result (*put)(const char *key, size_t key_len, const void *data, size_t len, const jumio_storage_terms *terms, int64_t expected_revision,
                      int64_t *out_revision, void *user_data);
  /** Delete a record and its terms if the revision is as expected, else ::JUMIO_ERR_STORE_CONFLICT;
   *  ::JUMIO_ERR_STORE_NOT_FOUND when there is none. A record written again later starts at revision 1. */
  jumio_result (*del)(const char *key, size_t key_len, int64_t expected_revision, void *user_data);
  /** Visit rows of one index in the order of (value, key), from <= value <= to, at most `limit` of them. Rows with value == from
   *  are visited only where key > after_key (after_key_len 0: all), so that a scan can go on where another stopped.
   *  The visitor must not call the store. */
  jumio_result (*scan)(const char *index, const char *from, size_t from_len, const char *to, size_t to_len, const char *after_key,
                       size_t after_key_len, size_t limit, jumio_storage_visit_fn visit, void *visit_data, void *user_data);
} jumio_storage_ops;

JUMIO_BEGIN

/** Make an empty set of terms; for hosts that wrap a store and for the conformance kit.
 *  @param alloc [in]  allocator, or NULL @param out [out] owned; free with jumio_storage_terms_free()
 *  @retval JUMIO_OK made
 *  @retval JUMIO_ERR_ARGUMENT out is NULL
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_storage_terms_new(jumio_alloc *alloc, jumio_storage_terms **out);

/** Free a set of terms.
 *  @param terms [in] terms, or NULL @threads{one thread} @since 0.1
 */
JUMIO_API void jumio_storage_terms_free(jumio_storage_terms *terms);

/** Add a term.
 *  @param terms [in] terms
 *  @param index [in] index name, NUL-terminated
 *  @param value [in] value @param len [in] bytes, or ::JUMIO_NTS
 *  @retval JUMIO_OK added
 *  @retval JUMIO_ERR_ARGUMENT a rule at the top of this file is broken
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_storage_terms_add(jumio_storage_terms *terms, const char *index, const char *value, size_t len);

/** Count the terms.
 *  @param terms [in] terms, or NULL
 *  @return number @threads{any, concurrent} @since 0.1
 */
JUMIO_API size_t jumio_storage_terms_count(const jumio_storage_terms *terms);

/** Read a term's index name.
 *  @param terms [in] terms @param i [in] 0..count-1
 *  @return borrowed, or NULL past the end @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_storage_terms_index_at(const jumio_storage_terms *terms, size_t i);

/** Read a term's value.
 *  @param terms [in] terms @param i [in] 0..count-1 @param out_len [out] bytes; may be NULL
 *  @return borrowed, or NULL past the end @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_storage_terms_value_at(const jumio_storage_terms *terms, size_t i, size_t *out_len);

/** Make an empty reply; for hosts that wrap a store and for the conformance kit.
 *  @param alloc [in] allocator, or NULL @param out [out] owned; free with jumio_storage_reply_free()
 *  @retval JUMIO_OK made
 *  @retval JUMIO_ERR_ARGUMENT out is NULL
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_storage_reply_new(jumio_alloc *alloc, jumio_storage_reply **out);

/** Free a reply.
 *  @param reply [in] reply, or NULL @threads{one thread} @since 0.1
 */
JUMIO_API void jumio_storage_reply_free(jumio_storage_reply *reply);

/** Hand over the record that was read; copied, at most 1 MiB.
 *  @param reply [in] reply @param data [in] bytes @param len [in] bytes @param revision [in] 1 or more
 *  @retval JUMIO_OK taken
 *  @retval JUMIO_ERR_ARGUMENT reply is NULL
 *  @retval JUMIO_ERR_HOST_CALLBACK called twice, a revision below 1, data is NULL with a length, or more than 1 MiB
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code; a store returns it when it is no success @threads{inside get} @since 0.1
 */
JUMIO_API jumio_result jumio_storage_reply_set(jumio_storage_reply *reply, const void *data, size_t len, int64_t revision);

/** Read the bytes of a reply.
 *  @param reply [in] reply @param out_len [out] bytes; may be NULL
 *  @return borrowed, or NULL when nothing was set @threads{any, concurrent} @since 0.1
 */
JUMIO_API const void *jumio_storage_reply_get_data(const jumio_storage_reply *reply, size_t *out_len);

/** Read the revision of a reply.
 *  @param reply [in] reply
 *  @return revision, 0 when nothing was set @threads{any, concurrent} @since 0.1
 */
JUMIO_API int64_t jumio_storage_reply_get_revision(const jumio_storage_reply *reply);

JUMIO_END

#endif
