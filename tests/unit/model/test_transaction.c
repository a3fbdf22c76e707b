/** The transaction: every getter on a full body, wrong types read as absent, ranges, and the text it gives back. */
#include "model/transaction.h"

#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <jumio/result.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ID "a1d0c0de-0001-4a00-8000-000000000001"
#define SELFIE "a1d0c0de-0002-4a00-8000-000000000002"

static const char full[] =
    "{\"workflow\":{\"id\":\"wf-1\",\"status\":\"PROCESSED\",\"definitionKey\":\"10011\",\"originalDefinitionKey\":\"3\",\"userReference\":"
    "\"party\","
    "\"customerInternalReference\":\"case\",\"reportingCriteria\":\"branch\",\"parentId\":\"p\",\"childIds\":[\"k1\",\"k2\"]},"
    "\"account\":{\"id\":\"2222-xxxx\"},\"createdAt\":\"2026-02-03T09:12:04.118Z\",\"startedAt\":\"2026-02-03T09:15:41Z\","
    "\"completedAt\":\"2026-02-03T10:16:12.377123+01:00\",\"wipedOutAt\":null,\"later\":{\"a\":[1,{\"b\":2}]},"
    "\"credentials\":[{\"id\":\"" ID "\",\"category\":\"ID\",\"label\":\"Primary ID\",\"clientIp\":\"203.0.113.24\",\"parts\":["
    "{\"classifier\":\"FRONT\",\"href\":\"https://x/FRONT\",\"captureType\":\"camera\"},{\"classifier\":\"BACK\",\"href\":\"\"}],"
    "\"consent\":{\"decisionAccepted\":true,\"collectedBy\":\"CUSTOMER\"},\"reusableIdentity\":{\"status\":\"ID_NOT_FOUND\",\"source\":"
    "\"JUMIO\"}},"
    "{\"id\":\"" SELFIE "\",\"category\":\"SELFIE\",\"consent\":{\"decisionAccepted\":false}},{\"category\":\"LATER\",\"parts\":[{"
    "\"classifier\":\"FACEMAP\"}]}],"
    "\"decision\":{\"type\":\"WARNING\",\"details\":{\"label\":\"TXN_REVIEW\"},\"risk\":{\"score\":50.25}},"
    "\"feedback\":{\"status\":\"FRAUD\",\"reason\":\"FIRST_PARTY_FRAUD\"},"
    "\"capabilities\":{\"usability\":[{\"id\":\"u0\",\"credentials\":[{\"id\":\"" ID
    "\",\"category\":\"ID\"}],\"decision\":{\"type\":\"PASSED\",\"details\":{\"label\":\"OK\"}}},"
    "{\"credentials\":[{\"id\":\"" SELFIE "\"}]}],"
    "\"extraction\":[{\"decision\":{\"type\":\"LATER\",\"details\":{\"label\":\"NEW\"}},\"data\":{\"firstName\":\"ANNA\",\"currentAge\":"
    "\"37\",\"predictedAge\":36,"
    "\"dateOfBirthParts\":{\"year\":\"1988\"},\"a/b\":{\"c~d\":[\"x\",\"y\"]},\"odd\":\"37a\",\"real\":1.5}}],\"new/"
    "check\":[{\"id\":\"n\"}]}}";

static jumio_transaction *parse(const char *json)
{
  jumio_transaction *t = NULL;
  jumio_error *error = (jumio_error *)(uintptr_t)8;
  assert_int_equal(jumio_transaction_parse(NULL, json, JUMIO_NTS, &t, &error), JUMIO_OK);
  assert_null(error);
  return t;
}

