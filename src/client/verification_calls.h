/** What the verbs of verification.h share. */
#ifndef JUMIO__VERIFICATION_CALLS_H
#define JUMIO__VERIFICATION_CALLS_H

#include <jumio/verification.h>

#include "client/client.h"
#include "verification/lifecycle.h"

/* How often a step is repeated when somebody else changed the record meanwhile. */
#define JUMIO__CONFLICT_TRIES 5

int64_t jumio__client_wall_ms(const jumio_client *client);
/* client and its store are there. */
jumio_result jumio__verification_ready(const jumio_client *client, jumio_error **err);
/* An id argument, copied with its NUL. */
jumio_result jumio__verification_id(const jumio_client *client, const char *id, size_t len, char out[JUMIO__STORE_ID_MAX + 1],
                                    jumio_error **err);
jumio_result jumio__verification_entity(const jumio_client *client, const char *entity, size_t len, char **out, jumio_error **err);

/* Changes a record by compare-and-swap. `change` gets a copy of the record as it stands and says whether it is to be written; where it is
 * not, the record is given back as it stands. */
typedef jumio_result (*jumio__change)(jumio__record *record, void *data, bool *write, jumio_error **err);
jumio_result jumio__verification_change(jumio_client *client, const char *id, jumio__change change, void *data, jumio_verification **out,
                                        jumio_error **err);

#endif
