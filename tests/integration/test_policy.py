#!/usr/bin/env python3
"""The parser of policies and docs/policy.schema.json agree, and the examples of docs/policy.md are policies."""
import hashlib
import json
import os
import re
import unittest

import case
from binding import Failure
from case import K
from schema import problems

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BASE = {"name": "tenant", "version": "1"}
GOOD = [
    {}, {"version": ""}, {"name": "ä" * 50}, {"profile": "by_key"}, {"profile": "capture_only"}, {"required": []},
    {"required": ["liveness", "usability", "usability(ID)", "deviceRiskVerification"]}, {"overrides": {}},
    {"overrides": {"imageChecks.rejected.SAMPLE": "advisory", "imageChecks.rejected.FAKE": "fraud", "liveness.warning": "denied"}},
    {"overrides": {"unknown.passed": "incomplete", "liveness.passed.OK": "none", "liveness.not_executed.TECHNICAL_ERROR": "none"}},
    {"overrides": {"imageChecks.rejected.FAKE": "none"}, "switches": {"allow_weaker": True}}, {"keys": {"10547": "data", "a b": "document"}},
    {"switches": {"strict": False, "document_first": True, "trust_transaction_pass": True, "decision_optional": True, "allow_weaker": True}},
    {"screening": {}}, {"screening": {"alert": "flag_only", "not_run": "incomplete"}}, {"risk_signals": {"adverse": "incomplete", "not_run": "ignore"}},
]
BAD = [
    {"name": ""}, {"name": 7}, {"name": None}, {"name": "a\nb"}, {"name": "x" * 101}, {"version": None}, {"version": "\x7f"}, {"later": 1}, {"Name": "x"},
    {"profile": "ID_ONLY"}, {"profile": 1}, {"profile": None}, {"required": {}}, {"required": ["face"]}, {"required": [1]}, {"required": ["classification"]},
    {"required": ["liveness(ID)"]}, {"required": ["usability(id)"]}, {"required": ["liveness", "liveness"]}, {"overrides": []},
    {"overrides": {"imageChecks": "fraud"}}, {"overrides": {"transaction.rejected": "fraud"}}, {"overrides": {"netverify.scan": "incomplete"}},
    {"overrides": {"imageChecks.rejected.SAMPLE": "ok"}}, {"overrides": {"imageChecks.rejected.SAMPLE": "symptom"}},
    {"overrides": {"imageChecks.rejected.SAMPLE": "Fraud"}}, {"overrides": {"imageChecks.rejected.SAMPLE": None}},
    {"overrides": {"imageChecks.rejected": "none"}}, {"overrides": {"unknown.passed": "advisory"}}, {"overrides": {"liveness.passed.OK": "denied"}},
    {"overrides": {"liveness.not_executed.TECHNICAL_ERROR": "advisory"}}, {"overrides": {"unknown.unknown_type": "fraud"}},
    {"overrides": {"imageChecks.rejected.MANIPULATED_*": "denied"}, "switches": {"allow_weaker": True}}, {"keys": []}, {"keys": {"": "data"}},
    {"keys": {"x" * 256: "data"}}, {"keys": {"a": "by_key"}}, {"keys": {"a": 1}}, {"keys": {str(i): "data" for i in range(257)}}, {"switches": True},
    {"switches": {"later": True}}, {"switches": {"strict": "true"}}, {"screening": []}, {"screening": {"adverse": "flag_only"}},
    {"screening": {"alert": "ignore"}}, {"risk_signals": {"not_run": "flag_only"}}, {"risk_signals": {"alert": "flag_only"}},
]
# What only the parser can know: by other members, or by bytes.
BEYOND = [{"overrides": {"imageChecks.rejected.FAKE": "denied"}}, {"name": "strict"}, {"name": "ä" * 51}]


class Policy(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.library = case.load()
        with open(os.path.join(TOP, "docs", "policy.schema.json"), encoding="utf-8") as file:
            cls.schema = json.load(file)

    def taken(self, document):
        try:
            return self.library.call("jumio_policy_parse", None, json.dumps(document))
        except Failure:
            return None

    def test_good_documents_are_good_for_both(self):
        for members in GOOD:
            document = BASE | members
            self.assertEqual(list(problems(self.schema, document)), [], document)
            self.assertIsNotNone(self.taken(document), document)

    def test_bad_documents_are_bad_for_both(self):
        for document in [BASE | members for members in BAD] + [{"name": "x"}, {"version": "1"}, [], 7]:
            self.assertNotEqual(list(problems(self.schema, document)), [], document)
            self.assertIsNone(self.taken(document), document)

    def test_parser_knows_more(self):
        for members in BEYOND:
            self.assertEqual(list(problems(self.schema, BASE | members)), [], members)
            self.assertIsNone(self.taken(BASE | members), members)

    def test_every_row_and_class(self):
        """Without a switch and with allow_weaker: what the schema refuses is never taken, and with the switch they are the same."""
        classes = ("none", "ok", "advisory", "symptom", "incomplete", "denied", "fraud")
        for name in self.schema["properties"]["overrides"]["properties"]:
            for word in classes:
                document = BASE | {"overrides": {name: word}}
                good = not list(problems(self.schema, document))
                self.assertFalse(self.taken(document) is not None and not good, document)
                self.assertEqual(self.taken(document | {"switches": {"allow_weaker": True}}) is not None, good, document)

    def test_canonical_documents_keep_to_the_schema(self):
        for members in GOOD:
            policy = self.taken(BASE | members)
            text = self.library.call("jumio_policy_dup_json", policy)[0]
            self.assertEqual(list(problems(self.schema, json.loads(text))), [], text)
            told = self.library.jumio_policy_get_text(policy, K.JUMIO_POLICY_TEXT_HASH)
            self.assertIn(told, (None, hashlib.sha256(text.encode()).hexdigest().encode()))  # None in a build without libcrypto

    def test_examples_of_the_page(self):
        with open(os.path.join(TOP, "docs", "policy.md"), encoding="utf-8") as file:
            examples = re.findall(r"^```json\n(.*?)^```$", file.read(), re.M | re.S)
        self.assertEqual(len(examples), 4)
        for example in examples:
            self.assertEqual(list(problems(self.schema, json.loads(example))), [], example)
            self.assertIsNotNone(self.taken(json.loads(example)), example)


if __name__ == "__main__":
    case.main()
