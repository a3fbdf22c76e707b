/** Times: RFC 3339 and HTTP dates to milliseconds and back, without locale or time zone (faults J21, H16, K06, K07). */
#include "core/time.h"

#include "support/cmocka.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

typedef struct row {
  const char *text;
  int64_t ms;
} row;

typedef bool (*parser)(const char *text, size_t len, int64_t *out_ms);

static void check_good(parser parse, const row *rows, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    int64_t ms = -42;
    if (!parse(rows[i].text, strlen(rows[i].text), &ms) || ms != rows[i].ms)
      fail_msg("%s gave %lld", rows[i].text, (long long)ms);
  }
}

static void check_bad(parser parse, const char *const *texts, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    int64_t ms = -42;
    if (parse(texts[i], strlen(texts[i]), &ms))
      fail_msg("%s was taken", texts[i]);
    assert_int_equal(ms, -42); /* nothing is written on failure */
  }
}

static void test_time__rfc3339_good(void **state)
{
  static const row rows[] = {
      {"1970-01-01T00:00:00Z", 0},
      {"1970-01-01T00:00:00.001Z", 1},
      {"2026-01-31T10:20:31Z", INT64_C(1769854831000)},
      {"2026-01-31T10:20:31.1Z", INT64_C(1769854831100)},
      {"2026-01-31T10:20:31.12Z", INT64_C(1769854831120)},
      {"2026-01-31T10:20:31.120Z", INT64_C(1769854831120)},
      {"2026-01-31T10:20:31.1209Z", INT64_C(1769854831120)}, /* cut off, not rounded */
      {"2026-01-31T10:20:31.999999Z", INT64_C(1769854831999)},
      {"2026-01-31T10:20:31.999999999Z", INT64_C(1769854831999)},
      {"2026-01-31t10:20:31z", INT64_C(1769854831000)},
      {"2026-01-31T12:20:31+02:00", INT64_C(1769854831000)},
      {"2026-01-31T04:50:31.120-05:30", INT64_C(1769854831120)},
      {"2026-02-01T00:20:31+14:00", INT64_C(1769854831000)},
      {"2026-01-30T22:20:31-12:00", INT64_C(1769854831000)},
      {"2026-01-31T10:20:31+00:00", INT64_C(1769854831000)},
      {"2026-01-31T10:20:31-00:00", INT64_C(1769854831000)},
      {"2026-02-01T10:19:31+23:59", INT64_C(1769854831000)},
      {"2016-12-31T23:59:60Z", INT64_C(1483228799000)}, /* a leap second counts as the one before it */
      {"2016-12-31T23:59:60.5Z", INT64_C(1483228799500)},
      {"2017-01-01T01:59:60+02:00", INT64_C(1483228799000)},
      {"2000-02-29T23:59:59Z", INT64_C(951868799000)},
      {"2024-02-29T00:00:00Z", INT64_C(1709164800000)},
      {"2038-01-19T03:14:08Z", INT64_C(2147483648000)},
      {"2100-02-28T00:00:00Z", INT64_C(4107456000000)},
      {"2100-03-01T00:00:00Z", INT64_C(4107542400000)}, /* 2100 is no leap year */
      {"9999-12-31T23:59:59.999Z", INT64_C(253402300799999)},
  };
  (void)state;
  check_good(jumio__time_parse_rfc3339, rows, COUNT(rows));
}

static void test_time__rfc3339_bad(void **state)
{
  static const char *const texts[] = {
      "",
      "2026",
      "2026-01-31",
      "2026-01-31T10:20:31",  /* no zone */
      "2026-01-31 10:20:31Z", /* allowed by the note of RFC 3339 only between friends */
      "2026-01-31T10:20Z",
      "2026-01-31T10:20:31.Z",
      "2026-01-31T10:20:31.1234567890Z",
      "2026-01-31T10:20:31,5Z",
      "2026-01-31T10:20:31ZZ",
      "2026-01-31T10:20:31Z ",
      " 2026-01-31T10:20:31Z",
      "2026-01-31T10:20:31+0200",
      "2026-01-31T10:20:31+02",
      "2026-01-31T10:20:31+2:00",
      "2026-01-31T10:20:31+24:00",
      "2026-01-31T10:20:31+02:60",
      "2026-01-31T10:20:31*02:00",
      "2026-01-31T10:20:31+02:00Z",
      "2026-1-31T10:20:31Z",
      "26-01-31T10:20:31Z",
      "+2026-01-31T10:20:31Z",
      "12026-01-31T10:20:31Z",
      "2026/01/31T10:20:31Z",
      "2026-00-31T10:20:31Z",
      "2026-13-31T10:20:31Z",
      "2026-01-00T10:20:31Z",
      "2026-01-32T10:20:31Z",
      "2026-04-31T10:20:31Z",
      "2026-02-29T10:20:31Z",
      "2024-02-30T10:20:31Z",
      "2100-02-29T00:00:00Z",
      "1900-02-29T00:00:00Z",
      "2026-01-31T24:00:00Z",
      "2026-01-31T10:60:31Z",
      "2026-01-31T10:20:61Z",
      "2026-01-31T-1:20:31Z",
      "1969-12-31T23:59:59Z",
      "0000-01-01T00:00:00Z",
      "10000-01-01T00:00:00Z",
      "2026-01-31T10:20:31\xC2\xA0Z",
      "\xD9\xA2\xD9\xA0\xD9\xA2\xD9\xA6-01-31T10:20:31Z",
  };
  int64_t ms;
  (void)state;
  check_bad(jumio__time_parse_rfc3339, texts, COUNT(texts));
  assert_false(jumio__time_parse_rfc3339(NULL, 0, &ms));
  assert_false(jumio__time_parse_rfc3339("2026-01-31T10:20:31Z\0", 21, &ms));
}

