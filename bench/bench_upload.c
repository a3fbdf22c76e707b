/** Pictures of 5 MB and 15 MB up, from memory, a file and a callback, and 15 MB down: how much memory the call adds, and its processor time
 * against bare libcurl. */
#include "common.h"
#include "count.h"
#include "floor.h"
#include "sdk.h"
#include "server.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static const char usage[] = "Usage: bench_upload [--rounds N] [--origin URL [--ca FILE]]\n"
                            "Without --origin a canned server of its own answers, without TLS.\n";

#define BOUNDARY "bench-0123456789abcdef0123456789abcdef"
#define KIB 1024.0
enum { PICTURE_BYTES = 15000000, PIECE = 4096 };

typedef struct setting {
  const char *origin, *ca;
  bench_text small, large; /* pictures */
  bench_text body;         /* the large one as a ready multipart body, for the floor */
  jumio_alloc *alloc;
  jumio_client *client;
  jumio_account *account;
  bench_floor up, down;
  size_t received;
  int fd; /* the large picture as a file */
} setting;

static void upload_source(setting *s, jumio_source *source)
{
  jumio_error *err = NULL;
  jumio_upload_remarks remarks;
  const jumio_credential *credential = jumio_account_get_credential_at(s->account, 0);
  bench_sdk_must(
      jumio_credential_upload(s->client, s->account, credential, JUMIO_PART_FRONT, 1, source, JUMIO_DEADLINE_DEFAULT, NULL, &remarks, &err),
      err, "upload");
  jumio_source_free(source);
}

static void upload(setting *s, const bench_text *picture)
{
  jumio_error *err = NULL;
  jumio_source *source = NULL;
  bench_sdk_must(jumio_source_new_memory(s->alloc, picture->data, picture->len, &source, &err), err, "source");
  upload_source(s, source);
}

static void sdk_up_small(setting *s)
{
  upload(s, &s->small);
}

static void sdk_up(setting *s)
{
  upload(s, &s->large);
}

static void sdk_up_fd(setting *s)
{
  jumio_error *err = NULL;
  jumio_source *source = NULL;
  bench_sdk_must(jumio_source_new_fd(s->alloc, s->fd, &source, &err), err, "source");
  upload_source(s, source);
}

static int64_t read_part(uint64_t offset, void *buffer, size_t size, void *user_data)
{
  setting *s = user_data;
  return pread(s->fd, buffer, size, (off_t)offset);
}

static void sdk_up_reader(setting *s)
{
  jumio_error *err = NULL;
  jumio_source *source = NULL;
  bench_sdk_must(jumio_source_new_reader(s->alloc, PICTURE_BYTES, read_part, s, NULL, &source, &err), err, "source");
  upload_source(s, source);
}

/* The picture as a file, written in small pieces so that the process is not larger for it. */
static void make_file(setting *s)
{
  char path[] = "/tmp/bench-upload-XXXXXX";
  bench_text piece = bench_picture(PIECE);
  s->fd = mkstemp(path);
  if (s->fd == -1 || unlink(path) != 0)
    bench_die("no temporary file");
  for (size_t at = 0; at < PICTURE_BYTES; at += PIECE) {
    size_t len = PICTURE_BYTES - at < PIECE ? PICTURE_BYTES - at : PIECE;
    if (write(s->fd, piece.data + (PIECE - len), len) != (ssize_t)len)
      bench_die("the temporary file cannot be written");
    memset(piece.data, 0x5A, 40); /* only the first piece begins a picture */
  }
  free(piece.data);
}

static int32_t sink(const void *data, size_t len, void *user_data)
{
  setting *s = user_data;
  (void)data;
  s->received += len;
  return 1;
}

