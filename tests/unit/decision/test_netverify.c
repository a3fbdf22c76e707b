/** The mapper of Netverify: what each word weighs, what contradicts what, and what the reasons quote. */
#include "unit/decision/netverify_body.h"

#include "decision/netverify.h"
#include "support/cmocka.h"

static nv approved(void)
{
  nv b = {.transaction = "DONE", .document = "APPROVED_VERIFIED", .scan = "SUCCESS", .similarity = "MATCH", .validity = "true"};
  return b;
}

static nv denied_for(const char *document, const char *code)
{
  nv b = {.transaction = "DONE", .document = document, .scan = "ERROR", .code = code};
  return b;
}

static jumio_decision *map_form(const nv *b, const jumio_policy *policy)
{
  static nv_text text;
  nv_write_form(b, &text);
  return nv_map_text(text.text, policy);
}

static jumio_decision *map_retrieval(const nv *b, const jumio_policy *policy)
{
  static nv_text text;
  nv_write_retrieval(b, &text);
  return nv_map_text(text.text, policy);
}

static const jumio_reason *reason_of(const jumio_decision *decision, const char *rule)
{
  for (size_t i = 0; i < jumio_decision_reason_count(decision); i++) {
    const jumio_reason *reason = jumio_decision_get_reason_at(decision, i);
    if (strcmp(jumio_reason_get_text(reason, JUMIO_REASON_TEXT_RULE), rule) == 0)
      return reason;
  }
  return NULL;
}

static void expect(jumio_decision *decision, jumio_idv_status status, jumio_decision_flags flags)
{
  assert_string_equal(jumio_idv_status_name(jumio_decision_get_status(decision)), jumio_idv_status_name(status));
  assert_int_equal(jumio_decision_get_flags(decision), flags);
  jumio_decision_free(decision);
}

/* In both forms of a body. */
static void expect_both(const nv *b, jumio_idv_status status, jumio_decision_flags flags)
{
  expect(map_form(b, NULL), status, flags);
  expect(map_retrieval(b, NULL), status, flags);
}

static jumio_policy *policy_of(jumio_profile profile, jumio_policy_switches switches)
{
  jumio_policy *policy;
  assert_int_equal(jumio_policy_new(NULL, &policy, NULL), JUMIO_OK);
  assert_int_equal(jumio_policy_set_profile(policy, profile, NULL), JUMIO_OK);
  assert_int_equal(jumio_policy_set_switches(policy, switches, NULL), JUMIO_OK);
  return policy;
}

static jumio_idv_status status_under(const nv *b, jumio_profile profile, jumio_policy_switches switches)
{
  jumio_policy *policy = policy_of(profile, switches);
  jumio_decision *decision = map_form(b, policy);
  jumio_idv_status status = jumio_decision_get_status(decision);
  jumio_decision_free(decision);
  jumio_policy_free(policy);
  return status;
}

static void expect_reason(const jumio_decision *decision, const char *rule, jumio_evidence_class weight, const char *const quoted[4])
{
  static const jumio_reason_text texts[] = {JUMIO_REASON_TEXT_CAPABILITY, JUMIO_REASON_TEXT_TYPE, JUMIO_REASON_TEXT_LABEL,
                                            JUMIO_REASON_TEXT_POINTER};
  const jumio_reason *reason = reason_of(decision, rule);
  assert_non_null(reason);
  assert_int_equal(jumio_reason_get_int64(reason, JUMIO_REASON_CLASS), weight);
  assert_int_equal(jumio_reason_get_int64(reason, JUMIO_REASON_INPUT), JUMIO_INPUT_NETVERIFY);
  for (size_t i = 0; i < 4; i++) {
    const char *text = jumio_reason_get_text(reason, texts[i]);
    if (quoted[i] == NULL)
      assert_null(text);
    else
      assert_string_equal(text, quoted[i]);
  }
}

/* P02: every row of the table weighs what it says, in the place that it belongs to, and tells its meaning and source. */
static void test_netverify__every_reject_reason_has_its_row(void **state)
{
  (void)state;
  size_t tried = 0;
  for (size_t i = 0; i < jumio__nv_rule_count(); i++) {
    const jumio__nv_rule *row = jumio__nv_rule_at(i);
    if (row->field != JUMIO__NV_REJECT || row->rule.len == 0)
      continue;
    char code[16];
    bool fraud = row->rule.normal == JUMIO_EVIDENCE_FRAUD;
    nv b = denied_for(fraud ? "DENIED_FRAUD" : "ERROR_NOT_READABLE_ID", code);
    b.description = row->name;
    snprintf(code, sizeof code, i % 2 != 0 ? "\"%s\"" : "%s", row->rule.text);
    jumio_decision *d = map_form(&b, NULL);
    const char *const quoted[4] = {jumio__capability_name(row->capability), row->rule.text, row->name, "/rejectReason/rejectReasonCode"};
    expect_reason(d, row->rule.id, row->rule.normal, quoted);
    assert_true(strlen(jumio_reason_get_text(reason_of(d, row->rule.id), JUMIO_REASON_TEXT_MEANING)) > 0);
    assert_true(strlen(jumio_reason_get_text(reason_of(d, row->rule.id), JUMIO_REASON_TEXT_SOURCE)) > 0);
    expect(d, fraud ? JUMIO_IDV_FRAUD : JUMIO_IDV_INCOMPLETE, 0);
    b.code = NULL; /* by its description alone */
    d = map_form(&b, NULL);
    const char *const named[4] = {quoted[0], NULL, row->name, "/rejectReason/rejectReasonDescription"};
    expect_reason(d, row->rule.id, row->rule.normal, named);
    expect(d, fraud ? JUMIO_IDV_FRAUD : JUMIO_IDV_INCOMPLETE, 0);
    tried++;
  }
  assert_int_equal(tried, 29);
  assert_null(jumio__nv_rule_at(jumio__nv_rule_count()));
}

