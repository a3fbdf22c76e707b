/* Account create and update: a new execution with its credentials, tokens and links. */
#define _GNU_SOURCE
#include "sim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static struct sim_credential *find_reusable(struct sim *sim, const struct sim_account *account, const char *id, enum sim_category category)
{
  struct sim_credential *best = NULL;
  for (size_t i = 0; i < sim->execution_count; i++) {
    struct sim_execution *e = sim->execution_list[i];
    if (e->account != account || e->wiped || e->status != ST_PROCESSED)
      continue;
    for (size_t k = 0; k < e->credential_count; k++) {
      struct sim_credential *c = &e->credentials[k];
      if (c->category == category && credential_filled(c) && (!id || strcmp(c->id, id) == 0))
        best = c;
    }
  }
  return best;
}

/* The new execution sees the same credential id and shares its bytes. */
static bool reuse(struct sim *sim, struct sim_execution *e, struct sim_credential *c, const char *id, char **error)
{
  const struct sim_credential *source = find_reusable(sim, e->account, id, c->category);
  if (!source) {
    *error = text_format("workflowDefinition.credentials: the account has no usable credential of category %s%s%s",
                         category_name(c->category), id ? " with id " : "", id ? id : "");
    return false;
  }
  for (size_t i = 0; i < e->credential_count; i++)
    if (&e->credentials[i] != c && e->credentials[i].reused && e->credentials[i].category == c->category) {
      *error = text_copy("workflowDefinition.credentials: each category can be reused once");
      return false;
    }
  memcpy(c->id, source->id, sizeof c->id);
  memcpy(c->first_country, source->first_country, sizeof c->first_country);
  memcpy(c->first_type, source->first_type, sizeof c->first_type);
  c->reused = true;
  c->channels = 0;
  for (size_t i = 0; i < source->part_count; i++)
    credential_set_part(c, source->parts[i].classifier, blob_ref(source->parts[i].blob), source->parts[i].captured);
  return true;
}

static void take_preset(struct sim_credential *c, yyjson_val *item)
{
  yyjson_val *country = yyjson_obj_get(item, "country"), *type = yyjson_obj_get(item, "type");
  const char *first = yyjson_get_str(yyjson_arr_get_first(yyjson_obj_get(country, "values")));
  const char *kind = yyjson_get_str(yyjson_arr_get_first(yyjson_obj_get(type, "values")));
  c->country = json_text(country);
  c->type = json_text(type);
  c->label = text_copy(yyjson_get_str(yyjson_obj_get(item, "label")));
  snprintf(c->first_country, sizeof c->first_country, "%s", first ? first : "");
  snprintf(c->first_type, sizeof c->first_type, "%s", kind ? kind : "");
}

/* A listed credential presets the workflow's own of that category, or adds one more. */
static struct sim_credential *slot_for(struct sim_execution *e, enum sim_category category, const bool *taken)
{
  for (size_t i = 0; i < e->credential_count; i++)
    if (e->credentials[i].category == category && !taken[i])
      return &e->credentials[i];
  if (e->credential_count == SIM_MAX_CREDENTIALS)
    return NULL;
  struct sim_credential *c = &e->credentials[e->credential_count++];
  unsigned channels = category == CAT_FACEMAP ? CHANNEL_WEB | CHANNEL_SDK
                      : category == CAT_DATA  ? CHANNEL_API
                                              : CHANNEL_WEB | CHANNEL_API | CHANNEL_SDK;
  *c = (struct sim_credential){.category = category, .channels = channels};
  return c;
}

static bool apply_list(struct sim *sim, struct sim_execution *e, yyjson_val *list, bool taken[SIM_MAX_CREDENTIALS], char **error)
{
  for (size_t i = 0; i < yyjson_arr_size(list); i++) {
    yyjson_val *item = yyjson_arr_get(list, i);
    const char *id = yyjson_get_str(yyjson_obj_get(item, "id"));
    struct sim_credential *c = slot_for(e, category_parse(yyjson_get_str(yyjson_obj_get(item, "category"))), taken);
    if (!c) {
      *error = text_copy("workflowDefinition.credentials: too many");
      return false;
    }
    taken[c - e->credentials] = true;
    take_preset(c, item);
    if (id && !reuse(sim, e, c, id, error))
      return false;
  }
  return true;
}

