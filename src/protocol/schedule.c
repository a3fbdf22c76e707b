/** The times at which a waiting operation reads: Jumio's published ones, or the host's own. */
#include "protocol/schedule.h"

#include "core/text.h"

#include <string.h>

#define OFFSET_MAX_S 604800
#define JITTER_PART 10 /* a tenth */
#define JITTER_MAX 127

/* "Calling Retrieval APIs": ten tries at most. The series fits offsets from the start better than gaps (jumio-api-read 6). */
const jumio__schedule jumio__schedule_default = {10, {40, 60, 100, 160, 240, 340, 460, 600, 760, 940}};

bool jumio__schedule_parse(const char *text, size_t len, jumio__schedule *out)
{
  jumio__schedule read = {0, {0}};
  int64_t last = -1;
  for (size_t at = 0; at <= len;) {
    const char *comma = memchr(text + at, ',', len - at);
    size_t end = comma != NULL ? (size_t)(comma - text) : len;
    int64_t offset;
    if (read.count == JUMIO__SCHEDULE_MAX || !jumio__parse_int64(text + at, end - at, &offset) || offset <= last || offset > OFFSET_MAX_S)
      return false;
    read.offsets_s[read.count++] = (int32_t)offset;
    last = offset;
    at = end + 1;
  }
  *out = read;
  return true;
}

int64_t jumio__schedule_ms(const jumio__schedule *schedule, size_t index, int32_t jitter)
{
  int64_t ms = (int64_t)schedule->offsets_s[index] * 1000;
  if (jitter < -JITTER_MAX)
    jitter = -JITTER_MAX;
  return ms + ms * jitter / (JITTER_PART * JITTER_MAX);
}
