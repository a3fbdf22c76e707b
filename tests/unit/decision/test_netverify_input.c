/** What the legacy entry takes for a Netverify body: encodings, limits, cut bodies, other products, and no memory. */
#include "unit/decision/netverify_body.h"

#include "support/cmocka.h"
#include "support/failing_alloc.h"

#define APPROVED                                                                                                                           \
  "verificationStatus=APPROVED_VERIFIED&idScanStatus=SUCCESS&identityVerification=%7B%22similarity%22%3A%22MATCH%22%2C%22validity%22%3A"   \
  "true%7D"

static void expect_status(const char *text, jumio_idv_status status)
{
  jumio_decision *decision = nv_map_text(text, NULL);
  assert_int_equal(jumio_decision_get_status(decision), status);
  jumio_decision_free(decision);
}

/* The error, its message and, unless NULL, the pointer of the field. */
static void expect_error(const char *text, size_t len, jumio_result result, const char *message, const char *pointer)
{
  jumio_decision *decision = (jumio_decision *)1;
  jumio_error *error = NULL;
  assert_int_equal(jumio_decision_map_netverify(NULL, text, len, NULL, &decision, &error), result);
  assert_null(decision);
  assert_non_null(strstr(jumio_error_get_message(error), message));
  const char *told = jumio_error_get_text(error, JUMIO_ERROR_TEXT_JSON_POINTER);
  assert_true((told == NULL) == (pointer == NULL));
  if (pointer != NULL)
    assert_string_equal(told, pointer);
  jumio_error_free(error);
}

static void test_netverify_input__arguments(void **state)
{
  (void)state;
  jumio_decision *decision = (jumio_decision *)1;
  assert_int_equal(jumio_decision_map_netverify(NULL, NULL, 0, NULL, &decision, NULL), JUMIO_ERR_ARGUMENT);
  assert_null(decision);
  assert_int_equal(jumio_decision_map_netverify(NULL, "", 0, NULL, NULL, NULL), JUMIO_ERR_ARGUMENT);
  jumio_decision_free(nv_map_text(APPROVED, NULL));
}

static void test_netverify_input__forms_that_are_well(void **state)
{
  (void)state;
  expect_status(APPROVED, JUMIO_IDV_PASSED);
  expect_status(APPROVED "\r\n", JUMIO_IDV_PASSED);
  expect_status(APPROVED "\n", JUMIO_IDV_PASSED);
  expect_status("&&" APPROVED "&", JUMIO_IDV_PASSED);
  expect_status(APPROVED "&unknown&=x&livenessImages=a&livenessImages=b", JUMIO_IDV_PASSED);
  expect_status(APPROVED "&idLastName=M%C3%BCller+Me%2Fier&idFirstName=M\xC3\xBCller", JUMIO_IDV_PASSED);
  expect_status("%76erification%53tatus=DENIED%5ffraud&verificationStatu=x&verificationStatuss=y", JUMIO_IDV_INCOMPLETE);
  expect_status("verification%53tatus=DENIED%5FFRAUD", JUMIO_IDV_FRAUD);
  expect_status("verificationStatus=DENIED+FRAUD", JUMIO_IDV_INCOMPLETE);
  expect_status("verificationStatus=NO_ID_UPLOADED&rejectReason=N/A", JUMIO_IDV_FAILED);
  expect_status(APPROVED "&rejectReason", JUMIO_IDV_PASSED);
}

static void test_netverify_input__broken_escapes(void **state)
{
  (void)state;
  static const char percent[] = "a percent sign without two hexadecimal digits";
  static const char *const bad[] = {"%", "%4", "%4G", "%G4", "a%", "%%41", "% 1", "%-1"};
  char text[200];
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    snprintf(text, sizeof text, "idType=x&verificationStatus=%s", bad[i]);
    expect_error(text, JUMIO_NTS, JUMIO_ERR_PROTOCOL, "verificationStatus: a percent sign", "/verificationStatus");
    snprintf(text, sizeof text, "idType=x&idLastName=%s", bad[i]);
    expect_error(text, JUMIO_NTS, JUMIO_ERR_PROTOCOL, "field 2: a percent sign", NULL);
    snprintf(text, sizeof text, "verificationStatus=x&a&%s=y", bad[i]);
    expect_error(text, JUMIO_NTS, JUMIO_ERR_PROTOCOL, percent, NULL);
  }
}

