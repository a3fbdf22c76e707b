/** What must hold of every Netverify body: one status for every combination of words, the one that a second statement of the rules gives.
 */
#include "unit/decision/netverify_body.h"

#include "support/cmocka.h"

#define COUNT(array) (sizeof array / sizeof array[0])

static const char *const transactions[] = {NULL, "PENDING", "DONE", "FAILED", "SOMETHING_NEW"};
static const char *const documents[] = {NULL,
                                        "APPROVED_VERIFIED",
                                        "DENIED_FRAUD",
                                        "DENIED_UNSUPPORTED_ID_TYPE",
                                        "DENIED_UNSUPPORTED_ID_COUNTRY",
                                        "ERROR_NOT_READABLE_ID",
                                        "NO_ID_UPLOADED",
                                        "DENIED_NAME_MISMATCH"};
static const char *const scans[] = {NULL, "SUCCESS", "ERROR", "SOMETHING_NEW"};
static const char *const similarities[] = {NULL, "MATCH", "NO_MATCH", "NOT_POSSIBLE", "SOMETHING_NEW"};
static const char *const validities[] = {NULL, "true", "\"TRUE\"", "false", "\"False\"", "7"};
static const char *const reasons[] = {NULL, "LIVENESS_FAILED", "SOMETHING_NEW"};
static const char *const codes[] = {NULL, "\"100\"", "\"201\"", "202", "\"999\""};
static const jumio_profile profiles[] = {JUMIO_PROFILE_BY_KEY, JUMIO_PROFILE_ID_ONLY};

static bool is(const char *word, const char *known)
{
  return word != NULL && strcmp(word, known) == 0;
}

static bool is_true(const char *validity)
{
  return is(validity, "true") || is(validity, "\"TRUE\"");
}

static bool is_none(const char *document)
{
  return document == NULL || is(document, "");
}

/* Everything of the face is there and good; or, where the profile needs none, nothing of it is there. */
static bool face_suffices(const nv *b, jumio_profile profile)
{
  if (b->similarity == NULL && b->validity == NULL && b->reason == NULL)
    return profile == JUMIO_PROFILE_ID_ONLY;
  return is(b->similarity, "MATCH") && is_true(b->validity) && b->reason == NULL;
}

static bool face_is_there(const nv *b)
{
  return b->similarity != NULL || b->validity != NULL || b->reason != NULL;
}

/* The rules once more, in other words: what must come out of a retrieval answer, or of a callback. */
static jumio_idv_status expected(const nv *b, jumio_profile profile, bool strict, bool is_callback)
{
  bool untold = is_none(b->document) && !is(b->transaction, "FAILED");
  bool by_code = untold && !is(b->transaction, "SOMETHING_NEW") && !is(b->scan, "SOMETHING_NEW");
  bool specimen = strict && is(b->code, "202") && (by_code || is(b->document, "ERROR_NOT_READABLE_ID"));
  if (is(b->transaction, "PENDING"))
    return JUMIO_IDV_PENDING;
  if (is(b->document, "DENIED_FRAUD") || (by_code && is(b->code, "\"100\"")) || specimen)
    return JUMIO_IDV_FRAUD;
  bool approved = is(b->document, "APPROVED_VERIFIED");
  if ((untold || approved) && (is(b->similarity, "NO_MATCH") || is(b->validity, "false")))
    return JUMIO_IDV_DENIED;
  bool never_uploaded = is(b->document, "NO_ID_UPLOADED") || (is_none(b->document) && is(b->transaction, "FAILED"));
  bool alone = !face_is_there(b) && b->code == NULL && !is(b->transaction, "SOMETHING_NEW");
  if (never_uploaded && alone && (is_none(b->document) || b->scan == NULL || is(b->scan, "ERROR")))
    return JUMIO_IDV_FAILED;
  bool whole = is_callback ? is(b->scan, "SUCCESS") : is(b->transaction, "DONE");
  return approved && whole && b->code == NULL && face_suffices(b, profile) ? JUMIO_IDV_PASSED : JUMIO_IDV_INCOMPLETE;
}

static jumio_policy *policy_of(jumio_profile profile, bool strict)
{
  jumio_policy *policy;
  assert_int_equal(jumio_policy_new(NULL, &policy, NULL), JUMIO_OK);
  assert_int_equal(jumio_policy_set_profile(policy, profile, NULL), JUMIO_OK);
  assert_int_equal(jumio_policy_set_switches(policy, strict ? JUMIO_POLICY_STRICT : 0, NULL), JUMIO_OK);
  return policy;
}

