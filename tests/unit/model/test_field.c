/** The members of the capabilities' elements: every row of the table in every form, and answers as Jumio's pages print them. */
#include "model/transaction.h"

#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <jumio/jumio.h>

#include <stdio.h>
#include <string.h>

typedef enum kind { TEXT, BOTH, NUMBER, REAL, TRUTH, LIST, OBJECT } kind;

static const struct {
  jumio_field which;
  const char *capability, *pointer;
  kind how;
} fields[] = {
#define JUMIO__FIELD(number, name, capability, pointer, kind) {JUMIO_FIELD_##name, #capability, pointer, kind},
#include "model/fields.def"
};
#define FIELDS (sizeof fields / sizeof fields[0])

/* {"workflow":...,"capabilities":{"c":[{"data":{"x":VALUE}}]}} for the pointer /data/x */
static jumio_transaction *with_value(const char *capability, const char *pointer, const char *value)
{
  char body[600];
  size_t depth = 0;
  jumio_transaction *t = NULL;
  int at = snprintf(body, sizeof body, "{\"workflow\":{\"status\":\"PROCESSED\"},\"capabilities\":{\"%s\":[", capability);
  for (size_t len; *pointer == '/'; pointer += len, depth++) {
    pointer++;
    len = strcspn(pointer, "/");
    at += snprintf(body + at, sizeof body - (size_t)at, "{\"%.*s\":", (int)len, pointer);
  }
  at += snprintf(body + at, sizeof body - (size_t)at, "%s", value);
  for (; depth > 0; depth--)
    at += snprintf(body + at, sizeof body - (size_t)at, "}");
  snprintf(body + at, sizeof body - (size_t)at, "]}}");
  assert_int_equal(jumio_transaction_parse(NULL, body, JUMIO_NTS, &t, NULL), JUMIO_OK);
  return t;
}

/* What get_field gives of one value; NULL is "". */
static void assert_field(size_t row, const char *value, const char *expected)
{
  jumio_transaction *t = with_value(fields[row].capability, fields[row].pointer, value);
  const jumio_capability *c = jumio_transaction_get_capability_at(t, 0);
  const char *text = jumio_capability_get_field(c, fields[row].which);
  if (strcmp(text != NULL ? text : "", expected) != 0)
    print_error("%s %s: %s\n", fields[row].capability, fields[row].pointer, value);
  assert_string_equal(text != NULL ? text : "", expected);
  jumio_transaction_free(t);
}

static void test_field__every_row_in_every_form(void **state)
{
  (void)state;
  for (size_t i = 0; i < FIELDS; i++) {
    bool both = fields[i].how == BOTH, truth = fields[i].how == TRUTH;
    assert_field(i, "\"w\xC3\xB6rd\"", "w\xC3\xB6rd");
    assert_field(i, "\"37\"", "37");
    assert_field(i, "37", both ? "37" : "");
    assert_field(i, "-9223372036854775808", both ? "-9223372036854775808" : "");
    assert_field(i, "true", truth ? "true" : "");
    assert_field(i, "false", truth ? "false" : "");
    assert_field(i, "1.5", "");
    assert_field(i, "null", "");
    assert_field(i, "[\"x\"]", "");
    assert_field(i, "{\"x\":\"y\"}", "");
    assert_string_equal(jumio_field_get_pointer(fields[i].which), fields[i].pointer);
  }
}

static void test_field__numbers_lists_and_objects(void **state)
{
  (void)state;
  for (size_t i = 0; i < FIELDS; i++) {
    const char *pointer = jumio_field_get_pointer(fields[i].which);
    jumio_transaction *t = with_value(fields[i].capability, pointer, "41");
    const jumio_capability *c = jumio_transaction_get_capability_at(t, 0);
    assert_int_equal(jumio_capability_get_int64(c, pointer), 41);
    jumio_transaction_free(t);
    t = with_value(fields[i].capability, pointer, "[\"a\",\"b\"]");
    c = jumio_transaction_get_capability_at(t, 0);
    char index[100];
    snprintf(index, sizeof index, "%s/1", pointer);
    assert_int_equal(jumio_capability_count(c, pointer), 2);
    assert_string_equal(jumio_capability_get_text(c, index), "b");
    jumio_transaction_free(t);
    char *text = NULL;
    size_t len = 0;
    t = with_value(fields[i].capability, pointer, "{\"a\":26.1995}");
    c = jumio_transaction_get_capability_at(t, 0);
    assert_int_equal(jumio_capability_dup_json(c, pointer, &text, &len, NULL), JUMIO_OK);
    assert_string_equal(text, "{\"a\":26.1995}");
    assert_int_equal(len, 13);
    jumio_text_free(text);
    jumio_transaction_free(t);
  }
}

