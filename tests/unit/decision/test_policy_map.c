/** What a policy does to a decision: overrides, required checks, keys, screening and risk signals, and that the decision names its policy.
 */
#include "unit/decision/body.h"

#include "support/cmocka.h"

static jumio_policy *parsed(const char *rest)
{
  char json[1000];
  jumio_policy *policy = NULL;
  jumio_error *err = NULL;
  snprintf(json, sizeof json, "{\"name\":\"tenant\",\"version\":\"7\"%s%s}", rest[0] != '\0' ? "," : "", rest);
  if (jumio_policy_parse(NULL, json, JUMIO_NTS, &policy, &err) != JUMIO_OK)
    fail_msg("%s", jumio_error_get_message(err));
  return policy;
}

/* Under a policy with these rest. */
static outcome under(const body *b, const char *rest)
{
  jumio_policy *policy = parsed(rest);
  outcome o = body_map(b, policy);
  jumio_policy_free(policy);
  return o;
}

typedef struct row {
  const char *capability, *type, *label;
  const char *rest;
  jumio_idv_status before, after;
  jumio_decision_flags flags; /* after */
} row;

static void check(const row *rows, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    body b = body_passed();
    if (body_find(&b, rows[i].capability) != NULL)
      body_set(&b, rows[i].capability, rows[i].type, rows[i].label);
    else
      body_add(&b, rows[i].capability, rows[i].type, rows[i].label, "DATA");
    outcome before = body_map(&b, NULL), after = under(&b, rows[i].rest);
    if (before.status != rows[i].before || after.status != rows[i].after || after.flags != rows[i].flags)
      fail_msg("%s %s %s under %s: %s, %s, flags %x", rows[i].capability, rows[i].type, rows[i].label, rows[i].rest,
               jumio_idv_status_name(before.status), jumio_idv_status_name(after.status), after.flags);
  }
}

static void test_policy_map__overrides(void **state)
{
  (void)state;
  const jumio_idv_status passed = JUMIO_IDV_PASSED, incomplete = JUMIO_IDV_INCOMPLETE, denied = JUMIO_IDV_DENIED, fraud = JUMIO_IDV_FRAUD;
  const jumio_decision_flags contradiction = JUMIO_FLAG_CONTRADICTION, weaker = JUMIO_FLAG_WEAKER_POLICY;
  const row rows[] = {
      {"imageChecks", "REJECTED", "SAMPLE", "\"overrides\":{\"imageChecks.rejected.SAMPLE\":\"fraud\"}", incomplete, fraud, contradiction},
      {"imageChecks", "REJECTED", "SAMPLE", "\"overrides\":{\"imageChecks.rejected.SAMPLE\":\"advisory\"}", incomplete, passed, 0},
      {"imageChecks", "REJECTED", "SAMPLE", "\"overrides\":{\"imageChecks.rejected.SAMPLE\":\"none\"}", incomplete, incomplete,
       JUMIO_FLAG_MISSING_CAPABILITY},
      {"imageChecks", "REJECTED", "FAKE", "\"overrides\":{\"imageChecks.rejected.FAKE\":\"denied\"},\"switches\":{\"allow_weaker\":true}",
       fraud, denied, contradiction | weaker},
      {"imageChecks", "REJECTED", "NEW_WORD", "\"overrides\":{\"imageChecks.rejected\":\"denied\"}", incomplete, denied,
       contradiction | JUMIO_FLAG_UNKNOWN_LABEL},
      {"liveness", "PASSED", "OK", "\"overrides\":{\"liveness.passed.OK\":\"incomplete\"}", passed, incomplete, contradiction},
      {"unknownCheck", "PASSED", "OK", "\"overrides\":{\"unknown.passed\":\"incomplete\"}", passed, incomplete, contradiction},
      {"similarity", "PASSED", "MATCH", "\"overrides\":{\"similarity.passed.MATCH\":\"advisory\"}", passed, passed, 0},
      {"similarity", "PASSED", "MATCH", "\"switches\":{\"allow_weaker\":true}", passed, passed, weaker},
  };
  check(rows, sizeof rows / sizeof rows[0]);
}

