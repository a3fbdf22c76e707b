/** Ids, binary-to-text codes and the hash for accidents: UUID, base64, base32, FNV-1a. */
#include "core/text.h"

/* A hexadecimal digit in lower case; the bit that makes a letter small is set in every decimal digit already. */
/* The hexadecimal digits, each as its lower case; 0 for every other byte. */
static const char lower_hex[256] = {
    ['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6', ['7'] = '7',
    ['8'] = '8', ['9'] = '9', ['a'] = 'a', ['b'] = 'b', ['c'] = 'c', ['d'] = 'd', ['e'] = 'e', ['f'] = 'f',
    ['A'] = 'a', ['B'] = 'b', ['C'] = 'c', ['D'] = 'd', ['E'] = 'e', ['F'] = 'f',
};

bool jumio__uuid(const char *text, size_t len, char out[37])
{
  static const uint8_t ends[] = {8, 13, 18, 23, 36};
  size_t at = 0;
  if (text == NULL || len != 36)
    return false;
  for (size_t group = 0; group < sizeof ends; group++) {
    for (; at < ends[group]; at++)
      if ((out[at] = lower_hex[(unsigned char)text[at]]) == '\0')
        return false;
    if (at == 36)
      break;
    if (text[at] != '-')
      return false;
    out[at++] = '-';
  }
  out[36] = '\0';
  return true;
}

size_t jumio__base64(const void *data, size_t len, char *out)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const uint8_t *in = data;
  size_t at = 0;
  for (size_t i = 0; i < len; i += 3) {
    size_t left = len - i;
    uint32_t group = (uint32_t)in[i] << 16;
    if (left > 1)
      group |= (uint32_t)in[i + 1] << 8;
    if (left > 2)
      group |= in[i + 2];
    out[at++] = alphabet[group >> 18 & 63];
    out[at++] = alphabet[group >> 12 & 63];
    out[at++] = left > 1 ? alphabet[group >> 6 & 63] : '=';
    out[at++] = left > 2 ? alphabet[group & 63] : '=';
  }
  out[at] = '\0';
  return at;
}

void jumio__base32(const uint8_t data[16], char out[27])
{
  static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
  uint32_t bits = 0;
  int held = 0;
  size_t at = 0;
  for (size_t i = 0; i < 16; i++) {
    bits = bits << 8 | data[i];
    for (held += 8; held >= 5; held -= 5)
      out[at++] = alphabet[bits >> (held - 5) & 31];
  }
  out[at++] = alphabet[bits << (5 - held) & 31];
  out[at] = '\0';
}

uint64_t jumio__hash(uint64_t hash, const char *bytes, size_t len)
{
  if (hash == 0)
    hash = UINT64_C(0xcbf29ce484222325);
  for (size_t i = 0; i < len; i++)
    hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001b3);
  return hash;
}
