/** @file error.h
 *  The detail of a failure: what went wrong, where, and what to do next. Holds no secret and no personal datum.
 */
#ifndef JUMIO_ERROR_H
#define JUMIO_ERROR_H

#include <jumio/base.h>
#include <jumio/result.h>

/** What a transport knows about a request that failed. */
typedef int32_t jumio_delivery;
/** Values of ::jumio_delivery. */
enum {
  JUMIO_DELIVERY_UNKNOWN = 0,    /**< no request was involved */
  JUMIO_DELIVERY_NOT_SENT = 1,   /**< proved: no byte of the request left */
  JUMIO_DELIVERY_MAYBE_SENT = 2, /**< the server may have taken and applied it */
  JUMIO_DELIVERY_ANSWERED = 3    /**< a complete status line came back */
};

JUMIO_BEGIN

/** Make an error object; for stores and transports that report their own failures.
 *  @param alloc   [in]  allocator, or NULL for the default
 *  @param code    [in]  negative result code
 *  @param message [in]  one line without secrets or personal data; UTF-8, cut at 500 bytes
 *  @param len     [in]  bytes, or ::JUMIO_NTS
 *  @param out     [out] owned; free with jumio_error_free(); may be NULL, then nothing happens
 *  @return `code`, so that a caller can return it
 *  @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_error_new(jumio_alloc *alloc, jumio_result code, const char *message, size_t len, jumio_error **out);

/** Free an error.
 *  @param error [in] error, or NULL
 *  @threads{one thread} @since 0.1
 */
JUMIO_API void jumio_error_free(jumio_error *error);

/** Read the result code.
 *  @param error [in] error; NULL gives ::JUMIO_OK
 *  @return result code @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_error_get_code(const jumio_error *error);

/** Read the one-line message.
 *  @param error [in] error; NULL gives ""
 *  @return borrowed until the error is freed; names the field and the rule, never a secret or personal datum
 *  @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_error_get_message(const jumio_error *error);

/** Read what to do next.
 *  @param error [in] error; NULL gives ::JUMIO_ACTION_NONE
 *  @return one ::jumio_action @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_action jumio_error_get_action(const jumio_error *error);

/** Read the HTTP status of the last answer.
 *  @param error [in] error
 *  @return 100..599, or 0 when there was no answer @threads{any, concurrent} @since 0.1
 */
JUMIO_API int32_t jumio_error_get_http_status(const jumio_error *error);

/** Read how long the server asked to wait.
 *  @param error [in] error
 *  @return milliseconds, or -1 when it did not say @units{return, milliseconds} @threads{any, concurrent} @since 0.1
 */
JUMIO_API int64_t jumio_error_get_retry_after_ms(const jumio_error *error);

/** Read how many times the request was tried.
 *  @param error [in] error
 *  @return attempts, 0 when nothing was tried @threads{any, concurrent} @since 0.1
 */
JUMIO_API int32_t jumio_error_get_attempts(const jumio_error *error);

/** Read whether the call's own request may have reached the server; a failure to fetch the access token before it is NOT_SENT.
 *  @param error [in] error
 *  @return a ::jumio_delivery @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_delivery jumio_error_get_delivery(const jumio_error *error);

/** Read the transport's own error number.
 *  @param error [in] error
 *  @return the CURLcode of the bundled transport, or what another transport reported; 0 when none
 *  @threads{any, concurrent} @since 0.1
 */
JUMIO_API int32_t jumio_error_get_source(const jumio_error *error);

/** Read the title of a problem body.
 *  @param error [in] error
 *  @return borrowed; at most 120 printable characters; NULL when the server sent none
 *  @source{Jumio, "Rate Limits", problem body; jumio-api-write 9.2} @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_error_get_server_title(const jumio_error *error);

/** Read where in a JSON text the failure lies.
 *  @param error [in] error
 *  @return borrowed JSON pointer, or NULL when no place is known @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_error_get_json_pointer(const jumio_error *error);

JUMIO_END

#endif
