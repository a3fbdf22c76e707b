/** jumio-idv: the library on the command line. One row per verb; docs/cli.md describes them. */
#include "cmd.h"
#include "output.h"

#include <string.h>

/* What an account request is made of. */
#define CLI_REQUEST                                                                                                                        \
  [OPT_REFERENCE] = true, [OPT_MOCK_OUTCOME] = true, [OPT_WORKFLOW_KEY] = true, [OPT_USER_REFERENCE] = true,                               \
  [OPT_REPORTING_CRITERIA] = true, [OPT_CALLBACK_URL] = true, [OPT_SUCCESS_URL] = true, [OPT_ERROR_URL] = true, [OPT_LOCALE] = true,       \
  [OPT_LENIENT] = true, [OPT_TOKEN_LIFETIME] = true, [OPT_CREDENTIAL] = true, [OPT_CREDENTIAL_SETTING] = true, [OPT_CAPABILITY] = true,    \
  [OPT_OVERRIDE] = true, [OPT_MEMBER] = true, [OPT_CONSENT_IP] = true, [OPT_CONSENT_COUNTRY] = true, [OPT_CONSENT_STATE] = true,           \
  [OPT_CONSENT_OBTAINED] = true, [OPT_CONSENT_AT] = true, [OPT_ACCOUNT_FILE] = true, [OPT_SHOW_LINKS] = true

