/** The policy builder: what each setter takes and refuses, the names of the built-in policies, the canonical document and its hash. */
#include "decision/policy.h"

#include "decision/words.h"
#include "support/cmocka.h"
#include "support/failing_alloc.h"
#include "unit/decision/body.h"

#include <jumio/transaction.h>

static jumio_policy *made(const char *name)
{
  jumio_policy *policy = NULL;
  jumio_error *err = NULL;
  assert_int_equal(jumio_policy_new_named(NULL, name, JUMIO_NTS, &policy, &err), JUMIO_OK);
  assert_null(err);
  return policy;
}

static const char *text(const jumio_policy *policy, jumio_policy_text which)
{
  return jumio_policy_get_text(policy, which);
}

static void assert_document(const jumio_policy *policy, const char *expected)
{
  char *json = NULL;
  size_t len = 0;
  assert_int_equal(jumio_policy_dup_json(policy, &json, &len, NULL), JUMIO_OK);
  assert_string_equal(json, expected);
  assert_int_equal(len, strlen(expected));
  jumio_text_free(json);
}

/* Refused with this message, and the policy is as it was. */
static void assert_refused(jumio_result result, jumio_error **err, const char *message)
{
  assert_int_equal(result, JUMIO_ERR_ARGUMENT);
  assert_non_null(*err);
  assert_string_equal(jumio_error_get_message(*err), message);
  jumio_error_free(*err);
  *err = NULL;
}

static void test_policy__built_in_ones_have_constant_hashes(void **state)
{
  (void)state;
  static const char *const names[] = {"default", "strict", "netverify-order"};
  for (size_t i = 0; i < 3; i++) {
    jumio_policy *policy = made(names[i]);
    char *json = NULL;
    size_t len = 0;
    char hash[JUMIO__DIGEST_HEX];
    assert_string_equal(text(policy, JUMIO_POLICY_TEXT_NAME), names[i]);
    assert_string_equal(text(policy, JUMIO_POLICY_TEXT_VERSION), "1");
    assert_int_equal(jumio_policy_dup_json(policy, &json, &len, NULL), JUMIO_OK);
    assert_int_equal(jumio__digest_hex(json, len, hash), JUMIO_OK);
    assert_int_equal(strlen(text(policy, JUMIO_POLICY_TEXT_HASH)), 64);
    if (jumio__digest_available())
      assert_string_equal(text(policy, JUMIO_POLICY_TEXT_HASH), hash);
    jumio_text_free(json);
    jumio_policy_free(policy);
  }
}

static void test_policy__no_other_name_is_built_in(void **state)
{
  (void)state;
  static const char *const names[] = {"", "Default", "strict ", "custom", "netverify_order", "def", NULL};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    jumio_policy *policy = (jumio_policy *)&names;
    jumio_error *err = NULL;
    assert_refused(jumio_policy_new_named(NULL, names[i], JUMIO_NTS, &policy, &err), &err,
                   "name must be default, strict or netverify-order");
    assert_null(policy);
  }
  jumio_error *err = NULL;
  assert_refused(jumio_policy_new_named(NULL, "strict", 6, NULL, &err), &err, "out is NULL");
  assert_refused(jumio_policy_new(NULL, NULL, &err), &err, "out is NULL");
}

static void test_policy__change_of_a_built_in_one_is_custom(void **state)
{
  (void)state;
  jumio_policy *policy = made("strict");
  assert_int_equal(jumio_policy_set_switches(policy, JUMIO_POLICY_STRICT, NULL), JUMIO_OK);
  assert_string_equal(text(policy, JUMIO_POLICY_TEXT_NAME), "strict");
  assert_int_equal(strlen(text(policy, JUMIO_POLICY_TEXT_HASH)), 64);
  assert_int_equal(jumio_policy_set_profile(policy, JUMIO_PROFILE_ID_ONLY, NULL), JUMIO_OK);
  assert_document(policy, "{\"name\":\"custom\",\"version\":\"\",\"profile\":\"id_only\",\"switches\":{\"strict\":true}}");
  assert_int_equal(jumio_policy_set_text(policy, JUMIO_POLICY_TEXT_NAME, "tenant", JUMIO_NTS, NULL), JUMIO_OK);
  assert_int_equal(jumio_policy_set_text(policy, JUMIO_POLICY_TEXT_VERSION, "7", JUMIO_NTS, NULL), JUMIO_OK);
  assert_int_equal(jumio_policy_set_switches(policy, 0, NULL), JUMIO_OK);
  assert_document(policy, "{\"name\":\"tenant\",\"version\":\"7\",\"profile\":\"id_only\"}");
  jumio_policy_free(policy);
  policy = made("default");
  assert_int_equal(jumio_policy_set_text(policy, JUMIO_POLICY_TEXT_VERSION, "2", JUMIO_NTS, NULL), JUMIO_OK);
  assert_document(policy, "{\"name\":\"custom\",\"version\":\"2\"}");
  jumio_policy_free(policy);
}

