/** From a scenario file to the JSON that orders an outcome from the Mock Service. */
#include <jumio/account.h>
#include <jumio/mock.h>
#include <jumio/result.h>
#include <jumio/transaction.h>

#include "core/text.h"
#include "json/json.h"
#include "model/owned_text.h"

#include <string.h>

#define FILE_MAX ((size_t)64 * 1024)
#define OUT_MAX ((size_t)4096) /* the account request sets the limit that counts */

/* The scenarios of jumio-sim that one published label says (labels: jumio-api-read 2.7). The others are played by it alone. */
static const struct {
  const char *scenario, *label, *credential;
} labels[] = {
    {"passed", NULL, NULL},
    {"fraud-manipulated-photo", "MANIPULATED_DOCUMENT_PHOTO", "ID"},
    {"fraud-fake", "FAKE", "ID"},
    {"denied-no-match", "NO_MATCH", "SELFIE"},
    {"denied-liveness", "LIVENESS_UNDETERMINED", "SELFIE"},
    {"incomplete-unsupported-document", "UNSUPPORTED_DOCUMENT_TYPE", "ID"},
    {"incomplete-unsupported-country", "UNSUPPORTED_COUNTRY", "ID"},
    {"incomplete-blurred", "BLURRED", "ID"},
    {"incomplete-missing-signature", "MISSING_SIGNATURE", "ID"},
    {"incomplete-not-uploaded", "NOT_UPLOADED", "ID"},
    {"warning-similarity-not-possible", "NOT_POSSIBLE", "SELFIE"},
    {"warning-bad-quality-selfie", "BAD_QUALITY", "SELFIE"},
    {"warning-repeated-face", "REPEATED_FACE", "ID"},
};

/* The members of a rule. */
typedef struct mock_rule {
  const char *name, *scenario, *label, *credential;
  const jumio__value *overrides, *mock;
} mock_rule;

static jumio_result refuse(jumio_alloc *mem, jumio_error **err, const char *field, const char *what)
{
  return jumio__fail(err, mem, JUMIO_ERR_ARGUMENT, "scenario file: %s %s", field, what);
}

/* NULL when the member is of its type, else what it must be. */
static const char *take_member(const char *key, const jumio__value *value, mock_rule *out)
{
  const struct {
    const char *key, **text;
    const jumio__value **object;
  } members[] = {
      {"name", &out->name, NULL},
      {"scenario", &out->scenario, NULL},
      {"decisionLabel", &out->label, NULL},
      {"credentialWithDecision", &out->credential, NULL},
      {"extractionOverrides", NULL, &out->overrides},
      {"mock", NULL, &out->mock},
      {"match", NULL, NULL},
  };
  for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
    if (strcmp(members[i].key, key) != 0)
      continue;
    if (members[i].text != NULL && (*members[i].text = jumio__json_text(value, NULL)) == NULL)
      return "must be a string";
    if (members[i].object != NULL && !jumio__json_is_object(value))
      return "must be an object";
    if (members[i].object != NULL)
      *members[i].object = value;
    return NULL;
  }
  return "is no member of a scenario";
}

static jumio_result read_rule(const jumio__value *value, mock_rule *out, jumio_alloc *mem, jumio_error **err)
{
  const jumio__value *key = jumio__json_first(value);
  *out = (mock_rule){0};
  if (!jumio__json_is_object(value))
    return refuse(mem, err, "scenarios", "must hold objects");
  for (size_t left = jumio__json_count(value); left > 0; left--) {
    const char *name = jumio__json_text(key, NULL), *what = take_member(name, jumio__json_of_key(key), out);
    if (what != NULL) {
      char harmless[64];
      jumio__text_harmless(name, strlen(name), harmless, sizeof harmless);
      return refuse(mem, err, harmless, what);
    }
    if (left > 1)
      key = jumio__json_next(jumio__json_of_key(key));
  }
  return JUMIO_OK;
}

static bool is_named(const mock_rule *rule, const char *name, size_t len)
{
  const char *own = rule->name != NULL ? rule->name : rule->scenario;
  return name == NULL || jumio__same(name, len, own);
}

static jumio_result find_rule(const jumio__value *root, const char *name, size_t name_len, mock_rule *out, jumio_alloc *mem,
                              jumio_error **err)
{
  const jumio__value *rules = jumio__json_member(root, "scenarios");
  if (!jumio__json_is_array(rules))
    return refuse(mem, err, "scenarios", "must be an array");
  for (size_t i = 0; i < jumio__json_count(rules); i++) {
    jumio_result result = read_rule(jumio__json_at(rules, i), out, mem, err);
    if (result != JUMIO_OK || is_named(out, name, name_len))
      return result;
  }
  return refuse(mem, err, "scenarios", "have none of that name");
}

/* What a rule leaves to its scenario. */
static jumio_result complete(mock_rule *rule, jumio_alloc *mem, jumio_error **err)
{
  if (rule->label != NULL || rule->scenario == NULL)
    return JUMIO_OK;
  for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++)
    if (strcmp(labels[i].scenario, rule->scenario) == 0) {
      rule->label = labels[i].label;
      rule->credential = rule->credential != NULL ? rule->credential : labels[i].credential;
      return JUMIO_OK;
    }
  return jumio__fail(err, mem, JUMIO_ERR_UNSUPPORTED,
                     "scenario file: this scenario is played by jumio-sim only; add a decisionLabel that the Mock Service knows");
}

