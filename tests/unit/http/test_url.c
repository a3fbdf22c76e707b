/** The URL parser: what passes, how it is cut up, and what is refused. */
#include "http/url.h"
#include "support/cmocka.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

static bool parse(const char *text, jumio__url *out)
{
  return jumio__url_parse(text, strlen(text), out);
}

static void expect_slice(const char *at, size_t len, const char *want)
{
  assert_int_equal(len, strlen(want));
  assert_memory_equal(at, want, len);
}

static void test_url__cuts_a_full_url(void **state)
{
  (void)state;
  jumio__url url;
  assert_true(parse("https://Api.emea-1.jumio.ai:8443/api/v1/a%2Fb;c?x=1&y=%20#part?2", &url));
  assert_true(url.https);
  expect_slice(url.host, url.host_len, "Api.emea-1.jumio.ai");
  assert_true(url.has_port);
  assert_int_equal(url.port, 8443);
  expect_slice(url.path, url.path_len, "/api/v1/a%2Fb;c");
  expect_slice(url.query, url.query_len, "x=1&y=%20");
  assert_true(url.has_fragment);
}

static void test_url__knows_what_is_absent(void **state)
{
  (void)state;
  jumio__url url;
  assert_true(parse("http://h", &url));
  assert_false(url.https);
  assert_int_equal(url.port, 80);
  assert_false(url.has_port);
  assert_int_equal(url.path_len, 0);
  assert_null(url.query);
  assert_false(url.has_fragment);
  assert_true(parse("https://h?", &url));
  assert_int_equal(url.port, 443);
  assert_non_null(url.query);
  assert_int_equal(url.query_len, 0);
  assert_true(parse("https://h#", &url));
  assert_true(url.has_fragment);
}

static void test_url__takes_plain_forms(void **state)
{
  (void)state;
  static const char *const good[] = {
      "https://example.com",
      "https://example.com/",
      "https://a.b-c.example/x.y~z_/-",
      "https://xn--bcher-kva.example/",
      "https://127.0.0.1:1/",
      "http://[::1]:8080/",
      "https://[2001:db8::1]/",
      "https://[::ffff:1.2.3.4]",
      "https://h:65535",
      "https://h/!$&'()*+,;=:@",
      "https://h/?a=/?:@",
      "https://1.example",
      "https://h/%E2%82%AC?%00#%7f",
      "https://localhost:443/a//b/../c",
      "https://a123456789012345678901234567890123456789012345678901234567890ab/",
  };
  jumio__url url;
  for (size_t i = 0; i < COUNT(good); i++)
    if (!parse(good[i], &url))
      fail_msg("refused: %s", good[i]);
}

static void test_url__refuses_odd_forms(void **state)
{
  (void)state;
  static const char *const bad[] = {
      "",
      "https",
      "https:",
      "https:/",
      "https://",
      "https:///",
      "https:///path",
      "https:/h",
      "https:h",
      "//h",
      "h",
      "HTTPS://h",
      "Https://h",
      "https:\\\\h",
      "ftp://h",
      "file:///etc/passwd",
      "gopher://h",
      "javascript:alert(1)",
      "data:text/html,x",
      "httpss://h",
      "https ://h",
      " https://h",
      "https://h ",
      "\nhttps://h",
      "https://h\n",
      "https://u@h",
      "https://u:p@h",
      "https://@h",
      "https://h@",
      "https://h\\",
      "https://h/\\",
      "https://h\\@e",
      "https://.h",
      "https://h.",
      "https://h..e",
      "https://.",
      "https://-h",
      "https://h-",
      "https://h-.e",
      "https://h.-e",
      "https://h_e",
      "https://h%2ee",
      "https://%68",
      "https://h*",
      "https://h,e",
      "https://h;e",
      "https://h'e",
      "https://h!e",
      "https://h\xE3\x80\x82"
      "e",
      "https://h\xEF\xBC\x8E"
      "e",
      "https://b\xC3\xBC"
      "cher",
      "https://h:",
      "https://h:/",
      "https://h:0",
      "https://h:00443",
      "https://h:0443",
      "https://h:65536",
      "https://h:99999999999999999999",
      "https://h:-1",
      "https://h:+443",
      "https://h: 443",
      "https://h:443 ",
      "https://h:44a",
      "https://h:443:443",
      "https://h:0x1bb",
      "https://[::1",
      "https://::1",
      "https://::1]",
      "https://[]",
      "https://[::1]]",
      "https://[::1%25eth0]",
      "https://[::1%eth0]",
      "https://[g::1]",
      "https://[1:2:3:4:5:6:7:8:9]",
      "https://[::1]e",
      "https://[::1].e",
      "https://[v1.x]",
      "https://[127.0.0.1]",
      "https://[0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0001]",
      "https://[::1]:",
      "https://h/%",
      "https://h/%2",
      "https://h/%2g",
      "https://h/%g2",
      "https://h/%%20",
      "https://h/a b",
      "https://h/a\tb",
      "https://h/a\rb",
      "https://h/\x01",
      "https://h/\x7f",
      "https://h/\x80",
      "https://h/<",
      "https://h/>",
      "https://h/\"",
      "https://h/^",
      "https://h/`",
      "https://h/{",
      "https://h/|",
      "https://h/}",
      "https://h/[",
      "https://h/]",
      "https://h?a b",
      "https://h?\\",
      "https://h?\"",
      "https://h?%zz",
      "https://h#a#b",
      "https://h#\n",
      "https://h#%",
      "https://a123456789012345678901234567890123456789012345678901234567890abc/",
  };
  jumio__url url;
  for (size_t i = 0; i < COUNT(bad); i++)
    if (parse(bad[i], &url))
      fail_msg("taken: %s", bad[i]);
  assert_false(jumio__url_parse(NULL, 0, &url));
  assert_false(jumio__url_parse("https://h/\0x", 12, &url));
  assert_false(jumio__url_parse("https://h\0", 10, &url));
}

