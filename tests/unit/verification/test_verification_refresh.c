/** Callbacks and refreshes: a callback is a hint, a final outcome stays, and what could not be read changes nothing. */
#include "stage.h"

#include "support/cmocka.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof array / sizeof array[0])

static const char stranger[] = "99999999-9999-4999-8999-999999999999";

/* A stage with the verification "a", created and waiting; then these answers. */
static void begin(stage *s, const fake_step *steps, size_t count)
{
  static const fake_step created[] = {RIG_TOKEN_STEP, STAGE_CREATED};
  stage_begin(s, created, COUNT(created));
  assert_int_equal(stage_create(s->client, "a", NULL, NULL), JUMIO_OK);
  stage_script(s, steps, count);
}

static jumio_result refresh(jumio_client *client, jumio_verification **out)
{
  jumio_error *err = NULL;
  jumio_verification *record = NULL;
  jumio_result result = jumio_verification_refresh(client, "a", 1, NULL, JUMIO_DEADLINE_DEFAULT, NULL, &record, &err);
  assert_int_equal(jumio_error_get_code(err), result);
  assert_true((record != NULL) == (result == JUMIO_OK));
  jumio_error_free(err);
  if (out != NULL)
    *out = record;
  else
    jumio_verification_free(record);
  return result;
}

static const char *status_of(const jumio_verification *record)
{
  return jumio_idv_status_name(jumio_verification_get_status(record));
}

static void test_refresh__reads_the_result(void **state)
{
  stage s;
  jumio_verification *record = NULL;
  (void)state;
  begin(&s, rig_happy, rig_happy_count);
  fake_clock_advance(&s.clock, 5000);
  for (int i = 0; i < 2; i++) { /* the second time from the store alone */
    assert_int_equal(refresh(i == 0 ? s.client : s.other, &record), JUMIO_OK);
    assert_string_equal(status_of(record), "Passed");
    assert_int_equal(jumio_verification_get_int64(record, JUMIO_VERIFICATION_IS_FINAL), 1);
    assert_int_equal(jumio_verification_get_int64(record, JUMIO_VERIFICATION_PROCESSING_STATUS), JUMIO_PROCESSING_DONE);
    assert_true(jumio_verification_get_unix_ms(record, JUMIO_VERIFICATION_TIME_RECEIVED) == FAKE_CLOCK_WALL_MS + 5000);
    assert_true(jumio_verification_get_int64(record, JUMIO_VERIFICATION_RISK_SCORE_X100) == 0);
    assert_string_equal(jumio_verification_get_text(record, JUMIO_VERIFICATION_TEXT_EXECUTION_STATUS), "PROCESSED");
    assert_string_equal(jumio_verification_get_text(record, JUMIO_VERIFICATION_TEXT_DECISION_TYPE), "PASSED");
    assert_non_null(jumio_verification_get_text(record, JUMIO_VERIFICATION_TEXT_RULESET_VERSION));
    assert_true(jumio_verification_reason_count(record) >= 1);
    assert_null(jumio_verification_get_reason_at(record, jumio_verification_reason_count(record)));
    assert_int_equal(jumio_verification_document_count(record), 3);
    assert_string_equal(jumio_verification_get_document_text_at(record, 1, JUMIO_DOCUMENT_TEXT_CREDENTIAL_ID), RIG_ID);
    assert_string_equal(jumio_verification_get_document_text_at(record, 1, JUMIO_DOCUMENT_TEXT_CATEGORY), "ID");
    assert_string_equal(jumio_verification_get_document_text_at(record, 1, JUMIO_DOCUMENT_TEXT_CLASSIFIER), "BACK");
    assert_int_equal(jumio_verification_get_document_state_at(record, 1), JUMIO_DOCUMENT_LISTED);
    assert_null(jumio_verification_get_document_text_at(record, 3, JUMIO_DOCUMENT_TEXT_CLASSIFIER));
    assert_int_equal(jumio_verification_get_int64(record, JUMIO_VERIFICATION_DOCUMENT_STATUS), JUMIO_DOCUMENTS_AVAILABLE);
    jumio_verification_free(record);
    assert_int_equal(fake_http_count(&s.http, "/status"), 1);
    assert_int_equal(fake_http_count(&s.http, STAGE_ON_DETAILS), 2); /* the status, whose address goes on, and the details */
    fake_clock_advance(&s.clock, i == 0 ? 0 : 1000);
  }
  char *bytes = stage_stolen(&s, "a");
  assert_null(strstr(bytes, "CANARY")); /* no extracted datum */
  assert_null(strstr(bytes, "canary"));
  free(bytes);
  stage_end(&s);
}

