/** `steps`, `rules` and `report`: what else Jumio tells of an execution. */
#include "cmd.h"

#include "file.h"
#include "output.h"
#include "session.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The body as one line; what Jumio wrote may have more. */
static int print_json(const jumio_answer *answer)
{
  size_t len;
  const char *body = jumio_answer_get_body(answer, &len);
  yyjson_doc *doc = yyjson_read(body, len, YYJSON_READ_NUMBER_AS_RAW);
  char *text = yyjson_write(doc, YYJSON_WRITE_NOFLAG, NULL);
  yyjson_doc_free(doc);
  if (text == NULL)
    return cli_fail(JUMIO_ERR_OUT_OF_MEMORY, "no memory for the JSON output");
  puts(text);
  free(text);
  return CLI_EXIT_OK;
}

static const char *text_of(const jumio_answer *steps, const char *format, size_t step, size_t reason)
{
  char pointer[80];
  snprintf(pointer, sizeof pointer, format, step, reason);
  return jumio_answer_get_text(steps, pointer);
}

static void print_step(const jumio_answer *steps, size_t step)
{
  char pointer[60];
  cli_put(stdout, text_of(steps, "/steps/%zu/name", step, 0));
  putchar('\t');
  cli_put(stdout, text_of(steps, "/steps/%zu/decision/type", step, 0));
  putchar('\t');
  cli_put(stdout, text_of(steps, "/steps/%zu/decision/details/label", step, 0));
  putchar('\n');
  snprintf(pointer, sizeof pointer, "/steps/%zu/decision/reasons", step);
  for (size_t i = 0; i < jumio_answer_count(steps, pointer); i++) {
    printf("  ");
    cli_put(stdout, text_of(steps, "/steps/%zu/decision/reasons/%zu/type", step, i));
    putchar('\t');
    cli_put(stdout, text_of(steps, "/steps/%zu/decision/reasons/%zu/label", step, i));
    putchar('\n');
  }
}

static int fetch(const cli_session *session, jumio_transaction_resource which, const char *account, const char *execution,
                 jumio_answer **out)
{
  jumio_error *error = NULL;
  jumio_result result = jumio_transaction_fetch_answer(session->client, which, account, JUMIO_NTS, execution, JUMIO_NTS,
                                                       session->deadline_ms, NULL, out, &error);
  return result == JUMIO_OK ? CLI_EXIT_OK : cli_report(result, error);
}

static int print_steps(const cli_args *args, const cli_session *session, const char *account, const char *execution)
{
  jumio_answer *steps = NULL;
  int code = fetch(session, JUMIO_RESOURCE_STEPS, account, execution, &steps);
  if (code == CLI_EXIT_OK && cli_given(args, OPT_JSON))
    code = print_json(steps);
  else if (code == CLI_EXIT_OK)
    for (size_t i = 0; i < jumio_answer_count(steps, "/steps"); i++)
      print_step(steps, i);
  jumio_answer_free(steps);
  return code;
}

static int print_rules(const cli_args *args, const cli_session *session, const char *account, const char *execution)
{
  jumio_answer *rules = NULL;
  (void)args;
  int code = fetch(session, JUMIO_RESOURCE_RULES, account, execution, &rules);
  if (code == CLI_EXIT_OK)
    code = print_json(rules);
  jumio_answer_free(rules);
  return code;
}

static int print_report(const cli_args *args, const jumio_answer *report, const char *file, uint64_t bytes)
{
  cli_json json;
  const char *address = cli_given(args, OPT_SHOW_LINKS) ? jumio_answer_get_text(report, "/presignedUrl") : NULL;
  if (!cli_given(args, OPT_JSON)) {
    cli_line("Report", jumio_answer_get_text(report, "/presignedUrl") != NULL ? "available" : "not available");
    cli_line("File", file);
    if (cli_given(args, OPT_SHOW_LINKS))
      cli_line("Address", address);
    return CLI_EXIT_OK;
  }
  cli_json_begin(&json);
  cli_json_bool(&json, json.root, "available", jumio_answer_get_text(report, "/presignedUrl") != NULL);
  cli_json_text(&json, json.root, "address", address);
  cli_json_text(&json, json.root, "file", file);
  cli_json_int(&json, json.root, "bytes", file != NULL ? (int64_t)bytes : JUMIO_ABSENT);
  return cli_json_end(&json);
}

