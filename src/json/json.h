/** The only reader and writer of JSON. Strict: no duplicate keys, no depth over 32, no invalid UTF-8, nothing behind the document,
 *  no text over 1 MiB. The tree lives in memory that is wiped when freed. */
#ifndef JUMIO__JSON_H
#define JUMIO__JSON_H

#include "core/buffer.h"
#include "core/error.h"
#include "json/node.h"

#define JUMIO__JSON_DEPTH 32
#define JUMIO__JSON_VALUES 200000 /* most values of a document */

typedef struct jumio__json jumio__json;

typedef enum jumio__got { JUMIO__MISSING, JUMIO__WRONG_TYPE, JUMIO__PRESENT } jumio__got;

/* ERR_JSON with the byte offset in the message, ERR_TOO_LARGE over max, ERR_OUT_OF_MEMORY. */
jumio_result jumio__json_parse(jumio_alloc *mem, const char *text, size_t len, size_t max, jumio__json **out, jumio_error **err);
/* The same for a text that a person wrote, and that lives as long as the tree: failures tell the line, and values can be located. */
jumio_result jumio__json_parse_lines(jumio_alloc *mem, const char *text, size_t len, size_t max, jumio__json **out, jumio_error **err);
/* The same without a copy: what the buffer holds becomes the tree's, and it is empty afterwards. Where this fails it may be empty too. */
jumio_result jumio__json_take(jumio_alloc *mem, jumio__buffer *text, jumio__json **out, jumio_error **err);
void jumio__json_free(jumio__json *json);
const jumio__value *jumio__json_root(const jumio__json *json);

#define JUMIO__JSON_POINTER_MAX 256
typedef struct jumio__json_place {
  size_t line;                           /* from 1: of the value, or of the nearest text before it when it is none */
  char pointer[JUMIO__JSON_POINTER_MAX]; /* RFC 6901, cut where it is longer */
} jumio__json_place;
/* Where a value or key of such a tree stands. */
void jumio__json_locate(const jumio__json *json, const jumio__value *value, jumio__json_place *out);

/* Walking and reading, beside what node.h has. All accept NULL and values of another kind, for which they give NULL or false. */
const jumio__value *jumio__json_at(const jumio__value *array, size_t index);
bool jumio__json_bool(const jumio__value *value, bool *out);
/* A number in hundredths, rounded half away from zero; false when it is no number or beyond +-1e12. */
bool jumio__json_hundredths(const jumio__value *value, int64_t *out);

/* Path-aware getters: "workflow.status". Missing, null and wrong type are told apart: null counts as missing. */
const jumio__value *jumio__json_find(const jumio__value *root, const char *path);
jumio__got jumio__json_get_text(const jumio__value *root, const char *path, const char **out, size_t *out_len);
/* The same for a field that must be there: ERR_PROTOCOL (or `code`) with the JSON pointer. Inner NULs and empty texts are refused. */
jumio_result jumio__json_need_text(const jumio__value *root, const char *path, jumio_result code, const char **out, jumio_alloc *mem,
                                   jumio_error **err);
/* The same for a value that was found already; the pointer is only for the message. */
jumio_result jumio__json_need(const jumio__value *value, const char *pointer, jumio_result code, const char **out, jumio_alloc *mem,
                              jumio_error **err);
/* RFC 6901. */
const jumio__value *jumio__json_pointer(const jumio__value *root, const char *pointer);

/* Write a value back; members in their order, no blanks. */
jumio_result jumio__json_print(const jumio__value *value, jumio__buffer *out);

/* Writing. Errors stick and are told by finish. Keys are literals; texts are copied by the writer's caller's lifetime: they must live
 * until finish. A key of NULL is an element of an array or the root. */
typedef struct jumio__writer jumio__writer;
jumio__writer *jumio__writer_new(jumio_alloc *mem); /* NULL when there is no memory */
void jumio__writer_free(jumio__writer *writer);
void jumio__writer_object(jumio__writer *writer, const char *key);                 /* opens */
void jumio__writer_array(jumio__writer *writer, const char *key);                  /* opens */
void jumio__writer_end(jumio__writer *writer);                                     /* closes the innermost */
void jumio__writer_text(jumio__writer *writer, const char *key, const char *text); /* NULL text: nothing is written */
void jumio__writer_text_n(jumio__writer *writer, const char *key, const char *text, size_t len);
void jumio__writer_int(jumio__writer *writer, const char *key, int64_t number);
void jumio__writer_bool(jumio__writer *writer, const char *key, bool truth);
void jumio__writer_copy(jumio__writer *writer, const char *key, const jumio__value *value); /* a deep copy */
/* Hang a copy of the value where an RFC 6901 pointer leads in what was written: through objects, which are made where they are missing, and
 * elements that are there. ERR_CONFLICT when a value stands there, ERR_ARGUMENT when there is no such place. */
jumio_result jumio__writer_put(jumio__writer *writer, const char *pointer, const jumio__value *value);
jumio_result jumio__writer_finish(jumio__writer *writer, jumio__buffer *out);

#endif
