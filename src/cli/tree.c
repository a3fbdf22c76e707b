/** Walking a folder in the order of the paths, and reading its files into one block. */
#include "tree.h"

#include "file.h"
#include "output.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEPTH_MAX 32
#define PATH_SIZE 4096

typedef struct listing {
  char **names;
  size_t count, room;
} listing;

typedef struct walk {
  cli_tree_fn visit;
  void *data;
  int code; /* of the first folder that could not be read */
  char path[PATH_SIZE];
} walk;

static int enter(walk *w, int folder, size_t path_len, size_t depth);

static void free_listing(listing *list)
{
  for (size_t i = 0; i < list->count; i++)
    free(list->names[i]);
  free(list->names);
}

static bool keep_name(listing *list, const char *name, bool is_folder)
{
  size_t len = strlen(name);
  if (list->count == list->room) {
    size_t room = list->room != 0 ? 2 * list->room : 64;
    char **larger = realloc(list->names, room * sizeof *larger);
    if (larger == NULL)
      return false;
    list->names = larger;
    list->room = room;
  }
  char *kept = malloc(len + 2);
  if (kept == NULL)
    return false;
  memcpy(kept, name, len);
  memcpy(kept + len, is_folder ? "/" : "", is_folder ? 2 : 1);
  list->names[list->count++] = kept;
  return true;
}

/* DT_REG, DT_DIR, or another for what is not looked at. */
static int type_of(DIR *folder, const struct dirent *entry)
{
  struct stat info;
  if (entry->d_type != DT_UNKNOWN)
    return entry->d_type;
  if (fstatat(dirfd(folder), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0)
    return DT_UNKNOWN;
  return S_ISREG(info.st_mode) ? DT_REG : S_ISDIR(info.st_mode) ? DT_DIR : DT_UNKNOWN;
}

static int compare(const void *a, const void *b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* An errno, or 0. With the slash behind their names, folders stand where their files' paths belong. */
static int list_folder(DIR *folder, listing *list)
{
  struct dirent *entry;
  for (errno = 0; (entry = readdir(folder)) != NULL; errno = 0) {
    int type = type_of(folder, entry);
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 || (type != DT_REG && type != DT_DIR))
      continue;
    if (!keep_name(list, entry->d_name, type == DT_DIR))
      return ENOMEM;
  }
  if (errno == 0 && list->count != 0)
    qsort(list->names, list->count, sizeof *list->names, compare);
  return errno;
}

static void fail(walk *w, const char *why)
{
  int code = cli_fail(JUMIO_ERR_FILE, "%s: %s", w->path, why);
  w->code = w->code == CLI_EXIT_OK ? code : w->code;
}

/* One entry of a folder; its path stands in w->path. */
static int visit_entry(walk *w, int folder, const listing *list, size_t index, size_t path_len, size_t depth)
{
  char *name = list->names[index];
  size_t len = strlen(name);
  if (name[len - 1] != '/') {
    cli_tree_file file = {.folder = folder, .name = name, .path = w->path, .siblings = list->names, .sibling_count = list->count};
    return w->visit(&file, w->data);
  }
  if (depth == DEPTH_MAX) {
    fail(w, "nested too deep");
    return CLI_EXIT_OK;
  }
  name[len - 1] = '\0'; /* with a slash behind it, a link would be followed all the same */
  int inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  name[len - 1] = '/';
  if (inner >= 0)
    return enter(w, inner, path_len + len, depth + 1);
  fail(w, strerror(errno));
  return CLI_EXIT_OK;
}

static int visit_all(walk *w, int folder, const listing *list, size_t path_len, size_t depth)
{
  int code = CLI_EXIT_OK;
  for (size_t i = 0; i < list->count && code == CLI_EXIT_OK; i++) {
    size_t len = strlen(list->names[i]);
    bool fits = len < sizeof w->path - path_len;
    if (fits)
      memcpy(w->path + path_len, list->names[i], len + 1);
    if (fits)
      code = visit_entry(w, folder, list, i, path_len, depth);
    else
      fail(w, strerror(ENAMETOOLONG));
    w->path[path_len] = '\0';
  }
  return code;
}

/* Takes over the descriptor. */
static int enter(walk *w, int folder, size_t path_len, size_t depth)
{
  listing list = {0};
  DIR *opened = fdopendir(folder);
  int error = opened != NULL ? list_folder(opened, &list) : errno;
  int code = CLI_EXIT_OK;
  if (error != 0)
    fail(w, strerror(error));
  else
    code = visit_all(w, folder, &list, path_len, depth);
  free_listing(&list);
  if (opened != NULL)
    closedir(opened);
  else
    close(folder);
  return code;
}

int cli_tree_walk(const char *folder, cli_tree_fn visit, void *data)
{
  walk w = {.visit = visit, .data = data, .code = CLI_EXIT_OK};
  size_t len = strlen(folder);
  int opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0)
    return cli_fail(JUMIO_ERR_FILE, "%s: %s", folder, strerror(errno));
  if (len + 2 > sizeof w.path) {
    close(opened);
    return cli_fail(JUMIO_ERR_FILE, "%s: %s", folder, strerror(ENAMETOOLONG));
  }
  memcpy(w.path, folder, len + 1);
  if (folder[len - 1] != '/')
    memcpy(w.path + len++, "/", 2);
  int code = enter(&w, opened, len, 0);
  return code != CLI_EXIT_OK ? code : w.code;
}

bool cli_tree_has_sibling(const cli_tree_file *file, const char *name)
{
  return bsearch(&name, file->siblings, file->sibling_count, sizeof *file->siblings, compare) != NULL;
}

void cli_block_free(cli_block *block)
{
  cli_wipe_free(block->data, block->room);
  *block = (cli_block){0};
}

/* What the block held is dropped. An errno, or 0. */
static int make_room(cli_block *block, size_t room)
{
  if (room <= block->room)
    return 0;
  cli_block_free(block);
  block->data = malloc(room);
  block->room = block->data != NULL ? room : 0;
  return block->data != NULL ? 0 : ENOMEM;
}

/* One byte more than is expected is asked for: a file that is longer by now does not look whole. */
static int read_whole(int fd, size_t limit, cli_block *block, size_t *out_len)
{
  struct stat info;
  size_t used = 0;
  if (fstat(fd, &info) != 0)
    return errno;
  if (!S_ISREG(info.st_mode))
    return EINVAL;
  size_t expected = (uint64_t)info.st_size < limit ? (size_t)info.st_size : limit;
  int error = make_room(block, expected + 1);
  while (error == 0 && used <= expected) {
    ssize_t got = read(fd, block->data + used, expected + 1 - used);
    if (got < 0 && errno != EINTR)
      error = errno;
    if (got > 0)
      used += (size_t)got;
    if (got == 0 || used == expected)
      break;
  }
  *out_len = used;
  return error != 0 || used <= expected || expected == limit ? error : EAGAIN;
}

int cli_tree_read(const cli_tree_file *file, const char *name, size_t limit, cli_block *block, size_t *out_len)
{
  /* NONBLOCK: what became a FIFO meanwhile must not hang the program */
  int fd = openat(file->folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  int error = fd >= 0 ? read_whole(fd, limit, block, out_len) : errno;
  if (fd >= 0)
    close(fd);
  if (error == 0)
    return CLI_EXIT_OK;
  size_t place = strlen(file->path) - strlen(file->name);
  return cli_fail(JUMIO_ERR_FILE, "%.*s%s: %s", (int)place, file->path, name,
                  error == EAGAIN ? "changes while it is read" : strerror(error));
}
