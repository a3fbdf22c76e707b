/** The configuration from the inside: what a client copies. */
#ifndef JUMIO__CONFIG_H
#define JUMIO__CONFIG_H

#include <jumio/config.h>

#include "core/clock.h"
#include "core/log.h"
#include "core/shared.h"
#include "http/origin.h"
#include "http/transport_curl.h"
#include "protocol/session.h"

#define JUMIO__OPTIONS 10 /* indexed by jumio_option */

struct jumio_config {
  jumio_alloc *mem;
  bool has_origins;
  jumio__origins origins;
  char *client_id;
  char *client_secret;
  char *user_agent;
  char *texts[JUMIO__OPTIONS]; /* those below JUMIO__CURL_TEXTS are the bundled transport's */
  int64_t limits[JUMIO__LIMITS];
  jumio__schedule schedule;
  bool pacing;
  bool keep_links;
  enum { JUMIO__BY_ENDPOINT, JUMIO__REFUSED, JUMIO__LET_THROUGH } private_addresses;
  bool id_pdf;
  jumio_http_ops http;
  jumio__shared *http_owner; /* NULL: the bundled transport */
  jumio_storage_ops store;
  jumio__shared *store_owner; /* NULL: none */
  jumio__clock clock;
  jumio__shared *clock_owner; /* NULL: the system's */
  jumio__log log;
  jumio__shared *log_owner;
  jumio__trace trace;
  jumio__shared *trace_owner;
};

extern const int64_t jumio__default_limits[JUMIO__LIMITS];

/* The times of a waiting operation. */
jumio_result jumio__config_set_schedule(jumio_config *config, const char *text, size_t len, jumio_error **err);
jumio_result jumio__config_missing(jumio_error **err);
/* Replaces *field by a copy; nothing changes when there is no memory. */
jumio_result jumio__config_replace(jumio_config *config, char **field, const char *text, size_t len, jumio_error **err);
/* Whether what is said of the bundled transport fits together and is for it at all. */
jumio_result jumio__config_check_transport(const jumio_config *config, jumio_error **err);
void jumio__config_fill_transport(const jumio_config *config, jumio__curl_options *out);

#endif
