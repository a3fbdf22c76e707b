/** Proof of totality: every combination of execution status, transaction type and one element (capability, type, label), and every pair of
 *  elements, gives exactly one status or one named error; of two elements the worse one decides.
 *
 *    proof_total STEP SHARD SHARDS      every pair of this shard with a STEP of 1; every n-th with n, for slow builds */
#include "proofs/properties.h"

#include "decision/rules.h"
#include "support/cmocka.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#define ELEMENTS_MAX 4096
#define JSON_MAX 8192

static size_t step, shard, shards;

/* Every word of the gate, a new one, an empty one, none. */
static const char *const statuses[] = {"INITIATED",
                                       "ACQUISITION_STARTED",
                                       "ACQUIRED",
                                       "PROCESSED",
                                       "SESSION_EXPIRED",
                                       "TOKEN_EXPIRED",
                                       "KYX_SESSION_EXPIRED",
                                       "KYX_TOKEN_EXPIRED",
                                       NEW_WORD,
                                       "",
                                       NULL};
/* One for each row of the gate; that of the expired decision is among the decisions. */
static const struct {
  const char *status;
  bool wiped;
} gate_rows[] = {{"ACQUIRED", false}, {NEW_WORD, false},    {"SESSION_EXPIRED", false},
                 {"PROCESSED", true}, {"PROCESSED", false}, {NULL, false}};

static const char *const types[] = {"PASSED", "WARNING", "REJECTED", "NOT_EXECUTED", NEW_WORD, NULL};

/* Of the transaction: a decision of each type, an expired one, none, one of a wrong kind. */
static const char *const decisions[] = {"{\"type\":\"PASSED\",\"details\":{\"label\":\"PASSED\"}}",
                                        "{\"type\":\"WARNING\",\"details\":{\"label\":\"WARNING\"}}",
                                        "{\"type\":\"REJECTED\",\"details\":{\"label\":\"REJECTED\"}}",
                                        "{\"type\":\"NOT_EXECUTED\",\"details\":{\"label\":\"NOT_EXECUTED\"}}",
                                        "{\"type\":\"NOT_EXECUTED\",\"details\":{\"label\":\"TOKEN_EXPIRED\"}}",
                                        "{\"type\":\"" NEW_WORD "\",\"details\":{\"label\":\"" NEW_WORD "\"}}",
                                        "{\"details\":{}}",
                                        "[]",
                                        NULL};

typedef struct element {
  size_t kind;
  bool is_facemap; /* a facemap that was not uploaded: excused where liveness is clean */
  bool is_live;    /* clean liveness */
  char json[256];
} element;

static element elements[ELEMENTS_MAX];
static size_t element_count, paired_count; /* an empty word is a missing one: pairs are made without */

static const char *name_of(size_t kind)
{
  return kind == JUMIO__CAPABILITY_unknown ? NEW_NAME : jumio__capability_name((jumio__capability_kind)kind);
}

static bool is_word(const char *word, const char *known)
{
  return word != NULL && strcmp(word, known) == 0;
}

static void add_element(size_t kind, const char *type, const char *label)
{
  char of_type[64] = "", of_label[96] = "";
  element *e = &elements[element_count++];
  assert_true(element_count < ELEMENTS_MAX);
  if (type != NULL)
    snprintf(of_type, sizeof of_type, "\"type\":\"%s\",", type);
  if (label != NULL)
    snprintf(of_label, sizeof of_label, "\"label\":\"%s\"", label);
  e->kind = kind;
  e->is_facemap = kind == JUMIO__CAPABILITY_usability && is_word(type, "NOT_EXECUTED") && is_word(label, "NOT_UPLOADED");
  e->is_live = kind == JUMIO__CAPABILITY_liveness && is_word(type, "PASSED") && is_word(label, "OK");
  snprintf(e->json, sizeof e->json, "{\"credentials\":[{\"category\":\"%s\"}],\"decision\":{%s\"details\":{%s}}}",
           is_word(label, "NOT_UPLOADED") ? "FACEMAP" : "ID", of_type, of_label);
}

/* Whether an earlier rule of the capability has the label already. */
static bool is_repeated(size_t index, size_t len)
{
  const jumio__rule *rule = jumio__rule_at(index);
  for (size_t i = 0; i < index; i++) {
    const jumio__rule *other = jumio__rule_at(i);
    if (strncmp(other->id, rule->id, len) == 0 && other->id[len] == '.' && strcmp(other->text, rule->text) == 0)
      return true;
  }
  return false;
}

