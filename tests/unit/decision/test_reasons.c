/** The reasons of a decision: what they quote, in which order they stand, and that the worst is never lost. Also policy and getters. */
#include "unit/decision/body.h"

#include "support/cmocka.h"
#include "support/failing_alloc.h"

static jumio_decision *map_text(const char *json, const jumio_policy *policy)
{
  jumio_decision *decision = NULL;
  assert_int_equal(jumio_decision_map_json(NULL, json, JUMIO_NTS, NULL, 0, policy, &decision, NULL), JUMIO_OK);
  return decision;
}

static jumio_decision *map_body(const body *b)
{
  char *json = body_print(b);
  jumio_decision *decision = map_text(json, NULL);
  memset(json, '#', strlen(json)); /* a decision borrows nothing */
  free(json);
  return decision;
}

static void expect_reason(const jumio_decision *decision, size_t index, const char *rule, jumio_evidence_class class,
                          jumio_reason_role role, const char *type, const char *label, const char *pointer)
{
  const jumio_reason *reason = jumio_decision_get_reason_at(decision, index);
  assert_non_null(reason);
  assert_string_equal(jumio_reason_get_text(reason, JUMIO_REASON_TEXT_RULE), rule);
  assert_int_equal(jumio_reason_get_int64(reason, JUMIO_REASON_CLASS), class);
  assert_int_equal(jumio_reason_get_int64(reason, JUMIO_REASON_ROLE), role);
  assert_string_equal(jumio_reason_get_text(reason, JUMIO_REASON_TEXT_POINTER), pointer);
  if (type == NULL)
    assert_null(jumio_reason_get_text(reason, JUMIO_REASON_TEXT_TYPE));
  else
    assert_string_equal(jumio_reason_get_text(reason, JUMIO_REASON_TEXT_TYPE), type);
  if (label == NULL)
    assert_null(jumio_reason_get_text(reason, JUMIO_REASON_TEXT_LABEL));
  else
    assert_string_equal(jumio_reason_get_text(reason, JUMIO_REASON_TEXT_LABEL), label);
}

static void test_reasons__decided_first_then_by_weight(void **state)
{
  (void)state;
  body b = body_passed();
  b.type = b.label = "REJECTED";
  body_set(&b, "similarity", "REJECTED", "NO_MATCH");
  body_set(&b, "imageChecks", "REJECTED", "MANIPULATED_DOCUMENT_PHOTO");
  body_set(&b, "dataChecks", "NOT_EXECUTED", "PRECONDITION_NOT_FULFILLED");
  body_set(&b, "extraction", "REJECTED", "SOMETHING_NEW");
  jumio_decision *d = map_body(&b);
  assert_int_equal(jumio_decision_reason_count(d), 9);
  expect_reason(d, 0, "imageChecks.rejected.MANIPULATED_DOCUMENT_PHOTO", JUMIO_EVIDENCE_FRAUD, JUMIO_ROLE_DECIDED, "REJECTED",
                "MANIPULATED_DOCUMENT_PHOTO", "/capabilities/imageChecks/0/decision/details/label");
  expect_reason(d, 1, "similarity.rejected.NO_MATCH", JUMIO_EVIDENCE_DENIED, JUMIO_ROLE_OVERRULED, "REJECTED", "NO_MATCH",
                "/capabilities/similarity/0/decision/details/label");
  expect_reason(d, 2, "extraction.rejected", JUMIO_EVIDENCE_INCOMPLETE, JUMIO_ROLE_OVERRULED, "REJECTED", "SOMETHING_NEW",
                "/capabilities/extraction/0/decision/details/label");
  expect_reason(d, 3, "dataChecks.not_executed.PRECONDITION_NOT_FULFILLED", JUMIO_EVIDENCE_SYMPTOM, JUMIO_ROLE_OVERRULED, "NOT_EXECUTED",
                "PRECONDITION_NOT_FULFILLED", "/capabilities/dataChecks/0/decision/details/label");
  expect_reason(d, 4, "transaction.rejected", JUMIO_EVIDENCE_SYMPTOM, JUMIO_ROLE_OVERRULED, "REJECTED", "REJECTED", "/decision/type");
  expect_reason(d, 5, "usability.passed.OK", JUMIO_EVIDENCE_OK, JUMIO_ROLE_OVERRULED, "PASSED", "OK",
                "/capabilities/usability/0/decision/details/label");
  expect_reason(d, 7, "usability.passed.OK", JUMIO_EVIDENCE_OK, JUMIO_ROLE_OVERRULED, "PASSED", "OK",
                "/capabilities/usability/2/decision/details/label");
  assert_string_equal(jumio_reason_get_text(jumio_decision_get_reason_at(d, 0), JUMIO_REASON_TEXT_CAPABILITY), "imageChecks");
  assert_null(jumio_reason_get_text(jumio_decision_get_reason_at(d, 4), JUMIO_REASON_TEXT_CAPABILITY));
  assert_null(jumio_decision_get_reason_at(d, 9));
  jumio_decision_free(d);
}

