/** Creating a verification: whatever fails, at most one request goes out per id, and what Jumio answered is never lost. */
#include "stage.h"

#include "support/cmocka.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof array / sizeof array[0])

static const fake_step created[] = {RIG_TOKEN_STEP, STAGE_CREATED};

static const char *text_of(const jumio_verification *record, jumio_verification_text which)
{
  const char *text = jumio_verification_get_text(record, which);
  return text != NULL ? text : "(absent)";
}

static void test_create__stores_and_sends(void **state)
{
  stage s;
  jumio_verification *record = NULL;
  jumio_account *account = NULL;
  (void)state;
  stage_begin(&s, created, COUNT(created));
  assert_int_equal(stage_create(s.client, "case_1-a", &record, &account), JUMIO_OK);
  assert_non_null(account);
  assert_string_equal(text_of(record, JUMIO_VERIFICATION_TEXT_ID), "case_1-a");
  assert_string_equal(text_of(record, JUMIO_VERIFICATION_TEXT_ENTITY), "person-1");
  assert_string_equal(text_of(record, JUMIO_VERIFICATION_TEXT_REFERENCE), "case-1");
  assert_string_equal(text_of(record, JUMIO_VERIFICATION_TEXT_WORKFLOW_KEY), "10011");
  assert_string_equal(text_of(record, JUMIO_VERIFICATION_TEXT_ACCOUNT_ID), RIG_ACCOUNT);
  assert_string_equal(text_of(record, JUMIO_VERIFICATION_TEXT_SCAN_REFERENCE), RIG_EXECUTION);
  assert_null(jumio_verification_get_text(record, JUMIO_VERIFICATION_TEXT_ID_TASK));
  assert_int_equal(jumio_verification_get_int64(record, JUMIO_VERIFICATION_PROCESSING_STATUS), JUMIO_PROCESSING_WAITING);
  assert_int_equal(jumio_verification_get_status(record), JUMIO_IDV_PENDING);
  assert_int_equal(jumio_verification_get_int64(record, JUMIO_VERIFICATION_IS_FINAL), 0);
  assert_true(jumio_verification_get_unix_ms(record, JUMIO_VERIFICATION_TIME_CREATED) == FAKE_CLOCK_WALL_MS);
  assert_true(jumio_verification_get_unix_ms(record, JUMIO_VERIFICATION_TIME_RECEIVED) == JUMIO_ABSENT);
  assert_int_equal(jumio_verification_get_int64(record, JUMIO_VERIFICATION_DOCUMENT_STATUS), JUMIO_DOCUMENTS_NONE);
  jumio_verification_free(record);
  jumio_account_free(account);
  assert_int_equal(stage_processing(s.other, "case_1-a"), JUMIO_PROCESSING_WAITING);
  assert_int_equal(stage_posts(&s), 1);
  stage_end(&s);
}

/* No token, no link and no picture gets into the store, unless links are asked for. */
static void test_create__keeps_no_secret(void **state)
{
  stage s;
  (void)state;
  stage_begin(&s, created, COUNT(created));
  assert_int_equal(stage_create(s.client, "a", NULL, NULL), JUMIO_OK);
  assert_int_equal(stage_create(s.other, "b", NULL, NULL), JUMIO_OK); /* keeps links */
  char *plain = stage_stolen(&s, "a"), *linked = stage_stolen(&s, "b");
  assert_null(strstr(plain, "canary"));
  assert_non_null(strstr(linked, "canary.link"));
  assert_null(strstr(linked, "canary.sdk"));
  assert_null(strstr(linked, "canary.t"));
  free(plain);
  free(linked);
  jumio_verification *record = NULL;
  assert_int_equal(jumio_verification_load(s.client, "b", 1, &record, NULL), JUMIO_OK);
  assert_non_null(strstr(text_of(record, JUMIO_VERIFICATION_TEXT_ID_TASK), "https://"));
  jumio_verification_free(record);
  stage_end(&s);
}

static stage *looking; /* for hooks inside the transport */

