/** A folder of its own for a test of files. */
#include "folder.h"

#include "support/cmocka.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void folder_begin(folder *f)
{
  snprintf(f->path, sizeof f->path, "sqlite-test-XXXXXX");
  assert_non_null(mkdtemp(f->path));
  snprintf(f->file, sizeof f->file, "%s/store.db", f->path);
}

void folder_end(folder *f)
{
  DIR *d = opendir(f->path);
  assert_non_null(d);
  for (struct dirent *entry = readdir(d); entry != NULL; entry = readdir(d)) {
    char name[400];
    snprintf(name, sizeof name, "%s/%s", f->path, entry->d_name);
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 && unlink(name) != 0)
      rmdir(name);
  }
  closedir(d);
  assert_int_equal(rmdir(f->path), 0);
}

char *file_read(const char *path, size_t *out_len)
{
  FILE *f = fopen(path, "rb");
  if (f == NULL)
    return NULL;
  fseek(f, 0, SEEK_END);
  size_t size = (size_t)ftell(f);
  rewind(f);
  char *data = calloc(1, size + 1);
  assert_non_null(data);
  assert_int_equal(fread(data, 1, size, f), size);
  fclose(f);
  *out_len = size;
  return data;
}

void file_write(const char *path, const void *data, size_t len)
{
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  assert_int_equal(fwrite(data, 1, len, f), len);
  assert_int_equal(fclose(f), 0);
  assert_int_equal(chmod(path, S_IRUSR | S_IWUSR), 0);
}

bool file_holds(const char *path, const char *text)
{
  size_t len, size = strlen(text);
  char *data = file_read(path, &len);
  bool found = false;
  for (size_t i = 0; data != NULL && !found && i + size <= len; i++)
    found = memcmp(data + i, text, size) == 0;
  free(data);
  return found;
}

jumio_sqlite_store *store_begin(const char *path)
{
  jumio_sqlite_store *store = NULL;
  jumio_error *err = NULL;
  if (jumio_sqlite_store_new(NULL, path, JUMIO_NTS, &store, &err) != JUMIO_OK)
    fail_msg("%s", jumio_error_get_message(err));
  assert_null(err);
  assert_non_null(store);
  return store;
}

jumio_result store_try(const char *path)
{
  jumio_sqlite_store *store = NULL;
  jumio_error *err = NULL;
  jumio_result result = jumio_sqlite_store_new(NULL, path, JUMIO_NTS, &store, &err);
  assert_int_equal(jumio_error_get_code(err), result);
  assert_true((store != NULL) == (result == JUMIO_OK));
  assert_true(result == JUMIO_OK || jumio_error_get_message(err)[0] != '\0');
  jumio_error_free(err);
  jumio_sqlite_store_free(store);
  return result;
}

int64_t store_write(jumio_sqlite_store *store, const char *key, const char *text, int64_t expected)
{
  jumio_storage_terms *terms = NULL;
  int64_t revision = 0;
  assert_int_equal(jumio_storage_terms_new(NULL, &terms), JUMIO_OK);
  assert_int_equal(jumio_storage_terms_add(terms, "colour", "red", JUMIO_NTS), JUMIO_OK);
  jumio_result result = jumio_sqlite_store_get_ops()->put(key, strlen(key), text, strlen(text), terms, expected, &revision, store);
  jumio_storage_terms_free(terms);
  assert_true(result == JUMIO_OK || revision == 0);
  return result == JUMIO_OK ? revision : result;
}

int64_t store_read(jumio_sqlite_store *store, const char *key, const char *text)
{
  jumio_storage_reply *reply = NULL;
  size_t len = 0;
  assert_int_equal(jumio_storage_reply_new(NULL, &reply), JUMIO_OK);
  jumio_result result = jumio_sqlite_store_get_ops()->get(key, strlen(key), reply, store);
  const char *data = jumio_storage_reply_get_data(reply, &len);
  int64_t revision = jumio_storage_reply_get_revision(reply);
  if (result == JUMIO_OK && text != NULL && (len != strlen(text) || memcmp(data, text, len) != 0))
    fail_msg("%s: holds another text", key);
  jumio_storage_reply_free(reply);
  return result == JUMIO_OK ? revision : result;
}
