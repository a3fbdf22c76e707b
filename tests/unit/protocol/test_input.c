/** Bad input of every kind gets a named error before anything is sent, and nothing that was set before is lost. */
#include "support/rig.h"

#include "support/cmocka.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The error names the field and holds none of the input. */
static void assert_refused(jumio_result result, jumio_error *error, jumio_result expected, const char *names)
{
  if (result != expected || strstr(jumio_error_get_message(error), names) == NULL)
    print_error("%s: %s\n", jumio_result_name(result), jumio_error_get_message(error));
  assert_int_equal(result, expected);
  assert_int_equal(jumio_error_get_code(error), expected);
  assert_non_null(strstr(jumio_error_get_message(error), names));
  assert_null(strstr(jumio_error_get_message(error), "canary"));
  jumio_error_free(error);
}

#define REFUSED(call, expected, names)                                                                                                     \
  do {                                                                                                                                     \
    jumio_error *error = (jumio_error *)8; /* never read: a caller's pointer may be anything */                                            \
    jumio_result result = call;                                                                                                            \
    assert_refused(result, error, expected, names);                                                                                        \
  } while (0)

/* X06 */
static void test_input__configuration(void **state)
{
  (void)state;
  jumio_config *config = NULL;
  jumio_client *client = NULL;
  char long_text[600];
  memset(long_text, 'a', sizeof long_text);
  assert_int_equal(jumio_config_new(NULL, &config, NULL), JUMIO_OK);
  REFUSED(jumio_config_set_region(config, "mars-1", JUMIO_NTS, &error), JUMIO_ERR_ARGUMENT, "region");
  REFUSED(jumio_config_set_region(config, "", JUMIO_NTS, &error), JUMIO_ERR_ARGUMENT, "region");
  REFUSED(jumio_config_set_region(config, "amer-1\0x", 8, &error), JUMIO_ERR_ARGUMENT, "region");
  REFUSED(jumio_config_set_test_endpoint(config, "http://canary.example.com", JUMIO_NTS, &error), JUMIO_ERR_ARGUMENT, "loopback");
  REFUSED(jumio_config_set_credentials(config, "id", JUMIO_NTS, "", JUMIO_NTS, &error), JUMIO_ERR_ARGUMENT, "client secret");
  REFUSED(jumio_config_set_credentials(config, "", JUMIO_NTS, "canary", JUMIO_NTS, &error), JUMIO_ERR_ARGUMENT, "client id");
  REFUSED(jumio_config_set_credentials(config, "a:b", JUMIO_NTS, "canary", JUMIO_NTS, &error), JUMIO_ERR_ARGUMENT, "client id");
  REFUSED(jumio_config_set_credentials(config, "id", JUMIO_NTS, "canary\n", JUMIO_NTS, &error), JUMIO_ERR_ARGUMENT, "client secret");
  REFUSED(jumio_config_set_credentials(config, "id", JUMIO_NTS, long_text, 513, &error), JUMIO_ERR_ARGUMENT, "client secret");
  REFUSED(jumio_config_set_user_agent(config, "App/1\r\nX-Evil: canary", JUMIO_NTS, &error), JUMIO_ERR_ARGUMENT, "user agent");
  REFUSED(jumio_config_set_user_agent(config, "Caf\xC3\xA9/1", JUMIO_NTS, &error), JUMIO_ERR_ARGUMENT, "user agent");
  REFUSED(jumio_config_set_user_agent(config, "ab", JUMIO_NTS, &error), JUMIO_ERR_ARGUMENT, "user agent");
  REFUSED(jumio_config_set_user_agent(config, long_text, 201, &error), JUMIO_ERR_ARGUMENT, "user agent");
  REFUSED(jumio_config_set_limit(config, 99, 1, &error), JUMIO_ERR_ARGUMENT, "limit");
  REFUSED(jumio_config_set_limit(config, JUMIO_LIMIT_ATTEMPTS, 0, &error), JUMIO_ERR_ARGUMENT, "value");
  REFUSED(jumio_config_set_option(config, JUMIO_OPTION_CA_FILE, "", 0, &error), JUMIO_ERR_ARGUMENT, "CA file");
  REFUSED(jumio_config_set_log(config, 9, NULL, NULL, NULL, &error), JUMIO_ERR_ARGUMENT, "log");
  REFUSED(jumio_client_new(config, &client, &error), JUMIO_ERR_ARGUMENT, "region");
  assert_int_equal(jumio_config_set_region(config, "sgp", JUMIO_NTS, NULL), JUMIO_OK);
  REFUSED(jumio_client_new(config, &client, &error), JUMIO_ERR_ARGUMENT, "credentials");
  assert_int_equal(jumio_config_set_credentials(config, "id", JUMIO_NTS, "secret", JUMIO_NTS, NULL), JUMIO_OK);
  REFUSED(jumio_client_new(config, &client, &error), JUMIO_ERR_ARGUMENT, "user agent");
  assert_int_equal(jumio_config_set_user_agent(config, "App/1", JUMIO_NTS, NULL), JUMIO_OK);
  REFUSED(jumio_config_set_user_agent(config, "", 0, &error), JUMIO_ERR_ARGUMENT, "user agent"); /* the former one stays */
  assert_int_equal(jumio_client_new(config, &client, NULL), JUMIO_OK);
  assert_null(jumio_client_ref(NULL));
  jumio_client_unref(client);
  jumio_config_free(config);
}