static void test_refresh__while_it_runs(void **state)
{
  static const fake_step steps[] = {RIG_TOKEN_STEP,
                                    {.path = STAGE_ON_STATUS, .status = 200, .body = STAGE_STATUS("INITIATED"), .times = 2},
                                    {.path = STAGE_ON_STATUS, .status = 200, .body = STAGE_STATUS("ACQUIRED"), .times = 1},
                                    {.path = STAGE_ON_STATUS, .status = 200, .body = STAGE_STATUS("SOMETHING_NEW"), .times = 1}};
  static const char *const words[] = {"INITIATED", "INITIATED", "ACQUIRED", "SOMETHING_NEW"};
  stage s;
  jumio_verification *record = NULL;
  (void)state;
  begin(&s, steps, COUNT(steps));
  for (size_t i = 0; i < 4; i++) {
    size_t puts = s.store.puts;
    assert_int_equal(refresh(s.client, &record), JUMIO_OK);
    assert_string_equal(status_of(record), "Pending");
    assert_int_equal(jumio_verification_get_int64(record, JUMIO_VERIFICATION_PROCESSING_STATUS), JUMIO_PROCESSING_WAITING);
    assert_string_equal(jumio_verification_get_text(record, JUMIO_VERIFICATION_TEXT_EXECUTION_STATUS), words[i]);
    jumio_verification_free(record);
    assert_int_equal(s.store.puts - puts, i == 1 ? 0 : 1); /* a poll that tells nothing new costs no write */
  }
  stage_end(&s);
}

static void test_refresh__failures_change_nothing(void **state)
{
  static const fake_step no_status[] = {RIG_TOKEN_STEP, {.path = STAGE_ON_STATUS, .status = 404, .body = "{}", .times = -1}};
  static const fake_step no_details[] = {RIG_TOKEN_STEP,
                                         {.path = STAGE_ON_STATUS, .status = 200, .body = STAGE_STATUS("PROCESSED"), .times = -1},
                                         {.path = STAGE_ON_DETAILS, .status = 404, .body = "{}", .times = -1}};
  static const fake_step odd_details[] = {RIG_TOKEN_STEP,
                                          {.path = STAGE_ON_STATUS, .status = 200, .body = STAGE_STATUS("PROCESSED"), .times = -1},
                                          {.path = STAGE_ON_DETAILS, .status = 200, .body = "{}", .times = -1}};
  static const fake_step other_ids[] = {
      RIG_TOKEN_STEP,
      {.path = STAGE_ON_STATUS,
       .status = 200,
       .body = "{\"account\":{\"id\":\"99999999-9999-4999-8999-999999999999\"},\"workflowExecution\":{\"id\":\"" RIG_EXECUTION
               "\",\"status\":\"PROCESSED\"}}",
       .times = -1}};
  static const struct {
    const fake_step *steps;
    size_t count;
    jumio_result want;
  } cases[] = {{no_status, 2, JUMIO_ERR_NOT_FOUND},
               {no_details, 3, JUMIO_ERR_NOT_FOUND},
               {odd_details, 3, JUMIO_ERR_NOT_A_TRANSACTION},
               {other_ids, 2, JUMIO_ERR_ID_MISMATCH}};
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++)
    for (int due = 0; due < 2; due++) {
      stage s;
      begin(&s, cases[i].steps, cases[i].count);
      if (due)
        assert_int_equal(stage_call_back(s.client, RIG_EXECUTION, RIG_ACCOUNT, "PROCESSED"), JUMIO_OK);
      char *before = stage_stolen(&s, "a");
      assert_int_equal(refresh(s.client, NULL), cases[i].want);
      char *after = stage_stolen(&s, "a");
      assert_string_equal(before, after);
      assert_int_equal(stage_processing(s.client, "a"), due ? JUMIO_PROCESSING_RESULT_DUE : JUMIO_PROCESSING_WAITING);
      free(before);
      free(after);
      stage_end(&s);
    }
}

