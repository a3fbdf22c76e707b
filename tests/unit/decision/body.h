/** Transaction bodies for the tests of the mapper: described by words, written as JSON. */
#ifndef JUMIO_TEST_DECISION_BODY_H
#define JUMIO_TEST_DECISION_BODY_H

#include <jumio/decision.h>
#include <jumio/policy.h>
#include <jumio/result.h>
#include <jumio/transaction.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BODY_PARTS 40

/* An element of a capability; what is NULL is not written. */
typedef struct part {
  const char *capability, *type, *label, *category, *data;
  bool no_decision;
  bool removed;
} part;

typedef struct body {
  const char *status, *key, *type, *label, *score;
  bool no_decision;
  bool wiped;
  bool extras; /* unknown members at every level */
  bool by_id;  /* the categories stand in the transaction's list of credentials */
  size_t count;
  part parts[BODY_PARTS];
} body;

/* A small generator of numbers; the same seed gives the same numbers everywhere. */
static inline uint64_t body_random(uint64_t *state)
{
  *state += UINT64_C(0x9E3779B97F4A7C15);
  uint64_t z = *state;
  z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
  return z ^ (z >> 31);
}

static inline size_t body_pick(uint64_t *state, size_t count)
{
  return (size_t)(body_random(state) % count);
}

/* Written behind each other; the text must be big enough, see BODY_SIZE. */
typedef struct body_text {
  char *at;
  bool first; /* in its object or array */
} body_text;

static inline void body_put(body_text *out, const char *text)
{
  size_t len = strlen(text);
  memcpy(out->at, text, len);
  out->at += len;
}

static inline void body_open(body_text *out, const char *bracket)
{
  body_put(out, bracket);
  out->first = true;
}

static inline void body_close(body_text *out, const char *bracket)
{
  body_put(out, bracket);
  out->first = false;
}

static inline void body_key(body_text *out, const char *key)
{
  body_put(out, out->first ? "\"" : ",\"");
  body_put(out, key);
  body_put(out, "\":");
  out->first = false;
}

static inline void body_raw(body_text *out, const char *key, const char *json)
{
  if (json == NULL)
    return;
  body_key(out, key);
  body_put(out, json);
}

static inline void body_word(body_text *out, const char *key, const char *text)
{
  if (text == NULL)
    return;
  body_key(out, key);
  body_put(out, "\"");
  body_put(out, text);
  body_put(out, "\"");
}

static inline void body_decision(body_text *out, const char *type, const char *label, const char *score, bool extras)
{
  body_key(out, "decision");
  body_open(out, "{");
  body_word(out, "type", type);
  body_key(out, "details");
  body_open(out, "{");
  body_word(out, "label", label);
  body_raw(out, "x-later", extras ? "[1,{\"label\":\"FAKE\"}]" : NULL);
  body_close(out, "}");
  body_key(out, "risk");
  body_open(out, "{");
  body_raw(out, "score", score != NULL ? score : "12.5");
  body_close(out, "}");
  body_word(out, "x-type", extras ? "REJECTED" : NULL);
  body_close(out, "}");
}

/* One id for each part: a small letter and its number. */
static inline void body_credential(body_text *out, size_t number, const char *category, bool extras)
{
  char id[] = "a0000000-0000-4000-8000-000000000000";
  id[34] = (char)('0' + number / 10);
  id[35] = (char)('0' + number % 10);
  body_put(out, out->first ? "" : ",");
  body_open(out, "{");
  body_word(out, "id", id);
  body_word(out, "category", category);
  body_word(out, "x-categorie", extras ? "ID" : NULL);
  body_close(out, "}");
}

static inline void body_part(body_text *out, const part *p, size_t number, bool extras, bool by_id)
{
  body_open(out, "{");
  body_word(out, "id", "c0000000-0000-4000-8000-000000000001");
  if (p->category != NULL) {
    body_key(out, "credentials");
    body_open(out, "[");
    body_credential(out, number, by_id ? NULL : p->category, extras);
    body_close(out, "]");
  }
  if (!p->no_decision)
    body_decision(out, p->type, p->label, NULL, extras);
  body_raw(out, "data", p->data);
  body_raw(out, "x-member", extras ? "{\"decision\":{\"type\":\"REJECTED\"}}" : NULL);
  body_close(out, "}");
}

/* Whether this element is there and of that capability. */
static inline bool body_is(const part *p, const char *capability)
{
  return !p->removed && strcmp(p->capability, capability) == 0;
}

/* Elements of one capability stand in one array, in the order of their first. */
static inline void body_capabilities(body_text *out, const body *b)
{
  body_key(out, "capabilities");
  body_open(out, "{");
  for (size_t i = 0; i < b->count; i++) {
    bool first = !b->parts[i].removed;
    for (size_t k = 0; k < i; k++)
      first = first && !body_is(&b->parts[k], b->parts[i].capability);
    if (!first)
      continue;
    body_key(out, b->parts[i].capability);
    body_open(out, "[");
    for (size_t k = i; k < b->count; k++) {
      if (!body_is(&b->parts[k], b->parts[i].capability))
        continue;
      body_put(out, out->first ? "" : ",");
      body_part(out, &b->parts[k], k, b->extras, b->by_id);
    }
    body_close(out, "]");
  }
  body_raw(out, "x-empty", b->extras ? "[]" : NULL);
  body_raw(out, "x-number", b->extras ? "7" : NULL);
  body_close(out, "}");
}

