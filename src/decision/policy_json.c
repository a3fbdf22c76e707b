/** The document of a policy: reading it, with line and path of what is refused, and writing its canonical form. */
#include "decision/policy.h"

#include <jumio/result.h>

#include "core/text.h"
#include "decision/words.h"
#include "model/owned_text.h"

#include <stdio.h>
#include <string.h>

#define DOCUMENT_MAX (512 * 1024) /* what setters make must be read again: 256 keys of 255 characters alone take some 263 KB */
#define WHAT_MAX 80               /* bytes of what is said of a name */

typedef struct reader {
  jumio__json *tree;
  jumio_policy *policy;
  jumio_error **err;
} reader;

typedef jumio_result read_function(const reader *r, const jumio__value *value);

/* A member whose value is one of two words, the second of which sets a switch. */
typedef struct choice {
  const char *name, *off, *on;
  jumio_policy_switches bit;
} choice;

static const choice screening[] = {
    {"alert", "incomplete", "flag_only", JUMIO_POLICY_SCREENING_FLAG_ONLY},
    {"not_run", "ignore", "incomplete", JUMIO_POLICY_SCREENING_MUST_RUN},
};
static const choice risk_signals[] = {
    {"adverse", "incomplete", "flag_only", JUMIO_POLICY_RISK_FLAG_ONLY},
    {"not_run", "ignore", "incomplete", JUMIO_POLICY_RISK_MUST_RUN},
};

static const struct {
  const char *name;
  jumio_policy_switches bit;
} switches[] = {
    {"strict", JUMIO_POLICY_STRICT},
    {"document_first", JUMIO_POLICY_DOCUMENT_FIRST},
    {"trust_transaction_pass", JUMIO_POLICY_TRUST_TRANSACTION_PASS},
    {"decision_optional", JUMIO_POLICY_DECISION_OPTIONAL},
    {"allow_weaker", JUMIO_POLICY_ALLOW_WEAKER},
};

#define SWITCHES                                                                                                                           \
  (JUMIO_POLICY_STRICT | JUMIO_POLICY_DOCUMENT_FIRST | JUMIO_POLICY_TRUST_TRANSACTION_PASS | JUMIO_POLICY_DECISION_OPTIONAL |              \
   JUMIO_POLICY_ALLOW_WEAKER)
#define COUNT(table) (sizeof table / sizeof table[0])

static jumio_result refuse(const reader *r, const jumio__value *value, const char *what)
{
  jumio__json_place place;
  jumio__error_facts facts = {.retry_after_ms = -1, .json_pointer = place.pointer};
  jumio__json_locate(r->tree, value, &place);
  return jumio__fail_with(r->err, r->policy->mem, JUMIO_ERR_ARGUMENT, &facts, "line %zu, %s: %s", place.line,
                          place.pointer[0] != '\0' ? place.pointer : "the document", what);
}

/* A change that found no memory, or is refused because of the value. */
static jumio_result judge(const reader *r, jumio_result result, const jumio__value *value, const jumio__why *why)
{
  if (result == JUMIO_ERR_OUT_OF_MEMORY)
    return jumio__fail_memory(r->err);
  return result != JUMIO_OK ? refuse(r, value, why->text) : JUMIO_OK;
}

static jumio_result read_text(const reader *r, const jumio__value *value, jumio_policy_text which)
{
  size_t len = 0;
  jumio__why why;
  const char *text = jumio__json_text(value, &len);
  if (text == NULL)
    return refuse(r, value, "must be a text");
  return judge(r, jumio__policy_put_text(r->policy, which, text, len, &why), value, &why);
}

static jumio_result read_name(const reader *r, const jumio__value *value)
{
  return read_text(r, value, JUMIO_POLICY_TEXT_NAME);
}

static jumio_result read_version(const reader *r, const jumio__value *value)
{
  return read_text(r, value, JUMIO_POLICY_TEXT_VERSION);
}

