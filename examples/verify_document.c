/** One verification from configuration to status: create, upload three pictures, finalize, ask once where it stands.
 *  verify_document REGION-OR-ENDPOINT CLIENT-ID SECRET-FILE FRONT BACK SELFIE */
#include <jumio/jumio.h>

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Reads a file; 0 when it cannot be read or is too large. */
static size_t read_file(const char *path, void *buffer, size_t size)
{
  FILE *file = fopen(path, "rb");
  size_t len = file != NULL ? fread(buffer, 1, size, file) : 0;
  int whole = file != NULL && !ferror(file) && fgetc(file) == EOF;
  return file != NULL && fclose(file) == 0 && whole ? len : 0;
}

static jumio_result make_client(char **args, jumio_client **client, jumio_error **err)
{
  jumio_config *config = NULL;
  jumio_result result;
  char secret[514];
  size_t len = read_file(args[3], secret, sizeof secret);
  len -= len > 0 && secret[len - 1] == '\n'; /* a line break is no part of the secret */
  int simulator = strncmp(args[1], "http", 4) == 0;
  if ((result = jumio_config_new(NULL, &config, err)) == JUMIO_OK &&
      (result = simulator ? jumio_config_set_test_endpoint(config, args[1], JUMIO_NTS, err)
                          : jumio_config_set_region(config, args[1], JUMIO_NTS, err)) == JUMIO_OK &&
      (result = jumio_config_set_credentials(config, args[2], JUMIO_NTS, secret, len, err)) == JUMIO_OK &&
      (result = jumio_config_set_user_agent(config, "Example Bank Onboarding/1.0", JUMIO_NTS, err)) == JUMIO_OK &&
      (result = jumio_config_set_memory_store(config, err)) == JUMIO_OK) /* jumio_sqlite_store_attach() keeps them in a file */
    result = jumio_client_new(config, client, err);
  jumio_config_free(config);
  explicit_bzero(secret, sizeof secret);
  return result;
}

/* For uploads Jumio must be told what the document is, and that the person consented. An id of your own instead of NULL makes it safe to
 * call create again after a crash. */
static jumio_result create(jumio_client *client, jumio_verification **out, jumio_account **account, jumio_error **err)
{
  jumio_account_request *request = NULL;
  jumio_result result;
  int64_t now = (int64_t)time(NULL) * 1000;
  if ((result = jumio_account_request_new(NULL, &request, err)) == JUMIO_OK &&
      (result = jumio_account_request_set_customer_internal_reference(request, "case-2041", JUMIO_NTS, err)) == JUMIO_OK &&
      (result = jumio_account_request_set_workflow_key(request, "10011", JUMIO_NTS, err)) == JUMIO_OK &&
      (result = jumio_account_request_add_credential(request, JUMIO_CATEGORY_ID, "AUT", 3, "ID_CARD", 7, NULL, err)) == JUMIO_OK &&
      (result = jumio_account_request_add_credential(request, JUMIO_CATEGORY_SELFIE, NULL, 0, NULL, 0, NULL, err)) == JUMIO_OK &&
      (result = jumio_account_request_set_user_consent(request, "203.0.113.9", 11, "AUT", 3, NULL, 0, "yes", 3, now, err)) == JUMIO_OK)
    result = jumio_verification_create(client, NULL, 0, "person-17", 9, request, JUMIO_DEADLINE_DEFAULT, NULL, out, account, err);
  jumio_account_request_free(request);
  return result;
}

/* The file is streamed: no more than a chunk of it is in memory at a time. */
static jumio_result upload_file(jumio_client *client, const jumio_account *account, const jumio_credential *credential, jumio_part part,
                                const char *path, jumio_error **err)
{
  jumio_source *source = NULL;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  jumio_result result = jumio_source_new_fd(NULL, fd, &source, err);
  if (result == JUMIO_OK)
    result = jumio_credential_upload(client, account, credential, part, 1, source, JUMIO_DEADLINE_DEFAULT, NULL, NULL, err);
  jumio_source_free(source);
  if (fd != -1)
    close(fd);
  return result;
}

static jumio_result upload(jumio_client *client, const jumio_account *account, jumio_part part, const char *path, jumio_error **err)
{
  for (size_t i = 0; i < jumio_account_credential_count(account); i++) {
    const jumio_credential *credential = jumio_account_get_credential_at(account, i);
    if (jumio_credential_part_page_count(credential, part) != 0)
      return upload_file(client, account, credential, part, path, err);
  }
  return jumio_error_new(NULL, JUMIO_ERR_UNSUPPORTED, "Jumio gave no upload address for this part", JUMIO_NTS, err);
}

int main(int argc, char **argv)
{
  static const jumio_part parts[] = {JUMIO_PART_FRONT, JUMIO_PART_BACK, JUMIO_PART_FACE};
  jumio_client *client = NULL;
  jumio_verification *created = NULL, *now = NULL;
  jumio_account *account = NULL;
  jumio_error *error = NULL;
  jumio_result result = argc == 7 ? make_client(argv, &client, &error) : JUMIO_ERR_ARGUMENT;
  if (result == JUMIO_OK)
    result = create(client, &created, &account, &error);
  for (int i = 0; i < 3 && result == JUMIO_OK; i++)
    result = upload(client, account, parts[i], argv[4 + i], &error);
  if (result == JUMIO_OK)
    result = jumio_workflow_execution_finalize(client, account, JUMIO_DEADLINE_DEFAULT, NULL, &error);
  const char *id = jumio_verification_get_text(created, JUMIO_VERIFICATION_TEXT_ID);
  if (result == JUMIO_OK) /* a host does this after a callback, or by Jumio's polling schedule: here just once */
    result = jumio_verification_refresh(client, id, JUMIO_NTS, NULL, JUMIO_DEADLINE_DEFAULT, NULL, &now, &error);
  if (result == JUMIO_OK)
    puts(jumio_idv_status_name(jumio_verification_get_status(now)));
  else
    fprintf(stderr, "%s: %s\n", jumio_result_name(result), error != NULL ? jumio_error_get_message(error) : jumio_result_meaning(result));
  for (size_t i = 0; i < jumio_verification_reason_count(now); i++)
    printf("  %s\n", jumio_verification_get_reason_at(now, i));
  jumio_verification_free(now);
  jumio_verification_free(created);
  jumio_account_free(account);
  jumio_client_unref(client);
  jumio_error_free(error);
  return result == JUMIO_OK ? 0 : 1;
}
