/** The mapper: every element is weighed by the rule table, the worst evidence wins, and nothing but proof makes a Passed. */
#include "decision/map.h"

#include <jumio/result.h>

#include "decision/evidence.h"
#include "decision/policy.h"
#include "decision/steps.h"

#include <string.h>

#define BIT(n) (1u << (unsigned)(n))

/* The capabilities that check something, as the profile of data asks: not those that only read or capture. */
#define CHECKS                                                                                                                             \
  (~(BIT(JUMIO__CAPABILITY_unknown) | BIT(JUMIO__CAPABILITY_usability) | BIT(JUMIO__CAPABILITY_extraction) |                               \
     BIT(JUMIO__CAPABILITY_classification)))

/* The capabilities of which more counts than type and label. */
#define WEIGHED_FURTHER (BIT(JUMIO__CAPABILITY_usability) | BIT(JUMIO__CAPABILITY_extraction) | BIT(JUMIO__CAPABILITY_similarity))

typedef struct mapping {
  const jumio_transaction *t;
  const jumio_policy *policy;
  const uint8_t *classes;    /* of the policy: what each rule weighs */
  const jumio__value *steps; /* their list; NULL: not given */
  jumio_profile profile;
  bool by_default; /* the profile */
  jumio_decision_flags flags;
  size_t of_weight[JUMIO__CLASSES];
  uint32_t proved, seen;                     /* bits of capabilities with an element that proves, that says anything */
  uint32_t usability_proved, usability_seen; /* bits of categories, the same for usability */
  bool liveness_weighed, liveness_clean;     /* every liveness element proves, and there is one */
  bool document_unusable;                    /* for the switch document_first */
  bool authentication_rejected;              /* for which only the steps tell a cause */
  jumio__findings findings;
} mapping;

static bool is_word(const char *word, const char *known)
{
  return word != NULL && strcmp(word, known) == 0;
}

static void use_note(jumio__evidence *found, jumio__note note, jumio__spot spot)
{
  found->rule = jumio__rule_of_note(note);
  found->weight = found->rule->normal;
  found->flags |= found->rule->flags;
  found->spot = (uint8_t)spot;
}

/* No rule names the label. One that the capability has under another type contradicts this type: whatever the policy says, it then accuses
 * no more than the type does by itself. */
static void weigh_stray_label(const jumio_capability *element, jumio__evidence *found)
{
  if (element->label == NULL || !jumio__rule_knows(element->kind, element->label, element->label_len))
    return;
  found->flags = (found->flags & ~(jumio_decision_flags)JUMIO_FLAG_UNKNOWN_LABEL) | JUMIO_FLAG_CONTRADICTION;
  found->weight = found->rule->normal;
}

static void weigh_similarity_data(const jumio_capability *element, jumio__evidence *found)
{
  bool match = is_word(element->data_word, "MATCH");
  if (element->data_word == NULL)
    return;
  if (element->type == JUMIO_TYPE_REJECTED && match)
    found->flags |= JUMIO_FLAG_CONTRADICTION;
  if (found->weight > JUMIO_EVIDENCE_ADVISORY || match || is_word(element->label, element->data_word))
    return;
  bool known = jumio__rule_knows(JUMIO__CAPABILITY_similarity, element->data_word, strlen(element->data_word));
  use_note(found, known ? JUMIO__NOTE_similarity_data : JUMIO__NOTE_similarity_data_unknown, JUMIO__SPOT_SIMILARITY);
}

static bool is_id_type(const char *word)
{
  return is_word(word, "PASSPORT") || is_word(word, "DRIVING_LICENSE") || is_word(word, "ID_CARD") || is_word(word, "VISA");
}

