/** A transaction as a tree that can be changed in one place: what the properties of the mapper are tried on. */
#ifndef JUMIO_TEST_VARIANT_H
#define JUMIO_TEST_VARIANT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <yyjson.h>

#define NEW_WORD "NEW_WORD_2031"
#define NEW_NAME "laterCheck2031"
#define VARIANT_PLACES 1024

/* What stands in a place: all that the mapper reads to decide. */
typedef enum variant_kind {
  VARIANT_STATUS,           /* workflow.status */
  VARIANT_DECISION,         /* decision */
  VARIANT_TYPE,             /* decision.type */
  VARIANT_LABEL,            /* decision.details.label */
  VARIANT_CAPABILITIES,     /* capabilities */
  VARIANT_CAPABILITY,       /* the elements of one capability */
  VARIANT_ELEMENT_DECISION, /* the same of an element */
  VARIANT_ELEMENT_TYPE,
  VARIANT_ELEMENT_LABEL,
  VARIANT_ELEMENT_DATA, /* data.similarity, data.type */
  VARIANT_CATEGORY      /* of a credential, or in an element's reference to one */
} variant_kind;

typedef struct variant_place {
  variant_kind kind;
  const char *capability; /* NULL: of the transaction */
  yyjson_mut_val *object;
  const char *key;
  yyjson_mut_val *value;
} variant_place;

typedef struct variant {
  yyjson_mut_doc *doc;
  size_t count;
  variant_place places[VARIANT_PLACES];
} variant;

/* One at a time: what the last one was made of is given up. False where the text is no object of JSON. */
bool variant_begin(variant *v, const char *json, size_t len);
/* The text of what was made of it, until the next begins. */
const char *variant_text(const variant *v, size_t *len);

void variant_set_word(const variant_place *place, const char *word);
void variant_remove(const variant_place *place);
/* The value of the place becomes an empty array, or null. */
void variant_empty(variant *v, const variant_place *place, bool null);
void variant_rename(variant *v, const variant_place *place, const char *name);
/* One more element; NULL leaves out the label or the credential. False where the capability is there and no array. */
bool variant_add_element(variant *v, const char *capability, const char *type, const char *label, const char *category);
/* Members of unknown names in every object. */
void variant_extend(variant *v, uint64_t seed);
/* The members of every object in another order. */
void variant_turn(variant *v, uint64_t seed);
/* The elements of every array in another order. */
void variant_turn_arrays(variant *v, uint64_t seed);

#endif
