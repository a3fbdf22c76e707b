/** The log hook from the inside. */
#ifndef JUMIO__LOG_H
#define JUMIO__LOG_H

#include <jumio/sys/log.h>

#define JUMIO__LOG_FIELDS 8

typedef struct jumio__log {
  jumio_log_fn fn; /* NULL: silent */
  void *user_data;
  jumio_log_level level;
} jumio__log;

struct jumio_log_record {
  jumio_log_level level;
  const char *event;
  size_t count;
  const char *names[JUMIO__LOG_FIELDS];
  const char *values[JUMIO__LOG_FIELDS];
  char numbers[JUMIO__LOG_FIELDS][24];
};

/* Test this first, so that nothing is formatted for nobody. */
int jumio__log_wants(const jumio__log *log, jumio_log_level level);
void jumio__log_begin(jumio_log_record *record, jumio_log_level level, const char *event);
void jumio__log_text(jumio_log_record *record, const char *name, const char *value);
void jumio__log_number(jumio_log_record *record, const char *name, int64_t value);
void jumio__log_send(const jumio__log *log, const jumio_log_record *record);

#endif
