/** Files: reading with a limit, private files, and documents that appear whole or not at all. */
#ifndef CLI_FILE_H
#define CLI_FILE_H

#include <jumio/base.h>

#include <stdbool.h>
#include <stddef.h>

bool cli_ends_with(const char *name, const char *end);

/* A file that only its owner can read, for secrets and tokens; anything else is refused. A descriptor, or -1 after an error line. */
int cli_open_private(const char *path);

/* All bytes of a descriptor or file; "-" is standard input. The text is closed by a NUL. An exit code; free with cli_wipe_free(). */
int cli_read_all(int fd, const char *name, size_t limit, char **out, size_t *out_len);
int cli_read_file(const char *path, size_t limit, char **out, size_t *out_len);
int cli_read_private(const char *path, size_t limit, char **out, size_t *out_len);
void cli_wipe_free(char *data, size_t len);

/* A new file of mode 0600, made before anything is sent so that a bad path costs nothing. A descriptor, or -1 after an error line. */
int cli_create_private(const char *path);
/* Writes, syncs and closes. An exit code; the file is removed after a failure. */
int cli_finish_private(int fd, const char *path, const char *data, size_t len);

/* A jumio_part_write_fn into a descriptor; an ended download is told from a disk that is full by `failed`. */
typedef struct cli_sink {
  int fd;
  bool failed;
} cli_sink;
int32_t cli_sink_write(const void *data, size_t len, void *sink);

/* A folder for documents: made with mode 0700 when absent, refused when others own it or can write to it. A descriptor, or -1. */
int cli_open_folder(const char *path);

#define CLI_DOCUMENT_NAME 96
/* One document on its way into a folder, under a temporary name until it is whole. */
typedef struct cli_document {
  int folder, fd;
  char name[80];                     /* without extension: <credential-id>-<CLASSIFIER> */
  char temporary[CLI_DOCUMENT_NAME]; /* removed by a signal, too */
  uint64_t size;
  bool failed;
} cli_document;

/* An exit code. The document may be there already, under any extension: then nothing is open and its name is in `existing`, else that is
 * "". */
int cli_document_begin(cli_document *document, int folder, const char *credential_id, const char *classifier,
                       char existing[CLI_DOCUMENT_NAME]);
/* A jumio_part_write_fn. */
int32_t cli_document_write(const void *data, size_t len, void *document);
/* Gives the document its name; never replaces a file. An exit code. */
int cli_document_commit(cli_document *document, jumio_media_type type, char out_name[CLI_DOCUMENT_NAME]);
void cli_document_abandon(cli_document *document);

#endif