/* What kind of document it is: only the profiles of documents and of data expect others than IDs. */
static void weigh_extraction_data(const mapping *m, const jumio_capability *element, jumio__evidence *found)
{
  bool id_expected = m->profile != JUMIO_PROFILE_DOCUMENT && m->profile != JUMIO_PROFILE_DATA;
  if (element->data_word == NULL || found->weight >= JUMIO_EVIDENCE_INCOMPLETE)
    return;
  if (is_word(element->data_word, "UNSUPPORTED"))
    use_note(found, JUMIO__NOTE_extraction_unsupported, JUMIO__SPOT_DATA_TYPE);
  else if (id_expected && !is_id_type(element->data_word))
    use_note(found, JUMIO__NOTE_extraction_no_id, JUMIO__SPOT_DATA_TYPE);
}

static void weigh(mapping *m, const jumio_capability *element, jumio__evidence *found);

static bool liveness_is_clean(mapping *m)
{
  bool any = false, clean = true;
  if (m->liveness_weighed)
    return m->liveness_clean;
  for (size_t i = 0; i < m->t->capability_count; i++) {
    const jumio_capability *element = &m->t->capabilities[i];
    if (element->kind != JUMIO__CAPABILITY_liveness)
      continue;
    jumio__evidence found;
    weigh(m, element, &found);
    any = true;
    clean = clean && found.weight == JUMIO_EVIDENCE_OK;
  }
  m->liveness_weighed = true;
  m->liveness_clean = any && clean;
  return m->liveness_clean;
}

/* A facemap is optional where liveness did without it. */
static void weigh_facemap(mapping *m, const jumio_capability *element, jumio__evidence *found)
{
  if (element->type == JUMIO_TYPE_NOT_EXECUTED && element->categories == JUMIO__CATEGORY_BIT(JUMIO_CATEGORY_FACEMAP) &&
      is_word(element->label, "NOT_UPLOADED") && liveness_is_clean(m))
    use_note(found, JUMIO__NOTE_facemap_not_needed, JUMIO__SPOT_LABEL);
}

/* What the other members of an element make of it. */
JUMIO__APART static void weigh_further(mapping *m, const jumio_capability *element, jumio__evidence *found)
{
  if (element->kind == JUMIO__CAPABILITY_usability)
    weigh_facemap(m, element, found);
  else if (element->kind == JUMIO__CAPABILITY_similarity)
    weigh_similarity_data(element, found);
  else
    weigh_extraction_data(m, element, found);
}

static void weigh(mapping *m, const jumio_capability *element, jumio__evidence *found)
{
  const jumio__rule *rule = jumio__rule_find(element->kind, element->type, element->label, element->label_len);
  memset(found, 0, sizeof *found);
  found->element = element;
  found->rule = rule;
  found->flags = rule->flags;
  found->kind = (uint8_t)element->kind;
  found->weight = m->classes[jumio__rule_index(rule)];
  found->spot = JUMIO__SPOT_LABEL;
  if (element->type == JUMIO_TYPE_UNKNOWN || element->label == NULL)
    found->spot = element->type_text != NULL ? JUMIO__SPOT_TYPE : JUMIO__SPOT_ELEMENT;
  if ((rule->flags & JUMIO_FLAG_UNKNOWN_LABEL) != 0 && rule->match == JUMIO__MATCH_ANY)
    weigh_stray_label(element, found);
  if ((WEIGHED_FURTHER & BIT(element->kind)) != 0)
    weigh_further(m, element, found);
}

static bool is_proof(int32_t weight)
{
  return weight == JUMIO_EVIDENCE_OK || weight == JUMIO_EVIDENCE_ADVISORY;
}

static bool is_of_document(const jumio_capability *element)
{
  const uint32_t papers = JUMIO__CATEGORY_BIT(JUMIO_CATEGORY_ID) | JUMIO__CATEGORY_BIT(JUMIO_CATEGORY_DOCUMENT) | JUMIO__CATEGORY_UNTOLD;
  if (element->kind == JUMIO__CAPABILITY_usability)
    return (element->categories & papers) != 0;
  return element->kind == JUMIO__CAPABILITY_extraction || element->kind == JUMIO__CAPABILITY_imageChecks ||
         element->kind == JUMIO__CAPABILITY_dataChecks;
}

