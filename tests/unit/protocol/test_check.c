/** The credential check: each finding from what can be seen on the wire, and that nothing is shown to other regions unasked. */
#include "support/failing_alloc.h"
#include "support/rig.h"

#include "support/cmocka.h"

#include <string.h>

#define AUTH(region) "https://auth." region ".jumio.ai/oauth2/token"
#define UA "User-Agent: Acme Onboarding/2.1 libjumio-idv/" JUMIO_VERSION "\n"
#define GOOD(at)                                                                                                                           \
  {                                                                                                                                        \
    .path = at, .status = 200, .body = rig_token_body, .times = -1                                                                         \
  }
#define BAD(at)                                                                                                                            \
  {                                                                                                                                        \
    .path = at, .status = 401, .times = -1                                                                                                 \
  }
#define BOTH (JUMIO_CHECK_OTHER_REGIONS | JUMIO_CHECK_RETRIEVAL)
/* FAKE_CLOCK_WALL_MS is Mon, 21 Sep 2026 14:13:20 GMT. */
#define NOW "Date: Mon, 21 Sep 2026 14:13:20 GMT"

static jumio_result check(test_rig *rig, uint32_t flags, jumio_check_finding *finding, jumio_error **err)
{
  *finding = 99;
  return jumio_client_check(rig->client, flags, JUMIO_DEADLINE_DEFAULT, NULL, finding, err);
}

static void assert_check(const fake_step *steps, size_t count, uint32_t flags, jumio_result result, const char *finding)
{
  test_rig rig;
  jumio_error *error = NULL;
  jumio_check_finding found;
  rig_begin(&rig, steps, count);
  assert_int_equal(check(&rig, flags, &found, &error), result);
  assert_string_equal(jumio_check_finding_name(found), finding);
  assert_int_equal(error == NULL ? JUMIO_OK : jumio_error_get_code(error), result);
  jumio_error_free(error);
  rig_end(&rig);
}

