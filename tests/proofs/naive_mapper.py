"""The decision mapper a second time: written from the specification alone, in plain dicts and ifs, to be compared with the library.

It is slow, long-winded and independent on purpose: it shares no table and no line with src/decision. A policy is the dict of its JSON form.
"""

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


row("usability", "PASSED", "OK", OK, OK)
row("usability", "REJECTED", """BAD_QUALITY BAD_QUALITY_IMAGE BLURRED GLARE DAMAGED_DOCUMENT PART_OF_DOCUMENT_MISSING PART_OF_DOCUMENT_HIDDEN
    MISSING_MANDATORY_DATAPOINTS BLACK_WHITE MISSING_PAGE MISSING_SIGNATURE NOT_A_DOCUMENT PHOTOCOPY DIGITAL_COPY
    DOCUMENT_CONTENT_NOT_SUPPORTED""", INCOMPLETE, INCOMPLETE)
row("usability", "WARNING", "UNSUPPORTED_COUNTRY UNSUPPORTED_DOCUMENT_TYPE LIVENESS_UNDETERMINED", INCOMPLETE, INCOMPLETE)
row("usability", "REJECTED", "LIVENESS_UNDETERMINED", INCOMPLETE, INCOMPLETE)
row("usability", "NOT_EXECUTED", "NOT_UPLOADED", INCOMPLETE, INCOMPLETE)
row("usability", "NOT_EXECUTED", "PRECONDITION_NOT_FULFILLED", SYMPTOM, SYMPTOM)
row("usability", "NOT_EXECUTED", "TECHNICAL_ERROR", INCOMPLETE, INCOMPLETE, ("technical",))

row("extraction", "PASSED", "OK", OK, OK)
row("extraction", "NOT_EXECUTED", "PRECONDITION_NOT_FULFILLED", SYMPTOM, SYMPTOM)
row("extraction", "NOT_EXECUTED", "TECHNICAL_ERROR", INCOMPLETE, INCOMPLETE, ("technical",))

row("imageChecks", "PASSED", "OK", OK, OK)
row("imageChecks", "REJECTED", """FAILED FAKE GHOST_IMAGE_DIFFERENT PUNCHED CHIP_MISSING DIGITAL_MANIPULATION MISMATCH_FRONT_BACK
    MANIPULATED_DOCUMENT MANIPULATED_DOCUMENT_PHOTO MANIPULATED_DOCUMENT_DOCUMENT_NUMBER MANIPULATED_DOCUMENT_EXPIRY
    MANIPULATED_DOCUMENT_DOB MANIPULATED_DOCUMENT_NAME MANIPULATED_DOCUMENT_ADDRESS MANIPULATED_DOCUMENT_SECURITY_CHECKS
    MANIPULATED_DOCUMENT_SIGNATURE MANIPULATED_DOCUMENT_PERSONAL_NUMBER MANIPULATED_DOCUMENT_PLACE_OF_BIRTH
    MANIPULATED_DOCUMENT_GENDER MANIPULATED_DOCUMENT_ISSUING_DATE LOOKUPS_HIGH_RISK_FACE""", FRAUD, FRAUD)
row("imageChecks", "REJECTED", "SAMPLE WATERMARK DIGITAL_COPY OTHER_REJECTION", INCOMPLETE, FRAUD)
row("imageChecks", "WARNING", "DIFFERENT_PERSON", INCOMPLETE, DENIED)
row("imageChecks", "WARNING", "REPEATED_FACE", ADVISORY, INCOMPLETE, ("repeated_face",))
row("imageChecks", "WARNING", "GHOST_IMAGE_QUALITY_INSUFFICIENT", INCOMPLETE, INCOMPLETE)
row("imageChecks", "NOT_EXECUTED", "PRECONDITION_NOT_FULFILLED", SYMPTOM, SYMPTOM)
row("imageChecks", "NOT_EXECUTED", "TECHNICAL_ERROR", INCOMPLETE, INCOMPLETE, ("technical",))

