/** @file field.h
 *  The documented members of the capabilities' elements, one constant each, and their reading. Personal data.
 *  Made by tools/generate from src/model/fields.def: do not edit.
 */
#ifndef JUMIO_FIELD_H
#define JUMIO_FIELD_H

#include <jumio/base.h>
#include <jumio/error.h>

/** A member of a capability's element. */
typedef int32_t jumio_field;
/** Values of ::jumio_field: capability, JSON pointer relative to the element, what it is. Numbers never change. */
enum {
  JUMIO_FIELD_EXTRACTION_TYPE = 1, /**< extraction /data/type: PASSPORT, DRIVING_LICENSE, ID_CARD, VISA or UNSUPPORTED */
  JUMIO_FIELD_EXTRACTION_SUB_TYPE = 2, /**< extraction /data/subType: such as NATIONAL_ID; UNKNOWN is also written UNKOWN */
  JUMIO_FIELD_EXTRACTION_ISSUING_COUNTRY = 3, /**< extraction /data/issuingCountry: alpha-3, or XKX */
  JUMIO_FIELD_EXTRACTION_FIRST_NAME = 4, /**< extraction /data/firstName: given names; the literal N/A for some that are not Latin */
  JUMIO_FIELD_EXTRACTION_LAST_NAME = 5, /**< extraction /data/lastName: family name; the literal N/A for some that are not Latin */
  JUMIO_FIELD_EXTRACTION_DATE_OF_BIRTH = 6, /**< extraction /data/dateOfBirth: YYYY-MM-DD */
  JUMIO_FIELD_EXTRACTION_DATE_OF_BIRTH_YEAR = 7, /**< extraction /data/dateOfBirthParts/year: a part that is not printed is absent */
  JUMIO_FIELD_EXTRACTION_DATE_OF_BIRTH_MONTH = 8, /**< extraction /data/dateOfBirthParts/month: month */
  JUMIO_FIELD_EXTRACTION_DATE_OF_BIRTH_DAY = 9, /**< extraction /data/dateOfBirthParts/day: day */
  JUMIO_FIELD_EXTRACTION_EXPIRY_DATE = 10, /**< extraction /data/expiryDate: YYYY-MM-DD */
  JUMIO_FIELD_EXTRACTION_EXPIRY_DATE_YEAR = 11, /**< extraction /data/expiryDateParts/year: a part that is not printed is absent */
  JUMIO_FIELD_EXTRACTION_EXPIRY_DATE_MONTH = 12, /**< extraction /data/expiryDateParts/month: month */
  JUMIO_FIELD_EXTRACTION_EXPIRY_DATE_DAY = 13, /**< extraction /data/expiryDateParts/day: day */
  JUMIO_FIELD_EXTRACTION_ISSUING_DATE = 14, /**< extraction /data/issuingDate: YYYY-MM-DD; also of a DOCUMENT */
  JUMIO_FIELD_EXTRACTION_ISSUING_DATE_YEAR = 15, /**< extraction /data/issuingDateParts/year: a part that is not printed is absent */
  JUMIO_FIELD_EXTRACTION_ISSUING_DATE_MONTH = 16, /**< extraction /data/issuingDateParts/month: month */
  JUMIO_FIELD_EXTRACTION_ISSUING_DATE_DAY = 17, /**< extraction /data/issuingDateParts/day: day */
  JUMIO_FIELD_EXTRACTION_DOCUMENT_NUMBER = 18, /**< extraction /data/documentNumber: number of the document */
  JUMIO_FIELD_EXTRACTION_PERSONAL_NUMBER = 19, /**< extraction /data/personalNumber: may be filler characters of the MRZ */
  JUMIO_FIELD_EXTRACTION_OPTIONAL_MRZ_FIELD_1 = 20, /**< extraction /data/optionalMrzField1: first optional field of the MRZ */
  JUMIO_FIELD_EXTRACTION_OPTIONAL_MRZ_FIELD_2 = 21, /**< extraction /data/optionalMrzField2: second optional field of the MRZ */
  JUMIO_FIELD_EXTRACTION_STATE = 22, /**< extraction /data/state: code of a US, AU or CA state, name of a country, XKX or free text */
  JUMIO_FIELD_EXTRACTION_ADDRESS = 23, /**< extraction /data/address: the address where it is one text; an object has the members below */
  JUMIO_FIELD_EXTRACTION_ADDRESS_LINE_1 = 24, /**< extraction /data/address/line1: line 1 */
  JUMIO_FIELD_EXTRACTION_ADDRESS_LINE_2 = 25, /**< extraction /data/address/line2: line 2 */
  JUMIO_FIELD_EXTRACTION_ADDRESS_LINE_3 = 26, /**< extraction /data/address/line3: line 3 */
  JUMIO_FIELD_EXTRACTION_ADDRESS_LINE_4 = 27, /**< extraction /data/address/line4: line 4 */
  JUMIO_FIELD_EXTRACTION_ADDRESS_LINE_5 = 28, /**< extraction /data/address/line5: line 5 */
  JUMIO_FIELD_EXTRACTION_ADDRESS_COUNTRY = 29, /**< extraction /data/address/country: alpha-3, or XKX */
  JUMIO_FIELD_EXTRACTION_ADDRESS_POSTAL_CODE = 30, /**< extraction /data/address/postalCode: postal code */
  JUMIO_FIELD_EXTRACTION_ADDRESS_SUBDIVISION = 31, /**< extraction /data/address/subdivision: subdivision */
  JUMIO_FIELD_EXTRACTION_ADDRESS_CITY = 32, /**< extraction /data/address/city: city */
  JUMIO_FIELD_EXTRACTION_ADDRESS_FORMATTED = 33, /**< extraction /data/address/formattedAddress: the whole in one text */
  JUMIO_FIELD_EXTRACTION_GENDER = 34, /**< extraction /data/gender: M, F or X */
  JUMIO_FIELD_EXTRACTION_NATIONALITY = 35, /**< extraction /data/nationality: alpha-3; needs activation */
  JUMIO_FIELD_EXTRACTION_PLACE_OF_BIRTH = 36, /**< extraction /data/placeOfBirth: needs activation */
  JUMIO_FIELD_EXTRACTION_ISSUING_AUTHORITY = 37, /**< extraction /data/issuingAuthority: needs activation */
  JUMIO_FIELD_EXTRACTION_ISSUING_PLACE = 38, /**< extraction /data/issuingPlace: needs activation */
  JUMIO_FIELD_EXTRACTION_CURRENT_AGE = 39, /**< extraction /data/currentAge: an integer by the guide, a text in practice */
  JUMIO_FIELD_EXTRACTION_PASSPORT_NUMBER = 40, /**< extraction /data/passportNumber: of a visa; needs activation */
  JUMIO_FIELD_EXTRACTION_DURATION_OF_STAY = 41, /**< extraction /data/durationOfStay: of a visa; needs activation */
  JUMIO_FIELD_EXTRACTION_NUMBER_OF_ENTRIES = 42, /**< extraction /data/numberOfEntries: of a visa; needs activation */
  JUMIO_FIELD_EXTRACTION_VISA_CATEGORY = 43, /**< extraction /data/visaCategory: of a visa; needs activation */
  JUMIO_FIELD_EXTRACTION_DL_CATEGORIES = 44, /**< extraction /data/dlCategories: of a driving licence: objects with category, issueDate, expiryDate, isReadable, availability */
  JUMIO_FIELD_EXTRACTION_ADDITIONAL_LANGUAGE = 45, /**< extraction /data/additionalLanguage: fields in the script of the document; needs activation */
  JUMIO_FIELD_EXTRACTION_NFC_VALIDATION_RESULT = 46, /**< extraction /data/nfcValidationResult: such as READ_VALIDATED */
  JUMIO_FIELD_EXTRACTION_NAME = 47, /**< extraction /data/name: of a DOCUMENT */
  JUMIO_FIELD_EXTRACTION_DOCUMENT_TYPE = 48, /**< extraction /data/documentType: of a DOCUMENT: a code such as UB or BS */
  JUMIO_FIELD_LIVENESS_TYPE = 49, /**< liveness /data/type: JUMIO_STANDARD, IPROOV_STANDARD, IPROOV_PREMIUM or a later word */
  JUMIO_FIELD_LIVENESS_PREDICTED_AGE = 50, /**< liveness /data/predictedAge: years */
  JUMIO_FIELD_LIVENESS_AGE_CONFIDENCE_RANGE = 51, /**< liveness /data/ageConfidenceRange: such as 37-61 */
  JUMIO_FIELD_LIVENESS_VALID_FACE_MAP = 52, /**< liveness /validFaceMapForAuthentication: an address; may name a credential that is not in this answer */
  JUMIO_FIELD_SIMILARITY_SIMILARITY = 53, /**< similarity /data/similarity: MATCH, NOT_POSSIBLE, and NO_MATCH or NOT_MATCH */
  JUMIO_FIELD_AUTHENTICATION_TYPE = 54, /**< authentication /data/type: as of liveness */
  JUMIO_FIELD_AUTHENTICATION_VALID_FACE_MAP = 55, /**< authentication /validFaceMapForAuthentication: an address */
  JUMIO_FIELD_IMAGE_CHECKS_FACE_SEARCH_STATUS = 56, /**< imageChecks /data/faceSearchFindings/status: DONE, PENDING (may end after the transaction) or ERROR; also SUCCESS */
  JUMIO_FIELD_IMAGE_CHECKS_FACE_SEARCH_FINDINGS = 57, /**< imageChecks /data/faceSearchFindings/findings: ids of workflow executions; absent when there are none */
  JUMIO_FIELD_WATCHLIST_SEARCH_DATE = 58, /**< watchlistScreening /data/searchDate: time of the search */
  JUMIO_FIELD_WATCHLIST_SEARCH_ID = 59, /**< watchlistScreening /data/searchId: id of the search */
  JUMIO_FIELD_WATCHLIST_SEARCH_REFERENCE = 60, /**< watchlistScreening /data/searchReference: reference of the search */
  JUMIO_FIELD_WATCHLIST_SEARCH_RESULT_URL = 61, /**< watchlistScreening /data/searchResultUrl: an address */
  JUMIO_FIELD_WATCHLIST_SEARCH_RESULTS = 62, /**< watchlistScreening /data/searchResults: number of hits */
  JUMIO_FIELD_WATCHLIST_SEARCH_STATUS = 63, /**< watchlistScreening /data/searchStatus: DONE, NOT_DONE or ERROR by the guide; SUCCESS in recorded answers */
  JUMIO_FIELD_RESIDENCY_REASON_MESSAGE = 64, /**< proofOfResidency /data/reasonMessage: such as Unknown Street */
  JUMIO_FIELD_LICENSE_NAME_MATCH = 65, /**< drivingLicenseVerification /data/nameMatch: MATCH or another word; further members of this kind are read by name */
  JUMIO_FIELD_LICENSE_FIRST_NAME_MATCH = 66, /**< drivingLicenseVerification /data/firstNameMatch: the same */
  JUMIO_FIELD_LICENSE_LAST_NAME_MATCH = 67, /**< drivingLicenseVerification /data/lastNameMatch: the same */
  JUMIO_FIELD_BIOMETRIC_NAME_MATCH = 68, /**< biometricVerification /data/nameMatch: MATCH or NOT_MATCH */
  JUMIO_FIELD_BIOMETRIC_DATE_OF_BIRTH_MATCH = 69, /**< biometricVerification /data/dobMatch: the same */
  JUMIO_FIELD_BIOMETRIC_PIN_CODE_MATCH = 70, /**< biometricVerification /data/pincodeMatch: the same */
  JUMIO_FIELD_BIOMETRIC_CITY_MATCH = 71, /**< biometricVerification /data/cityMatch: the same */
  JUMIO_FIELD_BIOMETRIC_FACE_MATCH = 72, /**< biometricVerification /data/faceMatch: the same */
  JUMIO_FIELD_EMAIL_VERIFICATION_STATUS = 73, /**< emailVerification /data/emailVerificationStatus: such as Verified */
  JUMIO_FIELD_EMAIL_FIRST_VERIFIED_AT = 74, /**< emailVerification /data/firstVerifiedAt: a time */
  JUMIO_FIELD_EMAIL_TOTAL_HITS = 75, /**< emailVerification /data/totalHits: a number, written as a text */
  JUMIO_FIELD_EMAIL_EMAIL_EXISTS = 76, /**< emailVerification /data/emailExists: whether the address exists */
  JUMIO_FIELD_EMAIL_DOMAIN_EXISTS = 77, /**< emailVerification /data/domainExists: whether its domain exists */
  JUMIO_FIELD_EMAIL_DOMAIN_NAME = 78, /**< emailVerification /data/domainName: domain */
  JUMIO_FIELD_EMAIL_DOMAIN_COMPANY = 79, /**< emailVerification /data/domainCompany: its company */
  JUMIO_FIELD_EMAIL_DOMAIN_RISK_LEVEL = 80, /**< emailVerification /data/domainRiskLevel: such as VERY_LOW */
  JUMIO_FIELD_EMAIL_DOMAIN_CREATION_DATE = 81, /**< emailVerification /data/domainCreationDate: a time */
  JUMIO_FIELD_EMAIL_ADVICE = 82, /**< emailVerification /data/advice: such as LOWER_FRAUD_RISK */
  JUMIO_FIELD_EMAIL_DOMAIN_COUNTRY = 83, /**< emailVerification /data/domainCountry: alpha-3 */
  JUMIO_FIELD_EMAIL_DOMAIN_CATEGORY = 84, /**< emailVerification /data/domainCategory: such as Webmail */
  JUMIO_FIELD_EMAIL_DOMAIN_CORPORATE = 85, /**< emailVerification /data/domainCorporate: whether it is a company's own */
  JUMIO_FIELD_PHONE_TYPE = 86, /**< phoneVerification /data/phoneType: such as MOBILE */
  JUMIO_FIELD_PHONE_CARRIER = 87, /**< phoneVerification /data/carrier: carrier */
  JUMIO_FIELD_PHONE_BLOCKED = 88, /**< phoneVerification /data/blocked: whether it is blocked */
  JUMIO_FIELD_PHONE_RELATIVE_RISK = 89, /**< phoneVerification /data/riskInsights/relativeRisk: texts such as LOW ACTIVITY */
  JUMIO_FIELD_PHONE_APPLICATION_TO_PERSON = 90, /**< phoneVerification /data/riskInsights/applicationToPersonTraffic: texts */
  JUMIO_FIELD_PHONE_PERSON_TO_PERSON = 91, /**< phoneVerification /data/riskInsights/personToPersonTraffic: texts */
  JUMIO_FIELD_GEO_IP_COUNTRY = 92, /**< geoIpVerification /data/country: alpha-3 */
  JUMIO_FIELD_GEO_IP_STATE = 93, /**< geoIpVerification /data/state: state */
  JUMIO_FIELD_GEO_IP_CITY = 94, /**< geoIpVerification /data/city: city */
  JUMIO_FIELD_GEO_IP_ISP = 95, /**< geoIpVerification /data/isp: internet provider */
  JUMIO_FIELD_GEO_IP_ORGANIZATION = 96, /**< geoIpVerification /data/organization: organization */
  JUMIO_FIELD_GEO_IP_LATITUDE = 97, /**< geoIpVerification /data/latitude: degrees */
  JUMIO_FIELD_GEO_IP_LONGITUDE = 98, /**< geoIpVerification /data/longitude: degrees */
  JUMIO_FIELD_GEO_IP_ACCURACY_RADIUS = 99, /**< geoIpVerification /data/accuracyRadius: radius */
  JUMIO_FIELD_GEO_IP_ANONYMOUS_VPN = 100, /**< geoIpVerification /data/anonymousVPN: whether it is an anonymous VPN */
  JUMIO_FIELD_GEO_IP_SATELLITE_PROVIDER = 101, /**< geoIpVerification /data/satelliteProvider: whether it is a satellite provider */
  JUMIO_FIELD_DEVICE_MODEL = 102, /**< deviceRiskVerification /data/deviceModel: model */
  JUMIO_FIELD_DEVICE_OS = 103, /**< deviceRiskVerification /data/deviceOS: operating system */
  JUMIO_FIELD_DEVICE_BROWSER = 104, /**< deviceRiskVerification /data/browser: browser */
  JUMIO_FIELD_DEVICE_TRUE_IP = 105, /**< deviceRiskVerification /data/trueIP: address that was found */
  JUMIO_FIELD_DEVICE_STATED_IP = 106, /**< deviceRiskVerification /data/statedIp: address that was stated */
  JUMIO_FIELD_DEVICE_IP_CITY = 107, /**< deviceRiskVerification /data/ipLocationCity: city */
  JUMIO_FIELD_DEVICE_IP_COUNTRY = 108, /**< deviceRiskVerification /data/ipLocationCountry: alpha-3 */
  JUMIO_FIELD_DEVICE_IP_LATITUDE = 109, /**< deviceRiskVerification /data/ipLocationLatitude: degrees, written as a text */
  JUMIO_FIELD_DEVICE_IP_LONGITUDE = 110, /**< deviceRiskVerification /data/ipLocationLongitude: degrees, written as a text */
  JUMIO_FIELD_DEVICE_IP_REGION = 111, /**< deviceRiskVerification /data/ipLocationRegion: region */
  JUMIO_FIELD_DEVICE_META_DATA_AGE = 112, /**< deviceRiskVerification /data/metaDataAge: a number, written as a text */
  JUMIO_FIELD_DEVICE_ALERTS = 113, /**< deviceRiskVerification /data/deviceAlerts: texts such as IP Mismatch */
  JUMIO_FIELD_DEVICE_BROWSER_COOKIES = 114, /**< deviceRiskVerification /data/browserCookiesEnabled: whether cookies are on */
  JUMIO_FIELD_DEVICE_BROWSER_LANGUAGE = 115, /**< deviceRiskVerification /data/browserLanguage: such as EN-US */
  JUMIO_FIELD_DEVICE_BROWSER_VERSION = 116, /**< deviceRiskVerification /data/browserVersion: version */
  JUMIO_FIELD_DEVICE_FIRST_SEEN = 119, /**< deviceRiskVerification /data/deviceFirstSeen: a time */
  JUMIO_FIELD_DEVICE_SCREEN = 120, /**< deviceRiskVerification /data/deviceScreen: such as 900X1600 */
  JUMIO_FIELD_DEVICE_ISP = 121, /**< deviceRiskVerification /data/isp: internet provider */
  JUMIO_FIELD_DEVICE_IS_NEW = 122, /**< deviceRiskVerification /data/deviceIsNew: whether it was not seen before */
  JUMIO_FIELD_CLASSIFICATION_COUNTRY = 123, /**< classification /data/country: alpha-3, or XKX */
  JUMIO_FIELD_CLASSIFICATION_STATE = 124, /**< classification /data/state: as of extraction */
  JUMIO_FIELD_CLASSIFICATION_TYPE = 125, /**< classification /data/type: as of extraction */
  JUMIO_FIELD_CLASSIFICATION_SUB_TYPE = 126, /**< classification /data/subType: as of extraction */
  JUMIO_FIELD_CLASSIFICATION_PRINTED_NAME = 127, /**< classification /data/printedDocumentName: name as printed on the document */
  JUMIO_FIELD_CLASSIFICATION_FIRST_ISSUE_DATE = 128, /**< classification /data/firstIssueDate: YYYY-MM-DD */
  JUMIO_FIELD_CLASSIFICATION_LAST_ISSUE_DATE = 129, /**< classification /data/lastIssueDate: YYYY-MM-DD */
  JUMIO_FIELD_CLASSIFICATION_NOT_VALID_AFTER = 130, /**< classification /data/notValidAfterDate: YYYY-MM-DD */
  JUMIO_FIELD_CLASSIFICATION_HAS_CHIP = 131, /**< classification /data/hasCryptoChip: whether it has a chip */
  JUMIO_FIELD_CLASSIFICATION_IS_FOLDABLE = 132, /**< classification /data/isFoldable: whether it can be folded */
  JUMIO_FIELD_CLASSIFICATION_IS_HANDWRITTEN = 133, /**< classification /data/isHandwritten: whether it is written by hand */
  JUMIO_FIELD_CLASSIFICATION_LAYOUT = 134, /**< classification /data/layout: layout */
  JUMIO_FIELD_CLASSIFICATION_MATERIAL = 135 /**< classification /data/material: material */
};

