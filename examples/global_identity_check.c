/** Journey 3: a quick risk answer from form data only, without any picture (Global Identity Check). Its workflow key is your tenant's own.
 *  global_identity_check REGION-OR-ENDPOINT CLIENT-ID SECRET-FILE WORKFLOW-KEY */
#include "host.h"

static jumio_result create(jumio_client *client, const char *key, jumio_account **out, jumio_error **err)
{
  jumio_account_request *request = NULL;
  jumio_result result;
  if ((result = jumio_account_request_new(NULL, &request, err)) == JUMIO_OK &&
      (result = jumio_account_request_set_customer_internal_reference(request, "case-3003", JUMIO_NTS, err)) == JUMIO_OK &&
      (result = jumio_account_request_set_user_reference(request, "person-3003", JUMIO_NTS, err)) == JUMIO_OK &&
      (result = jumio_account_request_set_workflow_key(request, key, JUMIO_NTS, err)) == JUMIO_OK)
    result = jumio_account_create(client, request, JUMIO_DEADLINE_DEFAULT, NULL, out, err);
  jumio_account_request_free(request);
  return result;
}

int main(int argc, char **argv)
{
  jumio_client *client = NULL;
  jumio_account *account = NULL;
  jumio_prepared_data *data = NULL;
  jumio_error *error = NULL;
  jumio_result result = argc == 5 ? host_client(argv + 1, &client, &error) : JUMIO_ERR_ARGUMENT;
  if (result == JUMIO_OK)
    result = create(client, argv[4], &account, &error);
  if (result == JUMIO_OK)
    result = host_form(&data, &error);
  if (result == JUMIO_OK)
    result = host_upload_data(client, account, data, &error);
  if (result == JUMIO_OK)
    result = jumio_workflow_execution_finalize(client, account, JUMIO_DEADLINE_DEFAULT, NULL, &error);
  if (result == JUMIO_OK) /* the data profile: at least one check was made, and the transaction passed */
    result = host_outcome(client, account, JUMIO_PROFILE_DATA, &error);
  jumio_prepared_data_free(data);
  jumio_account_free(account);
  jumio_client_unref(client);
  return host_end(result, error);
}
