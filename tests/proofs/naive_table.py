"""The words of the naive mapper: labels, profiles and workflow keys, typed from the specification and from what is known of Jumio's answers, and
from nothing of src/decision."""

NONE, OK, ADVISORY, SYMPTOM, INCOMPLETE, DENIED, FRAUD = "none", "ok", "advisory", "symptom", "incomplete", "denied", "fraud"
IDENTITY = ("usability", "extraction", "imageChecks", "dataChecks", "similarity", "liveness", "authentication")
RISK = ("addressValidation", "proofOfResidency", "drivingLicenseVerification", "braCpfValidation", "emailVerification", "phoneVerification",
        "geoIpVerification", "deviceRiskVerification", "biometricVerification")
TYPES = ("PASSED", "WARNING", "REJECTED", "NOT_EXECUTED")
CATEGORIES = ("ID", "SELFIE", "FACEMAP", "DOCUMENT", "DATA")
DOCUMENT_TYPES = ("PASSPORT", "DRIVING_LICENSE", "ID_CARD", "VISA")
NO_FLAGS = ()

# ---- the labels: capability -> type -> label -> (class, class under strict, flags) ------------------------------------------------------

LABELS = {}


def row(capability, kind, labels, default, strict, flags=NO_FLAGS):
    for label in labels.split():
        LABELS.setdefault(capability, {}).setdefault(kind, {})[label] = (default, strict, flags)


for name in IDENTITY:
    row(name, "PASSED", "MATCH" if name == "similarity" else "OK", OK, OK)
    row(name, "NOT_EXECUTED", "PRECONDITION_NOT_FULFILLED", SYMPTOM, SYMPTOM)
    row(name, "NOT_EXECUTED", "TECHNICAL_ERROR", INCOMPLETE, INCOMPLETE, ("technical",))

row("usability", "REJECTED", """BAD_QUALITY BAD_QUALITY_IMAGE BLURRED GLARE DAMAGED_DOCUMENT PART_OF_DOCUMENT_MISSING PART_OF_DOCUMENT_HIDDEN
    MISSING_MANDATORY_DATAPOINTS BLACK_WHITE MISSING_PAGE MISSING_SIGNATURE NOT_A_DOCUMENT PHOTOCOPY DIGITAL_COPY
    DOCUMENT_CONTENT_NOT_SUPPORTED""", INCOMPLETE, INCOMPLETE)
row("usability", "WARNING", "UNSUPPORTED_COUNTRY UNSUPPORTED_DOCUMENT_TYPE LIVENESS_UNDETERMINED", INCOMPLETE, INCOMPLETE)
row("usability", "REJECTED", "LIVENESS_UNDETERMINED", INCOMPLETE, INCOMPLETE)
row("usability", "NOT_EXECUTED", "NOT_UPLOADED", INCOMPLETE, INCOMPLETE)

row("imageChecks", "REJECTED", """FAILED FAKE GHOST_IMAGE_DIFFERENT PUNCHED CHIP_MISSING DIGITAL_MANIPULATION MISMATCH_FRONT_BACK
    MANIPULATED_DOCUMENT MANIPULATED_DOCUMENT_PHOTO MANIPULATED_DOCUMENT_DOCUMENT_NUMBER MANIPULATED_DOCUMENT_EXPIRY
    MANIPULATED_DOCUMENT_DOB MANIPULATED_DOCUMENT_NAME MANIPULATED_DOCUMENT_ADDRESS MANIPULATED_DOCUMENT_SECURITY_CHECKS
    MANIPULATED_DOCUMENT_SIGNATURE MANIPULATED_DOCUMENT_PERSONAL_NUMBER MANIPULATED_DOCUMENT_PLACE_OF_BIRTH
    MANIPULATED_DOCUMENT_GENDER MANIPULATED_DOCUMENT_ISSUING_DATE LOOKUPS_HIGH_RISK_FACE""", FRAUD, FRAUD)
