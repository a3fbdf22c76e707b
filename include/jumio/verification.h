/** @file verification.h
 *  The host's record of one ID&V request: kept in the store, written before anything is sent, and moved on by callbacks and re-reads.
 *
 *  A record holds ids, words, times and the reasons of the decision; no picture, no extracted datum, no token. The web link is kept
 *  only with ::JUMIO_SWITCH_KEEP_LINKS. Three axes are kept apart: the verification status (Jumio's outcome), the document
 *  status (what could be downloaded) and the processing status (what the host has to do).
 */
#ifndef JUMIO_VERIFICATION_H
#define JUMIO_VERIFICATION_H

#include <jumio/base.h>
#include <jumio/error.h>

/** How far the documents of a verification were fetched. */
typedef int32_t jumio_document_status;
/** Values of ::jumio_document_status. */
enum {
  JUMIO_DOCUMENTS_NONE = 0,      /**< no transaction was read yet, or it has no downloadable part */
  JUMIO_DOCUMENTS_AVAILABLE = 1, /**< listed, not all fetched yet */
  JUMIO_DOCUMENTS_FETCHED = 2,   /**< all fetched */
  JUMIO_DOCUMENTS_MISSING = 3    /**< at least one could not be fetched: shown as "?" */
};

/** The state of one document. */
typedef int32_t jumio_document_state;
/** Values of ::jumio_document_state. */
enum {
  JUMIO_DOCUMENT_LISTED = 0,     /**< not fetched yet */
  JUMIO_DOCUMENT_FETCHED = 1,    /**< handed to a sink, complete */
  JUMIO_DOCUMENT_UNAVAILABLE = 2 /**< Jumio answers that it does not have it */
};

/** What the host has to do about a verification. */
typedef int32_t jumio_processing_status;
/** Values of ::jumio_processing_status. */
enum {
  JUMIO_PROCESSING_UNKNOWN = 0,         /**< a word of a newer version */
  JUMIO_PROCESSING_PREPARED = 1,        /**< the intent is stored, nothing was sent: create again with the same id */
  JUMIO_PROCESSING_SENDING = 2,         /**< a create is running */
  JUMIO_PROCESSING_OUTCOME_UNKNOWN = 3, /**< the create may have been applied: never repeated by the library */
  JUMIO_PROCESSING_REFUSED = 4,         /**< Jumio refused the create; nothing exists there */
  JUMIO_PROCESSING_WAITING = 5,         /**< created; wait for a callback or poll */
  JUMIO_PROCESSING_RESULT_DUE = 6,      /**< a callback says that something changed: refresh */
  JUMIO_PROCESSING_DONE = 7             /**< the final transaction was read and mapped */
};

JUMIO_BEGIN

