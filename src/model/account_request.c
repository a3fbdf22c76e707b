/** The account request: each setter checks its field at once and names the rule that is broken. */
#include "model/account_request.h"

#include <jumio/result.h>

#include "core/text.h"

#include <string.h>

#define REFERENCE_MAX 100
#define REPORTING_MAX 255
#define KEY_MAX 255
#define URL_MAX 255
#define LOCALE_MIN 2
#define LOCALE_MAX 5
#define LOCALE_LENIENT_MAX 35 /* BCP 47 */
#define MOCK_MAX 2000
#define LIFETIME_MIN_S INT64_C(300)
#define LIFETIME_MAX_S (INT64_C(60) * 24 * 3600)
#define LIFETIME_TEXT_MAX 20

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
  for (size_t i = 0; i < request->credential_count; i++) {
    jumio__mem_text_erase(mem, request->credentials[i].label);
    jumio__mem_text_erase(mem, request->credentials[i].countries);
    jumio__mem_text_erase(mem, request->credentials[i].types);
  }
  for (size_t i = 0; i < request->override_count; i++) {
    jumio__mem_text_erase(mem, request->overrides[i].key);
    jumio__mem_text_erase(mem, request->overrides[i].value);
  }
  for (size_t i = 0; i < sizeof request->options / sizeof request->options[0]; i++)
    jumio__mem_text_erase(mem, request->options[i]);
  for (size_t i = 0; i < request->member_count; i++) {
    jumio__mem_text_erase(mem, request->members[i].pointer);
    jumio__json_free(request->members[i].value);
  }
  jumio__mem_erase(mem, request, sizeof *request);
  jumio__mem_unref(mem);
}

jumio_result jumio__request_refuse(const jumio_account_request *request, jumio_error **err, const char *field, const char *rule)
{
  return jumio__fail(err, request != NULL ? request->mem : NULL, JUMIO_ERR_ARGUMENT, "%s: %s", field, rule);
}

jumio_result jumio__request_replace(jumio_account_request *request, char **field, const char *text, size_t len, jumio_error **err)
{
  char *copy = jumio__mem_text(request->mem, text, len);
  if (copy == NULL)
    return jumio__fail_memory(err);
  jumio__mem_text_erase(request->mem, *field);
  *field = copy;
  return jumio__ok(err);
}

/* Takes a text whose hard rules are kept, with what it breaks of the others. */
static jumio_result take(jumio_account_request *request, char **field, const char *text, size_t len, uint32_t scope, uint32_t broken,
                         jumio_error **err)
{
  jumio_result result = jumio__request_advise(request, broken, err);
  if (result == JUMIO_OK)
    result = jumio__request_replace(request, field, text, len, err);
  if (result == JUMIO_OK)
    jumio__request_note(request, scope, broken);
  return result;
}

jumio_result jumio_account_request_set_customer_internal_reference(jumio_account_request *request, const char *text, size_t len,
                                                                   jumio_error **err)
{
  const uint32_t scope = JUMIO__ADVICE_REFERENCE_CHARACTERS | JUMIO__ADVICE_REFERENCE_PERSONAL;
  uint32_t broken = 0;
  if (request == NULL)
    return jumio__request_refuse(request, err, "request", "is NULL");
  const char *rule = jumio__text_rule(text, &len, REFERENCE_MAX);
  if (rule != NULL)
    return jumio__request_refuse(request, err, "customerInternalReference", rule);
  for (size_t i = 0; i < len; i++)
    if (strchr("<>\"/;`%{}|", text[i]) != NULL)
      broken |= JUMIO__ADVICE_REFERENCE_CHARACTERS;
  if (jumio__request_looks_personal(text, len))
    broken |= JUMIO__ADVICE_REFERENCE_PERSONAL;
  jumio_result result = take(request, &request->reference, text, len, scope, broken, err);
  if (result == JUMIO_OK)
    request->reference_is_number = false;
  return result;
}

jumio_result jumio_account_request_set_mock_outcome(jumio_account_request *request, const char *json, size_t len, jumio_error **err)
{
  const char *field = "customerInternalReference (mock outcome)";
  jumio__json *tree = NULL;
  if (request == NULL)
    return jumio__request_refuse(request, err, "request", "is NULL");
  if (!jumio__text_arg(json, &len))
    return jumio__request_refuse(request, err, field, "must be UTF-8 without NUL");
  if (len < 2 || len > MOCK_MAX)
    return jumio__request_refuse(request, err, field, "must have 2 to 2000 bytes");
  jumio_result result = jumio__json_parse(request->mem, json, len, MOCK_MAX, &tree, NULL);
  bool is_object = jumio__json_is_object(jumio__json_root(tree));
  jumio__json_free(tree);
  if (result == JUMIO_ERR_OUT_OF_MEMORY)
    return jumio__fail_memory(err);
  if (!is_object)
    return jumio__request_refuse(request, err, field, "must be one JSON object");
  result = take(request, &request->reference, json, len, JUMIO__ADVICE_REFERENCE_CHARACTERS | JUMIO__ADVICE_REFERENCE_PERSONAL, 0, err);
  if (result == JUMIO_OK)
    request->reference_is_number = false;
  return result;
}