/* A label that contradicts its type accuses no more than the type does by itself. */
static void test_policy_map__contradiction_never_accuses(void **state)
{
  (void)state;
  const jumio_decision_flags contradiction = JUMIO_FLAG_CONTRADICTION;
  const row rows[] = {
      {"imageChecks", "REJECTED", "REPEATED_FACE", "\"overrides\":{\"imageChecks.rejected\":\"fraud\"}", JUMIO_IDV_INCOMPLETE,
       JUMIO_IDV_INCOMPLETE, contradiction},
      {"liveness", "WARNING", "OK", "\"overrides\":{\"liveness.warning\":\"denied\"}", JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE,
       contradiction},
      {"similarity", "REJECTED", "MATCH", "\"overrides\":{\"similarity.rejected\":\"fraud\"}", JUMIO_IDV_DENIED, JUMIO_IDV_DENIED,
       contradiction},
      {"similarity", "REJECTED", "NEW_WORD", "\"overrides\":{\"similarity.rejected\":\"fraud\"}", JUMIO_IDV_DENIED, JUMIO_IDV_FRAUD,
       contradiction | JUMIO_FLAG_UNKNOWN_LABEL},
  };
  check(rows, sizeof rows / sizeof rows[0]);
}

/* What data.similarity says is looked at whatever a policy makes of the label. */
static void test_policy_map__similarity_data_under_overrides(void **state)
{
  (void)state;
  static const struct {
    const char *type, *label, *data, *class;
    jumio_idv_status status;
  } rows[] = {
      {"PASSED", "MATCH", "MATCH", "advisory", JUMIO_IDV_PASSED},
      {"PASSED", "MATCH", "NO_MATCH", "advisory", JUMIO_IDV_INCOMPLETE},
      {"PASSED", "MATCH", "NEW_WORD", "advisory", JUMIO_IDV_INCOMPLETE},
      {"WARNING", "NOT_POSSIBLE", "NOT_POSSIBLE", "advisory", JUMIO_IDV_PASSED},
      {"WARNING", "NOT_POSSIBLE", "MATCH", "advisory", JUMIO_IDV_PASSED},
      {"WARNING", "NOT_POSSIBLE", "NO_MATCH", "advisory", JUMIO_IDV_INCOMPLETE},
      {"WARNING", "NOT_POSSIBLE", "NO_MATCH", "none", JUMIO_IDV_INCOMPLETE},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    body b = body_passed();
    char data[60], rest[200];
    snprintf(data, sizeof data, "{\"similarity\":\"%s\"}", rows[i].data);
    snprintf(rest, sizeof rest, "\"overrides\":{\"similarity.%s.%s\":\"%s\"}", rows[i].type[0] == 'P' ? "passed" : "warning", rows[i].label,
             rows[i].class);
    body_set(&b, "similarity", rows[i].type, rows[i].label);
    body_find(&b, "similarity")->data = data;
    assert_int_equal(under(&b, rest).status, rows[i].status);
  }
}

/* A facemap that was not uploaded is excused by liveness that is ok, every element of it: not by one that only the policy calls advisory.
 */