/** Create a verification: store the intent, create the account at Jumio, store the answer.
 *  The id makes it safe to call again: an id that was used gives the stored record, and never a second transaction.
 *  After a crash, a record in SENDING turns into OUTCOME_UNKNOWN once the deadline of its call is surely over.
 *  @param client      [in] client with a store
 *  @param id          [in] 1..64 of [a-z0-9_-], the host's own key of this request; NULL for a random one @param id_len [in] bytes or ::JUMIO_NTS
 *  @param entity      [in] the host's opaque id of the person, 1..100 characters, no personal data @param entity_len [in] bytes or ::JUMIO_NTS
 *  @param request     [in] request, not changed
 *  @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param cancel [in] switch, or NULL
 *  @param out         [out] owned record, also with ::JUMIO_ERR_OUTCOME_UNKNOWN and ::JUMIO_ERR_REQUEST_REFUSED; free with jumio_verification_free()
 *  @param out_account [out] owned answer with link and tokens, NULL when the record was there already; may be NULL;
 *                     free with jumio_account_free()
 *  @param err         [out] optional, owned
 *  @retval JUMIO_OK created, now or by an earlier call with this id
 *  @retval JUMIO_ERR_ARGUMENT an argument breaks its rule; nothing was stored or sent
 *  @retval JUMIO_ERR_STATE the client has no store, or a create with this id is running elsewhere
 *  @retval JUMIO_ERR_CONFLICT this id was used for another entity or another request
 *  @retval JUMIO_ERR_OUTCOME_UNKNOWN the request may have been applied
 *  @retval JUMIO_ERR_STORE the intent could not be stored: nothing was sent. Or the answer could not: then `out` is set and holds it
 *  @return these, the store codes, and those of jumio_account_create()
 *  @units{deadline_ms, milliseconds; monotonic} @owner{out and out_account, caller} @blocks{store and network, up to the deadline}
 *  @idempotent{by id} @source{reliability 4.4} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_verification_create(jumio_client *client, const char *id, size_t id_len, const char *entity, size_t entity_len,
                                                 const jumio_account_request *request, int64_t deadline_ms, jumio_cancel *cancel,
                                                 jumio_verification **out, jumio_account **out_account, jumio_error **err);

/** Load a verification.
 *  @param client [in] client with a store @param id [in] id @param id_len [in] bytes or ::JUMIO_NTS
 *  @param out    [out] owned; free with jumio_verification_free() @param err [out] optional, owned
 *  @retval JUMIO_OK loaded
 *  @retval JUMIO_ERR_ARGUMENT no such id is possible
 *  @retval JUMIO_ERR_STATE the client has no store
 *  @retval JUMIO_ERR_STORE_NOT_FOUND no such record
 *  @retval JUMIO_ERR_STORE_CORRUPT the stored bytes are no such record
 *  @retval JUMIO_ERR_STORE_VERSION written by a newer version
 *  @return these and the other store codes @owner{out, caller} @blocks{store} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_verification_load(jumio_client *client, const char *id, size_t id_len, jumio_verification **out, jumio_error **err);

/** Take in the body of a callback: find its verification and mark it as due for a refresh. Storage only, so that the host can answer 200 at
 *  once. The claimed status is recorded nowhere: a callback is unsigned.
 *  @param client [in] client with a store @param body [in] the POST body @param len [in] bytes or ::JUMIO_NTS
 *  @param out    [out] owned record; free with jumio_verification_free(); may be NULL @param err [out] optional, owned
 *  @retval JUMIO_OK marked, or nothing to do because the result is known
 *  @retval JUMIO_ERR_ARGUMENT client or body is NULL
 *  @retval JUMIO_ERR_NOT_A_CALLBACK JSON, but no callback: answer it like any other
 *  @retval JUMIO_ERR_JSON not one strict JSON document
 *  @retval JUMIO_ERR_TOO_LARGE more than 64 KiB
 *  @retval JUMIO_ERR_STORE_NOT_FOUND no verification of this client has that execution: answer it like any other
 *  @retval JUMIO_ERR_ID_MISMATCH a known execution with another account: a forgery or an error; nothing was changed
 *  @retval JUMIO_ERR_STATE the client has no store
 *  @return these and the other store codes; after a store error answer 5xx so that a sender that repeats can
 *  @owner{out, caller} @blocks{store} @idempotent{yes} @source{reliability 4.6} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_verification_apply_callback(jumio_client *client, const char *body, size_t len, jumio_verification **out,
                                                         jumio_error **err);

/** Bring a verification up to date: read the status, and once it is final the transaction; map it and store the outcome.
 *  A record that is DONE is given back unchanged without any request. Where the decision has ::JUMIO_FLAG_STEPS_WANTED the steps are read too,
 *  by one more request, and weighed; when they cannot be had the outcome is stored without them, and keeps that flag: only a cancelled call
 *  and a lack of memory end the refresh.
 *  @param client      [in] client with a store @param id [in] id @param id_len [in] bytes or ::JUMIO_NTS
 *  @param policy      [in] policy, or NULL for the default
 *  @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param cancel [in] switch, or NULL
 *  @param out         [out] owned; free with jumio_verification_free() @param err [out] optional, owned
 *  @retval JUMIO_OK up to date; the execution may still be running
 *  @retval JUMIO_ERR_ARGUMENT client, id or out is NULL, or the id breaks its rule
 *  @retval JUMIO_ERR_STATE the client has no store, or the account was never created
 *  @retval JUMIO_ERR_STORE_NOT_FOUND no such record
 *  @return these, the store codes, and those of jumio_workflow_execution_fetch() and jumio_transaction_fetch(); the record is unchanged then
 *  @units{deadline_ms, milliseconds; monotonic} @owner{out, caller} @blocks{store and network, up to the deadline} @idempotent{yes}
 *  @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_verification_refresh(jumio_client *client, const char *id, size_t id_len, const jumio_policy *policy,
                                                  int64_t deadline_ms, jumio_cancel *cancel, jumio_verification **out, jumio_error **err);

/** Download one document of a verification and record that it was fetched or cannot be. FETCHED says that the sink took every byte; a host
 *  that keeps files looks for them itself, since it may die between the last byte and its own commit.
 *  @param client      [in] client with a store @param id [in] id @param id_len [in] bytes or ::JUMIO_NTS
 *  @param index       [in] 0..jumio_verification_document_count()-1
 *  @param write       [in] sink @param user_data [in] passed to the sink
 *  @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param cancel [in] switch, or NULL
 *  @param out_type    [out] a ::jumio_media_type; may be NULL @param err [out] optional, owned
 *  @retval JUMIO_OK complete and recorded
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL, the id breaks its rule, or there is no such document
 *  @retval JUMIO_ERR_STATE the client has no store
 *  @retval JUMIO_ERR_STORE_NOT_FOUND no such record
 *  @retval JUMIO_ERR_NOT_FOUND Jumio does not have it; recorded as unavailable, unless it was fetched before
 *  @return these, the store codes, and those of jumio_part_fetch(); a failure that may pass leaves the document as it was
 *  @units{deadline_ms, milliseconds; monotonic} @blocks{store and network, up to the deadline} @idempotent{yes}
 *  @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_verification_fetch_document(jumio_client *client, const char *id, size_t id_len, size_t index,
                                                         jumio_part_write_fn write, void *user_data, int64_t deadline_ms, jumio_cancel *cancel,
                                                         jumio_media_type *out_type, jumio_error **err);

/** List the verifications of an entity, in the order of their ids.
 *  @param client [in] client with a store @param entity [in] entity @param entity_len [in] bytes or ::JUMIO_NTS
 *  @param after  [in] id after which to go on, or NULL from the start @param after_len [in] bytes or ::JUMIO_NTS
 *  @param limit  [in] 1..1000
 *  @param out    [out] owned; free with jumio_verification_list_free() @param err [out] optional, owned
 *  @retval JUMIO_OK listed, also when there are none
 *  @retval JUMIO_ERR_ARGUMENT an argument breaks its rule
 *  @retval JUMIO_ERR_STATE the client has no store
 *  @return these and the store codes @owner{out, caller} @blocks{store} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_verification_list_by_entity(jumio_client *client, const char *entity, size_t entity_len, const char *after,
                                                         size_t after_len, size_t limit, jumio_verification_list **out, jumio_error **err);

/** List the verifications with a status, in the order of their ids.
 *  @param client [in] client with a store @param status [in] a ::jumio_idv_status
 *  @param after  [in] id after which to go on, or NULL from the start @param after_len [in] bytes or ::JUMIO_NTS
 *  @param limit  [in] 1..1000
 *  @param out    [out] owned; free with jumio_verification_list_free() @param err [out] optional, owned
 *  @retval JUMIO_OK listed, also when there are none
 *  @retval JUMIO_ERR_ARGUMENT an argument breaks its rule
 *  @retval JUMIO_ERR_STATE the client has no store
 *  @return these and the store codes @owner{out, caller} @blocks{store} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_verification_list_by_status(jumio_client *client, int32_t status, const char *after, size_t after_len, size_t limit,
                                                         jumio_verification_list **out, jumio_error **err);

/** Free a list and its records.
 *  @param list [in] list, or NULL @threads{one thread} @since 0.1
 */
