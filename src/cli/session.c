/** From settings to a client: region or endpoint, credentials, user agent, store. */
#include "session.h"

#include "config_file.h"
#include "number.h"
#include "output.h"
#include "policy.h"
#include "secret.h"

#include <jumio/stores/sqlite.h>

/* A verb that only reads the store sends nothing, and needs of the connection only what the store's keys are made of. */
#define UNUSED_SECRET "unused"
#define UNUSED_AGENT "jumio-idv"

static int check(const cli_settings *settings, unsigned needs)
{
  const char *const *value = settings->value;
  if (value[OPT_REGION] != NULL && value[OPT_ENDPOINT] != NULL)
    return cli_usage("--region and --endpoint exclude each other");
  if (value[OPT_REGION] == NULL && value[OPT_ENDPOINT] == NULL)
    return cli_usage("--region (or --endpoint) is needed");
  if (value[OPT_CLIENT_ID] == NULL)
    return cli_usage("--client-id is needed");
  if (value[OPT_SECRET_FD] != NULL && value[OPT_SECRET_FILE] != NULL)
    return cli_usage("--secret-fd and --secret-file exclude each other");
  if ((needs & CLI_NEEDS_NETWORK) != 0 && value[OPT_SECRET_FD] == NULL && value[OPT_SECRET_FILE] == NULL)
    return cli_usage("--secret-file or --secret-fd is needed; a secret is never taken from the command line or the environment");
  if ((needs & (CLI_NEEDS_NETWORK | CLI_NEEDS_AGENT)) != 0 && value[OPT_USER_AGENT] == NULL)
    return cli_usage("--user-agent is needed: it tells Jumio which company and program is calling");
  if ((needs & CLI_NEEDS_STORE) != 0 && value[OPT_STORE] == NULL)
    return cli_usage("--store is needed");
  return CLI_EXIT_OK;
}

static int set_credentials(jumio_config *config, const cli_settings *settings, bool network)
{
  char secret[CLI_SECRET_SIZE] = UNUSED_SECRET;
  jumio_error *error = NULL;
  int code = CLI_EXIT_OK;
  if (network && settings->value[OPT_SECRET_FD] != NULL)
    code = cli_secret_from_fd(settings->value[OPT_SECRET_FD], secret);
  else if (network)
    code = cli_secret_from_file(settings->value[OPT_SECRET_FILE], secret);
  if (code == CLI_EXIT_OK) {
    jumio_result result = jumio_config_set_credentials(config, settings->value[OPT_CLIENT_ID], JUMIO_NTS, secret, JUMIO_NTS, &error);
    if (result != JUMIO_OK)
      code = cli_report(result, error);
  }
  cli_secret_wipe(secret);
  return code;
}

static int set_secret_option(jumio_config *config, jumio_option option, const char *where)
{
  char secret[CLI_SECRET_SIZE];
  jumio_error *error = NULL;
  int code = cli_secret_from(where, secret);
  if (code == CLI_EXIT_OK) {
    jumio_result result = jumio_config_set_option(config, option, secret, JUMIO_NTS, &error);
    if (result != JUMIO_OK)
      code = cli_report(result, error);
  }
  cli_secret_wipe(secret);
  return code;
}

typedef struct option_of {
  int key;
  jumio_option option;
  bool secret; /* the value says where the secret is */
} option_of;

static int set_options(jumio_config *config, const cli_settings *settings)
{
  static const option_of options[] = {{OPT_CA_FILE, JUMIO_OPTION_CA_FILE, false},
                                      {OPT_REPORT_HOSTS, JUMIO_OPTION_REPORT_HOSTS, false},
                                      {OPT_PROXY, JUMIO_OPTION_PROXY, false},
                                      {OPT_PROXY_CREDENTIALS, JUMIO_OPTION_PROXY_CREDENTIALS, true},
                                      {OPT_CLIENT_CERT, JUMIO_OPTION_CLIENT_CERTIFICATE, false},
                                      {OPT_CLIENT_KEY, JUMIO_OPTION_CLIENT_KEY, false},
                                      {OPT_CLIENT_KEY_PASSWORD, JUMIO_OPTION_CLIENT_KEY_PASSWORD, true}};
  for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
    const char *value = settings->value[options[i].key];
    jumio_error *error = NULL;
    int code = CLI_EXIT_OK;
    if (value == NULL)
      continue;
    if (options[i].secret) {
      code = set_secret_option(config, options[i].option, value);
    } else {
      jumio_result result = jumio_config_set_option(config, options[i].option, value, JUMIO_NTS, &error);
      code = result == JUMIO_OK ? CLI_EXIT_OK : cli_report(result, error);
    }
    if (code != CLI_EXIT_OK)
      return code;
  }
  return CLI_EXIT_OK;
}

