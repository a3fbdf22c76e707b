/** The origin guard: a token goes only to the https host that the configuration names for its role. */
#ifndef JUMIO__ORIGIN_H
#define JUMIO__ORIGIN_H

#include <jumio/error.h>

#include "core/mem.h"

typedef enum jumio__role {
  JUMIO__ROLE_AUTH,
  JUMIO__ROLE_ACCOUNT,
  JUMIO__ROLE_API,
  JUMIO__ROLE_RETRIEVAL,
  JUMIO__ROLE_STATUS,
  JUMIO__ROLE_REPORT, /* hosts of reports, which the host of the library names: without an origin but the test endpoint, never with a token
                       */
  JUMIO__ROLES
} jumio__role;

typedef struct jumio__origins {
  char base[JUMIO__ROLES][280]; /* "https://host[:port]" in lower case */
  char region[16];              /* "amer-1"; "test" for a test endpoint */
  bool test;                    /* one explicit test origin for all roles: loopback http is allowed */
} jumio__origins;

/* The ids of all regions; NULL past the end. */
const char *jumio__region_at(size_t index);

/* By region or alias; ERR_ARGUMENT with the known names. */
jumio_result jumio__origins_set_region(jumio__origins *origins, const char *region, size_t len, jumio_alloc *mem, jumio_error **err);
/* One explicit origin for all roles. */
jumio_result jumio__origins_set_test(jumio__origins *origins, const char *origin, size_t len, jumio_alloc *mem, jumio_error **err);

/* Check a URL of an answer before a token goes there (threat TH01): exactly the origin of the role, path below /api/v1/ without odd
 * segments, no query, no fragment, every id of `ids` (NULL entries skipped) in the path as a whole segment, case-insensitively.
 * ERR_ORIGIN_REFUSED. */
jumio_result jumio__origin_check(const jumio__origins *origins, jumio__role role, const char *url, size_t len, const char *const *ids,
                                 size_t id_count, jumio_alloc *mem, jumio_error **err);

/* Check a path that the caller wants called with the tenant's token (fault N24): below /api/, without odd segments or escapes, perhaps with
 * a query, no fragment. Resolves *len. ERR_ARGUMENT naming the field. */
jumio_result jumio__origin_check_path(const jumio__origins *origins, const char *path, size_t *len, jumio_alloc *mem, jumio_error **err);

/* Check the presigned address of a report (threat TH03): its host is one of `hosts` ("a,b"; NULL: none), https without a port
 * and a name, or the test endpoint; no fragment. The address is a secret and stands in no error. ERR_ORIGIN_REFUSED. */
jumio_result jumio__origin_check_report(const jumio__origins *origins, const char *hosts, const char *url, size_t len, jumio_alloc *mem,
                                        jumio_error **err);
/* Whether a text is such a list: host names or loopback addresses with commas between them. */
bool jumio__origin_is_host_list(const char *hosts, size_t len);

/* Check a URL that Jumio will call or show (callbackUrl, successUrl, errorUrl): https, host name, no IP, no port, no fragment, no user
 * info; on a test endpoint loopback http(s) with a port is allowed too. ERR_ARGUMENT naming the field. */
jumio_result jumio__origin_check_host_url(const jumio__origins *origins, const char *field, const char *url, jumio_alloc *mem,
                                          jumio_error **err);

/* What Jumio documents or was seen to refuse in such a URL, as bits; 0 when the text is no URL at all. */
enum { JUMIO__URL_HAS_QUERY = 1, JUMIO__URL_HAS_JUMIO_NAME = 2 };
unsigned jumio__origin_url_remarks(const char *url, size_t len);

/* Whether a web link of an answer leads to Jumio's web client of the region, or to the test origin (threat TH02): the host hands it to a
 * person, so it must not lead anywhere else. */
bool jumio__origin_is_link(const jumio__origins *origins, const char *url);

#endif
