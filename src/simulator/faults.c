/* Chooses the fault for a request and carries it out: wrong bodies, cut bodies, and connections that are torn down. */
#define _GNU_SOURCE
#include "sim.h"

#include <gnutls/gnutls.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static const char *const ops[] = {"token",  "create",      "update", "upload", "finalize", "status", "details", "steps", "rules",
                                  "report", "report-file", "part",   "delete", "health",   "web",    "unknown", "admin", "any"};

const char *op_name(enum sim_op op)
{
  return ops[op];
}

bool op_parse(const char *name, enum sim_op *out)
{
  for (enum sim_op op = OP_TOKEN; op <= OP_ANY; op++)
    if (strcmp(ops[op], name) == 0 && op != OP_UNKNOWN && op != OP_ADMIN) {
      *out = op;
      return true;
    }
  return false;
}

/* The first fault in the file's order that fits this request's number. */
void fault_choose(struct sim_request *request)
{
  struct sim *sim = request->sim;
  if (request->op == OP_ADMIN)
    return;
  unsigned mine = ++sim->op_counts[request->op], any = ++sim->op_counts[OP_ANY];
  for (size_t i = 0; i < sim->plan->fault_count; i++) {
    const struct sim_fault *fault = &sim->plan->faults[i];
    if ((fault->op == request->op && range_has(&fault->on, mine)) || (fault->op == OP_ANY && range_has(&fault->on, any))) {
      request->fault = fault;
      request->plan = sim->plan;
      sim->plan->refs++;
      return;
    }
  }
}

static bool is_uuid(const char *p, size_t left)
{
  if (left < SIM_ID_SIZE - 1)
    return false;
  for (size_t i = 0; i < SIM_ID_SIZE - 1; i++) {
    bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? p[i] != '-' : !strchr("0123456789abcdef", p[i]) || !p[i])
      return false;
  }
  return true;
}

static void wrong_ids(struct text *out, const char *body, size_t len)
{
  for (size_t i = 0; i < len;) {
    if (is_uuid(body + i, len - i)) {
      text_add(out, "deadbeef-0000-4000-8000-000000000000");
      i += SIM_ID_SIZE - 1;
    } else {
      text_add_n(out, body + i++, 1);
    }
  }
}

/* The name of an object's first member, with its quotes. */
static void first_member(struct text *out, const char *body, size_t len)
{
  const char *open = memchr(body, '"', len);
  const char *close = open ? memchr(open + 1, '"', len - (size_t)(open + 1 - body)) : NULL;
  if (close)
    text_add_n(out, open, (size_t)(close - open) + 1);
  else
    text_add(out, "\"member\"");
}

static void wrong_body(struct sim_reply *reply, enum sim_wrong wrong)
{
  struct text out = {0};
  const char *body = reply->body ? reply->body : "{}";
  size_t len = reply->body ? reply->len : 2;
  const char *rest = len && body[0] == '{' ? body + 1 : "}";
  size_t rest_len = len && body[0] == '{' ? len - 1 : 1;
  const char *comma = rest_len && rest[0] == '}' ? "" : ",";
  switch (wrong) {
  case WRONG_HTML:
    text_add(&out, "<!DOCTYPE html><html><head><title>Gateway</title></head><body>The service is not available.</body></html>");
    reply->media = "text/html";
    break;
  case WRONG_TRUNCATED:
    text_add_n(&out, body, len / 2);
    break;
  case WRONG_DUPLICATE_KEY:
    text_add(&out, "{");
    first_member(&out, body, len);
    text_addf(&out, ":null%s", comma);
    text_add_n(&out, rest, rest_len);
    break;
  case WRONG_DEEP:
    text_add(&out, "{\"deep\":");
    for (int i = 0; i < 20000; i++)
      text_add(&out, "[");
    for (int i = 0; i < 20000; i++)
      text_add(&out, "]");
    text_add(&out, comma);
    text_add_n(&out, rest, rest_len);
    break;
  case WRONG_NOT_UTF8:
    text_addf(&out, "{\"text\":\"\xff\xfe\"%s", comma);
    text_add_n(&out, rest, rest_len);
    break;
  case WRONG_IDS:
    wrong_ids(&out, body, len);
    break;
  case WRONG_ARRAY:
    text_add(&out, "[");
    text_add_n(&out, body, len);
    text_add(&out, "]");
    break;
  case WRONG_EMPTY:
  case WRONG_NONE:
    break;
  }
  free(reply->body);
  reply->body = text_take(&out, &reply->len);
}

