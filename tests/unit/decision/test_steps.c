/** The steps as the second input: they explain and can worsen, never prove and never improve. */
#include "unit/decision/body.h"

#include "proofs/properties.h"
#include "support/cmocka.h"
#include "support/failing_alloc.h"

#define STEP(name, type) "{\"name\":\"" name "\",\"decision\":{\"type\":\"" type "\",\"details\":{\"label\":\"" type "\"}}}"
#define STEPS(steps) "{\"steps\":[" steps "]}"
#define DIGITAL_COPY                                                                                                                       \
  "{\"name\":\"AUTHENTICATION\",\"decision\":{\"type\":\"REJECTED\",\"details\":{\"label\":\"REJECTED\"},"                                 \
  "\"reasons\":[{\"label\":\"FACE_INVALID_DIGITAL_COPY\",\"type\":\"REJECTED\"}]}}"

static const char *const known_types[] = {"PASSED", "WARNING", "REJECTED", "NOT_EXECUTED"};

static jumio_decision *map_steps(const body *b, const char *steps, const jumio_policy *policy)
{
  jumio_decision *decision = NULL;
  char *json = body_print(b);
  assert_int_equal(jumio_decision_map_json(NULL, json, JUMIO_NTS, steps, JUMIO_NTS, policy, &decision, NULL), JUMIO_OK);
  free(json);
  return decision;
}

static const jumio_reason *find(const jumio_decision *d, const char *rule)
{
  for (size_t i = 0; i < jumio_decision_reason_count(d); i++)
    if (strcmp(jumio_reason_get_text(jumio_decision_get_reason_at(d, i), JUMIO_REASON_TEXT_RULE), rule) == 0)
      return jumio_decision_get_reason_at(d, i);
  return NULL;
}

static void expect(const body *b, const char *steps, jumio_idv_status status, jumio_decision_flags flags, const char *rule,
                   jumio_reason_role role)
{
  jumio_decision *d = map_steps(b, steps, NULL);
  if (jumio_decision_get_status(d) != status || jumio_decision_get_flags(d) != flags)
    fail_msg("%s: %s with flags 0x%x", steps, jumio_idv_status_name(jumio_decision_get_status(d)), (unsigned)jumio_decision_get_flags(d));
  const jumio_reason *reason = rule != NULL ? find(d, rule) : NULL;
  if (rule != NULL) {
    assert_non_null(reason);
    assert_int_equal(jumio_reason_get_int64(reason, JUMIO_REASON_ROLE), role);
    assert_int_equal(jumio_reason_get_int64(reason, JUMIO_REASON_INPUT), JUMIO_INPUT_STEPS);
  }
  jumio_decision_free(d);
}

static void test_steps__a_step_that_did_not_pass_is_a_symptom(void **state)
{
  const jumio_decision_flags from = JUMIO_FLAG_FROM_STEPS, against = JUMIO_FLAG_CONTRADICTION;
  (void)state;
  body b = body_passed();
  expect(&b, STEPS(STEP("ID_IV", "PASSED")), JUMIO_IDV_PASSED, 0, NULL, 0);
  expect(&b, STEPS(""), JUMIO_IDV_PASSED, 0, NULL, 0);
  expect(&b, STEPS(STEP("ID_IV", "PASSED") "," STEP("SCREENING", "WARNING")), JUMIO_IDV_INCOMPLETE, from | against, "steps.warning",
         JUMIO_ROLE_DECIDED);
  expect(&b, STEPS(STEP("ID_IV", "REJECTED")), JUMIO_IDV_INCOMPLETE, from | against, "steps.rejected", JUMIO_ROLE_DECIDED);
  expect(&b, STEPS(STEP("ID_IV", "NOT_EXECUTED")), JUMIO_IDV_INCOMPLETE, from | against, "steps.not_executed", JUMIO_ROLE_DECIDED);
  /* Of a transaction that did not pass either, no rule of the tenant's needs to be the cause. */
  b.type = b.label = "REJECTED";
  expect(&b, STEPS(STEP("ID_IV", "PASSED")), JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_RULE_DRIVEN, NULL, 0);
  expect(&b, STEPS(STEP("ID_IV", "REJECTED")), JUMIO_IDV_INCOMPLETE, from, "steps.rejected", JUMIO_ROLE_DECIDED);
  /* Where a cause stands, the symptom is overruled. */
  body_set(&b, "usability", "REJECTED", "BLURRED");
  expect(&b, STEPS(STEP("ID_IV", "REJECTED")), JUMIO_IDV_INCOMPLETE, from, "steps.rejected", JUMIO_ROLE_OVERRULED);
  body_set(&b, "imageChecks", "REJECTED", "FAKE");
  expect(&b, STEPS(STEP("ID_IV", "REJECTED")), JUMIO_IDV_FRAUD, from, "steps.rejected", JUMIO_ROLE_OVERRULED);
}

