/* Validates the body of account create and update; a refusal names the field. */
#define _GNU_SOURCE
#include "sim.h"

#include <stdlib.h>
#include <string.h>

static bool fail(char **error, const char *field, const char *what)
{
  *error = text_format("%s: %s", field, what);
  return false;
}

/* An optional string of min to max characters. */
static bool check_text(yyjson_val *obj, const char *name, const char *field, size_t min, size_t max, char **error)
{
  yyjson_val *value = yyjson_obj_get(obj, name);
  if (!value)
    return true;
  if (!yyjson_is_str(value))
    return fail(error, field, "must be a string");
  size_t chars = text_chars(yyjson_get_str(value));
  if (strlen(yyjson_get_str(value)) != yyjson_get_len(value))
    return fail(error, field, "must not contain a NUL character");
  if (chars < min || chars > max) {
    *error = text_format("%s: must have %zu to %zu characters", field, min, max);
    return false;
  }
  return true;
}

static bool check_url(yyjson_val *obj, const char *name, const char *field, bool query, char **error)
{
  const char *why, *url = yyjson_get_str(yyjson_obj_get(obj, name));
  if (!check_text(obj, name, field, 1, 255, error))
    return false;
  return !url || url_check(url, query, &why) || fail(error, field, why);
}

static bool alpha3(const char *s)
{
  return s && strlen(s) == 3 && strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

static bool check_reference(struct sim_create *out, char **error)
{
  static const char field[] = "customerInternalReference";
  const char *reference = yyjson_get_str(yyjson_obj_get(out->root, field));
  if (!reference)
    return fail(error, field, "is required and must be a string");
  if (!order_from_reference(reference, &out->order, &out->steering, error))
    return false;
  if (!check_text(out->root, field, field, 1, out->steering ? 4096 : 100, error))
    return false;
  const char *real = out->order.reference ? out->order.reference : reference;
  if (out->steering && !out->order.reference)
    return true;
  if (text_chars(real) < 1 || text_chars(real) > 100)
    return fail(error, field, "must have 1 to 100 characters");
  return !strpbrk(real, "<>\"/;`%{}|") || fail(error, field, "contains a character that is not allowed");
}

static bool check_lifetime(struct sim_create *out, char **error)
{
  static const char field[] = "tokenLifetime";
  static const char units[] = "smhd";
  static const int64_t seconds[] = {1, 60, 3600, 86400};
  yyjson_val *value = yyjson_obj_get(out->root, field);
  out->token_life = 30 * 60 * 1000;
  if (!value)
    return true;
  const char *s = yyjson_get_str(value);
  size_t n = s ? strlen(s) : 0;
  const char *unit = n > 1 ? strchr(units, s[n - 1]) : NULL;
  if (!unit)
    return fail(error, field, "must be a number with one of the units s, m, h, d");
  char *digits = text_copy_n(s, n - 1);
  int64_t count = 0;
  bool good = text_to_int(digits, 0, 100000000, &count) && digits[0] != ' ';
  free(digits);
  if (!good)
    return fail(error, field, "must be a number with one of the units s, m, h, d");
  out->token_life = count * seconds[unit - units] * 1000;
  if (out->token_life < 300000 || out->token_life > INT64_C(5184000000))
    return fail(error, field, "must be from 5 minutes to 60 days");
  return true;
}

static bool check_consent_given(yyjson_val *consent, const char *country, char **error)
{
  static const char field[] = "userConsent.consent.obtained";
  const char *obtained = yyjson_get_str(yyjson_obj_get(consent, "obtained"));
  const char *at = yyjson_get_str(yyjson_obj_get(consent, "obtainedAt"));
  if (!obtained && (consent || strcmp(country, "USA") == 0))
    return fail(error, field, "is required");
  if (obtained && strcmp(obtained, "yes") != 0 && strcmp(obtained, "no") != 0 && strcmp(obtained, "na") != 0)
    return fail(error, field, "must be yes, no or na");
  if (obtained && strcmp(obtained, "yes") == 0 && !at)
    return fail(error, "userConsent.consent.obtainedAt", "is required when consent was obtained");
  if (at && (strlen(at) < 20 || at[4] != '-' || at[10] != 'T' || at[strlen(at) - 1] != 'Z'))
    return fail(error, "userConsent.consent.obtainedAt", "must be a UTC time");
  return true;
}

static bool check_consent(yyjson_val *root, char **error)
{
  yyjson_val *consent = yyjson_obj_get(root, "userConsent");
  if (!consent)
    return true;
  if (!yyjson_is_obj(consent))
    return fail(error, "userConsent", "must be an object");
  yyjson_val *location = yyjson_obj_get(consent, "userLocation");
  if (!yyjson_get_str(yyjson_obj_get(consent, "userIp")))
    return fail(error, "userConsent.userIp", "is required");
  if (!yyjson_is_obj(location))
    return fail(error, "userConsent.userLocation", "is required");
  const char *country = yyjson_get_str(yyjson_obj_get(location, "country"));
  if (!alpha3(country))
    return fail(error, "userConsent.userLocation.country", "must be an ISO 3166-1 alpha-3 code");
  return check_text(location, "state", "userConsent.userLocation.state", 1, 100, error) &&
         check_consent_given(yyjson_obj_get(consent, "consent"), country, error);
}

/* country or type of a preset. */
static bool check_values(yyjson_val *item, const char *name, const char *field, char **error)
{
  yyjson_val *preset = yyjson_obj_get(item, name), *values = yyjson_obj_get(preset, "values");
  if (!preset)
    return true;
  if (!yyjson_is_obj(preset))
    return fail(error, field, "must be an object");
  const char *kind = yyjson_get_str(yyjson_obj_get(preset, "predefinedType"));
  if (kind ? strcmp(kind, "DEFINED") != 0 && strcmp(kind, "RECOMMENDED") != 0 : yyjson_obj_get(preset, "predefinedType") != NULL)
    return fail(error, field, "predefinedType must be DEFINED or RECOMMENDED");
  if (!yyjson_is_arr(values) || yyjson_arr_size(values) == 0)
    return fail(error, field, "values must be a list with at least one entry");
  for (size_t i = 0; i < yyjson_arr_size(values); i++) {
    const char *value = yyjson_get_str(yyjson_arr_get(values, i));
    if (!value || !*value)
      return fail(error, field, "values must be strings");
    if (strcmp(name, "country") == 0 && !alpha3(value))
      return fail(error, field, "values must be ISO 3166-1 alpha-3 codes");
  }
  return true;
}

static bool check_id_types(yyjson_val *item, const char *field, char **error)
{
  static const char *const known[] = {"ID_CARD", "DRIVING_LICENSE", "PASSPORT", "VISA"};
  yyjson_val *values = yyjson_obj_get(yyjson_obj_get(item, "type"), "values");
  for (size_t i = 0; i < yyjson_arr_size(values); i++) {
    const char *value = yyjson_get_str(yyjson_arr_get(values, i));
    size_t k = 0;
    while (k < 4 && strcmp(known[k], value) != 0)
      k++;
    if (k == 4)
      return fail(error, field, "type.values must be ID_CARD, DRIVING_LICENSE, PASSPORT or VISA");
  }
  return true;
}

static bool check_credential(yyjson_val *item, const char *field, char **error)
{
  const char *category = yyjson_get_str(yyjson_obj_get(item, "category"));
  if (!yyjson_is_obj(item))
    return fail(error, field, "must be an object");
  if (!category || category_parse(category) == CAT_NONE)
    return fail(error, field, "category must be ID, SELFIE, FACEMAP, DOCUMENT or DATA");
  if (yyjson_obj_get(item, "id") && !yyjson_is_str(yyjson_obj_get(item, "id")))
    return fail(error, field, "id must be a string");
  if (!check_text(item, "label", field, 1, 255, error) || !check_values(item, "country", field, error) ||
      !check_values(item, "type", field, error))
    return false;
  if (strcmp(category, "ID") == 0)
    return check_id_types(item, field, error);
  if (strcmp(category, "DOCUMENT") == 0 && !yyjson_obj_get(item, "id") &&
      (yyjson_arr_size(yyjson_obj_get(yyjson_obj_get(item, "country"), "values")) != 1 ||
       yyjson_arr_size(yyjson_obj_get(yyjson_obj_get(item, "type"), "values")) != 1))
    return fail(error, field, "a DOCUMENT needs exactly one country and exactly one type");
  return true;
}

static bool check_workflow(struct sim_create *out, char **error)
{
  yyjson_val *workflow = yyjson_obj_get(out->root, "workflowDefinition"), *key = yyjson_obj_get(workflow, "key");
  yyjson_val *capabilities = yyjson_obj_get(workflow, "capabilities");
  out->workflow = workflow;
  if (!yyjson_is_obj(workflow))
    return fail(error, "workflowDefinition", "is required and must be an object");
  if (yyjson_is_uint(key))
    out->key = text_format("%llu", (unsigned long long)yyjson_get_uint(key));
  else if (yyjson_is_str(key) && yyjson_get_len(key) >= 1 && yyjson_get_len(key) <= 255)
    out->key = text_copy(yyjson_get_str(key));
  else
    return fail(error, "workflowDefinition.key", "is required and must be a number or a string");
  if (capabilities && !yyjson_is_obj(capabilities))
    return fail(error, "workflowDefinition.capabilities", "must be an object");
  out->credentials = yyjson_obj_get(workflow, "credentials");
  if (out->credentials && !yyjson_is_arr(out->credentials))
    return fail(error, "workflowDefinition.credentials", "must be a list");
  if (yyjson_arr_size(out->credentials) > SIM_MAX_CREDENTIALS)
    return fail(error, "workflowDefinition.credentials", "has too many entries");
  for (size_t i = 0; i < yyjson_arr_size(out->credentials); i++) {
    char *field = text_format("workflowDefinition.credentials[%zu]", i);
    bool good = check_credential(yyjson_arr_get(out->credentials, i), field, error);
    free(field);
    if (!good)
      return false;
  }
  return true;
}

static bool check_overrides(yyjson_val *root, char **error)
{
  yyjson_val *settings = yyjson_obj_get(root, "overrideSettings"), *key, *value;
  size_t i, max;
  if (!settings)
    return true;
  if (!yyjson_is_obj(settings))
    return fail(error, "overrideSettings", "must be an object");
  yyjson_obj_foreach(settings, i, max, key, value) if (!yyjson_is_str(value)) return fail(error, "overrideSettings",
                                                                                          "values must be strings");
  return true;
}

static bool check_web(yyjson_val *root, char **error)
{
  yyjson_val *web = yyjson_obj_get(root, "web");
  if (web && !yyjson_is_obj(web))
    return fail(error, "web", "must be an object");
  return check_url(web, "successUrl", "web.successUrl", false, error) && check_url(web, "errorUrl", "web.errorUrl", false, error) &&
         check_text(web, "locale", "web.locale", 1, 5, error);
}

static bool check_rest(struct sim_create *out, char **error)
{
  yyjson_val *root = out->root;
  if (!check_text(root, "userReference", "userReference", 1, 100, error) ||
      !check_text(root, "reportingCriteria", "reportingCriteria", 1, 255, error) ||
      !check_url(root, "callbackUrl", "callbackUrl", true, error) || !check_lifetime(out, error) || !check_web(root, error) ||
      !check_overrides(root, error) || !check_consent(root, error))
    return false;
  if (workflow_find(out->key)->needs_user_reference && !yyjson_obj_get(root, "userReference"))
    return fail(error, "userReference", "is required by this workflow");
  return true;
}

/* On failure the caller still frees what was gathered. */
bool account_check(struct sim_request *request, struct sim_create *out, char **error)
{
  *out = (struct sim_create){0};
  out->doc = yyjson_read((const char *)request->body, request->body_len, 0);
  out->root = yyjson_doc_get_root(out->doc);
  if (!yyjson_is_obj(out->root)) {
    *error = text_copy("the body must be a JSON object");
    return false;
  }
  return check_reference(out, error) && check_workflow(out, error) && check_rest(out, error);
}

void account_check_free(struct sim_create *create)
{
  yyjson_doc_free(create->doc);
  free(create->key);
  order_free(&create->order);
  *create = (struct sim_create){0};
}
