/** From what was found to the decision: one block that holds the reasons and their texts, and borrows nothing from the transaction. */
#include "decision/evidence.h"

#include <jumio/result.h>

#include "core/text.h"
#include "decision/decision.h"
#include "decision/steps.h"

#include <string.h>

#define TEXT_MAX JUMIO__REASON_TEXT_MAX
#define DIGITS_MAX 20

typedef struct literal {
  const char *text;
  size_t len;
} literal;

#define LITERAL(text)                                                                                                                      \
  {                                                                                                                                        \
    text, sizeof text - 1                                                                                                                  \
  }
static const literal top = LITERAL("/capabilities/");
static const literal steps = LITERAL("/steps");
static const literal reasons = LITERAL("/decision/reasons");
static const literal spots[] = {
    [JUMIO__SPOT_ELEMENT] = LITERAL(""),
    [JUMIO__SPOT_TYPE] = LITERAL("/decision/type"),
    [JUMIO__SPOT_LABEL] = LITERAL("/decision/details/label"),
    [JUMIO__SPOT_SIMILARITY] = LITERAL("/data/similarity"),
    [JUMIO__SPOT_DATA_TYPE] = LITERAL("/data/type"),
    [JUMIO__SPOT_STEP] = LITERAL(""),
    [JUMIO__SPOT_STEP_TYPE] = LITERAL("/decision/type"),
    [JUMIO__SPOT_STEP_REASON] = LITERAL(""),
    [JUMIO__SPOT_STEP_REASON_LABEL] = LITERAL("/label"),
    [JUMIO__SPOT_STATUS] = LITERAL("/workflow/status"),
    [JUMIO__SPOT_WIPED] = LITERAL("/wipedOutAt"),
    [JUMIO__SPOT_KEY] = LITERAL("/workflow/definitionKey"),
    [JUMIO__SPOT_CAPABILITIES] = LITERAL("/capabilities"),
    [JUMIO__SPOT_REQUIRED] = LITERAL("/capabilities/"),
    [JUMIO__SPOT_DECISION] = LITERAL("/decision"),
    [JUMIO__SPOT_DECISION_TYPE] = LITERAL("/decision/type"),
    [JUMIO__SPOT_DECISION_LABEL] = LITERAL("/decision/details/label"),
};

/* At most TEXT_MAX bytes of valid UTF-8, and no character cut in two. */
static size_t cut(const char *text, size_t len)
{
  if (len <= TEXT_MAX)
    return len;
  for (len = TEXT_MAX; ((unsigned char)text[len] & 0xC0) == 0x80;)
    len--;
  return len;
}

static size_t least(size_t a, size_t b)
{
  return a < b ? a : b;
}

/* The label that the rule itself holds needs no copy. */
static bool label_is_of_rule(const jumio__evidence *evidence)
{
  return evidence->rule->len != 0 && evidence->rule->len == evidence->element->label_len;
}

static bool pointer_is_ready(const jumio__evidence *evidence)
{
  return evidence->spot == JUMIO__SPOT_LABEL && evidence->element->index < JUMIO__READY_INDEXES;
}

/* Nearly all evidence: every text of it is static. No rule has a label of an unknown type, nor of an unknown capability. */
static bool is_plain(const jumio__evidence *evidence)
{
  return evidence->element != NULL && pointer_is_ready(evidence) && label_is_of_rule(evidence) &&
         (evidence->categories & JUMIO__CATEGORY_OTHER) == 0;
}

static jumio__quote quote_element(const jumio__evidence *evidence)
{
  const jumio_capability *element = evidence->element;
  jumio__quote found = {.label = element->label, .label_len = element->label_len, .known_type = element->type};
  if (evidence->kind == JUMIO__CAPABILITY_unknown) {
    found.name = element->name;
    found.name_len = element->name_len;
  }
  if (element->type == JUMIO_TYPE_UNKNOWN)
    found.type = element->type_text;
  return found;
}

static jumio__quote quote_of(const jumio_transaction *t, const jumio__evidence *evidence)
{
  jumio__quote found = {0};
  if (evidence->element != NULL) {
    found = quote_element(evidence);
  } else if (evidence->step != NULL) {
    found = jumio__step_quote(evidence);
  } else if (evidence->spot == JUMIO__SPOT_STATUS || evidence->spot == JUMIO__SPOT_WIPED) {
    found.type = t->status_text;
  } else if (evidence->spot >= JUMIO__SPOT_DECISION) {
    found.type = t->decision_type_text;
    found.label = t->decision_label;
    found.label_len = t->decision_label_len;
  }
  found.type_len = found.type != NULL ? strlen(found.type) : 0;
  return found;
}

