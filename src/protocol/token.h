/** The tenant's access token: cached, fetched by one caller at a time for all threads, renewed early, renewed once after a 401. */
#ifndef JUMIO__TOKEN_H
#define JUMIO__TOKEN_H

#include <pthread.h>

#include "core/mem.h"

#include <jumio/result.h>

/* A token as the header says it, shared by the cache and the operations that use it; wiped when the last of them lets go. */
typedef struct jumio__bearer {
  jumio_alloc *mem;
  size_t size;
  atomic_size_t refs;
  char text[]; /* "Bearer ..." */
} jumio__bearer;

typedef struct jumio__token_cache {
  pthread_mutex_t lock;
  pthread_cond_t changed;
  jumio_alloc *mem;
  jumio__bearer *bearer;   /* NULL: none */
  uint64_t generation;     /* counts the tokens, so that a 401 condemns the right one */
  int64_t renew_mono_ms;   /* from here on the token is renewed before it is used */
  int64_t expires_mono_ms; /* from here on it is not used any more */
  uint64_t flight;         /* counts the fetches; an odd state is told by `fetching` */
  bool fetching;           /* one operation has the flight */
  uint64_t failed_flight;  /* the last flight that failed: its waiters share the failure */
  jumio_result failure;
  int32_t failure_status;
  int64_t pause_ms;             /* grows while the credentials are refused */
  int64_t paused_until_mono_ms; /* and until then nobody asks again */
} jumio__token_cache;

typedef enum jumio__token_turn {
  JUMIO__TOKEN_READY, /* the ticket holds the token */
  JUMIO__TOKEN_FETCH, /* the caller has the flight: fetch, then report fetched, failed or abandoned */
  JUMIO__TOKEN_WAIT,  /* somebody else has it */
  JUMIO__TOKEN_FAILED /* the flight waited for failed, or the credentials were refused a moment ago */
} jumio__token_turn;

/* One operation's view of the cache. */
typedef struct jumio__token_ticket {
  jumio__bearer *bearer; /* the token that was handed out last */
  uint64_t generation;   /* of that token */
  uint64_t flight;       /* waited for or held; 0: none */
  bool leads;
  jumio_result failure;
  int32_t failure_status;
} jumio__token_ticket;

bool jumio__token_init(jumio__token_cache *cache, jumio_alloc *mem);
void jumio__token_destroy(jumio__token_cache *cache);

jumio__token_turn jumio__token_take(jumio__token_cache *cache, int64_t now_mono_ms, jumio__token_ticket *ticket);
void jumio__token_let_go(jumio__token_ticket *ticket); /* of the token that it holds, if any */
/* jitter is 0..255 and moves the renewal, so that many hosts do not renew in step. */
bool jumio__token_fetched(jumio__token_cache *cache, int64_t now_mono_ms, jumio__token_ticket *ticket, const char *token, int64_t life_s,
                          uint8_t jitter);
/* True when the old token still serves, so that the leader need not fail. */
bool jumio__token_failed(jumio__token_cache *cache, int64_t now_mono_ms, jumio__token_ticket *ticket, jumio_result failure, int32_t status);
void jumio__token_abandon(jumio__token_cache *cache,
                          jumio__token_ticket *ticket);                    /* the leader was cancelled: the next waiter takes over */
void jumio__token_condemn(jumio__token_cache *cache, uint64_t generation); /* a 401 answered this token */
void jumio__token_forget(jumio__token_cache *cache);                       /* ask anew, as a credential check does */
/* Blocking drivers only: wait until something changed, at most this long. */
void jumio__token_await(jumio__token_cache *cache, const jumio__token_ticket *ticket, int32_t ms);

#endif