/* A member of the same name of another capability is not this one. */
static void test_field__belongs_to_its_capability(void **state)
{
  (void)state;
  jumio_transaction *t = with_value("liveness", "/data/type", "\"JUMIO_STANDARD\"");
  const jumio_capability *c = jumio_transaction_get_capability_at(t, 0);
  assert_string_equal(jumio_capability_get_field(c, JUMIO_FIELD_LIVENESS_TYPE), "JUMIO_STANDARD");
  assert_null(jumio_capability_get_field(c, JUMIO_FIELD_EXTRACTION_TYPE));
  assert_null(jumio_capability_get_field(c, JUMIO_FIELD_AUTHENTICATION_TYPE));
  jumio_transaction_free(t);
  t = with_value("extractionLater", "/data/type", "\"x\"");
  assert_null(jumio_capability_get_field(jumio_transaction_get_capability_at(t, 0), JUMIO_FIELD_EXTRACTION_TYPE));
  jumio_transaction_free(t);
}

static void test_field__what_is_no_field(void **state)
{
  static const jumio_field none[] = {0, -1, INT32_MIN, INT32_MAX, 117 /* given up */, 1000};
  (void)state;
  char *text = (char *)8;
  jumio_transaction *t = with_value("extraction", "/data/type", "\"x\"");
  const jumio_capability *c = jumio_transaction_get_capability_at(t, 0);
  for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
    assert_null(jumio_field_get_pointer(none[i]));
    assert_null(jumio_capability_get_field(c, none[i]));
  }
  assert_null(jumio_capability_get_field(NULL, JUMIO_FIELD_EXTRACTION_TYPE));
  assert_int_equal(jumio_capability_count(NULL, ""), 0);
  assert_int_equal(jumio_capability_count(c, NULL), 0);
  assert_int_equal(jumio_capability_count(c, "/data/type"), 0);
  assert_int_equal(jumio_capability_dup_json(c, "/data/none", &text, NULL, NULL), JUMIO_OK);
  assert_null(text);
  assert_int_equal(jumio_capability_dup_json(NULL, "", &text, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_capability_dup_json(c, NULL, &text, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_capability_dup_json(c, "", NULL, NULL, NULL), JUMIO_ERR_ARGUMENT);
  jumio_transaction_free(t);
}

/* Without data, and with data that is none. */
static void test_field__data_may_be_missing(void **state)
{
  static const char *const elements[] = {"{}", "{\"data\":{}}", "{\"data\":null}", "{\"data\":[]}", "{\"data\":\"x\"}"};
  (void)state;
  for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++)
    for (size_t k = 0; k < FIELDS; k++) {
      char body[200];
      jumio_transaction *t = NULL;
      snprintf(body, sizeof body, "{\"workflow\":{\"status\":\"PROCESSED\"},\"capabilities\":{\"%s\":[%s]}}", fields[k].capability,
               elements[i]);
      assert_int_equal(jumio_transaction_parse(NULL, body, JUMIO_NTS, &t, NULL), JUMIO_OK);
      assert_null(jumio_capability_get_field(jumio_transaction_get_capability_at(t, 0), fields[k].which));
      jumio_transaction_free(t);
    }
}

