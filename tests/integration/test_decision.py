#!/usr/bin/env python3
"""A decision as JSON keeps to docs/decision.schema.json, and the schema says no more than is true."""
import json
import os
import re
import unittest

import case
from case import K
from samples import TRANSACTION
from schema import problems

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Decision(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.library = case.load()
        with open(os.path.join(TOP, "docs", "decision.schema.json"), encoding="utf-8") as file:
            cls.schema = json.load(file)

    def explain(self, transaction, steps=None):
        decision = self.library.call("jumio_decision_map_json", None, json.dumps(transaction), steps, None)
        text = self.library.call("jumio_decision_dup_json", decision)[0]
        self.assertEqual(text, json.dumps(json.loads(text), separators=(",", ":"), ensure_ascii=False))
        return json.loads(text)

    def transactions(self):
        yield json.loads(TRANSACTION)
        for status in ("ACQUIRED", "SESSION_EXPIRED", "LATER", "PROCESSED"):
            yield {"workflow": {"status": status}}
        for key in ("3", "2", "5", "6", "9", "10026", "10010", "1"):
            for kind in ("PASSED", "WARNING", "REJECTED", "NOT_EXECUTED", "LATER"):
                element = {"credentials": [{"category": "SELFIE"}, {"category": "PALM"}], "decision": {"type": kind, "details": {"label": "FAKE"}}}
                names = ("usability", "imageChecks", "similarity", "later")
                yield {"workflow": {"status": "PROCESSED", "definitionKey": key}, "decision": {"type": kind},
                       "capabilities": {name: [element] for name in names}}

    def test_keeps_to_its_schema(self):
        seen = 0
        for transaction in self.transactions():
            told = self.explain(transaction)
            self.assertEqual(list(problems(self.schema, told)), [])
            self.assertEqual(list(told), list(self.schema["properties"]))
            order = list(self.schema["properties"]["evidence"]["items"]["properties"])
            for item in told["evidence"]:
                self.assertEqual(list(item), [name for name in order if name in item])
                self.assertEqual("overruled" in item, item["role"] == "decided")
            seen += len(told["evidence"])
        self.assertGreater(seen, 100)

    def test_the_words_are_those_of_the_library(self):
        names = [self.library.text("jumio_idv_status_name", i) for i in range(K.JUMIO_IDV_PENDING, K.JUMIO_IDV_PASSED + 1)]
        self.assertEqual(self.schema["properties"]["status"]["enum"], names)
        profiles = [name[len("JUMIO_PROFILE_"):].lower() for name in vars(K) if name.startswith("JUMIO_PROFILE_") and name != "JUMIO_PROFILE_BY_KEY"]
        self.assertEqual(self.schema["properties"]["profile"]["enum"], profiles)
        classes = [name[len("JUMIO_EVIDENCE_"):].lower() for name in vars(K) if name.startswith("JUMIO_EVIDENCE_")]
        self.assertEqual(self.schema["properties"]["evidence"]["items"]["properties"]["class"]["enum"], classes)

    def test_what_breaks_the_schema_is_found(self):
        told = self.explain(json.loads(TRANSACTION))
        for name in told:
            self.assertTrue(list(problems(self.schema, {k: v for k, v in told.items() if k != name})), name)
        for name, value in (("status", "Good"), ("final", "yes"), ("flags", ["?"]), ("evidence", [{}]), ("later", 1)):
            self.assertTrue(list(problems(self.schema, {**told, name: value})), name)


if __name__ == "__main__":
    case.main()
