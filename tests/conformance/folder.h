/** A folder of its own for a test of files, below the current one and gone afterwards; and the store calls such tests are made of. */
#ifndef JUMIO_TEST_FOLDER_H
#define JUMIO_TEST_FOLDER_H

#include <stdbool.h>

#include <jumio/stores/sqlite.h>

typedef struct folder {
  char path[64];
  char file[96]; /* "<path>/store.db" */
} folder;

void folder_begin(folder *f);
void folder_end(folder *f); /* also removes what is in it */

/* The bytes of a file, NUL-terminated; to be freed. NULL when it cannot be read. */
char *file_read(const char *path, size_t *out_len);
void file_write(const char *path, const void *data, size_t len);
bool file_holds(const char *path, const char *text);

jumio_sqlite_store *store_begin(const char *path); /* asserts success */
jumio_result store_try(const char *path);          /* opens and closes; asserts that the error agrees */
int64_t store_write(jumio_sqlite_store *store, const char *key, const char *text, int64_t expected); /* the revision, or the code */
/* The revision of a record that must hold this text (NULL: any), or the code. */
int64_t store_read(jumio_sqlite_store *store, const char *key, const char *text);

#endif
