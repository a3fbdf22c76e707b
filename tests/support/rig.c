/** A client on a scripted transport, a standing clock and a memory store. */
#include "support/rig.h"

#include "support/cmocka.h"

#define PATH "/api/v1/accounts/" RIG_ACCOUNT "/workflow-executions/" RIG_EXECUTION
#define PART(credential, name) RIG_HOST PATH "/credentials/" credential "/parts/" name

const char rig_token_body[] = "{\"access_token\":\"" RIG_TOKEN "\",\"expires_in\":3600,\"token_type\":\"Bearer\"}";

const char rig_account_body[] =
    "{\"timestamp\":\"2026-01-31T10:20:31.120Z\",\"account\":{\"id\":\"" RIG_ACCOUNT "\"},"
    "\"web\":{\"href\":\"https://acme.web.amer-1.jumio.ai/web/client?authorizationToken=canary.link\"},\"sdk\":{\"token\":\"canary.sdk\"},"
    "\"workflowExecution\":{\"id\":\"" RIG_EXECUTION "\",\"credentials\":["
    "{\"id\":\"" RIG_ID "\",\"category\":\"ID\",\"allowedChannels\":[\"WEB\",\"API\",\"SDK\"],\"api\":{\"token\":\"" RIG_BEARER "\","
    "\"parts\":{\"front\":\"" PART(RIG_ID, "FRONT") "\",\"back\":\"" PART(
        RIG_ID, "BACK") "\"},\"workflowExecution\":\"" RIG_HOST PATH "\"}},"
                        "{\"id\":\"" RIG_SELFIE
                        "\",\"category\":\"SELFIE\",\"allowedChannels\":[\"WEB\",\"API\"],\"api\":{\"token\":\"" RIG_BEARER "\","
                        "\"parts\":{\"face\":\"" PART(RIG_SELFIE, "FACE") "\"},\"workflowExecution\":\"" RIG_HOST PATH "\"}}]}}";

const char rig_status_body[] = "{\"account\":{\"id\":\"" RIG_ACCOUNT "\"},\"workflowExecution\":{\"id\":\"" RIG_EXECUTION
                               "\",\"definitionKey\":\"10011\",\"status\":\"PROCESSED\"}}";

#define OK "\"decision\":{\"type\":\"PASSED\",\"details\":{\"label\":\"OK\"}}"
#define MATCH "\"decision\":{\"type\":\"PASSED\",\"details\":{\"label\":\"MATCH\"}}"
#define OF_ID "\"credentials\":[{\"id\":\"" RIG_ID "\",\"category\":\"ID\"}]"
#define OF_SELFIE "\"credentials\":[{\"id\":\"" RIG_SELFIE "\",\"category\":\"SELFIE\"}]"

const char rig_transaction_body[] =
    "{\"workflow\":{\"id\":\"" RIG_EXECUTION
    "\",\"status\":\"PROCESSED\",\"definitionKey\":\"10011\",\"customerInternalReference\":\"case-1\"},"
    "\"account\":{\"id\":\"" RIG_ACCOUNT "\"},\"createdAt\":\"2026-01-31T10:20:31.120Z\",\"completedAt\":\"2026-01-31T10:24:31.120Z\","
    "\"credentials\":[{\"id\":\"" RIG_ID "\",\"category\":\"ID\",\"parts\":[{\"classifier\":\"FRONT\",\"href\":\"https://x\"},"
    "{\"classifier\":\"BACK\",\"href\":\"https://x\"}]},{\"id\":\"" RIG_SELFIE
    "\",\"category\":\"SELFIE\",\"parts\":[{\"classifier\":\"FACE\","
    "\"href\":\"https://x\"}]}],\"decision\":{\"type\":\"PASSED\",\"details\":{\"label\":\"PASSED\"},\"risk\":{\"score\":0.0}},"
    "\"capabilities\":{\"usability\":[{" OF_ID "," OK "},{" OF_SELFIE "," OK "}],\"extraction\":[{" OF_ID "," OK
    ",\"data\":{\"type\":\"PASSPORT\",\"firstName\":\"CANARYNAME\",\"currentAge\":\"37\"}}],\"imageChecks\":[{" OF_ID "," OK
    "}],\"dataChecks\":[{" OF_ID "," OK "}],\"liveness\":[{" OF_SELFIE "," OK "}],\"similarity\":[{" OF_SELFIE "," MATCH
    ",\"data\":{\"similarity\":\"MATCH\"}}]}}";

#define JPEG_BYTES                                                                                                                         \
  "\xFF\xD8\xFF\xE0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xFF\xC0\x00\x0B\x08\x01\x90\x02\x80\x01\x01\x11\x00"               \
  "canary-picture\xFF\xD9"
const unsigned char rig_jpeg[] = JPEG_BYTES;
const size_t rig_jpeg_len = sizeof JPEG_BYTES - 1;

