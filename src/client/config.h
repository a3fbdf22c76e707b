/** The configuration from the inside: what a client copies. */
#ifndef JUMIO__CONFIG_H
#define JUMIO__CONFIG_H

#include <jumio/config.h>

#include "core/clock.h"
#include "core/log.h"
#include "core/shared.h"
#include "http/origin.h"
#include "protocol/session.h"

struct jumio_config {
  jumio_alloc *mem;
  bool has_origins;
  jumio__origins origins;
  char *client_id;
  char *client_secret;
  char *user_agent;
  char *ca_file;
  char *ca_path;
  int64_t limits[JUMIO__LIMITS];
  bool pacing;
  bool keep_links;
  jumio_http_ops http;
  jumio__shared *http_owner; /* NULL: the bundled transport */
  jumio_storage_ops store;
  jumio__shared *store_owner; /* NULL: none */
  jumio__clock clock;
  jumio__shared *clock_owner; /* NULL: the system's */
  jumio__log log;
  jumio__shared *log_owner;
};

#endif
