#!/usr/bin/env python3
"""Count the cases of one run of `meson test`: each line of its log is a test program, and its output tells its cases (TAP of cmocka and of
our scripts, "Ran N tests" of unittest; one case for any other). The output of what failed is shown; the sums go to file descriptor 3.

What a proof says of itself, in lines that begin with "# proved: " (which TAP passes over), is shown too.

    count_results.py TESTLOG.JSON"""
import json
import os
import re
import sys

SHOWN_LINES = 150
GOOD = ("OK", "EXPECTEDFAIL")
TAP = re.compile(r"^\s*(ok|not ok)\b(?:\s+\d+)?(.*)$", re.M)
RAN = re.compile(r"^Ran (\d+) tests? in ", re.M)
PROVED = re.compile(r"^# proved: .*$", re.M)
UNITTEST_BAD = re.compile(r"\b(?:failures|errors|unexpected successes)=(\d+)")
SKIPPED = re.compile(r"\bskipped=(\d+)")


def count_tap(text):
    passed = failed = 0
    for word, rest in TAP.findall(text):
        if re.search(r"#\s*SKIP", rest, re.I):
            continue
        if word == "ok" or re.search(r"#\s*TO" r"DO", rest, re.I):
            passed += 1
        else:
            failed += 1
    return passed, failed


def count_unittest(text):
    ran = sum(int(number) for number in RAN.findall(text))
    bad = sum(int(number) for number in UNITTEST_BAD.findall(text))
    return ran - bad - sum(int(number) for number in SKIPPED.findall(text)), bad


def count(test):
    """(passed, failed) of one test program. Meson's own verdict counts too: a crash after ten good cases is a failure."""
    text = (test.get("stdout") or "") + "\n" + (test.get("stderr") or "")
    if test["result"] == "SKIP":
        return 0, 0
    if re.search(r"^\s*(?:1\.\.\d+|TAP version \d+)\s*$", text, re.M):
        passed, failed = count_tap(text)
    elif RAN.search(text):
        passed, failed = count_unittest(text)
    else:
        passed, failed = (1, 0) if test["result"] in GOOD else (0, 1)
    if test["result"] not in GOOD and failed == 0:
        failed = 1
    return passed, failed


def show(test):
    print(f"---- {test['name']}: {test['result']}, exit code {test.get('returncode')}")
    for stream in ("stdout", "stderr"):
        lines = (test.get(stream) or "").rstrip().split("\n")
        if len(lines) > SHOWN_LINES:
            lines = [f"... {len(lines) - SHOWN_LINES} lines left out ..."] + lines[-SHOWN_LINES:]
        if lines != [""]:
            print("\n".join(lines))


def main():
    passed = failed = 0
    with open(sys.argv[1], encoding="utf-8", errors="replace") as file:
        for line in file:
            test = json.loads(line)
            good, bad = count(test)
            passed += good
            failed += bad
            for proved in PROVED.findall(test.get("stdout") or ""):
                print(proved)
            if bad or test["result"] not in GOOD + ("SKIP",):
                show(test)
    os.write(3, f"{passed} {failed}\n".encode())


if __name__ == "__main__":
    main()
