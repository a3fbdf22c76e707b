/** What a client costs to make, and what a new TLS connection costs with its kept handles against a new handle with the usual trust. */
#include "common.h"
#include "floor.h"
#include "sdk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char usage[] = "Usage: bench_client [--rounds N] [--sim PROGRAM]\n"
                            "With the path of jumio-sim also the TLS connections are measured.\n";

#define SIM_ID "sim-client"
#define SIM_SECRET "sim-secret"
#define PATH_BYTES 512
enum { ROUNDS_MAX = 1000 };

typedef struct simulator {
  pid_t pid;
  int control; /* the simulator ends when this is closed */
  char folder[PATH_BYTES], ready[PATH_BYTES + 16], cert[PATH_BYTES + 16], bundle[PATH_BYTES + 16];
  int hashed; /* the folder also serves as one of certificates */
  char origin[128];
} simulator;

static void print_creation(size_t rounds)
{
  double us[ROUNDS_MAX];
  enum { CLIENTS = 200 };
  for (size_t r = 0; r < rounds; r++) {
    double start = bench_cpu_us();
    for (int n = 0; n < CLIENTS; n++)
      jumio_client_unref(bench_sdk_client(NULL, "http://127.0.0.1:9", NULL, NULL, BENCH_CLIENT_ID, BENCH_CLIENT_SECRET));
    us[r] = (bench_cpu_us() - start) / CLIENTS;
  }
  bench_say("configuration and client, made and freed: %.2f us (goal: at most 100)\n", bench_median(us, rounds));
}

static void append_file(FILE *to, const char *path)
{
  char block[16384];
  size_t got;
  FILE *from = fopen(path, "rb");
  if (from == NULL)
    bench_die("%s: %s", path, strerror(errno));
  while ((got = fread(block, 1, sizeof block, from)) != 0)
    if (fwrite(block, 1, got, to) != got)
      bench_die("cannot write the bundle");
  fclose(from);
}

/* The certificates that libcurl trusts by itself and the simulator's: as many to read as on a real host, and the handshake succeeds. */
static void write_bundle(const simulator *sim)
{
  const char *usual = NULL;
  CURL *easy = curl_easy_init();
  FILE *to = fopen(sim->bundle, "wb");
  if (to == NULL)
    bench_die("%s: %s", sim->bundle, strerror(errno));
#if LIBCURL_VERSION_NUM >= 0x075400
  if (easy == NULL || curl_easy_getinfo(easy, CURLINFO_CAINFO, &usual) != CURLE_OK)
    bench_die("libcurl does not start");
#endif
  if (usual == NULL)
    bench_die("this libcurl has no bundle of its own to compare with");
  append_file(to, usual);
  append_file(to, sim->cert);
  curl_easy_cleanup(easy);
  if (fclose(to) != 0)
    bench_die("cannot write the bundle");
}

static void become_simulator(const simulator *sim, const char *program, int control)
{
  int quiet = open("/dev/null", O_WRONLY);
  if (dup2(control, STDIN_FILENO) == STDIN_FILENO && dup2(quiet, STDOUT_FILENO) == STDOUT_FILENO)
    execl(program, program, "--tls", "--quiet", "--exit-on-stdin-eof", "--rate-limits", "off", "--ledger-size", "0", "--cert-out",
          sim->cert, "--ready-file", sim->ready, (char *)NULL);
  _exit(127);
}

/* Runs a program with the folder as its last argument; true when it succeeded. */
static int run_on_folder(const simulator *sim, const char *program, const char *verb)
{
  int status = 1;
  pid_t pid = fork();
  if (pid == 0) {
    execlp(program, program, verb, sim->folder, (char *)NULL);
    _exit(127);
  }
  return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0;
}

static void await_origin(simulator *sim)
{
  const struct timespec pause = {0, 10000000};
  for (int n = 0; n < 1000; n++) {
    FILE *file = fopen(sim->ready, "r");
    size_t len = file != NULL ? fread(sim->origin, 1, sizeof sim->origin - 1, file) : 0;
    if (file != NULL)
      fclose(file);
    sim->origin[strcspn(sim->origin, "\r\n")] = '\0';
    if (len != 0)
      return;
    nanosleep(&pause, NULL);
  }
  bench_die("the simulator does not start");
}

static void start_simulator(simulator *sim, const char *program)
{
  int fds[2];
  const char *temporary = getenv("TMPDIR");
  snprintf(sim->folder, sizeof sim->folder, "%s/bench-XXXXXX", temporary != NULL ? temporary : "/tmp");
  if (mkdtemp(sim->folder) == NULL || pipe(fds) != 0)
    bench_die("no folder: %s", strerror(errno));
  snprintf(sim->ready, sizeof sim->ready, "%s/ready", sim->folder);
  snprintf(sim->cert, sizeof sim->cert, "%s/cert.pem", sim->folder);
  snprintf(sim->bundle, sizeof sim->bundle, "%s/bundle.pem", sim->folder);
  sim->pid = fork();
  if (sim->pid == 0) {
    close(fds[1]);
    become_simulator(sim, program, fds[0]);
  }
  close(fds[0]);
  sim->control = fds[1];
  await_origin(sim);
  sim->hashed = run_on_folder(sim, "openssl", "rehash"); /* makes a link to the certificate */
  write_bundle(sim);
}

