/** Replay: stored answers under two policies, and how often which status became which. */
#include <jumio/answer.h>
#include <jumio/replay.h>
#include <jumio/result.h>

#include "core/error.h"
#include "decision/map.h"
#include "decision/netverify.h"
#include "decision/policy.h"
#include "decision/rules.h"
#include "model/owned_text.h"

#include <string.h>

#define STATUSES (JUMIO_IDV_PASSED + 1)

struct jumio_replay {
  jumio_alloc *mem;
  jumio_policy *before, *after;
  uint64_t counts[STATUSES][STATUSES]; /* by the status before and after; [0][0]: errors */
};

jumio_result jumio_replay_new(jumio_alloc *alloc, const jumio_policy *before, const jumio_policy *after, jumio_replay **out,
                              jumio_error **err)
{
  if (out == NULL)
    return jumio__fail(err, alloc, JUMIO_ERR_ARGUMENT, "out is NULL");
  *out = NULL;
  jumio_replay *replay = JUMIO__NEW(alloc, jumio_replay);
  if (replay == NULL)
    return jumio__fail_memory(err);
  replay->mem = jumio__mem_ref(alloc);
  const jumio_policy *usual = jumio__policy_default();
  jumio_result result = jumio__policy_copy(alloc, before != NULL ? before : usual, &replay->before);
  if (result == JUMIO_OK)
    result = jumio__policy_copy(alloc, after != NULL ? after : usual, &replay->after);
  if (result == JUMIO_OK) {
    *out = replay;
    return jumio__ok(err);
  }
  jumio_replay_free(replay);
  return jumio__fail_memory(err);
}

void jumio_replay_free(jumio_replay *replay)
{
  if (replay == NULL)
    return;
  jumio_alloc *mem = replay->mem;
  jumio_policy_free(replay->before);
  jumio_policy_free(replay->after);
  jumio__mem_free(mem, replay, sizeof *replay);
  jumio__mem_unref(mem);
}

/* What was read of one body, mapped under one policy; with an `out` of NULL only the status is told. */
typedef jumio_result (*map_fn)(const void *read, const jumio_policy *policy, jumio_idv_status *status, jumio_decision **out,
                               jumio_error **err);

static jumio_result map_both(jumio_replay *replay, map_fn map, const void *read, jumio_decision **out_before, jumio_decision **out_after,
                             jumio_error **err)
{
  jumio_idv_status before, after;
  jumio_result result = map(read, replay->before, &before, out_before, err);
  if (result != JUMIO_OK)
    return result;
  result = map(read, replay->after, &after, out_after, err);
  if (result == JUMIO_OK) {
    replay->counts[before][after]++;
  } else if (out_before != NULL) {
    jumio_decision_free(*out_before);
    *out_before = NULL;
  }
  return result;
}

typedef struct details {
  jumio_transaction *transaction;
  jumio_answer *steps;
} details;

static jumio_result map_details(const void *read, const jumio_policy *policy, jumio_idv_status *status, jumio_decision **out,
                                jumio_error **err)
{
  const details *d = read;
  return jumio__map(d->transaction, d->steps, policy, status, out, err);
}

static jumio_result add_details(jumio_replay *replay, const char *body, size_t len, const char *steps, size_t steps_len,
                                jumio_decision **out_before, jumio_decision **out_after, jumio_error **err)
{
  details d = {0};
  jumio_result result = jumio_transaction_parse(replay->mem, body, len, &d.transaction, err);
  if (result == JUMIO_OK)
    result = jumio__map_parse_steps(replay->mem, steps, steps_len, &d.steps, err);
  if (result == JUMIO_OK)
    result = map_both(replay, map_details, &d, out_before, out_after, err);
  jumio_transaction_free(d.transaction);
  jumio_answer_free(d.steps);
  return result;
}

static jumio_result map_netverify(const void *read, const jumio_policy *policy, jumio_idv_status *status, jumio_decision **out,
                                  jumio_error **err)
{
  return jumio__nv_map(read, policy, status, out, err);
}

static jumio_result add_netverify(jumio_replay *replay, const char *body, size_t len, jumio_decision **out_before,
                                  jumio_decision **out_after, jumio_error **err)
{
  jumio__nv_body words;
  jumio_result result = jumio__nv_read(replay->mem, body, len == JUMIO_NTS ? strlen(body) : len, &words, err);
  if (result == JUMIO_OK)
    result = map_both(replay, map_netverify, &words, out_before, out_after, err);
  jumio__nv_free(&words);
  return result;
}

static const char *broken_rule(const jumio_replay *replay, int32_t input, const char *body, const char *steps, bool same_place)
{
  if (replay == NULL || body == NULL)
    return replay == NULL ? "replay is NULL" : "body is NULL";
  if (same_place)
    return "out_before and out_after are the same place: two decisions need two";
  if (input != JUMIO_INPUT_TRANSACTION && input != JUMIO_INPUT_NETVERIFY)
    return "input: must be a transaction or a Netverify answer";
  return input == JUMIO_INPUT_NETVERIFY && steps != NULL ? "steps: a Netverify answer has none" : NULL;
}

