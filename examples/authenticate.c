/** Journey 4: a person who is known already. With an account only: authentication against the stored face, in Jumio's client. With the id
 *  of that account's ID credential and a new selfie: similarity to the existing ID, by upload.
 *  authenticate REGION-OR-ENDPOINT CLIENT-ID SECRET-FILE ACCOUNT-ID [ID-CREDENTIAL-ID SELFIE] */
#include "host.h"

#include <stdio.h>
#include <time.h>

/* The new execution compares with the credential that is named; the selfie is a new one. */
static jumio_result reuse_id(jumio_account_request *request, const char *credential_id, jumio_error **err)
{
  size_t index = 0;
  int64_t now = (int64_t)time(NULL) * 1000;
  jumio_result result;
  if ((result = jumio_account_request_add_credential(request, JUMIO_CATEGORY_ID, NULL, 0, NULL, 0, &index, err)) == JUMIO_OK &&
      (result = jumio_account_request_set_credential(request, index, JUMIO_CREDENTIAL_SETTING_ID, credential_id, JUMIO_NTS, err)) ==
          JUMIO_OK &&
      (result = jumio_account_request_add_credential(request, JUMIO_CATEGORY_SELFIE, NULL, 0, NULL, 0, NULL, err)) == JUMIO_OK)
    result = jumio_account_request_set_user_consent(request, "203.0.113.9", 11, "AUT", 3, NULL, 0, "yes", 3, now, err);
  return result;
}

/* Each update starts a new, billable execution on the account. */
static jumio_result update(jumio_client *client, const char *account_id, const char *credential_id, jumio_account **out, jumio_error **err)
{
  jumio_account_request *request = NULL;
  const char *key = credential_id != NULL ? "10025" : "10014";
  jumio_result result;
  if ((result = jumio_account_request_new(NULL, &request, err)) == JUMIO_OK &&
      (result = jumio_account_request_set_customer_internal_reference(request, "case-3004", JUMIO_NTS, err)) == JUMIO_OK &&
      (result = jumio_account_request_set_workflow_key(request, key, JUMIO_NTS, err)) == JUMIO_OK &&
      (result = credential_id != NULL ? reuse_id(request, credential_id, err) : JUMIO_OK) == JUMIO_OK)
    result = jumio_account_update(client, account_id, JUMIO_NTS, request, JUMIO_DEADLINE_DEFAULT, NULL, out, err);
  jumio_account_request_free(request);
  return result;
}

int main(int argc, char **argv)
{
  jumio_client *client = NULL;
  jumio_account *account = NULL;
  jumio_error *error = NULL;
  int similarity = argc == 7;
  jumio_result result = argc == 5 || similarity ? host_client(argv + 1, &client, &error) : JUMIO_ERR_ARGUMENT;
  if (result == JUMIO_OK)
    result = update(client, argv[4], similarity ? argv[5] : NULL, &account, &error);
  if (result == JUMIO_OK && similarity)
    result = host_upload(client, account, JUMIO_PART_FACE, argv[6], &error);
  if (result == JUMIO_OK && similarity)
    result = jumio_workflow_execution_finalize(client, account, JUMIO_DEADLINE_DEFAULT, NULL, &error);
  if (result == JUMIO_OK && !similarity) {
    const char *link = jumio_account_get_text(account, JUMIO_ACCOUNT_TEXT_WEB_HREF);
    printf("link %s\n", link != NULL ? link : "-"); /* for this person only */
    fflush(stdout);
  }
  if (result == JUMIO_OK)
    result = host_outcome(client, account, similarity ? JUMIO_PROFILE_IDENTITY_EXISTING : JUMIO_PROFILE_AUTHENTICATION, &error);
  jumio_account_free(account);
  jumio_client_unref(client);
  return host_end(result, error);
}
