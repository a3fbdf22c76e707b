/** Making a libcurl handle that trusts nothing but its configuration, and setting one request on it. */
#include "http/transport_curl_slot.h"

#include "core/text.h"
#include "http/peer.h"
#include "http/sigpipe.h"

#include <curl/curl.h>

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define LINES_MAX (JUMIO__REQUEST_HEADERS * (JUMIO__HEADERS_MAX + 128))
#define URL_MAX 8192
#define PAIR_MAX 512
#define PROXY_HEADER_MAX 768
#define KEPT_CONNECTIONS 8L /* a client talks to five hosts */

static size_t on_header(char *line, size_t size, size_t count, void *user_data)
{
  jumio__slot *slot = user_data;
  slot->failed = jumio__answer_line(&slot->answer, line, size * count);
  return slot->failed == JUMIO_OK ? size * count : 0;
}

static size_t on_body(char *data, size_t size, size_t count, void *user_data)
{
  jumio__slot *slot = user_data;
  slot->failed = jumio__answer_body(&slot->answer, data, size * count);
  return slot->failed == JUMIO_OK ? size * count : 0;
}

static size_t on_read(char *out, size_t size, size_t count, void *user_data)
{
  jumio__slot *slot = user_data;
  size_t done = jumio_http_request_read_body(slot->request, slot->body_offset, out, size * count);
  slot->body_offset += done;
  bool short_of_it = done == 0 && slot->body_offset < (uint64_t)jumio_http_request_get_int64(slot->request, JUMIO_REQUEST_BODY_BYTES);
  return short_of_it ? CURL_READFUNC_ABORT : done;
}

/* libcurl rewinds to repeat a request by itself, on a reused connection that died. A body goes out once: whether it may go out again is
 * decided above, where it is counted and told. */
static int on_seek(void *user_data, curl_off_t offset, int origin)
{
  const jumio__slot *slot = user_data;
  return origin == SEEK_SET && offset >= 0 && (uint64_t)offset == slot->body_offset ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_CANTSEEK;
}

static curl_socket_t on_open(void *user_data, curlsocktype purpose, struct curl_sockaddr *address)
{
  const jumio__slot *slot = user_data;
  (void)purpose;
  if (slot->refuse_private_peers && !jumio__peer_is_public(&address->addr, address->addrlen))
    return CURL_SOCKET_BAD;
#ifdef SOCK_CLOEXEC
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
#else
  int fd = socket(address->family, address->socktype, address->protocol);
  if (fd != -1 && fcntl(fd, F_SETFD, FD_CLOEXEC) == -1) {
    close(fd);
    fd = -1;
  }
  return fd;
#endif
}

typedef struct number_option {
  CURLoption option;
  long value;
} number_option;

static const number_option number_options[] = {
    {CURLOPT_NOSIGNAL, 1},
    {CURLOPT_FOLLOWLOCATION, 0},
    {CURLOPT_SSL_VERIFYPEER, 1},
    {CURLOPT_SSL_VERIFYHOST, 2},
    {CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2}, /* and later */
    {CURLOPT_NETRC, CURL_NETRC_IGNORED},
    {CURLOPT_HTTP09_ALLOWED, 0},
    {CURLOPT_HTTP_CONTENT_DECODING, 0},
    {CURLOPT_PATH_AS_IS, 1},
    {CURLOPT_DISALLOW_USERNAME_IN_URL, 1},
#if LIBCURL_VERSION_NUM >= 0x075700
    {CURLOPT_CA_CACHE_TIMEOUT, 600}, /* so that a change of the trusted certificates is seen */
    {CURLOPT_QUICK_EXIT, 1},         /* never wait for a name lookup that was given up */
#endif
};

static bool set_numbers(CURL *easy)
{
  for (size_t i = 0; i < sizeof number_options / sizeof number_options[0]; i++)
    if (curl_easy_setopt(easy, number_options[i].option, number_options[i].value) != CURLE_OK)
      return false;
  return true;
}

static bool set_protocols(CURL *easy, bool plain_too)
{
#if LIBCURL_VERSION_NUM >= 0x075500
  return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, plain_too ? "http,https" : "https") == CURLE_OK;
