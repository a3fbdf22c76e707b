/** Source addresses of callbacks (fault C04): which peer is in which list, and which lists are taken. */
#include "unit/model/guard_kit.h"

#include <stdlib.h>

/* C04: the list is a default with a date; IPv4-mapped IPv6 is IPv4; what is no address is unknown. */
static void test_callback_sources__peers(void **state)
{
  (void)state;
  static const struct {
    const char *peer;
    bool known;
  } rows[] = {{PEER, true},
              {"::ffff:" PEER, true},
              {"::FFFF:239d:1bc1", true},
              {"0:0:0:0:0:ffff:239d:1bc1", true},
              {"34.253.41.236", true},
              {"34.202.241.227", false}, /* of amer-1 */
              {"35.157.27.194", false},
              {"035.157.27.193", false},
              {"35.157.27.193 ", false},
              {"35.157.27.193:443", false},
              {"::35.157.27.193", false},
              {"::1", false},
              {"", false},
              {"unix:", false},
              {"35.157.27.193, 10.0.0.1", false},
              {"\xFF\xFE", false}};
  jumio_callback_guard *guard = new_guard();
  for (size_t i = 0; i < COUNT(rows); i++) {
    char *body = body_with("PROCESSED", NULL, WF);
    expect(check_all(guard, body, JUMIO_NTS, rows[i].peer, NULL, NOW), rows[i].known ? JUMIO_GUARD_REREAD : JUMIO_GUARD_SUSPICIOUS,
           rows[i].known ? 0 : JUMIO_GUARD_PEER_UNKNOWN, rows[i].peer);
    jumio_text_free(body);
  }
  jumio_callback_guard_free(guard);
}

/* C04: a list that nobody has looked after for a year says so, whether the peer is in it or not. */
static void test_callback_sources__stale_sources(void **state)
{
  (void)state;
  const int64_t year = INT64_C(365) * 24 * 3600 * 1000, published = INT64_C(1735689600000) + year; /* 2025-01-01 and a year */
  jumio_callback_guard *guard = new_guard();
  expect(check_peer(guard, PEER, published), JUMIO_GUARD_REREAD, JUMIO_GUARD_SENT_AT_ODD, "a year old");
  expect(check_peer(guard, PEER, published + 1), JUMIO_GUARD_REREAD, JUMIO_GUARD_SENT_AT_ODD | JUMIO_GUARD_SOURCES_STALE, "older");
  expect(check_peer(guard, "192.0.2.1", published + 1), JUMIO_GUARD_SUSPICIOUS,
         JUMIO_GUARD_SENT_AT_ODD | JUMIO_GUARD_SOURCES_STALE | JUMIO_GUARD_PEER_UNKNOWN, "unknown in an old list");
  expect(check_peer(guard, NULL, published + 1), JUMIO_GUARD_REREAD, JUMIO_GUARD_SENT_AT_ODD, "no peer told");
  assert_int_equal(jumio_callback_guard_set_sources(
                       guard, "{\"date\":\"2026-01-01\",\"regions\":{\"EU\":[\"192.0.2.1\"],\"us\":[\"" PEER "\"]}}", JUMIO_NTS, NULL),
                   JUMIO_OK);
  expect(check_peer(guard, "192.0.2.1", published + 1), JUMIO_GUARD_REREAD, JUMIO_GUARD_SENT_AT_ODD, "a new list");
  expect(check_peer(guard, PEER, published + 1), JUMIO_GUARD_SUSPICIOUS, JUMIO_GUARD_SENT_AT_ODD | JUMIO_GUARD_PEER_UNKNOWN,
         "of another region now");
  jumio_callback_guard_free(guard);
}

static void test_callback_sources__networks(void **state)
{
  (void)state;
  static const struct {
    const char *peer;
    bool known;
  } rows[] = {{"10.0.0.0", true},     {"10.255.255.255", true}, {"11.0.0.0", false},       {"9.255.255.255", false},
              {"192.0.2.63", true},   {"192.0.2.64", false},    {"2001:db8:0:1::9", true}, {"2001:db8:0:2::", false},
              {"198.51.100.7", true}, {"198.51.100.6", false},  {"::ffff:10.1.2.3", true}, {"64:ff9b::a00:1", false},
              {"2001:db9::1", true},  {"2001:db9::2", false},   {"::ffff:c000:0201", true}};
  jumio_callback_guard *guard = new_guard();
  assert_int_equal(jumio_callback_guard_set_sources(guard,
                                                    "{\"date\":\"2025-02-01\",\"regions\":{\"emea-1\":[\"10.0.0.0/8\",\"192.0.2.0/26\","
                                                    "\"2001:db8:0:1::/64\",\"198.51.100.7/32\",\"2001:db9::1\"]}}",
                                                    JUMIO_NTS, NULL),
                   JUMIO_OK);
  for (size_t i = 0; i < COUNT(rows); i++)
    expect(check_peer(guard, rows[i].peer, NOW), rows[i].known ? JUMIO_GUARD_REREAD : JUMIO_GUARD_SUSPICIOUS,
           rows[i].known ? 0 : JUMIO_GUARD_PEER_UNKNOWN, rows[i].peer);
  jumio_callback_guard_free(guard);
}

