/** Prepared data from a file: each value goes to the library under its own pointer, which knows the fields. */
#include "data.h"

#include "file.h"
#include "output.h"

#include <yyjson.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_MAX_BYTES (1024 * 1024)
#define POINTER_MAX_BYTES 600

static const struct {
  const char *name;
  jumio_data_check check;
} checks_by_name[] = {
    {"supporting-data", JUMIO_DATA_CHECK_SUPPORTING_DATA},
    {"watchlist", JUMIO_DATA_CHECK_WATCHLIST},
    {"cpf", JUMIO_DATA_CHECK_CPF},
    {"cpf-biometric", JUMIO_DATA_CHECK_CPF_BIOMETRIC},
    {"colombia", JUMIO_DATA_CHECK_COLOMBIA},
    {"thai-dopa", JUMIO_DATA_CHECK_THAI_DOPA},
    {"renaper", JUMIO_DATA_CHECK_RENAPER},
    {"renaper-biometric", JUMIO_DATA_CHECK_RENAPER_BIOMETRIC},
    {"curp", JUMIO_DATA_CHECK_CURP},
    {"ine", JUMIO_DATA_CHECK_INE},
    {"dmv", JUMIO_DATA_CHECK_DMV},
    {"ssn", JUMIO_DATA_CHECK_SSN},
    {"address-validation", JUMIO_DATA_CHECK_ADDRESS_VALIDATION},
    {"proof-of-residency", JUMIO_DATA_CHECK_PROOF_OF_RESIDENCY},
    {"email", JUMIO_DATA_CHECK_EMAIL},
    {"device-risk", JUMIO_DATA_CHECK_DEVICE_RISK},
};

/* Appends "/name", escaped; false when there is no room. */
static bool descend(char *pointer, size_t *len, const char *name)
{
  size_t at = *len;
  pointer[at++] = '/';
  for (; *name != '\0'; name++) {
    if (at + 3 > POINTER_MAX_BYTES)
      return false;
    if (*name == '~' || *name == '/')
      pointer[at++] = '~';
    pointer[at++] = (char)(*name == '~' ? '0' : *name == '/' ? '1' : *name);
  }
  pointer[at] = '\0';
  *len = at;
  return true;
}

static int set_leaf(jumio_prepared_data *data, const char *pointer, yyjson_val *value)
{
  jumio_error *error = NULL;
  size_t len = 0;
  char *json = yyjson_val_write(value, 0, &len);
  if (json == NULL)
    return cli_fail(JUMIO_ERR_OUT_OF_MEMORY, "no memory for the data");
  jumio_result result = jumio_prepared_data_set_member(data, pointer, JUMIO_NTS, json, len, &error);
  cli_wipe_free(json, len);
  return result == JUMIO_OK ? CLI_EXIT_OK : cli_report(result, error);
}

static int set_object(jumio_prepared_data *data, yyjson_val *object, char *pointer, size_t len)
{
  size_t index, count;
  yyjson_val *key, *value;
  int code = CLI_EXIT_OK;
  yyjson_obj_foreach(object, index, count, key, value)
  {
    size_t end = len;
    if (code != CLI_EXIT_OK)
      break;
    if (len + 2 > POINTER_MAX_BYTES || !descend(pointer, &end, yyjson_get_str(key)))
      return cli_fail(JUMIO_ERR_TOO_LARGE, "the data is nested too deeply");
    code = yyjson_is_obj(value) && yyjson_obj_size(value) > 0 ? set_object(data, value, pointer, end) : set_leaf(data, pointer, value);
  }
  return code;
}

static int check_all(const jumio_prepared_data *data, const char *names)
{
  jumio_error *error = NULL;
  jumio_result result = jumio_prepared_data_check(data, JUMIO_DATA_CHECK_FORMATS, &error);
  while (result == JUMIO_OK && names != NULL) {
    size_t len = strcspn(names, ","), i = 0;
    const size_t rows = sizeof checks_by_name / sizeof checks_by_name[0];
    while (i < rows && (strlen(checks_by_name[i].name) != len || memcmp(checks_by_name[i].name, names, len) != 0))
      i++;
    if (i == rows)
      return cli_usage("--check: no such check; docs/prepared-data-fields.md lists them");
    result = jumio_prepared_data_check(data, checks_by_name[i].check, &error);
    names = names[len] == ',' ? names + len + 1 : NULL;
  }
  return result == JUMIO_OK ? CLI_EXIT_OK : cli_report(result, error);
}

static int read_object(jumio_prepared_data *data, const char *path)
{
  char pointer[POINTER_MAX_BYTES] = "", *text = NULL;
  size_t len = 0;
  int code = cli_read_file(path, FILE_MAX_BYTES, &text, &len);
  if (code != CLI_EXIT_OK)
    return code;
  yyjson_doc *doc = yyjson_read(text, len, 0);
  cli_wipe_free(text, len);
  if (yyjson_is_obj(yyjson_doc_get_root(doc))) {
    code = set_object(data, yyjson_doc_get_root(doc), pointer, 0);
  } else {
    cli_fail(JUMIO_ERR_JSON, "%s: not one JSON object", path);
    code = CLI_EXIT_INPUT;
  }
  yyjson_doc_free(doc);
  return code;
}

int cli_data_source(const char *path, const char *checks, jumio_source **out)
{
  jumio_prepared_data *data = NULL;
  jumio_error *error = NULL;
  *out = NULL;
  jumio_result result = jumio_prepared_data_new(NULL, &data, &error);
  if (result != JUMIO_OK)
    return cli_report(result, error);
  int code = read_object(data, path);
  if (code == CLI_EXIT_OK)
    code = check_all(data, checks);
  if (code == CLI_EXIT_OK) {
    result = jumio_source_new_prepared_data(data, out, &error);
    code = result == JUMIO_OK ? CLI_EXIT_OK : cli_report(result, error);
  }
  jumio_prepared_data_free(data);
  return code;
}
