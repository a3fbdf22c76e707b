/** Prepared data: the form of each field, members as they are, what each check requires, and the JSON that comes of it. */
#include "http/source.h"
#include "model/prepared_data.h"
#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static jumio_prepared_data *data_new(void)
{
  jumio_prepared_data *data = NULL;
  assert_int_equal(jumio_prepared_data_new(NULL, &data, NULL), JUMIO_OK);
  return data;
}

static void set(jumio_prepared_data *data, jumio_data_field which, const char *text)
{
  assert_int_equal(jumio_prepared_data_set(data, which, text, JUMIO_NTS, NULL), JUMIO_OK);
}

static void assert_json(const jumio_prepared_data *data, const char *expected)
{
  jumio_source *source = NULL;
  assert_int_equal(jumio_source_new_prepared_data(data, &source, NULL), JUMIO_OK);
  assert_int_equal(source->size, strlen(expected));
  assert_memory_equal(source->data, expected, strlen(expected));
  jumio_source_free(source);
}

/* Names the field and the rule, and holds nothing of the value. */
static void assert_refused(jumio_prepared_data *data, jumio_data_field which, const char *text, size_t len)
{
  jumio_error *error = NULL;
  jumio_result result = jumio_prepared_data_set(data, which, text, len, &error);
  if (result != JUMIO_ERR_ARGUMENT)
    print_error("field %d: %s was taken\n", (int)which, text);
  assert_int_equal(result, JUMIO_ERR_ARGUMENT);
  const char *pointer = jumio__data_pointer(which);
  assert_true(pointer == NULL || strstr(jumio_error_get_message(error), pointer) != NULL);
  assert_null(strstr(jumio_error_get_message(error), "canary"));
  jumio_error_free(error);
}

static void test_prepared_data__every_field_has_its_place(void **state)
{
  static const char *const good[JUMIO__DATA_FIELDS] = {
      [JUMIO_DATA_SEX] = "H",
      [JUMIO_DATA_DATE_OF_BIRTH] = "1956-02-29",
      [JUMIO_DATA_EMAIL] = "a@example.com",
      [JUMIO_DATA_PHONE_NUMBER] = "+15031234567",
      [JUMIO_DATA_PHONE_NUMBER_2] = "+4315550",
      [JUMIO_DATA_IP_ADDRESS] = "2001:db8::1",
      [JUMIO_DATA_SOCIAL_SECURITY_NUMBER] = "111-11-1120",
      [JUMIO_DATA_COUNTRY] = "AUT",
      [JUMIO_DATA_ID_TYPE] = "ID_CARD",
      [JUMIO_DATA_ID_SUBTYPE] = "NATIONAL_ID",
      [JUMIO_DATA_ISSUING_DATE] = "2014-02-20",
      [JUMIO_DATA_EXPIRY_DATE] = "2034-11-30",
      [JUMIO_DATA_INE_ELECTOR_KEY] = "ABCDEF12345678H900",
      [JUMIO_DATA_REGISTRATION_IP_ADDRESS] = "203.0.113.9",
  };
  (void)state;
  jumio_prepared_data *data = data_new();
  for (jumio_data_field which = 1; which < JUMIO__DATA_FIELDS; which++) {
    assert_non_null(jumio__data_pointer(which));
    set(data, which, good[which] != NULL ? good[which] : "x");
  }
  assert_json(
      data,
      "{\"firstName\":\"x\",\"middleName\":\"x\",\"lastName\":\"x\",\"suffix\":\"x\",\"paternalSurname\":\"x\",\"maternalSurname\":\"x\","
      "\"sex\":\"H\",\"dateOfBirth\":\"1956-02-29\",\"nationality\":\"x\",\"email\":\"a@example.com\",\"phoneNumber\":\"+15031234567\","
      "\"phoneNumber2\":\"+4315550\",\"ipAddress\":\"2001:db8::1\",\"socialSecurityNumber\":\"111-11-1120\",\"personalNumber\":\"x\","
      "\"address\":{\"line1\":\"x\",\"line2\":\"x\",\"line3\":\"x\",\"line4\":\"x\",\"line5\":\"x\",\"postalCode\":\"x\",\"city\":\"x\","
      "\"subdivision\":\"x\",\"state\":\"x\",\"country\":\"AUT\"},"
      "\"id\":{\"idNumber\":\"x\",\"secondaryIdNumber\":\"x\",\"type\":\"ID_CARD\",\"subType\":\"NATIONAL_ID\","
      "\"issuingDate\":\"2014-02-20\",\"expiryDate\":\"2034-11-30\"},"
      "\"ine\":{\"cic\":\"x\",\"citizenID\":\"x\",\"ocr\":\"x\",\"electorKey\":\"ABCDEF12345678H900\",\"issuingNumber\":\"x\"},"
      "\"kyc\":{\"registrationDate\":\"x\",\"registrationIpAddress\":\"203.0.113.9\"}}");
  assert_int_equal(jumio_prepared_data_check(data, JUMIO_DATA_CHECK_FORMATS, NULL), JUMIO_OK);
  jumio_prepared_data_free(data);
}