static void test_reasons__of_the_transaction_itself(void **state)
{
  (void)state;
  body b = {.status = "SESSION_EXPIRED", .type = "REJECTED", .label = "REJECTED"};
  body_add(&b, "usability", "NOT_EXECUTED", "NOT_UPLOADED", "ID");
  jumio_decision *d = map_body(&b);
  assert_int_equal(jumio_decision_reason_count(d), 2);
  expect_reason(d, 0, "status.expired", JUMIO_EVIDENCE_NONE, JUMIO_ROLE_DECIDED, "SESSION_EXPIRED", NULL, "/workflow/status");
  expect_reason(d, 1, "usability.not_executed.NOT_UPLOADED", JUMIO_EVIDENCE_INCOMPLETE, JUMIO_ROLE_OVERRULED, "NOT_EXECUTED",
                "NOT_UPLOADED", "/capabilities/usability/0/decision/details/label");
  jumio_decision_free(d);

  body later = {.status = "LATER_WORD"};
  d = map_body(&later);
  assert_int_equal(jumio_decision_reason_count(d), 1);
  expect_reason(d, 0, "status.unknown", JUMIO_EVIDENCE_NONE, JUMIO_ROLE_DECIDED, "LATER_WORD", NULL, "/workflow/status");
  jumio_decision_free(d);

  body wiped = body_passed();
  wiped.wiped = true;
  d = map_body(&wiped);
  assert_int_equal(jumio_decision_reason_count(d), 1);
  expect_reason(d, 0, "status.data_deleted", JUMIO_EVIDENCE_INCOMPLETE, JUMIO_ROLE_DECIDED, "PROCESSED", NULL, "/wipedOutAt");
  jumio_decision_free(d);

  body driven = body_passed();
  driven.type = "WARNING";
  driven.label = "REVIEW_BY_RULE";
  d = map_body(&driven);
  expect_reason(d, 0, "transaction.rule_driven", JUMIO_EVIDENCE_INCOMPLETE, JUMIO_ROLE_DECIDED, "WARNING", "REVIEW_BY_RULE",
                "/decision/type");
  jumio_decision_free(d);

  body gap = body_passed();
  body_find(&gap, "liveness")->removed = true;
  gap.no_decision = true;
  d = map_body(&gap);
  expect_reason(d, 0, "required.missing", JUMIO_EVIDENCE_INCOMPLETE, JUMIO_ROLE_DECIDED, NULL, NULL, "/capabilities/liveness");
  assert_string_equal(jumio_reason_get_text(jumio_decision_get_reason_at(d, 0), JUMIO_REASON_TEXT_CAPABILITY), "liveness");
  expect_reason(d, 1, "transaction.no_decision", JUMIO_EVIDENCE_SYMPTOM, JUMIO_ROLE_OVERRULED, NULL, NULL, "/decision");
  jumio_decision_free(d);
}

static void test_reasons__symptoms_decide_where_no_cause_is(void **state)
{
  (void)state;
  body b = body_passed();
  body_set(&b, "imageChecks", "NOT_EXECUTED", "PRECONDITION_NOT_FULFILLED");
  b.type = b.label = "REJECTED";
  jumio_decision *d = map_body(&b);
  assert_int_equal(jumio_decision_get_status(d), JUMIO_IDV_INCOMPLETE);
  expect_reason(d, 0, "imageChecks.not_executed.PRECONDITION_NOT_FULFILLED", JUMIO_EVIDENCE_SYMPTOM, JUMIO_ROLE_DECIDED, "NOT_EXECUTED",
                "PRECONDITION_NOT_FULFILLED", "/capabilities/imageChecks/0/decision/details/label");
  expect_reason(d, 1, "transaction.rejected", JUMIO_EVIDENCE_SYMPTOM, JUMIO_ROLE_DECIDED, "REJECTED", "REJECTED", "/decision/type");
  jumio_decision_free(d);
}

