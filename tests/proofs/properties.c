/** The properties of section 8 of the specification and of the fault catalogue, each as a set of changes of one transaction. */
#include "proofs/properties.h"

#include "decision/rules.h"
#include "proofs/may_pass.h"
#include "support/cmocka.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

int severity_of(jumio_idv_status status)
{
  static const int order[] = {0, 2, 4, 5, 6, 3, 1}; /* by ::jumio_idv_status */
  return order[status];
}

subject subject_of(const char *json, size_t len, const policy_case *policy)
{
  subject s = {json, len, policy, body_map_text(json, len, policy->handle)};
  return s;
}

static outcome map_variant(const subject *s, const variant *v)
{
  size_t len = 0;
  const char *json = variant_text(v, &len);
  return body_map_text(json, len, s->policy->handle);
}

/* One status or one named error. */
static bool is_answer(const outcome *o)
{
  if (o->result != JUMIO_OK)
    return o->status == JUMIO_IDV_UNKNOWN && (o->result == JUMIO_ERR_NOT_A_TRANSACTION || o->result == JUMIO_ERR_JSON);
  return o->status >= JUMIO_IDV_PENDING && o->status <= JUMIO_IDV_PASSED && o->is_final == (o->status != JUMIO_IDV_PENDING);
}

static bool is_not_passed(const subject *s, const variant *v)
{
  outcome after = map_variant(s, v);
  return is_answer(&after) && after.status != JUMIO_IDV_PASSED;
}

static bool is_same(const outcome *a, const outcome *b)
{
  return a->result == b->result && a->status == b->status && a->flags == b->flags && a->profile == b->profile;
}

static bool is_switched_on(const subject *s, jumio_policy_switches bit)
{
  return (s->policy->switches & bit) != 0;
}

static bool is_required(const subject *s, const char *capability)
{
  size_t count;
  const jumio__requirement *needs = jumio__requirements(s->before.profile, &count);
  if (policy_case_requires(s->policy, capability))
    return true;
  for (size_t i = 0; i < count; i++)
    if (strcmp(jumio__capability_name((jumio__capability_kind)needs[i].kind), capability) == 0)
      return true;
  return false;
}

static bool is_element_word(const variant_place *place)
{
  return place->kind == VARIANT_ELEMENT_TYPE || place->kind == VARIANT_ELEMENT_LABEL;
}

static bool is_word(const variant_place *place)
{
  return place->kind != VARIANT_DECISION && place->kind != VARIANT_CAPABILITIES && place->kind != VARIANT_CAPABILITY &&
         place->kind != VARIANT_ELEMENT_DECISION;
}

static bool is_known(const char *capability)
{
  return jumio__capability_kind_of(capability, strlen(capability)) != JUMIO__CAPABILITY_unknown;
}

/* Words of an open list, where one that is not known is no doubt: what a document is, outside the profiles of IDs. */
static bool is_open(const subject *s, const variant_place *place)
{
  bool papers = s->before.profile == JUMIO_PROFILE_DOCUMENT || s->before.profile == JUMIO_PROFILE_DATA;
  return papers && place->kind == VARIANT_ELEMENT_DATA && strcmp(place->capability, "extraction") == 0;
}

/* An unknown word here keeps every transaction from Passed, not only one that was not. A classification decides nothing. */
static bool is_decisive(const variant_place *place)
{
  if (place->kind == VARIANT_STATUS || place->kind == VARIANT_TYPE)
    return true;
  return is_element_word(place) && strcmp(place->capability, "classification") != 0 && is_known(place->capability);
}

static const variant_place *place_at(const subject *s, const variant *v, size_t n, bool (*wanted)(const subject *, const variant *, size_t))
{
  for (size_t i = 0; i < v->count; i++)
    if (wanted(s, v, i) && n-- == 0)
      return &v->places[i];
  return NULL;
}

static size_t places_count(const subject *s, const variant *v, bool (*wanted)(const subject *, const variant *, size_t))
{
  size_t count = 0;
  for (size_t i = 0; i < v->count; i++)
    count += wanted(s, v, i);
  return count;
}

/* (a) P01 P03 P04 An unknown word where a known one stood. */
static bool takes_new_word(const subject *s, const variant *v, size_t i)
{
  const variant_place *place = &v->places[i];
  return is_word(place) && !is_open(s, place) && (s->before.status != JUMIO_IDV_PASSED || is_decisive(place));
}

