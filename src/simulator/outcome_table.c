/* Two tables: the named scenarios, and the published decision labels with the capability and type that they belong to. */
#include "sim.h"

#include <string.h>

#define ROW(capability, category, type, label)                                                                                             \
  {                                                                                                                                        \
    CAP_##capability, CAT_##category, TYPE_##type, label                                                                                   \
  }

static const struct sim_scenario scenarios[] = {
    {"passed", "everything clean", 0, TYPE_PASSED, NULL, 0, {{0}}, 0},
    {"passed-custom-label", "clean, with a label of the tenant's own ruleset", 0, TYPE_PASSED, "TXN_PASSED", 0, {{0}}, 0},
    {"fraud-manipulated-photo",
     "the document's portrait is exchanged",
     0,
     TYPE_REJECTED,
     NULL,
     100,
     {ROW(IMAGE_CHECKS, NONE, REJECTED, "MANIPULATED_DOCUMENT_PHOTO")},
     1},
    {"fraud-repeated-face",
     "the same face with other data",
     0,
     TYPE_REJECTED,
     NULL,
     80,
     {ROW(DATA_CHECKS, NONE, REJECTED, "MISMATCHING_DATA_REPEATED_FACE"), ROW(IMAGE_CHECKS, NONE, WARNING, "REPEATED_FACE")},
     2},
    {"fraud-fake", "a known fake", 0, TYPE_REJECTED, NULL, 100, {ROW(IMAGE_CHECKS, NONE, REJECTED, "FAKE")}, 1},
    {"fraud-and-no-match",
     "a tampered portrait, and the face differs",
     0,
     TYPE_REJECTED,
     NULL,
     100,
     {ROW(IMAGE_CHECKS, NONE, REJECTED, "MANIPULATED_DOCUMENT_PHOTO"), ROW(SIMILARITY, NONE, REJECTED, "NO_MATCH")},
     2},
    {"denied-no-match",
     "the face is not the document's",
     0,
     TYPE_REJECTED,
     NULL,
     100,
     {ROW(SIMILARITY, NONE, REJECTED, "NO_MATCH"), ROW(AUTHENTICATION, NONE, REJECTED, "FAILED")},
     2},
    {"denied-liveness",
     "no live person",
     0,
     TYPE_REJECTED,
     NULL,
     100,
     {ROW(LIVENESS, NONE, REJECTED, "LIVENESS_UNDETERMINED"), ROW(AUTHENTICATION, NONE, REJECTED, "FAILED")},
     2},
    {"denied-id-as-selfie",
     "a portrait from an ID instead of a face, and the document is blurred",
     0,
     TYPE_REJECTED,
     NULL,
     100,
     {ROW(LIVENESS, NONE, REJECTED, "ID_USED_AS_SELFIE"), ROW(USABILITY, ID, REJECTED, "BLURRED")},
     2},
    {"incomplete-unsupported-document",
     "a document type that is not supported",
     0,
     TYPE_REJECTED,
     NULL,
     100,
     {ROW(USABILITY, ID, WARNING, "UNSUPPORTED_DOCUMENT_TYPE"), ROW(USABILITY, DOCUMENT, REJECTED, "DOCUMENT_CONTENT_NOT_SUPPORTED")},
     2},
    {"incomplete-unsupported-country",
     "a country that is not enabled",
     0,
     TYPE_REJECTED,
     NULL,
     100,
     {ROW(USABILITY, ID, WARNING, "UNSUPPORTED_COUNTRY")},
     1},
    {"incomplete-blurred",
     "an unreadable picture",
     0,
     TYPE_REJECTED,
     NULL,
     100,
     {ROW(USABILITY, ID, REJECTED, "BLURRED"), ROW(USABILITY, DOCUMENT, REJECTED, "BLURRED")},
     2},
    {"incomplete-missing-signature",
     "an unsigned document",
     0,
     TYPE_REJECTED,
     NULL,
     100,
     {ROW(USABILITY, ID, REJECTED, "MISSING_SIGNATURE"), ROW(USABILITY, DOCUMENT, REJECTED, "MISSING_SIGNATURE")},
     2},
    {"incomplete-not-uploaded",
     "the document never came",
     0,
     TYPE_REJECTED,
     NULL,
     100,
     {ROW(USABILITY, ID, NOT_EXECUTED, "NOT_UPLOADED"), ROW(USABILITY, DOCUMENT, NOT_EXECUTED, "NOT_UPLOADED")},
     2},
    {"warning-similarity-not-possible",
     "the faces cannot be compared",
     0,
     TYPE_WARNING,
     NULL,
     40,
     {ROW(SIMILARITY, NONE, WARNING, "NOT_POSSIBLE")},
     1},
    {"warning-bad-quality-selfie", "a poor selfie", 0, TYPE_WARNING, NULL, 40, {ROW(LIVENESS, NONE, WARNING, "BAD_QUALITY")}, 1},
    {"warning-repeated-face",
     "the same face and data were seen before",
     0,
     TYPE_WARNING,
     NULL,
     40,
     {ROW(IMAGE_CHECKS, NONE, WARNING, "REPEATED_FACE")},
     1},
    {"watchlist-alert",
     "a watchlist hit, the identity itself is clean",
     0,
     TYPE_PASSED,
     NULL,
     50,
     {ROW(WATCHLIST, NONE, WARNING, "ALERT")},
     1},
    {"technical-error",
     "Jumio could not finish",
     0,
     TYPE_NOT_EXECUTED,
     "TECHNICAL_ERROR",
     -1,
     {ROW(IMAGE_CHECKS, NONE, NOT_EXECUTED, "TECHNICAL_ERROR"), ROW(AUTHENTICATION, NONE, NOT_EXECUTED, "TECHNICAL_ERROR"),
      ROW(USABILITY, DOCUMENT, NOT_EXECUTED, "TECHNICAL_ERROR"), ROW(WATCHLIST, NONE, NOT_EXECUTED, "TECHNICAL_ERROR")},
     4},
    {"session-expired", "abandoned after the start", BEHAVE_EXPIRE_SESSION, TYPE_NOT_EXECUTED, "SESSION_EXPIRED", -1, {{0}}, 0},
    {"session-expired-rejected",
     "the same, with the decision REJECTED 100 seen in a recorded body",
     BEHAVE_EXPIRE_SESSION | BEHAVE_EXPIRY_REJECTED,
     TYPE_REJECTED,
     NULL,
     100,
     {{0}},
     0},
    {"token-expired", "never started", BEHAVE_EXPIRE_TOKEN, TYPE_NOT_EXECUTED, "TOKEN_EXPIRED", -1, {{0}}, 0},
    {"stays-initiated", "never leaves INITIATED", BEHAVE_STAY_INITIATED, TYPE_PASSED, NULL, 0, {{0}}, 0},
    {"stays-acquired", "never leaves ACQUIRED", BEHAVE_STAY_ACQUIRED, TYPE_PASSED, NULL, 0, {{0}}, 0},
    {"rejected-by-rule", "capabilities clean, but a rule of the tenant rejects", 0, TYPE_REJECTED, NULL, 80, {{0}}, 0},
    {"passed-but-liveness-rejected",
     "the levels contradict each other",
     0,
     TYPE_PASSED,
     NULL,
     0,
     {ROW(LIVENESS, NONE, REJECTED, "LIVENESS_UNDETERMINED")},
     1},
    {"no-decision", "processed, without a decision member", BEHAVE_NO_DECISION, TYPE_PASSED, NULL, 0, {{0}}, 0},
    {"wiped", "deleted by retention as soon as it was processed", BEHAVE_WIPED, TYPE_PASSED, NULL, 0, {{0}}, 0},
    {"part-missing", "the details list a part whose download answers 404", BEHAVE_PART_MISSING, TYPE_PASSED, NULL, 0, {{0}}, 0},
};

