/** Journey 5: proof by a document, here a utility bill as PDF. Jumio must be told exactly one country and one type.
 *  document_proof REGION-OR-ENDPOINT CLIENT-ID SECRET-FILE COUNTRY DOCUMENT */
#include "host.h"

static jumio_result create(jumio_client *client, const char *country, jumio_account **out, jumio_error **err)
{
  jumio_account_request *request = NULL;
  jumio_result result;
  if ((result = jumio_account_request_new(NULL, &request, err)) == JUMIO_OK &&
      (result = jumio_account_request_set_customer_internal_reference(request, "case-3005", JUMIO_NTS, err)) == JUMIO_OK &&
      (result = jumio_account_request_set_workflow_key(request, "10026", JUMIO_NTS, err)) == JUMIO_OK &&
      (result = jumio_account_request_add_credential(request, JUMIO_CATEGORY_DOCUMENT, country, JUMIO_NTS, "UB", 2, NULL, err)) == JUMIO_OK)
    result = jumio_account_create(client, request, JUMIO_DEADLINE_DEFAULT, NULL, out, err);
  jumio_account_request_free(request);
  return result;
}

int main(int argc, char **argv)
{
  jumio_client *client = NULL;
  jumio_account *account = NULL;
  jumio_error *error = NULL;
  jumio_result result = argc == 6 ? host_client(argv + 1, &client, &error) : JUMIO_ERR_ARGUMENT;
  if (result == JUMIO_OK)
    result = create(client, argv[4], &account, &error);
  if (result == JUMIO_OK)
    result = host_upload(client, account, JUMIO_PART_DOCUMENT, argv[5], &error);
  if (result == JUMIO_OK)
    result = jumio_workflow_execution_finalize(client, account, JUMIO_DEADLINE_DEFAULT, NULL, &error);
  if (result == JUMIO_OK)
    result = host_outcome(client, account, JUMIO_PROFILE_DOCUMENT, &error);
  jumio_account_free(account);
  jumio_client_unref(client);
  return host_end(result, error);
}
