/** The account request from the inside: what the protocol writes to the wire. */
#ifndef JUMIO__MODEL_ACCOUNT_REQUEST_H
#define JUMIO__MODEL_ACCOUNT_REQUEST_H

#include <jumio/account.h>

#include "http/origin.h"
#include "json/json.h"

#define JUMIO__REQUEST_CREDENTIALS 16

typedef struct jumio__request_credential {
  jumio_category category;
  char country[4]; /* empty when unset */
  char type[41];   /* empty when unset */
} jumio__request_credential;

struct jumio_account_request {
  jumio_alloc *mem;
  char *reference; /* texts are owned; NULL when unset */
  char *user_reference;
  char *reporting_criteria;
  char *workflow_key;
  char *callback_url;
  char *success_url;
  char *error_url;
  char *locale;
  int64_t token_lifetime_s; /* 0: unset */
  size_t credential_count;
  jumio__request_credential credentials[JUMIO__REQUEST_CREDENTIALS];
  char *consent_ip; /* NULL: no consent was recorded */
  char *consent_state;
  char consent_country[4];
  char consent_obtained[4];
  int64_t consent_unix_ms; /* 0: none */
};

/* The getters that other layers need; NULL where unset. */
const char *jumio__account_request_reference(const jumio_account_request *request);
const char *jumio__account_request_workflow_key(const jumio_account_request *request);
int64_t jumio__account_request_token_lifetime_s(const jumio_account_request *request); /* 0: unset */

/* The cross-field checks of jumio_account_create(): required fields, URL rules, the age of the consent. ERR_ARGUMENT naming the field. */
jumio_result jumio__account_request_check(const jumio_account_request *request, const jumio__origins *origins, int64_t wall_ms,
                                          jumio_alloc *mem, jumio_error **err);
/* The JSON body; the same request gives the same bytes. */
jumio_result jumio__account_request_write(const jumio_account_request *request, jumio__buffer *out);

#endif
