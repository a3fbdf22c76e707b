/** Small readings that several snapshots share. */
#include "model/scalar.h"

#include "core/text.h"
#include "core/time.h"

bool jumio__read_key(const jumio__value *value, char digits[24], const char **out)
{
  int64_t number;
  jumio__kind kind = jumio__json_kind(value);
  *out = jumio__json_text(value, NULL);
  if (*out != NULL || kind == JUMIO__KIND_ABSENT || kind == JUMIO__KIND_NULL)
    return true;
  if (!jumio__json_int(value, &number) || number < 0)
    return false;
  jumio__format_int64(number, digits);
  *out = digits;
  return true;
}

int64_t jumio__read_time(const jumio__value *value)
{
  size_t len = 0;
  int64_t ms;
  const char *text = jumio__json_text(value, &len);
  return text != NULL && jumio__time_parse_rfc3339(text, len, &ms) ? ms : JUMIO_ABSENT;
}

int64_t jumio__read_int64(const jumio__value *value)
{
  int64_t number;
  size_t len = 0;
  const char *text = jumio__json_text(value, &len);
  if (jumio__json_int(value, &number) || (text != NULL && jumio__parse_int64(text, len, &number)))
    return number;
  return JUMIO_ABSENT;
}
