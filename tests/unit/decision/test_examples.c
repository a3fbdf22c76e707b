/** The worked examples of the specification (its section 7), one row each, and the faults of the catalogue that a row can show. */
#include "unit/decision/body.h"

#include "support/cmocka.h"

typedef struct example {
  const char *evidence; /* the specification's words */
  const char *status;   /* of the execution; NULL: missing */
  const char *decision; /* type and score of the transaction; NULL: none */
  const char *elements; /* "capability[/CATEGORY] TYPE LABEL[ DATA]; ...", in the place of those that passed; "none": nothing is there */
  jumio_policy_switches switches;
  const char *answer; /* the status, or "error" */
  jumio_decision_flags flags;
  const char *text; /* the paragraph; NULL: not compared */
} example;

enum {
  ALERT = JUMIO_FLAG_AML_ALERT,
  AGAINST = JUMIO_FLAG_CONTRADICTION,
  CAPABILITY = JUMIO_FLAG_UNKNOWN_CAPABILITY,
  GONE = JUMIO_FLAG_DATA_DELETED,
  LABEL = JUMIO_FLAG_UNKNOWN_LABEL,
  MISSING = JUMIO_FLAG_MISSING_CAPABILITY,
  NONE = JUMIO_FLAG_NO_DECISION,
  REPEATED = JUMIO_FLAG_REPEATED_FACE,
  RULE = JUMIO_FLAG_RULE_DRIVEN,
  TYPE = JUMIO_FLAG_UNKNOWN_TYPE,
  WANTED = JUMIO_FLAG_STEPS_WANTED,
  FIRST = JUMIO_POLICY_DOCUMENT_FIRST
};

#define SKIPPED " NOT_EXECUTED PRECONDITION_NOT_FULFILLED; "
#define NOT_RUN "extraction" SKIPPED "imageChecks" SKIPPED "dataChecks" SKIPPED
#define NO_FACE "similarity" SKIPPED "liveness" SKIPPED

#define FINAL                                                                                                                              \
  " The policy is \"default\" of version \"1\", the profile is \"id_and_identity\", the rules are of version \"2\". The status is final."

#define OF_CUSTOM " The policy is \"custom\", the profile is \"id_and_identity\", the rules are of version \"2\". The status is final."

