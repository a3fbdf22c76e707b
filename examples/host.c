/** What the hosts of all examples do alike: a client, an upload from a file, the outcome, a failure told. */
#include "host.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The file's first line; 0 when there is none. */
static size_t read_secret(const char *path, char *buffer, size_t size)
{
  FILE *file = fopen(path, "r");
  size_t len = file != NULL && fgets(buffer, (int)size, file) != NULL ? strcspn(buffer, "\n") : 0;
  if (file != NULL)
    fclose(file);
  return len;
}

/* The simulator is done at once, so that nobody need wait for Jumio's schedule, which begins at 40 seconds. */
static jumio_result choose_server(jumio_config *config, const char *server, jumio_error **err)
{
  if (strncmp(server, "http", 4) != 0)
    return jumio_config_set_region(config, server, JUMIO_NTS, err);
  jumio_result result = jumio_config_set_test_endpoint(config, server, JUMIO_NTS, err);
  return result == JUMIO_OK ? jumio_config_set_option(config, JUMIO_OPTION_POLL_OFFSETS_S, "0,1,2,5,10,20", JUMIO_NTS, err) : result;
}

jumio_result host_client(char **args, jumio_client **out, jumio_error **err)
{
  jumio_config *config = NULL;
  jumio_result result;
  char secret[514];
  size_t len = read_secret(args[2], secret, sizeof secret);
  if ((result = jumio_config_new(NULL, &config, err)) == JUMIO_OK && (result = choose_server(config, args[0], err)) == JUMIO_OK &&
      (result = jumio_config_set_credentials(config, args[1], JUMIO_NTS, secret, len, err)) == JUMIO_OK &&
      (result = jumio_config_set_user_agent(config, "Example Bank Onboarding/1.0", JUMIO_NTS, err)) == JUMIO_OK &&
      (result = jumio_config_set_memory_store(config, err)) == JUMIO_OK) /* jumio_sqlite_store_attach() keeps records in a file */
    result = jumio_client_new(config, out, err);
  jumio_config_free(config);
  explicit_bzero(secret, sizeof secret);
  return result;
}

/* To the credential that takes the part; what the upload says of a NULL credential is told as it is. */
static jumio_result send(jumio_client *client, const jumio_account *account, jumio_part part, const jumio_source *source, jumio_error **err)
{
  const jumio_credential *credential = NULL;
  for (size_t i = 0; i < jumio_account_credential_count(account) && credential == NULL; i++)
    if (jumio_credential_part_page_count(jumio_account_get_credential_at(account, i), part) > 0)
      credential = jumio_account_get_credential_at(account, i);
  return jumio_credential_upload(client, account, credential, part, 1, source, JUMIO_DEADLINE_DEFAULT, NULL, NULL, err);
}

jumio_result host_upload(jumio_client *client, const jumio_account *account, jumio_part part, const char *path, jumio_error **err)
{
  jumio_source *source = NULL;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  jumio_result result = jumio_source_new_fd(NULL, fd, &source, err);
  if (fd >= 0)
    close(fd);
  if (result == JUMIO_OK)
    result = send(client, account, part, source, err);
  jumio_source_free(source);
  return result;
}

jumio_result host_upload_data(jumio_client *client, const jumio_account *account, const jumio_prepared_data *data, jumio_error **err)
{
  jumio_source *source = NULL;
  jumio_result result = jumio_source_new_prepared_data(data, &source, err);
  if (result == JUMIO_OK)
    result = send(client, account, JUMIO_PART_PREPARED_DATA, source, err);
  jumio_source_free(source);
  return result;
}

jumio_result host_form(jumio_prepared_data **out, jumio_error **err)
{
  static const struct {
    jumio_data_field field;
    const char *value;
  } fields[] = {{JUMIO_DATA_FIRST_NAME, "Anna"},
                {JUMIO_DATA_LAST_NAME, "Muster"},
                {JUMIO_DATA_EMAIL, "anna@example.com"},
                {JUMIO_DATA_PHONE_NUMBER, "+431234567"},
                {JUMIO_DATA_DATE_OF_BIRTH, "1988-04-17"},
                {JUMIO_DATA_ADDRESS_LINE_1, "Beispielgasse 1"},
                {JUMIO_DATA_CITY, "Wien"},
                {JUMIO_DATA_POSTAL_CODE, "1010"},
                {JUMIO_DATA_COUNTRY, "AUT"}};
  jumio_result result = jumio_prepared_data_new(NULL, out, err);
  for (size_t i = 0; i < sizeof fields / sizeof fields[0] && result == JUMIO_OK; i++)
    result = jumio_prepared_data_set(*out, fields[i].field, fields[i].value, JUMIO_NTS, err);
  return result;
}

static void print(const jumio_decision *decision)
{
  puts(jumio_idv_status_name(jumio_decision_get_status(decision)));
  for (size_t i = 0; i < jumio_decision_reason_count(decision); i++) {
    const jumio_reason *reason = jumio_decision_get_reason_at(decision, i);
    if (jumio_reason_get_int64(reason, JUMIO_REASON_ROLE) == JUMIO_ROLE_DECIDED)
      printf("  %s\n", jumio_reason_get_text(reason, JUMIO_REASON_TEXT_RULE));
  }
}

jumio_result host_outcome(jumio_client *client, const jumio_account *account, jumio_profile profile, jumio_error **err)
{
  const char *account_id = jumio_account_get_text(account, JUMIO_ACCOUNT_TEXT_ID);
  const char *execution_id = jumio_account_get_text(account, JUMIO_ACCOUNT_TEXT_EXECUTION_ID);
  jumio_workflow_execution *execution = NULL;
  jumio_transaction *transaction = NULL;
  jumio_policy *policy = NULL;
  jumio_decision *decision = NULL;
  jumio_result result = jumio_workflow_execution_wait(client, account_id, JUMIO_NTS, execution_id, JUMIO_NTS, 60000, NULL, &execution, err);
  if (result == JUMIO_OK)
    result =
        jumio_transaction_fetch(client, account_id, JUMIO_NTS, execution_id, JUMIO_NTS, JUMIO_DEADLINE_DEFAULT, NULL, &transaction, err);
  if (result == JUMIO_OK)
    result = jumio_policy_new(NULL, &policy, err);
  if (result == JUMIO_OK)
    result = jumio_policy_set_profile(policy, profile, err);
  if (result == JUMIO_OK)
    result = jumio_decision_map(transaction, NULL, policy, &decision, err);
  if (result == JUMIO_OK)
    print(decision);
  jumio_decision_free(decision);
  jumio_policy_free(policy);
  jumio_transaction_free(transaction);
  jumio_workflow_execution_free(execution);
  return result;
}

int host_end(jumio_result result, jumio_error *error)
{
  if (result != JUMIO_OK)
    fprintf(stderr, "%s: %s\n", jumio_result_name(result), error != NULL ? jumio_error_get_message(error) : jumio_result_meaning(result));
  jumio_error_free(error);
  return result == JUMIO_OK ? 0 : 1;
}