jumio_result jumio_replay_add(jumio_replay *replay, int32_t input, const char *body, size_t len, const char *steps, size_t steps_len,
                              jumio_decision **out_before, jumio_decision **out_after, jumio_error **err)
{
  const char *rule = broken_rule(replay, input, body, steps, out_before != NULL && out_before == out_after);
  if (out_before != NULL)
    *out_before = NULL;
  if (out_after != NULL)
    *out_after = NULL;
  if (rule != NULL)
    return jumio__fail(err, replay != NULL ? replay->mem : NULL, JUMIO_ERR_ARGUMENT, "%s", rule);
  jumio_result result = input == JUMIO_INPUT_NETVERIFY ? add_netverify(replay, body, len, out_before, out_after, err)
                                                       : add_details(replay, body, len, steps, steps_len, out_before, out_after, err);
  if (result != JUMIO_OK && result != JUMIO_ERR_OUT_OF_MEMORY)
    replay->counts[JUMIO_IDV_UNKNOWN][JUMIO_IDV_UNKNOWN]++;
  return result;
}

static bool is_status(jumio_idv_status status)
{
  return status >= JUMIO_IDV_UNKNOWN && status <= JUMIO_IDV_PASSED;
}

uint64_t jumio_replay_get_count(const jumio_replay *replay, int32_t status_before, int32_t status_after)
{
  return replay != NULL && is_status(status_before) && is_status(status_after) ? replay->counts[status_before][status_after] : 0;
}

static void write_policy(jumio__writer *w, const char *key, const jumio_policy *policy)
{
  jumio__writer_object(w, key);
  jumio__writer_text(w, "name", jumio_policy_get_text(policy, JUMIO_POLICY_TEXT_NAME));
  jumio__writer_text(w, "version", jumio_policy_get_text(policy, JUMIO_POLICY_TEXT_VERSION));
  jumio__writer_text(w, "hash", jumio_policy_get_text(policy, JUMIO_POLICY_TEXT_HASH));
  jumio__writer_end(w);
}

/* Of one row, or without the cell of those that stayed as they were. */
static uint64_t sum(const uint64_t row[STATUSES], jumio_idv_status without)
{
  uint64_t total = 0;
  for (jumio_idv_status after = JUMIO_IDV_PENDING; after < STATUSES; after++)
    total += after != without ? row[after] : 0;
  return total;
}

static void write_totals(jumio__writer *w, const jumio_replay *replay)
{
  uint64_t transactions = 0, different = 0;
  for (jumio_idv_status before = JUMIO_IDV_PENDING; before < STATUSES; before++) {
    transactions += sum(replay->counts[before], JUMIO_IDV_UNKNOWN);
    different += sum(replay->counts[before], before);
  }
  jumio__writer_int(w, "transactions", (int64_t)transactions);
  jumio__writer_int(w, "errors", (int64_t)replay->counts[JUMIO_IDV_UNKNOWN][JUMIO_IDV_UNKNOWN]);
  jumio__writer_int(w, "different", (int64_t)different);
}

static void write_row(jumio__writer *w, jumio_idv_status before, const uint64_t row[STATUSES])
{
  jumio__writer_object(w, jumio_idv_status_name(before));
  for (jumio_idv_status after = JUMIO_IDV_PASSED; after > JUMIO_IDV_UNKNOWN; after--)
    if (row[after] != 0)
      jumio__writer_int(w, jumio_idv_status_name(after), (int64_t)row[after]);
  jumio__writer_end(w);
}

static void write_members(jumio__writer *w, const jumio_replay *replay)
{
  write_policy(w, "before", replay->before);
  write_policy(w, "after", replay->after);
  jumio__writer_text(w, "ruleset", jumio__ruleset_version());
  write_totals(w, replay);
  jumio__writer_object(w, "matrix");
  for (jumio_idv_status before = JUMIO_IDV_PASSED; before > JUMIO_IDV_UNKNOWN; before--)
    if (sum(replay->counts[before], JUMIO_IDV_UNKNOWN) != 0)
      write_row(w, before, replay->counts[before]);
  jumio__writer_end(w);
}

static jumio_result write_replay(const void *replay, jumio__buffer *out)
{
  jumio__writer *writer = jumio__writer_new(out->mem);
  if (writer == NULL)
    return JUMIO_ERR_OUT_OF_MEMORY;
  jumio__writer_object(writer, NULL);
  write_members(writer, replay);
  jumio__writer_end(writer);
  jumio_result result = jumio__writer_finish(writer, out);
  jumio__writer_free(writer);
  return result;
}

jumio_result jumio_replay_dup_json(const jumio_replay *replay, char **out, size_t *out_len, jumio_error **err)
{
  return jumio__dup_text(replay != NULL ? replay->mem : NULL, write_replay, replay, "replay", out, out_len, err);
}