static void test_transaction__of_the_transaction_itself(void **state)
{
  (void)state;
  static const char *const texts[] = {
      NULL,   "10011",     "3",         "party", "case", "branch", "p", "WARNING", "TXN_REVIEW", "FRAUD", "FIRST_PARTY_FRAUD",
      "wf-1", "2222-xxxx", "PROCESSED", NULL};
  jumio_transaction *t = parse(full);
  assert_string_equal(jumio_transaction_get_text(t, JUMIO_TEXT_EXECUTION_ID), "wf-1");
  assert_string_equal(jumio_transaction_get_text(t, JUMIO_TEXT_ACCOUNT_ID), "2222-xxxx");
  assert_int_equal(jumio_transaction_get_int64(t, JUMIO_TRANSACTION_STATUS), JUMIO_EXECUTION_PROCESSED);
  assert_string_equal(jumio_transaction_get_text(t, JUMIO_TEXT_STATUS), "PROCESSED");
  for (jumio_transaction_text which = 0; which < 15; which++) {
    if (texts[which] == NULL)
      assert_null(jumio_transaction_get_text(t, which));
    else
      assert_string_equal(jumio_transaction_get_text(t, which), texts[which]);
  }
  assert_int_equal(jumio_transaction_get_unix_ms(t, JUMIO_TIME_CREATED), INT64_C(1770109924118));
  assert_int_equal(jumio_transaction_get_unix_ms(t, JUMIO_TIME_STARTED), INT64_C(1770110141000));
  assert_int_equal(jumio_transaction_get_unix_ms(t, JUMIO_TIME_COMPLETED), INT64_C(1770110172377));
  assert_int_equal(jumio_transaction_get_unix_ms(t, JUMIO_TIME_WIPED_OUT), JUMIO_ABSENT);
  assert_int_equal(jumio_transaction_get_unix_ms(t, 0), JUMIO_ABSENT);
  assert_int_equal(jumio_transaction_get_unix_ms(t, 5), JUMIO_ABSENT);
  assert_int_equal(jumio_transaction_get_int64(t, JUMIO_TRANSACTION_IS_WIPED), 0);
  assert_int_equal(jumio_transaction_get_int64(t, JUMIO_TRANSACTION_DECISION_TYPE), JUMIO_TYPE_WARNING);
  assert_int_equal(jumio_transaction_get_int64(t, JUMIO_TRANSACTION_RISK_SCORE_X100), 5025);
  assert_int_equal(jumio_transaction_get_int64(t, JUMIO_TRANSACTION_REMARKS), 0);
  const jumio_answer *whole = jumio_transaction_get_answer(t);
  assert_int_equal(jumio_answer_count(whole, "/workflow/childIds"), 2);
  assert_string_equal(jumio_answer_get_text(whole, "/workflow/childIds/1"), "k2");
  assert_null(jumio_answer_get_text(whole, "/workflow/childIds/2"));
  assert_null(jumio_answer_get_body(whole, NULL));
  assert_int_equal(jumio_answer_get_http_status(whole), 0);
  jumio_transaction_free(t);
}

static void test_transaction__credentials(void **state)
{
  (void)state;
  static const char *const texts[] = {NULL, ID, "ID", "Primary ID", "203.0.113.24", "CUSTOMER", "ID_NOT_FOUND", "JUMIO", NULL};
  jumio_transaction *t = parse(full);
  assert_int_equal(jumio_transaction_credential_count(t), 3);
  const jumio_transaction_credential *c = jumio_transaction_get_credential_at(t, 0);
  for (jumio_credential_text which = 0; which < 9; which++) {
    if (texts[which] == NULL)
      assert_null(jumio_transaction_credential_get_text(c, which));
    else
      assert_string_equal(jumio_transaction_credential_get_text(c, which), texts[which]);
  }
  assert_int_equal(jumio_transaction_credential_get_category(c), JUMIO_CATEGORY_ID);
  assert_int_equal(jumio_transaction_credential_get_consent(c), 1);
  assert_int_equal(jumio_transaction_credential_part_count(c), 2);
  assert_string_equal(jumio_transaction_credential_get_part_text_at(c, 0, JUMIO_PART_TEXT_CLASSIFIER), "FRONT");
  assert_string_equal(jumio_transaction_credential_get_part_text_at(c, 0, JUMIO_PART_TEXT_CAPTURE_TYPE), "camera");
  assert_int_equal(jumio_transaction_credential_get_part_state_at(c, 0), JUMIO_PART_STATE_DOWNLOADABLE);
  assert_int_equal(jumio_transaction_credential_get_part_state_at(c, 1), JUMIO_PART_STATE_NO_ADDRESS);
  assert_int_equal(jumio_transaction_credential_get_part_state_at(c, 2), JUMIO_PART_STATE_ABSENT);
  assert_null(jumio_transaction_credential_get_part_text_at(c, 2, JUMIO_PART_TEXT_CLASSIFIER));
  assert_null(jumio_transaction_credential_get_part_text_at(c, 1, JUMIO_PART_TEXT_CAPTURE_TYPE));
  c = jumio_transaction_get_credential_at(t, 1);
  assert_int_equal(jumio_transaction_credential_get_consent(c), 0);
  assert_int_equal(jumio_transaction_credential_part_count(c), 0);
  c = jumio_transaction_get_credential_at(t, 2);
  assert_int_equal(jumio_transaction_credential_get_category(c), JUMIO_CATEGORY_UNKNOWN);
  assert_string_equal(jumio_transaction_credential_get_text(c, JUMIO_CREDENTIAL_TEXT_CATEGORY), "LATER");
  assert_int_equal(jumio_transaction_credential_get_consent(c), -1);
  assert_int_equal(jumio_transaction_credential_get_part_state_at(c, 0), JUMIO_PART_STATE_NO_ADDRESS);
  assert_int_equal(jumio_transaction_credential_get_part_state_at(c, 1), JUMIO_PART_STATE_ABSENT);
  assert_null(jumio_transaction_get_credential_at(t, 3));
  jumio_transaction_free(t);
}

