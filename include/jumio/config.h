/** @file config.h
 *  The builder that a client is made from. Setters copy their input, validate at once and name the bad field.
 *  Nothing is read from the environment or from files that were not named here (but libcurl itself looks at SSLKEYLOGFILE: see
 * SECURITY.md).
 */
#ifndef JUMIO_CONFIG_H
#define JUMIO_CONFIG_H

#include <jumio/base.h>
#include <jumio/error.h>
#include <jumio/sys/clock.h>
#include <jumio/sys/http.h>
#include <jumio/sys/log.h>
#include <jumio/sys/storage.h>
#include <jumio/sys/trace.h>

/** Which sizes and times a configuration bounds; the argument of jumio_config_set_limit(). */
typedef int32_t jumio_limit;
/** Values of ::jumio_limit, with their defaults. */
enum {
  JUMIO_LIMIT_SMALL_BODY_BYTES = 1,   /**< token, status, health, deletion and error answers, and where a report lies: 65 536 bytes */
  JUMIO_LIMIT_ACCOUNT_BODY_BYTES = 2, /**< account answers: 1 048 576 bytes */
  JUMIO_LIMIT_TRANSACTION_BYTES = 3,  /**< transactions: 8 388 608 bytes */
  JUMIO_LIMIT_PART_BYTES = 4,         /**< downloaded parts: 20 971 520 bytes */
  JUMIO_LIMIT_UPLOAD_BYTES = 5,       /**< uploaded parts: 15 000 000 bytes */
  JUMIO_LIMIT_CALL_DEADLINE_MS = 6,   /**< default deadline of a JSON call: 60 000 ms */
  JUMIO_LIMIT_MEDIA_DEADLINE_MS = 7,  /**< default deadline of an upload or download: 300 000 ms */
  JUMIO_LIMIT_CONNECT_MS = 8,         /**< connecting, TLS included: 10 000 ms */
  JUMIO_LIMIT_ATTEMPTS = 9,           /**< most attempts of a repeatable request: 3 */
  JUMIO_LIMIT_CONNECTIONS = 10,       /**< bundled transport: requests at the same time, each on a connection of its own: 64. A further one
                                           waits for its turn, within its deadline */
  JUMIO_LIMIT_IDLE_MS = 11,           /**< bundled transport: a connection that rested longer is not used again: 30 000 ms; counted in whole
                                           seconds, rounded up */
  JUMIO_LIMIT_CONNECTION_LIFE_MS = 12 /**< bundled transport: nor one that is older, so that a changed certificate is seen: 600 000 ms;
                                         counted in whole seconds, rounded up */
};

/** A text of a configuration; the argument of jumio_config_set_option(). */
typedef int32_t jumio_option;
/** Values of ::jumio_option. */
enum {
  JUMIO_OPTION_CA_FILE = 1, /**< bundled transport: trust the certificates of this PEM file instead of the system's; replaces CA_PATH */
  JUMIO_OPTION_CA_PATH = 2, /**< bundled transport: trust those of this folder, made by c_rehash; replaces CA_FILE */
  JUMIO_OPTION_PROXY = 3,   /**< bundled transport: "http://host:port", "https://host:port" or "socks5h://host:port". The proxy carries a
                               tunnel: it   sees the host's name and no header. Proxies of the environment are never used */
  JUMIO_OPTION_PROXY_CREDENTIALS =
      4, /**< bundled transport: "user:secret" of printable ASCII for the proxy; kept in memory that is wiped */
  JUMIO_OPTION_CLIENT_CERTIFICATE =
      5,                       /**< bundled transport: PEM file of the certificate, and its chain, that is shown to a server which asks */
  JUMIO_OPTION_CLIENT_KEY = 6, /**< bundled transport: PEM file of its key; may be left out when the certificate's file holds it too */
  JUMIO_OPTION_CLIENT_KEY_PASSWORD = 7, /**< bundled transport: opens that key; kept in memory that is wiped. Nobody is ever asked for it */
  JUMIO_OPTION_REPORT_HOSTS = 8,        /**< hosts that jumio_report_fetch() may fetch from: exact names with commas between them, no ports
                                             and no wildcards; none by default */
  JUMIO_OPTION_PORTAL_LINK = 9, /**< template of jumio_client_dup_portal_link(): an https URL of at most 1000 bytes with {execution}, and perhaps
                                  {account} and {region}. No default: the form of such links is not published
                                  @source{jumio-api-write 11.3} */
  JUMIO_OPTION_POLL_OFFSETS_S = 20 /**< waiting: when the status is read, in seconds from the start of the wait: 1..24 ascending numbers of
                                        0..604800 with commas between; by default "40,60,100,160,240,340,460,600,760,940"
                                        @source{Jumio, "Calling Retrieval APIs"; jumio-api-read 6} */
};