static int destroyed;

static void count_destroy(void *user_data)
{
  (void)user_data;
  destroyed++;
}

static void test_input__plug_in_tables(void **state)
{
  (void)state;
  jumio_config *config = NULL;
  fake_http http;
  fake_clock clock;
  struct {
    jumio_http_ops ops;
    void *later;
  } newer = {.ops = fake_http_ops};
  assert_int_equal(jumio_config_new(NULL, &config, NULL), JUMIO_OK);
  destroyed = 0;
  jumio_http_ops table = fake_http_ops;
  table.struct_size = 8;
  REFUSED(jumio_config_set_http(config, &table, &http, count_destroy, 0, &error), JUMIO_ERR_ABI_SIZE, "HTTP table");
  assert_int_equal(destroyed, 1);
  table = fake_http_ops;
  table.perform = NULL;
  REFUSED(jumio_config_set_http(config, &table, &http, count_destroy, 0, &error), JUMIO_ERR_ARGUMENT, "HTTP table");
  REFUSED(jumio_config_set_http(config, &fake_http_ops, &http, count_destroy, 8, &error), JUMIO_ERR_ARGUMENT, "HTTP table");
  REFUSED(jumio_config_set_http(config, NULL, &http, count_destroy, 0, &error), JUMIO_ERR_ARGUMENT, "HTTP table");
  REFUSED(jumio_config_set_http(NULL, &fake_http_ops, &http, count_destroy, 0, &error), JUMIO_ERR_ARGUMENT, "HTTP table");
  assert_int_equal(destroyed, 5);
  newer.ops.struct_size = sizeof newer;
  newer.later = &http;
  REFUSED(jumio_config_set_http(config, &newer.ops, &http, count_destroy, 0, &error), JUMIO_ERR_ABI_NEWER, "HTTP table");
  newer.later = NULL; /* a newer table whose new operations are not used is fine */
  assert_int_equal(jumio_config_set_http(config, &newer.ops, &http, count_destroy, JUMIO_OPS_SERIAL, NULL), JUMIO_OK);
  assert_int_equal(destroyed, 6);
  table = fake_http_ops; /* an older table without cancel */
  table.struct_size = offsetof(jumio_http_ops, cancel);
  assert_int_equal(jumio_config_set_http(config, &table, &http, count_destroy, 0, NULL), JUMIO_OK);
  assert_int_equal(destroyed, 7); /* the one it replaces */
  jumio_clock_ops no_sleep = fake_clock_ops;
  no_sleep.sleep_ms = NULL;
  REFUSED(jumio_config_set_clock(config, &no_sleep, &clock, count_destroy, &error), JUMIO_ERR_ARGUMENT, "clock table");
  jumio_storage_ops no_get = {.struct_size = sizeof no_get};
  REFUSED(jumio_config_set_store(config, &no_get, NULL, count_destroy, 0, &error), JUMIO_ERR_ARGUMENT, "storage table");
  assert_int_equal(destroyed, 9);
  jumio_config_free(config);
  assert_int_equal(destroyed, 10);
}