static int configure(jumio_config *config, const cli_settings *settings, const char *offsets, unsigned needs)
{
  const char *const *value = settings->value;
  bool network = (needs & CLI_NEEDS_NETWORK) != 0, named = network || (needs & CLI_NEEDS_AGENT) != 0;
  jumio_error *error = NULL;
  jumio_result result = value[OPT_REGION] != NULL ? jumio_config_set_region(config, value[OPT_REGION], JUMIO_NTS, &error)
                                                  : jumio_config_set_test_endpoint(config, value[OPT_ENDPOINT], JUMIO_NTS, &error);
  if (result == JUMIO_OK)
    result = jumio_config_set_user_agent(config, named ? value[OPT_USER_AGENT] : UNUSED_AGENT, JUMIO_NTS, &error);
  if (result == JUMIO_OK && offsets != NULL)
    result = jumio_config_set_option(config, JUMIO_OPTION_POLL_OFFSETS_S, offsets, JUMIO_NTS, &error);
  if (result != JUMIO_OK)
    return cli_report(result, error);
  int code = set_options(config, settings);
  if (code == CLI_EXIT_OK)
    code = set_credentials(config, settings, network);
  if (code != CLI_EXIT_OK || value[OPT_STORE] == NULL || (needs & (CLI_NEEDS_STORE | CLI_TAKES_STORE)) == 0)
    return code;
  result = jumio_sqlite_store_attach(config, value[OPT_STORE], JUMIO_NTS, &error);
  return result == JUMIO_OK ? CLI_EXIT_OK : cli_report(result, error);
}

static int read_deadline(const char *text, int64_t *out_ms)
{
  int64_t seconds;
  *out_ms = JUMIO_DEADLINE_DEFAULT;
  if (text == NULL)
    return CLI_EXIT_OK;
  if (!cli_number(text, 1, 86400, &seconds))
    return cli_usage("--timeout takes 1..86400 seconds");
  *out_ms = seconds * 1000;
  return CLI_EXIT_OK;
}

int cli_session_open(const cli_args *args, unsigned needs, cli_session *out)
{
  cli_settings settings;
  jumio_config *config = NULL;
  jumio_error *error = NULL;
  jumio_result result;
  out->client = NULL;
  out->policy = NULL;
  int code = cli_settings_load(args, &settings);
  if (code != CLI_EXIT_OK)
    return code;
  if ((code = check(&settings, needs)) != CLI_EXIT_OK ||
      (code = read_deadline(settings.value[OPT_TIMEOUT], &out->deadline_ms)) != CLI_EXIT_OK ||
      (args->verb->options[OPT_POLICY] && (code = cli_policy_load(settings.value[OPT_POLICY], &out->policy)) != CLI_EXIT_OK))
    goto done;
  result = jumio_config_new(NULL, &config, &error);
  if (result == JUMIO_OK) {
    if ((code = configure(config, &settings, args->value[OPT_OFFSETS], needs)) != CLI_EXIT_OK)
      goto done;
    jumio_config_set_switch(config, JUMIO_SWITCH_KEEP_LINKS, cli_given(args, OPT_KEEP_LINKS), NULL);
    result = jumio_client_new(config, &out->client, &error);
  }
  if (result != JUMIO_OK)
    code = cli_report(result, error);
done:
  if (code != CLI_EXIT_OK)
    cli_session_close(out);
  jumio_config_free(config);
  cli_settings_free(&settings);
  return code;
}

void cli_session_close(cli_session *session)
{
  jumio_client_unref(session->client);
  jumio_policy_free(session->policy);
  session->client = NULL;
  session->policy = NULL;
}

int cli_on_target(const cli_args *args, const char *usage, cli_target_fn verification, cli_target_fn execution)
{
  cli_session session;
  bool stored = cli_given(args, OPT_ID);
  if (args->operand_count != (stored ? 0u : 2u))
    return cli_usage("%s", usage);
  int code = cli_session_open(args, CLI_NEEDS_NETWORK | (stored ? CLI_NEEDS_STORE : 0u), &session);
  if (code != CLI_EXIT_OK)
    return code;
  code = stored ? verification(args, &session) : execution(args, &session);
  cli_session_close(&session);
  return code;
}