/* clang-format off */
static const example section_7[] = {
    {"all OK/MATCH", "PROCESSED", "PASSED 0", "", 0, "Passed", 0,
        "Passed: every check that the profile requires succeeded. "
        "This was decided because the usability check of the ID passed (quality sufficient); "
        "the usability check of the selfie passed (quality sufficient); "
        "the usability check of the facemap passed (quality sufficient); "
        "the data extraction of the ID passed (data extracted); "
        "the image check of the ID passed (no sign of tampering); "
        "the data check of the ID passed (no fraud found in the data); "
        "the face comparison of the ID passed (selfie and ID show the same person); "
        "the liveness test of the selfie passed (a live person)." FINAL},
    {"recorded: unsupported", "PROCESSED", "REJECTED 100", "usability/ID WARNING UNSUPPORTED_DOCUMENT_TYPE; " NOT_RUN, 0, "Incomplete", 0,
        "Incomplete: Jumio was unable to verify the document or the person, which accuses nobody. "
        "This was decided because the usability check of the ID gave a warning with the label \"UNSUPPORTED_DOCUMENT_TYPE\" (document type not supported or not accepted). "
        "Other findings were overruled: the data extraction of the ID did not run, with the label \"PRECONDITION_NOT_FULFILLED\" (a check before it failed); "
        "the image check of the ID did not run, with the label \"PRECONDITION_NOT_FULFILLED\" (a check before it failed); "
        "the data check of the ID did not run, with the label \"PRECONDITION_NOT_FULFILLED\" (a check before it failed); "
        "the transaction itself was rejected (\"REJECTED\")." FINAL},
    {"recorded: MISSING_SIGNATURE", "PROCESSED", "REJECTED 100", "usability/ID REJECTED MISSING_SIGNATURE; " NOT_RUN, 0, "Incomplete", 0,
        "Incomplete: Jumio was unable to verify the document or the person, which accuses nobody. "
        "This was decided because the usability check of the ID was rejected with the label \"MISSING_SIGNATURE\" (the document is not signed). "
        "Other findings were overruled: the data extraction of the ID did not run, with the label \"PRECONDITION_NOT_FULFILLED\" (a check before it failed); "
        "the image check of the ID did not run, with the label \"PRECONDITION_NOT_FULFILLED\" (a check before it failed); "
        "the data check of the ID did not run, with the label \"PRECONDITION_NOT_FULFILLED\" (a check before it failed); "
        "the transaction itself was rejected (\"REJECTED\")." FINAL},
    {"recorded: repeated face", "PROCESSED", "REJECTED 80", "imageChecks WARNING REPEATED_FACE; dataChecks REJECTED MISMATCHING_DATA_REPEATED_FACE", 0, "Fraud", REPEATED,
        "Fraud: the document is fraudulent, that is fake or altered. "
        "This was decided because the data check of the ID was rejected with the label \"MISMATCHING_DATA_REPEATED_FACE\" (the face was seen before with different data). "
        "Other findings were overruled: the transaction itself was rejected (\"REJECTED\"). "
        "To be noted: the same face with the same data was verified before." FINAL},
    {"recorded: similarity NOT_POSSIBLE", "PROCESSED", "WARNING 40", "similarity WARNING NOT_POSSIBLE MATCH", 0, "Incomplete", 0,
        "Incomplete: Jumio was unable to verify the document or the person, which accuses nobody. "
        "This was decided because the face comparison of the ID gave a warning with the label \"NOT_POSSIBLE\" (the faces could not be compared). "
        "Other findings were overruled: the transaction itself did not pass (\"WARNING\")." FINAL},
    {"recorded: liveness BAD_QUALITY", "PROCESSED", "WARNING 40", "liveness WARNING BAD_QUALITY; usability/FACEMAP NOT_EXECUTED NOT_UPLOADED", 0, "Incomplete", 0,
        "Incomplete: Jumio was unable to verify the document or the person, which accuses nobody. "
        "This was decided because the usability check of the facemap did not run, with the label \"NOT_UPLOADED\" (the part was never supplied); "
        "the liveness test of the selfie gave a warning with the label \"BAD_QUALITY\" (poor selfie). "
        "Other findings were overruled: the transaction itself did not pass (\"WARNING\")." FINAL},
    {"recorded: SESSION_EXPIRED", "SESSION_EXPIRED", "REJECTED 100", "usability/ID NOT_EXECUTED NOT_UPLOADED; usability/SELFIE NOT_EXECUTED NOT_UPLOADED; "
        "usability/FACEMAP NOT_EXECUTED NOT_UPLOADED; " NOT_RUN NO_FACE, 0, "Failed", 0,
        "Failed: the request expired before it was completed. "
        "This was decided because the session or the token expired (\"SESSION_EXPIRED\"). "
        "Other findings were overruled: the usability check of the ID did not run, with the label \"NOT_UPLOADED\" (the part was never supplied); "
        "the usability check of the selfie did not run, with the label \"NOT_UPLOADED\" (the part was never supplied); "
        "the usability check of the facemap did not run, with the label \"NOT_UPLOADED\" (the part was never supplied); "
        "the data extraction of the ID did not run, with the label \"PRECONDITION_NOT_FULFILLED\" (a check before it failed); "
        "the image check of the ID did not run, with the label \"PRECONDITION_NOT_FULFILLED\" (a check before it failed); "
        "the data check of the ID did not run, with the label \"PRECONDITION_NOT_FULFILLED\" (a check before it failed); "
        "the face comparison of the ID did not run, with the label \"PRECONDITION_NOT_FULFILLED\" (a check before it failed); "
        "the liveness test of the selfie did not run, with the label \"PRECONDITION_NOT_FULFILLED\" (a check before it failed)." FINAL},
    {"NO_MATCH + MANIPULATED_DOCUMENT_PHOTO", "PROCESSED", "REJECTED 100", "similarity REJECTED NO_MATCH NO_MATCH; imageChecks REJECTED MANIPULATED_DOCUMENT_PHOTO", 0, "Fraud", 0,
        "Fraud: the document is fraudulent, that is fake or altered. "
        "This was decided because the image check of the ID was rejected with the label \"MANIPULATED_DOCUMENT_PHOTO\" (tampered with: the portrait). "
        "Other findings were overruled: the face comparison of the ID was rejected with the label \"NO_MATCH\" (the faces differ); "
        "the transaction itself was rejected (\"REJECTED\")." FINAL},
    {"BLURRED + ID_USED_AS_SELFIE", "PROCESSED", "REJECTED 100", "usability/ID REJECTED BLURRED; liveness REJECTED ID_USED_AS_SELFIE", 0, "Denied", 0,
        "Denied: the face does not match the document, or the liveness test failed. "
        "This was decided because the liveness test of the selfie was rejected with the label \"ID_USED_AS_SELFIE\" (the portrait of an ID was presented). "
        "Other findings were overruled: the usability check of the ID was rejected with the label \"BLURRED\" (out of focus); "
        "the transaction itself was rejected (\"REJECTED\")." FINAL},
    {"the same, document_first", "PROCESSED", "REJECTED 100", "usability/ID REJECTED BLURRED; liveness REJECTED ID_USED_AS_SELFIE", FIRST, "Incomplete", 0,
        "Incomplete: Jumio was unable to verify the document or the person, which accuses nobody. "
        "This was decided because the usability check of the ID was rejected with the label \"BLURRED\" (out of focus). "
        "Other findings were overruled: the liveness test of the selfie was rejected with the label \"ID_USED_AS_SELFIE\" (the portrait of an ID was presented); "
        "the transaction itself was rejected (\"REJECTED\")." OF_CUSTOM},
    {"tx PASSED, LIVENESS_UNDETERMINED", "PROCESSED", "PASSED 0", "liveness REJECTED LIVENESS_UNDETERMINED", 0, "Denied", AGAINST,
        "Denied: the face does not match the document, or the liveness test failed. "
        "This was decided because the liveness test of the selfie was rejected with the label \"LIVENESS_UNDETERMINED\" (liveness could not be established). "
        "To be noted: two statements of Jumio exclude each other, and the worse one counted." FINAL},
    {"watchlist ALERT, all else clean", "PROCESSED", "PASSED 50", "watchlistScreening WARNING ALERT", 0, "Incomplete", ALERT | AGAINST,
        "Incomplete: Jumio was unable to verify the document or the person, which accuses nobody. "
        "This was decided because the watchlist screening gave a warning with the label \"ALERT\" (a hit). "
        "To be noted: two statements of Jumio exclude each other, and the worse one counted; "
        "the watchlist screening has a hit, which does not disprove the identity." FINAL},
    {"authentication REJECTED FAILED", "PROCESSED", "REJECTED 100", "authentication REJECTED FAILED", 0, "Denied", WANTED,
        "Denied: the face does not match the document, or the liveness test failed. "
        "This was decided because the authentication was rejected with the label \"FAILED\" (not the same person, or not alive). "
        "Other findings were overruled: the transaction itself was rejected (\"REJECTED\"). "
        "To be noted: the cause stands only in the steps of the transaction, which were not given." FINAL},
    {"empty object", NULL, NULL, "none", 0, "error", 0, NULL},
    {"ACCEPTED, all else absent", "PROCESSED", "ACCEPTED 0", "none", 0, "Incomplete", TYPE | MISSING | WANTED,
        "Incomplete: Jumio was unable to verify the document or the person, which accuses nobody. "
        "This was decided because a required check is not there: the usability check; "
        "a required check is not there: the data extraction; "
        "a required check is not there: the image check; "
        "a required check is not there: the data check; "
        "a required check is not there: the face comparison; "
        "a required check is not there: the liveness test. "
        "Other findings were overruled: the transaction's decision has no type that this version knows (\"ACCEPTED\"). "
        "To be noted: Jumio used a decision type that this version does not know, or none; "
        "a required check is not there; "
        "the cause stands only in the steps of the transaction, which were not given." FINAL},
    {"ACQUIRED only", "ACQUIRED", NULL, "none", 0, "Pending", 0,
        "Pending: Jumio has not finished, so that nothing is decided yet. "
        "This was decided because Jumio has not finished (\"ACQUIRED\"). "
        "The policy is \"default\" of version \"1\", the profile is \"id_and_identity\", the rules are of version \"2\". "
        "The status is not final: it can still change by itself."},
};
/* clang-format on */

