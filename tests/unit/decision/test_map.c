/** The mapper by example: the gate, the worked examples of the specification, unknown words, contradictions, categories, switches. */
#include "unit/decision/body.h"

#include "support/cmocka.h"

#define EXPECT(b, policy, want, want_flags)                                                                                                \
  do {                                                                                                                                     \
    outcome got = body_map(&(b), (policy));                                                                                                \
    assert_int_equal(got.result, JUMIO_OK);                                                                                                \
    assert_string_equal(jumio_idv_status_name(got.status), jumio_idv_status_name(want));                                                   \
    assert_int_equal(got.flags, (want_flags));                                                                                             \
  } while (0)

static void test_map__all_clean_is_passed(void **state)
{
  (void)state;
  body b = body_passed();
  EXPECT(b, NULL, JUMIO_IDV_PASSED, 0);
  outcome got = body_map(&b, NULL);
  assert_int_equal(got.profile, JUMIO_PROFILE_ID_AND_IDENTITY);
  assert_int_equal(got.is_final, 1);
}

static void test_map__waiting_is_pending(void **state)
{
  (void)state;
  static const char *const waiting[] = {"INITIATED", "ACQUISITION_STARTED", "ACQUIRED"};
  for (size_t i = 0; i < 3; i++) {
    body b = body_passed();
    b.status = waiting[i];
    EXPECT(b, NULL, JUMIO_IDV_PENDING, 0);
    assert_int_equal(body_map(&b, NULL).is_final, 0);
    b.wiped = true;
    EXPECT(b, NULL, JUMIO_IDV_PENDING, 0);
  }
  body only = {.status = "ACQUIRED", .no_decision = true};
  EXPECT(only, NULL, JUMIO_IDV_PENDING, 0);
}

static void test_map__unknown_status_is_pending(void **state)
{
  (void)state;
  static const char *const others[] = {"PROCESSING", "processed", " PROCESSED", "KYX_PROCESSED", "REQUIRES_MANUAL_REVIEW"};
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
    body b = body_passed();
    b.status = others[i];
    EXPECT(b, NULL, JUMIO_IDV_PENDING, JUMIO_FLAG_UNKNOWN_STATUS);
    assert_int_equal(body_map(&b, NULL).is_final, 0);
  }
}

static void test_map__expired_is_failed(void **state)
{
  (void)state;
  static const char *const expired[] = {"SESSION_EXPIRED", "TOKEN_EXPIRED", "KYX_SESSION_EXPIRED", "KYX_TOKEN_EXPIRED"};
  for (size_t i = 0; i < 4; i++) {
    body b = {.status = expired[i], .key = "10013", .type = "REJECTED", .label = "REJECTED"};
    body_add(&b, "usability", "NOT_EXECUTED", "NOT_UPLOADED", "ID");
    body_add(&b, "similarity", "NOT_EXECUTED", "PRECONDITION_NOT_FULFILLED", NULL);
    EXPECT(b, NULL, JUMIO_IDV_FAILED, 0);
    assert_int_equal(body_map(&b, NULL).is_final, 1);
    b.wiped = true;
    EXPECT(b, NULL, JUMIO_IDV_FAILED, 0);
    body_add(&b, "liveness", "REJECTED", "ID_USED_AS_SELFIE", "SELFIE");
    EXPECT(b, NULL, JUMIO_IDV_DENIED, JUMIO_FLAG_CONTRADICTION);
    body_add(&b, "imageChecks", "REJECTED", "FAKE", "ID");
    EXPECT(b, NULL, JUMIO_IDV_FRAUD, JUMIO_FLAG_CONTRADICTION);
  }
}

static void test_map__deleted_data_are_not_judged(void **state)
{
  (void)state;
  body b = body_passed();
  b.wiped = true;
  EXPECT(b, NULL, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_DATA_DELETED);
  assert_int_equal(body_map(&b, NULL).is_final, 1);
  body_set(&b, "imageChecks", "REJECTED", "FAKE");
  EXPECT(b, NULL, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_DATA_DELETED);
}