row("dataChecks", "PASSED", "OK", OK, OK)
row("dataChecks", "REJECTED", """HIGH_FRAUD_RISK NFC_CERTIFICATE MISMATCHING_DATAPOINTS MRZ_CHECKSUM MISMATCHING_DATA_REPEATED_FACE
    MISMATCH_HRZ_MRZ_DATA ID_DATA_MISMATCH CUSTOMER_FEEDBACK LOOKUPS_HIGH_RISK_SAME_DATA
    LOOKUPS_HIGH_RISK_SAME_FACE_MISMATCHING_DATA LOOKUPS_HIGH_RISK_DEVICE LOOKUPS_HIGH_RISK_IP_ADDRESS SUPERIMPOSED_TEXT
    MISMATCH_FRONT_BACK CHIP_MISSING DIGITAL_MANIPULATION""", FRAUD, FRAUD)
row("dataChecks", "WARNING", "DOCUMENT_EXPIRY_WITHIN_CONFIGURED_LIMIT", ADVISORY, INCOMPLETE)
row("dataChecks", "WARNING", """ID_DATA_MISMATCH_LOW_CONFIDENCE ID_DATA_INVALID UNREADABLE_DATASOURCE
    LOOKUPS_MEDIUM_RISK_SAME_DOCUMENT_NUMBER LOOKUPS_MEDIUM_RISK_IP_ADDRESS LOOKUPS_MEDIUM_RISK_DEVICE""", INCOMPLETE, INCOMPLETE)
row("dataChecks", "NOT_EXECUTED", "PRECONDITION_NOT_FULFILLED", SYMPTOM, SYMPTOM)
row("dataChecks", "NOT_EXECUTED", "TECHNICAL_ERROR", INCOMPLETE, INCOMPLETE, ("technical",))

row("similarity", "PASSED", "MATCH", OK, OK)
row("similarity", "REJECTED", "NO_MATCH NOT_MATCH", DENIED, DENIED)
row("similarity", "WARNING", "NOT_POSSIBLE", INCOMPLETE, INCOMPLETE)
row("similarity", "NOT_EXECUTED", "PRECONDITION_NOT_FULFILLED", SYMPTOM, SYMPTOM)
row("similarity", "NOT_EXECUTED", "TECHNICAL_ERROR", INCOMPLETE, INCOMPLETE, ("technical",))

row("liveness", "PASSED", "OK", OK, OK)
row("liveness", "REJECTED", """LIVENESS_UNDETERMINED ID_USED_AS_SELFIE MULTIPLE_PEOPLE DIGITAL_COPY PHOTOCOPY MANIPULATED NO_FACE_PRESENT
    FACE_NOT_FULLY_VISIBLE BLACK_WHITE""", DENIED, DENIED)
row("liveness", "WARNING", "AGE_DIFFERENCE BAD_QUALITY", INCOMPLETE, DENIED)
row("liveness", "NOT_EXECUTED", "PRECONDITION_NOT_FULFILLED", SYMPTOM, SYMPTOM)
row("liveness", "NOT_EXECUTED", "TECHNICAL_ERROR", INCOMPLETE, INCOMPLETE, ("technical",))

row("authentication", "PASSED", "OK", OK, OK)
row("authentication", "REJECTED", "FAILED", DENIED, DENIED)
row("authentication", "NOT_EXECUTED", "PRECONDITION_NOT_FULFILLED", SYMPTOM, SYMPTOM)
row("authentication", "NOT_EXECUTED", "TECHNICAL_ERROR", INCOMPLETE, INCOMPLETE, ("technical",))

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


class MapError(Exception):
    """The named error that stands where there is no status."""


class Element:
    """One weighed element: where it stands, what it is, and what it counts as."""

    def __init__(self, path, capability, categories, kind, label):
        self.path = path
        self.capability = capability
        self.categories = categories
        self.kind = kind
        self.label = label
        self.weight = NONE
        self.flags = set()
        self.known = False  # a row of the table, not a fallback for a word that is unknown


# ---- reading words ----------------------------------------------------------------------------------------------------------------------


