/** `callback`: judge the body of a callback, or print one for a test. Sends nothing. */
#include "cmd.h"

#include "config_file.h"
#include "file.h"
#include "output.h"
#include "secret.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define BODY_MAX (1024 * 1024) /* more than a guard takes, so that it can say so */
#define SOURCES_MAX (64 * 1024)
#define UNNAMED_TENANT "-"

static const char *const verdicts[] = {
    [JUMIO_GUARD_REREAD] = "reread", [JUMIO_GUARD_IGNORE] = "ignore", [JUMIO_GUARD_SUSPICIOUS] = "suspicious"};

static const struct {
  jumio_guard_finding finding;
  const char *name;
} findings[] = {
    {JUMIO_GUARD_NOT_A_CALLBACK, "not_a_callback"},
    {JUMIO_GUARD_TOO_LARGE, "too_large"},
    {JUMIO_GUARD_BAD_JSON, "bad_json"},
    {JUMIO_GUARD_PEER_UNKNOWN, "peer_unknown"},
    {JUMIO_GUARD_SOURCES_STALE, "sources_stale"},
    {JUMIO_GUARD_URL_TOKEN_WRONG, "url_token_wrong"},
    {JUMIO_GUARD_TAG_MISSING, "tag_missing"},
    {JUMIO_GUARD_TAG_WRONG, "tag_wrong"},
    {JUMIO_GUARD_TAG_VALID, "tag_valid"},
    {JUMIO_GUARD_STATUS_UNKNOWN, "status_unknown"},
    {JUMIO_GUARD_HREF_FOREIGN, "href_foreign"},
    {JUMIO_GUARD_SENT_AT_ODD, "sent_at_odd"},
};
#define FINDINGS (sizeof findings / sizeof findings[0])

static const struct {
  const char *name;
  jumio_callback_text which;
} texts[] = {
    {"execution_id", JUMIO_CALLBACK_TEXT_EXECUTION_ID},
    {"account_id", JUMIO_CALLBACK_TEXT_ACCOUNT_ID},
    {"status", JUMIO_CALLBACK_TEXT_STATUS},
    {"tag_reference", JUMIO_CALLBACK_TEXT_TAG_REFERENCE},
    {"tag_intent", JUMIO_CALLBACK_TEXT_TAG_INTENT},
};
#define TEXTS (sizeof texts / sizeof texts[0])

static int read_time(const cli_args *args, int64_t *out_unix_ms)
{
  struct timespec now;
  if (args->value[OPT_AT] != NULL)
    return cli_time_parse(args->value[OPT_AT], out_unix_ms) ? CLI_EXIT_OK : cli_usage("--at takes YYYY-MM-DDThh:mm:ssZ");
  clock_gettime(CLOCK_REALTIME, &now);
  *out_unix_ms = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
  return CLI_EXIT_OK;
}

static int set_secret(jumio_callback_guard *guard, jumio_guard_secret which, const char *where)
{
  char secret[CLI_SECRET_SIZE];
  jumio_error *error = NULL;
  int code = where != NULL ? cli_secret_from(where, secret) : CLI_EXIT_OK;
  if (where == NULL || code != CLI_EXIT_OK)
    return code;
  jumio_result result = jumio_callback_guard_set_secret(guard, which, secret, strlen(secret), &error);
  cli_secret_wipe(secret);
  return result == JUMIO_OK ? CLI_EXIT_OK : cli_report(result, error);
}

static int set_sources(jumio_callback_guard *guard, const char *path)
{
  char *json = NULL;
  size_t len = 0;
  jumio_error *error = NULL;
  int code = path != NULL ? cli_read_file(path, SOURCES_MAX, &json, &len) : CLI_EXIT_OK;
  if (path == NULL || code != CLI_EXIT_OK)
    return code;
  jumio_result result = jumio_callback_guard_set_sources(guard, json, len, &error);
  cli_wipe_free(json, len);
  return result == JUMIO_OK ? CLI_EXIT_OK : cli_report(result, error);
}

/* The guard of the settings' region and client id, with the secrets and lists that were named. */
static int open_guard(const cli_args *args, const char *const *settings, jumio_callback_guard **out)
{
  jumio_error *error = NULL;
  const char *tenant = settings[OPT_CLIENT_ID] != NULL ? settings[OPT_CLIENT_ID] : UNNAMED_TENANT;
  if (settings[OPT_REGION] == NULL)
    return cli_usage("--region is needed");
  if (args->value[OPT_TAG_KEY] != NULL && settings[OPT_CLIENT_ID] == NULL)
    return cli_usage("--client-id is needed with --tag-key: a tag is of one tenant");
  if (args->value[OPT_GIVEN_TOKEN] != NULL && args->value[OPT_URL_TOKEN] == NULL)
    return cli_usage("--given-token needs --url-token, which it is compared with");
  jumio_result result = jumio_callback_guard_new(NULL, settings[OPT_REGION], JUMIO_NTS, tenant, JUMIO_NTS, out, &error);
  if (result != JUMIO_OK)
    return cli_report(result, error);
  int code = set_secret(*out, JUMIO_GUARD_SECRET_TAG_KEY, args->value[OPT_TAG_KEY]);
  if (code == CLI_EXIT_OK)
    code = set_secret(*out, JUMIO_GUARD_SECRET_URL_TOKEN, args->value[OPT_URL_TOKEN]);
  if (code == CLI_EXIT_OK)
    code = set_sources(*out, args->value[OPT_SOURCES]);
  return code;
}

