/** Trying a new policy on stored transactions, before it decides anything: which would come out otherwise, and how often.
 *  replay_policy POLICY.json TRANSACTION.json...
 *  A host reads its transactions from where it keeps them; here they are files. */
#include "host.h"

#include <stdio.h>
#include <stdlib.h>

#define FILE_MAX ((size_t)8 * 1024 * 1024) /* the most that the library reads */

/* The bytes of a file, at most one more than that; NULL when it cannot be read. The caller frees them. */
static char *read_file(const char *path, size_t *out_len)
{
  FILE *file = fopen(path, "rb");
  char *data = file != NULL ? malloc(FILE_MAX + 1) : NULL;
  *out_len = data != NULL ? fread(data, 1, FILE_MAX + 1, file) : 0;
  if (file != NULL)
    fclose(file);
  return data;
}

static jumio_result read_policy(const char *path, jumio_policy **out, jumio_error **err)
{
  size_t len;
  char *json = read_file(path, &len);
  jumio_result result = jumio_policy_parse(NULL, json, len, out, err);
  free(json);
  return result;
}

static void print_difference(const char *path, const jumio_decision *before, const jumio_decision *after)
{
  jumio_idv_status old_status = jumio_decision_get_status(before), new_status = jumio_decision_get_status(after);
  if (old_status != new_status)
    printf("%s: %s -> %s by %s\n", path, jumio_idv_status_name(old_status), jumio_idv_status_name(new_status),
           jumio_reason_get_text(jumio_decision_get_reason_at(after, 0), JUMIO_REASON_TEXT_RULE));
}

/* What is no transaction is counted by the replay, and is no reason to end it. */
static void add(jumio_replay *replay, const char *path)
{
  jumio_decision *before = NULL, *after = NULL;
  jumio_error *error = NULL;
  size_t len;
  char *body = read_file(path, &len);
  if (jumio_replay_add(replay, JUMIO_INPUT_TRANSACTION, body, len, NULL, 0, &before, &after, &error) == JUMIO_OK)
    print_difference(path, before, after);
  else
    printf("%s: %s\n", path, jumio_error_get_message(error));
  jumio_error_free(error);
  jumio_decision_free(before);
  jumio_decision_free(after);
  free(body);
}

int main(int argc, char **argv)
{
  jumio_policy *policy = NULL;
  jumio_replay *replay = NULL;
  char *sum = NULL;
  jumio_error *error = NULL;
  jumio_result result = argc > 2 ? read_policy(argv[1], &policy, &error) : JUMIO_ERR_ARGUMENT;
  if (result == JUMIO_OK)
    result = jumio_replay_new(NULL, NULL, policy, &replay, &error); /* NULL: the default policy, by which this host decided so far */
  for (int i = 2; i < argc && result == JUMIO_OK; i++)
    add(replay, argv[i]);
  if (result == JUMIO_OK)
    result = jumio_replay_dup_json(replay, &sum, NULL, &error);
  if (result == JUMIO_OK)
    puts(sum);
  jumio_text_free(sum);
  jumio_replay_free(replay);
  jumio_policy_free(policy);
  return host_end(result, error);
}
