/** Journey 2: a customer journey of your own. The host collects the pictures and the typed-in data and uploads all of it.
 *  custom_journey REGION-OR-ENDPOINT CLIENT-ID SECRET-FILE FRONT BACK SELFIE */
#include "host.h"

#include <time.h>

/* For uploads Jumio must be told what the document is, and that this person consented: you, not Jumio's client, asked them. */
static jumio_result create(jumio_client *client, jumio_account **out, jumio_error **err)
{
  jumio_account_request *request = NULL;
  jumio_result result;
  int64_t now = (int64_t)time(NULL) * 1000;
  if ((result = jumio_account_request_new(NULL, &request, err)) == JUMIO_OK &&
      (result = jumio_account_request_set_customer_internal_reference(request, "case-3002", JUMIO_NTS, err)) == JUMIO_OK &&
      (result = jumio_account_request_set_workflow_key(request, "10164", JUMIO_NTS, err)) == JUMIO_OK &&
      (result = jumio_account_request_add_credential(request, JUMIO_CATEGORY_ID, "AUT", 3, "ID_CARD", 7, NULL, err)) == JUMIO_OK &&
      (result = jumio_account_request_add_credential(request, JUMIO_CATEGORY_SELFIE, NULL, 0, NULL, 0, NULL, err)) == JUMIO_OK &&
      (result = jumio_account_request_add_credential(request, JUMIO_CATEGORY_DATA, NULL, 0, NULL, 0, NULL, err)) == JUMIO_OK &&
      (result = jumio_account_request_set_user_consent(request, "203.0.113.9", 11, "AUT", 3, NULL, 0, "yes", 3, now, err)) == JUMIO_OK)
    result = jumio_account_create(client, request, JUMIO_DEADLINE_DEFAULT, NULL, out, err);
  jumio_account_request_free(request);
  return result;
}

int main(int argc, char **argv)
{
  static const jumio_part parts[] = {JUMIO_PART_FRONT, JUMIO_PART_BACK, JUMIO_PART_FACE};
  jumio_client *client = NULL;
  jumio_account *account = NULL;
  jumio_prepared_data *data = NULL;
  jumio_error *error = NULL;
  jumio_result result = argc == 7 ? host_client(argv + 1, &client, &error) : JUMIO_ERR_ARGUMENT;
  if (result == JUMIO_OK)
    result = create(client, &account, &error);
  for (int i = 0; i < 3 && result == JUMIO_OK; i++)
    result = host_upload(client, account, parts[i], argv[4 + i], &error);
  if (result == JUMIO_OK)
    result = host_form(&data, &error);
  if (result == JUMIO_OK) /* Jumio holds the data against the document; the check names the first field that is missing */
    result = jumio_prepared_data_check(data, JUMIO_DATA_CHECK_SUPPORTING_DATA, &error);
  if (result == JUMIO_OK)
    result = host_upload_data(client, account, data, &error);
  if (result == JUMIO_OK)
    result = jumio_workflow_execution_finalize(client, account, JUMIO_DEADLINE_DEFAULT, NULL, &error);
  if (result == JUMIO_OK)
    result = host_outcome(client, account, JUMIO_PROFILE_ID_AND_IDENTITY, &error);
  jumio_prepared_data_free(data);
  jumio_account_free(account);
  jumio_client_unref(client);
  return host_end(result, error);
}
