/** The document of a policy: what is read, what is refused and where, and that what is written is read as the same. */
#include "decision/policy.h"

#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <jumio/decision.h>
#include <jumio/transaction.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char whole[] =
    "{\n"
    "  \"version\": \"2026-11-21\",\n"
    "  \"overrides\": {\"imageChecks.rejected.SAMPLE\": \"fraud\", \"dataChecks.rejected.MRZ_CHECKSUM\": \"denied\",\n"
    "                \"liveness.warning.BAD_QUALITY\": \"denied\", \"imageChecks.rejected.LOOKUPS_HIGH_RISK_*\": \"fraud\"},\n"
    "  \"name\": \"bank \\u00e4\\n\",\n"
    "  \"required\": [\"watchlistScreening\", \"usability(SELFIE)\", \"liveness\"],\n"
    "  \"keys\": {\"10547\": \"id_and_identity\", \"10011\": \"data\"},\n"
    "  \"profile\": \"id_only\",\n"
    "  \"risk_signals\": {\"not_run\": \"incomplete\", \"adverse\": \"flag_only\"},\n"
    "  \"screening\": {\"alert\": \"incomplete\", \"not_run\": \"incomplete\"},\n"
    "  \"switches\": {\"allow_weaker\": true, \"strict\": true, \"decision_optional\": false}\n"
    "}\n";

static char *canonical(const jumio_policy *policy)
{
  char *json = NULL;
  assert_int_equal(jumio_policy_dup_json(policy, &json, NULL, NULL), JUMIO_OK);
  return json;
}

/* Read, written, read and written again. */
static void assert_reads_as(const char *json, const char *expected)
{
  jumio_policy *policy = NULL, *again = NULL;
  jumio_error *err = NULL;
  if (jumio_policy_parse(NULL, json, JUMIO_NTS, &policy, &err) != JUMIO_OK)
    fail_msg("%s: %s", json, jumio_error_get_message(err));
  char *text = canonical(policy);
  assert_string_equal(text, expected);
  assert_int_equal(jumio_policy_parse(NULL, text, JUMIO_NTS, &again, &err), JUMIO_OK);
  assert_null(err);
  char *second = canonical(again);
  assert_string_equal(second, text);
  assert_string_equal(again->texts.name, policy->texts.name);
  assert_string_equal(again->texts.hash, policy->texts.hash);
  assert_memory_equal(again->resolved, policy->resolved, sizeof policy->resolved);
  jumio_text_free(second);
  jumio_text_free(text);
  jumio_policy_free(again);
  jumio_policy_free(policy);
}

static void test_policy_json__good_documents(void **state)
{
  (void)state;
  static const struct {
    const char *json, *canonical;
  } rows[] = {
      {"{\"name\":\"default\",\"version\":\"1\"}", "{\"name\":\"default\",\"version\":\"1\"}"},
      {"{\"switches\":{\"strict\":true},\"version\":\"1\",\"name\":\"strict\"}",
       "{\"name\":\"strict\",\"version\":\"1\",\"switches\":{\"strict\":true}}"},
      {"{\"name\":\"custom\",\"version\":\"\"}", "{\"name\":\"custom\",\"version\":\"\"}"},
      {"{\"name\":\"a/b~\\\"\",\"version\":\"1\",\"profile\":\"by_key\",\"required\":[],\"overrides\":{},\"keys\":{},\"switches\":{},"
       "\"screening\":{},\"risk_signals\":{}}",
       "{\"name\":\"a/b~\\\"\",\"version\":\"1\"}"},
      {"{\"name\":\"x\",\"version\":\"1\",\"switches\":{\"strict\":false},\"screening\":{\"alert\":\"incomplete\",\"not_run\":\"ignore\"},"
       "\"risk_signals\":{\"adverse\":\"incomplete\",\"not_run\":\"ignore\"}}",
       "{\"name\":\"x\",\"version\":\"1\"}"},
      {"{\"name\":\"x\",\"version\":\"1\",\"required\":[\"usability\",\"usability(ID)\",\"extraction\"]}",
       "{\"name\":\"x\",\"version\":\"1\",\"required\":[\"extraction\",\"usability\",\"usability(ID)\"]}"},
      {"{\"name\":\"x\",\"version\":\"1\",\"screening\":{\"alert\":\"flag_only\"},\"profile\":\"capture_only\"}",
       "{\"name\":\"x\",\"version\":\"1\",\"profile\":\"capture_only\",\"screening\":{\"alert\":\"flag_only\"}}"},
  };
  for (size_t i = 0; i < COUNT(rows); i++)
    assert_reads_as(rows[i].json, rows[i].canonical);
}

