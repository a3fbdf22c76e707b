/** `create`: a verification with its intent stored first; the answer's tokens go to a private file for `upload` and `finalize`. */
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

int cli_create(const cli_args *args)
{
  cli_session session;
  jumio_account_request *request = NULL;
  int code = cli_account_request(args, &request);
  if (code != CLI_EXIT_OK)
    return code;
  code = cli_session_open(args, CLI_NEEDS_NETWORK | CLI_NEEDS_STORE, &session);
  if (code == CLI_EXIT_OK) {
    code = create(args, &session, request);
    cli_session_close(&session);
  }
  jumio_account_request_free(request);
  return code;
}
