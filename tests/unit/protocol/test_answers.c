/** Steps, rules and report: what is sent, and what each answer becomes. */
#include "support/failing_alloc.h"
#include "support/rig.h"

#include "support/cmocka.h"

#include <stdio.h>
#include <string.h>

#define PATH "/api/v1/accounts/" RIG_ACCOUNT "/workflow-executions/" RIG_EXECUTION
#define RETRIEVAL "https://retrieval.amer-1.jumio.ai"

static const char steps_body[] =
    "{\"steps\":[{\"id\":\"90000000-0000-4000-8000-000000000001\",\"name\":\"AUTHENTICATION\",\"decision\":{\"type\":\"REJECTED\","
    "\"details\":{\"label\":\"REJECTED\"},\"risk\":{\"score\":100.0},\"reasons\":[{\"label\":\"FACE_INVALID_DIGITAL_COPY\",\"type\":"
    "\"REJECTED\"}]},\"capabilities\":[{\"id\":\"c1\",\"category\":\"authentication\"}],\"capabilityIds\":[\"c1\"]}]}";
static const char rules_body[] = "[{\"name\":\"canary\"}]";
static const char report_body[] = "{\"workflowId\":\"w\",\"presignedUrl\":\"https://reports.example/canary?sig=canary\"}";

static const struct {
  jumio_transaction_resource which;
  const char *tail, *body;
} resources[] = {{JUMIO_RESOURCE_STEPS, "/steps", steps_body},
                 {JUMIO_RESOURCE_RULES, "/rules", rules_body},
                 {JUMIO_RESOURCE_REPORT, "/generate", report_body}};
#define RESOURCES (sizeof resources / sizeof resources[0])

static jumio_result fetch(test_rig *rig, jumio_transaction_resource which, jumio_answer **out, jumio_error **err)
{
  return jumio_transaction_fetch_answer(rig->client, which, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, JUMIO_DEADLINE_DEFAULT, NULL,
                                        out, err);
}

/* Of one answer: the result, and how often it was asked for. */
static jumio_result of_body(jumio_transaction_resource which, int32_t status, const char *body, size_t len, size_t *out_sent)
{
  const fake_step steps[] = {RIG_TOKEN_STEP, {.path = "retrieval", .status = status, .body = body, .body_len = len, .times = -1}};
  test_rig rig;
  jumio_answer *answer = NULL;
  jumio_error *error = NULL;
  rig_begin(&rig, steps, 2);
  jumio_result result = fetch(&rig, which, &answer, &error);
  assert_int_equal(answer != NULL, result == JUMIO_OK);
  assert_true(error == NULL || strstr(jumio_error_get_message(error), "canary") == NULL);
  *out_sent = fake_http_count(&rig.http, "retrieval");
  jumio_answer_free(answer);
  jumio_error_free(error);
  rig_end(&rig);
  return result;
}

static void test_answers__golden(void **state)
{
  (void)state;
  for (size_t i = 0; i < RESOURCES; i++) {
    const fake_step steps[] = {RIG_TOKEN_STEP, {.path = resources[i].tail, .status = 200, .body = resources[i].body}};
    test_rig rig;
    char expected[800];
    jumio_answer *answer = NULL;
    rig_begin(&rig, steps, 2);
    assert_int_equal(fetch(&rig, resources[i].which, &answer, NULL), JUMIO_OK);
    snprintf(expected, sizeof expected,
             "GET " RETRIEVAL PATH "%s\nAuthorization: Bearer " RIG_TOKEN
             "\nAccept: application/json\nUser-Agent: Acme Onboarding/2.1 libjumio-idv/" JUMIO_VERSION "\n\n",
             resources[i].tail);
    assert_string_equal(rig.http.seen[1], expected);
    assert_false(rig.http.fresh[1]);
    assert_string_equal(jumio_answer_get_body(answer, NULL), resources[i].body);
    assert_int_equal(jumio_answer_get_http_status(answer), 200);
    jumio_answer_free(answer);
    rig_end(&rig);
  }
}

