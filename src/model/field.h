/** The documented members of the capabilities' elements, by their constants. */
#ifndef JUMIO__MODEL_FIELD_H
#define JUMIO__MODEL_FIELD_H

#include <jumio/field.h>

#include "json/json.h"
#include "model/words.h"

/* The one member of a capability's element that comes as a text or as a whole number; NULL where there is none, as in most: inline for
 * these. All of them stand in `data`: what follows that name in the pointer is found without reading it as one. */
#define JUMIO__BOTH(number, name, capability, pointer, source, what)                                                                       \
  case JUMIO__CAPABILITY_##capability:                                                                                                     \
    return jumio__json_member(jumio__json_member(element, "data"), &pointer[sizeof "/data/" - 1]);
static inline const jumio__value *jumio__field_both(jumio__capability_kind kind, const jumio__value *element)
{
  switch (kind) {
#include "model/fields.def"
  default:
    return NULL;
  }
}

#endif
