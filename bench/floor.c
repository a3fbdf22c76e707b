/** The floor: one reused easy handle on which nothing is set from call to call. */
#include "floor.h"

#include "common.h"

#include <yyjson.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BODY_MAX 262144
#define LINE_MAX_BYTES 8192
#define AGENT "User-Agent: libjumio-idv bench/1.0 libjumio-idv/0.1.0"

static size_t keep(char *data, size_t size, size_t count, void *user_data)
{
  bench_floor *bare = user_data;
  size_t len = size * count;
  if (len > bare->room - bare->len)
    return 0;
  memcpy(bare->body + bare->len, data, len);
  bare->len += len;
  return len;
}

static size_t discard(char *data, size_t size, size_t count, void *user_data)
{
  bench_floor *bare = user_data;
  (void)data;
  bare->received += size * count;
  return size * count;
}

static struct curl_slist *add(struct curl_slist *list, const char *line)
{
  struct curl_slist *longer = curl_slist_append(list, line);
  if (longer == NULL)
    bench_die("no memory");
  return longer;
}

void bench_floor_fetch_token(bench_floor *bare, const char *origin, const char *ca_file, const char *id, const char *secret)
{
  char url[512];
  memset(bare, 0, sizeof *bare);
  bare->room = BODY_MAX;
  bare->body = malloc(bare->room);
  bare->easy = curl_easy_init();
  if (bare->body == NULL || bare->easy == NULL)
    bench_die("no memory");
  snprintf(url, sizeof url, "%s/oauth2/token", origin);
  bare->headers = add(add(NULL, "Accept: application/json"), AGENT);
  curl_easy_setopt(bare->easy, CURLOPT_HTTPHEADER, bare->headers);
  curl_easy_setopt(bare->easy, CURLOPT_USERNAME, id);
  curl_easy_setopt(bare->easy, CURLOPT_PASSWORD, secret);
  curl_easy_setopt(bare->easy, CURLOPT_POSTFIELDS, "grant_type=client_credentials");
  curl_easy_setopt(bare->easy, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(bare->easy, CURLOPT_WRITEDATA, bare);
  if (ca_file != NULL)
    curl_easy_setopt(bare->easy, CURLOPT_CAINFO, ca_file);
  bench_floor_url(bare, url);
  bench_floor_get(bare);
}

static char *authorization_line(const char *origin, const char *ca_file, const char *id, const char *secret)
{
  bench_floor bare;
  bench_floor_fetch_token(&bare, origin, ca_file, id, secret);
  yyjson_doc *doc = yyjson_read(bare.body, bare.len, 0);
  const char *token = yyjson_get_str(yyjson_obj_get(yyjson_doc_get_root(doc), "access_token"));
  char *line = malloc(LINE_MAX_BYTES);
  if (token == NULL || line == NULL || snprintf(line, LINE_MAX_BYTES, "Authorization: Bearer %s", token) >= LINE_MAX_BYTES)
    bench_die("no token from %s", origin);
  yyjson_doc_free(doc);
  bench_floor_close(&bare);
  return line;
}

void bench_floor_open(bench_floor *bare, const char *origin, const char *ca_file, const char *id, const char *secret)
{
  char *authorization = authorization_line(origin, ca_file, id, secret);
  memset(bare, 0, sizeof *bare);
  bare->room = BODY_MAX;
  bare->body = malloc(bare->room);
  bare->easy = curl_easy_init();
  if (bare->body == NULL || bare->easy == NULL)
    bench_die("no memory");
  bare->headers = add(add(add(NULL, authorization), "Accept: application/json"), AGENT);
  free(authorization);
  curl_easy_setopt(bare->easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(bare->easy, CURLOPT_HTTPHEADER, bare->headers);
  curl_easy_setopt(bare->easy, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(bare->easy, CURLOPT_WRITEDATA, bare);
  curl_easy_setopt(bare->easy, CURLOPT_TIMEOUT_MS, 60000L);
  curl_easy_setopt(bare->easy, CURLOPT_CONNECTTIMEOUT_MS, 10000L);
  if (ca_file != NULL) {
    curl_easy_setopt(bare->easy, CURLOPT_CAINFO, ca_file);
    curl_easy_setopt(bare->easy, CURLOPT_CAPATH, NULL);
  }
}

void bench_floor_close(bench_floor *bare)
{
  curl_easy_cleanup(bare->easy);
  curl_slist_free_all(bare->headers);
  free(bare->body);
  memset(bare, 0, sizeof *bare);
}

void bench_floor_url(bench_floor *bare, const char *url)
{
  if (curl_easy_setopt(bare->easy, CURLOPT_URL, url) != CURLE_OK)
    bench_die("no memory");
}

void bench_floor_get(bench_floor *bare)
{
  long status = 0;
  bare->len = 0;
  bare->received = 0;
  CURLcode code = curl_easy_perform(bare->easy);
  if (code != CURLE_OK)
    bench_die("floor: %s", curl_easy_strerror(code));
  curl_easy_getinfo(bare->easy, CURLINFO_RESPONSE_CODE, &status);
  if (status < 200 || status > 299)
    bench_die("floor: status %ld", status);
}

void bench_floor_discard(bench_floor *bare)
{
  curl_easy_setopt(bare->easy, CURLOPT_WRITEFUNCTION, discard);
}

void bench_floor_header(bench_floor *bare, const char *line)
{
  bare->headers = add(bare->headers, line);
  curl_easy_setopt(bare->easy, CURLOPT_HTTPHEADER, bare->headers);
}

void bench_floor_post(bench_floor *bare, const char *body, size_t len)
{
  curl_easy_setopt(bare->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)len);
  curl_easy_setopt(bare->easy, CURLOPT_POSTFIELDS, body);
}
