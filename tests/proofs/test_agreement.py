#!/usr/bin/env python3
"""The library's mapper against the naive one of naive_mapper.py, which was written from the specification by somebody who had not seen the first.

    test_agreement.py libjumio-idv.so rules.def

JUMIO_PROOF_SEED and JUMIO_PROOF_COUNT choose other random transactions and how many of them."""
import collections
import concurrent.futures
import os
import re
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import agreement
import generate_transactions
from library import Library, Refused
from naive_policy import is_refused
from naive_table import BEGINNINGS, CATEGORIES, LABELS, TYPES

LIBRARY_PATH, RULES_PATH = sys.argv[1:3] if len(sys.argv) > 2 else (None, None)
SEED = int(os.environ.get("JUMIO_PROOF_SEED", "20211101"))
COUNT = int(os.environ.get("JUMIO_PROOF_COUNT", "200000"))
CHUNK = 10000
POLICIES = 50
PLAIN = {"name": "plain", "version": "1"}
STATUSES = ("Pending", "Failed", "Denied", "Fraud", "Incomplete", "Passed")


def run_chunk(seed, count):
    """(how often each status, how many disagreed, the first of them in words)."""
    library = Library(LIBRARY_PATH)
    generator = generate_transactions.Generator(seed)
    policies = [(PLAIN, library.policy(PLAIN))]
    while len(policies) < POLICIES:
        policy = generator.policy()
        if not is_refused(policy):
            policies.append((policy, library.policy(policy)))
    statuses, apart, first = collections.Counter(), 0, None
    for _ in range(count):
        policy, handle = policies[0] if generator.chance() < 0.3 else generator.pick(policies)
        transaction = generator.transaction()
        steps = [generator.steps()] if library.takes_steps and generator.chance() < 0.3 else None
        theirs = agreement.ask_library(library, handle, transaction, steps)
        ours = agreement.ask_naive(library, transaction, policy, steps)
        statuses[theirs if theirs == "error" else theirs[0]] += 1
        if not agreement.agree(theirs, ours):
            apart += 1
            first = first or agreement.tell(library, (transaction, policy, steps))
    for _, handle in policies:
        library.policy_free(handle)
    return statuses, apart, first