static void test_policy_json__every_member(void **state)
{
  (void)state;
  char text[sizeof whole];
  memcpy(text, whole, sizeof whole);
  memcpy(strstr(text, "\\n\""), "!!\"", 3); /* a name holds no line end */
  assert_reads_as(text, "{\"name\":\"bank \xC3\xA4!!\",\"version\":\"2026-11-21\",\"profile\":\"id_only\","
                        "\"required\":[\"liveness\",\"usability(SELFIE)\",\"watchlistScreening\"],"
                        "\"overrides\":{\"dataChecks.rejected.MRZ_CHECKSUM\":\"denied\","
                        "\"imageChecks.rejected.LOOKUPS_HIGH_RISK_*\":\"fraud\",\"imageChecks.rejected.SAMPLE\":\"fraud\",\"liveness."
                        "warning.BAD_QUALITY\":\"denied\"},"
                        "\"keys\":{\"10011\":\"data\",\"10547\":\"id_and_identity\"},"
                        "\"switches\":{\"strict\":true,\"allow_weaker\":true},\"screening\":{\"not_run\":\"incomplete\"},"
                        "\"risk_signals\":{\"adverse\":\"flag_only\",\"not_run\":\"incomplete\"}}");
}

typedef struct bad {
  const char *json;
  jumio_result code;
  const char *pointer; /* NULL: none */
  const char *message;
} bad;

#define MAP(rest) "{\"name\":\"x\",\n\"version\":\"1\",\n" rest "}"

static void assert_bad(const bad *row)
{
  jumio_policy *policy = (jumio_policy *)(uintptr_t)row;
  jumio_error *err = NULL;
  assert_int_equal(jumio_policy_parse(NULL, row->json, JUMIO_NTS, &policy, &err), row->code);
  assert_null(policy);
  if (row->code == JUMIO_ERR_JSON) /* the words are the parser's */
    assert_memory_equal(jumio_error_get_message(err), row->message, strlen(row->message));
  else
    assert_string_equal(jumio_error_get_message(err), row->message);
  const char *pointer = jumio_error_get_text(err, JUMIO_ERROR_TEXT_JSON_POINTER);
  assert_int_equal(pointer == NULL, row->pointer == NULL);
  if (pointer != NULL)
    assert_string_equal(pointer, row->pointer);
  jumio_error_free(err);
}

/* P15 */
static void test_policy_json__syntax(void **state)
{
  (void)state;
  static const bad rows[] = {
      {"", JUMIO_ERR_JSON, NULL, "JSON: empty"},
      {"{\n  \"name\": \"x\",\n  \"version\" \"1\"\n}", JUMIO_ERR_JSON, NULL, "line 3, byte 13: "},
      {"{\"name\":\"x\",\n\"version\":\"\xFF\"}", JUMIO_ERR_JSON, NULL, "line 2, byte 12: "},
      {"{\"name\":\"x\",\n\"version\":\"\\u0000\"}", JUMIO_ERR_JSON, NULL, "line 2, byte 12: a text holds a NUL character"},
      {"{\"name\":\"x\",\n\"name\":\"y\"}", JUMIO_ERR_JSON, "/name", "line 2, /name: an object has the same key twice"},
      {MAP("\"overrides\":{\n\"liveness.passed.OK\":\"none\",\"liveness.passed\":\"none\",\n\"liveness.passed.OK\":\"none\"}"),
       JUMIO_ERR_JSON, "/overrides/liveness.passed.OK", "line 5, /overrides/liveness.passed.OK: an object has the same key twice"},
      {MAP("\"keys\":{\"a/b\":\"data\",\"~\":\"data\",\n\"a/b\":\"data\"}"), JUMIO_ERR_JSON, "/keys/a~1b",
       "line 4, /keys/a~1b: an object has the same key twice"},
  };
  for (size_t i = 0; i < COUNT(rows); i++)
    assert_bad(&rows[i]);
}

