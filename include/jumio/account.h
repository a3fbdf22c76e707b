/** @file account.h
 *  Starting a transaction: the account request, and Jumio's answer with the web link and the credentials to supply.
 */
#ifndef JUMIO_ACCOUNT_H
#define JUMIO_ACCOUNT_H

#include <jumio/base.h>
#include <jumio/error.h>

/** A category of credential. */
typedef int32_t jumio_category;
/** Values of ::jumio_category. */
enum {
  JUMIO_CATEGORY_UNKNOWN = 0,  /**< a word this version does not know; read the raw text */
  JUMIO_CATEGORY_ID = 1,       /**< an identity document */
  JUMIO_CATEGORY_SELFIE = 2,   /**< a picture of the face */
  JUMIO_CATEGORY_FACEMAP = 3,  /**< a capture of the face by the web client or an SDK; only on-premises authentication takes one by the API */
  JUMIO_CATEGORY_DOCUMENT = 4, /**< a supporting document */
  JUMIO_CATEGORY_DATA = 5      /**< data typed in */
};

/** A setting of an expected credential; the argument of jumio_account_request_set_credential(). */
typedef int32_t jumio_credential_setting;
/** Values of ::jumio_credential_setting. */
enum {
  JUMIO_CREDENTIAL_SETTING_LABEL = 1,          /**< a free label, 1..255 characters */
  JUMIO_CREDENTIAL_SETTING_ID = 2,             /**< a UUID: reuse this credential of the account, by an update. Country and type are not needed */
  JUMIO_CREDENTIAL_SETTING_ADD_COUNTRY = 3,    /**< one more country behind those that were given; the web client honours single values only */
  JUMIO_CREDENTIAL_SETTING_ADD_TYPE = 4,       /**< one more type, likewise */
  JUMIO_CREDENTIAL_SETTING_COUNTRY_PRESET = 5, /**< "DEFINED" (as from the start: the person cannot change it), "RECOMMENDED" (preselected),
                                                    or empty: the member is not written, which Jumio takes for DEFINED */
  JUMIO_CREDENTIAL_SETTING_TYPE_PRESET = 6     /**< the same for the type */
};

/** An option of a capability; the argument of jumio_account_request_set_capability(). */
typedef int32_t jumio_capability_option;
/** Values of ::jumio_capability_option. */
enum {
  JUMIO_CAPABILITY_OPTION_SEARCH_PROFILE = 1,            /**< watchlistScreening.searchProfile */
  JUMIO_CAPABILITY_OPTION_ADDITIONAL_PROPERTIES = 2,     /**< watchlistScreening.additionalProperties; may be empty */
  JUMIO_CAPABILITY_OPTION_SEARCH_TYPE = 3,               /**< watchlistScreening.searchType, such as "one" */
  JUMIO_CAPABILITY_OPTION_EKYC_SEARCH_TYPE = 4,          /**< ekycCheck.searchType, such as "one" */
  JUMIO_CAPABILITY_OPTION_DECISION_LABEL_RULESET_ID = 5, /**< workflowDecision.decisionLabelRulesetId */
  JUMIO_CAPABILITY_OPTION_RISK_SCORE_RULESET_ID = 6,     /**< workflowDecision.riskScoreRulesetId */
  JUMIO_CAPABILITY_OPTION_ENABLE_EXTRACTION = 7          /**< documentVerification.enableExtraction: "true" or "false", sent as a JSON boolean */
};

JUMIO_BEGIN

/** Begin an account request.
 *  @param alloc [in] allocator, or NULL @param out [out] owned; free with jumio_account_request_free() @param err [out] optional, owned
 *  @retval JUMIO_OK made
 *  @retval JUMIO_ERR_ARGUMENT out is NULL
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_account_request_new(jumio_alloc *alloc, jumio_account_request **out, jumio_error **err);

/** Free a request.
 *  @param request [in] request, or NULL @threads{one thread} @since 0.1
 */
JUMIO_API void jumio_account_request_free(jumio_account_request *request);

