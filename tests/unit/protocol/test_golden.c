/** Golden bytes: what each call sends, header by header and byte by byte. */
#include "support/rig.h"

#include "support/cmocka.h"

#include <stdio.h>
#include <string.h>

#define UA "User-Agent: Acme Onboarding/2.1 libjumio-idv/" JUMIO_VERSION "\n"
#define TENANT "Authorization: Bearer " RIG_TOKEN "\n"
#define TRANSACTION "Authorization: Bearer " RIG_BEARER "\n"
#define PATH "/api/v1/accounts/" RIG_ACCOUNT "/workflow-executions/" RIG_EXECUTION
#define RETRIEVAL "https://retrieval.amer-1.jumio.ai"

/* Headers are compared as a set: their order on the wire means nothing. */
static void assert_request(const char *seen, const char *first_line, const char *const *headers, size_t header_count, const char *body)
{
  size_t lines = 0;
  assert_memory_equal(seen, first_line, strlen(first_line));
  assert_int_equal(seen[strlen(first_line)], '\n');
  for (size_t i = 0; i < header_count; i++)
    assert_non_null(strstr(seen, headers[i]));
  const char *end = strstr(seen, "\n\n");
  assert_non_null(end);
  for (const char *at = seen; at < end; at++)
    lines += *at == '\n';
  assert_int_equal(lines, header_count);
  assert_string_equal(end + 2, body);
}

#define ASSERT_REQUEST(seen, first_line, body, ...)                                                                                        \
  do {                                                                                                                                     \
    const char *const headers[] = {__VA_ARGS__};                                                                                           \
    assert_request(seen, first_line, headers, sizeof headers / sizeof headers[0], body);                                                   \
  } while (0)

static void test_golden__token(void **state)
{
  (void)state;
  test_rig rig;
  rig_begin(&rig, rig_happy, rig_happy_count);
  assert_int_equal(jumio_client_check(rig.client, 0, JUMIO_DEADLINE_DEFAULT, NULL, NULL, NULL), JUMIO_OK);
  assert_int_equal(rig.http.requests, 1);
  /* base64("client:canary-secret") */
  ASSERT_REQUEST(rig.http.seen[0], "POST https://auth.amer-1.jumio.ai/oauth2/token", "grant_type=client_credentials",
                 "Accept: application/json\n", "Content-Type: application/x-www-form-urlencoded\n",
                 "Authorization: Basic Y2xpZW50OmNhbmFyeS1zZWNyZXQ=\n", UA, "Content-Length: 29\n");
  rig_end(&rig);
}

static void test_golden__account_create(void **state)
{
  (void)state;
  test_rig rig;
  jumio_account *account = NULL;
  rig_begin(&rig, rig_happy, rig_happy_count);
  jumio_account_request *request = rig_request();
  assert_int_equal(jumio_account_create(rig.client, request, JUMIO_DEADLINE_DEFAULT, NULL, &account, NULL), JUMIO_OK);
  assert_int_equal(rig.http.requests, 2);
  ASSERT_REQUEST(rig.http.seen[1], "POST https://account.amer-1.jumio.ai/api/v1/accounts",
                 "{\"customerInternalReference\":\"case-1\",\"workflowDefinition\":{\"key\":10011}}", "Accept: application/json\n",
                 "Content-Type: application/json\n", TENANT, UA, "Content-Length: 73\n");
  assert_true(rig.http.fresh[1]);
  assert_string_equal(jumio_account_get_text(account, JUMIO_ACCOUNT_TEXT_ID), RIG_ACCOUNT);
  jumio_account_free(account);
  jumio_account_request_free(request);
  rig_end(&rig);
}

/* Never sent twice (N07): a connection of its own, as a create has. */
static void test_golden__account_update(void **state)
{
  (void)state;
  test_rig rig;
  jumio_account *account = NULL;
  rig_begin(&rig, rig_happy, rig_happy_count);
  jumio_account_request *request = rig_request();
  assert_int_equal(jumio_account_update(rig.client, RIG_ACCOUNT, JUMIO_NTS, request, JUMIO_DEADLINE_DEFAULT, NULL, &account, NULL),
                   JUMIO_OK);
  assert_int_equal(rig.http.requests, 2);
  ASSERT_REQUEST(rig.http.seen[1], "PUT https://account.amer-1.jumio.ai/api/v1/accounts/" RIG_ACCOUNT,
                 "{\"customerInternalReference\":\"case-1\",\"workflowDefinition\":{\"key\":10011}}", "Accept: application/json\n",
                 "Content-Type: application/json\n", TENANT, UA, "Content-Length: 73\n");
  assert_true(rig.http.fresh[1]);
  assert_string_equal(jumio_account_get_text(account, JUMIO_ACCOUNT_TEXT_ID), RIG_ACCOUNT);
  assert_int_equal(jumio_account_get_unix_ms(account, JUMIO_ACCOUNT_TIME_WEB_EXPIRES), JUMIO_ABSENT); /* the portal's default rules */
  jumio_account_free(account);
  jumio_account_request_free(request);
  rig_end(&rig);
}