JUMIO_API void jumio_verification_list_free(jumio_verification_list *list);

/** Count the records of a list.
 *  @param list [in] list
 *  @return number @threads{any, concurrent} @since 0.1
 */
JUMIO_API size_t jumio_verification_list_count(const jumio_verification_list *list);

/** Read a record of a list.
 *  @param list [in] list @param index [in] 0..count-1
 *  @return borrowed until the list is freed, or NULL past the end @threads{any, concurrent} @since 0.1
 */
JUMIO_API const jumio_verification *jumio_verification_list_get_at(const jumio_verification_list *list, size_t index);

/** Free a record.
 *  @param verification [in] record, or NULL @threads{one thread} @since 0.1
 */
JUMIO_API void jumio_verification_free(jumio_verification *verification);

/** A text of a verification; the argument of jumio_verification_get_text(). */
typedef int32_t jumio_verification_text;
/** Values of ::jumio_verification_text. */
enum {
  JUMIO_VERIFICATION_TEXT_ID = 1,                /**< its id */
  JUMIO_VERIFICATION_TEXT_ENTITY = 2,            /**< the host's entity */
  JUMIO_VERIFICATION_TEXT_REFERENCE = 3,         /**< customerInternalReference */
  JUMIO_VERIFICATION_TEXT_ACCOUNT_ID = 4,        /**< Jumio's account id; absent until created */
  JUMIO_VERIFICATION_TEXT_SCAN_REFERENCE = 5,    /**< column Scan Reference: the workflow execution's id; absent until created */
  JUMIO_VERIFICATION_TEXT_ID_TASK = 6,           /**< column ID Task: the web link, a bearer secret; absent unless links are kept */
  JUMIO_VERIFICATION_TEXT_WORKFLOW_KEY = 7,      /**< workflow key */
  JUMIO_VERIFICATION_TEXT_EXECUTION_STATUS = 8,  /**< Jumio's execution status as last read */
  JUMIO_VERIFICATION_TEXT_DECISION_TYPE = 9,     /**< the transaction's decision type as received */
  JUMIO_VERIFICATION_TEXT_DECISION_LABEL = 10,   /**< the transaction's decision label as received */
  JUMIO_VERIFICATION_TEXT_RULESET_VERSION = 11,  /**< version of the rule table that decided */
  JUMIO_VERIFICATION_TEXT_POLICY_NAME = 12,      /**< name of the policy that decided; absent in records of earlier versions */
  JUMIO_VERIFICATION_TEXT_POLICY_HASH = 13       /**< its hash; absent where the policy has none */
};

