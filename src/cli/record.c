/** How stored verifications are shown: every column and the reasons, as lines or as one JSON object. */
#include "record.h"

#include <string.h>

static const char *name_of(const char *const *names, size_t count, int32_t value)
{
  return value >= 0 && (size_t)value < count ? names[value] : "unknown";
}

static const char *processing_name(jumio_processing_status status)
{
  static const char *const names[] = {"unknown", "prepared", "sending", "outcome-unknown", "refused", "waiting", "result-due", "done"};
  return name_of(names, sizeof names / sizeof names[0], status);
}

static const char *documents_name(jumio_document_status status)
{
  static const char *const names[] = {"none", "available", "fetched", "missing"};
  return name_of(names, sizeof names / sizeof names[0], status);
}

const char *cli_document_state_name(jumio_document_state state)
{
  static const char *const names[] = {"listed", "fetched", "unavailable"};
  return name_of(names, sizeof names / sizeof names[0], state);
}

jumio_idv_status cli_status_by_name(const char *name)
{
  for (jumio_idv_status status = JUMIO_IDV_PENDING; status <= JUMIO_IDV_PASSED; status++)
    if (strcmp(name, jumio_idv_status_name(status)) == 0)
      return status;
  return JUMIO_IDV_UNKNOWN;
}

void cli_score(int64_t score_x100, char out[32])
{
  if (score_x100 == JUMIO_ABSENT)
    snprintf(out, 32, "-");
  else if (score_x100 < 0)
    snprintf(out, 32, "not executed");
  else
    snprintf(out, 32, "%lld.%02lld", (long long)(score_x100 / 100), (long long)(score_x100 % 100));
}

/* The texts of a record, in the order in which they are shown. The link is no row: it is a secret. */
static const struct {
  jumio_verification_text which;
  const char *key, *title;
} texts[] = {
    {JUMIO_VERIFICATION_TEXT_ID, "id", "Verification"},
    {JUMIO_VERIFICATION_TEXT_ENTITY, "entity", "Entity"},
    {JUMIO_VERIFICATION_TEXT_REFERENCE, "reference", "Reference"},
    {JUMIO_VERIFICATION_TEXT_ACCOUNT_ID, "account_id", "Account"},
    {JUMIO_VERIFICATION_TEXT_SCAN_REFERENCE, "scan_reference", "Scan Reference"},
    {JUMIO_VERIFICATION_TEXT_WORKFLOW_KEY, "workflow_key", "Workflow key"},
    {JUMIO_VERIFICATION_TEXT_EXECUTION_STATUS, "execution_status", "Execution status"},
    {JUMIO_VERIFICATION_TEXT_DECISION_TYPE, "decision_type", "Decision"},
    {JUMIO_VERIFICATION_TEXT_DECISION_LABEL, "decision_label", "Decision label"},
    {JUMIO_VERIFICATION_TEXT_RULESET_VERSION, "ruleset", "Ruleset"},
    {JUMIO_VERIFICATION_TEXT_POLICY_NAME, "policy", "Policy"},
    {JUMIO_VERIFICATION_TEXT_POLICY_HASH, "policy_hash", "Policy hash"},
};
#define TEXTS (sizeof texts / sizeof texts[0])

static void print_status(const jumio_verification *verification)
{
  printf("%-19s%s (%s)\n", "Status:", jumio_idv_status_name(jumio_verification_get_status(verification)),
         jumio_verification_get_int64(verification, JUMIO_VERIFICATION_IS_FINAL) ? "final" : "not final");
  cli_line("Processing", processing_name(jumio_verification_get_int64(verification, JUMIO_VERIFICATION_PROCESSING_STATUS)));
}

static void print_outcome(const jumio_verification *verification)
{
  char text[CLI_TIME_SIZE];
  cli_time(jumio_verification_get_unix_ms(verification, JUMIO_VERIFICATION_TIME_CREATED), text);
  cli_line("Created", text);
  cli_time(jumio_verification_get_unix_ms(verification, JUMIO_VERIFICATION_TIME_RECEIVED), text);
  cli_line("Received", text);
  cli_score(jumio_verification_get_int64(verification, JUMIO_VERIFICATION_RISK_SCORE_X100), text);
  cli_line("Risk score", text);
  for (int bit = 0; bit < 32; bit++)
    if ((jumio_verification_get_int64(verification, JUMIO_VERIFICATION_FLAGS) & (UINT32_C(1) << bit)) != 0)
      cli_line("Flag", jumio_decision_flag_name(UINT32_C(1) << bit));
  for (size_t i = 0; i < jumio_verification_reason_count(verification); i++)
    cli_line("Reason", jumio_verification_get_reason_at(verification, i));
}

