/** The words of a stored record for the constants of verification.h. */
#ifndef JUMIO__VERIFICATION_WORDS_H
#define JUMIO__VERIFICATION_WORDS_H

#include <stdbool.h>

#include <jumio/decision.h>
#include <jumio/verification.h>

const char *jumio__processing_word(jumio_processing_status processing);
jumio_processing_status jumio__processing_of(const char *word); /* 0 for an unknown one */
const char *jumio__document_state_word(jumio_document_state state);
bool jumio__document_state_of(const char *word, jumio_document_state *out);
jumio_idv_status jumio__idv_status_of(const char *name); /* 0 for an unknown one */

#endif
