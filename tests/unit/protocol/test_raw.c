/** Raw calls: what goes out to each host, and what is refused before anything is sent. */
#include "support/rig.h"

#include "support/cmocka.h"

#include <stdlib.h>
#include <string.h>

#define UA "User-Agent: Acme Onboarding/2.1 libjumio-idv/" JUMIO_VERSION "\n"
#define TENANT "Authorization: Bearer " RIG_TOKEN "\n"

static void test_raw__golden_of_the_other_hosts(void **state)
{
  (void)state;
  test_rig rig;
  jumio_answer *answer = NULL;
  size_t len = 0;
  const fake_step steps[] = {RIG_TOKEN_STEP, {.status = 202, .body = "\xff\x00plain", .body_len = 7, .times = -1}};
  rig_begin(&rig, steps, 2);
  assert_int_equal(jumio_raw_call(rig.client, JUMIO_HOST_ACCOUNT, "PATCH", 5, "/api/v2/x.y_z~/1-2?a=b&c=%20d", JUMIO_NTS, "raw", 3,
                                  "text/plain", JUMIO_NTS, 0, -1, NULL, &answer, NULL),
                   JUMIO_OK);
  assert_string_equal(rig.http.seen[1], "PATCH https://account.amer-1.jumio.ai/api/v2/x.y_z~/1-2?a=b&c=%20d\n" TENANT
                                        "Accept: application/json, */*\nContent-Type: text/plain\n" UA "Content-Length: 3\n\nraw");
  /* Any bytes are an answer. */
  assert_int_equal(jumio_answer_get_http_status(answer), 202);
  assert_memory_equal(jumio_answer_get_body(answer, &len), "\xff\x00plain", 7);
  assert_int_equal(len, 7);
  assert_null(jumio_answer_get_text(answer, "/status"));
  jumio_answer_free(answer);
  answer = NULL;
  assert_int_equal(
      jumio_raw_call(rig.client, JUMIO_HOST_API, "POST", JUMIO_NTS, "/api/v1/y", JUMIO_NTS, NULL, 0, NULL, 0, 0, -1, NULL, &answer, NULL),
      JUMIO_OK);
  assert_string_equal(rig.http.seen[2],
                      "POST https://api.amer-1.jumio.ai/api/v1/y\n" TENANT "Accept: application/json, */*\n" UA "Content-Length: 0\n\n");
  jumio_answer_free(answer);
  rig_end(&rig);
}

typedef struct bad_raw {
  const char *field;
  int32_t host;
  const char *method, *path, *body, *content_type;
  uint32_t flags;
} bad_raw;

/* N24 and its kin: nothing that two servers may read differently. */
static const bad_raw refused[] = {
    {"host", 0, "GET", "/api/v1/x", NULL, NULL, 0},
    {"host", 4, "GET", "/api/v1/x", NULL, NULL, 0},
    {"method", 1, "get", "/api/v1/x", NULL, NULL, 0},
    {"method", 1, "TRACE", "/api/v1/x", NULL, NULL, 0},
    {"method", 1, "GET x", "/api/v1/x", NULL, NULL, 0},
    {"method", 1, NULL, "/api/v1/x", NULL, NULL, 0},
    {"flags", 1, "GET", "/api/v1/x", NULL, NULL, 2},
    {"body", 1, "GET", "/api/v1/x", "{}", NULL, 0},
    {"content_type", 1, "POST", "/api/v1/x", "{}", "", 0},
    {"content_type", 1, "POST", "/api/v1/x", "{}", "text/plain\r\nX: y", 0},
    {"path", 1, "GET", NULL, NULL, NULL, 0},
    {"path", 1, "GET", "", NULL, NULL, 0},
    {"path", 1, "GET", "/", NULL, NULL, 0},
    {"path", 1, "GET", "/api/", NULL, NULL, 0},
    {"path", 1, "GET", "/apis/v1", NULL, NULL, 0},
    {"path", 1, "GET", "api/v1/x", NULL, NULL, 0},
    {"path", 1, "GET", "//evil.example/api/x", NULL, NULL, 0},
    {"path", 1, "GET", "@evil.example/api/x", NULL, NULL, 0},
    {"path", 1, "GET", ":8443/api/x", NULL, NULL, 0},
    {"path", 1, "GET", "https://evil.example/api/x", NULL, NULL, 0},
    {"path", 1, "GET", "/api/../oauth2/token", NULL, NULL, 0},
    {"path", 1, "GET", "/api/v1/..", NULL, NULL, 0},
    {"path", 1, "GET", "/api/v1/./x", NULL, NULL, 0},
    {"path", 1, "GET", "/api//x", NULL, NULL, 0},
    {"path", 1, "GET", "/api/v1/x/", NULL, NULL, 0},
    {"path", 1, "GET", "/api/%2e%2e/x", NULL, NULL, 0},
    {"path", 1, "GET", "/api/v1%2fx", NULL, NULL, 0},
    {"path", 1, "GET", "/api/v1\\x", NULL, NULL, 0},
    {"path", 1, "GET", "/api/v1/x;y", NULL, NULL, 0},
    {"path", 1, "GET", "/api/v1/x#y", NULL, NULL, 0},
    {"path", 1, "GET", "/api/v1/x?y#z", NULL, NULL, 0},
    {"path", 1, "GET", "/api/v1/x?y z", NULL, NULL, 0},
    {"path", 1, "GET", "/api/v1/x?y=%2", NULL, NULL, 0},
    {"path", 1, "GET", "/api/v1/x?y\r\nHost: evil", NULL, NULL, 0},
    {"path", 1, "GET", "/api/v1/x?y=<", NULL, NULL, 0},
    {"path", 1, "GET", "/api/v1/\xc3\xa4", NULL, NULL, 0},
};

