/** The table of options, and the parser: `--name value`, `--name=value`, `--` before operands that begin with a dash. */
#include "options.h"

#include "output.h"

#include <stdio.h>
#include <string.h>

static const struct {
  const char *name, *argument, *help; /* argument NULL: a switch */
} rows[OPT_COUNT] = {
    [OPT_REGION] = {"region", "NAME", "data center: amer-1, emea-1 or apac-1"},
    [OPT_ENDPOINT] = {"endpoint", "ORIGIN", "test endpoint instead of a region, such as http://127.0.0.1:8080"},
    [OPT_CLIENT_ID] = {"client-id", "ID", "OAuth2 client id"},
    [OPT_SECRET_FILE] = {"secret-file", "FILE", "read the client secret from a file of yours with mode 0600"},
    [OPT_USER_AGENT] = {"user-agent", "TEXT", "who is calling: \"Company App/1.0\""},
    [OPT_CA_FILE] = {"ca-file", "FILE", "trust these certificates (PEM) instead of the system's"},
    [OPT_PROXY] = {"proxy", "URL", "reach Jumio through http://host:port, https://host:port or socks5h://host:port"},
    [OPT_PROXY_CREDENTIALS] = {"proxy-credentials", "FILE|fd:N", "user:secret for the proxy: a private file or an open file descriptor"},
    [OPT_CLIENT_CERT] = {"client-cert", "FILE", "certificate (PEM) for a server that asks for one"},
    [OPT_CLIENT_KEY] = {"client-key", "FILE", "its key (PEM), unless the certificate's file holds it"},
    [OPT_CLIENT_KEY_PASSWORD] = {"client-key-password", "FILE|fd:N", "opens that key: a private file or an open file descriptor"},
    [OPT_REPORT_HOSTS] = {"report-hosts", "HOST,...", "fetch reports from these hosts, which are not Jumio's own"},
    [OPT_STORE] = {"store", "FILE", "SQLite file of the verifications; made when absent"},
    [OPT_POLICY] = {"policy", "FILE|NAME", "decide by this policy: a JSON file, or default, strict, netverify-order"},
    [OPT_TIMEOUT] = {"timeout", "SECONDS", "most time for one call to Jumio, 1..86400"},
    [OPT_SECRET_FD] = {"secret-fd", "N", "read the client secret from this file descriptor"},
    [OPT_CONFIG] = {"config", "FILE", "read the settings above from lines \"name = value\"; the command line wins"},
    [OPT_ID] = {"id", "ID", "key of the verification: 1..64 of a-z 0-9 _ -"},
    [OPT_ENTITY] = {"entity", "ID", "your opaque id of the person; no personal data"},
    [OPT_REFERENCE] = {"reference", "TEXT", "customerInternalReference; no personal data"},
    [OPT_MOCK_OUTCOME] = {"mock-outcome", "JSON", "reference of a Mock Service tenant or of jumio-sim, which orders the outcome"},
    [OPT_WORKFLOW_KEY] = {"workflow-key", "KEY", "workflow to run, such as 10011"},
    [OPT_USER_REFERENCE] = {"user-reference", "TEXT", "userReference, echoed in callbacks; no personal data"},
    [OPT_REPORTING_CRITERIA] = {"reporting-criteria", "TEXT", "tag for your reports"},
    [OPT_CALLBACK_URL] = {"callback-url", "URL", "where Jumio posts callbacks of this transaction"},
    [OPT_SUCCESS_URL] = {"success-url", "URL", "where the web client goes at the end"},
    [OPT_ERROR_URL] = {"error-url", "URL", "where the web client goes after an error"},
    [OPT_LOCALE] = {"locale", "CODE", "language of the web client, such as de or en-GB"},
    [OPT_LENIENT] = {"lenient", NULL, "only hint at rules that you may know better than Jumio's public documents"},
    [OPT_TOKEN_LIFETIME] = {"token-lifetime", "TIME", "how long link and tokens can be used to start, 300..5184000, or as 30m, 2h, 5d"},
    [OPT_CREDENTIAL] = {"credential", "CATEGORY[:COUNTRY:TYPE]",
                        "expected credential, such as ID:USA:PASSPORT, or ID@UUID to reuse one; repeatable"},
    [OPT_CREDENTIAL_SETTING] = {"credential-setting", "NAME=VALUE",
                                "of the credential before: label, country, type (one more), country-preset, type-preset; repeatable"},
    [OPT_CAPABILITY] = {"capability", "NAME=VALUE", "option of a capability, such as watchlistScreening.searchProfile=default; repeatable"},
    [OPT_OVERRIDE] = {"override", "KEY=VALUE", "overrideSettings of this transaction, such as forceCrossDevice=false; repeatable"},
    [OPT_MEMBER] = {"member", "POINTER=JSON", "a member of the request that has no option; repeatable"},
    [OPT_CONSENT_IP] = {"consent-ip", "ADDRESS", "the end user's address; begins a record of consent"},
    [OPT_CONSENT_COUNTRY] = {"consent-country", "COUNTRY", "the end user's place, alpha-3"},
    [OPT_CONSENT_STATE] = {"consent-state", "TEXT", "subdivision of that country; required for USA"},
    [OPT_CONSENT_OBTAINED] = {"consent-obtained", "yes|no|na", "whether the end user consented"},
    [OPT_CONSENT_AT] = {"consent-at", "TIME", "when, as YYYY-MM-DDThh:mm:ssZ; required with yes"},
    [OPT_ACCOUNT_FILE] = {"account-file", "FILE", "the answer of create, which holds tokens; mode 0600"},
    [OPT_KEEP_LINKS] = {"keep-links", NULL, "keep the web link in the store; it is a bearer secret"},
    [OPT_SHOW_LINKS] = {"show-links", NULL, "print the web link; it is a bearer secret"},
    [OPT_PART] = {"part", "front|back|face|facemap|document|prepared_data", "which part of which credential the file is"},
    [OPT_PAGE] = {"page", "N", "which page, where Jumio gave an address for each; else 1"},
    [OPT_CHECK] = {"check", "NAME[,NAME...]", "checks whose required fields the prepared data must have, such as watchlist"},
    [OPT_STATUS] = {"status", "NAME", "Pending, Failed, Denied, Fraud, Incomplete or Passed"},
    [OPT_OUT] = {"out", "PATH", "documents: the folder, made with mode 0700 when absent; report: the new file"},
    [OPT_FILES_FROM] = {"files-from", "FILE", "read the file names from the lines of a file; - is standard input"},
    [OPT_STEPS] = {"steps", "FILE", "the steps body that belongs to the one transaction"},
    [OPT_NETVERIFY] = {"netverify", NULL, "the bodies are results of Netverify, whatever their names are"},
    [OPT_ACCOUNT_ID] = {"account-id", "ID", "the account that the body must speak of"},
    [OPT_EXECUTION_ID] = {"execution-id", "ID", "the workflow execution that the body must speak of"},
    [OPT_EXPLAIN] = {"explain", NULL, "print each decision as a paragraph of English"},
    [OPT_AGAINST] = {"against", "FILE|NAME", "compare with this policy instead of the default one"},
    [OPT_REASONS] = {"reasons", NULL, "tell also those whose status stays, but is decided by other rules or has other flags"},
    [OPT_PERSONAL_DATA] = {"personal-data", NULL, "print the data that Jumio extracted, too"},
    [OPT_VERBOSE] = {"verbose", NULL, "tell more: the reasons behind each status, files that are no transaction, a policy's name"},
    [OPT_OFFSETS] = {"offsets", "SECONDS,...", "read the status at these times instead of Jumio's published ones"},
    [OPT_OTHER_REGIONS] = {"other-regions", NULL, "when refused, show the credentials to Jumio's other two regions, too"},
    [OPT_RETRIEVAL] = {"retrieval", NULL, "ask the retrieval host for what cannot exist, to see whether it lets the token in"},
    [OPT_YES] = {"yes", NULL, "really delete; there is no way back"},
    [OPT_HOST] = {"host", "NAME", "account, api or retrieval (default)"},
    [OPT_BODY] = {"body", "FILE", "send the bytes of a file, of at most 1 MiB; - is standard input"},
    [OPT_CONTENT_TYPE] = {"content-type", "TYPE", "media type of the body; application/json by default"},
    [OPT_REPEATABLE] = {"repeatable", NULL, "the request does no harm when it is sent twice; a GET always is so"},
    [OPT_PEER] = {"peer", "ADDRESS", "where the callback came from; without it the address is not checked"},
    [OPT_SOURCES] = {"sources", "FILE", "list of Jumio's source addresses instead of the built-in one"},
    [OPT_TAG_KEY] = {"tag-key", "FILE|fd:N", "key of the tags in userReference: a private file or an open file descriptor"},
    [OPT_URL_TOKEN] = {"url-token", "FILE|fd:N", "token that the callback URL must carry"},
    [OPT_GIVEN_TOKEN] = {"given-token", "FILE|fd:N", "token that the requested URL did carry"},
    [OPT_AT] = {"at", "TIME", "present time, or that of the sending, as YYYY-MM-DDThh:mm:ssZ; now by default"},
    [OPT_JSON] = {"json", NULL, "print JSON, one object a line"},
    [OPT_HELP] = {"help", NULL, "print this help"},
};

