/** The error object: made once, told by getters, copied, and never dependent on what the caller's pointer held (faults M04, R03, X04). */
#include "core/error.h"

#include "core/text.h"

#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <string.h>

/* What a careless caller hands in: reading it would crash. */
#define WILD ((jumio_error *)(uintptr_t)0x10)

static void test_error__fail_never_reads_what_err_points_to(void **state)
{
  const jumio__error_facts facts = {.retry_after_ms = -1};
  jumio_error *err = WILD;
  (void)state;
  assert_int_equal(jumio__fail(&err, NULL, JUMIO_ERR_STATE, "a"), JUMIO_ERR_STATE);
  assert_int_equal(jumio_error_get_code(err), JUMIO_ERR_STATE);
  jumio_error_free(err); /* now dangling, as after a caller's own free */
  assert_int_equal(jumio__fail_with(&err, NULL, JUMIO_ERR_TLS, &facts, "b"), JUMIO_ERR_TLS);
  assert_string_equal(jumio_error_get_message(err), "b");
  jumio_error *kept = err;
  err = WILD;
  assert_int_equal(jumio__error_copy(&err, NULL, kept), JUMIO_ERR_TLS);
  jumio_error_free(err);
  err = WILD;
  assert_int_equal(jumio_error_new(NULL, JUMIO_ERR_STORE, "c", JUMIO_NTS, &err), JUMIO_ERR_STORE);
  jumio_error_free(err);
  err = WILD;
  assert_int_equal(jumio__fail_memory(&err), JUMIO_ERR_OUT_OF_MEMORY);
  jumio_error_free(err);
  err = WILD;
  assert_int_equal(jumio__ok(&err), JUMIO_OK);
  assert_null(err);
  jumio_error_free(kept);
}

static void test_error__nothing_is_allocated_when_nobody_wants_it(void **state)
{
  failing_alloc alloc;
  (void)state;
  failing_alloc_begin(&alloc, 0, 0);
  assert_int_equal(jumio__fail(NULL, alloc.handle, JUMIO_ERR_STATE, "%d", 1), JUMIO_ERR_STATE);
  assert_int_equal(jumio__fail_with(NULL, alloc.handle, JUMIO_ERR_TLS, NULL, "x"), JUMIO_ERR_TLS);
  assert_int_equal(jumio__fail_memory(NULL), JUMIO_ERR_OUT_OF_MEMORY);
  assert_int_equal(jumio__ok(NULL), JUMIO_OK);
  assert_int_equal(jumio_error_new(alloc.handle, JUMIO_ERR_STORE, "x", JUMIO_NTS, NULL), JUMIO_ERR_STORE);
  assert_int_equal(atomic_load(&alloc.made), 0);
  failing_alloc_end(&alloc);
}

static void test_error__getters_tell_the_facts(void **state)
{
  const jumio__error_facts facts = {
      .http_status = 429,
      .retry_after_ms = 2500,
      .attempts = 3,
      .delivery = JUMIO_DELIVERY_ANSWERED,
      .source = 28,
      .server_title = "Too many requests",
      .json_pointer = "/account/id",
  };
  jumio_error *err;
  (void)state;
  assert_int_equal(jumio__fail_with(&err, NULL, JUMIO_ERR_RATE_LIMITED, &facts, "%s after %d", "refused", 3), JUMIO_ERR_RATE_LIMITED);
  assert_int_equal(jumio_error_get_code(err), JUMIO_ERR_RATE_LIMITED);
  assert_string_equal(jumio_error_get_message(err), "refused after 3");
  assert_int_equal(jumio_error_get_action(err), JUMIO_ACTION_RETRY_LATER);
  assert_int_equal(jumio_error_get_int64(err, JUMIO_ERROR_HTTP_STATUS), 429);
  assert_int_equal(jumio_error_get_int64(err, JUMIO_ERROR_RETRY_AFTER_MS), 2500);
  assert_int_equal(jumio_error_get_int64(err, JUMIO_ERROR_ATTEMPTS), 3);
  assert_int_equal(jumio_error_get_int64(err, JUMIO_ERROR_DELIVERY), JUMIO_DELIVERY_ANSWERED);
  assert_int_equal(jumio_error_get_int64(err, JUMIO_ERROR_SOURCE), 28);
  assert_string_equal(jumio_error_get_text(err, JUMIO_ERROR_TEXT_SERVER_TITLE), "Too many requests");
  assert_string_equal(jumio_error_get_text(err, JUMIO_ERROR_TEXT_JSON_POINTER), "/account/id");
  jumio_error_free(err);
}

