/** @file answer.h
 *  Any JSON of Jumio, read by pointer: the answers of calls that have no noun of their own, and what has no getter yet.
 *  May hold personal data: wiped when freed.
 */
#ifndef JUMIO_ANSWER_H
#define JUMIO_ANSWER_H

#include <jumio/base.h>
#include <jumio/error.h>

JUMIO_BEGIN

/** Read an answer from JSON.
 *  @param alloc [in] allocator, or NULL @param json [in] UTF-8 JSON @param len [in] bytes or ::JUMIO_NTS
 *  @param out   [out] owned; free with jumio_answer_free() @param err [out] optional, owned
 *  @retval JUMIO_OK read
 *  @retval JUMIO_ERR_ARGUMENT the text or out is NULL
 *  @retval JUMIO_ERR_JSON not one strict JSON document
 *  @retval JUMIO_ERR_TOO_LARGE more than 8 MiB
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_answer_parse(jumio_alloc *alloc, const char *json, size_t len, jumio_answer **out, jumio_error **err);

/** Free an answer and wipe it. Not for one that jumio_transaction_get_answer() lends.
 *  @param answer [in] answer, or NULL @threads{one thread} @since 0.1
 */
JUMIO_API void jumio_answer_free(jumio_answer *answer);

/** Read the HTTP status it came with.
 *  @param answer [in] answer
 *  @return 200..299; 0 for one that was not fetched @threads{any, concurrent} @since 0.1
 */
JUMIO_API int32_t jumio_answer_get_http_status(const jumio_answer *answer);

/** Read the body as received. Only of a raw call may it be something else than JSON: the getters below then find nothing.
 *  @param answer [in] answer @param out_len [out] bytes without the NUL behind them; may be NULL
 *  @return borrowed until the answer is freed; NULL for the answer that a transaction lends @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_answer_get_body(const jumio_answer *answer, size_t *out_len);

/** Count the members of an object or the elements of an array.
 *  @param answer [in] answer @param pointer [in] RFC 6901 pointer, NUL-terminated; "" is the whole
 *  @return number; 0 when absent or neither @threads{any, concurrent} @since 0.1
 */
JUMIO_API size_t jumio_answer_count(const jumio_answer *answer, const char *pointer);

/** Read the name of an object's member.
 *  @param answer [in] answer @param pointer [in] RFC 6901 pointer of the object, NUL-terminated @param index [in] 0..count-1
 *  @return borrowed, or NULL past the end or when it is no object @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_answer_get_name_at(const jumio_answer *answer, const char *pointer, size_t index);

/** Read a text.
 *  @param answer [in] answer @param pointer [in] RFC 6901 pointer such as "/steps/0/name", NUL-terminated
 *  @return borrowed until the answer is freed, or NULL when absent or not a text @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_answer_get_text(const jumio_answer *answer, const char *pointer);

/** Read an integer; a text of digits counts, and of a boolean 1 or 0.
 *  @param answer [in] answer @param pointer [in] RFC 6901 pointer, NUL-terminated
 *  @return value, or ::JUMIO_ABSENT @threads{any, concurrent} @since 0.1
 */
JUMIO_API int64_t jumio_answer_get_int64(const jumio_answer *answer, const char *pointer);

JUMIO_END

#endif
