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

static const struct {
  const char *object, *member;
  const char *word; /* NULL: true */
  jumio_policy_switches bit;
} of_document[] = {{"switches", "strict", NULL, JUMIO_POLICY_STRICT},
                   {"switches", "document_first", NULL, JUMIO_POLICY_DOCUMENT_FIRST},
                   {"switches", "trust_transaction_pass", NULL, JUMIO_POLICY_TRUST_TRANSACTION_PASS},
                   {"switches", "decision_optional", NULL, JUMIO_POLICY_DECISION_OPTIONAL},
                   {"switches", "allow_weaker", NULL, JUMIO_POLICY_ALLOW_WEAKER},
                   {"screening", "alert", "flag_only", JUMIO_POLICY_SCREENING_FLAG_ONLY},
                   {"screening", "not_run", "incomplete", JUMIO_POLICY_SCREENING_MUST_RUN},
                   {"risk_signals", "adverse", "flag_only", JUMIO_POLICY_RISK_FLAG_ONLY},
                   {"risk_signals", "not_run", "incomplete", JUMIO_POLICY_RISK_MUST_RUN}};

policy_case policy_case_of(jumio_policy *handle)
{
  policy_case p = {.handle = handle};
  char *json = NULL;
  size_t len = 0;
  if (handle == NULL || jumio_policy_dup_json(handle, &json, &len, NULL) != JUMIO_OK)
    return p;
  p.document = yyjson_read(json, len, 0);
  jumio_text_free(json);
  for (size_t i = 0; i < COUNT(of_document); i++) {
    yyjson_val *value = yyjson_obj_get(yyjson_obj_get(yyjson_doc_get_root(p.document), of_document[i].object), of_document[i].member);
    if (of_document[i].word != NULL ? yyjson_equals_str(value, of_document[i].word) : yyjson_is_true(value))
      p.switches |= of_document[i].bit;
  }
  return p;
}

void policy_case_free(policy_case *p)
{
  jumio_policy_free(p->handle);
  yyjson_doc_free(p->document);
}

bool policy_case_requires(const policy_case *p, const char *capability)
{
  size_t i, max, len = strlen(capability);
  yyjson_val *item, *list = yyjson_obj_get(yyjson_doc_get_root(p->document), "required");
  if (list == NULL)
    return false;
  yyjson_arr_foreach(list, i, max, item)
  {
    const char *name = yyjson_get_str(item);
    if (strncmp(name, capability, len) == 0 && (name[len] == '\0' || name[len] == '('))
      return true;
  }
  return false;
}

bool policy_case_lowers(const policy_case *p, const char *rule_id)
{
  size_t i, max;
  yyjson_val *key, *weight, *rows = yyjson_obj_get(yyjson_doc_get_root(p->document), "overrides");
  if (rows == NULL)
    return false;
  yyjson_obj_foreach(rows, i, max, key, weight)
  {
    if ((rule_id == NULL || yyjson_equals_str(key, rule_id)) &&
        (yyjson_equals_str(weight, "none") || yyjson_equals_str(weight, "advisory")))
      return true;
  }
  return false;
}

/* What a policy refuses stays as it was. */
static void change_policy(uint64_t *seed, jumio_policy *policy)
{
  static const int32_t weights[] = {JUMIO_EVIDENCE_NONE, JUMIO_EVIDENCE_ADVISORY, JUMIO_EVIDENCE_INCOMPLETE, JUMIO_EVIDENCE_DENIED,
                                    JUMIO_EVIDENCE_FRAUD};
  jumio_policy_switches switches = 0;
  for (size_t i = 0; i < COUNT(of_document); i++)
    switches |= body_pick(seed, 4) == 0 ? of_document[i].bit : 0;
  jumio_policy_set_switches(policy, switches, NULL);
  if (body_pick(seed, 2) == 0)
    jumio_policy_set_profile(policy, (jumio_profile)body_pick(seed, JUMIO_PROFILE_CAPTURE_ONLY + 1), NULL);
  for (size_t i = body_pick(seed, 8); i > 5; i--)
    jumio_policy_add_required(policy, any_capability(seed), JUMIO_NTS, (int32_t)body_pick(seed, JUMIO_CATEGORY_DATA + 1), NULL);
  for (size_t i = body_pick(seed, 8); i > 3; i--)
    jumio_policy_set_row(policy, jumio__rule_at(body_pick(seed, jumio__rule_count()))->id, JUMIO_NTS,
                         weights[body_pick(seed, COUNT(weights))], NULL);
  if (body_pick(seed, 8) == 0)
    jumio_policy_add_key(policy, "10547", JUMIO_NTS, (jumio_profile)(1 + body_pick(seed, JUMIO_PROFILE_CAPTURE_ONLY)), NULL);
}

/* Every other one is read from its own document. */
policy_case policy_case_generate(uint64_t *seed)
{
  static const char *const built_in[] = {"default", "strict", "netverify-order"};
  jumio_policy *policy = NULL, *read = NULL;
  char *json = NULL;
  size_t len = 0;
  jumio_policy_new_named(NULL, built_in[body_pick(seed, COUNT(built_in))], JUMIO_NTS, &policy, NULL);
  if (body_pick(seed, 4) != 0)
    change_policy(seed, policy);
  if (body_pick(seed, 2) == 0 && jumio_policy_dup_json(policy, &json, &len, NULL) == JUMIO_OK &&
      jumio_policy_parse(NULL, json, len, &read, NULL) == JUMIO_OK) {
    jumio_policy_free(policy);
    policy = read;
  }
  jumio_text_free(json);
  return policy_case_of(policy);
}
