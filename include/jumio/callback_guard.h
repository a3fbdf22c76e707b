/** @file callback_guard.h
 *  Judging a callback before anything is done for it. Jumio signs nothing, so a callback can only ever say "read this execution again":
 *  the guard tells whether it deserves that. It needs neither a client nor a store and does no I/O.
 */
#ifndef JUMIO_CALLBACK_GUARD_H
#define JUMIO_CALLBACK_GUARD_H

#include <jumio/base.h>
#include <jumio/error.h>

/** What to do about a callback. Answer 200 at once whatever the verdict, so that a sender learns nothing from the answer. */
typedef int32_t jumio_guard_verdict;
/** Values of ::jumio_guard_verdict. */
enum {
  JUMIO_GUARD_REREAD = 1,    /**< fetch that execution from Jumio; the callback's own words prove nothing */
  JUMIO_GUARD_IGNORE = 2,    /**< nothing to do: no callback of an execution, a repetition, or an execution of somebody else */
  JUMIO_GUARD_SUSPICIOUS = 3 /**< do nothing for it, but look at it: a forgery, or a setting that no longer fits */
};

/** Why a callback was judged so; bits. docs/calls/callback.md has the verdict of each. */
typedef uint32_t jumio_guard_finding;
/** Bits of ::jumio_guard_finding. */
enum {
  JUMIO_GUARD_NOT_A_CALLBACK = 1 << 0,    /**< no body of a workflow callback, such as a portal's test message or a Netverify form */
  JUMIO_GUARD_TOO_LARGE = 1 << 1,         /**< more than 64 KiB; it was not parsed */
  JUMIO_GUARD_BAD_JSON = 1 << 2,          /**< not one strict JSON document */
  JUMIO_GUARD_PEER_UNKNOWN = 1 << 3,      /**< the peer address is not in the list */
  JUMIO_GUARD_SOURCES_STALE = 1 << 4,     /**< the list that the peer was looked up in is older than a year; a remark */
  JUMIO_GUARD_URL_TOKEN_WRONG = 1 << 5,   /**< the URL's token is missing or another */
  JUMIO_GUARD_TAG_MISSING = 1 << 6,       /**< tags are on, but neither URL nor userReference holds what has the form of one */
  JUMIO_GUARD_TAG_WRONG = 1 << 7,         /**< it has, but was not made with this guard's keys, tenant and region */
  JUMIO_GUARD_TAG_VALID = 1 << 8,         /**< the tag is one of this tenant; a remark */
  JUMIO_GUARD_EXECUTION_UNKNOWN = 1 << 9, /**< the host's lookup does not know the execution */
  JUMIO_GUARD_ACCOUNT_MISMATCH = 1 << 10, /**< the host's lookup knows it with another account */
  JUMIO_GUARD_REPLAY = 1 << 11,           /**< the same body was given the verdict REREAD lately */
  JUMIO_GUARD_STATUS_UNKNOWN = 1 << 12,   /**< a status that this version does not know; a remark: only the re-read tells */
  JUMIO_GUARD_HREF_FOREIGN = 1 << 13,     /**< a link outside of the region's retrieval host; a remark, for no link is ever followed */
  JUMIO_GUARD_SENT_AT_ODD = 1 << 14       /**< callbackSentAt is missing, not UTC, or more than a day away; a remark */
};

/** Which secret is set; the argument of jumio_callback_guard_set_secret(). */
typedef int32_t jumio_guard_secret;
/** Values of ::jumio_guard_secret. */
enum {
  JUMIO_GUARD_SECRET_TAG_KEY = 1,      /**< key of the tags, 32..256 bytes; turns the check of tags on */
  JUMIO_GUARD_SECRET_TAG_KEY_OLD = 2,  /**< the key before it, while callbacks of older executions are still to come */
  JUMIO_GUARD_SECRET_URL_TOKEN = 3,    /**< the token in the callback URL, 16..256 bytes; turns its check on */
  JUMIO_GUARD_SECRET_URL_TOKEN_OLD = 4 /**< the token before it */
};