/* Jumio may have no details of an expired execution: its status decides alone, and never as anything but Failed. */
static void test_refresh__expired_without_details(void **state)
{
  static const char *const words[] = {STAGE_STATUS("SESSION_EXPIRED"), STAGE_STATUS("TOKEN_EXPIRED"), STAGE_STATUS("KYX_TOKEN_EXPIRED")};
  (void)state;
  for (size_t i = 0; i < COUNT(words); i++) {
    const fake_step steps[] = {RIG_TOKEN_STEP,
                               {.path = STAGE_ON_STATUS, .status = 200, .body = words[i], .times = -1},
                               {.path = STAGE_ON_DETAILS, .status = 404, .body = "{}", .times = -1}};
    stage s;
    jumio_verification *record = NULL;
    begin(&s, steps, COUNT(steps));
    assert_int_equal(refresh(s.client, &record), JUMIO_OK);
    assert_string_equal(status_of(record), "Failed");
    assert_int_equal(jumio_verification_get_int64(record, JUMIO_VERIFICATION_PROCESSING_STATUS), JUMIO_PROCESSING_DONE);
    assert_int_equal(jumio_verification_get_int64(record, JUMIO_VERIFICATION_DOCUMENT_STATUS), JUMIO_DOCUMENTS_NONE);
    assert_true(jumio_verification_get_int64(record, JUMIO_VERIFICATION_RISK_SCORE_X100) == JUMIO_ABSENT);
    assert_null(jumio_verification_get_text(record, JUMIO_VERIFICATION_TEXT_DECISION_TYPE));
    assert_non_null(strstr(jumio_verification_get_reason_at(record, 0), "EXPIRED"));
    jumio_verification_free(record);
    stage_end(&s);
  }
}

/* Details that lag behind the status: not final, so not done. */
static void test_refresh__details_lag_behind(void **state)
{
  static const fake_step steps[] = {RIG_TOKEN_STEP,
                                    {.path = STAGE_ON_STATUS, .status = 200, .body = STAGE_STATUS("PROCESSED"), .times = -1},
                                    {.path = STAGE_ON_DETAILS, .status = 200, .body = STAGE_TRANSACTION("ACQUIRED", ""), .times = 1},
                                    {.path = STAGE_ON_DETAILS, .status = 200, .body = rig_transaction_body, .times = 1}};
  stage s;
  jumio_verification *record = NULL;
  (void)state;
  begin(&s, steps, COUNT(steps));
  assert_int_equal(refresh(s.client, &record), JUMIO_OK);
  assert_string_equal(status_of(record), "Pending");
  assert_int_equal(jumio_verification_get_int64(record, JUMIO_VERIFICATION_IS_FINAL), 0);
  assert_true(jumio_verification_get_unix_ms(record, JUMIO_VERIFICATION_TIME_RECEIVED) == JUMIO_ABSENT);
  jumio_verification_free(record);
  assert_int_equal(refresh(s.client, &record), JUMIO_OK);
  assert_string_equal(status_of(record), "Passed");
  assert_int_equal(jumio_verification_get_int64(record, JUMIO_VERIFICATION_PROCESSING_STATUS), JUMIO_PROCESSING_DONE);
  jumio_verification_free(record);
  stage_end(&s);
}

static void test_refresh__of_deleted_data(void **state)
{
  static const fake_step steps[] = {RIG_TOKEN_STEP,
                                    {.path = STAGE_ON_STATUS, .status = 200, .body = STAGE_STATUS("PROCESSED"), .times = -1},
                                    {.path = STAGE_ON_DETAILS,
                                     .status = 200,
                                     .body = STAGE_TRANSACTION("PROCESSED", ",\"wipedOutAt\":\"2026-02-01T00:00:00Z\",\"capabilities\":{},"
                                                                            "\"decision\":{\"type\":\"PASSED\"}"),
                                     .times = -1}};
  stage s;
  jumio_verification *record = NULL;
  (void)state;
  begin(&s, steps, COUNT(steps));
  assert_int_equal(refresh(s.client, &record), JUMIO_OK);
  assert_string_equal(status_of(record), "Incomplete");
  assert_true((jumio_verification_get_int64(record, JUMIO_VERIFICATION_FLAGS) & JUMIO_FLAG_DATA_DELETED) != 0);
  jumio_verification_free(record);
  stage_end(&s);
}