/* The facemap was only dispensable if liveness is clean without it. */
static void test_reasons__of_a_facemap_that_is_missing(void **state)
{
  (void)state;
  body b = body_passed();
  b.parts[2].type = "NOT_EXECUTED";
  b.parts[2].label = "NOT_UPLOADED";
  jumio_decision *d = map_body(&b);
  size_t last = jumio_decision_reason_count(d) - 1;
  expect_reason(d, last, "usability.facemap_not_needed", JUMIO_EVIDENCE_NONE, JUMIO_ROLE_OVERRULED, "NOT_EXECUTED", "NOT_UPLOADED",
                "/capabilities/usability/2/decision/details/label");
  jumio_decision_free(d);
  body_set(&b, "liveness", "WARNING", "BAD_QUALITY");
  d = map_body(&b);
  expect_reason(d, 0, "usability.not_executed.NOT_UPLOADED", JUMIO_EVIDENCE_INCOMPLETE, JUMIO_ROLE_DECIDED, "NOT_EXECUTED", "NOT_UPLOADED",
                "/capabilities/usability/2/decision/details/label");
  jumio_decision_free(d);
}

static void test_reasons__point_at_what_was_seen(void **state)
{
  (void)state;
  body b = body_passed();
  body_find(&b, "extraction")->data = "{\"type\":\"UNSUPPORTED\"}";
  body_find(&b, "similarity")->data = "{\"similarity\":\"NO_MATCH\"}";
  body_set(&b, "imageChecks", "PASSES", "OK");
  body_set(&b, "dataChecks", "REJECTED", NULL);
  body_set(&b, "liveness", NULL, NULL);
  jumio_decision *d = map_body(&b);
  expect_reason(d, 0, "extraction.unsupported", JUMIO_EVIDENCE_INCOMPLETE, JUMIO_ROLE_DECIDED, "PASSED", "OK",
                "/capabilities/extraction/0/data/type");
  expect_reason(d, 1, "imageChecks.unknown_type", JUMIO_EVIDENCE_INCOMPLETE, JUMIO_ROLE_DECIDED, "PASSES", "OK",
                "/capabilities/imageChecks/0/decision/type");
  expect_reason(d, 2, "dataChecks.rejected", JUMIO_EVIDENCE_INCOMPLETE, JUMIO_ROLE_DECIDED, "REJECTED", NULL,
                "/capabilities/dataChecks/0/decision/type");
  expect_reason(d, 3, "similarity.data", JUMIO_EVIDENCE_INCOMPLETE, JUMIO_ROLE_DECIDED, "PASSED", "MATCH",
                "/capabilities/similarity/0/data/similarity");
  expect_reason(d, 4, "liveness.unknown_type", JUMIO_EVIDENCE_INCOMPLETE, JUMIO_ROLE_DECIDED, NULL, NULL, "/capabilities/liveness/0");
  jumio_decision_free(d);
}

static void test_reasons__names_are_escaped_and_bounded(void **state)
{
  (void)state;
  char json[4096], name[201], label[401], cut[121];
  memset(name, 'n', sizeof name - 1);
  name[sizeof name - 1] = '\0';
  for (size_t i = 0; i < sizeof label - 2; i += 2)
    memcpy(label + i, "\xC3\xA9", 2);
  label[400] = '\0';
  memcpy(cut, label, 120);
  cut[120] = '\0';
  snprintf(json, sizeof json,
           "{\"workflow\":{\"status\":\"PROCESSED\"},\"capabilities\":{\"a/"
           "b~c\":[{\"decision\":{\"type\":\"REJECTED\",\"details\":{\"label\":\"x%s\"}}},"
           "{},{},{},{},{},{},{},{},{},{\"decision\":{\"type\":\"%s\",\"details\":{\"label\":\"%s\"}}}],\"%s\":[{}]}}",
           label, label, label, name);
  jumio_decision *d = map_text(json, NULL);
  size_t count = jumio_decision_reason_count(d), seen = 0;
  for (size_t i = 0; i < count; i++) {
    const jumio_reason *reason = jumio_decision_get_reason_at(d, i);
    const char *pointer = jumio_reason_get_text(reason, JUMIO_REASON_TEXT_POINTER);
    if (strcmp(pointer, "/capabilities/a~1b~0c/0/decision/details/label") == 0) {
      assert_int_equal(strlen(jumio_reason_get_text(reason, JUMIO_REASON_TEXT_LABEL)), 119); /* no character is cut in two */
      seen |= 1;
    } else if (strcmp(pointer, "/capabilities/a~1b~0c/10/decision/type") == 0) {
      assert_string_equal(jumio_reason_get_text(reason, JUMIO_REASON_TEXT_LABEL), cut);
      assert_string_equal(jumio_reason_get_text(reason, JUMIO_REASON_TEXT_TYPE), cut);
      assert_string_equal(jumio_reason_get_text(reason, JUMIO_REASON_TEXT_CAPABILITY), "a/b~c");
      seen |= 2;
    } else if (strcmp(pointer, "/capabilities") == 0) {
      assert_int_equal(strlen(jumio_reason_get_text(reason, JUMIO_REASON_TEXT_CAPABILITY)), 120);
      seen |= 4;
    }
  }
  assert_int_equal(seen, 7);
  jumio_decision_free(d);
}

