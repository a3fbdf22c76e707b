/** What tests of verifications stand on. */
#include "stage.h"

#include "support/cmocka.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static jumio_result bent_get(const char *key, size_t key_len, jumio_storage_reply *reply, void *user_data)
{
  bent_store *b = user_data;
  if (++b->gets == b->refuse_get)
    return b->code;
  return jumio__memory_store_ops.get(key, key_len, reply, b->real);
}

static jumio_result bent_put(const char *key, size_t key_len, const void *data, size_t len, const jumio_storage_terms *terms,
                             int64_t expected, int64_t *out_revision, void *user_data)
{
  bent_store *b = user_data;
  size_t n = ++b->puts;
  if (n == b->watch_put) {
    b->watch_put = 0;
    b->watch(b->watch_data);
  }
  if (n == b->refuse_put || (b->refuse_from != 0 && n >= b->refuse_from))
    return b->code;
  if (n == b->lost_put) {
    *out_revision = expected + 1;
    return JUMIO_OK;
  }
  jumio_result result = jumio__memory_store_ops.put(key, key_len, data, len, terms, expected, out_revision, b->real);
  return n == b->torn_put ? b->code : result;
}

static jumio_result bent_del(const char *key, size_t key_len, int64_t expected, void *user_data)
{
  return jumio__memory_store_ops.del(key, key_len, expected, ((bent_store *)user_data)->real);
}

static jumio_result bent_scan(const char *index, const char *from, size_t from_len, const char *to, size_t to_len, const char *after_key,
                              size_t after_key_len, size_t limit, jumio_storage_visit_fn visit, void *visit_data, void *user_data)
{
  return jumio__memory_store_ops.scan(index, from, from_len, to, to_len, after_key, after_key_len, limit, visit, visit_data,
                                      ((bent_store *)user_data)->real);
}

static const jumio_storage_ops bent_ops = {sizeof bent_ops, 0, bent_get, bent_put, bent_del, bent_scan};

static jumio_result make_client(stage *s, jumio_alloc *alloc, int32_t keep_links, jumio_client **out)
{
  jumio_config *config = NULL;
  *out = NULL;
  jumio_result result = jumio_config_new(alloc, &config, NULL);
  if (result == JUMIO_OK)
    result = jumio_config_set_region(config, "amer-1", JUMIO_NTS, NULL);
  if (result == JUMIO_OK)
    result = jumio_config_set_credentials(config, "client", JUMIO_NTS, RIG_SECRET, JUMIO_NTS, NULL);
  if (result == JUMIO_OK)
    result = jumio_config_set_user_agent(config, "Test Host/1.0", JUMIO_NTS, NULL);
  if (result == JUMIO_OK)
    result = jumio_config_set_http(config, &fake_http_ops, &s->http, NULL, 0, NULL);
  if (result == JUMIO_OK)
    result = jumio_config_set_clock(config, &fake_clock_ops, &s->clock, NULL, NULL);
  if (result == JUMIO_OK)
    result = jumio_config_set_store(config, &bent_ops, &s->store, NULL, 0, NULL);
  if (result == JUMIO_OK) {
    jumio_config_set_switch(config, JUMIO_SWITCH_KEEP_LINKS, keep_links, NULL);
    jumio_config_set_switch(config, JUMIO_SWITCH_PACING, 0, NULL);
    result = jumio_client_new(config, out, NULL);
  }
  jumio_config_free(config);
  return result;
}

jumio_result stage_begin_with(stage *s, jumio_alloc *alloc, const fake_step *steps, size_t count, int32_t keep_links)
{
  memset(s, 0, sizeof *s);
  fake_clock_begin(&s->clock);
  fake_http_begin(&s->http, steps, count);
  assert_int_equal(jumio__memory_store_new(NULL, &s->store.real), JUMIO_OK);
  return make_client(s, alloc, keep_links, &s->client);
}

void stage_begin(stage *s, const fake_step *steps, size_t count)
{
  assert_int_equal(stage_begin_with(s, NULL, steps, count, 0), JUMIO_OK);
  assert_int_equal(make_client(s, NULL, 1, &s->other), JUMIO_OK);
}

