/* From an execution's uploads and its scenario to the results of its capabilities and the transaction's decision. */
#include "sim.h"

#include <string.h>

static const struct {
  char letter;
  enum sim_capability capability;
} letters[] = {
    {'u', CAP_USABILITY}, {'e', CAP_EXTRACTION}, {'i', CAP_IMAGE_CHECKS},   {'d', CAP_DATA_CHECKS},
    {'l', CAP_LIVENESS},  {'s', CAP_SIMILARITY}, {'a', CAP_AUTHENTICATION}, {'w', CAP_WATCHLIST},
    {'c', CAP_CPF},       {'v', CAP_DRIVING},    {'m', CAP_EMAIL},          {'b', CAP_BIOMETRIC},
};

static void add(struct sim *sim, struct sim_execution *e, enum sim_capability capability, int first, int second)
{
  if (e->element_count == SIM_MAX_ELEMENTS)
    return;
  struct sim_element *element = &e->elements[e->element_count++];
  *element = (struct sim_element){.capability = capability, .type = TYPE_PASSED, .label = "OK", .credential = {first, second}};
  if (capability == CAP_SIMILARITY)
    element->label = "MATCH";
  if (capability == CAP_EMAIL || capability == CAP_BIOMETRIC)
    element->label = "LOW_RISK";
  state_uuid(sim, element->id);
}

static int find_category(const struct sim_execution *e, enum sim_category category, int after)
{
  for (size_t i = (size_t)(after + 1); i < e->credential_count; i++)
    if (e->credentials[i].category == category)
      return (int)i;
  return -1;
}

/* The pair of credentials that a comparison of faces looks at. */
static void add_face(struct sim *sim, struct sim_execution *e, enum sim_capability capability)
{
  int id = find_category(e, CAT_ID, -1), selfie = find_category(e, CAT_SELFIE, -1), map = find_category(e, CAT_FACEMAP, -1);
  if (capability == CAP_SIMILARITY) {
    int first = id >= 0 ? id : selfie;
    int second = id >= 0 && selfie >= 0 ? selfie : find_category(e, id >= 0 ? CAT_ID : CAT_SELFIE, first);
    if (first >= 0 && second >= 0)
      add(sim, e, capability, first, second);
  } else if (selfie >= 0 || map >= 0) {
    add(sim, e, capability, selfie >= 0 ? selfie : map, selfie >= 0 ? map : -1);
  }
}

static void add_capability(struct sim *sim, struct sim_execution *e, enum sim_capability capability)
{
  int data = find_category(e, CAT_DATA, -1), id = find_category(e, CAT_ID, -1);
  switch (capability) {
  case CAP_USABILITY:
    for (size_t i = 0; i < e->credential_count; i++)
      if (e->credentials[i].category != CAT_DATA)
        add(sim, e, capability, (int)i, -1);
    break;
  case CAP_EXTRACTION:
    for (size_t i = 0; i < e->credential_count; i++)
      if (e->credentials[i].category == CAT_ID || e->credentials[i].category == CAT_DOCUMENT)
        add(sim, e, capability, (int)i, -1);
    break;
  case CAP_IMAGE_CHECKS:
    if (id >= 0)
      add(sim, e, capability, id, find_category(e, CAT_SELFIE, -1));
    break;
  case CAP_DATA_CHECKS:
    if (id >= 0)
      add(sim, e, capability, id, -1);
    break;
  case CAP_LIVENESS:
  case CAP_SIMILARITY:
  case CAP_AUTHENTICATION:
    add_face(sim, e, capability);
    break;
  case CAP_BIOMETRIC:
    add(sim, e, capability, data >= 0 ? data : id, find_category(e, CAT_SELFIE, -1));
    break;
  default:
    add(sim, e, capability, data >= 0 ? data : id, -1);
  }
}

