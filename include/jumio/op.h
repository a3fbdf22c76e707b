/** @file op.h
 *  Jumio's calls without any I/O, for hosts that have an event loop: an operation says what to send and when, and is fed the answer.
 *  Token, retry, back-off, pacing and deadline are states of it. The blocking calls are one driver of these same operations.
 *
 *  Loop: call jumio_op_step(). At ::JUMIO_OP_SEND perform jumio_op_get_request() into jumio_op_get_response(), as a transport does, then
 *  jumio_op_feed() with what the transport returned. At ::JUMIO_OP_WAIT call step again at jumio_op_get_wake_mono_ms(). Until ::JUMIO_OP_DONE.
 */
#ifndef JUMIO_OP_H
#define JUMIO_OP_H

#include <jumio/base.h>
#include <jumio/error.h>

/** What an operation wants next. */
typedef int32_t jumio_op_state;
/** Values of ::jumio_op_state. */
enum {
  JUMIO_OP_SEND = 1, /**< perform the request, then feed */
  JUMIO_OP_WAIT = 2, /**< nothing to do until a time */
  JUMIO_OP_DONE = 3  /**< finished: take the result */
};

/** A number of a finished operation; the argument of jumio_op_get_int64(). */
typedef int32_t jumio_op_number;
/** Values of ::jumio_op_number. */
enum {
  JUMIO_OP_REMARKS = 1,    /**< bits, also after a failure: JUMIO_UPLOAD_ of an upload (of other calls that of a repetition),
                                ::JUMIO_OP_WAS_ABSENT of a deletion */
  JUMIO_OP_FINDING = 2,    /**< of a credential check, also after a failure: a ::jumio_check_finding */
  JUMIO_OP_MEDIA_TYPE = 3, /**< of a part or report download: a ::jumio_media_type; ::JUMIO_MEDIA_OTHER after a failure */
  JUMIO_OP_BYTES = 4       /**< of a part or report download: bytes given to the sink, 0 after a failure */
};

/** Remarks of a finished operation beside those of an upload; bits of ::JUMIO_OP_REMARKS. */
enum {
  JUMIO_OP_WAS_ABSENT = 65536 /**< of a deletion: Jumio answered that it does not exist (any more) */
};

JUMIO_BEGIN

