/* Small helpers over yyjson: building answers with less noise, and refusing what a strict reader does not know. */
#define _GNU_SOURCE
#include "sim.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

yyjson_mut_doc *json_object(yyjson_mut_val **root)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new(NULL);
  if (!doc)
    sim_grow(NULL, SIZE_MAX / 2);
  *root = yyjson_mut_obj(doc);
  yyjson_mut_doc_set_root(doc, *root);
  return doc;
}

/* An absent value leaves the member out: Jumio omits what was not set. */
void json_str(yyjson_mut_doc *doc, yyjson_mut_val *obj, const char *key, const char *value)
{
  if (value)
    yyjson_mut_obj_add_strcpy(doc, obj, key, value);
}

void json_fmt(yyjson_mut_doc *doc, yyjson_mut_val *obj, const char *key, const char *format, ...)
{
  char buffer[1024];
  va_list args;
  va_start(args, format);
  int need = vsnprintf(buffer, sizeof buffer, format, args);
  va_end(args);
  if (need >= 0 && (size_t)need < sizeof buffer) {
    yyjson_mut_obj_add_strcpy(doc, obj, key, buffer);
    return;
  }
  char *big = sim_grow(NULL, (size_t)need + 1);
  va_start(args, format);
  vsnprintf(big, (size_t)need + 1, format, args);
  va_end(args);
  yyjson_mut_obj_add_strcpy(doc, obj, key, big);
  free(big);
}

void json_time(yyjson_mut_doc *doc, yyjson_mut_val *obj, const char *key, int64_t ms)
{
  if (ms == 0)
    return;
  char text[SIM_TIME_SIZE];
  clock_format(ms, text);
  yyjson_mut_obj_add_strcpy(doc, obj, key, text);
}

/* Adds a value kept as JSON text. */
void json_raw(yyjson_mut_doc *doc, yyjson_mut_val *obj, const char *key, const char *json)
{
  if (!json)
    return;
  yyjson_doc *source = yyjson_read(json, strlen(json), 0);
  if (!source)
    return;
  yyjson_mut_val *copy = yyjson_val_mut_copy(doc, yyjson_doc_get_root(source));
  yyjson_mut_obj_add(obj, yyjson_mut_strcpy(doc, key), copy);
  yyjson_doc_free(source);
}

bool json_known_members(yyjson_val *obj, const char *const *names, const char *where, char **error)
{
  size_t i, max;
  yyjson_val *key, *value;
  yyjson_obj_foreach(obj, i, max, key, value)
  {
    const char *name = yyjson_get_str(key);
    size_t k = 0;
    while (names[k] && strcmp(names[k], name) != 0)
      k++;
    if (!names[k]) {
      *error = text_format("%s: unknown member \"%s\"", where, name);
      return false;
    }
    if (yyjson_obj_get(obj, name) != value) {
      *error = text_format("%s: member \"%s\" is given twice", where, name);
      return false;
    }
  }
  return true;
}

char *json_text(yyjson_val *value)
{
  char *text = value ? yyjson_val_write(value, 0, NULL) : NULL;
  return text;
}