static void test_policy_map__facemap_needs_every_liveness_clean(void **state)
{
  (void)state;
  static const char rest[] = "\"overrides\":{\"liveness.warning.BAD_QUALITY\":\"advisory\"}";
  body b = body_passed();
  body_set(&b, "liveness", "WARNING", "BAD_QUALITY");
  assert_int_equal(under(&b, rest).status, JUMIO_IDV_PASSED);
  b.parts[2].type = "NOT_EXECUTED";
  b.parts[2].label = "NOT_UPLOADED";
  assert_int_equal(under(&b, rest).status, JUMIO_IDV_INCOMPLETE);
  body_add(&b, "liveness", "PASSED", "OK", "SELFIE");
  assert_int_equal(under(&b, rest).status, JUMIO_IDV_INCOMPLETE);
  body_set(&b, "liveness", "PASSED", "OK"); /* the first of the two */
  assert_int_equal(under(&b, rest).status, JUMIO_IDV_PASSED);
  part *last = &b.parts[b.count - 1];
  last->type = "WARNING";
  last->label = "BAD_QUALITY";
  assert_int_equal(under(&b, rest).status, JUMIO_IDV_INCOMPLETE);
}

static void test_policy_map__screening_and_risk_signals(void **state)
{
  (void)state;
  const jumio_idv_status passed = JUMIO_IDV_PASSED, incomplete = JUMIO_IDV_INCOMPLETE;
  const jumio_decision_flags contradiction = JUMIO_FLAG_CONTRADICTION, alert = JUMIO_FLAG_AML_ALERT, risk = JUMIO_FLAG_RISK_SIGNAL,
                             unknown = JUMIO_FLAG_UNKNOWN_LABEL, not_run = JUMIO_FLAG_AML_NOT_RUN;
  static const char screened[] = "\"screening\":{\"alert\":\"flag_only\"}", searched[] = "\"screening\":{\"not_run\":\"incomplete\"}",
                    told[] = "\"risk_signals\":{\"adverse\":\"flag_only\"}", ran[] = "\"risk_signals\":{\"not_run\":\"incomplete\"}";
  const row rows[] = {
      {"watchlistScreening", "WARNING", "ALERT", screened, incomplete, passed, alert},
      {"watchlistScreening", "WARNING", "ALERT", told, incomplete, incomplete, alert | contradiction},
      {"watchlistScreening", "WARNING", "NEW_WORD", screened, incomplete, incomplete, unknown | contradiction},
      {"watchlistScreening", "WARNING", "ALERT", "\"screening\":{\"alert\":\"flag_only\"},\"required\":[\"watchlistScreening\"]",
       incomplete, incomplete, alert | JUMIO_FLAG_MISSING_CAPABILITY},
      {"watchlistScreening", "NOT_EXECUTED", "NOT_ENOUGH_DATA", screened, passed, passed, not_run},
      {"watchlistScreening", "NOT_EXECUTED", "NOT_ENOUGH_DATA", searched, passed, incomplete, not_run | contradiction},
      {"watchlistScreening", "NOT_EXECUTED", "NOT_ENOUGH_DATA", ran, passed, passed, not_run},
      {"watchlistScreening", "PASSED", "OK", searched, passed, passed, 0},
      {"emailVerification", "REJECTED", "HIGH_RISK", told, incomplete, passed, risk},
      {"emailVerification", "REJECTED", "HIGH_RISK", screened, incomplete, incomplete, risk | contradiction},
      {"emailVerification", "WARNING", "NEW_WORD", told, incomplete, incomplete, risk | unknown | contradiction},
      {"addressValidation", "WARNING", "ALERT", told, incomplete, passed, risk},
      {"deviceRiskVerification", "NOT_EXECUTED", "PERMISSION_DENIED", told, passed, passed, 0},
      {"deviceRiskVerification", "NOT_EXECUTED", "PERMISSION_DENIED", ran, passed, incomplete, contradiction},
      {"classification", "NOT_EXECUTED", "X", "\"risk_signals\":{\"not_run\":\"incomplete\"},\"screening\":{\"not_run\":\"incomplete\"}",
       passed, passed, 0},
      {"imageChecks", "WARNING", "REPEATED_FACE", "\"risk_signals\":{\"adverse\":\"flag_only\"}", passed, passed, JUMIO_FLAG_REPEATED_FACE},
  };
  check(rows, sizeof rows / sizeof rows[0]);
}