static void copy_headers(struct sim_reply *reply, const struct sim_fault *fault)
{
  for (size_t i = 0; i < fault->header_count; i++)
    reply_header(reply, fault->headers[i].name, fault->headers[i].value);
}

/* Changes an answer that is otherwise ready. */
void fault_damage(struct sim_request *request)
{
  const struct sim_fault *fault = request->fault;
  struct sim_reply *reply = &request->reply;
  if (fault->status) {
    if (fault->body)
      reply_text(request, fault->status, text_copy(fault->body), strlen(fault->body), "application/json");
    else if (fault->status == 204)
      reply_empty(request, fault->status);
    else
      reply_problem(request, fault->status, "%s", fault->status == 429 ? "Request limit exceeded" : "ordered by the scenario");
  } else if (fault->body) {
    reply_text(request, reply->status, text_copy(fault->body), strlen(fault->body), "application/json");
  }
  if (fault->wrong != WRONG_NONE) {
    if (reply->blob) {
      blob_unref(reply->blob);
      reply->blob = NULL;
      reply->media = "application/json";
    }
    wrong_body(reply, fault->wrong);
  }
  copy_headers(reply, fault);
}

static int socket_of(struct sim_request *request)
{
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return info ? info->connect_fd : -1;
}

/*
 * Sends a TCP RST now. SO_LINGER 0 alone would do so only at close, after the server's own shutdown() has already sent
 * a FIN; dissolving the association resets at once and leaves the descriptor to its owner.
 */
void fault_reset_connection(struct sim_request *request)
{
  int fd = socket_of(request);
  struct linger linger = {1, 0};
  struct sockaddr none = {.sa_family = AF_UNSPEC};
  if (fd < 0)
    return;
  setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  if (connect(fd, &none, sizeof none) != 0)
    shutdown(fd, SHUT_RDWR);
}

void fault_reset_in_header(struct sim_request *request)
{
  static const char start[] = "HTTP/1.1 200 OK\r\nContent-Type: applica";
  const union MHD_ConnectionInfo *tls = MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
  ssize_t sent;
  if (tls && tls->tls_session)
    sent = gnutls_record_send((gnutls_session_t)tls->tls_session, start, sizeof start - 1);
  else
    sent = send(socket_of(request), start, sizeof start - 1, MSG_NOSIGNAL);
  (void)sent;
  fault_reset_connection(request);
}

/* A body that announces its full length and ends early, by an orderly close or by a reset. */
struct cut {
  struct sim_request *request;
  const char *data;
  size_t until;
  bool reset;
};

static ssize_t cut_read(void *cls, uint64_t position, char *buffer, size_t max)
{
  struct cut *cut = cls;
  if (position < cut->until) {
    size_t n = cut->until - (size_t)position;
    n = n < max ? n : max;
    memcpy(buffer, cut->data + position, n);
    return (ssize_t)n;
  }
  if (cut->reset)
    fault_reset_connection(cut->request);
  return MHD_CONTENT_READER_END_WITH_ERROR;
}

struct MHD_Response *fault_cut_response(struct sim_request *request)
{
  const struct sim_fault *fault = request->fault;
  struct sim_reply *reply = &request->reply;
  size_t len = reply->blob ? reply->blob->len : reply->len;
  struct cut *cut = sim_alloc(sizeof *cut);
  cut->request = request;
  cut->data = reply->blob ? (const char *)reply->blob->data : reply->body;
  cut->reset = fault->reset == RESET_MID_BODY;
  cut->until = fault->truncate_at >= 0 ? (size_t)fault->truncate_at : len / 2;
  if (cut->until >= len)
    cut->until = len ? len - 1 : 0;
  return MHD_create_response_from_callback(len ? len : 1, 16384, cut_read, cut, free);
}
