/** URLs by a white list: what is not plainly an http(s) URL of a few harmless characters is refused, so that no two parsers can differ. */
#ifndef JUMIO__URL_H
#define JUMIO__URL_H

#include <stdbool.h>

#include <jumio/base.h>

#define JUMIO__URL_MAX 4096     /* most bytes of a request's address */
#define JUMIO__URL_HOST_MAX 253 /* of a host */

/* Slices of the text that was parsed. */
typedef struct jumio__url {
  bool https;
  const char *host; /* lower case is not enforced here; IPv6 with its brackets */
  size_t host_len;
  int32_t port; /* as written, else 443 or 80 */
  bool has_port;
  const char *path; /* begins with '/', or is empty */
  size_t path_len;
  const char *query; /* without '?'; NULL when there is none */
  size_t query_len;
  bool has_fragment;
} jumio__url;

/* False for anything but http(s)://host[:port][/path][?query][#fragment] of RFC 3986 characters: no user info, no backslash, no control,
 * blank or non-ASCII byte, no percent sign in the host, no empty or dot-ended host, port 1..65535. */
bool jumio__url_parse(const char *text, size_t len, jumio__url *out);
bool jumio__url_host_is_loopback(const jumio__url *url); /* 127.0.0.0/8, [::1], localhost */
bool jumio__url_host_is_address(const jumio__url *url);  /* any IP literal, also odd ones: all digits and dots, 0x.., [..] */
bool jumio__url_host_is_plain(const jumio__url *url);    /* a name, or an address in the form that all parsers read alike */
/* A path with ".." or "." segments, raw or percent-encoded, an encoded slash, or an empty segment. */
bool jumio__url_path_is_odd(const char *path, size_t len);
/* Whether a name in a query is that one, percent-encoded or not: who reads the query decodes it first. */
bool jumio__url_name_is(const char *encoded, size_t len, const char *name);
/* The byte of the percent escape with which the text begins, or -1 when it begins with none. */
int jumio__url_escape(const char *text, size_t len);

#endif
