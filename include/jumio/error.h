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

/** A number of an error; the argument of jumio_error_get_int64(). */
typedef int32_t jumio_error_number;
/** Values of ::jumio_error_number, with what a NULL error gives. */
enum {
  JUMIO_ERROR_HTTP_STATUS = 1,    /**< of the last answer: 100..599, or 0 when there was none; NULL: 0 */
  JUMIO_ERROR_RETRY_AFTER_MS = 2, /**< how long the server asked to wait, in milliseconds, or -1 when it did not say; NULL: -1 */
  JUMIO_ERROR_ATTEMPTS = 3,       /**< how many times the request was tried; NULL: 0 */
  JUMIO_ERROR_DELIVERY = 4,       /**< a ::jumio_delivery of the call's own request: a failure to fetch the access token before it is
                                       NOT_SENT; NULL: ::JUMIO_DELIVERY_UNKNOWN */
  JUMIO_ERROR_SOURCE = 5          /**< the CURLcode of the bundled transport, or what another transport reported, or 0; NULL: 0 */
};

/** Read a number of an error.
 *  @param error [in] error, or NULL @param which [in] which
 *  @return see ::jumio_error_number; ::JUMIO_ABSENT for no such number @threads{any, concurrent} @since 0.1
 */
JUMIO_API int64_t jumio_error_get_int64(const jumio_error *error, jumio_error_number which);

/** A text of an error beside its message; the argument of jumio_error_get_text(). */
typedef int32_t jumio_error_words;
/** Values of ::jumio_error_words. */
enum {
  JUMIO_ERROR_TEXT_SERVER_TITLE = 1, /**< the title of a problem body; at most 120 printable characters */
  JUMIO_ERROR_TEXT_JSON_POINTER = 2, /**< where in a JSON text the failure lies */
  JUMIO_ERROR_TEXT_ALLOW = 3         /**< which methods the server takes there, from the Allow header of an answer 405 */
};

/** Read a text of an error beside its message.
 *  @param error [in] error, or NULL @param which [in] which
 *  @return borrowed until the error is freed; NULL when absent @source{Jumio, "Rate Limits", problem body; jumio-api-write 9.2}
 *  @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_error_get_text(const jumio_error *error, jumio_error_words which);

JUMIO_END

#endif