def read_word(holder, name, flags):
    """A word, or None when it is missing, empty, or not a string (that is malformed). Reading: null is not a string either."""
    if name not in holder or holder[name] == "":
        return None
    word = holder[name]
    if not isinstance(word, str):
        flags.add("malformed")
        return None
    return word


def read_object(holder, name, flags):
    value = holder.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        flags.add("malformed")
        return {}
    return value


def read_array(holder, name, flags):
    value = holder.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        flags.add("malformed")
        return []
    return value


def categories_of(element, transaction, flags):
    """The category of each credential of the element: its own, else that of the credential with the same id, else None.

    Reading: only a missing category is None and counts for what the profile requires. One that is there but unknown is "?", and so are two
    credentials of one id that differ: they count for nothing."""
    categories = []
    for credential in read_array(element, "credentials", flags):
        if not isinstance(credential, dict):
            flags.add("malformed")
            continue
        category = read_word(credential, "category", flags)
        if category is None and "category" in credential and credential["category"] != "":
            category = "?"
        elif category is None:
            category = category_by_id(credential.get("id"), transaction)
        if category is not None and category not in CATEGORIES:
            category = "?"
        categories.append(category)
    return categories


def category_by_id(identifier, transaction):
    found = set()
    listed = transaction.get("credentials")
    for credential in listed if isinstance(listed, list) else []:
        if isinstance(credential, dict) and isinstance(identifier, str) and credential.get("id") == identifier:
            found.add(read_word(credential, "category", set()))
    if len(found) > 1:
        return "?"
    return found.pop() if found else None


# ---- one element ------------------------------------------------------------------------------------------------------------------------


def label_is_known_elsewhere(capability, kind, label):
    """The capability uses this label under another type: it contradicts this one."""
    return any(label in labels for other, labels in LABELS[capability].items() if other != kind)


def means_the_opposite(label):
    """A label that stops a known capability."""
    for kinds in LABELS.values():
        for labels in kinds.values():
            if label in labels and labels[label][0] in (SYMPTOM, INCOMPLETE, DENIED, FRAUD):
                return True
    return False


def weigh_words(element, strict):
    """Sets weight and flags from capability, type and label."""
    capability, kind, label = element.capability, element.kind, element.label
    if capability == "classification":
        return
    if capability not in LABELS:
        if kind != "PASSED":
            element.weight = INCOMPLETE
            element.flags.add("unknown_capability")
            if kind not in TYPES:
                element.flags.add("unknown_type")
        elif label is not None and means_the_opposite(label):
            # Reading: a known word of failure beside PASSED does not fit together.
            element.weight = INCOMPLETE
            element.flags.update(("unknown_capability", "contradiction"))
        return
    if kind not in TYPES:
        element.weight = INCOMPLETE
        element.flags.add("unknown_type")
        return

    rows = LABELS[capability].get(kind, {})
    if label in rows:
        default, under_strict, flags = rows[label]
        element.weight = under_strict if strict else default
        element.flags.update(flags)
        element.known = True
        return

    contradicts = label is not None and label_is_known_elsewhere(capability, kind, label)
    element.flags.add("contradiction" if contradicts else "unknown_label")
    element.weight = INCOMPLETE
    if kind == "REJECTED" and capability in ("liveness", "similarity", "authentication"):
        element.weight = DENIED
    elif kind == "REJECTED" and capability in ("imageChecks", "dataChecks") and not contradicts:
        if label is not None and (label.startswith("MANIPULATED_") or label.startswith("LOOKUPS_HIGH_RISK_")):
            element.weight = FRAUD
        elif strict:
            element.weight = FRAUD
    elif kind == "NOT_EXECUTED":
        if capability in IDENTITY:
            element.flags.add("technical")
        elif capability == "watchlistScreening":
            element.flags.add("aml_not_run")
    elif kind in ("REJECTED", "WARNING") and capability in RISK:
        element.flags.add("risk_signal")