static void weigh_elements(mapping *m)
{
  for (size_t i = 0; i < m->t->capability_count; i++) {
    const jumio_capability *element = &m->t->capabilities[i];
    jumio__evidence found;
    weigh(m, element, &found);
    bool usability = element->kind == JUMIO__CAPABILITY_usability;
    m->flags |= found.flags;
    m->of_weight[found.weight]++;
    if (is_proof(found.weight)) {
      m->proved |= BIT(element->kind);
      m->usability_proved |= usability ? element->categories : 0;
    }
    if (found.weight != JUMIO_EVIDENCE_NONE) {
      m->seen |= BIT(element->kind);
      m->usability_seen |= usability ? element->categories : 0;
    }
    if (found.weight == JUMIO_EVIDENCE_INCOMPLETE && is_of_document(element))
      m->document_unusable = true;
    if (element->kind == JUMIO__CAPABILITY_authentication && element->type == JUMIO_TYPE_REJECTED)
      m->authentication_rejected = true;
    if (found.weight != JUMIO_EVIDENCE_NONE || found.flags != 0 || found.rule->match != JUMIO__MATCH_ANY)
      jumio__findings_add(&m->findings, &found);
  }
}

static void weigh_all(mapping *m)
{
  weigh_elements(m);
  if (m->steps != NULL)
    jumio__steps_weigh(m->steps, &m->findings, &m->flags, m->of_weight);
}

/* Whether steps would tell a cause that the transaction keeps to itself. */
static bool steps_are_wanted(const mapping *m)
{
  if (m->steps != NULL)
    return false;
  if (m->t->capability_count == 0)
    return m->t->decision_type != JUMIO_TYPE_PASSED;
  return m->authentication_rejected;
}

/* Evidence of the transaction itself. */
static jumio__evidence of_note(jumio__note note, jumio__spot spot)
{
  jumio__evidence found = {0};
  use_note(&found, note, spot);
  return found;
}

static void add(mapping *m, jumio__evidence found)
{
  m->flags |= found.flags;
  jumio__findings_add(&m->findings, &found);
}

static void add_missing(mapping *m, const jumio__requirement *need)
{
  jumio__evidence found = of_note(JUMIO__NOTE_required_missing, JUMIO__SPOT_REQUIRED);
  found.kind = need->kind;
  add(m, found);
}

/* Whether a required capability has proof. That nothing at all is said of it is evidence of its own. */
static bool require(mapping *m, const jumio__requirement *need)
{
  bool usability = need->kind == JUMIO__CAPABILITY_usability;
  uint32_t wanted = usability ? need->categories : BIT(need->kind);
  if (((usability ? m->usability_proved : m->proved) & wanted) != 0)
    return true;
  if (((usability ? m->usability_seen : m->seen) & wanted) == 0)
    add_missing(m, need);
  return false;
}

/* What the policy requires and the profile does not. */
static bool requirements_of_policy_met(mapping *m, const jumio__requirement *needs, size_t count)
{
  bool met = true;
  for (size_t i = 0; i < m->policy->required_count; i++) {
    const jumio__requirement *need = &m->policy->required[i];
    size_t k = 0;
    while (k < count && (needs[k].kind != need->kind || needs[k].categories != need->categories))
      k++;
    if (k == count && !require(m, need))
      met = false;
  }
  return met;
}

static bool requirements_met(mapping *m)
{
  size_t count;
  const jumio__requirement *needs = jumio__requirements(m->profile, &count);
  bool met = true;
  for (size_t i = 0; i < count; i++)
    if (!require(m, &needs[i]))
      met = false;
  if (!requirements_of_policy_met(m, needs, count))
    met = false;
  if (m->profile == JUMIO_PROFILE_DATA && (m->proved & CHECKS) == 0) {
    met = false;
    if ((m->seen & CHECKS) == 0)
      add(m, of_note(JUMIO__NOTE_required_no_check, JUMIO__SPOT_CAPABILITIES));
  }
  return met;
}

