/** Profiles: which one is applied, what each requires, and that none passes without it. */
#include "unit/decision/body.h"

#include "support/cmocka.h"

typedef struct element {
  const char *capability, *label, *category;
} element;

static const struct {
  jumio_profile profile;
  const char *key;
  element needs[7];
} profiles[] = {
    {JUMIO_PROFILE_ID_AND_IDENTITY,
     "10163",
     {{"usability", "OK", "ID"},
      {"extraction", "OK", "ID"},
      {"imageChecks", "OK", "ID"},
      {"dataChecks", "OK", "ID"},
      {"similarity", "MATCH", "ID"},
      {"liveness", "OK", "SELFIE"}}},
    {JUMIO_PROFILE_ID_ONLY,
     "2",
     {{"usability", "OK", "ID"}, {"extraction", "OK", "ID"}, {"imageChecks", "OK", "ID"}, {"dataChecks", "OK", "ID"}}},
    {JUMIO_PROFILE_IDENTITY_EXISTING, "10025", {{"usability", "OK", "SELFIE"}, {"similarity", "MATCH", "ID"}}},
    {JUMIO_PROFILE_LIVENESS_ONLY, "6", {{"usability", "OK", "SELFIE"}, {"liveness", "OK", "SELFIE"}}},
    {JUMIO_PROFILE_AUTHENTICATION, "10071", {{"authentication", "OK", "FACEMAP"}}},
    {JUMIO_PROFILE_DOCUMENT, "10026", {{"usability", "OK", "DOCUMENT"}, {"extraction", "OK", "DOCUMENT"}}},
    {JUMIO_PROFILE_DATA, "10010", {{"watchlistScreening", "OK", "DATA"}}},
};

#define PROFILES (sizeof profiles / sizeof profiles[0])

static body clean(size_t profile, const char *key)
{
  body b = {.status = "PROCESSED", .key = key, .type = "PASSED", .label = "PASSED"};
  for (const element *e = profiles[profile].needs; e->capability != NULL; e++)
    body_add(&b, e->capability, "PASSED", e->label, e->category);
  return b;
}

static void test_profiles__the_required_checks_suffice(void **state)
{
  (void)state;
  for (size_t i = 0; i < PROFILES; i++) {
    body by_key = clean(i, profiles[i].key), by_policy = clean(i, "10547");
    jumio_policy *policy = body_policy(profiles[i].profile, 0);
    outcome one = body_map(&by_key, NULL), two = body_map(&by_policy, policy);
    assert_int_equal(one.status, JUMIO_IDV_PASSED);
    assert_int_equal(one.profile, profiles[i].profile);
    assert_int_equal(one.flags, 0);
    assert_int_equal(two.status, JUMIO_IDV_PASSED);
    assert_int_equal(two.profile, profiles[i].profile);
    assert_int_equal(two.flags, 0);
    jumio_policy_free(policy);
  }
}

static void test_profiles__each_required_check_is_required(void **state)
{
  (void)state;
  for (size_t i = 0; i < PROFILES; i++)
    for (size_t k = 0; profiles[i].needs[k].capability != NULL; k++) {
      body b = clean(i, profiles[i].key);
      b.parts[k].removed = true;
      body_add(&b, "emailVerification", "NOT_EXECUTED", "PERMISSION_DENIED", NULL);
      outcome got = body_map(&b, NULL);
      assert_int_equal(got.status, JUMIO_IDV_INCOMPLETE);
      assert_true((got.flags & JUMIO_FLAG_MISSING_CAPABILITY) != 0);
    }
}

/* A tenant's own key says nothing: the strictest profile holds, whatever checks happen to be there. */
static void test_profiles__unknown_key_is_the_default(void **state)
{
  (void)state;
  static const char *const keys[] = {"10547", "my-key", NULL, "010011"};
  for (size_t i = 0; i < PROFILES; i++)
    for (size_t k = 0; k < 4; k++) {
      body b = clean(i, keys[k]);
      outcome got = body_map(&b, NULL);
      assert_int_equal(got.status, i == 0 ? JUMIO_IDV_PASSED : JUMIO_IDV_INCOMPLETE);
      assert_int_equal(got.profile, JUMIO_PROFILE_ID_AND_IDENTITY);
      assert_true((got.flags & JUMIO_FLAG_PROFILE_BY_DEFAULT) != 0);
    }
}

static void test_profiles__the_policy_goes_before_the_key(void **state)
{
  (void)state;
  body b = clean(1, "10015");
  jumio_policy *policy = body_policy(JUMIO_PROFILE_ID_AND_IDENTITY, 0);
  outcome got = body_map(&b, policy);
  assert_int_equal(got.status, JUMIO_IDV_INCOMPLETE);
  assert_int_equal(got.flags, JUMIO_FLAG_MISSING_CAPABILITY);
  jumio_policy_free(policy);
}

/* What a profile does not require counts against it all the same. */
static void test_profiles__worse_evidence_counts_everywhere(void **state)
{
  (void)state;
  for (size_t i = 0; i < PROFILES; i++) {
    body b = clean(i, profiles[i].key);
    body_add(&b, "liveness", "REJECTED", "PHOTOCOPY", "SELFIE");
    assert_int_equal(body_map(&b, NULL).status, JUMIO_IDV_DENIED);
    body_add(&b, "dataChecks", "REJECTED", "MRZ_CHECKSUM", "ID");
    assert_int_equal(body_map(&b, NULL).status, JUMIO_IDV_FRAUD);
  }
}

