/** Tags in userReference (faults C03, C16, C20, threat TH31): made, read back, and told from forged ones. */
#include "unit/model/guard_kit.h"

/* The tag of `guard` for our intent, or nothing where the build has no digests. */
static bool built_tag(jumio_callback_guard *guard, char out[128])
{
  char *tag = NULL;
  jumio_result result = jumio_callback_guard_build_tag(guard, "case.7", JUMIO_NTS, INTENT, JUMIO_NTS, &tag, NULL);
  if (result == JUMIO_ERR_UNSUPPORTED)
    return false;
  assert_int_equal(result, JUMIO_OK);
  snprintf(out, 128, "%s", tag);
  jumio_text_free(tag);
  return true;
}

/* C03, C16, C20: only what was made with a key of this tenant and region passes; a constant reference of all users does not. */
static void test_callback_tag__tags(void **state)
{
  (void)state;
  char tag[128];
  if (!has_digests())
    skip();
  jumio_callback_guard *guard = new_guard();
  expect(check_reference(guard, TAG), JUMIO_GUARD_REREAD, 0, "tags are off");
  set_secret(guard, JUMIO_GUARD_SECRET_TAG_KEY, tag_key, sizeof tag_key);
  assert_true(built_tag(guard, tag));
  assert_string_equal(tag, TAG);
  expect(check_reference(guard, TAG), JUMIO_GUARD_REREAD, JUMIO_GUARD_TAG_VALID, "a tag");
  expect(check_reference(guard, "other:ref." INTENT ".vfBg3guuVUxN5CrKNn63kw"), JUMIO_GUARD_REREAD, JUMIO_GUARD_TAG_VALID,
         "the reference is not part of the proof");
  expect(check_reference(guard, NULL), JUMIO_GUARD_SUSPICIOUS, JUMIO_GUARD_TAG_MISSING, "no reference");
  expect(check_reference(guard, "conditional"), JUMIO_GUARD_SUSPICIOUS, JUMIO_GUARD_TAG_MISSING, "the same for all");
  expect(check_reference(guard, INTENT ".vfBg3guuVUxN5CrKNn63kw"), JUMIO_GUARD_SUSPICIOUS, JUMIO_GUARD_TAG_MISSING, "two parts");
  for (size_t i = strlen("case.7."); i < strlen(TAG); i++) {
    snprintf(tag, sizeof tag, "%s", TAG);
    tag[i] = tag[i] == '.' ? ':' : tag[i] == 'a' ? 'b' : 'a';
    bool is_dot = TAG[i] == '.';
    expect(check_reference(guard, tag), JUMIO_GUARD_SUSPICIOUS, is_dot ? JUMIO_GUARD_TAG_MISSING : JUMIO_GUARD_TAG_WRONG, tag);
  }
  set_secret(guard, JUMIO_GUARD_SECRET_TAG_KEY_OLD, old_key, 40);
  expect(check_reference(guard, OLD_TAG), JUMIO_GUARD_REREAD, JUMIO_GUARD_TAG_VALID, "a tag of the old key");
  set_secret(guard, JUMIO_GUARD_SECRET_TAG_KEY_OLD, NULL, 0);
  expect(check_reference(guard, OLD_TAG), JUMIO_GUARD_SUSPICIOUS, JUMIO_GUARD_TAG_WRONG, "of the old key, gone");
  jumio_callback_guard_free(guard);
}

/* Judges a body by a reference and by what stood in the URL. */
static outcome check_both(jumio_callback_guard *guard, const char *reference, const char *in_url, size_t len, jumio_callback **out)
{
  outcome got = {0};
  char *body = body_with("PROCESSED", reference, WF);
  assert_int_equal(jumio_callback_guard_check(guard, body, JUMIO_NTS, NULL, 0, in_url, len, NOW, out, &got.verdict, &got.findings, NULL),
                   JUMIO_OK);
  jumio_text_free(body);
  return got;
}

