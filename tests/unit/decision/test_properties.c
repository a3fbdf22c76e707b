/** What must hold of every transaction: total, safe against unknown words and missing members, blind to order and to what is added. Some
 *  thousands of generated transactions; the numbers behind them are the same in every run. */
#include "unit/decision/body.h"

#include "decision/rules.h"
#include "support/cmocka.h"

#define GENERATED 1000
#define NEW_WORD "NEW_WORD_2031"

static const char *const statuses[] = {"INITIATED",       "ACQUISITION_STARTED", "ACQUIRED", "PROCESSED",
                                       "SESSION_EXPIRED", "TOKEN_EXPIRED",       NEW_WORD};
static const char *const types[] = {NULL, "PASSED", "WARNING", "REJECTED", "NOT_EXECUTED", NEW_WORD};
static const char *const keys[] = {"10011", "10013", "3", "2", "20", "6", "10014", "10026", "10010", "1", "10547", NULL};
static const char *const categories[] = {NULL, "ID", "SELFIE", "FACEMAP", "DOCUMENT", "DATA", NEW_WORD};
static const char *const data_words[] = {
    "{\"similarity\":\"MATCH\",\"type\":\"ID_CARD\"}", "{\"similarity\":\"NO_MATCH\",\"type\":\"UNSUPPORTED\"}",
    "{\"similarity\":\"NOT_POSSIBLE\",\"type\":\"UB\"}", "{\"similarity\":\"" NEW_WORD "\",\"type\":\"" NEW_WORD "\"}"};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char *capability_name(size_t kind)
{
  return kind == JUMIO__CAPABILITY_unknown ? "laterCheck" : jumio__capability_name((jumio__capability_kind)kind);
}

static bool is_of(const jumio__rule *rule, const char *capability)
{
  size_t len = strlen(capability);
  return rule->match == JUMIO__MATCH_LABEL && strncmp(rule->id, capability, len) == 0 && rule->id[len] == '.';
}

/* The worst first: no answer may come nearer to Passed by what only adds doubt. */
static int severity(jumio_idv_status status)
{
  static const int order[] = {0, 2, 4, 5, 6, 3, 1}; /* by ::jumio_idv_status */
  return order[status];
}

static void expect_answer(const outcome *o)
{
  assert_int_equal(o->result, JUMIO_OK);
  assert_true(o->status >= JUMIO_IDV_PENDING && o->status <= JUMIO_IDV_PASSED);
  assert_int_equal(o->is_final, o->status != JUMIO_IDV_PENDING);
  assert_true(o->flags < JUMIO_FLAG_PROFILE_BY_DEFAULT << 1);
}

/* Every combination of execution status, transaction type, capability, type and label. */
static void test_properties__total(void **state)
{
  (void)state;
  size_t seen = 0;
  for (size_t s = 0; s < COUNT(statuses); s++)
    for (size_t t = 0; t < COUNT(types); t++)
      for (size_t kind = 0; kind < JUMIO__CAPABILITY_COUNT; kind++)
        for (size_t e = 0; e < COUNT(types); e++)
          for (size_t i = 0; i < jumio__rule_count() + 3; i++) {
            const jumio__rule *rule = jumio__rule_at(i);
            if (rule != NULL && (!is_of(rule, capability_name(kind)) || strcmp(rule->text, "OK") == 0))
              continue;
            body b = {.status = statuses[s], .key = "10011", .type = types[t], .label = types[t]};
            const char *label = rule != NULL                   ? rule->text
                                : i == jumio__rule_count()     ? NULL
                                : i == jumio__rule_count() + 1 ? NEW_WORD
                                                               : "OK";
            body_add(&b, capability_name(kind), types[e], label, "ID");
            outcome o = body_map(&b, NULL);
            expect_answer(&o);
            assert_int_not_equal(o.status, JUMIO_IDV_PASSED); /* one element alone proves nothing */
            assert_true((o.status == JUMIO_IDV_PENDING) == (s <= 2 || s == 6));
            seen++;
          }
  assert_true(seen > 40000);
}

static const char *random_label(uint64_t *seed, const char *capability)
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

