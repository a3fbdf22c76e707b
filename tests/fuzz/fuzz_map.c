/** The mapper on any transaction under any policy: one status or one named error, the same twice and in both forms, blind to the order of
 *  members and to unknown ones, and Passed only by proof.
 *
 *  An input is {"transaction":..., "steps":..., "policy":...}; anything else is taken as a transaction as it stands. */
#include "fuzz/fuzz.h"
#include "fuzz/mutate.h"
#include "proofs/properties.h"

static const char *const names[] = {"transaction",
                                    "workflow",
                                    "status",
                                    "definitionKey",
                                    "account",
                                    "id",
                                    "wipedOutAt",
                                    "decision",
                                    "type",
                                    "details",
                                    "label",
                                    "risk",
                                    "score",
                                    "credentials",
                                    "category",
                                    "capabilities",
                                    "data",
                                    "similarity",
                                    "usability",
                                    "extraction",
                                    "imageChecks",
                                    "dataChecks",
                                    "liveness",
                                    "authentication",
                                    "watchlistScreening",
                                    "addressValidation",
                                    "proofOfResidency",
                                    "drivingLicenseVerification",
                                    "braCpfValidation",
                                    "biometricVerification",
                                    "emailVerification",
                                    "phoneVerification",
                                    "geoIpVerification",
                                    "deviceRiskVerification",
                                    "classification",
                                    "laterCheck",
                                    "faceLookup",
                                    "steps",
                                    "name",
                                    "reasons",
                                    "capabilityIds",
                                    "createdAt",
                                    "startedAt",
                                    "completedAt",
                                    "href",
                                    "callbackUrl"};
static const char *const words[] = {"INITIATED",
                                    "ACQUISITION_STARTED",
                                    "ACQUIRED",
                                    "PROCESSED",
                                    "SESSION_EXPIRED",
                                    "TOKEN_EXPIRED",
                                    "KYX_TOKEN_EXPIRED",
                                    "PASSED",
                                    "PASSED",
                                    "PASSED",
                                    "WARNING",
                                    "REJECTED",
                                    "NOT_EXECUTED",
                                    "OK",
                                    "MATCH",
                                    "LOW_RISK",
                                    "ID",
                                    "SELFIE",
                                    "FACEMAP",
                                    "DOCUMENT",
                                    "DATA",
                                    "PASSPORT",
                                    "ID_CARD",
                                    "VISA",
                                    "DRIVING_LICENSE",
                                    "UNSUPPORTED",
                                    "ID_IV",
                                    "AUTHENTICATION",
                                    "SCREENING",
                                    "FACE_INVALID_DIGITAL_COPY",
                                    "UB",
                                    "",
                                    "ok",
                                    "OK ",
                                    NEW_WORD,
                                    "MANIPULATED_DOCUMENT_HOLOGRAM",
                                    "LOOKUPS_HIGH_RISK_PALM",
                                    "10011",
                                    "10016",
                                    "3",
                                    "1",
                                    "10031",
                                    "10010",
                                    "10547",
                                    "a0000000-0000-4000-8000-000000000001"};
static const mutate_words dictionary = {names, sizeof names / sizeof names[0], 0, words, sizeof words / sizeof words[0]};

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned int seed)
{
  return mutate_input(data, size, most, seed, &dictionary);
}

static bool is_same(const outcome *a, const outcome *b)
{
  return a->result == b->result && a->status == b->status && a->flags == b->flags && a->profile == b->profile && a->is_final == b->is_final;
}

/* The form that takes the transaction as it was parsed. */
static outcome map_parsed(const char *json, size_t len, const jumio_policy *policy)
{
  jumio_transaction *transaction = NULL;
  jumio_decision *decision = NULL;
  jumio_result result = jumio_transaction_parse(NULL, json, len, &transaction, NULL);
  if (result == JUMIO_OK)
    result = jumio_decision_map(transaction, NULL, policy, &decision, NULL);
  jumio_transaction_free(transaction);
  return body_outcome(result, decision);
}

static void check_reasons(const char *json, size_t len, const jumio_policy *policy)
{
  jumio_decision *decision = NULL;
  if (jumio_decision_map_json(NULL, json, len, NULL, 0, policy, &decision, NULL) != JUMIO_OK)
    return;
  FUZZ_EXPECT(jumio_decision_reason_count(decision) > 0);
  for (size_t i = 0; i < jumio_decision_reason_count(decision); i++)
    FUZZ_EXPECT(jumio_reason_get_text(jumio_decision_get_reason_at(decision, i), JUMIO_REASON_TEXT_RULE) != NULL);
  jumio_decision_free(decision);
}

/* The same again, and with the members of the steps in another order. */
static void check_texts(const input *in, const jumio_policy *policy)
{
  static variant steps;
  input turned = *in;
  FUZZ_EXPECT(same_decision_text(in, in, policy));
  if (in->steps == NULL || !variant_begin(&steps, in->steps, in->steps_len))
    return;
  variant_turn(&steps, in->len);
  turned.steps = variant_text(&steps, &turned.steps_len);
  FUZZ_EXPECT(same_decision_text(in, &turned, policy));
}

static void check(input in, const policy_case *policy)
{
  const char *json = in.json;
  size_t len = in.len;
  subject s = subject_of(json, len, policy);
  outcome again = body_map_text(json, len, policy->handle), parsed = map_parsed(json, len, policy->handle);
  uint64_t seed = len;
  FUZZ_EXPECT(is_same(&s.before, &again));
  FUZZ_EXPECT(is_same(&s.before, &parsed));
  check_texts(&in, policy->handle);
  FUZZ_EXPECT(in.steps == NULL || steps_are_no_help(&s, in.steps, in.steps_len));
  check_reasons(json, len, policy->handle);
  for (size_t i = 0; i < property_count; i++)
    property_check_one(&properties[i], &s, &seed);
}

/* What is refused leaves the default. */
static policy_case policy_of(yyjson_val *value)
{
  jumio_policy *policy = NULL;
  size_t len = 0;
  char *text = value != NULL ? yyjson_val_write(value, 0, &len) : NULL;
  if (text != NULL)
    jumio_policy_parse(NULL, text, len, &policy, NULL);
  free(text);
  return policy_case_of(policy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  yyjson_doc *read = yyjson_read((const char *)data, size, 0);
  yyjson_val *root = yyjson_doc_get_root(read), *transaction = yyjson_obj_get(root, "transaction"), *steps = yyjson_obj_get(root, "steps");
  size_t len = 0, steps_len = 0;
  char *text = transaction != NULL ? yyjson_val_write(transaction, 0, &len) : NULL;
  char *steps_text = steps != NULL ? yyjson_val_write(steps, 0, &steps_len) : NULL;
  policy_case policy = policy_of(yyjson_obj_get(root, "policy"));
  input in = {text != NULL ? text : (const char *)data, text != NULL ? len : size, steps_text, steps_len};
  check(in, &policy);
  policy_case_free(&policy);
  free(steps_text);
  free(text);
  yyjson_doc_free(read);
  return 0;
}