static void test_steps__a_rejected_authentication_denies(void **state)
{
  const jumio_decision_flags from = JUMIO_FLAG_FROM_STEPS;
  (void)state;
  body b = body_passed();
  expect(&b, STEPS(DIGITAL_COPY), JUMIO_IDV_DENIED, from | JUMIO_FLAG_CONTRADICTION, "steps.authentication.rejected", JUMIO_ROLE_DECIDED);
  expect(&b, STEPS(STEP("AUTHENTICATION", "WARNING")), JUMIO_IDV_INCOMPLETE, from | JUMIO_FLAG_CONTRADICTION, "steps.warning",
         JUMIO_ROLE_DECIDED);
  expect(&b, STEPS(STEP("authentication", "REJECTED")), JUMIO_IDV_INCOMPLETE, from | JUMIO_FLAG_CONTRADICTION, "steps.rejected",
         JUMIO_ROLE_DECIDED);
  expect(&b, STEPS("{\"decision\":{\"type\":\"REJECTED\"}}"), JUMIO_IDV_INCOMPLETE, from | JUMIO_FLAG_CONTRADICTION, "steps.rejected",
         JUMIO_ROLE_DECIDED);
  b.status = "SESSION_EXPIRED";
  expect(&b, STEPS(STEP("ID_IV", "REJECTED")), JUMIO_IDV_FAILED, from, "steps.rejected", JUMIO_ROLE_OVERRULED);
  expect(&b, STEPS(DIGITAL_COPY), JUMIO_IDV_DENIED, from | JUMIO_FLAG_CONTRADICTION, "steps.authentication.rejected", JUMIO_ROLE_DECIDED);
  b = body_passed();
  b.type = b.label = "NOT_EXECUTED";
  b.label = "TOKEN_EXPIRED";
  expect(&b, STEPS(DIGITAL_COPY), JUMIO_IDV_DENIED, from | JUMIO_FLAG_CONTRADICTION, "steps.authentication.rejected", JUMIO_ROLE_DECIDED);
}

static void test_steps__an_unknown_type_is_never_a_pass(void **state)
{
  const jumio_decision_flags flags = JUMIO_FLAG_FROM_STEPS | JUMIO_FLAG_UNKNOWN_TYPE | JUMIO_FLAG_CONTRADICTION;
  static const char *const unknown[] = {STEPS(STEP("AUTHENTICATION", "FAILED")), STEPS(STEP("ID_IV", "passed")), STEPS("{}"),
                                        STEPS("{\"name\":\"ID_IV\",\"decision\":{\"type\":\"\"}}"), STEPS("{\"status\":\"PROCESSED\"}")};
  (void)state;
  body b = body_passed();
  for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++)
    expect(&b, unknown[i], JUMIO_IDV_INCOMPLETE, flags, "steps.unknown_type", JUMIO_ROLE_DECIDED);
}

