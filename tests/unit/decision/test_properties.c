/** What must hold of every transaction, on some thousands of generated ones with every change that a property names; tests/proofs does it
 * with a million. The numbers behind them are the same in every run. */
#include "proofs/properties.h"

#include "support/cmocka.h"

#define GENERATED 1000

static void for_all(void (*check)(const body *b, const subject *s, uint64_t *seed), bool plain)
{
  size_t of_status[7] = {0};
  uint64_t seed = 20260501;
  for (size_t i = 0; i < GENERATED; i++) {
    body b = generate_body(&seed);
    policy_case policy = plain ? policy_case_of(NULL) : policy_case_generate(&seed);
    char *json = body_print(&b);
    subject s = subject_of(json, strlen(json), &policy);
    assert_int_equal(s.before.result, JUMIO_OK);
    of_status[s.before.status]++;
    check(&b, &s, &seed);
    free(json);
    policy_case_free(&policy);
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
      cmocka_unit_test(test_properties__strict_is_never_milder),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