static void test_map__processed_but_expired(void **state)
{
  (void)state;
  static const char *const labels[] = {"TOKEN_EXPIRED", "SESSION_EXPIRED"};
  for (size_t i = 0; i < 2; i++) {
    body b = body_passed();
    b.type = "NOT_EXECUTED";
    b.label = labels[i];
    EXPECT(b, NULL, JUMIO_IDV_FAILED, JUMIO_FLAG_CONTRADICTION);
    body_set(&b, "similarity", "REJECTED", "NO_MATCH");
    body_find(&b, "similarity")->data = NULL;
    EXPECT(b, NULL, JUMIO_IDV_DENIED, JUMIO_FLAG_CONTRADICTION);
    body_set(&b, "dataChecks", "REJECTED", "MRZ_CHECKSUM");
    EXPECT(b, NULL, JUMIO_IDV_FRAUD, JUMIO_FLAG_CONTRADICTION);
  }
  body b = body_passed();
  b.type = "REJECTED";
  b.label = "TOKEN_EXPIRED";
  EXPECT(b, NULL, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_RULE_DRIVEN);
  b.type = "NOT_EXECUTED";
  b.label = "KYX_TOKEN_EXPIRED";
  EXPECT(b, NULL, JUMIO_IDV_INCOMPLETE, 0);
}

static void test_map__errors_are_no_status(void **state)
{
  (void)state;
  static const char *const bodies[] = {"{}",
                                       "[]",
                                       "null",
                                       "1",
                                       "{\"workflow\":{}}",
                                       "{\"workflow\":{\"status\":\"\"}}",
                                       "{\"workflow\":{\"status\":null}}",
                                       "{\"workflow\":{\"status\":4}}",
                                       "{\"workflow\":[]}",
                                       "{\"workflow\":\"PROCESSED\"}",
                                       "{\"workflowExecution\":{\"status\":\"PROCESSED\"},\"decision\":{\"type\":\"PASSED\"}}"};
  for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
    jumio_decision *decision = (jumio_decision *)(uintptr_t)8;
    jumio_error *error = NULL;
    assert_int_equal(jumio_decision_map_json(NULL, bodies[i], JUMIO_NTS, NULL, 0, NULL, &decision, &error), JUMIO_ERR_NOT_A_TRANSACTION);
    assert_null(decision);
    assert_string_equal(jumio_error_get_text(error, JUMIO_ERROR_TEXT_JSON_POINTER), "/workflow/status");
    jumio_error_free(error);
  }
}

typedef struct word_row {
  const char *capability, *type, *label;
  jumio_idv_status status, strict;
  jumio_decision_flags flags;
} word_row;