/** Turn rules that Jumio documents, but a host may know better, from errors into warnings, for the setters that follow. These are: the
 *  characters of customerInternalReference, a query in success or error URL, query parameter names of Jumio's own, the length of a locale,
 *  countries outside ISO 3166-1, which credentials can be reused, and the state of a consent. What cannot be sent at all stays an error.
 *  @param request [in] request, or NULL @param on [in] 1 or 0; 0 at first
 *  @source{jumio-api-write 2.2, 2.4, 2.7 and 7.4} @threads{one thread} @since 0.1
 */
JUMIO_API void jumio_account_request_set_lenient(jumio_account_request *request, int32_t on);

/** Read a warning: a rule of those that a lenient request lets pass, or a reference that looks like an e-mail address or a phone number. It
 *  names field and rule, never the value, and goes when its field is set anew.
 *  @param request [in] request @param index [in] 0 and up
 *  @return a literal, or NULL past the end @threads{one thread} @since 0.1
 */
JUMIO_API const char *jumio_account_request_get_warning_at(const jumio_account_request *request, size_t index);

/** Set the host's own reference of this transaction. Required. No personal data: it is shown in portals and reports.
 *  @param request [in] request @param text [in] 1..100 characters, none of < > " / ; ` % { } | unless the request is lenient @param len [in] bytes or ::JUMIO_NTS
 *  @param err     [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT empty, too long, not UTF-8, or a forbidden character
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @source{Jumio, Accounts OpenAPI and API guide; jumio-api-write 2.2} @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_account_request_set_customer_internal_reference(jumio_account_request *request, const char *text, size_t len,
                                                                             jumio_error **err);

/** Set the customerInternalReference of a Mock Service tenant or of the simulator, which steers the outcome by JSON in this field.
 *  The character rule of the ordinary setter does not apply.
 *  @param request [in] request @param json [in] one JSON object, 2..2000 bytes @param len [in] bytes or ::JUMIO_NTS @param err [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT not a JSON object, or too long
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @source{Jumio, "Testing with the Mock Service"; jumio-api-write 9.3} @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_account_request_set_mock_outcome(jumio_account_request *request, const char *json, size_t len, jumio_error **err);

/** Set the host's reference of the end user; echoed in callbacks. Required by Jumio for watchlist workflows. No personal data.
 *  @param request [in] request @param text [in] 1..100 characters @param len [in] bytes or ::JUMIO_NTS @param err [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT empty, too long, not UTF-8 or a control character
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @source{Jumio API guide; jumio-api-write 2.2} @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_account_request_set_user_reference(jumio_account_request *request, const char *text, size_t len, jumio_error **err);

/** Set the tag for the host's own reporting.
 *  @param request [in] request @param text [in] 1..255 characters @param len [in] bytes or ::JUMIO_NTS @param err [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT empty, too long, not UTF-8 or a control character
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @source{Jumio API guide; jumio-api-write 2.2} @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_account_request_set_reporting_criteria(jumio_account_request *request, const char *text, size_t len,
                                                                    jumio_error **err);

/** Set the workflow key. Required. Tenants have their own keys, so it is free-form; all digits are sent as a number.
 *  @param request [in] request @param text [in] 1..255 of [A-Za-z0-9._-] @param len [in] bytes or ::JUMIO_NTS @param err [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT empty, too long, or another character
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @source{Jumio, Accounts OpenAPI; jumio-api-write 2.3 and 3} @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_account_request_set_workflow_key(jumio_account_request *request, const char *text, size_t len, jumio_error **err);

/** Set where Jumio posts callbacks of this transaction; replaces the portal's setting.
 *  Checked here for length and characters, and by jumio_account_create() by Jumio's URL rules: https, a host name, no IP address,
 *  no port, no fragment, no query parameter of a name that Jumio uses itself. With a test endpoint a loopback http URL is allowed too.
 *  @param request [in] request @param url [in] 1..255 ASCII @param len [in] bytes or ::JUMIO_NTS @param err [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT empty, too long, or a byte that no URL holds
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @source{Jumio portal settings; jumio-api-write 2.7} @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_account_request_set_callback_url(jumio_account_request *request, const char *url, size_t len, jumio_error **err);

/** Set the web client's way out and its language. The URLs are checked like the callback URL, and must have no query, which Jumio was
 *  seen to refuse.
 *  @param request     [in] request
 *  @param success_url [in] 1..255 ASCII, or NULL @param success_len [in] bytes or ::JUMIO_NTS
 *  @param error_url   [in] 1..255 ASCII, or NULL @param error_len [in] bytes or ::JUMIO_NTS
 *  @param locale      [in] 2..5 of [A-Za-z_-] such as "de" or "en-GB", or NULL @param locale_len [in] bytes or ::JUMIO_NTS
 *  @param err         [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT a rule above is broken; nothing was changed
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed; nothing was changed
 *  @return a result code @source{Jumio API guide; jumio-api-write 2.5} @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_account_request_set_web(jumio_account_request *request, const char *success_url, size_t success_len,
                                                     const char *error_url, size_t error_len, const char *locale, size_t locale_len,
                                                     jumio_error **err);

/** Set how long the link and the tokens can be used to start.
 *  @param request [in] request @param seconds [in] 300..5 184 000 (5 minutes to 60 days) @param err [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT out of range
 *  @return a result code @units{seconds, seconds} @source{Jumio API guide; jumio-api-write 2.2 and 2.6} @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_account_request_set_token_lifetime(jumio_account_request *request, int64_t seconds, jumio_error **err);

/** Set the same as a text in Jumio's form, which is sent as it is.
 *  @param request [in] request @param text [in] a number and one of s, m, h and d, such as "30m", "1h" or "7d"; 5 minutes to 60 days
 *  @param len     [in] bytes or ::JUMIO_NTS @param err [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT another form, or out of range
 *  @return a result code @source{Jumio, Accounts OpenAPI; jumio-api-write 2.2} @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_account_request_set_token_lifetime_text(jumio_account_request *request, const char *text, size_t len,
                                                                     jumio_error **err);

/** Add an expected credential with a preset country and type; needed for uploads through the API so that Jumio knows the document.
 *  @param request  [in] request @param category [in] ID, SELFIE, FACEMAP, DOCUMENT or DATA
 *  @param country  [in] ISO 3166-1 alpha-3 in upper case, or NULL @param country_len [in] bytes or ::JUMIO_NTS
 *  @param type     [in] 1..40 of [A-Z0-9_] such as "PASSPORT", or NULL @param type_len [in] bytes or ::JUMIO_NTS
 *  @param out_index [out] its place for jumio_account_request_set_credential(), 0 after a failure; may be NULL @param err [out] optional, owned
 *  @retval JUMIO_OK added
 *  @retval JUMIO_ERR_ARGUMENT a rule above is broken, or a DOCUMENT lacks country or type
 *  @retval JUMIO_ERR_TOO_LARGE more than 16 credentials
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @source{Jumio API guide; jumio-api-write 2.3} @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_account_request_add_credential(jumio_account_request *request, jumio_category category, const char *country,
                                                            size_t country_len, const char *type, size_t type_len, size_t *out_index,
                                                            jumio_error **err);

/** Set more of an expected credential.
 *  @param request [in] request @param index [in] from jumio_account_request_add_credential() @param which [in] which
 *  @param text    [in] by ::jumio_credential_setting @param len [in] bytes or ::JUMIO_NTS @param err [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT no such credential or setting, a rule is broken, or a second country or type of a DOCUMENT
 *  @retval JUMIO_ERR_TOO_LARGE more than 4096 bytes of countries or of types
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @source{Jumio API guide and "using existing credential"; jumio-api-write 2.3 and 6} @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_account_request_set_credential(jumio_account_request *request, size_t index, jumio_credential_setting which,
                                                            const char *text, size_t len, jumio_error **err);

/** Override a setting of the tenant for this transaction (overrideSettings). Jumio publishes no list of keys, so any key is sent.
 *  @param request [in] request @param key [in] 1..100 characters, such as "explicitUploadEnabled"; one that was set is replaced
 *  @param key_len [in] bytes or ::JUMIO_NTS @param value [in] 0..1000 characters; booleans are texts here, too: "true"
 *  @param value_len [in] bytes or ::JUMIO_NTS @param err [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT NULL, an empty key, too long, not UTF-8 or a control character
 *  @retval JUMIO_ERR_TOO_LARGE more than 32 settings
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @source{jumio-api-write 2.2} @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_account_request_set_override(jumio_account_request *request, const char *key, size_t key_len, const char *value,
                                                          size_t value_len, jumio_error **err);

/** Set an option of a capability.
 *  @param request [in] request @param which [in] which @param text [in] 0..1000 characters @param len [in] bytes or ::JUMIO_NTS
 *  @param err     [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT no such option, NULL, too long, not UTF-8, a control character, or no boolean where one is needed
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @source{Jumio, Accounts OpenAPI and samples; jumio-api-write 2.3} @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_account_request_set_capability(jumio_account_request *request, jumio_capability_option which, const char *text,
                                                            size_t len, jumio_error **err);

/** Set a member of the body that has no setter yet, by an RFC 6901 pointer through objects, which are made where they are missing, and
 *  through credentials that were added: "/workflowDefinition/capabilities/later", "/workflowDefinition/credentials/0/later". A pointer that
 *  was given before is replaced. No rule of Jumio's is known for such a member, so none is checked.
 *
 *  "/customerInternalReference" and "/workflowDefinition/key" take the JSON form that is sent: "10011" where the setter would send 10011, or
 *  7 for the reference "7". These and "/tokenLifetime" keep their setters' rules.
 *  @param request [in] request @param pointer [in] 1..255 characters @param pointer_len [in] bytes or ::JUMIO_NTS
 *  @param json    [in] one strict JSON value, at most 64 KiB @param json_len [in] bytes or ::JUMIO_NTS @param err [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT NULL, no pointer, or one that leads through a value that is no object and no element that is there
 *  @retval JUMIO_ERR_CONFLICT a setter has set this member, or another value of it. A setter that does so later makes
 *                             jumio_account_create() fail likewise
 *  @retval JUMIO_ERR_JSON not strict JSON, or nested too deeply in its place
 *  @retval JUMIO_ERR_TOO_LARGE more than 64 KiB, more than 32 members, or a body of more than 1 MiB
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code; after a failure nothing was changed @source{jumio-api-write 2.2 and 2.3} @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_account_request_set_json(jumio_account_request *request, const char *pointer, size_t pointer_len,
                                                      const char *json, size_t json_len, jumio_error **err);

/** Copy the body as it would be sent. The checks of jumio_account_create() that need a client are not made. Holds personal data: the
 *  person's address and place.
 *  @param request [in] request @param out [out] owned; free with jumio_text_free() @param out_len [out] bytes; may be NULL
 *  @param err     [out] optional, owned
 *  @retval JUMIO_OK copied
 *  @retval JUMIO_ERR_ARGUMENT request or out is NULL, or a pointer of jumio_account_request_set_json() leads nowhere
 *  @retval JUMIO_ERR_CONFLICT as jumio_account_request_set_json()
 *  @retval JUMIO_ERR_JSON as jumio_account_request_set_json()
 *  @retval JUMIO_ERR_TOO_LARGE more than 1 MiB
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_account_request_dup_json(const jumio_account_request *request, char **out, size_t *out_len, jumio_error **err);

/** Record the end user's consent to biometric processing, which Jumio demands when the host collects the pictures itself.
 *  @param request  [in] request
 *  @param user_ip  [in] the end user's IPv4 or IPv6 address @param ip_len [in] bytes or ::JUMIO_NTS
 *  @param country  [in] alpha-3 of the user's place @param country_len [in] bytes or ::JUMIO_NTS
 *  @param state    [in] subdivision, 1..100 characters; for USA, CAN and AUS its code without the country, such as "IL"; required for USA;
 *                  or NULL @param state_len [in] bytes or ::JUMIO_NTS
 *  @param obtained [in] "yes", "no" or "na"; or NULL, but not for USA @param obtained_len [in] bytes or ::JUMIO_NTS
 *  @param obtained_unix_ms [in] when it was given; required with "yes"; 0 when there is none; before the year 10000. That it
 *                  is not in the future and at most 3 years old is checked by jumio_account_create()
 *  @param err      [out] optional, owned
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT a rule above is broken; nothing was changed
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed; nothing was changed
 *  @return a result code @units{obtained_unix_ms, milliseconds since 1970 UTC} @source{Jumio, end-user consent; jumio-api-write 2.4}
 *  @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_account_request_set_user_consent(jumio_account_request *request, const char *user_ip, size_t ip_len,
                                                              const char *country, size_t country_len, const char *state, size_t state_len,
                                                              const char *obtained, size_t obtained_len, int64_t obtained_unix_ms,
                                                              jumio_error **err);

/** Create an account and start its first workflow execution. Each success is a new, billable transaction, and Jumio has no idempotency
 *  key: the request is never repeated once it may have been applied. Prefer jumio_verification_create(), which records its intent first.
 *  @param client      [in] client @param request [in] request, not changed
 *  @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param cancel [in] switch, or NULL
 *  @param out         [out] owned; free with jumio_account_free() @param err [out] optional, owned
 *  @shape{request, POST /api/v1/accounts; JSON} @shape{response, object with account.id and workflowExecution.id and credentials}
 *  @retval JUMIO_OK created
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL, a required field is missing, or a URL or the consent breaks its rule
 *  @retval JUMIO_ERR_CONFLICT jumio_account_request_set_json() and a setter have set the same member; or Jumio says so of the account
 *  @retval JUMIO_ERR_JSON as jumio_account_request_set_json()
 *  @retval JUMIO_ERR_TOO_LARGE the body is larger than 1 MiB
 *  @retval JUMIO_ERR_OUTCOME_UNKNOWN the request may have been applied, but there is no usable answer
 *  @retval JUMIO_ERR_REQUEST_REFUSED Jumio found the request invalid
 *  @retval JUMIO_ERR_AUTH the credentials were refused
 *  @retval JUMIO_ERR_PERMISSION the credentials may not initiate, or a header was refused
 *  @retval JUMIO_ERR_RATE_LIMITED no time is left to wait for the rate limit
 *  @retval JUMIO_ERR_DEADLINE the deadline passed before anything was sent
 *  @retval JUMIO_ERR_CANCELLED cancelled before anything was sent
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed before anything was sent
 *  @return these, any other API code, or, when nothing was sent, ::JUMIO_ERR_UNSUPPORTED of a transport and any code of the system,
 *  transport, wire and host callback ranges
 *  @units{deadline_ms, milliseconds; monotonic} @owner{out, caller} @blocks{network, up to the deadline} @idempotent{no}
 *  @source{Jumio, Accounts OpenAPI; jumio-api-write 2.1 and reliability 4.2} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_account_create(jumio_client *client, const jumio_account_request *request, int64_t deadline_ms,
                                            jumio_cancel *cancel, jumio_account **out, jumio_error **err);

/** Start another workflow execution on an existing account: every further transaction of a person, among them authentication and the reuse
 *  of credentials, and a create whose consent was missing. Like a create it is billable and never repeated once it may have been applied.
 *  An answer for another account than the one asked for ends as ::JUMIO_ERR_OUTCOME_UNKNOWN, for something was started somewhere, and the
 *  log tells "account.id_mismatch".
 *  @param client      [in] client @param account_id [in] UUID of the account @param account_len [in] bytes or ::JUMIO_NTS
 *  @param request     [in] request, not changed
 *  @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param cancel [in] switch, or NULL
 *  @param out         [out] owned; free with jumio_account_free() @param err [out] optional, owned
 *  @shape{request, PUT /api/v1/accounts/{accountId}; JSON} @shape{response, as of jumio_account_create()}
 *  @retval JUMIO_OK started
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL or no UUID, or as jumio_account_create()
 *  @retval JUMIO_ERR_CONFLICT as jumio_account_create()
 *  @retval JUMIO_ERR_JSON as jumio_account_request_set_json()
 *  @retval JUMIO_ERR_TOO_LARGE the body is larger than 1 MiB
 *  @retval JUMIO_ERR_NOT_FOUND no such account: unknown, deleted, or of another tenant or region
 *  @retval JUMIO_ERR_OUTCOME_UNKNOWN the request may have been applied, but there is no usable answer
 *  @retval JUMIO_ERR_REQUEST_REFUSED Jumio found the request invalid
 *  @retval JUMIO_ERR_AUTH the credentials were refused
 *  @retval JUMIO_ERR_PERMISSION the credentials may not initiate, or a header was refused
 *  @retval JUMIO_ERR_RATE_LIMITED no time is left to wait for the rate limit
 *  @retval JUMIO_ERR_DEADLINE the deadline passed before anything was sent
 *  @retval JUMIO_ERR_CANCELLED cancelled before anything was sent
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed before anything was sent
 *  @return these, any other API code, or, when nothing was sent, ::JUMIO_ERR_UNSUPPORTED of a transport and any code of the system,
 *  transport, wire and host callback ranges
 *  @units{deadline_ms, milliseconds; monotonic} @owner{out, caller} @blocks{network, up to the deadline} @idempotent{no}
 *  @source{Jumio, Accounts OpenAPI; jumio-api-write 2.1 and 6, reliability 4.2} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_account_update(jumio_client *client, const char *account_id, size_t account_len,
                                            const jumio_account_request *request, int64_t deadline_ms, jumio_cancel *cancel,
                                            jumio_account **out, jumio_error **err);

/** Read an account answer back from JSON, such as that of jumio_account_get_json().
 *  @param alloc [in] allocator, or NULL @param json [in] UTF-8 JSON @param len [in] bytes or ::JUMIO_NTS
 *  @param out   [out] owned; free with jumio_account_free() @param err [out] optional, owned
 *  @retval JUMIO_OK read
 *  @retval JUMIO_ERR_ARGUMENT the text or out is NULL
 *  @retval JUMIO_ERR_JSON not one strict JSON document
 *  @retval JUMIO_ERR_PROTOCOL account.id or workflowExecution.id is missing or of the wrong type
 *  @retval JUMIO_ERR_TOO_LARGE more than 1 MiB
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @source{jumio-api-write 2.8} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_account_parse(jumio_alloc *alloc, const char *json, size_t len, jumio_account **out, jumio_error **err);

/** Free an answer and wipe its secrets.
 *  @param account [in] answer, or NULL @threads{one thread} @since 0.1
 */