/** Read a text.
 *  @param verification [in] record @param which [in] which
 *  @return borrowed, or NULL when absent @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_verification_get_text(const jumio_verification *verification, jumio_verification_text which);

/** Read the verification status: column Status.
 *  @param verification [in] record
 *  @return a ::jumio_idv_status of decision.h; Pending until a result is known @threads{any, concurrent} @since 0.1
 */
JUMIO_API int32_t jumio_verification_get_status(const jumio_verification *verification);

/** A number of a verification beside its status; the argument of jumio_verification_get_int64(). */
typedef int32_t jumio_verification_number;
/** Values of ::jumio_verification_number, with what a NULL record gives. */
enum {
  JUMIO_VERIFICATION_IS_FINAL = 1,          /**< 1 when the status is final; NULL: 0 */
  JUMIO_VERIFICATION_FLAGS = 2,             /**< remarks of the decision: ::jumio_decision_flags bits of decision.h; NULL: 0 */
  JUMIO_VERIFICATION_PROCESSING_STATUS = 3, /**< a ::jumio_processing_status; NULL: unknown */
  JUMIO_VERIFICATION_DOCUMENT_STATUS = 4,   /**< a ::jumio_document_status; NULL: none */
  JUMIO_VERIFICATION_RISK_SCORE_X100 = 5    /**< risk score in hundredths: 0..10000, -100, or ::JUMIO_ABSENT; NULL: absent */
};

/** Read a number of a verification.
 *  @param verification [in] record @param which [in] which
 *  @return see ::jumio_verification_number; ::JUMIO_ABSENT for no such number @threads{any, concurrent} @since 0.1
 */
JUMIO_API int64_t jumio_verification_get_int64(const jumio_verification *verification, jumio_verification_number which);

/** A time of a verification; the argument of jumio_verification_get_unix_ms(). */
typedef int32_t jumio_verification_time;
/** Values of ::jumio_verification_time. */
enum {
  JUMIO_VERIFICATION_TIME_CREATED = 1, /**< column Created: when the record was made */
  JUMIO_VERIFICATION_TIME_RECEIVED = 2 /**< column Received: when the final result was received; may be absent */
};

/** Read a time.
 *  @param verification [in] record @param which [in] which
 *  @return milliseconds since 1970 UTC, or ::JUMIO_ABSENT @units{return, milliseconds} @threads{any, concurrent} @since 0.1
 */
JUMIO_API int64_t jumio_verification_get_unix_ms(const jumio_verification *verification, jumio_verification_time which);

/** Count the reasons of the decision that were kept (the first 16).
 *  @param verification [in] record
 *  @return number @threads{any, concurrent} @since 0.1
 */
JUMIO_API size_t jumio_verification_reason_count(const jumio_verification *verification);

/** Read a reason in the form "rule capability TYPE/LABEL pointer"; missing parts are "-".
 *  @param verification [in] record @param index [in] 0..count-1
 *  @return borrowed, or NULL past the end @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_verification_get_reason_at(const jumio_verification *verification, size_t index);

/** Count the documents: column Linked Documents.
 *  @param verification [in] record
 *  @return number @threads{any, concurrent} @since 0.1
 */
JUMIO_API size_t jumio_verification_document_count(const jumio_verification *verification);

/** A text of a document; the argument of jumio_verification_get_document_text_at(). */
typedef int32_t jumio_document_text;
/** Values of ::jumio_document_text. */
enum {
  JUMIO_DOCUMENT_TEXT_CREDENTIAL_ID = 1, /**< id of its credential */
  JUMIO_DOCUMENT_TEXT_CATEGORY = 2,      /**< category of its credential as received */
  JUMIO_DOCUMENT_TEXT_CLASSIFIER = 3     /**< classifier, such as FRONT */
};

/** Read a text of a document.
 *  @param verification [in] record @param index [in] 0..count-1 @param which [in] which
 *  @return borrowed, or NULL past the end @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_verification_get_document_text_at(const jumio_verification *verification, size_t index, jumio_document_text which);

/** Read the state of a document.
 *  @param verification [in] record @param index [in] 0..count-1
 *  @return a ::jumio_document_state @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_document_state jumio_verification_get_document_state_at(const jumio_verification *verification, size_t index);

JUMIO_END

#endif
