#!/usr/bin/env python3
"""The documents agree with the tree: links lead somewhere, the versions are one, and each default in docs/defaults.md is the code's."""
import os
import re

import tree

LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
ROW = re.compile(r"^\|.*\|$")
PLACE = re.compile(r"`(src/[\w./-]+) (\w+(?:\[\w+\])?(?:\.\d)?)`")


def broken_links(path, text):
    out = []
    for match in LINK.finditer(re.sub(r"```.*?```", lambda m: re.sub(r"[^\n]", " ", m.group(0)), text, flags=re.S)):
        target = match.group(1).split("#")[0]
        if re.match(r"[a-z]+:", match.group(1)) or target == "":
            continue
        if not os.path.exists(os.path.join(tree.TOP, os.path.dirname(path), target)):
            out.append(f"{path}:{tree.line_of(text, match.start())}: the link leads nowhere: {target}")
    return out


def number_in(text):
    """The first number of a cell; blanks group its digits."""
    match = re.search(r"-?\d[\d ]*", text)
    return int(match.group(0).replace(" ", "")) if match else None


def number_in_code(source, name):
    """A #define; an entry of a table by its index, or the n-th part of such an entry (.0, .1); a {NAME, number} row."""
    table = re.match(r"\w+\[(\w+)\](?:\.(\d))?$", name)
    if table:
        match = re.search(rf"\[{table.group(1)}\]\s*=\s*(\{{[^}}]*\}}|[^,}}]+)", source)
        text = match.group(1).strip("{}").split(",")[int(table.group(2) or 0)] if match else ""
    else:
        match = re.search(rf"^#define {name} (.+?)(?:\s*/\*.*)?$", source, re.M) or re.search(rf"\{{{name}, (\d+)\}}", source)
        text = match.group(1) if match else ""
    text = re.sub(r"\(size_t\)|\bINT64_C|(?<=\d)[LlUu]+\b", "", text).strip()
    return int(eval(text, {"__builtins__": {}})) if re.fullmatch(r"[\d\s*+()-]+", text) else None


def stale_defaults(path, text):
    count, out = 0, []
    for number, line in enumerate(text.split("\n"), 1):
        place = PLACE.search(line) if ROW.match(line) else None
        if not place:
            continue
        count += 1
        code = number_in_code(tree.read(place.group(1)), place.group(2))
        cell = line.split("|")[2]
        if code is None or code != number_in(cell):
            out.append(f"{path}:{number}: says {cell.strip()}, {place.group(1)} says {place.group(2)} is {code}")
    return count, out


def versions():
    found = {
        "meson.build": re.search(r"\bversion: '([\d.]+)'", tree.read("meson.build")).group(1),
        "include/jumio/version.h": re.search(r'#define JUMIO_VERSION "([\d.]+)"', tree.read("include/jumio/version.h")).group(1),
        "its parts": ".".join(re.findall(r"#define JUMIO_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", tree.read("include/jumio/version.h"))),
    }
    return [] if len(set(found.values())) == 1 else [f"versions differ: {found}"]


def main():
    pages = [path for path in tree.walk() if path.endswith(".md")]
    problems = versions()
    for path in pages:
        problems += broken_links(path, tree.read(path))
    rows, stale = stale_defaults("docs/defaults.md", tree.read("docs/defaults.md"))
    problems += stale
    if rows < 30:
        problems.append(f"docs/defaults.md: only {rows} rows name their place in the code")
    tree.finish("documents", len(pages) + rows, problems)


if __name__ == "__main__":
    main()
