/** Stored records as hostile bytes: cut, turned, forged, newer or older; and their documents and lists. */
#include "stage.h"

#include "support/cmocka.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof array / sizeof array[0])

/* The stored bytes of the verification "a" when it is done: Passed, three documents. */
static void begin_done(stage *s)
{
  stage_begin(s, rig_happy, rig_happy_count);
  jumio_verification *record = NULL;
  assert_int_equal(stage_create(s->client, "a", NULL, NULL), JUMIO_OK);
  assert_int_equal(jumio_verification_refresh(s->client, "a", 1, NULL, -1, NULL, &record, NULL), JUMIO_OK);
  jumio_verification_free(record);
}

static jumio_result load(jumio_client *client, const char *id, jumio_verification **out)
{
  jumio_error *err = NULL;
  jumio_result result = jumio_verification_load(client, id, JUMIO_NTS, out, &err);
  assert_int_equal(jumio_error_get_code(err), result);
  assert_true((*out != NULL) == (result == JUMIO_OK));
  jumio_error_free(err);
  return result;
}

static void test_record__every_truncation(void **state)
{
  stage s;
  (void)state;
  begin_done(&s);
  char *whole = stage_stolen(&s, "a");
  size_t len = strlen(whole);
  assert_true(len > 500);
  for (size_t cut = 0; cut < len; cut++) {
    jumio_verification *record = NULL;
    char kept = whole[cut];
    whole[cut] = '\0';
    stage_plant(&s, "a", whole, "person-1");
    assert_int_equal(load(s.client, "a", &record), JUMIO_ERR_STORE_CORRUPT);
    whole[cut] = kept;
  }
  free(whole);
  stage_end(&s);
}

/* Any one byte: no crash, no other code than these, and never a status that was not written. */
static void test_record__every_byte_turned(void **state)
{
  stage s;
  (void)state;
  begin_done(&s);
  char *whole = stage_stolen(&s, "a");
  size_t len = strlen(whole);
  for (size_t i = 0; i < len; i++)
    for (int turn = 1; turn < 256; turn = turn * 2 + 1) {
      jumio_verification *record = NULL;
      char kept = whole[i];
      whole[i] = (char)(kept ^ turn);
      if (whole[i] == '\0')
        whole[i] = ' ';
      stage_plant(&s, "a", whole, "person-1");
      jumio_result result = load(s.client, "a", &record);
      assert_true(result == JUMIO_OK || result == JUMIO_ERR_STORE_CORRUPT || result == JUMIO_ERR_STORE_VERSION);
      if (result == JUMIO_OK) {
        assert_string_equal(jumio_idv_status_name(jumio_verification_get_status(record)), "Passed");
        assert_string_equal(jumio_verification_get_text(record, JUMIO_VERIFICATION_TEXT_ID), "a");
      }
      jumio_verification_free(record);
      whole[i] = kept;
    }
  free(whole);
  stage_end(&s);
}

/* The text with the first `from` replaced by `to`; to be freed. */
static char *replaced(const char *text, const char *from, const char *to)
{
  const char *at = strstr(text, from);
  if (at == NULL)
    fail_msg("the record does not hold %s", from);
  char *out = calloc(1, strlen(text) + strlen(to) + 1);
  assert_non_null(out);
  memcpy(out, text, (size_t)(at - text));
  memcpy(out + (at - text), to, strlen(to));
  memcpy(out + (at - text) + strlen(to), at + strlen(from), strlen(at + strlen(from)));
  return out;
}

