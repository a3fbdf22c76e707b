/** @file prepared_data.h
 *  Prepared data: what the host knows of a person, uploaded to a DATA credential instead of a picture.
 *
 *  Fill in, check, make a source of it and upload that as ::JUMIO_PART_PREPARED_DATA. Values are personal data: they live in memory that is
 *  wiped when freed, and are in no error and no log.
 */
#ifndef JUMIO_PREPARED_DATA_H
#define JUMIO_PREPARED_DATA_H

#include <jumio/base.h>
#include <jumio/error.h>

/** A field of prepared data, with where it stands in the JSON; the argument of jumio_prepared_data_set(). */
typedef int32_t jumio_data_field;
/** Values of ::jumio_data_field. A text of up to 4 096 bytes in any script, unless another form is named
 *  @source{Jumio, Prepared Data and risk signal pages; jumio-api-write 4.5} */
enum {
  JUMIO_DATA_FIRST_NAME = 1,              /**< /firstName */
  JUMIO_DATA_MIDDLE_NAME = 2,             /**< /middleName */
  JUMIO_DATA_LAST_NAME = 3,               /**< /lastName */
  JUMIO_DATA_SUFFIX = 4,                  /**< /suffix */
  JUMIO_DATA_PATERNAL_SURNAME = 5,        /**< /paternalSurname; Colombia, Mexico */
  JUMIO_DATA_MATERNAL_SURNAME = 6,        /**< /maternalSurname; Colombia, Mexico */
  JUMIO_DATA_SEX = 7,                     /**< /sex: M, F or H. Mexican checks take H for male and M for female, others M and F */
  JUMIO_DATA_DATE_OF_BIRTH = 8,           /**< /dateOfBirth: YYYY-MM-DD */
  JUMIO_DATA_NATIONALITY = 9,             /**< /nationality */
  JUMIO_DATA_EMAIL = 10,                  /**< /email: an address with one @ */
  JUMIO_DATA_PHONE_NUMBER = 11,           /**< /phoneNumber: E.164, such as +15031234567 */
  JUMIO_DATA_PHONE_NUMBER_2 = 12,         /**< /phoneNumber2: E.164 */
  JUMIO_DATA_IP_ADDRESS = 13,             /**< /ipAddress: IPv4 or IPv6 */
  JUMIO_DATA_SOCIAL_SECURITY_NUMBER = 14, /**< /socialSecurityNumber: 4 or 9 digits, with or without dashes; or a Mexican CURP, 18 letters and digits */
  JUMIO_DATA_PERSONAL_NUMBER = 15,        /**< /personalNumber, such as a Brazilian CPF */
  JUMIO_DATA_ADDRESS_LINE_1 = 16,         /**< /address/line1 */
  JUMIO_DATA_ADDRESS_LINE_2 = 17,         /**< /address/line2 */
  JUMIO_DATA_ADDRESS_LINE_3 = 18,         /**< /address/line3 */
  JUMIO_DATA_ADDRESS_LINE_4 = 19,         /**< /address/line4 */
  JUMIO_DATA_ADDRESS_LINE_5 = 20,         /**< /address/line5 */
  JUMIO_DATA_POSTAL_CODE = 21,            /**< /address/postalCode */
  JUMIO_DATA_CITY = 22,                   /**< /address/city */
  JUMIO_DATA_SUBDIVISION = 23,            /**< /address/subdivision: state or region */
  JUMIO_DATA_STATE = 24,                  /**< /address/state: stands beside subdivision in two of Jumio's samples */
  JUMIO_DATA_COUNTRY = 25,                /**< /address/country: ISO 3166-1 alpha-3, for some checks also alpha-2, in upper case */
  JUMIO_DATA_ID_NUMBER = 26,              /**< /id/idNumber */
  JUMIO_DATA_SECONDARY_ID_NUMBER = 27,    /**< /id/secondaryIdNumber: Thai laser code */
  JUMIO_DATA_ID_TYPE = 28,                /**< /id/type: PASSPORT, DRIVING_LICENSE, ID_CARD or a later word of [A-Z0-9_] */
  JUMIO_DATA_ID_SUBTYPE = 29,             /**< /id/subType: NATIONAL_ID or a later word of [A-Z0-9_] */
  JUMIO_DATA_ISSUING_DATE = 30,           /**< /id/issuingDate: YYYY-MM-DD */
  JUMIO_DATA_EXPIRY_DATE = 31,            /**< /id/expiryDate: YYYY-MM-DD */
  JUMIO_DATA_INE_CIC = 32,                /**< /ine/cic */
  JUMIO_DATA_INE_CITIZEN_ID = 33,         /**< /ine/citizenID */
  JUMIO_DATA_INE_OCR = 34,                /**< /ine/ocr */
  JUMIO_DATA_INE_ELECTOR_KEY = 35,        /**< /ine/electorKey: 18 letters and digits */
  JUMIO_DATA_INE_ISSUING_NUMBER = 36,     /**< /ine/issuingNumber */
  JUMIO_DATA_REGISTRATION_DATE = 37,      /**< /kyc/registrationDate; its form is not documented */
  JUMIO_DATA_REGISTRATION_IP_ADDRESS = 38 /**< /kyc/registrationIpAddress: IPv4 or IPv6 */
};

