/* Reads a scenario file: rules that choose outcomes and faults that disturb answers. What it does not know it refuses. */
#define _GNU_SOURCE
#include "sim.h"

#include <stdlib.h>
#include <string.h>

static bool fail(char **error, const char *where, const char *member, const char *what)
{
  *error = text_format("%s.%s: %s", where, member, what);
  return false;
}

static bool get_string(yyjson_val *obj, const char *where, const char *name, char **out, char **error)
{
  yyjson_val *value = yyjson_obj_get(obj, name);
  if (!value)
    return true;
  if (!yyjson_is_str(value))
    return fail(error, where, name, "must be a string");
  *out = text_copy(yyjson_get_str(value));
  return true;
}

static bool get_number(yyjson_val *obj, const char *where, const char *name, int64_t min, int64_t max, int64_t *out, char **error)
{
  yyjson_val *value = yyjson_obj_get(obj, name);
  if (!value)
    return true;
  if (!yyjson_is_int(value) || yyjson_get_sint(value) < min || yyjson_get_sint(value) > max) {
    *error = text_format("%s.%s: must be a whole number from %lld to %lld", where, name, (long long)min, (long long)max);
    return false;
  }
  *out = yyjson_get_sint(value);
  return true;
}

static bool get_bool(yyjson_val *obj, const char *where, const char *name, bool *out, bool *given, char **error)
{
  yyjson_val *value = yyjson_obj_get(obj, name);
  *given = value != NULL;
  if (value && !yyjson_is_bool(value))
    return fail(error, where, name, "must be true or false");
  if (value)
    *out = yyjson_get_bool(value);
  return true;
}

/* 3, "3-5" or "all". */
static bool get_range(yyjson_val *value, const char *where, const char *name, struct sim_range *out, char **error)
{
  static const char what[] = "must be a number from 1, \"N-M\" or \"all\"";
  *out = (struct sim_range){1, UINT32_MAX};
  if (!value)
    return true;
  if (yyjson_is_uint(value)) {
    uint64_t n = yyjson_get_uint(value);
    if (n < 1 || n >= UINT32_MAX)
      return fail(error, where, name, what);
    *out = (struct sim_range){(unsigned)n, (unsigned)n};
    return true;
  }
  const char *s = yyjson_get_str(value);
  if (!s)
    return fail(error, where, name, what);
  if (strcmp(s, "all") == 0)
    return true;
  const char *dash = strchr(s, '-');
  int64_t first = 0, last = 0;
  char *head = text_copy_n(s, dash ? (size_t)(dash - s) : strlen(s));
  bool good = text_to_int(head, 1, UINT32_MAX - 1, &first);
  free(head);
  good = good && (dash ? text_to_int(dash + 1, first, UINT32_MAX - 1, &last) : true);
  if (!good)
    return fail(error, where, name, what);
  *out = (struct sim_range){(unsigned)first, (unsigned)(dash ? last : first)};
  return true;
}

bool range_has(const struct sim_range *range, uint64_t n)
{
  return n >= range->first && n <= range->last;
}

static bool parse_match(yyjson_val *match, const char *where, struct sim_rule *rule, char **error)
{
  static const char *const names[] = {"customerInternalReference", "userReference", "workflowKey", "order", NULL};
  if (!yyjson_is_obj(match))
    return fail(error, where, "match", "must be an object");
  char *inner = text_format("%s.match", where);
  rule->has_order = yyjson_obj_get(match, "order") != NULL;
  bool good = json_known_members(match, names, inner, error) &&
              get_string(match, inner, "customerInternalReference", &rule->reference, error) &&
              get_string(match, inner, "userReference", &rule->user_reference, error) &&
              get_string(match, inner, "workflowKey", &rule->key, error) &&
              get_range(yyjson_obj_get(match, "order"), inner, "order", &rule->order, error);
  free(inner);
  return good;
}

/* What a rule says of its outcome, in the words of the Mock Service's own steering. */
static bool parse_outcome(yyjson_val *value, const char *where, struct sim_order *out, char **error)
{
  char *name = NULL, *label = NULL, *credential = NULL;
  yyjson_val *overrides = yyjson_obj_get(value, "extractionOverrides");
  bool good = get_string(value, where, "scenario", &name, error) && get_string(value, where, "decisionLabel", &label, error) &&
              get_string(value, where, "credentialWithDecision", &credential, error);
  if (good && name && !(out->scenario = scenario_find(name)))
    good = fail(error, where, "scenario", "is not a known scenario (see --list-scenarios)");
  else if (good && !name && !label && !overrides)
    good = fail(error, where, "scenario", "is missing");
  else if (good && overrides && !yyjson_is_obj(overrides))
    good = fail(error, where, "extractionOverrides", "must be an object");
  out->overrides = good ? json_text(overrides) : NULL;
  good = good && order_label(out, where, label, credential, NULL, NULL, error);
  free(name);
  free(label);
  free(credential);
  return good;
}