/* Under its name with ".part" until it is whole; an existing file is never replaced. */
static int save_report(const cli_session *session, const jumio_answer *report, const char *path, uint64_t *out_bytes)
{
  char part[4096];
  jumio_error *error = NULL;
  if ((size_t)snprintf(part, sizeof part, "%s.part", path) >= sizeof part)
    return cli_fail(JUMIO_ERR_FILE, "the path is too long");
  cli_sink sink = {.fd = cli_create_private(part)};
  if (sink.fd < 0)
    return CLI_EXIT_INPUT;
  jumio_result result = jumio_report_fetch(session->client, report, cli_sink_write, &sink, session->deadline_ms, NULL, out_bytes, &error);
  int code = cli_finish_private(sink.fd, part, "", 0);
  if (sink.failed) {
    jumio_error_free(error);
    code = cli_fail(JUMIO_ERR_FILE, "%s: could not be written", part);
  } else if (result != JUMIO_OK) {
    code = cli_report(result, error);
  }
  if (code != CLI_EXIT_OK) {
    unlink(part);
    return code;
  }
  if (link(part, path) != 0)
    code = cli_fail(JUMIO_ERR_FILE, "%s: %s", path, strerror(errno));
  unlink(part);
  return code;
}

static int fetch_report(const cli_args *args, const cli_session *session, const char *account, const char *execution)
{
  jumio_answer *report = NULL;
  const char *file = args->value[OPT_OUT];
  uint64_t bytes = 0;
  int code = fetch(session, JUMIO_RESOURCE_REPORT, account, execution, &report);
  if (code == CLI_EXIT_OK && file != NULL)
    code = save_report(session, report, file, &bytes);
  if (code == CLI_EXIT_OK)
    code = print_report(args, report, file, bytes);
  jumio_answer_free(report);
  return code;
}

typedef int (*reading)(const cli_args *args, const cli_session *session, const char *account, const char *execution);

/* A stored verification knows the two ids. */
static int of_verification(const cli_args *args, const cli_session *session, reading read)
{
  jumio_verification *verification = NULL;
  jumio_error *error = NULL;
  jumio_result result = jumio_verification_load(session->client, args->value[OPT_ID], JUMIO_NTS, &verification, &error);
  if (result != JUMIO_OK)
    return cli_report(result, error);
  int code = read(args, session, jumio_verification_get_text(verification, JUMIO_VERIFICATION_TEXT_ACCOUNT_ID),
                  jumio_verification_get_text(verification, JUMIO_VERIFICATION_TEXT_SCAN_REFERENCE));
  jumio_verification_free(verification);
  return code;
}

static int on_execution(const cli_args *args, const char *verb, reading read)
{
  cli_session session;
  bool stored = cli_given(args, OPT_ID);
  if (args->operand_count != (stored ? 0u : 2u))
    return cli_usage("%s takes ACCOUNT EXECUTION, or --id of a stored verification", verb);
  int code = cli_session_open(args, CLI_NEEDS_NETWORK | (stored ? CLI_NEEDS_STORE : 0u), &session);
  if (code != CLI_EXIT_OK)
    return code;
  code = stored ? of_verification(args, &session, read) : read(args, &session, args->operands[0], args->operands[1]);
  cli_session_close(&session);
  return code;
}

int cli_steps(const cli_args *args)
{
  return on_execution(args, "steps", print_steps);
}

int cli_rules(const cli_args *args)
{
  return on_execution(args, "rules", print_rules);
}

int cli_report_verb(const cli_args *args)
{
  return on_execution(args, "report", fetch_report);
}
