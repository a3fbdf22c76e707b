/** JSON on standard output, one object a line. */
#include "output.h"

#include <stdlib.h>

void cli_json_begin(cli_json *json)
{
  json->doc = yyjson_mut_doc_new(NULL);
  json->root = yyjson_mut_obj(json->doc);
  json->failed = json->root == NULL;
  if (!json->failed)
    yyjson_mut_doc_set_root(json->doc, json->root);
}

/* yyjson takes NULL everywhere and answers false. */
static void add(cli_json *json, yyjson_mut_val *object, const char *key, yyjson_mut_val *value)
{
  if (!yyjson_mut_obj_add_val(json->doc, object, key, value))
    json->failed = true;
}

void cli_json_text(cli_json *json, yyjson_mut_val *object, const char *key, const char *value)
{
  add(json, object, key, value != NULL ? yyjson_mut_strcpy(json->doc, value) : yyjson_mut_null(json->doc));
}

void cli_json_int(cli_json *json, yyjson_mut_val *object, const char *key, int64_t value)
{
  add(json, object, key, value != JUMIO_ABSENT ? yyjson_mut_sint(json->doc, value) : yyjson_mut_null(json->doc));
}

void cli_json_bool(cli_json *json, yyjson_mut_val *object, const char *key, bool value)
{
  add(json, object, key, yyjson_mut_bool(json->doc, value));
}

void cli_json_time(cli_json *json, yyjson_mut_val *object, const char *key, int64_t unix_ms)
{
  char text[CLI_TIME_SIZE];
  cli_time(unix_ms, text);
  cli_json_text(json, object, key, unix_ms != JUMIO_ABSENT ? text : NULL);
}

static yyjson_mut_val *add_container(cli_json *json, yyjson_mut_val *object, const char *key, yyjson_mut_val *container)
{
  add(json, object, key, container);
  return json->failed ? NULL : container;
}

yyjson_mut_val *cli_json_object(cli_json *json, yyjson_mut_val *object, const char *key)
{
  return add_container(json, object, key, yyjson_mut_obj(json->doc));
}

yyjson_mut_val *cli_json_list(cli_json *json, yyjson_mut_val *object, const char *key)
{
  return add_container(json, object, key, yyjson_mut_arr(json->doc));
}

void cli_json_item(cli_json *json, yyjson_mut_val *list, const char *value)
{
  if (!yyjson_mut_arr_add_strcpy(json->doc, list, value))
    json->failed = true;
}

yyjson_mut_val *cli_json_item_object(cli_json *json, yyjson_mut_val *list)
{
  yyjson_mut_val *object = yyjson_mut_arr_add_obj(json->doc, list);
  json->failed = json->failed || object == NULL;
  return object;
}

void cli_json_members(cli_json *json, yyjson_mut_val *object, const char *text, size_t len)
{
  yyjson_doc *doc = text != NULL ? yyjson_read(text, len, 0) : NULL;
  yyjson_obj_iter at = yyjson_obj_iter_with(yyjson_doc_get_root(doc));
  json->failed = json->failed || doc == NULL;
  for (yyjson_val *key; (key = yyjson_obj_iter_next(&at)) != NULL;) {
    yyjson_mut_val *name = yyjson_val_mut_copy(json->doc, key);
    yyjson_mut_val *value = yyjson_val_mut_copy(json->doc, yyjson_obj_iter_get_val(key));
    if (!yyjson_mut_obj_add(object, name, value))
      json->failed = true;
  }
  yyjson_doc_free(doc);
}

int cli_json_end(cli_json *json)
{
  char *text = json->failed ? NULL : yyjson_mut_write(json->doc, YYJSON_WRITE_NOFLAG, NULL);
  yyjson_mut_doc_free(json->doc);
  if (text == NULL)
    return cli_fail(JUMIO_ERR_OUT_OF_MEMORY, "no memory for the JSON output");
  puts(text);
  free(text);
  return CLI_EXIT_OK;
}