static void test_record__refuses_forgeries(void **state)
{
  static const char *const forged[][2] = {
      {"\"id\":\"a\"", "\"id\":\"b\""}, /* the record of another id */
      {"\"id\":\"a\"", "\"id\":7"},
      {"\"status\":\"Passed\"", "\"status\":\"PASSED\""},
      {"\"status\":\"Passed\"", "\"status\":\"Unknown\""},
      {"\"status\":\"Passed\"", "\"status\":null"},
      {"\"status\":\"Passed\"", "\"status\":6"},
      {"\"final\":true", "\"final\":\"true\""},
      {"\"final\":true", "\"final\":false"},
      {"\"processing\":\"DONE\"", "\"processing\":\"WAITING\""},  /* a result that is not known yet */
      {"\"processing\":\"DONE\"", "\"processing\":\"PREPARED\""}, /* a result of nothing */
      {"\"flags\":", "\"flags\":-7"},
      {"\"" RIG_ACCOUNT "\"", "\"../../accounts\""},
      {"\"" RIG_EXECUTION "\"", "\"22222222\""},
      {"\"entity\":\"person-1\"", "\"entity\":\"\""},
      {"\"entity\":\"person-1\"", "\"entity\":[]"},
      {"\"classifier\":\"FRONT\"", "\"classifier\":\"../../etc/x\""}, /* a host may name files after it */
      {"\"classifier\":\"FRONT\"", "\"classifier\":\"\""},
      {"\"" RIG_ID "\"", "\"../../x\""},
      {"\"reasons\":[", "\"reasons\":[7,"},
      {"\"reasons\":[", "\"reasons\":[\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\","},
      {"\"documents\":[", "\"documents\":[{},"},
      {"{", "{\"status\":\"Passed\","}, /* a member twice */
      {"{", "["},
      {"}", "}}"},
  };
  stage s;
  size_t missed = 0;
  (void)state;
  begin_done(&s);
  char *whole = stage_stolen(&s, "a");
  for (size_t i = 0; i < COUNT(forged); i++) {
    jumio_verification *record = NULL;
    char *bytes = replaced(whole, forged[i][0], forged[i][1]);
    stage_plant(&s, "a", bytes, "person-1");
    jumio_result result = load(s.client, "a", &record);
    jumio_verification_free(record);
    free(bytes);
    missed += result != JUMIO_ERR_STORE_CORRUPT;
    if (result != JUMIO_ERR_STORE_CORRUPT)
      print_error("# not seen: %s as %s (%d)\n", forged[i][0], forged[i][1], result);
  }
  assert_int_equal(missed, 0);
  free(whole);
  stage_end(&s);
}

/* A status that nobody decided: the record is still waiting, not final, and says Passed. */
static void test_record__refuses_a_result_before_its_time(void **state)
{
  static const char *const words[] = {"Passed", "Denied", "Fraud", "Failed", "Incomplete"};
  stage s;
  (void)state;
  stage_begin(&s, rig_happy, rig_happy_count);
  assert_int_equal(stage_create(s.client, "a", NULL, NULL), JUMIO_OK);
  char *whole = stage_stolen(&s, "a");
  for (size_t i = 0; i < COUNT(words); i++) {
    char status[40];
    jumio_verification *record = NULL;
    snprintf(status, sizeof status, "\"status\":\"%s\"", words[i]);
    char *bytes = replaced(whole, "\"status\":\"Pending\"", status);
    stage_plant(&s, "a", bytes, "person-1");
    jumio_result result = load(s.client, "a", &record);
    jumio_verification_free(record);
    free(bytes);
    assert_int_equal(result, JUMIO_ERR_STORE_CORRUPT);
  }
  free(whole);
  stage_end(&s);
}

static void test_record__newer_version(void **state)
{
  stage s;
  jumio_verification *record = NULL;
  (void)state;
  begin_done(&s);
  char *whole = stage_stolen(&s, "a"), *newer = replaced(whole, "\"v\":1", "\"v\":2"), *none = replaced(whole, "\"v\":1", "\"v\":0");
  stage_plant(&s, "a", newer, "person-1");
  assert_int_equal(load(s.client, "a", &record), JUMIO_ERR_STORE_VERSION);
  assert_int_equal(stage_create(s.client, "a", NULL, NULL), JUMIO_ERR_STORE_VERSION);
  assert_int_equal(jumio_verification_refresh(s.client, "a", 1, NULL, -1, NULL, &record, NULL), JUMIO_ERR_STORE_VERSION);
  char *after = stage_stolen(&s, "a");
  assert_string_equal(after, newer); /* left as it is */
  stage_plant(&s, "a", none, "person-1");
  assert_int_equal(load(s.client, "a", &record), JUMIO_ERR_STORE_CORRUPT);
  free(whole);
  free(newer);
  free(none);
  free(after);
  stage_end(&s);
}

