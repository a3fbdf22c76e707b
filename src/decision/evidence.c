/** From what was found to the decision: one block that holds the reasons and their texts, and borrows nothing from the transaction. */
#include "decision/evidence.h"

#include <jumio/result.h>

#include "core/text.h"
#include "decision/decision.h"

#include <string.h>

#define TEXT_MAX 120 /* bytes of a label, a type or a name that came from outside */
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
static const literal spots[] = {
    [JUMIO__SPOT_ELEMENT] = LITERAL(""),
    [JUMIO__SPOT_TYPE] = LITERAL("/decision/type"),
    [JUMIO__SPOT_LABEL] = LITERAL("/decision/details/label"),
    [JUMIO__SPOT_SIMILARITY] = LITERAL("/data/similarity"),
    [JUMIO__SPOT_DATA_TYPE] = LITERAL("/data/type"),
    [JUMIO__SPOT_STATUS] = LITERAL("/workflow/status"),
    [JUMIO__SPOT_WIPED] = LITERAL("/wipedOutAt"),
    [JUMIO__SPOT_KEY] = LITERAL("/workflow/definitionKey"),
    [JUMIO__SPOT_CAPABILITIES] = LITERAL("/capabilities"),
    [JUMIO__SPOT_REQUIRED] = LITERAL("/capabilities/"),
    [JUMIO__SPOT_DECISION] = LITERAL("/decision"),
    [JUMIO__SPOT_DECISION_TYPE] = LITERAL("/decision/type"),
    [JUMIO__SPOT_DECISION_LABEL] = LITERAL("/decision/details/label"),
};

/* The pointers of nearly all evidence, ready made. */
#define READY_INDEXES 4
#define READY(name, index) "/capabilities/" #name "/" #index "/decision/details/label"
#define READY_ROW(name) [JUMIO__CAPABILITY_##name] = {READY(name, 0), READY(name, 1), READY(name, 2), READY(name, 3)},
static const char *const ready[JUMIO__CAPABILITY_COUNT][READY_INDEXES] = {JUMIO__CAPABILITIES(READY_ROW)};

static void count(jumio__findings *findings, const jumio__evidence *evidence, size_t one)
{
  findings->count += one;
  findings->of_weight[evidence->weight] += one;
  findings->elements += evidence->element != NULL ? one : 0;
}

/* Drops the last of the weakest that has another of its weight, if it weighs less than the new one, or the new one is the first of its
 * weight. */
static bool make_room(jumio__findings *findings, const jumio__evidence *evidence)
{
  size_t weight = 0, at = findings->count;
  while (findings->of_weight[weight] < 2) /* there are far more than classes */
    weight++;
  if (weight >= evidence->weight && findings->of_weight[evidence->weight] != 0)
    return false;
  while (findings->items[at - 1].weight != weight)
    at--;
  count(findings, &findings->items[at - 1], (size_t)-1);
  memmove(&findings->items[at - 1], &findings->items[at], (findings->count + 1 - at) * sizeof findings->items[0]);
  return true;
}

void jumio__findings_add(jumio__findings *findings, const jumio__evidence *evidence)
{
  bool full = evidence->element != NULL ? findings->elements == JUMIO__EVIDENCE_ELEMENTS : findings->count == JUMIO__EVIDENCE_MAX;
  if (full && !make_room(findings, evidence))
    return;
  findings->items[findings->count] = *evidence;
  count(findings, evidence, 1);
}

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

/* An element's name too long to be shown: its pointer then ends at the capabilities. */
static bool is_shown(const jumio_capability *element)
{
  return element->name_len <= TEXT_MAX;
}

/* The label that the rule itself holds needs no copy. */
static bool label_is_of_rule(const jumio__evidence *evidence)
{
  return evidence->rule->len != 0 && evidence->rule->len == evidence->element->label_len;
}

static const char *type_text(const jumio_transaction *t, const jumio__evidence *evidence)
{
  if (evidence->element != NULL)
    return evidence->element->type_text;
  if (evidence->spot == JUMIO__SPOT_STATUS || evidence->spot == JUMIO__SPOT_WIPED)
    return t->status_text;
  return evidence->spot >= JUMIO__SPOT_DECISION ? t->decision_type_text : NULL;
}

/* NULL when the pointer has to be made. */
static const char *ready_pointer(const jumio__evidence *evidence)
{
  const jumio_capability *element = evidence->element;
  if (element == NULL || evidence->spot != JUMIO__SPOT_LABEL || element->index >= READY_INDEXES)
    return NULL;
  return ready[element->kind][element->index];
}

/* The most bytes that the texts of a reason take; what is known by name is static and takes none. */
static size_t room_of(const jumio_transaction *t, const jumio__evidence *evidence)
{
  const jumio_capability *element = evidence->element;
  if (ready_pointer(evidence) != NULL && label_is_of_rule(evidence)) /* no rule has a label of an unknown type */
    return 0;
  size_t room = top.len + 1 + DIGITS_MAX + spots[evidence->spot].len + 1;
  if (element == NULL)
    return room + JUMIO__CAPABILITY_NAME_MAX + TEXT_MAX + 1 + least(t->decision_label_len, TEXT_MAX) + 1;
  room += element->kind == JUMIO__CAPABILITY_unknown ? 3 * least(element->name_len, TEXT_MAX) + 1 : element->name_len;
  if (element->type == JUMIO_TYPE_UNKNOWN)
    room += TEXT_MAX + 1;
  if (!label_is_of_rule(evidence))
    room += least(element->label_len, TEXT_MAX) + 1;
  return room;
}

