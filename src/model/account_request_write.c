/** The account request on its way to the wire: the JSON body, and the checks that need the whole. */
#include "model/account_request.h"

#include <jumio/result.h>

#include "core/text.h"
#include "core/time.h"
#include "model/words.h"

#include <string.h>

#define CONSENT_AGE_MAX_MS (INT64_C(3 * 366) * 24 * 3600 * 1000) /* three years, however many leap days they hold */

/* ---- the body ---- */

/* Digits that a number can carry unchanged go out as a number, as Jumio's samples have it; all else as a text. */
static void write_key(jumio__writer *writer, const char *name, const char *key, bool as_text)
{
  int64_t number;
  size_t len = strlen(key);
  bool plain = key[0] != '-' && (key[0] != '0' || len == 1) && jumio__parse_int64(key, len, &number);
  if (plain && !as_text)
    jumio__writer_int(writer, name, number);
  else
    jumio__writer_text(writer, name, key);
}

static void write_preset(jumio__writer *writer, const char *name, const char *preset, const char *values)
{
  if (values == NULL)
    return;
  jumio__writer_object(writer, name);
  jumio__writer_text(writer, "predefinedType", preset);
  jumio__writer_array(writer, "values");
  while (*values != '\0') {
    size_t len = strcspn(values, ",");
    jumio__writer_text_n(writer, NULL, values, len);
    values += values[len] == ',' ? len + 1 : len;
  }
  jumio__writer_end(writer);
  jumio__writer_end(writer);
}

static void write_credentials(jumio__writer *writer, const jumio_account_request *request)
{
  if (request->credential_count == 0)
    return;
  jumio__writer_array(writer, "credentials");
  for (size_t i = 0; i < request->credential_count; i++) {
    const jumio__request_credential *credential = &request->credentials[i];
    jumio__writer_object(writer, NULL);
    jumio__writer_text(writer, "id", credential->id[0] != '\0' ? credential->id : NULL);
    jumio__writer_text(writer, "category", jumio__category_word(credential->category));
    jumio__writer_text(writer, "label", credential->label);
    write_preset(writer, "country", credential->country_preset, credential->countries);
    write_preset(writer, "type", credential->type_preset, credential->types);
    jumio__writer_end(writer);
  }
  jumio__writer_end(writer);
}

/* Options of one capability stand together. */
static void write_capabilities(jumio__writer *writer, const jumio_account_request *request)
{
  static const struct {
    jumio_capability_option option;
    const char *capability, *member;
  } rows[] = {
      {JUMIO_CAPABILITY_OPTION_SEARCH_PROFILE, "watchlistScreening", "searchProfile"},
      {JUMIO_CAPABILITY_OPTION_ADDITIONAL_PROPERTIES, "watchlistScreening", "additionalProperties"},
      {JUMIO_CAPABILITY_OPTION_SEARCH_TYPE, "watchlistScreening", "searchType"},
      {JUMIO_CAPABILITY_OPTION_EKYC_SEARCH_TYPE, "ekycCheck", "searchType"},
      {JUMIO_CAPABILITY_OPTION_DECISION_LABEL_RULESET_ID, "workflowDecision", "decisionLabelRulesetId"},
      {JUMIO_CAPABILITY_OPTION_RISK_SCORE_RULESET_ID, "workflowDecision", "riskScoreRulesetId"},
      {JUMIO_CAPABILITY_OPTION_ENABLE_EXTRACTION, "documentVerification", "enableExtraction"},
  };
  const char *open = NULL;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const char *text = request->options[rows[i].option];
    if (text == NULL)
      continue;
    if (open == NULL)
      jumio__writer_object(writer, "capabilities");
    else if (strcmp(open, rows[i].capability) != 0)
      jumio__writer_end(writer);
    if (open == NULL || strcmp(open, rows[i].capability) != 0)
      jumio__writer_object(writer, rows[i].capability);
    open = rows[i].capability;
    if (rows[i].option == JUMIO_CAPABILITY_OPTION_ENABLE_EXTRACTION)
      jumio__writer_bool(writer, rows[i].member, text[0] == 't');
    else
      jumio__writer_text(writer, rows[i].member, text);
  }
  if (open == NULL)
    return;
  jumio__writer_end(writer);
  jumio__writer_end(writer);
}

