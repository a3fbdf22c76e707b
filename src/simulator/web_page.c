/* The stand-in for Jumio's web client behind web.href: one page, plain HTML, usable without scripts. */
#define _GNU_SOURCE
#include "sim.h"

#include <stdlib.h>
#include <string.h>

#define MAX_FIELDS 32

static const struct {
  const char *code, *meaning;
} error_codes[] = {{"9801", "client fault"},
                   {"9100", "server fault"},
                   {"9200", "token not valid"},
                   {"9210", "session timed out"},
                   {"9300", "transfer failed"},
                   {"9400", "verification step failed"},
                   {"9800", "offline"},
                   {"9810", "communication fault"},
                   {"9820", "no camera"},
                   {"9821", "biometric capture failed"},
                   {"9822", "camera unusable"},
                   {"9835", "three unacceptable submissions"},
                   {"9836", "authentication failed"}};

static void page_begin(struct text *t, const char *locale, const char *title)
{
  text_add(t, "<!DOCTYPE html>\n<html lang=\"");
  text_add_html(t, locale && *locale ? locale : "en");
  text_add(t, "\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
              "<meta name=\"referrer\" content=\"no-referrer\"><title>");
  text_add_html(t, title);
  text_add(t, "</title>\n<style>body{font:16px/1.5 sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#222}"
              "fieldset{margin:1rem 0;border:1px solid #bbb;border-radius:6px}label{display:block;margin:.5rem 0}"
              "button{font:inherit;padding:.5rem 1rem;margin:.25rem .5rem .25rem 0}.note{color:#666;font-size:.875rem}"
              ".bad{color:#a00}</style></head>\n<body>\n<h1>");
  text_add_html(t, title);
  text_add(t, "</h1>\n");
}