JUMIO_API void jumio_account_free(jumio_account *account);

/** A text of an account answer; the argument of jumio_account_get_text(). */
typedef int32_t jumio_account_text;
/** Values of ::jumio_account_text. */
enum {
  JUMIO_ACCOUNT_TEXT_ID = 1,           /**< the account's id. Keep it: later transactions of this person, retrieval and deletion need it */
  JUMIO_ACCOUNT_TEXT_EXECUTION_ID = 2, /**< the workflow execution's id */
  JUMIO_ACCOUNT_TEXT_WEB_HREF = 3,     /**< the link for the end user. A bearer secret: hand it to that person, never log it; the library
                                            never fetches it. Absent when the workflow has no web channel, or when the link leads elsewhere
                                            than to Jumio's web client of the region (`*.web.<region>.jumio.ai`, or the test endpoint); the
                                            log then tells "account.link_refused" */
  JUMIO_ACCOUNT_TEXT_SDK_TOKEN = 4,       /**< the token for Jumio's mobile and web SDKs. A bearer secret */
  JUMIO_ACCOUNT_TEXT_WEB_SUCCESS_URL = 5, /**< web.successUrl, which Jumio echoes when the request set it */
  JUMIO_ACCOUNT_TEXT_WEB_ERROR_URL = 6    /**< web.errorUrl, likewise */
};

