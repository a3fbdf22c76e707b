/** @file policy.h
 *  A policy: which checks must have passed, and how the mapper weighs. Data, not code.
 */
#ifndef JUMIO_POLICY_H
#define JUMIO_POLICY_H

#include <jumio/base.h>
#include <jumio/error.h>

/** Which checks a transaction must have passed. */
typedef int32_t jumio_profile;
/** Values of ::jumio_profile. */
enum {
  JUMIO_PROFILE_BY_KEY = 0,            /**< chosen by the workflow key, else the default */
  JUMIO_PROFILE_ID_AND_IDENTITY = 1,   /**< the default: usability(ID), extraction, imageChecks, dataChecks, similarity, liveness */
  JUMIO_PROFILE_ID_ONLY = 2,           /**< usability(ID), extraction, imageChecks, dataChecks */
  JUMIO_PROFILE_IDENTITY_EXISTING = 3, /**< usability, similarity */
  JUMIO_PROFILE_LIVENESS_ONLY = 4,     /**< usability, liveness */
  JUMIO_PROFILE_AUTHENTICATION = 5,    /**< authentication */
  JUMIO_PROFILE_DOCUMENT = 6,          /**< usability(DOCUMENT), extraction */
  JUMIO_PROFILE_DATA = 7,              /**< at least one executed check, and the transaction PASSED */
  JUMIO_PROFILE_CAPTURE_ONLY = 8       /**< usability, extraction; never Passed */
};

/** Switches of a policy; bits. */
typedef uint32_t jumio_policy_switches;
/** Bits of ::jumio_policy_switches. */
enum {
  JUMIO_POLICY_STRICT = 1,                 /**< the stricter class of every row */
  JUMIO_POLICY_DOCUMENT_FIRST = 2,         /**< Netverify's order: an unusable document hides the face result */
  JUMIO_POLICY_TRUST_TRANSACTION_PASS = 4, /**< a PASSED transaction lifts advisory items and risk signals, never Fraud or Denied */
  JUMIO_POLICY_DECISION_OPTIONAL = 8,      /**< a transaction without a decision may pass by its capabilities */
  JUMIO_POLICY_ALLOW_WEAKER = 16, /**< rows of class Denied or Fraud may be set lighter; every decision then has a flag that says so */
  JUMIO_POLICY_SCREENING_FLAG_ONLY = 32, /**< a watchlist hit is a flag and no more */
  JUMIO_POLICY_SCREENING_MUST_RUN = 64,  /**< a watchlist that was not searched makes Incomplete */
  JUMIO_POLICY_RISK_FLAG_ONLY = 128,     /**< a risk signal (address, e-mail, phone, device ...) is a flag and no more */
  JUMIO_POLICY_RISK_MUST_RUN = 256       /**< a risk signal that was not executed makes Incomplete */
};

/** A text of a policy; the argument of jumio_policy_get_text() and jumio_policy_set_text(). */
typedef int32_t jumio_policy_text;
/** Values of ::jumio_policy_text. */
enum {
  JUMIO_POLICY_TEXT_NAME = 1,    /**< 1..100 bytes */
  JUMIO_POLICY_TEXT_VERSION = 2, /**< 0..100 bytes, the host's own words */
  JUMIO_POLICY_TEXT_HASH =
      3 /**< SHA-256 of the canonical document, 64 hexadecimal digits; absent in a build without libcrypto, unless built in */
};

JUMIO_BEGIN

/** Make a copy of the default policy. Mapping takes NULL for it, too.
 *  @param alloc [in] allocator, or NULL @param out [out] owned; free with jumio_policy_free() @param err [out] optional, owned
 *  @retval JUMIO_OK made
 *  @retval JUMIO_ERR_ARGUMENT out is NULL
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_policy_new(jumio_alloc *alloc, jumio_policy **out, jumio_error **err);

/** Make a copy of a built-in policy. A change makes its name "custom" and its version "", until others are set.
 *  @param alloc [in] allocator, or NULL @param name [in] "default", "strict" or "netverify-order" @param len [in] bytes or ::JUMIO_NTS
 *  @param out   [out] owned; free with jumio_policy_free() @param err [out] optional, owned
 *  @retval JUMIO_OK made
 *  @retval JUMIO_ERR_ARGUMENT out is NULL or no such policy
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_policy_new_named(jumio_alloc *alloc, const char *name, size_t len, jumio_policy **out, jumio_error **err);

/** Read a policy from its document (docs/policy.md). Nothing that it does not know is passed over.
 *  @param alloc [in] allocator, or NULL @param json [in] UTF-8 JSON, at most 512 KiB @param len [in] bytes or ::JUMIO_NTS
 *  @param out   [out] owned; free with jumio_policy_free()
 *  @param err   [out] optional, owned; the message begins with line and path, and ::JUMIO_ERROR_TEXT_JSON_POINTER is the path
 *  @retval JUMIO_OK made
 *  @retval JUMIO_ERR_ARGUMENT out or json is NULL, or a member or value is refused
 *  @retval JUMIO_ERR_JSON not JSON
 *  @retval JUMIO_ERR_TOO_LARGE more than 512 KiB
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_policy_parse(jumio_alloc *alloc, const char *json, size_t len, jumio_policy **out, jumio_error **err);

/** Write the canonical document of a policy: the bytes of its hash, and a policy that is read from them is the same.
 *  @param policy  [in] policy @param out [out] owned text; free with jumio_text_free() @param out_len [out] bytes; may be NULL
 *  @param err     [out] optional, owned
 *  @retval JUMIO_OK written
 *  @retval JUMIO_ERR_ARGUMENT policy or out is NULL
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_policy_dup_json(const jumio_policy *policy, char **out, size_t *out_len, jumio_error **err);

/** Free a policy. Decisions made under it stay as they are.
 *  @param policy [in] policy, or NULL @threads{one thread} @since 0.1
 */