static void test_url__refuses_a_host_over_253_bytes(void **state)
{
  (void)state;
  char text[8 + 256] = "https://";
  jumio__url url;
  for (size_t i = 0; i < 255; i++)
    text[8 + i] = i % 50 == 49 ? '.' : 'a';
  assert_true(jumio__url_parse(text, 8 + 253, &url));
  assert_false(jumio__url_parse(text, 8 + 254, &url));
}

static void test_url__never_reads_past_its_length(void **state)
{
  (void)state;
  static const char whole[] = "https://[2001:db8::1]:8443/a%2Fb?c=%20#%41";
  jumio__url url;
  for (size_t len = 0; len < sizeof whole; len++) {
    char *exact = len != 0 ? malloc(len) : NULL; /* the sanitizer sees the first byte beyond */
    if (len != 0)
      memcpy(exact, whole, len);
    jumio__url_parse(exact, len, &url);
    if (len != 0)
      free(exact);
  }
}

static void test_url__stays_within_hosts_and_paths(void **state)
{
  (void)state;
  static const char *const hosts[] = {"http://127.0.0.1", "http://1.2.3.4", "http://0x",       "http://0",
                                      "http://0x7f",      "http://a.0",     "http://localhost"};
  static const char *const paths[] = {"/a%2F", "/a/..;", "/%2e", "/a;", "/..", "/a%"};
  jumio__url url;
  for (size_t i = 0; i < COUNT(hosts); i++) {
    size_t len = strlen(hosts[i]);
    char *exact = malloc(len);
    assert_non_null(exact);
    memcpy(exact, hosts[i], len);
    assert_true(jumio__url_parse(exact, len, &url));
    jumio__url_host_is_loopback(&url);
    jumio__url_host_is_address(&url);
    jumio__url_host_is_plain(&url);
    free(exact);
  }
  for (size_t i = 0; i < COUNT(paths); i++)
    for (size_t len = 1; len <= strlen(paths[i]); len++) {
      char *exact = malloc(len);
      assert_non_null(exact);
      memcpy(exact, paths[i], len);
      jumio__url_path_is_odd(exact, len);
      free(exact);
    }
}

static void test_url__takes_no_literal_longer_than_an_address(void **state)
{
  (void)state;
  char text[8 + 80] = "https://[";
  jumio__url url;
  for (size_t inner = 0; inner < 70; inner++) {
    memset(text + 9, '0', inner);
    text[9 + inner] = ']';
    assert_false(jumio__url_parse(text, 9 + inner + 1, &url));
  }
}

