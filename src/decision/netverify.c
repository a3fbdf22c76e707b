/** The mapper of Netverify, the platform's predecessor: the document's status and the result of the face both count, and what does not fit
 *  together only leads away from a Passed. */
#include "decision/netverify.h"

#include <jumio/result.h>

#include "core/text.h"
#include "decision/policy.h"

#include <string.h>

#define BIT(n) (1u << (unsigned)(n))

/* What the document's statuses say; several bits where they differ. */
enum { DOCUMENT_APPROVED = 1, DOCUMENT_FRAUD = 2, DOCUMENT_UNREADABLE = 4, DOCUMENT_OTHER = 8, DOCUMENT_UNKNOWN = 16 };

/* What an approved document proves. The platform has four checks for it (jumio-api-read 8.2). */
#define PAPERS                                                                                                                             \
  (BIT(JUMIO__CAPABILITY_usability) | BIT(JUMIO__CAPABILITY_extraction) | BIT(JUMIO__CAPABILITY_imageChecks) |                             \
   BIT(JUMIO__CAPABILITY_dataChecks))

typedef struct mapping {
  const jumio__nv_body *body;
  const jumio_policy *policy;
  jumio_profile profile;
  uint32_t documents; /* bits */
  bool failed;        /* the transaction was cleaned up */
  bool pending;       /* something says that it is not done yet */
  bool has_transaction, has_scan;
  bool status_unknown;          /* any of the statuses */
  bool face_told;               /* that a face result does not belong here */
  bool doubted;                 /* the document, by something beside its status */
  const jumio__nv_rule *reject; /* of the reject reason that the details at hand belong to */
  size_t of_weight[JUMIO__CLASSES];
  size_t face_denied;
  uint32_t proved, seen; /* bits of capabilities */
  jumio__nv_findings findings;
} mapping;

static jumio__nv_evidence *add(mapping *m, const jumio__rule *rule, uint8_t weight, jumio__nv_pointer pointer)
{
  jumio__nv_evidence *found = &m->findings.items[m->findings.count++];
  memset(found, 0, sizeof *found);
  found->rule = rule;
  found->weight = weight;
  found->pointer = pointer;
  m->findings.flags |= rule->flags;
  m->of_weight[weight]++;
  return found;
}

static jumio__nv_evidence *add_note(mapping *m, jumio__note note, jumio__nv_pointer pointer)
{
  const jumio__rule *rule = jumio__rule_of_note(note);
  return add(m, rule, rule->normal, pointer);
}

static void add_contradiction(mapping *m, const jumio__nv_word *word)
{
  add_note(m, JUMIO__NOTE_netverify_contradiction, word->pointer)->word = word;
}

static uint8_t weight_of(const mapping *m, const jumio__nv_rule *row)
{
  const jumio_policy_switches switches = m->policy->switches;
  jumio_evidence_class class = (switches & JUMIO_POLICY_STRICT) != 0 ? row->rule.strict : row->rule.normal;
  bool adverse = row->rule.normal == JUMIO_EVIDENCE_INCOMPLETE && (row->rule.flags & JUMIO_FLAG_UNKNOWN_LABEL) == 0;
  return (uint8_t)jumio__policy_handle(switches, row->capability, adverse, row->rule.normal == JUMIO_EVIDENCE_NONE, class);
}

/* Quotes the word. */
static void add_word(mapping *m, const jumio__nv_word *word, const jumio__nv_rule *row, uint8_t weight)
{
  jumio__nv_evidence *found = add(m, &row->rule, weight, word->pointer);
  found->word = word;
  found->kind = row->capability;
  found->decides = row->gate != JUMIO_IDV_UNKNOWN;
  if (weight != JUMIO_EVIDENCE_NONE)
    m->seen |= BIT(row->capability);
  if (weight == JUMIO_EVIDENCE_OK)
    m->proved |= BIT(row->capability);
}

