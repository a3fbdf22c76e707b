/** @file transaction.h
 *  What Jumio answers about a workflow execution: credentials, capabilities, decision and risk score, and the download of parts.
 *  Holds personal data: wiped when freed. Words are carried as received; an unknown word is 0 beside its raw text.
 */
#ifndef JUMIO_TRANSACTION_H
#define JUMIO_TRANSACTION_H

#include <jumio/base.h>
#include <jumio/error.h>

/** A decision type, of a transaction or of a capability. */
typedef int32_t jumio_decision_type;
/** Values of ::jumio_decision_type. */
enum {
  JUMIO_TYPE_UNKNOWN = 0,     /**< missing, or a word this version does not know */
  JUMIO_TYPE_PASSED = 1,      /**< PASSED */
  JUMIO_TYPE_WARNING = 2,     /**< WARNING */
  JUMIO_TYPE_REJECTED = 3,    /**< REJECTED */
  JUMIO_TYPE_NOT_EXECUTED = 4 /**< NOT_EXECUTED */
};

/** Remarks on the reading of a transaction; bits. */
typedef uint32_t jumio_transaction_remarks;
/** Bits of ::jumio_transaction_remarks. */
enum {
  JUMIO_TRANSACTION_FIELD_IGNORED = 1 /**< at least one known field has a wrong type or range and was read as absent */
};

/** Room for the name of a saved part. */
#define JUMIO_PART_NAME_SIZE 96

JUMIO_BEGIN

/** Fetch a transaction.
 *  @param client       [in] client
 *  @param account_id   [in] UUID @param account_len [in] bytes or ::JUMIO_NTS
 *  @param execution_id [in] UUID @param execution_len [in] bytes or ::JUMIO_NTS
 *  @param deadline_ms  [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param cancel [in] switch, or NULL
 *  @param out          [out] owned; free with jumio_transaction_free() @param err [out] optional, owned
 *  @shape{request, GET .../workflow-executions/{id}} @shape{response, workflow-details object}
 *  @retval JUMIO_OK read
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL or an id is no UUID
 *  @retval JUMIO_ERR_NOT_FOUND no such execution, of another tenant, or not yet available
 *  @retval JUMIO_ERR_NOT_A_TRANSACTION the answer is no workflow-details body
 *  @retval JUMIO_ERR_ID_MISMATCH the answer speaks of another execution
 *  @return these, ::JUMIO_ERR_UNSUPPORTED of a transport, or any code of the system, transport, wire, API and host callback ranges
 *  @units{deadline_ms, milliseconds; monotonic} @owner{out, caller} @blocks{network, up to the deadline} @idempotent{yes}
 *  @source{Jumio, retrieval OpenAPI; jumio-api-read 1.2 and 2} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_transaction_fetch(jumio_client *client, const char *account_id, size_t account_len, const char *execution_id,
                                               size_t execution_len, int64_t deadline_ms, jumio_cancel *cancel, jumio_transaction **out,
                                               jumio_error **err);

/** What else Jumio tells of a workflow execution; the argument of jumio_transaction_fetch_answer(). */
typedef int32_t jumio_transaction_resource;
/** Values of ::jumio_transaction_resource. */
enum {
  JUMIO_RESOURCE_STEPS = 1, /**< .../steps: the steps with their decisions, and the reasons of an authentication */
  JUMIO_RESOURCE_RULES = 2, /**< .../rules: the rules that fired; its shape is not published */
  JUMIO_RESOURCE_REPORT = 3 /**< .../generate: where the report lies as a PDF, "presignedUrl", a bearer secret */
};

