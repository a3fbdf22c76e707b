/** What each rule found and where it comes from, in words: apart from the table that the mapper looks into, which stays small. */
#include "decision/netverify.h"

#define JUMIO__RULE(id, match, text, class, strict, flags, twin, meaning, source) {meaning, source},
static const jumio__rule_text of_rules[] = {
#include "decision/rules.def"
};

#define JUMIO__NOTE(name, id, class, flags, meaning, source) {meaning, source},
static const jumio__rule_text of_notes[JUMIO__NOTE_COUNT] = {
#include "decision/rules.def"
};

#define JUMIO__NETVERIFY(id, field, word, description, class, strict, gate, flags, capability, twin, meaning, source) {meaning, source},
static const jumio__rule_text of_netverify[] = {
#include "decision/rules.def"
};

const jumio__rule_text *jumio__rule_text_of(const jumio__rule *rule)
{
  for (int note = 0; note < JUMIO__NOTE_COUNT; note++)
    if (rule == jumio__rule_of_note((jumio__note)note))
      return &of_notes[note];
  for (size_t i = 0; i < jumio__nv_rule_count(); i++)
    if (rule == &jumio__nv_rule_at(i)->rule)
      return &of_netverify[i];
  return &of_rules[jumio__rule_index(rule)];
}
