"""Random answers of Netverify, as the words that are read of them: mostly what Jumio would say, now and then what it never would."""
from naive_netverify import (AUTHENTICATION, CHECKS, DETAILS, DOCUMENT, FACE_SEARCH, INVALID_REASONS, NOT_SEARCHED, REJECT, SCAN, SEARCHED, SIMILARITY,
                             TRANSACTION, VALIDITY, Words, belongs_to)

CHECKED = list(CHECKS) + ["watchlistScreening", "watchListScreening", "faceSearchFindings"]
UNKNOWN = ("NEW", "approved_verified", "105", "MATCH", "BLURRED")


class Generator:
    def __init__(self, random):
        self.random = random

    def chance(self, part):
        return self.random.random() < part

    def some(self, words, missing):
        if self.chance(missing):
            return None
        return self.random.choice(UNKNOWN if self.chance(0.06) else list(words))

    def words(self):
        """(words, whether they are of a callback)"""
        words, callback = Words(), self.chance(0.5)
        words.document = self.some(list(DOCUMENT) + ["APPROVED_VERIFIED"] * 4 + ["DENIED_FRAUD"], 0.08)
        if callback:
            words.scan = self.some(SCAN, 0.1)
        else:
            words.transaction = self.some(("DONE",) * 6 + TRANSACTION, 0.1)
        if words.document == "APPROVED_VERIFIED" and self.chance(0.85):
            words.scan = "SUCCESS" if callback else None
            self.add_face(words)
        elif self.chance(0.1):
            words.similarity, words.validity = self.some(SIMILARITY, 0.3), self.some(VALIDITY, 0.3)
        if words.document in ("DENIED_FRAUD", "ERROR_NOT_READABLE_ID") or self.chance(0.1):
            words.scan = "ERROR" if callback and self.chance(0.8) else words.scan
            self.add_reject(words)
        if callback and self.chance(0.05):
            words.result = self.some(AUTHENTICATION, 0)
        if words.document is None and words.transaction is None and words.result is None and not words.has_face() and not words.has_reject():
            words.document = "APPROVED_VERIFIED"  # else there would be nothing to map, which is an error
        if self.chance(0.15):
            for name in self.random.sample(CHECKED, self.random.choice((1, 1, 2))):
                words.checks[name] = self.check(name)
        return words, callback

    def check(self, name):
        members = {}
        if name == "faceSearchFindings":
            members["status"] = self.some(FACE_SEARCH, 0.05)
            if self.chance(0.3):
                members["findings"] = self.random.choice(([], ["x"], ["x", "y"]))
        elif name.lower() == "watchlistscreening":
            members["searchStatus"] = self.some(SEARCHED * 4 + ("SUCCESS",) + NOT_SEARCHED, 0.05)
            if self.chance(0.9):
                members["searchResults"] = self.random.choice((0, 0, 1, 12))
        else:
            members["searchResults"] = self.some(CHECKS[name][2], 0.05)
        return {member: value for member, value in members.items() if value is not None}

    def add_face(self, words):
        words.similarity = self.some(["MATCH"] * 3 + list(SIMILARITY), 0.05)
        words.validity = self.some(["TRUE"] * 3 + list(VALIDITY), 0.05)
        if VALIDITY.get(words.validity) == "denied" or self.chance(0.05):
            words.reason = self.some(INVALID_REASONS, 0.1)

    def add_reject(self, words):
        code = words.code = self.some([c for c in REJECT if self.chance(0.2) or belongs_to(c) == words.document] or ["100"], 0.1)
        if self.chance(0.7):
            words.description = REJECT[code][0] if code in REJECT and self.chance(0.8) else self.some([row[0] for row in REJECT.values()], 0.1)
        if code in ("100", "200") or self.chance(0.05):
            words.details = [self.detail(code) for _ in range(self.random.choice((0, 1, 2)))]

    def detail(self, code):
        detail = self.random.choice([d for d in DETAILS if DETAILS[d][0] == code or self.chance(0.05)] or ["1001"])
        if self.chance(0.1):
            return self.some(DETAILS, 0), self.some(("BLURRED", "PHOTO"), 0.3)
        return detail, DETAILS[detail][1] if self.chance(0.8) else self.some([text for _, text in DETAILS.values()], 0.3)