static void build(struct sim *sim, struct sim_execution *e)
{
  e->element_count = 0;
  const char *wanted = workflow_find(e->key)->capabilities;
  for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
    if (strchr(wanted, letters[i].letter))
      add_capability(sim, e, letters[i].capability);
}

/* Prepared data beside an ID is optional. */
static bool needed(const struct sim_execution *e, enum sim_category category)
{
  return category != CAT_FACEMAP && (category != CAT_DATA || find_category(e, CAT_ID, -1) < 0);
}

/* What was never uploaded cannot be judged; a face map may be absent while the rest passes. Returns whether one was missed. */
static bool mark_missing(struct sim_execution *e)
{
  bool missed = false;
  for (size_t i = 0; i < e->credential_count; i++) {
    if (credential_filled(&e->credentials[i]))
      continue;
    missed |= needed(e, e->credentials[i].category);
    for (size_t k = 0; k < e->element_count; k++)
      if (e->elements[k].capability == CAP_USABILITY && e->elements[k].credential[0] == (int)i) {
        e->elements[k].type = TYPE_NOT_EXECUTED;
        e->elements[k].label = "NOT_UPLOADED";
      }
  }
  return missed;
}

static bool apply_row(struct sim_execution *e, const struct sim_row *row)
{
  bool applied = false;
  for (size_t k = 0; k < e->element_count; k++) {
    struct sim_element *element = &e->elements[k];
    int index = element->credential[0];
    if (element->capability != row->capability || (element->type == TYPE_NOT_EXECUTED && element->capability == CAP_USABILITY))
      continue;
    if (row->category != CAT_NONE && row->capability == CAP_USABILITY && (index < 0 || e->credentials[index].category != row->category))
      continue;
    element->type = row->type;
    element->label = row->label;
    element->pinned = true;
    applied = true;
  }
  return applied;
}

/* The worst usability of the given category: TYPE_NONE where there is no such element. */
static enum sim_type usable(const struct sim_execution *e, enum sim_category category)
{
  enum sim_type worst = TYPE_NONE;
  for (size_t k = 0; k < e->element_count; k++) {
    const struct sim_element *element = &e->elements[k];
    if (element->capability == CAP_USABILITY && element->credential[0] >= 0 &&
        e->credentials[element->credential[0]].category == category && (worst == TYPE_NONE || element->type > worst))
      worst = element->type;
  }
  return worst;
}

static enum sim_type worst_of(const struct sim_execution *e, enum sim_capability capability)
{
  enum sim_type worst = TYPE_PASSED;
  for (size_t k = 0; k < e->element_count; k++)
    if (e->elements[k].capability == capability && e->elements[k].type > worst)
      worst = e->elements[k].type;
  return worst;
}

static void block(struct sim_execution *e, enum sim_capability capability, const char *label, bool even_pinned)
{
  for (size_t k = 0; k < e->element_count; k++)
    if (e->elements[k].capability == capability && (even_pinned || !e->elements[k].pinned)) {
      e->elements[k].type = TYPE_NOT_EXECUTED;
      e->elements[k].label = label;
    }
}

static void block_document_chain(struct sim_execution *e)
{
  static const char why[] = "PRECONDITION_NOT_FULFILLED";
  enum sim_type id = usable(e, CAT_ID), document = usable(e, CAT_DOCUMENT);
  bool absent = id == TYPE_NOT_EXECUTED || document == TYPE_NOT_EXECUTED;
  bool bad = (id != TYPE_NONE && id != TYPE_PASSED) || (document != TYPE_NONE && document != TYPE_PASSED);
  if (bad)
    block(e, CAP_EXTRACTION, why, absent);
  if (bad || worst_of(e, CAP_EXTRACTION) != TYPE_PASSED) {
    block(e, CAP_IMAGE_CHECKS, why, absent);
    block(e, CAP_DATA_CHECKS, why, absent);
    if (id != TYPE_NONE)
      block(e, CAP_WATCHLIST, why, absent);
  }
  if (worst_of(e, CAP_IMAGE_CHECKS) >= TYPE_REJECTED)
    block(e, CAP_DATA_CHECKS, why, absent);
  if (id == TYPE_NOT_EXECUTED)
    block(e, CAP_SIMILARITY, why, true);
}

