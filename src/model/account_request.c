/** The account request: each setter checks its field at once and names the rule that is broken. */
#include "model/account_request.h"

#include <jumio/result.h>

#include "core/text.h"
#include "model/words.h"

#include <arpa/inet.h>
#include <string.h>

#define REFERENCE_MAX 100
#define REPORTING_MAX 255
#define KEY_MAX 255
#define URL_MAX 255
#define LOCALE_MIN 2
#define LOCALE_MAX 5
#define MOCK_MAX 2000
#define STATE_MAX 100
#define TYPE_MAX 40
#define LIFETIME_MIN_S INT64_C(300)
#define LIFETIME_MAX_S (INT64_C(60) * 24 * 3600)

jumio_result jumio_account_request_new(jumio_alloc *alloc, jumio_account_request **out, jumio_error **err)
{
  if (out == NULL)
    return jumio__fail(err, alloc, JUMIO_ERR_ARGUMENT, "out is NULL");
  *out = JUMIO__NEW(alloc, jumio_account_request);
  if (*out == NULL)
    return jumio__fail_memory(err);
  (*out)->mem = jumio__mem_ref(alloc);
  return jumio__ok(err);
}

void jumio_account_request_free(jumio_account_request *request)
{
  if (request == NULL)
    return;
  jumio_alloc *mem = request->mem;
  char *const texts[] = {request->reference,    request->user_reference, request->reporting_criteria, request->workflow_key,
                         request->callback_url, request->success_url,    request->error_url,          request->locale,
                         request->consent_ip,   request->consent_state};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    jumio__mem_text_erase(mem, texts[i]);
  jumio__mem_erase(mem, request, sizeof *request);
  jumio__mem_unref(mem);
}

static jumio_result refuse(const jumio_account_request *request, jumio_error **err, const char *field, const char *rule)
{
  return jumio__fail(err, request != NULL ? request->mem : NULL, JUMIO_ERR_ARGUMENT, "%s: %s", field, rule);
}

/* What every text must be; *len is resolved. NULL when it is in order, else the rule that is broken. */
static const char *text_rule(const char *text, size_t *len, size_t max_characters)
{
  if (text == NULL)
    return "is NULL";
  if (!jumio__text_arg(text, len))
    return "must be UTF-8 without NUL";
  if (*len == 0)
    return "must not be empty";
  if (jumio__utf8_count(text, *len) > max_characters)
    return "is too long";
  if (!jumio__no_controls(text, *len))
    return "must not hold control characters";
  return NULL;
}

static jumio_result replace(jumio_account_request *request, char **field, const char *text, size_t len, jumio_error **err)
{
  char *copy = jumio__mem_text(request->mem, text, len);
  if (copy == NULL)
    return jumio__fail_memory(err);
  jumio__mem_text_erase(request->mem, *field);
  *field = copy;
  return jumio__ok(err);
}

jumio_result jumio_account_request_set_customer_internal_reference(jumio_account_request *request, const char *text, size_t len,
                                                                   jumio_error **err)
{
  const char *field = "customerInternalReference";
  if (request == NULL)
    return refuse(request, err, "request", "is NULL");
  const char *rule = text_rule(text, &len, REFERENCE_MAX);
  if (rule != NULL)
    return refuse(request, err, field, rule);
  for (size_t i = 0; i < len; i++)
    if (strchr("<>\"/;`%{}|", text[i]) != NULL)
      return refuse(request, err, field, "must not hold < > \" / ; ` % { } |");
  return replace(request, &request->reference, text, len, err);
}

jumio_result jumio_account_request_set_mock_outcome(jumio_account_request *request, const char *json, size_t len, jumio_error **err)
{
  const char *field = "customerInternalReference (mock outcome)";
  jumio__json *tree = NULL;
  if (request == NULL)
    return refuse(request, err, "request", "is NULL");
  if (!jumio__text_arg(json, &len))
    return refuse(request, err, field, "must be UTF-8 without NUL");
  if (len < 2 || len > MOCK_MAX)
    return refuse(request, err, field, "must have 2 to 2000 bytes");
  jumio_result result = jumio__json_parse(request->mem, json, len, MOCK_MAX, &tree, NULL);
  bool is_object = jumio__json_kind(jumio__json_root(tree)) == JUMIO__KIND_OBJECT;
  jumio__json_free(tree);
  if (result == JUMIO_ERR_OUT_OF_MEMORY)
    return jumio__fail_memory(err);
  if (!is_object)
    return refuse(request, err, field, "must be one JSON object");
  return replace(request, &request->reference, json, len, err);
}

jumio_result jumio_account_request_set_user_reference(jumio_account_request *request, const char *text, size_t len, jumio_error **err)
{
  if (request == NULL)
    return refuse(request, err, "request", "is NULL");
  const char *rule = text_rule(text, &len, REFERENCE_MAX);
  return rule != NULL ? refuse(request, err, "userReference", rule) : replace(request, &request->user_reference, text, len, err);
}