/* One element of an otherwise passed transaction says so; the transaction is REJECTED. */
static void test_map__unknown_and_stray_words(void **state)
{
  (void)state;
  enum { I = JUMIO_IDV_INCOMPLETE, D = JUMIO_IDV_DENIED, F = JUMIO_IDV_FRAUD };
  const jumio_decision_flags label = JUMIO_FLAG_UNKNOWN_LABEL, type = JUMIO_FLAG_UNKNOWN_TYPE, stray = JUMIO_FLAG_CONTRADICTION;
  const word_row rows[] = {
      {"liveness", "REJECTED", "NEW_WORD", D, D, label},
      {"liveness", "REJECTED", "liveness_UNDETERMINED", D, D, label},
      {"liveness", "REJECTED", NULL, D, D, label},
      {"liveness", "REJECTED", "OK", D, D, stray},
      {"liveness", "WARNING", "NEW_WORD", I, I, label},
      {"liveness", "WARNING", "OK", I, I, stray},
      {"liveness", "WARNING", NULL, I, I, label},
      {"liveness", "PASSED", "NEW_WORD", I, I, label},
      {"liveness", "PASSED", "LIVENESS_UNDETERMINED", I, I, stray},
      {"liveness", "PASSED", NULL, I, I, label},
      {"liveness", "PASSED", "", I, I, label},
      {"liveness", "PASSED", "ok", I, I, label},
      {"liveness", "PASSES", "OK", I, I, type},
      {"liveness", NULL, "OK", I, I, type},
      {"liveness", "", "OK", I, I, type},
      {"liveness", "NOT_EXECUTED", "NEW_WORD", I, I, label | JUMIO_FLAG_TECHNICAL},
      {"liveness", "NOT_EXECUTED", "TECHNICAL_ERROR", I, I, JUMIO_FLAG_TECHNICAL},
      {"liveness", "NOT_EXECUTED", "PRECONDITION_NOT_FULFILLED", I, I, 0},
      {"similarity", "REJECTED", "NOT_MATCH", D, D, stray}, /* beside data.similarity MATCH */
      {"similarity", "REJECTED", "NEW_WORD", D, D, label | stray},
      {"similarity", "PASSED", "OK", I, I, label},
      {"similarity", "PASSED", "NOT_POSSIBLE", I, I, stray},
      {"imageChecks", "REJECTED", "NEW_WORD", I, F, label},
      {"imageChecks", "REJECTED", NULL, I, F, label},
      {"imageChecks", "REJECTED", "OK", I, I, stray},
      {"imageChecks", "REJECTED", "REPEATED_FACE", I, I, stray},
      {"imageChecks", "REJECTED", "MANIPULATED_DOCUMENT_HOLOGRAM", F, F, label},
      {"imageChecks", "REJECTED", "MANIPULATED_CHIP", F, F, label},
      {"imageChecks", "REJECTED", "MANIPULATED_", F, F, label},
      {"imageChecks", "REJECTED", "LOOKUPS_HIGH_RISK_PHONE", F, F, label},
      {"imageChecks", "REJECTED", "manipulated_document", I, F, label},
      {"imageChecks", "REJECTED", "SAMPLE", I, F, 0},
      {"imageChecks", "WARNING", "FAKE", I, I, stray},
      {"imageChecks", "WARNING", "DIFFERENT_PERSON", I, D, 0},
      {"imageChecks", "PASSED", "FAKE", I, I, stray},
      {"dataChecks", "REJECTED", "NEW_WORD", I, F, label},
      {"dataChecks", "REJECTED", "MANIPULATED_DATA", F, F, label},
      {"dataChecks", "REJECTED", "LOOKUPS_HIGH_RISK_PHONE", F, F, label},
      {"dataChecks", "WARNING", "LOOKUPS_MEDIUM_RISK_PHONE", I, I, label},
      {"dataChecks", "WARNING", "MRZ_CHECKSUM", I, I, stray},
      {"extraction", "REJECTED", "ANY", I, I, label},
      {"extraction", "WARNING", NULL, I, I, label},
      {"usability", "REJECTED", "NEW_WORD", I, I, label},
      {"usability", "WARNING", "BLURRED", I, I, stray},
      {"usability", "NOT_EXECUTED", "NOT_UPLOADED", I, I, 0},
  };
  jumio_policy *strict = body_policy(JUMIO_PROFILE_BY_KEY, JUMIO_POLICY_STRICT);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    body b = body_passed();
    b.type = b.label = "REJECTED";
    body_set(&b, rows[i].capability, rows[i].type, rows[i].label);
    EXPECT(b, NULL, rows[i].status, rows[i].flags);
    EXPECT(b, strict, rows[i].strict, rows[i].flags);
  }
  jumio_policy_free(strict);
}

static void test_map__advisory_rows(void **state)
{
  (void)state;
  jumio_policy *strict = body_policy(JUMIO_PROFILE_BY_KEY, JUMIO_POLICY_STRICT);
  jumio_policy *trusting = body_policy(JUMIO_PROFILE_BY_KEY, JUMIO_POLICY_STRICT | JUMIO_POLICY_TRUST_TRANSACTION_PASS);
  body b = body_passed();
  body_set(&b, "imageChecks", "WARNING", "REPEATED_FACE");
  EXPECT(b, NULL, JUMIO_IDV_PASSED, JUMIO_FLAG_REPEATED_FACE);
  EXPECT(b, strict, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_REPEATED_FACE | JUMIO_FLAG_CONTRADICTION);
  EXPECT(b, trusting, JUMIO_IDV_PASSED, JUMIO_FLAG_REPEATED_FACE);
  body_set(&b, "dataChecks", "WARNING", "DOCUMENT_EXPIRY_WITHIN_CONFIGURED_LIMIT");
  EXPECT(b, NULL, JUMIO_IDV_PASSED, JUMIO_FLAG_REPEATED_FACE);
  b.type = b.label = "WARNING";
  EXPECT(b, NULL, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_REPEATED_FACE | JUMIO_FLAG_RULE_DRIVEN);
  EXPECT(b, trusting, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_REPEATED_FACE);
  jumio_policy_free(strict);
  jumio_policy_free(trusting);
}