static void look_into_the_store(void *data)
{
  *(int32_t *)data = stage_processing(looking->other, "a");
}

static void test_create__writes_its_intent_before_it_sends(void **state)
{
  int32_t seen = 0;
  const fake_step steps[] = {RIG_TOKEN_STEP,
                             {.path = STAGE_ON_CREATE,
                              .method = "POST",
                              .status = 200,
                              .body = rig_account_body,
                              .before = look_into_the_store,
                              .before_data = &seen}};
  stage s;
  (void)state;
  looking = &s;
  stage_begin(&s, steps, COUNT(steps));
  assert_int_equal(stage_create(s.client, "a", NULL, NULL), JUMIO_OK);
  assert_int_equal(seen, JUMIO_PROCESSING_SENDING);
  stage_end(&s);
}

static void test_create__makes_an_id(void **state)
{
  stage s;
  jumio_verification *first = NULL, *second = NULL;
  (void)state;
  stage_begin(&s, created, COUNT(created));
  assert_int_equal(stage_create(s.client, NULL, &first, NULL), JUMIO_OK);
  assert_int_equal(stage_create(s.client, NULL, &second, NULL), JUMIO_OK);
  assert_int_equal(strlen(text_of(first, JUMIO_VERIFICATION_TEXT_ID)), 26);
  assert_string_not_equal(text_of(first, JUMIO_VERIFICATION_TEXT_ID), text_of(second, JUMIO_VERIFICATION_TEXT_ID));
  jumio_verification_free(first);
  jumio_verification_free(second);
  s.clock.no_random = 1;
  assert_int_equal(stage_create(s.client, NULL, &first, NULL), JUMIO_ERR_RANDOM);
  assert_null(first);
  assert_int_equal(stage_posts(&s), 2);
  stage_end(&s);
}

static void test_create__again_gives_the_record(void **state)
{
  stage s;
  jumio_verification *record = NULL;
  jumio_account *account = NULL;
  (void)state;
  stage_begin(&s, created, COUNT(created));
  assert_int_equal(stage_create(s.client, "a", NULL, NULL), JUMIO_OK);
  for (int i = 0; i < 3; i++) {
    assert_int_equal(stage_create(i == 1 ? s.other : s.client, "a", &record, &account), JUMIO_OK);
    assert_null(account);
    assert_string_equal(text_of(record, JUMIO_VERIFICATION_TEXT_SCAN_REFERENCE), RIG_EXECUTION);
    jumio_verification_free(record);
  }
  assert_int_equal(stage_posts(&s), 1);
  stage_end(&s);
}

static void test_create__refuses_an_id_for_something_else(void **state)
{
  stage s;
  jumio_verification *record = NULL;
  jumio_account *account = NULL;
  jumio_account_request *request = rig_request();
  (void)state;
  stage_begin(&s, created, COUNT(created));
  assert_int_equal(stage_create(s.client, "a", NULL, NULL), JUMIO_OK);
  jumio_result result =
      jumio_verification_create(s.client, "a", 1, "person-2", JUMIO_NTS, request, JUMIO_DEADLINE_DEFAULT, NULL, &record, &account, NULL);
  assert_int_equal(result, JUMIO_ERR_CONFLICT);
  assert_null(record);
  assert_int_equal(jumio_account_request_set_user_reference(request, "other", JUMIO_NTS, NULL), JUMIO_OK);
  result =
      jumio_verification_create(s.client, "a", 1, "person-1", JUMIO_NTS, request, JUMIO_DEADLINE_DEFAULT, NULL, &record, &account, NULL);
  assert_int_equal(result, JUMIO_ERR_CONFLICT);
  assert_null(record);
  assert_null(account);
  assert_int_equal(stage_posts(&s), 1);
  jumio_account_request_free(request);
  stage_end(&s);
}

