/** What an upload sends: memory, a file whose length must not change, or a reader that is not trusted. */
#include "http/source.h"

#include "core/error.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void let_go(jumio__source_hook *hook)
{
  if (hook->destroy != NULL)
    hook->destroy(hook->user_data);
  hook->destroy = NULL;
}

static jumio_result make(jumio_alloc *mem, jumio__source_kind kind, uint64_t size, jumio_source **out, jumio_error **err)
{
  jumio_source *source = JUMIO__NEW(mem, jumio_source);
  if (source == NULL)
    return jumio__fail_memory(err);
  source->mem = jumio__mem_ref(mem);
  source->kind = kind;
  source->size = size;
  source->fd = -1;
  *out = source;
  return jumio__ok(err);
}

void jumio_source_free(jumio_source *source)
{
  if (source == NULL)
    return;
  jumio_alloc *mem = source->mem;
  if (source->fd != -1)
    close(source->fd);
  let_go(&source->reader);
  let_go(&source->watcher);
  jumio__mem_text_erase(mem, source->text);
  jumio__mem_free(mem, source, sizeof *source);
  jumio__mem_unref(mem);
}

jumio_result jumio_source_new_memory(jumio_alloc *alloc, const void *data, size_t len, jumio_source **out, jumio_error **err)
{
  if (out != NULL)
    *out = NULL;
  if (out == NULL || data == NULL || len == 0)
    return jumio__fail(err, alloc, JUMIO_ERR_ARGUMENT, "data: must be at least one byte; out: must not be NULL");
  jumio_result result = make(alloc, JUMIO__SOURCE_MEMORY, len, out, err);
  if (result == JUMIO_OK)
    (*out)->data = data;
  return result;
}

jumio_result jumio__source_new_json(jumio_alloc *mem, char *text, size_t len, jumio_source **out)
{
  jumio_result result = make(mem, JUMIO__SOURCE_MEMORY, len, out, NULL);
  if (result != JUMIO_OK) {
    jumio__mem_text_erase(mem, text);
    return result;
  }
  (*out)->text = text;
  (*out)->data = text;
  return JUMIO_OK;
}

bool jumio__source_is_json(const jumio_source *source)
{
  return source->text != NULL;
}

jumio_result jumio_source_new_fd(jumio_alloc *alloc, int32_t fd, jumio_source **out, jumio_error **err)
{
  struct stat info;
  if (out == NULL)
    return jumio__fail(err, alloc, JUMIO_ERR_ARGUMENT, "out is NULL");
  *out = NULL;
  if (fstat(fd, &info) != 0)
    return jumio__fail(err, alloc, JUMIO_ERR_FILE, "fd: not an open descriptor");
  if (!S_ISREG(info.st_mode))
    return jumio__fail(err, alloc, JUMIO_ERR_ARGUMENT, "fd: not a regular file; read what else there is with jumio_source_new_reader");
  if (info.st_size <= 0)
    return jumio__fail(err, alloc, JUMIO_ERR_ARGUMENT, "fd: the file is empty");
  jumio_result result = make(alloc, JUMIO__SOURCE_FILE, (uint64_t)info.st_size, out, err);
  if (result != JUMIO_OK)
    return result;
  (*out)->fd = fcntl(fd, F_DUPFD_CLOEXEC, 0);
  if ((*out)->fd != -1)
    return JUMIO_OK;
  jumio_source_free(*out);
  *out = NULL;
  return jumio__fail(err, alloc, JUMIO_ERR_FILE, "fd: cannot be duplicated");
}

jumio_result jumio_source_new_reader(jumio_alloc *alloc, uint64_t size, jumio_source_read_fn read, void *user_data,
                                     void (*destroy)(void *user_data), jumio_source **out, jumio_error **err)
{
  jumio__source_hook hook = {user_data, destroy};
  jumio_result result;
  if (out != NULL)
    *out = NULL;
  if (out == NULL || size == 0 || read == NULL)
    result = jumio__fail(err, alloc, JUMIO_ERR_ARGUMENT, "size: must be at least one byte; read, out: must not be NULL");
  else
    result = make(alloc, JUMIO__SOURCE_READER, size, out, err);
  if (result != JUMIO_OK) {
    let_go(&hook);
    return result;
  }
  (*out)->read = read;
  (*out)->reader = hook;
  return JUMIO_OK;
}

jumio_result jumio_source_set_progress(jumio_source *source, jumio_source_progress_fn progress, void *user_data,
                                       void (*destroy)(void *user_data), jumio_error **err)
{
  jumio__source_hook hook = {user_data, destroy};
  if (source == NULL) {
    let_go(&hook);
    return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "source is NULL");
  }
  let_go(&source->watcher);
  source->progress = progress;
  source->watcher = hook;
  return jumio__ok(err);
}

static bool has_its_length(const jumio_source *source)
{
  struct stat info;
  return fstat(source->fd, &info) == 0 && (uint64_t)info.st_size == source->size;
}

static int64_t read_some(const jumio_source *source, uint64_t offset, void *buffer, size_t size)
{
  if (source->kind == JUMIO__SOURCE_READER)
    return source->read(offset, buffer, size, source->reader.user_data);
  ssize_t got;
  do
    got = pread(source->fd, buffer, size, (off_t)offset);
  while (got == -1 && errno == EINTR);
  return got;
}

jumio_result jumio__source_read(const jumio_source *source, uint64_t offset, void *buffer, size_t size, const char **why)
{
  uint8_t *at = buffer;
  bool to_the_end = offset + size == source->size;
  if (source->kind == JUMIO__SOURCE_MEMORY) {
    memcpy(buffer, (const uint8_t *)source->data + offset, size);
    return JUMIO_OK;
  }
  while (size != 0) {
    int64_t got = read_some(source, offset, at, size);
    if (got <= 0 || (uint64_t)got > size) {
      *why = got < 0    ? "the source could not be read"
             : got == 0 ? "the source changed: it is shorter than it was"
                        : "the source's callback returned more bytes than it was asked for";
      return JUMIO_ERR_FILE;
    }
    at += got;
    offset += (uint64_t)got;
    size -= (size_t)got;
  }
  if (!to_the_end || source->kind != JUMIO__SOURCE_FILE || has_its_length(source))
    return JUMIO_OK;
  *why = "the file changed: it is not as long as it was";
  return JUMIO_ERR_FILE;
}
