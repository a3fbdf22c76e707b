/** The server of the transport tests, on plain sockets. */
#include "unit/http/loopback.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PEERS_MAX 512

struct loopback {
  int listener;
  int port;
  loopback_serve serve;
  void *data;
  pthread_t acceptor;
  pthread_mutex_t lock;
  pthread_cond_t changed;
  int connections;
  int requests;
  pthread_t threads[PEERS_MAX];
  char url[300];
};

static int bind_any(int *port)
{
  struct sockaddr_in address;
  socklen_t size = sizeof address;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  memset(&address, 0, sizeof address);
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (fd == -1 || bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || getsockname(fd, (struct sockaddr *)&address, &size) != 0)
    abort();
  *port = ntohs(address.sin_port);
  return fd;
}

static void *run_peer(void *user_data)
{
  loopback_peer *peer = user_data;
  peer->request = malloc(LOOPBACK_REQUEST_MAX + 1);
  if (peer->request == NULL)
    abort();
  peer->server->serve(peer);
  close(peer->fd);
  free(peer->request);
  free(peer);
  return NULL;
}

static void *run_acceptor(void *user_data)
{
  loopback *server = user_data;
  for (;;) {
    int fd = accept(server->listener, NULL, NULL);
    if (fd == -1)
      return NULL;
    loopback_peer *peer = calloc(1, sizeof *peer);
    if (peer == NULL || server->connections == PEERS_MAX)
      abort();
    peer->server = server;
    peer->data = server->data;
    peer->fd = fd;
    pthread_mutex_lock(&server->lock);
    peer->number = server->connections + 1;
    if (pthread_create(&server->threads[server->connections], NULL, run_peer, peer) != 0)
      abort();
    server->connections++;
    pthread_cond_broadcast(&server->changed);
    pthread_mutex_unlock(&server->lock);
  }
}

loopback *loopback_start(loopback_serve serve, void *data)
{
  loopback *server = calloc(1, sizeof *server);
  if (server == NULL)
    abort();
  server->serve = serve;
  server->data = data;
  server->listener = bind_any(&server->port);
  pthread_mutex_init(&server->lock, NULL);
  pthread_cond_init(&server->changed, NULL);
  if (listen(server->listener, 128) != 0 || pthread_create(&server->acceptor, NULL, run_acceptor, server) != 0)
    abort();
  return server;
}

void loopback_stop(loopback *server)
{
  shutdown(server->listener, SHUT_RDWR);
  pthread_join(server->acceptor, NULL);
  close(server->listener);
  for (int i = 0; i < server->connections; i++)
    pthread_join(server->threads[i], NULL);
  pthread_cond_destroy(&server->changed);
  pthread_mutex_destroy(&server->lock);
  free(server);
}

int loopback_port(const loopback *server)
{
  return server->port;
}

const char *loopback_url(loopback *server, const char *path)
{
  snprintf(server->url, sizeof server->url, "http://127.0.0.1:%d%s", server->port, path);
  return server->url;
}

int loopback_connections(loopback *server)
{
  pthread_mutex_lock(&server->lock);
  int count = server->connections;
  pthread_mutex_unlock(&server->lock);
  return count;
}

int loopback_requests(loopback *server)
{
  pthread_mutex_lock(&server->lock);
  int count = server->requests;
  pthread_mutex_unlock(&server->lock);
  return count;
}

void loopback_await_requests(loopback *server, int count)
{
  pthread_mutex_lock(&server->lock);
  while (server->requests < count)
    pthread_cond_wait(&server->changed, &server->lock);
  pthread_mutex_unlock(&server->lock);
}

static void count_request(loopback *server)
{
  pthread_mutex_lock(&server->lock);
  server->requests++;
  pthread_cond_broadcast(&server->changed);
  pthread_mutex_unlock(&server->lock);
}

static bool read_more(loopback_peer *peer)
{
  if (peer->len == LOOPBACK_REQUEST_MAX)
    abort();
  ssize_t count = recv(peer->fd, peer->request + peer->len, LOOPBACK_REQUEST_MAX - peer->len, 0);
  if (count <= 0)
    return false;
  peer->len += (size_t)count;
  peer->request[peer->len] = '\0';
  return true;
}

static bool read_to_empty_line(loopback_peer *peer)
{
  const char *end;
  peer->len = 0;
  peer->request[0] = '\0';
  while ((end = strstr(peer->request, "\r\n\r\n")) == NULL)
    if (!read_more(peer))
      return false;
  peer->head_len = (size_t)(end - peer->request) + 4;
  return true;
}

bool loopback_read_head(loopback_peer *peer)
{
  if (!read_to_empty_line(peer))
    return false;
  count_request(peer->server);
  return true;
}

bool loopback_read(loopback_peer *peer)
{
  if (!read_to_empty_line(peer))
    return false;
  const char *length = strstr(peer->request, "\r\nContent-Length: ");
  size_t body = length != NULL && length < peer->request + peer->head_len ? (size_t)strtoul(length + 18, NULL, 10) : 0;
  while (peer->len < peer->head_len + body)
    if (!read_more(peer))
      return false;
  count_request(peer->server);
  return true;
}

bool loopback_write(loopback_peer *peer, const void *data, size_t len)
{
  const char *at = data;
  while (len != 0) {
    ssize_t count = send(peer->fd, at, len, MSG_NOSIGNAL);
    if (count <= 0)
      return false;
    at += count;
    len -= (size_t)count;
  }
  return true;
}

bool loopback_text(loopback_peer *peer, const char *text)
{
  return loopback_write(peer, text, strlen(text));
}

void loopback_drain(loopback_peer *peer)
{
  while (recv(peer->fd, peer->request, LOOPBACK_REQUEST_MAX, 0) > 0)
    ;
}

void loopback_reset(loopback_peer *peer)
{
  struct linger now = {1, 0};
  setsockopt(peer->fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

bool loopback_clog_start(loopback_clog *clog)
{
  struct sockaddr_in address;
  memset(&address, 0, sizeof address);
  clog->listener = bind_any(&clog->port);
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons((uint16_t)clog->port);
  bool ok = listen(clog->listener, 0) == 0;
  for (size_t i = 0; i < sizeof clog->fillers / sizeof clog->fillers[0]; i++) {
    clog->fillers[i] = socket(AF_INET, SOCK_STREAM, 0);
    ok = ok && clog->fillers[i] != -1 && fcntl(clog->fillers[i], F_SETFL, O_NONBLOCK) != -1;
    connect(clog->fillers[i], (struct sockaddr *)&address, sizeof address);
  }
  return ok;
}

void loopback_unclog(loopback_clog *clog)
{
  for (size_t i = 0; i < sizeof clog->fillers / sizeof clog->fillers[0]; i++)
    close(clog->fillers[i]);
  close(clog->listener);
}

int loopback_dead_port(int *port)
{
  return bind_any(port); /* bound but not listening: connections are refused */
}