static void random_part(uint64_t *seed, part *p)
{
  p->type = types[body_pick(seed, COUNT(types))];
  p->label = random_label(seed, p->capability);
  if (body_pick(seed, 3) == 0)
    p->category = categories[body_pick(seed, COUNT(categories))];
  if (body_pick(seed, 4) == 0)
    p->data = data_words[body_pick(seed, COUNT(data_words))];
  p->no_decision = body_pick(seed, 30) == 0;
}

/* A passed transaction with some things changed: few enough that every status comes up often. */
static body generate(uint64_t *seed)
{
  body b = body_passed();
  b.key = keys[body_pick(seed, COUNT(keys))];
  for (size_t i = body_pick(seed, 4); i > 0; i--) {
    size_t kind = body_pick(seed, JUMIO__CAPABILITY_COUNT);
    body_add(&b, capability_name(kind), "PASSED", kind == JUMIO__CAPABILITY_similarity ? "MATCH" : "OK",
             categories[body_pick(seed, COUNT(categories))]);
  }
  for (size_t i = body_pick(seed, 4); i > 0; i--)
    random_part(seed, &b.parts[body_pick(seed, b.count)]);
  if (body_pick(seed, 6) == 0)
    b.parts[body_pick(seed, b.count)].removed = true;
  if (body_pick(seed, 4) == 0)
    b.type = b.label = types[body_pick(seed, COUNT(types))];
  if (body_pick(seed, 7) == 0)
    b.status = statuses[body_pick(seed, COUNT(statuses))];
  if (body_pick(seed, 8) == 0) {
    b.parts[2].type = "NOT_EXECUTED";
    b.parts[2].label = "NOT_UPLOADED";
  }
  b.no_decision = body_pick(seed, 20) == 0;
  b.wiped = body_pick(seed, 40) == 0;
  return b;
}

typedef void (*check_fn)(const body *b, const jumio_policy *policy, const outcome *before, uint64_t *seed);

static void for_all(check_fn check, const jumio_policy_switches *switches, size_t policies)
{
  size_t of_status[7] = {0};
  uint64_t seed = 20260501;
  for (size_t i = 0; i < GENERATED; i++) {
    body b = generate(&seed);
    jumio_policy *policy = body_policy(JUMIO_PROFILE_BY_KEY, switches[i % policies]);
    outcome before = body_map(&b, policy);
    expect_answer(&before);
    of_status[before.status]++;
    check(&b, policy, &before, &seed);
    jumio_policy_free(policy);
  }
  for (jumio_idv_status status = JUMIO_IDV_PENDING; status <= JUMIO_IDV_PASSED; status++)
    assert_true(of_status[status] > GENERATED / 200); /* else the generator proves little */
}

static const jumio_policy_switches each_switch[] = {0,
                                                    JUMIO_POLICY_STRICT,
                                                    JUMIO_POLICY_TRUST_TRANSACTION_PASS,
                                                    JUMIO_POLICY_DECISION_OPTIONAL,
                                                    JUMIO_POLICY_STRICT | JUMIO_POLICY_TRUST_TRANSACTION_PASS,
                                                    JUMIO_POLICY_DOCUMENT_FIRST};
static const jumio_policy_switches plain[] = {0, JUMIO_POLICY_STRICT};

static void never_passed(const body *b, const jumio_policy *policy)
{
  outcome after = body_map(b, policy);
  if (after.result != JUMIO_OK)
    assert_int_equal(after.result, JUMIO_ERR_NOT_A_TRANSACTION);
  assert_int_not_equal(after.status, JUMIO_IDV_PASSED);
}

/* (a) An unknown word where a known one stood never makes a Passed of something else. */
static void check_unknown_words(const body *b, const jumio_policy *policy, const outcome *before, uint64_t *seed)
{
  (void)seed;
  body changed = *b;
  if (before->status == JUMIO_IDV_PASSED)
    return;
  const char **words[] = {&changed.status, &changed.type, &changed.label};
  for (size_t i = 0; i < COUNT(words); i++) {
    changed = *b;
    *words[i] = NEW_WORD;
    never_passed(&changed, policy);
  }
  for (size_t i = 0; i < b->count; i++) {
    changed = *b;
    changed.parts[i].type = NEW_WORD;
    never_passed(&changed, policy);
    changed = *b;
    changed.parts[i].label = NEW_WORD;
    never_passed(&changed, policy);
    changed = *b;
    if (changed.parts[i].category != NULL)
      changed.parts[i].category = NEW_WORD;
    never_passed(&changed, policy);
    changed = *b;
    if (changed.parts[i].data != NULL && strcmp(b->key != NULL ? b->key : "", "10026") != 0 &&
        strcmp(b->key != NULL ? b->key : "", "10010") != 0)
      changed.parts[i].data = data_words[3];
    never_passed(&changed, policy);
  }
}