static void test_policy__built_in_name_is_for_that_policy_only(void **state)
{
  (void)state;
  jumio_policy *policy = made("default");
  jumio_error *err = NULL;
  assert_refused(jumio_policy_set_text(policy, JUMIO_POLICY_TEXT_NAME, "strict", JUMIO_NTS, &err), &err,
                 "text: the name strict belongs to the built-in policy, and this is another");
  assert_int_equal(jumio_policy_set_switches(policy, JUMIO_POLICY_STRICT, NULL), JUMIO_OK);
  assert_refused(jumio_policy_set_text(policy, JUMIO_POLICY_TEXT_NAME, "strict", JUMIO_NTS, &err), &err,
                 "text: the name strict belongs to the built-in policy, and this is another");
  assert_int_equal(jumio_policy_set_text(policy, JUMIO_POLICY_TEXT_VERSION, "1", JUMIO_NTS, NULL), JUMIO_OK);
  assert_int_equal(jumio_policy_set_text(policy, JUMIO_POLICY_TEXT_NAME, "strict", JUMIO_NTS, NULL), JUMIO_OK);
  jumio_policy *strict = made("strict");
  assert_string_equal(text(policy, JUMIO_POLICY_TEXT_HASH), text(strict, JUMIO_POLICY_TEXT_HASH));
  jumio_policy_free(strict);
  jumio_policy_free(policy);
}

static void test_policy__texts_are_short_lines_of_utf_8(void **state)
{
  (void)state;
  jumio_policy *policy = made("default");
  jumio_error *err = NULL;
  char longest[102], wide[120] = "";
  memset(longest, 'x', 101);
  longest[101] = '\0';
  for (size_t i = 0; i < 51; i++)
    memcpy(wide + 2 * i, "\xC3\xA4", 3);
  static const struct {
    const char *text, *message;
  } bad[] = {{NULL, "text: the name is NULL (at most 100 bytes)"},
             {"", "text: the name must not be empty (at most 100 bytes)"},
             {"\xFF", "text: the name must be UTF-8 without NUL (at most 100 bytes)"},
             {"a\nb", "text: the name must not hold control characters (at most 100 bytes)"}};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    assert_refused(jumio_policy_set_text(policy, JUMIO_POLICY_TEXT_NAME, bad[i].text, JUMIO_NTS, &err), &err, bad[i].message);
  assert_refused(jumio_policy_set_text(policy, JUMIO_POLICY_TEXT_NAME, longest, 101, &err), &err,
                 "text: the name is too long (at most 100 bytes)");
  assert_refused(jumio_policy_set_text(policy, JUMIO_POLICY_TEXT_NAME, wide, JUMIO_NTS, &err), &err,
                 "text: the name is too long (at most 100 bytes)");
  assert_refused(jumio_policy_set_text(policy, JUMIO_POLICY_TEXT_VERSION, NULL, 0, &err), &err,
                 "text: the version is NULL (at most 100 bytes)");
  assert_refused(jumio_policy_set_text(policy, JUMIO_POLICY_TEXT_HASH, "x", 1, &err), &err,
                 "text: only the name and the version can be set");
  assert_refused(jumio_policy_set_text(policy, 0, "x", 1, &err), &err, "text: only the name and the version can be set");
  assert_refused(jumio_policy_set_text(NULL, JUMIO_POLICY_TEXT_NAME, "x", 1, &err), &err, "policy is NULL");
  assert_document(policy, "{\"name\":\"default\",\"version\":\"1\"}");
  assert_int_equal(jumio_policy_set_text(policy, JUMIO_POLICY_TEXT_NAME, longest, 100, &err), JUMIO_OK);
  assert_int_equal(jumio_policy_set_text(policy, JUMIO_POLICY_TEXT_VERSION, "", 0, &err), JUMIO_OK);
  assert_string_equal(text(policy, JUMIO_POLICY_TEXT_VERSION), "");
  assert_int_equal(strlen(text(policy, JUMIO_POLICY_TEXT_NAME)), 100);
  assert_null(text(policy, 4));
  assert_null(text(NULL, JUMIO_POLICY_TEXT_NAME));
  jumio_policy_free(policy);
}