/** Read a text of an answer.
 *  @param account [in] answer @param which [in] which
 *  @return borrowed until the answer is freed, or NULL when absent @source{jumio-api-write 2.8, 7.1 and 7.6} @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_account_get_text(const jumio_account *account, jumio_account_text which);

/** A time of an account answer; the argument of jumio_account_get_unix_ms(). */
typedef int32_t jumio_account_time;
/** Values of ::jumio_account_time. */
enum {
  JUMIO_ACCOUNT_TIME_ANSWERED = 1,   /**< when Jumio made the answer */
  JUMIO_ACCOUNT_TIME_WEB_EXPIRES = 2 /**< until when the link and the tokens can be used to start: the answer's time and the tokenLifetime
                                          of the request that was answered. Absent when that request set none, for then the portal's setting
                                          rules (Jumio's default is 30 minutes), and for an answer read by jumio_account_parse() */
};

/** Read a time of an answer.
 *  @param account [in] answer @param which [in] which
 *  @return milliseconds since 1970 UTC, or ::JUMIO_ABSENT @units{return, milliseconds} @threads{any, concurrent} @since 0.1
 */
JUMIO_API int64_t jumio_account_get_unix_ms(const jumio_account *account, jumio_account_time which);

/** Read the whole answer as JSON, unknown members included. Holds bearer secrets: store it like a password.
 *  @param account [in] answer @param out_len [out] bytes; may be NULL
 *  @return borrowed @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_account_get_json(const jumio_account *account, size_t *out_len);

/** Count the credentials.
 *  @param account [in] answer
 *  @return number @threads{any, concurrent} @since 0.1
 */
