/** What must hold of every transaction, on some thousands of generated ones with every change that a property names; tests/proofs does it
 * with a million. The numbers behind them are the same in every run. */
#include "proofs/properties.h"

#include "decision/rules.h"
#include "support/cmocka.h"

#define GENERATED 1000

static void for_all(void (*check)(const body *b, const subject *s, uint64_t *seed), bool plain)
{
  static const generated_policy none = {0};
  size_t of_status[7] = {0};
  uint64_t seed = 20260501;
  for (size_t i = 0; i < GENERATED; i++) {
    body b = generate_body(&seed);
    generated_policy policy = plain ? none : generate_policy(&seed);
    char *json = body_print(&b);
    subject s = subject_of(json, strlen(json), &policy);
    assert_int_equal(s.before.result, JUMIO_OK);
    of_status[s.before.status]++;
    check(&b, &s, &seed);
    free(json);
    jumio_policy_free(policy.handle);
  }
  for (jumio_idv_status status = JUMIO_IDV_PENDING; status <= JUMIO_IDV_PASSED; status++)
    assert_true(of_status[status] > GENERATED / 200); /* else the generator proves little */
}

static void check_all(const body *b, const subject *s, uint64_t *seed)
{
  (void)b;
  for (size_t i = 0; i < property_count; i++)
    if (properties[i].is_long)
      property_check_one(&properties[i], s, seed);
    else
      property_check_all(&properties[i], s);
}

/* P01 P03..P06 P09 P11 P12 */
static void test_properties__of_every_change(void **state)
{
  (void)state;
  for_all(check_all, true);
  for_all(check_all, false);
}

/* Passed, told another way: each element by its own rule no worse than advisory, the transaction PASSED, every required check proved. */
static bool may_pass(const body *b, jumio_profile profile)
{
  size_t count;
  const jumio__requirement *needs = jumio__requirements(&count);
  if (b->no_decision || b->type == NULL || strcmp(b->type, "PASSED") != 0 || strcmp(b->status, "PROCESSED") != 0 || b->wiped)
    return false;
  for (size_t i = 0; i < count; i++) {
    bool proved = false;
    for (size_t k = 0; k < b->count; k++) {
      const part *p = &b->parts[k];
      proved = proved || (!p->removed && strcmp(p->capability, jumio__capability_name((jumio__capability_kind)needs[i].kind)) == 0 &&
                          p->type != NULL && (strcmp(p->type, "PASSED") == 0 || strcmp(p->type, "WARNING") == 0));
    }
    if (needs[i].profile == profile && !proved)
      return false;
  }
  for (size_t k = 0; k < b->count; k++) {
    const part *p = &b->parts[k];
    jumio__capability_kind kind = jumio__capability_kind_of(p->capability, strlen(p->capability));
    jumio_decision_type type = p->no_decision ? JUMIO_TYPE_UNKNOWN : jumio__decision_type(p->type);
    const char *label = p->no_decision ? NULL : p->label;
    const jumio__rule *rule = jumio__rule_find(kind, type, label, label != NULL ? strlen(label) : 0);
    bool facemap = p->category != NULL && strcmp(p->category, "FACEMAP") == 0 && label != NULL && strcmp(label, "NOT_UPLOADED") == 0;
    if (!p->removed && rule->normal > JUMIO_EVIDENCE_ADVISORY && !facemap)
      return false;
  }
  return profile != JUMIO_PROFILE_CAPTURE_ONLY;
}

static void check_passed(const body *b, const subject *s, uint64_t *seed)
{
  (void)seed;
  if (s->before.status == JUMIO_IDV_PASSED)
    assert_true(may_pass(b, s->before.profile));
}

static void test_properties__passed_only_by_proof(void **state)
{
  (void)state;
  for_all(check_passed, true);
}

/* Strict never answers milder than the default does. */
static void check_strict(const body *b, const subject *s, uint64_t *seed)
{
  (void)seed;
  jumio_policy *strict = body_policy(JUMIO_PROFILE_BY_KEY, JUMIO_POLICY_STRICT);
  assert_true(severity_of(body_map(b, strict).status) >= severity_of(s->before.status));
  jumio_policy_free(strict);
}

static void test_properties__strict_is_never_milder(void **state)
{
  (void)state;
  for_all(check_strict, true);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_properties__of_every_change),
      cmocka_unit_test(test_properties__passed_only_by_proof),
      cmocka_unit_test(test_properties__strict_is_never_milder),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