/* Reliability 4.5: a workflow that needs userReference for the person has its tag in the callback URL. */
static void test_callback_tag__in_the_url(void **state)
{
  (void)state;
  static const char longer[] = TAG "&x";
  jumio_callback *callback = NULL;
  if (!has_digests())
    skip();
  jumio_callback_guard *guard = new_guard();
  expect(check_both(guard, "person", TAG, JUMIO_NTS, &callback), JUMIO_GUARD_REREAD, 0, "tags are off");
  assert_null(jumio_callback_get_text(callback, JUMIO_CALLBACK_TEXT_TAG_INTENT));
  jumio_callback_free(callback);
  set_secret(guard, JUMIO_GUARD_SECRET_TAG_KEY, tag_key, sizeof tag_key);
  expect(check_both(guard, "person 2", longer, strlen(TAG), &callback), JUMIO_GUARD_REREAD, JUMIO_GUARD_TAG_VALID, "in the URL");
  assert_string_equal(jumio_callback_get_text(callback, JUMIO_CALLBACK_TEXT_USER_REFERENCE), "person 2");
  assert_string_equal(jumio_callback_get_text(callback, JUMIO_CALLBACK_TEXT_TAG_REFERENCE), "case.7");
  assert_string_equal(jumio_callback_get_text(callback, JUMIO_CALLBACK_TEXT_TAG_INTENT), INTENT);
  jumio_callback_free(callback);
  expect(check_both(guard, NULL, TAG, JUMIO_NTS, NULL), JUMIO_GUARD_REREAD, JUMIO_GUARD_TAG_VALID, "no reference");
  expect(check_both(guard, "person", OLD_TAG, JUMIO_NTS, NULL), JUMIO_GUARD_SUSPICIOUS, JUMIO_GUARD_TAG_WRONG, "another key");
  expect(check_both(guard, TAG, OLD_TAG, JUMIO_NTS, NULL), JUMIO_GUARD_SUSPICIOUS, JUMIO_GUARD_TAG_WRONG, "the URL's counts");
  expect(check_both(guard, TAG, "no tag", JUMIO_NTS, NULL), JUMIO_GUARD_REREAD, JUMIO_GUARD_TAG_VALID, "the body's counts");
  expect(check_both(guard, "person", longer, JUMIO_NTS, NULL), JUMIO_GUARD_SUSPICIOUS, JUMIO_GUARD_TAG_MISSING, "more than a tag");
  expect(check_both(guard, "person", TAG "\0", strlen(TAG) + 1, NULL), JUMIO_GUARD_SUSPICIOUS, JUMIO_GUARD_TAG_MISSING, "a NUL");
  set_secret(guard, JUMIO_GUARD_SECRET_URL_TOKEN, URL_TOKEN, 16);
  expect(check_both(guard, "b", TAG, JUMIO_NTS, NULL), JUMIO_GUARD_SUSPICIOUS, JUMIO_GUARD_TAG_VALID | JUMIO_GUARD_URL_TOKEN_WRONG,
         "a token is wanted");
  jumio_callback_guard_free(guard);
}

/* TH31: the same key for two tenants or regions still makes two tags. */
static void test_callback_tag__tags_of_others(void **state)
{
  (void)state;
  static const char *const others[][2] = {{"EU", "tenant-2"}, {"US", "tenant-1"}, {"EU", "tenant-"}};
  char tag[128];
  if (!has_digests())
    skip();
  jumio_callback_guard *guard = new_guard();
  set_secret(guard, JUMIO_GUARD_SECRET_TAG_KEY, tag_key, sizeof tag_key);
  for (size_t i = 0; i < COUNT(others); i++) {
    jumio_callback_guard *other = NULL;
    assert_int_equal(jumio_callback_guard_new(NULL, others[i][0], JUMIO_NTS, others[i][1], JUMIO_NTS, &other, NULL), JUMIO_OK);
    set_secret(other, JUMIO_GUARD_SECRET_TAG_KEY, tag_key, sizeof tag_key);
    assert_true(built_tag(other, tag));
    expect(check_reference(guard, tag), JUMIO_GUARD_SUSPICIOUS, JUMIO_GUARD_TAG_WRONG, tag);
    jumio_callback_guard_free(other);
  }
  jumio_callback_guard_free(guard);
}

