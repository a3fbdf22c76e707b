/** The report's PDF from a presigned address (threat TH03): only where the host of the library allows it, and never with a token. */
#include "support/failing_alloc.h"
#include "support/rig.h"

#include "support/cmocka.h"
#include "unit/http/hostile_urls.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define HOST "reports.example"
#define URL "https://reports.example/a%2Fb/canary/canary.pdf?X-Amz-Signature=canary&x=%2F"
#define ANSWER "{\"workflowId\":\"w\",\"presignedUrl\":\"" URL "\"}"
#define PDF "%PDF-1.7\n... %%EOF\n"

static jumio_result allow(jumio_config *config, jumio_error **err)
{
  return jumio_config_set_option(config, JUMIO_OPTION_REPORT_HOSTS, "files.example,Reports.Example", JUMIO_NTS, err);
}

static jumio_answer *answer_of(const char *json)
{
  jumio_answer *answer = NULL;
  jumio_answer_parse(NULL, json, JUMIO_NTS, &answer, NULL);
  return answer;
}

typedef struct received {
  char bytes[100];
  size_t len;
  int calls;
  int32_t verdict;
} received;

static int32_t receive(const void *data, size_t len, void *user_data)
{
  received *to = user_data;
  to->calls++;
  if (to->len + len <= sizeof to->bytes)
    memcpy(to->bytes + to->len, data, len);
  to->len += len;
  return to->verdict;
}

/* Of one answer of the storage: the result, nothing of the address in the error. */
static jumio_result of_reply(rig_adjust_fn adjust, const fake_step *step, received *to, size_t *out_sent)
{
  test_rig rig;
  jumio_error *error = NULL;
  uint64_t size = 99;
  jumio_answer *answer = answer_of(ANSWER);
  assert_int_equal(rig_begin_adjusted(&rig, NULL, step, 1, adjust, NULL), JUMIO_OK);
  *to = (received){.verdict = 1};
  jumio_result result = jumio_report_fetch(rig.client, answer, receive, to, -1, NULL, &size, &error);
  assert_int_equal(size, result == JUMIO_OK ? to->len : 0);
  assert_int_equal(jumio_error_get_code(error), result);
  assert_true(error == NULL || strstr(jumio_error_get_message(error), "canary") == NULL);
  *out_sent = rig.http.requests;
  jumio_error_free(error);
  jumio_answer_free(answer);
  rig_end(&rig);
  return result;
}

static void see(jumio_span *span, void *user_data)
{
  int *seen = user_data;
  *seen += strcmp(jumio_span_get_text(span, JUMIO_SPAN_TEXT_HOST), HOST) == 0;
  assert_string_equal(jumio_span_get_text(span, JUMIO_SPAN_TEXT_PATH), "/{id}");
}

static int spans_seen;

static jumio_result allow_and_trace(jumio_config *config, jumio_error **err)
{
  jumio_result result = jumio_config_set_trace(config, see, &spans_seen, NULL, err);
  return result == JUMIO_OK ? allow(config, err) : result;
}

/* The address is a permission, whatever it is made of. */
static void test_report__spans_show_nothing_of_the_address(void **state)
{
  (void)state;
  const fake_step step = {.path = HOST, .status = 200, .body = PDF};
  received to;
  size_t sent;
  assert_int_equal(of_reply(allow_and_trace, &step, &to, &sent), JUMIO_OK);
  assert_int_equal(spans_seen, 2);
}

static void test_report__golden(void **state)
{
  (void)state;
  const fake_step steps[] = {{.path = HOST, .status = 200, .body = PDF}};
  test_rig rig;
  received to = {.verdict = 1};
  uint64_t size = 0;
  jumio_answer *answer = answer_of(ANSWER);
  assert_int_equal(rig_begin_adjusted(&rig, NULL, steps, 1, allow, NULL), JUMIO_OK);
  assert_int_equal(jumio_report_fetch(rig.client, answer, receive, &to, -1, NULL, &size, NULL), JUMIO_OK);
  assert_int_equal(rig.http.requests, 1); /* no token is fetched, and none is sent */
  assert_string_equal(rig.http.seen[0],
                      "GET " URL "\nAccept: application/pdf\nUser-Agent: Acme Onboarding/2.1 libjumio-idv/" JUMIO_VERSION "\n\n");
  assert_int_equal(size, strlen(PDF));
  assert_memory_equal(to.bytes, PDF, strlen(PDF));
  jumio_answer_free(answer);
  rig_end(&rig);
}

