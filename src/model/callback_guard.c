/** The judge of callbacks: findings first, each by a check of its own, then the verdict by one table. */
#include <jumio/callback_guard.h>
#include <jumio/region.h>
#include <jumio/result.h>

#include "core/clock.h"
#include "core/digest.h"
#include "core/shared.h"
#include "core/text.h"
#include "http/url.h"
#include "model/callback.h"
#include "model/callback_sources.h"
#include "model/owned_text.h"

#include <string.h>

#define SECRET_MAX 256
#define TAG_KEY_MIN 32
#define URL_TOKEN_MIN 16
#define TENANT_MAX 128
#define REPLAY_ROOM 1024
#define SENT_ODD_MS (INT64_C(24) * 3600 * 1000)
#define SOURCES_OLD_MS (INT64_C(365) * 24 * 3600 * 1000)
#define SECRETS (JUMIO_GUARD_SECRET_URL_TOKEN_OLD + 1)

/* A finding that is not here is a remark. The gravest verdict counts. */
static const struct {
  jumio_guard_finding finding;
  jumio_guard_verdict verdict;
  jumio_guard_finding unless;
} verdicts[] = {
    {JUMIO_GUARD_TOO_LARGE, JUMIO_GUARD_SUSPICIOUS, 0},
    {JUMIO_GUARD_BAD_JSON, JUMIO_GUARD_SUSPICIOUS, 0},
    {JUMIO_GUARD_PEER_UNKNOWN, JUMIO_GUARD_SUSPICIOUS, 0},
    {JUMIO_GUARD_URL_TOKEN_WRONG, JUMIO_GUARD_SUSPICIOUS, 0},
    {JUMIO_GUARD_TAG_MISSING, JUMIO_GUARD_SUSPICIOUS, 0},
    {JUMIO_GUARD_TAG_WRONG, JUMIO_GUARD_SUSPICIOUS, 0},
    {JUMIO_GUARD_ACCOUNT_MISMATCH, JUMIO_GUARD_SUSPICIOUS, 0},
    {JUMIO_GUARD_NOT_A_CALLBACK, JUMIO_GUARD_IGNORE, 0},
    {JUMIO_GUARD_REPLAY, JUMIO_GUARD_IGNORE, 0},
    /* our own tag on an id that we do not know: the create whose answer is still to come, or was lost (C22, C23) */
    {JUMIO_GUARD_EXECUTION_UNKNOWN, JUMIO_GUARD_IGNORE, JUMIO_GUARD_TAG_VALID},
};

/* Of fixed size, the rest zero: comparing takes the same time for every length. */
typedef struct secret {
  size_t len; /* 0: not set */
  uint8_t data[SECRET_MAX];
} secret;

struct jumio_callback_guard {
  jumio_alloc *mem;
  const char *region;
  char tenant[TENANT_MAX + 1];
  pthread_mutex_t lock; /* of everything below */
  secret secrets[SECRETS];
  jumio__sources sources;
  jumio_callback_lookup_fn lookup;
  jumio__shared *lookup_owner;
  uint8_t seen[REPLAY_ROOM][JUMIO__DIGEST_SIZE]; /* a ring of bodies that were given REREAD */
  size_t seen_count;                             /* ever */
};

/* One body under judgement. */
typedef struct hearing {
  jumio_callback_guard *guard;
  const char *body;
  size_t len;
  int64_t now_ms;
  jumio_callback *callback; /* NULL: none */
  jumio_guard_finding findings;
} hearing;

static jumio_guard_verdict verdict_of(jumio_guard_finding findings)
{
  jumio_guard_verdict verdict = JUMIO_GUARD_REREAD;
  for (size_t i = 0; i < sizeof verdicts / sizeof verdicts[0]; i++)
    if ((findings & verdicts[i].finding) != 0 && (findings & verdicts[i].unless) == 0 && verdicts[i].verdict > verdict)
      verdict = verdicts[i].verdict;
  return verdict;
}

