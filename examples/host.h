/** What the hosts of all examples do alike, so that each example shows its journey and nothing else. */
#ifndef EXAMPLE_HOST_H
#define EXAMPLE_HOST_H

#include <jumio/jumio.h>

/* A client from REGION-OR-ENDPOINT CLIENT-ID SECRET-FILE. */
jumio_result host_client(char **args, jumio_client **out, jumio_error **err);

/* Upload a file as a part, to the credential of the answer that takes it. */
jumio_result host_upload(jumio_client *client, const jumio_account *account, jumio_part part, const char *path, jumio_error **err);

/* What the person typed into the host's form. */
jumio_result host_form(jumio_prepared_data **out, jumio_error **err);

/* Upload it. */
jumio_result host_upload_data(jumio_client *client, const jumio_account *account, const jumio_prepared_data *data, jumio_error **err);

/* Wait for the result, fetch the transaction, map it by a profile and print the status with the reasons that decided. */
jumio_result host_outcome(jumio_client *client, const jumio_account *account, jumio_profile profile, jumio_error **err);

/* Tell a failure on stderr and give the exit code; frees the error. */
int host_end(jumio_result result, jumio_error *error);

#endif
