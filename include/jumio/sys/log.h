/** @file log.h
 *  The log hook. The library is silent unless a hook is set, and a record never holds a secret or a personal datum.
 */
#ifndef JUMIO_SYS_LOG_H
#define JUMIO_SYS_LOG_H

#include <jumio/base.h>

/** How grave a log record is. */
typedef int32_t jumio_log_level;
/** Values of ::jumio_log_level. */
enum {
  JUMIO_LOG_ERROR = 1,   /**< something of the library's own failed */
  JUMIO_LOG_WARNING = 2, /**< something looks wrong, work goes on */
  JUMIO_LOG_INFO = 3,    /**< a milestone */
  JUMIO_LOG_DEBUG = 4    /**< every request and answer, without bodies */
};

/** A log hook. Must not block; may run on any thread that calls the client.
 *  @param record    [in] borrowed for the time of the call
 *  @param user_data [in] as registered
 */
typedef void (*jumio_log_fn)(const jumio_log_record *record, void *user_data);

JUMIO_BEGIN

/** Read the level.
 *  @param record [in] record
 *  @return a ::jumio_log_level @threads{inside the hook} @since 0.1
 */
JUMIO_API jumio_log_level jumio_log_record_get_level(const jumio_log_record *record);

/** Read the stable event id.
 *  @param record [in] record
 *  @return borrowed text such as "http.answer" @threads{inside the hook} @since 0.1
 */
JUMIO_API const char *jumio_log_record_get_event(const jumio_log_record *record);

/** Count the key/value pairs.
 *  @param record [in] record
 *  @return number of pairs @threads{inside the hook} @since 0.1
 */
JUMIO_API size_t jumio_log_record_field_count(const jumio_log_record *record);

/** Read the name of a pair.
 *  @param record [in] record @param index [in] 0..count-1
 *  @return borrowed, or NULL past the end @threads{inside the hook} @since 0.1
 */
JUMIO_API const char *jumio_log_record_field_name_at(const jumio_log_record *record, size_t index);

/** Read the value of a pair; control and bidirectional characters of server text are escaped.
 *  @param record [in] record @param index [in] 0..count-1
 *  @return borrowed, or NULL past the end @threads{inside the hook} @since 0.1
 */
JUMIO_API const char *jumio_log_record_field_value_at(const jumio_log_record *record, size_t index);

JUMIO_END

#endif
