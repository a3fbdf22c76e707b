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
  JUMIO_POLICY_DECISION_OPTIONAL = 8       /**< a transaction without a decision may pass by its capabilities */
};

JUMIO_BEGIN

/** Make the default policy.
 *  @param alloc [in] allocator, or NULL @param out [out] owned; free with jumio_policy_free() @param err [out] optional, owned
 *  @retval JUMIO_OK made
 *  @retval JUMIO_ERR_ARGUMENT out is NULL
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_policy_new(jumio_alloc *alloc, jumio_policy **out, jumio_error **err);

/** Free a policy.
 *  @param policy [in] policy, or NULL @threads{one thread} @since 0.1
 */
JUMIO_API void jumio_policy_free(jumio_policy *policy);

/** Require the checks of a profile instead of choosing by the workflow key.
 *  @param policy [in] policy @param profile [in] profile @param err [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT policy is NULL or no such profile
 *  @return a result code @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_policy_set_profile(jumio_policy *policy, jumio_profile profile, jumio_error **err);

/** Set the switches.
 *  @param policy [in] policy @param switches [in] bits, replacing all @param err [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT policy is NULL or an unknown bit
 *  @return a result code @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_policy_set_switches(jumio_policy *policy, jumio_policy_switches switches, jumio_error **err);

JUMIO_END

#endif