static void test_netverify_input__bytes_that_do_not_belong(void **state)
{
  (void)state;
  expect_error("verificationStatus=A%00", JUMIO_NTS, JUMIO_ERR_PROTOCOL, "verificationStatus: an encoded NUL", "/verificationStatus");
  expect_error("verificationStatus=A\0B", 22, JUMIO_ERR_PROTOCOL, "verificationStatus: a blank or a control byte", "/verificationStatus");
  expect_error("verificationStatus=A B", JUMIO_NTS, JUMIO_ERR_PROTOCOL, "verificationStatus: a blank", "/verificationStatus");
  expect_error("verificationStatus=A\x7F", JUMIO_NTS, JUMIO_ERR_PROTOCOL, "verificationStatus: a blank", "/verificationStatus");
  expect_error("verificationStatus=A\nB", JUMIO_NTS, JUMIO_ERR_PROTOCOL, "verificationStatus: a blank", "/verificationStatus");
  expect_error("idScanStatus=%FF", JUMIO_NTS, JUMIO_ERR_PROTOCOL, "idScanStatus: bytes that are no UTF-8", "/idScanStatus");
  expect_error("idLastName=%C3", JUMIO_NTS, JUMIO_ERR_PROTOCOL, "field 1: bytes that are no UTF-8", NULL);
}

/* The worse of two is not ours to choose: which of them Jumio meant is not known. */
static void test_netverify_input__a_field_stands_once(void **state)
{
  (void)state;
  expect_error(APPROVED "&verificationStatus=APPROVED_VERIFIED", JUMIO_NTS, JUMIO_ERR_PROTOCOL, "verificationStatus: stands twice",
               "/verificationStatus");
  expect_error("rejectReason&" APPROVED "&reject%52eason=", JUMIO_NTS, JUMIO_ERR_PROTOCOL, "rejectReason: stands twice", "/rejectReason");
  expect_error("{\"verificationStatus\":\"A\",\"verificationStatus\":\"B\"}", JUMIO_NTS, JUMIO_ERR_JSON, "same key twice", NULL);
}

static char *repeated(const char *before, char c, size_t count)
{
  size_t len = strlen(before);
  char *text = malloc(len + count + 1);
  memcpy(text, before, len);
  memset(text + len, c, count);
  text[len + count] = '\0';
  return text;
}

static void expect_repeated(const char *before, char c, size_t count, jumio_result result, const char *message, const char *pointer)
{
  char *text = repeated(before, c, count);
  expect_error(text, JUMIO_NTS, result, message, pointer);
  free(text);
}

static void test_netverify_input__limits(void **state)
{
  (void)state;
  expect_repeated("a=", 'x', 1024 * 1024, JUMIO_ERR_TOO_LARGE, "body: ", NULL);
  expect_repeated("{\"a\":\"", 'x', 1024 * 1024, JUMIO_ERR_TOO_LARGE, "body: ", NULL);
  expect_repeated("verificationStatus=", 'x', 64 * 1024 + 1, JUMIO_ERR_TOO_LARGE, "verificationStatus: its value is too long",
                  "/verificationStatus");
  expect_repeated("idLastName=", 'x', 64 * 1024 + 1, JUMIO_ERR_TOO_LARGE, "field 1: its value is too long", NULL);
  expect_repeated("a&b=1&", 'n', 129, JUMIO_ERR_TOO_LARGE, "field 3: its name is too long", NULL);
  char *most = repeated("verificationStatus=", 'x', 64 * 1024);
  expect_status(most, JUMIO_IDV_INCOMPLETE);
  free(most);
  char *fields = malloc(3000);
  for (size_t i = 0; i < 501; i++)
    memcpy(fields + 2 * i, "a&", 3);
  expect_error(fields, JUMIO_NTS, JUMIO_ERR_TOO_LARGE, "form: more than 500 fields", NULL);
  free(fields);
}