typedef void (*writer)(const nv *b, nv_text *out);

static void expect(const nv *b, writer write, const jumio_policy *policy, jumio_idv_status status)
{
  static nv_text text;
  write(b, &text);
  jumio_decision *decision = NULL;
  jumio_result result = jumio_decision_map_netverify(NULL, text.text, JUMIO_NTS, policy, &decision, NULL);
  bool says_nothing =
      b->transaction == NULL && b->document == NULL && b->scan == NULL && b->similarity == NULL && b->validity == NULL && b->code == NULL;
  if (result != (says_nothing ? JUMIO_ERR_NOT_A_TRANSACTION : JUMIO_OK) || (!says_nothing && jumio_decision_get_status(decision) != status))
    fail_msg("%s: %s instead of %s", text.text, jumio_idv_status_name(jumio_decision_get_status(decision)), jumio_idv_status_name(status));
  if (!says_nothing) {
    assert_int_equal(jumio_decision_is_final(decision), status != JUMIO_IDV_PENDING);
    assert_true(jumio_decision_reason_count(decision) > 0);
    assert_int_equal(jumio_reason_get_int64(jumio_decision_get_reason_at(decision, 0), JUMIO_REASON_ROLE), JUMIO_ROLE_DECIDED);
  }
  jumio_decision_free(decision);
}

/* Every combination of words, but those of transaction and scan, which never stand in one body. */
typedef struct combination {
  size_t index[7];
} combination;

static bool advance(combination *c)
{
  static const size_t counts[7] = {COUNT(transactions), COUNT(documents), COUNT(scans), COUNT(similarities),
                                   COUNT(validities),   COUNT(reasons),   COUNT(codes)};
  for (size_t i = 0; i < 7; i++) {
    if (++c->index[i] < counts[i])
      return true;
    c->index[i] = 0;
  }
  return false;
}

static nv words_of(const combination *c)
{
  nv b = {.transaction = transactions[c->index[0]],
          .document = documents[c->index[1]],
          .scan = scans[c->index[2]],
          .similarity = similarities[c->index[3]],
          .validity = validities[c->index[4]],
          .reason = reasons[c->index[5]],
          .code = codes[c->index[6]]};
  return b;
}

/* P02: every combination gives exactly one status, and it is the stated one. */
static void test_netverify_properties__total(void **state)
{
  (void)state;
  for (size_t p = 0; p < COUNT(profiles); p++)
    for (int strict = 0; strict < 2; strict++) {
      jumio_policy *policy = policy_of(profiles[p], strict != 0);
      combination c = {0};
      do {
        nv b = words_of(&c);
        if (b.scan == NULL)
          expect(&b, nv_write_retrieval, policy, expected(&b, profiles[p], strict != 0, false));
        if (b.transaction == NULL)
          expect(&b, nv_write_form, policy, expected(&b, profiles[p], strict != 0, true));
      } while (advance(&c));
      jumio_policy_free(policy);
    }
}

static jumio_idv_status status_of(const nv *b, writer write)
{
  static nv_text text;
  write(b, &text);
  jumio_decision *decision = nv_map_text(text.text, NULL);
  jumio_idv_status status = jumio_decision_get_status(decision);
  jumio_decision_free(decision);
  return status;
}

static nv passed(void)
{
  nv b = {.transaction = "DONE", .document = "APPROVED_VERIFIED", .scan = "SUCCESS", .similarity = "MATCH", .validity = "true"};
  return b;
}

/* P01 P03 P04 P05: a Passed does not outlive the loss of any of its words, nor their replacement by one that is not known. */
static void test_netverify_properties__every_word_of_a_pass_is_needed(void **state)
{
  (void)state;
  for (int replaced = 0; replaced < 2; replaced++)
    for (size_t i = 0; i < 5; i++)
      for (int is_form = 0; is_form < 2; is_form++) {
        nv b = passed();
        const char **const places[] = {&b.document, &b.similarity, &b.validity, is_form ? &b.scan : &b.transaction, &b.face};
        *places[i] = replaced ? (i == 2 ? "\"Yes\"" : i == 4 ? "[]" : "SOMETHING_NEW") : (i == 4 ? "null" : NULL);
        assert_int_equal(status_of(&b, is_form ? nv_write_form : nv_write_retrieval), JUMIO_IDV_INCOMPLETE);
      }
}