static void print_documents(const jumio_verification *verification)
{
  cli_line("Linked Documents", documents_name(jumio_verification_get_int64(verification, JUMIO_VERIFICATION_DOCUMENT_STATUS)));
  for (size_t i = 0; i < jumio_verification_document_count(verification); i++) {
    const char *parts[] = {jumio_verification_get_document_text_at(verification, i, JUMIO_DOCUMENT_TEXT_CATEGORY),
                           jumio_verification_get_document_text_at(verification, i, JUMIO_DOCUMENT_TEXT_CLASSIFIER),
                           jumio_verification_get_document_text_at(verification, i, JUMIO_DOCUMENT_TEXT_CREDENTIAL_ID),
                           cli_document_state_name(jumio_verification_get_document_state_at(verification, i))};
    printf("%-19s", "Document:");
    for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++) {
      cli_put(stdout, parts[k]);
      putchar(k + 1 < sizeof parts / sizeof parts[0] ? ' ' : '\n');
    }
  }
}

void cli_record_print(const jumio_verification *verification, bool show_link, const char *link)
{
  print_status(verification);
  for (size_t i = 0; i < TEXTS; i++)
    if (jumio_verification_get_text(verification, texts[i].which) != NULL)
      cli_line(texts[i].title, jumio_verification_get_text(verification, texts[i].which));
  cli_line("ID Task", link == NULL ? "-" : show_link ? link : "yes");
  print_outcome(verification);
  print_documents(verification);
}

static void json_documents(cli_json *json, const jumio_verification *verification)
{
  cli_json_text(json, json->root, "document_status",
                documents_name(jumio_verification_get_int64(verification, JUMIO_VERIFICATION_DOCUMENT_STATUS)));
  yyjson_mut_val *list = cli_json_list(json, json->root, "documents");
  for (size_t i = 0; i < jumio_verification_document_count(verification); i++) {
    yyjson_mut_val *document = cli_json_item_object(json, list);
    cli_json_text(json, document, "credential_id",
                  jumio_verification_get_document_text_at(verification, i, JUMIO_DOCUMENT_TEXT_CREDENTIAL_ID));
    cli_json_text(json, document, "category", jumio_verification_get_document_text_at(verification, i, JUMIO_DOCUMENT_TEXT_CATEGORY));
    cli_json_text(json, document, "classifier", jumio_verification_get_document_text_at(verification, i, JUMIO_DOCUMENT_TEXT_CLASSIFIER));
    cli_json_text(json, document, "state", cli_document_state_name(jumio_verification_get_document_state_at(verification, i)));
  }
}

void cli_flags_json(cli_json *json, yyjson_mut_val *object, jumio_decision_flags flags)
{
  yyjson_mut_val *list = cli_json_list(json, object, "flags");
  for (int bit = 0; bit < 32; bit++)
    if ((flags & (UINT32_C(1) << bit)) != 0)
      cli_json_item(json, list, jumio_decision_flag_name(UINT32_C(1) << bit));
}

int cli_record_json(const jumio_verification *verification, bool show_link, const char *link)
{
  cli_json json;
  cli_json_begin(&json);
  cli_json_text(&json, json.root, "status", jumio_idv_status_name(jumio_verification_get_status(verification)));
  cli_json_bool(&json, json.root, "final", jumio_verification_get_int64(verification, JUMIO_VERIFICATION_IS_FINAL) != 0);
  cli_json_text(&json, json.root, "processing",
                processing_name(jumio_verification_get_int64(verification, JUMIO_VERIFICATION_PROCESSING_STATUS)));
  for (size_t i = 0; i < TEXTS; i++)
    cli_json_text(&json, json.root, texts[i].key, jumio_verification_get_text(verification, texts[i].which));
  cli_json_bool(&json, json.root, "id_task", link != NULL);
  if (show_link)
    cli_json_text(&json, json.root, "link", link);
  cli_json_time(&json, json.root, "created", jumio_verification_get_unix_ms(verification, JUMIO_VERIFICATION_TIME_CREATED));
  cli_json_time(&json, json.root, "received", jumio_verification_get_unix_ms(verification, JUMIO_VERIFICATION_TIME_RECEIVED));
  cli_json_int(&json, json.root, "risk_score_x100", jumio_verification_get_int64(verification, JUMIO_VERIFICATION_RISK_SCORE_X100));
  cli_flags_json(&json, json.root, (jumio_decision_flags)jumio_verification_get_int64(verification, JUMIO_VERIFICATION_FLAGS));
  yyjson_mut_val *reasons = cli_json_list(&json, json.root, "reasons");
  for (size_t i = 0; i < jumio_verification_reason_count(verification); i++)
    cli_json_item(&json, reasons, jumio_verification_get_reason_at(verification, i));
  json_documents(&json, verification);
  return cli_json_end(&json);
}