def weigh_data(element, body, profile):
    """What data.similarity and data.type add."""
    data = read_object(body, "data", element.flags)
    if element.capability == "similarity":
        word = read_word(data, "similarity", element.flags)
        if element.kind == "PASSED" and word is not None and word != "MATCH":
            # Reading: a word that is not known contradicts nothing, but it is no match.
            if element.weight == OK:
                element.flags.add("contradiction" if label_is_known_elsewhere("similarity", "PASSED", word) else "unknown_label")
                element.weight = INCOMPLETE
        if element.kind == "REJECTED" and word == "MATCH":
            element.flags.add("contradiction")
    if element.capability == "extraction":
        word = read_word(data, "type", element.flags)
        bad = word == "UNSUPPORTED"
        # Reading: every profile but these two is of IDs.
        if profile not in ("document", "data") and word is not None and word not in DOCUMENT_TYPES:
            bad = True
        if bad and element.weight in (OK, ADVISORY, NONE, SYMPTOM):
            element.weight = INCOMPLETE


def override(element, policy):
    """The policy's own handling of the row."""
    switches = policy.get("switches", {})
    screening = policy.get("screening", {})
    risk = policy.get("risk_signals", {})
    if element.known and element.capability == "watchlistScreening":
        if element.kind == "WARNING" and screening.get("alert") == "flag_only" and not switches.get("strict"):
            element.weight = ADVISORY
        if element.kind == "NOT_EXECUTED" and screening.get("not_run") == "incomplete":
            element.weight = INCOMPLETE
    if element.known and element.capability in RISK:
        if element.kind in ("WARNING", "REJECTED") and risk.get("adverse") == "flag_only" and not switches.get("strict"):
            element.weight = ADVISORY
        if element.kind == "NOT_EXECUTED" and risk.get("not_run") == "incomplete":
            element.weight = INCOMPLETE
    if element.known:
        name = "%s.%s.%s" % (element.capability, element.kind.lower(), element.label)
        if name in policy.get("overrides", {}):
            element.weight = policy["overrides"][name]


def read_elements(transaction, policy, profile):
    elements = []
    for capability, bodies in read_object(transaction, "capabilities", set()).items():
        for index, body in enumerate(bodies if isinstance(bodies, list) else []):
            if not isinstance(body, dict):
                continue
            seen = set()
            decision = read_object(body, "decision", seen)
            kind = read_word(decision, "type", seen)
            label = read_word(read_object(decision, "details", seen), "label", seen)
            categories = categories_of(body, transaction, seen) if capability == "usability" else []
            element = Element("/capabilities/%s/%d" % (capability, index), capability, categories, kind, label)
            element.flags = seen
            weigh_words(element, policy.get("switches", {}).get("strict", False))
            override(element, policy)
            weigh_data(element, body, profile)
            elements.append(element)
    excuse_facemap(elements)
    return elements


def excuse_facemap(elements):
    """An optional face map that was not uploaded does not count when every liveness element is ok, and there is one."""
    liveness = [element for element in elements if element.capability == "liveness"]
    if liveness and all(element.weight == OK for element in liveness):
        for element in elements:
            if (element.capability == "usability" and set(element.categories) == {"FACEMAP"} and element.kind == "NOT_EXECUTED"
                    and element.label == "NOT_UPLOADED"):
                element.weight = NONE


# ---- steps ------------------------------------------------------------------------------------------------------------------------------


def read_steps(steps):
    elements = []
    for index, step in enumerate(steps["steps"]):
        element = Element("/steps/%d" % index, None, [], None, None)
        elements.append(element)
        if not isinstance(step, dict):
            element.flags.add("malformed")
            continue
        decision = read_object(step, "decision", element.flags)
        kind = read_word(decision, "type", element.flags)
        if kind == "PASSED":
            continue
        element.flags.add("from_steps")
        if kind == "REJECTED" and step.get("name") == "AUTHENTICATION":
            element.weight = DENIED
        elif kind in TYPES:
            element.weight = SYMPTOM
        else:
            element.weight = INCOMPLETE
            element.flags.add("unknown_type")
    return elements


# ---- the frame --------------------------------------------------------------------------------------------------------------------------