static void test_policy__profile_and_switches_are_known_ones(void **state)
{
  (void)state;
  jumio_policy *policy = made("default");
  jumio_error *err = NULL;
  assert_refused(jumio_policy_set_profile(policy, -1, &err), &err, "profile: no such profile");
  assert_refused(jumio_policy_set_profile(policy, 9, &err), &err, "profile: no such profile");
  assert_refused(jumio_policy_set_profile(NULL, 1, &err), &err, "policy is NULL");
  assert_refused(jumio_policy_set_switches(policy, 512, &err), &err, "switches: an unknown bit");
  assert_refused(jumio_policy_set_switches(NULL, 0, &err), &err, "policy is NULL");
  assert_int_equal(jumio_policy_set_switches(policy, 511, NULL), JUMIO_OK);
  assert_document(policy, "{\"name\":\"custom\",\"version\":\"\",\"switches\":{\"strict\":true,\"document_first\":true,"
                          "\"trust_transaction_pass\":true,\"decision_optional\":true,\"allow_weaker\":true},"
                          "\"screening\":{\"alert\":\"flag_only\",\"not_run\":\"incomplete\"},"
                          "\"risk_signals\":{\"adverse\":\"flag_only\",\"not_run\":\"incomplete\"}}");
  assert_int_equal(jumio_policy_set_switches(policy, JUMIO_POLICY_SCREENING_MUST_RUN | JUMIO_POLICY_RISK_FLAG_ONLY, NULL), JUMIO_OK);
  assert_document(policy, "{\"name\":\"custom\",\"version\":\"\",\"screening\":{\"not_run\":\"incomplete\"},"
                          "\"risk_signals\":{\"adverse\":\"flag_only\"}}");
  jumio_policy_free(policy);
}

static void test_policy__required_checks_are_known_and_stand_once(void **state)
{
  (void)state;
  jumio_policy *policy = made("default");
  jumio_error *err = NULL;
  static const struct {
    const char *name;
    int32_t category;
  } good[] = {{"watchlistScreening", 0}, {"usability", 2}, {"usability", 0}, {"usability", 5},        {"usability", 1},
              {"usability", 4},          {"usability", 3}, {"liveness", 0},  {"emailVerification", 0}};
  static const struct {
    const char *name;
    int32_t category;
    const char *message;
  } bad[] = {{"Liveness", 0, "capability: is no capability that this version knows"},
             {"", 0, "capability: is no capability that this version knows"},
             {"unknown", 0, "capability: is no capability that this version knows"},
             {"classification", 0, "capability: classification proves nothing and cannot be required"},
             {"liveness", 2, "capability: only usability can be required of a category"},
             {"liveness", 0, "capability: liveness is required twice"},
             {"usability", 2, "capability: usability(SELFIE) is required twice"},
             {"usability", 6, "capability: no such category"},
             {"usability", -1, "capability: no such category"},
             {"\xFF", 0, "capability: must be UTF-8 without NUL"},
             {NULL, 0, "capability: must be UTF-8 without NUL"}};
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
    assert_int_equal(jumio_policy_add_required(policy, good[i].name, JUMIO_NTS, good[i].category, NULL), JUMIO_OK);
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    assert_refused(jumio_policy_add_required(policy, bad[i].name, JUMIO_NTS, bad[i].category, &err), &err, bad[i].message);
  assert_refused(jumio_policy_add_required(NULL, "liveness", 8, 0, &err), &err, "policy is NULL");
  assert_document(policy, "{\"name\":\"custom\",\"version\":\"\",\"required\":[\"emailVerification\",\"liveness\",\"usability\","
                          "\"usability(DATA)\",\"usability(DOCUMENT)\",\"usability(FACEMAP)\",\"usability(ID)\",\"usability(SELFIE)\","
                          "\"watchlistScreening\"]}");
  jumio_policy_free(policy);
}

