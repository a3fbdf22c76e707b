/** The transaction from the inside: what getters and the mapper read. Everything is borrowed from the JSON tree. */
#ifndef JUMIO__MODEL_TRANSACTION_H
#define JUMIO__MODEL_TRANSACTION_H

#include <jumio/transaction.h>

#include "json/json.h"
#include "model/answer.h"
#include "model/words.h"

/* Which credentials an element speaks of, as bits; bit n stands for category n of account.h. */
#define JUMIO__CATEGORY_BIT(category) (1u << (unsigned)(category))
#define JUMIO__CATEGORY_UNTOLD 1u       /* no credential is named, or its category cannot be found out */
#define JUMIO__CATEGORY_OTHER (1u << 7) /* a word this version does not know, or two that exclude each other */

struct jumio_transaction_credential {
  const jumio_transaction *transaction;
  const jumio__value *value;
  const char *id;            /* NULL when absent */
  const char *category_text; /* NULL when missing, empty or no text */
  jumio_category category;
};

struct jumio_capability {
  const jumio_transaction *transaction;
  const jumio__value *value;
  const jumio__value *credentials; /* the member, whatever it is; NULL when absent */
  const char *name;
  size_t name_len;
  size_t index;          /* in its array */
  const char *type_text; /* NULL when missing, empty or no text */
  const char *label;     /* the same */
  size_t label_len;
  char digits[24];       /* of the member that comes as a text or as a number, where it came as a number */
  const char *data_word; /* data.similarity of a similarity, data.type of an extraction; NULL when missing, empty or no text */
  jumio_decision_type type;
  jumio__capability_kind kind;
  uint32_t categories; /* bits, see above; told of a usability only, and then never 0 */
};

struct jumio_transaction {
  jumio_alloc *mem;
  size_t size; /* of the one block that holds this and the two arrays */
  jumio__json *json;
  const jumio__value *root;
  jumio_answer answer;      /* the same tree, lent */
  const char *execution_id; /* NULL when absent */
  const char *account_id;
  const char *status_text;
  jumio_execution_status status;
  const char *definition_key; /* text, or the digits of a number kept in key_digits */
  char key_digits[24];
  const jumio__value *times[5]; /* by jumio_transaction_time; read when asked for */
  bool wiped;
  bool has_decision;              /* decision is an object */
  bool decision_is_odd;           /* decision is there, and neither null nor an object */
  bool wrong_type;                /* a member that the mapper reads has a wrong type and was read as absent */
  const char *decision_type_text; /* NULL when missing, empty or no text */
  const char *decision_label;     /* the same */
  size_t decision_label_len;
  jumio_decision_type decision_type;
  int64_t score_x100;
  size_t credential_count;
  jumio_transaction_credential *credentials;
  size_t capability_count;
  jumio_capability *capabilities; /* elements that are no object are left out */
};

/* The tree is taken over, also where this fails. */
jumio_result jumio__transaction_read(jumio_alloc *mem, jumio__json *tree, jumio_transaction **out, jumio_error **err);

/* The category of one entry of an element's `credentials`: its own, else that of the credential with its id. As bits; *text is the word as
 * received, NULL when untold; *odd becomes true when it is there but no text. */
uint32_t jumio__reference_category(const jumio_transaction *transaction, const jumio__value *reference, const char **text, bool *odd);
/* Of all entries, the bits together, for any capability. */
uint32_t jumio__capability_categories(const jumio_capability *capability);
/* The words of all entries, each once: those that this version knows in the order of their numbers, then others in that of the list, joined
 * by
 * "+"; what does not fit is left out. Returns the length; NUL-terminated where it is not 0. */
size_t jumio__capability_category_text(const jumio_capability *capability, char *out, size_t size);
/* Whether a known member that the reading itself does not look at has a wrong type or range. */
bool jumio__transaction_has_odd_member(const jumio_transaction *transaction);

#endif