/* How a create can end, what the record says then, and what a second create with the same id does. */
static void test_create__ends(void **state)
{
  static const fake_step unknown[] = {
      RIG_TOKEN_STEP, {.path = STAGE_ON_CREATE, .result = JUMIO_ERR_NETWORK, .delivery = JUMIO_DELIVERY_MAYBE_SENT, .times = -1}};
  static const fake_step broken[] = {RIG_TOKEN_STEP, {.path = STAGE_ON_CREATE, .status = 500, .body = "", .times = -1}};
  static const fake_step garbage[] = {RIG_TOKEN_STEP, {.path = STAGE_ON_CREATE, .status = 200, .body = "<html>", .times = -1}};
  static const fake_step no_ids[] = {
      RIG_TOKEN_STEP,
      {.path = STAGE_ON_CREATE, .status = 200, .body = "{\"account\":{\"id\":\"x\"},\"workflowExecution\":{\"id\":\"y\"}}", .times = -1}};
  static const fake_step refused[] = {RIG_TOKEN_STEP, {.path = STAGE_ON_CREATE, .status = 400, .body = "{}", .times = -1}};
  static const fake_step forbidden[] = {RIG_TOKEN_STEP, {.path = STAGE_ON_CREATE, .status = 403, .body = "{}", .times = -1}};
  static const fake_step limited[] = {RIG_TOKEN_STEP, {.path = STAGE_ON_CREATE, .status = 429, .body = "{}", .times = -1}};
  static const fake_step unsent[] = {
      RIG_TOKEN_STEP, {.path = STAGE_ON_CREATE, .result = JUMIO_ERR_CONNECT, .delivery = JUMIO_DELIVERY_NOT_SENT, .times = -1}};
  static const fake_step no_token[] = {{.path = "/oauth2/token", .status = 503, .body = "", .times = -1}};
  static const struct {
    const fake_step *steps;
    size_t count;
    jumio_result want; /* JUMIO_OK: any failure but OUTCOME_UNKNOWN and REQUEST_REFUSED */
    int32_t processing;
    int gives_record;
    jumio_result again; /* with a transport that works by now */
  } cases[] = {
      {unknown, 2, JUMIO_ERR_OUTCOME_UNKNOWN, JUMIO_PROCESSING_OUTCOME_UNKNOWN, 1, JUMIO_ERR_OUTCOME_UNKNOWN},
      {broken, 2, JUMIO_ERR_OUTCOME_UNKNOWN, JUMIO_PROCESSING_OUTCOME_UNKNOWN, 1, JUMIO_ERR_OUTCOME_UNKNOWN},
      {garbage, 2, JUMIO_ERR_OUTCOME_UNKNOWN, JUMIO_PROCESSING_OUTCOME_UNKNOWN, 1, JUMIO_ERR_OUTCOME_UNKNOWN},
      {no_ids, 2, JUMIO_ERR_OUTCOME_UNKNOWN, JUMIO_PROCESSING_OUTCOME_UNKNOWN, 1, JUMIO_ERR_OUTCOME_UNKNOWN},
      {refused, 2, JUMIO_ERR_REQUEST_REFUSED, JUMIO_PROCESSING_REFUSED, 1, JUMIO_ERR_REQUEST_REFUSED},
      {forbidden, 2, JUMIO_ERR_PERMISSION, JUMIO_PROCESSING_PREPARED, 0, JUMIO_OK}, /* an operator can grant what is missing */
      {limited, 2, JUMIO_ERR_RATE_LIMITED, JUMIO_PROCESSING_PREPARED, 0, JUMIO_OK},
      {unsent, 2, JUMIO_ERR_CONNECT, JUMIO_PROCESSING_PREPARED, 0, JUMIO_OK},
      {no_token, 1, JUMIO_OK, JUMIO_PROCESSING_PREPARED, 0, JUMIO_OK},
  };
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) {
    stage s;
    jumio_verification *record = NULL;
    jumio_account *account = NULL;
    stage_begin(&s, cases[i].steps, cases[i].count);
    jumio_result result = stage_create(s.client, "a", &record, &account);
    if (cases[i].want != JUMIO_OK ? result != cases[i].want : result == JUMIO_OK || result == JUMIO_ERR_OUTCOME_UNKNOWN)
      fail_msg("case %zu: %d", i, result);
    assert_null(account);
    if ((record != NULL) != cases[i].gives_record ||
        (record != NULL && jumio_verification_get_int64(record, JUMIO_VERIFICATION_PROCESSING_STATUS) != cases[i].processing))
      fail_msg("case %zu: record", i);
    jumio_verification_free(record);
    if (stage_processing(s.other, "a") != cases[i].processing)
      fail_msg("case %zu: stored as %d", i, stage_processing(s.other, "a"));
    size_t posts = stage_posts(&s);
    assert_true(posts <= 1 || cases[i].again == JUMIO_OK); /* more than one only where nothing was applied */
    stage_script(&s, created, COUNT(created));
    fake_clock_advance(&s.clock, 3600000); /* past any pause that the client keeps after failures */
    result = stage_create(s.client, "a", &record, &account);
    if (result != cases[i].again || stage_posts(&s) != (size_t)(result == JUMIO_OK))
      fail_msg("case %zu: again %d, %zu requests", i, result, stage_posts(&s));
    jumio_verification_free(record);
    jumio_account_free(account);
    stage_end(&s);
  }
}

