/** A callback from the inside: what the guard judges. */
#ifndef JUMIO__MODEL_CALLBACK_H
#define JUMIO__MODEL_CALLBACK_H

#include <jumio/callback.h>
#include <jumio/workflow_execution.h>

#include "json/json.h"
#include "model/callback_tag.h"

#define JUMIO__CALLBACK_MAX ((size_t)64 * 1024)

struct jumio_callback {
  jumio_alloc *mem;
  jumio__json *json; /* holds the texts */
  char execution_id[37];
  char account_id[37];
  char key_digits[24];
  const char *status_text;
  const char *user_reference;
  const char *definition_key;
  int64_t sent_unix_ms;
  jumio_execution_status status;
  bool has_tag;
  jumio__tag tag;
};

#endif
