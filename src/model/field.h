/** The documented members of the capabilities' elements, by their constants. */
#ifndef JUMIO__MODEL_FIELD_H
#define JUMIO__MODEL_FIELD_H

#include <jumio/field.h>

#include "model/words.h"

/* The pointer of the one member of this capability that comes as a text or as a whole number; NULL where there is none. */
const char *jumio__field_both(jumio__capability_kind kind);

#endif