static jumio_result profile_of(const reader *r, const jumio__value *value, jumio_profile *out)
{
  size_t len = 0;
  const char *text = jumio__json_text(value, &len);
  *out = jumio__profile_of(text, len);
  return *out >= 0 ? JUMIO_OK : refuse(r, value, "must be the name of a profile, such as id_and_identity");
}

static jumio_result read_profile(const reader *r, const jumio__value *value)
{
  return profile_of(r, value, &r->policy->profile);
}

static jumio_result read_switch(const reader *r, const jumio__value *key)
{
  size_t len = 0, i = 0;
  bool on = false;
  const char *name = jumio__json_text(key, &len);
  while (i < COUNT(switches) && !jumio__same(name, len, switches[i].name))
    i++;
  if (i == COUNT(switches))
    return refuse(r, key, "no switch has this name");
  if (!jumio__json_bool(jumio__json_of_key(key), &on))
    return refuse(r, key, "must be true or false");
  r->policy->switches |= on ? switches[i].bit : 0;
  return JUMIO_OK;
}

static jumio_result read_choice(const reader *r, const jumio__value *key, const choice *choices, size_t count)
{
  size_t name_len = 0, len = 0, i = 0;
  const char *name = jumio__json_text(key, &name_len), *word = jumio__json_text(jumio__json_of_key(key), &len);
  char rule[WHAT_MAX];
  while (i < count && !jumio__same(name, name_len, choices[i].name))
    i++;
  if (i == count)
    return refuse(r, key, "is not known here");
  bool on = jumio__same(word, len, choices[i].on);
  snprintf(rule, sizeof rule, "must be \"%s\" or \"%s\"", choices[i].off, choices[i].on);
  if (!on && !jumio__same(word, len, choices[i].off))
    return refuse(r, key, rule);
  r->policy->switches |= on ? choices[i].bit : 0;
  return JUMIO_OK;
}

static jumio_result read_screening(const reader *r, const jumio__value *key)
{
  return read_choice(r, key, screening, COUNT(screening));
}

static jumio_result read_risk_signal(const reader *r, const jumio__value *key)
{
  return read_choice(r, key, risk_signals, COUNT(risk_signals));
}

/* An override; the classes are compared under the switches, which are read before. */
static jumio_result read_override(const reader *r, const jumio__value *key)
{
  size_t len = 0, word_len = 0;
  jumio__why why;
  const char *id = jumio__json_text(key, &len), *word = jumio__json_text(jumio__json_of_key(key), &word_len);
  jumio_evidence_class class = jumio__class_of(word, word_len);
  if (class < 0)
    return refuse(r, key, "must be none, advisory, incomplete, denied or fraud");
  return judge(r, jumio__policy_put_row(r->policy, id, len, class, &why), key, &why);
}

static jumio_result read_key(const reader *r, const jumio__value *key)
{
  size_t len = 0;
  jumio__why why;
  jumio_profile profile;
  const char *text = jumio__json_text(key, &len);
  jumio_result result = profile_of(r, jumio__json_of_key(key), &profile);
  if (result != JUMIO_OK)
    return result;
  return judge(r, jumio__policy_put_key(r->policy, text, len, profile, &why), key, &why);
}

static jumio_result each_member(const reader *r, const jumio__value *object, read_function *read)
{
  jumio_result result = JUMIO_OK;
  if (!jumio__json_is_object(object))
    return refuse(r, object, "must be an object");
  const jumio__value *key = jumio__json_first(object);
  for (size_t left = jumio__json_count(object); left > 0 && result == JUMIO_OK; left--) {
    result = read(r, key);
    key = jumio__json_next(jumio__json_of_key(key));
  }
  return result;
}