const char *cli_option_name(int option)
{
  return rows[option].name;
}

bool cli_given(const cli_args *args, int option)
{
  return args->value[option] != NULL;
}

static bool takes(const cli_verb *verb, int option)
{
  return verb->options[option] || option == OPT_JSON || option == OPT_HELP;
}

static int find(const cli_verb *verb, const char *name, size_t len)
{
  for (int i = 0; i < OPT_COUNT; i++)
    if (takes(verb, i) && strlen(rows[i].name) == len && memcmp(rows[i].name, name, len) == 0)
      return i;
  return -1;
}

static bool is_repeatable(int option)
{
  return option == OPT_CREDENTIAL || option == OPT_CREDENTIAL_SETTING || option == OPT_CAPABILITY || option == OPT_OVERRIDE ||
         option == OPT_MEMBER;
}

static int keep(cli_args *args, int option, const char *value)
{
  if (is_repeatable(option)) {
    if (args->repeated_count == CLI_REPEATED_MAX)
      return cli_usage("more than %d options that may be repeated", CLI_REPEATED_MAX);
    args->repeated[args->repeated_count].option = option;
    args->repeated[args->repeated_count++].value = value;
  } else if (args->value[option] != NULL && rows[option].argument != NULL) {
    return cli_usage("--%s was given twice", rows[option].name);
  }
  args->value[option] = value;
  return CLI_EXIT_OK;
}

