/** Time as int64 milliseconds since 1970 UTC: RFC 3339 and HTTP dates by integer arithmetic, without locale or time zone. */
#include "core/time.h"

#include "core/text.h"

#include <string.h>

#define DAY_MS INT64_C(86400000)
#define YEAR_10000_MS INT64_C(253402300800000)

typedef struct civil {
  int32_t year, month, day, hour, minute, second, milli;
} civil;

static bool is_leap(int32_t year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int32_t days_in_month(int32_t year, int32_t month)
{
  static const int32_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Days since 1970-01-01 of a date in the proleptic Gregorian calendar; years begin in March so that the leap day is last. */
static int64_t days_of(int32_t year, int32_t month, int32_t day)
{
  int64_t y = month <= 2 ? year - 1 : year;
  int64_t era = y / 400;
  int64_t year_of_era = y - era * 400;
  int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static bool is_day(int32_t year, int32_t month, int32_t day)
{
  return month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

static bool civil_to_ms(civil *c, int64_t *out_ms)
{
  if (c->year < 1970 || c->year > 9999 || !is_day(c->year, c->month, c->day))
    return false;
  if (c->hour < 0 || c->hour > 23 || c->minute < 0 || c->minute > 59 || c->second < 0 || c->second > 60)
    return false;
  int64_t second = c->second == 60 ? 59 : c->second; /* a leap second has no number of its own */
  *out_ms = days_of(c->year, c->month, c->day) * DAY_MS + ((c->hour * INT64_C(60) + c->minute) * 60 + second) * 1000 + c->milli;
  return true;
}

/* Reading position in a text; once ok is false it stays so. */
typedef struct reader {
  const char *at;
  const char *end;
  bool ok;
} reader;

static int32_t digits(reader *r, size_t count)
{
  int32_t value = 0;
  for (size_t i = 0; i < count; i++, r->at++) {
    if (!r->ok || r->at == r->end || !jumio__is_digit(*r->at))
      return (int32_t)(r->ok = false);
    value = value * 10 + (*r->at - '0');
  }
  return value;
}

static bool take(reader *r, char c)
{
  if (!r->ok || r->at == r->end || *r->at != c)
    return false;
  r->at++;
  return true;
}

static void need(reader *r, const char *literal)
{
  for (; *literal != '\0'; literal++)
    if (!take(r, *literal))
      r->ok = false;
}

/* ".1" to ".123456789": milliseconds, the rest cut off. */
static int32_t fraction(reader *r)
{
  int32_t milli = 0, count = 0;
  while (r->at != r->end && jumio__is_digit(*r->at)) {
    if (count < 3)
      milli = milli * 10 + (*r->at - '0');
    count++;
    r->at++;
  }
  if (count == 0 || count > 9)
    r->ok = false;
  for (; count < 3; count++)
    milli *= 10;
  return milli;
}

static int64_t zone_offset_ms(reader *r)
{
  if (take(r, 'Z') || take(r, 'z'))
    return 0;
  int64_t sign = take(r, '+') ? 1 : -1;
  if (sign < 0)
    need(r, "-");
  int32_t hours = digits(r, 2);
  need(r, ":");
  int32_t minutes = digits(r, 2);
  if (hours > 23 || minutes > 59)
    r->ok = false;
  return sign * (hours * INT64_C(60) + minutes) * 60000;
}

bool jumio__time_is_date(const char *text, size_t len)
{
  reader r = {text, text + len, true};
  int32_t year = digits(&r, 4);
  need(&r, "-");
  int32_t month = digits(&r, 2);
  need(&r, "-");
  int32_t day = digits(&r, 2);
  return r.ok && r.at == r.end && year >= 1 && is_day(year, month, day);
}

bool jumio__time_parse_rfc3339(const char *text, size_t len, int64_t *out_ms)
{
  reader r = {text, text != NULL ? text + len : NULL, text != NULL};
  civil c = {0};
  c.year = digits(&r, 4);
  need(&r, "-");
  c.month = digits(&r, 2);
  need(&r, "-");
  c.day = digits(&r, 2);
  if (!take(&r, 'T') && !take(&r, 't'))
    r.ok = false;
  c.hour = digits(&r, 2);
  need(&r, ":");
  c.minute = digits(&r, 2);
  need(&r, ":");
  c.second = digits(&r, 2);
  if (take(&r, '.'))
    c.milli = fraction(&r);
  int64_t offset = r.ok ? zone_offset_ms(&r) : 0;
  int64_t ms;
  if (!r.ok || r.at != r.end || !civil_to_ms(&c, &ms))
    return false;
  ms -= offset;
  if (ms < 0 || ms >= YEAR_10000_MS) /* the zone led out of the years that can be written again */
    return false;
  *out_ms = ms;
  return true;
}

static void put_digits(char *out, int64_t value, size_t count)
{
  for (size_t i = count; i-- > 0; value /= 10)
    out[i] = (char)('0' + value % 10);
}

bool jumio__time_format_rfc3339(int64_t ms, char out[25])
{
  if (ms < 0 || ms >= YEAR_10000_MS)
    return false;
  int64_t days = ms / DAY_MS, rest = ms % DAY_MS;
  int32_t year = (int32_t)(1970 + days / 366), month = 1; /* never too late a year */
  while (days >= days_of(year + 1, 1, 1))
    year++;
  while (month < 12 && days >= days_of(year, month + 1, 1))
    month++;
  memcpy(out, "0000-00-00T00:00:00.000Z", 25);
  put_digits(out, year, 4);
  put_digits(out + 5, month, 2);
  put_digits(out + 8, days - days_of(year, month, 1) + 1, 2);
  put_digits(out + 11, rest / 3600000, 2);
  put_digits(out + 14, rest / 60000 % 60, 2);
  put_digits(out + 17, rest / 1000 % 60, 2);
  put_digits(out + 20, rest % 1000, 3);
  return true;
}

static int32_t month_name(reader *r)
{
  static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  if (r->ok && r->end - r->at >= 3)
    for (int32_t i = 0; i < 12; i++)
      if (memcmp(r->at, names + 3 * i, 3) == 0) {
        r->at += 3;
        return i + 1;
      }
  r->ok = false;
  return 0;
}

static void clock_time(reader *r, civil *c)
{
  c->hour = digits(r, 2);
  need(r, ":");
  c->minute = digits(r, 2);
  need(r, ":");
  c->second = digits(r, 2);
}

/* "Sun, 06 Nov 1994 08:49:37 GMT" and, with a long day name, "Sunday, 06-Nov-94 08:49:37 GMT". */
static void comma_form(reader *r, civil *c)
{
  need(r, ", ");
  c->day = digits(r, 2);
  bool dashes = take(r, '-');
  if (!dashes)
    need(r, " ");
  c->month = month_name(r);
  need(r, dashes ? "-" : " ");
  c->year = digits(r, dashes ? 2 : 4);
  if (dashes)
    c->year += c->year < 70 ? 2000 : 1900;
  need(r, " ");
  clock_time(r, c);
  need(r, " GMT");
}

/* "Sun Nov  6 08:49:37 1994" */
static void asctime_form(reader *r, civil *c)
{
  need(r, " ");
  c->month = month_name(r);
  need(r, " ");
  c->day = take(r, ' ') ? digits(r, 1) : digits(r, 2);
  need(r, " ");
  clock_time(r, c);
  need(r, " ");
  c->year = digits(r, 4);
}

bool jumio__time_parse_http(const char *text, size_t len, int64_t *out_ms)
{
  reader r = {text, text != NULL ? text + len : NULL, text != NULL};
  civil c = {0};
  while (r.ok && r.at != r.end && jumio__is_alnum(*r.at) && !jumio__is_digit(*r.at))
    r.at++; /* the day's name says nothing that the date does not */
  if (!r.ok || r.at == r.end || r.at - text < 3)
    return false;
  if (*r.at == ',')
    comma_form(&r, &c);
  else
    asctime_form(&r, &c);
  return r.ok && r.at == r.end && civil_to_ms(&c, out_ms);
}
