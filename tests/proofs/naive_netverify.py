"""The answer of Netverify a second time: the words of one callback or retrieval answer to a status, in plain conditions.

What is read: the transaction's status, verificationStatus, idScanStatus, the code, description and details of rejectReason, similarity, validity and
reason of identityVerification, and the result of an authentication. A callback is a form whose nested members are JSON texts."""
import json
import urllib.parse

from naive_table import DENIED, FRAUD, INCOMPLETE, NONE, OK, REQUIRED

DOCUMENT = {
    "APPROVED_VERIFIED": OK,
    "DENIED_FRAUD": FRAUD,
    "DENIED_UNSUPPORTED_ID_TYPE": INCOMPLETE,
    "DENIED_UNSUPPORTED_ID_COUNTRY": INCOMPLETE,
    "ERROR_NOT_READABLE_ID": INCOMPLETE,
    "NO_ID_UPLOADED": NONE,
}
TRANSACTION = ("PENDING", "DONE", "FAILED")
SCAN = ("SUCCESS", "ERROR")
SIMILARITY = {"MATCH": OK, "NO_MATCH": DENIED, "NOT_POSSIBLE": INCOMPLETE}
VALIDITY = {"TRUE": OK, "true": OK, "FALSE": DENIED, "false": DENIED}
INVALID_REASONS = """SELFIE_CROPPED_FROM_ID ENTIRE_ID_USED_AS_SELFIE MULTIPLE_PEOPLE SELFIE_IS_SCREEN_PAPER_VIDEO SELFIE_MANIPULATED
    AGE_DIFFERENCE_TOO_BIG NO_FACE_PRESENT FACE_NOT_FULLY_VISIBLE BAD_QUALITY BLACK_AND_WHITE LIVENESS_FAILED""".split()
AUTHENTICATION = {"CREATED": NONE, "STARTED": NONE, "PASSED": OK, "FAILED": DENIED, "INVALID": INCOMPLETE, "EXPIRED": NONE}

# code of a reject reason -> (description, class, class under strict); all but the first list belong to ERROR_NOT_READABLE_ID
REJECT = {}
for text in """100 MANIPULATED_DOCUMENT, 105 FRAUDSTER, 106 FAKE, 107 PHOTO_MISMATCH, 108 MRZ_CHECK_FAILED, 109 PUNCHED_DOCUMENT,
        110 CHIP_DATA_MANIPULATED, 111 MISMATCH_PRINTED_BARCODE_DATA, 112 CHIP_MISSING, 113 MISMATCHING_DATA_REPEATED_FACE,
        114 DIGITAL_MANIPULATION, 115 MISMATCH_HRZ_MRZ_DATA, 116 SUPERIMPOSED_TEXT, 118 MISMATCH_FRONT_BACK""".split(","):
    REJECT[text.split()[0]] = text.split()[1], FRAUD, FRAUD
for text in """102 PHOTOCOPY_BLACK_WHITE, 103 PHOTOCOPY_COLOR, 200 NOT_READABLE_DOCUMENT, 201 NO_DOCUMENT, 206 MISSING_BACK,
        207 WRONG_DOCUMENT_PAGE, 209 MISSING_SIGNATURE, 210 CAMERA_BLACK_WHITE, 212 IMAGE_NOT_MATCHING_DATA, 214 MISSING_FRONT""".split(","):
    REJECT[text.split()[0]] = text.split()[1], INCOMPLETE, INCOMPLETE
# Their twins of the platform are Fraud under strict: imageChecks DIGITAL_COPY, SAMPLE, WATERMARK, OTHER_REJECTION; DIFFERENT_PERSON is Denied.
for text in "104 DIGITAL_COPY, 202 SAMPLE_DOCUMENT, 213 INVALID_WATERMARK, 300 MANUAL_REJECTION".split(","):
    REJECT[text.split()[0]] = text.split()[1], INCOMPLETE, FRAUD
REJECT["211"] = "DIFFERENT_PERSONS_SHOWN", INCOMPLETE, DENIED