jumio_result jumio_account_request_set_user_reference(jumio_account_request *request, const char *text, size_t len, jumio_error **err)
{
  const uint32_t personal = JUMIO__ADVICE_USER_PERSONAL;
  if (request == NULL)
    return jumio__request_refuse(request, err, "request", "is NULL");
  const char *rule = jumio__text_rule(text, &len, REFERENCE_MAX);
  if (rule != NULL)
    return jumio__request_refuse(request, err, "userReference", rule);
  return take(request, &request->user_reference, text, len, personal, jumio__request_looks_personal(text, len) ? personal : 0, err);
}

jumio_result jumio_account_request_set_reporting_criteria(jumio_account_request *request, const char *text, size_t len, jumio_error **err)
{
  const uint32_t personal = JUMIO__ADVICE_REPORTING_PERSONAL;
  if (request == NULL)
    return jumio__request_refuse(request, err, "request", "is NULL");
  const char *rule = jumio__text_rule(text, &len, REPORTING_MAX);
  if (rule != NULL)
    return jumio__request_refuse(request, err, "reportingCriteria", rule);
  return take(request, &request->reporting_criteria, text, len, personal, jumio__request_looks_personal(text, len) ? personal : 0, err);
}

jumio_result jumio_account_request_set_workflow_key(jumio_account_request *request, const char *text, size_t len, jumio_error **err)
{
  if (request == NULL)
    return jumio__request_refuse(request, err, "request", "is NULL");
  const char *rule = jumio__text_rule(text, &len, KEY_MAX);
  if (rule == NULL && !jumio__all_of(text, len, "._-"))
    rule = "must be of [A-Za-z0-9._-]";
  if (rule != NULL)
    return jumio__request_refuse(request, err, "workflowDefinition.key", rule);
  jumio_result result = jumio__request_replace(request, &request->workflow_key, text, len, err);
  if (result == JUMIO_OK)
    request->key_is_text = false;
  return result;
}

static const char *url_rule(const char *text, size_t *len)
{
  const char *rule = jumio__text_rule(text, len, URL_MAX);
  if (rule == NULL && (!jumio__printable(text, *len) || memchr(text, ' ', *len) != NULL))
    rule = "must be ASCII without blanks";
  for (size_t i = 0; rule == NULL && i < *len; i++)
    if (strchr("\"<>\\^`{|}", text[i]) != NULL)
      rule = "holds a character that no URL has";
  return rule;
}

/* What of a URL's query is disliked. */
static uint32_t url_advice(const char *url, size_t len, uint32_t query, uint32_t names)
{
  unsigned remarks = url != NULL ? jumio__origin_url_remarks(url, len) : 0;
  return ((remarks & JUMIO__URL_HAS_QUERY) != 0 ? query : 0) | ((remarks & JUMIO__URL_HAS_JUMIO_NAME) != 0 ? names : 0);
}

jumio_result jumio_account_request_set_callback_url(jumio_account_request *request, const char *url, size_t len, jumio_error **err)
{
  const uint32_t names = JUMIO__ADVICE_CALLBACK_NAMES;
  if (request == NULL)
    return jumio__request_refuse(request, err, "request", "is NULL");
  const char *rule = url_rule(url, &len);
  if (rule != NULL)
    return jumio__request_refuse(request, err, "callbackUrl", rule);
  return take(request, &request->callback_url, url, len, names, url_advice(url, len, 0, names), err);
}

static const char *locale_rule(const char *text, size_t *len)
{
  const char *rule = jumio__text_rule(text, len, LOCALE_LENIENT_MAX);
  if (rule == NULL && *len < LOCALE_MIN)
    rule = "is too short";
  for (size_t i = 0; rule == NULL && i < *len; i++)
    if (!jumio__all_of(text + i, 1, "_-") || jumio__is_digit(text[i]))
      rule = "must be of [A-Za-z_-]";
  return rule;
}

typedef struct web_texts {
  const char *text[3]; /* success URL, error URL, locale */
  size_t len[3];
} web_texts;

/* All three are copied before one is replaced. */
static jumio_result replace_web(jumio_account_request *request, const web_texts *web, jumio_error **err)
{
  char **const fields[3] = {&request->success_url, &request->error_url, &request->locale};
  char *copies[3] = {NULL, NULL, NULL};
  bool failed = false;
  for (size_t i = 0; i < 3; i++) {
    copies[i] = web->text[i] != NULL ? jumio__mem_text(request->mem, web->text[i], web->len[i]) : NULL;
    failed = failed || (web->text[i] != NULL && copies[i] == NULL);
  }
  for (size_t i = 0; i < 3; i++) {
    jumio__mem_text_erase(request->mem, failed ? copies[i] : *fields[i]);
    if (!failed)
      *fields[i] = copies[i];
  }
  return failed ? jumio__fail_memory(err) : jumio__ok(err);
}