/* "liveness", or "usability(SELFIE)". */
static jumio_result read_requirement(const reader *r, const jumio__value *value)
{
  size_t len = 0, name_len;
  jumio__why why;
  jumio_category category = JUMIO_CATEGORY_UNKNOWN;
  const char *text = jumio__json_text(value, &len);
  if (text == NULL)
    return refuse(r, value, "must be the name of a capability");
  const char *bracket = memchr(text, '(', len);
  name_len = bracket != NULL ? (size_t)(bracket - text) : len;
  if (bracket != NULL) {
    category = jumio__category_n(bracket + 1, len - name_len - 2);
    if (category == JUMIO_CATEGORY_UNKNOWN || text[len - 1] != ')')
      return refuse(r, value,
                    "must be the name of a capability, for usability also with ID, SELFIE, FACEMAP, DOCUMENT or DATA in brackets");
  }
  return judge(r, jumio__policy_put_required(r->policy, text, name_len, category, &why), value, &why);
}

static jumio_result read_required(const reader *r, const jumio__value *value)
{
  jumio_result result = JUMIO_OK;
  if (!jumio__json_is_array(value))
    return refuse(r, value, "must be a list of capabilities");
  const jumio__value *item = jumio__json_first(value);
  for (size_t left = jumio__json_count(value); left > 0 && result == JUMIO_OK; left--, item = jumio__json_next(item))
    result = read_requirement(r, item);
  return result;
}

/* In the order in which they are read: what others are compared with comes first. */
static const struct {
  const char *name;
  bool needed;
  read_function *read;        /* the value, */
  read_function *read_member; /* or each key of what must be an object */
} members[] = {
    {"name", true, read_name, NULL},
    {"version", true, read_version, NULL},
    {"profile", false, read_profile, NULL},
    {"switches", false, NULL, read_switch},
    {"screening", false, NULL, read_screening},
    {"risk_signals", false, NULL, read_risk_signal},
    {"required", false, read_required, NULL},
    {"keys", false, NULL, read_key},
    {"overrides", false, NULL, read_override},
};

static jumio_result know_member(const reader *r, const jumio__value *key)
{
  size_t len = 0;
  const char *name = jumio__json_text(key, &len);
  for (size_t i = 0; i < COUNT(members); i++)
    if (jumio__same(name, len, members[i].name))
      return JUMIO_OK;
  return refuse(r, key, "no member of a policy has this name");
}

static jumio_result read_document(const reader *r)
{
  jumio__why why;
  const jumio__value *root = jumio__json_root(r->tree);
  jumio_result result = each_member(r, root, know_member);
  for (size_t i = 0; i < COUNT(members) && result == JUMIO_OK; i++) {
    char missing[WHAT_MAX];
    const jumio__value *value = jumio__json_member_n(root, members[i].name, strlen(members[i].name));
    snprintf(missing, sizeof missing, "the member \"%s\" is missing", members[i].name);
    if (value != NULL)
      result = members[i].read != NULL ? members[i].read(r, value) : each_member(r, value, members[i].read_member);
    else if (members[i].needed)
      result = refuse(r, root, missing);
  }
  if (result != JUMIO_OK)
    return result;
  return judge(r, jumio__policy_check_name(r->policy, &why), jumio__json_member(root, "name"), &why);
}

jumio_result jumio_policy_parse(jumio_alloc *alloc, const char *json, size_t len, jumio_policy **out, jumio_error **err)
{
  reader r = {.err = err};
  if (out != NULL)
    *out = NULL;
  if (out == NULL || json == NULL)
    return jumio__fail(err, alloc, JUMIO_ERR_ARGUMENT, "%s is NULL", out == NULL ? "out" : "json");
  jumio_result result = jumio__policy_copy(alloc, jumio__policy_default(), &r.policy);
  if (result != JUMIO_OK)
    return jumio__fail_memory(err);
  result = jumio__json_parse_lines(alloc, json, len == JUMIO_NTS ? strlen(json) : len, DOCUMENT_MAX, &r.tree, err);
  if (result == JUMIO_OK)
    result = read_document(&r);
  if (result == JUMIO_OK && (result = jumio__policy_finish(r.policy)) != JUMIO_OK)
    jumio__fail_memory(err);
  jumio__json_free(r.tree);
  if (result != JUMIO_OK) {
    jumio_policy_free(r.policy);
    return result;
  }
  *out = r.policy;
  return jumio__ok(err);
}