static int32_t swallow(const void *data, size_t len, void *user_data)
{
  (void)data;
  (void)len;
  (void)user_data;
  return 1;
}

static void test_input__ids(void **state)
{
  static const char *const bad[] = {"",
                                    "x",
                                    "11111111-1111-4111-8111-11111111111",
                                    "11111111-1111-4111-8111-1111111111111",
                                    "11111111-1111-4111-8111-11111111111g",
                                    "{11111111-1111-4111-8111-11111111111",
                                    "11111111x1111-4111-8111-111111111111",
                                    "../../../../../../../../../../../etc",
                                    "%2e%2e11-1111-4111-8111-111111111111",
                                    "' OR 1=1 -- 1-4111-8111-111111111111",
                                    NULL};
  (void)state;
  test_rig rig;
  jumio_workflow_execution *execution = NULL;
  jumio_transaction *transaction = NULL;
  rig_begin(&rig, rig_happy, rig_happy_count);
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    REFUSED(jumio_workflow_execution_fetch(rig.client, bad[i], JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, -1, NULL, &execution, &error),
            JUMIO_ERR_ARGUMENT, "account_id");
    REFUSED(jumio_transaction_fetch(rig.client, RIG_ACCOUNT, JUMIO_NTS, bad[i], JUMIO_NTS, -1, NULL, &transaction, &error),
            JUMIO_ERR_ARGUMENT, "execution_id");
    REFUSED(jumio_part_fetch(rig.client, RIG_ACCOUNT, JUMIO_NTS, bad[i], JUMIO_NTS, "FRONT", JUMIO_NTS, swallow, NULL, -1, NULL, NULL, NULL,
                             &error),
            JUMIO_ERR_ARGUMENT, "credential_id");
  }
  assert_int_equal(rig.http.requests, 0);
  rig_end(&rig);
}

/* U16, X07 */
static void test_input__part_download(void **state)
{
  static const char *const bad[] = {"",  "front", "../FRONT", "FRONT/..", "FR NT", "A%2E", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                                    NULL};
  (void)state;
  test_rig rig;
  rig_begin(&rig, rig_happy, rig_happy_count);
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    REFUSED(jumio_part_fetch(rig.client, RIG_ACCOUNT, JUMIO_NTS, RIG_ID, JUMIO_NTS, bad[i], JUMIO_NTS, swallow, NULL, -1, NULL, NULL, NULL,
                             &error),
            JUMIO_ERR_ARGUMENT, "classifier");
  REFUSED(
      jumio_part_fetch(rig.client, RIG_ACCOUNT, JUMIO_NTS, RIG_ID, JUMIO_NTS, "FRONT", JUMIO_NTS, NULL, NULL, -1, NULL, NULL, NULL, &error),
      JUMIO_ERR_ARGUMENT, "write");
  assert_int_equal(rig.http.requests, 0);
  rig_end(&rig);
}

static const unsigned char gif[] = "GIF89a\x01\x02\x01\x02";
static const unsigned char pdf[] = "%PDF-1.7 canary";
static const unsigned char tiny_png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\x2c\0\0\1\x2c\x08\2\0\0\0";