static void test_url__tells_loopback(void **state)
{
  (void)state;
  static const char *const yes[] = {"http://127.0.0.1", "http://127.255.0.9:1", "http://[::1]", "http://localhost", "http://LocalHost"};
  static const char *const no[] = {"http://128.0.0.1",          "http://127.1",      "http://127.0.0.01",
                                   "http://127.0.0.256",        "http://0x7f.0.0.1", "http://2130706433",
                                   "http://[::ffff:127.0.0.1]", "http://[0::1]",     "http://localhost.example",
                                   "http://127.0.0.1.example",  "http://1.127.0.0",  "http://0.0.0.0"};
  jumio__url url;
  for (size_t i = 0; i < COUNT(yes); i++)
    assert_true(parse(yes[i], &url) && jumio__url_host_is_loopback(&url));
  for (size_t i = 0; i < COUNT(no); i++) {
    assert_true(parse(no[i], &url));
    assert_false(jumio__url_host_is_loopback(&url));
  }
}

static void test_url__tells_addresses_also_odd_ones(void **state)
{
  (void)state;
  static const char *const plain[] = {"http://127.0.0.1", "http://8.8.8.8", "http://[::1]", "http://[2001:db8::1]", "http://0.0.0.0"};
  static const char *const odd[] = {"http://127.1",     "http://2130706433",   "http://0x7f000001", "http://0x7f.1",
                                    "http://0X7F.1",    "http://017700000001", "http://0177.0.0.1", "http://127.0.0.0x1",
                                    "http://1.2.3.4.5", "http://999.1.1.1",    "http://0x",         "http://a.0x1f",
                                    "http://example.1"};
  static const char *const names[] = {"http://example.com",  "http://1.example", "http://127.0.0.1.example",
                                      "http://0x7f.example", "http://a0x7f",     "http://0x7g",
                                      "http://axf",          "http://0af",       "http://e.ax1f",
                                      "http://1-1"};
  jumio__url url;
  for (size_t i = 0; i < COUNT(plain); i++)
    assert_true(parse(plain[i], &url) && jumio__url_host_is_address(&url) && jumio__url_host_is_plain(&url));
  for (size_t i = 0; i < COUNT(odd); i++)
    assert_true(parse(odd[i], &url) && jumio__url_host_is_address(&url) && !jumio__url_host_is_plain(&url));
  for (size_t i = 0; i < COUNT(names); i++)
    assert_true(parse(names[i], &url) && !jumio__url_host_is_address(&url) && jumio__url_host_is_plain(&url));
}

static void test_url__finds_odd_paths(void **state)
{
  (void)state;
  static const char *const odd[] = {
      "/..",      "/.",    "/a/..",       "/a/../b", "/./a",  "/a/.",  "/%2e", "/%2E%2e/a", "/.%2e",  "/%2e.",  "/..;x=1/a", "/.;/a",
      "/%2e%2e;", "/;x",   "//",          "//a",     "/a//b", "/a/",   "/a/;", "/a%2fb",    "/a%2Fb", "/a%5cb", "/a%5Cb",    "/%00",
      "/a%0d%0a", "/a%7f", "/%252e%252e", "/%",      "/%2",   "/a%zz", "/%2g", "/%g2",      "/a%25",  "a",      "a/b",       "..",
  };
  static const char *const even[] = {"",     "/",      "/a",       "/...",   "/a.b/c..d", "/.a",   "/a.",
                                     "/..a", "/a;x=1", "/%41/%2D", "/a/b/c", "/...;x",    "/a%20b"};
  for (size_t i = 0; i < COUNT(odd); i++)
    if (!jumio__url_path_is_odd(odd[i], strlen(odd[i])))
      fail_msg("not odd: %s", odd[i]);
  for (size_t i = 0; i < COUNT(even); i++)
    if (jumio__url_path_is_odd(even[i], strlen(even[i])))
      fail_msg("odd: %s", even[i]);
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_url__cuts_a_full_url),
      cmocka_unit_test(test_url__knows_what_is_absent),
      cmocka_unit_test(test_url__takes_plain_forms),
      cmocka_unit_test(test_url__refuses_odd_forms),
      cmocka_unit_test(test_url__refuses_a_host_over_253_bytes),
      cmocka_unit_test(test_url__never_reads_past_its_length),
      cmocka_unit_test(test_url__stays_within_hosts_and_paths),
      cmocka_unit_test(test_url__takes_no_literal_longer_than_an_address),
      cmocka_unit_test(test_url__tells_loopback),
      cmocka_unit_test(test_url__tells_addresses_also_odd_ones),
      cmocka_unit_test(test_url__finds_odd_paths),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