static void sdk_down(setting *s)
{
  jumio_error *err = NULL;
  jumio_media_type type;
  uint64_t size;
  s->received = 0;
  bench_sdk_must(jumio_part_fetch(s->client, BENCH_ACCOUNT, JUMIO_NTS, BENCH_CREDENTIAL, JUMIO_NTS, "FRONT", JUMIO_NTS, sink, s,
                                  JUMIO_DEADLINE_DEFAULT, NULL, &type, &size, &err),
                 err, "download");
  if (s->received != BENCH_PART_BYTES)
    bench_die("download: %zu bytes", s->received);
}

static void floor_up(setting *s)
{
  bench_floor_get(&s->up);
}

static void floor_down(setting *s)
{
  bench_floor_get(&s->down);
  if (s->down.received != BENCH_PART_BYTES)
    bench_die("floor: %zu bytes", s->down.received);
}

static bench_text multipart(const bench_text *picture)
{
  static const char head[] = "--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file.jpg\"\r\n"
                             "Content-Type: image/jpeg\r\n\r\n";
  static const char tail[] = "\r\n--" BOUNDARY "--\r\n";
  bench_text body = {malloc(sizeof head + picture->len + sizeof tail), sizeof head - 1 + picture->len + sizeof tail - 1};
  if (body.data == NULL)
    bench_die("no memory");
  memcpy(body.data, head, sizeof head - 1);
  memcpy(body.data + sizeof head - 1, picture->data, picture->len);
  memcpy(body.data + sizeof head - 1 + picture->len, tail, sizeof tail - 1);
  return body;
}

static void open_floors(setting *s)
{
  char url[512];
  s->body = multipart(&s->large);
  bench_floor_open(&s->up, s->origin, s->ca, BENCH_CLIENT_ID, BENCH_CLIENT_SECRET);
  snprintf(url, sizeof url,
           "%s/api/v1/accounts/" BENCH_ACCOUNT "/workflow-executions/" BENCH_EXECUTION "/credentials/" BENCH_CREDENTIAL "/parts/FRONT",
           s->origin);
  bench_floor_url(&s->up, url);
  bench_floor_header(&s->up, "Content-Type: multipart/form-data; boundary=" BOUNDARY);
  bench_floor_header(&s->up, "Expect:");
  bench_floor_post(&s->up, s->body.data, s->body.len);
  bench_floor_open(&s->down, s->origin, s->ca, BENCH_CLIENT_ID, BENCH_CLIENT_SECRET);
  snprintf(url, sizeof url, "%s/api/v1/accounts/" BENCH_ACCOUNT "/credentials/" BENCH_CREDENTIAL "/parts/FRONT", s->origin);
  bench_floor_url(&s->down, url);
  bench_floor_discard(&s->down);
}

static double resident_kib(void)
{
  struct rusage usage_now;
  getrusage(RUSAGE_SELF, &usage_now);
  return (double)usage_now.ru_maxrss;
}

/* Code and constants of libraries that were touched for the first time: pages of files, shared with every other process. */
static double file_kib(void)
{
  char line[128];
  double kib = 0;
  FILE *status = fopen("/proc/self/status", "r");
  while (status != NULL && fgets(line, sizeof line, status) != NULL)
    sscanf(line, "RssFile: %lf", &kib);
  if (status != NULL)
    fclose(status);
  return kib;
}

/* Each call is the largest so far, so that the process's peak tells what it added. */
static void print_memory(setting *s, const char *name, void (*run)(setting *s), double goal_kib)
{
  double resident = resident_kib(), file = file_kib();
  bench_count_restart();
  size_t before = bench_counts_now.live_bytes;
  run(s);
  double added = (double)(bench_counts_now.peak_bytes - before) / KIB;
  double grown = resident_kib() - resident;
  double code = file_kib() - file;
  bench_say("%-14s %14.1f %18.1f %15.1f %12.0f %s\n", name, added, grown, code, goal_kib,
            added <= goal_kib && grown - code <= goal_kib ? "" : "missed");
}

static void warm_up(setting *s)
{
  jumio_workflow_execution *execution = NULL;
  jumio_error *err = NULL;
  bench_sdk_must(jumio_workflow_execution_fetch(s->client, BENCH_ACCOUNT, JUMIO_NTS, BENCH_EXECUTION, JUMIO_NTS, JUMIO_DEADLINE_DEFAULT,
                                                NULL, &execution, &err),
                 err, "status");
  jumio_workflow_execution_free(execution);
}