static void test_steps__malformed_members_are_remarked(void **state)
{
  const jumio_decision_flags odd = JUMIO_FLAG_MALFORMED, from = JUMIO_FLAG_FROM_STEPS | JUMIO_FLAG_CONTRADICTION;
  const jumio_decision_flags unknown = odd | from | JUMIO_FLAG_UNKNOWN_TYPE;
  (void)state;
  body b = body_passed();
  expect(&b, STEPS("7,null,\"x\",[]"), JUMIO_IDV_PASSED, odd, NULL, 0);
  expect(&b, STEPS("{\"name\":7,\"decision\":{\"type\":\"PASSED\"}}"), JUMIO_IDV_PASSED, odd, NULL, 0);
  expect(&b, STEPS("{\"name\":null,\"decision\":{\"type\":\"PASSED\",\"details\":null}}"), JUMIO_IDV_PASSED, 0, NULL, 0);
  expect(&b, STEPS("{\"decision\":{\"type\":\"PASSED\",\"details\":7}}"), JUMIO_IDV_PASSED, odd, NULL, 0);
  expect(&b, STEPS("{\"decision\":{\"type\":\"PASSED\",\"details\":{\"label\":7}}}"), JUMIO_IDV_PASSED, odd, NULL, 0);
  expect(&b, STEPS("{\"decision\":7}"), JUMIO_IDV_INCOMPLETE, unknown, "steps.unknown_type", JUMIO_ROLE_DECIDED);
  expect(&b, STEPS("{\"decision\":{\"type\":null}}"), JUMIO_IDV_INCOMPLETE, unknown, "steps.unknown_type", JUMIO_ROLE_DECIDED);
  expect(&b, STEPS("{\"decision\":{\"type\":\"WARNING\",\"reasons\":7}}"), JUMIO_IDV_INCOMPLETE, odd | from, "steps.warning",
         JUMIO_ROLE_DECIDED);
  expect(&b, STEPS("{\"decision\":{\"type\":\"WARNING\",\"reasons\":[7]}}"), JUMIO_IDV_INCOMPLETE, odd | from, "steps.warning",
         JUMIO_ROLE_DECIDED);
  expect(&b, STEPS("{\"decision\":{\"type\":\"WARNING\",\"reasons\":[{\"label\":7}]}}"), JUMIO_IDV_INCOMPLETE, odd | from, "steps.reason",
         JUMIO_ROLE_OVERRULED);
  expect(&b, STEPS("{\"decision\":{\"type\":\"WARNING\",\"reasons\":[{\"type\":7}]}}"), JUMIO_IDV_INCOMPLETE, odd | from, "steps.reason",
         JUMIO_ROLE_OVERRULED);
}

static void test_steps__are_not_looked_at_before_the_end(void **state)
{
  (void)state;
  body b = {.status = "ACQUIRED"};
  expect(&b, STEPS(DIGITAL_COPY), JUMIO_IDV_PENDING, 0, NULL, 0);
  b.status = "LATER";
  expect(&b, STEPS(DIGITAL_COPY), JUMIO_IDV_PENDING, JUMIO_FLAG_UNKNOWN_STATUS, NULL, 0);
  b = body_passed();
  b.wiped = true;
  expect(&b, STEPS(DIGITAL_COPY), JUMIO_IDV_INCOMPLETE, JUMIO_FLAG_DATA_DELETED, NULL, 0);
}

static void expect_wanted(const body *b, const char *steps, bool wanted)
{
  jumio_decision *d = map_steps(b, steps, NULL);
  assert_int_equal((jumio_decision_get_flags(d) & JUMIO_FLAG_STEPS_WANTED) != 0, wanted);
  jumio_decision_free(d);
}

static void test_steps__are_wanted_where_only_they_tell_the_cause(void **state)
{
  (void)state;
  body b = body_passed();
  expect_wanted(&b, NULL, false);
  b.type = "REJECTED";
  expect_wanted(&b, NULL, false);
  body_add(&b, "authentication", "REJECTED", "FAILED", "FACEMAP");
  expect_wanted(&b, NULL, true);
  expect_wanted(&b, STEPS(""), false);
  b.parts[b.count - 1].type = "WARNING";
  expect_wanted(&b, NULL, false);
  b.count = 0;
  expect_wanted(&b, NULL, true);
  expect_wanted(&b, STEPS(""), false);
  b.type = "PASSED";
  expect_wanted(&b, NULL, false);
}

