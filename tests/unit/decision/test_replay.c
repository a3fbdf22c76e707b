/** Replay: one body under two policies, what is counted and handed out, and the sum as JSON. */
#include "unit/decision/body.h"

#include <jumio/policy.h>
#include <jumio/replay.h>

#include "support/cmocka.h"
#include "support/failing_alloc.h"

static const char no_steps[] = "{\"steps\":[]}";

static jumio_replay *begin(const jumio_policy *before, const jumio_policy *after)
{
  jumio_replay *replay = NULL;
  assert_int_equal(jumio_replay_new(NULL, before, after, &replay, NULL), JUMIO_OK);
  return replay;
}

/* The default policy against the strict one. */
static jumio_replay *begin_strict(void)
{
  jumio_policy *strict = body_policy(JUMIO_PROFILE_BY_KEY, JUMIO_POLICY_STRICT);
  jumio_replay *replay = begin(NULL, strict);
  jumio_policy_free(strict); /* it was copied */
  return replay;
}

static void add(jumio_replay *replay, const body *b)
{
  char *json = body_print(b);
  assert_int_equal(jumio_replay_add(replay, JUMIO_INPUT_TRANSACTION, json, JUMIO_NTS, NULL, 0, NULL, NULL, NULL), JUMIO_OK);
  free(json);
}

/* Passed, and Incomplete under strict. */
static body repeated_face(void)
{
  body b = body_passed();
  body_set(&b, "imageChecks", "WARNING", "REPEATED_FACE");
  return b;
}

static void expect_counts(const jumio_replay *replay, uint64_t all, uint64_t errors)
{
  uint64_t sum = 0;
  for (jumio_idv_status before = JUMIO_IDV_PENDING; before <= JUMIO_IDV_PASSED; before++)
    for (jumio_idv_status after = JUMIO_IDV_PENDING; after <= JUMIO_IDV_PASSED; after++)
      sum += jumio_replay_get_count(replay, before, after);
  assert_int_equal(sum, all);
  assert_int_equal(jumio_replay_get_count(replay, JUMIO_IDV_UNKNOWN, JUMIO_IDV_UNKNOWN), errors);
}

static void expect_sum(const jumio_replay *replay, const char *end)
{
  char *text = NULL;
  size_t len = 0;
  assert_int_equal(jumio_replay_dup_json(replay, &text, &len, NULL), JUMIO_OK);
  assert_int_equal(strlen(text), len);
  const char *found = strstr(text, "\"transactions\":");
  assert_non_null(found);
  assert_string_equal(found, end);
  jumio_text_free(text);
}

static void test_replay__either_side_may_have_its_policy(void **state)
{
  (void)state;
  jumio_policy *strict = body_policy(JUMIO_PROFILE_BY_KEY, JUMIO_POLICY_STRICT);
  jumio_replay *replay = begin(strict, NULL);
  jumio_policy_free(strict);
  body face = repeated_face();
  add(replay, &face);
  assert_int_equal(jumio_replay_get_count(replay, JUMIO_IDV_INCOMPLETE, JUMIO_IDV_PASSED), 1);
  expect_counts(replay, 1, 0);
  jumio_replay_free(replay);
}