/** Fetch the steps, the rules or the report of a workflow execution, to be read by JSON pointer.
 *  @param client       [in] client @param which [in] which
 *  @param account_id   [in] UUID @param account_len [in] bytes or ::JUMIO_NTS
 *  @param execution_id [in] UUID @param execution_len [in] bytes or ::JUMIO_NTS
 *  @param deadline_ms  [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param cancel [in] switch, or NULL
 *  @param out          [out] owned; free with jumio_answer_free() @param err [out] optional, owned
 *  @shape{request, GET .../workflow-executions/{id}/steps or /rules or /generate} @shape{response, steps: an object with a list "steps"; else any JSON}
 *  @retval JUMIO_OK read
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL, no such resource, or an id is no UUID
 *  @retval JUMIO_ERR_NOT_FOUND no such execution, of another tenant, deleted, or no workflow that has them
 *  @retval JUMIO_ERR_GONE deleted
 *  @retval JUMIO_ERR_JSON not one strict JSON document
 *  @retval JUMIO_ERR_PROTOCOL the answer to steps has no list "steps"
 *  @return these, ::JUMIO_ERR_UNSUPPORTED of a transport, or any code of the system, transport, wire, API and host callback ranges
 *  @units{deadline_ms, milliseconds; monotonic} @owner{out, caller} @blocks{network, up to the deadline} @idempotent{yes}
 *  @source{Jumio, KYX guide 2022 and authentication page for steps; a public client for the paths of rules and report; jumio-api-read 1.2 and 1.6}
 *  @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_transaction_fetch_answer(jumio_client *client, jumio_transaction_resource which, const char *account_id,
                                                      size_t account_len, const char *execution_id, size_t execution_len,
                                                      int64_t deadline_ms, jumio_cancel *cancel, jumio_answer **out, jumio_error **err);

/** Read a transaction from JSON.
 *  @param alloc [in] allocator, or NULL @param json [in] UTF-8 JSON @param len [in] bytes or ::JUMIO_NTS
 *  @param out   [out] owned; free with jumio_transaction_free() @param err [out] optional, owned
 *  @retval JUMIO_OK read
 *  @retval JUMIO_ERR_ARGUMENT the text or out is NULL
 *  @retval JUMIO_ERR_JSON not one strict JSON document
 *  @retval JUMIO_ERR_NOT_A_TRANSACTION no object `workflow` with a text `status`
 *  @retval JUMIO_ERR_TOO_LARGE more than 8 MiB
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_transaction_parse(jumio_alloc *alloc, const char *json, size_t len, jumio_transaction **out, jumio_error **err);

/** Free a transaction and wipe it.
 *  @param transaction [in] transaction, or NULL @threads{one thread} @since 0.1
 */
JUMIO_API void jumio_transaction_free(jumio_transaction *transaction);

/** A number of the transaction itself; the argument of jumio_transaction_get_int64(). */
typedef int32_t jumio_transaction_number;
/** Values of ::jumio_transaction_number, with what a NULL transaction gives. */
enum {
  JUMIO_TRANSACTION_STATUS = 1,          /**< a ::jumio_execution_status of workflow_execution.h; NULL: unknown */
  JUMIO_TRANSACTION_DECISION_TYPE = 2,   /**< a ::jumio_decision_type; NULL: unknown */
  JUMIO_TRANSACTION_RISK_SCORE_X100 = 3, /**< risk score in hundredths: 0..10000, -100 for not executed, ::JUMIO_ABSENT when absent or out of
                                              range @source{jumio-api-read 2.3 and 3.1}; NULL: absent */
  JUMIO_TRANSACTION_IS_WIPED = 4,        /**< 1 when Jumio deleted the data: a `wipedOutAt` stands there and is not null
                                              @source{jumio-api-read 7}; NULL: 0 */
  JUMIO_TRANSACTION_REMARKS = 5          /**< ::jumio_transaction_remarks bits on the reading; NULL: 0 */
};

/** Read a number of the transaction itself.
 *  @param transaction [in] transaction @param which [in] which
 *  @return see ::jumio_transaction_number; ::JUMIO_ABSENT for no such number @threads{any, concurrent} @since 0.1
 */
JUMIO_API int64_t jumio_transaction_get_int64(const jumio_transaction *transaction, jumio_transaction_number which);