/* Only the steps tell the cause. Where they cannot be had, the outcome is stored without them, and its flag says so. */
static void test_refresh__reads_the_steps_where_they_are_wanted(void **state)
{
  static const struct {
    const char *body; /* NULL: 503 */
    const char *want;
    jumio_decision_flags flag;
  } cases[] = {{"{\"steps\":[{\"name\":\"AUTHENTICATION\",\"decision\":{\"type\":\"REJECTED\"}}]}", "Denied", JUMIO_FLAG_FROM_STEPS},
               {"{\"steps\":[{\"name\":\"AUTHENTICATION\",\"decision\":{\"type\":\"PASSED\"}}]}", "Incomplete", 0},
               {"{}", "Incomplete", JUMIO_FLAG_STEPS_WANTED},
               {NULL, "Incomplete", JUMIO_FLAG_STEPS_WANTED}};
  static const char details[] = STAGE_TRANSACTION("PROCESSED", ",\"decision\":{\"type\":\"REJECTED\"}");
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) {
    const fake_step steps[] = {RIG_TOKEN_STEP,
                               {.path = STAGE_ON_STATUS, .status = 200, .body = STAGE_STATUS("PROCESSED"), .times = -1},
                               {.path = "/steps", .status = cases[i].body != NULL ? 200 : 503, .body = cases[i].body, .times = -1},
                               {.path = STAGE_ON_DETAILS, .status = 200, .body = details, .times = -1}};
    stage s;
    jumio_verification *record = NULL;
    begin(&s, steps, COUNT(steps));
    assert_int_equal(refresh(s.client, &record), JUMIO_OK);
    assert_string_equal(status_of(record), cases[i].want);
    int64_t flags = jumio_verification_get_int64(record, JUMIO_VERIFICATION_FLAGS);
    assert_int_equal(flags & (JUMIO_FLAG_FROM_STEPS | JUMIO_FLAG_STEPS_WANTED), cases[i].flag);
    jumio_verification_free(record);
    stage_end(&s);
  }
}

/* Odd answers that are answers all the same: each must end in a stored record that can be loaded again. */
static void test_refresh__odd_transactions(void **state)
{
  static const char *const odd[] = {
      "",
      ",\"decision\":{\"type\":\"\",\"details\":{\"label\":\"\"}}",
      ",\"decision\":{\"type\":\"WARNING\",\"details\":{\"label\":\"a \\u0000 b\"}}",
      ",\"decision\":{\"type\":\"\\u0000\",\"details\":{\"label\":\"\\u0000\"}}",
      ",\"decision\":{\"type\":7,\"details\":{\"label\":[]}}",
      ",\"credentials\":[{\"id\":\"" RIG_ID "\",\"category\":\"\",\"parts\":[{\"classifier\":\"FRONT\",\"href\":\"x\"}]}]",
      ",\"credentials\":[{\"id\":\"" RIG_ID "\",\"category\":\"\\u0000\",\"parts\":[{\"classifier\":\"FRONT\",\"href\":\"x\"}]}]",
      ",\"credentials\":[{\"id\":\"" RIG_ID "\",\"category\":7,\"parts\":[{\"classifier\":\"FRONT\",\"href\":\"x\"}]}]",
      ",\"credentials\":[{\"id\":\"\",\"category\":\"ID\",\"parts\":[{\"classifier\":\"FRONT\",\"href\":\"x\"}]}]",
      ",\"credentials\":[{\"id\":\"" RIG_ID "\",\"category\":\"ID\",\"parts\":[{\"classifier\":\"\",\"href\":\"x\"}]}]",
      ",\"capabilities\":{\"similarity\":[{\"decision\":{\"type\":\"REJECTED\",\"details\":{\"label\":\"\\u001b[31m\\n\\u202e\"}}}]}",
      ",\"capabilities\":{\"\":[{\"decision\":{\"type\":\"\",\"details\":{\"label\":\"\"}}}]}",
      ",\"risk\":{\"score\":1e400}",
  };
  (void)state;
  for (size_t i = 0; i < COUNT(odd); i++) {
    char body[1500];
    snprintf(body, sizeof body, "%s%s}",
             "{\"workflow\":{\"id\":\"" RIG_EXECUTION "\",\"status\":\"PROCESSED\"},\"account\":{\"id\":\"" RIG_ACCOUNT "\"}", odd[i]);
    const fake_step steps[] = {RIG_TOKEN_STEP,
                               {.path = STAGE_ON_STATUS, .status = 200, .body = STAGE_STATUS("PROCESSED"), .times = -1},
                               {.path = STAGE_ON_DETAILS, .status = 200, .body = body, .times = -1}};
    stage s;
    jumio_verification *record = NULL;
    begin(&s, steps, COUNT(steps));
    jumio_result result = refresh(s.client, &record);
    if (result == JUMIO_ERR_JSON && (strstr(odd[i], "u0000") != NULL || strstr(odd[i], "1e400") != NULL)) {
      assert_int_equal(stage_processing(s.other, "a"), JUMIO_PROCESSING_WAITING);
      stage_end(&s);
      continue; /* NULs, and numbers beyond a double, may be refused by the parser */
    }
    if (result != JUMIO_OK || jumio_verification_get_status(record) == JUMIO_IDV_PASSED ||
        stage_processing(s.other, "a") != JUMIO_PROCESSING_DONE)
      fail_msg("case %zu: %d", i, result);
    jumio_verification_free(record);
    stage_end(&s);
  }
}