/** Begin an account create; see jumio_account_create().
 *  @param client [in] client, referenced @param request [in] request, copied @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT
 *  @param out [out] owned; free with jumio_op_free() @param err [out] optional, owned
 *  @retval JUMIO_OK begun
 *  @retval JUMIO_ERR_ARGUMENT as jumio_account_create()
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_op_account_create(jumio_client *client, const jumio_account_request *request, int64_t deadline_ms, jumio_op **out,
                                               jumio_error **err);

/** Begin an account update; see jumio_account_update().
 *  @param client [in] client, referenced @param account_id [in] UUID @param account_len [in] bytes or ::JUMIO_NTS @param request [in] request, copied
 *  @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param out [out] owned; free with jumio_op_free()
 *  @param err [out] optional, owned
 *  @retval JUMIO_OK begun
 *  @retval JUMIO_ERR_ARGUMENT as jumio_account_update()
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_op_account_update(jumio_client *client, const char *account_id, size_t account_len,
                                               const jumio_account_request *request, int64_t deadline_ms, jumio_op **out, jumio_error **err);

/** Begin a part upload; see jumio_credential_upload(). The source must live until the operation is freed.
 *  @param client [in] client, referenced @param account [in] answer @param credential [in] child of that answer @param part [in] a ::jumio_part
 *  @param page [in] 1..jumio_credential_part_page_count() @param source [in] kept by reference @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT
 *  @param out [out] owned; free with jumio_op_free() @param err [out] optional, owned
 *  @retval JUMIO_OK begun
 *  @retval JUMIO_ERR_ARGUMENT as jumio_credential_upload()
 *  @retval JUMIO_ERR_TOO_LARGE as jumio_credential_upload()
 *  @retval JUMIO_ERR_MEDIA_TYPE as jumio_credential_upload()
 *  @retval JUMIO_ERR_FILE as jumio_credential_upload()
 *  @retval JUMIO_ERR_UNSUPPORTED as jumio_credential_upload()
 *  @retval JUMIO_ERR_ORIGIN_REFUSED as jumio_credential_upload()
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_op_credential_upload(jumio_client *client, const jumio_account *account, const jumio_credential *credential,
                                                  int32_t part, int32_t page, const jumio_source *source, int64_t deadline_ms, jumio_op **out,
                                                  jumio_error **err);

/** Begin a finalize; see jumio_workflow_execution_finalize().
 *  @param client [in] client, referenced @param account [in] answer @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT
 *  @param out [out] owned; free with jumio_op_free() @param err [out] optional, owned
 *  @retval JUMIO_OK begun
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL
 *  @retval JUMIO_ERR_UNSUPPORTED as jumio_workflow_execution_finalize()
 *  @retval JUMIO_ERR_ORIGIN_REFUSED as jumio_workflow_execution_finalize()
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_op_workflow_execution_finalize(jumio_client *client, const jumio_account *account, int64_t deadline_ms,
                                                            jumio_op **out, jumio_error **err);

/** Begin a status read; see jumio_workflow_execution_fetch().
 *  @param client [in] client, referenced @param account_id [in] UUID @param account_len [in] bytes or ::JUMIO_NTS
 *  @param execution_id [in] UUID @param execution_len [in] bytes or ::JUMIO_NTS
 *  @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param out [out] owned; free with jumio_op_free()
 *  @param err [out] optional, owned
 *  @retval JUMIO_OK begun
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL or an id is no UUID
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_op_workflow_execution_fetch(jumio_client *client, const char *account_id, size_t account_len,
                                                         const char *execution_id, size_t execution_len, int64_t deadline_ms, jumio_op **out,
                                                         jumio_error **err);

/** Begin a wait for the final status; see jumio_workflow_execution_wait(). It is in ::JUMIO_OP_WAIT between its reads; a notice moves its wake
 *  time forward. jumio_op_take_workflow_execution() gives what was read last, also after a failure.
 *  @param client [in] client, referenced @param account_id [in] UUID @param account_len [in] bytes or ::JUMIO_NTS
 *  @param execution_id [in] UUID @param execution_len [in] bytes or ::JUMIO_NTS
 *  @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param out [out] owned; free with jumio_op_free()
 *  @param err [out] optional, owned
 *  @retval JUMIO_OK begun
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL or an id is no UUID
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_op_workflow_execution_wait(jumio_client *client, const char *account_id, size_t account_len,
                                                        const char *execution_id, size_t execution_len, int64_t deadline_ms, jumio_op **out,
                                                        jumio_error **err);

/** Begin a transaction read; see jumio_transaction_fetch().
 *  @param client [in] client, referenced @param account_id [in] UUID @param account_len [in] bytes or ::JUMIO_NTS
 *  @param execution_id [in] UUID @param execution_len [in] bytes or ::JUMIO_NTS
 *  @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param out [out] owned; free with jumio_op_free()
 *  @param err [out] optional, owned
 *  @retval JUMIO_OK begun
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL or an id is no UUID
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_op_transaction_fetch(jumio_client *client, const char *account_id, size_t account_len, const char *execution_id,
                                                  size_t execution_len, int64_t deadline_ms, jumio_op **out, jumio_error **err);

/** Begin a read of steps, rules or report; see jumio_transaction_fetch_answer(). Take it with jumio_op_take_answer().
 *  @param client [in] client, referenced @param which [in] a ::jumio_transaction_resource
 *  @param account_id [in] UUID @param account_len [in] bytes or ::JUMIO_NTS
 *  @param execution_id [in] UUID @param execution_len [in] bytes or ::JUMIO_NTS
 *  @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param out [out] owned; free with jumio_op_free()
 *  @param err [out] optional, owned
 *  @retval JUMIO_OK begun
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL, no such resource, or an id is no UUID
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_op_transaction_fetch_answer(jumio_client *client, int32_t which, const char *account_id, size_t account_len,
                                                         const char *execution_id, size_t execution_len, int64_t deadline_ms,
                                                         jumio_op **out, jumio_error **err);

/** Begin a report download; see jumio_report_fetch().
 *  @param client [in] client, referenced @param report [in] the answer to ::JUMIO_RESOURCE_REPORT; its address is copied
 *  @param write [in] sink, as of jumio_op_part_fetch() @param user_data [in] passed to the sink
 *  @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param out [out] owned; free with jumio_op_free()
 *  @param err [out] optional, owned
 *  @retval JUMIO_OK begun
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL
 *  @retval JUMIO_ERR_PROTOCOL as jumio_report_fetch()
 *  @retval JUMIO_ERR_ORIGIN_REFUSED as jumio_report_fetch()
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_op_report_fetch(jumio_client *client, const jumio_answer *report, jumio_part_write_fn write, void *user_data,
                                             int64_t deadline_ms, jumio_op **out, jumio_error **err);

/** Begin a part download; see jumio_part_fetch().
 *  @param client [in] client, referenced @param account_id [in] UUID @param account_len [in] bytes or ::JUMIO_NTS
 *  @param credential_id [in] UUID @param credential_len [in] bytes or ::JUMIO_NTS
 *  @param classifier [in] classifier @param classifier_len [in] bytes or ::JUMIO_NTS
 *  @param write [in] sink, called while the response is filled, and in the step after it for the last bytes of a small part, @param user_data [in] passed to the sink
 *  @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param out [out] owned; free with jumio_op_free()
 *  @param err [out] optional, owned
 *  @retval JUMIO_OK begun
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL, an id is no UUID, or no classifier
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_op_part_fetch(jumio_client *client, const char *account_id, size_t account_len, const char *credential_id,
                                           size_t credential_len, const char *classifier, size_t classifier_len, jumio_part_write_fn write,
                                           void *user_data, int64_t deadline_ms, jumio_op **out, jumio_error **err);

/** Begin the deletion of a transaction; see jumio_transaction_delete().
 *  @param client [in] client, referenced @param account_id [in] UUID @param account_len [in] bytes or ::JUMIO_NTS
 *  @param execution_id [in] UUID @param execution_len [in] bytes or ::JUMIO_NTS
 *  @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param out [out] owned; free with jumio_op_free()
 *  @param err [out] optional, owned
 *  @retval JUMIO_OK begun
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL or an id is no UUID
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_op_transaction_delete(jumio_client *client, const char *account_id, size_t account_len,
                                                   const char *execution_id, size_t execution_len, int64_t deadline_ms, jumio_op **out,
                                                   jumio_error **err);

/** Begin the deletion of an account; see jumio_account_delete().
 *  @param client [in] client, referenced @param account_id [in] UUID @param account_len [in] bytes or ::JUMIO_NTS
 *  @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param out [out] owned; free with jumio_op_free()
 *  @param err [out] optional, owned
 *  @retval JUMIO_OK begun
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL or the id is no UUID
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_op_account_delete(jumio_client *client, const char *account_id, size_t account_len, int64_t deadline_ms,
                                               jumio_op **out, jumio_error **err);

/** Begin a credential check; see jumio_client_check(). ::JUMIO_OP_FINDING of jumio_op_get_int64() says what it found.
 *  @param client [in] client, referenced @param flags [in] bits of JUMIO_CHECK_, or 0
 *  @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param out [out] owned; free with jumio_op_free()
 *  @param err [out] optional, owned
 *  @retval JUMIO_OK begun
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL, or an unknown flag
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_op_check(jumio_client *client, uint32_t flags, int64_t deadline_ms, jumio_op **out, jumio_error **err);

/** Begin a read of the region's health; see jumio_client_fetch_health(). Take the answer with jumio_op_take_answer().
 *  @param client [in] client, referenced @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT
 *  @param out [out] owned; free with jumio_op_free() @param err [out] optional, owned
 *  @retval JUMIO_OK begun
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_op_fetch_health(jumio_client *client, int64_t deadline_ms, jumio_op **out, jumio_error **err);

/** Begin a raw call; see jumio_raw_call(). The body is copied. Take the answer with jumio_op_take_answer().
 *  @param client [in] client, referenced @param host [in] a jumio_host of raw.h @param method [in] method
 *  @param method_len [in] bytes or ::JUMIO_NTS @param path [in] path @param path_len [in] bytes or ::JUMIO_NTS
 *  @param body [in] request body, or NULL @param len [in] bytes of it @param content_type [in] its media type, or NULL
 *  @param content_type_len [in] bytes or ::JUMIO_NTS @param flags [in] as jumio_raw_call()
 *  @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param out [out] owned; free with jumio_op_free()
 *  @param err [out] optional, owned
 *  @retval JUMIO_OK begun
 *  @retval JUMIO_ERR_ARGUMENT as jumio_raw_call()
 *  @retval JUMIO_ERR_TOO_LARGE as jumio_raw_call()
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_op_raw_call(jumio_client *client, int32_t host, const char *method, size_t method_len, const char *path,
                                         size_t path_len, const void *body, size_t len, const char *content_type, size_t content_type_len,
                                         uint32_t flags, int64_t deadline_ms, jumio_op **out, jumio_error **err);

/** Free an operation and wipe it; one that is still running is given up.
 *  @param op [in] operation, or NULL @threads{one thread} @since 0.1
 */