static void test_time__rfc3339_cut_at_every_byte(void **state)
{
  static const char text[] = "2026-01-31T10:20:31.120+02:00";
  int64_t ms;
  (void)state;
  for (size_t len = 0; len < sizeof text - 1; len++) {
    char *exact = malloc(len + 1);
    memcpy(exact, text, len);
    assert_false(jumio__time_parse_rfc3339(exact, len, &ms));
    free(exact);
  }
  assert_true(jumio__time_parse_rfc3339(text, sizeof text - 1, &ms));
}

static void test_time__format_is_read_back(void **state)
{
  (void)state;
  for (int64_t ms = 0; ms < INT64_C(253402300800000); ms += INT64_C(40000000) + 86399 * 7) {
    char text[25];
    int64_t back = -1;
    assert_true(jumio__time_format_rfc3339(ms, text));
    assert_int_equal(strlen(text), 24);
    assert_true(jumio__time_parse_rfc3339(text, 24, &back));
    assert_true(back == ms);
  }
}

static void test_time__format_of_each_day_agrees_with_the_system(void **state)
{
  (void)state;
  for (int64_t day = 0; day < 2932897; day += day < 60000 ? 1 : 365) {
    char text[25], expected[96];
    time_t seconds = (time_t)(day * 86400 + 86399);
    struct tm civil;
    assert_non_null(gmtime_r(&seconds, &civil));
    snprintf(expected, sizeof expected, "%04d-%02d-%02dT%02d:%02d:%02d.007Z", civil.tm_year + 1900, civil.tm_mon + 1, civil.tm_mday,
             civil.tm_hour, civil.tm_min, civil.tm_sec);
    assert_true(jumio__time_format_rfc3339((day * 86400 + 86399) * 1000 + 7, text));
    assert_string_equal(text, expected);
  }
}

static void test_time__format_within_its_years(void **state)
{
  char text[25];
  (void)state;
  assert_true(jumio__time_format_rfc3339(0, text));
  assert_string_equal(text, "1970-01-01T00:00:00.000Z");
  assert_true(jumio__time_format_rfc3339(INT64_C(253402300799999), text));
  assert_string_equal(text, "9999-12-31T23:59:59.999Z");
  assert_false(jumio__time_format_rfc3339(-1, text));
  assert_false(jumio__time_format_rfc3339(INT64_C(253402300800000), text));
  assert_false(jumio__time_format_rfc3339(INT64_MIN, text));
  assert_false(jumio__time_format_rfc3339(INT64_MAX, text));
}

static void test_time__what_is_parsed_can_be_formatted(void **state)
{
  char text[25];
  int64_t ms;
  (void)state;
  /* A zone moves these out of the years 1970..9999. */
  assert_false(jumio__time_parse_rfc3339("1970-01-01T00:00:00+00:01", 25, &ms));
  assert_false(jumio__time_parse_rfc3339("9999-12-31T23:59:59-00:01", 25, &ms));
  assert_true(jumio__time_parse_rfc3339("1970-01-01T00:00:00-00:01", 25, &ms));
  assert_true(jumio__time_format_rfc3339(ms, text));
  assert_true(jumio__time_parse_rfc3339("9999-12-31T23:59:59+00:01", 25, &ms));
  assert_true(jumio__time_format_rfc3339(ms, text));
}