static void test_transaction__capabilities(void **state)
{
  (void)state;
  jumio_transaction *t = parse(full);
  char pointer[64];
  assert_int_equal(jumio_transaction_capability_count(t), 4);
  const jumio_capability *c = jumio_transaction_get_capability_at(t, 0);
  assert_string_equal(jumio_capability_get_word(c, JUMIO_WORD_NAME), "usability");
  assert_string_equal(jumio_capability_get_word(c, JUMIO_WORD_ID), "u0");
  assert_int_equal(jumio_capability_get_type(c), JUMIO_TYPE_PASSED);
  assert_string_equal(jumio_capability_get_word(c, JUMIO_WORD_TYPE), "PASSED");
  assert_string_equal(jumio_capability_get_word(c, JUMIO_WORD_LABEL), "OK");
  assert_int_equal(jumio_capability_credential_count(c), 1);
  assert_string_equal(jumio_capability_get_credential_id_at(c, 0), ID);
  assert_int_equal(jumio_capability_get_credential_category_at(c, 0), JUMIO_CATEGORY_ID);
  assert_null(jumio_capability_get_credential_id_at(c, 1));
  c = jumio_transaction_get_capability_at(t, 1);
  assert_null(jumio_capability_get_word(c, JUMIO_WORD_ID));
  assert_null(jumio_capability_get_word(c, JUMIO_WORD_TYPE));
  assert_null(jumio_capability_get_word(c, JUMIO_WORD_LABEL));
  assert_int_equal(jumio_capability_get_credential_category_at(c, 0), JUMIO_CATEGORY_SELFIE); /* of the credential with this id */
  assert_int_equal(jumio_capability_get_pointer(c, pointer, sizeof pointer), strlen("/capabilities/usability/1"));
  assert_string_equal(pointer, "/capabilities/usability/1");
  c = jumio_transaction_get_capability_at(t, 2);
  assert_int_equal(jumio_capability_get_type(c), JUMIO_TYPE_UNKNOWN);
  assert_string_equal(jumio_capability_get_word(c, JUMIO_WORD_TYPE), "LATER");
  assert_int_equal(jumio_capability_credential_count(c), 0);
  assert_string_equal(jumio_capability_get_text(c, "/data/firstName"), "ANNA");
  assert_string_equal(jumio_capability_get_text(c, "/data/dateOfBirthParts/year"), "1988");
  assert_string_equal(jumio_capability_get_text(c, "/data/a~1b/c~0d/1"), "y");
  assert_null(jumio_capability_get_text(c, "/data"));
  assert_null(jumio_capability_get_text(c, "data/firstName"));
  assert_null(jumio_capability_get_text(c, ""));
  assert_null(jumio_capability_get_text(c, NULL));
  assert_int_equal(jumio_capability_get_int64(c, "/data/currentAge"), 37);
  assert_int_equal(jumio_capability_get_int64(c, "/data/predictedAge"), 36);
  assert_int_equal(jumio_capability_get_int64(c, "/data/odd"), JUMIO_ABSENT);
  assert_int_equal(jumio_capability_get_int64(c, "/data/real"), JUMIO_ABSENT);
  assert_int_equal(jumio_capability_get_int64(c, "/data/none"), JUMIO_ABSENT);
  c = jumio_transaction_get_capability_at(t, 3);
  assert_string_equal(jumio_capability_get_word(c, JUMIO_WORD_NAME), "new/check");
  size_t len = strlen("/capabilities/new~1check/0");
  memset(pointer, '#', sizeof pointer);
  assert_int_equal(jumio_capability_get_pointer(c, pointer, 10), len);
  assert_string_equal(pointer, "/capabili");
  assert_int_equal(jumio_capability_get_pointer(c, pointer, len + 1), len);
  assert_string_equal(pointer, "/capabilities/new~1check/0");
  assert_int_equal(jumio_capability_get_pointer(c, NULL, 0), len);
  assert_null(jumio_transaction_get_capability_at(t, 4));
  jumio_transaction_free(t);
}