static void test_prepared_data__forms(void **state)
{
  static const struct {
    jumio_data_field which;
    const char *good[6], *bad[12];
  } rows[] = {
      {JUMIO_DATA_DATE_OF_BIRTH,
       {"2024-02-29", "1900-01-01", "0001-12-31", "9999-12-31"},
       {"2023-02-29", "1900-02-29", "2023-13-01", "2023-00-10", "2023-04-31", "1972-**-1*", "canary", "2023-1-1", "20230101", "2023-01-01T",
        "0000-01-01"}},
      {JUMIO_DATA_PHONE_NUMBER,
       {"+15031234567", "+12", "+123456789012345"},
       {"6441234567", "+231-375-9663", "+0123", "+1234567890123456", "+", "+1 503", "canary"}},
      {JUMIO_DATA_SEX, {"M", "F", "H"}, {"m", "MF", "X", "male", ""}},
      {JUMIO_DATA_COUNTRY, {"USA", "US"}, {"usa", "U", "USAA", "U1", "U S"}},
      {JUMIO_DATA_SOCIAL_SECURITY_NUMBER,
       {"1234", "123456789", "123-45-6789", "111-11-1120", "HEGG560427MVZRRL04"},
       {"HEGG560427MVZRRL0", "HEGG560427MVZRRL0-", "123", "12345", "1234567890", "123 45 6789", "canary", "--"}},
      {JUMIO_DATA_INE_ELECTOR_KEY, {"ABCDEF12345678H900"}, {"ABCDEF12345678H90", "ABCDEF12345678H9000", "ABCDEF12345678H90-"}},
      {JUMIO_DATA_EMAIL, {"martin***ng@example.com", "\xC3\xA9@b"}, {"canary", "@b", "a@", "a@b@c", "a b@c"}},
      {JUMIO_DATA_IP_ADDRESS, {"203.0.113.9", "::1"}, {"203.0.113", "203.0.113.9/8", "canary", "203.0.113.256", "fe80::1%eth0"}},
      {JUMIO_DATA_ID_TYPE, {"PASSPORT", "DL", "PERMIT"}, {"passport", "ID CARD", ""}},
      {JUMIO_DATA_FIRST_NAME, {"N/A"}, {"", "a\nb", "a\x7F", "\xFF", "a\x1B[31m"}},
  };
  (void)state;
  jumio_prepared_data *data = data_new();
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    for (size_t k = 0; k < 6 && rows[i].good[k] != NULL; k++)
      set(data, rows[i].which, rows[i].good[k]);
    for (size_t k = 0; k < 12 && rows[i].bad[k] != NULL; k++)
      assert_refused(data, rows[i].which, rows[i].bad[k], JUMIO_NTS);
  }
  assert_refused(data, JUMIO_DATA_LAST_NAME, NULL, 0);
  assert_refused(data, JUMIO_DATA_LAST_NAME, "a\0b", 3); /* X01 */
  assert_refused(data, 0, "canary", JUMIO_NTS);
  assert_refused(data, -1, "canary", JUMIO_NTS);
  assert_refused(data, JUMIO__DATA_FIELDS, "canary", JUMIO_NTS);
  char *large = calloc(1, 100001);
  memset(large, 'a', 100000);
  assert_refused(data, JUMIO_DATA_LAST_NAME, large, JUMIO_NTS); /* X12 */
  assert_int_equal(jumio_prepared_data_set(data, JUMIO_DATA_LAST_NAME, large, 4096, NULL), JUMIO_OK);
  free(large);
  jumio_prepared_data_free(data);
}