static void test_netverify__every_detail_has_its_row(void **state)
{
  (void)state;
  size_t tried = 0;
  for (size_t i = 0; i < jumio__nv_rule_count(); i++) {
    const jumio__nv_rule *row = jumio__nv_rule_at(i);
    if (row->field != JUMIO__NV_DETAIL || row->rule.len == 0)
      continue;
    char details[200];
    bool fraud = row->rule.normal == JUMIO_EVIDENCE_FRAUD;
    nv b = denied_for(fraud ? "DENIED_FRAUD" : "ERROR_NOT_READABLE_ID", fraud ? "\"100\"" : "\"200\"");
    b.details = details;
    snprintf(details, sizeof details, "{\"detailsCode\":%s,\"detailsDescription\":\"%s\"}", row->rule.text, row->name);
    jumio_decision *d = map_form(&b, NULL);
    const char *const one[4] = {jumio__capability_name(row->capability), row->rule.text, row->name,
                                "/rejectReason/rejectReasonDetails/detailsCode"};
    expect_reason(d, row->rule.id, row->rule.normal, one);
    expect(d, fraud ? JUMIO_IDV_FRAUD : JUMIO_IDV_INCOMPLETE, 0);
    snprintf(details, sizeof details, "[{\"detailsCode\":\"7777\"},{\"detailsDescription\":\"%s\"}]", row->name);
    d = map_retrieval(&b, NULL);
    const char *const second[4] = {one[0], NULL, row->name, "/verification/rejectReason/rejectReasonDetails/1/detailsDescription"};
    expect_reason(d, row->rule.id, row->rule.normal, second);
    expect(d, fraud ? JUMIO_IDV_FRAUD : JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_UNKNOWN_LABEL);
    tried++;
  }
  assert_int_equal(tried, 17);
}

/* P13 among them: other spellings are unknown words. */
static void test_netverify__unknown_reject_reasons_are_told(void **state)
{
  (void)state;
  static const char *const codes[] = {"\"999\"", "999", "\"\"", "\" 100\"", "\"0100\"", "100.0"};
  for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
    nv b = denied_for("ERROR_NOT_READABLE_ID", codes[i]);
    jumio_decision_flags odd = strcmp(codes[i], "100.0") == 0 ? JUMIO_FLAG_MALFORMED : 0;
    expect_both(&b, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_UNKNOWN_LABEL | odd);
    b.document = "DENIED_FRAUD";
    expect_both(&b, JUMIO_IDV_FRAUD, JUMIO_FLAG_UNKNOWN_LABEL | odd);
    b.description = "FAKE"; /* a code that is not known is not made known by its description */
    b.document = "ERROR_NOT_READABLE_ID";
    jumio_decision *d = map_form(&b, NULL);
    bool missing = odd != 0 || strcmp(codes[i], "\"\"") == 0;
    assert_true((reason_of(d, "netverify.reject") == NULL) == missing);
    expect(d, JUMIO_IDV_INCOMPLETE, odd | (missing ? JUMIO_FLAG_CONTRADICTION : JUMIO_FLAG_UNKNOWN_LABEL));
  }
  nv empty = denied_for("DENIED_FRAUD", NULL);
  empty.reject = "{}";
  expect_both(&empty, JUMIO_IDV_FRAUD, JUMIO_FLAG_UNKNOWN_LABEL);
  empty.reject = "{\"rejectReasonDescription\":\"SOMETHING_NEW\"}";
  expect_both(&empty, JUMIO_IDV_FRAUD, JUMIO_FLAG_UNKNOWN_LABEL);
}

static void test_netverify__details_in_every_form(void **state)
{
  (void)state;
  static const struct {
    const char *details;
    jumio_decision_flags flags;
  } rows[] = {
      {NULL, 0},
      {"null", 0},
      {"[]", 0},
      {"{}", JUMIO_FLAG_UNKNOWN_LABEL},
      {"[{}]", JUMIO_FLAG_UNKNOWN_LABEL},
      {"[null]", JUMIO_FLAG_MALFORMED},
      {"\"2001\"", JUMIO_FLAG_MALFORMED},
      {"7", JUMIO_FLAG_MALFORMED},
      {"[[{\"detailsCode\":\"2001\"}]]", JUMIO_FLAG_MALFORMED},
      {"[{\"detailsCode\":true}]", JUMIO_FLAG_MALFORMED | JUMIO_FLAG_UNKNOWN_LABEL},
      {"[{\"detailsCode\":\"2001\",\"detailsDescription\":7}]", JUMIO_FLAG_MALFORMED},
      {"[{\"detailsCode\":\"2001\"},{\"detailsCode\":2002}]", 0},
      {"[{\"detailsCode\":\"2001\",\"detailsDescription\":\"GLARE\"}]", JUMIO_FLAG_CONTRADICTION},
      {"[{\"detailsCode\":\"1001\"}]", JUMIO_FLAG_CONTRADICTION},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    nv b = denied_for("ERROR_NOT_READABLE_ID", "\"200\"");
    b.details = rows[i].details;
    expect_both(&b, JUMIO_IDV_INCOMPLETE, rows[i].flags);
  }
}

/* A detail of another reject reason contradicts; under one that is not known it accuses of nothing by itself. */
static void test_netverify__details_belong_to_their_reason(void **state)
{
  (void)state;
  nv b = denied_for("DENIED_FRAUD", "\"106\"");
  b.details = "{\"detailsCode\":\"1001\"}";
  const char *const quoted[4] = {"imageChecks", "1001", NULL, "/rejectReason/rejectReasonDetails/detailsCode"};
  jumio_decision *d = map_form(&b, NULL);
  expect_reason(d, "netverify.reject.100.1001", JUMIO_EVIDENCE_NONE, quoted);
  expect_reason(d, "netverify.contradiction", JUMIO_EVIDENCE_INCOMPLETE,
                (const char *const[4]){NULL, "1001", NULL, "/rejectReason/rejectReasonDetails/detailsCode"});
  expect(d, JUMIO_IDV_FRAUD, JUMIO_FLAG_CONTRADICTION);
  b = (nv){.code = "\"999\"", .details = b.details};
  d = map_form(&b, NULL);
  expect_reason(d, "netverify.reject.100.1001", JUMIO_EVIDENCE_NONE, quoted);
  expect(d, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_UNKNOWN_LABEL | JUMIO_FLAG_MISSING_CAPABILITY);
}

