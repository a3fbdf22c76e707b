/** Country codes: their shape, and the list of ISO 3166-1. */
#ifndef JUMIO__MODEL_COUNTRY_H
#define JUMIO__MODEL_COUNTRY_H

#include <stdbool.h>

#include <jumio/base.h>

/* Three capital letters; *len is resolved. */
bool jumio__country_is_alpha3(const char *text, size_t *len);
/* Whether such a code is in ISO 3166-1, or XKX for Kosovo, which Jumio takes too (jumio-api-write 2.3). Lists grow: never refuse for good
 * by it. */
bool jumio__country_is_known(const char alpha3[3]);

#endif
