/** The policy builder. A change is made on a copy, which takes the policy's place when all of it is good. */
#include "decision/policy.h"

#include <jumio/result.h>

#include "core/text.h"

#include <string.h>

#define ALL_SWITCHES                                                                                                                       \
  ((jumio_policy_switches)(JUMIO_POLICY_STRICT | JUMIO_POLICY_DOCUMENT_FIRST | JUMIO_POLICY_TRUST_TRANSACTION_PASS |                       \
                           JUMIO_POLICY_DECISION_OPTIONAL | JUMIO_POLICY_ALLOW_WEAKER | JUMIO_POLICY_SCREENING_FLAG_ONLY |                 \
                           JUMIO_POLICY_SCREENING_MUST_RUN | JUMIO_POLICY_RISK_FLAG_ONLY | JUMIO_POLICY_RISK_MUST_RUN))

jumio_result jumio_policy_new_named(jumio_alloc *alloc, const char *name, size_t len, jumio_policy **out, jumio_error **err)
{
  if (out == NULL)
    return jumio__fail(err, alloc, JUMIO_ERR_ARGUMENT, "out is NULL");
  *out = NULL;
  const jumio_policy *named = jumio__text_arg(name, &len) ? jumio__policy_built_in(name, len) : NULL;
  if (named == NULL)
    return jumio__fail(err, alloc, JUMIO_ERR_ARGUMENT, "name must be default, strict or netverify-order");
  return jumio__policy_copy(alloc, named, out) == JUMIO_OK ? jumio__ok(err) : jumio__fail_memory(err);
}

jumio_result jumio_policy_new(jumio_alloc *alloc, jumio_policy **out, jumio_error **err)
{
  return jumio_policy_new_named(alloc, jumio__policy_default()->texts.name, JUMIO_NTS, out, err);
}

jumio_result jumio__policy_finish(jumio_policy *policy)
{
  jumio__buffer text;
  const jumio_policy *named = jumio__policy_built_in(policy->texts.name, strlen(policy->texts.name));
  jumio__policy_resolve(policy);
  if (named != NULL) { /* that very policy: its hash is known without digests too */
    memcpy(policy->texts.hash, named->texts.hash, sizeof policy->texts.hash);
    return JUMIO_OK;
  }
  jumio__buffer_init(&text, policy->mem, SIZE_MAX / 2);
  jumio_result result = jumio__policy_write(policy, &text);
  if (result == JUMIO_OK)
    result = jumio__digest_hex(text.data, text.len, policy->texts.hash);
  jumio__buffer_free(&text);
  return result;
}

/* What is not a built-in policy any more has not its name either. */
static void rename_changed(jumio_policy *policy)
{
  const jumio_policy *named = jumio__policy_built_in(policy->texts.name, strlen(policy->texts.name));
  if (named == NULL || jumio__policy_is(policy, named))
    return;
  if (strcmp(policy->texts.version, named->texts.version) == 0)
    policy->texts.version[0] = '\0';
  memcpy(policy->texts.name, "custom", sizeof "custom");
}

/* The policy becomes what it was to become, unless that failed. */
static jumio_result take(jumio_policy *policy, jumio_policy *changed, jumio_result result, const char *field, const jumio__why *why,
                         jumio_error **err)
{
  if (result == JUMIO_OK) {
    rename_changed(changed);
    result = jumio__policy_finish(changed);
  }
  if (result == JUMIO_OK) {
    jumio_policy old = *policy;
    *policy = *changed;
    *changed = old;
    jumio__policy_resolve(policy); /* its classes are its own */
  }
  jumio_policy_free(changed);
  if (result == JUMIO_OK)
    return jumio__ok(err);
  return result == JUMIO_ERR_OUT_OF_MEMORY ? jumio__fail_memory(err) : jumio__fail(err, policy->mem, result, "%s: %s", field, why->text);
}

static jumio_result begin(const jumio_policy *policy, jumio_policy **out_changed, jumio_error **err)
{
  if (policy == NULL)
    return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "policy is NULL");
  return jumio__policy_copy(policy->mem, policy, out_changed) == JUMIO_OK ? JUMIO_OK : jumio__fail_memory(err);
}

