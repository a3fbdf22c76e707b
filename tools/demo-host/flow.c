/** One verification from creation to documents, by the library's blocking calls. */
#include "demo.h"

#include <jumio/stores/sqlite.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const struct {
  jumio_part part;
  const char *file;
} pictures[] = {{JUMIO_PART_FRONT, "id-front.jpg"}, {JUMIO_PART_BACK, "id-back.png"}, {JUMIO_PART_FACE, "selfie.jpg"}};

static size_t read_file(const char *path, char *buffer, size_t size)
{
  FILE *file = fopen(path, "rb");
  size_t len = file != NULL ? fread(buffer, 1, size, file) : 0;
  if (file != NULL)
    fclose(file);
  return len;
}

static jumio_result configure(jumio_config *config, const demo_options *options, jumio_error **err)
{
  char secret[520];
  size_t len = read_file(options->secret_file, secret, sizeof secret);
  while (len > 0 && secret[len - 1] == '\n')
    len--;
  jumio_result result = jumio_config_set_test_endpoint(config, options->endpoint, JUMIO_NTS, err);
  if (result == JUMIO_OK)
    result = jumio_config_set_credentials(config, options->client_id, JUMIO_NTS, secret, len, err);
  explicit_bzero(secret, sizeof secret);
  if (result == JUMIO_OK)
    result = jumio_config_set_user_agent(config, "Demo Bank Onboarding/1.0", JUMIO_NTS, err);
  if (result == JUMIO_OK)
    result = jumio_sqlite_store_attach(config, options->store, JUMIO_NTS, err);
  jumio_config_set_switch(config, JUMIO_SWITCH_KEEP_LINKS, 1, NULL); /* the table shows them, without their tokens */
  return result;
}

jumio_client *demo_client(const demo_options *options)
{
  jumio_config *config = NULL;
  jumio_client *client = NULL;
  jumio_error *error = NULL;
  jumio_result result = jumio_config_new(NULL, &config, &error);
  if (result == JUMIO_OK)
    result = configure(config, options, &error);
  if (result == JUMIO_OK)
    result = jumio_client_new(config, &client, &error);
  if (result == JUMIO_OK) /* "Save & Test" */
    result = jumio_client_check(client, 0, JUMIO_DEADLINE_DEFAULT, NULL, NULL, &error);
  jumio_config_free(config);
  if (result == JUMIO_OK)
    return client;
  demo_fail("client", result, error);
  jumio_client_unref(client);
  return NULL;
}

static jumio_result fill(jumio_account_request *request, const char *callback_url, const demo_case *one, jumio_error **err)
{
  char order[DEMO_TEXT];
  bool upload = one->way == DEMO_UPLOAD || one->way == DEMO_START_ONLY;
  snprintf(order, sizeof order, "{\"customerInternalReference\":\"%s\",\"scenario\":\"%s\"}", one->name, one->scenario);
  jumio_result result = jumio_account_request_set_mock_outcome(request, order, JUMIO_NTS, err);
  if (result == JUMIO_OK)
    result = jumio_account_request_set_workflow_key(request, "10011", JUMIO_NTS, err);
  if (result == JUMIO_OK && one->callback)
    result = jumio_account_request_set_callback_url(request, callback_url, JUMIO_NTS, err);
  if (result == JUMIO_OK && upload)
    result = jumio_account_request_add_credential(request, JUMIO_CATEGORY_ID, "AUT", JUMIO_NTS, "ID_CARD", JUMIO_NTS, NULL, err);
  if (result == JUMIO_OK && upload)
    result = jumio_account_request_add_credential(request, JUMIO_CATEGORY_SELFIE, NULL, 0, NULL, 0, NULL, err);
  if (result == JUMIO_OK && upload) /* the host takes the pictures, so it asks for the consent */
    result = jumio_account_request_set_user_consent(request, "203.0.113.9", JUMIO_NTS, "AUT", JUMIO_NTS, NULL, 0, "yes", JUMIO_NTS,
                                                    (int64_t)time(NULL) * 1000, err);
  return result;
}

static jumio_result upload_part(jumio_client *client, const jumio_account *account, jumio_part part, const char *path, jumio_error **err)
{
  const jumio_credential *credential = NULL;
  jumio_source *source = NULL;
  for (size_t i = 0; i < jumio_account_credential_count(account) && credential == NULL; i++)
    if (jumio_credential_part_page_count(jumio_account_get_credential_at(account, i), part) != 0)
      credential = jumio_account_get_credential_at(account, i);
  if (credential == NULL)
    return jumio_error_new(NULL, JUMIO_ERR_UNSUPPORTED, "Jumio gave no upload address", JUMIO_NTS, err);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  jumio_result result = jumio_source_new_fd(NULL, fd, &source, err);
  if (result == JUMIO_OK)
    result = jumio_credential_upload(client, account, credential, part, 1, source, JUMIO_DEADLINE_DEFAULT, NULL, NULL, err);
  jumio_source_free(source);
  if (fd != -1)
    close(fd);
  return result;
}