jumio_result jumio_account_request_set_web(jumio_account_request *request, const char *success_url, size_t success_len,
                                           const char *error_url, size_t error_len, const char *locale, size_t locale_len,
                                           jumio_error **err)
{
  const uint32_t scope = JUMIO__ADVICE_SUCCESS_QUERY | JUMIO__ADVICE_SUCCESS_NAMES | JUMIO__ADVICE_ERROR_QUERY | JUMIO__ADVICE_ERROR_NAMES |
                         JUMIO__ADVICE_LOCALE_LENGTH;
  const char *rule = NULL;
  if (request == NULL)
    return jumio__request_refuse(request, err, "request", "is NULL");
  if (success_url != NULL && (rule = url_rule(success_url, &success_len)) != NULL)
    return jumio__request_refuse(request, err, "web.successUrl", rule);
  if (error_url != NULL && (rule = url_rule(error_url, &error_len)) != NULL)
    return jumio__request_refuse(request, err, "web.errorUrl", rule);
  if (locale != NULL && (rule = locale_rule(locale, &locale_len)) != NULL)
    return jumio__request_refuse(request, err, "web.locale", rule);
  uint32_t broken = url_advice(success_url, success_len, JUMIO__ADVICE_SUCCESS_QUERY, JUMIO__ADVICE_SUCCESS_NAMES) |
                    url_advice(error_url, error_len, JUMIO__ADVICE_ERROR_QUERY, JUMIO__ADVICE_ERROR_NAMES);
  if (locale != NULL && locale_len > LOCALE_MAX)
    broken |= JUMIO__ADVICE_LOCALE_LENGTH;
  jumio_result result = jumio__request_advise(request, broken, err);
  if (result != JUMIO_OK)
    return result;
  web_texts web = {{success_url, error_url, locale}, {success_len, error_len, locale_len}};
  result = replace_web(request, &web, err);
  if (result == JUMIO_OK)
    jumio__request_note(request, scope, broken);
  return result;
}

jumio_result jumio_account_request_set_token_lifetime(jumio_account_request *request, int64_t seconds, jumio_error **err)
{
  if (request == NULL)
    return jumio__request_refuse(request, err, "request", "is NULL");
  if (seconds < LIFETIME_MIN_S || seconds > LIFETIME_MAX_S)
    return jumio__request_refuse(request, err, "tokenLifetime", "must be 300 to 5184000 seconds");
  memcpy(request->lifetime_text + jumio__format_int64(seconds, request->lifetime_text), "s", 2);
  request->token_lifetime_s = seconds;
  return jumio__ok(err);
}

/* Jumio's ^([+-]?\d+)([smhd]{1})$; false when it is none. A number that no range holds becomes 0. */
static bool lifetime_of(const char *text, size_t len, int64_t *out_s)
{
  static const char units[] = "smhd";
  static const int64_t seconds[] = {1, 60, 3600, 86400};
  const char *unit = len > 1 && text[len - 1] != '\0' ? strchr(units, text[len - 1]) : NULL;
  size_t sign = text[0] == '+' || text[0] == '-' ? 1 : 0;
  int64_t count;
  *out_s = 0;
  if (unit == NULL || len < sign + 2)
    return false;
  for (size_t i = sign; i + 1 < len; i++)
    if (!jumio__is_digit(text[i]))
      return false;
  if (text[0] != '-' && jumio__parse_int64(text + sign, len - sign - 1, &count) && count <= LIFETIME_MAX_S)
    *out_s = count * seconds[unit - units];
  return true;
}

jumio_result jumio_account_request_set_token_lifetime_text(jumio_account_request *request, const char *text, size_t len, jumio_error **err)
{
  int64_t seconds;
  if (request == NULL)
    return jumio__request_refuse(request, err, "request", "is NULL");
  const char *rule = jumio__text_rule(text, &len, LIFETIME_TEXT_MAX);
  if (rule == NULL && !lifetime_of(text, len, &seconds))
    rule = "must be a number and one of the units s, m, h and d";
  if (rule == NULL && (seconds < LIFETIME_MIN_S || seconds > LIFETIME_MAX_S))
    rule = "must be 5 minutes to 60 days";
  if (rule != NULL)
    return jumio__request_refuse(request, err, "tokenLifetime", rule);
  memcpy(request->lifetime_text, text, len);
  request->lifetime_text[len] = '\0';
  request->token_lifetime_s = seconds;
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
