/** The floor: what bare libcurl and a bare parser cost, used as well as one can, with the same headers as the library sends. */
#ifndef BENCH_FLOOR_H
#define BENCH_FLOOR_H

#include <curl/curl.h>

#include <stddef.h>

typedef struct bench_floor {
  CURL *easy;
  struct curl_slist *headers;
  char *body; /* a fixed block: the floor never allocates for it */
  size_t len, room;
  size_t received; /* of a body that is not kept */
} bench_floor;

/* A new handle that has fetched a token, with libcurl's own folder of certificates beside the file: the answer is at bare->body. */
void bench_floor_fetch_token(bench_floor *bare, const char *origin, const char *ca_file, const char *id, const char *secret);
/* One handle, made once; the token is fetched. ca_file may be NULL. */
void bench_floor_open(bench_floor *bare, const char *origin, const char *ca_file, const char *id, const char *secret);
void bench_floor_close(bench_floor *bare);
void bench_floor_url(bench_floor *bare, const char *url); /* keeps what libcurl derived from it for all following calls */
void bench_floor_get(bench_floor *bare);                  /* the body is at bare->body */
void bench_floor_discard(bench_floor *bare);              /* from here on bodies are counted and dropped */
void bench_floor_header(bench_floor *bare, const char *line);
void bench_floor_post(bench_floor *bare, const char *body, size_t len); /* instead of GET; the body is not copied */

#endif