/* Jumio's texts of any length: the record stays small enough for its store, and the reasons keep their form. */
static void test_refresh__long_texts(void **state)
{
  enum { LONG = 900000 };
  static const char *const places[][2] = {
      {",\"decision\":{\"type\":\"WARNING\",\"details\":{\"label\":\"", "\"}}}"},
      {",\"decision\":{\"type\":\"", "\"}}"},
      {",\"credentials\":[{\"id\":\"" RIG_ID "\",\"category\":\"", "\",\"parts\":[{\"classifier\":\"FRONT\",\"href\":\"x\"}]}]}"},
      {",\"capabilities\":{\"", "\":[{\"decision\":{\"type\":\"REJECTED\",\"details\":{\"label\":\"X\"}}}]}}"},
  };
  char *body = malloc(LONG + 1000);
  (void)state;
  assert_non_null(body);
  for (size_t i = 0; i < COUNT(places); i++) {
    size_t at = (size_t)snprintf(
        body, 900, "{\"workflow\":{\"id\":\"" RIG_EXECUTION "\",\"status\":\"PROCESSED\"},\"account\":{\"id\":\"" RIG_ACCOUNT "\"}%s",
        places[i][0]);
    memset(body + at, 'L', LONG);
    snprintf(body + at + LONG, 200, "%s", places[i][1]);
    const fake_step steps[] = {RIG_TOKEN_STEP,
                               {.path = STAGE_ON_STATUS, .status = 200, .body = STAGE_STATUS("PROCESSED"), .times = -1},
                               {.path = STAGE_ON_DETAILS, .status = 200, .body = body, .times = -1}};
    stage s;
    begin(&s, steps, COUNT(steps));
    jumio_result result = refresh(s.client, NULL);
    char *bytes = stage_stolen(&s, "a");
    if (result != JUMIO_OK || strlen(bytes) > 60000)
      fail_msg("case %zu: %d, %zu bytes", i, result, strlen(bytes));
    free(bytes);
    stage_end(&s);
  }
  free(body);
}

/* 70 parts with an address, and among them what can never be asked for again. */
static void test_refresh__many_documents(void **state)
{
  char body[12000];
  size_t at =
      (size_t)snprintf(body, sizeof body, "%s",
                       "{\"workflow\":{\"id\":\"" RIG_EXECUTION "\",\"status\":\"PROCESSED\"},\"account\":{\"id\":\"" RIG_ACCOUNT "\"},"
                       "\"credentials\":[{\"id\":\"../../x\",\"category\":\"ID\",\"parts\":[{\"classifier\":\"FRONT\",\"href\":\"x\"}]},"
                       "{\"id\":\"" RIG_ID "\",\"category\":\"ID\",\"parts\":[{\"classifier\":\"../../x\",\"href\":\"x\"},"
                       "{\"classifier\":\"front\",\"href\":\"x\"},{\"classifier\":\"FACEMAP\"},{\"classifier\":null,\"href\":\"x\"},"
                       "{\"classifier\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\"href\":\"x\"}");
  for (int i = 0; i < 70; i++)
    at += (size_t)snprintf(body + at, sizeof body - at, ",{\"classifier\":\"LIVENESS_%d\",\"href\":\"x\"}", i);
  snprintf(body + at, sizeof body - at, "]}]}");
  const fake_step steps[] = {RIG_TOKEN_STEP,
                             {.path = STAGE_ON_STATUS, .status = 200, .body = STAGE_STATUS("PROCESSED"), .times = -1},
                             {.path = STAGE_ON_DETAILS, .status = 200, .body = body, .times = -1}};
  stage s;
  jumio_verification *record = NULL;
  (void)state;
  begin(&s, steps, COUNT(steps));
  assert_int_equal(refresh(s.client, &record), JUMIO_OK);
  assert_int_equal(jumio_verification_document_count(record), 64);
  assert_string_equal(jumio_verification_get_document_text_at(record, 0, JUMIO_DOCUMENT_TEXT_CLASSIFIER), "LIVENESS_0");
  assert_string_equal(jumio_verification_get_document_text_at(record, 63, JUMIO_DOCUMENT_TEXT_CLASSIFIER), "LIVENESS_63");
  jumio_verification_free(record);
  stage_end(&s);
}