/* P15 */
static void test_policy_json__members(void **state)
{
  (void)state;
  static const bad rows[] = {
      {"[]", JUMIO_ERR_ARGUMENT, NULL, "line 1, the document: must be an object"},
      {"\n7", JUMIO_ERR_ARGUMENT, NULL, "line 1, the document: must be an object"},
      {"{}", JUMIO_ERR_ARGUMENT, NULL, "line 1, the document: the member \"name\" is missing"},
      {"{\"name\":\"x\"}", JUMIO_ERR_ARGUMENT, NULL, "line 1, the document: the member \"version\" is missing"},
      {MAP("\"Profile\":\"data\""), JUMIO_ERR_ARGUMENT, "/Profile", "line 3, /Profile: no member of a policy has this name"},
      {MAP("\"\":1"), JUMIO_ERR_ARGUMENT, "/", "line 3, /: no member of a policy has this name"},
      {"{\"name\":7,\"version\":\"1\"}", JUMIO_ERR_ARGUMENT, "/name", "line 1, /name: must be a text"},
      {"{\"name\":\"\",\"version\":\"1\"}", JUMIO_ERR_ARGUMENT, "/name", "line 1, /name: the name must not be empty (at most 100 bytes)"},
      {"{\"name\":\"strict\",\n\"version\":\"1\"}", JUMIO_ERR_ARGUMENT, "/name",
       "line 1, /name: the name strict belongs to the built-in policy, and this is another"},
      {"{\"name\":\"default\",\"version\":\"2\"}", JUMIO_ERR_ARGUMENT, "/name",
       "line 1, /name: the name default belongs to the built-in policy, and this is another"},
      {"{\"name\":\"x\",\"version\":null}", JUMIO_ERR_ARGUMENT, "/version", "line 1, /version: must be a text"},
      {"{\"name\":\"x\",\"version\":\"a\\nb\"}", JUMIO_ERR_ARGUMENT, "/version",
       "line 1, /version: the version must not hold control characters (at most 100 bytes)"},
      {MAP("\"profile\":\"ID_ONLY\""), JUMIO_ERR_ARGUMENT, "/profile",
       "line 3, /profile: must be the name of a profile, such as id_and_identity"},
      {MAP("\"profile\":1"), JUMIO_ERR_ARGUMENT, "/profile", "line 3, /profile: must be the name of a profile, such as id_and_identity"},
      {MAP("\"switches\":[]"), JUMIO_ERR_ARGUMENT, "/switches", "line 3, /switches: must be an object"},
      {MAP("\"switches\":{\n\"Strict\":true}"), JUMIO_ERR_ARGUMENT, "/switches/Strict",
       "line 4, /switches/Strict: no switch has this name"},
      {MAP("\"switches\":{\n\"strict\":1}"), JUMIO_ERR_ARGUMENT, "/switches/strict", "line 4, /switches/strict: must be true or false"},
      {MAP("\"screening\":true"), JUMIO_ERR_ARGUMENT, "/screening", "line 3, /screening: must be an object"},
      {MAP("\"screening\":{\"adverse\":\"flag_only\"}"), JUMIO_ERR_ARGUMENT, "/screening/adverse",
       "line 3, /screening/adverse: is not known here"},
      {MAP("\"screening\":{\"alert\":\"ignore\"}"), JUMIO_ERR_ARGUMENT, "/screening/alert",
       "line 3, /screening/alert: must be \"incomplete\" or \"flag_only\""},
      {MAP("\"risk_signals\":{\"not_run\":true}"), JUMIO_ERR_ARGUMENT, "/risk_signals/not_run",
       "line 3, /risk_signals/not_run: must be \"ignore\" or \"incomplete\""},
  };
  for (size_t i = 0; i < COUNT(rows); i++)
    assert_bad(&rows[i]);
}