/* As many details as can be, in both places: the first of each are kept. */
static void test_netverify__many_details_are_bounded(void **state)
{
  (void)state;
  static char list[2000], text[9000];
  size_t at = 0;
  for (size_t i = 0; i < JUMIO__NV_DETAILS + 5; i++)
    at += (size_t)snprintf(list + at, sizeof list - at, "%s{\"detailsCode\":false,\"detailsDescription\":[]}", i != 0 ? "," : "[");
  snprintf(list + at, sizeof list - at, "]");
  snprintf(
      text, sizeof text,
      "{\"verificationStatus\":7,\"idScanStatus\":7,\"transactionResult\":7,\"identityVerification\":{\"similarity\":7,\"validity\":7},"
      "\"rejectReason\":{\"rejectReasonCode\":[],\"rejectReasonDescription\":[],\"rejectReasonDetails\":%s},\"scanReference\":\"x\","
      "\"status\":7,\"document\":{\"status\":7},\"transaction\":{\"status\":7},\"verification\":{\"identityVerification\":{"
      "\"similarity\":7,\"validity\":\"x\",\"reason\":7},\"rejectReason\":{\"rejectReasonCode\":[],\"rejectReasonDescription\":[],"
      "\"rejectReasonDetails\":%s}}}",
      list, list);
  jumio_decision *d = nv_map_text(text, NULL);
  assert_true(jumio_decision_reason_count(d) > 2 * 3 * JUMIO__NV_DETAILS);
  expect(d, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MALFORMED | JUMIO_FLAG_UNKNOWN_LABEL | JUMIO_FLAG_MISSING_CAPABILITY);
}

/* As many contradictions as can be: each is told. */
static void test_netverify__many_contradictions_are_bounded(void **state)
{
  (void)state;
  static char list[2000], text[9000];
  size_t at = 0;
  for (size_t i = 0; i < JUMIO__NV_DETAILS; i++)
    at += (size_t)snprintf(list + at, sizeof list - at, "%s{\"detailsCode\":1001,\"detailsDescription\":\"GLARE\"}", i != 0 ? "," : "[");
  snprintf(list + at, sizeof list - at, "]");
  snprintf(text, sizeof text,
           "{\"verificationStatus\":\"APPROVED_VERIFIED\",\"idScanStatus\":\"ERROR\",\"identityVerification\":{\"similarity\":\"MATCH\","
           "\"validity\":true,\"reason\":\"x\"},\"rejectReason\":{\"rejectReasonCode\":200,\"rejectReasonDetails\":%s},"
           "\"scanReference\":\"x\",\"status\":\"NO_ID_UPLOADED\",\"document\":{\"status\":\"ERROR_NOT_READABLE_ID\"},"
           "\"transaction\":{\"status\":\"FAILED\"},\"verification\":{\"identityVerification\":{\"similarity\":\"MATCH\",\"validity\":true,"
           "\"reason\":\"x\"},\"rejectReason\":{\"rejectReasonCode\":106,\"rejectReasonDetails\":%s}}}",
           list, list);
  jumio_decision *d = nv_map_text(text, NULL);
  assert_true(jumio_decision_reason_count(d) > 4 * JUMIO__NV_DETAILS);
  expect(d, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_CONTRADICTION);
}

static void test_netverify__every_reason_of_validity(void **state)
{
  (void)state;
  size_t tried = 0;
  for (size_t i = 0; i < jumio__nv_rule_count(); i++) {
    const jumio__nv_rule *row = jumio__nv_rule_at(i);
    if (row->field != JUMIO__NV_REASON)
      continue;
    nv b = approved();
    b.validity = i % 2 != 0 ? "false" : "\"FALSE\"";
    b.reason = row->rule.len != 0 ? row->rule.text : "SOMETHING_NEW";
    jumio_decision *d = map_form(&b, NULL);
    const char *const quoted[4] = {"liveness", i % 2 != 0 ? "false" : "FALSE", b.reason, "/identityVerification/validity"};
    expect_reason(d, row->rule.id, JUMIO_EVIDENCE_DENIED, quoted);
    expect(d, JUMIO_IDV_DENIED, row->rule.flags);
    tried++;
  }
  assert_int_equal(tried, 12);
}

static void test_netverify__the_face_in_every_form(void **state)
{
  (void)state;
  static const struct {
    const char *similarity, *validity, *reason;
    jumio_idv_status status;
    jumio_decision_flags flags;
  } rows[] = {
      {"MATCH", "true", NULL, JUMIO_IDV_PASSED, 0},
      {"MATCH", "\"true\"", NULL, JUMIO_IDV_PASSED, 0},
      {"MATCH", "\"TRUE\"", NULL, JUMIO_IDV_PASSED, 0},
      {"MATCH", "\"TRUE\"", "", JUMIO_IDV_PASSED, 0},
      {"MATCH", "\"True\"", NULL, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_UNKNOWN_LABEL},
      {"MATCH", "\"true \"", NULL, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_UNKNOWN_LABEL},
      {"MATCH", "1", NULL, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MALFORMED | JUMIO_FLAG_MISSING_CAPABILITY},
      {"MATCH", "null", NULL, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MALFORMED | JUMIO_FLAG_MISSING_CAPABILITY},
      {"MATCH", NULL, NULL, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MISSING_CAPABILITY},
      {NULL, "true", NULL, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MISSING_CAPABILITY},
      {"NO_MATCH", NULL, NULL, JUMIO_IDV_DENIED, JUMIO_FLAG_MISSING_CAPABILITY},
      {"NO_MATCH", "true", NULL, JUMIO_IDV_DENIED, 0},
      {"NOT_MATCH", "true", NULL, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_UNKNOWN_LABEL},
      {"match", "true", NULL, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_UNKNOWN_LABEL},
      {"NOT_POSSIBLE", "true", NULL, JUMIO_IDV_INCOMPLETE, 0},
      {"NOT_POSSIBLE", "false", "BAD_QUALITY", JUMIO_IDV_DENIED, 0},
      {"MATCH", "false", NULL, JUMIO_IDV_DENIED, JUMIO_FLAG_UNKNOWN_LABEL},
      {"MATCH", "true", "LIVENESS_FAILED", JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_CONTRADICTION},
      {"NO_MATCH", "true", "LIVENESS_FAILED", JUMIO_IDV_DENIED, JUMIO_FLAG_CONTRADICTION},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    nv b = approved();
    b.similarity = rows[i].similarity;
    b.validity = rows[i].validity;
    b.reason = rows[i].reason;
    expect_both(&b, rows[i].status, rows[i].flags);
  }
}

