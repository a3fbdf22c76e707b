/** `delete`: a transaction, or an account with all of its transactions. There is no way back, so it takes --yes. */
#include "cmd.h"

#include "output.h"
#include "session.h"

static int print_deleted(bool as_json, bool was_absent)
{
  cli_json json;
  if (!as_json) {
    puts(was_absent ? "deleted (it was gone when asked again)" : "deleted");
    return CLI_EXIT_OK;
  }
  cli_json_begin(&json);
  cli_json_bool(&json, json.root, "deleted", true);
  cli_json_bool(&json, json.root, "was_absent", was_absent);
  return cli_json_end(&json);
}

int cli_delete(const cli_args *args)
{
  cli_session session;
  jumio_error *error = NULL;
  int32_t was_absent = 0;
  int code = cli_session_open(args, CLI_NEEDS_NETWORK, &session);
  if (code != CLI_EXIT_OK)
    return code;
  jumio_result result = args->operand_count == 2 ? jumio_transaction_delete(session.client, args->operands[0], JUMIO_NTS, args->operands[1],
                                                                            JUMIO_NTS, session.deadline_ms, NULL, &was_absent, &error)
                                                 : jumio_account_delete(session.client, args->operands[0], JUMIO_NTS, session.deadline_ms,
                                                                        NULL, &was_absent, &error);
  cli_session_close(&session);
  return result == JUMIO_OK ? print_deleted(cli_given(args, OPT_JSON), was_absent != 0) : cli_report(result, error);
}