static void test_replay__counts_by_status_before_and_after(void **state)
{
  (void)state;
  jumio_replay *replay = begin_strict();
  body passed = body_passed(), face = repeated_face(), open = {.status = "ACQUIRED"}, late = {.status = "SESSION_EXPIRED"};
  expect_sum(replay, "\"transactions\":0,\"errors\":0,\"different\":0,\"matrix\":{}}");
  for (int i = 0; i < 3; i++)
    add(replay, &passed);
  add(replay, &face);
  add(replay, &face);
  add(replay, &open);
  add(replay, &late);
  assert_int_equal(jumio_replay_get_count(replay, JUMIO_IDV_PASSED, JUMIO_IDV_PASSED), 3);
  assert_int_equal(jumio_replay_get_count(replay, JUMIO_IDV_PASSED, JUMIO_IDV_INCOMPLETE), 2);
  assert_int_equal(jumio_replay_get_count(replay, JUMIO_IDV_PENDING, JUMIO_IDV_PENDING), 1);
  assert_int_equal(jumio_replay_get_count(replay, JUMIO_IDV_FAILED, JUMIO_IDV_FAILED), 1);
  expect_counts(replay, 7, 0);
  expect_sum(replay, "\"transactions\":7,\"errors\":0,\"different\":2,\"matrix\":{\"Passed\":{\"Passed\":3,\"Incomplete\":2},"
                     "\"Failed\":{\"Failed\":1},\"Pending\":{\"Pending\":1}}}");
  jumio_replay_free(replay);
}

static void test_replay__either_policy_may_be_the_default(void **state)
{
  (void)state;
  jumio_policy *strict = body_policy(JUMIO_PROFILE_BY_KEY, JUMIO_POLICY_STRICT);
  jumio_replay *back = begin(strict, NULL), *both = begin(strict, strict);
  body face = repeated_face();
  jumio_policy_free(strict);
  add(back, &face);
  add(both, &face);
  assert_int_equal(jumio_replay_get_count(back, JUMIO_IDV_INCOMPLETE, JUMIO_IDV_PASSED), 1);
  assert_int_equal(jumio_replay_get_count(both, JUMIO_IDV_INCOMPLETE, JUMIO_IDV_INCOMPLETE), 1);
  jumio_replay_free(back);
  jumio_replay_free(both);
}

/* Whoever reads the sum can tell by which policies it was made. */
static void test_replay__the_sum_names_both_policies(void **state)
{
  (void)state;
  jumio_policy *strict = NULL;
  char *text = NULL, expected[600];
  assert_int_equal(jumio_policy_new_named(NULL, "strict", JUMIO_NTS, &strict, NULL), JUMIO_OK);
  jumio_replay *replay = begin(strict, NULL);
  jumio_policy *usual = body_policy(JUMIO_PROFILE_BY_KEY, 0);
  assert_int_equal(jumio_replay_dup_json(replay, &text, NULL, NULL), JUMIO_OK);
  snprintf(expected, sizeof expected,
           "{\"before\":{\"name\":\"strict\",\"version\":\"%s\",\"hash\":\"%s\"},\"after\":{\"name\":\"default\",\"version\":\"%s\","
           "\"hash\":\"%s\"},\"ruleset\":\"%s\",\"transactions\":0,",
           jumio_policy_get_text(strict, JUMIO_POLICY_TEXT_VERSION), jumio_policy_get_text(strict, JUMIO_POLICY_TEXT_HASH),
           jumio_policy_get_text(usual, JUMIO_POLICY_TEXT_VERSION), jumio_policy_get_text(usual, JUMIO_POLICY_TEXT_HASH),
           jumio_decision_get_text(NULL, JUMIO_DECISION_TEXT_RULESET));
  text[strlen(expected)] = '\0';
  assert_string_equal(text, expected);
  jumio_text_free(text);
  jumio_policy_free(strict);
  jumio_policy_free(usual);
  jumio_replay_free(replay);
}