/** What a host knows about an execution; answer of ::jumio_callback_lookup_fn. */
enum {
  JUMIO_LOOKUP_KNOWN = 1,        /**< the execution is the host's, with that account */
  JUMIO_LOOKUP_UNKNOWN = 2,      /**< no such execution */
  JUMIO_LOOKUP_OTHER_ACCOUNT = 3 /**< the execution is the host's, but with another account */
};

/** Tells whether an execution is the host's. Called without any lock held, on the thread of the check, possibly on several at once; not
 *  called for what is suspicious already, so that forgeries cost the host's database nothing.
 *  @param execution_id [in] UUID in lower case @param account_id [in] UUID in lower case @param user_data [in] as registered
 *  @return one of the JUMIO_LOOKUP_ constants
 */
typedef int32_t (*jumio_callback_lookup_fn)(const char *execution_id, const char *account_id, void *user_data);

JUMIO_BEGIN

/** Make a guard: one for each tenant and region. It begins with Jumio's published source addresses and no secrets; its memory of repetitions is
 *  bounded and lives in the process only.
 *  @param alloc  [in] allocator, or NULL
 *  @param region [in] anything that jumio_region_find() knows @param region_len [in] bytes or ::JUMIO_NTS
 *  @param tenant [in] your name of the tenant, such as its client id, 1..128 printable ASCII; part of what a tag proves @param tenant_len [in]
 *  bytes or ::JUMIO_NTS
 *  @param out    [out] owned; free with jumio_callback_guard_free() @param err [out] optional, owned
 *  @retval JUMIO_OK made
 *  @retval JUMIO_ERR_ARGUMENT no such region, a bad tenant, or out is NULL
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @source{Jumio, callback page; jumio-api-read 5.3} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_callback_guard_new(jumio_alloc *alloc, const char *region, size_t region_len, const char *tenant,
                                                size_t tenant_len, jumio_callback_guard **out, jumio_error **err);

/** Free a guard; its secrets are wiped.
 *  @param guard [in] guard, or NULL @threads{one thread} @since 0.1
 */
JUMIO_API void jumio_callback_guard_free(jumio_callback_guard *guard);