/* Each label that the capability knows, under every type, whichever it stands under; beginnings with an ending that no rule has. */
static void make_labels(size_t kind, const char *type)
{
  const char *name = kind == JUMIO__CAPABILITY_unknown ? "unknown" : name_of(kind);
  size_t len = strlen(name);
  for (size_t i = 0; i < jumio__rule_count(); i++) {
    const jumio__rule *rule = jumio__rule_at(i);
    char label[80];
    if (strncmp(rule->id, name, len) != 0 || rule->id[len] != '.' || rule->match == JUMIO__MATCH_ANY || is_repeated(i, len))
      continue;
    snprintf(label, sizeof label, "%s%s", rule->text, rule->match == JUMIO__MATCH_PREFIX ? NEW_WORD : "");
    add_element(kind, type, label);
  }
  add_element(kind, type, NEW_WORD);
  add_element(kind, type, "LIVENESS_UNDETERMINED"); /* which most capabilities do not have */
  add_element(kind, type, NULL);
}

static int make_elements(void **state)
{
  (void)state;
  for (size_t kind = 0; kind < JUMIO__CAPABILITY_COUNT; kind++)
    for (size_t t = 0; t < COUNT(types); t++)
      make_labels(kind, types[t]);
  paired_count = element_count;
  for (size_t kind = 0; kind < JUMIO__CAPABILITY_COUNT; kind++) {
    make_labels(kind, "");
    for (size_t t = 0; t < COUNT(types); t++)
      add_element(kind, types[t], "");
  }
  return 0;
}

static size_t put(char *json, size_t at, const char *text)
{
  size_t len = strlen(text);
  memcpy(json + at, text, len + 1);
  return at + len;
}

static size_t put_list(char *json, size_t at, const char *name, const char *one, const char *other)
{
  at = put(json, at, "\"");
  at = put(json, at, name);
  at = put(json, at, "\":[");
  at = put(json, at, one);
  at = put(json, at, other[0] != '\0' ? "," : "");
  at = put(json, at, other);
  return put(json, at, "]");
}

static size_t put_top(char *json, const char *status, bool wiped, const char *decision)
{
  size_t at = put(json, 0, "{\"workflow\":{");
  if (status != NULL) {
    at = put(json, at, "\"status\":\"");
    at = put(json, at, status);
    at = put(json, at, "\"");
  }
  at = put(json, at, wiped ? "},\"wipedOutAt\":\"2026-05-04T00:10:00.000Z\"" : "}");
  if (decision != NULL) {
    at = put(json, at, ",\"decision\":");
    at = put(json, at, decision);
  }
  return put(json, at, ",\"capabilities\":{");
}

/* The default first, with every pair; the others, where the worse of two still decides, with every 25th of these. */
static const jumio_policy_switches policies[] = {0, JUMIO_POLICY_STRICT, JUMIO_POLICY_STRICT | JUMIO_POLICY_TRUST_TRANSACTION_PASS,
                                                 JUMIO_POLICY_DECISION_OPTIONAL | JUMIO_POLICY_SCREENING_FLAG_ONLY |
                                                     JUMIO_POLICY_RISK_FLAG_ONLY,
                                                 JUMIO_POLICY_SCREENING_MUST_RUN | JUMIO_POLICY_RISK_MUST_RUN};
#define OTHERS_STEP 25
#define ALONE_STEP 10 /* in slow builds: one in ten of single elements */

static jumio_policy *policy;

#define GOOD "{\"decision\":{\"type\":\"PASSED\",\"details\":{\"label\":\"OK\"}}}"

/* The elements beside the one that this profile needs; the same capability may come twice. */
static outcome map_elements(const char *status, bool wiped, const char *decision, const element *one, const element *other)
{
  static char json[JSON_MAX];
  size_t at = put_top(json, status, wiped, decision);
  bool together = other != NULL && one->kind == other->kind;
  bool named = one->kind == JUMIO__CAPABILITY_authentication, named_too = other != NULL && other->kind == JUMIO__CAPABILITY_authentication;
  at = put_list(json, at, name_of(one->kind), one->json, together ? other->json : named ? GOOD : "");
  if (named && together)
    at = put(json, at - 1, "," GOOD "]");
  if (other != NULL && !together)
    at = put_list(json, put(json, at, ","), name_of(other->kind), other->json, named_too ? GOOD : "");
  if (!named && !named_too)
    at = put(json, at, ",\"authentication\":[" GOOD "]");
  at = put(json, at, "}}");
  return body_map_text(json, at, policy);
}

