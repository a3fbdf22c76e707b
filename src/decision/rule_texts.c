/** What each rule found and where it comes from, in words: apart from the table that the mapper looks into, which stays small. */
#include "decision/rules.h"

#define JUMIO__RULE(id, match, text, class, strict, flags, meaning, source) {meaning, source},
static const jumio__rule_text of_rules[] = {
#include "decision/rules.def"
};

#define JUMIO__NOTE(name, id, class, flags, meaning, source) {meaning, source},
static const jumio__rule_text of_notes[JUMIO__NOTE_COUNT] = {
#include "decision/rules.def"
};

const jumio__rule_text *jumio__rule_text_of(const jumio__rule *rule)
{
  for (int note = 0; note < JUMIO__NOTE_COUNT; note++)
    if (rule == jumio__rule_of_note((jumio__note)note))
      return &of_notes[note];
  return &of_rules[rule - jumio__rule_at(0)];
}