static void print_lines(const jumio_callback *callback, jumio_guard_verdict verdict, jumio_guard_finding found)
{
  cli_line("verdict", verdicts[verdict]);
  for (size_t i = 0; i < FINDINGS; i++)
    if ((found & findings[i].finding) != 0)
      cli_line("finding", findings[i].name);
  for (size_t i = 0; callback != NULL && i < TEXTS; i++)
    cli_line(texts[i].name, jumio_callback_get_text(callback, texts[i].which));
}

static int print_json(const jumio_callback *callback, jumio_guard_verdict verdict, jumio_guard_finding found)
{
  cli_json json;
  cli_json_begin(&json);
  cli_json_text(&json, json.root, "verdict", verdicts[verdict]);
  yyjson_mut_val *list = cli_json_list(&json, json.root, "findings");
  for (size_t i = 0; i < FINDINGS; i++)
    if ((found & findings[i].finding) != 0)
      cli_json_item(&json, list, findings[i].name);
  for (size_t i = 0; callback != NULL && i < TEXTS; i++)
    cli_json_text(&json, json.root, texts[i].name, jumio_callback_get_text(callback, texts[i].which));
  return cli_json_end(&json);
}

static int judge(const cli_args *args, jumio_callback_guard *guard, const char *body, size_t len, const char *token)
{
  int64_t now;
  jumio_callback *callback = NULL;
  jumio_guard_verdict verdict = 0;
  jumio_guard_finding found = 0;
  jumio_error *error = NULL;
  int code = read_time(args, &now);
  if (code != CLI_EXIT_OK)
    return code;
  jumio_result result = jumio_callback_guard_check(guard, body, len, args->value[OPT_PEER], JUMIO_NTS, token, JUMIO_NTS, now, &callback,
                                                   &verdict, &found, &error);
  if (result != JUMIO_OK)
    return cli_report(result, error);
  if (cli_given(args, OPT_JSON))
    code = print_json(callback, verdict, found);
  else
    print_lines(callback, verdict, found);
  jumio_callback_free(callback);
  return code;
}

static int check(const cli_args *args, jumio_callback_guard *guard)
{
  char token[CLI_SECRET_SIZE] = "", *body = NULL;
  size_t len = 0;
  if (args->operand_count != 2)
    return cli_usage("callback check takes one FILE");
  int code = args->value[OPT_GIVEN_TOKEN] != NULL ? cli_secret_from(args->value[OPT_GIVEN_TOKEN], token) : CLI_EXIT_OK;
  if (code == CLI_EXIT_OK)
    code = cli_read_file(args->operands[1], BODY_MAX, &body, &len);
  if (code == CLI_EXIT_OK)
    code = judge(args, guard, body, len, args->value[OPT_GIVEN_TOKEN] != NULL ? token : NULL);
  cli_wipe_free(body, len);
  cli_secret_wipe(token);
  return code;
}

static int print_body(const cli_args *args, const char *region, const char *user_reference)
{
  int64_t sent;
  char *body = NULL;
  jumio_error *error = NULL;
  const char *key = args->value[OPT_WORKFLOW_KEY];
  int code = read_time(args, &sent);
  if (code != CLI_EXIT_OK)
    return code;
  jumio_result result = jumio_callback_build(NULL, args->operands[1], JUMIO_NTS, args->operands[2], JUMIO_NTS, args->operands[3], JUMIO_NTS,
                                             key, JUMIO_NTS, user_reference, JUMIO_NTS, sent, region, JUMIO_NTS, &body, NULL, &error);
  if (result != JUMIO_OK)
    return cli_report(result, error);
  puts(body); /* JSON already, also with --json */
  jumio_text_free(body);
  return CLI_EXIT_OK;
}

/* With a tag key the userReference is a tag of the given reference. */
static int build(const cli_args *args, jumio_callback_guard *guard, const char *region)
{
  char *tag = NULL;
  jumio_error *error = NULL;
  if (args->operand_count != 4 || args->value[OPT_WORKFLOW_KEY] == NULL)
    return cli_usage("callback build takes EXECUTION ACCOUNT STATUS and needs --workflow-key");
  if (args->value[OPT_TAG_KEY] == NULL)
    return print_body(args, region, args->value[OPT_USER_REFERENCE]);
  if (args->value[OPT_USER_REFERENCE] == NULL)
    return cli_usage("--tag-key needs --user-reference, which becomes the tag's first part");
  jumio_result result = jumio_callback_guard_build_tag(guard, args->value[OPT_USER_REFERENCE], JUMIO_NTS, NULL, 0, &tag, &error);
  if (result != JUMIO_OK)
    return cli_report(result, error);
  int code = print_body(args, region, tag);
  jumio_text_free(tag);
  return code;
}

int cli_callback(const cli_args *args)
{
  cli_settings settings;
  jumio_callback_guard *guard = NULL;
  bool is_check = strcmp(args->operands[0], "check") == 0;
  if (!is_check && strcmp(args->operands[0], "build") != 0)
    return cli_usage("callback takes check or build");
  int code = cli_settings_load(args, &settings);
  if (code != CLI_EXIT_OK)
    return code;
  code = open_guard(args, settings.value, &guard);
  if (code == CLI_EXIT_OK)
    code = is_check ? check(args, guard) : build(args, guard, settings.value[OPT_REGION]);
  jumio_callback_guard_free(guard);
  cli_settings_free(&settings);
  return code;
}
