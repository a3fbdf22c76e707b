/** @file decision.h
 *  The mapper: from one transaction and one policy to one of the six ID&V statuses, with its reasons. Pure.
 *  It is Jumio's outcome, never the host's final word. An unknown word is never read as a pass.
 */
#ifndef JUMIO_DECISION_H
#define JUMIO_DECISION_H

#include <jumio/base.h>
#include <jumio/error.h>

/** One of the six ID&V statuses. */
typedef int32_t jumio_idv_status;
/** Values of ::jumio_idv_status. */
enum {
  JUMIO_IDV_UNKNOWN = 0,    /**< none: never the answer of the mapper */
  JUMIO_IDV_PENDING = 1,    /**< awaiting completion */
  JUMIO_IDV_FAILED = 2,     /**< the request expired */
  JUMIO_IDV_DENIED = 3,     /**< the face did not match the document, or the liveness test failed */
  JUMIO_IDV_FRAUD = 4,      /**< the ID is fraudulent (fake, altered) */
  JUMIO_IDV_INCOMPLETE = 5, /**< ID type not supported; Jumio was unable to verify the document */
  JUMIO_IDV_PASSED = 6      /**< passed the ID check, the similarity check and the liveness test */
};

/** Remarks on a decision; bits. */
typedef uint32_t jumio_decision_flags;
/** Bits of ::jumio_decision_flags. */
enum {
  JUMIO_FLAG_UNKNOWN_STATUS = 1 << 0,      /**< an execution status this version does not know */
  JUMIO_FLAG_UNKNOWN_TYPE = 1 << 1,        /**< a decision type this version does not know */
  JUMIO_FLAG_UNKNOWN_LABEL = 1 << 2,       /**< a label this version does not know, or none */
  JUMIO_FLAG_UNKNOWN_CAPABILITY = 1 << 3,  /**< a capability this version does not know */
  JUMIO_FLAG_CONTRADICTION = 1 << 4,       /**< two statements of the transaction exclude each other */
  JUMIO_FLAG_DATA_DELETED = 1 << 5,        /**< Jumio deleted the data: a stored status stays as it is */
  JUMIO_FLAG_TECHNICAL = 1 << 6,           /**< a check failed for technical reasons; a new transaction may help */
  JUMIO_FLAG_AML_ALERT = 1 << 7,           /**< a watchlist hit; the identity is not disproved */
  JUMIO_FLAG_AML_NOT_RUN = 1 << 8,         /**< the watchlist was not searched */
  JUMIO_FLAG_RISK_SIGNAL = 1 << 9,         /**< a risk signal (address, e-mail, phone, device ...) is not clean */
  JUMIO_FLAG_REPEATED_FACE = 1 << 10,      /**< the same face with the same data was verified before */
  JUMIO_FLAG_RULE_DRIVEN = 1 << 11,        /**< every check is clean; a rule of the tenant made the transaction's decision */
  JUMIO_FLAG_NO_DECISION = 1 << 12,        /**< the transaction has no decision */
  JUMIO_FLAG_MALFORMED = 1 << 13,          /**< a member has a wrong type and was read as absent */
  JUMIO_FLAG_CAPTURE_ONLY = 1 << 14,       /**< the workflow only captures: it can prove nothing */
  JUMIO_FLAG_MISSING_CAPABILITY = 1 << 15, /**< a required check is not there */
  JUMIO_FLAG_PROFILE_BY_DEFAULT = 1 << 16, /**< the workflow key is not known: the strictest profile was used */
  JUMIO_FLAG_WEAKER_POLICY = 1 << 17,      /**< the policy may weigh Denied and Fraud lighter than this library does */
  JUMIO_FLAG_FROM_STEPS = 1 << 18,         /**< the steps hold evidence */
  JUMIO_FLAG_STEPS_WANTED = 1 << 19        /**< the cause stands only in the steps, which were not given */
};

/** What one piece of evidence weighs. */
typedef int32_t jumio_evidence_class;
/** Values of ::jumio_evidence_class. */
enum {
  JUMIO_EVIDENCE_NONE = 0,       /**< says nothing */
  JUMIO_EVIDENCE_OK = 1,         /**< proof */
  JUMIO_EVIDENCE_ADVISORY = 2,   /**< proof with a remark */
  JUMIO_EVIDENCE_SYMPTOM = 3,    /**< did not run because something before it failed */
  JUMIO_EVIDENCE_INCOMPLETE = 4, /**< could not be verified */
  JUMIO_EVIDENCE_DENIED = 5,     /**< the person is not the holder, or not alive */
  JUMIO_EVIDENCE_FRAUD = 6       /**< the document is fraudulent */
};

/** What a piece of evidence did to the status. */
typedef int32_t jumio_reason_role;
/** Values of ::jumio_reason_role. */
enum {
  JUMIO_ROLE_DECIDED = 1,  /**< of the class that decided */
  JUMIO_ROLE_OVERRULED = 2 /**< weaker than what decided */
};

JUMIO_BEGIN

