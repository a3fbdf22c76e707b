#!/usr/bin/env python3
"""jumio-idv over stored answers: replay under two policies, what policies say, and map under a policy.

    test_replay.py JUMIO-IDV [REPLAY-EXAMPLE] [unittest options]"""
import copy
import hashlib
import json
import os
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True
import rig

PROGRAM = os.path.abspath(sys.argv.pop(1))
EXAMPLE = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 and os.path.isfile(sys.argv[1]) else None
ACCOUNT = "9b7e2a10-5c44-4f6d-8e21-5a4d3c2b1a02"
EXECUTION = "3f0c1d52-7a41-4c0e-9a55-0d8c1e6f7a01"
OTHER = "11111111-2222-4333-8444-555555555555"
DIFFERENT = 11
PASSED = {"usability": "OK", "extraction": "OK", "imageChecks": "OK", "dataChecks": "OK", "similarity": "MATCH", "liveness": "OK"}
STATUSES = ["Passed", "Incomplete", "Fraud", "Denied", "Failed", "Pending"]
NETVERIFY = "callBackType=NETVERIFYID&verificationStatus=DENIED_FRAUD&idScanStatus=ERROR&idFirstName=" + rig.PERSON[0]


def element(kind, label, category="ID"):
    return {"id": OTHER, "credentials": [{"id": OTHER, "category": category}], "decision": {"type": kind, "details": {"label": label}}}


def transaction(**changes):
    """A transaction that passed but for the changes: a capability and its (type, label). It speaks of a person, too."""
    capabilities = {name: [element("PASSED", label)] for name, label in PASSED.items()}
    for name, (kind, label) in changes.items():
        capabilities[name] = [element(kind, label)]
    capabilities["extraction"][0]["data"] = {"type": "ID_CARD", "firstName": rig.PERSON[0], "lastName": rig.PERSON[1], "dateOfBirth": rig.PERSON[2]}
    return {"workflow": {"id": EXECUTION, "status": "PROCESSED", "definitionKey": "10011"}, "account": {"id": ACCOUNT},
            "decision": {"type": "PASSED", "details": {"label": "PASSED"}, "risk": {"score": 0}}, "capabilities": capabilities}


FACE = {"imageChecks": ("WARNING", "REPEATED_FACE")}  # passes, but not under strict
STRICT = {"name": "acme", "version": "3", "switches": {"strict": True}}
SAMPLE_IS_FRAUD = {"name": "acme", "version": "4", "overrides": {"imageChecks.rejected.SAMPLE": "fraud"}}


class Case(rig.Folder):
    def run_idv(self, *arguments, stdin=b"", **more):
        """Whatever happens, nothing of the person is printed."""
        result = rig.run([PROGRAM, *arguments], stdin, **more)
        for datum in rig.PERSON:
            self.assertNotIn(datum, result.out + result.err)
        return result

    def good(self, *arguments, **more):
        result = self.run_idv(*arguments, **more)
        self.assertEqual((result.code, result.err), (0, ""), str(result))
        return result

    def bad(self, code, text, *arguments, **more):
        result = self.run_idv(*arguments, **more)
        self.assertEqual(result.code, code, str(result))
        self.assertIn(text, result.err)
        return result

    def put(self, name, body):
        os.makedirs(os.path.dirname(self.path("stored", name)), exist_ok=True)
        return self.write(os.path.join("stored", name), body if isinstance(body, (str, bytes)) else json.dumps(body))

    def policy(self, document, name="policy.json"):
        return self.write(name, json.dumps(document, indent=2))