/* Similarity of two images (20) and a tenant's own keys take exactly what the request lists. */
static bool list_replaces(const char *key)
{
  return !workflow_known(key) || strcmp(key, "20") == 0;
}

static bool make_credentials(struct sim *sim, struct sim_execution *e, const struct sim_create *create, char **error)
{
  bool taken[SIM_MAX_CREDENTIALS] = {false};
  bool listed = yyjson_arr_size(create->credentials) > 0;
  if (!listed || !list_replaces(e->key))
    e->credential_count = workflow_credentials(workflow_find(e->key), e->credentials, SIM_MAX_CREDENTIALS);
  if (!apply_list(sim, e, create->credentials, taken, error))
    return false;
  for (size_t i = 0; i < e->credential_count; i++) {
    struct sim_credential *c = &e->credentials[i];
    if (c->reused && !c->id[0] && !reuse(sim, e, c, NULL, error))
      return false;
    if (c->id[0])
      continue;
    state_uuid(sim, c->id);
    if (c->channels & CHANNEL_API)
      c->token = auth_new_transaction_token(sim);
  }
  return true;
}

static bool account_fits(struct sim *sim, const struct sim_workflow *workflow, const struct sim_account *account, char **error)
{
  if (!workflow->put_only)
    return true;
  if (!account)
    *error = text_copy("workflowDefinition.key: this workflow needs an existing account (PUT)");
  else if (strchr(workflow->capabilities, 'a') && !find_reusable(sim, account, NULL, CAT_FACEMAP) &&
           !find_reusable(sim, account, NULL, CAT_SELFIE) && !strstr(workflow->credentials, "FACEMAP:a"))
    *error = text_copy("workflowDefinition.key: the account has no stored face to compare with");
  return *error == NULL;
}

static void take_texts(struct sim_execution *e, struct sim_create *create)
{
  yyjson_val *root = create->root, *web = yyjson_obj_get(root, "web"), *consent = yyjson_obj_get(root, "userConsent");
  const char *reference = yyjson_get_str(yyjson_obj_get(root, "customerInternalReference"));
  e->key = create->key;
  create->key = NULL;
  e->order = create->order;
  create->order = (struct sim_order){0};
  e->reference = text_copy(e->order.reference ? e->order.reference : reference);
  e->user_reference = text_copy(yyjson_get_str(yyjson_obj_get(root, "userReference")));
  e->reporting = text_copy(yyjson_get_str(yyjson_obj_get(root, "reportingCriteria")));
  e->callback_url = text_copy(yyjson_get_str(yyjson_obj_get(root, "callbackUrl")));
  e->success_url = text_copy(yyjson_get_str(yyjson_obj_get(web, "successUrl")));
  e->error_url = text_copy(yyjson_get_str(yyjson_obj_get(web, "errorUrl")));
  e->locale = text_copy(yyjson_get_str(yyjson_obj_get(web, "locale")));
  e->client_ip = text_copy(yyjson_get_str(yyjson_obj_get(consent, "userIp")));
  e->consent = consent != NULL;
  e->token_life = create->token_life;
}

static void add_channels(yyjson_mut_doc *doc, yyjson_mut_val *obj, unsigned channels)
{
  yyjson_mut_val *list = yyjson_mut_obj_add_arr(doc, obj, "allowedChannels");
  if (channels & CHANNEL_WEB)
    yyjson_mut_arr_add_str(doc, list, "WEB");
  if (channels & CHANNEL_API)
    yyjson_mut_arr_add_str(doc, list, "API");
  if (channels & CHANNEL_SDK)
    yyjson_mut_arr_add_str(doc, list, "SDK");
}

static void add_api(struct sim *sim, yyjson_mut_doc *doc, yyjson_mut_val *obj, const struct sim_execution *e,
                    const struct sim_credential *c)
{
  yyjson_mut_val *api = yyjson_mut_obj_add_obj(doc, obj, "api");
  json_str(doc, api, "token", c->token);
  yyjson_mut_obj_add_val(doc, api, "parts", upload_addresses(sim, doc, c, sim->options.paged_parts));
  json_fmt(doc, api, "workflowExecution", "%s/api/v1/accounts/%s/workflow-executions/%s", sim->origin, e->account->id, e->id);
}

