/** What Jumio documents or was seen to refuse, but a host may know better: an error by default, a warning in a lenient request. */
#include "model/account_request.h"

#include <jumio/result.h>

#include "core/text.h"

#include <string.h>

#define PHONE_DIGITS_MIN 8
#define PHONE_DIGITS_MAX 15 /* ITU-T E.164 */

/* By bit of jumio__advice. Field and rule, never a value. */
static const char *const texts[] = {
    "customerInternalReference: must not hold < > \" / ; ` % { } |",
    "callbackUrl: has a query parameter of a name that Jumio uses itself",
    "web.successUrl: must have no query",
    "web.successUrl: has a query parameter of a name that Jumio uses itself",
    "web.errorUrl: must have no query",
    "web.errorUrl: has a query parameter of a name that Jumio uses itself",
    "web.locale: must have at most 5 characters",
    "workflowDefinition.credentials.country: is not in ISO 3166-1 alpha-3",
    "workflowDefinition.credentials.id: only ID, SELFIE and FACEMAP can be reused, each once",
    "userConsent.userLocation.country: is not in ISO 3166-1 alpha-3",
    "userConsent.userLocation.state: is required for USA",
    "userConsent.userLocation.state: must be the subdivision's code without the country for USA, CAN and AUS",
    "customerInternalReference: looks like an e-mail address or a phone number, and must not hold personal data",
    "userReference: looks like an e-mail address or a phone number, and must not hold personal data",
    "reportingCriteria: looks like an e-mail address or a phone number, and must not hold personal data",
};
#define TEXTS (sizeof texts / sizeof texts[0])
#define NEVER_REFUSE (JUMIO__ADVICE_REFERENCE_PERSONAL | JUMIO__ADVICE_USER_PERSONAL | JUMIO__ADVICE_REPORTING_PERSONAL)

jumio_result jumio__request_advise(const jumio_account_request *request, uint32_t broken, jumio_error **err)
{
  uint32_t refused = request->lenient ? 0 : broken & ~(uint32_t)NEVER_REFUSE;
  for (size_t i = 0; i < TEXTS; i++)
    if ((refused >> i & 1) != 0)
      return jumio__fail(err, request->mem, JUMIO_ERR_ARGUMENT, "%s", texts[i]);
  return JUMIO_OK;
}

void jumio__request_note(jumio_account_request *request, uint32_t scope, uint32_t broken)
{
  request->warnings = (request->warnings & ~scope) | broken;
}

void jumio_account_request_set_lenient(jumio_account_request *request, int32_t on)
{
  if (request != NULL)
    request->lenient = on != 0;
}

const char *jumio_account_request_get_warning_at(const jumio_account_request *request, size_t index)
{
  for (size_t i = 0; request != NULL && i < TEXTS; i++)
    if ((request->warnings >> i & 1) != 0 && index-- == 0)
      return texts[i];
  return NULL;
}

static bool is_email(const char *text, size_t len)
{
  const char *at = memchr(text, '@', len);
  size_t before = at != NULL ? (size_t)(at - text) : 0;
  const char *dot = before != 0 ? memchr(at, '.', len - before) : NULL;
  return dot != NULL && dot > at + 1 && dot + 1 < text + len;
}

static bool is_phone(const char *text, size_t len)
{
  size_t digits = 0;
  for (size_t i = 1; i < len; i++)
    if (jumio__is_digit(text[i]))
      digits++;
    else if (strchr(" -/().", text[i]) == NULL)
      return false;
  return len != 0 && text[0] == '+' && digits >= PHONE_DIGITS_MIN && digits <= PHONE_DIGITS_MAX;
}

bool jumio__request_looks_personal(const char *text, size_t len)
{
  return is_email(text, len) || is_phone(text, len);
}