/* What speaks against a pass in the transaction's own decision. */
static jumio__evidence of_decision(const jumio_transaction *t, bool clean)
{
  if (!t->has_decision)
    return of_note(JUMIO__NOTE_transaction_no_decision, JUMIO__SPOT_DECISION);
  switch (t->decision_type) {
  case JUMIO_TYPE_NOT_EXECUTED:
    return of_note(JUMIO__NOTE_transaction_not_executed, JUMIO__SPOT_DECISION_TYPE);
  case JUMIO_TYPE_WARNING:
    return of_note(clean ? JUMIO__NOTE_transaction_rule_driven : JUMIO__NOTE_transaction_warning, JUMIO__SPOT_DECISION_TYPE);
  case JUMIO_TYPE_REJECTED:
    return of_note(clean ? JUMIO__NOTE_transaction_rule_driven : JUMIO__NOTE_transaction_rejected, JUMIO__SPOT_DECISION_TYPE);
  default:
    return of_note(JUMIO__NOTE_transaction_unknown_type, t->decision_type_text != NULL ? JUMIO__SPOT_DECISION_TYPE : JUMIO__SPOT_DECISION);
  }
}

/* Whether the transaction's decision lets it pass. Where it does not, that is a cause only if no element and no gap is one. */
static bool transaction_lets_pass(mapping *m, bool clean)
{
  if (m->t->decision_type == JUMIO_TYPE_PASSED)
    return true;
  jumio__evidence found = of_decision(m->t, clean);
  bool optional = !m->t->has_decision && !m->t->decision_is_odd && (m->policy->switches & JUMIO_POLICY_DECISION_OPTIONAL) != 0 &&
                  m->profile != JUMIO_PROFILE_DATA; /* which requires a PASSED transaction */
  if (optional)
    found.weight = JUMIO_EVIDENCE_NONE;
  else if (!clean)
    found.weight = JUMIO_EVIDENCE_SYMPTOM;
  add(m, found);
  return optional;
}

static jumio__verdict verdict_of(const mapping *m, jumio_idv_status status, bool is_final, uint32_t decided)
{
  jumio__verdict verdict = {
      .status = status, .is_final = is_final, .flags = m->flags, .profile = m->profile, .policy = m->policy, .decided = decided};
  return verdict;
}

/* Incomplete: by its causes, or by its symptoms where there is no cause. */
static jumio__verdict incomplete(const mapping *m)
{
  bool cause = jumio__findings_of_weight(&m->findings, JUMIO_EVIDENCE_INCOMPLETE) != 0;
  return verdict_of(m, JUMIO_IDV_INCOMPLETE, true, BIT(cause ? JUMIO_EVIDENCE_INCOMPLETE : JUMIO_EVIDENCE_SYMPTOM));
}

