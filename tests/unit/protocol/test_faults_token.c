/** Faults of the access token that need more than one client, or a server that plays tricks with its life (reliability.md group A). */
#include "support/rig.h"

#include "support/cmocka.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define IDS RIG_ACCOUNT, JUMIO_NTS, RIG_EXECUTION, JUMIO_NTS

static jumio_result poll_once(jumio_client *client)
{
  jumio_workflow_execution *execution = NULL;
  jumio_result result = jumio_workflow_execution_fetch(client, IDS, -1, NULL, &execution, NULL);
  jumio_workflow_execution_free(execution);
  return result;
}

/* A07: the server hands out the same token with what is left of its life. It serves to its end, with a request in ten seconds at most. */
static void test_faults_token__a_dying_token_is_used_to_its_end(void **state)
{
  (void)state;
  test_rig rig;
  const fake_step steps[] = {{.path = "/oauth2/token", .status = 200, .body = "{\"access_token\":\"abc\",\"expires_in\":20}"},
                             {.path = "/oauth2/token", .status = 200, .body = "{\"access_token\":\"abc\",\"expires_in\":4}"},
                             {.path = "/oauth2/token", .status = 200, .body = "{\"access_token\":\"def\",\"expires_in\":3600}"},
                             {.path = "/status", .status = 200, .body = rig_status_body, .times = -1}};
  rig_begin(&rig, steps, 4);
  for (int second = 0; second < 25; second++) {
    assert_int_equal(poll_once(rig.client), JUMIO_OK);
    fake_clock_advance(&rig.clock, 1000);
  }
  assert_int_equal(fake_http_count(&rig.http, "/oauth2/token"), 3); /* at 0, at 15 or 16, and when that one was dead */
  assert_int_equal(rig.http.unexpected, 0);
  rig_end(&rig);
}

static jumio_client *client_of(test_rig *rig, const char *id)
{
  jumio_config *config = NULL;
  jumio_client *client = NULL;
  assert_int_equal(jumio_config_new(NULL, &config, NULL), JUMIO_OK);
  assert_int_equal(jumio_config_set_region(config, "amer-1", JUMIO_NTS, NULL), JUMIO_OK);
  assert_int_equal(jumio_config_set_credentials(config, id, JUMIO_NTS, RIG_SECRET, JUMIO_NTS, NULL), JUMIO_OK);
  assert_int_equal(jumio_config_set_user_agent(config, "Acme Onboarding/2.1", JUMIO_NTS, NULL), JUMIO_OK);
  assert_int_equal(jumio_config_set_clock(config, &fake_clock_ops, &rig->clock, NULL, NULL), JUMIO_OK);
  assert_int_equal(jumio_config_set_http(config, &fake_http_ops, &rig->http, NULL, 0, NULL), JUMIO_OK);
  assert_int_equal(jumio_client_new(config, &client, NULL), JUMIO_OK);
  jumio_config_free(config);
  return client;
}

/* A13, and A11 as far as this library knows it: credentials are a client's for life, new ones make a new client, and each uses its own
 * token. */
static void test_faults_token__two_tenants_share_nothing(void **state)
{
  (void)state;
  test_rig rig;
  const fake_step steps[] = {{.path = "/oauth2/token", .status = 200, .body = "{\"access_token\":\"of-one\",\"expires_in\":3600}"},
                             {.path = "/oauth2/token", .status = 200, .body = "{\"access_token\":\"of-two\",\"expires_in\":3600}"},
                             {.path = "/status", .status = 200, .body = rig_status_body, .times = -1}};
  rig_begin(&rig, steps, 3);
  jumio_client *one = client_of(&rig, "one"), *two = client_of(&rig, "two");
  for (int i = 0; i < 3; i++) {
    assert_int_equal(poll_once(one), JUMIO_OK);
    assert_int_equal(poll_once(two), JUMIO_OK);
  }
  assert_int_equal(fake_http_count(&rig.http, "/oauth2/token"), 2);
  assert_int_equal(rig.http.requests, 8);
  for (size_t i = 4; i < 8; i++)
    assert_non_null(strstr(rig.http.seen[i], i % 2 == 0 ? "Bearer of-one\n" : "Bearer of-two\n"));
  jumio_client_unref(one);
  assert_int_equal(poll_once(two), JUMIO_OK);
  jumio_client_unref(two);
  rig_end(&rig);
}

