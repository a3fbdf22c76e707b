/** What may be said of the bundled transport: each value by its rule, which of them fit together, and that secrets are wiped. */
#include "support/failing_alloc.h"
#include "support/rig.h"

#include "support/cmocka.h"

#include <string.h>

static jumio_config *new_config(jumio_alloc *alloc)
{
  jumio_config *config = NULL;
  assert_int_equal(jumio_config_new(alloc, &config, NULL), JUMIO_OK);
  assert_int_equal(jumio_config_set_region(config, "EU", JUMIO_NTS, NULL), JUMIO_OK);
  assert_int_equal(jumio_config_set_credentials(config, "id", JUMIO_NTS, RIG_SECRET, JUMIO_NTS, NULL), JUMIO_OK);
  assert_int_equal(jumio_config_set_user_agent(config, "Test/1.0", JUMIO_NTS, NULL), JUMIO_OK);
  return config;
}

typedef struct value_row {
  jumio_option option;
  const char *text;
  const char *named; /* in the refusal; NULL: it is good */
} value_row;

static void test_config_transport__each_value_has_its_rule(void **state)
{
  (void)state;
  static const value_row rows[] = {
      {JUMIO_OPTION_PROXY, "http://proxy.example:3128", NULL},
      {JUMIO_OPTION_PROXY, "https://10.0.0.1:443", NULL},
      {JUMIO_OPTION_PROXY, "socks5h://proxy.example:1080", NULL},
      {JUMIO_OPTION_PROXY, "http://[::1]:3128", NULL},
      {JUMIO_OPTION_PROXY, "", "proxy"},
      {JUMIO_OPTION_PROXY, "http://proxy.example", "proxy"},
      {JUMIO_OPTION_PROXY, "http://user:canary@proxy.example:3128", "proxy"},
      {JUMIO_OPTION_PROXY, "socks5://proxy.example:1080", "proxy"}, /* would resolve here */
      {JUMIO_OPTION_PROXY, "socks5h://", "proxy"},
      {JUMIO_OPTION_PROXY, "ftp://proxy.example:21", "proxy"},
      {JUMIO_OPTION_PROXY, "http://proxy.example:3128/", "proxy"},
      {JUMIO_OPTION_PROXY, "http://proxy.example:3128?q", "proxy"},
      {JUMIO_OPTION_PROXY, "http://proxy.example:0", "proxy"},
      {JUMIO_OPTION_PROXY, "http://proxy.example:3128\r\nX: y", "proxy"},
      {JUMIO_OPTION_PROXY_CREDENTIALS, "user:sec:ret", NULL},
      {JUMIO_OPTION_PROXY_CREDENTIALS, "user:", NULL},
      {JUMIO_OPTION_PROXY_CREDENTIALS, "canary", "proxy credentials"},
      {JUMIO_OPTION_PROXY_CREDENTIALS, ":canary", "proxy credentials"},
      {JUMIO_OPTION_PROXY_CREDENTIALS, "user:canary\n", "proxy credentials"},
      {JUMIO_OPTION_CLIENT_CERTIFICATE, "client.pem", NULL},
      {JUMIO_OPTION_CLIENT_CERTIFICATE, "", "client certificate"},
      {JUMIO_OPTION_CLIENT_KEY, "", "client key"},
      {JUMIO_OPTION_CLIENT_KEY_PASSWORD, "", "client key password"},
      {JUMIO_OPTION_CLIENT_KEY_PASSWORD, "\xC3\xA4 b", NULL},
      {JUMIO_OPTION_CLIENT_KEY_PASSWORD, "\xFF", "client key password"},
      {0, "x", "option"},
      {JUMIO_OPTION_PORTAL_LINK + 1, "x", "option"},
      {-1, "x", "option"},
  };
  jumio_config *config = new_config(NULL);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    jumio_error *error = NULL;
    jumio_result result = jumio_config_set_option(config, rows[i].option, rows[i].text, JUMIO_NTS, &error);
    if ((result == JUMIO_OK) != (rows[i].named == NULL))
      print_error("%d %s\n", (int)rows[i].option, rows[i].text);
    assert_int_equal(result, rows[i].named == NULL ? JUMIO_OK : JUMIO_ERR_ARGUMENT);
    if (rows[i].named != NULL) {
      assert_non_null(strstr(jumio_error_get_message(error), rows[i].named));
      assert_null(strstr(jumio_error_get_message(error), "canary"));
    }
    jumio_error_free(error);
  }
  jumio_config_free(config);
}

