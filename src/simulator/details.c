/* Writes the workflow-details body, in the shapes that were observed. */
#define _GNU_SOURCE
#include "sim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The part that scenario part-missing lists without having it. */
const struct sim_part *details_missing_part(const struct sim_execution *e)
{
  if (!(e->order.scenario->behaviour & BEHAVE_PART_MISSING))
    return NULL;
  for (size_t i = 0; i < e->credential_count; i++)
    if (e->credentials[i].category != CAT_DATA && e->credentials[i].part_count)
      return &e->credentials[i].parts[0];
  return NULL;
}

static void add_part(struct sim *sim, yyjson_mut_doc *doc, yyjson_mut_val *list, const struct sim_execution *e,
                     const struct sim_credential *c, const struct sim_part *part)
{
  yyjson_mut_val *obj = yyjson_mut_arr_add_obj(doc, list);
  yyjson_mut_obj_add_str(doc, obj, "classifier", part->classifier);
  if (strcmp(part->classifier, "FACEMAP") == 0)
    return;
  json_fmt(doc, obj, "href", "%s/api/v1/accounts/%s/credentials/%s/parts/%s", sim->origin, e->account->id, c->id, part->classifier);
  if (part->captured)
    yyjson_mut_obj_add_str(doc, obj, "captureType", "camera");
}

static void add_credential(struct sim *sim, yyjson_mut_doc *doc, yyjson_mut_val *list, const struct sim_execution *e,
                           const struct sim_credential *c)
{
  yyjson_mut_val *obj = yyjson_mut_arr_add_obj(doc, list);
  yyjson_mut_obj_add_str(doc, obj, "id", c->id);
  yyjson_mut_obj_add_str(doc, obj, "category", category_name(c->category));
  if (e->wiped)
    return;
  json_str(doc, obj, "label", c->label);
  if (e->captured && c->category == CAT_ID)
    json_str(doc, obj, "clientIp", e->client_ip);
  if (c->part_count) {
    yyjson_mut_val *parts = yyjson_mut_obj_add_arr(doc, obj, "parts");
    for (size_t i = 0; i < c->part_count; i++)
      add_part(sim, doc, parts, e, c, &c->parts[i]);
  }
  if (e->consent && (c->category == CAT_SELFIE || c->category == CAT_FACEMAP)) {
    yyjson_mut_val *consent = yyjson_mut_obj_add_obj(doc, obj, "consent");
    yyjson_mut_obj_add_bool(doc, consent, "decisionAccepted", true);
    yyjson_mut_obj_add_str(doc, consent, "collectedBy", "CUSTOMER");
  }
}

static void add_date(yyjson_mut_doc *doc, yyjson_mut_val *data, const char *name, const char *date)
{
  char parts[40];
  snprintf(parts, sizeof parts, "%sParts", name);
  json_fmt(doc, data, name, "%s", date);
  yyjson_mut_val *obj = yyjson_mut_obj(doc);
  yyjson_mut_obj_add(data, yyjson_mut_strcpy(doc, parts), obj);
  json_fmt(doc, obj, "year", "%.4s", date);
  json_fmt(doc, obj, "month", "%.2s", date + 5);
  json_fmt(doc, obj, "day", "%.2s", date + 8);
}

/* The steering text names the document's type idType; the answer calls it type. */
static void apply_overrides(yyjson_mut_doc *doc, yyjson_mut_val *data, const char *overrides)
{
  yyjson_doc *source = overrides ? yyjson_read(overrides, strlen(overrides), 0) : NULL;
  yyjson_val *root = yyjson_doc_get_root(source), *key, *value;
  size_t i, max;
  if (root) {
    yyjson_obj_foreach(root, i, max, key, value)
    {
      const char *name = yyjson_get_str(key);
      name = strcmp(name, "idType") == 0 ? "type" : name;
      yyjson_mut_obj_put(data, yyjson_mut_strcpy(doc, name), yyjson_is_null(value) ? NULL : yyjson_val_mut_copy(doc, value));
    }
  }
  yyjson_doc_free(source);
}

static void extract_id(yyjson_mut_doc *doc, yyjson_mut_val *data, const struct sim_credential *c)
{
  const char *type = c->first_type[0] ? c->first_type : "ID_CARD", *country = c->first_country[0] ? c->first_country : "AUT";
  const char *sub = strcmp(type, "ID_CARD") == 0 ? "NATIONAL_ID" : strcmp(type, "DRIVING_LICENSE") == 0 ? "REGULAR_DRIVING_LICENSE" : NULL;
  json_str(doc, data, "type", type);
  json_str(doc, data, "subType", sub);
  json_str(doc, data, "issuingCountry", country);
  yyjson_mut_obj_add_str(doc, data, "firstName", "ANNA");
  yyjson_mut_obj_add_str(doc, data, "lastName", "MUSTER");
  add_date(doc, data, "dateOfBirth", "1988-04-17");
  add_date(doc, data, "expiryDate", "2031-09-30");
  add_date(doc, data, "issuingDate", "2021-10-01");
  yyjson_mut_obj_add_str(doc, data, "documentNumber", "ZZ0000000");
  yyjson_mut_obj_add_str(doc, data, "gender", "F");
  json_str(doc, data, "nationality", country);
  yyjson_mut_obj_add_str(doc, data, "currentAge", "37");
  yyjson_mut_val *address = yyjson_mut_obj_add_obj(doc, data, "address");
  yyjson_mut_obj_add_str(doc, address, "line1", "Beispielgasse 1");
  yyjson_mut_obj_add_str(doc, address, "postalCode", "1010");
  yyjson_mut_obj_add_str(doc, address, "city", "Wien");
  json_str(doc, address, "country", country);
  json_fmt(doc, address, "formattedAddress", "Beispielgasse 1, 1010 Wien, %s", country);
}