/** Map a transaction. Pure: no clock, no I/O, no allocation but the result.
 *  @param transaction [in] transaction
 *  @param steps       [in] its steps, or NULL: they explain and can worsen, never prove; whether they are its own is for the caller to know
 *  @param policy      [in] policy, or NULL for the default
 *  @param out         [out] owned; free with jumio_decision_free() @param err [out] optional, owned
 *  @retval JUMIO_OK mapped
 *  @retval JUMIO_ERR_ARGUMENT transaction or out is NULL
 *  @retval JUMIO_ERR_NOT_A_TRANSACTION the steps have no list `steps`; the message begins with "steps:"
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @source{docs/decisions.md; jumio-api-read 2.7 and 3} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_decision_map(const jumio_transaction *transaction, const jumio_answer *steps, const jumio_policy *policy,
                                          jumio_decision **out, jumio_error **err);

/** Read and map a workflow-details body.
 *  @param alloc     [in] allocator, or NULL @param json [in] UTF-8 JSON @param len [in] bytes or ::JUMIO_NTS
 *  @param steps     [in] the steps body, UTF-8 JSON, or NULL @param steps_len [in] bytes or ::JUMIO_NTS
 *  @param policy    [in] policy, or NULL for the default
 *  @param out       [out] owned; free with jumio_decision_free() @param err [out] optional, owned
 *  @return as jumio_transaction_parse() and jumio_decision_map(); a message about the steps begins with "steps:"
 *  @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_decision_map_json(jumio_alloc *alloc, const char *json, size_t len, const char *steps, size_t steps_len,
                                               const jumio_policy *policy, jumio_decision **out, jumio_error **err);

/** Read and map a result of Netverify, the platform's predecessor: the body of a callback, form-encoded, or an answer of its retrieval
 *  service, a JSON object; told apart by the first byte '{'. The callback's fields as members of a JSON object are read alike. Pure.
 *  @param alloc  [in] allocator, or NULL @param body [in] bytes as received @param len [in] bytes or ::JUMIO_NTS
 *  @param policy [in] policy, or NULL for the default; Netverify has no workflow keys, so that ::JUMIO_PROFILE_BY_KEY is the default
 * profile
 *  @param out    [out] owned; free with jumio_decision_free() @param err [out] optional, owned
 *  @retval JUMIO_OK mapped
 *  @retval JUMIO_ERR_ARGUMENT body or out is NULL
 *  @retval JUMIO_ERR_NOT_A_TRANSACTION nothing in it says how a transaction ended, or it is of a document verification
 *  @retval JUMIO_ERR_PROTOCOL a field of the form is not encoded as it has to be, or stands twice
 *  @retval JUMIO_ERR_JSON the object is cut or no strict JSON
 *  @retval JUMIO_ERR_TOO_LARGE more than 1 MiB, or a field that is too long, or too many
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @source{docs/netverify.md; jumio-api-read 8} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_decision_map_netverify(jumio_alloc *alloc, const char *body, size_t len, const jumio_policy *policy,
                                                    jumio_decision **out, jumio_error **err);

/** Free a decision.
 *  @param decision [in] decision, or NULL @threads{one thread} @since 0.1
 */
JUMIO_API void jumio_decision_free(jumio_decision *decision);

/** Read the status.
 *  @param decision [in] decision
 *  @return a ::jumio_idv_status @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_idv_status jumio_decision_get_status(const jumio_decision *decision);

/** Give the name of a status.
 *  @param status [in] status
 *  @return static: "Pending", "Failed", "Denied", "Fraud", "Incomplete", "Passed"; "Unknown" for others @threads{any, concurrent} @since
 * 0.1
 */
JUMIO_API const char *jumio_idv_status_name(jumio_idv_status status);

/** Tell whether the status can still change by itself.
 *  @param decision [in] decision
 *  @return 1 when it is final @threads{any, concurrent} @since 0.1
 */
JUMIO_API int32_t jumio_decision_is_final(const jumio_decision *decision);

/** Read the remarks.
 *  @param decision [in] decision
 *  @return ::jumio_decision_flags bits @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_decision_flags jumio_decision_get_flags(const jumio_decision *decision);

/** Give the name of one flag.
 *  @param flag [in] exactly one bit
 *  @return static, such as "contradiction"; NULL for no or several known bits @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_decision_flag_name(jumio_decision_flags flag);

/** Read the profile that was applied.
 *  @param decision [in] decision
 *  @return a ::jumio_profile of policy.h @threads{any, concurrent} @since 0.1
 */
JUMIO_API int32_t jumio_decision_get_profile(const jumio_decision *decision);

/** A text of a decision; the argument of jumio_decision_get_text(). */
typedef int32_t jumio_decision_text;
/** Values of ::jumio_decision_text. */
enum {
  JUMIO_DECISION_TEXT_RULESET = 1,        /**< version of the rule table; of NULL too */
  JUMIO_DECISION_TEXT_POLICY_NAME = 2,    /**< name of the policy */
  JUMIO_DECISION_TEXT_POLICY_VERSION = 3, /**< its version */
  JUMIO_DECISION_TEXT_POLICY_HASH = 4     /**< its content hash, 64 hex digits; absent in a build without digests, unless it is built in */
};

