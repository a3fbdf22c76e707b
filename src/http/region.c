/** Jumio's regions: the one table of their names and hosts (jumio-api-write 1.1, 7.6 and 11.1). */
#include <jumio/region.h>

#include "core/text.h"
#include "http/origin.h"
#include "http/url.h"

#include <string.h>

#define TEXTS (JUMIO_REGION_TEXT_PORTAL_HOST + 1)

typedef struct region_row {
  const char *text[TEXTS]; /* by jumio_region_text; [0] is the end of its hosts */
  const char *others[6];   /* further names and hosts that mean it */
} region_row;

#define PLATFORM(region)                                                                                                                   \
  [0] = "." region ".jumio.ai", [JUMIO_REGION_TEXT_ID] = region, [JUMIO_REGION_TEXT_AUTH_HOST] = "auth." region ".jumio.ai",               \
  [JUMIO_REGION_TEXT_ACCOUNT_HOST] = "account." region ".jumio.ai", [JUMIO_REGION_TEXT_API_HOST] = "api." region ".jumio.ai",              \
  [JUMIO_REGION_TEXT_RETRIEVAL_HOST] = "retrieval." region ".jumio.ai", [JUMIO_REGION_TEXT_STATUS_HOST] = "status." region ".jumio.ai",    \
  [JUMIO_REGION_TEXT_CALLBACK_HOST] = "callback." region ".jumio.ai"
#define NETVERIFY(host) "upload." host, "acquisition." host, "retrieval." host

static const region_row rows[] = {
    {{PLATFORM("amer-1"), [JUMIO_REGION_TEXT_NAME] = "US", [JUMIO_REGION_TEXT_SDK_MOBILE] = "US", [JUMIO_REGION_TEXT_SDK_WEB] = "us",
      [JUMIO_REGION_TEXT_NETVERIFY_HOST] = "netverify.com", [JUMIO_REGION_TEXT_PORTAL_HOST] = "customer-portal.netverify.com"},
     {NETVERIFY("netverify.com"), "callback.jumio.com"}},
    {{PLATFORM("emea-1"), [JUMIO_REGION_TEXT_NAME] = "EU", [JUMIO_REGION_TEXT_SDK_MOBILE] = "EU", [JUMIO_REGION_TEXT_SDK_WEB] = "eu",
      [JUMIO_REGION_TEXT_NETVERIFY_HOST] = "lon.netverify.com", [JUMIO_REGION_TEXT_PORTAL_HOST] = "customer-portal.lon.netverify.com"},
     {NETVERIFY("lon.netverify.com"), "callback.lon.jumio.com"}},
    {{PLATFORM("apac-1"), [JUMIO_REGION_TEXT_NAME] = "SGP", [JUMIO_REGION_TEXT_SDK_MOBILE] = "SG", [JUMIO_REGION_TEXT_SDK_WEB] = "sgp",
      [JUMIO_REGION_TEXT_NETVERIFY_HOST] = "core-sgp.jumio.com"},
     {NETVERIFY("core-sgp.jumio.com"), "callback.core-sgp.jumio.com"}},
};
#define ROWS (sizeof rows / sizeof rows[0])

/* The host of a URL, or the text up to where a host ends. */
static void take_host(const char **text, size_t *len)
{
  jumio__url url;
  size_t end = 0;
  if (jumio__url_parse(*text, *len, &url)) {
    *text = url.host;
    *len = url.host_len;
    return;
  }
  while (end < *len && strchr(":/?#", (*text)[end]) == NULL)
    end++;
  *len = end;
}

/* {prefix}.web.emea-1.jumio.ai and all others there are Jumio's: the region is a label of its own. */
static bool is_below(const char *host, size_t len, const char *end)
{
  size_t end_len = strlen(end);
  return len > end_len && host[0] != '.' && host[0] != '-' && jumio__all_of(host, len, "-.") &&
         jumio__same_no_case(host + len - end_len, end_len, end);
}

static bool means(const region_row *row, const char *name, size_t len)
{
  for (size_t i = 1; i < TEXTS; i++)
    if (jumio__same_no_case(name, len, row->text[i]))
      return true;
  for (size_t i = 0; i < sizeof row->others / sizeof row->others[0]; i++)
    if (jumio__same_no_case(name, len, row->others[i]))
      return true;
  return is_below(name, len, row->text[0]);
}

static const region_row *find(const char *text, size_t len)
{
  if (!jumio__text_arg(text, &len))
    return NULL;
  take_host(&text, &len);
  for (size_t i = 0; i < ROWS; i++)
    if (means(&rows[i], text, len))
      return &rows[i];
  return NULL;
}

const char *jumio__region_at(size_t index)
{
  return index < ROWS ? rows[index].text[JUMIO_REGION_TEXT_ID] : NULL;
}

const char *jumio_region_find(const char *text, size_t len)
{
  const region_row *row = find(text, len);
  return row != NULL ? row->text[JUMIO_REGION_TEXT_ID] : NULL;
}

const char *jumio_region_get_text(const char *region, size_t region_len, jumio_region_text which)
{
  const region_row *row = which >= 1 && which < TEXTS ? find(region, region_len) : NULL;
  return row != NULL ? row->text[which] : NULL;
}
