/** `map`: the status of each given transaction body, one line a file. Sends nothing and stores nothing. */
#include "cmd.h"

#include "file.h"
#include "output.h"
#include "policy.h"
#include "record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TRANSACTION_MAX (8 * 1024 * 1024)
#define PATH_SIZE (4 * 4096 + 1)

/* What all files are mapped with. */
typedef struct mapping {
  const cli_args *args;
  jumio_policy *policy; /* NULL: the default */
  jumio_answer *steps;
} mapping;

static void print_lines(const cli_args *args, const char *path, const jumio_decision *decision, jumio_result result,
                        const jumio_error *error)
{
  cli_put(stdout, path);
  printf("\t%s\n", decision != NULL ? jumio_idv_status_name(jumio_decision_get_status(decision)) : "ERROR");
  if (decision != NULL && (cli_given(args, OPT_EXPLAIN) || cli_given(args, OPT_VERBOSE)))
    cli_explanation_print(decision, "  ");
  if (!cli_given(args, OPT_VERBOSE))
    return;
  if (decision != NULL) {
    cli_reasons_print(decision);
    return;
  }
  printf("  %s: ", jumio_result_name(result));
  cli_put(stdout, error != NULL ? jumio_error_get_message(error) : jumio_result_meaning(result));
  putchar('\n');
}

static int print_json(const char *path, const jumio_decision *decision, jumio_result result, const jumio_error *error)
{
  cli_json json;
  char text[PATH_SIZE];
  cli_safe(path, true, text, sizeof text);
  cli_json_begin(&json);
  cli_json_text(&json, json.root, "path", text);
  if (decision != NULL) {
    cli_decision_json(&json, json.root, decision);
  } else {
    cli_json_text(&json, json.root, "status", "ERROR");
    cli_json_text(&json, json.root, "error", jumio_result_name(result));
    cli_json_text(&json, json.root, "message", error != NULL ? jumio_error_get_message(error) : jumio_result_meaning(result));
  }
  return cli_json_end(&json);
}

static int print_outcome(const cli_args *args, const char *path, const jumio_decision *decision, jumio_result result,
                         const jumio_error *error)
{
  if (cli_given(args, OPT_JSON))
    return print_json(path, decision, result, error);
  print_lines(args, path, decision, result, error);
  return CLI_EXIT_OK;
}

static bool is_netverify(const cli_args *args, const char *path)
{
  return cli_given(args, OPT_NETVERIFY) || cli_ends_with(path, ".form");
}

static jumio_result map_transaction(const mapping *m, const char *body, size_t len, jumio_decision **out, jumio_error **err)
{
  jumio_transaction *transaction = NULL;
  const char *account = m->args->value[OPT_ACCOUNT_ID], *execution = m->args->value[OPT_EXECUTION_ID];
  jumio_result result = jumio_transaction_parse(NULL, body, len, &transaction, err);
  if (result == JUMIO_OK && account != NULL)
    result = jumio_transaction_check_ids(transaction, account, JUMIO_NTS, execution, JUMIO_NTS, err);
  if (result == JUMIO_OK)
    result = jumio_decision_map(transaction, m->steps, m->policy, out, err);
  jumio_transaction_free(transaction);
  return result;
}

static jumio_result map_body(const mapping *m, const char *path, const char *body, size_t len, jumio_decision **out, jumio_error **err)
{
  if (is_netverify(m->args, path))
    return jumio_decision_map_netverify(NULL, body, len, m->policy, out, err);
  return map_transaction(m, body, len, out, err);
}

