/** A secret: from a file descriptor or a private file, never from the command line or the environment. */
#ifndef CLI_SECRET_H
#define CLI_SECRET_H

#include <stddef.h>

#define CLI_SECRET_SIZE 640

/* One line is read; its line break is no part of the secret. An exit code. Wipe the buffer with cli_secret_wipe(). */
int cli_secret_from_fd(const char *number, char out[CLI_SECRET_SIZE]);
int cli_secret_from_file(const char *path, char out[CLI_SECRET_SIZE]);
/* "fd:N" or a path. */
int cli_secret_from(const char *where, char out[CLI_SECRET_SIZE]);
void cli_secret_wipe(char secret[CLI_SECRET_SIZE]);

#endif
