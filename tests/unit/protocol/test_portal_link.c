/** Links into the portal: made by the host's template only, and the template is checked when it is set. */
#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <jumio/jumio.h>

#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define A "89e7fd94-adb7-40ed-8110-183b1b015de8"
#define W "e4c9ccd0-8d13-45a5-ab15-53025ce7dc19"

static jumio_result no_perform(const jumio_http_request *request, jumio_http_response *response, void *data)
{
  (void)request;
  (void)response;
  (void)data;
  return JUMIO_ERR_UNSUPPORTED;
}

/* A client of emea-1 with a transport of its own: the link is no matter of the bundled one. */
static jumio_result new_client(jumio_alloc *alloc, const char *link, jumio_client **out)
{
  static const jumio_http_ops ops = {sizeof ops, 0, no_perform, NULL};
  jumio_config *config = NULL;
  jumio_result result = jumio_config_new(alloc, &config, NULL);
  if (result == JUMIO_OK)
    result = jumio_config_set_region(config, "EU", JUMIO_NTS, NULL);
  if (result == JUMIO_OK)
    result = jumio_config_set_credentials(config, "id", JUMIO_NTS, "secret", JUMIO_NTS, NULL);
  if (result == JUMIO_OK)
    result = jumio_config_set_user_agent(config, "Test/1.0", JUMIO_NTS, NULL);
  if (result == JUMIO_OK)
    result = jumio_config_set_http(config, &ops, NULL, NULL, 0, NULL);
  if (result == JUMIO_OK && link != NULL)
    result = jumio_config_set_option(config, JUMIO_OPTION_PORTAL_LINK, link, JUMIO_NTS, NULL);
  if (result == JUMIO_OK)
    result = jumio_client_new(config, out, NULL);
  jumio_config_free(config);
  return result;
}

static void expect(const char *link, const char *made)
{
  jumio_client *client = NULL;
  char *out = NULL;
  assert_int_equal(new_client(NULL, link, &client), JUMIO_OK);
  assert_int_equal(jumio_client_dup_portal_link(client, "89E7FD94-adb7-40ed-8110-183b1b015de8", JUMIO_NTS, W, JUMIO_NTS, &out, NULL),
                   JUMIO_OK);
  assert_string_equal(out, made);
  jumio_text_free(out);
  jumio_client_unref(client);
}

static void test_portal_link__fills_the_template(void **state)
{
  (void)state;
  expect("https://portal.example/{execution}", "https://portal.example/" W);
  expect("https://{region}.portal.example:8443/a/{account}/e/{execution}?r={region}&e={execution}#/{execution}",
         "https://emea-1.portal.example:8443/a/" A "/e/" W "?r=emea-1&e=" W "#/" W);
}

static void test_portal_link__longest_template(void **state)
{
  (void)state;
  char link[1002] = "https://p.example/";
  for (size_t len = strlen(link); len + 9 <= 989; len += 9)
    memcpy(link + len, "{account}", 9);
  size_t len = strlen(link);
  memcpy(link + len, "{execution}", 11);
  len += 11;
  memset(link + len, 'x', 1000 - len);
  jumio_client *client = NULL;
  char *out = NULL;
  assert_int_equal(new_client(NULL, link, &client), JUMIO_OK);
  assert_int_equal(jumio_client_dup_portal_link(client, A, JUMIO_NTS, W, JUMIO_NTS, &out, NULL), JUMIO_OK);
  assert_non_null(strstr(out, A A));
  jumio_text_free(out);
  jumio_client_unref(client);
  link[1000] = 'x';
  assert_int_equal(new_client(NULL, link, &client), JUMIO_ERR_ARGUMENT);
}

static void test_portal_link__template_is_checked(void **state)
{
  (void)state;
  static const char *const bad[] = {"",
                                    "{execution}",
                                    "http://portal.example/{execution}",
                                    "https://portal.example/",
                                    "https://portal.example/{account}",
                                    "https://portal.example/{Execution}",
                                    "https://portal.example/{execution}/{user}",
                                    "https://portal.example/{execution",
                                    "https://portal.example?e={execution}",
                                    "https://{execution}.example/",
                                    "https://{account}.example/{execution}",
                                    "https://user@portal.example/{execution}",
                                    "https://192.0.2.1/{execution}",
                                    "https://portal.example/{execution} ",
                                    "https://portal.example/{execution}\n",
                                    "https://portal.example/\xC3\xA9/{execution}",
                                    "javascript:alert({execution})"};
  for (size_t i = 0; i < COUNT(bad); i++) {
    jumio_client *client = NULL;
    if (new_client(NULL, bad[i], &client) != JUMIO_ERR_ARGUMENT)
      fail_msg("taken: %s", bad[i]);
  }
}

static void test_portal_link__none_without_a_template(void **state)
{
  (void)state;
  jumio_client *client = NULL;
  char *out = (char *)(uintptr_t)8;
  jumio_error *error = NULL;
  assert_int_equal(new_client(NULL, NULL, &client), JUMIO_OK);
  assert_int_equal(jumio_client_dup_portal_link(client, A, JUMIO_NTS, W, JUMIO_NTS, &out, &error), JUMIO_ERR_STATE);
  assert_null(out);
  assert_non_null(strstr(jumio_error_get_message(error), "JUMIO_OPTION_PORTAL_LINK"));
  jumio_error_free(error);
  assert_int_equal(jumio_client_dup_portal_link(client, "x", 1, W, JUMIO_NTS, &out, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_client_dup_portal_link(client, A, JUMIO_NTS, "../etc", JUMIO_NTS, &out, NULL), JUMIO_ERR_ARGUMENT);
  jumio_client_unref(client);
}

static int link_scenario(jumio_alloc *alloc, void *data)
{
  jumio_client *client = NULL;
  char *out = NULL;
  (void)data;
  jumio_result result = new_client(alloc, "https://portal.example/{execution}", &client);
  if (result == JUMIO_OK)
    result = jumio_client_dup_portal_link(client, A, JUMIO_NTS, W, JUMIO_NTS, &out, NULL);
  jumio_text_free(out);
  jumio_client_unref(client);
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

static void test_portal_link__every_allocation_fails(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(link_scenario, NULL) > 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_portal_link__fills_the_template),     cmocka_unit_test(test_portal_link__longest_template),
      cmocka_unit_test(test_portal_link__template_is_checked),    cmocka_unit_test(test_portal_link__none_without_a_template),
      cmocka_unit_test(test_portal_link__every_allocation_fails),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
