/** One kept handle of the curl transport, and what a finished transfer means. For the files transport_curl*.c only. */
#ifndef JUMIO__TRANSPORT_CURL_SLOT_H
#define JUMIO__TRANSPORT_CURL_SLOT_H

#include "core/buffer.h"
#include "http/answer.h"
#include "http/message.h"
#include "http/transport_curl.h"

#include <curl/curl.h>

/* "Accept:", "Content-Type:" and "Expect:" take away what libcurl would add of its own accord. */
#define JUMIO__SLOT_HEADERS (JUMIO__REQUEST_HEADERS + 3)

/* An easy handle inside a multi handle of its own: the multi keeps connections and parsed certificates, and can be woken from another
 * thread. Options are set once; what differs from call to call is remembered, so that a repeated poll sets almost nothing. */
typedef struct jumio__slot {
  struct jumio__slot *next;
  struct jumio__slot *previous; /* in the list of running slots */
  CURLM *multi;
  CURL *easy;
  bool refuse_private_peers;
  bool proxied;
  jumio__buffer proxy_header; /* with the proxy's credentials */
  struct curl_slist proxy_node;
  bool broken; /* not to be used again */

  /* what is set on the handle */
  jumio__buffer url;
  const char *method; /* literal */
  bool with_body;
  bool fresh;
  int64_t timeout_ms;
  int64_t connect_timeout_ms;
  jumio__buffer lines;                          /* "Name: value" NUL ...; wiped after each call */
  struct curl_slist nodes[JUMIO__SLOT_HEADERS]; /* point into lines; the first is always the list's head */

  /* of the running call */
  uint64_t id;
  atomic_bool cancelled;
  const jumio_http_request *request;
  jumio__answer answer;
  uint64_t body_offset;
  bool reached;        /* the connection stood and the request itself was about to go out; what went before was a proxy's */
  jumio_result failed; /* what a sink or the loop said first */
  char text[CURL_ERROR_SIZE];
} jumio__slot;

jumio__slot *jumio__slot_new(jumio_alloc *mem, const jumio__curl_options *options);
void jumio__slot_free(jumio_alloc *mem, jumio__slot *slot);
/* Prepare the handle for one request; false when there is no memory. */
bool jumio__slot_begin(jumio__slot *slot, const jumio_http_request *request, jumio_http_response *response, int64_t waited_ms);
/* What the transfer came to; tells the response delivery and source. */
jumio_result jumio__slot_end(jumio__slot *slot, CURLcode code, jumio_http_response *response);

#endif