/** A switch of a configuration; the argument of jumio_config_set_switch(). */
typedef int32_t jumio_switch;
/** Values of ::jumio_switch. */
enum {
  JUMIO_SWITCH_PACING = 1,     /**< local pacing to Jumio's published rates (token 10/s, account 1/s, retrieval 15/s); on by default
                                    @source{Jumio, "Rate Limits"; jumio-api-write 9.1} */
  JUMIO_SWITCH_KEEP_LINKS = 2, /**< keep the web link of a verification in the store so that it can be shown again; off by default: the link
                                   is a bearer secret */
  JUMIO_SWITCH_REFUSE_PRIVATE_ADDRESSES =
      3,                  /**< bundled transport: connect to public addresses only, whatever a name resolves to. On by default for
                 a region without a proxy, else off; it cannot be on with a proxy, which resolves the names itself */
  JUMIO_SWITCH_ID_PDF = 4 /**< take a PDF for the front of any ID, not only where the answer echoes the Brazilian driving licence; off by
                               default: Jumio's Support must enable it @source{Jumio, "Credentials"; jumio-api-write 4.1} */
};

JUMIO_BEGIN

/** Make an empty configuration.
 *  @param alloc [in]  allocator that the configuration and its clients use, or NULL for malloc
 *  @param out   [out] owned; free with jumio_config_free() @param err [out] optional, owned
 *  @retval JUMIO_OK made
 *  @retval JUMIO_ERR_ARGUMENT out is NULL
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_config_new(jumio_alloc *alloc, jumio_config **out, jumio_error **err);

/** Free a configuration. Clients made from it live on.
 *  @param config [in] configuration, or NULL @threads{one thread} @since 0.1
 */
JUMIO_API void jumio_config_free(jumio_config *config);

