/** Error lines with their hints and exit codes, safe text, times, aligned lines. */
#include "output.h"

#include <stdarg.h>
#include <string.h>
#include <time.h>

static const struct {
  jumio_result from, to; /* inclusive, downwards */
  int exit_code;
} exit_codes[] = {
    {JUMIO_ERR_ARGUMENT, JUMIO_ERR_ARGUMENT, CLI_EXIT_INPUT},
    {JUMIO_ERR_TOO_LARGE, JUMIO_ERR_UNSUPPORTED, CLI_EXIT_INPUT},
    {JUMIO_ERR_MEDIA_TYPE, JUMIO_ERR_MEDIA_TYPE, CLI_EXIT_INPUT},
    {JUMIO_ERR_FILE, JUMIO_ERR_FILE, CLI_EXIT_INPUT},
    {JUMIO_ERR_FILE_EXISTS, JUMIO_ERR_FILE_EXISTS, CLI_EXIT_INPUT},
    {JUMIO_ERR_DEADLINE, JUMIO_ERR_DEADLINE, CLI_EXIT_NETWORK},
    {JUMIO_ERR_RESOLVE, JUMIO_ERR_PROXY, CLI_EXIT_NETWORK},
    {JUMIO_ERR_REQUEST_REFUSED, JUMIO_ERR_REQUEST_REFUSED, CLI_EXIT_INPUT},
    {JUMIO_ERR_AUTH, JUMIO_ERR_PERMISSION, CLI_EXIT_REFUSED},
    {JUMIO_ERR_NOT_FOUND, JUMIO_ERR_NOT_FOUND, CLI_EXIT_NOT_FOUND},
    {JUMIO_ERR_GONE, JUMIO_ERR_GONE, CLI_EXIT_NOT_FOUND},
    {JUMIO_ERR_OUTCOME_UNKNOWN, JUMIO_ERR_OUTCOME_UNKNOWN, CLI_EXIT_UNKNOWN},
    {JUMIO_ERR_NOT_FINISHED, JUMIO_ERR_NOT_FINISHED, CLI_EXIT_NOT_FINISHED},
    {JUMIO_ERR_STORE_NOT_FOUND, JUMIO_ERR_STORE_NOT_FOUND, CLI_EXIT_NOT_FOUND},
    {JUMIO_ERR_STORE, JUMIO_ERR_STORE_VERSION, CLI_EXIT_STORE},
};

static const char *const hints[] = {
    [JUMIO_ACTION_NONE] = NULL,
    [JUMIO_ACTION_FIX_CALL] = "change the call or its input; repeating it unchanged cannot help",
    [JUMIO_ACTION_RETRY_LATER] = "may pass: repeat later",
    [JUMIO_ACTION_REAUTHENTICATE] = "check the client id, the secret and the region",
    [JUMIO_ACTION_REFETCH] = "the record changed meanwhile: run the command again",
    [JUMIO_ACTION_WAIT_FOR_RESULT] = "do not repeat: wait for the callback or the expiry of the transaction",
    [JUMIO_ACTION_GIVE_UP] = "repeating cannot help",
};

int cli_exit_code(jumio_result code)
{
  if (code == JUMIO_OK)
    return CLI_EXIT_OK;
  for (size_t i = 0; i < sizeof exit_codes / sizeof exit_codes[0]; i++)
    if (code <= exit_codes[i].from && code >= exit_codes[i].to)
      return exit_codes[i].exit_code;
  return CLI_EXIT_OTHER;
}

int cli_usage(const char *format, ...)
{
  char text[400];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  fputs("jumio-idv: usage: ", stderr);
  cli_put(stderr, text);
  fputs("\njumio-idv: hint: see jumio-idv --help, or jumio-idv VERB --help\n", stderr);
  return CLI_EXIT_USAGE;
}

static void print_error(jumio_result code, const char *message, int32_t http_status, jumio_action action, int64_t retry_after_ms)
{
  fprintf(stderr, "jumio-idv: %s: ", jumio_result_name(code));
  cli_put(stderr, message);
  if (http_status != 0)
    fprintf(stderr, " (HTTP %d)", (int)http_status);
  fputc('\n', stderr);
  if (action <= 0 || (size_t)action >= sizeof hints / sizeof hints[0])
    return;
  fprintf(stderr, "jumio-idv: hint: %s", hints[action]);
  if (action == JUMIO_ACTION_RETRY_LATER && retry_after_ms >= 0)
    fprintf(stderr, ", after %lld s", (long long)((retry_after_ms + 999) / 1000));
  fputc('\n', stderr);
}

int cli_fail(jumio_result code, const char *format, ...)
{
  char text[5 * 1024]; /* a path and what is wrong with it */
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  print_error(code, text, 0, jumio_result_action(code), -1);
  return cli_exit_code(code);
}