static void test_report__not_without_consent(void **state)
{
  const fake_step step = {.status = 200, .body = PDF};
  (void)state;
  received to;
  size_t sent;
  assert_int_equal(of_reply(NULL, &step, &to, &sent), JUMIO_ERR_ORIGIN_REFUSED);
  assert_int_equal(sent, 0);
}

/* {h} becomes the allowed host. */
static void fill_in(const char *form, char *out, size_t size)
{
  size_t at = 0;
  for (; *form != '\0' && at + 1 < size; form++) {
    if (strncmp(form, "{h}", 3) == 0) {
      at += (size_t)snprintf(out + at, size - at, "%s", HOST);
      form += 2;
    } else {
      out[at++] = *form;
    }
  }
  out[at] = '\0';
}

/* The address as the JSON that a hostile answer would have; NULL where it cannot be JSON at all. */
static jumio_answer *hostile_answer(const char *url)
{
  char json[3000];
  size_t at = (size_t)snprintf(json, sizeof json, "{\"presignedUrl\":\"");
  for (; *url != '\0'; url++) {
    bool plain = (unsigned char)*url >= 0x20 && *url != '"' && *url != '\\';
    at += (size_t)snprintf(json + at, sizeof json - at, plain ? "%c" : "\\u%04x", *url);
  }
  snprintf(json + at, sizeof json - at, "\"}");
  return answer_of(json);
}

static void assert_refused(test_rig *rig, const char *url)
{
  received to = {.verdict = 1};
  jumio_error *error = NULL;
  jumio_answer *answer = hostile_answer(url);
  if (answer == NULL)
    return;
  jumio_result result = jumio_report_fetch(rig->client, answer, receive, &to, -1, NULL, NULL, &error);
  if (result != JUMIO_ERR_ORIGIN_REFUSED)
    print_error("%s: %s\n", url, jumio_result_name(result));
  assert_int_equal(result, JUMIO_ERR_ORIGIN_REFUSED);
  jumio_error_free(error);
  jumio_answer_free(answer);
}

/* N24, J22: every form that some parser reads as the allowed host. Path and query are the storage's own business and may be anything. */
static void test_report__hostile_addresses(void **state)
{
  static const char *const more[] = {"https://reports.example.",
                                     "https://REPORTS.EXAMPLE:443/x",
                                     "https://xreports.example/x",
                                     "https://reports.example#x",
                                     "https://retrieval.amer-1.jumio.ai/x",
                                     "https://files.exampl/x",
                                     "https://files.example,reports.example/x",
                                     "https://,/x",
                                     "https:///x"};
  (void)state;
  test_rig rig;
  char url[1100], rest[1000];
  assert_int_equal(rig_begin_adjusted(&rig, NULL, NULL, 0, allow, NULL), JUMIO_OK);
  for (size_t i = 0; i < sizeof hostile_hosts / sizeof hostile_hosts[0]; i++) {
    if (strncmp(hostile_hosts[i], "{h}/", 4) == 0)
      continue;
    fill_in(hostile_hosts[i], rest, sizeof rest);
    snprintf(url, sizeof url, "https://%s/x", rest);
    assert_refused(&rig, url);
  }
  for (size_t i = 0; i < sizeof hostile_urls / sizeof hostile_urls[0]; i++) {
    if (strncmp(hostile_urls[i], "https://{h}/", 12) == 0)
      continue;
    fill_in(hostile_urls[i], url, sizeof url);
    assert_refused(&rig, url);
  }
  for (size_t i = 0; i < sizeof more / sizeof more[0]; i++)
    assert_refused(&rig, more[i]);
  assert_int_equal(rig.http.requests, 0);
  rig_end(&rig);
}

