/** The token cache: single flight by a leader and waiters; no lock is held while the leader talks to the server. */
#include "protocol/token.h"

#include "core/cond.h"

#include <string.h>

#define MARGIN_MAX_MS 300000
#define PAUSE_FIRST_MS 5000
#define PAUSE_MAX_MS 60000
#define RENEW_AGAIN_MS 10000

static jumio__bearer *make_bearer(jumio_alloc *mem, const char *token)
{
  static const char scheme[] = "Bearer ";
  size_t len = strlen(token), size = sizeof(jumio__bearer) + sizeof scheme + len;
  jumio__bearer *bearer = jumio__mem_raw(mem, size);
  if (bearer == NULL)
    return NULL;
  bearer->mem = jumio__mem_ref(mem);
  bearer->size = size;
  atomic_init(&bearer->refs, 1);
  memcpy(bearer->text, scheme, sizeof scheme - 1);
  memcpy(bearer->text + sizeof scheme - 1, token, len + 1);
  return bearer;
}

static void unref_bearer(jumio__bearer **bearer)
{
  jumio__bearer *last = *bearer;
  *bearer = NULL;
  if (last == NULL || atomic_fetch_sub_explicit(&last->refs, 1, memory_order_acq_rel) != 1)
    return;
  jumio_alloc *mem = last->mem;
  jumio__mem_erase(mem, last, last->size);
  jumio__mem_unref(mem);
}

bool jumio__token_init(jumio__token_cache *cache, jumio_alloc *mem)
{
  memset(cache, 0, sizeof *cache);
  cache->mem = mem;
  if (pthread_mutex_init(&cache->lock, NULL) != 0)
    return false;
  if (!jumio__cond_init(&cache->changed)) {
    pthread_mutex_destroy(&cache->lock);
    return false;
  }
  return true;
}

void jumio__token_destroy(jumio__token_cache *cache)
{
  unref_bearer(&cache->bearer);
  pthread_cond_destroy(&cache->changed);
  pthread_mutex_destroy(&cache->lock);
}

static jumio__token_turn hand_out(jumio__token_cache *cache, jumio__token_ticket *ticket)
{
  jumio__token_let_go(ticket);
  atomic_fetch_add_explicit(&cache->bearer->refs, 1, memory_order_relaxed);
  ticket->bearer = cache->bearer;
  ticket->generation = cache->generation;
  ticket->flight = 0;
  return JUMIO__TOKEN_READY;
}

static jumio__token_turn refuse(jumio__token_cache *cache, jumio__token_ticket *ticket)
{
  ticket->flight = 0;
  ticket->failure = cache->failure;
  ticket->failure_status = cache->failure_status;
  return JUMIO__TOKEN_FAILED;
}

static jumio__token_turn next_turn(jumio__token_cache *cache, int64_t now, jumio__token_ticket *ticket)
{
  bool usable = cache->bearer != NULL && now < cache->expires_mono_ms;
  bool paused = now < cache->paused_until_mono_ms;
  if (usable && (now < cache->renew_mono_ms || cache->fetching || paused))
    return hand_out(cache, ticket); /* an old token serves while it lives */
  if (ticket->flight != 0 && ticket->flight == cache->failed_flight)
    return refuse(cache, ticket);
  if (paused && cache->pause_ms != 0) /* refused credentials; a renewal that merely failed is tried again once the old token is dead */
    return refuse(cache, ticket);
  if (cache->fetching) {
    ticket->flight = cache->flight;
    return JUMIO__TOKEN_WAIT;
  }
  cache->fetching = true;
  ticket->flight = ++cache->flight;
  ticket->leads = true;
  return JUMIO__TOKEN_FETCH;
}

jumio__token_turn jumio__token_take(jumio__token_cache *cache, int64_t now_mono_ms, jumio__token_ticket *ticket)
{
  pthread_mutex_lock(&cache->lock);
  jumio__token_turn turn = next_turn(cache, now_mono_ms, ticket);
  pthread_mutex_unlock(&cache->lock);
  return turn;
}

