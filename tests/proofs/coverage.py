#!/usr/bin/env python3
"""Hold the unit tests to every branch of one folder of sources: what gcov counted is read, and each line that did not run and each branch that was
not taken is shown. The exit code says whether there was one.

    coverage.py BUILD FOLDER      such as build/test-coverage src/decision"""
import glob
import json
import os
import subprocess
import sys


def counted(path):
    """(source, its counted lines) of every source of one object file."""
    answer = subprocess.run(
        ["gcov", "--branch-probabilities", "--json-format", "--stdout", os.path.basename(path)],
        cwd=os.path.dirname(path),
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(answer.stdout)
    for file in told["files"]:
        yield os.path.realpath(os.path.join(told["current_working_directory"], file["file"])), file["lines"]


def missing(lines):
    """(line, what is missing there); a source that several objects include is counted in each."""
    for line in lines:
        branches = line["branches"]
        untaken = [str(number) for number, branch in enumerate(branches, 1) if branch["count"] == 0]
        if line["count"] == 0:
            yield line["line_number"], "never runs"
        elif untaken:
            yield line["line_number"], f"branch {', '.join(untaken)} of {len(branches)} is not taken"


def main():
    build, folder = (os.path.realpath(path) for path in sys.argv[1:3])
    objects = sorted(glob.glob(os.path.join(build, "lib*.p", "*.gcno")))
    prefix = os.path.relpath(folder).replace(os.sep, "_") + "_"
    objects = [path for path in objects if os.path.basename(path).startswith(prefix)]
    branches = bad = 0
    for path in objects:
        for source, lines in counted(path):
            if os.path.dirname(source) != folder or not os.path.isfile(source):  # the object of a source that is gone may still be there
                continue
            branches += sum(len(line["branches"]) for line in lines)
            with open(source, encoding="utf-8") as file:
                text = file.read().split("\n")
            for number, what in missing(lines):
                bad += 1
                print(f"{os.path.relpath(source)}:{number}: {what}: {text[number - 1].strip()}")
    print(f"{sys.argv[2]}: {len(objects)} files, {branches} branches, {bad} lines that are not wholly covered")
    return 1 if bad or not branches else 0


if __name__ == "__main__":
    sys.exit(main())