class Replay(Case):
    def fill(self):
        """Four folders whose order is that of the paths, with what is no transaction among them."""
        self.put("b/one.json", transaction())
        self.put("b/two.json", transaction(**FACE))
        self.put("b-later.json", transaction(**FACE))
        self.put("a.json", transaction(similarity=("REJECTED", "NO_MATCH")))
        self.put("a.steps.json", {"steps": []})
        self.put("c/d/open.json", {"workflow": {"status": "ACQUIRED"}})
        self.put("c/nothing.json", "{}")
        self.put("c/alone.steps.json", {"steps": []})
        self.put("c/notes.txt", "not looked at")

    def replay(self, code, *arguments, policy=None, folder=None):
        result = self.run_idv("replay", "--policy", policy or "strict", *arguments, folder or self.path("stored"))
        self.assertEqual((result.code, result.err), (code, ""), str(result))
        return result

    def test_one_line_a_difference_in_the_order_of_the_paths(self):
        self.fill()
        lines = self.replay(DIFFERENT).out.splitlines()
        rows = [line.split("\t") for line in lines if "\t" in line]
        self.assertEqual([row[:2] for row in rows], [[self.path("stored", name), "Passed -> Incomplete"] for name in ("b-later.json", "b/two.json")])
        self.assertIn("imageChecks.warning.REPEATED_FACE", rows[0][2].split(","))
        self.assertEqual(rows[0][3:], ["imageChecks.warning.REPEATED_FACE", "repeated_face", "contradiction,repeated_face"])
        self.assertIn("5 transactions, 2 different, 2 other files", lines)
        matrix = {line.split()[0]: line.split()[1:] for line in lines[-len(STATUSES):]}
        self.assertEqual(list(matrix), STATUSES)
        self.assertEqual(lines[-len(STATUSES) - 1].split(), STATUSES)
        self.assertEqual(matrix["Passed"], ["1", "2", "0", "0", "0", "0"])
        self.assertEqual(matrix["Denied"], ["0", "0", "0", "1", "0", "0"])

    def test_both_policies_are_named_with_their_hashes(self):
        self.fill()
        new = self.policy(STRICT)
        lines = self.replay(DIFFERENT, "--against", "netverify-order", policy=new).out.splitlines()
        told = {line.split()[0]: line.split()[1:] for line in lines if line.startswith(("before:", "after:"))}
        self.assertEqual(told["after:"], ["acme", "3", self.good("policy", "hash", new).out.strip()])
        self.assertEqual(told["before:"][0], "netverify-order")
        self.assertRegex(told["before:"][-1], r"^[0-9a-f]{64}$")

    def test_json_is_a_line_a_difference_and_the_sum(self):
        self.fill()
        first = self.replay(DIFFERENT, "--json", policy=self.policy(STRICT))
        rows, total = first.json()[:-1], first.json()[-1]
        self.assertEqual([row["path"] for row in rows], [self.path("stored", name) for name in ("b-later.json", "b/two.json")])
        self.assertEqual((rows[0]["before"]["status"], rows[0]["after"]["status"]), ("Passed", "Incomplete"))
        self.assertEqual(rows[0]["after"]["rules"], ["imageChecks.warning.REPEATED_FACE"])
        self.assertEqual(rows[0]["after"]["flags"], ["contradiction", "repeated_face"])
        self.assertEqual((total["transactions"], total["errors"], total["different"]), (5, 2, 2))
        self.assertEqual(total["matrix"], {"Passed": {"Passed": 1, "Incomplete": 2}, "Denied": {"Denied": 1}, "Pending": {"Pending": 1}})
        self.assertEqual((total["before"]["name"], total["after"]["name"], total["after"]["version"]), ("default", "acme", "3"))
        self.assertEqual(self.replay(DIFFERENT, "--json", policy=self.policy(STRICT)).out, first.out)

    def test_no_difference_is_exit_0(self):
        self.fill()
        self.assertNotIn("\t", self.replay(0, policy="default").out)

    def test_reasons_tells_those_whose_status_stays(self):
        self.put("a.json", transaction(imageChecks=("REJECTED", "SAMPLE"), similarity=("REJECTED", "NO_MATCH")))
        self.put("b.json", transaction())
        flags = {"name": "acme", "version": "5", "screening": {"not_run": "incomplete"}, "overrides": {"imageChecks.rejected.SAMPLE": "denied"}}
        quiet = self.replay(0, policy=self.policy(flags)).out
        told = self.replay(DIFFERENT, "--reasons", policy=self.policy(flags)).out
        self.assertNotIn("\t", quiet)
        rows = [line.split("\t") for line in told.splitlines() if "\t" in line]
        self.assertEqual([row[1] for row in rows], ["Denied -> Denied"])
        self.assertEqual(rows[0][2], "similarity.rejected.NO_MATCH")
        self.assertEqual(set(rows[0][3].split(",")), {"imageChecks.rejected.SAMPLE", "similarity.rejected.NO_MATCH"})

    def test_what_is_no_transaction_is_named_with_verbose(self):
        self.fill()
        result = self.replay(DIFFERENT, "--verbose")
        self.assertIn(self.path("stored", "c/nothing.json") + "\tERROR\tJUMIO_ERR_NOT_A_TRANSACTION\t", result.out)
        self.assertIn(self.path("stored", "c/alone.steps.json") + "\tERROR\t", result.out)
        rows = self.replay(DIFFERENT, "--verbose", "--json").json()
        self.assertEqual([row["error"] for row in rows if "error" in row], ["JUMIO_ERR_NOT_A_TRANSACTION"] * 2)

    def test_a_body_beyond_the_limit_is_no_transaction(self):
        self.put("large.json", "{" + " " * (8 << 20) + "}")
        self.assertIn("\tERROR\tJUMIO_ERR_TOO_LARGE\t", self.replay(0, "--verbose").out)

    def test_links_lead_nowhere(self):
        outside = self.write("outside.json", json.dumps(transaction(**FACE)))
        os.makedirs(self.path("elsewhere"))
        self.write("elsewhere/two.json", json.dumps(transaction(**FACE)))
        self.put("a.json", transaction())
        os.symlink(outside, self.path("stored", "b.json"))
        os.symlink(self.path("elsewhere"), self.path("stored", "c"))
        os.mkfifo(self.path("stored", "d.json"))
        self.assertIn("1 transactions, 0 different, 0 other files", self.replay(0).out)
        os.symlink(self.path("stored"), self.path("by-link"))
        self.assertIn("1 transactions, ", self.replay(0, folder=self.path("by-link")).out)

    def test_what_cannot_be_read_is_exit_3_and_the_others_are_told(self):
        self.bad(3, "JUMIO_ERR_FILE", "replay", "--policy", "strict", self.path("absent"))
        self.bad(3, "JUMIO_ERR_FILE", "replay", "--policy", "strict", self.put("b.json", transaction(**FACE)))
        deep = "/".join(["x"] * 40)
        self.put(deep + "/c.json", transaction())
        result = self.bad(3, "nested too deep", "replay", "--policy", "strict", self.path("stored"))
        self.assertIn("1 transactions, 1 different, 0 other files", result.out)
        if os.geteuid() != 0:
            os.chmod(self.put("c.json", transaction()), 0)
            self.assertIn("/c.json", self.bad(3, "JUMIO_ERR_FILE", "replay", "--policy", "strict", self.path("stored")).err)

    def test_usage_and_policies_that_are_none(self):
        self.fill()
        self.assertEqual(self.run_idv("replay", self.path("stored")).code, 2)
        self.assertEqual(self.run_idv("replay", "--policy", "strict").code, 2)
        self.bad(3, "JUMIO_ERR_FILE", "replay", "--policy", self.path("absent.json"), self.path("stored"))
        wrong = self.policy({"name": "acme", "version": "1", "switches": {"strickt": True}})
        result = self.bad(3, "strickt", "replay", "--policy", "default", "--against", wrong, self.path("stored"))
        self.assertEqual(result.out, "")

    def test_names_cannot_forge_lines(self):
        self.put("a\tPassed\nb\x1b[2J.json", transaction(**FACE))
        result = self.replay(DIFFERENT)
        self.assertIn("\\x09Passed\\x0ab\\x1b", result.out.splitlines()[0])
        self.assertEqual(self.replay(DIFFERENT, "--json").json()[0]["path"], self.path("stored", "a\tPassed\nb\x1b[2J.json"))

    def test_an_empty_folder_is_no_difference(self):
        os.makedirs(self.path("stored"))
        self.assertIn("0 transactions, 0 different, 0 other files", self.replay(0).out)

    def test_differences_that_cannot_be_written_are_an_error(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full here")
        self.fill()
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "replay", "--policy", "strict", self.path("stored")], stdout=full, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(done.returncode, 3)
        self.assertIn(b"JUMIO_ERR_FILE", done.stderr)

    def test_netverify_forms(self):
        self.put("a.form", NETVERIFY)
        total = self.replay(0, "--json").json()[-1]
        self.assertEqual((total["errors"], total["matrix"]), (0, {"Fraud": {"Fraud": 1}}))


