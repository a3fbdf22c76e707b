/** Reading a body of type application/x-www-form-urlencoded: one field after the other, strictly decoded. */
#ifndef JUMIO__HTTP_FORM_H
#define JUMIO__HTTP_FORM_H

#include <stdbool.h>
#include <stddef.h>

typedef struct jumio__form {
  const char *at; /* NULL behind the last field */
  const char *end;
} jumio__form;

/* As it stands in the body, still encoded. Without a '=' it is all name. */
typedef struct jumio__form_field {
  const char *name;
  size_t name_len;
  const char *value;
  size_t value_len;
} jumio__form_field;

jumio__form jumio__form_of(const char *body, size_t len);
/* The next field that is not empty; false behind the last. */
bool jumio__form_next(jumio__form *form, jumio__form_field *out);

/* Decodes into `out`, which has room for `len` bytes. Returns NULL, or what is wrong: a broken escape, a byte that must be escaped, a NUL,
 * no UTF-8. *out_len is then not set. */
const char *jumio__form_decode(const char *text, size_t len, char *out, size_t *out_len);

#endif