jumio_result jumio_policy_set_text(jumio_policy *policy, jumio_policy_text which, const char *text, size_t len, jumio_error **err)
{
  jumio__why why;
  jumio_policy *changed;
  jumio_result result = begin(policy, &changed, err);
  if (result != JUMIO_OK)
    return result;
  result = jumio__policy_put_text(changed, which, text, len, &why);
  if (result == JUMIO_OK && which == JUMIO_POLICY_TEXT_NAME)
    result = jumio__policy_check_name(changed, &why);
  return take(policy, changed, result, "text", &why, err);
}

jumio_result jumio_policy_set_profile(jumio_policy *policy, jumio_profile profile, jumio_error **err)
{
  jumio__why why;
  jumio_policy *changed;
  jumio_result result = begin(policy, &changed, err);
  if (result != JUMIO_OK)
    return result;
  changed->profile = profile;
  if (profile < JUMIO_PROFILE_BY_KEY || profile > JUMIO_PROFILE_CAPTURE_ONLY)
    result = jumio__policy_refuse(&why, "no such profile");
  return take(policy, changed, result, "profile", &why, err);
}

jumio_result jumio_policy_set_switches(jumio_policy *policy, jumio_policy_switches switches, jumio_error **err)
{
  jumio__why why;
  jumio_policy *changed;
  jumio_result result = begin(policy, &changed, err);
  if (result != JUMIO_OK)
    return result;
  changed->switches = switches;
  result = (switches & ~ALL_SWITCHES) == 0 ? jumio__policy_check_rows(changed, &why) : jumio__policy_refuse(&why, "an unknown bit");
  return take(policy, changed, result, "switches", &why, err);
}

jumio_result jumio_policy_add_required(jumio_policy *policy, const char *capability, size_t len, int32_t category, jumio_error **err)
{
  jumio__why why;
  jumio_policy *changed;
  jumio_result result = begin(policy, &changed, err);
  if (result != JUMIO_OK)
    return result;
  if (!jumio__text_arg(capability, &len))
    result = jumio__policy_refuse(&why, "must be UTF-8 without NUL");
  else if (category < JUMIO_CATEGORY_UNKNOWN || category > JUMIO_CATEGORY_DATA)
    result = jumio__policy_refuse(&why, "no such category");
  else
    result = jumio__policy_put_required(changed, capability, len, category, &why);
  return take(policy, changed, result, "capability", &why, err);
}

jumio_result jumio_policy_set_row(jumio_policy *policy, const char *rule_id, size_t len, int32_t weight, jumio_error **err)
{
  jumio__why why;
  jumio_policy *changed;
  jumio_result result = begin(policy, &changed, err);
  if (result != JUMIO_OK)
    return result;
  if (jumio__text_arg(rule_id, &len))
    result = jumio__policy_put_row(changed, rule_id, len, weight, &why);
  else
    result = jumio__policy_refuse(&why, "must be UTF-8 without NUL");
  return take(policy, changed, result, "rule_id", &why, err);
}

jumio_result jumio_policy_add_key(jumio_policy *policy, const char *key, size_t len, jumio_profile profile, jumio_error **err)
{
  jumio__why why;
  jumio_policy *changed;
  jumio_result result = begin(policy, &changed, err);
  if (result != JUMIO_OK)
    return result;
  result = jumio__policy_put_key(changed, key, len, profile, &why);
  return take(policy, changed, result, "key", &why, err);
}

const char *jumio__policy_text(const jumio__policy_texts *texts, jumio_policy_text which)
{
  switch (which) {
  case JUMIO_POLICY_TEXT_NAME:
    return texts->name;
  case JUMIO_POLICY_TEXT_VERSION:
    return texts->version;
  case JUMIO_POLICY_TEXT_HASH:
    return texts->hash[0] != '\0' ? texts->hash : NULL;
  default:
    return NULL;
  }
}

const char *jumio_policy_get_text(const jumio_policy *policy, jumio_policy_text which)
{
  return policy != NULL ? jumio__policy_text(&policy->texts, which) : NULL;
}
