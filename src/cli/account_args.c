/** From options to an account request; the library's setters do the checking. */
#include "account_args.h"

#include "number.h"
#include "output.h"

#include <string.h>

typedef jumio_result (*text_setter)(jumio_account_request *request, const char *text, size_t len, jumio_error **err);

static const struct {
  int option;
  text_setter set;
} text_options[] = {
    {OPT_REFERENCE, jumio_account_request_set_customer_internal_reference},
    {OPT_MOCK_OUTCOME, jumio_account_request_set_mock_outcome},
    {OPT_WORKFLOW_KEY, jumio_account_request_set_workflow_key},
    {OPT_USER_REFERENCE, jumio_account_request_set_user_reference},
    {OPT_REPORTING_CRITERIA, jumio_account_request_set_reporting_criteria},
    {OPT_CALLBACK_URL, jumio_account_request_set_callback_url},
};

static const struct {
  const char *name;
  jumio_category category;
} categories[] = {
    {"ID", JUMIO_CATEGORY_ID},           {"SELFIE", JUMIO_CATEGORY_SELFIE},
    {"FACEMAP", JUMIO_CATEGORY_FACEMAP}, {"DOCUMENT", JUMIO_CATEGORY_DOCUMENT},
    {"DATA", JUMIO_CATEGORY_DATA},
};

/* "ID@<uuid>": a credential of the account that is to be reused. */
static int reuse(jumio_account_request *request, const char *id, size_t index)
{
  jumio_error *error = NULL;
  jumio_result result = jumio_account_request_set_credential(request, index, JUMIO_CREDENTIAL_SETTING_ID, id, JUMIO_NTS, &error);
  return result == JUMIO_OK ? CLI_EXIT_OK : cli_report(result, error);
}

/* The text up to the next ':', which is stepped over; NULL when there is none or it is empty. */
static const char *next_field(const char **at, size_t *out_len)
{
  const char *field = *at;
  if (field == NULL)
    return NULL;
  *out_len = strcspn(field, ":");
  *at = field[*out_len] == ':' ? field + *out_len + 1 : NULL;
  return *out_len > 0 ? field : NULL;
}

static int add_credential(jumio_account_request *request, const char *text)
{
  size_t len = 0, country_len = 0, type_len = 0, index = 0;
  const char *at = text, *name = next_field(&at, &len), *country = next_field(&at, &country_len), *type = next_field(&at, &type_len);
  const char *id = name != NULL ? memchr(name, '@', len) : NULL;
  jumio_category category = JUMIO_CATEGORY_UNKNOWN;
  jumio_error *error = NULL;
  if (id != NULL)
    len = (size_t)(id - name);
  for (size_t i = 0; name != NULL && i < sizeof categories / sizeof categories[0]; i++)
    if (strlen(categories[i].name) == len && memcmp(categories[i].name, name, len) == 0)
      category = categories[i].category;
  if (category == JUMIO_CATEGORY_UNKNOWN || at != NULL || (id != NULL && country != NULL))
    return cli_usage("--credential takes CATEGORY[:COUNTRY:TYPE] or CATEGORY@ID; categories are ID, SELFIE, FACEMAP, DOCUMENT and DATA");
  jumio_result result = jumio_account_request_add_credential(request, category, country, country_len, type, type_len, &index, &error);
  if (result != JUMIO_OK)
    return cli_report(result, error);
  return id != NULL ? reuse(request, id + 1, index) : CLI_EXIT_OK;
}

static int set_web(const cli_args *args, jumio_account_request *request)
{
  const char *const *value = args->value;
  jumio_error *error = NULL;
  if (value[OPT_SUCCESS_URL] == NULL && value[OPT_ERROR_URL] == NULL && value[OPT_LOCALE] == NULL)
    return CLI_EXIT_OK;
  jumio_result result = jumio_account_request_set_web(request, value[OPT_SUCCESS_URL], JUMIO_NTS, value[OPT_ERROR_URL], JUMIO_NTS,
                                                      value[OPT_LOCALE], JUMIO_NTS, &error);
  return result == JUMIO_OK ? CLI_EXIT_OK : cli_report(result, error);
}

static int set_lifetime(const cli_args *args, jumio_account_request *request)
{
  int64_t seconds;
  jumio_error *error = NULL;
  if (!cli_given(args, OPT_TOKEN_LIFETIME))
    return CLI_EXIT_OK;
  if (!cli_number(args->value[OPT_TOKEN_LIFETIME], 0, INT32_MAX, &seconds))
    return cli_usage("--token-lifetime takes a number of seconds");
  jumio_result result = jumio_account_request_set_token_lifetime(request, seconds, &error);
  return result == JUMIO_OK ? CLI_EXIT_OK : cli_report(result, error);
}

static int set_consent(const cli_args *args, jumio_account_request *request)
{
  const char *const *value = args->value;
  int64_t at_ms = 0;
  jumio_error *error = NULL;
  if (value[OPT_CONSENT_IP] == NULL && value[OPT_CONSENT_COUNTRY] == NULL && value[OPT_CONSENT_STATE] == NULL &&
      value[OPT_CONSENT_OBTAINED] == NULL && value[OPT_CONSENT_AT] == NULL)
    return CLI_EXIT_OK;
  if (value[OPT_CONSENT_AT] != NULL && !cli_time_parse(value[OPT_CONSENT_AT], &at_ms))
    return cli_usage("--consent-at takes a time in UTC, as YYYY-MM-DDThh:mm:ssZ");
  jumio_result result =
      jumio_account_request_set_user_consent(request, value[OPT_CONSENT_IP], JUMIO_NTS, value[OPT_CONSENT_COUNTRY], JUMIO_NTS,
                                             value[OPT_CONSENT_STATE], JUMIO_NTS, value[OPT_CONSENT_OBTAINED], JUMIO_NTS, at_ms, &error);
  return result == JUMIO_OK ? CLI_EXIT_OK : cli_report(result, error);
}

static int fill(const cli_args *args, jumio_account_request *request)
{
  jumio_error *error = NULL;
  for (size_t i = 0; i < sizeof text_options / sizeof text_options[0]; i++) {
    const char *text = args->value[text_options[i].option];
    jumio_result result = text != NULL ? text_options[i].set(request, text, JUMIO_NTS, &error) : JUMIO_OK;
    if (result != JUMIO_OK)
      return cli_report(result, error);
  }
  for (size_t i = 0; i < args->credential_count; i++) {
    int code = add_credential(request, args->credentials[i]);
    if (code != CLI_EXIT_OK)
      return code;
  }
  int code = set_web(args, request);
  if (code == CLI_EXIT_OK)
    code = set_lifetime(args, request);
  return code == CLI_EXIT_OK ? set_consent(args, request) : code;
}

int cli_account_request(const cli_args *args, jumio_account_request **out)
{
  jumio_error *error = NULL;
  if (cli_given(args, OPT_REFERENCE) == cli_given(args, OPT_MOCK_OUTCOME))
    return cli_usage("one of --reference and --mock-outcome is needed");
  jumio_result result = jumio_account_request_new(NULL, out, &error);
  if (result != JUMIO_OK)
    return cli_report(result, error);
  jumio_account_request_set_lenient(*out, cli_given(args, OPT_LENIENT));
  int code = fill(args, *out);
  for (size_t i = 0; jumio_account_request_get_warning_at(*out, i) != NULL; i++)
    fprintf(stderr, "jumio-idv: hint: %s\n", jumio_account_request_get_warning_at(*out, i));
  if (code != CLI_EXIT_OK) {
    jumio_account_request_free(*out);
    *out = NULL;
  }
  return code;
}
