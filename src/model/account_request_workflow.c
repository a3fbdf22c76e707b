/** The workflow definition of an account request: expected credentials, options of capabilities, and overrides of settings. */
#include "model/account_request.h"

#include <jumio/result.h>

#include "core/text.h"
#include "model/country.h"
#include "model/words.h"

#include <string.h>

#define TYPE_MAX 40
#define LIST_MAX 4096 /* bytes of all values of one preset */
#define LABEL_MAX 255
#define OVERRIDE_KEY_MAX 100
#define OPTION_MAX 1000

static bool is_type(const char *text, size_t *len)
{
  if (!jumio__text_arg(text, len) || *len == 0 || *len > TYPE_MAX)
    return false;
  for (size_t i = 0; i < *len; i++)
    if (text[i] != '_' && !jumio__is_digit(text[i]) && (text[i] < 'A' || text[i] > 'Z'))
      return false;
  return true;
}

/* The shape refuses; *broken tells whether the code is known. */
static jumio_result check_country(const jumio_account_request *request, const char *text, size_t *len, uint32_t *broken, jumio_error **err)
{
  *broken = 0;
  if (!jumio__country_is_alpha3(text, len))
    return jumio__request_refuse(request, err, "credential.country", "must be ISO 3166-1 alpha-3 in upper case");
  *broken = jumio__country_is_known(text) ? 0 : JUMIO__ADVICE_CREDENTIAL_COUNTRY;
  return jumio__request_advise(request, *broken, err);
}

static jumio_result check_type(const jumio_account_request *request, const char *text, size_t *len, jumio_error **err)
{
  return is_type(text, len) ? JUMIO_OK : jumio__request_refuse(request, err, "credential.type", "must be 1 to 40 of [A-Z0-9_]");
}

jumio_result jumio_account_request_add_credential(jumio_account_request *request, jumio_category category, const char *country,
                                                  size_t country_len, const char *type, size_t type_len, size_t *out_index,
                                                  jumio_error **err)
{
  uint32_t broken = 0;
  jumio_result result = JUMIO_OK;
  if (out_index != NULL)
    *out_index = 0;
  if (request == NULL)
    return jumio__request_refuse(request, err, "request", "is NULL");
  if (jumio__category_word(category) == NULL)
    return jumio__request_refuse(request, err, "credential.category", "must be ID, SELFIE, FACEMAP, DOCUMENT or DATA");
  if (country != NULL)
    result = check_country(request, country, &country_len, &broken, err);
  if (result == JUMIO_OK && type != NULL)
    result = check_type(request, type, &type_len, err);
  if (result != JUMIO_OK)
    return result;
  if (category == JUMIO_CATEGORY_DOCUMENT && (country == NULL || type == NULL))
    return jumio__request_refuse(request, err, "credential", "a DOCUMENT needs a country and a type");
  if (request->credential_count == JUMIO__REQUEST_CREDENTIALS)
    return jumio__fail(err, request->mem, JUMIO_ERR_TOO_LARGE, "credentials: at most %d", JUMIO__REQUEST_CREDENTIALS);
  jumio__request_credential added = {.category = category, .country_preset = "DEFINED", .type_preset = "DEFINED"};
  if (country != NULL)
    result = jumio__request_replace(request, &added.countries, country, country_len, err);
  if (result == JUMIO_OK && type != NULL)
    result = jumio__request_replace(request, &added.types, type, type_len, err);
  if (result != JUMIO_OK) {
    jumio__mem_text_erase(request->mem, added.countries);
    return result;
  }
  if (out_index != NULL)
    *out_index = request->credential_count;
  request->credentials[request->credential_count++] = added;
  jumio__request_note(request, broken, broken);
  return jumio__ok(err);
}