/* The store fails before anything is sent. */
static void test_create__sends_nothing_without_a_stored_intent(void **state)
{
  static const jumio_result codes[] = {JUMIO_ERR_STORE, JUMIO_ERR_STORE_FULL, JUMIO_ERR_STORE_BUSY, JUMIO_ERR_OUT_OF_MEMORY};
  (void)state;
  for (size_t put = 1; put <= 2; put++)
    for (size_t i = 0; i < COUNT(codes); i++)
      for (int torn = 0; torn < 2; torn++) {
        stage s;
        jumio_verification *record = NULL;
        stage_begin(&s, created, COUNT(created));
        s.store.code = codes[i];
        *(torn ? &s.store.torn_put : &s.store.refuse_put) = put;
        assert_int_equal(stage_create(s.client, "a", &record, NULL), codes[i]);
        assert_null(record);
        assert_int_equal(stage_posts(&s), 0);
        /* Also where it was written as SENDING after all: that was put back. */
        assert_int_equal(stage_create(s.client, "a", NULL, NULL), JUMIO_OK);
        assert_int_equal(stage_posts(&s), 1);
        stage_end(&s);
      }
}

static void test_create__get_fails(void **state)
{
  stage s;
  (void)state;
  stage_begin(&s, created, COUNT(created));
  s.store.code = JUMIO_ERR_STORE_BUSY;
  s.store.refuse_get = 1;
  assert_int_equal(stage_create(s.client, "a", NULL, NULL), JUMIO_ERR_STORE_BUSY);
  assert_int_equal(stage_posts(&s), 0);
  stage_end(&s);
}

/* The store fails after the answer: the caller has everything in hand. */
static void test_create__gives_what_it_cannot_store(void **state)
{
  static const jumio_result codes[] = {JUMIO_ERR_STORE, JUMIO_ERR_STORE_FULL, JUMIO_ERR_STORE_BUSY};
  (void)state;
  for (size_t i = 0; i < COUNT(codes); i++) {
    stage s;
    jumio_verification *record = NULL;
    jumio_account *account = NULL;
    stage_begin(&s, created, COUNT(created));
    s.store.code = codes[i];
    s.store.refuse_from = 3;
    assert_int_equal(stage_create(s.client, "a", &record, &account), codes[i]);
    assert_non_null(account);
    assert_non_null(record);
    assert_int_equal(jumio_verification_get_int64(record, JUMIO_VERIFICATION_PROCESSING_STATUS), JUMIO_PROCESSING_WAITING);
    assert_string_equal(text_of(record, JUMIO_VERIFICATION_TEXT_ACCOUNT_ID), RIG_ACCOUNT);
    assert_string_equal(text_of(record, JUMIO_VERIFICATION_TEXT_SCAN_REFERENCE), RIG_EXECUTION);
    jumio_verification_free(record);
    jumio_account_free(account);
    s.store.refuse_from = 0;
    assert_int_equal(stage_create(s.client, "a", NULL, NULL), JUMIO_ERR_STATE); /* still SENDING */
    fake_clock_advance(&s.clock, 121000);
    assert_int_equal(stage_create(s.client, "a", NULL, NULL), JUMIO_ERR_OUTCOME_UNKNOWN);
    assert_int_equal(stage_posts(&s), 1);
    stage_end(&s);
  }
}

