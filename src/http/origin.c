/** The origin guard: which host belongs to which role, and whether a URL may be given a token. */
#include "http/origin.h"

#include <jumio/region.h>

#include "core/error.h"
#include "core/text.h"
#include "http/url.h"

#include <stdio.h>
#include <string.h>

#define URL_MAX 2048
#define API_ROOT "/api/"
#define API_V1_ROOT API_ROOT "v1/"

static const jumio_region_text role_hosts[JUMIO__ROLES] = {JUMIO_REGION_TEXT_AUTH_HOST, JUMIO_REGION_TEXT_ACCOUNT_HOST,
                                                           JUMIO_REGION_TEXT_API_HOST, JUMIO_REGION_TEXT_RETRIEVAL_HOST,
                                                           JUMIO_REGION_TEXT_STATUS_HOST};

jumio_result jumio__origins_set_region(jumio__origins *origins, const char *region, size_t len, jumio_alloc *mem, jumio_error **err)
{
  const char *id = jumio_region_find(region, len);
  if (id == NULL)
    return jumio__fail(err, mem, JUMIO_ERR_ARGUMENT,
                       "region: must be amer-1 (US), emea-1 (EU) or apac-1 (SG, SGP), or a host of one of them");
  memset(origins, 0, sizeof *origins);
  snprintf(origins->region, sizeof origins->region, "%s", id);
  for (size_t role = 0; role < JUMIO__ROLES; role++)
    if (role_hosts[role] != 0)
      snprintf(origins->base[role], sizeof origins->base[role], "https://%s", jumio_region_get_text(id, JUMIO_NTS, role_hosts[role]));
  return jumio__ok(err);
}

/* "https://host[:port]" in lower case, without a port that is the default. */
static void write_base(const jumio__url *url, char *out, size_t size)
{
  char port[8] = "";
  if (url->port != (url->https ? 443 : 80))
    snprintf(port, sizeof port, ":%d", (int)url->port);
  snprintf(out, size, "%s://%.*s%s", url->https ? "https" : "http", (int)url->host_len, url->host, port);
  for (size_t i = 0; out[i] != '\0'; i++)
    out[i] = jumio__lower(out[i]);
}

jumio_result jumio__origins_set_test(jumio__origins *origins, const char *origin, size_t len, jumio_alloc *mem, jumio_error **err)
{
  jumio__url url;
  char base[sizeof origins->base[0]];
  if (!jumio__text_arg(origin, &len) || !jumio__url_parse(origin, len, &url) || !jumio__url_host_is_plain(&url))
    return jumio__fail(err, mem, JUMIO_ERR_ARGUMENT, "test endpoint: must be https://host[:port]");
  if (url.path_len != 0 || url.query != NULL || url.has_fragment)
    return jumio__fail(err, mem, JUMIO_ERR_ARGUMENT, "test endpoint: must have no path, query or fragment");
  if (!url.https && !jumio__url_host_is_loopback(&url))
    return jumio__fail(err, mem, JUMIO_ERR_ARGUMENT, "test endpoint: http is allowed only for a loopback address");
  write_base(&url, base, sizeof base);
  memset(origins, 0, sizeof *origins);
  snprintf(origins->region, sizeof origins->region, "test");
  for (size_t role = 0; role < JUMIO__ROLES; role++)
    memcpy(origins->base[role], base, sizeof base);
  origins->test = true;
  return jumio__ok(err);
}

/* Of two names of one length; case does not count. */
static bool same_name(const char *a, const char *b, size_t len)
{
  for (size_t i = 0; i < len; i++)
    if (jumio__lower(a[i]) != jumio__lower(b[i]))
      return false;
  return true;
}

static bool same_origin(const jumio__url *url, const char *base)
{
  jumio__url own;
  if (!jumio__url_parse(base, strlen(base), &own) || own.https != url->https || own.port != url->port || own.host_len != url->host_len)
    return false;
  return same_name(url->host, own.host, own.host_len);
}

static bool is_api_path(const char *path, size_t len, const char *root)
{
  /* Narrower than RFC 3986: ids and classifiers need no more, and no escape or path parameter can hide anything. */
  return jumio__starts(path, len, root) && len > strlen(root) && jumio__all_of(path, len, "/-._~") && !jumio__url_path_is_odd(path, len);
}

static bool has_segment(const char *path, size_t len, const char *id)
{
  size_t first = 1;
  for (size_t i = 1; i <= len; i++) {
    if (i != len && path[i] != '/')
      continue;
    if (jumio__same_no_case(path + first, i - first, id))
      return true;
    first = i + 1;
  }
  return false;
}

