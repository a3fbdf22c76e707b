/** One verification from configuration to status, with a record: create, upload three pictures, finalize, ask once where it stands.
 *  verify_document REGION-OR-ENDPOINT CLIENT-ID SECRET-FILE FRONT BACK SELFIE */
#include "host.h"

#include <stdio.h>
#include <time.h>

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

static void print(const jumio_verification *verification)
{
  puts(jumio_idv_status_name(jumio_verification_get_status(verification)));
  for (size_t i = 0; i < jumio_verification_reason_count(verification); i++)
    printf("  %s\n", jumio_verification_get_reason_at(verification, i));
}

int main(int argc, char **argv)
{
  static const jumio_part parts[] = {JUMIO_PART_FRONT, JUMIO_PART_BACK, JUMIO_PART_FACE};
  jumio_client *client = NULL;
  jumio_verification *created = NULL, *now = NULL;
  jumio_account *account = NULL;
  jumio_error *error = NULL;
  jumio_result result = argc == 7 ? host_client(argv + 1, &client, &error) : JUMIO_ERR_ARGUMENT;
  if (result == JUMIO_OK)
    result = create(client, &created, &account, &error);
  for (int i = 0; i < 3 && result == JUMIO_OK; i++)
    result = host_upload(client, account, parts[i], argv[4 + i], &error);
  if (result == JUMIO_OK)
    result = jumio_workflow_execution_finalize(client, account, JUMIO_DEADLINE_DEFAULT, NULL, &error);
  const char *id = jumio_verification_get_text(created, JUMIO_VERIFICATION_TEXT_ID);
  if (result == JUMIO_OK) /* a host does this after a callback, or by Jumio's polling schedule: here just once */
    result = jumio_verification_refresh(client, id, JUMIO_NTS, NULL, JUMIO_DEADLINE_DEFAULT, NULL, &now, &error);
  if (result == JUMIO_OK)
    print(now);
  jumio_verification_free(now);
  jumio_verification_free(created);
  jumio_account_free(account);
  jumio_client_unref(client);
  return host_end(result, error);
}