static void test_check__findings_of_the_token_alone(void **state)
{
  static const struct {
    fake_step step;
    jumio_result result;
    const char *finding;
  } cases[] = {
      {GOOD("/oauth2/token"), JUMIO_OK, "OK"},
      {BAD("/oauth2/token"), JUMIO_ERR_AUTH, "WRONG_CREDENTIALS"},                       /* A06 */
      {{.status = 400, .body = "{}", .times = -1}, JUMIO_ERR_AUTH, "WRONG_CREDENTIALS"}, /* jumio-api-write 1.2 */
      {{.status = 403, .body = "<html>", .times = -1}, JUMIO_ERR_AUTH, "WRONG_CREDENTIALS"},
      {{.result = JUMIO_ERR_RESOLVE, .delivery = JUMIO_DELIVERY_NOT_SENT, .times = -1}, JUMIO_ERR_RESOLVE, "UNREACHABLE"},   /* N01 */
      {{.result = JUMIO_ERR_CONNECT, .delivery = JUMIO_DELIVERY_NOT_SENT, .times = -1}, JUMIO_ERR_CONNECT, "UNREACHABLE"},   /* N03 */
      {{.result = JUMIO_ERR_NETWORK, .delivery = JUMIO_DELIVERY_MAYBE_SENT, .times = -1}, JUMIO_ERR_NETWORK, "UNREACHABLE"}, /* N07 */
      {{.result = JUMIO_ERR_DEADLINE, .delivery = JUMIO_DELIVERY_MAYBE_SENT, .times = -1}, JUMIO_ERR_DEADLINE, "UNREACHABLE"},
      {{.result = JUMIO_ERR_TLS, .delivery = JUMIO_DELIVERY_NOT_SENT, .times = -1}, JUMIO_ERR_TLS, "TLS"}, /* N14 */
      {{.status = 503, .times = -1}, JUMIO_ERR_SERVER, "OTHER"},
      {{.status = 200, .body = "<html>log in</html>", .times = -1}, JUMIO_ERR_JSON, "OTHER"}, /* H21 */
      {{.status = 302, .times = -1}, JUMIO_ERR_REDIRECT, "OTHER"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    assert_check(&cases[i].step, 1, 0, cases[i].result, cases[i].finding);
}

/* ---- the other regions ---- */

/* Unasked, nobody but the configured region sees the credentials. */
static void test_check__shows_nothing_unasked(void **state)
{
  static const fake_step steps[] = {BAD(AUTH("amer-1")), GOOD("/oauth2/token")};
  (void)state;
  test_rig rig;
  jumio_check_finding found;
  rig_begin(&rig, steps, 2);
  assert_int_equal(check(&rig, JUMIO_CHECK_RETRIEVAL, &found, NULL), JUMIO_ERR_AUTH);
  assert_int_equal(found, JUMIO_FINDING_WRONG_CREDENTIALS);
  assert_int_equal(rig.http.requests, 1);
  rig_end(&rig);
}

static void test_check__names_the_right_region(void **state)
{
  static const fake_step steps[] = {BAD(AUTH("amer-1")), BAD(AUTH("emea-1")), GOOD(AUTH("apac-1"))};
  (void)state;
  test_rig rig;
  jumio_error *error = NULL;
  jumio_check_finding found;
  rig_begin(&rig, steps, 3);
  assert_int_equal(check(&rig, BOTH, &found, &error), JUMIO_ERR_AUTH);
  assert_int_equal(found, JUMIO_FINDING_WRONG_REGION);
  assert_non_null(strstr(jumio_error_get_message(error), "apac-1 (SGP)"));
  assert_int_equal(jumio_error_get_int64(error, JUMIO_ERROR_HTTP_STATUS), 401);
  assert_int_equal(jumio_error_get_action(error), JUMIO_ACTION_REAUTHENTICATE);
  assert_int_equal(rig.http.requests, 3);
  assert_string_equal(rig.http.seen[1],
                      "POST " AUTH("emea-1") "\nAccept: application/json\nContent-Type: application/x-www-form-urlencoded\n"
                                             "Authorization: Basic Y2xpZW50OmNhbmFyeS1zZWNyZXQ=\n" UA
                                             "Content-Length: 29\n\ngrant_type=client_credentials");
  jumio_error_free(error);
  /* The other region's token is not kept: the next call asks its own region. */
  jumio_workflow_execution *execution = NULL;
  assert_int_not_equal(
      jumio_workflow_execution_fetch(rig.client, RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS, -1, NULL, &execution, NULL), JUMIO_OK);
  assert_int_equal(fake_http_count(&rig.http, "/status"), 0);
  rig_end(&rig);
}

/* What another region answers otherwise proves nothing. */
static void test_check__no_other_region_accepts(void **state)
{
  static const fake_step others[] = {
      {.status = 401, .times = -1},
      {.status = 200, .body = "<html>log in</html>", .times = -1},
      {.status = 200, .body = "{}", .times = -1},
      {.status = 503, .times = -1},
      {.result = JUMIO_ERR_CONNECT, .delivery = JUMIO_DELIVERY_NOT_SENT, .times = -1},
  };
  (void)state;
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
    test_rig rig;
    const fake_step steps[] = {BAD(AUTH("amer-1")), others[i]};
    jumio_check_finding found;
    rig_begin(&rig, steps, 2);
    assert_int_equal(check(&rig, JUMIO_CHECK_OTHER_REGIONS, &found, NULL), JUMIO_ERR_AUTH);
    assert_int_equal(found, JUMIO_FINDING_WRONG_CREDENTIALS);
    assert_int_equal(rig.http.requests, 3); /* each is asked once */
    rig_end(&rig);
  }
}

/* Of no use and no harm where the credentials are good, or the region cannot be reached. */
static void test_check__asks_other_regions_only_after_a_refusal(void **state)
{
  static const fake_step first[] = {GOOD("/oauth2/token"),
                                    {.result = JUMIO_ERR_TLS, .delivery = JUMIO_DELIVERY_NOT_SENT, .times = -1},
                                    {.result = JUMIO_ERR_DEADLINE, .delivery = JUMIO_DELIVERY_MAYBE_SENT, .times = -1}};
  (void)state;
  for (size_t i = 0; i < 3; i++) {
    test_rig rig;
    jumio_check_finding found;
    rig_begin(&rig, &first[i], 1);
    check(&rig, JUMIO_CHECK_OTHER_REGIONS, &found, NULL);
    assert_int_equal(fake_http_count(&rig.http, "amer-1"), rig.http.requests);
    rig_end(&rig);
  }
}

static void test_check__never_with_a_test_endpoint(void **state)
{
  static const fake_step steps[] = {{.status = 401, .times = -1}};
  (void)state;
  test_rig rig;
  jumio_config *config = NULL;
  jumio_check_finding found;
  fake_clock_begin(&rig.clock);
  fake_http_begin(&rig.http, steps, 1);
  assert_int_equal(jumio_config_new(NULL, &config, NULL), JUMIO_OK);
  assert_int_equal(jumio_config_set_test_endpoint(config, "https://proxy.example", JUMIO_NTS, NULL), JUMIO_OK);
  assert_int_equal(jumio_config_set_credentials(config, "client", JUMIO_NTS, RIG_SECRET, JUMIO_NTS, NULL), JUMIO_OK);
  assert_int_equal(jumio_config_set_user_agent(config, "Acme Onboarding/2.1", JUMIO_NTS, NULL), JUMIO_OK);
  assert_int_equal(jumio_config_set_clock(config, &fake_clock_ops, &rig.clock, NULL, NULL), JUMIO_OK);
  assert_int_equal(jumio_config_set_http(config, &fake_http_ops, &rig.http, NULL, 0, NULL), JUMIO_OK);
  assert_int_equal(jumio_client_new(config, &rig.client, NULL), JUMIO_OK);
  jumio_config_free(config);
  assert_int_equal(check(&rig, BOTH, &found, NULL), JUMIO_ERR_AUTH);
  assert_int_equal(found, JUMIO_FINDING_WRONG_CREDENTIALS);
  assert_int_equal(rig.http.requests, 1);
  assert_non_null(strstr(rig.http.seen[0], "https://proxy.example/oauth2/token"));
  rig_end(&rig);
}

/* D01, D04 in the second phase: out of time is the refusal that was seen, cancelled is cancelled. */
static void trigger(void *data)
{
  jumio_cancel_trigger(data);
}

static void test_check__ends_between_the_regions(void **state)
{
  static const jumio_result results[] = {JUMIO_ERR_DEADLINE, JUMIO_ERR_CANCELLED};
  static const jumio_result expected[] = {JUMIO_ERR_AUTH, JUMIO_ERR_CANCELLED};
  static const jumio_check_finding findings[] = {JUMIO_FINDING_WRONG_CREDENTIALS, JUMIO_FINDING_OTHER};
  (void)state;
  for (size_t i = 0; i < 2; i++) {
    test_rig rig;
    jumio_check_finding found;
    const fake_step steps[] = {BAD(AUTH("amer-1")), {.result = results[i], .delivery = JUMIO_DELIVERY_MAYBE_SENT, .times = -1}};
    rig_begin(&rig, steps, 2);
    assert_int_equal(check(&rig, JUMIO_CHECK_OTHER_REGIONS, &found, NULL), expected[i]);
    assert_int_equal(found, findings[i]);
    assert_int_equal(rig.http.requests, 2);
    rig_end(&rig);
  }
  test_rig rig;
  jumio_cancel *cancel = NULL;
  assert_int_equal(jumio_cancel_new(NULL, &cancel, NULL), JUMIO_OK);
  const fake_step steps[] = {{.path = AUTH("amer-1"), .status = 401, .before = trigger, .before_data = cancel}, GOOD("/oauth2/token")};
  rig_begin(&rig, steps, 2);
  assert_int_equal(jumio_client_check(rig.client, JUMIO_CHECK_OTHER_REGIONS, JUMIO_DEADLINE_DEFAULT, cancel, NULL, NULL),
                   JUMIO_ERR_CANCELLED);
  assert_int_equal(rig.http.requests, 1);
  jumio_cancel_free(cancel);
  rig_end(&rig);
}

/* Two regions that cannot be reached do not count against the configured one's breaker. */
static void test_check__other_regions_leave_the_breaker_alone(void **state)
{
  static const fake_step steps[] = {BAD(AUTH("amer-1")), {.result = JUMIO_ERR_CONNECT, .delivery = JUMIO_DELIVERY_NOT_SENT, .times = -1}};
  (void)state;
  test_rig rig;
  jumio_check_finding found;
  rig_begin(&rig, steps, 2);
  for (int i = 0; i < 10; i++)
    assert_int_equal(check(&rig, JUMIO_CHECK_OTHER_REGIONS, &found, NULL), JUMIO_ERR_AUTH);
  assert_int_equal(rig.http.requests, 30);
  rig_end(&rig);
}

/* ---- the retrieval host ---- */

static void test_check__retrieval(void **state)
{
  static const struct {
    fake_step step;
    jumio_result result;
    const char *finding;
  } cases[] = {
      {{.path = "/status", .status = 404, .times = -1}, JUMIO_OK, "OK"},
      {{.path = "/status", .status = 200, .times = -1}, JUMIO_OK, "OK"},
      {{.path = "/status", .status = 200, .body = "\r\n<!DOCTYPE html>", .times = -1}, JUMIO_ERR_PROTOCOL, "OTHER"}, /* H21 */
      {{.path = "/status", .status = 403, .times = -1}, JUMIO_ERR_PERMISSION, "PERMISSION"},
      {{.path = "/status", .status = 401, .times = -1}, JUMIO_ERR_AUTH, "OTHER"}, /* refused although it is fresh */
      {{.path = "/status", .status = 500, .times = -1}, JUMIO_ERR_SERVER, "OTHER"},
      {{.path = "/status", .result = JUMIO_ERR_CONNECT, .delivery = JUMIO_DELIVERY_NOT_SENT, .times = -1},
       JUMIO_ERR_CONNECT,
       "UNREACHABLE"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const fake_step steps[] = {RIG_TOKEN_STEP, cases[i].step};
    assert_check(steps, 2, BOTH, cases[i].result, cases[i].finding);
  }
}

/* The ids are of the right form, by chance, and new with each check. */
static void test_check__retrieval_asks_for_what_cannot_exist(void **state)
{
  static const fake_step steps[] = {RIG_TOKEN_STEP, {.path = "/status", .status = 404, .times = -1}};
  (void)state;
  test_rig rig;
  jumio_check_finding found;
  rig_begin(&rig, steps, 2);
  for (int i = 0; i < 2; i++)
    assert_int_equal(check(&rig, JUMIO_CHECK_RETRIEVAL, &found, NULL), JUMIO_OK);
  const char *one = rig.http.seen[1], *two = rig.http.seen[3];
  assert_memory_equal(one, "GET https://retrieval.amer-1.jumio.ai/api/v1/accounts/", 54);
  assert_memory_equal(one + 54 + 36, "/workflow-executions/", 21);
  assert_memory_equal(one + 54 + 36 + 21 + 36, "/status\n", 8);
  assert_int_equal(one[54 + 14], '4');
  assert_int_equal(one[54 + 8], '-');
  assert_memory_not_equal(one, two, 54 + 36);
  rig.clock.no_random = 1;
  assert_int_equal(check(&rig, JUMIO_CHECK_RETRIEVAL, &found, NULL), JUMIO_ERR_RANDOM);
  assert_int_equal(found, JUMIO_FINDING_OTHER);
  rig_end(&rig);
}

/* ---- the clock ---- */

/* K03, K04: more than five minutes off, either way, where the server says its time. */
static void test_check__clock(void **state)
{
  static const struct {
    int64_t off_ms;
    const char *date, *finding;
  } cases[] = {{0, NOW, "OK"},          {300000, NOW, "OK"},     {-300000, NOW, "OK"},  {300001, NOW, "CLOCK"},
               {-300001, NOW, "CLOCK"}, {3600000, NOW, "CLOCK"}, {3600000, NULL, "OK"}, {3600000, "Date: yesterday", "OK"}};
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    test_rig rig;
    jumio_check_finding found;
    const fake_step steps[] = {{.path = "/oauth2/token", .status = 200, .headers = cases[i].date, .body = rig_token_body}};
    rig_begin(&rig, steps, 1);
    atomic_fetch_add(&rig.clock.wall_ms, cases[i].off_ms);
    assert_int_equal(check(&rig, 0, &found, NULL), JUMIO_OK); /* the credentials are good all the same */
    assert_string_equal(jumio_check_finding_name(found), cases[i].finding);
    rig_end(&rig);
  }
}

/* K03: no certificate holds in a time before this library was made. */
static void test_check__a_clock_that_breaks_tls(void **state)
{
  static const fake_step steps[] = {{.result = JUMIO_ERR_TLS, .delivery = JUMIO_DELIVERY_NOT_SENT, .times = -1}};
  (void)state;
  test_rig rig;
  jumio_check_finding found;
  rig_begin(&rig, steps, 1);
  atomic_store(&rig.clock.wall_ms, 0);
  assert_int_equal(check(&rig, 0, &found, NULL), JUMIO_ERR_TLS);
  assert_int_equal(found, JUMIO_FINDING_CLOCK);
  rig_end(&rig);
}

/* ---- arguments and memory ---- */

static void test_check__arguments(void **state)
{
  (void)state;
  test_rig rig;
  jumio_check_finding found = 99;
  rig_begin(&rig, rig_happy, rig_happy_count);
  assert_int_equal(check(&rig, 4, &found, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(found, JUMIO_FINDING_OTHER);
  assert_int_equal(rig.http.requests, 0);
  assert_string_equal(jumio_check_finding_name(-1), "?");
  assert_string_equal(jumio_check_finding_name(8), "?");
  rig_end(&rig);
}

static int check_with(jumio_alloc *alloc, void *data)
{
  const fake_step *steps = data;
  test_rig rig;
  jumio_error *error = NULL;
  jumio_check_finding found = JUMIO_FINDING_OTHER;
  jumio_result result = rig_begin_with(&rig, alloc, steps, 3, &error);
  if (result == JUMIO_OK)
    result = jumio_client_check(rig.client, BOTH, JUMIO_DEADLINE_DEFAULT, NULL, &found, &error);
  assert_true(found != JUMIO_FINDING_OK || result == JUMIO_OK);
  jumio_error_free(error);
  rig_end(&rig);
  return result == JUMIO_OK || result == JUMIO_ERR_AUTH ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

static void test_check__every_allocation(void **state)
{
  static const fake_step refused[] = {BAD(AUTH("amer-1")), BAD(AUTH("emea-1")), GOOD(AUTH("apac-1"))};
  static const fake_step good[] = {RIG_TOKEN_STEP, {.path = "/status", .status = 404, .times = -1}, {.status = 500}};
  (void)state;
  assert_true(failing_alloc_sweep(check_with, (void *)refused) > 20);
  assert_true(failing_alloc_sweep(check_with, (void *)good) > 20);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_check__findings_of_the_token_alone),
      cmocka_unit_test(test_check__shows_nothing_unasked),
      cmocka_unit_test(test_check__names_the_right_region),
      cmocka_unit_test(test_check__no_other_region_accepts),
      cmocka_unit_test(test_check__asks_other_regions_only_after_a_refusal),
      cmocka_unit_test(test_check__never_with_a_test_endpoint),
      cmocka_unit_test(test_check__ends_between_the_regions),
      cmocka_unit_test(test_check__other_regions_leave_the_breaker_alone),
      cmocka_unit_test(test_check__retrieval),
      cmocka_unit_test(test_check__retrieval_asks_for_what_cannot_exist),
      cmocka_unit_test(test_check__clock),
      cmocka_unit_test(test_check__a_clock_that_breaks_tls),
      cmocka_unit_test(test_check__arguments),
      cmocka_unit_test(test_check__every_allocation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
