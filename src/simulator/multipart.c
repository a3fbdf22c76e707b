/* A strict reader of multipart/form-data over a complete body; unlike lenient ones it says what is wrong. */
#define _GNU_SOURCE
#include "sim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool fail(char **error, const char *what)
{
  *error = text_format("multipart/form-data: %s", what);
  return false;
}

/* One parameter of a header value, quoted or not; looked for after the first semicolon. */
static bool parameter(const char *value, const char *name, char *out, size_t cap)
{
  size_t n = strlen(name);
  for (const char *p = strchr(value, ';'); p; p = strchr(p, ';')) {
    p++;
    p += strspn(p, " \t");
    if (strncasecmp(p, name, n) != 0 || p[n] != '=')
      continue;
    p += n + 1;
    bool quoted = *p == '"';
    p += quoted;
    size_t len = strcspn(p, quoted ? "\"" : "; \t");
    if ((quoted && p[len] != '"') || len >= cap)
      return false;
    memcpy(out, p, len);
    out[len] = '\0';
    return true;
  }
  return false;
}

static bool read_header(const char *line, size_t len, struct sim_field *field, bool *disposed, char **error)
{
  static const char disposition[] = "Content-Disposition:", type[] = "Content-Type:";
  char *text = text_copy_n(line, len);
  bool good = true;
  if (strncasecmp(text, disposition, sizeof disposition - 1) == 0) {
    const char *value = text + sizeof disposition - 1 + strspn(text + sizeof disposition - 1, " \t");
    if (strncasecmp(value, "form-data", 9) != 0 || !parameter(value, "name", field->name, sizeof field->name))
      good = fail(error, "a part has no form-data name");
    else
      parameter(value, "filename", field->filename, sizeof field->filename);
    *disposed = true;
  } else if (strncasecmp(text, type, sizeof type - 1) == 0) {
    const char *value = text + sizeof type - 1 + strspn(text + sizeof type - 1, " \t");
    snprintf(field->media, sizeof field->media, "%s", value);
  } else if (!strchr(text, ':')) {
    good = fail(error, "a part has a malformed header");
  }
  free(text);
  return good;
}

/* Reads one part, from behind its delimiter's line to the next delimiter. */
static bool read_part(const unsigned char **cursor, const unsigned char *end, const char *delimiter, size_t delimiter_len,
                      struct sim_field *field, char **error)
{
  const unsigned char *p = *cursor;
  bool disposed = false;
  *field = (struct sim_field){0};
  for (;;) {
    const unsigned char *eol = memmem(p, (size_t)(end - p), "\r\n", 2);
    if (!eol)
      return fail(error, "a part's head does not end");
    if (eol == p)
      break;
    if (!read_header((const char *)p, (size_t)(eol - p), field, &disposed, error))
      return false;
    p = eol + 2;
  }
  p += 2;
  if (!disposed)
    return fail(error, "a part has no Content-Disposition");
  const unsigned char *next = memmem(p, (size_t)(end - p), delimiter, delimiter_len);
  if (!next)
    return fail(error, "a part is not closed by the boundary");
  field->data = p;
  field->len = (size_t)(next - p);
  *cursor = next + delimiter_len;
  return true;
}

bool multipart_parse(const char *content_type, const unsigned char *body, size_t len, struct sim_field *fields, size_t cap, size_t *count,
                     char **error)
{
  static const char multipart[] = "multipart/form-data";
  char boundary[80], delimiter[90];
  const unsigned char *p = body, *end = body + len;
  *count = 0;
  if (!content_type || strncasecmp(content_type, multipart, sizeof multipart - 1) != 0)
    return fail(error, "is the required Content-Type");
  if (!parameter(content_type, "boundary", boundary, sizeof boundary) || !*boundary || strlen(boundary) > 70)
    return fail(error, "the Content-Type has no usable boundary");
  snprintf(delimiter, sizeof delimiter, "\r\n--%s", boundary);
  size_t n = strlen(delimiter);
  /* the first delimiter may stand at the very start, without the line end before it */
  if (len < n - 2 || memcmp(p, delimiter + 2, n - 2) != 0)
    return fail(error, "the body does not begin with the boundary");
  p += n - 2;
  while (!(end - p >= 2 && memcmp(p, "--", 2) == 0)) {
    if (end - p < 2 || memcmp(p, "\r\n", 2) != 0)
      return fail(error, "a boundary's line is malformed");
    p += 2;
    if (*count == cap)
      return fail(error, "has too many parts");
    if (!read_part(&p, end, delimiter, n, &fields[*count], error))
      return false;
    ++*count;
  }
  p += 2;
  if (end - p > 2 || (end - p > 0 && memcmp(p, "\r\n", (size_t)(end - p)) != 0))
    return fail(error, "bytes follow the closing boundary");
  return true;
}