static bool is_error(const char *status)
{
  return status == NULL || status[0] == '\0';
}

static void expect_answer(const outcome *o, bool error)
{
  assert_int_equal(o->result, error ? JUMIO_ERR_NOT_A_TRANSACTION : JUMIO_OK);
  assert_true(error ? o->status == JUMIO_IDV_UNKNOWN : o->status >= JUMIO_IDV_PENDING && o->status <= JUMIO_IDV_PASSED);
  assert_int_equal(o->is_final, !error && o->status != JUMIO_IDV_PENDING);
}

static void choose_policy(size_t at)
{
  jumio_policy_free(policy);
  policy = body_policy(JUMIO_PROFILE_AUTHENTICATION, policies[at]);
}

/* P02 */
static void test_total__one_element(void **state)
{
  (void)state;
  size_t count = 0, passed = 0, few = step > 1 ? ALONE_STEP : 1;
  for (size_t p = 0; p < COUNT(policies); p++) {
    choose_policy(p);
    for (size_t s = 0; s < COUNT(statuses); s++)
      for (size_t d = 0; d < COUNT(decisions); d++)
        for (size_t i = shard; i < element_count; i += shards * few, count++) {
          outcome o = map_elements(statuses[s], false, decisions[d], &elements[i], NULL);
          expect_answer(&o, is_error(statuses[s]));
          passed += o.status == JUMIO_IDV_PASSED;
        }
  }
  assert_true(passed > 0);
  printf(
      "# proved: total: %zu combinations of %zu execution statuses, %zu decisions and %zu elements, under %zu policies (shard %zu of %zu, "
      "one in %zu; %zu Passed)\n",
      count, COUNT(statuses), COUNT(decisions), element_count, COUNT(policies), shard + 1, shards, few, passed);
}

static jumio_idv_status alone[ELEMENTS_MAX];

/* The worse of the two; but for the facemap, which clean liveness excuses. */
static jumio_idv_status of_pair(size_t i, size_t k)
{
  if (elements[i].is_facemap && elements[k].is_live)
    return alone[k];
  return severity_of(alone[i]) > severity_of(alone[k]) ? alone[i] : alone[k];
}

static size_t pairs_of_row(size_t row, size_t decision, size_t every)
{
  const char *status = gate_rows[row].status;
  bool wiped = gate_rows[row].wiped;
  size_t count = 0;
  for (size_t i = 0; i < paired_count; i++)
    alone[i] = map_elements(status, wiped, decisions[decision], &elements[i], NULL).status;
  for (size_t i = shard; i < paired_count; i += shards)
    for (size_t k = i + (row + decision + i) % every; k < paired_count; k += every, count++) {
      outcome o = map_elements(status, wiped, decisions[decision], &elements[i], &elements[k]);
      expect_answer(&o, is_error(status));
      assert_int_equal(o.status, of_pair(i, k));
    }
  return count;
}

/* P11 */
static void test_total__pairs_of_elements(void **state)
{
  (void)state;
  for (size_t p = 0; p < COUNT(policies); p++) {
    size_t count = 0, every = p == 0 ? step : step * OTHERS_STEP;
    choose_policy(p);
    for (size_t row = 0; row < COUNT(gate_rows); row++)
      for (size_t decision = 0; decision < COUNT(decisions); decision++)
        count += pairs_of_row(row, decision, every);
    printf("# proved: total: %zu pairs of %zu elements, %zu rows of the gate, %zu decisions, under switches 0x%x (shard %zu of %zu, one in "
           "%zu): each "
           "the worse of the two\n",
           count, paired_count, COUNT(gate_rows), COUNT(decisions), (unsigned)policies[p], shard + 1, shards, every);
  }
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_total__one_element),
      cmocka_unit_test(test_total__pairs_of_elements),
  };
  if (argc != 4)
    return 2;
  step = strtoul(argv[1], NULL, 10);
  shard = strtoul(argv[2], NULL, 10) - 1;
  shards = strtoul(argv[3], NULL, 10);
  int failures = cmocka_run_group_tests(tests, make_elements, NULL);
  jumio_policy_free(policy);
  return failures;
}