/* "N/A" and its like are nothing; what should be JSON and is not is told. */
static void test_netverify__objects_that_are_none(void **state)
{
  (void)state;
  static const char *const nothing[] = {"", "N/A", "{}"};
  static const char *const odd[] = {"{'similarity': 'MATCH'}", "[]", "{\"similarity\":\"MA", "n/a", "{\"a\":1,\"a\":2}", "7", "{} x"};
  nv b = approved();
  b.similarity = b.validity = NULL;
  for (size_t i = 0; i < sizeof nothing / sizeof nothing[0]; i++) {
    b.face = nothing[i];
    expect(map_form(&b, NULL), JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MISSING_CAPABILITY);
    assert_int_equal(status_under(&b, JUMIO_PROFILE_ID_ONLY, 0), JUMIO_IDV_PASSED);
  }
  for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
    b.face = odd[i];
    expect(map_form(&b, NULL), JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MISSING_CAPABILITY | JUMIO_FLAG_MALFORMED);
    assert_int_equal(status_under(&b, JUMIO_PROFILE_ID_ONLY, 0), JUMIO_IDV_INCOMPLETE);
    nv rejected = approved();
    rejected.reject = odd[i];
    expect(map_form(&rejected, NULL), JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MALFORMED);
  }
  b.face = "{\"reason\":\"MULTIPLE_PEOPLE\"}"; /* half an answer is not none */
  expect(map_form(&b, NULL), JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MISSING_CAPABILITY);
  assert_int_equal(status_under(&b, JUMIO_PROFILE_ID_ONLY, 0), JUMIO_IDV_INCOMPLETE);
}

/* P06 P07: nothing that contradicts makes an accusation, and nothing that contradicts leaves a pass. */
static void test_netverify__contradictions(void **state)
{
  (void)state;
  const jumio_decision_flags told = JUMIO_FLAG_CONTRADICTION;
  nv b = approved();
  b.scan = "ERROR";
  expect(map_form(&b, NULL), JUMIO_IDV_INCOMPLETE, told);
  b = approved();
  b.code = "\"100\"";
  expect_both(&b, JUMIO_IDV_INCOMPLETE, told);
  b = approved();
  b.code = "\"999\"";
  expect_both(&b, JUMIO_IDV_INCOMPLETE, told | JUMIO_FLAG_UNKNOWN_LABEL);
  b = approved();
  b.transaction = "FAILED";
  expect(map_retrieval(&b, NULL), JUMIO_IDV_INCOMPLETE, told);
  b = denied_for("ERROR_NOT_READABLE_ID", "\"100\"");
  expect_both(&b, JUMIO_IDV_INCOMPLETE, told);
  b = denied_for("ERROR_NOT_READABLE_ID", "\"201\"");
  b.scan = "SUCCESS";
  expect(map_form(&b, NULL), JUMIO_IDV_INCOMPLETE, told);
  b.scan = "ERROR";
  b.description = "FAKE";
  expect_both(&b, JUMIO_IDV_INCOMPLETE, told);
  b = denied_for("ERROR_NOT_READABLE_ID", NULL);
  b.similarity = "NO_MATCH";
  b.validity = "true";
  expect_both(&b, JUMIO_IDV_INCOMPLETE, told);
  b = denied_for("DENIED_UNSUPPORTED_ID_TYPE", "\"201\"");
  expect_both(&b, JUMIO_IDV_INCOMPLETE, told);
  b = denied_for("SOMETHING_NEW", "\"100\"");
  expect_both(&b, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_UNKNOWN_STATUS);
  b = denied_for("NO_ID_UPLOADED", "\"100\"");
  b.transaction = "FAILED";
  expect_both(&b, JUMIO_IDV_INCOMPLETE, told);
  b = denied_for(NULL, "\"100\"");
  b.transaction = "FAILED";
  expect(map_retrieval(&b, NULL), JUMIO_IDV_INCOMPLETE, told);
}

/* What Jumio says itself stands, whatever is beside it. */
static void test_netverify__a_contradiction_hides_no_accusation(void **state)
{
  (void)state;
  nv b = denied_for("DENIED_FRAUD", "\"201\"");
  expect_both(&b, JUMIO_IDV_FRAUD, JUMIO_FLAG_CONTRADICTION);
  b = denied_for("DENIED_FRAUD", NULL);
  b.scan = "SUCCESS";
  expect(map_form(&b, NULL), JUMIO_IDV_FRAUD, JUMIO_FLAG_CONTRADICTION);
  b = approved();
  b.document = "DENIED_FRAUD";
  expect(map_retrieval(&b, NULL), JUMIO_IDV_FRAUD, JUMIO_FLAG_CONTRADICTION);
  b = approved();
  b.similarity = "NO_MATCH";
  b.scan = "ERROR";
  expect(map_form(&b, NULL), JUMIO_IDV_DENIED, JUMIO_FLAG_CONTRADICTION);
  expect(
      nv_map_text("{\"verificationStatus\":\"APPROVED_VERIFIED\",\"idScanStatus\":\"SUCCESS\",\"document\":{\"status\":\"DENIED_FRAUD\"},"
                  "\"transaction\":{\"status\":\"DONE\"}}",
                  NULL),
      JUMIO_IDV_FRAUD, JUMIO_FLAG_CONTRADICTION);
}

/* A code is Jumio's own word for fraud; where no status stands against it, it counts. */
static void test_netverify__a_reject_reason_without_a_status(void **state)
{
  (void)state;
  nv b = {.transaction = "DONE", .code = "\"100\""};
  expect(map_retrieval(&b, NULL), JUMIO_IDV_FRAUD, JUMIO_FLAG_MISSING_CAPABILITY);
  b.code = "\"201\"";
  expect(map_retrieval(&b, NULL), JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MISSING_CAPABILITY);
  expect(nv_map_text("{\"mrzCheck\":\"OK\",\"rejectReason\":{\"rejectReasonCode\":\"105\"}}", NULL), JUMIO_IDV_FRAUD,
         JUMIO_FLAG_MISSING_CAPABILITY);
  static const char *const unknown[] = {
      "{\"transaction\":{\"status\":\"SOON\"},\"verification\":{\"rejectReason\":{\"rejectReasonCode\":\"105\"}}}",
      "{\"idScanStatus\":\"FINE\",\"rejectReason\":{\"rejectReasonCode\":\"105\"}}"};
  for (size_t i = 0; i < 2; i++)
    expect(nv_map_text(unknown[i], NULL), JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_UNKNOWN_STATUS | JUMIO_FLAG_MISSING_CAPABILITY);
  b = (nv){.transaction = "DONE", .similarity = "NO_MATCH", .validity = "true"};
  expect(map_retrieval(&b, NULL), JUMIO_IDV_DENIED, JUMIO_FLAG_MISSING_CAPABILITY);
}