static void test_map__watchlist_and_risk_signals(void **state)
{
  (void)state;
  jumio_policy *strict = body_policy(JUMIO_PROFILE_BY_KEY, JUMIO_POLICY_STRICT);
  jumio_policy *trusting = body_policy(JUMIO_PROFILE_BY_KEY, JUMIO_POLICY_TRUST_TRANSACTION_PASS);
  const jumio_decision_flags contradiction = JUMIO_FLAG_CONTRADICTION;
  static const char *const signals[] = {"addressValidation", "proofOfResidency",      "drivingLicenseVerification",
                                        "braCpfValidation",  "biometricVerification", "emailVerification",
                                        "phoneVerification", "geoIpVerification",     "deviceRiskVerification"};
  for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
    body b = body_passed();
    part *p = body_add(&b, signals[i], "PASSED", "OK", NULL);
    EXPECT(b, NULL, JUMIO_IDV_PASSED, 0);
    p->label = "LOW_RISK";
    EXPECT(b, NULL, JUMIO_IDV_PASSED, 0);
    p->type = "NOT_EXECUTED";
    p->label = "PRECONDITION_NOT_FULFILLED";
    EXPECT(b, NULL, JUMIO_IDV_PASSED, 0);
    EXPECT(b, strict, JUMIO_IDV_INCOMPLETE, contradiction);
    p->label = "NEW_WORD";
    EXPECT(b, NULL, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_UNKNOWN_LABEL | contradiction);
    p->type = "REJECTED";
    EXPECT(b, NULL, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_RISK_SIGNAL | JUMIO_FLAG_UNKNOWN_LABEL | contradiction);
    EXPECT(b, trusting, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_RISK_SIGNAL | JUMIO_FLAG_UNKNOWN_LABEL | contradiction);
    p->label = i < 4 ? "DENY" : "HIGH_RISK";
    EXPECT(b, NULL, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_RISK_SIGNAL | contradiction);
    EXPECT(b, trusting, JUMIO_IDV_PASSED, JUMIO_FLAG_RISK_SIGNAL);
    b.type = "WARNING";
    EXPECT(b, trusting, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_RISK_SIGNAL);
  }
  body b = body_passed();
  part *p = body_add(&b, "watchlistScreening", "NOT_EXECUTED", "VALIDATION_FAILED", NULL);
  EXPECT(b, NULL, JUMIO_IDV_PASSED, JUMIO_FLAG_AML_NOT_RUN);
  EXPECT(b, strict, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_AML_NOT_RUN | contradiction);
  p->label = "NEW_WORD";
  EXPECT(b, NULL, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_AML_NOT_RUN | JUMIO_FLAG_UNKNOWN_LABEL | contradiction);
  p->type = "WARNING";
  p->label = "ALERT";
  EXPECT(b, trusting, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_AML_ALERT | contradiction);
  jumio_policy_free(strict);
  jumio_policy_free(trusting);
}

