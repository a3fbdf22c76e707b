/* The table of routes, and the checks that stand before every handler: path, verb, length, User-Agent, bearer, rate. */
#define _GNU_SOURCE
#include "sim.h"

#include <stdlib.h>
#include <string.h>

#define EXECUTION "/api/v1/accounts/*/workflow-executions/*"

static const struct sim_route routes[] = {
    {"GET", EXECUTION "/status", OP_STATUS, AUTH_TENANT, handle_status},
    {"GET", EXECUTION, OP_DETAILS, AUTH_TENANT, handle_details},
    {"GET", EXECUTION "/steps", OP_STEPS, AUTH_TENANT, handle_steps},
    {"GET", EXECUTION "/rules", OP_RULES, AUTH_TENANT, handle_rules},
    {"GET", EXECUTION "/generate", OP_REPORT, AUTH_TENANT, handle_report},
    {"GET", "/report/*", OP_REPORT_FILE, AUTH_NONE, handle_report_file},
    {"GET", "/api/v1/accounts/*/credentials/*/parts/*", OP_PART, AUTH_TENANT, handle_part},
    {"POST", EXECUTION "/credentials/*/parts/*", OP_UPLOAD, AUTH_TRANSACTION, handle_upload},
    {"POST", EXECUTION "/credentials/*/parts/*/2", OP_UPLOAD, AUTH_TRANSACTION, handle_upload_second},
    {"PUT", EXECUTION "/credentials/*/parts/*", OP_UPLOAD, AUTH_TRANSACTION, handle_replace},
    {"PUT", EXECUTION, OP_FINALIZE, AUTH_TRANSACTION, handle_finalize},
    {"DELETE", EXECUTION, OP_DELETE, AUTH_TENANT, handle_delete_execution},
    {"POST", "/api/v1/accounts", OP_CREATE, AUTH_TENANT, handle_create},
    {"PUT", "/api/v1/accounts/*", OP_UPDATE, AUTH_TENANT, handle_update},
    {"DELETE", "/api/v1/accounts/*", OP_DELETE, AUTH_TENANT, handle_delete_account},
    {"POST", "/oauth2/token", OP_TOKEN, AUTH_NONE, handle_token},
    {"GET", "/", OP_HEALTH, AUTH_NONE, handle_health},
    {"GET", "/web/client", OP_WEB, AUTH_NONE, handle_web_get},
    {"POST", "/web/client", OP_WEB, AUTH_NONE, handle_web_post},
    {"GET", "/_sim/ledger", OP_ADMIN, AUTH_NONE, admin_ledger},
    {"POST", "/_sim/reset", OP_ADMIN, AUTH_NONE, admin_reset},
    {"PUT", "/_sim/scenario", OP_ADMIN, AUTH_NONE, admin_scenario},
    {"GET", "/_sim/scenarios", OP_ADMIN, AUTH_NONE, admin_scenarios},
    {"GET", "/_sim/clock", OP_ADMIN, AUTH_NONE, admin_clock_get},
    {"POST", "/_sim/clock", OP_ADMIN, AUTH_NONE, admin_clock},
    {"POST", "/_sim/release", OP_ADMIN, AUTH_NONE, admin_release},
    {"POST", "/_sim/complete", OP_ADMIN, AUTH_NONE, admin_complete},
    {"POST", "/_sim/resend-callback", OP_ADMIN, AUTH_NONE, admin_resend},
    {"POST", "/_sim/revoke-token", OP_ADMIN, AUTH_NONE, admin_revoke},
    {"GET", "/_sim/executions", OP_ADMIN, AUTH_NONE, admin_executions},
    {"GET", "/_sim/callbacks", OP_ADMIN, AUTH_NONE, admin_callbacks},
    {"POST", "/_sim/flush", OP_ADMIN, AUTH_NONE, admin_flush},
};

/* Compares segment by segment; a star takes exactly one non-empty segment. Returns how many stars, or -1. */
static int pattern_match(const char *pattern, const char *path, const char **start, size_t *length)
{
  int stars = 0;
  while (*pattern) {
    if (*pattern == '*') {
      size_t n = strcspn(path, "/");
      if (n == 0)
        return -1;
      start[stars] = path;
      length[stars++] = n;
      path += n;
      pattern++;
    } else if (*pattern++ != *path++) {
      return -1;
    }
  }
  return *path ? -1 : stars;
}

void route_match(struct sim_request *request)
{
  const char *start[4];
  size_t length[4];
  request->op = strncmp(request->path, "/_sim/", 6) == 0 ? OP_ADMIN : OP_UNKNOWN;
  for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
    int stars = pattern_match(routes[i].pattern, request->path, start, length);
    if (stars < 0)
      continue;
    request->path_known = true;
    if (strcmp(routes[i].method, request->method) != 0)
      continue;
    request->route = &routes[i];
    request->op = routes[i].op;
    for (int k = 0; k < stars; k++)
      request->arg[k] = text_copy_n(start[k], length[k]);
    return;
  }
}

static void refuse_method(struct sim_request *request)
{
  const char *start[4];
  size_t length[4];
  struct text allow = {0};
  for (size_t i = 0; i < sizeof routes / sizeof *routes; i++)
    if (pattern_match(routes[i].pattern, request->path, start, length) >= 0)
      text_addf(&allow, "%s%s", allow.len ? ", " : "", routes[i].method);
  char *methods = text_take(&allow, NULL);
  reply_problem(request, 405, "Request method '%s' is not supported", request->method);
  reply_header(&request->reply, "Allow", methods);
  free(methods);
}

/* Whether the request may reach its handler; if not, the refusal is already in place. */
static bool admit(struct sim_request *request)
{
  const struct sim_route *route = request->route;
  const char *agent = request_header(request, "User-Agent");
  if (!route && request->path_known)
    refuse_method(request);
  else if (!route)
    reply_problem(request, 404, "no such resource");
  else if (request->body_too_big)
    reply_problem(request, 413, "the body is larger than this service accepts");
  else if (route->op != OP_ADMIN && route->op != OP_WEB && (!agent || !*agent))
    reply_problem(request, 403, "the User-Agent header is missing");
  else if (route->op == OP_UPLOAD && !request_header(request, "Content-Length"))
    reply_problem(request, 411, "the Content-Length header is required");
  else if (route->auth == AUTH_TENANT && !auth_tenant(request))
    reply_problem(request, 401, "the bearer token is not accepted here");
  else if (route->auth == AUTH_TRANSACTION && !auth_transaction(request))
    reply_problem(request, 401, "the transaction token is not accepted here");
  else if (!limit_pass(request->sim, route->op))
    reply_problem(request, 429, "Request limit exceeded");
  else
    return true;
  return false;
}

void route_run(struct sim_request *request)
{
  if (!admit(request))
    return;
  request->route->handler(request);
  request->applied = request->reply.status >= 200 && request->reply.status < 400;
}
