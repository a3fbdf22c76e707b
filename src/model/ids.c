/** The ids that were asked for, and those that an answer carries: what speaks of someone else decides nothing. */
#include "model/ids.h"

#include <jumio/result.h>

#include "core/text.h"

#include <string.h>

jumio_result jumio__id_arg(jumio_alloc *mem, const char *field, const char *text, size_t len, char out[37], jumio_error **err)
{
  if (text != NULL && len == JUMIO_NTS)
    len = strlen(text);
  if (jumio__uuid(text, len, out)) /* which lets no byte pass that a text may not have */
    return JUMIO_OK;
  return jumio__fail(err, mem, JUMIO_ERR_ARGUMENT, "%s: not a UUID of 36 characters", field);
}

jumio_result jumio__id_check(jumio_alloc *mem, const char *pointer, const char wanted[37], const char *got, jumio_error **err)
{
  jumio__error_facts facts = {.retry_after_ms = -1, .json_pointer = pointer};
  if (got != NULL && jumio__same_no_case(wanted, 36, got))
    return JUMIO_OK;
  return jumio__fail_with(err, mem, JUMIO_ERR_ID_MISMATCH, &facts, "%s is %s", pointer,
                          got != NULL ? "not the id that was asked for" : "missing");
}

jumio_result jumio__transaction_ids_check(const jumio_transaction *transaction, const char account_id[37], const char execution_id[37],
                                          jumio_error **err)
{
  jumio_result result = jumio__id_check(transaction->mem, "/account/id", account_id, transaction->account_id, err);
  if (result != JUMIO_OK)
    return result;
  return jumio__id_check(transaction->mem, "/workflow/id", execution_id, transaction->execution_id, err);
}

jumio_result jumio_transaction_check_ids(const jumio_transaction *transaction, const char *account_id, size_t account_len,
                                         const char *execution_id, size_t execution_len, jumio_error **err)
{
  char account[37], execution[37];
  if (transaction == NULL)
    return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "transaction is NULL");
  jumio_result result = jumio__id_arg(transaction->mem, "account_id", account_id, account_len, account, err);
  if (result == JUMIO_OK)
    result = jumio__id_arg(transaction->mem, "execution_id", execution_id, execution_len, execution, err);
  if (result == JUMIO_OK)
    result = jumio__transaction_ids_check(transaction, account, execution, err);
  return result == JUMIO_OK ? jumio__ok(err) : result;
}