def read_frame(transaction, flags):
    """What is malformed around the elements is said in every answer."""
    key = transaction["workflow"].get("definitionKey")
    if key is not None and (isinstance(key, bool) or not isinstance(key, (str, int))):
        flags.add("malformed")
    for credential in read_array(transaction, "credentials", flags):
        if isinstance(credential, dict):
            if credential.get("id") is not None:
                read_word(credential, "id", flags)
            read_word(credential, "category", flags)
        else:
            flags.add("malformed")
    for capability, bodies in read_object(transaction, "capabilities", flags).items():
        # Reading: an unknown member of an unknown form is ignored, as every unknown member.
        if capability in LABELS or capability == "classification":
            if not isinstance(bodies, list) or not all(isinstance(body, dict) for body in bodies):
                flags.add("malformed")
    decision = read_object(transaction, "decision", flags)
    read_word(decision, "type", flags)
    read_word(read_object(decision, "details", flags), "label", flags)
    for element in read_elements(transaction, {}, "id_and_identity"):
        if "malformed" in element.flags:
            flags.add("malformed")


# ---- the whole --------------------------------------------------------------------------------------------------------------------------


def profile_of(transaction, policy, flags):
    if policy.get("profile", "by_key") != "by_key":
        return policy["profile"]
    key = transaction["workflow"].get("definitionKey")
    if isinstance(key, int) and not isinstance(key, bool):
        key = str(key)
    if isinstance(key, str):
        if key in policy.get("keys", {}):
            return policy["keys"][key]
        if key in KEYS:
            return KEYS[key]
    flags.add("profile_by_default")
    return "id_and_identity"


def speaks_for(element, requirement):
    if requirement == "an executed check":
        return is_verdict(element)
    name, _, category = requirement.rstrip(")").partition("(")
    if element.capability != name:
        return False
    # Reading: an element with several credentials of which one is known speaks for the known ones.
    return not category or category in element.categories or set(element.categories) <= {None}


def is_verdict(element):
    """Reading: an executed check has a verdict; usability, extraction, classification and unknown capabilities have none."""
    return element.capability in LABELS and element.capability not in ("usability", "extraction")


def is_proven(requirement, elements):
    return any(speaks_for(element, requirement) and element.weight in (OK, ADVISORY) for element in elements)


def is_there(requirement, elements):
    """Something speaks for it, if only badly: then that is the reason, and not that it is missing."""
    return any(speaks_for(element, requirement) and element.weight != NONE for element in elements)


def worst(elements):
    weights = [element.weight for element in elements]
    for weight in (FRAUD, DENIED, INCOMPLETE, SYMPTOM):
        if weight in weights:
            return weight
    return OK


def collect(elements, flags):
    for element in elements:
        flags.update(element.flags)


def map_transaction(transaction, policy, steps=None):
    """(status, final, flags, {path: class}); raises MapError."""
    if not isinstance(transaction, dict):
        raise MapError("not an object")
    if steps is not None and (not isinstance(steps, dict) or not isinstance(steps.get("steps"), list)):
        raise MapError("steps")
    workflow = transaction.get("workflow")
    status = workflow.get("status") if isinstance(workflow, dict) else None
    if not isinstance(status, str) or status == "":
        raise MapError("status missing")

    flags = set()
    read_frame(transaction, flags)
    if policy.get("switches", {}).get("allow_weaker"):
        flags.add("weaker_policy")
    if status in ("INITIATED", "ACQUISITION_STARTED", "ACQUIRED"):
        return "Pending", False, flags, {}
    if status in ("SESSION_EXPIRED", "TOKEN_EXPIRED", "KYX_SESSION_EXPIRED", "KYX_TOKEN_EXPIRED"):
        return map_expired(transaction, policy, steps, flags, False)
    if status != "PROCESSED":
        flags.add("unknown_status")
        return "Pending", False, flags, {}
    if transaction.get("wipedOutAt") is not None:
        flags.add("data_deleted")
        return "Incomplete", True, flags, {}
    decision = transaction.get("decision")
    if isinstance(decision, dict) and decision.get("type") == "NOT_EXECUTED" and isinstance(decision.get("details"), dict):
        if decision["details"].get("label") in ("TOKEN_EXPIRED", "SESSION_EXPIRED"):
            return map_expired(transaction, policy, steps, flags, True)
    return map_processed(transaction, policy, steps, flags)


