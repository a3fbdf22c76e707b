#!/usr/bin/env python3
"""The demonstration shows what it promises: the columns, the six statuses with their reasons, one row with "?", within 120 columns.

    test_demo.py DEMO-HOST JUMIO-SIM [unittest options]"""
import os
import re
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True
import rig

PROGRAM, SIMULATOR = (os.path.abspath(path) for path in sys.argv[1:3])
ROW = re.compile(r"^(\S+) +(\d\d:\d\d:\d\d)  (\d\d:\d\d:\d\d|-) +(http://127\.0\.0\.1:\d+/web/client) +([0-9a-f-]{36})  (.+)$")


class Demo(rig.Folder):
    def test_shows_all_statuses(self):
        simulator = rig.Simulator(SIMULATOR, "--processing-ms", "500", "--rate-limits", "off")
        self.addCleanup(simulator.stop)
        os.mkdir(self.path("pictures"))
        os.mkdir(self.path("documents"))
        subprocess.run([SIMULATOR, "--pictures", self.path("pictures")], check=True, stdout=subprocess.DEVNULL)
        result = rig.run([PROGRAM, "--endpoint", simulator.url, "--client-id", rig.CLIENT_ID, "--secret-file", self.write("secret", rig.SECRET + "\n"),
                          "--store", self.path("verifications.db"), "--pictures", self.path("pictures"), "--out", self.path("documents")])
        self.assertEqual(result.code, 0, str(result))
        lines = result.out.splitlines()
        self.assertLessEqual(max(map(len, lines)), 120)
        self.assertNotIn("authorizationToken", result.out)
        self.assertNotIn("\r", result.out, "no terminal, so whole lines")
        head = next(i for i, line in enumerate(lines) if line.startswith("Status "))
        self.assertEqual(re.split(r"  +", lines[head].replace("Status ", "Status  ")),
                         ["Status", "Created", "Received", "ID Task", "Scan Reference", "Linked Documents"])
        rows = [ROW.match(line) for line in lines[head + 1::2]]
        self.assertEqual(len(rows), 10)
        self.assertTrue(all(rows), result.out)
        self.assertEqual({row.group(1) for row in rows}, {"Pending", "Failed", "Denied", "Fraud", "Incomplete", "Passed"})
        self.assertEqual([row.group(6) for row in rows].count("?"), 1)
        self.assertEqual(rows[0].group(6), "FRONT BACK FACE")
        self.assertTrue(all(line.startswith("           because ") for line in lines[head + 2::2]))
        self.assertRegex(result.out, r"following: [1-9]\d* callbacks received, [1-9]\d* polls")
        self.assertGreater(len(simulator.call("GET", "/_sim/callbacks")), 0)
        self.assertGreater(len(os.listdir(self.path("documents"))), 10)
        self.assertEqual({self.mode(self.path("documents", name)) for name in os.listdir(self.path("documents"))}, {0o600})

    def test_usage(self):
        self.assertEqual(rig.run([PROGRAM]).code, 2)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]] + sys.argv[3:], verbosity=2)
