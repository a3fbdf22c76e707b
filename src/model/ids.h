/** The ids that were asked for, and those that an answer carries. */
#ifndef JUMIO__MODEL_IDS_H
#define JUMIO__MODEL_IDS_H

#include "core/error.h"
#include "model/transaction.h"

/* An argument that must be a UUID, in lower case: ERR_ARGUMENT. */
jumio_result jumio__id_arg(jumio_alloc *mem, const char *field, const char *text, size_t len, char out[37], jumio_error **err);
/* ERR_ID_MISMATCH, also where the answer has none; the message names the place and no id. */
jumio_result jumio__id_check(jumio_alloc *mem, const char *pointer, const char wanted[37], const char *got, jumio_error **err);
/* Both ids of a transaction. */
jumio_result jumio__transaction_ids_check(const jumio_transaction *transaction, const char account_id[37], const char execution_id[37],
                                          jumio_error **err);

#endif