static void extract_document(yyjson_mut_doc *doc, yyjson_mut_val *data, const struct sim_credential *c)
{
  json_str(doc, data, "documentType", c->first_type[0] ? c->first_type : "UB");
  json_str(doc, data, "issuingCountry", c->first_country[0] ? c->first_country : "AUT");
  yyjson_mut_obj_add_str(doc, data, "firstName", "ANNA");
  yyjson_mut_obj_add_str(doc, data, "lastName", "MUSTER");
  add_date(doc, data, "issuingDate", "2025-10-01");
  yyjson_mut_val *address = yyjson_mut_obj_add_obj(doc, data, "address");
  yyjson_mut_obj_add_str(doc, address, "line1", "Beispielgasse 1");
  yyjson_mut_obj_add_str(doc, address, "postalCode", "1010");
  yyjson_mut_obj_add_str(doc, address, "city", "Wien");
}

static void add_extraction(yyjson_mut_doc *doc, yyjson_mut_val *obj, const struct sim_execution *e, const struct sim_element *element)
{
  yyjson_mut_val *data = yyjson_mut_obj_add_obj(doc, obj, "data");
  if (element->type != TYPE_PASSED)
    return;
  const struct sim_credential *c = &e->credentials[element->credential[0]];
  if (c->category == CAT_DOCUMENT)
    extract_document(doc, data, c);
  else
    extract_id(doc, data, c);
  apply_overrides(doc, data, e->order.overrides);
}

static void add_face(struct sim *sim, yyjson_mut_doc *doc, yyjson_mut_val *obj, const struct sim_execution *e,
                     const struct sim_element *element)
{
  if (element->type != TYPE_PASSED)
    return;
  for (size_t i = 0; i < e->credential_count; i++) {
    const struct sim_credential *c = &e->credentials[i];
    if (c->category == CAT_FACEMAP && credential_filled(c)) {
      json_fmt(doc, obj, "validFaceMapForAuthentication", "%s/api/v1/accounts/%s/credentials/%s/parts/FACEMAP", sim->origin, e->account->id,
               c->id);
      break;
    }
  }
  yyjson_mut_val *data = yyjson_mut_obj_add_obj(doc, obj, "data");
  yyjson_mut_obj_add_str(doc, data, "type", "JUMIO_STANDARD");
  if (element->capability == CAP_LIVENESS) {
    yyjson_mut_obj_add_int(doc, data, "predictedAge", 36);
    yyjson_mut_obj_add_str(doc, data, "ageConfidenceRange", "27-45");
  }
}

static void add_watchlist(yyjson_mut_doc *doc, yyjson_mut_val *obj, const struct sim_execution *e, const struct sim_element *element)
{
  yyjson_mut_val *data = yyjson_mut_obj_add_obj(doc, obj, "data");
  if (element->type == TYPE_NOT_EXECUTED)
    return;
  json_time(doc, data, "searchDate", e->completed);
  json_fmt(doc, data, "searchId", "%.8s", element->id);
  json_fmt(doc, data, "searchReference", "%.8s-reference", element->id);
  yyjson_mut_obj_add_int(doc, data, "searchResults", element->type == TYPE_WARNING ? 1 : 0);
  yyjson_mut_obj_add_str(doc, data, "searchStatus", "SUCCESS");
}

static void add_data(struct sim *sim, yyjson_mut_doc *doc, yyjson_mut_val *obj, const struct sim_execution *e,
                     const struct sim_element *element)
{
  yyjson_mut_val *data;
  switch (element->capability) {
  case CAP_EXTRACTION:
    add_extraction(doc, obj, e, element);
    break;
  case CAP_IMAGE_CHECKS:
    if (e->status != ST_PROCESSED)
      break;
    data = yyjson_mut_obj_add_obj(doc, obj, "data");
    data = yyjson_mut_obj_add_obj(doc, data, "faceSearchFindings");
    yyjson_mut_obj_add_str(doc, data, "status", "DONE");
    if (strcmp(element->label, "REPEATED_FACE") == 0)
      yyjson_mut_arr_add_str(doc, yyjson_mut_obj_add_arr(doc, data, "findings"), element->id);
    break;
  case CAP_LIVENESS:
  case CAP_AUTHENTICATION:
    add_face(sim, doc, obj, e, element);
    break;
  case CAP_SIMILARITY:
    data = yyjson_mut_obj_add_obj(doc, obj, "data");
    /* seen in a recorded body: the label says NOT_POSSIBLE, the datum MATCH */
    if (element->type != TYPE_NOT_EXECUTED)
      yyjson_mut_obj_add_str(doc, data, "similarity", element->type == TYPE_WARNING ? "MATCH" : element->label);
    break;
  case CAP_WATCHLIST:
    add_watchlist(doc, obj, e, element);
    break;
  default:
    break;
  }
}