static void test_replay__hands_out_the_decisions_that_are_wanted(void **state)
{
  (void)state;
  jumio_replay *replay = begin_strict();
  body face = repeated_face();
  char *json = body_print(&face);
  jumio_decision *before = NULL, *after = NULL;
  assert_int_equal(jumio_replay_add(replay, JUMIO_INPUT_TRANSACTION, json, strlen(json), no_steps, strlen(no_steps), &before, &after, NULL),
                   JUMIO_OK);
  assert_int_equal(jumio_decision_get_status(before), JUMIO_IDV_PASSED);
  assert_int_equal(jumio_decision_get_status(after), JUMIO_IDV_INCOMPLETE);
  jumio_decision_free(before);
  jumio_decision_free(after);
  assert_int_equal(jumio_replay_add(replay, JUMIO_INPUT_TRANSACTION, json, JUMIO_NTS, NULL, 0, &before, NULL, NULL), JUMIO_OK);
  jumio_decision_free(before);
  assert_int_equal(jumio_replay_add(replay, JUMIO_INPUT_TRANSACTION, json, JUMIO_NTS, NULL, 0, NULL, &after, NULL), JUMIO_OK);
  jumio_replay_free(replay); /* the decisions live on */
  free(json);
  assert_string_equal(jumio_reason_get_text(jumio_decision_get_reason_at(after, 0), JUMIO_REASON_TEXT_RULE),
                      "imageChecks.warning.REPEATED_FACE");
  jumio_decision_free(after);
}

static void test_replay__steps_are_weighed_with_their_transaction(void **state)
{
  (void)state;
  static const char rejected[] = "{\"steps\":[{\"name\":\"AUTHENTICATION\",\"decision\":{\"type\":\"REJECTED\"}}]}";
  jumio_replay *replay = begin_strict();
  body b = body_passed();
  char *json = body_print(&b);
  assert_int_equal(jumio_replay_add(replay, JUMIO_INPUT_TRANSACTION, json, JUMIO_NTS, no_steps, JUMIO_NTS, NULL, NULL, NULL), JUMIO_OK);
  assert_int_equal(jumio_replay_add(replay, JUMIO_INPUT_TRANSACTION, json, JUMIO_NTS, rejected, JUMIO_NTS, NULL, NULL, NULL), JUMIO_OK);
  assert_int_equal(jumio_replay_get_count(replay, JUMIO_IDV_PASSED, JUMIO_IDV_PASSED), 1);
  assert_int_equal(jumio_replay_get_count(replay, JUMIO_IDV_DENIED, JUMIO_IDV_DENIED), 1);
  jumio_replay_free(replay);
  free(json);
}

/* What is no transaction has no status under any policy. */
static void test_replay__a_body_that_is_an_error_is_counted_and_told(void **state)
{
  (void)state;
  static const struct {
    const char *body, *steps;
    jumio_result result;
  } rows[] = {
      {"{\"workflow\":{", NULL, JUMIO_ERR_JSON},
      {"{}", NULL, JUMIO_ERR_NOT_A_TRANSACTION},
      {"", NULL, JUMIO_ERR_JSON},
      {"{\"workflow\":{\"status\":\"PROCESSED\"}}", "[", JUMIO_ERR_JSON},
      {"{\"workflow\":{\"status\":\"PROCESSED\"}}", "{}", JUMIO_ERR_NOT_A_TRANSACTION},
  };
  jumio_replay *replay = begin_strict();
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    jumio_decision *before = (jumio_decision *)state, *after = (jumio_decision *)state;
    jumio_error *error = NULL;
    assert_int_equal(
        jumio_replay_add(replay, JUMIO_INPUT_TRANSACTION, rows[i].body, JUMIO_NTS, rows[i].steps, JUMIO_NTS, &before, &after, &error),
        rows[i].result);
    assert_null(before);
    assert_null(after);
    assert_int_equal(jumio_error_get_code(error), rows[i].result);
    assert_true(rows[i].steps == NULL || strncmp(jumio_error_get_message(error), "steps:", 6) == 0);
    jumio_error_free(error);
    assert_int_equal(jumio_replay_add(replay, JUMIO_INPUT_TRANSACTION, rows[i].body, JUMIO_NTS, rows[i].steps, JUMIO_NTS, NULL, NULL, NULL),
                     rows[i].result);
    expect_counts(replay, 0, 2 * (i + 1));
  }
  expect_sum(replay, "\"transactions\":0,\"errors\":10,\"different\":0,\"matrix\":{}}");
  jumio_replay_free(replay);
}

static const char form[] = "verificationStatus=DENIED_FRAUD&idScanStatus=ERROR";