JUMIO_BEGIN

/** Read a member of an element as a text: as received where it is one; "true" or "false" where a truth value is documented; digits where it is
 *  documented as a text and as a number. Personal data.
 *  @param capability [in] element @param which [in] which
 *  @return borrowed until the transaction is freed; NULL when absent, of another kind, or of another capability than the element's
 *  @source{jumio-api-read 2.6} @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_capability_get_field(const jumio_capability *capability, jumio_field which);

/** Give the JSON pointer of a member, relative to the element, for jumio_capability_get_int64(), jumio_capability_count() and others.
 *  @param which [in] which
 *  @return static, such as "/data/firstName"; NULL for a value this version does not know @source{jumio-api-read 2.6}
 *  @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_field_get_pointer(jumio_field which);

/** Count the elements of a list or the members of an object of an element.
 *  @param capability [in] element @param pointer [in] RFC 6901 pointer relative to the element, NUL-terminated
 *  @return number; 0 when absent or neither @threads{any, concurrent} @since 0.1
 */
JUMIO_API size_t jumio_capability_count(const jumio_capability *capability, const char *pointer);

/** Write any value of an element as JSON: numbers with a fraction, lists and objects that have no getter. Personal data.
 *  @param capability [in] element @param pointer [in] RFC 6901 pointer relative to the element, NUL-terminated; "" is the whole element
 *  @param out [out] owned text, NULL when there is no such value; free with jumio_text_free() @param out_len [out] bytes; may be NULL
 *  @param err [out] optional, owned
 *  @retval JUMIO_OK written, or no such value
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_capability_dup_json(const jumio_capability *capability, const char *pointer, char **out, size_t *out_len,
                                                 jumio_error **err);

JUMIO_END

#endif
