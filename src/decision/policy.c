/** The policy builder: how transactions are mapped. */
#include "decision/policy.h"

#include <jumio/result.h>

#include "core/error.h"

#define ALL_SWITCHES                                                                                                                       \
  ((jumio_policy_switches)(JUMIO_POLICY_STRICT | JUMIO_POLICY_DOCUMENT_FIRST | JUMIO_POLICY_TRUST_TRANSACTION_PASS |                       \
                           JUMIO_POLICY_DECISION_OPTIONAL))

jumio_result jumio_policy_new(jumio_alloc *alloc, jumio_policy **out, jumio_error **err)
{
  if (out == NULL)
    return jumio__fail(err, alloc, JUMIO_ERR_ARGUMENT, "out is NULL");
  *out = JUMIO__NEW(alloc, jumio_policy);
  if (*out == NULL)
    return jumio__fail_memory(err);
  (*out)->mem = jumio__mem_ref(alloc);
  (*out)->profile = JUMIO_PROFILE_BY_KEY;
  return jumio__ok(err);
}

void jumio_policy_free(jumio_policy *policy)
{
  if (policy == NULL)
    return;
  jumio_alloc *mem = policy->mem;
  jumio__mem_free(mem, policy, sizeof *policy);
  jumio__mem_unref(mem);
}

jumio_result jumio_policy_set_profile(jumio_policy *policy, jumio_profile profile, jumio_error **err)
{
  if (policy == NULL)
    return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "policy is NULL");
  if (profile < JUMIO_PROFILE_BY_KEY || profile > JUMIO_PROFILE_CAPTURE_ONLY)
    return jumio__fail(err, policy->mem, JUMIO_ERR_ARGUMENT, "profile: no such profile");
  policy->profile = profile;
  return jumio__ok(err);
}

jumio_result jumio_policy_set_switches(jumio_policy *policy, jumio_policy_switches switches, jumio_error **err)
{
  if (policy == NULL)
    return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "policy is NULL");
  if ((switches & ~ALL_SWITCHES) != 0)
    return jumio__fail(err, policy->mem, JUMIO_ERR_ARGUMENT, "switches: an unknown bit");
  policy->switches = switches;
  return jumio__ok(err);
}
