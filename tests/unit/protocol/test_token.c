/** The access token: cached, renewed early, renewed once after a 401, shared in one flight (reliability.md group A). */
#include "support/rig.h"

#include "support/cmocka.h"

#include <stdio.h>
#include <string.h>

static jumio_result poll_once(test_rig *rig, jumio_error **err)
{
  jumio_workflow_execution *execution = NULL;
  jumio_result result = jumio_workflow_execution_fetch(rig->client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS,
                                                       JUMIO_DEADLINE_DEFAULT, NULL, &execution, err);
  jumio_workflow_execution_free(execution);
  return result;
}

static void test_token__is_fetched_once_and_kept(void **state)
{
  (void)state;
  test_rig rig;
  rig_begin(&rig, rig_happy, rig_happy_count);
  for (int i = 0; i < 20; i++)
    assert_int_equal(poll_once(&rig, NULL), JUMIO_OK);
  assert_int_equal(fake_http_count(&rig.http, "/oauth2/token"), 1);
  rig_end(&rig);
}

/* A01: margin min(300 s, a quarter of the life), up to a tenth of the margin later; no 401 is ever seen. */
static void test_token__is_renewed_early(void **state)
{
  (void)state;
  test_rig rig;
  rig_begin(&rig, rig_happy, rig_happy_count);
  assert_int_equal(poll_once(&rig, NULL), JUMIO_OK);
  fake_clock_advance(&rig.clock, (3600 - 301) * 1000);
  assert_int_equal(poll_once(&rig, NULL), JUMIO_OK);
  assert_int_equal(fake_http_count(&rig.http, "/oauth2/token"), 1);
  fake_clock_advance(&rig.clock, 40 * 1000);
  assert_int_equal(poll_once(&rig, NULL), JUMIO_OK);
  assert_int_equal(fake_http_count(&rig.http, "/oauth2/token"), 2);
  rig_end(&rig);
}

/* K01: a jump of the wall clock alone means nothing. */
static void test_token__does_not_depend_on_the_wall_clock(void **state)
{
  (void)state;
  test_rig rig;
  rig_begin(&rig, rig_happy, rig_happy_count);
  assert_int_equal(poll_once(&rig, NULL), JUMIO_OK);
  atomic_fetch_add(&rig.clock.wall_ms, INT64_C(315360000000));
  assert_int_equal(poll_once(&rig, NULL), JUMIO_OK);
  atomic_fetch_sub(&rig.clock.wall_ms, INT64_C(700000000000));
  assert_int_equal(poll_once(&rig, NULL), JUMIO_OK);
  assert_int_equal(fake_http_count(&rig.http, "/oauth2/token"), 1);
  rig_end(&rig);
}

/* A02 */
static void test_token__one_401_costs_one_renewal_and_one_repeat(void **state)
{
  (void)state;
  test_rig rig;
  fake_step steps[16] = {{.path = "/status", .status = 401}};
  memcpy(steps + 1, rig_happy, rig_happy_count * sizeof steps[0]);
  rig_begin(&rig, steps, rig_happy_count + 1);
  assert_int_equal(poll_once(&rig, NULL), JUMIO_OK);
  assert_int_equal(fake_http_count(&rig.http, "/oauth2/token"), 2);
  assert_int_equal(fake_http_count(&rig.http, "/status"), 2);
  rig_end(&rig);
}

/* A05: the old token serves while it lives. */
static void test_token__a_failed_renewal_does_not_fail_the_call(void **state)
{
  (void)state;
  test_rig rig;
  const fake_step steps[] = {{.path = "/oauth2/token", .status = 200, .body = rig_token_body},
                             {.path = "/oauth2/token", .status = 500, .times = -1},
                             {.path = "/status", .status = 200, .body = rig_status_body, .times = -1}};
  rig_begin(&rig, steps, 3);
  assert_int_equal(poll_once(&rig, NULL), JUMIO_OK);
  fake_clock_advance(&rig.clock, (3600 - 200) * 1000);
  assert_int_equal(poll_once(&rig, NULL), JUMIO_OK);
  size_t after_first = fake_http_count(&rig.http, "/oauth2/token");
  assert_int_equal(poll_once(&rig, NULL), JUMIO_OK); /* no storm: the next renewal is tried later */
  assert_int_equal(fake_http_count(&rig.http, "/oauth2/token"), after_first);
  fake_clock_advance(&rig.clock, 300 * 1000);
  assert_int_equal(poll_once(&rig, NULL), JUMIO_ERR_SERVER);
  rig_end(&rig);
}