static uint32_t document_bit(const jumio__nv_rule *row)
{
  if (row->rule.len == 0)
    return DOCUMENT_UNKNOWN;
  if (row->rule.normal == JUMIO_EVIDENCE_OK)
    return DOCUMENT_APPROVED;
  if (row->rule.normal == JUMIO_EVIDENCE_FRAUD)
    return DOCUMENT_FRAUD;
  return strcmp(row->rule.text, "ERROR_NOT_READABLE_ID") == 0 ? DOCUMENT_UNREADABLE : DOCUMENT_OTHER;
}

/* What the statuses say, before anything is weighed by them. */
static void survey(mapping *m)
{
  for (size_t i = 0; i < m->body->count; i++) {
    const jumio__nv_word *word = &m->body->words[i];
    if (word->field != JUMIO__NV_TRANSACTION && word->field != JUMIO__NV_DOCUMENT && word->field != JUMIO__NV_SCAN &&
        word->field != JUMIO__NV_RESULT)
      continue;
    const jumio__nv_rule *row = jumio__nv_rule_find(word->field, word->text, word->len);
    m->pending = m->pending || row->gate == JUMIO_IDV_PENDING;
    m->status_unknown = m->status_unknown || row->rule.len == 0;
    if (word->field == JUMIO__NV_DOCUMENT)
      m->documents |= document_bit(row);
    if (word->field == JUMIO__NV_TRANSACTION) {
      m->has_transaction = true;
      m->failed = m->failed || row->gate == JUMIO_IDV_FAILED;
    }
    m->has_scan = m->has_scan || word->field == JUMIO__NV_SCAN;
  }
}

/* A status of the document that is known, and not one of these; or a transaction that was cleaned up before there was a document. */
static bool is_told_otherwise(const mapping *m, uint32_t these)
{
  return (m->documents & ~(these | DOCUMENT_UNKNOWN)) != 0 || (m->failed && m->documents == 0);
}

static void weigh_status(mapping *m, const jumio__nv_word *word)
{
  const jumio__nv_rule *row = jumio__nv_rule_find(word->field, word->text, word->len);
  uint8_t weight = weight_of(m, row);
  if (weight != JUMIO_EVIDENCE_NONE || row->gate != JUMIO_IDV_UNKNOWN || row->rule.flags != 0)
    add_word(m, word, row, weight);
  if (word->field != JUMIO__NV_DOCUMENT)
    return;
  m->seen |= PAPERS;
  if (m->documents == DOCUMENT_APPROVED)
    m->proved |= PAPERS;
}

/* Whether another status says the opposite of this one. */
static bool is_contradicted(const mapping *m, const jumio__nv_word *word)
{
  const uint32_t known = m->documents & ~(uint32_t)DOCUMENT_UNKNOWN;
  if (word->field == JUMIO__NV_SCAN)
    return jumio__same(word->text, word->len, "SUCCESS") ? (known & ~(uint32_t)DOCUMENT_APPROVED) != 0
                                                         : jumio__same(word->text, word->len, "ERROR") && (known & DOCUMENT_APPROVED) != 0;
  if (word->field == JUMIO__NV_TRANSACTION)
    return jumio__same(word->text, word->len, "FAILED") && (known & ~(uint32_t)DOCUMENT_OTHER) != 0;
  return word->field == JUMIO__NV_DOCUMENT && (m->documents & (m->documents - 1)) != 0;
}

/* Netverify has a face result only where the document is approved. */
static void weigh_face(mapping *m, const jumio__nv_word *word, const jumio__nv_rule *row)
{
  uint8_t weight = weight_of(m, row);
  add_word(m, word, row, weight);
  m->face_denied += weight == JUMIO_EVIDENCE_DENIED;
  if (!m->face_told && is_told_otherwise(m, DOCUMENT_APPROVED)) {
    add_contradiction(m, word);
    m->face_told = true;
  }
}

