/** URLs by a white list of characters: two parsers can disagree only about what is refused here. */
#include "http/url.h"

#include "core/text.h"

#include <arpa/inet.h>
#include <string.h>

#define LABEL_MAX 63

static bool is_hex(char c)
{
  return jumio__is_digit(c) || (jumio__lower(c) >= 'a' && jumio__lower(c) <= 'f');
}

static int hex_value(char c)
{
  return jumio__is_digit(c) ? c - '0' : jumio__lower(c) - 'a' + 10;
}

int jumio__url_escape(const char *text, size_t len)
{
  return len >= 3 && text[0] == '%' && is_hex(text[1]) && is_hex(text[2]) ? hex_value(text[1]) * 16 + hex_value(text[2]) : -1;
}

/* Moves over unreserved bytes, sub-delimiters, ":@/", complete percent escapes and what is in extra. */
static const char *skip_chars(const char *at, const char *end, const char *extra)
{
  while (at != end) {
    if (*at == '%') {
      if (jumio__url_escape(at, (size_t)(end - at)) < 0)
        break;
      at += 3;
      continue;
    }
    if (!jumio__is_alnum(*at) && (*at == '\0' || (strchr("-._~!$&'()*+,;=:@/", *at) == NULL && strchr(extra, *at) == NULL)))
      break;
    at++;
  }
  return at;
}

static bool is_ipv6(const char *host, size_t len)
{
  char text[INET6_ADDRSTRLEN];
  struct in6_addr address;
  if (len < 2 || len - 2 >= sizeof text || host[len - 1] != ']')
    return false;
  memcpy(text, host + 1, len - 2);
  text[len - 2] = '\0';
  return strlen(text) == len - 2 && inet_pton(AF_INET6, text, &address) == 1;
}

/* Labels of letters, digits and inner hyphens. A trailing dot would make an empty last label. */
static bool is_host_name(const char *host, size_t len)
{
  size_t label = 0;
  if (len == 0 || len > JUMIO__URL_HOST_MAX)
    return false;
  for (size_t i = 0; i <= len; i++) {
    if (i == len || host[i] == '.') {
      if (label == 0 || label > LABEL_MAX || host[i - 1] == '-')
        return false;
      label = 0;
      continue;
    }
    if (!jumio__is_alnum(host[i]) && (host[i] != '-' || label == 0))
      return false;
    label++;
  }
  return true;
}

static bool take_scheme(const char **at, const char *end, jumio__url *out)
{
  size_t left = (size_t)(end - *at);
  out->https = jumio__starts(*at, left, "https://");
  if (!out->https && !jumio__starts(*at, left, "http://"))
    return false;
  *at += out->https ? 8 : 7;
  return true;
}

static bool take_host(const char **at, const char *end, jumio__url *out)
{
  const char *stop = *at;
  bool literal = stop != end && *stop == '[';
  while (stop != end && *stop != '/' && *stop != '?' && *stop != '#' && (literal || *stop != ':')) {
    bool last = literal && *stop == ']';
    stop++;
    if (last)
      break;
  }
  out->host = *at;
  out->host_len = (size_t)(stop - *at);
  *at = stop;
  return literal ? is_ipv6(out->host, out->host_len) : is_host_name(out->host, out->host_len);
}

static bool take_port(const char **at, const char *end, jumio__url *out)
{
  int32_t port = 0;
  out->port = out->https ? 443 : 80;
  if (*at == end || **at != ':')
    return true;
  const char *digit = *at + 1;
  if (digit == end || *digit == '0')
    return false; /* a leading zero is octal to some */
  for (; digit != end && jumio__is_digit(*digit); digit++) {
    port = port * 10 + (*digit - '0');
    if (port > 65535)
      return false;
  }
  if (digit == *at + 1)
    return false;
  out->port = port;
  out->has_port = true;
  *at = digit;
  return true;
}

static void take_path(const char **at, const char *end, jumio__url *out)
{
  out->path = *at;
  if (*at != end && **at == '/')
    *at = skip_chars(*at, end, "");
  out->path_len = (size_t)(*at - out->path);
}

static void take_query(const char **at, const char *end, jumio__url *out)
{
  if (*at == end || **at != '?')
    return;
  out->query = *at + 1;
  *at = skip_chars(out->query, end, "?");
  out->query_len = (size_t)(*at - out->query);
}