/* Every check that can be required at once has its room. */
static void test_policy__all_checks_can_be_required(void **state)
{
  (void)state;
  jumio_policy *policy = made("default");
  for (int kind = 1; kind < JUMIO__CAPABILITY_COUNT; kind++)
    for (int32_t category = 0; category <= JUMIO_CATEGORY_DATA; category++)
      jumio_policy_add_required(policy, jumio__capability_name((jumio__capability_kind)kind), JUMIO_NTS, category, NULL);
  assert_int_equal(policy->required_count, JUMIO__CAPABILITY_COUNT - 2 + JUMIO_CATEGORY_DATA);
  assert_true(policy->required_count <= JUMIO__POLICY_REQUIRED);
  jumio_policy_free(policy);
}

static void test_policy__keys_have_one_profile_each(void **state)
{
  (void)state;
  jumio_policy *policy = made("default");
  jumio_error *err = NULL;
  char name[260];
  assert_int_equal(jumio_policy_add_key(policy, "10547", JUMIO_NTS, JUMIO_PROFILE_ID_ONLY, NULL), JUMIO_OK);
  assert_int_equal(jumio_policy_add_key(policy, "a\"b", JUMIO_NTS, JUMIO_PROFILE_DATA, NULL), JUMIO_OK);
  assert_int_equal(jumio_policy_add_key(policy, "10011-and-more", 5, JUMIO_PROFILE_DOCUMENT, NULL), JUMIO_OK);
  assert_refused(jumio_policy_add_key(policy, "10547", JUMIO_NTS, JUMIO_PROFILE_DATA, &err), &err, "key: the key has a profile already");
  assert_refused(jumio_policy_add_key(policy, "x", JUMIO_NTS, JUMIO_PROFILE_BY_KEY, &err), &err, "key: a key needs one of the profiles");
  assert_refused(jumio_policy_add_key(policy, "x", JUMIO_NTS, 9, &err), &err, "key: a key needs one of the profiles");
  assert_refused(jumio_policy_add_key(policy, "", JUMIO_NTS, 1, &err), &err, "key: the key must not be empty (at most 255 characters)");
  assert_refused(jumio_policy_add_key(policy, NULL, 1, 1, &err), &err, "key: the key is NULL (at most 255 characters)");
  memset(name, 'k', 256);
  assert_refused(jumio_policy_add_key(policy, name, 256, 1, &err), &err, "key: the key is too long (at most 255 characters)");
  assert_refused(jumio_policy_add_key(NULL, "x", 1, 1, &err), &err, "policy is NULL");
  assert_document(policy, "{\"name\":\"custom\",\"version\":\"\",\"keys\":{\"10011\":\"document\",\"10547\":\"id_only\",\"a\\\"b\":"
                          "\"data\"}}");
  for (int i = 3; i < JUMIO__POLICY_KEYS; i++) {
    snprintf(name, sizeof name, "key %d", i * 7919 % 1000);
    assert_int_equal(jumio_policy_add_key(policy, name, JUMIO_NTS, JUMIO_PROFILE_DATA, NULL), JUMIO_OK);
  }
  assert_refused(jumio_policy_add_key(policy, "one more", JUMIO_NTS, 1, &err), &err, "key: a policy has at most 256 keys");
  for (size_t i = 1; i < policy->key_count; i++)
    assert_true(strcmp(policy->keys[i - 1].text, policy->keys[i].text) < 0);
  assert_int_equal(jumio__policy_profile_of_key(policy, "10547"), JUMIO_PROFILE_ID_ONLY);
  assert_int_equal(jumio__policy_profile_of_key(policy, "10548"), JUMIO_PROFILE_BY_KEY);
  assert_int_equal(jumio__policy_profile_of_key(policy, NULL), JUMIO_PROFILE_BY_KEY);
  jumio_policy_free(policy);
}

