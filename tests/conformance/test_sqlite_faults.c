/** The SQLite store when memory or the disk fails: every allocation of SQLite and every file operation in turn, once and from then on.
 *  Whatever fails, an acknowledged write is there afterwards and half a write is not. */
#include "folder.h"
#include "support/cmocka.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The countdown of the fault under test. */
static struct {
  long left; /* 0: nothing fails */
  bool from_then_on;
  bool hit;
} fault;

static bool fails(void)
{
  if (fault.left == 0)
    return false;
  if (fault.left > 1) {
    fault.left--;
    return false;
  }
  if (!fault.from_then_on)
    fault.left = 0;
  fault.hit = true;
  return true;
}

static bool shaky; /* whether the countdown counts file operations, else allocations */

/* SQLite's allocator with the countdown before it. */
static sqlite3_mem_methods system_memory;

static void *failing_malloc(int size)
{
  return !shaky && fails() ? NULL : system_memory.xMalloc(size);
}

static void *failing_realloc(void *block, int size)
{
  return !shaky && fails() ? NULL : system_memory.xRealloc(block, size);
}

/* A file system that fails: the system's, each operation that can fail behind the countdown. */
typedef struct shaky_file {
  sqlite3_file base;
  sqlite3_file *real;
} shaky_file;

static sqlite3_vfs *real_vfs;

static bool io_fails(void)
{
  return shaky && fails();
}

static sqlite3_file *real_of(sqlite3_file *file)
{
  return ((shaky_file *)file)->real;
}

static int shaky_close(sqlite3_file *file)
{
  return real_of(file)->pMethods->xClose(real_of(file));
}

static int shaky_read(sqlite3_file *file, void *data, int len, sqlite3_int64 at)
{
  return io_fails() ? SQLITE_IOERR_READ : real_of(file)->pMethods->xRead(real_of(file), data, len, at);
}

/* A write that fails has written half of it. */
static int shaky_write(sqlite3_file *file, const void *data, int len, sqlite3_int64 at)
{
  if (!io_fails())
    return real_of(file)->pMethods->xWrite(real_of(file), data, len, at);
  real_of(file)->pMethods->xWrite(real_of(file), data, len / 2, at);
  return fault.left == 0 ? SQLITE_IOERR_WRITE : SQLITE_FULL;
}

static int shaky_truncate(sqlite3_file *file, sqlite3_int64 size)
{
  return io_fails() ? SQLITE_IOERR_TRUNCATE : real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int shaky_sync(sqlite3_file *file, int flags)
{
  (void)file;
  (void)flags; /* no power is cut here, so the disk need not be waited for */
  return io_fails() ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int shaky_size(sqlite3_file *file, sqlite3_int64 *out)
{
  return io_fails() ? SQLITE_IOERR_FSTAT : real_of(file)->pMethods->xFileSize(real_of(file), out);
}

static int shaky_lock(sqlite3_file *file, int level)
{
  return io_fails() ? SQLITE_IOERR_LOCK : real_of(file)->pMethods->xLock(real_of(file), level);
}

static int shaky_unlock(sqlite3_file *file, int level)
{
  return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int shaky_check_lock(sqlite3_file *file, int *out)
{
  return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out);
}

static int shaky_control(sqlite3_file *file, int op, void *arg)
{
  return real_of(file)->pMethods->xFileControl(real_of(file), op, arg);
}

static int shaky_sector(sqlite3_file *file)
{
  return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int shaky_traits(sqlite3_file *file)
{
  return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int shaky_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
  return io_fails() ? SQLITE_IOERR_SHMMAP : real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, out);
}

static int shaky_shm_lock(sqlite3_file *file, int offset, int count, int flags)
{
  bool taking = (flags & SQLITE_SHM_LOCK) != 0;
  return taking && io_fails() ? SQLITE_IOERR_SHMLOCK : real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}

static void shaky_shm_barrier(sqlite3_file *file)
{
  real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int shaky_shm_unmap(sqlite3_file *file, int erase)
{
  return real_of(file)->pMethods->xShmUnmap(real_of(file), erase);
}

static const sqlite3_io_methods shaky_methods = {
    2,
    shaky_close,
    shaky_read,
    shaky_write,
    shaky_truncate,
    shaky_sync,
    shaky_size,
    shaky_lock,
    shaky_unlock,
    shaky_check_lock,
    shaky_control,
    shaky_sector,
    shaky_traits,
    shaky_shm_map,
    shaky_shm_lock,
    shaky_shm_barrier,
    shaky_shm_unmap,
    NULL,
    NULL,
};

static int shaky_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  shaky_file *f = (shaky_file *)file;
  (void)vfs;
  f->real = (sqlite3_file *)(f + 1);
  f->base.pMethods = NULL;
  if (io_fails())
    return SQLITE_CANTOPEN;
  int code = real_vfs->xOpen(real_vfs, name, f->real, flags, out_flags);
  f->base.pMethods = f->real->pMethods != NULL ? &shaky_methods : NULL;
  return code;
}

static int shaky_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
  (void)vfs;
  return io_fails() ? SQLITE_IOERR_DELETE : real_vfs->xDelete(real_vfs, name, sync);
}

static int shaky_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
  (void)vfs;
  return io_fails() ? SQLITE_IOERR_ACCESS : real_vfs->xAccess(real_vfs, name, flags, out);
}