jumio_result jumio_callback_guard_new(jumio_alloc *alloc, const char *region, size_t region_len, const char *tenant, size_t tenant_len,
                                      jumio_callback_guard **out, jumio_error **err)
{
  if (out != NULL)
    *out = NULL;
  const char *id = jumio_region_find(region, region_len);
  if (out == NULL || id == NULL)
    return jumio__fail(err, alloc, JUMIO_ERR_ARGUMENT, out == NULL ? "out is NULL" : "region: not a region of Jumio's");
  if (!jumio__text_arg(tenant, &tenant_len) || tenant_len < 1 || tenant_len > TENANT_MAX || !jumio__printable(tenant, tenant_len))
    return jumio__fail(err, alloc, JUMIO_ERR_ARGUMENT, "tenant: must be 1..128 printable ASCII characters");
  jumio_callback_guard *guard = JUMIO__NEW(alloc, jumio_callback_guard);
  if (guard != NULL && pthread_mutex_init(&guard->lock, NULL) != 0) {
    jumio__mem_free(alloc, guard, sizeof *guard);
    guard = NULL;
  }
  if (guard == NULL)
    return jumio__fail_memory(err);
  guard->mem = jumio__mem_ref(alloc);
  guard->region = id;
  memcpy(guard->tenant, tenant, tenant_len);
  jumio__sources_published(id, &guard->sources);
  *out = guard;
  return jumio__ok(err);
}

void jumio_callback_guard_free(jumio_callback_guard *guard)
{
  if (guard == NULL)
    return;
  jumio_alloc *mem = guard->mem;
  jumio__shared_unref(guard->lookup_owner);
  pthread_mutex_destroy(&guard->lock);
  jumio__mem_erase(mem, guard, sizeof *guard);
  jumio__mem_unref(mem);
}

static jumio_result no_guard(jumio_error **err)
{
  return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "guard is NULL");
}

jumio_result jumio_callback_guard_set_secret(jumio_callback_guard *guard, jumio_guard_secret which, const void *data, size_t len,
                                             jumio_error **err)
{
  bool is_key = which == JUMIO_GUARD_SECRET_TAG_KEY || which == JUMIO_GUARD_SECRET_TAG_KEY_OLD;
  size_t least = is_key ? TAG_KEY_MIN : URL_TOKEN_MIN;
  if (guard == NULL)
    return no_guard(err);
  if (which < 1 || which >= SECRETS)
    return jumio__fail(err, guard->mem, JUMIO_ERR_ARGUMENT, "which: not one of the JUMIO_GUARD_SECRET_ constants");
  if (data != NULL && (len < least || len > SECRET_MAX))
    return jumio__fail(err, guard->mem, JUMIO_ERR_ARGUMENT, "%s: must have %zu to %d bytes", is_key ? "tag key" : "URL token", least,
                       SECRET_MAX);
  if (data != NULL && is_key && !jumio__digest_available())
    return jumio__fail(err, guard->mem, JUMIO_ERR_UNSUPPORTED, "tag key: this build has no libcrypto");
  secret *slot = &guard->secrets[which];
  pthread_mutex_lock(&guard->lock);
  jumio__wipe(slot, sizeof *slot);
  if (data != NULL) {
    memcpy(slot->data, data, len);
    slot->len = len;
  }
  pthread_mutex_unlock(&guard->lock);
  return jumio__ok(err);
}

jumio_result jumio_callback_guard_set_sources(jumio_callback_guard *guard, const char *json, size_t len, jumio_error **err)
{
  if (guard == NULL || json == NULL)
    return guard == NULL ? no_guard(err) : jumio__fail(err, guard->mem, JUMIO_ERR_ARGUMENT, "json is NULL");
  jumio__sources *made = JUMIO__NEW(guard->mem, jumio__sources);
  if (made == NULL)
    return jumio__fail_memory(err);
  jumio_result result = jumio__sources_parse(guard->region, json, len == JUMIO_NTS ? strlen(json) : len, made, guard->mem, err);
  if (result == JUMIO_OK) {
    pthread_mutex_lock(&guard->lock);
    guard->sources = *made;
    pthread_mutex_unlock(&guard->lock);
  }
  jumio__mem_free(guard->mem, made, sizeof *made);
  return result == JUMIO_OK ? jumio__ok(err) : result;
}