/* The rules for overrides, each with the row that shows it. */
static void test_policy__override_breaks_no_rule(void **state)
{
  (void)state;
  static const struct {
    jumio_policy_switches switches;
    const char *row;
    jumio_evidence_class class;
    const char *message; /* NULL: taken */
  } rows[] = {
      {0, "imageChecks.rejected.SAMPLE", JUMIO_EVIDENCE_FRAUD, NULL},
      {0, "imageChecks.rejected.SAMPLE", JUMIO_EVIDENCE_ADVISORY, NULL},
      {0, "similarity.warning.NOT_POSSIBLE", JUMIO_EVIDENCE_NONE, NULL},
      {0, "liveness.passed.OK", JUMIO_EVIDENCE_NONE, NULL},
      {0, "liveness.passed.OK", JUMIO_EVIDENCE_INCOMPLETE, NULL},
      {0, "usability.not_executed.PRECONDITION_NOT_FULFILLED", JUMIO_EVIDENCE_NONE, NULL},
      {0, "imageChecks.rejected", JUMIO_EVIDENCE_FRAUD, NULL},
      {0, "imageChecks.rejected", JUMIO_EVIDENCE_INCOMPLETE, NULL},
      {0, "unknown.passed", JUMIO_EVIDENCE_INCOMPLETE, NULL},
      {0, "unknown.passed", JUMIO_EVIDENCE_NONE, NULL},
      {0, "liveness.unknown_type", JUMIO_EVIDENCE_INCOMPLETE, NULL},
      {0, "similarity.rejected.NO_MATCH", JUMIO_EVIDENCE_FRAUD, NULL},
      {JUMIO_POLICY_ALLOW_WEAKER, "imageChecks.rejected.FAKE", JUMIO_EVIDENCE_DENIED, NULL},
      {JUMIO_POLICY_ALLOW_WEAKER, "imageChecks.rejected.FAKE", JUMIO_EVIDENCE_NONE, NULL},
      {0, "imageChecks.rejected.FAKE", JUMIO_EVIDENCE_DENIED,
       "rule_id: the row imageChecks.rejected.FAKE is fraud and cannot become denied: a denied or fraud row becomes lighter only under the "
       "switch allow_weaker"},
      {JUMIO_POLICY_STRICT, "imageChecks.rejected.SAMPLE", JUMIO_EVIDENCE_INCOMPLETE,
       "rule_id: the row imageChecks.rejected.SAMPLE is fraud and cannot become incomplete: a denied or fraud row becomes lighter only "
       "under the switch allow_weaker"},
      {JUMIO_POLICY_ALLOW_WEAKER, "similarity.rejected", JUMIO_EVIDENCE_INCOMPLETE,
       "rule_id: the row similarity.rejected is denied and cannot become incomplete: a word that this version does not know can become "
       "heavier only, and never proof"},
      {JUMIO_POLICY_ALLOW_WEAKER, "imageChecks.rejected.MANIPULATED_*", JUMIO_EVIDENCE_DENIED,
       "rule_id: the row imageChecks.rejected.MANIPULATED_* is fraud and cannot become denied: a word that this version does not know can "
       "become heavier only, and never proof"},
      {JUMIO_POLICY_ALLOW_WEAKER, "unknown.passed", JUMIO_EVIDENCE_ADVISORY,
       "rule_id: the row unknown.passed is none and cannot become advisory: a word that this version does not know can become heavier "
       "only, and never proof"},
      {JUMIO_POLICY_ALLOW_WEAKER, "watchlistScreening.not_executed.NOT_ENOUGH_DATA", JUMIO_EVIDENCE_ADVISORY,
       "rule_id: the row watchlistScreening.not_executed.NOT_ENOUGH_DATA is none and cannot become advisory: what was not executed is "
       "never proof"},
      {0, "liveness.passed.OK", JUMIO_EVIDENCE_DENIED,
       "rule_id: the row liveness.passed.OK is ok and cannot become denied: only what is WARNING or REJECTED can accuse"},
      {0, "liveness.not_executed.TECHNICAL_ERROR", JUMIO_EVIDENCE_FRAUD,
       "rule_id: the row liveness.not_executed.TECHNICAL_ERROR is incomplete and cannot become fraud: only what is WARNING or REJECTED can "
       "accuse"},
      {0, "unknown.unknown_type", JUMIO_EVIDENCE_DENIED,
       "rule_id: the row unknown.unknown_type is incomplete and cannot become denied: only what is WARNING or REJECTED can accuse"},
      {0, "liveness.warning.BAD_QUALITY", JUMIO_EVIDENCE_OK,
       "rule_id: the row liveness.warning.BAD_QUALITY is incomplete and cannot become ok: a class can be set to none, advisory, "
       "incomplete, denied or fraud"},
      {0, "liveness.warning.BAD_QUALITY", JUMIO_EVIDENCE_SYMPTOM,
       "rule_id: the row liveness.warning.BAD_QUALITY is incomplete and cannot become symptom: a class can be set to none, advisory, "
       "incomplete, denied or fraud"},
      {0, "liveness.warning.BAD_QUALITY", -1, "rule_id: no such class"},
      {0, "liveness.warning.BAD_QUALITY", 7, "rule_id: no such class"},
      {0, "transaction.rejected", JUMIO_EVIDENCE_FRAUD, "rule_id: this row is of the transaction itself and cannot be overridden"},
      {0, "liveness.warning.bad_quality", JUMIO_EVIDENCE_FRAUD, "rule_id: no rule has this id"},
      {0, "", JUMIO_EVIDENCE_FRAUD, "rule_id: no rule has this id"},
      {0, NULL, JUMIO_EVIDENCE_FRAUD, "rule_id: must be UTF-8 without NUL"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    jumio_policy *policy = made("default");
    jumio_error *err = NULL;
    assert_int_equal(jumio_policy_set_switches(policy, rows[i].switches, NULL), JUMIO_OK);
    jumio_result result = jumio_policy_set_row(policy, rows[i].row, JUMIO_NTS, rows[i].class, &err);
    if (rows[i].message == NULL)
      assert_int_equal(result, JUMIO_OK);
    else
      assert_refused(result, &err, rows[i].message);
    jumio_policy_free(policy);
  }
  assert_int_equal(jumio_policy_set_row(NULL, "liveness.passed.OK", JUMIO_NTS, 0, NULL), JUMIO_ERR_ARGUMENT);
}

/* For every row, every class and every switch: nothing unknown becomes lighter or proof, nothing that did not run proves, and nothing
 * accuses less without allow_weaker. */
static void test_policy__no_override_of_any_row_breaks_a_rule(void **state)
{
  (void)state;
  static const jumio_policy_switches all[] = {0, JUMIO_POLICY_STRICT, JUMIO_POLICY_ALLOW_WEAKER, 511, 511 & ~JUMIO_POLICY_ALLOW_WEAKER};
  for (size_t s = 0; s < sizeof all / sizeof all[0]; s++) {
    jumio_policy *policy = made("default");
    assert_int_equal(jumio_policy_set_switches(policy, all[s], NULL), JUMIO_OK);
    for (size_t i = 0; i < JUMIO__RULE_COUNT; i++)
      for (jumio_evidence_class class = JUMIO_EVIDENCE_NONE; class <= JUMIO_EVIDENCE_FRAUD; class ++) {
        jumio__why why;
        const jumio__rule *rule = &jumio__rules[i];
        jumio_evidence_class before = policy->classes[0][i];
        bool lighter = class < before && (class >= JUMIO_EVIDENCE_SYMPTOM || before >= JUMIO_EVIDENCE_SYMPTOM);
        bool taken = jumio__policy_put_row(policy, rule->id, strlen(rule->id), class, &why) == JUMIO_OK;
        if (!taken)
          continue;
        assert_true(class != JUMIO_EVIDENCE_OK && class != JUMIO_EVIDENCE_SYMPTOM);
        assert_false(rule->match != JUMIO__MATCH_LABEL && (lighter || class == JUMIO_EVIDENCE_ADVISORY));
        assert_false(strstr(rule->id, ".not_executed") != NULL && class == JUMIO_EVIDENCE_ADVISORY);
        assert_true(class <= JUMIO_EVIDENCE_INCOMPLETE || strstr(rule->id, ".warning") != NULL || strstr(rule->id, ".rejected") != NULL);
        assert_false(lighter && before >= JUMIO_EVIDENCE_DENIED && (all[s] & JUMIO_POLICY_ALLOW_WEAKER) == 0);
      }
    jumio_policy_free(policy);
  }
}

static void test_policy__switches_are_held_against_the_rows(void **state)
{
  (void)state;
  jumio_policy *policy = made("default");
  jumio_error *err = NULL;
  assert_int_equal(jumio_policy_set_switches(policy, JUMIO_POLICY_ALLOW_WEAKER, NULL), JUMIO_OK);
  assert_int_equal(jumio_policy_set_row(policy, "imageChecks.rejected.PUNCHED", JUMIO_NTS, JUMIO_EVIDENCE_INCOMPLETE, NULL), JUMIO_OK);
  assert_int_equal(jumio_policy_set_row(policy, "imageChecks.rejected.CHIP_MISSING", JUMIO_NTS, JUMIO_EVIDENCE_DENIED, NULL), JUMIO_OK);
  assert_refused(jumio_policy_set_switches(policy, 0, &err), &err,
                 "switches: the row imageChecks.rejected.PUNCHED is fraud and cannot become incomplete: a denied or fraud row becomes "
                 "lighter only under the switch allow_weaker");
  assert_document(policy, "{\"name\":\"custom\",\"version\":\"\",\"overrides\":{\"imageChecks.rejected.CHIP_MISSING\":\"denied\","
                          "\"imageChecks.rejected.PUNCHED\":\"incomplete\"},\"switches\":{\"allow_weaker\":true}}");
  assert_int_equal(jumio_policy_set_row(policy, "imageChecks.rejected.PUNCHED", JUMIO_NTS, JUMIO_EVIDENCE_FRAUD, NULL), JUMIO_OK);
  assert_int_equal(jumio_policy_set_row(policy, "imageChecks.rejected.CHIP_MISSING", JUMIO_NTS, JUMIO_EVIDENCE_FRAUD, NULL), JUMIO_OK);
  assert_int_equal(jumio_policy_set_switches(policy, 0, NULL), JUMIO_OK);
  jumio_policy_free(policy);
}

static void test_policy__hash_tells_every_change(void **state)
{
  (void)state;
  if (!jumio__digest_available())
    skip();
  char last[5][JUMIO__DIGEST_HEX];
  jumio_policy *policy = made("default");
  for (int i = 0; i < 5; i++) {
    if (i == 1)
      jumio_policy_set_profile(policy, JUMIO_PROFILE_DATA, NULL);
    if (i == 2)
      jumio_policy_add_key(policy, "k", 1, JUMIO_PROFILE_DATA, NULL);
    if (i == 3)
      jumio_policy_set_row(policy, "liveness.warning.BAD_QUALITY", JUMIO_NTS, JUMIO_EVIDENCE_DENIED, NULL);
    if (i == 4)
      jumio_policy_add_required(policy, "liveness", 8, 0, NULL);
    snprintf(last[i], sizeof last[i], "%s", text(policy, JUMIO_POLICY_TEXT_HASH));
    for (int k = 0; k < i; k++)
      assert_string_not_equal(last[i], last[k]);
  }
  policy->texts.hash[0] = '\0'; /* as in a build without digests */
  assert_null(text(policy, JUMIO_POLICY_TEXT_HASH));
  jumio_policy_free(policy);
}

static void test_policy__dup_json_needs_both(void **state)
{
  (void)state;
  jumio_policy *policy = made("default");
  jumio_error *err = NULL;
  char *json = (char *)&err;
  assert_refused(jumio_policy_dup_json(NULL, &json, NULL, &err), &err, "policy is NULL");
  assert_null(json);
  assert_refused(jumio_policy_dup_json(policy, NULL, NULL, &err), &err, "out is NULL");
  assert_int_equal(jumio_policy_dup_json(policy, &json, NULL, NULL), JUMIO_OK);
  jumio_text_free(json);
  jumio_policy_free(policy);
}

static int build(jumio_alloc *alloc, void *data)
{
  jumio_policy *policy = NULL;
  char *json = NULL;
  (void)data;
  jumio_result result = jumio_policy_new_named(alloc, "strict", JUMIO_NTS, &policy, NULL);
  if (result == JUMIO_OK)
    result = jumio_policy_set_switches(policy, JUMIO_POLICY_ALLOW_WEAKER, NULL);
  if (result == JUMIO_OK)
    result = jumio_policy_set_profile(policy, JUMIO_PROFILE_ID_ONLY, NULL);
  if (result == JUMIO_OK)
    result = jumio_policy_add_key(policy, "10547", JUMIO_NTS, JUMIO_PROFILE_DATA, NULL);
  if (result == JUMIO_OK)
    result = jumio_policy_add_key(policy, "10548", JUMIO_NTS, JUMIO_PROFILE_DATA, NULL);
  if (result == JUMIO_OK)
    result = jumio_policy_add_required(policy, "liveness", JUMIO_NTS, 0, NULL);
  if (result == JUMIO_OK)
    result = jumio_policy_set_row(policy, "imageChecks.rejected.FAKE", JUMIO_NTS, JUMIO_EVIDENCE_DENIED, NULL);
  if (result == JUMIO_OK)
    result = jumio_policy_set_text(policy, JUMIO_POLICY_TEXT_NAME, "mine", JUMIO_NTS, NULL);
  if (result == JUMIO_OK)
    result = jumio_policy_dup_json(policy, &json, NULL, NULL);
  jumio_text_free(json);
  jumio_policy_free(policy);
  assert_true(result == JUMIO_OK || result == JUMIO_ERR_OUT_OF_MEMORY);
  return result == JUMIO_OK ? 0 : 1;
}

static void test_policy__no_memory(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(build, NULL) > 20);
}