def map_expired(transaction, policy, steps, flags, contradicting):
    elements = read_elements(transaction, policy, profile_of(transaction, policy, set()))
    if steps is not None:
        elements += read_steps(steps)
    collect(elements, flags)
    classes = {element.path: element.weight for element in elements}
    status = {FRAUD: "Fraud", DENIED: "Denied"}.get(worst(elements), "Failed")
    if contradicting or status != "Failed":
        flags.add("contradiction")
    return status, True, flags, classes


def map_processed(transaction, policy, steps, flags):
    switches = policy.get("switches", {})
    profile = profile_of(transaction, policy, flags)
    elements = read_elements(transaction, policy, profile)
    capability_elements = list(elements)
    if steps is not None:
        elements += read_steps(steps)

    transaction_type = read_word(read_object(transaction, "decision", flags), "type", flags)
    if switches.get("trust_transaction_pass") and transaction_type == "PASSED":
        for element in elements:
            lift(element)
    collect(elements, flags)
    if steps is None and steps_would_tell(elements, transaction_type):
        flags.add("steps_wanted")

    evidence = worst(elements)
    missing = [name for name in required_of(profile, policy) if not is_proven(name, capability_elements)]
    if profile == "data" and not is_proven("an executed check", capability_elements):
        missing.append("an executed check")
    if any(not is_there(name, capability_elements) for name in missing):
        flags.add("missing_capability")
    stops = weigh_transaction(transaction, transaction_type, switches, profile, flags)
    if transaction_type == "PASSED" and evidence != OK:
        flags.add("contradiction")
    if transaction_type in ("REJECTED", "WARNING") and evidence == OK and not missing:
        flags.add("rule_driven")

    classes = {element.path: element.weight for element in elements}
    if evidence == FRAUD:
        return "Fraud", True, flags, classes
    if evidence == DENIED:
        if switches.get("document_first") and any(is_bad_document(element) for element in elements):
            return "Incomplete", True, flags, classes
        return "Denied", True, flags, classes
    if evidence in (INCOMPLETE, SYMPTOM) or missing:
        return "Incomplete", True, flags, classes
    if profile == "capture_only" and ("no_decision" in flags or not stops):
        # Reading: without a decision it completed well too, as key 1 answered in 2021.
        flags.add("capture_only")
        return "Incomplete", True, flags, classes
    if stops:
        return "Incomplete", True, flags, classes
    return "Passed", True, flags, classes


def lift(element):
    """A trusted pass of the transaction lifts advisory items and risk signals, never Fraud or Denied."""
    if not element.known or element.weight != INCOMPLETE:
        return
    if element.label in ("REPEATED_FACE", "DOCUMENT_EXPIRY_WITHIN_CONFIGURED_LIMIT"):
        element.weight = ADVISORY
    if "risk_signal" in element.flags:
        element.weight = NONE  # reading: it no longer stops, but a bad signal proves nothing either


def is_bad_document(element):
    if element.weight != INCOMPLETE:
        return False
    if element.capability == "usability":
        return "ID" in element.categories or "DOCUMENT" in element.categories or set(element.categories) <= {None}
    return element.capability in ("extraction", "imageChecks", "dataChecks")


def steps_would_tell(elements, transaction_type):
    if not elements and transaction_type != "PASSED":
        return True
    return any(element.capability == "authentication" and element.kind == "REJECTED" for element in elements)


def required_of(profile, policy):
    return list(REQUIRED[profile]) + list(policy.get("required", []))


def weigh_transaction(transaction, transaction_type, switches, profile, flags):
    """Whether the transaction's own decision forbids Passed."""
    decision = transaction.get("decision")
    if not isinstance(decision, dict):
        flags.add("no_decision")
        # Reading: the switch is for a decision that is absent, not for one that is no object.
        return decision is not None or not switches.get("decision_optional") or profile == "data"
    if transaction_type not in TYPES:
        flags.add("unknown_type")
    return transaction_type != "PASSED"