static void test_transaction__categories_by_id(void **state)
{
  (void)state;
  jumio_transaction *t = parse(
      "{\"workflow\":{\"status\":\"PROCESSED\"},\"credentials\":[{\"id\":\"x\",\"category\":\"ID\"},{\"id\":\"y\",\"category\":\"ID\"},"
      "{\"id\":\"y\",\"category\":\"SELFIE\"},{\"id\":\"z\"}],\"capabilities\":{\"usability\":[{\"credentials\":[{\"id\":\"x\"},{\"id\":"
      "\"x\",\"category\":\"FACEMAP\"},"
      "{\"id\":\"y\"},{\"id\":\"z\"},{\"id\":\"none\"},{},{\"id\":\"x\",\"category\":\"\"},{\"id\":\"x\",\"category\":\"LATER\"}]}]}}");
  static const jumio_category want[] = {JUMIO_CATEGORY_ID, JUMIO_CATEGORY_FACEMAP, 0, 0, 0, 0, JUMIO_CATEGORY_ID, 0};
  const jumio_capability *c = jumio_transaction_get_capability_at(t, 0);
  for (size_t i = 0; i < 8; i++)
    assert_int_equal(jumio_capability_get_credential_category_at(c, i), want[i]);
  /* One that tells nothing does not widen those that do. */
  assert_int_equal(c->categories,
                   JUMIO__CATEGORY_BIT(JUMIO_CATEGORY_ID) | JUMIO__CATEGORY_BIT(JUMIO_CATEGORY_FACEMAP) | JUMIO__CATEGORY_OTHER);
  jumio_transaction_free(t);
}

static jumio_transaction *with(const char *members)
{
  char json[1024];
  snprintf(json, sizeof json, "{\"workflow\":{\"status\":\"PROCESSED\"},%s}", members);
  return parse(json);
}

static void test_transaction__categories_beside_one_that_tells_nothing(void **state)
{
  (void)state;
  static const struct {
    const char *references;
    uint32_t want;
  } cases[] = {
      {"{}", JUMIO__CATEGORY_UNTOLD},
      {"{\"category\":\"FACEMAP\"}", JUMIO__CATEGORY_BIT(JUMIO_CATEGORY_FACEMAP)},
      {"{\"category\":\"FACEMAP\"},{}", JUMIO__CATEGORY_BIT(JUMIO_CATEGORY_FACEMAP) | JUMIO__CATEGORY_OTHER},
      {"{},{\"category\":\"FACEMAP\"}", JUMIO__CATEGORY_BIT(JUMIO_CATEGORY_FACEMAP) | JUMIO__CATEGORY_OTHER},
      {"{\"category\":\"LATER\"},{}", JUMIO__CATEGORY_OTHER},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char members[256];
    snprintf(members, sizeof members, "\"capabilities\":{\"usability\":[{\"credentials\":[%s]}]}", cases[i].references);
    jumio_transaction *t = with(members);
    assert_int_equal(jumio_transaction_get_capability_at(t, 0)->categories, cases[i].want);
    jumio_transaction_free(t);
  }
}

static void test_transaction__risk_scores(void **state)
{
  (void)state;
  static const struct {
    const char *score;
    int64_t want;
    uint32_t remarks;
  } rows[] = {{"0", 0, 0},
              {"0.0", 0, 0},
              {"80", 8000, 0},
              {"50.0", 5000, 0},
              {"1e2", 10000, 0},
              {"33.335", 3334, 0},
              {"-1", -100, 0},
              {"-1.0", -100, 0},
              {"100.01", JUMIO_ABSENT, 1},
              {"101", JUMIO_ABSENT, 1},
              {"-2", JUMIO_ABSENT, 1},
              {"-0.5", JUMIO_ABSENT, 1},
              {"null", JUMIO_ABSENT, 0},
              {"\"50\"", JUMIO_ABSENT, 1},
              {"true", JUMIO_ABSENT, 1},
              {"[50]", JUMIO_ABSENT, 1},
              {"1e30", JUMIO_ABSENT, 1}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char members[128];
    snprintf(members, sizeof members, "\"decision\":{\"type\":\"PASSED\",\"risk\":{\"score\":%s}}", rows[i].score);
    jumio_transaction *t = with(members);
    assert_int_equal(jumio_transaction_get_int64(t, JUMIO_TRANSACTION_RISK_SCORE_X100), rows[i].want);
    assert_int_equal(jumio_transaction_get_int64(t, JUMIO_TRANSACTION_REMARKS), rows[i].remarks);
    jumio_transaction_free(t);
  }
}

