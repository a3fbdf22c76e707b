/* Sends callbacks, one after the other from a thread of their own, and remembers what the receivers said. */
#define _GNU_SOURCE
#include "sim.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool loopback(const char *host)
{
  return strcmp(host, "127.0.0.1") == 0 || strcasecmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0;
}

static bool ip_literal(const char *host)
{
  return host[0] == '[' || strspn(host, "0123456789.") == strlen(host);
}

static const char *query_fault(const char *query, bool allowed)
{
  static const char *const own[] = {"accountId", "workflowExecutionId", "acquisitionStatus", "customerInternalReference", "errorCode"};
  if (query && !allowed)
    return "must not have a query";
  for (const char *p = query; p; p = strchr(p, '&') ? strchr(p, '&') + 1 : NULL)
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
      size_t n = strlen(own[i]);
      if (strncmp(p, own[i], n) == 0 && (p[n] == '=' || p[n] == '&' || p[n] == '\0'))
        return "must not use a query parameter of Jumio's own";
    }
  return NULL;
}

static const char *url_fault(CURLU *url, bool query_allowed)
{
  char *scheme = NULL, *host = NULL, *port = NULL, *query = NULL, *fragment = NULL;
  const char *why = NULL;
  if (curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) || curl_url_get(url, CURLUPART_HOST, &host, 0)) {
    why = "must be an absolute URL";
    goto done;
  }
  bool local = loopback(host);
  curl_url_get(url, CURLUPART_PORT, &port, 0);
  curl_url_get(url, CURLUPART_QUERY, &query, 0);
  if (strcmp(scheme, "https") != 0 && !(local && strcmp(scheme, "http") == 0))
    why = "must use https";
  else if (!local && ip_literal(host))
    why = "must not name an IP address";
  else if (!local && port)
    why = "must not name a port";
  else if (curl_url_get(url, CURLUPART_FRAGMENT, &fragment, 0) == CURLUE_OK)
    why = "must not have a fragment";
  else
    why = query_fault(query, query_allowed);
done:
  curl_free(scheme);
  curl_free(host);
  curl_free(port);
  curl_free(query);
  curl_free(fragment);
  return why;
}

/* Jumio's rules for the URLs that it is given; a loopback host is let through, because tests need one. */
bool url_check(const char *url, bool query_allowed, const char **why)
{
  *why = NULL;
  for (const unsigned char *p = (const unsigned char *)url; *p; p++)
    if (*p <= ' ' || *p >= 0x7F)
      *why = "must be ASCII without blanks";
  if (strlen(url) > 255)
    *why = "must have at most 255 characters";
  if (*why)
    return false;
  CURLU *parsed = curl_url();
  if (curl_url_set(parsed, CURLUPART_URL, url, 0) != CURLUE_OK)
    *why = "is not a valid URL";
  else
    *why = url_fault(parsed, query_allowed);
  curl_url_cleanup(parsed);
  return *why == NULL;
}

static char *callback_body(struct sim *sim, struct sim_execution *e, enum sim_status status, int64_t at)
{
  yyjson_mut_val *root, *workflow, *account;
  yyjson_mut_doc *doc = json_object(&root);
  json_time(doc, root, "callbackSentAt", at);
  json_str(doc, root, "userReference", e->user_reference);
  workflow = yyjson_mut_obj_add_obj(doc, root, "workflowExecution");
  json_str(doc, workflow, "id", e->id);
  json_fmt(doc, workflow, "href", "%s/api/v1/workflow-executions/%s", sim->origin, e->id);
  json_str(doc, workflow, "definitionKey", e->key);
  json_str(doc, workflow, "status", status_name(status));
  account = yyjson_mut_obj_add_obj(doc, root, "account");
  json_str(doc, account, "id", e->account->id);
  json_fmt(doc, account, "href", "%s/api/v1/accounts/%s", sim->origin, e->account->id);
  char *body = yyjson_mut_write(doc, 0, NULL);
  yyjson_mut_doc_free(doc);
  return body;
}