int cli_report(jumio_result code, jumio_error *error)
{
  if (error != NULL)
    print_error(code, jumio_error_get_message(error), jumio_error_get_int64(error, JUMIO_ERROR_HTTP_STATUS), jumio_error_get_action(error),
                jumio_error_get_int64(error, JUMIO_ERROR_RETRY_AFTER_MS));
  else
    print_error(code, jumio_result_meaning(code), 0, jumio_result_action(code), -1);
  jumio_error_free(error);
  return cli_exit_code(code);
}

int cli_report_file(const char *path, jumio_result code, jumio_error *error)
{
  cli_fail(code, "%s: %s", path, error != NULL ? jumio_error_get_message(error) : jumio_result_meaning(code));
  jumio_error_free(error);
  return code == JUMIO_ERR_OUT_OF_MEMORY ? CLI_EXIT_OTHER : CLI_EXIT_INPUT;
}

/* Length of the UTF-8 character at text, 0 when it is none (RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF). */
static size_t character(const unsigned char *text, uint32_t *out)
{
  size_t len = text[0] < 0x80                      ? 1
               : text[0] >= 0xC2 && text[0] < 0xE0 ? 2
               : text[0] >= 0xE0 && text[0] < 0xF0 ? 3
               : text[0] >= 0xF0 && text[0] < 0xF5 ? 4
                                                   : 0;
  uint32_t value = len == 1 ? text[0] : text[0] & (0x7Fu >> len);
  for (size_t i = 1; i < len; i++) {
    if ((text[i] & 0xC0) != 0x80)
      return 0;
    value = value << 6 | (text[i] & 0x3Fu);
  }
  if ((len == 3 && (value < 0x800 || (value >= 0xD800 && value < 0xE000))) || (len == 4 && (value < 0x10000 || value > 0x10FFFF)))
    return 0;
  *out = value;
  return len;
}

static bool steers(uint32_t value)
{
  return value < 0x20 || (value >= 0x7F && value < 0xA0) || value == 0x200E || value == 0x200F || value == 0x2028 || value == 0x2029 ||
         (value >= 0x202A && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069);
}

void cli_safe(const char *text, bool for_json, char *out, size_t size)
{
  static const char digits[] = "0123456789abcdef";
  const unsigned char *at = (const unsigned char *)(text != NULL ? text : "-");
  size_t used = 0;
  while (*at != '\0') {
    uint32_t value = 0;
    size_t len = character(at, &value);
    bool escape = len == 0 || (!for_json && steers(value));
    size_t bytes = len == 0 ? 1 : len;
    if (used + (escape ? 4 * bytes : bytes) >= size)
      break;
    for (size_t i = 0; i < bytes; i++) {
      if (escape) {
        const char code[4] = {'\\', 'x', digits[at[i] >> 4], digits[at[i] & 15]};
        memcpy(out + used, code, 4);
        used += 4;
      } else {
        out[used++] = (char)at[i];
      }
    }
    at += bytes;
  }
  out[used] = '\0';
}

void cli_put(FILE *file, const char *text)
{
  char safe[16 * 1024];
  cli_safe(text, false, safe, sizeof safe);
  fputs(safe, file);
}

void cli_line(const char *name, const char *value)
{
  printf("%s:%*s", name, strlen(name) < 18 ? (int)(18 - strlen(name)) : 1, "");
  cli_put(stdout, value);
  putchar('\n');
}

void cli_time(int64_t unix_ms, char out[CLI_TIME_SIZE])
{
  struct tm parts;
  time_t seconds = (time_t)(unix_ms / 1000);
  if (unix_ms == JUMIO_ABSENT || gmtime_r(&seconds, &parts) == NULL || strftime(out, CLI_TIME_SIZE, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
    memcpy(out, "-", 2);
}

bool cli_time_parse(const char *text, int64_t *out_unix_ms)
{
  static const char form[] = "dddd-dd-ddTdd:dd:ddZ";
  char again[CLI_TIME_SIZE];
  int number[6] = {0}, field = 0;
  if (strlen(text) != sizeof form - 1)
    return false;
  for (size_t i = 0; form[i] != '\0'; i++) {
    if (form[i] != 'd' ? text[i] != form[i] : text[i] < '0' || text[i] > '9')
      return false;
    if (form[i] == 'd')
      number[field] = number[field] * 10 + (text[i] - '0');
    else
      field++;
  }
  struct tm parts = {.tm_year = number[0] - 1900,
                     .tm_mon = number[1] - 1,
                     .tm_mday = number[2],
                     .tm_hour = number[3],
                     .tm_min = number[4],
                     .tm_sec = number[5]};
  *out_unix_ms = (int64_t)timegm(&parts) * 1000;
  cli_time(*out_unix_ms, again); /* a date that does not exist comes back as another */
  return strcmp(text, again) == 0;
}