/* The switch lifts what the table says, and nothing that the policy itself has set. */
static void test_policy_map__trust_lifts_no_override(void **state)
{
  (void)state;
  const jumio_idv_status passed = JUMIO_IDV_PASSED, incomplete = JUMIO_IDV_INCOMPLETE;
  const row rows[] = {
      {"emailVerification", "REJECTED", "HIGH_RISK", "\"switches\":{\"trust_transaction_pass\":true}", incomplete, passed,
       JUMIO_FLAG_RISK_SIGNAL},
      {"emailVerification", "REJECTED", "HIGH_RISK",
       "\"switches\":{\"trust_transaction_pass\":true},\"overrides\":{\"emailVerification.rejected.HIGH_RISK\":\"incomplete\"}", incomplete,
       incomplete, JUMIO_FLAG_RISK_SIGNAL | JUMIO_FLAG_CONTRADICTION},
      {"imageChecks", "WARNING", "REPEATED_FACE", "\"switches\":{\"trust_transaction_pass\":true,\"strict\":true}", passed, passed,
       JUMIO_FLAG_REPEATED_FACE},
      {"imageChecks", "WARNING", "REPEATED_FACE",
       "\"switches\":{\"trust_transaction_pass\":true},\"overrides\":{\"imageChecks.warning.REPEATED_FACE\":\"incomplete\"}", passed,
       incomplete, JUMIO_FLAG_REPEATED_FACE | JUMIO_FLAG_CONTRADICTION},
  };
  check(rows, sizeof rows / sizeof rows[0]);
}

static void test_policy_map__required_checks_are_added(void **state)
{
  (void)state;
  body b = body_passed();
  outcome o = under(&b, "\"required\":[\"watchlistScreening\"]");
  assert_int_equal(o.status, JUMIO_IDV_INCOMPLETE);
  assert_int_equal(o.flags, JUMIO_FLAG_MISSING_CAPABILITY);
  body_add(&b, "watchlistScreening", "PASSED", "OK", "DATA");
  assert_int_equal(under(&b, "\"required\":[\"watchlistScreening\"]").status, JUMIO_IDV_PASSED);
  assert_int_equal(under(&b, "\"required\":[\"usability(SELFIE)\",\"usability(FACEMAP)\",\"usability\"]").status, JUMIO_IDV_PASSED);
  assert_int_equal(under(&b, "\"required\":[\"usability(DOCUMENT)\"]").status, JUMIO_IDV_INCOMPLETE);
  body_find(&b, "liveness")->removed = true; /* what the profile requires stays required */
  assert_int_equal(under(&b, "\"required\":[]").status, JUMIO_IDV_INCOMPLETE);
  assert_int_equal(under(&b, "\"required\":[\"usability\"]").status, JUMIO_IDV_INCOMPLETE);
  assert_int_equal(under(&b, "\"profile\":\"id_only\"").status, JUMIO_IDV_PASSED);
  assert_int_equal(under(&b, "\"profile\":\"id_only\",\"required\":[\"liveness\"]").status, JUMIO_IDV_INCOMPLETE);
}

/* What profile and policy both require is missing once. */
static void test_policy_map__required_twice_is_one_reason(void **state)
{
  (void)state;
  body b = body_passed();
  body_find(&b, "liveness")->removed = true;
  jumio_policy *policy = parsed("\"required\":[\"liveness\",\"usability(ID)\",\"watchlistScreening\"]");
  char *json = body_print(&b);
  jumio_decision *decision = NULL;
  size_t missing = 0;
  assert_int_equal(jumio_decision_map_json(NULL, json, JUMIO_NTS, NULL, 0, policy, &decision, NULL), JUMIO_OK);
  for (size_t i = 0; i < jumio_decision_reason_count(decision); i++)
    missing += strcmp(jumio_reason_get_text(jumio_decision_get_reason_at(decision, i), JUMIO_REASON_TEXT_RULE), "required.missing") == 0;
  assert_int_equal(missing, 2);
  jumio_decision_free(decision);
  jumio_policy_free(policy);
  free(json);
}

