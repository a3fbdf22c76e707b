/** A tiny server on 127.0.0.1 whose behaviour is a function of the test: one thread accepts, one thread serves each connection. */
#ifndef JUMIO_TEST_LOOPBACK_H
#define JUMIO_TEST_LOOPBACK_H

#include <stdbool.h>
#include <stddef.h>

#define LOOPBACK_REQUEST_MAX (9 * 1024 * 1024)

typedef struct loopback loopback;

typedef struct loopback_peer {
  loopback *server;
  void *data; /* as given to loopback_start() */
  int fd;
  int number;    /* 1: the first connection */
  char *request; /* the last one read: head and body, with a NUL behind */
  size_t len;
  size_t head_len;
} loopback_peer;

/* Runs in the connection's own thread; the connection is closed when it returns. Must not use cmocka's assertions. */
typedef void (*loopback_serve)(loopback_peer *peer);

loopback *loopback_start(loopback_serve serve, void *data);
/* Waits for all connections to end: free the client first. */
void loopback_stop(loopback *server);
int loopback_port(const loopback *server);
/* "http://127.0.0.1:<port><path>", in a buffer of the server. */
const char *loopback_url(loopback *server, const char *path);
int loopback_connections(loopback *server);
int loopback_requests(loopback *server);
/* Blocks until that many requests were read to their end. */
void loopback_await_requests(loopback *server, int count);

/* Reads one request by its Content-Length; false when the client has closed. */
bool loopback_read(loopback_peer *peer);
/* Reads up to the empty line only, and counts it as a request. */
bool loopback_read_head(loopback_peer *peer);
bool loopback_write(loopback_peer *peer, const void *data, size_t len); /* false when the client is gone */
bool loopback_text(loopback_peer *peer, const char *text);
void loopback_drain(loopback_peer *peer); /* reads until the client closes */
void loopback_reset(loopback_peer *peer); /* the connection will end with a reset */
/* A listener whose queue is full: connecting to it hangs. Close with loopback_unclog(). */
typedef struct loopback_clog {
  int listener;
  int fillers[4];
  int port;
} loopback_clog;
bool loopback_clog_start(loopback_clog *clog);
void loopback_unclog(loopback_clog *clog);
/* A port on which nothing listens, held so that nobody else can; returns the socket. */
int loopback_dead_port(int *port);

#endif
