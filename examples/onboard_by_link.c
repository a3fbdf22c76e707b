/** Journey 1: ID and identity onboarding in Jumio's own client. The host hands over a link (web) or a token (mobile SDK) and waits.
 *  onboard_by_link REGION-OR-ENDPOINT CLIENT-ID SECRET-FILE */
#include "host.h"

#include <stdio.h>

static jumio_result create(jumio_client *client, jumio_account **out, jumio_error **err)
{
  jumio_account_request *request = NULL;
  jumio_result result;
  if ((result = jumio_account_request_new(NULL, &request, err)) == JUMIO_OK &&
      (result = jumio_account_request_set_customer_internal_reference(request, "case-3001", JUMIO_NTS, err)) == JUMIO_OK &&
      (result = jumio_account_request_set_user_reference(request, "person-3001", JUMIO_NTS, err)) == JUMIO_OK &&
      (result = jumio_account_request_set_workflow_key(request, "10011", JUMIO_NTS, err)) == JUMIO_OK &&
      (result = jumio_account_request_set_token_lifetime(request, 3600, err)) == JUMIO_OK &&
      (result = jumio_account_request_set_web(request, "https://www.example.com/done", JUMIO_NTS, "https://www.example.com/again",
                                              JUMIO_NTS, "en", JUMIO_NTS, err)) == JUMIO_OK)
    result = jumio_account_create(client, request, JUMIO_DEADLINE_DEFAULT, NULL, out, err);
  jumio_account_request_free(request);
  return result;
}

/* Both are bearer secrets for this one person: send them to that person's browser or app, and log neither. */
static void hand_over(const char *region, const jumio_account *account)
{
  const char *link = jumio_account_get_text(account, JUMIO_ACCOUNT_TEXT_WEB_HREF);
  const char *token = jumio_account_get_text(account, JUMIO_ACCOUNT_TEXT_SDK_TOKEN);
  const char *center = jumio_region_get_text(region, JUMIO_NTS, JUMIO_REGION_TEXT_SDK_MOBILE);
  if (link != NULL)
    printf("link %s\n", link);
  if (token != NULL)
    printf("sdk %s %s\n", center != NULL ? center : "-", token);
  fflush(stdout);
}

int main(int argc, char **argv)
{
  jumio_client *client = NULL;
  jumio_account *account = NULL;
  jumio_error *error = NULL;
  jumio_result result = argc == 4 ? host_client(argv + 1, &client, &error) : JUMIO_ERR_ARGUMENT;
  if (result == JUMIO_OK)
    result = create(client, &account, &error);
  if (result == JUMIO_OK) {
    hand_over(argv[1], account);
    result = host_outcome(client, account, JUMIO_PROFILE_ID_AND_IDENTITY, &error);
  }
  jumio_account_free(account);
  jumio_client_unref(client);
  return host_end(result, error);
}