/* X02, X03, X08: any script goes out as it came in, and is only data. */
static void test_prepared_data__names_of_any_script(void **state)
{
  static const char *const names[] = {"\xE6\x88\xBF\xE5\xBB\xBA\xE6\xB0\x91",
                                      "\xE0\xB8\xAA\xE0\xB8\xA1\xE0\xB8\x8A\xE0\xB8\xB2\xE0\xB8\xA2",
                                      "e\xCC\x81",
                                      "\xC3\xA9",
                                      "\xF0\x9F\xA6\x84",
                                      "\xE2\x80\xAE\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D",
                                      "'; DROP TABLE persons; --",
                                      "../../etc/passwd",
                                      "</script>"};
  (void)state;
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    char expected[200];
    jumio_prepared_data *data = data_new();
    set(data, JUMIO_DATA_LAST_NAME, names[i]);
    snprintf(expected, sizeof expected, "{\"lastName\":\"%s\"}", names[i]);
    assert_json(data, expected);
    jumio_prepared_data_free(data);
  }
  char zalgo[2100] = "Z", expected[2200];
  for (size_t at = 1; at < 2001; at += 2)
    memcpy(zalgo + at, "\xCC\x81", 2); /* a thousand combining marks */
  jumio_prepared_data *data = data_new();
  set(data, JUMIO_DATA_FIRST_NAME, zalgo);
  snprintf(expected, sizeof expected, "{\"firstName\":\"%s\"}", zalgo);
  assert_json(data, expected);
  jumio_prepared_data_free(data);
}

#define MEMBER(pointer, json) jumio_prepared_data_set_member(data, pointer, JUMIO_NTS, json, JUMIO_NTS, &error)

static void test_prepared_data__members(void **state)
{
  static const char *const bad[] = {"", "a", "/", "//a", "/a/", "/a~2", "/a~", "/1/2/3/4/5/6/7/8/9", "/a\n"};
  (void)state;
  jumio_error *error = NULL;
  jumio_prepared_data *data = data_new();
  set(data, JUMIO_DATA_CITY, "Wien");
  assert_int_equal(MEMBER("/device/blackbox", "\"0400abc\""), JUMIO_OK);
  assert_int_equal(MEMBER("/a~1b/c~0d", "[1,{\"x\":null}]"), JUMIO_OK);
  assert_int_equal(MEMBER("/address/geo", "{\"lat\":1.5}"), JUMIO_OK);
  assert_int_equal(MEMBER("/phoneNumber", "\"6441234567\""), JUMIO_OK); /* a known one in another form */
  assert_int_equal(MEMBER("/device/blackbox", "true"), JUMIO_OK);       /* replaces */
  assert_json(data,
              "{\"address\":{\"city\":\"Wien\",\"geo\":{\"lat\":1.5}},\"device\":{\"blackbox\":true},\"a/b\":{\"c~d\":[1,{\"x\":null}]},"
              "\"phoneNumber\":\"6441234567\"}");
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    assert_int_equal(MEMBER(bad[i], "1"), JUMIO_ERR_ARGUMENT);
    assert_non_null(strstr(jumio_error_get_message(error), "pointer"));
    jumio_error_free(error);
  }
  static const char *const on_the_way[] = {"/address", "/address/city/x", "/phoneNumber/x", "/device"};
  for (size_t i = 0; i < 4; i++) {
    assert_int_equal(MEMBER(on_the_way[i], "{}"), JUMIO_ERR_ARGUMENT);
    jumio_error_free(error);
  }
  assert_int_equal(MEMBER("/x", "{\"canary\":"), JUMIO_ERR_JSON);
  assert_null(strstr(jumio_error_get_message(error), "canary"));
  jumio_error_free(error);
  assert_int_equal(MEMBER("/x", "1 2"), JUMIO_ERR_JSON);
  jumio_error_free(error);
  assert_int_equal(MEMBER("/x", NULL), JUMIO_ERR_ARGUMENT);
  jumio_error_free(error);
  char pointer[20];
  for (int i = 5; i < JUMIO__DATA_MEMBERS; i++) { /* five are there */
    snprintf(pointer, sizeof pointer, "/m%d", i);
    assert_int_equal(MEMBER(pointer, "1"), JUMIO_OK);
  }
  assert_int_equal(MEMBER("/one-more", "1"), JUMIO_ERR_TOO_LARGE);
  jumio_error_free(error);
  assert_int_equal(MEMBER("/m5", "2"), JUMIO_OK); /* one that is there may still be replaced */
  jumio_prepared_data_free(data);
}

