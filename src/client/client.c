/** The client: made from a configuration, shared by threads, freed and wiped after the last reference. */
#include "client/client.h"

#include "client/config.h"
#include "core/text.h"

#include <jumio/version.h>

#include <string.h>

static jumio_result check(const jumio_config *config, jumio_error **err)
{
  if (!config->has_origins)
    return jumio__fail(err, config->mem, JUMIO_ERR_ARGUMENT, "region: must be set (or a test endpoint)");
  if (config->client_id == NULL)
    return jumio__fail(err, config->mem, JUMIO_ERR_ARGUMENT, "credentials: must be set");
  if (config->user_agent == NULL)
    return jumio__fail(err, config->mem, JUMIO_ERR_ARGUMENT, "user agent: must be set");
  return jumio__config_check_transport(config, err);
}

/* "Basic " + base64(id ":" secret), RFC 7617 */
static char *basic_header(const jumio_config *config)
{
  char pair[128 + 1 + 512 + 1];
  char header[6 + 4 * ((sizeof pair + 2) / 3) + 1] = "Basic ";
  size_t id_len = strlen(config->client_id), secret_len = strlen(config->client_secret);
  memcpy(pair, config->client_id, id_len);
  pair[id_len] = ':';
  memcpy(pair + id_len + 1, config->client_secret, secret_len);
  size_t len = 6 + jumio__base64(pair, id_len + 1 + secret_len, header + 6);
  char *copy = jumio__mem_text(config->mem, header, len);
  jumio__wipe(pair, sizeof pair);
  jumio__wipe(header, sizeof header);
  return copy;
}

static char *agent_header(const jumio_config *config)
{
  static const char own[] = " libjumio-idv/" JUMIO_VERSION;
  size_t len = strlen(config->user_agent);
  char *copy = jumio__mem_new(config->mem, len + sizeof own);
  if (copy != NULL) {
    memcpy(copy, config->user_agent, len);
    memcpy(copy + len, own, sizeof own);
  }
  return copy;
}

static jumio_result take_bundled_transport(jumio__session *session, const jumio_config *config, jumio_error **err)
{
#ifdef JUMIO_WITH_CURL
  jumio__curl *curl = NULL;
  jumio__curl_options options = {.stall_ms = 0};
  jumio__config_fill_transport(config, &options);
  jumio_result result = jumio__curl_new(config->mem, &options, &curl, err);
  if (result != JUMIO_OK)
    return result;
  session->http = jumio__curl_ops;
  if (jumio__shared_new(config->mem, curl, jumio__curl_free, false, &session->http_owner) != JUMIO_OK)
    return jumio__fail_memory(err);
  return JUMIO_OK;
#else
  (void)session;
  return jumio__fail(err, config->mem, JUMIO_ERR_UNSUPPORTED, "no transport: this build has no curl, and no HTTP table was set");
#endif
}

static jumio_result fill_session(jumio__session *session, const jumio_config *config, jumio_error **err)
{
  session->origins = config->origins;
  memcpy(session->limits, config->limits, sizeof session->limits);
  session->id_pdf = config->id_pdf;
  session->schedule = config->schedule;
  session->clock.ops = config->clock_owner != NULL ? config->clock.ops : jumio__system_clock;
  session->clock.user_data = config->clock.user_data;
  session->clock_owner = jumio__shared_ref(config->clock_owner);
  jumio__session_start_clock(session);
  session->log = config->log;
  session->log_owner = jumio__shared_ref(config->log_owner);
  const char *hosts = config->texts[JUMIO_OPTION_REPORT_HOSTS];
  session->report_hosts = hosts != NULL ? jumio__mem_text(config->mem, hosts, strlen(hosts)) : NULL;
  session->trace = config->trace;
  session->trace_owner = jumio__shared_ref(config->trace_owner);
  session->basic = basic_header(config);
  session->user_agent = agent_header(config);
  if (session->basic == NULL || session->user_agent == NULL || (session->report_hosts == NULL) != (hosts == NULL))
    return jumio__fail_memory(err);
  if (config->http_owner == NULL)
    return take_bundled_transport(session, config, err);
  session->http = config->http;
  session->http_owner = jumio__shared_ref(config->http_owner);
  return JUMIO_OK;
}

static jumio_result fill_portal_link(jumio_client *client, const jumio_config *config, jumio_error **err)
{
  const char *link = config->texts[JUMIO_OPTION_PORTAL_LINK];
  if (link == NULL)
    return JUMIO_OK;
  client->portal_link = jumio__mem_text(client->mem, link, strlen(link));
  return client->portal_link != NULL ? JUMIO_OK : jumio__fail_memory(err);
}

static jumio_result fill_store(jumio_client *client, const jumio_config *config, jumio_error **err)
{
  client->keep_links = config->keep_links;
  client->store.mem = client->mem;
  if (config->store_owner == NULL)
    return JUMIO_OK;
  jumio_result result = jumio__store_set_tenant(&client->store, config->origins.region, config->client_id, err);
  if (result != JUMIO_OK)
    return result;
  client->store.ops = config->store;
  client->store.owner = jumio__shared_ref(config->store_owner);
  return JUMIO_OK;
}

jumio_result jumio_client_new(const jumio_config *config, jumio_client **out, jumio_error **err)
{
  if (out != NULL)
    *out = NULL;
  if (config == NULL || out == NULL)
    return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "config or out is NULL");
  jumio_result result = check(config, err);
  if (result != JUMIO_OK)
    return result;
  jumio_client *client = JUMIO__NEW(config->mem, jumio_client);
  if (client == NULL)
    return jumio__fail_memory(err);
  client->mem = jumio__mem_ref(config->mem);
  atomic_init(&client->refs, 1);
  client->session = jumio__session_new(config->mem, config->pacing);
  result = client->session != NULL ? fill_session(client->session, config, err) : jumio__fail_memory(err);
  if (result == JUMIO_OK)
    result = fill_portal_link(client, config, err);
  if (result == JUMIO_OK)
    result = fill_store(client, config, err);
  if (result != JUMIO_OK) {
    jumio_client_unref(client);
    return result;
  }
  *out = client;
  return jumio__ok(err);
}

jumio_client *jumio_client_ref(jumio_client *client)
{
  if (client != NULL)
    atomic_fetch_add_explicit(&client->refs, 1, memory_order_relaxed);
  return client;
}

void jumio_client_unref(jumio_client *client)
{
  if (client == NULL || atomic_fetch_sub_explicit(&client->refs, 1, memory_order_acq_rel) != 1)
    return;
  jumio_alloc *mem = client->mem;
  jumio__session_unref(client->session);
  jumio__mem_text_erase(mem, client->portal_link);
  jumio__shared_unref(client->store.owner);
  jumio__mem_erase(mem, client, sizeof *client);
  jumio__mem_unref(mem);
}
