/** The configuration's values: each setter checks its input at once and names the field that breaks a rule. */
#include "client/config.h"

#include "core/error.h"
#include "core/text.h"

#include <string.h>

const int64_t jumio__default_limits[JUMIO__LIMITS] = {
    [JUMIO_LIMIT_SMALL_BODY_BYTES] = 65536,
    [JUMIO_LIMIT_ACCOUNT_BODY_BYTES] = 1048576,
    [JUMIO_LIMIT_TRANSACTION_BYTES] = 8388608,
    [JUMIO_LIMIT_PART_BYTES] = 20971520,
    [JUMIO_LIMIT_UPLOAD_BYTES] = 15000000,
    [JUMIO_LIMIT_CALL_DEADLINE_MS] = 60000,
    [JUMIO_LIMIT_MEDIA_DEADLINE_MS] = 300000,
    [JUMIO_LIMIT_CONNECT_MS] = 10000,
    [JUMIO_LIMIT_ATTEMPTS] = 3,
    [JUMIO_LIMIT_CONNECTIONS] = 64,
    [JUMIO_LIMIT_IDLE_MS] = 30000,
    [JUMIO_LIMIT_CONNECTION_LIFE_MS] = 600000,
};

jumio_result jumio_config_new(jumio_alloc *alloc, jumio_config **out, jumio_error **err)
{
  if (out == NULL)
    return jumio__fail(err, alloc, JUMIO_ERR_ARGUMENT, "out is NULL");
  *out = NULL;
  jumio_config *config = JUMIO__NEW(alloc, jumio_config);
  if (config == NULL)
    return jumio__fail_memory(err);
  config->mem = jumio__mem_ref(alloc);
  memcpy(config->limits, jumio__default_limits, sizeof jumio__default_limits);
  config->schedule = jumio__schedule_default;
  config->pacing = true;
  *out = config;
  return jumio__ok(err);
}

void jumio_config_free(jumio_config *config)
{
  if (config == NULL)
    return;
  jumio_alloc *mem = config->mem;
  jumio__mem_text_erase(mem, config->client_id);
  jumio__mem_text_erase(mem, config->client_secret);
  jumio__mem_text_erase(mem, config->user_agent);
  for (size_t i = 0; i < JUMIO__OPTIONS; i++)
    jumio__mem_text_erase(mem, config->texts[i]);
  jumio__shared_unref(config->http_owner);
  jumio__shared_unref(config->store_owner);
  jumio__shared_unref(config->clock_owner);
  jumio__shared_unref(config->log_owner);
  jumio__shared_unref(config->trace_owner);
  jumio__mem_erase(mem, config, sizeof *config);
  jumio__mem_unref(mem);
}

jumio_result jumio__config_missing(jumio_error **err)
{
  return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "config is NULL");
}

jumio_result jumio_config_set_region(jumio_config *config, const char *region, size_t len, jumio_error **err)
{
  jumio__origins origins;
  if (config == NULL)
    return jumio__config_missing(err);
  if (!jumio__text_arg(region, &len))
    return jumio__fail(err, config->mem, JUMIO_ERR_ARGUMENT, "region: NULL or not UTF-8");
  jumio_result result = jumio__origins_set_region(&origins, region, len, config->mem, err);
  if (result != JUMIO_OK)
    return result;
  config->origins = origins;
  config->has_origins = true;
  return jumio__ok(err);
}

jumio_result jumio_config_set_test_endpoint(jumio_config *config, const char *origin, size_t len, jumio_error **err)
{
  jumio__origins origins;
  if (config == NULL)
    return jumio__config_missing(err);
  if (!jumio__text_arg(origin, &len))
    return jumio__fail(err, config->mem, JUMIO_ERR_ARGUMENT, "origin: NULL or not UTF-8");
  jumio_result result = jumio__origins_set_test(&origins, origin, len, config->mem, err);
  if (result != JUMIO_OK)
    return result;
  config->origins = origins;
  config->has_origins = true;
  return jumio__ok(err);
}

static bool printable_arg(const char *text, size_t *len, size_t least, size_t most)
{
  return jumio__text_arg(text, len) && *len >= least && *len <= most && jumio__printable(text, *len);
}

