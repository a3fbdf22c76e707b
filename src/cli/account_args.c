/** From options to an account request; the library's setters do the checking. */
#include "account_args.h"

#include "number.h"
#include "output.h"

#include <stdio.h>
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

static int add_credential(jumio_account_request *request, const char *text, size_t *out_index)
{
  size_t len = 0, country_len = 0, type_len = 0;
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
  jumio_result result = jumio_account_request_add_credential(request, category, country, country_len, type, type_len, out_index, &error);
  if (result == JUMIO_OK && id != NULL)
    result = jumio_account_request_set_credential(request, *out_index, JUMIO_CREDENTIAL_SETTING_ID, id + 1, JUMIO_NTS, &error);
  return result == JUMIO_OK ? CLI_EXIT_OK : cli_report(result, error);
}

typedef struct named {
  const char *name;
  int32_t which;
} named;

static const named credential_settings[] = {
    {"label", JUMIO_CREDENTIAL_SETTING_LABEL},
    {"country", JUMIO_CREDENTIAL_SETTING_ADD_COUNTRY},
    {"type", JUMIO_CREDENTIAL_SETTING_ADD_TYPE},
    {"country-preset", JUMIO_CREDENTIAL_SETTING_COUNTRY_PRESET},
    {"type-preset", JUMIO_CREDENTIAL_SETTING_TYPE_PRESET},
    {NULL, 0},
};

/* By the places of their values in the request. */
static const named capability_options[] = {
    {"watchlistScreening.searchProfile", JUMIO_CAPABILITY_OPTION_SEARCH_PROFILE},
    {"watchlistScreening.additionalProperties", JUMIO_CAPABILITY_OPTION_ADDITIONAL_PROPERTIES},
    {"watchlistScreening.searchType", JUMIO_CAPABILITY_OPTION_SEARCH_TYPE},
    {"ekycCheck.searchType", JUMIO_CAPABILITY_OPTION_EKYC_SEARCH_TYPE},
    {"workflowDecision.decisionLabelRulesetId", JUMIO_CAPABILITY_OPTION_DECISION_LABEL_RULESET_ID},
    {"workflowDecision.riskScoreRulesetId", JUMIO_CAPABILITY_OPTION_RISK_SCORE_RULESET_ID},
    {"documentVerification.enableExtraction", JUMIO_CAPABILITY_OPTION_ENABLE_EXTRACTION},
    {NULL, 0},
};

/* Its number; 0 when there is none of that name. */
static int32_t which_of(const named *names, const char *name, size_t len)
{
  for (; names->name != NULL; names++)
    if (strlen(names->name) == len && memcmp(names->name, name, len) == 0)
      return names->which;
  return 0;
}

static int unknown_name(int option, const named *names)
{
  char list[400] = "";
  for (size_t used = 0; names->name != NULL && used < sizeof list; names++)
    used += (size_t)snprintf(list + used, sizeof list - used, " %s", names->name);
  return cli_usage("--%s takes NAME=VALUE with one of these names:%s", cli_option_name(option), list);
}

/* One of the options that have the form NAME=VALUE. */
static int set_pair(jumio_account_request *request, int option, const char *text, size_t credential)
{
  const char *equals = strchr(text, '=');
  size_t len = equals != NULL ? (size_t)(equals - text) : 0;
  const named *names = option == OPT_CREDENTIAL_SETTING ? credential_settings : option == OPT_CAPABILITY ? capability_options : NULL;
  int32_t which = names != NULL ? which_of(names, text, len) : 0;
  jumio_error *error = NULL;
  jumio_result result;
  if (names != NULL && which == 0)
    return unknown_name(option, names);
  if (equals == NULL)
    return cli_usage("--%s takes a name, = and a value", cli_option_name(option));
  if (option == OPT_CREDENTIAL_SETTING)
    result = jumio_account_request_set_credential(request, credential, which, equals + 1, JUMIO_NTS, &error);
  else if (option == OPT_CAPABILITY)
    result = jumio_account_request_set_capability(request, which, equals + 1, JUMIO_NTS, &error);
  else if (option == OPT_OVERRIDE)
    result = jumio_account_request_set_override(request, text, len, equals + 1, JUMIO_NTS, &error);
  else
    result = jumio_account_request_set_json(request, text, len, equals + 1, JUMIO_NTS, &error);
  if (result == JUMIO_OK)
    return CLI_EXIT_OK;
  int code = cli_report(result, error);
  return result == JUMIO_ERR_JSON || result == JUMIO_ERR_CONFLICT ? CLI_EXIT_INPUT
                                                                  : code; /* no answer of Jumio's nor record of the store's */
}

/* A setting belongs to the credential before it, so the order of the command line counts. */
static int set_repeated(const cli_args *args, jumio_account_request *request)
{
  size_t credential = SIZE_MAX;
  int code = CLI_EXIT_OK;
  for (size_t i = 0; i < args->repeated_count && code == CLI_EXIT_OK; i++) {
    int option = args->repeated[i].option;
    if (option == OPT_CREDENTIAL)
      code = add_credential(request, args->repeated[i].value, &credential);
    else if (option == OPT_CREDENTIAL_SETTING && credential == SIZE_MAX)
      code = cli_usage("--credential-setting needs a --credential before it");
    else if (option != OPT_MEMBER)
      code = set_pair(request, option, args->repeated[i].value, credential);
  }
  /* members last: they may lie in credentials, and where another option has set the same one it is that which counts as first */
  for (size_t i = 0; i < args->repeated_count && code == CLI_EXIT_OK; i++)
    if (args->repeated[i].option == OPT_MEMBER)
      code = set_pair(request, OPT_MEMBER, args->repeated[i].value, 0);
  return code;
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
  const char *text = args->value[OPT_TOKEN_LIFETIME];
  int64_t seconds;
  jumio_error *error = NULL;
  if (text == NULL)
    return CLI_EXIT_OK;
  jumio_result result = cli_number(text, 0, INT32_MAX, &seconds)
                            ? jumio_account_request_set_token_lifetime(request, seconds, &error)
                            : jumio_account_request_set_token_lifetime_text(request, text, JUMIO_NTS, &error);
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
  int code = set_web(args, request);
  if (code == CLI_EXIT_OK)
    code = set_lifetime(args, request);
  if (code == CLI_EXIT_OK)
    code = set_consent(args, request);
  return code == CLI_EXIT_OK ? set_repeated(args, request) : code;
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
