/** The decision from the inside: one block with its reasons and their texts. */
#ifndef JUMIO__DECISION_DECISION_H
#define JUMIO__DECISION_DECISION_H

#include <stdbool.h>

#include <jumio/decision.h>
#include <jumio/policy.h>

#include "core/mem.h"
#include "decision/policy.h"

#define JUMIO__READY_INDEXES 4 /* elements of a capability whose pointers are static */

/* The texts of a reason that are not static; a text that is NULL is static and told by the reason's numbers, or is absent. */
typedef struct jumio__quoted {
  const char *name; /* of a capability that this version does not know, or of a step */
  const char *type;
  const char *label;
  const char *category;
  const char *pointer;
} jumio__quoted;

struct jumio_reason {
  const jumio__rule *rule;
  const jumio__quoted *quoted; /* NULL: every text is static, and the label is the rule's; never of a step, or of an unknown capability */
  bool of_element;
  uint8_t kind;
  uint8_t known_type;
  uint8_t categories;
  uint8_t index;
  uint8_t weight; /* jumio_evidence_class */
  uint8_t role;
  uint8_t input;
};

struct jumio_decision {
  jumio_alloc *mem;
  size_t size; /* of the block */
  jumio_idv_status status;
  bool is_final;
  jumio_decision_flags flags;
  jumio_profile profile;
  const jumio__policy_texts *policy; /* static where it is built in, else behind the reasons */
  size_t count;
  jumio_reason reasons[]; /* what they quote stands behind them */
};

/* What a known flag says, in words. */
const char *jumio__flag_remark(jumio_decision_flags flag);

#endif
