/** What a transaction holds beside its decision: times, parts and capabilities as JSON; the data that Jumio extracted, which is personal.
 */
#include "record.h"

#include <string.h>

static const char *state_name(jumio_part_state state)
{
  static const char *const names[] = {[JUMIO_PART_STATE_ABSENT] = "absent",
                                      [JUMIO_PART_STATE_DOWNLOADABLE] = "downloadable",
                                      [JUMIO_PART_STATE_NO_ADDRESS] = "no_address",
                                      [JUMIO_PART_STATE_WIPED] = "wiped"};
  return state >= 0 && (size_t)state < sizeof names / sizeof names[0] ? names[state] : NULL;
}

static void add_parts(cli_json *json, yyjson_mut_val *list, const jumio_transaction_credential *credential)
{
  for (size_t i = 0; i < jumio_transaction_credential_part_count(credential); i++) {
    yyjson_mut_val *part = cli_json_item_object(json, list);
    cli_json_text(json, part, "credential_id", jumio_transaction_credential_get_text(credential, JUMIO_CREDENTIAL_TEXT_ID));
    cli_json_text(json, part, "category", jumio_transaction_credential_get_text(credential, JUMIO_CREDENTIAL_TEXT_CATEGORY));
    cli_json_text(json, part, "classifier", jumio_transaction_credential_get_part_text_at(credential, i, JUMIO_PART_TEXT_CLASSIFIER));
    cli_json_text(json, part, "state", state_name(jumio_transaction_credential_get_part_state_at(credential, i)));
  }
}

static void add_capability(cli_json *json, yyjson_mut_val *list, const jumio_capability *capability)
{
  yyjson_mut_val *item = cli_json_item_object(json, list);
  cli_json_text(json, item, "name", jumio_capability_get_word(capability, JUMIO_WORD_NAME));
  cli_json_text(json, item, "type", jumio_capability_get_word(capability, JUMIO_WORD_TYPE));
  cli_json_text(json, item, "label", jumio_capability_get_word(capability, JUMIO_WORD_LABEL));
}

void cli_transaction_json(cli_json *json, yyjson_mut_val *object, const jumio_transaction *transaction)
{
  cli_json_text(json, object, "workflow_key", jumio_transaction_get_text(transaction, JUMIO_TEXT_DEFINITION_KEY));
  cli_json_time(json, object, "created_at", jumio_transaction_get_unix_ms(transaction, JUMIO_TIME_CREATED));
  cli_json_time(json, object, "started_at", jumio_transaction_get_unix_ms(transaction, JUMIO_TIME_STARTED));
  cli_json_time(json, object, "completed_at", jumio_transaction_get_unix_ms(transaction, JUMIO_TIME_COMPLETED));
  cli_json_time(json, object, "wiped_at", jumio_transaction_get_unix_ms(transaction, JUMIO_TIME_WIPED_OUT));
  yyjson_mut_val *parts = cli_json_list(json, object, "parts");
  for (size_t i = 0; i < jumio_transaction_credential_count(transaction); i++)
    add_parts(json, parts, jumio_transaction_get_credential_at(transaction, i));
  yyjson_mut_val *capabilities = cli_json_list(json, object, "capabilities");
  for (size_t i = 0; i < jumio_transaction_capability_count(transaction); i++)
    add_capability(json, capabilities, jumio_transaction_get_capability_at(transaction, i));
}

/* Addresses are left out: they are as good as the data they lead to. */
static void print_leaf(const jumio_answer *answer, const char *pointer, const char *name)
{
  char digits[24] = "";
  const char *text = jumio_answer_get_text(answer, pointer);
  int64_t number = text == NULL ? jumio_answer_get_int64(answer, pointer) : JUMIO_ABSENT;
  if (number != JUMIO_ABSENT)
    snprintf(digits, sizeof digits, "%lld", (long long)number);
  if ((text == NULL && number == JUMIO_ABSENT) || (text != NULL && strncmp(text, "https://", 8) == 0))
    return;
  printf("  %-24s ", name);
  cli_put(stdout, text != NULL ? text : digits);
  putchar('\n');
}

#define DEPTH 4

/* Each text and each whole number below a pointer, by its name from there on. */
static void print_below(const jumio_answer *answer, const char *pointer, size_t prefix, int depth)
{
  size_t count = depth < DEPTH ? jumio_answer_count(answer, pointer) : 0;
  if (count == 0 && strlen(pointer) > prefix)
    print_leaf(answer, pointer, pointer + prefix);
  for (size_t i = 0; i < count; i++) {
    char inner[400];
    const char *name = jumio_answer_get_name_at(answer, pointer, i);
    int len = name != NULL ? snprintf(inner, sizeof inner, "%s/%s", pointer, name) : snprintf(inner, sizeof inner, "%s/%zu", pointer, i);
    if (len > 0 && (size_t)len < sizeof inner)
      print_below(answer, inner, prefix, depth + 1);
  }
}

void cli_personal_data_print(const jumio_transaction *transaction)
{
  const jumio_answer *answer = jumio_transaction_get_answer(transaction);
  for (size_t i = 0; i < jumio_transaction_capability_count(transaction); i++) {
    const jumio_capability *capability = jumio_transaction_get_capability_at(transaction, i);
    char pointer[200];
    size_t len = jumio_capability_get_pointer(capability, pointer, sizeof pointer - sizeof "/data");
    if (jumio_capability_count(capability, "/data") == 0 || len >= sizeof pointer - sizeof "/data")
      continue;
    printf("Data of ");
    cli_put(stdout, jumio_capability_get_word(capability, JUMIO_WORD_NAME));
    puts(":");
    memcpy(pointer + len, "/data", sizeof "/data");
    print_below(answer, pointer, len + sizeof "/data", 0);
  }
}
