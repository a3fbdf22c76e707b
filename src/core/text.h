/** Text without locale: UTF-8, ASCII classes, numbers, base64, ids. */
#ifndef JUMIO__TEXT_H
#define JUMIO__TEXT_H

#include <stdbool.h>

#include <jumio/base.h>

/* Resolve a (text, len) argument: JUMIO_NTS becomes the length. False for NULL, an inner NUL or invalid UTF-8. */
bool jumio__text_arg(const char *text, size_t *len);
/* What every text of a caller must be, not empty too; *len is resolved. NULL when it is in order, else the rule that is broken. */
const char *jumio__text_rule(const char *text, size_t *len, size_t max_characters);
bool jumio__utf8_valid(const char *text, size_t len);
size_t jumio__utf8_count(const char *text, size_t len); /* code points of valid UTF-8 */

bool jumio__is_digit(char c);
bool jumio__is_alnum(char c);
char jumio__lower(char c);
bool jumio__all_of(const char *text, size_t len, const char *extra); /* every byte is [A-Za-z0-9] or in extra */
bool jumio__printable(const char *text, size_t len);                 /* every byte is 0x20..0x7E */
bool jumio__no_controls(const char *text, size_t len);               /* no byte below 0x20 and no DEL */
bool jumio__same(const char *a, size_t a_len, const char *b);        /* equal bytes; NULL equals nothing */
bool jumio__same_no_case(const char *a, size_t a_len, const char *b);
bool jumio__starts(const char *text, size_t len, const char *prefix);

bool jumio__parse_int64(const char *text, size_t len, int64_t *out); /* optional '-', digits only, no overflow */
size_t jumio__format_int64(int64_t number, char out[21]);            /* length; NUL-terminated */

/* An IPv4 or IPv6 address in its textual form; IPv4 comes out IPv6-mapped, so that both spellings are one. */
bool jumio__ip_address(const char *text, size_t len, uint8_t out[16]);

/* A UUID in its 36-character form; copied to out in lower case. */
bool jumio__uuid(const char *text, size_t len, char out[37]);

size_t jumio__base64(const void *data, size_t len, char *out); /* out holds 4 * ((len + 2) / 3) + 1 bytes */
void jumio__base32(const uint8_t data[16], char out[27]);      /* 26 characters of [a-z2-7] */

/* FNV-1a over more bytes; 0 begins. Against accidents, not against malice. */
uint64_t jumio__hash(uint64_t hash, const char *bytes, size_t len);

/* Copy for a log or an error: control, non-ASCII and quote bytes become '?', at most size - 1 bytes. */
void jumio__text_harmless(const char *text, size_t len, char *out, size_t size);

#endif