static void test_policy_map__keys_of_the_policy_come_first(void **state)
{
  (void)state;
  static const struct {
    const char *key, *rest;
    jumio_profile profile;
  } rows[] = {
      {"10547", "\"keys\":{\"10547\":\"id_only\"}", JUMIO_PROFILE_ID_ONLY},
      {"10011", "\"keys\":{\"10011\":\"document\"}", JUMIO_PROFILE_DOCUMENT},
      {"10015", "\"keys\":{\"10011\":\"document\"}", JUMIO_PROFILE_ID_ONLY},
      {"my key", "\"keys\":{\"10011\":\"document\"}", JUMIO_PROFILE_ID_AND_IDENTITY},
      {"my key", "\"keys\":{\"a\":\"data\",\"my key\":\"document\",\"z\":\"data\"}", JUMIO_PROFILE_DOCUMENT},
      {"10547", "\"keys\":{\"10547\":\"id_only\"},\"profile\":\"data\"", JUMIO_PROFILE_DATA},
      {NULL, "\"keys\":{\"10547\":\"id_only\"}", JUMIO_PROFILE_ID_AND_IDENTITY},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    body b = body_passed();
    b.key = rows[i].key;
    assert_int_equal(under(&b, rows[i].rest).profile, rows[i].profile);
  }
}

static void assert_names(const jumio_policy *policy, const char *name, const char *version, const char *hash)
{
  body b = body_passed();
  char *json = body_print(&b);
  jumio_decision *decision = NULL;
  assert_int_equal(jumio_decision_map_json(NULL, json, JUMIO_NTS, NULL, 0, policy, &decision, NULL), JUMIO_OK);
  assert_string_equal(jumio_decision_get_text(decision, JUMIO_DECISION_TEXT_POLICY_NAME), name);
  assert_string_equal(jumio_decision_get_text(decision, JUMIO_DECISION_TEXT_POLICY_VERSION), version);
  if (hash != NULL)
    assert_string_equal(jumio_decision_get_text(decision, JUMIO_DECISION_TEXT_POLICY_HASH), hash);
  else
    assert_null(jumio_decision_get_text(decision, JUMIO_DECISION_TEXT_POLICY_HASH));
  assert_null(jumio_decision_get_text(decision, 0));
  assert_null(jumio_decision_get_text(decision, 5));
  jumio_decision_free(decision);
  free(json);
}

static void test_policy_map__decision_names_its_policy(void **state)
{
  (void)state;
  jumio_policy *policy = parsed("\"profile\":\"id_only\""), *fresh = NULL;
  char hash[80] = "";
  bool digests = jumio_policy_get_text(policy, JUMIO_POLICY_TEXT_HASH) != NULL;
  if (digests)
    snprintf(hash, sizeof hash, "%s", jumio_policy_get_text(policy, JUMIO_POLICY_TEXT_HASH));
  assert_names(policy, "tenant", "7", digests ? hash : NULL);
  jumio_policy_free(policy);
  assert_int_equal(jumio_policy_new(NULL, &fresh, NULL), JUMIO_OK);
  assert_names(NULL, "default", "1", jumio_policy_get_text(fresh, JUMIO_POLICY_TEXT_HASH));
  assert_names(fresh, "default", "1", jumio_policy_get_text(fresh, JUMIO_POLICY_TEXT_HASH));
  jumio_policy_free(fresh);
  assert_null(jumio_decision_get_text(NULL, JUMIO_DECISION_TEXT_POLICY_NAME));
  assert_non_null(jumio_decision_get_text(NULL, JUMIO_DECISION_TEXT_RULESET));
}