static void write_required(jumio__writer *writer, const jumio_policy *policy)
{
  if (policy->required_count == 0)
    return;
  jumio__writer_array(writer, "required");
  for (size_t i = 0; i < policy->required_count; i++)
    jumio__writer_text(writer, NULL, jumio__requirement_name(&policy->required[i]));
  jumio__writer_end(writer);
}

/* By their ids, whatever the order of the table. */
static void write_overrides(jumio__writer *writer, const jumio_policy *policy)
{
  uint16_t order[JUMIO__RULE_COUNT];
  size_t count = 0, at;
  for (uint16_t i = 0; i < JUMIO__RULE_COUNT; i++) {
    if (policy->overrides[i] == 0)
      continue;
    for (at = count++; at > 0 && strcmp(jumio__rules[order[at - 1]].id, jumio__rules[i].id) > 0; at--)
      order[at] = order[at - 1];
    order[at] = i;
  }
  if (count == 0)
    return;
  jumio__writer_object(writer, "overrides");
  for (size_t i = 0; i < count; i++)
    jumio__writer_text(writer, jumio__rules[order[i]].id, jumio__class_word(policy->overrides[order[i]] - 1));
  jumio__writer_end(writer);
}

static void write_keys(jumio__writer *writer, const jumio_policy *policy)
{
  if (policy->key_count == 0)
    return;
  jumio__writer_object(writer, "keys");
  for (size_t i = 0; i < policy->key_count; i++)
    jumio__writer_text(writer, policy->keys[i].text, jumio__profile_word(policy->keys[i].profile));
  jumio__writer_end(writer);
}

static void write_switches(jumio__writer *writer, const jumio_policy *policy)
{
  if ((policy->switches & SWITCHES) == 0)
    return;
  jumio__writer_object(writer, "switches");
  for (size_t i = 0; i < COUNT(switches); i++)
    if ((policy->switches & switches[i].bit) != 0)
      jumio__writer_bool(writer, switches[i].name, true);
  jumio__writer_end(writer);
}

static void write_choices(jumio__writer *writer, const char *name, const jumio_policy *policy, const choice choices[2])
{
  if ((policy->switches & (choices[0].bit | choices[1].bit)) == 0)
    return;
  jumio__writer_object(writer, name);
  for (size_t i = 0; i < 2; i++)
    if ((policy->switches & choices[i].bit) != 0)
      jumio__writer_text(writer, choices[i].name, choices[i].on);
  jumio__writer_end(writer);
}

jumio_result jumio__policy_write(const jumio_policy *policy, jumio__buffer *out)
{
  jumio__writer *writer = jumio__writer_new(out->mem);
  if (writer == NULL)
    return JUMIO_ERR_OUT_OF_MEMORY;
  jumio__writer_object(writer, NULL);
  jumio__writer_text(writer, "name", policy->texts.name);
  jumio__writer_text(writer, "version", policy->texts.version);
  if (policy->profile != JUMIO_PROFILE_BY_KEY)
    jumio__writer_text(writer, "profile", jumio__profile_word(policy->profile));
  write_required(writer, policy);
  write_overrides(writer, policy);
  write_keys(writer, policy);
  write_switches(writer, policy);
  write_choices(writer, "screening", policy, screening);
  write_choices(writer, "risk_signals", policy, risk_signals);
  jumio__writer_end(writer);
  jumio_result result = jumio__writer_finish(writer, out);
  jumio__writer_free(writer);
  return result;
}

static jumio_result write_policy(const void *policy, jumio__buffer *out)
{
  return jumio__policy_write(policy, out);
}

jumio_result jumio_policy_dup_json(const jumio_policy *policy, char **out, size_t *out_len, jumio_error **err)
{
  return jumio__dup_text(policy != NULL ? policy->mem : NULL, write_policy, policy, "policy", out, out_len, err);
}
