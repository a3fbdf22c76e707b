/** What our URL parser takes, libcurl must read alike: a guard and a client that differ are the hole. Deterministic random mutations. */
#include "http/url.h"
#include "support/cmocka.h"

#include <curl/curl.h>

#include <stdio.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define ROUNDS 200000

static uint64_t seed = 20240229;

static size_t random_below(size_t limit)
{
  seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (size_t)((seed >> 33) % limit);
}

static void mutate(char *url, size_t size)
{
  static const char odd[] = "/\\@:?#.%[]0x7f;&=+- _~a2eE5cC\t\n\r\001\177\200\303\257<>\"'`^{|}*,!$()";
  static const char *const pieces[] = {"https://", "http://", "//",  "/..", "/./",   "%2e",      "%2F",     "%5c",    "@evil.example",
                                       "\\@",      ":443",    ":80", ":0",  ":8443", "[::1]",    "127.1",   "0x7f.1", "2130706433",
                                       ".",        "..;/",    "%00", "#",   "?",     "\303\257", "user:pw@"};
  size_t len = strlen(url);
  size_t at = random_below(len + 1);
  char piece[20];
  if (random_below(2) == 0)
    snprintf(piece, sizeof piece, "%s", pieces[random_below(COUNT(pieces))]);
  else
    snprintf(piece, sizeof piece, "%c", odd[random_below(sizeof odd - 1)]);
  size_t cut = random_below(3) == 0 && at < len ? 1 + random_below(len - at) % 4 : 0;
  if (len + strlen(piece) + 1 > size)
    return;
  memmove(url + at + strlen(piece), url + at + cut, len - at - cut + 1);
  memcpy(url + at, piece, strlen(piece));
}

static bool same_part(CURLU *handle, CURLUPart part, unsigned flags, const char *want, size_t want_len)
{
  char *text = NULL;
  CURLUcode code = curl_url_get(handle, part, &text, flags);
  bool same = code == CURLUE_OK ? strlen(text) == want_len && memcmp(text, want, want_len) == 0 : want_len == 0;
  curl_free(text);
  return same;
}

static bool is_present(CURLU *handle, CURLUPart part)
{
  char *text = NULL;
  bool present = curl_url_get(handle, part, &text, 0) == CURLUE_OK;
  curl_free(text);
  return present;
}

/* Addresses in odd forms are made plain by libcurl; the guard takes none, so they are left out here. */
static void compare(const char *text, const jumio__url *url)
{
  char port[8];
  CURLU *handle = curl_url();
  assert_non_null(handle);
  if (curl_url_set(handle, CURLUPART_URL, text, CURLU_PATH_AS_IS) != CURLUE_OK)
    fail_msg("libcurl refuses %s", text);
  snprintf(port, sizeof port, "%d", (int)url->port);
  bool same = same_part(handle, CURLUPART_SCHEME, 0, url->https ? "https" : "http", url->https ? 5 : 4) &&
              same_part(handle, CURLUPART_HOST, 0, url->host, url->host_len) &&
              same_part(handle, CURLUPART_PORT, CURLU_DEFAULT_PORT, port, strlen(port)) &&
              same_part(handle, CURLUPART_PATH, 0, url->path_len != 0 ? url->path : "/", url->path_len != 0 ? url->path_len : 1) &&
              same_part(handle, CURLUPART_QUERY, 0, url->query, url->query_len) && !is_present(handle, CURLUPART_USER) &&
              !is_present(handle, CURLUPART_PASSWORD);
  if (!same)
    fail_msg("libcurl reads another URL in %s", text);
  curl_url_cleanup(handle);
}

static void test_url__reads_what_libcurl_reads(void **state)
{
  (void)state;
  static const char *const seeds[] = {"https://api.emea-1.jumio.ai/api/v1/accounts/9b7e2a10/workflow-executions/3f0c1d52", "https://h",
                                      "http://127.0.0.1:8080/a?b=c#d", "https://[2001:db8::1]:8443/x%20y",
                                      "https://xn--bcher-kva.example/?q"};
  size_t taken = 0;
  for (size_t i = 0; i < ROUNDS; i++) {
    char text[300];
    jumio__url url;
    snprintf(text, sizeof text, "%s", seeds[random_below(COUNT(seeds))]);
    for (size_t k = random_below(4); k != 0; k--)
      mutate(text, sizeof text);
    if (!jumio__url_parse(text, strlen(text), &url) || !jumio__url_host_is_plain(&url) || url.host[0] == '[')
      continue;
    compare(text, &url);
    taken++;
  }
  assert_true(taken > ROUNDS / 5);
  assert_true(taken < ROUNDS / 5 * 4);
}

int main(void)
{
  static const struct CMUnitTest tests[] = {cmocka_unit_test(test_url__reads_what_libcurl_reads)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