static void test_callback_tag__tag_is_read_from_a_callback(void **state)
{
  (void)state;
  char *body = body_with("PROCESSED", TAG, WF);
  jumio_callback *callback = NULL;
  assert_int_equal(jumio_callback_parse(NULL, body, JUMIO_NTS, &callback, NULL), JUMIO_OK);
  assert_string_equal(jumio_callback_get_text(callback, JUMIO_CALLBACK_TEXT_TAG_REFERENCE), "case.7");
  assert_string_equal(jumio_callback_get_text(callback, JUMIO_CALLBACK_TEXT_TAG_INTENT), INTENT);
  jumio_callback_free(callback);
  jumio_text_free(body);
  body = body_with("PROCESSED", "conditional", WF);
  assert_int_equal(jumio_callback_parse(NULL, body, JUMIO_NTS, &callback, NULL), JUMIO_OK);
  assert_null(jumio_callback_get_text(callback, JUMIO_CALLBACK_TEXT_TAG_REFERENCE));
  assert_null(jumio_callback_get_text(callback, JUMIO_CALLBACK_TEXT_TAG_INTENT));
  jumio_callback_free(callback);
  jumio_text_free(body);
}

static void test_callback_tag__tags_are_built_of_what_jumio_takes(void **state)
{
  (void)state;
  static const char *const references[] = {
      "", "with space", "semi;colon", "a@b.example", "\xC3\xA9", "0123456789012345678901234567890123456789012345"};
  static const char *const intents[] = {"", "abc", "abcdefghijklmnopqrstuvwx21", "ABCDEFGHIJKLMNOPQRSTUVWX23", INTENT "a"};
  jumio_callback_guard *guard = new_guard();
  char *tag = NULL;
  for (size_t i = 0; i < COUNT(references); i++)
    assert_int_equal(jumio_callback_guard_build_tag(guard, references[i], JUMIO_NTS, NULL, 0, &tag, NULL), JUMIO_ERR_ARGUMENT);
  for (size_t i = 0; i < COUNT(intents); i++)
    assert_int_equal(jumio_callback_guard_build_tag(guard, "ref", 3, intents[i], JUMIO_NTS, &tag, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(jumio_callback_guard_build_tag(guard, "ref", 3, NULL, 0, &tag, NULL),
                   has_digests() ? JUMIO_ERR_STATE : JUMIO_ERR_UNSUPPORTED);
  if (has_digests()) {
    char *other = NULL;
    jumio_account_request *request = NULL;
    const char *longest = "012345678901234567890123456789012345678901234";
    set_secret(guard, JUMIO_GUARD_SECRET_TAG_KEY, tag_key, sizeof tag_key);
    assert_int_equal(jumio_callback_guard_build_tag(guard, longest, JUMIO_NTS, NULL, 0, &tag, NULL), JUMIO_OK);
    assert_int_equal(jumio_callback_guard_build_tag(guard, longest, JUMIO_NTS, NULL, 0, &other, NULL), JUMIO_OK);
    assert_int_equal(strlen(tag), 95);
    assert_string_not_equal(tag, other); /* random intents differ */
    expect(check_reference(guard, tag), JUMIO_GUARD_REREAD, JUMIO_GUARD_TAG_VALID, "a random intent");
    assert_int_equal(jumio_account_request_new(NULL, &request, NULL), JUMIO_OK);
    assert_int_equal(jumio_account_request_set_user_reference(request, tag, JUMIO_NTS, NULL), JUMIO_OK);
    assert_int_equal(jumio_account_request_set_customer_internal_reference(request, tag, JUMIO_NTS, NULL), JUMIO_OK); /* strict rule */
    jumio_account_request_free(request);
    jumio_text_free(tag);
    jumio_text_free(other);
  }
  jumio_callback_guard_free(guard);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_callback_tag__tags),
      cmocka_unit_test(test_callback_tag__in_the_url),
      cmocka_unit_test(test_callback_tag__tags_of_others),
      cmocka_unit_test(test_callback_tag__tag_is_read_from_a_callback),
      cmocka_unit_test(test_callback_tag__tags_are_built_of_what_jumio_takes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