/** A text of the transaction itself; the argument of jumio_transaction_get_text(). */
typedef int32_t jumio_transaction_text;
/** Values of ::jumio_transaction_text. */
enum {
  JUMIO_TEXT_DEFINITION_KEY = 1,              /**< workflow.definitionKey, a number read as its digits */
  JUMIO_TEXT_ORIGINAL_DEFINITION_KEY = 2,     /**< workflow.originalDefinitionKey */
  JUMIO_TEXT_USER_REFERENCE = 3,              /**< workflow.userReference */
  JUMIO_TEXT_CUSTOMER_INTERNAL_REFERENCE = 4, /**< workflow.customerInternalReference */
  JUMIO_TEXT_REPORTING_CRITERIA = 5,          /**< workflow.reportingCriteria */
  JUMIO_TEXT_PARENT_ID = 6,                   /**< workflow.parentId */
  JUMIO_TEXT_DECISION_TYPE = 7,               /**< decision.type as received */
  JUMIO_TEXT_DECISION_LABEL = 8,              /**< decision.details.label, free-form where a ruleset sets it */
  JUMIO_TEXT_FEEDBACK_STATUS = 9,             /**< feedback.status */
  JUMIO_TEXT_FEEDBACK_REASON = 10,            /**< feedback.reason */
  JUMIO_TEXT_EXECUTION_ID = 11,               /**< workflow.id as received */
  JUMIO_TEXT_ACCOUNT_ID = 12,                 /**< account.id as received */
  JUMIO_TEXT_STATUS = 13                      /**< workflow.status as received */
};

/** Read a text of the transaction itself.
 *  @param transaction [in] transaction @param which [in] which
 *  @return borrowed, or NULL when absent or no such text @source{jumio-api-read 2.1} @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_transaction_get_text(const jumio_transaction *transaction, jumio_transaction_text which);

/** A time of the transaction; the argument of jumio_transaction_get_unix_ms(). */
typedef int32_t jumio_transaction_time;
/** Values of ::jumio_transaction_time. */
enum {
  JUMIO_TIME_CREATED = 1,   /**< createdAt */
  JUMIO_TIME_STARTED = 2,   /**< startedAt; absent when never started */
  JUMIO_TIME_COMPLETED = 3, /**< completedAt */
  JUMIO_TIME_WIPED_OUT = 4  /**< wipedOutAt; present when the data was deleted */
};

/** Read a time of the transaction.
 *  @param transaction [in] transaction @param which [in] which
 *  @return milliseconds since 1970 UTC, or ::JUMIO_ABSENT @units{return, milliseconds} @source{jumio-api-read 2.1}
 *  @threads{any, concurrent} @since 0.1
 */
JUMIO_API int64_t jumio_transaction_get_unix_ms(const jumio_transaction *transaction, jumio_transaction_time which);

/** Lend the whole body to be read by JSON pointer: what has no getter of its own, such as "/workflow/childIds/0" of chained executions.
 *  @param transaction [in] transaction
 *  @return borrowed until the transaction is freed; NULL for NULL @threads{any, concurrent} @since 0.1
 */
JUMIO_API const jumio_answer *jumio_transaction_get_answer(const jumio_transaction *transaction);

/** Hold the ids that a transaction carries against those that were asked for. jumio_transaction_fetch() has done so; who reads a body
 *  from elsewhere does it before the body decides anything.
 *  @param transaction   [in] transaction
 *  @param account_id    [in] UUID @param account_len   [in] bytes or ::JUMIO_NTS
 *  @param execution_id  [in] UUID @param execution_len [in] bytes or ::JUMIO_NTS @param err [out] optional, owned
 *  @retval JUMIO_OK both are the same, whatever the case of their letters
 *  @retval JUMIO_ERR_ARGUMENT transaction is NULL, or an id is no UUID
 *  @retval JUMIO_ERR_ID_MISMATCH one differs or is missing; the error names its place, /account/id or /workflow/id, and no id
 *  @return a result code @source{jumio-api-read 2.1} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_transaction_check_ids(const jumio_transaction *transaction, const char *account_id, size_t account_len,
                                                   const char *execution_id, size_t execution_len, jumio_error **err);

/** Write the whole transaction as JSON, unknown members included. Personal data.
 *  @param transaction [in] transaction @param out [out] owned text; free with jumio_text_free() @param out_len [out] bytes; may be NULL
 *  @param err [out] optional, owned
 *  @retval JUMIO_OK written
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_transaction_dup_json(const jumio_transaction *transaction, char **out, size_t *out_len, jumio_error **err);

/** Free a text that a `dup` function gave, and wipe it.
 *  @param text [in] text, or NULL @threads{any, concurrent} @since 0.1
 */
