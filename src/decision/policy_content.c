/** What a policy holds beside its rows: name and version, required checks, a tenant's own keys. Shared by the builder and the document. */
#include "decision/policy.h"

#include <jumio/result.h>

#include "core/text.h"

#include <stdio.h>
#include <string.h>

#define KEYS_SIZE (JUMIO__POLICY_KEYS * sizeof(jumio__policy_key)) /* of the one block, where there are any */

jumio_result jumio__policy_refuse(jumio__why *why, const char *format, ...)
{
  va_list list;
  va_start(list, format);
  vsnprintf(why->text, sizeof why->text, format, list);
  va_end(list);
  return JUMIO_ERR_ARGUMENT;
}

jumio_result jumio__policy_put_text(jumio_policy *policy, jumio_policy_text which, const char *text, size_t len, jumio__why *why)
{
  if (which != JUMIO_POLICY_TEXT_NAME && which != JUMIO_POLICY_TEXT_VERSION)
    return jumio__policy_refuse(why, "only the name and the version can be set");
  const char *rule = jumio__text_rule(text, &len, JUMIO__POLICY_TEXT_MAX);
  if (which == JUMIO_POLICY_TEXT_VERSION && text != NULL && len == 0)
    rule = NULL; /* no version is given */
  if (rule == NULL && len > JUMIO__POLICY_TEXT_MAX)
    rule = "is too long";
  if (rule != NULL)
    return jumio__policy_refuse(why, "%s %s (at most %d bytes)", which == JUMIO_POLICY_TEXT_NAME ? "the name" : "the version", rule,
                                JUMIO__POLICY_TEXT_MAX);
  char *room = which == JUMIO_POLICY_TEXT_NAME ? policy->texts.name : policy->texts.version;
  memcpy(room, text, len);
  room[len] = '\0';
  return JUMIO_OK;
}

/* ---- required checks ---- */

uint8_t jumio__categories_of(jumio_category category)
{
  return (uint8_t)(category == JUMIO_CATEGORY_UNKNOWN ? JUMIO__CATEGORY_ALL : JUMIO__CATEGORY_BIT(category) | JUMIO__CATEGORY_UNTOLD);
}

const char *jumio__requirement_name(const jumio__requirement *need)
{
  static const char *const of_usability[] = {
      [JUMIO_CATEGORY_UNKNOWN] = "usability",
      [JUMIO_CATEGORY_ID] = "usability(ID)",
      [JUMIO_CATEGORY_SELFIE] = "usability(SELFIE)",
      [JUMIO_CATEGORY_FACEMAP] = "usability(FACEMAP)",
      [JUMIO_CATEGORY_DOCUMENT] = "usability(DOCUMENT)",
      [JUMIO_CATEGORY_DATA] = "usability(DATA)",
  };
  jumio_category category = JUMIO_CATEGORY_DATA;
  if (need->kind != JUMIO__CAPABILITY_usability)
    return jumio__capability_name((jumio__capability_kind)need->kind);
  while (need->categories != jumio__categories_of(category))
    category--;
  return of_usability[category];
}

jumio_result jumio__policy_put_required(jumio_policy *policy, const char *capability, size_t len, jumio_category category, jumio__why *why)
{
  jumio__requirement added = {.kind = (uint8_t)jumio__capability_kind_of(capability, len)};
  size_t at = 0;
  int order = -1;
  if (added.kind == JUMIO__CAPABILITY_unknown)
    return jumio__policy_refuse(why, "is no capability that this version knows");
  if (added.kind == JUMIO__CAPABILITY_classification)
    return jumio__policy_refuse(why, "classification proves nothing and cannot be required");
  if (added.kind != JUMIO__CAPABILITY_usability && category != JUMIO_CATEGORY_UNKNOWN)
    return jumio__policy_refuse(why, "only usability can be required of a category");
  added.categories = jumio__categories_of(category);
  while (at < policy->required_count &&
         (order = strcmp(jumio__requirement_name(&policy->required[at]), jumio__requirement_name(&added))) < 0)
    at++;
  if (order == 0)
    return jumio__policy_refuse(why, "%s is required twice", jumio__requirement_name(&added));
  memmove(&policy->required[at + 1], &policy->required[at], (policy->required_count++ - at) * sizeof added);
  policy->required[at] = added;
  return JUMIO_OK;
}

/* ---- keys ---- */