/* J16 */
static void test_transaction__keys(void **state)
{
  (void)state;
  static const struct {
    const char *key, *want;
    uint32_t remarks;
  } rows[] = {{"\"10011\"", "10011", 0}, {"10011", "10011", 0}, {"\"my-key\"", "my-key", 0},
              {"null", NULL, 0},         {"true", NULL, 1},     {"[10011]", NULL, 1},
              {"10011.0", NULL, 1},      {"-1", NULL, 1},       {"18446744073709551615", NULL, 1}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char json[128];
    snprintf(json, sizeof json, "{\"workflow\":{\"status\":\"PROCESSED\",\"definitionKey\":%s}}", rows[i].key);
    jumio_transaction *t = parse(json);
    if (rows[i].want == NULL)
      assert_null(jumio_transaction_get_text(t, JUMIO_TEXT_DEFINITION_KEY));
    else
      assert_string_equal(jumio_transaction_get_text(t, JUMIO_TEXT_DEFINITION_KEY), rows[i].want);
    assert_int_equal(jumio_transaction_get_int64(t, JUMIO_TRANSACTION_REMARKS), rows[i].remarks);
    jumio_transaction_free(t);
  }
}

/* Every known member, with a wrong type: read as absent, remarked, and never a failure. */
static void test_transaction__wrong_types(void **state)
{
  (void)state;
  static const char *const bodies[] = {
      "\"account\":5",
      "\"account\":{\"id\":5}",
      "\"createdAt\":5",
      "\"createdAt\":\"2026-11-21 00:47:34\"",
      "\"startedAt\":{}",
      "\"completedAt\":\"2026-02-30T00:00:00Z\"",
      "\"wipedOutAt\":7",
      "\"decision\":\"PASSED\"",
      "\"decision\":[]",
      "\"decision\":{\"type\":5}",
      "\"decision\":{\"type\":null}",
      "\"decision\":{\"details\":5}",
      "\"decision\":{\"details\":{\"label\":[]}}",
      "\"decision\":{\"risk\":5}",
      "\"feedback\":5",
      "\"feedback\":{\"reason\":5}",
      "\"credentials\":{}",
      "\"credentials\":[5]",
      "\"credentials\":[{\"id\":5}]",
      "\"credentials\":[{\"category\":5}]",
      "\"credentials\":[{\"label\":5}]",
      "\"credentials\":[{\"clientIp\":[]}]",
      "\"credentials\":[{\"parts\":{}}]",
      "\"credentials\":[{\"parts\":{\"1\":\"https://x\"}}]",
      "\"credentials\":[{\"parts\":[\"FRONT\"]}]",
      "\"credentials\":[{\"parts\":[{\"classifier\":5}]}]",
      "\"credentials\":[{\"parts\":[{\"href\":5}]}]",
      "\"credentials\":[{\"consent\":true}]",
      "\"credentials\":[{\"consent\":{\"decisionAccepted\":\"true\"}}]",
      "\"credentials\":[{\"reusableIdentity\":{\"status\":1}}]",
      "\"capabilities\":[]",
      "\"capabilities\":{\"liveness\":{}}",
      "\"capabilities\":{\"liveness\":[5]}",
      "\"capabilities\":{\"liveness\":[{\"id\":5}]}",
      "\"capabilities\":{\"liveness\":[{\"credentials\":{}}]}",
      "\"capabilities\":{\"liveness\":[{\"credentials\":[5]}]}",
      "\"capabilities\":{\"liveness\":[{\"credentials\":[{\"id\":5}]}]}",
      "\"capabilities\":{\"usability\":[{\"credentials\":[{\"category\":5}]}]}",
      "\"capabilities\":{\"liveness\":[{\"decision\":5}]}",
      "\"capabilities\":{\"liveness\":[{\"decision\":{\"type\":5}}]}",
      "\"capabilities\":{\"liveness\":[{\"decision\":{\"details\":{\"label\":5}}}]}",
      "\"capabilities\":{\"liveness\":[{\"data\":5}]}",
      "\"capabilities\":{\"similarity\":[{\"data\":{\"similarity\":5}}]}",
  };
  for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
    jumio_transaction *t = with(bodies[i]);
    assert_int_equal(jumio_transaction_get_int64(t, JUMIO_TRANSACTION_REMARKS), JUMIO_TRANSACTION_FIELD_IGNORED);
    for (size_t k = 0; k < jumio_transaction_credential_count(t); k++)
      for (size_t n = 0; n < 2; n++)
        jumio_transaction_credential_get_part_text_at(jumio_transaction_get_credential_at(t, k), n, JUMIO_PART_TEXT_CLASSIFIER);
    jumio_transaction_free(t);
  }
  static const char *const fine[] = {"\"later\":5",
                                     "\"capabilities\":{}",
                                     "\"capabilities\":null",
                                     "\"capabilities\":{\"later\":5,\"more\":[5],\"other\":{}}",
                                     "\"credentials\":null",
                                     "\"decision\":null",
                                     "\"account\":null",
                                     "\"feedback\":null",
                                     "\"startedAt\":null",
                                     "\"credentials\":[{\"label\":null,\"parts\":null,\"consent\":null}]",
                                     "\"capabilities\":{\"liveness\":[{\"data\":{},\"id\":null}]}"};
  for (size_t i = 0; i < sizeof fine / sizeof fine[0]; i++) {
    jumio_transaction *t = with(fine[i]);
    assert_int_equal(jumio_transaction_get_int64(t, JUMIO_TRANSACTION_REMARKS), 0);
    jumio_transaction_free(t);
  }
}