jumio_result jumio_account_request_set_reporting_criteria(jumio_account_request *request, const char *text, size_t len, jumio_error **err)
{
  if (request == NULL)
    return refuse(request, err, "request", "is NULL");
  const char *rule = text_rule(text, &len, REPORTING_MAX);
  return rule != NULL ? refuse(request, err, "reportingCriteria", rule) : replace(request, &request->reporting_criteria, text, len, err);
}

jumio_result jumio_account_request_set_workflow_key(jumio_account_request *request, const char *text, size_t len, jumio_error **err)
{
  const char *field = "workflowDefinition.key";
  if (request == NULL)
    return refuse(request, err, "request", "is NULL");
  const char *rule = text_rule(text, &len, KEY_MAX);
  if (rule == NULL && !jumio__all_of(text, len, "._-"))
    rule = "must be of [A-Za-z0-9._-]";
  return rule != NULL ? refuse(request, err, field, rule) : replace(request, &request->workflow_key, text, len, err);
}

static const char *url_rule(const char *text, size_t *len)
{
  const char *rule = text_rule(text, len, URL_MAX);
  if (rule == NULL && (!jumio__printable(text, *len) || memchr(text, ' ', *len) != NULL))
    rule = "must be ASCII without blanks";
  for (size_t i = 0; rule == NULL && i < *len; i++)
    if (strchr("\"<>\\^`{|}", text[i]) != NULL)
      rule = "holds a character that no URL has";
  return rule;
}

jumio_result jumio_account_request_set_callback_url(jumio_account_request *request, const char *url, size_t len, jumio_error **err)
{
  if (request == NULL)
    return refuse(request, err, "request", "is NULL");
  const char *rule = url_rule(url, &len);
  return rule != NULL ? refuse(request, err, "callbackUrl", rule) : replace(request, &request->callback_url, url, len, err);
}

static const char *locale_rule(const char *text, size_t *len)
{
  const char *rule = text_rule(text, len, LOCALE_MAX);
  if (rule == NULL && *len < LOCALE_MIN)
    rule = "is too short";
  for (size_t i = 0; rule == NULL && i < *len; i++)
    if (!jumio__all_of(text + i, 1, "_-") || jumio__is_digit(text[i]))
      rule = "must be of [A-Za-z_-]";
  return rule;
}

jumio_result jumio_account_request_set_web(jumio_account_request *request, const char *success_url, size_t success_len,
                                           const char *error_url, size_t error_len, const char *locale, size_t locale_len,
                                           jumio_error **err)
{
  const char *rule = NULL;
  if (request == NULL)
    return refuse(request, err, "request", "is NULL");
  if (success_url != NULL && (rule = url_rule(success_url, &success_len)) != NULL)
    return refuse(request, err, "web.successUrl", rule);
  if (error_url != NULL && (rule = url_rule(error_url, &error_len)) != NULL)
    return refuse(request, err, "web.errorUrl", rule);
  if (locale != NULL && (rule = locale_rule(locale, &locale_len)) != NULL)
    return refuse(request, err, "web.locale", rule);
  char *success = success_url != NULL ? jumio__mem_text(request->mem, success_url, success_len) : NULL;
  char *error = error_url != NULL ? jumio__mem_text(request->mem, error_url, error_len) : NULL;
  char *language = locale != NULL ? jumio__mem_text(request->mem, locale, locale_len) : NULL;
  bool failed = (success_url != NULL && success == NULL) || (error_url != NULL && error == NULL) || (locale != NULL && language == NULL);
  jumio__mem_text_erase(request->mem, failed ? success : request->success_url);
  jumio__mem_text_erase(request->mem, failed ? error : request->error_url);
  jumio__mem_text_erase(request->mem, failed ? language : request->locale);
  if (failed)
    return jumio__fail_memory(err);
  request->success_url = success;
  request->error_url = error;
  request->locale = language;
  return jumio__ok(err);
}

jumio_result jumio_account_request_set_token_lifetime(jumio_account_request *request, int64_t seconds, jumio_error **err)
{
  if (request == NULL)
    return refuse(request, err, "request", "is NULL");
  if (seconds < LIFETIME_MIN_S || seconds > LIFETIME_MAX_S)
    return refuse(request, err, "tokenLifetime", "must be 300 to 5184000 seconds");
  request->token_lifetime_s = seconds;
  return jumio__ok(err);
}

static bool all_between(const char *text, size_t len, char low, char high)
{
  for (size_t i = 0; i < len; i++)
    if (text[i] < low || text[i] > high)
      return false;
  return true;
}

static bool is_alpha3(const char *text, size_t *len)
{
  return jumio__text_arg(text, len) && *len == 3 && all_between(text, 3, 'A', 'Z');
}