/* Where a key stands or would stand. */
static size_t place_of_key(const jumio_policy *policy, const char *key, bool *found)
{
  size_t low = 0, high = policy->key_count;
  *found = false;
  while (low < high && !*found) {
    size_t middle = (low + high) / 2;
    int order = strcmp(policy->keys[middle].text, key);
    *found = order == 0;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return high;
}

jumio_profile jumio__policy_profile_of_key(const jumio_policy *policy, const char *key)
{
  bool found = false;
  size_t at = key != NULL ? place_of_key(policy, key, &found) : 0;
  return found ? policy->keys[at].profile : JUMIO_PROFILE_BY_KEY;
}

/* Takes the text over. */
static jumio_result insert_key(jumio_policy *policy, char *text, jumio_profile profile, jumio__why *why)
{
  bool found;
  size_t at = place_of_key(policy, text, &found);
  if (found)
    return jumio__policy_refuse(why, "the key has a profile already");
  if (policy->key_count == JUMIO__POLICY_KEYS)
    return jumio__policy_refuse(why, "a policy has at most %d keys", JUMIO__POLICY_KEYS);
  if (policy->keys == NULL)
    policy->keys = jumio__mem_raw(policy->mem, KEYS_SIZE);
  if (policy->keys == NULL)
    return JUMIO_ERR_OUT_OF_MEMORY;
  memmove(&policy->keys[at + 1], &policy->keys[at], (policy->key_count++ - at) * sizeof policy->keys[0]);
  policy->keys[at].text = text;
  policy->keys[at].profile = profile;
  return JUMIO_OK;
}

jumio_result jumio__policy_put_key(jumio_policy *policy, const char *key, size_t len, jumio_profile profile, jumio__why *why)
{
  const char *rule = jumio__text_rule(key, &len, JUMIO__POLICY_KEY_MAX);
  if (rule != NULL)
    return jumio__policy_refuse(why, "the key %s (at most %d characters)", rule, JUMIO__POLICY_KEY_MAX);
  if (profile <= JUMIO_PROFILE_BY_KEY || profile > JUMIO_PROFILE_CAPTURE_ONLY)
    return jumio__policy_refuse(why, "a key needs one of the profiles");
  char *text = jumio__mem_text(policy->mem, key, len);
  jumio_result result = text != NULL ? insert_key(policy, text, profile, why) : JUMIO_ERR_OUT_OF_MEMORY;
  if (result != JUMIO_OK)
    jumio__mem_text_erase(policy->mem, text);
  return result;
}

/* ---- the whole ---- */

bool jumio__policy_is(const jumio_policy *policy, const jumio_policy *named)
{
  return strcmp(policy->texts.version, named->texts.version) == 0 && policy->profile == named->profile &&
         policy->switches == named->switches && policy->required_count == 0 && policy->key_count == 0 &&
         memcmp(policy->overrides, named->overrides, sizeof policy->overrides) == 0;
}

jumio_result jumio__policy_check_name(const jumio_policy *policy, jumio__why *why)
{
  const jumio_policy *named = jumio__policy_built_in(policy->texts.name, strlen(policy->texts.name));
  if (named == NULL || jumio__policy_is(policy, named))
    return JUMIO_OK;
  return jumio__policy_refuse(why, "the name %s belongs to the built-in policy, and this is another", named->texts.name);
}

jumio_result jumio__policy_copy(jumio_alloc *alloc, const jumio_policy *policy, jumio_policy **out)
{
  jumio__why why;
  jumio_result result = JUMIO_OK;
  jumio_policy *made = jumio__mem_raw(alloc, sizeof *made);
  *out = NULL;
  if (made == NULL)
    return JUMIO_ERR_OUT_OF_MEMORY;
  *made = *policy;
  made->mem = jumio__mem_ref(alloc);
  made->owned = true;
  made->keys = NULL;
  made->key_count = 0;
  jumio__policy_resolve(made);
  for (size_t i = 0; i < policy->key_count && result == JUMIO_OK; i++)
    result = jumio__policy_put_key(made, policy->keys[i].text, JUMIO_NTS, policy->keys[i].profile, &why);
  if (result == JUMIO_OK)
    *out = made;
  else
    jumio_policy_free(made);
  return result;
}

void jumio_policy_free(jumio_policy *policy)
{
  if (policy == NULL)
    return;
  jumio_alloc *mem = policy->mem;
  for (size_t i = 0; i < policy->key_count; i++)
    jumio__mem_text_erase(mem, policy->keys[i].text);
  jumio__mem_free(mem, policy->keys, KEYS_SIZE);
  jumio__mem_free(mem, policy, sizeof *policy);
  jumio__mem_unref(mem);
}
