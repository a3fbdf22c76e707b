/** Strict decoding of form bodies: what is no escape, or opens to a NUL or to no UTF-8, is named and never guessed at. */
#include "http/form.h"

#include "core/text.h"
#include "http/url.h"

#include <string.h>

jumio__form jumio__form_of(const char *body, size_t len)
{
  jumio__form form = {body, body + len};
  return form;
}

static const char *find(const char *at, const char *end, char c)
{
  const char *found = memchr(at, c, (size_t)(end - at));
  return found != NULL ? found : end;
}

bool jumio__form_next(jumio__form *form, jumio__form_field *out)
{
  while (form->at != NULL) {
    const char *begin = form->at, *end = find(begin, form->end, '&');
    const char *equals = find(begin, end, '=');
    form->at = end != form->end ? end + 1 : NULL;
    if (begin == end)
      continue;
    out->name = begin;
    out->name_len = (size_t)(equals - begin);
    out->value = equals != end ? equals + 1 : end;
    out->value_len = (size_t)(end - out->value);
    return true;
  }
  return false;
}

const char *jumio__form_decode(const char *text, size_t len, char *out, size_t *out_len)
{
  size_t made = 0;
  for (size_t i = 0; i < len; i++) {
    int byte = (unsigned char)text[i];
    if (byte <= ' ' || byte == 0x7F)
      return "a blank or a control byte that is not percent-encoded";
    if (byte == '+') {
      byte = ' ';
    } else if (byte == '%') {
      byte = jumio__url_escape(text + i, len - i);
      i += 2;
    }
    if (byte < 0)
      return "a percent sign without two hexadecimal digits";
    if (byte == 0)
      return "an encoded NUL";
    out[made++] = (char)byte;
  }
  if (!jumio__utf8_valid(out, made))
    return "bytes that are no UTF-8";
  *out_len = made;
  return NULL;
}
