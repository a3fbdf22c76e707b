#!/usr/bin/env python3
"""Nothing global and writable in the library, but what libcurl's own one-time init needs; and no call of a banned function. Asked of the
built objects, not of the text.

    writable.py OBJDUMP ARCHIVE"""
import re
import subprocess
import sys

import banned
import tree

ALLOWED = {("http_transport_curl.c", "global_once"), ("http_transport_curl.c", "global_code")}
WRITABLE = re.compile(r"^(\.data|\.bss|\.tdata|\.tbss|\.sdata|\.sbss)($|\.(?!rel\.ro))|^\*COM\*$")
CALLED = re.compile(r"^0+\s+\*UND\*\s+0+ (?:\.\w+ )?(\S+)$")
BANNED = {name: banned.HOMES.get(name) for name in banned.EVERYWHERE + banned.LIBRARY} | {"__assert_fail": None}
SYMBOL = re.compile(r"^[0-9a-f]+ .{7} (\S+)\s+([0-9a-f]+)\s+(?:\.\w+ )?(\S+)$")


def is_banned(name, member):
    """With fortification printf is called as __printf_chk."""
    name = re.sub(r"^__(?:isoc99_)?(\w+?)_chk$", r"\1", name)
    home = BANNED.get(name)
    return name in BANNED and not (home and member.replace("_", "/").endswith(home.replace("_", "/")[len("src/"):] + ".o"))


def problems_of(listing):
    """(number of objects, problems) of what `objdump -t` prints."""
    count, out, member = 0, [], ""
    for line in listing.split("\n"):
        if ":     file format" in line:
            member = line.split(":")[0]
            count += 1
            continue
        called = CALLED.match(line)
        if called and is_banned(called.group(1), member):
            out.append(f"{member}: calls {called.group(1)}")
        match = SYMBOL.match(line)
        if not match or not WRITABLE.match(match.group(1)) or int(match.group(2), 16) == 0:
            continue
        name = re.sub(r"\.\d+$", "", match.group(3))
        if not any(member.endswith(file + ".o") and name == symbol for file, symbol in ALLOWED):
            out.append(f"{member}: {name} is global and writable ({match.group(1)})")
    return count, out


def main():
    listing = subprocess.run([sys.argv[1], "-t", sys.argv[2]], check=True, capture_output=True, text=True).stdout
    count, problems = problems_of(listing)
    tree.finish("writable globals", count, problems)


if __name__ == "__main__":
    main()
