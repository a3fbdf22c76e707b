/** Policies on the command line. */
#ifndef CLI_POLICY_H
#define CLI_POLICY_H

#include "options.h"

#include <jumio/jumio.h>

/* The policy of a name that the library knows, else of a file; NULL is the default one, which then is NULL too. An exit code. */
int cli_policy_load(const char *file_or_name, jumio_policy **out);
/* The one of --policy, or of the file of --config. */
int cli_policy_of(const cli_args *args, jumio_policy **out);

#endif
