/** `documents`: read an execution, or refresh a stored verification, and download its documents into a folder. */
#include "cmd.h"

#include "file.h"
#include "output.h"
#include "record.h"
#include "session.h"

#include <unistd.h>

static int print_document(bool as_json, const char *outcome, const char *credential_id, const char *classifier, const char *name,
                          uint64_t size)
{
  cli_json json;
  if (!as_json) {
    printf("%s\t", outcome);
    cli_put(stdout, classifier);
    putchar('\t');
    cli_put(stdout, name);
    putchar('\n');
    return CLI_EXIT_OK;
  }
  cli_json_begin(&json);
  cli_json_text(&json, json.root, "outcome", outcome);
  cli_json_text(&json, json.root, "credential_id", credential_id);
  cli_json_text(&json, json.root, "classifier", classifier);
  cli_json_text(&json, json.root, "file", name);
  cli_json_int(&json, json.root, "bytes", size);
  return cli_json_end(&json);
}

/* Where the documents come from: a stored verification, which notes what was fetched, or an execution of an account. */
typedef struct target {
  const cli_args *args;
  const cli_session *session;
  int folder;
} target;

static int report(const target *to, cli_document *document, jumio_result result, jumio_error *error, const char *credential_id,
                  const char *classifier)
{
  bool unwritable = document->failed;
  cli_document_abandon(document);
  if (unwritable) {
    jumio_error_free(error);
    return cli_fail(JUMIO_ERR_FILE, "%s: could not be written", document->name);
  }
  if (result == JUMIO_ERR_NOT_FOUND)
    print_document(cli_given(to->args, OPT_JSON), "unavailable", credential_id, classifier, NULL, JUMIO_ABSENT);
  return cli_report(result, error);
}

typedef struct part {
  const char *credential_id, *classifier;
  size_t index; /* among the documents of a verification */
} part;

static jumio_result fetch(const target *to, const part *wanted, cli_document *document, jumio_media_type *out_type, jumio_error **err)
{
  const char *const *values = to->args->value;
  if (cli_given(to->args, OPT_ID))
    return jumio_verification_fetch_document(to->session->client, values[OPT_ID], JUMIO_NTS, wanted->index, cli_document_write, document,
                                             to->session->deadline_ms, NULL, out_type, err);
  return jumio_part_fetch(to->session->client, to->args->operands[0], JUMIO_NTS, wanted->credential_id, JUMIO_NTS, wanted->classifier,
                          JUMIO_NTS, cli_document_write, document, to->session->deadline_ms, NULL, out_type, NULL, err);
}

static int download(const target *to, const part *wanted)
{
  cli_document document;
  char name[CLI_DOCUMENT_NAME];
  bool as_json = cli_given(to->args, OPT_JSON);
  jumio_media_type type = JUMIO_MEDIA_OTHER;
  jumio_error *error = NULL;
  int code = cli_document_begin(&document, to->folder, wanted->credential_id, wanted->classifier, name);
  if (code != CLI_EXIT_OK)
    return code;
  if (name[0] != '\0')
    return print_document(as_json, "kept", wanted->credential_id, wanted->classifier, name, JUMIO_ABSENT);
  jumio_result result = fetch(to, wanted, &document, &type, &error);
  if (result != JUMIO_OK)
    return report(to, &document, result, error, wanted->credential_id, wanted->classifier);
  code = cli_document_commit(&document, type, name);
  return code == CLI_EXIT_OK ? print_document(as_json, "saved", wanted->credential_id, wanted->classifier, name, (int64_t)document.size)
                             : code;
}

static int of_verification(const target *to)
{
  jumio_verification *verification = NULL;
  jumio_error *error = NULL;
  int code = CLI_EXIT_OK;
  jumio_result result = jumio_verification_refresh(to->session->client, to->args->value[OPT_ID], JUMIO_NTS, to->session->policy,
                                                   to->session->deadline_ms, NULL, &verification, &error);
  if (result != JUMIO_OK)
    return cli_report(result, error);
  for (size_t i = 0; i < jumio_verification_document_count(verification); i++) {
    part wanted = {jumio_verification_get_document_text_at(verification, i, JUMIO_DOCUMENT_TEXT_CREDENTIAL_ID),
                   jumio_verification_get_document_text_at(verification, i, JUMIO_DOCUMENT_TEXT_CLASSIFIER), i};
    int one = download(to, &wanted); /* the others are still wanted */
    code = code == CLI_EXIT_OK ? one : code;
  }
  jumio_verification_free(verification);
  return code;
}

static int of_credential(const target *to, const jumio_transaction_credential *credential)
{
  int code = CLI_EXIT_OK;
  for (size_t i = 0; i < jumio_transaction_credential_part_count(credential); i++) {
    part wanted = {jumio_transaction_credential_get_text(credential, JUMIO_CREDENTIAL_TEXT_ID),
                   jumio_transaction_credential_get_part_text_at(credential, i, JUMIO_PART_TEXT_CLASSIFIER), i};
    if (jumio_transaction_credential_get_part_state_at(credential, i) != JUMIO_PART_STATE_DOWNLOADABLE)
      continue; /* a FACEMAP without an address, or wiped */
    int one = download(to, &wanted);
    code = code == CLI_EXIT_OK ? one : code;
  }
  return code;
}

static int of_execution(const target *to)
{
  jumio_transaction *transaction = NULL;
  jumio_error *error = NULL;
  int code = CLI_EXIT_OK;
  jumio_result result = jumio_transaction_fetch(to->session->client, to->args->operands[0], JUMIO_NTS, to->args->operands[1], JUMIO_NTS,
                                                to->session->deadline_ms, NULL, &transaction, &error);
  if (result != JUMIO_OK)
    return cli_report(result, error);
  for (size_t i = 0; i < jumio_transaction_credential_count(transaction); i++) {
    int one = of_credential(to, jumio_transaction_get_credential_at(transaction, i));
    code = code == CLI_EXIT_OK ? one : code;
  }
  jumio_transaction_free(transaction);
  return code;
}

static int into_folder(const cli_args *args, const cli_session *session, int (*download_all)(const target *to))
{
  target to = {.args = args, .session = session, .folder = cli_open_folder(args->value[OPT_OUT])};
  if (to.folder < 0)
    return CLI_EXIT_INPUT;
  int code = download_all(&to);
  close(to.folder);
  return code;
}

static int verification_documents(const cli_args *args, const cli_session *session)
{
  return into_folder(args, session, of_verification);
}

static int execution_documents(const cli_args *args, const cli_session *session)
{
  return into_folder(args, session, of_execution);
}

int cli_documents(const cli_args *args)
{
  return cli_on_target(args, "documents takes ACCOUNT EXECUTION, or --id of a stored verification", verification_documents,
                       execution_documents);
}
