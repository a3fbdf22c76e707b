/** Passed, told another way: processed and PASSED as a whole, no element that is worse than a known remark, every required check proved. */
#include "proofs/may_pass.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char *const checks[] = {"usability",  "extraction", "imageChecks",    "dataChecks",
                                     "similarity", "liveness",   "authentication", "watchlistScreening"};
static const char *const signals[] = {"addressValidation", "proofOfResidency",      "drivingLicenseVerification",
                                      "braCpfValidation",  "biometricVerification", "emailVerification",
                                      "phoneVerification", "geoIpVerification",     "deviceRiskVerification"};

static const struct {
  jumio_profile profile;
  const char *capability, *category;
} required[] = {
    {JUMIO_PROFILE_ID_AND_IDENTITY, "usability", "ID"},
    {JUMIO_PROFILE_ID_AND_IDENTITY, "extraction", NULL},
    {JUMIO_PROFILE_ID_AND_IDENTITY, "imageChecks", NULL},
    {JUMIO_PROFILE_ID_AND_IDENTITY, "dataChecks", NULL},
    {JUMIO_PROFILE_ID_AND_IDENTITY, "similarity", NULL},
    {JUMIO_PROFILE_ID_AND_IDENTITY, "liveness", NULL},
    {JUMIO_PROFILE_ID_ONLY, "usability", "ID"},
    {JUMIO_PROFILE_ID_ONLY, "extraction", NULL},
    {JUMIO_PROFILE_ID_ONLY, "imageChecks", NULL},
    {JUMIO_PROFILE_ID_ONLY, "dataChecks", NULL},
    {JUMIO_PROFILE_IDENTITY_EXISTING, "usability", NULL},
    {JUMIO_PROFILE_IDENTITY_EXISTING, "similarity", NULL},
    {JUMIO_PROFILE_LIVENESS_ONLY, "usability", NULL},
    {JUMIO_PROFILE_LIVENESS_ONLY, "liveness", NULL},
    {JUMIO_PROFILE_AUTHENTICATION, "authentication", NULL},
    {JUMIO_PROFILE_DOCUMENT, "usability", "DOCUMENT"},
    {JUMIO_PROFILE_DOCUMENT, "extraction", NULL},
};

static bool is_one_of(const char *word, const char *const *words, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (strcmp(word, words[i]) == 0)
      return true;
  return false;
}

static bool is_word(yyjson_mut_val *value, const char *word)
{
  return yyjson_mut_equals_str(value, word);
}

static yyjson_mut_val *type_of(yyjson_mut_val *element)
{
  return yyjson_mut_obj_get(yyjson_mut_obj_get(element, "decision"), "type");
}

static yyjson_mut_val *label_of(yyjson_mut_val *element)
{
  return yyjson_mut_obj_get(yyjson_mut_obj_get(yyjson_mut_obj_get(element, "decision"), "details"), "label");
}

/* What does not speak against a pass, of a check of identity. */
static bool is_fine(const char *capability, yyjson_mut_val *type, yyjson_mut_val *label, jumio_policy_switches switches)
{
  if (strcmp(capability, "watchlistScreening") == 0 && is_word(type, "WARNING") && is_word(label, "ALERT"))
    return (switches & JUMIO_POLICY_SCREENING_FLAG_ONLY) != 0;
  if (is_word(type, "PASSED"))
    return is_word(label, strcmp(capability, "similarity") == 0 ? "MATCH" : "OK");
  if (is_word(type, "WARNING"))
    return (strcmp(capability, "imageChecks") == 0 && is_word(label, "REPEATED_FACE")) ||
           (strcmp(capability, "dataChecks") == 0 && is_word(label, "DOCUMENT_EXPIRY_WITHIN_CONFIGURED_LIMIT"));
  if (!is_word(type, "NOT_EXECUTED") || !yyjson_mut_is_str(label))
    return false;
  return strcmp(capability, "watchlistScreening") == 0 || (strcmp(capability, "usability") == 0 && is_word(label, "NOT_UPLOADED"));
}