static void test_replay__netverify_is_counted_beside_the_others(void **state)
{
  (void)state;
  jumio_replay *replay = begin_strict();
  jumio_decision *before = NULL, *after = NULL;
  body b = body_passed();
  add(replay, &b);
  assert_int_equal(jumio_replay_add(replay, JUMIO_INPUT_NETVERIFY, form, strlen(form), NULL, 0, &before, &after, NULL), JUMIO_OK);
  assert_int_equal(jumio_decision_get_status(before), JUMIO_IDV_FRAUD);
  assert_int_equal(jumio_decision_get_status(after), JUMIO_IDV_FRAUD);
  jumio_decision_free(before);
  jumio_decision_free(after);
  assert_int_equal(
      jumio_replay_add(replay, JUMIO_INPUT_NETVERIFY, "{\"transaction\":{\"status\":\"PENDING\"}}", JUMIO_NTS, NULL, 0, NULL, NULL, NULL),
      JUMIO_OK);
  assert_int_not_equal(jumio_replay_add(replay, JUMIO_INPUT_NETVERIFY, "", 0, NULL, 0, &before, &after, NULL), JUMIO_OK);
  assert_null(before);
  assert_null(after);
  expect_sum(replay, "\"transactions\":3,\"errors\":1,\"different\":0,\"matrix\":{\"Passed\":{\"Passed\":1},\"Fraud\":{\"Fraud\":1},"
                     "\"Pending\":{\"Pending\":1}}}");
  jumio_replay_free(replay);
}