static void feed_token(jumio_op *op)
{
  jumio_http_response *response = jumio_op_get_response(op);
  assert_int_equal(jumio_http_response_set_status(response, 200), JUMIO_OK);
  assert_int_equal(jumio_http_response_append_body(response, rig_token_body, strlen(rig_token_body)), JUMIO_OK);
  assert_int_equal(jumio_op_feed(op, JUMIO_OK), JUMIO_OK);
}

/* A14: the host gives the client up while a token is fetched and another operation waits for it. Operations outlive their client: whichever
 * is freed, the other goes on. */
static void test_faults_token__the_client_is_freed_during_a_fetch(void **state)
{
  (void)state;
  for (int aborted = 0; aborted < 2; aborted++) {
    test_rig rig;
    jumio_op *first = NULL, *second = NULL;
    rig_begin(&rig, rig_happy, rig_happy_count);
    assert_int_equal(jumio_op_workflow_execution_fetch(rig.client, IDS, -1, &first, NULL), JUMIO_OK);
    assert_int_equal(jumio_op_workflow_execution_fetch(rig.client, IDS, -1, &second, NULL), JUMIO_OK);
    assert_int_equal(jumio_op_step(first), JUMIO_OP_SEND);
    assert_int_equal(jumio_op_step(second), JUMIO_OP_WAIT);
    jumio_client_unref(rig.client);
    rig.client = NULL;
    if (aborted) {
      jumio_op_free(first);
      first = NULL;
    } else {
      feed_token(first);
      assert_int_equal(jumio_op_step(first), JUMIO_OP_SEND);
    }
    assert_int_equal(jumio_op_step(second), JUMIO_OP_SEND);
    assert_non_null(strstr(jumio_http_request_get_url(jumio_op_get_request(second)), aborted ? "/oauth2/token" : "/status"));
    jumio_op_free(first);
    jumio_op_free(second);
    rig_end(&rig);
  }
}

/* J24: tokens are never taken apart. What the grammar of RFC 6750 allows goes out as it came; A09: anything else is refused. */
static void test_faults_token__holds_anything_that_a_token_may(void **state)
{
  static const struct {
    const char *token;
    bool good;
  } rows[] = {{"H4sIAAAAAAAA_6tWKkktLlGyUlAqKk1VqgUA.e30=.", true},
              {"eyJhbGciOiJub25lIn0.eyJ4IjoiPHNjcmlwdD4ifQ.", true},
              {"....", true},
              {"0", true},
              {"a+b/c~d-e_f==", true},
              {"a b", false},
              {"{}", false},
              {"%2e%2e", false},
              {"a\\r\\nX: y", false}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    test_rig rig;
    char body[200], header[200];
    snprintf(body, sizeof body, "{\"access_token\":\"%s\",\"expires_in\":3600}", rows[i].token);
    snprintf(header, sizeof header, "\nAuthorization: Bearer %s\n", rows[i].token);
    const fake_step steps[] = {{.path = "/oauth2/token", .status = 200, .body = body, .times = -1},
                               {.path = "/status", .status = 200, .body = rig_status_body, .times = -1}};
    rig_begin(&rig, steps, 2);
    assert_int_equal(poll_once(rig.client), rows[i].good ? JUMIO_OK : JUMIO_ERR_PROTOCOL);
    assert_int_equal(rig.http.requests, rows[i].good ? 2 : 1);
    if (rows[i].good)
      assert_non_null(strstr(rig.http.seen[1], header));
    rig_end(&rig);
  }
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_faults_token__a_dying_token_is_used_to_its_end),
      cmocka_unit_test(test_faults_token__two_tenants_share_nothing),
      cmocka_unit_test(test_faults_token__the_client_is_freed_during_a_fetch),
      cmocka_unit_test(test_faults_token__holds_anything_that_a_token_may),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
