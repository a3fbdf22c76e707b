/** The error object and the table of result codes. */
#include "core/error.h"

#include "core/text.h"

#include <stdio.h>
#include <string.h>

#define MESSAGE_MAX 500
#define TITLE_MAX 120
#define POINTER_MAX 300
#define ALLOW_MAX 63

struct jumio_error {
  jumio_alloc *mem;
  bool immortal;
  jumio_result code;
  int32_t http_status;
  int64_t retry_after_ms;
  int32_t attempts;
  jumio_delivery delivery;
  int32_t source;
  char message[MESSAGE_MAX + 1];
  char server_title[TITLE_MAX + 1];
  char json_pointer[POINTER_MAX + 1];
  char allow[ALLOW_MAX + 1];
};

/* Never written: freeing it is a no-op. */
static const jumio_error no_memory = {.immortal = true, .code = JUMIO_ERR_OUT_OF_MEMORY, .retry_after_ms = -1, .message = "no memory"};

typedef struct result_row {
  const char *name;
  const char *meaning;
  jumio_result result;
  jumio_action action;
} result_row;

static const result_row rows[] = {
#define JUMIO__ROW(name, number, action, meaning) {"JUMIO_" #name, meaning, number, JUMIO_ACTION_##action},
#include "core/result.def"
#undef JUMIO__ROW
};

static const result_row *row_of(jumio_result result)
{
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    if (rows[i].result == result)
      return &rows[i];
  return NULL;
}

const char *jumio_result_name(jumio_result result)
{
  const result_row *row = row_of(result);
  return row != NULL ? row->name : "JUMIO_ERR_?";
}

const char *jumio_result_meaning(jumio_result result)
{
  const result_row *row = row_of(result);
  return row != NULL ? row->meaning : "a result code that this version does not know";
}

jumio_action jumio_result_action(jumio_result result)
{
  const result_row *row = row_of(result);
  return row != NULL ? row->action : JUMIO_ACTION_GIVE_UP;
}

static jumio_error *error_new(jumio_error **err, jumio_alloc *mem, jumio_result code)
{
  jumio_error *error = JUMIO__NEW(mem, jumio_error);
  if (error == NULL) {
    *err = (jumio_error *)(uintptr_t)&no_memory; /* const is given back by every path that frees */
    return NULL;
  }
  error->mem = jumio__mem_ref(mem);
  error->code = code;
  error->retry_after_ms = -1;
  *err = error;
  return error;
}

static void take_facts(jumio_error *error, const jumio__error_facts *facts)
{
  if (facts == NULL)
    return;
  error->http_status = facts->http_status;
  error->retry_after_ms = facts->retry_after_ms;
  error->attempts = facts->attempts;
  error->delivery = facts->delivery;
  error->source = facts->source;
  if (facts->server_title != NULL)
    jumio__text_harmless(facts->server_title, strlen(facts->server_title), error->server_title, sizeof error->server_title);
  if (facts->json_pointer != NULL)
    jumio__text_harmless(facts->json_pointer, strlen(facts->json_pointer), error->json_pointer, sizeof error->json_pointer);
  if (facts->allow != NULL)
    jumio__text_harmless(facts->allow, strlen(facts->allow), error->allow, sizeof error->allow);
}

/* One line of UTF-8, whatever a caller's text held and wherever the end of the room cut it. */
static void make_one_line(char *message)
{
  size_t len = strlen(message);
  for (size_t i = 0, step; i < len; i += step) {
    step = 1;
    while (((unsigned char)message[i] & 0x80) != 0 && step < 4 && ((unsigned char)message[i + step] & 0xC0) == 0x80)
      step++;
    if (!jumio__utf8_valid(message + i, step) && i + step == MESSAGE_MAX)
      message[i] = '\0';
    else if (!jumio__utf8_valid(message + i, step) || !jumio__no_controls(message + i, step))
      memset(message + i, '?', step);
  }
}

static jumio_result fail_list(jumio_error **err, jumio_alloc *mem, jumio_result code, const jumio__error_facts *facts, const char *format,
                              va_list list) JUMIO__FORMAT(5, 0);