/* The pointers of docs/calls/steps.md. */
static void test_answers__steps_by_pointer(void **state)
{
  (void)state;
  const fake_step steps[] = {RIG_TOKEN_STEP, {.path = "/steps", .status = 200, .body = steps_body}};
  test_rig rig;
  jumio_answer *answer = NULL;
  rig_begin(&rig, steps, 2);
  assert_int_equal(fetch(&rig, JUMIO_RESOURCE_STEPS, &answer, NULL), JUMIO_OK);
  assert_int_equal(jumio_answer_count(answer, "/steps"), 1);
  assert_string_equal(jumio_answer_get_text(answer, "/steps/0/name"), "AUTHENTICATION");
  assert_string_equal(jumio_answer_get_text(answer, "/steps/0/decision/type"), "REJECTED");
  assert_string_equal(jumio_answer_get_text(answer, "/steps/0/decision/details/label"), "REJECTED");
  assert_int_equal(jumio_answer_count(answer, "/steps/0/decision/reasons"), 1);
  assert_string_equal(jumio_answer_get_text(answer, "/steps/0/decision/reasons/0/label"), "FACE_INVALID_DIGITAL_COPY");
  assert_string_equal(jumio_answer_get_text(answer, "/steps/0/decision/reasons/0/type"), "REJECTED");
  assert_string_equal(jumio_answer_get_text(answer, "/steps/0/capabilities/0/category"), "authentication");
  assert_string_equal(jumio_answer_get_text(answer, "/steps/0/capabilityIds/0"), "c1");
  jumio_answer_free(answer);
  rig_end(&rig);
}

/* J01-J03, J09-J14, H21, H22: one strict document or an error, for each of the three. Nothing of it is in the message. */
static void test_answers__strict(void **state)
{
  static const struct {
    const char *body;
    size_t len;
    jumio_result result;
  } rows[] = {{"", 0, JUMIO_ERR_JSON},                                   /* J01, H22 */
              {" \n", 2, JUMIO_ERR_JSON},                                /* J01 */
              {"{\"steps\":[", 10, JUMIO_ERR_JSON},                      /* J02 */
              {"{\"steps\":[]}x", 13, JUMIO_ERR_JSON},                   /* J03 */
              {"{\"steps\":[]}{}", 14, JUMIO_ERR_JSON},                  /* J03 */
              {"{\"steps\":[NaN]}", 15, JUMIO_ERR_JSON},                 /* J03 */
              {"{'steps':[]}", 12, JUMIO_ERR_JSON},                      /* J03 */
              {"{\"steps\":[]/**/}", 16, JUMIO_ERR_JSON},                /* J03 */
              {"{\"steps\":[\"\xC0\xAF\"]}", 15, JUMIO_ERR_JSON},        /* J09 */
              {"{\"steps\":[\"\\ud800\"]}", 19, JUMIO_ERR_JSON},         /* J10 */
              {"\xEF\xBB\xBF{\"steps\":[]}", 15, JUMIO_ERR_JSON},        /* J11 */
              {"{\"steps\":[],\"st\\u0065ps\":[]}", 29, JUMIO_ERR_JSON}, /* J12 */
              {"{\"steps\":[\0]}", 13, JUMIO_ERR_JSON},                  /* J13 */
              {"{\"steps\":[],\"steps\":[]}", 23, JUMIO_ERR_JSON},       /* J14 */
              {"<html>canary</html>", 19, JUMIO_ERR_JSON}};              /* H21 */
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    for (size_t k = 0; k < RESOURCES; k++) {
      size_t sent;
      /* An empty body is told by a NULL, since a length of 0 means strlen to the scripted transport. */
      jumio_result result = of_body(resources[k].which, 200, rows[i].len != 0 ? rows[i].body : NULL, rows[i].len, &sent);
      if (result != rows[i].result)
        print_error("row %zu, %s: %s\n", i, resources[k].tail, jumio_result_name(result));
      assert_int_equal(result, rows[i].result);
      assert_int_equal(sent, 1);
    }
}

