/** The texts of a configuration, and what it says of the bundled transport: trust, proxy, client certificate, bounds; whether that fits
 * together. */
#include "client/config.h"

#include "client/portal_link.h"
#include "core/error.h"
#include "core/text.h"
#include "http/url.h"

#include <string.h>

static const char *broken_path(const char *text, size_t len)
{
  (void)text;
  return len == 0 ? "must not be empty" : NULL;
}

/* The white list of jumio__url_parse holds for a proxy too; its scheme alone may be another. */
static const char *broken_proxy(const char *text, size_t len)
{
  static const char rule[] = "must be http://host:port, https://host:port or socks5h://host:port, without user name, path or query";
  static const char socks[] = "socks5h", http[] = "http";
  char as_http[300];
  jumio__url url;
  if (len >= sizeof as_http)
    return "is longer than 299 bytes";
  memcpy(as_http, text, len);
  if (jumio__starts(text, len, "socks5h://")) {
    memcpy(as_http, http, sizeof http - 1);
    len -= sizeof socks - sizeof http;
    memcpy(as_http + sizeof http - 1, text + sizeof socks - 1, len - (sizeof http - 1));
  }
  bool good = jumio__url_parse(as_http, len, &url) && jumio__url_host_is_plain(&url) && url.has_port && url.path_len == 0 &&
              url.query == NULL && !url.has_fragment;
  return good ? NULL : rule;
}

static const char *broken_credentials(const char *text, size_t len)
{
  const char *colon = len != 0 ? memchr(text, ':', len) : NULL;
  bool good = colon != NULL && colon != text && len <= 512 && jumio__printable(text, len);
  return good ? NULL : "must be user:secret, 2..512 printable ASCII characters";
}

static const char *broken_password(const char *text, size_t len)
{
  (void)text;
  return len < 1 || len > 512 ? "must be 1..512 bytes" : NULL;
}

static const char *broken_hosts(const char *text, size_t len)
{
  bool good = len <= 2048 && jumio__origin_is_host_list(text, len);
  return good ? NULL : "must be host names (or loopback addresses) with commas between them, at most 2048 bytes";
}

typedef struct option_row {
  const char *name;
  const char *(*broken)(const char *text, size_t len); /* the rule that is broken, or NULL */
  jumio_option replaces;                               /* another option, of which only one may be set; 0: none */
  jumio_option needs;                                  /* another option, without which this one means nothing; 0: none */
} option_row;

/* One trusts a file or a folder of certificates, never both (docs/performance.md): the later setting wins. */
static const option_row option_rows[JUMIO__OPTIONS] = {
    [JUMIO_OPTION_CA_FILE] = {"CA file", broken_path, JUMIO_OPTION_CA_PATH, 0},
    [JUMIO_OPTION_CA_PATH] = {"CA path", broken_path, JUMIO_OPTION_CA_FILE, 0},
    [JUMIO_OPTION_PROXY] = {"proxy", broken_proxy, 0, 0},
    [JUMIO_OPTION_PROXY_CREDENTIALS] = {"proxy credentials", broken_credentials, 0, JUMIO_OPTION_PROXY},
    [JUMIO_OPTION_CLIENT_CERTIFICATE] = {"client certificate", broken_path, 0, 0},
    [JUMIO_OPTION_CLIENT_KEY] = {"client key", broken_path, 0, JUMIO_OPTION_CLIENT_CERTIFICATE},
    [JUMIO_OPTION_CLIENT_KEY_PASSWORD] = {"client key password", broken_password, 0, JUMIO_OPTION_CLIENT_CERTIFICATE},
    [JUMIO_OPTION_REPORT_HOSTS] = {"report hosts", broken_hosts, 0, 0},
    [JUMIO_OPTION_PORTAL_LINK] = {"portal link", jumio__portal_link_broken, 0, 0},
};