void callback_queue(struct sim *sim, struct sim_execution *execution, enum sim_status status, int64_t at)
{
  const char *url = execution->callback_url ? execution->callback_url : sim->options.callback_url;
  if (!url)
    return;
  struct sim_callback *callback = sim_alloc(sizeof *callback);
  memcpy(callback->execution, execution->id, sizeof callback->execution);
  callback->url = text_copy(url);
  callback->body = callback_body(sim, execution, status, at);
  *sim->queue_tail = callback;
  sim->queue_tail = &callback->next;
  pthread_cond_signal(&sim->sender_wake);
}

bool callback_idle(const struct sim *sim)
{
  return !sim->queue && !sim->sending;
}

static size_t swallow(char *data, size_t size, size_t count, void *cls)
{
  (void)data;
  (void)cls;
  return size * count;
}

/* Lets the program end while a receiver is silent. */
static int on_progress(void *cls, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
  struct sim *sim = cls;
  (void)a;
  (void)b;
  (void)c;
  (void)d;
  return atomic_load(&sim->stopping);
}

static CURL *new_sender(struct sim *sim, struct curl_slist *headers)
{
  CURL *curl = curl_easy_init();
  if (!curl)
    return NULL;
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "jumio-sim/" JUMIO_SIM_VERSION);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, swallow);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 10000L);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, sim);
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  if (sim->options.callback_ca)
    curl_easy_setopt(curl, CURLOPT_CAINFO, sim->options.callback_ca);
  return curl;
}

static void send_one(CURL *curl, struct sim_callback *callback)
{
  char message[CURL_ERROR_SIZE] = "";
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, message);
  curl_easy_setopt(curl, CURLOPT_URL, callback->url);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, callback->body);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)strlen(callback->body));
  CURLcode code = curl_easy_perform(curl);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &callback->status);
  if (code != CURLE_OK)
    callback->error = text_copy(message[0] ? message : curl_easy_strerror(code));
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, NULL);
}

static void free_callback(struct sim_callback *callback)
{
  free(callback->url);
  free(callback->body);
  free(callback->error);
  free(callback);
}

/* No retry: Jumio publishes none, and a test that wants a repetition asks for one. */
void *callback_sender(void *argument)
{
  struct sim *sim = argument;
  struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
  headers = curl_slist_append(headers, "Expect:");
  CURL *curl = new_sender(sim, headers);
  pthread_mutex_lock(&sim->lock);
  while (!sim->stopping) {
    struct sim_callback *callback = sim->queue;
    if (!callback) {
      wait_end(sim, WAIT_FLUSH);
      pthread_cond_wait(&sim->sender_wake, &sim->lock);
      continue;
    }
    sim->queue = callback->next;
    if (!sim->queue)
      sim->queue_tail = &sim->queue;
    callback->next = NULL;
    sim->sending = true;
    pthread_mutex_unlock(&sim->lock);
    if (curl)
      send_one(curl, callback);
    pthread_mutex_lock(&sim->lock);
    sim->sending = false;
    *sim->sent_tail = callback;
    sim->sent_tail = &callback->next;
  }
  pthread_mutex_unlock(&sim->lock);
  curl_easy_cleanup(curl);
  curl_slist_free_all(headers);
  return NULL;
}

void callback_clear(struct sim *sim)
{
  struct sim_callback *lists[] = {sim->queue, sim->sent};
  for (size_t i = 0; i < 2; i++)
    for (struct sim_callback *c = lists[i], *next; c; c = next) {
      next = c->next;
      free_callback(c);
    }
  sim->queue = sim->sent = NULL;
  sim->queue_tail = &sim->queue;
  sim->sent_tail = &sim->sent;
}

yyjson_mut_doc *callback_document(struct sim *sim)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new(NULL);
  yyjson_mut_val *list = yyjson_mut_arr(doc);
  yyjson_mut_doc_set_root(doc, list);
  for (const struct sim_callback *c = sim->sent; c; c = c->next) {
    yyjson_mut_val *obj = yyjson_mut_arr_add_obj(doc, list);
    yyjson_mut_obj_add_str(doc, obj, "workflowExecution", c->execution);
    yyjson_mut_obj_add_str(doc, obj, "url", c->url);
    yyjson_mut_obj_add_int(doc, obj, "status", c->status);
    if (c->error)
      yyjson_mut_obj_add_str(doc, obj, "error", c->error);
    json_raw(doc, obj, "body", c->body);
  }
  return doc;
}