JUMIO_API void jumio_op_free(jumio_op *op);

/** Move an operation on as far as it goes without I/O.
 *  @param op [in] operation
 *  @return what it wants next; ::JUMIO_OP_DONE for NULL @threads{one thread at a time} @since 0.1
 */
JUMIO_API jumio_op_state jumio_op_step(jumio_op *op);

/** Read the request to perform.
 *  @param op [in] operation in ::JUMIO_OP_SEND
 *  @return borrowed until the next step, or NULL in another state @threads{one thread at a time} @since 0.1
 */
JUMIO_API const jumio_http_request *jumio_op_get_request(const jumio_op *op);

/** Read the response to fill.
 *  @param op [in] operation in ::JUMIO_OP_SEND
 *  @return borrowed until the next step, or NULL in another state @threads{one thread at a time} @since 0.1
 */
JUMIO_API jumio_http_response *jumio_op_get_response(jumio_op *op);

/** Say that the request was performed.
 *  @param op [in] operation in ::JUMIO_OP_SEND @param result [in] what the transport returned
 *  @retval JUMIO_OK taken; call jumio_op_step()
 *  @retval JUMIO_ERR_STATE nothing was to be performed
 *  @return a result code @threads{one thread at a time} @since 0.1
 */
JUMIO_API jumio_result jumio_op_feed(jumio_op *op, jumio_result result);