# details of a code: detail -> (code, description)
DETAILS = {}
for text in """1001 PHOTO, 1002 DOCUMENT_NUMBER, 1003 EXPIRY, 1004 DOB, 1005 NAME, 1006 ADDRESS, 1007 SECURITY_CHECKS, 1008 SIGNATURE,
        1009 PERSONAL_NUMBER, 10011 PLACE_OF_BIRTH""".split(","):
    DETAILS[text.split()[0]] = "100", text.split()[1]
for text in """2001 BLURRED, 2002 BAD_QUALITY, 2003 MISSING_PART_DOCUMENT, 2004 HIDDEN_PART_DOCUMENT, 2005 DAMAGED_DOCUMENT, 2006 GLARE,
        2007 MISSING_MANDATORY_DATAPOINTS""".split(","):
    DETAILS[text.split()[0]] = "200", text.split()[1]
# Additional checks, as their counterparts of the platform: name -> (counterpart, name of the rules, results that it has)
POSITIVE, PARTIAL, NEGATIVE, NOT_DONE = "POSITIVE_RESULT", "PARTIAL_RESULT", "NEGATIVE_RESULT", "CHECK_NOT_DONE"
CHECKS = {
    "addressValidation": ("addressValidation", "address", (POSITIVE, PARTIAL, NEGATIVE, NOT_DONE)),
    "proofOfResidency": ("proofOfResidency", "residency", (POSITIVE, PARTIAL, NEGATIVE, NOT_DONE)),
    "personalNumberValidation": ("braCpfValidation", "personal_number", (POSITIVE, NEGATIVE, NOT_DONE)),
}
SEARCHED = ("DONE",)
NOT_SEARCHED = ("NOT_DONE", "ERROR")
FACE_SEARCH = ("DONE", "PENDING", "ERROR")


def belongs_to(code):
    """The status of the document under which Jumio lists a code."""
    return "DENIED_FRAUD" if REJECT[code][1] == FRAUD else "ERROR_NOT_READABLE_ID"


class Words:
    """What of a body is read; None is missing."""

    def __init__(self, transaction=None, document=None, scan=None, similarity=None, validity=None, reason=None, code=None, description=None,
                 details=(), result=None, checks=None):
        self.transaction = transaction
        self.document = document
        self.scan = scan
        self.similarity = similarity
        self.validity = validity
        self.reason = reason
        self.code = code
        self.description = description
        self.details = details  # [(code, description)]
        self.result = result
        self.checks = checks or {}  # name -> its members

    def has_face(self):
        return self.similarity is not None or self.validity is not None or self.reason is not None

    def has_reject(self):
        return self.code is not None or self.description is not None or bool(self.details)

    def face(self):
        return {name: value for name, value in (("similarity", self.similarity), ("validity", self.validity), ("reason", self.reason)) if value is not None}

    def reject(self):
        reject = {}
        if self.code is not None:
            reject["rejectReasonCode"] = self.code
        if self.description is not None:
            reject["rejectReasonDescription"] = self.description
        details = [dict({"detailsCode": code} if code is not None else {}, **({"detailsDescription": text} if text is not None else {}))
                   for code, text in self.details]
        if details:
            reject["rejectReasonDetails"] = details[0] if len(details) == 1 else details
        return reject

    def callback(self):
        fields = {"callBackType": "NETVERIFYID"}
        for name, value in (("verificationStatus", self.document), ("idScanStatus", self.scan), ("transactionResult", self.result)):
            if value is not None:
                fields[name] = value
        if self.has_face():
            fields["identityVerification"] = json.dumps(self.face())
        if self.has_reject():
            fields["rejectReason"] = json.dumps(self.reject())
        if self.checks:
            fields["additionalChecks"] = json.dumps(self.checks)
        return urllib.parse.urlencode(fields).encode()

    def scan_data(self):
        body = {"scanReference": "r"}
        if self.document is not None:
            body["document"] = {"status": self.document}
        if self.transaction is not None:
            body["transaction"] = {"status": self.transaction}
        verification = {}
        if self.has_face():
            verification["identityVerification"] = self.face()
        if self.has_reject():
            verification["rejectReason"] = self.reject()
        if self.checks:
            verification["additionalChecks"] = self.checks
        if verification:
            body["verification"] = verification
        return json.dumps(body).encode()