/** Choose the data center. Required unless jumio_config_set_test_endpoint() is used.
 *  @param config [in] configuration
 *  @param region [in] "amer-1", "emea-1" or "apac-1", or anything else that jumio_region_find() knows @param len [in] bytes or ::JUMIO_NTS
 *  @param err    [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT unknown region
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @source{Jumio API guide and authorization page; jumio-api-write 1.1} @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_config_set_region(jumio_config *config, const char *region, size_t len, jumio_error **err);

/** Send everything to one origin instead of Jumio's hosts: a simulator or a recording proxy under your control.
 *  Only here may the scheme be http, and then only for a loopback address.
 *  @param config [in] configuration
 *  @param origin [in] "https://host[:port]" or "http://127.0.0.1[:port]" (also [::1] and localhost), no path @param len [in] bytes or
 * ::JUMIO_NTS
 *  @param err    [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT not such an origin
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_config_set_test_endpoint(jumio_config *config, const char *origin, size_t len, jumio_error **err);

/** Set Jumio's API credentials. The secret is kept in memory that is wiped when freed. Required.
 *  @param config    [in] configuration
 *  @param id        [in] OAuth2 client id, 1..128 printable ASCII without ':' @param id_len [in] bytes or ::JUMIO_NTS
 *  @param secret    [in] OAuth2 client secret, 1..512 printable ASCII @param secret_len [in] bytes or ::JUMIO_NTS
 *  @param err       [out] optional, owned; never holds either value
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT empty, too long or not printable ASCII
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @source{Jumio, authorization page; jumio-api-write 1.2} @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_config_set_credentials(jumio_config *config, const char *id, size_t id_len, const char *secret,
                                                    size_t secret_len, jumio_error **err);

/** Say who is calling. Required: Jumio answers 403 without it. The library's own name and version are appended.
 *  @param config     [in] configuration
 *  @param user_agent [in] "Company App/1.0", 3..200 printable ASCII @param len [in] bytes or ::JUMIO_NTS
 *  @param err        [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT too short, too long, or a control or non-ASCII byte (header injection)
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @source{Jumio API guide, request headers; jumio-api-write 1.6} @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_config_set_user_agent(jumio_config *config, const char *user_agent, size_t len, jumio_error **err);

/** Set a text of the configuration; see ::jumio_option for what each means.
 *  @param config [in] configuration @param option [in] which @param text [in] value @param len [in] bytes or ::JUMIO_NTS @param err [out]
 * optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT no such option, or the text breaks its rule; nothing was changed
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed; nothing was changed
 *  @return a result code @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_config_set_option(jumio_config *config, jumio_option option, const char *text, size_t len, jumio_error **err);

/** Bound a size or a time; see ::jumio_limit for units and defaults.
 *  @param config [in] configuration @param limit [in] which @param value [in] 1..2^31-1 @param err [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT no such limit, or out of range
 *  @return a result code @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_config_set_limit(jumio_config *config, jumio_limit limit, int64_t value, jumio_error **err);

/** Turn a switch of the configuration on or off; see ::jumio_switch.
 *  @param config [in] configuration @param which [in] which @param on [in] 1 or 0 @param err [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT no such switch
 *  @return a result code @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_config_set_switch(jumio_config *config, jumio_switch which, int32_t on, jumio_error **err);

/** Use another transport than the bundled one.
 *  @param config    [in] configuration @param ops [in] table, copied
 *  @param user_data [in] passed to every operation
 *  @param destroy   [in] called once with user_data after the last use, also when this call fails; may be NULL
 *  @param flags     [in] 0 or ::JUMIO_OPS_SERIAL @param err [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT config, ops or a required operation is NULL, or an unknown flag
 *  @retval JUMIO_ERR_ABI_SIZE struct_size is too small
 *  @retval JUMIO_ERR_ABI_NEWER the table has operations this library does not know
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_config_set_http(jumio_config *config, const jumio_http_ops *ops, void *user_data,
                                             void (*destroy)(void *user_data), uint32_t flags, jumio_error **err);

/** Set the store of verifications. Without one, the verbs of verification.h answer ::JUMIO_ERR_STATE.
 *  @param config    [in] configuration @param ops [in] table, copied
 *  @param user_data [in] passed to every operation
 *  @param destroy   [in] called once with user_data after the last use, also when this call fails; may be NULL
 *  @param flags     [in] 0 or ::JUMIO_OPS_SERIAL @param err [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT config, ops or a required operation is NULL, or an unknown flag
 *  @retval JUMIO_ERR_ABI_SIZE struct_size is too small
 *  @retval JUMIO_ERR_ABI_NEWER the table has operations this library does not know
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_config_set_store(jumio_config *config, const jumio_storage_ops *ops, void *user_data,
                                              void (*destroy)(void *user_data), uint32_t flags, jumio_error **err);

/** Keep verifications in memory; for tests and for hosts that keep nothing. Clients of one configuration share it.
 *  @param config [in] configuration @param err [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT config is NULL
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_config_set_memory_store(jumio_config *config, jumio_error **err);

/** Use another clock than the system's.
 *  @param config    [in] configuration @param ops [in] table, copied
 *  @param user_data [in] passed to every operation
 *  @param destroy   [in] called once with user_data after the last use, also when this call fails; may be NULL
 *  @param err       [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT config, ops or a required operation is NULL
 *  @retval JUMIO_ERR_ABI_SIZE struct_size is too small
 *  @retval JUMIO_ERR_ABI_NEWER the table has operations this library does not know
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_config_set_clock(jumio_config *config, const jumio_clock_ops *ops, void *user_data,
                                              void (*destroy)(void *user_data), jumio_error **err);

/** Set the log hook. The library is silent without one.
 *  @param config    [in] configuration @param level [in] records up to this ::jumio_log_level are made
 *  @param fn        [in] hook, or NULL for none @param user_data [in] passed to it
 *  @param destroy   [in] called once with user_data after the last use, also when this call fails; may be NULL
 *  @param err       [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT config is NULL or no such level
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_config_set_log(jumio_config *config, jumio_log_level level, jumio_log_fn fn, void *user_data,
                                            void (*destroy)(void *user_data), jumio_error **err);

/** Set the trace hook: it is shown each HTTP request at its begin and at its end.
 *  @param config    [in] configuration
 *  @param fn        [in] hook, or NULL for none @param user_data [in] passed to it
 *  @param destroy   [in] called once with user_data after the last use, also when this call fails; may be NULL
 *  @param err       [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT config is NULL
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_config_set_trace(jumio_config *config, jumio_trace_fn fn, void *user_data, void (*destroy)(void *user_data),
                                              jumio_error **err);

JUMIO_END

#endif