/* A setter without memory leaves the policy as it was. */
static void test_policy__change_without_memory_is_none(void **state)
{
  (void)state;
  failing_alloc alloc;
  jumio_policy *policy = NULL;
  failing_alloc_begin(&alloc, 0, 0);
  assert_int_equal(jumio_policy_new(alloc.handle, &policy, NULL), JUMIO_OK);
  for (size_t n = 1;; n++) {
    alloc.fail_at = alloc.made + n;
    jumio_error *err = NULL;
    jumio_result result = jumio_policy_add_key(policy, "10547", JUMIO_NTS, JUMIO_PROFILE_DATA, &err);
    alloc.fail_at = 0;
    if (result == JUMIO_OK)
      break;
    assert_int_equal(result, JUMIO_ERR_OUT_OF_MEMORY);
    jumio_error_free(err);
    assert_document(policy, "{\"name\":\"default\",\"version\":\"1\"}");
  }
  assert_document(policy, "{\"name\":\"custom\",\"version\":\"\",\"keys\":{\"10547\":\"data\"}}");
  jumio_policy_free(policy);
  failing_alloc_end(&alloc);
}

static void test_policy__words_of_numbers_that_are_none(void **state)
{
  (void)state;
  assert_null(jumio__class_word(-1));
  assert_null(jumio__class_word(7));
  assert_null(jumio__profile_word(-1));
  assert_null(jumio__profile_word(9));
  jumio_policy_free(NULL);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_policy__built_in_ones_have_constant_hashes),
      cmocka_unit_test(test_policy__no_other_name_is_built_in),
      cmocka_unit_test(test_policy__change_of_a_built_in_one_is_custom),
      cmocka_unit_test(test_policy__built_in_name_is_for_that_policy_only),
      cmocka_unit_test(test_policy__texts_are_short_lines_of_utf_8),
      cmocka_unit_test(test_policy__profile_and_switches_are_known_ones),
      cmocka_unit_test(test_policy__required_checks_are_known_and_stand_once),
      cmocka_unit_test(test_policy__all_checks_can_be_required),
      cmocka_unit_test(test_policy__keys_have_one_profile_each),
      cmocka_unit_test(test_policy__override_breaks_no_rule),
      cmocka_unit_test(test_policy__no_override_of_any_row_breaks_a_rule),
      cmocka_unit_test(test_policy__switches_are_held_against_the_rows),
      cmocka_unit_test(test_policy__hash_tells_every_change),
      cmocka_unit_test(test_policy__dup_json_needs_both),
      cmocka_unit_test(test_policy__no_memory),
      cmocka_unit_test(test_policy__change_without_memory_is_none),
      cmocka_unit_test(test_policy__words_of_numbers_that_are_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
