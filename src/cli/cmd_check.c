/** `check`: the test behind a "Save & Test" button. Fetches a token and creates nothing. */
#include "cmd.h"

#include "output.h"
#include "session.h"

static int print_ok(bool as_json)
{
  cli_json json;
  if (!as_json) {
    puts("ok: region, client id and secret are accepted (permissions and workflow keys cannot be tested without a transaction)");
    return CLI_EXIT_OK;
  }
  cli_json_begin(&json);
  cli_json_bool(&json, json.root, "ok", true);
  return cli_json_end(&json);
}

int cli_check(const cli_args *args)
{
  cli_session session;
  jumio_error *error = NULL;
  int code = cli_session_open(args, CLI_NEEDS_NETWORK | CLI_TAKES_STORE, &session);
  if (code != CLI_EXIT_OK)
    return code;
  jumio_result result = jumio_client_check(session.client, session.deadline_ms, NULL, &error);
  cli_session_close(&session);
  return result == JUMIO_OK ? print_ok(cli_given(args, OPT_JSON)) : cli_report(result, error);
}
