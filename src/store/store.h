/** The storage table from the inside: calls with checks on everything a plug-in returns, keys of a tenant, and the memory store. */
#ifndef JUMIO__STORE_H
#define JUMIO__STORE_H

#include <jumio/sys/storage.h>

#include "core/buffer.h"
#include "core/error.h"
#include "core/shared.h"

#define JUMIO__RECORD_MAX (1024 * 1024)
#define JUMIO__KEY_MAX 200
#define JUMIO__STORE_ID_MAX 64                                       /* a verification's id */
#define JUMIO__TENANT_MAX (JUMIO__KEY_MAX - JUMIO__STORE_ID_MAX - 1) /* so that tenant + "/" + id is a key */
#define JUMIO__TERM_INDEX_MAX 20
#define JUMIO__TERM_VALUE_MAX 240
#define JUMIO__TERMS_MAX 8

/* Opaque outside this layer; here so that a reply can live on the stack. */
struct jumio_storage_reply {
  jumio_alloc *mem; /* referenced by replies made by jumio_storage_reply_new(), borrowed by those on the stack */
  jumio__buffer data;
  int64_t revision; /* 0: nothing was set */
  bool set;
  jumio_result failed; /* what went wrong in jumio_storage_reply_set(); wins over what the plug-in returns */
};

typedef struct jumio__term {
  char index[JUMIO__TERM_INDEX_MAX + 1];
  char value[JUMIO__TERM_VALUE_MAX + 1];
  size_t len;
} jumio__term;

struct jumio_storage_terms {
  jumio_alloc *mem;
  size_t count;
  jumio__term items[JUMIO__TERMS_MAX];
};

typedef struct jumio__store {
  jumio_alloc *mem; /* borrowed from the client */
  jumio_storage_ops ops;
  jumio__shared *owner; /* NULL: no store configured */
  char tenant[200];     /* key prefix of this client: region and client id in key characters, e.g. "v/amer-1/abc" */
} jumio__store;

/* region and client id in the characters of a key: others become "_hh". ERR_ARGUMENT when the id is too long for a key. */
jumio_result jumio__store_set_tenant(jumio__store *store, const char *region, const char *client_id, jumio_error **err);

/* 1..64 of [a-z0-9_-]. */
bool jumio__store_id_valid(const char *id, size_t len);

void jumio__storage_reply_init(jumio_storage_reply *reply, jumio_alloc *mem);

/* Each turns what a plug-in returns into a result and an error; an undocumented code is ERR_HOST_CALLBACK. id is the verification's id. */
/* `out` is emptied first and holds the record afterwards. */
jumio_result jumio__store_get(const jumio__store *store, const char *id, jumio__buffer *out, int64_t *out_revision, jumio_error **err);
jumio_result jumio__store_put(const jumio__store *store, const char *id, const void *data, size_t len, const jumio_storage_terms *terms,
                              int64_t expected, int64_t *out_revision, jumio_error **err);
/* Ids of the rows whose term in `index` equals value (the tenant is added), after `after` (NULL: all), in their order. Each id is passed on
 * after the scan has ended, so that `found` may call the store. What `found` returns other than OK ends it and is returned. */
typedef jumio_result (*jumio__store_found)(const char *id, void *data, jumio_error **err);
jumio_result jumio__store_find(const jumio__store *store, const char *index, const char *value, const char *after, size_t limit,
                               jumio__store_found found, void *data, jumio_error **err);
/* Adds a term with the tenant before the value. A value too long for a term is cut and its hash is appended: a find may then give a record
 * of another value, so the finder compares the record itself (it must anyhow: a row may be stale). */
jumio_result jumio__store_term(const jumio__store *store, jumio_storage_terms *terms, const char *index, const char *value);

extern const jumio_storage_ops jumio__memory_store_ops; /* user_data is a jumio__memory_store */
typedef struct jumio__memory_store jumio__memory_store;
jumio_result jumio__memory_store_new(jumio_alloc *mem, jumio__memory_store **out);
void jumio__memory_store_free(void *store);

#endif