static void test_map__other_capabilities(void **state)
{
  (void)state;
  const jumio_decision_flags capability = JUMIO_FLAG_UNKNOWN_CAPABILITY, contradiction = JUMIO_FLAG_CONTRADICTION;
  body b = body_passed();
  part *p = body_add(&b, "classification", "REJECTED", "ANY", NULL);
  EXPECT(b, NULL, JUMIO_IDV_PASSED, 0);
  p->no_decision = true;
  EXPECT(b, NULL, JUMIO_IDV_PASSED, 0);
  *p = (part){.capability = "faceLookup", .type = "PASSED", .label = "ANY"};
  EXPECT(b, NULL, JUMIO_IDV_PASSED, 0);
  p->label = NULL;
  EXPECT(b, NULL, JUMIO_IDV_PASSED, 0);
  p->label = "LIVENESS_UNDETERMINED"; /* of others: no word of what is not known decides */
  EXPECT(b, NULL, JUMIO_IDV_PASSED, 0);
  static const char *const types[] = {"WARNING", "REJECTED", "NOT_EXECUTED"};
  for (size_t i = 0; i < 3; i++) {
    p->type = types[i];
    EXPECT(b, NULL, JUMIO_IDV_INCOMPLETE, capability | contradiction);
  }
  p->type = "SOMETHING";
  EXPECT(b, NULL, JUMIO_IDV_INCOMPLETE, capability | JUMIO_FLAG_UNKNOWN_TYPE | contradiction);
}

static void test_map__facemap_that_was_not_needed(void **state)
{
  (void)state;
  const jumio_decision_flags contradiction = JUMIO_FLAG_CONTRADICTION;
  body b = body_passed();
  part *facemap = &b.parts[2];
  facemap->type = "NOT_EXECUTED";
  facemap->label = "NOT_UPLOADED";
  EXPECT(b, NULL, JUMIO_IDV_PASSED, 0);
  facemap->label = "NOT_uploaded";
  EXPECT(b, NULL, JUMIO_IDV_INCOMPLETE, contradiction | JUMIO_FLAG_UNKNOWN_LABEL | JUMIO_FLAG_TECHNICAL);
  facemap->label = "NOT_UPLOADED";
  static const char *const others[] = {"ID", "SELFIE", "FACE", NULL};
  for (size_t i = 0; i < 4; i++) {
    facemap->category = others[i];
    EXPECT(b, NULL, JUMIO_IDV_INCOMPLETE, contradiction);
  }
  facemap->category = "FACEMAP";
  body_add(&b, "liveness", "PASSED", "OK", "SELFIE");
  EXPECT(b, NULL, JUMIO_IDV_PASSED, 0);
  b.parts[b.count - 1].type = "WARNING";
  b.parts[b.count - 1].label = "BAD_QUALITY";
  EXPECT(b, NULL, JUMIO_IDV_INCOMPLETE, contradiction);
  b.parts[b.count - 1].removed = true;
  body_find(&b, "liveness")->removed = true;
  jumio_policy *id_only = body_policy(JUMIO_PROFILE_ID_ONLY, 0);
  EXPECT(b, id_only, JUMIO_IDV_INCOMPLETE, contradiction);
  jumio_policy_free(id_only);
  b = body_passed();
  b.parts[2].type = "NOT_EXECUTED";
  b.parts[2].label = "NOT_UPLOADED";
  body_add(&b, "usability", "NOT_EXECUTED", "NOT_UPLOADED", "FACEMAP");
  EXPECT(b, NULL, JUMIO_IDV_PASSED, 0); /* each of two */
}

static void test_map__categories_of_usability(void **state)
{
  (void)state;
  body b = body_passed();
  b.parts[0].category = NULL; /* untold: counts for what is required */
  EXPECT(b, NULL, JUMIO_IDV_PASSED, 0);
  b.parts[0].category = "IDENTITY_CARD"; /* a word that is not known counts for nothing */
  EXPECT(b, NULL, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MISSING_CAPABILITY);
  b.parts[0].category = "DOCUMENT";
  EXPECT(b, NULL, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MISSING_CAPABILITY);
  b.parts[0].removed = true;
  EXPECT(b, NULL, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MISSING_CAPABILITY);
}