static jumio__verdict combine(mapping *m)
{
  if (m->by_default)
    m->flags |= JUMIO_FLAG_PROFILE_BY_DEFAULT;
  weigh_all(m);
  if (steps_are_wanted(m))
    m->flags |= JUMIO_FLAG_STEPS_WANTED;
  size_t bad = m->of_weight[JUMIO_EVIDENCE_SYMPTOM] + m->of_weight[JUMIO_EVIDENCE_INCOMPLETE] + m->of_weight[JUMIO_EVIDENCE_DENIED] +
               m->of_weight[JUMIO_EVIDENCE_FRAUD];
  bool met = requirements_met(m);
  bool lets_pass = transaction_lets_pass(m, bad == 0 && met);
  if (bad != 0 && m->t->decision_type == JUMIO_TYPE_PASSED)
    m->flags |= JUMIO_FLAG_CONTRADICTION;
  if (m->of_weight[JUMIO_EVIDENCE_FRAUD] != 0)
    return verdict_of(m, JUMIO_IDV_FRAUD, true, BIT(JUMIO_EVIDENCE_FRAUD));
  bool hidden = (m->policy->switches & JUMIO_POLICY_DOCUMENT_FIRST) != 0 && m->document_unusable;
  if (m->of_weight[JUMIO_EVIDENCE_DENIED] != 0 && !hidden)
    return verdict_of(m, JUMIO_IDV_DENIED, true, BIT(JUMIO_EVIDENCE_DENIED));
  if (m->profile == JUMIO_PROFILE_CAPTURE_ONLY && bad == 0 && met && (lets_pass || !m->t->has_decision))
    add(m, of_note(JUMIO__NOTE_capture_only, JUMIO__SPOT_KEY));
  if (bad != 0 || !met || !lets_pass || m->profile == JUMIO_PROFILE_CAPTURE_ONLY)
    return incomplete(m);
  return verdict_of(m, JUMIO_IDV_PASSED, true, BIT(JUMIO_EVIDENCE_OK) | BIT(JUMIO_EVIDENCE_ADVISORY));
}

/* Expired, unless an element or a step accuses all the same. */
static jumio__verdict expired(mapping *m, jumio__note note, jumio__spot spot)
{
  weigh_all(m);
  bool fraud = m->of_weight[JUMIO_EVIDENCE_FRAUD] != 0;
  bool accused = fraud || m->of_weight[JUMIO_EVIDENCE_DENIED] != 0;
  jumio__evidence found = of_note(note, spot);
  found.decides = !accused;
  add(m, found);
  if (!accused)
    return verdict_of(m, JUMIO_IDV_FAILED, true, 0);
  m->flags |= JUMIO_FLAG_CONTRADICTION;
  return verdict_of(m, fraud ? JUMIO_IDV_FRAUD : JUMIO_IDV_DENIED, true, BIT(fraud ? JUMIO_EVIDENCE_FRAUD : JUMIO_EVIDENCE_DENIED));
}

static jumio__verdict by_status(mapping *m, jumio__note note, jumio__spot spot, jumio_idv_status status, bool is_final)
{
  jumio__evidence found = of_note(note, spot);
  found.decides = 1;
  add(m, found);
  return verdict_of(m, status, is_final, 0);
}

static jumio__verdict gate(mapping *m)
{
  const jumio_transaction *t = m->t;
  switch (t->status) {
  case JUMIO_EXECUTION_INITIATED:
  case JUMIO_EXECUTION_ACQUISITION_STARTED:
  case JUMIO_EXECUTION_ACQUIRED:
    return by_status(m, JUMIO__NOTE_status_waiting, JUMIO__SPOT_STATUS, JUMIO_IDV_PENDING, false);
  case JUMIO_EXECUTION_SESSION_EXPIRED:
  case JUMIO_EXECUTION_TOKEN_EXPIRED:
    return expired(m, JUMIO__NOTE_status_expired, JUMIO__SPOT_STATUS);
  case JUMIO_EXECUTION_PROCESSED:
    break;
  default:
    return by_status(m, JUMIO__NOTE_status_unknown, JUMIO__SPOT_STATUS, JUMIO_IDV_PENDING, false);
  }
  if (t->wiped)
    return by_status(m, JUMIO__NOTE_status_data_deleted, JUMIO__SPOT_WIPED, JUMIO_IDV_INCOMPLETE, true);
  if (t->decision_type == JUMIO_TYPE_NOT_EXECUTED &&
      (is_word(t->decision_label, "TOKEN_EXPIRED") || is_word(t->decision_label, "SESSION_EXPIRED")))
    return expired(m, JUMIO__NOTE_transaction_expired, JUMIO__SPOT_DECISION_LABEL);
  return combine(m);
}

