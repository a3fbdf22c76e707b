/** The document of a policy: read or refused by a named error with a place; what was read is written so that it is read as the same; and no
 * policy makes a Passed of an unknown word, or accuses where every check passed. */
#include "fuzz/fuzz.h"
#include "fuzz/mutate.h"
#include "proofs/properties.h"

static const char *const names[] = {"name",
                                    "version",
                                    "profile",
                                    "required",
                                    "overrides",
                                    "keys",
                                    "switches",
                                    "strict",
                                    "document_first",
                                    "trust_transaction_pass",
                                    "decision_optional",
                                    "allow_weaker",
                                    "screening",
                                    "alert",
                                    "not_run",
                                    "risk_signals",
                                    "adverse",
                                    "10547",
                                    "tenant key",
                                    "10011",
                                    "comment"};
static const char *const words[] = {"by_key",
                                    "id_and_identity",
                                    "id_only",
                                    "identity_existing",
                                    "liveness_only",
                                    "authentication",
                                    "document",
                                    "data",
                                    "capture_only",
                                    "none",
                                    "advisory",
                                    "incomplete",
                                    "denied",
                                    "fraud",
                                    "ok",
                                    "symptom",
                                    "flag_only",
                                    "ignore",
                                    "usability",
                                    "usability(ID)",
                                    "usability(SELFIE)",
                                    "usability(FACEMAP)",
                                    "usability(",
                                    "usability()",
                                    "usability(ID",
                                    "liveness",
                                    "extraction",
                                    "watchlistScreening",
                                    "watchlistScreening(ID)",
                                    "emailVerification",
                                    "classification",
                                    "laterCheck",
                                    "",
                                    "default",
                                    "strict",
                                    "netverify-order",
                                    "custom",
                                    "1",
                                    "\x7f",
                                    "line\nline"};
static const mutate_words dictionary = {names, sizeof names / sizeof names[0], 1, words, sizeof words / sizeof words[0]};

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned int seed)
{
  return mutate_input(data, size, most, seed, &dictionary);
}

static void check_refusal(jumio_result result, const jumio_error *error)
{
  FUZZ_EXPECT(result == JUMIO_ERR_ARGUMENT || result == JUMIO_ERR_JSON || result == JUMIO_ERR_TOO_LARGE);
  FUZZ_EXPECT(jumio_error_get_code(error) == result);
  FUZZ_EXPECT(strlen(jumio_error_get_message(error)) > 0);
}

/* Written and read again it is the same, to the byte and to the hash. */
static void check_document(const jumio_policy *policy)
{
  jumio_policy *again = NULL;
  char *first = NULL, *second = NULL;
  size_t len = 0;
  FUZZ_EXPECT(jumio_policy_dup_json(policy, &first, &len, NULL) == JUMIO_OK);
  FUZZ_EXPECT(jumio_policy_parse(NULL, first, len, &again, NULL) == JUMIO_OK);
  FUZZ_EXPECT(jumio_policy_dup_json(again, &second, NULL, NULL) == JUMIO_OK);
  FUZZ_EXPECT(strcmp(first, second) == 0);
  const char *hash = jumio_policy_get_text(policy, JUMIO_POLICY_TEXT_HASH), *other = jumio_policy_get_text(again, JUMIO_POLICY_TEXT_HASH);
  FUZZ_EXPECT(hash == NULL ? other == NULL : strcmp(hash, other) == 0);
  jumio_text_free(first);
  jumio_text_free(second);
  jumio_policy_free(again);
}

static void check_transactions(const policy_case *policy)
{
  body b = body_passed();
  char *json = body_print(&b);
  subject s = subject_of(json, strlen(json), policy);
  FUZZ_EXPECT(s.before.status == JUMIO_IDV_PASSED || s.before.status == JUMIO_IDV_INCOMPLETE);
  for (size_t i = 0; i < property_count; i++)
    if (!properties[i].is_long)
      property_check_all(&properties[i], &s);
  free(json);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  jumio_policy *policy = NULL;
  jumio_error *error = NULL;
  jumio_result result = jumio_policy_parse(NULL, (const char *)data, size, &policy, &error);
  FUZZ_EXPECT((policy != NULL) == (result == JUMIO_OK));
  if (result == JUMIO_OK) {
    policy_case known = policy_case_of(policy);
    check_document(policy);
    check_transactions(&known);
    policy_case_free(&known);
  } else {
    check_refusal(result, error);
  }
  jumio_error_free(error);
  return 0;
}
