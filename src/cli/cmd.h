/** The verbs. Each gives an exit code. */
#ifndef CLI_CMD_H
#define CLI_CMD_H

#include "options.h"

int cli_check(const cli_args *args);
int cli_create(const cli_args *args);
int cli_update(const cli_args *args);
int cli_upload(const cli_args *args);
int cli_finalize(const cli_args *args);
int cli_status(const cli_args *args);
int cli_show(const cli_args *args);
int cli_steps(const cli_args *args);
int cli_rules(const cli_args *args);
int cli_report_verb(const cli_args *args);
int cli_list(const cli_args *args);
int cli_documents(const cli_args *args);
int cli_map(const cli_args *args);
int cli_replay(const cli_args *args);
int cli_policy(const cli_args *args);
int cli_callback(const cli_args *args);
int cli_mock(const cli_args *args);
int cli_wait(const cli_args *args);
int cli_delete(const cli_args *args);
int cli_health(const cli_args *args);
int cli_raw(const cli_args *args);
int cli_region(const cli_args *args);

#endif