/* U02-U06 */
static void test_input__upload(void **state)
{
  (void)state;
  test_rig rig;
  rig_begin(&rig, rig_happy, rig_happy_count);
  jumio_account *account = rig_account(), *other = rig_account();
  const jumio_credential *id = jumio_account_get_credential_at(account, 0);
#define UPLOAD(credential, part, data, len) rig_upload(rig.client, account, credential, part, data, len, NULL, &error)
  REFUSED(UPLOAD(id, JUMIO_PART_FRONT, "", 0), JUMIO_ERR_ARGUMENT, "data");
  REFUSED(UPLOAD(id, JUMIO_PART_FRONT, NULL, 5), JUMIO_ERR_ARGUMENT, "data");
  REFUSED(UPLOAD(id, JUMIO_PART_FRONT, gif, sizeof gif), JUMIO_ERR_MEDIA_TYPE, "JPEG or PNG");
  REFUSED(UPLOAD(id, JUMIO_PART_FRONT, pdf, sizeof pdf), JUMIO_ERR_MEDIA_TYPE, "JPEG or PNG");
  REFUSED(UPLOAD(id, JUMIO_PART_FRONT, tiny_png, sizeof tiny_png), JUMIO_ERR_ARGUMENT, "300 x 300");
  REFUSED(UPLOAD(id, JUMIO_PART_FACE, rig_jpeg, rig_jpeg_len), JUMIO_ERR_UNSUPPORTED, "FACE");
  REFUSED(UPLOAD(id, JUMIO_PART_FACEMAP, rig_jpeg, rig_jpeg_len), JUMIO_ERR_UNSUPPORTED, "FACEMAP: Jumio does not offer");
  REFUSED(UPLOAD(id, JUMIO_PART_PREPARED_DATA, "{}", 2), JUMIO_ERR_ARGUMENT, "PREPARED_DATA");
  REFUSED(UPLOAD(id, 77, rig_jpeg, rig_jpeg_len), JUMIO_ERR_ARGUMENT, "part");
  REFUSED(UPLOAD(jumio_account_get_credential_at(other, 0), JUMIO_PART_FRONT, rig_jpeg, rig_jpeg_len), JUMIO_ERR_ARGUMENT, "credential");
  unsigned char *large = calloc(1, 20000000);
  assert_non_null(large);
  memcpy(large, rig_jpeg, rig_jpeg_len);
  REFUSED(UPLOAD(id, JUMIO_PART_FRONT, large, 20000000), JUMIO_ERR_TOO_LARGE, "15000000");
  jumio_upload_remarks remarks = 0;
  assert_int_equal(rig.http.requests, 0);
  assert_int_equal(rig_upload(rig.client, account, id, JUMIO_PART_FRONT, large, 15000000, &remarks, NULL), JUMIO_OK);
  assert_int_equal(remarks, JUMIO_UPLOAD_OVER_5_MB | JUMIO_UPLOAD_LOOKS_CUT_OFF);
  free(large);
  jumio_account_free(account);
  jumio_account_free(other);
  rig_end(&rig);
}

/* J22: upload and finalize addresses come from an answer; a token goes only to the configured origin (threat TH01). */
static void test_input__addresses_of_an_answer(void **state)
{
  static const char *const hosts[] = {"https://api.amer-1.jumio.ai.evil.example",
                                      "http://api.amer-1.jumio.ai",
                                      "https://api.emea-1.jumio.ai",
                                      "https://user@api.amer-1.jumio.ai",
                                      "https://retrieval.amer-1.jumio.ai",
                                      "https://api.amer-1.jumio.ai:8443",
                                      "https://api.amer-1.jumio.link",
                                      "https://127.0.0.1",
                                      "https://api.amer-1.jumio.ai/../x",
                                      "HTTPS://evil.example"};
  (void)state;
  test_rig rig;
  rig_begin(&rig, rig_happy, rig_happy_count);
  for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++) {
    char body[1000];
    jumio_account *account = NULL;
    snprintf(
        body, sizeof body,
        "{\"account\":{\"id\":\"%s\"},\"workflowExecution\":{\"id\":\"%s\",\"credentials\":[{\"id\":\"%s\",\"category\":\"ID\",\"api\":{"
        "\"token\":\"canary\",\"parts\":{\"front\":\"%s/api/v1/accounts/%s/workflow-executions/%s/credentials/%s/parts/FRONT\"},"
        "\"workflowExecution\":\"%s/api/v1/accounts/%s/workflow-executions/%s\"}}]}}",
        RIG_ACCOUNT, RIG_EXECUTION, RIG_ID, hosts[i], RIG_ACCOUNT, RIG_EXECUTION, RIG_ID, hosts[i], RIG_ACCOUNT, RIG_EXECUTION);
    assert_int_equal(jumio_account_parse(NULL, body, JUMIO_NTS, &account, NULL), JUMIO_OK);
    const jumio_credential *id = jumio_account_get_credential_at(account, 0);
    REFUSED(UPLOAD(id, JUMIO_PART_FRONT, rig_jpeg, rig_jpeg_len), JUMIO_ERR_ORIGIN_REFUSED, "");
    REFUSED(jumio_workflow_execution_finalize(rig.client, account, -1, NULL, &error), JUMIO_ERR_ORIGIN_REFUSED, "");
    jumio_account_free(account);
  }
  assert_int_equal(rig.http.requests, 0);
  rig_end(&rig);
}