/* P15 */
static void test_policy_json__lists(void **state)
{
  (void)state;
  static const bad rows[] = {
      {MAP("\"required\":{}"), JUMIO_ERR_ARGUMENT, "/required", "line 3, /required: must be a list of capabilities"},
      {MAP("\"required\":[\n\"liveness\",\n7]"), JUMIO_ERR_ARGUMENT, "/required/1",
       "line 4, /required/1: must be the name of a capability"},
      {MAP("\"required\":[\n\"liveness\",\n\"face\"]"), JUMIO_ERR_ARGUMENT, "/required/1",
       "line 5, /required/1: is no capability that this version knows"},
      {MAP("\"required\":[\"face\",\"liveness\"]"), JUMIO_ERR_ARGUMENT, "/required/0",
       "line 3, /required/0: is no capability that this version knows"},
      {MAP("\"required\":[\"liveness\",\"liveness\"]"), JUMIO_ERR_ARGUMENT, "/required/1",
       "line 3, /required/1: liveness is required twice"},
      {MAP("\"required\":[\"liveness(ID)\"]"), JUMIO_ERR_ARGUMENT, "/required/0",
       "line 3, /required/0: only usability can be required of a category"},
      {MAP("\"required\":[\"usability(id)\"]"), JUMIO_ERR_ARGUMENT, "/required/0",
       "line 3, /required/0: must be the name of a capability, for usability also with ID, SELFIE, FACEMAP, DOCUMENT or DATA in brackets"},
      {MAP("\"required\":[\"usability(IDx\"]"), JUMIO_ERR_ARGUMENT, "/required/0",
       "line 3, /required/0: must be the name of a capability, for usability also with ID, SELFIE, FACEMAP, DOCUMENT or DATA in brackets"},
      {MAP("\"required\":[\"usability(\"]"), JUMIO_ERR_ARGUMENT, "/required/0",
       "line 3, /required/0: must be the name of a capability, for usability also with ID, SELFIE, FACEMAP, DOCUMENT or DATA in brackets"},
      {MAP("\"keys\":{\"10547\":\"by_key\"}"), JUMIO_ERR_ARGUMENT, "/keys/10547", "line 3, /keys/10547: a key needs one of the profiles"},
      {MAP("\"keys\":{\"10547\":{}}"), JUMIO_ERR_ARGUMENT, "/keys/10547",
       "line 3, /keys/10547: must be the name of a profile, such as id_and_identity"},
      {MAP("\"keys\":{\"\":\"data\"}"), JUMIO_ERR_ARGUMENT, "/keys/", "line 3, /keys/: the key must not be empty (at most 255 characters)"},
      {MAP("\"overrides\":{\"liveness.passed\":\"Fraud\"}"), JUMIO_ERR_ARGUMENT, "/overrides/liveness.passed",
       "line 3, /overrides/liveness.passed: must be none, advisory, incomplete, denied or fraud"},
      {MAP("\"overrides\":{\"liveness.passed\":null}"), JUMIO_ERR_ARGUMENT, "/overrides/liveness.passed",
       "line 3, /overrides/liveness.passed: must be none, advisory, incomplete, denied or fraud"},
      {MAP("\"overrides\":{\"liveness.passed\":\"ok\"}"), JUMIO_ERR_ARGUMENT, "/overrides/liveness.passed",
       "line 3, /overrides/liveness.passed: the row liveness.passed is incomplete and cannot become ok: a class can be set to none, "
       "advisory, incomplete, denied or fraud"},
      {MAP("\"overrides\":{\"liveness\":\"fraud\"}"), JUMIO_ERR_ARGUMENT, "/overrides/liveness",
       "line 3, /overrides/liveness: no rule has this id"},
      {MAP("\"overrides\":{\"required.missing\":\"none\"}"), JUMIO_ERR_ARGUMENT, "/overrides/required.missing",
       "line 3, /overrides/required.missing: this row is of the transaction itself and cannot be overridden"},
      {MAP("\"overrides\":{\n\n\"imageChecks.rejected.FAKE\":\"denied\"}"), JUMIO_ERR_ARGUMENT, "/overrides/imageChecks.rejected.FAKE",
       "line 5, /overrides/imageChecks.rejected.FAKE: the row imageChecks.rejected.FAKE is fraud and cannot become denied: a denied or "
       "fraud row becomes lighter only under the switch allow_weaker"},
  };
  for (size_t i = 0; i < COUNT(rows); i++)
    assert_bad(&rows[i]);
}

