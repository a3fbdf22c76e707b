/** A part on its way into a folder: under a temporary name until it is whole and synced, then under its own, which is never taken from
 * another file (threat TH10). */
#ifndef JUMIO__PART_FILE_H
#define JUMIO__PART_FILE_H

#include <jumio/transaction.h>

#include "core/mem.h"

typedef struct jumio__part_file {
  jumio_alloc *mem; /* of errors */
  int folder;       /* borrowed */
  int fd;           /* -1: not open */
  char base[80];    /* "<credential id>-<CLASSIFIER>" */
  char temporary[JUMIO_PART_NAME_SIZE + 24];
  int cause; /* errno of the write that failed, else 0 */
} jumio__part_file;

/* Checks the folder, sees that the part is not there under any extension, and makes the temporary file; `tag` tells two that are at it at
 * once apart. ERR_FILE_EXISTS writes the name of what is there into `name`. */
jumio_result jumio__part_file_begin(jumio__part_file *file, int32_t folder, uint64_t tag, char name[JUMIO_PART_NAME_SIZE],
                                    jumio_error **err);
/* A jumio_part_write_fn; after a 0 `cause` tells why. */
int32_t jumio__part_file_write(const void *data, size_t len, void *file);
/* Syncs and gives the name; the temporary file is gone afterwards, whatever the result. */
jumio_result jumio__part_file_commit(jumio__part_file *file, jumio_media_type type, char name[JUMIO_PART_NAME_SIZE], jumio_error **err);
void jumio__part_file_abandon(jumio__part_file *file);

#endif
