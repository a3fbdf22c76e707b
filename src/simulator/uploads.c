/* The acquisition side: part uploads, prepared data, and finalising. */
#define _GNU_SOURCE
#include "sim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The execution of the path, when the account of the path is its own. */
struct sim_execution *find_execution(struct sim_request *request)
{
  struct sim_execution *e = map_get(&request->sim->executions, request->arg[1]);
  if (e && strcmp(e->account->id, request->arg[0]) == 0)
    return e;
  reply_problem(request, 404, "the workflow execution does not exist in this account");
  return NULL;
}

static bool classifier_of(const struct sim_credential *credential, const char *classifier)
{
  for (const char *const *name = category_classifiers(credential->category); *name; name++)
    if (strcmp(*name, classifier) == 0)
      return true;
  return false;
}

static bool prepared_good(const unsigned char *data, size_t len, char **error)
{
  yyjson_doc *doc = yyjson_read((const char *)data, len, 0);
  if (!yyjson_is_obj(yyjson_doc_get_root(doc)))
    *error = text_copy("PREPARED_DATA: must be a JSON object");
  yyjson_doc_free(doc);
  return *error == NULL;
}

/* Checks one part's bytes and keeps them. Returns NULL on success, else the problem's text in *error. */
const char *upload_store(struct sim *sim, struct sim_credential *credential, const char *classifier, const unsigned char *data, size_t len,
                         bool captured, char **error)
{
  enum sim_media media = MEDIA_BINARY;
  if (len == 0)
    *error = text_copy("file: is empty");
  else if (credential->category == CAT_DATA && prepared_good(data, len, error))
    media = MEDIA_JSON;
  else if (credential->category != CAT_DATA && credential->category != CAT_FACEMAP)
    image_check(data, len, credential->category == CAT_DOCUMENT, &media, error);
  if (*error)
    return *error;
  credential_set_part(credential, classifier, blob_new(data, len, media), captured);
  execution_started(sim, credential->execution);
  return NULL;
}

/* A document may have a second page; where its address is not published, it is the first one's with "/2". */
static size_t pages_of(const char *classifier)
{
  return strcmp(classifier, "DOCUMENT") == 0 ? 2 : 1;
}

static yyjson_mut_val *address(struct sim *sim, yyjson_mut_doc *doc, const struct sim_credential *c, const char *classifier, size_t page)
{
  const struct sim_execution *e = c->execution;
  char *url = text_format("%s/api/v1/accounts/%s/workflow-executions/%s/credentials/%s/parts/%s%s", sim->origin, e->account->id, e->id,
                          c->id, classifier, page == 1 ? "" : "/2");
  yyjson_mut_val *value = yyjson_mut_strcpy(doc, url);
  free(url);
  return value;
}

yyjson_mut_val *upload_addresses(struct sim *sim, yyjson_mut_doc *doc, const struct sim_credential *c, bool paged)
{
  yyjson_mut_val *parts = yyjson_mut_obj(doc);
  for (const char *const *name = category_classifiers(c->category); *name; name++) {
    char *lower = text_copy(*name);
    for (char *p = lower; *p; p++)
      *p = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
    yyjson_mut_val *value = address(sim, doc, c, *name, 1);
    if (paged) {
      yyjson_mut_val *pages = yyjson_mut_obj(doc);
      yyjson_mut_obj_add_val(doc, pages, "1", value);
      if (pages_of(*name) > 1)
        yyjson_mut_obj_add_val(doc, pages, "2", address(sim, doc, c, *name, 2));
      value = pages;
    }
    yyjson_mut_obj_add(parts, yyjson_mut_strcpy(doc, lower), value);
    free(lower);
  }
  return parts;
}

/* The one recorded answer to PREPARED_DATA has an empty object here. */
static void add_parts(struct sim *sim, yyjson_mut_doc *doc, yyjson_mut_val *api, const struct sim_credential *c)
{
  bool paged = sim->options.upload_answer == UPLOAD_OPENAPI;
  yyjson_mut_val *parts = c->category == CAT_DATA ? yyjson_mut_obj(doc) : upload_addresses(sim, doc, c, paged);
  yyjson_mut_obj_add_val(doc, api, "parts", parts);
}

static yyjson_mut_doc *short_answer(struct sim *sim, const struct sim_execution *e, yyjson_mut_val **root)
{
  yyjson_mut_doc *doc = json_object(root);
  json_time(doc, *root, "timestamp", clock_now(sim));
  json_str(doc, yyjson_mut_obj_add_obj(doc, *root, "account"), "id", e->account->id);
  json_str(doc, yyjson_mut_obj_add_obj(doc, *root, "workflowExecution"), "id", e->id);
  return doc;
}

