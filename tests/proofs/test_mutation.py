#!/usr/bin/env python3
"""Each row of the mapper's tables is changed in memory — another class, another strict class, a flag less, gone — and the naive mapper must object.

    test_mutation.py libjumio-idv-open.so rules.def    the library's own objects with tables that can be written (open_rules.c)"""
import ctypes
import os
import re
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import agreement
import generate_transactions
from library import CLASSES, PROFILES, Library, Refused
from mutation import Rule, changed, open_table
from naive_table import CATEGORIES, KEYS, REQUIRED, TYPES

LIBRARY_PATH, RULES_PATH = sys.argv[1:3] if len(sys.argv) > 2 else (None, None)
RULES, NOTES, PROFILE_KEYS, REQUIREMENTS = range(4)
NEVER = 255  # bytes: a label that is not in any test
# Where every check is clean another note stands in for these, and where one is not they are symptoms whatever their row says.
CLASS_WITHOUT_EFFECT = (b"transaction.warning", b"transaction.rejected")
# A reason stands beside the note of its step, which has the same flag.
FLAGS_WITHOUT_EFFECT = (b"steps.reason",)
POLICIES = ({"name": "plain", "version": "1"}, {"name": "stern", "version": "1", "switches": {"strict": True}})


class Key(ctypes.Structure):
    _fields_ = [("key", ctypes.c_int32), ("profile", ctypes.c_int32)]


class Requirement(ctypes.Structure):
    _fields_ = [("profile", ctypes.c_uint8), ("kind", ctypes.c_uint8), ("categories", ctypes.c_uint8)]


def with_element(capability, kind, label, category=None):
    body = {"decision": {"type": kind, "details": {"label": label}}}
    if category is not None:
        body["credentials"] = [{"category": category}]
    return {"workflow": {"status": "PROCESSED", "definitionKey": "10008"}, "decision": {"type": "PASSED"}, "capabilities": {capability: [body]}}


def cases_of_rule(rule):
    """Transactions that come to this rule, by its id alone: capability.type, capability.type.LABEL, capability.type.BEGINNING*."""
    capability, kind, label = (rule.split(".", 2) + [None])[:3]
    capability = "ekyc" if capability == "unknown" else capability
    kind = "SOMETHING_NEW" if kind == "unknown_type" else kind.upper()
    if label is None:
        labels = ("SOMETHING_NEW", None)
    elif label.endswith("*"):
        labels = (label[:-1] + "SOMETHING_NEW",)
    else:
        labels = (label,)
    return [with_element(capability, kind, word) for word in labels]


def cases_of_notes():
    """Transactions, some with steps, that come to everything that lies not in one label."""
    generator = generate_transactions.Generator(1)
    cases = []
    for profile in REQUIRED:
        for status in generate_transactions.STATUSES + ("SOMETHING_NEW",):
            for decision in ({"type": "PASSED"}, {"type": "WARNING"}, {"type": "REJECTED"}, {"type": "NOT_EXECUTED"}, {"type": "NEW"}, None,
                             {"type": "NOT_EXECUTED", "details": {"label": "TOKEN_EXPIRED"}}):
                transaction = generator.clean_transaction(profile)
                transaction["workflow"]["status"] = status
                transaction["decision"] = decision
                cases.append(transaction)
        cases.append(dict(generator.clean_transaction(profile), wipedOutAt="2026-05-04T00:10:00.000Z"))
        cases.append(dict(generator.clean_transaction(profile), capabilities={}))
    for name, data in (("similarity", {"similarity": "NO_MATCH"}), ("similarity", {"similarity": "NEW"}), ("extraction", {"type": "UNSUPPORTED"}),
                       ("extraction", {"type": "NEW"})):
        transaction = generator.clean_transaction("id_and_identity")
        transaction["capabilities"][name][0]["data"] = data
        cases += [transaction, dict(transaction, decision={"type": "WARNING"})]
    transaction = with_element("usability", "NOT_EXECUTED", "NOT_UPLOADED", "FACEMAP")
    transaction["capabilities"]["liveness"] = [{"decision": {"type": "PASSED", "details": {"label": "OK"}}}]
    stranger = with_element("ekyc", "PASSED", "ALERT")
    cases += [transaction, stranger, dict(stranger, decision={"type": "WARNING"})]
    for name in ("AUTHENTICATION", "ID_IV"):
        for kind in TYPES + ("SOMETHING_NEW",):
            step = {"name": name, "decision": {"type": kind, "reasons": [{"label": "FACE_INVALID_DIGITAL_COPY", "type": "REJECTED"}]}}
            bare = {"name": name, "decision": {"type": kind}}
            cases += [(generator.clean_transaction("authentication"), [{"steps": [told]}]) for told in (step, bare)]
    return cases


def cases_of_profile(profile):
    """Clean transactions of the profile, of which one thing each is missing or of another category."""
    generator = generate_transactions.Generator(1)
    cases = []
    for key in [key for key, of in KEYS.items() if of == profile][:1]:
        for missing in [None] + sorted({name.partition("(")[0] for name in REQUIRED[profile]} | {"usability"}):
            for category in CATEGORIES + ("SOMETHING_NEW", None):
                transaction = generator.clean_transaction(profile)
                transaction["workflow"]["definitionKey"] = key
                transaction["capabilities"].pop("watchlistScreening", None)
                transaction["capabilities"]["usability"] = with_element("usability", "PASSED", "OK", category)["capabilities"]["usability"]
                transaction["capabilities"].pop(missing, None)
                cases.append(transaction)
    return cases


class MutationTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.library = Library(LIBRARY_PATH)
        cls.changes = 0

    def table(self, which, row):
        return open_table(self.library.shared.jumio_proof_table, row, which)

    def expected(self, transactions):
        """[(transaction, steps, policy, what the naive mapper says)]"""
        cases = [case if isinstance(case, tuple) else (case, None) for case in transactions]
        return [(transaction, steps, policy, agreement.ask_naive(self.library, transaction, policy, steps))
                for transaction, steps in cases for policy in POLICIES]

    def objects(self, cases):
        """Whether some case comes out otherwise than expected, under policies that are made now."""
        handles = {policy["name"]: self.library.policy(policy) for policy in POLICIES}
        try:
            return any(not agreement.agree(agreement.ask_library(self.library, handles[policy["name"]], transaction, steps), answer)
                       for transaction, steps, policy, answer in cases)
        finally:
            for handle in handles.values():
                self.library.policy_free(handle)

    def is_refused(self, rule):
        policy = dict(POLICIES[0], overrides={rule: "incomplete"})
        try:
            self.library.policy_free(self.library.policy(policy))
            return False
        except Refused:
            return True

    def survives(self, row, member, value, cases):
        MutationTest.changes += 1
        with changed(row, **{member: value}):
            return not self.objects(cases)

    def of_rule(self, row, members, cases):
        """What survives of the changes of one rule or note."""
        name, left = row.id.decode(), []
        for member in members:
            for weight, word in enumerate(CLASSES):
                if weight != getattr(row, member) and self.survives(row, member, weight, cases):
                    left.append("%s: %s %s" % (name, member, word))
        for bit in self.library.flags if row.id not in FLAGS_WITHOUT_EFFECT else ():
            if row.flags & bit and self.survives(row, "flags", row.flags & ~bit, cases):
                left.append("%s: without %s" % (name, self.library.flags[bit]))
        return left

    def finish(self, left):
        self.assertEqual(left, [], "%d changes survived" % len(left))

    def test_mutation__every_row_of_the_file_is_in_a_table(self):
        with open(RULES_PATH, encoding="utf-8") as file:
            macros = re.findall(r"^JUMIO__(\w+)\(", file.read(), re.M)
        tables = ((RULES, Rule, "RULE"), (NOTES, Rule, "NOTE"), (PROFILE_KEYS, Key, "KEY"), (REQUIREMENTS, Requirement, "REQUIRE"))
        counts = {macro: len(self.table(which, row)) for which, row, macro in tables}
        self.assertEqual(counts, {macro: macros.count(macro) for macro in counts})
        self.assertEqual(set(macros) - set(counts), {"RULESET", "POLICY", "GROUP", "NETVERIFY"})  # the last in test_netverify.py

    def test_mutation__nothing_changed(self):
        for row in self.table(RULES, Rule):
            self.assertFalse(self.objects(self.expected(cases_of_rule(row.id.decode()))), row.id)
            self.assertFalse(row.id.startswith(b"classification.") and self.is_refused(row.id.decode()), row.id)

    def test_mutation__of_rules(self):
        left = []
        for row in self.table(RULES, Rule):
            left += self.of_rule(row, ("normal", "strict"), self.expected(cases_of_rule(row.id.decode())))
        self.finish(left)

    def test_mutation__rules_that_are_gone(self):
        left = []
        table = self.table(RULES, Rule)
        for row in table[:-1]:
            name = row.id.decode()
            cases = self.expected(cases_of_rule(name))
            MutationTest.changes += 1
            with changed(row, match=0, len=NEVER, id=b""):
                # What says nothing is in no reason; but a policy can name it.
                gone = self.is_refused(name) if name.startswith("classification.") else self.objects(cases)
            left += [] if gone else [name]
        self.finish(left)

    def test_mutation__of_notes(self):
        left = []
        cases = self.expected(cases_of_notes())
        self.assertFalse(self.objects(cases))
        for row in self.table(NOTES, Rule):
            if row.id.startswith(b"netverify."):
                continue  # test_netverify.py
            left += self.of_rule(row, () if row.id in CLASS_WITHOUT_EFFECT else ("normal",), cases)
        self.finish(left)

    def test_mutation__of_keys(self):
        left = []
        for row in self.table(PROFILE_KEYS, Key):
            cases = self.expected([{"workflow": {"status": "PROCESSED", "definitionKey": str(row.key)}}])
            self.assertFalse(self.objects(cases), row.key)
            left += ["%d: %s" % (row.key, PROFILES[profile]) for profile in range(1, len(PROFILES))
                     if profile != row.profile and self.survives(row, "profile", profile, cases)]
            left += ["%d: gone" % row.key] if self.survives(row, "key", -2, cases) else []
        self.finish(left)

    def test_mutation__of_requirements(self):
        left = []
        kinds = sorted({row.kind for row in self.table(REQUIREMENTS, Requirement)})
        for row in self.table(REQUIREMENTS, Requirement):
            profile = PROFILES[row.profile]
            cases = self.expected(cases_of_profile(profile))
            self.assertFalse(self.objects(cases), profile)
            name = "%s, kind %d" % (profile, row.kind)
            left += [name + ": gone"] if self.survives(row, "profile", len(PROFILES), cases) else []
            left += ["%s: kind %d" % (name, kind) for kind in kinds if kind != row.kind and self.survives(row, "kind", kind, cases)]
            left += ["%s: category bit %d" % (name, bit) for bit in range(len(CATEGORIES) + 1)
                     if row.categories != 0xFF and self.survives(row, "categories", row.categories ^ 1 << bit, cases)]
        self.finish(left)

    @classmethod
    def tearDownClass(cls):
        print("%d changes of rows" % cls.changes)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