jumio_result jumio_callback_guard_set_lookup(jumio_callback_guard *guard, jumio_callback_lookup_fn lookup, void *user_data,
                                             void (*destroy)(void *user_data), jumio_error **err)
{
  jumio__shared *owner = NULL, *former;
  if (guard == NULL || lookup == NULL) {
    if (destroy != NULL)
      destroy(user_data);
    if (guard == NULL)
      return no_guard(err);
  } else if (jumio__shared_new(guard->mem, user_data, destroy, false, &owner) != JUMIO_OK) {
    return jumio__fail_memory(err);
  }
  pthread_mutex_lock(&guard->lock);
  former = guard->lookup_owner;
  guard->lookup_owner = owner;
  guard->lookup = lookup;
  pthread_mutex_unlock(&guard->lock);
  jumio__shared_unref(former); /* the host's code: not under the lock */
  return jumio__ok(err);
}

/* Netverify posts a form to the same URL, and some probes post nothing: no callbacks, but nothing odd either. */
static bool is_form_or_empty(const char *body, size_t len)
{
  return len == 0 || (jumio__is_alnum(body[0]) && memchr(body, '=', len) != NULL && jumio__printable(body, len));
}

static jumio_result read_body(hearing *h)
{
  jumio_result result = jumio_callback_parse(h->guard->mem, h->body, h->len, &h->callback, NULL);
  switch (result) {
  case JUMIO_ERR_TOO_LARGE:
    h->findings |= JUMIO_GUARD_TOO_LARGE;
    return JUMIO_OK;
  case JUMIO_ERR_JSON:
    h->findings |= is_form_or_empty(h->body, h->len) ? JUMIO_GUARD_NOT_A_CALLBACK : JUMIO_GUARD_BAD_JSON;
    return JUMIO_OK;
  case JUMIO_ERR_NOT_A_CALLBACK:
    h->findings |= JUMIO_GUARD_NOT_A_CALLBACK;
    return JUMIO_OK;
  default:
    return result;
  }
}

static void judge_peer(hearing *h, const char *peer, size_t len)
{
  const jumio__sources *sources = &h->guard->sources;
  if (peer == NULL)
    return;
  if (!jumio__sources_have(sources, peer, len == JUMIO_NTS ? strlen(peer) : len))
    h->findings |= JUMIO_GUARD_PEER_UNKNOWN;
  if (h->now_ms > sources->date_ms + SOURCES_OLD_MS)
    h->findings |= JUMIO_GUARD_SOURCES_STALE;
}

static bool is_secret(const secret *own, const secret *given)
{
  return own->len != 0 && jumio__same_secret(own, given, sizeof *own);
}

static void judge_url_token(hearing *h, const char *token, size_t len)
{
  const secret *now = &h->guard->secrets[JUMIO_GUARD_SECRET_URL_TOKEN], *old = now + 1;
  secret given = {0};
  if (now->len == 0 && old->len == 0)
    return;
  if (token != NULL && len == JUMIO_NTS)
    len = strlen(token);
  if (token != NULL && len <= SECRET_MAX) {
    memcpy(given.data, token, len);
    given.len = len;
  }
  bool is_now = is_secret(now, &given), is_old = is_secret(old, &given);
  if (!is_now && !is_old)
    h->findings |= JUMIO_GUARD_URL_TOKEN_WRONG;
  jumio__wipe(&given, sizeof given);
}

/* Leaves *out false for a key that is not set. */
static jumio_result is_tagged_with(const hearing *h, const secret *key, bool *out)
{
  char mac[JUMIO__TAG_MAC_LEN + 1];
  const jumio__tag *tag = &h->callback->tag;
  *out = false;
  if (key->len == 0)
    return JUMIO_OK;
  jumio_result result = jumio__tag_mac(key->data, key->len, h->guard->tenant, h->guard->region, tag->intent, mac);
  *out = result == JUMIO_OK && jumio__same_secret(mac, tag->mac, JUMIO__TAG_MAC_LEN);
  jumio__wipe(mac, sizeof mac);
  return result;
}

