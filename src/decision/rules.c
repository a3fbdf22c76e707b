/** The rule table, its look-up, and the profiles: all made from rules.def. */
#include "decision/rules.h"

#include "core/text.h"

#include <string.h>

#define JUMIO__RULESET(version) static const char ruleset[] = version;
#include "decision/rules.def"

#define JUMIO__RULE(id, match, text, class, strict, flags, twin, meaning, source)                                                          \
  {id, text, sizeof text - 1, JUMIO__MATCH_##match, JUMIO_EVIDENCE_##class, JUMIO_EVIDENCE_##strict, flags},
const jumio__rule jumio__rules[] = {
#include "decision/rules.def"
};

#define JUMIO__NOTE(name, id, class, flags, meaning, source)                                                                               \
  [JUMIO__NOTE_##name] = {id, "", 0, JUMIO__MATCH_LABEL, JUMIO_EVIDENCE_##class, JUMIO_EVIDENCE_##class, flags},
static const jumio__rule notes[JUMIO__NOTE_COUNT] = {
#include "decision/rules.def"
};

/* Counts the rules while compiling: each rule is the next number, a group is the number of its first rule. */
#define ROW_NAME(line) row_##line
#define ROW_OF(line) ROW_NAME(line)
#define JUMIO__GROUP(capability, type) group_##capability##_##type, before_##capability##_##type = group_##capability##_##type - 1,
#define JUMIO__RULE(id, match, text, class, strict, flags, twin, meaning, source) ROW_OF(__LINE__),
enum {
#include "decision/rules.def"
};

#define JUMIO__GROUP(capability, type) [JUMIO__CAPABILITY_##capability][JUMIO_TYPE_##type] = group_##capability##_##type,
static const uint16_t groups[JUMIO__CAPABILITY_COUNT][JUMIO_TYPE_NOT_EXECUTED + 1] = {
#include "decision/rules.def"
};

#define JUMIO__KEY(key, profile) {key, JUMIO_PROFILE_##profile},
static const struct {
  int32_t key;
  jumio_profile profile;
} keys[] = {
#include "decision/rules.def"
};

#define CATEGORY_ANY JUMIO__CATEGORY_ALL
#define CATEGORY_ID (JUMIO__CATEGORY_BIT(JUMIO_CATEGORY_ID) | JUMIO__CATEGORY_UNTOLD)
#define CATEGORY_DOCUMENT (JUMIO__CATEGORY_BIT(JUMIO_CATEGORY_DOCUMENT) | JUMIO__CATEGORY_UNTOLD)
#define JUMIO__REQUIRE(profile, capability, category) {JUMIO_PROFILE_##profile, JUMIO__CAPABILITY_##capability, CATEGORY_##category},
static const jumio__requirement requirements[] = {
#include "decision/rules.def"
};

static bool fits(const jumio__rule *rule, const char *label, size_t len)
{
  if (rule->match == JUMIO__MATCH_ANY)
    return true;
  if (label == NULL || (rule->match == JUMIO__MATCH_LABEL ? len != rule->len : len < rule->len))
    return false;
  return memcmp(label, rule->text, rule->len) == 0;
}

const jumio__rule *jumio__rule_find(jumio__capability_kind kind, jumio_decision_type type, const char *label, size_t len)
{
  const jumio__rule *rule = &jumio__rules[groups[kind][type]];
  while (!fits(rule, label, len))
    rule++;
  return rule;
}

const jumio__rule *jumio__rule_of_note(jumio__note note)
{
  return &notes[note];
}

bool jumio__rule_knows(jumio__capability_kind kind, const char *label, size_t len)
{
  for (jumio_decision_type type = JUMIO_TYPE_UNKNOWN; type <= JUMIO_TYPE_NOT_EXECUTED; type++)
    if (jumio__rule_find(kind, type, label, len)->match == JUMIO__MATCH_LABEL)
      return true;
  return false;
}

jumio__capability_kind jumio__rule_place(size_t index, jumio_decision_type *type)
{
  size_t first = 0;
  jumio__capability_kind found = JUMIO__CAPABILITY_unknown;
  for (int kind = 0; kind < JUMIO__CAPABILITY_COUNT; kind++)
    for (jumio_decision_type of = JUMIO_TYPE_UNKNOWN; of <= JUMIO_TYPE_NOT_EXECUTED; of++)
      if (groups[kind][of] <= index && groups[kind][of] >= first) {
        first = groups[kind][of];
        found = (jumio__capability_kind)kind;
        *type = of;
      }
  return found;
}

size_t jumio__rule_count(void)
{
  return JUMIO__RULE_COUNT;
}

const jumio__rule *jumio__rule_at(size_t index)
{
  return index < JUMIO__RULE_COUNT ? &jumio__rules[index] : NULL;
}

const char *jumio__ruleset_version(void)
{
  return ruleset;
}

/* Jumio's own keys are plain numbers of at most five digits. -1 for every other text. */
static int32_t number_of_key(const char *key)
{
  int32_t number = 0;
  size_t len = 0;
  if (key == NULL || key[0] == '0')
    return -1;
  for (; key[len] != '\0'; len++) {
    if (len == 5 || !jumio__is_digit(key[len]))
      return -1;
    number = number * 10 + (key[len] - '0');
  }
  return len != 0 ? number : -1;
}

jumio_profile jumio__profile_of_key(const char *key)
{
  int32_t number = number_of_key(key);
  for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
    if (keys[i].key == number)
      return keys[i].profile;
  return JUMIO_PROFILE_BY_KEY;
}

const jumio__requirement *jumio__requirements(jumio_profile profile, size_t *count)
{
  const jumio__requirement *first = requirements, *end = first + sizeof requirements / sizeof requirements[0];
  while (first < end && first->profile != profile)
    first++;
  *count = 0;
  while (first + *count < end && first[*count].profile == profile)
    ++*count;
  return first;
}