#else
  return curl_easy_setopt(easy, CURLOPT_PROTOCOLS, plain_too ? (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS) : (long)CURLPROTO_HTTPS) ==
         CURLE_OK;
#endif
}

/* One source of trust: with a file and a folder together libcurl cannot keep the parsed certificates, and every handshake reads them anew.
 */
static bool set_trust(CURL *easy, const jumio__curl_options *options)
{
  const char *file = options->texts[JUMIO_OPTION_CA_FILE], *path = options->texts[JUMIO_OPTION_CA_PATH];
  if (path != NULL || file != NULL)
    return curl_easy_setopt(easy, CURLOPT_CAINFO, file) == CURLE_OK && curl_easy_setopt(easy, CURLOPT_CAPATH, path) == CURLE_OK;
#if LIBCURL_VERSION_NUM >= 0x075400
  const char *bundle = NULL;
  if (curl_easy_getinfo(easy, CURLINFO_CAINFO, &bundle) == CURLE_OK && bundle == NULL)
    return true; /* this libcurl knows no bundle: its folder is the one source */
#endif
  return curl_easy_setopt(easy, CURLOPT_CAPATH, NULL) == CURLE_OK;
}

/* An https proxy is judged by the same certificates as the server. */
static bool set_trust_of_proxy(CURL *easy, const jumio__curl_options *options)
{
  const char *file = options->texts[JUMIO_OPTION_CA_FILE], *path = options->texts[JUMIO_OPTION_CA_PATH];
  if (curl_easy_setopt(easy, CURLOPT_PROXY_SSL_VERIFYPEER, 1L) != CURLE_OK ||
      curl_easy_setopt(easy, CURLOPT_PROXY_SSL_VERIFYHOST, 2L) != CURLE_OK ||
      curl_easy_setopt(easy, CURLOPT_PROXY_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) != CURLE_OK)
    return false;
  if (path == NULL && file == NULL)
    return true;
  return curl_easy_setopt(easy, CURLOPT_PROXY_CAINFO, file) == CURLE_OK && curl_easy_setopt(easy, CURLOPT_PROXY_CAPATH, path) == CURLE_OK;
}

/* What was sent before is a proxy's: CONNECT counts as a request of libcurl's. */
static int on_reached(void *user_data, char *address, char *own_address, int port, int own_port)
{
  jumio__slot *slot = user_data;
  (void)address;
  (void)own_address;
  (void)port;
  (void)own_port;
  slot->reached = true;
  return 0;
}

static bool set_callbacks(CURL *easy, jumio__slot *slot)
{
  return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_reached) == CURLE_OK &&
         curl_easy_setopt(easy, CURLOPT_PREREQDATA, slot) == CURLE_OK &&
         curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header) == CURLE_OK &&
         curl_easy_setopt(easy, CURLOPT_HEADERDATA, slot) == CURLE_OK &&
         curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body) == CURLE_OK &&
         curl_easy_setopt(easy, CURLOPT_WRITEDATA, slot) == CURLE_OK && curl_easy_setopt(easy, CURLOPT_READFUNCTION, on_read) == CURLE_OK &&
         curl_easy_setopt(easy, CURLOPT_READDATA, slot) == CURLE_OK && curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, on_seek) == CURLE_OK &&
         curl_easy_setopt(easy, CURLOPT_SEEKDATA, slot) == CURLE_OK &&
         curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_open) == CURLE_OK &&
         curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, slot) == CURLE_OK &&
         curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, slot->text) == CURLE_OK;
}

static long whole_seconds(int64_t ms)
{
  return (long)(ms / 1000 + (ms % 1000 != 0));
}

static bool set_lives(CURL *easy, const jumio__curl_options *options)
{
#if LIBCURL_VERSION_NUM >= 0x075000
  if (options->life_ms != 0 && curl_easy_setopt(easy, CURLOPT_MAXLIFETIME_CONN, whole_seconds(options->life_ms)) != CURLE_OK)
    return false;
#endif
  return options->idle_ms == 0 || curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, whole_seconds(options->idle_ms)) == CURLE_OK;
}

