/* The ledger: what was asked, by which connection, whether it took effect; never a secret value. */
#define _GNU_SOURCE
#include "sim.h"

#include <gnutls/crypto.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define RAW_BUDGET ((size_t)64 * 1024 * 1024)

static const char *const redacted = "<redacted>";

/* Outside the lock, because a picture takes milliseconds. */
void ledger_hash(struct sim_request *request)
{
  static const char digits[] = "0123456789abcdef";
  unsigned char digest[32];
  if (request->sim->options.ledger_size == 0 || request->op == OP_ADMIN)
    return;
  if (gnutls_hash_fast(GNUTLS_DIG_SHA256, request->body ? request->body : (const unsigned char *)"", request->body_len, digest) < 0)
    return;
  for (size_t i = 0; i < sizeof digest; i++) {
    request->sha256[2 * i] = digits[digest[i] >> 4];
    request->sha256[2 * i + 1] = digits[digest[i] & 15];
  }
}

/* A web link carries its token in the query. */
static char *safe_uri(const char *uri)
{
  static const char name[] = "authorizationToken=";
  const char *p = strstr(uri, name);
  if (!p)
    return text_copy(uri);
  struct text t = {0};
  p += sizeof name - 1;
  text_add_n(&t, uri, (size_t)(p - uri));
  text_add(&t, redacted);
  text_add(&t, p + strcspn(p, "&"));
  return text_take(&t, NULL);
}

static enum MHD_Result add_header(void *cls, enum MHD_ValueKind kind, const char *name, const char *value)
{
  bool secret = strcasecmp(name, "Authorization") == 0 || strcasecmp(name, "Cookie") == 0;
  (void)kind;
  text_addf(cls, "%s: %s\r\n", name, secret ? redacted : value ? value : "");
  return MHD_YES;
}

static void forget_raw(struct sim *sim, struct sim_ledger_entry *entry)
{
  if (entry->head)
    sim->ledger_raw -= strlen(entry->head) + entry->body_len;
  free(entry->head);
  free(entry->body);
  entry->head = NULL;
  entry->body = NULL;
  entry->body_len = 0;
}

static void free_entry(struct sim *sim, struct sim_ledger_entry *entry)
{
  forget_raw(sim, entry);
  free(entry->path);
  free(entry->content_type);
  free(entry->user_agent);
  *entry = (struct sim_ledger_entry){0};
}

static struct sim_ledger_entry *entry_by_number(struct sim *sim, uint64_t n)
{
  uint64_t oldest = sim->ledger_total - sim->ledger_len + 1;
  return &sim->ledger[(sim->ledger_head + (n - oldest)) % sim->options.ledger_size];
}

static void keep_raw(struct sim *sim, struct sim_ledger_entry *entry, struct sim_request *request)
{
  static const char ordinary[] = "grant_type=client_credentials";
  struct text head = {0};
  char *uri = safe_uri(request->uri);
  text_addf(&head, "%s %s %s\r\n", request->method, uri, request->version);
  free(uri);
  MHD_get_connection_values(request->connection, MHD_HEADER_KIND, add_header, &head);
  text_add(&head, "\r\n");
  size_t head_len;
  entry->head = text_take(&head, &head_len);
  bool hide = request->op == OP_TOKEN && request->body_len &&
              (request->body_len != sizeof ordinary - 1 || memcmp(request->body, ordinary, sizeof ordinary - 1) != 0);
  const char *body = hide ? redacted : (const char *)request->body;
  entry->body_len = hide ? strlen(redacted) : request->body_len;
  entry->body = (unsigned char *)text_copy_n(body, entry->body_len);
  sim->ledger_raw += head_len + entry->body_len;
  uint64_t oldest = sim->ledger_total - sim->ledger_len + 1;
  if (sim->ledger_raw_n < oldest)
    sim->ledger_raw_n = oldest;
  while (sim->ledger_raw > RAW_BUDGET && sim->ledger_raw_n < entry->n)
    forget_raw(sim, entry_by_number(sim, sim->ledger_raw_n++));
}