static void write_workflow(jumio__writer *writer, const jumio_account_request *request)
{
  jumio__writer_object(writer, "workflowDefinition");
  if (request->workflow_key != NULL)
    write_key(writer, "key", request->workflow_key, request->key_is_text);
  write_credentials(writer, request);
  write_capabilities(writer, request);
  jumio__writer_end(writer);
}

static void write_overrides(jumio__writer *writer, const jumio_account_request *request)
{
  if (request->override_count == 0)
    return;
  jumio__writer_object(writer, "overrideSettings");
  for (size_t i = 0; i < request->override_count; i++)
    jumio__writer_text(writer, request->overrides[i].key, request->overrides[i].value);
  jumio__writer_end(writer);
}

static void write_web(jumio__writer *writer, const jumio_account_request *request)
{
  if (request->success_url == NULL && request->error_url == NULL && request->locale == NULL)
    return;
  jumio__writer_object(writer, "web");
  jumio__writer_text(writer, "successUrl", request->success_url);
  jumio__writer_text(writer, "errorUrl", request->error_url);
  jumio__writer_text(writer, "locale", request->locale);
  jumio__writer_end(writer);
}

static void write_consent(jumio__writer *writer, const jumio_account_request *request, const char *obtained_at)
{
  const char *obtained = request->consent_obtained[0] != '\0' ? request->consent_obtained : NULL;
  if (request->consent_ip == NULL)
    return;
  jumio__writer_object(writer, "userConsent");
  jumio__writer_text(writer, "userIp", request->consent_ip);
  jumio__writer_object(writer, "userLocation");
  jumio__writer_text(writer, "country", request->consent_country);
  jumio__writer_text(writer, "state", request->consent_state);
  jumio__writer_end(writer);
  if (obtained != NULL || obtained_at != NULL) {
    jumio__writer_object(writer, "consent");
    jumio__writer_text(writer, "obtained", obtained);
    jumio__writer_text(writer, "obtainedAt", obtained_at);
    jumio__writer_end(writer);
  }
  jumio__writer_end(writer);
}

/* The raw members come last; *bad is the pointer of the one that does not fit. */
static jumio_result write_members(jumio__writer *writer, const jumio_account_request *request, const char **bad)
{
  jumio_result result = JUMIO_OK;
  for (size_t i = 0; i < request->member_count && result == JUMIO_OK; i++) {
    *bad = request->members[i].pointer;
    result = jumio__writer_put(writer, *bad, jumio__json_root(request->members[i].value));
  }
  return result;
}

static jumio_result write_body(const jumio_account_request *request, jumio__buffer *out, const char **bad)
{
  char obtained_at[25];
  bool has_time = request->consent_unix_ms != 0 && jumio__time_format_rfc3339(request->consent_unix_ms, obtained_at);
  jumio__writer *writer = jumio__writer_new(out->mem);
  if (writer == NULL)
    return JUMIO_ERR_OUT_OF_MEMORY;
  jumio__writer_object(writer, NULL);
  if (request->reference != NULL)
    write_key(writer, "customerInternalReference", request->reference, !request->reference_is_number);
  jumio__writer_text(writer, "userReference", request->user_reference);
  jumio__writer_text(writer, "reportingCriteria", request->reporting_criteria);
  jumio__writer_text(writer, "callbackUrl", request->callback_url);
  jumio__writer_text(writer, "tokenLifetime", request->lifetime_text[0] != '\0' ? request->lifetime_text : NULL);
  write_overrides(writer, request);
  write_workflow(writer, request);
  write_web(writer, request);
  write_consent(writer, request, has_time ? obtained_at : NULL);
  jumio__writer_end(writer);
  jumio_result result = write_members(writer, request, bad);
  if (result == JUMIO_OK)
    result = jumio__writer_finish(writer, out);
  jumio__writer_free(writer);
  return result;
}

jumio_result jumio__account_request_write(const jumio_account_request *request, jumio__buffer *out)
{
  const char *bad = NULL;
  return write_body(request, out, &bad);
}

