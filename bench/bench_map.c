/** Reading and mapping a transaction of about 12 KB, against the bare parser. */
#include "common.h"
#include "count.h"
#include "sdk.h"

#include <string.h>

static const char usage[] = "Usage: bench_map [--rounds N] [--requests N] [--only bare|parse|map|parse-map --count N]\n"
                            "--only does one thing N times and prints nothing, for a profiler.\n";

typedef struct setting {
  bench_text text;
  jumio_transaction *transaction; /* read once, for the mapping alone */
  jumio_alloc *alloc;             /* NULL: malloc */
} setting;

static void bare(setting *s)
{
  yyjson_doc *doc = yyjson_read(s->text.data, s->text.len, 0);
  if (doc == NULL)
    bench_die("the transaction is no JSON");
  yyjson_doc_free(doc);
}

static jumio_transaction *read_transaction(setting *s)
{
  jumio_transaction *transaction = NULL;
  jumio_error *err = NULL;
  bench_sdk_must(jumio_transaction_parse(s->alloc, s->text.data, s->text.len, &transaction, &err), err, "transaction");
  return transaction;
}

static void map_it(const jumio_transaction *transaction)
{
  jumio_decision *decision = NULL;
  jumio_error *err = NULL;
  bench_sdk_must(jumio_decision_map(transaction, NULL, NULL, &decision, &err), err, "decision");
  jumio_decision_free(decision);
}

static void parse(setting *s)
{
  jumio_transaction_free(read_transaction(s));
}

static void map(setting *s)
{
  map_it(s->transaction);
}

static void parse_map(setting *s)
{
  jumio_transaction *transaction = read_transaction(s);
  map_it(transaction);
  jumio_transaction_free(transaction);
}

typedef struct way {
  const char *name;
  void (*run)(setting *s);
} way;

static const way ways[] = {{"bare", bare}, {"parse", parse}, {"map", map}, {"parse-map", parse_map}};
enum { WAYS = sizeof ways / sizeof ways[0], ROUNDS_MAX = 1000 };

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
  static double us[WAYS][ROUNDS_MAX], ratio[WAYS][ROUNDS_MAX];
  for (size_t r = 0; r < rounds; r++)
    for (size_t i = 0; i < WAYS; i++) {
      double start = bench_cpu_us();
      for (long n = 0; n < requests; n++)
        ways[i].run(s);
      us[i][r] = (bench_cpu_us() - start) / (double)requests;
      ratio[i][r] = us[i][r] / us[0][r];
    }
  bench_say("a transaction of %zu bytes\n%-12s %12s %12s\n", s->text.len, "", "us", "x bare");
  for (size_t i = 0; i < WAYS; i++)
    bench_say("%-12s %12.2f %12.3f\n", ways[i].name, bench_median(us[i], rounds), bench_median(ratio[i], rounds));
  bench_say("goals: map at most 10 us, parse-map at most 1.5 x bare (by instructions)\n");
}

static void print_allocations(setting *s)
{
  size_t parsed, mapped;
  jumio_decision *decision = NULL;
  jumio_error *err = NULL;
  s->alloc = bench_count_alloc();
  bench_count_restart();
  jumio_transaction *transaction = read_transaction(s);
  parsed = bench_counts_now.allocations;
  bench_sdk_must(jumio_decision_map(transaction, NULL, NULL, &decision, &err), err, "decision");
  mapped = bench_counts_now.allocations - parsed;
  bench_say("allocations: parse %zu, map %zu (goal: 1, its result); status %s, %zu reasons\n", parsed, mapped,
            jumio_idv_status_name(jumio_decision_get_status(decision)), jumio_decision_reason_count(decision));
  jumio_decision_free(decision);
  jumio_transaction_free(transaction);
  jumio_alloc_free(s->alloc);
}

int main(int argc, char **argv)
{
  setting s = {0};
  size_t rounds = (size_t)bench_option_number(argc, argv, "--rounds", 25);
  long requests = bench_option_number(argc, argv, "--requests", 1000);
  long count = bench_option_number(argc, argv, "--count", 1000);
  const char *only = bench_option(argc, argv, "--only", NULL);
  bench_options_end(argc, argv, usage);
  s.text = bench_transaction();
  s.transaction = read_transaction(&s);
  if (only != NULL) {
    const way *one = find_way(only);
    while (count-- > 0)
      one->run(&s);
  } else {
    print_times(&s, rounds < ROUNDS_MAX ? rounds : ROUNDS_MAX, requests);
    print_allocations(&s);
  }
  jumio_transaction_free(s.transaction);
  return 0;
}