static jumio_result upload(jumio_client *client, const demo_options *options, const demo_case *one, const jumio_account *account,
                           jumio_error **err)
{
  size_t count = one->way == DEMO_UPLOAD ? sizeof pictures / sizeof pictures[0] : 1;
  jumio_result result = JUMIO_OK;
  for (size_t i = 0; i < count && result == JUMIO_OK; i++) {
    char path[DEMO_TEXT];
    snprintf(path, sizeof path, "%s/%s", options->pictures, pictures[i].file);
    result = upload_part(client, account, pictures[i].part, path, err);
  }
  if (result == JUMIO_OK && one->way == DEMO_UPLOAD)
    result = jumio_workflow_execution_finalize(client, account, JUMIO_DEADLINE_DEFAULT, NULL, err);
  return result;
}

bool demo_create(jumio_client *client, const demo_options *options, const demo_receiver *receiver, demo_case *one)
{
  jumio_account_request *request = NULL;
  jumio_verification *verification = NULL;
  jumio_account *account = NULL;
  jumio_error *error = NULL;
  bool done = true;
  jumio_result result = jumio_account_request_new(NULL, &request, &error);
  if (result == JUMIO_OK)
    result = fill(request, demo_receiver_url(receiver), one, &error);
  if (result == JUMIO_OK)
    result = jumio_verification_create(client, one->name, JUMIO_NTS, "demo-person", JUMIO_NTS, request, JUMIO_DEADLINE_DEFAULT, NULL,
                                       &verification, &account, &error);
  if (result == JUMIO_OK && (one->way == DEMO_UPLOAD || one->way == DEMO_START_ONLY))
    result = upload(client, options, one, account, &error);
  if (result != JUMIO_OK)
    done = demo_fail(one->name, result, error);
  else if (one->way == DEMO_LINK &&
           !demo_person_completes(options->endpoint, jumio_account_get_text(account, JUMIO_ACCOUNT_TEXT_EXECUTION_ID)))
    done = demo_fail(one->name, JUMIO_ERR_NETWORK, NULL);
  jumio_account_free(account);
  jumio_verification_free(verification);
  jumio_account_request_free(request);
  return done;
}

bool demo_refresh(jumio_client *client, demo_case *one)
{
  jumio_verification *verification = NULL;
  jumio_error *error = NULL;
  jumio_result result = jumio_verification_refresh(client, one->name, JUMIO_NTS, NULL, JUMIO_DEADLINE_DEFAULT, NULL, &verification, &error);
  if (result == JUMIO_ERR_STORE_CONFLICT) { /* a callback came in between: the next round reads again */
    jumio_error_free(error);
    one->due = true;
    return true;
  }
  if (result != JUMIO_OK)
    return demo_fail(one->name, result, error);
  one->final = jumio_verification_get_int64(verification, JUMIO_VERIFICATION_IS_FINAL) != 0;
  jumio_verification_free(verification);
  return true;
}

static int32_t write_part(const void *data, size_t len, void *user_data)
{
  return write(*(int *)user_data, data, len) == (ssize_t)len;
}

static bool fetch_document(jumio_client *client, int folder, const demo_case *one, size_t index)
{
  char name[64];
  jumio_error *error = NULL;
  snprintf(name, sizeof name, "%s-%zu", one->name, index);
  int fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0)
    return demo_fail(name, JUMIO_ERR_FILE, NULL);
  jumio_result result =
      jumio_verification_fetch_document(client, one->name, JUMIO_NTS, index, write_part, &fd, JUMIO_DEADLINE_DEFAULT, NULL, NULL, &error);
  close(fd);
  if (result == JUMIO_OK)
    return true;
  unlinkat(folder, name, 0);
  if (result != JUMIO_ERR_NOT_FOUND) /* that one is recorded: the table shows "?" */
    return demo_fail(one->name, result, error);
  jumio_error_free(error);
  return true;
}

bool demo_fetch_documents(jumio_client *client, const demo_options *options, const demo_case *one)
{
  jumio_verification *verification = NULL;
  jumio_error *error = NULL;
  jumio_result result = jumio_verification_load(client, one->name, JUMIO_NTS, &verification, &error);
  if (result != JUMIO_OK)
    return demo_fail(one->name, result, error);
  int folder = open(options->out, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  bool done = folder >= 0 || demo_fail(options->out, JUMIO_ERR_FILE, NULL);
  for (size_t i = 0; i < jumio_verification_document_count(verification) && done; i++)
    done = fetch_document(client, folder, one, i);
  if (folder >= 0)
    close(folder);
  jumio_verification_free(verification);
  return done;
}
