/** A decision explained: as JSON, the same bytes whatever the order of members, and as a paragraph in which nothing can hide. */
#include "unit/decision/body.h"

#include "decision/explain.h"
#include "support/cmocka.h"
#include "support/failing_alloc.h"

static jumio_decision *map_text(const char *json, const jumio_policy *policy)
{
  jumio_decision *decision = NULL;
  assert_int_equal(jumio_decision_map_json(NULL, json, JUMIO_NTS, NULL, 0, policy, &decision, NULL), JUMIO_OK);
  return decision;
}

static jumio_decision *map_elements(const char *elements)
{
  char json[8192];
  snprintf(json, sizeof json, "{\"workflow\":{\"status\":\"PROCESSED\",\"definitionKey\":\"10016\"},\"capabilities\":{%s}}", elements);
  return map_text(json, NULL);
}

static void expect_in_text(const jumio_decision *decision, const char *words, bool expected)
{
  char *text = NULL;
  size_t len = 0;
  assert_int_equal(jumio_decision_dup_text(decision, &text, &len, NULL), JUMIO_OK);
  assert_int_equal(len, strlen(text));
  if ((strstr(text, words) != NULL) != expected)
    fail_msg("%s\n%s: %s", expected ? "missing" : "there", words, text);
  jumio_text_free(text);
}

static void test_explain__as_json(void **state)
{
  (void)state;
  static const char expected[] =
      "{\"status\":\"Denied\",\"final\":true,\"profile\":\"liveness_only\",\"ruleset\":\"2\",\"policy\":"
      "{\"name\":\"default\",\"version\":\"1\",\"hash\":\"cb95a7621d9452f77aece960b3264fe73aeef19736377948e04f2019b88da24d\"}"
      ",\"flags\":[\"unknown_label\",\"no_decision\"],\"evidence\":["
      "{\"rule\":\"liveness.rejected\",\"class\":\"denied\",\"role\":\"decided\",\"input\":\"transaction\",\"capability\":\"liveness\","
      "\"category\":\"SELFIE\",\"type\":\"REJECTED\",\"pointer\":\"/capabilities/liveness/0/decision/type\","
      "\"meaning\":\"liveness failed; the type says so\",\"source\":\"mapping 4, 5\","
      "\"overruled\":[\"usability.rejected.BLURRED\",\"transaction.no_decision\"]},"
      "{\"rule\":\"usability.rejected.BLURRED\",\"class\":\"incomplete\",\"role\":\"overruled\",\"input\":\"transaction\","
      "\"capability\":\"usability\",\"type\":\"REJECTED\",\"label\":\"BLURRED\","
      "\"pointer\":\"/capabilities/usability/0/decision/details/label\",\"meaning\":\"out of focus\",\"source\":\"guide, docs\"},"
      "{\"rule\":\"usability.rejected.BLURRED\",\"class\":\"incomplete\",\"role\":\"overruled\",\"input\":\"transaction\","
      "\"capability\":\"usability\",\"type\":\"REJECTED\",\"label\":\"BLURRED\","
      "\"pointer\":\"/capabilities/usability/1/decision/details/label\",\"meaning\":\"out of focus\",\"source\":\"guide, docs\"},"
      "{\"rule\":\"transaction.no_decision\",\"class\":\"symptom\",\"role\":\"overruled\",\"input\":\"transaction\","
      "\"pointer\":\"/decision\",\"meaning\":\"the transaction has no decision\",\"source\":\"mapping 5\"},"
      "{\"rule\":\"liveness.passed.OK\",\"class\":\"ok\",\"role\":\"overruled\",\"input\":\"transaction\",\"capability\":\"liveness\","
      "\"type\":\"PASSED\",\"label\":\"OK\",\"pointer\":\"/capabilities/liveness/1/decision/details/label\","
      "\"meaning\":\"a live person\",\"source\":\"guide, docs, seen\"}],\"text\":\"";
  jumio_decision *d = map_elements("\"usability\":[{\"decision\":{\"type\":\"REJECTED\",\"details\":{\"label\":\"BLURRED\"}}},"
                                   "{\"decision\":{\"type\":\"REJECTED\",\"details\":{\"label\":\"BLURRED\"}}}],"
                                   "\"liveness\":[{\"credentials\":[{\"category\":\"SELFIE\"}],\"decision\":{\"type\":\"REJECTED\"}},"
                                   "{\"decision\":{\"type\":\"PASSED\",\"details\":{\"label\":\"OK\"}}}]");
  char *json = NULL, *text = NULL;
  size_t len = 0;
  assert_int_equal(jumio_decision_dup_json(d, &json, &len, NULL), JUMIO_OK);
  assert_int_equal(len, strlen(json));
  assert_int_equal(strncmp(json, expected, strlen(expected)), 0);
  assert_int_equal(jumio_decision_dup_text(d, &text, NULL, NULL), JUMIO_OK);
  assert_int_equal(strncmp(json + strlen(expected), text, strlen("Denied: the face")), 0);
  jumio_text_free(text);
  jumio_text_free(json);
  jumio_decision_free(d);
}

