/** The names of classes, profiles and switches, as documents spell them. */
#ifndef JUMIO__DECISION_WORDS_H
#define JUMIO__DECISION_WORDS_H

#include <jumio/decision.h>
#include <jumio/policy.h>

/* Of a known one. */
const char *jumio__class_word(jumio_evidence_class class);
const char *jumio__profile_word(jumio_profile profile);

#endif