const struct sim_scenario *scenario_at(size_t index)
{
  return index < sizeof scenarios / sizeof *scenarios ? &scenarios[index] : NULL;
}

const struct sim_scenario *scenario_find(const char *name)
{
  for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++)
    if (strcmp(scenarios[i].name, name) == 0)
      return &scenarios[i];
  return NULL;
}

/* Published labels, one line per capability and type, separated by blanks. */
static const struct {
  enum sim_capability capability;
  enum sim_type type;
  const char *labels;
} published[] = {
    {CAP_USABILITY, TYPE_REJECTED,
     "BLURRED GLARE BAD_QUALITY BAD_QUALITY_IMAGE DAMAGED_DOCUMENT PART_OF_DOCUMENT_MISSING PART_OF_DOCUMENT_HIDDEN "
     "MISSING_MANDATORY_DATAPOINTS BLACK_WHITE MISSING_PAGE MISSING_SIGNATURE NOT_A_DOCUMENT PHOTOCOPY "
     "DOCUMENT_CONTENT_NOT_SUPPORTED"},
    {CAP_USABILITY, TYPE_WARNING, "UNSUPPORTED_COUNTRY UNSUPPORTED_DOCUMENT_TYPE"},
    {CAP_USABILITY, TYPE_NOT_EXECUTED, "NOT_UPLOADED"},
    {CAP_IMAGE_CHECKS, TYPE_REJECTED,
     "DIGITAL_COPY WATERMARK SAMPLE FAKE OTHER_REJECTION GHOST_IMAGE_DIFFERENT PUNCHED CHIP_MISSING DIGITAL_MANIPULATION "
     "MISMATCH_FRONT_BACK MANIPULATED_DOCUMENT MANIPULATED_DOCUMENT_PHOTO MANIPULATED_DOCUMENT_DOCUMENT_NUMBER "
     "MANIPULATED_DOCUMENT_EXPIRY MANIPULATED_DOCUMENT_DOB MANIPULATED_DOCUMENT_NAME MANIPULATED_DOCUMENT_ADDRESS "
     "MANIPULATED_DOCUMENT_SECURITY_CHECKS MANIPULATED_DOCUMENT_SIGNATURE MANIPULATED_DOCUMENT_PERSONAL_NUMBER "
     "MANIPULATED_DOCUMENT_PLACE_OF_BIRTH MANIPULATED_DOCUMENT_GENDER MANIPULATED_DOCUMENT_ISSUING_DATE "
     "LOOKUPS_HIGH_RISK_FACE FAILED"},
    {CAP_IMAGE_CHECKS, TYPE_WARNING, "DIFFERENT_PERSON REPEATED_FACE GHOST_IMAGE_QUALITY_INSUFFICIENT"},
    {CAP_IMAGE_CHECKS, TYPE_NOT_EXECUTED, "TECHNICAL_ERROR PRECONDITION_NOT_FULFILLED"},
    {CAP_DATA_CHECKS, TYPE_WARNING,
     "DOCUMENT_EXPIRY_WITHIN_CONFIGURED_LIMIT ID_DATA_MISMATCH_LOW_CONFIDENCE ID_DATA_INVALID UNREADABLE_DATASOURCE "
     "LOOKUPS_MEDIUM_RISK_SAME_DOCUMENT_NUMBER LOOKUPS_MEDIUM_RISK_IP_ADDRESS LOOKUPS_MEDIUM_RISK_DEVICE"},
    {CAP_DATA_CHECKS, TYPE_REJECTED,
     "HIGH_FRAUD_RISK NFC_CERTIFICATE MISMATCHING_DATAPOINTS MRZ_CHECKSUM MISMATCHING_DATA_REPEATED_FACE "
     "MISMATCH_HRZ_MRZ_DATA ID_DATA_MISMATCH CUSTOMER_FEEDBACK LOOKUPS_HIGH_RISK_SAME_DATA "
     "LOOKUPS_HIGH_RISK_SAME_FACE_MISMATCHING_DATA LOOKUPS_HIGH_RISK_DEVICE LOOKUPS_HIGH_RISK_IP_ADDRESS SUPERIMPOSED_TEXT"},
    {CAP_SIMILARITY, TYPE_REJECTED, "NO_MATCH NOT_MATCH"},
    {CAP_SIMILARITY, TYPE_WARNING, "NOT_POSSIBLE"},
    {CAP_LIVENESS, TYPE_REJECTED,
     "LIVENESS_UNDETERMINED ID_USED_AS_SELFIE MULTIPLE_PEOPLE DIGITAL_COPY PHOTOCOPY MANIPULATED NO_FACE_PRESENT "
     "FACE_NOT_FULLY_VISIBLE BLACK_WHITE"},
    {CAP_LIVENESS, TYPE_WARNING, "AGE_DIFFERENCE BAD_QUALITY"},
    {CAP_LIVENESS, TYPE_NOT_EXECUTED, "TECHNICAL_ERROR PRECONDITION_NOT_FULFILLED"},
    {CAP_AUTHENTICATION, TYPE_REJECTED, "FAILED"},
    {CAP_WATCHLIST, TYPE_WARNING, "ALERT"},
    {CAP_WATCHLIST, TYPE_NOT_EXECUTED,
     "NOT_ENOUGH_DATA VALIDATION_FAILED INVALID_MERCHANT_SETTINGS NO_VALID_ID_CREDENTIAL EXTRACTION_NOT_DONE"},
    {CAP_DRIVING, TYPE_REJECTED, "DENY"},
    {CAP_DRIVING, TYPE_NOT_EXECUTED, "UNSUPPORTED_STATE"},
    {CAP_EMAIL, TYPE_REJECTED, "HIGH_RISK"},
    {CAP_EMAIL, TYPE_WARNING, "MEDIUM_RISK"},
};

static bool has_word(const char *words, const char *word)
{
  size_t n = strlen(word);
  for (const char *p = words; (p = strstr(p, word)) != NULL; p += n)
    if ((p == words || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0'))
      return n != 0;
  return false;
}

static bool about_faces(enum sim_capability capability)
{
  return capability == CAP_LIVENESS || capability == CAP_SIMILARITY || capability == CAP_AUTHENTICATION;
}

/* A label that several capabilities share goes to the one that looks at the given credential; the second pass takes any. */
bool label_find(const char *label, enum sim_category category, struct sim_row *out)
{
  bool face = category == CAT_SELFIE || category == CAT_FACEMAP;
  for (int pass = 0; pass < 2; pass++)
    for (size_t i = 0; i < sizeof published / sizeof *published; i++) {
      enum sim_capability capability = published[i].capability;
      if (pass == 0 && about_faces(capability) != face)
        continue;
      if (!has_word(published[i].labels, label))
        continue;
      *out = (struct sim_row){capability, CAT_NONE, published[i].type, label};
      if (capability == CAP_USABILITY)
        out->category = category == CAT_NONE ? CAT_ID : category;
      return true;
    }
  return false;
}
