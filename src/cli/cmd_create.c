/** `create`: a verification with its intent stored first; `update`: a further transaction of a known account. The answer's tokens go to a
 *  private file for `upload` and `finalize`. */
#include "cmd.h"

#include "account_args.h"
#include "file.h"
#include "output.h"
#include "record.h"
#include "session.h"

#include <unistd.h>

/* The answer's link, for one that is not kept is in nobody's hands but ours. */
static int print_record(const cli_args *args, const jumio_verification *verification, const jumio_account *account)
{
  bool show = cli_given(args, OPT_SHOW_LINKS);
  const char *link = account != NULL ? jumio_account_get_text(account, JUMIO_ACCOUNT_TEXT_WEB_HREF) : NULL;
  if (link == NULL)
    link = jumio_verification_get_text(verification, JUMIO_VERIFICATION_TEXT_ID_TASK);
  if (cli_given(args, OPT_JSON))
    return cli_record_json(verification, show, link);
  cli_record_print(verification, show, link);
  return CLI_EXIT_OK;
}

/* What stands behind --account-file: made before the request, filled or removed after it. */
static int settle_account_file(const char *path, int fd, const jumio_account *account, jumio_result result)
{
  size_t len = 0;
  const char *json = account != NULL ? jumio_account_get_json(account, &len) : NULL;
  if (path == NULL)
    return CLI_EXIT_OK;
  if (json != NULL)
    return cli_finish_private(fd, path, json, len);
  close(fd);
  unlink(path);
  if (result != JUMIO_OK)
    return CLI_EXIT_OK; /* reported already */
  return cli_fail(JUMIO_ERR_STATE, "%s was not written: this id was used before, and tokens are given once", path);
}

static int create(const cli_args *args, const cli_session *session, const jumio_account_request *request)
{
  jumio_verification *verification = NULL;
  jumio_account *account = NULL;
  jumio_error *error = NULL;
  int fd = -1, code = CLI_EXIT_OK;
  const char *path = args->value[OPT_ACCOUNT_FILE];
  if (path != NULL && (fd = cli_create_private(path)) < 0)
    return CLI_EXIT_INPUT;
  jumio_result result = jumio_verification_create(session->client, args->value[OPT_ID], JUMIO_NTS, args->value[OPT_ENTITY], JUMIO_NTS,
                                                  request, session->deadline_ms, NULL, &verification, &account, &error);
  if (result != JUMIO_OK)
    code = cli_report(result, error);
  int saved = settle_account_file(path, fd, account, result);
  if (verification != NULL) /* also after a lost answer or a refusal */
    saved = print_record(args, verification, account) != CLI_EXIT_OK ? CLI_EXIT_OTHER : saved;
  jumio_account_free(account);
  jumio_verification_free(verification);
  return code != CLI_EXIT_OK ? code : saved;
}

static int print_account(const cli_args *args, const jumio_account *account)
{
  const char *id = jumio_account_get_text(account, JUMIO_ACCOUNT_TEXT_ID);
  const char *execution = jumio_account_get_text(account, JUMIO_ACCOUNT_TEXT_EXECUTION_ID);
  const char *link = jumio_account_get_text(account, JUMIO_ACCOUNT_TEXT_WEB_HREF);
  int64_t expires = jumio_account_get_unix_ms(account, JUMIO_ACCOUNT_TIME_WEB_EXPIRES);
  bool show = cli_given(args, OPT_SHOW_LINKS);
  char time[CLI_TIME_SIZE];
  cli_json json;
  if (!cli_given(args, OPT_JSON)) {
    cli_line("Account", id);
    cli_line("Scan Reference", execution);
    cli_line("ID Task", show ? link : link != NULL ? "yes" : NULL);
    cli_time(expires, time);
    cli_line("Expires", time);
    return CLI_EXIT_OK;
  }
  cli_json_begin(&json);
  cli_json_text(&json, json.root, "account_id", id);
  cli_json_text(&json, json.root, "scan_reference", execution);
  cli_json_bool(&json, json.root, "id_task", link != NULL);
  if (show)
    cli_json_text(&json, json.root, "link", link);
  cli_json_time(&json, json.root, "expires", expires);
  return cli_json_end(&json);
}

static int update(const cli_args *args, const cli_session *session, const jumio_account_request *request)
{
  jumio_account *account = NULL;
  jumio_error *error = NULL;
  int fd = -1, code = CLI_EXIT_OK;
  const char *path = args->value[OPT_ACCOUNT_FILE];
  if (path != NULL && (fd = cli_create_private(path)) < 0)
    return CLI_EXIT_INPUT;
  jumio_result result =
      jumio_account_update(session->client, args->operands[0], JUMIO_NTS, request, session->deadline_ms, NULL, &account, &error);
  if (result != JUMIO_OK)
    code = cli_report(result, error);
  int saved = settle_account_file(path, fd, account, result);
  if (account != NULL && print_account(args, account) != CLI_EXIT_OK)
    saved = CLI_EXIT_OTHER;
  jumio_account_free(account);
  return code != CLI_EXIT_OK ? code : saved;
}

typedef int (*request_verb)(const cli_args *args, const cli_session *session, const jumio_account_request *request);

static int with_request(const cli_args *args, unsigned needs, request_verb run)
{
  cli_session session;
  jumio_account_request *request = NULL;
  int code = cli_account_request(args, &request);
  if (code != CLI_EXIT_OK)
    return code;
  code = cli_session_open(args, needs, &session);
  if (code == CLI_EXIT_OK) {
    code = run(args, &session, request);
    cli_session_close(&session);
  }
  jumio_account_request_free(request);
  return code;
}

int cli_create(const cli_args *args)
{
  return with_request(args, CLI_NEEDS_NETWORK | CLI_NEEDS_STORE, create);
}

int cli_update(const cli_args *args)
{
  return with_request(args, CLI_NEEDS_NETWORK, update);
}