static jumio_result fail_writing(jumio_result result, const char *bad, jumio_alloc *mem, jumio_error **err)
{
  jumio__error_facts facts = {.retry_after_ms = -1, .json_pointer = bad};
  switch (result) {
  case JUMIO_ERR_CONFLICT:
    return jumio__fail_with(err, mem, result, &facts, "pointer: another setter has set this member or one around it");
  case JUMIO_ERR_ARGUMENT:
    return jumio__fail_with(err, mem, result, &facts, "pointer: leads through what is no object and no element that is there");
  case JUMIO_ERR_TOO_LARGE:
    return jumio__fail(err, mem, result, "the request is larger than 1 MiB");
  default:
    return jumio__fail_memory(err);
  }
}

jumio_result jumio__account_request_tree(const jumio_account_request *request, jumio_alloc *mem, jumio__json **out, jumio_error **err)
{
  jumio__buffer body;
  const char *bad = NULL;
  *out = NULL;
  jumio__buffer_init(&body, mem, JUMIO__REQUEST_MAX);
  jumio_result result = write_body(request, &body, &bad);
  result =
      result == JUMIO_OK ? jumio__json_parse(mem, body.data, body.len, JUMIO__REQUEST_MAX, out, err) : fail_writing(result, bad, mem, err);
  jumio__buffer_free(&body);
  return result;
}

/* ---- the checks of the whole ---- */

static jumio_result refuse(jumio_alloc *mem, jumio_error **err, const char *field, const char *rule)
{
  return jumio__fail(err, mem, JUMIO_ERR_ARGUMENT, "%s: %s", field, rule);
}

/* Screening refuses a transaction without it (jumio-api-write 2.2). */
static bool needs_user_reference(const char *key)
{
  return strcmp(key, "32") == 0 || strcmp(key, "10010") == 0;
}

static jumio_result check_consent(const jumio__value *body, int64_t wall_ms, jumio_alloc *mem, jumio_error **err)
{
  const char *field = "userConsent.consent.obtainedAt", *text;
  size_t len = 0;
  int64_t obtained_ms;
  jumio__got got = jumio__json_get_text(body, field, &text, &len);
  if (got == JUMIO__MISSING)
    return JUMIO_OK;
  if (got != JUMIO__PRESENT || !jumio__time_parse_rfc3339(text, len, &obtained_ms))
    return refuse(mem, err, field, "must be a time");
  if (obtained_ms > wall_ms)
    return refuse(mem, err, field, "must not lie in the future");
  if (wall_ms - obtained_ms > CONSENT_AGE_MAX_MS)
    return refuse(mem, err, field, "must not be older than three years");
  return JUMIO_OK;
}

/* Also of URLs that came as raw members. */
static jumio_result check_urls(const jumio__value *body, const jumio__origins *origins, jumio_alloc *mem, jumio_error **err)
{
  static const char *const fields[] = {"callbackUrl", "web.successUrl", "web.errorUrl"};
  for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
    const char *url;
    jumio__got got = jumio__json_get_text(body, fields[i], &url, NULL);
    if (got == JUMIO__WRONG_TYPE)
      return refuse(mem, err, fields[i], "must be a text");
    jumio_result result = got == JUMIO__PRESENT ? jumio__origin_check_host_url(origins, fields[i], url, mem, err) : JUMIO_OK;
    if (result != JUMIO_OK)
      return result;
  }
  return JUMIO_OK;
}

jumio_result jumio__account_request_check(const jumio_account_request *request, const jumio__origins *origins, int64_t wall_ms,
                                          jumio_alloc *mem, jumio_error **err)
{
  jumio__json *tree = NULL;
  if (request->reference == NULL)
    return refuse(mem, err, "customerInternalReference", "is required");
  if (request->workflow_key == NULL)
    return refuse(mem, err, "workflowDefinition.key", "is required");
  jumio_result result = jumio__account_request_tree(request, mem, &tree, err);
  if (result != JUMIO_OK)
    return result;
  const jumio__value *body = jumio__json_root(tree);
  if (needs_user_reference(request->workflow_key) && jumio__json_member(body, "userReference") == NULL)
    result = refuse(mem, err, "userReference", "is required for this workflow");
  if (result == JUMIO_OK)
    result = check_urls(body, origins, mem, err);
  if (result == JUMIO_OK)
    result = check_consent(body, wall_ms, mem, err);
  jumio__json_free(tree);
  return result == JUMIO_OK ? jumio__ok(err) : result;
}
