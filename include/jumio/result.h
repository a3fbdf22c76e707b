/** @file result.h
 *  Result codes and the action each calls for. Made by tools/generate from src/core/result.def: do not edit.
 */
#ifndef JUMIO_RESULT_H
#define JUMIO_RESULT_H

#include <jumio/base.h>

/** Values of ::jumio_result. Numbers never change; new ones may appear in a minor version. */
enum {
  JUMIO_OK = 0, /**< success */
  JUMIO_ERR_ARGUMENT = -1, /**< an argument breaks a documented rule; the message names the field and the rule */
  JUMIO_ERR_STATE = -2, /**< the object is not in a state in which this call is possible */
  JUMIO_ERR_TOO_LARGE = -3, /**< an input is larger than its limit */
  JUMIO_ERR_UNSUPPORTED = -4, /**< not offered by Jumio, by this build or by this plug-in */
  JUMIO_ERR_ABI_SIZE = -5, /**< a plug-in table is smaller than its first version */
  JUMIO_ERR_ABI_NEWER = -6, /**< a plug-in table uses operations this library does not know */
  JUMIO_ERR_MEDIA_TYPE = -7, /**< the bytes are not of a media type that Jumio accepts for this part */
  JUMIO_ERR_OUT_OF_MEMORY = -100, /**< an allocation failed */
  JUMIO_ERR_FILE = -101, /**< a file of the caller could not be read or written */
  JUMIO_ERR_RANDOM = -102, /**< no random bytes could be had */
  JUMIO_ERR_CANCELLED = -103, /**< the call was cancelled by its jumio_cancel switch */
  JUMIO_ERR_DEADLINE = -104, /**< the deadline of the call passed */
  JUMIO_ERR_FILE_EXISTS = -105, /**< a file of that name is there already; it was left as it is */
  JUMIO_ERR_RESOLVE = -200, /**< the host name could not be resolved */
  JUMIO_ERR_CONNECT = -201, /**< no connection could be made */
  JUMIO_ERR_TLS = -202, /**< the TLS handshake or the certificate was refused */
  JUMIO_ERR_NETWORK = -203, /**< the connection broke off or stalled */
  JUMIO_ERR_REDIRECT = -204, /**< the server answered with a redirect, which is never followed */
  JUMIO_ERR_ORIGIN_REFUSED = -205, /**< a URL lies outside the configured origin of its role; nothing was sent */
  JUMIO_ERR_CIRCUIT_OPEN = -206, /**< too many failures in a row: the call was refused locally, nothing was sent */
  JUMIO_ERR_PROXY = -207, /**< the configured proxy, or a network in between, refused to let the request through */
  JUMIO_ERR_JSON = -300, /**< the text is not one JSON document by the strict rules */
  JUMIO_ERR_PROTOCOL = -301, /**< an answer does not have the documented form */
  JUMIO_ERR_RESPONSE_TOO_LARGE = -302, /**< an answer is larger than its limit */
  JUMIO_ERR_NOT_A_TRANSACTION = -303, /**< the body is no workflow details and no Netverify result */
  JUMIO_ERR_NOT_A_CALLBACK = -304, /**< the body is not a workflow callback */
  JUMIO_ERR_ID_MISMATCH = -305, /**< an answer carries other ids than those asked for */
  JUMIO_ERR_REQUEST_REFUSED = -400, /**< Jumio refused the request as invalid */
  JUMIO_ERR_AUTH = -401, /**< Jumio refused the client id and secret */
  JUMIO_ERR_TOKEN_DEAD = -402, /**< the token of this transaction is no longer valid; start a new transaction */
  JUMIO_ERR_PERMISSION = -403, /**< the credentials lack the permission, or a header was refused */
  JUMIO_ERR_NOT_FOUND = -404, /**< no such account, execution, credential or part */
  JUMIO_ERR_CONFLICT = -409, /**< Jumio answered that the state of the resource does not allow the request */
  JUMIO_ERR_GONE = -410, /**< the resource was deleted */
  JUMIO_ERR_RATE_LIMITED = -429, /**< the rate limit was reached and the deadline leaves no time to wait */
  JUMIO_ERR_SERVER = -450, /**< the server failed */
  JUMIO_ERR_OUTCOME_UNKNOWN = -451, /**< a request that must not be repeated may or may not have been applied */
  JUMIO_ERR_NOT_FINISHED = -452, /**< the wait is over and the execution has no final status yet */
  JUMIO_ERR_STORE = -500, /**< the store failed */
  JUMIO_ERR_STORE_CONFLICT = -501, /**< the record changed since it was read */
  JUMIO_ERR_STORE_NOT_FOUND = -502, /**< no such record */
  JUMIO_ERR_STORE_FULL = -503, /**< the store has no room */
  JUMIO_ERR_STORE_BUSY = -504, /**< the store is locked by another process */
  JUMIO_ERR_STORE_CORRUPT = -505, /**< a stored record or database is damaged; it was left untouched */
  JUMIO_ERR_STORE_VERSION = -506, /**< a stored record or database was written by a newer version */
  JUMIO_ERR_HOST_CALLBACK = -900 /**< a plug-in of the host broke its contract */
};

/** What to do about a result. */
typedef int32_t jumio_action;
/** Values of ::jumio_action. */
enum {
  JUMIO_ACTION_NONE = 0, /**< nothing to do */
  JUMIO_ACTION_FIX_CALL = 1, /**< the call is wrong: repeat it only after a change */
  JUMIO_ACTION_RETRY_LATER = 2, /**< may pass: repeat later, after retry_after_ms where it is given */
  JUMIO_ACTION_REAUTHENTICATE = 3, /**< check or rotate the client id and secret */
  JUMIO_ACTION_REFETCH = 4, /**< read the record again and decide anew */
  JUMIO_ACTION_WAIT_FOR_RESULT = 5, /**< do not repeat: wait for a callback or for the expiry of the transaction */
  JUMIO_ACTION_GIVE_UP = 6 /**< repeating cannot help */
};

JUMIO_BEGIN

/** Give the name of a result code.
 *  @param result [in] code
 *  @return static, such as "JUMIO_ERR_AUTH"; "JUMIO_ERR_?" for a code this version does not know
 *  @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_result_name(jumio_result result);

/** Give the meaning of a result code in one sentence.
 *  @param result [in] code
 *  @return static; never NULL @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_result_meaning(jumio_result result);

/** Give what to do about a result code when no error object says better.
 *  @param result [in] code
 *  @return a ::jumio_action; ::JUMIO_ACTION_GIVE_UP for a code this version does not know
 *  @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_action jumio_result_action(jumio_result result);

JUMIO_END

#endif