static void test_record__names_its_policy(void **state)
{
  stage s;
  char member[100];
  jumio_verification *record = NULL;
  jumio_policy *policy = NULL;
  (void)state;
  begin_done(&s);
  assert_int_equal(jumio_policy_new(NULL, &policy, NULL), JUMIO_OK);
  const char *hash = jumio_policy_get_text(policy, JUMIO_POLICY_TEXT_HASH);
  assert_int_equal(load(s.client, "a", &record), JUMIO_OK);
  assert_string_equal(jumio_verification_get_text(record, JUMIO_VERIFICATION_TEXT_POLICY_NAME), "default");
  assert_string_equal(jumio_verification_get_text(record, JUMIO_VERIFICATION_TEXT_POLICY_HASH), hash);
  jumio_verification_free(record);
  /* one that an earlier version wrote */
  snprintf(member, sizeof member, "\"policy\":\"default\",\"policyHash\":\"%s\",", hash);
  char *whole = stage_stolen(&s, "a"), *older = replaced(whole, member, "");
  stage_plant(&s, "a", older, "person-1");
  assert_int_equal(load(s.client, "a", &record), JUMIO_OK);
  assert_null(jumio_verification_get_text(record, JUMIO_VERIFICATION_TEXT_POLICY_NAME));
  assert_null(jumio_verification_get_text(record, JUMIO_VERIFICATION_TEXT_POLICY_HASH));
  assert_string_equal(jumio_idv_status_name(jumio_verification_get_status(record)), "Passed");
  jumio_verification_free(record);
  jumio_policy_free(policy);
  free(whole);
  free(older);
  stage_end(&s);
}

/* The host's own policy may be gone when the record is read. */
static void test_record__names_the_policy_of_the_host(void **state)
{
  stage s;
  jumio_verification *record = NULL;
  jumio_policy *policy = NULL;
  static const char json[] = "{\"name\":\"tenant\",\"version\":\"1\",\"required\":[\"watchlistScreening\"]}";
  (void)state;
  stage_begin(&s, rig_happy, rig_happy_count);
  assert_int_equal(jumio_policy_parse(NULL, json, JUMIO_NTS, &policy, NULL), JUMIO_OK);
  assert_int_equal(stage_create(s.client, "a", NULL, NULL), JUMIO_OK);
  assert_int_equal(jumio_verification_refresh(s.client, "a", 1, policy, -1, NULL, &record, NULL), JUMIO_OK);
  jumio_policy_free(policy);
  assert_string_equal(jumio_verification_get_text(record, JUMIO_VERIFICATION_TEXT_POLICY_NAME), "tenant");
  assert_string_equal(jumio_idv_status_name(jumio_verification_get_status(record)), "Incomplete");
  jumio_verification_free(record);
  stage_end(&s);
}

static void test_record__damage_is_never_written_over(void **state)
{
  stage s;
  jumio_verification *record = NULL;
  (void)state;
  stage_begin(&s, rig_happy, rig_happy_count);
  stage_plant(&s, "a", "rubbish", "person-1");
  assert_int_equal(stage_create(s.client, "a", NULL, NULL), JUMIO_ERR_STORE_CORRUPT);
  assert_int_equal(jumio_verification_refresh(s.client, "a", 1, NULL, -1, NULL, &record, NULL), JUMIO_ERR_STORE_CORRUPT);
  assert_int_equal(s.http.requests, 0);
  char *bytes = stage_stolen(&s, "a");
  assert_string_equal(bytes, "rubbish");
  free(bytes);
  stage_end(&s);
}