typedef struct way {
  const char *name;
  void (*run)(setting *s);
  size_t floor; /* what it is compared with */
} way;

static const way ways[] = {{"floor-up", floor_up, 0},           {"sdk-up", sdk_up, 0},         {"sdk-up-fd", sdk_up_fd, 0},
                           {"sdk-up-reader", sdk_up_reader, 0}, {"floor-down", floor_down, 4}, {"sdk-down", sdk_down, 4}};
enum { WAYS = sizeof ways / sizeof ways[0], ROUNDS_MAX = 1000 };

static void print_times(setting *s, size_t rounds)
{
  static double wall[WAYS][ROUNDS_MAX], cpu[WAYS][ROUNDS_MAX], ratio[WAYS][ROUNDS_MAX];
  for (size_t i = 0; i < WAYS; i++)
    ways[i].run(s);
  for (size_t r = 0; r < rounds; r++)
    for (size_t i = 0; i < WAYS; i++) {
      double wall0 = bench_wall_us(), cpu0 = bench_cpu_us();
      ways[i].run(s);
      cpu[i][r] = (bench_cpu_us() - cpu0) / 1000;
      wall[i][r] = (bench_wall_us() - wall0) / 1000;
      ratio[i][r] = cpu[i][r] / cpu[ways[i].floor][r];
    }
  bench_say("\n15 MB          %12s %12s %14s\n", "wall ms", "cpu ms", "cpu x floor");
  for (size_t i = 0; i < WAYS; i++)
    bench_say("%-14s %12.2f %12.2f %14.3f\n", ways[i].name, bench_median(wall[i], rounds), bench_median(cpu[i], rounds),
              bench_median(ratio[i], rounds));
  bench_say("goal: at most 1.1 x the floor\n");
}

int main(int argc, char **argv)
{
  bench_server server = {0};
  setting s = {0};
  jumio_error *err = NULL;
  bench_server_main(argc, argv);
  size_t rounds = (size_t)bench_option_number(argc, argv, "--rounds", 41);
  s.origin = bench_option(argc, argv, "--origin", NULL);
  s.ca = bench_option(argc, argv, "--ca", NULL);
  bench_options_end(argc, argv, usage);
  if (s.origin == NULL) {
    bench_server_start(&server, argv[0]);
    s.origin = server.origin;
  }
  bench_count_curl();
  s.alloc = bench_count_alloc();
  s.client = bench_sdk_client(s.alloc, s.origin, s.ca, NULL, BENCH_CLIENT_ID, BENCH_CLIENT_SECRET);
  bench_text answer = bench_account(s.origin);
  bench_sdk_must(jumio_account_parse(s.alloc, answer.data, answer.len, &s.account, &err), err, "account");
  warm_up(&s);
  bench_say("               %14s %18s %15s %12s\n", "heap peak KiB", "resident peak KiB", "of it files KiB", "goal KiB");
  make_file(&s);
  print_memory(&s, "sdk-up-fd", sdk_up_fd, 256);
  print_memory(&s, "sdk-up-reader", sdk_up_reader, 256);
  s.small = bench_picture(5000000);
  s.large = bench_picture(PICTURE_BYTES);
  print_memory(&s, "sdk-up-5", sdk_up_small, 256);
  print_memory(&s, "sdk-up-15", sdk_up, 256);
  print_memory(&s, "sdk-down-15", sdk_down, 64);
  open_floors(&s);
  print_times(&s, rounds < ROUNDS_MAX ? rounds : ROUNDS_MAX);
  bench_floor_close(&s.up);
  bench_floor_close(&s.down);
  jumio_account_free(s.account);
  jumio_client_unref(s.client);
  jumio_alloc_free(s.alloc);
  bench_server_stop(&server);
  return 0;
}
