/* The Mock Service's steering: JSON inside customerInternalReference chooses a transaction's outcome. */
#define _GNU_SOURCE
#include "sim.h"

#include <stdlib.h>
#include <string.h>

static const char *const members[] = {"customerInternalReference",
                                      "decisionLabel",
                                      "credentialWithDecision",
                                      "extractionOverrides",
                                      "scenario",
                                      "decisionCapability",
                                      "decisionType",
                                      NULL};

static bool want_string(yyjson_val *root, const char *name, const char **out, char **error)
{
  yyjson_val *value = yyjson_obj_get(root, name);
  *out = yyjson_get_str(value);
  if (value && !*out)
    *error = text_format("customerInternalReference: steering member \"%s\" must be a string", name);
  return *error == NULL;
}

/* decisionCapability and decisionType let a test order words that no table knows. */
bool order_label(struct sim_order *out, const char *where, const char *label, const char *credential, const char *capability,
                 const char *type, char **error)
{
  enum sim_category category = credential ? category_parse(credential) : CAT_NONE;
  if (credential && category == CAT_NONE) {
    *error = text_format("%s: credentialWithDecision \"%s\" is not known", where, credential);
    return false;
  }
  if (!label && (capability || type)) {
    *error = text_format("%s: decisionCapability and decisionType need a decisionLabel", where);
    return false;
  }
  if (!label || strcmp(label, "OK") == 0 || strcmp(label, "MATCH") == 0)
    return true;
  out->label = text_copy(label);
  bool found = label_find(out->label, category, &out->row);
  if (!found)
    out->row = (struct sim_row){CAP_USABILITY, category == CAT_NONE ? CAT_ID : category, TYPE_REJECTED, out->label};
  if (capability && !capability_parse(capability, &out->row.capability))
    *error = text_format("%s: decisionCapability \"%s\" is not known", where, capability);
  else if (type && !type_parse(type, &out->row.type))
    *error = text_format("%s: decisionType \"%s\" is not known", where, type);
  else if (!found && !(capability && type))
    *error = text_format("%s: decisionLabel \"%s\" is not known; add decisionCapability and decisionType to order it all the same", where,
                         label);
  out->has_row = true;
  return *error == NULL;
}

static bool read_order(yyjson_val *root, struct sim_order *out, char **error)
{
  const char *reference, *label, *credential, *name, *capability, *type;
  if (!json_known_members(root, members, "customerInternalReference", error) ||
      !want_string(root, "customerInternalReference", &reference, error) || !want_string(root, "decisionLabel", &label, error) ||
      !want_string(root, "credentialWithDecision", &credential, error) || !want_string(root, "scenario", &name, error) ||
      !want_string(root, "decisionCapability", &capability, error) || !want_string(root, "decisionType", &type, error))
    return false;
  yyjson_val *overrides = yyjson_obj_get(root, "extractionOverrides");
  if (overrides && !yyjson_is_obj(overrides)) {
    *error = text_copy("customerInternalReference: extractionOverrides must be an object");
    return false;
  }
  if (name && !(out->scenario = scenario_find(name))) {
    *error = text_format("customerInternalReference: scenario \"%s\" is not known", name);
    return false;
  }
  out->reference = text_copy(reference);
  out->overrides = json_text(overrides);
  return order_label(out, "customerInternalReference", label, credential, capability, type, error);
}

/* Steering is recognised by its shape, a JSON object; anything else is an ordinary reference. */
bool order_from_reference(const char *reference, struct sim_order *out, bool *steering, char **error)
{
  *steering = false;
  if (reference[0] != '{')
    return true;
  yyjson_doc *doc = yyjson_read(reference, strlen(reference), 0);
  if (!doc)
    return true;
  *steering = true;
  bool good = read_order(yyjson_doc_get_root(doc), out, error);
  yyjson_doc_free(doc);
  return good;
}

static bool matches(const char *pattern, const char *text)
{
  if (!pattern)
    return true;
  if (!text)
    return false;
  size_t n = strlen(pattern);
  if (n && pattern[n - 1] == '*')
    return strncmp(pattern, text, n - 1) == 0;
  return strcmp(pattern, text) == 0;
}

/* A rule's outcome is of a plan that can be replaced while the transaction lives: its texts are copied. */
static void take_outcome(struct sim_order *order, const struct sim_order *outcome)
{
  if (!order->scenario && !order->has_row) {
    order->scenario = outcome->scenario;
    order->has_row = outcome->has_row;
    order->row = outcome->row;
    order->label = text_copy(outcome->label);
    if (order->has_row)
      order->row.label = order->label;
  }
  if (!order->overrides)
    order->overrides = text_copy(outcome->overrides);
}

/* What the reference left open comes from the scenario file's first fitting rule, then from the default. */
void order_from_plan(struct sim *sim, struct sim_execution *execution)
{
  struct sim_order *order = &execution->order;
  sim->orders++;
  for (size_t i = 0; i < sim->plan->rule_count; i++) {
    const struct sim_rule *rule = &sim->plan->rules[i];
    if (!matches(rule->reference, execution->reference) || !matches(rule->user_reference, execution->user_reference) ||
        !matches(rule->key, execution->key) || (rule->has_order && !range_has(&rule->order, sim->orders)))
      continue;
    take_outcome(order, &rule->outcome);
    break;
  }
  if (!order->scenario)
    order->scenario = order->has_row ? scenario_find("passed") : sim->options.default_scenario;
}

void order_free(struct sim_order *order)
{
  free(order->label);
  free(order->overrides);
  free(order->reference);
  *order = (struct sim_order){0};
}
