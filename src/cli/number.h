/** Whole numbers of the command line. */
#ifndef CLI_NUMBER_H
#define CLI_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

/* Digits only, within least..most. */
static inline bool cli_number(const char *text, int64_t least, int64_t most, int64_t *out)
{
  int64_t value = 0;
  if (*text == '\0')
    return false;
  for (; *text != '\0'; text++) {
    if (*text < '0' || *text > '9' || value > most)
      return false;
    value = value * 10 + (*text - '0');
  }
  *out = value;
  return value >= least && value <= most;
}

#endif
