/** The rule table, its look-up, and the profiles. */
#ifndef JUMIO__DECISION_RULES_H
#define JUMIO__DECISION_RULES_H

#include <jumio/decision.h>
#include <jumio/policy.h>

#include "model/transaction.h"

typedef enum jumio__match { JUMIO__MATCH_LABEL, JUMIO__MATCH_PREFIX, JUMIO__MATCH_ANY } jumio__match;

typedef struct jumio__rule {
  const char *id;
  const char *text; /* the label or its beginning */
  uint8_t len;
  uint8_t match; /* jumio__match */
  uint8_t normal;
  uint8_t strict; /* jumio_evidence_class */
  jumio_decision_flags flags;
} jumio__rule;

#define JUMIO__NOTE(name, id, class, flags, meaning, source) JUMIO__NOTE_##name,
typedef enum jumio__note {
#include "decision/rules.def"
  JUMIO__NOTE_COUNT
} jumio__note;

typedef struct jumio__rule_text {
  const char *meaning; /* up to a semicolon a phrase for a reader, behind it a remark for who looks after the table */
  const char *source;
} jumio__rule_text;

/* How many rules there are. */
#define JUMIO__RULE(id, match, text, class, strict, flags, twin, meaning, source) +1
enum {
  JUMIO__RULE_COUNT = 0
#include "decision/rules.def"
};

extern const jumio__rule jumio__rules[JUMIO__RULE_COUNT];

static inline size_t jumio__rule_index(const jumio__rule *rule)
{
  return (size_t)(rule - jumio__rules);
}

/* Of which capability and type a rule is. */
jumio__capability_kind jumio__rule_place(size_t index, jumio_decision_type *type);

/* Never NULL: the last rule of each group fits everything. A label of NULL is a missing one. */
const jumio__rule *jumio__rule_find(jumio__capability_kind kind, jumio_decision_type type, const char *label, size_t len);
const jumio__rule *jumio__rule_of_note(jumio__note note);
/* Whether the table names this very label under a type of this capability. */
bool jumio__rule_knows(jumio__capability_kind kind, const char *label, size_t len);
size_t jumio__rule_count(void);
const jumio__rule *jumio__rule_at(size_t index);
/* Only for an explanation: it searches. */
const jumio__rule_text *jumio__rule_text_of(const jumio__rule *rule);
const char *jumio__ruleset_version(void);

/* JUMIO_PROFILE_BY_KEY when the key is not known. */
jumio_profile jumio__profile_of_key(const char *key);

#define JUMIO__CATEGORY_ALL 0xFFu

typedef struct jumio__requirement {
  uint8_t profile;
  uint8_t kind;
  uint8_t categories; /* bits of usability's categories that count */
} jumio__requirement;

/* What a profile requires; its rows stand together. */
const jumio__requirement *jumio__requirements(jumio_profile profile, size_t *count);

#endif