/* A06: refused credentials are not asked about again at once. */
static void test_token__refused_credentials_pause(void **state)
{
  static const int statuses[] = {400, 401, 403};
  (void)state;
  for (size_t i = 0; i < 3; i++) {
    test_rig rig;
    jumio_error *error = NULL;
    const fake_step steps[] = {{.path = "/oauth2/token", .status = statuses[i], .body = "{\"error\":\"canary\"}", .times = -1}};
    rig_begin(&rig, steps, 1);
    for (int n = 0; n < 5; n++) {
      assert_int_equal(poll_once(&rig, &error), JUMIO_ERR_AUTH);
      assert_int_equal(jumio_error_get_action(error), JUMIO_ACTION_REAUTHENTICATE);
      assert_null(strstr(jumio_error_get_message(error), "canary"));
      jumio_error_free(error);
    }
    assert_int_equal(rig.http.requests, 1);
    fake_clock_advance(&rig.clock, 5001);
    assert_int_equal(poll_once(&rig, NULL), JUMIO_ERR_AUTH);
    assert_int_equal(rig.http.requests, 2);
    fake_clock_advance(&rig.clock, 5001); /* the pause doubles */
    assert_int_equal(poll_once(&rig, NULL), JUMIO_ERR_AUTH);
    assert_int_equal(rig.http.requests, 2);
    /* A check is a person who just typed the secret anew: it always asks. */
    assert_int_equal(jumio_client_check(rig.client, 0, JUMIO_DEADLINE_DEFAULT, NULL, NULL, NULL), JUMIO_ERR_AUTH);
    assert_int_equal(rig.http.requests, 3);
    rig_end(&rig);
  }
}

typedef struct life_row {
  const char *member;
  int64_t life_s;
} life_row;

/* A08: what expires_in may be. The token is renewed after three quarters of a short life. */
static void test_token__life(void **state)
{
  static const life_row lives[] = {{"\"expires_in\":100", 100},
                                   {"\"expires_in\":\"100\"", 100},
                                   {"\"expires_in\":0", 300},
                                   {"\"expires_in\":-1", 300},
                                   {"\"x\":1", 300},
                                   {"\"expires_in\":null", 300},
                                   {"\"expires_in\":[100]", 300},
                                   {"\"expires_in\":1e3", 300},
                                   {"\"expires_in\":1099511627776", 86400}};
  (void)state;
  for (size_t i = 0; i < sizeof lives / sizeof lives[0]; i++) {
    test_rig rig;
    char body[200];
    int64_t margin_s = lives[i].life_s / 4 < 300 ? lives[i].life_s / 4 : 300;
    snprintf(body, sizeof body, "{\"access_token\":\"abc\",\"token_type\":\"bearer\",%s}", lives[i].member);
    const fake_step steps[] = {{.path = "/oauth2/token", .status = 200, .body = body, .times = -1},
                               {.path = "/status", .status = 200, .body = rig_status_body, .times = -1}};
    rig_begin(&rig, steps, 2);
    assert_int_equal(poll_once(&rig, NULL), JUMIO_OK);
    fake_clock_advance(&rig.clock, (lives[i].life_s - margin_s) * 1000 - 1);
    assert_int_equal(poll_once(&rig, NULL), JUMIO_OK);
    assert_int_equal(fake_http_count(&rig.http, "/oauth2/token"), 1);
    fake_clock_advance(&rig.clock, margin_s * 100 + 2);
    assert_int_equal(poll_once(&rig, NULL), JUMIO_OK);
    assert_int_equal(fake_http_count(&rig.http, "/oauth2/token"), 2);
    rig_end(&rig);
  }
}

