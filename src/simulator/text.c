/* Strings, encodings and growing buffers for the other files; the program stops when memory ends, so nothing here fails by NULL. */
#define _GNU_SOURCE
#include "sim.h"

#include <errno.h>
#include <gnutls/crypto.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void *sim_grow(void *old, size_t size)
{
  void *p = realloc(old, size ? size : 1);
  if (!p) {
    static const char message[] = "jumio-sim: out of memory\n";
    ssize_t ignored = write(STDERR_FILENO, message, sizeof message - 1);
    (void)ignored;
    _exit(3);
  }
  return p;
}

void *sim_alloc(size_t size)
{
  void *p = sim_grow(NULL, size);
  memset(p, 0, size);
  return p;
}

char *text_copy_n(const char *s, size_t n)
{
  char *p = sim_grow(NULL, n + 1);
  if (n)
    memcpy(p, s, n);
  p[n] = '\0';
  return p;
}

char *text_copy(const char *s)
{
  return s ? text_copy_n(s, strlen(s)) : NULL;
}

void text_add_n(struct text *t, const char *s, size_t n)
{
  if (t->len + n + 1 > t->cap) {
    t->cap = (t->len + n + 1) * 2;
    t->data = sim_grow(t->data, t->cap);
  }
  if (n)
    memcpy(t->data + t->len, s, n);
  t->len += n;
  t->data[t->len] = '\0';
}

void text_add(struct text *t, const char *s)
{
  text_add_n(t, s, strlen(s));
}

static void add_v(struct text *t, const char *format, va_list args)
{
  va_list again;
  va_copy(again, args);
  int need = vsnprintf(NULL, 0, format, args);
  if (need > 0) {
    char *line = sim_grow(NULL, (size_t)need + 1);
    vsnprintf(line, (size_t)need + 1, format, again);
    text_add_n(t, line, (size_t)need);
    free(line);
  }
  va_end(again);
}

void text_addf(struct text *t, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  add_v(t, format, args);
  va_end(args);
}

char *text_format(const char *format, ...)
{
  struct text t = {0};
  va_list args;
  va_start(args, format);
  add_v(&t, format, args);
  va_end(args);
  return text_take(&t, NULL);
}

char *text_take(struct text *t, size_t *len)
{
  text_add_n(t, "", 0);
  char *data = t->data;
  if (len)
    *len = t->len;
  *t = (struct text){0};
  return data;
}

void text_add_html(struct text *t, const char *s)
{
  for (; s && *s; s++) {
    switch (*s) {
    case '<':
      text_add(t, "&lt;");
      break;
    case '>':
      text_add(t, "&gt;");
      break;
    case '&':
      text_add(t, "&amp;");
      break;
    case '"':
      text_add(t, "&quot;");
      break;
    case '\'':
      text_add(t, "&#39;");
      break;
    default:
      text_add_n(t, s, 1);
    }
  }
}

void text_add_url(struct text *t, const char *s)
{
  for (; s && *s; s++) {
    unsigned char c = (unsigned char)*s;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("-_.~", c))
      text_add_n(t, s, 1);
    else
      text_addf(t, "%%%02X", c);
  }
}

static char *base64(const void *data, size_t len, const char *alphabet, bool pad)
{
  const unsigned char *in = data;
  struct text t = {0};
  for (size_t i = 0; i < len; i += 3) {
    size_t left = len - i;
    uint32_t v = (uint32_t)in[i] << 16;
    if (left > 1)
      v |= (uint32_t)in[i + 1] << 8;
    if (left > 2)
      v |= in[i + 2];
    char quad[4] = {alphabet[v >> 18], alphabet[(v >> 12) & 63], alphabet[(v >> 6) & 63], alphabet[v & 63]};
    text_add_n(&t, quad, left > 2 ? 4 : left + 1);
    if (pad && left < 3)
      text_add_n(&t, "==", 3 - left);
  }
  return text_take(&t, NULL);
}

