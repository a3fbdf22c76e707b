/** A secret: one line of a file descriptor or of a private file. */
#include "secret.h"

#include "file.h"
#include "number.h"
#include "output.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

void cli_secret_wipe(char secret[CLI_SECRET_SIZE])
{
  explicit_bzero(secret, CLI_SECRET_SIZE);
}

static int refuse(char out[CLI_SECRET_SIZE], const char *why)
{
  cli_secret_wipe(out);
  return cli_fail(JUMIO_ERR_FILE, "secret: %s", why);
}

static int read_line(int fd, char out[CLI_SECRET_SIZE])
{
  size_t used = 0;
  ssize_t got = 1;
  memset(out, 0, CLI_SECRET_SIZE);
  while (got > 0 && used < CLI_SECRET_SIZE - 1 && memchr(out, '\n', used) == NULL) {
    got = read(fd, out + used, CLI_SECRET_SIZE - 1 - used);
    if (got < 0 && errno == EINTR)
      got = 1;
    else if (got < 0)
      return refuse(out, strerror(errno));
    else
      used += (size_t)got;
  }
  char *end = memchr(out, '\n', used);
  size_t len = end != NULL ? (size_t)(end - out) : used;
  if (len == 0)
    return refuse(out, "the first line is empty");
  if (end == NULL && got > 0)
    return refuse(out, "the first line is too long");
  if (strlen(out) < len)
    return refuse(out, "holds a NUL byte");
  if (end != NULL && end + 1 < out + used)
    return refuse(out, "must be a single line");
  out[len] = '\0';
  return CLI_EXIT_OK;
}

int cli_secret_from_fd(const char *number, char out[CLI_SECRET_SIZE])
{
  int64_t fd;
  if (!cli_number(number, 0, 65535, &fd))
    return cli_usage("--secret-fd and fd:N take the number of an open file descriptor");
  return read_line((int)fd, out);
}

int cli_secret_from_file(const char *path, char out[CLI_SECRET_SIZE])
{
  int fd = cli_open_private(path);
  if (fd < 0)
    return CLI_EXIT_INPUT;
  int code = read_line(fd, out);
  close(fd);
  return code;
}

int cli_secret_from(const char *where, char out[CLI_SECRET_SIZE])
{
  static const char descriptor[] = "fd:";
  size_t len = sizeof descriptor - 1;
  return strncmp(where, descriptor, len) == 0 ? cli_secret_from_fd(where + len, out) : cli_secret_from_file(where, out);
}