/* The next word of the text, which it cuts; NULL at the end. */
static const char *next(char **text, const char *ends)
{
  char *word = *text + strspn(*text, ends);
  size_t len = strcspn(word, ends);
  *text = word + len + (word[len] != '\0');
  word[len] = '\0';
  return len != 0 ? word : NULL;
}

/* The passed element of this capability and category, else a new one. */
static part *place_of(body *b, const char *capability, const char *category)
{
  for (size_t i = 0; i < b->count; i++)
    if (strcmp(b->parts[i].capability, capability) == 0 && (category == NULL || strcmp(b->parts[i].category, category) == 0))
      return &b->parts[i];
  return body_add(b, capability, NULL, NULL, category);
}

static void read_elements(body *b, char *text, char data[64])
{
  for (char *element; (element = (char *)next(&text, ";")) != NULL;) {
    char *name = (char *)next(&element, " ");
    if (name == NULL)
      continue;
    const char *capability = next(&name, "/"), *category = next(&name, "/");
    part *p = place_of(b, capability, category);
    p->type = next(&element, " ");
    p->label = next(&element, " ");
    const char *similarity = next(&element, " ");
    p->data = NULL;
    if (similarity == NULL)
      continue;
    snprintf(data, 64, "{\"similarity\":\"%s\"}", similarity);
    p->data = data;
  }
}

static void expect_text(const example *row, const body *b, const jumio_policy *policy)
{
  jumio_decision *decision = NULL;
  char *json = body_print(b), *text = NULL;
  assert_int_equal(jumio_decision_map_json(NULL, json, JUMIO_NTS, NULL, 0, policy, &decision, NULL), JUMIO_OK);
  assert_int_equal(jumio_decision_dup_text(decision, &text, NULL, NULL), JUMIO_OK);
  assert_string_equal(text, row->text);
  jumio_text_free(text);
  jumio_decision_free(decision);
  free(json);
}

