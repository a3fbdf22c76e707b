/** A status poll and a transaction fetch, against the floor: one reused libcurl handle with the same headers and a bare parser. */
#include "common.h"
#include "count.h"
#include "floor.h"
#include "sdk.h"
#include "server.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "Usage: bench_poll [--rounds N] [--requests N] [--only floor-poll|sdk-poll|floor-tx|sdk-tx --count N]\n"
    "                  [--origin URL --account ID --execution ID --id ID --secret SECRET [--ca FILE]]\n"
    "Without --origin a canned server of its own answers. --only does one thing N times and prints nothing, for a profiler.\n";

typedef struct setting {
  const char *origin, *account, *execution, *id, *secret, *ca;
  char poll_url[512], tx_url[512];
  bench_floor poll, tx;
  jumio_client *client;
  jumio_alloc *alloc; /* NULL: malloc */
  yyjson_alc alc;
  const yyjson_alc *parser;
} setting;

static void parse_body(const setting *s, const bench_floor *bare)
{
  yyjson_doc *doc = yyjson_read_opts(bare->body, bare->len, 0, s->parser, NULL);
  if (doc == NULL)
    bench_die("floor: the body is no JSON");
  yyjson_doc_free(doc);
}

static void floor_poll(setting *s)
{
  bench_floor_get(&s->poll);
  parse_body(s, &s->poll);
}

static void floor_tx(setting *s)
{
  bench_floor_get(&s->tx);
  parse_body(s, &s->tx);
}

static void sdk_poll(setting *s)
{
  jumio_workflow_execution *execution = NULL;
  jumio_error *err = NULL;
  bench_sdk_must(jumio_workflow_execution_fetch(s->client, s->account, JUMIO_NTS, s->execution, JUMIO_NTS, JUMIO_DEADLINE_DEFAULT, NULL,
                                                &execution, &err),
                 err, "status");
  jumio_workflow_execution_free(execution);
}

static void sdk_tx(setting *s)
{
  jumio_transaction *transaction = NULL;
  jumio_decision *decision = NULL;
  jumio_error *err = NULL;
  bench_sdk_must(
      jumio_transaction_fetch(s->client, s->account, JUMIO_NTS, s->execution, JUMIO_NTS, JUMIO_DEADLINE_DEFAULT, NULL, &transaction, &err),
      err, "transaction");
  bench_sdk_must(jumio_decision_map(transaction, NULL, NULL, &decision, &err), err, "decision");
  jumio_decision_free(decision);
  jumio_transaction_free(transaction);
}

typedef struct way {
  const char *name;
  void (*run)(setting *s);
} way;

static const way ways[] = {{"floor-poll", floor_poll}, {"sdk-poll", sdk_poll}, {"floor-tx", floor_tx}, {"sdk-tx", sdk_tx}};
enum { WAYS = sizeof ways / sizeof ways[0], ROUNDS_MAX = 1000 };

static void open_all(setting *s)
{
  snprintf(s->poll_url, sizeof s->poll_url, "%s/api/v1/accounts/%s/workflow-executions/%s/status", s->origin, s->account, s->execution);
  snprintf(s->tx_url, sizeof s->tx_url, "%s/api/v1/accounts/%s/workflow-executions/%s", s->origin, s->account, s->execution);
  bench_floor_open(&s->poll, s->origin, s->ca, s->id, s->secret);
  bench_floor_open(&s->tx, s->origin, s->ca, s->id, s->secret);
  bench_floor_url(&s->poll, s->poll_url);
  bench_floor_url(&s->tx, s->tx_url);
  s->client = bench_sdk_client(s->alloc, s->origin, s->ca, NULL, s->id, s->secret);
}

static void close_all(setting *s)
{
  bench_floor_close(&s->poll);
  bench_floor_close(&s->tx);
  jumio_client_unref(s->client);
  jumio_alloc_free(s->alloc);
}

static const way *find_way(const char *name)
{
  for (size_t i = 0; i < WAYS; i++)
    if (strcmp(ways[i].name, name) == 0)
      return &ways[i];
  bench_die("--only: no such way as %s", name);
  return NULL;
}