class Steps(Case):
    def test_steps_beside_a_transaction_are_taken(self):
        body = transaction()
        body["workflow"]["definitionKey"] = "10014"
        body["capabilities"] = {"authentication": [element("PASSED", "OK")]}
        self.put("a.json", body)
        step = {"name": "AUTHENTICATION", "decision": {"type": "REJECTED", "details": {"label": "FAILED"}}}
        total = self.run_idv("replay", "--policy", "default", "--json", self.path("stored")).json()[-1]
        self.assertEqual(total["matrix"], {"Passed": {"Passed": 1}})
        self.put("a.steps.json", {"steps": [step]})
        total = self.run_idv("replay", "--policy", "default", "--json", self.path("stored")).json()[-1]
        self.assertEqual(total["matrix"], {"Denied": {"Denied": 1}})
        mapped = self.good("map", "--steps", self.path("stored", "a.steps.json"), self.path("stored", "a.json"))
        self.assertEqual(mapped.out, self.path("stored", "a.json") + "\tDenied\n")


class Policy(Case):
    def test_check_tells_what_is_wrong_and_where(self):
        path = self.policy(SAMPLE_IS_FRAUD)
        self.assertEqual(self.good("policy", "check", path).out, "")
        row = self.good("policy", "check", "--json", path).json()[0]
        self.assertEqual((row["name"], row["version"]), ("acme", "4"))
        for name in ("default", "strict", "netverify-order"):
            self.assertEqual(self.good("policy", "check", "--json", name).json()[0]["name"], name)
        wrong = copy.deepcopy(SAMPLE_IS_FRAUD)
        wrong["overrides"]["imageChecks.rejected.SAMPLE"] = "frod"
        error = self.bad(3, "line 5", "policy", "check", self.policy(wrong)).err
        self.assertIn("/overrides/imageChecks.rejected.SAMPLE", error)
        self.assertIn("policy.json", error)
        deep = os.path.join(*["d" * 200] * 5)
        os.makedirs(self.path(deep))
        self.bad(3, "line 5, /overrides/imageChecks.rejected.SAMPLE", "policy", "check", self.policy(wrong, os.path.join(deep, "policy.json")))
        self.bad(3, "JUMIO_ERR_", "policy", "check", self.write("empty.json", ""))
        self.bad(3, "JUMIO_ERR_FILE", "policy", "check", self.path("absent.json"))

    def test_show_is_what_the_hash_is_of(self):
        path = self.policy(SAMPLE_IS_FRAUD)
        shown = self.good("policy", "show", path).out
        self.assertFalse(shown.endswith("\n"))
        self.assertEqual(self.good("policy", "hash", path).out, hashlib.sha256(shown.encode()).hexdigest() + "\n")
        self.assertEqual(self.good("policy", "show", self.write("again.json", shown)).out, shown)
        self.assertEqual(self.good("policy", "show", "-", stdin=shown.encode()).out, shown)
        result = self.run_idv("policy", "show", "--verbose", path)
        self.assertEqual((result.code, result.out), (0, shown))
        self.assertEqual(result.err, "jumio-idv: policy: acme 4 " + hashlib.sha256(shown.encode()).hexdigest() + "\n")
        self.assertEqual(self.good("policy", "hash", "--json", path).json()[0]["hash"], hashlib.sha256(shown.encode()).hexdigest())

    def test_mistakes_are_exit_2(self):
        for arguments in (["policy"], ["policy", "check"], ["policy", "burn", "default"], ["policy", "check", "default", "strict"]):
            self.assertEqual(self.run_idv(*arguments).code, 2, arguments)


