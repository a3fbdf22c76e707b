/** The files below a folder, in the order of their paths, and reading them into one block that is used again. */
#ifndef CLI_TREE_H
#define CLI_TREE_H

#include <stdbool.h>
#include <stddef.h>

#define CLI_TREE_NAME 512 /* room for the name of a file, or of its neighbour */

typedef struct cli_tree_file {
  int folder; /* descriptor of the folder that holds it */
  const char *name;
  const char *path;      /* from the folder that the walk began with */
  char *const *siblings; /* names of the same folder, sorted; folders end with a slash */
  size_t sibling_count;
} cli_tree_file;

/* An exit code; the walk goes on as long as it is 0. */
typedef int (*cli_tree_fn)(const cli_tree_file *file, void *data);

/* Calls visit for each regular file. Symbolic links below the folder are not followed, so that nothing outside of it is read. A folder that
 * cannot be read is told, and the walk goes on. An exit code: that of the visit, else of the first failure. */
int cli_tree_walk(const char *folder, cli_tree_fn visit, void *data);

bool cli_tree_has_sibling(const cli_tree_file *file, const char *name);

typedef struct cli_block {
  char *data;
  size_t room;
} cli_block;

/* A file that is read whole: one open, one fstat and as a rule one read. Of a larger one `limit` + 1 bytes are there. An exit code, after
 * an error line; the block is wiped and freed by cli_block_free(). */
int cli_tree_read(const cli_tree_file *file, const char *name, size_t limit, cli_block *block, size_t *out_len);
void cli_block_free(cli_block *block);

#endif
