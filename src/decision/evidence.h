/** What the mapper found, and the decision that is built of it. */
#ifndef JUMIO__DECISION_EVIDENCE_H
#define JUMIO__DECISION_EVIDENCE_H

#include "core/error.h"
#include "decision/decision.h"
#include "decision/rules.h"

/* Evidence that is kept for the reasons: of elements and steps the worst, and always all of the transaction itself, of which there is
 * little. */
#define JUMIO__EVIDENCE_ELEMENTS 240
#define JUMIO__EVIDENCE_MAX 304

/* Where the observed value stands: in the element, in the step, or in the transaction. */
typedef enum jumio__spot {
  JUMIO__SPOT_ELEMENT,
  JUMIO__SPOT_TYPE,
  JUMIO__SPOT_LABEL,
  JUMIO__SPOT_SIMILARITY,
  JUMIO__SPOT_DATA_TYPE,
  JUMIO__SPOT_STEP,
  JUMIO__SPOT_STEP_TYPE,
  JUMIO__SPOT_STEP_REASON,
  JUMIO__SPOT_STEP_REASON_LABEL,
  JUMIO__SPOT_STATUS,
  JUMIO__SPOT_WIPED,
  JUMIO__SPOT_KEY,
  JUMIO__SPOT_CAPABILITIES,
  JUMIO__SPOT_REQUIRED, /* a capability that is not there */
  JUMIO__SPOT_DECISION,
  JUMIO__SPOT_DECISION_TYPE,
  JUMIO__SPOT_DECISION_LABEL
} jumio__spot;

typedef struct jumio__evidence {
  const jumio_capability *element; /* NULL: of a step, or of the transaction itself */
  const jumio__value *step;        /* NULL: of no step */
  const jumio__rule *rule;
  jumio_decision_flags flags;
  uint8_t weight;
  uint8_t spot;
  uint8_t kind;       /* of the element, or of what is required */
  uint8_t decides;    /* whatever its weight, such as an expiry */
  uint8_t categories; /* bits of its credentials, as they are told to a reader; this and the next are written when the decision is built */
  bool plain;         /* every text of it is static */
  uint16_t reason;    /* number of the step's reason */
  uint32_t index;     /* of the step */
} jumio__evidence;

#define JUMIO__REASON_TEXT_MAX 120 /* bytes of a label, a type or a name that came from outside */
#define JUMIO__CLASSES (JUMIO_EVIDENCE_FRAUD + 1)

/* Heaviest first. */
typedef struct jumio__findings {
  size_t at_least[JUMIO__CLASSES + 1]; /* how many weigh as much or more: [0] is the number of all, the last is 0 */
  jumio__evidence items[JUMIO__EVIDENCE_MAX];
} jumio__findings;

typedef struct jumio__verdict {
  jumio_idv_status status;
  bool is_final;
  jumio_decision_flags flags;
  jumio_profile profile;
  const jumio_policy *policy;
  uint32_t decided; /* bits: the classes that decided */
} jumio__verdict;

/* Full, it drops the weakest of which there is another: the worst is never lost, nor the last of its weight. */
void jumio__findings_add(jumio__findings *findings, const jumio__evidence *evidence);
size_t jumio__findings_of_weight(const jumio__findings *findings, size_t weight);

jumio_result jumio__decision_build(const jumio_transaction *transaction, const jumio__verdict *verdict, jumio__findings *findings,
                                   jumio_decision **out, jumio_error **err);

/* What builders share. A decision with room for so many reasons, for what some of them quote, and for so many bytes of texts; or NULL. Its
 * reasons are not written. */
jumio_decision *jumio__decision_new(jumio_alloc *mem, size_t count, size_t quoted, size_t bytes, const jumio__verdict *verdict);
/* What of a reason is no static text and has to be copied; NULL: static, or absent. */
typedef struct jumio__quote {
  const char *name; /* of a capability that this version does not know, or of a step */
  size_t name_len;
  const char *type;
  size_t type_len;
  const char *label;
  size_t label_len;
  jumio_decision_type known_type;
} jumio__quote;

/* What is left of a decision's block behind its reasons. */
typedef struct jumio__room {
  jumio__quoted *quoted;
  char *text;
} jumio__room;
jumio__room jumio__decision_room(jumio_decision *decision, size_t count, size_t quoted);
/* A copy of at most JUMIO__REASON_TEXT_MAX bytes and its NUL in the decision's block, no character cut in two; *at moves behind it. NULL of
 * NULL. */
const char *jumio__reason_keep(char **at, const char *text, size_t len);

#endif