class Map(Case):
    def test_map_under_a_policy(self):
        path = self.write("a.json", json.dumps(transaction(**FACE)))
        sample = self.write("b.json", json.dumps(transaction(imageChecks=("REJECTED", "SAMPLE"))))
        self.assertEqual(self.good("map", path, sample).out, f"{path}\tPassed\n{sample}\tIncomplete\n")
        self.assertEqual(self.good("map", "--policy", "strict", path).out, path + "\tIncomplete\n")
        self.assertEqual(self.good("map", "--policy", self.policy(SAMPLE_IS_FRAUD), sample).out, sample + "\tFraud\n")
        config = self.write("jumio.conf", "policy = " + self.policy(SAMPLE_IS_FRAUD) + "\n")
        self.assertEqual(self.good("map", "--config", config, sample).out, sample + "\tFraud\n")
        self.assertEqual(self.good("map", "--config", config, "--policy", "default", sample).out, sample + "\tIncomplete\n")

    def test_a_policy_that_is_none_maps_nothing(self):
        path = self.write("a.json", json.dumps(transaction()))
        for text in ("", "{}", "[]", '{"name":"acme"}'):
            result = self.run_idv("map", "--policy", self.write("policy.json", text), path)
            self.assertEqual((result.code, result.out), (3, ""), text)

    def test_the_ids_that_the_body_must_carry(self):
        path = self.write("a.json", json.dumps(transaction()))
        ids = ["--account-id", ACCOUNT, "--execution-id", EXECUTION]
        self.assertEqual(self.good("map", *ids, path).out, path + "\tPassed\n")
        other = self.bad(9, "JUMIO_ERR_ID_MISMATCH", "map", "--verbose", "--account-id", OTHER, "--execution-id", EXECUTION, path)
        self.assertEqual(other.out.splitlines()[0], path + "\tERROR")
        self.assertIn("JUMIO_ERR_ID_MISMATCH", other.out)
        none = self.bad(3, "account_id: not a UUID", "map", "--account-id", "x", "--execution-id", EXECUTION, path)
        self.assertEqual(none.out, path + "\tERROR\n")

    def test_one_file_only(self):
        path = self.write("a.json", json.dumps(transaction()))
        steps = self.write("a.steps.json", '{"steps":[]}')
        self.assertEqual(self.good("map", "--steps", steps, path).out, path + "\tPassed\n")
        for options in (["--steps", steps], ["--account-id", ACCOUNT, "--execution-id", EXECUTION]):
            self.assertEqual(self.run_idv("map", *options, path, path).code, 2)
            self.assertEqual(self.run_idv("map", *options, "--files-from", "-").code, 2)
            self.assertEqual(self.run_idv("map", *options, "--netverify", path).code, 2)
        self.assertEqual(self.run_idv("map", "--account-id", ACCOUNT, path).code, 2)
        self.assertEqual(self.run_idv("map", "--execution-id", EXECUTION, path).code, 2)
        self.bad(3, "JUMIO_ERR_JSON", "map", "--steps", self.write("bad.json", "["), path)
        self.bad(3, "JUMIO_ERR_FILE", "map", "--steps", self.path("absent"), path)

    def test_explain_is_a_paragraph(self):
        path = self.write("a.json", json.dumps(transaction(similarity=("REJECTED", "NO_MATCH"))))
        lines = self.good("map", "--explain", path).out.splitlines()
        self.assertEqual(lines[0], path + "\tDenied")
        self.assertTrue(lines[1].startswith("  Denied: "), lines[1])
        self.assertEqual(len(lines), 2)
        self.assertEqual("  " + self.good("map", "--explain", "--json", path).json()[0]["text"], lines[1])