const fake_step rig_happy[] = {
    RIG_TOKEN_STEP,
    {.path = "/status", .status = 200, .body = rig_status_body, .times = -1},
    {.path = "https://retrieval.amer-1.jumio.ai/api/v1/accounts/" RIG_ACCOUNT "/credentials/",
     .status = 200,
     .headers = "Content-Type: image/jpeg",
     .body = JPEG_BYTES,
     .body_len = sizeof JPEG_BYTES - 1,
     .times = -1},
    {.path = "https://retrieval.amer-1.jumio.ai" PATH, .method = "GET", .status = 200, .body = rig_transaction_body, .times = -1},
    {.path = "/parts/", .method = "POST", .status = 200, .body = "{}", .times = -1},
    {.path = RIG_HOST PATH, .method = "PUT", .status = 200, .body = "", .times = -1},
    {.path = "https://account.amer-1.jumio.ai/api/v1/accounts", .method = "POST", .status = 200, .body = rig_account_body, .times = -1},
    {.path = "https://account.amer-1.jumio.ai/api/v1/accounts/", .method = "PUT", .status = 200, .body = rig_account_body, .times = -1},
};
const size_t rig_happy_count = sizeof rig_happy / sizeof rig_happy[0];

static jumio_result configure(jumio_config *config, test_rig *rig, jumio_error **err)
{
  jumio_result result = jumio_config_set_region(config, "amer-1", JUMIO_NTS, err);
  if (result == JUMIO_OK)
    result = jumio_config_set_credentials(config, "client", JUMIO_NTS, RIG_SECRET, JUMIO_NTS, err);
  if (result == JUMIO_OK)
    result = jumio_config_set_user_agent(config, "Acme Onboarding/2.1", JUMIO_NTS, err);
  if (result == JUMIO_OK)
    result = jumio_config_set_clock(config, &fake_clock_ops, &rig->clock, NULL, err);
  if (result == JUMIO_OK)
    result = jumio_config_set_http(config, &fake_http_ops, &rig->http, NULL, 0, err);
  if (result == JUMIO_OK)
    result = jumio_config_set_memory_store(config, err);
  return result;
}

static jumio_result begin_with_all(test_rig *rig, jumio_alloc *alloc, rig_adjust_fn adjust, jumio_trace_fn fn, void *user_data,
                                   jumio_error **err)
{
  jumio_config *config = NULL;
  rig->client = NULL;
  fake_clock_begin(&rig->clock);
  jumio_result result = jumio_config_new(alloc, &config, err);
  if (result == JUMIO_OK)
    result = configure(config, rig, err);
  if (result == JUMIO_OK && adjust != NULL)
    result = adjust(config, err);
  if (result == JUMIO_OK && fn != NULL)
    result = jumio_config_set_trace(config, fn, user_data, NULL, err);
  if (result == JUMIO_OK)
    result = jumio_client_new(config, &rig->client, err);
  jumio_config_free(config);
  return result;
}

jumio_result rig_begin_adjusted(test_rig *rig, jumio_alloc *alloc, const fake_step *steps, size_t count, rig_adjust_fn adjust,
                                jumio_error **err)
{
  fake_http_begin(&rig->http, steps, count);
  return begin_with_all(rig, alloc, adjust, NULL, NULL, err);
}

jumio_result rig_begin_traced(test_rig *rig, jumio_alloc *alloc, const fake_step *steps, size_t count, jumio_trace_fn fn, void *user_data,
                              jumio_error **err)
{
  fake_http_begin(&rig->http, steps, count);
  return begin_with_all(rig, alloc, NULL, fn, user_data, err);
}

jumio_result rig_begin_with(test_rig *rig, jumio_alloc *alloc, const fake_step *steps, size_t count, jumio_error **err)
{
  return rig_begin_adjusted(rig, alloc, steps, count, NULL, err);
}

void rig_begin(test_rig *rig, const fake_step *steps, size_t count)
{
  jumio_error *error = NULL;
  jumio_result result = rig_begin_with(rig, NULL, steps, count, &error);
  if (result != JUMIO_OK)
    print_error("%s\n", jumio_error_get_message(error));
  assert_int_equal(result, JUMIO_OK);
}

void rig_end(test_rig *rig)
{
  jumio_client_unref(rig->client);
  fake_http_end(&rig->http);
}

jumio_account_request *rig_request(void)
{
  jumio_account_request *request = NULL;
  assert_int_equal(jumio_account_request_new(NULL, &request, NULL), JUMIO_OK);
  assert_int_equal(jumio_account_request_set_customer_internal_reference(request, "case-1", JUMIO_NTS, NULL), JUMIO_OK);
  assert_int_equal(jumio_account_request_set_workflow_key(request, "10011", JUMIO_NTS, NULL), JUMIO_OK);
  return request;
}

jumio_account *rig_account(void)
{
  jumio_account *account = NULL;
  assert_int_equal(jumio_account_parse(NULL, rig_account_body, JUMIO_NTS, &account, NULL), JUMIO_OK);
  return account;
}

jumio_result rig_upload(jumio_client *client, const jumio_account *account, const jumio_credential *credential, jumio_part part,
                        const void *data, size_t len, jumio_upload_remarks *out_remarks, jumio_error **err)
{
  jumio_source *source = NULL;
  jumio_result result = jumio_source_new_memory(NULL, data, len, &source, err);
  if (result == JUMIO_OK)
    result = jumio_credential_upload(client, account, credential, part, 1, source, JUMIO_DEADLINE_DEFAULT, NULL, out_remarks, err);
  jumio_source_free(source);
  return result;
}
