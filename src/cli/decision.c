/** How a decision is shown. */
#include "record.h"

#include <string.h>

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

void cli_explanation_print(const jumio_decision *decision, const char *before)
{
  char *text = NULL;
  if (jumio_decision_dup_text(decision, &text, NULL, NULL) != JUMIO_OK)
    return;
  fputs(before, stdout);
  cli_put(stdout, text);
  putchar('\n');
  jumio_text_free(text);
}

void cli_decision_print(const jumio_decision *decision)
{
  printf("%-19s%s (%s)\n", "Status:", jumio_idv_status_name(jumio_decision_get_status(decision)),
         jumio_decision_is_final(decision) ? "final" : "not final");
  cli_line("Ruleset", jumio_decision_get_text(decision, JUMIO_DECISION_TEXT_RULESET));
  for (int bit = 0; bit < 32; bit++)
    if ((jumio_decision_get_flags(decision) & (UINT32_C(1) << bit)) != 0)
      cli_line("Flag", jumio_decision_flag_name(UINT32_C(1) << bit));
  cli_explanation_print(decision, "In words:          ");
  puts("Reasons:");
  cli_reasons_print(decision);
}

void cli_decision_json(cli_json *json, yyjson_mut_val *object, const jumio_decision *decision)
{
  char *text = NULL;
  size_t len = 0;
  jumio_decision_dup_json(decision, &text, &len, NULL);
  cli_json_members(json, object, text, len);
  jumio_text_free(text);
}