JUMIO_API void jumio_text_free(char *text);

/** Count the credentials.
 *  @param transaction [in] transaction
 *  @return number @threads{any, concurrent} @since 0.1
 */
JUMIO_API size_t jumio_transaction_credential_count(const jumio_transaction *transaction);

/** Read a credential.
 *  @param transaction [in] transaction @param index [in] 0..count-1
 *  @return borrowed until the transaction is freed, or NULL past the end @threads{any, concurrent} @since 0.1
 */
JUMIO_API const jumio_transaction_credential *jumio_transaction_get_credential_at(const jumio_transaction *transaction, size_t index);

/** Read a text of a credential.
 *  @param credential [in] credential @param which [in] which
 *  @return borrowed, or NULL when absent @source{jumio-api-read 2.2} @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_transaction_credential_get_text(const jumio_transaction_credential *credential, jumio_credential_text which);

/** Read the category.
 *  @param credential [in] credential
 *  @return a ::jumio_category of account.h @threads{any, concurrent} @since 0.1
 */
JUMIO_API int32_t jumio_transaction_credential_get_category(const jumio_transaction_credential *credential);

/** Read whether the end user consented.
 *  @param credential [in] credential
 *  @return 1, 0, or -1 when consent.decisionAccepted is absent @threads{any, concurrent} @since 0.1
 */
JUMIO_API int32_t jumio_transaction_credential_get_consent(const jumio_transaction_credential *credential);

/** Count the parts; 0 when nothing was uploaded.
 *  @param credential [in] credential
 *  @return number @threads{any, concurrent} @since 0.1
 */
JUMIO_API size_t jumio_transaction_credential_part_count(const jumio_transaction_credential *credential);

/** A text of a part; the argument of jumio_transaction_credential_get_part_text_at(). */
typedef int32_t jumio_part_text;
/** Values of ::jumio_part_text. */
enum {
  JUMIO_PART_TEXT_CLASSIFIER = 1,  /**< classifier as received, such as FRONT, FACE or LIVENESS_3 */
  JUMIO_PART_TEXT_CAPTURE_TYPE = 2 /**< captureType, such as "camera" */
};

/** Read a text of a part.
 *  @param credential [in] credential @param index [in] 0..count-1 @param which [in] which
 *  @return borrowed, or NULL past the end or absent @source{jumio-api-read 2.2} @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_transaction_credential_get_part_text_at(const jumio_transaction_credential *credential, size_t index,
                                                                    jumio_part_text which);

/** Whether a part can be downloaded. */
typedef int32_t jumio_part_state;
/** Values of ::jumio_part_state. */
enum {
  JUMIO_PART_STATE_ABSENT = 0,       /**< no such part is listed: nothing was uploaded there */
  JUMIO_PART_STATE_DOWNLOADABLE = 1, /**< listed with an address */
  JUMIO_PART_STATE_NO_ADDRESS = 2,   /**< listed without an address, as a FACEMAP is: Jumio does not hand it out */
  JUMIO_PART_STATE_WIPED = 3         /**< the transaction's data was deleted, whatever part is asked for */
};

/** Tell why a part can be downloaded or not; what an answer of 404 or 410 to the download itself cannot tell.
 *  @param credential [in] credential @param index [in] 0..count-1
 *  @return a ::jumio_part_state @source{jumio-api-read 2.2 and 7} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_part_state jumio_transaction_credential_get_part_state_at(const jumio_transaction_credential *credential, size_t index);

/** Count the elements of all capabilities.
 *  @param transaction [in] transaction
 *  @return number @threads{any, concurrent} @since 0.1
 */