static void test_netverify__a_status_alone(void **state)
{
  (void)state;
  static const struct {
    const char *json;
    jumio_idv_status status;
    jumio_decision_flags flags;
    const char *rule;
  } rows[] = {
      {"{\"scanReference\":\"x\",\"status\":\"PENDING\"}", JUMIO_IDV_PENDING, 0, "netverify.transaction.PENDING"},
      {"{\"scanReference\":\"x\",\"status\":\"FAILED\"}", JUMIO_IDV_FAILED, 0, "netverify.transaction.FAILED"},
      {"{\"scanReference\":\"x\",\"status\":\"DONE\"}", JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MISSING_CAPABILITY, "netverify.required"},
      {"{\"scanReference\":\"x\",\"status\":\"pending\"}", JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_UNKNOWN_STATUS, "netverify.document"},
      {"{\"scanReference\":\"x\",\"status\":\"DENIED_FRAUD\"}", JUMIO_IDV_FRAUD, 0, "netverify.document.DENIED_FRAUD"},
      {"{\"scanReference\":\"x\",\"status\":\"APPROVED_VERIFIED\"}", JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MISSING_CAPABILITY,
       "netverify.document.APPROVED_VERIFIED"},
      {"{\"transaction\":{\"status\":\"PENDING\"},\"document\":{}}", JUMIO_IDV_PENDING, 0, "netverify.transaction.PENDING"},
      {"{\"transaction\":{\"status\":\"PENDING\"},\"document\":{\"status\":\"DENIED_FRAUD\"}}", JUMIO_IDV_PENDING, 0,
       "netverify.transaction.PENDING"},
      {"{\"transaction\":{\"status\":\"FAILED\"},\"document\":{\"status\":\"NO_ID_UPLOADED\"}}", JUMIO_IDV_FAILED, 0,
       "netverify.document.NO_ID_UPLOADED"},
      {"{\"transaction\":{\"status\":\"SOON\"},\"document\":{}}", JUMIO_IDV_INCOMPLETE,
       JUMIO_FLAG_UNKNOWN_STATUS | JUMIO_FLAG_MISSING_CAPABILITY, "netverify.transaction"},
      {"{\"idScanStatus\":\"SUCCESS\"}", JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MISSING_CAPABILITY, "netverify.required"},
      {"{\"idScanStatus\":\"FINE\"}", JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_UNKNOWN_STATUS | JUMIO_FLAG_MISSING_CAPABILITY, "netverify.scan"},
      {"{\"scanReference\":\"x\",\"status\":\"PENDING\",\"transaction\":{\"status\":\"DONE\"}}", JUMIO_IDV_PENDING, 0,
       "netverify.transaction.PENDING"},
      {"{\"scanReference\":\"x\",\"status\":\"DONE\",\"transaction\":{\"status\":\"FAILED\"}}", JUMIO_IDV_FAILED, 0,
       "netverify.transaction.FAILED"},
      {"{\"idScanStatus\":\"ERROR\",\"transactionResult\":\"EXPIRED\"}", JUMIO_IDV_FAILED, 0, "netverify.authentication.EXPIRED"},
      {"{\"mrzCheck\":\"OK\"}", JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MISSING_CAPABILITY, "netverify.required"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    jumio_decision *d = nv_map_text(rows[i].json, NULL);
    assert_non_null(reason_of(d, rows[i].rule));
    expect(d, rows[i].status, rows[i].flags);
  }
}

/* P09 of Netverify: what belongs to an approval must be there. */
static void test_netverify__an_approval_needs_its_other_status(void **state)
{
  (void)state;
  nv b = approved();
  b.scan = NULL;
  jumio_decision *d = map_form(&b, NULL);
  const char *const scan[4] = {NULL, NULL, NULL, "/idScanStatus"};
  expect_reason(d, "netverify.status_missing", JUMIO_EVIDENCE_INCOMPLETE, scan);
  expect(d, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MISSING_CAPABILITY);
  b.transaction = NULL;
  d = map_retrieval(&b, NULL);
  const char *const transaction[4] = {NULL, NULL, NULL, "/transaction/status"};
  expect_reason(d, "netverify.status_missing", JUMIO_EVIDENCE_INCOMPLETE, transaction);
  expect(d, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MISSING_CAPABILITY);
}

static void test_netverify__an_authentication(void **state)
{
  (void)state;
  static const struct {
    const char *result;
    jumio_idv_status by_default, as_authentication;
  } rows[] = {
      {"CREATED", JUMIO_IDV_PENDING, JUMIO_IDV_PENDING},       {"STARTED", JUMIO_IDV_PENDING, JUMIO_IDV_PENDING},
      {"PASSED", JUMIO_IDV_INCOMPLETE, JUMIO_IDV_PASSED},      {"FAILED", JUMIO_IDV_DENIED, JUMIO_IDV_DENIED},
      {"INVALID", JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE}, {"EXPIRED", JUMIO_IDV_FAILED, JUMIO_IDV_FAILED},
      {"passed", JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE},
  };
  jumio_policy *policy = policy_of(JUMIO_PROFILE_AUTHENTICATION, 0);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char text[200];
    snprintf(text, sizeof text, "callBackType=NETVERIFY_AUTHENTICATION&transactionReference=x&transactionResult=%s", rows[i].result);
    jumio_decision *d = nv_map_text(text, NULL);
    assert_int_equal(jumio_decision_get_status(d), rows[i].by_default);
    jumio_decision_free(d);
    d = nv_map_text(text, policy);
    assert_int_equal(jumio_decision_get_status(d), rows[i].as_authentication);
    assert_int_equal(jumio_decision_get_profile(d), JUMIO_PROFILE_AUTHENTICATION);
    jumio_decision_free(d);
  }
  nv b = approved();
  jumio_decision *d = map_form(&b, policy);
  const char *const missing[4] = {"authentication", NULL, NULL, "/transactionResult"};
  expect_reason(d, "netverify.required", JUMIO_EVIDENCE_INCOMPLETE, missing);
  expect(d, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MISSING_CAPABILITY);
  jumio_policy_free(policy);
}