static const cli_verb verbs[] = {
    {.name = "check",
     .operands = "",
     .summary = "Test region, client id and secret by fetching a token; creates nothing at Jumio",
     .options = {CLI_CONNECTION, [OPT_STORE] = true, [OPT_OTHER_REGIONS] = true, [OPT_RETRIEVAL] = true},
     .run = cli_check},
    {.name = "create",
     .operands = "",
     .summary = "Create a verification: store the intent, create the account at Jumio, store the answer",
     .details = "Every new id is a new, billable transaction; an id that was used gives the stored record again.",
     .options = {CLI_CONNECTION, CLI_REQUEST, [OPT_STORE] = true, [OPT_ID] = true, [OPT_ENTITY] = true, [OPT_KEEP_LINKS] = true},
     .required = {[OPT_ENTITY] = true, [OPT_WORKFLOW_KEY] = true},
     .run = cli_create},
    {.name = "update",
     .operands = "ACCOUNT",
     .summary = "Start a further transaction on an account that Jumio knows, such as an authentication",
     .details = "Every run is a new, billable transaction. Nothing is stored: keep what is printed.",
     .options = {CLI_CONNECTION, CLI_REQUEST},
     .required = {[OPT_WORKFLOW_KEY] = true},
     .least = 1,
     .most = 1,
     .run = cli_update},
    {.name = "upload",
     .operands = "FILE",
     .summary = "Upload one picture (JPEG or PNG; for a document also PDF), a facemap or prepared data (JSON)",
     .details = "A picture is streamed; - is standard input, which must be a file too, not a pipe.",
     .options = {CLI_CONNECTION, [OPT_ACCOUNT_FILE] = true, [OPT_PART] = true, [OPT_PAGE] = true, [OPT_CHECK] = true},
     .required = {[OPT_ACCOUNT_FILE] = true, [OPT_PART] = true},
     .least = 1,
     .most = 1,
     .run = cli_upload},
    {.name = "finalize",
     .operands = "",
     .summary = "Finalize an execution whose pictures were uploaded",
     .options = {CLI_CONNECTION, [OPT_ACCOUNT_FILE] = true},
     .required = {[OPT_ACCOUNT_FILE] = true},
     .run = cli_finalize},
    {.name = "status",
     .operands = "[ACCOUNT EXECUTION]",
     .summary = "Ask where an execution stands; with --id, refresh a stored verification and tell its status",
     .options = {CLI_CONNECTION, [OPT_STORE] = true, [OPT_POLICY] = true, [OPT_ID] = true},
     .most = 2,
     .run = cli_status},
    {.name = "wait",
     .operands = "ACCOUNT EXECUTION",
     .summary = "Wait until the status of an execution is final: one read at once, then those of the schedule",
     .details = "--timeout bounds the whole wait here; by default it lasts as long as the schedule, about a quarter of an hour.",
     .options = {CLI_CONNECTION, [OPT_OFFSETS] = true},
     .least = 2,
     .most = 2,
     .run = cli_wait},
    {.name = "show",
     .operands = "[ACCOUNT EXECUTION]",
     .summary = "Fetch a transaction and tell its status with the reasons; with --id, refresh and show a stored verification",
     .options =
         {CLI_CONNECTION, [OPT_STORE] = true, [OPT_POLICY] = true, [OPT_ID] = true, [OPT_PERSONAL_DATA] = true, [OPT_SHOW_LINKS] = true},
     .most = 2,
     .run = cli_show},
    {.name = "steps",
     .operands = "[ACCOUNT EXECUTION]",
     .summary = "Tell the steps of an execution with their decisions, and the reasons of an authentication",
     .options = {CLI_CONNECTION, [OPT_STORE] = true, [OPT_ID] = true},
     .most = 2,
     .run = cli_steps},
    {.name = "rules",
     .operands = "[ACCOUNT EXECUTION]",
     .summary = "Print the rules that fired as JSON, whose shape Jumio does not publish",
     .options = {CLI_CONNECTION, [OPT_STORE] = true, [OPT_ID] = true},
     .most = 2,
     .run = cli_rules},
    {.name = "report",
     .operands = "[ACCOUNT EXECUTION]",
     .summary = "Tell whether there is a report; with --out, save it as a PDF from a host that --report-hosts allows",
     .options = {CLI_CONNECTION, [OPT_STORE] = true, [OPT_ID] = true, [OPT_OUT] = true, [OPT_SHOW_LINKS] = true},
     .most = 2,
     .run = cli_report_verb},
    {.name = "list",
     .operands = "",
     .summary = "List stored verifications; sends nothing and needs no secret",
     .options = {CLI_CONNECTION, [OPT_STORE] = true, [OPT_ENTITY] = true, [OPT_STATUS] = true, [OPT_SHOW_LINKS] = true},
     .run = cli_list},
    {.name = "documents",
     .operands = "[ACCOUNT EXECUTION]",
     .summary = "Download the documents as <credential-id>-<CLASSIFIER>.<ext>, mode 0600",
     .details = "A file that is there already is kept and not downloaded again.",
     .options = {CLI_CONNECTION, [OPT_STORE] = true, [OPT_POLICY] = true, [OPT_ID] = true, [OPT_OUT] = true},
     .required = {[OPT_OUT] = true},
     .most = 2,
     .run = cli_documents},
    {.name = "map",
     .operands = "[FILE...]",
     .summary = "Tell the status of each transaction body: path, tab, status, or ERROR where it is none; - is standard input",
     .details = "A *.form is a Netverify callback. Sends nothing. The exit code is 0 also when there are ERROR lines, but not when a file "
                "cannot be\nread.",
     .options = {[OPT_FILES_FROM] = true,
                 [OPT_VERBOSE] = true,
                 [OPT_EXPLAIN] = true,
                 [OPT_POLICY] = true,
                 [OPT_CONFIG] = true,
                 [OPT_STEPS] = true,
                 [OPT_ACCOUNT_ID] = true,
                 [OPT_EXECUTION_ID] = true,
                 [OPT_NETVERIFY] = true},
     .most = SIZE_MAX,
     .run = cli_map},
    {.name = "replay",
     .operands = "FOLDER",
     .summary = "Map every transaction below a folder under two policies, and tell what comes out otherwise; sends nothing",
     .details = "*.json is a transaction, NAME.steps.json the steps of NAME.json, *.form a Netverify callback. The exit code is 11 when a "
                "line was\n"
                "printed for a difference.",
     .options = {[OPT_POLICY] = true, [OPT_AGAINST] = true, [OPT_REASONS] = true, [OPT_VERBOSE] = true},
     .required = {[OPT_POLICY] = true},
     .least = 1,
     .most = 1,
     .run = cli_replay},
    {.name = "policy",
     .operands = "check|show|hash FILE|NAME",
     .summary = "Check a policy, print its canonical JSON or its hash; sends nothing",
     .details = "show prints exactly the bytes that the hash is of. --verbose tells name, version and hash on standard error.",
     .options = {[OPT_VERBOSE] = true},
     .least = 2,
     .most = 2,
     .run = cli_policy},
    {.name = "callback",
     .operands = "check FILE | build EXECUTION ACCOUNT STATUS",
     .summary = "Judge the body of a callback (- is standard input), or print one for a test; sends nothing",
     .details = "A verdict is no error: the exit code is 0. Without a lookup every execution counts as known.",
     .options = {[OPT_REGION] = true,
                 [OPT_CLIENT_ID] = true,
                 [OPT_CONFIG] = true,
                 [OPT_PEER] = true,
                 [OPT_SOURCES] = true,
                 [OPT_TAG_KEY] = true,
                 [OPT_URL_TOKEN] = true,
                 [OPT_GIVEN_TOKEN] = true,
                 [OPT_AT] = true,
                 [OPT_WORKFLOW_KEY] = true,
                 [OPT_USER_REFERENCE] = true},
     .least = 2,
     .most = 4,
     .run = cli_callback},
    {.name = "mock",
     .operands = "FILE [NAME]",
     .summary = "Print the JSON for create --mock-outcome from a scenario file; - is standard input",
     .options = {[OPT_REFERENCE] = true},
     .required = {[OPT_REFERENCE] = true},
     .least = 1,
     .most = 2,
     .run = cli_mock},
    {.name = "delete",
     .operands = "ACCOUNT [EXECUTION]",
     .summary = "Delete a transaction, or an account with all of its transactions, at Jumio; for ever",
     .options = {CLI_CONNECTION, [OPT_YES] = true},
     .required = {[OPT_YES] = true},
     .least = 1,
     .most = 2,
     .run = cli_delete},
    {.name = "health",
     .operands = "",
     .summary = "Ask how the services of the region fare; sends no credentials",
     .options = {CLI_CONNECTION},
     .run = cli_health},
    {.name = "raw",
     .operands = "METHOD PATH",
     .summary = "Call any path of Jumio's with the access token, and print the answer's body",
     .details = "What is not repeatable is never sent again: when its answer is lost, the exit code is 7.",
     .options = {CLI_CONNECTION, [OPT_HOST] = true, [OPT_BODY] = true, [OPT_CONTENT_TYPE] = true, [OPT_REPEATABLE] = true},
     .least = 2,
     .most = 2,
     .run = cli_raw},
    {.name = "region",
     .operands = "NAME-OR-HOST",
     .summary = "Tell which region a name or a host of Jumio's means, and its hosts and data centers; sends nothing",
     .least = 1,
     .most = 1,
     .run = cli_region},
};
#define VERBS (sizeof verbs / sizeof verbs[0])

