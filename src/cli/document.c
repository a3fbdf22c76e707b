/** Saving a document: an own name, a temporary file of mode 0600, fsync, then the final name, which is never taken from another file. */
#include "file.h"

#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const extensions[] = {[JUMIO_MEDIA_OTHER] = "bin",
                                         [JUMIO_MEDIA_JPEG] = "jpg",
                                         [JUMIO_MEDIA_PNG] = "png",
                                         [JUMIO_MEDIA_PDF] = "pdf",
                                         [JUMIO_MEDIA_JSON] = "json"};
#define EXTENSIONS (sizeof extensions / sizeof extensions[0])

/* What an interrupting signal has to remove. */
static cli_document *volatile running;

static void on_signal(int number)
{
  cli_document *document = running;
  if (document != NULL)
    unlinkat(document->folder, document->temporary, 0);
  _exit(128 + number);
}

static void watch_signals(void)
{
  static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
  struct sigaction action = {.sa_handler = on_signal}, old;
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
    if (sigaction(numbers[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
      sigaction(numbers[i], &action, NULL);
}

/* No signal may come between a file and the note of it. */
static void hold_signals(int how)
{
  sigset_t all;
  sigfillset(&all);
  sigprocmask(how, &all, NULL);
}

/* Makes the temporary file; an earlier run may have left its own. */
static void make_temporary(cli_document *document)
{
  hold_signals(SIG_BLOCK);
  for (unsigned attempt = 0; attempt < 100 && document->fd < 0; attempt++) {
    snprintf(document->temporary, sizeof document->temporary, ".%s.%u.part", document->name, attempt);
    document->fd = openat(document->folder, document->temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (document->fd < 0 && errno != EEXIST)
      break;
  }
  if (document->fd >= 0)
    running = document;
  int cause = errno;
  hold_signals(SIG_UNBLOCK);
  errno = cause;
}

int cli_open_folder(const char *path)
{
  struct stat info;
  if (mkdir(path, 0700) != 0 && errno != EEXIST) {
    cli_fail(JUMIO_ERR_FILE, "%s: %s", path, strerror(errno));
    return -1;
  }
  int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) {
    cli_fail(JUMIO_ERR_FILE, "%s: %s", path, strerror(errno));
    return -1;
  }
  if (fstat(fd, &info) == 0 && info.st_uid == geteuid() && (info.st_mode & 022) == 0)
    return fd;
  cli_fail(JUMIO_ERR_FILE, "%s: must be a folder of yours that nobody else can write to", path);
  close(fd);
  return -1;
}

/* Both come from an answer: nothing but a UUID and a word may become a file name. */
static bool harmless(const char *credential_id, const char *classifier)
{
  if (credential_id == NULL || classifier == NULL || strlen(credential_id) != 36 ||
      strspn(credential_id, "0123456789abcdefABCDEF-") != 36 || classifier[0] == '\0' || strlen(classifier) > 40)
    return false;
  return strspn(classifier, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == strlen(classifier);
}

static void find_existing(const cli_document *document, char out[CLI_DOCUMENT_NAME])
{
  struct stat info;
  for (size_t i = 0; i < EXTENSIONS; i++) {
    snprintf(out, CLI_DOCUMENT_NAME, "%s.%s", document->name, extensions[i]);
    if (fstatat(document->folder, out, &info, AT_SYMLINK_NOFOLLOW) == 0)
      return;
  }
  out[0] = '\0';
}

int cli_document_begin(cli_document *document, int folder, const char *credential_id, const char *classifier,
                       char existing[CLI_DOCUMENT_NAME])
{
  *document = (cli_document){.folder = folder, .fd = -1};
  existing[0] = '\0';
  if (!harmless(credential_id, classifier))
    return cli_fail(JUMIO_ERR_PROTOCOL, "the document's credential id or classifier cannot be a file name");
  snprintf(document->name, sizeof document->name, "%s-%s", credential_id, classifier);
  find_existing(document, existing);
  if (existing[0] != '\0')
    return CLI_EXIT_OK;
  watch_signals();
  make_temporary(document);
  if (document->fd < 0)
    return cli_fail(JUMIO_ERR_FILE, "%s: %s", document->temporary, strerror(errno));
  if (fchmod(document->fd, 0600) == 0)
    return CLI_EXIT_OK;
  cli_document_abandon(document);
  return cli_fail(JUMIO_ERR_FILE, "%s: its mode cannot be set to 0600", document->name);
}

int32_t cli_document_write(const void *data, size_t len, void *user_data)
{
  cli_document *document = user_data;
  const char *at = data;
  while (len > 0) {
    ssize_t put = write(document->fd, at, len);
    if (put < 0 && errno == EINTR)
      continue;
    if (put < 0) {
      document->failed = true;
      return 0;
    }
    at += put;
    len -= (size_t)put;
    document->size += (uint64_t)put;
  }
  return 1;
}

/* rename() would replace a file that appeared meanwhile and link() does not; where a file system has no links, look and rename. */
static bool give_name(const cli_document *document, const char *name)
{
  struct stat info;
  if (linkat(document->folder, document->temporary, document->folder, name, 0) == 0)
    return unlinkat(document->folder, document->temporary, 0) == 0;
  if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS)
    return false;
  if (fstatat(document->folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0) {
    errno = EEXIST;
    return false;
  }
  return renameat(document->folder, document->temporary, document->folder, name) == 0;
}

int cli_document_commit(cli_document *document, jumio_media_type type, char out_name[CLI_DOCUMENT_NAME])
{
  const char *extension = type > 0 && (size_t)type < EXTENSIONS ? extensions[type] : extensions[JUMIO_MEDIA_OTHER];
  snprintf(out_name, CLI_DOCUMENT_NAME, "%s.%s", document->name, extension);
  bool named = fsync(document->fd) == 0 && give_name(document, out_name) && fsync(document->folder) == 0;
  int saved = errno;
  if (!named) {
    cli_document_abandon(document);
    return cli_fail(JUMIO_ERR_FILE, "%s: %s", out_name, strerror(saved));
  }
  running = NULL;
  close(document->fd);
  document->fd = -1;
  return CLI_EXIT_OK;
}

void cli_document_abandon(cli_document *document)
{
  if (document->fd < 0)
    return;
  close(document->fd);
  document->fd = -1;
  unlinkat(document->folder, document->temporary, 0);
  running = NULL;
}