static void test_input__create(void **state)
{
  (void)state;
  test_rig rig;
  jumio_account *account = NULL;
  jumio_account_request *request = NULL;
  rig_begin(&rig, rig_happy, rig_happy_count);
  REFUSED(jumio_account_create(rig.client, NULL, -1, NULL, &account, &error), JUMIO_ERR_ARGUMENT, "request");
  assert_int_equal(jumio_account_request_new(NULL, &request, NULL), JUMIO_OK);
  REFUSED(jumio_account_create(rig.client, request, -1, NULL, &account, &error), JUMIO_ERR_ARGUMENT, "customerInternalReference");
  assert_int_equal(jumio_account_request_set_customer_internal_reference(request, "r", JUMIO_NTS, NULL), JUMIO_OK);
  REFUSED(jumio_account_create(rig.client, request, -1, NULL, &account, &error), JUMIO_ERR_ARGUMENT, "workflow");
  assert_int_equal(jumio_account_request_set_workflow_key(request, "10011", JUMIO_NTS, NULL), JUMIO_OK);
  assert_int_equal(jumio_account_request_set_callback_url(request, "http://127.0.0.1:8080/cb", JUMIO_NTS, NULL), JUMIO_OK);
  REFUSED(jumio_account_create(rig.client, request, -1, NULL, &account, &error), JUMIO_ERR_ARGUMENT, "callbackUrl");
  assert_int_equal(rig.http.requests, 0);
  jumio_account_request_free(request);
  rig_end(&rig);
}

static void test_input__null_handles(void **state)
{
  (void)state;
  jumio_account *account = NULL;
  jumio_op *op = NULL;
  REFUSED(jumio_client_check(NULL, 0, -1, NULL, NULL, &error), JUMIO_ERR_ARGUMENT, "client");
  REFUSED(jumio_account_create(NULL, NULL, -1, NULL, &account, &error), JUMIO_ERR_ARGUMENT, "client");
  REFUSED(jumio_workflow_execution_finalize(NULL, NULL, -1, NULL, &error), JUMIO_ERR_ARGUMENT, "client");
  REFUSED(jumio_op_account_create(NULL, NULL, -1, &op, &error), JUMIO_ERR_ARGUMENT, "client");
  REFUSED(jumio_cancel_new(NULL, NULL, &error), JUMIO_ERR_ARGUMENT, "out");
  assert_int_equal(jumio_op_step(NULL), JUMIO_OP_DONE);
  assert_null(jumio_op_get_request(NULL));
  jumio_op_cancel(NULL);
  jumio_op_free(NULL);
  jumio_cancel_trigger(NULL);
  jumio_cancel_free(NULL);
  jumio_config_free(NULL);
  jumio_client_unref(NULL);
}

/* Only the id of a known account leads to a URL (X07), and whatever else is wrong is what a create says of it. */
static void test_input__update(void **state)
{
  (void)state;
  static const char *const bad[] = {
      "", "../..", "%2e%2e", "' OR 1=1", "11111111-1111-4111-8111-11111111111", "11111111-1111-4111-8111-1111111111111", "a/b"};
  test_rig rig;
  jumio_account *account = NULL;
  jumio_op *op = NULL;
  rig_begin(&rig, rig_happy, rig_happy_count);
  jumio_account_request *request = rig_request();
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    REFUSED(jumio_account_update(rig.client, bad[i], JUMIO_NTS, request, -1, NULL, &account, &error), JUMIO_ERR_ARGUMENT, "account_id");
    REFUSED(jumio_op_account_update(rig.client, bad[i], JUMIO_NTS, request, -1, &op, &error), JUMIO_ERR_ARGUMENT, "account_id");
  }
  REFUSED(jumio_account_update(rig.client, NULL, 0, request, -1, NULL, &account, &error), JUMIO_ERR_ARGUMENT, "account_id");
  REFUSED(jumio_account_update(rig.client, RIG_ACCOUNT, JUMIO_NTS, NULL, -1, NULL, &account, &error), JUMIO_ERR_ARGUMENT, "request");
  REFUSED(jumio_account_update(NULL, RIG_ACCOUNT, JUMIO_NTS, request, -1, NULL, &account, &error), JUMIO_ERR_ARGUMENT, "client");
  REFUSED(jumio_op_account_update(NULL, RIG_ACCOUNT, JUMIO_NTS, request, -1, &op, &error), JUMIO_ERR_ARGUMENT, "client");
  assert_int_equal(rig.http.requests, 0);
  jumio_account_request_free(request);
  rig_end(&rig);
}

