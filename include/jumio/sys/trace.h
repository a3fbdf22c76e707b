/** @file trace.h
 *  The trace hook: one span for each HTTP request, begun before the request is handed to the transport and ended when it is over.
 *  A span never holds a secret, a personal datum or an id of Jumio's.
 */
#ifndef JUMIO_SYS_TRACE_H
#define JUMIO_SYS_TRACE_H

#include <jumio/base.h>
#include <jumio/error.h>

/** A trace hook: called with each span twice. Must not block and not use the client whose request it is told of; may run on any thread that
 *  calls the client, on several at once. It is called without a lock of the library.
 *  @param span      [in] borrowed for the time of the call
 *  @param user_data [in] as registered
 */
typedef void (*jumio_trace_fn)(jumio_span *span, void *user_data);

/** A text of a span; the argument of jumio_span_get_text(). */
typedef int32_t jumio_span_text;
/** Values of ::jumio_span_text. */
enum {
  JUMIO_SPAN_TEXT_OPERATION = 1, /**< what the request is for, such as "account create", "status" or "token" */
  JUMIO_SPAN_TEXT_HOST = 2,      /**< host, with its port when that is not the default */
  /** path with each id replaced by {account}, {execution}, {credential} or {id}, without a query; of a report's address only "/{id}". Words of
   *  letters are shown, also those of a raw call's path */
  JUMIO_SPAN_TEXT_PATH = 3,
  JUMIO_SPAN_TEXT_METHOD = 4     /**< HTTP method */
};

/** Whether a span begins or ends; the value of ::JUMIO_SPAN_PHASE. */
typedef int32_t jumio_span_phase;
/** Values of ::jumio_span_phase. */
enum {
  JUMIO_SPAN_BEGIN = 1, /**< before the request is handed to the transport, or to the host that drives the operation */
  JUMIO_SPAN_END = 2    /**< its answer or failure was taken, or it was given up; each begin has one end */
};

/** A number of a span; the argument of jumio_span_get_int64(). */
typedef int32_t jumio_span_number;
/** Values of ::jumio_span_number. */
enum {
  JUMIO_SPAN_PHASE = 1,          /**< a ::jumio_span_phase */
  JUMIO_SPAN_REQUEST_ID = 2,     /**< the request's ::JUMIO_REQUEST_ID: the same at begin and end, and unlike that of others under way */
  JUMIO_SPAN_ATTEMPT = 3,        /**< 1 for the first try of what the request is for */
  JUMIO_SPAN_REQUEST_BYTES = 4,  /**< length of the request's body */
  JUMIO_SPAN_HTTP_STATUS = 5,    /**< 100..599, or 0 without an answer; 0 at begin */
  JUMIO_SPAN_RESPONSE_BYTES = 6, /**< length of the answer's body as far as it came; 0 at begin */
  JUMIO_SPAN_DURATION_MS = 7,    /**< from begin to end by the monotonic clock, in milliseconds; 0 at begin */
  JUMIO_SPAN_RESULT = 8 /**< what this request came to, a ::jumio_result; whether it is tried again is the operation's; 0 at begin */
};

JUMIO_BEGIN

/** Read a text of a span.
 *  @param span [in] span @param which [in] which
 *  @return borrowed for the time of the hook; NULL for no such text @threads{inside the hook} @since 0.1
 */
JUMIO_API const char *jumio_span_get_text(const jumio_span *span, jumio_span_text which);

/** Read a number of a span.
 *  @param span [in] span @param which [in] which
 *  @return see ::jumio_span_number; ::JUMIO_ABSENT for no such number or a NULL span @threads{inside the hook} @since 0.1
 */
JUMIO_API int64_t jumio_span_get_int64(const jumio_span *span, jumio_span_number which);

/** Give the request a `traceparent` header, so that a proxy or gateway of yours joins it to your trace. Only at begin; a later one replaces
 * it.
 *  @param span [in] span
 *  @param text [in] W3C trace context of version 00: "00-" 32 lower-case hex digits "-" 16 more "-" 2 more, ids not all zero
 *  @param len  [in] bytes or ::JUMIO_NTS
 *  @retval JUMIO_OK the header will be sent
 *  @retval JUMIO_ERR_ARGUMENT span or text is NULL, or the text is not of that form
 *  @retval JUMIO_ERR_STATE the span has ended
 *  @retval JUMIO_ERR_TOO_LARGE the request has no room for another header
 *  @return a result code @source{W3C Trace Context, Recommendation of 23 November 2021, section 3.2} @threads{inside the hook} @since 0.1
 */
JUMIO_API jumio_result jumio_span_set_traceparent(jumio_span *span, const char *text, size_t len);

JUMIO_END

#endif
