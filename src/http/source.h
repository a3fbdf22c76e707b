/** A source from the inside: bytes by position, wherever they come from. */
#ifndef JUMIO__SOURCE_H
#define JUMIO__SOURCE_H

#include <jumio/source.h>

#include "core/mem.h"

typedef enum jumio__source_kind { JUMIO__SOURCE_MEMORY, JUMIO__SOURCE_FILE, JUMIO__SOURCE_READER } jumio__source_kind;

typedef struct jumio__source_hook {
  void *user_data;
  void (*destroy)(void *user_data);
} jumio__source_hook;

struct jumio_source {
  jumio_alloc *mem;
  jumio__source_kind kind;
  uint64_t size;
  const void *data; /* of memory */
  char *text;       /* owned and wiped: the JSON of prepared data; data points to it */
  int fd;
  jumio_source_read_fn read;
  jumio__source_hook reader;
  jumio_source_progress_fn progress;
  jumio__source_hook watcher;
};

/* Takes over a text that jumio__mem_text() made, also when it fails. */
jumio_result jumio__source_new_json(jumio_alloc *mem, char *text, size_t len, jumio_source **out);
bool jumio__source_is_json(const jumio_source *source);

/* Exactly `size` bytes from `offset` on, all of them within the source; else ERR_FILE, and *why says what happened. */
jumio_result jumio__source_read(const jumio_source *source, uint64_t offset, void *buffer, size_t size, const char **why);

#endif