static void test_error__absent_facts_have_neutral_values(void **state)
{
  jumio_error *err;
  (void)state;
  jumio__fail(&err, NULL, JUMIO_ERR_ARGUMENT, "x");
  assert_int_equal(jumio_error_get_int64(err, JUMIO_ERROR_HTTP_STATUS), 0);
  assert_int_equal(jumio_error_get_int64(err, JUMIO_ERROR_RETRY_AFTER_MS), -1);
  assert_int_equal(jumio_error_get_int64(err, JUMIO_ERROR_ATTEMPTS), 0);
  assert_int_equal(jumio_error_get_int64(err, JUMIO_ERROR_DELIVERY), JUMIO_DELIVERY_UNKNOWN);
  assert_int_equal(jumio_error_get_int64(err, JUMIO_ERROR_SOURCE), 0);
  assert_null(jumio_error_get_text(err, JUMIO_ERROR_TEXT_SERVER_TITLE));
  assert_null(jumio_error_get_text(err, JUMIO_ERROR_TEXT_JSON_POINTER));
  jumio_error_free(err);
}

static void test_error__null_is_a_success(void **state)
{
  (void)state;
  assert_int_equal(jumio_error_get_code(NULL), JUMIO_OK);
  assert_string_equal(jumio_error_get_message(NULL), "");
  assert_int_equal(jumio_error_get_action(NULL), JUMIO_ACTION_NONE);
  assert_int_equal(jumio_error_get_int64(NULL, JUMIO_ERROR_HTTP_STATUS), 0);
  assert_int_equal(jumio_error_get_int64(NULL, JUMIO_ERROR_RETRY_AFTER_MS), -1);
  assert_int_equal(jumio_error_get_int64(NULL, JUMIO_ERROR_ATTEMPTS), 0);
  assert_int_equal(jumio_error_get_int64(NULL, JUMIO_ERROR_DELIVERY), JUMIO_DELIVERY_UNKNOWN);
  assert_int_equal(jumio_error_get_int64(NULL, JUMIO_ERROR_SOURCE), 0);
  assert_null(jumio_error_get_text(NULL, JUMIO_ERROR_TEXT_SERVER_TITLE));
  assert_null(jumio_error_get_text(NULL, JUMIO_ERROR_TEXT_JSON_POINTER));
  jumio_error_free(NULL);
}

/* X03, X04 */
static void test_error__server_text_is_made_harmless_and_cut(void **state)
{
  char title[400];
  jumio_error *err;
  (void)state;
  memset(title, 't', sizeof title);
  memcpy(title, "\x1B[31m\r\n\xE2\x80\xAE\"", 11);
  title[sizeof title - 1] = '\0';
  const jumio__error_facts facts = {.retry_after_ms = -1, .server_title = title, .json_pointer = "/a\nb"};
  jumio__fail_with(&err, NULL, JUMIO_ERR_SERVER, &facts, "line\nbreak\t\x1B[0m\x7F");
  const char *shown = jumio_error_get_text(err, JUMIO_ERROR_TEXT_SERVER_TITLE);
  assert_int_equal(strlen(shown), 120);
  assert_memory_equal(shown, "?[31m??????", 11);
  assert_true(jumio__printable(shown, 120));
  assert_string_equal(jumio_error_get_text(err, JUMIO_ERROR_TEXT_JSON_POINTER), "/a?b");
  assert_string_equal(jumio_error_get_message(err), "line?break??[0m?");
  jumio_error_free(err);
}

