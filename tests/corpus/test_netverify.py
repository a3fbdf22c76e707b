#!/usr/bin/env python3
"""Every Netverify body that others wrote comes out as it stands here, and a form says the same as its fields in JSON (faults P01, P02)."""
import corpus
import case
from case import K
from binding import Failure

NO_TRANSACTION = "JUMIO_ERR_NOT_A_TRANSACTION"
MISSING, CONTRADICTION, MALFORMED = "missing_capability", "contradiction", "malformed"
RISK, NOT_SEARCHED = "risk_signal", "aml_not_run"
# By the default policy: the status with its flags, or the error. Of those that others call the same, .form and .json have one row.
EXPECTED = {
    "01-guide-callback-approved": ("Passed",),
    "02-guide-callback-denied-fraud": ("Fraud",),
    "03-guide-jumiogo-approved": ("Passed",),
    "04-guide-authentication-passed": ("Incomplete", MISSING),
    "05-guide-authentication-passed-2019": ("Incomplete", MISSING),
    "06-guide-screening-watchlist": ("Incomplete", MISSING),
    "07-guide-screening-watchListScreening-casing": ("Incomplete", MISSING),
    "08-guide-callback-approved-2017": ("Incomplete", MISSING),
    "09-guide-multi-document-uploaded": (NO_TRANSACTION,),
    "10-guide-multi-document-extracted": (NO_TRANSACTION,),
    "11-guide-multi-document-discarded": (NO_TRANSACTION,),
    "12-guide-scan-data-approved": ("Passed",),
    "13-guide-scan-data-approved-2019": ("Passed",),
    "14-guide-scan-data-2017": ("Incomplete", MISSING),
    "15-guide-document-only": ("Incomplete", MISSING),
    "16-guide-document-only-2020": ("Incomplete", MISSING),
    "17-guide-transaction-only": ("Incomplete", MISSING),
    "18-guide-verification-not-readable": ("Incomplete", MISSING),
    "19-guide-verification-additional-checks": ("Incomplete", RISK, MISSING),
    "20-guide-verification-additional-checks-older": ("Incomplete", RISK, MISSING),
    "21-guide-verification-approved": ("Incomplete", MISSING),
    "22-guide-images-list": (NO_TRANSACTION,),
    "23-guide-images-list-2017": (NO_TRANSACTION,),
    "24-guide-document-pages-list-2017": (NO_TRANSACTION,),
    "25-guide-document-images-cc": (NO_TRANSACTION,),
    "26-guide-document-status-done": ("Incomplete", MISSING),  # cannot be told from 27
    "27-guide-scan-status-pending": ("Incomplete", MISSING),  # its status is DONE
    "28-guide-document-transaction": (NO_TRANSACTION,),
    "29-guide-document-cc-extracted": (NO_TRANSACTION,),
    "30-guide-document-ssc": (NO_TRANSACTION,),
    "31-guide-document-bank-statement": (NO_TRANSACTION,),
    "32-guide-document-data-bank-statement": (NO_TRANSACTION,),
    "33-guide-document-data-cc": (NO_TRANSACTION,),
    "34-guide-document-data-ssc": (NO_TRANSACTION,),
    "35-guide-document-images-bs": (NO_TRANSACTION,),
    "36-guide-authentication-retrieval": ("Incomplete", MISSING),
    "37-guide-authentication-retrieval-2019": ("Incomplete", MISSING),
    "38-guide-screening-retrieval-approved": ("Incomplete", MISSING),
    "39-guide-screening-retrieval-2": ("Incomplete", NOT_SEARCHED, MISSING),
    "40-guide-fastfill": (NO_TRANSACTION,),
    "41-guide-perform-response": (NO_TRANSACTION,),
    "42-guide-v4-initiate-response": (NO_TRANSACTION,),
    "43-guide-v4-initiate-request": (NO_TRANSACTION,),
    "44-guide-document-acquisition-response": (NO_TRANSACTION,),
    "45-guide-supported-ids": (NO_TRANSACTION,),
    "46-guide-accepted-ids": (NO_TRANSACTION,),
    "47-guide-data-migration-request": (NO_TRANSACTION,),
    "48-guide-data-migration-response": (NO_TRANSACTION,),
    "49-guide-v3-initiate-response-typo": (NO_TRANSACTION,),
    "56-dotnet-recorded-gbr-license": ("Incomplete", MISSING),
    "57-scala-pending": ("Pending",),
    "58-scala-failed": ("Incomplete", CONTRADICTION),
    "59-scala-done": ("Incomplete", MISSING),
    "60-scala-done-facematch": ("Passed",),
    "61-scala-images-object": (NO_TRANSACTION,),
    "62-scala-images-array": (NO_TRANSACTION,),
    "63-scala-accepted-ids": (NO_TRANSACTION,),
    "64-scala-rejectreason-details-empty-array": (NO_TRANSACTION,),
    "65-scala-rejectreason-details-missing": (NO_TRANSACTION,),
    "66-scala-callback-gender-x": ("Passed",),
    "67-scala-callback-real-lva": ("Passed",),
    "68-scala-callback-minimal": (NO_TRANSACTION,),
    "69-ostelco-denied-fraud": ("Fraud",),
    "70-ostelco-validity-TRUE-string": ("Passed",),
    "71-ostelco-validity-FALSE-reason": ("Denied",),
    "72-ostelco-missing-merchant-reference": ("Incomplete", MISSING),
    "73-ostelco-approved-no-face-data": ("Incomplete", MISSING),
    "74-ostelco-reject-reason": ("Fraud",),
    "75-singnet-no-document-python-repr": ("Incomplete", CONTRADICTION, MALFORMED, MISSING),
    "76-singnet-denied-fraud": ("Fraud",),
    "77-singnet-unsupported-type-rejectreason-NA": ("Incomplete",),
    "78-singnet-unsupported-country": ("Incomplete",),
    "79-singnet-no-id-uploaded": ("Failed",),
    "80-singnet-not-readable": ("Incomplete", CONTRADICTION),
    "81-singnet-v4-initiate": (NO_TRANSACTION,),
    "82-secret-tech-initiate": (NO_TRANSACTION,),
    "83-aames-stub-status-done": ("Incomplete", MISSING),
    "84-aames-stub-data-approved": ("Incomplete", MISSING),
}
# What has an approved document and no face: under the profile of IDs alone they pass.
ID_ONLY = {"06", "07", "08", "14", "15", "16", "38", "39", "56", "59", "72", "73", "84"}


