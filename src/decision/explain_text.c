/** A decision as one paragraph of plain English, made of the rules' meanings: what the status means, what decided and why, what was
 *  overruled, what is to be noted, and under which policy. Of what was received it quotes names, types and labels only. */
#include "decision/explain.h"

#include "core/text.h"
#include "decision/decision.h"
#include "decision/words.h"

#include <string.h>

#define QUOTE_MAX 130 /* more than a reason keeps of any text, and the NUL */
#define LIST_MAX 20   /* findings that a list names */

static const char *const statuses[] = {
    [JUMIO_IDV_PENDING] = "Pending: Jumio has not finished, so that nothing is decided yet.",
    [JUMIO_IDV_FAILED] = "Failed: the request expired before it was completed.",
    [JUMIO_IDV_DENIED] = "Denied: the face does not match the document, or the liveness test failed.",
    [JUMIO_IDV_FRAUD] = "Fraud: the document is fraudulent, that is fake or altered.",
    [JUMIO_IDV_INCOMPLETE] = "Incomplete: Jumio was unable to verify the document or the person, which accuses nobody.",
    [JUMIO_IDV_PASSED] = "Passed: every check that the profile requires succeeded.",
};

static const char *const checks[JUMIO__CAPABILITY_COUNT] = {
    [JUMIO__CAPABILITY_usability] = "the usability check",
    [JUMIO__CAPABILITY_extraction] = "the data extraction",
    [JUMIO__CAPABILITY_imageChecks] = "the image check",
    [JUMIO__CAPABILITY_dataChecks] = "the data check",
    [JUMIO__CAPABILITY_similarity] = "the face comparison",
    [JUMIO__CAPABILITY_liveness] = "the liveness test",
    [JUMIO__CAPABILITY_authentication] = "the authentication",
    [JUMIO__CAPABILITY_watchlistScreening] = "the watchlist screening",
    [JUMIO__CAPABILITY_addressValidation] = "the address validation",
    [JUMIO__CAPABILITY_proofOfResidency] = "the proof of residency",
    [JUMIO__CAPABILITY_drivingLicenseVerification] = "the driving licence verification",
    [JUMIO__CAPABILITY_braCpfValidation] = "the CPF validation",
    [JUMIO__CAPABILITY_biometricVerification] = "the biometric verification",
    [JUMIO__CAPABILITY_emailVerification] = "the e-mail verification",
    [JUMIO__CAPABILITY_phoneVerification] = "the phone verification",
    [JUMIO__CAPABILITY_geoIpVerification] = "the IP address verification",
    [JUMIO__CAPABILITY_deviceRiskVerification] = "the device risk verification",
    [JUMIO__CAPABILITY_classification] = "the classification",
};

static const struct {
  const char *verb, *label;
} answers[] = {
    [JUMIO_TYPE_UNKNOWN] = {NULL, " and the label "},
    [JUMIO_TYPE_PASSED] = {" passed", " with the label "},
    [JUMIO_TYPE_WARNING] = {" gave a warning", " with the label "},
    [JUMIO_TYPE_REJECTED] = {" was rejected", " with the label "},
    [JUMIO_TYPE_NOT_EXECUTED] = {" did not run", ", with the label "},
};

/* Texts of a buffer; they stick when there is no memory. */
static void put(jumio__buffer *out, const char *text)
{
  jumio__buffer_text(out, text);
}

static void put_quoted(jumio__buffer *out, const char *text, size_t len)
{
  char shown[QUOTE_MAX];
  jumio__text_harmless(text, len, shown, sizeof shown);
  put(out, "\"");
  put(out, shown);
  put(out, "\"");
}

static void put_after(jumio__buffer *out, const char *before, const char *text)
{
  if (text == NULL)
    return;
  put(out, before);
  put_quoted(out, text, strlen(text));
}

/* The meaning without the remark behind its semicolon. */
static void put_meaning(jumio__buffer *out, const jumio_reason *reason)
{
  const char *meaning = jumio_reason_get_text(reason, JUMIO_REASON_TEXT_MEANING), *remark = strstr(meaning, "; ");
  jumio__buffer_add(out, meaning, remark != NULL ? (size_t)(remark - meaning) : strlen(meaning));
}

static void put_category(jumio__buffer *out, const char *word, size_t len)
{
  static const char *const words[][2] = {
      {"ID", "the ID"}, {"SELFIE", "the selfie"}, {"FACEMAP", "the facemap"}, {"DOCUMENT", "the document"}, {"DATA", "the prepared data"}};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    if (jumio__same(word, len, words[i][0])) {
      put(out, words[i][1]);
      return;
    }
  put_quoted(out, word, len);
}

/* " of the ID and the selfie" */
static void put_categories(jumio__buffer *out, const jumio_reason *reason)
{
  const char *word = jumio_reason_get_text(reason, JUMIO_REASON_TEXT_CATEGORY), *before = " of ";
  while (word != NULL) {
    size_t len = strcspn(word, "+");
    put(out, before);
    put_category(out, word, len);
    before = " and ";
    word = word[len] == '+' ? word + len + 1 : NULL;
  }
}

static void put_check(jumio__buffer *out, const jumio_reason *reason)
{
  if (reason->kind != JUMIO__CAPABILITY_unknown)
    put(out, checks[reason->kind]);
  else
    put_after(out, "the check ", reason->quoted->name);
  put_categories(out, reason);
}

/* Transactions and steps repeat their type as the label. */
static bool says_the_same(const char *type, const char *label)
{
  return type != NULL && label != NULL && strcmp(type, label) == 0;
}

