/** A canned Jumio on loopback: HTTP/1.1 with keep-alive, one thread, the same answers every time. */
#include "server.h"

#include "common.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define CONTROL_FD 3
#define LISTEN_FD 4
#define CONNECTIONS_MAX 64
#define HEAD_MAX 16384
#define SERVE "--serve"

typedef struct connection {
  int fd;
  size_t len;       /* of the head so far */
  size_t body_left; /* of the request being read */
  char path[512];   /* of the request whose body is being read */
  char head[HEAD_MAX];
} connection;

typedef struct state {
  bench_text token, status, transaction, account, part;
  unsigned long connections, requests;
  size_t count;
  connection *list[CONNECTIONS_MAX];
} state;

static void send_all(int fd, const char *data, size_t len)
{
  while (len != 0) {
    ssize_t sent = send(fd, data, len, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR)
      continue;
    if (sent <= 0)
      return; /* the client is gone; reading will tell */
    data += sent;
    len -= (size_t)sent;
  }
}

/* The headers that an API behind a gateway sends. */
static void answer(int fd, const char *type, const bench_text *body)
{
  static char block[32768];
  int len = snprintf(block, sizeof block,
                     "HTTP/1.1 200 OK\r\nDate: Fri, 20 Nov 2026 10:22:44 GMT\r\nContent-Type: %s\r\nContent-Length: %zu\r\n"
                     "Connection: keep-alive\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
                     "Strict-Transport-Security: max-age=31536000\r\n\r\n",
                     type, body->len);
  size_t used = (size_t)len;
  if (body->len > sizeof block - used) {
    send_all(fd, block, used);
    send_all(fd, body->data, body->len);
    return;
  }
  memcpy(block + used, body->data, body->len);
  send_all(fd, block, used + body->len);
}

static void answer_counts(const state *server, int fd)
{
  char text[64];
  snprintf(text, sizeof text, "%lu %lu", server->connections, server->requests);
  bench_text body = {text, strlen(text)};
  answer(fd, "text/plain", &body);
}

static void answer_path(state *server, int fd, const char *path)
{
  size_t len = strlen(path);
  bench_text empty = {"{}", 2};
  server->requests++;
  if (strcmp(path, "GET /_counts") == 0)
    answer_counts(server, fd);
  else if (strstr(path, "/oauth2/token") != NULL)
    answer(fd, "application/json", &server->token);
  else if (len > 7 && strcmp(path + len - 7, "/status") == 0)
    answer(fd, "application/json", &server->status);
  else if (strncmp(path, "GET", 3) == 0 && strstr(path, "/parts/") != NULL)
    answer(fd, "image/jpeg", &server->part);
  else if (strncmp(path, "GET", 3) == 0)
    answer(fd, "application/json", &server->transaction);
  else if (strcmp(path, "POST /api/v1/accounts") == 0)
    answer(fd, "application/json", &server->account);
  else
    answer(fd, "application/json", &empty);
}

static size_t content_length(const char *head)
{
  for (const char *line = strstr(head, "\r\n"); line != NULL; line = strstr(line + 2, "\r\n"))
    if (strncasecmp(line + 2, "content-length:", 15) == 0)
      return (size_t)strtoul(line + 17, NULL, 10);
  return 0;
}

/* Takes complete requests out of what was read. False when the peer does not speak HTTP. */
static int take_requests(state *server, connection *c)
{
  for (;;) {
    if (c->path[0] != '\0') { /* the head is known, its body is running in */
      size_t count = c->len < c->body_left ? c->len : c->body_left;
      c->body_left -= count;
      c->len -= count;
      memmove(c->head, c->head + count, c->len);
      if (c->body_left != 0)
        return 1;
      answer_path(server, c->fd, c->path);
      c->path[0] = '\0';
    }
    c->head[c->len] = '\0';
    char *end = strstr(c->head, "\r\n\r\n");
    char *space = strchr(c->head, ' ');
    char *stop = space != NULL ? strchr(space + 1, ' ') : NULL;
    if (end == NULL)
      return c->len + 1 < sizeof c->head;
    if (stop == NULL || stop > end || (size_t)(stop - c->head) >= sizeof c->path)
      return 0;
    memcpy(c->path, c->head, (size_t)(stop - c->head));
    c->path[stop - c->head] = '\0';
    c->body_left = content_length(c->head);
    size_t used = (size_t)(end + 4 - c->head);
    c->len -= used;
    memmove(c->head, c->head + used, c->len);
  }
}

