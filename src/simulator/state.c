/* The store: accounts, executions, tokens and shared bytes, all in memory and all under the program's one lock. */
#define _GNU_SOURCE
#include "sim.h"

#include <gnutls/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t rotate(uint64_t x, int k)
{
  return (x << k) | (x >> (64 - k));
}

/* xoshiro256**: ids need no secrecy here, and --seed must give the same ones again. */
static uint64_t next_random(uint64_t s[4])
{
  uint64_t result = rotate(s[1] * 5, 7) * 9, t = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate(s[3], 45);
  return result;
}

void state_seed(struct sim *sim)
{
  uint64_t x = sim->options.seed;
  if (!sim->options.seeded)
    gnutls_rnd(GNUTLS_RND_NONCE, &x, sizeof x);
  for (int i = 0; i < 4; i++) {
    uint64_t z = (x += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    sim->random[i] = z ^ (z >> 31);
  }
}

void state_random(struct sim *sim, void *out, size_t len)
{
  unsigned char *p = out;
  while (len) {
    uint64_t r = next_random(sim->random);
    size_t n = len < sizeof r ? len : sizeof r;
    memcpy(p, &r, n);
    p += n;
    len -= n;
  }
}

void state_uuid(struct sim *sim, char out[SIM_ID_SIZE])
{
  static const char digits[] = "0123456789abcdef";
  unsigned char b[16];
  state_random(sim, b, sizeof b);
  b[6] = (unsigned char)((b[6] & 0x0F) | 0x40);
  b[8] = (unsigned char)((b[8] & 0x3F) | 0x80);
  size_t o = 0;
  for (size_t i = 0; i < sizeof b; i++) {
    if (i == 4 || i == 6 || i == 8 || i == 10)
      out[o++] = '-';
    out[o++] = digits[b[i] >> 4];
    out[o++] = digits[b[i] & 15];
  }
  out[o] = '\0';
}

static size_t map_index(const struct sim_map *map, const char *key)
{
  uint64_t h = 14695981039346656037u;
  for (const char *p = key; *p; p++)
    h = (h ^ (unsigned char)*p) * 1099511628211u;
  size_t i = (size_t)h & (map->cap - 1);
  while (map->slots[i].key && strcmp(map->slots[i].key, key) != 0)
    i = (i + 1) & (map->cap - 1);
  return i;
}

void *map_get(const struct sim_map *map, const char *key)
{
  return map->cap && key ? map->slots[map_index(map, key)].value : NULL;
}

void map_put(struct sim_map *map, const char *key, void *value)
{
  if (map->len * 2 >= map->cap) {
    struct sim_map bigger = {.cap = map->cap ? map->cap * 2 : 64};
    bigger.slots = sim_alloc(bigger.cap * sizeof *bigger.slots);
    for (size_t i = 0; i < map->cap; i++)
      if (map->slots[i].key)
        bigger.slots[map_index(&bigger, map->slots[i].key)] = map->slots[i];
    bigger.len = map->len;
    free(map->slots);
    *map = bigger;
  }
  size_t i = map_index(map, key);
  if (!map->slots[i].key)
    map->len++;
  map->slots[i] = (struct sim_map_slot){key, value};
}

void map_free(struct sim_map *map)
{
  free(map->slots);
  *map = (struct sim_map){0};
}

struct sim_account *state_new_account(struct sim *sim)
{
  struct sim_account *account = sim_alloc(sizeof *account);
  state_uuid(sim, account->id);
  if (sim->account_count == sim->account_cap) {
    sim->account_cap = sim->account_cap ? sim->account_cap * 2 : 64;
    sim->account_list = sim_grow(sim->account_list, sim->account_cap * sizeof *sim->account_list);
  }
  sim->account_list[sim->account_count++] = account;
  map_put(&sim->accounts, account->id, account);
  return account;
}

struct sim_execution *state_new_execution(struct sim *sim, struct sim_account *account)
{
  struct sim_execution *execution = sim_alloc(sizeof *execution);
  state_uuid(sim, execution->id);
  execution->account = account;
  return execution;
}

/* Makes a complete execution visible: before this it can still be dropped. */
void state_add_execution(struct sim *sim, struct sim_execution *execution)
{
  if (sim->execution_count == sim->execution_cap) {
    sim->execution_cap = sim->execution_cap ? sim->execution_cap * 2 : 64;
    sim->execution_list = sim_grow(sim->execution_list, sim->execution_cap * sizeof *sim->execution_list);
  }
  sim->execution_list[sim->execution_count++] = execution;
  map_put(&sim->executions, execution->id, execution);
  if (execution->web_token)
    map_put(&sim->web_tokens, execution->web_token, execution);
  for (size_t i = 0; i < execution->credential_count; i++) {
    struct sim_credential *c = &execution->credentials[i];
    c->execution = execution;
    if (c->token)
      map_put(&sim->tokens, c->token, c);
  }
}

void state_drop_execution(struct sim_execution *e)
{
  if (!e)
    return;
  for (size_t i = 0; i < e->credential_count; i++) {
    struct sim_credential *c = &e->credentials[i];
    for (size_t k = 0; k < c->part_count; k++)
      blob_unref(c->parts[k].blob);
    free(c->token);
    free(c->label);
    free(c->country);
    free(c->type);
  }
  char *owned[] = {e->key,       e->reference, e->user_reference, e->reporting, e->callback_url, e->success_url,
                   e->error_url, e->locale,    e->web_token,      e->sdk_token, e->client_ip};
  for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
    free(owned[i]);
  order_free(&e->order);
  free(e);
}

void state_clear(struct sim *sim)
{
  for (size_t i = 0; i < sim->execution_count; i++)
    state_drop_execution(sim->execution_list[i]);
  for (size_t i = 0; i < sim->account_count; i++)
    free(sim->account_list[i]);
  free(sim->execution_list);
  free(sim->account_list);
  sim->execution_list = NULL;
  sim->account_list = NULL;
  sim->execution_count = sim->execution_cap = sim->account_count = sim->account_cap = 0;
  map_free(&sim->accounts);
  map_free(&sim->executions);
  map_free(&sim->tokens);
  map_free(&sim->web_tokens);
  free(sim->heap);
  sim->heap = NULL;
  sim->heap_len = sim->heap_cap = 0;
  sim->orders = 0;
}

struct sim_blob *blob_new(const void *data, size_t len, enum sim_media media)
{
  struct sim_blob *blob = sim_alloc(sizeof *blob);
  atomic_init(&blob->refs, 1);
  blob->media = media;
  blob->len = len;
  blob->data = (unsigned char *)text_copy_n(data, len);
  return blob;
}

struct sim_blob *blob_ref(struct sim_blob *blob)
{
  if (blob)
    atomic_fetch_add(&blob->refs, 1);
  return blob;
}

void blob_unref(struct sim_blob *blob)
{
  if (blob && atomic_fetch_sub(&blob->refs, 1) == 1) {
    free(blob->data);
    free(blob);
  }
}

struct sim_part *credential_part(struct sim_credential *credential, const char *classifier)
{
  for (size_t i = 0; i < credential->part_count; i++)
    if (strcmp(credential->parts[i].classifier, classifier) == 0)
      return &credential->parts[i];
  return NULL;
}

/* Takes the caller's reference to the blob. */
void credential_set_part(struct sim_credential *c, const char *classifier, struct sim_blob *blob, bool captured)
{
  struct sim_part *part = credential_part(c, classifier);
  if (!part && c->part_count < SIM_MAX_PARTS) {
    part = &c->parts[c->part_count++];
    *part = (struct sim_part){0};
    snprintf(part->classifier, sizeof part->classifier, "%s", classifier);
  }
  if (!part) {
    blob_unref(blob);
    return;
  }
  blob_unref(part->blob);
  part->blob = blob;
  part->captured = captured;
}

/* An ID's back alone proves nothing; every other part is its credential's only necessary one. */
bool credential_filled(const struct sim_credential *credential)
{
  for (size_t i = 0; i < credential->part_count; i++)
    if (strcmp(credential->parts[i].classifier, "BACK") != 0)
      return true;
  return false;
}

static const char *const categories[CAT_COUNT] = {"ID", "SELFIE", "FACEMAP", "DOCUMENT", "DATA"};
static const char *const types[] = {"PASSED", "WARNING", "REJECTED", "NOT_EXECUTED"};
static const char *const statuses[] = {"INITIATED", "ACQUISITION_STARTED", "ACQUIRED", "PROCESSED", "SESSION_EXPIRED", "TOKEN_EXPIRED"};
static const char *const capabilities[CAP_COUNT] = {
    "usability",         "extraction",           "imageChecks",        "dataChecks",       "liveness",
    "similarity",        "authentication",       "watchlistScreening", "braCpfValidation", "drivingLicenseVerification",
    "emailVerification", "biometricVerification"};

const char *category_name(enum sim_category category)
{
  return category < CAT_COUNT ? categories[category] : "";
}

enum sim_category category_parse(const char *name)
{
  enum sim_category category = CAT_ID;
  while (category < CAT_COUNT && strcmp(categories[category], name) != 0)
    category++;
  return category;
}

const char *status_name(enum sim_status status)
{
  return statuses[status];
}

const char *type_name(enum sim_type type)
{
  return type < TYPE_NONE ? types[type] : "";
}

bool type_parse(const char *name, enum sim_type *out)
{
  for (enum sim_type type = TYPE_PASSED; type < TYPE_NONE; type++)
    if (strcmp(types[type], name) == 0) {
      *out = type;
      return true;
    }
  return false;
}

const char *capability_name(enum sim_capability capability)
{
  return capabilities[capability];
}

bool capability_parse(const char *name, enum sim_capability *out)
{
  for (enum sim_capability c = CAP_USABILITY; c < CAP_COUNT; c++)
    if (strcmp(capabilities[c], name) == 0) {
      *out = c;
      return true;
    }
  return false;
}