static void stop_simulator(const simulator *sim)
{
  close(sim->control);
  waitpid(sim->pid, NULL, 0);
  run_on_folder(sim, "rm", "-rf");
}

/* What one writes first: a new handle for each call, with libcurl's usual file and folder of certificates. */
static void naive_token(const simulator *sim)
{
  bench_floor bare;
  bench_floor_fetch_token(&bare, sim->origin, sim->bundle, SIM_ID, SIM_SECRET);
  bench_floor_close(&bare);
}

/* An account create always goes over a connection of its own. */
static void sdk_create(jumio_client *client)
{
  jumio_account_request *request = NULL;
  jumio_account *account = NULL;
  jumio_error *err = NULL;
  bench_sdk_must(jumio_account_request_new(NULL, &request, &err), err, "request");
  bench_sdk_must(jumio_account_request_set_customer_internal_reference(request, "bench-case", JUMIO_NTS, &err), err, "request");
  bench_sdk_must(jumio_account_request_set_workflow_key(request, "10013", JUMIO_NTS, &err), err, "request");
  bench_sdk_must(jumio_account_create(client, request, JUMIO_DEADLINE_DEFAULT, NULL, &account, &err), err, "account");
  jumio_account_free(account);
  jumio_account_request_free(request);
}

static void print_connections(const simulator *sim, size_t rounds)
{
  double naive[ROUNDS_MAX], ours[ROUNDS_MAX], ratio[ROUNDS_MAX];
  jumio_client *client = bench_sdk_client(NULL, sim->origin, sim->bundle, NULL, SIM_ID, SIM_SECRET);
  sdk_create(client); /* the certificates are read once */
  for (size_t r = 0; r < rounds; r++) {
    double start = bench_cpu_us();
    naive_token(sim);
    double middle = bench_cpu_us();
    sdk_create(client);
    naive[r] = (middle - start) / 1000;
    ours[r] = (bench_cpu_us() - middle) / 1000;
    ratio[r] = ours[r] / naive[r];
  }
  jumio_client_unref(client);
  bench_say("a call over a new TLS connection, processor: new handle %.2f ms, kept handle %.2f ms, ratio %.3f (goal: at most 0.08)\n",
            bench_median(naive, rounds), bench_median(ours, rounds), bench_median(ratio, rounds));
}

typedef enum trust { USUAL, FILE_ONLY, FOLDER_ONLY, TRUSTS } trust;

static void answer_once(const simulator *sim, trust which)
{
  jumio_error *err = NULL;
  if (which == USUAL) {
    naive_token(sim);
    return;
  }
  jumio_client *client = bench_sdk_client(NULL, sim->origin, which == FILE_ONLY ? sim->bundle : NULL,
                                          which == FOLDER_ONLY ? sim->folder : NULL, SIM_ID, SIM_SECRET);
  bench_sdk_must(jumio_client_check(client, 0, JUMIO_DEADLINE_DEFAULT, NULL, NULL, &err), err, "check");
}

/* In a process of its own, so that nothing was read before. */
static double first_answer_ms(const simulator *sim, trust which)
{
  struct rusage used;
  int status = 0;
  pid_t pid = fork();
  if (pid == 0) {
    answer_once(sim, which);
    _exit(0);
  }
  if (pid < 0 || wait4(pid, &status, 0, &used) != pid || status != 0)
    bench_die("the first answer failed");
  return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e3 + (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e3;
}

static void print_first_answer(const simulator *sim, size_t rounds)
{
  static const char *const names[] = {"bare libcurl, file and folder", "library, file", "library, hashed folder"};
  double ms[TRUSTS][ROUNDS_MAX], median[TRUSTS];
  trust count = sim->hashed ? TRUSTS : FOLDER_ONLY;
  for (size_t r = 0; r < rounds; r++)
    for (trust which = USUAL; which < count; which++)
      ms[which][r] = first_answer_ms(sim, which);
  bench_say("the first answer of a process, processor\n");
  for (trust which = USUAL; which < count; which++) {
    median[which] = bench_median(ms[which], rounds);
    bench_say("  %-30s %8.2f ms, ratio %.3f\n", names[which], median[which], median[which] / median[USUAL]);
  }
}

int main(int argc, char **argv)
{
  size_t rounds = (size_t)bench_option_number(argc, argv, "--rounds", 21);
  const char *program = bench_option(argc, argv, "--sim", NULL);
  simulator sim = {0};
  bench_options_end(argc, argv, usage);
  rounds = rounds < ROUNDS_MAX ? rounds : ROUNDS_MAX;
  print_creation(rounds);
  if (program == NULL)
    return 0;
  start_simulator(&sim, program);
  print_first_answer(&sim, rounds);
  print_connections(&sim, rounds);
  stop_simulator(&sim);
  return 0;
}
