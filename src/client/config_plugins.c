/** The configuration's plug-in tables: copied through one checked helper, shared with the clients, destroyed once. */
#include "client/config.h"

#include "core/error.h"
#include "store/store.h"

static jumio_result refuse(jumio_config *config, jumio_result result, const char *what, void *user_data, void (*destroy)(void *user_data),
                           jumio_error **err)
{
  if (destroy != NULL)
    destroy(user_data);
  return jumio__fail(err, config != NULL ? config->mem : NULL, result, "%s: %s", what, jumio_result_meaning(result));
}

/* Takes the place of the former owner, whose plug-in is given up. */
static jumio_result adopt(jumio_config *config, jumio__shared **owner, void *user_data, void (*destroy)(void *user_data), uint32_t flags,
                          jumio_error **err)
{
  jumio__shared *shared;
  if (jumio__shared_new(config->mem, user_data, destroy, (flags & JUMIO_OPS_SERIAL) != 0, &shared) != JUMIO_OK)
    return jumio__fail_memory(err);
  jumio__shared_unref(*owner);
  *owner = shared;
  return jumio__ok(err);
}

jumio_result jumio_config_set_http(jumio_config *config, const jumio_http_ops *ops, void *user_data, void (*destroy)(void *user_data),
                                   uint32_t flags, jumio_error **err)
{
  jumio_http_ops copy = {0};
  jumio_result result = config == NULL || ops == NULL || (flags & ~JUMIO_OPS_SERIAL) != 0 ? JUMIO_ERR_ARGUMENT : JUMIO_OK;
  if (result == JUMIO_OK)
    result = jumio__table_copy(&copy, sizeof copy, offsetof(jumio_http_ops, cancel), ops);
  if (result == JUMIO_OK && copy.perform == NULL)
    result = JUMIO_ERR_ARGUMENT;
  if (result != JUMIO_OK)
    return refuse(config, result, "HTTP table", user_data, destroy, err);
  result = adopt(config, &config->http_owner, user_data, destroy, flags, err);
  if (result == JUMIO_OK)
    config->http = copy;
  return result;
}

jumio_result jumio_config_set_store(jumio_config *config, const jumio_storage_ops *ops, void *user_data, void (*destroy)(void *user_data),
                                    uint32_t flags, jumio_error **err)
{
  jumio_storage_ops copy = {0};
  jumio_result result = config == NULL || ops == NULL || (flags & ~JUMIO_OPS_SERIAL) != 0 ? JUMIO_ERR_ARGUMENT : JUMIO_OK;
  if (result == JUMIO_OK)
    result = jumio__table_copy(&copy, sizeof copy, sizeof copy, ops);
  if (result == JUMIO_OK && (copy.get == NULL || copy.put == NULL || copy.del == NULL || copy.scan == NULL))
    result = JUMIO_ERR_ARGUMENT;
  if (result != JUMIO_OK)
    return refuse(config, result, "storage table", user_data, destroy, err);
  result = adopt(config, &config->store_owner, user_data, destroy, flags, err);
  if (result == JUMIO_OK)
    config->store = copy;
  return result;
}

jumio_result jumio_config_set_memory_store(jumio_config *config, jumio_error **err)
{
  jumio__memory_store *store = NULL;
  if (config == NULL)
    return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "config is NULL");
  if (jumio__memory_store_new(config->mem, &store) != JUMIO_OK)
    return jumio__fail_memory(err);
  return jumio_config_set_store(config, &jumio__memory_store_ops, store, jumio__memory_store_free, 0, err);
}

jumio_result jumio_config_set_clock(jumio_config *config, const jumio_clock_ops *ops, void *user_data, void (*destroy)(void *user_data),
                                    jumio_error **err)
{
  jumio_clock_ops copy = {0};
  jumio_result result = config == NULL || ops == NULL ? JUMIO_ERR_ARGUMENT : JUMIO_OK;
  if (result == JUMIO_OK)
    result = jumio__table_copy(&copy, sizeof copy, sizeof copy, ops);
  if (result == JUMIO_OK && (copy.wall_unix_ms == NULL || copy.mono_ms == NULL || copy.sleep_ms == NULL || copy.random_bytes == NULL))
    result = JUMIO_ERR_ARGUMENT;
  if (result != JUMIO_OK)
    return refuse(config, result, "clock table", user_data, destroy, err);
  result = adopt(config, &config->clock_owner, user_data, destroy, 0, err);
  if (result == JUMIO_OK) {
    config->clock.ops = copy;
    config->clock.user_data = user_data;
  }
  return result;
}

jumio_result jumio_config_set_log(jumio_config *config, jumio_log_level level, jumio_log_fn fn, void *user_data,
                                  void (*destroy)(void *user_data), jumio_error **err)
{
  if (config == NULL || level < JUMIO_LOG_ERROR || level > JUMIO_LOG_DEBUG)
    return refuse(config, JUMIO_ERR_ARGUMENT, "log hook", user_data, destroy, err);
  jumio_result result = adopt(config, &config->log_owner, user_data, destroy, 0, err);
  if (result == JUMIO_OK) {
    config->log.fn = fn;
    config->log.user_data = user_data;
    config->log.level = level;
  }
  return result;
}

jumio_result jumio_config_set_trace(jumio_config *config, jumio_trace_fn fn, void *user_data, void (*destroy)(void *user_data),
                                    jumio_error **err)
{
  if (config == NULL)
    return refuse(config, JUMIO_ERR_ARGUMENT, "trace hook", user_data, destroy, err);
  jumio_result result = adopt(config, &config->trace_owner, user_data, destroy, 0, err);
  if (result == JUMIO_OK) {
    config->trace.fn = fn;
    config->trace.user_data = user_data;
  }
  return result;
}