JUMIO_API size_t jumio_transaction_capability_count(const jumio_transaction *transaction);

/** Read an element of a capability; those of one capability stand together, in the order received.
 *  @param transaction [in] transaction @param index [in] 0..count-1
 *  @return borrowed until the transaction is freed, or NULL past the end @threads{any, concurrent} @since 0.1
 */
JUMIO_API const jumio_capability *jumio_transaction_get_capability_at(const jumio_transaction *transaction, size_t index);

/** A word of a capability's element; the argument of jumio_capability_get_word(). */
typedef int32_t jumio_capability_word;
/** Values of ::jumio_capability_word. */
enum {
  JUMIO_WORD_NAME = 1, /**< the capability's name, such as "usability" */
  JUMIO_WORD_ID = 2,   /**< the element's id */
  JUMIO_WORD_TYPE = 3, /**< the element's decision type as received */
  JUMIO_WORD_LABEL = 4 /**< the element's label as received */
};

/** Read a word of an element.
 *  @param capability [in] element @param which [in] which
 *  @return borrowed, or NULL when absent; the name never is @source{jumio-api-read 2.7} @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_capability_get_word(const jumio_capability *capability, jumio_capability_word which);

/** Read the element's decision type.
 *  @param capability [in] element
 *  @return a ::jumio_decision_type @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_decision_type jumio_capability_get_type(const jumio_capability *capability);

/** Read the JSON pointer of the element in its transaction.
 *  @param capability [in] element @param buffer [out] room for it @param size [in] bytes of room
 *  @return length without the NUL; when it is not below size, the text was cut @threads{any, concurrent} @since 0.1
 */
JUMIO_API size_t jumio_capability_get_pointer(const jumio_capability *capability, char *buffer, size_t size);

/** Count the credentials that the element speaks of.
 *  @param capability [in] element
 *  @return number @threads{any, concurrent} @since 0.1
 */
JUMIO_API size_t jumio_capability_credential_count(const jumio_capability *capability);

/** Read the id of a credential that the element speaks of.
 *  @param capability [in] element @param index [in] 0..count-1
 *  @return borrowed, or NULL past the end or absent @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_capability_get_credential_id_at(const jumio_capability *capability, size_t index);

/** Read the category of a credential that the element speaks of: its own, else that of the credential with the same id.
 *  @param capability [in] element @param index [in] 0..count-1
 *  @return a ::jumio_category of account.h @threads{any, concurrent} @since 0.1
 */
JUMIO_API int32_t jumio_capability_get_credential_category_at(const jumio_capability *capability, size_t index);

/** Read a text of the element by JSON pointer, such as "/data/firstName" or "/data/dateOfBirthParts/year". Personal data.
 *  @param capability [in] element @param pointer [in] RFC 6901 pointer relative to the element, NUL-terminated
 *  @return borrowed, or NULL when absent or not a text @source{jumio-api-read 2.6} @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_capability_get_text(const jumio_capability *capability, const char *pointer);

/** Read an integer of the element by JSON pointer; a text of digits counts, as currentAge comes both ways.
 *  @param capability [in] element @param pointer [in] RFC 6901 pointer relative to the element, NUL-terminated
 *  @return value, or ::JUMIO_ABSENT @source{jumio-api-read 2.6} @threads{any, concurrent} @since 0.1
 */
JUMIO_API int64_t jumio_capability_get_int64(const jumio_capability *capability, const char *pointer);

