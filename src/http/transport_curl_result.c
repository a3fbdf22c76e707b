/** What libcurl's result codes mean to the library, and what is known about the request's delivery. */
#include "http/transport_curl_slot.h"

#include <curl/curl.h>

#include <errno.h>
#include <string.h>

/* The connection broke during the handshake: nobody refused anything, so it may be tried again. */
static bool handshake_broke(const char *text)
{
  char reset[128];
  if (strstr(text, "SSL_ERROR_SYSCALL") != NULL || strstr(text, "unexpected eof") != NULL)
    return true;
  return strerror_r(ECONNRESET, reset, sizeof reset) == 0 && strstr(text, reset) != NULL;
}

/* Which of the two clocks ran out. */
static jumio_result timeout_result(const jumio__slot *slot)
{
  curl_off_t total_us = 0, ready_us = 0;
  curl_easy_getinfo(slot->easy, CURLINFO_TOTAL_TIME_T, &total_us);
  curl_easy_getinfo(slot->easy, CURLINFO_PRETRANSFER_TIME_T, &ready_us);
  bool deadline = ready_us != 0 || slot->connect_timeout_ms >= slot->timeout_ms || total_us / 1000 >= slot->timeout_ms;
  return deadline ? JUMIO_ERR_DEADLINE : JUMIO_ERR_CONNECT;
}

/* Only http and https are spoken: the first is refused before anything is sent, and a garbled status line has the same code. */
static jumio_result scheme_result(long sent)
{
  return sent == 0 ? JUMIO_ERR_ORIGIN_REFUSED : JUMIO_ERR_PROTOCOL;
}

/* A client certificate is refused only while the handshake is judged: with TLS 1.3 that is told after the request was written, which the
 * server then never looks at. */
static bool certificate_was_refused(const jumio__slot *slot, CURLcode code)
{
  bool broke = code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR;
  return broke && strstr(slot->text, "alert") != NULL &&
         (strstr(slot->text, "certificate") != NULL || strstr(slot->text, "unknown ca") != NULL);
}

/* What a proxy said or did before it let anything through; JUMIO_OK when it is not to blame. One that cannot reach the server now may
 * later. */
static jumio_result proxy_result(const jumio__slot *slot, CURLcode code)
{
  long answer = 0;
  if (!slot->proxied || slot->reached)
    return JUMIO_OK;
  curl_easy_getinfo(slot->easy, CURLINFO_HTTP_CONNECTCODE, &answer);
  if (answer >= 500 && answer != 511)
    return JUMIO_ERR_CONNECT;
#if LIBCURL_VERSION_NUM >= 0x074900
  if (code == CURLE_PROXY)
    return JUMIO_ERR_PROXY;
#endif
  bool no_tls = code == CURLE_SSL_CONNECT_ERROR && strstr(slot->text, "wrong version number") != NULL;
  bool no_http = code == CURLE_RECV_ERROR && answer == 0 && strstr(slot->text, "tunnel failed") != NULL;
  return no_tls || no_http || code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_UNSUPPORTED_PROTOCOL || (answer != 0 && answer / 100 != 2)
             ? JUMIO_ERR_PROXY
             : JUMIO_OK;
}

static jumio_result code_result(const jumio__slot *slot, CURLcode code, long sent)
{
  jumio_result proxy = proxy_result(slot, code);
  if (proxy != JUMIO_OK)
    return proxy;
  if (certificate_was_refused(slot, code))
    return JUMIO_ERR_TLS;
  switch (code) {
  case CURLE_COULDNT_RESOLVE_HOST:
  case CURLE_COULDNT_RESOLVE_PROXY:
    return JUMIO_ERR_RESOLVE;
  case CURLE_COULDNT_CONNECT:
    return JUMIO_ERR_CONNECT;
  case CURLE_SSL_CONNECT_ERROR:
    return handshake_broke(slot->text) ? JUMIO_ERR_CONNECT : JUMIO_ERR_TLS;
  case CURLE_PEER_FAILED_VERIFICATION:
  case CURLE_SSL_CERTPROBLEM:
  case CURLE_SSL_CIPHER:
  case CURLE_SSL_CACERT_BADFILE:
  case CURLE_SSL_CRL_BADFILE:
  case CURLE_SSL_ISSUER_ERROR:
  case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
  case CURLE_SSL_INVALIDCERTSTATUS:
  case CURLE_SSL_ENGINE_NOTFOUND:
  case CURLE_SSL_ENGINE_SETFAILED:
  case CURLE_SSL_ENGINE_INITFAILED:
  case CURLE_USE_SSL_FAILED:
    return JUMIO_ERR_TLS;
  case CURLE_OPERATION_TIMEDOUT:
    return timeout_result(slot);
  case CURLE_UNSUPPORTED_PROTOCOL:
    return scheme_result(sent);
  case CURLE_WEIRD_SERVER_REPLY:
  case CURLE_BAD_CONTENT_ENCODING:
    return JUMIO_ERR_PROTOCOL;
#if LIBCURL_VERSION_NUM >= 0x080600
  case CURLE_TOO_LARGE:
    return JUMIO_ERR_RESPONSE_TOO_LARGE;
#endif
  case CURLE_RECV_ERROR: /* a broken chunk has no code of its own */
    return strstr(slot->text, "chunk") != NULL || strstr(slot->text, "header") != NULL ? JUMIO_ERR_PROTOCOL : JUMIO_ERR_NETWORK;
  case CURLE_URL_MALFORMAT:
  case CURLE_BAD_FUNCTION_ARGUMENT:
    return JUMIO_ERR_ARGUMENT;
  case CURLE_NOT_BUILT_IN:
    return JUMIO_ERR_UNSUPPORTED;
  case CURLE_OUT_OF_MEMORY:
    return JUMIO_ERR_OUT_OF_MEMORY;
  default:
    return JUMIO_ERR_NETWORK;
  }
}

jumio_result jumio__slot_end(jumio__slot *slot, CURLcode code, jumio_http_response *response)
{
  long sent = 0;
  jumio_result result = slot->failed;
  if (result == JUMIO_OK && code == CURLE_OK)
    result = jumio__answer_end(&slot->answer);
  if (result == JUMIO_OK && code == CURLE_OK)
    return JUMIO_OK;
  if (slot->reached && !certificate_was_refused(slot, code))
    curl_easy_getinfo(slot->easy, CURLINFO_REQUEST_SIZE, &sent);
  if (result == JUMIO_OK)
    result = code_result(slot, code, sent);
  jumio_http_response_set_delivery(response, sent == 0 ? JUMIO_DELIVERY_NOT_SENT : JUMIO_DELIVERY_MAYBE_SENT);
  jumio_http_response_set_source(response, (int32_t)code);
  return result;
}