/** A check of Jumio's that takes prepared data; the argument of jumio_prepared_data_check(). */
typedef int32_t jumio_data_check;
/** Values of ::jumio_data_check. What each needs is told by docs/calls/prepared-data.md. */
enum {
  JUMIO_DATA_CHECK_FORMATS = 0,            /**< no check of Jumio's: the form of every known field, also of those set as members */
  JUMIO_DATA_CHECK_SUPPORTING_DATA = 1,    /**< supporting data of an identity verification (10163) */
  JUMIO_DATA_CHECK_WATCHLIST = 2,          /**< watchlist screening (10010) */
  JUMIO_DATA_CHECK_CPF = 3,                /**< Brazilian CPF number (10005) */
  JUMIO_DATA_CHECK_CPF_BIOMETRIC = 4,      /**< Brazilian CPF with a selfie (10006) */
  JUMIO_DATA_CHECK_COLOMBIA = 5,           /**< Colombian identity (10020) */
  JUMIO_DATA_CHECK_THAI_DOPA = 6,          /**< Thai DOPA (10020) */
  JUMIO_DATA_CHECK_RENAPER = 7,            /**< Argentinian Renaper (10020) */
  JUMIO_DATA_CHECK_RENAPER_BIOMETRIC = 8,  /**< Argentinian Renaper with a selfie (10093) */
  JUMIO_DATA_CHECK_CURP = 9,               /**< Mexican CURP */
  JUMIO_DATA_CHECK_INE = 10,               /**< Mexican INE nominal list */
  JUMIO_DATA_CHECK_DMV = 11,               /**< US driving licence (10008) */
  JUMIO_DATA_CHECK_SSN = 12,               /**< US social security number */
  JUMIO_DATA_CHECK_ADDRESS_VALIDATION = 13, /**< address validation */
  JUMIO_DATA_CHECK_PROOF_OF_RESIDENCY = 14, /**< proof of residency */
  JUMIO_DATA_CHECK_EMAIL = 15,             /**< e-mail (10066) */
  JUMIO_DATA_CHECK_DEVICE_RISK = 16        /**< device risk: a member of the host's, since the key of the black box is not documented */
};

JUMIO_BEGIN

/** Make empty prepared data.
 *  @param alloc [in]  allocator, or NULL for malloc
 *  @param out   [out] owned; free with jumio_prepared_data_free() @param err [out] optional, owned
 *  @retval JUMIO_OK made
 *  @retval JUMIO_ERR_ARGUMENT out is NULL
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_prepared_data_new(jumio_alloc *alloc, jumio_prepared_data **out, jumio_error **err);

/** Free and wipe prepared data. Sources that were made of it live on.
 *  @param data [in] prepared data, or NULL @threads{one thread} @since 0.1
 */
JUMIO_API void jumio_prepared_data_free(jumio_prepared_data *data);

/** Set a field; replaces what stood there.
 *  @param data [in] prepared data @param which [in] which
 *  @param text [in] value, copied byte for byte; UTF-8 without control characters @param len [in] bytes or ::JUMIO_NTS
 *  @param err  [out] optional, owned; names field and rule, never the value
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT data is NULL, no such field, or the value does not have its form; nothing was changed
 *  @retval JUMIO_ERR_TOO_LARGE more than 128 fields and members
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed; nothing was changed
 *  @return a result code @source{Jumio, Prepared Data; jumio-api-write 4.5} @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_prepared_data_set(jumio_prepared_data *data, jumio_data_field which, const char *text, size_t len,
                                               jumio_error **err);

/** Set any member as it is: one that this version does not know, such as the black box of a device, or a known one in another form than
 *  jumio_prepared_data_set() takes. Replaces what stood there.
 *  @param data    [in] prepared data
 *  @param pointer [in] RFC 6901 pointer, up to 8 levels of objects, such as "/device/blackbox" @param pointer_len [in] bytes or ::JUMIO_NTS
 *  @param json    [in] one JSON value of up to 65 536 bytes @param json_len [in] bytes or ::JUMIO_NTS @param err [out] optional, owned; never holds the value
 *  @retval JUMIO_OK set
 *  @retval JUMIO_ERR_ARGUMENT data is NULL, not such a pointer, or another member lies above or below it; nothing was changed
 *  @retval JUMIO_ERR_JSON not one JSON value; nothing was changed
 *  @retval JUMIO_ERR_TOO_LARGE more than 128 fields and members, or the value is too long
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed; nothing was changed
 *  @return a result code @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_prepared_data_set_member(jumio_prepared_data *data, const char *pointer, size_t pointer_len, const char *json,
                                                      size_t json_len, jumio_error **err);

/** Look whether a check of Jumio's would have what it requires. An empty text counts as missing.
 *  @param data [in] prepared data @param which [in] which
 *  @param err  [out] optional, owned; names the field and the check, also as ::JUMIO_ERROR_TEXT_JSON_POINTER
 *  @retval JUMIO_OK it would
 *  @retval JUMIO_ERR_ARGUMENT data is NULL, no such check, or a field is missing or has not the form that the check needs
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @source{Jumio, the pages of the checks; jumio-api-write 4.5} @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_prepared_data_check(const jumio_prepared_data *data, jumio_data_check which, jumio_error **err);

/** Make a source of prepared data as it now is: its upload as ::JUMIO_PART_PREPARED_DATA is application/json.
 *  @param data [in]  prepared data
 *  @param out  [out] owned; free with jumio_source_free(), which wipes it @param err [out] optional, owned
 *  @retval JUMIO_OK made
 *  @retval JUMIO_ERR_ARGUMENT data or out is NULL, or nothing was set
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_source_new_prepared_data(const jumio_prepared_data *data, jumio_source **out, jumio_error **err);

JUMIO_END

#endif