static void test_map__data_words(void **state)
{
  (void)state;
  const jumio_decision_flags contradiction = JUMIO_FLAG_CONTRADICTION;
  static const char *const against[] = {"NO_MATCH", "NOT_MATCH", "NOT_POSSIBLE"};
  char data[64];
  body b = body_passed();
  for (size_t i = 0; i < 3; i++) {
    snprintf(data, sizeof data, "{\"similarity\":\"%s\"}", against[i]);
    body_find(&b, "similarity")->data = data;
    EXPECT(b, NULL, JUMIO_IDV_INCOMPLETE, contradiction);
  }
  body_find(&b, "similarity")->data = "{\"similarity\":\"MISMATCH\"}";
  EXPECT(b, NULL, JUMIO_IDV_INCOMPLETE, contradiction | JUMIO_FLAG_UNKNOWN_LABEL);
  static const char *const silent[] = {"{}", "{\"similarity\":\"\"}"};
  for (size_t i = 0; i < 2; i++) {
    body_find(&b, "similarity")->data = silent[i];
    EXPECT(b, NULL, JUMIO_IDV_PASSED, 0);
  }
  b = body_passed();
  static const char *const ids[] = {"PASSPORT", "DRIVING_LICENSE", "ID_CARD", "VISA"}, *const papers[] = {"UNSUPPORTED", "UB", "passport",
                                                                                                          "DRIVING LICENSE"};
  for (size_t i = 0; i < 4; i++) {
    snprintf(data, sizeof data, "{\"type\":\"%s\"}", ids[i]);
    body_find(&b, "extraction")->data = data;
    EXPECT(b, NULL, JUMIO_IDV_PASSED, 0);
    snprintf(data, sizeof data, "{\"type\":\"%s\"}", papers[i]);
    EXPECT(b, NULL, JUMIO_IDV_INCOMPLETE, contradiction);
  }
}

static void test_map__decision_of_the_transaction(void **state)
{
  (void)state;
  body b = body_passed();
  jumio_policy *optional = body_policy(JUMIO_PROFILE_BY_KEY, JUMIO_POLICY_DECISION_OPTIONAL);
  static const char *const tenants[] = {"TXN_PASSED", "OK", "REJECTED", NULL};
  for (size_t i = 0; i < 4; i++) { /* the label of a transaction is free-form */
    b.label = tenants[i];
    EXPECT(b, NULL, JUMIO_IDV_PASSED, 0);
  }
  b.type = "WARNING";
  EXPECT(b, NULL, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_RULE_DRIVEN);
  EXPECT(b, optional, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_RULE_DRIVEN);
  b.type = "REJECTED";
  EXPECT(b, NULL, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_RULE_DRIVEN);
  b.type = "NOT_EXECUTED";
  EXPECT(b, NULL, JUMIO_IDV_INCOMPLETE, 0);
  EXPECT(b, optional, JUMIO_IDV_INCOMPLETE, 0);
  static const char *const others[] = {"ACCEPTED", "passed", "", NULL};
  for (size_t i = 0; i < 4; i++) {
    b.type = others[i];
    EXPECT(b, NULL, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_UNKNOWN_TYPE);
    EXPECT(b, optional, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_UNKNOWN_TYPE);
  }
  b.no_decision = true;
  EXPECT(b, NULL, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_NO_DECISION);
  EXPECT(b, optional, JUMIO_IDV_PASSED, JUMIO_FLAG_NO_DECISION);
  body_find(&b, "liveness")->removed = true;
  EXPECT(b, optional, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_NO_DECISION | JUMIO_FLAG_MISSING_CAPABILITY);
  jumio_policy_free(optional);
}

#define GOOD "{\"decision\":{\"type\":\"PASSED\",\"details\":{\"label\":\"OK\"}}}"

/* A decision that is there but no object is no missing one: the switch for the workflows of 2021 does not let it pass. */
static void test_map__odd_decision_is_not_optional(void **state)
{
  (void)state;
  static const char *const odd[] = {"5", "[]", "\"PASSED\"", "false"};
  jumio_policy *optional = body_policy(JUMIO_PROFILE_LIVENESS_ONLY, JUMIO_POLICY_DECISION_OPTIONAL);
  for (size_t i = 0; i < 4; i++) {
    char json[512];
    jumio_decision *decision = NULL;
    snprintf(json, sizeof json,
             "{\"workflow\":{\"status\":\"PROCESSED\"},\"decision\":%s,\"capabilities\":{\"usability\":[%s],\"liveness\":[%s]}}", odd[i],
             GOOD, GOOD);
    assert_int_equal(jumio_decision_map_json(NULL, json, JUMIO_NTS, NULL, 0, optional, &decision, NULL), JUMIO_OK);
    assert_int_equal(jumio_decision_get_status(decision), JUMIO_IDV_INCOMPLETE);
    assert_int_equal(jumio_decision_get_flags(decision), JUMIO_FLAG_NO_DECISION | JUMIO_FLAG_MALFORMED);
    jumio_decision_free(decision);
  }
  jumio_policy_free(optional);
}

