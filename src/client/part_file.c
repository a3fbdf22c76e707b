/** Saving a part: O_EXCL and 0600 under a temporary name, fsync, a link that cannot replace anything, the temporary name away, and fsync of
 * the folder for both. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* renameat2() */
#endif
#include "client/part_file.h"

#include <jumio/result.h>

#include "core/error.h"

#include <string.h>

#ifdef _WIN32

jumio_result jumio__part_file_begin(jumio__part_file *file, int32_t folder, uint64_t tag, char name[JUMIO_PART_NAME_SIZE],
                                    jumio_error **err)
{
  (void)folder;
  (void)tag;
  file->fd = -1;
  name[0] = '\0';
  return jumio__fail(err, file->mem, JUMIO_ERR_UNSUPPORTED, "saving into a folder is not offered on this system");
}

int32_t jumio__part_file_write(const void *data, size_t len, void *file)
{
  (void)data;
  (void)len;
  (void)file;
  return 0;
}

jumio_result jumio__part_file_commit(jumio__part_file *file, jumio_media_type type, char name[JUMIO_PART_NAME_SIZE], jumio_error **err)
{
  (void)type;
  (void)name;
  return jumio__fail(err, file->mem, JUMIO_ERR_UNSUPPORTED, "saving into a folder is not offered on this system");
}

void jumio__part_file_abandon(jumio__part_file *file)
{
  (void)file;
}

#else

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const extensions[] = {[JUMIO_MEDIA_OTHER] = "bin",
                                         [JUMIO_MEDIA_JPEG] = "jpg",
                                         [JUMIO_MEDIA_PNG] = "png",
                                         [JUMIO_MEDIA_PDF] = "pdf",
                                         [JUMIO_MEDIA_JSON] = "json"};
#define ATTEMPTS 8 /* at a temporary name, which a killed process may have left */
#define EXTENSIONS (sizeof extensions / sizeof extensions[0])

static jumio_result fail(jumio__part_file *file, const char *what, int cause, jumio_error **err)
{
  return jumio__fail(err, file->mem, JUMIO_ERR_FILE, "%s (system error %d)", what, cause);
}

static jumio_result check_folder(jumio__part_file *file, jumio_error **err)
{
  struct stat info;
  if (fstat(file->folder, &info) != 0)
    return fail(file, "folder_fd: cannot be looked at", errno, err);
  if (!S_ISDIR(info.st_mode))
    return jumio__fail(err, file->mem, JUMIO_ERR_FILE, "folder_fd: not a folder");
  if (info.st_uid != geteuid())
    return jumio__fail(err, file->mem, JUMIO_ERR_FILE, "folder_fd: the folder belongs to another user");
  if ((info.st_mode & (S_IWGRP | S_IWOTH)) != 0)
    return jumio__fail(err, file->mem, JUMIO_ERR_FILE, "folder_fd: the folder can be written by other users");
  return JUMIO_OK;
}

static jumio_result exists(jumio__part_file *file, jumio_error **err)
{
  return jumio__fail(err, file->mem, JUMIO_ERR_FILE_EXISTS, "the part is in the folder already");
}

/* Anything of that name counts, a link too: it may have been laid there. */
static jumio_result check_absent(jumio__part_file *file, char name[JUMIO_PART_NAME_SIZE], jumio_error **err)
{
  struct stat info;
  for (size_t i = 0; i < EXTENSIONS; i++) {
    snprintf(name, JUMIO_PART_NAME_SIZE, "%s.%s", file->base, extensions[i]);
    if (fstatat(file->folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0)
      return exists(file, err);
    if (errno != ENOENT)
      return fail(file, "folder_fd: cannot be looked into", errno, err);
  }
  name[0] = '\0';
  return JUMIO_OK;
}

jumio_result jumio__part_file_begin(jumio__part_file *file, int32_t folder, uint64_t tag, char name[JUMIO_PART_NAME_SIZE],
                                    jumio_error **err)
{
  file->folder = folder;
  file->fd = -1;
  file->cause = 0;
  name[0] = '\0';
  jumio_result result = check_folder(file, err);
  if (result == JUMIO_OK)
    result = check_absent(file, name, err);
  if (result != JUMIO_OK)
    return result;
  for (int attempt = 0; attempt < ATTEMPTS && file->fd < 0; attempt++, tag++) {
    snprintf(file->temporary, sizeof file->temporary, ".%s.%016llx.part", file->base, (unsigned long long)tag);
    file->fd = openat(folder, file->temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file->fd < 0 && errno != EEXIST)
      break;
  }
  if (file->fd < 0)
    return fail(file, "a temporary file could not be made", errno, err);
  if (fchmod(file->fd, 0600) == 0) /* whatever the umask */
    return JUMIO_OK;
  result = fail(file, "the mode could not be set to 0600", errno, err);
  jumio__part_file_abandon(file);
  return result;
}

int32_t jumio__part_file_write(const void *data, size_t len, void *user_data)
{
  jumio__part_file *file = user_data;
  const char *at = data;
  while (len > 0) {
    ssize_t put = write(file->fd, at, len);
    if (put < 0 && errno == EINTR)
      continue;
    if (put <= 0) {
      file->cause = put < 0 ? errno : ENOSPC;
      return 0;
    }
    at += put;
    len -= (size_t)put;
  }
  return 1;
}

/* A rename would replace a file that appeared meanwhile, a link does not. Where a file system has no links, a rename that does not either.
 */
static bool give_name(const jumio__part_file *file, const char *name)
{
  if (linkat(file->folder, file->temporary, file->folder, name, 0) == 0)
    return true;
#ifdef RENAME_NOREPLACE
  if (errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS || errno == EMLINK)
    return renameat2(file->folder, file->temporary, file->folder, name, RENAME_NOREPLACE) == 0;
#endif
  return false;
}

/* Before the folder is synced: a second name that outlives a crash would keep the picture that a host deletes. */
static void drop_temporary(const jumio__part_file *file)
{
  unlinkat(file->folder, file->temporary, 0); /* after a rename there is none */
}

jumio_result jumio__part_file_commit(jumio__part_file *file, jumio_media_type type, char name[JUMIO_PART_NAME_SIZE], jumio_error **err)
{
  const char *extension = type > 0 && (size_t)type < EXTENSIONS ? extensions[type] : extensions[JUMIO_MEDIA_OTHER];
  jumio_result result = JUMIO_OK;
  snprintf(name, JUMIO_PART_NAME_SIZE, "%s.%s", file->base, extension);
  if (fsync(file->fd) != 0)
    result = fail(file, "the part could not be written", errno, err);
  else if (!give_name(file, name))
    result = errno == EEXIST ? exists(file, err) : fail(file, "the part could not be given its name", errno, err);
  else {
    drop_temporary(file);
    if (fsync(file->folder) != 0) {
      result = fail(file, "the folder could not be synced", errno, err);
      unlinkat(file->folder, name, 0);
    }
  }
  jumio__part_file_abandon(file);
  if (result != JUMIO_OK && result != JUMIO_ERR_FILE_EXISTS)
    name[0] = '\0';
  return result;
}

void jumio__part_file_abandon(jumio__part_file *file)
{
  if (file->fd < 0)
    return;
  close(file->fd);
  file->fd = -1;
  drop_temporary(file);
}

#endif
