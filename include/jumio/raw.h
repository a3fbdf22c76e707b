/** @file raw.h
 *  Any method and path on a host of Jumio's: for what Jumio offers and this library has no call for yet.
 */
#ifndef JUMIO_RAW_H
#define JUMIO_RAW_H

#include <jumio/base.h>
#include <jumio/error.h>

/** Which of Jumio's hosts of the configured region; an argument of jumio_raw_call(). */
typedef int32_t jumio_host;
/** Values of ::jumio_host. */
enum {
  JUMIO_HOST_ACCOUNT = 1,  /**< account.{region}.jumio.ai: create and update */
  JUMIO_HOST_API = 2,      /**< api.{region}.jumio.ai: uploads; most of its calls want a transaction token, which a raw call does not send */
  JUMIO_HOST_RETRIEVAL = 3 /**< retrieval.{region}.jumio.ai: reads and deletions */
};

/** How a raw call may be made; bits of its flags. */
enum {
  JUMIO_RAW_REPEATABLE = 1 /**< repeating the request does no harm: it is sent again after a lost answer. A GET always is */
};

JUMIO_BEGIN

/** Call any path with the tenant's access token, through the rules that all calls have: origin, retry, pace, deadline, limits.
 *  Whether a request may be sent again is never guessed from its method: a PUT to an account starts a billable transaction.
 *  What Jumio answers other than 2xx is an error with the HTTP status in it.
 *  @param client       [in] client @param host [in] a ::jumio_host
 *  @param method       [in] GET, POST, PUT, DELETE or PATCH @param method_len [in] bytes or ::JUMIO_NTS
 *  @param path         [in] begins with "/api/"; segments of letters, digits and -._~; a query may follow, no fragment
 *  @param path_len     [in] bytes or ::JUMIO_NTS
 *  @param body         [in] request body, or NULL for none @param len [in] bytes of it, at most 1 MiB
 *  @param content_type [in] media type of the body, or NULL for application/json @param content_type_len [in] bytes or ::JUMIO_NTS
 *  @param flags        [in] bits of JUMIO_RAW_, or 0
 *  @param deadline_ms  [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param cancel [in] switch, or NULL
 *  @param out          [out] owned; free with jumio_answer_free(). Of what is no JSON only the body and the HTTP status can be read
 *  @param err          [out] optional, owned
 *  @retval JUMIO_OK answered with 2xx
 *  @retval JUMIO_ERR_ARGUMENT an argument breaks its rule; nothing was sent
 *  @retval JUMIO_ERR_TOO_LARGE the body is larger than 1 MiB; nothing was sent
 *  @retval JUMIO_ERR_RESPONSE_TOO_LARGE the answer is larger than ::JUMIO_LIMIT_TRANSACTION_BYTES
 *  @retval JUMIO_ERR_OUTCOME_UNKNOWN not repeatable, and the answer was lost: it may or may not have been applied
 *  @return these, ::JUMIO_ERR_UNSUPPORTED of a transport, or any code of the system, transport, wire, API and host callback ranges
 *  @units{deadline_ms, milliseconds; monotonic} @owner{out, caller} @blocks{network, up to the deadline}
 *  @idempotent{as the caller says by JUMIO_RAW_REPEATABLE} @source{jumio-api-write 1.1 and 1.4; reliability 4.2} @threads{any, concurrent}
 *  @since 0.1
 */
JUMIO_API jumio_result jumio_raw_call(jumio_client *client, jumio_host host, const char *method, size_t method_len, const char *path,
                                      size_t path_len, const void *body, size_t len, const char *content_type, size_t content_type_len,
                                      uint32_t flags, int64_t deadline_ms, jumio_cancel *cancel, jumio_answer **out, jumio_error **err);

JUMIO_END

#endif