class Weighing:
    """The evidence of one body."""

    def __init__(self):
        self.classes = []
        self.flags = set()

    def add(self, weight, *flags):
        self.classes.append(weight)
        self.flags.update(flags)

    def contradiction(self):
        self.add(INCOMPLETE, "contradiction")


def map_words(words, policy):
    """(status, final, flags) of a body with at least one of the words."""
    if words.transaction == "PENDING" or words.result in ("CREATED", "STARTED"):
        return "Pending", False, set()
    found = Weighing()
    approved = words.document == "APPROVED_VERIFIED"
    failed = weigh_statuses(words, found)
    weigh_face(words, found, approved)
    weigh_reject(words, policy, found)
    proved = {"authentication"} if words.result == "PASSED" else set()
    weigh_checks(words, policy, found, proved)
    if words.result is not None:
        found.add(AUTHENTICATION.get(words.result, INCOMPLETE), *(() if words.result in AUTHENTICATION else ("unknown_status",)))
        failed = failed or words.result == "EXPIRED"

    if FRAUD in found.classes:
        return "Fraud", True, found.flags
    if DENIED in found.classes:
        bad_document = statuses_contradict(words) or words.has_reject()
        hidden = policy.get("switches", {}).get("document_first") and bad_document and words.result != "FAILED"
        return "Incomplete" if hidden else "Denied", True, found.flags
    if INCOMPLETE in found.classes:
        return "Incomplete", True, found.flags
    if failed:
        return "Failed", True, found.flags
    if approved:
        proved |= {"usability(ID)", "usability", "extraction", "imageChecks", "dataChecks"}
        if SIMILARITY.get(words.similarity) == OK:
            proved.add("similarity")
        if VALIDITY.get(words.validity) == OK:
            proved.add("liveness")
    profile = policy.get("profile", "by_key")
    required = REQUIRED["id_and_identity" if profile == "by_key" else profile] + tuple(policy.get("required", ()))
    if profile in ("data", "capture_only", "document") or not set(required) <= proved:
        return "Incomplete", True, found.flags
    return "Passed", True, found.flags


def weigh_statuses(words, found):
    """What the statuses say; whether they say that nothing was uploaded."""
    document, transaction, scan = words.document, words.transaction, words.scan
    if document is not None:
        found.add(DOCUMENT.get(document, INCOMPLETE), *(() if document in DOCUMENT else ("unknown_status",)))
    if transaction is not None and transaction not in TRANSACTION:
        found.add(INCOMPLETE, "unknown_status")
    if scan is not None and scan not in SCAN:
        found.add(INCOMPLETE, "unknown_status")
    if statuses_contradict(words) or document == "APPROVED_VERIFIED" and words.has_reject():
        found.contradiction()
    if document == "APPROVED_VERIFIED":
        if scan is None and transaction is None:
            found.add(INCOMPLETE)  # an approval is whole only with the status that belongs to it
    elif document in DOCUMENT and words.has_face():
        found.contradiction()
    if document is None and transaction == "FAILED" and (words.has_reject() or words.has_face()):
        found.contradiction()
    if document is None and transaction != "FAILED" and words.result is None:
        found.add(INCOMPLETE)  # nothing says how it ended
    return document == "NO_ID_UPLOADED" or document is None and transaction == "FAILED"


def statuses_contradict(words):
    """What is not known contradicts nothing."""
    if words.document == "APPROVED_VERIFIED":
        return words.scan == "ERROR" or words.transaction == "FAILED"
    if words.document in DOCUMENT:
        return words.scan == "SUCCESS" or words.transaction == "FAILED" and words.document in ("DENIED_FRAUD", "ERROR_NOT_READABLE_ID")
    return False


def weigh_face(words, found, approved):
    if not words.has_face():
        return
    speaks = approved or words.document is None and words.transaction != "FAILED"
    classes = []
    if words.similarity is not None:
        classes.append(SIMILARITY.get(words.similarity, INCOMPLETE))
        if words.similarity not in SIMILARITY:
            found.flags.add("unknown_label")
    if words.validity is not None:
        classes.append(VALIDITY.get(words.validity, INCOMPLETE))
        if words.validity not in VALIDITY:
            found.flags.add("unknown_label")
        elif VALIDITY[words.validity] == DENIED and words.reason not in INVALID_REASONS:
            found.flags.add("unknown_label")
        elif VALIDITY[words.validity] == OK and words.reason is not None:
            found.contradiction()
    if words.similarity is None or words.validity is None:
        classes.append(INCOMPLETE)  # Jumio's guide requires both
    for weight in classes:
        found.add(weight if speaks or weight != DENIED else INCOMPLETE)