static void weigh_validity(mapping *m, const jumio__nv_word *word)
{
  const jumio__nv_rule *row = jumio__nv_rule_find(JUMIO__NV_VALIDITY, word->text, word->len);
  if (word->label != NULL && row->rule.normal == JUMIO_EVIDENCE_DENIED)
    row = jumio__nv_rule_find(JUMIO__NV_REASON, word->label, word->label_len);
  weigh_face(m, word, row);
  if (word->label != NULL && row->rule.normal == JUMIO_EVIDENCE_OK)
    add_contradiction(m, word);
}

/* By its code; where there is none, by its description. */
static const jumio__nv_rule *row_of_coded(const jumio__nv_word *word)
{
  const jumio__nv_rule *named = jumio__nv_rule_named(word->field, word->label, word->label_len);
  return word->text == NULL && named != NULL ? named : jumio__nv_rule_find(word->field, word->text, word->len);
}

/* A code that names one row beside a description that names another. */
static bool differs_from_description(const jumio__nv_word *word, const jumio__nv_rule *row)
{
  const jumio__nv_rule *named = jumio__nv_rule_named(word->field, word->label, word->label_len);
  return named != NULL && named != row && row->rule.len != 0;
}

/* A detail of another reject reason: its code begins with that of its own. */
static bool is_astray(const mapping *m, const jumio__nv_rule *row)
{
  const jumio__rule *parent = &m->reject->rule;
  return row->field == JUMIO__NV_DETAIL && row->rule.len != 0 && parent->len != 0 && memcmp(row->rule.text, parent->text, parent->len) != 0;
}

/* An unknown status, of the document or where the document has none. */
static bool is_status_unknown(const mapping *m)
{
  return (m->documents & DOCUMENT_UNKNOWN) != 0 || (m->documents == 0 && m->status_unknown);
}

/* A reject reason accuses only under the status that it belongs to, or where no status is told. Elsewhere its accusation says nothing:
 * what speaks against a pass is the contradiction, or the word that is not known. */
static void weigh_coded(mapping *m, const jumio__nv_word *word)
{
  const jumio__nv_rule *row = row_of_coded(word);
  if (word->field == JUMIO__NV_REJECT)
    m->reject = row;
  uint32_t home = row->rule.normal == JUMIO_EVIDENCE_FRAUD ? DOCUMENT_FRAUD : DOCUMENT_UNREADABLE;
  if (row->rule.len == 0)
    home = DOCUMENT_FRAUD | DOCUMENT_UNREADABLE;
  bool contradiction = is_told_otherwise(m, home) || differs_from_description(word, row) || is_astray(m, row);
  bool accuses = !contradiction && !is_status_unknown(m) && m->reject->rule.len != 0;
  uint8_t weight = weight_of(m, row);
  add_word(m, word, row, accuses || weight == JUMIO_EVIDENCE_INCOMPLETE ? weight : JUMIO_EVIDENCE_NONE);
  if (contradiction)
    add_contradiction(m, word);
}

static void weigh_words(mapping *m)
{
  for (size_t i = 0; i < m->body->count; i++) {
    const jumio__nv_word *word = &m->body->words[i];
    switch (word->field) {
    case JUMIO__NV_MALFORMED:
      add_note(m, JUMIO__NOTE_netverify_malformed, word->pointer);
      break;
    case JUMIO__NV_SIMILARITY:
      weigh_face(m, word, jumio__nv_rule_find(JUMIO__NV_SIMILARITY, word->text, word->len));
      break;
    case JUMIO__NV_VALIDITY:
      weigh_validity(m, word);
      break;
    case JUMIO__NV_REJECT:
    case JUMIO__NV_DETAIL:
      weigh_coded(m, word);
      m->doubted = true;
      break;
    default:
      weigh_status(m, word);
      if (!is_contradicted(m, word))
        break;
      add_contradiction(m, word);
      m->doubted = true;
    }
  }
}

static jumio__nv_pointer pointer_to(const char *base, const char *path)
{
  jumio__nv_pointer pointer = {.base = base, .path = path, .tail = "", .index = -1};
  return pointer;
}

