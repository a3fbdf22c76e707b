/** @file http.h
 *  The transport table: how the library reaches the network, and the accessors and sinks through which data crosses.
 *
 *  A transport sends exactly what it is given, once. It follows no redirect, retries nothing, logs no header and verifies TLS.
 *  Method, URL and headers have been checked before it sees them; what it returns is treated as hostile.
 */
#ifndef JUMIO_SYS_HTTP_H
#define JUMIO_SYS_HTTP_H

#include <jumio/base.h>
#include <jumio/error.h>

/** Registration flag of a table: the library holds a lock around every call, so the plug-in is never entered twice at once.
 *  A plug-in with this flag must not call back into the same client. */
#define JUMIO_OPS_SERIAL 1u

/** Transport operations. */
typedef struct jumio_http_ops {
  uint32_t struct_size; /**< sizeof(jumio_http_ops) */
  uint32_t reserved;    /**< 0 */
  /** Required. Send the request and fill the response. ::JUMIO_OK when an answer was received, else the reason
   *  (::JUMIO_ERR_RESOLVE, ::JUMIO_ERR_CONNECT, ::JUMIO_ERR_TLS, ::JUMIO_ERR_NETWORK, ::JUMIO_ERR_DEADLINE,
   *  ::JUMIO_ERR_ORIGIN_REFUSED, ::JUMIO_ERR_PROXY, ::JUMIO_ERR_UNSUPPORTED,
   *  ::JUMIO_ERR_CANCELLED or what a sink returned), after setting the delivery. */
  jumio_result (*perform)(const jumio_http_request *request, jumio_http_response *response, void *user_data);
  /** Optional. End the request with this id if it is running. Called on another thread, while perform runs and even with
   *  ::JUMIO_OPS_SERIAL, under a lock of the switch: it must not block and not call into the library. */
  void (*cancel)(uint64_t request_id, void *user_data);
} jumio_http_ops;

JUMIO_BEGIN

/** A number of a request; the argument of jumio_http_request_get_int64(). */
typedef int32_t jumio_request_number;
/** Values of ::jumio_request_number, with what a NULL request gives. */
enum {
  JUMIO_REQUEST_ID = 1,                 /**< what cancel() is given, unique in the process, 1 or more; NULL: 0 */
  JUMIO_REQUEST_TIMEOUT_MS = 2,         /**< how long the whole exchange may take, in milliseconds, at least 1; NULL: 1 */
  JUMIO_REQUEST_CONNECT_TIMEOUT_MS = 3, /**< how long connecting may take, TLS included, in milliseconds, at least 1; NULL: 1 */
  JUMIO_REQUEST_HAS_BODY = 4,           /**< 1 when a body is to be sent, even an empty one; NULL: 0 */
  JUMIO_REQUEST_BODY_BYTES = 5,         /**< the body's length: send it as Content-Length, never chunked; NULL: 0 */
  JUMIO_REQUEST_FRESH_CONNECTION = 6, /**< 1 when the request must go over a connection of its own that is closed afterwards, as an HTTP/1.1
                                           exchange: a client library that silently re-sends a request on a broken reused connection would
                                           apply it twice; NULL: 0 */
  JUMIO_REQUEST_IS_CANCELLED = 7      /**< 1 when the call was cancelled meanwhile; may be read on any thread while perform runs; NULL: 0 */
};

/** Read a number of the request.
 *  @param request [in] request @param which [in] which
 *  @return see ::jumio_request_number; ::JUMIO_ABSENT for no such number @threads{inside perform} @since 0.1
 */
JUMIO_API int64_t jumio_http_request_get_int64(const jumio_http_request *request, jumio_request_number which);

/** Read the method.
 *  @param request [in] request
 *  @return borrowed: "GET", "POST", "PUT", "DELETE", or "PATCH" of a raw call @threads{inside perform} @since 0.1
 */
JUMIO_API const char *jumio_http_request_get_method(const jumio_http_request *request);

/** Read the absolute URL.
 *  @param request [in] request
 *  @return borrowed @threads{inside perform} @since 0.1
 */
JUMIO_API const char *jumio_http_request_get_url(const jumio_http_request *request);

/** Count the headers. Content-Length is not among them: it is ::JUMIO_REQUEST_BODY_BYTES.
 *  @param request [in] request
 *  @return number of headers @threads{inside perform} @since 0.1
 */
