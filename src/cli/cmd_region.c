/** `region`: which of Jumio's regions a name or a host means, and what belongs to it. Sends nothing. */
#include "cmd.h"

#include "output.h"

static const struct {
  const char *name;
  jumio_region_text which;
} rows[] = {
    {"region", JUMIO_REGION_TEXT_ID},
    {"name", JUMIO_REGION_TEXT_NAME},
    {"sdk_mobile", JUMIO_REGION_TEXT_SDK_MOBILE},
    {"sdk_web", JUMIO_REGION_TEXT_SDK_WEB},
    {"auth_host", JUMIO_REGION_TEXT_AUTH_HOST},
    {"account_host", JUMIO_REGION_TEXT_ACCOUNT_HOST},
    {"api_host", JUMIO_REGION_TEXT_API_HOST},
    {"retrieval_host", JUMIO_REGION_TEXT_RETRIEVAL_HOST},
    {"status_host", JUMIO_REGION_TEXT_STATUS_HOST},
    {"callback_host", JUMIO_REGION_TEXT_CALLBACK_HOST},
    {"netverify_host", JUMIO_REGION_TEXT_NETVERIFY_HOST},
    {"portal_host", JUMIO_REGION_TEXT_PORTAL_HOST},
};
#define ROWS (sizeof rows / sizeof rows[0])

int cli_region(const cli_args *args)
{
  cli_json json;
  const char *id = jumio_region_find(args->operands[0], JUMIO_NTS);
  if (id == NULL)
    return cli_fail(JUMIO_ERR_ARGUMENT, "region: not the name or a documented host of amer-1, emea-1 or apac-1");
  if (!cli_given(args, OPT_JSON)) {
    for (size_t i = 0; i < ROWS; i++)
      cli_line(rows[i].name, jumio_region_get_text(id, JUMIO_NTS, rows[i].which));
    return CLI_EXIT_OK;
  }
  cli_json_begin(&json);
  for (size_t i = 0; i < ROWS; i++)
    cli_json_text(&json, json.root, rows[i].name, jumio_region_get_text(id, JUMIO_NTS, rows[i].which));
  return cli_json_end(&json);
}