static bool is_type(const char *text, size_t *len)
{
  if (!jumio__text_arg(text, len) || *len == 0 || *len > TYPE_MAX)
    return false;
  for (size_t i = 0; i < *len; i++)
    if (text[i] != '_' && !jumio__is_digit(text[i]) && !all_between(text + i, 1, 'A', 'Z'))
      return false;
  return true;
}

jumio_result jumio_account_request_add_credential(jumio_account_request *request, jumio_category category, const char *country,
                                                  size_t country_len, const char *type, size_t type_len, jumio_error **err)
{
  if (request == NULL)
    return refuse(request, err, "request", "is NULL");
  if (jumio__category_word(category) == NULL)
    return refuse(request, err, "credential.category", "must be ID, SELFIE, FACEMAP, DOCUMENT or DATA");
  if (country != NULL && !is_alpha3(country, &country_len))
    return refuse(request, err, "credential.country", "must be ISO 3166-1 alpha-3 in upper case");
  if (type != NULL && !is_type(type, &type_len))
    return refuse(request, err, "credential.type", "must be 1 to 40 of [A-Z0-9_]");
  if (category == JUMIO_CATEGORY_DOCUMENT && (country == NULL || type == NULL))
    return refuse(request, err, "credential", "a DOCUMENT needs a country and a type");
  if (request->credential_count == JUMIO__REQUEST_CREDENTIALS)
    return jumio__fail(err, request->mem, JUMIO_ERR_TOO_LARGE, "credentials: at most %d", JUMIO__REQUEST_CREDENTIALS);
  jumio__request_credential *added = &request->credentials[request->credential_count++];
  memset(added, 0, sizeof *added);
  added->category = category;
  if (country != NULL)
    memcpy(added->country, country, country_len);
  if (type != NULL)
    memcpy(added->type, type, type_len);
  return jumio__ok(err);
}

static bool is_address(const char *text, size_t *len)
{
  unsigned char binary[16];
  char copy[INET6_ADDRSTRLEN];
  if (!jumio__text_arg(text, len) || *len == 0 || *len >= sizeof copy)
    return false;
  memcpy(copy, text, *len);
  copy[*len] = '\0';
  return inet_pton(AF_INET, copy, binary) == 1 || inet_pton(AF_INET6, copy, binary) == 1;
}

static bool is_obtained(const char *text, size_t *len)
{
  return jumio__text_arg(text, len) && (jumio__same(text, *len, "yes") || jumio__same(text, *len, "no") || jumio__same(text, *len, "na"));
}

jumio_result jumio_account_request_set_user_consent(jumio_account_request *request, const char *user_ip, size_t ip_len, const char *country,
                                                    size_t country_len, const char *state, size_t state_len, const char *obtained,
                                                    size_t obtained_len, int64_t obtained_unix_ms, jumio_error **err)
{
  const char *rule;
  if (request == NULL)
    return refuse(request, err, "request", "is NULL");
  if (!is_address(user_ip, &ip_len))
    return refuse(request, err, "userConsent.userIp", "must be an IPv4 or IPv6 address");
  if (!is_alpha3(country, &country_len))
    return refuse(request, err, "userConsent.userLocation.country", "must be ISO 3166-1 alpha-3 in upper case");
  if (state != NULL && (rule = text_rule(state, &state_len, STATE_MAX)) != NULL)
    return refuse(request, err, "userConsent.userLocation.state", rule);
  if (state == NULL && memcmp(country, "USA", 3) == 0)
    return refuse(request, err, "userConsent.userLocation.state", "is required for USA");
  if (!is_obtained(obtained, &obtained_len))
    return refuse(request, err, "userConsent.consent.obtained", "must be yes, no or na");
  if (obtained_unix_ms < 0 || (obtained_unix_ms == 0 && jumio__same(obtained, obtained_len, "yes")))
    return refuse(request, err, "userConsent.consent.obtainedAt", "is required with yes, and not before 1970");
  char *ip = jumio__mem_text(request->mem, user_ip, ip_len);
  char *place = state != NULL ? jumio__mem_text(request->mem, state, state_len) : NULL;
  bool failed = ip == NULL || (state != NULL && place == NULL);
  jumio__mem_text_erase(request->mem, failed ? ip : request->consent_ip);
  jumio__mem_text_erase(request->mem, failed ? place : request->consent_state);
  if (failed)
    return jumio__fail_memory(err);
  request->consent_ip = ip;
  request->consent_state = place;
  memcpy(request->consent_country, country, country_len);
  memset(request->consent_obtained, 0, sizeof request->consent_obtained);
  memcpy(request->consent_obtained, obtained, obtained_len);
  request->consent_unix_ms = obtained_unix_ms;
  return jumio__ok(err);
}

const char *jumio__account_request_reference(const jumio_account_request *request)
{
  return request->reference;
}

const char *jumio__account_request_workflow_key(const jumio_account_request *request)
{
  return request->workflow_key;
}

int64_t jumio__account_request_token_lifetime_s(const jumio_account_request *request)
{
  return request->token_lifetime_s;
}
