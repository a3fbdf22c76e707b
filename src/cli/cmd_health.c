/** `health`: how the services of the region fare, by Jumio's own word. */
#include "cmd.h"

#include "output.h"
#include "session.h"

static int print_health(bool as_json, const jumio_answer *answer)
{
  cli_json json;
  char pointer[80];
  if (as_json)
    cli_json_begin(&json);
  for (size_t i = 0; i <= jumio_answer_count(answer, "/details"); i++) {
    const char *name = i == 0 ? "status" : jumio_answer_get_name_at(answer, "/details", i - 1);
    if (name == NULL || snprintf(pointer, sizeof pointer, "%s/%s", i == 0 ? "" : "/details", name) >= (int)sizeof pointer)
      continue;
    if (as_json)
      cli_json_text(&json, json.root, name, jumio_answer_get_text(answer, pointer));
    else
      cli_line(name, jumio_answer_get_text(answer, pointer));
  }
  return as_json ? cli_json_end(&json) : CLI_EXIT_OK;
}

int cli_health(const cli_args *args)
{
  cli_session session;
  jumio_answer *answer = NULL;
  jumio_error *error = NULL;
  int code = cli_session_open(args, CLI_NEEDS_AGENT, &session);
  if (code != CLI_EXIT_OK)
    return code;
  jumio_result result = jumio_client_fetch_health(session.client, session.deadline_ms, NULL, &answer, &error);
  code = result == JUMIO_OK ? print_health(cli_given(args, OPT_JSON), answer) : cli_report(result, error);
  jumio_answer_free(answer);
  cli_session_close(&session);
  return code;
}
