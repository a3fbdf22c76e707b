/** Everything the program prints: error lines and exit codes, safe text, times, aligned lines, JSON. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <jumio/jumio.h>

#include <yyjson.h>

#include <stdbool.h>
#include <stdio.h>

/* The exit codes; docs/cli.md has the table. */
enum {
  CLI_EXIT_OK = 0,
  CLI_EXIT_USAGE = 2,
  CLI_EXIT_INPUT = 3,
  CLI_EXIT_REFUSED = 4,
  CLI_EXIT_NETWORK = 5,
  CLI_EXIT_NOT_FOUND = 6,
  CLI_EXIT_UNKNOWN = 7,
  CLI_EXIT_STORE = 8,
  CLI_EXIT_OTHER = 9,
  CLI_EXIT_NOT_FINISHED = 10,
  CLI_EXIT_DIFFERENT = 11
};

/* A mistake on the command line: one line on standard error. Gives CLI_EXIT_USAGE. */
__attribute__((format(printf, 1, 2))) int cli_usage(const char *format, ...);

/* A failure of the program's own, in the form of the library's. Gives the exit code. */
__attribute__((format(printf, 2, 3))) int cli_fail(jumio_result code, const char *format, ...);

/* A failure of the library, with a hint by its action; frees the error. Gives the exit code. */
int cli_report(jumio_result code, jumio_error *error);

/* The same for a file of the user's that is not what it should be: names it, and the fault is the input's. */
int cli_report_file(const char *path, jumio_result code, jumio_error *error);

int cli_exit_code(jumio_result code);

/* Copies text so that no byte of it can steer a terminal: control and bidirectional characters and bytes that are not UTF-8 become \xNN,
 * with `for_json` only the latter. NULL becomes "-". Cut, at a whole character, when there is no room. */
void cli_safe(const char *text, bool for_json, char *out, size_t size);

/* Prints text through cli_safe(). */
void cli_put(FILE *file, const char *text);

/* A name and a value on a line of their own. */
void cli_line(const char *name, const char *value);

#define CLI_TIME_SIZE 32
/* YYYY-MM-DDThh:mm:ssZ, or "-". */
void cli_time(int64_t unix_ms, char out[CLI_TIME_SIZE]);
/* Reads exactly that form. */
bool cli_time_parse(const char *text, int64_t *out_unix_ms);

/* JSON that is written as one line; what cannot be allocated is noticed at the end. */
typedef struct cli_json {
  yyjson_mut_doc *doc;
  yyjson_mut_val *root;
  bool failed;
} cli_json;

void cli_json_begin(cli_json *json);
void cli_json_text(cli_json *json, yyjson_mut_val *object, const char *key, const char *value); /* copied; NULL gives null */
void cli_json_int(cli_json *json, yyjson_mut_val *object, const char *key, int64_t value);      /* JUMIO_ABSENT gives null */
void cli_json_bool(cli_json *json, yyjson_mut_val *object, const char *key, bool value);
void cli_json_time(cli_json *json, yyjson_mut_val *object, const char *key, int64_t unix_ms);
yyjson_mut_val *cli_json_object(cli_json *json, yyjson_mut_val *object, const char *key); /* as the list below */
yyjson_mut_val *cli_json_list(cli_json *json, yyjson_mut_val *object,
                              const char *key); /* NULL after a failure, which is allowed everywhere */
void cli_json_item(cli_json *json, yyjson_mut_val *list, const char *value);
yyjson_mut_val *cli_json_item_object(cli_json *json, yyjson_mut_val *list);
/* Adds the members of an object that is given as text; no text is a failure. */
void cli_json_members(cli_json *json, yyjson_mut_val *object, const char *text, size_t len);
/* Prints the line and frees. An exit code. */
int cli_json_end(cli_json *json);

#endif
