/** @file client.h
 *  The only live object, the cancel switch, and the check behind a "Save & Test" button.
 */
#ifndef JUMIO_CLIENT_H
#define JUMIO_CLIENT_H

#include <jumio/base.h>
#include <jumio/error.h>

/** What jumio_client_check() may do beside fetching a token; bits of its flags. */
enum {
  JUMIO_CHECK_OTHER_REGIONS = 1, /**< when the credentials are refused, show them to the token endpoints of Jumio's other two regions, to tell a
                                      wrong region from a wrong secret. Never with a test endpoint */
  JUMIO_CHECK_RETRIEVAL = 2      /**< ask the retrieval host for the status of an execution that cannot exist: "not found" says that the
                                      credentials may retrieve @assumed{no probe is documented; jumio-api-write 1.7} */
};

/** What a check found. */
typedef int32_t jumio_check_finding;
/** Values of ::jumio_check_finding. */
enum {
  JUMIO_FINDING_OK = 0,                /**< all that was asked for is right */
  JUMIO_FINDING_WRONG_CREDENTIALS = 1, /**< refused: a wrong secret, or the right one of another region, which only
                                            ::JUMIO_CHECK_OTHER_REGIONS tells apart, or a User-Agent that Jumio does not accept */
  JUMIO_FINDING_WRONG_REGION = 2,      /**< refused here and accepted in another region, which the error names */
  JUMIO_FINDING_PERMISSION = 3,        /**< the token was given, but the permission to retrieve is missing */
  JUMIO_FINDING_UNREACHABLE = 4,       /**< no name, no connection, no answer in time */
  JUMIO_FINDING_TLS = 5,               /**< certificate or handshake refused: a proxy that looks into TLS, or missing CA certificates */
  JUMIO_FINDING_CLOCK = 6,             /**< the host's clock is more than five minutes off the server's, though the token was given; or TLS
                                            failed while the clock shows a time before this library was made */
  JUMIO_FINDING_OTHER = 7              /**< anything else: see the error */
};

JUMIO_BEGIN

/** Make a client. Nothing is sent and no thread is started.
 *  @param config [in] configuration, copied; later edits change nothing live
 *  @param out    [out] owned, with one reference; give it up with jumio_client_unref() @param err [out] optional, owned
 *  @retval JUMIO_OK made
 *  @retval JUMIO_ERR_ARGUMENT config is NULL, or region, credentials or user agent are missing
 *  @retval JUMIO_ERR_UNSUPPORTED no transport: built without curl and none was set
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_client_new(const jumio_config *config, jumio_client **out, jumio_error **err);

/** Take another reference.
 *  @param client [in] client, or NULL
 *  @return client @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_client *jumio_client_ref(jumio_client *client);

/** Give up a reference; the last one frees the client and wipes its secrets. No call may be running on that last reference.
 *  @param client [in] client, or NULL @threads{any, concurrent} @since 0.1
 */
JUMIO_API void jumio_client_unref(jumio_client *client);

