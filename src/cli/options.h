/** The command line: one table of options, one row per verb, and a parser over both. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

/* Every option of every verb; the rows are in options.c, in this order. */
enum {
  /* the connection: also keys of a configuration file, up to CLI_LAST_KEY */
  OPT_REGION,
  OPT_ENDPOINT,
  OPT_CLIENT_ID,
  OPT_SECRET_FILE,
  OPT_USER_AGENT,
  OPT_CA_FILE,
  OPT_PROXY,
  OPT_PROXY_CREDENTIALS,
  OPT_CLIENT_CERT,
  OPT_CLIENT_KEY,
  OPT_CLIENT_KEY_PASSWORD,
  OPT_REPORT_HOSTS,
  OPT_STORE,
  OPT_POLICY,
  OPT_TIMEOUT,
  CLI_LAST_KEY = OPT_TIMEOUT,
  OPT_SECRET_FD,
  OPT_CONFIG,
  /* the verbs' own */
  OPT_ID,
  OPT_ENTITY,
  OPT_REFERENCE,
  OPT_MOCK_OUTCOME,
  OPT_WORKFLOW_KEY,
  OPT_USER_REFERENCE,
  OPT_REPORTING_CRITERIA,
  OPT_CALLBACK_URL,
  OPT_SUCCESS_URL,
  OPT_ERROR_URL,
  OPT_LOCALE,
  OPT_LENIENT,
  OPT_TOKEN_LIFETIME,
  OPT_CREDENTIAL,
  OPT_CREDENTIAL_SETTING,
  OPT_CAPABILITY,
  OPT_OVERRIDE,
  OPT_MEMBER,
  OPT_CONSENT_IP,
  OPT_CONSENT_COUNTRY,
  OPT_CONSENT_STATE,
  OPT_CONSENT_OBTAINED,
  OPT_CONSENT_AT,
  OPT_ACCOUNT_FILE,
  OPT_KEEP_LINKS,
  OPT_SHOW_LINKS,
  OPT_PART,
  OPT_PAGE,
  OPT_CHECK,
  OPT_STATUS,
  OPT_OUT,
  OPT_FILES_FROM,
  OPT_STEPS,
  OPT_NETVERIFY,
  OPT_ACCOUNT_ID,
  OPT_EXECUTION_ID,
  OPT_EXPLAIN,
  OPT_AGAINST,
  OPT_REASONS,
  OPT_PERSONAL_DATA,
  OPT_VERBOSE,
  OPT_OFFSETS,
  OPT_OTHER_REGIONS,
  OPT_RETRIEVAL,
  OPT_YES,
  OPT_HOST,
  OPT_BODY,
  OPT_CONTENT_TYPE,
  OPT_REPEATABLE,
  OPT_PEER,
  OPT_SOURCES,
  OPT_TAG_KEY,
  OPT_URL_TOKEN,
  OPT_GIVEN_TOKEN,
  OPT_AT,
  OPT_JSON,
  OPT_HELP,
  OPT_COUNT
};

/* What every verb that talks to Jumio takes; in the initializer of cli_verb.options. */
#define CLI_CONNECTION                                                                                                                     \
  [OPT_REGION] = true, [OPT_ENDPOINT] = true, [OPT_CLIENT_ID] = true, [OPT_SECRET_FILE] = true, [OPT_SECRET_FD] = true,                    \
  [OPT_USER_AGENT] = true, [OPT_CA_FILE] = true, [OPT_PROXY] = true, [OPT_PROXY_CREDENTIALS] = true, [OPT_CLIENT_CERT] = true,             \
  [OPT_CLIENT_KEY] = true, [OPT_CLIENT_KEY_PASSWORD] = true, [OPT_REPORT_HOSTS] = true, [OPT_TIMEOUT] = true, [OPT_CONFIG] = true

#define CLI_REPEATED_MAX 100

/* What was given; texts are borrowed from argv. */
typedef struct cli_verb cli_verb;

typedef struct cli_args {
  const cli_verb *verb;
  const char *value[OPT_COUNT]; /* NULL: not given; "" for a switch */
  struct {
    int option;
    const char *value;
  } repeated[CLI_REPEATED_MAX]; /* those that may be given more than once, in their order */
  size_t repeated_count;
  char **operands;
  size_t operand_count;
} cli_args;

struct cli_verb {
  const char *name;
  const char *operands; /* for the usage line */
  const char *summary;
  const char *details;     /* further help, or NULL */
  bool options[OPT_COUNT]; /* which it takes; --json and --help are taken by all */
  bool required[OPT_COUNT];
  size_t least, most; /* operands */
  int (*run)(const cli_args *args);
};

/* Fills args from argv, which is reordered so that the operands stand together. An exit code; 0 goes on. */
int cli_args_parse(const cli_verb *verb, int argc, char **argv, cli_args *args);

/* The name without dashes. */
const char *cli_option_name(int option);

bool cli_given(const cli_args *args, int option);

void cli_verb_help(const cli_verb *verb);

#endif