static size_t new_word_cases(const subject *s, const variant *v)
{
  return places_count(s, v, takes_new_word);
}

static bool new_word_holds(const subject *s, variant *v, size_t n)
{
  variant_set_word(place_at(s, v, n, takes_new_word), NEW_WORD);
  return is_not_passed(s, v);
}

/* (a) The name of a capability is a word too, where it is required. */
static bool takes_new_name(const subject *s, const variant *v, size_t i)
{
  return v->places[i].kind == VARIANT_CAPABILITY && is_required(s, v->places[i].capability);
}

static size_t new_name_cases(const subject *s, const variant *v)
{
  return places_count(s, v, takes_new_name);
}

static bool new_name_holds(const subject *s, variant *v, size_t n)
{
  variant_rename(v, place_at(s, v, n, takes_new_name), NEW_NAME);
  return is_not_passed(s, v);
}

/* (b) P01 P05 P09 What decides is taken away. */
static bool is_removable(const subject *s, const variant *v, size_t i)
{
  const variant_place *place = &v->places[i];
  switch (place->kind) {
  case VARIANT_STATUS:
  case VARIANT_TYPE:
  case VARIANT_CAPABILITIES:
    return true;
  case VARIANT_DECISION:
    return !is_switched_on(s, JUMIO_POLICY_DECISION_OPTIONAL);
  case VARIANT_CAPABILITY:
  case VARIANT_ELEMENT_DECISION:
  case VARIANT_ELEMENT_TYPE:
  case VARIANT_ELEMENT_LABEL:
    return is_required(s, place->capability);
  default:
    return false;
  }
}

/* Taken away, made null, made an empty array. */
static size_t removal_cases(const subject *s, const variant *v)
{
  return 3 * places_count(s, v, is_removable);
}

static bool removal_holds(const subject *s, variant *v, size_t n)
{
  const variant_place *place = place_at(s, v, n / 3, is_removable);
  if (n % 3 == 0)
    variant_remove(place);
  else
    variant_empty(v, place, n % 3 == 1);
  return is_not_passed(s, v);
}

/* The decision as JSON; NULL where there is none. */
static char *explain(const char *json, size_t len, const jumio_policy *policy)
{
  jumio_decision *decision = NULL;
  char *told = NULL;
  if (jumio_decision_map_json(NULL, json, len, NULL, 0, policy, &decision, NULL) == JUMIO_OK)
    jumio_decision_dup_json(decision, &told, NULL, NULL);
  jumio_decision_free(decision);
  return told;
}

static bool tells_the_same(const subject *s, const variant *v)
{
  size_t len = 0;
  const char *json = variant_text(v, &len);
  char *before = explain(s->json, s->len, s->policy->handle), *after = explain(json, len, s->policy->handle);
  bool same = before == NULL ? after == NULL : after != NULL && strcmp(before, after) == 0;
  jumio_text_free(before);
  jumio_text_free(after);
  return same;
}

static char *decision_text(const input *in, const jumio_policy *policy)
{
  jumio_decision *decision = NULL;
  char *text = NULL;
  if (jumio_decision_map_json(NULL, in->json, in->len, in->steps, in->steps_len, policy, &decision, NULL) == JUMIO_OK)
    jumio_decision_dup_json(decision, &text, NULL, NULL);
  jumio_decision_free(decision);
  return text;
}

bool same_decision_text(const input *one, const input *other, const jumio_policy *policy)
{
  char *first = decision_text(one, policy), *second = decision_text(other, policy);
  bool same = first == NULL ? second == NULL : second != NULL && strcmp(first, second) == 0;
  jumio_text_free(first);
  jumio_text_free(second);
  return same;
}

/* (c) Unknown members and the order of members and of elements change nothing; the first two not a byte of what is told. */
static size_t addition_cases(const subject *s, const variant *v)
{
  (void)s;
  (void)v;
  return 6;
}

static bool addition_holds(const subject *s, variant *v, size_t n)
{
  uint64_t seed = s->len + n;
  if (n % 3 != 1)
    variant_extend(v, seed);
  if (n % 3 != 0)
    variant_turn(v, seed);
  if (n >= 3)
    variant_turn_arrays(v, seed);
  outcome after = map_variant(s, v);
  return is_same(&s->before, &after) && (n != 2 || tells_the_same(s, v));
}