/* What belongs together and is only half there. */
static void weigh_gaps(mapping *m)
{
  const jumio__nv_body *body = m->body;
  const uint32_t face = BIT(JUMIO__CAPABILITY_similarity) | BIT(JUMIO__CAPABILITY_liveness);
  if (body->face_base != NULL && (m->seen & face) != face)
    add_note(m, JUMIO__NOTE_netverify_face_incomplete, pointer_to(body->face_base, "/identityVerification"));
  if ((m->documents & DOCUMENT_APPROVED) == 0)
    return;
  if (body->is_callback && !m->has_scan)
    add_note(m, JUMIO__NOTE_netverify_status_missing, pointer_to("", "/idScanStatus"));
  if (body->is_details && !m->has_transaction)
    add_note(m, JUMIO__NOTE_netverify_status_missing, pointer_to("", "/transaction/status"));
}

static jumio__nv_pointer pointer_of_proof(const mapping *m, uint8_t kind)
{
  const char *verification = m->body->is_details ? "/verification" : "";
  if ((BIT(kind) & PAPERS) != 0)
    return pointer_to("", m->body->is_details ? "/document/status" : "/verificationStatus");
  if (kind == JUMIO__CAPABILITY_authentication)
    return pointer_to("", "/transactionResult");
  bool of_face = kind == JUMIO__CAPABILITY_similarity || kind == JUMIO__CAPABILITY_liveness;
  return pointer_to(verification, of_face ? "/identityVerification" : "/additionalChecks");
}

/* The platform's table says what a profile requires. An approved document proves the usability of an ID, and of nothing else. */
static bool is_met(const mapping *m, const jumio__requirement *need)
{
  bool of_id = need->kind != JUMIO__CAPABILITY_usability || (need->categories & JUMIO__CATEGORY_BIT(JUMIO_CATEGORY_ID)) != 0;
  return (m->proved & BIT(need->kind)) != 0 && of_id;
}

/* One reason for the document, however many checks of it are missing. *told: of which capabilities something is said already. */
static bool require(mapping *m, const jumio__requirement *need, uint32_t *told)
{
  if (is_met(m, need))
    return true;
  if ((*told & BIT(need->kind)) == 0) {
    *told |= (BIT(need->kind) & PAPERS) != 0 ? PAPERS : BIT(need->kind);
    add_note(m, JUMIO__NOTE_netverify_required, pointer_of_proof(m, need->kind))->kind = need->kind;
  }
  return false;
}

static bool requirements_met(mapping *m)
{
  size_t count;
  const jumio__requirement *needs = jumio__requirements(m->profile, &count);
  uint32_t told = m->seen & ~m->proved;
  told |= (told & PAPERS) != 0 ? PAPERS : 0;
  bool met = m->profile != JUMIO_PROFILE_DATA;
  for (size_t i = 0; i < count; i++)
    if (!require(m, &needs[i], &told))
      met = false;
  for (size_t i = 0; i < m->policy->required_count; i++)
    if (!require(m, &m->policy->required[i], &told))
      met = false;
  if (m->profile == JUMIO_PROFILE_DATA)
    add_note(m, JUMIO__NOTE_required_no_check, pointer_to("", ""));
  if (m->profile == JUMIO_PROFILE_CAPTURE_ONLY && met)
    add_note(m, JUMIO__NOTE_capture_only, pointer_to("", ""));
  return met && m->profile != JUMIO_PROFILE_CAPTURE_ONLY;
}

static jumio__verdict verdict_of(const mapping *m, jumio_idv_status status, uint32_t decided)
{
  jumio__verdict verdict = {.status = status,
                            .is_final = status != JUMIO_IDV_PENDING,
                            .flags = m->findings.flags,
                            .profile = m->profile,
                            .policy = m->policy,
                            .decided = decided};
  return verdict;
}

/* Netverify's own order: an unusable document hides the result of the face. The switch extends that to a document that is approved and
 * contradicted. */
static bool face_is_hidden(const mapping *m)
{
  bool doubtful = (m->policy->switches & JUMIO_POLICY_DOCUMENT_FIRST) != 0 && m->doubted;
  return m->documents > DOCUMENT_APPROVED || (m->failed && m->documents == 0) || doubtful;
}