/* " was rejected with the label "NO_MATCH" (the persons differ)". Of a plain proof the label says no more than the rest. */
static void put_answer(jumio__buffer *out, const jumio_reason *reason)
{
  const char *type = jumio_reason_get_text(reason, JUMIO_REASON_TEXT_TYPE);
  const char *label = jumio_reason_get_text(reason, JUMIO_REASON_TEXT_LABEL);
  bool repeats_type = says_the_same(type, label);
  if (reason->known_type != JUMIO_TYPE_UNKNOWN)
    put(out, answers[reason->known_type].verb);
  else if (type == NULL)
    put(out, " answered without a type");
  else
    put_after(out, " answered with the type ", type);
  if (label == NULL)
    put(out, " without a label");
  else if (reason->weight != JUMIO_EVIDENCE_OK && !repeats_type)
    put_after(out, answers[reason->known_type].label, label);
  put(out, " (");
  put_meaning(out, reason);
  put(out, ")");
}

/* What lies in the transaction itself: the meaning, and in brackets the words as received that say more. */
static void put_note(jumio__buffer *out, const jumio_reason *reason)
{
  const char *type = jumio_reason_get_text(reason, JUMIO_REASON_TEXT_TYPE);
  const char *label = jumio_reason_get_text(reason, JUMIO_REASON_TEXT_LABEL);
  put_meaning(out, reason);
  if (reason->kind != JUMIO__CAPABILITY_unknown) {
    put(out, ": ");
    put(out, checks[reason->kind]);
  }
  if (type == NULL && label == NULL)
    return;
  put_after(out, " (", type);
  put_after(out, type != NULL ? ", labelled " : " (labelled ", says_the_same(type, label) ? NULL : label);
  put(out, ")");
}

static bool is_step_reason(const jumio_reason *reason)
{
  return reason->rule == jumio__rule_of_note(JUMIO__NOTE_steps_reason);
}

/* The labels of the reasons that stand below a step: its pointer with what may follow "/steps/n" is theirs. */
static void put_step_reasons(jumio__buffer *out, const jumio_decision *decision, const jumio_reason *step)
{
  size_t len = strlen("/steps/") + strspn(step->quoted->pointer + strlen("/steps/"), "0123456789");
  const char *before = ", for the reason ";
  for (size_t i = 0; i < decision->count; i++) {
    const jumio_reason *reason = &decision->reasons[i];
    const jumio__quoted *quoted = reason->quoted;
    if (!is_step_reason(reason) || quoted->label == NULL || strncmp(quoted->pointer, step->quoted->pointer, len) != 0 ||
        quoted->pointer[len] != '/')
      continue;
    put_after(out, before, quoted->label);
    before = " and ";
  }
}

static void put_finding(jumio__buffer *out, const jumio_decision *decision, const jumio_reason *reason)
{
  if (reason->input == JUMIO_INPUT_STEPS) {
    put(out, reason->quoted->name != NULL ? "" : "a step without a name");
    put_after(out, "the step ", reason->quoted->name);
    put_answer(out, reason);
    put_step_reasons(out, decision, reason);
  } else if (reason->of_element) {
    put_check(out, reason);
    put_answer(out, reason);
  } else {
    put_note(out, reason);
  }
}

/* Those that decided, or the objections that they overruled; as a sentence, where there is any. */
static void put_findings(jumio__buffer *out, const jumio_decision *decision, jumio_reason_role role, const char *begin)
{
  size_t found = 0;
  for (size_t i = 0; i < decision->count; i++) {
    const jumio_reason *reason = &decision->reasons[i];
    if (reason->role != role || (role == JUMIO_ROLE_OVERRULED && !jumio__reason_objects(reason)) || ++found > LIST_MAX)
      continue;
    put(out, found == 1 ? begin : "; ");
    put_finding(out, decision, reason);
  }
  if (found > LIST_MAX) {
    put(out, "; and ");
    jumio__buffer_number(out, (int64_t)(found - LIST_MAX));
    put(out, " more");
  }
  put(out, found != 0 ? "." : "");
}

static void put_flags(jumio__buffer *out, const jumio_decision *decision)
{
  const char *before = " To be noted: ";
  for (unsigned bit = 0; bit < 32; bit++) {
    if ((decision->flags >> bit & 1) == 0)
      continue;
    put(out, before);
    put(out, jumio__flag_remark(UINT32_C(1) << bit));
    before = "; ";
  }
  put(out, decision->flags != 0 ? "." : "");
}

static void put_basis(jumio__buffer *out, const jumio_decision *decision)
{
  const char *version = jumio_decision_get_text(decision, JUMIO_DECISION_TEXT_POLICY_VERSION);
  put_after(out, " The policy is ", jumio_decision_get_text(decision, JUMIO_DECISION_TEXT_POLICY_NAME));
  put_after(out, " of version ", version[0] != '\0' ? version : NULL);
  put_after(out, ", the profile is ", jumio__profile_word(decision->profile));
  put_after(out, ", the rules are of version ", jumio_decision_get_text(decision, JUMIO_DECISION_TEXT_RULESET));
  put(out, decision->is_final ? ". The status is final." : ". The status is not final: it can still change by itself.");
}

void jumio__explain(const jumio_decision *decision, jumio__buffer *out)
{
  put(out, statuses[decision->status]);
  put_findings(out, decision, JUMIO_ROLE_DECIDED, " This was decided because ");
  put_findings(out, decision, JUMIO_ROLE_OVERRULED, " Other findings were overruled: ");
  put_flags(out, decision);
  put_basis(out, decision);
}