/** Read a text of a decision.
 *  @param decision [in] decision @param which [in] which
 *  @return borrowed until the decision is freed, or NULL when absent @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_decision_get_text(const jumio_decision *decision, jumio_decision_text which);

/** Write a decision as JSON: status, policy, remarks, every piece of evidence with its rule, and the paragraph of
 * jumio_decision_dup_text(). The same input and policy give the same bytes, whatever the order of the input's members.
 *  @param decision [in] decision @param out [out] owned; free with jumio_text_free() @param out_len [out] bytes; may be NULL
 *  @param err [out] optional, owned
 *  @retval JUMIO_OK written
 *  @retval JUMIO_ERR_ARGUMENT decision or out is NULL
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @source{docs/decision.schema.json} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_decision_dup_json(const jumio_decision *decision, char **out, size_t *out_len, jumio_error **err);

/** Write a decision as one paragraph of plain English: what the status means, what decided and why, what was overruled, what is to be
 * noted. No personal data. The wording may change between versions.
 *  @param decision [in] decision @param out [out] owned; free with jumio_text_free() @param out_len [out] bytes; may be NULL
 *  @param err [out] optional, owned
 *  @retval JUMIO_OK written
 *  @retval JUMIO_ERR_ARGUMENT decision or out is NULL
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_decision_dup_text(const jumio_decision *decision, char **out, size_t *out_len, jumio_error **err);

/** Count the reasons.
 *  @param decision [in] decision
 *  @return number, at least 1 @threads{any, concurrent} @since 0.1
 */
JUMIO_API size_t jumio_decision_reason_count(const jumio_decision *decision);

/** Read a reason; those that decided come first, then by weight, capability in the order of docs/decision-rules.md, and index.
 *  @param decision [in] decision @param index [in] 0..count-1
 *  @return borrowed until the decision is freed, or NULL past the end @threads{any, concurrent} @since 0.1
 */
JUMIO_API const jumio_reason *jumio_decision_get_reason_at(const jumio_decision *decision, size_t index);

/** A text of a reason; the argument of jumio_reason_get_text(). */
typedef int32_t jumio_reason_text;
/** Values of ::jumio_reason_text. */
enum {
  JUMIO_REASON_TEXT_RULE = 1,       /**< id of the rule that fired, stable across versions, such as "similarity.rejected" */
  JUMIO_REASON_TEXT_CAPABILITY = 2, /**< capability; of steps the step's name; absent when it lies in the transaction itself */
  JUMIO_REASON_TEXT_TYPE = 3,       /**< decision type, status or code (of Netverify) as received; absent when missing */
  JUMIO_REASON_TEXT_LABEL = 4,      /**< label as received, cut at 120 bytes; absent when it was missing */
  JUMIO_REASON_TEXT_POINTER = 5,    /**< JSON pointer of the observed value, in the input that ::JUMIO_REASON_INPUT tells */
  JUMIO_REASON_TEXT_CATEGORY = 6,   /**< categories of the element's credentials as received, joined by "+"; absent when untold */
  JUMIO_REASON_TEXT_MEANING = 7,    /**< what the rule found, in English; static */
  JUMIO_REASON_TEXT_SOURCE = 8      /**< where the rule comes from, as docs/decision-rules.md tells; static */
};

/** Read a text of a reason.
 *  @param reason [in] reason @param which [in] which
 *  @return borrowed until the decision is freed, or NULL when absent @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_reason_get_text(const jumio_reason *reason, jumio_reason_text which);

/** A number of a reason; the argument of jumio_reason_get_int64(). */
typedef int32_t jumio_reason_number;
/** Values of ::jumio_reason_number. */
enum {
  JUMIO_REASON_CLASS = 1, /**< what the evidence weighs: a ::jumio_evidence_class; NULL: none */
  JUMIO_REASON_ROLE = 2,  /**< what the evidence did: a ::jumio_reason_role; NULL: 0 */
  JUMIO_REASON_INPUT = 3  /**< which input it was found in: a ::jumio_input; NULL: 0 */
};

/** An input of the mapper. */
typedef int32_t jumio_input;
/** Values of ::jumio_input. */
enum {
  JUMIO_INPUT_TRANSACTION = 1, /**< the workflow details */
  JUMIO_INPUT_STEPS = 2,       /**< the steps */
  JUMIO_INPUT_NETVERIFY = 3    /**< a Netverify callback or retrieval answer */
};

/** Read a number of a reason.
 *  @param reason [in] reason @param which [in] which
 *  @return see ::jumio_reason_number; ::JUMIO_ABSENT for no such number @threads{any, concurrent} @since 0.1
 */
JUMIO_API int64_t jumio_reason_get_int64(const jumio_reason *reason, jumio_reason_number which);

JUMIO_END

#endif