/* The most bytes that the texts of a reason take. */
static size_t room_of(const jumio_transaction *t, const jumio__evidence *evidence)
{
  jumio__quote found = quote_of(t, evidence);
  size_t pointer = top.len + 2 * TEXT_MAX + 1 + DIGITS_MAX + spots[evidence->spot].len + 1;
  size_t category = (evidence->categories & JUMIO__CATEGORY_OTHER) != 0 ? TEXT_MAX + 1 : 0;
  return pointer + category + least(found.name_len, TEXT_MAX) + 1 + least(found.type_len, TEXT_MAX) + 1 + least(found.label_len, TEXT_MAX) +
         1;
}

static char *append(char *at, const char *text, size_t len)
{
  memcpy(at, text, len);
  return at + len;
}

const char *jumio__reason_keep(char **at, const char *text, size_t len)
{
  if (text == NULL)
    return NULL;
  char *kept = *at;
  *at = append(*at, text, cut(text, len));
  *(*at)++ = '\0';
  return kept;
}

/* RFC 6901. */
static char *append_name(char *at, const char *name, size_t len)
{
  for (size_t i = 0; i < len; i++) {
    if (name[i] == '~')
      at = append(at, "~0", 2);
    else if (name[i] == '/')
      at = append(at, "~1", 2);
    else
      *at++ = name[i];
  }
  return at;
}

static char *append_index(char *at, size_t index)
{
  *at++ = '/';
  return at + jumio__format_int64((int64_t)index, at);
}

static char *append_step(char *at, const jumio__evidence *evidence)
{
  at = append_index(append(at, steps.text, steps.len), evidence->index);
  if (evidence->spot == JUMIO__SPOT_STEP || evidence->spot == JUMIO__SPOT_STEP_TYPE)
    return at;
  return append_index(append(at, reasons.text, reasons.len), evidence->reason);
}

/* With a name too long to be shown the pointer ends at the capabilities. */
static const char *keep_pointer(char **at, const jumio__evidence *evidence)
{
  char *kept = *at, *end = *at;
  const jumio_capability *element = evidence->element;
  const literal *spot = &spots[evidence->spot];
  if (evidence->step != NULL)
    end = append_step(end, evidence);
  else if (element != NULL && element->name_len <= TEXT_MAX)
    end = append_index(append_name(append(end, top.text, top.len), element->name, element->name_len), element->index);
  else if (element != NULL)
    spot = &spots[JUMIO__SPOT_CAPABILITIES];
  end = append(end, spot->text, spot->len);
  if (evidence->spot == JUMIO__SPOT_REQUIRED) {
    const char *name = jumio__capability_name((jumio__capability_kind)evidence->kind);
    end = append(end, name, strlen(name));
  }
  *end = '\0';
  *at = end + 1;
  return kept;
}

/* Words that this version does not know, each once, joined by "+" with those that it knows; what does not fit is left out. */
static const char *keep_category(char **at, const jumio__evidence *evidence)
{
  if ((evidence->categories & JUMIO__CATEGORY_OTHER) == 0)
    return NULL;
  char *kept = *at;
  size_t len = jumio__capability_category_text(evidence->element, kept, TEXT_MAX + 1);
  *at = kept + len + (len != 0 ? 1 : 0);
  return len != 0 ? kept : NULL;
}

static const jumio__quoted *keep_quoted(jumio__room *room, jumio__quote found, const jumio__evidence *evidence)
{
  jumio__quoted *kept = room->quoted++;
  kept->name = jumio__reason_keep(&room->text, found.name, found.name_len);
  kept->type = jumio__reason_keep(&room->text, found.type, found.type_len);
  kept->label = jumio__reason_keep(&room->text, found.label, found.label_len);
  kept->category = keep_category(&room->text, evidence);
  kept->pointer = keep_pointer(&room->text, evidence);
  return kept;
}

static JUMIO__APART void write_quoted(jumio_reason *reason, const jumio_transaction *t, const jumio__evidence *evidence, jumio__room *room)
{
  jumio__quote found = quote_of(t, evidence);
  reason->known_type = (uint8_t)found.known_type;
  reason->quoted = keep_quoted(room, found, evidence);
}

