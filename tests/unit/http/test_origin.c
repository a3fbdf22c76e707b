/** The origin guard (threat TH01, fault N24): every role and region against a table of hostile URLs, and against each one-byte change. */
#include "http/origin.h"
#include "support/cmocka.h"
#include "unit/http/hostile_urls.h"

#include <stdio.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))
static const char *const ids[] = {A, W, NULL, C};
static const char *const region_names[] = {"amer-1", "emea-1", "apac-1"};
static const char *const role_names[] = {"auth", "account", "api", "retrieval", "status"};

static jumio_result check(const jumio__origins *origins, jumio__role role, const char *url, size_t len)
{
  jumio_error *err = NULL;
  jumio_result result = jumio__origin_check(origins, role, url, len, ids, COUNT(ids), NULL, &err);
  assert_int_equal(jumio_error_get_code(err), result);
  if (err != NULL)
    assert_null(strstr(jumio_error_get_message(err), "evil")); /* a message never quotes a URL */
  jumio_error_free(err);
  return result;
}

static void must_refuse(const jumio__origins *origins, jumio__role role, const char *url)
{
  if (check(origins, role, url, strlen(url)) != JUMIO_ERR_ORIGIN_REFUSED)
    fail_msg("role %s takes %s", role_names[role], url);
}

static void set_region(jumio__origins *origins, const char *region)
{
  jumio_error *err = NULL;
  assert_int_equal(jumio__origins_set_region(origins, region, JUMIO_NTS, NULL, &err), JUMIO_OK);
  assert_null(err);
}

static void test_origin__knows_regions_and_aliases(void **state)
{
  (void)state;
  static const struct {
    const char *name, *region;
  } rows[] = {{"amer-1", "amer-1"}, {"US", "amer-1"},     {"us", "amer-1"}, {"AMER-1", "amer-1"}, {"emea-1", "emea-1"}, {"EU", "emea-1"},
              {"Eu", "emea-1"},     {"apac-1", "apac-1"}, {"SG", "apac-1"}, {"SGP", "apac-1"},    {"sgp", "apac-1"}};
  jumio__origins origins;
  char want[64];
  for (size_t i = 0; i < COUNT(rows); i++) {
    set_region(&origins, rows[i].name);
    assert_string_equal(origins.region, rows[i].region);
    assert_false(origins.test);
    for (size_t role = 0; role < JUMIO__ROLE_REPORT; role++) {
      snprintf(want, sizeof want, "https://%s.%s.jumio.ai", role_names[role], rows[i].region);
      assert_string_equal(origins.base[role], want);
    }
  }
}