static void expect_row(const example *row)
{
  char elements[1024], decision[64], data[64], *rest = decision;
  body b = body_passed();
  if (strcmp(row->elements, "none") == 0)
    b.count = 0;
  else if (strcmp(row->elements, "wiped") == 0)
    b.wiped = true;
  else {
    snprintf(elements, sizeof elements, "%s", row->elements);
    read_elements(&b, elements, data);
  }
  b.status = row->status;
  b.no_decision = row->decision == NULL;
  snprintf(decision, sizeof decision, "%s", row->decision != NULL ? row->decision : "");
  b.type = b.label = next(&rest, " ");
  b.score = next(&rest, " ");
  jumio_policy *policy = body_policy(JUMIO_PROFILE_BY_KEY, row->switches);
  outcome got = body_map(&b, policy);
  if (row->text != NULL)
    expect_text(row, &b, policy);
  jumio_policy_free(policy);
  const char *answer = got.result == JUMIO_ERR_NOT_A_TRANSACTION ? "error" : jumio_idv_status_name(got.status);
  if (strcmp(answer, row->answer) != 0 || got.flags != row->flags)
    fail_msg("%s: %s with flags 0x%x", row->evidence, answer, (unsigned)got.flags);
}

static void test_examples__section_7(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof section_7 / sizeof section_7[0]; i++)
    expect_row(&section_7[i]);
}

/* clang-format off */
/* The ids stand in the rows: the catalogue takes texts that begin with one. */
static const example faults[] = {
    {"P03 unknown label, type PASSED", "PROCESSED", "PASSED 0", "imageChecks PASSED CLEAN", 0, "Incomplete", LABEL | AGAINST, NULL},
    {"P04 unknown type", "PROCESSED", "PASSED 0", "liveness ACCEPTED OK", 0, "Incomplete", TYPE | AGAINST, NULL},
    {"P04 unknown type of the transaction", "PROCESSED", "APPROVED 0", "", 0, "Incomplete", TYPE, NULL},
    {"P06 transaction PASSED, one capability REJECTED", "PROCESSED", "PASSED 0", "dataChecks REJECTED MRZ_CHECKSUM", 0, "Fraud", AGAINST, NULL},
    {"P07 score 0 with REJECTED: the score decides nothing", "PROCESSED", "REJECTED 0", "", 0, "Incomplete", RULE, NULL},
    {"P07 score 100 with PASSED", "PROCESSED", "PASSED 100", "", 0, "Passed", 0, NULL},
    {"P07 score -1 with PASSED", "PROCESSED", "PASSED -1", "", 0, "Passed", 0, NULL},
    {"P08 TOKEN_EXPIRED with a PASSED decision", "TOKEN_EXPIRED", "PASSED 0", "", 0, "Failed", 0, NULL},
    {"P08 SESSION_EXPIRED with a PASSED decision", "SESSION_EXPIRED", "PASSED 0", "", 0, "Failed", 0, NULL},
    {"P09 PROCESSED without decision", "PROCESSED", NULL, "", 0, "Incomplete", NONE, NULL},
    {"P09 PROCESSED without anything", "PROCESSED", NULL, "none", 0, "Incomplete", NONE | MISSING | WANTED, NULL},
    {"P10 no capabilities", "PROCESSED", "PASSED 0", "none", 0, "Incomplete", MISSING, NULL},
    {"P10 wipedOutAt", "PROCESSED", "PASSED 0", "wiped", 0, "Incomplete", GONE, NULL},
    {"P11 one capability twice, the worst wins", "PROCESSED", "PASSED 0", "liveness/ID REJECTED PHOTOCOPY", 0, "Denied", AGAINST, NULL},
    {"P12 unknown capability REJECTED", "PROCESSED", "PASSED 0", "faceLookup REJECTED HIT", 0, "Incomplete", CAPABILITY | AGAINST, NULL},
    {"P13 label in small letters", "PROCESSED", "PASSED 0", "liveness PASSED ok", 0, "Incomplete", LABEL | AGAINST, NULL},
    {"P13 label with a tab before it", "PROCESSED", "PASSED 0", "liveness PASSED \\tOK", 0, "Incomplete", LABEL | AGAINST, NULL},
    {"P13 label with a tab behind it", "PROCESSED", "PASSED 0", "liveness PASSED OK\\t", 0, "Incomplete", LABEL | AGAINST, NULL},
};
/* clang-format on */

static void test_examples__faults(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++)
    expect_row(&faults[i]);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_examples__section_7),
      cmocka_unit_test(test_examples__faults),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
