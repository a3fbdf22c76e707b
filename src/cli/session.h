/** A client from the command line and the configuration file. */
#ifndef CLI_SESSION_H
#define CLI_SESSION_H

#include "options.h"

#include <jumio/jumio.h>

/* What a verb needs; bits. */
enum {
  CLI_NEEDS_NETWORK = 1, /* secret and user agent */
  CLI_NEEDS_STORE = 2,   /* --store */
  CLI_TAKES_STORE = 4,   /* the store is opened where one is named */
  CLI_NEEDS_AGENT = 8    /* the user agent, but no secret */
};

typedef struct cli_session {
  jumio_client *client;
  jumio_policy *policy; /* NULL: the default, or the verb decides nothing */
  int64_t deadline_ms;
} cli_session;

/* An exit code; then nothing is open. */
int cli_session_open(const cli_args *args, unsigned needs, cli_session *out);
void cli_session_close(cli_session *session);

/* Runs a verb that speaks of a stored verification (--id) or of an execution (two operands). */
typedef int (*cli_target_fn)(const cli_args *args, const cli_session *session);
int cli_on_target(const cli_args *args, const char *usage, cli_target_fn verification, cli_target_fn execution);

#endif