static void test_properties__unknown_words_never_help(void **state)
{
  (void)state;
  for_all(check_unknown_words, each_switch, COUNT(each_switch));
}

static bool is_required(jumio_profile profile, const part *p)
{
  size_t count;
  const jumio__requirement *needs = jumio__requirements(&count);
  for (size_t i = 0; i < count; i++)
    if (needs[i].profile == profile && strcmp(jumio__capability_name((jumio__capability_kind)needs[i].kind), p->capability) == 0)
      return true;
  return false;
}

/* (b) What decides, taken away, never leaves a Passed. */
static void check_removals(const body *b, const jumio_policy *policy, const outcome *before, uint64_t *seed)
{
  (void)seed;
  body changed = *b;
  changed.status = NULL;
  never_passed(&changed, policy);
  changed = *b;
  changed.no_decision = true;
  never_passed(&changed, policy);
  changed = *b;
  changed.type = NULL;
  never_passed(&changed, policy);
  for (size_t i = 0; i < b->count; i++) {
    if (b->parts[i].removed || !is_required(before->profile, &b->parts[i]))
      continue;
    changed = *b;
    for (size_t k = 0; k < b->count; k++)
      changed.parts[k].removed = b->parts[k].removed || strcmp(b->parts[k].capability, b->parts[i].capability) == 0;
    never_passed(&changed, policy);
    changed = *b;
    changed.parts[i].no_decision = true;
    never_passed(&changed, policy);
    changed = *b;
    changed.parts[i].type = NULL;
    never_passed(&changed, policy);
    changed = *b;
    changed.parts[i].label = NULL;
    never_passed(&changed, policy);
    if (b->parts[i].type == NULL || strcmp(b->parts[i].type, "PASSED") != 0)
      continue;
    changed = *b;
    changed.parts[i].capability = "laterCheck";
    for (size_t k = 0; k < b->count; k++)
      changed.parts[k].removed = b->parts[k].removed || (k != i && strcmp(b->parts[k].capability, b->parts[i].capability) == 0);
    never_passed(&changed, policy);
  }
}

static void test_properties__removals_never_pass(void **state)
{
  (void)state;
  for_all(check_removals, plain, COUNT(plain));
}

static void expect_same(const outcome *a, const outcome *b)
{
  assert_int_equal(a->result, b->result);
  assert_int_equal(a->status, b->status);
  assert_int_equal(a->flags, b->flags);
  assert_int_equal(a->profile, b->profile);
}

/* (c) Unknown members, and the order of members, change nothing. */
static void check_additions(const body *b, const jumio_policy *policy, const outcome *before, uint64_t *seed)
{
  body changed = *b;
  changed.extras = true;
  outcome after = body_map(&changed, policy);
  expect_same(before, &after);
  for (size_t i = 0; i < 4; i++) {
    changed.extras = i % 2 == 0;
    changed.order = body_random(seed) | 1;
    after = body_map(&changed, policy);
    expect_same(before, &after);
  }
}

static void test_properties__unknown_members_and_order_change_nothing(void **state)
{
  (void)state;
  for_all(check_additions, each_switch, COUNT(each_switch));
}