static jumio_result fail_list(jumio_error **err, jumio_alloc *mem, jumio_result code, const jumio__error_facts *facts, const char *format,
                              va_list list)
{
  if (err == NULL)
    return code;
  jumio_error *error = error_new(err, mem, code);
  if (error == NULL)
    return code;
  take_facts(error, facts);
  if (vsnprintf(error->message, sizeof error->message, format, list) < 0)
    error->message[0] = '\0';
  make_one_line(error->message);
  return code;
}

jumio_result jumio__fail(jumio_error **err, jumio_alloc *mem, jumio_result code, const char *format, ...)
{
  va_list list;
  va_start(list, format);
  jumio_result result = fail_list(err, mem, code, NULL, format, list);
  va_end(list);
  return result;
}

jumio_result jumio__fail_with(jumio_error **err, jumio_alloc *mem, jumio_result code, const jumio__error_facts *facts, const char *format,
                              ...)
{
  va_list list;
  va_start(list, format);
  jumio_result result = fail_list(err, mem, code, facts, format, list);
  va_end(list);
  return result;
}

jumio_result jumio__fail_memory(jumio_error **err)
{
  if (err != NULL)
    *err = (jumio_error *)(uintptr_t)&no_memory;
  return JUMIO_ERR_OUT_OF_MEMORY;
}

jumio_result jumio__ok(jumio_error **err)
{
  if (err != NULL)
    *err = NULL;
  return JUMIO_OK;
}

jumio_result jumio__error_copy(jumio_error **err, jumio_alloc *mem, const jumio_error *from)
{
  if (from == NULL)
    return jumio__ok(err);
  if (err == NULL)
    return from->code;
  jumio_error *error = from->immortal ? NULL : error_new(err, mem, from->code);
  if (from->immortal)
    return jumio__fail_memory(err);
  if (error != NULL) {
    jumio_alloc *own = error->mem;
    *error = *from;
    error->mem = own;
  }
  return from->code;
}

jumio_result jumio_error_new(jumio_alloc *alloc, jumio_result code, const char *message, size_t len, jumio_error **out)
{
  if (out == NULL)
    return code;
  *out = NULL;
  if (message == NULL)
    return jumio__fail(out, alloc, code, "%s", jumio_result_meaning(code));
  if (len == JUMIO_NTS)
    len = strlen(message);
  return jumio__fail(out, alloc, code, "%.*s", len > MESSAGE_MAX ? MESSAGE_MAX : (int)len, message);
}

void jumio_error_free(jumio_error *error)
{
  if (error == NULL || error->immortal)
    return;
  jumio_alloc *mem = error->mem;
  jumio__mem_erase(mem, error, sizeof *error);
  jumio__mem_unref(mem);
}

jumio_result jumio_error_get_code(const jumio_error *error)
{
  return error != NULL ? error->code : JUMIO_OK;
}

const char *jumio_error_get_message(const jumio_error *error)
{
  return error != NULL ? error->message : "";
}

jumio_action jumio_error_get_action(const jumio_error *error)
{
  return error != NULL ? jumio_result_action(error->code) : JUMIO_ACTION_NONE;
}

int64_t jumio_error_get_int64(const jumio_error *error, jumio_error_number which)
{
  switch (which) {
  case JUMIO_ERROR_HTTP_STATUS:
    return error != NULL ? error->http_status : 0;
  case JUMIO_ERROR_RETRY_AFTER_MS:
    return error != NULL ? error->retry_after_ms : -1;
  case JUMIO_ERROR_ATTEMPTS:
    return error != NULL ? error->attempts : 0;
  case JUMIO_ERROR_DELIVERY:
    return error != NULL ? error->delivery : JUMIO_DELIVERY_UNKNOWN;
  case JUMIO_ERROR_SOURCE:
    return error != NULL ? error->source : 0;
  default:
    return JUMIO_ABSENT;
  }
}

const char *jumio_error_get_text(const jumio_error *error, jumio_error_words which)
{
  if (error == NULL)
    return NULL;
  const char *text = which == JUMIO_ERROR_TEXT_SERVER_TITLE   ? error->server_title
                     : which == JUMIO_ERROR_TEXT_JSON_POINTER ? error->json_pointer
                     : which == JUMIO_ERROR_TEXT_ALLOW        ? error->allow
                                                              : "";
  return *text != '\0' ? text : NULL;
}