void stage_end(stage *s)
{
  jumio_client_unref(s->client);
  jumio_client_unref(s->other);
  fake_http_end(&s->http);
  jumio__memory_store_free(s->store.real);
}

void stage_script(stage *s, const fake_step *steps, size_t count)
{
  fake_http_end(&s->http);
  fake_http_begin(&s->http, steps, count);
}

jumio_result stage_create(jumio_client *client, const char *id, jumio_verification **out, jumio_account **out_account)
{
  jumio_account_request *request = rig_request();
  jumio_verification *record = NULL;
  jumio_account *account = NULL;
  jumio_error *err = NULL;
  jumio_result result = jumio_verification_create(client, id, JUMIO_NTS, "person-1", JUMIO_NTS, request, JUMIO_DEADLINE_DEFAULT, NULL,
                                                  &record, &account, &err);
  assert_int_equal(jumio_error_get_code(err), result);
  assert_true(result != JUMIO_OK || record != NULL);
  jumio_error_free(err);
  jumio_account_request_free(request);
  if (out != NULL)
    *out = record;
  else
    jumio_verification_free(record);
  if (out_account != NULL)
    *out_account = account;
  else
    jumio_account_free(account);
  return result;
}

size_t stage_posts(stage *s)
{
  return fake_http_count(&s->http, "POST " STAGE_ON_CREATE);
}

int32_t stage_processing(jumio_client *client, const char *id)
{
  jumio_verification *record = NULL;
  jumio_result result = jumio_verification_load(client, id, JUMIO_NTS, &record, NULL);
  int32_t processing = jumio_verification_get_int64(record, JUMIO_VERIFICATION_PROCESSING_STATUS);
  jumio_verification_free(record);
  return result == JUMIO_OK ? processing : result;
}

jumio_result stage_call_back(jumio_client *client, const char *execution, const char *account, const char *status)
{
  char body[600];
  jumio_verification *record = NULL;
  jumio_error *err = NULL;
  snprintf(body, sizeof body,
           "{\"callbackSentAt\":\"2026-01-31T10:20:31Z\",\"workflowExecution\":{\"id\":\"%s\",\"href\":\"https://evil.example/x\","
           "\"definitionKey\":\"10011\",\"status\":\"%s\"},\"account\":{\"id\":\"%s\",\"href\":\"https://evil.example/y\"}}",
           execution, status, account);
  jumio_result result = jumio_verification_apply_callback(client, body, JUMIO_NTS, &record, &err);
  assert_true((record != NULL) == (result == JUMIO_OK));
  assert_int_equal(jumio_error_get_code(err), result);
  jumio_error_free(err);
  jumio_verification_free(record);
  return result;
}

static void key_of(const char *id, char key[200])
{
  snprintf(key, 200, "v/amer-1/client/%s", id);
}

void stage_plant(stage *s, const char *id, const char *bytes, const char *entity)
{
  char key[200], value[200];
  jumio_storage_terms terms = {.count = 0};
  int64_t revision;
  key_of(id, key);
  snprintf(value, sizeof value, "v/amer-1/client/%s", entity);
  assert_int_equal(jumio_storage_terms_add(&terms, "entity", value, JUMIO_NTS), JUMIO_OK);
  assert_int_equal(jumio__memory_store_ops.put(key, strlen(key), bytes, strlen(bytes), &terms, JUMIO_REV_ANY, &revision, s->store.real),
                   JUMIO_OK);
}

char *stage_stolen(stage *s, const char *id)
{
  char key[200];
  size_t len = 0;
  jumio_storage_reply *reply = NULL;
  key_of(id, key);
  assert_int_equal(jumio_storage_reply_new(NULL, &reply), JUMIO_OK);
  assert_int_equal(jumio__memory_store_ops.get(key, strlen(key), reply, s->store.real), JUMIO_OK);
  const void *data = jumio_storage_reply_get_data(reply, &len);
  char *copy = calloc(1, len + 1);
  assert_non_null(copy);
  memcpy(copy, data, len);
  jumio_storage_reply_free(reply);
  return copy;
}