/* A tag in the URL counts in the place of the one in userReference, which some workflows need for the person. */
static void take_tag_of_url(jumio_callback *callback, const char *token, size_t len)
{
  char text[JUMIO__TAG_TEXT_MAX + 1];
  if (token != NULL && len == JUMIO_NTS)
    len = strlen(token);
  if (token == NULL || len >= sizeof text)
    return;
  memcpy(text, token, len);
  text[len] = '\0';
  if (strlen(text) == len && jumio__tag_split(text, &callback->tag))
    callback->has_tag = true;
  jumio__wipe(text, sizeof text);
}

static jumio_result judge_tag(hearing *h, const char *url_token, size_t url_token_len)
{
  const secret *now = &h->guard->secrets[JUMIO_GUARD_SECRET_TAG_KEY], *old = now + 1;
  bool by_now = false, by_old = false;
  if (h->callback == NULL || (now->len == 0 && old->len == 0))
    return JUMIO_OK;
  take_tag_of_url(h->callback, url_token, url_token_len);
  if (!h->callback->has_tag) {
    h->findings |= JUMIO_GUARD_TAG_MISSING;
    return JUMIO_OK;
  }
  jumio_result result = is_tagged_with(h, now, &by_now);
  if (result == JUMIO_OK)
    result = is_tagged_with(h, old, &by_old);
  h->findings |= by_now || by_old ? JUMIO_GUARD_TAG_VALID : JUMIO_GUARD_TAG_WRONG;
  return result;
}

static bool href_is_foreign(const hearing *h, const char *path)
{
  jumio__url url;
  size_t len = 0;
  const char *text = jumio__json_text(jumio__json_find(jumio__json_root(h->callback->json), path), &len);
  if (text == NULL || len == 0) /* both have been seen */
    return false;
  const char *host = jumio_region_get_text(h->guard->region, JUMIO_NTS, JUMIO_REGION_TEXT_RETRIEVAL_HOST);
  return !jumio__url_parse(text, len, &url) || !url.https || url.port != 443 || !jumio__same_no_case(url.host, url.host_len, host);
}

static bool sent_is_odd(const hearing *h)
{
  size_t len = 0;
  const char *text = jumio__json_text(jumio__json_member(jumio__json_root(h->callback->json), "callbackSentAt"), &len);
  int64_t sent = h->callback->sent_unix_ms;
  return sent == JUMIO_ABSENT || text[len - 1] != 'Z' || h->now_ms > sent + SENT_ODD_MS || h->now_ms < sent - SENT_ODD_MS;
}

static void remark(hearing *h)
{
  if (h->callback == NULL)
    return;
  if (h->callback->status == JUMIO_EXECUTION_UNKNOWN)
    h->findings |= JUMIO_GUARD_STATUS_UNKNOWN;
  if (href_is_foreign(h, "workflowExecution.href") || href_is_foreign(h, "account.href"))
    h->findings |= JUMIO_GUARD_HREF_FOREIGN;
  if (sent_is_odd(h))
    h->findings |= JUMIO_GUARD_SENT_AT_ODD;
}

static jumio_result look_up(hearing *h, jumio_callback_lookup_fn lookup, const jumio__shared *owner)
{
  if (owner == NULL || h->callback == NULL || verdict_of(h->findings) == JUMIO_GUARD_SUSPICIOUS)
    return JUMIO_OK;
  switch (lookup(h->callback->execution_id, h->callback->account_id, owner->user_data)) {
  case JUMIO_LOOKUP_KNOWN:
    return JUMIO_OK;
  case JUMIO_LOOKUP_UNKNOWN:
    h->findings |= JUMIO_GUARD_EXECUTION_UNKNOWN;
    return JUMIO_OK;
  case JUMIO_LOOKUP_OTHER_ACCOUNT:
    h->findings |= JUMIO_GUARD_ACCOUNT_MISMATCH;
    return JUMIO_OK;
  default:
    return JUMIO_ERR_HOST_CALLBACK;
  }
}