/* A store that forgets what it said it wrote: the answer still reaches the caller. */
static void test_create__survives_a_lost_write(void **state)
{
  (void)state;
  for (size_t put = 1; put <= 3; put++) {
    stage s;
    jumio_verification *record = NULL;
    jumio_account *account = NULL;
    stage_begin(&s, created, COUNT(created));
    s.store.lost_put = put;
    jumio_result result = stage_create(s.client, "a", &record, &account);
    assert_true(stage_posts(&s) <= 1);
    if (stage_posts(&s) == 1) {
      assert_non_null(account);
      assert_non_null(record);
      assert_string_equal(text_of(record, JUMIO_VERIFICATION_TEXT_SCAN_REFERENCE), RIG_EXECUTION);
    } else {
      assert_int_not_equal(result, JUMIO_OK);
    }
    jumio_verification_free(record);
    jumio_account_free(account);
    stage_end(&s);
  }
}

/* The store fails for a moment when the answer is there: a billed transaction hangs on that write, so it is tried again. */
static void test_create__outlasts_a_store_that_is_busy_for_a_moment(void **state)
{
  static const jumio_result codes[] = {JUMIO_ERR_STORE_BUSY, JUMIO_ERR_STORE, JUMIO_ERR_STORE_FULL, JUMIO_ERR_OUT_OF_MEMORY};
  (void)state;
  for (size_t i = 0; i < COUNT(codes); i++)
    for (int torn = 0; torn < 2; torn++) {
      stage s;
      jumio_verification *record = NULL;
      stage_begin(&s, created, COUNT(created));
      s.store.code = codes[i];
      *(torn ? &s.store.torn_put : &s.store.refuse_put) = 3;
      assert_int_equal(stage_create(s.client, "a", &record, NULL), JUMIO_OK);
      assert_string_equal(text_of(record, JUMIO_VERIFICATION_TEXT_SCAN_REFERENCE), RIG_EXECUTION);
      jumio_verification_free(record);
      assert_int_equal(stage_processing(s.other, "a"), JUMIO_PROCESSING_WAITING);
      assert_int_equal(stage_posts(&s), 1);
      stage_end(&s);
    }
}

/* The last write before the request is lost, although the store said it was done: no money is spent on a record that is not there, and once
 * the store is healthy the same id creates exactly once. */
static void test_create__sends_nothing_when_the_intent_was_lost(void **state)
{
  (void)state;
  stage s;
  jumio_verification *record = NULL;
  stage_begin(&s, rig_happy, rig_happy_count);
  s.store.lost_put = 2;
  assert_int_equal(stage_create(s.client, "a", &record, NULL), JUMIO_ERR_STORE);
  assert_int_equal(stage_posts(&s), 0);
  s.store.lost_put = 0;
  assert_int_equal(stage_create(s.client, "a", &record, NULL), JUMIO_OK);
  assert_int_equal(stage_posts(&s), 1);
  jumio_verification_free(record);
  stage_end(&s);
}