/* A09, A10: bodies that are no token. */
static void test_token__odd_bodies_are_refused(void **state)
{
  static const struct {
    const char *body;
    jumio_result result;
  } bodies[] = {
      {"{}", JUMIO_ERR_PROTOCOL},
      {"", JUMIO_ERR_JSON},
      {"<html>", JUMIO_ERR_JSON},
      {"[]", JUMIO_ERR_PROTOCOL},
      {"{\"access_token\":\"\"}", JUMIO_ERR_PROTOCOL},
      {"{\"access_token\":5}", JUMIO_ERR_PROTOCOL},
      {"{\"access_token\":\"a b\"}", JUMIO_ERR_PROTOCOL},
      {"{\"access_token\":\"a\\r\\nX-Evil: 1\"}", JUMIO_ERR_PROTOCOL},
      {"{\"access_token\":\"\\u00e9\"}", JUMIO_ERR_PROTOCOL},
      {"{\"access_token\":\"abc\",\"token_type\":\"mac\"}", JUMIO_ERR_PROTOCOL},
      {"{\"access_token\":\"abc\",\"token_type\":1}", JUMIO_ERR_PROTOCOL},
      {"{\"access_token\":\"abc\",\"access_token\":\"abd\"}", JUMIO_ERR_JSON},
  };
  (void)state;
  for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
    test_rig rig;
    const fake_step steps[] = {{.path = "/oauth2/token", .status = 200, .body = bodies[i].body, .times = -1}};
    rig_begin(&rig, steps, 1);
    assert_int_equal(poll_once(&rig, NULL), bodies[i].result);
    assert_int_equal(rig.http.requests, 1);
    rig_end(&rig);
  }
}

static void test_token__too_long_is_refused(void **state)
{
  (void)state;
  test_rig rig;
  static char body[40000];
  int at = snprintf(body, sizeof body, "{\"access_token\":\"");
  memset(body + at, 'a', 20000);
  memcpy(body + at + 20000, "\"}", 3);
  const fake_step steps[] = {{.path = "/oauth2/token", .status = 200, .body = body, .times = -1}};
  rig_begin(&rig, steps, 1);
  assert_int_equal(poll_once(&rig, NULL), JUMIO_ERR_PROTOCOL);
  rig_end(&rig);
}

/* A12 and the transient rows of the table: the fetch itself is repeated. */
static void test_token__fetch_survives_passing_faults(void **state)
{
  static const fake_step faults[] = {
      {.status = 429, .body = "{\"title\":\"x\"}"}, {.status = 500}, {.result = JUMIO_ERR_NETWORK, .delivery = JUMIO_DELIVERY_MAYBE_SENT}};
  (void)state;
  for (size_t i = 0; i < 3; i++) {
    test_rig rig;
    fake_step steps[16] = {faults[i]};
    memcpy(steps + 1, rig_happy, rig_happy_count * sizeof steps[0]);
    steps[0].path = "/oauth2/token";
    rig_begin(&rig, steps, rig_happy_count + 1);
    assert_int_equal(poll_once(&rig, NULL), JUMIO_OK);
    assert_int_equal(fake_http_count(&rig.http, "/oauth2/token"), 2);
    rig_end(&rig);
  }
}

/* A create whose token cannot be had was not applied, and says so. */
static void test_token__failure_before_a_create_is_no_doubt(void **state)
{
  (void)state;
  test_rig rig;
  jumio_account *account = NULL;
  jumio_error *error = NULL;
  const fake_step steps[] = {{.path = "/oauth2/token", .result = JUMIO_ERR_NETWORK, .delivery = JUMIO_DELIVERY_MAYBE_SENT, .times = -1}};
  jumio_account_request *request = rig_request();
  rig_begin(&rig, steps, 1);
  assert_int_equal(jumio_account_create(rig.client, request, JUMIO_DEADLINE_DEFAULT, NULL, &account, &error), JUMIO_ERR_NETWORK);
  assert_int_equal(rig.http.requests, 3);
  jumio_error_free(error);
  jumio_account_request_free(request);
  rig_end(&rig);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_token__is_fetched_once_and_kept),
      cmocka_unit_test(test_token__is_renewed_early),
      cmocka_unit_test(test_token__does_not_depend_on_the_wall_clock),
      cmocka_unit_test(test_token__one_401_costs_one_renewal_and_one_repeat),
      cmocka_unit_test(test_token__a_failed_renewal_does_not_fail_the_call),
      cmocka_unit_test(test_token__refused_credentials_pause),
      cmocka_unit_test(test_token__life),
      cmocka_unit_test(test_token__odd_bodies_are_refused),
      cmocka_unit_test(test_token__too_long_is_refused),
      cmocka_unit_test(test_token__fetch_survives_passing_faults),
      cmocka_unit_test(test_token__failure_before_a_create_is_no_doubt),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
