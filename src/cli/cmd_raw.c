/** `raw`: any path of Jumio's with the access token, for what has no verb yet. */
#include "cmd.h"

#include "file.h"
#include "output.h"
#include "session.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BODY_MAX (1024 * 1024)

/* 0: no such name */
static jumio_host host_by_name(const char *name)
{
  if (name == NULL || strcmp(name, "retrieval") == 0)
    return JUMIO_HOST_RETRIEVAL;
  return strcmp(name, "account") == 0 ? JUMIO_HOST_ACCOUNT : strcmp(name, "api") == 0 ? JUMIO_HOST_API : 0;
}

/* A file or a pipe gets the bytes; a terminal text that cannot steer it. */
static int print_body(const jumio_answer *answer)
{
  size_t len = 0;
  const char *body = jumio_answer_get_body(answer, &len);
  if (!isatty(STDOUT_FILENO))
    return fwrite(body, 1, len, stdout) == len ? CLI_EXIT_OK : cli_fail(JUMIO_ERR_FILE, "the output could not be written");
  cli_put(stdout, body);
  putchar('\n');
  return CLI_EXIT_OK;
}

static int print_answer(bool as_json, const jumio_answer *answer)
{
  size_t len = 0;
  const char *body = jumio_answer_get_body(answer, &len);
  cli_json json;
  if (!as_json)
    return print_body(answer);
  char *text = malloc(4 * len + 1); /* what is not UTF-8 becomes \xNN; the text ends at a NUL byte */
  if (text == NULL)
    return cli_fail(JUMIO_ERR_OUT_OF_MEMORY, "no memory for the body");
  cli_safe(body, true, text, 4 * len + 1);
  cli_json_begin(&json);
  cli_json_int(&json, json.root, "http_status", jumio_answer_get_http_status(answer));
  cli_json_text(&json, json.root, "body", text);
  cli_wipe_free(text, 4 * len + 1);
  return cli_json_end(&json);
}

int cli_raw(const cli_args *args)
{
  cli_session session;
  char *body = NULL;
  size_t len = 0;
  jumio_answer *answer = NULL;
  jumio_error *error = NULL;
  jumio_host host = host_by_name(args->value[OPT_HOST]);
  if (host == 0)
    return cli_usage("--host takes account, api or retrieval");
  int code = args->value[OPT_BODY] != NULL ? cli_read_file(args->value[OPT_BODY], BODY_MAX, &body, &len) : CLI_EXIT_OK;
  if (code != CLI_EXIT_OK || (code = cli_session_open(args, CLI_NEEDS_NETWORK, &session)) != CLI_EXIT_OK)
    goto done;
  jumio_result result = jumio_raw_call(session.client, host, args->operands[0], JUMIO_NTS, args->operands[1], JUMIO_NTS, body, len,
                                       args->value[OPT_CONTENT_TYPE], JUMIO_NTS, cli_given(args, OPT_REPEATABLE) ? JUMIO_RAW_REPEATABLE : 0,
                                       session.deadline_ms, NULL, &answer, &error);
  code = result == JUMIO_OK ? print_answer(cli_given(args, OPT_JSON), answer) : cli_report(result, error);
  jumio_answer_free(answer);
  cli_session_close(&session);
done:
  if (body != NULL)
    cli_wipe_free(body, len);
  return code;
}