static void help(void)
{
  puts("usage: jumio-idv VERB [OPTION...] [OPERAND...]\n\nIdentity verification with Jumio.\n");
  for (size_t i = 0; i < VERBS; i++)
    printf("  %-10s %s\n", verbs[i].name, verbs[i].summary);
  puts("\n  jumio-idv VERB --help   the options of a verb\n  jumio-idv --version     version of program and library\n\n"
       "exit codes: 0 success, 2 usage, 3 bad input or file, 4 credentials or permission refused, 5 network or TLS,\n"
       "            6 not found, 7 outcome unknown, 8 store, 9 other, 10 not finished, 11 replay found differences");
}

static int run(int argc, char **argv)
{
  cli_args args;
  if (argc < 2)
    return cli_usage("a verb is needed");
  if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "--version") == 0) {
    if (strcmp(argv[1], "--help") == 0)
      help();
    else
      printf("jumio-idv %s (libjumio-idv %s)\n", JUMIO_VERSION, jumio_version());
    return CLI_EXIT_OK;
  }
  for (size_t i = 0; i < VERBS; i++) {
    if (strcmp(verbs[i].name, argv[1]) != 0)
      continue;
    int code = cli_args_parse(&verbs[i], argc - 2, argv + 2, &args);
    if (code != CLI_EXIT_OK || !cli_given(&args, OPT_HELP))
      return code != CLI_EXIT_OK ? code : verbs[i].run(&args);
    cli_verb_help(&verbs[i]);
    return CLI_EXIT_OK;
  }
  return cli_usage("no such verb");
}

int main(int argc, char **argv)
{
  int code = run(argc, argv);
  /* a full disk must not look like success */
  if ((fflush(stdout) != 0 || ferror(stdout)) && (code == CLI_EXIT_OK || code == CLI_EXIT_DIFFERENT))
    return cli_fail(JUMIO_ERR_FILE, "the output could not be written");
  return code;
}
