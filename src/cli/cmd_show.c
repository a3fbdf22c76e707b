/** `show`: status and reasons of a transaction, or of a stored verification after a refresh; extracted data only on demand. */
#include "cmd.h"

#include "output.h"
#include "record.h"
#include "session.h"

/* The whole transaction as one JSON line. */
static int print_transaction_json(const jumio_transaction *transaction)
{
  char *text = NULL;
  jumio_error *error = NULL;
  jumio_result result = jumio_transaction_dup_json(transaction, &text, NULL, &error);
  if (result != JUMIO_OK)
    return cli_report(result, error);
  puts(text);
  jumio_text_free(text);
  return CLI_EXIT_OK;
}

static int print_personal_data(bool as_json, const jumio_transaction *transaction)
{
  if (as_json)
    return print_transaction_json(transaction);
  cli_personal_data_print(transaction);
  return CLI_EXIT_OK;
}

static int print_json(const jumio_transaction *transaction, const jumio_decision *decision)
{
  cli_json json;
  cli_json_begin(&json);
  cli_json_text(&json, json.root, "scan_reference", jumio_transaction_get_text(transaction, JUMIO_TEXT_EXECUTION_ID));
  cli_json_text(&json, json.root, "account_id", jumio_transaction_get_text(transaction, JUMIO_TEXT_ACCOUNT_ID));
  cli_json_text(&json, json.root, "execution_status", jumio_transaction_get_text(transaction, JUMIO_TEXT_STATUS));
  cli_json_text(&json, json.root, "decision_type", jumio_transaction_get_text(transaction, JUMIO_TEXT_DECISION_TYPE));
  cli_json_text(&json, json.root, "decision_label", jumio_transaction_get_text(transaction, JUMIO_TEXT_DECISION_LABEL));
  cli_json_int(&json, json.root, "risk_score_x100", jumio_transaction_get_int64(transaction, JUMIO_TRANSACTION_RISK_SCORE_X100));
  cli_decision_json(&json, json.root, decision);
  cli_transaction_json(&json, json.root, transaction);
  return cli_json_end(&json);
}

static void print_lines(const jumio_transaction *transaction, const jumio_decision *decision)
{
  char score[32];
  cli_line("Scan Reference", jumio_transaction_get_text(transaction, JUMIO_TEXT_EXECUTION_ID));
  cli_line("Execution status", jumio_transaction_get_text(transaction, JUMIO_TEXT_STATUS));
  cli_line("Decision", jumio_transaction_get_text(transaction, JUMIO_TEXT_DECISION_TYPE));
  cli_line("Decision label", jumio_transaction_get_text(transaction, JUMIO_TEXT_DECISION_LABEL));
  cli_score(jumio_transaction_get_int64(transaction, JUMIO_TRANSACTION_RISK_SCORE_X100), score);
  cli_line("Risk score", score);
  cli_decision_print(decision);
}

static int fetch(const cli_session *session, const char *account, const char *execution, jumio_transaction **out)
{
  jumio_error *error = NULL;
  jumio_result result =
      jumio_transaction_fetch(session->client, account, JUMIO_NTS, execution, JUMIO_NTS, session->deadline_ms, NULL, out, &error);
  return result == JUMIO_OK ? CLI_EXIT_OK : cli_report(result, error);
}

static int of_execution(const cli_args *args, const cli_session *session)
{
  jumio_transaction *transaction = NULL;
  jumio_decision *decision = NULL;
  jumio_error *error = NULL;
  bool as_json = cli_given(args, OPT_JSON);
  int code = fetch(session, args->operands[0], args->operands[1], &transaction);
  if (code != CLI_EXIT_OK)
    return code;
  jumio_result result = jumio_decision_map(transaction, NULL, session->policy, &decision, &error);
  if (result != JUMIO_OK)
    code = cli_report(result, error);
  else if (as_json)
    code = print_json(transaction, decision);
  else
    print_lines(transaction, decision);
  if (code == CLI_EXIT_OK && cli_given(args, OPT_PERSONAL_DATA))
    code = print_personal_data(as_json, transaction);
  jumio_decision_free(decision);
  jumio_transaction_free(transaction);
  return code;
}

/* A record holds no personal data: it is fetched anew. */
static int fetch_personal_data(const cli_args *args, const cli_session *session, const jumio_verification *verification)
{
  jumio_transaction *transaction = NULL;
  const char *account = jumio_verification_get_text(verification, JUMIO_VERIFICATION_TEXT_ACCOUNT_ID);
  const char *execution = jumio_verification_get_text(verification, JUMIO_VERIFICATION_TEXT_SCAN_REFERENCE);
  if (account == NULL || execution == NULL || !jumio_verification_get_int64(verification, JUMIO_VERIFICATION_IS_FINAL))
    return CLI_EXIT_OK;
  int code = fetch(session, account, execution, &transaction);
  if (code == CLI_EXIT_OK)
    code = print_personal_data(cli_given(args, OPT_JSON), transaction);
  jumio_transaction_free(transaction);
  return code;
}

static int of_verification(const cli_args *args, const cli_session *session)
{
  jumio_verification *verification = NULL;
  jumio_error *error = NULL;
  int code = CLI_EXIT_OK;
  bool links = cli_given(args, OPT_SHOW_LINKS);
  jumio_result result = jumio_verification_refresh(session->client, args->value[OPT_ID], JUMIO_NTS, session->policy, session->deadline_ms,
                                                   NULL, &verification, &error);
  if (result != JUMIO_OK)
    return cli_report(result, error);
  const char *link = jumio_verification_get_text(verification, JUMIO_VERIFICATION_TEXT_ID_TASK);
  if (cli_given(args, OPT_JSON))
    code = cli_record_json(verification, links, link);
  else
    cli_record_print(verification, links, link);
  if (code == CLI_EXIT_OK && cli_given(args, OPT_PERSONAL_DATA))
    code = fetch_personal_data(args, session, verification);
  jumio_verification_free(verification);
  return code;
}

int cli_show(const cli_args *args)
{
  return cli_on_target(args, "show takes ACCOUNT EXECUTION, or --id of a stored verification", of_verification, of_execution);
}
