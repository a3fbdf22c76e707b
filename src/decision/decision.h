/** The decision from the inside: one block with its reasons and their texts. */
#ifndef JUMIO__DECISION_DECISION_H
#define JUMIO__DECISION_DECISION_H

#include <stdbool.h>

#include <jumio/decision.h>
#include <jumio/policy.h>

#include "core/mem.h"

struct jumio_reason {
  const char *rule; /* static */
  const char *capability;
  const char *type;
  const char *label;
  const char *pointer;
  jumio_evidence_class weight;
  jumio_reason_role role;
};

struct jumio_decision {
  jumio_alloc *mem;
  size_t size; /* of the block */
  jumio_idv_status status;
  bool is_final;
  jumio_decision_flags flags;
  jumio_profile profile;
  size_t count;
  jumio_reason reasons[]; /* their texts stand behind them */
};

#endif