/* J02: cut at every byte. J04: nested without end. */
static void test_answers__cut_and_deep(void **state)
{
  (void)state;
  size_t sent;
  for (size_t len = 1; len < sizeof steps_body - 1; len++)
    assert_int_equal(of_body(JUMIO_RESOURCE_STEPS, 200, steps_body, len, &sent), JUMIO_ERR_JSON);
  static char deep[200000];
  memset(deep, '[', sizeof deep);
  assert_int_equal(of_body(JUMIO_RESOURCE_RULES, 200, deep, sizeof deep, &sent), JUMIO_ERR_JSON);
}

/* J15, J19, J20: steps must be a list in an object; of the others any JSON is taken, since their shape is not published. */
static void test_answers__shapes(void **state)
{
  static const struct {
    const char *body;
    jumio_result steps;
  } rows[] = {{"{\"steps\":[]}", JUMIO_OK},
              {"{\"later\":1,\"steps\":[{\"new\":{}}],\"Steps\":2}", JUMIO_OK},
              {"{\"steps\":[null,1,\"x\",{}]}", JUMIO_OK},
              {"{}", JUMIO_ERR_PROTOCOL},
              {"{\"steps\":{}}", JUMIO_ERR_PROTOCOL},
              {"{\"steps\":null}", JUMIO_ERR_PROTOCOL},
              {"{\"Steps\":[]}", JUMIO_ERR_PROTOCOL},
              {"[]", JUMIO_ERR_PROTOCOL},
              {"[{\"steps\":[]}]", JUMIO_ERR_PROTOCOL},
              {"\"steps\"", JUMIO_ERR_PROTOCOL},
              {"1e400", JUMIO_ERR_JSON},
              {"null", JUMIO_ERR_PROTOCOL}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    size_t sent;
    assert_int_equal(of_body(JUMIO_RESOURCE_STEPS, 200, rows[i].body, 0, &sent), rows[i].steps);
    jumio_result other = rows[i].steps == JUMIO_ERR_PROTOCOL ? JUMIO_OK : rows[i].steps;
    assert_int_equal(of_body(JUMIO_RESOURCE_RULES, 200, rows[i].body, 0, &sent), other);
    assert_int_equal(of_body(JUMIO_RESOURCE_REPORT, 200, rows[i].body, 0, &sent), other);
  }
}