static void test_callback_sources__bad_sources_change_nothing(void **state)
{
  (void)state;
#define LIST(list) "{\"date\":\"2025-02-01\",\"regions\":{\"emea-1\":" list "}}"
  static const struct {
    const char *json, *pointer;
  } rows[] = {{"{\"regions\":{\"emea-1\":[\"10.0.0.1\"]}}", "/date"},
              {"{\"date\":\"2025-2-1\",\"regions\":{\"emea-1\":[\"10.0.0.1\"]}}", "/date"},
              {"{\"date\":\"2025-02-30\",\"regions\":{\"emea-1\":[\"10.0.0.1\"]}}", "/date"},
              {"{\"date\":20250201,\"regions\":{\"emea-1\":[\"10.0.0.1\"]}}", "/date"},
              {"{\"date\":\"2025-02-01\"}", "/regions"},
              {"{\"date\":\"2025-02-01\",\"regions\":[]}", "/regions"},
              {"{\"date\":\"2025-02-01\",\"regions\":{}}", "/regions"},
              {"{\"date\":\"2025-02-01\",\"regions\":{\"amer-1\":[\"10.0.0.1\"]}}", "/regions"},
              {"{\"date\":\"2025-02-01\",\"regions\":{\"mars\":[\"10.0.0.1\"],\"emea-1\":[\"10.0.0.1\"]}}", "/regions"},
              {LIST("[]"), "/regions"},
              {LIST("\"10.0.0.1\""), "/regions"},
              {LIST("[5]"), "/regions"},
              {LIST("[\"\"]"), "/regions"},
              {LIST("[\"10.0.0.256\"]"), "/regions"},
              {LIST("[\"host.example\"]"), "/regions"},
              {LIST("[\"10.0.0.0/0\"]"), "/regions"},
              {LIST("[\"0.0.0.0/0\"]"), "/regions"},
              {LIST("[\"::/0\"]"), "/regions"},
              {LIST("[\"10.0.0.0/33\"]"), "/regions"},
              {LIST("[\"10.0.0.0/\"]"), "/regions"},
              {LIST("[\"10.0.0.0/-1\"]"), "/regions"},
              {LIST("[\"10.0.0.1/8\"]"), "/regions"},
              {LIST("[\"2001:db8::/129\"]"), "/regions"}};
  jumio_callback_guard *guard = new_guard();
  for (size_t i = 0; i < COUNT(rows); i++) {
    jumio_error *error = NULL;
    if (jumio_callback_guard_set_sources(guard, rows[i].json, JUMIO_NTS, &error) != JUMIO_ERR_ARGUMENT)
      fail_msg("taken: %s", rows[i].json);
    assert_string_equal(jumio_error_get_text(error, JUMIO_ERROR_TEXT_JSON_POINTER), rows[i].pointer);
    jumio_error_free(error);
  }
  assert_int_equal(jumio_callback_guard_set_sources(guard, "{", JUMIO_NTS, NULL), JUMIO_ERR_JSON);
  assert_int_equal(jumio_callback_guard_set_sources(guard, NULL, 0, NULL), JUMIO_ERR_ARGUMENT);
  const size_t size = 8000;
  char *many = malloc(size);
  assert_non_null(many);
  size_t len = (size_t)snprintf(many, size, "{\"date\":\"2025-02-01\",\"regions\":{\"emea-1\":[\"10.0.0.1\"");
  for (int i = 0; i < 256; i++)
    len += (size_t)snprintf(many + len, size - len, ",\"10.0.0.1\"");
  snprintf(many + len, size - len, "]}}");
  assert_int_equal(jumio_callback_guard_set_sources(guard, many, JUMIO_NTS, NULL), JUMIO_ERR_ARGUMENT);
  free(many);
  expect(check_peer(guard, PEER, NOW), JUMIO_GUARD_REREAD, 0, "the list as it was");
  jumio_callback_guard_free(guard);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_callback_sources__peers),
      cmocka_unit_test(test_callback_sources__stale_sources),
      cmocka_unit_test(test_callback_sources__networks),
      cmocka_unit_test(test_callback_sources__bad_sources_change_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