static int map_file(const mapping *m, const char *path)
{
  char *body = NULL;
  size_t len = 0;
  jumio_decision *decision = NULL;
  jumio_error *error = NULL;
  int unread = cli_read_file(path, TRANSACTION_MAX, &body, &len);
  if (unread != CLI_EXIT_OK) {
    print_outcome(m->args, path, NULL, JUMIO_ERR_FILE, NULL);
    return unread;
  }
  jumio_result result = map_body(m, path, body, len, &decision, &error);
  cli_wipe_free(body, len);
  int code = print_outcome(m->args, path, decision, result, error);
  if (result == JUMIO_ERR_OUT_OF_MEMORY)
    code = CLI_EXIT_OTHER;
  if (result == JUMIO_ERR_ARGUMENT || result == JUMIO_ERR_ID_MISMATCH) /* ids that are none, or another transaction than asked for */
    code = cli_fail(result, "%s", jumio_error_get_message(error));
  jumio_error_free(error);
  jumio_decision_free(decision);
  return code;
}

static int map_names(const mapping *m, FILE *names)
{
  char *line = NULL;
  size_t room = 0;
  ssize_t len;
  int code = CLI_EXIT_OK;
  while ((len = getline(&line, &room, names)) >= 0) {
    if (len > 0 && line[len - 1] == '\n')
      line[--len] = '\0';
    int one = len > 0 ? map_file(m, line) : CLI_EXIT_OK;
    code = code == CLI_EXIT_OK ? one : code;
  }
  if (ferror(names))
    code = cli_fail(JUMIO_ERR_FILE, "the list of file names could not be read");
  free(line);
  return code;
}

static int map_list(const mapping *m, const char *list)
{
  FILE *names = strcmp(list, "-") == 0 ? stdin : fopen(list, "re");
  if (names == NULL)
    return cli_fail(JUMIO_ERR_FILE, "%s: cannot be opened", list);
  int code = map_names(m, names);
  if (names != stdin)
    fclose(names);
  return code;
}

static int map_all(const mapping *m)
{
  const char *list = m->args->value[OPT_FILES_FROM];
  int code = CLI_EXIT_OK;
  for (size_t i = 0; i < m->args->operand_count; i++) {
    int one = map_file(m, m->args->operands[i]);
    code = code == CLI_EXIT_OK ? one : code;
  }
  int rest = list != NULL ? map_list(m, list) : CLI_EXIT_OK;
  return code == CLI_EXIT_OK ? rest : code;
}

static int read_steps(const char *path, jumio_answer **out)
{
  char *body = NULL;
  size_t len = 0;
  jumio_error *error = NULL;
  int code = path != NULL ? cli_read_file(path, TRANSACTION_MAX, &body, &len) : CLI_EXIT_OK;
  if (code != CLI_EXIT_OK || path == NULL)
    return code;
  jumio_result result = jumio_answer_parse(NULL, body, len, out, &error);
  cli_wipe_free(body, len);
  return result == JUMIO_OK ? CLI_EXIT_OK : cli_report_file(path, result, error);
}

static int check_options(const cli_args *args)
{
  bool ids = cli_given(args, OPT_ACCOUNT_ID);
  if (!cli_given(args, OPT_FILES_FROM) && args->operand_count == 0)
    return cli_usage("map needs at least one FILE, or --files-from");
  if (ids != cli_given(args, OPT_EXECUTION_ID))
    return cli_usage("--account-id and --execution-id go together");
  if (!ids && !cli_given(args, OPT_STEPS))
    return CLI_EXIT_OK;
  if (cli_given(args, OPT_FILES_FROM) || args->operand_count != 1)
    return cli_usage("--steps, --account-id and --execution-id speak of one FILE");
  if (is_netverify(args, args->operands[0]))
    return cli_usage("--steps, --account-id and --execution-id speak of a transaction: Netverify has none of them");
  return CLI_EXIT_OK;
}

int cli_map(const cli_args *args)
{
  mapping m = {.args = args};
  int code = check_options(args);
  if (code == CLI_EXIT_OK)
    code = cli_policy_of(args, &m.policy);
  if (code == CLI_EXIT_OK)
    code = read_steps(args->value[OPT_STEPS], &m.steps);
  if (code == CLI_EXIT_OK)
    code = map_all(&m);
  jumio_answer_free(m.steps);
  jumio_policy_free(m.policy);
  return code;
}