static void block_face_chain(struct sim_execution *e)
{
  static const char why[] = "PRECONDITION_NOT_FULFILLED";
  enum sim_type selfie = usable(e, CAT_SELFIE);
  if (selfie == TYPE_REJECTED || selfie == TYPE_NOT_EXECUTED) {
    bool absent = selfie == TYPE_NOT_EXECUTED;
    block(e, CAP_LIVENESS, why, absent);
    block(e, CAP_SIMILARITY, why, absent);
    block(e, CAP_AUTHENTICATION, why, absent);
    block(e, CAP_BIOMETRIC, why, absent);
  }
}

static void block_data_checks(struct sim_execution *e)
{
  int data = find_category(e, CAT_DATA, -1);
  if (data < 0 || credential_filled(&e->credentials[data]))
    return;
  block(e, CAP_WATCHLIST, "NOT_ENOUGH_DATA", true);
  block(e, CAP_CPF, "NOT_ENOUGH_DATA", true);
  block(e, CAP_DRIVING, "PRECONDITION_NOT_FULFILLED", true);
  block(e, CAP_EMAIL, "PRECONDITION_NOT_FULFILLED", true);
  block(e, CAP_BIOMETRIC, "PRECONDITION_NOT_FULFILLED", true);
}

static void decide(struct sim_execution *e, enum sim_type type, const char *label, double score)
{
  e->type = type;
  e->type_label = label ? label : type_name(type);
  e->score = score;
}

/* Jumio's default scoring as far as it was observed: a warning gives 40, a rejection or a blocked chain 100. */
static void decide_by_elements(struct sim_execution *e)
{
  enum sim_type worst = TYPE_PASSED;
  for (size_t k = 0; k < e->element_count; k++) {
    const struct sim_element *element = &e->elements[k];
    int index = element->credential[0];
    if (element->capability == CAP_USABILITY && index >= 0 && !needed(e, e->credentials[index].category))
      continue;
    enum sim_type type = element->type == TYPE_NOT_EXECUTED ? TYPE_REJECTED : element->type;
    if (type > worst)
      worst = type;
  }
  decide(e, worst, NULL, worst == TYPE_PASSED ? 0 : worst == TYPE_WARNING ? 40 : 100);
}

void outcome_process(struct sim *sim, struct sim_execution *e)
{
  const struct sim_scenario *scenario = e->order.scenario;
  build(sim, e);
  bool missed = mark_missing(e);
  bool applied = scenario->row_count == 0 && !e->order.has_row;
  for (size_t i = 0; i < scenario->row_count && !e->order.has_row; i++)
    applied |= apply_row(e, &scenario->rows[i]);
  if (e->order.has_row)
    apply_row(e, &e->order.row);
  block_document_chain(e);
  block_face_chain(e);
  block_data_checks(e);
  if (missed || e->order.has_row || !applied)
    decide_by_elements(e);
  else
    decide(e, scenario->type, scenario->label, scenario->score);
}

/* An expired execution runs nothing; its body says so for each capability. */
void outcome_expire(struct sim *sim, struct sim_execution *e)
{
  build(sim, e);
  for (size_t k = 0; k < e->element_count; k++) {
    e->elements[k].type = TYPE_NOT_EXECUTED;
    e->elements[k].label = e->elements[k].capability == CAP_USABILITY ? "NOT_UPLOADED" : "PRECONDITION_NOT_FULFILLED";
  }
  if (e->order.scenario->behaviour & BEHAVE_EXPIRY_REJECTED)
    decide(e, TYPE_REJECTED, NULL, 100);
  else
    decide(e, TYPE_NOT_EXECUTED, status_name(e->status), -1);
}
