/** `map`: the status of each given transaction body, one line a file. Sends nothing and stores nothing. */
#include "cmd.h"

#include "file.h"
#include "output.h"
#include "record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TRANSACTION_MAX (8 * 1024 * 1024)
#define PATH_SIZE (4 * 4096 + 1)

static void print_lines(const cli_args *args, const char *path, const jumio_decision *decision, jumio_result result,
                        const jumio_error *error)
{
  cli_put(stdout, path);
  printf("\t%s\n", decision != NULL ? jumio_idv_status_name(jumio_decision_get_status(decision)) : "ERROR");
  if (!cli_given(args, OPT_VERBOSE))
    return;
  if (decision != NULL) {
    cli_explanation_print(decision, "  ");
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

static int map_file(const cli_args *args, const char *path)
{
  char *body = NULL;
  size_t len = 0;
  jumio_decision *decision = NULL;
  jumio_error *error = NULL;
  int unread = cli_read_file(path, TRANSACTION_MAX, &body, &len);
  if (unread != CLI_EXIT_OK) {
    print_outcome(args, path, NULL, JUMIO_ERR_FILE, NULL);
    return unread;
  }
  jumio_result result = jumio_decision_map_json(NULL, body, len, NULL, 0, NULL, &decision, &error);
  cli_wipe_free(body, len);
  int code = print_outcome(args, path, decision, result, error);
  if (result == JUMIO_ERR_OUT_OF_MEMORY)
    code = CLI_EXIT_OTHER;
  jumio_error_free(error);
  jumio_decision_free(decision);
  return code;
}

static int map_names(const cli_args *args, FILE *names)
{
  char *line = NULL;
  size_t room = 0;
  ssize_t len;
  int code = CLI_EXIT_OK;
  while ((len = getline(&line, &room, names)) >= 0) {
    if (len > 0 && line[len - 1] == '\n')
      line[--len] = '\0';
    int one = len > 0 ? map_file(args, line) : CLI_EXIT_OK;
    code = code == CLI_EXIT_OK ? one : code;
  }
  if (ferror(names))
    code = cli_fail(JUMIO_ERR_FILE, "the list of file names could not be read");
  free(line);
  return code;
}

int cli_map(const cli_args *args)
{
  const char *list = args->value[OPT_FILES_FROM];
  int code = CLI_EXIT_OK;
  if (list == NULL && args->operand_count == 0)
    return cli_usage("map needs at least one FILE, or --files-from");
  for (size_t i = 0; i < args->operand_count; i++) {
    int one = map_file(args, args->operands[i]);
    code = code == CLI_EXIT_OK ? one : code;
  }
  if (list == NULL)
    return code;
  FILE *names = strcmp(list, "-") == 0 ? stdin : fopen(list, "re");
  if (names == NULL)
    return cli_fail(JUMIO_ERR_FILE, "%s: cannot be opened", list);
  int rest = map_names(args, names);
  if (names != stdin)
    fclose(names);
  return code == CLI_EXIT_OK ? rest : code;
}
