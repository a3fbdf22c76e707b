/** @file workflow_execution.h
 *  One run of a workflow: finalize it, and ask where it stands.
 */
#ifndef JUMIO_WORKFLOW_EXECUTION_H
#define JUMIO_WORKFLOW_EXECUTION_H

#include <jumio/base.h>
#include <jumio/error.h>

/** Jumio's own word for where an execution stands. */
typedef int32_t jumio_execution_status;
/** Values of ::jumio_execution_status. */
enum {
  JUMIO_EXECUTION_UNKNOWN = 0,             /**< a word this version does not know; not final */
  JUMIO_EXECUTION_INITIATED = 1,           /**< created, nothing captured */
  JUMIO_EXECUTION_ACQUISITION_STARTED = 2, /**< capturing began */
  JUMIO_EXECUTION_ACQUIRED = 3,            /**< all captured, processing */
  JUMIO_EXECUTION_PROCESSED = 4,           /**< finished, a result is there */
  JUMIO_EXECUTION_SESSION_EXPIRED = 5,     /**< started, then abandoned */
  JUMIO_EXECUTION_TOKEN_EXPIRED = 6        /**< never started in time */
};

JUMIO_BEGIN

/** Finalize an execution whose parts were uploaded through the API. After a lost answer the status is read before anything is repeated.
 *  @param client      [in] client @param account [in] the answer that names the execution
 *  @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param cancel [in] switch, or NULL @param err [out] optional, owned
 *  @shape{request, PUT to api.workflowExecution; no body} @shape{response, object or empty}
 *  @retval JUMIO_OK finalized, by this call or an earlier one whose answer was lost
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL
 *  @retval JUMIO_ERR_UNSUPPORTED no credential of this answer can be finalized through the API
 *  @retval JUMIO_ERR_ORIGIN_REFUSED the address lies outside the configured origin; nothing was sent
 *  @retval JUMIO_ERR_TOKEN_DEAD the transaction token is no longer valid, or the execution expired
 *  @retval JUMIO_ERR_OUTCOME_UNKNOWN the answer was lost and the status could not be read
 *  @return these, ::JUMIO_ERR_UNSUPPORTED of a transport, or any code of the system, transport, wire, API and host callback ranges
 *  @units{deadline_ms, milliseconds; monotonic} @blocks{network, up to the deadline} @idempotent{by reading before repeating}
 *  @source{Jumio API guide; jumio-api-write 5, reliability 4.2} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_workflow_execution_finalize(jumio_client *client, const jumio_account *account, int64_t deadline_ms,
                                                         jumio_cancel *cancel, jumio_error **err);

/** Ask where an execution stands.
 *  @param client       [in] client
 *  @param account_id   [in] UUID @param account_len [in] bytes or ::JUMIO_NTS
 *  @param execution_id [in] UUID @param execution_len [in] bytes or ::JUMIO_NTS
 *  @param deadline_ms  [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param cancel [in] switch, or NULL
 *  @param out          [out] owned; free with jumio_workflow_execution_free() @param err [out] optional, owned
 *  @shape{request, GET .../workflow-executions/{id}/status} @shape{response, object with account.id and workflowExecution.id and status}
 *  @retval JUMIO_OK read
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL or an id is no UUID
 *  @retval JUMIO_ERR_NOT_FOUND no such execution, or of another tenant
 *  @retval JUMIO_ERR_ID_MISMATCH the answer speaks of another execution
 *  @return these, ::JUMIO_ERR_UNSUPPORTED of a transport, or any code of the system, transport, wire, API and host callback ranges
 *  @units{deadline_ms, milliseconds; monotonic} @owner{out, caller} @blocks{network, up to the deadline} @idempotent{yes}
 *  @source{Jumio, workflow status; jumio-api-read 1.5} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_workflow_execution_fetch(jumio_client *client, const char *account_id, size_t account_len, const char *execution_id,
                                                      size_t execution_len, int64_t deadline_ms, jumio_cancel *cancel,
                                                      jumio_workflow_execution **out, jumio_error **err);

/** Wait for the final status of an execution: reads it at Jumio's published times, 40, 60, 100, 160, 240, 340, 460, 600, 760 and 940 s from the
 *  call on (or at those of ::JUMIO_OPTION_POLL_OFFSETS_S), each moved by the same chance of up to a tenth, and earlier when
 *  jumio_client_notify() tells of a callback. A read that fails for a passing reason counts as one that found no final status.
 *  Better than waiting here is a callback and jumio_workflow_execution_fetch(); this is for what has no address that Jumio can reach.
 *  @param client       [in] client
 *  @param account_id   [in] UUID @param account_len [in] bytes or ::JUMIO_NTS
 *  @param execution_id [in] UUID @param execution_len [in] bytes or ::JUMIO_NTS
 *  @param deadline_ms  [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT for as long as the schedule lasts
 *  @param cancel       [in] switch, or NULL
 *  @param out          [out] owned, also after a failure: what was read last, or NULL when nothing was; free with
 *                      jumio_workflow_execution_free()
 *  @param err          [out] optional, owned
 *  @shape{request, GET .../workflow-executions/{id}/status} @shape{response, object with account.id and workflowExecution.id and status}
 *  @retval JUMIO_OK the status is final
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL or an id is no UUID
 *  @retval JUMIO_ERR_NOT_FINISHED the schedule is over and the status is not final: wait for the callback, or ask once a day
 *  @retval JUMIO_ERR_DEADLINE the deadline passed before that
 *  @retval JUMIO_ERR_NOT_FOUND no such execution, or of another tenant
 *  @retval JUMIO_ERR_CANCELLED the switch was used
 *  @return these, ::JUMIO_ERR_UNSUPPORTED of a transport, or any code of the system, transport, wire, API and host callback ranges
 *  @units{deadline_ms, milliseconds; monotonic} @owner{out, caller} @blocks{network and the schedule, up to the deadline} @idempotent{yes}
 *  @source{Jumio, "Calling Retrieval APIs"; jumio-api-read 4 and 6, reliability 4.3} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_workflow_execution_wait(jumio_client *client, const char *account_id, size_t account_len,
                                                     const char *execution_id, size_t execution_len, int64_t deadline_ms,
                                                     jumio_cancel *cancel, jumio_workflow_execution **out, jumio_error **err);

/** Read a status answer from JSON.
 *  @param alloc [in] allocator, or NULL @param json [in] UTF-8 JSON @param len [in] bytes or ::JUMIO_NTS
 *  @param out   [out] owned; free with jumio_workflow_execution_free() @param err [out] optional, owned
 *  @retval JUMIO_OK read
 *  @retval JUMIO_ERR_ARGUMENT the text or out is NULL
 *  @retval JUMIO_ERR_JSON not one strict JSON document
 *  @retval JUMIO_ERR_PROTOCOL an id or the status is missing or of the wrong type
 *  @retval JUMIO_ERR_TOO_LARGE more than 64 KiB
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_workflow_execution_parse(jumio_alloc *alloc, const char *json, size_t len, jumio_workflow_execution **out,
                                                      jumio_error **err);

/** Free a status answer.
 *  @param execution [in] answer, or NULL @threads{one thread} @since 0.1
 */
