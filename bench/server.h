/** A canned Jumio on loopback in a process of its own, so that neither its time nor its instructions are counted as the client's. */
#ifndef BENCH_SERVER_H
#define BENCH_SERVER_H

#include <sys/types.h>

typedef struct bench_server {
  pid_t pid;
  int control; /* the server ends when this is closed */
  char origin[40];
} bench_server;

/* To be called first in main(): the server is this program started again, and does not come back from here. */
void bench_server_main(int argc, char **argv);
void bench_server_start(bench_server *server, const char *program);
void bench_server_stop(bench_server *server);

#endif
