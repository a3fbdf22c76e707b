/** The bundled transport: libcurl behind the same table that hosts use. Only its implementation, the files transport_curl*.c, includes
 * curl. */
#ifndef JUMIO__TRANSPORT_CURL_H
#define JUMIO__TRANSPORT_CURL_H

#include <jumio/config.h>
#include <jumio/error.h>
#include <jumio/sys/http.h>

#include "core/mem.h"

typedef struct jumio__curl jumio__curl;

#define JUMIO__CURL_TEXTS 8 /* indexed by jumio_option */

typedef struct jumio__curl_options {
  const char *texts[JUMIO__CURL_TEXTS]; /* NULL: not set; never CA_FILE with CA_PATH */
  int64_t connections;                  /* requests at once; 0: without a bound */
  int64_t idle_ms;                      /* 0: libcurl's own */
  int64_t life_ms;                      /* 0: without a bound */
  bool allow_plain_http;                /* only for a loopback test endpoint */
  bool refuse_private_peers;            /* production regions: no loopback, link-local, private or ULA peer (TH06) */
  int64_t stall_ms;                     /* how long fewer than 1 KiB/s may move while something should; 0: 15 s */
} jumio__curl_options;

/* user_data is a jumio__curl. A body that was cut off is ERR_NETWORK with the status set and the delivery ANSWERED: the request was applied
 * or refused as the status says, but what arrived of the body is not to be used. */
extern const jumio_http_ops jumio__curl_ops;

jumio_result jumio__curl_new(jumio_alloc *mem, const jumio__curl_options *options, jumio__curl **out, jumio_error **err);
void jumio__curl_free(void *curl); /* no perform may be running */

#endif
