/** A transport for tests: answers from a script and keeps what it was asked to send. */
#ifndef JUMIO_TEST_FAKE_HTTP_H
#define JUMIO_TEST_FAKE_HTTP_H

#include <pthread.h>

#include <jumio/jumio.h>

#define FAKE_REQUESTS 256

/* One answer. Steps are taken in order; a step with `path` serves only URLs that hold it, one without serves any. `times` 0 means once,
 * -1 for ever. */
typedef struct fake_step {
  const char *path;
  const char *method;  /* NULL: any */
  int32_t status;      /* 0: no answer */
  const char *headers; /* "Name: value\nName: value" */
  const char *body;
  size_t body_len;     /* 0: strlen */
  jumio_result result; /* what perform returns */
  int32_t delivery;    /* a jumio_delivery, set when status is 0 or result is no success */
  int times;
  int unread;                 /* the answer comes before the end of the body: only its first byte is read */
  void (*before)(void *data); /* runs when the step is taken */
  void *before_data;
} fake_step;

typedef struct fake_http {
  pthread_mutex_t lock;
  const fake_step *steps;
  size_t count;
  int used[64];
  size_t requests;
  char *seen[FAKE_REQUESTS]; /* "METHOD url\nname: value\n...\n\nbody" */
  int fresh[FAKE_REQUESTS];
  int64_t timeout_ms[FAKE_REQUESTS];
  size_t unexpected; /* requests that no step served */
} fake_http;

extern const jumio_http_ops fake_http_ops; /* user_data is a fake_http */
void fake_http_begin(fake_http *http, const fake_step *steps, size_t count);
void fake_http_end(fake_http *http);
/* Requests whose first line holds this text. */
size_t fake_http_count(fake_http *http, const char *text);

#endif