/* The worst escapes of all fields together still fit what is made of them. */
static void test_netverify_input__the_longest_form(void **state)
{
  (void)state;
  static const char *const names[] = {"verificationStatus", "idScanStatus", "identityVerification", "rejectReason", "document"};
  const size_t bytes = 21000;
  const size_t size = 5 * (3 * bytes + 40);
  char *text = malloc(size);
  size_t at = 0;
  for (size_t i = 0; i < 5; i++) {
    at += (size_t)snprintf(text + at, size - at, "%s=", names[i]);
    for (size_t n = 0; n < bytes; n++, at += 3)
      memcpy(text + at, "%01", 3);
    text[at++] = '&';
  }
  text[at] = '\0';
  expect_status(text, JUMIO_IDV_INCOMPLETE);
  free(text);
}

/* J26: cut anywhere, a body is an error or a status, and a body that is not passed does not become so. */
static void test_netverify_input__cut_bodies(void **state)
{
  (void)state;
  static const char *const bodies[] = {
      "idScanStatus=SUCCESS&identityVerification=%7B%22similarity%22%3A%22NO_MATCH%22%2C%22validity%22%3Atrue%7D&"
      "verificationStatus=APPROVED_VERIFIED",
      "{\"idScanStatus\":\"SUCCESS\",\"verificationStatus\":\"APPROVED_VERIFIED\",\"identityVerification\":\"{\\\"similarity\\\":"
      "\\\"NO_MATCH\\\",\\\"validity\\\":true}\"}",
  };
  for (size_t i = 0; i < 2; i++)
    for (size_t from = 0; from < strlen(bodies[i]); from++)
      for (size_t to = from; to < strlen(bodies[i]); to++) {
        if (from != 0 && to + 1 != strlen(bodies[i]))
          continue;
        jumio_decision *decision = NULL;
        jumio_decision_map_netverify(NULL, bodies[i] + from, to - from + 1, NULL, &decision, NULL);
        assert_int_not_equal(jumio_decision_get_status(decision), JUMIO_IDV_PASSED);
        jumio_decision_free(decision);
      }
  expect_error("{\"verificationStatus\":\"DENIED", JUMIO_NTS, JUMIO_ERR_JSON, "JSON", NULL);
  expect_error("{\"verificationStatus\":\"DENIED\\u0000\"}", JUMIO_NTS, JUMIO_ERR_JSON, "NUL", NULL);
}

/* J26: whatever byte of a body changes, there is no crash, and what Jumio did not approve is never passed. */
static void test_netverify_input__changed_bytes(void **state)
{
  (void)state;
  static const char *const bodies[] = {
      "verificationStatus=DENIED_FRAUD&idScanStatus=ERROR&rejectReason=%7B%22rejectReasonCode%22%3A%22100%22%7D&"
      "identityVerification=%7B%22similarity%22%3A%22MATCH%22%2C%22validity%22%3Atrue%7D",
      "{\"document\":{\"status\":\"ERROR_NOT_READABLE_ID\"},\"transaction\":{\"status\":\"DONE\"},\"verification\":{"
      "\"identityVerification\":{\"similarity\":\"MATCH\",\"validity\":\"true\"},\"rejectReason\":{\"rejectReasonCode\":200}}}",
  };
  for (size_t i = 0; i < 2; i++) {
    char text[400];
    size_t len = strlen(bodies[i]);
    memcpy(text, bodies[i], len);
    for (size_t at = 0; at < len; at++)
      for (int byte = 0; byte < 256; byte++) {
        jumio_decision *decision = NULL;
        text[at] = (char)byte;
        jumio_decision_map_netverify(NULL, text, len, NULL, &decision, NULL);
        assert_int_not_equal(jumio_decision_get_status(decision), JUMIO_IDV_PASSED);
        jumio_decision_free(decision);
        text[at] = bodies[i][at];
      }
  }
}