row("imageChecks", "REJECTED", "SAMPLE WATERMARK DIGITAL_COPY OTHER_REJECTION", INCOMPLETE, FRAUD)
row("imageChecks", "WARNING", "DIFFERENT_PERSON", INCOMPLETE, DENIED)
row("imageChecks", "WARNING", "REPEATED_FACE", ADVISORY, INCOMPLETE, ("repeated_face",))
row("imageChecks", "WARNING", "GHOST_IMAGE_QUALITY_INSUFFICIENT", INCOMPLETE, INCOMPLETE)

row("dataChecks", "REJECTED", """HIGH_FRAUD_RISK NFC_CERTIFICATE MISMATCHING_DATAPOINTS MRZ_CHECKSUM MISMATCHING_DATA_REPEATED_FACE
    MISMATCH_HRZ_MRZ_DATA ID_DATA_MISMATCH CUSTOMER_FEEDBACK LOOKUPS_HIGH_RISK_SAME_DATA
    LOOKUPS_HIGH_RISK_SAME_FACE_MISMATCHING_DATA LOOKUPS_HIGH_RISK_DEVICE LOOKUPS_HIGH_RISK_IP_ADDRESS SUPERIMPOSED_TEXT
    MISMATCH_FRONT_BACK CHIP_MISSING DIGITAL_MANIPULATION""", FRAUD, FRAUD)
row("dataChecks", "WARNING", "DOCUMENT_EXPIRY_WITHIN_CONFIGURED_LIMIT", ADVISORY, INCOMPLETE)
row("dataChecks", "WARNING", """ID_DATA_MISMATCH_LOW_CONFIDENCE ID_DATA_INVALID UNREADABLE_DATASOURCE
    LOOKUPS_MEDIUM_RISK_SAME_DOCUMENT_NUMBER LOOKUPS_MEDIUM_RISK_IP_ADDRESS LOOKUPS_MEDIUM_RISK_DEVICE""", INCOMPLETE, INCOMPLETE)

row("similarity", "REJECTED", "NO_MATCH NOT_MATCH", DENIED, DENIED)
row("similarity", "WARNING", "NOT_POSSIBLE", INCOMPLETE, INCOMPLETE)

row("liveness", "REJECTED", """LIVENESS_UNDETERMINED ID_USED_AS_SELFIE MULTIPLE_PEOPLE DIGITAL_COPY PHOTOCOPY MANIPULATED NO_FACE_PRESENT
    FACE_NOT_FULLY_VISIBLE BLACK_WHITE""", DENIED, DENIED)
row("liveness", "WARNING", "AGE_DIFFERENCE BAD_QUALITY", INCOMPLETE, DENIED)

row("authentication", "REJECTED", "FAILED", DENIED, DENIED)

row("watchlistScreening", "PASSED", "OK", OK, OK)
row("watchlistScreening", "WARNING", "ALERT", INCOMPLETE, INCOMPLETE, ("aml_alert",))
row("watchlistScreening", "NOT_EXECUTED", """PRECONDITION_NOT_FULFILLED TECHNICAL_ERROR NOT_ENOUGH_DATA VALIDATION_FAILED
    INVALID_MERCHANT_SETTINGS NO_VALID_ID_CREDENTIAL EXTRACTION_NOT_DONE""", NONE, INCOMPLETE, ("aml_not_run",))

for name in RISK:
    row(name, "PASSED", "OK LOW_RISK", OK, OK)
    row(name, "NOT_EXECUTED", "PRECONDITION_NOT_FULFILLED TECHNICAL_ERROR", NONE, INCOMPLETE)
for name in ("addressValidation", "proofOfResidency"):
    row(name, "REJECTED", "DENY", INCOMPLETE, INCOMPLETE, ("risk_signal",))
    row(name, "WARNING", "ALERT", INCOMPLETE, INCOMPLETE, ("risk_signal",))
    row(name, "NOT_EXECUTED", "NOT_ENOUGH_DATA UNSUPPORTED_COUNTRY", NONE, INCOMPLETE)
