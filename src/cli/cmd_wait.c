/** `wait`: until the status of an execution is final, by Jumio's published schedule or one that is given. */
#include "cmd.h"

#include "output.h"
#include "record.h"
#include "session.h"

/* The first read is made at once, so that nobody waits for what is there already. */
static jumio_result wait_for_final(const cli_args *args, const cli_session *session, jumio_workflow_execution **out, jumio_error **err)
{
  const char *account = args->operands[0], *execution = args->operands[1];
  jumio_result result =
      jumio_workflow_execution_fetch(session->client, account, JUMIO_NTS, execution, JUMIO_NTS, JUMIO_DEADLINE_DEFAULT, NULL, out, err);
  if (result != JUMIO_OK || jumio_execution_status_is_final(jumio_workflow_execution_get_status(*out)))
    return result;
  jumio_workflow_execution *first = *out;
  result = jumio_workflow_execution_wait(session->client, account, JUMIO_NTS, execution, JUMIO_NTS, session->deadline_ms, NULL, out, err);
  if (*out == NULL)
    *out = first;
  else
    jumio_workflow_execution_free(first);
  return result;
}

int cli_wait(const cli_args *args)
{
  cli_session session;
  jumio_workflow_execution *execution = NULL;
  jumio_error *error = NULL;
  int code = cli_session_open(args, CLI_NEEDS_NETWORK, &session);
  if (code != CLI_EXIT_OK)
    return code;
  jumio_result result = wait_for_final(args, &session, &execution, &error);
  if (execution != NULL)
    code = cli_execution_print(cli_given(args, OPT_JSON), execution);
  if (result != JUMIO_OK)
    code = cli_report(result, error);
  if (result == JUMIO_ERR_DEADLINE && execution != NULL)
    code = CLI_EXIT_NOT_FINISHED;
  jumio_workflow_execution_free(execution);
  cli_session_close(&session);
  return code;
}
