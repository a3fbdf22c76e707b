/** The order of evidence: by role, by weight, by the table of capabilities, by index; never by the order of the members of the JSON. */
#include "unit/decision/body.h"

#include "model/words.h"
#include "support/cmocka.h"

#define FAKE "{\"decision\":{\"type\":\"REJECTED\",\"details\":{\"label\":\"FAKE\"}}}"
#define BLURRED "{\"decision\":{\"type\":\"REJECTED\",\"details\":{\"label\":\"BLURRED\"}}}"
#define REPEATED "{\"decision\":{\"type\":\"WARNING\",\"details\":{\"label\":\"REPEATED_FACE\"}}}"
#define GOOD "{\"decision\":{\"type\":\"PASSED\",\"details\":{\"label\":\"OK\"}}}"

static jumio_decision *map_members(const char *inside)
{
  jumio_decision *decision = NULL;
  size_t size = strlen(inside) + 200;
  char *json = malloc(size);
  snprintf(json, size, "{\"workflow\":{\"status\":\"PROCESSED\"},\"decision\":{\"type\":\"REJECTED\"},\"capabilities\":{%s}}", inside);
  assert_int_equal(jumio_decision_map_json(NULL, json, JUMIO_NTS, NULL, 0, NULL, &decision, NULL), JUMIO_OK);
  free(json);
  return decision;
}

static void expect_pointers(const char *inside, const char *const *pointers, size_t count)
{
  jumio_decision *decision = map_members(inside);
  assert_true(jumio_decision_reason_count(decision) >= count);
  for (size_t i = 0; i < count; i++)
    assert_string_equal(jumio_reason_get_text(jumio_decision_get_reason_at(decision, i), JUMIO_REASON_TEXT_POINTER), pointers[i]);
  jumio_decision_free(decision);
}

static void test_order__is_that_of_the_table(void **state)
{
  (void)state;
  static const char *const pointers[] = {"/capabilities/imageChecks/0/decision/details/label",
                                         "/capabilities/imageChecks/2/decision/details/label",
                                         "/capabilities/usability/1/decision/details/label",
                                         "/capabilities/extraction",
                                         "/capabilities/dataChecks",
                                         "/capabilities/similarity",
                                         "/capabilities/liveness",
                                         "/capabilities/a/0/decision/details/label",
                                         "/capabilities/aa/0/decision/details/label",
                                         "/capabilities/aa/1/decision/details/label",
                                         "/capabilities/ab/0/decision/details/label",
                                         "/capabilities/b/0/decision/details/label",
                                         "/decision/type",
                                         "/capabilities/usability/0/decision/details/label",
                                         "/capabilities/imageChecks/1/decision/details/label"};
  const size_t count = sizeof pointers / sizeof pointers[0];
  expect_pointers("\"usability\":[" GOOD "," BLURRED "],\"imageChecks\":[" FAKE "," GOOD "," FAKE "],\"a\":[" FAKE "],\"aa\":[" FAKE
                  "," BLURRED "],\"ab\":[" FAKE "],\"b\":[" FAKE "]",
                  pointers, count);
  expect_pointers("\"b\":[" FAKE "],\"ab\":[" FAKE "],\"aa\":[" FAKE "," BLURRED "],\"imageChecks\":[" FAKE "," GOOD "," FAKE
                  "],\"a\":[" FAKE "],\"usability\":[" GOOD "," BLURRED "]",
                  pointers, count);
  expect_pointers("\"aa\":[" FAKE "," BLURRED "],\"usability\":[" GOOD "," BLURRED "],\"b\":[" FAKE "],\"a\":[" FAKE "],\"ab\":[" FAKE
                  "],\"imageChecks\":[" FAKE "," GOOD "," FAKE "]",
                  pointers, count);
}

#define MANY 150

static char *repeat(const char *name, const char *element)
{
  size_t size = MANY * (strlen(element) + 1) + strlen(name) + 8;
  char *json = malloc(size);
  size_t at = (size_t)snprintf(json, size, "\"%s\":[", name);
  for (size_t i = 0; i < MANY; i++)
    at += (size_t)snprintf(json + at, size - at, "%s%s", i != 0 ? "," : "", element);
  snprintf(json + at, size - at, "]");
  return json;
}