/* To an HTTP proxy as a header of our own making: libcurl's options decode what looks percent-encoded, some versions of them. */
static bool set_proxy_header(jumio__slot *slot, const char *pair)
{
  char encoded[4 * ((PAIR_MAX + 2) / 3) + 1];
  jumio__buffer *header = &slot->proxy_header;
  size_t len = jumio__base64(pair, strlen(pair), encoded);
  jumio__buffer_reserve(header, PROXY_HEADER_MAX);
  jumio__buffer_text(header, "Proxy-Authorization: Basic ");
  bool whole = jumio__buffer_add(header, encoded, len);
  jumio__wipe(encoded, sizeof encoded);
  slot->proxy_node.data = header->data;
  return whole && curl_easy_setopt(slot->easy, CURLOPT_PROXYHEADER, &slot->proxy_node) == CURLE_OK;
}

/* To a SOCKS proxy by those options; a percent sign was refused before. */
static bool set_socks_credentials(CURL *easy, const char *pair, const char *colon)
{
  char name[PAIR_MAX];
  size_t len = (size_t)(colon - pair);
  memcpy(name, pair, len);
  name[len] = '\0';
  bool set = curl_easy_setopt(easy, CURLOPT_PROXYUSERNAME, name) == CURLE_OK &&
             curl_easy_setopt(easy, CURLOPT_PROXYPASSWORD, colon + 1) == CURLE_OK;
  jumio__wipe(name, sizeof name);
  return set;
}

static bool set_proxy_credentials(jumio__slot *slot, const char *proxy, const char *pair)
{
  const char *colon = pair != NULL ? strchr(pair, ':') : NULL;
  if (colon == NULL || strlen(pair) > PAIR_MAX)
    return pair == NULL;
  return proxy[0] == 's' ? set_socks_credentials(slot->easy, pair, colon) : set_proxy_header(slot, pair);
}

/* Always a tunnel, and nothing of the request in the words that ask for it (fault N39). A proxy from the environment would see everything:
 * none is ever used. */
static bool set_proxy(jumio__slot *slot, const jumio__curl_options *options)
{
  CURL *easy = slot->easy;
  const char *proxy = options->texts[JUMIO_OPTION_PROXY], *credentials = options->texts[JUMIO_OPTION_PROXY_CREDENTIALS];
  if (proxy == NULL)
    return curl_easy_setopt(easy, CURLOPT_PROXY, "") == CURLE_OK && curl_easy_setopt(easy, CURLOPT_NOPROXY, "*") == CURLE_OK;
  return curl_easy_setopt(easy, CURLOPT_PROXY, proxy) == CURLE_OK && curl_easy_setopt(easy, CURLOPT_NOPROXY, "") == CURLE_OK &&
         curl_easy_setopt(easy, CURLOPT_HTTPPROXYTUNNEL, 1L) == CURLE_OK &&
         curl_easy_setopt(easy, CURLOPT_HEADEROPT, (long)CURLHEADER_SEPARATE) == CURLE_OK &&
         curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L) == CURLE_OK && set_trust_of_proxy(easy, options) &&
         set_proxy_credentials(slot, proxy, credentials);
}

/* A password is always set, were it an empty one: without any, the TLS library would ask at the terminal. */
static bool set_client_certificate(CURL *easy, const jumio__curl_options *options)
{
  const char *certificate = options->texts[JUMIO_OPTION_CLIENT_CERTIFICATE], *key = options->texts[JUMIO_OPTION_CLIENT_KEY];
  const char *password = options->texts[JUMIO_OPTION_CLIENT_KEY_PASSWORD];
  if (certificate == NULL)
    return true;
  return curl_easy_setopt(easy, CURLOPT_SSLCERT, certificate) == CURLE_OK &&
         curl_easy_setopt(easy, CURLOPT_SSLKEY, key != NULL ? key : certificate) == CURLE_OK &&
         curl_easy_setopt(easy, CURLOPT_KEYPASSWD, password != NULL ? password : "") == CURLE_OK;
}

