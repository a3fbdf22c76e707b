/** `documents`: refresh a stored verification and download its documents into a folder. */
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

typedef struct target {
  const cli_args *args;
  const cli_session *session;
  const jumio_verification *verification;
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

static int download(const target *to, size_t index)
{
  cli_document document;
  char name[CLI_DOCUMENT_NAME];
  bool as_json = cli_given(to->args, OPT_JSON);
  jumio_media_type type = JUMIO_MEDIA_OTHER;
  jumio_error *error = NULL;
  const char *credential_id = jumio_verification_get_document_text_at(to->verification, index, JUMIO_DOCUMENT_TEXT_CREDENTIAL_ID);
  const char *classifier = jumio_verification_get_document_text_at(to->verification, index, JUMIO_DOCUMENT_TEXT_CLASSIFIER);
  int code = cli_document_begin(&document, to->folder, credential_id, classifier, name);
  if (code != CLI_EXIT_OK)
    return code;
  if (name[0] != '\0')
    return print_document(as_json, "kept", credential_id, classifier, name, JUMIO_ABSENT);
  jumio_result result = jumio_verification_fetch_document(to->session->client, to->args->value[OPT_ID], JUMIO_NTS, index,
                                                          cli_document_write, &document, to->session->deadline_ms, NULL, &type, &error);
  if (result != JUMIO_OK)
    return report(to, &document, result, error, credential_id, classifier);
  code = cli_document_commit(&document, type, name);
  return code == CLI_EXIT_OK ? print_document(as_json, "saved", credential_id, classifier, name, (int64_t)document.size) : code;
}

static int download_all(const cli_args *args, const cli_session *session, int folder)
{
  target to = {.args = args, .session = session, .folder = folder};
  jumio_verification *verification = NULL;
  jumio_error *error = NULL;
  int code = CLI_EXIT_OK;
  jumio_result result =
      jumio_verification_refresh(session->client, args->value[OPT_ID], JUMIO_NTS, NULL, session->deadline_ms, NULL, &verification, &error);
  if (result != JUMIO_OK)
    return cli_report(result, error);
  to.verification = verification;
  for (size_t i = 0; i < jumio_verification_document_count(verification); i++) {
    int one = download(&to, i); /* the others are still wanted */
    code = code == CLI_EXIT_OK ? one : code;
  }
  jumio_verification_free(verification);
  return code;
}

int cli_documents(const cli_args *args)
{
  cli_session session;
  int folder = cli_open_folder(args->value[OPT_OUT]);
  if (folder < 0)
    return CLI_EXIT_INPUT;
  int code = cli_session_open(args, CLI_NEEDS_NETWORK | CLI_NEEDS_STORE, &session);
  if (code == CLI_EXIT_OK) {
    code = download_all(args, &session, folder);
    cli_session_close(&session);
  }
  close(folder);
  return code;
}
