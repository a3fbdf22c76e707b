/** @file source.h
 *  What an upload sends: bytes in memory, a file by its descriptor, or what a callback reads. A file and a reader are streamed: the library
 *  holds one chunk of them at a time. Prepared data makes a source of its own, see prepared_data.h.
 *
 *  A source belongs to the caller, must live until the upload (or its operation) is over, and may serve any number of uploads one after the
 *  other, each on one thread at a time. It is only ever read: nothing is stripped from a picture, such as the place that a camera wrote into it.
 */
#ifndef JUMIO_SOURCE_H
#define JUMIO_SOURCE_H

#include <jumio/base.h>
#include <jumio/error.h>

/** Reads bytes of a source. Asked for the beginning and the end first, then from 0 on, and again from 0 on when an upload is repeated.
 *  @param offset    [in]  where to begin; bytes, below the announced size
 *  @param buffer    [out] room for them @param size [in] bytes of room, never beyond the announced size @param user_data [in] as registered
 *  @return bytes read, 1..size: fewer than asked for is allowed; 0 when there are none, a negative number on failure: both end the upload
 */
typedef int64_t (*jumio_source_read_fn)(uint64_t offset, void *buffer, size_t size, void *user_data);

/** Hears how far an upload is. A repeated upload begins again at 0.
 *  @param sent  [in] bytes of the source handed to the transport @param total [in] bytes of the source @param user_data [in] as registered
 *  @return 1 to go on, 0 to end the upload with ::JUMIO_ERR_CANCELLED
 */
typedef int32_t (*jumio_source_progress_fn)(uint64_t sent, uint64_t total, void *user_data);

JUMIO_BEGIN

/** Make a source of bytes in memory. They are not copied.
 *  @param alloc [in]  allocator, or NULL for malloc
 *  @param data  [in]  bytes; must stay as they are until the source is freed @param len [in] bytes, at least 1
 *  @param out   [out] owned; free with jumio_source_free() @param err [out] optional, owned
 *  @retval JUMIO_OK made
 *  @retval JUMIO_ERR_ARGUMENT data or out is NULL, or len is 0
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_source_new_memory(jumio_alloc *alloc, const void *data, size_t len, jumio_source **out, jumio_error **err);

/** Make a source of a regular file. The descriptor is duplicated, so the caller may close its own; the file is read by position from 0 on,
 *  wherever the descriptor stands. Its length is taken now: a file that is found longer or shorter later ends the upload. One that was
 *  removed meanwhile is sent all the same, since it is still there for the descriptor.
 *  @param alloc [in]  allocator, or NULL for malloc
 *  @param fd    [in]  a descriptor that may be read; pipes, sockets, devices and folders are refused
 *  @param out   [out] owned; free with jumio_source_free() @param err [out] optional, owned
 *  @retval JUMIO_OK made
 *  @retval JUMIO_ERR_ARGUMENT not a regular file, empty, or out is NULL
 *  @retval JUMIO_ERR_FILE not an open descriptor, or none is left for the duplicate
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_source_new_fd(jumio_alloc *alloc, int32_t fd, jumio_source **out, jumio_error **err);

/** Make a source of what a callback reads. The deadline of an upload cannot interrupt the callback: it must return.
 *  @param alloc     [in]  allocator, or NULL for malloc
 *  @param size      [in]  how many bytes there are, at least 1 @param read [in] callback @param user_data [in] passed to it
 *  @param destroy   [in]  called once with user_data when the source is freed, also when this call fails; may be NULL
 *  @param out       [out] owned; free with jumio_source_free() @param err [out] optional, owned
 *  @retval JUMIO_OK made
 *  @retval JUMIO_ERR_ARGUMENT size is 0, or read or out is NULL
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_source_new_reader(jumio_alloc *alloc, uint64_t size, jumio_source_read_fn read, void *user_data,
                                               void (*destroy)(void *user_data), jumio_source **out, jumio_error **err);

/** Have a callback told how far the uploads of a source are; replaces the one before.
 *  @param source    [in] source @param progress [in] callback, or NULL for none @param user_data [in] passed to it
 *  @param destroy   [in] called once with user_data when it is replaced or the source is freed, also when this call fails; may be NULL
 *  @param err       [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT source is NULL
 *  @return a result code @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_source_set_progress(jumio_source *source, jumio_source_progress_fn progress, void *user_data,
                                                 void (*destroy)(void *user_data), jumio_error **err);

/** Free a source; closes its descriptor.
 *  @param source [in] source, or NULL @threads{one thread} @since 0.1
 */
JUMIO_API void jumio_source_free(jumio_source *source);

JUMIO_END

#endif