static sqlite3_vfs shaky_vfs;

static int begin_group(void **state)
{
  (void)state;
  sqlite3_mem_methods own;
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &system_memory);
  own = system_memory;
  own.xMalloc = failing_malloc;
  own.xRealloc = failing_realloc;
  assert_int_equal(sqlite3_config(SQLITE_CONFIG_MALLOC, &own), SQLITE_OK);
  assert_int_equal(sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0), SQLITE_OK); /* so that every allocation is seen */
  assert_int_equal(sqlite3_initialize(), SQLITE_OK);
  real_vfs = sqlite3_vfs_find(NULL);
  shaky_vfs = *real_vfs;
  shaky_vfs.zName = "shaky";
  shaky_vfs.pNext = NULL;
  shaky_vfs.szOsFile = (int)sizeof(shaky_file) + real_vfs->szOsFile;
  shaky_vfs.xOpen = shaky_open;
  shaky_vfs.xDelete = shaky_delete;
  shaky_vfs.xAccess = shaky_access;
  assert_int_equal(sqlite3_vfs_register(&shaky_vfs, 1), SQLITE_OK);
  return 0;
}

static int32_t see_row(const char *key, size_t key_len, const char *value, size_t value_len, void *user_data)
{
  (void)key;
  (void)key_len;
  (void)value;
  (void)value_len;
  ++*(size_t *)user_data;
  return 1;
}

/* What the store told its host. */
typedef struct told {
  int64_t a; /* last acknowledged revision of a */
  int64_t a_tried;
  bool b_deleted;
  bool b_tried;
} told;

static bool allowed(int64_t code)
{
  return code == JUMIO_ERR_STORE || code == JUMIO_ERR_STORE_FULL || code == JUMIO_ERR_STORE_BUSY || code == JUMIO_ERR_OUT_OF_MEMORY ||
         code == JUMIO_ERR_STORE_CORRUPT;
}

static const char *text_of(int64_t revision)
{
  static const char *const texts[] = {"", "first", "second", "third", "fourth"};
  return texts[revision];
}

