/* The routes under /_sim: a test reads what happened, moves time, and plays the end user. */
#define _GNU_SOURCE
#include "sim.h"

#include <stdlib.h>
#include <string.h>

void admin_ledger(struct sim_request *request)
{
  char *golden = text_query(request->uri, "golden");
  bool with_raw = golden && strcmp(golden, "1") == 0;
  free(golden);
  reply_json(request, 200, ledger_document(request->sim, with_raw));
}

static void ok(struct sim_request *request)
{
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = json_object(&root);
  yyjson_mut_obj_add_bool(doc, root, "ok", true);
  reply_json(request, 200, doc);
}

/* Everything but the clock: accounts, tokens, ledger, callbacks, rules, faults, counters, rate limits. */
void admin_reset(struct sim_request *request)
{
  struct sim *sim = request->sim;
  wait_end(sim, WAIT_RELEASE);
  state_clear(sim);
  ledger_clear(sim);
  callback_clear(sim);
  auth_revoke(sim);
  plan_set(sim, plan_empty());
  limit_start(sim);
  state_seed(sim);
  ok(request);
}

void admin_scenario(struct sim_request *request)
{
  char *error = NULL;
  struct sim_plan *plan = plan_parse(request->body ? (char *)request->body : "", request->body_len, &error);
  if (!plan) {
    reply_problem(request, 400, "%s", error);
    free(error);
    return;
  }
  plan_set(request->sim, plan);
  ok(request);
}

void admin_scenarios(struct sim_request *request)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new(NULL);
  yyjson_mut_val *list = yyjson_mut_arr(doc);
  yyjson_mut_doc_set_root(doc, list);
  const struct sim_scenario *scenario;
  for (size_t i = 0; (scenario = scenario_at(i)) != NULL; i++) {
    yyjson_mut_val *obj = yyjson_mut_arr_add_obj(doc, list);
    yyjson_mut_obj_add_str(doc, obj, "name", scenario->name);
    yyjson_mut_obj_add_str(doc, obj, "summary", scenario->summary);
  }
  reply_json(request, 200, doc);
}

void admin_clock_get(struct sim_request *request)
{
  struct sim *sim = request->sim;
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = json_object(&root);
  json_time(doc, root, "now", clock_now(sim));
  yyjson_mut_obj_add_sint(doc, root, "nowMs", clock_now(sim));
  yyjson_mut_obj_add_str(doc, root, "clock", sim->options.virtual_clock ? "virtual" : "real");
  reply_json(request, 200, doc);
}

void admin_clock(struct sim_request *request)
{
  yyjson_doc *doc = yyjson_read((char *)request->body, request->body_len, 0);
  yyjson_val *value = yyjson_obj_get(yyjson_doc_get_root(doc), "advanceMs");
  uint64_t ms = yyjson_get_uint(value);
  bool good = yyjson_is_uint(value) && yyjson_obj_size(yyjson_doc_get_root(doc)) == 1 && ms <= UINT64_C(315360000000);
  yyjson_doc_free(doc);
  if (!good) {
    reply_problem(request, 400, "the body must be {\"advanceMs\": N}");
    return;
  }
  clock_advance(request->sim, (int64_t)ms);
  admin_clock_get(request);
}

void admin_release(struct sim_request *request)
{
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = json_object(&root);
  yyjson_mut_obj_add_uint(doc, root, "released", wait_end(request->sim, WAIT_RELEASE));
  reply_json(request, 200, doc);
}

static struct sim_execution *named_execution(struct sim_request *request)
{
  char *id = text_query(request->uri, "workflowExecution");
  struct sim_execution *e = map_get(&request->sim->executions, id);
  free(id);
  if (!e)
    reply_problem(request, 404, "the query parameter workflowExecution names no execution");
  return e;
}

static void answer_status(struct sim_request *request, const struct sim_execution *e)
{
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = json_object(&root);
  json_str(doc, root, "workflowExecution", e->id);
  yyjson_mut_obj_add_str(doc, root, "status", status_name(e->status));
  reply_json(request, 200, doc);
}

void admin_complete(struct sim_request *request)
{
  struct sim *sim = request->sim;
  struct sim_execution *e = named_execution(request);
  if (!e)
    return;
  if (!execution_open(e) || e->wiped) {
    reply_problem(request, 409, "the workflow execution is already %s", status_name(e->status));
    return;
  }
  execution_fill(sim, e);
  execution_started(sim, e);
  execution_finalize(sim, e);
  answer_status(request, e);
}

/* A repetition of the last callback, as a receiver must be able to bear it. */
void admin_resend(struct sim_request *request)
{
  struct sim *sim = request->sim;
  struct sim_execution *e = named_execution(request);
  if (!e)
    return;
  callback_queue(sim, e, e->status, clock_now(sim));
  answer_status(request, e);
}

void admin_revoke(struct sim_request *request)
{
  auth_revoke(request->sim);
  ok(request);
}

void admin_executions(struct sim_request *request)
{
  struct sim *sim = request->sim;
  yyjson_mut_doc *doc = yyjson_mut_doc_new(NULL);
  yyjson_mut_val *list = yyjson_mut_arr(doc);
  yyjson_mut_doc_set_root(doc, list);
  for (size_t i = 0; i < sim->execution_count; i++) {
    const struct sim_execution *e = sim->execution_list[i];
    yyjson_mut_val *obj = yyjson_mut_arr_add_obj(doc, list);
    yyjson_mut_obj_add_str(doc, obj, "workflowExecution", e->id);
    yyjson_mut_obj_add_str(doc, obj, "account", e->account->id);
    yyjson_mut_obj_add_str(doc, obj, "definitionKey", e->key);
    yyjson_mut_obj_add_str(doc, obj, "status", status_name(e->status));
    yyjson_mut_obj_add_str(doc, obj, "scenario", e->order.scenario->name);
    json_str(doc, obj, "customerInternalReference", e->reference);
    json_str(doc, obj, "userReference", e->user_reference);
    json_time(doc, obj, "createdAt", e->created);
    json_time(doc, obj, "startedAt", e->started);
    json_time(doc, obj, "completedAt", e->completed);
    json_time(doc, obj, "wipedOutAt", e->wiped);
    json_time(doc, obj, "dueAt", e->due);
  }
  reply_json(request, 200, doc);
}

void admin_callbacks(struct sim_request *request)
{
  reply_json(request, 200, callback_document(request->sim));
}

/* Answers when no callback is waiting or under way. */
void admin_flush(struct sim_request *request)
{
  ok(request);
  if (!callback_idle(request->sim))
    request->wait = WAIT_FLUSH;
}
