/** The words of a stored record for the constants of verification.h. */
#include "verification/words.h"

#include <string.h>

static const char *const processing_words[] = {[JUMIO_PROCESSING_PREPARED] = "PREPARED",
                                               [JUMIO_PROCESSING_SENDING] = "SENDING",
                                               [JUMIO_PROCESSING_OUTCOME_UNKNOWN] = "OUTCOME_UNKNOWN",
                                               [JUMIO_PROCESSING_REFUSED] = "REFUSED",
                                               [JUMIO_PROCESSING_WAITING] = "WAITING",
                                               [JUMIO_PROCESSING_RESULT_DUE] = "RESULT_DUE",
                                               [JUMIO_PROCESSING_DONE] = "DONE"};

static const char *const state_words[] = {
    [JUMIO_DOCUMENT_LISTED] = "LISTED", [JUMIO_DOCUMENT_FETCHED] = "FETCHED", [JUMIO_DOCUMENT_UNAVAILABLE] = "UNAVAILABLE"};

const char *jumio__processing_word(jumio_processing_status processing)
{
  return processing_words[processing];
}

jumio_processing_status jumio__processing_of(const char *word)
{
  for (jumio_processing_status p = JUMIO_PROCESSING_PREPARED; p <= JUMIO_PROCESSING_DONE; p++)
    if (strcmp(processing_words[p], word) == 0)
      return p;
  return JUMIO_PROCESSING_UNKNOWN;
}

const char *jumio__document_state_word(jumio_document_state state)
{
  return state_words[state];
}

bool jumio__document_state_of(const char *word, jumio_document_state *out)
{
  for (jumio_document_state s = JUMIO_DOCUMENT_LISTED; s <= JUMIO_DOCUMENT_UNAVAILABLE; s++)
    if (strcmp(state_words[s], word) == 0) {
      *out = s;
      return true;
    }
  return false;
}

jumio_idv_status jumio__idv_status_of(const char *name)
{
  for (jumio_idv_status s = JUMIO_IDV_PENDING; s <= JUMIO_IDV_PASSED; s++)
    if (strcmp(jumio_idv_status_name(s), name) == 0)
      return s;
  return JUMIO_IDV_UNKNOWN;
}
