/** How verifications and decisions are shown. */
#ifndef CLI_RECORD_H
#define CLI_RECORD_H

#include "output.h"

/* All of a stored verification but its link, which is only shown where it is asked for. */
void cli_record_print(const jumio_verification *verification, bool show_link, const char *link);
int cli_record_json(const jumio_verification *verification, bool show_link, const char *link);

/* Status, flags, explanation and reasons of a decision; as JSON what jumio_decision_dup_json() tells. */
void cli_decision_print(const jumio_decision *decision);
/* Their names, as the list `flags`. */
void cli_flags_json(cli_json *json, yyjson_mut_val *object, jumio_decision_flags flags);
void cli_decision_json(cli_json *json, yyjson_mut_val *object, const jumio_decision *decision);
/* "  rule  capability TYPE/LABEL  pointer", one line a reason. */
void cli_reasons_print(const jumio_decision *decision);
/* The paragraph that explains it, in one line. */
void cli_explanation_print(const jumio_decision *decision, const char *before);

/* Times, parts and capabilities of a transaction. */
void cli_transaction_json(cli_json *json, yyjson_mut_val *object, const jumio_transaction *transaction);

/* The data of its capabilities. */
void cli_personal_data_print(const jumio_transaction *transaction);

/* Where an execution stands. An exit code. */
int cli_execution_print(bool as_json, const jumio_workflow_execution *execution);

/* 1..6, or 0 when it is no status's name. */
jumio_idv_status cli_status_by_name(const char *name);

/* "12.50", or "-" */
void cli_score(int64_t score_x100, char out[32]);

const char *cli_document_state_name(jumio_document_state state);

#endif