static size_t put(char *at, const char *text)
{
  memcpy(at, text, strlen(text) + 1);
  return strlen(text);
}

/* More elements than reasons are kept: the one that decides survives wherever it stands, and so does one of each weight. */
static void test_reasons__the_worst_is_never_lost(void **state)
{
  (void)state;
  enum { ELEMENTS = 2000 };
  static const char fraud[] = "{\"decision\":{\"type\":\"REJECTED\",\"details\":{\"label\":\"FAKE\"}}}",
                    denied[] = "{\"decision\":{\"type\":\"WARNING\",\"details\":{\"label\":\"REPEATED_FACE\"}}}",
                    good[] = "{\"decision\":{\"type\":\"PASSED\",\"details\":{\"label\":\"OK\"}}}",
                    bad[] = "{\"decision\":{\"type\":\"WARNING\",\"details\":{\"label\":\"DIFFERENT_PERSON\"}}}";
  static const size_t places[] = {0, 239, 240, 1000, ELEMENTS - 1};
  char *json = malloc(ELEMENTS * 100 + 1000);
  for (size_t p = 0; p < sizeof places / sizeof places[0]; p++)
    for (int many = 0; many < 2; many++) {
      size_t at = put(json, "{\"workflow\":{\"status\":\"PROCESSED\"},\"capabilities\":{\"imageChecks\":[");
      for (size_t i = 0; i < ELEMENTS; i++) {
        const char *one = i == places[p] ? fraud : i == 700 ? denied : many != 0 ? bad : good;
        at += put(json + at, i != 0 ? "," : "");
        at += put(json + at, one);
      }
      put(json + at, "]}}");
      jumio_decision *d = map_text(json, NULL);
      char pointer[80];
      snprintf(pointer, sizeof pointer, "/capabilities/imageChecks/%zu/decision/details/label", places[p]);
      assert_int_equal(jumio_decision_get_status(d), JUMIO_IDV_FRAUD);
      expect_reason(d, 0, "imageChecks.rejected.FAKE", JUMIO_EVIDENCE_FRAUD, JUMIO_ROLE_DECIDED, "REJECTED", "FAKE", pointer);
      assert_int_equal(jumio_decision_reason_count(d), 240 + 6); /* the elements kept, five gaps and the missing decision */
      size_t advisory = 0;
      for (size_t i = 0; i < jumio_decision_reason_count(d); i++)
        advisory += jumio_reason_get_int64(jumio_decision_get_reason_at(d, i), JUMIO_REASON_CLASS) == JUMIO_EVIDENCE_ADVISORY;
      assert_int_equal(advisory, 1);
      jumio_decision_free(d);
    }
  free(json);
}