/* J23: the case of an id says nothing. */
static void test_input__an_update_answered_in_upper_case(void **state)
{
  (void)state;
  static const char body[] =
      "{\"account\":{\"id\":\"ABCDEF00-1111-4111-8111-111111111111\"},\"workflowExecution\":{\"id\":\"" RIG_EXECUTION "\"}}";
  const fake_step steps[] = {RIG_TOKEN_STEP, {.path = "/accounts/abcdef00-", .method = "PUT", .status = 200, .body = body}};
  test_rig rig;
  jumio_account *account = NULL;
  rig_begin(&rig, steps, 2);
  jumio_account_request *request = rig_request();
  assert_int_equal(jumio_account_update(rig.client, "abcdef00-1111-4111-8111-111111111111", JUMIO_NTS, request, -1, NULL, &account, NULL),
                   JUMIO_OK);
  jumio_account_free(account);
  jumio_account_request_free(request);
  rig_end(&rig);
}

/* H24: something was started, on another account than the one that was asked for: nothing is handed out, and nothing is repeated. */
static void test_input__an_update_answered_for_another_account(void **state)
{
  (void)state;
  test_rig rig;
  jumio_account *account = NULL;
  rig_begin(&rig, rig_happy, rig_happy_count);
  jumio_account_request *request = rig_request();
  REFUSED(jumio_account_update(rig.client, RIG_ID, JUMIO_NTS, request, -1, NULL, &account, &error), JUMIO_ERR_OUTCOME_UNKNOWN, "account");
  assert_null(account);
  assert_int_equal(fake_http_count(&rig.http, "account.amer-1"), 1);
  jumio_account_request_free(request);
  rig_end(&rig);
}

/* H24: an answer that speaks of somebody else is no answer. */
static void test_input__foreign_ids_in_an_answer(void **state)
{
  (void)state;
  test_rig rig;
  jumio_workflow_execution *execution = NULL;
  jumio_transaction *transaction = NULL;
  rig_begin(&rig, rig_happy, rig_happy_count);
  REFUSED(jumio_workflow_execution_fetch(rig.client, RIG_ID, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, -1, NULL, &execution, &error),
          JUMIO_ERR_ID_MISMATCH, "");
  assert_null(execution);
  rig_end(&rig);
  fake_step steps[] = {RIG_TOKEN_STEP, {.path = "retrieval", .status = 200, .body = rig_transaction_body, .times = -1}};
  rig_begin(&rig, steps, 2);
  REFUSED(jumio_transaction_fetch(rig.client, RIG_ACCOUNT, JUMIO_NTS, RIG_ID, JUMIO_NTS, -1, NULL, &transaction, &error),
          JUMIO_ERR_ID_MISMATCH, "");
  REFUSED(jumio_transaction_fetch(rig.client, RIG_ID, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, -1, NULL, &transaction, &error),
          JUMIO_ERR_ID_MISMATCH, "");
  assert_null(transaction);
  rig_end(&rig);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_input__configuration),
      cmocka_unit_test(test_input__plug_in_tables),
      cmocka_unit_test(test_input__ids),
      cmocka_unit_test(test_input__part_download),
      cmocka_unit_test(test_input__upload),
      cmocka_unit_test(test_input__addresses_of_an_answer),
      cmocka_unit_test(test_input__create),
      cmocka_unit_test(test_input__update),
      cmocka_unit_test(test_input__an_update_answered_in_upper_case),
      cmocka_unit_test(test_input__an_update_answered_for_another_account),
      cmocka_unit_test(test_input__null_handles),
      cmocka_unit_test(test_input__foreign_ids_in_an_answer),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