static void test_netverify_input__what_is_no_transaction(void **state)
{
  (void)state;
  static const struct {
    const char *text, *pointer;
  } rows[] = {
      {"", "/verificationStatus"},
      {"hello", "/verificationStatus"},
      {"[]", "/verificationStatus"},
      {"{}", "/verificationStatus"},
      {"jumioIdScanReference=x&idScanSource=SDK", "/verificationStatus"},
      {"verificationStatus=", "/verificationStatus"},
      {"{\"status\":\"DONE\"}", "/verificationStatus"},
      {"{\"workflow\":{\"status\":\"PROCESSED\"},\"decision\":{\"type\":\"PASSED\"}}", "/verificationStatus"},
      {"{\"rejectReasonCode\":\"100\",\"rejectReasonDescription\":\"FAKE\"}", "/verificationStatus"},
      {"{\"document\":{},\"transaction\":{},\"verification\":{}}", "/verificationStatus"},
      {"{\"document\":{\"status\":\"UPLOADED\"},\"transaction\":{\"status\":\"DONE\"}}", "/document/status"},
      {"document=%7B%22status%22%3A%22DISCARDED%22%7D", "/document/status"},
      {"{\"scanReference\":\"x\",\"status\":\"EXTRACTED\"}", "/status"},
      {"{\"scanReference\":\"x\",\"status\":\"DONE\",\"source\":\"DOC_UPLOAD\"}", "/source"},
      {"{\"scanReference\":\"x\",\"transaction\":{\"status\":\"FAILED\",\"source\":\"DOC_API\"}}", "/transaction/source"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    expect_error(rows[i].text, JUMIO_NTS, JUMIO_ERR_NOT_A_TRANSACTION, rows[i].pointer, rows[i].pointer);
  expect_status("{\"scanReference\":\"x\",\"status\":\"PENDING\",\"source\":\"WEB_UPLOAD\"}", JUMIO_IDV_PENDING);
}

static int map_once(jumio_alloc *alloc, void *data)
{
  jumio_decision *decision = NULL;
  jumio_error *error = NULL;
  jumio_result result = jumio_decision_map_netverify(alloc, data, JUMIO_NTS, NULL, &decision, &error);
  assert_true((decision != NULL) == (result == JUMIO_OK));
  jumio_decision_free(decision);
  jumio_error_free(error);
  if (result == JUMIO_OK)
    return 0;
  assert_int_equal(result, JUMIO_ERR_OUT_OF_MEMORY);
  return 1;
}

static void test_netverify_input__no_memory(void **state)
{
  (void)state;
  static char form[] = APPROVED "&rejectReason=N%2FA&additionalChecks=%7B%7D&transaction=%7B%22status%22%3A%22DONE%22%7D";
  static char json[] = "{\"document\":{\"status\":\"DENIED_FRAUD\"},\"transaction\":{\"status\":\"DONE\"},\"verification\":\"{"
                       "\\\"identityVerification\\\":\\\"{}\\\",\\\"rejectReason\\\":{\\\"rejectReasonCode\\\":100}}\"}";
  assert_true(failing_alloc_sweep(map_once, form) > 5);
  assert_true(failing_alloc_sweep(map_once, json) > 4);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_netverify_input__arguments),           cmocka_unit_test(test_netverify_input__forms_that_are_well),
      cmocka_unit_test(test_netverify_input__broken_escapes),      cmocka_unit_test(test_netverify_input__bytes_that_do_not_belong),
      cmocka_unit_test(test_netverify_input__a_field_stands_once), cmocka_unit_test(test_netverify_input__limits),
      cmocka_unit_test(test_netverify_input__the_longest_form),    cmocka_unit_test(test_netverify_input__cut_bodies),
      cmocka_unit_test(test_netverify_input__changed_bytes),       cmocka_unit_test(test_netverify_input__what_is_no_transaction),
      cmocka_unit_test(test_netverify_input__no_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