static void test_config_transport__long_values_are_refused(void **state)
{
  (void)state;
  char text[600];
  jumio_config *config = new_config(NULL);
  memset(text, 'a', sizeof text);
  memcpy(text, "http://", 7);
  assert_int_equal(jumio_config_set_option(config, JUMIO_OPTION_PROXY, text, 300, NULL), JUMIO_ERR_ARGUMENT);
  text[4] = ':';
  assert_int_equal(jumio_config_set_option(config, JUMIO_OPTION_PROXY_CREDENTIALS, text, 512, NULL), JUMIO_OK);
  assert_int_equal(jumio_config_set_option(config, JUMIO_OPTION_PROXY_CREDENTIALS, text, 513, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_config_set_option(config, JUMIO_OPTION_CLIENT_KEY_PASSWORD, text, 513, NULL), JUMIO_ERR_ARGUMENT);
  jumio_config_free(config);
}

typedef struct pair_row {
  jumio_option option[2];
  const char *text[2];
  const char *named;
} pair_row;

static void refused_client(jumio_config *config, const char *named)
{
  jumio_client *client = NULL;
  jumio_error *error = NULL;
  jumio_result result = jumio_client_new(config, &client, &error);
  assert_int_equal(result, named == NULL ? JUMIO_OK : JUMIO_ERR_ARGUMENT);
  if (named != NULL)
    assert_non_null(strstr(jumio_error_get_message(error), named));
  jumio_error_free(error);
  jumio_client_unref(client);
}

static void test_config_transport__what_does_not_fit_together(void **state)
{
  (void)state;
  static const pair_row rows[] = {
      {{JUMIO_OPTION_PROXY_CREDENTIALS}, {"a:b"}, "proxy credentials: needs a proxy"},
      {{JUMIO_OPTION_CLIENT_KEY}, {"key.pem"}, "client key: needs a client certificate"},
      {{JUMIO_OPTION_CLIENT_KEY_PASSWORD}, {"x"}, "client key password: needs a client certificate"},
      {{JUMIO_OPTION_PROXY, JUMIO_OPTION_PROXY_CREDENTIALS}, {"socks5h://p:1", "a:b%41"}, "percent"},
      {{JUMIO_OPTION_PROXY, JUMIO_OPTION_PROXY_CREDENTIALS}, {"http://p:1", "a:b%41"}, NULL},
      {{JUMIO_OPTION_CLIENT_CERTIFICATE, JUMIO_OPTION_CLIENT_KEY}, {"c.pem", "k.pem"}, NULL},
      {{JUMIO_OPTION_CA_FILE, JUMIO_OPTION_CA_PATH}, {"/dev/null", "/dev/null"}, NULL}, /* the later one wins */
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    jumio_config *config = new_config(NULL);
    for (size_t k = 0; k < 2 && rows[i].option[k] != 0; k++)
      assert_int_equal(jumio_config_set_option(config, rows[i].option[k], rows[i].text[k], JUMIO_NTS, NULL), JUMIO_OK);
    if (jumio_has_feature(JUMIO_FEATURE_CURL) || rows[i].named != NULL)
      refused_client(config, rows[i].named);
    jumio_config_free(config);
  }
}

/* TH06: what a proxy resolves cannot be looked at here. */
static void test_config_transport__a_proxy_and_the_refusal_of_private_addresses(void **state)
{
  (void)state;
  jumio_config *config = new_config(NULL);
  assert_int_equal(jumio_config_set_switch(config, JUMIO_SWITCH_REFUSE_PRIVATE_ADDRESSES, 1, NULL), JUMIO_OK);
  assert_int_equal(jumio_config_set_option(config, JUMIO_OPTION_PROXY, "http://p:1", JUMIO_NTS, NULL), JUMIO_OK);
  refused_client(config, "private addresses");
  jumio_config_free(config);
}

static jumio_result no_perform(const jumio_http_request *request, jumio_http_response *response, void *user_data)
{
  (void)request;
  (void)response;
  (void)user_data;
  return JUMIO_ERR_UNSUPPORTED;
}

/* Silence would let a host believe that its proxy is used. */
static void test_config_transport__another_transport_refuses_them(void **state)
{
  (void)state;
  static const jumio_http_ops ops = {sizeof ops, 0, no_perform, NULL};
  for (int i = 1; i <= 11; i++) {
    jumio_config *config = new_config(NULL);
    assert_int_equal(jumio_config_set_http(config, &ops, NULL, NULL, 0, NULL), JUMIO_OK);
    if (i <= 7)
      assert_int_equal(jumio_config_set_option(config, i, i == JUMIO_OPTION_PROXY ? "http://p:1" : "a:b", JUMIO_NTS, NULL), JUMIO_OK);
    else if (i <= 10)
      assert_int_equal(jumio_config_set_limit(config, JUMIO_LIMIT_CONNECTIONS + i - 8, 1, NULL), JUMIO_OK);
    else
      assert_int_equal(jumio_config_set_switch(config, JUMIO_SWITCH_REFUSE_PRIVATE_ADDRESSES, 0, NULL), JUMIO_OK);
    refused_client(config, "bundled transport only");
    jumio_config_free(config);
  }
}

/* Each allocation fails in turn; what could not be kept leaves the former value. */
static int make_client(jumio_alloc *alloc, void *data)
{
  static const char *const texts[] = {NULL, NULL, "/dev/null", "http://p:1", "user:" RIG_SECRET, "c.pem", "k.pem", RIG_SECRET};
  jumio_config *config = NULL;
  jumio_client *client = NULL;
  (void)data;
  jumio_result result = jumio_config_new(alloc, &config, NULL);
  if (result == JUMIO_OK)
    result = jumio_config_set_region(config, "EU", JUMIO_NTS, NULL);
  if (result == JUMIO_OK)
    result = jumio_config_set_credentials(config, "id", JUMIO_NTS, RIG_SECRET, JUMIO_NTS, NULL);
  if (result == JUMIO_OK)
    result = jumio_config_set_user_agent(config, "Test/1.0", JUMIO_NTS, NULL);
  for (jumio_option i = 2; i < 8 && result == JUMIO_OK; i++)
    for (int twice = 0; twice < 2 && result == JUMIO_OK; twice++)
      result = jumio_config_set_option(config, i, texts[i], JUMIO_NTS, NULL);
  if (result == JUMIO_OK)
    result = jumio_client_new(config, &client, NULL);
  jumio_client_unref(client);
  jumio_config_free(config);
  if (result == JUMIO_ERR_UNSUPPORTED) /* a build without curl */
    result = JUMIO_OK;
  assert_true(result == JUMIO_OK || result == JUMIO_ERR_OUT_OF_MEMORY);
  return result != JUMIO_OK;
}

static void test_config_transport__memory_may_run_out_anywhere(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(make_client, NULL) > 20);
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_config_transport__each_value_has_its_rule),
      cmocka_unit_test(test_config_transport__long_values_are_refused),
      cmocka_unit_test(test_config_transport__what_does_not_fit_together),
      cmocka_unit_test(test_config_transport__a_proxy_and_the_refusal_of_private_addresses),
      cmocka_unit_test(test_config_transport__another_transport_refuses_them),
      cmocka_unit_test(test_config_transport__memory_may_run_out_anywhere),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
