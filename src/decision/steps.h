/** The steps of a transaction as the mapper's second input. */
#ifndef JUMIO__DECISION_STEPS_H
#define JUMIO__DECISION_STEPS_H

#include "decision/evidence.h"

/* *list is the array of steps, NULL without steps. ERR_NOT_A_TRANSACTION where there is none in them. */
jumio_result jumio__steps_list(const jumio_answer *steps, const jumio__value **list, jumio_alloc *mem, jumio_error **err);

/* What the steps say against a pass; they never prove anything. The flags are added, and what is found is counted by its weight. */
void jumio__steps_weigh(const jumio__value *list, jumio__findings *findings, jumio_decision_flags *flags, size_t of_weight[JUMIO__CLASSES]);

/* What a reader is told of a piece of evidence: the words of its step, or of the step's reason. */
jumio__quote jumio__step_quote(const jumio__evidence *evidence);

#endif
