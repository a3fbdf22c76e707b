/** The getters of a decision and its reasons. */
#include "decision/decision.h"

#include "decision/rules.h"

static const char *const status_names[] = {
    [JUMIO_IDV_UNKNOWN] = "Unknown", [JUMIO_IDV_PENDING] = "Pending",       [JUMIO_IDV_FAILED] = "Failed", [JUMIO_IDV_DENIED] = "Denied",
    [JUMIO_IDV_FRAUD] = "Fraud",     [JUMIO_IDV_INCOMPLETE] = "Incomplete", [JUMIO_IDV_PASSED] = "Passed",
};

static const struct {
  jumio_decision_flags flag;
  const char *name, *remark;
} flags[] = {
    {JUMIO_FLAG_UNKNOWN_STATUS, "unknown_status", "Jumio used an execution status that this version does not know"},
    {JUMIO_FLAG_UNKNOWN_TYPE, "unknown_type", "Jumio used a decision type that this version does not know, or none"},
    {JUMIO_FLAG_UNKNOWN_LABEL, "unknown_label", "Jumio used a label that this version does not know, or none"},
    {JUMIO_FLAG_UNKNOWN_CAPABILITY, "unknown_capability", "Jumio told of a check that this version does not know"},
    {JUMIO_FLAG_CONTRADICTION, "contradiction", "two statements of Jumio exclude each other, and the worse one counted"},
    {JUMIO_FLAG_DATA_DELETED, "data_deleted", "Jumio deleted the data, so that a status stored before stays as it is"},
    {JUMIO_FLAG_TECHNICAL, "technical", "a check broke off at Jumio, and a new request may help"},
    {JUMIO_FLAG_AML_ALERT, "aml_alert", "the watchlist screening has a hit, which does not disprove the identity"},
    {JUMIO_FLAG_AML_NOT_RUN, "aml_not_run", "the watchlist was not searched"},
    {JUMIO_FLAG_RISK_SIGNAL, "risk_signal", "a risk signal such as address, e-mail, phone or device is not clean"},
    {JUMIO_FLAG_REPEATED_FACE, "repeated_face", "the same face with the same data was verified before"},
    {JUMIO_FLAG_RULE_DRIVEN, "rule_driven", "every check is clean, and a rule of the tenant made the decision of the transaction"},
    {JUMIO_FLAG_NO_DECISION, "no_decision", "the transaction has no decision"},
    {JUMIO_FLAG_MALFORMED, "malformed", "a part of the answer of Jumio has a wrong form and was read as absent"},
    {JUMIO_FLAG_CAPTURE_ONLY, "capture_only", "the workflow only captures and can prove nothing"},
    {JUMIO_FLAG_MISSING_CAPABILITY, "missing_capability", "a required check is not there"},
    {JUMIO_FLAG_FROM_STEPS, "from_steps", "the steps of the transaction hold evidence"},
    {JUMIO_FLAG_STEPS_WANTED, "steps_wanted", "the cause stands only in the steps of the transaction, which were not given"},
    {JUMIO_FLAG_PROFILE_BY_DEFAULT, "profile_by_default", "the workflow key is not known, so that the strictest profile was applied"},
    {JUMIO_FLAG_WEAKER_POLICY, "weaker_policy", "the policy may weigh Denied and Fraud lighter than the rules do"},
};

void jumio_decision_free(jumio_decision *decision)
{
  if (decision == NULL)
    return;
  jumio_alloc *mem = decision->mem;
  jumio__mem_free(mem, decision, decision->size);
  jumio__mem_unref(mem);
}

jumio_idv_status jumio_decision_get_status(const jumio_decision *decision)
{
  return decision != NULL ? decision->status : JUMIO_IDV_UNKNOWN;
}

const char *jumio_idv_status_name(jumio_idv_status status)
{
  return status_names[status > JUMIO_IDV_UNKNOWN && status <= JUMIO_IDV_PASSED ? status : JUMIO_IDV_UNKNOWN];
}

int32_t jumio_decision_is_final(const jumio_decision *decision)
{
  return decision != NULL && decision->is_final;
}

jumio_decision_flags jumio_decision_get_flags(const jumio_decision *decision)
{
  return decision != NULL ? decision->flags : 0;
}

/* The number of flags when it is none of them. */
static size_t row_of(jumio_decision_flags flag)
{
  size_t row = 0;
  while (row < sizeof flags / sizeof flags[0] && flags[row].flag != flag)
    row++;
  return row;
}

const char *jumio_decision_flag_name(jumio_decision_flags flag)
{
  size_t row = row_of(flag);
  return row < sizeof flags / sizeof flags[0] ? flags[row].name : NULL;
}

const char *jumio__flag_remark(jumio_decision_flags flag)
{
  return flags[row_of(flag)].remark;
}

int32_t jumio_decision_get_profile(const jumio_decision *decision)
{
  return decision != NULL ? decision->profile : JUMIO_PROFILE_BY_KEY;
}

