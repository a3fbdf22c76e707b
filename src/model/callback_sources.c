/** Source addresses: reading lists of addresses and networks, and looking one up. */
#include "model/callback_sources.h"

#include <jumio/region.h>
#include <jumio/result.h>

#include "core/text.h"
#include "core/time.h"
#include "json/json.h"

#include <string.h>

#define LIST_MAX ((size_t)64 * 1024)

#define JUMIO__SOURCE(region, address) {region, address},
#define JUMIO__SOURCES_DATE(date)
static const struct {
  const char *region, *address;
} published[] = {
#include "model/callback_sources.def"
};
#undef JUMIO__SOURCE
#undef JUMIO__SOURCES_DATE

#define JUMIO__SOURCE(region, address)
#define JUMIO__SOURCES_DATE(date) date
static const char published_date[] =
#include "model/callback_sources.def"
    ;
#undef JUMIO__SOURCE
#undef JUMIO__SOURCES_DATE

static bool read_address(const char *text, size_t len, jumio__source *out)
{
  out->bits = 128;
  return jumio__ip_address(text, len, out->address);
}

static bool same_network(const uint8_t *a, const uint8_t *b, uint32_t bits)
{
  uint32_t whole = bits / 8, rest = bits % 8;
  return memcmp(a, b, whole) == 0 && (rest == 0 || ((a[whole] ^ b[whole]) >> (8 - rest)) == 0);
}

/* "address" or "address/prefix"; an address with bits beyond its prefix is more likely a slip than meant. */
static bool read_source(const char *text, size_t len, jumio__source *out)
{
  const char *slash = memchr(text, '/', len);
  size_t address_len = slash != NULL ? (size_t)(slash - text) : len;
  int64_t prefix = 0;
  uint8_t network[16] = {0};
  if (!read_address(text, address_len, out))
    return false;
  if (slash == NULL)
    return true;
  bool is4 = memchr(text, ':', address_len) == NULL;
  if (!jumio__parse_int64(slash + 1, len - address_len - 1, &prefix) || prefix < 1 || prefix > (is4 ? 32 : 128))
    return false;
  out->bits = (uint32_t)prefix + (is4 ? 96 : 0);
  for (uint32_t bit = 0; bit < out->bits; bit++)
    network[bit / 8] |= (uint8_t)(out->address[bit / 8] & (0x80 >> bit % 8));
  return memcmp(network, out->address, sizeof network) == 0;
}

static bool read_date(const char *date, size_t len, int64_t *out_ms)
{
  char text[] = "YYYY-MM-DDT00:00:00Z";
  if (len != 10)
    return false;
  memcpy(text, date, len);
  return jumio__time_parse_rfc3339(text, sizeof text - 1, out_ms);
}

void jumio__sources_published(const char *region, jumio__sources *out)
{
  out->count = 0;
  read_date(published_date, strlen(published_date), &out->date_ms);
  for (size_t i = 0; i < sizeof published / sizeof published[0]; i++)
    if (strcmp(published[i].region, region) == 0 && read_source(published[i].address, strlen(published[i].address), &out->list[out->count]))
      out->count++;
}

static jumio_result refuse(jumio_alloc *mem, jumio_error **err, const char *pointer, const char *rule)
{
  jumio__error_facts facts = {.retry_after_ms = -1, .json_pointer = pointer};
  return jumio__fail_with(err, mem, JUMIO_ERR_ARGUMENT, &facts, "sources: %s %s", pointer, rule);
}

/* `keep` NULL: a region that is only checked. */
static const char *read_list(const jumio__value *list, jumio__sources *keep)
{
  jumio__source source;
  size_t count = jumio__json_count(list), len = 0;
  if (!jumio__json_is_array(list) || count == 0)
    return "must hold arrays of at least one address";
  for (size_t i = 0; i < count; i++) {
    const char *text = jumio__json_text(jumio__json_at(list, i), &len);
    if (text == NULL || !read_source(text, len, &source))
      return "must hold IPv4 or IPv6 addresses, or networks as address/prefix without further bits";
    if (keep != NULL && keep->count == JUMIO__SOURCES_MAX)
      return "must not hold more than 256 addresses of a region";
    if (keep != NULL)
      keep->list[keep->count++] = source;
  }
  return NULL;
}

static const char *read_regions(const jumio__value *regions, const char *region, jumio__sources *out)
{
  const jumio__value *key = jumio__json_first(regions);
  for (size_t left = jumio__json_count(regions); left > 0; left--) {
    size_t len = 0;
    const char *name = jumio__json_text(key, &len);
    const char *id = jumio_region_find(name, len);
    if (id == NULL)
      return "has a name that is no region";
    const char *rule = read_list(jumio__json_of_key(key), strcmp(id, region) == 0 ? out : NULL);
    if (rule != NULL)
      return rule;
    if (left > 1)
      key = jumio__json_next(jumio__json_of_key(key));
  }
  return out->count == 0 ? "has no list of this guard's region" : NULL;
}

jumio_result jumio__sources_parse(const char *region, const char *json, size_t len, jumio__sources *out, jumio_alloc *mem,
                                  jumio_error **err)
{
  jumio__json *tree = NULL;
  size_t date_len = 0;
  jumio_result result = jumio__json_parse(mem, json, len, LIST_MAX, &tree, err);
  if (result != JUMIO_OK)
    return result;
  const jumio__value *root = jumio__json_root(tree), *regions = jumio__json_member(root, "regions");
  const char *date = jumio__json_text(jumio__json_member(root, "date"), &date_len);
  out->count = 0;
  if (date == NULL || !read_date(date, date_len, &out->date_ms)) {
    result = refuse(mem, err, "/date", "must be a date as YYYY-MM-DD");
  } else {
    const char *rule = jumio__json_is_object(regions) ? read_regions(regions, region, out) : "must be an object";
    result = rule != NULL ? refuse(mem, err, "/regions", rule) : JUMIO_OK;
  }
  jumio__json_free(tree);
  return result;
}

bool jumio__sources_have(const jumio__sources *sources, const char *peer, size_t len)
{
  jumio__source address;
  if (!read_address(peer, len, &address))
    return false;
  for (size_t i = 0; i < sources->count; i++)
    if (same_network(sources->list[i].address, address.address, sources->list[i].bits))
      return true;
  return false;
}
