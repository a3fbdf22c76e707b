/** `list`: the stored verifications of an entity or with a status, as a table or as JSON lines. Sends nothing. */
#include "cmd.h"

#include "output.h"
#include "record.h"
#include "session.h"

#include <string.h>

#define PAGE 500

static const char *id_of(const jumio_verification *verification)
{
  return jumio_verification_get_text(verification, JUMIO_VERIFICATION_TEXT_ID);
}

static const char *link_text(const jumio_verification *verification, bool show_links)
{
  const char *link = jumio_verification_get_text(verification, JUMIO_VERIFICATION_TEXT_ID_TASK);
  return link == NULL ? "-" : show_links ? link : "yes";
}

static void print_row(const jumio_verification *verification, bool show_links, int link_width)
{
  char created[CLI_TIME_SIZE], received[CLI_TIME_SIZE], documents[24], link[2048];
  const char *scan = jumio_verification_get_text(verification, JUMIO_VERIFICATION_TEXT_SCAN_REFERENCE);
  cli_time(jumio_verification_get_unix_ms(verification, JUMIO_VERIFICATION_TIME_CREATED), created);
  cli_time(jumio_verification_get_unix_ms(verification, JUMIO_VERIFICATION_TIME_RECEIVED), received);
  cli_safe(link_text(verification, show_links), false, link, sizeof link);
  if (jumio_verification_get_int64(verification, JUMIO_VERIFICATION_DOCUMENT_STATUS) == JUMIO_DOCUMENTS_MISSING)
    snprintf(documents, sizeof documents, "?");
  else
    snprintf(documents, sizeof documents, "%zu", jumio_verification_document_count(verification));
  printf("%-10s  %-20s  %-20s  %-*s  %-36s  %s\n", jumio_idv_status_name(jumio_verification_get_status(verification)), created, received,
         link_width, link, scan != NULL ? scan : "-", documents);
}

static int print_page(const cli_args *args, const jumio_verification_list *list, bool first)
{
  bool links = cli_given(args, OPT_SHOW_LINKS), as_json = cli_given(args, OPT_JSON);
  int width = (int)strlen("ID Task"), code = CLI_EXIT_OK;
  for (size_t i = 0; links && i < jumio_verification_list_count(list); i++) {
    size_t len = strlen(link_text(jumio_verification_list_get_at(list, i), true));
    width = len > (size_t)width && len < 1000 ? (int)len : width;
  }
  if (first && !as_json)
    printf("%-10s  %-20s  %-20s  %-*s  %-36s  %s\n", "Status", "Created", "Received", width, "ID Task", "Scan Reference",
           "Linked Documents");
  for (size_t i = 0; i < jumio_verification_list_count(list) && code == CLI_EXIT_OK; i++) {
    const jumio_verification *row = jumio_verification_list_get_at(list, i);
    if (as_json)
      code = cli_record_json(row, links, jumio_verification_get_text(row, JUMIO_VERIFICATION_TEXT_ID_TASK));
    else
      print_row(row, links, width);
  }
  return code;
}

static jumio_result next_page(const cli_args *args, jumio_client *client, jumio_idv_status status, const char *after,
                              jumio_verification_list **out, jumio_error **err)
{
  if (status != JUMIO_IDV_UNKNOWN)
    return jumio_verification_list_by_status(client, status, after, JUMIO_NTS, PAGE, out, err);
  return jumio_verification_list_by_entity(client, args->value[OPT_ENTITY], JUMIO_NTS, after, JUMIO_NTS, PAGE, out, err);
}

static int print_all(const cli_args *args, jumio_client *client, jumio_idv_status status)
{
  jumio_verification_list *page = NULL;
  char after[80] = "";
  bool first = true;
  int code = CLI_EXIT_OK;
  for (size_t count = PAGE; count == PAGE && code == CLI_EXIT_OK; first = false) {
    jumio_error *error = NULL;
    jumio_result result = next_page(args, client, status, first ? NULL : after, &page, &error);
    if (result != JUMIO_OK)
      return cli_report(result, error);
    count = jumio_verification_list_count(page);
    if (count > 0)
      snprintf(after, sizeof after, "%s", id_of(jumio_verification_list_get_at(page, count - 1)));
    code = print_page(args, page, first);
    jumio_verification_list_free(page);
  }
  return code;
}

int cli_list(const cli_args *args)
{
  cli_session session;
  jumio_idv_status status = JUMIO_IDV_UNKNOWN;
  if (cli_given(args, OPT_ENTITY) == cli_given(args, OPT_STATUS))
    return cli_usage("list takes --entity or --status, one of them");
  if (cli_given(args, OPT_STATUS) && (status = cli_status_by_name(args->value[OPT_STATUS])) == JUMIO_IDV_UNKNOWN)
    return cli_usage("--status takes Pending, Failed, Denied, Fraud, Incomplete or Passed");
  int code = cli_session_open(args, CLI_NEEDS_STORE, &session);
  if (code != CLI_EXIT_OK)
    return code;
  code = print_all(args, session.client, status);
  cli_session_close(&session);
  return code;
}
