/** @file callback.h
 *  Reading the body of one of Jumio's callbacks. A callback is unsigned: a hint that something changed, never the truth.
 */
#ifndef JUMIO_CALLBACK_H
#define JUMIO_CALLBACK_H

#include <jumio/base.h>
#include <jumio/error.h>

JUMIO_BEGIN

/** Read a callback body. Pure: no I/O, and its href is never used.
 *  @param alloc [in] allocator, or NULL @param body [in] the POST body @param len [in] bytes or ::JUMIO_NTS
 *  @param out   [out] owned; free with jumio_callback_free() @param err [out] optional, owned
 *  @retval JUMIO_OK read
 *  @retval JUMIO_ERR_ARGUMENT the text or out is NULL
 *  @retval JUMIO_ERR_TOO_LARGE more than 64 KiB; refused before it is parsed
 *  @retval JUMIO_ERR_JSON not one strict JSON document
 *  @retval JUMIO_ERR_NOT_A_CALLBACK JSON, but no workflow callback, such as a portal's test message: answer it like any other
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @source{Jumio, callback page; jumio-api-read 5} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_callback_parse(jumio_alloc *alloc, const char *body, size_t len, jumio_callback **out, jumio_error **err);

/** Free a callback.
 *  @param callback [in] callback, or NULL @threads{one thread} @since 0.1
 */
JUMIO_API void jumio_callback_free(jumio_callback *callback);

/** A text of a callback; the argument of jumio_callback_get_text(). */
typedef int32_t jumio_callback_text;
/** Values of ::jumio_callback_text. */
enum {
  JUMIO_CALLBACK_TEXT_EXECUTION_ID = 1,   /**< the execution's id, a UUID in lower case */
  JUMIO_CALLBACK_TEXT_ACCOUNT_ID = 2,     /**< the account's id, a UUID in lower case */
  JUMIO_CALLBACK_TEXT_STATUS = 3,         /**< the claimed status as written */
  JUMIO_CALLBACK_TEXT_USER_REFERENCE = 4, /**< the user reference */
  JUMIO_CALLBACK_TEXT_DEFINITION_KEY = 5, /**< the workflow key */
  JUMIO_CALLBACK_TEXT_TAG_REFERENCE =
      6,                             /**< the host's part of a userReference in the form of a tag; a claim: no tag proves it */
  JUMIO_CALLBACK_TEXT_TAG_INTENT = 7 /**< the intent of such a one, 26 of [a-z2-7] */
};

/** Read a text of a callback.
 *  @param callback [in] callback @param which [in] which
 *  @return borrowed until the callback is freed, or NULL when absent @source{Jumio, callback page; jumio-api-read 5.2} @threads{any, concurrent}
 *  @since 0.1
 */
JUMIO_API const char *jumio_callback_get_text(const jumio_callback *callback, jumio_callback_text which);

/** A number of a callback; the argument of jumio_callback_get_int64(). */
typedef int32_t jumio_callback_number;
/** Values of ::jumio_callback_number. */
enum {
  JUMIO_CALLBACK_STATUS = 1,      /**< the status that it claims: a ::jumio_execution_status of workflow_execution.h; NULL: unknown */
  JUMIO_CALLBACK_SENT_UNIX_MS = 2 /**< when Jumio says it sent it, in milliseconds since 1970 UTC, or ::JUMIO_ABSENT. Not to be trusted or
                                       ordered by alone; NULL: absent */
};

/** Read a number of a callback.
 *  @param callback [in] callback @param which [in] which
 *  @return see ::jumio_callback_number; ::JUMIO_ABSENT for no such number @source{Jumio, callback page; jumio-api-read 5.2}
 *  @threads{any, concurrent} @since 0.1
 */
JUMIO_API int64_t jumio_callback_get_int64(const jumio_callback *callback, jumio_callback_number which);

/** Write the body of a callback as Jumio sends it, for tests of a host's receiver.
 *  @param alloc          [in] allocator, or NULL
 *  @param execution_id   [in] UUID @param execution_id_len [in] bytes or ::JUMIO_NTS @param account_id [in] UUID @param account_id_len [in] bytes
 *  or ::JUMIO_NTS
 *  @param status         [in] such as "PROCESSED"; 1..64 of [A-Za-z0-9_], so that unknown ones can be tried @param status_len [in] bytes or
 *  ::JUMIO_NTS
 *  @param definition_key [in] workflow key, by the rule of the account request @param definition_key_len [in] bytes or ::JUMIO_NTS
 *  @param user_reference [in] user reference, by the rule of the account request; NULL: none @param user_reference_len [in] bytes or ::JUMIO_NTS
 *  @param sent_unix_ms   [in] when it is sent @param region [in] anything that jumio_region_find() knows @param region_len [in] bytes or
 *  ::JUMIO_NTS
 *  @param out            [out] owned text; free with jumio_text_free() @param out_len [out] bytes; may be NULL @param err [out] optional, owned
 *  @retval JUMIO_OK made
 *  @retval JUMIO_ERR_ARGUMENT a rule above is broken
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @units{sent_unix_ms, milliseconds} @source{recorded callbacks of 2025; jumio-api-read 5.2}
 *  @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_callback_build(jumio_alloc *alloc, const char *execution_id, size_t execution_id_len, const char *account_id,
                                            size_t account_id_len, const char *status, size_t status_len, const char *definition_key,
                                            size_t definition_key_len, const char *user_reference, size_t user_reference_len,
                                            int64_t sent_unix_ms, const char *region, size_t region_len, char **out, size_t *out_len,
                                            jumio_error **err);

JUMIO_END

#endif
