/** Bodies of callbacks as Jumio sends them, for the tests of a host's receiver. */
#include <jumio/account.h>
#include <jumio/region.h>
#include <jumio/result.h>

#include "core/text.h"
#include "core/time.h"
#include "model/callback.h"
#include "model/owned_text.h"

#include <stdio.h>
#include <string.h>

#define STATUS_MAX 64
#define HREF_SIZE 160

/* Everything that goes into a body, checked. Texts are NUL-terminated or have a length of their own. */
typedef struct draft {
  char execution_id[37];
  char account_id[37];
  char sent[25];
  char execution_href[HREF_SIZE];
  char account_href[HREF_SIZE];
  const char *status, *key, *user_reference;
  size_t status_len, key_len, user_reference_len;
} draft;

/* Key and reference are what an account request let through, so its rules are these. */
static jumio_result check_request_fields(draft *d, jumio_alloc *mem, jumio_error **err)
{
  jumio_account_request *request = NULL;
  jumio_result result = jumio_account_request_new(mem, &request, err);
  if (result == JUMIO_OK)
    result = jumio_account_request_set_workflow_key(request, d->key, d->key_len, err);
  if (result == JUMIO_OK && d->user_reference != NULL)
    result = jumio_account_request_set_user_reference(request, d->user_reference, d->user_reference_len, err);
  jumio_account_request_free(request);
  return result;
}

static jumio_result write_body(const draft *d, jumio_alloc *mem, jumio__buffer *text)
{
  jumio__writer *w = jumio__writer_new(mem);
  if (w == NULL)
    return JUMIO_ERR_OUT_OF_MEMORY;
  jumio__writer_object(w, NULL);
  jumio__writer_text(w, "callbackSentAt", d->sent);
  if (d->user_reference != NULL)
    jumio__writer_text_n(w, "userReference", d->user_reference, d->user_reference_len);
  jumio__writer_object(w, "workflowExecution");
  jumio__writer_text(w, "id", d->execution_id);
  jumio__writer_text(w, "href", d->execution_href);
  jumio__writer_text_n(w, "definitionKey", d->key, d->key_len);
  jumio__writer_text_n(w, "status", d->status, d->status_len);
  jumio__writer_end(w);
  jumio__writer_object(w, "account");
  jumio__writer_text(w, "id", d->account_id);
  jumio__writer_text(w, "href", d->account_href);
  jumio__writer_end(w);
  jumio__writer_end(w);
  jumio_result result = jumio__writer_finish(w, text);
  jumio__writer_free(w);
  return result;
}

static jumio_result hand_out(const draft *d, jumio_alloc *mem, char **out, size_t *out_len, jumio_error **err)
{
  jumio__buffer text;
  jumio_result result = JUMIO_ERR_OUT_OF_MEMORY;
  jumio__buffer_init(&text, mem, JUMIO__CALLBACK_MAX);
  if (jumio__owned_text_begin(&text))
    result = write_body(d, mem, &text);
  if (result == JUMIO_OK)
    *out = jumio__owned_text_take(&text, out_len);
  jumio__buffer_free(&text);
  return *out != NULL ? jumio__ok(err) : jumio__fail_memory(err);
}

/* Resolves the lengths. NULL when all is in order, else the rule that is broken. */
static const char *broken_rule(draft *d, const char *execution_id, size_t execution_id_len, const char *account_id, size_t account_id_len,
                               int64_t sent_unix_ms)
{
  if (!jumio__text_arg(execution_id, &execution_id_len) || !jumio__uuid(execution_id, execution_id_len, d->execution_id))
    return "execution id: must be a UUID";
  if (!jumio__text_arg(account_id, &account_id_len) || !jumio__uuid(account_id, account_id_len, d->account_id))
    return "account id: must be a UUID";
  if (!jumio__text_arg(d->status, &d->status_len) || d->status_len < 1 || d->status_len > STATUS_MAX ||
      !jumio__all_of(d->status, d->status_len, "_"))
    return "status: must be 1..64 of [A-Za-z0-9_]";
  if (!jumio__text_arg(d->key, &d->key_len))
    return "definition key: must be UTF-8 without NUL";
  if (d->user_reference != NULL && !jumio__text_arg(d->user_reference, &d->user_reference_len))
    return "userReference: must be UTF-8 without NUL";
  return jumio__time_format_rfc3339(sent_unix_ms, d->sent) ? NULL : "sent_unix_ms: must lie in the years 1970..9999";
}

jumio_result jumio_callback_build(jumio_alloc *alloc, const char *execution_id, size_t execution_id_len, const char *account_id,
                                  size_t account_id_len, const char *status, size_t status_len, const char *definition_key,
                                  size_t definition_key_len, const char *user_reference, size_t user_reference_len, int64_t sent_unix_ms,
                                  const char *region, size_t region_len, char **out, size_t *out_len, jumio_error **err)
{
  draft d = {.status = status,
             .status_len = status_len,
             .key = definition_key,
             .key_len = definition_key_len,
             .user_reference = user_reference,
             .user_reference_len = user_reference_len};
  const char *host = jumio_region_get_text(region, region_len, JUMIO_REGION_TEXT_RETRIEVAL_HOST);
  if (out != NULL)
    *out = NULL;
  if (out_len != NULL)
    *out_len = 0;
  const char *rule = out == NULL    ? "out is NULL"
                     : host == NULL ? "region: not a region of Jumio's"
                                    : broken_rule(&d, execution_id, execution_id_len, account_id, account_id_len, sent_unix_ms);
  if (rule != NULL)
    return jumio__fail(err, alloc, JUMIO_ERR_ARGUMENT, "%s", rule);
  jumio_result result = check_request_fields(&d, alloc, err);
  if (result != JUMIO_OK)
    return result;
  /* the execution's without the account, as in recorded traffic and unlike the documentation (jumio-api-read 5.2) */
  snprintf(d.execution_href, sizeof d.execution_href, "https://%s/api/v1/workflow-executions/%s", host, d.execution_id);
  snprintf(d.account_href, sizeof d.account_href, "https://%s/api/v1/accounts/%s", host, d.account_id);
  return hand_out(&d, alloc, out, out_len, err);
}
