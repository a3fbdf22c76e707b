/** The rule table is complete and orderly: every pair of capability and type has its rules, and every rule is reached. */
#include "decision/rules.h"

#include "support/cmocka.h"

#include <stdio.h>
#include <string.h>

static const char *const type_names[] = {"unknown_type", "passed", "warning", "rejected", "not_executed"};

static const char *name_of(int kind)
{
  return kind == JUMIO__CAPABILITY_unknown ? "unknown" : jumio__capability_name((jumio__capability_kind)kind);
}

static void test_rules__every_pair_ends_in_a_rule_of_its_own(void **state)
{
  (void)state;
  for (int kind = 0; kind < JUMIO__CAPABILITY_COUNT; kind++)
    for (jumio_decision_type type = JUMIO_TYPE_UNKNOWN; type <= JUMIO_TYPE_NOT_EXECUTED; type++) {
      char id[80];
      const jumio__rule *rule = jumio__rule_find((jumio__capability_kind)kind, type, NULL, 0);
      snprintf(id, sizeof id, "%s.%s", name_of(kind), type_names[type]);
      assert_string_equal(rule->id, id);
      assert_int_equal(rule->match, JUMIO__MATCH_ANY);
    }
}

static void test_rules__every_rule_is_reached_by_its_own_label(void **state)
{
  (void)state;
  size_t reached = 0;
  for (int kind = 0; kind < JUMIO__CAPABILITY_COUNT; kind++)
    for (jumio_decision_type type = JUMIO_TYPE_UNKNOWN; type <= JUMIO_TYPE_NOT_EXECUTED; type++)
      for (size_t i = 0; i < jumio__rule_count(); i++) {
        const jumio__rule *rule = jumio__rule_at(i);
        char begin[80], label[80];
        size_t len = (size_t)snprintf(begin, sizeof begin, "%s.%s", name_of(kind), type_names[type]);
        if (strncmp(rule->id, begin, len) != 0 || (rule->id[len] != '\0' && rule->id[len] != '.'))
          continue;
        snprintf(label, sizeof label, "%s%s", rule->text, rule->match == JUMIO__MATCH_LABEL ? "" : "no such ending");
        assert_ptr_equal(jumio__rule_find((jumio__capability_kind)kind, type, label, strlen(label)), rule);
        reached++;
      }
  assert_int_equal(reached, jumio__rule_count());
  assert_null(jumio__rule_at(jumio__rule_count()));
}

static void test_rules__ids_tell_their_label_and_are_unique(void **state)
{
  (void)state;
  for (size_t i = 0; i < jumio__rule_count(); i++) {
    const jumio__rule *rule = jumio__rule_at(i);
    const char *last = strrchr(rule->id, '.') + 1;
    assert_int_equal(rule->len, strlen(rule->text));
    if (rule->match != JUMIO__MATCH_ANY)
      assert_memory_equal(last, rule->text, rule->len);
    for (size_t k = 0; k < i; k++)
      assert_string_not_equal(rule->id, jumio__rule_at(k)->id);
    for (int n = 0; n < JUMIO__NOTE_COUNT; n++)
      assert_string_not_equal(rule->id, jumio__rule_of_note((jumio__note)n)->id);
  }
}

/* What a policy may never do: the strict class of a rule is at least as heavy as the ordinary one. */
static void test_rules__strict_is_never_lighter(void **state)
{
  (void)state;
  for (size_t i = 0; i < jumio__rule_count(); i++) {
    const jumio__rule *rule = jumio__rule_at(i);
    assert_true(rule->strict >= rule->normal);
    assert_true(rule->strict == rule->normal || rule->strict >= JUMIO_EVIDENCE_INCOMPLETE);
  }
}

static void test_rules__proof_needs_a_known_label_of_a_known_capability(void **state)
{
  (void)state;
  for (size_t i = 0; i < jumio__rule_count(); i++) {
    const jumio__rule *rule = jumio__rule_at(i);
    if (rule->normal != JUMIO_EVIDENCE_OK && rule->normal != JUMIO_EVIDENCE_ADVISORY)
      continue;
    assert_int_equal(rule->match, JUMIO__MATCH_LABEL);
    assert_true(strstr(rule->id, rule->normal == JUMIO_EVIDENCE_OK ? ".passed." : ".warning.") != NULL);
    assert_int_not_equal(strncmp(rule->id, "unknown.", 8), 0);
  }
}

static void test_rules__spelling_is_exact(void **state)
{
  (void)state;
  static const char *const others[] = {"ok", "OK ", " OK", "Ok", "OK\t", "O", "OKK", ""};
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    assert_string_equal(jumio__rule_find(JUMIO__CAPABILITY_liveness, JUMIO_TYPE_PASSED, others[i], strlen(others[i]))->id,
                        "liveness.passed");
}