JUMIO_API void jumio_workflow_execution_free(jumio_workflow_execution *execution);

/** A text of a status answer; the argument of jumio_workflow_execution_get_text(). */
typedef int32_t jumio_execution_text;
/** Values of ::jumio_execution_text. */
enum {
  JUMIO_EXECUTION_TEXT_ID = 1,             /**< the execution's id */
  JUMIO_EXECUTION_TEXT_ACCOUNT_ID = 2,     /**< the account's id */
  JUMIO_EXECUTION_TEXT_DEFINITION_KEY = 3, /**< the workflow key, a number read as its digits; may be absent */
  JUMIO_EXECUTION_TEXT_STATUS = 4          /**< the status as Jumio wrote it */
};

/** Read a text of a status answer.
 *  @param execution [in] answer @param which [in] which
 *  @return borrowed until the answer is freed, or NULL when absent @source{jumio-api-read 1.5} @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_workflow_execution_get_text(const jumio_workflow_execution *execution, jumio_execution_text which);

/** Read the status.
 *  @param execution [in] answer
 *  @return a ::jumio_execution_status @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_execution_status jumio_workflow_execution_get_status(const jumio_workflow_execution *execution);

/** Tell whether a status is the last one an execution can have.
 *  @param status [in] status
 *  @return 1 for PROCESSED, SESSION_EXPIRED and TOKEN_EXPIRED, else 0 @threads{any, concurrent} @since 0.1
 */
JUMIO_API int32_t jumio_execution_status_is_final(jumio_execution_status status);

JUMIO_END

#endif
