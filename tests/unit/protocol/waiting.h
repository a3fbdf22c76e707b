/** Waiting for an execution's status in virtual time: what the tests of it begin with. */
#ifndef JUMIO_TEST_WAITING_H
#define JUMIO_TEST_WAITING_H

#include "support/rig.h"

#include "support/cmocka.h"

#define EXECUTION_PATH "/workflow-executions/" RIG_EXECUTION "/status"
#define STATUS(word)                                                                                                                       \
  "{\"account\":{\"id\":\"" RIG_ACCOUNT "\"},\"workflowExecution\":{\"id\":\"" RIG_EXECUTION "\",\"status\":\"" word "\"}}"
#define ACQUIRED                                                                                                                           \
  {                                                                                                                                        \
    .path = "/status", .status = 200, .body = STATUS("ACQUIRED"), .times = -1                                                              \
  }
#define PROCESSED                                                                                                                          \
  {                                                                                                                                        \
    .path = "/status", .status = 200, .body = STATUS("PROCESSED"), .times = -1                                                             \
  }

/* A client of the EU on these steps whose random bytes are all `byte`; below zero: there are none. offsets NULL: the published ones. */
void waiting_begin(test_rig *rig, const fake_step *steps, size_t count, int byte, const char *offsets);
int64_t waiting_now(test_rig *rig);
jumio_op *waiting_wait(test_rig *rig, int64_t deadline_ms);
/* Performs the operation's request. */
void waiting_feed(test_rig *rig, jumio_op *op);

#endif