static void test_golden__the_link_of_a_create_expires(void **state)
{
  (void)state;
  test_rig rig;
  jumio_account *account = NULL;
  rig_begin(&rig, rig_happy, rig_happy_count);
  jumio_account_request *request = rig_request();
  assert_int_equal(jumio_account_request_set_token_lifetime(request, 900, NULL), JUMIO_OK);
  assert_int_equal(jumio_account_create(rig.client, request, JUMIO_DEADLINE_DEFAULT, NULL, &account, NULL), JUMIO_OK);
  int64_t answered = jumio_account_get_unix_ms(account, JUMIO_ACCOUNT_TIME_ANSWERED);
  assert_true(answered != JUMIO_ABSENT);
  assert_int_equal(jumio_account_get_unix_ms(account, JUMIO_ACCOUNT_TIME_WEB_EXPIRES), answered + 900000);
  jumio_account_free(account);
  jumio_account_request_free(request);
  rig_end(&rig);
}

/* TH02: a link that leads elsewhere is not handed to anybody. */
static void test_golden__link_of_a_create(void **state)
{
  static const struct {
    const char *href;
    int kept;
  } links[] = {{"https://acme.web.amer-1.jumio.ai/web/client?baseUrl=https%3A%2F%2Fx&authorizationToken=a.b-c_d&locale=de", 1},
               {"http://acme.web.amer-1.jumio.ai/web/client", 0},
               {"https://acme.web.emea-1.jumio.ai/web/client", 0},
               {"https://acme.web.amer-1.jumio.ai.evil.example/web/client", 0},
               {"https://evil.example/?x=.web.amer-1.jumio.ai", 0},
               {"https://acme.web.amer-1.jumio.ai@evil.example/", 0},
               {"https://.web.amer-1.jumio.ai/", 0},
               {"javascript:alert(1)", 0}};
  (void)state;
  for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
    test_rig rig;
    char body[500];
    jumio_account *account = NULL;
    snprintf(body, sizeof body, "{\"account\":{\"id\":\"%s\"},\"web\":{\"href\":\"%s\"},\"workflowExecution\":{\"id\":\"%s\"}}",
             RIG_ACCOUNT, links[i].href, RIG_EXECUTION);
    const fake_step steps[] = {RIG_TOKEN_STEP, {.path = "/accounts", .status = 200, .body = body}};
    jumio_account_request *request = rig_request();
    rig_begin(&rig, steps, 2);
    assert_int_equal(jumio_account_create(rig.client, request, JUMIO_DEADLINE_DEFAULT, NULL, &account, NULL), JUMIO_OK);
    const char *link = jumio_account_get_text(account, JUMIO_ACCOUNT_TEXT_WEB_HREF);
    assert_int_equal(link != NULL, links[i].kept);
    assert_true(link == NULL || strcmp(link, links[i].href) == 0);
    jumio_account_free(account);
    jumio_account_request_free(request);
    rig_end(&rig);
  }
}

static void test_golden__upload(void **state)
{
  (void)state;
  test_rig rig;
  jumio_upload_remarks remarks = 99;
  rig_begin(&rig, rig_happy, rig_happy_count);
  jumio_account *account = rig_account();
  const jumio_credential *id = jumio_account_get_credential_at(account, 0);
  assert_int_equal(rig_upload(rig.client, account, id, JUMIO_PART_BACK, rig_jpeg, rig_jpeg_len, &remarks, NULL), JUMIO_OK);
  assert_int_equal(rig.http.requests, 1); /* no tenant token is fetched for it */
  const char *seen = rig.http.seen[0];
  const char *boundary = strstr(seen, "boundary=");
  assert_non_null(boundary);
  char mark[80];
  size_t len = strcspn(boundary + 9, "\n");
  assert_in_range(len, 16, 70);
  memcpy(mark, boundary + 9, len);
  mark[len] = '\0';
  assert_memory_equal(seen, "POST " RIG_HOST PATH "/credentials/" RIG_ID "/parts/BACK\n", 20);
  assert_non_null(strstr(seen, TRANSACTION));
  assert_non_null(strstr(seen, UA));
  assert_non_null(strstr(seen, "Content-Type: multipart/form-data; boundary="));
  const char *body = strstr(seen, "\n\n") + 2;
  char head[300];
  int head_len =
      snprintf(head, sizeof head,
               "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\nContent-Type: image/jpeg\r\n\r\n", mark);
  assert_memory_equal(body, head, (size_t)head_len);
  assert_memory_equal(body + head_len, rig_jpeg, rig_jpeg_len);
  char tail[100];
  int tail_len = snprintf(tail, sizeof tail, "\r\n--%s--\r\n", mark);
  assert_memory_equal(body + head_len + rig_jpeg_len, tail, (size_t)tail_len);
  assert_int_equal(remarks, 0);
  jumio_account_free(account);
  rig_end(&rig);
}

