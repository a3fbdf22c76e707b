/** Members of an account request that have no setter, placed by JSON pointer, and the body as a text of the host's. */
#include "model/account_request.h"

#include <jumio/result.h>

#include "core/text.h"
#include "model/owned_text.h"

#include <string.h>

#define POINTER_MAX 255
#define MEMBER_MAX ((size_t)64 * 1024)

/* The members that have a setter and are seen in another form, too: what is given here goes through the setter, so that its rules and what
 * the library itself reads of them stay true. */
typedef struct variant {
  const char *pointer;
  jumio_result (*set)(jumio_account_request *request, const char *text, size_t len, jumio_error **err);
  bool number; /* also seen as a JSON number */
} variant;

static const variant variants[] = {
    {"/customerInternalReference", jumio_account_request_set_customer_internal_reference, true},
    {"/workflowDefinition/key", jumio_account_request_set_workflow_key, true},
    {"/tokenLifetime", jumio_account_request_set_token_lifetime_text, false},
};
#define VARIANTS (sizeof variants / sizeof variants[0])

static const char *present(const jumio_account_request *request, const variant *row)
{
  if (row == &variants[0])
    return request->reference;
  if (row == &variants[1])
    return request->workflow_key;
  return request->lifetime_text[0] != '\0' ? request->lifetime_text : NULL;
}

static jumio_result conflict(const jumio_account_request *request, jumio_error **err, const char *pointer)
{
  jumio__error_facts facts = {.retry_after_ms = -1, .json_pointer = pointer};
  return jumio__fail_with(err, request->mem, JUMIO_ERR_CONFLICT, &facts, "pointer: its own setter has set this member");
}

static jumio_result set_variant(jumio_account_request *request, const variant *row, const jumio__value *value, jumio_error **err)
{
  char digits[21];
  int64_t number;
  size_t len = 0;
  const char *text = jumio__json_text(value, &len);
  bool is_number = row->number && jumio__json_int(value, &number) && number >= 0;
  if (is_number) {
    len = jumio__format_int64(number, digits);
    text = digits;
  }
  if (text == NULL)
    return jumio__request_refuse(request, err, row->pointer + 1,
                                 row->number ? "must be a text or a whole number that is not negative" : "must be a text");
  const char *before = present(request, row);
  if (before != NULL && !jumio__same(text, len, before))
    return conflict(request, err, row->pointer);
  jumio_result result = row->set(request, text, len, err);
  if (result == JUMIO_OK && row == &variants[0])
    request->reference_is_number = is_number;
  if (result == JUMIO_OK && row == &variants[1])
    request->key_is_text = !is_number;
  return result;
}

/* Puts the member in its place and sees that the whole can be written; else all is as before. */
static jumio_result add(jumio_account_request *request, jumio__request_member *added, jumio_error **err)
{
  jumio__json *tree = NULL;
  size_t at = 0, count = request->member_count;
  while (at < count && strcmp(request->members[at].pointer, added->pointer) != 0)
    at++;
  if (at == JUMIO__REQUEST_MEMBERS)
    return jumio__fail(err, request->mem, JUMIO_ERR_TOO_LARGE, "pointer: at most %d members without a setter", JUMIO__REQUEST_MEMBERS);
  jumio__request_member before = request->members[at];
  request->members[at] = *added;
  request->member_count = at == count ? count + 1 : count;
  jumio_result result = jumio__account_request_tree(request, request->mem, &tree, err);
  jumio__json_free(tree);
  if (result == JUMIO_OK) {
    *added = at == count ? (jumio__request_member){NULL, NULL} : before;
    return jumio__ok(err);
  }
  request->members[at] = before;
  request->member_count = count;
  return result;
}

jumio_result jumio_account_request_set_json(jumio_account_request *request, const char *pointer, size_t pointer_len, const char *json,
                                            size_t json_len, jumio_error **err)
{
  jumio__request_member added = {NULL, NULL};
  if (request == NULL)
    return jumio__request_refuse(request, err, "request", "is NULL");
  const char *rule = jumio__text_rule(pointer, &pointer_len, POINTER_MAX);
  if (rule != NULL || pointer[0] != '/')
    return jumio__request_refuse(request, err, "pointer", rule != NULL ? rule : "must begin with /");
  if (json == NULL)
    return jumio__request_refuse(request, err, "json", "is NULL");
  if (json_len == JUMIO_NTS)
    json_len = strlen(json);
  jumio_result result = jumio__json_parse(request->mem, json, json_len, MEMBER_MAX, &added.value, err);
  if (result != JUMIO_OK)
    return result;
  for (size_t i = 0; i < VARIANTS; i++)
    if (jumio__same(pointer, pointer_len, variants[i].pointer)) {
      result = set_variant(request, &variants[i], jumio__json_root(added.value), err);
      jumio__json_free(added.value);
      return result;
    }
  result = jumio__request_replace(request, &added.pointer, pointer, pointer_len, err);
  if (result == JUMIO_OK)
    result = add(request, &added, err);
  jumio__mem_text_erase(request->mem, added.pointer);
  jumio__json_free(added.value);
  return result;
}

jumio_result jumio_account_request_dup_json(const jumio_account_request *request, char **out, size_t *out_len, jumio_error **err)
{
  jumio__buffer buffer;
  jumio__json *tree = NULL;
  if (out != NULL)
    *out = NULL;
  if (out_len != NULL)
    *out_len = 0;
  if (request == NULL || out == NULL)
    return jumio__request_refuse(request, err, request == NULL ? "request" : "out", "is NULL");
  jumio_result result = jumio__account_request_tree(request, request->mem, &tree, err);
  jumio__json_free(tree);
  if (result != JUMIO_OK)
    return result;
  jumio__buffer_init(&buffer, request->mem, JUMIO__REQUEST_MAX + 1024);
  if (jumio__owned_text_begin(&buffer) && jumio__account_request_write(request, &buffer) == JUMIO_OK)
    *out = jumio__owned_text_take(&buffer, out_len);
  jumio__buffer_free(&buffer);
  return *out != NULL ? jumio__ok(err) : jumio__fail_memory(err);
}
