/** The database file as the file system sees it: ours alone, a regular file, in a folder where nobody else can put anything.
 *  The file is never opened and closed here while it exists: closing any descriptor of it would drop SQLite's locks in this process. */
#define _XOPEN_SOURCE 700 /* realpath() */

#include "connection.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static jumio_result refuse(reason *why, jumio_result code, const char *text)
{
  why->text = text;
  return code;
}

/* The folder decides who can swap the file and its side files, so not even the sticky bit of a shared folder is enough. */
static jumio_result check_folder(const char *folder, reason *why)
{
  struct stat s;
  if (lstat(folder, &s) != 0 || !S_ISDIR(s.st_mode))
    return refuse(why, JUMIO_ERR_FILE, "path: its folder cannot be read");
  if (s.st_uid != geteuid() && s.st_uid != 0)
    return refuse(why, JUMIO_ERR_FILE, "path: its folder belongs to another user");
  if ((s.st_mode & (S_IWGRP | S_IWOTH)) != 0)
    return refuse(why, JUMIO_ERR_FILE, "path: its folder can be written by other users (chmod go-w)");
  return JUMIO_OK;
}

static jumio_result check_file(const char *path, bool may_lack, reason *why)
{
  struct stat s;
  if (lstat(path, &s) != 0) {
    if (errno == ENOENT && may_lack)
      return JUMIO_OK;
    return refuse(why, JUMIO_ERR_FILE, "path: cannot be read");
  }
  if (!S_ISREG(s.st_mode))
    return refuse(why, JUMIO_ERR_FILE, "path: not a regular file");
  if (s.st_uid != geteuid())
    return refuse(why, JUMIO_ERR_FILE, "path: belongs to another user");
  if ((s.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return refuse(why, JUMIO_ERR_FILE, "path: open to other users (chmod 600)");
  return JUMIO_OK;
}

static jumio_result check_files(const char *path, reason *why)
{
  static const char *const suffixes[] = {"", "-wal", "-shm", "-journal"};
  jumio_result result = JUMIO_OK;
  for (size_t i = 0; result == JUMIO_OK && i < sizeof suffixes / sizeof suffixes[0]; i++) {
    char *name = sqlite3_mprintf("%s%s", path, suffixes[i]);
    result = name != NULL ? check_file(name, true, why) : JUMIO_ERR_OUT_OF_MEMORY;
    sqlite3_free(name);
  }
  return result;
}

/* The folder of a path as realpath() gives it, in memory of SQLite. */
static jumio_result resolve_folder(const char *path, const char *slash, char **out, reason *why)
{
  *out = NULL;
  char *folder = slash == NULL ? sqlite3_mprintf(".") : sqlite3_mprintf("%.*s", (int)(slash - path + (slash == path)), path);
  if (folder == NULL)
    return JUMIO_ERR_OUT_OF_MEMORY;
  char *real = realpath(folder, NULL);
  sqlite3_free(folder);
  if (real == NULL)
    return errno == ENOMEM ? JUMIO_ERR_OUT_OF_MEMORY : refuse(why, JUMIO_ERR_FILE, "path: its folder cannot be found");
  *out = sqlite3_mprintf("%s", real);
  free(real);
  return *out != NULL ? JUMIO_OK : JUMIO_ERR_OUT_OF_MEMORY;
}

jumio_result path_resolve(const char *path, char **out, reason *why)
{
  char *folder = NULL;
  const char *slash = strrchr(path, '/');
  const char *name = slash != NULL ? slash + 1 : path;
  *out = NULL;
  if (strlen(path) > 4000)
    return refuse(why, JUMIO_ERR_ARGUMENT, "path: longer than 4000 bytes");
  if (name[0] == '\0' || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
    return refuse(why, JUMIO_ERR_FILE, "path: names a folder");
  jumio_result result = resolve_folder(path, slash, &folder, why);
  if (result == JUMIO_OK)
    result = check_folder(folder, why);
  if (result == JUMIO_OK) {
    *out = sqlite3_mprintf("%s/%s", strcmp(folder, "/") == 0 ? "" : folder, name);
    result = *out != NULL ? check_files(*out, why) : JUMIO_ERR_OUT_OF_MEMORY;
  }
  sqlite3_free(folder);
  if (result != JUMIO_OK) {
    sqlite3_free(*out);
    *out = NULL;
  }
  return result;
}

/* Made under another name and linked into place: the mode is right before the name exists, whatever the umask, and its descriptor is
 * closed before anybody else can have the file open. */
jumio_result path_create(const char *path, reason *why)
{
  struct stat s;
  if (lstat(path, &s) == 0)
    return check_file(path, false, why);
  char *name = sqlite3_mprintf("%s.new-XXXXXX", path);
  if (name == NULL)
    return JUMIO_ERR_OUT_OF_MEMORY;
  jumio_result result = refuse(why, JUMIO_ERR_FILE, "path: cannot be created");
  int fd = mkstemp(name);
  if (fd >= 0) {
    bool made = fchmod(fd, S_IRUSR | S_IWUSR) == 0;
    made = close(fd) == 0 && made;
    if (made && (link(name, path) == 0 || errno == EEXIST))
      result = check_file(path, false, why);
    unlink(name);
  }
  sqlite3_free(name);
  return result;
}

/* The bytes that follow a first byte of UTF-8, or SIZE_MAX for none such. */
static size_t bytes_after(unsigned char first)
{
  if (first != 0 && first < 0x80)
    return 0;
  if (first >= 0xC2 && first < 0xE0)
    return 1;
  if (first >= 0xE0 && first < 0xF0)
    return 2;
  return first >= 0xF0 && first < 0xF5 ? 3 : SIZE_MAX;
}

bool path_is_text(const char *text, size_t len)
{
  const unsigned char *s = (const unsigned char *)text;
  for (size_t i = 0; i < len;) {
    size_t more = bytes_after(s[i]);
    if (more >= len - i)
      return false;
    unsigned point = more == 0 ? s[i] : s[i] & (0x3FU >> more);
    for (size_t k = 1; k <= more; k++) {
      if ((s[i + k] & 0xC0) != 0x80)
        return false;
      point = point << 6 | (s[i + k] & 0x3FU);
    }
    if ((more == 2 && point < 0x800) || (more == 3 && (point < 0x10000 || point > 0x10FFFF)) || (point >= 0xD800 && point < 0xE000))
      return false;
    i += more + 1;
  }
  return len != 0;
}

jumio_result path_identify(const char *path, file_identity *out, reason *why)
{
  struct stat s;
  jumio_result result = check_files(path, why);
  if (result == JUMIO_OK && lstat(path, &s) != 0)
    result = refuse(why, JUMIO_ERR_FILE, "path: cannot be read");
  if (result == JUMIO_OK)
    *out = (file_identity){s.st_dev, s.st_ino};
  return result;
}

bool path_same_file(const file_identity *a, const file_identity *b)
{
  return a->device == b->device && a->number == b->number;
}

bool path_side_file_in_use(const char *path, const char *suffix)
{
  struct stat s;
  char *name = sqlite3_mprintf("%s%s", path, suffix);
  bool in_use = name != NULL && lstat(name, &s) == 0 && s.st_size > 0;
  sqlite3_free(name);
  return in_use;
}

int64_t path_size(const char *path)
{
  struct stat s;
  return lstat(path, &s) == 0 ? (int64_t)s.st_size : 0;
}