/** Read when to step again.
 *  @param op [in] operation in ::JUMIO_OP_WAIT
 *  @return time of the client's monotonic clock @units{return, milliseconds} @threads{one thread at a time} @since 0.1
 */
JUMIO_API int64_t jumio_op_get_wake_mono_ms(const jumio_op *op);

/** End an operation with ::JUMIO_ERR_CANCELLED, or ::JUMIO_ERR_OUTCOME_UNKNOWN where the request may have been applied.
 *  @param op [in] operation, or NULL @threads{one thread at a time} @since 0.1
 */
JUMIO_API void jumio_op_cancel(jumio_op *op);

/** Read the result of a finished operation.
 *  @param op [in] operation in ::JUMIO_OP_DONE @param err [out] optional, owned
 *  @retval JUMIO_OK it succeeded
 *  @retval JUMIO_ERR_STATE not finished
 *  @return these, or the codes of the blocking call @threads{one thread at a time} @since 0.1
 */
JUMIO_API jumio_result jumio_op_get_result(const jumio_op *op, jumio_error **err);

/** Read a number of a finished operation: what its blocking call hands out beside the result.
 *  @param op [in] operation in ::JUMIO_OP_DONE @param which [in] which
 *  @return the number; 0 before the end, and where the operation has none @threads{one thread at a time} @since 0.1
 */
JUMIO_API int64_t jumio_op_get_int64(const jumio_op *op, jumio_op_number which);

/** Take the account answer of a finished create or update.
 *  @param op [in] operation
 *  @return owned, free with jumio_account_free(); NULL when there is none or it was taken @owner{return, caller}
 *  @threads{one thread at a time} @since 0.1
 */
JUMIO_API jumio_account *jumio_op_take_account(jumio_op *op);

/** Take the status answer of a finished status read, or of a wait, also of one that failed.
 *  @param op [in] operation
 *  @return owned, free with jumio_workflow_execution_free(); NULL when there is none or it was taken @owner{return, caller}
 *  @threads{one thread at a time} @since 0.1
 */
JUMIO_API jumio_workflow_execution *jumio_op_take_workflow_execution(jumio_op *op);

/** Take the transaction of a finished transaction read.
 *  @param op [in] operation
 *  @return owned, free with jumio_transaction_free(); NULL when there is none or it was taken @owner{return, caller}
 *  @threads{one thread at a time} @since 0.1
 */
JUMIO_API jumio_transaction *jumio_op_take_transaction(jumio_op *op);

/** Take the answer of a finished call that has no noun of its own.
 *  @param op [in] operation
 *  @return owned, free with jumio_answer_free(); NULL when there is none or it was taken @owner{return, caller}
 *  @threads{one thread at a time} @since 0.1
 */
JUMIO_API jumio_answer *jumio_op_take_answer(jumio_op *op);

JUMIO_END

#endif