jumio_result jumio_config_set_option(jumio_config *config, jumio_option option, const char *text, size_t len, jumio_error **err)
{
  if (config == NULL)
    return jumio__config_missing(err);
  if (option == JUMIO_OPTION_POLL_OFFSETS_S)
    return jumio__config_set_schedule(config, text, len, err);
  if (option < 1 || option >= JUMIO__OPTIONS)
    return jumio__fail(err, config->mem, JUMIO_ERR_ARGUMENT, "option: not one of the JUMIO_OPTION_ constants");
  const option_row *row = &option_rows[option];
  if (!jumio__text_arg(text, &len))
    return jumio__fail(err, config->mem, JUMIO_ERR_ARGUMENT, "%s: NULL, not UTF-8 or with a NUL byte inside", row->name);
  const char *rule = row->broken(text, len);
  if (rule != NULL)
    return jumio__fail(err, config->mem, JUMIO_ERR_ARGUMENT, "%s: %s", row->name, rule);
  jumio_result result = jumio__config_replace(config, &config->texts[option], text, len, err);
  if (result == JUMIO_OK && row->replaces != 0) {
    jumio__mem_text_erase(config->mem, config->texts[row->replaces]);
    config->texts[row->replaces] = NULL;
  }
  return result;
}

static jumio_result check_texts(const jumio_config *config, jumio_error **err)
{
  for (size_t i = 1; i < JUMIO__CURL_TEXTS; i++) {
    const option_row *row = &option_rows[i];
    if (config->texts[i] == NULL)
      continue;
    if (config->http_owner != NULL)
      return jumio__fail(err, config->mem, JUMIO_ERR_ARGUMENT, "%s: is for the bundled transport only, and another one was set", row->name);
    if (row->needs != 0 && config->texts[row->needs] == NULL)
      return jumio__fail(err, config->mem, JUMIO_ERR_ARGUMENT, "%s: needs a %s", row->name, option_rows[row->needs].name);
  }
  return JUMIO_OK;
}

static bool bounds_are_set(const jumio_config *config)
{
  for (size_t i = JUMIO_LIMIT_CONNECTIONS; i <= JUMIO_LIMIT_CONNECTION_LIFE_MS; i++)
    if (config->limits[i] != jumio__default_limits[i])
      return true;
  return false;
}

jumio_result jumio__config_check_transport(const jumio_config *config, jumio_error **err)
{
  jumio_result result = check_texts(config, err);
  if (result != JUMIO_OK)
    return result;
  if (config->http_owner != NULL && (bounds_are_set(config) || config->private_addresses != JUMIO__BY_ENDPOINT))
    return jumio__fail(err, config->mem, JUMIO_ERR_ARGUMENT,
                       "connection limits, refusal of private addresses: are for the bundled transport only, and another one was set");
  const char *proxy = config->texts[JUMIO_OPTION_PROXY], *pair = config->texts[JUMIO_OPTION_PROXY_CREDENTIALS];
  if (proxy != NULL && proxy[0] == 's' && pair != NULL && strchr(pair, '%') != NULL)
    return jumio__fail(err, config->mem, JUMIO_ERR_ARGUMENT, "proxy credentials: must hold no percent sign for a socks5h proxy");
  if (proxy != NULL && config->private_addresses == JUMIO__REFUSED)
    return jumio__fail(err, config->mem, JUMIO_ERR_ARGUMENT,
                       "refusal of private addresses: not possible with a proxy, which resolves names");
  return JUMIO_OK;
}

void jumio__config_fill_transport(const jumio_config *config, jumio__curl_options *out)
{
  bool by_endpoint = !config->origins.test && config->texts[JUMIO_OPTION_PROXY] == NULL;
  for (size_t i = 0; i < JUMIO__CURL_TEXTS; i++)
    out->texts[i] = config->texts[i];
  out->connections = config->limits[JUMIO_LIMIT_CONNECTIONS];
  out->idle_ms = config->limits[JUMIO_LIMIT_IDLE_MS];
  out->life_ms = config->limits[JUMIO_LIMIT_CONNECTION_LIFE_MS];
  out->allow_plain_http = config->origins.test;
  out->refuse_private_peers = config->private_addresses == JUMIO__BY_ENDPOINT ? by_endpoint : config->private_addresses == JUMIO__REFUSED;
}
