/** Prepared data from a file of JSON. */
#ifndef CLI_DATA_H
#define CLI_DATA_H

#include <jumio/prepared_data.h>

/* A source of the file's members, after a look at the form of its fields and at what the named checks require; `checks` is NULL or names
 * with commas between them. An exit code. */
int cli_data_source(const char *path, const char *checks, jumio_source **out);

#endif
