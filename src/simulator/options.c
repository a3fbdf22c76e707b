/* The command line. */
#define _GNU_SOURCE
#include "sim.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] = "Usage: jumio-sim [options]\n"
                           "\n"
                           "A Jumio on loopback: auth, account, api, retrieval and status hosts on one origin.\n"
                           "Prints \"jumio-sim listening on URL\" when it is ready; ends on SIGTERM or SIGINT.\n"
                           "\n"
                           "Server\n"
                           "  --port N                 port on 127.0.0.1; 0 (default) takes a free one\n"
                           "  --tls                    speak TLS with a certificate made at the start\n"
                           "  --cert-out FILE          write that certificate (PEM); clients trust it as their CA\n"
                           "  --ready-file FILE        write the base URL to FILE once it is listening\n"
                           "  --threads N              server threads, 1 to 64 (default 2)\n"
                           "  --exit-on-stdin-eof      end when standard input closes\n"
                           "  --parent-pid PID         end when that process is gone\n"
                           "  --quiet                  print nothing but the listening line\n"
                           "Credentials\n"
                           "  --client-id ID           default sim-client\n"
                           "  --client-secret-file F   first line is the secret; default secret: sim-secret\n"
                           "  --token-life-seconds N   life of the tenant's access token (default 3600)\n"
                           "Time\n"
                           "  --clock real|virtual     virtual: time stands still until POST /_sim/clock\n"
                           "  --clock-scale N          real clock, N times as fast\n"
                           "  --clock-start T          begin at T (milliseconds since 1970 or YYYY-MM-DDThh:mm:ssZ)\n"
                           "  --processing-ms N        from ACQUIRED to PROCESSED (default 2000)\n"
                           "Behaviour\n"
                           "  --scenario FILE          rules and faults (JSON)\n"
                           "  --default-scenario NAME  outcome when nothing else chooses one (default passed)\n"
                           "  --list-scenarios         print the scenario names and exit\n"
                           "  --callback-url URL       callback URL of the tenant; a request's own goes before it\n"
                           "  --callback-ca FILE       CA certificates for https callback receivers\n"
                           "  --intermediate-callbacks on|off   also for ACQUISITION_STARTED and ACQUIRED (default off)\n"
                           "  --rate-limits on|off     Jumio's default limits (default on; off with a virtual clock)\n"
                           "  --upload-answer guide|openapi|empty   body of upload answers (default guide)\n"
                           "  --replace-put allow|refuse    PUT on a part: 200, or 405 (default refuse)\n"
                           "  --part-addresses single|paged upload addresses: one for each part, or for each page (default single)\n"
                           "  --repeat-finalize allow|refuse   a second finalise: 200, or 409 (default refuse)\n"
                           "  --unfinished-details 200|404  details before the end (default 200)\n"
                           "  --max-upload-bytes N     largest file (default 15728640)\n"
                           "  --ledger-size N          requests remembered, 0 for none (default 20000)\n"
                           "  --seed N                 make ids and tokens repeatable\n"
                           "Other\n"
                           "  --pictures DIR           write sample pictures into DIR and exit\n"
                           "  --help, --version\n";

enum {
  O_PORT = 256,
  O_TLS,
  O_CERT,
  O_READY,
  O_THREADS,
  O_STDIN,
  O_PARENT,
  O_QUIET,
  O_ID,
  O_SECRET,
  O_LIFE,
  O_CLOCK,
  O_SCALE,
  O_START,
  O_PROCESSING,
  O_SCENARIO,
  O_DEFAULT,
  O_LIST,
  O_CALLBACK,
  O_CALLBACK_CA,
  O_INTERMEDIATE,
  O_LIMITS,
  O_UPLOAD,
  O_REPLACE,
  O_ADDRESSES,
  O_REPEAT,
  O_UNFINISHED,
  O_MAX,
  O_LEDGER,
  O_SEED,
  O_PICTURES,
  O_HELP,
  O_VERSION
};

