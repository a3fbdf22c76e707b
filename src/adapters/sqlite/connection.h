/** One connection to the database file: how it is opened, checked and closed, and how SQLite's codes become ours. */
#ifndef JUMIO__SQLITE_CONNECTION_H
#define JUMIO__SQLITE_CONNECTION_H

#include <stdbool.h>
#include <sys/types.h>

#include <jumio/sys/storage.h>

#include <sqlite3.h>

#define RECORD_MAX (1024 * 1024) /* bytes of a record; storage.h */

/* The statements that the store lives on; all are compiled when the store is opened. */
typedef enum statement {
  BEGIN_WRITE,
  COMMIT,
  ROLLBACK,
  GET_RECORD,
  GET_REVISION,
  INSERT_RECORD,
  UPDATE_RECORD,
  DELETE_RECORD,
  INSERT_TERM,
  DELETE_TERMS,
  SCAN_TERMS,
  STATEMENTS
} statement;

typedef struct connection {
  sqlite3 *db;
  sqlite3_stmt *statements[STATEMENTS];
} connection;

/* Why an open failed: a sentence without personal data, and SQLite's extended code where it was SQLite. */
typedef struct reason {
  const char *text;
  int source;
} reason;

/* Opens `path` (absolute, its folder without symbolic links), made when absent. Nothing of ours is written before the file is known to be
 * ours. */
jumio_result connection_open(connection *c, const char *path, reason *why);
void connection_close(connection *c);

typedef struct file_identity {
  dev_t device;
  ino_t number;
} file_identity;

bool path_is_text(const char *text, size_t len); /* UTF-8 without NUL, not empty */
/* The absolute path for connection_open(), to be freed with sqlite3_free(), once the folder and the file are known to be ours alone. */
jumio_result path_resolve(const char *path, char **out, reason *why);
/* Makes the file, empty and with mode 0600, if it is not there. */
jumio_result path_create(const char *path, reason *why);
/* Which file the path names now, after the checks of path_resolve() on it. */
jumio_result path_identify(const char *path, file_identity *out, reason *why);
bool path_same_file(const file_identity *a, const file_identity *b);
/* Tells whether a side file of the database ("-wal", "-journal") holds anything. */
bool path_side_file_in_use(const char *path, const char *suffix);

int64_t path_size(const char *path); /* bytes; 0 also when it cannot be read */

jumio_result sqlite_result(sqlite3 *db, int code);

#endif
