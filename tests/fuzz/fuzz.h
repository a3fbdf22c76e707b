/** What libFuzzer calls and what it offers. Each fuzz_*.c is one target; replay.c stands in for libFuzzer where there is none. */
#ifndef JUMIO_TEST_FUZZ_H
#define JUMIO_TEST_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned int seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);

#define FUZZ_EXPECT(holds)                                                                                                                 \
  do {                                                                                                                                     \
    if (!(holds)) {                                                                                                                        \
      fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #holds);                                                           \
      abort();                                                                                                                             \
    }                                                                                                                                      \
  } while (0)

#endif
