/** Finalize (PUT to the execution's address with the transaction token): after a lost answer the status is read before it is repeated. */
#include "protocol/op.h"

#include "core/text.h"

#include <string.h>

static jumio_result build(jumio_op *op, jumio_error **err)
{
  (void)err;
  op->request.method = "PUT";
  jumio__buffer_add(&op->request.url, op->url.data, op->url.len);
  jumio__request_header_lasting(&op->request, "Accept", "application/json");
  op->request.has_body = true; /* an empty one, with its Content-Length */
  return JUMIO_OK;
}

/* Any 2xx is success: the body has been seen as an object and empty (jumio-api-write 5). */
static jumio_result read(jumio_op *op, jumio_error **err)
{
  (void)op;
  (void)err;
  return JUMIO_OK;
}

static const jumio__call call = {.name = "finalize",
                                 .role = JUMIO__ROLE_API,
                                 .blind = true,
                                 .repeat = JUMIO__READ_FIRST,
                                 .body_limit = JUMIO_LIMIT_ACCOUNT_BODY_BYTES,
                                 .build = build,
                                 .read = read};

static const jumio_credential *first_with_address(const jumio_account *account)
{
  for (size_t i = 0; i < account->credential_count; i++) {
    const jumio_credential *credential = &account->credentials[i];
    const char *token = jumio__credential_token(credential);
    if (token != NULL && jumio__all_of(token, strlen(token), "-._~+/=") && jumio__credential_finalize_url(credential) != NULL)
      return credential;
  }
  return NULL;
}

static jumio_result take_address(jumio_op *op, const jumio_account *account, const jumio_credential *credential, jumio_error **err)
{
  const char *url = jumio__credential_finalize_url(credential);
  const char *ids[] = {account->id, account->execution_id};
  jumio_result result = jumio__origin_check(&op->session->origins, JUMIO__ROLE_API, url, strlen(url), ids, 2, op->mem, err);
  if (result != JUMIO_OK)
    return result;
  if (!jumio__uuid(account->id, strlen(account->id), op->account_id) ||
      !jumio__uuid(account->execution_id, strlen(account->execution_id), op->execution_id))
    return jumio__fail(err, op->mem, JUMIO_ERR_ARGUMENT, "account: its ids are no UUIDs");
  jumio__buffer_text(&op->url, url);
  jumio__buffer_text(&op->bearer, "Bearer ");
  jumio__buffer_text(&op->bearer, jumio__credential_token(credential));
  return op->url.failed || op->bearer.failed ? jumio__fail_memory(err) : JUMIO_OK;
}

jumio_result jumio__op_finalize(jumio__session *session, const jumio_account *account, int64_t deadline_ms, jumio_op **out,
                                jumio_error **err)
{
  *out = NULL;
  if (account == NULL)
    return jumio__fail(err, session->mem, JUMIO_ERR_ARGUMENT, "account is NULL");
  const jumio_credential *credential = first_with_address(account);
  if (credential == NULL)
    return jumio__fail(err, session->mem, JUMIO_ERR_UNSUPPORTED, "no credential of this account answer can be finalized through the API");
  jumio_result result = jumio__op_new(session, &call, deadline_ms, out, err);
  if (result != JUMIO_OK)
    return result;
  result = take_address(*out, account, credential, err);
  if (result == JUMIO_OK)
    return JUMIO_OK;
  jumio_op_free(*out);
  *out = NULL;
  return result;
}