/* One more value behind those of the list. */
static jumio_result append(jumio_account_request *request, char **list, const char *text, size_t len, jumio_error **err)
{
  size_t old = *list != NULL ? strlen(*list) + 1 : 0;
  char joined[LIST_MAX + 1];
  if (old + len > LIST_MAX)
    return jumio__fail(err, request->mem, JUMIO_ERR_TOO_LARGE, "credential: at most %d bytes of countries or of types", LIST_MAX);
  if (old != 0) {
    memcpy(joined, *list, old - 1);
    joined[old - 1] = ',';
  }
  memcpy(joined + old, text, len);
  return jumio__request_replace(request, list, joined, old + len, err);
}

static jumio_result add_country(jumio_account_request *request, jumio__request_credential *c, const char *text, size_t len,
                                jumio_error **err)
{
  uint32_t broken;
  jumio_result result = check_country(request, text, &len, &broken, err);
  if (result == JUMIO_OK)
    result = append(request, &c->countries, text, len, err);
  if (result == JUMIO_OK)
    jumio__request_note(request, broken, broken);
  return result;
}

static jumio_result add_type(jumio_account_request *request, jumio__request_credential *c, const char *text, size_t len, jumio_error **err)
{
  jumio_result result = check_type(request, text, &len, err);
  return result == JUMIO_OK ? append(request, &c->types, text, len, err) : result;
}

/* Whole credentials of three categories can be reused, each category once (jumio-api-write 6). */
static bool is_reusable(const jumio_account_request *request, const jumio__request_credential *c)
{
  for (size_t i = 0; i < request->credential_count; i++)
    if (&request->credentials[i] != c && request->credentials[i].category == c->category && request->credentials[i].id[0] != '\0')
      return false;
  return c->category == JUMIO_CATEGORY_ID || c->category == JUMIO_CATEGORY_SELFIE || c->category == JUMIO_CATEGORY_FACEMAP;
}

static jumio_result set_id(jumio_account_request *request, jumio__request_credential *c, const char *text, size_t len, jumio_error **err)
{
  char id[37];
  uint32_t broken = is_reusable(request, c) ? 0 : JUMIO__ADVICE_CREDENTIAL_REUSE;
  if (!jumio__text_arg(text, &len) || !jumio__uuid(text, len, id))
    return jumio__request_refuse(request, err, "credential.id", "must be a UUID");
  jumio_result result = jumio__request_advise(request, broken, err);
  if (result != JUMIO_OK)
    return result;
  memcpy(c->id, id, sizeof id);
  jumio__request_note(request, broken, broken);
  return jumio__ok(err);
}

static jumio_result set_preset(const jumio_account_request *request, const char **preset, const char *field, const char *text, size_t len,
                               jumio_error **err)
{
  static const char *const words[] = {"DEFINED", "RECOMMENDED", ""};
  size_t i = 0;
  bool good = jumio__text_arg(text, &len);
  while (good && i < 3 && !jumio__same(text, len, words[i]))
    i++;
  if (!good || i == 3)
    return jumio__request_refuse(request, err, field, "must be DEFINED, RECOMMENDED or empty");
  *preset = words[i][0] != '\0' ? words[i] : NULL;
  return jumio__ok(err);
}

static jumio_result set_label(jumio_account_request *request, jumio__request_credential *c, const char *text, size_t len, jumio_error **err)
{
  const char *rule = jumio__text_rule(text, &len, LABEL_MAX);
  if (rule != NULL)
    return jumio__request_refuse(request, err, "credential.label", rule);
  return jumio__request_replace(request, &c->label, text, len, err);
}