/* The switches count wherever they stand. */
static void test_policy_json__order_of_members_changes_nothing(void **state)
{
  (void)state;
  assert_reads_as(
      "{\"overrides\":{\"imageChecks.rejected.FAKE\":\"denied\"},\"switches\":{\"allow_weaker\":true},\"version\":\"1\",\"name\":"
      "\"x\"}",
      "{\"name\":\"x\",\"version\":\"1\",\"overrides\":{\"imageChecks.rejected.FAKE\":\"denied\"},\"switches\":{"
      "\"allow_weaker\":true}}");
}

/* P15. Cut anywhere, a document is refused with its place. */
static void test_policy_json__truncated(void **state)
{
  (void)state;
  size_t len = strlen(whole) - 2; /* without the last bracket and line end */
  for (size_t cut = 1; cut <= len; cut++) {
    char *exact = malloc(cut);
    jumio_policy *policy = NULL;
    jumio_error *err = NULL;
    assert_non_null(exact);
    memcpy(exact, whole, cut);
    assert_int_equal(jumio_policy_parse(NULL, exact, cut, &policy, &err), JUMIO_ERR_JSON);
    assert_null(policy);
    assert_memory_equal(jumio_error_get_message(err), "line ", 5);
    jumio_error_free(err);
    free(exact);
  }
}

static void test_policy_json__oversized(void **state)
{
  (void)state;
  const size_t most = 512 * 1024;
  static const char text[] = "{\"name\":\"x\",\"version\":\"1\"}";
  char *big = malloc(most + 1);
  jumio_policy *policy = NULL;
  jumio_error *err = NULL;
  assert_non_null(big);
  memset(big, ' ', most + 1);
  memcpy(big, text, sizeof text - 1);
  assert_int_equal(jumio_policy_parse(NULL, big, most + 1, &policy, &err), JUMIO_ERR_TOO_LARGE);
  jumio_error_free(err);
  assert_int_equal(jumio_policy_parse(NULL, big, most, &policy, NULL), JUMIO_OK);
  jumio_policy_free(policy);
  free(big);
}

/* The longest keys, of characters of four bytes, as many as there may be, and every row that can be overridden: what the builder takes the
 * document takes too. */
static void test_policy_json__what_setters_make_at_every_limit_is_read_again(void **state)
{
  (void)state;
  char key[4 * JUMIO__POLICY_KEY_MAX + 1];
  jumio_policy *policy = NULL, *again = NULL;
  assert_int_equal(jumio_policy_new(NULL, &policy, NULL), JUMIO_OK);
  for (int i = 0; i < JUMIO__POLICY_KEYS; i++) {
    size_t len = (size_t)snprintf(key, sizeof key, "%03d", i);
    for (int characters = 3; characters < JUMIO__POLICY_KEY_MAX; characters++, len += 4)
      memcpy(key + len, "\xF0\x90\x8D\x88", 4);
    assert_int_equal(jumio_policy_add_key(policy, key, len, JUMIO_PROFILE_IDENTITY_EXISTING, NULL), JUMIO_OK);
  }
  for (size_t i = 0; i < JUMIO__RULE_COUNT; i++)
    jumio_policy_set_row(policy, jumio__rules[i].id, JUMIO_NTS, JUMIO_EVIDENCE_INCOMPLETE, NULL);
  char *text = canonical(policy);
  assert_int_equal(jumio_policy_parse(NULL, text, JUMIO_NTS, &again, NULL), JUMIO_OK);
  assert_string_equal(again->texts.hash, policy->texts.hash);
  assert_memory_equal(again->resolved, policy->resolved, sizeof policy->resolved);
  jumio_text_free(text);
  jumio_policy_free(again);
  jumio_policy_free(policy);
}

