/** What must hold of every transaction under every policy. */
#ifndef JUMIO_TEST_PROPERTIES_H
#define JUMIO_TEST_PROPERTIES_H

#include "proofs/generate.h"
#include "proofs/variant.h"

/* A transaction, a policy, and what the one is under the other. */
typedef struct subject {
  const char *json;
  size_t len;
  const policy_case *policy;
  outcome before;
} subject;

subject subject_of(const char *json, size_t len, const policy_case *policy);

/* Fails the test, and says with which transaction, where a case of a property does not hold. */
typedef struct property {
  const char *name;
  size_t (*cases)(const subject *s, const variant *v);
  bool (*holds)(const subject *s, variant *v, size_t n); /* changes v */
  bool is_long;                                          /* has as many cases as the text has bytes */
} property;

extern const property properties[];
extern const size_t property_count;

/* Every case of a property; how many there were. */
size_t property_check_all(const property *p, const subject *s);
/* One case by chance; 0 when it has none for this transaction. */
size_t property_check_one(const property *p, const subject *s, uint64_t *seed);

/* Whether two transactions give the same decision to the byte. */
bool same_decision_text(const char *json, size_t len, const char *other, size_t other_len, const jumio_policy *policy);

/* By how much an answer keeps away from Passed. */
int severity_of(jumio_idv_status status);

#endif
