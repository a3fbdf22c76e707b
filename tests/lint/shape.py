#!/usr/bin/env python3
"""The shape of a source: at most 600 lines, functions that fit a screen, and a first line that says what the file is for."""
import re

import tree

FILE_LINES = 600
FUNCTION_LINES = 60


def functions(text):
    """(first line, length) of each body: by the house style its braces stand alone in column one."""
    start = None
    for number, line in enumerate(text.split("\n"), 1):
        if line == "{":
            start = number
        elif line.startswith("}") and start is not None:
            yield start, number - start - 1
            start = None


def problems_of(path, text):
    out = []
    lines = text.count("\n")
    if lines > FILE_LINES:
        out.append(f"{path}:1: {lines} lines; the most is {FILE_LINES}: look for the missing idea")
    if not re.match(r"/\*\*? \S", text):
        out.append(f"{path}:1: does not open with a sentence that says what the file is for")
    for start, length in functions(text):
        if length > FUNCTION_LINES and tree.area(path)[0] != "public":
            out.append(f"{path}:{start}: a function of {length} lines; the most is {FUNCTION_LINES}")
    return out


def main():
    files = tree.c_files("src", "include")
    problems = []
    for path in files:
        problems += problems_of(path, tree.read(path))
    tree.finish("shape", len(files), problems)


if __name__ == "__main__":
    main()
