/** The rows of Netverify's words, made from rules.def, and their look-up. */
#include "decision/netverify.h"

#include "core/text.h"

#define JUMIO__NETVERIFY(id, field, word, description, class, strict, gate, flags, capability, twin, meaning, source)                      \
  {{id, word, sizeof word - 1, JUMIO__MATCH_LABEL, JUMIO_EVIDENCE_##class, JUMIO_EVIDENCE_##strict, flags},                                \
   description,                                                                                                                            \
   JUMIO__NV_##field,                                                                                                                      \
   JUMIO__CAPABILITY_##capability,                                                                                                         \
   JUMIO_IDV_##gate},
static const jumio__nv_rule rules[] = {
#include "decision/rules.def"
};
#define RULE_COUNT (sizeof rules / sizeof rules[0])

static bool fits(const jumio__nv_rule *row, jumio__nv_field field, const char *word, size_t len)
{
  return row->field == field && (row->rule.len == 0 || jumio__same(word, len, row->rule.text));
}

const jumio__nv_rule *jumio__nv_rule_find(jumio__nv_field field, const char *word, size_t len)
{
  const jumio__nv_rule *row = rules;
  while (!fits(row, field, word, len))
    row++;
  return row;
}

const jumio__nv_rule *jumio__nv_rule_named(jumio__nv_field field, const char *name, size_t len)
{
  for (size_t i = 0; i < RULE_COUNT; i++)
    if (rules[i].field == field && rules[i].name[0] != '\0' && jumio__same(name, len, rules[i].name))
      return &rules[i];
  return NULL;
}

size_t jumio__nv_rule_count(void)
{
  return RULE_COUNT;
}

const jumio__nv_rule *jumio__nv_rule_at(size_t index)
{
  return index < RULE_COUNT ? &rules[index] : NULL;
}
