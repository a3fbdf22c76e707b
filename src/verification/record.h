/** The stored record of a verification: its members, its JSON form with a version, its index terms. */
#ifndef JUMIO__RECORD_H
#define JUMIO__RECORD_H

#include <jumio/decision.h>
#include <jumio/verification.h>

#include "json/json.h"
#include "store/store.h"

#define JUMIO__RECORD_VERSION 1
#define JUMIO__RECORD_REASONS 16
#define JUMIO__RECORD_DOCUMENTS 64
#define JUMIO__REASON_MAX 600

typedef struct jumio__document {
  const char *credential_id;
  const char *category;
  const char *classifier;
  jumio_document_state state;
} jumio__document;

/* A record while it is worked on. Texts are borrowed: from a stored record, a request, an answer. NULL where absent. */
typedef struct jumio__record {
  const char *id;
  const char *entity;
  const char *reference;
  const char *workflow_key;
  const char *fingerprint; /* of entity and request, so that an id is not used for two requests */
  jumio_processing_status processing;
  int64_t created_ms;
  const char *attempt; /* of the create that set SENDING: its own random mark, so that nobody takes another's for it */
  int64_t lease_ms;    /* wall time at which a create in SENDING is surely over */
  const char *account_id;
  const char *execution_id;
  const char *link;
  const char *execution_status;
  jumio_idv_status status;
  bool final;
  uint32_t flags;
  int64_t received_ms;
  int64_t score_x100;
  const char *decision_type;
  const char *decision_label;
  const char *ruleset;
  const char *policy; /* its name */
  const char *policy_hash;
  size_t reason_count;
  const char *reasons[JUMIO__RECORD_REASONS];
  size_t document_count;
  jumio__document documents[JUMIO__RECORD_DOCUMENTS];
} jumio__record;

/* The snapshot: a record whose texts lie in its own JSON tree. */
struct jumio_verification {
  jumio_alloc *mem;
  jumio__json *json;
  int64_t revision; /* 0: not stored */
  jumio__record record;
};

/* The JSON form; ERR_TOO_LARGE, ERR_ARGUMENT (a text is not UTF-8) or ERR_OUT_OF_MEMORY. */
jumio_result jumio__record_write(const jumio__record *record, jumio__buffer *out);
/* Stored bytes are treated like an answer from outside: ERR_STORE_CORRUPT, ERR_STORE_VERSION. A create in SENDING whose lease is over at
 * now_ms is shown as OUTCOME_UNKNOWN. */
jumio_result jumio__record_read(jumio_alloc *mem, const char *json, size_t len, int64_t revision, int64_t now_ms, jumio_verification **out,
                                jumio_error **err);

/* The same with a store. `expected` as for put; what is given back is what was written. */
jumio_result jumio__record_load(const jumio__store *store, const char *id, int64_t now_ms, jumio_verification **out, jumio_error **err);
jumio_result jumio__record_save(const jumio__store *store, const jumio__record *record, int64_t expected, int64_t now_ms,
                                jumio_verification **out, jumio_error **err);
/* A snapshot of a record that could not be stored. */
jumio_result jumio__record_keep(jumio_alloc *mem, const jumio__record *record, int64_t now_ms, jumio_verification **out, jumio_error **err);

#endif
