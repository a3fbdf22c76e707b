/** How a decision is shown. */
#include "record.h"

#include <string.h>

static const char *class_name(jumio_evidence_class class)
{
  static const char *const names[] = {"none", "ok", "advisory", "symptom", "incomplete", "denied", "fraud"};
  return class >= 0 && (size_t) class < sizeof names / sizeof names[0] ? names[class] : "unknown";
}

static void put_column(const char *text, const char *after)
{
  cli_put(stdout, text);
  fputs(after, stdout);
}

void cli_reasons_print(const jumio_decision *decision)
{
  for (size_t i = 0; i < jumio_decision_reason_count(decision); i++) {
    const jumio_reason *reason = jumio_decision_get_reason_at(decision, i);
    fputs("  ", stdout);
    put_column(jumio_reason_get_text(reason, JUMIO_REASON_TEXT_RULE), "  ");
    put_column(jumio_reason_get_text(reason, JUMIO_REASON_TEXT_CAPABILITY), " ");
    put_column(jumio_reason_get_text(reason, JUMIO_REASON_TEXT_TYPE), "/");
    put_column(jumio_reason_get_text(reason, JUMIO_REASON_TEXT_LABEL), "  ");
    put_column(jumio_reason_get_text(reason, JUMIO_REASON_TEXT_POINTER),
               jumio_reason_get_int64(reason, JUMIO_REASON_ROLE) == JUMIO_ROLE_OVERRULED ? "  (overruled)\n" : "\n");
  }
}

void cli_decision_print(const jumio_decision *decision)
{
  printf("%-19s%s (%s)\n", "Status:", jumio_idv_status_name(jumio_decision_get_status(decision)),
         jumio_decision_is_final(decision) ? "final" : "not final");
  cli_line("Ruleset", jumio_decision_get_text(decision, JUMIO_DECISION_TEXT_RULESET));
  for (int bit = 0; bit < 32; bit++)
    if ((jumio_decision_get_flags(decision) & (UINT32_C(1) << bit)) != 0)
      cli_line("Flag", jumio_decision_flag_name(UINT32_C(1) << bit));
  puts("Reasons:");
  cli_reasons_print(decision);
}

void cli_decision_json(cli_json *json, yyjson_mut_val *object, const jumio_decision *decision)
{
  cli_json_text(json, object, "status", jumio_idv_status_name(jumio_decision_get_status(decision)));
  cli_json_bool(json, object, "final", jumio_decision_is_final(decision) != 0);
  cli_json_text(json, object, "ruleset", jumio_decision_get_text(decision, JUMIO_DECISION_TEXT_RULESET));
  yyjson_mut_val *flags = cli_json_list(json, object, "flags");
  for (int bit = 0; bit < 32; bit++)
    if ((jumio_decision_get_flags(decision) & (UINT32_C(1) << bit)) != 0)
      cli_json_item(json, flags, jumio_decision_flag_name(UINT32_C(1) << bit));
  yyjson_mut_val *reasons = cli_json_list(json, object, "reasons");
  for (size_t i = 0; i < jumio_decision_reason_count(decision); i++) {
    const jumio_reason *reason = jumio_decision_get_reason_at(decision, i);
    yyjson_mut_val *item = cli_json_item_object(json, reasons);
    cli_json_text(json, item, "rule", jumio_reason_get_text(reason, JUMIO_REASON_TEXT_RULE));
    cli_json_text(json, item, "class", class_name(jumio_reason_get_int64(reason, JUMIO_REASON_CLASS)));
    cli_json_bool(json, item, "overruled", jumio_reason_get_int64(reason, JUMIO_REASON_ROLE) == JUMIO_ROLE_OVERRULED);
    cli_json_text(json, item, "capability", jumio_reason_get_text(reason, JUMIO_REASON_TEXT_CAPABILITY));
    cli_json_text(json, item, "type", jumio_reason_get_text(reason, JUMIO_REASON_TEXT_TYPE));
    cli_json_text(json, item, "label", jumio_reason_get_text(reason, JUMIO_REASON_TEXT_LABEL));
    cli_json_text(json, item, "pointer", jumio_reason_get_text(reason, JUMIO_REASON_TEXT_POINTER));
  }
}
