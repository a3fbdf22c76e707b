#!/usr/bin/env python3
"""Nothing of the machine a file was written on: no path of its own folders, no host of a package registry or mirror."""
import re

import tree

FORBIDDEN = [
    (re.compile(r"(?<![\w.>])/(?:wor[k]|far[m]|roo[t]|hom[e]|User[s])/[\w.]"), "a path of one machine"),
    (re.compile(r"\b(?:de[b]|security|snapshot|ftp\.\w+)\.debian\.org|archive\.ubuntu\.com|registry\.npm[j]s|pyp[i]\.org|files\.pythonhosted|crates\.i[o]\b"),
     "the host of a registry or mirror"),
]


def problems_of(path, text):
    out = []
    for pattern, what in FORBIDDEN:
        for match in pattern.finditer(text):
            out.append(f"{path}:{tree.line_of(text, match.start())}: {what}: {match.group(0)}")
    return out


def main():
    files = [path for path in tree.walk() if tree.is_text(path)]
    problems = []
    for path in files:
        problems += problems_of(path, tree.read(path))
    tree.finish("words", len(files), problems)


if __name__ == "__main__":
    main()
