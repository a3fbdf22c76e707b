#!/usr/bin/env python3
"""The examples do what they show, against the simulator.

    test_example.py VERIFY-DOCUMENT JUMIO-SIM [unittest options]"""
import json
import os
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True
import rig

PROGRAM, SIMULATOR = (os.path.abspath(path) for path in sys.argv[1:3])


class VerifyDocument(rig.Folder):
    def setUp(self):
        super().setUp()
        subprocess.run([SIMULATOR, "--pictures", self.folder], check=True, stdout=subprocess.DEVNULL)
        self.pictures = [self.path(rig.PICTURES[part]) for part in ("front", "back", "face")]
        self.secret_file = self.write("secret", rig.SECRET + "\n")

    def start(self, *options):
        simulator = rig.Simulator(SIMULATOR, *options)
        self.addCleanup(simulator.stop)
        return simulator

    def verify(self, simulator, *pictures):
        result = rig.run([PROGRAM, simulator.url, rig.CLIENT_ID, self.secret_file, *(pictures or self.pictures)])
        self.assertNotIn(rig.SECRET, result.out + result.err)
        return result

    def test_a_result_that_is_not_there_yet_is_pending(self):
        simulator = self.start("--clock", "virtual")
        result = self.verify(simulator)
        self.assertEqual(result.code, 0, str(result))
        self.assertEqual(result.out.splitlines()[0], "Pending")
        self.assertEqual([row["status"] for row in simulator.ledger("upload")], [200, 200, 200])

    def test_a_result_is_told_with_its_reasons(self):
        for scenario, status in (("passed", "Passed"), ("fraud-fake", "Fraud")):
            simulator = self.start("--clock", "virtual", "--default-scenario", scenario)
            simulator.faults({"operation": "finalize", "hold": True})
            with subprocess.Popen([PROGRAM, simulator.url, rig.CLIENT_ID, self.secret_file, *self.pictures], stdout=subprocess.PIPE, text=True) as process:
                rig.wait_for(lambda: "ACQUIRED" in json.dumps(simulator.call("GET", "/_sim/executions")), process)
                simulator.advance(5)  # the result is there before the example hears that it was finalized
                simulator.call("POST", "/_sim/release")
                lines = process.communicate(timeout=30)[0].splitlines()
            self.assertEqual((process.returncode, lines[0]), (0, status))
            self.assertGreater(len(lines), 1)

    def test_failures_are_told(self):
        simulator = self.start("--clock", "virtual")
        result = self.verify(simulator, self.secret_file, *self.pictures[1:])
        self.assertEqual(result.code, 1)
        self.assertIn("JUMIO_ERR_MEDIA_TYPE", result.err)
        self.write("secret", "another")
        result = self.verify(simulator)
        self.assertEqual(result.code, 1)
        self.assertIn("JUMIO_ERR_AUTH", result.err)
        self.assertEqual(rig.run([PROGRAM]).code, 1)
        self.assertFalse(os.path.exists(self.path("verifications.db")))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]] + sys.argv[3:], verbosity=2)
