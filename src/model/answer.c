/** Any JSON of Jumio, read by pointer. */
#include "model/answer.h"

#include <jumio/result.h>

#include "model/scalar.h"

#include <string.h>

#define ANSWER_MAX ((size_t)8 * 1024 * 1024)

/* Parses what the answer's buffer holds. */
static jumio_result read_body(jumio_answer *answer, bool any, jumio_error **err)
{
  const jumio__buffer *body = &answer->body;
  const char *text = body->data != NULL ? body->data : "";
  jumio_result result = jumio__json_parse(answer->mem, text, body->len, body->max, &answer->json, any ? NULL : err);
  if (result == JUMIO_OK)
    answer->root = jumio__json_root(answer->json);
  if (result == JUMIO_ERR_OUT_OF_MEMORY)
    return jumio__fail_memory(err);
  return any ? JUMIO_OK : result;
}

static jumio_answer *allocate(jumio_alloc *mem, size_t max)
{
  jumio_answer *answer = JUMIO__NEW(mem, jumio_answer);
  if (answer == NULL)
    return NULL;
  answer->mem = jumio__mem_ref(mem);
  jumio__buffer_init(&answer->body, answer->mem, max);
  return answer;
}

static jumio_result hand_over(jumio_answer *answer, jumio_result result, jumio_answer **out)
{
  if (result == JUMIO_OK)
    *out = answer;
  else
    jumio_answer_free(answer);
  return result;
}

jumio_result jumio__answer_take(jumio_alloc *mem, jumio__buffer *body, int32_t http_status, bool any, jumio_answer **out, jumio_error **err)
{
  *out = NULL;
  jumio_answer *answer = allocate(mem, body->max);
  if (answer == NULL)
    return jumio__fail_memory(err);
  answer->http_status = http_status;
  jumio__buffer own = answer->body;
  answer->body = *body;
  *body = own;
  return hand_over(answer, read_body(answer, any, err), out);
}

jumio_result jumio_answer_parse(jumio_alloc *alloc, const char *json, size_t len, jumio_answer **out, jumio_error **err)
{
  if (out != NULL)
    *out = NULL;
  if (out == NULL || json == NULL)
    return jumio__fail(err, alloc, JUMIO_ERR_ARGUMENT, "%s is NULL", out == NULL ? "out" : "json");
  if (len == JUMIO_NTS)
    len = strlen(json);
  if (len > ANSWER_MAX)
    return jumio__fail(err, alloc, JUMIO_ERR_TOO_LARGE, "json: %zu bytes, the most is %zu", len, ANSWER_MAX);
  jumio_answer *answer = allocate(alloc, ANSWER_MAX + 1);
  if (answer == NULL)
    return jumio__fail_memory(err);
  bool copied = jumio__buffer_add(&answer->body, json, len);
  jumio_result result = hand_over(answer, copied ? read_body(answer, false, err) : jumio__fail_memory(err), out);
  return result == JUMIO_OK ? jumio__ok(err) : result;
}

void jumio_answer_free(jumio_answer *answer)
{
  if (answer == NULL)
    return;
  jumio_alloc *mem = answer->mem;
  jumio__json_free(answer->json);
  jumio__buffer_free(&answer->body);
  jumio__mem_erase(mem, answer, sizeof *answer);
  jumio__mem_unref(mem);
}

int32_t jumio_answer_get_http_status(const jumio_answer *answer)
{
  return answer != NULL ? answer->http_status : 0;
}

const char *jumio_answer_get_body(const jumio_answer *answer, size_t *out_len)
{
  if (out_len != NULL)
    *out_len = answer != NULL ? answer->body.len : 0;
  if (answer == NULL || (answer->json == NULL && answer->root != NULL))
    return NULL;
  return answer->body.data != NULL ? answer->body.data : "";
}

static const jumio__value *at(const jumio_answer *answer, const char *pointer)
{
  return answer != NULL ? jumio__json_pointer(answer->root, pointer) : NULL;
}

size_t jumio_answer_count(const jumio_answer *answer, const char *pointer)
{
  return jumio__json_count(at(answer, pointer));
}

const char *jumio_answer_get_name_at(const jumio_answer *answer, const char *pointer, size_t index)
{
  const jumio__value *object = at(answer, pointer);
  if (!jumio__json_is_object(object) || index >= jumio__json_count(object))
    return NULL;
  const jumio__value *key = jumio__json_first(object);
  for (; index > 0; index--)
    key = jumio__json_next(jumio__json_of_key(key));
  return jumio__json_text(key, NULL);
}

const char *jumio_answer_get_text(const jumio_answer *answer, const char *pointer)
{
  return jumio__json_text(at(answer, pointer), NULL);
}

int64_t jumio_answer_get_int64(const jumio_answer *answer, const char *pointer)
{
  bool truth;
  const jumio__value *value = at(answer, pointer);
  return jumio__json_bool(value, &truth) ? truth : jumio__read_int64(value);
}