static void drop(state *server, size_t index)
{
  close(server->list[index]->fd);
  free(server->list[index]);
  server->list[index] = server->list[--server->count];
}

static void take_connection(state *server)
{
  int fd = accept(LISTEN_FD, NULL, NULL);
  int on = 1;
  connection *c = fd >= 0 && server->count < CONNECTIONS_MAX ? calloc(1, sizeof *c) : NULL;
  if (c == NULL) {
    if (fd >= 0)
      close(fd);
    return;
  }
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  c->fd = fd;
  server->list[server->count++] = c;
  server->connections++;
}

static int read_more(state *server, connection *c)
{
  static char waste[262144];
  if (c->body_left > sizeof waste && c->len == 0) { /* an upload: nothing of it is kept */
    ssize_t got = recv(c->fd, waste, sizeof waste, 0);
    if (got > 0)
      c->body_left -= (size_t)got;
    return got > 0;
  }
  ssize_t got = recv(c->fd, c->head + c->len, sizeof c->head - 1 - c->len, 0);
  if (got <= 0)
    return 0;
  c->len += (size_t)got;
  return take_requests(server, c);
}

static void serve(state *server)
{
  struct pollfd fds[CONNECTIONS_MAX + 2];
  for (;;) {
    size_t count = server->count;
    fds[0] = (struct pollfd){.fd = CONTROL_FD, .events = POLLIN};
    fds[1] = (struct pollfd){.fd = LISTEN_FD, .events = POLLIN};
    for (size_t i = 0; i < count; i++)
      fds[i + 2] = (struct pollfd){.fd = server->list[i]->fd, .events = POLLIN};
    if (poll(fds, (nfds_t)count + 2, -1) < 0 && errno != EINTR)
      return;
    if (fds[0].revents != 0)
      return;
    for (size_t i = count; i-- > 0;)
      if (fds[i + 2].revents != 0 && !read_more(server, server->list[i]))
        drop(server, i);
    if (fds[1].revents != 0)
      take_connection(server);
  }
}

void bench_server_main(int argc, char **argv)
{
  if (argc != 2 || strcmp(argv[1], SERVE) != 0)
    return;
  static state server;
  server.token = bench_token();
  server.status = bench_status();
  server.transaction = bench_transaction();
  server.account = bench_account("http://127.0.0.1");
  server.part = bench_picture(BENCH_PART_BYTES);
  serve(&server);
  exit(0);
}

static int listen_on_loopback(char origin[40])
{
  struct sockaddr_in address = {.sin_family = AF_INET};
  socklen_t size = sizeof address;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, CONNECTIONS_MAX) != 0 ||
      getsockname(fd, (struct sockaddr *)&address, &size) != 0)
    bench_die("cannot listen on 127.0.0.1");
  snprintf(origin, 40, "http://127.0.0.1:%d", ntohs(address.sin_port));
  return fd;
}

/* Started anew and not merely forked: a profiler follows a fork, but not a new program. */
static void become_server(const char *program, int control, int listener)
{
  char path[4096];
  ssize_t len = readlink("/proc/self/exe", path, sizeof path - 1);
  path[len > 0 ? len : 0] = '\0';
  int control_copy = dup2(control, 20), listener_copy = dup2(listener, 21); /* out of the way of 3 and 4 */
  if (dup2(control_copy, CONTROL_FD) == CONTROL_FD && dup2(listener_copy, LISTEN_FD) == LISTEN_FD) {
    close(control_copy);
    close(listener_copy);
    execl(len > 0 ? path : program, program, SERVE, (char *)NULL);
  }
  _exit(127);
}

void bench_server_start(bench_server *server, const char *program)
{
  int pipe_fds[2];
  int listener = listen_on_loopback(server->origin);
  if (pipe(pipe_fds) != 0)
    bench_die("no pipe");
  server->pid = fork();
  if (server->pid < 0)
    bench_die("no process");
  if (server->pid == 0) {
    close(pipe_fds[1]);
    become_server(program, pipe_fds[0], listener);
  }
  close(pipe_fds[0]);
  close(listener);
  server->control = pipe_fds[1];
}

void bench_server_stop(bench_server *server)
{
  if (server->pid <= 0)
    return;
  close(server->control);
  waitpid(server->pid, NULL, 0);
  server->pid = 0;
}
