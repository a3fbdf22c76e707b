/** The callback receiver: takes each POST in, hands it to the library, answers at once. The refresh happens elsewhere. */
#include "demo.h"

#include <microhttpd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BODY_MAX (64 * 1024) /* the library's own limit for a callback */
#define CASES_MAX 32

struct demo_receiver {
  struct MHD_Daemon *daemon;
  jumio_client *client; /* borrowed */
  char url[64];
  pthread_mutex_t lock;
  pthread_cond_t came;
  bool due[CASES_MAX];
  size_t count;
};

typedef struct post {
  size_t len;
  bool too_large;
  char body[BODY_MAX];
} post;

static void mark(demo_receiver *receiver, const char *id)
{
  pthread_mutex_lock(&receiver->lock);
  for (size_t i = 0; i < demo_case_count && i < CASES_MAX; i++)
    if (strcmp(demo_cases[i].name, id) == 0)
      receiver->due[i] = true;
  receiver->count++;
  pthread_cond_signal(&receiver->came);
  pthread_mutex_unlock(&receiver->lock);
}

/* A stranger's message is answered like any other; only a failing store asks the sender to come again. */
static unsigned take_callback(demo_receiver *receiver, const post *got)
{
  jumio_verification *verification = NULL;
  if (got->too_large)
    return MHD_HTTP_CONTENT_TOO_LARGE;
  jumio_result result = jumio_verification_apply_callback(receiver->client, got->body, got->len, &verification, NULL);
  if (result == JUMIO_OK)
    mark(receiver, jumio_verification_get_text(verification, JUMIO_VERIFICATION_TEXT_ID));
  jumio_verification_free(verification);
  bool store_failed = result <= JUMIO_ERR_STORE && result > JUMIO_ERR_HOST_CALLBACK && result != JUMIO_ERR_STORE_NOT_FOUND;
  return store_failed ? MHD_HTTP_SERVICE_UNAVAILABLE : MHD_HTTP_OK;
}

static enum MHD_Result answer(struct MHD_Connection *connection, unsigned status)
{
  struct MHD_Response *response = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
  if (response == NULL)
    return MHD_NO;
  enum MHD_Result queued = MHD_queue_response(connection, status, response);
  MHD_destroy_response(response);
  return queued;
}

static enum MHD_Result on_request(void *user_data, struct MHD_Connection *connection, const char *url, const char *method,
                                  const char *version, const char *upload, size_t *upload_len, void **state)
{
  post *got = *state;
  (void)version;
  if (strcmp(url, "/jumio-callback") != 0 || strcmp(method, "POST") != 0)
    return answer(connection, MHD_HTTP_NOT_FOUND);
  if (got == NULL) {
    *state = calloc(1, sizeof *got);
    return *state != NULL ? MHD_YES : MHD_NO;
  }
  if (*upload_len == 0)
    return answer(connection, take_callback(user_data, got));
  if (*upload_len > BODY_MAX - got->len) {
    got->too_large = true;
  } else {
    memcpy(got->body + got->len, upload, *upload_len);
    got->len += *upload_len;
  }
  *upload_len = 0;
  return MHD_YES;
}

static void on_completed(void *user_data, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode code)
{
  (void)user_data;
  (void)connection;
  (void)code;
  free(*state);
  *state = NULL;
}

demo_receiver *demo_receiver_start(jumio_client *client)
{
  struct sockaddr_in loopback = {.sin_family = AF_INET, .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
  demo_receiver *receiver = calloc(1, sizeof *receiver);
  if (receiver == NULL)
    return NULL;
  receiver->client = client;
  pthread_mutex_init(&receiver->lock, NULL);
  pthread_cond_init(&receiver->came, NULL);
  receiver->daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, 0, NULL, NULL, on_request, receiver, MHD_OPTION_SOCK_ADDR,
                                      (struct sockaddr *)&loopback, MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL,
                                      MHD_OPTION_CONNECTION_TIMEOUT, 10u, MHD_OPTION_END);
  const union MHD_DaemonInfo *info = receiver->daemon != NULL ? MHD_get_daemon_info(receiver->daemon, MHD_DAEMON_INFO_BIND_PORT) : NULL;
  if (info == NULL) {
    demo_receiver_stop(receiver);
    return NULL;
  }
  snprintf(receiver->url, sizeof receiver->url, "http://127.0.0.1:%u/jumio-callback", (unsigned)info->port);
  return receiver;
}

const char *demo_receiver_url(const demo_receiver *receiver)
{
  return receiver->url;
}

static bool any_due(const demo_receiver *receiver)
{
  for (size_t i = 0; i < CASES_MAX; i++)
    if (receiver->due[i])
      return true;
  return false;
}

void demo_receiver_wait(demo_receiver *receiver, int milliseconds)
{
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_nsec += (long)milliseconds * 1000000;
  until.tv_sec += until.tv_nsec / 1000000000;
  until.tv_nsec %= 1000000000;
  pthread_mutex_lock(&receiver->lock);
  while (!any_due(receiver))
    if (pthread_cond_timedwait(&receiver->came, &receiver->lock, &until) != 0)
      break;
  pthread_mutex_unlock(&receiver->lock);
}

bool demo_receiver_take(demo_receiver *receiver, size_t index)
{
  pthread_mutex_lock(&receiver->lock);
  bool due = index < CASES_MAX && receiver->due[index];
  if (due)
    receiver->due[index] = false;
  pthread_mutex_unlock(&receiver->lock);
  return due;
}

size_t demo_receiver_count(demo_receiver *receiver)
{
  pthread_mutex_lock(&receiver->lock);
  size_t count = receiver->count;
  pthread_mutex_unlock(&receiver->lock);
  return count;
}

void demo_receiver_stop(demo_receiver *receiver)
{
  if (receiver == NULL)
    return;
  if (receiver->daemon != NULL)
    MHD_stop_daemon(receiver->daemon);
  pthread_cond_destroy(&receiver->came);
  pthread_mutex_destroy(&receiver->lock);
  free(receiver);
}