static void test_map__document_first_never_hides_fraud(void **state)
{
  (void)state;
  jumio_policy *document_first = body_policy(JUMIO_PROFILE_BY_KEY, JUMIO_POLICY_DOCUMENT_FIRST);
  body b = body_passed();
  b.type = b.label = "REJECTED";
  body_set(&b, "liveness", "REJECTED", "PHOTOCOPY");
  EXPECT(b, document_first, JUMIO_IDV_DENIED, 0);
  b.parts[1].type = "REJECTED"; /* the selfie's usability is none of the document's */
  b.parts[1].label = "BLURRED";
  EXPECT(b, document_first, JUMIO_IDV_DENIED, 0);
  body_set(&b, "extraction", "REJECTED", NULL);
  EXPECT(b, document_first, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_UNKNOWN_LABEL);
  body_set(&b, "imageChecks", "REJECTED", "PUNCHED");
  EXPECT(b, document_first, JUMIO_IDV_FRAUD, JUMIO_FLAG_UNKNOWN_LABEL);
  jumio_policy_free(document_first);
}

static void expect_raw(const char *capabilities, jumio_idv_status status, jumio_decision_flags flags)
{
  char json[2048];
  jumio_decision *decision = NULL;
  snprintf(json, sizeof json,
           "{\"workflow\":{\"status\":\"PROCESSED\",\"definitionKey\":10016},\"decision\":{\"type\":\"PASSED\",\"details\":{\"label\":"
           "\"PASSED\"}},"
           "\"capabilities\":%s}",
           capabilities);
  assert_int_equal(jumio_decision_map_json(NULL, json, JUMIO_NTS, NULL, 0, NULL, &decision, NULL), JUMIO_OK);
  assert_string_equal(jumio_idv_status_name(jumio_decision_get_status(decision)), jumio_idv_status_name(status));
  assert_int_equal(jumio_decision_get_flags(decision), flags);
  assert_int_equal(jumio_decision_get_profile(decision), JUMIO_PROFILE_LIVENESS_ONLY);
  jumio_decision_free(decision);
}