/* A decision outlives its policy. */
static void test_policy_map__decision_after_its_policy(void **state)
{
  (void)state;
  body b = body_passed();
  char *json = body_print(&b);
  jumio_policy *policy = parsed("");
  jumio_decision *decision = NULL;
  assert_int_equal(jumio_decision_map_json(NULL, json, JUMIO_NTS, NULL, 0, policy, &decision, NULL), JUMIO_OK);
  jumio_policy_free(policy);
  assert_string_equal(jumio_decision_get_text(decision, JUMIO_DECISION_TEXT_POLICY_NAME), "tenant");
  assert_string_equal(jumio_reason_get_text(jumio_decision_get_reason_at(decision, 0), JUMIO_REASON_TEXT_CAPABILITY), "usability");
  jumio_decision_free(decision);
  free(json);
}

/* A result of Netverify is held to the same required checks, and names its policy too. */
static void test_policy_map__netverify(void **state)
{
  (void)state;
  static const char form[] = "verificationStatus=APPROVED_VERIFIED&idScanStatus=SUCCESS&identityVerification="
                             "%7B%22similarity%22%3A%22MATCH%22%2C%22validity%22%3A%22TRUE%22%7D";
  static const struct {
    const char *rest;
    jumio_idv_status status;
    jumio_decision_flags flags;
  } rows[] = {
      {"", JUMIO_IDV_PASSED, 0},
      {"\"required\":[\"liveness\",\"extraction\",\"usability(ID)\"]", JUMIO_IDV_PASSED, 0},
      {"\"required\":[\"watchlistScreening\"]", JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MISSING_CAPABILITY},
      {"\"switches\":{\"allow_weaker\":true}", JUMIO_IDV_PASSED, JUMIO_FLAG_WEAKER_POLICY},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    jumio_policy *policy = parsed(rows[i].rest);
    jumio_decision *decision = NULL;
    assert_int_equal(jumio_decision_map_netverify(NULL, form, JUMIO_NTS, policy, &decision, NULL), JUMIO_OK);
    jumio_policy_free(policy);
    assert_int_equal(jumio_decision_get_status(decision), rows[i].status);
    assert_int_equal(jumio_decision_get_flags(decision), rows[i].flags);
    assert_string_equal(jumio_decision_get_text(decision, JUMIO_DECISION_TEXT_POLICY_NAME), "tenant");
    jumio_decision_free(decision);
  }
}

/* A weaker policy shows even where nothing was weighed. */
static void test_policy_map__weaker_policy_is_told_always(void **state)
{
  (void)state;
  static const char *const statuses[] = {"PROCESSED", "INITIATED", "SESSION_EXPIRED", "NEW_WORD"};
  for (size_t i = 0; i < 4; i++) {
    body b = body_passed();
    b.status = statuses[i];
    assert_true((under(&b, "\"switches\":{\"allow_weaker\":true}").flags & JUMIO_FLAG_WEAKER_POLICY) != 0);
    assert_true((under(&b, "").flags & JUMIO_FLAG_WEAKER_POLICY) == 0);
  }
  assert_string_equal(jumio_decision_flag_name(JUMIO_FLAG_WEAKER_POLICY), "weaker_policy");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_policy_map__overrides),
      cmocka_unit_test(test_policy_map__contradiction_never_accuses),
      cmocka_unit_test(test_policy_map__similarity_data_under_overrides),
      cmocka_unit_test(test_policy_map__facemap_needs_every_liveness_clean),
      cmocka_unit_test(test_policy_map__screening_and_risk_signals),
      cmocka_unit_test(test_policy_map__trust_lifts_no_override),
      cmocka_unit_test(test_policy_map__required_checks_are_added),
      cmocka_unit_test(test_policy_map__required_twice_is_one_reason),
      cmocka_unit_test(test_policy_map__keys_of_the_policy_come_first),
      cmocka_unit_test(test_policy_map__decision_names_its_policy),
      cmocka_unit_test(test_policy_map__decision_after_its_policy),
      cmocka_unit_test(test_policy_map__netverify),
      cmocka_unit_test(test_policy_map__weaker_policy_is_told_always),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
