#!/usr/bin/env python3
"""Jumio's documented customer journeys, each as its example walks it, against the simulator.

    test_journeys.py EXAMPLES-FOLDER JUMIO-SIM [unittest options]"""
import os
import subprocess
import sys
import unittest
import urllib.parse

sys.dont_write_bytecode = True
import rig

EXAMPLES, SIMULATOR = (os.path.abspath(path) for path in sys.argv[1:3])


class Journey(rig.Folder):
    """The simulator's clock stands still. It holds the answer to the call behind which the example begins to wait, until the test has played
    the person and moved the clock: then the result is there at the first look."""

    def setUp(self):
        super().setUp()
        subprocess.run([SIMULATOR, "--pictures", self.folder], check=True, stdout=subprocess.DEVNULL)
        self.pictures = [self.path(rig.PICTURES[part]) for part in ("front", "back", "face")]
        self.secret_file = self.write("secret", rig.SECRET + "\n")

    def begin(self, scenario="passed"):
        self.rules = []
        self.simulator = rig.Simulator(SIMULATOR, "--clock", "virtual", "--default-scenario", scenario)
        self.addCleanup(self.simulator.stop)

    def executions(self):
        return self.simulator.call("GET", "/_sim/executions")

    def command(self, name, *arguments):
        return [os.path.join(EXAMPLES, name), self.simulator.url, rig.CLIENT_ID, self.secret_file, *arguments]

    def walk(self, held, name, *arguments, act=lambda: None, seconds=5):
        """Run the example with the answer to `held` held until `act` was played; its lines."""
        count = len(self.executions())
        self.simulator.call("PUT", "/_sim/scenario", {"scenarios": self.rules, "faults": [{"operation": held, "hold": True}]})
        with subprocess.Popen(self.command(name, *arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            rig.wait_for(lambda: self.is_reached(held, count), process)
            act()
            self.simulator.advance(seconds)
            rig.wait_for(lambda: self.simulator.call("POST", "/_sim/release")["released"], process)
            out, err = process.communicate(timeout=30)
        self.assertEqual((process.returncode, err), (0, ""), out)
        self.assertNotIn(rig.SECRET, out)
        return out.splitlines()

    def is_reached(self, held, count):
        executions = self.executions()
        return len(executions) > count and (held != "finalize" or executions[-1]["status"] == "ACQUIRED")

    def complete(self):
        """The person opens the link and finishes."""
        self.simulator.call("POST", "/_sim/complete?workflowExecution=" + self.executions()[-1]["workflowExecution"])

    def assert_link(self, line):
        word, link = line.split()
        address = urllib.parse.urlsplit(link)
        self.assertEqual((word, f"{address.scheme}://{address.netloc}"), ("link", self.simulator.url))

    def refused(self, code, name, *arguments):
        result = rig.run(self.command(name, *arguments))
        self.assertEqual(result.code, 1, str(result))
        self.assertIn(code, result.err)
        self.assertNotIn(rig.SECRET, result.out + result.err)

    def onboard(self):
        """A person with an account, an ID and a face on file: account id and id of the ID credential, as the host reads them."""
        self.walk("finalize", "custom_journey", *self.pictures)
        path = self.simulator.ledger("upload")[0]["path"].split("/")
        return path[path.index("accounts") + 1], path[path.index("credentials") + 1]


class OnboardByLink(Journey):
    def test_onboard__link_and_sdk_token(self):
        self.begin()
        lines = self.walk("create", "onboard_by_link", act=self.complete)
        self.assert_link(lines[0])
        self.assertRegex(lines[1], r"^sdk - \S+$")  # the simulator is no region: no data center
        self.assertEqual(lines[2], "Passed")

    def test_onboard__fraud(self):
        self.begin("fraud-fake")
        self.assertEqual(self.walk("create", "onboard_by_link", act=self.complete)[2], "Fraud")

    def test_onboard__nobody_came(self):
        self.begin()
        self.assertEqual(self.walk("create", "onboard_by_link", seconds=4000)[2], "Failed")


class CustomJourney(Journey):
    def test_custom__own_pictures_and_data(self):
        self.begin()
        self.assertEqual(self.walk("finalize", "custom_journey", *self.pictures)[0], "Passed")
        parts = [row["path"].rsplit("/", 1)[1] for row in self.simulator.ledger("upload")]
        self.assertEqual(parts, ["FRONT", "BACK", "FACE", "PREPARED_DATA"])
        self.assertEqual(len(self.simulator.ledger("finalize")), 1)

    def test_custom__face_of_another(self):
        self.begin("denied-no-match")
        self.assertEqual(self.walk("finalize", "custom_journey", *self.pictures)[0], "Denied")

    def test_custom__no_picture(self):
        self.begin()
        self.refused("JUMIO_ERR_MEDIA_TYPE", "custom_journey", self.secret_file, *self.pictures[1:])
        self.assertEqual(self.simulator.ledger("finalize"), [])


class GlobalIdentityCheck(Journey):
    def test_global__form_data_only(self):
        self.begin()
        self.assertEqual(self.walk("finalize", "global_identity_check", "10066")[0], "Passed")
        self.assertEqual([row["path"].rsplit("/", 1)[1] for row in self.simulator.ledger("upload")], ["PREPARED_DATA"])

    def test_global__rejected(self):
        self.begin("rejected-by-rule")
        self.assertEqual(self.walk("finalize", "global_identity_check", "10066")[0], "Incomplete")


class Authenticate(Journey):
    def test_authenticate__known_face(self):
        self.begin()
        account, _ = self.onboard()
        lines = self.walk("update", "authenticate", account, act=self.complete)
        self.assert_link(lines[0])
        self.assertEqual(lines[1], "Passed")

    def test_authenticate__another_face(self):
        self.begin()
        account, _ = self.onboard()
        self.rules = [{"match": {"customerInternalReference": "case-3004"}, "scenario": "denied-liveness"}]
        self.assertEqual(self.walk("update", "authenticate", account, act=self.complete)[1], "Denied")

    def test_authenticate__similarity_to_the_existing_id(self):
        self.begin()
        account, credential = self.onboard()
        self.assertEqual(self.walk("finalize", "authenticate", account, credential, self.pictures[2])[0], "Passed")

    def test_authenticate__unknown_account(self):
        self.begin()
        self.refused("JUMIO_ERR_NOT_FOUND", "authenticate", "00000000-0000-4000-8000-000000000000")


class DocumentProof(Journey):
    def test_document__utility_bill(self):
        self.begin()
        self.assertEqual(self.walk("finalize", "document_proof", "GBR", self.path("document.pdf"))[0], "Passed")

    def test_document__no_document(self):
        self.begin()
        self.refused("JUMIO_ERR_MEDIA_TYPE", "document_proof", "GBR", self.secret_file)


class Misuse(Journey):
    def test_misuse__no_arguments(self):
        for name in ("onboard_by_link", "custom_journey", "global_identity_check", "authenticate", "document_proof"):
            self.assertEqual(rig.run([os.path.join(EXAMPLES, name)]).code, 1)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]] + sys.argv[3:], verbosity=2)
