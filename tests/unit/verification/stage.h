/** What tests of verifications stand on: a client with a scripted transport, a standing clock, and a store that can be told to fail or to
 * lie. */
#ifndef JUMIO_TEST_STAGE_H
#define JUMIO_TEST_STAGE_H

#include "support/rig.h"

#include "store/store.h"

/* A memory store behind a list of misdeeds; calls are counted from 1, 0 is never. */
typedef struct bent_store {
  jumio__memory_store *real;
  size_t puts, gets;
  size_t refuse_put; /* nothing is written, and put says `code` */
  size_t torn_put;   /* written, but put says `code` */
  size_t lost_put;   /* not written, but put says that it was */
  size_t refuse_get;
  size_t refuse_from; /* every put from this one on says `code` */
  jumio_result code;
  size_t watch_put; /* before this put `watch` runs, once */
  void (*watch)(void *data);
  void *watch_data;
} bent_store;

typedef struct stage {
  fake_clock clock;
  fake_http http;
  bent_store store;
  jumio_client *client;
  jumio_client *other; /* another host on the same store and transport */
} stage;

void stage_begin(stage *s, const fake_step *steps, size_t count);
void stage_end(stage *s);
/* The same with an allocator and without `other`; OUT_OF_MEMORY is allowed and leaves client NULL. */
jumio_result stage_begin_with(stage *s, jumio_alloc *alloc, const fake_step *steps, size_t count, int32_t keep_links);
/* Other answers from now on. */
void stage_script(stage *s, const fake_step *steps, size_t count);

/* The usual create: id, entity "person-1", the rig's request. `out` and `out_account` may be NULL. */
jumio_result stage_create(jumio_client *client, const char *id, jumio_verification **out, jumio_account **out_account);
size_t stage_posts(stage *s); /* account creates that were sent */
/* The processing status of the stored record, or the code. */
int32_t stage_processing(jumio_client *client, const char *id);
jumio_result stage_call_back(jumio_client *client, const char *execution, const char *account, const char *status);
/* Writes bytes below an id as any program with access to the store could. The value of the entity term is given, the others are left out.
 */
void stage_plant(stage *s, const char *id, const char *bytes, const char *entity);
/* The stored bytes, to be freed with free(). */
char *stage_stolen(stage *s, const char *id);

/* A transaction of the rig's ids with these members put in. */
#define STAGE_STATUS(word)                                                                                                                 \
  "{\"account\":{\"id\":\"" RIG_ACCOUNT "\"},\"workflowExecution\":{\"id\":\"" RIG_EXECUTION                                               \
  "\",\"definitionKey\":\"10011\",\"status\":\"" word "\"}}"
#define STAGE_TRANSACTION(word, members)                                                                                                   \
  "{\"workflow\":{\"id\":\"" RIG_EXECUTION "\",\"status\":\"" word "\",\"definitionKey\":\"10011\"},\"account\":{\"id\":\"" RIG_ACCOUNT    \
  "\"}" members "}"

#define STAGE_ON_STATUS "/status"
#define STAGE_ON_DETAILS "https://retrieval.amer-1.jumio.ai/api/v1/accounts/" RIG_ACCOUNT "/workflow-executions/" RIG_EXECUTION
#define STAGE_ON_PART "/parts/"
#define STAGE_ON_CREATE "https://account.amer-1.jumio.ai/api/v1/accounts"
#define STAGE_CREATED                                                                                                                      \
  {                                                                                                                                        \
    .path = STAGE_ON_CREATE, .method = "POST", .status = 200, .body = rig_account_body, .times = -1                                        \
  }

#endif