static void expect_quoted(const jumio_decision *d, size_t index, const char *name, const char *type, const char *label, const char *pointer)
{
  const char *const expected[] = {name, type, label, pointer};
  const jumio_reason_text texts[] = {JUMIO_REASON_TEXT_CAPABILITY, JUMIO_REASON_TEXT_TYPE, JUMIO_REASON_TEXT_LABEL,
                                     JUMIO_REASON_TEXT_POINTER};
  const jumio_reason *reason = jumio_decision_get_reason_at(d, index);
  for (size_t i = 0; i < 4; i++) {
    const char *text = jumio_reason_get_text(reason, texts[i]);
    assert_true((text == NULL) == (expected[i] == NULL));
    if (text != NULL)
      assert_string_equal(text, expected[i]);
  }
}

static void test_steps__are_quoted(void **state)
{
  (void)state;
  body b = body_passed();
  body_set(&b, "liveness", "REJECTED", "PHOTOCOPY");
  jumio_decision *d =
      map_steps(&b,
                STEPS(STEP("ID_IV", "PASSED") "," DIGITAL_COPY ",{\"decision\":{\"reasons\":[{},{\"label\":\"L\",\"type\":\"T\"}]}}"
                                              ",{\"decision\":{\"type\":\"LATER\"}}"),
                NULL);
  size_t last = jumio_decision_reason_count(d) - 1;
  expect_quoted(d, 0, "liveness", "REJECTED", "PHOTOCOPY", "/capabilities/liveness/0/decision/details/label");
  expect_quoted(d, 1, "AUTHENTICATION", "REJECTED", "REJECTED", "/steps/1/decision/type");
  expect_quoted(d, 2, NULL, NULL, NULL, "/steps/2");
  expect_quoted(d, 3, NULL, "LATER", NULL, "/steps/3/decision/type");
  expect_quoted(d, last - 2, "AUTHENTICATION", "REJECTED", "FACE_INVALID_DIGITAL_COPY", "/steps/1/decision/reasons/0/label");
  expect_quoted(d, last - 1, NULL, NULL, NULL, "/steps/2/decision/reasons/0");
  expect_quoted(d, last, NULL, "T", "L", "/steps/2/decision/reasons/1/label");
  jumio_decision_free(d);
}

static void test_steps__are_told_in_words(void **state)
{
  (void)state;
  static const char expected[] =
      "Denied: the face does not match the document, or the liveness test failed. This was decided because the step \"AUTHENTICATION\" was "
      "rejected (the person was not authenticated), for the reason \"A\" and \"B\". Other findings were overruled: a step without a name "
      "answered without a type without a label (a decision type this version does not know, or none), for the reason \"C\"; the step "
      "\"ID_IV\" "
      "gave a warning with the label \"REVIEW\" (the step as a whole). To be noted: Jumio used a decision type that this version does not "
      "know, or none; two statements of Jumio exclude each other, and the worse one counted; the steps of the transaction hold evidence. "
      "The "
      "policy is \"default\" of version \"1\", the profile is \"id_and_identity\", the rules are of version \"2\". The status is final.";
  static const char steps[] =
      "{\"steps\":[{\"name\":\"AUTHENTICATION\",\"decision\":{\"type\":\"REJECTED\",\"details\":{\"label\":\"REJECTED\"},"
      "\"reasons\":[{\"label\":\"A\"},{},{\"label\":\"B\"}]}},{\"decision\":{\"reasons\":[{\"label\":\"C\"}]}},"
      "{\"name\":\"ID_IV\",\"decision\":{\"type\":\"WARNING\",\"details\":{\"label\":\"REVIEW\"}}}]}";
  body b = body_passed();
  jumio_decision *d = map_steps(&b, steps, NULL);
  char *text = NULL;
  assert_int_equal(jumio_decision_dup_text(d, &text, NULL, NULL), JUMIO_OK);
  assert_string_equal(text, expected);
  jumio_text_free(text);
  jumio_decision_free(d);
}

