/** A client on a scripted transport, a standing clock and a memory store: what most tests of calls begin with. */
#ifndef JUMIO_TEST_RIG_H
#define JUMIO_TEST_RIG_H

#include "support/fake_clock.h"
#include "support/fake_http.h"

#define RIG_ACCOUNT "11111111-1111-4111-8111-111111111111"
#define RIG_EXECUTION "22222222-2222-4222-8222-222222222222"
#define RIG_ID "33333333-3333-4333-8333-333333333333"
#define RIG_SELFIE "44444444-4444-4444-8444-444444444444"
#define RIG_HOST "https://api.amer-1.jumio.ai"
#define RIG_SECRET "canary-secret"
#define RIG_TOKEN "canary.tenant.token"
#define RIG_BEARER "canary.transaction.token"

/* Bodies of Jumio's answers, made for these tests. */
extern const char rig_token_body[];
extern const char rig_account_body[];
extern const char rig_status_body[];      /* PROCESSED */
extern const char rig_transaction_body[]; /* Passed */

/* Steps for every call of the happy path, each for ever. */
extern const fake_step rig_happy[];
extern const size_t rig_happy_count;

typedef struct test_rig {
  fake_clock clock;
  fake_http http;
  jumio_client *client;
} test_rig;

void rig_begin(test_rig *rig, const fake_step *steps, size_t count);
/* The same with an allocator; OUT_OF_MEMORY is allowed and leaves client NULL. */
jumio_result rig_begin_with(test_rig *rig, jumio_alloc *alloc, const fake_step *steps, size_t count, jumio_error **err);
/* The same with more settings. */
typedef jumio_result (*rig_adjust_fn)(jumio_config *config, jumio_error **err);
jumio_result rig_begin_adjusted(test_rig *rig, jumio_alloc *alloc, const fake_step *steps, size_t count, rig_adjust_fn adjust,
                                jumio_error **err);
/* The same with a trace hook. */
jumio_result rig_begin_traced(test_rig *rig, jumio_alloc *alloc, const fake_step *steps, size_t count, jumio_trace_fn fn, void *user_data,
                              jumio_error **err);
void rig_end(test_rig *rig);

jumio_account_request *rig_request(void);
jumio_account *rig_account(void);
/* Uploads bytes that lie in memory as page 1, by a source of their own. */
jumio_result rig_upload(jumio_client *client, const jumio_account *account, const jumio_credential *credential, jumio_part part,
                        const void *data, size_t len, jumio_upload_remarks *out_remarks, jumio_error **err);
/* A JPEG of 640 x 400 by its header, with an end marker. */
extern const unsigned char rig_jpeg[];
extern const size_t rig_jpeg_len;
/* A token step that serves for ever. */
#define RIG_TOKEN_STEP                                                                                                                     \
  {                                                                                                                                        \
    .path = "/oauth2/token", .status = 200, .body = rig_token_body, .times = -1                                                            \
  }

#endif