/* One option at argv[*at]. The message names it up to a '=': what follows may be a secret that does not belong there. */
static int take_option(const cli_verb *verb, int argc, char **argv, int *at, cli_args *args)
{
  const char *name = argv[*at] + 2, *equals = strchr(name, '=');
  size_t len = equals != NULL ? (size_t)(equals - name) : strlen(name);
  int option = find(verb, name, len);
  if (option < 0)
    return cli_usage("%s has no option --%.*s", verb->name, (int)(len < 40 ? len : 40), name);
  if (rows[option].argument == NULL)
    return equals != NULL ? cli_usage("--%s takes no value", rows[option].name) : keep(args, option, "");
  if (equals == NULL && *at + 1 >= argc)
    return cli_usage("--%s needs a value: %s", rows[option].name, rows[option].argument);
  return keep(args, option, equals != NULL ? equals + 1 : argv[++*at]);
}

static int check_complete(const cli_verb *verb, const cli_args *args)
{
  for (int i = 0; i < OPT_COUNT; i++)
    if (verb->required[i] && args->value[i] == NULL)
      return cli_usage("%s needs --%s%s%s", verb->name, rows[i].name, rows[i].argument != NULL ? " " : "",
                       rows[i].argument != NULL ? rows[i].argument : "");
  if (args->operand_count < verb->least || args->operand_count > verb->most)
    return cli_usage("%s takes other operands: jumio-idv %s [OPTION...] %s", verb->name, verb->name, verb->operands);
  return CLI_EXIT_OK;
}

int cli_args_parse(const cli_verb *verb, int argc, char **argv, cli_args *args)
{
  bool operands_only = false;
  *args = (cli_args){.verb = verb, .operands = argv};
  for (int i = 0; i < argc; i++) {
    bool dashed = strncmp(argv[i], "--", 2) == 0 || (argv[i][0] == '-' && argv[i][1] != '\0');
    if (operands_only || !dashed) {
      argv[args->operand_count++] = argv[i];
    } else if (strcmp(argv[i], "--") == 0) {
      operands_only = true;
    } else if (argv[i][1] != '-') {
      return cli_usage("options are written with two dashes; write -- before an operand that begins with one");
    } else {
      int code = take_option(verb, argc, argv, &i, args);
      if (code != CLI_EXIT_OK)
        return code;
    }
  }
  return cli_given(args, OPT_HELP) ? CLI_EXIT_OK : check_complete(verb, args);
}

static void print_row(int option, bool required)
{
  char left[60];
  snprintf(left, sizeof left, "--%s%s%s", rows[option].name, rows[option].argument != NULL ? " " : "",
           rows[option].argument != NULL ? rows[option].argument : "");
  printf("  %-34s %s%s\n", left, rows[option].help, required ? " (required)" : "");
}

void cli_verb_help(const cli_verb *verb)
{
  printf("usage: jumio-idv %s [OPTION...] %s\n\n%s.\n", verb->name, verb->operands, verb->summary);
  if (verb->details != NULL)
    printf("%s\n", verb->details);
  printf("\n");
  for (int i = OPT_ID; i < OPT_COUNT; i++)
    if (takes(verb, i))
      print_row(i, verb->required[i]);
  bool settings = false;
  for (int i = 0; i <= OPT_CONFIG; i++)
    settings = settings || verb->options[i];
  if (!settings)
    return;
  printf("\nsettings%s:\n", verb->options[OPT_CONFIG] ? ", also from --config" : "");
  for (int i = 0; i <= OPT_CONFIG; i++)
    if (verb->options[i])
      print_row(i, verb->required[i]);
}