static void take_fragment(const char **at, const char *end, jumio__url *out)
{
  if (*at == end || **at != '#')
    return;
  out->has_fragment = true;
  *at = skip_chars(*at + 1, end, "?");
}

bool jumio__url_parse(const char *text, size_t len, jumio__url *out)
{
  memset(out, 0, sizeof *out);
  if (text == NULL)
    return false;
  const char *at = text;
  const char *end = text + len;
  if (!take_scheme(&at, end, out) || !take_host(&at, end, out) || !take_port(&at, end, out))
    return false;
  take_path(&at, end, out);
  take_query(&at, end, out);
  take_fragment(&at, end, out);
  return at == end;
}

/* Four decimal numbers 0..255 without leading zeros. */
static bool is_dotted_quad(const char *host, size_t len, int parts[4])
{
  size_t i = 0;
  for (int part = 0; part < 4; part++) {
    size_t first = i;
    int value = 0;
    for (; i < len && jumio__is_digit(host[i]) && i - first < 3; i++)
      value = value * 10 + (host[i] - '0');
    if (i == first || value > 255 || (host[first] == '0' && i - first > 1))
      return false;
    parts[part] = value;
    if (part < 3 && (i == len || host[i++] != '.'))
      return false;
  }
  return i == len;
}

bool jumio__url_host_is_loopback(const jumio__url *url)
{
  int parts[4];
  if (is_dotted_quad(url->host, url->host_len, parts))
    return parts[0] == 127;
  return jumio__same(url->host, url->host_len, "[::1]") || jumio__same_no_case(url->host, url->host_len, "localhost");
}

bool jumio__url_host_is_address(const jumio__url *url)
{
  const char *host = url->host;
  size_t first = url->host_len;
  if (url->host_len == 0 || host[0] == '[')
    return url->host_len != 0;
  while (first != 0 && host[first - 1] != '.')
    first--;
  /* What resolvers read as a number in the last place ("127.1", "0x7f.1", "2130706433") makes the whole an address. */
  size_t i = first;
  bool hex = url->host_len - first >= 2 && host[first] == '0' && jumio__lower(host[first + 1]) == 'x';
  if (hex)
    i += 2;
  while (i < url->host_len && (hex ? is_hex(host[i]) : jumio__is_digit(host[i])))
    i++;
  return i == url->host_len;
}

bool jumio__url_host_is_plain(const jumio__url *url)
{
  int parts[4];
  return !jumio__url_host_is_address(url) || url->host[0] == '[' || is_dotted_quad(url->host, url->host_len, parts);
}

/* The byte at *at of a path or a query, decoded once; *at moves on. */
static int decode(const char *path, size_t len, size_t *at)
{
  int escaped = jumio__url_escape(path + *at, len - *at);
  *at += escaped >= 0 ? 3 : 1;
  return escaped >= 0 ? escaped : (unsigned char)path[*at - 1];
}

bool jumio__url_name_is(const char *encoded, size_t len, const char *name)
{
  size_t at = 0;
  while (at < len && *name != '\0' && decode(encoded, len, &at) == (unsigned char)*name)
    name++;
  return at == len && *name == '\0';
}

/* An encoded byte that must not be there: a slash, a backslash, a percent sign that a second decoding would open, a control byte. */
static bool is_bad_escape(int c)
{
  return c == '/' || c == '\\' || c == '%' || c < 0x20 || c == 0x7F;
}

bool jumio__url_path_is_odd(const char *path, size_t len)
{
  size_t dots = 0, others = 0;
  if (len == 0 || (len == 1 && path[0] == '/'))
    return false;
  if (path[0] != '/')
    return true;
  for (size_t i = 1; i <= len;) {
    if (i == len || path[i] == '/' || path[i] == ';') {
      bool parameter = i < len && path[i] == ';'; /* "..;x" is ".." to servers that strip path parameters */
      if (others == 0 && dots <= 2)
        return true;
      if (parameter) {
        others++;
      } else {
        others = dots = 0;
      }
      i++;
      continue;
    }
    bool escaped = path[i] == '%';
    int c = decode(path, len, &i);
    if (escaped && is_bad_escape(c))
      return true;
    if (c == '.')
      dots++;
    else
      others++;
  }
  return false;
}