static void test_prepared_data__null_handles(void **state)
{
  (void)state;
  jumio_source *source = (jumio_source *)8;
  jumio_prepared_data *data = data_new();
  assert_int_equal(jumio_source_new_prepared_data(data, &source, NULL), JUMIO_ERR_ARGUMENT); /* nothing was set */
  assert_null(source);
  assert_int_equal(jumio_source_new_prepared_data(NULL, &source, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_source_new_prepared_data(data, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_prepared_data_new(NULL, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_prepared_data_set(NULL, 1, "x", 1, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_prepared_data_set_member(NULL, "/a", 2, "1", 1, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_prepared_data_check(NULL, JUMIO_DATA_CHECK_EMAIL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_prepared_data_check(data, 99, NULL), JUMIO_ERR_ARGUMENT);
  jumio_prepared_data_free(data);
  jumio_prepared_data_free(NULL);
}

static void assert_missing(const jumio_prepared_data *data, jumio_data_check which, const char *pointer, const char *check)
{
  jumio_error *error = NULL;
  assert_int_equal(jumio_prepared_data_check(data, which, &error), JUMIO_ERR_ARGUMENT);
  assert_string_equal(jumio_error_get_text(error, JUMIO_ERROR_TEXT_JSON_POINTER), pointer);
  assert_non_null(strstr(jumio_error_get_message(error), check));
  assert_null(strstr(jumio_error_get_message(error), "canary"));
  jumio_error_free(error);
}

/* Fills in what is named as missing until nothing is: the number of steps is the number of what the check requires. */
static int fill(jumio_data_check which, const char *country)
{
  jumio_error *error = NULL;
  jumio_prepared_data *data = data_new();
  int steps = 0;
  while (jumio_prepared_data_check(data, which, &error) != JUMIO_OK) {
    char pointer[60], json[60];
    assert_true(steps++ < 20);
    snprintf(pointer, sizeof pointer, "%s", jumio_error_get_text(error, JUMIO_ERROR_TEXT_JSON_POINTER));
    snprintf(json, sizeof json, "\"%s\"", strcmp(pointer, "/address/country") == 0 ? country : "1234");
    jumio_error_free(error);
    assert_int_equal(MEMBER(pointer, json), JUMIO_OK);
  }
  jumio_prepared_data_free(data);
  return steps;
}

static void test_prepared_data__what_each_check_requires(void **state)
{
  (void)state;
  assert_int_equal(fill(JUMIO_DATA_CHECK_SUPPORTING_DATA, "AUT"), 9);
  assert_int_equal(fill(JUMIO_DATA_CHECK_WATCHLIST, ""), 2);
  assert_int_equal(fill(JUMIO_DATA_CHECK_CPF, "BRA"), 3);
  assert_int_equal(fill(JUMIO_DATA_CHECK_CPF_BIOMETRIC, ""), 1);
  assert_int_equal(fill(JUMIO_DATA_CHECK_COLOMBIA, "COL"), 6);
  assert_int_equal(fill(JUMIO_DATA_CHECK_THAI_DOPA, "THA"), 6);
  assert_int_equal(fill(JUMIO_DATA_CHECK_RENAPER, "ARG"), 6);
  assert_int_equal(fill(JUMIO_DATA_CHECK_RENAPER_BIOMETRIC, ""), 2);
  assert_int_equal(fill(JUMIO_DATA_CHECK_CURP, "MEX"), 2);
  assert_int_equal(fill(JUMIO_DATA_CHECK_INE, "MEX"), 2);
  assert_int_equal(fill(JUMIO_DATA_CHECK_DMV, "USA"), 11);
  assert_int_equal(fill(JUMIO_DATA_CHECK_SSN, ""), 4);
  assert_int_equal(fill(JUMIO_DATA_CHECK_ADDRESS_VALIDATION, ""), 4);
  assert_int_equal(fill(JUMIO_DATA_CHECK_PROOF_OF_RESIDENCY, ""), 6);
  assert_int_equal(fill(JUMIO_DATA_CHECK_EMAIL, ""), 1);
}

static void test_prepared_data__checks_name_field_and_check(void **state)
{
  (void)state;
  jumio_error *error = NULL;
  jumio_prepared_data *data = data_new();
  set(data, JUMIO_DATA_FIRST_NAME, "canary");
  assert_missing(data, JUMIO_DATA_CHECK_WATCHLIST, "/lastName", "watchlist");
  assert_int_equal(MEMBER("/lastName", "\"\""), JUMIO_OK); /* empty is missing */
  assert_missing(data, JUMIO_DATA_CHECK_WATCHLIST, "/lastName", "watchlist");
  assert_missing(data, JUMIO_DATA_CHECK_FORMATS, "/lastName", "empty");
  assert_int_equal(MEMBER("/lastName", "7"), JUMIO_OK); /* so is what is no text */
  assert_missing(data, JUMIO_DATA_CHECK_WATCHLIST, "/lastName", "watchlist");
  assert_missing(data, JUMIO_DATA_CHECK_FORMATS, "/lastName", "text");
  set(data, JUMIO_DATA_LAST_NAME, "canary");
  assert_int_equal(jumio_prepared_data_check(data, JUMIO_DATA_CHECK_WATCHLIST, NULL), JUMIO_OK);
  assert_missing(data, JUMIO_DATA_CHECK_CURP, "/address/country", "curp");
  set(data, JUMIO_DATA_COUNTRY, "MX");
  assert_missing(data, JUMIO_DATA_CHECK_CURP, "/address/country", "alpha-3");
  set(data, JUMIO_DATA_COUNTRY, "COL");
  assert_missing(data, JUMIO_DATA_CHECK_CURP, "/address/country", "MEX");
  set(data, JUMIO_DATA_COUNTRY, "MEX");
  set(data, JUMIO_DATA_SOCIAL_SECURITY_NUMBER, "HEGG560427MVZRRL04");
  assert_int_equal(jumio_prepared_data_check(data, JUMIO_DATA_CHECK_CURP, NULL), JUMIO_OK);
  assert_int_equal(jumio_prepared_data_check(data, JUMIO_DATA_CHECK_FORMATS, NULL), JUMIO_OK);
  assert_missing(data, JUMIO_DATA_CHECK_SSN, "/socialSecurityNumber", "digits");
  set(data, JUMIO_DATA_COUNTRY, "COL");
  set(data, JUMIO_DATA_DATE_OF_BIRTH, "1990-01-01");
  set(data, JUMIO_DATA_ID_TYPE, "ID_CARD");
  set(data, JUMIO_DATA_ID_NUMBER, "1.023.456");
  assert_missing(data, JUMIO_DATA_CHECK_COLOMBIA, "/id/idNumber", "dots");
  set(data, JUMIO_DATA_ID_NUMBER, "1023456");
  assert_int_equal(jumio_prepared_data_check(data, JUMIO_DATA_CHECK_COLOMBIA, NULL), JUMIO_OK);
  assert_int_equal(jumio_prepared_data_check(data, JUMIO_DATA_CHECK_DEVICE_RISK, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(MEMBER("/blackbox", "\"canary\""), JUMIO_OK);
  assert_int_equal(jumio_prepared_data_check(data, JUMIO_DATA_CHECK_DEVICE_RISK, NULL), JUMIO_OK);
  assert_int_equal(MEMBER("/dateOfBirth", "\"1972-**-1*\""), JUMIO_OK); /* a masked date of Jumio's sample */
  assert_missing(data, JUMIO_DATA_CHECK_FORMATS, "/dateOfBirth", "YYYY-MM-DD");
  jumio_prepared_data_free(data);
}

/* What is freed holds no value any more. */
static size_t found;

static void *watch_allocate(size_t size, void *user_data)
{
  (void)user_data;
  return calloc(1, size);
}

static void *watch_resize(void *block, size_t old_size, size_t new_size, void *user_data)
{
  (void)user_data;
  (void)old_size;
  return realloc(block, new_size);
}

static void watch_release(void *block, size_t size, void *user_data)
{
  (void)user_data;
  for (size_t i = 0; i + 6 <= size; i++)
    found += memcmp((const char *)block + i, "canary", 6) == 0;
  free(block);
}

static int scenario(jumio_alloc *alloc, void *unused)
{
  jumio_error *error = NULL;
  jumio_prepared_data *data = NULL;
  jumio_source *source = NULL;
  (void)unused;
  jumio_result result = jumio_prepared_data_new(alloc, &data, &error);
  if (result == JUMIO_OK)
    result = jumio_prepared_data_set(data, JUMIO_DATA_LAST_NAME, "canary", JUMIO_NTS, &error);
  if (result == JUMIO_OK)
    result = jumio_prepared_data_set(data, JUMIO_DATA_LAST_NAME, "canary-2", JUMIO_NTS, &error);
  if (result == JUMIO_OK)
    result = MEMBER("/a/b", "{\"canary\":\"canary\"}");
  if (result == JUMIO_OK && jumio_prepared_data_check(data, JUMIO_DATA_CHECK_EMAIL, &error) == JUMIO_ERR_ARGUMENT)
    jumio_error_free(error);
  error = NULL;
  if (result == JUMIO_OK)
    result = jumio_source_new_prepared_data(data, &source, &error);
  jumio_error_free(error);
  jumio_prepared_data_free(data); /* the source lives on */
  assert_true(source == NULL || strstr(source->text, "canary-2") != NULL);
  jumio_source_free(source);
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

static void test_prepared_data__freed_blocks_hold_no_value(void **state)
{
  static const jumio_alloc_ops ops = {sizeof ops, 0, watch_allocate, watch_resize, watch_release};
  (void)state;
  jumio_alloc *alloc = NULL;
  assert_int_equal(jumio_alloc_new(&ops, NULL, NULL, &alloc), JUMIO_OK);
  assert_int_equal(scenario(alloc, NULL), 0);
  jumio_alloc_free(alloc);
  assert_int_equal(found, 0);
}

static void test_prepared_data__survives_each_failed_allocation(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(scenario, NULL) > 10);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_prepared_data__every_field_has_its_place),
      cmocka_unit_test(test_prepared_data__forms),
      cmocka_unit_test(test_prepared_data__names_of_any_script),
      cmocka_unit_test(test_prepared_data__members),
      cmocka_unit_test(test_prepared_data__null_handles),
      cmocka_unit_test(test_prepared_data__what_each_check_requires),
      cmocka_unit_test(test_prepared_data__checks_name_field_and_check),
      cmocka_unit_test(test_prepared_data__freed_blocks_hold_no_value),
      cmocka_unit_test(test_prepared_data__survives_each_failed_allocation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