static void test_netverify__profiles(void **state)
{
  (void)state;
  static const struct {
    jumio_profile profile;
    jumio_idv_status whole, without_face;
  } rows[] = {
      {JUMIO_PROFILE_BY_KEY, JUMIO_IDV_PASSED, JUMIO_IDV_INCOMPLETE},
      {JUMIO_PROFILE_ID_AND_IDENTITY, JUMIO_IDV_PASSED, JUMIO_IDV_INCOMPLETE},
      {JUMIO_PROFILE_ID_ONLY, JUMIO_IDV_PASSED, JUMIO_IDV_PASSED},
      {JUMIO_PROFILE_IDENTITY_EXISTING, JUMIO_IDV_PASSED, JUMIO_IDV_INCOMPLETE},
      {JUMIO_PROFILE_LIVENESS_ONLY, JUMIO_IDV_PASSED, JUMIO_IDV_INCOMPLETE},
      {JUMIO_PROFILE_DOCUMENT, JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE},
      {JUMIO_PROFILE_DATA, JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE},
      {JUMIO_PROFILE_CAPTURE_ONLY, JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    nv b = approved();
    assert_int_equal(status_under(&b, rows[i].profile, 0), rows[i].whole);
    b.similarity = "NO_MATCH"; /* what a profile does not require still counts when it is bad */
    assert_int_equal(status_under(&b, rows[i].profile, 0), JUMIO_IDV_DENIED);
    b.similarity = b.validity = NULL;
    assert_int_equal(status_under(&b, rows[i].profile, 0), rows[i].without_face);
  }
}

static void test_netverify__a_capture_and_data_profile_say_why(void **state)
{
  (void)state;
  nv b = approved();
  jumio_policy *policy = policy_of(JUMIO_PROFILE_CAPTURE_ONLY, 0);
  expect(map_form(&b, policy), JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_CAPTURE_ONLY);
  b = (nv){.scan = "SUCCESS"};
  expect(map_form(&b, policy), JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MISSING_CAPABILITY);
  jumio_policy_free(policy);
}

static void test_netverify__strict(void **state)
{
  (void)state;
  static const struct {
    const char *code;
    jumio_idv_status status;
  } rows[] = {
      {"\"102\"", JUMIO_IDV_INCOMPLETE}, {"\"104\"", JUMIO_IDV_FRAUD}, {"\"202\"", JUMIO_IDV_FRAUD},      {"\"211\"", JUMIO_IDV_DENIED},
      {"\"213\"", JUMIO_IDV_FRAUD},      {"\"300\"", JUMIO_IDV_FRAUD}, {"\"999\"", JUMIO_IDV_INCOMPLETE},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    nv b = denied_for("ERROR_NOT_READABLE_ID", rows[i].code);
    assert_int_equal(status_under(&b, JUMIO_PROFILE_BY_KEY, JUMIO_POLICY_STRICT), rows[i].status);
    b.document = "APPROVED_VERIFIED"; /* a contradiction accuses of nothing, also under strict */
    assert_int_equal(status_under(&b, JUMIO_PROFILE_BY_KEY, JUMIO_POLICY_STRICT), JUMIO_IDV_INCOMPLETE);
  }
}

static void test_netverify__document_first(void **state)
{
  (void)state;
  nv b = approved();
  b.validity = "false";
  assert_int_equal(status_under(&b, JUMIO_PROFILE_BY_KEY, JUMIO_POLICY_DOCUMENT_FIRST), JUMIO_IDV_DENIED);
  b.similarity = "NOT_POSSIBLE"; /* is of the face */
  assert_int_equal(status_under(&b, JUMIO_PROFILE_BY_KEY, JUMIO_POLICY_DOCUMENT_FIRST), JUMIO_IDV_DENIED);
  b.scan = "ERROR";
  assert_int_equal(status_under(&b, JUMIO_PROFILE_BY_KEY, 0), JUMIO_IDV_DENIED);
  assert_int_equal(status_under(&b, JUMIO_PROFILE_BY_KEY, JUMIO_POLICY_DOCUMENT_FIRST), JUMIO_IDV_INCOMPLETE);
}

/* As the platform weighs them, whatever the identity is. */
static void test_netverify__additional_checks(void **state)
{
  (void)state;
  static const struct {
    const char *checks;
    jumio_idv_status status, strict;
    jumio_decision_flags flags;
  } rows[] = {
      {"{}", JUMIO_IDV_PASSED, JUMIO_IDV_PASSED, 0},
      {"null", JUMIO_IDV_PASSED, JUMIO_IDV_PASSED, 0},
      {"{\"watchlistScreening\":null,\"proofOfResidency\":{}}", JUMIO_IDV_PASSED, JUMIO_IDV_PASSED, 0},
      {"{\"watchlistScreening\":{\"searchStatus\":\"DONE\",\"searchResults\":0}}", JUMIO_IDV_PASSED, JUMIO_IDV_PASSED, 0},
      {"{\"watchListScreening\":{\"searchStatus\":\"DONE\",\"searchResults\":\"0\"}}", JUMIO_IDV_PASSED, JUMIO_IDV_PASSED, 0},
      {"{\"watchlistScreening\":{\"searchStatus\":\"DONE\",\"searchResults\":3}}", JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE,
       JUMIO_FLAG_AML_ALERT},
      {"{\"watchListScreening\":{\"searchStatus\":\"DONE\",\"searchResults\":\"12\"}}", JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE,
       JUMIO_FLAG_AML_ALERT},
      {"{\"watchlistScreening\":{\"searchStatus\":\"DONE\"}}", JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_UNKNOWN_LABEL},
      {"{\"watchlistScreening\":{\"searchStatus\":\"DONE\",\"searchResults\":-1}}", JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE,
       JUMIO_FLAG_UNKNOWN_LABEL},
      {"{\"watchlistScreening\":{\"searchStatus\":\"DONE\",\"searchResults\":\"many\"}}", JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE,
       JUMIO_FLAG_UNKNOWN_LABEL},
      {"{\"watchlistScreening\":{\"searchStatus\":\"NOT_DONE\"}}", JUMIO_IDV_PASSED, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_AML_NOT_RUN},
      {"{\"watchlistScreening\":{\"searchStatus\":\"ERROR\"}}", JUMIO_IDV_PASSED, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_AML_NOT_RUN},
      {"{\"watchlistScreening\":{\"searchResults\":\"many\"}}", JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MALFORMED},
      {"{\"watchlistScreening\":{\"searchResults\":[]}}", JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MALFORMED},
      {"{\"watchlistScreening\":{\"searchResults\":null}}", JUMIO_IDV_PASSED, JUMIO_IDV_PASSED, 0},
      {"{\"watchlistScreening\":{\"searchResults\":0}}", JUMIO_IDV_PASSED, JUMIO_IDV_PASSED, 0},
      {"{\"faceSearchFindings\":{\"status\":\"DONE\",\"findings\":{}}}", JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MALFORMED},
      {"{\"faceSearchFindings\":{\"status\":\"DONE\",\"findings\":null}}", JUMIO_IDV_PASSED, JUMIO_IDV_PASSED, 0},
      {"{\"watchlistScreening\":{\"searchStatus\":\"SOON\",\"searchResults\":0}}", JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE,
       JUMIO_FLAG_UNKNOWN_LABEL},
      {"{\"watchlistScreening\":\"DONE\"}", JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MALFORMED},
      {"{\"addressValidation\":{\"searchResults\":\"POSITIVE_RESULT\"}}", JUMIO_IDV_PASSED, JUMIO_IDV_PASSED, 0},
      {"{\"addressValidation\":{\"searchResults\":\"PARTIAL_RESULT\"}}", JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE,
       JUMIO_FLAG_RISK_SIGNAL},
      {"{\"proofOfResidency\":{\"searchResults\":\"NEGATIVE_RESULT\"}}", JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE,
       JUMIO_FLAG_RISK_SIGNAL},
      {"{\"proofOfResidency\":{\"searchResults\":\"CHECK_NOT_DONE\",\"searchResponse\":\"NOT_ENOUGH_DATA\"}}", JUMIO_IDV_PASSED,
       JUMIO_IDV_INCOMPLETE, 0},
      {"{\"personalNumberValidation\":{\"searchResults\":\"PARTIAL_RESULT\"}}", JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE,
       JUMIO_FLAG_RISK_SIGNAL | JUMIO_FLAG_UNKNOWN_LABEL},
      {"{\"personalNumberValidation\":{\"searchResults\":7}}", JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MALFORMED},
      {"{\"faceSearchFindings\":{\"status\":\"DONE\"}}", JUMIO_IDV_PASSED, JUMIO_IDV_PASSED, 0},
      {"{\"faceSearchFindings\":{\"status\":\"DONE\",\"findings\":[]}}", JUMIO_IDV_PASSED, JUMIO_IDV_PASSED, 0},
      {"{\"faceSearchFindings\":{\"status\":\"DONE\",\"findings\":[\"x\"]}}", JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE,
       JUMIO_FLAG_RISK_SIGNAL},
      {"{\"faceSearchFindings\":{\"status\":\"DONE\",\"findings\":\"x\"}}", JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE,
       JUMIO_FLAG_RISK_SIGNAL},
      {"{\"faceSearchFindings\":{\"status\":\"DONE\",\"findings\":5}}", JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MALFORMED},
      {"{\"faceSearchFindings\":{\"status\":\"DONE\",\"findings\":true}}", JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE,
       JUMIO_FLAG_MALFORMED},
      {"{\"faceSearchFindings\":{\"status\":\"PENDING\"}}", JUMIO_IDV_PASSED, JUMIO_IDV_INCOMPLETE, 0},
      {"{\"faceSearchFindings\":{\"status\":\"NEW\"}}", JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_UNKNOWN_LABEL},
      {"{\"faceSearchFindings\":{\"findings\":[\"x\"]}}", JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_RISK_SIGNAL},
      {"{\"watchlistScreening\":{\"searchResults\":1}}", JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_AML_ALERT},
      {"{\"watchlistScreening\":{\"searchResults\":0}}", JUMIO_IDV_PASSED, JUMIO_IDV_PASSED, 0},
      {"[]", JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MALFORMED},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    nv b = approved();
    b.checks = rows[i].checks;
    expect(map_retrieval(&b, NULL), rows[i].status, rows[i].flags);
    assert_int_equal(status_under(&b, JUMIO_PROFILE_BY_KEY, JUMIO_POLICY_STRICT),
                     strcmp(b.checks, "null") != 0 ? rows[i].strict : JUMIO_IDV_INCOMPLETE); /* as a text it is no object */
  }
  nv b = approved();
  b.checks = "{\"watchlistScreening\":{\"searchStatus\":\"DONE\",\"searchResults\":3}}";
  jumio_decision *d = map_form(&b, NULL);
  const char *const quoted[4] = {"watchlistScreening", "DONE", NULL, "/additionalChecks/watchlistScreening"};
  expect_reason(d, "netverify.watchlist.hits", JUMIO_EVIDENCE_INCOMPLETE, quoted);
  b.similarity = "NO_MATCH"; /* nothing of it hides an accusation */
  expect(d, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_AML_ALERT);
  expect(map_form(&b, NULL), JUMIO_IDV_DENIED, JUMIO_FLAG_AML_ALERT);
}

#define CHECKS(name, inside) "{\"" name "\":{" inside "}}"

/* The switches of screening and risk signals, as on the platform: what is known of a word changes, what is not known does not. */
static void test_netverify__handling_of_additional_checks(void **state)
{
  (void)state;
  static const char hits[] = CHECKS("watchlistScreening", "\"searchStatus\":\"DONE\",\"searchResults\":3");
  static const char skipped[] = CHECKS("watchlistScreening", "\"searchStatus\":\"NOT_DONE\"");
  static const char refuted[] = CHECKS("addressValidation", "\"searchResults\":\"NEGATIVE_RESULT\"");
  static const char unknown[] = CHECKS("addressValidation", "\"searchResults\":\"MAYBE\"");
  static const char undone[] = CHECKS("addressValidation", "\"searchResults\":\"CHECK_NOT_DONE\"");
  static const struct {
    const char *checks;
    jumio_policy_switches switches;
    jumio_idv_status status;
    jumio_decision_flags flags;
  } rows[] = {
      {hits, JUMIO_POLICY_SCREENING_FLAG_ONLY, JUMIO_IDV_PASSED, JUMIO_FLAG_AML_ALERT},
      {hits, JUMIO_POLICY_RISK_FLAG_ONLY, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_AML_ALERT},
      {skipped, JUMIO_POLICY_SCREENING_MUST_RUN, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_AML_NOT_RUN},
      {skipped, JUMIO_POLICY_RISK_MUST_RUN, JUMIO_IDV_PASSED, JUMIO_FLAG_AML_NOT_RUN},
      {refuted, JUMIO_POLICY_RISK_FLAG_ONLY, JUMIO_IDV_PASSED, JUMIO_FLAG_RISK_SIGNAL},
      {unknown, JUMIO_POLICY_RISK_FLAG_ONLY, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_RISK_SIGNAL | JUMIO_FLAG_UNKNOWN_LABEL},
      {undone, JUMIO_POLICY_RISK_MUST_RUN, JUMIO_IDV_INCOMPLETE, 0},
      {undone, JUMIO_POLICY_ALLOW_WEAKER, JUMIO_IDV_PASSED, JUMIO_FLAG_WEAKER_POLICY},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    nv b = approved();
    b.checks = rows[i].checks;
    jumio_policy *policy = policy_of(JUMIO_PROFILE_BY_KEY, rows[i].switches);
    jumio_decision *d = map_form(&b, policy);
    jumio_policy_free(policy); /* the decision keeps what it tells of it */
    assert_non_null(jumio_decision_get_text(d, JUMIO_DECISION_TEXT_POLICY_NAME));
    expect(d, rows[i].status, rows[i].flags);
  }
}

static void test_netverify__required_checks(void **state)
{
  (void)state;
  static const struct {
    const char *capability, *pointer;
    jumio_category category;
  } rows[] = {
      {"watchlistScreening", "/additionalChecks", 0},
      {"emailVerification", "/additionalChecks", 0},
      {"authentication", "/transactionResult", 0},
      {"usability", "/verificationStatus", JUMIO_CATEGORY_SELFIE},
  };
  nv b = approved();
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    jumio_policy *policy = policy_of(JUMIO_PROFILE_BY_KEY, 0);
    assert_int_equal(jumio_policy_add_required(policy, rows[i].capability, JUMIO_NTS, rows[i].category, NULL), JUMIO_OK);
    jumio_decision *d = map_form(&b, policy);
    expect_reason(d, "netverify.required", JUMIO_EVIDENCE_INCOMPLETE,
                  (const char *const[4]){rows[i].capability, NULL, NULL, rows[i].pointer});
    expect(d, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_MISSING_CAPABILITY);
    nv screened = b;
    screened.checks = CHECKS("watchlistScreening", "\"searchStatus\":\"DONE\",\"searchResults\":0");
    d = map_form(&screened, policy);
    assert_int_equal(jumio_decision_get_status(d), i == 0 ? JUMIO_IDV_PASSED : JUMIO_IDV_INCOMPLETE);
    jumio_decision_free(d);
    jumio_policy_free(policy);
  }
}

