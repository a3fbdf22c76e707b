/** What a Netverify body says, as a short list of words, whatever form the body came in; and the rows that weigh them. */
#ifndef JUMIO__DECISION_NETVERIFY_H
#define JUMIO__DECISION_NETVERIFY_H

#include "decision/evidence.h"

typedef enum jumio__nv_field {
  JUMIO__NV_TRANSACTION,
  JUMIO__NV_DOCUMENT,
  JUMIO__NV_SCAN, /* idScanStatus */
  JUMIO__NV_SIMILARITY,
  JUMIO__NV_VALIDITY,
  JUMIO__NV_REASON, /* of a validity that is FALSE */
  JUMIO__NV_REJECT,
  JUMIO__NV_DETAIL,
  JUMIO__NV_RESULT,    /* of an authentication */
  JUMIO__NV_WATCHLIST, /* additional checks: searchStatus, or as here what a search that was done found */
  JUMIO__NV_WATCHLIST_CLEAN,
  JUMIO__NV_WATCHLIST_HITS,
  JUMIO__NV_ADDRESS,
  JUMIO__NV_RESIDENCY,
  JUMIO__NV_PERSONAL_NUMBER,
  JUMIO__NV_FACE_SEARCH,
  JUMIO__NV_FACE_FOUND, /* in other transactions */
  JUMIO__NV_MALFORMED   /* no row of its own: a member of a wrong type, or a text that should be JSON */
} jumio__nv_field;

typedef struct jumio__nv_rule {
  jumio__rule rule;
  const char *name; /* the description beside a code, else "" */
  uint8_t field;
  uint8_t capability;    /* jumio__capability_kind: where the platform speaks of the same */
  jumio_idv_status gate; /* PENDING or FAILED: this word alone makes that status; else UNKNOWN */
} jumio__nv_rule;

/* Never NULL: the last row of each field fits everything. */
const jumio__nv_rule *jumio__nv_rule_find(jumio__nv_field field, const char *word, size_t len);
size_t jumio__nv_rule_count(void);
const jumio__nv_rule *jumio__nv_rule_at(size_t index); /* NULL past the end */
/* The row of a description, or NULL. */
const jumio__nv_rule *jumio__nv_rule_named(jumio__nv_field field, const char *name, size_t len);

/* RFC 6901, in pieces: where it hangs, the members, and for an element of a list its index and member. */
typedef struct jumio__nv_pointer {
  const char *base; /* "" or "/verification" */
  const char *path;
  const char *tail;
  int32_t index; /* -1: none */
} jumio__nv_pointer;

typedef struct jumio__nv_word {
  jumio__nv_field field;
  const char *text; /* as received, a number as its digits; NULL when missing */
  size_t len;
  const char *label; /* what stands beside it: a description, a reason; NULL when missing */
  size_t label_len;
  jumio__nv_pointer pointer;
  char digits[24]; /* where the text came as a number */
} jumio__nv_word;

#define JUMIO__NV_DETAILS 16 /* details of one reject reason that are read: Jumio knows ten of code 100 */
/* A reject reason stands in two places; it and each of its details takes three at worst, with both its members malformed. Beside that there
 * are some single words. */
#define JUMIO__NV_WORDS (2 * 3 * (1 + JUMIO__NV_DETAILS) + 60)
#define JUMIO__NV_TREES 12

typedef struct jumio__nv_body {
  jumio_alloc *mem;
  jumio__json *trees[JUMIO__NV_TREES]; /* the body, and the JSON inside its texts */
  size_t tree_count;
  const jumio__value *transaction;
  jumio_result result;   /* OK, or OUT_OF_MEMORY: then the words are not all there */
  bool is_callback;      /* has verificationStatus: then idScanStatus belongs to it */
  bool is_details;       /* has document, transaction or verification: then a transaction status belongs to it */
  bool is_verification;  /* tells of the verification, be it that nothing was rejected */
  const char *face_base; /* where an identityVerification stands that is not empty; NULL: nowhere */
  size_t count;
  jumio__nv_word words[JUMIO__NV_WORDS];
} jumio__nv_body;

/* Reads a body of either form. The words point into the body's trees. Free it also where this fails. */
jumio_result jumio__nv_read(jumio_alloc *mem, const char *text, size_t len, jumio__nv_body *out, jumio_error **err);
void jumio__nv_free(jumio__nv_body *body);
/* With an `out` of NULL only the status is told. */
jumio_result jumio__nv_map(const jumio__nv_body *body, const jumio_policy *policy, jumio_idv_status *status, jumio_decision **out,
                           jumio_error **err);

typedef struct jumio__nv_evidence {
  const jumio__rule *rule;
  const jumio__nv_word *word; /* NULL: of something that is missing, or of several words */
  jumio__nv_pointer pointer;
  uint8_t weight;
  uint8_t kind;    /* jumio__capability_kind */
  uint8_t decides; /* whatever its weight */
} jumio__nv_evidence;

/* Beside the words: one for each that contradicts, of which most are reject reasons and details; one for each capability that is required;
 * and what belongs together. */
#define JUMIO__NV_NOTES (2 * (1 + JUMIO__NV_DETAILS) + JUMIO__CAPABILITY_COUNT + 20)

typedef struct jumio__nv_findings {
  jumio_decision_flags flags;
  size_t count;
  jumio__nv_evidence items[JUMIO__NV_WORDS + JUMIO__NV_NOTES];
} jumio__nv_findings;

jumio_result jumio__nv_build(jumio_alloc *mem, const jumio__verdict *verdict, const jumio__nv_findings *findings, jumio_decision **out,
                             jumio_error **err);

#define JUMIO__NV_BODY_MAX ((size_t)1024 * 1024)
/* The fields of a form that mean something, as a tree of texts: the same as a JSON body with these members. */
jumio_result jumio__nv_parse_form(jumio_alloc *mem, const char *text, size_t len, jumio__json **out, jumio_error **err);

#endif