/* (d) P06 P11 P12 A further element of class Fraud, Denied or Incomplete. */
static const struct {
  const char *capability, *type, *label, *category, *rule;
  jumio_policy_switches lifted_by;
} worse[] = {{"imageChecks", "REJECTED", "FAKE", "ID", "imageChecks.rejected.FAKE", 0},
             {"dataChecks", "REJECTED", "MRZ_CHECKSUM", "ID", "dataChecks.rejected.MRZ_CHECKSUM", 0},
             {"liveness", "REJECTED", "PHOTOCOPY", "SELFIE", "liveness.rejected.PHOTOCOPY", 0},
             {"similarity", "REJECTED", "NO_MATCH", "ID", "similarity.rejected.NO_MATCH", 0},
             {"authentication", "REJECTED", NULL, "FACEMAP", "authentication.rejected", 0},
             {"usability", "REJECTED", "BLURRED", "ID", "usability.rejected.BLURRED", 0},
             {"liveness", "WARNING", "BAD_QUALITY", "SELFIE", "liveness.warning.BAD_QUALITY", 0},
             {"laterCheck", "NOT_EXECUTED", NULL, NULL, "unknown.not_executed", 0},
             {"usability", "NOT_EXECUTED", "NOT_UPLOADED", "ID", "usability.not_executed.NOT_UPLOADED", 0},
             {"extraction", NEW_WORD, "OK", "ID", "extraction.unknown_type", 0},
             {"watchlistScreening", "WARNING", "ALERT", NULL, "watchlistScreening.warning.ALERT", JUMIO_POLICY_SCREENING_FLAG_ONLY},
             {"emailVerification", "REJECTED", "HIGH_RISK", NULL, "emailVerification.rejected.HIGH_RISK",
              JUMIO_POLICY_TRUST_TRANSACTION_PASS | JUMIO_POLICY_RISK_FLAG_ONLY}};

static size_t worse_cases(const subject *s, const variant *v)
{
  (void)v;
  return s->before.result == JUMIO_OK ? COUNT(worse) : 0;
}

/* Netverify's order hides a Denied behind an unusable document, and never lets either pass. */
static bool is_milder(const subject *s, const outcome *after)
{
  if (is_switched_on(s, JUMIO_POLICY_DOCUMENT_FIRST) && s->before.status == JUMIO_IDV_DENIED && after->status == JUMIO_IDV_INCOMPLETE)
    return false;
  return severity_of(after->status) < severity_of(s->before.status);
}

static bool worse_holds(const subject *s, variant *v, size_t n)
{
  bool lifted = is_switched_on(s, worse[n].lifted_by);
  if (policy_case_lowers(s->policy, worse[n].rule)) /* then it is no element of such a class */
    return true;
  if (!variant_add_element(v, worse[n].capability, worse[n].type, worse[n].label, worse[n].category))
    return true;
  outcome after = map_variant(s, v);
  return is_answer(&after) && !is_milder(s, &after) && (lifted || after.status != JUMIO_IDV_PASSED);
}

/* (e) Steps prove nothing: whatever they say, the answer is no better. */
#define STEP(name, decision) "{\"steps\":[{\"name\":\"" name "\",\"decision\":{" decision "}}]}"
static const char *const steps[] = {
    "{\"steps\":[]}",
    "{\"steps\":[5,null,{},{\"name\":7,\"decision\":[]}]}",
    STEP("ID_IV", "\"type\":\"PASSED\",\"details\":{\"label\":\"OK\"}"),
    STEP("ID_IV", "\"type\":\"REJECTED\",\"details\":{\"label\":\"REJECTED\"}"),
    STEP("SCREENING", "\"type\":\"WARNING\",\"details\":{\"label\":\"ALERT\"}"),
    STEP("LATER_STEP", "\"type\":\"NOT_EXECUTED\""),
    STEP("DL_VERIFICATION", "\"type\":\"" NEW_WORD "\""),
    STEP("AUTHENTICATION", "\"type\":\"PASSED\",\"reasons\":[{\"type\":\"PASSED\",\"label\":\"OK\"}]"),
    STEP("AUTHENTICATION", "\"type\":\"REJECTED\",\"reasons\":[{\"type\":\"REJECTED\",\"label\":\"FACE_INVALID_DIGITAL_COPY\"}]"),
    "{}",
    "{\"steps\":{}}",
};
#define STEPS_BAD 2 /* the last, which are no steps: an error and no status */

