/* The HTTP server: gathers a request, runs it under the lock, and sends, delays, holds or destroys the answer. */
#define _GNU_SOURCE
#include "sim.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define SMALL_BODY ((size_t)1024 * 1024)

static void *on_uri(void *cls, const char *uri, struct MHD_Connection *connection)
{
  struct sim_request *request = sim_alloc(sizeof *request);
  request->sim = cls;
  request->connection = connection;
  request->uri = text_copy(uri);
  request->path = text_copy_n(uri, strcspn(uri, "?"));
  return request;
}

static void on_completed(void *cls, struct MHD_Connection *connection, void **con_cls, enum MHD_RequestTerminationCode why)
{
  struct sim *sim = cls;
  struct sim_request *request = *con_cls;
  (void)connection;
  (void)why;
  if (!request)
    return;
  pthread_mutex_lock(&sim->lock);
  wait_forget(request);
  plan_unref(request->plan);
  pthread_mutex_unlock(&sim->lock);
  reply_clear(&request->reply);
  for (size_t i = 0; i < sizeof request->arg / sizeof *request->arg; i++)
    free(request->arg[i]);
  free(request->uri);
  free(request->path);
  free(request->body);
  free(request);
  *con_cls = NULL;
}

static void on_connection(void *cls, struct MHD_Connection *connection, void **context, enum MHD_ConnectionNotificationCode code)
{
  struct sim *sim = cls;
  (void)connection;
  if (code == MHD_CONNECTION_NOTIFY_STARTED) {
    uint64_t *serial = sim_alloc(sizeof *serial);
    *serial = atomic_fetch_add(&sim->serials, 1) + 1;
    *context = serial;
  } else {
    free(*context);
    *context = NULL;
  }
}

static size_t body_limit(const struct sim_request *request)
{
  size_t upload = request->sim->options.max_upload + 64 * 1024;
  return request->op == OP_UPLOAD ? upload : request->op == OP_WEB ? 4 * upload : 8 * SMALL_BODY;
}

/* The first call of a request: its head is known, its body is not. */
static enum MHD_Result begin(struct sim_request *request, const char *method, const char *version)
{
  struct sim *sim = request->sim;
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  request->serial = info && info->socket_context ? *(uint64_t *)info->socket_context : 0;
  snprintf(request->method, sizeof request->method, "%s", method);
  snprintf(request->version, sizeof request->version, "%s", version);
  request->phase = PHASE_BODY;
  route_match(request);
  pthread_mutex_lock(&sim->lock);
  fault_choose(request);
  bool reset = request->fault && request->fault->reset == RESET_BEFORE_READ;
  if (reset)
    ledger_add(request, 0);
  pthread_mutex_unlock(&sim->lock);
  if (reset)
    fault_reset_connection(request);
  return reset ? MHD_NO : MHD_YES;
}

static void gather(struct sim_request *request, const char *data, size_t len)
{
  if (request->body_too_big || request->body_len + len > body_limit(request)) {
    request->body_too_big = true;
    return;
  }
  if (request->body_len + len > request->body_cap) {
    const char *announced = request_header(request, "Content-Length");
    int64_t total = 0;
    size_t want = (request->body_len + len) * 2;
    if (announced && text_to_int(announced, 0, (int64_t)body_limit(request), &total) && (size_t)total >= request->body_len + len)
      want = (size_t)total;
    request->body = sim_grow(request->body, want);
    request->body_cap = want;
  }
  memcpy(request->body + request->body_len, data, len);
  request->body_len += len;
}

/* Whether the answer must wait, for a fault's delay, for a release, or for the callbacks. Called under the lock. */
static bool must_wait(struct sim_request *request)
{
  const struct sim_fault *fault = request->fault;
  if (request->sim->stopping)
    return false;
  if (request->wait == WAIT_FLUSH)
    wait_begin(request, WAIT_FLUSH, 0);
  else if (fault && fault->hold)
    wait_begin(request, WAIT_RELEASE, 0);
  else if (fault && fault->delay_ms)
    wait_begin(request, WAIT_TIME, clock_real_ms() + fault->delay_ms);
  else
    return false;
  return true;
}

/* Runs the complete request. Returns whether its connection was suspended. */
static bool run(struct sim_request *request)
{
  struct sim *sim = request->sim;
  const struct sim_fault *fault = request->fault;
  ledger_hash(request);
  pthread_mutex_lock(&sim->lock);
  if (!sim->options.virtual_clock)
    clock_run_due(sim);
  if (!fault || fault->apply)
    route_run(request);
  else
    reply_text(request, 200, text_copy("{}"), 2, "application/json");
  if (fault)
    fault_damage(request);
  bool lost = fault && (fault->reset == RESET_AFTER_READ || fault->reset == RESET_IN_HEADER);
  ledger_add(request, lost ? 0 : request->reply.status);
  request->phase = PHASE_READY;
  bool waits = must_wait(request);
  pthread_mutex_unlock(&sim->lock);
  if (!sim->options.quiet && request->op != OP_ADMIN)
    fprintf(stderr, "%s %s %d\n", request->method, request->path, request->reply.status);
  return waits;
}