static int64_t wall_ms(void)
{
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Called under the lock; status 0 stands for an answer that the client never sees. */
void ledger_add(struct sim_request *request, int status)
{
  struct sim *sim = request->sim;
  size_t size = sim->options.ledger_size;
  const char *length = request_header(request, "Content-Length");
  if (size == 0 || request->op == OP_ADMIN)
    return;
  if (!sim->ledger)
    sim->ledger = sim_alloc(size * sizeof *sim->ledger);
  if (sim->ledger_len == size) {
    free_entry(sim, &sim->ledger[sim->ledger_head]);
    sim->ledger_head = (sim->ledger_head + 1) % size;
    sim->ledger_len--;
  }
  sim->ledger_len++;
  uint64_t n = ++sim->ledger_total;
  struct sim_ledger_entry *entry = entry_by_number(sim, n);
  *entry = (struct sim_ledger_entry){.n = n,
                                     .connection = request->serial,
                                     .op = request->op,
                                     .status = status,
                                     .applied = request->applied,
                                     .faulted = request->fault != NULL,
                                     .content_length = -1};
  memcpy(entry->method, request->method, sizeof entry->method);
  memcpy(entry->sha256, request->sha256, sizeof entry->sha256);
  entry->path = safe_uri(request->uri);
  entry->content_type = text_copy(request_header(request, "Content-Type"));
  entry->user_agent = text_copy(request_header(request, "User-Agent"));
  if (length)
    text_to_int(length, 0, INT64_MAX, &entry->content_length);
  entry->authorization = auth_kind(sim, request_header(request, "Authorization"));
  entry->time = clock_now(sim);
  entry->real_time = wall_ms();
  keep_raw(sim, entry, request);
}

void ledger_clear(struct sim *sim)
{
  for (size_t i = 0; i < sim->ledger_len; i++)
    free_entry(sim, &sim->ledger[(sim->ledger_head + i) % sim->options.ledger_size]);
  free(sim->ledger);
  sim->ledger = NULL;
  sim->ledger_len = sim->ledger_head = sim->ledger_raw = 0;
  sim->ledger_total = sim->ledger_raw_n = 0;
}

static void add_raw(yyjson_mut_doc *doc, yyjson_mut_val *obj, const struct sim_ledger_entry *entry)
{
  if (!entry->head)
    return;
  if (text_is_utf8((const unsigned char *)entry->head, strlen(entry->head)))
    yyjson_mut_obj_add_str(doc, obj, "head", entry->head);
  if (text_is_utf8(entry->body, entry->body_len)) {
    yyjson_mut_obj_add_strn(doc, obj, "body", (const char *)entry->body, entry->body_len);
    return;
  }
  char *encoded = text_base64(entry->body, entry->body_len);
  json_str(doc, obj, "bodyBase64", encoded);
  free(encoded);
}

static void add_text(yyjson_mut_doc *doc, yyjson_mut_val *obj, const char *key, const char *value)
{
  if (value && text_is_utf8((const unsigned char *)value, strlen(value)))
    yyjson_mut_obj_add_str(doc, obj, key, value);
  else
    yyjson_mut_obj_add_null(doc, obj, key);
}

yyjson_mut_doc *ledger_document(struct sim *sim, bool golden)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new(NULL);
  yyjson_mut_val *list = yyjson_mut_arr(doc);
  yyjson_mut_doc_set_root(doc, list);
  for (size_t i = 0; i < sim->ledger_len; i++) {
    const struct sim_ledger_entry *entry = &sim->ledger[(sim->ledger_head + i) % sim->options.ledger_size];
    yyjson_mut_val *obj = yyjson_mut_arr_add_obj(doc, list);
    yyjson_mut_obj_add_uint(doc, obj, "n", entry->n);
    yyjson_mut_obj_add_str(doc, obj, "operation", op_name(entry->op));
    yyjson_mut_obj_add_str(doc, obj, "method", entry->method);
    add_text(doc, obj, "path", entry->path);
    yyjson_mut_obj_add_int(doc, obj, "status", entry->status);
    yyjson_mut_obj_add_bool(doc, obj, "applied", entry->applied);
    yyjson_mut_obj_add_bool(doc, obj, "faulted", entry->faulted);
    add_text(doc, obj, "contentType", entry->content_type);
    if (entry->content_length >= 0)
      yyjson_mut_obj_add_sint(doc, obj, "contentLength", entry->content_length);
    else
      yyjson_mut_obj_add_null(doc, obj, "contentLength");
    add_text(doc, obj, "bodySha256", entry->sha256[0] ? entry->sha256 : NULL);
    add_text(doc, obj, "userAgent", entry->user_agent);
    yyjson_mut_obj_add_str(doc, obj, "authorizationKind", entry->authorization);
    yyjson_mut_obj_add_uint(doc, obj, "connection", entry->connection);
    json_time(doc, obj, "time", entry->time);
    json_time(doc, obj, "realTime", entry->real_time);
    if (golden)
      add_raw(doc, obj, entry);
  }
  return doc;
}