@unittest.skipUnless(EXAMPLE, "the examples were not built")
class Example(Case):
    def test_a_host_tries_a_policy(self):
        paths = [self.put("a.json", transaction()), self.put("b.json", transaction(**FACE)), self.put("c.json", "{}")]
        result = rig.run([EXAMPLE, self.policy(STRICT), *paths])
        self.assertEqual((result.code, result.err), (0, ""))
        lines = result.out.splitlines()
        self.assertEqual(lines[0], paths[1] + ": Passed -> Incomplete by imageChecks.warning.REPEATED_FACE")
        self.assertTrue(lines[1].startswith(paths[2] + ": "), lines[1])
        total = json.loads(lines[2])
        self.assertEqual((total["transactions"], total["errors"], total["different"], total["after"]["name"]), (2, 1, 1, "acme"))

    def test_failures_are_told(self):
        path = self.put("a.json", transaction())
        self.assertEqual(rig.run([EXAMPLE]).code, 1)
        self.assertEqual(rig.run([EXAMPLE, self.path("absent"), path]).code, 1)
        result = rig.run([EXAMPLE, self.policy({"name": "acme"}), path])
        self.assertEqual((result.code, result.out), (1, ""))
        self.assertIn("JUMIO_ERR_", result.err)


if __name__ == "__main__":
    unittest.main(verbosity=2)