/* The shapes that Jumio's pages print, with made-up values, so that the table cannot be wrong in the same way as its own test. */
static const char printed[] =
    "{\"workflow\":{\"status\":\"PROCESSED\"},\"capabilities\":{"
    "\"extraction\":[{\"data\":{\"type\":\"ID_CARD\",\"subType\":\"UNKOWN\",\"issuingCountry\":\"AUT\",\"firstName\":\"ZOE\",\"lastName\":"
    "\"N/A\",\"dateOfBirth\":\"1988-04-17\",\"dateOfBirthParts\":{\"year\":\"1988\",\"month\":\"04\"},\"currentAge\":37,\"personalNumber\":"
    "\"<<<<\",\"address\":{\"line1\":\"Beispielgasse 1\",\"country\":\"AUT\",\"formattedAddress\":\"Beispielgasse 1, 1010 Wien\"},"
    "\"curp\":\"MEX1\",\"dlCategories\":[{\"category\":\"B\",\"expiryDate\":\"2031-01-01\"}],\"additionalLanguage\":{\"firstName\":\"x\"}}}"
    "],"
    "\"imageChecks\":[{\"data\":{\"faceSearchFindings\":{\"status\":\"SUCCESS\",\"findings\":[\"w1\"]}}}],"
    "\"similarity\":[{\"data\":{\"similarity\":\"NOT_MATCH\"}}],"
    "\"watchlistScreening\":[{\"data\":{\"searchStatus\":\"SUCCESS\",\"searchResults\":0}}],"
    "\"proofOfResidency\":[{\"data\":{\"reasonMessage\":\"Unknown Street\"}}],"
    "\"emailVerification\":[{\"data\":{\"totalHits\":\"2\",\"emailExists\":true,\"domainCorporate\":false}}],"
    "\"phoneVerification\":[{\"data\":{\"blocked\":false,\"riskInsights\":{\"relativeRisk\":[\"LOW ACTIVITY\"]}}}],"
    "\"geoIpVerification\":[{\"data\":{\"latitude\":26.1995,\"longitude\":-80.0984,\"accuracyRadius\":1000,\"anonymousVPN\":true}}],"
    "\"deviceRiskVerification\":[{\"data\":{\"ipLocationCity\":\"MARIETTA\",\"deviceAlerts\":[\"IP "
    "Mismatch\",\"x\"],\"deviceIsNew\":false}}],"
    "\"classification\":[{\"data\":{\"printedDocumentName\":\"P\",\"hasCryptoChip\":true}}],"
    "\"liveness\":[{\"validFaceMapForAuthentication\":\"https://x\",\"data\":{\"predictedAge\":36}}]}}";

static const jumio_capability *named(const jumio_transaction *t, const char *name)
{
  for (size_t i = 0; i < jumio_transaction_capability_count(t); i++)
    if (strcmp(jumio_capability_get_word(jumio_transaction_get_capability_at(t, i), JUMIO_WORD_NAME), name) == 0)
      return jumio_transaction_get_capability_at(t, i);
  fail();
  return NULL;
}