static void test_record__load_checks_its_arguments(void **state)
{
  stage s;
  jumio_verification *record = (jumio_verification *)&s;
  (void)state;
  stage_begin(&s, rig_happy, rig_happy_count);
  assert_int_equal(jumio_verification_load(NULL, "a", 1, &record, NULL), JUMIO_ERR_ARGUMENT);
  assert_null(record);
  assert_int_equal(jumio_verification_load(s.client, "a", 1, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_verification_load(s.client, NULL, 0, &record, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_verification_load(s.client, "A", 1, &record, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_verification_load(s.client, "a\0b", 3, &record, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_verification_load(s.client, "a", 1, &record, NULL), JUMIO_ERR_STORE_NOT_FOUND);
  stage_end(&s);
  jumio_verification_free(NULL);
  jumio_verification_list_free(NULL);
  assert_null(jumio_verification_get_text(NULL, JUMIO_VERIFICATION_TEXT_ID));
  assert_int_equal(jumio_verification_get_status(NULL), JUMIO_IDV_UNKNOWN);
  assert_int_equal(jumio_verification_get_int64(NULL, JUMIO_VERIFICATION_IS_FINAL), 0);
  assert_int_equal(jumio_verification_get_int64(NULL, JUMIO_VERIFICATION_FLAGS), 0);
  assert_int_equal(jumio_verification_reason_count(NULL), 0);
  assert_int_equal(jumio_verification_document_count(NULL), 0);
  assert_null(jumio_verification_get_reason_at(NULL, 0));
  assert_null(jumio_verification_get_document_text_at(NULL, 0, JUMIO_DOCUMENT_TEXT_CATEGORY));
  assert_int_equal(jumio_verification_list_count(NULL), 0);
  assert_null(jumio_verification_list_get_at(NULL, 0));
}

static void test_record__text_selectors(void **state)
{
  static const int32_t odd[] = {0, -1, 14, 1000, INT32_MIN, INT32_MAX};
  stage s;
  jumio_verification *record = NULL;
  (void)state;
  begin_done(&s);
  assert_int_equal(load(s.client, "a", &record), JUMIO_OK);
  for (size_t i = 0; i < COUNT(odd); i++)
    assert_null(jumio_verification_get_text(record, odd[i]));
  jumio_verification_free(record);
  stage_end(&s);
}

/* ---- documents ---- */

typedef struct sink {
  size_t bytes;
  int32_t answer;
} sink;

static int32_t take(const void *data, size_t len, void *user_data)
{
  sink *s = user_data;
  (void)data;
  s->bytes += len;
  return s->answer;
}

static jumio_result fetch(stage *s, size_t index, int32_t answer, jumio_media_type *out_type)
{
  sink into = {.answer = answer};
  jumio_error *err = NULL;
  jumio_result result = jumio_verification_fetch_document(s->client, "a", 1, index, take, &into, -1, NULL, out_type, &err);
  assert_int_equal(jumio_error_get_code(err), result);
  assert_true(result != JUMIO_OK || into.bytes == rig_jpeg_len);
  jumio_error_free(err);
  return result;
}

static void assert_states(stage *s, jumio_document_status status, int32_t first, int32_t second, int32_t third)
{
  jumio_verification *record = NULL;
  assert_int_equal(load(s->other, "a", &record), JUMIO_OK);
  assert_int_equal(jumio_verification_get_int64(record, JUMIO_VERIFICATION_DOCUMENT_STATUS), status);
  assert_int_equal(jumio_verification_get_document_state_at(record, 0), first);
  assert_int_equal(jumio_verification_get_document_state_at(record, 1), second);
  assert_int_equal(jumio_verification_get_document_state_at(record, 2), third);
  jumio_verification_free(record);
}

static void test_documents__all_fetched(void **state)
{
  stage s;
  jumio_media_type type = 99;
  (void)state;
  begin_done(&s);
  assert_states(&s, JUMIO_DOCUMENTS_AVAILABLE, 0, 0, 0);
  assert_int_equal(fetch(&s, 1, 1, &type), JUMIO_OK);
  assert_int_equal(type, JUMIO_MEDIA_JPEG);
  assert_states(&s, JUMIO_DOCUMENTS_AVAILABLE, 0, 1, 0);
  assert_int_equal(fetch(&s, 0, 1, NULL), JUMIO_OK);
  assert_int_equal(fetch(&s, 2, 1, NULL), JUMIO_OK);
  assert_states(&s, JUMIO_DOCUMENTS_FETCHED, 1, 1, 1);
  assert_int_equal(fetch(&s, 0, 1, NULL), JUMIO_OK); /* again is allowed */
  assert_states(&s, JUMIO_DOCUMENTS_FETCHED, 1, 1, 1);
  assert_int_equal(fetch(&s, 3, 1, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(fetch(&s, SIZE_MAX, 1, NULL), JUMIO_ERR_ARGUMENT);
  stage_end(&s);
}

static void test_documents__failures(void **state)
{
  static const fake_step gone[] = {RIG_TOKEN_STEP, {.path = STAGE_ON_PART, .status = 404, .body = "{}", .times = -1}};
  static const fake_step broken[] = {RIG_TOKEN_STEP, {.path = STAGE_ON_PART, .status = 503, .body = "", .times = -1}};
  static const fake_step denied[] = {RIG_TOKEN_STEP, {.path = STAGE_ON_PART, .status = 403, .body = "{}", .times = -1}};
  stage s;
  (void)state;
  begin_done(&s);
  assert_int_equal(fetch(&s, 0, 0, NULL), JUMIO_ERR_CANCELLED); /* the sink wants no more */
  assert_states(&s, JUMIO_DOCUMENTS_AVAILABLE, 0, 0, 0);
  stage_script(&s, broken, COUNT(broken));
  assert_int_not_equal(fetch(&s, 0, 1, NULL), JUMIO_OK);
  stage_script(&s, denied, COUNT(denied));
  assert_int_equal(fetch(&s, 0, 1, NULL), JUMIO_ERR_PERMISSION);
  assert_states(&s, JUMIO_DOCUMENTS_AVAILABLE, 0, 0, 0);
  stage_script(&s, gone, COUNT(gone));
  assert_int_equal(fetch(&s, 2, 1, NULL), JUMIO_ERR_NOT_FOUND);
  assert_states(&s, JUMIO_DOCUMENTS_MISSING, 0, 0, JUMIO_DOCUMENT_UNAVAILABLE);
  stage_script(&s, rig_happy, rig_happy_count);
  assert_int_equal(fetch(&s, 2, 1, NULL), JUMIO_OK); /* it came back */
  assert_states(&s, JUMIO_DOCUMENTS_AVAILABLE, 0, 0, JUMIO_DOCUMENT_FETCHED);
  stage_end(&s);
}

/* A page of a proxy instead of the part may be gone the next time: the document is as it was. */
static void test_documents__a_page_may_pass(void **state)
{
  static const fake_step page[] = {
      RIG_TOKEN_STEP,
      {.path = STAGE_ON_PART, .status = 200, .headers = "Content-Type: text/html", .body = "<html>log in first</html>", .times = -1}};
  stage s;
  (void)state;
  begin_done(&s);
  stage_script(&s, page, COUNT(page));
  assert_int_equal(fetch(&s, 0, 1, NULL), JUMIO_ERR_PROTOCOL);
  assert_states(&s, JUMIO_DOCUMENTS_AVAILABLE, JUMIO_DOCUMENT_LISTED, 0, 0);
  stage_end(&s);
}

static void test_documents__store_fails(void **state)
{
  stage s;
  (void)state;
  begin_done(&s);
  s.store.code = JUMIO_ERR_STORE_FULL;
  s.store.refuse_put = s.store.puts + 1;
  assert_int_equal(fetch(&s, 0, 1, NULL), JUMIO_ERR_STORE_FULL);
  assert_states(&s, JUMIO_DOCUMENTS_AVAILABLE, 0, 0, 0);
  s.store.code = JUMIO_ERR_STORE_CONFLICT;
  s.store.refuse_put = s.store.puts + 1;
  assert_int_equal(fetch(&s, 0, 1, NULL), JUMIO_OK);
  assert_states(&s, JUMIO_DOCUMENTS_AVAILABLE, 1, 0, 0);
  stage_end(&s);
}

/* ---- lists ---- */

static void make_many(stage *s, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    char id[32];
    snprintf(id, sizeof id, "n%03zu", i * 7 % count);
    assert_int_equal(stage_create(s->client, id, NULL, NULL), JUMIO_OK);
  }
}

static void test_list__in_pages(void **state)
{
  stage s;
  char after[32] = "";
  size_t seen = 0;
  (void)state;
  stage_begin(&s, rig_happy, rig_happy_count);
  make_many(&s, 25);
  for (size_t want = 10; seen < 25; want = 25 - seen < 10 ? 25 - seen : 10) {
    jumio_verification_list *list = NULL;
    assert_int_equal(jumio_verification_list_by_status(s.client, JUMIO_IDV_PENDING, seen == 0 ? NULL : after, JUMIO_NTS, 10, &list, NULL),
                     JUMIO_OK);
    assert_int_equal(jumio_verification_list_count(list), want);
    for (size_t i = 0; i < want; i++) {
      const char *id = jumio_verification_get_text(jumio_verification_list_get_at(list, i), JUMIO_VERIFICATION_TEXT_ID);
      assert_true(strcmp(id, after) > 0);
      snprintf(after, sizeof after, "%s", id);
    }
    assert_null(jumio_verification_list_get_at(list, want));
    seen += want;
    jumio_verification_list_free(list);
  }
  jumio_verification_list *none = NULL;
  assert_int_equal(jumio_verification_list_by_entity(s.client, "person-1", JUMIO_NTS, after, JUMIO_NTS, 10, &none, NULL), JUMIO_OK);
  assert_int_equal(jumio_verification_list_count(none), 0);
  jumio_verification_list_free(none);
  assert_int_equal(jumio_verification_list_by_status(s.client, JUMIO_IDV_PASSED, NULL, 0, 10, &none, NULL), JUMIO_OK);
  assert_int_equal(jumio_verification_list_count(none), 0);
  jumio_verification_list_free(none);
  stage_end(&s);
}

static void test_list__follows_the_status(void **state)
{
  stage s;
  jumio_verification_list *list = NULL;
  (void)state;
  begin_done(&s);
  assert_int_equal(jumio_verification_list_by_status(s.client, JUMIO_IDV_PASSED, NULL, 0, 10, &list, NULL), JUMIO_OK);
  assert_int_equal(jumio_verification_list_count(list), 1);
  jumio_verification_list_free(list);
  assert_int_equal(jumio_verification_list_by_status(s.client, JUMIO_IDV_PENDING, NULL, 0, 10, &list, NULL), JUMIO_OK);
  assert_int_equal(jumio_verification_list_count(list), 0);
  jumio_verification_list_free(list);
  stage_end(&s);
}

/* Rows whose record says otherwise are passed over, and the page is filled from behind them. */
static void test_list__passes_stale_rows_over(void **state)
{
  stage s;
  jumio_verification_list *list = NULL;
  (void)state;
  stage_begin(&s, rig_happy, rig_happy_count);
  make_many(&s, 6);
  for (size_t i = 0; i < 3; i++) {
    char id[32];
    snprintf(id, sizeof id, "n%03zu", i * 2);
    char *bytes = stage_stolen(&s, id), *other = replaced(bytes, "person-1", "person-2");
    stage_plant(&s, id, other, "person-1"); /* the index still says person-1 */
    free(bytes);
    free(other);
  }
  assert_int_equal(jumio_verification_list_by_entity(s.client, "person-1", JUMIO_NTS, NULL, 0, 3, &list, NULL), JUMIO_OK);
  assert_int_equal(jumio_verification_list_count(list), 3);
  for (size_t i = 0; i < 3; i++)
    assert_string_equal(jumio_verification_get_text(jumio_verification_list_get_at(list, i), JUMIO_VERIFICATION_TEXT_ENTITY), "person-1");
  jumio_verification_list_free(list);
  stage_end(&s);
}

static void test_list__damage_is_an_error(void **state)
{
  stage s;
  jumio_verification_list *list = NULL;
  (void)state;
  stage_begin(&s, rig_happy, rig_happy_count);
  make_many(&s, 3);
  stage_plant(&s, "n001", "rubbish", "person-1");
  assert_int_equal(jumio_verification_list_by_entity(s.client, "person-1", JUMIO_NTS, NULL, 0, 10, &list, NULL), JUMIO_ERR_STORE_CORRUPT);
  assert_null(list);
  stage_end(&s);
}

static void test_list__checks_its_arguments(void **state)
{
  stage s;
  jumio_verification_list *list = (jumio_verification_list *)&s;
  (void)state;
  stage_begin(&s, rig_happy, rig_happy_count);
  static const size_t limits[] = {0, 1001, SIZE_MAX};
  for (size_t i = 0; i < COUNT(limits); i++) {
    assert_int_equal(jumio_verification_list_by_entity(s.client, "e", 1, NULL, 0, limits[i], &list, NULL), JUMIO_ERR_ARGUMENT);
    assert_null(list);
    assert_int_equal(jumio_verification_list_by_status(s.client, JUMIO_IDV_PENDING, NULL, 0, limits[i], &list, NULL), JUMIO_ERR_ARGUMENT);
  }
  static const int32_t statuses[] = {0, -1, 7, INT32_MAX};
  for (size_t i = 0; i < COUNT(statuses); i++)
    assert_int_equal(jumio_verification_list_by_status(s.client, statuses[i], NULL, 0, 5, &list, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_verification_list_by_entity(s.client, "", 0, NULL, 0, 5, &list, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_verification_list_by_entity(s.client, NULL, 0, NULL, 0, 5, &list, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_verification_list_by_entity(s.client, "e", 1, "NO", 2, 5, &list, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_verification_list_by_entity(s.client, "e", 1, NULL, 0, 5, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_verification_list_by_entity(NULL, "e", 1, NULL, 0, 5, &list, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_verification_list_by_entity(s.client, "e", 1, NULL, 0, 1000, &list, NULL), JUMIO_OK);
  jumio_verification_list_free(list);
  stage_end(&s);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_record__every_truncation),
      cmocka_unit_test(test_record__every_byte_turned),
      cmocka_unit_test(test_record__refuses_forgeries),
      cmocka_unit_test(test_record__refuses_a_result_before_its_time),
      cmocka_unit_test(test_record__newer_version),
      cmocka_unit_test(test_record__names_its_policy),
      cmocka_unit_test(test_record__names_the_policy_of_the_host),
      cmocka_unit_test(test_record__damage_is_never_written_over),
      cmocka_unit_test(test_record__load_checks_its_arguments),
      cmocka_unit_test(test_record__text_selectors),
      cmocka_unit_test(test_documents__all_fetched),
      cmocka_unit_test(test_documents__failures),
      cmocka_unit_test(test_documents__a_page_may_pass),
      cmocka_unit_test(test_documents__store_fails),
      cmocka_unit_test(test_list__in_pages),
      cmocka_unit_test(test_list__follows_the_status),
      cmocka_unit_test(test_list__passes_stale_rows_over),
      cmocka_unit_test(test_list__damage_is_an_error),
      cmocka_unit_test(test_list__checks_its_arguments),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
