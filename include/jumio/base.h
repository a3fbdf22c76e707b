/** @file base.h
 *  The ground every other header stands on: the export macro, the integer types of the ABI and the names of all handles.
 *  Includes nothing of ours, so no header can form a cycle.
 */
#ifndef JUMIO_BASE_H
#define JUMIO_BASE_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32) && !defined(JUMIO_STATIC)
#ifdef JUMIO_BUILDING
#define JUMIO_API __declspec(dllexport)
#else
#define JUMIO_API __declspec(dllimport)
#endif
#elif defined(__GNUC__)
/** Marks a function as part of the public ABI. */
#define JUMIO_API __attribute__((visibility("default")))
#else
#define JUMIO_API
#endif

#ifdef __cplusplus
/** Opens the C declarations of a header. */
#define JUMIO_BEGIN extern "C" {
/** Closes the C declarations of a header. */
#define JUMIO_END }
#else
/** Opens the C declarations of a header. */
#define JUMIO_BEGIN
/** Closes the C declarations of a header. */
#define JUMIO_END
#endif

/** Length argument that means: the text ends at its NUL byte. */
#define JUMIO_NTS SIZE_MAX

/** Deadline argument that means: the default of the configuration for this kind of call. */
#define JUMIO_DEADLINE_DEFAULT (-1)

/** Return code of every fallible function: 0 is success, negative is an error of result.h. Accept codes you do not know. */
typedef int32_t jumio_result;

/** The value of a score or a time that is absent. */
#define JUMIO_ABSENT INT64_MIN

/** Receives downloaded bytes.
 *  @param data      [in] bytes @param len [in] bytes @param user_data [in] as registered
 *  @return 1 to go on, 0 to end the download with ::JUMIO_ERR_CANCELLED
 */
typedef int32_t (*jumio_part_write_fn)(const void *data, size_t len, void *user_data);

/** What a downloaded part is, by its first bytes and not by any header. */
typedef int32_t jumio_media_type;
/** Values of ::jumio_media_type. */
enum {
  JUMIO_MEDIA_OTHER = 0, /**< not recognised, such as a facemap */
  JUMIO_MEDIA_JPEG = 1,  /**< JPEG picture */
  JUMIO_MEDIA_PNG = 2,   /**< PNG picture */
  JUMIO_MEDIA_PDF = 3,   /**< PDF document */
  JUMIO_MEDIA_JSON = 4   /**< JSON, such as prepared data */
};

/** A text of a credential; the argument of jumio_credential_get_text() and jumio_transaction_credential_get_text(). */
typedef int32_t jumio_credential_text;
/** Values of ::jumio_credential_text. */
enum {
  JUMIO_CREDENTIAL_TEXT_ID = 1,                       /**< id */
  JUMIO_CREDENTIAL_TEXT_CATEGORY = 2,                 /**< category as received */
  JUMIO_CREDENTIAL_TEXT_LABEL = 3,                    /**< label */
  JUMIO_CREDENTIAL_TEXT_CLIENT_IP = 4,                /**< clientIp */
  JUMIO_CREDENTIAL_TEXT_CONSENT_COLLECTED_BY = 5,     /**< consent.collectedBy */
  JUMIO_CREDENTIAL_TEXT_REUSABLE_IDENTITY_STATUS = 6, /**< reusableIdentity.status */
  JUMIO_CREDENTIAL_TEXT_REUSABLE_IDENTITY_SOURCE = 7  /**< reusableIdentity.source */
};

/** A caller's own allocator, as a handle that objects remember. */
typedef struct jumio_alloc jumio_alloc;
/** Detail of one failure. */
typedef struct jumio_error jumio_error;
/** Builder: everything a client is made from. */
typedef struct jumio_config jumio_config;
/** The only live object: region, credentials, token, connections, store. */
typedef struct jumio_client jumio_client;
/** A switch that ends a running call from any thread. */
typedef struct jumio_cancel jumio_cancel;
/** What an upload sends. */
typedef struct jumio_source jumio_source;
/** Builder: the data of a person that is uploaded instead of a picture. */
typedef struct jumio_prepared_data jumio_prepared_data;
/** Builder: one account create request. */
typedef struct jumio_account_request jumio_account_request;
/** Snapshot: Jumio's answer to an account create. */
typedef struct jumio_account jumio_account;
/** Child of an account answer: one credential that Jumio expects. */
typedef struct jumio_credential jumio_credential;
/** Snapshot: where a workflow execution stands. */
typedef struct jumio_workflow_execution jumio_workflow_execution;
/** Snapshot: what Jumio answers about an execution. */
typedef struct jumio_transaction jumio_transaction;
/** Child of a transaction: one credential with its parts. */
typedef struct jumio_transaction_credential jumio_transaction_credential;
/** Child of a transaction: one element of one capability. */
typedef struct jumio_capability jumio_capability;
/** Snapshot: any other JSON of Jumio, read by pointer. */
typedef struct jumio_answer jumio_answer;
/** Builder: how transactions are mapped. */
typedef struct jumio_policy jumio_policy;
/** Snapshot: one of six ID&V statuses and the reasons behind it. */
typedef struct jumio_decision jumio_decision;
/** Child of a decision: one piece of evidence. */
typedef struct jumio_reason jumio_reason;
/** Counter: stored answers under two policies. */
typedef struct jumio_replay jumio_replay;
/** Snapshot: the body of one of Jumio's callbacks. */
typedef struct jumio_callback jumio_callback;
/** Judge of callbacks, for one tenant and region. */
typedef struct jumio_callback_guard jumio_callback_guard;
/** Snapshot: the host's record of one ID&V request. */
typedef struct jumio_verification jumio_verification;
/** Snapshot: a page of verifications. */
typedef struct jumio_verification_list jumio_verification_list;
/** One Jumio call without any I/O. */
typedef struct jumio_op jumio_op;
/** What a transport is asked to send. */
typedef struct jumio_http_request jumio_http_request;
/** What a transport fills in. */
typedef struct jumio_http_response jumio_http_response;
/** Index terms that are written together with a stored record. */
typedef struct jumio_storage_terms jumio_storage_terms;
/** What a store fills in when it is read. */
typedef struct jumio_storage_reply jumio_storage_reply;
/** One structured log line. */
typedef struct jumio_log_record jumio_log_record;
/** One HTTP request as the trace hook sees it. See trace.h. */
typedef struct jumio_span jumio_span;

#endif
