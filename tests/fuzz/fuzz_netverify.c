/** Results of Netverify, form-encoded or JSON: one status or one named error, the same twice, and Passed only where the words of a pass
 * stand in it. */
#include "fuzz/fuzz.h"
#include "fuzz/mutate.h"
#include "unit/decision/body.h"

static const char *const names[] = {"verificationStatus",
                                    "idScanStatus",
                                    "identityVerification",
                                    "rejectReason",
                                    "rejectReasonCode",
                                    "rejectReasonDescription",
                                    "rejectReasonDetails",
                                    "transactionResult",
                                    "additionalChecks",
                                    "mrzCheck",
                                    "document",
                                    "transaction",
                                    "verification",
                                    "status",
                                    "source",
                                    "scanReference",
                                    "similarity",
                                    "validity",
                                    "reason",
                                    "handwrittenNoteMatches",
                                    "type",
                                    "issuingCountry",
                                    "extracted",
                                    "result",
                                    "jumioIdScanReference"};
static const char *const words[] = {"APPROVED_VERIFIED",
                                    "APPROVED_VERIFIED",
                                    "DENIED_FRAUD",
                                    "DENIED_UNSUPPORTED_ID_TYPE",
                                    "DENIED_UNSUPPORTED_ID_COUNTRY",
                                    "ERROR_NOT_READABLE_ID",
                                    "NO_ID_UPLOADED",
                                    "SUCCESS",
                                    "ERROR",
                                    "DONE",
                                    "PENDING",
                                    "FAILED",
                                    "MATCH",
                                    "NO_MATCH",
                                    "NOT_POSSIBLE",
                                    "true",
                                    "false",
                                    "TRUE",
                                    "FALSE",
                                    "100",
                                    "102",
                                    "104",
                                    "200",
                                    "202",
                                    "300",
                                    "OK",
                                    "LATER_WORD",
                                    ""};
static const mutate_words dictionary = {names, sizeof names / sizeof names[0], 0, words, sizeof words / sizeof words[0]};

/* Forms are changed as bytes. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned int seed)
{
  return mutate_input(data, size, most, seed, &dictionary);
}

static char *decision_text(const char *input, size_t len, outcome *o)
{
  jumio_decision *decision = NULL;
  jumio_error *error = NULL;
  char *text = NULL;
  jumio_result result = jumio_decision_map_netverify(NULL, input, len, NULL, &decision, &error);
  FUZZ_EXPECT(jumio_error_get_code(error) == result);
  FUZZ_EXPECT((decision != NULL) == (result == JUMIO_OK));
  if (result == JUMIO_OK)
    FUZZ_EXPECT(jumio_decision_dup_json(decision, &text, NULL, NULL) == JUMIO_OK);
  jumio_error_free(error);
  *o = body_outcome(result, decision);
  return text;
}

/* Whether the word may stand in it: as it is, or written with escapes. */
static bool may_have(const char *input, size_t len, const char *word)
{
  size_t size = strlen(word);
  for (size_t i = 0; i < len; i++)
    if (input[i] == '%' || input[i] == '\\' || (i + size <= len && memcmp(input + i, word, size) == 0))
      return true;
  return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  outcome first, second;
  const char *input = (const char *)data;
  char *text = decision_text(input, size, &first), *again = decision_text(input, size, &second);
  FUZZ_EXPECT(first.result == second.result && first.status == second.status);
  FUZZ_EXPECT(text == NULL ? again == NULL : strcmp(text, again) == 0);
  FUZZ_EXPECT(first.result == JUMIO_OK || first.result == JUMIO_ERR_NOT_A_TRANSACTION || first.result == JUMIO_ERR_PROTOCOL ||
              first.result == JUMIO_ERR_JSON || first.result == JUMIO_ERR_TOO_LARGE);
  FUZZ_EXPECT((first.status != JUMIO_IDV_UNKNOWN) == (first.result == JUMIO_OK));
  if (first.status == JUMIO_IDV_PASSED)
    FUZZ_EXPECT(may_have(input, size, "APPROVED_VERIFIED") && may_have(input, size, "MATCH"));
  jumio_text_free(text);
  jumio_text_free(again);
  return 0;
}
