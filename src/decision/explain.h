/** A decision explained: as a paragraph and as JSON. */
#ifndef JUMIO__DECISION_EXPLAIN_H
#define JUMIO__DECISION_EXPLAIN_H

#include "core/buffer.h"
#include "decision/decision.h"

/* Whether a finding speaks against a pass. */
static inline bool jumio__reason_objects(const jumio_reason *reason)
{
  return reason->weight >= JUMIO_EVIDENCE_SYMPTOM;
}

/* The paragraph; a failure sticks in the buffer. */
void jumio__explain(const jumio_decision *decision, jumio__buffer *out);

#endif