static const struct option table[] = {
    {"port", required_argument, NULL, O_PORT},
    {"tls", no_argument, NULL, O_TLS},
    {"cert-out", required_argument, NULL, O_CERT},
    {"ready-file", required_argument, NULL, O_READY},
    {"threads", required_argument, NULL, O_THREADS},
    {"exit-on-stdin-eof", no_argument, NULL, O_STDIN},
    {"parent-pid", required_argument, NULL, O_PARENT},
    {"quiet", no_argument, NULL, O_QUIET},
    {"client-id", required_argument, NULL, O_ID},
    {"client-secret-file", required_argument, NULL, O_SECRET},
    {"token-life-seconds", required_argument, NULL, O_LIFE},
    {"clock", required_argument, NULL, O_CLOCK},
    {"clock-scale", required_argument, NULL, O_SCALE},
    {"clock-start", required_argument, NULL, O_START},
    {"processing-ms", required_argument, NULL, O_PROCESSING},
    {"scenario", required_argument, NULL, O_SCENARIO},
    {"default-scenario", required_argument, NULL, O_DEFAULT},
    {"list-scenarios", no_argument, NULL, O_LIST},
    {"callback-url", required_argument, NULL, O_CALLBACK},
    {"callback-ca", required_argument, NULL, O_CALLBACK_CA},
    {"intermediate-callbacks", required_argument, NULL, O_INTERMEDIATE},
    {"rate-limits", required_argument, NULL, O_LIMITS},
    {"upload-answer", required_argument, NULL, O_UPLOAD},
    {"replace-put", required_argument, NULL, O_REPLACE},
    {"part-addresses", required_argument, NULL, O_ADDRESSES},
    {"repeat-finalize", required_argument, NULL, O_REPEAT},
    {"unfinished-details", required_argument, NULL, O_UNFINISHED},
    {"max-upload-bytes", required_argument, NULL, O_MAX},
    {"ledger-size", required_argument, NULL, O_LEDGER},
    {"seed", required_argument, NULL, O_SEED},
    {"pictures", required_argument, NULL, O_PICTURES},
    {"help", no_argument, NULL, O_HELP},
    {"version", no_argument, NULL, O_VERSION},
    {NULL, 0, NULL, 0},
};

static const char *option_name(int code)
{
  for (const struct option *o = table; o->name; o++)
    if (o->val == code)
      return o->name;
  return "";
}

static bool number(int code, int64_t min, int64_t max, int64_t *out)
{
  if (text_to_int(optarg, min, max, out))
    return true;
  fprintf(stderr, "jumio-sim: --%s must be a number from %lld to %lld\n", option_name(code), (long long)min, (long long)max);
  return false;
}

/* Which of two or three words was given, counted from 0; -1 after a complaint. */
static int word(int code, const char *first, const char *second, const char *third)
{
  if (strcmp(optarg, first) == 0)
    return 0;
  if (strcmp(optarg, second) == 0)
    return 1;
  if (third && strcmp(optarg, third) == 0)
    return 2;
  fprintf(stderr, "jumio-sim: --%s must be %s%s%s%s%s\n", option_name(code), first, third ? ", " : " or ", second, third ? " or " : "",
          third ? third : "");
  return -1;
}

static void list_scenarios(void)
{
  const struct sim_scenario *scenario;
  for (size_t i = 0; (scenario = scenario_at(i)) != NULL; i++)
    fprintf(stdout, "%-34s %s\n", scenario->name, scenario->summary);
}

static bool take_number(struct sim_options *o, int code)
{
  int64_t n = 0;
  switch (code) {
  case O_PORT:
    if (!number(code, 0, 65535, &n))
      return false;
    o->port = (unsigned)n;
    break;
  case O_THREADS:
    if (!number(code, 1, 64, &n))
      return false;
    o->threads = (unsigned)n;
    break;
  case O_PARENT:
    if (!number(code, 1, INT32_MAX, &n))
      return false;
    o->parent_pid = (long)n;
    break;
  case O_LIFE:
    if (!number(code, 1, 86400, &o->token_life_s))
      return false;
    break;
  case O_SCALE:
    if (!number(code, 1, 1000000, &n))
      return false;
    o->scale = (unsigned)n;
    break;
  case O_PROCESSING:
    if (!number(code, 0, 86400000, &o->processing_ms))
      return false;
    break;
  case O_MAX:
    if (!number(code, 1, 64 * 1024 * 1024, &n))
      return false;
    o->max_upload = (size_t)n;
    break;
  case O_LEDGER:
    if (!number(code, 0, 10000000, &n))
      return false;
    o->ledger_size = (size_t)n;
    break;
  case O_SEED:
    if (!number(code, 0, INT64_MAX, &n))
      return false;
    o->seed = (uint64_t)n;
    o->seeded = true;
    break;
  default:
    return false;
  }
  return true;
}

