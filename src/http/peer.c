/** Public and other addresses, by the special-purpose registries of IANA (RFC 6890). */
#include "http/peer.h"

#include <netinet/in.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>

typedef struct net4 {
  uint32_t address;
  uint32_t bits;
} net4;

static bool is_public4(uint32_t address)
{
  static const net4 special[] = {
      {0x00000000, 8},  /* this network */
      {0x0A000000, 8},  /* private */
      {0x64400000, 10}, /* shared, carrier-grade NAT */
      {0x7F000000, 8},  /* loopback */
      {0xA9FE0000, 16}, /* link-local, with the metadata services of clouds */
      {0xAC100000, 12}, /* private */
      {0xC0000000, 24}, /* protocol assignments */
      {0xC0000200, 24}, /* documentation */
      {0xC0586300, 24}, /* 6to4 relays */
      {0xC0A80000, 16}, /* private */
      {0xC6120000, 15}, /* benchmarks */
      {0xC6336400, 24}, /* documentation */
      {0xCB007100, 24}, /* documentation */
      {0xE0000000, 3},  /* multicast, reserved, broadcast */
  };
  for (size_t i = 0; i < sizeof special / sizeof special[0]; i++)
    if (((address ^ special[i].address) >> (32 - special[i].bits)) == 0)
      return false;
  return true;
}

static uint32_t read_be32(const uint8_t *bytes)
{
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* Only global unicast. What embeds an IPv4 address is judged by it (NAT64) or refused (6to4, Teredo, mapped). */
static bool is_public6(const uint8_t bytes[16])
{
  static const uint8_t nat64[12] = {0x00, 0x64, 0xFF, 0x9B};
  if (memcmp(bytes, nat64, sizeof nat64) == 0)
    return is_public4(read_be32(bytes + 12));
  uint32_t first = read_be32(bytes);
  if (first >> 29 != 1) /* 2000::/3 */
    return false;
  return first >> 9 != 0x20010000 >> 9 /* 2001::/23, Teredo and other protocols */
         && first != 0x20010DB8        /* documentation */
         && first >> 12 != 0x3FFF0     /* documentation */
         && first >> 16 != 0x2002;     /* 6to4 */
}

bool jumio__peer_is_public(const struct sockaddr *address, size_t size)
{
  struct sockaddr_in in4;
  struct sockaddr_in6 in6;
  if (address->sa_family == AF_INET && size >= sizeof in4) {
    memcpy(&in4, address, sizeof in4);
    return is_public4(ntohl(in4.sin_addr.s_addr));
  }
  if (address->sa_family == AF_INET6 && size >= sizeof in6) {
    memcpy(&in6, address, sizeof in6);
    return is_public6(in6.sin6_addr.s6_addr);
  }
  return false;
}