/* A failure of the store does not hide what became of the request. */
static void test_create__tells_the_outcome_though_it_cannot_store_it(void **state)
{
  static const fake_step unknown[] = {
      RIG_TOKEN_STEP, {.path = STAGE_ON_CREATE, .result = JUMIO_ERR_NETWORK, .delivery = JUMIO_DELIVERY_MAYBE_SENT, .times = -1}};
  static const fake_step refused[] = {RIG_TOKEN_STEP, {.path = STAGE_ON_CREATE, .status = 400, .body = "{}", .times = -1}};
  stage s;
  jumio_verification *record = NULL;
  (void)state;
  stage_begin(&s, unknown, COUNT(unknown));
  s.store.code = JUMIO_ERR_STORE;
  s.store.refuse_from = 3;
  assert_int_equal(stage_create(s.client, "a", &record, NULL), JUMIO_ERR_OUTCOME_UNKNOWN);
  assert_int_equal(jumio_verification_get_int64(record, JUMIO_VERIFICATION_PROCESSING_STATUS), JUMIO_PROCESSING_OUTCOME_UNKNOWN);
  jumio_verification_free(record);
  stage_end(&s);
  stage_begin(&s, refused, COUNT(refused));
  s.store.code = JUMIO_ERR_STORE;
  s.store.refuse_from = 3;
  assert_int_equal(stage_create(s.client, "a", &record, NULL), JUMIO_ERR_REQUEST_REFUSED);
  assert_int_equal(jumio_verification_get_int64(record, JUMIO_VERIFICATION_PROCESSING_STATUS), JUMIO_PROCESSING_REFUSED);
  jumio_verification_free(record);
  stage_end(&s);
}

/* A create that died: nobody repeats it, and once its lease is over everybody sees that its outcome is unknown. */
static void test_create__lease(void **state)
{
  stage s;
  jumio_verification *record = NULL;
  jumio_verification_list *list = NULL;
  (void)state;
  stage_begin(&s, created, COUNT(created));
  s.store.code = JUMIO_ERR_STORE;
  s.store.torn_put = 2; /* SENDING is stored, and the caller goes away */
  s.store.refuse_from = 3;
  assert_int_equal(stage_create(s.client, "a", NULL, NULL), JUMIO_ERR_STORE);
  assert_int_equal(stage_processing(s.other, "a"), JUMIO_PROCESSING_SENDING);
  fake_clock_advance(&s.clock, 119000); /* deadline 60 s, grace 60 s */
  assert_int_equal(stage_processing(s.other, "a"), JUMIO_PROCESSING_SENDING);
  assert_int_equal(stage_create(s.other, "a", NULL, NULL), JUMIO_ERR_STATE);
  fake_clock_advance(&s.clock, 2000);
  assert_int_equal(stage_processing(s.other, "a"), JUMIO_PROCESSING_OUTCOME_UNKNOWN);
  assert_int_equal(jumio_verification_list_by_entity(s.client, "person-1", JUMIO_NTS, NULL, 0, 10, &list, NULL), JUMIO_OK);
  assert_int_equal(jumio_verification_get_int64(jumio_verification_list_get_at(list, 0), JUMIO_VERIFICATION_PROCESSING_STATUS),
                   JUMIO_PROCESSING_OUTCOME_UNKNOWN);
  jumio_verification_list_free(list);
  assert_int_equal(stage_create(s.other, "a", &record, NULL), JUMIO_ERR_OUTCOME_UNKNOWN);
  assert_int_equal(jumio_verification_get_int64(record, JUMIO_VERIFICATION_PROCESSING_STATUS), JUMIO_PROCESSING_OUTCOME_UNKNOWN);
  jumio_verification_free(record);
  assert_int_equal(stage_posts(&s), 0);
  stage_end(&s);
}

/* The lease follows the deadline of the call, and a deadline without end is defined. */
static void test_create__lease_follows_the_deadline(void **state)
{
  static const int64_t deadlines[] = {600000, INT64_MAX};
  (void)state;
  for (size_t i = 0; i < 2; i++) {
    stage s;
    jumio_verification *record = NULL;
    jumio_account_request *request = rig_request();
    stage_begin(&s, created, COUNT(created));
    s.store.code = JUMIO_ERR_STORE;
    s.store.torn_put = 2;
    s.store.refuse_from = 3;
    jumio_result result =
        jumio_verification_create(s.client, "a", 1, "person-1", JUMIO_NTS, request, deadlines[i], NULL, &record, NULL, NULL);
    assert_int_equal(result, JUMIO_ERR_STORE);
    fake_clock_advance(&s.clock, 659000);
    assert_int_equal(stage_processing(s.client, "a"), JUMIO_PROCESSING_SENDING);
    fake_clock_advance(&s.clock, 2000);
    assert_int_equal(stage_processing(s.client, "a"), i == 0 ? JUMIO_PROCESSING_OUTCOME_UNKNOWN : JUMIO_PROCESSING_SENDING);
    jumio_account_request_free(request);
    stage_end(&s);
  }
}

