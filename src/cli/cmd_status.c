/** `status`: where an execution stands, or where a stored verification stands after a refresh. */
#include "cmd.h"

#include "output.h"
#include "record.h"
#include "session.h"

int cli_execution_print(bool as_json, const jumio_workflow_execution *execution)
{
  cli_json json;
  bool final = jumio_execution_status_is_final(jumio_workflow_execution_get_status(execution)) != 0;
  if (!as_json) {
    printf("%-19s", "Execution status:");
    cli_put(stdout, jumio_workflow_execution_get_text(execution, JUMIO_EXECUTION_TEXT_STATUS));
    puts(final ? " (final)" : " (not final)");
    return CLI_EXIT_OK;
  }
  cli_json_begin(&json);
  cli_json_text(&json, json.root, "execution_status", jumio_workflow_execution_get_text(execution, JUMIO_EXECUTION_TEXT_STATUS));
  cli_json_bool(&json, json.root, "final", final);
  cli_json_text(&json, json.root, "account_id", jumio_workflow_execution_get_text(execution, JUMIO_EXECUTION_TEXT_ACCOUNT_ID));
  cli_json_text(&json, json.root, "scan_reference", jumio_workflow_execution_get_text(execution, JUMIO_EXECUTION_TEXT_ID));
  cli_json_text(&json, json.root, "workflow_key", jumio_workflow_execution_get_text(execution, JUMIO_EXECUTION_TEXT_DEFINITION_KEY));
  return cli_json_end(&json);
}

static int of_execution(const cli_args *args, const cli_session *session)
{
  jumio_workflow_execution *execution = NULL;
  jumio_error *error = NULL;
  jumio_result result = jumio_workflow_execution_fetch(session->client, args->operands[0], JUMIO_NTS, args->operands[1], JUMIO_NTS,
                                                       session->deadline_ms, NULL, &execution, &error);
  int code = result == JUMIO_OK ? cli_execution_print(cli_given(args, OPT_JSON), execution) : cli_report(result, error);
  jumio_workflow_execution_free(execution);
  return code;
}

static int print_verification(bool as_json, const jumio_verification *verification)
{
  cli_json json;
  const char *status = jumio_idv_status_name(jumio_verification_get_status(verification));
  const char *execution = jumio_verification_get_text(verification, JUMIO_VERIFICATION_TEXT_EXECUTION_STATUS);
  bool final = jumio_verification_get_int64(verification, JUMIO_VERIFICATION_IS_FINAL) != 0;
  if (!as_json) {
    printf("%-19s%s (%s)\n", "Status:", status, final ? "final" : "not final");
    cli_line("Execution status", execution);
    return CLI_EXIT_OK;
  }
  cli_json_begin(&json);
  cli_json_text(&json, json.root, "id", jumio_verification_get_text(verification, JUMIO_VERIFICATION_TEXT_ID));
  cli_json_text(&json, json.root, "status", status);
  cli_json_bool(&json, json.root, "final", final);
  cli_json_text(&json, json.root, "execution_status", execution);
  return cli_json_end(&json);
}

static int of_verification(const cli_args *args, const cli_session *session)
{
  jumio_verification *verification = NULL;
  jumio_error *error = NULL;
  jumio_result result = jumio_verification_refresh(session->client, args->value[OPT_ID], JUMIO_NTS, session->policy, session->deadline_ms,
                                                   NULL, &verification, &error);
  int code = result == JUMIO_OK ? print_verification(cli_given(args, OPT_JSON), verification) : cli_report(result, error);
  jumio_verification_free(verification);
  return code;
}

int cli_status(const cli_args *args)
{
  return cli_on_target(args, "status takes ACCOUNT EXECUTION, or --id of a stored verification", of_verification, of_execution);
}