static void test_field__as_printed(void **state)
{
  static const struct {
    const char *capability;
    jumio_field which;
    const char *text;
  } rows[] = {{"extraction", JUMIO_FIELD_EXTRACTION_SUB_TYPE, "UNKOWN"},
              {"extraction", JUMIO_FIELD_EXTRACTION_ISSUING_COUNTRY, "AUT"},
              {"extraction", JUMIO_FIELD_EXTRACTION_FIRST_NAME, "ZOE"},
              {"extraction", JUMIO_FIELD_EXTRACTION_LAST_NAME, "N/A"},
              {"extraction", JUMIO_FIELD_EXTRACTION_DATE_OF_BIRTH_YEAR, "1988"},
              {"extraction", JUMIO_FIELD_EXTRACTION_DATE_OF_BIRTH_DAY, NULL},
              {"extraction", JUMIO_FIELD_EXTRACTION_CURRENT_AGE, "37"},
              {"extraction", JUMIO_FIELD_EXTRACTION_PERSONAL_NUMBER, "<<<<"},
              {"extraction", JUMIO_FIELD_EXTRACTION_ADDRESS_LINE_1, "Beispielgasse 1"},
              {"extraction", JUMIO_FIELD_EXTRACTION_ADDRESS_FORMATTED, "Beispielgasse 1, 1010 Wien"},
              {"extraction", JUMIO_FIELD_EXTRACTION_ADDRESS, NULL},
              {"imageChecks", JUMIO_FIELD_IMAGE_CHECKS_FACE_SEARCH_STATUS, "SUCCESS"},
              {"similarity", JUMIO_FIELD_SIMILARITY_SIMILARITY, "NOT_MATCH"},
              {"watchlistScreening", JUMIO_FIELD_WATCHLIST_SEARCH_RESULTS, "0"},
              {"watchlistScreening", JUMIO_FIELD_WATCHLIST_SEARCH_STATUS, "SUCCESS"},
              {"proofOfResidency", JUMIO_FIELD_RESIDENCY_REASON_MESSAGE, "Unknown Street"},
              {"emailVerification", JUMIO_FIELD_EMAIL_TOTAL_HITS, "2"},
              {"emailVerification", JUMIO_FIELD_EMAIL_EMAIL_EXISTS, "true"},
              {"emailVerification", JUMIO_FIELD_EMAIL_DOMAIN_CORPORATE, "false"},
              {"phoneVerification", JUMIO_FIELD_PHONE_BLOCKED, "false"},
              {"geoIpVerification", JUMIO_FIELD_GEO_IP_ANONYMOUS_VPN, "true"},
              {"deviceRiskVerification", JUMIO_FIELD_DEVICE_IP_CITY, "MARIETTA"},
              {"deviceRiskVerification", JUMIO_FIELD_DEVICE_IS_NEW, "false"},
              {"classification", JUMIO_FIELD_CLASSIFICATION_HAS_CHIP, "true"},
              {"liveness", JUMIO_FIELD_LIVENESS_VALID_FACE_MAP, "https://x"}};
  (void)state;
  jumio_transaction *t = NULL;
  char *text = NULL;
  assert_int_equal(jumio_transaction_parse(NULL, printed, JUMIO_NTS, &t, NULL), JUMIO_OK);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const char *got = jumio_capability_get_field(named(t, rows[i].capability), rows[i].which);
    assert_int_equal(got == NULL, rows[i].text == NULL);
    assert_true(got == NULL || strcmp(got, rows[i].text) == 0);
  }
  assert_string_equal(jumio_capability_get_text(named(t, "extraction"), "/data/curp"), "MEX1");
  assert_int_equal(jumio_capability_count(named(t, "extraction"), "/data/dlCategories"), 1);
  assert_string_equal(jumio_capability_get_text(named(t, "extraction"), "/data/dlCategories/0/category"), "B");
  assert_int_equal(jumio_capability_count(named(t, "phoneVerification"), "/data/riskInsights/relativeRisk"), 1);
  assert_string_equal(jumio_capability_get_text(named(t, "deviceRiskVerification"), "/data/deviceAlerts/0"), "IP Mismatch");
  assert_int_equal(jumio_capability_get_int64(named(t, "liveness"), jumio_field_get_pointer(JUMIO_FIELD_LIVENESS_PREDICTED_AGE)), 36);
  assert_int_equal(
      jumio_capability_dup_json(named(t, "geoIpVerification"), jumio_field_get_pointer(JUMIO_FIELD_GEO_IP_LONGITUDE), &text, NULL, NULL),
      JUMIO_OK);
  assert_string_equal(text, "-80.0984");
  jumio_text_free(text);
  jumio_transaction_free(t);
}

static int scenario(jumio_alloc *alloc, void *data)
{
  jumio_transaction *t = NULL;
  jumio_error *error = NULL;
  char *text = NULL;
  (void)data;
  jumio_result result = jumio_transaction_parse(alloc, printed, JUMIO_NTS, &t, &error);
  if (result == JUMIO_OK)
    result = jumio_capability_dup_json(named(t, "extraction"), "", &text, NULL, &error);
  assert_int_equal(text != NULL, result == JUMIO_OK);
  jumio_text_free(text);
  jumio_error_free(error);
  jumio_transaction_free(t);
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

static void test_field__without_memory(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(scenario, NULL) > 3);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_field__every_row_in_every_form),
      cmocka_unit_test(test_field__numbers_lists_and_objects),
      cmocka_unit_test(test_field__belongs_to_its_capability),
      cmocka_unit_test(test_field__what_is_no_field),
      cmocka_unit_test(test_field__data_may_be_missing),
      cmocka_unit_test(test_field__as_printed),
      cmocka_unit_test(test_field__without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