static void create_elsewhere(void *data)
{
  stage *s = data;
  assert_int_equal(stage_create(s->other, "a", NULL, NULL), JUMIO_OK);
}

/* Another host creates the same id between our look and our write: theirs is the only request. */
static void test_create__loses_a_race(void **state)
{
  (void)state;
  for (size_t put = 1; put <= 2; put++) {
    stage s;
    jumio_verification *record = NULL;
    jumio_account *account = NULL;
    stage_begin(&s, created, COUNT(created));
    s.store.watch_put = put;
    s.store.watch = create_elsewhere;
    s.store.watch_data = &s;
    assert_int_equal(stage_create(s.client, "a", &record, &account), JUMIO_OK);
    assert_null(account);
    assert_string_equal(text_of(record, JUMIO_VERIFICATION_TEXT_SCAN_REFERENCE), RIG_EXECUTION);
    assert_int_equal(stage_posts(&s), 1);
    jumio_verification_free(record);
    stage_end(&s);
  }
}

static void let_the_lease_run_out(void *data)
{
  stage *s = data;
  atomic_fetch_add(&s->clock.wall_ms, 3600000); /* the wall clock alone: the call itself is in time */
  assert_int_equal(stage_create(s->other, "a", NULL, NULL), JUMIO_ERR_OUTCOME_UNKNOWN);
}

/* Somebody found the lease over while the answer was on its way: the answer knows better. */
static void test_create__answer_comes_after_the_lease(void **state)
{
  stage s;
  fake_step steps[] = {
      RIG_TOKEN_STEP,
      {.path = STAGE_ON_CREATE, .status = 200, .body = rig_account_body, .before = let_the_lease_run_out, .before_data = &s}};
  (void)state;
  stage_begin(&s, steps, COUNT(steps));
  assert_int_equal(stage_create(s.client, "a", NULL, NULL), JUMIO_OK);
  assert_int_equal(stage_processing(s.other, "a"), JUMIO_PROCESSING_WAITING);
  assert_int_equal(stage_posts(&s), 1);
  stage_end(&s);
}

/* A store in which every write meets a conflict: the end is a code, not a loop. */
static void test_create__gives_up_on_endless_conflicts(void **state)
{
  stage s;
  jumio_verification *record = NULL;
  (void)state;
  stage_begin(&s, created, COUNT(created));
  s.store.code = JUMIO_ERR_STORE_CONFLICT;
  s.store.refuse_from = 1;
  assert_int_equal(stage_create(s.client, "a", &record, NULL), JUMIO_ERR_STORE_CONFLICT);
  assert_null(record);
  assert_int_equal(stage_posts(&s), 0);
  assert_true(s.store.puts < 100);
  stage_end(&s);
}

