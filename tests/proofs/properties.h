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

/* Whether the answer with these steps is an error, or no better than without. */
bool steps_are_no_help(const subject *s, const char *text, size_t len);

typedef struct input {
  const char *json;
  size_t len;
  const char *steps; /* NULL: none */
  size_t steps_len;
} input;

/* Whether two inputs give the same decision to the byte. */
bool same_decision_text(const input *one, const input *other, const jumio_policy *policy);

/* By how much an answer keeps away from Passed. */
int severity_of(jumio_idv_status status);

#endif