static int map_scenario(jumio_alloc *alloc, void *data)
{
  jumio_decision *decision = NULL;
  jumio_policy *policy = NULL;
  jumio_error *error = NULL;
  jumio_result result = jumio_policy_new(alloc, &policy, &error);
  if (result == JUMIO_OK)
    result = jumio_decision_map_json(alloc, data, JUMIO_NTS, NULL, 0, policy, &decision, &error);
  assert_int_equal(jumio_error_get_code(error), result);
  assert_true((decision != NULL) == (result == JUMIO_OK));
  jumio_error_free(error);
  jumio_decision_free(decision);
  jumio_policy_free(policy);
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

static void test_reasons__without_memory(void **state)
{
  (void)state;
  body b = body_passed();
  b.extras = true;
  char *json = body_print(&b);
  assert_true(failing_alloc_sweep(map_scenario, json) > 3);
  free(json);
}

/* The mapping itself asks for one block, its result. */
static void test_reasons__one_allocation(void **state)
{
  (void)state;
  failing_alloc memory;
  failing_alloc_begin(&memory, 0, 0);
  body b = body_passed();
  char *json = body_print(&b);
  jumio_transaction *t = NULL;
  jumio_decision *d = NULL;
  assert_int_equal(jumio_transaction_parse(memory.handle, json, JUMIO_NTS, &t, NULL), JUMIO_OK);
  size_t before = memory.made;
  assert_int_equal(jumio_decision_map(t, NULL, NULL, &d, NULL), JUMIO_OK);
  assert_int_equal(memory.made, before + 1);
  jumio_transaction_free(t); /* the decision lives on */
  assert_string_equal(jumio_reason_get_text(jumio_decision_get_reason_at(d, 0), JUMIO_REASON_TEXT_RULE), "usability.passed.OK");
  jumio_decision_free(d);
  free(json);
  failing_alloc_end(&memory);
}

static void test_reasons__names(void **state)
{
  (void)state;
  static const char *const statuses[] = {"Unknown", "Pending", "Failed", "Denied", "Fraud", "Incomplete", "Passed", "Unknown"};
  for (jumio_idv_status i = 0; i < 8; i++)
    assert_string_equal(jumio_idv_status_name(i), statuses[i]);
  assert_string_equal(jumio_idv_status_name(-1), "Unknown");
  assert_string_equal(jumio_decision_flag_name(JUMIO_FLAG_CONTRADICTION), "contradiction");
  assert_string_equal(jumio_decision_flag_name(JUMIO_FLAG_PROFILE_BY_DEFAULT), "profile_by_default");
  for (uint32_t bit = 0; bit < 32; bit++)
    assert_true((jumio_decision_flag_name(UINT32_C(1) << bit) != NULL) == (bit <= 19));
  assert_null(jumio_decision_flag_name(0));
  assert_null(jumio_decision_flag_name(3));
}

static void test_reasons__what_no_getter_knows(void **state)
{
  (void)state;
  body b = body_passed();
  jumio_decision *d = map_body(&b);
  const jumio_reason *reason = jumio_decision_get_reason_at(d, 0);
  assert_null(jumio_reason_get_text(reason, 0));
  assert_null(jumio_reason_get_text(reason, 1000));
  assert_int_equal(jumio_reason_get_int64(reason, 0), JUMIO_ABSENT);
  assert_int_equal(jumio_reason_get_int64(reason, 1000), JUMIO_ABSENT);
  assert_null(jumio_decision_get_text(d, 0));
  assert_null(jumio_decision_get_text(d, 1000));
  assert_int_equal(strlen(jumio_decision_get_text(d, JUMIO_DECISION_TEXT_RULESET)), 1);
  jumio_decision_free(d);
}

static void test_reasons__null_handles(void **state)
{
  (void)state;
  assert_int_equal(jumio_decision_get_status(NULL), JUMIO_IDV_UNKNOWN);
  assert_int_equal(jumio_decision_is_final(NULL), 0);
  assert_int_equal(jumio_decision_get_flags(NULL), 0);
  assert_int_equal(jumio_decision_get_profile(NULL), 0);
  assert_int_equal(jumio_decision_reason_count(NULL), 0);
  assert_null(jumio_decision_get_reason_at(NULL, 0));
  assert_null(jumio_reason_get_text(NULL, JUMIO_REASON_TEXT_RULE));
  assert_int_equal(jumio_reason_get_int64(NULL, JUMIO_REASON_CLASS), 0);
  assert_int_equal(jumio_reason_get_int64(NULL, JUMIO_REASON_ROLE), 0);
  assert_null(jumio_reason_get_text(NULL, JUMIO_REASON_TEXT_CAPABILITY));
  assert_null(jumio_reason_get_text(NULL, JUMIO_REASON_TEXT_TYPE));
  assert_null(jumio_reason_get_text(NULL, JUMIO_REASON_TEXT_LABEL));
  assert_null(jumio_reason_get_text(NULL, JUMIO_REASON_TEXT_POINTER));
  assert_int_equal(jumio_reason_get_int64(NULL, JUMIO_REASON_INPUT), 0);
  jumio_decision_free(NULL);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_reasons__decided_first_then_by_weight),
      cmocka_unit_test(test_reasons__of_the_transaction_itself),
      cmocka_unit_test(test_reasons__symptoms_decide_where_no_cause_is),
      cmocka_unit_test(test_reasons__of_a_facemap_that_is_missing),
      cmocka_unit_test(test_reasons__point_at_what_was_seen),
      cmocka_unit_test(test_reasons__names_are_escaped_and_bounded),
      cmocka_unit_test(test_reasons__the_worst_is_never_lost),
      cmocka_unit_test(test_reasons__without_memory),
      cmocka_unit_test(test_reasons__one_allocation),
      cmocka_unit_test(test_reasons__names),
      cmocka_unit_test(test_reasons__what_no_getter_knows),
      cmocka_unit_test(test_reasons__null_handles),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
