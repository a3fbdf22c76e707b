/** Transactions and policies by chance; the same seed gives the same ones everywhere. */
#ifndef JUMIO_TEST_GENERATE_H
#define JUMIO_TEST_GENERATE_H

#include "unit/decision/body.h"

#include <yyjson.h>

/* A passed transaction with some things changed: few enough that every status comes up often. */
body generate_body(uint64_t *seed);

/* A policy, and its document, which tells the properties what they need to know of it. */
typedef struct policy_case {
  jumio_policy *handle;
  yyjson_doc *document;
  jumio_policy_switches switches;
} policy_case;

/* Takes the handle over; NULL is the default policy. */
policy_case policy_case_of(jumio_policy *handle);
policy_case policy_case_generate(uint64_t *seed);
void policy_case_free(policy_case *p);

/* Whether the policy names the check itself, beside its profile. */
bool policy_case_requires(const policy_case *p, const char *capability);
/* Whether a row weighs less than Incomplete because the policy says so; NULL: any row. */
bool policy_case_lowers(const policy_case *p, const char *rule_id);

#endif
