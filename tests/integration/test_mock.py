#!/usr/bin/env python3
"""One scenario file for two: what it makes of a rule by itself, and what the order that the library writes from the same rule makes."""
import json

import case
from test_flow import NEVER_FINALIZED, OUTCOMES, Outcome

# What no single published label can say: played by the simulator only.
SIMULATOR_ONLY = {"passed-custom-label", "fraud-repeated-face", "fraud-and-no-match", "denied-id-as-selfie", "watchlist-alert", "technical-error",
                  "session-expired", "session-expired-rejected", "token-expired", "stays-initiated", "stays-acquired", "rejected-by-rule",
                  "passed-but-liveness-rejected", "no-decision", "wiped", "part-missing"}


class MockTest(Outcome, case.Case):
    def order(self, rule, name=None):
        text, length = self.library.call("jumio_mock_outcome_build", None, json.dumps({"scenarios": [rule]}), name, "case-1")
        self.assertEqual(length, len(text.encode()))
        return text

    def outcome_of(self, client, reference, scenarios=()):
        self.simulator.reset(scenarios=scenarios)
        account = self.create(client, self.request(reference))
        self.upload_all(client, account)
        self.finalize(client, account)
        self.simulator.advance(5000)
        return self.transaction(client, account)

    def test_mock__order_and_file_give_one_outcome(self):
        for name in sorted(set(OUTCOMES) - SIMULATOR_ONLY):
            with self.subTest(name):
                rule, client = {"scenario": name}, self.client()
                self.assertEqual(self.told(self.outcome_of(client, self.order(rule)))[:2], OUTCOMES[name][:2], "by the order")
                self.assertEqual(self.told(self.outcome_of(self.client(), "case-1", [rule]))[:2], OUTCOMES[name][:2], "by the file")

    def test_mock__what_only_the_simulator_plays_is_refused(self):
        self.assertTrue(NEVER_FINALIZED < SIMULATOR_ONLY)
        for name in sorted(SIMULATOR_ONLY):
            with self.subTest(name):
                self.failing("JUMIO_ERR_UNSUPPORTED", self.order, {"scenario": name})

    def test_mock__label_and_extraction_of_a_rule(self):
        rule = {"name": "chip", "decisionLabel": "NFC_CERTIFICATE", "credentialWithDecision": "ID",
                "extractionOverrides": {"firstName": "ZOE", "idType": "PASSPORT"}, "mock": {}}
        told = []
        for reference, scenarios in ((self.order(rule, "chip"), ()), ("case-1", [rule])):
            transaction = self.outcome_of(self.client(), reference, scenarios)
            answer = self.library.jumio_transaction_get_answer(transaction)
            read = [self.library.text("jumio_answer_get_text", answer, pointer.encode()) for pointer in
                    ("/capabilities/dataChecks/0/decision/details/label", "/capabilities/extraction/0/data/firstName",
                     "/capabilities/extraction/0/data/type", "/workflow/customerInternalReference")]
            told.append((self.told(transaction), read))
        self.assertEqual(told[0], told[1])
        self.assertEqual(told[0][1], ["NFC_CERTIFICATE", "ZOE", "PASSPORT", "case-1"])
        self.assertEqual(told[0][0][0], "Fraud")

    def test_mock__simulator_checks_the_file_too(self):
        for rule, place in (({"name": 5, "scenario": "passed"}, "name"), ({"scenario": "passed", "mock": []}, "mock"),
                            ({"decisionLabel": "NO_SUCH_LABEL"}, "NO_SUCH_LABEL"), ({"name": "x"}, "scenario"),
                            ({"decisionLabel": "FAKE", "credentialWithDecision": "HAT"}, "HAT")):
            with self.subTest(place), self.assertRaisesRegex(AssertionError, place):
                self.simulator.reset(scenarios=[rule])


if __name__ == "__main__":
    case.main()
