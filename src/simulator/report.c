/* The rules that fired, and the report as a PDF behind a presigned address: paths as a public client calls them. Jumio publishes neither
 * shape, so what stands in these bodies beyond `presignedUrl` is this program's own. */
#define _GNU_SOURCE
#include "sim.h"

#include <stdlib.h>
#include <string.h>

void handle_rules(struct sim_request *request)
{
  struct sim_execution *e = find_execution(request);
  yyjson_mut_val *root;
  if (!e)
    return;
  yyjson_mut_doc *doc = json_object(&root);
  yyjson_mut_val *list = yyjson_mut_obj_add_arr(doc, root, "rules");
  for (size_t i = 0; i < e->element_count; i++) {
    if (e->elements[i].type == TYPE_PASSED)
      continue;
    yyjson_mut_val *rule = yyjson_mut_arr_add_obj(doc, list);
    json_fmt(doc, rule, "name", "%s %s", capability_name(e->elements[i].capability), type_name(e->elements[i].type));
  }
  reply_json(request, 200, doc);
}

void handle_report(struct sim_request *request)
{
  struct sim_execution *e = find_execution(request);
  yyjson_mut_val *root;
  if (!e)
    return;
  if (e->wiped || !e->completed) {
    reply_problem(request, 404, "there is no report");
    return;
  }
  if (!e->report_key[0])
    state_uuid(request->sim, e->report_key);
  yyjson_mut_doc *doc = json_object(&root);
  yyjson_mut_obj_add_str(doc, root, "workflowId", e->id);
  json_fmt(doc, root, "presignedUrl", "%s/report/%s?signature=%s", request->sim->origin, e->id, e->report_key);
  reply_json(request, 200, doc);
}

/* As storage services do: the address is the permission, and a second one beside it is refused. */
void handle_report_file(struct sim_request *request)
{
  struct sim_execution *e = map_get(&request->sim->executions, request->arg[0]);
  char *key = text_query(request->uri, "signature");
  if (request_header(request, "Authorization"))
    reply_problem(request, 400, "only one way of authorization is allowed");
  else if (!e || e->wiped || !key || !e->report_key[0] || strcmp(key, e->report_key) != 0)
    reply_problem(request, 403, "the signature does not match");
  else
    reply_blob(request, request->sim->samples[SAMPLE_DOCUMENT]);
  free(key);
}