const char *jumio_decision_get_text(const jumio_decision *decision, jumio_decision_text which)
{
  if (which == JUMIO_DECISION_TEXT_RULESET) /* one table so far; a later version may keep several */
    return jumio__ruleset_version();
  if (decision == NULL || which < JUMIO_DECISION_TEXT_POLICY_NAME)
    return NULL;
  return jumio__policy_text(decision->policy, which - JUMIO_DECISION_TEXT_POLICY_NAME + JUMIO_POLICY_TEXT_NAME);
}

size_t jumio_decision_reason_count(const jumio_decision *decision)
{
  return decision != NULL ? decision->count : 0;
}

const jumio_reason *jumio_decision_get_reason_at(const jumio_decision *decision, size_t index)
{
  return index < jumio_decision_reason_count(decision) ? &decision->reasons[index] : NULL;
}

/* The pointers of nearly all evidence, ready made. */
#define READY(name, index) "/capabilities/" #name "/" #index "/decision/details/label"
#define READY_ROW(name) [JUMIO__CAPABILITY_##name] = {READY(name, 0), READY(name, 1), READY(name, 2), READY(name, 3)},
static const char *const ready[JUMIO__CAPABILITY_COUNT][JUMIO__READY_INDEXES] = {JUMIO__CAPABILITIES(READY_ROW)};

/* Every set of the categories that this version knows, by their bits. */
static const char *const category_sets[] = {
    NULL,
    "ID",
    "SELFIE",
    "ID+SELFIE",
    "FACEMAP",
    "ID+FACEMAP",
    "SELFIE+FACEMAP",
    "ID+SELFIE+FACEMAP",
    "DOCUMENT",
    "ID+DOCUMENT",
    "SELFIE+DOCUMENT",
    "ID+SELFIE+DOCUMENT",
    "FACEMAP+DOCUMENT",
    "ID+FACEMAP+DOCUMENT",
    "SELFIE+FACEMAP+DOCUMENT",
    "ID+SELFIE+FACEMAP+DOCUMENT",
    "DATA",
    "ID+DATA",
    "SELFIE+DATA",
    "ID+SELFIE+DATA",
    "FACEMAP+DATA",
    "ID+FACEMAP+DATA",
    "SELFIE+FACEMAP+DATA",
    "ID+SELFIE+FACEMAP+DATA",
    "DOCUMENT+DATA",
    "ID+DOCUMENT+DATA",
    "SELFIE+DOCUMENT+DATA",
    "ID+SELFIE+DOCUMENT+DATA",
    "FACEMAP+DOCUMENT+DATA",
    "ID+FACEMAP+DOCUMENT+DATA",
    "SELFIE+FACEMAP+DOCUMENT+DATA",
    "ID+SELFIE+FACEMAP+DOCUMENT+DATA",
};

static const jumio__quoted *quoted_of(const jumio_reason *reason)
{
  static const jumio__quoted nothing;
  return reason->quoted != NULL ? reason->quoted : &nothing;
}

static const char *category_of(const jumio_reason *reason, const char *quoted)
{
  size_t set = reason->categories / JUMIO__CATEGORY_BIT(JUMIO_CATEGORY_ID) % (sizeof category_sets / sizeof category_sets[0]);
  return quoted != NULL ? quoted : category_sets[set];
}

const char *jumio_reason_get_text(const jumio_reason *reason, jumio_reason_text which)
{
  if (reason == NULL)
    return NULL;
  const jumio__quoted *quoted = quoted_of(reason);
  switch (which) {
  case JUMIO_REASON_TEXT_RULE:
    return reason->rule->id;
  case JUMIO_REASON_TEXT_CAPABILITY:
    return quoted->name != NULL ? quoted->name : jumio__capability_name((jumio__capability_kind)reason->kind);
  case JUMIO_REASON_TEXT_TYPE:
    return quoted->type != NULL ? quoted->type : jumio__decision_type_word(reason->known_type);
  case JUMIO_REASON_TEXT_LABEL:
    return reason->quoted != NULL ? quoted->label : reason->rule->text;
  case JUMIO_REASON_TEXT_POINTER:
    return quoted->pointer != NULL ? quoted->pointer : ready[reason->kind][reason->index];
  case JUMIO_REASON_TEXT_CATEGORY:
    return category_of(reason, quoted->category);
  case JUMIO_REASON_TEXT_MEANING:
    return jumio__rule_text_of(reason->rule)->meaning;
  case JUMIO_REASON_TEXT_SOURCE:
    return jumio__rule_text_of(reason->rule)->source;
  default:
    return NULL;
  }
}

int64_t jumio_reason_get_int64(const jumio_reason *reason, jumio_reason_number which)
{
  switch (which) {
  case JUMIO_REASON_CLASS:
    return reason != NULL ? reason->weight : JUMIO_EVIDENCE_NONE;
  case JUMIO_REASON_ROLE:
    return reason != NULL ? reason->role : 0;
  case JUMIO_REASON_INPUT:
    return reason != NULL ? reason->input : 0;
  default:
    return JUMIO_ABSENT;
  }
}