/** Delete a transaction at Jumio: its credentials, pictures and extracted data. At once and for ever; metadata and decision may stay.
 *  @param client       [in] client
 *  @param account_id   [in] UUID @param account_len [in] bytes or ::JUMIO_NTS
 *  @param execution_id [in] UUID @param execution_len [in] bytes or ::JUMIO_NTS
 *  @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param cancel [in] switch, or NULL
 *  @param out_was_absent [out] 1 when Jumio answered that it does not exist; may be NULL @param err [out] optional, owned
 *  @shape{request, DELETE .../accounts/{id}/workflow-executions/{id}} @shape{response, any or none}
 *  @retval JUMIO_OK deleted: by this call, or by an earlier attempt of it whose answer was lost (then out_was_absent is 1)
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL or an id is no UUID
 *  @retval JUMIO_ERR_NOT_FOUND the first attempt was answered with "not found": deleted before, never there, or of another tenant or region.
 *          Whoever repeats a deletion that was begun before may take it as done
 *  @retval JUMIO_ERR_PERMISSION the credentials lack the permission to retrieve and delete
 *  @return these, ::JUMIO_ERR_UNSUPPORTED of a transport, or any code of the system, transport, wire, API and host callback ranges
 *  @units{deadline_ms, milliseconds; monotonic} @blocks{network, up to the deadline} @idempotent{by its effect}
 *  @source{Jumio API guide; jumio-api-write 8, reliability 4.2} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_transaction_delete(jumio_client *client, const char *account_id, size_t account_len, const char *execution_id,
                                                size_t execution_len, int64_t deadline_ms, jumio_cancel *cancel, int32_t *out_was_absent,
                                                jumio_error **err);

/** Download a part into a folder, as "<credential id>-<CLASSIFIER>.<ext>" with mode 0600. The extension tells what its first bytes are: jpg, png,
 *  pdf, json or bin. It is under a temporary name (".<...>.part") until it is whole and synced, and never takes the place of another file: of
 *  several that save the same part at once one wins, with a whole file. After an error nothing has the name; a temporary file stays only when
 *  the process was killed. For POSIX systems.
 *  @param client        [in] client
 *  @param account_id    [in] UUID @param account_len [in] bytes or ::JUMIO_NTS
 *  @param credential_id [in] UUID @param credential_len [in] bytes or ::JUMIO_NTS
 *  @param classifier    [in] 1..40 of [A-Z0-9_], such as "FRONT" @param classifier_len [in] bytes or ::JUMIO_NTS
 *  @param folder_fd     [in] open descriptor of a folder that belongs to this user and that no other can write to
 *  @param deadline_ms   [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param cancel [in] switch, or NULL
 *  @param name          [out] room for the file's name; "" after an error but ::JUMIO_ERR_FILE_EXISTS, which names what is there
 *  @param name_size     [in] at least ::JUMIO_PART_NAME_SIZE, 96
 *  @param out_type      [out] a ::jumio_media_type; may be NULL @param err [out] optional, owned
 *  @shape{request, GET .../credentials/{id}/parts/{classifier}} @shape{response, raw bytes}
 *  @retval JUMIO_OK saved
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL, an id is no UUID, no classifier, or too little room for the name
 *  @retval JUMIO_ERR_FILE_EXISTS a file or link of that name is there, with any of the extensions; it was left as it is
 *  @retval JUMIO_ERR_FILE no such folder, or the file cannot be written
 *  @retval JUMIO_ERR_UNSUPPORTED not offered on this system
 *  @retval JUMIO_ERR_RANDOM no random bytes for the temporary name
 *  @return these, or any code of jumio_part_fetch()
 *  @units{deadline_ms, milliseconds; monotonic} @blocks{network and disk, up to the deadline} @idempotent{yes}
 *  @source{Jumio, retrieval OpenAPI; jumio-api-read 1.2 and 7} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_part_save(jumio_client *client, const char *account_id, size_t account_len, const char *credential_id,
                                       size_t credential_len, const char *classifier, size_t classifier_len, int32_t folder_fd,
                                       int64_t deadline_ms, jumio_cancel *cancel, char *name, size_t name_size, jumio_media_type *out_type,
                                       jumio_error **err);

/** Download the report as a PDF to a sink. Its presigned address lies on a host that is not Jumio's: it is fetched only from the hosts that
 *  ::JUMIO_OPTION_REPORT_HOSTS names, without any token and without following a redirect. The address is a bearer secret and is in no error
 *  and no log. A host that fetches it by itself reads it with jumio_answer_get_text() at "/presignedUrl".
 *  @param client      [in] client @param report [in] the answer to ::JUMIO_RESOURCE_REPORT
 *  @param write       [in] sink, as of jumio_part_fetch() @param user_data [in] passed to the sink
 *  @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param cancel [in] switch, or NULL
 *  @param out_size    [out] bytes; may be NULL @param err [out] optional, owned
 *  @shape{request, GET of the presigned address without Authorization} @shape{response, a PDF}
 *  @retval JUMIO_OK complete
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL
 *  @retval JUMIO_ERR_ORIGIN_REFUSED the address is not https on one of the allowed hosts; nothing was sent
 *  @retval JUMIO_ERR_PERMISSION the address was refused: it may have expired
 *  @retval JUMIO_ERR_PROTOCOL the answer has no presignedUrl, or what came is no PDF by its first bytes
 *  @retval JUMIO_ERR_REDIRECT answered with a redirect
 *  @retval JUMIO_ERR_RESPONSE_TOO_LARGE larger than ::JUMIO_LIMIT_PART_BYTES
 *  @retval JUMIO_ERR_CANCELLED the sink returned 0, or the switch was used
 *  @return these, ::JUMIO_ERR_UNSUPPORTED of a transport, or any code of the system, transport, wire, API and host callback ranges
 *  @units{deadline_ms, milliseconds; monotonic} @blocks{network, up to the deadline} @idempotent{yes}
 *  @source{a public client, for the member's name; jumio-api-read 1.2 and 7} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_report_fetch(jumio_client *client, const jumio_answer *report, jumio_part_write_fn write, void *user_data,
                                          int64_t deadline_ms, jumio_cancel *cancel, uint64_t *out_size, jumio_error **err);

/** Download a part to a sink, as it arrives. The address is built from the ids, never taken from an answer.
 *  @param client        [in] client
 *  @param account_id    [in] UUID @param account_len [in] bytes or ::JUMIO_NTS
 *  @param credential_id [in] UUID @param credential_len [in] bytes or ::JUMIO_NTS
 *  @param classifier    [in] 1..40 of [A-Z0-9_], such as "FRONT" @param classifier_len [in] bytes or ::JUMIO_NTS
 *  @param write         [in] sink, called in order on this thread with a few KiB at a time. After an error the bytes already
 *                       written are to be thrown away; a download that broke off is not begun again once a byte was written
 *  @param user_data     [in] passed to the sink
 *  @param deadline_ms   [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param cancel [in] switch, or NULL
 *  @param out_type      [out] a ::jumio_media_type; may be NULL @param out_size [out] bytes; may be NULL @param err [out] optional, owned
 *  @shape{request, GET .../credentials/{id}/parts/{classifier}} @shape{response, raw bytes}
 *  @retval JUMIO_OK complete
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL, an id is no UUID, or no classifier
 *  @retval JUMIO_ERR_NOT_FOUND never uploaded, deleted, or of another tenant
 *  @retval JUMIO_ERR_PROTOCOL an empty body, or HTML where a part should be
 *  @retval JUMIO_ERR_RESPONSE_TOO_LARGE larger than the limit
 *  @retval JUMIO_ERR_CANCELLED the sink returned 0, or the switch was used
 *  @return these, ::JUMIO_ERR_UNSUPPORTED of a transport, or any code of the system, transport, wire, API and host callback ranges
 *  @units{deadline_ms, milliseconds; monotonic} @blocks{network, up to the deadline} @idempotent{yes}
 *  @source{Jumio, retrieval OpenAPI; jumio-api-read 1.2 and 7} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_part_fetch(jumio_client *client, const char *account_id, size_t account_len, const char *credential_id,
                                        size_t credential_len, const char *classifier, size_t classifier_len, jumio_part_write_fn write,
                                        void *user_data, int64_t deadline_ms, jumio_cancel *cancel, jumio_media_type *out_type,
                                        uint64_t *out_size, jumio_error **err);

JUMIO_END

#endif