JUMIO_API void jumio_policy_free(jumio_policy *policy);

/** Set the name or the version. The name of a built-in policy is taken only where the policy is the same.
 *  @param policy [in] policy @param which [in] ::JUMIO_POLICY_TEXT_NAME or ::JUMIO_POLICY_TEXT_VERSION
 *  @param text   [in] UTF-8 without control characters @param len [in] bytes or ::JUMIO_NTS @param err [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT policy is NULL, no such text, or the text is refused; the policy is as it was
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed; the policy is as it was
 *  @return a result code @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_policy_set_text(jumio_policy *policy, jumio_policy_text which, const char *text, size_t len,
                                             jumio_error **err);

/** Read a text of a policy.
 *  @param policy [in] policy @param which [in] which
 *  @return borrowed until the policy is changed or freed; NULL when absent @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_policy_get_text(const jumio_policy *policy, jumio_policy_text which);

/** Require the checks of a profile instead of choosing by the workflow key.
 *  @param policy [in] policy @param profile [in] profile @param err [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT policy is NULL or no such profile; the policy is as it was
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed; the policy is as it was
 *  @return a result code @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_policy_set_profile(jumio_policy *policy, jumio_profile profile, jumio_error **err);

/** Set the switches.
 *  @param policy [in] policy @param switches [in] bits, replacing all @param err [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT policy is NULL, an unknown bit, or a row that was set may not be so under them; the policy is as it was
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed; the policy is as it was
 *  @return a result code @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_policy_set_switches(jumio_policy *policy, jumio_policy_switches switches, jumio_error **err);

/** Require a check beside those of the profile.
 *  @param policy   [in] policy @param capability [in] capability, such as "watchlistScreening" @param len [in] bytes or ::JUMIO_NTS
 *  @param category [in] of usability, a jumio_category of account.h; 0: of any @param err [out] optional, owned
 *  @retval JUMIO_OK added
 *  @retval JUMIO_ERR_ARGUMENT policy is NULL, an unknown capability or category, or required already; the policy is as it was
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed; the policy is as it was
 *  @return a result code @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_policy_add_required(jumio_policy *policy, const char *capability, size_t len, int32_t category,
                                                 jumio_error **err);

/** Set what one row of the rule table weighs, replacing what was set before.
 *  @param policy  [in] policy @param rule_id [in] id of the row (docs/decision-rules.md) @param len [in] bytes or ::JUMIO_NTS
 *  @param weight  [in] none, advisory, incomplete, denied or fraud of the jumio_evidence_class in decision.h @param err [out] optional,
 * owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT policy is NULL, no such row or class, or a rule for overrides forbids it (docs/policy.md); the policy is as
 * it was
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed; the policy is as it was
 *  @return a result code @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_policy_set_row(jumio_policy *policy, const char *rule_id, size_t len, int32_t weight, jumio_error **err);

/** Give a workflow key a profile, before the built-in table.
 *  @param policy  [in] policy @param key [in] the tenant's own key, 1..255 characters @param len [in] bytes or ::JUMIO_NTS
 *  @param profile [in] profile, not ::JUMIO_PROFILE_BY_KEY @param err [out] optional, owned
 *  @retval JUMIO_OK added
 *  @retval JUMIO_ERR_ARGUMENT policy is NULL, no such profile, the key is no such text, is there already, or is one too many (256); the
 *          policy is as it was
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed; the policy is as it was
 *  @return a result code @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_policy_add_key(jumio_policy *policy, const char *key, size_t len, jumio_profile profile, jumio_error **err);

JUMIO_END

#endif