jumio__slot *jumio__slot_new(jumio_alloc *mem, const jumio__curl_options *options)
{
  jumio__slot *slot = JUMIO__NEW(mem, jumio__slot);
  if (slot == NULL)
    return NULL;
  slot->refuse_private_peers = options->refuse_private_peers;
  slot->proxied = options->texts[JUMIO_OPTION_PROXY] != NULL;
  slot->method = "GET";
  jumio__buffer_init(&slot->url, mem, URL_MAX);
  jumio__buffer_init(&slot->lines, mem, LINES_MAX);
  jumio__buffer_init(&slot->proxy_header, mem, PROXY_HEADER_MAX);
  atomic_init(&slot->cancelled, false);
  slot->multi = curl_multi_init();
  slot->easy = curl_easy_init();
  /* The nodes stay where they are, so the list is set once and only its texts change. */
  if (slot->multi == NULL || slot->easy == NULL || !set_numbers(slot->easy) || !set_protocols(slot->easy, options->allow_plain_http) ||
      !set_lives(slot->easy, options) || !set_trust(slot->easy, options) || !set_proxy(slot, options) ||
      !set_client_certificate(slot->easy, options) || !set_callbacks(slot->easy, slot) ||
      curl_easy_setopt(slot->easy, CURLOPT_HTTPHEADER, slot->nodes) != CURLE_OK ||
      curl_multi_setopt(slot->multi, CURLMOPT_MAXCONNECTS, KEPT_CONNECTIONS) != CURLM_OK) {
    jumio__slot_free(mem, slot);
    return NULL;
  }
  return slot;
}

void jumio__slot_free(jumio_alloc *mem, jumio__slot *slot)
{
  if (slot == NULL)
    return;
  jumio__sigpipe guard;
  jumio__sigpipe_block(&guard);
  curl_easy_cleanup(slot->easy);
  curl_multi_cleanup(slot->multi); /* says goodbye on its connections */
  jumio__sigpipe_restore(&guard);
  jumio__buffer_free(&slot->url);
  jumio__buffer_free(&slot->lines);
  jumio__buffer_free(&slot->proxy_header);
  jumio__mem_erase(mem, slot, sizeof *slot);
}

static bool set_url(jumio__slot *slot, const char *url)
{
  size_t len = strlen(url);
  if (len != 0 && slot->url.len == len && memcmp(slot->url.data, url, len) == 0)
    return true;
  jumio__buffer_reset(&slot->url);
  if (curl_easy_setopt(slot->easy, CURLOPT_URL, url) != CURLE_OK)
    return false;
  return jumio__buffer_add(&slot->url, url, len);
}

/* GET for all without a body and POST for all with one; the method's name where it is another. */
static bool set_method(jumio__slot *slot, const char *method, bool with_body, uint64_t body_len)
{
  if (with_body && curl_easy_setopt(slot->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body_len) != CURLE_OK)
    return false;
  if (slot->with_body == with_body && strcmp(slot->method, method) == 0)
    return true;
  const char *other = strcmp(method, with_body ? "POST" : "GET") == 0 ? NULL : method;
  slot->method = ""; /* unknown, should one of the next two fail */
  if (curl_easy_setopt(slot->easy, with_body ? CURLOPT_POST : CURLOPT_HTTPGET, 1L) != CURLE_OK ||
      curl_easy_setopt(slot->easy, CURLOPT_CUSTOMREQUEST, other) != CURLE_OK)
    return false;
  slot->method = method;
  slot->with_body = with_body;
  return true;
}

/* A connection of its own, in HTTP/1.1, so that libcurl's silent repetition of a request on a broken reused connection cannot happen. */
static bool set_fresh(jumio__slot *slot, bool fresh)
{
  if (slot->fresh == fresh)
    return true;
  slot->fresh = fresh;
  return curl_easy_setopt(slot->easy, CURLOPT_FRESH_CONNECT, (long)fresh) == CURLE_OK &&
         curl_easy_setopt(slot->easy, CURLOPT_FORBID_REUSE, (long)fresh) == CURLE_OK &&
         curl_easy_setopt(slot->easy, CURLOPT_HTTP_VERSION, fresh ? (long)CURL_HTTP_VERSION_1_1 : (long)CURL_HTTP_VERSION_NONE) == CURLE_OK;
}

static bool set_time(jumio__slot *slot, CURLoption option, int64_t *set, int64_t ms)
{
  if (ms > INT32_MAX)
    ms = INT32_MAX;
  if (*set == ms)
    return true;
  *set = ms;
  return curl_easy_setopt(slot->easy, option, (long)ms) == CURLE_OK;
}