static void test_raw__refuses_before_anything_is_sent(void **state)
{
  (void)state;
  test_rig rig;
  rig_begin(&rig, rig_happy, rig_happy_count);
  for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
    const bad_raw *one = &refused[i];
    jumio_error *error = NULL;
    jumio_answer *answer = (jumio_answer *)&rig;
    size_t len = one->body != NULL ? strlen(one->body) : 0;
    jumio_result result = jumio_raw_call(rig.client, one->host, one->method, JUMIO_NTS, one->path, JUMIO_NTS, one->body, len,
                                         one->content_type, JUMIO_NTS, one->flags, -1, NULL, &answer, &error);
    if (result != JUMIO_ERR_ARGUMENT)
      print_error("row %zu: %s\n", i, jumio_result_name(result));
    assert_int_equal(result, JUMIO_ERR_ARGUMENT);
    assert_null(answer);
    assert_memory_equal(jumio_error_get_message(error), one->field, strlen(one->field));
    assert_null(strstr(jumio_error_get_message(error), "evil"));
    jumio_error_free(error);
  }
  assert_int_equal(rig.http.requests, 0);
  rig_end(&rig);
}

static void test_raw__a_body_has_a_limit(void **state)
{
  (void)state;
  test_rig rig;
  jumio_answer *answer = NULL;
  jumio_error *error = NULL;
  size_t most = 1024 * 1024;
  char *body = calloc(1, most + 1);
  assert_non_null(body);
  rig_begin(&rig, rig_happy, rig_happy_count);
  assert_int_equal(jumio_raw_call(rig.client, JUMIO_HOST_API, "POST", JUMIO_NTS, "/api/v1/x", JUMIO_NTS, body, most + 1, NULL, 0, 0, -1,
                                  NULL, &answer, &error),
                   JUMIO_ERR_TOO_LARGE);
  assert_memory_equal(jumio_error_get_message(error), "body", 4);
  jumio_error_free(error);
  free(body);
  rig_end(&rig);
}

/* With its host an address has at most 2048 bytes. */
static void test_raw__a_path_has_a_limit(void **state)
{
  static const fake_step steps[] = {RIG_TOKEN_STEP, {.status = 200, .times = -1}};
  char path[2100] = "/api/v1/";
  size_t most = 2048 - strlen("https://api.amer-1.jumio.ai");
  (void)state;
  memset(path + 8, 'x', sizeof path - 8);
  for (size_t more = 0; more < 2; more++) {
    test_rig rig;
    jumio_answer *answer = NULL;
    rig_begin(&rig, steps, 2);
    assert_int_equal(
        jumio_raw_call(rig.client, JUMIO_HOST_RETRIEVAL, "GET", JUMIO_NTS, path, most + more, NULL, 0, NULL, 0, 0, -1, NULL, &answer, NULL),
        more == 0 ? JUMIO_OK : JUMIO_ERR_ARGUMENT);
    jumio_answer_free(answer);
    rig_end(&rig);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_raw__golden_of_the_other_hosts),
      cmocka_unit_test(test_raw__refuses_before_anything_is_sent),
      cmocka_unit_test(test_raw__a_body_has_a_limit),
      cmocka_unit_test(test_raw__a_path_has_a_limit),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