static void test_transaction__workflow_members_of_wrong_types(void **state)
{
  (void)state;
  static const char *const members[] = {
      "id", "originalDefinitionKey", "userReference", "customerInternalReference", "reportingCriteria", "parentId", "childIds"};
  for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
    char json[128];
    snprintf(json, sizeof json, "{\"workflow\":{\"status\":\"PROCESSED\",\"%s\":5}}", members[i]);
    jumio_transaction *t = parse(json);
    assert_int_equal(jumio_transaction_get_int64(t, JUMIO_TRANSACTION_REMARKS), JUMIO_TRANSACTION_FIELD_IGNORED);
    assert_null(jumio_transaction_get_text(t, JUMIO_TEXT_EXECUTION_ID));
    assert_null(jumio_transaction_get_text(t, JUMIO_TEXT_PARENT_ID));
    jumio_transaction_free(t);
  }
}

static void test_transaction__wiped(void **state)
{
  (void)state;
  static const struct {
    const char *value;
    int32_t wiped;
  } rows[] = {{"\"2026-05-04T00:10:00.000Z\"", 1}, {"\"unreadable\"", 1}, {"5", 1}, {"true", 1}, {"\"\"", 1}, {"null", 0}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char members[64];
    snprintf(members, sizeof members, "\"wipedOutAt\":%s", rows[i].value);
    jumio_transaction *t = with(members);
    assert_int_equal(jumio_transaction_get_int64(t, JUMIO_TRANSACTION_IS_WIPED), rows[i].wiped);
    jumio_transaction_free(t);
  }
}

/* A wiped transaction says so of every part, whether its list is gone with the data or still stands there. */
static void test_transaction__parts_of_a_wiped_one(void **state)
{
  (void)state;
  jumio_transaction *t = parse("{\"workflow\":{\"status\":\"PROCESSED\"},\"wipedOutAt\":\"2026-05-04T00:10:00Z\",\"capabilities\":{},"
                               "\"credentials\":[{\"id\":\"" ID "\",\"category\":\"ID\"},{\"category\":\"SELFIE\",\"parts\":[{"
                               "\"classifier\":\"FACE\",\"href\":\"https://x\"}]}]}");
  for (size_t i = 0; i < 2; i++)
    assert_int_equal(jumio_transaction_credential_get_part_state_at(jumio_transaction_get_credential_at(t, i), 0), JUMIO_PART_STATE_WIPED);
  jumio_transaction_free(t);
}

static void test_transaction__dup_json(void **state)
{
  (void)state;
  failing_alloc memory;
  failing_alloc_begin(&memory, 0, 0);
  jumio_transaction *t = NULL;
  char *text = NULL, *again = NULL;
  size_t len = 0;
  assert_int_equal(jumio_transaction_parse(memory.handle, full, JUMIO_NTS, &t, NULL), JUMIO_OK);
  assert_int_equal(jumio_transaction_dup_json(t, &text, &len, NULL), JUMIO_OK);
  assert_int_equal(len, strlen(text));
  assert_non_null(strstr(text, "\"later\":{\"a\":[1,{\"b\":2}]}"));
  jumio_transaction_free(t);
  assert_int_equal(jumio_transaction_parse(memory.handle, text, len, &t, NULL), JUMIO_OK);
  assert_int_equal(jumio_transaction_dup_json(t, &again, NULL, NULL), JUMIO_OK);
  assert_string_equal(text, again);
  jumio_transaction_free(t);
  jumio_text_free(text); /* lives longer than its transaction */
  jumio_text_free(again);
  jumio_text_free(NULL);
  failing_alloc_end(&memory);
}

