/** What each rule weighs under a policy: the rules for overrides, and the one class per rule that the mapper looks up. */
#include "decision/policy.h"

#include <jumio/result.h>

#include "core/text.h"
#include "decision/words.h"

#include <string.h>

typedef struct table_row {
  const jumio__rule *rule;
  size_t index;
  jumio__capability_kind kind;
  jumio_decision_type type;
} table_row;

/* The switches that speak of a family of capabilities. */
typedef struct handling {
  jumio_policy_switches flag_only, must_run;
} handling;

static table_row row_at(size_t index)
{
  table_row found = {.rule = &jumio__rules[index], .index = index};
  found.kind = jumio__rule_place(index, &found.type);
  return found;
}

static handling handling_of(jumio__capability_kind kind)
{
  const handling screening = {JUMIO_POLICY_SCREENING_FLAG_ONLY, JUMIO_POLICY_SCREENING_MUST_RUN};
  const handling risk = {JUMIO_POLICY_RISK_FLAG_ONLY, JUMIO_POLICY_RISK_MUST_RUN};
  const handling none = {0, 0};
  if (kind == JUMIO__CAPABILITY_watchlistScreening)
    return screening;
  return kind >= JUMIO__CAPABILITY_addressValidation && kind <= JUMIO__CAPABILITY_deviceRiskVerification ? risk : none;
}

jumio_evidence_class jumio__policy_handle(jumio_policy_switches switches, jumio__capability_kind kind, bool adverse, bool not_run,
                                          jumio_evidence_class class)
{
  const handling by = handling_of(kind);
  if (adverse && (switches & by.flag_only) != 0)
    return JUMIO_EVIDENCE_NONE;
  if (not_run && class == JUMIO_EVIDENCE_NONE && (switches & by.must_run) != 0)
    return JUMIO_EVIDENCE_INCOMPLETE;
  return class;
}

/* Before overrides. Only words that this version knows are handled as the switches say. */
static jumio_evidence_class class_by_switches(const table_row *row, jumio_policy_switches switches)
{
  bool adverse = (row->type == JUMIO_TYPE_WARNING || row->type == JUMIO_TYPE_REJECTED) && row->rule->match == JUMIO__MATCH_LABEL;
  jumio_evidence_class class = (switches & JUMIO_POLICY_STRICT) != 0 ? row->rule->strict : row->rule->normal;
  return jumio__policy_handle(switches, row->kind, adverse, row->type == JUMIO_TYPE_NOT_EXECUTED, class);
}

/* What the switch trust_transaction_pass makes of a class: it lifts advisory rules and plain risk signals. */
static jumio_evidence_class lifted(const jumio__rule *rule, jumio_evidence_class class)
{
  if (class != JUMIO_EVIDENCE_INCOMPLETE)
    return class;
  if (rule->normal == JUMIO_EVIDENCE_ADVISORY)
    return JUMIO_EVIDENCE_ADVISORY;
  return rule->flags == JUMIO_FLAG_RISK_SIGNAL ? JUMIO_EVIDENCE_NONE : class; /* it says nothing any more: it proves nothing either */
}

void jumio__policy_resolve(jumio_policy *policy)
{
  policy->classes[0] = policy->resolved[0];
  policy->classes[1] = policy->resolved[1];
  bool trusts = (policy->switches & JUMIO_POLICY_TRUST_TRANSACTION_PASS) != 0;
  for (size_t i = 0; i < JUMIO__RULE_COUNT; i++) {
    const table_row row = row_at(i);
    bool overridden = policy->overrides[i] != 0;
    jumio_evidence_class class = overridden ? policy->overrides[i] - 1 : class_by_switches(&row, policy->switches);
    policy->resolved[0][i] = (uint8_t) class;
    policy->resolved[1][i] = (uint8_t)(trusts && !overridden ? lifted(row.rule, class) : class);
  }
}

static int badness(jumio_evidence_class class)
{
  return class <= JUMIO_EVIDENCE_ADVISORY ? 0 : class;
}

/* The rule that an override breaks, or NULL. */
static const char *broken_rule(const table_row *row, jumio_evidence_class class, jumio_evidence_class wanted,
                               jumio_policy_switches switches)
{
  bool lighter = badness(wanted) < badness(class);
  bool accusable = row->type == JUMIO_TYPE_WARNING || row->type == JUMIO_TYPE_REJECTED;
  if (wanted == JUMIO_EVIDENCE_OK || wanted == JUMIO_EVIDENCE_SYMPTOM)
    return "a class can be set to none, advisory, incomplete, denied or fraud";
  if (row->rule->match != JUMIO__MATCH_LABEL && (lighter || wanted == JUMIO_EVIDENCE_ADVISORY))
    return "a word that this version does not know can become heavier only, and never proof";
  if (row->type == JUMIO_TYPE_NOT_EXECUTED && wanted == JUMIO_EVIDENCE_ADVISORY)
    return "what was not executed is never proof";
  if (!accusable && wanted > JUMIO_EVIDENCE_INCOMPLETE)
    return "only what is WARNING or REJECTED can accuse";
  if (lighter && class > JUMIO_EVIDENCE_INCOMPLETE && (switches & JUMIO_POLICY_ALLOW_WEAKER) == 0)
    return "a denied or fraud row becomes lighter only under the switch allow_weaker";
  return NULL;
}

static jumio_result check_row(const table_row *row, jumio_evidence_class wanted, jumio_policy_switches switches, jumio__why *why)
{
  jumio_evidence_class class = class_by_switches(row, switches);
  const char *rule = broken_rule(row, class, wanted, switches);
  if (rule == NULL)
    return JUMIO_OK;
  return jumio__policy_refuse(why, "the row %s is %s and cannot become %s: %s", row->rule->id, jumio__class_word(class),
                              jumio__class_word(wanted), rule);
}

jumio_result jumio__policy_check_rows(const jumio_policy *policy, jumio__why *why)
{
  jumio_result result = JUMIO_OK;
  for (size_t i = 0; i < JUMIO__RULE_COUNT && result == JUMIO_OK; i++) {
    const table_row row = row_at(i);
    if (policy->overrides[i] != 0)
      result = check_row(&row, policy->overrides[i] - 1, policy->switches, why);
  }
  return result;
}

static bool is_note(const char *id, size_t len)
{
  for (int note = 0; note < JUMIO__NOTE_COUNT; note++)
    if (jumio__same(id, len, jumio__rule_of_note((jumio__note)note)->id))
      return true;
  return false;
}

jumio_result jumio__policy_put_row(jumio_policy *policy, const char *id, size_t len, jumio_evidence_class class, jumio__why *why)
{
  size_t index = 0;
  while (index < JUMIO__RULE_COUNT && !jumio__same(id, len, jumio__rules[index].id))
    index++;
  if (index == JUMIO__RULE_COUNT && is_note(id, len))
    return jumio__policy_refuse(why, "this row is of the transaction itself and cannot be overridden");
  if (index == JUMIO__RULE_COUNT)
    return jumio__policy_refuse(why, "no rule has this id");
  if (jumio__class_word(class) == NULL)
    return jumio__policy_refuse(why, "no such class");
  const table_row row = row_at(index);
  jumio_result result = check_row(&row, class, policy->switches, why);
  if (result == JUMIO_OK)
    policy->overrides[index] = (uint8_t)(class + 1);
  return result;
}
