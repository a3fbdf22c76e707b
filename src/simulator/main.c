/* jumio-sim: a Jumio on loopback. This file starts the parts, waits for the end, and puts everything away. */
#define _GNU_SOURCE
#include "sim.h"

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <gnutls/gnutls.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int signal_pipe[2];

static void on_signal(int number)
{
  int saved = errno;
  unsigned char byte = (unsigned char)number;
  ssize_t ignored = write(signal_pipe[1], &byte, 1);
  (void)ignored;
  errno = saved;
}

static bool catch_signals(void)
{
  struct sigaction action = {.sa_handler = on_signal}, ignore = {.sa_handler = SIG_IGN};
  sigemptyset(&action.sa_mask);
  return pipe2(signal_pipe, O_CLOEXEC | O_NONBLOCK) == 0 && sigaction(SIGTERM, &action, NULL) == 0 &&
         sigaction(SIGINT, &action, NULL) == 0 && sigaction(SIGPIPE, &ignore, NULL) == 0;
}

static bool load_secret(struct sim *sim, char **error)
{
  const char *file = sim->options.secret_file;
  if (!file) {
    sim->secret = text_copy("sim-secret");
    return true;
  }
  if (!text_read_file(file, 4096, &sim->secret, NULL)) {
    *error = text_format("cannot read %s: %s", file, strerror(errno));
    return false;
  }
  sim->secret[strcspn(sim->secret, "\r\n")] = '\0';
  if (!*sim->secret)
    *error = text_format("%s: holds no secret", file);
  return *error == NULL;
}

static bool load_plan(struct sim *sim, char **error)
{
  const char *file = sim->options.scenario_file;
  char *json = NULL, *why = NULL;
  size_t len = 0;
  if (!file) {
    sim->plan = plan_empty();
    return true;
  }
  if (!text_read_file(file, (size_t)8 * 1024 * 1024, &json, &len)) {
    *error = text_format("cannot read %s: %s", file, strerror(errno));
    return false;
  }
  sim->plan = plan_parse(json, len, &why);
  if (!sim->plan)
    *error = text_format("%s: %s", file, why);
  free(json);
  free(why);
  return sim->plan != NULL;
}

static bool prepare(struct sim *sim, char **error)
{
  pthread_condattr_t monotonic;
  pthread_mutex_init(&sim->lock, NULL);
  pthread_condattr_init(&monotonic);
  pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
  pthread_cond_init(&sim->ticker_wake, &monotonic);
  pthread_cond_init(&sim->sender_wake, NULL);
  pthread_condattr_destroy(&monotonic);
  sim->queue_tail = &sim->queue;
  sim->sent_tail = &sim->sent;
  state_seed(sim);
  clock_start(sim);
  limit_start(sim);
  for (size_t i = 0; i < sizeof sim->samples / sizeof *sim->samples; i++)
    sim->samples[i] = picture_make((enum sim_sample)i);
  return load_secret(sim, error) && load_plan(sim, error) && (!sim->options.tls || tls_make(&sim->cert_pem, &sim->key_pem, error));
}

static bool announce(struct sim *sim, char **error)
{
  const struct sim_options *o = &sim->options;
  if (o->cert_out && sim->cert_pem && !text_write_file(o->cert_out, sim->cert_pem, strlen(sim->cert_pem)))
    *error = text_format("cannot write %s: %s", o->cert_out, strerror(errno));
  else if (o->ready_file && !text_write_file(o->ready_file, sim->origin, strlen(sim->origin)))
    *error = text_format("cannot write %s: %s", o->ready_file, strerror(errno));
  else
    fprintf(stdout, "jumio-sim listening on %s\n", sim->origin);
  fflush(stdout);
  return *error == NULL;
}

static bool stdin_ended(void)
{
  char block[512];
  ssize_t n = read(STDIN_FILENO, block, sizeof block);
  return n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN);
}

static void wait_for_end(const struct sim_options *o)
{
  struct pollfd fds[2] = {{.fd = signal_pipe[0], .events = POLLIN}, {.fd = STDIN_FILENO, .events = POLLIN}};
  for (;;) {
    int n = poll(fds, o->stdin_eof ? 2 : 1, o->parent_pid ? 250 : -1);
    if (n < 0 && errno != EINTR)
      return;
    if (n > 0 && fds[0].revents)
      return;
    if (n > 0 && o->stdin_eof && fds[1].revents && stdin_ended())
      return;
    if (o->parent_pid && kill((pid_t)o->parent_pid, 0) != 0 && errno == ESRCH)
      return;
  }
}

static void destroy(struct sim *sim)
{
  state_clear(sim);
  ledger_clear(sim);
  callback_clear(sim);
  auth_revoke(sim);
  plan_unref(sim->plan);
  for (size_t i = 0; i < sizeof sim->samples / sizeof *sim->samples; i++)
    blob_unref(sim->samples[i]);
  free(sim->secret);
  free(sim->cert_pem);
  free(sim->key_pem);
  pthread_cond_destroy(&sim->ticker_wake);
  pthread_cond_destroy(&sim->sender_wake);
  pthread_mutex_destroy(&sim->lock);
}

static void serve(struct sim *sim, char **error)
{
  bool ticking = false, sending = false;
  if (server_start(sim, error)) {
    ticking = pthread_create(&sim->ticker, NULL, clock_ticker, sim) == 0;
    sending = ticking && pthread_create(&sim->sender, NULL, callback_sender, sim) == 0;
    if (!sending)
      *error = text_copy("cannot start a thread");
    else if (announce(sim, error))
      wait_for_end(&sim->options);
  }
  server_stop(sim);
  if (ticking)
    pthread_join(sim->ticker, NULL);
  if (sending)
    pthread_join(sim->sender, NULL);
}

int main(int argc, char **argv)
{
  static struct sim sim;
  char *error = NULL;
  int status = options_parse(&sim.options, argc, argv);
  if (status >= 0)
    return status;
  if (sim.options.pictures) {
    picture_write(sim.options.pictures, &error);
  } else if (!catch_signals() || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
    error = text_copy("cannot start");
  } else {
    if (prepare(&sim, &error))
      serve(&sim, &error);
    destroy(&sim);
    curl_global_cleanup();
  }
  if (error)
    fprintf(stderr, "jumio-sim: %s\n", error);
  status = error ? 1 : 0;
  free(error);
  return status;
}
