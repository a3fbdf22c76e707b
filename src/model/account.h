/** The account answer from the inside. */
#ifndef JUMIO__MODEL_ACCOUNT_H
#define JUMIO__MODEL_ACCOUNT_H

#include <jumio/account.h>
#include <jumio/credential.h>

#include "json/json.h"

#define JUMIO__CREDENTIALS_MAX 64

struct jumio_credential {
  const jumio_account *account;
  const jumio__value *value;
};

struct jumio_account {
  jumio_alloc *mem;
  jumio__json *json;
  jumio__buffer text; /* the JSON as received */
  const char *id;     /* as received */
  const char *execution_id;
  int64_t lifetime_s; /* tokenLifetime of the request that was answered; 0: it set none, or it is not known */
  bool link_refused;  /* web.href leads elsewhere than to Jumio's web client: it is not handed on */
  size_t credential_count;
  jumio_credential *credentials;
};

/* As jumio_account_parse() with its own limit. */
jumio_result jumio__account_read(jumio_alloc *mem, const char *json, size_t len, size_t max, jumio_account **out, jumio_error **err);

/* What an upload needs; NULL where absent. */
const char *jumio__credential_token(const jumio_credential *credential);
const char *jumio__credential_part_url(const jumio_credential *credential, jumio_part part, int32_t page);
/* Its presets leave nothing but the Brazilian driving licence, which may be a PDF. */
bool jumio__credential_is_digital_licence(const jumio_credential *credential);
const char *jumio__credential_finalize_url(const jumio_credential *credential);

#endif
