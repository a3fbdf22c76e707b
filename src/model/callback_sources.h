/** The addresses that callbacks of a region come from: a table with a date, or what the host gave in its place. */
#ifndef JUMIO__MODEL_CALLBACK_SOURCES_H
#define JUMIO__MODEL_CALLBACK_SOURCES_H

#include "core/error.h"

#define JUMIO__SOURCES_MAX 256

typedef struct jumio__source {
  uint8_t address[16]; /* IPv4 in its IPv6-mapped form, so that both spellings are one */
  uint32_t bits;       /* length of the network's prefix; 128: one host */
} jumio__source;

typedef struct jumio__sources {
  int64_t date_ms;
  size_t count;
  jumio__source list[JUMIO__SOURCES_MAX];
} jumio__sources;

/* `region` is an id of jumio_region_find(). */
void jumio__sources_published(const char *region, jumio__sources *out);
/* ERR_ARGUMENT, ERR_JSON, ERR_TOO_LARGE or ERR_OUT_OF_MEMORY; then `out` is of no use. */
jumio_result jumio__sources_parse(const char *region, const char *json, size_t len, jumio__sources *out, jumio_alloc *mem,
                                  jumio_error **err);
/* False also for what is no address. */
bool jumio__sources_have(const jumio__sources *sources, const char *peer, size_t len);

#endif
