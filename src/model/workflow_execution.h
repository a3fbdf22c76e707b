/** The status answer from the inside. */
#ifndef JUMIO__MODEL_WORKFLOW_EXECUTION_H
#define JUMIO__MODEL_WORKFLOW_EXECUTION_H

#include <jumio/workflow_execution.h>

#include "json/json.h"

jumio_result jumio__workflow_execution_read(jumio_alloc *mem, const char *json, size_t len, size_t max, jumio_workflow_execution **out,
                                            jumio_error **err);

#endif