static inline void body_credentials(body_text *out, const body *b)
{
  body_key(out, "credentials");
  body_open(out, "[");
  for (size_t i = 0; i < b->count; i++)
    body_credential(out, i, b->parts[i].category, b->extras);
  body_close(out, "]");
}

#define BODY_SIZE 65536

/* The caller frees it. */
static inline char *body_print(const body *b)
{
  char *whole = malloc(BODY_SIZE);
  body_text out = {whole, true};
  body_open(&out, "{");
  body_key(&out, "workflow");
  body_open(&out, "{");
  body_word(&out, "id", "3f0c1d52-7a41-4c0e-9a55-0d8c1e6f7a01");
  body_word(&out, "status", b->status);
  body_word(&out, "definitionKey", b->key);
  body_word(&out, "x-status", b->extras ? "INITIATED" : NULL);
  body_close(&out, "}");
  body_raw(&out, "account", "{\"id\":\"9b7e2a10-5c44-4f6d-8e21-5a4d3c2b1a02\"}");
  if (b->by_id)
    body_credentials(&out, b);
  if (!b->no_decision)
    body_decision(&out, b->type, b->label, b->score, b->extras);
  body_word(&out, "wipedOutAt", b->wiped ? "2026-05-04T00:10:00.000Z" : NULL);
  body_raw(&out, "x-capabilities", b->extras ? "{\"liveness\":[]}" : NULL);
  body_capabilities(&out, b);
  body_close(&out, "}");
  *out.at = '\0';
  return whole;
}

typedef struct outcome {
  jumio_result result;
  jumio_idv_status status;
  jumio_decision_flags flags;
  jumio_profile profile;
  int32_t is_final;
} outcome;

/* Frees the decision. */
static inline outcome body_outcome(jumio_result result, jumio_decision *decision)
{
  outcome o = {.result = result};
  o.status = jumio_decision_get_status(decision);
  o.flags = jumio_decision_get_flags(decision);
  o.profile = jumio_decision_get_profile(decision);
  o.is_final = jumio_decision_is_final(decision);
  jumio_decision_free(decision);
  return o;
}

static inline outcome body_map_text(const char *json, size_t len, const jumio_policy *policy)
{
  jumio_decision *decision = NULL;
  jumio_result result = jumio_decision_map_json(NULL, json, len, NULL, 0, policy, &decision, NULL);
  return body_outcome(result, decision);
}

static inline outcome body_map(const body *b, const jumio_policy *policy)
{
  char *json = body_print(b);
  outcome o = body_map_text(json, JUMIO_NTS, policy);
  free(json);
  return o;
}

static inline part *body_add(body *b, const char *capability, const char *type, const char *label, const char *category)
{
  part *added = &b->parts[b->count++];
  memset(added, 0, sizeof *added);
  added->capability = capability;
  added->type = type;
  added->label = label;
  added->category = category;
  return added;
}

static inline part *body_find(body *b, const char *capability)
{
  for (size_t i = 0; i < b->count; i++)
    if (strcmp(b->parts[i].capability, capability) == 0)
      return &b->parts[i];
  return NULL;
}

/* A transaction of ID and identity that passed in every respect. */
static inline body body_passed(void)
{
  body b = {.status = "PROCESSED", .key = "10011", .type = "PASSED", .label = "PASSED"};
  body_add(&b, "usability", "PASSED", "OK", "ID");
  body_add(&b, "usability", "PASSED", "OK", "SELFIE");
  body_add(&b, "usability", "PASSED", "OK", "FACEMAP");
  body_add(&b, "extraction", "PASSED", "OK", "ID")->data = "{\"type\":\"ID_CARD\",\"currentAge\":\"37\"}";
  body_add(&b, "imageChecks", "PASSED", "OK", "ID");
  body_add(&b, "dataChecks", "PASSED", "OK", "ID");
  body_add(&b, "similarity", "PASSED", "MATCH", "ID")->data = "{\"similarity\":\"MATCH\"}";
  body_add(&b, "liveness", "PASSED", "OK", "SELFIE");
  return b;
}

static inline void body_set(body *b, const char *capability, const char *type, const char *label)
{
  part *found = body_find(b, capability);
  found->type = type;
  found->label = label;
}

static inline jumio_policy *body_policy(jumio_profile profile, jumio_policy_switches switches)
{
  jumio_policy *policy = NULL;
  jumio_policy_new(NULL, &policy, NULL);
  jumio_policy_set_profile(policy, profile, NULL);
  jumio_policy_set_switches(policy, switches, NULL);
  return policy;
}

#endif
