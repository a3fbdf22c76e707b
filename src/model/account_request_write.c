/** The account request on its way to the wire: the checks that need the whole, and the JSON body. */
#include "model/account_request.h"

#include <jumio/result.h>

#include "core/text.h"
#include "core/time.h"
#include "model/words.h"

#include <string.h>

#define CONSENT_AGE_MAX_MS (INT64_C(3 * 366) * 24 * 3600 * 1000) /* three years, however many leap days they hold */

static jumio_result refuse(jumio_alloc *mem, jumio_error **err, const char *field, const char *rule)
{
  return jumio__fail(err, mem, JUMIO_ERR_ARGUMENT, "%s: %s", field, rule);
}

/* Screening refuses a transaction without it (jumio-api-write 2.2). */
static bool needs_user_reference(const char *key)
{
  return strcmp(key, "32") == 0 || strcmp(key, "10010") == 0;
}

static jumio_result check_consent(const jumio_account_request *request, int64_t wall_ms, jumio_alloc *mem, jumio_error **err)
{
  const char *field = "userConsent.consent.obtainedAt";
  if (request->consent_ip == NULL || request->consent_unix_ms == 0)
    return JUMIO_OK;
  if (request->consent_unix_ms > wall_ms)
    return refuse(mem, err, field, "must not lie in the future");
  if (wall_ms - request->consent_unix_ms > CONSENT_AGE_MAX_MS)
    return refuse(mem, err, field, "must not be older than three years");
  return JUMIO_OK;
}

jumio_result jumio__account_request_check(const jumio_account_request *request, const jumio__origins *origins, int64_t wall_ms,
                                          jumio_alloc *mem, jumio_error **err)
{
  const struct {
    const char *field, *url;
  } urls[] = {
      {"callbackUrl", request->callback_url},
      {"web.successUrl", request->success_url},
      {"web.errorUrl", request->error_url},
  };
  if (request->reference == NULL)
    return refuse(mem, err, "customerInternalReference", "is required");
  if (request->workflow_key == NULL)
    return refuse(mem, err, "workflowDefinition.key", "is required");
  if (request->user_reference == NULL && needs_user_reference(request->workflow_key))
    return refuse(mem, err, "userReference", "is required for this workflow");
  for (size_t i = 0; i < sizeof urls / sizeof urls[0]; i++) {
    jumio_result result = urls[i].url != NULL ? jumio__origin_check_host_url(origins, urls[i].field, urls[i].url, mem, err) : JUMIO_OK;
    if (result != JUMIO_OK)
      return result;
  }
  jumio_result result = check_consent(request, wall_ms, mem, err);
  return result == JUMIO_OK ? jumio__ok(err) : result;
}

/* Digits that a number can carry unchanged go out as a number, as Jumio's samples have it; all else as a text. */
static void write_key(jumio__writer *writer, const char *key)
{
  int64_t number;
  size_t len = strlen(key);
  bool plain = key[0] != '-' && (key[0] != '0' || len == 1) && jumio__parse_int64(key, len, &number);
  if (plain)
    jumio__writer_int(writer, "key", number);
  else
    jumio__writer_text(writer, "key", key);
}

static void write_preset(jumio__writer *writer, const char *name, const char *value)
{
  if (value[0] == '\0')
    return;
  jumio__writer_object(writer, name);
  jumio__writer_text(writer, "predefinedType", "DEFINED");
  jumio__writer_array(writer, "values");
  jumio__writer_text(writer, NULL, value);
  jumio__writer_end(writer);
  jumio__writer_end(writer);
}

static void write_workflow(jumio__writer *writer, const jumio_account_request *request)
{
  jumio__writer_object(writer, "workflowDefinition");
  if (request->workflow_key != NULL)
    write_key(writer, request->workflow_key);
  if (request->credential_count != 0) {
    jumio__writer_array(writer, "credentials");
    for (size_t i = 0; i < request->credential_count; i++) {
      const jumio__request_credential *credential = &request->credentials[i];
      jumio__writer_object(writer, NULL);
      jumio__writer_text(writer, "category", jumio__category_word(credential->category));
      write_preset(writer, "country", credential->country);
      write_preset(writer, "type", credential->type);
      jumio__writer_end(writer);
    }
    jumio__writer_end(writer);
  }
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
  if (request->consent_ip == NULL)
    return;
  jumio__writer_object(writer, "userConsent");
  jumio__writer_text(writer, "userIp", request->consent_ip);
  jumio__writer_object(writer, "userLocation");
  jumio__writer_text(writer, "country", request->consent_country);
  jumio__writer_text(writer, "state", request->consent_state);
  jumio__writer_end(writer);
  jumio__writer_object(writer, "consent");
  jumio__writer_text(writer, "obtained", request->consent_obtained);
  jumio__writer_text(writer, "obtainedAt", obtained_at);
  jumio__writer_end(writer);
  jumio__writer_end(writer);
}

jumio_result jumio__account_request_write(const jumio_account_request *request, jumio__buffer *out)
{
  char lifetime[24], obtained_at[25];
  bool has_lifetime = request->token_lifetime_s != 0;
  bool has_time = request->consent_unix_ms != 0 && jumio__time_format_rfc3339(request->consent_unix_ms, obtained_at);
  jumio__writer *writer = jumio__writer_new(out->mem);
  if (writer == NULL)
    return JUMIO_ERR_OUT_OF_MEMORY;
  if (has_lifetime)
    memcpy(lifetime + jumio__format_int64(request->token_lifetime_s, lifetime), "s", 2);
  jumio__writer_object(writer, NULL);
  jumio__writer_text(writer, "customerInternalReference", request->reference);
  jumio__writer_text(writer, "userReference", request->user_reference);
  jumio__writer_text(writer, "reportingCriteria", request->reporting_criteria);
  jumio__writer_text(writer, "callbackUrl", request->callback_url);
  jumio__writer_text(writer, "tokenLifetime", has_lifetime ? lifetime : NULL);
  write_workflow(writer, request);
  write_web(writer, request);
  write_consent(writer, request, has_time ? obtained_at : NULL);
  jumio__writer_end(writer);
  jumio_result result = jumio__writer_finish(writer, out);
  jumio__writer_free(writer);
  return result;
}