static bool is_expired(const mapping *m)
{
  for (size_t i = 0; i < m->findings.count; i++)
    if (m->findings.items[i].decides != 0)
      return true;
  return false;
}

/* The only reasons of a Pending: nothing else is looked at before it is done. */
static jumio__verdict pending(mapping *m)
{
  for (size_t i = 0; i < m->body->count; i++) {
    const jumio__nv_word *word = &m->body->words[i];
    if (word->field != JUMIO__NV_TRANSACTION && word->field != JUMIO__NV_RESULT)
      continue;
    const jumio__nv_rule *row = jumio__nv_rule_find(word->field, word->text, word->len);
    if (row->gate == JUMIO_IDV_PENDING)
      add_word(m, word, row, JUMIO_EVIDENCE_NONE);
  }
  return verdict_of(m, JUMIO_IDV_PENDING, 0);
}

static jumio__verdict combine(mapping *m)
{
  weigh_words(m);
  weigh_gaps(m);
  bool expired = is_expired(m);
  /* Of a document that is not approved nothing is missing. */
  bool met = expired || m->documents > DOCUMENT_APPROVED || requirements_met(m);
  if (m->of_weight[JUMIO_EVIDENCE_FRAUD] != 0)
    return verdict_of(m, JUMIO_IDV_FRAUD, BIT(JUMIO_EVIDENCE_FRAUD));
  if (m->of_weight[JUMIO_EVIDENCE_DENIED] > (face_is_hidden(m) ? m->face_denied : 0))
    return verdict_of(m, JUMIO_IDV_DENIED, BIT(JUMIO_EVIDENCE_DENIED));
  if (met && m->of_weight[JUMIO_EVIDENCE_INCOMPLETE] == 0)
    return expired ? verdict_of(m, JUMIO_IDV_FAILED, 0) : verdict_of(m, JUMIO_IDV_PASSED, BIT(JUMIO_EVIDENCE_OK));
  return verdict_of(m, JUMIO_IDV_INCOMPLETE, BIT(JUMIO_EVIDENCE_INCOMPLETE));
}

jumio_result jumio__nv_map(const jumio__nv_body *body, const jumio_policy *policy, jumio_idv_status *status, jumio_decision **out,
                           jumio_error **err)
{
  mapping m;
  memset(&m, 0, offsetof(mapping, findings));
  m.findings.count = 0;
  m.body = body;
  m.policy = policy != NULL ? policy : jumio__policy_default();
  m.findings.flags = (m.policy->switches & JUMIO_POLICY_ALLOW_WEAKER) != 0 ? JUMIO_FLAG_WEAKER_POLICY : 0;
  m.profile = m.policy->profile;
  if (m.profile == JUMIO_PROFILE_BY_KEY) /* Netverify has no workflow keys */
    m.profile = JUMIO_PROFILE_ID_AND_IDENTITY;
  survey(&m);
  jumio__verdict verdict = m.pending ? pending(&m) : combine(&m);
  *status = verdict.status;
  return out != NULL ? jumio__nv_build(body->mem, &verdict, &m.findings, out, err) : jumio__ok(err);
}

jumio_result jumio_decision_map_netverify(jumio_alloc *alloc, const char *body, size_t len, const jumio_policy *policy,
                                          jumio_decision **out, jumio_error **err)
{
  jumio__nv_body words;
  jumio_idv_status status;
  if (out != NULL)
    *out = NULL;
  if (out == NULL || body == NULL)
    return jumio__fail(err, alloc, JUMIO_ERR_ARGUMENT, "%s is NULL", out == NULL ? "out" : "body");
  jumio_result result = jumio__nv_read(alloc, body, len == JUMIO_NTS ? strlen(body) : len, &words, err);
  if (result == JUMIO_OK)
    result = jumio__nv_map(&words, policy, &status, out, err);
  jumio__nv_free(&words);
  return result;
}
