/** The configuration file: lines "name = value" with the names of the connection's options. */
#ifndef CLI_CONFIG_FILE_H
#define CLI_CONFIG_FILE_H

#include "options.h"

typedef struct cli_settings {
  const char *value[OPT_CONFIG + 1]; /* borrowed from the command line or from `text` */
  char *text;
  size_t len;
} cli_settings;

/* The command line's values, and below them the file's where --config names one. An exit code; then nothing is kept. */
int cli_settings_load(const cli_args *args, cli_settings *out);
void cli_settings_free(cli_settings *settings);

#endif