static void add_links(struct sim *sim, yyjson_mut_doc *doc, yyjson_mut_val *root, const struct sim_execution *e)
{
  yyjson_mut_val *web, *sdk;
  if (e->web_token) {
    web = yyjson_mut_obj_add_obj(doc, root, "web");
    json_fmt(doc, web, "href", "%s/web/client?authorizationToken=%s&locale=%s", sim->origin, e->web_token, e->locale ? e->locale : "en");
    json_str(doc, web, "successUrl", e->success_url);
    json_str(doc, web, "errorUrl", e->error_url);
  }
  if (e->sdk_token) {
    sdk = yyjson_mut_obj_add_obj(doc, root, "sdk");
    json_str(doc, sdk, "token", e->sdk_token);
  }
}

static void answer(struct sim_request *request, const struct sim_execution *e)
{
  struct sim *sim = request->sim;
  yyjson_mut_val *root, *account, *workflow, *list;
  yyjson_mut_doc *doc = json_object(&root);
  json_time(doc, root, "timestamp", clock_now(sim));
  account = yyjson_mut_obj_add_obj(doc, root, "account");
  json_str(doc, account, "id", e->account->id);
  add_links(sim, doc, root, e);
  workflow = yyjson_mut_obj_add_obj(doc, root, "workflowExecution");
  json_str(doc, workflow, "id", e->id);
  list = yyjson_mut_obj_add_arr(doc, workflow, "credentials");
  for (size_t i = 0; i < e->credential_count; i++) {
    const struct sim_credential *c = &e->credentials[i];
    yyjson_mut_val *obj = yyjson_mut_arr_add_obj(doc, list);
    json_str(doc, obj, "id", c->id);
    yyjson_mut_obj_add_str(doc, obj, "category", category_name(c->category));
    json_str(doc, obj, "label", c->label);
    json_raw(doc, obj, "country", c->country);
    json_raw(doc, obj, "type", c->type);
    add_channels(doc, obj, c->channels);
    if (c->token)
      add_api(sim, doc, obj, e, c);
  }
  reply_json(request, 200, doc);
}

static bool all_reused(const struct sim_execution *e)
{
  for (size_t i = 0; i < e->credential_count; i++)
    if (!e->credentials[i].reused)
      return false;
  return e->credential_count > 0;
}

static void begin(struct sim *sim, struct sim_execution *e)
{
  unsigned channels = workflow_channels(e);
  if (channels & CHANNEL_WEB)
    e->web_token = auth_new_transaction_token(sim);
  if (channels & CHANNEL_SDK)
    e->sdk_token = auth_new_transaction_token(sim);
  e->created = clock_now(sim);
  order_from_plan(sim, e);
  state_add_execution(sim, e);
  execution_schedule(sim, e);
  if (all_reused(e))
    execution_finalize(sim, e);
}

static bool json_content(struct sim_request *request)
{
  static const char json[] = "application/json";
  const char *type = request_header(request, "Content-Type");
  return type && strncasecmp(type, json, sizeof json - 1) == 0;
}

/* A NULL account asks for a new one, which comes to be only when everything else is good. */
static void initiate(struct sim_request *request, struct sim_account *account)
{
  struct sim *sim = request->sim;
  struct sim_create create = {0};
  struct sim_execution *e = NULL;
  struct sim_account fresh = {0};
  char *error = NULL;
  if (!json_content(request)) {
    reply_problem(request, 400, "Content-Type: must be application/json");
    return;
  }
  if (account_check(request, &create, &error) && account_fits(sim, workflow_find(create.key), account, &error)) {
    e = state_new_execution(sim, account ? account : &fresh);
    take_texts(e, &create);
    if (make_credentials(sim, e, &create, &error)) {
      if (!account)
        e->account = state_new_account(sim);
      begin(sim, e);
      answer(request, e);
      e = NULL;
    }
  }
  if (error)
    reply_problem(request, 400, "%s", error);
  free(error);
  state_drop_execution(e);
  account_check_free(&create);
}

void handle_create(struct sim_request *request)
{
  initiate(request, NULL);
}

void handle_update(struct sim_request *request)
{
  struct sim_account *account = map_get(&request->sim->accounts, request->arg[0]);
  if (!account || account->closed)
    reply_problem(request, 404, "the account does not exist");
  else
    initiate(request, account);
}