static void test_map__wrong_types_are_absent(void **state)
{
  (void)state;
  const jumio_decision_flags malformed = JUMIO_FLAG_MALFORMED, missing = JUMIO_FLAG_MISSING_CAPABILITY,
                             contradiction = JUMIO_FLAG_CONTRADICTION;
  expect_raw("{\"usability\":[" GOOD "],\"liveness\":[" GOOD "]}", JUMIO_IDV_PASSED, 0);
  expect_raw("{\"usability\":[" GOOD "],\"liveness\":" GOOD "}", JUMIO_IDV_INCOMPLETE, malformed | missing);
  expect_raw("{\"usability\":[" GOOD "],\"liveness\":[[" GOOD "]]}", JUMIO_IDV_INCOMPLETE, malformed | missing);
  expect_raw("{\"usability\":[" GOOD "],\"liveness\":[null," GOOD "]}", JUMIO_IDV_PASSED, malformed);
  expect_raw("{\"usability\":[" GOOD "],\"liveness\":\"OK\"}", JUMIO_IDV_INCOMPLETE, malformed | missing);
  expect_raw("{\"usability\":[" GOOD "],\"liveness\":[]}", JUMIO_IDV_INCOMPLETE, missing);
  expect_raw("{\"usability\":[" GOOD "],\"liveness\":[{}]}", JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_UNKNOWN_TYPE | contradiction);
  expect_raw("{\"usability\":[" GOOD "],\"liveness\":[{\"decision\":\"PASSED\"}]}", JUMIO_IDV_INCOMPLETE,
             JUMIO_FLAG_UNKNOWN_TYPE | malformed | contradiction);
  expect_raw("{\"usability\":[" GOOD "],\"liveness\":[{\"decision\":{\"type\":[\"PASSED\"],\"details\":{\"label\":\"OK\"}}}]}",
             JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_UNKNOWN_TYPE | malformed | contradiction);
  expect_raw("{\"usability\":[" GOOD "],\"liveness\":[{\"decision\":{\"type\":\"PASSED\",\"details\":{\"label\":true}}}]}",
             JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_UNKNOWN_LABEL | malformed | contradiction);
  expect_raw("{\"usability\":[" GOOD "],\"liveness\":[{\"decision\":{\"type\":\"PASSED\",\"details\":{\"label\":null}}}]}",
             JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_UNKNOWN_LABEL | malformed | contradiction);
  expect_raw("{\"usability\":[" GOOD "],\"liveness\":[{\"decision\":{\"type\":\"PASSED\",\"details\":\"OK\"}}]}", JUMIO_IDV_INCOMPLETE,
             JUMIO_FLAG_UNKNOWN_LABEL | malformed | contradiction);
  expect_raw("[" GOOD "]", JUMIO_IDV_INCOMPLETE, malformed | missing);
  expect_raw("null", JUMIO_IDV_INCOMPLETE, missing);
  expect_raw("{\"usability\":[" GOOD "],\"liveness\":[" GOOD "],\"later\":5,\"later2\":[5],\"later3\":{}}", JUMIO_IDV_PASSED, 0);
}

static void test_map__arguments(void **state)
{
  (void)state;
  jumio_decision *decision = (jumio_decision *)(uintptr_t)8;
  jumio_transaction *transaction = NULL;
  jumio_error *error = NULL;
  assert_int_equal(jumio_decision_map(NULL, NULL, NULL, &decision, &error), JUMIO_ERR_ARGUMENT);
  assert_null(decision);
  jumio_error_free(error);
  assert_int_equal(jumio_transaction_parse(NULL, "{\"workflow\":{\"status\":\"ACQUIRED\"}}", JUMIO_NTS, &transaction, NULL), JUMIO_OK);
  assert_int_equal(jumio_decision_map(transaction, NULL, NULL, NULL, &error), JUMIO_ERR_ARGUMENT);
  jumio_transaction_free(transaction);
  jumio_error_free(error);
  assert_int_equal(jumio_decision_map_json(NULL, NULL, 0, NULL, 0, NULL, &decision, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_decision_map_json(NULL, "{}", 2, NULL, 0, NULL, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_decision_map_json(NULL, "{", 1, NULL, 0, NULL, &decision, NULL), JUMIO_ERR_JSON);
  assert_int_equal(jumio_decision_map_json(NULL, "", 0, NULL, 0, NULL, &decision, NULL), JUMIO_ERR_JSON);
  assert_null(decision);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_map__all_clean_is_passed),
      cmocka_unit_test(test_map__waiting_is_pending),
      cmocka_unit_test(test_map__unknown_status_is_pending),
      cmocka_unit_test(test_map__expired_is_failed),
      cmocka_unit_test(test_map__deleted_data_are_not_judged),
      cmocka_unit_test(test_map__processed_but_expired),
      cmocka_unit_test(test_map__errors_are_no_status),
      cmocka_unit_test(test_map__unknown_and_stray_words),
      cmocka_unit_test(test_map__advisory_rows),
      cmocka_unit_test(test_map__watchlist_and_risk_signals),
      cmocka_unit_test(test_map__other_capabilities),
      cmocka_unit_test(test_map__facemap_that_was_not_needed),
      cmocka_unit_test(test_map__categories_of_usability),
      cmocka_unit_test(test_map__data_words),
      cmocka_unit_test(test_map__decision_of_the_transaction),
      cmocka_unit_test(test_map__odd_decision_is_not_optional),
      cmocka_unit_test(test_map__document_first_never_hides_fraud),
      cmocka_unit_test(test_map__wrong_types_are_absent),
      cmocka_unit_test(test_map__arguments),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