static void test_refresh__only_what_was_created(void **state)
{
  static const fake_step unknown[] = {
      RIG_TOKEN_STEP, {.path = STAGE_ON_CREATE, .result = JUMIO_ERR_NETWORK, .delivery = JUMIO_DELIVERY_MAYBE_SENT, .times = -1}};
  stage s;
  (void)state;
  stage_begin(&s, unknown, COUNT(unknown));
  assert_int_equal(refresh(s.client, NULL), JUMIO_ERR_STORE_NOT_FOUND);
  assert_int_equal(stage_create(s.client, "a", NULL, NULL), JUMIO_ERR_OUTCOME_UNKNOWN);
  size_t requests = s.http.requests;
  assert_int_equal(refresh(s.client, NULL), JUMIO_ERR_STATE);
  assert_int_equal(s.http.requests, requests);
  stage_end(&s);
}

static void test_refresh__within_its_deadline(void **state)
{
  stage s;
  jumio_verification *record = NULL;
  (void)state;
  begin(&s, rig_happy, rig_happy_count);
  assert_int_equal(jumio_verification_refresh(s.client, "a", 1, NULL, 0, NULL, &record, NULL), JUMIO_ERR_DEADLINE);
  assert_null(record);
  assert_int_equal(s.http.requests, 0);
  stage_end(&s);
}

static void finish_elsewhere(void *data)
{
  stage *s = data;
  assert_int_equal(refresh(s->other, NULL), JUMIO_OK);
}

/* Two hosts refresh at once: whoever is first decides, the other gives back what stands there. */
static void test_refresh__another_host_was_faster(void **state)
{
  stage s;
  jumio_verification *record = NULL;
  const fake_step steps[] = {
      RIG_TOKEN_STEP,
      {.path = STAGE_ON_STATUS, .status = 200, .body = STAGE_STATUS("PROCESSED"), .times = -1},
      {.path = STAGE_ON_DETAILS,
       .status = 200,
       .body = STAGE_TRANSACTION("PROCESSED", ""),
       .times = 1,
       .before = finish_elsewhere,
       .before_data = &s},
      {.path = STAGE_ON_DETAILS, .status = 200, .body = rig_transaction_body, .times = 1},
  };
  (void)state;
  begin(&s, steps, COUNT(steps));
  assert_int_equal(refresh(s.client, &record), JUMIO_OK);
  assert_string_equal(status_of(record), "Passed"); /* the other's; our own reading would be Incomplete */
  jumio_verification_free(record);
  assert_int_equal(refresh(s.client, &record), JUMIO_OK);
  assert_string_equal(status_of(record), "Passed");
  jumio_verification_free(record);
  stage_end(&s);
}

static void call_back_now(void *data)
{
  stage *s = data;
  assert_int_equal(stage_call_back(s->other, RIG_EXECUTION, RIG_ACCOUNT, "PROCESSED"), JUMIO_OK);
}

/* A callback that comes after Jumio answered "not yet" is news: the result stays due. */
static void test_refresh__keeps_the_hint_of_a_later_callback(void **state)
{
  stage s;
  const fake_step steps[] = {
      RIG_TOKEN_STEP,
      {.path = STAGE_ON_STATUS, .status = 200, .body = STAGE_STATUS("ACQUIRED"), .times = 1, .before = call_back_now, .before_data = &s}};
  (void)state;
  begin(&s, steps, COUNT(steps));
  assert_int_equal(refresh(s.client, NULL), JUMIO_OK);
  assert_int_equal(stage_processing(s.client, "a"), JUMIO_PROCESSING_RESULT_DUE);
  stage_end(&s);
}

static void test_refresh__uses_up_an_earlier_hint(void **state)
{
  static const fake_step steps[] = {RIG_TOKEN_STEP,
                                    {.path = STAGE_ON_STATUS, .status = 200, .body = STAGE_STATUS("ACQUIRED"), .times = -1}};
  stage s;
  (void)state;
  begin(&s, steps, COUNT(steps));
  assert_int_equal(stage_call_back(s.client, RIG_EXECUTION, RIG_ACCOUNT, "ACQUIRED"), JUMIO_OK);
  assert_int_equal(refresh(s.client, NULL), JUMIO_OK);
  assert_int_equal(stage_processing(s.client, "a"), JUMIO_PROCESSING_WAITING);
  stage_end(&s);
}