static void page_send(struct sim_request *request, int status, struct text *t)
{
  size_t len;
  text_add(t, "<p class=\"note\">This is jumio-sim, a simulator. It verifies nobody.</p>\n</body></html>\n");
  char *body = text_take(t, &len);
  reply_text(request, status, body, len, "text/html; charset=utf-8");
  reply_header(&request->reply, "Cache-Control", "no-store");
  reply_header(&request->reply, "Referrer-Policy", "no-referrer");
  reply_header(&request->reply, "X-Content-Type-Options", "nosniff");
  reply_header(&request->reply, "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
}

static void page_message(struct sim_request *request, int status, const char *locale, const char *title, const char *message)
{
  struct text t = {0};
  page_begin(&t, locale, title);
  text_add(&t, "<p>");
  text_add_html(&t, message);
  text_add(&t, "</p>\n");
  page_send(request, status, &t);
}

/* Back to the customer's page with Jumio's parameters, or to a page of the simulator's own. */
static void leave(struct sim_request *request, const struct sim_execution *e, const char *error_code)
{
  const char *target = error_code ? e->error_url : e->success_url;
  if (!target) {
    page_message(request, 200, e->locale, error_code ? "Not completed" : "Thank you",
                 error_code ? "The verification was not completed." : "Everything was received. You can close this page.");
    return;
  }
  struct text t = {0};
  text_addf(&t, "%s?accountId=%s&workflowExecutionId=%s&acquisitionStatus=%s&customerInternalReference=", target, e->account->id, e->id,
            error_code ? "ERROR" : "SUCCESS");
  text_add_url(&t, e->reference);
  if (error_code) {
    text_add(&t, "&errorCode=");
    text_add_url(&t, error_code);
  }
  char *location = text_take(&t, NULL);
  reply_empty(request, 303);
  reply_header(&request->reply, "Location", location);
  reply_header(&request->reply, "Referrer-Policy", "no-referrer");
  free(location);
}

static struct sim_execution *find_journey(struct sim_request *request)
{
  char *token = text_query(request->uri, "authorizationToken");
  struct sim_execution *e = map_get(&request->sim->web_tokens, token);
  free(token);
  if (!e) {
    page_message(request, 401, NULL, "Link not valid", "This link is not known.");
    return NULL;
  }
  if (execution_open(e) && !e->wiped)
    return e;
  if (e->status == ST_TOKEN_EXPIRED || e->status == ST_SESSION_EXPIRED)
    leave(request, e, e->status == ST_TOKEN_EXPIRED ? "9200" : "9210");
  else
    page_message(request, 200, e->locale, "Already completed", "This verification was already completed.");
  return NULL;
}

static void add_inputs(struct text *t, const struct sim_credential *c)
{
  if (!(c->channels & CHANNEL_WEB))
    return;
  text_addf(t, "<fieldset><legend>%s</legend>\n", category_name(c->category));
  if (c->first_country[0] || c->first_type[0]) {
    text_add(t, "<p class=\"note\">");
    text_add_html(t, c->first_country);
    text_add(t, " ");
    text_add_html(t, c->first_type);
    text_add(t, "</p>\n");
  }
  if (c->category == CAT_FACEMAP) {
    text_add(t, "<p>The simulator makes the face map from the selfie.</p></fieldset>\n");
    return;
  }
  for (const char *const *name = category_classifiers(c->category); *name; name++)
    text_addf(t, "<label>%s%s <input type=\"file\" name=\"%s:%s\" accept=\"image/jpeg,image/png%s\"></label>\n", *name,
              strcmp(*name, "BACK") == 0 ? " (if there is one)" : "", c->id, *name, c->category == CAT_DOCUMENT ? ",application/pdf" : "");
  text_add(t, "</fieldset>\n");
}

static void page_form(struct sim_request *request, const struct sim_execution *e, int status, const char *complaint)
{
  struct text t = {0};
  char *locale = text_query(request->uri, "locale");
  page_begin(&t, locale ? locale : e->locale, "Verify your identity");
  text_add(&t, "<p>Language: ");
  text_add_html(&t, locale ? locale : e->locale ? e->locale : "en");
  text_add(&t, ". Workflow: ");
  text_add_html(&t, e->key);
  text_add(&t, ".</p>\n");
  if (complaint) {
    text_add(&t, "<p class=\"bad\" role=\"alert\">");
    text_add_html(&t, complaint);
    text_add(&t, "</p>\n");
  }
  text_add(&t, "<form method=\"post\" enctype=\"multipart/form-data\" action=\"/web/client?authorizationToken=");
  text_add_url(&t, e->web_token);
  text_add(&t, "&amp;locale=");
  text_add_url(&t, locale ? locale : e->locale ? e->locale : "en");
  text_add(&t, "\">\n");
  for (size_t i = 0; i < e->credential_count; i++)
    add_inputs(&t, &e->credentials[i]);
  text_add(&t, "<p><button name=\"action\" value=\"finish\">Finish</button>"
               "<button name=\"action\" value=\"sample\">Use sample pictures and finish</button></p>\n"
               "<fieldset><legend>Leave</legend><label>Error code <select name=\"errorCode\">");
  for (size_t i = 0; i < sizeof error_codes / sizeof *error_codes; i++)
    text_addf(&t, "<option value=\"%s\">%s %s</option>", error_codes[i].code, error_codes[i].code, error_codes[i].meaning);
  text_add(&t, "</select></label><button name=\"action\" value=\"cancel\">Cancel</button></fieldset>\n</form>\n");
  free(locale);
  page_send(request, status, &t);
}

void handle_web_get(struct sim_request *request)
{
  const struct sim_execution *e = find_journey(request);
  if (e)
    page_form(request, e, 200, NULL);
}

static char *field_text(const struct sim_field *fields, size_t count, const char *name)
{
  for (size_t i = 0; i < count; i++)
    if (strcmp(fields[i].name, name) == 0)
      return text_copy_n((const char *)fields[i].data, fields[i].len);
  return text_copy("");
}

static const char *known_error_code(const char *code)
{
  for (size_t i = 0; i < sizeof error_codes / sizeof *error_codes; i++)
    if (strcmp(error_codes[i].code, code) == 0)
      return error_codes[i].code;
  return error_codes[0].code;
}

/* Keeps the chosen files; the field's name says which credential and part it belongs to. */
static bool take_files(struct sim *sim, struct sim_execution *e, const struct sim_field *fields, size_t count, char **error)
{
  for (size_t i = 0; i < count; i++) {
    const char *colon = strchr(fields[i].name, ':');
    if (!colon || fields[i].len == 0)
      continue;
    for (size_t k = 0; k < e->credential_count; k++) {
      struct sim_credential *c = &e->credentials[k];
      if (strlen(c->id) != (size_t)(colon - fields[i].name) || strncmp(c->id, fields[i].name, strlen(c->id)) != 0)
        continue;
      for (const char *const *name = category_classifiers(c->category); *name; name++)
        if (strcmp(*name, colon + 1) == 0 && c->category != CAT_FACEMAP &&
            upload_store(sim, c, *name, fields[i].data, fields[i].len, true, error))
          return false;
    }
  }
  return true;
}

static bool complete(const struct sim_execution *e)
{
  for (size_t i = 0; i < e->credential_count; i++)
    if ((e->credentials[i].channels & CHANNEL_WEB) && e->credentials[i].category != CAT_FACEMAP && !credential_filled(&e->credentials[i]))
      return false;
  return true;
}

static void finish(struct sim_request *request, struct sim_execution *e, const struct sim_field *fields, size_t count, bool samples)
{
  struct sim *sim = request->sim;
  char *error = NULL;
  if (!samples && !take_files(sim, e, fields, count, &error))
    page_form(request, e, 400, error);
  else if (!samples && !complete(e))
    page_form(request, e, 400, "Please choose a picture for every part.");
  if (!request->reply.status) {
    execution_fill(sim, e);
    execution_started(sim, e);
    execution_finalize(sim, e);
    leave(request, e, NULL);
  }
  free(error);
}

void handle_web_post(struct sim_request *request)
{
  struct sim_field *fields = sim_alloc(MAX_FIELDS * sizeof *fields);
  struct sim_execution *e = find_journey(request);
  size_t count = 0;
  char *error = NULL;
  if (e &&
      !multipart_parse(request_header(request, "Content-Type"), request->body, request->body_len, fields, MAX_FIELDS, &count, &error)) {
    page_form(request, e, 400, error);
  } else if (e) {
    char *action = field_text(fields, count, "action"), *code = field_text(fields, count, "errorCode");
    if (strcmp(action, "cancel") == 0)
      leave(request, e, known_error_code(code));
    else
      finish(request, e, fields, count, strcmp(action, "sample") == 0);
    free(action);
    free(code);
  }
  free(error);
  free(fields);
}