static void print_times(setting *s, size_t rounds, long requests)
{
  static double wall[WAYS][ROUNDS_MAX], cpu[WAYS][ROUNDS_MAX], ratio[WAYS][ROUNDS_MAX];
  for (size_t i = 0; i < WAYS; i++)
    for (long n = 0; n < requests; n++)
      ways[i].run(s);
  for (size_t r = 0; r < rounds; r++)
    for (size_t i = 0; i < WAYS; i++) {
      double wall0 = bench_wall_us(), cpu0 = bench_cpu_us();
      for (long n = 0; n < requests; n++)
        ways[i].run(s);
      cpu[i][r] = (bench_cpu_us() - cpu0) / (double)requests;
      wall[i][r] = (bench_wall_us() - wall0) / (double)requests;
      ratio[i][r] = cpu[i][r] / cpu[i - i % 2][r]; /* the floor stands before what is compared with it */
    }
  bench_say("%-12s %12s %12s %12s %14s\n", "", "requests/s", "wall us", "cpu us", "cpu x floor");
  for (size_t i = 0; i < WAYS; i++) {
    double us = bench_median(wall[i], rounds);
    bench_say("%-12s %12.0f %12.1f %12.1f %14.3f\n", ways[i].name, 1e6 / us, us, bench_median(cpu[i], rounds),
              bench_median(ratio[i], rounds));
  }
}

static void print_allocations(setting *s)
{
  const size_t requests = 100;
  double per[WAYS];
  for (size_t i = 0; i < WAYS; i++) {
    ways[i].run(s);
    bench_count_restart();
    for (size_t n = 0; n < requests; n++)
      ways[i].run(s);
    per[i] = (double)bench_counts_now.allocations / (double)requests;
  }
  bench_say("\nallocations per request: poll %.2f, floor %.2f, difference %.2f (goal: at most 6)\n", per[1], per[0], per[1] - per[0]);
  bench_say("                         transaction %.2f, floor %.2f, difference %.2f\n", per[3], per[2], per[3] - per[2]);
}

static unsigned long connections(const setting *s)
{
  bench_floor bare;
  unsigned long count = 0;
  char url[512];
  bench_floor_open(&bare, s->origin, s->ca, s->id, s->secret); /* two connections of its own: the token's and this one's */
  snprintf(url, sizeof url, "%s/_counts", s->origin);
  bench_floor_url(&bare, url);
  bench_floor_get(&bare);
  bare.body[bare.len] = '\0';
  count = strtoul(bare.body, NULL, 10);
  bench_floor_close(&bare);
  return count;
}

static void print_connections(setting *s)
{
  jumio_client *kept = s->client;
  unsigned long before = connections(s);
  s->client = bench_sdk_client(s->alloc, s->origin, s->ca, NULL, s->id, s->secret);
  for (int n = 0; n < 1000; n++)
    sdk_poll(s);
  jumio_client_unref(s->client);
  s->client = kept;
  bench_say("connections for 1,000 polls of a new client, its token included: %lu (goal: 1)\n", connections(s) - before - 2);
}

static void read_options(setting *s, int argc, char **argv)
{
  s->origin = bench_option(argc, argv, "--origin", NULL);
  s->account = bench_option(argc, argv, "--account", BENCH_ACCOUNT);
  s->execution = bench_option(argc, argv, "--execution", BENCH_EXECUTION);
  s->id = bench_option(argc, argv, "--id", BENCH_CLIENT_ID);
  s->secret = bench_option(argc, argv, "--secret", BENCH_CLIENT_SECRET);
  s->ca = bench_option(argc, argv, "--ca", NULL);
}

int main(int argc, char **argv)
{
  bench_server server = {0};
  setting s = {0};
  bench_server_main(argc, argv);
  read_options(&s, argc, argv);
  size_t rounds = (size_t)bench_option_number(argc, argv, "--rounds", 15);
  long requests = bench_option_number(argc, argv, "--requests", 300);
  long count = bench_option_number(argc, argv, "--count", 1000);
  const char *only = bench_option(argc, argv, "--only", NULL);
  bool own = s.origin == NULL;
  bench_options_end(argc, argv, usage);
  if (own) {
    bench_server_start(&server, argv[0]);
    s.origin = server.origin;
  }
  if (only != NULL) {
    const way *one = find_way(only);
    open_all(&s);
    while (count-- > 0)
      one->run(&s);
  } else {
    bench_count_curl();
    s.alc = bench_count_yyjson();
    s.parser = &s.alc;
    s.alloc = bench_count_alloc();
    open_all(&s);
    print_times(&s, rounds < ROUNDS_MAX ? rounds : ROUNDS_MAX, requests);
    print_allocations(&s);
    if (own)
      print_connections(&s);
  }
  close_all(&s);
  bench_server_stop(&server);
  return 0;
}
