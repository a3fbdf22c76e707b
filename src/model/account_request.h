/** The account request from the inside: what its setters keep, and what the protocol writes to the wire. */
#ifndef JUMIO__MODEL_ACCOUNT_REQUEST_H
#define JUMIO__MODEL_ACCOUNT_REQUEST_H

#include <jumio/account.h>

#include "http/origin.h"
#include "json/json.h"

#define JUMIO__REQUEST_CREDENTIALS 16
#define JUMIO__REQUEST_OVERRIDES 32
#define JUMIO__REQUEST_MEMBERS 32
#define JUMIO__REQUEST_MAX ((size_t)1024 * 1024) /* bytes of the body */

typedef struct jumio__request_credential {
  jumio_category category;
  char id[37];                /* empty when unset */
  char *label;                /* texts are owned; NULL when unset */
  char *countries;            /* "AUT,DEU" */
  char *types;                /* likewise */
  const char *country_preset; /* literal; NULL: the member is not written */
  const char *type_preset;
} jumio__request_credential;

typedef struct jumio__request_override {
  char *key;
  char *value;
} jumio__request_override;

/* A member that no setter knows. */
typedef struct jumio__request_member {
  char *pointer;
  jumio__json *value;
} jumio__request_member;

struct jumio_account_request {
  jumio_alloc *mem;
  bool lenient;
  uint32_t warnings; /* bits of jumio__advice */
  char *reference;   /* texts are owned; NULL when unset */
  bool reference_is_number;
  char *user_reference;
  char *reporting_criteria;
  char *workflow_key;
  bool key_is_text; /* although it is all digits */
  char *callback_url;
  char *success_url;
  char *error_url;
  char *locale;
  char lifetime_text[24]; /* as it is sent; empty: unset */
  int64_t token_lifetime_s;
  size_t credential_count;
  jumio__request_credential credentials[JUMIO__REQUEST_CREDENTIALS];
  size_t override_count;
  jumio__request_override overrides[JUMIO__REQUEST_OVERRIDES];
  char *options[JUMIO_CAPABILITY_OPTION_ENABLE_EXTRACTION + 1]; /* by jumio_capability_option */
  size_t member_count;
  jumio__request_member members[JUMIO__REQUEST_MEMBERS];
  char *consent_ip; /* NULL: no consent was recorded */
  char *consent_state;
  char consent_country[4];
  char consent_obtained[4]; /* empty: unset */
  int64_t consent_unix_ms;  /* 0: none */
};

/* ---- for the setters ---- */

jumio_result jumio__request_refuse(const jumio_account_request *request, jumio_error **err, const char *field, const char *rule);
/* Puts a copy of the text in the place of the old one. */
jumio_result jumio__request_replace(jumio_account_request *request, char **field, const char *text, size_t len, jumio_error **err);

/* Rules that a lenient request only warns of, as bits; their texts are in account_request_advice.c. */
typedef enum jumio__advice {
  JUMIO__ADVICE_REFERENCE_CHARACTERS = 1 << 0,
  JUMIO__ADVICE_CALLBACK_NAMES = 1 << 1,
  JUMIO__ADVICE_SUCCESS_QUERY = 1 << 2,
  JUMIO__ADVICE_SUCCESS_NAMES = 1 << 3,
  JUMIO__ADVICE_ERROR_QUERY = 1 << 4,
  JUMIO__ADVICE_ERROR_NAMES = 1 << 5,
  JUMIO__ADVICE_LOCALE_LENGTH = 1 << 6,
  JUMIO__ADVICE_CREDENTIAL_COUNTRY = 1 << 7,
  JUMIO__ADVICE_CREDENTIAL_REUSE = 1 << 8,
  JUMIO__ADVICE_CONSENT_COUNTRY = 1 << 9,
  JUMIO__ADVICE_STATE_MISSING = 1 << 10,
  JUMIO__ADVICE_STATE_CODE = 1 << 11,
  /* These never refuse: a reference may look like personal data and be none. */
  JUMIO__ADVICE_REFERENCE_PERSONAL = 1 << 12,
  JUMIO__ADVICE_USER_PERSONAL = 1 << 13,
  JUMIO__ADVICE_REPORTING_PERSONAL = 1 << 14
} jumio__advice;

/* ERR_ARGUMENT for the first broken rule that refuses, unless the request is lenient. */
jumio_result jumio__request_advise(const jumio_account_request *request, uint32_t broken, jumio_error **err);
/* Remembers which rules of `scope` a value that was taken breaks. */
void jumio__request_note(jumio_account_request *request, uint32_t scope, uint32_t broken);
/* An e-mail address, or '+' and the digits of a phone number. */
bool jumio__request_looks_personal(const char *text, size_t len);

/* ---- for other layers ---- */

/* The getters that other layers need; NULL where unset. */
const char *jumio__account_request_reference(const jumio_account_request *request);
const char *jumio__account_request_workflow_key(const jumio_account_request *request);
int64_t jumio__account_request_token_lifetime_s(const jumio_account_request *request); /* 0: unset */

/* The checks of jumio_account_create(): required fields, URL rules, the age of the consent, as the body would be sent. ERR_ARGUMENT naming
 * the field; ERR_CONFLICT, ERR_JSON and ERR_TOO_LARGE as jumio__account_request_tree(). */
jumio_result jumio__account_request_check(const jumio_account_request *request, const jumio__origins *origins, int64_t wall_ms,
                                          jumio_alloc *mem, jumio_error **err);
/* The JSON body; the same request gives the same bytes. */
jumio_result jumio__account_request_write(const jumio_account_request *request, jumio__buffer *out);
/* The same, read back. ERR_CONFLICT when a raw member meets one that a setter set, ERR_ARGUMENT when its pointer leads nowhere. */
jumio_result jumio__account_request_tree(const jumio_account_request *request, jumio_alloc *mem, jumio__json **out, jumio_error **err);

#endif