def weigh_reject(words, policy, found):
    if not words.has_reject():
        return
    code = words.code
    if words.document in DOCUMENT and words.document not in ("APPROVED_VERIFIED", "DENIED_FRAUD", "ERROR_NOT_READABLE_ID"):
        found.contradiction()
    strict = policy.get("switches", {}).get("strict", False)
    if code is None and words.description is not None:
        for known, (description, _, _) in REJECT.items():
            if description == words.description:
                code = known
    if code not in REJECT:
        found.add(INCOMPLETE, "unknown_label")
        for detail, text in words.details:
            weigh_detail(None, detail, text, words, found)
        return
    description, default, under_strict = REJECT[code]
    weight = under_strict if strict else default
    fits = words.document == belongs_to(code)
    if words.document is None:
        # By the code alone, unless another status says otherwise or is not known.
        fits = (words.transaction in (None, "PENDING", "DONE") and words.scan in (None,) + SCAN
                and (words.result is None or words.result in AUTHENTICATION))
    if words.document in DOCUMENT and words.document != belongs_to(code):
        found.contradiction()
    for detail, text in words.details:
        agrees = weigh_detail(code, detail, text, words, found)
        found.add(default if fits and agrees else INCOMPLETE)
    if words.description != description and any(other == words.description for other, _, _ in REJECT.values()):
        found.contradiction()  # a description that is not known says nothing beside a code that is
        fits = False
    found.add(weight if fits else INCOMPLETE)


def weigh_detail(code, detail, text, words, found):
    """Whether it is a detail of the code, as it stands."""
    if detail is None and text is not None:
        for known, (_, description) in DETAILS.items():
            if description == text:
                detail = known
    if detail not in DETAILS:
        found.add(INCOMPLETE, "unknown_label")
        return False
    of = DETAILS[detail][0]
    if code is None:
        contradicts = words.document in DOCUMENT and words.document != belongs_to(of)
    else:
        contradicts = of != code
    if contradicts or text != DETAILS[detail][1] and any(text == description for _, description in DETAILS.values()):
        found.contradiction()
        return False
    return code is not None


def weigh_checks(words, policy, found, proved):
    """What else was ordered; a clean one proves its counterpart where the policy requires it."""
    strict = policy.get("switches", {}).get("strict", False)
    screening, risk = policy.get("screening", {}), policy.get("risk_signals", {})
    for name, members in words.checks.items():
        if not members:
            continue  # as an empty identityVerification: none
        if name in ("watchlistScreening", "watchListScreening"):
            status, hits = members.get("searchStatus"), members.get("searchResults")
            if hits:  # whatever the status
                found.add(NONE if screening.get("alert") == "flag_only" else INCOMPLETE, "aml_alert")
            elif status is None:
                continue  # no hit and no search is nothing
            elif status in SEARCHED and hits == 0:
                proved.add("watchlistScreening")
            elif status in NOT_SEARCHED:
                found.add(INCOMPLETE if strict or screening.get("not_run") == "incomplete" else NONE, "aml_not_run")
            else:
                found.add(INCOMPLETE, "unknown_label")
        elif name == "faceSearchFindings":
            if members.get("findings"):
                found.add(INCOMPLETE, "risk_signal")
            elif members.get("status") is None:
                continue  # the same
            elif members["status"] not in FACE_SEARCH:
                found.add(INCOMPLETE, "unknown_label")
            elif members["status"] != "DONE":
                found.add(INCOMPLETE if strict else NONE)
        else:
            counterpart, _, results = CHECKS[name]
            result = members.get("searchResults")
            if result not in results:
                found.add(INCOMPLETE, "risk_signal", "unknown_label")
            elif result == POSITIVE:
                proved.add(counterpart)
            elif result == NOT_DONE:
                found.add(INCOMPLETE if strict or risk.get("not_run") == "incomplete" else NONE)
            else:
                found.add(NONE if risk.get("adverse") == "flag_only" else INCOMPLETE, "risk_signal")


