/** Transactions and policies by chance: near to what passes, with every known word, unknown ones and gaps among them. */
#include "proofs/generate.h"

#include "decision/rules.h"
#include "proofs/variant.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char *const statuses[] = {"INITIATED",       "ACQUISITION_STARTED", "ACQUIRED",          "PROCESSED",
                                       "SESSION_EXPIRED", "TOKEN_EXPIRED",       "KYX_TOKEN_EXPIRED", NEW_WORD};
static const char *const types[] = {NULL, "PASSED", "WARNING", "REJECTED", "NOT_EXECUTED", NEW_WORD};
static const char *const keys[] = {"10011", "10013", "3", "2", "20", "6", "10014", "10026", "10010", "1", "10547", NULL};
static const char *const categories[] = {NULL, "ID", "SELFIE", "FACEMAP", "DOCUMENT", "DATA", NEW_WORD};
static const char *const data_words[] = {
    "{\"similarity\":\"MATCH\",\"type\":\"ID_CARD\"}", "{\"similarity\":\"NO_MATCH\",\"type\":\"UNSUPPORTED\"}",
    "{\"similarity\":\"NOT_POSSIBLE\",\"type\":\"UB\"}", "{\"similarity\":\"" NEW_WORD "\",\"type\":\"" NEW_WORD "\"}"};

static const char *any(uint64_t *seed, const char *const *words, size_t count)
{
  return words[body_pick(seed, count)];
}
#define ANY(seed, words) any(seed, words, COUNT(words))

static const char *any_capability(uint64_t *seed)
{
  size_t kind = body_pick(seed, JUMIO__CAPABILITY_COUNT);
  return kind == JUMIO__CAPABILITY_unknown ? "laterCheck" : jumio__capability_name((jumio__capability_kind)kind);
}

static bool is_of(const jumio__rule *rule, const char *capability)
{
  size_t len = strlen(capability);
  return rule->match == JUMIO__MATCH_LABEL && strncmp(rule->id, capability, len) == 0 && rule->id[len] == '.';
}

static const char *any_label(uint64_t *seed, const char *capability)
{
  size_t at = body_pick(seed, 8);
  if (at == 0)
    return NULL;
  if (at == 1)
    return NEW_WORD;
  for (size_t i = 0, from = body_pick(seed, jumio__rule_count()); i < jumio__rule_count(); i++) {
    const jumio__rule *rule = jumio__rule_at((from + i) % jumio__rule_count());
    if (at >= 6 ? rule->match == JUMIO__MATCH_LABEL : is_of(rule, capability))
      return rule->text;
  }
  return "OK";
}

/* A row of the table as it stands there. */
static void take_row(uint64_t *seed, part *p)
{
  static const char *const of_id[][2] = {
      {"passed.", "PASSED"}, {"warning.", "WARNING"}, {"rejected.", "REJECTED"}, {"not_executed.", "NOT_EXECUTED"}};
  for (size_t i = 0, from = body_pick(seed, jumio__rule_count()); i < jumio__rule_count(); i++) {
    const jumio__rule *rule = jumio__rule_at((from + i) % jumio__rule_count());
    if (!is_of(rule, p->capability))
      continue;
    for (size_t k = 0; k < COUNT(of_id); k++)
      if (strncmp(rule->id + strlen(p->capability) + 1, of_id[k][0], strlen(of_id[k][0])) == 0)
        p->type = of_id[k][1];
    p->label = rule->text;
    return;
  }
}

static void change_part(uint64_t *seed, part *p)
{
  p->type = ANY(seed, types);
  p->label = any_label(seed, p->capability);
  if (body_pick(seed, 2) == 0)
    take_row(seed, p);
  if (body_pick(seed, 3) == 0)
    p->category = ANY(seed, categories);
  if (body_pick(seed, 4) == 0)
    p->data = ANY(seed, data_words);
  p->no_decision = body_pick(seed, 30) == 0;
}

body generate_body(uint64_t *seed)
{
  body b = body_passed();
  b.key = ANY(seed, keys);
  for (size_t i = body_pick(seed, 4); i > 0; i--) {
    const char *capability = any_capability(seed);
    body_add(&b, capability, "PASSED", strcmp(capability, "similarity") == 0 ? "MATCH" : "OK", ANY(seed, categories));
  }
  for (size_t i = body_pick(seed, 4); i > 0; i--)
    change_part(seed, &b.parts[body_pick(seed, b.count)]);
  if (body_pick(seed, 6) == 0)
    b.parts[body_pick(seed, b.count)].removed = true;
  if (body_pick(seed, 4) == 0)
    b.type = b.label = ANY(seed, types);
  if (body_pick(seed, 7) == 0)
    b.status = ANY(seed, statuses);
  if (body_pick(seed, 8) == 0) {
    b.parts[2].type = "NOT_EXECUTED";
    b.parts[2].label = "NOT_UPLOADED";
  }
  b.no_decision = body_pick(seed, 20) == 0;
  b.wiped = body_pick(seed, 40) == 0;
  b.by_id = body_pick(seed, 4) == 0;
  return b;
}

generated_policy generate_policy(uint64_t *seed)
{
  generated_policy p = {0};
  jumio_policy_new(NULL, &p.handle, NULL);
  if (body_pick(seed, 3) == 0)
    p.profile = (jumio_profile)body_pick(seed, JUMIO_PROFILE_CAPTURE_ONLY + 1);
  if (body_pick(seed, 3) != 0)
    p.switches = (jumio_policy_switches)body_pick(seed, 2 * JUMIO_POLICY_DECISION_OPTIONAL);
  jumio_policy_set_profile(p.handle, p.profile, NULL);
  jumio_policy_set_switches(p.handle, p.switches, NULL);
  return p;
}