static void test_report__the_option(void **state)
{
  static const char *const good[] = {"a.example", "a.example,b.example", "127.0.0.1", "localhost,[::1]"};
  static const char *const bad[] = {"",
                                    ",",
                                    "a.example,",
                                    ",a.example",
                                    "a.example, b.example",
                                    "a.example:443",
                                    "https://a.example",
                                    "a.example/x",
                                    "*.example",
                                    "user@a.example",
                                    "a.example.",
                                    "a..example",
                                    "10.0.0.1",
                                    "2130706433",
                                    "a_b.example",
                                    "a.example\n",
                                    "b\xC3\xBC.example",
                                    "a.example?x",
                                    "a.example#x"};
  static char many[2050];
  (void)state;
  jumio_config *config = NULL;
  assert_int_equal(jumio_config_new(NULL, &config, NULL), JUMIO_OK);
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
    assert_int_equal(jumio_config_set_option(config, JUMIO_OPTION_REPORT_HOSTS, good[i], JUMIO_NTS, NULL), JUMIO_OK);
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    jumio_error *error = NULL;
    assert_int_equal(jumio_config_set_option(config, JUMIO_OPTION_REPORT_HOSTS, bad[i], JUMIO_NTS, &error), JUMIO_ERR_ARGUMENT);
    assert_non_null(strstr(jumio_error_get_message(error), "report hosts"));
    jumio_error_free(error);
  }
  for (size_t i = 0; i < sizeof many - 1; i++)
    many[i] = i % 3 == 2 ? ',' : 'a';
  assert_int_equal(jumio_config_set_option(config, JUMIO_OPTION_REPORT_HOSTS, many, 2048, NULL), JUMIO_OK);
  assert_int_equal(jumio_config_set_option(config, JUMIO_OPTION_REPORT_HOSTS, many, 2049, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_config_set_option(NULL, JUMIO_OPTION_REPORT_HOSTS, "a", 1, NULL), JUMIO_ERR_ARGUMENT);
  jumio_config_free(config);
}

static jumio_result on_test_endpoint(jumio_config *config, jumio_error **err)
{
  jumio_result result = jumio_config_set_test_endpoint(config, "http://127.0.0.1:8080", JUMIO_NTS, err);
  return result == JUMIO_OK ? jumio_config_set_option(config, JUMIO_OPTION_REPORT_HOSTS, "127.0.0.1", JUMIO_NTS, err) : result;
}

/* The test endpoint may have a port and no TLS; any other origin may not, also not there. */
static void test_report__test_endpoint(void **state)
{
  static const struct {
    const char *url;
    jumio_result result;
  } rows[] = {{"http://127.0.0.1:8080/report/x?signature=y", JUMIO_OK},
              {"http://127.0.0.1:8081/report/x", JUMIO_ERR_ORIGIN_REFUSED},
              {"https://127.0.0.1:8080/report/x", JUMIO_ERR_ORIGIN_REFUSED},
              {"https://127.0.0.1/report/x", JUMIO_ERR_ORIGIN_REFUSED},
              {"http://localhost:8080/report/x", JUMIO_ERR_ORIGIN_REFUSED}};
  const fake_step steps[] = {{.status = 200, .body = PDF}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    test_rig rig;
    received to = {.verdict = 1};
    jumio_answer *answer = hostile_answer(rows[i].url);
    assert_int_equal(rig_begin_adjusted(&rig, NULL, steps, 1, on_test_endpoint, NULL), JUMIO_OK);
    assert_int_equal(jumio_report_fetch(rig.client, answer, receive, &to, -1, NULL, NULL, NULL), rows[i].result);
    jumio_answer_free(answer);
    rig_end(&rig);
  }
}

