/** The status answer from the inside. */
#ifndef JUMIO__MODEL_WORKFLOW_EXECUTION_H
#define JUMIO__MODEL_WORKFLOW_EXECUTION_H

#include <jumio/workflow_execution.h>

#include "json/json.h"

/* The tree is taken over, also where this fails. */
jumio_result jumio__workflow_execution_read(jumio_alloc *mem, jumio__json *tree, jumio_workflow_execution **out, jumio_error **err);

#endif
