#!/usr/bin/env python3
"""The library's mapper of Netverify against the naive one of naive_netverify.py, and each of its rows changed in memory.

    test_netverify.py libjumio-idv-open.so rules.def    the library's own objects with tables that can be written (open_netverify.c)"""
import collections
import ctypes
import os
import random
import re
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import generate_netverify
import naive_netverify
from library import CLASSES, PROFILES, STATUSES, Library
from mutation import Rule, changed, open_table
from naive_netverify import Words

LIBRARY_PATH, RULES_PATH = sys.argv[1:3] if len(sys.argv) > 2 else (None, None)
SEED = int(os.environ.get("JUMIO_PROOF_SEED", "20211101"))
COUNT = int(os.environ.get("JUMIO_PROOF_COUNT", "200000")) // 4
LEFT_OUT = {"missing_capability", "capture_only"}  # remarks of the profile, which the naive mapper does not make
# Where something is not done yet nothing is weighed.
WITHOUT_CLASS = {"netverify.transaction.PENDING", "netverify.authentication.CREATED", "netverify.authentication.STARTED"}
NO_GATE, PENDING, FAILED = 0, 1, 2
APPROVED = {"document": "APPROVED_VERIFIED", "scan": "SUCCESS", "similarity": "MATCH", "validity": "TRUE"}
# What lies not in one word: the note, a body that it stands in, and its flag.
NOTES = {
    "netverify.contradiction": (Words(**dict(APPROVED, scan="ERROR")).callback(), "contradiction"),
    "netverify.malformed": (Words(**APPROVED).callback() + b"&rejectReason=%5B%5D", "malformed"),
    "netverify.required": (Words(document="APPROVED_VERIFIED", scan="SUCCESS").callback(), "missing_capability"),
    "netverify.status_missing": (Words(**dict(APPROVED, scan=None)).callback(), "missing_capability"),
    "netverify.face_incomplete": (Words(**dict(APPROVED, validity=None)).callback(), "missing_capability"),
}
PLAIN = {"name": "plain", "version": "1"}
STERN = {"name": "stern", "version": "1", "switches": {"strict": True}}


class Row(ctypes.Structure):
    """jumio__nv_rule"""

    _fields_ = [("rule", Rule), ("name", ctypes.c_char_p), ("field", ctypes.c_uint8), ("capability", ctypes.c_uint8), ("gate", ctypes.c_int32)]


class NetverifyTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.library = Library(LIBRARY_PATH)
        cls.plain, cls.stern = cls.library.policy(PLAIN), cls.library.policy(STERN)
        cls.of_face, cls.of_papers = cls.plain, cls.library.policy(dict(PLAIN, profile="id_only"))
        cls.rows = naive_netverify.all_rows()
        cls.changes = 0

    @classmethod
    def tearDownClass(cls):
        print("%d changes of rows of Netverify" % cls.changes)

    def test_netverify__random_answers(self):
        generator = generate_netverify.Generator(random.Random(SEED))
        policies = [PLAIN, STERN, dict(PLAIN, switches={"document_first": True})] + [dict(PLAIN, profile=profile) for profile in PROFILES]
        policies += [dict(PLAIN, profile="id_only", required=[need]) for need in ("liveness", "watchlistScreening", "braCpfValidation", "usability(SELFIE)", "usability(ID)")]
        policies += [dict(PLAIN, screening={"alert": "flag_only", "not_run": "incomplete"}), dict(PLAIN, risk_signals={"not_run": "incomplete"}),
                     dict(PLAIN, risk_signals={"adverse": "flag_only"}, required=["addressValidation"], profile="id_only")]
        policies = [(policy, self.library.policy(policy)) for policy in policies]
        statuses = collections.Counter()
        for _ in range(COUNT):
            words, callback = generator.words()
            policy, handle = generator.random.choice(policies)
            body = words.callback() if callback else words.scan_data()
            theirs = self.library.map_netverify(body, handle)
            ours = naive_netverify.map_words(words, policy)
            self.assertEqual((theirs[0], theirs[1], theirs[2] - LEFT_OUT), ours, "%s\n%s\n%s" % (body.decode(), policy, theirs))
            statuses[ours[0]] += 1
        for status in STATUSES[1:]:
            self.assertGreaterEqual(statuses[status], COUNT / 100, "too few are %s: %s" % (status, statuses))

    def test_netverify__the_same_rules(self):
        with open(RULES_PATH, encoding="utf-8") as file:
            ids = set(re.findall(r'^JUMIO__NETVERIFY\("([^"]+)"', file.read(), re.M))
        self.assertEqual(ids, set(self.rows))
        self.assertEqual(sorted(ids), sorted(row.rule.id.decode() for row in open_table(self.library.shared.jumio_proof_netverify, Row)))

    def objects(self, rule):
        """Whether the library weighs the rule otherwise than the naive table."""
        words, default, strict = self.rows[rule]
        for handle, policy, weight in ((self.plain, PLAIN, default), (self.stern, STERN, strict)):
            theirs = self.library.map_netverify(words.callback() if words.transaction is None else words.scan_data(), handle)
            status, final, flags = naive_netverify.map_words(words, policy)
            if (theirs[0], theirs[1], theirs[2] - LEFT_OUT) != (status, final, flags):
                return True
            told = [of for _, name, of in theirs[4] if name == rule]
            if told != [weight] and not (told == [] and weight == "none"):
                return True  # what says nothing need not be a reason
        return False

    def test_netverify__every_row(self):
        self.assertEqual([rule for rule in self.rows if self.objects(rule)], [])

    def test_netverify__every_row_changed(self):
        left = []
        for row in open_table(self.library.shared.jumio_proof_netverify, Row):
            rule = row.rule.id.decode()
            for member in () if rule in WITHOUT_CLASS else ("normal", "strict"):
                left += [(rule, member, word) for weight, word in enumerate(CLASSES)
                         if weight != getattr(row.rule, member) and self.survives(row.rule, member, weight, rule)]
            left += [(rule, "without", self.library.flags[bit]) for bit in self.library.flags
                     if row.rule.flags & bit and self.survives(row.rule, "flags", row.rule.flags & ~bit, rule)]
            left += [(rule, "gate", STATUSES[gate]) for gate in self.other_gates(row) if self.survives(row, "gate", gate, rule)]
        self.assertEqual(left, [], "%d changes survived" % len(left))

    @staticmethod
    def other_gates(row):
        """Of a status: without its gate, or with another; a worse class beside a gate of Failed decides anyway."""
        if row.gate != NO_GATE:
            return {NO_GATE, PENDING, FAILED} - {row.gate}
        return (PENDING,) if row.rule.id.split(b".")[1] in (b"transaction", b"document", b"scan", b"authentication") else ()

    def test_netverify__every_row_gone(self):
        """But for the last of a field, which fits everything: without it the look-up would not end."""
        table = open_table(self.library.shared.jumio_proof_netverify, Row)
        last_of_field = {row.field: row.rule.id for row in table}
        left = [row.rule.id for row in table if row.rule.id not in last_of_field.values() and self.survives(row, "field", 255, row.rule.id.decode())]
        self.assertEqual(left, [])

    def objects_to_note(self, note):
        body, flag = NOTES[note]
        status, final, flags, _, reasons = self.library.map_netverify(body, self.of_face if note == "netverify.required" else self.of_papers)
        told = {of for _, name, of in reasons if name == note}
        return (status, final, told) != ("Incomplete", True, {"incomplete"}) or flag not in flags

    def test_netverify__every_note_changed(self):
        left = []
        for row in open_table(self.library.shared.jumio_proof_table, Rule, 1):
            note = row.id.decode()
            if not note.startswith("netverify."):
                continue
            self.assertFalse(self.objects_to_note(note), note)
            before = {"normal": row.normal, "flags": row.flags}
            for member, values in (("normal", range(len(CLASSES))), ("flags", (0,))):
                for value in values:
                    NetverifyTest.changes += 1
                    with changed(row, **{member: value}):
                        left += [(note, member, value)] if value != before[member] and not self.objects_to_note(note) else []
        self.assertEqual(left, [])

    def survives(self, holder, member, value, rule):
        NetverifyTest.changes += 1
        with changed(holder, **{member: value}):
            return not self.objects(rule)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
