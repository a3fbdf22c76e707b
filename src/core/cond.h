/** Waiting for another thread, for a bounded time that no change of the wall clock stretches (fault K02). */
#ifndef JUMIO__COND_H
#define JUMIO__COND_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

/* Destroyed by pthread_cond_destroy(). */
bool jumio__cond_init(pthread_cond_t *cond);
/* Until the condition is signalled or the time is over, or earlier; `lock` is held. */
void jumio__cond_wait(pthread_cond_t *cond, pthread_mutex_t *lock, int32_t ms);

#endif