void jumio__token_let_go(jumio__token_ticket *ticket)
{
  unref_bearer(&ticket->bearer);
}

static void end_flight(jumio__token_cache *cache, jumio__token_ticket *ticket)
{
  cache->fetching = false;
  ticket->leads = false;
  ticket->flight = 0;
  pthread_cond_broadcast(&cache->changed);
}

bool jumio__token_fetched(jumio__token_cache *cache, int64_t now_mono_ms, jumio__token_ticket *ticket, const char *token, int64_t life_s,
                          uint8_t jitter)
{
  int64_t life_ms = life_s * 1000;
  int64_t margin_ms = life_ms / 4 < MARGIN_MAX_MS ? life_ms / 4 : MARGIN_MAX_MS;
  pthread_mutex_lock(&cache->lock);
  unref_bearer(&cache->bearer);
  cache->bearer = make_bearer(cache->mem, token);
  bool kept = cache->bearer != NULL;
  cache->generation++;
  cache->expires_mono_ms = now_mono_ms + life_ms;
  cache->renew_mono_ms = cache->expires_mono_ms - margin_ms + margin_ms * jitter / 2560; /* up to a tenth of the margin later */
  if (cache->renew_mono_ms < now_mono_ms + RENEW_AGAIN_MS)
    cache->renew_mono_ms = now_mono_ms + RENEW_AGAIN_MS; /* the server may hand out the same dying token again (fault A07) */
  cache->pause_ms = 0;
  cache->paused_until_mono_ms = 0;
  end_flight(cache, ticket);
  pthread_mutex_unlock(&cache->lock);
  return kept;
}

bool jumio__token_failed(jumio__token_cache *cache, int64_t now_mono_ms, jumio__token_ticket *ticket, jumio_result failure, int32_t status)
{
  pthread_mutex_lock(&cache->lock);
  bool usable = cache->bearer != NULL && now_mono_ms < cache->expires_mono_ms;
  cache->failed_flight = cache->flight;
  cache->failure = failure;
  cache->failure_status = status;
  if (failure == JUMIO_ERR_AUTH || failure == JUMIO_ERR_PERMISSION) {
    /* Refused credentials do not get better by asking again at once (fault A06). */
    cache->pause_ms = cache->pause_ms == 0 ? PAUSE_FIRST_MS : cache->pause_ms * 2 < PAUSE_MAX_MS ? cache->pause_ms * 2 : PAUSE_MAX_MS;
    cache->paused_until_mono_ms = now_mono_ms + cache->pause_ms;
  } else if (usable) {
    cache->paused_until_mono_ms = now_mono_ms + RENEW_AGAIN_MS;
  }
  end_flight(cache, ticket);
  pthread_mutex_unlock(&cache->lock);
  return usable;
}

void jumio__token_abandon(jumio__token_cache *cache, jumio__token_ticket *ticket)
{
  if (!ticket->leads)
    return;
  pthread_mutex_lock(&cache->lock);
  end_flight(cache, ticket);
  pthread_mutex_unlock(&cache->lock);
}

void jumio__token_condemn(jumio__token_cache *cache, uint64_t generation)
{
  pthread_mutex_lock(&cache->lock);
  if (cache->generation == generation)
    unref_bearer(&cache->bearer); /* the others' 401 for the same token finds a newer generation */
  pthread_mutex_unlock(&cache->lock);
}

void jumio__token_forget(jumio__token_cache *cache)
{
  pthread_mutex_lock(&cache->lock);
  unref_bearer(&cache->bearer);
  cache->paused_until_mono_ms = 0;
  pthread_mutex_unlock(&cache->lock);
}

void jumio__token_await(jumio__token_cache *cache, const jumio__token_ticket *ticket, int32_t ms)
{
  pthread_mutex_lock(&cache->lock);
  if (cache->fetching && cache->flight == ticket->flight)
    jumio__cond_wait(&cache->changed, &cache->lock, ms);
  pthread_mutex_unlock(&cache->lock);
}