static bool is_own(const char *key)
{
  static const char *const own[] = {"customerInternalReference", "decisionLabel", "credentialWithDecision", "extractionOverrides"};
  for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
    if (strcmp(own[i], key) == 0)
      return true;
  return false;
}

/* Members that are not published, as they stand. False when one of them is ours. */
static bool write_more(jumio__writer *w, const jumio__value *mock)
{
  const jumio__value *key = jumio__json_first(mock);
  for (size_t left = jumio__json_count(mock); left > 0; left--) {
    const char *name = jumio__json_text(key, NULL);
    if (is_own(name))
      return false;
    jumio__writer_copy(w, name, jumio__json_of_key(key));
    if (left > 1)
      key = jumio__json_next(jumio__json_of_key(key));
  }
  return true;
}

static jumio_result write_outcome(const mock_rule *rule, const char *reference, size_t len, jumio__buffer *text, jumio_error **err)
{
  jumio__writer *w = jumio__writer_new(text->mem);
  if (w == NULL)
    return jumio__fail_memory(err);
  jumio__writer_object(w, NULL);
  jumio__writer_text_n(w, "customerInternalReference", reference, len);
  jumio__writer_text(w, "decisionLabel", rule->label);
  jumio__writer_text(w, "credentialWithDecision", rule->credential);
  jumio__writer_copy(w, "extractionOverrides", rule->overrides);
  bool unique = write_more(w, rule->mock);
  jumio__writer_end(w);
  jumio_result result = unique ? jumio__writer_finish(w, text) : JUMIO_ERR_ARGUMENT;
  jumio__writer_free(w);
  if (!unique)
    return refuse(text->mem, err, "mock", "must not hold a member that the scenario has a place for");
  if (result == JUMIO_ERR_TOO_LARGE)
    return refuse(text->mem, err, "scenarios", "make more JSON than fits into customerInternalReference");
  return result == JUMIO_OK ? JUMIO_OK : jumio__fail_memory(err);
}

/* The reference's rule and the order's are those of the account request. */
static jumio_result check_as_request(const char *reference, size_t len, const char *order, jumio_alloc *mem, jumio_error **err)
{
  jumio_account_request *request = NULL;
  jumio_result result = jumio_account_request_new(mem, &request, err);
  if (result == JUMIO_OK)
    result = jumio_account_request_set_customer_internal_reference(request, reference, len, err);
  if (result == JUMIO_OK && order != NULL)
    result = jumio_account_request_set_mock_outcome(request, order, JUMIO_NTS, err);
  jumio_account_request_free(request);
  return result;
}

static jumio_result build(const jumio__value *root, const char *name, size_t name_len, const char *reference, size_t len,
                          jumio__buffer *text, jumio_error **err)
{
  mock_rule found;
  jumio_alloc *mem = text->mem;
  jumio_result result = find_rule(root, name, name_len, &found, mem, err);
  if (result == JUMIO_OK)
    result = complete(&found, mem, err);
  if (result == JUMIO_OK)
    result = check_as_request(reference, len, NULL, mem, err);
  if (result == JUMIO_OK && !jumio__owned_text_begin(text))
    result = jumio__fail_memory(err);
  return result == JUMIO_OK ? write_outcome(&found, reference, len, text, err) : result;
}

jumio_result jumio_mock_outcome_build(jumio_alloc *alloc, const char *scenario_json, size_t scenario_len, const char *name, size_t name_len,
                                      const char *reference, size_t reference_len, char **out, size_t *out_len, jumio_error **err)
{
  jumio__json *tree = NULL;
  jumio__buffer text;
  char *made = NULL;
  size_t made_len = 0;
  if (out != NULL)
    *out = NULL;
  if (out_len != NULL)
    *out_len = 0;
  if (out == NULL || scenario_json == NULL)
    return jumio__fail(err, alloc, JUMIO_ERR_ARGUMENT, "%s is NULL", out == NULL ? "out" : "scenario_json");
  if ((name != NULL && !jumio__text_arg(name, &name_len)) || !jumio__text_arg(reference, &reference_len))
    return jumio__fail(err, alloc, JUMIO_ERR_ARGUMENT, "name or reference: must be UTF-8 without NUL");
  if (scenario_len == JUMIO_NTS)
    scenario_len = strlen(scenario_json);
  jumio_result result = jumio__json_parse(alloc, scenario_json, scenario_len, FILE_MAX, &tree, err);
  if (result != JUMIO_OK)
    return result;
  jumio__buffer_init(&text, alloc, OUT_MAX);
  result = build(jumio__json_root(tree), name, name_len, reference, reference_len, &text, err);
  jumio__json_free(tree);
  if (result == JUMIO_OK)
    made = jumio__owned_text_take(&text, &made_len);
  jumio__buffer_free(&text);
  if (result == JUMIO_OK)
    result = check_as_request(reference, reference_len, made, alloc, err);
  if (result != JUMIO_OK) {
    jumio_text_free(made);
    return result;
  }
  *out = made;
  if (out_len != NULL)
    *out_len = made_len;
  return jumio__ok(err);
}