char *text_base64url(const void *data, size_t len)
{
  return base64(data, len, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", false);
}

char *text_base64(const void *data, size_t len)
{
  return base64(data, len, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", true);
}

bool text_base64_decode(const char *in, unsigned char *out, size_t cap, size_t *len)
{
  gnutls_datum_t source = {(unsigned char *)(uintptr_t)in, (unsigned)strlen(in)}, result = {0};
  if (gnutls_base64_decode2(&source, &result) < 0)
    return false;
  bool fits = result.size <= cap;
  if (fits && result.size)
    memcpy(out, result.data, result.size);
  *len = result.size;
  gnutls_free(result.data);
  return fits;
}

bool text_is_utf8(const unsigned char *s, size_t n)
{
  size_t i = 0;
  while (i < n) {
    size_t more = s[i] < 0x80 ? 0 : s[i] >= 0xC2 && s[i] < 0xE0 ? 1 : s[i] >= 0xE0 && s[i] < 0xF0 ? 2 : s[i] >= 0xF0 && s[i] < 0xF5 ? 3 : 4;
    if (more == 4 || i + more >= n)
      return false;
    /* the second byte's range keeps out overlong forms, surrogates and values past U+10FFFF */
    unsigned char low = s[i] == 0xE0 ? 0xA0 : s[i] == 0xF0 ? 0x90 : 0x80;
    unsigned char high = s[i] == 0xED ? 0x9F : s[i] == 0xF4 ? 0x8F : 0xBF;
    for (size_t k = 1; k <= more; k++, low = 0x80, high = 0xBF)
      if (s[i + k] < low || s[i + k] > high)
        return false;
    i += more + 1;
  }
  return true;
}

size_t text_chars(const char *s)
{
  size_t n = 0;
  for (; *s; s++)
    n += ((unsigned char)*s & 0xC0) != 0x80;
  return n;
}

bool text_equal_secret(const char *a, const char *b)
{
  size_t n = strlen(a);
  return n == strlen(b) && gnutls_memcmp(a, b, n) == 0;
}

bool text_to_int(const char *s, int64_t min, int64_t max, int64_t *out)
{
  char *end;
  errno = 0;
  long long value = strtoll(s, &end, 10);
  if (errno || end == s || *end || value < min || value > max)
    return false;
  *out = value;
  return true;
}

static int hex_digit(char c)
{
  return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The decoded value of one query parameter, or NULL. */
char *text_query(const char *uri, const char *name)
{
  const char *p = strchr(uri, '?');
  size_t n = strlen(name);
  while (p && *p) {
    p++;
    if (strncmp(p, name, n) == 0 && p[n] == '=') {
      struct text t = {0};
      for (p += n + 1; *p && *p != '&'; p++) {
        int high = *p == '%' ? hex_digit(p[1]) : -1;
        int low = high >= 0 ? hex_digit(p[2]) : -1;
        char c = *p == '+' ? ' ' : *p;
        if (low >= 0) {
          c = (char)(high * 16 + low);
          p += 2;
        }
        if (c)
          text_add_n(&t, &c, 1);
      }
      return text_take(&t, NULL);
    }
    p = strchr(p, '&');
  }
  return NULL;
}

bool text_read_file(const char *path, size_t limit, char **out, size_t *len)
{
  FILE *f = fopen(path, "rb");
  if (!f)
    return false;
  struct text t = {0};
  char block[4096];
  size_t n;
  while ((n = fread(block, 1, sizeof block, f)) > 0 && t.len <= limit)
    text_add_n(&t, block, n);
  bool good = !ferror(f) && t.len <= limit;
  fclose(f);
  *out = text_take(&t, len);
  if (!good) {
    free(*out);
    *out = NULL;
    errno = errno ? errno : EFBIG;
  }
  return good;
}

/* Written beside the target and renamed over it, so that a reader never sees half a file. */
bool text_write_file(const char *path, const void *data, size_t len)
{
  char *temporary = text_format("%s.%ld.tmp", path, (long)getpid());
  FILE *f = fopen(temporary, "wb");
  bool good = f && fwrite(data, 1, len, f) == len;
  if (f && fclose(f) != 0)
    good = false;
  if (good && rename(temporary, path) != 0)
    good = false;
  if (!good) {
    int saved = errno;
    unlink(temporary);
    errno = saved;
  }
  free(temporary);
  return good;
}