/* By the policy, else by its rows for keys, else by the built-in ones. */
static void choose_profile(mapping *m)
{
  m->profile = m->policy->profile;
  if (m->profile == JUMIO_PROFILE_BY_KEY)
    m->profile = jumio__policy_profile_of_key(m->policy, m->t->definition_key);
  if (m->profile == JUMIO_PROFILE_BY_KEY)
    m->profile = jumio__profile_of_key(m->t->definition_key);
  if (m->profile != JUMIO_PROFILE_BY_KEY)
    return;
  m->profile = JUMIO_PROFILE_ID_AND_IDENTITY;
  m->by_default = true;
}

/* The flags that stand whatever the transaction's checks say. */
static jumio_decision_flags first_flags(const mapping *m)
{
  return (m->t->wrong_type ? JUMIO_FLAG_MALFORMED : 0u) |
         ((m->policy->switches & JUMIO_POLICY_ALLOW_WEAKER) != 0 ? JUMIO_FLAG_WEAKER_POLICY : 0u);
}

jumio_result jumio__map(const jumio_transaction *transaction, const jumio_answer *steps, const jumio_policy *policy,
                        jumio_idv_status *status, jumio_decision **out, jumio_error **err)
{
  mapping m;
  const jumio__value *list;
  jumio_result result = jumio__steps_list(steps, &list, transaction->mem, err);
  if (result != JUMIO_OK)
    return result;
  memset(&m, 0, offsetof(mapping, findings.items)); /* the items, many and large, are written before they are read */
  m.t = transaction;
  m.steps = list;
  m.policy = policy != NULL ? policy : jumio__policy_default();
  m.classes = m.policy->classes[transaction->decision_type == JUMIO_TYPE_PASSED];
  m.flags = first_flags(&m);
  choose_profile(&m);
  jumio__verdict verdict = gate(&m);
  *status = verdict.status;
  return out != NULL ? jumio__decision_build(transaction, &verdict, &m.findings, out, err) : jumio__ok(err);
}

jumio_result jumio_decision_map(const jumio_transaction *transaction, const jumio_answer *steps, const jumio_policy *policy,
                                jumio_decision **out, jumio_error **err)
{
  jumio_idv_status status;
  if (out != NULL)
    *out = NULL;
  if (transaction == NULL || out == NULL)
    return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "%s is NULL", out == NULL ? "out" : "transaction");
  return jumio__map(transaction, steps, policy, &status, out, err);
}

jumio_result jumio__map_parse_steps(jumio_alloc *alloc, const char *steps, size_t len, jumio_answer **out, jumio_error **err)
{
  jumio_error *inner = NULL;
  *out = NULL;
  jumio_result result = steps != NULL ? jumio_answer_parse(alloc, steps, len, out, &inner) : JUMIO_OK;
  if (result == JUMIO_ERR_OUT_OF_MEMORY)
    jumio__fail_memory(err);
  else if (result != JUMIO_OK)
    result = jumio__fail(err, alloc, result, "steps: %s", jumio_error_get_message(inner));
  jumio_error_free(inner);
  return result;
}

jumio_result jumio_decision_map_json(jumio_alloc *alloc, const char *json, size_t len, const char *steps, size_t steps_len,
                                     const jumio_policy *policy, jumio_decision **out, jumio_error **err)
{
  jumio_transaction *transaction = NULL;
  jumio_answer *answer = NULL;
  if (out == NULL)
    return jumio__fail(err, alloc, JUMIO_ERR_ARGUMENT, "out is NULL");
  *out = NULL;
  jumio_result result = jumio_transaction_parse(alloc, json, len, &transaction, err);
  if (result == JUMIO_OK)
    result = jumio__map_parse_steps(alloc, steps, steps_len, &answer, err);
  if (result == JUMIO_OK)
    result = jumio_decision_map(transaction, answer, policy, out, err);
  jumio_answer_free(answer);
  jumio_transaction_free(transaction);
  return result;
}