static void test_origin__refuses_other_regions(void **state)
{
  (void)state;
  static const char *const bad[] = {"", "amer", "amer-2", "USA", "U", "us ", " us", "SGPX", "emea-1.jumio.ai", "eu\n", "\xC3\x89U", "uſ"};
  jumio__origins origins;
  for (size_t i = 0; i < COUNT(bad); i++) {
    jumio_error *err = NULL;
    assert_int_equal(jumio__origins_set_region(&origins, bad[i], JUMIO_NTS, NULL, &err), JUMIO_ERR_ARGUMENT);
    assert_non_null(strstr(jumio_error_get_message(err), "amer-1"));
    jumio_error_free(err);
  }
  assert_int_equal(jumio__origins_set_region(&origins, NULL, 0, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio__origins_set_region(&origins, "US\0X", 4, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio__origins_set_region(&origins, "USA", 2, NULL, NULL), JUMIO_OK);
}

static void test_origin__takes_what_is_documented(void **state)
{
  (void)state;
  static const char *const forms[] = {
      "https://%s" GOOD_PATH,
      "https://%s:443" GOOD_PATH,
      "https://%s/api/v1/accounts/" A "/workflow-executions/" W "/credentials/" C "/parts",
      "https://%s/api/v1/accounts/" A "/workflow-executions/" W "/credentials/" C "/parts/PREPARED_DATA",
      "https://%s/api/v1/account/9B7E2A10-5C44-4F6D-8E21-5A4D3C2B1A02/workflow-executions/" W "/credentials/" C "/parts/X",
  };
  jumio__origins origins;
  char host[64], url[400];
  for (size_t region = 0; region < COUNT(region_names); region++)
    for (size_t role = 0; role < JUMIO__ROLE_REPORT; role++)
      for (size_t i = 0; i < COUNT(forms); i++)
        for (int upper = 0; upper < 2; upper++) {
          set_region(&origins, region_names[region]);
          snprintf(host, sizeof host, upper ? "%s.%s.JUMIO.ai" : "%s.%s.jumio.ai", role_names[role], region_names[region]);
          snprintf(url, sizeof url, forms[i], host);
          if (check(&origins, (jumio__role)role, url, strlen(url)) != JUMIO_OK)
            fail_msg("refused: %s", url);
        }
  set_region(&origins, "EU");
  static const char finalize[] = "https://api.emea-1.jumio.ai/api/v1/accounts/" A "/workflow-executions/" W;
  static const char *const two[] = {A, W};
  assert_int_equal(jumio__origin_check(&origins, JUMIO__ROLE_API, finalize, JUMIO_NTS, two, 2, NULL, NULL), JUMIO_OK);
  assert_int_equal(jumio__origin_check(&origins, JUMIO__ROLE_API, finalize, JUMIO_NTS, NULL, 0, NULL, NULL), JUMIO_OK);
}

static void expand(char *out, size_t size, const char *form, const char *host)
{
  size_t at = 0;
  for (const char *c = form; *c != '\0' && at + 1 < size;) {
    if (strncmp(c, "{h}", 3) == 0) {
      at += (size_t)snprintf(out + at, size - at, "%s", host);
      c += 3;
    } else {
      out[at++] = *c++;
    }
  }
  assert_true(at < size);
  out[at] = '\0';
}

static size_t refuse_all(const jumio__origins *origins, jumio__role role, const char *host)
{
  char part[400], url[1000];
  size_t count = 0;
  for (size_t i = 0; i < COUNT(hostile_urls); i++, count++) {
    expand(url, sizeof url, hostile_urls[i], host);
    must_refuse(origins, role, url);
  }
  for (size_t i = 0; i < COUNT(hostile_hosts); i++, count++) {
    expand(part, sizeof part, hostile_hosts[i], host);
    snprintf(url, sizeof url, "https://%s" GOOD_PATH, part);
    must_refuse(origins, role, url);
  }
  for (size_t i = 0; i < COUNT(hostile_paths); i++, count++) {
    snprintf(url, sizeof url, "https://%s%s", host, hostile_paths[i]);
    must_refuse(origins, role, url);
  }
  return count;
}

/* J22 */
static void test_origin__refuses_hostile_urls_for_every_role_and_region(void **state)
{
  (void)state;
  jumio__origins origins;
  char host[64];
  for (size_t region = 0; region < COUNT(region_names); region++)
    for (size_t role = 0; role < JUMIO__ROLE_REPORT; role++) {
      set_region(&origins, region_names[region]);
      snprintf(host, sizeof host, "%s.%s.jumio.ai", role_names[role], region_names[region]);
      assert_true(refuse_all(&origins, (jumio__role)role, host) >= 300);
    }
}

static void test_origin__refuses_hostile_urls_on_a_test_endpoint(void **state)
{
  (void)state;
  jumio__origins origins;
  assert_int_equal(jumio__origins_set_test(&origins, "https://proxy.example", JUMIO_NTS, NULL, NULL), JUMIO_OK);
  for (size_t role = 0; role < JUMIO__ROLE_REPORT; role++)
    assert_true(refuse_all(&origins, (jumio__role)role, "proxy.example") >= 300);
}

static void test_origin__refuses_other_roles_and_regions(void **state)
{
  (void)state;
  jumio__origins origins;
  char url[400];
  for (size_t region = 0; region < COUNT(region_names); region++)
    for (size_t role = 0; role < JUMIO__ROLE_REPORT; role++)
      for (size_t other_region = 0; other_region < COUNT(region_names); other_region++)
        for (size_t other = 0; other < JUMIO__ROLE_REPORT; other++) {
          set_region(&origins, region_names[region]);
          snprintf(url, sizeof url, "https://%s.%s.jumio.ai" GOOD_PATH, role_names[other], region_names[other_region]);
          bool same = role == other && region == other_region;
          assert_int_equal(check(&origins, (jumio__role)role, url, strlen(url)), same ? JUMIO_OK : JUMIO_ERR_ORIGIN_REFUSED);
        }
}

static bool is_letter(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A changed byte is harmless only as the case of the host's or an id's letter, or as another word at the path's end. */
static bool harmless_change(const char *good, size_t at, char now, size_t classifier)
{
  bool plain = is_letter(now) || (now >= '0' && now <= '9') || strchr("-._~", now) != NULL;
  if (now == good[at])
    return true;
  if (at >= classifier)
    return now != '\0' && (plain || now == '/');
  bool folded = is_letter(good[at]) && is_letter(now) && (good[at] ^ now) == 0x20;
  bool literal = at < 8 || strncmp(good + at, "/api/v1/", 8) == 0;
  return folded && !literal;
}

static void test_origin__refuses_each_changed_byte(void **state)
{
  (void)state;
  static const char good[] = "https://api.emea-1.jumio.ai" GOOD_PATH;
  size_t len = sizeof good - 1, path = strlen("https://api.emea-1.jumio.ai"), classifier = len - strlen("FRONT");
  char url[sizeof good];
  jumio__origins origins;
  set_region(&origins, "emea-1");
  for (size_t at = 0; at < len; at++)
    for (int byte = 0; byte < 256; byte++) {
      memcpy(url, good, sizeof good);
      url[at] = (char)byte;
      jumio_result result = jumio__origin_check(&origins, JUMIO__ROLE_API, url, len, ids, COUNT(ids), NULL, NULL);
      bool words = at >= path && at < classifier; /* "accounts" may be another word: only the ids in between count */
      if (result == JUMIO_OK && !words && !harmless_change(good, at, (char)byte, classifier))
        fail_msg("byte %d at %zu passes", byte, at);
      if (result == JUMIO_OK && at >= path && at < path + 8 && url[at] != good[at])
        fail_msg("byte %d at %zu of the root passes", byte, at);
    }
}

static void test_origin__refuses_each_inserted_byte(void **state)
{
  (void)state;
  static const char good[] = "https://api.emea-1.jumio.ai" GOOD_PATH;
  size_t len = sizeof good - 1, root = strlen("https://api.emea-1.jumio.ai/api/v1/");
  char url[sizeof good + 1];
  size_t refused = 0;
  jumio__origins origins;
  set_region(&origins, "emea-1");
  for (size_t at = 0; at <= len; at++)
    for (int byte = 0; byte < 256; byte++) {
      memcpy(url, good, at);
      url[at] = (char)byte;
      memcpy(url + at + 1, good + at, len - at);
      bool plain = is_letter((char)byte) || (byte >= '0' && byte <= '9') || (byte != 0 && strchr("-._~", byte) != NULL);
      bool slash_first = byte == '/';
      if (at >= root && (plain || slash_first))
        continue; /* another word in the path, as the table of paths covers */
      jumio_result result = jumio__origin_check(&origins, JUMIO__ROLE_API, url, len + 1, ids, COUNT(ids), NULL, NULL);
      if (result != JUMIO_ERR_ORIGIN_REFUSED)
        fail_msg("byte %d inserted at %zu passes", byte, at);
      refused++;
    }
  assert_true(refused > 30000);
}

static void test_origin__refuses_each_truncation(void **state)
{
  (void)state;
  static const char good[] = "https://api.emea-1.jumio.ai" GOOD_PATH;
  size_t shortest = sizeof good - 1 - strlen("/parts/FRONT");
  jumio__origins origins;
  set_region(&origins, "emea-1");
  for (size_t len = 0; len < shortest; len++)
    assert_int_equal(check(&origins, JUMIO__ROLE_API, good, len), JUMIO_ERR_ORIGIN_REFUSED);
  assert_int_equal(check(&origins, JUMIO__ROLE_API, good, shortest), JUMIO_OK);
  assert_int_equal(check(&origins, JUMIO__ROLE_API, good, shortest + 1), JUMIO_ERR_ORIGIN_REFUSED); /* "/": an empty segment */
}

static void test_origin__refuses_missing_things(void **state)
{
  (void)state;
  jumio__origins origins, nothing;
  static const char *const empty_id[] = {""};
  static const char url[] = "https://api.emea-1.jumio.ai" GOOD_PATH;
  memset(&nothing, 0, sizeof nothing);
  set_region(&origins, "emea-1");
  assert_int_equal(check(&nothing, JUMIO__ROLE_API, url, JUMIO_NTS), JUMIO_ERR_ORIGIN_REFUSED);
  assert_int_equal(check(&origins, JUMIO__ROLE_REPORT, url, JUMIO_NTS), JUMIO_ERR_ORIGIN_REFUSED);
  assert_int_equal(check(&origins, (jumio__role)-1, url, JUMIO_NTS), JUMIO_ERR_ORIGIN_REFUSED);
  assert_int_equal(check(&origins, JUMIO__ROLE_API, NULL, 0), JUMIO_ERR_ORIGIN_REFUSED);
  assert_int_equal(jumio__origin_check(&origins, JUMIO__ROLE_API, url, JUMIO_NTS, empty_id, 1, NULL, NULL), JUMIO_ERR_ORIGIN_REFUSED);
  char longest[3000];
  int len = snprintf(longest, sizeof longest, "%s", url);
  memset(longest + len, 'x', sizeof longest - (size_t)len);
  assert_int_equal(check(&origins, JUMIO__ROLE_API, longest, 2048), JUMIO_OK);
  assert_int_equal(check(&origins, JUMIO__ROLE_API, longest, 2049), JUMIO_ERR_ORIGIN_REFUSED);
}

static void test_origin__takes_test_endpoints(void **state)
{
  (void)state;
  static const struct {
    const char *origin, *base;
  } rows[] = {
      {"https://proxy.example", "https://proxy.example"},
      {"https://Proxy.EXAMPLE:443", "https://proxy.example"},
      {"https://proxy.example:8443", "https://proxy.example:8443"},
      {"http://127.0.0.1:8080", "http://127.0.0.1:8080"},
      {"http://127.0.0.1", "http://127.0.0.1"},
      {"http://127.0.0.1:80", "http://127.0.0.1"},
      {"http://[::1]:1", "http://[::1]:1"},
      {"http://LOCALHOST:8080", "http://localhost:8080"},
      {"https://10.1.2.3:8443", "https://10.1.2.3:8443"},
      {"http://127.0.0.1:443", "http://127.0.0.1:443"},
  };
  jumio__origins origins;
  char url[400];
  for (size_t i = 0; i < COUNT(rows); i++) {
    assert_int_equal(jumio__origins_set_test(&origins, rows[i].origin, JUMIO_NTS, NULL, NULL), JUMIO_OK);
    assert_true(origins.test);
    assert_string_equal(origins.region, "test");
    for (size_t role = 0; role < JUMIO__ROLE_REPORT; role++) {
      assert_string_equal(origins.base[role], rows[i].base);
      snprintf(url, sizeof url, "%s" GOOD_PATH, rows[i].origin);
      assert_int_equal(check(&origins, (jumio__role)role, url, JUMIO_NTS), JUMIO_OK);
      snprintf(url, sizeof url, "%s1" GOOD_PATH, rows[i].origin);
      assert_int_equal(check(&origins, (jumio__role)role, url, JUMIO_NTS), JUMIO_ERR_ORIGIN_REFUSED);
    }
  }
}

static void test_origin__refuses_odd_test_endpoints(void **state)
{
  (void)state;
  static const char *const bad[] = {
      "",
      "proxy.example",
      "http://proxy.example",
      "http://10.0.0.1",
      "http://127.0.0.1.nip.io",
      "http://0.0.0.0",
      "http://127.1",
      "http://0x7f.1",
      "http://2130706433",
      "https://127.1",
      "https://0x7f.1",
      "http://[::ffff:127.0.0.1]",
      "http://localhost.",
      "https://proxy.example/",
      "https://proxy.example/x",
      "https://proxy.example?",
      "https://proxy.example#",
      "https://u@proxy.example",
      "https://proxy.example:0",
      "ftp://127.0.0.1",
      "https://",
  };
  jumio__origins origins;
  for (size_t i = 0; i < COUNT(bad); i++) {
    jumio_error *err = NULL;
    if (jumio__origins_set_test(&origins, bad[i], JUMIO_NTS, NULL, &err) != JUMIO_ERR_ARGUMENT)
      fail_msg("taken: %s", bad[i]);
    assert_non_null(strstr(jumio_error_get_message(err), "test endpoint"));
    jumio_error_free(err);
  }
  assert_int_equal(jumio__origins_set_test(&origins, NULL, 0, NULL, NULL), JUMIO_ERR_ARGUMENT);
}

static void test_origin__checks_urls_for_jumio(void **state)
{
  (void)state;
  static const char *const good[] = {"https://kyc.example.com/jumio/cb", "https://kyc.example.com",
                                     "https://kyc.example.com/cb?token=a%20b", "https://xn--bcher-kva.example/",
                                     "https://kyc.example.com/a//b/"};
  static const char *const bad[] = {"",
                                    "kyc.example.com",
                                    "http://kyc.example.com/cb",
                                    "HTTPS://kyc.example.com/cb",
                                    "https://kyc.example.com:443/cb",
                                    "https://kyc.example.com:8443/cb",
                                    "https://kyc.example.com/cb#x",
                                    "https://kyc.example.com/cb#",
                                    "https://u:p@kyc.example.com/cb",
                                    "https://192.0.2.1/cb",
                                    "https://0x7f.1/cb",
                                    "https://2130706433/",
                                    "https://[2001:db8::1]/cb",
                                    "https://127.0.0.1/cb",
                                    "https://localhost/cb",
                                    "http://localhost:8080/cb",
                                    "https://b\303\274cher.example/",
                                    "https://kyc.example.com./cb",
                                    "https://kyc.example.com/c b",
                                    "https://kyc.example.com\\cb",
                                    "https://kyc.example.com/\r\nX: y"};
  static const char *const loopback[] = {"http://127.0.0.1:8080/cb", "http://localhost/cb", "https://[::1]:8443/cb"};
  jumio__origins live, test;
  set_region(&live, "EU");
  assert_int_equal(jumio__origins_set_test(&test, "http://127.0.0.1:1", JUMIO_NTS, NULL, NULL), JUMIO_OK);
  for (size_t i = 0; i < COUNT(good); i++) {
    assert_int_equal(jumio__origin_check_host_url(&live, "callbackUrl", good[i], NULL, NULL), JUMIO_OK);
    assert_int_equal(jumio__origin_check_host_url(&test, "callbackUrl", good[i], NULL, NULL), JUMIO_OK);
  }
  for (size_t i = 0; i < COUNT(bad); i++) {
    jumio_error *err = NULL;
    if (jumio__origin_check_host_url(&live, "callbackUrl", bad[i], NULL, &err) != JUMIO_ERR_ARGUMENT)
      fail_msg("taken: %s", bad[i]);
    assert_non_null(strstr(jumio_error_get_message(err), "callbackUrl"));
    jumio_error_free(err);
  }
  for (size_t i = 0; i < COUNT(loopback); i++) {
    assert_int_equal(jumio__origin_check_host_url(&live, "callbackUrl", loopback[i], NULL, NULL), JUMIO_ERR_ARGUMENT);
    assert_int_equal(jumio__origin_check_host_url(&test, "callbackUrl", loopback[i], NULL, NULL), JUMIO_OK);
  }
  assert_int_equal(jumio__origin_check_host_url(&test, "callbackUrl", "http://127.0.0.1/#", NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio__origin_check_host_url(&live, "callbackUrl", NULL, NULL, NULL), JUMIO_ERR_ARGUMENT);
}

/* TH02 */
static void test_origin__knows_the_web_client_s_links(void **state)
{
  (void)state;
  static const char *const good[] = {
      "https://acme.web.emea-1.jumio.ai/web/v4/app?authorizationToken=eyJ.a-_b&locale=de",
      "https://acme.web.emea-1.jumio.ai/web/client?baseUrl=https%3A%2F%2Fweb-sdk.emea-1.jumio.ai%2Fwebsdk%2Fv4%2Fapi&authorizationToken=x",
      "https://ACME.WEB.EMEA-1.JUMIO.AI/",
      "https://a.b.web.emea-1.jumio.ai",
  };
  static const char *const bad[] = {
      "",
      "acme.web.emea-1.jumio.ai",
      "http://acme.web.emea-1.jumio.ai/",
      "https://acme.web.amer-1.jumio.ai/",
      "https://web.emea-1.jumio.ai/",
      "https://.web.emea-1.jumio.ai/",
      "https://acmeweb.emea-1.jumio.ai/",
      "https://acme.web.emea-1.jumio.ai.evil.example/",
      "https://acme.web.emea-1.jumio.ai@evil.example/",
      "https://acme.web.emea-1.jumio.ai:443/",
      "https://acme.web.emea-1.jumio.ai:8443/",
      "https://evil.example/acme.web.emea-1.jumio.ai",
      "https://evil.example/?.web.emea-1.jumio.ai",
      "https://evil.example#.web.emea-1.jumio.ai",
      "https://evil.example\\.web.emea-1.jumio.ai",
      "https://u@acme.web.emea-1.jumio.ai/",
      "https://acme.web.emea-1.jumio.ai./",
      "https://acme.web.emea-1.jumio.aix/",
      "https://api.emea-1.jumio.ai/",
      "https://127.0.0.1/",
      "javascript:alert(1)",
  };
  jumio__origins live, test, nothing;
  memset(&nothing, 0, sizeof nothing);
  set_region(&live, "EU");
  assert_int_equal(jumio__origins_set_test(&test, "http://127.0.0.1:8080", JUMIO_NTS, NULL, NULL), JUMIO_OK);
  for (size_t i = 0; i < COUNT(good); i++) {
    assert_true(jumio__origin_is_link(&live, good[i]));
    assert_false(jumio__origin_is_link(&test, good[i]));
    assert_false(jumio__origin_is_link(&nothing, good[i]));
  }
  for (size_t i = 0; i < COUNT(bad); i++)
    if (jumio__origin_is_link(&live, bad[i]))
      fail_msg("taken: %s", bad[i]);
  assert_false(jumio__origin_is_link(&live, NULL));
  assert_true(jumio__origin_is_link(&test, "http://127.0.0.1:8080/web?token=x"));
  assert_false(jumio__origin_is_link(&test, "http://127.0.0.1:8081/web?token=x"));
  assert_false(jumio__origin_is_link(&test, "https://127.0.0.1:8080/web?token=x"));
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_origin__knows_regions_and_aliases),
      cmocka_unit_test(test_origin__refuses_other_regions),
      cmocka_unit_test(test_origin__takes_what_is_documented),
      cmocka_unit_test(test_origin__refuses_hostile_urls_for_every_role_and_region),
      cmocka_unit_test(test_origin__refuses_hostile_urls_on_a_test_endpoint),
      cmocka_unit_test(test_origin__refuses_other_roles_and_regions),
      cmocka_unit_test(test_origin__refuses_each_changed_byte),
      cmocka_unit_test(test_origin__refuses_each_inserted_byte),
      cmocka_unit_test(test_origin__refuses_each_truncation),
      cmocka_unit_test(test_origin__refuses_missing_things),
      cmocka_unit_test(test_origin__takes_test_endpoints),
      cmocka_unit_test(test_origin__refuses_odd_test_endpoints),
      cmocka_unit_test(test_origin__checks_urls_for_jumio),
      cmocka_unit_test(test_origin__knows_the_web_client_s_links),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