static bool take_word(struct sim_options *o, int code)
{
  int w = -1;
  switch (code) {
  case O_CLOCK:
    w = word(code, "real", "virtual", NULL);
    o->virtual_clock = w == 1;
    break;
  case O_INTERMEDIATE:
    w = word(code, "off", "on", NULL);
    o->intermediate = w == 1;
    break;
  case O_LIMITS:
    w = word(code, "off", "on", NULL);
    o->rate_limits = w == 1;
    o->rate_limits_given = true;
    break;
  case O_UPLOAD:
    w = word(code, "guide", "openapi", "empty");
    o->upload_answer = (enum sim_upload_answer)(w < 0 ? 0 : w);
    break;
  case O_REPLACE:
    w = word(code, "refuse", "allow", NULL);
    o->replace_put = w == 1;
    break;
  case O_ADDRESSES:
    w = word(code, "single", "paged", NULL);
    o->paged_parts = w == 1;
    break;
  case O_REPEAT:
    w = word(code, "allow", "refuse", NULL);
    o->repeat_conflict = w == 1;
    break;
  case O_UNFINISHED:
    w = word(code, "200", "404", NULL);
    o->unfinished_404 = w == 1;
    break;
  default:
    break;
  }
  return w >= 0;
}

static bool take_text(struct sim_options *o, int code)
{
  const char *why = NULL;
  switch (code) {
  case O_CERT:
    o->cert_out = optarg;
    return true;
  case O_READY:
    o->ready_file = optarg;
    return true;
  case O_ID:
    o->client_id = optarg;
    return true;
  case O_SECRET:
    o->secret_file = optarg;
    return true;
  case O_SCENARIO:
    o->scenario_file = optarg;
    return true;
  case O_CALLBACK_CA:
    o->callback_ca = optarg;
    return true;
  case O_PICTURES:
    o->pictures = optarg;
    return true;
  case O_START:
    if (clock_parse(optarg, &o->clock_start))
      return true;
    why = "is not a time";
    break;
  case O_DEFAULT:
    if ((o->default_scenario = scenario_find(optarg)) != NULL)
      return true;
    why = "is not a known scenario (see --list-scenarios)";
    break;
  case O_CALLBACK:
    o->callback_url = optarg;
    if (url_check(optarg, true, &why))
      return true;
    break;
  default:
    return false;
  }
  fprintf(stderr, "jumio-sim: --%s %s\n", option_name(code), why);
  return false;
}

static bool take_flag(struct sim_options *o, int code)
{
  switch (code) {
  case O_TLS:
    o->tls = true;
    return true;
  case O_STDIN:
    o->stdin_eof = true;
    return true;
  case O_QUIET:
    o->quiet = true;
    return true;
  default:
    return false;
  }
}

static bool take(struct sim_options *o, int code)
{
  switch (code) {
  case O_PORT:
  case O_THREADS:
  case O_PARENT:
  case O_LIFE:
  case O_SCALE:
  case O_PROCESSING:
  case O_MAX:
  case O_LEDGER:
  case O_SEED:
    return take_number(o, code);
  case O_CLOCK:
  case O_INTERMEDIATE:
  case O_LIMITS:
  case O_UPLOAD:
  case O_REPLACE:
  case O_ADDRESSES:
  case O_REPEAT:
  case O_UNFINISHED:
    return take_word(o, code);
  case O_TLS:
  case O_STDIN:
  case O_QUIET:
    return take_flag(o, code);
  default:
    return take_text(o, code);
  }
}

/* Returns -1 to run, else the program's exit status. */
int options_parse(struct sim_options *o, int argc, char **argv)
{
  int code;
  *o = (struct sim_options){.threads = 2,
                            .scale = 1,
                            .client_id = "sim-client",
                            .processing_ms = 2000,
                            .token_life_s = 3600,
                            .rate_limits = true,
                            .repeat_conflict = true,
                            .max_upload = (size_t)15 * 1024 * 1024,
                            .ledger_size = 20000,
                            .default_scenario = scenario_find("passed")};
  while ((code = getopt_long(argc, argv, "", table, NULL)) != -1) {
    if (code == O_HELP) {
      fputs(help, stdout);
      return 0;
    }
    if (code == O_VERSION) {
      fputs("jumio-sim " JUMIO_SIM_VERSION "\n", stdout);
      return 0;
    }
    if (code == O_LIST) {
      list_scenarios();
      return 0;
    }
    if (code == '?' || !take(o, code))
      return 2;
  }
  if (optind < argc) {
    fprintf(stderr, "jumio-sim: unexpected argument %s\n", argv[optind]);
    return 2;
  }
  if (o->cert_out && !o->tls) {
    fputs("jumio-sim: --cert-out needs --tls\n", stderr);
    return 2;
  }
  if (o->virtual_clock && !o->rate_limits_given)
    o->rate_limits = false;
  return -1;
}