/* Every order of four members that together are too many: what is left out is the same. */
static void test_order__what_is_left_out_does_not_depend_on_it(void **state)
{
  (void)state;
  char *inside[4] = {repeat("later", FAKE), repeat("afterwards", FAKE), repeat("imageChecks", REPEATED), repeat("usability", GOOD)};
  const char *const firsts[] = {"/capabilities/afterwards/0/decision/details/label", "/capabilities/afterwards/149/decision/details/label",
                                "/capabilities/later/0/decision/details/label", "/capabilities/later/87/decision/details/label"};
  for (size_t order = 0; order < 24; order++) {
    size_t left[4] = {0, 1, 2, 3}, rest = order, size = 8;
    for (size_t i = 0; i < 4; i++)
      size += strlen(inside[i]) + 1;
    char *joined = malloc(size);
    for (size_t n = 4, at = 0; n > 0; n--) {
      size_t pick = rest % n;
      rest /= n;
      at += (size_t)snprintf(joined + at, size - at, "%s%s", inside[left[pick]], n > 1 ? "," : "");
      memmove(&left[pick], &left[pick + 1], (n - pick - 1) * sizeof left[0]);
    }
    jumio_decision *d = map_members(joined);
    size_t of_class[7] = {0}, objections[240], count = 0;
    for (size_t i = 0; i < jumio_decision_reason_count(d); i++) {
      const jumio_reason *reason = jumio_decision_get_reason_at(d, i);
      of_class[jumio_reason_get_int64(reason, JUMIO_REASON_CLASS)]++;
      if (strcmp(jumio_reason_get_text(reason, JUMIO_REASON_TEXT_RULE), "unknown.rejected") == 0)
        objections[count++] = i;
    }
    assert_int_equal(count, 238); /* one place is left for each of the others' weights */
    assert_int_equal(of_class[JUMIO_EVIDENCE_ADVISORY], 1);
    assert_int_equal(of_class[JUMIO_EVIDENCE_OK], 1);
    const size_t places[] = {0, 149, 150, 237};
    for (size_t i = 0; i < 4; i++)
      assert_string_equal(jumio_reason_get_text(jumio_decision_get_reason_at(d, objections[places[i]]), JUMIO_REASON_TEXT_POINTER),
                          firsts[i]);
    jumio_decision_free(d);
    free(joined);
  }
  for (size_t i = 0; i < 4; i++)
    free(inside[i]);
}

static void expect_category(const char *credentials, const char *references, const char *category)
{
  char json[4096];
  jumio_decision *d = NULL;
  snprintf(json, sizeof json,
           "{\"workflow\":{\"status\":\"PROCESSED\"},\"credentials\":%s,\"capabilities\":{\"imageChecks\":[{\"credentials\":%s,"
           "\"decision\":{\"type\":\"REJECTED\",\"details\":{\"label\":\"FAKE\"}}}]}}",
           credentials, references);
  assert_int_equal(jumio_decision_map_json(NULL, json, JUMIO_NTS, NULL, 0, NULL, &d, NULL), JUMIO_OK);
  const char *told = jumio_reason_get_text(jumio_decision_get_reason_at(d, 0), JUMIO_REASON_TEXT_CATEGORY);
  if (category == NULL)
    assert_null(told);
  else
    assert_string_equal(told, category);
  jumio_decision_free(d);
}

static void test_order__the_category_is_told(void **state)
{
  (void)state;
  expect_category("[]", "[{\"id\":\"1\",\"category\":\"ID\"}]", "ID");
  expect_category("[]", "[{\"category\":\"SELFIE\"},{\"category\":\"ID\"},{\"category\":\"ID\"}]", "ID+SELFIE");
  expect_category("[{\"id\":\"1\",\"category\":\"SELFIE\"}]", "[{\"id\":\"1\"}]", "SELFIE");
  expect_category("[{\"id\":\"1\",\"category\":\"PALM\"}]", "[{\"id\":\"1\"},{\"category\":\"IRIS\"},{\"category\":\"PALM\"}]",
                  "PALM+IRIS");
  expect_category("[]", "[{\"category\":\"PALM\"},{\"category\":\"ID\"},{\"category\":\"PAL\"},{\"category\":\"ALM\"}]", "ID+PALM+PAL+ALM");
  expect_category("[]", "[{\"category\":\"PALM\"},{\"category\":\"\"},{\"category\":\"PALM\"}]", "PALM");
  /* Untold: nothing there, no such credential, no text, two of one id that differ. */
  expect_category("[]", "[]", NULL);
  expect_category("[]", "{}", NULL);
  expect_category("[]", "[{\"id\":\"1\"},7]", NULL);
  expect_category("[]", "[{\"category\":7}]", NULL);
  expect_category("[{\"id\":\"1\",\"category\":\"ID\"},{\"id\":\"1\",\"category\":\"SELFIE\"}]", "[{\"id\":\"1\"}]", NULL);
}