JUMIO_API size_t jumio_http_request_header_count(const jumio_http_request *request);

/** Read a header's name.
 *  @param request [in] request @param index [in] 0..count-1
 *  @return borrowed, or NULL past the end @threads{inside perform} @since 0.1
 */
JUMIO_API const char *jumio_http_request_header_name_at(const jumio_http_request *request, size_t index);

/** Read a header's value. Authorization is a secret: do not log it.
 *  @param request [in] request @param index [in] 0..count-1
 *  @return borrowed, or NULL past the end @threads{inside perform} @since 0.1
 */
JUMIO_API const char *jumio_http_request_header_value_at(const jumio_http_request *request, size_t index);

/** Copy body bytes, so that a large upload is never held twice. Read from 0 on, in order: the body of an upload may come from a file or a
 *  callback of the host. To go back is allowed, to skip is not: such an upload is not repeated when its answer is lost.
 *  When 0 comes before ::JUMIO_REQUEST_BODY_BYTES were read, the body cannot be had any more: close the connection, so that what was sent is
 *  not taken for the whole, and return ::JUMIO_ERR_NETWORK.
 *  @param request [in]  request
 *  @param offset  [in]  where to begin; bytes
 *  @param buffer  [out] room for them
 *  @param size    [in]  bytes of room
 *  @return bytes copied, 0 at the end of the body or when it cannot be had any more @threads{inside perform} @since 0.1
 */
JUMIO_API size_t jumio_http_request_read_body(const jumio_http_request *request, uint64_t offset, void *buffer, size_t size);

/** Report the status of the final answer (not of a 1xx one) and with it that the request was answered.
 *  @param response [in] response @param status [in] 100..599
 *  @retval JUMIO_OK taken
 *  @retval JUMIO_ERR_ARGUMENT response is NULL
 *  @retval JUMIO_ERR_HOST_CALLBACK no such status, or after a body byte
 *  @return a result code @threads{inside perform} @since 0.1
 */
JUMIO_API jumio_result jumio_http_response_set_status(jumio_http_response *response, int32_t status);

/** Report a header of the final answer.
 *  @param response  [in] response
 *  @param name      [in] header name @param name_len [in] bytes or ::JUMIO_NTS
 *  @param value     [in] header value @param value_len [in] bytes or ::JUMIO_NTS
 *  @retval JUMIO_OK taken
 *  @retval JUMIO_ERR_ARGUMENT response is NULL
 *  @retval JUMIO_ERR_HOST_CALLBACK name or value is NULL
 *  @retval JUMIO_ERR_RESPONSE_TOO_LARGE more than 64 KiB of headers: stop and return this
 *  @retval JUMIO_ERR_PROTOCOL a header holds a control byte: stop and return this
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed: stop and return this
 *  @return a result code @threads{inside perform} @since 0.1
 */
JUMIO_API jumio_result jumio_http_response_add_header(jumio_http_response *response, const char *name, size_t name_len, const char *value,
                                                      size_t value_len);

/** Report body bytes as they arrive; counted against the limit of the call.
 *  @param response [in] response @param data [in] bytes @param len [in] bytes
 *  @retval JUMIO_OK taken
 *  @retval JUMIO_ERR_ARGUMENT response is NULL
 *  @retval JUMIO_ERR_RESPONSE_TOO_LARGE over the limit: stop and return this
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed: stop and return this
 *  @retval JUMIO_ERR_CANCELLED the host's sink wants no more: stop and return this
 *  @retval JUMIO_ERR_HOST_CALLBACK no status was set before, or data is NULL with a length
 *  @return a result code @threads{inside perform} @since 0.1
 */
JUMIO_API jumio_result jumio_http_response_append_body(jumio_http_response *response, const void *data, size_t len);

/** Report what is known about the request when there is no complete answer. Without it, MAYBE_SENT is assumed.
 *  @param response [in] response @param delivery [in] a ::jumio_delivery
 *  @threads{inside perform} @since 0.1
 */
JUMIO_API void jumio_http_response_set_delivery(jumio_http_response *response, jumio_delivery delivery);

/** Report the transport's own error number for jumio_error_get_source().
 *  @param response [in] response @param source [in] number
 *  @threads{inside perform} @since 0.1
 */
JUMIO_API void jumio_http_response_set_source(jumio_http_response *response, int32_t source);

JUMIO_END

#endif