static void test_error__message_is_cut_at_500_bytes_of_whole_characters(void **state)
{
  char text[1200];
  jumio_error *err;
  (void)state;
  memset(text, 'x', sizeof text);
  jumio_error_new(NULL, JUMIO_ERR_STORE, text, sizeof text, &err);
  assert_int_equal(strlen(jumio_error_get_message(err)), 500);
  jumio_error_free(err);
  for (size_t shift = 0; shift < 12; shift++) { /* every way in which a character can stand across the limit */
    static const char *const characters[] = {"\xC3\xA4", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"};
    for (size_t c = 0; c < 3; c++) {
      size_t len = shift, width = strlen(characters[c]);
      memset(text, 'x', sizeof text);
      for (; len + width <= 600; len += width)
        memcpy(text + len, characters[c], width);
      jumio_error_new(NULL, JUMIO_ERR_STORE, text, len, &err);
      const char *message = jumio_error_get_message(err);
      assert_true(jumio__utf8_valid(message, strlen(message)));
      assert_in_range(strlen(message), 500 - width + 1, 500);
      assert_memory_equal(message, text, strlen(message));
      jumio_error_free(err);
    }
  }
}

static void test_error__new_takes_texts_as_they_come(void **state)
{
  jumio_error *err;
  (void)state;
  jumio_error_new(NULL, JUMIO_ERR_STORE_BUSY, NULL, 0, &err);
  assert_string_equal(jumio_error_get_message(err), jumio_result_meaning(JUMIO_ERR_STORE_BUSY));
  jumio_error_free(err);
  jumio_error_new(NULL, JUMIO_ERR_STORE, "100%s %n", JUMIO_NTS, &err); /* never a format */
  assert_string_equal(jumio_error_get_message(err), "100%s %n");
  jumio_error_free(err);
  jumio_error_new(NULL, JUMIO_ERR_STORE, "abcdef", 3, &err);
  assert_string_equal(jumio_error_get_message(err), "abc");
  jumio_error_free(err);
  jumio_error_new(NULL, -12345, "", 0, &err);
  assert_string_equal(jumio_error_get_message(err), "");
  assert_int_equal(jumio_error_get_code(err), -12345);
  assert_int_equal(jumio_error_get_action(err), JUMIO_ACTION_GIVE_UP);
  jumio_error_free(err);
  jumio_error_new(NULL, JUMIO_ERR_STORE, "a\xFF\xC3z", JUMIO_NTS, &err); /* a host's plug-in need not be careful */
  const char *message = jumio_error_get_message(err);
  assert_true(jumio__utf8_valid(message, strlen(message)));
  jumio_error_free(err);
}

static void test_error__copy_is_independent(void **state)
{
  const jumio__error_facts facts = {.http_status = 503, .retry_after_ms = 7, .attempts = 2, .delivery = JUMIO_DELIVERY_MAYBE_SENT};
  failing_alloc alloc;
  jumio_error *from, *copy;
  (void)state;
  failing_alloc_begin(&alloc, 0, 0);
  jumio__fail_with(&from, NULL, JUMIO_ERR_SERVER, &facts, "text");
  assert_int_equal(jumio__error_copy(&copy, alloc.handle, from), JUMIO_ERR_SERVER);
  jumio_error_free(from);
  assert_string_equal(jumio_error_get_message(copy), "text");
  assert_int_equal(jumio_error_get_int64(copy, JUMIO_ERROR_HTTP_STATUS), 503);
  assert_int_equal(jumio_error_get_int64(copy, JUMIO_ERROR_DELIVERY), JUMIO_DELIVERY_MAYBE_SENT);
  jumio_error_free(copy);
  failing_alloc_end(&alloc);

  assert_int_equal(jumio__error_copy(NULL, NULL, NULL), JUMIO_OK);
  copy = WILD;
  assert_int_equal(jumio__error_copy(&copy, NULL, NULL), JUMIO_OK);
  assert_null(copy); /* a success */
  jumio_error *no_memory;
  jumio__fail_memory(&no_memory);
  assert_int_equal(jumio__error_copy(&copy, NULL, no_memory), JUMIO_ERR_OUT_OF_MEMORY);
  assert_ptr_equal(copy, no_memory);
}

static void test_error__no_memory_for_the_error_is_an_immortal_one(void **state)
{
  failing_alloc alloc;
  jumio_error *err = WILD, *copy = WILD, *from;
  (void)state;
  failing_alloc_begin(&alloc, 1, 1);
  /* The code of the call stays true; only the detail is lost. */
  assert_int_equal(jumio__fail(&err, alloc.handle, JUMIO_ERR_TLS, "x"), JUMIO_ERR_TLS);
  assert_int_equal(jumio_error_get_code(err), JUMIO_ERR_OUT_OF_MEMORY);
  assert_string_equal(jumio_error_get_message(err), "no memory");
  assert_int_equal(jumio_error_get_int64(err, JUMIO_ERROR_RETRY_AFTER_MS), -1);
  jumio_error_free(err);
  jumio_error_free(err);
  jumio__fail(&from, NULL, JUMIO_ERR_STATE, "x");
  assert_int_equal(jumio__error_copy(&copy, alloc.handle, from), JUMIO_ERR_STATE);
  assert_ptr_equal(copy, err);
  jumio_error_free(from);
  failing_alloc_end(&alloc);
}

static void test_error__outlives_the_callers_allocator_handle(void **state)
{
  failing_alloc alloc;
  jumio_error *err;
  (void)state;
  failing_alloc_begin(&alloc, 0, 0);
  jumio__fail(&err, alloc.handle, JUMIO_ERR_STATE, "x");
  jumio_alloc_free(alloc.handle);
  assert_int_equal(atomic_load(&alloc.live), 2); /* the error and the allocator it keeps alive */
  jumio_error_free(err);
  assert_int_equal(atomic_load(&alloc.live), 0);
  assert_int_equal(atomic_load(&alloc.wrong_size), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_error__fail_never_reads_what_err_points_to),
      cmocka_unit_test(test_error__nothing_is_allocated_when_nobody_wants_it),
      cmocka_unit_test(test_error__getters_tell_the_facts),
      cmocka_unit_test(test_error__absent_facts_have_neutral_values),
      cmocka_unit_test(test_error__null_is_a_success),
      cmocka_unit_test(test_error__server_text_is_made_harmless_and_cut),
      cmocka_unit_test(test_error__message_is_cut_at_500_bytes_of_whole_characters),
      cmocka_unit_test(test_error__new_takes_texts_as_they_come),
      cmocka_unit_test(test_error__copy_is_independent),
      cmocka_unit_test(test_error__no_memory_for_the_error_is_an_immortal_one),
      cmocka_unit_test(test_error__outlives_the_callers_allocator_handle),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