class NetverifyTest(case.Case):
    def decision(self, body, policy=None):
        return self.library.call("jumio_decision_map_netverify", None, body, policy)

    def outcome(self, body, policy=None):
        try:
            decision = self.decision(body, policy)
        except Failure as failure:
            return (failure.name,)
        flags = self.library.jumio_decision_get_flags(decision)
        names = [self.library.text("jumio_decision_flag_name", 1 << bit) for bit in range(32) if flags >> bit & 1]
        return (self.library.text("jumio_idv_status_name", self.library.jumio_decision_get_status(decision)), *names)

    def test_netverify__each_comes_out_as_stated(self):
        seen = set()
        for name, body in corpus.files("netverify"):
            with self.subTest(name):
                stem = name.rpartition(".")[0]
                self.assertEqual(self.outcome(body), EXPECTED[stem])
                seen.add(stem)
        self.assertEqual(seen, set(EXPECTED))

    def test_netverify__without_a_face_an_id_is_enough_where_the_profile_says_so(self):
        policy = self.library.call("jumio_policy_new", None)
        self.library.call("jumio_policy_set_profile", policy, K.JUMIO_PROFILE_ID_ONLY)
        for name, body in corpus.files("netverify"):
            with self.subTest(name):
                expected = ("Passed",) if name[:2] in ID_ONLY else EXPECTED[name.rpartition(".")[0]]
                self.assertEqual(self.outcome(body, policy)[0], expected[0])

    def test_netverify__a_form_says_what_its_fields_say(self):
        bodies, pairs = dict(corpus.files("netverify")), 0
        for name, body in bodies.items():
            if not name.endswith(".form"):
                continue
            with self.subTest(name):
                twin, pairs = bodies[name.replace(".form", ".json")], pairs + 1
                if EXPECTED[name.rpartition(".")[0]] == (NO_TRANSACTION,):
                    continue
                texts = [self.library.call("jumio_decision_dup_json", self.decision(each)) for each in (body, twin)]
                self.assertEqual(texts[0], texts[1])
        self.assertGreaterEqual(pairs, 20)


if __name__ == "__main__":
    corpus.main()