static void test_rules__knows_labels_of_other_types(void **state)
{
  (void)state;
  assert_true(jumio__rule_knows(JUMIO__CAPABILITY_liveness, "LIVENESS_UNDETERMINED", 21));
  assert_false(jumio__rule_knows(JUMIO__CAPABILITY_similarity, "OK", 2));
  assert_false(jumio__rule_knows(JUMIO__CAPABILITY_imageChecks, "MANIPULATED_SOMETHING", 21));
}

static void test_rules__profiles_of_keys(void **state)
{
  (void)state;
  static const struct {
    const char *key;
    jumio_profile profile;
  } rows[] = {
      {"3", JUMIO_PROFILE_ID_AND_IDENTITY},
      {"32", JUMIO_PROFILE_ID_AND_IDENTITY},
      {"10011", JUMIO_PROFILE_ID_AND_IDENTITY},
      {"10013", JUMIO_PROFILE_ID_AND_IDENTITY},
      {"10163", JUMIO_PROFILE_ID_AND_IDENTITY},
      {"10164", JUMIO_PROFILE_ID_AND_IDENTITY},
      {"2", JUMIO_PROFILE_ID_ONLY},
      {"10015", JUMIO_PROFILE_ID_ONLY},
      {"5", JUMIO_PROFILE_IDENTITY_EXISTING},
      {"20", JUMIO_PROFILE_IDENTITY_EXISTING},
      {"10025", JUMIO_PROFILE_IDENTITY_EXISTING},
      {"6", JUMIO_PROFILE_LIVENESS_ONLY},
      {"10016", JUMIO_PROFILE_LIVENESS_ONLY},
      {"9", JUMIO_PROFILE_AUTHENTICATION},
      {"16", JUMIO_PROFILE_AUTHENTICATION},
      {"10014", JUMIO_PROFILE_AUTHENTICATION},
      {"10071", JUMIO_PROFILE_AUTHENTICATION},
      {"10026", JUMIO_PROFILE_DOCUMENT},
      {"10005", JUMIO_PROFILE_DATA},
      {"10006", JUMIO_PROFILE_DATA},
      {"10008", JUMIO_PROFILE_DATA},
      {"10010", JUMIO_PROFILE_DATA},
      {"10020", JUMIO_PROFILE_DATA},
      {"10066", JUMIO_PROFILE_DATA},
      {"10093", JUMIO_PROFILE_DATA},
      {"1", JUMIO_PROFILE_CAPTURE_ONLY},
      {"10031", JUMIO_PROFILE_CAPTURE_ONLY},
      {NULL, JUMIO_PROFILE_BY_KEY},
      {"", JUMIO_PROFILE_BY_KEY},
      {"0", JUMIO_PROFILE_BY_KEY},
      {"010011", JUMIO_PROFILE_BY_KEY},
      {"10011 ", JUMIO_PROFILE_BY_KEY},
      {"100110", JUMIO_PROFILE_BY_KEY},
      {"-1", JUMIO_PROFILE_BY_KEY},
      {"10547", JUMIO_PROFILE_BY_KEY},
      {"my-key", JUMIO_PROFILE_BY_KEY},
      {"4294967297", JUMIO_PROFILE_BY_KEY},
      {"+3", JUMIO_PROFILE_BY_KEY},
      {"03", JUMIO_PROFILE_BY_KEY},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    assert_int_equal(jumio__profile_of_key(rows[i].key), rows[i].profile);
}

/* No profile but those that prove otherwise can pass without proof. */
static void test_rules__every_profile_requires_something(void **state)
{
  (void)state;
  size_t count, expected[] = {0, 6, 4, 2, 2, 1, 2, 0, 2}; /* by ::jumio_profile; that of data asks otherwise */
  for (jumio_profile profile = JUMIO_PROFILE_BY_KEY; profile <= JUMIO_PROFILE_CAPTURE_ONLY; profile++) {
    const jumio__requirement *needs = jumio__requirements(profile, &count);
    assert_int_equal(count, expected[profile]);
    for (size_t i = 0; i < count; i++)
      assert_int_equal(needs[i].profile, profile);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rules__every_pair_ends_in_a_rule_of_its_own),
      cmocka_unit_test(test_rules__every_rule_is_reached_by_its_own_label),
      cmocka_unit_test(test_rules__ids_tell_their_label_and_are_unique),
      cmocka_unit_test(test_rules__strict_is_never_lighter),
      cmocka_unit_test(test_rules__proof_needs_a_known_label_of_a_known_capability),
      cmocka_unit_test(test_rules__spelling_is_exact),
      cmocka_unit_test(test_rules__knows_labels_of_other_types),
      cmocka_unit_test(test_rules__profiles_of_keys),
      cmocka_unit_test(test_rules__every_profile_requires_something),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
