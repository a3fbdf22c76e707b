/* Both kinds of bearer token, the token endpoint, and the rate limits that stand beside it. */
#define _GNU_SOURCE
#include "sim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static char *random_part(struct sim *sim, size_t bytes)
{
  unsigned char block[256];
  state_random(sim, block, bytes);
  return text_base64url(block, bytes);
}

/* Looks like Jumio's: a compressed payload that nobody but Jumio reads. */
char *auth_new_transaction_token(struct sim *sim)
{
  static const char header[] = "{\"alg\":\"HS512\",\"zip\":\"GZIP\"}";
  char *head = text_base64url(header, sizeof header - 1), *payload = random_part(sim, 192), *mac = random_part(sim, 64);
  char *token = text_format("%s.%s.%s", head, payload, mac);
  free(head);
  free(payload);
  free(mac);
  return token;
}

static char *new_tenant_token(struct sim *sim, int64_t from, int64_t until)
{
  static const char header[] = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";
  char *claims =
      text_format("{\"sub\":\"%s\",\"iat\":%lld,\"exp\":%lld}", "jumio-sim", (long long)(from / 1000), (long long)(until / 1000));
  char *head = text_base64url(header, sizeof header - 1), *payload = text_base64url(claims, strlen(claims));
  char *signature = random_part(sim, 256);
  char *token = text_format("%s.%s.%s", head, payload, signature);
  free(claims);
  free(head);
  free(payload);
  free(signature);
  return token;
}

static const char *scheme_value(const char *header, const char *scheme)
{
  size_t n = strlen(scheme);
  if (!header || strncasecmp(header, scheme, n) != 0 || header[n] != ' ')
    return NULL;
  return header + n + 1;
}

static bool tenant_alive(struct sim *sim)
{
  return sim->tenant_token && clock_now(sim) < sim->tenant_token_ends;
}

void auth_revoke(struct sim *sim)
{
  free(sim->tenant_token);
  sim->tenant_token = NULL;
}

bool auth_tenant(struct sim_request *request)
{
  const char *bearer = scheme_value(request_header(request, "Authorization"), "Bearer");
  return bearer && tenant_alive(request->sim) && text_equal_secret(bearer, request->sim->tenant_token);
}

/*
 * The credential that the transaction token belongs to, as long as its execution accepts tokens; whether it is the
 * credential of the path is the handler's question.
 */
struct sim_credential *auth_transaction(struct sim_request *request)
{
  const char *bearer = scheme_value(request_header(request, "Authorization"), "Bearer");
  struct sim_credential *credential = bearer ? map_get(&request->sim->tokens, bearer) : NULL;
  if (!credential || credential->execution->wiped || credential->execution->status == ST_TOKEN_EXPIRED ||
      credential->execution->status == ST_SESSION_EXPIRED)
    return NULL;
  return credential;
}

const char *auth_kind(struct sim *sim, const char *header)
{
  const char *bearer = scheme_value(header, "Bearer");
  if (!header)
    return "none";
  if (scheme_value(header, "Basic"))
    return "basic";
  if (bearer && sim->tenant_token && text_equal_secret(bearer, sim->tenant_token))
    return "tenant";
  return bearer && map_get(&sim->tokens, bearer) ? "transaction" : "unknown";
}

static bool basic_good(struct sim *sim, const char *header)
{
  unsigned char plain[1024];
  size_t len = 0;
  const char *encoded = scheme_value(header, "Basic");
  if (!encoded || !text_base64_decode(encoded, plain, sizeof plain - 1, &len))
    return false;
  plain[len] = '\0';
  char *want = text_format("%s:%s", sim->options.client_id, sim->secret);
  bool good = strlen((char *)plain) == len && text_equal_secret((char *)plain, want);
  free(want);
  return good;
}

static bool token_request_good(struct sim_request *request)
{
  static const char body[] = "grant_type=client_credentials";
  static const char form[] = "application/x-www-form-urlencoded";
  const char *type = request_header(request, "Content-Type"), *authorization = request_header(request, "Authorization");
  if (!type || strncasecmp(type, form, sizeof form - 1) != 0 || (type[sizeof form - 1] && type[sizeof form - 1] != ';'))
    reply_problem(request, 400, "Content-Type: must be application/x-www-form-urlencoded");
  else if (request->body_len != sizeof body - 1 || memcmp(request->body, body, sizeof body - 1) != 0)
    reply_problem(request, 400, "the body must be exactly grant_type=client_credentials");
  else if (!scheme_value(authorization, "Basic"))
    reply_problem(request, 403, "Authorization: Basic credentials are required");
  else if (!basic_good(request->sim, authorization))
    reply_problem(request, 401, "credentials rejected");
  else
    return true;
  return false;
}

/* The same token comes back for as long as it lives, so expires_in can promise more than exp holds: as at Jumio. */
void handle_token(struct sim_request *request)
{
  struct sim *sim = request->sim;
  if (!token_request_good(request))
    return;
  if (!tenant_alive(sim)) {
    int64_t now = clock_now(sim);
    auth_revoke(sim);
    sim->tenant_token_ends = (now / 1000 + sim->options.token_life_s) * 1000;
    sim->tenant_token = new_tenant_token(sim, now, sim->tenant_token_ends);
  }
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = json_object(&root);
  json_str(doc, root, "access_token", sim->tenant_token);
  yyjson_mut_obj_add_sint(doc, root, "expires_in", sim->options.token_life_s);
  yyjson_mut_obj_add_str(doc, root, "token_type", "Bearer");
  reply_json(request, 200, doc);
}

void limit_start(struct sim *sim)
{
  int64_t now = clock_now(sim);
  sim->token_bucket = (struct sim_bucket){10, 10, 10, now};
  sim->account_bucket = (struct sim_bucket){1, 5, 5, now};
  sim->retrieval_bucket = (struct sim_bucket){15, 75, 75, now};
}

static bool take(struct sim_bucket *bucket, int64_t now)
{
  bucket->level += (double)(now - bucket->last) / 1000.0 * bucket->rate;
  if (bucket->level > bucket->burst)
    bucket->level = bucket->burst;
  bucket->last = now;
  if (bucket->level < 1)
    return false;
  bucket->level -= 1;
  return true;
}

bool limit_pass(struct sim *sim, enum sim_op op)
{
  struct sim_bucket *bucket = NULL;
  switch (op) {
  case OP_TOKEN:
    bucket = &sim->token_bucket;
    break;
  case OP_CREATE:
  case OP_UPDATE:
    bucket = &sim->account_bucket;
    break;
  case OP_STATUS:
  case OP_DETAILS:
  case OP_STEPS:
  case OP_RULES:
  case OP_REPORT:
  case OP_PART:
    bucket = &sim->retrieval_bucket;
    break;
  default:
    break;
  }
  return !bucket || !sim->options.rate_limits || take(bucket, clock_now(sim));
}