class AgreementTest(unittest.TestCase):
    def test_agreement__random_transactions(self):
        chunks = [(SEED * 1000 + start // CHUNK, min(CHUNK, COUNT - start)) for start in range(0, COUNT, CHUNK)]
        statuses, apart, first = collections.Counter(), 0, None
        with concurrent.futures.ProcessPoolExecutor(2) as pool:
            for counted, more, words in pool.map(run_chunk, *zip(*chunks)):
                statuses, apart, first = statuses + counted, apart + more, first or words
        self.assertEqual(apart, 0, "%d of %d, seed %d\n%s" % (apart, COUNT, SEED, first))
        for status in STATUSES:
            self.assertGreaterEqual(statuses[status], COUNT / 100, "too few are %s: %s" % (status, dict(statuses)))
        print("%d random transactions from seed %d: %s" % (COUNT, SEED, dict(statuses.most_common())))


    def test_agreement__which_policies_are_refused(self):
        library, generator, counted = Library(LIBRARY_PATH), generate_transactions.Generator(SEED), collections.Counter()
        for _ in range(5000):
            policy = generator.policy()
            try:
                library.policy_free(library.policy(policy))
                refused = None
            except Refused as why:
                refused = str(why)
            self.assertEqual(refused is not None, is_refused(policy) is not None, "%s\n%s, %s" % (policy, refused, is_refused(policy)))
            counted["refused" if refused else "taken"] += 1
        self.assertGreater(min(counted["refused"], counted["taken"]), 100)


class DirectedTest(unittest.TestCase):
    """One element of every capability, type and label beside an otherwise clean transaction."""

    @classmethod
    def setUpClass(cls):
        cls.library = Library(LIBRARY_PATH)
        with open(RULES_PATH, encoding="utf-8") as file:
            rows = re.findall(r'^JUMIO__RULE\("([^"]+)", \w+, "([^"]*)"', file.read(), re.M)
        cls.ids = {name for name, _ in rows}
        table = {text for _, text in rows if text}
        cls.labels = sorted(table | set(generate_transactions.ALL_LABELS)) + list(generate_transactions.UNKNOWN) + [None]

    def agree(self, transaction, policy, handle):
        theirs = agreement.ask_library(self.library, handle, transaction, None)
        ours = agreement.ask_naive(self.library, transaction, policy, None)
        if not agreement.agree(theirs, ours):
            self.fail(agreement.TEXT(transaction) + "\n" + agreement.show(theirs) + "\n" + agreement.show(ours))

    def test_agreement__every_capability_type_and_label(self):
        trusting = dict(PLAIN, switches={"trust_transaction_pass": True, "strict": True})
        for policy, handle in (({}, None), ({"switches": {"strict": True}}, self.library.built_in("strict")),
                               ({"switches": {"document_first": True}}, self.library.built_in("netverify-order")),
                               (PLAIN, self.library.policy(PLAIN)), (trusting, self.library.policy(trusting))):
            for capability in generate_transactions.EVERY_CAPABILITY + ["ekyc"]:
                for kind in TYPES + ("SOMETHING_NEW", None):
                    for label in self.labels:
                        body = {"decision": {"type": kind, "details": {"label": label}}}
                        transaction = {"workflow": {"status": "PROCESSED", "definitionKey": "10008"}, "decision": {"type": "PASSED"},
                                       "capabilities": {capability: [body]}}
                        self.agree(transaction, policy, handle)
            self.library.policy_free(handle)

    def test_agreement__every_label_of_usability_with_every_category(self):
        handle = self.library.policy(PLAIN)
        for category in CATEGORIES + ("SOMETHING_NEW", None):
            for kind in TYPES:
                for label in LABELS["usability"].get(kind, {}):
                    for liveness in ([], [("PASSED", "OK")], [("PASSED", "OK"), ("WARNING", "BAD_QUALITY")]):
                        bodies = [{"decision": {"type": t, "details": {"label": l}}} for t, l in liveness]
                        usability = {"decision": {"type": kind, "details": {"label": label}}}
                        if category is not None:
                            usability["credentials"] = [{"id": "c", "category": category}]
                        transaction = {"workflow": {"status": "PROCESSED", "definitionKey": "10016"}, "decision": {"type": "PASSED"},
                                       "capabilities": {"usability": [usability], "liveness": bodies}}
                        self.agree(transaction, PLAIN, handle)
        self.library.policy_free(handle)

    def test_agreement__a_facemap_beside_a_credential_that_tells_nothing(self):
        handle = self.library.policy(PLAIN)
        for others in ([], [{}], [{"id": "x"}], [{"category": "FACEMAP"}], [{"category": "SELFIE"}], [None]):
            usability = {"decision": {"type": "NOT_EXECUTED", "details": {"label": "NOT_UPLOADED"}}, "credentials": [{"category": "FACEMAP"}] + others}
            selfie = {"decision": {"type": "PASSED", "details": {"label": "OK"}}}
            transaction = {"workflow": {"status": "PROCESSED", "definitionKey": "10016"}, "decision": {"type": "PASSED"},
                           "capabilities": {"usability": [usability, selfie], "liveness": [selfie]}}
            self.agree(transaction, PLAIN, handle)
        self.library.policy_free(handle)

    def test_agreement__the_same_rules(self):
        """Row by row, also those that say nothing and are in no reason."""
        self.assertEqual(self.ids, naive_rules())


def naive_rules():
    """The id of every row that the naive mapper's tables need."""
    rules = set()
    for capability in generate_transactions.EVERY_CAPABILITY + ["unknown"]:
        rules.add(capability + ".unknown_type")
        for kind in TYPES:
            rules.add("%s.%s" % (capability, kind.lower()))
            rules.update("%s.%s.%s" % (capability, kind.lower(), label) for label in LABELS.get(capability, {}).get(kind, {}))
    return rules | {"%s.%s.%s*" % (capability, kind.lower(), beginning) for capability, kind, beginning, _ in BEGINNINGS}


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