/* The reasons of step 12 are not those of step 1. */
static void test_steps__reasons_stand_with_their_step(void **state)
{
  (void)state;
  body b = body_passed();
  jumio_decision *d = map_steps(
      &b,
      STEPS(
          "{},{\"name\":\"ONE\",\"decision\":{\"type\":\"WARNING\",\"details\":{\"label\":\"WARNING\"}}},{},{},{},{},{},{},{},{},{},{},"
          "{\"name\":\"TWELVE\",\"decision\":{\"type\":\"WARNING\",\"details\":{\"label\":\"WARNING\"},\"reasons\":[{\"label\":\"R\"}]}}"),
      NULL);
  char *text = NULL;
  assert_int_equal(jumio_decision_dup_text(d, &text, NULL, NULL), JUMIO_OK);
  assert_non_null(strstr(text, "the step \"ONE\" gave a warning (the step as a whole); the step \"TWELVE\""));
  assert_non_null(strstr(text, "the step \"TWELVE\" gave a warning (the step as a whole), for the reason \"R\"."));
  jumio_text_free(text);
  jumio_decision_free(d);
}

/* More reasons than are quoted, and more steps than are kept: the accusation stays. */
static void test_steps__are_bounded(void **state)
{
  (void)state;
  static char steps[100000];
  size_t at = (size_t)snprintf(steps, sizeof steps, "{\"steps\":[{\"name\":\"X\",\"decision\":{\"type\":\"WARNING\",\"reasons\":[");
  for (size_t i = 0; i < 40; i++)
    at += (size_t)snprintf(steps + at, sizeof steps - at, "%s{\"label\":\"R%zu\"}", i != 0 ? "," : "", i);
  at += (size_t)snprintf(steps + at, sizeof steps - at, "]}}");
  for (size_t i = 0; i < 400; i++)
    at += (size_t)snprintf(steps + at, sizeof steps - at, "," STEP("ID_IV", "WARNING"));
  snprintf(steps + at, sizeof steps - at, "," STEP("AUTHENTICATION", "REJECTED") "]}");
  body b = body_passed();
  jumio_decision *d =
      map_steps(&b, STEPS("{\"decision\":{\"type\":\"WARNING\",\"reasons\":[{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}]}}"), NULL);
  assert_int_equal(jumio_decision_reason_count(d), 8 + 1 + 16);
  jumio_decision_free(d);
  d = map_steps(&b, steps, NULL);
  assert_int_equal(jumio_decision_get_status(d), JUMIO_IDV_DENIED);
  assert_int_equal(jumio_decision_reason_count(d), 240);
  expect_quoted(d, 0, "AUTHENTICATION", "REJECTED", "REJECTED", "/steps/401/decision/type");
  expect_quoted(d, 1, "X", "WARNING", NULL, "/steps/0/decision/type");
  jumio_decision_free(d);
}

/* (d) of the specification, for steps: whatever they say, no answer comes nearer to Passed. */
static void test_steps__never_improve_an_answer(void **state)
{
  static const char *const names[] = {"ID_IV", "AUTHENTICATION"};
  static const char *const statuses[] = {"ACQUIRED", "PROCESSED", "SESSION_EXPIRED", "LATER"};
  static const char *const elements[][3] = {
      {"liveness", "PASSED", "OK"},         {"liveness", "REJECTED", "PHOTOCOPY"},
      {"imageChecks", "REJECTED", "FAKE"},  {"usability", "REJECTED", "BLURRED"},
      {"authentication", "REJECTED", NULL}, {"similarity", "NOT_EXECUTED", "PRECONDITION_NOT_FULFILLED"}};
  (void)state;
  for (size_t s = 0; s < 4; s++)
    for (size_t t = 0; t < 5; t++)
      for (size_t e = 0; e < 6; e++)
        for (size_t n = 0; n < 2; n++)
          for (size_t k = 0; k < 6; k++)
            for (jumio_policy_switches switches = 0; switches < 16; switches++) {
              char steps[256];
              body b = body_passed();
              b.status = statuses[s];
              b.type = b.label = t < 4 ? known_types[t] : "LATER";
              body_add(&b, elements[e][0], elements[e][1], elements[e][2], "ID");
              snprintf(steps, sizeof steps, "{\"steps\":[{\"name\":\"%s\"%s%s%s}]}", names[n], k < 5 ? ",\"decision\":{\"type\":\"" : "",
                       k < 4   ? known_types[k]
                       : k < 5 ? "LATER"
                               : "",
                       k < 5 ? "\"}" : "");
              jumio_policy *policy = body_policy(JUMIO_PROFILE_BY_KEY, switches);
              jumio_decision *before = map_steps(&b, NULL, policy), *after = map_steps(&b, steps, policy);
              assert_true(severity_of(jumio_decision_get_status(after)) >= severity_of(jumio_decision_get_status(before)));
              jumio_decision_free(before);
              jumio_decision_free(after);
              jumio_policy_free(policy);
            }
}