/* (d) An element of class Fraud, Denied or Incomplete never improves the answer. */
static void check_worse_elements(const body *b, const jumio_policy *policy, const outcome *before, uint64_t *seed)
{
  static const char *const worse[][4] = {{"imageChecks", "REJECTED", "FAKE", "ID"},
                                         {"dataChecks", "REJECTED", "MRZ_CHECKSUM", "ID"},
                                         {"liveness", "REJECTED", "PHOTOCOPY", "SELFIE"},
                                         {"similarity", "REJECTED", "NO_MATCH", "ID"},
                                         {"authentication", "REJECTED", NULL, "FACEMAP"},
                                         {"usability", "REJECTED", "BLURRED", "ID"},
                                         {"liveness", "WARNING", "BAD_QUALITY", "SELFIE"},
                                         {"watchlistScreening", "WARNING", "ALERT", NULL},
                                         {"emailVerification", "REJECTED", "HIGH_RISK", NULL},
                                         {"laterCheck", "NOT_EXECUTED", NULL, NULL},
                                         {"usability", "NOT_EXECUTED", "NOT_UPLOADED", "ID"},
                                         {"extraction", NEW_WORD, "OK", "ID"}};
  (void)seed;
  for (size_t i = 0; i < COUNT(worse); i++) {
    body changed = *b;
    body_add(&changed, worse[i][0], worse[i][1], worse[i][2], worse[i][3]);
    outcome after = body_map(&changed, policy);
    assert_true(severity(after.status) >= severity(before->status));
    assert_true(before->status == JUMIO_IDV_PENDING || after.status != JUMIO_IDV_PASSED);
  }
}

static void test_properties__worse_elements_never_help(void **state)
{
  (void)state;
  for_all(check_worse_elements, plain, COUNT(plain));
}

/* Passed, told another way: each element by its own rule no worse than advisory, the transaction PASSED, every required check proved. */
static bool may_pass(const body *b, jumio_profile profile)
{
  size_t count;
  const jumio__requirement *needs = jumio__requirements(&count);
  if (b->no_decision || b->type == NULL || strcmp(b->type, "PASSED") != 0 || strcmp(b->status, "PROCESSED") != 0 || b->wiped)
    return false;
  for (size_t i = 0; i < count; i++) {
    bool proved = false;
    for (size_t k = 0; k < b->count; k++) {
      const part *p = &b->parts[k];
      proved = proved || (!p->removed && strcmp(p->capability, jumio__capability_name((jumio__capability_kind)needs[i].kind)) == 0 &&
                          p->type != NULL && (strcmp(p->type, "PASSED") == 0 || strcmp(p->type, "WARNING") == 0));
    }
    if (needs[i].profile == profile && !proved)
      return false;
  }
  for (size_t k = 0; k < b->count; k++) {
    const part *p = &b->parts[k];
    jumio__capability_kind kind = jumio__capability_kind_of(p->capability, strlen(p->capability));
    jumio_decision_type type = p->no_decision ? JUMIO_TYPE_UNKNOWN : jumio__decision_type(p->type);
    const char *label = p->no_decision ? NULL : p->label;
    const jumio__rule *rule = jumio__rule_find(kind, type, label, label != NULL ? strlen(label) : 0);
    bool facemap = p->category != NULL && strcmp(p->category, "FACEMAP") == 0 && label != NULL && strcmp(label, "NOT_UPLOADED") == 0;
    if (!p->removed && rule->normal > JUMIO_EVIDENCE_ADVISORY && !facemap)
      return false;
  }
  return profile != JUMIO_PROFILE_CAPTURE_ONLY;
}

static void check_passed(const body *b, const jumio_policy *policy, const outcome *before, uint64_t *seed)
{
  (void)policy;
  (void)seed;
  if (before->status == JUMIO_IDV_PASSED)
    assert_true(may_pass(b, before->profile));
}

static void test_properties__passed_only_by_proof(void **state)
{
  (void)state;
  for_all(check_passed, plain, COUNT(plain));
}

/* Strict never answers milder than the default does. */
static void check_strict(const body *b, const jumio_policy *policy, const outcome *before, uint64_t *seed)
{
  (void)policy;
  (void)seed;
  jumio_policy *strict = body_policy(JUMIO_PROFILE_BY_KEY, JUMIO_POLICY_STRICT);
  assert_true(severity(body_map(b, strict).status) >= severity(before->status));
  jumio_policy_free(strict);
}

static void test_properties__strict_is_never_milder(void **state)
{
  (void)state;
  for_all(check_strict, plain, 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_properties__total),
      cmocka_unit_test(test_properties__unknown_words_never_help),
      cmocka_unit_test(test_properties__removals_never_pass),
      cmocka_unit_test(test_properties__unknown_members_and_order_change_nothing),
      cmocka_unit_test(test_properties__worse_elements_never_help),
      cmocka_unit_test(test_properties__passed_only_by_proof),
      cmocka_unit_test(test_properties__strict_is_never_milder),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