static void test_transaction__arguments_and_limits(void **state)
{
  (void)state;
  size_t len = (size_t)8 * 1024 * 1024 + 1;
  char *large = malloc(len), *text = (char *)(uintptr_t)8;
  jumio_transaction *t = (jumio_transaction *)(uintptr_t)8;
  memset(large, ' ', len);
  assert_int_equal(jumio_transaction_parse(NULL, large, len, &t, NULL), JUMIO_ERR_TOO_LARGE);
  assert_null(t);
  free(large);
  assert_int_equal(jumio_transaction_parse(NULL, NULL, 0, &t, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_transaction_parse(NULL, full, JUMIO_NTS, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_transaction_parse(NULL, full, strlen(full) - 1, &t, NULL), JUMIO_ERR_JSON);
  assert_int_equal(jumio_transaction_parse(NULL, "{\"workflow\":{\"id\":\"w\"}}", JUMIO_NTS, &t, NULL), JUMIO_ERR_NOT_A_TRANSACTION);
  assert_int_equal(jumio_transaction_dup_json(NULL, &text, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_null(text);
}

static void test_transaction__null_handles(void **state)
{
  (void)state;
  char pointer[8] = "#";
  assert_null(jumio_transaction_get_text(NULL, JUMIO_TEXT_EXECUTION_ID));
  assert_null(jumio_transaction_get_text(NULL, JUMIO_TEXT_ACCOUNT_ID));
  assert_int_equal(jumio_transaction_get_int64(NULL, JUMIO_TRANSACTION_STATUS), 0);
  assert_null(jumio_transaction_get_text(NULL, JUMIO_TEXT_STATUS));
  assert_null(jumio_transaction_get_text(NULL, JUMIO_TEXT_DECISION_TYPE));
  assert_int_equal(jumio_transaction_get_unix_ms(NULL, JUMIO_TIME_CREATED), JUMIO_ABSENT);
  assert_int_equal(jumio_transaction_get_int64(NULL, JUMIO_TRANSACTION_IS_WIPED), 0);
  assert_int_equal(jumio_transaction_get_int64(NULL, JUMIO_TRANSACTION_DECISION_TYPE), 0);
  assert_int_equal(jumio_transaction_get_int64(NULL, JUMIO_TRANSACTION_RISK_SCORE_X100), JUMIO_ABSENT);
  assert_int_equal(jumio_transaction_get_int64(NULL, JUMIO_TRANSACTION_REMARKS), 0);
  assert_null(jumio_transaction_get_answer(NULL));
  assert_int_equal(jumio_transaction_credential_count(NULL), 0);
  assert_null(jumio_transaction_get_credential_at(NULL, 0));
  assert_null(jumio_transaction_credential_get_text(NULL, JUMIO_CREDENTIAL_TEXT_ID));
  assert_int_equal(jumio_transaction_credential_get_category(NULL), 0);
  assert_int_equal(jumio_transaction_credential_get_consent(NULL), -1);
  assert_int_equal(jumio_transaction_credential_part_count(NULL), 0);
  assert_null(jumio_transaction_credential_get_part_text_at(NULL, 0, JUMIO_PART_TEXT_CLASSIFIER));
  assert_null(jumio_transaction_credential_get_part_text_at(NULL, 0, JUMIO_PART_TEXT_CAPTURE_TYPE));
  assert_int_equal(jumio_transaction_credential_get_part_state_at(NULL, 0), JUMIO_PART_STATE_ABSENT);
  assert_int_equal(jumio_transaction_capability_count(NULL), 0);
  assert_null(jumio_transaction_get_capability_at(NULL, 0));
  assert_null(jumio_capability_get_word(NULL, JUMIO_WORD_NAME));
  assert_null(jumio_capability_get_word(NULL, JUMIO_WORD_ID));
  assert_int_equal(jumio_capability_get_type(NULL), 0);
  assert_null(jumio_capability_get_word(NULL, JUMIO_WORD_TYPE));
  assert_null(jumio_capability_get_word(NULL, JUMIO_WORD_LABEL));
  assert_int_equal(jumio_capability_get_pointer(NULL, pointer, sizeof pointer), 0);
  assert_string_equal(pointer, "");
  assert_int_equal(jumio_capability_credential_count(NULL), 0);
  assert_null(jumio_capability_get_credential_id_at(NULL, 0));
  assert_int_equal(jumio_capability_get_credential_category_at(NULL, 0), 0);
  assert_null(jumio_capability_get_text(NULL, "/id"));
  assert_int_equal(jumio_capability_get_int64(NULL, "/id"), JUMIO_ABSENT);
  jumio_transaction_free(NULL);
}

/* Cut anywhere it is refused; changed anywhere it is read or refused, and everything that is read can be asked for. */
static void test_transaction__cut_and_mutated(void **state)
{
  (void)state;
  size_t len = strlen(full);
  char *copy = malloc(len), pointer[64];
  jumio_transaction *t = NULL;
  for (size_t i = 0; i < len; i++) {
    assert_int_equal(jumio_transaction_parse(NULL, full, i, &t, NULL), JUMIO_ERR_JSON);
    for (int byte = 1; byte < 256; byte += 11) {
      memcpy(copy, full, len);
      copy[i] = (char)byte;
      if (jumio_transaction_parse(NULL, copy, len, &t, NULL) != JUMIO_OK)
        continue;
      jumio_transaction_get_int64(t, JUMIO_TRANSACTION_REMARKS);
      for (size_t k = 0; k < jumio_transaction_capability_count(t); k++) {
        const jumio_capability *c = jumio_transaction_get_capability_at(t, k);
        jumio_capability_get_pointer(c, pointer, sizeof pointer);
        jumio_capability_get_credential_category_at(c, 0);
      }
      jumio_transaction_free(t);
    }
  }
  free(copy);
}

static size_t put(char *at, const char *text)
{
  memcpy(at, text, strlen(text) + 1);
  return strlen(text);
}

/* Chosen to be slow: many credentials, and many references without a category. */
static void test_transaction__large_lists_stay_quick(void **state)
{
  (void)state;
  enum { MANY = 20000 };
  char *json = malloc((size_t)MANY * 40 + 400);
  size_t at = put(json, "{\"workflow\":{\"status\":\"PROCESSED\"},\"credentials\":[");
  for (int i = 0; i < MANY; i++)
    at += put(json + at, i != 0 ? ",{\"id\":\"x\"}" : "{\"id\":\"x\"}");
  at += put(json + at, "],\"capabilities\":{\"usability\":[{\"credentials\":[");
  for (int i = 0; i < MANY; i++)
    at += put(json + at, i != 0 ? ",{\"id\":\"y\"}" : "{\"id\":\"y\"}");
  put(json + at, "]}]}}");
  jumio_transaction *t = parse(json);
  assert_int_equal(jumio_transaction_credential_count(t), MANY);
  assert_int_equal(jumio_capability_credential_count(jumio_transaction_get_capability_at(t, 0)), 1024);
  assert_int_equal(jumio_transaction_get_capability_at(t, 0)->categories,
                   JUMIO__CATEGORY_OTHER); /* not looked up to the end: never taken for an ID */
  jumio_transaction_free(t);
  free(json);
}

static int parse_scenario(jumio_alloc *alloc, void *data)
{
  jumio_transaction *t = NULL;
  jumio_error *error = NULL;
  char *text = NULL;
  jumio_result result = jumio_transaction_parse(alloc, data, JUMIO_NTS, &t, &error);
  if (result == JUMIO_OK)
    result = jumio_transaction_dup_json(t, &text, NULL, &error);
  assert_int_equal(jumio_error_get_code(error), result);
  jumio_error_free(error);
  jumio_text_free(text);
  jumio_transaction_free(t);
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

static void test_transaction__without_memory(void **state)
{
  (void)state;
  assert_true(failing_alloc_sweep(parse_scenario, (void *)(uintptr_t)full) > 4);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_transaction__of_the_transaction_itself),
      cmocka_unit_test(test_transaction__credentials),
      cmocka_unit_test(test_transaction__capabilities),
      cmocka_unit_test(test_transaction__categories_by_id),
      cmocka_unit_test(test_transaction__categories_beside_one_that_tells_nothing),
      cmocka_unit_test(test_transaction__risk_scores),
      cmocka_unit_test(test_transaction__keys),
      cmocka_unit_test(test_transaction__wrong_types),
      cmocka_unit_test(test_transaction__workflow_members_of_wrong_types),
      cmocka_unit_test(test_transaction__wiped),
      cmocka_unit_test(test_transaction__parts_of_a_wiped_one),
      cmocka_unit_test(test_transaction__dup_json),
      cmocka_unit_test(test_transaction__arguments_and_limits),
      cmocka_unit_test(test_transaction__null_handles),
      cmocka_unit_test(test_transaction__cut_and_mutated),
      cmocka_unit_test(test_transaction__large_lists_stay_quick),
      cmocka_unit_test(test_transaction__without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
