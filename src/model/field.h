/** The documented members of the capabilities' elements, by their constants. */
#ifndef JUMIO__MODEL_FIELD_H
#define JUMIO__MODEL_FIELD_H

#include <jumio/field.h>

#include "json/json.h"
#include "model/words.h"

/* The one member of a capability's element that comes as a text or as a whole number; NULL where there is none. */
const jumio__value *jumio__field_both(jumio__capability_kind kind, const jumio__value *element);

#endif