static void test_time__http_good(void **state)
{
  static const row rows[] = {
      {"Sun, 06 Nov 1994 08:49:37 GMT", INT64_C(784111777000)},
      {"Sunday, 06-Nov-94 08:49:37 GMT", INT64_C(784111777000)},
      {"Sun Nov  6 08:49:37 1994", INT64_C(784111777000)},
      {"Sun Nov 06 08:49:37 1994", INT64_C(784111777000)},
      {"Wed Nov 16 08:49:37 1994", INT64_C(784975777000)},
      {"Thu, 01 Jan 1970 00:00:00 GMT", 0},
      {"Sat, 31 Dec 2016 23:59:60 GMT", INT64_C(1483228799000)},
      {"Tuesday, 31-Dec-69 00:00:00 GMT", INT64_C(3155673600000)}, /* two digits: 1970..2069 */
      {"Thursday, 01-Jan-70 00:00:00 GMT", 0},
      {"Fri, 31 Dec 9999 23:59:59 GMT", INT64_C(253402300799000)},
  };
  (void)state;
  check_good(jumio__time_parse_http, rows, COUNT(rows));
}

static void test_time__http_bad(void **state)
{
  static const char *const texts[] = {
      "",
      "soon",
      "Sun",
      "Sun,",
      "120",
      "Sun, 06 Nov 1994 08:49:37",
      "Sun, 06 Nov 1994 08:49:37 UTC",
      "Sun, 06 Nov 1994 08:49:37 GMT ",
      "Sun, 06 Nov 1994 08:49:37 +0000",
      "Sun, 6 Nov 1994 08:49:37 GMT",
      "Sun, 06 nov 1994 08:49:37 GMT",
      "Sun, 06 Nox 1994 08:49:37 GMT",
      "Sun, 06-Nov-1994 08:49:37 GMT",
      "Sunday, 06 Nov 94 08:49:37 GMT",
      "Sun,06 Nov 1994 08:49:37 GMT",
      "Su, 06 Nov 1994 08:49:37 GMT",
      "06 Nov 1994 08:49:37 GMT",
      "Wed, 30 Feb 2028 08:49:37 GMT",
      "Sun, 00 Nov 1994 08:49:37 GMT",
      "Sun, 06 Nov 1994 24:00:00 GMT",
      "Sun, 06 Nov 1969 08:49:37 GMT",
      "Sun Nov 6 08:49:37 1994",
      "Sun Nov  6 08:49:37 1994 GMT",
      "Sun Nov  6 08:49:37 94",
      "Sun Feb 30 08:49:37 2028",
      "1994-11-06T08:49:37Z",
  };
  int64_t ms;
  (void)state;
  check_bad(jumio__time_parse_http, texts, COUNT(texts));
  assert_false(jumio__time_parse_http(NULL, 0, &ms));
}

static void test_time__http_cut_at_every_byte(void **state)
{
  static const char *const texts[] = {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"};
  int64_t ms;
  (void)state;
  for (size_t i = 0; i < COUNT(texts); i++)
    for (size_t len = 0; len < strlen(texts[i]); len++) {
      char *exact = malloc(len + 1);
      memcpy(exact, texts[i], len);
      assert_false(jumio__time_parse_http(exact, len, &ms));
      free(exact);
    }
}

static void test_time__time_zone_of_the_process_changes_nothing(void **state)
{
  static const char *const zones[] = {"Pacific/Kiritimati", "America/New_York", "right/UTC", "XXX-14", "XXX+12"};
  (void)state;
  for (size_t i = 0; i < COUNT(zones); i++) {
    char text[25];
    int64_t ms;
    setenv("TZ", zones[i], 1);
    tzset();
    assert_true(jumio__time_parse_rfc3339("2026-03-08T02:30:00Z", 20, &ms)); /* an hour that New York does not have */
    assert_true(ms == INT64_C(1772937000000));
    assert_true(jumio__time_format_rfc3339(ms, text));
    assert_string_equal(text, "2026-03-08T02:30:00.000Z");
  }
  unsetenv("TZ");
  tzset();
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_time__rfc3339_good),
      cmocka_unit_test(test_time__rfc3339_bad),
      cmocka_unit_test(test_time__rfc3339_cut_at_every_byte),
      cmocka_unit_test(test_time__format_is_read_back),
      cmocka_unit_test(test_time__format_of_each_day_agrees_with_the_system),
      cmocka_unit_test(test_time__format_within_its_years),
      cmocka_unit_test(test_time__what_is_parsed_can_be_formatted),
      cmocka_unit_test(test_time__http_good),
      cmocka_unit_test(test_time__http_bad),
      cmocka_unit_test(test_time__http_cut_at_every_byte),
      cmocka_unit_test(test_time__time_zone_of_the_process_changes_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
