/** The table: what a host's user sees, read back from the store. Never wider than 120 columns. */
#include "demo.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define WIDTH 120
#define LINK_WIDTH 33
#define ROW "%-10s %-8s  %-8s  %-33.33s  %-36s  %s\n"

/* "YYYY-MM-DD", a NUL byte, "hh:mm:ss". */
static void time_parts(int64_t unix_ms, char out[32], const char **out_time)
{
  struct tm parts;
  time_t seconds = (time_t)(unix_ms / 1000);
  *out_time = out;
  memcpy(out, "-", 2);
  if (unix_ms == JUMIO_ABSENT || gmtime_r(&seconds, &parts) == NULL || strftime(out, 32, "%Y-%m-%d %H:%M:%S", &parts) == 0)
    return;
  out[10] = '\0';
  *out_time = out + 11;
}

/* Scheme, host and path: what follows is the token. */
static void link_without_token(const char *link, char out[LINK_WIDTH + 1])
{
  snprintf(out, LINK_WIDTH + 1, "%.*s", link != NULL ? (int)strcspn(link, "?#") : 1, link != NULL ? link : "-");
}

static void documents_of(const jumio_verification *verification, char out[64])
{
  size_t used = 0;
  snprintf(out, 64, "%s",
           jumio_verification_get_int64(verification, JUMIO_VERIFICATION_DOCUMENT_STATUS) == JUMIO_DOCUMENTS_MISSING ? "?" : "-");
  if (out[0] == '?')
    return;
  for (size_t i = 0; i < jumio_verification_document_count(verification) && used < 40; i++)
    used += (size_t)snprintf(out + used, 64 - used, "%s%.20s", i > 0 ? " " : "",
                             jumio_verification_get_document_text_at(verification, i, JUMIO_DOCUMENT_TEXT_CLASSIFIER));
  if (used > 16)
    snprintf(out, 64, "%zu documents", jumio_verification_document_count(verification));
}

/* The parts of a stored reason, "rule capability TYPE/LABEL pointer". */
typedef struct reason_parts {
  char rule[80], capability[40], outcome[100];
  const char *label;
} reason_parts;

static bool read_reason(const jumio_verification *verification, size_t index, reason_parts *out)
{
  const char *text = jumio_verification_get_reason_at(verification, index);
  if (text == NULL || sscanf(text, "%79s %39s %99s", out->rule, out->capability, out->outcome) != 3)
    return false;
  char *slash = strchr(out->outcome, '/');
  out->label = slash != NULL ? slash + 1 : out->outcome;
  if (slash != NULL && strcmp(slash, "/-") == 0)
    *slash = '\0';
  return true;
}

static void append(char line[WIDTH + 1], const char *text)
{
  size_t used = strlen(line);
  snprintf(line + used, WIDTH + 1 - used, "%s", text);
}

/* "usability OK, extraction OK, ...": each check once. */
static void append_passed_checks(const jumio_verification *verification, char line[WIDTH + 1])
{
  char last[40] = "";
  reason_parts parts;
  for (size_t i = 0; read_reason(verification, i, &parts); i++) {
    if (strncmp(parts.outcome, "PASSED/", 7) != 0 || strcmp(last, parts.capability) == 0)
      continue;
    append(line, last[0] != '\0' ? ", " : "");
    append(line, parts.capability);
    append(line, " ");
    append(line, parts.label);
    memcpy(last, parts.capability, sizeof last);
  }
}

/* A pass stands on all of its checks, anything else on the worst of them, which comes first. */
static void print_reason(const jumio_verification *verification)
{
  char line[WIDTH + 1] = "           because ";
  const char *execution = jumio_verification_get_text(verification, JUMIO_VERIFICATION_TEXT_EXECUTION_STATUS);
  reason_parts parts;
  bool found = read_reason(verification, 0, &parts);
  if (found && jumio_verification_get_status(verification) == JUMIO_IDV_PASSED) {
    append_passed_checks(verification, line);
  } else {
    append(line, found && strcmp(parts.capability, "-") != 0 ? parts.capability : "the execution is");
    append(line, " ");
    append(line, found ? parts.outcome : execution != NULL ? execution : "not read yet");
    append(line, found ? " (" : "");
    append(line, found ? parts.rule : "");
    append(line, found ? ")" : "");
  }
  puts(line);
}

static void print_row(const jumio_verification *verification)
{
  char created[32], received[32], link[LINK_WIDTH + 1], documents[64];
  const char *scan = jumio_verification_get_text(verification, JUMIO_VERIFICATION_TEXT_SCAN_REFERENCE);
  const char *created_time, *received_time;
  time_parts(jumio_verification_get_unix_ms(verification, JUMIO_VERIFICATION_TIME_CREATED), created, &created_time);
  time_parts(jumio_verification_get_unix_ms(verification, JUMIO_VERIFICATION_TIME_RECEIVED), received, &received_time);
  link_without_token(jumio_verification_get_text(verification, JUMIO_VERIFICATION_TEXT_ID_TASK), link);
  documents_of(verification, documents);
  printf(ROW, jumio_idv_status_name(jumio_verification_get_status(verification)), created_time, received_time, link,
         scan != NULL ? scan : "-", documents);
  print_reason(verification);
}

static bool check(const demo_case *one, const jumio_verification *verification)
{
  if (jumio_verification_get_status(verification) == one->expected)
    return true;
  fprintf(stderr, "demo: %s: %s was expected\n", one->name, jumio_idv_status_name(one->expected));
  return false;
}

bool demo_table(jumio_client *client)
{
  unsigned seen = 0, missing = 0;
  bool as_expected = true;
  for (size_t i = 0; i < demo_case_count; i++) {
    jumio_verification *verification = NULL;
    jumio_error *error = NULL;
    char day[32];
    const char *time_of_day;
    jumio_result result = jumio_verification_load(client, demo_cases[i].name, JUMIO_NTS, &verification, &error);
    if (result != JUMIO_OK)
      return demo_fail(demo_cases[i].name, result, error);
    if (i == 0) {
      time_parts(jumio_verification_get_unix_ms(verification, JUMIO_VERIFICATION_TIME_CREATED), day, &time_of_day);
      printf("%zu verifications in the store; times are UTC of %s\n\n", demo_case_count, day);
      printf(ROW, "Status", "Created", "Received", "ID Task", "Scan Reference", "Linked Documents");
    }
    print_row(verification);
    as_expected = check(&demo_cases[i], verification) && as_expected;
    seen |= 1u << jumio_verification_get_status(verification);
    missing += jumio_verification_get_int64(verification, JUMIO_VERIFICATION_DOCUMENT_STATUS) == JUMIO_DOCUMENTS_MISSING;
    jumio_verification_free(verification);
  }
  if (seen != (1u << (JUMIO_IDV_PASSED + 1)) - 2)
    fputs("demo: not all six statuses appeared\n", stderr);
  if (missing != 1)
    fputs("demo: exactly one row should show ?\n", stderr);
  return as_expected && seen == (1u << (JUMIO_IDV_PASSED + 1)) - 2 && missing == 1;
}