/* "name" and "mock" are for jumio_mock_outcome_build(), which reads the same file. */
static bool parse_rule(yyjson_val *value, const char *where, struct sim_rule *rule, char **error)
{
  static const char *const names[] = {"name", "match", "scenario", "extractionOverrides", "decisionLabel", "credentialWithDecision",
                                      "mock", NULL};
  if (!yyjson_is_obj(value)) {
    *error = text_format("%s: must be an object", where);
    return false;
  }
  yyjson_val *match = yyjson_obj_get(value, "match"), *name = yyjson_obj_get(value, "name"), *mock = yyjson_obj_get(value, "mock");
  if (!json_known_members(value, names, where, error) || (match && !parse_match(match, where, rule, error)))
    return false;
  if (name && !yyjson_is_str(name))
    return fail(error, where, "name", "must be a string");
  if (mock && !yyjson_is_obj(mock))
    return fail(error, where, "mock", "must be an object");
  return parse_outcome(value, where, &rule->outcome, error);
}

static bool parse_headers(yyjson_val *headers, const char *where, struct sim_fault *fault, char **error)
{
  size_t i, max;
  yyjson_val *key, *value;
  if (!headers)
    return true;
  if (!yyjson_is_obj(headers) || yyjson_obj_size(headers) > SIM_MAX_REPLY_HEADERS)
    return fail(error, where, "headers", "must be an object of at most 8 strings");
  yyjson_obj_foreach(headers, i, max, key, value)
  {
    const char *name = yyjson_get_str(key), *text = yyjson_get_str(value);
    if (!text || !*name || strpbrk(name, " :\t\r\n") || strpbrk(text, "\r\n"))
      return fail(error, where, "headers", "must hold valid header names with string values");
    fault->headers[fault->header_count++] = (struct sim_pair){text_copy(name), text_copy(text)};
  }
  return true;
}

static bool parse_word(yyjson_val *obj, const char *where, const char *name, const char *const *words, int *out, char **error)
{
  char *text = NULL;
  if (!get_string(obj, where, name, &text, error))
    return false;
  if (!text)
    return true;
  int i = 1;
  while (words[i] && strcmp(words[i], text) != 0)
    i++;
  free(text);
  if (!words[i])
    return fail(error, where, name, "is not one of the known words");
  *out = i;
  return true;
}

/* A fault that replaces the answer stands for a request that failed; one that only damages it, for one that worked. */
static bool parse_apply(yyjson_val *value, const char *where, struct sim_fault *fault, char **error)
{
  bool given;
  fault->apply = fault->status == 0 && fault->reset != RESET_BEFORE_READ;
  if (!get_bool(value, where, "apply", &fault->apply, &given, error))
    return false;
  if (fault->apply && fault->reset == RESET_BEFORE_READ)
    return fail(error, where, "apply", "a request that was not read cannot take effect");
  return true;
}

static bool parse_fault(yyjson_val *value, const char *where, struct sim_fault *fault, char **error)
{
  static const char *const names[] = {"operation", "on",    "delayMs",        "hold",      "status", "headers",
                                      "body",      "reset", "truncateBodyAt", "wrongJson", "apply",  NULL};
  static const char *const resets[] = {"", "before-read", "after-read", "mid-body", "in-header", NULL};
  static const char *const wrongs[] = {"", "html", "empty", "truncated", "duplicate-key", "deep", "not-utf8", "wrong-ids", "array", NULL};
  int64_t delay = 0, status = 0, cut = -1;
  int reset = 0, wrong = 0;
  bool given;
  char *operation = NULL;
  fault->truncate_at = -1;
  if (!yyjson_is_obj(value)) {
    *error = text_format("%s: must be an object", where);
    return false;
  }
  if (!json_known_members(value, names, where, error) || !get_string(value, where, "operation", &operation, error))
    return false;
  bool known = operation && op_parse(operation, &fault->op);
  free(operation);
  if (!known)
    return fail(error, where, "operation",
                "must be token, create, update, upload, finalize, status, details, steps, part, delete, health, web or any");
  if (!get_range(yyjson_obj_get(value, "on"), where, "on", &fault->on, error) ||
      !get_number(value, where, "delayMs", 0, 3600000, &delay, error) || !get_bool(value, where, "hold", &fault->hold, &given, error) ||
      !get_number(value, where, "status", 200, 599, &status, error) || !get_string(value, where, "body", &fault->body, error) ||
      !get_number(value, where, "truncateBodyAt", 0, INT32_MAX, &cut, error) || !parse_word(value, where, "reset", resets, &reset, error) ||
      !parse_word(value, where, "wrongJson", wrongs, &wrong, error) ||
      !parse_headers(yyjson_obj_get(value, "headers"), where, fault, error))
    return false;
  fault->delay_ms = (unsigned)delay;
  fault->status = (int)status;
  fault->truncate_at = (long)cut;
  fault->reset = (enum sim_reset)reset;
  fault->wrong = (enum sim_wrong)wrong;
  return parse_apply(value, where, fault, error);
}