static void answer_upload(struct sim_request *request, const struct sim_credential *c)
{
  struct sim *sim = request->sim;
  const struct sim_execution *e = c->execution;
  yyjson_mut_val *root;
  if (sim->options.upload_answer == UPLOAD_EMPTY) {
    reply_empty(request, 200);
    return;
  }
  yyjson_mut_doc *doc = short_answer(sim, e, &root);
  if (sim->options.upload_answer == UPLOAD_OPENAPI) {
    char part[SIM_ID_SIZE];
    state_uuid(sim, part);
    json_str(doc, yyjson_mut_obj_add_obj(doc, root, "credential"), "id", c->id);
    json_str(doc, yyjson_mut_obj_add_obj(doc, root, "part"), "id", part);
  }
  yyjson_mut_val *api = yyjson_mut_obj_add_obj(doc, root, "api");
  json_str(doc, api, "token", c->token);
  add_parts(sim, doc, api, c);
  json_fmt(doc, api, "workflowExecution", "%s/api/v1/accounts/%s/workflow-executions/%s", sim->origin, e->account->id, e->id);
  reply_json(request, 200, doc);
}

/* The bytes of the part: the body itself for prepared data, else the multipart field "file". */
static bool part_bytes(struct sim_request *request, const struct sim_credential *c, const unsigned char **data, size_t *len)
{
  const char *type = request_header(request, "Content-Type");
  struct sim_field fields[4];
  size_t count = 0;
  char *error = NULL;
  *data = request->body;
  *len = request->body_len;
  if (c->category == CAT_DATA) {
    if (type && strncasecmp(type, "application/json", 16) == 0)
      return true;
    reply_problem(request, 400, "Content-Type: PREPARED_DATA must be application/json");
    return false;
  }
  if (!multipart_parse(type, request->body, request->body_len, fields, 4, &count, &error))
    reply_problem(request, 400, "%s", error);
  else if (count != 1 || strcmp(fields[0].name, "file") != 0)
    reply_problem(request, 400, "file: the form must have exactly one field, named \"file\"");
  else if (!fields[0].filename[0])
    reply_problem(request, 400, "file: the field must carry a filename");
  else if (fields[0].len > request->sim->options.max_upload)
    reply_problem(request, 413, "file: is larger than %zu bytes", request->sim->options.max_upload);
  free(error);
  if (request->reply.status)
    return false;
  *data = fields[0].data;
  *len = fields[0].len;
  return true;
}

static struct sim_credential *upload_target(struct sim_request *request)
{
  struct sim_execution *e = find_execution(request);
  struct sim_credential *owner = auth_transaction(request), *c = NULL;
  if (!e)
    return NULL;
  for (size_t i = 0; i < e->credential_count; i++)
    if (strcmp(e->credentials[i].id, request->arg[2]) == 0)
      c = &e->credentials[i];
  if (!c || c->reused || !(c->channels & CHANNEL_API) || !classifier_of(c, request->arg[3]))
    reply_problem(request, 404, "the credential has no such part for upload");
  else if (owner != c)
    reply_problem(request, 401, "the transaction token belongs to another credential");
  else if (!execution_open(e))
    reply_problem(request, 409, "the workflow execution is already %s", status_name(e->status));
  else
    return c;
  return NULL;
}

static void take_upload(struct sim_request *request, const char *suffix)
{
  const unsigned char *data;
  size_t len;
  char classifier[40], *error = NULL;
  struct sim_credential *c = upload_target(request);
  if (!c || !part_bytes(request, c, &data, &len))
    return;
  snprintf(classifier, sizeof classifier, "%s%s", request->arg[3], suffix);
  if (upload_store(request->sim, c, classifier, data, len, false, &error))
    reply_problem(request, 400, "%s", error);
  else
    answer_upload(request, c);
  free(error);
}

void handle_upload(struct sim_request *request)
{
  take_upload(request, "");
}

void handle_upload_second(struct sim_request *request)
{
  if (pages_of(request->arg[3]) < 2)
    reply_problem(request, 404, "the part has no second page");
  else
    take_upload(request, "_2");
}

/* Documented as "replace part", observed as 405: the option decides. */
void handle_replace(struct sim_request *request)
{
  if (request->sim->options.replace_put) {
    handle_upload(request);
    return;
  }
  reply_problem(request, 405, "Request method 'PUT' is not supported");
  reply_header(&request->reply, "Allow", "POST, OPTIONS");
}

void handle_finalize(struct sim_request *request)
{
  struct sim *sim = request->sim;
  struct sim_credential *owner = auth_transaction(request);
  struct sim_execution *e = find_execution(request);
  yyjson_mut_val *root;
  if (!e)
    return;
  if (!owner || owner->execution != e) {
    reply_problem(request, 401, "the transaction token belongs to another workflow execution");
    return;
  }
  if (!execution_open(e) && sim->options.repeat_conflict) {
    reply_problem(request, 409, "the workflow execution is already %s", status_name(e->status));
    return;
  }
  if (execution_open(e))
    execution_finalize(sim, e);
  if (sim->options.upload_answer == UPLOAD_EMPTY)
    reply_empty(request, 200);
  else
    reply_json(request, 200, short_answer(sim, e, &root));
}
