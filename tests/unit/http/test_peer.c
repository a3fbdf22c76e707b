/** Which addresses count as public, at the edges of every special block. */
#include "http/peer.h"
#include "support/cmocka.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

static bool is_public(const char *text)
{
  struct sockaddr_storage storage;
  struct sockaddr_in in4;
  struct sockaddr_in6 in6;
  memset(&storage, 0, sizeof storage);
  memset(&in4, 0, sizeof in4);
  memset(&in6, 0, sizeof in6);
  if (inet_pton(AF_INET, text, &in4.sin_addr) == 1) {
    in4.sin_family = AF_INET;
    memcpy(&storage, &in4, sizeof in4);
    return jumio__peer_is_public((struct sockaddr *)&storage, sizeof in4);
  }
  assert_int_equal(inet_pton(AF_INET6, text, &in6.sin6_addr), 1);
  in6.sin6_family = AF_INET6;
  memcpy(&storage, &in6, sizeof in6);
  return jumio__peer_is_public((struct sockaddr *)&storage, sizeof in6);
}

static void test_peer__takes_public_addresses(void **state)
{
  (void)state;
  static const char *const rows[] = {"8.8.8.8",        "1.0.0.0",         "9.255.255.255",   "11.0.0.0",        "100.63.255.255",
                                     "100.128.0.0",    "126.255.255.255", "128.0.0.0",       "169.253.255.255", "169.255.0.0",
                                     "172.15.255.255", "172.32.0.0",      "192.0.1.0",       "192.167.255.255", "192.169.0.0",
                                     "198.17.255.255", "198.20.0.0",      "203.0.114.0",     "223.255.255.255", "2600:1f18::1",
                                     "2a00:1450::1",   "2001:200::1",     "64:ff9b::808:808"};
  for (size_t i = 0; i < COUNT(rows); i++)
    if (!is_public(rows[i]))
      fail_msg("refused: %s", rows[i]);
}

static void test_peer__refuses_special_addresses(void **state)
{
  (void)state;
  static const char *const rows[] = {"0.0.0.0",
                                     "0.255.255.255",
                                     "10.0.0.0",
                                     "10.255.255.255",
                                     "100.64.0.0",
                                     "100.127.255.255",
                                     "127.0.0.1",
                                     "127.255.255.255",
                                     "169.254.0.0",
                                     "169.254.169.254",
                                     "169.254.255.255",
                                     "172.16.0.0",
                                     "172.31.255.255",
                                     "192.0.0.1",
                                     "192.0.2.1",
                                     "192.88.99.1",
                                     "192.168.0.0",
                                     "192.168.255.255",
                                     "198.18.0.0",
                                     "198.19.255.255",
                                     "198.51.100.1",
                                     "203.0.113.255",
                                     "224.0.0.1",
                                     "239.255.255.255",
                                     "240.0.0.1",
                                     "255.255.255.255",
                                     "::",
                                     "::1",
                                     "::8.8.8.8",
                                     "::ffff:8.8.8.8",
                                     "::ffff:127.0.0.1",
                                     "::ffff:10.0.0.1",
                                     "fe80::1",
                                     "febf::1",
                                     "fec0::1",
                                     "fc00::1",
                                     "fdff::1",
                                     "ff02::1",
                                     "2001:db8::1",
                                     "2001::1",
                                     "2001:1ff::1",
                                     "2002:7f00:1::",
                                     "2002:808:808::",
                                     "3fff::1",
                                     "4000::1",
                                     "64:ff9b::7f00:1",
                                     "64:ff9b::a9fe:a9fe",
                                     "64:ff9b:1::808:808",
                                     "100::1"};
  for (size_t i = 0; i < COUNT(rows); i++)
    if (is_public(rows[i]))
      fail_msg("taken: %s", rows[i]);
}

static void test_peer__refuses_what_is_no_ip(void **state)
{
  (void)state;
  struct sockaddr_in in4;
  struct sockaddr_storage storage;
  memset(&storage, 0, sizeof storage);
  memset(&in4, 0, sizeof in4);
  in4.sin_family = AF_INET;
  in4.sin_addr.s_addr = htonl(0x08080808);
  memcpy(&storage, &in4, sizeof in4);
  assert_true(jumio__peer_is_public((struct sockaddr *)&storage, sizeof in4));
  assert_false(jumio__peer_is_public((struct sockaddr *)&storage, sizeof in4 - 1));
  storage.ss_family = AF_INET6;
  assert_false(jumio__peer_is_public((struct sockaddr *)&storage, sizeof in4));
  storage.ss_family = AF_UNIX;
  assert_false(jumio__peer_is_public((struct sockaddr *)&storage, sizeof storage));
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_peer__takes_public_addresses),
      cmocka_unit_test(test_peer__refuses_special_addresses),
      cmocka_unit_test(test_peer__refuses_what_is_no_ip),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
