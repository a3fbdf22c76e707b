/** The account request of `create` and `update`, from its options. */
#ifndef CLI_ACCOUNT_ARGS_H
#define CLI_ACCOUNT_ARGS_H

#include "options.h"

#include <jumio/jumio.h>

/* An exit code; the request is owned by the caller. */
int cli_account_request(const cli_args *args, jumio_account_request **out);

#endif