/* H25: what is no PDF by its first bytes never reaches the sink, whatever the header says. */
static void test_report__content(void **state)
{
  static const char *const other[] = {
      "{\"message\":\"canary\"}", "<html>canary</html>", "\xFF\xD8\xFF\xE0 canary", "x%PDF-1.7", "%PDF", ""};
  (void)state;
  received to;
  size_t sent;
  for (size_t i = 0; i < sizeof other / sizeof other[0]; i++) {
    const fake_step step = {.status = 200, .headers = "Content-Type: application/pdf", .body = other[i][0] != '\0' ? other[i] : NULL};
    assert_int_equal(of_reply(allow, &step, &to, &sent), JUMIO_ERR_PROTOCOL);
    assert_int_equal(to.calls, 0);
    assert_int_equal(sent, 1);
  }
  const fake_step least = {.status = 200, .headers = "Content-Type: text/html", .body = "%PDF-"};
  assert_int_equal(of_reply(allow, &least, &to, &sent), JUMIO_OK);
  assert_int_equal(to.len, 5);
}

static void test_report__statuses(void **state)
{
  static const struct {
    int32_t status;
    jumio_result result;
    size_t sent;
  } rows[] = {{204, JUMIO_ERR_PROTOCOL, 1},   {301, JUMIO_ERR_REDIRECT, 1},   {302, JUMIO_ERR_REDIRECT, 1},
              {307, JUMIO_ERR_REDIRECT, 1},   {308, JUMIO_ERR_REDIRECT, 1},   {400, JUMIO_ERR_REQUEST_REFUSED, 1},
              {401, JUMIO_ERR_PERMISSION, 1}, {403, JUMIO_ERR_PERMISSION, 1}, {404, JUMIO_ERR_NOT_FOUND, 1},
              {410, JUMIO_ERR_GONE, 1},       {500, JUMIO_ERR_SERVER, 3},     {503, JUMIO_ERR_SERVER, 3}};
  (void)state;
  received to;
  size_t sent;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const fake_step step = {
        .status = rows[i].status, .headers = "Location: https://evil.example/canary", .body = "<Error>canary</Error>", .times = -1};
    assert_int_equal(of_reply(allow, &step, &to, &sent), rows[i].result);
    assert_int_equal(sent, rows[i].sent);
    assert_int_equal(to.calls, 0);
  }
}

static jumio_result allow_little(jumio_config *config, jumio_error **err)
{
  jumio_result result = allow(config, err);
  return result == JUMIO_OK ? jumio_config_set_limit(config, JUMIO_LIMIT_PART_BYTES, 1000, err) : result;
}

/* N33 */
static void test_report__too_large(void **state)
{
  static char body[1001] = "%PDF-";
  (void)state;
  received to;
  size_t sent;
  memset(body + 5, 'x', sizeof body - 5);
  fake_step step = {.status = 200, .body = body, .body_len = 1000};
  assert_int_equal(of_reply(allow_little, &step, &to, &sent), JUMIO_OK);
  step.body_len = 1001;
  assert_int_equal(of_reply(allow_little, &step, &to, &sent), JUMIO_ERR_RESPONSE_TOO_LARGE);
}

/* A host that fails must not close Jumio's own. */
static void test_report__failures_stay_apart(void **state)
{
  const fake_step steps[] = {RIG_TOKEN_STEP,
                             {.path = HOST, .result = JUMIO_ERR_CONNECT, .delivery = JUMIO_DELIVERY_NOT_SENT, .times = -1},
                             {.path = "/status", .status = 200, .body = rig_status_body, .times = -1}};
  (void)state;
  test_rig rig;
  received to = {.verdict = 1};
  jumio_workflow_execution *execution = NULL;
  jumio_answer *answer = answer_of(ANSWER);
  assert_int_equal(rig_begin_adjusted(&rig, NULL, steps, 3, allow, NULL), JUMIO_OK);
  for (int i = 0; i < 5; i++) {
    jumio_result result = jumio_report_fetch(rig.client, answer, receive, &to, -1, NULL, NULL, NULL);
    assert_true(result == JUMIO_ERR_CONNECT || result == JUMIO_ERR_CIRCUIT_OPEN);
  }
  assert_int_equal(jumio_workflow_execution_fetch(rig.client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, -1, NULL, &execution, NULL),
                   JUMIO_OK);
  jumio_workflow_execution_free(execution);
  jumio_answer_free(answer);
  rig_end(&rig);
}