/** Check region, credentials and connection by fetching an access token anew. Creates nothing at Jumio.
 *  It proves neither the permission to initiate nor a workflow key: Jumio documents no probe for them.
 *  @param client [in] client @param flags [in] bits of JUMIO_CHECK_, or 0 for the token alone
 *  @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT
 *  @param cancel [in] switch, or NULL @param out_finding [out] what to tell an administrator: a ::jumio_check_finding; may be NULL
 *  @param err [out] optional, owned; names the region where another one accepted the credentials
 *  @retval JUMIO_OK the token was given, and what the flags ask for is right too
 *  @retval JUMIO_ERR_ARGUMENT client is NULL, or an unknown flag
 *  @retval JUMIO_ERR_AUTH the id or secret was refused, or the User-Agent: the token endpoint does not tell them apart
 *  @retval JUMIO_ERR_PERMISSION the retrieval host refused the token
 *  @retval JUMIO_ERR_RESOLVE host name unknown
 *  @retval JUMIO_ERR_CONNECT nothing listens there
 *  @retval JUMIO_ERR_TLS certificate or handshake refused
 *  @retval JUMIO_ERR_DEADLINE no answer in time
 *  @return these, ::JUMIO_ERR_UNSUPPORTED of a transport, or any code of the system, transport, wire, API and host callback ranges
 *  @source{Jumio, authorization page; jumio-api-write 1.2 and 1.7}
 *  @units{deadline_ms, milliseconds; monotonic} @blocks{network, up to the deadline} @idempotent{yes} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_client_check(jumio_client *client, uint32_t flags, int64_t deadline_ms, jumio_cancel *cancel,
                                          jumio_check_finding *out_finding, jumio_error **err);

/** Give the name of a finding.
 *  @param finding [in] finding
 *  @return static, such as "WRONG_REGION"; "?" for one that this version does not know @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_check_finding_name(jumio_check_finding finding);

/** Ask how the region's services fare. No credentials are sent, no token is fetched, and at most one repetition is made; a failure here never
 *  keeps another call from being made. Read "/status" (UP, DEGRADED or DOWN) with jumio_answer_get_text(), and where something is impaired
 *  "/details/api", "/details/callback", "/details/mobile", "/details/processing", "/details/retrieval", "/details/web".
 *  @param client [in] client @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT
 *  @param cancel [in] switch, or NULL @param out [out] owned; free with jumio_answer_free() @param err [out] optional, owned
 *  @shape{request, GET the status host} @shape{response, object with status and perhaps details}
 *  @retval JUMIO_OK answered, whatever the status is
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL
 *  @retval JUMIO_ERR_PROTOCOL the answer has no text "status"
 *  @return these, ::JUMIO_ERR_UNSUPPORTED of a transport, or any code of the system, transport, wire, API and host callback ranges
 *  @source{Jumio API guide, "Health Check"; jumio-api-write 1.7}
 *  @units{deadline_ms, milliseconds; monotonic} @owner{out, caller} @blocks{network, up to the deadline} @idempotent{yes}
 *  @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_client_fetch_health(jumio_client *client, int64_t deadline_ms, jumio_cancel *cancel, jumio_answer **out,
                                                 jumio_error **err);

/** Tell that a callback arrived for an execution: whoever waits for it with this client reads its status now instead of at the next time of
 *  the schedule. A blocking wait sees it within 25 ms, an operation at its next step: jumio_op_get_wake_mono_ms() says "now" from here on.
 *  At most one early read in 30 s for an execution and a wait; callbacks in between are put together into one read at the end of that time. A
 *  notice that comes before the wait begins is kept, those of the last 256 executions. Nothing is sent by this call itself, and what the
 *  callback said is not believed: only call it for executions of yours.
 *  @param client [in] client @param execution_id [in] UUID @param execution_len [in] bytes or ::JUMIO_NTS @param err [out] optional, owned
 *  @retval JUMIO_OK noted
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL or the id is no UUID
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_client_notify(jumio_client *client, const char *execution_id, size_t execution_len, jumio_error **err);

/** Make the link that leads from a scan reference into Jumio's portal, by the template JUMIO_OPTION_PORTAL_LINK. Nothing is sent.
 *  @param client       [in] client @param account_id [in] UUID @param account_id_len [in] bytes or ::JUMIO_NTS
 *  @param execution_id [in] UUID @param execution_id_len [in] bytes or ::JUMIO_NTS
 *  @param out          [out] owned text; free with jumio_text_free() @param err [out] optional, owned
 *  @retval JUMIO_OK made
 *  @retval JUMIO_ERR_ARGUMENT an id is no UUID
 *  @retval JUMIO_ERR_STATE no template was configured: show the scan reference without a link
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @source{jumio-api-write 11.3} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_client_dup_portal_link(jumio_client *client, const char *account_id, size_t account_id_len,
                                                    const char *execution_id, size_t execution_id_len, char **out, jumio_error **err);

/** Make a cancel switch.
 *  @param alloc [in] allocator, or NULL @param out [out] owned; free with jumio_cancel_free() @param err [out] optional, owned
 *  @retval JUMIO_OK made
 *  @retval JUMIO_ERR_ARGUMENT out is NULL
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_cancel_new(jumio_alloc *alloc, jumio_cancel **out, jumio_error **err);

/** End the calls that were given this switch, now and later, with ::JUMIO_ERR_CANCELLED. Twice is once.
 *  @param cancel [in] switch, or NULL @threads{any, concurrent} @since 0.1
 */
JUMIO_API void jumio_cancel_trigger(jumio_cancel *cancel);

/** Free a switch when no call uses it any more.
 *  @param cancel [in] switch, or NULL @threads{one thread} @since 0.1
 */
JUMIO_API void jumio_cancel_free(jumio_cancel *cancel);

JUMIO_END

#endif
