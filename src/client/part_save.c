/** A part downloaded into a folder: the download with a file as its sink. */
#include "client/client.h"
#include "client/part_file.h"

#include <jumio/result.h>

#include "core/text.h"

#include <stdio.h>
#include <string.h>

/* Nothing but a UUID and a word becomes a file name, whatever an answer said (fault U16). */
static jumio_result set_base(jumio__part_file *file, jumio_client *client, const jumio__ids *ids, const char *classifier,
                             size_t classifier_len, jumio_error **err)
{
  char credential_id[37];
  jumio_result result = jumio__op_uuid(client->session, "credential_id", ids->object, ids->object_len, credential_id, err);
  if (result != JUMIO_OK)
    return result;
  if (!jumio__text_arg(classifier, &classifier_len) || !jumio__is_classifier(classifier, classifier_len))
    return jumio__fail(err, client->mem, JUMIO_ERR_ARGUMENT, "classifier: not 1..40 of [A-Z0-9_]");
  snprintf(file->base, sizeof file->base, "%s-%.*s", credential_id, (int)classifier_len, classifier);
  return JUMIO_OK;
}

static jumio_result begin(jumio__part_file *file, jumio_client *client, int32_t folder, char *name, jumio_error **err)
{
  const jumio__clock *clock = &client->session->clock;
  uint64_t tag;
  if (clock->ops.random_bytes(&tag, sizeof tag, clock->user_data) != JUMIO_OK)
    return jumio__fail(err, client->mem, JUMIO_ERR_RANDOM, "no random bytes for a temporary name");
  return jumio__part_file_begin(file, folder, tag, name, err);
}

static jumio_result download(jumio__part_file *file, jumio_client *client, jumio_op *op, jumio_cancel *cancel, char *name,
                             jumio_error **err)
{
  jumio_result result = jumio__run(op, cancel, err);
  if (result == JUMIO_OK)
    return jumio__part_file_commit(file, op->media, name, err);
  jumio__part_file_abandon(file);
  if (file->cause == 0)
    return result;
  if (err != NULL)
    jumio_error_free(*err);
  return jumio__fail(err, client->mem, JUMIO_ERR_FILE, "the part could not be written (system error %d)", file->cause);
}

jumio_result jumio_part_save(jumio_client *client, const char *account_id, size_t account_len, const char *credential_id,
                             size_t credential_len, const char *classifier, size_t classifier_len, int32_t folder_fd, int64_t deadline_ms,
                             jumio_cancel *cancel, char *name, size_t name_size, jumio_media_type *out_type, jumio_error **err)
{
  jumio_op *op = NULL;
  jumio__ids ids = {account_id, account_len, credential_id, credential_len};
  jumio__part_file file = {.fd = -1};
  jumio__sink sink = {jumio__part_file_write, &file};
  if (out_type != NULL)
    *out_type = JUMIO_MEDIA_OTHER;
  if (name != NULL && name_size != 0)
    name[0] = '\0';
  if (client == NULL || name == NULL || name_size < JUMIO_PART_NAME_SIZE)
    return jumio__fail(err, client != NULL ? client->mem : NULL, JUMIO_ERR_ARGUMENT, "client or name is NULL, or name_size below %d",
                       JUMIO_PART_NAME_SIZE);
  file.mem = client->mem;
  jumio_result result = set_base(&file, client, &ids, classifier, classifier_len, err);
  if (result == JUMIO_OK)
    result = jumio__op_part(client->session, &ids, classifier, classifier_len, &sink, deadline_ms, &op, err);
  if (result == JUMIO_OK)
    result = begin(&file, client, folder_fd, name, err);
  if (result == JUMIO_OK)
    result = download(&file, client, op, cancel, name, err);
  if (result == JUMIO_OK && out_type != NULL)
    *out_type = op->media;
  jumio_op_free(op);
  return result;
}