static void test_create__checks_its_arguments(void **state)
{
  static const char *const ids[] = {
      "", "A", "a b", "a/b", "a.b", "\xC3\xA9", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
  static const char *const entities[] = {NULL, "", "a\nb", "a\x7F", "\xFF"};
  stage s;
  char longest[402] = "";
  jumio_verification *record = (jumio_verification *)&s;
  jumio_account *account = (jumio_account *)&s;
  jumio_account_request *request = rig_request(), *empty = NULL;
  (void)state;
  stage_begin(&s, created, COUNT(created));
  for (size_t i = 0; i < COUNT(ids); i++)
    assert_int_equal(stage_create(s.client, ids[i], NULL, NULL), JUMIO_ERR_ARGUMENT);
  for (size_t i = 0; i < COUNT(entities); i++) {
    assert_int_equal(jumio_verification_create(s.client, "a", 1, entities[i], JUMIO_NTS, request, -1, NULL, &record, &account, NULL),
                     JUMIO_ERR_ARGUMENT);
    assert_null(record);
    assert_null(account);
  }
  assert_int_equal(jumio_account_request_new(NULL, &empty, NULL), JUMIO_OK);
  assert_int_equal(jumio_verification_create(s.client, "a", 1, "e", 1, empty, -1, NULL, &record, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_verification_create(s.client, "a", 1, "e", 1, NULL, -1, NULL, &record, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_verification_create(NULL, "a", 1, "e", 1, request, -1, NULL, &record, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_verification_create(s.client, "a", 1, "e", 1, request, -1, NULL, NULL, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(s.store.puts, 0);
  assert_int_equal(s.http.requests, 0);
  for (size_t i = 0; i < 100; i++)
    memcpy(longest + i * 4, "\xF0\x9F\x98\x80", 4);
  assert_int_equal(jumio_verification_create(s.client, "a", 1, longest, JUMIO_NTS, request, -1, NULL, &record, NULL, NULL), JUMIO_OK);
  assert_string_equal(text_of(record, JUMIO_VERIFICATION_TEXT_ENTITY), longest);
  jumio_verification_free(record);
  longest[400] = 'x';
  assert_int_equal(jumio_verification_create(s.client, "b", 1, longest, JUMIO_NTS, request, -1, NULL, &record, NULL, NULL),
                   JUMIO_ERR_ARGUMENT);
  jumio_account_request_free(request);
  jumio_account_request_free(empty);
  stage_end(&s);
}

static void test_create__cancelled_before_it_sends(void **state)
{
  stage s;
  jumio_cancel *cancel = NULL;
  jumio_verification *record = NULL;
  jumio_account_request *request = rig_request();
  (void)state;
  stage_begin(&s, created, COUNT(created));
  assert_int_equal(jumio_cancel_new(NULL, &cancel, NULL), JUMIO_OK);
  jumio_cancel_trigger(cancel);
  assert_int_equal(jumio_verification_create(s.client, "a", 1, "person-1", JUMIO_NTS, request, -1, cancel, &record, NULL, NULL),
                   JUMIO_ERR_CANCELLED);
  assert_int_equal(jumio_verification_create(s.client, "a", 1, "person-1", JUMIO_NTS, request, 0, NULL, &record, NULL, NULL),
                   JUMIO_ERR_DEADLINE);
  assert_int_equal(stage_processing(s.client, "a"), JUMIO_PROCESSING_PREPARED);
  assert_int_equal(stage_posts(&s), 0);
  assert_int_equal(stage_create(s.client, "a", NULL, NULL), JUMIO_OK);
  jumio_cancel_free(cancel);
  jumio_account_request_free(request);
  stage_end(&s);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_create__stores_and_sends),
      cmocka_unit_test(test_create__keeps_no_secret),
      cmocka_unit_test(test_create__writes_its_intent_before_it_sends),
      cmocka_unit_test(test_create__makes_an_id),
      cmocka_unit_test(test_create__again_gives_the_record),
      cmocka_unit_test(test_create__refuses_an_id_for_something_else),
      cmocka_unit_test(test_create__ends),
      cmocka_unit_test(test_create__sends_nothing_without_a_stored_intent),
      cmocka_unit_test(test_create__get_fails),
      cmocka_unit_test(test_create__gives_what_it_cannot_store),
      cmocka_unit_test(test_create__survives_a_lost_write),
      cmocka_unit_test(test_create__outlasts_a_store_that_is_busy_for_a_moment),
      cmocka_unit_test(test_create__sends_nothing_when_the_intent_was_lost),
      cmocka_unit_test(test_create__tells_the_outcome_though_it_cannot_store_it),
      cmocka_unit_test(test_create__lease),
      cmocka_unit_test(test_create__lease_follows_the_deadline),
      cmocka_unit_test(test_create__loses_a_race),
      cmocka_unit_test(test_create__answer_comes_after_the_lease),
      cmocka_unit_test(test_create__gives_up_on_endless_conflicts),
      cmocka_unit_test(test_create__checks_its_arguments),
      cmocka_unit_test(test_create__cancelled_before_it_sends),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