JUMIO_API size_t jumio_account_credential_count(const jumio_account *account);

/** Read a credential.
 *  @param account [in] answer @param index [in] 0..count-1
 *  @return borrowed until the answer is freed, or NULL past the end @threads{any, concurrent} @since 0.1
 */
JUMIO_API const jumio_credential *jumio_account_get_credential_at(const jumio_account *account, size_t index);

/** Delete an account at Jumio with everything of all its transactions. At once and for ever.
 *  @param client      [in] client
 *  @param account_id  [in] UUID @param account_len [in] bytes or ::JUMIO_NTS
 *  @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param cancel [in] switch, or NULL
 *  @param out_was_absent [out] 1 when Jumio answered that it does not exist; may be NULL @param err [out] optional, owned
 *  @shape{request, DELETE .../accounts/{id}} @shape{response, any or none}
 *  @retval JUMIO_OK deleted: by this call, or by an earlier attempt of it whose answer was lost (then out_was_absent is 1)
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL or an id is no UUID
 *  @retval JUMIO_ERR_NOT_FOUND the first attempt was answered with "not found": deleted before, never there, or of another tenant or region.
 *          Whoever repeats a deletion that was begun before may take it as done
 *  @retval JUMIO_ERR_PERMISSION the credentials lack the permission to retrieve and delete
 *  @return these, ::JUMIO_ERR_UNSUPPORTED of a transport, or any code of the system, transport, wire, API and host callback ranges
 *  @units{deadline_ms, milliseconds; monotonic} @blocks{network, up to the deadline} @idempotent{by its effect}
 *  @source{Jumio API guide; jumio-api-write 8, reliability 4.2} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_account_delete(jumio_client *client, const char *account_id, size_t account_len, int64_t deadline_ms,
                                            jumio_cancel *cancel, int32_t *out_was_absent, jumio_error **err);

JUMIO_END

#endif
