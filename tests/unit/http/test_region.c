/** Regions: every documented name and host finds its own, nothing else finds any (threat TH32, faults N21 and N24). */
#include "support/cmocka.h"

#include <jumio/jumio.h>

#include <stdio.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

static void test_region__finds_by_every_documented_name(void **state)
{
  (void)state;
  static const struct {
    const char *text, *region;
  } rows[] = {
      {"amer-1", "amer-1"},
      {"AMER-1", "amer-1"},
      {"US", "amer-1"},
      {"us", "amer-1"},
      {"EU", "emea-1"},
      {"eu", "emea-1"},
      {"SG", "apac-1"},
      {"SGP", "apac-1"},
      {"sgp", "apac-1"},
      {"auth.emea-1.jumio.ai", "emea-1"},
      {"web-sdk.apac-1.jumio.ai", "apac-1"},
      {"acme.web.amer-1.jumio.ai", "amer-1"},
      {"https://acme.web.emea-1.jumio.ai/web/v4/app?authorizationToken=x&locale=en", "emea-1"},
      {"https://retrieval.apac-1.jumio.ai/api/v1/accounts", "apac-1"},
      {"callback.amer-1.jumio.ai", "amer-1"},
      {"customer-portal.lon.netverify.com", "emea-1"},
      {"https://customer-portal.lon.netverify.com/#/login", "emea-1"},
      {"Customer-Portal.lon.netverify.com/#/login", "emea-1"},
      {"https://customer-portal.netverify.com/", "amer-1"},
      {"http://customer-portal.netverify.com:443/", "amer-1"},
      {"netverify.com", "amer-1"},
      {"lon.netverify.com", "emea-1"},
      {"core-sgp.jumio.com", "apac-1"},
      {"upload.netverify.com", "amer-1"},
      {"acquisition.lon.netverify.com", "emea-1"},
      {"retrieval.core-sgp.jumio.com", "apac-1"},
      {"upload.core-sgp.jumio.com:443", "apac-1"},
      {"callback.jumio.com", "amer-1"},
      {"callback.lon.jumio.com", "emea-1"},
      {"callback.core-sgp.jumio.com", "apac-1"},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    const char *found = jumio_region_find(rows[i].text, JUMIO_NTS);
    if (found == NULL || strcmp(found, rows[i].region) != 0)
      fail_msg("%s finds %s", rows[i].text, found != NULL ? found : "nothing");
  }
}

static void test_region__guesses_nothing(void **state)
{
  (void)state;
  static const char *const rows[] = {"",
                                     " ",
                                     "USA",
                                     "us ",
                                     "amer-2",
                                     "amer-1.jumio.ai",
                                     ".amer-1.jumio.ai",
                                     "-.amer-1.jumio.ai.example",
                                     "https://.amer-1.jumio.ai/",
                                     "amer-1.jumio.ai.evil.example",
                                     "auth.emea-1.jumio.ai.",
                                     "auth.emea-1.jumio.ai.evil.example",
                                     "evil.example/auth.emea-1.jumio.ai",
                                     "https://evil.example/?x=auth.emea-1.jumio.ai",
                                     "https://evil.example#.emea-1.jumio.ai",
                                     "https://auth.emea-1.jumio.ai@evil.example/",
                                     "evil@x.emea-1.jumio.ai",
                                     "xemea-1.jumio.ai",
                                     "auth.xemea-1.jumio.ai",
                                     "evilnetverify.com",
                                     "acme.netverify.com",
                                     "jumio.com",
                                     "jumio.ai",
                                     "account.jumiopp.link",
                                     "customer-portal.core-sgp.jumio.com",
                                     "ftp://netverify.com/",
                                     "emea-1\n",
                                     "\xC3\x89U",
                                     "e\xFFu"};
  for (size_t i = 0; i < COUNT(rows); i++)
    if (jumio_region_find(rows[i], JUMIO_NTS) != NULL)
      fail_msg("%s finds %s", rows[i], jumio_region_find(rows[i], JUMIO_NTS));
  assert_null(jumio_region_find(NULL, 0));
  assert_null(jumio_region_find("EU\0x", 4));
  assert_string_equal(jumio_region_find("EUx", 2), "emea-1");
}

static void test_region__texts(void **state)
{
  (void)state;
  static const char *const rows[][JUMIO_REGION_TEXT_PORTAL_HOST] = {
      {"amer-1", "US", "US", "us", "auth.amer-1.jumio.ai", "account.amer-1.jumio.ai", "api.amer-1.jumio.ai", "retrieval.amer-1.jumio.ai",
       "status.amer-1.jumio.ai", "callback.amer-1.jumio.ai", "netverify.com", "customer-portal.netverify.com"},
      {"emea-1", "EU", "EU", "eu", "auth.emea-1.jumio.ai", "account.emea-1.jumio.ai", "api.emea-1.jumio.ai", "retrieval.emea-1.jumio.ai",
       "status.emea-1.jumio.ai", "callback.emea-1.jumio.ai", "lon.netverify.com", "customer-portal.lon.netverify.com"},
      {"apac-1", "SGP", "SG", "sgp", "auth.apac-1.jumio.ai", "account.apac-1.jumio.ai", "api.apac-1.jumio.ai", "retrieval.apac-1.jumio.ai",
       "status.apac-1.jumio.ai", "callback.apac-1.jumio.ai", "core-sgp.jumio.com", NULL},
  };
  for (size_t row = 0; row < COUNT(rows); row++)
    for (jumio_region_text which = 1; which <= JUMIO_REGION_TEXT_PORTAL_HOST; which++) {
      const char *want = rows[row][which - 1], *got = jumio_region_get_text(rows[row][0], JUMIO_NTS, which);
      if (want == NULL) {
        assert_null(got);
        continue;
      }
      assert_string_equal(got, want);
      assert_string_equal(jumio_region_find(got, JUMIO_NTS), rows[row][0]); /* and each text leads back */
    }
  assert_string_equal(jumio_region_get_text("https://customer-portal.lon.netverify.com/", JUMIO_NTS, JUMIO_REGION_TEXT_SDK_WEB), "eu");
  assert_null(jumio_region_get_text("mars-1", JUMIO_NTS, JUMIO_REGION_TEXT_ID));
  assert_null(jumio_region_get_text(NULL, 0, JUMIO_REGION_TEXT_ID));
  assert_null(jumio_region_get_text("EU", 2, 0));
  assert_null(jumio_region_get_text("EU", 2, JUMIO_REGION_TEXT_PORTAL_HOST + 1));
  assert_null(jumio_region_get_text("EU", 2, -1));
}

static void test_region__configuration_takes_what_is_found(void **state)
{
  (void)state;
  jumio_config *config = NULL;
  jumio_error *error = NULL;
  assert_int_equal(jumio_config_new(NULL, &config, NULL), JUMIO_OK);
  assert_int_equal(jumio_config_set_region(config, "https://customer-portal.lon.netverify.com/#/login", JUMIO_NTS, NULL), JUMIO_OK);
  assert_int_equal(jumio_config_set_region(config, "customer-portal.core-sgp.jumio.com", JUMIO_NTS, &error), JUMIO_ERR_ARGUMENT);
  assert_non_null(strstr(jumio_error_get_message(error), "region: must be amer-1"));
  jumio_error_free(error);
  jumio_config_free(config);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_region__finds_by_every_documented_name),
      cmocka_unit_test(test_region__guesses_nothing),
      cmocka_unit_test(test_region__texts),
      cmocka_unit_test(test_region__configuration_takes_what_is_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