/* NULL when a token may go there, else the rule that is broken. */
static const char *broken_rule(const jumio__origins *origins, jumio__role role, const char *url, size_t len, const char *const *ids,
                               size_t id_count)
{
  jumio__url parts;
  if (len > URL_MAX || !jumio__url_parse(url, len, &parts))
    return "it is not a plain URL";
  if (!same_origin(&parts, origins->base[role]))
    return "its scheme, host or port is not the configured one";
  if (parts.query != NULL || parts.has_fragment)
    return "it has a query or a fragment";
  if (!is_api_path(parts.path, parts.path_len, API_V1_ROOT))
    return "its path is not one below /api/v1/";
  for (size_t i = 0; i < id_count; i++)
    if (ids[i] != NULL && !has_segment(parts.path, parts.path_len, ids[i]))
      return "its path lacks an id of this request";
  return NULL;
}

jumio_result jumio__origin_check(const jumio__origins *origins, jumio__role role, const char *url, size_t len, const char *const *ids,
                                 size_t id_count, jumio_alloc *mem, jumio_error **err)
{
  const char *rule = "it is missing";
  if ((unsigned)role >= JUMIO__ROLES)
    rule = "no such role";
  else if (jumio__text_arg(url, &len))
    rule = broken_rule(origins, role, url, len, ids, id_count);
  if (rule != NULL)
    return jumio__fail(err, mem, JUMIO_ERR_ORIGIN_REFUSED, "a URL in an answer was refused: %s; nothing was sent there", rule);
  return jumio__ok(err);
}

/* The whole URL is parsed as a server would, so that no byte of the path can reach another part of it. */
static bool is_safe_path(const jumio__origins *origins, const char *path, size_t len)
{
  char url[sizeof origins->base[0] + URL_MAX];
  jumio__url parts;
  size_t base = strlen(origins->base[JUMIO__ROLE_API]);
  if (len > URL_MAX - base)
    return false;
  memcpy(url, origins->base[JUMIO__ROLE_API], base);
  memcpy(url + base, path, len);
  return jumio__url_parse(url, base + len, &parts) && parts.path == url + base && !parts.has_fragment &&
         is_api_path(parts.path, parts.path_len, API_ROOT);
}

jumio_result jumio__origin_check_path(const jumio__origins *origins, const char *path, size_t *len, jumio_alloc *mem, jumio_error **err)
{
  if (jumio__text_arg(path, len) && is_safe_path(origins, path, *len))
    return jumio__ok(err);
  return jumio__fail(
      err, mem, JUMIO_ERR_ARGUMENT,
      "path: must begin with /api/ and have only letters, digits and -._~ between its slashes, no empty, . or .. segment, no "
      "fragment; a query of URL characters may follow");
}

/* The entry of a list with commas that ends before `end`; false at its end. */
static bool next_entry(const char **at, const char *end, const char **entry, size_t *len)
{
  if (*at > end)
    return false;
  const char *comma = memchr(*at, ',', (size_t)(end - *at));
  *entry = *at;
  *len = (size_t)((comma != NULL ? comma : end) - *at);
  *at += *len + 1;
  return true;
}

static bool is_listed(const char *hosts, const jumio__url *url)
{
  const char *end = hosts + strlen(hosts), *entry;
  size_t len;
  while (next_entry(&hosts, end, &entry, &len))
    if (len == url->host_len && same_name(entry, url->host, len))
      return true;
  return false;
}

bool jumio__origin_is_host_list(const char *hosts, size_t len)
{
  const char *end = hosts + len, *entry;
  size_t entry_len;
  while (next_entry(&hosts, end, &entry, &entry_len)) {
    char text[JUMIO__URL_HOST_MAX + sizeof "https://"];
    jumio__url url;
    if (entry_len == 0 || entry_len > JUMIO__URL_HOST_MAX)
      return false;
    size_t text_len = (size_t)snprintf(text, sizeof text, "https://%.*s", (int)entry_len, entry);
    if (!jumio__url_parse(text, text_len, &url) || url.host_len != entry_len)
      return false;
    if (jumio__url_host_is_address(&url) && !jumio__url_host_is_loopback(&url))
      return false;
  }
  return true;
}

