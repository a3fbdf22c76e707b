/** The log hook: building a record without allocating, and its public getters. */
#include "core/log.h"

#include "core/text.h"

#include <string.h>

int jumio__log_wants(const jumio__log *log, jumio_log_level level)
{
  return log->fn != NULL && level <= log->level;
}

void jumio__log_begin(jumio_log_record *record, jumio_log_level level, const char *event)
{
  record->level = level;
  record->event = event;
  record->count = 0;
}

void jumio__log_text(jumio_log_record *record, const char *name, const char *value)
{
  if (record->count == JUMIO__LOG_FIELDS)
    return;
  record->names[record->count] = name;
  record->values[record->count++] = value != NULL ? value : "";
}

void jumio__log_number(jumio_log_record *record, const char *name, int64_t value)
{
  if (record->count == JUMIO__LOG_FIELDS)
    return;
  char *digits = record->numbers[record->count];
  jumio__format_int64(value, digits);
  jumio__log_text(record, name, digits);
}

void jumio__log_send(const jumio__log *log, const jumio_log_record *record)
{
  log->fn(record, log->user_data);
}

jumio_log_level jumio_log_record_get_level(const jumio_log_record *record)
{
  return record != NULL ? record->level : 0;
}

const char *jumio_log_record_get_event(const jumio_log_record *record)
{
  return record != NULL ? record->event : NULL;
}

size_t jumio_log_record_field_count(const jumio_log_record *record)
{
  return record != NULL ? record->count : 0;
}

const char *jumio_log_record_field_name_at(const jumio_log_record *record, size_t index)
{
  return record != NULL && index < record->count ? record->names[index] : NULL;
}

const char *jumio_log_record_field_value_at(const jumio_log_record *record, size_t index)
{
  return record != NULL && index < record->count ? record->values[index] : NULL;
}
