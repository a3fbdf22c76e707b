/** Replay: stored transactions a second on one core, against the bare parser over the same bytes; and what a folder of files costs. */
#include "common.h"
#include "sdk.h"

#include <yyjson.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char usage[] = "Usage: bench_replay [--rounds N] [--requests N] [--fill FOLDER --files N]\n"
                            "--fill writes N transactions into an empty folder, for jumio-idv replay, and does nothing else.\n";

enum { ROUNDS_MAX = 1000, MIX = 4 };

/* What is replayed: one body, or several in turn. */
typedef struct load {
  const char *name;
  const bench_text *bodies;
  size_t count;
} load;

typedef struct setting {
  jumio_policy *strict;
  jumio_replay *replay; /* the default policy against the strict one */
} setting;

static void bare(setting *s, const bench_text *body)
{
  (void)s;
  yyjson_doc *doc = yyjson_read(body->data, body->len, 0);
  if (doc == NULL)
    bench_die("the transaction is no JSON");
  yyjson_doc_free(doc);
}

static void counted(setting *s, const bench_text *body)
{
  jumio_error *err = NULL;
  bench_sdk_must(jumio_replay_add(s->replay, JUMIO_INPUT_TRANSACTION, body->data, body->len, NULL, 0, NULL, NULL, &err), err, "replay");
}

static void decided(setting *s, const bench_text *body)
{
  jumio_decision *before = NULL, *after = NULL;
  jumio_error *err = NULL;
  bench_sdk_must(jumio_replay_add(s->replay, JUMIO_INPUT_TRANSACTION, body->data, body->len, NULL, 0, &before, &after, &err), err,
                 "replay");
  jumio_decision_free(before);
  jumio_decision_free(after);
}

static const struct {
  const char *name;
  void (*run)(setting *s, const bench_text *body);
} ways[] = {{"bare", bare}, {"counted", counted}, {"decisions", decided}};
enum { WAYS = sizeof ways / sizeof ways[0] };

static void measure(setting *s, const load *l, size_t rounds, long requests)
{
  static double us[WAYS][ROUNDS_MAX], ratio[WAYS][ROUNDS_MAX];
  for (size_t r = 0; r < rounds; r++)
    for (size_t i = 0; i < WAYS; i++) {
      double start = bench_cpu_us();
      for (long n = 0; n < requests; n++)
        ways[i].run(s, &l->bodies[(size_t)n % l->count]);
      us[i][r] = (bench_cpu_us() - start) / (double)requests;
      ratio[i][r] = us[i][r] / us[0][r];
    }
  for (size_t i = 0; i < WAYS; i++) {
    double median = bench_median(us[i], rounds);
    bench_say("%-8s %-10s %10.2f %12.0f %10.3f\n", l->name, ways[i].name, median, 1e6 / median, bench_median(ratio[i], rounds));
  }
}

/* Small ones are the rule where people give up; the large one has eight times the elements. */
static bench_text small_body(void)
{
  static char open[] = "{\"workflow\":{\"id\":\"" BENCH_EXECUTION
                       "\",\"status\":\"SESSION_EXPIRED\",\"definitionKey\":\"10011\"},\"account\":{\"id\":\"" BENCH_ACCOUNT
                       "\"},\"decision\":{\"type\":\"NOT_EXECUTED\",\"details\":{\"label\":\"SESSION_EXPIRED\"}}}";
  return (bench_text){open, sizeof open - 1};
}

/* Every array of a capability eight times as long. */
static bench_text large_body(const bench_text *from)
{
  yyjson_doc *doc = yyjson_read(from->data, from->len, 0);
  yyjson_mut_doc *copy = yyjson_doc_mut_copy(doc, NULL);
  yyjson_mut_val *capabilities = yyjson_mut_obj_get(yyjson_mut_doc_get_root(copy), "capabilities"), *key, *list;
  yyjson_mut_obj_iter members = yyjson_mut_obj_iter_with(capabilities);
  while ((key = yyjson_mut_obj_iter_next(&members)) != NULL) {
    list = yyjson_mut_obj_iter_get_val(key);
    size_t count = yyjson_mut_arr_size(list);
    for (size_t i = 0; i < 7 * count; i++)
      yyjson_mut_arr_append(list, yyjson_mut_val_mut_copy(copy, yyjson_mut_arr_get(list, i % count)));
  }
  bench_text large = {NULL, 0};
  large.data = yyjson_mut_write(copy, 0, &large.len);
  yyjson_mut_doc_free(copy);
  yyjson_doc_free(doc);
  if (large.data == NULL)
    bench_die("no memory");
  return large;
}

static void write_file(const char *folder, long number, const bench_text *body)
{
  char path[4096];
  if (snprintf(path, sizeof path, "%s/%02ld", folder, number % 100) >= (int)sizeof path - 32)
    bench_die("--fill: the name is too long");
  if (number < 100 && mkdir(path, 0700) != 0)
    bench_die("%s cannot be made", path);
  snprintf(path + strlen(path), 32, "/%07ld.json", number);
  int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0 || write(fd, body->data, body->len) != (ssize_t)body->len || close(fd) != 0)
    bench_die("%s cannot be written", path);
}

int main(int argc, char **argv)
{
  setting s = {0};
  jumio_error *err = NULL;
  size_t rounds = (size_t)bench_option_number(argc, argv, "--rounds", 25);
  long requests = bench_option_number(argc, argv, "--requests", 2000);
  const char *folder = bench_option(argc, argv, "--fill", NULL);
  long files = bench_option_number(argc, argv, "--files", 10000);
  bench_options_end(argc, argv, usage);
  bench_text one = bench_transaction(), large = large_body(&one);
  const bench_text mix[MIX] = {small_body(), one, small_body(), large};
  const load loads[] = {{"12 KB", &one, 1}, {"mix", mix, MIX}};
  for (long i = 0; folder != NULL && i < files; i++)
    write_file(folder, i, &one);
  bench_sdk_must(jumio_policy_new_named(NULL, "strict", JUMIO_NTS, &s.strict, &err), err, "policy");
  bench_sdk_must(jumio_replay_new(NULL, NULL, s.strict, &s.replay, &err), err, "replay");
  if (folder == NULL)
    bench_say("bodies of %zu bytes; the mix has %zu, %zu, %zu and %zu\n%-19s %10s %12s %10s\n", one.len, mix[0].len, mix[1].len, mix[2].len,
              mix[3].len, "", "us", "a second", "x bare");
  for (size_t i = 0; folder == NULL && i < sizeof loads / sizeof loads[0]; i++)
    measure(&s, &loads[i], rounds < ROUNDS_MAX ? rounds : ROUNDS_MAX, requests);
  if (folder == NULL)
    bench_say("goal: 50000 a second of the bodies of %zu bytes\n", one.len);
  jumio_replay_free(s.replay);
  jumio_policy_free(s.strict);
  free(large.data);
  return 0;
}
