/* The life of one execution: INITIATED, ACQUISITION_STARTED, ACQUIRED, PROCESSED, or one of the two expiries. */
#define _GNU_SOURCE
#include "sim.h"

#include <stdlib.h>
#include <string.h>

static bool behaves(const struct sim_execution *execution, unsigned behaviour)
{
  return (execution->order.scenario->behaviour & behaviour) != 0;
}

bool execution_open(const struct sim_execution *execution)
{
  return execution->status == ST_INITIATED || execution->status == ST_STARTED;
}

/* Sets the one moment at which this execution next changes by itself. */
void execution_schedule(struct sim *sim, struct sim_execution *execution)
{
  int64_t at = 0;
  if (behaves(execution, BEHAVE_EXPIRE_SESSION | BEHAVE_EXPIRE_TOKEN))
    at = execution->created + sim->options.processing_ms;
  else if (execution->status == ST_INITIATED && !behaves(execution, BEHAVE_STAY_INITIATED))
    at = execution->created + execution->token_life;
  else if (execution->status == ST_STARTED)
    at = execution->last_action + SIM_SESSION_MS;
  else if (execution->status == ST_ACQUIRED && !behaves(execution, BEHAVE_STAY_ACQUIRED))
    at = execution->started + sim->options.processing_ms;
  clock_schedule(sim, execution, at);
}

/* Any action of the end user or an upload: the 15 minutes begin anew. */
void execution_started(struct sim *sim, struct sim_execution *execution)
{
  execution->last_action = clock_now(sim);
  if (behaves(execution, BEHAVE_STAY_INITIATED))
    return;
  if (execution->status == ST_INITIATED) {
    execution->status = ST_STARTED;
    if (sim->options.intermediate)
      callback_queue(sim, execution, ST_STARTED, execution->last_action);
  }
  execution_schedule(sim, execution);
}

void execution_finalize(struct sim *sim, struct sim_execution *execution)
{
  execution->last_action = clock_now(sim);
  if (behaves(execution, BEHAVE_STAY_INITIATED))
    return;
  execution->started = execution->last_action;
  execution->status = ST_ACQUIRED;
  if (sim->options.intermediate)
    callback_queue(sim, execution, ST_ACQUIRED, execution->started);
  execution_schedule(sim, execution);
}

static void expire(struct sim *sim, struct sim_execution *execution, enum sim_status status, int64_t at)
{
  execution->status = status;
  execution->completed = at;
  outcome_expire(sim, execution);
  callback_queue(sim, execution, status, at);
}

void execution_due(struct sim *sim, struct sim_execution *execution, int64_t at)
{
  if (execution->wiped && execution->status != ST_ACQUIRED && !execution_open(execution))
    return;
  if (behaves(execution, BEHAVE_EXPIRE_TOKEN) || (execution->status == ST_INITIATED && !behaves(execution, BEHAVE_EXPIRE_SESSION))) {
    execution->started = 0;
    expire(sim, execution, ST_TOKEN_EXPIRED, at);
  } else if (behaves(execution, BEHAVE_EXPIRE_SESSION) || execution->status == ST_STARTED) {
    expire(sim, execution, ST_SESSION_EXPIRED, at);
  } else if (execution->status == ST_ACQUIRED) {
    execution->status = ST_PROCESSED;
    execution->completed = at;
    outcome_process(sim, execution);
    callback_queue(sim, execution, ST_PROCESSED, at);
    if (behaves(execution, BEHAVE_WIPED))
      execution_wipe(sim, execution);
  }
}

/* Deletes what deletion deletes: pictures and results go, identity and decision stay. */
void execution_wipe(struct sim *sim, struct sim_execution *execution)
{
  if (execution->wiped)
    return;
  execution->wiped = clock_now(sim);
  execution->element_count = 0;
  for (size_t i = 0; i < execution->credential_count; i++) {
    struct sim_credential *credential = &execution->credentials[i];
    for (size_t k = 0; k < credential->part_count; k++)
      blob_unref(credential->parts[k].blob);
    credential->part_count = 0;
  }
  if (execution_open(execution) || execution->status == ST_ACQUIRED)
    clock_schedule(sim, execution, 0);
}

static void fill_one(struct sim *sim, struct sim_credential *credential)
{
  static const char *const frames[] = {"LIVENESS_1", "LIVENESS_3", "LIVENESS_2"};
  switch (credential->category) {
  case CAT_ID:
    credential_set_part(credential, "FRONT", blob_ref(sim->samples[SAMPLE_FRONT]), true);
    credential_set_part(credential, "BACK", blob_ref(sim->samples[SAMPLE_BACK]), true);
    break;
  case CAT_SELFIE:
    credential_set_part(credential, "FACE", blob_ref(sim->samples[SAMPLE_SELFIE]), true);
    break;
  case CAT_FACEMAP:
    credential_set_part(credential, "FACEMAP", blob_new("facemap", 7, MEDIA_BINARY), true);
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++)
      credential_set_part(credential, frames[i], blob_ref(sim->samples[SAMPLE_SELFIE]), true);
    break;
  case CAT_DOCUMENT:
    credential_set_part(credential, "DOCUMENT", blob_ref(sim->samples[SAMPLE_DOCUMENT]), true);
    break;
  case CAT_DATA:
    credential_set_part(credential, "PREPARED_DATA", blob_ref(sim->samples[SAMPLE_DATA]), false);
    break;
  case CAT_COUNT:
    break;
  }
}

/* Fills every credential that is still empty, as an end user would. */
void execution_fill(struct sim *sim, struct sim_execution *execution)
{
  for (size_t i = 0; i < execution->credential_count; i++)
    if (!credential_filled(&execution->credentials[i]))
      fill_one(sim, &execution->credentials[i]);
  execution->captured = true;
  if (!execution->client_ip)
    execution->client_ip = text_copy("127.0.0.1");
}
