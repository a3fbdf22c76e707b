/** @file sqlite.h
 *  The SQLite store: a library of its own (libjumio-idv-sqlite) over the public headers only.
 *
 *  Durable at every return: write-ahead log, every commit synced; where no such log is possible a rollback journal, synced too. The file is
 *  made with mode 0600 and refused when it, or a file of SQLite's beside it, belongs to somebody else, is open to others or is a link. Its
 *  folder must belong to the caller or to root and be writable by nobody else; the sticky bit of a shared folder is not enough, for others
 *  could put the log of a database there. Many processes may share the file; an operation waits up to 5 seconds for another process.
 *  After an unclean end the whole database is checked when it is opened. A store must not be used by a forked child: it answers
 *  ::JUMIO_ERR_STORE there, and freeing it does nothing.
 */
#ifndef JUMIO_STORES_SQLITE_H
#define JUMIO_STORES_SQLITE_H

#include <jumio/base.h>
#include <jumio/error.h>
#include <jumio/sys/storage.h>

/** An open SQLite store. */
typedef struct jumio_sqlite_store jumio_sqlite_store;

JUMIO_BEGIN

/** Open a store, made when it is absent.
 *  @param alloc [in] allocator of the error, or NULL; SQLite has its own, SQLITE_CONFIG_MALLOC @param path [in] file @param len [in] bytes or ::JUMIO_NTS
 *  @param out   [out] owned; free with jumio_sqlite_store_free() @param err [out] optional, owned
 *  @retval JUMIO_OK open
 *  @retval JUMIO_ERR_ARGUMENT out is NULL, or the path is empty, longer than 4000 bytes or not UTF-8
 *  @retval JUMIO_ERR_FILE not a regular file, or it or its folder is another user's or open to others, or it cannot be made
 *  @retval JUMIO_ERR_STORE SQLite could not open it for writing; the message holds SQLite's code
 *  @retval JUMIO_ERR_STORE_CORRUPT not a database, damaged, or another application's; left untouched
 *  @retval JUMIO_ERR_STORE_VERSION written by a newer version; left untouched
 *  @retval JUMIO_ERR_STORE_BUSY locked by another process
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_sqlite_store_new(jumio_alloc *alloc, const char *path, size_t len, jumio_sqlite_store **out, jumio_error **err);

/** Close a store.
 *  @param store [in] store, or NULL @threads{one thread} @since 0.1
 */
JUMIO_API void jumio_sqlite_store_free(jumio_sqlite_store *store);

/** Read the table of operations; their user_data is the store. Safe for concurrent calls.
 *  @return static table @threads{any, concurrent} @since 0.1
 */
JUMIO_API const jumio_storage_ops *jumio_sqlite_store_get_ops(void);

/** Open a store and register it with a configuration, which then owns it.
 *  @param config [in] configuration @param path [in] file @param len [in] bytes or ::JUMIO_NTS @param err [out] optional, owned
 *  @return as jumio_sqlite_store_new() and jumio_config_set_store() @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_sqlite_store_attach(jumio_config *config, const char *path, size_t len, jumio_error **err);

JUMIO_END

#endif