jumio_result jumio__config_replace(jumio_config *config, char **field, const char *text, size_t len, jumio_error **err)
{
  char *copy = jumio__mem_text(config->mem, text, len);
  if (copy == NULL)
    return jumio__fail_memory(err);
  jumio__mem_text_erase(config->mem, *field);
  *field = copy;
  return jumio__ok(err);
}

jumio_result jumio_config_set_credentials(jumio_config *config, const char *id, size_t id_len, const char *secret, size_t secret_len,
                                          jumio_error **err)
{
  if (config == NULL)
    return jumio__config_missing(err);
  if (!printable_arg(id, &id_len, 1, 128) || memchr(id, ':', id_len) != NULL)
    return jumio__fail(err, config->mem, JUMIO_ERR_ARGUMENT, "client id: must be 1..128 printable ASCII characters without ':'");
  if (!printable_arg(secret, &secret_len, 1, 512))
    return jumio__fail(err, config->mem, JUMIO_ERR_ARGUMENT, "client secret: must be 1..512 printable ASCII characters");
  char *id_copy = jumio__mem_text(config->mem, id, id_len);
  if (id_copy == NULL)
    return jumio__fail_memory(err);
  jumio_result result = jumio__config_replace(config, &config->client_secret, secret, secret_len, err);
  if (result != JUMIO_OK) {
    jumio__mem_text_erase(config->mem, id_copy);
    return result;
  }
  jumio__mem_text_erase(config->mem, config->client_id);
  config->client_id = id_copy;
  return JUMIO_OK;
}

jumio_result jumio_config_set_user_agent(jumio_config *config, const char *user_agent, size_t len, jumio_error **err)
{
  if (config == NULL)
    return jumio__config_missing(err);
  if (!printable_arg(user_agent, &len, 3, 200) || user_agent[0] == ' ' || user_agent[len - 1] == ' ')
    return jumio__fail(err, config->mem, JUMIO_ERR_ARGUMENT,
                       "user agent: must be 3..200 printable ASCII characters without a line break, such as \"Company App/1.0\"");
  return jumio__config_replace(config, &config->user_agent, user_agent, len, err);
}

jumio_result jumio__config_set_schedule(jumio_config *config, const char *text, size_t len, jumio_error **err)
{
  if (jumio__text_arg(text, &len) && jumio__schedule_parse(text, len, &config->schedule))
    return jumio__ok(err);
  return jumio__fail(err, config->mem, JUMIO_ERR_ARGUMENT,
                     "poll offsets: must be 1..24 ascending numbers of seconds, 0..604800, such as \"40,60,100\"");
}

jumio_result jumio_config_set_limit(jumio_config *config, jumio_limit limit, int64_t value, jumio_error **err)
{
  if (config == NULL)
    return jumio__config_missing(err);
  if (limit < 1 || limit >= JUMIO__LIMITS)
    return jumio__fail(err, config->mem, JUMIO_ERR_ARGUMENT, "limit: not one of the JUMIO_LIMIT_ constants");
  if (value < 1 || value > INT32_MAX)
    return jumio__fail(err, config->mem, JUMIO_ERR_ARGUMENT, "value: must be 1..2147483647");
  config->limits[limit] = value;
  return jumio__ok(err);
}

jumio_result jumio_config_set_switch(jumio_config *config, jumio_switch which, int32_t on, jumio_error **err)
{
  if (config == NULL)
    return jumio__config_missing(err);
  switch (which) {
  case JUMIO_SWITCH_PACING:
    config->pacing = on != 0;
    return jumio__ok(err);
  case JUMIO_SWITCH_KEEP_LINKS:
    config->keep_links = on != 0;
    return jumio__ok(err);
  case JUMIO_SWITCH_REFUSE_PRIVATE_ADDRESSES:
    config->private_addresses = on != 0 ? JUMIO__REFUSED : JUMIO__LET_THROUGH;
    return jumio__ok(err);
  case JUMIO_SWITCH_ID_PDF:
    config->id_pdf = on != 0;
    return jumio__ok(err);
  default:
    return jumio__fail(err, config->mem, JUMIO_ERR_ARGUMENT, "which: not one of the JUMIO_SWITCH_ constants");
  }
}