static char *append(char *at, const char *text, size_t len)
{
  memcpy(at, text, len);
  return at + len;
}

/* A copy in the block; *at moves behind it. */
static const char *keep(char **at, const char *text, size_t len)
{
  if (text == NULL)
    return NULL;
  char *kept = *at;
  *at = append(*at, text, cut(text, len));
  *(*at)++ = '\0';
  return kept;
}

/* RFC 6901; the names that this version knows need no escape. */
static char *append_name(char *at, const jumio_capability *element)
{
  if (element->kind != JUMIO__CAPABILITY_unknown)
    return append(at, element->name, element->name_len);
  for (size_t i = 0; i < element->name_len; i++) {
    if (element->name[i] == '~')
      at = append(at, "~0", 2);
    else if (element->name[i] == '/')
      at = append(at, "~1", 2);
    else
      *at++ = element->name[i];
  }
  return at;
}

static char *append_index(char *at, size_t index)
{
  *at++ = '/';
  if (index >= 10)
    return at + jumio__format_int64((int64_t)index, at);
  *at++ = (char)('0' + index);
  return at;
}

static const char *keep_pointer(char **at, const jumio__evidence *evidence)
{
  char *kept = *at, *end = *at;
  const literal *spot = &spots[evidence->spot];
  if (evidence->element != NULL && is_shown(evidence->element))
    end = append_index(append_name(append(end, top.text, top.len), evidence->element), evidence->element->index);
  else if (evidence->element != NULL)
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

static void quote_element(jumio_reason *reason, const jumio__evidence *evidence, char **at)
{
  const jumio_capability *element = evidence->element;
  if (element->kind == JUMIO__CAPABILITY_unknown)
    reason->capability = keep(at, element->name, element->name_len);
  if (element->type != JUMIO_TYPE_UNKNOWN)
    reason->type = jumio__decision_type_word(element->type);
  reason->label = label_is_of_rule(evidence) ? evidence->rule->text : keep(at, element->label, element->label_len);
}

static void write_reason(jumio_reason *reason, const jumio_transaction *t, const jumio__evidence *evidence, bool decided, char **at)
{
  reason->rule = evidence->rule->id;
  reason->weight = evidence->weight;
  reason->role = decided ? JUMIO_ROLE_DECIDED : JUMIO_ROLE_OVERRULED;
  reason->capability = jumio__capability_name((jumio__capability_kind)evidence->kind);
  reason->type = NULL;
  reason->label = NULL;
  if (evidence->element != NULL)
    quote_element(reason, evidence, at);
  else if (evidence->spot >= JUMIO__SPOT_DECISION)
    reason->label = keep(at, t->decision_label, t->decision_label_len);
  const char *type = reason->type == NULL ? type_text(t, evidence) : NULL;
  if (type != NULL)
    reason->type = keep(at, type, strlen(type));
  reason->pointer = ready_pointer(evidence);
  if (reason->pointer == NULL)
    reason->pointer = keep_pointer(at, evidence);
}

static bool has_decided(const jumio__verdict *verdict, const jumio__evidence *evidence)
{
  return evidence->decides != 0 || (verdict->decided >> evidence->weight & 1) != 0;
}

/* Those that decided first, then by weight, then as they were found. */
static void write_reasons(jumio_decision *decision, const jumio_transaction *t, const jumio__verdict *verdict,
                          const jumio__findings *findings, char *at)
{
  size_t written = 0;
  for (int decided = 1; decided >= 0; decided--)
    for (size_t weight = JUMIO__CLASSES; weight-- > 0;)
      for (size_t i = 0; findings->of_weight[weight] != 0 && i < findings->count; i++) {
        const jumio__evidence *evidence = &findings->items[i];
        if (evidence->weight == weight && has_decided(verdict, evidence) == (decided != 0))
          write_reason(&decision->reasons[written++], t, evidence, decided != 0, &at);
      }
  decision->count = written;
}

jumio_result jumio__decision_build(const jumio_transaction *transaction, const jumio__verdict *verdict, const jumio__findings *findings,
                                   jumio_decision **out, jumio_error **err)
{
  size_t size = sizeof(jumio_decision) + findings->count * sizeof(jumio_reason);
  for (size_t i = 0; i < findings->count; i++)
    size += room_of(transaction, &findings->items[i]);
  jumio_decision *decision = jumio__mem_raw(transaction->mem, size);
  *out = decision;
  if (decision == NULL)
    return jumio__fail_memory(err);
  decision->mem = jumio__mem_ref(transaction->mem);
  decision->size = size;
  decision->status = verdict->status;
  decision->is_final = verdict->is_final;
  decision->flags = verdict->flags;
  decision->profile = verdict->profile;
  write_reasons(decision, transaction, verdict, findings, (char *)(decision->reasons + findings->count));
  return jumio__ok(err);
}