static void release_blob(void *blob)
{
  blob_unref(blob);
}

static struct MHD_Response *make_response(struct sim_request *request)
{
  const struct sim_fault *fault = request->fault;
  struct sim_reply *reply = &request->reply;
  struct MHD_Response *response;
  if (fault && (fault->reset == RESET_MID_BODY || fault->truncate_at >= 0)) {
    response = fault_cut_response(request);
  } else if (reply->blob) {
    response =
        MHD_create_response_from_buffer_with_free_callback_cls(reply->blob->len, reply->blob->data, release_blob, blob_ref(reply->blob));
  } else {
    response = MHD_create_response_from_buffer(reply->len, reply->body ? reply->body : (void *)(uintptr_t) "",
                                               reply->body ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
    if (response)
      reply->body = NULL;
  }
  if (response && reply->media)
    MHD_add_response_header(response, "Content-Type", reply->media);
  for (size_t i = 0; response && i < reply->header_count; i++)
    MHD_add_response_header(response, reply->headers[i].name, reply->headers[i].value);
  return response;
}

static enum MHD_Result answer(struct sim_request *request)
{
  const struct sim_fault *fault = request->fault;
  if (fault && fault->reset == RESET_AFTER_READ) {
    fault_reset_connection(request);
    return MHD_NO;
  }
  if (fault && fault->reset == RESET_IN_HEADER) {
    fault_reset_in_header(request);
    return MHD_NO;
  }
  struct MHD_Response *response = make_response(request);
  if (!response)
    return MHD_NO;
  enum MHD_Result result = MHD_queue_response(request->connection, (unsigned)request->reply.status, response);
  MHD_destroy_response(response);
  return result;
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
                                  const char *data, size_t *size, void **con_cls)
{
  struct sim_request *request = *con_cls;
  (void)cls;
  (void)connection;
  (void)url;
  if (request->phase == PHASE_NEW)
    return begin(request, method, version);
  if (*size) {
    gather(request, data, *size);
    *size = 0;
    return MHD_YES;
  }
  if (request->phase == PHASE_BODY && run(request))
    return MHD_YES;
  return answer(request);
}

static void raise_descriptor_limit(void)
{
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
  }
}

bool server_start(struct sim *sim, char **error)
{
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)sim->options.port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  unsigned flags = MHD_ALLOW_SUSPEND_RESUME;
  flags |= MHD_is_feature_supported(MHD_FEATURE_EPOLL) == MHD_YES ? MHD_USE_EPOLL_INTERNAL_THREAD : MHD_USE_AUTO_INTERNAL_THREAD;
  struct MHD_OptionItem tls_items[] = {
      {MHD_OPTION_HTTPS_MEM_KEY, 0, sim->key_pem}, {MHD_OPTION_HTTPS_MEM_CERT, 0, sim->cert_pem}, {MHD_OPTION_END, 0, NULL}};
  struct MHD_OptionItem pool_items[] = {{MHD_OPTION_THREAD_POOL_SIZE, (intptr_t)sim->options.threads, NULL}, {MHD_OPTION_END, 0, NULL}};
  struct MHD_OptionItem none[] = {{MHD_OPTION_END, 0, NULL}};
  raise_descriptor_limit();
  if (sim->options.tls)
    flags |= MHD_USE_TLS;
  sim->daemon =
      MHD_start_daemon(flags, (uint16_t)sim->options.port, NULL, NULL, on_request, sim, MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address,
                       MHD_OPTION_URI_LOG_CALLBACK, on_uri, sim, MHD_OPTION_NOTIFY_COMPLETED, on_completed, sim,
                       MHD_OPTION_NOTIFY_CONNECTION, on_connection, sim, MHD_OPTION_CONNECTION_LIMIT, 8192u,
                       MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)64 * 1024, MHD_OPTION_LISTEN_BACKLOG_SIZE, 1024u, MHD_OPTION_ARRAY,
                       sim->options.tls ? tls_items : none, MHD_OPTION_ARRAY, sim->options.threads > 1 ? pool_items : none, MHD_OPTION_END);
  const union MHD_DaemonInfo *info = sim->daemon ? MHD_get_daemon_info(sim->daemon, MHD_DAEMON_INFO_BIND_PORT) : NULL;
  if (!info) {
    *error = text_format("cannot listen on 127.0.0.1:%u: %s", sim->options.port, strerror(errno));
    return false;
  }
  snprintf(sim->origin, sizeof sim->origin, "%s://127.0.0.1:%u", sim->options.tls ? "https" : "http", info->port);
  return true;
}

/* Waiting answers must be let go first: the server cannot close suspended connections. */
void server_stop(struct sim *sim)
{
  pthread_mutex_lock(&sim->lock);
  sim->stopping = true;
  wait_end(sim, WAIT_NONE);
  pthread_cond_broadcast(&sim->ticker_wake);
  pthread_cond_broadcast(&sim->sender_wake);
  pthread_mutex_unlock(&sim->lock);
  if (sim->daemon)
    MHD_stop_daemon(sim->daemon);
  sim->daemon = NULL;
}