static void write_reason(jumio_reason *reason, const jumio_transaction *t, const jumio__evidence *evidence, jumio_reason_role role,
                         jumio__room *room)
{
  reason->rule = evidence->rule;
  reason->of_element = evidence->element != NULL;
  reason->kind = evidence->kind;
  reason->weight = evidence->weight;
  reason->role = (uint8_t)role;
  reason->input = evidence->step != NULL ? JUMIO_INPUT_STEPS : JUMIO_INPUT_TRANSACTION;
  reason->categories = evidence->categories;
  if (!evidence->plain) {
    write_quoted(reason, t, evidence, room);
    return;
  }
  reason->known_type = (uint8_t)evidence->element->type;
  reason->index = (uint8_t)evidence->element->index;
  reason->quoted = NULL;
}

static bool has_decided(const jumio__verdict *verdict, const jumio__evidence *evidence)
{
  return evidence->decides != 0 || (verdict->decided >> evidence->weight & 1) != 0;
}

/* Those that decided first, then as they stand. */
static void write_reasons(jumio_decision *decision, const jumio_transaction *t, const jumio__verdict *verdict,
                          const jumio__findings *findings, jumio__room *room)
{
  size_t written = 0, count = findings->at_least[0];
  for (size_t i = 0; i < count; i++)
    if (has_decided(verdict, &findings->items[i]))
      write_reason(&decision->reasons[written++], t, &findings->items[i], JUMIO_ROLE_DECIDED, room);
  for (size_t i = 0; written < count; i++)
    if (!has_decided(verdict, &findings->items[i]))
      write_reason(&decision->reasons[written++], t, &findings->items[i], JUMIO_ROLE_OVERRULED, room);
  decision->count = count;
}

/* The bytes of all texts that are quoted; *quoted is the number of the reasons that do. */
static size_t texts_of(const jumio_transaction *t, jumio__findings *findings, size_t *quoted)
{
  size_t size = 0;
  *quoted = 0;
  for (size_t i = 0; i < findings->at_least[0]; i++) {
    jumio__evidence *evidence = &findings->items[i];
    if (evidence->element != NULL)
      evidence->categories = (uint8_t)jumio__capability_categories(evidence->element);
    evidence->plain = is_plain(evidence);
    if (evidence->plain)
      continue;
    size += room_of(t, evidence);
    ++*quoted;
  }
  return size;
}

jumio__room jumio__decision_room(jumio_decision *decision, size_t count, size_t quoted)
{
  jumio__room room = {.quoted = (jumio__quoted *)(void *)(decision->reasons + count)};
  room.text = (char *)(room.quoted + quoted);
  return room;
}

jumio_decision *jumio__decision_new(jumio_alloc *mem, size_t count, size_t quoted, size_t bytes, const jumio__verdict *verdict)
{
  const jumio_policy *policy = verdict->policy;
  size_t size = sizeof(jumio_decision) + count * sizeof(jumio_reason) + quoted * sizeof(jumio__quoted) + bytes;
  size_t texts = policy->owned ? sizeof policy->texts : 0; /* what is built in is static; another may be freed before the decision */
  jumio_decision *decision = jumio__mem_raw(mem, size + texts);
  if (decision == NULL)
    return NULL;
  decision->mem = jumio__mem_ref(mem);
  decision->size = size + texts;
  decision->status = verdict->status;
  decision->is_final = verdict->is_final;
  decision->flags = verdict->flags;
  decision->profile = verdict->profile;
  decision->policy = &policy->texts;
  if (policy->owned)
    decision->policy = memcpy((char *)decision + size, &policy->texts, sizeof policy->texts);
  return decision;
}

jumio_result jumio__decision_build(const jumio_transaction *transaction, const jumio__verdict *verdict, jumio__findings *findings,
                                   jumio_decision **out, jumio_error **err)
{
  size_t quoted, count = findings->at_least[0];
  size_t texts = texts_of(transaction, findings, &quoted);
  *out = jumio__decision_new(transaction->mem, count, quoted, texts, verdict);
  if (*out == NULL)
    return jumio__fail_memory(err);
  jumio__room room = jumio__decision_room(*out, count, quoted);
  write_reasons(*out, transaction, verdict, findings, &room);
  return jumio__ok(err);
}