static void test_replay__a_wrong_call_is_not_counted(void **state)
{
  (void)state;
  jumio_replay *replay = begin_strict();
  const char waiting[] = "{\"workflow\":{\"status\":\"ACQUIRED\"}}";
  const jumio_input odd[] = {0, JUMIO_INPUT_STEPS, 4, -1};
  jumio_decision *both = NULL;
  assert_int_equal(jumio_replay_add(NULL, JUMIO_INPUT_TRANSACTION, waiting, JUMIO_NTS, NULL, 0, NULL, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_replay_add(replay, JUMIO_INPUT_TRANSACTION, NULL, 0, NULL, 0, NULL, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_replay_add(replay, JUMIO_INPUT_NETVERIFY, waiting, JUMIO_NTS, no_steps, JUMIO_NTS, NULL, NULL, NULL),
                   JUMIO_ERR_ARGUMENT);
  for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++)
    assert_int_equal(jumio_replay_add(replay, odd[i], waiting, JUMIO_NTS, NULL, 0, NULL, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_replay_add(replay, JUMIO_INPUT_TRANSACTION, waiting, JUMIO_NTS, NULL, 0, &both, &both, NULL), JUMIO_ERR_ARGUMENT);
  assert_null(both); /* one of two would be lost */
  expect_counts(replay, 0, 0);
  jumio_replay_free(replay);
}

static void test_replay__no_status_has_no_count(void **state)
{
  (void)state;
  jumio_replay *replay = begin_strict();
  assert_int_equal(jumio_replay_add(replay, JUMIO_INPUT_TRANSACTION, "[]", 2, NULL, 0, NULL, NULL, NULL), JUMIO_ERR_NOT_A_TRANSACTION);
  for (jumio_idv_status odd = JUMIO_IDV_UNKNOWN - 1; odd <= JUMIO_IDV_PASSED + 1; odd++) {
    assert_int_equal(jumio_replay_get_count(replay, odd, JUMIO_IDV_UNKNOWN), odd == JUMIO_IDV_UNKNOWN);
    assert_int_equal(jumio_replay_get_count(replay, JUMIO_IDV_UNKNOWN, odd), odd == JUMIO_IDV_UNKNOWN);
    assert_int_equal(jumio_replay_get_count(replay, JUMIO_IDV_PASSED, odd), 0);
  }
  jumio_replay_free(replay);
}

static void test_replay__null_handles(void **state)
{
  (void)state;
  char *text = (char *)state;
  size_t len = 7;
  jumio_replay_free(NULL);
  assert_int_equal(jumio_replay_new(NULL, NULL, NULL, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_replay_get_count(NULL, JUMIO_IDV_PASSED, JUMIO_IDV_PASSED), 0);
  assert_int_equal(jumio_replay_dup_json(NULL, &text, &len, NULL), JUMIO_ERR_ARGUMENT);
  assert_null(text);
  assert_int_equal(len, 0);
  jumio_replay *replay = begin(NULL, NULL);
  assert_int_equal(jumio_replay_dup_json(replay, NULL, NULL, NULL), JUMIO_ERR_ARGUMENT);
  jumio_replay_free(replay);
}

/* Every policy, both bodies, both decisions and the sum, each allocation failing in turn; a lack of memory is no error of the body. */
static int without_memory(jumio_alloc *alloc, void *data)
{
  jumio_replay *replay = NULL;
  jumio_decision *before = NULL, *after = NULL;
  char *text = NULL;
  jumio_decision *alone = NULL;
  uint64_t counted = 0;
  jumio_result result = jumio_replay_new(alloc, NULL, NULL, &replay, NULL);
  if (result == JUMIO_OK)
    result = jumio_replay_add(replay, JUMIO_INPUT_TRANSACTION, data, JUMIO_NTS, no_steps, JUMIO_NTS, &before, &after, NULL);
  assert_true((before != NULL) == (result == JUMIO_OK) && (after != NULL) == (result == JUMIO_OK));
  if (result == JUMIO_OK)
    result = jumio_replay_add(replay, JUMIO_INPUT_TRANSACTION, data, JUMIO_NTS, NULL, 0, NULL, NULL, NULL);
  if (result == JUMIO_OK)
    result = jumio_replay_add(replay, JUMIO_INPUT_TRANSACTION, data, JUMIO_NTS, NULL, 0, NULL, &alone, NULL);
  if (result == JUMIO_OK)
    result = jumio_replay_add(replay, JUMIO_INPUT_NETVERIFY, form, JUMIO_NTS, NULL, 0, NULL, NULL, NULL);
  if (result == JUMIO_OK)
    result = jumio_replay_dup_json(replay, &text, NULL, NULL);
  counted = jumio_replay_get_count(replay, JUMIO_IDV_UNKNOWN, JUMIO_IDV_UNKNOWN);
  jumio_text_free(text);
  jumio_decision_free(before);
  jumio_decision_free(after);
  jumio_decision_free(alone);
  jumio_replay_free(replay);
  assert_int_equal(counted, 0);
  assert_true(result == JUMIO_OK || result == JUMIO_ERR_OUT_OF_MEMORY);
  return result != JUMIO_OK;
}

static void test_replay__without_memory(void **state)
{
  (void)state;
  body b = body_passed();
  char *json = body_print(&b);
  assert_true(failing_alloc_sweep(without_memory, json) > 20);
  free(json);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_replay__either_side_may_have_its_policy),
      cmocka_unit_test(test_replay__counts_by_status_before_and_after),
      cmocka_unit_test(test_replay__either_policy_may_be_the_default),
      cmocka_unit_test(test_replay__the_sum_names_both_policies),
      cmocka_unit_test(test_replay__hands_out_the_decisions_that_are_wanted),
      cmocka_unit_test(test_replay__steps_are_weighed_with_their_transaction),
      cmocka_unit_test(test_replay__a_body_that_is_an_error_is_counted_and_told),
      cmocka_unit_test(test_replay__netverify_is_counted_beside_the_others),
      cmocka_unit_test(test_replay__a_wrong_call_is_not_counted),
      cmocka_unit_test(test_replay__no_status_has_no_count),
      cmocka_unit_test(test_replay__null_handles),
      cmocka_unit_test(test_replay__without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
