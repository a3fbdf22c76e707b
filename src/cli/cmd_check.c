/** `check`: the test behind a "Save & Test" button. Fetches a token and creates nothing. */
#include "cmd.h"

#include "output.h"
#include "session.h"

/* What an administrator can do about it, by finding; NULL: the error says it. */
static const char *advice_of(jumio_check_finding finding)
{
  switch (finding) {
  case JUMIO_FINDING_OK:
    return "region, client id and secret are accepted (workflow keys cannot be tested without a transaction)";
  case JUMIO_FINDING_WRONG_CREDENTIALS:
    return "the secret is wrong, or it is that of another region (--other-regions tells), or the user agent is not accepted";
  case JUMIO_FINDING_WRONG_REGION:
    return "the credentials are those of another region";
  case JUMIO_FINDING_PERMISSION:
    return "the credentials may not retrieve: Jumio's portal gives that permission";
  case JUMIO_FINDING_UNREACHABLE:
    return "Jumio could not be reached: network, firewall or proxy";
  case JUMIO_FINDING_TLS:
    return "certificate or handshake was refused: a proxy that looks into TLS, or missing CA certificates (--ca-file)";
  case JUMIO_FINDING_CLOCK:
    return "the clock of this machine is wrong";
  default:
    return NULL;
  }
}

static int print_finding(bool as_json, jumio_result result, jumio_check_finding finding)
{
  cli_json json;
  const char *advice = advice_of(finding);
  if (!as_json) {
    printf("%s: %s", result == JUMIO_OK ? "ok" : "refused", jumio_check_finding_name(finding));
    printf("%s%s\n", advice != NULL ? ": " : "", advice != NULL ? advice : "");
    return CLI_EXIT_OK;
  }
  cli_json_begin(&json);
  cli_json_bool(&json, json.root, "ok", result == JUMIO_OK);
  cli_json_text(&json, json.root, "finding", jumio_check_finding_name(finding));
  return cli_json_end(&json);
}

int cli_check(const cli_args *args)
{
  cli_session session;
  jumio_error *error = NULL;
  jumio_check_finding finding;
  uint32_t flags = 0;
  if (cli_given(args, OPT_OTHER_REGIONS))
    flags |= JUMIO_CHECK_OTHER_REGIONS;
  if (cli_given(args, OPT_RETRIEVAL))
    flags |= JUMIO_CHECK_RETRIEVAL;
  int code = cli_session_open(args, CLI_NEEDS_NETWORK | CLI_TAKES_STORE, &session);
  if (code != CLI_EXIT_OK)
    return code;
  jumio_result result = jumio_client_check(session.client, flags, session.deadline_ms, NULL, &finding, &error);
  cli_session_close(&session);
  code = print_finding(cli_given(args, OPT_JSON), result, finding);
  return result == JUMIO_OK ? code : cli_report(result, error);
}
