/** The link into Jumio's portal: a template of the host's, for Jumio publishes no form of one (jumio-api-write 11.3). */
#include "client/portal_link.h"

#include "client/client.h"
#include "core/error.h"
#include "core/text.h"
#include "http/url.h"
#include "model/owned_text.h"

#include <string.h>

#define LINK_MAX 1000
#define EXPANDED_MAX (4 * LINK_MAX)

/* What a template is filled with. */
typedef struct filling {
  const char *account, *execution, *region;
} filling;

/* The place that a template has at `at`; NULL when there is none. */
static const char *value_at(const char *at, size_t left, const filling *with, size_t *out_len)
{
  const struct {
    const char *place, *value;
  } places[] = {{"{account}", with->account}, {"{execution}", with->execution}, {"{region}", with->region}};
  for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
    if (jumio__starts(at, left, places[i].place)) {
      *out_len = strlen(places[i].place);
      return places[i].value;
    }
  return NULL;
}

/* The length of what was written. An id is at most four times as long as its place. */
static size_t expand(const char *link, size_t len, const filling *with, char out[EXPANDED_MAX])
{
  size_t made = 0;
  for (size_t i = 0, step = 1; i < len; i += step) {
    const char *value = value_at(link + i, len - i, with, &step);
    step = value != NULL ? step : 1;
    size_t size = value != NULL ? strlen(value) : 1;
    memcpy(out + made, value != NULL ? value : link + i, size);
    made += size;
  }
  return made;
}

/* Whether the ids stand behind the host: in it they would lead to as many hosts. */
static bool host_is_fixed(const char *link, size_t len)
{
  static const char *const ids[] = {"{account}", "{execution}"};
  const size_t scheme = sizeof "https://" - 1;
  const char *end = len > scheme ? memchr(link + scheme, '/', len - scheme) : NULL;
  for (size_t i = scheme; end != NULL && link + i < end; i++)
    for (size_t k = 0; k < sizeof ids / sizeof ids[0]; k++)
      if (jumio__starts(link + i, len - i, ids[k]))
        return false;
  return end != NULL;
}

static bool has_execution(const char *link, size_t len)
{
  for (size_t i = 0; i < len; i++)
    if (jumio__starts(link + i, len - i, "{execution}"))
      return true;
  return false;
}

const char *jumio__portal_link_broken(const char *text, size_t len)
{
  static const filling example = {"a", "e", "amer-1"};
  char made[EXPANDED_MAX];
  jumio__url url;
  if (len > LINK_MAX)
    return "is longer than 1000 bytes";
  size_t made_len = expand(text, len, &example, made);
  if (!jumio__url_parse(made, made_len, &url) || !url.https || jumio__url_host_is_address(&url))
    return "must be an https URL of a host name, with {account}, {execution} and {region} as its only braces";
  if (!has_execution(text, len))
    return "must hold {execution}";
  return host_is_fixed(text, len) ? NULL : "must hold {account} and {execution} behind the host only";
}

jumio_result jumio_client_dup_portal_link(jumio_client *client, const char *account_id, size_t account_id_len, const char *execution_id,
                                          size_t execution_id_len, char **out, jumio_error **err)
{
  char account[37], execution[37], made[EXPANDED_MAX];
  jumio__buffer text;
  if (out != NULL)
    *out = NULL;
  if (client == NULL || out == NULL)
    return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "client or out is NULL");
  if (!jumio__text_arg(account_id, &account_id_len) || !jumio__uuid(account_id, account_id_len, account))
    return jumio__fail(err, client->mem, JUMIO_ERR_ARGUMENT, "account id: must be a UUID");
  if (!jumio__text_arg(execution_id, &execution_id_len) || !jumio__uuid(execution_id, execution_id_len, execution))
    return jumio__fail(err, client->mem, JUMIO_ERR_ARGUMENT, "execution id: must be a UUID");
  if (client->portal_link == NULL)
    return jumio__fail(err, client->mem, JUMIO_ERR_STATE, "no JUMIO_OPTION_PORTAL_LINK was configured");
  const filling with = {account, execution, client->session->origins.region};
  size_t len = expand(client->portal_link, strlen(client->portal_link), &with, made);
  jumio__buffer_init(&text, client->mem, 2 * EXPANDED_MAX);
  if (jumio__owned_text_begin(&text) && jumio__buffer_add(&text, made, len))
    *out = jumio__owned_text_take(&text, NULL);
  jumio__buffer_free(&text);
  return *out != NULL ? jumio__ok(err) : jumio__fail_memory(err);
}