/* H05, H06, H10, H20 and their neighbours: the result, and how often it is asked for. */
static void test_answers__statuses(void **state)
{
  static const struct {
    int32_t status;
    jumio_result result;
    size_t sent;
  } rows[] = {{204, JUMIO_ERR_PROTOCOL, 1}, {206, JUMIO_ERR_PROTOCOL, 1},   {304, JUMIO_ERR_PROTOCOL, 1},
              {302, JUMIO_ERR_REDIRECT, 1}, {308, JUMIO_ERR_REDIRECT, 1},   {400, JUMIO_ERR_REQUEST_REFUSED, 1},
              {401, JUMIO_ERR_AUTH, 2},     {403, JUMIO_ERR_PERMISSION, 1}, {404, JUMIO_ERR_NOT_FOUND, 1},
              {409, JUMIO_ERR_CONFLICT, 1}, {410, JUMIO_ERR_GONE, 1},       {429, JUMIO_ERR_RATE_LIMITED, 3},
              {500, JUMIO_ERR_SERVER, 3},   {503, JUMIO_ERR_SERVER, 3}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    for (size_t k = 0; k < RESOURCES; k++) {
      size_t sent;
      assert_int_equal(of_body(resources[k].which, rows[i].status, "{\"detail\":\"canary\"}", 0, &sent), rows[i].result);
      assert_int_equal(sent, rows[i].sent);
    }
}

static char many[8388608 + 2];

/* J05, N33: as many bytes as the limit holds are read, one more is refused. */
static void test_answers__too_large(void **state)
{
  (void)state;
  size_t sent;
  memset(many, ' ', sizeof many);
  memcpy(many, "{\"steps\":[]}", 12);
  assert_int_equal(of_body(JUMIO_RESOURCE_STEPS, 200, many, 8388608, &sent), JUMIO_OK);
  assert_int_equal(of_body(JUMIO_RESOURCE_STEPS, 200, many, 8388609, &sent), JUMIO_ERR_RESPONSE_TOO_LARGE);
  assert_int_equal(of_body(JUMIO_RESOURCE_REPORT, 200, many, 65536, &sent), JUMIO_OK);
  assert_int_equal(of_body(JUMIO_RESOURCE_REPORT, 200, many, 65537, &sent), JUMIO_ERR_RESPONSE_TOO_LARGE);
}

/* J06, J07: one text of more than 1 MiB, as a value and as a key, and 200 000 values more than there may be. */
static void test_answers__endless_texts_and_lists(void **state)
{
  (void)state;
  size_t sent;
  memset(many, 'a', sizeof many);
  memcpy(many, "{\"steps\":[\"", 11);
  memcpy(many + 1100000, "\"]}", 3);
  assert_int_equal(of_body(JUMIO_RESOURCE_STEPS, 200, many, 1100003, &sent), JUMIO_ERR_TOO_LARGE);
  memcpy(many, "{\"aaaaaaaaa", 11);
  memcpy(many + 1100000, "\":0}", 4);
  assert_int_equal(of_body(JUMIO_RESOURCE_RULES, 200, many, 1100004, &sent), JUMIO_ERR_TOO_LARGE);
  for (size_t i = 0; i < 500000; i++)
    memcpy(many + 1 + i * 2, "0,", 2);
  many[0] = '[';
  many[1000000] = ']';
  assert_int_equal(of_body(JUMIO_RESOURCE_RULES, 200, many, 1000001, &sent), JUMIO_ERR_TOO_LARGE);
}

/* H23, J08, J18: the content type does not count; numbers are read exactly or not at all. */
static void test_answers__odd_but_good(void **state)
{
  static const char body[] = "[9007199254740993,9223372036854775807,9223372036854775808,-0,1.5,\"0100\",true]";
  static const int64_t numbers[] = {INT64_C(9007199254740993), INT64_MAX, JUMIO_ABSENT, 0, JUMIO_ABSENT, 100, 1};
  const fake_step steps[] = {RIG_TOKEN_STEP, {.path = "/rules", .status = 200, .headers = "Content-Type: text/html", .body = body}};
  (void)state;
  test_rig rig;
  jumio_answer *answer = NULL;
  rig_begin(&rig, steps, 2);
  assert_int_equal(fetch(&rig, JUMIO_RESOURCE_RULES, &answer, NULL), JUMIO_OK);
  for (int i = 0; i < 7; i++) {
    char pointer[8];
    snprintf(pointer, sizeof pointer, "/%d", i);
    if (jumio_answer_get_int64(answer, pointer) != numbers[i])
      print_error("%s\n", pointer);
    assert_int_equal(jumio_answer_get_int64(answer, pointer), numbers[i]);
  }
  jumio_answer_free(answer);
  rig_end(&rig);
}

static void test_answers__arguments(void **state)
{
  static const jumio_transaction_resource bad[] = {0, 4, -1, INT32_MAX, INT32_MIN};
  (void)state;
  test_rig rig;
  jumio_answer *answer = (jumio_answer *)8;
  jumio_op *op = (jumio_op *)8;
  rig_begin(&rig, rig_happy, rig_happy_count);
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    assert_int_equal(fetch(&rig, bad[i], &answer, NULL), JUMIO_ERR_ARGUMENT);
  assert_null(answer);
  assert_int_equal(fetch(&rig, JUMIO_RESOURCE_STEPS, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(
      jumio_transaction_fetch_answer(NULL, JUMIO_RESOURCE_STEPS, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, -1, NULL, &answer, NULL),
      JUMIO_ERR_ARGUMENT);
  /* J23: an id that is no UUID. */
  assert_int_equal(jumio_transaction_fetch_answer(rig.client, JUMIO_RESOURCE_STEPS, "../x", JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, -1, NULL,
                                                  &answer, NULL),
                   JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_op_transaction_fetch_answer(rig.client, 9, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, -1, &op, NULL),
                   JUMIO_ERR_ARGUMENT);
  assert_null(op);
  assert_int_equal(jumio_op_transaction_fetch_answer(NULL, JUMIO_RESOURCE_STEPS, RIG_ACCOUNT, 36, RIG_EXECUTION, 36, -1, &op, NULL),
                   JUMIO_ERR_ARGUMENT);
  assert_int_equal(rig.http.requests, 0);
  rig_end(&rig);
}

static void test_answers__without_the_driver(void **state)
{
  (void)state;
  test_rig rig;
  jumio_op *op = NULL;
  rig_begin(&rig, NULL, 0);
  assert_int_equal(
      jumio_op_transaction_fetch_answer(rig.client, JUMIO_RESOURCE_RULES, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, -1, &op, NULL),
      JUMIO_OK);
  for (int i = 0; i < 2; i++) {
    const char *body = i == 0 ? rig_token_body : rules_body;
    assert_int_equal(jumio_op_step(op), JUMIO_OP_SEND);
    jumio_http_response *response = jumio_op_get_response(op);
    assert_int_equal(jumio_http_response_set_status(response, 200), JUMIO_OK);
    assert_int_equal(jumio_http_response_append_body(response, body, strlen(body)), JUMIO_OK);
    assert_null(jumio_op_take_answer(op));
    assert_int_equal(jumio_op_feed(op, JUMIO_OK), JUMIO_OK);
  }
  assert_int_equal(jumio_op_step(op), JUMIO_OP_DONE);
  jumio_answer *answer = jumio_op_take_answer(op);
  assert_string_equal(jumio_answer_get_text(answer, "/0/name"), "canary");
  assert_null(jumio_op_take_answer(op));
  jumio_answer_free(answer);
  jumio_op_free(op);
  rig_end(&rig);
}

static int scenario(jumio_alloc *alloc, void *data)
{
  const fake_step steps[] = {RIG_TOKEN_STEP, {.path = "/steps", .status = 200, .body = data, .times = -1}};
  test_rig rig;
  jumio_error *error = NULL;
  jumio_answer *answer = NULL;
  jumio_result result = rig_begin_with(&rig, alloc, steps, 2, &error);
  if (result == JUMIO_OK)
    result = fetch(&rig, JUMIO_RESOURCE_STEPS, &answer, &error);
  assert_int_equal(answer != NULL, result == JUMIO_OK);
  jumio_answer_free(answer);
  jumio_error_free(error);
  rig_end(&rig);
  return result == JUMIO_OK || result == JUMIO_ERR_PROTOCOL ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

/* M01, M02 */
static void test_answers__without_memory(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(scenario, (void *)(uintptr_t)steps_body) > 20);
  assert_true(failing_alloc_sweep(scenario, (void *)(uintptr_t) "{}") > 20);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_answers__golden),
      cmocka_unit_test(test_answers__steps_by_pointer),
      cmocka_unit_test(test_answers__strict),
      cmocka_unit_test(test_answers__cut_and_deep),
      cmocka_unit_test(test_answers__shapes),
      cmocka_unit_test(test_answers__statuses),
      cmocka_unit_test(test_answers__too_large),
      cmocka_unit_test(test_answers__arguments),
      cmocka_unit_test(test_answers__endless_texts_and_lists),
      cmocka_unit_test(test_answers__odd_but_good),
      cmocka_unit_test(test_answers__without_the_driver),
      cmocka_unit_test(test_answers__without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