static void test_golden__finalize(void **state)
{
  (void)state;
  test_rig rig;
  rig_begin(&rig, rig_happy, rig_happy_count);
  jumio_account *account = rig_account();
  assert_int_equal(jumio_workflow_execution_finalize(rig.client, account, JUMIO_DEADLINE_DEFAULT, NULL, NULL), JUMIO_OK);
  assert_int_equal(rig.http.requests, 1);
  ASSERT_REQUEST(rig.http.seen[0], "PUT " RIG_HOST PATH, "", "Accept: application/json\n", TRANSACTION, UA, "Content-Length: 0\n");
  assert_true(rig.http.fresh[0]);
  jumio_account_free(account);
  rig_end(&rig);
}

static void test_golden__status(void **state)
{
  (void)state;
  test_rig rig;
  jumio_workflow_execution *execution = NULL;
  rig_begin(&rig, rig_happy, rig_happy_count);
  assert_int_equal(jumio_workflow_execution_fetch(rig.client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, JUMIO_DEADLINE_DEFAULT,
                                                  NULL, &execution, NULL),
                   JUMIO_OK);
  ASSERT_REQUEST(rig.http.seen[1], "GET " RETRIEVAL PATH "/status", "", "Accept: application/json\n", TENANT, UA);
  assert_false(rig.http.fresh[1]);
  assert_int_equal(jumio_workflow_execution_get_status(execution), JUMIO_EXECUTION_PROCESSED);
  jumio_workflow_execution_free(execution);
  rig_end(&rig);
}

static void test_golden__transaction(void **state)
{
  (void)state;
  test_rig rig;
  jumio_transaction *transaction = NULL;
  rig_begin(&rig, rig_happy, rig_happy_count);
  assert_int_equal(jumio_transaction_fetch(rig.client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, JUMIO_DEADLINE_DEFAULT, NULL,
                                           &transaction, NULL),
                   JUMIO_OK);
  ASSERT_REQUEST(rig.http.seen[1], "GET " RETRIEVAL PATH, "", "Accept: application/json\n", TENANT, UA);
  jumio_transaction_free(transaction);
  rig_end(&rig);
}

static int32_t count_bytes(const void *data, size_t len, void *user_data)
{
  (void)data;
  *(size_t *)user_data += len;
  return 1;
}

static void test_golden__part(void **state)
{
  (void)state;
  test_rig rig;
  size_t bytes = 0;
  uint64_t size = 0;
  jumio_media_type type = 0;
  rig_begin(&rig, rig_happy, rig_happy_count);
  /* An id in upper case is sent in the canonical lower case. */
  assert_int_equal(jumio_part_fetch(rig.client, RIG_ACCOUNT, JUMIO_NTS, RIG_ID, JUMIO_NTS, "FRONT", JUMIO_NTS, count_bytes, &bytes,
                                    JUMIO_DEADLINE_DEFAULT, NULL, &type, &size, NULL),
                   JUMIO_OK);
  ASSERT_REQUEST(rig.http.seen[1], "GET " RETRIEVAL "/api/v1/accounts/" RIG_ACCOUNT "/credentials/" RIG_ID "/parts/FRONT", "",
                 "Accept: */*\n", TENANT, UA);
  assert_int_equal(bytes, rig_jpeg_len);
  assert_int_equal(size, rig_jpeg_len);
  assert_int_equal(type, JUMIO_MEDIA_JPEG);
  rig_end(&rig);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_golden__token),          cmocka_unit_test(test_golden__account_create),
      cmocka_unit_test(test_golden__account_update), cmocka_unit_test(test_golden__the_link_of_a_create_expires),
      cmocka_unit_test(test_golden__upload),         cmocka_unit_test(test_golden__finalize),
      cmocka_unit_test(test_golden__status),         cmocka_unit_test(test_golden__transaction),
      cmocka_unit_test(test_golden__part),           cmocka_unit_test(test_golden__link_of_a_create),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