/* Open, write, read, scan, delete, close; goes on after a failure, as a host would. The store holds a (revision 1) and b before. */
static void live(const char *path, told *t)
{
  jumio_sqlite_store *store = NULL;
  jumio_result result = jumio_sqlite_store_new(NULL, path, JUMIO_NTS, &store, NULL);
  assert_true(result == JUMIO_OK || result == JUMIO_ERR_FILE || allowed(result));
  if (result != JUMIO_OK)
    return;
  for (int64_t revision = t->a; revision < 4; revision++) {
    t->a_tried = revision + 1;
    int64_t got = store_write(store, "a", text_of(revision + 1), revision);
    if (got != revision + 1) {
      assert_true(allowed(got) || got == JUMIO_ERR_STORE_CONFLICT);
      break;
    }
    t->a = got;
  }
  int64_t read = store_read(store, "a", NULL);
  assert_true(read == t->a || read == t->a_tried || allowed(read));
  size_t rows = 0;
  result = jumio_sqlite_store_get_ops()->scan("colour", "a", 1, "z", 1, "", 0, 10, see_row, &rows, store);
  assert_true(allowed(result) || (result == JUMIO_OK && rows == 2));
  t->b_tried = true;
  result = jumio_sqlite_store_get_ops()->del("b", 1, 1, store);
  assert_true(result == JUMIO_OK || allowed(result) || result == JUMIO_ERR_STORE_NOT_FOUND);
  t->b_deleted = result == JUMIO_OK;
  jumio_sqlite_store_free(store);
}

/* With everything healed: what was acknowledged is there, what was not is either there whole or not at all. */
static void check(const char *path, const told *t)
{
  size_t rows = 0;
  jumio_sqlite_store *store = store_begin(path);
  int64_t a = store_read(store, "a", NULL);
  assert_true(a == t->a || (a == t->a_tried && a == t->a + 1));
  store_read(store, "a", text_of(a));
  int64_t b = store_read(store, "b", NULL);
  assert_true(b == 1 ? !t->b_deleted : t->b_tried && b == JUMIO_ERR_STORE_NOT_FOUND);
  assert_int_equal(jumio_sqlite_store_get_ops()->scan("colour", "a", 1, "z", 1, "", 0, 10, see_row, &rows, store), JUMIO_OK);
  assert_int_equal(rows, b == 1 ? 2 : 1);
  assert_int_equal(store_write(store, "a", "fourth", a), a + 1);
  jumio_sqlite_store_free(store);
}

/* The bytes of a store that was closed well; copied for every fault, which is far cheaper than making it anew. */
static char *prepare(size_t *out_len)
{
  folder f;
  folder_begin(&f);
  jumio_sqlite_store *store = store_begin(f.file);
  assert_int_equal(store_write(store, "a", "first", 0), 1);
  assert_int_equal(store_write(store, "b", "first", 0), 1);
  jumio_sqlite_store_free(store);
  char *bytes = file_read(f.file, out_len);
  folder_end(&f);
  assert_non_null(bytes);
  return bytes;
}

/* Returns the number of faults that could be injected. */
static size_t sweep(bool from_then_on)
{
  size_t faults = 0, len;
  fault.left = 0;
  char *bytes = prepare(&len);
  for (long n = 1; n < 20000; n++) {
    folder f;
    told t = {.a = 1, .a_tried = 1};
    folder_begin(&f);
    file_write(f.file, bytes, len);
    fault.left = n;
    fault.from_then_on = from_then_on;
    fault.hit = false;
    live(f.file, &t);
    fault.left = 0;
    check(f.file, &t);
    folder_end(&f);
    if (!fault.hit)
      break;
    faults++;
  }
  free(bytes);
  return faults;
}

static void test_sqlite__survives_every_allocation(void **state)
{
  (void)state;
  shaky = false;
  size_t once = sweep(false), onwards = sweep(true);
  assert_true(once > 200);
  assert_true(onwards > 50);
  printf("# %zu allocations failed once, %zu from then on\n", once, onwards);
}

static void test_sqlite__survives_every_file_operation(void **state)
{
  (void)state;
  shaky = true;
  size_t once = sweep(false), onwards = sweep(true);
  assert_true(once > 60);
  assert_true(onwards > 20);
  printf("# %zu file operations failed once, %zu from then on\n", once, onwards);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_sqlite__survives_every_allocation),
      cmocka_unit_test(test_sqlite__survives_every_file_operation),
  };
  return cmocka_run_group_tests(tests, begin_group, NULL);
}
