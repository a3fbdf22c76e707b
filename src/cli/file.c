/** Reading files with a limit, and private files. */
#include "file.h"

#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool cli_ends_with(const char *name, const char *end)
{
  size_t len = strlen(name), end_len = strlen(end);
  return len >= end_len && memcmp(name + len - end_len, end, end_len) == 0;
}

int cli_open_private(const char *path)
{
  struct stat info;
  /* NONBLOCK: a FIFO of that name must not hang the program; checked after the open, so that nothing can be exchanged between */
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0) {
    cli_fail(JUMIO_ERR_FILE, "%s: %s", path, strerror(errno));
    return -1;
  }
  if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_uid == geteuid() && (info.st_mode & 077) == 0)
    return fd;
  cli_fail(JUMIO_ERR_FILE, "%s: must be a regular file of yours that nobody else can read (chmod 600)", path);
  close(fd);
  return -1;
}

void cli_wipe_free(char *data, size_t len)
{
  if (data != NULL)
    explicit_bzero(data, len);
  free(data);
}

/* Twice the room, without leaving a copy of the old one behind as realloc() may. */
static char *grow(char *data, size_t used, size_t room)
{
  char *larger = malloc(room + 1);
  if (larger != NULL && used > 0)
    memcpy(larger, data, used);
  cli_wipe_free(data, used);
  return larger;
}

static size_t first_room(int fd, size_t limit)
{
  struct stat info;
  if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size < 4096)
    return 4096;
  return (uint64_t)info.st_size < limit ? (size_t)info.st_size + 1 : limit + 1;
}

int cli_read_all(int fd, const char *name, size_t limit, char **out, size_t *out_len)
{
  size_t used = 0, room = first_room(fd, limit);
  char *data = grow(NULL, 0, room);
  *out = NULL;
  *out_len = 0;
  while (data != NULL) {
    ssize_t got = read(fd, data + used, room - used);
    if (got == 0)
      break;
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0 || (used += (size_t)got) > limit) {
      cli_wipe_free(data, used);
      return got < 0 ? cli_fail(JUMIO_ERR_FILE, "%s: %s", name, strerror(errno))
                     : cli_fail(JUMIO_ERR_TOO_LARGE, "%s: larger than %zu bytes", name, limit);
    }
    if (used == room) {
      room *= 2;
      data = grow(data, used, room);
    }
  }
  if (data == NULL)
    return cli_fail(JUMIO_ERR_OUT_OF_MEMORY, "%s: no memory to read it", name);
  data[used] = '\0';
  *out = data;
  *out_len = used;
  return CLI_EXIT_OK;
}

int cli_read_file(const char *path, size_t limit, char **out, size_t *out_len)
{
  if (strcmp(path, "-") == 0)
    return cli_read_all(STDIN_FILENO, "standard input", limit, out, out_len);
  *out = NULL;
  *out_len = 0;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return cli_fail(JUMIO_ERR_FILE, "%s: %s", path, strerror(errno));
  int code = cli_read_all(fd, path, limit, out, out_len);
  close(fd);
  return code;
}

int cli_read_private(const char *path, size_t limit, char **out, size_t *out_len)
{
  *out = NULL;
  *out_len = 0;
  int fd = cli_open_private(path);
  if (fd < 0)
    return CLI_EXIT_INPUT;
  int code = cli_read_all(fd, path, limit, out, out_len);
  close(fd);
  return code;
}

int cli_create_private(const char *path)
{
  int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd >= 0 && fchmod(fd, 0600) == 0) /* whatever the umask */
    return fd;
  cli_fail(JUMIO_ERR_FILE, "%s: %s", path, strerror(errno));
  if (fd >= 0) {
    close(fd);
    unlink(path);
  }
  return -1;
}

static bool write_all(int fd, const char *data, size_t len)
{
  while (len > 0) {
    ssize_t put = write(fd, data, len);
    if (put < 0 && errno != EINTR)
      return false;
    if (put > 0) {
      data += put;
      len -= (size_t)put;
    }
  }
  return true;
}

int32_t cli_sink_write(const void *data, size_t len, void *user_data)
{
  cli_sink *sink = user_data;
  sink->failed = !write_all(sink->fd, data, len);
  return !sink->failed;
}

int cli_finish_private(int fd, const char *path, const char *data, size_t len)
{
  bool written = write_all(fd, data, len) && fsync(fd) == 0;
  int saved = errno;
  if (close(fd) == 0 && written)
    return CLI_EXIT_OK;
  saved = written ? errno : saved;
  unlink(path);
  return cli_fail(JUMIO_ERR_FILE, "%s: %s", path, strerror(saved));
}
