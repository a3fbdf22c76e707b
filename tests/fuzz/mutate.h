/** Changes of a JSON text by chance that keep it JSON: for the fuzzers, which would not get past the parser by flipping bytes. */
#ifndef JUMIO_TEST_MUTATE_H
#define JUMIO_TEST_MUTATE_H

#include <stddef.h>
#include <stdint.h>

typedef struct mutate_words {
  const char *const *names; /* of members */
  size_t name_count;
  int rule_ids;             /* ids of rules, too */
  const char *const *words; /* values; those of the rule table are taken beside them */
  size_t word_count;
} mutate_words;

/* The changed text in data, of at most `most` bytes; 0 where it is no JSON, or grew too long. */
size_t mutate_json(uint8_t *data, size_t size, size_t most, uint64_t seed, const mutate_words *words);

/* The same, and now and then, or where it is no JSON, as bytes; for LLVMFuzzerCustomMutator. */
size_t mutate_input(uint8_t *data, size_t size, size_t most, unsigned seed, const mutate_words *words);

#endif
