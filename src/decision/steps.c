/** The steps of a transaction as the mapper's second input: a step that did not pass is a symptom, a rejected authentication is evidence of
 * its own, and the reasons that a step gives are quoted. Nothing here proves or improves anything. */
#include "decision/steps.h"

#include <jumio/result.h>

#include "model/answer.h"
#include "model/lenient.h"

#include <string.h>

#define REASONS_MAX 16 /* quoted of a step */

jumio_result jumio__steps_list(const jumio_answer *steps, const jumio__value **list, jumio_alloc *mem, jumio_error **err)
{
  *list = NULL;
  if (steps == NULL)
    return JUMIO_OK;
  *list = jumio__json_member(steps->root, "steps");
  if (jumio__json_is_array(*list))
    return JUMIO_OK;
  bool missing = jumio__json_kind(*list) <= JUMIO__KIND_NULL;
  jumio__error_facts facts = {.retry_after_ms = -1, .json_pointer = "/steps"};
  return jumio__fail_with(err, mem, JUMIO_ERR_NOT_A_TRANSACTION, &facts, "steps: /steps is %s", missing ? "missing" : "not a list");
}

/* Words of a step or of a reason; what has a wrong type is told as missing. */
static const jumio__value *decision_of(const jumio__value *step, bool *odd)
{
  return jumio__lenient_object(jumio__json_member(step, "decision"), odd);
}

static const jumio__value *reasons_of(const jumio__value *step, bool *odd)
{
  return jumio__lenient_array(jumio__json_member(decision_of(step, odd), "reasons"), odd);
}

static const char *label_of(const jumio__value *step, size_t *len, bool *odd)
{
  const jumio__value *details = jumio__lenient_object(jumio__json_member(decision_of(step, odd), "details"), odd);
  return jumio__lenient_text(jumio__json_member(details, "label"), len, odd);
}

jumio__quote jumio__step_quote(const jumio__evidence *evidence)
{
  bool odd;
  jumio__quote words = {0};
  words.name = jumio__lenient_text(jumio__json_member(evidence->step, "name"), &words.name_len, &odd);
  if (evidence->spot == JUMIO__SPOT_STEP || evidence->spot == JUMIO__SPOT_STEP_TYPE) {
    words.type = jumio__lenient_word(jumio__json_member(decision_of(evidence->step, &odd), "type"), &words.type_len, &odd);
    words.label = label_of(evidence->step, &words.label_len, &odd);
  } else {
    const jumio__value *reason = jumio__json_at(reasons_of(evidence->step, &odd), evidence->reason);
    words.type = jumio__lenient_text(jumio__json_member(reason, "type"), &words.type_len, &odd);
    words.label = jumio__lenient_text(jumio__json_member(reason, "label"), &words.label_len, &odd);
  }
  words.known_type = jumio__decision_type_n(words.type, words.type_len);
  return words;
}

typedef struct weighing {
  jumio__findings *findings;
  jumio_decision_flags flags;
  size_t *of_weight;
  bool odd;
} weighing;

static void add(weighing *w, const jumio__value *step, size_t index, jumio__note note, jumio__spot spot, size_t reason)
{
  const jumio__rule *rule = jumio__rule_of_note(note);
  jumio__evidence found = {.step = step,
                           .rule = rule,
                           .flags = rule->flags,
                           .weight = rule->normal,
                           .spot = (uint8_t)spot,
                           .index = (uint32_t)index,
                           .reason = (uint16_t)reason};
  w->flags |= found.flags;
  w->of_weight[found.weight]++;
  jumio__findings_add(w->findings, &found);
}

static void quote_reasons(weighing *w, const jumio__value *step, size_t index)
{
  const jumio__value *list = reasons_of(step, &w->odd), *reason = jumio__json_first(list);
  size_t count = jumio__json_count(list);
  for (size_t i = 0; i < count; i++, reason = i < count ? jumio__json_next(reason) : NULL) {
    const char *label = jumio__lenient_text(jumio__json_member(reason, "label"), NULL, &w->odd);
    jumio__lenient_text(jumio__json_member(reason, "type"), NULL, &w->odd);
    if (!jumio__json_is_object(reason))
      w->odd = true;
    else if (i < REASONS_MAX)
      add(w, step, index, JUMIO__NOTE_steps_reason, label != NULL ? JUMIO__SPOT_STEP_REASON_LABEL : JUMIO__SPOT_STEP_REASON, i);
  }
}

static jumio__note note_of(jumio_decision_type type, const char *name)
{
  switch (type) {
  case JUMIO_TYPE_WARNING:
    return JUMIO__NOTE_steps_warning;
  case JUMIO_TYPE_NOT_EXECUTED:
    return JUMIO__NOTE_steps_not_executed;
  case JUMIO_TYPE_REJECTED:
    return name != NULL && strcmp(name, "AUTHENTICATION") == 0 ? JUMIO__NOTE_steps_authentication : JUMIO__NOTE_steps_rejected;
  default:
    return JUMIO__NOTE_steps_unknown_type;
  }
}

static void weigh_step(weighing *w, const jumio__value *step, size_t index)
{
  size_t len = 0;
  const char *name = jumio__lenient_text(jumio__json_member(step, "name"), NULL, &w->odd);
  const char *word = jumio__lenient_word(jumio__json_member(decision_of(step, &w->odd), "type"), &len, &w->odd);
  jumio_decision_type type = jumio__decision_type_n(word, len);
  if (!jumio__json_is_object(step)) {
    w->odd = true;
    return;
  }
  label_of(step, NULL, &w->odd);
  if (type == JUMIO_TYPE_PASSED)
    return;
  add(w, step, index, note_of(type, name), word != NULL ? JUMIO__SPOT_STEP_TYPE : JUMIO__SPOT_STEP, 0);
  quote_reasons(w, step, index);
}

void jumio__steps_weigh(const jumio__value *list, jumio__findings *findings, jumio_decision_flags *flags, size_t of_weight[JUMIO__CLASSES])
{
  weighing w = {.findings = findings, .of_weight = of_weight};
  const jumio__value *step = jumio__json_first(list);
  size_t count = jumio__json_count(list);
  for (size_t i = 0; i < count; i++, step = i < count ? jumio__json_next(step) : NULL)
    weigh_step(&w, step, i);
  *flags |= w.flags | (w.odd ? JUMIO_FLAG_MALFORMED : 0);
}