static void test_refresh__store_fails(void **state)
{
  static const jumio_result codes[] = {JUMIO_ERR_STORE, JUMIO_ERR_STORE_FULL, JUMIO_ERR_STORE_BUSY, JUMIO_ERR_STORE_CONFLICT};
  (void)state;
  for (size_t i = 0; i < COUNT(codes); i++) {
    stage s;
    begin(&s, rig_happy, rig_happy_count);
    s.store.code = codes[i];
    s.store.refuse_from = s.store.puts + 1;
    assert_int_equal(refresh(s.client, NULL), codes[i]);
    assert_true(s.store.puts < 50);
    s.store.refuse_from = 0;
    assert_int_equal(stage_processing(s.client, "a"), JUMIO_PROCESSING_WAITING);
    assert_int_equal(refresh(s.client, NULL), JUMIO_OK);
    stage_end(&s);
  }
}

/* ---- callbacks ---- */

static void test_callback__marks_and_no_more(void **state)
{
  static const char *const claims[] = {"PROCESSED", "SESSION_EXPIRED", "TOKEN_EXPIRED", "ACQUIRED", "ANYTHING"};
  (void)state;
  for (size_t i = 0; i < COUNT(claims); i++) {
    stage s;
    jumio_verification *record = NULL;
    begin(&s, rig_happy, rig_happy_count);
    assert_int_equal(stage_call_back(s.client, RIG_EXECUTION, RIG_ACCOUNT, claims[i]), JUMIO_OK);
    size_t puts = s.store.puts;
    assert_int_equal(stage_call_back(s.other, RIG_EXECUTION, RIG_ACCOUNT, claims[i]), JUMIO_OK); /* a repeat costs no write */
    assert_int_equal(s.store.puts, puts);
    assert_int_equal(s.http.requests, 0);
    assert_int_equal(jumio_verification_load(s.client, "a", 1, &record, NULL), JUMIO_OK);
    assert_int_equal(jumio_verification_get_int64(record, JUMIO_VERIFICATION_PROCESSING_STATUS), JUMIO_PROCESSING_RESULT_DUE);
    assert_string_equal(status_of(record), "Pending");
    assert_null(jumio_verification_get_text(record, JUMIO_VERIFICATION_TEXT_EXECUTION_STATUS)); /* what it claims is recorded nowhere */
    jumio_verification_free(record);
    char *bytes = stage_stolen(&s, "a");
    assert_null(strstr(bytes, "evil"));
    free(bytes);
    stage_end(&s);
  }
}

/* Late, forged, for nobody: a known result stays, and nothing else changes. */
static void test_callback__cannot_change_a_result(void **state)
{
  stage s;
  (void)state;
  begin(&s, rig_happy, rig_happy_count);
  char *waiting = stage_stolen(&s, "a");
  assert_int_equal(stage_call_back(s.client, RIG_EXECUTION, stranger, "PROCESSED"), JUMIO_ERR_ID_MISMATCH);
  assert_int_equal(stage_call_back(s.client, stranger, RIG_ACCOUNT, "PROCESSED"), JUMIO_ERR_STORE_NOT_FOUND);
  char *still = stage_stolen(&s, "a");
  assert_string_equal(waiting, still);
  free(waiting);
  free(still);
  assert_int_equal(refresh(s.client, NULL), JUMIO_OK);
  char *before = stage_stolen(&s, "a");
  assert_int_equal(stage_call_back(s.client, RIG_EXECUTION, RIG_ACCOUNT, "SESSION_EXPIRED"), JUMIO_OK);
  assert_int_equal(stage_call_back(s.client, RIG_EXECUTION, stranger, "TOKEN_EXPIRED"), JUMIO_ERR_ID_MISMATCH);
  char *after = stage_stolen(&s, "a");
  assert_string_equal(before, after);
  free(before);
  free(after);
  stage_end(&s);
}

