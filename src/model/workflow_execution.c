/** The status answer: two ids and one word. */
#include "model/workflow_execution.h"

#include <jumio/result.h>

#include "model/scalar.h"
#include "model/words.h"

#include <string.h>

#define STATUS_MAX ((size_t)64 * 1024)

struct jumio_workflow_execution {
  jumio_alloc *mem;
  jumio__json *json; /* holds the texts */
  const char *id;
  const char *account_id;
  const char *definition_key;
  const char *status_text;
  jumio_execution_status status;
  char key_digits[24];
};

static jumio_result fill(jumio_workflow_execution *execution, jumio_error **err)
{
  const jumio__value *root = jumio__json_root(execution->json);
  const jumio__value *own = jumio__json_member(root, "workflowExecution"), *account = jumio__json_member(root, "account");
  jumio_alloc *mem = execution->mem;
  jumio_result result =
      jumio__json_need(jumio__json_member(own, "id"), "/workflowExecution/id", JUMIO_ERR_PROTOCOL, &execution->id, mem, err);
  if (result == JUMIO_OK)
    result = jumio__json_need(jumio__json_member(account, "id"), "/account/id", JUMIO_ERR_PROTOCOL, &execution->account_id, mem, err);
  if (result == JUMIO_OK)
    result = jumio__json_need(jumio__json_member(own, "status"), "/workflowExecution/status", JUMIO_ERR_PROTOCOL, &execution->status_text,
                              mem, err);
  if (result != JUMIO_OK)
    return result;
  jumio__read_key(jumio__json_member(own, "definitionKey"), execution->key_digits, &execution->definition_key);
  execution->status = jumio__execution_status(execution->status_text);
  return jumio__ok(err);
}

jumio_result jumio__workflow_execution_read(jumio_alloc *mem, jumio__json *tree, jumio_workflow_execution **out, jumio_error **err)
{
  *out = NULL;
  jumio_workflow_execution *execution = JUMIO__NEW(mem, jumio_workflow_execution);
  if (execution == NULL) {
    jumio__json_free(tree);
    return jumio__fail_memory(err);
  }
  execution->mem = jumio__mem_ref(mem);
  execution->json = tree;
  jumio_result result = fill(execution, err);
  if (result == JUMIO_OK)
    *out = execution;
  else
    jumio_workflow_execution_free(execution);
  return result;
}

jumio_result jumio_workflow_execution_parse(jumio_alloc *alloc, const char *json, size_t len, jumio_workflow_execution **out,
                                            jumio_error **err)
{
  if (out != NULL)
    *out = NULL;
  if (out == NULL || json == NULL)
    return jumio__fail(err, alloc, JUMIO_ERR_ARGUMENT, "%s is NULL", out == NULL ? "out" : "json");
  jumio__json *tree;
  jumio_result result = jumio__json_parse(alloc, json, len == JUMIO_NTS ? strlen(json) : len, STATUS_MAX, &tree, err);
  return result == JUMIO_OK ? jumio__workflow_execution_read(alloc, tree, out, err) : result;
}

void jumio_workflow_execution_free(jumio_workflow_execution *execution)
{
  if (execution == NULL)
    return;
  jumio_alloc *mem = execution->mem;
  jumio__json_free(execution->json);
  jumio__mem_free(mem, execution, sizeof *execution);
  jumio__mem_unref(mem);
}

const char *jumio_workflow_execution_get_text(const jumio_workflow_execution *execution, jumio_execution_text which)
{
  if (execution == NULL)
    return NULL;
  switch (which) {
  case JUMIO_EXECUTION_TEXT_ID:
    return execution->id;
  case JUMIO_EXECUTION_TEXT_ACCOUNT_ID:
    return execution->account_id;
  case JUMIO_EXECUTION_TEXT_DEFINITION_KEY:
    return execution->definition_key;
  case JUMIO_EXECUTION_TEXT_STATUS:
    return execution->status_text;
  default:
    return NULL;
  }
}

jumio_execution_status jumio_workflow_execution_get_status(const jumio_workflow_execution *execution)
{
  return execution != NULL ? execution->status : JUMIO_EXECUTION_UNKNOWN;
}

int32_t jumio_execution_status_is_final(jumio_execution_status status)
{
  return status == JUMIO_EXECUTION_PROCESSED || status == JUMIO_EXECUTION_SESSION_EXPIRED || status == JUMIO_EXECUTION_TOKEN_EXPIRED;
}
