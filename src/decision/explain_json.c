/** A decision as JSON, deterministic to the byte: what is absent is left out. docs/decision.schema.json describes it. */
#include <jumio/result.h>

#include "decision/evidence.h"
#include "decision/explain.h"
#include "decision/words.h"
#include "json/json.h"
#include "model/owned_text.h"

#include <string.h>

/* Every objection that was overruled, each rule once. */
typedef struct overruled {
  size_t count;
  const char *rules[JUMIO__EVIDENCE_MAX];
} overruled;

static void find_overruled(const jumio_decision *decision, overruled *found)
{
  found->count = 0;
  for (size_t i = 0; i < decision->count; i++) {
    const jumio_reason *reason = &decision->reasons[i];
    size_t at = 0;
    while (at < found->count && found->rules[at] != reason->rule->id)
      at++;
    if (at == found->count && reason->role == JUMIO_ROLE_OVERRULED && jumio__reason_objects(reason))
      found->rules[found->count++] = reason->rule->id;
  }
}

static void write_policy(jumio__writer *writer, const jumio_decision *decision)
{
  jumio__writer_object(writer, "policy");
  jumio__writer_text(writer, "name", jumio_decision_get_text(decision, JUMIO_DECISION_TEXT_POLICY_NAME));
  jumio__writer_text(writer, "version", jumio_decision_get_text(decision, JUMIO_DECISION_TEXT_POLICY_VERSION));
  jumio__writer_text(writer, "hash", jumio_decision_get_text(decision, JUMIO_DECISION_TEXT_POLICY_HASH));
  jumio__writer_end(writer);
}

static void write_flags(jumio__writer *writer, jumio_decision_flags flags)
{
  jumio__writer_array(writer, "flags");
  for (unsigned bit = 0; bit < 32; bit++)
    if ((flags >> bit & 1) != 0)
      jumio__writer_text(writer, NULL, jumio_decision_flag_name(UINT32_C(1) << bit));
  jumio__writer_end(writer);
}

static const char *input_word(const jumio_reason *reason)
{
  static const char *const words[] = {
      [JUMIO_INPUT_TRANSACTION] = "transaction", [JUMIO_INPUT_STEPS] = "steps", [JUMIO_INPUT_NETVERIFY] = "netverify"};
  return words[reason->input];
}

static void write_reason(jumio__writer *writer, const jumio_reason *reason, const overruled *found)
{
  bool decided = reason->role == JUMIO_ROLE_DECIDED;
  jumio__writer_object(writer, NULL);
  jumio__writer_text(writer, "rule", reason->rule->id);
  jumio__writer_text(writer, "class", jumio__class_word(reason->weight));
  jumio__writer_text(writer, "role", decided ? "decided" : "overruled");
  jumio__writer_text(writer, "input", input_word(reason));
  jumio__writer_text(writer, "capability", jumio_reason_get_text(reason, JUMIO_REASON_TEXT_CAPABILITY));
  jumio__writer_text(writer, "category", jumio_reason_get_text(reason, JUMIO_REASON_TEXT_CATEGORY));
  jumio__writer_text(writer, "type", jumio_reason_get_text(reason, JUMIO_REASON_TEXT_TYPE));
  jumio__writer_text(writer, "label", jumio_reason_get_text(reason, JUMIO_REASON_TEXT_LABEL));
  jumio__writer_text(writer, "pointer", jumio_reason_get_text(reason, JUMIO_REASON_TEXT_POINTER));
  jumio__writer_text(writer, "meaning", jumio_reason_get_text(reason, JUMIO_REASON_TEXT_MEANING));
  jumio__writer_text(writer, "source", jumio_reason_get_text(reason, JUMIO_REASON_TEXT_SOURCE));
  if (decided) {
    jumio__writer_array(writer, "overruled");
    for (size_t i = 0; i < found->count; i++)
      jumio__writer_text(writer, NULL, found->rules[i]);
    jumio__writer_end(writer);
  }
  jumio__writer_end(writer);
}

static void write_decision(jumio__writer *writer, const jumio_decision *decision, const char *text)
{
  overruled found;
  find_overruled(decision, &found);
  jumio__writer_object(writer, NULL);
  jumio__writer_text(writer, "status", jumio_idv_status_name(decision->status));
  jumio__writer_bool(writer, "final", decision->is_final);
  jumio__writer_text(writer, "profile", jumio__profile_word(decision->profile));
  jumio__writer_text(writer, "ruleset", jumio_decision_get_text(decision, JUMIO_DECISION_TEXT_RULESET));
  write_policy(writer, decision);
  write_flags(writer, decision->flags);
  jumio__writer_array(writer, "evidence");
  for (size_t i = 0; i < decision->count; i++)
    write_reason(writer, &decision->reasons[i], &found);
  jumio__writer_end(writer);
  jumio__writer_text(writer, "text", text);
  jumio__writer_end(writer);
}

static jumio_result write_json(const void *decision, jumio__buffer *out)
{
  jumio__buffer text;
  jumio__writer *writer = jumio__writer_new(out->mem);
  jumio__buffer_init(&text, out->mem, out->max);
  jumio__explain(decision, &text);
  jumio_result result = JUMIO_ERR_OUT_OF_MEMORY;
  if (writer != NULL && !text.failed) {
    write_decision(writer, decision, text.data);
    result = jumio__writer_finish(writer, out);
  }
  jumio__writer_free(writer);
  jumio__buffer_free(&text);
  return result;
}

static jumio_result write_text(const void *decision, jumio__buffer *out)
{
  jumio__explain(decision, out);
  return JUMIO_OK; /* a failure sticks in the buffer */
}

/* All texts were checked when they were read: what can be wanting is memory. */
static jumio_result dup(jumio__text_fn write, const jumio_decision *decision, char **out, size_t *out_len, jumio_error **err)
{
  return jumio__dup_text(decision != NULL ? decision->mem : NULL, write, decision, "decision", out, out_len, err);
}

jumio_result jumio_decision_dup_json(const jumio_decision *decision, char **out, size_t *out_len, jumio_error **err)
{
  return dup(write_json, decision, out, out_len, err);
}

jumio_result jumio_decision_dup_text(const jumio_decision *decision, char **out, size_t *out_len, jumio_error **err)
{
  return dup(write_text, decision, out, out_len, err);
}