row("proofOfResidency", "WARNING", "NOT_ENOUGH_DATA", INCOMPLETE, INCOMPLETE, ("risk_signal",))
row("drivingLicenseVerification", "REJECTED", "DENY", INCOMPLETE, INCOMPLETE, ("risk_signal",))
row("drivingLicenseVerification", "WARNING", "ALERT", INCOMPLETE, INCOMPLETE, ("risk_signal",))
row("drivingLicenseVerification", "NOT_EXECUTED", "UNSUPPORTED_COUNTRY UNSUPPORTED_STATE VALIDATION_FAILED", NONE, INCOMPLETE)
row("braCpfValidation", "REJECTED", "DENY", INCOMPLETE, INCOMPLETE, ("risk_signal",))
row("braCpfValidation", "WARNING", "UNSUPPORTED_COUNTRY", INCOMPLETE, INCOMPLETE, ("risk_signal",))
row("braCpfValidation", "NOT_EXECUTED", "NOT_ENOUGH_DATA INVALID_MERCHANT_SETTINGS VALIDATION_FAILED", NONE, INCOMPLETE)
for name in ("emailVerification", "phoneVerification", "geoIpVerification", "deviceRiskVerification", "biometricVerification"):
    row(name, "WARNING", "MEDIUM_RISK", INCOMPLETE, INCOMPLETE, ("risk_signal",))
    row(name, "REJECTED", "HIGH_RISK", INCOMPLETE, INCOMPLETE, ("risk_signal",))
    row(name, "NOT_EXECUTED", "PERMISSION_DENIED", NONE, INCOMPLETE)
# Of which type these are is not stated, so both are known under both.
row("biometricVerification", "WARNING", "HIGH_RISK", INCOMPLETE, INCOMPLETE, ("risk_signal",))
row("biometricVerification", "REJECTED", "MEDIUM_RISK", INCOMPLETE, INCOMPLETE, ("risk_signal",))
row("biometricVerification", "NOT_EXECUTED", "BAD_REQUEST", NONE, INCOMPLETE)

# Labels of which only the beginning is documented: capability, type, beginning, class.
BEGINNINGS = (
    ("imageChecks", "REJECTED", "MANIPULATED_DOCUMENT_", FRAUD),
    ("imageChecks", "REJECTED", "MANIPULATED_", FRAUD),
    ("imageChecks", "REJECTED", "LOOKUPS_HIGH_RISK_", FRAUD),
    ("dataChecks", "REJECTED", "MANIPULATED_", FRAUD),
    ("dataChecks", "REJECTED", "LOOKUPS_HIGH_RISK_", FRAUD),
    ("dataChecks", "WARNING", "LOOKUPS_MEDIUM_RISK_", INCOMPLETE),
)

# ---- the profiles -----------------------------------------------------------------------------------------------------------------------

REQUIRED = {
    "id_and_identity": ("usability(ID)", "extraction", "imageChecks", "dataChecks", "similarity", "liveness"),
    "id_only": ("usability(ID)", "extraction", "imageChecks", "dataChecks"),
    "identity_existing": ("usability", "similarity"),
    "liveness_only": ("usability", "liveness"),
    "authentication": ("authentication",),
    "document": ("usability(DOCUMENT)", "extraction"),
    "data": (),
    "capture_only": ("usability", "extraction"),
}
KEYS = {
    "3": "id_and_identity", "32": "id_and_identity", "10011": "id_and_identity", "10013": "id_and_identity", "10163": "id_and_identity",
    "10164": "id_and_identity",
    "2": "id_only", "10015": "id_only",
    "5": "identity_existing", "20": "identity_existing", "10025": "identity_existing",
    "6": "liveness_only", "10016": "liveness_only",
    "9": "authentication", "16": "authentication", "10014": "authentication", "10071": "authentication",
    "10026": "document",
    "10005": "data", "10006": "data", "10008": "data", "10010": "data", "10020": "data", "10066": "data", "10093": "data",
    "1": "capture_only", "10031": "capture_only",
}