jumio_result jumio_account_request_set_credential(jumio_account_request *request, size_t index, jumio_credential_setting which,
                                                  const char *text, size_t len, jumio_error **err)
{
  if (request == NULL)
    return jumio__request_refuse(request, err, "request", "is NULL");
  if (index >= request->credential_count)
    return jumio__request_refuse(request, err, "index", "there is no such credential");
  jumio__request_credential *c = &request->credentials[index];
  bool adds = which == JUMIO_CREDENTIAL_SETTING_ADD_COUNTRY || which == JUMIO_CREDENTIAL_SETTING_ADD_TYPE;
  if (adds && c->category == JUMIO_CATEGORY_DOCUMENT)
    return jumio__request_refuse(request, err, "credential", "a DOCUMENT takes exactly one country and one type");
  switch (which) {
  case JUMIO_CREDENTIAL_SETTING_LABEL:
    return set_label(request, c, text, len, err);
  case JUMIO_CREDENTIAL_SETTING_ID:
    return set_id(request, c, text, len, err);
  case JUMIO_CREDENTIAL_SETTING_ADD_COUNTRY:
    return add_country(request, c, text, len, err);
  case JUMIO_CREDENTIAL_SETTING_ADD_TYPE:
    return add_type(request, c, text, len, err);
  case JUMIO_CREDENTIAL_SETTING_COUNTRY_PRESET:
    return set_preset(request, &c->country_preset, "credential.country.predefinedType", text, len, err);
  case JUMIO_CREDENTIAL_SETTING_TYPE_PRESET:
    return set_preset(request, &c->type_preset, "credential.type.predefinedType", text, len, err);
  default:
    return jumio__request_refuse(request, err, "which", "is no setting of a credential");
  }
}

/* A text of which nothing is known but that it is one; it may be empty. */
static const char *free_text_rule(const char *text, size_t *len)
{
  if (!jumio__text_arg(text, len))
    return "must be UTF-8 without NUL";
  return *len != 0 ? jumio__text_rule(text, len, OPTION_MAX) : NULL;
}

jumio_result jumio_account_request_set_override(jumio_account_request *request, const char *key, size_t key_len, const char *value,
                                                size_t value_len, jumio_error **err)
{
  size_t at = 0;
  if (request == NULL)
    return jumio__request_refuse(request, err, "request", "is NULL");
  const char *rule = jumio__text_rule(key, &key_len, OVERRIDE_KEY_MAX);
  if (rule != NULL)
    return jumio__request_refuse(request, err, "overrideSettings (key)", rule);
  rule = free_text_rule(value, &value_len);
  if (rule != NULL)
    return jumio__request_refuse(request, err, "overrideSettings (value)", rule);
  while (at < request->override_count && !jumio__same(key, key_len, request->overrides[at].key))
    at++;
  if (at == JUMIO__REQUEST_OVERRIDES)
    return jumio__fail(err, request->mem, JUMIO_ERR_TOO_LARGE, "overrideSettings: at most %d", JUMIO__REQUEST_OVERRIDES);
  jumio__request_override *place = &request->overrides[at];
  if (at < request->override_count)
    return jumio__request_replace(request, &place->value, value, value_len, err);
  jumio__request_override added = {jumio__mem_text(request->mem, key, key_len), jumio__mem_text(request->mem, value, value_len)};
  if (added.key == NULL || added.value == NULL) {
    jumio__mem_text_erase(request->mem, added.key);
    jumio__mem_text_erase(request->mem, added.value);
    return jumio__fail_memory(err);
  }
  *place = added;
  request->override_count++;
  return jumio__ok(err);
}

jumio_result jumio_account_request_set_capability(jumio_account_request *request, jumio_capability_option which, const char *text,
                                                  size_t len, jumio_error **err)
{
  if (request == NULL)
    return jumio__request_refuse(request, err, "request", "is NULL");
  if (which < JUMIO_CAPABILITY_OPTION_SEARCH_PROFILE || which > JUMIO_CAPABILITY_OPTION_ENABLE_EXTRACTION)
    return jumio__request_refuse(request, err, "which", "is no option of a capability");
  const char *rule = free_text_rule(text, &len);
  if (rule == NULL && which == JUMIO_CAPABILITY_OPTION_ENABLE_EXTRACTION && !jumio__same(text, len, "true") &&
      !jumio__same(text, len, "false"))
    rule = "must be true or false";
  if (rule != NULL)
    return jumio__request_refuse(request, err, "workflowDefinition.capabilities", rule);
  return jumio__request_replace(request, &request->options[which], text, len, err);
}