/* Names that nobody would write: the pointer is cut, the message too, and nothing else is told. */
static void test_policy_json__very_long_names(void **state)
{
  (void)state;
  char json[2000] = MAP("\"keys\":{\"");
  jumio_policy *policy = NULL;
  jumio_error *err = NULL;
  char *at = strchr(json, '\0') - 1;
  memset(at, '/', 300);
  memcpy(at + 300, "\":\"data\"}}", 11);
  assert_int_equal(jumio_policy_parse(NULL, json, JUMIO_NTS, &policy, &err), JUMIO_ERR_ARGUMENT);
  assert_int_equal(strlen(jumio_error_get_text(err, JUMIO_ERROR_TEXT_JSON_POINTER)), JUMIO__JSON_POINTER_MAX - 1);
  assert_memory_equal(jumio_error_get_text(err, JUMIO_ERROR_TEXT_JSON_POINTER), "/keys/~1~1", 10);
  jumio_error_free(err);
}

static void test_policy_json__arguments(void **state)
{
  (void)state;
  jumio_policy *policy = (jumio_policy *)&state;
  jumio_error *err = NULL;
  assert_int_equal(jumio_policy_parse(NULL, NULL, 0, &policy, &err), JUMIO_ERR_ARGUMENT);
  assert_string_equal(jumio_error_get_message(err), "json is NULL");
  assert_null(policy);
  jumio_error_free(err);
  assert_int_equal(jumio_policy_parse(NULL, "{}", 2, NULL, &err), JUMIO_ERR_ARGUMENT);
  assert_string_equal(jumio_error_get_message(err), "out is NULL");
  jumio_error_free(err);
}

static int parse_once(jumio_alloc *alloc, void *data)
{
  jumio_policy *policy = NULL;
  jumio_error *err = NULL;
  char *json = NULL;
  jumio_result result = jumio_policy_parse(alloc, data, JUMIO_NTS, &policy, &err);
  assert_int_equal(result == JUMIO_OK, err == NULL);
  jumio_error_free(err);
  if (result == JUMIO_OK)
    result = jumio_policy_dup_json(policy, &json, NULL, NULL);
  jumio_text_free(json);
  jumio_policy_free(policy);
  assert_true(result == JUMIO_OK || result == JUMIO_ERR_OUT_OF_MEMORY);
  return result == JUMIO_OK ? 0 : 1;
}

static int refuse_once(jumio_alloc *alloc, void *data)
{
  jumio_policy *policy = NULL;
  jumio_error *err = NULL;
  jumio_result result = jumio_policy_parse(alloc, data, JUMIO_NTS, &policy, &err);
  jumio_result told = jumio_error_get_code(err);
  assert_null(policy);
  jumio_error_free(err);
  assert_true(result != JUMIO_OK && (told == result || told == JUMIO_ERR_OUT_OF_MEMORY));
  return told == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 0;
}

static void test_policy_json__no_memory(void **state)
{
  (void)state;
  char text[sizeof whole];
  memcpy(text, whole, sizeof whole);
  memcpy(strstr(text, "\\n\""), "!!\"", 3);
  assert_true(failing_alloc_sweep(parse_once, text) > 10);
  assert_true(failing_alloc_sweep(refuse_once, (void *)(uintptr_t)MAP("\"keys\":{\"a\":\"data\",\n\"a\":\"data\"}")) > 2);
  assert_true(failing_alloc_sweep(refuse_once, (void *)(uintptr_t)MAP("\"keys\":{\"a\":\"data\",\n\"b\":\"dat\"}")) > 2);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_policy_json__good_documents),
      cmocka_unit_test(test_policy_json__every_member),
      cmocka_unit_test(test_policy_json__syntax),
      cmocka_unit_test(test_policy_json__members),
      cmocka_unit_test(test_policy_json__lists),
      cmocka_unit_test(test_policy_json__order_of_members_changes_nothing),
      cmocka_unit_test(test_policy_json__truncated),
      cmocka_unit_test(test_policy_json__oversized),
      cmocka_unit_test(test_policy_json__very_long_names),
      cmocka_unit_test(test_policy_json__arguments),
      cmocka_unit_test(test_policy_json__no_memory),
      cmocka_unit_test(test_policy_json__what_setters_make_at_every_limit_is_read_again),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