static void test_netverify__reasons_of_a_pass(void **state)
{
  (void)state;
  static nv_text text;
  nv b = approved();
  nv_write_retrieval(&b, &text);
  jumio_decision *d = nv_map_text(text.text, NULL);
  memset(text.text, '#', sizeof text.text); /* a decision borrows nothing */
  assert_int_equal(jumio_decision_reason_count(d), 3);
  const char *const document[4] = {NULL, "APPROVED_VERIFIED", NULL, "/document/status"};
  const char *const similarity[4] = {"similarity", "MATCH", NULL, "/verification/identityVerification/similarity"};
  const char *const validity[4] = {"liveness", "true", NULL, "/verification/identityVerification/validity"};
  expect_reason(d, "netverify.document.APPROVED_VERIFIED", JUMIO_EVIDENCE_OK, document);
  expect_reason(d, "netverify.similarity.MATCH", JUMIO_EVIDENCE_OK, similarity);
  expect_reason(d, "netverify.validity.true", JUMIO_EVIDENCE_OK, validity);
  assert_int_equal(jumio_decision_get_profile(d), JUMIO_PROFILE_ID_AND_IDENTITY);
  expect(d, JUMIO_IDV_PASSED, 0);
}

static void test_netverify__long_words_are_cut(void **state)
{
  (void)state;
  char word[300];
  memset(word, 'A', sizeof word - 1);
  word[sizeof word - 1] = '\0';
  nv b = approved();
  b.document = word;
  jumio_decision *d = map_form(&b, NULL);
  assert_int_equal(strlen(jumio_reason_get_text(reason_of(d, "netverify.document"), JUMIO_REASON_TEXT_TYPE)), 120);
  expect(d, JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_UNKNOWN_STATUS);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_netverify__every_reject_reason_has_its_row),
      cmocka_unit_test(test_netverify__every_detail_has_its_row),
      cmocka_unit_test(test_netverify__unknown_reject_reasons_are_told),
      cmocka_unit_test(test_netverify__details_in_every_form),
      cmocka_unit_test(test_netverify__details_belong_to_their_reason),
      cmocka_unit_test(test_netverify__many_details_are_bounded),
      cmocka_unit_test(test_netverify__many_contradictions_are_bounded),
      cmocka_unit_test(test_netverify__every_reason_of_validity),
      cmocka_unit_test(test_netverify__the_face_in_every_form),
      cmocka_unit_test(test_netverify__objects_that_are_none),
      cmocka_unit_test(test_netverify__contradictions),
      cmocka_unit_test(test_netverify__a_contradiction_hides_no_accusation),
      cmocka_unit_test(test_netverify__a_reject_reason_without_a_status),
      cmocka_unit_test(test_netverify__a_status_alone),
      cmocka_unit_test(test_netverify__an_approval_needs_its_other_status),
      cmocka_unit_test(test_netverify__an_authentication),
      cmocka_unit_test(test_netverify__profiles),
      cmocka_unit_test(test_netverify__a_capture_and_data_profile_say_why),
      cmocka_unit_test(test_netverify__strict),
      cmocka_unit_test(test_netverify__document_first),
      cmocka_unit_test(test_netverify__additional_checks),
      cmocka_unit_test(test_netverify__handling_of_additional_checks),
      cmocka_unit_test(test_netverify__required_checks),
      cmocka_unit_test(test_netverify__reasons_of_a_pass),
      cmocka_unit_test(test_netverify__long_words_are_cut),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