static size_t steps_cases(const subject *s, const variant *v)
{
  (void)s;
  (void)v;
  return COUNT(steps);
}

bool steps_are_no_help(const subject *s, const char *text, size_t len)
{
  jumio_decision *decision = NULL;
  jumio_result result = jumio_decision_map_json(NULL, s->json, s->len, text, len, s->policy->handle, &decision, NULL);
  outcome after = body_outcome(result, decision);
  if (result != JUMIO_OK)
    return is_answer(&after);
  return is_answer(&after) && s->before.result == JUMIO_OK && severity_of(after.status) >= severity_of(s->before.status);
}

static bool steps_holds(const subject *s, variant *v, size_t n)
{
  (void)v;
  jumio_decision *decision = NULL;
  jumio_result result = jumio_decision_map_json(NULL, s->json, s->len, steps[n], JUMIO_NTS, s->policy->handle, &decision, NULL);
  jumio_decision_free(decision);
  bool bad = n + STEPS_BAD >= COUNT(steps);
  return steps_are_no_help(s, steps[n], JUMIO_NTS) && (bad ? result != JUMIO_OK : result == s->before.result);
}

/* P01 A text that was cut is an error. */
static size_t cut_cases(const subject *s, const variant *v)
{
  (void)v;
  return s->len;
}

static bool is_blank(const char *text, size_t len)
{
  size_t i = 0;
  while (i < len && memchr(" \t\r\n", text[i], 4) != NULL)
    i++;
  return i == len;
}

static bool cut_holds(const subject *s, variant *v, size_t n)
{
  (void)v;
  outcome after = body_map_text(s->json, n, s->policy->handle);
  return after.result == JUMIO_ERR_JSON || (is_blank(s->json + n, s->len - n) && is_same(&s->before, &after));
}

/* A Passed agrees with a second statement of what it needs. */
static size_t proof_cases(const subject *s, const variant *v)
{
  (void)v;
  return s->before.status == JUMIO_IDV_PASSED && !policy_case_lowers(s->policy, NULL) ? 1 : 0;
}

static bool proof_holds(const subject *s, variant *v, size_t n)
{
  (void)n;
  return may_pass(v->doc, s->before.profile, s->policy->switches);
}

const property properties[] = {{"(a) an unknown word", new_word_cases, new_word_holds, false},
                               {"(a) an unknown name of a required capability", new_name_cases, new_name_holds, false},
                               {"(b) what decides taken away", removal_cases, removal_holds, false},
                               {"(c) unknown members, another order", addition_cases, addition_holds, false},
                               {"(d) a worse element", worse_cases, worse_holds, false},
                               {"(e) steps beside it", steps_cases, steps_holds, false},
                               {"Passed only by proof", proof_cases, proof_holds, false},
                               {"P01 a text that is cut", cut_cases, cut_holds, true}};
const size_t property_count = COUNT(properties);

static void expect(const property *p, const subject *s, variant *v, size_t n)
{
  if (p->holds(s, v, n))
    return;
  size_t len = 0;
  const char *made = variant_text(v, &len);
  char *policy = yyjson_write(s->policy->document, 0, NULL);
  fprintf(stderr, "%s, case %zu: under %s\n%.*s\nis %s, and then\n%.*s\n", p->name, n, policy != NULL ? policy : "the default", (int)s->len,
          s->json, jumio_idv_status_name(s->before.status), (int)len, made);
  free(policy);
  fail();
}

size_t property_check_all(const property *p, const subject *s)
{
  static variant v;
  size_t count = variant_begin(&v, s->json, s->len) ? p->cases(s, &v) : 0;
  for (size_t n = 0; n < count; n++) {
    variant_begin(&v, s->json, s->len);
    expect(p, s, &v, n);
  }
  return count;
}

size_t property_check_one(const property *p, const subject *s, uint64_t *seed)
{
  static variant v;
  size_t count = variant_begin(&v, s->json, s->len) ? p->cases(s, &v) : 0;
  if (count == 0)
    return 0;
  expect(p, s, &v, body_pick(seed, count));
  return 1;
}
