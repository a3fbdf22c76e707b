/** Transactions and policies by chance; the same seed gives the same ones everywhere. */
#ifndef JUMIO_TEST_GENERATE_H
#define JUMIO_TEST_GENERATE_H

#include "unit/decision/body.h"

/* A passed transaction with some things changed: few enough that every status comes up often. */
body generate_body(uint64_t *seed);

/* A policy, and what the properties need to know of it. */
typedef struct generated_policy {
  jumio_policy *handle;
  jumio_profile profile;
  jumio_policy_switches switches;
} generated_policy;

/* Free it by jumio_policy_free(p.handle). */
generated_policy generate_policy(uint64_t *seed);

#endif
