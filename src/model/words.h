/** Jumio's words and our constants for them. Exact, case-sensitive, no trimming; an unknown word is 0. */
#ifndef JUMIO__WORDS_H
#define JUMIO__WORDS_H

#include <stdbool.h>
#include <string.h>

#include <jumio/account.h>
#include <jumio/credential.h>
#include <jumio/transaction.h>
#include <jumio/workflow_execution.h>

/* The capabilities that Jumio documents (jumio-api-read 2.7), by the spelling of their member. */
#define JUMIO__CAPABILITIES(ROW)                                                                                                           \
  ROW(usability)                                                                                                                           \
  ROW(extraction)                                                                                                                          \
  ROW(imageChecks)                                                                                                                         \
  ROW(dataChecks)                                                                                                                          \
  ROW(similarity)                                                                                                                          \
  ROW(liveness)                                                                                                                            \
  ROW(authentication)                                                                                                                      \
  ROW(watchlistScreening)                                                                                                                  \
  ROW(addressValidation)                                                                                                                   \
  ROW(proofOfResidency)                                                                                                                    \
  ROW(drivingLicenseVerification)                                                                                                          \
  ROW(braCpfValidation)                                                                                                                    \
  ROW(biometricVerification)                                                                                                               \
  ROW(emailVerification)                                                                                                                   \
  ROW(phoneVerification)                                                                                                                   \
  ROW(geoIpVerification)                                                                                                                   \
  ROW(deviceRiskVerification)                                                                                                              \
  ROW(classification)

#define JUMIO__CAPABILITY_ID(name) JUMIO__CAPABILITY_##name,
typedef enum jumio__capability_kind {
  JUMIO__CAPABILITY_unknown, /* a member that this version does not know */
  JUMIO__CAPABILITIES(JUMIO__CAPABILITY_ID) JUMIO__CAPABILITY_COUNT
} jumio__capability_kind;
#undef JUMIO__CAPABILITY_ID

#define JUMIO__CAPABILITY_NAME_MAX 32 /* no known name is longer */

/* These words are asked for at every element: inline, and their lengths are known when compiling. */
#define JUMIO__CATEGORIES(ROW) ROW(CATEGORY, ID) ROW(CATEGORY, SELFIE) ROW(CATEGORY, FACEMAP) ROW(CATEGORY, DOCUMENT) ROW(CATEGORY, DATA)
#define JUMIO__TYPES(ROW) ROW(TYPE, PASSED) ROW(TYPE, WARNING) ROW(TYPE, REJECTED) ROW(TYPE, NOT_EXECUTED)
#define JUMIO__RETURN_IF(group, text)                                                                                                      \
  if (len == sizeof #text - 1 && memcmp(word, #text, sizeof #text - 1) == 0)                                                               \
    return JUMIO_##group##_##text;

/* A length of 0 stands for no word. */
static inline jumio_category jumio__category_n(const char *word, size_t len)
{
  JUMIO__CATEGORIES(JUMIO__RETURN_IF)
  return JUMIO_CATEGORY_UNKNOWN;
}

static inline jumio_decision_type jumio__decision_type_n(const char *word, size_t len)
{
  JUMIO__TYPES(JUMIO__RETURN_IF)
  return JUMIO_TYPE_UNKNOWN;
}
#undef JUMIO__RETURN_IF

jumio_category jumio__category(const char *word);
const char *jumio__category_word(jumio_category category);
jumio_execution_status jumio__execution_status(const char *word); /* accepts the KYX_ spellings */
jumio_decision_type jumio__decision_type(const char *word);
const char *jumio__decision_type_word(jumio_decision_type type); /* NULL for UNKNOWN */
jumio__capability_kind jumio__capability_kind_of(const char *name, size_t len);
/* The same, tried first with the kinds that stand behind another in the table, in whose order Jumio lists them. */
jumio__capability_kind jumio__capability_kind_after(jumio__capability_kind last, const char *name, size_t len);
const char *jumio__capability_name(jumio__capability_kind kind); /* NULL for unknown */
const char *jumio__part_key(jumio_part part);                    /* "front": the key in api.parts */
const char *jumio__part_classifier(jumio_part part);             /* "FRONT" */

/* What may stand in a part's address and become a file name: 1..40 of [A-Z0-9_]. */
bool jumio__is_classifier(const char *text, size_t len);

#endif
