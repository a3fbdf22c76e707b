/** The end user's consent in an account request, by Jumio's rules for each country (jumio-api-write 2.4). */
#include "model/account_request.h"

#include <jumio/result.h>

#include "core/text.h"
#include "core/time.h"
#include "model/country.h"

#include <arpa/inet.h>
#include <string.h>

#define STATE_MAX 100
#define SUBDIVISION_MAX 3 /* ISO 3166-2 behind the country */
#define SCOPE (JUMIO__ADVICE_CONSENT_COUNTRY | JUMIO__ADVICE_STATE_MISSING | JUMIO__ADVICE_STATE_CODE)

/* The arguments of the setter, their lengths resolved by check(). */
typedef struct consent {
  const char *ip, *country, *state, *obtained;
  size_t ip_len, country_len, state_len, obtained_len;
  int64_t unix_ms;
} consent;

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

static bool is_subdivision(const char *text, size_t len)
{
  for (size_t i = 0; i < len; i++)
    if (!jumio__is_digit(text[i]) && (text[i] < 'A' || text[i] > 'Z'))
      return false;
  return len <= SUBDIVISION_MAX;
}

static uint32_t advice(const consent *c)
{
  bool usa = memcmp(c->country, "USA", 3) == 0;
  bool coded = usa || memcmp(c->country, "CAN", 3) == 0 || memcmp(c->country, "AUS", 3) == 0;
  uint32_t broken = jumio__country_is_known(c->country) ? 0 : JUMIO__ADVICE_CONSENT_COUNTRY;
  if (usa && c->state == NULL)
    broken |= JUMIO__ADVICE_STATE_MISSING;
  if (coded && c->state != NULL && !is_subdivision(c->state, c->state_len))
    broken |= JUMIO__ADVICE_STATE_CODE;
  return broken;
}

/* 0 is none. What cannot be written as a time, such as microseconds, must not be left out in silence. */
static const char *time_rule(const consent *c)
{
  char written[25];
  if (c->unix_ms < 0 || (c->unix_ms == 0 && c->obtained != NULL && jumio__same(c->obtained, c->obtained_len, "yes")))
    return "is required with yes, and not before 1970";
  return jumio__time_format_rfc3339(c->unix_ms, written) ? NULL : "must be milliseconds of a time before the year 10000";
}

/* ERR_ARGUMENT naming the field, or OK with the lengths resolved. */
static jumio_result check(const jumio_account_request *request, consent *c, jumio_error **err)
{
  const char *rule;
  if (!is_address(c->ip, &c->ip_len))
    return jumio__request_refuse(request, err, "userConsent.userIp", "must be an IPv4 or IPv6 address");
  if (!jumio__country_is_alpha3(c->country, &c->country_len))
    return jumio__request_refuse(request, err, "userConsent.userLocation.country", "must be ISO 3166-1 alpha-3 in upper case");
  if (c->state != NULL && (rule = jumio__text_rule(c->state, &c->state_len, STATE_MAX)) != NULL)
    return jumio__request_refuse(request, err, "userConsent.userLocation.state", rule);
  if (c->obtained != NULL && !is_obtained(c->obtained, &c->obtained_len))
    return jumio__request_refuse(request, err, "userConsent.consent.obtained", "must be yes, no or na");
  if (c->obtained == NULL && memcmp(c->country, "USA", 3) == 0)
    return jumio__request_refuse(request, err, "userConsent.consent.obtained", "is required for USA");
  if ((rule = time_rule(c)) != NULL)
    return jumio__request_refuse(request, err, "userConsent.consent.obtainedAt", rule);
  return jumio__request_advise(request, advice(c), err);
}

static jumio_result store(jumio_account_request *request, const consent *c, jumio_error **err)
{
  char *ip = jumio__mem_text(request->mem, c->ip, c->ip_len);
  char *place = c->state != NULL ? jumio__mem_text(request->mem, c->state, c->state_len) : NULL;
  bool failed = ip == NULL || (c->state != NULL && place == NULL);
  jumio__mem_text_erase(request->mem, failed ? ip : request->consent_ip);
  jumio__mem_text_erase(request->mem, failed ? place : request->consent_state);
  if (failed)
    return jumio__fail_memory(err);
  request->consent_ip = ip;
  request->consent_state = place;
  memcpy(request->consent_country, c->country, c->country_len);
  memset(request->consent_obtained, 0, sizeof request->consent_obtained);
  if (c->obtained != NULL)
    memcpy(request->consent_obtained, c->obtained, c->obtained_len);
  request->consent_unix_ms = c->unix_ms;
  jumio__request_note(request, SCOPE, advice(c));
  return jumio__ok(err);
}

jumio_result jumio_account_request_set_user_consent(jumio_account_request *request, const char *user_ip, size_t ip_len, const char *country,
                                                    size_t country_len, const char *state, size_t state_len, const char *obtained,
                                                    size_t obtained_len, int64_t obtained_unix_ms, jumio_error **err)
{
  consent c = {user_ip, country, state, obtained, ip_len, country_len, state_len, obtained_len, obtained_unix_ms};
  if (request == NULL)
    return jumio__request_refuse(request, err, "request", "is NULL");
  jumio_result result = check(request, &c, err);
  return result == JUMIO_OK ? store(request, &c, err) : result;
}