static void test_report__arguments(void **state)
{
  static const char *const no_url[] = {"{}", "[]", "{\"presignedUrl\":null}", "{\"presignedUrl\":5}",
                                       "{\"url\":\"https://reports.example/x\"}"};
  (void)state;
  test_rig rig;
  received to = {.verdict = 1};
  jumio_op *op = (jumio_op *)8;
  jumio_answer *answer = answer_of(ANSWER);
  assert_int_equal(rig_begin_adjusted(&rig, NULL, NULL, 0, allow, NULL), JUMIO_OK);
  assert_int_equal(jumio_report_fetch(NULL, answer, receive, &to, -1, NULL, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_report_fetch(rig.client, NULL, receive, &to, -1, NULL, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_report_fetch(rig.client, answer, NULL, &to, -1, NULL, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_op_report_fetch(rig.client, NULL, receive, &to, -1, &op, NULL), JUMIO_ERR_ARGUMENT);
  assert_null(op);
  assert_int_equal(jumio_op_report_fetch(rig.client, answer, receive, &to, -1, NULL, NULL), JUMIO_ERR_ARGUMENT);
  for (size_t i = 0; i < sizeof no_url / sizeof no_url[0]; i++) {
    jumio_answer *none = answer_of(no_url[i]);
    assert_int_equal(jumio_report_fetch(rig.client, none, receive, &to, -1, NULL, NULL, NULL), JUMIO_ERR_PROTOCOL);
    jumio_answer_free(none);
  }
  assert_int_equal(rig.http.requests, 0);
  jumio_answer_free(answer);
  rig_end(&rig);
}

static void test_report__the_sink_can_end_it(void **state)
{
  const fake_step steps[] = {{.status = 200, .body = PDF}};
  (void)state;
  test_rig rig;
  received to = {.verdict = 0};
  jumio_op *op = NULL;
  jumio_answer *answer = answer_of(ANSWER);
  assert_int_equal(rig_begin_adjusted(&rig, NULL, steps, 1, allow, NULL), JUMIO_OK);
  assert_int_equal(jumio_report_fetch(rig.client, answer, receive, &to, -1, NULL, NULL, NULL), JUMIO_ERR_CANCELLED);
  assert_int_equal(jumio_op_report_fetch(rig.client, answer, receive, &to, -1, &op, NULL), JUMIO_OK);
  jumio_answer_free(answer); /* the operation has a copy of the address */
  assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
  assert_string_equal(jumio_http_request_get_url(jumio_op_get_request(op)), URL);
  jumio_op_free(op);
  rig_end(&rig);
}

static int scenario(jumio_alloc *alloc, void *data)
{
  const fake_step steps[] = {{.status = 200, .body = PDF, .times = -1}};
  test_rig rig;
  received to = {.verdict = 1};
  jumio_error *error = NULL;
  jumio_answer *answer = NULL;
  (void)data;
  jumio_result result = rig_begin_adjusted(&rig, alloc, steps, 1, allow, &error);
  if (result == JUMIO_OK)
    result = jumio_answer_parse(alloc, ANSWER, JUMIO_NTS, &answer, &error);
  if (result == JUMIO_OK)
    result = jumio_report_fetch(rig.client, answer, receive, &to, -1, NULL, NULL, &error);
  jumio_answer_free(answer);
  jumio_error_free(error);
  rig_end(&rig);
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

/* M01, M02 */
static void test_report__without_memory(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(scenario, NULL) > 15);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_report__spans_show_nothing_of_the_address),
      cmocka_unit_test(test_report__golden),
      cmocka_unit_test(test_report__not_without_consent),
      cmocka_unit_test(test_report__hostile_addresses),
      cmocka_unit_test(test_report__the_option),
      cmocka_unit_test(test_report__test_endpoint),
      cmocka_unit_test(test_report__content),
      cmocka_unit_test(test_report__statuses),
      cmocka_unit_test(test_report__too_large),
      cmocka_unit_test(test_report__failures_stay_apart),
      cmocka_unit_test(test_report__arguments),
      cmocka_unit_test(test_report__the_sink_can_end_it),
      cmocka_unit_test(test_report__without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
