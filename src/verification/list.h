/** A page of verifications from the inside. */
#ifndef JUMIO__VERIFICATION_LIST_H
#define JUMIO__VERIFICATION_LIST_H

#include "verification/record.h"

/* Loads the records whose term in `index` ("entity", "execution" or "status") equals `value`, after the id `after` (NULL: all). Rows that
 * are stale, or whose value differs from the record's own, are passed over. */
jumio_result jumio__verification_list_find(const jumio__store *store, const char *index, const char *value, const char *after, size_t limit,
                                           int64_t now_ms, jumio_verification_list **out, jumio_error **err);

#endif
