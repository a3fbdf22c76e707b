/** @file credential.h
 *  The credentials of an account answer, and the upload of their parts.
 */
#ifndef JUMIO_CREDENTIAL_H
#define JUMIO_CREDENTIAL_H

#include <jumio/base.h>
#include <jumio/error.h>

/** A part of a credential. */
typedef int32_t jumio_part;
/** Values of ::jumio_part. */
enum {
  JUMIO_PART_UNKNOWN = 0,       /**< a classifier this version does not know; read the raw text */
  JUMIO_PART_FRONT = 1,         /**< ID, front */
  JUMIO_PART_BACK = 2,          /**< ID, back */
  JUMIO_PART_FACE = 3,          /**< SELFIE */
  JUMIO_PART_FACEMAP = 4,       /**< FACEMAP; only the on-premises authentication workflows take it through the API */
  JUMIO_PART_DOCUMENT = 5,      /**< DOCUMENT */
  JUMIO_PART_PREPARED_DATA = 6  /**< DATA */
};

/** Remarks on an upload that was accepted; bits. */
typedef uint32_t jumio_upload_remarks;
/** Bits of ::jumio_upload_remarks. */
enum {
  JUMIO_UPLOAD_OVER_5_MB = 1,        /**< larger than the 5 MB that older texts of Jumio give as the limit */
  JUMIO_UPLOAD_LOOKS_CUT_OFF = 2,    /**< the picture has no end marker; Jumio decides */
  JUMIO_UPLOAD_REPEATED = 4,         /**< the same bytes were sent more than once because an answer was lost */
  JUMIO_UPLOAD_PAGES_NOT_COUNTED = 8 /**< the pages of the PDF could not be counted without decoding it; Jumio decides */
};

JUMIO_BEGIN

/** Read a text of an expected credential: its id, category as received, or label; the others are absent here.
 *  @param credential [in] credential @param which [in] which
 *  @return borrowed until the answer is freed, or NULL when absent @source{jumio-api-write 2.8} @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_credential_get_text(const jumio_credential *credential, jumio_credential_text which);

/** Read the category.
 *  @param credential [in] credential
 *  @return a ::jumio_category of account.h @threads{any, concurrent} @since 0.1
 */
JUMIO_API int32_t jumio_credential_get_category(const jumio_credential *credential);

/** Count the channels on which this credential may be supplied; 0 for a reused one.
 *  @param credential [in] credential
 *  @return number @threads{any, concurrent} @since 0.1
 */
JUMIO_API size_t jumio_credential_channel_count(const jumio_credential *credential);

/** Read a channel.
 *  @param credential [in] credential @param index [in] 0..count-1
 *  @return borrowed: "WEB", "API", "SDK" or a later word; NULL past the end @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_credential_get_channel_at(const jumio_credential *credential, size_t index);

/** Count the upload addresses of a part. Most parts have one; some answers give one for each page.
 *  @param credential [in] credential @param part [in] part
 *  @return how many, 0 when the part cannot be uploaded through the API @source{Jumio, Credentials OpenAPI 1.0.2; jumio-api-write 4.4}
 *  @threads{any, concurrent} @since 0.1
 */
JUMIO_API int32_t jumio_credential_part_page_count(const jumio_credential *credential, jumio_part part);

/** Upload a part, with the credential's own transaction token: as multipart/form-data with one field "file", or as JSON for prepared data.
 *  JPEG and PNG for ID and SELFIE; also PDF for DOCUMENT, and for the front of an ID where the answer echoes the Brazilian driving licence or
 *  ::JUMIO_SWITCH_ID_PDF is on; told apart by their first bytes. A facemap is any bytes. What is streamed is never held whole.
 *  A lost answer makes the same bytes go out again (at least once). For a file or a reader a digest sees to it that they are the same; a
 *  build without libcrypto does not repeat those. docs/calls/part-upload.md has the limits.
 *  @param client      [in] client @param account [in] the answer that names the credential @param credential [in] a child of that answer
 *  @param part        [in] part @param page [in] 1..jumio_credential_part_page_count(), mostly 1
 *  @param source      [in] what to send: a picture of at most 15 000 000 bytes, longest side over 300 px, no side over 8000 px; a document of at
 *                          most 30 pages; used until this call returns
 *  @param deadline_ms [in] milliseconds from now, or ::JUMIO_DEADLINE_DEFAULT @param cancel [in] switch, or NULL
 *  @param out_remarks [out] ::jumio_upload_remarks bits, 0 after a failure; may be NULL @param err [out] optional, owned
 *  @shape{request, POST to the part's URL; multipart/form-data, or application/json for prepared data}
 *  @shape{response, anything: also an empty body}
 *  @retval JUMIO_OK uploaded
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL, the credential is not of this account, there is no such page, the source is not one for this
 *          part, or the picture's sides break the rule
 *  @retval JUMIO_ERR_TOO_LARGE more bytes or pages than the limit
 *  @retval JUMIO_ERR_MEDIA_TYPE not of a type that this part takes, by its first bytes
 *  @retval JUMIO_ERR_FILE the source could not be read or changed while it was sent; Jumio never got it whole
 *  @retval JUMIO_ERR_CANCELLED the switch was turned, or the progress callback ended it
 *  @retval JUMIO_ERR_UNSUPPORTED a part for which Jumio gave no upload address
 *  @retval JUMIO_ERR_ORIGIN_REFUSED the upload address lies outside the configured origin; nothing was sent
 *  @retval JUMIO_ERR_TOKEN_DEAD the transaction token is no longer valid
 *  @retval JUMIO_ERR_REQUEST_REFUSED Jumio found the picture invalid
 *  @return these, ::JUMIO_ERR_UNSUPPORTED of a transport, or any code of the system, transport, wire, API and host callback ranges
 *  @units{deadline_ms, milliseconds; monotonic} @blocks{network, up to the deadline} @idempotent{at least once}
 *  @source{Jumio, Credentials OpenAPI 1.0.2 and API guide; jumio-api-write 4.1 and 4.2} @threads{any, concurrent; a source on one} @since 0.1
 */
JUMIO_API jumio_result jumio_credential_upload(jumio_client *client, const jumio_account *account, const jumio_credential *credential,
                                               jumio_part part, int32_t page, const jumio_source *source, int64_t deadline_ms,
                                               jumio_cancel *cancel, jumio_upload_remarks *out_remarks, jumio_error **err);

JUMIO_END

#endif
