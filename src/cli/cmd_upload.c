/** `upload` and `finalize`: the pictures of a verification that goes through the API, with the tokens of its account file. */
#include "cmd.h"

#include "data.h"
#include "file.h"
#include "number.h"
#include "output.h"
#include "session.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define ACCOUNT_MAX (1024 * 1024)
#define PAGES_MAX 1000

static const struct {
  const char *name;
  jumio_part part;
} parts[] = {{"front", JUMIO_PART_FRONT},     {"back", JUMIO_PART_BACK},         {"face", JUMIO_PART_FACE},
             {"facemap", JUMIO_PART_FACEMAP}, {"document", JUMIO_PART_DOCUMENT}, {"prepared_data", JUMIO_PART_PREPARED_DATA}};

static const struct {
  jumio_upload_remarks bit;
  const char *name, *meaning;
} remarks[] = {
    {JUMIO_UPLOAD_OVER_5_MB, "over-5-mb", "larger than the 5 MB that older texts of Jumio allow"},
    {JUMIO_UPLOAD_LOOKS_CUT_OFF, "looks-cut-off", "the picture has no end marker"},
    {JUMIO_UPLOAD_REPEATED, "repeated", "sent more than once because an answer was lost"},
    {JUMIO_UPLOAD_PAGES_NOT_COUNTED, "pages-not-counted", "the pages of the PDF cannot be counted without decoding it"},
};
#define REMARKS (sizeof remarks / sizeof remarks[0])

static int read_account(const cli_args *args, jumio_account **out)
{
  char *json = NULL;
  size_t len = 0;
  jumio_error *error = NULL;
  *out = NULL;
  int code = cli_read_private(args->value[OPT_ACCOUNT_FILE], ACCOUNT_MAX, &json, &len);
  if (code != CLI_EXIT_OK)
    return code;
  jumio_result result = jumio_account_parse(NULL, json, len, out, &error);
  cli_wipe_free(json, len);
  if (result == JUMIO_OK)
    return CLI_EXIT_OK;
  cli_report(result, error);
  return CLI_EXIT_INPUT;
}

static const jumio_credential *credential_with(const jumio_account *account, jumio_part part)
{
  for (size_t i = 0; i < jumio_account_credential_count(account); i++)
    if (jumio_credential_part_page_count(jumio_account_get_credential_at(account, i), part) != 0)
      return jumio_account_get_credential_at(account, i);
  return NULL;
}

static int print_upload(const cli_args *args, const jumio_credential *credential, jumio_upload_remarks bits)
{
  cli_json json;
  if (!cli_given(args, OPT_JSON)) {
    printf("uploaded %s\n", args->value[OPT_PART]);
    for (size_t i = 0; i < REMARKS; i++)
      if ((bits & remarks[i].bit) != 0)
        printf("remark: %s\n", remarks[i].meaning);
    return CLI_EXIT_OK;
  }
  cli_json_begin(&json);
  cli_json_text(&json, json.root, "part", args->value[OPT_PART]);
  cli_json_text(&json, json.root, "credential_id", jumio_credential_get_text(credential, JUMIO_CREDENTIAL_TEXT_ID));
  yyjson_mut_val *list = cli_json_list(&json, json.root, "remarks");
  for (size_t i = 0; i < REMARKS; i++)
    if ((bits & remarks[i].bit) != 0)
      cli_json_item(&json, list, remarks[i].name);
  return cli_json_end(&json);
}

/* The file goes out by its descriptor, a piece at a time. */
static int open_source(const char *path, jumio_source **out)
{
  jumio_error *error = NULL;
  bool is_stdin = strcmp(path, "-") == 0;
  int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a FIFO of that name must not hang the program */
  *out = NULL;
  if (fd < 0)
    return cli_fail(JUMIO_ERR_FILE, "%s: %s", path, strerror(errno));
  jumio_result result = jumio_source_new_fd(NULL, fd, out, &error);
  if (!is_stdin)
    close(fd);
  return result == JUMIO_OK ? CLI_EXIT_OK : cli_report(result, error);
}

static int read_page(const cli_args *args, int64_t *out)
{
  *out = 1;
  if (args->value[OPT_PAGE] == NULL || cli_number(args->value[OPT_PAGE], 1, PAGES_MAX, out))
    return CLI_EXIT_OK;
  return cli_usage("--page takes 1..%d", PAGES_MAX);
}

static int upload(const cli_args *args, const cli_session *session, const jumio_account *account, jumio_part part)
{
  int64_t page = 1;
  jumio_source *source = NULL;
  jumio_upload_remarks bits = 0;
  jumio_error *error = NULL;
  const jumio_credential *credential = credential_with(account, part);
  if (credential == NULL)
    return cli_fail(JUMIO_ERR_UNSUPPORTED, "Jumio gave no upload address for the part %s", args->value[OPT_PART]);
  int code = read_page(args, &page);
  if (code == CLI_EXIT_OK)
    code = part == JUMIO_PART_PREPARED_DATA ? cli_data_source(args->operands[0], args->value[OPT_CHECK], &source)
                                            : open_source(args->operands[0], &source);
  if (code != CLI_EXIT_OK)
    return code;
  jumio_result result =
      jumio_credential_upload(session->client, account, credential, part, (int32_t)page, source, session->deadline_ms, NULL, &bits, &error);
  jumio_source_free(source);
  return result == JUMIO_OK ? print_upload(args, credential, bits) : cli_report(result, error);
}

int cli_upload(const cli_args *args)
{
  cli_session session;
  jumio_account *account = NULL;
  jumio_part part = JUMIO_PART_UNKNOWN;
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
    if (strcmp(parts[i].name, args->value[OPT_PART]) == 0)
      part = parts[i].part;
  if (part == JUMIO_PART_UNKNOWN)
    return cli_usage("--part takes front, back, face, facemap, document or prepared_data");
  if (part != JUMIO_PART_PREPARED_DATA && cli_given(args, OPT_CHECK))
    return cli_usage("--check goes with --part prepared_data");
  int code = read_account(args, &account);
  if (code == CLI_EXIT_OK)
    code = cli_session_open(args, CLI_NEEDS_NETWORK, &session);
  if (code == CLI_EXIT_OK) {
    code = upload(args, &session, account, part);
    cli_session_close(&session);
  }
  jumio_account_free(account);
  return code;
}

static int print_finalized(bool as_json, const jumio_account *account)
{
  cli_json json;
  if (!as_json) {
    printf("finalized ");
    cli_put(stdout, jumio_account_get_text(account, JUMIO_ACCOUNT_TEXT_EXECUTION_ID));
    putchar('\n');
    return CLI_EXIT_OK;
  }
  cli_json_begin(&json);
  cli_json_bool(&json, json.root, "finalized", true);
  cli_json_text(&json, json.root, "scan_reference", jumio_account_get_text(account, JUMIO_ACCOUNT_TEXT_EXECUTION_ID));
  return cli_json_end(&json);
}

int cli_finalize(const cli_args *args)
{
  cli_session session;
  jumio_account *account = NULL;
  jumio_error *error = NULL;
  int code = read_account(args, &account);
  if (code == CLI_EXIT_OK)
    code = cli_session_open(args, CLI_NEEDS_NETWORK, &session);
  if (code == CLI_EXIT_OK) {
    jumio_result result = jumio_workflow_execution_finalize(session.client, account, session.deadline_ms, NULL, &error);
    code = result == JUMIO_OK ? print_finalized(cli_given(args, OPT_JSON), account) : cli_report(result, error);
    cli_session_close(&session);
  }
  jumio_account_free(account);
  return code;
}