typedef struct header_line {
  const char *name;
  const char *value; /* NULL: the line takes a header of libcurl's own away */
  size_t name_len;
  size_t value_len;
} header_line;

static size_t add_line(header_line lines[], size_t count, const char *name, const char *value)
{
  lines[count] = (header_line){name, value, strlen(name), value != NULL ? strlen(value) : 0};
  return count + 1;
}

static size_t list_lines(header_line lines[], const jumio_http_request *request, size_t wanted, bool with_body)
{
  size_t count = 0;
  bool has_accept = false, has_type = false;
  for (size_t i = 0; i < wanted; i++) {
    const char *name = jumio_http_request_header_name_at(request, i);
    has_accept = has_accept || strcmp(name, "Accept") == 0;
    has_type = has_type || strcmp(name, "Content-Type") == 0;
    count = add_line(lines, count, name, jumio_http_request_header_value_at(request, i));
  }
  if (!has_accept)
    count = add_line(lines, count, "Accept", NULL);
  if (with_body && !has_type)
    count = add_line(lines, count, "Content-Type", NULL);
  if (with_body)
    count = add_line(lines, count, "Expect", NULL); /* a server that ignores it would cost a second */
  return count;
}

static char *write_line(char *at, const header_line *line)
{
  memcpy(at, line->name, line->name_len);
  at += line->name_len;
  *at++ = line->value != NULL && line->value_len == 0 ? ';' : ':'; /* libcurl's sign for an empty value is ';' */
  if (line->value_len != 0) {
    *at++ = ' ';
    memcpy(at, line->value, line->value_len);
    at += line->value_len;
  }
  *at++ = '\0';
  return at;
}

/* The list is ours, so its texts can be wiped; the copy that libcurl makes when it writes the request cannot. */
static bool set_headers(jumio__slot *slot, const jumio_http_request *request, bool with_body)
{
  header_line lines[JUMIO__SLOT_HEADERS];
  size_t wanted = jumio_http_request_header_count(request);
  if (wanted > JUMIO__REQUEST_HEADERS)
    return false;
  size_t count = list_lines(lines, request, wanted, with_body);
  size_t size = 0;
  for (size_t i = 0; i < count; i++)
    size += lines[i].name_len + lines[i].value_len + 3;
  if (!jumio__buffer_reserve(&slot->lines, size)) /* at once: the nodes point into it */
    return false;
  char *at = slot->lines.data;
  for (size_t i = 0; i < count; i++) {
    slot->nodes[i].data = at;
    slot->nodes[i].next = i + 1 < count ? &slot->nodes[i + 1] : NULL;
    at = write_line(at, &lines[i]);
  }
  slot->lines.len = (size_t)(at - slot->lines.data);
  return true;
}

bool jumio__slot_begin(jumio__slot *slot, const jumio_http_request *request, jumio_http_response *response, int64_t waited_ms)
{
  int64_t left_ms = jumio_http_request_get_int64(request, JUMIO_REQUEST_TIMEOUT_MS) - waited_ms;
  bool with_body = jumio_http_request_get_int64(request, JUMIO_REQUEST_HAS_BODY);
  slot->request = request;
  slot->body_offset = 0;
  slot->reached = false;
  slot->failed = JUMIO_OK;
  slot->text[0] = '\0';
  jumio__answer_begin(&slot->answer, response);
  return set_url(slot, jumio_http_request_get_url(request)) &&
         set_method(slot, jumio_http_request_get_method(request), with_body,
                    jumio_http_request_get_int64(request, JUMIO_REQUEST_BODY_BYTES)) &&
         set_fresh(slot, jumio_http_request_get_int64(request, JUMIO_REQUEST_FRESH_CONNECTION)) &&
         set_time(slot, CURLOPT_TIMEOUT_MS, &slot->timeout_ms, left_ms > 1 ? left_ms : 1) &&
         set_time(slot, CURLOPT_CONNECTTIMEOUT_MS, &slot->connect_timeout_ms,
                  jumio_http_request_get_int64(request, JUMIO_REQUEST_CONNECT_TIMEOUT_MS)) &&
         set_headers(slot, request, with_body);
}