static void test_callback__reads_the_body_strictly(void **state)
{
  static const struct {
    const char *body;
    jumio_result want;
  } cases[] = {{"{\"message\":\"Test callback\"}", JUMIO_ERR_NOT_A_CALLBACK},
               {"{}", JUMIO_ERR_NOT_A_CALLBACK},
               {"[]", JUMIO_ERR_NOT_A_CALLBACK},
               {"", JUMIO_ERR_JSON},
               {"{", JUMIO_ERR_JSON},
               {"callbackType=NETVERIFYID", JUMIO_ERR_JSON}};
  stage s;
  (void)state;
  begin(&s, rig_happy, rig_happy_count);
  size_t gets = s.store.gets;
  for (size_t i = 0; i < COUNT(cases); i++)
    assert_int_equal(jumio_verification_apply_callback(s.client, cases[i].body, JUMIO_NTS, NULL, NULL), cases[i].want);
  char *large = calloc(1, 70000);
  assert_non_null(large);
  memset(large, ' ', 65537);
  assert_int_equal(jumio_verification_apply_callback(s.client, large, JUMIO_NTS, NULL, NULL), JUMIO_ERR_TOO_LARGE);
  free(large);
  assert_int_not_equal(jumio_verification_apply_callback(s.client, NULL, 0, NULL, NULL), JUMIO_OK);
  assert_int_equal(jumio_verification_apply_callback(NULL, "{}", 2, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(s.store.gets, gets);
  stage_end(&s);
}

/* UUIDs differ in case only: the same execution. */
static void test_callback__finds_ids_in_any_case(void **state)
{
  static const char upper[] = "{\"account\":{\"id\":\"AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE\"},\"workflowExecution\":{\"id\":"
                              "\"BBBBBBBB-CCCC-4DDD-8EEE-FFFFFFFFFFFF\",\"credentials\":[]}}";
  static const fake_step steps[] = {RIG_TOKEN_STEP, {.path = STAGE_ON_CREATE, .method = "POST", .status = 200, .body = upper, .times = -1}};
  stage s;
  (void)state;
  stage_begin(&s, steps, COUNT(steps));
  assert_int_equal(stage_create(s.client, "a", NULL, NULL), JUMIO_OK);
  assert_int_equal(stage_call_back(s.client, "bbbbbbbb-cccc-4ddd-8eee-ffffffffffff", "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee", "PROCESSED"),
                   JUMIO_OK);
  assert_int_equal(stage_call_back(s.client, "BBBBBBBB-CCCC-4DDD-8EEE-FFFFFFFFFFFF", "AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE", "PROCESSED"),
                   JUMIO_OK);
  assert_int_equal(stage_processing(s.client, "a"), JUMIO_PROCESSING_RESULT_DUE);
  stage_end(&s);
}

static void test_callback__store_fails(void **state)
{
  stage s;
  (void)state;
  begin(&s, rig_happy, rig_happy_count);
  s.store.code = JUMIO_ERR_STORE_BUSY;
  s.store.refuse_put = s.store.puts + 1;
  assert_int_equal(stage_call_back(s.client, RIG_EXECUTION, RIG_ACCOUNT, "PROCESSED"), JUMIO_ERR_STORE_BUSY);
  assert_int_equal(stage_processing(s.client, "a"), JUMIO_PROCESSING_WAITING);
  s.store.code = JUMIO_ERR_STORE_CONFLICT; /* once: read anew and try again */
  s.store.refuse_put = s.store.puts + 1;
  assert_int_equal(stage_call_back(s.client, RIG_EXECUTION, RIG_ACCOUNT, "PROCESSED"), JUMIO_OK);
  assert_int_equal(stage_processing(s.client, "a"), JUMIO_PROCESSING_RESULT_DUE);
  stage_end(&s);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_refresh__reads_the_result),
      cmocka_unit_test(test_refresh__while_it_runs),
      cmocka_unit_test(test_refresh__failures_change_nothing),
      cmocka_unit_test(test_refresh__expired_without_details),
      cmocka_unit_test(test_refresh__details_lag_behind),
      cmocka_unit_test(test_refresh__of_deleted_data),
      cmocka_unit_test(test_refresh__reads_the_steps_where_they_are_wanted),
      cmocka_unit_test(test_refresh__odd_transactions),
      cmocka_unit_test(test_refresh__long_texts),
      cmocka_unit_test(test_refresh__many_documents),
      cmocka_unit_test(test_refresh__only_what_was_created),
      cmocka_unit_test(test_refresh__within_its_deadline),
      cmocka_unit_test(test_refresh__another_host_was_faster),
      cmocka_unit_test(test_refresh__keeps_the_hint_of_a_later_callback),
      cmocka_unit_test(test_refresh__uses_up_an_earlier_hint),
      cmocka_unit_test(test_refresh__store_fails),
      cmocka_unit_test(test_callback__marks_and_no_more),
      cmocka_unit_test(test_callback__cannot_change_a_result),
      cmocka_unit_test(test_callback__reads_the_body_strictly),
      cmocka_unit_test(test_callback__finds_ids_in_any_case),
      cmocka_unit_test(test_callback__store_fails),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