static void expect_same(const jumio_decision *a, const jumio_decision *b)
{
  assert_int_equal(jumio_decision_get_status(a), jumio_decision_get_status(b));
  assert_int_equal(jumio_decision_get_flags(a), jumio_decision_get_flags(b));
  assert_int_equal(jumio_decision_reason_count(a), jumio_decision_reason_count(b));
  for (size_t i = 0; i < jumio_decision_reason_count(a); i++)
    for (jumio_reason_text which = JUMIO_REASON_TEXT_RULE; which <= JUMIO_REASON_TEXT_SOURCE; which++) {
      const char *one = jumio_reason_get_text(jumio_decision_get_reason_at(a, i), which);
      const char *other = jumio_reason_get_text(jumio_decision_get_reason_at(b, i), which);
      assert_true((one == NULL) == (other == NULL));
      if (one != NULL)
        assert_string_equal(one, other);
    }
}

/* P01 P12: unknown members and fields, and the order of all of them, change nothing; a form and its fields as JSON say the same. */
static void test_netverify_properties__order_and_unknown_members_change_nothing(void **state)
{
  (void)state;
  static const writer writers[] = {nv_write_retrieval, nv_write_fields, nv_write_form};
  static nv_text text;
  uint64_t seed = 7;
  for (int i = 0; i < 3000; i++) {
    nv b = {.transaction = transactions[1 + body_pick(&seed, COUNT(transactions) - 1)],
            .document = documents[1 + body_pick(&seed, COUNT(documents) - 1)],
            .scan = scans[body_pick(&seed, COUNT(scans))],
            .similarity = similarities[body_pick(&seed, COUNT(similarities))],
            .validity = validities[body_pick(&seed, COUNT(validities))],
            .reason = reasons[body_pick(&seed, COUNT(reasons))],
            .code = codes[body_pick(&seed, COUNT(codes))]};
    jumio_decision *of_writer[3];
    for (size_t w = 0; w < 3; w++) {
      b.order = 0;
      b.extras = false;
      writers[w](&b, &text);
      of_writer[w] = nv_map_text(text.text, NULL);
      b.order = body_random(&seed) | 1;
      b.extras = true;
      writers[w](&b, &text);
      jumio_decision *other = nv_map_text(text.text, NULL);
      expect_same(of_writer[w], other);
      jumio_decision_free(other);
    }
    expect_same(of_writer[1], of_writer[2]);
    for (size_t w = 0; w < 3; w++)
      jumio_decision_free(of_writer[w]);
  }
}

/* The order in which a worse answer stands behind a better one. A Failed says that nothing was uploaded: what contradicts it makes it
 * Incomplete, so that somebody looks. */
static int badness(jumio_idv_status status)
{
  static const int order[] = {[JUMIO_IDV_PASSED] = 0,     [JUMIO_IDV_PENDING] = 1, [JUMIO_IDV_FAILED] = 2,
                              [JUMIO_IDV_INCOMPLETE] = 3, [JUMIO_IDV_DENIED] = 4,  [JUMIO_IDV_FRAUD] = 5};
  return order[status];
}

/* P11: whatever bad thing is added, the answer is never better. */
static void test_netverify_properties__bad_news_never_improve(void **state)
{
  (void)state;
  uint64_t seed = 11;
  for (int i = 0; i < 3000; i++) {
    nv b = {.transaction = transactions[1 + body_pick(&seed, COUNT(transactions) - 1)],
            .document = documents[body_pick(&seed, COUNT(documents))],
            .similarity = similarities[body_pick(&seed, 2)],
            .validity = validities[body_pick(&seed, 2)]};
    int before = badness(status_of(&b, nv_write_retrieval));
    nv worse = b;
    worse.code = codes[1 + body_pick(&seed, COUNT(codes) - 1)];
    assert_true(badness(status_of(&worse, nv_write_retrieval)) >= before);
    worse = b;
    worse.similarity = similarities[2 + body_pick(&seed, 3)];
    assert_true(badness(status_of(&worse, nv_write_retrieval)) >= before);
    worse = b;
    worse.validity = validities[3 + body_pick(&seed, 3)];
    assert_true(badness(status_of(&worse, nv_write_retrieval)) >= before);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_netverify_properties__total),
      cmocka_unit_test(test_netverify_properties__every_word_of_a_pass_is_needed),
      cmocka_unit_test(test_netverify_properties__order_and_unknown_members_change_nothing),
      cmocka_unit_test(test_netverify_properties__bad_news_never_improve),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
