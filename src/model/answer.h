/** Any JSON of Jumio from the inside: a tree, and the bytes it came from. A transaction lends its own tree as one. */
#ifndef JUMIO__MODEL_ANSWER_H
#define JUMIO__MODEL_ANSWER_H

#include <jumio/answer.h>

#include "json/json.h"

struct jumio_answer {
  jumio_alloc *mem;
  jumio__json *json; /* NULL: lent by a transaction, or no JSON */
  const jumio__value *root;
  jumio__buffer body;
  int32_t http_status;
};

/* Take the bytes of `body`, which is empty afterwards, as an answer. With `any`, what is no JSON is kept as bytes only. */
jumio_result jumio__answer_take(jumio_alloc *mem, jumio__buffer *body, int32_t http_status, bool any, jumio_answer **out,
                                jumio_error **err);

#endif
