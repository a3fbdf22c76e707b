/** The names of classes, profiles and switches, as documents spell them. */
#ifndef JUMIO__DECISION_WORDS_H
#define JUMIO__DECISION_WORDS_H

#include <jumio/decision.h>
#include <jumio/policy.h>

/* NULL past the last. */
const char *jumio__class_word(jumio_evidence_class class);
const char *jumio__profile_word(jumio_profile profile);
/* -1 for another word. */
jumio_evidence_class jumio__class_of(const char *word, size_t len);
jumio_profile jumio__profile_of(const char *word, size_t len);

#endif
