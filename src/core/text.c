/** Text without locale: UTF-8, ASCII classes, numbers and comparison. */
#include "core/text.h"

#include <arpa/inet.h>
#include <string.h>

/* Length of the well-formed sequence at s (RFC 3629: no overlong form, no surrogate, nothing above 10FFFF), or 0. */
static size_t sequence_length(const unsigned char *s, size_t left)
{
  static const struct {
    unsigned char first_low, first_high, second_low, second_high, length;
  } forms[] = {{0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3}, {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3},
               {0xEE, 0xEF, 0x80, 0xBF, 3}, {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4}};
  if (s[0] < 0x80)
    return 1;
  for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
    if (s[0] < forms[i].first_low || s[0] > forms[i].first_high)
      continue;
    if (left < forms[i].length || s[1] < forms[i].second_low || s[1] > forms[i].second_high)
      return 0;
    for (size_t k = 2; k < forms[i].length; k++)
      if ((s[k] & 0xC0) != 0x80)
        return 0;
    return forms[i].length;
  }
  return 0;
}

bool jumio__utf8_valid(const char *text, size_t len)
{
  const unsigned char *s = (const unsigned char *)text;
  for (size_t i = 0; i < len;) {
    size_t step = sequence_length(s + i, len - i);
    if (step == 0)
      return false;
    i += step;
  }
  return true;
}

size_t jumio__utf8_count(const char *text, size_t len)
{
  size_t count = 0;
  for (size_t i = 0; i < len; i++)
    count += ((unsigned char)text[i] & 0xC0) != 0x80;
  return count;
}

bool jumio__text_arg(const char *text, size_t *len)
{
  if (text == NULL)
    return false;
  if (*len == JUMIO_NTS)
    *len = strlen(text);
  else if (memchr(text, '\0', *len) != NULL)
    return false;
  return jumio__utf8_valid(text, *len);
}

bool jumio__is_digit(char c)
{
  return c >= '0' && c <= '9';
}

bool jumio__is_alnum(char c)
{
  return jumio__is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

char jumio__lower(char c)
{
  return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool jumio__all_of(const char *text, size_t len, const char *extra)
{
  for (size_t i = 0; i < len; i++)
    if (!jumio__is_alnum(text[i]) && (text[i] == '\0' || strchr(extra, text[i]) == NULL))
      return false;
  return true;
}

bool jumio__printable(const char *text, size_t len)
{
  for (size_t i = 0; i < len; i++)
    if (text[i] < 0x20 || text[i] > 0x7E)
      return false;
  return true;
}

bool jumio__no_controls(const char *text, size_t len)
{
  for (size_t i = 0; i < len; i++)
    if ((unsigned char)text[i] < 0x20 || text[i] == 0x7F)
      return false;
  return true;
}

const char *jumio__text_rule(const char *text, size_t *len, size_t max_characters)
{
  if (text == NULL)
    return "is NULL";
  if (!jumio__text_arg(text, len))
    return "must be UTF-8 without NUL";
  if (*len == 0)
    return "must not be empty";
  if (jumio__utf8_count(text, *len) > max_characters)
    return "is too long";
  if (!jumio__no_controls(text, *len))
    return "must not hold control characters";
  return NULL;
}

bool jumio__same(const char *a, size_t a_len, const char *b)
{
  return a != NULL && b != NULL && strlen(b) == a_len && memcmp(a, b, a_len) == 0;
}

bool jumio__same_no_case(const char *a, size_t a_len, const char *b)
{
  if (a == NULL || b == NULL || strlen(b) != a_len)
    return false;
  if (memcmp(a, b, a_len) == 0)
    return true; /* the usual case */
  for (size_t i = 0; i < a_len; i++)
    if (a[i] != b[i] && jumio__lower(a[i]) != jumio__lower(b[i]))
      return false;
  return true;
}

bool jumio__starts(const char *text, size_t len, const char *prefix)
{
  size_t prefix_len = strlen(prefix);
  return text != NULL && len >= prefix_len && memcmp(text, prefix, prefix_len) == 0;
}

bool jumio__parse_int64(const char *text, size_t len, int64_t *out)
{
  bool negative = len != 0 && text[0] == '-';
  size_t i = negative ? 1 : 0;
  int64_t value = 0; /* kept negative: INT64_MIN has no positive twin */
  if (i == len)
    return false;
  for (; i < len; i++) {
    if (!jumio__is_digit(text[i]))
      return false;
    int digit = text[i] - '0';
    if (value < (INT64_MIN + digit) / 10)
      return false;
    value = value * 10 - digit;
  }
  if (!negative && value == INT64_MIN)
    return false;
  *out = negative ? value : -value;
  return true;
}

size_t jumio__format_int64(int64_t number, char out[21])
{
  char reversed[20];
  size_t count = 0, len = 0;
  uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
  do {
    reversed[count++] = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest != 0);
  if (number < 0)
    out[len++] = '-';
  while (count != 0)
    out[len++] = reversed[--count];
  out[len] = '\0';
  return len;
}

void jumio__text_harmless(const char *text, size_t len, char *out, size_t size)
{
  size_t i = 0;
  for (; i < len && i + 1 < size; i++)
    out[i] = text[i] < 0x20 || text[i] > 0x7E || text[i] == '"' || text[i] == '\\' ? '?' : text[i];
  if (size != 0)
    out[i] = '\0';
}

bool jumio__ip_address(const char *text, size_t len, uint8_t out[16])
{
  char copy[INET6_ADDRSTRLEN];
  if (len == 0 || len >= sizeof copy || memchr(text, '\0', len) != NULL)
    return false;
  memcpy(copy, text, len);
  copy[len] = '\0';
  memset(out, 0, 10);
  memset(out + 10, 0xFF, 2);
  return inet_pton(AF_INET, copy, out + 12) == 1 || inet_pton(AF_INET6, copy, out) == 1;
}
