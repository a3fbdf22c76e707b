/* The reading side: status, details, steps, parts, health; and deletion, which lives on the same host. */
#define _GNU_SOURCE
#include "sim.h"

#include <string.h>

void handle_status(struct sim_request *request)
{
  struct sim *sim = request->sim;
  struct sim_execution *e = find_execution(request);
  yyjson_mut_val *root, *account, *workflow;
  if (!e)
    return;
  yyjson_mut_doc *doc = json_object(&root);
  account = yyjson_mut_obj_add_obj(doc, root, "account");
  yyjson_mut_obj_add_str(doc, account, "id", e->account->id);
  json_fmt(doc, account, "href", "%s/api/v1/accounts/%s", sim->origin, e->account->id);
  workflow = yyjson_mut_obj_add_obj(doc, root, "workflowExecution");
  yyjson_mut_obj_add_str(doc, workflow, "id", e->id);
  json_fmt(doc, workflow, "href", "%s/api/v1/workflow-executions/%s", sim->origin, e->id);
  yyjson_mut_obj_add_str(doc, workflow, "definitionKey", e->key);
  yyjson_mut_obj_add_str(doc, workflow, "status", status_name(e->status));
  reply_json(request, 200, doc);
}

void handle_details(struct sim_request *request)
{
  struct sim_execution *e = find_execution(request);
  if (!e)
    return;
  if ((execution_open(e) || e->status == ST_ACQUIRED) && request->sim->options.unfinished_404)
    reply_problem(request, 404, "the workflow execution is not processed yet");
  else
    reply_json(request, 200, details_document(request->sim, e));
}

static const char *step_of(enum sim_capability capability)
{
  switch (capability) {
  case CAP_WATCHLIST:
    return "SCREENING";
  case CAP_DRIVING:
    return "DL_VERIFICATION";
  case CAP_AUTHENTICATION:
    return "AUTHENTICATION";
  default:
    return "ID_IV";
  }
}

static bool in_step(const struct sim_execution *e, const struct sim_element *element, const char *name)
{
  /* the usability of an authentication belongs to its own step */
  if (element->capability == CAP_USABILITY && strchr(workflow_find(e->key)->capabilities, 'a'))
    return strcmp(name, "AUTHENTICATION") == 0;
  return strcmp(step_of(element->capability), name) == 0;
}

static void add_step(yyjson_mut_doc *doc, yyjson_mut_val *list, const struct sim_execution *e, const char *name)
{
  yyjson_mut_val *step = NULL, *capabilities = NULL, *ids = NULL;
  const char *reason = NULL;
  for (size_t i = 0; i < e->element_count; i++) {
    const struct sim_element *element = &e->elements[i];
    if (!in_step(e, element, name))
      continue;
    if (!step) {
      /* an id of its own that stays the same from one reading to the next */
      step = yyjson_mut_arr_add_obj(doc, list);
      json_fmt(doc, step, "id", "%.8s%s", e->id, element->id + 8);
      yyjson_mut_obj_add_str(doc, step, "name", name);
      capabilities = yyjson_mut_arr(doc);
      ids = yyjson_mut_arr(doc);
    }
    yyjson_mut_val *capability = yyjson_mut_arr_add_obj(doc, capabilities);
    yyjson_mut_obj_add_str(doc, capability, "id", element->id);
    yyjson_mut_obj_add_str(doc, capability, "category", capability_name(element->capability));
    yyjson_mut_arr_add_str(doc, ids, element->id);
    if (element->capability == CAP_AUTHENTICATION && element->type == TYPE_REJECTED)
      reason = "FACE_INVALID_DIGITAL_COPY";
  }
  if (!step)
    return;
  yyjson_mut_val *decision = yyjson_mut_obj_add_obj(doc, step, "decision");
  yyjson_mut_obj_add_str(doc, decision, "type", type_name(e->type));
  yyjson_mut_obj_add_str(doc, yyjson_mut_obj_add_obj(doc, decision, "details"), "label", e->type_label);
  yyjson_mut_obj_add_real(doc, yyjson_mut_obj_add_obj(doc, decision, "risk"), "score", e->score);
  if (reason) {
    yyjson_mut_val *entry = yyjson_mut_arr_add_obj(doc, yyjson_mut_obj_add_arr(doc, decision, "reasons"));
    yyjson_mut_obj_add_str(doc, entry, "label", reason);
    yyjson_mut_obj_add_str(doc, entry, "type", "REJECTED");
  }
  yyjson_mut_obj_add_val(doc, step, "capabilities", capabilities);
  yyjson_mut_obj_add_val(doc, step, "capabilityIds", ids);
}

void handle_steps(struct sim_request *request)
{
  static const char *const names[] = {"ID_IV", "SCREENING", "DL_VERIFICATION", "AUTHENTICATION"};
  struct sim_execution *e = find_execution(request);
  yyjson_mut_val *root;
  if (!e)
    return;
  yyjson_mut_doc *doc = json_object(&root);
  yyjson_mut_val *list = yyjson_mut_obj_add_arr(doc, root, "steps");
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    add_step(doc, list, e, names[i]);
  reply_json(request, 200, doc);
}

static struct sim_blob *find_part(struct sim *sim, const char *account, const char *credential, const char *classifier)
{
  for (size_t i = sim->execution_count; i-- > 0;) {
    struct sim_execution *e = sim->execution_list[i];
    if (e->wiped || strcmp(e->account->id, account) != 0)
      continue;
    for (size_t k = 0; k < e->credential_count; k++) {
      struct sim_part *part;
      if (strcmp(e->credentials[k].id, credential) == 0 && (part = credential_part(&e->credentials[k], classifier)) != NULL &&
          part != details_missing_part(e))
        return part->blob;
    }
  }
  return NULL;
}

/* Face maps are not served: with Jumio's own liveness they can no longer be downloaded. */
void handle_part(struct sim_request *request)
{
  const char *classifier = request->arg[2];
  struct sim_blob *blob = find_part(request->sim, request->arg[0], request->arg[1], classifier);
  if (!blob || strcmp(classifier, "FACEMAP") == 0)
    reply_problem(request, 404, "the part does not exist");
  else
    reply_blob(request, blob);
}

void handle_health(struct sim_request *request)
{
  const char *body = request->sim->plan->health;
  reply_text(request, 200, text_copy(body), strlen(body), "application/json");
}

/* The execution's metadata and decision stay readable afterwards. */
void handle_delete_execution(struct sim_request *request)
{
  struct sim_execution *e = find_execution(request);
  if (!e)
    return;
  execution_wipe(request->sim, e);
  reply_empty(request, 200);
}

/* Everything of the account is wiped and no further transaction can be added; what was decided stays readable. */
void handle_delete_account(struct sim_request *request)
{
  struct sim *sim = request->sim;
  struct sim_account *account = map_get(&sim->accounts, request->arg[0]);
  if (!account || account->closed) {
    reply_problem(request, 404, "the account does not exist");
    return;
  }
  for (size_t i = 0; i < sim->execution_count; i++)
    if (sim->execution_list[i]->account == account)
      execution_wipe(sim, sim->execution_list[i]);
  account->closed = true;
  reply_empty(request, 200);
}