static void test_explain__words_that_are_not_known_or_missing(void **state)
{
  (void)state;
  jumio_decision *d = map_elements(
      "\"later\\\"\\u0007\":[{\"credentials\":[{\"category\":\"PALM\"},{\"category\":\"ID\"}],\"decision\":{\"type\":\"REJECTED\"}}],"
      "\"liveness\":[{},{\"decision\":{\"type\":\"ACCEPTED\",\"details\":{\"label\":\"OK\"}}}],"
      "\"imageChecks\":[{\"decision\":{\"type\":\"NOT_EXECUTED\",\"details\":{\"label\":\"PRECONDITION_NOT_FULFILLED\"}}}]");
  expect_in_text(d, "the check \"later??\" of the ID and \"PALM\" was rejected without a label (a capability", true);
  expect_in_text(d, "the liveness test answered without a type without a label (", true);
  expect_in_text(d, "the liveness test answered with the type \"ACCEPTED\" and the label \"OK\" (", true);
  expect_in_text(d, "the image check did not run, with the label \"PRECONDITION_NOT_FULFILLED\" (a check before it failed)", true);
  expect_in_text(d, "a required check is not there: the usability check", true);
  jumio_decision_free(d);
}

static void test_explain__of_the_transaction_itself(void **state)
{
  (void)state;
  body b = body_passed();
  b.type = "WARNING";
  b.label = "REVIEW_BY_RULE";
  char *json = body_print(&b);
  jumio_decision *d = map_text(json, NULL);
  expect_in_text(d, "because every check is clean, but a rule of the tenant decided otherwise (\"WARNING\", labelled \"REVIEW_BY_RULE\").",
                 true);
  expect_in_text(d, "Other findings were overruled", false);
  jumio_decision_free(d);
  free(json);
  d = map_text("{\"workflow\":{\"status\":\"PROCESSED\"},\"decision\":{\"details\":{\"label\":\"X\"}}}", NULL);
  expect_in_text(d, "the transaction's decision has no type that this version knows (labelled \"X\")", true);
  expect_in_text(d, "the workflow key is not known", true);
  jumio_decision_free(d);
}

static void test_explain__long_lists_are_cut(void **state)
{
  (void)state;
  char elements[8192] = "\"liveness\":[", list[4096];
  size_t at = 0;
  for (size_t i = 0; i < 22; i++)
    at += (size_t)snprintf(list + at, sizeof list - at, "%s{\"decision\":{\"type\":\"REJECTED\",\"details\":{\"label\":\"MANIPULATED\"}}}",
                           i != 0 ? "," : "");
  snprintf(elements, sizeof elements, "\"liveness\":[%s]", list);
  jumio_decision *d = map_elements(elements);
  expect_in_text(d, "(an edited selfie); and 2 more. Other findings were overruled: ", true);
  jumio_decision_free(d);
}

/* Every capability has words, and every flag. */
static void test_explain__nothing_lacks_words(void **state)
{
  (void)state;
  for (int kind = 1; kind < JUMIO__CAPABILITY_COUNT; kind++) {
    char element[256];
    snprintf(element, sizeof element, "\"%s\":[{\"decision\":{\"type\":\"REJECTED\",\"details\":{\"label\":\"NEW\"}}}]",
             jumio__capability_name((jumio__capability_kind)kind));
    jumio_decision *d = map_elements(element);
    expect_in_text(d, "the check \"", false);
    expect_in_text(d, " was rejected with the label \"NEW\" (", kind != JUMIO__CAPABILITY_classification); /* which says nothing */
    jumio_decision_free(d);
  }
  for (unsigned bit = 0; bit < 32; bit++)
    if (jumio_decision_flag_name(UINT32_C(1) << bit) != NULL)
      assert_true(strlen(jumio__flag_remark(UINT32_C(1) << bit)) > 10);
}

static void test_explain__arguments(void **state)
{
  (void)state;
  char *text = (char *)state;
  size_t len = 7;
  jumio_error *error = NULL;
  assert_int_equal(jumio_decision_dup_json(NULL, &text, &len, &error), JUMIO_ERR_ARGUMENT);
  assert_non_null(strstr(jumio_error_get_message(error), "decision is NULL"));
  assert_null(text);
  assert_int_equal(len, 0);
  jumio_error_free(error);
  jumio_decision *d = map_elements("");
  assert_int_equal(jumio_decision_dup_text(d, NULL, NULL, &error), JUMIO_ERR_ARGUMENT);
  assert_non_null(strstr(jumio_error_get_message(error), "out is NULL"));
  jumio_error_free(error);
  jumio_decision_free(d);
}

static int explain_scenario(jumio_alloc *alloc, void *data)
{
  jumio_decision *d = NULL;
  char *json = NULL, *text = NULL;
  jumio_error *error = NULL;
  jumio_result result = jumio_decision_map_json(alloc, data, JUMIO_NTS, NULL, 0, NULL, &d, &error);
  if (result == JUMIO_OK)
    result = jumio_decision_dup_json(d, &json, NULL, &error);
  if (result == JUMIO_OK)
    result = jumio_decision_dup_text(d, &text, NULL, &error);
  assert_int_equal(jumio_error_get_code(error), result);
  assert_true((text != NULL) == (result == JUMIO_OK));
  jumio_error_free(error);
  jumio_text_free(text);
  jumio_text_free(json);
  jumio_decision_free(d);
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

static void test_explain__without_memory(void **state)
{
  (void)state;
  body b = body_passed();
  body_set(&b, "similarity", "REJECTED", "NO_MATCH");
  char *json = body_print(&b);
  assert_true(failing_alloc_sweep(explain_scenario, json) > 8);
  free(json);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_explain__as_json),
      cmocka_unit_test(test_explain__words_that_are_not_known_or_missing),
      cmocka_unit_test(test_explain__of_the_transaction_itself),
      cmocka_unit_test(test_explain__long_lists_are_cut),
      cmocka_unit_test(test_explain__nothing_lacks_words),
      cmocka_unit_test(test_explain__arguments),
      cmocka_unit_test(test_explain__without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
