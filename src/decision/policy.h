/** The policy from the inside: one document, resolved to one class per rule when it is made. */
#ifndef JUMIO__DECISION_POLICY_H
#define JUMIO__DECISION_POLICY_H

#include <jumio/policy.h>

#include "core/digest.h"
#include "core/error.h"
#include "decision/rules.h"

#define JUMIO__POLICY_TEXT_MAX 100 /* bytes of a name or a version */
#define JUMIO__POLICY_KEY_MAX 255  /* characters of a workflow key, as in a request */
#define JUMIO__POLICY_KEYS 256
#define JUMIO__POLICY_REQUIRED 32 /* more than there are */

typedef struct jumio__policy_key {
  char *text;
  jumio_profile profile;
} jumio__policy_key;

/* What a decision tells of its policy. */
typedef struct jumio__policy_texts {
  char name[JUMIO__POLICY_TEXT_MAX + 1];
  char version[JUMIO__POLICY_TEXT_MAX + 1];
  char hash[JUMIO__DIGEST_HEX]; /* empty in a build without digests */
} jumio__policy_texts;

/* NULL when it is absent or there is no such text. */
const char *jumio__policy_text(const jumio__policy_texts *texts, jumio_policy_text which);

struct jumio_policy {
  jumio_alloc *mem;
  bool owned; /* by somebody: not built in and static */
  jumio__policy_texts texts;
  jumio_profile profile;
  jumio_policy_switches switches;
  size_t required_count;
  jumio__requirement required[JUMIO__POLICY_REQUIRED]; /* by their names; their profile does not count */
  size_t key_count;
  jumio__policy_key *keys;                /* by their texts */
  const uint8_t *classes[2];              /* what each rule weighs; [1] where the transaction is PASSED */
  uint8_t resolved[2][JUMIO__RULE_COUNT]; /* these, of a policy that is not built in */
  uint8_t overrides[JUMIO__RULE_COUNT];   /* class + 1; 0: none */
};

#define JUMIO__POLICY_VERSION "1" /* of what is built in */

const jumio_policy *jumio__policy_default(void);
/* NULL when no policy of that name is built in. */
const jumio_policy *jumio__policy_built_in(const char *name, size_t len);
/* Whether it is what a built-in policy is, the name apart. */
bool jumio__policy_is(const jumio_policy *policy, const jumio_policy *named);
/* Such as "usability(SELFIE)"; static. */
const char *jumio__requirement_name(const jumio__requirement *need);
/* The bits of usability's categories that count where one is required, JUMIO_CATEGORY_UNKNOWN for any. */
uint8_t jumio__categories_of(jumio_category category);
/* JUMIO_PROFILE_BY_KEY when the policy has no row for it. */
jumio_profile jumio__policy_profile_of_key(const jumio_policy *policy, const char *key);
/* ERR_OUT_OF_MEMORY and nothing else. */
jumio_result jumio__policy_copy(jumio_alloc *alloc, const jumio_policy *policy, jumio_policy **out);

/* What is wrong with a change. */
typedef struct jumio__why {
  char text[300];
} jumio__why;

/* All of these give ERR_ARGUMENT and fill *why where the change is refused. What they change is not resolved yet. */
jumio_result jumio__policy_refuse(jumio__why *why, const char *format, ...) JUMIO__FORMAT(2, 3);
jumio_result jumio__policy_put_text(jumio_policy *policy, jumio_policy_text which, const char *text, size_t len, jumio__why *why);
jumio_result jumio__policy_put_required(jumio_policy *policy, const char *capability, size_t len, jumio_category category, jumio__why *why);
jumio_result jumio__policy_put_row(jumio_policy *policy, const char *id, size_t len, jumio_evidence_class class, jumio__why *why);
jumio_result jumio__policy_put_key(jumio_policy *policy, const char *key, size_t len, jumio_profile profile, jumio__why *why);
/* Whether the name is one that a built-in policy has, which this is not. */
jumio_result jumio__policy_check_name(const jumio_policy *policy, jumio__why *why);
/* Whether every override keeps to the rules under the policy's switches. */
jumio_result jumio__policy_check_rows(const jumio_policy *policy, jumio__why *why);

/* Resolves the classes and writes the hash, after a change: ERR_OUT_OF_MEMORY. */
jumio_result jumio__policy_finish(jumio_policy *policy);
void jumio__policy_resolve(jumio_policy *policy);
/* What the switches for screening and risk signals make of a class: of an adverse answer, of a check that did not run. */
jumio_evidence_class jumio__policy_handle(jumio_policy_switches switches, jumio__capability_kind kind, bool adverse, bool not_run,
                                          jumio_evidence_class class);
/* The canonical document. */
jumio_result jumio__policy_write(const jumio_policy *policy, jumio__buffer *out);

#endif
