/** The body of a callback. Ids must be UUIDs, for they are all that is taken from it; its addresses are never used. */
#include "model/callback.h"

#include <jumio/result.h>

#include "core/text.h"
#include "model/scalar.h"
#include "model/words.h"

#include <string.h>

static jumio_result need_uuid(const jumio__value *root, const char *path, const char *pointer, char out[37], jumio_alloc *mem,
                              jumio_error **err)
{
  const char *text;
  jumio_result result = jumio__json_need_text(root, path, JUMIO_ERR_NOT_A_CALLBACK, &text, mem, err);
  if (result != JUMIO_OK || jumio__uuid(text, strlen(text), out))
    return result;
  jumio__error_facts facts = {.retry_after_ms = -1, .json_pointer = pointer};
  return jumio__fail_with(err, mem, JUMIO_ERR_NOT_A_CALLBACK, &facts, "%s is no UUID", pointer);
}

static jumio_result fill(jumio_callback *callback, jumio_error **err)
{
  const jumio__value *root = jumio__json_root(callback->json);
  jumio_alloc *mem = callback->mem;
  jumio_result result = need_uuid(root, "workflowExecution.id", "/workflowExecution/id", callback->execution_id, mem, err);
  if (result == JUMIO_OK)
    result = need_uuid(root, "account.id", "/account/id", callback->account_id, mem, err);
  if (result == JUMIO_OK)
    result = jumio__json_need_text(root, "workflowExecution.status", JUMIO_ERR_NOT_A_CALLBACK, &callback->status_text, mem, err);
  if (result != JUMIO_OK)
    return result;
  callback->status = jumio__execution_status(callback->status_text);
  callback->user_reference = jumio__json_text(jumio__json_member(root, "userReference"), NULL);
  callback->has_tag = callback->user_reference != NULL && jumio__tag_split(callback->user_reference, &callback->tag);
  jumio__read_key(jumio__json_find(root, "workflowExecution.definitionKey"), callback->key_digits, &callback->definition_key);
  callback->sent_unix_ms = jumio__read_time(jumio__json_member(root, "callbackSentAt"));
  return jumio__ok(err);
}

jumio_result jumio_callback_parse(jumio_alloc *alloc, const char *body, size_t len, jumio_callback **out, jumio_error **err)
{
  jumio__json *tree = NULL;
  if (out != NULL)
    *out = NULL;
  if (out == NULL || body == NULL)
    return jumio__fail(err, alloc, JUMIO_ERR_ARGUMENT, "%s is NULL", out == NULL ? "out" : "body");
  jumio_result result = jumio__json_parse(alloc, body, len == JUMIO_NTS ? strlen(body) : len, JUMIO__CALLBACK_MAX, &tree, err);
  if (result != JUMIO_OK)
    return result;
  jumio_callback *callback = JUMIO__NEW(alloc, jumio_callback);
  if (callback == NULL) {
    jumio__json_free(tree);
    return jumio__fail_memory(err);
  }
  callback->mem = jumio__mem_ref(alloc);
  callback->json = tree;
  result = fill(callback, err);
  if (result == JUMIO_OK)
    *out = callback;
  else
    jumio_callback_free(callback);
  return result;
}

void jumio_callback_free(jumio_callback *callback)
{
  if (callback == NULL)
    return;
  jumio_alloc *mem = callback->mem;
  jumio__json_free(callback->json);
  jumio__mem_erase(mem, callback, sizeof *callback);
  jumio__mem_unref(mem);
}

const char *jumio_callback_get_text(const jumio_callback *callback, jumio_callback_text which)
{
  if (callback == NULL)
    return NULL;
  switch (which) {
  case JUMIO_CALLBACK_TEXT_EXECUTION_ID:
    return callback->execution_id;
  case JUMIO_CALLBACK_TEXT_ACCOUNT_ID:
    return callback->account_id;
  case JUMIO_CALLBACK_TEXT_STATUS:
    return callback->status_text;
  case JUMIO_CALLBACK_TEXT_USER_REFERENCE:
    return callback->user_reference;
  case JUMIO_CALLBACK_TEXT_DEFINITION_KEY:
    return callback->definition_key;
  case JUMIO_CALLBACK_TEXT_TAG_REFERENCE:
    return callback->has_tag ? callback->tag.reference : NULL;
  case JUMIO_CALLBACK_TEXT_TAG_INTENT:
    return callback->has_tag ? callback->tag.intent : NULL;
  default:
    return NULL;
  }
}

int64_t jumio_callback_get_int64(const jumio_callback *callback, jumio_callback_number which)
{
  switch (which) {
  case JUMIO_CALLBACK_STATUS:
    return callback != NULL ? callback->status : JUMIO_EXECUTION_UNKNOWN;
  case JUMIO_CALLBACK_SENT_UNIX_MS:
    return callback != NULL ? callback->sent_unix_ms : JUMIO_ABSENT;
  default:
    return JUMIO_ABSENT;
  }
}
