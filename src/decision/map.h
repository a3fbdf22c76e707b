/** The mapper from the inside: for who has the parts already, or wants to know the status alone. */
#ifndef JUMIO__DECISION_MAP_H
#define JUMIO__DECISION_MAP_H

#include <jumio/decision.h>
#include <jumio/policy.h>

#include "model/answer.h"
#include "model/transaction.h"

/* As jumio_decision_map(), which checks the arguments. With an `out` of NULL no decision is made of what was found. */
jumio_result jumio__map(const jumio_transaction *transaction, const jumio_answer *steps, const jumio_policy *policy,
                        jumio_idv_status *status, jumio_decision **out, jumio_error **err);
/* The steps' body; NULL gives NULL. What is wrong with it is told as being of the steps. */
jumio_result jumio__map_parse_steps(jumio_alloc *alloc, const char *steps, size_t len, jumio_answer **out, jumio_error **err);

#endif
