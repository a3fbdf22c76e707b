/* What each workflow key asks for: its credentials with their channels, and the capabilities it runs. */
#include "sim.h"

#include <string.h>

/*
 * Credentials: CATEGORY:channels, w web, a api, s sdk, - reused from the account.
 * Capabilities: u usability, e extraction, i imageChecks, d dataChecks, l liveness, s similarity, a authentication,
 * w watchlistScreening, c braCpfValidation, v drivingLicenseVerification, m emailVerification, b biometricVerification.
 * 10020 and 10093 have no published capability key; the nearest published ones stand in.
 */
static const struct sim_workflow table[] = {
    {"1", "ID:was", "ue", false, false},
    {"2", "ID:was", "ueid", false, false},
    {"3", "ID:was SELFIE:was FACEMAP:ws", "ueidls", false, false},
    {"5", "ID:- SELFIE:a", "us", true, false},
    {"6", "SELFIE:was FACEMAP:ws", "ul", false, false},
    {"9", "SELFIE:ws FACEMAP:ws", "ua", true, false},
    {"16", "FACEMAP:a SELFIE:ws FACEMAP:ws", "ua", true, false},
    {"20", "ID:a SELFIE:a", "us", false, false},
    {"32", "ID:was SELFIE:was FACEMAP:ws", "ueidlsw", false, true},
    {"10005", "DATA:a", "c", false, false},
    {"10006", "DATA:a SELFIE:a", "b", false, false},
    {"10008", "DATA:a", "v", false, false},
    {"10010", "DATA:a", "w", false, true},
    {"10011", "ID:was SELFIE:was FACEMAP:ws", "ueidls", false, false},
    {"10013", "ID:was SELFIE:was FACEMAP:ws", "ueidlsw", false, false},
    {"10014", "SELFIE:ws FACEMAP:ws", "ua", true, false},
    {"10015", "ID:was", "ueid", false, false},
    {"10016", "SELFIE:was FACEMAP:ws", "ul", false, false},
    {"10020", "DATA:a", "c", false, false},
    {"10021", "ID:was SELFIE:was FACEMAP:ws", "ueidlscb", false, false},
    {"10025", "ID:- SELFIE:a", "us", true, false},
    {"10026", "DOCUMENT:was", "ue", false, false},
    {"10031", "ID:was", "ue", false, false},
    {"10054", "ID:was SELFIE:was FACEMAP:ws", "ueidls", false, false},
    {"10066", "DATA:a", "m", false, false},
    {"10071", "FACEMAP:a SELFIE:ws FACEMAP:ws", "ua", true, false},
    {"10093", "DATA:a SELFIE:a", "b", false, false},
    {"10163", "ID:was SELFIE:was FACEMAP:ws DATA:a", "ueidls", false, false},
    {"10164", "ID:was SELFIE:was FACEMAP:ws DATA:a", "ueidls", false, false},
    {"10166", "DOCUMENT:was", "ue", false, false},
    {"10170", "DOCUMENT:a", "ue", false, false},
    /* last: a tenant's own key */
    {NULL, "ID:was SELFIE:was FACEMAP:ws", "ueidls", false, false},
};

const struct sim_workflow *workflow_find(const char *key)
{
  const struct sim_workflow *row = table;
  while (row->key && strcmp(row->key, key) != 0)
    row++;
  return row;
}

bool workflow_known(const char *key)
{
  return workflow_find(key)->key != NULL;
}

static unsigned channel_of(char letter)
{
  return letter == 'w' ? CHANNEL_WEB : letter == 'a' ? CHANNEL_API : letter == 's' ? CHANNEL_SDK : 0;
}

/* Credentials marked as reused come back with no channel; the caller gives them an identity. */
size_t workflow_credentials(const struct sim_workflow *workflow, struct sim_credential *out, size_t cap)
{
  size_t count = 0;
  const char *p = workflow->credentials;
  while (*p && count < cap) {
    struct sim_credential *credential = &out[count++];
    char name[16] = {0};
    size_t n = strcspn(p, ":");
    memcpy(name, p, n < sizeof name ? n : sizeof name - 1);
    *credential = (struct sim_credential){.category = category_parse(name)};
    for (p += n + 1; *p && *p != ' '; p++) {
      credential->channels |= channel_of(*p);
      credential->reused |= *p == '-';
    }
    while (*p == ' ')
      p++;
  }
  return count;
}

unsigned workflow_channels(const struct sim_execution *execution)
{
  unsigned all = 0;
  for (size_t i = 0; i < execution->credential_count; i++)
    all |= execution->credentials[i].channels;
  return all;
}

/* The classifiers that can be uploaded for a category. */
const char *const *category_classifiers(enum sim_category category)
{
  static const char *const table_of[CAT_COUNT][3] = {
      {"FRONT", "BACK", NULL}, {"FACE", NULL, NULL}, {"FACEMAP", NULL, NULL}, {"DOCUMENT", NULL, NULL}, {"PREPARED_DATA", NULL, NULL},
  };
  return table_of[category];
}