/* Words too long to be shown together: those that fit. */
static void test_order__a_long_category_is_left_out(void **state)
{
  (void)state;
  char word[122], references[512];
  memset(word, 'W', sizeof word - 1);
  word[121] = '\0';
  snprintf(references, sizeof references, "[{\"category\":\"%s\"},{\"category\":\"PALM\"}]", word);
  expect_category("[]", references, "PALM");
  snprintf(references, sizeof references, "[{\"category\":\"%s\"}]", word);
  expect_category("[]", references, NULL);
  snprintf(references, sizeof references, "[{\"category\":\"%s\"},{\"category\":\"PALM\"}]", word + 1);
  expect_category("[]", references, word + 1);
  snprintf(references, sizeof references, "[{\"category\":\"%s\"},{\"category\":\"PALM\"}]", word + 5);
  expect_category("[]", references, word + 5);
}

static void test_order__every_set_of_categories(void **state)
{
  (void)state;
  for (unsigned set = 1; set < 32; set++) {
    char references[512], expected[64];
    size_t at = 0, len = 0;
    for (jumio_category category = JUMIO_CATEGORY_ID; category <= JUMIO_CATEGORY_DATA; category++) {
      const char *word = jumio__category_word(category);
      if ((set >> (category - 1) & 1) == 0)
        continue;
      at += (size_t)snprintf(references + at, sizeof references - at, "%s{\"category\":\"%s\"}", at != 0 ? "," : "[", word);
      len += (size_t)snprintf(expected + len, sizeof expected - len, "%s%s", len != 0 ? "+" : "", word);
    }
    snprintf(references + at, sizeof references - at, "]");
    expect_category("[]", references, expected);
  }
}

static void test_order__a_reason_tells_its_rule_and_input(void **state)
{
  (void)state;
  jumio_decision *d = map_members("\"imageChecks\":[" FAKE "]");
  const jumio_reason *fake = jumio_decision_get_reason_at(d, 0),
                     *last = jumio_decision_get_reason_at(d, jumio_decision_reason_count(d) - 1);
  assert_string_equal(jumio_reason_get_text(fake, JUMIO_REASON_TEXT_MEANING), "a known fake, or a picture that circulates on the internet");
  assert_string_equal(jumio_reason_get_text(fake, JUMIO_REASON_TEXT_SOURCE), "guide, docs");
  assert_int_equal(jumio_reason_get_int64(fake, JUMIO_REASON_INPUT), JUMIO_INPUT_TRANSACTION);
  assert_string_equal(jumio_reason_get_text(last, JUMIO_REASON_TEXT_RULE), "transaction.rejected");
  assert_string_equal(jumio_reason_get_text(last, JUMIO_REASON_TEXT_MEANING),
                      "the transaction itself was rejected; a symptom where a check is not clean");
  assert_string_equal(jumio_reason_get_text(last, JUMIO_REASON_TEXT_SOURCE), "mapping 5");
  assert_null(jumio_reason_get_text(last, JUMIO_REASON_TEXT_CATEGORY));
  assert_int_equal(jumio_reason_get_int64(last, JUMIO_REASON_INPUT), JUMIO_INPUT_TRANSACTION);
  jumio_decision_free(d);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_order__is_that_of_the_table),    cmocka_unit_test(test_order__what_is_left_out_does_not_depend_on_it),
      cmocka_unit_test(test_order__the_category_is_told),    cmocka_unit_test(test_order__a_long_category_is_left_out),
      cmocka_unit_test(test_order__every_set_of_categories), cmocka_unit_test(test_order__a_reason_tells_its_rule_and_input),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
