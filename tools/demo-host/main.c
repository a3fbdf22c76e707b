/** demo-host: a host of libjumio-idv against a running simulator. tools/demo starts both. */
#include "demo.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define LIMIT_SECONDS 40
#define ROUND_MS 400 /* a real host follows Jumio's schedule; here results take a second */

static const char *const usage =
    "usage: demo-host --endpoint URL --client-id ID --secret-file FILE --store FILE --pictures DIR --out DIR\n";

static bool read_options(int argc, char **argv, demo_options *options)
{
  const struct {
    const char *name;
    const char **target;
  } known[] = {{"--endpoint", &options->endpoint}, {"--client-id", &options->client_id}, {"--secret-file", &options->secret_file},
               {"--store", &options->store},       {"--pictures", &options->pictures},   {"--out", &options->out}};
  size_t found = 0;
  for (int i = 1; i + 1 < argc; i += 2)
    for (size_t k = 0; k < sizeof known / sizeof known[0]; k++)
      if (strcmp(argv[i], known[k].name) == 0 && *known[k].target == NULL) {
        *known[k].target = argv[i + 1];
        found++;
      }
  return argc == 13 && found == sizeof known / sizeof known[0];
}

static bool create_all(jumio_client *client, const demo_options *options, const demo_receiver *receiver)
{
  static const char *const ways[] = {
      [DEMO_UPLOAD] = "create, upload ID front, ID back and selfie, finalize",
      [DEMO_LINK] = "create, the person opens the link",
      [DEMO_START_ONLY] = "create, upload ID front, then nothing",
      [DEMO_NOTHING] = "create, the link is not opened",
  };
  for (size_t i = 0; i < demo_case_count; i++) {
    demo_progress(i + 1, demo_case_count, "%s: %s", demo_cases[i].name, ways[demo_cases[i].way]);
    if (!demo_create(client, options, receiver, &demo_cases[i]))
      return false;
  }
  return true;
}

/* One round: refresh what a callback named, and what is polled because it has none. */
static bool refresh_due(jumio_client *client, demo_receiver *receiver, size_t *finished, size_t *polls)
{
  *finished = 0;
  for (size_t i = 0; i < demo_case_count; i++) {
    demo_case *one = &demo_cases[i];
    bool due = demo_receiver_take(receiver, i) || one->due || !one->callback;
    one->due = false;
    *polls += !one->callback && !one->final;
    if (due && !one->final && !demo_refresh(client, one))
      return false;
    *finished += one->final || one->stays_open;
  }
  return true;
}

static bool follow_all(jumio_client *client, demo_receiver *receiver)
{
  struct timespec start, now;
  size_t finished = 0, polls = 0;
  clock_gettime(CLOCK_MONOTONIC, &start);
  for (;;) {
    if (!refresh_due(client, receiver, &finished, &polls))
      return false;
    demo_progress(finished, demo_case_count, "following: %zu callbacks received, %zu polls", demo_receiver_count(receiver), polls);
    if (finished == demo_case_count)
      break;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (now.tv_sec - start.tv_sec > LIMIT_SECONDS)
      return demo_fail("results", JUMIO_ERR_DEADLINE, NULL);
    demo_receiver_wait(receiver, ROUND_MS);
  }
  for (size_t i = 0; i < demo_case_count; i++) /* the one that stays open is asked once, so that its status is Jumio's */
    if (demo_cases[i].stays_open && !demo_refresh(client, &demo_cases[i]))
      return false;
  return true;
}

static bool fetch_all(jumio_client *client, const demo_options *options)
{
  for (size_t i = 0; i < demo_case_count; i++) {
    demo_progress(i + 1, demo_case_count, "downloading the documents of %s", demo_cases[i].name);
    if (!demo_fetch_documents(client, options, &demo_cases[i]))
      return false;
  }
  return true;
}

int main(int argc, char **argv)
{
  demo_options options = {.endpoint = NULL};
  if (!read_options(argc, argv, &options)) {
    fputs(usage, stderr);
    return 2;
  }
  jumio_client *client = demo_client(&options);
  demo_receiver *receiver = client != NULL ? demo_receiver_start(client) : NULL;
  bool good = receiver != NULL && create_all(client, &options, receiver) && follow_all(client, receiver) && fetch_all(client, &options);
  demo_progress_end();
  good = good && demo_table(client);
  demo_receiver_stop(receiver);
  jumio_client_unref(client);
  return good ? 0 : 1;
}
