/** A request and its response as the protocol builds and reads them, and as a transport sees them through sys/http.h. */
#ifndef JUMIO__MESSAGE_H
#define JUMIO__MESSAGE_H

#include <jumio/sys/http.h>

#include "core/buffer.h"
#include "http/stream.h"

#define JUMIO__REQUEST_HEADERS 8
#define JUMIO__SEGMENTS 3
#define JUMIO__HEADERS_MAX 65536
#define JUMIO__ERROR_SLACK (1024 * 1024) /* how far past error_max an error answer may go before it is refused */

typedef struct jumio__segment {
  const void *data;
  size_t len;
} jumio__segment;

struct jumio_http_request {
  uint64_t id;
  const char *method; /* literal */
  jumio__buffer url;
  size_t header_count;
  bool too_many;                                    /* more headers were wanted than there is room for */
  const char *header_names[JUMIO__REQUEST_HEADERS]; /* literals */
  jumio__buffer header_values[JUMIO__REQUEST_HEADERS];
  const char *lasting_values[JUMIO__REQUEST_HEADERS]; /* instead of the buffer where it is not NULL; borrowed */
  bool has_body;
  jumio__segment body[JUMIO__SEGMENTS]; /* borrowed */
  jumio__stream *content;               /* borrowed; stands in for the middle segment and is never held whole; NULL: none */
  jumio__buffer text;                   /* storage for a body that the library built */
  jumio__buffer tail;                   /* storage for the tail of a multipart body */
  int64_t timeout_ms;
  int64_t connect_timeout_ms;
  bool fresh;                   /* a connection of its own */
  const atomic_bool *cancelled; /* borrowed; NULL: cannot be cancelled */
};

/* Where body bytes go when they are not kept. Returns 0 to end the download. */
typedef int32_t (*jumio__body_sink)(const void *data, size_t len, void *user_data);

struct jumio_http_response {
  jumio_alloc *mem;
  int32_t status; /* 0: none yet */
  jumio_delivery delivery;
  int32_t source;
  size_t header_bytes;
  size_t body_bytes;
  size_t body_max;       /* of the call */
  size_t error_max;      /* what is kept of an error answer; the rest is dropped */
  jumio_result failed;   /* what a sink said first; wins over what the transport returns */
  jumio__buffer body;    /* kept body; of a download only that of an error answer */
  jumio__body_sink sink; /* a download's 2xx body goes here instead */
  void *sink_data;
  uint8_t head[16]; /* first bytes of a download */
  size_t head_len;
  char content_type[64];
  char content_encoding[32];
  char retry_after[64];
  char date[40];
  char allow[64];
  size_t retry_after_count;
};

void jumio__request_init(jumio_http_request *request, jumio_alloc *mem);
void jumio__request_free(jumio_http_request *request);
/* Empty again for the next attempt or call: buffers keep their room, a new id is given. Only `cancelled` stays as it was.
 * An id is the request's own while the request lives: cancel() must not be called with it after the request was freed. */
void jumio__request_reset(jumio_http_request *request, const char *method);
/* The value buffer of a new header, to be filled by the caller. NULL when there are too many. */
jumio__buffer *jumio__request_header(jumio_http_request *request, const char *literal_name);
void jumio__request_header_text(jumio_http_request *request, const char *literal_name, const char *value);
/* The same without a copy: the value was checked before and outlives the request. */
void jumio__request_header_lasting(jumio_http_request *request, const char *literal_name, const char *value);
/* OK, or the reason why some buffer could not be filled; ERR_ARGUMENT when a line break or a NUL would go into a header or the URL. */
jumio_result jumio__request_result(const jumio_http_request *request);

void jumio__response_init(jumio_http_response *response, jumio_alloc *mem);
void jumio__response_free(jumio_http_response *response);
void jumio__response_reset(jumio_http_response *response, size_t body_max, size_t error_max);
void jumio__response_forget_headers(jumio_http_response *response);
bool jumio__response_ok(const jumio_http_response *response); /* 200..299 */

/* Delay in ms that Retry-After asks for, in seconds or as a date (measured from Date, else from wall_ms). -1: absent, twice, or invalid. */
int64_t jumio__response_retry_after_ms(const jumio_http_response *response, int64_t wall_ms);

#endif