/* Without libcrypto by a weaker hash: who can make two bodies alike can only keep back his own. */
static jumio_result digest_of(const hearing *h, uint8_t out[JUMIO__DIGEST_SIZE])
{
  jumio__digest *digest = NULL;
  memset(out, 0, JUMIO__DIGEST_SIZE);
  if (!jumio__digest_available()) {
    uint64_t parts[] = {jumio__hash(0, h->body, h->len), jumio__hash(h->len, h->body, h->len), h->len};
    memcpy(out, parts, sizeof parts);
    return JUMIO_OK;
  }
  jumio_result result = jumio__digest_new(&digest);
  if (result == JUMIO_OK)
    result = jumio__digest_add(digest, h->body, h->len);
  if (result == JUMIO_OK)
    result = jumio__digest_finish(digest, out);
  jumio__digest_free(digest);
  return result;
}

/* Execution, status and callbackSentAt are in the body: the same body is the same callback. Only what will be acted upon is remembered, so
 * that no forgery can take a true callback's place; looking and remembering are one step, so that one of two threads wins. */
static jumio_result judge_replay(hearing *h)
{
  jumio_callback_guard *guard = h->guard;
  uint8_t digest[JUMIO__DIGEST_SIZE];
  if (h->callback == NULL)
    return JUMIO_OK;
  jumio_result result = digest_of(h, digest);
  if (result != JUMIO_OK)
    return result;
  pthread_mutex_lock(&guard->lock);
  size_t kept = guard->seen_count < REPLAY_ROOM ? guard->seen_count : REPLAY_ROOM;
  for (size_t i = 0; i < kept; i++)
    if (memcmp(guard->seen[i], digest, sizeof digest) == 0)
      h->findings |= JUMIO_GUARD_REPLAY;
  if (verdict_of(h->findings) == JUMIO_GUARD_REREAD)
    memcpy(guard->seen[guard->seen_count++ % REPLAY_ROOM], digest, sizeof digest);
  pthread_mutex_unlock(&guard->lock);
  return JUMIO_OK;
}

static jumio_result hear(hearing *h, const char *peer, size_t peer_len, const char *url_token, size_t url_token_len)
{
  jumio_callback_guard *guard = h->guard;
  jumio_result result = read_body(h);
  if (result != JUMIO_OK)
    return result;
  remark(h);
  pthread_mutex_lock(&guard->lock);
  jumio_callback_lookup_fn lookup = guard->lookup;
  jumio__shared *owner = jumio__shared_ref(guard->lookup_owner);
  judge_peer(h, peer, peer_len);
  judge_url_token(h, url_token, url_token_len);
  result = judge_tag(h, url_token, url_token_len);
  pthread_mutex_unlock(&guard->lock);
  if (result == JUMIO_OK)
    result = look_up(h, lookup, owner);
  jumio__shared_unref(owner);
  return result == JUMIO_OK ? judge_replay(h) : result;
}

jumio_result jumio_callback_guard_check(jumio_callback_guard *guard, const char *body, size_t len, const char *peer, size_t peer_len,
                                        const char *url_token, size_t url_token_len, int64_t now_unix_ms, jumio_callback **out_callback,
                                        jumio_guard_verdict *out_verdict, jumio_guard_finding *out_findings, jumio_error **err)
{
  hearing h = {.guard = guard, .body = body, .len = body != NULL && len == JUMIO_NTS ? strlen(body) : len, .now_ms = now_unix_ms};
  if (out_callback != NULL)
    *out_callback = NULL;
  if (out_findings != NULL)
    *out_findings = 0;
  if (out_verdict != NULL)
    *out_verdict = 0;
  if (guard == NULL || body == NULL || out_verdict == NULL)
    return jumio__fail(err, guard != NULL ? guard->mem : NULL, JUMIO_ERR_ARGUMENT, "guard, body or out_verdict is NULL");
  jumio_result result = hear(&h, peer, peer_len, url_token, url_token_len);
  if (result == JUMIO_OK) {
    *out_verdict = verdict_of(h.findings);
    if (out_findings != NULL)
      *out_findings = h.findings;
  }
  if (result == JUMIO_OK && out_callback != NULL)
    *out_callback = h.callback;
  else
    jumio_callback_free(h.callback);
  if (result == JUMIO_ERR_HOST_CALLBACK)
    return jumio__fail(err, guard->mem, result, "lookup: must answer one of the JUMIO_LOOKUP_ constants");
  return result == JUMIO_OK ? jumio__ok(err) : jumio__fail_memory(err);
}