# ---- row by row -------------------------------------------------------------------------------------------------------------------------


def all_rows():
    """id of a rule -> (words in which it stands alone, its class there, its class under strict)."""
    rows = {}
    face = {"document": "APPROVED_VERIFIED", "scan": "SUCCESS", "similarity": "MATCH", "validity": "TRUE"}

    def row(rule, default, strict=None, **words):
        rows["netverify." + rule] = Words(**words), default, default if strict is None else strict

    for word in TRANSACTION:
        row("transaction." + word, NONE, transaction=word, document=None if word == "FAILED" else "APPROVED_VERIFIED")
    row("transaction", INCOMPLETE, transaction="NEW", document="APPROVED_VERIFIED", similarity="MATCH", validity="TRUE")
    for word, weight in DOCUMENT.items():
        row("document." + word, weight, document=word, scan="SUCCESS" if weight == OK else "ERROR")
    row("document", INCOMPLETE, document="NEW", scan="ERROR")
    for word in SCAN:
        row("scan." + word, NONE, document="APPROVED_VERIFIED" if word == "SUCCESS" else "DENIED_UNSUPPORTED_ID_TYPE", scan=word)
    row("scan", INCOMPLETE, **dict(face, scan="NEW"))
    for word, weight in SIMILARITY.items():
        row("similarity." + word, weight, **dict(face, similarity=word))
    row("similarity", INCOMPLETE, **dict(face, similarity="NEW"))
    for word, weight in VALIDITY.items():
        row("validity." + word, weight, **dict(face, validity=word))
    row("validity", INCOMPLETE, **dict(face, validity="NEW"))
    for word in INVALID_REASONS:
        row("validity.reason." + word, DENIED, **dict(face, validity="FALSE", reason=word))
    row("validity.reason", DENIED, **dict(face, validity="FALSE", reason="NEW"))
    for code, (_, default, strict) in REJECT.items():
        row("reject." + code, default, strict, document=belongs_to(code), scan="ERROR", code=code)
    row("reject", INCOMPLETE, document="ERROR_NOT_READABLE_ID", scan="ERROR", code="NEW")
    for detail, (code, _) in DETAILS.items():
        weight = REJECT[code][1]
        row("reject.%s.%s" % (code, detail), weight, document=belongs_to(code), scan="ERROR", code=code, details=[(detail, None)])
    row("reject.detail", INCOMPLETE, document="ERROR_NOT_READABLE_ID", scan="ERROR", code="200", details=[("NEW", None)])
    for word, weight in AUTHENTICATION.items():
        row("authentication." + word, weight, result=word)
    row("authentication", INCOMPLETE, result="NEW")

    def check(rule, default, strict, name, **members):
        row(rule, default, strict, **dict(face, checks={name: members}))

    check("watchlist.clean", OK, OK, "watchlistScreening", searchStatus="DONE", searchResults=0)
    check("watchlist.hits", INCOMPLETE, INCOMPLETE, "watchlistScreening", searchStatus="DONE", searchResults=2)
    check("watchlist", INCOMPLETE, INCOMPLETE, "watchlistScreening", searchStatus="NEW")
    for word in NOT_SEARCHED:
        check("watchlist." + word, NONE, INCOMPLETE, "watchlistScreening", searchStatus=word)
    for name, (_, short, results) in CHECKS.items():
        check(short, INCOMPLETE, INCOMPLETE, name, searchResults="NEW")
        for word in results:
            weights = {POSITIVE: (OK, OK), NOT_DONE: (NONE, INCOMPLETE)}.get(word, (INCOMPLETE, INCOMPLETE))
            check(short + "." + word, *weights, name, searchResults=word)
    check("face_search.found", INCOMPLETE, INCOMPLETE, "faceSearchFindings", status="DONE", findings=["x"])
    check("face_search", INCOMPLETE, INCOMPLETE, "faceSearchFindings", status="NEW")
    for word in FACE_SEARCH:
        check("face_search." + word, NONE, NONE if word == "DONE" else INCOMPLETE, "faceSearchFindings", status=word)
    return rows