static bool is_fine_signal(yyjson_mut_val *type, yyjson_mut_val *label, jumio_policy_switches switches)
{
  if (is_word(type, "PASSED"))
    return is_word(label, "OK") || is_word(label, "LOW_RISK");
  if (is_word(type, "NOT_EXECUTED"))
    return yyjson_mut_is_str(label);
  return (is_word(type, "WARNING") || is_word(type, "REJECTED")) &&
         (switches & (JUMIO_POLICY_TRUST_TRANSACTION_PASS | JUMIO_POLICY_RISK_FLAG_ONLY)) != 0;
}

static bool element_is_fine(const char *capability, yyjson_mut_val *element, jumio_policy_switches switches)
{
  yyjson_mut_val *type = type_of(element), *label = label_of(element);
  if (!yyjson_mut_is_obj(element) || strcmp(capability, "classification") == 0)
    return true; /* no element, or no check */
  if (is_one_of(capability, checks, COUNT(checks)))
    return is_fine(capability, type, label, switches);
  if (is_one_of(capability, signals, COUNT(signals)))
    return is_fine_signal(type, label, switches);
  return is_word(type, "PASSED");
}

static bool elements_are_fine(yyjson_mut_val *capabilities, jumio_policy_switches switches)
{
  size_t i, max, k, count;
  yyjson_mut_val *name, *list, *element;
  yyjson_mut_obj_foreach(capabilities, i, max, name, list)
  {
    yyjson_mut_arr_foreach(list, k, count, element)
    {
      if (!element_is_fine(yyjson_mut_get_str(name), element, switches))
        return false;
    }
  }
  return true;
}

/* An element that passed, or has only a remark; of this category where an element tells its own. */
static bool is_proved(yyjson_mut_val *capabilities, const char *capability, const char *category)
{
  size_t i, max;
  yyjson_mut_val *element, *list = yyjson_mut_obj_get(capabilities, capability);
  yyjson_mut_arr_foreach(list, i, max, element)
  {
    yyjson_mut_val *own = yyjson_mut_obj_get(yyjson_mut_arr_get_first(yyjson_mut_obj_get(element, "credentials")), "category");
    bool fits = category == NULL || yyjson_mut_arr_size(yyjson_mut_obj_get(element, "credentials")) != 1 || !yyjson_mut_is_str(own) ||
                yyjson_mut_get_len(own) == 0 || is_word(own, category);
    if (fits && (is_word(type_of(element), "PASSED") || is_word(type_of(element), "WARNING")))
      return true;
  }
  return false;
}

/* The profile of data asks for one check of any kind, and that the transaction as a whole PASSED. */
static bool has_proof(yyjson_mut_val *capabilities, jumio_profile profile)
{
  bool any = profile != JUMIO_PROFILE_DATA;
  for (size_t i = 0; i < COUNT(required); i++)
    if (required[i].profile == profile && !is_proved(capabilities, required[i].capability, required[i].category))
      return false;
  for (size_t i = 2; i < COUNT(checks); i++)
    any = any || is_proved(capabilities, checks[i], NULL);
  for (size_t i = 0; i < COUNT(signals); i++)
    any = any || is_proved(capabilities, signals[i], NULL);
  return any && profile != JUMIO_PROFILE_CAPTURE_ONLY;
}

bool may_pass(yyjson_mut_doc *transaction, jumio_profile profile, jumio_policy_switches switches)
{
  yyjson_mut_val *root = yyjson_mut_doc_get_root(transaction), *wiped = yyjson_mut_obj_get(root, "wipedOutAt");
  yyjson_mut_val *decision = yyjson_mut_obj_get(root, "decision"), *capabilities = yyjson_mut_obj_get(root, "capabilities");
  bool without = (decision == NULL || yyjson_mut_is_null(decision)) && (switches & JUMIO_POLICY_DECISION_OPTIONAL) != 0;
  if (!is_word(yyjson_mut_obj_get(yyjson_mut_obj_get(root, "workflow"), "status"), "PROCESSED"))
    return false;
  if (wiped != NULL && !yyjson_mut_is_null(wiped))
    return false;
  if (!is_word(yyjson_mut_obj_get(decision, "type"), "PASSED") && !without)
    return false;
  return elements_are_fine(capabilities, switches) && has_proof(capabilities, profile);
}