static void add_element(struct sim *sim, yyjson_mut_doc *doc, yyjson_mut_val *list, const struct sim_execution *e,
                        const struct sim_element *element)
{
  yyjson_mut_val *obj = yyjson_mut_arr_add_obj(doc, list), *credentials = NULL;
  yyjson_mut_obj_add_str(doc, obj, "id", element->id);
  for (size_t i = 0; i < 2; i++) {
    if (element->credential[i] < 0)
      continue;
    const struct sim_credential *c = &e->credentials[element->credential[i]];
    if (!credentials)
      credentials = yyjson_mut_obj_add_arr(doc, obj, "credentials");
    yyjson_mut_val *entry = yyjson_mut_arr_add_obj(doc, credentials);
    yyjson_mut_obj_add_str(doc, entry, "id", c->id);
    yyjson_mut_obj_add_str(doc, entry, "category", category_name(c->category));
  }
  yyjson_mut_val *decision = yyjson_mut_obj_add_obj(doc, obj, "decision");
  yyjson_mut_obj_add_str(doc, decision, "type", type_name(element->type));
  yyjson_mut_obj_add_str(doc, yyjson_mut_obj_add_obj(doc, decision, "details"), "label", element->label);
  add_data(sim, doc, obj, e, element);
}

static void add_head(yyjson_mut_doc *doc, yyjson_mut_val *root, const struct sim_execution *e)
{
  yyjson_mut_val *workflow = yyjson_mut_obj_add_obj(doc, root, "workflow");
  yyjson_mut_obj_add_str(doc, workflow, "id", e->id);
  yyjson_mut_obj_add_str(doc, workflow, "status", status_name(e->status));
  yyjson_mut_obj_add_str(doc, workflow, "definitionKey", e->key);
  if (!e->wiped) {
    json_str(doc, workflow, "userReference", e->user_reference);
    json_str(doc, workflow, "customerInternalReference", e->reference);
    json_str(doc, workflow, "reportingCriteria", e->reporting);
  }
  yyjson_mut_obj_add_str(doc, yyjson_mut_obj_add_obj(doc, root, "account"), "id", e->account->id);
  json_time(doc, root, "createdAt", e->created);
  json_time(doc, root, "startedAt", e->wiped ? 0 : e->started);
  json_time(doc, root, "completedAt", e->completed);
  json_time(doc, root, "wipedOutAt", e->wiped);
}

static void add_decision(yyjson_mut_doc *doc, yyjson_mut_val *root, const struct sim_execution *e)
{
  if (!e->completed || (e->order.scenario->behaviour & BEHAVE_NO_DECISION))
    return;
  yyjson_mut_val *decision = yyjson_mut_obj_add_obj(doc, root, "decision");
  yyjson_mut_obj_add_str(doc, decision, "type", type_name(e->type));
  yyjson_mut_obj_add_str(doc, yyjson_mut_obj_add_obj(doc, decision, "details"), "label", e->type_label);
  yyjson_mut_obj_add_real(doc, yyjson_mut_obj_add_obj(doc, decision, "risk"), "score", e->score);
}

yyjson_mut_doc *details_document(struct sim *sim, struct sim_execution *e)
{
  yyjson_mut_val *root, *list, *capabilities;
  yyjson_mut_doc *doc = json_object(&root);
  add_head(doc, root, e);
  list = yyjson_mut_obj_add_arr(doc, root, "credentials");
  for (size_t i = 0; i < e->credential_count; i++)
    add_credential(sim, doc, list, e, &e->credentials[i]);
  add_decision(doc, root, e);
  json_fmt(doc, yyjson_mut_obj_add_obj(doc, root, "steps"), "href", "%s/api/v1/accounts/%s/workflow-executions/%s/steps", sim->origin,
           e->account->id, e->id);
  capabilities = yyjson_mut_obj_add_obj(doc, root, "capabilities");
  for (enum sim_capability capability = CAP_USABILITY; capability < CAP_COUNT; capability++) {
    list = NULL;
    for (size_t i = 0; i < e->element_count; i++) {
      if (e->elements[i].capability != capability)
        continue;
      if (!list)
        list = yyjson_mut_obj_add_arr(doc, capabilities, capability_name(capability));
      add_element(sim, doc, list, e, &e->elements[i]);
    }
  }
  return doc;
}