static bool parse_rules(yyjson_val *list, struct sim_plan *plan, char **error)
{
  plan->rules = sim_alloc((yyjson_arr_size(list) + 1) * sizeof *plan->rules);
  for (size_t i = 0; i < yyjson_arr_size(list) && !*error; i++) {
    char *where = text_format("scenarios[%zu]", i);
    plan->rule_count++;
    parse_rule(yyjson_arr_get(list, i), where, &plan->rules[i], error);
    free(where);
  }
  return *error == NULL;
}

static bool parse_faults(yyjson_val *list, struct sim_plan *plan, char **error)
{
  plan->faults = sim_alloc((yyjson_arr_size(list) + 1) * sizeof *plan->faults);
  for (size_t i = 0; i < yyjson_arr_size(list) && !*error; i++) {
    char *where = text_format("faults[%zu]", i);
    plan->fault_count++;
    parse_fault(yyjson_arr_get(list, i), where, &plan->faults[i], error);
    free(where);
  }
  return *error == NULL;
}

/* The published samples; a region that is well says nothing but that. */
static const struct {
  const char *word, *body;
} healths[] = {
    {"UP", "{\"status\":\"UP\"}"},
    {"DEGRADED", "{\"status\":\"DEGRADED\",\"details\":{\"mobile\":\"DEGRADED\",\"callback\":\"DEGRADED\"}}"},
    {"DOWN", "{\"status\":\"DOWN\",\"details\":{\"retrieval\":\"DOWN\",\"callback\":\"DOWN\",\"api\":\"DOWN\"}}"},
};

static bool parse_health(yyjson_val *root, struct sim_plan *plan, char **error)
{
  char *word = NULL;
  if (!get_string(root, "file", "health", &word, error))
    return false;
  bool known = word == NULL;
  for (size_t i = 0; !known && i < sizeof healths / sizeof *healths; i++) {
    known = strcmp(word, healths[i].word) == 0;
    if (known)
      plan->health = healths[i].body;
  }
  free(word);
  return known || fail(error, "file", "health", "must be \"UP\", \"DEGRADED\" or \"DOWN\"");
}

struct sim_plan *plan_empty(void)
{
  struct sim_plan *plan = sim_alloc(sizeof *plan);
  plan->refs = 1;
  plan->health = healths[0].body;
  return plan;
}

struct sim_plan *plan_parse(const char *json, size_t len, char **error)
{
  static const char *const names[] = {"scenarios", "faults", "health", NULL};
  yyjson_read_err why;
  yyjson_doc *doc = yyjson_read_opts((char *)(uintptr_t)json, len, 0, NULL, &why);
  if (!doc) {
    *error = text_format("not JSON: %s at byte %zu", why.msg, why.pos);
    return NULL;
  }
  yyjson_val *root = yyjson_doc_get_root(doc);
  yyjson_val *rules = yyjson_obj_get(root, "scenarios"), *faults = yyjson_obj_get(root, "faults");
  struct sim_plan *plan = plan_empty();
  if (!yyjson_is_obj(root) || (rules && !yyjson_is_arr(rules)) || (faults && !yyjson_is_arr(faults)))
    *error = text_copy("the file must be an object with the arrays \"scenarios\" and \"faults\"");
  else if (json_known_members(root, names, "file", error) && parse_health(root, plan, error) && parse_rules(rules, plan, error))
    parse_faults(faults, plan, error);
  yyjson_doc_free(doc);
  if (*error) {
    plan_unref(plan);
    plan = NULL;
  }
  return plan;
}

void plan_unref(struct sim_plan *plan)
{
  if (!plan || --plan->refs)
    return;
  for (size_t i = 0; i < plan->rule_count; i++) {
    free(plan->rules[i].reference);
    free(plan->rules[i].user_reference);
    free(plan->rules[i].key);
    order_free(&plan->rules[i].outcome);
  }
  for (size_t i = 0; i < plan->fault_count; i++) {
    struct sim_fault *fault = &plan->faults[i];
    free(fault->body);
    for (size_t k = 0; k < fault->header_count; k++) {
      free(fault->headers[k].name);
      free(fault->headers[k].value);
    }
  }
  free(plan->rules);
  free(plan->faults);
  free(plan);
}

/* Takes the plan; requests and transactions are counted from one again, so that "on": 1 means the next. */
void plan_set(struct sim *sim, struct sim_plan *plan)
{
  plan_unref(sim->plan);
  sim->plan = plan;
  memset(sim->op_counts, 0, sizeof sim->op_counts);
  sim->orders = 0;
}
