/** Policies on the command line: by a built-in name or from a JSON file. */
#include "policy.h"

#include "config_file.h"
#include "file.h"
#include "output.h"

#include <string.h>

#define POLICY_MAX (1024 * 1024)

static bool is_built_in(const char *name)
{
  static const char *const names[] = {"default", "strict", "netverify-order"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (strcmp(name, names[i]) == 0)
      return true;
  return false;
}

static int read_policy(const char *path, jumio_policy **out)
{
  char *text = NULL;
  size_t len = 0;
  jumio_error *error = NULL;
  int code = cli_read_file(path, POLICY_MAX, &text, &len);
  if (code != CLI_EXIT_OK)
    return code;
  jumio_result result = jumio_policy_parse(NULL, text, len, out, &error);
  cli_wipe_free(text, len);
  return result == JUMIO_OK ? CLI_EXIT_OK : cli_report_file(path, result, error);
}

int cli_policy_load(const char *file_or_name, jumio_policy **out)
{
  jumio_error *error = NULL;
  *out = NULL;
  if (file_or_name == NULL)
    return CLI_EXIT_OK;
  if (!is_built_in(file_or_name))
    return read_policy(file_or_name, out);
  jumio_result result = jumio_policy_new_named(NULL, file_or_name, JUMIO_NTS, out, &error);
  return result == JUMIO_OK ? CLI_EXIT_OK : cli_report(result, error);
}

int cli_policy_of(const cli_args *args, jumio_policy **out)
{
  cli_settings settings;
  *out = NULL;
  int code = cli_settings_load(args, &settings);
  if (code != CLI_EXIT_OK)
    return code;
  code = cli_policy_load(settings.value[OPT_POLICY], out);
  cli_settings_free(&settings);
  return code;
}