/* NULL when a report may be fetched there, else the rule that is broken. */
static const char *broken_report_rule(const jumio__origins *origins, const char *hosts, const char *url, size_t len)
{
  jumio__url parts;
  if (hosts == NULL)
    return "no host is allowed for reports, see JUMIO_OPTION_REPORT_HOSTS";
  if (len > JUMIO__URL_MAX || !jumio__url_parse(url, len, &parts))
    return "it is not a plain URL";
  if (parts.path_len == 0 || parts.has_fragment)
    return "it has no path, or a fragment";
  if (!is_listed(hosts, &parts))
    return "its host is not one of JUMIO_OPTION_REPORT_HOSTS";
  if (origins->test && same_origin(&parts, origins->base[JUMIO__ROLE_REPORT]))
    return NULL;
  if (!parts.https || parts.has_port || jumio__url_host_is_address(&parts) || jumio__url_host_is_loopback(&parts))
    return "it is not https on a named host without a port";
  return NULL;
}

jumio_result jumio__origin_check_report(const jumio__origins *origins, const char *hosts, const char *url, size_t len, jumio_alloc *mem,
                                        jumio_error **err)
{
  const char *rule = broken_report_rule(origins, hosts, url, len);
  if (rule != NULL)
    return jumio__fail(err, mem, JUMIO_ERR_ORIGIN_REFUSED, "the address of the report was refused: %s; nothing was sent there", rule);
  return jumio__ok(err);
}

/* NULL when Jumio may call or show it, else the rule that is broken. */
static const char *broken_host_rule(const jumio__origins *origins, const jumio__url *url)
{
  if (url->has_fragment)
    return "must have no fragment";
  if (origins->test && jumio__url_host_is_loopback(url))
    return NULL;
  if (!url->https)
    return "must begin with https://";
  if (jumio__url_host_is_address(url))
    return "must name a host, not an address";
  if (jumio__url_host_is_loopback(url))
    return "must name a host that Jumio can reach";
  return url->has_port ? "must have no port" : NULL;
}

jumio_result jumio__origin_check_host_url(const jumio__origins *origins, const char *field, const char *url, jumio_alloc *mem,
                                          jumio_error **err)
{
  jumio__url parts;
  size_t len = JUMIO_NTS;
  const char *rule = "must be a URL of ASCII characters without user name";
  if (jumio__text_arg(url, &len) && jumio__url_parse(url, len, &parts))
    rule = broken_host_rule(origins, &parts);
  if (rule != NULL)
    return jumio__fail(err, mem, JUMIO_ERR_ARGUMENT, "%s: %s", field, rule);
  return jumio__ok(err);
}

/* The names that Jumio appends to a URL or puts into its own links, today's and Netverify's (jumio-api-write 7.1 and 7.4). */
static bool is_jumio_name(const char *name, size_t len)
{
  static const char *const names[] = {"accountId",
                                      "workflowExecutionId",
                                      "acquisitionStatus",
                                      "customerInternalReference",
                                      "errorCode",
                                      "authorizationToken",
                                      "locale",
                                      "baseUrl",
                                      "transactionStatus",
                                      "transactionReference",
                                      "idScanStatus",
                                      "jumioIdScanReference"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (jumio__url_name_is(name, len, names[i]))
      return true;
  return false;
}

unsigned jumio__origin_url_remarks(const char *url, size_t len)
{
  jumio__url parts;
  unsigned remarks = JUMIO__URL_HAS_QUERY;
  if (!jumio__text_arg(url, &len) || !jumio__url_parse(url, len, &parts) || parts.query == NULL)
    return 0;
  for (size_t at = 0; at < parts.query_len; at++) {
    size_t first = at, name_len = 0;
    bool named = false;
    for (; at < parts.query_len && parts.query[at] != '&'; at++) {
      named = named || parts.query[at] == '=';
      name_len += named ? 0 : 1;
    }
    if (is_jumio_name(parts.query + first, name_len))
      remarks |= JUMIO__URL_HAS_JUMIO_NAME;
  }
  return remarks;
}

static bool ends_with(const char *text, size_t len, const char *end)
{
  size_t end_len = strlen(end);
  return len > end_len && jumio__same_no_case(text + len - end_len, end_len, end);
}

bool jumio__origin_is_link(const jumio__origins *origins, const char *url)
{
  static const char between[] = ".web.", tail[] = ".jumio.ai";
  char end[sizeof between + sizeof origins->region + sizeof tail];
  jumio__url parts;
  size_t len = JUMIO_NTS;
  if (!jumio__text_arg(url, &len) || !jumio__url_parse(url, len, &parts))
    return false;
  if (origins->test)
    return same_origin(&parts, origins->base[JUMIO__ROLE_ACCOUNT]);
  snprintf(end, sizeof end, "%s%s%s", between, origins->region, tail);
  return parts.https && !parts.has_port && ends_with(parts.host, parts.host_len, end);
}