/* Of the guard's present key. */
static jumio_result own_mac(jumio_callback_guard *guard, const char *intent, char mac[JUMIO__TAG_MAC_LEN + 1])
{
  const secret *key = &guard->secrets[JUMIO_GUARD_SECRET_TAG_KEY];
  pthread_mutex_lock(&guard->lock);
  jumio_result result = key->len == 0 ? JUMIO_ERR_STATE : jumio__tag_mac(key->data, key->len, guard->tenant, guard->region, intent, mac);
  pthread_mutex_unlock(&guard->lock);
  return result;
}

static jumio_result take_intent(const char *given, size_t len, char out[JUMIO__TAG_INTENT_LEN + 1], jumio_alloc *mem, jumio_error **err)
{
  uint8_t random[16];
  if (given == NULL) {
    if (jumio__system_clock.random_bytes(random, sizeof random, NULL) != JUMIO_OK)
      return jumio__fail(err, mem, JUMIO_ERR_RANDOM, "no random bytes for an intent");
    jumio__base32(random, out);
    return JUMIO_OK;
  }
  if (!jumio__text_arg(given, &len) || !jumio__tag_is_intent(given, len))
    return jumio__fail(err, mem, JUMIO_ERR_ARGUMENT, "intent: must be 26 of [a-z2-7]");
  memcpy(out, given, len);
  return JUMIO_OK;
}

static jumio_result write_tag(jumio_alloc *mem, const char *reference, size_t len, const char *intent, const char *mac, char **out,
                              jumio_error **err)
{
  jumio__buffer text;
  jumio__buffer_init(&text, mem, 1024);
  if (jumio__owned_text_begin(&text) && jumio__buffer_add(&text, reference, len) && jumio__buffer_text(&text, ".") &&
      jumio__buffer_text(&text, intent) && jumio__buffer_text(&text, "."))
    jumio__buffer_text(&text, mac);
  *out = jumio__owned_text_take(&text, NULL);
  jumio__buffer_free(&text);
  return *out != NULL ? jumio__ok(err) : jumio__fail_memory(err);
}

jumio_result jumio_callback_guard_build_tag(jumio_callback_guard *guard, const char *host_reference, size_t host_reference_len,
                                            const char *intent, size_t intent_len, char **out, jumio_error **err)
{
  char own_intent[JUMIO__TAG_INTENT_LEN + 1] = "", mac[JUMIO__TAG_MAC_LEN + 1] = "";
  if (out != NULL)
    *out = NULL;
  if (guard == NULL || out == NULL)
    return guard == NULL ? no_guard(err) : jumio__fail(err, guard->mem, JUMIO_ERR_ARGUMENT, "out is NULL");
  if (!jumio__text_arg(host_reference, &host_reference_len) || !jumio__tag_is_reference(host_reference, host_reference_len))
    return jumio__fail(err, guard->mem, JUMIO_ERR_ARGUMENT, "host reference: must be 1..45 of [A-Za-z0-9._:-]");
  jumio_result result = take_intent(intent, intent_len, own_intent, guard->mem, err);
  if (result != JUMIO_OK)
    return result;
  if (!jumio__digest_available())
    return jumio__fail(err, guard->mem, JUMIO_ERR_UNSUPPORTED, "tags: this build has no libcrypto");
  result = own_mac(guard, own_intent, mac);
  if (result == JUMIO_ERR_STATE)
    return jumio__fail(err, guard->mem, result, "tag key: must be set first");
  return result == JUMIO_OK ? write_tag(guard->mem, host_reference, host_reference_len, own_intent, mac, out, err)
                            : jumio__fail_memory(err);
}