static void test_profiles__capture_only_never_passes(void **state)
{
  (void)state;
  static const char *const keys[] = {"1", "10031"};
  for (size_t i = 0; i < 2; i++) {
    body b = {.status = "PROCESSED", .key = keys[i], .type = "PASSED", .label = "PASSED"};
    body_add(&b, "usability", "PASSED", "OK", "ID");
    assert_int_equal(body_map(&b, NULL).flags, JUMIO_FLAG_MISSING_CAPABILITY);
    body_add(&b, "extraction", "PASSED", "OK", "ID");
    outcome got = body_map(&b, NULL);
    assert_int_equal(got.status, JUMIO_IDV_INCOMPLETE);
    assert_int_equal(got.flags, JUMIO_FLAG_CAPTURE_ONLY);
    b.no_decision = true;
    assert_int_equal(body_map(&b, NULL).flags, JUMIO_FLAG_CAPTURE_ONLY | JUMIO_FLAG_NO_DECISION);
    jumio_policy *policy = body_policy(JUMIO_PROFILE_CAPTURE_ONLY, JUMIO_POLICY_DECISION_OPTIONAL | JUMIO_POLICY_TRUST_TRANSACTION_PASS);
    assert_int_equal(body_map(&b, policy).status, JUMIO_IDV_INCOMPLETE);
    jumio_policy_free(policy);
    b.no_decision = false;
    body_set(&b, "extraction", "NOT_EXECUTED", "PRECONDITION_NOT_FULFILLED");
    got = body_map(&b, NULL);
    assert_int_equal(got.status, JUMIO_IDV_INCOMPLETE);
    assert_int_equal(got.flags, JUMIO_FLAG_CONTRADICTION);
  }
}

/* Reading and capturing are no checks. */
static void test_profiles__data_needs_an_executed_check(void **state)
{
  (void)state;
  static const element nothing[] = {
      {"usability", "OK", "SELFIE"}, {"extraction", "OK", "ID"}, {"classification", "OK", NULL}, {"laterCheck", "OK", NULL}};
  static const element checks[] = {{"emailVerification", "LOW_RISK", NULL},
                                   {"braCpfValidation", "OK", NULL},
                                   {"drivingLicenseVerification", "OK", NULL},
                                   {"biometricVerification", "LOW_RISK", NULL},
                                   {"liveness", "OK", NULL}};
  for (size_t i = 0; i < sizeof nothing / sizeof nothing[0]; i++) {
    body b = {.status = "PROCESSED", .key = "10066", .type = "PASSED", .label = "PASSED"};
    body_add(&b, nothing[i].capability, "PASSED", nothing[i].label, nothing[i].category);
    outcome got = body_map(&b, NULL);
    assert_int_equal(got.status, JUMIO_IDV_INCOMPLETE);
    assert_int_equal(got.flags, JUMIO_FLAG_MISSING_CAPABILITY);
  }
  for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
    body b = {.status = "PROCESSED", .key = "10066", .type = "PASSED", .label = "PASSED"};
    body_add(&b, checks[i].capability, "PASSED", checks[i].label, NULL);
    assert_int_equal(body_map(&b, NULL).status, JUMIO_IDV_PASSED);
    b.type = "WARNING";
    assert_int_equal(body_map(&b, NULL).flags, JUMIO_FLAG_RULE_DRIVEN);
    b.type = "PASSED";
    b.no_decision = true; /* the transaction must be PASSED: no switch dispenses with that */
    jumio_policy *optional = body_policy(JUMIO_PROFILE_BY_KEY, JUMIO_POLICY_DECISION_OPTIONAL);
    assert_int_equal(body_map(&b, optional).status, JUMIO_IDV_INCOMPLETE);
    jumio_policy_free(optional);
    b.no_decision = false;
    b.parts[0].type = "NOT_EXECUTED";
    b.parts[0].label = "PRECONDITION_NOT_FULFILLED";
    assert_int_equal(body_map(&b, NULL).status, JUMIO_IDV_INCOMPLETE);
  }
}

static void test_profiles__documents_may_be_other_than_ids(void **state)
{
  (void)state;
  body b = clean(5, "10026");
  body_find(&b, "extraction")->data = "{\"type\":\"UB\"}";
  assert_int_equal(body_map(&b, NULL).status, JUMIO_IDV_PASSED);
  body_find(&b, "extraction")->data = "{\"type\":\"UNSUPPORTED\"}";
  assert_int_equal(body_map(&b, NULL).status, JUMIO_IDV_INCOMPLETE);
  b = clean(5, "10026");
  b.parts[0].category = "ID";
  assert_int_equal(body_map(&b, NULL).flags, JUMIO_FLAG_MISSING_CAPABILITY);
  b.parts[0].category = NULL;
  assert_int_equal(body_map(&b, NULL).status, JUMIO_IDV_PASSED);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_profiles__the_required_checks_suffice),      cmocka_unit_test(test_profiles__each_required_check_is_required),
      cmocka_unit_test(test_profiles__unknown_key_is_the_default),       cmocka_unit_test(test_profiles__the_policy_goes_before_the_key),
      cmocka_unit_test(test_profiles__worse_evidence_counts_everywhere), cmocka_unit_test(test_profiles__capture_only_never_passes),
      cmocka_unit_test(test_profiles__data_needs_an_executed_check),     cmocka_unit_test(test_profiles__documents_may_be_other_than_ids),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