static void expect_refused(const char *steps, jumio_result code, const char *message, const char *pointer)
{
  jumio_decision *d = NULL;
  jumio_error *error = NULL;
  body b = {.status = "ACQUIRED"}; /* even where they are not looked at */
  char *json = body_print(&b);
  assert_int_equal(jumio_decision_map_json(NULL, json, JUMIO_NTS, steps, JUMIO_NTS, NULL, &d, &error), code);
  assert_null(d);
  assert_int_equal(jumio_error_get_code(error), code);
  if (strstr(jumio_error_get_message(error), message) == NULL)
    fail_msg("%s", jumio_error_get_message(error));
  const char *told = jumio_error_get_text(error, JUMIO_ERROR_TEXT_JSON_POINTER);
  assert_true((told == NULL) == (pointer == NULL));
  if (pointer != NULL)
    assert_string_equal(told, pointer);
  jumio_error_free(error);
  free(json);
}

static void test_steps__what_is_no_steps_is_an_error(void **state)
{
  (void)state;
  expect_refused("[]", JUMIO_ERR_NOT_A_TRANSACTION, "steps: /steps is missing", "/steps");
  expect_refused("{}", JUMIO_ERR_NOT_A_TRANSACTION, "steps: /steps is missing", "/steps");
  expect_refused("{\"steps\":null}", JUMIO_ERR_NOT_A_TRANSACTION, "steps: /steps is missing", "/steps");
  expect_refused("{\"steps\":{}}", JUMIO_ERR_NOT_A_TRANSACTION, "steps: /steps is not a list", "/steps");
  expect_refused("{\"steps\":[", JUMIO_ERR_JSON, "steps: ", NULL);
  expect_refused("", JUMIO_ERR_JSON, "steps: ", NULL);
}

static int steps_scenario(jumio_alloc *alloc, void *data)
{
  jumio_decision *d = NULL;
  jumio_error *error = NULL;
  jumio_result result = jumio_decision_map_json(alloc, data, JUMIO_NTS, STEPS(DIGITAL_COPY), JUMIO_NTS, NULL, &d, &error);
  assert_int_equal(jumio_error_get_code(error), result);
  assert_true((d != NULL) == (result == JUMIO_OK));
  jumio_error_free(error);
  jumio_decision_free(d);
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

/* The error about the steps needs memory too. */
static int refusal_scenario(jumio_alloc *alloc, void *data)
{
  jumio_decision *d = NULL;
  jumio_error *error = NULL;
  jumio_result result = jumio_decision_map_json(alloc, data, JUMIO_NTS, "{", JUMIO_NTS, NULL, &d, &error);
  assert_null(d);
  jumio_error_free(error);
  return result == JUMIO_ERR_JSON ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

static void test_steps__without_memory(void **state)
{
  (void)state;
  body b = body_passed();
  char *json = body_print(&b);
  assert_true(failing_alloc_sweep(steps_scenario, json) > 5);
  failing_alloc_sweep(refusal_scenario, json);
  free(json);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_steps__a_step_that_did_not_pass_is_a_symptom),
      cmocka_unit_test(test_steps__a_rejected_authentication_denies),
      cmocka_unit_test(test_steps__an_unknown_type_is_never_a_pass),
      cmocka_unit_test(test_steps__malformed_members_are_remarked),
      cmocka_unit_test(test_steps__are_not_looked_at_before_the_end),
      cmocka_unit_test(test_steps__are_wanted_where_only_they_tell_the_cause),
      cmocka_unit_test(test_steps__are_quoted),
      cmocka_unit_test(test_steps__are_told_in_words),
      cmocka_unit_test(test_steps__reasons_stand_with_their_step),
      cmocka_unit_test(test_steps__are_bounded),
      cmocka_unit_test(test_steps__never_improve_an_answer),
      cmocka_unit_test(test_steps__what_is_no_steps_is_an_error),
      cmocka_unit_test(test_steps__without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