/** Set or remove a secret. It is kept in memory that is wiped, and compared in a time that depends on neither its bytes nor its length.
 *  @param guard [in] guard @param which [in] which
 *  @param data  [in] the bytes, or NULL to remove the secret; with the last of its kind goes the check @param len [in] bytes @param err [out]
 *  optional, owned
 *  @retval JUMIO_OK set or removed
 *  @retval JUMIO_ERR_ARGUMENT no such secret, or too short or too long
 *  @retval JUMIO_ERR_UNSUPPORTED a tag key, in a build without libcrypto
 *  @return a result code @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_callback_guard_set_secret(jumio_callback_guard *guard, jumio_guard_secret which, const void *data, size_t len,
                                                       jumio_error **err);

/** Replace the list of source addresses, for Jumio's changes: {"date":"YYYY-MM-DD","regions":{"amer-1":["192.0.2.1","198.51.100.0/24",
 *  "2001:db8::/32"]}}. The lists of other regions are checked and left aside, so that one file serves all guards.
 *  @param guard [in] guard @param json [in] the list, at most 64 KiB @param len [in] bytes or ::JUMIO_NTS @param err [out] optional, owned
 *  @retval JUMIO_OK replaced
 *  @retval JUMIO_ERR_ARGUMENT no date, no list of this guard's region, more than 256 addresses, or one that is none; nothing was changed
 *  @retval JUMIO_ERR_JSON not one strict JSON document
 *  @retval JUMIO_ERR_TOO_LARGE more than 64 KiB
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_callback_guard_set_sources(jumio_callback_guard *guard, const char *json, size_t len, jumio_error **err);

/** Say how the guard learns whether an execution is the host's. Without it every execution counts as known.
 *  @param guard     [in] guard @param lookup [in] the function, or NULL to go without
 *  @param user_data [in] passed to it
 *  @param destroy   [in] called once with user_data after the last use, also when this call fails; may be NULL @param err [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT guard is NULL
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_callback_guard_set_lookup(jumio_callback_guard *guard, jumio_callback_lookup_fn lookup, void *user_data,
                                                       void (*destroy)(void *user_data), jumio_error **err);

/** Judge the body of a POST to the callback URL. Whatever the body is, the result is ::JUMIO_OK and the verdict tells.
 *  @param guard         [in] guard @param body [in] the POST body @param len [in] bytes or ::JUMIO_NTS
 *  @param peer          [in] the address that the connection came from, without a port; NULL: not told, not checked. Behind a proxy of yours only
 *  you know which entry of X-Forwarded-For is true: the guard reads no header @param peer_len [in] bytes or ::JUMIO_NTS
 *  @param url_token     [in] the token, or the tag, that stood in the requested URL, or NULL; where tags are on, what has the form of a tag is
 *  judged in the place of userReference @param url_token_len [in] bytes or ::JUMIO_NTS
 *  @param now_unix_ms   [in] the present time
 *  @param out_callback  [out] owned; free with jumio_callback_free(); NULL when it is none; may be NULL
 *  @param out_verdict   [out] what to do @param out_findings [out] why, bits; may be NULL @param err [out] optional, owned
 *  @retval JUMIO_OK judged
 *  @retval JUMIO_ERR_ARGUMENT guard, body or out_verdict is NULL
 *  @retval JUMIO_ERR_HOST_CALLBACK the lookup answered something else than its constants
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed; answer 5xx so that a sender that repeats can
 *  @return a result code @owner{out_callback, caller} @units{now_unix_ms, milliseconds} @source{Jumio, callback page; jumio-api-read 5;
 *          reliability 3.7} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_callback_guard_check(jumio_callback_guard *guard, const char *body, size_t len, const char *peer,
                                                  size_t peer_len, const char *url_token, size_t url_token_len, int64_t now_unix_ms,
                                                  jumio_callback **out_callback, jumio_guard_verdict *out_verdict,
                                                  jumio_guard_finding *out_findings, jumio_error **err);

/** Make a userReference that proves, when it comes back in a callback, that this tenant asked for the transaction: reference "." intent "."
 *  22 characters of an HMAC-SHA256 over tenant, region and intent. At most 95 characters.
 *  For workflows that need a stable userReference for each person, such as watchlist monitoring, put it into the path or query of the callback
 *  URL instead, and give it to jumio_callback_guard_check() as the URL's token.
 *  @param guard          [in] guard with a tag key
 *  @param host_reference [in] 1..45 of [A-Za-z0-9._:-]; no personal data @param host_reference_len [in] bytes or ::JUMIO_NTS
 *  @param intent         [in] 26 of [a-z2-7], such as the id of a verification; NULL: 128 random bits of the system @param intent_len [in] bytes or
 *  ::JUMIO_NTS
 *  @param out            [out] owned text; free with jumio_text_free() @param err [out] optional, owned
 *  @retval JUMIO_OK made
 *  @retval JUMIO_ERR_ARGUMENT a rule above is broken
 *  @retval JUMIO_ERR_STATE no tag key was set
 *  @retval JUMIO_ERR_UNSUPPORTED a build without libcrypto
 *  @retval JUMIO_ERR_RANDOM no random bytes could be had
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @source{reliability 4.5} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_callback_guard_build_tag(jumio_callback_guard *guard, const char *host_reference, size_t host_reference_len,
                                                      const char *intent, size_t intent_len, char **out, jumio_error **err);

JUMIO_END

#endif
