/** Transaction bodies for the tests of the mapper: described by words, written as JSON in any order of their members. */
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
  bool extras;    /* unknown members at every level */
  uint64_t order; /* 0: in order; else the members are turned by this seed */
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

/* Members are collected and then written in order, or turned. */
typedef struct members {
  size_t count;
  char text[12][2048];
} members;

static inline void body_join(members *m, char *out, size_t size, uint64_t *order)
{
  size_t at = 0, index[12];
  for (size_t i = 0; i < m->count; i++)
    index[i] = i;
  for (size_t i = m->count; *order != 0 && i > 1; i--) {
    size_t other = body_pick(order, i), held = index[i - 1];
    index[i - 1] = index[other];
    index[other] = held;
  }
  at += (size_t)snprintf(out + at, size - at, "{");
  for (size_t i = 0; i < m->count; i++)
    at += (size_t)snprintf(out + at, size - at, "%s%s", i != 0 ? "," : "", m->text[index[i]]);
  snprintf(out + at, size - at, "}");
}

static inline void body_text(members *m, const char *key, const char *text)
{
  if (text != NULL)
    snprintf(m->text[m->count++], sizeof m->text[0], "\"%s\":\"%s\"", key, text);
}

static inline void body_raw(members *m, const char *key, const char *json)
{
  if (json != NULL)
    snprintf(m->text[m->count++], sizeof m->text[0], "\"%s\":%s", key, json);
}

static inline void body_decision(members *into, const char *type, const char *label, const char *score, bool extras, uint64_t *order)
{
  members *m = malloc(sizeof *m);
  char details[1024], decision[1536], risk[64];
  m->count = 0;
  body_text(m, "label", label);
  if (extras)
    body_raw(m, "x-later", "[1,{\"label\":\"FAKE\"}]");
  body_join(m, details, sizeof details, order);
  m->count = 0;
  body_text(m, "type", type);
  body_raw(m, "details", details);
  snprintf(risk, sizeof risk, "{\"score\":%s}", score != NULL ? score : "12.5");
  body_raw(m, "risk", risk);
  if (extras)
    body_raw(m, "x-type", "\"REJECTED\"");
  body_join(m, decision, sizeof decision, order);
  body_raw(into, "decision", decision);
  free(m);
}

static inline void body_part(const part *p, bool extras, uint64_t *order, char *out, size_t size)
{
  members *m = malloc(sizeof *m);
  char references[512];
  m->count = 0;
  body_text(m, "id", "c0000000-0000-4000-8000-000000000001");
  if (p->category != NULL) {
    snprintf(references, sizeof references, "[{\"id\":\"a0000000-0000-4000-8000-000000000009\",\"category\":\"%s\"%s}]", p->category,
             extras ? ",\"x-categorie\":\"ID\"" : "");
    body_raw(m, "credentials", references);
  }
  if (!p->no_decision)
    body_decision(m, p->type, p->label, NULL, extras, order);
  body_raw(m, "data", p->data);
  if (extras)
    body_raw(m, "x-member", "{\"decision\":{\"type\":\"REJECTED\"}}");
  body_join(m, out, size, order);
  free(m);
}

/* The parts that are the first of their capability, in their order or turned. */
static inline size_t body_firsts(const body *b, uint64_t *order, size_t firsts[BODY_PARTS])
{
  size_t count = 0;
  for (size_t i = 0; i < b->count; i++) {
    bool first = !b->parts[i].removed;
    for (size_t k = 0; k < i; k++)
      first = first && (b->parts[k].removed || strcmp(b->parts[k].capability, b->parts[i].capability) != 0);
    if (first)
      firsts[count++] = i;
  }
  for (size_t i = count; *order != 0 && i > 1; i--) {
    size_t other = body_pick(order, i), held = firsts[i - 1];
    firsts[i - 1] = firsts[other];
    firsts[other] = held;
  }
  return count;
}

/* Elements of one capability stand in one array. */
static inline void body_capabilities(const body *b, uint64_t *order, char *out, size_t size)
{
  char element[4096];
  size_t firsts[BODY_PARTS], capabilities = body_firsts(b, order, firsts);
  size_t at = (size_t)snprintf(out, size, "{");
  for (size_t i = 0; i < capabilities; i++) {
    const char *name = b->parts[firsts[i]].capability;
    at += (size_t)snprintf(out + at, size - at, "%s\"%s\":[", i != 0 ? "," : "", name);
    for (size_t k = firsts[i], n = 0; k < b->count; k++) {
      if (b->parts[k].removed || strcmp(b->parts[k].capability, name) != 0)
        continue;
      body_part(&b->parts[k], b->extras, order, element, sizeof element);
      at += (size_t)snprintf(out + at, size - at, "%s%s", n++ != 0 ? "," : "", element);
    }
    at += (size_t)snprintf(out + at, size - at, "]");
  }
  if (b->extras)
    at += (size_t)snprintf(out + at, size - at, "%s\"x-empty\":[],\"x-number\":7", capabilities != 0 ? "," : "");
  snprintf(out + at, size - at, "}");
}

#define BODY_SIZE 65536

/* The caller frees it. */
static inline char *body_print(const body *b)
{
  static char capabilities[BODY_SIZE], top[16384];
  uint64_t order = b->order;
  members *m = malloc(sizeof *m);
  char workflow[1024];
  m->count = 0;
  body_text(m, "id", "3f0c1d52-7a41-4c0e-9a55-0d8c1e6f7a01");
  body_text(m, "status", b->status);
  body_text(m, "definitionKey", b->key);
  if (b->extras)
    body_text(m, "x-status", "INITIATED");
  body_join(m, workflow, sizeof workflow, &order);
  m->count = 0;
  body_raw(m, "workflow", workflow);
  body_raw(m, "account", "{\"id\":\"9b7e2a10-5c44-4f6d-8e21-5a4d3c2b1a02\"}");
  if (!b->no_decision)
    body_decision(m, b->type, b->label, b->score, b->extras, &order);
  if (b->wiped)
    body_text(m, "wipedOutAt", "2026-05-04T00:10:00.000Z");
  if (b->extras)
    body_raw(m, "x-capabilities", "{\"liveness\":[]}");
  body_join(m, top, sizeof top, &order);
  body_capabilities(b, &order, capabilities, BODY_SIZE);
  top[strlen(top) - 1] = '\0';
  size_t size = strlen(capabilities) + strlen(top) + 32;
  char *whole = malloc(size);
  if (order % 2 == 1)
    snprintf(whole, size, "{\"capabilities\":%s,%s}", capabilities, top + 1);
  else
    snprintf(whole, size, "%s,\"capabilities\":%s}", top, capabilities);
  free(m);
  return whole;
}

typedef struct outcome {
  jumio_result result;
  jumio_idv_status status;
  jumio_decision_flags flags;
  jumio_profile profile;
  int32_t is_final;
} outcome;

static inline outcome body_map(const body *b, const jumio_policy *policy)
{
  outcome o = {0};
  jumio_decision *decision = NULL;
  char *json = body_print(b);
  o.result = jumio_decision_map_json(NULL, json, JUMIO_NTS, NULL, 0, policy, &decision, NULL);
  o.status = jumio_decision_get_status(decision);
  o.flags = jumio_decision_get_flags(decision);
  o.profile = jumio_decision_get_profile(decision);
  o.is_final = jumio_decision_is_final(decision);
  jumio_decision_free(decision);
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
