/** `mock`: the JSON that orders an outcome from a Mock Service tenant, out of a scenario file. Sends nothing. */
#include "cmd.h"

#include "file.h"
#include "output.h"

#include <stdio.h>

#define SCENARIO_FILE_MAX (64 * 1024)

int cli_mock(const cli_args *args)
{
  char *file = NULL, *order = NULL;
  size_t len = 0;
  jumio_error *error = NULL;
  const char *name = args->operand_count > 1 ? args->operands[1] : NULL;
  int code = cli_read_file(args->operands[0], SCENARIO_FILE_MAX, &file, &len);
  if (code != CLI_EXIT_OK)
    return code;
  jumio_result result =
      jumio_mock_outcome_build(NULL, file, len, name, JUMIO_NTS, args->value[OPT_REFERENCE], JUMIO_NTS, &order, NULL, &error);
  cli_wipe_free(file, len);
  if (result != JUMIO_OK)
    return cli_report(result, error);
  puts(order); /* JSON already, also with --json */
  jumio_text_free(order);
  return CLI_EXIT_OK;
}
